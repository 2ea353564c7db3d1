//! A graph resolved: nodes and edges, at three levels, whole or in part.

use super::resolve::{CANDIDATES, Home, Reason, Resolved, Rule, resolve};
use super::strings::{Id, NONE, Strings};
use super::{Cited, Document, Graph, SELF, pinpoint_at};
use crate::lexicon::types::type_name;
use crate::record::{Form, OffsetUnit, RelationType};
use crate::resolve::identity::number_key;
use crate::text::Span;
use serde::Serialize;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::mem::size_of;
use std::ops::Range;

/// Which document each reference of a [`Graph`] means.
///
/// Nodes stand in the order of their ids, edges in that of their ends; the same records give the same network in
/// whatever order, and in whatever pieces, they were added.
#[derive(Debug)]
pub struct Network<'g> {
    graph: &'g Graph,
    labels: Strings,
    /// Documents of the graph by path, repeats left out.
    documents: Vec<u32>,
    nodes: Vec<NodeData>,
    /// Documents of the graph that are records of a node, and nodes that one may be.
    records: Vec<u32>,
    candidates: Vec<u32>,
    /// Node of each document and each reference of the graph, [`ABSENT`] for those of repeats.
    of_document: Vec<u32>,
    of_reference: Vec<u32>,
    rules: Vec<Rule>,
}

const ABSENT: u32 = u32::MAX;

#[derive(Debug)]
struct NodeData {
    id: Box<str>,
    key: Id,
    urn: Id,
    kind: Id,
    number: Id,
    name: Id,
    date: Id,
    issuer: Id,
    title: Id,
    /// Among the labels of the network.
    scope: Id,
    state: State,
    reason: Option<Reason>,
    records: Range<u32>,
    candidates: Range<u32>,
}

/// What is known of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// A record of the document was added.
    Record,
    /// It is only cited, and the words settle which document it is.
    Cited,
    /// It is only cited, and which document it is stays open: see [`Node::reason`].
    Open,
}

impl State {
    /// The name that exports write.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Cited => "cited",
            Self::Open => "open",
        }
    }
}

/// A document.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Node<'n> {
    /// Names the node in this network and in its exports: the key, where no other node bears it.
    pub id: &'n str,
    /// Identity as [`Record::key`](crate::Record::key).
    pub key: Option<&'n str>,
    /// urn:lex name.
    pub urn: Option<&'n str>,
    /// Type code.
    pub kind: Option<&'n str>,
    /// Number without blanks.
    pub number: Option<&'n str>,
    /// Name of a named document.
    pub name: Option<&'n str>,
    /// Date of issue as ISO, may be partial.
    pub date: Option<&'n str>,
    /// Issuing body: of the record, else as most texts call it.
    pub issuer: Option<&'n str>,
    /// Subject of the record, else as most texts call it.
    pub title: Option<&'n str>,
    /// Unit of the issuer, as `quang-ngai` or `xa-luong-minh.quang-ninh`, where the number does not tell the body.
    pub place: Option<&'n str>,
    /// What is known of it.
    pub state: State,
    /// Why it is open which document it is.
    pub reason: Option<Reason>,
    /// Paths of its records; one document may stand in several files.
    pub paths: Vec<&'n str>,
    /// Nodes that it may be, where it is open; the first few.
    pub candidates: Vec<u32>,
}

impl Node<'_> {
    /// True when a record of the document was added.
    pub fn is_record(&self) -> bool {
        self.state == State::Record
    }

    /// Year of issue.
    pub fn year(&self) -> Option<u16> {
        self.date?.get(..4)?.parse().ok()
    }

    /// What a person would call it: "Nghị định 30/2020/NĐ-CP", "Luật Tiếp công dân", or the id.
    pub fn label(&self) -> String {
        let kind = self.kind.and_then(type_name);
        match (kind, self.number.or(self.name)) {
            (Some(kind), Some(what)) => format!("{kind} {what}"),
            (None, Some(what)) => what.to_owned(),
            _ => self.id.to_owned(),
        }
    }
}

