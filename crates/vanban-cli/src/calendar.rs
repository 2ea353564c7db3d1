//! `vanban calendar`: deadlines of many records as one calendar.

use crate::args;
use crate::extract::tell;
use crate::output::Target;
use crate::records;
use anyhow::{Context, Result};
use std::io::{self, BufWriter, ErrorKind};
use std::process::ExitCode;
use vanban_export::ics::Calendar;

pub fn run(args: &args::Calendar) -> Result<ExitCode> {
    let mut calendar = Calendar::new(BufWriter::new(Target::open(args.output.as_deref())?))?;
    let mut result = Ok(());
    let read = records::read_records(&args.inputs, |record| {
        if result.is_ok() {
            result = calendar.add(&record);
        }
    });
    let (written, without_day) = (calendar.written, calendar.without_day);
    let finish = |calendar: Calendar<BufWriter<Target>>| {
        calendar.finish()?.into_inner().map_err(io::IntoInnerError::into_error)?.finish()
    };
    match result.and_then(|()| finish(calendar)) {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        result => {
            result.context("cannot write the calendar")?;
            if !args.quiet {
                tell(&format!("{written} deadlines written, {without_day} without a day of the calendar left out"));
            }
        }
    }
    Ok(if read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
