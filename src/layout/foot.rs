//! The foot of a document: recipients (Nơi nhận) and signature block, told apart where a page sets them side by side.
//!
//! Nghị định 30/2020/NĐ-CP, Phụ lục I puts cells 9b and 7a – 7c in two columns. In a text they come as table cells,
//! as one block after the other in either order, or merged line by line (`- Như trên; KT. CHỦ TỊCH`), with a wide gap
//! between the columns or with none.

use crate::grammar::authority::{
    behalf, cut_position, fold, is_capitals, is_signed, is_title, opens_position, person, position, position_at,
    spoilt_person,
};
use crate::text::{Line, Page, Span, letter, starts_plain, window};
use memchr::memmem;
use std::ops::Range;

/// The foot of the first document of a text. What follows it (attached regulations, forms, a second letter) may have
/// feet of its own; they are not read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Foot {
    /// The lines of both blocks. The line after them is the first that is not the first document's.
    pub(crate) lines: Range<usize>,
    /// The entries under "Nơi nhận", each the pieces of its wrapped lines, without bullets.
    pub(crate) entries: Vec<Vec<Span>>,
    /// The pieces after "Lưu:"; empty without such a line.
    pub(crate) archive: Vec<Span>,
    /// Pieces of the signature column in order; a second column where two bodies sign side by side.
    pub(crate) signature: [Vec<Span>; 2],
}

/// The foot of the first document; `None` in a text without one.
pub(crate) fn foot(page: &Page) -> Option<Foot> {
    let strong = strong_start(page);
    if let Some(start) = list_start(page, strong.unwrap_or(page.lines.len())) {
        let mut walk = Walk::new(page, start);
        walk.open_list(start);
        return walk.run();
    }
    let start = strong.or_else(|| weak_start(page))?;
    Walk::new(page, first_signature_line(page, start)).run()
}

/// Characters that open a line in front of its words: bullets, and what a scan makes of them and of stains.
fn is_mark(c: char) -> bool {
    !crate::lexicon::fold::is_alphanumeric(c) && !matches!(c, '(' | '[' | '“')
}

/// The words of a line without its bullet, and whether it has one.
fn without_bullet(words: &str) -> (&str, bool) {
    let bare = words.trim_start_matches(|c| is_mark(c) && c != '…');
    let mark = &words[..words.len() - bare.len()];
    let bulleted = mark.contains(['-', '+', '*', '•', '~', '·', '●', '▪', '\u{F02D}', '\u{F0B7}']);
    if bulleted || mark.is_empty() {
        return (bare, bulleted);
    }
    (bare, false)
}

/// What stands after "Nơi nhận" and its colon, at the start of a line. A scan may have one letter wrong.
fn recipients_head(words: &str) -> Option<&str> {
    const HEAD: &str = "noi nhan";
    let bare = words.trim_start_matches(is_mark);
    if !bare.starts_with(['N', 'n', 'M']) {
        return None;
    }
    let mut letters = bare.chars();
    let mut wrong = 0;
    for wanted in HEAD.chars() {
        wrong += usize::from(letter(letters.next()?) != Some(wanted));
        if wrong > 1 {
            return None;
        }
    }
    let rest = letters.as_str();
    if wrong == 1 && !rest.starts_with([':', ';', '.']) {
        return None;
    }
    let marked = rest.starts_with([':', ';', '.']);
    let rest = rest.trim_start_matches([':', ';', '.', ' ', ',']);
    // "Nơi nhận kết quả" is a phrase; so is "nơi nhận" in small letters without a colon.
    let phrase = !marked && (bare.starts_with('n') || rest.starts_with(char::is_lowercase) || rest.starts_with('('));
    (!phrase).then_some(rest)
}

/// "Nơi nhận:" broken over two lines.
fn is_broken_head(page: &Page, i: usize, words: &str) -> bool {
    words == "Nơi" && page.line(i + 1).starts_with("nhận:")
}

/// What stands after "Lưu" and its colon, in words without their bullet.
fn archive_head(words: &str, bulleted: bool) -> Option<&str> {
    let head = words.split([' ', ':', '.', ';', ',']).next().unwrap_or("");
    // A scan may spoil the word itself; the clerk's office (VT, văn thư) stands in no other line.
    let spoilt = words[head.len()..].trim_start_matches([' ', ':', '.', ';', ',']);
    if bulleted && head.chars().count() <= 4 && head.len() < words.len() && is_clerk(spoilt) {
        return Some(spoilt);
    }
    if !words.starts_with(['L', 'l', '1', 'I']) {
        return None;
    }
    let folded = fold(head);
    if !matches!(folded.as_str(), "luu" | "law" | "lutu" | "luru" | "lu'u" | "1uu" | "iuu" | "lull") {
        return None;
    }
    let rest = &words[head.len()..];
    let marked = rest.trim_start().starts_with([':', '.', ';']);
    let rest = rest.trim_start_matches([' ', ':', '.', ';', ',']);
    // Lưu is a family name too: without a bullet or a colon, a code or a clerk's office must follow.
    let code = rest.split([' ', ',', '-', '.', ';']).next().unwrap_or("");
    let office = is_capitals(code) && code.chars().count() <= 5 || {
        let start = fold(window::head(rest, 40));
        ["van thu", "van phong", "ho so", "dang uy", "chi bo"].iter().any(|o| start.starts_with(o))
    };
    let named = person(window::head(words, 80).split('(').next().unwrap_or(words)).is_some();
    let sound = marked || bulleted && !named || !is_capitals(head) && office;
    (sound && !rest.starts_with("ý")).then_some(rest)
}

