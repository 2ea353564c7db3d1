//! Words without marks, for lines that a scan may have damaged: [`plain`].

use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// Lower case, without tone and shape marks, đ as d: "Độc lập" and "ĐỘC LAP" both give "doc lap".
///
/// For short lines only: it allocates and walks every character.
pub(crate) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match letter(c) {
            Some(letter) => out.push(letter),
            None => slowly(c, &mut out),
        }
    }
    out
}

/// True when the plain form of `words` starts with `plain`, which is one: nothing is allocated, and most differ at once.
pub(crate) fn starts_plain(words: &str, plain: &str) -> bool {
    let mut letters = words.chars().map(|c| letter(c).unwrap_or(c));
    plain.chars().all(|wanted| letters.next() == Some(wanted))
}

/// Where the words at the end of `words` start whose plain form is `plain`: nothing is allocated.
#[inline]
pub(crate) fn ends_plain(words: &str, plain: &str) -> Option<usize> {
    // Of the letters without marks most differ at once.
    let last = words.as_bytes().last().filter(|last| last.is_ascii());
    if last.is_some_and(|last| plain.as_bytes().last().is_some_and(|wanted| last.to_ascii_lowercase() != *wanted)) {
        return None;
    }
    ends_in_letters(words, plain)
}

fn ends_in_letters(words: &str, plain: &str) -> Option<usize> {
    let mut letters = words.char_indices().rev().map(|(at, c)| (at, letter(c).unwrap_or(c)));
    let mut start = words.len();
    for wanted in plain.chars().rev() {
        let (at, c) = letters.next()?;
        if c != wanted {
            return None;
        }
        start = at;
    }
    Some(start)
}

/// Letters of Vietnamese outside ASCII, each block by its first code point: what is left of them without marks; `'\0'`
/// for characters that are no letter with marks.
static BLOCKS: LazyLock<[(u32, Vec<char>); 2]> = LazyLock::new(|| {
    let block = |first: u32, last: u32| {
        let plain = |c: u32| {
            let mut out = String::new();
            slowly(char::from_u32(c)?, &mut out);
            out.chars().next().filter(|c| out.len() == 1 && c.is_ascii_lowercase())
        };
        (first, (first..=last).map(|c| plain(c).unwrap_or('\0')).collect())
    };
    [block(0xC0, 0x1B0), block(0x1EA0, 0x1EF9)]
});

/// The plain form of most characters: of ASCII and of the letters of Vietnamese.
pub(crate) fn letter(c: char) -> Option<char> {
    if c.is_ascii() {
        return Some(c.to_ascii_lowercase());
    }
    let at = |(first, letters): &(u32, Vec<char>)| letters.get((c as u32).checked_sub(*first)? as usize).copied();
    BLOCKS.iter().find_map(at).filter(|letter| *letter != '\0')
}

/// The plain form of any character, by its decomposition.
fn slowly(c: char, out: &mut String) {
    for c in c.nfd() {
        match c {
            '\u{300}'..='\u{36F}' => {}
            'đ' | 'Đ' => out.push('d'),
            _ => out.extend(c.to_lowercase()),
        }
    }
}

/// The byte offset in `words` of the character at which, in the plain form, byte `at` stands.
pub(crate) fn unplain(words: &str, at: usize) -> usize {
    let mut seen = 0;
    for (offset, c) in words.char_indices() {
        if seen >= at {
            return offset;
        }
        seen += plain(c.encode_utf8(&mut [0; 4])).len();
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_go_and_offsets_come_back() {
        let words = "TỈNH QUẢNG NGÃI Độc lập - Tự do";
        let at = plain(words).find("doc lap").unwrap();
        assert_eq!(&words[unplain(words, at)..], "Độc lập - Tự do");
    }
}
