//! `vanban graph`: records to a citation graph.

use crate::args::{self, GraphTo};
use crate::extract::tell;
use crate::output::{Folder, write};
use crate::records::{self, Item, TableFormat};
use anyhow::{Result, bail};
use std::process::ExitCode;
use vanban::Graph;
use vanban::graph::Picture;
use vanban_export::{graph, jsonld};

pub fn run(args: &args::Graph) -> Result<ExitCode> {
    let mut whole = Graph::new();
    let read = records::read(&args.inputs, |item| match item {
        Item::Record(record) => whole.add(&record),
        Item::Part(part) => whole.merge(&part),
    });
    let status = if read { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    if args.to == GraphTo::Part {
        write(args.output.as_deref(), |writer| Ok(serde_json::to_writer(writer, &whole)?))?;
        return Ok(status);
    }
    let network = whole.resolve();
    let Some(picture) = network.picture(&args.part.selection()) else {
        bail!("no document {} in these records", args.part.around.as_deref().unwrap_or(""));
    };
    match args.to {
        GraphTo::Json => write(args.output.as_deref(), |writer| graph::json(&picture, writer))?,
        GraphTo::Graphml => write(args.output.as_deref(), |writer| graph::graphml(&picture, writer))?,
        GraphTo::Gexf => write(args.output.as_deref(), |writer| graph::gexf(&picture, writer))?,
        GraphTo::Dot => write(args.output.as_deref(), |writer| graph::dot(&picture, writer))?,
        GraphTo::Jsonld => write(args.output.as_deref(), |writer| jsonld::jsonld(&picture, writer))?,
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
