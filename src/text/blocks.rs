//! Clean text to paragraphs: hard-wrapped lines joined, items, headings and cells kept apart.

use super::Starts;
use super::normalize::{Clean, Line};
use super::{Span, map::Map};
use memchr::memmem::Finder;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A text ready to be read: clean, with its lines and paragraphs.
///
/// Where two lines belong to one paragraph, the line end between them is a space in `text`: same length, so that
/// offsets of lines and paragraphs count one text.
#[derive(Clone, Debug)]
pub(crate) struct Page<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) map: Map,
    pub(crate) lines: Vec<Line>,
    pub(crate) paragraphs: Vec<Paragraph>,
    /// Places of single spaces that stand for a wide gap between columns.
    pub(crate) gaps: Vec<u32>,
}

/// A paragraph or the words of one table cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Paragraph {
    /// Where it stands in the clean text.
    pub(crate) span: Span,
    /// Its lines.
    pub(crate) lines: Range<usize>,
}

impl<'a> Page<'a> {
    /// Reads a source text.
    pub(crate) fn read(source: &'a str) -> Self {
        Self::of(Clean::of(source))
    }

    /// The paragraphs of a clean text.
    pub(crate) fn of(clean: Clean<'a>) -> Self {
        let Clean { text, map, lines, gaps, .. } = clean;
        let paragraphs = paragraphs(&text, &lines);
        let text = join(text, &lines, &paragraphs);
        Self { text, map, lines, paragraphs, gaps }
    }

    /// The words of a span of the clean text.
    #[inline]
    pub(crate) fn words(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The words of a line.
    #[inline]
    pub(crate) fn line(&self, index: usize) -> &str {
        self.lines.get(index).map_or("", |l| l.span.of(&self.text))
    }

    /// The paragraph that holds a place of the clean text.
    pub(crate) fn paragraph_at(&self, offset: u32) -> usize {
        self.paragraphs.partition_point(|p| p.span.start <= offset).saturating_sub(1)
    }

    /// The line that holds a place of the clean text.
    pub(crate) fn line_at(&self, offset: u32) -> usize {
        self.lines.partition_point(|l| l.span.start <= offset).saturating_sub(1)
    }
}

/// Writes spaces for the line ends inside paragraphs.
fn join<'a>(text: Cow<'a, str>, lines: &[Line], paragraphs: &[Paragraph]) -> Cow<'a, str> {
    if paragraphs.len() == lines.len() {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for p in paragraphs {
        for line in &lines[p.lines.start..p.lines.end.saturating_sub(1)] {
            out.push_str(&text[from..line.span.end as usize]);
            out.push(' ');
            from = line.span.end as usize + 1;
        }
    }
    out.push_str(&text[from..]);
    Cow::Owned(out)
}

fn paragraphs(text: &str, lines: &[Line]) -> Vec<Paragraph> {
    let style = Style::of(text, lines);
    let mut out: Vec<Paragraph> = Vec::with_capacity(lines.len());
    let mut open: Option<Open> = None;
    for (i, line) in lines.iter().enumerate() {
        let facts = Facts::of(line, text);
        open = match (out.last_mut(), open) {
            (Some(last), Some(open)) if style.joins(&open, &facts) => {
                last.span.end = line.span.end;
                last.lines.end = i + 1;
                Some(Open { words: last.span.of(text), last: facts, single: false, ..open })
            }
            _ => {
                out.push(Paragraph { span: line.span, lines: i..i + 1 });
                Some(Open { words: facts.words, shape: facts.shape, last: facts, single: true })
            }
        };
    }
    out
}

/// The paragraph to which a line may belong.
struct Open<'a> {
    /// Its words so far.
    words: &'a str,
    /// Shape of its first line.
    shape: Shape,
    /// Its last line.
    last: Facts<'a>,
    /// That line is its only one.
    single: bool,
}

/// What the joining rules ask of a line.
struct Facts<'a> {
    line: &'a Line,
    words: &'a str,
    shape: Shape,
    /// Ends a sentence or an item.
    closed: bool,
}

/// What the first characters of a line look like.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Shape {
    /// A lower-case letter.
    Lower,
    /// A capital letter, in a line that has small letters too.
    Capital,
    /// All letters are capitals, with at least one long word.
    Shout,
    /// A digit, quote or bracket that starts no item.
    Other,
    /// A label (`1.`, `a)`, `Điều 5.`).
    Label,
    /// A bullet.
    Bullet,
    /// Words that always open a part of a document (`Kính gửi`, `Nơi nhận`, `Số:`).
    Opener,
    /// `----`, `____`, `***`.
    Rule,
}

impl<'a> Facts<'a> {
    fn of(line: &'a Line, text: &'a str) -> Self {
        let words = &text[line.span.range()];
        Self { line, words, shape: shape(words), closed: is_closed(words) }
    }
}

