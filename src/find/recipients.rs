//! Recipients (Nơi nhận) and the archive line (Lưu) of a foot.

use crate::grammar::archive::archive as parts;
use crate::grammar::authority::{fold, is_capitals};
use crate::layout::foot::{Foot, has_dots, is_stained};
use crate::record::{Archive, Recipient};
use crate::text::{Page, Span};

/// The entries under "Nơi nhận", without the archive line.
///
/// One entry a bullet; a semicolon inside a bullet starts another, except in the list that an office has after its
/// colon (`VPCP: BTCN, các PCN; các Vụ: TH`). What stands in brackets or after a colon is the note.
pub(crate) fn recipients(page: &Page, foot: &Foot) -> Vec<Recipient> {
    let mut out: Vec<Recipient> = Vec::with_capacity(foot.entries.len());
    for pieces in &foot.entries {
        let whole = join(page, pieces);
        if is_office_list(&whole) {
            out.extend(recipient(page, pieces, true));
            continue;
        }
        let mut first = true;
        for part in split(page, pieces) {
            // "Văn phòng Chính phủ; (Báo cáo)": the bracket is the entry's, though the mark stands in front of it.
            let whole = join(page, &part);
            let inner =
                whole.strip_prefix('(').and_then(|w| w.trim_end_matches([';', '.', ',', ' ']).strip_suffix(')'));
            match (inner, out.last_mut().filter(|_| !first)) {
                (Some(inner), Some(last)) if !inner.contains(['(', ')']) => last.qualify(inner, hull(&part)),
                _ => out.extend(recipient(page, &part, first)),
            }
            first = false;
        }
    }
    out
}

impl Recipient {
    /// Adds a note that stands behind the entry.
    fn qualify(&mut self, note: &str, span: Span) {
        let whole = self.note.take().map_or_else(|| note.to_owned(), |own| format!("{own}; {note}"));
        self.note = Some(whole);
        self.span = self.span.hull(span);
    }
}

/// The archive line; `None` when the foot has none.
pub(crate) fn archive(page: &Page, foot: &Foot) -> Option<Archive> {
    let text = join(page, &foot.archive);
    let text = text.trim_matches(|c: char| matches!(c, '.' | ';' | ',' | ':' | ' ' | '`' | '\'' | '"' | '“' | '|'));
    if !text.chars().any(crate::lexicon::fold::is_alphabetic) {
        return None;
    }
    let parts = parts(text);
    Some(Archive {
        units: parts.units.iter().map(|u| (*u).to_owned()).collect(),
        drafter: parts.drafter.map(str::to_owned),
        copies: parts.copies,
        counter: parts.counter,
        text: text.to_owned(),
        span: hull(&foot.archive),
    })
}

fn hull(pieces: &[Span]) -> Span {
    pieces.iter().copied().reduce(Span::hull).unwrap_or_default()
}

/// The pieces of wrapped lines on one line.
fn join(page: &Page, pieces: &[Span]) -> String {
    let mut out = String::new();
    for piece in pieces {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(page.words(*piece));
    }
    out
}

/// True when one office and its colon hold the whole bullet.
fn is_office_list(words: &str) -> bool {
    let Some((head, list)) = words.split_once(':') else { return false };
    let plural = fold(head);
    list.contains(';')
        && !head.contains(';')
        && !head.contains('(')
        && !plural.starts_with("cac ")
        && !plural.starts_with("nhu ")
}

/// `Các Bộ: TC; GD&ĐT`: the semicolon stands in a list of codes behind one head.
fn is_code_list(before: &str, behind: &str) -> bool {
    /// The longest code of a sister.
    const LONGEST: usize = 8;
    const OWN: [&str; 6] = ["VP", "HĐND", "UBND", "TT", "BTT", "MTTQ"];
    let Some((_, codes)) = before.split_once(':') else { return false };
    let next = behind.split([';', ',']).next().unwrap_or_default().trim().trim_end_matches('.');
    let is_code = |words: &str| {
        !words.is_empty() && words.len() <= LONGEST && !words.chars().any(|c| c.is_lowercase() || c == ' ')
    };
    let listed = codes.split([',', ';']).all(|code| is_code(code.trim()));
    listed && is_code(next) && !OWN.iter().any(|own| next.starts_with(own))
}

