//! Small rules that the other productions share: blanks, words whatever their case, ends of words, numerals.

use crate::lexicon::fold::is_alphanumeric;
pub(crate) use crate::lexicon::fold::{lower, lowered};
use nom::{Err, IResult, Parser, bytes::complete::take_while, error::Error, error::ErrorKind};

/// What every production gives: the text after it, and what it read.
pub(crate) type Res<'a, T> = IResult<&'a str, T>;

// What the productions of all files are made of in the end.
// EBNF: digit = "0" … "9" ;   "7"
// EBNF: digits = digit , { digit } ;   "15"
// EBNF: digit4 = digit , digit , digit , digit ;   "2031"
// EBNF: upper = ? a capital letter ? ;   "Đ"
// EBNF: lower = ? a small letter ? ;   "đ"
// EBNF: letter = upper | lower ;   "ơ"
// EBNF: word = ? letters and digits up to a blank or a mark ? ;   "hồ"
// EBNF: capitalised = ? a word that begins with a capital ? ;   "Nội"
// EBNF: words = { word } ;   "nhận đủ hồ sơ"

/// "Not here", at `i`.
pub(crate) fn nothing<T>(i: &str) -> Res<'_, T> {
    Err(Err::Error(Error::new(i, ErrorKind::Verify)))
}

/// Clean text has one blank at most, raw windows may have more.
// EBNF: opt_blank = { " " } ;   " "
pub(crate) fn opt_blank(i: &str) -> Res<'_, &str> {
    take_while(|c| c == ' ').parse(i)
}

/// So that "30/2020/NĐ-CPx" is not cut short.
// EBNF: end = ? no letter and no digit follows ? ;   "30/2020/NĐ-CP,"
pub(crate) fn end(i: &str) -> Res<'_, ()> {
    if i.chars().next().is_some_and(is_alphanumeric) { nothing(i) } else { Ok((i, ())) }
}

/// The letters of `w`, whatever their case, up to the end of a word. `w` is given in lower case.
///
/// Compared char by char: nom's `tag_no_case` panics where the two cases of a letter differ in length.
pub(crate) fn word<'a>(w: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = Error<&'a str>> {
    move |i: &'a str| match strip_prefix(i, w) {
        Some(rest) if end(rest).is_ok() => Ok((rest, taken(i, rest))),
        _ => nothing(i),
    }
}

/// With any marks on its letters, as scans print it.
// EBNF: article_word = "Điều" , end ;   "Điều 5", "Điểu 5", "Điêu 7", "Diều 16"
pub(crate) fn article_word(i: &str) -> Res<'_, &str> {
    let mut chars = i.chars();
    let mut next = || chars.next().map_or('\0', lower);
    let fits = matches!(next(), 'd' | 'đ')
        && matches!(next(), 'i' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị')
        && matches!(next(), 'ê' | 'ề' | 'ế' | 'ể' | 'ễ' | 'ệ' | 'e' | 'é' | 'è' | 'ẻ' | 'ẽ' | 'ẹ')
        && matches!(next(), 'u' | 'ú' | 'ù' | 'ủ' | 'ũ' | 'ụ');
    let rest = chars.as_str();
    if fits && end(rest).is_ok() { Ok((rest, taken(i, rest))) } else { nothing(i) }
}

/// The part of `i` before `rest`, which is its tail.
pub(crate) fn taken<'a>(i: &'a str, rest: &str) -> &'a str {
    i.get(..i.len() - rest.len()).unwrap_or_default()
}

/// `text` without `w` in front, whatever the case.
#[inline]
pub(crate) fn strip_prefix<'a>(text: &'a str, w: &str) -> Option<&'a str> {
    if let (Some(byte), Some(wanted)) = (text.as_bytes().first(), w.as_bytes().first())
        && !may_be_case_of(*byte, *wanted)
    {
        return None;
    }
    strip_letters(text, w)
}

fn strip_letters<'a>(text: &'a str, w: &str) -> Option<&'a str> {
    let mut chars = text.chars();
    w.chars().all(|expected| chars.next().is_some_and(|c| lower(c) == expected)).then_some(chars.as_str())
}

/// The first of `words` that `text` starts with, as written. The first byte rules out most without a comparison.
///
/// For lists that are short, or written where they are used, and asked about once a candidate. A list that is asked about
/// at every word of a text is a `static` [`Starts`](crate::text::Starts), which is made ready at compile time.
#[inline]
pub(crate) fn first_of<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let first = text.as_bytes().first()?;
    words.iter().copied().find(|w| w.as_bytes().first() == Some(first) && text.starts_with(w))
}

/// As [`first_of`], whatever the case of `text`, where what follows is `fit`: what follows. `words` are in small letters.
pub(crate) fn after_one<'a>(text: &'a str, words: &[&str], fit: impl Fn(&str) -> bool) -> Option<&'a str> {
    let mut chars = text.chars();
    let first = lower(chars.next()?);
    let rest = chars.as_str();
    let byte = *first.encode_utf8(&mut [0; 4]).as_bytes().first()?;
    let begins = words.iter().filter(|w| w.as_bytes().first() == Some(&byte));
    begins.filter_map(|w| strip_prefix(rest, w.strip_prefix(first)?)).find(|after| fit(after))
}

/// True unless a byte of a text shows that its letter is not the small letter of the byte `wanted`: most differ there, and
/// need not be read.
#[inline]
pub(crate) fn may_be_case_of(byte: u8, wanted: u8) -> bool {
    byte.is_ascii() == wanted.is_ascii() && (!byte.is_ascii() || byte.to_ascii_lowercase() == wanted)
}