/// True for what ends a sentence or an item.
fn is_closed(words: &str) -> bool {
    // Most lines end in a letter.
    if words.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric) {
        return false;
    }
    let last = words.trim_end_matches(['"', '”', '’', ')', '*', ' ']).as_bytes().last().copied().unwrap_or(b' ');
    matches!(last, b'.' | b';' | b':' | b'!' | b'?') || words.ends_with('…')
}

/// Length in characters.
fn width(words: &str) -> usize {
    words.chars().count()
}

/// Length of the first word in characters.
fn first_word(words: &str) -> usize {
    words.bytes().take_while(|b| *b != b' ').filter(|b| starts_char(*b)).count()
}

/// False for the bytes of a character behind its first.
fn starts_char(byte: u8) -> bool {
    byte & 0xC0 != 0x80
}

/// Letters of print differ in width: a full line may be shorter or longer by this part of its width.
const SLACK: usize = 12;

/// Wider lines were not wrapped by hand or by a printer.
const WIDEST: usize = 180;

/// The width at which a text was wrapped, from the lines that surely go on in the next, and whether nearly all of them
/// are as full as can be; `None` for a text that was not wrapped.
/// Counted in characters, not in lines, so that the narrow cells of a flattened table don't speak for the text.
fn full_line(broken: &mut [(usize, usize)]) -> Option<(usize, bool)> {
    /// Fewer may be the two lines of a title.
    const EVIDENCE: usize = 3;
    /// Narrower lines are cells.
    const WIDTHS: std::ops::RangeInclusive<usize> = 24..=WIDEST;
    broken.sort_unstable();
    let all: usize = broken.iter().map(|b| b.0).sum();
    let mut seen = 0;
    // A high quantile, not the maximum: there are stray long lines.
    let (full, _) = *broken.iter().find(|b| {
        seen += b.0;
        seen * 5 >= all * 4
    })?;
    // Pages turned to text break lines anywhere: there a short line tells nothing.
    let share = |slack: usize| broken.iter().filter(|b| b.1 + slack > full).map(|b| b.0).sum::<usize>();
    let wrapped = broken.len() >= EVIDENCE && WIDTHS.contains(&full) && share(full / SLACK) * 2 > all;
    wrapped.then_some((full, share(0) * 20 >= all * 19))
}

/// The widths at which lines that open paragraphs were broken, below `full`, the most frequent first: each of these lines
/// is as wide or narrower, and wider with its next word.
fn first_widths(firsts: &mut Vec<(usize, usize)>, full: usize) -> Vec<usize> {
    /// Tags of paragraphs in a page: of items, of headings, of bullets.
    const MOST: usize = 3;
    /// Fewer lines may be so by chance.
    const EVIDENCE: usize = 4;
    /// As is a smaller part of all.
    const SHARE: usize = 6;
    /// A name alone on its line is as short; a tag seldom leaves so little.
    const NARROWEST: usize = 24;
    firsts.retain(|line| line.1 > NARROWEST);
    let all = firsts.len();
    let mut widths = Vec::new();
    while widths.len() < MOST {
        // How many lines more can have been broken at a width than at the one before.
        let mut steps = vec![0isize; full + 1];
        for &(own, with_next) in firsts.iter().filter(|line| line.0 < full) {
            steps[own] += 1;
            steps[with_next.min(full)] -= 1;
        }
        let mut count = 0;
        let counts = steps.iter().map(|step| {
            count += step;
            count
        });
        let Some((width, count)) = counts.enumerate().skip(NARROWEST).max_by_key(|(_, count)| *count) else { break };
        let count = count.unsigned_abs();
        if count < EVIDENCE || count * SHARE < all {
            break;
        }
        widths.push(width);
        firsts.retain(|line| line.0 > width || line.1 <= width);
    }
    widths
}

/// The widths of two sets of lines, the text and wider footnotes in smaller letters: the wide one and the narrow one,
/// which is that of the lines that are left when the wide ones are put aside.
fn two_widths(broken: &mut [(usize, usize)]) -> Option<(usize, usize)> {
    /// Either set is a part of the text as large as this, or it is cells and ends of paragraphs.
    const SHARE: usize = 5;
    /// Narrower lines are cells of a table.
    const TEXT: usize = 56;
    broken.sort_unstable();
    let sum = |lines: &[(usize, usize)]| lines.iter().map(|b| b.0).sum::<usize>();
    let all = sum(broken);
    let mut seen = 0;
    let (wide, _) = *broken.iter().find(|b| {
        seen += b.0;
        seen * 5 >= all * 4
    })?;
    let (mut rest, full): (Vec<_>, Vec<_>) = broken.iter().partition(|b| b.1 + wide / SLACK <= wide);
    if wide > WIDEST || sum(&rest) * SHARE < all || sum(&full) * SHARE < all {
        return None;
    }
    let (narrow, _) = full_line(&mut rest)?;
    (narrow >= TEXT && narrow * 5 <= wide * 4).then_some((wide, narrow))
}

