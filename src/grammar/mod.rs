//! The grammar: one function per production. The only place that imports nom.

pub(crate) mod archive;
pub(crate) mod authority;
