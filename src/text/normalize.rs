//! Text to clean text: composed letters, named folds, transparent markup, lines without blanks at their ends.
//!
//! The folds, each exact and undone by the [`Map`]:
//!
//! | in the source | in the clean text |
//! |---|---|
//! | letters in pieces (NFD, the half-composed form of windows-1258, tone before shape) | composed letters (NFC) |
//! | runs of blanks of any kind (tab, U+00A0, U+2000–200A, U+3000 …) | one space; a wide run is noted as a gap |
//! | CRLF, CR, U+2028, U+2029, form feed, vertical tab | `\n`; blank lines are dropped and noted |
//! | zero-width characters, soft hyphens, U+FEFF | nothing |
//! | dashes (U+2010–2015, U+2212, U+FE63, U+FF0D) | `-` |
//! | Ð (U+00D0), Ɖ (U+0189); ð (U+00F0) | Đ; đ |
//! | fullwidth ASCII (U+FF01–FF5E), slashes U+2044, U+2215 | ASCII |
//! | `_` between syllables, in texts of word segmenters | one space |
//! | markdown emphasis, heading and quote marks, escapes, link targets, table pipes | nothing; noted on the line |
//! | blanks inside words whose letters come from two fonts of a PDF ([`torn`]) | nothing |
//! | page furniture: lone page numbers, running heads of the gazette, signature residue | nothing |

use super::lanes::{LANES, Marks, mark};
use super::map::Map;
use super::torn::{self, Joined};
use super::window::head;
use super::{Span, furniture};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// Everything that ends a line of the source.
pub(crate) const LINE_ENDS: [char; 6] = ['\n', '\r', '\u{B}', '\u{C}', '\u{2028}', '\u{2029}'];

/// A run of at least this many blanks inside a line separates columns (a letterhead set in two columns); less is
/// how justified text looks.
const GAP: usize = 4;

/// Clean text and what its lines were like.
#[derive(Clone, Debug)]
pub(crate) struct Clean<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) map: Map,
    pub(crate) lines: Vec<Line>,
    /// Places of single spaces that stand for a wide gap, in order.
    pub(crate) gaps: Vec<u32>,
    /// Words that came in pieces.
    pub(crate) joined: Option<Joined>,
}

/// A line of clean text; never empty.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Line {
    /// The line without its line end.
    pub(crate) span: Span,
    /// Blanks in front of it in the source.
    pub(crate) indent: u16,
    /// True when a blank line or the start of the text stands before it.
    pub(crate) after_blank: bool,
    /// True when page furniture was dropped before it.
    pub(crate) after_page: bool,
    /// Depth of a markdown heading, 0 for none.
    pub(crate) heading: u8,
    /// Row of a table, counted through the text from 1; 0 outside tables.
    pub(crate) row: u32,
    /// Cell in that row, from 0.
    pub(crate) column: u16,
    /// True when it is known to go on with the line before.
    pub(crate) goes_on: bool,
}

/// What two bytes that stand together tell, a bit for each reason to look closer: the second starts something that may
/// need a fold, or both do so together. Everything else is copied in runs.
mod pairs {
    /// The second byte, whatever stands before it.
    const ALONE: u8 = 1;
    /// A blank after a blank.
    const BLANKS: u8 = 2;
    /// Ð and ð among the letters of U+00C0–00FF, which need no fold.
    const ETH: u8 = 4;
    /// Ɖ.
    const AFRICAN_D: u8 = 8;
    /// U+00A0 and the soft hyphen.
    const HIDDEN: u8 = 16;

    /// By the first byte.
    pub(super) const FIRST: [u8; 256] = {
        let mut table = [ALONE; 256];
        table[b' ' as usize] |= BLANKS;
        table[0xC3] |= ETH;
        table[0xC6] |= AFRICAN_D;
        table[0xC2] |= HIDDEN;
        table
    };

    /// By the second byte.
    pub(super) const SECOND: [u8; 256] = {
        let mut table = [0; 256];
        let mut b = 0;
        while b < 256 {
            let marks = matches!(b as u8, b'*' | b'_' | b'|' | b'\\' | b'[' | b']' | b'!' | b'&');
            if b < 0x20 || marks || matches!(b, 0xC7 | 0xCC | 0xCD | 0xE2 | 0xE3 | 0xEF) {
                table[b] = ALONE;
            }
            b += 1;
        }
        table[b' ' as usize] |= BLANKS;
        table[0x90] |= ETH;
        table[0xB0] |= ETH;
        table[0x89] |= AFRICAN_D;
        table[0xA0] |= HIDDEN;
        table[0xAD] |= HIDDEN;
        table
    };
}

