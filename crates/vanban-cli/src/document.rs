//! One document: from its bytes or its text to its record.

use crate::{args, rules};
use sha2::{Digest, Sha256};
use std::fs::{self, File, Metadata};
use std::io::{self, ErrorKind, Read};
use std::panic::{self, AssertUnwindSafe};
use std::path::Path;
use std::time::Duration;
use vanban::{Diagnostic, Encoding, Extractor, OffsetUnit, Record};
use vanban_read::{Error, Format, Limits};

/// Largest input that is read: offsets of a record have 32 bits, so that text beyond this is cut anyway.
pub const MAX_BYTES: u64 = 1 << 32;

/// Makes the records; shared by all threads.
pub struct Maker {
    extractor: Extractor,
    encoding: Option<Encoding>,
    limits: Limits,
    origin: Origin,
}

/// What made a record: another version or other options make another.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Name and version, as in the record.
    pub generator: String,
    /// Options that change the record; `None` for the defaults.
    pub options: Option<String>,
}

impl Origin {
    fn of(args: &args::Extract) -> Self {
        let value = |name: &str, value: String| format!("{name}={value}");
        let options = [
            (args.offsets != args::Offsets::Char).then(|| value("offsets", format!("{:?}", args.offsets))),
            args.with_text.then(|| "with-text".to_owned()),
            args.check.then(|| "check".to_owned()),
            args.explain.then(|| "explain".to_owned()),
            args.rules.as_ref().and_then(|path| fs::read(path).ok()).map(|rules| value("rules", sha256(&rules))),
            args.encoding.named().map(|encoding| value("encoding", encoding.name().to_owned())),
            (!matches!(args.from, args::From::Auto | args::From::Jsonl))
                .then(|| value("from", format!("{:?}", args.from))),
        ];
        let options = options.into_iter().flatten().collect::<Vec<_>>().join(" ").to_lowercase();
        let options = Some(options).filter(|options| !options.is_empty());
        Self { generator: vanban::extract("").generator, options }
    }
}

impl Maker {
    /// Fails when the own rules cannot be used, and says where and why.
    pub fn new(args: &args::Extract) -> Result<Self, String> {
        // A page for people shows the lines that diagnostics point at.
        let pretty = args.to == Some(args::To::Pretty);
        let unit = if pretty { OffsetUnit::Byte } else { args.offsets.unit() };
        let mut builder = Extractor::builder()
            .offsets(unit)
            .with_text(args.with_text || pretty)
            .check(args.check)
            .explain(args.explain);
        if let Some(path) = &args.rules {
            builder = rules::add(builder, path)?;
        }
        let extractor = builder.build();
        // Text may be as long as its file.
        let limits = Limits {
            input: args.max_file_size.0,
            text: MAX_BYTES as usize,
            time: Duration::from_secs(args.timeout.get()),
            ..Limits::default()
        };
        Ok(Self { extractor, encoding: args.encoding.named(), limits, origin: Origin::of(args) })
    }

    pub fn origin(&self) -> &Origin {
        &self.origin
    }

    /// Largest input that is read.
    pub fn max_bytes(&self) -> u64 {
        self.limits.input
    }

    /// The record of a file's bytes, or why they cannot be read.
    pub fn of_bytes(&self, path: &str, format: Option<Format>, bytes: &[u8], sha256: String) -> Result<Record, String> {
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
            self.describe(&mut record, path, format.name(), bytes, sha256);
            Ok(record)
        })?
        .map_err(|error: Error| error.to_string())
    }

    /// The record of a text that stood in a line of JSONL.
    pub fn of_line(&self, id: &str, text: &str, sha256: String) -> Result<Record, String> {
        let mut record = guarded(|| self.extractor.extract(text))?;
        record.source.encoding = Some(Encoding::Utf8.name().to_owned());
        self.describe(&mut record, id, "jsonl", text.as_bytes(), sha256);
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

    fn describe(&self, record: &mut Record, path: &str, format: &str, bytes: &[u8], sha256: String) {
        let source = &mut record.source;
        source.path = Some(path.to_owned());
        source.format = Some(format.to_owned());
        source.bytes = Some(bytes.len() as u64);
        source.sha256 = Some(sha256);
        source.options.clone_from(&self.origin.options);
    }
}

/// SHA-256 in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digest = Sha256::digest(bytes);
    digest.iter().flat_map(|b| [DIGITS[usize::from(b >> 4)], DIGITS[usize::from(b & 15)]]).map(char::from).collect()
}

/// A defect of the library costs the input that shows it, not the run.
fn guarded<T>(extract: impl FnOnce() -> T) -> Result<T, String> {
    panic::catch_unwind(AssertUnwindSafe(extract))
        .map_err(|_| "a defect of vanban: please report this input".to_owned())
}

/// The bytes of a file of at most `most` bytes, or why they cannot be had.
pub fn read(path: &Path, most: u64) -> Result<Vec<u8>, String> {
    let file = File::open(path).map_err(|error| reason(&error))?;
    let data = file.metadata().map_err(|error| reason(&error))?;
    if is_device(&data) {
        return Err("a device, not a document".to_owned());
    }
    if data.is_file() && data.len() > most {
        return Err(too_large(most));
    }
    read_all(file, most, data.len())
}

/// True for what gives bytes without end, or never any.
#[cfg(unix)]
fn is_device(data: &Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    data.file_type().is_char_device() || data.file_type().is_block_device()
}

#[cfg(not(unix))]
fn is_device(_: &Metadata) -> bool {
    false
}

/// All bytes of a file or a stream, `most` of them. Room is made for the expected number at once: memory that grows by
/// doubling holds three times as much while it moves.
pub fn read_all(from: impl Read, most: u64, expected: u64) -> Result<Vec<u8>, String> {
    /// What a file says of its length is believed up to here.
    const ROOM: u64 = 1 << 28;
    let mut bytes = Vec::with_capacity(expected.min(most).min(ROOM) as usize);
    from.take(most + 1).read_to_end(&mut bytes).map_err(|error| reason(&error))?;
    if bytes.len() as u64 > most { Err(too_large(most)) } else { Ok(bytes) }
}

fn too_large(most: u64) -> String {
    if most >= MAX_BYTES {
        return "larger than 4 GiB".to_owned();
    }
    format!("larger than {most} bytes (--max-file-size)")
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