/// The clerk's office: văn thư, or the administration (hành chính).
const CLERKS: [&str; 2] = ["VT", "HC"];

/// `VT` or `VT,` and more.
fn is_clerk(words: &str) -> bool {
    let rest = CLERKS.iter().find_map(|clerk| words.strip_prefix(clerk));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([',', '.', ';']))
}

/// Where a slice of the page's text stands; an empty piece stands anywhere.
pub(super) fn span_of(page: &Page, piece: &str) -> Span {
    let start = (piece.as_ptr() as usize).saturating_sub(page.text.as_ptr() as usize);
    Span::new(start, start + piece.len())
}

/// Lines that only part pages or blocks.
fn is_rule(words: &str) -> bool {
    !words.chars().any(crate::lexicon::fold::is_alphanumeric) || words.starts_with("---") || words.starts_with("- PAGE")
}

fn is_page_break(words: &str) -> bool {
    words.starts_with("---") && words.contains("PAGE BREAK")
}

/// What a line or a piece of one is in a signature block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// `KT. BỘ TRƯỞNG`.
    Behalf,
    /// `THỨ TRƯỞNG`.
    Position,
    /// `(Đã ký)`.
    Signed,
    /// `Thượng tướng` alone.
    Rank,
    /// A person's name.
    Name,
    Other,
}

fn kind(words: &str) -> Kind {
    /// Longer lines are prose.
    const LONGEST: usize = 160;
    let bare = words.trim_start_matches(is_mark);
    if bare.is_empty() || bare.len() > LONGEST {
        return Kind::Other;
    }
    if behalf(bare).is_ok_and(|(_, b)| b.is_sound()) {
        return Kind::Behalf;
    }
    let ends_open = bare.ends_with([';', ',']);
    if let Some(n) = position_at(bare)
        && (is_capitals(bare) || !ends_open && n + 40 > fold(bare).len())
    {
        return Kind::Position;
    }
    if is_signed(bare) {
        return Kind::Signed;
    }
    if bare.split(' ').nth(3).is_none() && is_title(bare) {
        return Kind::Rank;
    }
    match person(bare) {
        Some(_) if !ends_open && !bare.ends_with(':') => Kind::Name,
        _ => Kind::Other,
    }
}

/// The first line that surely opens a foot: "Nơi nhận", a line with an authority, a position in capitals with a name
/// or "(Đã ký)" below.
fn strong_start(page: &Page) -> Option<usize> {
    (0..page.lines.len()).find(|&i| {
        let words = page.line(i);
        // Most lines are out at their first letters: they are small, or the second is where the first opens no "Nơi nhận".
        let out = match words.as_bytes() {
            [b'n' | b'N' | b'M', ..] => false,
            [b'a'..=b'z' | b'0'..=b'9', ..] | [b'A'..=b'Z', b'a'..=b'z', ..] => true,
            // Đ
            [0xc4, 0x90, b'a'..=b'z', ..] => true,
            [..] => false,
        };
        if out {
            return false;
        }
        if is_broken_head(page, i, words) {
            return opens_recipients(page, i + 1);
        }
        let bare = words.trim_start_matches(is_mark);
        let mut letters = bare.chars();
        let (Some(first), second) = (letters.next(), letters.next().unwrap_or(' ')) else { return false };
        if matches!(first, 'N' | 'n' | 'M') && recipients_head(words).is_some() {
            return opens_recipients(page, i);
        }
        // All that follows is printed in capitals or opens with a code in capitals.
        if !first.is_uppercase() || !(second.is_uppercase() || matches!(second, '.' | '/' | ' ')) || bare.len() > 160 {
            return false;
        }
        if behalf(bare).is_ok_and(|(_, b)| b.is_sound()) {
            return is_confirmed(page, i, 12);
        }
        position_at(window::head(bare, 60)).is_some() && is_capitals(bare) && is_confirmed(page, i, 6)
    })
}

/// A list of recipients that has lost its head "Nơi nhận": found by its archive line, above the line `before`.
fn list_start(page: &Page, before: usize) -> Option<usize> {
    /// Longer lists are not lists of recipients.
    const LONGEST: usize = 40;
    // A table whose line ends were lost has the whole list on one line.
    let end = page.lines.get(before).map_or(page.text.len(), |line| line.span.start as usize);
    let flat = memmem::find(&page.text.as_bytes()[..end], "; - Lưu".as_bytes());
    if let Some(flat) = flat.map(|at| page.line_at(at as u32))
        && without_bullet(page.line(flat)).1
    {
        return Some(flat);
    }
    let last = CLERKS.iter().filter_map(|clerk| clerk_line(page, clerk, end)).min()?;
    let mut start = last;
    for k in (last.saturating_sub(LONGEST)..last).rev() {
        let words = page.line(k);
        let (bare, bulleted) = without_bullet(words);
        // A sentence ends the body above.
        if words.len() > 120 || words.ends_with('.') || bare.is_empty() || kind(words) == Kind::Behalf {
            break;
        }
        if bulleted && (words.contains(';') || words.contains(':')) {
            start = k;
        }
    }
    (start < last).then_some(start)
}

