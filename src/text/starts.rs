//! Lists of words that a text may start with: [`Starts`].

/// Words of a list, found at the start of a text as written.
///
/// Most texts start with none of them: the first bytes, hashed, tell that at one look. Lists are short, so the few that
/// pass are compared with each of its words. For lists that are asked about at every line or word; where a list is asked
/// about once a candidate, `ws::first_of` of the grammar does without a table.
pub(crate) struct Starts {
    words: &'static [&'static str],
    /// Bytes that are hashed: no more than the shortest word has.
    width: usize,
    /// A bit for each hash that a word has.
    seen: [u64; 16],
}

impl Starts {
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
        let mut seen = [0; 16];
        n = 0;
        while n < words.len() {
            let bit = hash(words[n].as_bytes(), width);
            seen[bit / 64] |= 1 << (bit % 64);
            n += 1;
        }
        Self { words, width, seen }
    }

    /// The words that `text` starts with, in the order of the list.
    #[inline]
    pub(crate) fn all(&self, text: &str) -> impl Iterator<Item = &'static str> {
        let may_be = text.len() >= self.width && {
            let bit = hash(text.as_bytes(), self.width);
            self.seen[bit / 64] & 1 << (bit % 64) != 0
        };
        let words = if may_be { self.words } else { &[] };
        // Words that begin alike differ here first.
        let byte = |words: &str| words.as_bytes().get(self.width.wrapping_sub(1)).copied();
        words.iter().copied().filter(move |w| byte(w) == byte(text) && text.starts_with(w))
    }

    /// The first of the words that `text` starts with.
    #[inline]
    pub(crate) fn first_of(&self, text: &str) -> Option<&'static str> {
        self.all(text).next()
    }

    /// True when `text` starts with one of the words.
    #[inline]
    pub(crate) fn any(&self, text: &str) -> bool {
        self.first_of(text).is_some()
    }
}

/// Ten bits of the first `width` bytes.
#[inline]
const fn hash(bytes: &[u8], width: usize) -> usize {
    let mut hash: u32 = 0;
    let mut at = 0;
    while at < width {
        hash = (hash ^ bytes[at] as u32).wrapping_mul(0x0100_0193).rotate_left(5);
        at += 1;
    }
    (hash >> 12 & 0x3FF) as usize
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
        assert!(!Starts::new(&[]).any("Khoản 5"));
    }
}
