//! Phrases found anywhere in a text, by the blank between their first two syllables: [`Joints`].

/// Phrases of two syllables or more, or of one with the blank behind it, each with a value.
///
/// Syllables of Vietnamese share their first bytes, so that no search for a byte or two can skip much of a text, and a
/// table of states costs a look at every byte. Here every blank is asked for the bytes on its two sides: those tell
/// nearly all blanks apart from the ones inside a phrase.
pub(crate) struct Joints<T> {
    /// By the hash of the bytes around a blank: its phrases, or 0 for none.
    slots: Box<[u16; 1 << BITS]>,
    /// From 1 on: phrases with such bytes, longest first.
    buckets: Vec<Vec<Phrase<T>>>,
    /// True when one of the phrases is a syllable.
    singles: bool,
}

struct Phrase<T> {
    words: String,
    /// Bytes in front of its first blank, but for one at its start.
    joint: usize,
    value: T,
}

/// A phrase in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Joint<T> {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) value: T,
}

/// Bits of the number of a slot: few blanks share one with a phrase by chance, and the table stays small.
const BITS: u32 = 13;

impl<T: Copy> Joints<T> {
    /// Of phrases each of which has a blank behind its first syllable, which takes three bytes with a blank in front; one of
    /// two bytes is found behind a blank alone.
    pub(crate) fn new<S: Into<String>>(phrases: impl IntoIterator<Item = (S, T)>) -> Self {
        let mut all = Self { slots: Box::new([0; 1 << BITS]), buckets: vec![Vec::new()], singles: false };
        for (words, value) in phrases {
            let words = words.into();
            let Some(joint) = words.bytes().skip(1).position(|b| b == b' ').map(|at| at + 1) else { continue };
            debug_assert!(joint >= 2, "{words:?}");
            let sides = Sides::of(words.as_bytes(), joint);
            let single = joint + 1 == words.len();
            all.singles |= single;
            let slot = if single { sides.left() } else { sides.both() };
            if all.slots[slot] == 0 {
                all.slots[slot] = all.buckets.len() as u16;
                all.buckets.push(Vec::new());
            }
            all.buckets[usize::from(all.slots[slot])].push(Phrase { words, joint, value });
        }
        for bucket in &mut all.buckets {
            bucket.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        }
        all
    }

    /// Hands every phrase to `take`, blank by blank from left to right; of those at one blank the longest first.
    #[inline]
    pub(crate) fn each(&self, text: &str, mut take: impl FnMut(Joint<T>)) {
        let bytes = text.as_bytes();
        let (eights, rest) = bytes.as_chunks::<8>();
        // Eight bytes are looked at together: words are so short that a search from each blank to the next costs more.
        for (n, eight) in eights.iter().enumerate() {
            let mut blanks = blanks(*eight);
            while blanks != 0 {
                self.at(bytes, n * 8 + blanks.trailing_zeros() as usize / 8, &mut take);
                blanks &= blanks - 1;
            }
        }
        for (n, _) in rest.iter().enumerate().filter(|(_, byte)| **byte == b' ') {
            self.at(bytes, bytes.len() - rest.len() + n, &mut take);
        }
    }

    /// The phrases whose blank stands at `at`.
    #[inline]
    fn at(&self, bytes: &[u8], at: usize, take: &mut impl FnMut(Joint<T>)) {
        let sides = Sides::of(bytes, at);
        let pair = self.slots[sides.both()];
        if pair != 0 {
            self.confirm(pair, bytes, at, take);
        }
        let single = if self.singles { self.slots[sides.left()] } else { 0 };
        if single != 0 && single != pair {
            self.confirm(single, bytes, at, take);
        }
    }

    #[cold]
    fn confirm(&self, bucket: u16, bytes: &[u8], at: usize, take: &mut impl FnMut(Joint<T>)) {
        for phrase in &self.buckets[usize::from(bucket)] {
            let Some(start) = at.checked_sub(phrase.joint) else { continue };
            if bytes[start..].starts_with(phrase.words.as_bytes()) {
                take(Joint { start, end: start + phrase.words.len(), value: phrase.value });
            }
        }
    }
}

/// The high bit of each byte that is a blank, in the order of the bytes.
#[inline]
fn blanks(eight: [u8; 8]) -> u64 {
    const BLANKS: u64 = u64::from_ne_bytes([b' '; 8]);
    const LOW: u64 = u64::from_ne_bytes([0x7f; 8]);
    let other = u64::from_le_bytes(eight) ^ BLANKS;
    !(((other & LOW) + LOW) | other | LOW)
}

/// The bytes around a blank: three in front of it, itself, and two behind it.
#[derive(Clone, Copy)]
struct Sides(u64);

impl Sides {
    #[inline]
    fn of(bytes: &[u8], at: usize) -> Self {
        match bytes.get(at.wrapping_sub(3)..at.wrapping_add(5)).and_then(|all| all.first_chunk()) {
            Some(all) => Self(u64::from_le_bytes(*all)),
            None => Self::at_edge(bytes, at),
        }
    }

    /// Blanks stand for what lies outside.
    #[cold]
    fn at_edge(bytes: &[u8], at: usize) -> Self {
        let byte = |n: usize| (at + n).checked_sub(3).and_then(|at| bytes.get(at)).copied().unwrap_or(b' ');
        Self(u64::from_le_bytes(std::array::from_fn(byte)))
    }

    /// The slot of a syllable that ends here.
    #[inline]
    fn left(self) -> usize {
        self.slot(0xff_ffff)
    }

    /// The slot of the end of a syllable and the start of the next. A digit stands for itself, whatever follows.
    #[inline]
    fn both(self) -> usize {
        let digit = (self.0 >> 32) as u8 <= b'9';
        self.slot(if digit { 0xff_00ff_ffff } else { 0xffff_00ff_ffff })
    }

    #[inline]
    fn slot(self, bytes: u64) -> usize {
        ((self.0 & bytes).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> (64 - BITS)) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_at_their_first_blank() {
        let joints =
            Joints::new([("đề nghị", 1), ("đề nghị các", 2), (" do ", 3), ("giao ", 4), ("trước 0", 5), ("nghị", 6)]);
        let found = |text: &str| {
            let mut all = Vec::new();
            joints.each(text, |joint| all.push((&text[joint.start..joint.end], joint.value)));
            all.into_iter().map(|(words, value)| format!("{words}={value}")).collect::<Vec<_>>()
        };
        assert_eq!(found("Sở đề nghị các xã"), ["đề nghị các=2", "đề nghị=1"]);
        assert_eq!(found("đề nghị do Sở, do"), ["đề nghị=1", " do =3"]);
        assert_eq!(found("giao trước 07"), ["giao =4", "trước 0=5"]);
        assert_eq!(found("do Sở đề"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
    }

    #[test]
    fn every_place_is_looked_at() {
        let joints = Joints::new([("bốn năm", ())]);
        for front in 0..20 {
            let text = "x".repeat(front) + " bốn năm";
            let mut found = Vec::new();
            joints.each(&text, |joint| found.push((joint.start, joint.end)));
            assert_eq!(found, [(front + 1, text.len())]);
        }
    }
}
