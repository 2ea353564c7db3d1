//! The first words of a text, and the lists of words they stand in.
//!
//! A rule often asks of one place whether some verb, kind of body or other listed word of one to three syllables stands
//! there. The syllables are read and hashed once, in small letters; each list then costs one look in a table.

use super::fold::{is_alphanumeric, lower};

/// The first syllables of a text, three at most: letters and digits, one blank between two.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Words<'a> {
    text: &'a str,
    /// Of each count of syllables what was read; no further than `count`.
    read: [Read; Words::MOST],
    count: usize,
}

#[derive(Clone, Copy, Debug, Default)]
struct Read {
    end: usize,
    hash: u64,
    /// Cases of its letters: [`SMALL`], [`CAPITAL`].
    cases: u16,
}

const SMALL: u16 = 1 << 8;
const CAPITAL: u16 = 1 << 9;

/// Of each byte that is an ASCII letter or digit the small letter, with its case; 0 for all others.
static ASCII: [u16; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 128 {
        let c = byte as u8;
        table[byte] = match c {
            b'0'..=b'9' => c as u16,
            b'a'..=b'z' => c as u16 | SMALL,
            b'A'..=b'Z' => c.to_ascii_lowercase() as u16 | CAPITAL,
            _ => 0,
        };
        byte += 1;
    }
    table
};

impl<'a> Words<'a> {
    /// Syllables of the longest listed words.
    const MOST: usize = 3;

    /// Reads `most` syllables at the start of `text`. A mark behind the last one is left out ("tổ chức," gives two); a
    /// mark inside ("UBND/HĐND") makes it none.
    pub(crate) fn of(text: &'a str, most: usize) -> Self {
        let mut words = Words { text, read: [Read::default(); Words::MOST], count: 0 };
        let mut read = Read { hash: SEED, ..Read::default() };
        let bytes = text.as_bytes();
        // Where the syllable starts.
        let (mut at, mut from) = (0, 0);
        while let Some(&byte) = bytes.get(at) {
            let letter = ASCII[usize::from(byte)];
            if letter != 0 {
                read.hash = mix(read.hash, u32::from(letter & 0xff));
                read.cases |= letter;
                at += 1;
                continue;
            }
            if !byte.is_ascii()
                && let Some(c) = char_at(text, at)
                && is_alphanumeric(c)
            {
                let small = lower(c);
                read.hash = mix(read.hash, u32::from(small));
                read.cases |= if small == c { SMALL } else { CAPITAL };
                at += c.len_utf8();
                continue;
            }
            if at == from || byte != b' ' && goes_on(&text[at..]) {
                return words;
            }
            words.push(Read { end: at, ..read });
            if byte != b' ' || words.count >= most {
                return words;
            }
            read.hash = mix(read.hash, u32::from(b' '));
            at += 1;
            from = at;
        }
        if at > from {
            words.push(Read { end: at, ..read });
        }
        words
    }

    fn push(&mut self, read: Read) {
        if let Some(room) = self.read.get_mut(self.count) {
            *room = read;
            self.count += 1;
        }
    }

    fn at(&self, count: usize) -> Option<&Read> {
        self.read[..self.count].get(count.checked_sub(1)?)
    }

    /// The first `count` syllables; `None` when there are less.
    pub(crate) fn first(&self, count: usize) -> Option<&'a str> {
        self.text.get(..self.at(count)?.end)
    }

    /// True when a capital stands in the first `count` syllables.
    pub(crate) fn has_capitals(&self, count: usize) -> bool {
        self.at(count).is_some_and(|read| read.cases & CAPITAL != 0)
    }

    /// True when a small letter stands in the first `count` syllables.
    pub(crate) fn has_smalls(&self, count: usize) -> bool {
        self.at(count).is_some_and(|read| read.cases & SMALL != 0)
    }
}

const SEED: u64 = 0xcbf2_9ce4_8422_2325;

/// The character at a byte that is not ASCII: letters of Vietnamese take two bytes, or three that begin with `0xe1`.
#[inline]
fn char_at(text: &str, at: usize) -> Option<char> {
    match *text.as_bytes().get(at..)? {
        [a @ 0xc3..=0xc6, b, ..] => char::from_u32(u32::from(a & 0x1f) << 6 | u32::from(b & 0x3f)),
        [0xe1, a, b, ..] => char::from_u32(0x1000 | u32::from(a & 0x3f) << 6 | u32::from(b & 0x3f)),
        _ => text.get(at..)?.chars().next(),
    }
}

