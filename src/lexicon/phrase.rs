//! Tables of phrases, and which of them stands at a place of the text.

use super::fold::{CodeKey, Folded, ends_word, fold, is_alphanumeric, lower};
use std::collections::HashMap;

/// Phrases with a value each, found at the start of a text.
///
/// A tree with one character at each node, walked while the text is folded on the fly: one step for each character of
/// the match, nothing allocated. Where only one phrase is left, its other characters follow without nodes.
pub(super) struct Phrases<T> {
    /// Level by level, so that the children of a node stand side by side, in order of their characters.
    nodes: Vec<Node>,
    keys: Vec<String>,
    values: Vec<T>,
    firsts: Firsts,
}

/// The first letters of phrases: they tell most texts apart that begin with none of them.
pub(super) struct Firsts {
    /// A bit for each hash that a phrase has.
    seen: [u64; 32],
}

impl Firsts {
    pub fn new<'a>(folded: impl IntoIterator<Item = &'a str>) -> Firsts {
        let mut firsts = Firsts { seen: [0; 32] };
        for phrase in folded {
            if let Some(bit) = Firsts::bit(phrase) {
                firsts.seen[bit / 64] |= 1 << (bit % 64);
            }
        }
        firsts
    }

    /// False when no phrase stands at the start of `text`, up to the end of a word.
    #[inline]
    pub fn may_be_at(&self, text: &str) -> bool {
        Firsts::bit(text).is_none_or(|bit| self.seen[bit / 64] & 1 << (bit % 64) != 0)
    }

    /// Of the first three letters, or as many as the first word has; nothing where an `o` or `u` may be the one of two
    /// vowels that takes the mark of the other.
    #[inline]
    fn bit(text: &str) -> Option<usize> {
        let mut chars = text.chars();
        let mut hash: u32 = 0;
        for _ in 0..3 {
            let Some(c) = chars.next().map(lower).filter(|c| is_alphanumeric(*c)) else { break };
            if matches!(c, 'o' | 'u') && !chars.as_str().as_bytes().first().is_none_or(u8::is_ascii) {
                return None;
            }
            hash = (hash.rotate_left(9) ^ u32::from(c)).wrapping_mul(0x9e37_79b1);
        }
        Some((hash >> 21) as usize)
    }
}

#[derive(Clone, Copy, Default)]
struct Node {
    c: char,
    first_child: u32,
    children: u32,
    /// The phrase that ends here, or that is the only one below: its index, and its bytes down to here.
    key: Option<(u32, u32)>,
}

impl<T> Phrases<T> {
    /// Of phrases that fold to the same words, the first stays.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Phrases<T> {
        let mut rows: Vec<(String, T)> = phrases.into_iter().map(|(phrase, value)| (fold(phrase), value)).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows.dedup_by(|later, first| later.0 == first.0);
        Phrases::of_sorted(rows)
    }

    fn of_sorted(rows: Vec<(String, T)>) -> Phrases<T> {
        let (keys, values): (Vec<String>, Vec<T>) = rows.into_iter().unzip();
        let mut nodes = vec![Node::default()];
        // Of each node: the keys below it, which share their first bytes, and how many bytes those are.
        let mut below = vec![(0, keys.len(), 0)];
        let mut at = 0;
        while let Some(&(mut from, to, depth)) = below.get(at) {
            let next_char = |key: &String| key.get(depth..).and_then(|rest| rest.chars().next());
            let mut node = Node { first_child: nodes.len() as u32, ..nodes[at] };
            if keys[from..to].first().is_some_and(|key| key.len() == depth || depth > 0 && to - from == 1) {
                node.key = Some((from as u32, depth as u32));
                from += 1;
            }
            while let Some(c) = keys[from..to].first().and_then(next_char) {
                let same = keys[from..to].iter().take_while(|key| next_char(key) == Some(c)).count();
                nodes.push(Node { c, ..Node::default() });
                below.push((from, from + same, depth + c.len_utf8()));
                node.children += 1;
                from += same;
            }
            nodes[at] = node;
            at += 1;
        }
        let firsts = Firsts::new(keys.iter().map(String::as_str));
        Phrases { nodes, keys, values, firsts }
    }

    /// The longest phrase at the start of `text` that ends where a word ends: its length in `text` and its value.
    pub fn longest_at(&self, text: &str) -> Option<(usize, &T)> {
        if !self.firsts.may_be_at(text) {
            return None;
        }
        let mut folded = Folded::new(text);
        let (mut c, mut end) = folded.next()?;
        let mut node = self.nodes.first()?;
        let mut longest = None;
        while let Some(next) = self.child(node, c) {
            node = next;
            if let Some((index, depth)) = node.key {
                let others = self.keys.get(index as usize)?.get(depth as usize..)?;
                if let Some((end, last)) = rest_of(&mut folded, others, (end, c))
                    && ends_word(text, end, last)
                {
                    longest = Some((end, index));
                }
                if !others.is_empty() {
                    break;
                }
            }
            let Some(next) = folded.next() else { break };
            (c, end) = next;
        }
        longest.and_then(|(end, index)| Some((end, self.values.get(index as usize)?)))
    }

    fn child(&self, node: &Node, c: char) -> Option<&Node> {
        let children = self.nodes.get(node.first_child as usize..)?.get(..node.children as usize)?;
        if children.len() > 8 {
            return children.binary_search_by_key(&c, |child| child.c).ok().and_then(|at| children.get(at));
        }
        children.iter().find(|child| child.c == c) // Most nodes have one child.
    }

    /// The value of the phrase that is the whole of `text`.
    pub fn exact(&self, text: &str) -> Option<&T> {
        self.longest_at(text).filter(|(len, _)| *len == text.len()).map(|(_, value)| value)
    }
}

