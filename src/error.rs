//! What is outside the text and can go wrong: [`Error`].

use thiserror::Error;

/// Errors of the library. Odd text is never one: it gives null values and diagnostics.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// JSON that is not a record of this schema.
    #[error("not a vanban record: {0}")]
    Json(#[from] serde_json::Error),
    /// Own rules that cannot be used.
    #[error("own rules: [[{table}]] number {}: {reason}", index + 1)]
    Rules {
        /// The list of [`Rules`](crate::rules::Rules) that is wrong, as `bodies`.
        table: &'static str,
        /// Index of the entry in it.
        index: usize,
        /// What is wrong and what to do.
        reason: String,
    },
    /// A record of a schema that this version does not know.
    #[error("record has schema {found}, this version reads schema {expected}; upgrade vanban or make the record again")]
    Schema {
        /// The schema number in the record.
        found: u64,
        /// The schema number that this version reads.
        expected: u32,
    },
}