/// What an edge stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// All that one document says of another with one kind of relation.
    #[default]
    Document,
    /// One relation of one mention.
    Mention,
    /// All that one document says, with one kind of relation, of one article, clause or point of another.
    Article,
}

/// An edge from the document that says something to the one of which it is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// Node that it starts at.
    pub source: u32,
    /// Node that it leads to.
    pub target: u32,
    /// What is said.
    pub relation: RelationType,
    /// How many mentions say so.
    pub mentions: u32,
    /// 1 + number of the place inside the target; 0 for the document as a whole.
    pinpoint: u32,
    /// The relation of the graph, at [`Level::Mention`].
    at: u32,
}

/// Where an edge of [`Level::Mention`] stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Mention<'n> {
    /// Path of the record.
    pub path: Option<&'n str>,
    /// Id of the reference in that record.
    pub reference: &'n str,
    /// Where the words stand.
    pub span: Span,
    /// Unit of the span.
    pub unit: OffsetUnit,
    /// How much of the document the words spell out.
    pub form: Form,
    /// Why they mean the target.
    pub rule: Rule,
}

/// A place inside a document; never without any part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place<'n> {
    /// Điều.
    pub article: Option<&'n str>,
    /// Khoản.
    pub clause: Option<&'n str>,
    /// Điểm.
    pub point: Option<&'n str>,
    /// Chương, Mục, Phụ lục … with its label.
    pub part: Option<&'n str>,
}

/// The node that a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Resolution<'n> {
    /// Path of the record.
    pub path: Option<&'n str>,
    /// Id of the reference in that record.
    pub reference: &'n str,
    /// Node of the record.
    pub source: u32,
    /// Node that is meant.
    pub target: u32,
    /// Why it is meant.
    pub rule: Rule,
}

/// What a network holds, in numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Records, repeats left out.
    pub records: u64,
    /// Documents that a record stands for.
    pub documents: u64,
    /// Documents that are only cited.
    pub cited: u64,
    /// Nodes of which it is open which document they are.
    pub open: u64,
    /// References of all records.
    pub references: u64,
    /// Those that mean a document with a record.
    pub to_records: u64,
    /// Those that mean a document that is only cited.
    pub to_cited: u64,
    /// Those of which it is open what they mean.
    pub to_open: u64,
    /// Those to open nodes of which candidates are known.
    pub ambiguous: u64,
    /// Mentions of all records.
    pub mentions: u64,
    /// Edges at [`Level::Document`].
    pub edges: u64,
}

/// What part of a network to take; the default is all of it, at the level of documents.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// What an edge stands for.
    pub level: Level,
    /// Relations to keep; empty for all. With some, nodes without any are left out.
    pub only: Vec<RelationType>,
    /// Id, key or number of a document, and how many edges away from it the others may be, in either direction.
    pub around: Option<(String, usize)>,
}

/// A part of a network: what exports are made of.
#[derive(Debug)]
pub struct Picture<'n> {
    /// The network that it is a part of.
    pub network: &'n Network<'n>,
    /// What its edges stand for.
    pub level: Level,
    /// Its nodes, in order.
    pub nodes: Vec<u32>,
    /// Its edges, in order.
    pub edges: Vec<Edge>,
}