/// If what follows in a text, folded, starts with `others`: where that ends, and its last character; `read` where it is
/// empty.
fn rest_of(folded: &mut Folded, others: &str, read: (usize, char)) -> Option<(usize, char)> {
    others.chars().try_fold(read, |_, wanted| folded.next().filter(|(c, _)| *c == wanted).map(|(c, end)| (end, c)))
}

impl<T> Phrases<Vec<T>> {
    /// Gathers all values of phrases that fold to the same words, in the order given.
    pub fn grouped<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Phrases<Vec<T>> {
        let mut rows: Vec<(String, T)> = phrases.into_iter().map(|(phrase, value)| (fold(phrase), value)).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        let mut groups: Vec<(String, Vec<T>)> = Vec::new();
        for (phrase, value) in rows {
            match groups.last_mut() {
                Some((last, values)) if *last == phrase => values.push(value),
                _ => groups.push((phrase, vec![value])),
            }
        }
        Phrases::of_sorted(groups)
    }
}

/// Phrases with a value each, found at the end of a text.
///
/// A tree of words, walked from the last word of the text back: one step for each word, nothing allocated.
pub(super) struct Endings<T> {
    /// Level by level, so that the children of a node stand side by side, in order of their words.
    nodes: Vec<Word>,
    values: Vec<T>,
}

#[derive(Clone, Copy, Default)]
struct Word {
    word: WordKey,
    first_child: u32,
    children: u32,
    /// The value of the phrase that starts with this word.
    value: Option<u32>,
}

/// A word as compared: folded, sixteen bits for each letter. A word of more than eight letters is told by these, which
/// are more than a syllable has.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
struct WordKey(u128);

impl WordKey {
    const LETTERS: usize = 8;

    fn new(word: &str) -> Self {
        let letters = Folded::new(word).take(Self::LETTERS);
        Self(letters.fold(0, |key, (c, _)| key << 16 | u128::from(c as u32 & 0xFFFF)))
    }
}

/// The last word of a text, read once for all tables of endings that are asked about it.
pub(super) struct LastWord<'a> {
    pub text: &'a str,
    start: usize,
    glued: usize,
    word: WordKey,
}

impl<'a> LastWord<'a> {
    pub fn of(text: &'a str) -> Self {
        let start = text.as_bytes().iter().rposition(|b| *b == b' ').map_or(0, |blank| blank + 1);
        let word = &text[start..];
        // Only the first word of a phrase may have marks in front.
        let glued = if word.starts_with(is_alphanumeric) { 0 } else { word.find(is_alphanumeric).unwrap_or(0) };
        LastWord { text, start, glued, word: WordKey::new(&word[glued..]) }
    }
}

impl<T> Endings<T> {
    /// Of phrases that fold to the same words, the first stays.
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Endings<T> {
        let back = |phrase: &str| phrase.split(' ').rev().map(WordKey::new).collect::<Vec<_>>();
        let mut rows: Vec<(Vec<WordKey>, T)> =
            phrases.into_iter().map(|(phrase, value)| (back(phrase), value)).collect();
        rows.sort_by(|a, b| a.0.cmp(&b.0));
        rows.dedup_by(|later, first| later.0 == first.0);
        let (keys, values): (Vec<Vec<WordKey>>, Vec<T>) = rows.into_iter().unzip();
        let mut nodes = vec![Word::default()];
        // Of each node: the keys below it, which share their first words, and how many words those are.
        let mut below = vec![(0, keys.len(), 0)];
        let mut at = 0;
        while let Some(&(mut from, to, depth)) = below.get(at) {
            nodes[at].first_child = nodes.len() as u32;
            if keys[from..to].first().is_some_and(|key| key.len() == depth) {
                nodes[at].value = Some(from as u32);
                from += 1;
            }
            while let Some(&word) = keys[from..to].first().and_then(|key| key.get(depth)) {
                let same = keys[from..to].iter().take_while(|key| key.get(depth) == Some(&word)).count();
                nodes.push(Word { word, ..Word::default() });
                below.push((from, from + same, depth + 1));
                nodes[at].children += 1;
                from += same;
            }
            at += 1;
        }
        Endings { nodes, values }
    }

    /// The longest phrase that ends where `text` ends and starts where a word starts, without brackets, quotes and
    /// bullets glued to its first word: its start in `text` and its value.
    pub fn longest_at_end(&self, text: &str) -> Option<(usize, &T)> {
        self.longest_with(&LastWord::of(text))
    }

    /// As [`longest_at_end`](Self::longest_at_end), for a text whose last word was read.
    pub fn longest_with(&self, last: &LastWord) -> Option<(usize, &T)> {
        let mut node = self.child(self.nodes.first()?, last.word)?;
        let LastWord { text, mut start, mut glued, .. } = *last;
        let mut longest = None;
        loop {
            if let Some(value) = node.value {
                longest = Some((start + glued, value));
            }
            if glued > 0 || start == 0 || node.children == 0 {
                break;
            }
            let before = LastWord::of(text.get(..start - 1)?);
            let Some(next) = self.child(node, before.word) else { break };
            (node, start, glued) = (next, before.start, before.glued);
        }
        longest.and_then(|(start, value)| Some((start, self.values.get(value as usize)?)))
    }

    fn child(&self, node: &Word, word: WordKey) -> Option<&Word> {
        let children = self.nodes.get(node.first_child as usize..)?.get(..node.children as usize)?;
        children.binary_search_by_key(&word, |child| child.word).ok().and_then(|at| children.get(at))
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

    /// The values of `code` with `Đ` where it is written so; none when it is unknown.
    pub fn written(&self, code: &str) -> &[T] {
        let strict = CodeKey::strict(code).and_then(|key| self.strict.get(key.as_str()));
        strict.map_or(&[], Vec::as_slice)
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
