//! Reads Vietnamese administrative documents (văn bản) and gives back what is in them as typed records.

pub mod diagnostic;
mod error;
mod extract;
#[allow(dead_code)]
mod find;
#[allow(dead_code)]
mod grammar;
mod json;
#[allow(dead_code)]
mod layout;
mod options;
pub mod record;
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
/// let record = vanban::extract("Số: 12/QĐ-UBND");
/// assert_eq!(record.number.unwrap().value, "12/QĐ-UBND");
/// ```
pub fn extract(text: &str) -> Record {
    Extractor::new().extract(text)
}