/// How the text as a whole is set.
struct Style {
    /// Characters in a full line; [`usize::MAX`] when lines are not wrapped at a width.
    full: usize,
    /// The same for the narrower of two sets of lines: the text above wide footnotes.
    narrow: usize,
    /// The same for the first line of a paragraph, where it is shorter: a page whose source was wrapped with its tags
    /// loses the letters of the tag that opened the paragraph. Empty where first lines are as wide as others.
    first: Vec<usize>,
    /// Broken by a program, where the next word would not have fitted: a shorter line ends its paragraph.
    exact: bool,
    /// Paragraphs have blank lines between them.
    spaced: bool,
}

impl Style {
    /// A sample of lines is enough to tell how a text is set.
    const SAMPLE: usize = 4000;

    fn of(text: &str, lines: &[Line]) -> Self {
        // Lines that surely go on in the next: their width, alone and with the word that comes next.
        let mut broken: Vec<(usize, usize)> = Vec::new();
        // Those of them that open a paragraph.
        let mut firsts: Vec<(usize, usize)> = Vec::new();
        let mut opens = true;
        let (mut ends, mut spaced) = (0usize, 0usize);
        for pair in lines.windows(2).take(Self::SAMPLE) {
            let words = &text[pair[0].span.range()];
            if pair[0].row == 0 && words.len() > 40 && matches!(words.as_bytes(), [.., b'.' | b';']) {
                ends += 1;
                spaced += usize::from(pair[1].after_blank);
            }
            let next = &text[pair[1].span.range()];
            let one_cell = (pair[0].row, pair[0].column) == (pair[1].row, pair[1].column);
            if one_cell && !pair[1].after_blank && next.starts_with(char::is_lowercase) {
                let own = width(words);
                let line = (own, own + 1 + first_word(next));
                broken.push(line);
                if opens {
                    firsts.push(line);
                }
            }
            opens = !one_cell || pair[1].after_blank || is_closed(words);
        }
        let (full, exact) = full_line(&mut broken).unwrap_or((usize::MAX, false));
        let (full, narrow) = match two_widths(&mut broken) {
            Some(widths) if !exact => widths,
            _ => (full, usize::MAX),
        };
        let first = if full == usize::MAX { Vec::new() } else { first_widths(&mut firsts, full - full / SLACK) };
        Self { full, narrow, first, exact, spaced: ends >= 3 && spaced * 10 >= ends * 7 }
    }

    /// True when the first line of a paragraph goes on behind the width that its tag left it.
    fn is_first_full(&self, first: &Facts, next: &Facts) -> bool {
        if self.first.is_empty() {
            return false;
        }
        let own = width(first.words);
        let with_next = own + 1 + first_word(next.words);
        self.first.iter().any(|width| (own..with_next).contains(width))
    }

    /// True when the break after `prev` is only where the line was full: the next word would not have fitted.
    fn is_full(&self, prev: &Facts, next: &Facts) -> bool {
        if self.full == usize::MAX {
            return false;
        }
        let (own, word) = (width(prev.words), first_word(next.words));
        let at = |full: usize| {
            let slack = if self.exact { 0 } else { full / SLACK };
            full != usize::MAX && own <= full + full / SLACK && own + 1 + word + slack > full
        };
        at(self.full) || at(self.narrow)
    }

