//! The citation graph over many records: [`Graph`] takes them one by one, [`Network`] is what they say together.
//!
//! ```
//! use vanban::graph::{Graph, Level};
//!
//! let order = "BỘ TÀI CHÍNH\nSố: 15/CT-BTC\nHà Nội, ngày 03 tháng 02 năm 2025\n\nCHỈ THỊ\nVề kiểm kê";
//! let plan = "UBND TỈNH PHÚ THỌ\nSố: 8/KH-UBND\nPhú Thọ, ngày 09 tháng 02 năm 2025\n\nKẾ HOẠCH\nKiểm kê\n\n\
//!     Thực hiện Chỉ thị số 15/CT-BTC ngày 03/02/2025 của Bộ Tài chính;";
//! let mut graph = Graph::new();
//! graph.add(&vanban::extract(plan));
//! graph.add(&vanban::extract(order));
//! let network = graph.resolve();
//! let edges = network.edges(Level::Document);
//! assert_eq!(edges.len(), 1);
//! assert_eq!(network.node(edges[0].target).id, "chi_thi:15-ct-btc:2025:");
//! assert!(network.node(edges[0].target).is_record());
//! ```
//!
//! A graph only keeps what the records say, each distinct string and each distinct description of a document once.
//! Which words mean which document is worked out by [`Graph::resolve`] from all of it at once. So the order of adding
//! does not matter, a document that was only cited becomes a record when its record comes, and graphs of parts put
//! together with [`Graph::merge`] are the graph of the whole: pieces can be made on many machines, written with serde
//! and merged.
//!
//! # What is one document
//!
//! - **Same key**: number, year, and the issuer's unit where the number's codes repeat from place to place. Dates that
//!   disagree keep documents apart, unless the number itself holds its year.
//! - **Number and date**, where the type or the year of the number is not said.
//! - **Name and year** of laws and other named documents; facts of the lexicon ([`Known`](crate::record::Known)) count.
//! - **The citing document's own unit**: "UBND tỉnh" is that of its province; a number of UBND or HĐND with a date and
//!   no issuer is its own body's.
//!
//! Everything else is left apart, with the documents that it may be ([`Node::candidates`]) and the [`Reason`]: a number
//! without a date, a place that is not said, a name without a year. Nothing is merged by guess.

mod network;
pub mod pieces;
mod resolve;
mod scope;
mod strings;

pub use network::{Counts, Edge, Level, Mention, Network, Node, Picture, Place, Resolution, Selection, State};
pub use resolve::{Reason, Rule};

use crate::record::{Form, OffsetUnit, PinpointTarget, Record, RelationType};
use crate::text::Span;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::mem::size_of;
use strings::{Id, NONE, Strings};

/// What many records say of each other; see the [module](self).
///
/// With serde it is written and read as tables of numbers and one list of strings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(try_from = "Parts", into = "Parts")]
pub struct Graph {
    strings: Strings,
    documents: Vec<Document>,
    cited: Vec<Cited>,
    references: Vec<Reference>,
    relations: Vec<Relation>,
    pinpoints: Vec<Pinpoint>,
    /// Where a description or a pinpoint stands; for look-ups only.
    cited_ids: HashMap<Cited, u32>,
    pinpoint_ids: HashMap<Pinpoint, u32>,
}

/// A record, as far as the graph needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Document {
    path: Id,
    sha256: Id,
    key: Id,
    urn: Id,
    kind: Id,
    /// Absent when its serial is blank: such a number is that of many documents.
    number: Id,
    issuer: Id,
    level: Id,
    place: Id,
    parent: Id,
    date: Id,
    subject: Id,
    unit: OffsetUnit,
    /// End of its references and of its relations in the tables of the graph; they start where those of the document
    /// before end.
    references: u32,
    relations: u32,
}

/// A description of a cited document; texts that say the same of it share one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Cited {
    key: Id,
    urn: Id,
    kind: Id,
    number: Id,
    name: Id,
    date: Id,
    issuer: Id,
    known_number: Id,
    known_date: Id,
}