impl<'a> Clean<'a> {
    /// The clean text of `source`; only its first 4 GiB count.
    pub(crate) fn of(source: &'a str) -> Self {
        /// Offsets are 32 bits wide.
        const LONGEST: usize = u32::MAX as usize - 1;
        let mut n = Normalizer::new(head(source, LONGEST));
        n.run();
        let mut clean = n.finish();
        clean.joined = torn::mend(&mut clean);
        clean
    }

    /// The same without the source.
    pub(crate) fn into_owned(self) -> Clean<'static> {
        Clean { text: Cow::Owned(self.text.into_owned()), ..self }
    }
}

/// The runs of a text that stand for themselves. Most text is such runs, broken at line ends.
struct Runs<'a> {
    bytes: &'a [u8],
    /// Start of the block that was looked at last.
    from: usize,
    /// Its bytes that may need a closer look.
    special: Marks,
}

impl<'a> Runs<'a> {
    fn new(text: &'a str) -> Self {
        let mut runs = Self { bytes: text.as_bytes(), from: 0, special: Marks::default() };
        runs.look_at(0);
        runs
    }

    /// Length of the run that starts at `at`, which is never in front of the place asked about before.
    fn at(&mut self, at: usize) -> usize {
        if self.bytes[at] == b' ' {
            return 0; // at the start it is more than a space between words
        }
        let mut i = at;
        let found = loop {
            i = self.next_special(i);
            let Some(&b) = self.bytes.get(i) else { break 0 };
            let before = i.checked_sub(1).map_or(b' ', |i| self.bytes[i]);
            let found = pairs::FIRST[before as usize] & pairs::SECOND[b as usize];
            // Quotation marks, the bullet and the ellipsis.
            if let Some([0xE2, 0x80, 0x98 | 0x99 | 0x9C | 0x9D | 0xA2 | 0xA6]) = self.bytes.get(i..i + 3) {
                i += 3;
            } else if found == 0 {
                i += 1;
            } else {
                break found;
            }
        };
        // What two bytes mean starts at the first; a blank before it may be one of many, or the last of its line.
        let end = i - usize::from(i > at && found > 1);
        end - usize::from(end > at && self.bytes[end - 1] == b' ') - at
    }

    /// The first byte from `at` on that may need a closer look, or the end of the text.
    #[inline]
    fn next_special(&mut self, at: usize) -> usize {
        let mut at = at;
        loop {
            // A place in front of the block, to which a pair of bytes goes back, is far behind it when it wraps.
            let special = match at.wrapping_sub(self.from) {
                past @ ..LANES => self.special.from(past),
                _ => self.look_at(at),
            };
            if let Some(found) = special.first() {
                return at + found;
            }
            at = self.from + LANES;
            if at >= self.bytes.len() {
                return self.bytes.len();
            }
        }
    }

    /// Looks at the block that starts at `from`. Behind the end of the text nothing is special.
    #[inline]
    fn look_at(&mut self, from: usize) -> Marks {
        let whole = from.checked_sub(1).and_then(|before| self.bytes.get(before..)?.first_chunk());
        self.from = from;
        self.special = match whole {
            Some(pairs) => may_be_special(pairs),
            None => may_be_special(&self.edge(from)),
        };
        self.special
    }

    /// A block at the start or the end of the text.
    #[cold]
    fn edge(&self, from: usize) -> [u8; LANES + 1] {
        let mut pairs = [b'a'; LANES + 1];
        for (i, pair) in pairs.iter_mut().enumerate() {
            let byte = (from + i).checked_sub(1).and_then(|at| self.bytes.get(at));
            *pair = byte.copied().unwrap_or(*pair);
        }
        pairs
    }
}

/// Of the bytes from the second on, those of which the tables of [`pairs`] may say that they need a closer look.
#[inline]
fn may_be_special(pairs: &[u8; LANES + 1]) -> Marks {
    let mut special = [0; LANES];
    for i in 0..LANES {
        let (a, b) = (pairs[i], pairs[i + 1]);
        // Brackets, backslash, underscore and pipe stand near each other.
        let marks = ((b | 0x20).wrapping_sub(b'{') < 5) | (b == b'*') | (b == b'!') | (b == b'&');
        // All that needs a fold, and letters that Vietnamese does not have: its own start with lower bytes, or with this.
        let wide = (b >= 0xC7) & (b != 0xE1);
        let both = ((a == b' ') & (b == b' '))
            | ((a == 0xC3) & (b | 0x20 == 0xB0))
            | ((a == 0xC6) & (b == 0x89))
            | (a == 0xC2);
        special[i] = mark((b < 0x20) | marks | wide | both);
    }
    Marks::new(special)
}

