//! Zones, anchors and grammar to candidates with places.

pub(crate) mod addressees;
pub(crate) mod attachments;
pub(crate) mod cues;
pub(crate) mod deadlines;
pub(crate) mod form;
pub(crate) mod header;
pub(crate) mod issuer;
pub(crate) mod recipients;
pub(crate) mod references;
pub(crate) mod signers;
pub(crate) mod tasks;