    /// True when the line `next` goes on with the paragraph `open`.
    fn joins(&self, open: &Open, next: &Facts) -> bool {
        /// Characters of a paragraph that may go on over a blank line or a page; a shorter one is a heading.
        const HEADING: usize = 40;
        let prev = &open.last;
        let (a, b) = (prev.line, next.line);
        if b.goes_on {
            return true;
        }
        if (a.row, a.column) != (b.row, b.column) || b.heading != 0 {
            return false;
        }
        if a.heading != 0 {
            return !b.after_blank && !b.after_page && title_goes_on(open, next);
        }
        if matches!(prev.shape, Shape::Rule) || matches!(next.shape, Shape::Rule | Shape::Opener) {
            return false;
        }
        // Asked where the words alone do not tell.
        let wrapped = || self.is_full(prev, next) || open.single && self.is_first_full(prev, next);
        let long = || open.words.chars().nth(HEADING).is_some();
        if b.after_blank || b.after_page {
            // A page break in the middle of a sentence, or between "số" and the number.
            if prev.words.ends_with(" số") && opens_number(next.words) {
                return long();
            }
            return next.shape == Shape::Lower
                && !prev.closed
                && prev.shape != Shape::Shout
                && !ends_heading(prev.words)
                && long();
        }
        match next.shape {
            Shape::Label => {
                let alone = || !next.words.contains(' ') && wrapped();
                !prev.closed && (ends_open(prev.words) || alone() || closes_bracket(prev.words, next.words))
            }
            Shape::Bullet if dash_of_a_pair(prev.words, next.words) => true,
            Shape::Bullet => {
                let dash = !prev.closed && self.spaced && !prev.words.ends_with(',');
                dash && open.shape != Shape::Bullet && wrapped()
            }
            Shape::Lower => !(prev.closed && next.words.len() < 4),
            Shape::Shout => match prev.shape {
                Shape::Shout => !prev.closed && !is_title_word(prev.words),
                _ => !prev.closed && ends_open(prev.words) && wrapped(),
            },
            // "a)" alone on its line, its words on the next.
            Shape::Capital | Shape::Other if open.single && is_bare_label(prev) => true,
            // "(Kèm theo Quyết định số …)" stands on a line of its own below a title.
            Shape::Other if opens_note(next.words) => !prev.closed && wrapped(),
            // "“2. Thay thế cụm từ …": the item that an amending text gives opens a paragraph.
            Shape::Other if quotes_item(next.words) => !prev.closed && ends_open(prev.words),
            Shape::Other => !prev.closed || wrapped(),
            Shape::Capital if open.single && !prev.closed && orders_at_once(prev) => true,
            Shape::Capital if prev.shape == Shape::Shout && open.single => false,
            Shape::Capital if is_part_head(prev.words) => false,
            // A legal basis ends with ";", "," or ".", however its lines are broken.
            Shape::Capital if !prev.closed && open.words.starts_with("Căn cứ ") => true,
            Shape::Capital if prev.words.ends_with(':') && next.words.starts_with("Số ") => true,
            Shape::Capital if !prev.closed && prev.words.ends_with("thi hành") && names_itself(next.words) => true,
            Shape::Capital if prev.closed => self.spaced && wrapped(),
            Shape::Capital => {
                self.spaced && !self.exact
                    || ends_open(prev.words)
                    || goes_on_citing(prev.words, next.words)
                    || wrapped()
            }
            Shape::Opener | Shape::Rule => false,
        }
    }
}

/// "107/2016/QH13 quy định": digits and a stroke, a scan's stain in front or not.
fn opens_number(words: &str) -> bool {
    let digits = words.trim_start_matches('_');
    let behind = digits.trim_start_matches(|c: char| c.is_ascii_digit());
    behind.len() < digits.len() && behind.starts_with('/')
}

/// True when the line behind a heading of Markdown is the rest of its title: "### Điều 4. Trách nhiệm của Bộ | Công an",
/// "## II. | DANH MỤC". Pages made from scans mark the first line only.
fn title_goes_on(open: &Open, next: &Facts) -> bool {
    let prev = &open.last;
    let bare = is_bare_label(prev) || prev.words.strip_prefix("Điều ").is_some_and(|number| !number.contains(' '));
    match next.shape {
        Shape::Lower => !prev.closed || bare,
        Shape::Capital | Shape::Shout if bare => true,
        Shape::Capital => !prev.closed && ends_open(prev.words),
        _ => false,
    }
}

/// "… kinh tế | - xã hội": the dash stands between two words, not in front of an item.
fn dash_of_a_pair(prev: &str, next: &str) -> bool {
    const PAIRS: [(&str, &str); 6] = [
        ("kinh tế", "xã hội"),
        ("chính trị", "xã hội"),
        ("văn hóa", "xã hội"),
        ("quốc gia", "dân tộc"),
        ("quốc phòng", "an ninh"),
        ("kinh tế", "kỹ thuật"),
    ];
    let Some(second) = next.strip_prefix("- ") else { return false };
    // "giai đoạn 2021 | - 2025"
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let year = |text: &str| digits(text) == 4 && (text.starts_with("19") || text.starts_with("20"));
    if year(second) && prev.rsplit(' ').next().is_some_and(|last| last.len() == 4 && year(last)) {
        return true;
    }
    PAIRS.iter().any(|(before, behind)| prev.ends_with(before) && second.starts_with(behind))
}

/// "“2. Thay thế …", "“6a. …", "“Điều 3. …".
fn quotes_item(words: &str) -> bool {
    let Some(inner) = words.strip_prefix(['“', '"']) else { return false };
    let digits = inner.trim_start_matches("Điều ").trim_start_matches(|c: char| c.is_ascii_digit());
    let behind = digits.trim_start_matches(|c: char| c.is_ascii_lowercase());
    digits.len() < inner.len() && behind.starts_with(". ") && digits.len() - behind.len() <= 1
}

/// The note that says what something was issued with.
fn opens_note(words: &str) -> bool {
    words.starts_with("(Kèm theo ") || words.starts_with("(Ban hành kèm theo ")
}

fn is_bare_label(line: &Facts) -> bool {
    line.shape == Shape::Label && !line.words.contains(' ')
}