impl<'g> Network<'g> {
    pub(super) fn of(graph: &'g Graph) -> Self {
        let documents = in_order(graph);
        let resolved = resolve(graph, &documents);
        let mut builder = Builder { graph, resolved: &resolved, nodes: Vec::new() };
        let assigned = builder.nodes(&documents);
        let Assigned { of_document, of_reference, records, lists } = assigned;
        let mut nodes = builder.nodes;
        let text = |id: Id| graph.strings.get(id);
        let mut nameless: Vec<Nameless> = nodes
            .iter_mut()
            .map(|n| {
                let first = records.get(n.records.start as usize).filter(|_| !n.records.is_empty());
                let path = first.map_or("", |at| text(graph.documents[*at as usize].path));
                let preset = std::mem::take(&mut n.id);
                Nameless {
                    id: if preset.is_empty() { first_id(text(n.key), path) } else { preset.into() },
                    key: text(n.key),
                    scope: resolved.labels.get(n.scope),
                    date: text(n.date),
                    path,
                    is_record: first.is_some(),
                }
            })
            .collect();
        name(&mut nameless);
        for (n, Nameless { id, .. }) in nodes.iter_mut().zip(nameless) {
            n.id = id.into();
        }
        // Nodes in the order of their ids.
        let mut order: Vec<u32> = (0..nodes.len() as u32).collect();
        order.sort_unstable_by(|a, b| nodes[*a as usize].id.cmp(&nodes[*b as usize].id));
        let mut place = vec![0u32; nodes.len()];
        for (at, old) in order.iter().enumerate() {
            place[*old as usize] = at as u32;
        }
        let mut candidates = Vec::new();
        for (at, list) in lists.into_iter().enumerate() {
            let start = candidates.len() as u32;
            let mut list: Vec<u32> = list.iter().map(|node| place[*node as usize]).collect();
            list.sort_unstable();
            list.dedup();
            candidates.extend(list.into_iter().take(CANDIDATES));
            nodes[at].candidates = start..candidates.len() as u32;
        }
        let mut slots: Vec<Option<NodeData>> = nodes.into_iter().map(Some).collect();
        let nodes: Vec<NodeData> = order.iter().filter_map(|old| slots[*old as usize].take()).collect();
        let moved = |list: Vec<u32>| -> Vec<u32> {
            list.into_iter().map(|old| place.get(old as usize).copied().unwrap_or(ABSENT)).collect()
        };
        let rules = (0..graph.references.len())
            .map(|at| match resolved.reference(at) {
                Home::In(_, rule) => rule,
                Home::Apart(..) => Rule::Apart,
            })
            .collect();
        Self {
            graph,
            documents,
            nodes,
            records,
            candidates,
            of_document: moved(of_document),
            of_reference: moved(of_reference),
            rules,
            labels: resolved.labels,
        }
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// True when nothing was added.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// A node by its number; empty beyond the last.
    pub fn node(&self, at: u32) -> Node<'_> {
        let Some(n) = self.nodes.get(at as usize) else { return self.no_node() };
        let s = &self.graph.strings;
        let list = |list: &'_ [u32], range: &Range<u32>| -> Vec<u32> {
            list.get(range.start as usize..range.end as usize).unwrap_or(&[]).to_vec()
        };
        let paths = list(&self.records, &n.records);
        let path = |at: &u32| self.graph.documents.get(*at as usize).and_then(|d| s.some(d.path));
        Node {
            id: &n.id,
            key: s.some(n.key),
            urn: s.some(n.urn),
            kind: s.some(n.kind),
            number: s.some(n.number),
            name: s.some(n.name),
            date: s.some(n.date),
            issuer: s.some(n.issuer),
            title: s.some(n.title),
            place: self.labels.some(n.scope).filter(|scope| !scope.starts_with(['*', '@'])),
            state: n.state,
            reason: n.reason,
            paths: paths.iter().filter_map(path).collect(),
            candidates: list(&self.candidates, &n.candidates),
        }
    }

    fn no_node(&self) -> Node<'_> {
        Node {
            id: "",
            key: None,
            urn: None,
            kind: None,
            number: None,
            name: None,
            date: None,
            issuer: None,
            title: None,
            place: None,
            state: State::Open,
            reason: None,
            paths: Vec::new(),
            candidates: Vec::new(),
        }
    }

    /// All nodes, in the order of their ids.
    pub fn nodes(&self) -> impl ExactSizeIterator<Item = Node<'_>> {
        (0..self.nodes.len() as u32).map(|at| self.node(at))
    }

    /// All edges of a level, in order. What a document says of itself is left out.
    pub fn edges(&self, level: Level) -> Vec<Edge> {
        let mut edges = Vec::new();
        for &document in &self.documents {
            let (_, relations) = self.graph.ranges(document as usize);
            for at in relations {
                let r = self.graph.relations[at];
                let node = |reference: u32| self.of_reference.get(reference as usize).copied().unwrap_or(ABSENT);
                let target = node(r.to);
                let source = if r.from == SELF { self.of_document[document as usize] } else { node(r.from) };
                if source == target || source == ABSENT || target == ABSENT {
                    continue;
                }
                let edge = Edge { source, target, relation: r.kind, mentions: 1, pinpoint: 0, at: ABSENT };
                match level {
                    Level::Document => edges.push(edge),
                    Level::Mention => edges.push(Edge { pinpoint: r.pinpoint, at: at as u32, ..edge }),
                    Level::Article if r.pinpoint == 0 => edges.push(edge),
                    Level::Article => {
                        edges.extend(self.chain(r.pinpoint).map(|pinpoint| Edge { pinpoint, ..edge }));
                    }
                }
            }
        }
        // By their ends; mentions of one pair stay in the order of records and of the text.
        edges.sort_by(|a, b| {
            let ends = |e: &Edge| (e.source, e.target, e.relation);
            let place = || match level {
                Level::Article => self.place(a.pinpoint).cmp(&self.place(b.pinpoint)),
                _ => Ordering::Equal,
            };
            ends(a).cmp(&ends(b)).then_with(place)
        });
        if level != Level::Mention {
            edges.dedup_by(|later, kept| {
                let same = (later.source, later.target, later.relation) == (kept.source, kept.target, kept.relation)
                    && (level == Level::Document || self.place(later.pinpoint) == self.place(kept.pinpoint));
                kept.mentions += u32::from(same);
                same
            });
        }
        edges
    }

    /// Where an edge of [`Level::Mention`] stands; `None` for edges of other levels.
    pub fn mention(&self, edge: &Edge) -> Option<Mention<'_>> {
        let relation = self.graph.relations.get(edge.at as usize)?;
        let reference = self.graph.references.get(relation.to as usize)?;
        let s = &self.graph.strings;
        // The document whose references go beyond this one.
        let at = self.graph.documents.partition_point(|d| d.references <= relation.to);
        let document = self.graph.documents.get(at)?;
        Some(Mention {
            path: s.some(document.path),
            reference: s.get(reference.id),
            span: Span { start: relation.start, end: relation.end },
            unit: document.unit,
            form: relation.form,
            rule: self.rules.get(relation.to as usize).copied().unwrap_or(Rule::Apart),
        })
    }

    /// The places inside the target that an edge means: one at [`Level::Article`], any number at [`Level::Mention`].
    pub fn places(&self, edge: &Edge) -> Vec<Place<'_>> {
        match edge.at {
            ABSENT => self.place(edge.pinpoint).into_iter().collect(),
            _ => self.chain(edge.pinpoint).filter_map(|pinpoint| self.place(pinpoint)).collect(),
        }
    }

    fn place(&self, pinpoint: u32) -> Option<Place<'_>> {
        let p = self.graph.pinpoints.get(pinpoint_at(pinpoint)?)?;
        Some(p.place(&self.graph.strings))
    }

    /// A pinpoint and those that follow it in its mention.
    fn chain(&self, first: u32) -> impl Iterator<Item = u32> + '_ {
        let next = |at: &u32| self.graph.pinpoints.get(pinpoint_at(*at)?).map(|p| p.next).filter(|next| *next != 0);
        std::iter::successors(Some(first).filter(|first| *first != 0), next)
    }

    /// What each reference means, by record and in the order of the references.
    pub fn resolutions(&self) -> impl Iterator<Item = Resolution<'_>> {
        let s = &self.graph.strings;
        self.documents.iter().flat_map(move |&document| {
            let (references, _) = self.graph.ranges(document as usize);
            references.map(move |at| Resolution {
                path: s.some(self.graph.documents[document as usize].path),
                reference: s.get(self.graph.references[at].id),
                source: self.of_document[document as usize],
                target: self.of_reference[at],
                rule: self.rules[at],
            })
        })
    }

    /// What the network holds.
    pub fn counts(&self) -> Counts {
        let mut c = Counts { records: self.documents.len() as u64, ..Counts::default() };
        for n in &self.nodes {
            match n.state {
                State::Record => c.documents += 1,
                State::Cited => c.cited += 1,
                State::Open => c.open += 1,
            }
        }
        for r in self.resolutions() {
            c.references += 1;
            let Some(n) = self.nodes.get(r.target as usize) else { continue };
            match n.state {
                State::Record => c.to_records += 1,
                State::Cited => c.to_cited += 1,
                State::Open => c.to_open += 1,
            }
            c.ambiguous += u64::from(!n.candidates.is_empty());
        }
        for &document in &self.documents {
            let (_, relations) = self.graph.ranges(document as usize);
            c.mentions += self.graph.relations[relations].iter().filter(|r| r.first).count() as u64;
        }
        c.edges = self.edges(Level::Document).len() as u64;
        c
    }

    /// The nodes that `what` names: an id, a key, or a number.
    pub fn find(&self, what: &str) -> Vec<u32> {
        if let Ok(at) = self.nodes.binary_search_by(|n| (*n.id).cmp(what)) {
            return vec![at as u32];
        }
        let s = &self.graph.strings;
        let number = number_key(what);
        let is_it = |n: &NodeData| {
            s.get(n.key) == what || (n.number != NONE && !what.contains(':') && number_key(s.get(n.number)) == number)
        };
        (0..).zip(&self.nodes).filter(|(_, n)| is_it(n)).map(|(at, _)| at).collect()
    }

    /// The part that a selection names; `None` when there is no document of the name that it is to lie around.
    pub fn picture(&self, selection: &Selection) -> Option<Picture<'_>> {
        let wanted = |e: &Edge| selection.only.is_empty() || selection.only.contains(&e.relation);
        let mut edges = self.edges(selection.level);
        edges.retain(wanted);
        let mut keep = vec![selection.only.is_empty(); self.nodes.len()];
        if !selection.only.is_empty() {
            for e in &edges {
                (keep[e.source as usize], keep[e.target as usize]) = (true, true);
            }
        }
        if let Some((what, depth)) = &selection.around {
            let centre = self.find(what);
            if centre.is_empty() {
                return None;
            }
            keep = self.near(&centre, *depth, &edges);
            edges.retain(|e| keep[e.source as usize] && keep[e.target as usize]);
        }
        let nodes = (0..self.nodes.len() as u32).filter(|at| keep[*at as usize]).collect();
        Some(Picture { network: self, level: selection.level, nodes, edges })
    }

    /// Which nodes lie at most `depth` edges away.
    fn near(&self, centre: &[u32], depth: usize, edges: &[Edge]) -> Vec<bool> {
        let mut ends: Vec<(u32, u32)> =
            edges.iter().flat_map(|e| [(e.source, e.target), (e.target, e.source)]).collect();
        ends.sort_unstable();
        ends.dedup();
        let mut keep = vec![false; self.nodes.len()];
        let mut border: Vec<u32> = centre.to_vec();
        for step in 0..=depth {
            let mut next = Vec::new();
            for at in border {
                if std::mem::replace(&mut keep[at as usize], true) || step == depth {
                    continue;
                }
                let start = ends.partition_point(|(from, _)| *from < at);
                next.extend(ends[start..].iter().take_while(|(from, _)| *from == at).map(|(_, to)| *to));
            }
            border = next;
        }
        keep
    }

    /// Memory of the network in bytes, beside that of the graph.
    pub fn heap_bytes(&self) -> usize {
        let ids: usize = self.nodes.iter().map(|n| n.id.len()).sum();
        let lists = [&self.documents, &self.records, &self.candidates, &self.of_document, &self.of_reference];
        self.labels.heap_bytes()
            + ids
            + self.nodes.capacity() * size_of::<NodeData>()
            + lists.iter().map(|list| list.capacity() * size_of::<u32>()).sum::<usize>()
            + self.rules.capacity() * size_of::<Rule>()
    }
}