/// Cuts an entry at its semicolons, brackets apart.
fn split(page: &Page, pieces: &[Span]) -> Vec<Vec<Span>> {
    let mut out = vec![Vec::new()];
    let mut depth = 0usize;
    for piece in pieces {
        let words = page.words(*piece);
        let mut from = 0;
        let last = words.rfind(')').unwrap_or(0);
        for (at, b) in words.bytes().enumerate() {
            match b {
                b'(' => depth += 1,
                b')' => depth = depth.saturating_sub(1),
                b';' if (depth == 0 || last < at) && !is_code_list(&words[from..at], &words[at + 1..]) => {
                    depth = 0;
                    push(&mut out, *piece, words, from, at);
                    out.push(Vec::new());
                    from = at + 1;
                }
                _ => {}
            }
        }
        push(&mut out, *piece, words, from, words.len());
    }
    out.retain(|part| !part.is_empty());
    out
}

fn push(out: &mut [Vec<Span>], piece: Span, words: &str, from: usize, to: usize) {
    let part = &words[from..to];
    let bare = part.trim_start();
    let start = piece.start as usize + from + (part.len() - bare.len());
    let span = Span::new(start, start + bare.trim_end().len());
    if let Some(last) = out.last_mut()
        && !span.is_empty()
    {
        last.push(span);
    }
}

/// An entry with its note; `None` for what is no recipient.
fn recipient(page: &Page, pieces: &[Span], first: bool) -> Option<Recipient> {
    let whole = join(page, pieces);
    let words = whole.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, ';' | '.' | ',' | ':' | '`' | '\'' | '"' | '-' | '+' | '~' | '*' | '|')
    });
    let end = hull(pieces).end as usize;
    let closed =
        whole.ends_with(['.', ';', ',']) || page.text.as_bytes().get(end).is_some_and(|b| matches!(b, b';' | b'.'));
    if !is_recipient(words, first, closed) {
        return None;
    }
    let (name, note) = note(words);
    let name = name.trim_end_matches([' ', ';', '.', ',', ':', '-', '"', '“', '`', '\'']);
    (!name.is_empty()).then(|| Recipient {
        name: name.to_owned(),
        note: Some(note).filter(|n| !n.is_empty()),
        span: hull(pieces),
    })
}

/// Tells a recipient from the stain of a stamp, most of all after a semicolon, where stains follow in scans.
fn is_recipient(words: &str, first: bool, closed: bool) -> bool {
    if has_dots(words) {
        return false;
    }
    if first {
        return words.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).nth(1).is_some();
    }
    if is_stained(words) {
        return false;
    }
    const OPENERS: [&str; 16] = [
        "ban", "bo", "cac", "chi", "cong", "cuc", "don", "hoi", "lanh", "phong", "so", "trang", "uy", "van", "vu",
        "website",
    ];
    let long =
        words.split(' ').filter(|w| w.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count() >= 2).count();
    let small = words.starts_with(char::is_lowercase);
    let opener = fold(words.split(' ').next().unwrap_or(""));
    if !words.starts_with(crate::lexicon::fold::is_alphabetic)
        || small && (long < 2 || !OPENERS.contains(&opener.as_str()))
    {
        return false;
    }
    if !closed && (long < 2 || long < words.split(' ').count() || words.contains(':')) {
        return false;
    }
    if is_capitals(words) {
        // `VCCI`, `UBND`; capitals of several long words are the signature's.
        // An abbreviation has plain letters, or Đ, Ư.
        let plain = words.chars().all(|c| c.is_ascii() || matches!(c, 'Đ' | 'Ư'));
        return plain && long <= 2 && words.split(' ').all(|w| w.len() <= 8);
    }
    words.chars().count() >= 3 && long * 2 >= words.split(' ').count()
}

