//! The form in which words are looked up.
//!
//! Lower case, the tone mark of `oa`, `oe` and `uy` at the end of a syllable on the first vowel (hoà → hòa, khoẻ →
//! khỏe, thuỷ → thủy; both placements are in use), runs of blanks as one blank, curly quotes as straight ones. `đ`
//! stays apart from `d`, and `quý` stays as it is: its `u` belongs to the `q`.

use crate::text::letter;
use unicode_normalization::char::decompose_canonical;

/// The look-up form of `text`.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    folded.extend(Folded::new(text).map(|(c, _)| c));
    folded
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

/// The small letters of the blocks up to `ư`; `'\0'` for characters that are none of Vietnamese.
static SMALL: [char; 0x1b1] = {
    let mut table = ['\0'; 0x1b1];
    let mut c = '\0';
    while (c as usize) < table.len() {
        table[c as usize] = match c {
            '\0'..='\x7f' => c.to_ascii_lowercase(),
            '\u{80}'..='\u{bf}' | '×' | '\u{df}'..='\u{ff}' | 'ơ' | 'ư' => c,
            'Ơ' => 'ơ',
            'Ư' => 'ư',
            // The small letter follows its capital: 32 further on, or at an odd place.
            '\u{c0}'..='\u{de}' => code_point(c as u32 + 32),
            '\u{100}'..='\u{12f}' => code_point(c as u32 | 1),
            _ => '\0',
        };
        c = code_point(c as u32 + 1);
    }
    table
};

const fn code_point(code: u32) -> char {
    match char::from_u32(code) {
        Some(c) => c,
        None => '\0',
    }
}

/// The first character of [`char::to_lowercase`], without its table for the letters of Vietnamese.
#[inline]
pub(crate) fn lower(c: char) -> char {
    match SMALL.get(c as usize) {
        Some(&small) if small != '\0' => small,
        // As in the table, the small letter stands at the odd place.
        None if matches!(c, '\u{1ea0}'..='\u{1eff}') => char::from_u32(u32::from(c) | 1).unwrap_or(c),
        // Only İ becomes more than one character; its dot does not matter here.
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// `text` in small letters, by [`lower`].
pub(crate) fn lowered(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.extend(text.chars().map(lower));
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
            'đ' | 'Đ' => push('đ', digit_follows),
            // Letter by letter: the order of marks is nothing to a slug.
            _ => match letter(c) {
                Some(letter) => push(letter, digit_follows),
                None => c.to_lowercase().for_each(|c| decompose_canonical(c, |c| push(c, digit_follows))),
            },
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
    text: &'a str,
    at: usize,
    before: char,
    /// The second vowel of a group whose tone mark moved to the first.
    pending: Option<(char, usize)>,
}

/// The small form of the ASCII characters that fold by themselves, whatever stands beside them; 0 for all others: blanks
/// run together, and `o` and `u` may take the tone mark of the next vowel.
static ALONE: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0x21;
    while byte < 0x7f {
        let small = (byte as u8).to_ascii_lowercase();
        table[byte] = if matches!(small, b'o' | b'u') { 0 } else { small };
        byte += 1;
    }
    table
};

impl<'a> Folded<'a> {
    #[inline]
    pub fn new(text: &'a str) -> Folded<'a> {
        Folded { text, at: 0, before: ' ', pending: None }
    }

    /// If `first` opens a vowel group at the end of a syllable with its mark on the second vowel: both vowels with the
    /// mark moved; the second is taken.
    fn moved_tone(&mut self, first: char) -> Option<(char, char)> {
        let mut ahead = self.text.get(self.at..)?.chars();
        let second = plain_lower(ahead.next()?);
        let moved = match first {
            'o' => move_to_o(second)?,
            'u' if self.before != 'q' => move_to_u(second)?,
            _ => return None,
        };
        let rest = ahead.as_str();
        if rest.starts_with(is_alphabetic) {
            return None;
        }
        self.at = self.text.len() - rest.len();
        Some(moved)
    }

    /// As [`next`](Iterator::next), for characters that may hang on others.
    fn next_of_group(&mut self) -> Option<(char, usize)> {
        if let Some(pending) = self.pending.take() {
            self.before = pending.0;
            return Some(pending);
        }
        // Blanks in front of a letter, letters of the blocks of Vietnamese: all but a few of the characters that come here.
        let bytes = self.text.as_bytes().get(self.at..)?;
        let (c, len) = match *bytes {
            [b' ', 0x21..=0x7e | 0xc3..=0xc6, ..] | [b' ', 0xe1, 0xb8..=0xbb, ..] => (' ', 1),
            [o @ (b'o' | b'O' | b'u' | b'U'), ..] => (char::from(o.to_ascii_lowercase()), 1),
            [a @ 0xc3..=0xc6, b, ..] => (lower(code_point(u32::from(a & 0x1f) << 6 | u32::from(b & 0x3f))), 2),
            [0xe1, a @ 0xb8..=0xbb, b, ..] => {
                (lower(code_point(0x1000 | u32::from(a & 0x3f) << 6 | u32::from(b & 0x3f))), 3)
            }
            _ => return self.next_of_others(),
        };
        let end = self.at + len;
        self.at = end;
        // All vowels that bear the mark stand outside ASCII.
        if matches!(c, 'o' | 'u')
            && bytes.get(1).is_some_and(|next| !next.is_ascii())
            && let Some((first, second)) = self.moved_tone(c)
        {
            self.pending = Some((second, self.at));
            return Some((first, end));
        }
        self.before = c;
        Some((c, end))
    }

    /// As [`next`](Iterator::next), for blanks in a row, quotes, and what is rare in a text.
    fn next_of_others(&mut self) -> Option<(char, usize)> {
        let rest = self.text.get(self.at..)?;
        let c = plain_lower(rest.chars().next()?);
        if c.is_whitespace() {
            self.at = self.text.len() - rest.trim_start().len();
            self.before = ' ';
        } else {
            self.at += rest.chars().next().map_or(0, char::len_utf8);
            self.before = c;
        }
        Some((self.before, self.at))
    }
}

impl Iterator for Folded<'_> {
    type Item = (char, usize);

    #[inline]
    fn next(&mut self) -> Option<(char, usize)> {
        let alone = self.text.as_bytes().get(self.at).map_or(0, |byte| ALONE[usize::from(*byte)]);
        if alone == 0 || self.pending.is_some() {
            return self.next_of_group();
        }
        self.at += 1;
        self.before = char::from(alone);
        Some((self.before, self.at))
    }
}

/// [`lower`], with straight quotes for curly ones.
#[inline]
pub(super) fn plain_lower(c: char) -> char {
    match c {
        '\u{2018}'..='\u{201d}' => match c {
            '“' | '”' => '"',
            '‘' | '’' => '\'',
            _ => c,
        },
        _ => lower(c),
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