/// The first line in front of a place of the text that is an archive line with this name of the clerk's office.
fn clerk_line(page: &Page, clerk: &str, end: usize) -> Option<usize> {
    let text = page.text.as_bytes();
    let finder = memmem::Finder::new(clerk);
    let mut from = 0;
    while let Some(at) = text.get(from..end).and_then(|rest| finder.find(rest)).map(|at| from + at) {
        from = at + clerk.len();
        // "Lưu" and a mark or a blank stand in front.
        if !matches!(text[..at].last(), Some(b' ' | b':' | b'.' | b';' | b',')) {
            continue;
        }
        let i = page.line_at(at as u32);
        let (bare, bulleted) = without_bullet(page.line(i));
        if bulleted && archive_head(bare, true).is_some_and(is_clerk) {
            return Some(i);
        }
        from = page.lines.get(i).map_or(from, |line| from.max(line.span.end as usize));
    }
    None
}

/// "(Đã ký)" right above a name, and the position above it, where nothing stronger was found.
fn weak_start(page: &Page) -> Option<usize> {
    /// A line that only says that the document was signed is short.
    const LONGEST: usize = 60;
    let signed = (0..page.lines.len()).find(|&i| {
        let words = page.line(i);
        words.len() < LONGEST
            && page.lines[i].row == 0
            && words.starts_with(['(', '[', 'Đ', 'đ', 'D', 'K'])
            && kind(words) == Kind::Signed
            && (person(page.line(i + 1)).is_some_and(|p| p.known) || words.contains([':', ')']) && ends_in_name(words))
    })?;
    Some(signed - usize::from(signed > 0 && kind(page.line(signed - 1)) == Kind::Position))
}

/// `(đã ký) Lê Văn A`, `PHÓ CHỦ TỊCH Lê Văn A`.
fn ends_in_name(words: &str) -> bool {
    /// Names of officials have two to five words.
    const WORDS: usize = 5;
    let is_name = |name: &str| person(name).is_some_and(|p| p.known && !p.capitals);
    if let Some((_, name)) = words.rsplit_once([':', ')']) {
        return is_name(name);
    }
    let mut blanks = words.rmatch_indices(' ').take(WORDS);
    blanks.any(|(at, _)| is_capitals(&words[..at]) && is_name(&words[at + 1..]))
}

/// True when the line after "Nơi nhận" looks like a list of recipients, or the same line does.
fn opens_recipients(page: &Page, i: usize) -> bool {
    let rest = recipients_head(page.line(i)).unwrap_or("");
    // Dots are the blanks of a form, but not where they stand for entries left out.
    if (rest.contains("...") || rest.contains('…')) && rest.matches(';').count() < 2 {
        return false;
    }
    if column_break(rest, false).is_some() || rest.contains(';') {
        return true;
    }
    (i + 1..page.lines.len()).map(|k| page.line(k)).filter(|w| !is_rule(w)).take(3).any(|words| {
        let (bare, bulleted) = without_bullet(words);
        let listed = words.ends_with(';') || words.matches(';').count() > 1;
        bulleted || listed || fold(bare).starts_with("nhu ") || archive_head(bare, bulleted).is_some()
    })
}

/// True when a name, "(Đã ký)" or the recipients stand within the next `reach` lines, with nothing but the lines of a
/// signature block in between.
fn is_confirmed(page: &Page, i: usize, reach: usize) -> bool {
    let mut stains = 0;
    if ends_in_name(page.line(i)) {
        return true; // the whole block on one line
    }
    for k in i + 1..page.lines.len().min(i + 1 + reach) {
        let words = page.line(k);
        if page.lines[k].heading > 0 && kind(words) == Kind::Other || is_letterhead(words) {
            return false;
        }
        match kind(words) {
            Kind::Signed | Kind::Name => return true,
            _ if recipients_head(words).is_some() => return opens_recipients(page, k),
            Kind::Behalf | Kind::Position | Kind::Rank => {}
            Kind::Other if is_rule(words) => {}
            // A wrapped line in capitals, or a stain of the stamp.
            Kind::Other if words.len() < 70 && (is_capitals(words) || words.len() < 24) && stains < 3 => stains += 1,
            Kind::Other => return false,
        }
    }
    false
}

/// Lines that stand at the top of a document, where the issuer's name may read like a position.
fn is_letterhead(words: &str) -> bool {
    const HEADS: [&str; 6] = ["cong hoa xa hoi", "chu nghia viet nam", "doc lap", "dang cong san", "so:", "can cu"];
    let folded = fold(words);
    HEADS.iter().any(|h| folded.starts_with(h))
}

