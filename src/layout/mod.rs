//! Paragraphs to zones: letterhead, title, body, foot, furniture.

pub(crate) mod addressees;
pub(crate) mod cells;
pub(crate) mod flat;
pub(crate) mod foot;
pub(crate) mod head;
pub(crate) mod outline;
pub(crate) mod zones;
