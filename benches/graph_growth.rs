//! Cost of a large graph: made-up records of twenty references each, from 10,000 to 100,000 (or as many as said).
//!
//! `cargo bench --bench graph_growth [-- RECORDS]` prints time for each record, memory for each edge, and the
//! ratio between the smallest and the largest graph.

use std::time::{Duration, Instant};
use vanban::Record;
use vanban::graph::{Graph, Level};
use vanban::record::{DateValue, DocType, Issuer, Mention, Number, Reference, Relation, RelationType, Source};

const CITED: u64 = 20;
const PROVINCES: [&str; 8] =
    ["Quảng Ngãi", "Kon Tum", "Phú Thọ", "Bắc Ninh", "Nghệ An", "Hà Tĩnh", "Đồng Nai", "Lai Châu"];

/// Decision `n` of all those made up: number, date, issuer. Every fourth is a decree.
fn decision(n: u64) -> (&'static str, String, String, String) {
    let (year, month, day) = (2005 + n % 20, n / 7 % 12 + 1, n / 11 % 28 + 1);
    let date = format!("{year}-{month:02}-{day:02}");
    if n.is_multiple_of(4) {
        return ("nghi_dinh", format!("{}/{year}/NĐ-CP", n % 9973 + 1), date, "Chính phủ".to_owned());
    }
    let issuer = format!("Ủy ban nhân dân tỉnh {}", PROVINCES[(n / 3 % 8) as usize]);
    ("quyet_dinh", format!("{}/QĐ-UBND", n / 20 % 99_991 + 1), date, issuer)
}

fn record(n: u64, of: u64) -> Record {
    let (kind, number, date, issuer) = decision(n);
    let references = (0..CITED).map(|at| {
        // Some documents are cited over and over, most of them once or twice; half are records themselves.
        let mixed = (n * CITED + at).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
        let target = if at < 5 { mixed % 500 } else { mixed % (2 * of) };
        let (kind, number, date, issuer) = decision(target);
        let relations = vec![Relation { kind: RelationType::BasedOn, from: "self".to_owned(), cue: None }];
        Reference {
            id: format!("r{}", at + 1),
            key: format!("{kind}:{number}:{}:", &date[..4]),
            title: Some(format!("quy định về việc số {}", target % 4000)),
            kind: Some(kind.to_owned()),
            number: Some(number),
            date: Some(date),
            issuer: Some(issuer),
            mentions: vec![Mention { relations, ..Mention::default() }],
            ..Reference::default()
        }
    });
    Record {
        references: references.collect(),
        source: Source { path: Some(format!("archive/{}/{n}.txt", n % 100)), ..Source::default() },
        key: Some(format!("{kind}:{number}:{}:", &date[..4])),
        kind: Some(DocType { code: kind.to_owned(), ..DocType::default() }),
        number: Some(Number { value: number, serial: Some("1".to_owned()), ..Number::default() }),
        date: Some(DateValue { value: date, ..DateValue::default() }),
        issuers: vec![Issuer { name: issuer, ..Issuer::default() }],
        ..Record::default()
    }
}

/// Most memory that the process has held, in MB, where the system tells it.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|kb| kb / 1024)
}

/// Time of this thread on a processor, so that other work on the machine does not count; else that of the clock.
struct Watch(Instant, Option<Duration>);

impl Watch {
    fn start() -> Self {
        Self(Instant::now(), Self::on_processor())
    }

    fn on_processor() -> Option<Duration> {
        let nanos = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        nanos.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    }

    fn elapsed(&self) -> Duration {
        let spent = self.1.zip(Self::on_processor()).map(|(from, to)| to.saturating_sub(from));
        spent.unwrap_or_else(|| self.0.elapsed())
    }
}

/// Records made before they are added: the watch is read once for all of them.
const BATCH: u64 = 1000;

fn main() {
    let most = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(100_000);
    let mut each = Vec::new();
    for count in [most / 10, most / 3, most] {
        let mut taken = Duration::ZERO;
        let mut graph = Graph::new();
        for from in (0..count).step_by(BATCH as usize) {
            let records: Vec<Record> = (from..count.min(from + BATCH)).map(|n| record(n, count)).collect();
            let watch = Watch::start();
            records.iter().for_each(|record| graph.add(record));
            taken += watch.elapsed();
        }
        let watch = Watch::start();
        let network = graph.resolve();
        let edges = network.edges(Level::Document).len();
        taken += watch.elapsed();
        let bytes = graph.heap_bytes() + network.heap_bytes();
        each.push(taken.as_secs_f64() * 1e6 / count as f64);
        println!(
            "{count} records, {} nodes, {edges} edges: {:.1} µs a record, {} bytes an edge ({} in the graph), peak {} MB",
            network.len(),
            each[each.len() - 1],
            bytes / edges.max(1),
            graph.heap_bytes() / edges.max(1),
            peak().map_or("?".to_owned(), |mb| mb.to_string()),
        );
    }
    println!("time a record, largest to smallest: {:.2}", each[each.len() - 1] / each[0]);
}