struct Normalizer<'a> {
    source: &'a str,
    out: String,
    map: Map,
    lines: Vec<Line>,
    gaps: Vec<u32>,
    /// Next byte of the source.
    at: usize,
    /// Start of the current line in the clean text.
    line_start: usize,
    /// Start of the current line in the source.
    line_from: usize,
    /// First byte of that line that is no blank; found when first asked for.
    line_first: Option<usize>,
    /// Where the source's current line ends, blanks at its end left out; found when first asked for.
    line_end: usize,
    indent: usize,
    /// Blanks waiting to be written when more text follows on the line: source range.
    blanks: Option<(usize, usize)>,
    blank_before: bool,
    page_before: bool,
    heading: u8,
    table: Table,
    furniture: furniture::State,
    /// In a line whose first character is a table pipe.
    piped_line: bool,
    /// Underscores join the syllables of words.
    segmented: bool,
}

/// True for a text that a word segmenter wrote ("Nghị_định của Chính_phủ"): underscores where many of the blanks were.
fn is_segmented(source: &str) -> bool {
    /// Segmenters join a third of all syllables; no other text has nearly as many underscores.
    const BLANKS: usize = 8;
    let bytes = source.as_bytes();
    let letter =
        |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80);
    let joins = |at: &usize| letter(at.checked_sub(1)) && letter(at.checked_add(1));
    let enough = |joined: usize| joined * BLANKS > memchr::memchr_iter(b' ', bytes).count();
    let underscores = memchr::memchr_iter(b'_', bytes);
    underscores.clone().next().is_some()
        && enough(underscores.clone().count())
        && enough(underscores.filter(joins).count())
}

/// Where in a table the text stands.
#[derive(Default)]
struct Table {
    rows: u32,
    inside: bool,
    column: u16,
    /// No text since the last pipe.
    fresh: bool,
    /// A line ended since the last pipe.
    line_ended: bool,
}

impl<'a> Normalizer<'a> {
    fn new(source: &'a str) -> Self {
        Self {
            source,
            out: String::with_capacity(source.len()),
            map: Map::default(),
            lines: Vec::with_capacity(source.len() / 48 + 1),
            gaps: Vec::new(),
            at: 0,
            line_start: 0,
            line_from: 0,
            line_first: None,
            line_end: 0,
            indent: 0,
            blanks: None,
            blank_before: true,
            page_before: false,
            heading: 0,
            table: Table::default(),
            furniture: furniture::State::default(),
            piped_line: false,
            segmented: is_segmented(source),
        }
    }

    fn run(&mut self) {
        let bytes = self.source.as_bytes();
        let mut runs = Runs::new(self.source);
        self.begin_line();
        while self.at < bytes.len() {
            let from = self.at;
            let run = runs.at(from);
            if run > 0 {
                self.keep(from, run);
                self.at = from + run;
            }
            if self.at < bytes.len() {
                self.special(bytes);
            }
        }
        self.end_line();
    }

