//! Words without marks, for lines that a scan may have damaged: [`plain`].

use unicode_normalization::UnicodeNormalization;

/// Lower case, without tone and shape marks, đ as d: "Độc lập" and "ĐỘC LAP" both give "doc lap".
///
/// For short lines only: it allocates and walks every character.
pub(crate) fn plain(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.nfd() {
        match c {
            '\u{300}'..='\u{36F}' => {}
            'đ' | 'Đ' => out.push('d'),
            'A'..='Z' => out.push(c.to_ascii_lowercase()),
            '\0'..='\u{7F}' => out.push(c),
            _ => out.extend(c.to_lowercase()),
        }
    }
    out
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
