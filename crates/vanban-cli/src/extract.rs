//! `vanban extract`: inputs to jobs, jobs to records on many threads, records out in order.

use crate::args::{self, Cli, To};
use crate::document::{self, Maker};
use crate::inputs::{Inputs, Job};
use crate::jsonl::{self, Chunk};
use crate::output::{Layout, Sink};
use crate::pool;
use anyhow::{Context, Result};
use clap::CommandFactory;
use clap::error::ErrorKind as Usage;
use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use vanban::{Record, Severity};

pub fn run(args: &args::Extract) -> Result<ExitCode> {
    if args.inputs.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        let message = "standard input (-) can be read only once";
        Cli::command().error(Usage::ArgumentConflict, message).exit();
    }
    let inputs = Inputs::new(args);
    let layout = match (args.to, inputs.several) {
        (None, true) | (Some(To::Jsonl), _) => Layout::Lines,
        (Some(To::Json), true) => Layout::List,
        (_, false) => Layout::Single,
    };
    let maker = match Maker::new(args) {
        Ok(maker) => maker,
        Err(message) => Cli::command().error(Usage::ValueValidation, message).exit(),
    };
    let worker = Worker { maker, layout };
    let threads = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, usize::from);

    let mut sink = Sink::open(args.output.as_deref(), layout)?;
    let mut tally = Tally::default();
    let written = pool::in_order(
        inputs.jobs,
        threads,
        |job| worker.work(job),
        |batch| {
            for message in &batch.messages {
                tell(message);
            }
            tally.add(&batch.tally);
            sink.write(&batch.bytes)
        },
    );
    match written.and_then(|()| sink.finish()) {
        // Whoever read our output has seen enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
        result => {
            result.context("cannot write the records")?;
            if inputs.several && !args.quiet {
                tell(&tally);
            }
        }
    }
    Ok(if tally.good(args.strict) { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A line on standard error; where that is closed nothing can be told.
fn tell(message: &impl fmt::Display) {
    let _ = writeln!(io::stderr(), "vanban: {message}");
}

/// What became of the inputs.
#[derive(Default)]
struct Tally {
    read: u64,
    failed: u64,
    skipped: u64,
    /// Records with a diagnostic of severity error, failed inputs among them.
    with_errors: u64,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.with_errors += other.with_errors;
    }

    /// Whether the run went well: every input was read and, with `--strict`, no record carries an error.
    fn good(&self, strict: bool) -> bool {
        self.failed == 0 && !(strict && self.with_errors > 0)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { read, failed, skipped, .. } = self;
        // There is a record for each input, read or not.
        write!(f, "read {read}, written {}, skipped {skipped}, failed {failed}", read + failed)
    }
}

/// What came of one job.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    messages: Vec<String>,
    tally: Tally,
}

/// Does the jobs; shared by all threads.
struct Worker {
    maker: Maker,
    layout: Layout,
}

impl Worker {
    fn work(&self, job: Job) -> Batch {
        let mut batch = Batch::default();
        match job {
            Job::Skipped => batch.tally.skipped += 1,
            Job::Failed { path, line, reason } => self.failed(&path, line, None, &reason, &mut batch),
            Job::Lines(chunk) => self.lines(&chunk, &mut batch),
            Job::Bytes(name, bytes, format) => {
                let record = bytes.and_then(|bytes| self.maker.of_bytes(&name, format, &bytes));
                self.settle(&name, record, &mut batch);
            }
            Job::File(path, format) => {
                let name = path.to_string_lossy();
                let record = document::read(&path).and_then(|bytes| self.maker.of_bytes(&name, format, &bytes));
                self.settle(&name, record, &mut batch);
            }
        }
        batch
    }

    fn lines(&self, chunk: &Chunk, batch: &mut Batch) {
        // Records are about as long as the texts they come from.
        batch.bytes.reserve(chunk.bytes.len());
        for (number, line) in chunk.lines() {
            match jsonl::parse(line).and_then(|line| self.maker.of_line(&line.id, &line.text)) {
                Ok(record) => self.read(&record, batch),
                Err(reason) => self.failed(&chunk.path, Some(number), jsonl::id(line), &reason, batch),
            }
        }
    }

    fn settle(&self, path: &str, record: Result<Record, String>, batch: &mut Batch) {
        match record {
            Ok(record) => self.read(&record, batch),
            Err(reason) => self.failed(path, None, None, &reason, batch),
        }
    }

    fn read(&self, record: &Record, batch: &mut Batch) {
        batch.tally.read += 1;
        self.add(record, batch);
    }

    /// A record for an input that could not be read: under its id, else under its path, with the line where there is one.
    fn failed(&self, path: &str, line: Option<u64>, id: Option<String>, reason: &str, batch: &mut Batch) {
        let place = line.map_or_else(|| path.to_owned(), |line| format!("{path}:{line}"));
        batch.messages.push(format!("{place}: {reason}"));
        batch.tally.failed += 1;
        self.add(&self.maker.failed(&id.unwrap_or(place), reason), batch);
    }

    fn add(&self, record: &Record, batch: &mut Batch) {
        batch.tally.with_errors += u64::from(record.diagnostics.iter().any(|d| d.severity == Severity::Error));
        self.layout.add(record, &mut batch.bytes);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser;
    use vanban::Diagnostic;

    #[test]
    fn strict_minds_errors_inside_records() {
        let args::Command::Extract(args) = Cli::parse_from(["vanban", "extract", "a"]).command else { unreachable!() };
        let worker = Worker { maker: Maker::new(&args).unwrap(), layout: Layout::Lines };
        let mut batch = Batch::default();
        let mut record = vanban::extract("");
        record.diagnostics = vec![Diagnostic::new("no-text", "", None)];
        worker.read(&record, &mut batch);
        assert!(batch.tally.good(false) && batch.tally.good(true));
        record.diagnostics.push(Diagnostic::new("text-cut", "", None));
        worker.read(&record, &mut batch);
        assert!(batch.tally.good(false) && !batch.tally.good(true));
        worker.failed("a", None, None, "gone", &mut batch);
        assert!(!batch.tally.good(false));
        assert_eq!(batch.tally.to_string(), "read 2, written 3, skipped 0, failed 1");
    }
}
