//! Words without marks, for lines that a scan may have damaged: [`plain`].

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

/// The letters from À to ư without their marks; a dot for what is no letter with marks.
const LATIN: &[u8; 0xf1] = b"aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y\
    aaaaaaccccccccddddeeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll.\
    ...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.\
    ................................oo.............uu";

/// The letters from Ạ to ỹ without their marks.
const TONED: &[u8; 0x5a] = b"aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooo\
    uuuuuuuuuuuuuuyyyyyyyy";

/// The plain form of most characters: of ASCII and of the letters of Vietnamese.
#[inline]
pub(crate) fn letter(c: char) -> Option<char> {
    let letter = match c {
        '\0'..='\x7f' => return Some(c.to_ascii_lowercase()),
        'À'..='ư' => LATIN[c as usize - 'À' as usize],
        'Ạ'..='ỹ' => TONED[c as usize - 'Ạ' as usize],
        _ => b'.',
    };
    (letter != b'.').then_some(char::from(letter))
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
        seen += if letter(c).is_some() { 1 } else { plain(c.encode_utf8(&mut [0; 4])).len() };
    }
    words.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_what_decomposition_leaves() {
        for c in '\0'..='\u{1fff}' {
            let mut plain = String::new();
            slowly(c, &mut plain);
            match letter(c) {
                Some(letter) => assert_eq!(plain, letter.to_string(), "{c}"),
                None => assert!(!('À'..='ư').contains(&c) || !matches!(*plain.as_bytes(), [b'a'..=b'z']), "{c}"),
            }
        }
    }

    #[test]
    fn marks_go_and_offsets_come_back() {
        let words = "TỈNH QUẢNG NGÃI Độc lập - Tự do";
        let at = plain(words).find("doc lap").unwrap();
        assert_eq!(&words[unplain(words, at)..], "Độc lập - Tự do");
    }
}
