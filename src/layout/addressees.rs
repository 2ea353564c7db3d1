//! The addressees above the body: `Kính gửi:` (Nghị định 30/2020/NĐ-CP, Phụ lục I, cell 9a) and the list of a
//! telegram, `… điện:` (công điện).

use super::foot::span_of;
use crate::grammar::authority::{after_chars, fold};
use crate::lexicon::bodies::opens_body;
use crate::text::{Page, Span, starts_plain};
use std::ops::Range;

/// The entries of the list, each the pieces of its wrapped lines without bullets, and the lines they stand on.
pub(crate) fn addressees(page: &Page, before_line: usize) -> (Vec<Vec<Span>>, Range<usize>) {
    /// The word stands in few lines of a page; the cap keeps a hostile text linear.
    const TELEGRAMS: usize = 40;
    let end = before_line.min(page.lines.len());
    let letter = (0..end).find_map(|i| {
        let words = page.line(i);
        // "Kính gửi:" broken over two lines.
        if words == "Kính" {
            let rest = page.line(i + 1).strip_prefix("gửi")?;
            return Some((i, i + 1, rest.trim_start_matches([':', ' '])));
        }
        letter_head(words).map(|rest| (i, i, rest))
    });
    let telegram = || {
        let above = page.lines.get(end).map_or(page.text.len(), |line| line.span.start as usize);
        memchr::memmem::find_iter(&page.text.as_bytes()[..above], TELEGRAM).take(TELEGRAMS).find_map(|at| {
            let i = page.line_at(at as u32);
            telegram_head(page.line(i)).map(|rest| (i, i, rest))
        })
    };
    let Some((start, first, rest)) = letter.or_else(telegram) else {
        return (Vec::new(), 0..0);
    };
    let mut list = List { page, entries: Vec::new(), bulleted: false, aside: false, bracket: false };
    list.first(rest);
    let mut last = first;
    for i in first + 1..end {
        if !list.line(i, i == first + 1) {
            break;
        }
        last = i;
    }
    (list.entries, start..last + 1)
}

/// What a telegram says after its sender.
const TELEGRAM: &str = "điện:";

/// What stands after `Kính gửi:`.
fn letter_head(words: &str) -> Option<&str> {
    if words.starts_with(|c: char| c.is_ascii_alphanumeric() && !matches!(c, 'K' | 'k')) {
        return None;
    }
    let bare = words.trim_start_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
    let heads: &[&str] = match bare.chars().next()? {
        'K' | 'k' => &["kinh gui", "kinhgui"],
        'Đ' | 'đ' => &["dong kinh gui"],
        _ => return None,
    };
    let length = heads.iter().find(|head| starts_plain(bare, head))?.len();
    let rest = after_chars(bare, length);
    let marked = rest.trim_start().starts_with([':', ';', '.', '-']);
    let blank = rest.contains("..") || rest.contains(['…', '_']) || rest.contains("(1)");
    let rest = rest.trim_start_matches([':', ';', '.', ' ', ',']);
    (!blank && (marked || rest.is_empty() || !rest.starts_with(char::is_lowercase))).then_some(rest)
}

/// What stands after `THỦ TƯỚNG CHÍNH PHỦ điện:`.
fn telegram_head(words: &str) -> Option<&str> {
    let (sender, rest) = words.split_once(TELEGRAM)?;
    let capitals = sender.chars().filter(|c| c.is_uppercase()).count() >= 3;
    (capitals && sender.len() < 90 && !sender.contains([';', '.', ':'])).then(|| rest.trim_start())
}

struct List<'p, 'a> {
    page: &'p Page<'a>,
    entries: Vec<Vec<Span>>,
    bulleted: bool,
    /// Below a line that says where somebody is.
    aside: bool,
    /// Inside a bracket that says so.
    bracket: bool,
}

