//! From bytes to clean text with a map back: decoding, normal form, lines and paragraphs.

pub mod decode;
mod span;

pub use span::Span;
