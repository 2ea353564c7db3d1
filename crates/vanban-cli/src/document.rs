//! One document: from its bytes or its text to its record.

use crate::args;
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use vanban::text::decode::{Encoding, decode};
use vanban::{Diagnostic, Extractor, OffsetUnit, Record};

/// Largest input that is read: offsets of a record have 32 bits, so that text beyond this is cut anyway.
pub const MAX_BYTES: u64 = 1 << 32;

/// Formats whose files are one document each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Text,
    Markdown,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "markdown",
        }
    }
}

/// Makes the records; shared by all threads.
pub struct Maker {
    /// Finds the encoding out by itself.
    auto: Extractor,
    /// Goes by `--encoding`.
    given: Extractor,
    encoding: Option<Encoding>,
}

impl Maker {
    pub fn new(args: &args::Extract) -> Self {
        // A page for people shows the lines that diagnostics point at.
        let pretty = args.to == Some(args::To::Pretty);
        let unit = if pretty { OffsetUnit::Byte } else { args.offsets.unit() };
        let builder = Extractor::builder().offsets(unit).with_text(args.with_text || pretty);
        let encoding = match args.encoding {
            args::Encoding::Auto => None,
            args::Encoding::Utf8 => Some(Encoding::Utf8),
            args::Encoding::Utf16 => Some(Encoding::Utf16Le),
        };
        let given = encoding.map_or(builder.clone(), |encoding| builder.clone().encoding(encoding)).build();
        Self { auto: builder.build(), given, encoding }
    }

    /// The record of a file's bytes, or why they are no text.
    pub fn of_bytes(&self, path: &str, format: Format, bytes: &[u8]) -> Result<Record, String> {
        // A mark settles the byte order of UTF-16, which `--encoding utf-16` leaves open.
        let by_mark = self.encoding == Some(Encoding::Utf16Le) && bytes.starts_with(&[0xFE, 0xFF]);
        let (extractor, encoding) = if by_mark { (&self.auto, None) } else { (&self.given, self.encoding) };
        if let Some(reason) = not_text(bytes, encoding) {
            return Err(reason);
        }
        let mut record = guarded(|| extractor.extract_bytes(bytes))?;
        describe(&mut record, path, format.name(), bytes);
        Ok(record)
    }

    /// The record of a text that stood in a line of JSONL.
    pub fn of_line(&self, id: &str, text: &str) -> Result<Record, String> {
        let mut record = guarded(|| self.auto.extract(text))?;
        record.source.encoding = Some(Encoding::Utf8.name().to_owned());
        describe(&mut record, id, "jsonl", text.as_bytes());
        Ok(record)
    }

    /// The record of an input that could not be read: all null, with the reason.
    pub fn failed(&self, path: &str, reason: &str) -> Record {
        let mut record = self.auto.extract("");
        record.source.path = Some(path.to_owned());
        record.text = None;
        record.diagnostics = vec![Diagnostic::new("input-failed", reason, None)];
        record
    }
}

fn describe(record: &mut Record, path: &str, format: &str, bytes: &[u8]) {
    let source = &mut record.source;
    source.path = Some(path.to_owned());
    source.format = Some(format.to_owned());
    source.bytes = Some(bytes.len() as u64);
    source.sha256 = Some(hex(&Sha256::digest(bytes)));
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}

/// A defect of the library costs the input that shows it, not the run.
fn guarded(extract: impl FnOnce() -> Record) -> Result<Record, String> {
    panic::catch_unwind(AssertUnwindSafe(extract))
        .map_err(|_| "a defect of vanban: please report this input".to_owned())
}

/// The bytes of a file, or why they cannot be had.
pub fn read(path: &Path) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| reason(&error))?;
    read_all(file)
}

/// All bytes of a file or a stream, up to [`MAX_BYTES`].
pub fn read_all(from: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    from.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > MAX_BYTES { Err("larger than 4 GiB".to_owned()) } else { Ok(bytes) }
}

/// An error of the system in a few words.
pub fn reason(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "no such file or folder".to_owned(),
        ErrorKind::PermissionDenied => "no permission".to_owned(),
        _ => error.to_string(),
    }
}

/// Why bytes are no text: the format whose mark they bear, or a NUL that the encoding does not account for.
fn not_text(bytes: &[u8], encoding: Option<Encoding>) -> Option<String> {
    const MARKS: [(&[u8], &str); 8] = [
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP container (docx, odt, xlsx …)"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "a Word or Excel file of the old format (doc, xls)"),
        (b"{\\rtf", "an RTF file"),
        (b"\x89PNG", "a PNG image"),
        (b"\xFF\xD8\xFF", "a JPEG image"),
        (b"\x1F\x8B", "a gzip file"),
        (b"\x7FELF", "a program"),
    ];
    if let Some((_, name)) = MARKS.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Some(format!("{name}, not text"));
    }
    let at = memchr::memchr(0, bytes)?;
    // UTF-16 is full of zero bytes; its text is not.
    decode(bytes, encoding).text.contains('\0').then(|| format!("binary data, not text (NUL byte at {at})"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_its_input_alone() {
        assert_eq!(guarded(|| vanban::extract("")), Ok(vanban::extract("")));
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| ()));
        let result = guarded(|| panic!("planted"));
        panic::set_hook(hook);
        assert!(result.unwrap_err().contains("please report"));
    }

    #[test]
    fn text_in_each_encoding_is_text() {
        let wide: Vec<u8> = "Số: 12/QĐ-UBND".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(not_text("Số: 12/QĐ-UBND".as_bytes(), None), None);
        assert_eq!(not_text(b"S\xE1", None), None);
        assert_eq!(not_text(&wide, None), None);
        assert_eq!(not_text(&wide, Some(Encoding::Utf16Le)), None);
        assert_eq!(not_text(&wide, Some(Encoding::Utf8)), Some("binary data, not text (NUL byte at 1)".to_owned()));
        assert_eq!(not_text(b"a\0b", None), Some("binary data, not text (NUL byte at 1)".to_owned()));
        assert_eq!(not_text(b"%PDF-1.7", None), Some("a PDF file, not text".to_owned()));
    }
}
