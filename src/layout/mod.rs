//! Blocks of lines to zones: what part of the document a line belongs to.

pub(crate) mod addressees;
pub(crate) mod foot;