    fn finish(mut self) -> Clean<'a> {
        if self.out.ends_with('\n') {
            self.out.pop();
        }
        let text = if self.out == self.source { Cow::Borrowed(self.source) } else { Cow::Owned(self.out) };
        Clean { text, map: self.map, lines: self.lines, gaps: self.gaps, joined: None }
    }

    /// Copies `len` bytes of the source, which stand for themselves.
    fn keep(&mut self, from: usize, len: usize) {
        self.flush_blanks();
        self.map.copy(self.out.len(), from);
        self.out.push_str(&self.source[from..from + len]);
    }

    /// Writes `words` for `width` bytes of the source.
    fn put(&mut self, words: &str, from: usize, width: usize) {
        self.flush_blanks();
        self.map.replace(self.out.len(), from, width);
        self.out.push_str(words);
    }

    #[inline]
    fn flush_blanks(&mut self) {
        if let Some((from, to)) = self.blanks.take() {
            self.write_blanks(from, to);
        }
    }

    fn write_blanks(&mut self, from: usize, to: usize) {
        if self.out.len() == self.line_start {
            return; // blanks before the first word are the line's indent
        }
        if to - from == 1 && self.source.as_bytes()[from] == b' ' {
            self.map.copy(self.out.len(), from);
        } else {
            let blanks = &self.source[from..to];
            if blanks.contains('\t') || blanks.chars().count() >= GAP {
                self.gaps.push(self.out.len() as u32);
            }
            self.map.replace(self.out.len(), from, to - from);
        }
        self.out.push(' ');
    }

    fn blank(&mut self, width: usize) {
        if self.out.len() == self.line_start {
            self.indent += 1;
        }
        self.blanks = Some(match self.blanks {
            Some((from, _)) => (from, self.at + width),
            None => (self.at, self.at + width),
        });
        self.at += width;
    }

    fn special(&mut self, bytes: &[u8]) {
        let b = bytes[self.at];
        let next = bytes.get(self.at + 1).copied().unwrap_or(b'\n');
        match b {
            b' ' | b'\t' => self.blank(1),
            b'\n' | 0x0B | 0x0C => self.new_line(1, b == 0x0C),
            b'\r' => self.new_line(if bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 }, false),
            b'*' => self.star(bytes),
            b'_' => self.underscore(bytes),
            b'|' => self.pipe(),
            b'\\' if b"_*-.#[]()|+~>!`\"<".contains(&next) => {
                self.at += 1;
                self.literal(1);
            }
            b'[' if self.opens_link() => self.at += 1,
            b']' if next == b'(' => self.link_target(bytes),
            b'!' if next == b'[' => self.at += 1,
            b'&' => self.entity(),
            0x00..=0x1F => self.at += 1,
            _ if b < 0x80 => self.literal(1),
            _ => self.wide(),
        }
    }

    fn literal(&mut self, width: usize) {
        self.keep(self.at, width);
        self.at += width;
    }

    /// A character outside ASCII that may need a fold.
    fn wide(&mut self) {
        let Some(c) = self.source[self.at..].chars().next() else { return };
        let width = c.len_utf8();
        let here = self.at;
        let fold = match c {
            '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => {
                return self.blank(width);
            }
            '\u{2028}' | '\u{2029}' => return self.new_line(width, false),
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' => {
                self.at += width;
                return;
            }
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' => "-",
            '\u{D0}' | '\u{189}' => "Đ",
            '\u{F0}' => "đ",
            '\u{2044}' | '\u{2215}' => "/",
            '\u{FF01}'..='\u{FF5E}' => {
                let plain = (c as u32 - 0xFEE0) as u8 as char;
                self.put(plain.encode_utf8(&mut [0; 4]), here, width);
                self.at += width;
                return;
            }
            '\u{300}'..='\u{36F}' => return self.compose(),
            _ => return self.literal(width),
        };
        self.put(fold, here, width);
        self.at += width;
    }

    /// Marks after a letter: takes the letter back and writes it composed.
    fn compose(&mut self) {
        let rest = &self.source[self.at..];
        let marks_len = rest.find(|c| !('\u{300}'..='\u{36F}').contains(&c)).unwrap_or(rest.len());
        let base = self.out[self.line_start..].chars().next_back().unwrap_or(' ');
        let base_at = self.out.len() - base.len_utf8().min(self.out.len());
        let base_source = self.map.source(Span::new(base_at, self.out.len()));
        if base == ' ' || base_source.end as usize != self.at {
            // Marks with nothing to stand on are debris of a scan.
            self.at += marks_len;
            return;
        }
        let base_source = base_source.start as usize;
        self.out.truncate(base_at);
        self.map.truncate(base_at);
        // Shape before tone: "e, acute, circumflex" is a slip for ế (the other order is not canonically equal).
        let (shapes, tones): (Vec<char>, Vec<char>) =
            rest[..marks_len].chars().partition(|c| matches!(c, '\u{302}' | '\u{306}' | '\u{31B}'));
        let composed: String =
            std::iter::once(base).nfd().chain(shapes).chain(tones).collect::<String>().nfd().collect::<String>();
        let composed = reorder(&composed).nfc().collect::<String>();
        let width = self.at + marks_len - base_source;
        self.put(&composed, base_source, width);
        self.at += marks_len;
    }

    /// A run of stars: emphasis is transparent; bullets, footnote stars and rules stay.
    fn star(&mut self, bytes: &[u8]) {
        let from = self.at;
        let run = bytes[from..].iter().take_while(|&&b| b == b'*').count();
        let next = bytes.get(from + run).copied().unwrap_or(b'\n');
        let at_start = self.out.len() == self.line_start;
        let line = self.rest_of_line(from);
        let alone = from == self.line_first();
        let only_stars = alone && line.bytes().all(|b| b == b'*');
        let closes = line[run..].ends_with('*');
        let bullet = at_start && run == 1 && next == b' ' && !closes;
        let footnote = self.out.ends_with('(') && next == b')';
        let spaced = !at_start && self.blanks.is_some() && next == b' ' && run == 1;
        if only_stars && matches!(run, 1 | 3..) || bullet || footnote || spaced && !closes {
            self.literal(run);
        } else {
            self.at += run;
        }
    }

    /// A run of underscores: emphasis around words is transparent; blanks to fill in and rules stay. A page that lost the
    /// line ends of its letterhead has the rule below a name glued to it: "CHÍNH PHỦ_____ Số: 12/2025/NĐ-CP".
    fn underscore(&mut self, bytes: &[u8]) {
        /// Shorter ones are blanks to fill in.
        const RULE: usize = 5;
        /// Lines in which a letterhead stands.
        const TOP: usize = 12;
        let run = bytes[self.at..].iter().take_while(|&&b| b == b'_').count();
        let word = |b: u8| b.is_ascii_alphanumeric() || b >= 0x80;
        let before = self.at.checked_sub(1).map_or(b' ', |i| bytes[i]);
        let after = bytes.get(self.at + run).copied().unwrap_or(b' ');
        if self.segmented && word(before) && word(after) {
            self.blank(run);
        } else if word(before) && run >= RULE && self.lines.len() < TOP && self.goes_on(self.at + run) {
            self.end_cell();
            self.at += run;
        } else if run <= 2 && word(before) != word(after) {
            self.at += run;
        } else {
            self.literal(run);
        }
    }

    /// A pipe at the start of a line, or in a line that starts with one, or at the end of a line inside a table,
    /// parts cells; any other is a character (OCR reads strokes as pipes).
    fn pipe(&mut self) {
        let at_start = self.out.len() == self.line_start;
        let rest = self.rest_of_line(self.at);
        let at_end = rest.len() == 1;
        // A lone stroke in front of words is debris of a scan: a row has a pipe behind its cells too.
        let opens = at_start && (at_end || self.table.inside || rest[1..].contains('|'));
        if !(opens || self.piped_line || at_end && self.table.inside) {
            return self.literal(1);
        }
        if at_start
            && !self.piped_line
            && rest.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t' | b'\r'))
            && rest.contains('-')
        {
            self.at += rest.len(); // the line between a table's head and its rows
            return;
        }
        self.piped_line = true;
        self.end_cell();
        let table = &mut self.table;
        if !table.inside || table.fresh && table.line_ended {
            *table = Table { rows: table.rows + 1, inside: true, column: 0, fresh: true, line_ended: false };
        } else {
            table.column = table.column.saturating_add(1);
            table.fresh = true;
            table.line_ended = false;
        }
        self.at += 1;
    }

    /// True at a bracket whose other side is followed by a link target on the same line.
    fn opens_link(&self) -> bool {
        /// Link texts are shorter; the cap keeps a text of brackets linear.
        const LONGEST: usize = 400;
        let bytes = &self.source.as_bytes()[self.at + 1..];
        let body = &bytes[..bytes.len().min(LONGEST)];
        match memchr::memchr3(b']', b'[', b'\n', body) {
            Some(n) => body[n] == b']' && is_target(&body[n + 1..]),
            None => false,
        }
    }

    /// `](target)` after the words of a link: the words stay, the target goes.
    fn link_target(&mut self, bytes: &[u8]) {
        /// Longer targets are not links; the cap keeps a text of brackets linear.
        const LONGEST: usize = 2048;
        let body = &bytes[self.at + 1..bytes.len().min(self.at + 1 + LONGEST)];
        match memchr::memchr2(b')', b'\n', body) {
            Some(n) if body[n] == b')' && is_target(body) => self.at += 1 + n + 1,
            _ => self.literal(1),
        }
    }

    /// The few entities that copied pages leave behind.
    fn entity(&mut self) {
        let rest = &self.source[self.at..];
        for (name, words) in [("&nbsp;", " "), ("&amp;", "&"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">")] {
            if rest.starts_with(name) {
                if words == " " {
                    return self.blank(name.len());
                }
                self.put(words, self.at, name.len());
                self.at += name.len();
                return;
            }
        }
        self.literal(1);
    }

    /// The first byte of the source's line that is no blank.
    fn line_first(&mut self) -> usize {
        let found = || self.source.len() - self.source[self.line_from..].trim_start_matches(is_blank).len();
        *self.line_first.get_or_insert_with(found)
    }

    /// What is left of the source's line from a place that is no blank, without the blanks at its end.
    fn rest_of_line(&mut self, from: usize) -> &'a str {
        if from >= self.line_end {
            let rest = &self.source[from..];
            let end = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).unwrap_or(rest.len());
            self.line_end = from + rest[..end].trim_end().len();
        }
        &self.source[from..self.line_end]
    }

    /// True when words that start with a capital follow on the line, behind a blank.
    fn goes_on(&self, from: usize) -> bool {
        let words = self.source[from..].strip_prefix(' ').map_or("", str::trim_start);
        words.starts_with(char::is_uppercase)
    }

    fn new_line(&mut self, width: usize, form_feed: bool) {
        self.end_line();
        self.at += width;
        if form_feed {
            self.furniture.page_break();
        }
        self.begin_line();
    }

    /// Reads the marks that only count at the start of a line.
    fn begin_line(&mut self) {
        self.line_from = self.at;
        self.line_first = None;
        self.piped_line = false;
        let bytes = self.source.as_bytes();
        let mut at = self.at;
        while bytes.get(at) == Some(&b' ') {
            at += 1;
        }
        match bytes.get(at) {
            Some(b'#') => {
                let hashes = bytes[at..].iter().take(7).take_while(|&&b| b == b'#').count();
                if hashes <= 6 && matches!(bytes.get(at + hashes), Some(b' ' | b'\n' | b'\r') | None) {
                    self.heading = hashes as u8;
                    self.at = at + hashes;
                }
            }
            Some(b'>') if bytes.get(at + 1) == Some(&b' ') => self.at = at + 1,
            _ => {}
        }
    }

    /// Ends the words of a cell (or of a line): they become a line of the clean text.
    fn end_cell(&mut self) -> bool {
        self.blanks = None;
        let start = std::mem::replace(&mut self.line_start, self.out.len());
        let indent = std::mem::take(&mut self.indent);
        if start == self.out.len() {
            return false;
        }
        let words = &self.out[start..];
        if self.furniture.is_furniture(words, indent, self.blank_before, self.table.inside) {
            self.out.truncate(start);
            self.map.truncate(start);
            while self.gaps.last().is_some_and(|&g| g as usize >= start) {
                self.gaps.pop();
            }
            self.line_start = start;
            self.page_before = true;
            return true;
        }
        // The head of what is attached stands right behind the last pipe of a table: it is no cell of it.
        if self.table.inside && self.table.fresh && self.table.line_ended && opens_annex(words) && !self.pipe_is_next()
        {
            self.table.inside = false;
        }
        self.lines.push(Line {
            span: Span::new(start, self.out.len()),
            indent: indent.min(u16::MAX as usize) as u16,
            after_blank: std::mem::take(&mut self.blank_before),
            after_page: std::mem::take(&mut self.page_before),
            heading: std::mem::take(&mut self.heading),
            row: if self.table.inside { self.table.rows } else { 0 },
            column: if self.table.inside { self.table.column } else { 0 },
            goes_on: false,
        });
        // The line end is a newline in the source too, or another mark that ends lines, or the pipe that ends the cell.
        match self.source[self.at..].chars().next() {
            Some('\n') => self.map.copy(self.out.len(), self.at),
            mark => self.map.replace(self.out.len(), self.at, mark.map_or(0, char::len_utf8)),
        }
        self.out.push('\n');
        self.line_start = self.out.len();
        self.table.fresh = false;
        true
    }

    /// True when the next line begins with a pipe: the words in front of it were a whole cell.
    fn pipe_is_next(&self) -> bool {
        let rest = self.source[self.at..].trim_start_matches([' ', '\t']);
        let next = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(LINE_ENDS));
        next.is_none_or(|next| next.trim_start_matches([' ', '\t']).starts_with('|'))
    }

    fn end_line(&mut self) {
        let had_words = self.end_cell();
        self.table.line_ended = true;
        if !had_words && !self.piped_line {
            self.blank_before = true;
            self.heading = 0;
            if self.table.fresh {
                self.table.inside = false; // a pipe, then a blank line: the table is over
            }
        }
    }
}

