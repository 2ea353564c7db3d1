//! The label at the start of a line: "III.", "1.1.", "a)", "-", "Điều 5.", "Chương II", "PHỤ LỤC 01" …
//!
//! Only the form of one line is looked at here. Whether "5." is the item after "4.", whether "i)" counts letters or
//! Roman numerals, whether "H." opens a section or shortens "huyện": the sequence of labels decides that, not this
//! module. Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I, on the parts of a text; Hướng dẫn 36-HD/VPTW for "I-", "1-".

use super::ws::{
    Res, article_word, end, letter_ordinal, nothing, opt_blank, ordinal_word, roman, strip_prefix, taken, word,
};
use crate::lexicon::fold::{is_alphabetic, is_alphanumeric};
use nom::{
    Parser,
    branch::alt,
    bytes::complete::{take_while_m_n, take_while1},
    character::complete::{char, satisfy},
    combinator::{opt, recognize, verify},
    multi::many0_count,
    sequence::preceded,
};

/// What kind of label stands at the start of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LabelKind {
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Phụ lục.
    Appendix,
    /// Mẫu.
    Form,
    /// Bước.
    Step,
    /// `I.`, `II-`, `III/`.
    Roman,
    /// `A.`
    Upper,
    /// `1.`, `1-`, `1)`, `3a.`
    Arabic,
    /// `1.1.`, `I.1.`, `a.1)`: the number of its parts.
    Decimal(u8),
    /// `(1)`
    Paren,
    /// `a)`, `a.`, `(a)`, `a1)`
    Lower,
    /// `ii)`, `(iv)`; a lone `i`, `v` or `x` is [`LabelKind::Lower`] with an alternative.
    LowerRoman,
    /// `-`
    Dash,
    /// `+`
    Plus,
    /// `*`
    Star,
    /// `•`
    Dot,
    /// `◊`, `►`, `o` …
    Other,
}

/// The label of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Label<'a> {
    /// Bytes through the label and the blank after it.
    pub(crate) len: usize,
    /// The label as printed, with its marks: `III.`
    pub(crate) text: &'a str,
    /// What kind it is.
    pub(crate) kind: LabelKind,
    /// What it counts to: I and 1 and a are 1, đ is 5; of `1.2` the 2. `None` for bullets and for f, j, w, z.
    pub(crate) ordinal: Option<u32>,
    /// The ordinal under the other reading, for a lone i, v, x (Roman) and I, V, X (letter).
    pub(crate) alternative: Option<u32>,
    /// The label in a path: `III`, `1.1`, `a`, `-`, `Điều 5`, `Chương II`.
    pub(crate) path: String,
}

/// Most parts of a label like `1.2.3`: deeper ones are versions or addresses.
const MAX_DEPTH: usize = 5;

/// The label at the first byte of `line`; `None` for a date, an amount, a rule of dashes, a person's initials.
// EBNF: line_label = heading | bracketed | arabic | numeral | list_letter | bullet ;   "III.", "1.1.", "a)", "Điều 5."
pub(crate) fn label(line: &str) -> Option<Label<'_>> {
    let mut chars = line.chars();
    let first = chars.next()?;
    let is_word = chars.next().is_some_and(is_alphabetic);
    let rules: &[fn(&str) -> Option<Label<'_>>] = match first {
        '0'..='9' => &[arabic],
        '(' => &[bracketed],
        // Prose: of two letters only the names of units and numerals are made.
        _ if is_alphabetic(first) && is_word => match first {
            'B' | 'C' | 'D' | 'Đ' | 'M' | 'P' | 'T' => &[heading],
            'I' | 'V' | 'X' | 'L' => &[numeral],
            'i' | 'v' | 'x' => &[letter],
            _ => return None,
        },
        _ if is_alphabetic(first) => &[numeral, letter, bullet],
        _ => &[bullet],
    };
    rules.iter().find_map(|rule| rule(line))
}

// ---------------------------------------------------------------------------------------------------------------------
// Headings that name their unit