/// The signature may begin a few lines above "Nơi nhận" without a name before it.
fn first_signature_line(page: &Page, start: usize) -> usize {
    /// A stack has four lines at most; stamps leave some stains between them.
    const REACH: usize = 8;
    let mut first = start;
    for k in (start.saturating_sub(REACH)..start).rev() {
        let words = page.line(k);
        match kind(words) {
            Kind::Behalf => first = k,
            Kind::Position if is_capitals(words.trim_start_matches(is_mark)) => first = k,
            Kind::Signed | Kind::Rank | Kind::Name => {}
            Kind::Position => break,
            Kind::Other if is_rule(words) || words.len() < 12 => {}
            Kind::Other if is_capitals(words) && words.len() < 60 => {}
            Kind::Other => break,
        }
    }
    first
}

/// Where the signature column starts in words that begin with something else: at an authority, at a position in
/// capitals, at "(Đã ký)", at the name of a person after a closed entry.
fn column_break(words: &str, archive: bool) -> Option<usize> {
    /// A column of a signature block is narrow; the cap keeps long lines linear.
    const RIGHT: usize = 200;
    let mut at = 0;
    for word in words.split(' ') {
        let here = at;
        at += word.len() + 1;
        if word.starts_with(|c: char| c.is_ascii_lowercase()) {
            continue; // as most words
        }
        let bare = word.trim_start_matches(|c| is_mark(c) || c == '(' || c == '[');
        let mut letters = bare.chars();
        let (Some(first), Some(second)) = (letters.next(), letters.next()) else { continue };
        if !first.is_uppercase() && !word.starts_with(['(', '[']) {
            continue;
        }
        let from = here + (word.len() - bare.len());
        let right = window::head(words.get(from..).unwrap_or(""), RIGHT);
        let before = words[..here].trim_end();
        let parted = before.ends_with([';', ')']);
        if second.is_uppercase() || matches!(second, '.' | '/') {
            // Stains may stand between the entry and the authority: `- Như trên; ".- KT.`
            let entry = before.trim_end_matches(|c| is_mark(c) && !matches!(c, ';' | ',' | ':'));
            let marked = matches!(word, "KT." | "TL." | "TM." | "TUQ.")
                && (!before.contains(crate::lexicon::fold::is_alphanumeric) || entry.ends_with([';', ',', ':']));
            if let Ok((_, b)) = behalf(right)
                && (marked || b.is_sound() && !b.of.is_empty() && is_capitals_mostly(b.of))
            {
                return Some(from);
            }
            let office = (parted || opens_position(right)) && right.contains(' ') && is_capitals_mostly(right);
            let folded = if office { fold(right) } else { String::new() };
            if parted && (folded.starts_with("pho ") || cut_position(&folded)) {
                return Some(from);
            }
            if position(&folded).is_some() {
                // What a scan left of a first word belongs to the right column too.
                let closed = before.rfind([';', ')']).map_or(0, |at| at + 1);
                let scrap = before[closed..].trim();
                // `PHA VỤ TRƯỞNG`: the first word of a deputy's line, spoilt.
                let deputy = scrap.starts_with('P') && scrap.chars().count() <= 4 && !scrap.contains(' ');
                let whole = (closed > 0 || deputy)
                    && scrap.len() <= 16
                    && scrap.contains(char::is_uppercase)
                    && !scrap.contains("  ");
                let scrap_at = closed + (words[closed..].len() - words[closed..].trim_start().len());
                return Some(if whole { scrap_at } else { from });
            }
        }
        let signed = matches!(word.as_bytes().first(), Some(b'(' | b'[')) || before.ends_with([';', '.']);
        if signed && !before.is_empty() && is_signed(right) {
            return Some(here);
        }
        let closed = parted || archive && before.ends_with(['.', ',', '"']);
        if closed && !right.ends_with([';', ',']) && person(right).is_some_and(|p| p.known) {
            return Some(from);
        }
    }
    None
}

/// Capitals, but for a stain at the end.
fn is_capitals_mostly(words: &str) -> bool {
    let small: usize = words.chars().filter(|c| c.is_lowercase()).count();
    let great = words.chars().filter(|c| c.is_uppercase()).count();
    great >= 4 && small * 5 <= great
}

/// Reads the lines of a foot in order and deals their pieces out to the columns.
struct Walk<'p, 'a> {
    page: &'p Page<'a>,
    foot: Foot,
    mode: Mode,
    /// Cell of the list of recipients.
    cell: (u32, u16),
    /// Each line of the list is a row of its own in a table.
    by_row: bool,
    /// The list has bullets.
    bulleted: bool,
    /// A name was read, and no authority or position since.
    named: bool,
    /// A name was read anywhere.
    any_name: bool,
    /// The line before was a bullet alone.
    bullet: bool,
    /// Lines without meaning since the last with one.
    idle: usize,
    /// Line after the last with a meaning.
    end: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    /// No recipients yet.
    Signature,
    Recipients,
    /// After the archive line or the end of the list.
    After,
}

impl<'p, 'a> Walk<'p, 'a> {
    fn new(page: &'p Page<'a>, start: usize) -> Self {
        let foot = Foot { lines: start..start, ..Foot::default() };
        let (mode, cell) = (Mode::Signature, (0, 0));
        Self {
            page,
            foot,
            mode,
            cell,
            by_row: false,
            bulleted: false,
            named: false,
            any_name: false,
            bullet: false,
            idle: 0,
            end: start,
        }
    }

