//! Reads Vietnamese administrative documents (văn bản) and gives back what is in them as typed records.

#[doc(hidden)]
pub mod bench;
pub mod diagnostic;
mod error;
mod extract;
mod find;
#[allow(dead_code)]
mod grammar;
mod json;
mod layout;
#[allow(dead_code)]
mod lexicon;
mod options;
pub mod record;
mod resolve;
mod scan;
pub mod text;

pub use diagnostic::{Diagnostic, Severity};
pub use error::Error;
pub use json::schema;
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