/// A title on the same line is known by its capitals: "Chương II Luật …" goes on as prose.
// EBNF: heading = unit_word , opt_number_word , unit_label ,
//                 ( mark , gap | ? the end of the line ? | ? a title in capitals ? ) ;
//       "Điều 5.", "Chương II", "Mục 1 QUY ĐỊNH CHUNG", "Phần thứ nhất", "PHỤ LỤC 01", "Mẫu số 02/TNCN", "Bước 1:"
// EBNF: unit_word = "Phần" | "Chương" | "Mục" | "Tiểu mục" | article_word | "Phụ lục" | "Mẫu" | "Bước" ;   "Chương"
fn heading(line: &str) -> Option<Label<'_>> {
    const UNITS: [(&str, &str, LabelKind); 7] = [
        ("chương", "Chương", LabelKind::Chapter),
        ("tiểu mục", "Tiểu mục", LabelKind::Subsection),
        ("mục", "Mục", LabelKind::Section),
        ("phần", "Phần", LabelKind::Part),
        ("phụ lục", "Phụ lục", LabelKind::Appendix),
        ("mẫu", "Mẫu", LabelKind::Form),
        ("bước", "Bước", LabelKind::Step),
    ];
    // "mục 1 của …" is prose: a heading begins with a capital.
    if !line.starts_with(char::is_uppercase) {
        return None;
    }
    let (after_word, name, kind) = match article_word(line) {
        Ok((rest, _)) => (rest, "Điều", LabelKind::Article),
        Err(_) => UNITS.iter().find_map(|&(w, name, kind)| {
            strip_prefix(line, w).filter(|rest| end(rest).is_ok()).map(|rest| (rest, name, kind))
        })?,
    };
    let is_capital_word = !taken(line, after_word).contains(char::is_lowercase);
    if after_word.trim().is_empty() && kind == LabelKind::Appendix {
        return Some(Label { len: line.len(), ..plain(taken(line, after_word), kind, None, name.to_owned()) });
    }
    let (after_number, _) = opt_number_word(after_word).ok()?;
    let has_number_word = after_word.len() - after_number.len() > 1;
    let (rest, (text, ordinal)) = unit_label(after_number, kind).ok()?;
    let (after_mark, _) = opt(mark).parse(rest).ok()?;
    let has_mark = after_mark.len() < rest.len();
    let title = after_mark.trim_start();
    let is_split = title.is_empty() || after_mark.starts_with(' ') || has_mark && title.starts_with(char::is_uppercase);
    let is_heading = is_split
        && (has_mark
            || title.is_empty()
            || !matches!(kind, LabelKind::Article | LabelKind::Step)
                && (starts_with_capitals(title)
                    || is_capital_word && title.starts_with(char::is_uppercase)
                    || matches!(kind, LabelKind::Appendix | LabelKind::Form) && title.starts_with('(')));
    if !is_heading {
        return None;
    }
    let name = if kind == LabelKind::Form && has_number_word { "Mẫu số" } else { name };
    let mut label = plain(taken(line, after_mark), kind, ordinal, format!("{name} {text}"));
    label.len = line.len() - after_mark.trim_start_matches(' ').len();
    Some(label)
}

// EBNF: opt_number_word = [ " " , "số" ] , [ " " ] ;   " số "
fn opt_number_word(i: &str) -> Res<'_, &str> {
    preceded(opt((opt_blank, word("số"))), opt_blank).parse(i)
}

// EBNF: unit_label = unit_digits | unit_numeral | unit_letter | unit_ordinal | form_code ;
//       "5a", "II", "thứ nhất", "02/TNCN"
fn unit_label(i: &str, kind: LabelKind) -> Res<'_, (String, Option<u32>)> {
    let (rest, found) = match kind {
        LabelKind::Form => alt((form_code, unit_numeral)).parse(i)?,
        _ => alt((unit_ordinal, unit_numeral, unit_digits, unit_letter)).parse(i)?,
    };
    end(rest)?;
    Ok((rest, found))
}