    fn run(mut self) -> Option<Foot> {
        for i in self.foot.lines.start..self.page.lines.len() {
            if !self.line(i) {
                break;
            }
        }
        self.foot.lines.end = self.end;
        let empty = self.foot.entries.is_empty() && self.foot.archive.is_empty() && self.foot.signature[0].is_empty();
        (!empty && !self.is_form()).then_some(self.foot)
    }

    /// True for the foot of a form (mẫu): blanks to fill in, and words that say what to write there.
    fn is_form(&self) -> bool {
        const BLANKS: [&str; 7] =
            ["ghi ro ho", "ky ten va", "ky ten, dong dau", "ky, dong dau", "ho va ten", "nguoi ky", "chuc danh"];
        let asks = |words: &str| {
            let opens = |c: char| matches!(c, 'g' | 'k' | 'h' | 'n' | 'c' | 'G' | 'K' | 'H' | 'N' | 'C');
            let mut places = words.char_indices().filter(|(_, c)| opens(*c)).map(|(at, _)| &words[at..]);
            places.any(|rest| BLANKS.iter().any(|blank| starts_plain(rest, blank)))
        };
        let pieces = self.foot.entries.iter().flatten().chain(self.foot.signature.iter().flatten());
        !self.any_name && pieces.map(|s| self.page.words(*s)).any(|words| asks(words) || has_dots(words))
    }

    /// The list begins without its head.
    fn open_list(&mut self, i: usize) {
        let Line { row, column, .. } = self.page.lines[i];
        (self.mode, self.cell) = (Mode::Recipients, (row, column));
    }

    fn span(&self, piece: &str) -> Span {
        span_of(self.page, piece)
    }

    /// Reads a line; false when the foot ended before it.
    fn line(&mut self, i: usize) -> bool {
        let page = self.page;
        let words = page.line(i);
        if is_page_break(words) && !self.foot.archive.is_empty() {
            return false;
        }
        if is_rule(words) || is_broken_head(page, i, words) {
            self.bullet = words.len() == 1 && without_bullet(words).1;
            return true;
        }
        if i > 0 && self.foot.entries.is_empty() && is_broken_head(page, i - 1, page.line(i - 1)) {
            self.open_recipients(i, words.trim_start_matches("nhận").trim_start_matches([':', ' ']));
            return true;
        }
        if self.mode == Mode::Signature
            && let Some(rest) = recipients_head(words)
            && self.foot.entries.is_empty()
        {
            self.open_recipients(i, rest);
            return true;
        }
        if self.mode == Mode::Recipients {
            match self.recipient_line(i, words) {
                Some(on) => return on,
                None => self.mode = Mode::After,
            }
        }
        // The list goes on behind stains or a part of the signature.
        let (bare, bulleted) = without_bullet(words);
        let listed = !self.foot.entries.is_empty() && self.foot.archive.is_empty();
        if self.mode == Mode::After
            && listed
            && bulleted
            && (words.ends_with(';') || archive_head(bare, true).is_some())
        {
            self.open_list(i);
            return self.recipient_line(i, words).unwrap_or(false);
        }
        self.signature_line(i, words)
    }

    fn mean(&mut self, i: usize) {
        self.idle = 0;
        self.end = i + 1;
    }

    /// The line "Nơi nhận": what else stands on it is the first entry or the signature.
    fn open_recipients(&mut self, i: usize, rest: &'p str) {
        let Line { row, column, .. } = self.page.lines[i];
        (self.mode, self.cell) = (Mode::Recipients, (row, column));
        let below = self.page.lines.get(i + 1).map_or((0, 0), |l| (l.row, l.column));
        self.by_row = row != 0 && below != self.cell;
        self.mean(i);
        let (left, right) = self.columns(rest);
        if let Some(right) = right {
            self.sign(right);
        }
        let (bare, bulleted) = without_bullet(left);
        let bare = match bare.strip_prefix('(').and_then(|b| b.trim_end_matches(['.', ' ']).strip_suffix(')')) {
            Some(inner) if inner.contains(';') => inner,
            _ => bare,
        };
        let below = (i + 1..self.page.lines.len()).map(|k| self.page.line(k)).find(|w| !is_rule(w)).unwrap_or("");
        let letters = bare.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count();
        let stated = bulleted || bare.contains(';') || fold(bare).starts_with("nhu ");
        if letters >= 4 && (stated || right.is_none() && !without_bullet(below).1 && !bare.contains(is_stain)) {
            self.bulleted = bulleted;
            self.inline_entries(bare);
        } else if right.is_none() && !bare.is_empty() {
            self.sign(bare);
        }
    }

    /// Entries that stand on one line, parted by bullets: `- Như trên; - Sở Y tế; - Lưu: VT`.
    fn inline_entries(&mut self, words: &'p str) {
        let mut rest = words;
        let is_bullet = |at: usize, rest: &str| matches!(rest.as_bytes().get(at + 2..at + 4), Some(b"- " | b"+ "));
        while let Some(at) = rest.match_indices("; ").map(|(at, _)| at).find(|&at| is_bullet(at, rest)) {
            let (entry, after) = rest.split_at(at + 1);
            self.entry(entry, true, true);
            rest = without_bullet(after).0;
        }
        self.entry(rest, true, true);
    }

