//! `Graph`: the citation graph over many records.

use crate::errors::RecordError;
use crate::record::Record;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyDict, PyList};
use std::sync::{Mutex, MutexGuard, PoisonError};
use vanban::graph::{self, Level};

/// What many records say of each other.
#[pyclass(frozen, subclass, module = "vanban._native", name = "Graph")]
pub struct Graph {
    inner: Mutex<graph::Graph>,
}

impl Graph {
    fn lock(&self) -> MutexGuard<'_, graph::Graph> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
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
