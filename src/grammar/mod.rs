//! The grammar of what stands at an anchor: one function per production, its EBNF line and a real form above it, from
//! which GRAMMAR.md is made.
//!
//! Every rule reads clean text (NFC, single blanks, dashes as `-`) from the first byte of a window and answers "not
//! here" or what it read. This is the only place that uses nom.

pub(crate) mod archive;
pub(crate) mod assign;
pub(crate) mod authority;
pub(crate) mod bodies;
pub(crate) mod body;
pub(crate) mod date;
pub(crate) mod deadline;
pub(crate) mod label;
pub(crate) mod named;
pub(crate) mod number;
pub(crate) mod pinpoint;
pub(crate) mod treaty;
pub(crate) mod verb;
pub(crate) mod ws;
