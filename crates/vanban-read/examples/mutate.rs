//! Spoilt copies of the fuzz seeds, many a second, through the same functions as the fuzz targets: what a coverage-guided
//! fuzzer finds in hours, this repeats from a stated seed without a tool to install.
//!
//! `cargo run --release -p vanban-read --example mutate -- TARGET RUNS [SEED]`, where TARGET is one of those in `fuzz/targets.rs`.
//! Ends with status 1 and the spoilt bytes in `mutate-TARGET.bin` when a reader panics or takes longer than it may.

#[path = "../../../fuzz/targets.rs"]
mod targets;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Changes made to one copy at most.
const CHANGES: u64 = 6;
/// Bytes taken out, doubled or moved at once, at most.
const PIECE: u64 = 64;
/// A copy never grows beyond this.
const LONGEST: usize = 64 << 10;
/// The longest that one copy may take.
const SLOWEST: Duration = Duration::from_secs(10);

/// xorshift64*: enough to spoil files, and the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, end: u64) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) % end.max(1)) as usize
    }

    /// A piece of `bytes`, perhaps empty.
    fn piece(&mut self, bytes: &[u8]) -> std::ops::Range<usize> {
        let start = self.below(bytes.len() as u64 + 1);
        let len = self.below(PIECE).min(bytes.len() - start);
        start..start + len
    }
}

/// One change: a bit, a byte, a piece out, doubled, moved, taken from another seed, or the end cut off.
fn change(bytes: &mut Vec<u8>, other: &[u8], random: &mut Random) {
    let at = random.below(bytes.len() as u64 + 1);
    match random.below(8) {
        0 | 1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
        2 if at < bytes.len() => bytes[at] = random.below(256) as u8,
        3 => drop(bytes.drain(random.piece(bytes))),
        4 => {
            let piece = bytes[random.piece(bytes)].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        5 => {
            let piece: Vec<u8> = bytes.drain(random.piece(bytes)).collect();
            let to = random.below(bytes.len() as u64 + 1);
            drop(bytes.splice(to..to, piece));
        }
        6 => {
            let piece = other[random.piece(other)].to_vec();
            drop(bytes.splice(at..at, piece));
        }
        // Rare: it leaves little to read.
        7 if random.below(8) == 0 => bytes.truncate(at),
        _ => {}
    }
    bytes.truncate(LONGEST);
}

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let target = args.next().unwrap_or_default();
    let runs: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let seed: u64 = args.next().and_then(|n| n.parse().ok()).unwrap_or(1);
    let Some((_, folder, ending, act)) = targets::TARGETS.into_iter().find(|t| t.0 == target) else {
        eprintln!("usage: mutate {} RUNS [SEED]", targets::TARGETS.map(|t| t.0).join("|"));
        return ExitCode::from(2);
    };
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(folder);
    let mut paths: Vec<_> = std::fs::read_dir(&folder).into_iter().flatten().flatten().map(|e| e.path()).collect();
    paths.retain(|path| path.to_string_lossy().ends_with(ending));
    paths.sort();
    let seeds: Vec<Vec<u8>> = paths.iter().filter_map(|path| std::fs::read(path).ok()).collect();
    if seeds.is_empty() {
        eprintln!("no seeds in {}", folder.display());
        return ExitCode::from(2);
    }
    let mut random = Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1);
    let start = Instant::now();
    let mut slowest = Duration::ZERO;
    for run in 0..runs {
        let mut bytes = seeds[random.below(seeds.len() as u64)].clone();
        for _ in 0..=random.below(CHANGES) {
            let other = random.below(seeds.len() as u64);
            change(&mut bytes, &seeds[other], &mut random);
        }
        let from = Instant::now();
        let sound = catch_unwind(AssertUnwindSafe(|| act(&bytes))).is_ok();
        slowest = slowest.max(from.elapsed());
        if !sound || from.elapsed() > SLOWEST {
            let path = format!("mutate-{target}.bin");
            let kept = std::fs::write(&path, &bytes).map_or_else(|e| e.to_string(), |()| path);
            eprintln!("run {run} of seed {seed} failed after {:?}: {kept}", from.elapsed());
            return ExitCode::FAILURE;
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    println!("{target}: {runs} runs, {:.0} a second, slowest {} ms", runs as f64 / seconds, slowest.as_millis());
    ExitCode::SUCCESS
}
