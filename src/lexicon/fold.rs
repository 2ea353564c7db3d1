//! The form in which words are looked up.
//!
//! Lower case, the tone mark of `oa`, `oe` and `uy` at the end of a syllable on the first vowel (hoà → hòa, khoẻ →
//! khỏe, thuỷ → thủy; both placements are in use), runs of blanks as one blank, curly quotes as straight ones. `đ`
//! stays apart from `d`, and `quý` stays as it is: its `u` belongs to the `q`.

use std::str::Chars;
use unicode_normalization::char::decompose_canonical;

/// The look-up form of `text`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(Folded::new(text).map(|(c, _)| c));
    folded
}

/// If `text`, folded, starts with the already folded `key`, the number of bytes of `text` that it takes. A key that
/// ends in a letter or digit must end where the word ends.
pub fn starts_with_folded(text: &str, key: &str) -> Option<usize> {
    let mut folded = Folded::new(text);
    let mut end = 0;
    for wanted in key.chars() {
        let (c, after) = folded.next()?;
        if c != wanted {
            return None;
        }
        end = after;
    }
    key.chars().next_back().is_none_or(|last| ends_word(text, end, last)).then_some(end)
}

/// True when a key whose last character is `last`, taken from the start of `text` up to `end`, does not stop inside a
/// word.
pub(super) fn ends_word(text: &str, end: usize, last: char) -> bool {
    !is_alphanumeric(last) || !text.get(end..).is_some_and(|rest| rest.starts_with(is_alphanumeric))
}

/// As [`char::is_alphanumeric`]. The standard one searches a table for every letter outside ASCII, which most words
/// here have: the Latin blocks that Vietnamese is written in hold letters only, but for two signs.
#[inline]
pub(crate) fn is_alphanumeric(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphanumeric(),
    }
}

/// As [`char::is_alphabetic`], with the short way of [`is_alphanumeric`].
#[inline]
pub(crate) fn is_alphabetic(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphabetic(),
        '\u{c0}'..='\u{24f}' => !matches!(c, '×' | '÷'),
        '\u{1e00}'..='\u{1eff}' => true,
        _ => c.is_alphabetic(),
    }
}

/// The first character of [`char::to_lowercase`], without its table for the letters of Vietnamese.
#[inline]
pub(crate) fn lower(c: char) -> char {
    match SMALL.get(c as usize) {
        Some(small) => *small,
        None => lower_beyond(c),
    }
}

/// The small letters of the first blocks: most letters of a text stand in them.
static SMALL: [char; 0x130] = {
    let mut small = ['\0'; 0x130];
    let mut n = 0;
    while n < small.len() {
        let of = match n {
            // In these blocks the small letter stands 32 further on, or follows its capital at an odd place.
            0x41..=0x5a => n + 32,
            0xc0..=0xde if n != 0xd7 => n + 32,
            0x100.. => n | 1,
            _ => n,
        };
        if let Some(c) = char::from_u32(of as u32) {
            small[n] = c;
        }
        n += 1;
    }
    small
};