// EBNF: unit_digits = digits , suffix ;   "5a", "01"
fn unit_digits(i: &str) -> Res<'_, (String, Option<u32>)> {
    let (rest, digits) = take_while_m_n(1, 3, |c: char| matches!(c, '0'..='9' | 'l' | 'O')).parse(i)?;
    // Scans print l and O for 1 and 0.
    let digits = digits.replace('l', "1").replace('O', "0");
    let (rest, letter) = suffix(rest)?;
    let ordinal = digits.parse().ok();
    Ok((rest, (letter.map_or(digits.clone(), |c| format!("{digits}{c}")), ordinal)))
}

// EBNF: unit_numeral = roman , [ "-" , upper ] ;   "II", "I-A"
fn unit_numeral(i: &str) -> Res<'_, (String, Option<u32>)> {
    let (rest, text) = take_while1(|c| "IVXL".contains(c)).parse(i)?;
    let (rest, part) = recognize(opt((char('-'), satisfy(|c| c.is_ascii_uppercase()), end))).parse(rest)?;
    roman(text).map_or_else(|| nothing(i), |n| Ok((rest, (format!("{text}{part}"), Some(n)))))
}

// EBNF: unit_letter = upper ;   "A"
fn unit_letter(i: &str) -> Res<'_, (String, Option<u32>)> {
    satisfy(|c| c.is_ascii_uppercase() || c == 'Đ').map(|c| (c.to_string(), letter_ordinal(c))).parse(i)
}

// EBNF: unit_ordinal = "thứ" , ordinal_word ;   "thứ nhất"
fn unit_ordinal(i: &str) -> Res<'_, (String, Option<u32>)> {
    let (rest, n) = preceded((word("thứ"), char(' ')), ordinal_word).parse(i)?;
    Ok((rest, (taken(i, rest).to_lowercase(), Some(n))))
}

// EBNF: form_code = digit , { digit | letter | "." | "/" | "-" } ;   "02/TNCN"
fn form_code(i: &str) -> Res<'_, (String, Option<u32>)> {
    let is_code = |c: char| is_alphanumeric(c) || matches!(c, '.' | '/' | '-');
    let (_, text) = verify(take_while1(is_code), |s: &str| s.starts_with(|c: char| c.is_ascii_digit())).parse(i)?;
    let text = text.trim_end_matches(['.', '/', '-']);
    let number = text.split(|c: char| !c.is_ascii_digit()).next().unwrap_or_default();
    Ok((i.get(text.len()..).unwrap_or_default(), (text.to_owned(), number.parse().ok())))
}

/// True when the first word has two letters or more, all capitals: "QUY ĐỊNH", not "Luật".
fn starts_with_capitals(title: &str) -> bool {
    let word = title.split(' ').next().unwrap_or_default();
    word.chars().filter(|c| is_alphabetic(*c)).count() >= 2 && !word.contains(char::is_lowercase)
}

// ---------------------------------------------------------------------------------------------------------------------
// Numbers and letters

// EBNF: mark = "." , [ "-" | ")" ] | ")" | [ " " ] , "-" | "/" | ":" ;   "1.", "1)", "II-", "III/"
fn mark(i: &str) -> Res<'_, &str> {
    alt((
        recognize((char('.'), satisfy(|c| matches!(c, '-' | '/' | ')')))),
        recognize(satisfy(|c| matches!(c, '.' | ')' | '-' | '/' | ':'))),
    ))
    .parse(i)
}

/// True when a label may end before `rest`: not before a second initial ("P.T.T.Huyền"), a second numeral ("G.II") nor
/// a digit ("15/5/2020", "1.259 m2").
// EBNF: gap = " " | ? the end, or a capital or quote that the blank was lost before ? ;   "1. Phạm vi", "1.Phạm vi"
fn is_gap(mark: &str, rest: &str) -> bool {
    let mut chars = rest.chars();
    match chars.next() {
        None | Some(' ') => true,
        // "V/V triển khai": a slash is a label's only before a blank.
        Some(c) if c.is_uppercase() => {
            let word = rest.split(|c: char| !is_alphanumeric(c)).next().unwrap_or_default();
            mark != "/" && chars.next() != Some('.') && roman(word).is_none()
        }
        Some('“' | '"' | '(') => true,
        Some(c) => mark == ")" && is_alphabetic(c),
    }
}

