//! The pipeline on one screen: the only place that knows the order of the steps.

use crate::diagnostic::Diagnostic;
use crate::options::Options;
use crate::record::{Record, SCHEMA};

/// Name and version that every record carries.
const GENERATOR: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"));

pub(crate) fn run(text: &str, options: &Options, diagnostics: Vec<Diagnostic>) -> Record {
    let mut record = Record {
        schema: SCHEMA,
        generator: GENERATOR.to_owned(),
        offset_unit: options.offsets,
        diagnostics,
        ..Record::default()
    };
    if options.with_text {
        record.text = Some(text.to_owned());
    }
    record
}
