//! `vanban view`: a page to look at a document or a graph.

use crate::args::{self, Cli, ViewTo};
use crate::document::{self, Maker};
use crate::extract::tell;
use crate::inputs;
use crate::output::write;
use crate::records::{self, Item};
use anyhow::{Result, bail};
use clap::CommandFactory;
use clap::error::ErrorKind as Usage;
use std::io;
use std::path::Path;
use std::process::ExitCode;
use vanban::{Graph, Record};
use vanban_export::view;

pub fn run(args: &args::View) -> Result<ExitCode> {
    let maker = match Maker::new(&args.extract()) {
        Ok(maker) => maker,
        Err(message) => Cli::command().error(Usage::ValueValidation, message).exit(),
    };
    let mut found = Found { graph: Graph::new(), records: 0, first: None };
    let mut whole = true;
    for path in &args.inputs {
        if inputs::holds_records(path) {
            whole &= records::read(std::slice::from_ref(path), |item| found.add(item));
            continue;
        }
        match read(&maker, path, args) {
            Ok(record) => found.add(Item::Record(Box::new(record))),
            Err(reason) => {
                tell(&format!("{}: {reason}", path.display()));
                whole = false;
            }
        }
    }
    // Nothing to look at: what is wrong has been told.
    if found.records == 0 && !whole {
        return Ok(ExitCode::FAILURE);
    }
    let wants_graph = args.part.around.is_some() || !args.part.only.is_empty() || found.records != 1;
    match (args.to, &found.first) {
        (Some(ViewTo::Document), _) if found.records != 1 => {
            bail!("{} records: a page shows one document; --to graph shows many", found.records)
        }
        (Some(ViewTo::Document), Some(record)) => page(args, record)?,
        (None, Some(record)) if !wants_graph => page(args, record)?,
        _ => graph(args, &found.graph)?,
    }
    Ok(if whole { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// What the inputs hold.
struct Found {
    graph: Graph,
    records: usize,
    first: Option<Box<Record>>,
}

impl Found {
    fn add(&mut self, item: Item) {
        match item {
            Item::Record(record) => {
                self.graph.add(&record);
                self.records += 1;
                self.first.get_or_insert(record);
            }
            // A part stands for many records.
            Item::Part(part) => {
                self.graph.merge(&part);
                self.records += part.len();
            }
        }
    }
}

fn read(maker: &Maker, path: &Path, args: &args::View) -> Result<Record, String> {
    if path.is_dir() {
        return Err("a folder: make records of it with `vanban extract` first".to_owned());
    }
    let bytes = if path == Path::new("-") {
        document::read_all(io::stdin(), maker.max_bytes(), 0)?
    } else {
        document::read(path, maker.max_bytes())?
    };
    let sha256 = document::sha256(&bytes);
    maker.of_bytes(&path.to_string_lossy(), args.from.format(), &bytes, sha256)
}

fn page(args: &args::View, record: &Record) -> Result<()> {
    let Some(text) = &record.text else {
        bail!(
            "the record has no text: make it with `vanban extract --with-text --explain`, or name the document itself"
        );
    };
    write(args.output.as_deref(), |writer| view::document(record, text, writer))
}

fn graph(args: &args::View, graph: &Graph) -> Result<()> {
    let network = graph.resolve();
    let Some(mut picture) = network.picture(&args.part.selection()) else {
        bail!("no document {} in these records", args.part.around.as_deref().unwrap_or(""));
    };
    let left_out = view::most_connected(&mut picture, args.most.get(), args.part.around.as_deref());
    write(args.output.as_deref(), |writer| view::graph(&picture, args.part.around.as_deref(), left_out, writer))?;
    if !args.quiet {
        let (nodes, edges) = (picture.nodes.len(), picture.edges.len());
        tell(&format!("{nodes} nodes, {edges} edges"));
        if left_out > 0 {
            tell(&format!("{left_out} nodes with fewer edges are left out: see --around, --only and --most"));
        }
    }
    Ok(())
}