impl<'p> List<'p, '_> {
    fn first(&mut self, rest: &'p str) {
        let (bare, bulleted) = without_bullet(rest);
        self.bulleted = bulleted;
        if bare.chars().any(crate::lexicon::fold::is_alphanumeric) {
            self.add(bare, true);
        }
    }

    /// A line below; false when the list ended before it.
    fn line(&mut self, i: usize, next: bool) -> bool {
        let words = self.page.line(i);
        let here = self.page.lines[i];
        if !words.chars().any(crate::lexicon::fold::is_alphanumeric) {
            return true;
        }
        if here.heading > 0 {
            return false;
        }
        let (bare, bulleted) = without_bullet(words);
        let last = self.entries.last().and_then(|e| e.last()).map_or("", |s| s.of(&self.page.text));
        let closed = last.ends_with(['.', ';']);
        if self.bracket {
            self.bracket = !bare.contains(')');
            return true;
        }
        if !self.entries.is_empty() && (is_aside(bare) || bare.starts_with('(')) {
            self.bracket = bare.matches('(').count() > bare.matches(')').count();
            self.aside = true;
            return true;
        }
        if self.aside && !bulleted && !here.after_blank && !is_body_text(bare) {
            return true;
        }
        let aside = std::mem::take(&mut self.aside);
        if let Some(rest) = copy_head(bare) {
            self.bulleted = false;
            if !rest.is_empty() {
                self.add(rest, true);
            }
            return true;
        }
        // A scan may have lost the bullet of the first entry.
        let second = self.entries.len() == 1 && last.contains(';');
        if bulleted && (self.bulleted || self.entries.is_empty() || second) {
            if last.ends_with('.') && !last.ends_with("..") {
                return false;
            }
            self.bulleted = true;
            // "… các tỉnh: Gia Lai, / - Đắk Lắk và Khánh Hòa;": a stray dash in a list of places.
            let places = last.ends_with(',') && last.contains(": ") && !opens_body(&fold(bare));
            self.add(bare, !places);
            return true;
        }
        if self.entries.is_empty() {
            // "Kính gửi:" alone, the addressee on the next line.
            if is_body_text(bare) || bare.len() > 200 {
                return false;
            }
            self.add(bare, true);
            return true;
        }
        if bulleted || aside || is_body_text(bare) {
            return false;
        }
        if !closed && bare.starts_with(char::is_lowercase) && bare.len() < 40 {
            self.add(bare, false);
            return true;
        }
        if !self.bulleted && last.ends_with(';') && bare.len() < 120 {
            self.add(bare, true);
            return true;
        }
        let before = self.page.lines[i - 1];
        let cell = (before.row, before.column) == (here.row, here.column) && !here.after_blank;
        let below = self.page.lines.get(i + 1);
        let ends = below.is_none_or(|l| l.after_blank || (l.row, l.column) != (here.row, here.column));
        let ends = ends || is_aside(self.page.line(i + 1));
        // A wrapped line: words that must go on, or a short rest that closes the entry.
        let goes_on = !closed
            && (last.ends_with(':')
                || cell
                    && (bare.starts_with(char::is_lowercase) || last.ends_with([',', '-', '(']) || ends_open(last))
                || cell && bare.len() < 90 && bare.ends_with(['.', ';'])
                || cell && next && ends && bare.len() < 90 && !bare.ends_with([':', ','])
                || cell && self.bulleted && last.len() > 30 && bare.len() < 130);
        if goes_on {
            self.add(bare, false);
        }
        goes_on
    }

    fn add(&mut self, words: &'p str, new: bool) {
        let mut words = words.trim();
        // An address in brackets is no part of the name.
        if let Some(at) = words.rfind(" (").or(words.starts_with('(').then_some(0))
            && is_aside(words[at..].trim_start())
        {
            self.bracket = !words[at..].contains(')');
            self.aside = true;
            words = words[..at].trim_end();
        }
        let mut new = new;
        // On one line without bullets a semicolon parts the addressees.
        let parts: Vec<&str> = if self.bulleted { vec![words] } else { words.split(';').collect() };
        for part in parts {
            let part = part.trim();
            let odd = part.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count() < 3;
            if part.is_empty() || odd {
                continue;
            }
            let span = span_of(self.page, part);
            // The semicolon stays with the piece: it says that the entry is closed.
            let closed = part.len() < words.len() && self.page.text.as_bytes().get(span.end as usize) == Some(&b';');
            let span = if closed { Span { end: span.end + 1, ..span } } else { span };
            match self.entries.last_mut() {
                Some(last) if !new => last.push(span),
                _ => self.entries.push(vec![span]),
            }
            new = true;
        }
    }
}

fn without_bullet(words: &str) -> (&str, bool) {
    let bare = words.trim_start_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c) && c != '(' && c != '“');
    let mark = &words[..words.len() - bare.len()];
    (bare, mark.contains(['-', '+', '*', '•', '~', '·', '●', '▪', '\u{F02D}', '\u{F0B7}']))
}

/// "Đồng kính gửi:" adds to the list.
fn copy_head(words: &str) -> Option<&str> {
    if !words.starts_with(['Đ', 'đ', 'D']) {
        return None;
    }
    starts_plain(words, "dong kinh gui").then(|| after_chars(words, 13).trim_start_matches([':', ' ']))
}

/// Address, tax number, telephone of an addressee.
fn is_aside(words: &str) -> bool {
    const ASIDES: [&str; 20] = [
        "dia chi",
        "d/c",
        "dc:",
        "dia chi:",
        "mst",
        "ma so",
        "so dien thoai",
        "dien thoai",
        "email",
        "tel",
        "tru so",
        "die:",
        "dic:",
        "d/e",
        "so ",
        "lo ",
        "tang ",
        "sdt",
        "ma so thue",
        "khu ",
    ];
    let bracket = words.starts_with('(');
    let folded = fold(
        words
            .trim_start_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c))
            .get(..)
            .unwrap_or("")
            .split_inclusive(' ')
            .take(4)
            .collect::<String>()
            .as_str(),
    );
    let strong = ASIDES[..14].iter().any(|a| folded.starts_with(a));
    strong
        || bracket
            && (ASIDES.iter().any(|a| folded.starts_with(a))
                || words.len() > 30
                || words.contains(|c: char| c.is_ascii_digit()))
}

/// Words that open the body of a letter.
fn is_body_text(words: &str) -> bool {
    const OPENERS: [&str; 24] = [
        "can cu",
        "thuc hien",
        "tra loi",
        "phuc dap",
        "tiep theo",
        "trien khai",
        "ngay ",
        "theo ",
        "vua qua",
        "hien nay",
        "qua ",
        "de ",
        "nham ",
        "sau khi",
        "xet ",
        "trong thoi gian",
        "thoi gian",
        "thi hanh",
        "tai ",
        "ve viec",
        "lien quan",
        "nhan duoc",
        "v/v",
        "vao ",
    ];
    OPENERS.iter().any(|opener| starts_plain(words, opener))
        || words.contains("nhận được")
        || words.contains("có ý kiến")
        || words.chars().count() > 160
}

/// Words after which a name must go on.
fn ends_open(words: &str) -> bool {
    let last = words.rsplit(' ').next().unwrap_or("");
    ["và", "của", "tại", "thuộc", "các", "trực", "tỉnh", "phố", "Thành", "cổ", "Công", "trách", "hữu"].contains(&last)
}
