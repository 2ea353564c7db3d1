//! `vanban graph`: records to a citation graph.

use crate::args::{self, GraphTo};
use crate::extract::tell;
use crate::output::{Folder, Target};
use crate::records::{self, Item, TableFormat};
use anyhow::{Context, Result, bail};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::process::ExitCode;
use vanban::Graph;
use vanban::graph::{Level, Picture, Selection};
use vanban::record::RelationType;
use vanban_export::{graph, jsonld};

pub fn run(args: &args::Graph) -> Result<ExitCode> {
    let mut whole = Graph::new();
    let read = records::read(&args.inputs, |item| match item {
        Item::Record(record) => whole.add(&record),
        Item::Part(part) => whole.merge(&part),
    });
    let status = if read { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if args.to == GraphTo::Part {
        stream(args, |writer| Ok(serde_json::to_writer(writer, &whole)?))?;
        return Ok(status);
    }
    let network = whole.resolve();
    let selection = Selection {
        level: match args.level {
            args::Level::Document => Level::Document,
            args::Level::Mention => Level::Mention,
            args::Level::Article => Level::Article,
        },
        only: RelationType::ALL.into_iter().filter(|r| args.only.iter().any(|name| name == r.as_str())).collect(),
        around: args.around.clone().map(|what| (what, args.depth)),
    };
    let Some(picture) = network.picture(&selection) else {
        bail!("no document {} in these records", args.around.as_deref().unwrap_or(""));
    };
    match args.to {
        GraphTo::Json => stream(args, |writer| graph::json(&picture, writer))?,
        GraphTo::Graphml => stream(args, |writer| graph::graphml(&picture, writer))?,
        GraphTo::Gexf => stream(args, |writer| graph::gexf(&picture, writer))?,
        GraphTo::Dot => stream(args, |writer| graph::dot(&picture, writer))?,
        GraphTo::Jsonld => stream(args, |writer| jsonld::jsonld(&picture, writer))?,
        GraphTo::Csv => tables(args, &picture, TableFormat::Csv)?,
        #[cfg(feature = "parquet")]
        GraphTo::Parquet => tables(args, &picture, TableFormat::Parquet)?,
        GraphTo::Neo4j => {
            let mut folder = folder(args)?;
            graph::neo4j_nodes(&picture, folder.file("nodes.csv")?)?;
            graph::neo4j_edges(&picture, folder.file("edges.csv")?)?;
            folder.finish()?;
        }
        GraphTo::Part => {}
    }
    if !args.quiet {
        let c = network.counts();
        let (nodes, edges) = (picture.nodes.len(), picture.edges.len());
        tell(&format!("{} records, {nodes} nodes, {edges} edges", c.records));
        tell(&format!(
            "{} references: {} to records, {} to documents that are only cited, {} open ({} with candidates)",
            c.references, c.to_records, c.to_cited, c.to_open, c.ambiguous
        ));
    }
    Ok(status)
}

/// Writes to `-o` or to standard output; a reader that has gone away is no error.
fn stream(args: &args::Graph, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut writer = BufWriter::new(Target::open(args.output.as_deref())?);
    let written =
        write(&mut writer).and_then(|()| writer.into_inner().map_err(io::IntoInnerError::into_error)?.finish());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write the graph"),
    }
}

fn tables(args: &args::Graph, picture: &Picture, format: TableFormat) -> Result<()> {
    let mut folder = folder(args)?;
    let mut nodes = format.rows(&graph::NODES, &mut folder)?;
    graph::nodes(picture, &mut *nodes)?;
    nodes.finish()?;
    let mut edges = format.rows(&graph::EDGES, &mut folder)?;
    graph::edges(picture, &mut *edges)?;
    edges.finish()?;
    Ok(folder.finish()?)
}

fn folder(args: &args::Graph) -> Result<Folder> {
    Folder::open(args.output.as_deref().unwrap_or_else(|| records::no_folder()))
}
