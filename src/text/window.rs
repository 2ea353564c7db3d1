//! Parts of a text that are so many bytes long, in whole characters: the windows that rules look through.

/// The character boundary at `at` or next below it; the end of `text` where `at` is beyond.
#[inline]
pub(crate) fn floor(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The character boundary at `at` or next above it; the end of `text` where `at` is beyond.
#[inline]
pub(crate) fn ceil(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The start of `text`: the whole characters of its first `most` bytes.
#[inline]
pub(crate) fn head(text: &str, most: usize) -> &str {
    &text[..floor(text, most)]
}

/// The end of `text`: the whole characters of its last `most` bytes.
#[inline]
pub(crate) fn tail(text: &str, most: usize) -> &str {
    &text[ceil(text, text.len().saturating_sub(most))..]
}

/// Where the last clause of `text` starts: behind its last ";" or ":", or "." with a blank behind it.
pub(crate) fn clause_start(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: &usize| bytes[*at] != b'.' || bytes.get(at + 1) == Some(&b' ');
    memchr::memrchr3_iter(b';', b':', b'.', bytes).find(ends).map_or(0, |at| at + 1)
}

/// Where the last ". " of `text` stands.
pub(crate) fn last_stop(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    memchr::memrchr_iter(b'.', bytes).find(|at| bytes.get(at + 1) == Some(&b' '))
}

/// True when the text in front of a place opens a quotation that it does not close: typographic marks alone tell their
/// sides.
pub(crate) fn opens_quotation(before: &str) -> bool {
    before.rfind('“').is_some_and(|open| !before[open..].contains('”'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_within_a_letter_move_to_its_sides() {
        // "ề" takes three bytes, "đ" two.
        let text = "về đê";
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 7].map(|at| floor(text, at)), [0, 1, 1, 1, 4, 5, 5, 7]);
        assert_eq!([0, 1, 2, 3, 4, 5, 6, 7].map(|at| ceil(text, at)), [0, 1, 4, 4, 4, 5, 7, 7]);
        assert_eq!([floor(text, text.len()), floor(text, 99), floor("", 3)], [9, 9, 0]);
        assert_eq!([ceil(text, text.len()), ceil(text, 99), ceil("", 3)], [9, 9, 0]);
    }

    #[test]
    fn both_ends_have_whole_letters() {
        let text = "về đê";
        assert_eq!([0, 1, 3, 4, 99].map(|most| head(text, most)), ["", "v", "v", "về", text]);
        assert_eq!([0, 1, 2, 4, 5, 99].map(|most| tail(text, most)), ["", "", "ê", "đê", " đê", text]);
        assert_eq!((head("", 4), tail("", 4)), ("", ""));
    }

    #[test]
    fn clauses_start_behind_marks() {
        let clause = |text| -> &str { &text[clause_start(text)..] };
        for (text, expected) in [("a; b: c", " c"), ("a. b 1.5", " b 1.5"), ("a 1.5", "a 1.5"), ("a.", "a."), ("", "")]
        {
            assert_eq!(clause(text), expected, "{text}");
        }
        assert_eq!((last_stop("a. b. c."), last_stop("1.5")), (Some(4), None));
    }

    #[test]
    fn quotations_are_open_until_they_close() {
        assert!(opens_quotation("nêu: “1. Điều"));
        assert!(opens_quotation("”, “x"));
        for closed in ["", "\"x", "“x” và", "x”"] {
            assert!(!opens_quotation(closed), "{closed}");
        }
    }
}