/// True when a letter or digit stands behind a mark, before the next blank.
fn goes_on(mark: &str) -> bool {
    !matches!(mark.as_bytes(), [b',' | b'.' | b';' | b':'] | [b',' | b'.' | b';' | b':', b' ', ..])
        && mark.chars().take_while(|c| *c != ' ').any(is_alphanumeric)
}

/// One step of a multiplicative hash; the high bits are the good ones.
fn mix(hash: u64, c: u32) -> u64 {
    (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// Lists of words, each a bit: of given words, which lists they stand in.
pub(crate) struct Lists {
    /// Open addressing, at most half full.
    slots: Vec<Option<Slot>>,
    shift: u32,
}

#[derive(Clone, Copy)]
struct Slot {
    hash: u64,
    words: &'static str,
    lists: u32,
}

impl Lists {
    /// Of lists of words in small letters, each with its bit.
    pub(crate) fn new(lists: impl IntoIterator<Item = (u32, &'static str)>) -> Self {
        let mut rows: Vec<Slot> = lists
            .into_iter()
            .map(|(lists, words)| {
                let hash = words.chars().fold(SEED, |hash, c| mix(hash, u32::from(c)));
                Slot { hash, words, lists }
            })
            .collect();
        rows.sort_by_key(|row| row.words);
        rows.dedup_by(|later, first| {
            let same = later.words == first.words;
            if same {
                first.lists |= later.lists;
            }
            same
        });
        let bits = (rows.len() * 2).next_power_of_two().trailing_zeros().max(1);
        let mut all = Lists { slots: vec![None; 1 << bits], shift: 64 - bits };
        for row in rows {
            let mut at = all.place(row.hash);
            while all.slots[at].is_some() {
                at = all.after(at);
            }
            all.slots[at] = Some(row);
        }
        all
    }

    fn place(&self, hash: u64) -> usize {
        (hash >> self.shift) as usize
    }

    fn after(&self, at: usize) -> usize {
        (at + 1) & (self.slots.len() - 1)
    }

    /// The lists that the first `count` syllables stand in, whatever their case; 0 for none.
    pub(crate) fn of(&self, words: &Words, count: usize) -> u32 {
        let Some(read) = words.at(count) else { return 0 };
        let mut at = self.place(read.hash);
        while let Some(Some(slot)) = self.slots.get(at) {
            if slot.hash == read.hash && same(&words.text[..read.end], slot.words) {
                return slot.lists;
            }
            at = self.after(at);
        }
        0
    }

    /// As [`Lists::of`], of words in small letters only.
    pub(crate) fn of_smalls(&self, words: &Words, count: usize) -> u32 {
        if words.has_capitals(count) { 0 } else { self.of(words, count) }
    }
}

/// True when a text is some words, whatever its case. Most have no capital but the first letter.
fn same(text: &str, words: &str) -> bool {
    let (mut letters, mut expected) = (text.chars(), words.chars());
    letters.next().map(lower) == expected.next()
        && (letters.as_str() == expected.as_str() || letters.map(lower).eq(expected))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn syllables_end_at_marks() {
        let first = |text, count| Words::of(text, 3).first(count);
        assert_eq!(first("Tổ chức, cá nhân", 2), Some("Tổ chức"));
        assert_eq!(first("Tổ chức, cá nhân", 3), None);
        assert_eq!(first("Sở: Y tế", 1), Some("Sở"));
        assert_eq!(first("Sở: Y tế", 2), None);
        assert_eq!(first("UBND/HĐND xã", 1), None);
        assert_eq!(first("(UBND)", 1), None);
        assert_eq!(first("một hai ba bốn", 3), Some("một hai ba"));
        assert_eq!(first("", 1), None);
        assert_eq!(first("một", 0), None);
    }

    #[test]
    fn lists_are_found_in_any_case() {
        let lists = Lists::new([(1, "tổ chức"), (2, "tổ"), (4, "tổ chức")]);
        let words = Words::of("TỔ Chức thi", 3);
        assert_eq!((lists.of(&words, 1), lists.of(&words, 2), lists.of(&words, 3)), (2, 5, 0));
        assert_eq!(lists.of_smalls(&words, 1), 0);
        assert!(words.has_capitals(1) && !words.has_smalls(1) && words.has_smalls(2));
    }
}