/// "Điều 4. Chánh Văn phòng | Ủy ban nhân dân tỉnh; …", "Điều 2. Giao | Sở Y tế …": an article that begins with an office
/// or an order has no heading; its line was broken.
fn orders_at_once(line: &Facts) -> bool {
    static OFFICES: Starts = Starts::new(&[
        "Chánh",
        "Các ông",
        "Giám đốc",
        "Thủ trưởng",
        "Bộ trưởng",
        "Các Bộ trưởng",
        "Vụ trưởng",
        "Cục trưởng",
        "Trưởng",
        "Tổng Giám đốc",
    ]);
    let behind_label = line.words.strip_prefix("Điều ").and_then(|rest| rest.split_once(". "));
    behind_label.is_some_and(|(_, words)| {
        let office = OFFICES.first_of(words).map(|office| &words[office.len()..]);
        let is_office = office.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
        is_office || words == "Giao" || words.starts_with("Giao ") || words.ends_with("Quyết định này")
    })
}

/// "(sau đây gọi tắt là Nghị quyết" + "52)": what looks like a label closes a bracket.
fn closes_bracket(prev: &str, next: &str) -> bool {
    let open = prev.rfind('(').is_some_and(|at| !prev[at..].contains(')'));
    open && !next.starts_with('(') && next.split(' ').next().is_some_and(|word| word.contains(')'))
}

/// "… chịu trách nhiệm thi hành | Quyết định này": the last words of a document, which name the document itself.
fn names_itself(words: &str) -> bool {
    let mut head = words.split([' ', '.', ',']);
    let third = (head.next(), head.next(), head.next());
    matches!(third, (Some(_), Some(_), Some("này"))) && words.split(' ').count() <= 6
}

/// Words after which a sentence must go on.
fn ends_open(words: &str) -> bool {
    static OPEN: Starts = Starts::new(&[
        "của",
        "và",
        "số",
        "tại",
        "theo",
        "ngày",
        "tháng",
        "năm",
        "khoản",
        "điểm",
        "Điều",
        "điều",
        "các",
        "về",
        "với",
        "do",
        "từ",
        "đến",
        "là",
        "cho",
        "thuộc",
        "tỉnh",
        "Bộ",
        "Sở",
        "Luật",
        "Nghị",
        "Quyết",
        "Ủy",
        "Chủ",
        "trưởng",
        "tịch",
        "đốc",
        "bởi",
        "hoặc",
        "Mục",
        "mục",
        "ở",
        "thứ",
        "khóa",
        "khoá",
        "quý",
        "lần",
        "kỳ",
    ]);
    let last = memchr::memrchr(b' ', words.as_bytes()).map_or(words, |at| &words[at + 1..]);
    words.ends_with([',', '-', '/', '(', '“']) || words.ends_with("ban hành") || OPEN.is(last)
}

/// "… quy định tại Điều 19, Điều 22 | Thông tư số …", "… khoản 2 | Điều 6 Nghị định số …": a place in a document, which the
/// next line names.
fn goes_on_citing(prev: &str, next: &str) -> bool {
    static WHOLES: Starts = Starts::new(&[
        "Điều ",
        "Luật ",
        "Bộ luật ",
        "Pháp lệnh ",
        "Nghị định ",
        "Nghị quyết ",
        "Thông tư ",
        "Quyết định ",
    ]);
    WHOLES.first_of(next).is_some_and(|whole| match whole {
        "Điều " => ends_in_place(prev, &["khoản", "Khoản", "điểm", "Điểm"]),
        _ => ends_in_place(prev, &["Điều", "điều", "khoản", "Khoản", "điểm", "Mục", "mục", "Chương"]),
    })
}

/// True when one of `units` with its label ends a line that has more words.
fn ends_in_place(words: &str, units: &[&str]) -> bool {
    let mut last = words.rsplitn(3, ' ');
    let (label, unit, more) = (last.next().unwrap_or(""), last.next().unwrap_or(""), last.next());
    let counts = label.starts_with(|c: char| c.is_ascii_digit()) || label.chars().nth(1).is_none() || is_roman(label);
    counts && more.is_some() && units.contains(&unit)
}

fn is_roman(label: &str) -> bool {
    !label.is_empty() && label.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'))
}

/// Names of types, as a title has them.
pub(crate) const TYPES: [&str; 28] = [
    "QUYẾT ĐỊNH",
    "QUYẾT NGHỊ",
    "NGHỊ QUYẾT",
    "NGHỊ QUYẾT LIÊN TỊCH",
    "NGHỊ ĐỊNH",
    "CHỈ THỊ",
    "KẾ HOẠCH",
    "THÔNG BÁO",
    "BÁO CÁO",
    "TỜ TRÌNH",
    "THÔNG TƯ",
    "THÔNG TƯ LIÊN TỊCH",
    "QUY CHẾ",
    "QUY ĐỊNH",
    "HƯỚNG DẪN",
    "CHƯƠNG TRÌNH",
    "ĐỀ ÁN",
    "PHƯƠNG ÁN",
    "CÔNG ĐIỆN",
    "KẾT LUẬN",
    "LUẬT",
    "BỘ LUẬT",
    "PHÁP LỆNH",
    "CÔNG VĂN",
    "PHỤ LỤC",
    "ĐIỀU LỆ",
    "LỆNH",
    "BIÊN BẢN",
];

