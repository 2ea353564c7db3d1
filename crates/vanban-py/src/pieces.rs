//! The steps of a graph that is worked out in pieces (`vanban::graph::pieces`), over rows that a cluster brings together.

use crate::graph::Graph;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use pyo3::types::PyBytes;
use serde::Serialize;
use std::collections::BTreeMap;
use vanban::graph::pieces::{self, Called, Cites, Nameless, Piece, Said, Settled};
use vanban::graph::{Node, Place, State};
use vanban::record::Form;
use vanban_export::akn;

/// A piece as a row: the places inside documents with their fragments.
#[derive(Serialize)]
struct Row<'g> {
    doc: String,
    path: Option<&'g str>,
    thing: String,
    #[serde(flatten)]
    said: Said<'g>,
    references: Vec<Cites<'g>>,
    relations: Vec<Says<'g>>,
}

#[derive(Serialize)]
struct Says<'g> {
    from: Option<u32>,
    to: u32,
    relation: &'static str,
    start: u32,
    end: u32,
    form: Form,
    places: Vec<Inside<'g>>,
}

#[derive(Serialize)]
struct Inside<'g> {
    #[serde(flatten)]
    place: Place<'g>,
    fragment: String,
}

impl<'g> From<Piece<'g>> for Row<'g> {
    fn from(piece: Piece<'g>) -> Self {
        let Piece { doc, path, thing, said, references, relations } = piece;
        let inside = |place: Place<'g>| Inside { place, fragment: akn::fragment(&place) };
        let relations = relations.into_iter().map(|says| {
            let pieces::Says { from, to, relation, start, end, form, places } = says;
            let places = places.into_iter().map(inside).collect();
            Says { from, to, relation: relation.as_str(), start, end, form, places }
        });
        Self { doc, path, thing, said, references, relations: relations.collect() }
    }
}

/// The pieces of a graph, a line of JSON for each record.
#[pyfunction]
pub fn pieces_json<'py>(py: Python<'py>, graph: &Graph) -> PyResult<Bound<'py, PyBytes>> {
    let lines = py.detach(|| {
        let mut lines = Vec::new();
        for piece in graph.lock().pieces() {
            serde_json::to_writer(&mut lines, &Row::from(piece))?;
            lines.push(b'\n');
        }
        serde_json::Result::Ok(lines)
    });
    lines.map(|lines| PyBytes::new(py, &lines)).map_err(|error| PyValueError::new_err(error.to_string()))
}

/// Thing, document, scope, rule, reason, list; block, year and date of the name by which it calls the document.
type Home = (
    String,
    Option<String>,
    String,
    &'static str,
    Option<&'static str>,
    Option<String>,
    Option<String>,
    Option<u16>,
    Option<String>,
);

/// Block, document, year and date of a document that is called by a name.
type Name = (String, String, u16, String);

/// Homes of things, and the lists of documents that they may be: of things with numbers, or, with `called`, of those
/// with names. Each thing comes with whether a record says it of itself.
#[pyfunction]
pub fn settle(
    py: Python<'_>,
    things: Vec<(PyBackedStr, bool)>,
    called: Option<Vec<Name>>,
) -> (Vec<Home>, Vec<(String, Vec<String>)>) {
    py.detach(|| {
        let mut things: Vec<(&str, bool)> = things.iter().map(|(thing, record)| (&**thing, *record)).collect();
        // Whatever the order in which they came, the same rows come out.
        things.sort_unstable();
        let Settled { homes, lists } = match called {
            None => pieces::settle_numbers(&things),
            Some(called) => {
                let read = |(block, document, year, date)| Called { block, document, year, date };
                pieces::settle_names(&things, &called.into_iter().map(read).collect::<Vec<_>>())
            }
        };
        let home = |home: pieces::Settlement| -> Home {
            let (block, year, date) = match home.called {
                Some(called) => (Some(called.block), Some(called.year), Some(called.date)),
                None => (None, None, None),
            };
            (
                home.thing.to_owned(),
                home.document,
                home.scope,
                home.rule.as_str(),
                home.reason.map(|reason| reason.as_str()),
                home.list.map(str::to_owned),
                block,
                year,
                date,
            )
        };
        let lists = lists.into_iter().map(|(name, members)| (name.to_owned(), members));
        (homes.into_iter().map(home).collect(), lists.collect())
    })
}

fn some(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

/// Column after column.
type Columns = Vec<Vec<PyBackedStr>>;

fn row(columns: &Columns, at: usize) -> [&str; 9] {
    std::array::from_fn(|column| columns.get(column).and_then(|column| column.get(at)).map_or("", |value| value))
}

/// What most texts say of each node: rows of its name, how many say so, and what they say, column after column. Gives
/// the names and the columns key, urn, type, number, name, date, issuer, title.
#[pyfunction]
pub fn most_said(
    py: Python<'_>,
    nodes: Vec<PyBackedStr>,
    times: Vec<u64>,
    said: Columns,
) -> (Vec<String>, [Vec<String>; 8]) {
    py.detach(|| {
        let mut rows: BTreeMap<&str, Vec<(Said, u64)>> = BTreeMap::new();
        for (at, (node, times)) in nodes.iter().zip(times).enumerate() {
            let [key, urn, kind, number, name, date, known_date, issuer, title] = row(&said, at);
            let said = Said { key, urn, kind, number, name, date, known_date, issuer, title };
            rows.entry(node).or_default().push((said, times));
        }
        let names = rows.keys().map(|&node| node.to_owned()).collect();
        let mut columns: [Vec<String>; 8] = Default::default();
        for said in rows.values() {
            let Said { key, urn, kind, number, name, date, issuer, title, .. } = Said::most(said);
            for (column, value) in columns.iter_mut().zip([key, urn, kind, number, name, date, issuer, title]) {
                column.push(value.to_owned());
            }
        }
        (names, columns)
    })
}

/// Id, label and Akoma Ntoso IRI of nodes, in the order in which they are counted where nothing tells them apart:
/// columns of where the id starts, key, type, number, name, date, scope and path, and whether a record stands for it.
#[pyfunction]
pub fn named(py: Python<'_>, nodes: Columns, records: Vec<bool>) -> Vec<(String, String, Option<String>)> {
    py.detach(|| {
        let rows = || records.iter().enumerate().map(|(at, is_record)| (row(&nodes, at), *is_record));
        let mut nameless: Vec<Nameless> = rows()
            .map(|([start, key, _, _, _, date, scope, path, _], is_record)| Nameless {
                id: start.to_owned(),
                key,
                scope,
                date,
                path,
                is_record,
            })
            .collect();
        pieces::name(&mut nameless);
        let shown = |row: [&str; 9], id: &str| {
            let [_, key, kind, number, name, date, scope, ..] = row.map(some);
            let place = scope.filter(|scope| !scope.starts_with(['*', '@']));
            let node = Node {
                id,
                key,
                urn: None,
                kind,
                number,
                name,
                date,
                issuer: None,
                title: None,
                place,
                state: State::Cited,
                reason: None,
                paths: Vec::new(),
                candidates: Vec::new(),
            };
            (id.to_owned(), node.label(), key.and_then(|key| akn::iri(key, date, place)))
        };
        rows().zip(&nameless).map(|((row, _), n)| shown(row, &n.id)).collect()
    })
}

/// Where the id of a node starts.
#[pyfunction]
pub fn first_id(key: &str, path: &str) -> String {
    pieces::first_id(key, path)
}