/// A reference of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Reference {
    id: Id,
    cited: u32,
    title: Id,
}

/// What one mention says of the document it cites.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Relation {
    /// Reference that is cited.
    to: u32,
    /// Reference at which the relation starts; [`SELF`] for the citing document.
    from: u32,
    /// 1 + number of the pinpoint; 0 without one.
    pinpoint: u32,
    start: u32,
    end: u32,
    kind: RelationType,
    form: Form,
    /// False for the second relation of one mention, and those after it.
    first: bool,
}

const SELF: u32 = u32::MAX;

/// A place inside a document. A mention that names several has one entry after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
struct Pinpoint {
    article: Id,
    clause: Id,
    point: Id,
    part: Id,
    /// 1 + number of the next place of the same mention; 0 for the last.
    next: u32,
}

impl Pinpoint {
    fn place<'s>(&self, s: &'s Strings) -> Place<'s> {
        let [article, clause, point, part] = [self.article, self.clause, self.point, self.part].map(|id| s.some(id));
        Place { article, clause, point, part }
    }
}

/// The tables alone: what is written and read.
#[derive(Serialize, Deserialize)]
struct Parts {
    strings: Strings,
    documents: Vec<Document>,
    cited: Vec<Cited>,
    references: Vec<Reference>,
    relations: Vec<Relation>,
    pinpoints: Vec<Pinpoint>,
}

impl Graph {
    /// A graph without records.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a record. Failed inputs (those with the diagnostic `input-failed`) say nothing and may be left out.
    ///
    /// A record that was added before, of the same path and the same bytes, counts once.
    pub fn add(&mut self, record: &Record) {
        let first_reference = self.references.len();
        let mut places: HashMap<&str, u32> = HashMap::with_capacity(record.references.len());
        for reference in &record.references {
            let known = reference.known.as_ref();
            let s = &mut self.strings;
            let cited = Cited {
                key: s.id(&reference.key),
                urn: s.opt(reference.urn.as_deref()),
                kind: s.opt(reference.kind.as_deref()),
                number: s.opt(reference.number.as_deref()),
                name: s.opt(reference.name.as_deref()),
                date: s.opt(reference.date.as_deref()),
                issuer: s.opt(reference.issuer.as_deref()),
                known_number: s.opt(known.and_then(|k| k.number.as_deref())),
                known_date: s.opt(known.and_then(|k| k.date.as_deref())),
            };
            let (id, title) = (s.id(&reference.id), s.opt(reference.title.as_deref()));
            let cited = self.cited_id(cited);
            places.insert(&reference.id, self.references.len() as u32);
            self.references.push(Reference { id, cited, title });
        }
        for (at, reference) in record.references.iter().enumerate() {
            let to = (first_reference + at) as u32;
            for mention in &reference.mentions {
                let targets = mention.pinpoint.as_ref().map_or(&[][..], |p| &p.targets);
                let pinpoint = self.pinpoint_list(targets);
                let Span { start, end } = mention.span;
                let said = Relation {
                    to,
                    from: SELF,
                    pinpoint,
                    start,
                    end,
                    kind: RelationType::Cites,
                    form: mention.form,
                    first: true,
                };
                // A mention always says something of the document: that it is cited.
                if mention.relations.is_empty() {
                    self.relations.push(said);
                }
                for (nth, relation) in mention.relations.iter().enumerate() {
                    let from = places.get(relation.from.as_str()).copied().unwrap_or(SELF);
                    self.relations.push(Relation { from, kind: relation.kind, first: nth == 0, ..said });
                }
            }
        }
        let issuer = record.issuers.first();
        let source = &record.source;
        let s = &mut self.strings;
        let number = record.number.as_ref().filter(|n| n.serial.is_some());
        self.documents.push(Document {
            path: s.opt(source.path.as_deref()),
            sha256: s.opt(source.sha256.as_deref()),
            key: s.opt(record.key.as_deref()),
            urn: s.opt(record.urn.as_deref()),
            kind: s.opt(record.kind.as_ref().map(|k| k.code.as_str())),
            number: s.opt(number.map(|n| n.value.as_str())),
            issuer: s.opt(issuer.map(|i| i.name.as_str())),
            level: s.opt(issuer.and_then(|i| i.level.as_deref())),
            place: s.opt(issuer.and_then(|i| i.place.as_deref())),
            parent: s.opt(issuer.and_then(|i| i.parent.as_deref())),
            date: s.opt(record.date.as_ref().map(|d| d.value.as_str())),
            subject: s.opt(record.subject.as_ref().map(|v| v.value.as_str())),
            unit: record.offset_unit,
            references: self.references.len() as u32,
            relations: self.relations.len() as u32,
        });
    }

