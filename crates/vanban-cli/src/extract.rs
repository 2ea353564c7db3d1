//! `vanban extract`: inputs to jobs, jobs to records on many threads, records out in order.

use crate::args::{self, Cli, To};
use crate::document::{self, Maker};
use crate::inputs::{self, Inputs, Job};
use crate::jsonl::{self, Chunk};
use crate::output::{Folder, Layout, Sink};
use crate::pool;
use crate::pretty;
use crate::progress::Progress;
use crate::records::{self, TableFormat};
use crate::resume::Earlier;
use anyhow::{Context, Result};
use clap::CommandFactory;
use clap::error::ErrorKind as Usage;
use memchr::memmem;
use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::path::Path;
use std::process::ExitCode;
use std::thread;
use vanban::{Record, Severity};
use vanban_export::rows::Rows;
use vanban_export::tables;
use vanban_read::Format;

pub fn run(args: &args::Extract) -> Result<ExitCode> {
    if args.inputs.iter().filter(|path| *path == Path::new("-")).count() > 1 {
        let message = "standard input (-) can be read only once";
        Cli::command().error(Usage::ArgumentConflict, message).exit();
    }
    let inputs = Inputs::new(args);
    let tables = match args.to {
        Some(To::Csv) => Some(TableFormat::Csv),
        #[cfg(feature = "parquet")]
        Some(To::Parquet) => Some(TableFormat::Parquet),
        _ => None,
    };
    let layout = match (args.to, inputs.several) {
        (Some(To::Pretty), _) => Layout::Pretty { colour: pretty::has_colour(args.output.as_deref()) },
        (Some(To::Json), true) => Layout::List,
        (None | Some(To::Json), false) => Layout::Single,
        _ => Layout::Lines,
    };
    if args.resume && (layout != Layout::Lines || tables.is_some()) {
        Cli::command().error(Usage::ArgumentConflict, "--resume goes with lines of records (--to jsonl)").exit();
    }
    let maker = match Maker::new(args) {
        Ok(maker) => maker,
        Err(message) => Cli::command().error(Usage::ValueValidation, message).exit(),
    };
    let earlier = match args.output.as_deref().filter(|_| args.resume) {
        Some(path) => Earlier::open(path, maker.origin())?,
        None => Earlier::default(),
    };
    let worker = Worker { maker, layout, tables: tables.is_some(), earlier };
    let threads = args.jobs.or_else(|| thread::available_parallelism().ok()).map_or(1, usize::from);

    let mut sink = match tables {
        Some(format) => Out::Tables(Box::new(Tables::open(args.output.as_deref(), format)?)),
        None => Out::Stream(Sink::open(args.output.as_deref(), layout)?),
    };
    let mut tally = Tally::default();
    let (paths, from) = (args.inputs.clone(), args.from);
    let progress = Progress::new(inputs.several && !args.quiet, move || inputs::total(&paths, from));
    let written = pool::in_order(
        inputs.jobs,
        threads,
        Job::weight,
        |job| worker.work(job),
        |batch| {
            for message in &batch.messages {
                progress.aside(|| tell(message));
            }
            tally.add(&batch.tally);
            progress.show(&tally, tally.bytes);
            sink.write(&batch)
        },
    );
    progress.end();
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

/// Where the records go.
enum Out {
    Stream(Sink),
    Tables(Box<Tables>),
}

impl Out {
    fn write(&mut self, batch: &Batch) -> io::Result<()> {
        match self {
            Self::Stream(sink) => sink.write(&batch.bytes),
            Self::Tables(tables) => batch.records.iter().try_for_each(|record| tables.add(record)),
        }
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::Stream(sink) => sink.finish(),
            Self::Tables(tables) => tables.finish(),
        }
    }
}

/// One table for each kind of thing, in a folder.
struct Tables {
    folder: Folder,
    rows: [Box<dyn Rows>; 6],
}

impl Tables {
    fn open(path: Option<&Path>, format: TableFormat) -> Result<Self> {
        let mut folder = Folder::open(path.unwrap_or_else(|| records::no_folder()))?;
        let rows: Result<Vec<_>> = tables::TABLES.iter().map(|table| format.rows(table, &mut folder)).collect();
        // One for each table.
        let Ok(rows) = <[_; 6]>::try_from(rows?) else { unreachable!() };
        Ok(Self { folder, rows })
    }

