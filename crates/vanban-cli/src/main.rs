//! The `vanban` command. Results go to standard output or `-o`, messages to standard error.

mod args;
mod calendar;
mod diff;
mod document;
mod extract;
mod graph;
mod inputs;
mod jsonl;
mod output;
mod pool;
mod pretty;
mod progress;
mod records;
mod resume;
mod rules;
mod stats;
mod view;

use anyhow::Result;
use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use mimalloc::MiMalloc;
use std::fmt::Write as _;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// Records are many small values: with the system's allocator they take a tenth more time (benches/README.md).
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // Wrong usage ends here, with status 2.
    match run(Cli::parse().command) {
        Ok(status) => status,
        Err(error) => {
            // Nothing can be told when standard error is closed too.
            let _ = writeln!(io::stderr(), "vanban: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Extract(args) => extract::run(&args),
        Command::Graph(args) => graph::run(&args),
        Command::View(args) => view::run(&args),
        Command::Stats(args) => stats::run(&args),
        Command::Calendar(args) => calendar::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Schema => print(vanban::schema().as_bytes()),
        Command::Explain { code } => print(explain(code.as_deref()).as_bytes()),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "vanban", &mut script);
            print(&script)
        }
    }
}

/// Writes to standard output; a reader that has gone away is no error.
fn print(bytes: &[u8]) -> Result<ExitCode> {
    let mut out = io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

/// What a diagnostic means and what to do about it; a line for each when no code is named.
fn explain(code: Option<&str>) -> String {
    let mut page = String::new();
    for e in vanban::diagnostic::CATALOGUE {
        // Writing to a string cannot fail. `Severity` prints as in the records: in lower case.
        let severity = format!("{:?}", e.severity).to_lowercase();
        let _ = match code {
            None => writeln!(page, "{:22} {severity:8} {}", e.code, e.meaning),
            Some(code) if code == e.code => writeln!(page, "{code} ({severity})\n\n{}\n\n{}", e.meaning, e.advice),
            Some(_) => Ok(()),
        };
    }
    page
}