#[inline]
fn lower_beyond(c: char) -> char {
    match c {
        '\u{14a}'..='\u{177}' | '\u{1ea0}'..='\u{1eff}' => char::from_u32(u32::from(c) | 1).unwrap_or(c),
        'ơ' | 'ư' => c,
        'Ơ' => 'ơ',
        'Ư' => 'ư',
        // Only İ becomes more than one character; its dot does not matter here.
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// `text` in small letters, by [`lower`].
pub(crate) fn lowered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    let mut from = 0;
    // Most letters are small: what stands between two capitals is copied as it is.
    for (at, c) in text.char_indices() {
        let small = lower(c);
        if small != c {
            out.push_str(&text[from..at]);
            out.push(small);
            from = at + c.len_utf8();
        }
    }
    out.push_str(&text[from..]);
    out
}

/// ASCII words in lower case joined by `-`, for keys: marks fall away, `đ` becomes `dd` so that it stays apart from
/// `d`, everything else that is no letter or digit is one `-`. A dot between digits stays (`66.3/2025/NQ-CP` is another
/// number than `66-3/2025/NQ-CP`). Empty when nothing is left.
pub fn slug(text: &str) -> String {
    let mut slug = String::with_capacity(text.len());
    let mut gap = false;
    let mut push = |c: char, digit_follows: bool| match c {
        '\u{300}'..='\u{36f}' => {}
        'a'..='z' | '0'..='9' | 'đ' => {
            if gap && !slug.is_empty() {
                slug.push('-');
            }
            gap = false;
            if c == 'đ' { slug.push_str("dd") } else { slug.push(c) }
        }
        '.' if !gap && digit_follows && slug.ends_with(is_digit) => slug.push('.'),
        _ => gap = true,
    };
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        let digit_follows = chars.as_str().starts_with(is_digit);
        match c {
            '\0'..='\x7f' => push(c.to_ascii_lowercase(), digit_follows),
            // Letter by letter: the order of marks is nothing to a slug.
            _ => c.to_lowercase().for_each(|c| decompose_canonical(c, |c| push(c, digit_follows))),
        }
    }
    slug
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// A code (`UBND`, `TTg`, `BGD&ĐT`, `02/2011/QH13`) in the one form in which codes are compared: upper case, without
/// blanks, `&`, `-`, `.` and leading zeros. Made without allocation.
#[derive(Clone, Copy)]
pub(super) struct CodeKey {
    bytes: [u8; CodeKey::ROOM],
    len: usize,
}

impl CodeKey {
    /// Longer than any code or law number of the tables (`1243/NQ-UBTVQH15` …); what does not fit is no code of theirs.
    const ROOM: usize = 40;

    /// The form that keeps `Đ` apart from `D`.
    pub fn strict(code: &str) -> Option<CodeKey> {
        CodeKey::new(code, 'Đ')
    }

    /// The form for slips and scans that print `D` for `Đ`.
    pub fn loose(code: &str) -> Option<CodeKey> {
        CodeKey::new(code, 'D')
    }

    fn new(code: &str, dd: char) -> Option<CodeKey> {
        let mut key = CodeKey { bytes: [0; CodeKey::ROOM], len: 0 };
        for c in code.chars() {
            let c = match c {
                ' ' | '&' | '-' | '.' => continue,
                '0' if key.len == 0 => continue,
                'Đ' | 'đ' => dd,
                _ => c.to_uppercase().next().unwrap_or(c),
            };
            let room = key.bytes.get_mut(key.len..key.len + c.len_utf8())?;
            c.encode_utf8(room);
            key.len += c.len_utf8();
        }
        (key.len > 0).then_some(key)
    }

    pub fn as_str(&self) -> &str {
        // The bytes are whole characters, written by `encode_utf8`; an empty key would only find nothing.
        self.bytes.get(..self.len).and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

/// The folded characters of a text, each with the offset in the text at which it ends.
pub(super) struct Folded<'a> {
    chars: Chars<'a>,
    len: usize,
    before: char,
    /// The second vowel of a group whose tone mark moved to the first.
    pending: Option<(char, usize)>,
}

impl<'a> Folded<'a> {
    pub fn new(text: &'a str) -> Folded<'a> {
        Folded { chars: text.chars(), len: text.len(), before: ' ', pending: None }
    }

    fn offset(&self) -> usize {
        self.len - self.chars.as_str().len()
    }

    /// If `first` opens a vowel group at the end of a syllable with its mark on the second vowel: both vowels with the
    /// mark moved; the second is taken.
    fn moved_tone(&mut self, first: char) -> Option<(char, char)> {
        let mut ahead = self.chars.clone();
        let second = plain_lower(ahead.next()?);
        let moved = match first {
            'o' => move_to_o(second)?,
            'u' if self.before != 'q' => move_to_u(second)?,
            _ => return None,
        };
        if ahead.clone().next().is_some_and(is_alphabetic) {
            return None;
        }
        self.chars = ahead;
        Some(moved)
    }
}

impl Iterator for Folded<'_> {
    type Item = (char, usize);

    #[inline]
    fn next(&mut self) -> Option<(char, usize)> {
        if let Some(pending) = self.pending {
            self.pending = None;
            self.before = pending.0;
            return Some(pending);
        }
        let c = plain_lower(self.chars.next()?);
        let end = self.offset();
        if matches!(c, 'a'..='n' | 'p'..='t' | 'v'..='z') {
            self.before = c;
            return Some((c, end));
        }
        if c.is_whitespace() {
            let rest = self.chars.as_str();
            if rest.starts_with(char::is_whitespace) {
                self.chars = rest.trim_start().chars();
            }
            self.before = ' ';
            return Some((' ', self.offset()));
        }
        if matches!(c, 'o' | 'u')
            && let Some((first, second)) = self.moved_tone(c)
        {
            self.pending = Some((second, self.offset()));
            return Some((first, end));
        }
        self.before = c;
        Some((c, end))
    }
}

/// [`lower`], with straight quotes for curly ones.
#[inline]
pub(super) fn plain_lower(c: char) -> char {
    match SMALL.get(c as usize) {
        Some(small) => *small,
        None => match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            _ => lower_beyond(c),
        },
    }
}

fn move_to_o(second: char) -> Option<(char, char)> {
    Some(match second {
        'à' => ('ò', 'a'),
        'á' => ('ó', 'a'),
        'ả' => ('ỏ', 'a'),
        'ã' => ('õ', 'a'),
        'ạ' => ('ọ', 'a'),
        'è' => ('ò', 'e'),
        'é' => ('ó', 'e'),
        'ẻ' => ('ỏ', 'e'),
        'ẽ' => ('õ', 'e'),
        'ẹ' => ('ọ', 'e'),
        _ => return None,
    })
}

fn move_to_u(second: char) -> Option<(char, char)> {
    Some(match second {
        'ỳ' => ('ù', 'y'),
        'ý' => ('ú', 'y'),
        'ỷ' => ('ủ', 'y'),
        'ỹ' => ('ũ', 'y'),
        'ỵ' => ('ụ', 'y'),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_case_tone_and_blanks() {
        for (text, folded) in [
            ("Uỷ ban", "ủy ban"),
            ("UỶ  BAN\tNHÂN DÂN", "ủy ban nhân dân"),
            ("hoà, khoẻ; hoá. thuý", "hòa, khỏe; hóa. thúy"),
            ("HOÀ BÌNH", "hòa bình"),
            ("quý quỹ QUỶ", "quý quỹ quỷ"),
            ("hoàn toàn, thuỳ, huỳnh, khuỷu", "hoàn toàn, thùy, huỳnh, khuỷu"),
            ("Đắk Lắk Đ", "đắk lắk đ"),
            ("“Luỹ”", "\"lũy\""),
            ("oà", "òa"),
            ("", ""),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn short_ways_agree_with_the_standard() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_alphanumeric(c), c.is_alphanumeric(), "{c:?}");
            assert_eq!(is_alphabetic(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c:?}");
        }
    }

    #[test]
    fn prefix_ends_at_a_word_and_counts_source_bytes() {
        assert_eq!(starts_with_folded("Hoà Bình, 1990", "hòa bình"), Some("Hoà Bình".len()));
        assert_eq!(starts_with_folded("UỶ BAN  nhân dân tỉnh", "ủy ban nhân dân"), Some("UỶ BAN  nhân dân".len()));
        assert_eq!(starts_with_folded("Luật sư", "luật"), Some("Luật".len()));
        assert_eq!(starts_with_folded("Luậtsư", "luật"), None);
        assert_eq!(starts_with_folded("TP.Huế", "tp."), Some(3));
        assert_eq!(starts_with_folded("Lu", "luật"), None);
        assert_eq!(starts_with_folded("", ""), Some(0));
    }

    #[test]
    fn slugs_are_ascii() {
        for (text, expected) in [
            ("Quảng Ngãi", "quang-ngai"),
            ("1639/UBND-NC", "1639-ubnd-nc"),
            ("176-KH/TU", "176-kh-tu"),
            ("05/QĐ-UBND", "05-qdd-ubnd"),
            ("Đà Nẵng", "dda-nang"),
            ("Phòng, chống tham nhũng", "phong-chong-tham-nhung"),
            ("66.3/2025/NQ-CP", "66.3-2025-nq-cp"),
            ("/KH-UBND", "kh-ubnd"),
            ("TP. Hồ Chí Minh", "tp-ho-chi-minh"),
            ("…", ""),
        ] {
            assert_eq!(slug(text), expected, "{text}");
        }
    }

    #[test]
    fn code_keys_compare_spellings() {
        let strict = |code: &str| CodeKey::strict(code).map(|key| key.as_str().to_owned());
        assert_eq!(strict("BGD&ĐT"), strict("BGDĐT"));
        assert_eq!(strict("02/2011/QH13"), strict("2/2011/qh13"));
        assert_ne!(strict("QD"), strict("QĐ"));
        assert_eq!(CodeKey::loose("QD").unwrap().as_str(), CodeKey::loose("qđ").unwrap().as_str());
        assert!(CodeKey::strict("").is_none());
        assert!(CodeKey::strict(&"Đ".repeat(100)).is_none());
    }
}