/// A line that is only the name of a type of document: what follows is its subject.
fn is_title_word(words: &str) -> bool {
    static TITLES: Starts = Starts::new(&TYPES);
    static HEADS: Starts = Starts::new(&["CỘNG HÒA", "CỘNG HOÀ", "TM.", "KT.", "TL.", "TUQ.", "ĐẢNG CỘNG SẢN"]);
    TITLES.is(words) || HEADS.any(words)
}

/// `Chương I`, `Phần thứ nhất`, `Mục 2`: alone on a line, with the title on the next.
fn is_part_head(words: &str) -> bool {
    static HEADS: Starts =
        Starts::new(&["Chương ", "CHƯƠNG ", "Phần ", "PHẦN ", "Mục ", "MỤC ", "Phụ lục ", "PHỤ LỤC "]);
    words.len() < 28 && HEADS.any(words)
}

fn ends_heading(words: &str) -> bool {
    is_part_head(words) || is_title_word(words)
}

/// What a line looks like from its first characters.
fn shape(words: &str) -> Shape {
    let bytes = words.as_bytes();
    let (Some(&first), Some(c)) = (bytes.first(), words.chars().next()) else { return Shape::Other };
    if matches!(first, b'-' | b'_' | b'*' | b'=' | b'.' | b'o') && is_rule(bytes) {
        return Shape::Rule;
    }
    match c {
        '-' | '+' | '*' if bytes.get(1) == Some(&b' ') => return Shape::Bullet,
        '-' | '+' if bytes.get(1).is_some_and(|b| !b.is_ascii_digit() && *b != b'-') => return Shape::Bullet,
        '•' | '●' | '○' | '◊' | '▪' | '■' | '\u{F0B7}' | '\u{F02D}' | '\u{F0D8}' | '¨' | '·' => {
            return Shape::Bullet;
        }
        _ => {}
    }
    if is_label(words) {
        return Shape::Label;
    }
    if is_opener(words) {
        return Shape::Opener;
    }
    if c.is_lowercase() {
        Shape::Lower
    } else if is_shout(words) && words.chars().any(char::is_uppercase) {
        Shape::Shout
    } else if c.is_uppercase() {
        Shape::Capital
    } else {
        Shape::Other
    }
}

fn is_rule(bytes: &[u8]) -> bool {
    bytes.iter().all(|b| matches!(b, b'-' | b'_' | b'*' | b'=' | b'.' | b' ' | b'o' | b'0'))
        && bytes.iter().filter(|b| matches!(b, b'-' | b'_' | b'*' | b'=')).count() >= 1
        && (bytes.len() == 1 && bytes[0] == b'*' || bytes.len() >= 3)
}

/// `1.`, `1.1.`, `12)`, `(1)`, `a)`, `đ)`, `I.`, `II-`, `Điều 5.`, with text or nothing after it.
fn is_label(words: &str) -> bool {
    let bytes = words.as_bytes();
    let body = words.strip_prefix('(').unwrap_or(words);
    let digits = body.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    if digits > 0 {
        if digits > 8 {
            return false;
        }
        let number = &body[..digits];
        let after = body.as_bytes().get(digits).copied();
        let marked = number.ends_with('.') || matches!(after, Some(b')' | b'-' | b'/'));
        let blank = if number.ends_with('.') { after } else { body.as_bytes().get(digits + 1).copied() };
        return marked && matches!(blank, None | Some(b' ') | Some(0x80..))
            || number.ends_with('.') && blank.is_some_and(|b| b.is_ascii_uppercase());
    }
    let mut chars = body.chars();
    let (first, second) = (chars.next(), chars.next());
    if let (Some(letter), Some(')')) = (first, second) {
        return letter.is_lowercase();
    }
    let roman = body.bytes().take_while(|b| matches!(b, b'I' | b'V' | b'X')).count();
    if (1..=6).contains(&roman) {
        let after = &bytes[roman..];
        if matches!(after.first(), Some(b'.' | b'-' | b'/' | b')')) && matches!(after.get(1), None | Some(b' ')) {
            return true;
        }
    }
    static HEADS: Starts = Starts::new(&[
        "Điều ",
        "ĐIỀU ",
        "Chương ",
        "CHƯƠNG ",
        "Mục ",
        "MỤC ",
        "Phần ",
        "PHẦN ",
        "Phụ lục ",
        "PHỤ LỤC ",
    ]);
    let Some(rest) = HEADS.first_of(words).map(|head| &words[head.len()..]) else { return false };
    let label = rest.split([' ', '.', ':']).next().unwrap_or("");
    let after = &rest[label.len()..];
    let ordinal = label.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'I' | b'V' | b'X' | b'a'..=b'z'))
        || rest.starts_with("thứ ");
    ordinal
        && !label.is_empty()
        && (after.is_empty() || after.starts_with(['.', ':']) || rest.starts_with("thứ ") && rest.len() < 24)
}

