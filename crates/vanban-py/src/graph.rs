//! `Graph`: the citation graph over many records.

use crate::errors::RecordError;
use crate::record::Record;
use crate::tables::{Buffers, Layout, Taken, full, layout};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use vanban::graph::{self, Level, Picture, Selection};
use vanban::record::RelationType;
use vanban_export::rows::{CsvRows, Rows, Table};
use vanban_export::{graph as export, jsonld};

/// What many records say of each other.
#[pyclass(frozen, subclass, module = "vanban._native", name = "Graph")]
pub struct Graph {
    inner: Mutex<graph::Graph>,
}

impl Graph {
    pub fn lock(&self) -> MutexGuard<'_, graph::Graph> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Level, relations to keep, and what lies around which document, how far: as the command's options.
type Selected = (String, Vec<String>, Option<String>, usize);

impl Graph {
    /// Works on the selected part of the graph, without the interpreter.
    fn picture<T: Send>(
        &self,
        py: Python<'_>,
        (level, only, around, depth): Selected,
        work: impl FnOnce(&Picture) -> T + Send,
    ) -> PyResult<T> {
        let only = only.iter().map(relation).collect::<PyResult<_>>()?;
        let selection =
            Selection { level: self::level(&level)?, only, around: around.clone().map(|what| (what, depth)) };
        // Worked on while others may add; the copy is small beside the network.
        let made = py.detach(|| {
            let graph = self.lock().clone();
            let network = graph.resolve();
            network.picture(&selection).map(|picture| work(&picture))
        });
        made.ok_or_else(|| {
            PyValueError::new_err(format!("no document {} in these records", around.unwrap_or_default()))
        })
    }
}

fn level(name: &str) -> PyResult<Level> {
    match name {
        "document" => Ok(Level::Document),
        "mention" => Ok(Level::Mention),
        "article" => Ok(Level::Article),
        other => {
            Err(PyValueError::new_err(format!("level is \"document\", \"mention\" or \"article\", not {other:?}")))
        }
    }
}

fn relation(name: &String) -> PyResult<RelationType> {
    RelationType::ALL.into_iter().find(|relation| relation.as_str() == name).ok_or_else(|| {
        let all = RelationType::ALL.map(RelationType::as_str).join(", ");
        PyValueError::new_err(format!("a relation is one of {all}, not {name:?}"))
    })
}

/// Writes a graph, or one table of it, in some form.
type Form = fn(&Picture, &mut BufWriter<File>) -> io::Result<()>;

/// Forms of a graph that are one file.
fn file(to: &str) -> Option<Form> {
    Some(match to {
        "json" => |picture, writer| export::json(picture, writer),
        "graphml" => |picture, writer| export::graphml(picture, writer),
        "gexf" => |picture, writer| export::gexf(picture, writer),
        "dot" => |picture, writer| export::dot(picture, writer),
        "jsonld" => |picture, writer| jsonld::jsonld(picture, writer),
        _ => return None,
    })
}

/// Forms of a graph that are a file of nodes and one of edges.
fn files(to: &str) -> Option<[Form; 2]> {
    fn csv(
        table: &Table,
        picture: &Picture,
        rows: fn(&Picture, &mut dyn Rows) -> io::Result<()>,
        writer: &mut BufWriter<File>,
    ) -> io::Result<()> {
        let mut to = Box::new(CsvRows::new(table, writer)?);
        rows(picture, &mut *to)?;
        to.finish()
    }
    Some(match to {
        "csv" => [
            |picture, writer| csv(&export::NODES, picture, export::nodes, writer),
            |picture, writer| csv(&export::EDGES, picture, export::edges, writer),
        ],
        "neo4j" => [
            |picture, writer| export::neo4j_nodes(picture, writer),
            |picture, writer| export::neo4j_edges(picture, writer),
        ],
        _ => return None,
    })
}

/// Writes a file that is whole or not there.
fn put(path: &Path, write: impl FnOnce(&mut BufWriter<File>) -> io::Result<()>) -> io::Result<()> {
    let mut name = path.as_os_str().to_owned();
    name.push(".part");
    let part = PathBuf::from(name);
    let mut writer = BufWriter::new(File::create(&part)?);
    let written = write(&mut writer).and_then(|()| writer.flush()).and_then(|()| fs::rename(&part, path));
    if written.is_err() {
        // What could not be written is of no use; that it cannot be taken away either adds nothing to the error.
        let _ = fs::remove_file(&part);
    }
    written
}

macro_rules! dict {
    ($py:expr, $($key:literal: $value:expr),* $(,)?) => {{
        let dict = PyDict::new($py);
        $(dict.set_item(pyo3::intern!($py, $key), $value)?;)*
        dict
    }};
}

// The lock is taken without the interpreter: whoever holds it never waits for the interpreter.
#[pymethods]
impl Graph {
    #[new]
    fn new() -> Self {
        Self { inner: Mutex::default() }
    }