    fn add(&mut self, record: &Record) -> io::Result<()> {
        tables::write(record, &mut self.rows)
    }

    fn finish(self) -> io::Result<()> {
        self.rows.into_iter().try_for_each(|rows| rows.finish())?;
        self.folder.finish()
    }
}

/// A line on standard error; where that is closed nothing can be told.
pub fn tell(message: &impl fmt::Display) {
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
    /// Records that were taken over from an earlier run.
    kept: u64,
    /// Bytes of the inputs.
    bytes: u64,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.read += other.read;
        self.failed += other.failed;
        self.skipped += other.skipped;
        self.with_errors += other.with_errors;
        self.kept += other.kept;
        self.bytes += other.bytes;
    }

    /// Whether the run went well: every input was read and, with `--strict`, no record carries an error.
    fn good(&self, strict: bool) -> bool {
        self.failed == 0 && !(strict && self.with_errors > 0)
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { read, failed, skipped, kept, .. } = self;
        // There is a record for each input, read or not.
        write!(f, "read {read}, written {}, skipped {skipped}, failed {failed}", read + failed + kept)?;
        if *kept > 0 { write!(f, ", taken over {kept}") } else { Ok(()) }
    }
}

/// What came of one job.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    /// Only filled for tables, whose rows are made in order.
    records: Vec<Record>,
    messages: Vec<String>,
    tally: Tally,
}

/// Does the jobs; shared by all threads.
struct Worker {
    maker: Maker,
    layout: Layout,
    earlier: Earlier,
    tables: bool,
}

impl Worker {
    fn work(&self, job: Job) -> Batch {
        let mut batch = Batch::default();
        match job {
            Job::Skipped => batch.tally.skipped += 1,
            Job::Failed { path, line, reason } => self.failed(&path, line, None, &reason, &mut batch),
            Job::Lines(chunk) => self.lines(&chunk, &mut batch),
            Job::Bytes(name, bytes, format) => self.bytes(&name, bytes, format, &mut batch),
            Job::File(path, format) => {
                let bytes = document::read(&path, self.maker.max_bytes());
                self.bytes(&path.to_string_lossy(), bytes, format, &mut batch);
            }
        }
        batch
    }

    fn lines(&self, chunk: &Chunk, batch: &mut Batch) {
        // Records are seldom longer than this against the texts they come from.
        batch.bytes.reserve(chunk.bytes.len() / 2 * 3);
        batch.tally.bytes += chunk.bytes.len() as u64;
        for (number, line) in chunk.lines() {
            let record = jsonl::parse(line).and_then(|line| {
                let sha256 = document::sha256(line.text.as_bytes());
                if self.take_over(&line.id, &sha256, batch) {
                    return Ok(None);
                }
                self.maker.of_line(&line.id, &line.text, sha256).map(Some)
            });
            match record {
                Ok(Some(record)) => self.read(&record, batch),
                Ok(None) => {}
                Err(reason) => self.failed(&chunk.path, Some(number), jsonl::id(line), &reason, batch),
            }
        }
    }

    fn bytes(&self, name: &str, bytes: Result<Vec<u8>, String>, format: Option<Format>, batch: &mut Batch) {
        let bytes = match bytes {
            Ok(bytes) => bytes,
            Err(reason) => return self.failed(name, None, None, &reason, batch),
        };
        batch.tally.bytes += bytes.len() as u64;
        let sha256 = document::sha256(&bytes);
        if !self.take_over(name, &sha256, batch) {
            self.settle(name, self.maker.of_bytes(name, format, &bytes, sha256), batch);
        }
    }

    /// Takes the record of an earlier run over, where there is one.
    fn take_over(&self, path: &str, sha256: &str, batch: &mut Batch) -> bool {
        let Some(line) = self.earlier.get(path, sha256) else { return false };
        batch.tally.kept += 1;
        batch.tally.with_errors += u64::from(memmem::find(&line, br#""severity":"error""#).is_some());
        batch.bytes.extend_from_slice(&line);
        true
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
        if self.tables {
            batch.records.push(record.clone());
        } else {
            self.layout.add(record, &mut batch.bytes);
        }
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
        let worker = Worker {
            maker: Maker::new(&args).unwrap(),
            layout: Layout::Lines,
            tables: false,
            earlier: Earlier::default(),
        };
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
