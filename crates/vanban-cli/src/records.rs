//! Records in: JSON, JSONL, a list, or the parts of a graph; and the tables that commands write.

use crate::args::Cli;
use crate::document;
use crate::extract::tell;
use crate::jsonl::Chunks;
use crate::output::Folder;
use anyhow::Result;
use clap::CommandFactory;
use clap::error::ErrorKind as Usage;
use serde_json::value::RawValue;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use vanban::{Graph, Record};
use vanban_export::rows::{CsvRows, Rows, Table};

/// What a line or a file holds.
pub enum Item {
    Record(Box<Record>),
    /// Written with `--to part`.
    Part(Box<Graph>),
}

/// Gives `each` every record of the inputs, in order. False when some of it could not be read: that is told, and the
/// rest goes on.
pub fn read(inputs: &[PathBuf], mut each: impl FnMut(Item)) -> bool {
    let mut whole = true;
    for path in inputs {
        let name = path.to_string_lossy();
        let mut failed = |line: Option<u64>, reason: &str| {
            let place = line.map_or_else(|| name.to_string(), |line| format!("{name}:{line}"));
            tell(&format!("{place}: {reason}"));
            whole = false;
        };
        let stream: Box<dyn Read> = if path == Path::new("-") {
            Box::new(io::stdin())
        } else {
            match File::open(path) {
                Ok(file) => Box::new(file),
                Err(error) => {
                    failed(None, &document::reason(&error));
                    continue;
                }
            }
        };
        stream_of(&name, stream, &mut each, &mut failed);
    }
    whole
}

/// The records alone; parts of graphs are told to be none.
pub fn read_records(inputs: &[PathBuf], mut each: impl FnMut(Record)) -> bool {
    let mut parts = false;
    let whole = read(inputs, |item| match item {
        Item::Record(record) => each(*record),
        Item::Part(_) => parts = true,
    });
    if parts {
        tell(&"a part of a graph has no records in it: only `vanban graph` reads it");
    }
    whole && !parts
}

fn stream_of(
    name: &str,
    stream: Box<dyn Read>,
    each: &mut impl FnMut(Item),
    failed: &mut impl FnMut(Option<u64>, &str),
) {
    let mut chunks = Chunks::new(name, stream);
    let mut first = true;
    while let Some(chunk) = chunks.next() {
        let chunk = match chunk {
            Ok(chunk) => chunk,
            Err(broken) => return failed(Some(broken.line), &broken.reason),
        };
        for (number, line) in chunk.lines() {
            // JSON for people starts with a bracket alone on its line.
            if std::mem::take(&mut first) && matches!(line.trim_ascii(), b"{" | b"[") {
                let mut bytes = chunk.bytes.clone();
                for more in chunks.by_ref() {
                    match more {
                        Ok(more) => bytes.extend_from_slice(&more.bytes),
                        Err(broken) => return failed(Some(broken.line), &broken.reason),
                    }
                }
                return match document(&bytes) {
                    Ok(items) => items.into_iter().for_each(each),
                    Err(reason) => failed(None, &reason),
                };
            }
            match item(line) {
                Ok(item) => each(item),
                Err(reason) => failed(Some(number), &reason),
            }
        }
    }
}

/// A record, or a list of them, over several lines.
fn document(bytes: &[u8]) -> Result<Vec<Item>, String> {
    if !bytes.trim_ascii_start().starts_with(b"[") {
        return Ok(vec![item(bytes)?]);
    }
    let list: Vec<&RawValue> = serde_json::from_slice(bytes).map_err(|error| format!("not a list: {error}"))?;
    list.iter().map(|json| item(json.get().as_bytes())).collect()
}

fn item(json: &[u8]) -> Result<Item, String> {
    let json = simdutf8::basic::from_utf8(json).map_err(|_| "not UTF-8".to_owned())?;
    if json.trim_start().starts_with("{\"strings\":") {
        return match serde_json::from_str(json) {
            Ok(graph) => Ok(Item::Part(Box::new(graph))),
            Err(error) => Err(format!("not a part of a graph: {error}")),
        };
    }
    match Record::from_json(json) {
        Ok(record) => Ok(Item::Record(Box::new(record))),
        Err(vanban::Error::Json(_)) if !json.contains("\"schema\"") => {
            Err("not a record: make records with `vanban extract` first".to_owned())
        }
        Err(error) => Err(error.to_string()),
    }
}

/// How tables are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    Csv,
    #[cfg(feature = "parquet")]
    Parquet,
}

impl TableFormat {
    /// A file of the folder for a table.
    pub fn rows(self, table: &Table, folder: &mut Folder) -> Result<Box<dyn Rows>> {
        Ok(match self {
            Self::Csv => Box::new(CsvRows::new(table, folder.file(&format!("{}.csv", table.name))?)?),
            #[cfg(feature = "parquet")]
            Self::Parquet => {
                let file = folder.file(&format!("{}.parquet", table.name))?;
                Box::new(vanban_export::rows::ParquetRows::new(table, file)?)
            }
        })
    }
}

/// Ends the command: several files do not fit into standard output.
pub fn no_folder() -> ! {
    let message = "this form is several files: name a folder with -o";
    Cli::command().error(Usage::MissingRequiredArgument, message).exit()
}
