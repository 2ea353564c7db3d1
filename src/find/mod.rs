//! From clean text to candidates with their places.

pub(crate) mod deadlines;