/// Words that open a part of a document wherever they start a line (DOMAIN.md b.3 – b.10).
fn is_opener(words: &str) -> bool {
    static OPENERS: Starts = Starts::new(&[
        "Căn cứ ",
        "CĂN CỨ ",
        "Theo đề nghị ",
        "Xét đề nghị ",
        "Xét Tờ trình",
        "Kính gửi",
        "KÍNH GỬI",
        "Nơi nhận",
        "NƠI NHẬN",
        "Số:",
        "Số :",
        "SỐ:",
        "V/v",
        "Về việc ",
        "CỘNG HÒA XÃ HỘI",
        "CỘNG HOÀ XÃ HỘI",
        "Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Độc lập - ",
        "Độc lập – ",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "TM.",
        "KT.",
        "TL.",
        "TUQ.",
        "T/M ",
        "K/T ",
        "T/L ",
        "QUYẾT ĐỊNH:",
        "QUYẾT NGHỊ:",
        "NGHỊ ĐỊNH:",
        "Lưu:",
        "Người ký",
        "Tác giả",
        "(Đã ký)",
        "(đã ký)",
        "Đã ký",
    ]);
    OPENERS.any(words) || is_place_line(words)
}

/// `Quảng Ngãi, ngày 08 tháng 4 năm 2019` alone on its line.
fn is_place_line(words: &str) -> bool {
    static DAY: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(", ngày"));
    // Most lines have no comma.
    words.len() < 90
        && memchr::memchr(b',', words.as_bytes()).is_some_and(|at| at < 45)
        && DAY.find(words.as_bytes()).is_some_and(|at| at < 45 && words[at..].contains("tháng"))
        && (words.contains("năm") || words.ends_with("tháng"))
        && !words.ends_with([';', '.', ','])
}

