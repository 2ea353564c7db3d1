//! Files of archives to the text that [`vanban`] reads: docx, doc, odt, rtf, html, pdf, plain text in any encoding.
//!
//! The text keeps what the library needs to read a document: the cells of tables apart, the numbers that a word
//! processor makes by itself (`Điều 1.`, `1.1.`, `a)`), words inserted and not those deleted, the letters of runs in
//! `.VnTime` or `VNI-Times`. A map leads from every place of the text back to the place in the file.
//!
//! ```
//! use vanban_read::{Limits, read};
//!
//! let page = "<html><meta charset=utf-8><ol><li>Sở Nội vụ<li>Sở Y tế</ol></html>".as_bytes();
//! let document = read(page, "page.htm", &Limits::default())?;
//! assert_eq!(document.text, "1. Sở Nội vụ\n2. Sở Y tế\n");
//! assert_eq!(document.format.name(), "html");
//! assert_eq!(document.map[1].at, "html/body/ol/li[2]");
//! # Ok::<(), vanban_read::Error>(())
//! ```
//!
//! # A folder of files
//!
//! Every file below a folder to a line of JSON. A file that cannot be read does not stop the others: its [`Error`] says
//! what is wrong with it. The `vanban` command does the same on all processors, archives and PDF files included.
//!
//! ```
//! use std::{fs, io, path::Path};
//! use vanban::Extractor;
//! use vanban_read::{Limits, read};
//!
//! fn extract_folder(folder: &Path, extractor: &Extractor, output: &mut impl io::Write) -> io::Result<()> {
//!     let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
//!     entries.sort_by_key(|entry| entry.path());
//!     for path in entries.iter().map(|entry| entry.path()) {
//!         if path.is_dir() {
//!             extract_folder(&path, extractor, output)?;
//!             continue;
//!         }
//!         let name = path.display().to_string();
//!         match read(&fs::read(&path)?, &name, &Limits::default()) {
//!             Ok(document) => {
//!                 let mut record = document.extract(extractor);
//!                 record.source.path = Some(name);
//!                 record.write_json(&mut *output)?;
//!                 writeln!(output)?;
//!             }
//!             Err(error) => eprintln!("{name}: {error}"),
//!         }
//!     }
//!     Ok(())
//! }
//!
//! # let folder = std::env::temp_dir().join(format!("vanban-read-{}", std::process::id()));
//! # fs::create_dir_all(folder.join("2031"))?;
//! # fs::write(folder.join("a.txt"), "Số: 5/KH-UBND\n\nKẾ HOẠCH")?;
//! # fs::write(folder.join("2031/b.html"), "<meta charset=utf-8><p>Số: 12/QĐ-UBND<p>QUYẾT ĐỊNH")?;
//! let mut lines = Vec::new();
//! extract_folder(&folder, &Extractor::new(), &mut lines)?;
//! let lines = String::from_utf8_lossy(&lines);
//! let records: Vec<_> = lines.lines().map(|line| vanban::Record::from_json(line).unwrap()).collect();
//! assert_eq!(records[0].number.as_ref().unwrap().value, "12/QĐ-UBND");
//! assert_eq!(records[1].source.format.as_deref(), Some("text"));
//! # fs::remove_dir_all(&folder)?;
//! # Ok::<(), io::Error>(())
//! ```
//!
//! # What it keeps to
//!
//! The format is told by what the file holds, never by its name alone. Nothing in a file is run or fetched, and no file
//! takes more memory or time than [`Limits`] allow: a broken or hostile one is an [`Error`] that names what, where and
//! what to do. No bytes make a panic.

mod archive;
mod doc;
mod docx;
mod error;
mod fonts;
mod format;
mod html;
mod limits;
mod numbering;
mod odt;
mod pdf;
mod rtf;
#[cfg(feature = "rules")]
pub mod rules;
mod sink;
mod xml;
mod zipped;

pub use archive::{Member, Members, members};
pub use error::Error;
pub use format::{Format, sniff};
pub use limits::Limits;

use vanban::record::{Source, SourceMark};
use vanban::text::decode::{self, Encoding};
use vanban::{Diagnostic, Extractor, Record};

/// What was read from a file.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub text: String,
    /// Format of the file.
    pub format: Format,
    /// Encoding of the letters, where the file does not settle it: plain text, HTML, fonts that are no Unicode.
    pub encoding: Option<Encoding>,
    /// From places in the text, in bytes, to places in the file, in order. `p3/r2` is the second run of the third
    /// paragraph, `p3/n` its automatic number, `page 3` a page, `html/body/div[2]/p` an element.
    pub map: Vec<SourceMark>,
    /// What could not be read, or was read with a repair; spans count `text`.
    pub diagnostics: Vec<Diagnostic>,
}

impl Document {
    /// The record of the text, with the map and the diagnostics of the file. `source` lacks what only the caller
    /// knows: path, size and hash.
    pub fn extract(self, extractor: &Extractor) -> Record {
        let source = Source {
            format: Some(self.format.name().to_owned()),
            encoding: self.encoding.map(|e| e.name().to_owned()),
            map: self.map,
            ..Source::default()
        };
        extractor.extract_from(&self.text, source, self.diagnostics)
    }
}

/// Reads the bytes of one file. `name` only settles what bytes cannot: Markdown from plain text.
pub fn read(bytes: &[u8], name: &str, limits: &Limits) -> Result<Document, Error> {
    read_as(bytes, sniff(bytes, name)?, None, limits)
}

/// Reads bytes whose format is known, and where it is known the encoding of plain text or HTML.
pub fn read_as(bytes: &[u8], format: Format, encoding: Option<Encoding>, limits: &Limits) -> Result<Document, Error> {
    if bytes.len() as u64 > limits.input {
        return Err(Error::too_large("the file", limits.input));
    }
    match format {
        Format::Text | Format::Markdown => text(bytes, format, encoding, limits),
        Format::Html => html::read(bytes, encoding, limits),
        Format::Docx => docx::read(bytes, limits),
        Format::Odt => odt::read(bytes, limits),
        Format::Rtf => rtf::read(bytes, limits),
        Format::Doc => doc::read(bytes, limits),
        Format::Pdf => pdf::read(bytes, limits),
        Format::Zip | Format::Tar | Format::Gzip => Err(Error::Archive),
    }
}

/// The words of a PDF and their boxes, as `pdftotext -bbox` writes them: the half of that reader that is ours, for fuzzing.
#[doc(hidden)]
pub fn read_pdf_words(xml: &str, limits: &Limits) -> Result<Document, Error> {
    pdf::words(xml, limits)
}

fn text(bytes: &[u8], format: Format, given: Option<Encoding>, limits: &Limits) -> Result<Document, Error> {
    let decoded = decode::decode(bytes, given);
    if decoded.text.contains('\0') {
        let at = bytes.iter().position(|b| *b == 0).unwrap_or(0);
        return Err(Error::Binary { at });
    }
    if decoded.text.len() > limits.text {
        return Err(Error::too_large("the text", limits.text as u64));
    }
    Ok(Document {
        encoding: Some(decoded.encoding),
        text: decoded.text.into_owned(),
        format,
        map: Vec::new(),
        diagnostics: decoded.diagnostics,
    })
}
