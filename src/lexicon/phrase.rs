//! Tables of phrases, and which of them stands at a place of the text.

use super::fold::{CodeKey, Folded, ends_word, fold, starts_with_folded};
use std::collections::HashMap;

/// Phrases with a value each, found at the start of a text.
///
/// A sorted list, narrowed down character by character while the text is folded on the fly: one pass over the match, a
/// few comparisons per character, nothing allocated.
pub(super) struct Phrases<T> {
    rows: Vec<(Box<str>, T)>,
}

impl<T> Phrases<T> {
    /// Of phrases that fold to the same words, the first stays.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut rows: Vec<(Box<str>, T)> =
            phrases.into_iter().map(|(phrase, value)| (fold(phrase).into_boxed_str(), value)).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows.dedup_by(|later, first| later.0 == first.0);
        Phrases { rows }
    }

    /// The longest phrase at the start of `text` that ends where a word ends: its length in `text` and its value.
    pub fn longest_at(&self, text: &str) -> Option<(usize, &T)> {
        let mut rows = self.rows.as_slice();
        let mut depth = 0;
        let mut longest = None;
        for (c, end) in Folded::new(text) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                rows = narrowed(rows, depth, byte);
                depth += 1;
            }
            let Some((key, value)) = rows.first() else { break };
            if key.len() == depth && ends_word(text, end, key) {
                longest = Some((end, value));
            }
        }
        longest
    }

    /// The value of the phrase that is the whole of `text`.
    pub fn exact(&self, text: &str) -> Option<&T> {
        self.longest_at(text).filter(|(len, _)| *len == text.len()).map(|(_, value)| value)
    }
}

impl<T> Phrases<Vec<T>> {
    /// Gathers all values of phrases that fold to the same words, in the order given.
    pub fn grouped<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Phrases<Vec<T>> {
        let mut rows: Vec<(Box<str>, T)> =
            phrases.into_iter().map(|(phrase, value)| (fold(phrase).into_boxed_str(), value)).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut groups: Vec<(Box<str>, Vec<T>)> = Vec::new();
        for (phrase, value) in rows {
            match groups.last_mut() {
                Some((last, values)) if *last == phrase => values.push(value),
                _ => groups.push((phrase, vec![value])),
            }
        }
        Phrases { rows: groups }
    }
}

/// Of sorted rows that share their first `depth` bytes, those whose next byte is `byte`.
fn narrowed<T>(rows: &[(Box<str>, T)], depth: usize, byte: u8) -> &[(Box<str>, T)] {
    let next = |row: &(Box<str>, T)| row.0.as_bytes().get(depth).copied();
    let rows = match rows {
        [ended, longer @ ..] if ended.0.len() == depth => longer,
        _ => rows,
    };
    let (Some(first), Some(last)) = (rows.first().and_then(next), rows.last().and_then(next)) else { return &[] };
    if first == byte && last == byte {
        return rows; // Inside a word most rows go on alike.
    }
    if byte < first || last < byte {
        return &[];
    }
    let from = rows.partition_point(|row| next(row) < Some(byte));
    let rows = rows.get(from..).unwrap_or_default();
    let to = rows.partition_point(|row| next(row) <= Some(byte));
    rows.get(..to).unwrap_or_default()
}

/// Phrases with a value each, found at the end of a text.
pub(super) struct Endings<T> {
    /// By last word: the phrases that end in it, longest first.
    by_last_word: Phrases<Vec<Ending<T>>>,
}

struct Ending<T> {
    phrase: String,
    words: usize,
    value: T,
}

impl<T> Endings<T> {
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Endings<T> {
        let mut by_last_word = Phrases::grouped(phrases.into_iter().map(|(phrase, value)| {
            let last = phrase.rsplit(' ').next().unwrap_or_default();
            (last, Ending { phrase: fold(phrase), words: phrase.split(' ').count(), value })
        }));
        for (_, endings) in &mut by_last_word.rows {
            endings.sort_by_key(|ending| std::cmp::Reverse(ending.words));
        }
        Endings { by_last_word }
    }

