//! The graph worked out in pieces that need nothing of each other, where no machine holds all of it.
//!
//! [`Graph::resolve`] looks at everything at once. Five steps give the same, each from a part of the whole at a time;
//! whatever brings together what has one value (a join, a shuffle, a sorted file) can stand between them. Strings that
//! only serve to bring things together have no meaning of their own.
//!
//! 1. [`Graph::pieces`] writes what each record says, with a [`thing`](Piece::thing) for itself and for each document
//!    that it cites: all that settles which document is meant, the citing document's own unit included. Pieces of one
//!    [`doc`](Piece::doc) are one record and count once.
//! 2. [`settle_numbers`] puts things to documents: things of one [`block`] that has a number are settled together, and
//!    without all others.
//! 3. [`settle_names`] does so for blocks of names, beside the numbered documents that are [`Called`] by that name.
//!    Things of neither step stand for themselves.
//! 4. [`Said::most`] tells what is known of a document that is only cited, from all that texts say of it.
//! 5. [`name`] gives ids to the nodes of one [`first_id`].
//!
//! `tests/graph.rs` puts pieces together in this way and holds the outcome against [`Graph::resolve`].

pub use super::network::{Nameless, first_id, name};
use super::network::{SAID, apart_id, most_said};
use super::resolve::{Cluster, Home, Names, Reader, Reason, Rule, Sorter, Thing, distinct};
use super::strings::{NONE, Strings};
use super::{Graph, Place, SELF, pinpoint_at};
use crate::record::{Form, RelationType};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Stands between the parts of a string that has several; below every letter, so that such strings are in order when
/// their parts are.
pub const SEPARATOR: &str = "\u{1f}";

/// What one record says of itself and of others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Piece<'g> {
    /// Path and hash of the record, by which records are told apart and put in order; the hash alone where it has no
    /// path, and then several records may have one.
    pub doc: String,
    /// Path of the record.
    pub path: Option<&'g str>,
    /// The document that the record is.
    pub thing: String,
    /// What the record says of itself.
    #[serde(flatten)]
    pub said: Said<'g>,
    /// The documents that it cites.
    pub references: Vec<Cites<'g>>,
    /// What it says of them.
    pub relations: Vec<Says<'g>>,
}

/// A reference of a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cites<'g> {
    /// Its id in the record.
    pub id: &'g str,
    /// The document that it means.
    pub thing: String,
    /// Id of its node, where nothing settles which document it means.
    pub apart: String,
    /// What is said of that document.
    #[serde(flatten)]
    pub said: Said<'g>,
}

/// What one mention says of a document: an edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Says<'g> {
    /// Place of the reference at which the edge starts, from 0; `None` for the record itself.
    pub from: Option<u32>,
    /// Place of the reference that is cited.
    pub to: u32,
    /// What is said.
    pub relation: RelationType,
    /// Where the words start, in the unit of the record.
    pub start: u32,
    /// Where they end.
    pub end: u32,
    /// How much of the document the words spell out.
    pub form: Form,
    /// Places inside the document; empty for the whole of it.
    pub places: Vec<Place<'g>>,
}

/// What a text says of a document; empty for what it does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Said<'s> {
    /// Identity as [`Record::key`](crate::Record::key).
    pub key: &'s str,
    /// urn:lex name.
    pub urn: &'s str,
    /// Type code.
    #[serde(rename = "type")]
    pub kind: &'s str,
    /// Number, else that of the lexicon.
    pub number: &'s str,
    /// Name of a named document.
    pub name: &'s str,
    /// Date of issue.
    pub date: &'s str,
    /// Date that the lexicon has.
    pub known_date: &'s str,
    /// Issuing body.
    pub issuer: &'s str,
    /// What it is about.
    pub title: &'s str,
}

impl<'s> Said<'s> {
    fn parts(&self) -> [&'s str; SAID] {
        [self.key, self.urn, self.kind, self.number, self.name, self.date, self.known_date, self.issuer, self.title]
    }

