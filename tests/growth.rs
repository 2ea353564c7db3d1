//! Cost is linear in the length of the text, whatever the text: four times as much text may not take more than
//! [`BOUND`] times as long.

#[path = "support/hostile.rs"]
mod hostile;

use std::time::{Duration, Instant};
use vanban::Extractor;

/// Four for linear cost, sixteen for quadratic; what is above four is for caches, and on a machine that has other work too
/// for that. `VANBAN_GROWTH` sets another bound: `.ci/full` asks for five.
const BOUND: f64 = 6.0;
/// Bytes of the shorter text at most.
const LONGEST: usize = 1_600_000;
/// A shorter text is long enough when reading it takes this long: what grows faster shows by then.
const ENOUGH: Duration = Duration::from_millis(30);

/// Seeds whose growth is known to be worse, with the cause. A seed that keeps to the bound must leave this list.
const KNOWN: &[&str] = &[];

/// The best of three readings.
fn time(text: &str) -> Duration {
    let extractor = Extractor::builder().explain(true).build(); // explanations look around as well
    (0..3)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(extractor.extract(text));
            start.elapsed()
        })
        .min()
        .unwrap_or_default()
}

/// How many times as long four times the text takes, at the first size where reading takes [`ENOUGH`], or the last.
fn growth(text: &dyn Fn(usize) -> String, bound: f64) -> (f64, usize, Duration) {
    let mut size = 12_500;
    loop {
        let once = time(&text(size));
        if once >= ENOUGH || size * 2 > LONGEST {
            let ratio = |once: Duration| time(&text(size * 4)).as_secs_f64() / once.as_secs_f64().max(1e-4);
            let mut best = ratio(once);
            for _ in 0..6 {
                if best >= bound {
                    best = best.min(ratio(time(&text(size)))); // somebody else may have had the machine
                }
            }
            return (best, size, once);
        }
        size *= 2;
    }
}

#[test]
fn cost_is_linear() {
    let bound = std::env::var("VANBAN_GROWTH").map_or(BOUND, |bound| bound.parse().expect("VANBAN_GROWTH is a number"));
    let mut failures = Vec::new();
    for (name, text) in hostile::texts() {
        let (ratio, size, once) = growth(&text, bound);
        println!("{name:24} {ratio:5.1} times from {size:6} bytes in {once:.1?}");
        match (ratio >= bound, KNOWN.contains(&name)) {
            (true, false) => failures.push(format!("{name}: {ratio:.1} times as long from {size} bytes ({once:.1?})")),
            (false, true) => failures.push(format!("{name}: {ratio:.1} times as long; take it out of KNOWN")),
            _ => {}
        }
    }
    assert!(failures.is_empty(), "four times the text takes\n{}", failures.join("\n"));
}
