//! Lists of words that a text may start with: [`Starts`].

/// Words of a list, found at the start of a text as written.
///
/// Most texts start with none of them: the first byte, then the first bytes, hashed, tell that at one look. Lists are short,
/// so the few that pass are compared with each of its words. For lists that are asked about at every line or word; where a list is asked
/// about once a candidate, `ws::first_of` of the grammar does without a table.
pub(crate) struct Starts {
    words: &'static [&'static str],
    /// A bit for each first byte that a word has.
    first: [u64; 4],
    /// Bytes that are hashed: no more than the shortest word has.
    width: usize,
    /// A bit for each hash that a word has.
    seen: [u64; Self::SEEN],
}

impl Starts {
    /// Lists of half a hundred words leave most bits unset.
    const SEEN: usize = 16;
    /// Hashed bytes at most. Two letters of Vietnamese take up to six bytes.
    const WIDTH: usize = 6;

    /// Of words, the first of which is found where several fit.
    pub(crate) const fn new(words: &'static [&'static str]) -> Self {
        let mut width = Self::WIDTH;
        let mut n = 0;
        while n < words.len() {
            if words[n].len() < width {
                width = words[n].len();
            }
            n += 1;
        }
        let mut first = [0; 4];
        let mut seen = [0; Self::SEEN];
        n = 0;
        while n < words.len() {
            let byte = words[n].as_bytes()[0];
            first[byte as usize / 64] |= 1 << (byte % 64);
            let bit = hash(head(words[n].as_bytes(), width));
            seen[bit / 64] |= 1 << (bit % 64);
            n += 1;
        }
        Self { words, first, width, seen }
    }

    /// False where the first byte shows that `text` starts with none of the words.
    #[inline]
    fn may_begin(&self, text: &str) -> bool {
        text.as_bytes().first().is_some_and(|byte| self.first[usize::from(byte / 64)] & 1 << (byte % 64) != 0)
    }

    /// False where the first bytes show that `text` starts with none of the words.
    #[inline]
    fn may_be(&self, text: &str) -> bool {
        self.may_begin(text) && text.len() >= self.width && {
            let head = match text.as_bytes().first_chunk() {
                Some(bytes) => u64::from_le_bytes(*bytes) & ((1 << (8 * self.width)) - 1),
                None => head(text.as_bytes(), self.width),
            };
            let bit = hash(head);
            self.seen[bit / 64] & 1 << (bit % 64) != 0
        }
    }

    /// The words that `text` starts with, in the order of the list.
    #[inline]
    pub(crate) fn all(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let words = if self.may_be(text) { self.words } else { &[] };
        // Words that begin alike differ here first.
        let at = self.width.wrapping_sub(1);
        let byte = text.as_bytes().get(at).copied();
        words.iter().copied().filter(move |w| w.as_bytes().get(at).copied() == byte && text.starts_with(w))
    }

    /// The first of the words that `text` starts with.
    #[inline]
    pub(crate) fn first_of(&self, text: &str) -> Option<&'static str> {
        if self.may_begin(text) { self.search(text) } else { None }
    }

    /// Not where it is asked for: few texts come here.
    #[inline(never)]
    fn search(&self, text: &str) -> Option<&'static str> {
        self.all(text).next()
    }

    /// True when `text` is one of the words.
    #[inline]
    pub(crate) fn is(&self, text: &str) -> bool {
        self.may_be(text) && self.words.contains(&text)
    }

    /// True when `text` starts with one of the words.
    #[inline]
    pub(crate) fn any(&self, text: &str) -> bool {
        self.first_of(text).is_some()
    }
}

/// The first `width` bytes as a number.
#[inline]
const fn head(bytes: &[u8], width: usize) -> u64 {
    let mut head = 0;
    let mut at = 0;
    while at < width {
        head |= (bytes[at] as u64) << (8 * at);
        at += 1;
    }
    head
}

/// Ten bits of them.
#[inline]
const fn hash(head: u64) -> usize {
    (head.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 54) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_fits_is_found() {
        static STARTS: Starts = Starts::new(&["Điều kiện", "Điều", "Số:"]);
        assert_eq!(STARTS.first_of("Điều 5"), Some("Điều"));
        assert_eq!(STARTS.first_of("Điều kiện chung"), Some("Điều kiện"));
        assert_eq!(STARTS.first_of("Số: 12"), Some("Số:"));
        assert_eq!(STARTS.first_of("S"), None);
        assert!(!STARTS.any("Khoản 5"));
        assert!(STARTS.is("Điều") && !STARTS.is("Điều 5") && !STARTS.is(""));
        assert!(!Starts::new(&[]).any("Khoản 5"));
    }
}
