//! Files to JSONL: one record a line, with spans as Python slices, under the path of its file.
//!
//! `cargo run -p vanban --example json [FILE…]`

use std::io::{self, Write};
use vanban::{Extractor, OffsetUnit};

fn main() -> io::Result<()> {
    let mut paths: Vec<String> = std::env::args().skip(1).collect();
    if paths.is_empty() {
        paths.push("fixtures/documents/notice-commune.txt".to_owned());
    }
    lines(&paths, &mut io::stdout().lock())
}

/// Writes the record of each file on a line.
pub fn lines(paths: &[String], out: &mut impl Write) -> io::Result<()> {
    // Made once, used for all texts, and from any number of threads.
    let extractor = Extractor::builder().offsets(OffsetUnit::Char).build();
    let mut line = Vec::new();
    for path in paths {
        let mut record = extractor.extract_bytes(&std::fs::read(path)?);
        record.source.path = Some(path.clone());
        line.clear();
        record.write_json(&mut line)?;
        line.push(b'\n');
        out.write_all(&line)?;
    }
    Ok(())
}
