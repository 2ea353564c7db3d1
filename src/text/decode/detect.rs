//! Which encoding bytes are in: letters of Vietnamese stand in pairs that other readings of the same bytes do not give.

use super::{Encoding, tables, viqr};
use std::sync::LazyLock;

/// Encodings that use bytes beyond ASCII, in the order in which a draw is settled.
const CANDIDATES: [Encoding; 5] =
    [Encoding::Tcvn3, Encoding::Vni, Encoding::Windows1258, Encoding::Viscii, Encoding::Vps];

/// Bytes that are looked at: far more than are needed to be sure.
pub(super) const SAMPLE: usize = 16 << 10;

/// -ln p of each pair of letters in steps of 0.2, made by `benches/bigrams.py` from the letters of some hundred
/// documents: a line for each first letter, a character for each second one.
const BIGRAMS: &[u8] = include_bytes!("bigrams.txt");

/// The small letters beyond ASCII, in the order of the table.
const ACCENTED: &str = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";

/// Place of everything that is no letter.
const OTHER: usize = 93;

/// A line of the table with its line end.
const ROW: usize = OTHER + 2;

/// Place of each character in the table, for all characters below U+1F00.
static PLACES: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut places = vec![OTHER as u8; 0x1F00];
    for (i, c) in ('a'..='z').chain(ACCENTED.chars()).enumerate() {
        places[c as usize] = i as u8;
        places[tables::upper(c) as usize] = i as u8;
    }
    places
});

fn place(c: char) -> usize {
    PLACES.get(c as usize).map_or(OTHER, |&p| p as usize)
}

/// How well a text reads as Vietnamese.
#[derive(Clone, Copy, Debug, Default)]
struct Score {
    /// Sum over the pairs that hold a letter beyond ASCII, in nats; less is better.
    cost: f32,
    /// Those pairs.
    pairs: usize,
    /// Letters of Vietnamese beyond ASCII.
    letters: usize,
}

impl Score {
    fn of(text: &str) -> Self {
        /// For a sign or a letter of another language inside a word: more than any pair costs.
        const STRANGE: f32 = 20.0;
        /// For a capital behind a small letter.
        const CASE: f32 = 3.0;
        let mut score = Self::default();
        let mut before = ' ';
        let mut chars = text.chars().peekable();
        while let Some(c) = chars.next() {
            let (a, b) = (place(before), place(c));
            let own = !c.is_ascii() && b != OTHER;
            if own || !before.is_ascii() && a != OTHER {
                let steps = BIGRAMS[a * ROW + b].saturating_sub(b'!');
                score.cost += f32::from(steps) * 0.2;
                score.pairs += 1;
            }
            score.letters += usize::from(own);
            if own && before.is_ascii_lowercase() && c.is_uppercase() {
                score.cost += CASE;
            }
            let sign =
                b == OTHER && (!c.is_ascii() || c.is_ascii_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}'));
            if sign && (c.is_control() || c.is_alphabetic() || inside(a, chars.peek())) {
                score.cost += STRANGE;
                score.pairs += 1;
            }
            before = c;
        }
        score
    }

    fn mean(&self) -> f32 {
        if self.pairs == 0 { f32::INFINITY } else { self.cost / self.pairs as f32 }
    }

    /// Texts of Vietnamese cost 6 to 8 nats a pair, read wrongly 11 and more.
    fn is_vietnamese(&self) -> bool {
        /// Fewer letters may be a name in another language.
        const ENOUGH: usize = 3;
        self.letters >= ENOUGH && self.mean() < 9.5
    }
}

fn inside(before: usize, next: Option<&char>) -> bool {
    before != OTHER && next.is_some_and(|&n| place(n) != OTHER)
}

/// An encoding and how sure it is, from 0 to 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Guess {
    pub(super) encoding: Encoding,
    pub(super) confidence: f32,
}

/// The encoding of bytes that are no UTF-8; `None` when they read as Vietnamese in none.
pub(super) fn legacy(sample: &[u8]) -> Option<Guess> {
    let mut best: Option<(Score, Encoding)> = None;
    let mut second = f32::INFINITY;
    let mut text = String::with_capacity(sample.len() * 2);
    for encoding in CANDIDATES {
        text.clear();
        for &byte in sample {
            tables::push(&mut text, byte, encoding);
        }
        let score = Score::of(&text);
        let mean = score.mean();
        match best {
            Some((b, _)) if mean >= b.mean() => second = second.min(mean),
            _ => {
                second = second.min(best.map_or(f32::INFINITY, |(b, _)| b.mean()));
                best = Some((score, encoding));
            }
        }
    }
    let (score, encoding) = best.filter(|(s, _)| s.is_vietnamese())?;
    // Each pair is evidence; the margin over the next best reading says how much.
    let evidence = (second - score.mean()).clamp(0.0, 8.0) * score.pairs as f32;
    Some(Guess { encoding, confidence: 1.0 - 0.5 * (-evidence / 8.0).exp() })
}

/// True when a text reads as Vietnamese as it stands, at least as well as its bytes do in another encoding.
pub(super) fn reads_well(text: &str) -> bool {
    let score = Score::of(text);
    score.pairs > 0 && score.mean() < 10.5
}

/// Whether a text of ASCII is VIQR.
pub(super) fn is_viqr(sample: &str) -> Option<Guess> {
    // Without these no text is VIQR, and few texts have many of them.
    let marks = sample.bytes().filter(|b| matches!(b, b'^' | b'(' | b'+' | b'\'' | b'`' | b'~')).count();
    if marks < 4 || marks * 60 < sample.len() {
        return None;
    }
    let (text, shapes) = viqr::decode(sample);
    let score = Score::of(&text);
    let words = text.split_whitespace().filter(|w| w.contains(char::is_alphabetic)).count();
    // Half of the words of Vietnamese bear marks, and half of the marks are of shape.
    let enough = score.letters >= 4 && score.letters * 10 > words * 3 && shapes * 5 > score.letters;
    (enough && score.is_vietnamese())
        .then(|| Guess { encoding: Encoding::Viqr, confidence: 1.0 - 0.5 * (-(score.letters as f32) / 8.0).exp() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_its_shape() {
        assert_eq!(BIGRAMS.len(), (OTHER + 1) * ROW);
        assert!(
            BIGRAMS
                .chunks(ROW)
                .all(|row| row[..=OTHER].iter().all(|b| (b'!'..=b'~').contains(b)) && row[OTHER + 1] == b'\n')
        );
        assert_eq!(ACCENTED.chars().count() + 26, OTHER);
    }

    #[test]
    fn vietnamese_is_told_from_other_languages() {
        assert!(Score::of("Ủy ban nhân dân thành phố đề nghị các sở báo cáo").is_vietnamese());
        assert!(!Score::of("Les élèves français déjà très fâchés à Noël").is_vietnamese());
        assert!(
            legacy("Les élèves français déjà très fâchés".chars().map(|c| c as u8).collect::<Vec<_>>().as_slice())
                .is_none()
        );
    }
}