/// `text` without the word `w` at its end, whatever the case; `None` where `w` is only the tail of a longer word.
#[inline]
pub(crate) fn strip_last_word<'a>(text: &'a str, w: &str) -> Option<&'a str> {
    if !may_be_case_of(*text.as_bytes().last()?, *w.as_bytes().last()?) {
        return None;
    }
    strip_last_letters(text, w)
}

fn strip_last_letters<'a>(text: &'a str, w: &str) -> Option<&'a str> {
    let mut chars = text.chars();
    let same = w.chars().rev().all(|expected| chars.next_back().is_some_and(|c| lower(c) == expected));
    let rest = chars.as_str();
    (same && !rest.chars().next_back().is_some_and(is_alphanumeric)).then_some(rest)
}

/// Value of a Roman numeral in capitals up to LXXXIX; `None` for "IIII" or "VX".
// EBNF: roman = ? a numeral of I, V, X and L up to LXXXIX ? ;   "XIV"
pub(crate) fn roman(text: &str) -> Option<u32> {
    const UNITS: [&str; 10] = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    const TENS: [&str; 9] = ["", "X", "XX", "XXX", "XL", "L", "LX", "LXX", "LXXX"];
    let split = text.find(['I', 'V']).unwrap_or(text.len());
    // "IX" begins with the unit, "XIX" has it after the ten: the tens end at the first I or V.
    let tens = TENS.iter().position(|&t| t == &text[..split])?;
    let units = UNITS.iter().position(|&u| u == &text[split..])?;
    u32::try_from(tens * 10 + units).ok().filter(|&n| n > 0)
}

/// The letters that Vietnamese lists count with, in order: đ follows d; f, j, w and z are left out.
pub(crate) const LETTERS: &str = "abcdđeghiklmnopqrstuvxy";

/// Place of a letter in [`LETTERS`], from 1; either case.
pub(crate) fn letter_ordinal(c: char) -> Option<u32> {
    LETTERS.chars().zip(1..).find_map(|(letter, n)| (letter == lower(c)).then_some(n))
}

// EBNF: ordinal_word = "nhất" | "hai" | … | "mười hai" ;   "Phần thứ nhất"
pub(crate) fn ordinal_word(i: &str) -> Res<'_, u32> {
    const WORDS: [(&str, u32); 16] = [
        ("mười hai", 12),
        ("mười một", 11),
        ("nhất", 1),
        ("hai", 2),
        ("nhì", 2),
        ("ba", 3),
        ("tư", 4),
        ("bốn", 4),
        ("năm", 5),
        ("sáu", 6),
        ("bảy", 7),
        ("bẩy", 7),
        ("tám", 8),
        ("chín", 9),
        ("mười", 10),
        ("một", 1),
    ];
    // The first letters of the words.
    if !i.bytes().next().is_some_and(|b| matches!(b | 0x20, b'm' | b'n' | b'h' | b'b' | b't' | b's' | b'c')) {
        return nothing(i);
    }
    WORDS
        .iter()
        .find_map(|&(w, n)| strip_prefix(i, w).filter(|rest| end(rest).is_ok()).map(|rest| Ok((rest, n))))
        .unwrap_or_else(|| nothing(i))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// `fixtures/cases/words.tsv`: rule, text, what it gives.
    #[test]
    fn words_and_numerals() {
        cases::check(include_str!("../../fixtures/cases/words.tsv"), 75, |[rule, text]| match rule {
            "roman" => cases::or_none(roman(text)),
            "letter" => cases::or_none(text.chars().next().and_then(letter_ordinal)),
            "ordinal" => cases::or_none(ordinal_word(text).ok().map(|(_, n)| n)),
            "article" => cases::or_none(article_word(text).ok().map(|(_, word)| word)),
            _ => format!("no such rule: {rule}"),
        });
        assert_eq!(roman(""), None);
    }

    #[test]
    fn words_match_in_any_case_and_end_at_a_boundary() {
        assert_eq!(word("điều").parse("ĐIỀU 5"), Ok((" 5", "ĐIỀU")));
        assert!(word("điều").parse("Điềux").is_err());
        assert!(end("").is_ok() && end(",").is_ok() && end("5").is_err() && end("ơ").is_err());
        assert_eq!(opt_blank("  a"), Ok(("a", "  ")));
        assert_eq!(strip_last_word("Biểu mẫu số", "số"), Some("Biểu mẫu "));
        assert_eq!(strip_last_word("BIỂU MẪU SỐ", "số"), Some("BIỂU MẪU "));
        assert_eq!(strip_last_word("khối lô", "lô"), Some("khối "));
        assert_eq!(strip_last_word("Côlô", "lô"), None);
        assert_eq!(strip_last_word("khối lá", "lô"), None);
        assert_eq!(strip_last_word("lô", "lô"), Some(""));
        assert_eq!(strip_last_word("", "lô"), None);
        assert_eq!(strip_prefix("Điều 5", "điều"), Some(" 5"));
        assert_eq!(strip_prefix("SỐ 5", "số"), Some(" 5"));
        assert_eq!(strip_prefix("sa 5", "số"), None);
        assert_eq!(strip_prefix("s", "số"), None);
        assert_eq!(first_of("và các sở", &["các", "v", "và"]), Some("v"));
        assert_eq!(first_of("", &[""]), None);
        assert_eq!(after_one("Giao Sở Y tế", &["giao cho", "giao"], |_| true), Some(" Sở Y tế"));
        assert_eq!(after_one("Giao Sở Y tế", &["gia", "giao"], |rest| rest.starts_with(' ')), Some(" Sở Y tế"));
        assert_eq!(after_one("Đối với xã", &["trong", "đối với"], |_| true), Some(" xã"));
        assert_eq!(after_one("Giao", &["đề nghị"], |_| true), None);
    }
}
