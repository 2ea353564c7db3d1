//! The only place that uses nom: one function for each production, its EBNF line and a real form above it.

pub(crate) mod date;
pub(crate) mod deadline;
