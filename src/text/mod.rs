//! From bytes to clean text with a map back: decoding, normal form, lines and paragraphs.

mod blocks;
pub mod decode;
mod furniture;
mod joints;
pub(crate) mod lanes;
mod map;
mod normalize;
mod plain;
mod span;
mod starts;
mod torn;
pub(crate) mod window;

pub(crate) use blocks::{Page, Paragraph, TYPES, is_shout};
pub(crate) use joints::{Joint, Joints};
pub(crate) use normalize::{Clean, LINE_ENDS, Line};
pub(crate) use plain::{ends_plain, letter, plain, starts_plain, unplain};
pub use span::Span;
pub(crate) use starts::Starts;