/// The documents of a graph in an order that does not depend on how they came; repeats of a file left out.
fn in_order(graph: &Graph) -> Vec<u32> {
    let s = &graph.strings;
    let mut order: Vec<u32> = (0..graph.documents.len() as u32).collect();
    let document = |at: u32| &graph.documents[at as usize];
    order.sort_by(|&a, &b| {
        let by = |d: &Document| [d.path, d.sha256, d.key, d.number, d.date, d.issuer, d.place, d.parent, d.subject];
        let strings = |a: &[Id], b: &[Id]| a.iter().map(|id| s.get(*id)).cmp(b.iter().map(|id| s.get(*id)));
        strings(&by(document(a)), &by(document(b))).then_with(|| content(graph, a).cmp(content(graph, b)))
    });
    order.dedup_by(|later, kept| {
        let (a, b) = (document(*later), document(*kept));
        (a.path, a.sha256) == (b.path, b.sha256) && a.path != NONE && a.sha256 != NONE
    });
    order
}

/// All that a record says of others, to tell apart records without a path.
fn content(graph: &Graph, at: u32) -> impl Iterator<Item = (&str, u32, u32)> {
    let (references, relations) = graph.ranges(at as usize);
    let first = references.start as u32;
    let s = &graph.strings;
    let cited = references.flat_map(move |r| {
        let r = graph.references[r];
        let Cited { key, urn, kind, number, name, date, issuer, known_number, known_date } =
            graph.cited[r.cited as usize];
        [key, urn, kind, number, name, date, issuer, known_number, known_date, r.title].map(|id| (s.get(id), 0, 0))
    });
    cited.chain(relations.map(move |r| {
        let r = graph.relations[r];
        (r.kind.as_str(), r.start, r.to - first)
    }))
}