/// All letters are capitals, and one word is long enough to be no abbreviation.
pub(crate) fn is_shout(words: &str) -> bool {
    // Most lines have a small letter without a mark near their start.
    if words.bytes().any(|b| b.is_ascii_lowercase()) {
        return false;
    }
    let mut run = 0usize;
    let mut long = false;
    for c in words.chars() {
        let (small, capital) = match c {
            '\0'..='\x7F' => (false, c.is_ascii_uppercase()),
            // They take turns.
            'Ạ'..='ỹ' => (c as u32 & 1 == 1, c as u32 & 1 == 0),
            _ => (c.is_lowercase(), c.is_uppercase()),
        };
        if small {
            return false;
        }
        run = if capital { run + 1 } else { 0 };
        long |= run >= 4;
    }
    long || words.contains(' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        let page = Page::read(source);
        page.paragraphs.iter().map(|p| page.words(p.span).to_owned()).collect()
    }

    #[test]
    fn capitals_shout() {
        for c in 'Ạ'..='ỹ' {
            assert_eq!((c.is_lowercase(), c.is_uppercase()), (c as u32 & 1 == 1, c as u32 & 1 == 0), "{c}");
        }
        for words in ["ỦY BAN", "QĐ 12", "THÔNG", "A B", "1 2"] {
            assert!(is_shout(words), "{words}");
        }
        for words in ["Ủy BAN", "QĐ", "12", "ỦỷBAN", "ĐđBAN", ""] {
            assert!(!is_shout(words), "{words}");
        }
    }

    #[test]
    fn titles_of_markdown_go_on() {
        let count = |text: &str| texts(text).len();
        assert_eq!(count("### Điều 4. Trách nhiệm của Bộ\nNội vụ\n1. Chủ trì việc sau."), 2);
        assert_eq!(count("### Điều 4. Trình tự đánh giá đơn vị sự\nnghiệp công lập\nĐơn vị tự đánh giá."), 2);
        assert_eq!(count("## II.\nDANH MỤC HẢI SÂM"), 1);
        assert_eq!(count("### Điều 3.\nkho lạnh ở cảng\n1. Kho lạnh là nhà kín."), 2);
        // The text below a whole title, another heading, and what a blank line parts.
        assert_eq!(count("### Điều 4. Hiệu lực thi hành\nThông tư này có hiệu lực từ ngày ký."), 2);
        assert_eq!(count("### Điều 4. Trách nhiệm của Bộ\n\nNội vụ"), 2);
        assert_eq!(count("## Chương I\n## QUY ĐỊNH CHUNG"), 2);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Căn cứ Nghị định số 34/2016/NĐ-CP ngày 14 tháng 5 năm 2016 của Chính\nphủ quy định chi tiết một số điều của Luật ban hành\nvăn bản;\nCăn cứ Luật khác;";
        assert_eq!(texts(text).len(), 2);
        assert!(texts(text)[0].contains("của Chính phủ quy định"));
    }

    #[test]
    fn items_and_heads_stay_apart() {
        let text = "QUYẾT ĐỊNH\nVề việc thành lập tổ\n1. Một việc\n- gạch\n- hai\na) việc\nĐiều 2. Hai\nNơi nhận:\n- Như trên;";
        assert_eq!(texts(text).len(), 9, "{:?}", texts(text));
    }

    #[test]
    fn a_dash_between_two_words_opens_no_item() {
        let text = "+ Việc mở bến thuộc phạm vi của phát triển kinh tế\n- xã hội các xã;\n- Đo mưa.\nvề muối biển\n(Kèm theo Quyết định số 4/QĐ-BM)";
        assert_eq!(texts(text).len(), 3, "{:?}", texts(text));
    }

    #[test]
    fn years_of_a_stretch_open_no_item() {
        let text = "1. Chuyển tiền còn lại của giai đoạn 2031\n- 2035 sang năm sau.\n- 2036 bến mới";
        assert_eq!(texts(text).len(), 2, "{:?}", texts(text));
    }

    #[test]
    fn first_lines_that_lost_their_tag_are_narrower() {
        // As a page's source is wrapped: the tag of the paragraph stood in its first line.
        let wrap = |words: &str| {
            let (mut out, mut room) = (String::new(), 40);
            for word in words.split(' ') {
                let len = word.chars().count();
                if len + 1 > room && !out.is_empty() {
                    out += "\n";
                    room = 76;
                } else if !out.is_empty() {
                    out += " ";
                }
                out += word;
                room -= len + 1;
            }
            out + "\n"
        };
        let item = |n: usize| {
            format!(
                "{n}. Người nuôi hải sâm ở các xã ven biển{} giữ sạch ao, đo độ mặn mỗi ngày, ghi vào sổ và báo cho trạm gần nhất khi thấy hải sâm chết nhiều trong một buổi, rồi chờ trạm đến xem.",
                " rất xa".repeat(n)
            )
        };
        let mut text: String = (1..=4).map(|n| wrap(&item(n))).collect();
        text += &wrap(
            "5. Các trạm bảo vệ hải sâm của Sở Muối, Sở Bến rà soát kho lạnh của người nuôi hải sâm ở các xã ven biển.",
        );
        // A heading that ends elsewhere.
        text += "6. Về kho muối\nCác trạm rà soát kho.\n";
        let all = texts(&text);
        assert_eq!(all.len(), 7, "{all:#?}");
        assert!(all[4].contains("Sở Bến rà soát"), "{all:#?}");
    }

    #[test]
    fn a_place_and_its_document_stay_together() {
        let text = "nhiệm vụ quy định tại Điều 19, Điều 22\nThông tư số 27/2036/TT-BHS; thực hiện theo điểm b khoản 2\nĐiều 6 Nghị định số 59/2031/NĐ-CP.\nĐiều 7\nQuyết định này có hiệu lực.";
        assert_eq!(texts(text).len(), 3, "{:?}", texts(text));
    }

    #[test]
    fn a_number_goes_on_with_its_word_over_a_blank_line() {
        let text = "Việc mở ao nuôi hải sâm thực hiện theo Điều 3 Nghị định số\n\n_12/2032/NĐ-CP của Chính phủ.";
        assert_eq!(texts(text).len(), 1, "{:?}", texts(text));
    }

    #[test]
    fn the_item_that_an_amending_text_quotes_opens_a_paragraph() {
        let text = "Điều 4. Sửa đổi khoản 2 Điều 3 Thông tư số 9/2033/TT-BHS (về lưới)\n“2. Thay thế từ “lưới”.”";
        assert_eq!(texts(text).len(), 2, "{:?}", texts(text));
    }

    #[test]
    fn the_text_above_wide_footnotes_has_a_width_of_its_own() {
        let narrow = "người nuôi hải sâm và người mua hải sâm của các xã ven biển\n".repeat(20);
        let wide = "đối với ao nuôi hải sâm của các xã ven biển thì người nuôi làm theo điều này và các điều khác của Thông tư\n".repeat(6);
        let text =
            format!("{narrow}được Bộ giao ao thì làm theo quy định chi tiết của Bộ Công\nThương về ao nuôi.\n1 {wide}");
        assert!(texts(&text).iter().any(|p| p.contains("Bộ Công Thương")), "{:?}", texts(&text));
    }

    #[test]
    fn a_sentence_goes_on_after_a_page_break() {
        let text = "Nhà nước chỉ cấp kinh phí để làm những việc sau đây và để\n\n\u{c}2\n\nthực hiện nhiệm vụ.";
        assert_eq!(texts(text), ["Nhà nước chỉ cấp kinh phí để làm những việc sau đây và để thực hiện nhiệm vụ."]);
    }

    #[test]
    fn joining_keeps_offsets() {
        let source = "Quyết định số\n12/QĐ-UBND  ngày";
        let page = Page::read(source);
        assert_eq!(page.text, "Quyết định số 12/QĐ-UBND ngày");
        let at = page.text.find("12/").unwrap();
        assert_eq!(page.map.source(Span::new(0, at + 11)).of(source), "Quyết định số\n12/QĐ-UBND");
    }
}