    /// The longest phrase that ends where `text` ends and starts where a word starts, without brackets, quotes and
    /// bullets glued to its first word: its start in `text` and its value.
    pub fn longest_at_end(&self, text: &str) -> Option<(usize, &T)> {
        /// Words of the longest phrase of any table.
        const MOST: usize = 24;
        let mut starts = [0usize; MOST];
        let mut known = 0;
        // Word starts from the end, each found once however many phrases ask for it.
        let mut start_of = |words: usize| -> Option<usize> {
            while known < words.min(MOST) {
                let end = if known == 0 { text.len() } else { starts[known - 1].checked_sub(1)? };
                starts[known] = memchr::memrchr(b' ', text.as_bytes().get(..end)?).map_or(0, |blank| blank + 1);
                known += 1;
            }
            let start = *starts.get(words.checked_sub(1)?)?;
            let word = text.get(start..)?;
            Some(start + word.find(char::is_alphanumeric)?)
        };
        let last = start_of(1)?;
        let endings = self.by_last_word.exact(text.get(last..)?)?;
        endings.iter().find_map(|ending| {
            let start = start_of(ending.words)?;
            let found = starts_with_folded(text.get(start..)?, &ending.phrase)?;
            (start + found == text.len()).then_some((start, &ending.value))
        })
    }
}

/// Values by code, in any case; where no code is written so, by the code with `D` for `Đ`.
pub(super) struct Codes<T> {
    strict: HashMap<String, Vec<T>>,
    loose: HashMap<String, Vec<T>>,
}

impl<T: Copy> Codes<T> {
    pub fn new<'a>(codes: impl IntoIterator<Item = (&'a str, T)>) -> Codes<T> {
        let mut index = Codes { strict: HashMap::new(), loose: HashMap::new() };
        for (code, value) in codes {
            for (map, key) in [(&mut index.strict, CodeKey::strict(code)), (&mut index.loose, CodeKey::loose(code))] {
                if let Some(key) = key {
                    map.entry(key.as_str().to_owned()).or_default().push(value);
                }
            }
        }
        index
    }

    /// The values of `code`; none when it is unknown.
    pub fn get(&self, code: &str) -> &[T] {
        let strict = CodeKey::strict(code).and_then(|key| self.strict.get(key.as_str()));
        let found = strict.or_else(|| CodeKey::loose(code).and_then(|key| self.loose.get(key.as_str())));
        found.map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longest_phrase_wins_and_words_stay_whole() {
        let phrases = Phrases::new([("Đầu tư", 1), ("Đầu tư công", 2), ("Hoà giải", 3), ("a", 4)]);
        assert_eq!(phrases.longest_at("đầu tư công, sửa đổi"), Some(("đầu tư công".len(), &2)));
        assert_eq!(phrases.longest_at("ĐẦU TƯ côngty"), Some(("ĐẦU TƯ".len(), &1)));
        assert_eq!(phrases.longest_at("Hòa giải"), Some(("Hòa giải".len(), &3)));
        assert_eq!(phrases.longest_at("Đầu"), None);
        assert_eq!(phrases.longest_at("á"), None);
        assert_eq!(phrases.longest_at(""), None);
        assert_eq!(phrases.exact("Hoà giải"), Some(&3));
        assert_eq!(phrases.exact("Hoà giải ở"), None);
    }

    #[test]
    fn endings_start_at_words() {
        let endings = Endings::new([("theo", 1), ("ban hành kèm theo", 2), ("kèm theo", 3)]);
        assert_eq!(endings.longest_at_end("Quy chế (ban hành kèm theo"), Some(("Quy chế (".len(), &2)));
        assert_eq!(endings.longest_at_end("gửi Kèm theo"), Some(("gửi ".len(), &3)));
        assert_eq!(endings.longest_at_end("(theo"), Some((1, &1)));
        assert_eq!(endings.longest_at_end("theo "), None);
        assert_eq!(endings.longest_at_end("dõitheo"), None);
        assert_eq!(endings.longest_at_end(""), None);
    }

    #[test]
    fn codes_forgive_a_plain_d() {
        let codes = Codes::new([("QĐ", 1), ("HD", 2), ("HĐ", 3)]);
        assert_eq!(codes.get("qđ"), [1]);
        assert_eq!(codes.get("QD"), [1]);
        assert_eq!(codes.get("HD"), [2]);
        assert_eq!(codes.get("HĐ"), [3]);
        assert!(codes.get("XX").is_empty());
    }
}