/// Makes the nodes of what was resolved.
struct Builder<'a> {
    graph: &'a Graph,
    resolved: &'a Resolved,
    nodes: Vec<NodeData>,
}

struct Assigned {
    of_document: Vec<u32>,
    of_reference: Vec<u32>,
    records: Vec<u32>,
    /// For each node, the nodes that it may be.
    lists: Vec<Vec<u32>>,
}

impl Builder<'_> {
    fn nodes(&mut self, documents: &[u32]) -> Assigned {
        let graph = self.graph;
        let mut of_cluster = vec![ABSENT; self.resolved.clusters.len()];
        let mut of_document = vec![ABSENT; graph.documents.len()];
        let mut of_reference = vec![ABSENT; graph.references.len()];
        let mut has: Vec<(u32, u32)> = Vec::new(); // node, document
        let mut open: Vec<(u32, u32)> = Vec::new(); // node, list
        for &at in documents {
            let node = match self.resolved.document(at as usize) {
                Some(cluster) => self.of_cluster(cluster, &mut of_cluster),
                None => self.push(NONE),
            };
            self.nodes[node as usize].state = State::Record;
            of_document[at as usize] = node;
            has.push((node, at));
        }
        let mut described: Vec<(u32, u32, Id)> = Vec::new(); // node, description, title
        for &at in documents {
            let (references, _) = graph.ranges(at as usize);
            for reference in references {
                let r = graph.references[reference];
                let node = match self.resolved.reference(reference) {
                    Home::In(cluster, _) => {
                        let node = self.of_cluster(cluster, &mut of_cluster);
                        if let Some(list) = self.resolved.clusters[cluster as usize].open {
                            self.nodes[node as usize].reason = Some(Reason::NoYear);
                            self.nodes[node as usize].state = State::Open;
                            open.push((node, list));
                        }
                        node
                    }
                    Home::Apart(reason, list) => {
                        let node = self.push(NONE);
                        let id = apart_id(graph, at, reference).into();
                        let n = &mut self.nodes[node as usize];
                        (n.id, n.reason, n.state) = (id, Some(reason), State::Open);
                        open.push((node, list));
                        node
                    }
                };
                of_reference[reference] = node;
                if self.nodes[node as usize].state != State::Record {
                    described.push((node, r.cited, r.title));
                }
            }
        }
        let records = self.of_records(has);
        self.describe(described);
        let mut lists = vec![Vec::new(); self.nodes.len()];
        open.sort_unstable();
        open.dedup();
        for (node, list) in open {
            let clusters = self.resolved.lists.get(list as usize).map_or(&[][..], Vec::as_slice);
            // A cluster in which only a record without references stands has its node too.
            lists[node as usize] =
                clusters.iter().map(|c| of_cluster[*c as usize]).filter(|node| *node != ABSENT).collect();
        }
        Assigned { of_document, of_reference, records, lists }
    }

    fn of_cluster(&mut self, cluster: u32, of_cluster: &mut [u32]) -> u32 {
        let place = &mut of_cluster[cluster as usize];
        if *place == ABSENT {
            *place = self.nodes.len() as u32;
            self.push(self.resolved.clusters[cluster as usize].scope);
        }
        of_cluster[cluster as usize]
    }

    fn push(&mut self, scope: Id) -> u32 {
        self.nodes.push(NodeData {
            id: "".into(),
            key: NONE,
            urn: NONE,
            kind: NONE,
            number: NONE,
            name: NONE,
            date: NONE,
            issuer: NONE,
            title: NONE,
            scope,
            state: State::Cited,
            reason: None,
            records: 0..0,
            candidates: 0..0,
        });
        (self.nodes.len() - 1) as u32
    }

    /// Puts the records to their nodes; what they say of themselves counts more than what others say.
    fn of_records(&mut self, mut has: Vec<(u32, u32)>) -> Vec<u32> {
        // Stable: the records of a node keep their order.
        has.sort_by_key(|(node, _)| *node);
        let mut start = 0;
        while let Some(&(node, first)) = has.get(start) {
            let end = start + has[start..].iter().take_while(|(other, _)| *other == node).count();
            let d = self.graph.documents[first as usize];
            let n = &mut self.nodes[node as usize];
            n.records = start as u32..end as u32;
            (n.key, n.urn, n.kind, n.number, n.date) = (d.key, d.urn, d.kind, d.number, d.date);
            (n.issuer, n.title) = (d.issuer, d.subject);
            start = end;
        }
        has.into_iter().map(|(_, document)| document).collect()
    }

    /// What most texts say of a document that is only cited.
    fn describe(&mut self, mut described: Vec<(u32, u32, Id)>) {
        described.sort_unstable();
        let s = &self.graph.strings;
        let mut said: Vec<([Id; SAID], u64)> = Vec::new();
        for group in described.chunk_by(|a, b| a.0 == b.0) {
            said.clear();
            said.extend(group.iter().map(|(_, cited, title)| {
                let c = self.graph.cited[*cited as usize];
                let number = if c.number == NONE { c.known_number } else { c.number };
                ([c.key, c.urn, c.kind, number, c.name, c.date, c.known_date, c.issuer, *title], 1)
            }));
            let n = &mut self.nodes[group[0].0 as usize];
            [n.key, n.urn, n.kind, n.number, n.name, n.date, n.issuer, n.title] =
                most_said(&said, NONE, |id| s.get(id));
        }
    }
}

