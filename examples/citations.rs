//! What a document cites: each document with the words of every mention and what they say of it.
//!
//! `cargo run -p vanban --example citations [FILE]`

use std::fmt::Write;

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or("fixtures/documents/circular-ministry.txt".to_owned());
    print!("{}", citations(&std::fs::read_to_string(path)?));
    Ok(())
}

/// A few lines for each document: its key, and the words of every mention.
pub fn citations(text: &str) -> String {
    let record = vanban::extract(text);
    let mut page = String::new();
    for reference in &record.references {
        let date = reference.date.as_deref().unwrap_or("?");
        writeln!(page, "{} {} ({date})", reference.id, reference.key).expect("a string takes everything");
        for mention in &reference.mentions {
            // Spans count bytes unless the extractor is told otherwise: what Rust slices with.
            let words = mention.span.of(text);
            let place = mention.pinpoint.as_ref().map_or("", |pinpoint| &pinpoint.text);
            // The first relation is the main one; seldom is there another.
            for relation in mention.relations.iter().take(1) {
                let (kind, from) = (relation.kind, &relation.from);
                writeln!(page, "   {kind:?} from {from}: {words} {place}").expect("a string takes everything");
            }
        }
    }
    page
}
