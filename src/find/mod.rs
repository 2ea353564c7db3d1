//! Zones and grammar to values of the record.

pub(crate) mod addressees;
pub(crate) mod recipients;
pub(crate) mod signers;