/// A year ("2025."), an amount ("1.259 m2", "5.600 lượt") and a date are none: parts have two digits at most, without
/// a zero in front.
// EBNF: arabic = digits , suffix , mark , gap | dotted ;   "1.", "1-", "3a."
fn arabic(line: &str) -> Option<Label<'_>> {
    let (rest, digits) = digits(line, 3).ok()?;
    if let Some(label) = dotted(line, rest, 1) {
        return Some(label);
    }
    let (rest, _) = suffix(rest).ok()?;
    let (after, mark) = mark(rest).ok()?;
    is_gap(mark, after).then(|| marked(line, after, LabelKind::Arabic, digits.parse().ok(), taken(line, rest)))
}

/// The letter of an inserted item.
// EBNF: suffix = [ lower ] ;   "3a."
fn suffix(i: &str) -> Res<'_, Option<char>> {
    opt(satisfy(is_lower)).parse(i)
}

// EBNF: digits = digit , { digit } ;   "15"
fn digits(i: &str, max: usize) -> Res<'_, &str> {
    take_while_m_n(1, max, |c: char| c.is_ascii_digit()).parse(i)
}

// EBNF: dotted = ( digits | roman | upper | lower_letter ) , parts , ( mark , gap | " " , ? a capital ? ) ;
//       "1.1", "I.2.", "a.1)"
fn dotted<'a>(line: &'a str, after_head: &'a str, head_parts: u8) -> Option<Label<'a>> {
    let (rest, count) = parts(after_head).ok()?;
    let head = taken(line, after_head);
    let is_head = !head.starts_with('0') && head.len() <= 4;
    if count == 0 || count >= MAX_DEPTH || !is_head || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let path = taken(line, rest);
    let ordinal = path.rsplit('.').next().and_then(|last| last.parse().ok());
    let kind = LabelKind::Decimal(head_parts + u8::try_from(count).unwrap_or(u8::MAX));
    if let Ok((after, mark)) = mark(rest)
        && is_gap(mark, after)
    {
        return Some(marked(line, after, kind, ordinal, path));
    }
    let is_titled = rest.strip_prefix(' ').is_some_and(|title| title.starts_with(char::is_uppercase));
    is_titled.then(|| marked(line, rest, kind, ordinal, path))
}

/// Without a zero in front: "5.01" is an amount or a date.
// EBNF: parts = "." , digits , { "." , digits } ;   ".1.2"
fn parts(i: &str) -> Res<'_, usize> {
    many0_count(preceded(char('.'), verify(|i| digits(i, 2), |s: &str| !s.starts_with('0')))).parse(i)
}

// EBNF: numeral = roman , ( mark , gap | " " , ? a word in capitals ? ) | dotted ;   "I.", "II-", "I.1."
fn numeral(line: &str) -> Option<Label<'_>> {
    let (rest, text) = take_while1::<_, _, nom::error::Error<&str>>(|c| "IVXL".contains(c)).parse(line).ok()?;
    let value = roman(text)?;
    if let Some(label) = dotted(line, rest, 1) {
        return Some(label);
    }
    let after = match mark(rest) {
        Ok((after, mark)) if is_gap(mark, after) => after,
        Err(_) if rest.strip_prefix(' ').is_some_and(starts_with_capitals) => rest,
        _ => return None,
    };
    let mut label = marked(line, after, LabelKind::Roman, Some(value), text);
    label.alternative = lone_letter(text);
    Some(label)
}

