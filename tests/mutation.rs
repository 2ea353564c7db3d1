//! Every document of the fixtures, damaged in many ways: bytes flipped, lines shuffled, stretches cut or doubled, the
//! rest of another document put behind. Whatever comes of it, the record is sound.
//!
//! `VANBAN_VARIANTS` says how many; `.ci/full` runs a million. Each variant is made from its number alone, so that one
//! that fails is made again whatever the threads do; its bytes are left in the folder for temporary files.

mod support;

use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;
use support::{Document, check_laws, documents};
use vanban::{Extractor, Span};

/// Variants when nothing else is said: some seconds.
const VARIANTS: u64 = 3_000;
/// One in so many is written as JSON and read back, which takes longer than the extraction.
const READ_BACK: u64 = 16;
/// Most kinds of damage that one variant takes.
const DAMAGES: u64 = 4;

#[test]
fn damaged_documents_give_sound_records() {
    let variants =
        std::env::var("VANBAN_VARIANTS").map_or(VARIANTS, |n| n.parse().expect("VANBAN_VARIANTS is a number"));
    let documents = documents();
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicU64::new(0);
    let bytes = AtomicU64::new(0);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let extractors = [Extractor::builder(), Extractor::builder().explain(true).check(true)]
                    .map(|builder| builder.with_text(true).build());
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= variants {
                        return;
                    }
                    let variant = variant(&documents, n);
                    bytes.fetch_add(variant.len() as u64, Ordering::Relaxed);
                    let extractor = &extractors[usize::from(n.is_multiple_of(4))];
                    let read =
                        catch_unwind(AssertUnwindSafe(|| check(extractor, &variant, n.is_multiple_of(READ_BACK))));
                    if let Err(what) = read.unwrap_or_else(|_| Err("a panic".to_owned())) {
                        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("variant-{n}.txt"));
                        std::fs::write(&path, &variant).unwrap();
                        let name = &documents[of(&documents, n)].name;
                        panic!("variant {n}, of {name}: {what}; see {}", path.display());
                    }
                }
            });
        }
    });
    let seconds = start.elapsed().as_secs_f64();
    let megabytes = bytes.into_inner() as f64 / 1e6;
    println!(
        "{variants} variants of {} documents, {megabytes:.0} MB, on {threads} threads in {seconds:.1} s: {:.0} variants \
         a second",
        documents.len(),
        variants as f64 / seconds,
    );
}

/// Reads a variant and checks what holds for every record.
fn check(extractor: &Extractor, variant: &[u8], read_back: bool) -> Result<(), String> {
    let mut record = extractor.extract_bytes(variant);
    if read_back {
        check_laws(&record)?;
        if extractor.extract_bytes(variant) != record {
            return Err("the same bytes give another record".to_owned());
        }
    }
    let text = record.text.take().ok_or("the text is not kept")?;
    let mut wrong: Option<Span> = None;
    record.for_each_span(&mut |span| {
        if text.get(span.range()).is_none() {
            wrong = Some(*span);
        }
    });
    wrong.map_or(Ok(()), |span| Err(format!("{span:?} does not slice the text of {} bytes", text.len())))
}

/// The document that a variant is made of: each comes in its turn.
fn of(documents: &[Document], n: u64) -> usize {
    (n % documents.len() as u64) as usize
}

fn variant(documents: &[Document], n: u64) -> Vec<u8> {
    let mut dice = Dice(n);
    let mut bytes = documents[of(documents, n)].text.clone().into_bytes();
    for _ in 0..1 + dice.below(DAMAGES) {
        damage(&mut bytes, documents, &mut dice);
    }
    bytes
}

fn damage(bytes: &mut Vec<u8>, documents: &[Document], dice: &mut Dice) {
    match dice.below(7) {
        0 => {
            for _ in 0..1 + dice.below(20) {
                let at = dice.index(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.below(8);
                }
            }
        }
        1 => {
            for _ in 0..1 + dice.below(20) {
                let at = dice.index(bytes.len());
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = dice.below(256) as u8;
                }
            }
        }
        2 => {
            let mut lines = lines(bytes);
            for i in (1..lines.len()).rev() {
                lines.swap(i, dice.index(i + 1));
            }
            *bytes = lines.concat();
        }
        3 => {
            let mut lines = lines(bytes);
            let line = lines.remove(dice.index(lines.len()));
            lines.insert(dice.index(lines.len() + 1), line);
            *bytes = lines.concat();
        }
        4 => drop(bytes.drain(dice.stretch(bytes.len()))),
        5 => {
            let stretch = dice.stretch(bytes.len());
            let again = bytes[stretch.clone()].to_vec();
            bytes.splice(stretch.end..stretch.end, again);
        }
        _ => {
            let other = documents[dice.index(documents.len())].text.as_bytes();
            bytes.truncate(dice.index(bytes.len() + 1));
            bytes.extend_from_slice(&other[dice.index(other.len() + 1)..]);
        }
    }
}

/// The lines with their ends; at least one.
fn lines(bytes: &[u8]) -> Vec<Vec<u8>> {
    bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).chain([Vec::new()]).collect()
}

/// A random number generator: SplitMix64 (Steele, Lea and Flood 2014), the numbers of which are the same everywhere.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `n`, which is no more than what a text has bytes: the bias is of no account.
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }

    fn index(&mut self, n: usize) -> usize {
        self.below(n as u64) as usize
    }

    /// A stretch of `len` bytes: mostly short ones, as a line is long.
    fn stretch(&mut self, len: usize) -> Range<usize> {
        let from = self.index(len + 1);
        let most = if self.below(8) == 0 { len } else { 200 };
        from..(from + 1 + self.index(most)).min(len)
    }
}