    /// Adds all that another graph holds.
    pub fn merge(&mut self, other: &Graph) {
        let strings: Vec<Id> =
            (0..other.strings.len()).map(|id| self.strings.id(other.strings.get(id as Id))).collect();
        let string = |id: Id| strings.get(id as usize).copied().unwrap_or(NONE);
        let mut pinpoints: Vec<u32> = Vec::with_capacity(other.pinpoints.len());
        for p in &other.pinpoints {
            // The next one stands before this one in the table.
            let next = pinpoint_at(p.next).and_then(|at| pinpoints.get(at)).map_or(0, |at| at + 1);
            pinpoints.push(self.pinpoint_id(Pinpoint {
                article: string(p.article),
                clause: string(p.clause),
                point: string(p.point),
                part: string(p.part),
                next,
            }));
        }
        let cited: Vec<u32> = other
            .cited
            .iter()
            .map(|c| {
                self.cited_id(Cited {
                    key: string(c.key),
                    urn: string(c.urn),
                    kind: string(c.kind),
                    number: string(c.number),
                    name: string(c.name),
                    date: string(c.date),
                    issuer: string(c.issuer),
                    known_number: string(c.known_number),
                    known_date: string(c.known_date),
                })
            })
            .collect();
        let (references, relations) = (self.references.len() as u32, self.relations.len() as u32);
        self.references.extend(other.references.iter().map(|r| Reference {
            id: string(r.id),
            cited: cited.get(r.cited as usize).copied().unwrap_or(0),
            title: string(r.title),
        }));
        self.relations.extend(other.relations.iter().map(|r| Relation {
            to: r.to.saturating_add(references),
            from: if r.from == SELF { SELF } else { r.from.saturating_add(references) },
            pinpoint: pinpoint_at(r.pinpoint).and_then(|at| pinpoints.get(at)).map_or(0, |at| at + 1),
            ..*r
        }));
        self.documents.extend(other.documents.iter().map(|d| Document {
            path: string(d.path),
            sha256: string(d.sha256),
            key: string(d.key),
            urn: string(d.urn),
            kind: string(d.kind),
            number: string(d.number),
            issuer: string(d.issuer),
            level: string(d.level),
            place: string(d.place),
            parent: string(d.parent),
            date: string(d.date),
            subject: string(d.subject),
            unit: d.unit,
            references: d.references.saturating_add(references),
            relations: d.relations.saturating_add(relations),
        }));
    }

    /// Number of records added, the same ones over again counted each time.
    pub fn len(&self) -> usize {
        self.documents.len()
    }

    /// True when no record was added.
    pub fn is_empty(&self) -> bool {
        self.documents.is_empty()
    }

    /// Number of relations that the records state: the edges at [`Level::Mention`], before those of a document to
    /// itself are left out.
    pub fn relations(&self) -> usize {
        self.relations.len()
    }

    /// Memory that the graph holds, in bytes. A relation takes 24, a reference 12, a record 60; the rest is strings
    /// and descriptions of documents, each distinct one once.
    pub fn heap_bytes(&self) -> usize {
        fn map<K, V>(map: &HashMap<K, V>) -> usize {
            map.capacity() * 8 / 7 * (size_of::<(K, V)>() + 1)
        }
        self.strings.heap_bytes()
            + self.documents.capacity() * size_of::<Document>()
            + self.cited.capacity() * size_of::<Cited>()
            + self.references.capacity() * size_of::<Reference>()
            + self.relations.capacity() * size_of::<Relation>()
            + self.pinpoints.capacity() * size_of::<Pinpoint>()
            + map(&self.cited_ids)
            + map(&self.pinpoint_ids)
    }