/// Parts what qualifies an entry from its name.
fn note(words: &str) -> (&str, String) {
    /// More brackets than this are no notes.
    const BRACKETS: usize = 8;
    let mut notes: Vec<&str> = Vec::new();
    let (mut name, list) = match top_colon(words) {
        Some(at) => (words[..at].trim_end(), words[at + 1..].trim()),
        None => (words, ""),
    };
    while let Some((before, inner)) = last_bracket(name).filter(|_| notes.len() < BRACKETS) {
        notes.insert(0, inner);
        name = before;
    }
    // `Như điều 3 "Để thi hành"`.
    if let Some((before, quoted)) = name.split_once(['"', '“'])
        && fold(quoted).starts_with("de ")
    {
        notes.push(quoted.trim_end_matches(['"', '”', ' ']));
        name = before.trim_end();
    }
    let mut list = list.trim_end_matches([' ', ',', '\'', '`']);
    while let Some((head, stain)) = list.rsplit_once(';')
        && is_stained(stain)
    {
        list = head.trim_end();
    }
    if !list.is_empty() {
        notes.push(list);
    }
    (name, notes.join("; "))
}

/// The first colon outside brackets.
fn top_colon(words: &str) -> Option<usize> {
    let mut depth = 0i32;
    words.bytes().position(|b| {
        match b {
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        b == b':' && depth <= 0
    })
}

/// A bracket that ends the words, but for a stain of one or two characters behind it.
fn last_bracket(words: &str) -> Option<(&str, &str)> {
    let at = words.rfind('(')?;
    let (before, rest) = (words[..at].trim_end(), &words[at + 1..]);
    let (inner, after) = rest.split_once(')').unwrap_or((rest, ""));
    if before.is_empty() || after.trim().chars().count() > 2 {
        return None;
    }
    Some((before, inner.trim()))
}

#[cfg(test)]
pub(in crate::find) mod tests {
    use super::*;
    use crate::cases;
    use crate::layout::foot::foot;

    /// A body that no case looks at, and the foot of a case.
    pub(in crate::find) fn document(foot: &str) -> String {
        format!(
            "Kính đề nghị các đơn vị khẩn trương triển khai thực hiện./.\n\n{}",
            foot.replace("\\n", "\n").replace("\\t", "\t\t")
        )
    }

    /// `fixtures/cases/recipients.tsv`: foot, entries, archive line.
    #[test]
    fn recipients_of_the_cases() {
        cases::check(include_str!("../../fixtures/cases/recipients.tsv"), 16, |[source]| {
            let source = document(source);
            let page = Page::read(&source);
            let foot = foot(&page).unwrap_or_default();
            let found = recipients(&page, &foot);
            let archived = archive(&page, &foot);
            for span in found.iter().map(|r| r.span).chain(archived.iter().map(|a| a.span)) {
                assert!(!page.words(span).is_empty(), "{source}");
            }
            let shown = found.iter().map(|r| match &r.note {
                Some(note) => format!("{} {{{note}}}", r.name),
                None => r.name.clone(),
            });
            format!("{}\t{}", shown.collect::<Vec<_>>().join(" | "), cases::or_none(archived.map(|a| a.text)))
        });
    }

    proptest::proptest! {
        /// No text makes the foot panic, and every span has words.
        #[test]
        fn any_text(words in proptest::collection::vec(proptest::sample::select(WORDS.to_vec()), 0..60)) {
            let source = words.concat();
            let page = Page::read(&source);
            let (addressees, _) = crate::find::addressees::addressees(&page, page.lines.len());
            let spans = addressees.iter().map(|a| a.span);
            let Some(foot) = foot(&page) else { return Ok(()) };
            let signers = crate::find::signers::signers(&page, &foot);
            let recipients = recipients(&page, &foot);
            let spans = spans.chain(signers.iter().map(|s| s.span)).chain(recipients.iter().map(|r| r.span));
            for span in spans.chain(archive(&page, &foot).map(|a| a.span)) {
                proptest::prop_assert!(!page.words(span).is_empty());
            }
            proptest::prop_assert!(foot.lines.end <= page.lines.len());
        }
    }

    const WORDS: [&str; 30] = [
        "\n",
        "\n",
        "\n- ",
        "\n| ",
        " |\n",
        "Nơi nhận:",
        "Lưu: VT, ",
        "KT. ",
        "CHỦ TỊCH",
        "PHÓ ",
        "TM. ỦY BAN",
        "(Đã ký)",
        "Lê Văn Thử",
        "Như trên;",
        "(b/c)",
        "VPUB: CVP; ",
        "ộ",
        "(",
        ")",
        ";",
        ". ",
        "¡9",
        "\t\t",
        "Kính gửi: ",
        " điện:",
        "TRƯỞNG",
        "x",
        "2b",
        "‹",
        "PHỤ LỤC",
    ];
}
