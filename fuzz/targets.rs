//! What each fuzz target does with its bytes, and where its seeds lie. The seeds run through the same functions as a test
//! of `vanban-read`, and so do their spoilt copies in its example `mutate`.
//!
//! Zip files are made here from the bytes, part by part, so that a change meets the reader and not a checksum.

#![allow(dead_code)]

use std::io::{Cursor, Write};
use std::time::Duration;
use vanban::graph::{Graph, Level};
use vanban::text::decode::decode as decode_text;
use vanban::{Extractor, OffsetUnit, Record};
use vanban_read::{Document, Format, Limits, members, read, read_as, read_pdf_words, sniff};
use zip::write::SimpleFileOptions;

/// A target: its name, the folder of its seeds below that of the repository, how their names end, what it does.
pub type Target = (&'static str, &'static str, &'static str, fn(&[u8]));

/// Every target.
pub const TARGETS: [Target; 12] = [
    ("extract", "fixtures/documents", ".txt", extract),
    ("extract_bytes", "fixtures/documents", ".txt", extract_bytes),
    ("graph", "fixtures/documents", ".txt", graph),
    ("json", "fixtures/documents", ".record.json", json),
    ("decode", "fuzz/seeds/decode", "", decode),
    ("docx", "fuzz/seeds/docx", "", docx),
    ("odt", "fuzz/seeds/odt", "", odt),
    ("rtf", "fuzz/seeds/rtf", "", rtf),
    ("doc", "fuzz/seeds/doc", "", doc),
    ("html", "fuzz/seeds/html", "", html),
    ("pdf", "fuzz/seeds/pdf", "", pdf),
    ("archive", "fuzz/seeds/archive", "", archive),
];

/// Parts the bytes of a seed are split at.
const MARK: &[u8] = b"\xFF\xFE\xFD";

fn limits() -> Limits {
    Limits {
        text: 1 << 20,
        unpacked: 4 << 20,
        ratio: 50,
        entries: 1000,
        depth: 50,
        time: Duration::from_secs(5),
        ..Limits::default()
    }
}

fn check(bytes: &[u8], format: Format) {
    if let Ok(document) = read_as(bytes, format, None, &limits()) {
        check_document(&document);
    }
}

fn check_document(document: &Document) {
    let limits = limits();
    assert!(document.text.len() <= limits.text + (limits.text >> 1) + 64);
    assert!(document.map.iter().all(|m| document.text.is_char_boundary(m.start as usize)));
    assert!(document.map.windows(2).all(|w| w[0].start <= w[1].start));
}

fn zip(names: &[&str], data: &[u8]) -> Option<Vec<u8>> {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut rest = data;
    for name in names {
        let end = rest.windows(MARK.len()).position(|w| w == MARK);
        let (part, tail) = end.map_or((rest, &[][..]), |at| (&rest[..at], &rest[at + MARK.len()..]));
        rest = tail;
        out.start_file(*name, stored).ok()?;
        out.write_all(part).ok()?;
    }
    Some(out.finish().ok()?.into_inner())
}

/// A record whose spans lie in its text.
fn sound(mut record: Record, text: &str) -> Record {
    record.for_each_span(&mut |span| assert!(text.get(span.range()).is_some(), "{span:?} of {} bytes", text.len()));
    record
}

/// Any text: its record has spans inside it.
pub fn extract(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    sound(vanban::extract(&text), &text);
}

/// Any bytes, with all that can be asked for: the same in every unit of offsets but for the offsets.
pub fn extract_bytes(data: &[u8]) {
    let extractor = |unit| Extractor::builder().with_text(true).check(true).explain(true).offsets(unit).build();
    let mut record = extractor(OffsetUnit::Byte).extract_bytes(data);
    let text = record.text.take().unwrap_or_default();
    let record = sound(record, &text);
    let wide = extractor(OffsetUnit::Utf16).extract_bytes(data);
    assert_eq!(record.references.len(), wide.references.len());
    assert_eq!(record.tasks.len(), wide.tasks.len());
}

/// The pages of a text, and its two halves: their graph is the same whatever the order and the parts it was made in.
pub fn graph(data: &[u8]) {
    /// More pages cost time and show nothing new.
    const MOST: usize = 6;
    let text = String::from_utf8_lossy(data);
    // The halves of a document cite the same documents, so that there is something to bring together.
    let half = text.char_indices().nth(text.chars().count() / 2).map_or(0, |(at, _)| at);
    let mut parts: Vec<&str> = text.split('\u{C}').take(MOST).collect();
    parts.extend([&text[..half], &text[half..]]);
    let records: Vec<Record> = parts.into_iter().map(vanban::extract).collect();
    let mut whole = Graph::new();
    records.iter().for_each(|record| whole.add(record));
    let mut merged = Graph::new();
    for record in records.iter().rev() {
        let mut part = Graph::new();
        part.add(record);
        merged.merge(&part);
    }
    same(&whole, &merged);
}

fn same(one: &Graph, other: &Graph) {
    let (one, other) = (one.resolve(), other.resolve());
    assert_eq!(one.counts(), other.counts());
    for level in [Level::Document, Level::Mention, Level::Article] {
        assert_eq!(one.edges(level).len(), other.edges(level).len());
    }
}

/// Any JSON: what reads as a record is written as it was read, and a graph takes it.
pub fn json(data: &[u8]) {
    let Ok(record) = Record::from_json(&String::from_utf8_lossy(data)) else { return };
    let again = Record::from_json(&record.to_json()).expect("a record that was written reads back");
    assert_eq!(record, again);
    let mut graph = Graph::new();
    graph.add(&record);
    graph.add(&again);
    assert!(graph.resolve().counts().records <= 2);
}

/// Text in any encoding: what comes out is a text, and its record has spans inside it.
pub fn decode(data: &[u8]) {
    let decoded = decode_text(data, None);
    assert!((0.0..=1.0).contains(&decoded.confidence));
    for d in &decoded.diagnostics {
        assert!(d.span.is_none_or(|s| decoded.text.get(s.range()).is_some()));
    }
}

pub fn docx(data: &[u8]) {
    let names = ["word/document.xml", "word/numbering.xml", "word/styles.xml", "word/footnotes.xml"];
    if let Some(file) = zip(&names, data) {
        check(&file, Format::Docx);
    }
}

pub fn odt(data: &[u8]) {
    if let Some(file) = zip(&["content.xml", "styles.xml", "mimetype"], data) {
        check(&file, Format::Odt);
    }
    check(data, Format::Odt);
}

pub fn rtf(data: &[u8]) {
    check(data, Format::Rtf);
}

pub fn doc(data: &[u8]) {
    check(data, Format::Doc);
}

pub fn html(data: &[u8]) {
    check(data, Format::Html);
}

/// What `pdftotext -bbox` may write of any file: that program itself runs in a process of its own.
pub fn pdf(data: &[u8]) {
    if let Ok(document) = read_pdf_words(&String::from_utf8_lossy(data), &limits()) {
        check_document(&document);
    }
}

pub fn archive(data: &[u8]) {
    let limits = limits();
    let _ = sniff(data, "x");
    if let Ok(members) = members(data, "x", &limits) {
        members.take(100).for_each(drop);
    }
    if sniff(data, "x").is_ok_and(|f| f != Format::Pdf) {
        let _ = read(data, "x", &limits);
    }
}
