//! Records and citation graphs of [`vanban`] in the forms that other tools read.
//!
//! | What | Form | Read by |
//! |---|---|---|
//! | [`tables`]: documents, references, mentions, tasks, deadlines, recipients | CSV, Parquet | DuckDB, pandas, Spark |
//! | [`graph`]: nodes and edges | CSV, Parquet, Neo4j import CSV | DuckDB, GraphFrames, Kuzu, Neo4j |
//! | [`graph`]: the whole | GraphML, GEXF, DOT, JSON | NetworkX, Gephi, Graphviz |
//! | [`jsonld`] | JSON-LD with ELI and schema.org terms | triple stores |
//! | [`ics`]: deadlines | iCalendar | calendar programs |
//! | [`akn`] | FRBR IRIs of Akoma Ntoso | |
//! | [`view`]: a document with what was found in it, a graph | HTML page | browsers |
//!
//! Everything is written to an [`io::Write`](std::io::Write) in an order that depends on the input alone.
//!
//! ```
//! use vanban::graph::{Graph, Selection};
//!
//! let mut graph = Graph::new();
//! graph.add(&vanban::extract("Số: 12/STC-KH\n\nCăn cứ Nghị định số 31/2021/NĐ-CP ngày 26/3/2021 của Chính phủ."));
//! let network = graph.resolve();
//! let picture = network.picture(&Selection::default()).unwrap();
//! let mut dot = Vec::new();
//! vanban_export::graph::dot(&picture, &mut dot)?;
//! assert!(String::from_utf8(dot).unwrap().contains("-> \"nghi_dinh:31-2021-ndd-cp:2021:\""));
//! # Ok::<(), std::io::Error>(())
//! ```
//!
//! # Features
//!
//! `parquet` adds [`Rows`](rows::Rows) that write Parquet.

pub mod akn;
pub mod graph;
pub mod ics;
pub mod jsonld;
pub mod rows;
pub mod tables;
pub mod view;
