//! One document: from its bytes or its text to its record.

use crate::{args, rules};
use sha2::{Digest, Sha256};
use std::fs::File;
use std::io::{self, ErrorKind, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use vanban::{Diagnostic, Encoding, Extractor, Record};
use vanban_read::{Error, Format, Limits};

/// Largest input that is read: offsets of a record have 32 bits, so that text beyond this is cut anyway.
pub const MAX_BYTES: u64 = 1 << 32;

/// Makes the records; shared by all threads.
pub struct Maker {
    extractor: Extractor,
    encoding: Option<Encoding>,
    limits: Limits,
}

impl Maker {
    /// Fails when the own rules cannot be used, and says where and why.
    pub fn new(args: &args::Extract) -> Result<Self, String> {
        let mut builder = Extractor::builder()
            .offsets(args.offsets.unit())
            .with_text(args.with_text)
            .check(args.check)
            .explain(args.explain);
        if let Some(path) = &args.rules {
            builder = rules::add(builder, path)?;
        }
        let extractor = builder.build();
        // Text may be as long as its file.
        let limits = Limits { input: MAX_BYTES, text: MAX_BYTES as usize, ..Limits::default() };
        Ok(Self { extractor, encoding: args.encoding.named(), limits })
    }

    /// The record of a file's bytes, or why they cannot be read.
    pub fn of_bytes(&self, path: &str, format: Option<Format>, bytes: &[u8]) -> Result<Record, String> {
        guarded(|| {
            let found = vanban_read::sniff(bytes, path);
            let format = match (format, found) {
                (None, found) => found?,
                // Whatever the name or the user says: a PDF is no text.
                (Some(Format::Text | Format::Markdown), Err(error @ Error::Unsupported { .. })) => return Err(error),
                (Some(given), _) => given,
            };
            let document = vanban_read::read_as(bytes, format, self.encoding, &self.limits)?;
            let mut record = document.extract(&self.extractor);
            describe(&mut record, path, format.name(), bytes);
            Ok(record)
        })?
        .map_err(|error: Error| error.to_string())
    }

    /// The record of a text that stood in a line of JSONL.
    pub fn of_line(&self, id: &str, text: &str) -> Result<Record, String> {
        let mut record = guarded(|| self.extractor.extract(text))?;
        record.source.encoding = Some(Encoding::Utf8.name().to_owned());
        describe(&mut record, id, "jsonl", text.as_bytes());
        Ok(record)
    }

    /// The record of an input that could not be read: all null, with the reason.
    pub fn failed(&self, path: &str, reason: &str) -> Record {
        let mut record = self.extractor.extract("");
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
fn guarded<T>(extract: impl FnOnce() -> T) -> Result<T, String> {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_costs_its_input_alone() {
        assert_eq!(guarded(|| vanban::extract("")), Ok(vanban::extract("")));
        let hook = panic::take_hook();
        panic::set_hook(Box::new(|_| ()));
        let result = guarded::<Record>(|| panic!("planted"));
        panic::set_hook(hook);
        assert!(result.unwrap_err().contains("please report"));
    }
}