/// Capitals go up to H: the ones after it are initials and titles ("M. ", "Q. BỘ TRƯỞNG", "P. Văn thư").
// EBNF: list_letter = ( lower_letter | lower_roman | upper ) , mark , gap | dotted ;
//       "a)", "đ)", "a1)", "iv)", "A.", "b.2)"
fn letter(line: &str) -> Option<Label<'_>> {
    let first = line.chars().next()?;
    let (kind, head) = if let Ok((_, text)) = lower_roman(line) {
        (LabelKind::LowerRoman, text)
    } else if is_lower(first) {
        (LabelKind::Lower, lower_letter(line).ok()?.1)
    } else if ('A'..='H').contains(&first) || first == 'Đ' {
        (LabelKind::Upper, line.get(..first.len_utf8())?)
    } else {
        return None;
    };
    let rest = line.get(head.len()..)?;
    if let Some(label) = dotted(line, rest, 1) {
        return Some(label);
    }
    let (after, mark) = mark(rest).ok()?;
    // "e-mail", "đ/c", "x-Quang": with these marks a letter needs the blank.
    let is_word = matches!(mark, "-" | "/" | ":") && !after.is_empty() && !after.starts_with(' ');
    let is_initial = kind == LabelKind::Upper && is_initial(after.trim_start());
    if is_word || is_initial || !is_gap(mark, after) {
        return None;
    }
    let ordinal = if kind == LabelKind::LowerRoman { roman(&head.to_uppercase()) } else { letter_ordinal(first) };
    let mut label = marked(line, after, kind, ordinal, head);
    label.alternative = if kind == LabelKind::Lower { roman(&head.to_uppercase()) } else { None };
    Some(label)
}

// EBNF: lower_letter = lower , [ digits ] ;   "a", "đ", "a1"
fn lower_letter(i: &str) -> Res<'_, &str> {
    recognize((satisfy(is_lower), opt(|i| digits(i, 2)))).parse(i)
}

// EBNF: lower_roman = ? two letters or more of i, v, x that are a numeral ? ;   "ii", "iv"
fn lower_roman(i: &str) -> Res<'_, &str> {
    verify(take_while_m_n(2, 5, |c| "ivx".contains(c)), |s: &str| roman(&s.to_uppercase()).is_some()).parse(i)
}

fn is_lower(c: char) -> bool {
    c == 'đ' || c.is_ascii_lowercase()
}

/// True for the second of a person's initials: the "V." of "N. V. An".
fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase) && chars.next() == Some('.')
}

/// The place in the alphabet of a numeral that is one letter.
fn lone_letter(text: &str) -> Option<u32> {
    let mut chars = text.chars();
    let first = chars.next()?;
    if chars.next().is_none() { letter_ordinal(first) } else { None }
}

// EBNF: bracketed = "(" , ( digits | lower_letter | lower_roman | upper ) , ")" , [ "." | ":" ] , gap ;   "(1)", "(iv)"
fn bracketed(line: &str) -> Option<Label<'_>> {
    let inner = line.strip_prefix('(')?;
    let (inner, rest) = inner.split_once(')')?;
    let first = inner.chars().next()?;
    let is_upper = inner.len() == 1 && ('A'..='H').contains(&first);
    // "(028) 39…" is a telephone's area.
    let is_area = inner.len() == 3 && inner.starts_with('0');
    let (kind, ordinal) = if digits(inner, 3).is_ok_and(|(rest, _)| rest.is_empty() && !is_area) {
        (LabelKind::Paren, inner.parse().ok())
    } else if lower_roman(inner).is_ok_and(|(rest, _)| rest.is_empty()) {
        (LabelKind::LowerRoman, roman(&inner.to_uppercase()))
    } else if is_lower(first) && inner.len() == first.len_utf8() {
        (LabelKind::Lower, letter_ordinal(first))
    } else if is_upper {
        (LabelKind::Upper, letter_ordinal(first))
    } else {
        return None;
    };
    let after = rest.strip_prefix(['.', ':']).unwrap_or(rest);
    if !is_gap(")", after) {
        return None;
    }
    let mut label = marked(line, after, kind, ordinal, inner);
    label.alternative = if kind == LabelKind::Lower { roman(&inner.to_uppercase()) } else { None };
    Some(label)
}

// ---------------------------------------------------------------------------------------------------------------------
// Bullets

