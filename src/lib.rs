//! Reads Vietnamese administrative documents (văn bản hành chính) and gives back what is in them as typed records.
//!
//! A text goes in, a [`Record`] comes out: the header (number, type, date, place, issuer, subject), every document that
//! the text cites with what it says of it, the outline, tasks and deadlines, signers and recipients. Each value carries
//! the span of the text whose words gave it. No network, no clock, no models: the same text always gives the same record.
//!
//! ```
//! let text = "UBND TỈNH PHÚ THỌ\nSố: 15/KH-UBND\n\nKẾ HOẠCH\nKiểm tra công tác lưu trữ\n\n\
//!     Thực hiện Chỉ thị số 08/CT-TTg ngày 03/02/2025 của Thủ tướng Chính phủ;\n\
//!     các Sở báo cáo kết quả trước ngày 30/6/2025.";
//! let record = vanban::extract(text);
//!
//! let number = record.number.unwrap();
//! assert_eq!(number.value, "15/KH-UBND");
//! assert_eq!(number.span.unwrap().of(text), "15/KH-UBND");
//! assert_eq!(record.references[0].date.as_deref(), Some("2025-02-03"));
//! assert_eq!(record.deadlines[0].due.as_deref(), Some("2025-06-30"));
//! ```
//!
//! # Three types to know
//!
//! - [`Record`] is what was found; its parts live in [`record`] and mirror the JSON contract key by key. Absent values are
//!   `None`, absent lists are empty.
//! - [`Extractor`] is how: [`Extractor::builder`] sets the unit of the spans, keeps the text, names an encoding.
//!   [`extract`] does without.
//! - [`Span`] is where: `[start, end)` into the text as it came, in the unit that [`Record::offset_unit`] names.
//!
//! Odd text is never an error: what could not be read is `None`, and a [`Diagnostic`] says why, with a code that
//! [`diagnostic::explain`] explains. [`Error`] is for JSON that is no record.
//!
//! # What it does not do
//!
//! - It reads text (and Markdown), in UTF-8, UTF-16 and the encodings before Unicode (TCVN3, VNI, VISCII, VPS,
//!   windows-1258, VIQR). Word, PDF and HTML files are turned into such text by the crate `vanban-read`.
//! - It does not look up the documents cited. What many records say of each other is put together by [`Graph`].
//! - It does not know public holidays, nor whether a document is in force.
//! - It reads no files and starts no threads. The `vanban` command does.
//!
//! # Cookbook
//!
//! **Read one text.** [`extract`] is enough; an [`Extractor`] is made once and shared.
//!
//! ```
//! let record = vanban::extract("Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công tác");
//! assert_eq!(record.kind.unwrap().name, "Quyết định");
//! assert_eq!(record.subject.unwrap().value, "thành lập Tổ công tác");
//! ```
//!
//! **Spans in bytes, code points or UTF-16.** Rust slices with bytes, Python with code points, JavaScript and Java with
//! UTF-16 units. The unit is chosen before the extraction, since a record cannot be converted without its text.
//!
//! ```
//! use vanban::{Extractor, OffsetUnit};
//!
//! let text = "Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH";
//! let end = |unit| Extractor::builder().offsets(unit).build().extract(text).number.unwrap().span.unwrap().end;
//! assert_eq!(end(OffsetUnit::Byte), 17); // "ố" takes three bytes, "Đ" two
//! assert_eq!(end(OffsetUnit::Char), 14);
//! assert_eq!(end(OffsetUnit::Utf16), 14);
//! ```
//!
//! **Keep the text with the record.**
//!
//! ```
//! let extractor = vanban::Extractor::builder().with_text(true).build();
//! let record = extractor.extract("Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH");
//! let text = record.text.as_deref().unwrap();
//! assert_eq!(record.number.unwrap().span.unwrap().of(text), "12/QĐ-UBND");
//! ```
//!
//! **Read bytes** of unknown encoding: the mark at the start, the zero bytes of UTF-16, or the letters tell. Spans count
//! the decoded text without its mark. [`text::decode::decode`] decodes alone.
//!
//! ```
//! let bytes: Vec<u8> = "\u{FEFF}Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH".encode_utf16().flat_map(u16::to_le_bytes).collect();
//! let record = vanban::Extractor::new().extract_bytes(&bytes);
//! assert_eq!(record.source.encoding.as_deref(), Some("utf-16le"));
//! assert_eq!(record.number.unwrap().value, "12/QĐ-UBND");
//! ```
//!
//! **Go over the references.** There is one entry for each distinct document and one mention for each place. A relation
//! starts at this document (`self`) or at another one that is cited (`r1`), when that one's title speaks of it.
//!
//! ```
//! use vanban::record::RelationType;
//!
//! let text = "Số: 12/KH-UBND\n\nKẾ HOẠCH\nVề rà soát\n\nCăn cứ Luật Tiếp công dân năm 2013;\n\
//!     Kế hoạch này thay thế Kế hoạch số 3/KH-UBND ngày 04/01/2023.";
//! let record = vanban::extract(text);
//! let said: Vec<_> = record
//!     .references
//!     .iter()
//!     .flat_map(|r| r.mentions.iter().map(move |m| (r, m)))
//!     .map(|(r, m)| (m.span.of(text), m.relations[0].kind, r.number.as_deref()))
//!     .collect();
//! assert_eq!(said[0], ("Luật Tiếp công dân năm 2013", RelationType::BasedOn, None));
//! assert_eq!(said[1], ("Kế hoạch số 3/KH-UBND", RelationType::Replaces, Some("3/KH-UBND")));
//! // The lexicon knows which law that is; what it knows stays apart from what the text says.
//! assert_eq!(record.references[0].known.as_ref().unwrap().number.as_deref(), Some("42/2013/QH13"));
//! ```
//!
//! **List tasks with their deadlines.** Tasks name their deadlines by id, and a deadline its task, if it has one.
//!
//! ```
//! let text = "Số: 12/UBND-NC\n\nPhú Thọ, ngày 03 tháng 02 năm 2025\n\n\
//!     1. Sở Nội vụ báo cáo kết quả trước ngày 30/6/2025.\n2. Sở Tài chính bố trí kinh phí.";
//! let record = vanban::extract(text);
//! let task = &record.tasks[0];
//! assert_eq!(task.assignees[0].name, "Sở Nội vụ");
//! let by: Vec<_> = record.deadlines.iter().filter(|d| task.deadlines.contains(&d.id)).collect();
//! assert_eq!((by[0].due.as_deref(), by[0].text.as_str()), (Some("2025-06-30"), "trước ngày 30/6/2025"));
//! assert_eq!(record.tasks[1].assignees[0].name, "Sở Tài chính");
//! ```
//!
//! **See why.** An explanation names the rule that found a mention, and a reason for each value that does not stand in
//! its own words. Tables that lack a body, a law or a cue take them from own rules: [`rules`].
//!
//! ```
//! let extractor = vanban::Extractor::builder().explain(true).build();
//! let record = extractor.extract("Căn cứ Nghị định số 5/2031/NĐ-CP và 6/2031/NĐ-CP ngày 07/7/2031;");
//! let explanation = record.references[1].mentions[0].explanation.as_ref().unwrap();
//! assert_eq!(explanation.rule, "number");
//! assert_eq!(explanation.reasons[0].text, "Nghị định by the type word that heads the list");
//! ```
//!
//! **Write JSON and read it back.** [`Record::write_json`] writes without a string in between, [`schema`] is the contract.
//!
//! ```
//! use vanban::Record;
//!
//! let record = vanban::extract("Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH");
//! let json = record.to_json();
//! assert!(json.starts_with(r#"{"schema":1,"generator":"vanban "#));
//! assert_eq!(Record::from_json(&json)?, record);
//! # Ok::<(), vanban::Error>(())
//! ```
//!
//! **Read a folder of files** (Word, PDF, HTML, plain text in any encoding): the crate `vanban-read`, whose guide begins
//! with it.
//!
//! **Put many records together** and ask what cites what. Records come in any order, from files of JSON too.
//!
//! ```
//! use vanban::graph::{Graph, Level};
//!
//! let texts = [
//!     "UBND TỈNH PHÚ THỌ\nSố: 8/KH-UBND\nPhú Thọ, ngày 09 tháng 02 năm 2031\n\nKẾ HOẠCH\nKiểm kê\n\n\
//!      Thực hiện Chỉ thị số 15/CT-BTC ngày 03/02/2031 của Bộ Tài chính;",
//!     "UBND TỈNH HƯNG YÊN\nSố: 21/CV-UBND\nHưng Yên, ngày 12 tháng 02 năm 2031\n\n\
//!      Căn cứ Chỉ thị số 15/CT-BTC ngày 03/02/2031 của Bộ Tài chính về kiểm kê;",
//!     "BỘ TÀI CHÍNH\nSố: 15/CT-BTC\nHà Nội, ngày 03 tháng 02 năm 2031\n\nCHỈ THỊ\nVề kiểm kê",
//! ];
//! let mut graph = Graph::new();
//! texts.iter().for_each(|text| graph.add(&vanban::extract(text)));
//! let network = graph.resolve();
//! let cited: Vec<_> = network.edges(Level::Document).iter().map(|e| network.node(e.target).id).collect();
//! assert_eq!(cited, ["chi_thi:15-ct-btc:2031:"; 2]);
//! ```
//!
//! **Add own rules**: bodies, types, laws, short names and cues that the tables lack, checked once and asked in every
//! look-up. They are plain data for serde; `docs/rules.md` has them as TOML.
//!
//! ```
//! use vanban::Extractor;
//! use vanban::rules::{Body, Level, Rules};
//!
//! let text = "Căn cứ Quyết định số 7/QĐ-BQLVS ngày 02/3/2031 của Ban Quản lý Vịnh Sao;";
//! let body = Body {
//!     code: "BQLVS".to_owned(),
//!     name: "Ban Quản lý Vịnh Sao".to_owned(),
//!     level: Level::Province,
//!     ..Body::default()
//! };
//! let extractor = Extractor::builder().rules(&Rules { bodies: vec![body], ..Rules::default() })?.build();
//! let record = extractor.extract(text);
//! assert_eq!(record.references[0].issuer.as_deref(), Some("Ban Quản lý Vịnh Sao"));
//! # Ok::<(), vanban::Error>(())
//! ```
//!
//! **Stream JSONL** from standard input to standard output, a line at a time. Texts are `{"text": …}` here; a line that is
//! none ends the run with an error that says where.
//!
//! ```
//! use std::io::{self, BufRead, Write};
//!
//! #[derive(serde::Deserialize)]
//! struct Line {
//!     text: String,
//! }
//!
//! fn stream(input: impl BufRead, mut output: impl Write) -> io::Result<()> {
//!     let extractor = vanban::Extractor::new();
//!     for line in input.lines() {
//!         let line: Line = serde_json::from_str(&line?)?;
//!         extractor.extract(&line.text).write_json(&mut output)?;
//!         output.write_all(b"\n")?;
//!     }
//!     output.flush()
//! }
//!
//! // In `main`: stream(io::stdin().lock(), io::BufWriter::new(io::stdout().lock()))
//! let mut records = Vec::new();
//! stream(&b"{\"text\": \"S\\u1ed1: 12/Q\\u0110-UBND\"}\n{\"text\": \"\"}\n"[..], &mut records)?;
//! assert_eq!(records.iter().filter(|byte| **byte == b'\n').count(), 2);
//! # Ok::<(), io::Error>(())
//! ```
//!
//! # Features
//!
//! None: everything is always there.

#[doc(hidden)]
pub mod bench;
#[cfg(test)]
mod cases;
pub mod diagnostic;
mod error;
mod extract;
mod find;
mod grammar;
pub mod graph;
mod json;
mod layout;
mod lexicon;
mod options;
pub mod record;
mod resolve;
mod scan;
pub mod text;

pub use diagnostic::{Diagnostic, Severity};
pub use error::Error;
pub use graph::Graph;
pub use json::schema;
pub use lexicon::rules;
pub use lexicon::types::type_name;
pub use options::{Builder, Extractor};
pub use record::{Genre, OffsetUnit, Record};
pub use text::Span;
pub use text::decode::Encoding;

/// The record of a text, with the defaults: spans in bytes, the text itself left out.
///
/// ```
/// let record = vanban::extract("Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thành lập Tổ công tác");
/// assert_eq!(record.number.unwrap().value, "12/QĐ-UBND");
/// ```
pub fn extract(text: &str) -> Record {
    Extractor::new().extract(text)
}

/// The README's Rust runs as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
