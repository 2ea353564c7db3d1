//! Pages to look at: a document with everything that was found in it, and the picture of a citation graph.
//!
//! A page is one HTML file that loads nothing: no network, no font, no image. Everything from the document is escaped,
//! and a Content-Security-Policy in the page allows its own script and style by their hashes and nothing else, so that
//! nothing in a document runs, whatever it holds.
//!
//! ```
//! let text = "Số: 12/STC-KH\n\nCăn cứ Nghị định số 31/2021/NĐ-CP ngày 26/3/2021 của Chính phủ.";
//! let record = vanban::Extractor::builder().explain(true).build().extract(text);
//! let mut page = Vec::new();
//! vanban_export::view::document(&record, text, &mut page)?;
//! assert!(String::from_utf8(page).unwrap().contains("<mark "));
//! # Ok::<(), std::io::Error>(())
//! ```

mod document;
mod finds;
mod graph;
mod html;
mod page;
mod record;
mod segments;
mod words;

pub use document::document;
pub use graph::{graph, most_connected};
pub use words::{Both, relation};
