//! Zones, anchors and grammar to candidates with places.

pub(crate) mod header;
pub(crate) mod issuer;
pub(crate) mod references;