    /// What most texts say, part by part, each counted so many times; of equals the first in the order of letters.
    pub fn most(said: &[(Said<'s>, u64)]) -> Said<'s> {
        let parts: Vec<_> = said.iter().map(|(said, times)| (said.parts(), *times)).collect();
        let [key, urn, kind, number, name, date, issuer, title] = most_said(&parts, "", |text| text);
        Self { key, urn, kind, number, name, date, known_date: "", issuer, title }
    }
}

/// What things of one value are settled together: a number, or, where the first part is empty, a type and a name. All
/// parts empty where a thing has neither and stands for itself.
pub fn block(thing: &str) -> &str {
    let wanted = if thing.starts_with(SEPARATOR) { 3 } else { 1 };
    let end = thing.match_indices(SEPARATOR).nth(wanted - 1).map_or(thing.len(), |(at, _)| at);
    thing.get(..end).unwrap_or("")
}

/// Things that were settled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled<'t> {
    /// One for each thing, in the order of the things.
    pub homes: Vec<Settlement<'t>>,
    /// Lists of documents that a thing may be, under their names.
    pub lists: Vec<(&'t str, Vec<String>)>,
}

/// Where a thing belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settlement<'t> {
    /// The thing.
    pub thing: &'t str,
    /// The document; `None` for what stands for itself.
    pub document: Option<String>,
    /// Unit of the issuer of that document, as [`Nameless::scope`].
    pub scope: String,
    /// Why it is that document.
    pub rule: Rule,
    /// Why it is open which document it is.
    pub reason: Option<Reason>,
    /// Name of the list of documents that it may be.
    pub list: Option<&'t str>,
    /// The name by which it calls the document.
    pub called: Option<Called>,
}

/// A numbered document that is called by a name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Called {
    /// [`block`] of the things that have the name and no number.
    pub block: String,
    /// The document.
    pub document: String,
    /// Its year.
    pub year: u16,
    /// The date beside the name; empty without one.
    pub date: String,
}

/// Settles things with numbers: all things of each [`block`] that is among them, each once, with whether a record says
/// it of itself.
pub fn settle_numbers<'t>(things: &[(&'t str, bool)]) -> Settled<'t> {
    settle(things, &[], |sorter, _| sorter.numbers())
}

/// Settles things with names and no numbers, as [`settle_numbers`]; `called` are all documents with one of these names.
pub fn settle_names<'t>(things: &[(&'t str, bool)], called: &[Called]) -> Settled<'t> {
    settle(things, called, |sorter, called| sorter.names(called))
}

fn settle<'t>(things: &[(&'t str, bool)], called: &[Called], sort: impl FnOnce(&mut Sorter, Names)) -> Settled<'t> {
    let mut labels = Strings::default();
    let read: Vec<Thing> = things.iter().map(|(thing, _)| read(thing, &mut labels)).collect();
    let has_record: Vec<bool> = things.iter().map(|(_, has_record)| *has_record).collect();
    // Documents from elsewhere come first.
    let mut documents: Vec<Option<String>> = Vec::new();
    let mut ids: HashMap<&str, u32> = HashMap::new();
    let mut clusters = Vec::new();
    let mut names = Names::new();
    for one in called {
        let mut parts = one.block.split(SEPARATOR).skip(1);
        let [kind, name] = [parts.next(), parts.next()].map(|part| labels.opt(part));
        let cluster = *ids.entry(&one.document).or_insert_with(|| {
            documents.push(Some(one.document.clone()));
            clusters.push(Cluster { kind, year: one.year, date: NONE, scope: NONE, late: false, open: None });
            (clusters.len() - 1) as u32
        });
        let date = labels.id(&one.date);
        names.entry((kind, name)).or_default().push((cluster, date));
    }
    let mut sorter = Sorter::new(&labels, &read, &has_record);
    sorter.clusters = clusters;
    sort(&mut sorter, names);
    documents.resize(sorter.clusters.len(), None);
    for ((thing, _), home) in things.iter().zip(&sorter.homes) {
        if let Home::In(cluster, _) = home
            && let document @ None = &mut documents[*cluster as usize]
        {
            *document = Some(written_cluster(block(thing), &sorter.clusters[*cluster as usize], &labels));
        }
    }
    let of = |cluster: &u32| documents.get(*cluster as usize).cloned().flatten();
    // Things that may be the same documents share a list, which is called by the first of them.
    let mut lists: BTreeMap<Vec<u32>, &'t str> = BTreeMap::new();
    let mut list = |thing: &'t str, at: u32| -> Option<&'t str> {
        let members = distinct(sorter.lists.get(at as usize)?.clone());
        (!members.is_empty()).then(|| *lists.entry(members).or_insert(thing))
    };
    let mut homes = Vec::with_capacity(things.len());
    for (at, ((thing, _), home)) in things.iter().zip(&sorter.homes).enumerate() {
        let settled = match home {
            Home::In(cluster, rule) => {
                let c = &sorter.clusters[*cluster as usize];
                let called = sorter.name_of(at).map(|(kind, name)| Called {
                    block: [NONE, kind, name].map(|id| labels.get(id)).join(SEPARATOR),
                    document: of(cluster).unwrap_or_default(),
                    year: c.year,
                    date: labels.get(read[at].date).to_owned(),
                });
                Settlement {
                    thing,
                    document: of(cluster),
                    scope: labels.get(c.scope).to_owned(),
                    rule: *rule,
                    reason: c.open.map(|_| Reason::NoYear),
                    list: c.open.and_then(|at| list(thing, at)),
                    called,
                }
            }
            Home::Apart(reason, at) => Settlement {
                thing,
                document: None,
                scope: String::new(),
                rule: Rule::Apart,
                reason: Some(*reason),
                list: list(thing, *at),
                called: None,
            },
        };
        homes.push(settled);
    }
    let documents = |members: Vec<u32>| members.iter().filter_map(of).collect();
    Settled { homes, lists: lists.into_iter().map(|(members, name)| (name, documents(members))).collect() }
}