/// A rule ("-----", "- - -", "***") and a lone mark are none; neither is a sign before a number ("-5", "+84").
// EBNF: bullet = ( "-" | "+" | "*" | "•" | … ) , ( " " | ? a letter, quote or bracket follows ? ) ;
//       "- Như trên", "+ Sở Y tế"
fn bullet(line: &str) -> Option<Label<'_>> {
    let first = line.chars().next()?;
    let (kind, path) = match first {
        '-' | '\u{f02d}' => (LabelKind::Dash, '-'),
        '+' | '\u{f02b}' => (LabelKind::Plus, '+'),
        '*' | '\u{f02a}' => (LabelKind::Star, '*'),
        '•' | '●' | '∙' | '·' | '⚫' | '\u{f0b7}' => (LabelKind::Dot, '•'),
        '◊' | '◆' | '♦' | '❖' | '►' | '▶' | '➢' | '➤' | '→' | '⇒' | '▪' | '■' | '◾' | '◦' | '○' | '✓' | '✔' | '☐'
        | '□' | '\u{f0a7}' | '\u{f0d8}' | '\u{f0fc}' | '\u{f076}' | '\u{f0e8}' => (LabelKind::Other, first),
        // Word's round bullet of the second level, and Wingdings arrows and ticks shown as letters.
        'o' | 'Ø' | 'ü' | '§' => (LabelKind::Other, first),
        _ => return None,
    };
    let rest = line.get(first.len_utf8()..)?;
    let text = rest.trim_start_matches(' ');
    let next = text.chars().next()?;
    let is_spaced = text.len() < rest.len();
    let may_follow = match first {
        'o' | 'Ø' | 'ü' | '§' => is_spaced && next.is_uppercase(),
        _ if is_spaced => next != first,
        _ => next.is_alphabetic() || matches!(next, '“' | '"' | '(' | '‘'),
    };
    if !may_follow || !text.contains(is_alphanumeric) {
        return None;
    }
    Some(marked(line, rest, kind, None, path.encode_utf8(&mut [0; 4])))
}

// ---------------------------------------------------------------------------------------------------------------------

fn plain<'a>(text: &'a str, kind: LabelKind, ordinal: Option<u32>, path: String) -> Label<'a> {
    Label { len: text.len(), text, kind, ordinal, alternative: None, path }
}

/// The label of `line` that ends before `after`.
fn marked<'a>(line: &'a str, after: &str, kind: LabelKind, ordinal: Option<u32>, path: &str) -> Label<'a> {
    let len = line.len() - after.trim_start_matches(' ').len();
    Label { len, ..plain(taken(line, after), kind, ordinal, path.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use proptest::prelude::*;

    /// `fixtures/cases/labels.tsv`: line, label as printed, kind, ordinal, name in a path.
    #[test]
    fn reads_every_form() {
        cases::check(include_str!("../../fixtures/cases/labels.tsv"), 165, |[text]| {
            let Some(l) = label(text) else { return "\tnone\t\t".to_owned() };
            assert!(!text[l.len..].starts_with(' '), "{text}");
            let number = |n: Option<u32>| n.map_or("_".to_owned(), |n| n.to_string());
            let other = l.alternative.map_or(String::new(), |other| format!("|{other}"));
            format!("{}\t{:?}\t{}{other}\t{}", l.text, l.kind, number(l.ordinal), l.path)
        });
    }

    #[test]
    fn the_length_takes_the_blank() {
        assert_eq!(label("III. TỔ CHỨC").unwrap().len, 5);
        assert_eq!(label("a)Hồ sơ").unwrap().len, 2);
        assert_eq!(label("Điều 5. Phạm vi").unwrap().len, "Điều 5. ".len());
        assert_eq!(label("- Như trên;").unwrap().len, 2);
        assert_eq!(label("CHƯƠNG I").unwrap().len, "CHƯƠNG I".len());
    }

    proptest! {
        #[test]
        fn any_line_is_read_without_panic(line in "(Điều |CHƯƠNG |Phụ lục |số )?[-+*•(]?[0-9IVXivxa-hđĐlO]{0,4}[.)/:-]{0,2}[ A-ZĐa-zđ0-9.“]{0,12}") {
            if let Some(l) = label(&line) {
                prop_assert!(line.is_char_boundary(l.len));
                prop_assert!(line.starts_with(l.text) && l.text.len() <= l.len);
                prop_assert!(!l.path.is_empty());
            }
        }

        #[test]
        fn any_text_at_all_is_read_without_panic(line in "\\PC{0,40}") {
            label(&line);
        }
    }
}