/// What stands by itself is named after the place where it is cited.
pub(super) fn apart_id(graph: &Graph, document: u32, reference: usize) -> String {
    let s = &graph.strings;
    let r = graph.references[reference];
    let key = s.get(graph.cited[r.cited as usize].key);
    let d = &graph.documents[document as usize];
    let from = s.some(d.path).or(s.some(d.key)).unwrap_or("?");
    format!("{key}~{from}#{}", s.get(r.id))
}

/// Parts of a description: key, urn, type, number, name, date, known date, issuer, title.
pub(super) const SAID: usize = 9;

/// What most texts say of a document, part by part; of equals the first in the order of letters. Gives key, urn, type,
/// number, name, date, issuer, title.
pub(super) fn most_said<'s, T: Copy>(said: &[([T; SAID], u64)], none: T, text: impl Fn(T) -> &'s str) -> [T; SAID - 1] {
    let most = |part: usize, counts: fn(&str) -> bool| -> T {
        let mut times: BTreeMap<&str, (u64, T)> = BTreeMap::new();
        for (parts, count) in said {
            let value = text(parts[part]);
            if !value.is_empty() && counts(value) {
                times.entry(value).or_insert((0, parts[part])).0 += count;
            }
        }
        let best = times.iter().rev().max_by_key(|(_, (count, _))| *count);
        best.map_or(none, |(_, (_, value))| *value)
    };
    let any = |part| most(part, |_| true);
    // A key in which nothing is open counts more than any other.
    let mut key = most(0, |key| !key.contains('?'));
    if text(key).is_empty() {
        key = any(0);
    }
    let (date, known) = (any(5), any(6));
    let date = if text(known).len() > text(date).len() { known } else { date };
    [key, any(1), any(2), any(3), any(4), date, any(7), any(8)]
}

