//! Record ⇄ JSON, and the JSON Schema of the record.
//!
//! The only room that knows serde_json (beside the error that wraps its own). The order of the keys is the order of
//! the fields in [`record`](crate::record).

mod write;

use crate::error::Error;
use crate::record::{Record, SCHEMA};
use serde::Deserialize;
use std::io;

impl Record {
    /// The record as JSON on one line, without a line end.
    ///
    /// ```
    /// let record = vanban::extract("");
    /// assert_eq!(vanban::Record::from_json(&record.to_json()).unwrap(), record);
    /// ```
    pub fn to_json(&self) -> String {
        let mut json = Vec::new();
        // Cannot fail: a vector takes all that is written, and the parts of a record are values that `write` knows.
        write::write(self, &mut json).unwrap_or_default();
        String::from_utf8(json).unwrap_or_default()
    }

    /// The record as JSON for people: indented by two blanks, without a line end.
    pub fn to_json_pretty(&self) -> String {
        // Cannot fail: every key is a string, and no `Serialize` of the record's parts gives an error.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// Writes what [`to_json`](Self::to_json) gives, without building it in memory first.
    ///
    /// Many small writes are made: give it a `Vec<u8>` or a `BufWriter`. Fails only when the writer does.
    ///
    /// ```
    /// let mut line = Vec::new();
    /// let record = vanban::extract("");
    /// record.write_json(&mut line).unwrap();
    /// assert_eq!(line, record.to_json().into_bytes());
    /// ```
    pub fn write_json(&self, mut writer: impl io::Write) -> io::Result<()> {
        write::write(self, &mut writer)
    }

    /// A record from its JSON, in the unit of offsets that it names.
    ///
    /// Keys that this version does not know are passed over, so that records of later releases of the same schema
    /// can be read. JSON of another schema, or JSON that is no record, is an [`Error`].
    ///
    /// ```
    /// let error = vanban::Record::from_json(r#"{"schema": 2}"#).unwrap_err();
    /// assert!(error.to_string().starts_with("record has schema 2, this version reads schema 1"));
    /// ```
    pub fn from_json(json: &str) -> Result<Self, Error> {
        /// What every schema, past or to come, carries.
        #[derive(Deserialize)]
        struct Head {
            schema: u64,
        }
        let check =
            |found| if found == u64::from(SCHEMA) { Ok(()) } else { Err(Error::Schema { found, expected: SCHEMA }) };
        match serde_json::from_str::<Self>(json) {
            Ok(record) => check(record.schema.into()).map(|()| record),
            // A record of another schema seldom has the same keys: its number says more than the first odd key.
            Err(error) => {
                if let Ok(head) = serde_json::from_str::<Head>(json) {
                    check(head.schema)?;
                }
                Err(error.into())
            }
        }
    }
}

/// The JSON Schema (draft 2020-12) of the record, as `vanban schema` prints it.
///
/// Every key is required, unknown keys are allowed, closed lists of values are spelled out.
///
/// ```
/// assert!(vanban::schema().contains("\"offset_unit\""));
/// ```
pub fn schema() -> &'static str {
    include_str!("record.schema.json")
}