/// `PHỤ LỤC I`, or the name of a type of document alone: the head of what is attached.
fn opens_annex(words: &str) -> bool {
    const WHOLE: [&str; 6] = ["DANH MỤC", "KẾ HOẠCH", "QUY CHẾ", "QUY ĐỊNH", "CHƯƠNG TRÌNH", "ĐỀ ÁN"];
    /// "PHỤ LỤC" with its number.
    const LONGEST: usize = 32;
    words.starts_with("PHỤ LỤC") && words.len() < LONGEST || WHOLE.contains(&words.trim_end())
}

/// White space that ends no line.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{2028}' | '\u{2029}')
}

/// True when `(http…`, `(/…` or `(#…` stands here: what follows the words of a markdown link.
fn is_target(bytes: &[u8]) -> bool {
    [&b"(http"[..], b"(/", b"(#", b"(mailto:"].iter().any(|head| bytes.starts_with(head))
}

/// Puts shape marks in front of tone marks after each letter of a decomposed string.
fn reorder(decomposed: &str) -> String {
    let mut out = String::with_capacity(decomposed.len());
    let mut tones = Vec::new();
    for c in decomposed.chars() {
        match c {
            '\u{302}' | '\u{306}' | '\u{31B}' => out.push(c),
            '\u{300}'..='\u{36F}' => tones.push(c),
            _ => {
                out.extend(tones.drain(..));
                out.push(c);
            }
        }
    }
    out.extend(tones);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::strategy::Strategy as _;
    use unicode_normalization::char::is_combining_mark;

    #[track_caller]
    fn check(source: &str, expected: &str) -> Vec<Line> {
        let clean = Clean::of(source);
        assert_eq!(clean.text, expected);
        clean.lines
    }

    #[test]
    fn words_of_a_segmenter_come_apart() {
        check("Căn_cứ Nghị_định của Chính_phủ , Bộ_trưởng", "Căn cứ Nghị định của Chính phủ , Bộ trưởng");
        check(
            "tệp ke_hoach.pdf gửi kèm theo dự thảo lần hai của tổ",
            "tệp ke_hoach.pdf gửi kèm theo dự thảo lần hai của tổ",
        );
    }

    #[test]
    fn a_rule_glued_to_a_name_ends_its_line() {
        check("BỘ Y TẾ_______ Số: 8/TT-BYT | VIỆT NAM", "BỘ Y TẾ\nSố: 8/TT-BYT | VIỆT NAM");
        check("Họ và tên______, sinh năm _____ Nơi ở", "Họ và tên______, sinh năm _____ Nơi ở");
    }

    #[test]
    fn clean_text_is_borrowed() {
        let text = "Số: 12/QĐ-UBND\nĐiều 1. Ban hành kèm theo Quyết định này.";
        assert!(matches!(Clean::of(text).text, Cow::Borrowed(_)));
    }

    #[test]
    fn folds() {
        check("Điê\u{300}u 1\u{A0}\u{A0}a – b", "Điều 1 a - b");
        check("e\u{301}\u{302}t", "ết");
        check("Q\u{D0}-UBND\r\n\r\nQ\u{189}", "QĐ-UBND\nQĐ");
        check("s\u{200B}ố １２／KH", "số 12/KH");
        check("**Căn cứ** *Luật* và __Bộ__ luật; 5 * 3; (*) a_b", "Căn cứ Luật và Bộ luật; 5 * 3; (*) a_b");
        check("## Đầu\n* gạch\n** **\n* *\n*\n***", "Đầu\n* gạch\n*\n***");
        check("xem [Luật X](https://a.vn/b) và [y] (z)", "xem Luật X và [y] (z)");
        check("1\\. a \\- b", "1. a - b");
    }

    #[test]
    fn table_cells_become_lines() {
        let lines =
            check("|\n**BỘ Y TẾ**\n---\n|\nHà Nội\n|\n|\nSố: 1\n|\n\nBody", "BỘ Y TẾ\n---\nHà Nội\nSố: 1\nBody");
        let at: Vec<_> = lines.iter().map(|l| (l.row, l.column)).collect();
        assert_eq!(at, [(1, 0), (1, 0), (1, 1), (2, 0), (0, 0)]);
        let lines = check("| A | B |\n|---|---|\n| 1 |  | x |\nĐiểm | b", "A\nB\n1\nx\nĐiểm | b");
        let at: Vec<_> = lines.iter().map(|l| (l.row, l.column)).collect();
        assert_eq!(at[..4], [(1, 0), (1, 1), (2, 0), (2, 2)]);
    }

    #[test]
    fn spans_map_back() {
        let source = "Số:\u{A0} **12**/Q\u{D0}-UBND";
        let clean = Clean::of(source);
        let at = clean.text.find("12/QĐ-UBND").unwrap();
        let span = clean.map.source(Span::new(at, at + "12/QĐ-UBND".len()));
        assert_eq!(span.of(source), "12**/Q\u{D0}-UBND");
    }

    /// Letters and digits of a text without their marks, and the marks in an order of their own. Folds are undone alike.
    fn letters(text: &str) -> (Vec<char>, Vec<char>) {
        let folded = text.nfd().map(|c| match c {
            '\u{D0}' | '\u{189}' => 'Đ',
            '\u{F0}' => 'đ',
            '\u{FF01}'..='\u{FF5E}' => (c as u32 - 0xFEE0) as u8 as char,
            _ => c,
        });
        let (mut marks, rest): (Vec<char>, Vec<char>) = folded.partition(|c| ('\u{300}'..='\u{36F}').contains(c));
        marks.sort_unstable();
        (rest.into_iter().filter(|c| c.is_alphanumeric()).collect(), marks)
    }

    /// Pieces of which odd texts are made: words, marks of markup, blanks, furniture, letters in pieces.
    const PIECES: [&str; 61] = [
        "Điều 1. ",
        "Quyết định",
        "số ",
        "12/QĐ-UBND",
        "ngày ",
        "e\u{301}\u{302}",
        "e\u{302}\u{323}",
        "o\u{31B}\u{300}",
        "\u{301}",
        "\u{D0}",
        "\u{189}",
        "\u{F0}",
        "１２",
        "／",
        "*",
        "**",
        "***",
        "_",
        "__",
        "|",
        "|---|",
        "| a | b |",
        "\\",
        "\\*",
        "[",
        "]",
        "](http://a.vn/b)",
        "](x)",
        "!",
        "![",
        "&nbsp;",
        "&amp;",
        "&",
        " ",
        "  ",
        "     ",
        "\t",
        "\u{A0}",
        "\u{3000}",
        "\n",
        "\n\n",
        "\r\n",
        "\r",
        "\u{B}",
        "\u{C}",
        "\u{2028}",
        "\u{200B}",
        "\u{AD}",
        "–",
        "\u{2212}",
        "\n2\n",
        "\n\n3\n",
        "\u{C}12\n",
        "\nKý bởi: A\n",
        "\nCÔNG BÁO/Số 1\n",
        "# ",
        "\n> ",
        "\n## ",
        "a",
        "ậ",
        "\u{f5c}",
    ];

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig { cases: 4000, failure_persistence: None, ..Default::default() })]

        /// Each span of the clean text stands for a range of the source on character boundaries whose letters are those
        /// of the span, first and last included; what was dropped may stand between them.
        #[test]
        fn spans_of_any_text_map_back(
            pieces in proptest::collection::vec(proptest::prop_oneof![
                6 => proptest::sample::select(&PIECES[..]).prop_map(str::to_owned),
                1 => proptest::prelude::any::<char>().prop_map(String::from),
            ], 0..40),
            a in 0usize..1000,
            b in 0usize..1000,
        ) {
            let source: String = pieces.concat();
            let clean = Clean::of(&source);
            let places: Vec<usize> = clean.text.char_indices().map(|(i, _)| i).chain([clean.text.len()]).collect();
            let (a, b) = (places[a % places.len()], places[b % places.len()]);
            let span = Span::new(a.min(b), a.max(b));
            let mapped = clean.map.source(span);
            let slice = source.get(mapped.range()).expect("on character boundaries");
            let words = span.of(&clean.text);
            let ((own, own_marks), (there, marks)) = (letters(words), letters(slice));
            let holds = |all: &[char], some: &[char]| {
                let mut rest = all.iter();
                some.iter().all(|c| rest.any(|r| r == c))
            };
            proptest::prop_assert!(holds(&there, &own) && holds(&marks, &own_marks), "{:?} does not hold {:?}", slice, words);
            // A letter of another script that no single character stands for comes back whole for each of its parts.
            let whole = |at: u32| !clean.text[at as usize..].chars().next().is_some_and(is_combining_mark);
            if words.starts_with(char::is_alphanumeric) && whole(span.start) {
                proptest::prop_assert_eq!(there.first(), own.first(), "in {:?}", slice);
            }
            if words.ends_with(char::is_alphanumeric) && whole(span.end) {
                proptest::prop_assert_eq!(there.last(), own.last(), "in {:?}", slice);
            }
            // Lines lie in order, and none is empty or holds a line end.
            let mut end = 0;
            for line in &clean.lines {
                proptest::prop_assert!(line.span.start >= end && !line.span.is_empty());
                let words = line.span.of(&clean.text);
                proptest::prop_assert!(!words.contains('\n') && words == words.trim_matches(' '), "{:?} is no clean line", words);
                end = line.span.end;
            }
        }
    }
}