    /// A line under "Nơi nhận". `None` when it belongs to what comes after the list.
    fn recipient_line(&mut self, i: usize, words: &'p str) -> Option<bool> {
        let line = self.page.lines[i];
        if line.heading > 0 && !self.foot.entries.is_empty() || !self.is_in_list(&line, words) {
            return None;
        }
        if self.by_row && self.is_beside(&line, words) {
            self.sign(words);
            self.mean(i);
            return Some(true);
        }
        let (left, right) = self.columns(words);
        let (bare, bulleted) = without_bullet(left);
        let bulleted = bulleted | std::mem::take(&mut self.bullet);
        if bulleted && bare.contains("; - ") {
            self.inline_entries(bare);
        } else if let Some(rest) = archive_head(bare, bulleted) {
            self.foot.archive.push(self.span(rest.trim_end()));
            self.mode = Mode::After;
        } else if bulleted {
            self.bulleted |= self.foot.entries.is_empty();
            self.entry(bare, true, false);
        } else {
            return self.plain_line(i, left, right);
        }
        self.close_line(i, right)
    }

    /// True when the line stands in the cell of the list, or in its column where each line is a row.
    fn is_in_list(&mut self, line: &Line, words: &str) -> bool {
        /// Rows of a table drawn with strokes, where each line of the list is a row.
        const ROWS: u32 = 80;
        let first = self.foot.entries.is_empty() && without_bullet(words).1;
        if first && (self.by_row || (line.row, line.column) != self.cell) {
            self.cell = (line.row, line.column); // the first entry tells the cell of the list
        }
        let (row, _) = self.cell;
        self.by_row && line.row > 0 && line.row <= row + ROWS || (line.row, line.column) == self.cell
    }

    /// True when the line stands in the column beside the list.
    fn is_beside(&self, line: &Line, words: &str) -> bool {
        let (row, column) = self.cell;
        line.row > row && line.column > column || line.row == row && kind(words) != Kind::Other
    }

    /// A line without a bullet: the rest of an entry, an entry of a list without bullets, the signature, a stain.
    fn plain_line(&mut self, i: usize, left: &'p str, right: Option<&'p str>) -> Option<bool> {
        /// Stains of a stamp between the entries of a scan; more of them are a text that goes on.
        const STAINS: usize = 4;
        /// An entry has few wrapped lines; longer ones are a text that goes on.
        const PIECES: usize = 12;
        /// Longer lines are no entries of a list without bullets.
        const LONGEST: usize = 200;
        let page = self.page;
        let (bare, _) = without_bullet(left);
        let entry = self.foot.entries.last().map_or(&[][..], |e| e);
        let last = entry.last().map_or("", |s| s.of(&page.text));
        let open = !entry.is_empty() && is_open(last);
        let small = bare.starts_with(char::is_lowercase);
        // A list after an office's colon goes on behind a semicolon.
        let listed = entry.first().is_some_and(|s| window::head(s.of(&page.text), LONGEST).contains(':'));
        let full = entry.len() >= PIECES;
        let here = kind(left);
        // "(để" / "b/c);": too short a word for anything but the end of its bracket.
        let closes = open && last.matches('(').count() > last.matches(')').count() && left.contains(')');
        let closed = !open || last.ends_with(')');
        let named = here == Kind::Name && !last.is_empty() && closed && person(left).is_some_and(|p| p.known);
        if matches!(here, Kind::Behalf | Kind::Signed) || here == Kind::Position && is_capitals(bare) || named {
            self.sign(left);
        } else if left.is_empty() {
            // All of the line is the signature's.
        } else if !(self.bulleted || open && small) {
            // The whole list on one line.
            let list = self.foot.entries.is_empty() && left.matches(';').count() > 1;
            if last.ends_with('.') || left.len() > LONGEST && !list || full {
                return None;
            }
            self.entry(bare, !last.ends_with([',', '(']), false);
        } else if !entry.is_empty()
            && (open || listed && left.ends_with(';') || small || bare.starts_with('('))
            && (closes && left.len() < 24 || !is_stained(bare))
        {
            if full {
                return None;
            }
            self.entry(left, false, false);
        } else if left.ends_with(';') && left.len() < LONGEST && !is_stained(bare) {
            self.entry(bare, true, false);
        } else if right.is_none() {
            self.idle += 1;
            let over = is_capitals(left) && left.len() > 12 || ends_document(left);
            if over || left.chars().count() >= 30 || self.idle > STAINS {
                return None;
            }
            self.sign_scrap(left);
            return Some(true);
        }
        self.close_line(i, right)
    }

    /// Ends a line of the list; its right column is the signature's.
    fn close_line(&mut self, i: usize, right: Option<&'p str>) -> Option<bool> {
        if let Some(right) = right {
            self.sign(right);
        }
        self.mean(i);
        Some(true)
    }

