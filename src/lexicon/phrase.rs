//! Tables of phrases, and which of them stands at a place of the text.

use super::fold::{CodeKey, Folded, ends_word, fold, is_alphanumeric, plain_lower, starts_with_folded};
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

    /// Of the first two letters, or the first alone where the word ends. `o` and `u` may give their place to a letter
    /// with the mark of the next.
    #[inline]
    fn bit(text: &str) -> Option<usize> {
        let mut letters = text.chars().map(plain_lower);
        let first = letters.next()?;
        let second = letters.next().filter(|c| is_alphanumeric(*c)).unwrap_or(' ');
        let open = matches!(first, 'o' | 'u') || matches!(second, 'o' | 'u') || !is_alphanumeric(first);
        let hash = (u32::from(first) << 16 ^ u32::from(second)).wrapping_mul(0x9e37_79b1);
        (!open).then_some((hash >> 21) as usize)
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
        let mut node = self.nodes.first()?;
        let mut folded = Folded::new(text);
        let mut longest = None;
        while let Some((c, end)) = folded.next() {
            let Some(next) = self.child(node, c) else { break };
            node = next;
            if let Some((index, depth)) = node.key {
                let (mut last, mut end) = (c, end);
                let others = self.keys.get(index as usize)?.get(depth as usize..)?;
                let is_whole = others.chars().all(|wanted| {
                    let next = folded.next().filter(|(c, _)| *c == wanted);
                    (last, end) = next.unwrap_or((last, end));
                    next.is_some()
                });
                if is_whole && ends_word(text, end, last) {
                    longest = Some((end, index));
                }
                if !others.is_empty() {
                    break;
                }
            }
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
pub(super) struct Endings<T> {
    /// By last word: the phrases that end in it, longest first.
    by_last_word: Phrases<Vec<Ending<T>>>,
}

struct Ending<T> {
    phrase: String,
    first: char,
    words: usize,
    value: T,
}

impl<T> Endings<T> {
    pub fn new<'a>(phrases: impl IntoIterator<Item = (&'a str, T)>) -> Endings<T> {
        let mut by_last_word = Phrases::grouped(phrases.into_iter().map(|(phrase, value)| {
            let last = phrase.rsplit(' ').next().unwrap_or_default();
            let words = phrase.split(' ').count();
            let phrase = fold(phrase);
            (last, Ending { first: phrase.chars().next().unwrap_or_default(), phrase, words, value })
        }));
        for endings in &mut by_last_word.values {
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
            Some(start + word.find(is_alphanumeric)?)
        };
        let last = start_of(1)?;
        let endings = self.by_last_word.exact(text.get(last..)?)?;
        endings.iter().find_map(|ending| {
            let start = start_of(ending.words)?;
            let text_there = text.get(start..)?;
            // Most differ in the first letter; that of "oà" and "uỷ" depends on the next.
            let first = plain_lower(text_there.chars().next()?);
            if first != ending.first && !matches!(first, 'o' | 'u') {
                return None;
            }
            let found = starts_with_folded(text_there, &ending.phrase)?;
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
