//! From bytes to clean text with a map back: decoding, normal form, lines and paragraphs.

mod blocks;
pub mod decode;
mod furniture;
mod map;
mod normalize;
mod span;

#[allow(unused_imports)]
pub(crate) use blocks::{Page, Paragraph};
#[allow(unused_imports)]
pub(crate) use normalize::Line;
pub use span::Span;