    /// Adds a record. One that was added before, of the same path and the same bytes, counts once.
    fn add(&self, py: Python<'_>, record: &Record) {
        let record = record.inner.clone();
        py.detach(|| self.lock().add(&record));
    }

    /// Adds all that another graph holds.
    fn merge(&self, py: Python<'_>, other: &Self) {
        py.detach(|| {
            // A copy, so that never two graphs are locked at a time: a graph may be merged with itself.
            let other = other.lock().clone();
            self.lock().merge(&other);
        });
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        py.detach(|| self.lock().len())
    }

    /// The graph as bytes, for another process.
    fn to_bytes<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyBytes>> {
        let bytes = py.detach(|| serde_json::to_vec(&*self.lock()));
        bytes.map(|bytes| PyBytes::new(py, &bytes)).map_err(|error| PyValueError::new_err(error.to_string()))
    }

    /// Adds a graph of bytes that `to_bytes` gave.
    fn merge_bytes(&self, py: Python<'_>, data: &[u8]) -> PyResult<()> {
        let data = data.to_vec();
        py.detach(|| serde_json::from_slice::<graph::Graph>(&data).map(|other| self.lock().merge(&other)))
            .map_err(|error| RecordError::new_err(format!("no graph: {error}")))
    }

    /// The layout of the tables `nodes` and `edges`.
    #[staticmethod]
    fn layout() -> [Layout; 2] {
        [layout(&export::NODES), layout(&export::EDGES)]
    }

    /// The tables `nodes` and `edges`.
    fn tables<'py>(&self, py: Python<'py>, selected: Selected) -> PyResult<[Taken<'py>; 2]> {
        let made = self.picture(py, selected, |picture| {
            let [mut nodes, mut edges] = [Buffers::new(&export::NODES), Buffers::new(&export::EDGES)];
            export::nodes(picture, &mut &mut nodes)?;
            export::edges(picture, &mut &mut edges)?;
            Ok([nodes, edges])
        })?;
        Ok(made.map_err(full)?.map(|table| table.taken(py)))
    }

    /// Writes the graph in a form of the command: one file, or a folder of two.
    fn write(&self, py: Python<'_>, path: PathBuf, to: &str, selected: Selected) -> PyResult<()> {
        if let Some(write) = file(to) {
            return Ok(self.picture(py, selected, |picture| put(&path, |writer| write(picture, writer)))??);
        }
        let Some([nodes, edges]) = files(to) else {
            return Err(PyValueError::new_err(format!("no graph is written as {to:?}")));
        };
        Ok(self.picture(py, selected, |picture| {
            fs::create_dir_all(&path)?;
            put(&path.join("nodes.csv"), |writer| nodes(picture, writer))?;
            put(&path.join("edges.csv"), |writer| edges(picture, writer))
        })??)
    }

    /// Counts, and the nodes and edges as dicts.
    fn resolve<'py>(&self, py: Python<'py>, level: &str) -> PyResult<Bound<'py, PyDict>> {
        let level = self::level(level)?;
        // Worked on while others may add; the copy is small beside the network.
        let graph = py.detach(|| self.lock().clone());
        let network = py.detach(|| graph.resolve());
        let c = network.counts();
        let counts = dict! {py,
            "records": c.records, "documents": c.documents, "cited": c.cited, "open": c.open,
            "references": c.references, "to_records": c.to_records, "to_cited": c.to_cited, "to_open": c.to_open,
            "ambiguous": c.ambiguous, "mentions": c.mentions, "edges": c.edges,
        };
        let nodes = PyList::empty(py);
        for n in network.nodes() {
            let candidates: Vec<_> = n.candidates.iter().map(|at| network.node(*at).id.to_owned()).collect();
            nodes.append(dict! {py,
                "id": n.id, "label": n.label(), "state": n.state.as_str(), "key": n.key, "urn": n.urn, "type": n.kind,
                "number": n.number, "name": n.name, "date": n.date, "year": n.year(), "issuer": n.issuer,
                "title": n.title, "place": n.place, "reason": n.reason.map(|r| r.as_str()), "paths": n.paths,
                "candidates": candidates,
            })?;
        }
        let edges = PyList::empty(py);
        for e in network.edges(level) {
            let edge = dict! {py,
                "source": network.node(e.source).id, "target": network.node(e.target).id,
                "relation": e.relation.as_str(), "mentions": e.mentions,
            };
            if level != Level::Document {
                let places = PyList::empty(py);
                for p in network.places(&e) {
                    places.append(
                        dict! {py, "article": p.article, "clause": p.clause, "point": p.point, "part": p.part},
                    )?;
                }
                edge.set_item("places", places)?;
            }
            if let Some(m) = network.mention(&e) {
                edge.set_item("path", m.path)?;
                edge.set_item("reference", m.reference)?;
                edge.set_item("span", (m.span.start, m.span.end))?;
                edge.set_item("rule", m.rule.as_str())?;
            }
            edges.append(edge)?;
        }
        Ok(dict! {py, "counts": counts, "nodes": nodes, "edges": edges})
    }
}