    /// Adds a piece to the entries; "Lưu" after a semicolon opens the archive.
    fn entry(&mut self, words: &'p str, new: bool, inline: bool) {
        let words = words.trim();
        let archive = words.match_indices([';', '.']).find_map(|(at, _)| {
            let rest = words[at + 1..].trim_start_matches(is_mark);
            archive_head(rest, false).map(|text| (at, text))
        });
        let (words, archive) = match (archive, inline.then(|| archive_head(words, true)).flatten()) {
            (Some((at, text)), _) => (&words[..at], Some(text)),
            (None, Some(text)) => ("", Some(text)),
            _ => (words, None),
        };
        if let Some(text) = archive {
            self.foot.archive.push(self.span(text.trim_end()));
            self.mode = Mode::After;
        }
        if words.is_empty() {
            return;
        }
        let span = self.span(words);
        match self.foot.entries.last_mut() {
            Some(last) if !new => last.push(span),
            _ => self.foot.entries.push(vec![span]),
        }
    }

    fn sign(&mut self, words: &'p str) {
        self.sign_as(words, kind(words.trim()));
    }

    /// Words of the signature of which it is known what they are.
    fn sign_as(&mut self, words: &'p str, kind: Kind) {
        /// A line of a signature block is short; the cap keeps hostile ones cheap.
        const LONGEST: usize = 300;
        let words = window::head(words.trim(), LONGEST);
        if words.is_empty() {
            return;
        }
        match kind {
            Kind::Name => (self.named, self.any_name) = (true, true),
            Kind::Behalf | Kind::Position => self.named = false,
            _ => {}
        }
        self.foot.signature[0].push(self.span(words));
    }

    /// Keeps a line that says nothing alone when it may be half of a name or of a position.
    fn sign_scrap(&mut self, words: &'p str) {
        let letters =
            words.chars().all(|c| crate::lexicon::fold::is_alphabetic(c) || matches!(c, ' ' | ',' | '-' | '&'));
        let office = words.contains(' ') && is_capitals(words);
        if letters && (is_capitals(words) || words.split(' ').count() <= 2) || office && !words.contains(is_stain) {
            self.sign(words);
        }
    }

    /// Cuts a line into its columns.
    fn columns(&self, words: &'p str) -> (&'p str, Option<&'p str>) {
        let span = self.span(words);
        let first = self.page.gaps.partition_point(|&g| g < span.start);
        for &gap in self.page.gaps.get(first..).unwrap_or(&[]).iter().take_while(|&&g| g < span.end) {
            let (left, right) = words.split_at((gap - span.start) as usize);
            let (left, right) = (left.trim_end(), right.trim_start());
            if left.chars().any(crate::lexicon::fold::is_alphanumeric)
                && (!is_open(left) || kind(right) != Kind::Other || is_capitals(right))
            {
                return (left, Some(right));
            }
        }
        // The stroke of a table whose line ends were lost.
        if words.contains('|')
            && let Some((left, right)) = words.rsplit_once(" | ").filter(|(left, _)| left.contains("Lưu"))
        {
            return (left, Some(right));
        }
        let (bare, bulleted) = without_bullet(words);
        let archive = archive_head(bare, bulleted).is_some();
        match column_break(words, archive) {
            Some(at) if words[..at].chars().any(crate::lexicon::fold::is_alphanumeric) => {
                (words[..at].trim_end(), Some(&words[at..]))
            }
            Some(at) => ("", Some(&words[at..])),
            None => match words.rsplit_once(';') {
                // A name that a stamp spoilt, behind a stain: `…; : guyễn Văn Thử`.
                Some((left, right))
                    if right.trim_start().starts_with([':', '.', ',', '\'', '‘', '“', '"', '`', '|', '_'])
                        && spoilt_person(right).is_some() =>
                {
                    (&words[..=left.len()], Some(right.trim_start_matches(is_mark)))
                }
                _ => (words, None),
            },
        }
    }

