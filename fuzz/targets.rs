//! What each fuzz target does with its bytes; the seeds run through the same functions as a test of `vanban-read`.
//!
//! Zip files are made here from the bytes, part by part, so that a change meets the reader and not a checksum.

#![allow(dead_code)]

use std::io::{Cursor, Write};
use std::time::Duration;
use vanban::text::decode::decode as decode_text;
use vanban_read::{Format, Limits, members, read, read_as, sniff};
use zip::write::SimpleFileOptions;

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
    let limits = limits();
    if let Ok(document) = read_as(bytes, format, None, &limits) {
        assert!(document.text.len() <= limits.text + (limits.text >> 1) + 64);
        assert!(document.map.iter().all(|m| document.text.is_char_boundary(m.start as usize)));
        assert!(document.map.windows(2).all(|w| w[0].start <= w[1].start));
    }
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