/// A cluster in words: what it shares with no other.
fn written_cluster(block: &str, c: &Cluster, labels: &Strings) -> String {
    let [kind, scope, date] = [c.kind, c.scope, c.date].map(|id| labels.get(id));
    let late = if c.late { "late" } else { "" };
    format!("{block}{SEPARATOR}{late}{SEPARATOR}{kind}{SEPARATOR}{}{SEPARATOR}{scope}{SEPARATOR}{date}", c.year)
}

/// A thing in words: the parts of its [`block`] first.
fn written(t: &Thing, labels: &Strings) -> String {
    let year = if t.year == 0 { String::new() } else { t.year.to_string() };
    let flags = [(t.loose, "l"), (t.own_year, "y"), (t.typed, "t")].map(|(yes, flag)| if yes { flag } else { "" });
    let [number, kind, name, date, scope, implied] =
        [t.number, t.kind, t.name, t.date, t.scope, t.implied].map(|id| labels.get(id));
    [number, kind, name, &year, date, scope, implied, &flags.concat()].join(SEPARATOR)
}

fn read(thing: &str, labels: &mut Strings) -> Thing {
    let mut parts = thing.split(SEPARATOR);
    let mut next = || parts.next().unwrap_or("");
    let [number, kind, name] = [next(), next(), next()].map(|part| labels.id(part));
    let year = next().parse().unwrap_or(0);
    let [date, scope, implied] = [next(), next(), next()].map(|part| labels.id(part));
    let flags = next();
    let [loose, own_year, typed] = ['l', 'y', 't'].map(|flag| flags.contains(flag));
    Thing { kind, number, name, year, date, scope, implied, loose, own_year, typed }
}

impl Graph {
    /// What each record says, in the order of adding and as often as it was added; see [`pieces`](self).
    pub fn pieces(&self) -> impl Iterator<Item = Piece<'_>> {
        let mut reader = Reader::new(self);
        (0..self.documents.len()).map(move |at| self.piece(at, &mut reader))
    }

    fn piece<'g>(&'g self, at: usize, reader: &mut Reader<'g>) -> Piece<'g> {
        let s = &self.strings;
        let d = &self.documents[at];
        let own = reader.scope_of(d);
        let thing = reader.document(d, &own);
        let thing = written(&thing, &reader.labels);
        let (references, relations) = self.ranges(at);
        let first = references.start as u32;
        let cites = |reference: usize| {
            let r = self.references[reference];
            let c = self.cited[r.cited as usize];
            let thing = reader.cited(r.cited, &own) as usize;
            Cites {
                id: s.get(r.id),
                thing: reader.things.get(thing).map_or(String::new(), |thing| written(thing, &reader.labels)),
                apart: apart_id(self, at as u32, reference),
                said: Said {
                    key: s.get(c.key),
                    urn: s.get(c.urn),
                    kind: s.get(c.kind),
                    number: s.get(if c.number == NONE { c.known_number } else { c.number }),
                    name: s.get(c.name),
                    date: s.get(c.date),
                    known_date: s.get(c.known_date),
                    issuer: s.get(c.issuer),
                    title: s.get(r.title),
                },
            }
        };
        let references = references.map(cites).collect();
        let places = |first: u32| {
            let list = std::iter::successors(pinpoint_at(first), |at| pinpoint_at(self.pinpoints.get(*at)?.next));
            list.filter_map(|at| self.pinpoints.get(at)).map(|p| p.place(s)).collect()
        };
        let says = |at: usize| {
            let r = self.relations[at];
            Says {
                from: (r.from != SELF).then(|| r.from - first),
                to: r.to - first,
                relation: r.kind,
                start: r.start,
                end: r.end,
                form: r.form,
                places: places(r.pinpoint),
            }
        };
        Piece {
            doc: format!("{}{SEPARATOR}{}", s.get(d.path), s.get(d.sha256)),
            path: s.some(d.path),
            thing,
            said: Said {
                key: s.get(d.key),
                urn: s.get(d.urn),
                kind: s.get(d.kind),
                number: s.get(d.number),
                date: s.get(d.date),
                issuer: s.get(d.issuer),
                title: s.get(d.subject),
                ..Said::default()
            },
            references,
            relations: relations.map(says).collect(),
        }
    }
}