    /// A line of the signature block; false when the foot ended before it.
    fn signature_line(&mut self, i: usize, words: &'p str) -> bool {
        /// Stains of a stamp between position and name.
        const STAINS: usize = 5;
        let page = self.page;
        let line = page.lines[i];
        if self.mode == Mode::After && recipients_head(words).is_some() {
            return false;
        }
        if self.continues_archive(i, words) {
            self.foot.archive.push(self.span(words));
            self.mean(i);
            return true;
        }
        if words.len() < 60 && is_capitals(words) && cut_position(&fold(words)) {
            self.sign(words);
            self.mean(i);
            return true;
        }
        // Two bodies side by side.
        let (left, right) = self.columns(words);
        if let Some(right) = right {
            let (first, second) = (kind(left), kind(right));
            if first != Kind::Other && second != Kind::Other {
                self.foot.signature[1].push(self.span(right.trim()));
                self.any_name |= second == Kind::Name;
                self.sign_as(left, first);
                self.mean(i);
                return true;
            }
            if first == Kind::Other && second != Kind::Other && left.len() < 60 {
                self.sign_as(right, second);
                self.mean(i);
                return true;
            }
        }
        let here = kind(words);
        match here {
            Kind::Name if self.named => false,
            Kind::Name if line.heading > 0 && self.foot.signature[0].is_empty() => false,
            Kind::Position | Kind::Behalf if self.named && !self.opens_second(i) => false,
            Kind::Other if self.named && line.row != 0 && !line.after_blank && self.end == i && is_name_end(words) => {
                self.foot.signature[0].push(self.span(words));
                self.mean(i);
                true
            }
            Kind::Other if !self.named && line.heading == 0 && self.is_begun() && spoilt_person(words).is_some() => {
                self.sign(words);
                (self.named, self.end, self.idle) = (true, i + 1, 0);
                true
            }
            Kind::Other => {
                let over = line.heading > 0 || ends_document(words) || is_letterhead(words);
                if self.named || over || words.chars().count() > 60 && !is_capitals(words) {
                    if self.foot.signature[0].is_empty() && !over && self.finds_signature(i) {
                        return true;
                    }
                    return self.named && !over && self.mode == Mode::Signature && self.finds_recipients(i);
                }
                self.idle += 1;
                self.sign_scrap(words);
                self.idle <= STAINS
            }
            Kind::Signed | Kind::Rank if self.named => true,
            _ => {
                self.sign_as(words, here);
                self.mean(i);
                // Capitals above a name in small letters are the end of a position.
                let below = page.line(i + 1);
                self.named &= !is_capitals(words) || !person(below).is_some_and(|p| p.known && !p.capitals);
                true
            }
        }
    }

    /// True when the block has what stands in front of a name: an authority, a position or the whole list.
    fn is_begun(&self) -> bool {
        let office = |s: &Span| matches!(kind(self.page.words(*s)), Kind::Behalf | Kind::Position);
        !self.foot.archive.is_empty() || self.foot.signature[0].iter().any(office)
    }

    /// True when another signature stands below a name: that of a joint document.
    fn opens_second(&self, i: usize) -> bool {
        let words = self.page.line(i).trim_start_matches(is_mark);
        is_capitals(words) && is_confirmed(self.page, i, 6)
    }

    /// True when "Nơi nhận" stands close below: a stain may part it from the name above.
    fn finds_recipients(&self, i: usize) -> bool {
        (i..self.page.lines.len().min(i + 4))
            .any(|k| recipients_head(self.page.line(k)).is_some() && opens_recipients(self.page, k))
    }

    /// True when an authority stands close below: a scan may have the list in front of the last sentence.
    fn finds_signature(&self, i: usize) -> bool {
        (i + 1..self.page.lines.len().min(i + 4))
            .any(|k| kind(self.page.line(k)) == Kind::Behalf && is_confirmed(self.page, k, 8))
    }

    /// The archive line goes on when a comma or an open bracket ends it.
    fn continues_archive(&self, i: usize, words: &str) -> bool {
        let Some(last) = self.foot.archive.last() else { return false };
        let text = last.of(&self.page.text);
        let open = text.ends_with(',') || text.matches('(').count() > text.matches(')').count();
        open && self.foot.archive.len() == 1
            && self.end == i
            && words.len() < 40
            && !is_stained(words)
            && kind(words) == Kind::Other
            && !self.page.lines[i].after_blank
    }
}

/// One capitalised word, as the last of a name broken over two lines of a cell.
pub(crate) fn is_name_end(words: &str) -> bool {
    /// Vietnamese syllables have at most seven letters.
    const LETTERS: usize = 7;
    let mut chars = words.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase) && words.chars().count() <= LETTERS
}

/// True when an entry goes on: nothing closes it.
fn is_open(words: &str) -> bool {
    !words.ends_with([';', '.', ':'])
}

/// Dots in a row, the blank of a form.
pub(crate) fn has_dots(words: &str) -> bool {
    let dots = |four: &[u8]| matches!(four, [b'.', b'.', b'.', b'.']);
    words.as_bytes().windows(4).any(dots) || words.contains('…') && words.contains("……")
}

/// Characters that no recipient's name has.
fn is_stain(c: char) -> bool {
    matches!(
        c,
        '\\' | '<'
            | '>'
            | '{'
            | '}'
            | '='
            | '^'
            | '|'
            | '«'
            | '»'
            | '_'
            | '~'
            | '¬'
            | '‹'
            | '›'
            | '°'
            | '?'
            | '!'
            | '#'
            | '$'
            | '%'
    )
}

/// True for what a stamp leaves in a scan: odd characters, scraps of words.
pub(crate) fn is_stained(words: &str) -> bool {
    let letters = words.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count();
    // "đoạn 2021-2025" is what a line break left of a name.
    let others = words.chars().filter(|c| !crate::lexicon::fold::is_alphanumeric(*c) && *c != ' ').count();
    let longest =
        words.split(|c: char| !crate::lexicon::fold::is_alphabetic(c)).map(|w| w.chars().count()).max().unwrap_or(0);
    longest < 2 || letters < 3 || words.chars().any(is_stain) || others > letters
}

/// Heads of what follows a document.
fn ends_document(words: &str) -> bool {
    let folded = fold(words);
    ["phu luc", "danh muc", "mau so", "bieu so", "quy che", "quy dinh", "bieu mau", "ghi chu"]
        .iter()
        .any(|h| folded.starts_with(h))
}