    /// Works out which document each reference means. Takes time in proportion to what was added.
    pub fn resolve(&self) -> Network<'_> {
        Network::of(self)
    }

    fn cited_id(&mut self, cited: Cited) -> u32 {
        *self.cited_ids.entry(cited).or_insert_with(|| {
            self.cited.push(cited);
            (self.cited.len() - 1) as u32
        })
    }

    fn pinpoint_id(&mut self, pinpoint: Pinpoint) -> u32 {
        *self.pinpoint_ids.entry(pinpoint).or_insert_with(|| {
            self.pinpoints.push(pinpoint);
            (self.pinpoints.len() - 1) as u32
        })
    }

    /// 1 + number of the first of the places; 0 when there is none.
    fn pinpoint_list(&mut self, targets: &[PinpointTarget]) -> u32 {
        let mut next = 0;
        for target in targets.iter().rev() {
            let s = &mut self.strings;
            let pinpoint = Pinpoint {
                article: s.opt(target.article.as_deref()),
                clause: s.opt(target.clause.as_deref()),
                point: s.opt(target.point.as_deref()),
                part: s.opt(target.part.as_deref()),
                next,
            };
            next = self.pinpoint_id(pinpoint) + 1;
        }
        next
    }

    /// Ranges of the references and the relations of a document.
    fn ranges(&self, document: usize) -> (std::ops::Range<usize>, std::ops::Range<usize>) {
        let start = document.checked_sub(1).and_then(|before| self.documents.get(before));
        let (references, relations) = start.map_or((0, 0), |d| (d.references as usize, d.relations as usize));
        let end = self.documents.get(document);
        let (to, until) = end.map_or((references, relations), |d| (d.references as usize, d.relations as usize));
        (references..to, relations..until)
    }
}

/// Place in the table of what is kept as 1 + place.
fn pinpoint_at(pinpoint: u32) -> Option<usize> {
    pinpoint.checked_sub(1).map(|at| at as usize)
}

impl From<Graph> for Parts {
    fn from(graph: Graph) -> Self {
        let Graph { strings, documents, cited, references, relations, pinpoints, .. } = graph;
        Self { strings, documents, cited, references, relations, pinpoints }
    }
}

impl TryFrom<Parts> for Graph {
    type Error = &'static str;

    /// Tables from elsewhere are only taken when their numbers fit each other.
    fn try_from(parts: Parts) -> Result<Self, Self::Error> {
        let Parts { strings, documents, cited, references, relations, pinpoints } = parts;
        let rises = |end: fn(&Document) -> u32, len: usize| {
            let last = documents.last().map_or(0, end);
            last as usize == len && documents.is_sorted_by_key(end)
        };
        let inside = |at: u32, len: usize| (at as usize) < len;
        let whole = rises(|d| d.references, references.len())
            && rises(|d| d.relations, relations.len())
            && references.iter().all(|r| inside(r.cited, cited.len()))
            && relations.iter().all(|r| {
                inside(r.to, references.len())
                    && (r.from == SELF || inside(r.from, references.len()))
                    && r.pinpoint as usize <= pinpoints.len()
                    && r.start <= r.end
            })
            // Each list of places ends: the next one stands before.
            && pinpoints.iter().zip(0..).all(|(p, at)| p.next <= at);
        if !whole {
            return Err("the tables of the graph do not fit each other");
        }
        let cited_ids = cited.iter().copied().zip(0..).collect();
        let pinpoint_ids = pinpoints.iter().copied().zip(0..).collect();
        Ok(Self { strings, documents, cited, references, relations, pinpoints, cited_ids, pinpoint_ids })
    }
}