/// A node that looks for an id.
#[derive(Debug)]
pub struct Nameless<'n> {
    /// Where it starts: see [`first_id`].
    pub id: String,
    /// Its key; empty when there is none.
    pub key: &'n str,
    /// Unit of the issuer, as the label of its cluster.
    pub scope: &'n str,
    /// Date of issue.
    pub date: &'n str,
    /// Path of its first record.
    pub path: &'n str,
    /// A record stands for it.
    pub is_record: bool,
}

/// The id that a node has where no other node has it: the key. What has no key is called after its file, by which it
/// differs from all others at once.
pub fn first_id(key: &str, path: &str) -> String {
    match (key, path) {
        ("", "") => NO_KEY.to_owned(),
        ("", path) => format!("{NO_KEY}~{path}"),
        (key, _) => key.to_owned(),
    }
}

const NO_KEY: &str = "?:?:?:?";

/// Gives each node an id of its own: the key where it is whole and no other's, else the key with what tells it apart.
///
/// Ids that start differently stay different, so that nodes of one start ([`first_id`]) are named without the others.
pub fn name(nodes: &mut [Nameless]) {
    let mut taken: HashMap<String, u32> = HashMap::new();
    for n in nodes.iter() {
        *taken.entry(n.id.clone()).or_default() += 1;
    }
    // Further and further parts, until no two are left that are called the same.
    for step in 0..3 {
        let mut next: HashMap<String, u32> = HashMap::new();
        for n in nodes.iter_mut() {
            let doubtful = step == 0 && !n.is_record && n.key.contains('?');
            let alone = taken.get(&n.id).is_none_or(|count| *count < 2) && !doubtful;
            // Whatever is called after a file is told apart by nothing that follows.
            if alone || n.id.contains('~') {
                continue;
            }
            let scope = n.scope.trim_start_matches(['*', '@']);
            let (mark, part) = [('@', scope), ('@', n.date), ('~', n.path)][step];
            // The key of a province's document says its place already.
            let said = n.id.rsplit([':', '@']).next() == Some(part);
            if !part.is_empty() && !said {
                n.id = format!("{}{mark}{part}", n.id);
            }
            *next.entry(n.id.clone()).or_default() += 1;
        }
        if next.is_empty() {
            break;
        }
        taken = next;
    }
    // Whatever is still called the same is the same in all that anybody could see of it, but for what it cites: a count.
    let mut seen: HashMap<String, u32> = HashMap::new();
    for n in nodes {
        let count = seen.entry(n.id.clone()).or_default();
        *count += 1;
        if *count > 1 {
            n.id = format!("{}~{count}", n.id);
        }
    }
}
