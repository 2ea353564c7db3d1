//! Which reference means which document, from all that a graph holds at once.
//!
//! Every description of a document becomes a [`Thing`]: the parts by which documents are told apart, in one spelling.
//! Things of one number are looked at together. Those that say enough (type, year, unit) make the documents; those that
//! say less join the one document that they fit, or stay apart. Since the first step never looks at the second, the
//! result does not depend on the order of the records.

use super::scope::{self, Said, Scope};
use super::strings::{Id, NONE, Strings};
use super::{Cited, Document, Graph};
use crate::grammar::number::number;
use crate::lexicon::bodies::{bodies_by_code, is_place_bound};
use crate::lexicon::fold::{fold, slug};
use crate::lexicon::laws::law_named;
use crate::resolve::identity::{name_key, number_key};
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};

/// Why a reference means the document that it was put to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// Type, number, year and unit of the issuer are the same.
    Key,
    /// Number and date are the same; type or province is not said.
    NumberDate,
    /// Name and year are those of a document with a number.
    NameYear,
    /// Name and year are the same; no number is known.
    Name,
    /// The unit is that of the citing document.
    Context,
    /// It stands for itself: nothing settles which document it is.
    Apart,
}

impl Rule {
    /// The name that exports write, as `number_date`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::NumberDate => "number_date",
            Self::NameYear => "name_year",
            Self::Name => "name",
            Self::Context => "context",
            Self::Apart => "apart",
        }
    }
}

/// Why it is open which document a reference means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// A number that starts again each year, and no date.
    NoDate,
    /// A number that repeats from place to place, and no place.
    NoPlace,
    /// A name without a year: the editions of a law share it.
    NoYear,
    /// Neither a number nor a name.
    NoIdentity,
    /// Several documents fit equally.
    Several,
}

impl Reason {
    /// The name that exports write, as `no_date`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoDate => "no_date",
            Self::NoPlace => "no_place",
            Self::NoYear => "no_year",
            Self::NoIdentity => "no_identity",
            Self::Several => "several",
        }
    }
}

/// Documents named as those that a reference may mean: beyond these few a list helps nobody.
pub(super) const CANDIDATES: usize = 8;

/// Documents of one number, or of one number and day, that a reference is held against. `1/QĐ-UBND` has tens of
/// thousands in a large archive; of those no list would help, and none of them would be the only one that fits.
const LOOKED_AT: usize = 1024;

/// The parts of a description by which documents are told apart; [`NONE`] and 0 for what is not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Thing {
    pub(super) kind: Id,
    pub(super) number: Id,
    pub(super) name: Id,
    pub(super) year: u16,
    pub(super) date: Id,
    /// Unit of the issuer; [`CENTRAL`] where the number itself tells the body.
    pub(super) scope: Id,
    /// Unit of the citing document, where the issuer is not said.
    pub(super) implied: Id,
    /// A commune or district without its province, or the National Assembly without its term.
    pub(super) loose: bool,
    /// The number holds its year.
    pub(super) own_year: bool,
    /// The number holds a code for the type, so that another type word in front of it is a slip.
    pub(super) typed: bool,
}

/// Scope of bodies that there is only one of.
const CENTRAL: &str = "*";

/// Where a thing belongs.
#[derive(Clone, Copy, Debug)]
pub(super) enum Home {
    /// In a cluster, by a rule.
    In(u32, Rule),
    /// Each reference by itself; with the list of what it may be.
    Apart(Reason, u32),
}

/// What is taken for one document.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cluster {
    pub(super) kind: Id,
    pub(super) year: u16,
    pub(super) date: Id,
    pub(super) scope: Id,
    /// Made of what found nothing to join.
    pub(super) late: bool,
    /// A name without a year, which stands for several documents: the list of those known.
    pub(super) open: Option<u32>,
}

/// The homes of all references and documents.
pub(super) struct Resolved {
    pub(super) labels: Strings,
    pub(super) clusters: Vec<Cluster>,
    /// Lists of clusters that a thing may be.
    pub(super) lists: Vec<Vec<u32>>,
    homes: Vec<Home>,
    of_reference: Vec<u32>,
    of_document: Vec<u32>,
}

impl Resolved {
    pub(super) fn reference(&self, at: usize) -> Home {
        let thing = self.of_reference.get(at).map_or(usize::MAX, |thing| *thing as usize);
        self.homes.get(thing).copied().unwrap_or(Home::Apart(Reason::NoIdentity, 0))
    }

    /// The cluster of a record; `None` when its header does not say enough to be found by.
    pub(super) fn document(&self, at: usize) -> Option<u32> {
        match self.homes.get(*self.of_document.get(at)? as usize)? {
            Home::In(cluster, _) => Some(*cluster),
            Home::Apart(..) => None,
        }
    }
}

/// `documents`: those that count, repeats left out.
pub(super) fn resolve(graph: &Graph, documents: &[u32]) -> Resolved {
    let mut reader = Reader::new(graph);
    let mut of_reference = vec![u32::MAX; graph.references.len()];
    let mut of_document = vec![u32::MAX; graph.documents.len()];
    let mut has_record = Vec::new();
    for &at in documents {
        let Some(document) = graph.documents.get(at as usize) else { continue };
        let own = reader.scope_of(document);
        let thing = reader.document(document, &own);
        let thing = reader.id(thing);
        has_record.resize(has_record.len().max(thing as usize + 1), false);
        has_record[thing as usize] = true;
        of_document[at as usize] = thing;
        let (references, _) = graph.ranges(at as usize);
        for reference in references {
            let cited = graph.references[reference].cited;
            of_reference[reference] = reader.cited(cited, &own);
        }
    }
    let Reader { labels, things, .. } = reader;
    has_record.resize(things.len(), false);
    let mut sorter = Sorter::new(&labels, &things, &has_record);
    sorter.numbers();
    sorter.names(sorter.called());
    let Sorter { clusters, lists, homes, .. } = sorter;
    Resolved { labels, clusters, lists, homes, of_reference, of_document }
}

/// Turns what the records say into things.
pub(super) struct Reader<'g> {
    graph: &'g Graph,
    pub(super) labels: Strings,
    pub(super) things: Vec<Thing>,
    ids: HashMap<Thing, u32>,
    numbers: HashMap<Id, Number>,
    /// Things of descriptions that mean the same whoever cites them.
    settled: Vec<u32>,
}

/// What a number tells by itself.
#[derive(Clone, Copy)]
struct Number {
    key: Id,
    year: Option<u16>,
    typed: bool,
    codes: Codes,
    /// Scope of a [`Codes::Central`] body: the term where numbers start again with each, as with `QH15`.
    scope: Id,
    /// The body counts by terms, and the term is not said (`72/2025/QH`).
    no_term: bool,
}

/// Whether the codes of a number name one body.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Codes {
    /// A body that there is only one of.
    Central,
    /// A body that repeats from place to place.
    Bound,
    /// Nothing is known of them: the issuer's name has to tell.
    Unknown,
}

/// Unit of a citing document.
pub(super) enum Own {
    Unknown,
    Central,
    Unit(Scope),
}

impl<'g> Reader<'g> {
    pub(super) fn new(graph: &'g Graph) -> Self {
        Self {
            graph,
            labels: Strings::default(),
            things: Vec::new(),
            ids: HashMap::new(),
            numbers: HashMap::new(),
            settled: vec![u32::MAX; graph.cited.len()],
        }
    }

    fn id(&mut self, thing: Thing) -> u32 {
        *self.ids.entry(thing).or_insert_with(|| {
            self.things.push(thing);
            (self.things.len() - 1) as u32
        })
    }

    pub(super) fn scope_of(&self, document: &Document) -> Own {
        let s = &self.graph.strings;
        let date = s.some(document.date);
        let found = scope::said(s.get(document.issuer), date);
        let place = || s.some(document.place).filter(|_| s.get(document.level) == "province").map(slug);
        match found {
            Said::Central => Own::Central,
            Said::Named(mut scope) => {
                if scope.province.is_none()
                    && let Said::Named(parent) = scope::said(s.get(document.parent), date)
                {
                    scope.province = parent.province;
                }
                Own::Unit(scope)
            }
            Said::Own(_) | Said::Nothing => match place() {
                Some(place) => Own::Unit(Scope { province: Some(place), local: None }),
                None => Own::Unknown,
            },
        }
    }

    fn number(&mut self, id: Id) -> Number {
        if let Some(known) = self.numbers.get(&id) {
            return *known;
        }
        let text = self.graph.strings.get(id);
        let read = number(text).filter(|n| n.len == text.len());
        let mut codes = Codes::Unknown;
        for code in read.iter().flat_map(|n| n.bodies()) {
            // QH15: the term is no part of the body.
            let bare = code.trim_end_matches(|c: char| c.is_ascii_digit());
            if is_place_bound(code) {
                codes = Codes::Bound;
                break;
            }
            if !bodies_by_code(bare).is_empty() {
                codes = Codes::Central;
            }
        }
        let key = number_key(text);
        let (key, term) = match key.trim_end_matches(|c: char| c.is_ascii_digit()) {
            bare if bare.ends_with("QH") => (bare, Some(&key[bare.len()..])),
            _ => (key.as_str(), None),
        };
        let scope = match term {
            Some(term) if !term.is_empty() => format!("{CENTRAL}.{term}"),
            _ => CENTRAL.to_owned(),
        };
        let number = Number {
            key: self.labels.id(key),
            scope: self.labels.id(&scope),
            no_term: term == Some(""),
            year: read.as_ref().and_then(|n| n.year),
            typed: read.as_ref().is_some_and(|n| n.type_symbol().is_some()),
            codes,
        };
        self.numbers.insert(id, number);
        number
    }

    pub(super) fn document(&mut self, d: &Document, own: &Own) -> Thing {
        let s = &self.graph.strings;
        let kind = s.get(d.kind);
        let name = if is_law(kind) { s.some(d.subject) } else { None };
        let mut thing = self.thing(kind, name, s.some(d.date));
        if d.number == NONE {
            return thing;
        }
        let number = self.number(d.number);
        self.set_number(&mut thing, number);
        let (scope, loose) = match (number.codes, own) {
            (Codes::Central, _) => (number.scope, number.no_term),
            (Codes::Bound, Own::Central) => (self.labels.id(CENTRAL), false),
            (Codes::Unknown, _) => (self.body(s.get(d.issuer)), false),
            (Codes::Bound, Own::Unit(scope)) => (self.labels.id(&scope.key()), scope.is_loose()),
            (Codes::Bound, Own::Unknown) => (NONE, false),
        };
        Thing { scope, loose, ..thing }
    }

    pub(super) fn cited(&mut self, at: u32, own: &Own) -> u32 {
        match self.settled.get(at as usize) {
            Some(&u32::MAX) => {}
            Some(thing) => return *thing,
            None => return u32::MAX,
        }
        let c: Cited = self.graph.cited[at as usize];
        let s = &self.graph.strings;
        let date = if s.get(c.date).len() < 10 { s.some(c.known_date).or(s.some(c.date)) } else { s.some(c.date) };
        let mut thing = self.thing(s.get(c.kind), s.some(c.name), date);
        let number = if c.number == NONE { c.known_number } else { c.number };
        let settled = if number == NONE {
            self.place_name(&mut thing, s.get(c.name), own)
        } else {
            let number = self.number(number);
            self.set_number(&mut thing, number);
            self.place_number(&mut thing, number, s.some(c.issuer), date, own)
        };
        let thing = self.id(thing);
        if settled {
            self.settled[at as usize] = thing;
        }
        thing
    }

    fn thing(&mut self, kind: &str, name: Option<&str>, date: Option<&str>) -> Thing {
        let name = name.map_or(NONE, |name| self.labels.id(&name_slug(kind, name)));
        let whole = date.filter(|date| date.len() == 10);
        Thing {
            kind: self.labels.id(kind),
            number: NONE,
            name,
            year: date.and_then(|date| date.get(..4)?.parse().ok()).unwrap_or(0),
            date: self.labels.opt(whole),
            scope: NONE,
            implied: NONE,
            loose: false,
            own_year: false,
            typed: false,
        }
    }

    fn set_number(&mut self, thing: &mut Thing, number: Number) {
        thing.number = number.key;
        thing.typed = number.typed;
        thing.own_year = number.year.is_some();
        thing.year = number.year.unwrap_or(thing.year);
    }

    /// Gives a cited number its unit. False when that depends on who cites.
    fn place_number(
        &mut self,
        thing: &mut Thing,
        number: Number,
        issuer: Option<&str>,
        date: Option<&str>,
        own: &Own,
    ) -> bool {
        let said = match number.codes {
            Codes::Central => {
                (thing.scope, thing.loose) = (number.scope, number.no_term);
                return true;
            }
            Codes::Unknown => {
                thing.scope = self.body(issuer.unwrap_or(""));
                return true;
            }
            Codes::Bound => issuer.map_or(Said::Nothing, |issuer| scope::said(issuer, date)),
        };
        match (&said, own) {
            (Said::Central, _) => thing.scope = self.labels.id(CENTRAL),
            (Said::Named(scope), _) => (thing.scope, thing.loose) = (self.labels.id(&scope.key()), scope.is_loose()),
            (Said::Own(word), Own::Unit(unit)) => {
                if let Some(scope) = unit.own(*word, date) {
                    (thing.scope, thing.loose) = (self.labels.id(&scope.key()), scope.is_loose());
                }
            }
            // Only where no issuer stands is the citing body's own meant.
            (Said::Nothing, Own::Unit(unit)) if issuer.is_none() => thing.implied = self.labels.id(&unit.key()),
            (Said::Nothing, Own::Central) if issuer.is_none() => thing.implied = self.labels.id(CENTRAL),
            _ => {}
        }
        matches!(said, Said::Central | Said::Named(_)) || (said == Said::Nothing && issuer.is_some())
    }

    /// Gives a name its unit: "Nghị quyết Đại hội Đảng bộ tỉnh lần thứ XX" is another one in each province. False when
    /// that depends on who cites.
    fn place_name(&mut self, thing: &mut Thing, name: &str, own: &Own) -> bool {
        const UNITS: [&str; 11] =
            ["tỉnh", "thành phố", "huyện", "quận", "thị xã", "xã", "phường", "đảng bộ", "tỉnh ủy", "ngành", "cơ quan"];
        let law = is_law(self.labels.get(thing.kind));
        let folded = format!(" {} ", fold(name));
        if law || !UNITS.iter().any(|unit| folded.contains(&format!(" {unit} "))) {
            thing.scope = self.labels.id(CENTRAL);
            return true;
        }
        match (scope::said(name, None), own) {
            (Said::Named(scope), _) => {
                (thing.scope, thing.loose) = (self.labels.id(&scope.key()), scope.is_loose());
                return true;
            }
            (_, Own::Unit(unit)) => (thing.scope, thing.loose) = (self.labels.id(&unit.key()), unit.is_loose()),
            _ => {}
        }
        false
    }

    /// Scope of a body that the lexicon does not know.
    fn body(&mut self, issuer: &str) -> Id {
        let slug = slug(issuer);
        if slug.is_empty() { NONE } else { self.labels.id(&format!("@{slug}")) }
    }
}

/// Puts things into clusters.
pub(super) struct Sorter<'a> {
    labels: &'a Strings,
    things: &'a [Thing],
    has_record: &'a [bool],
    pub(super) clusters: Vec<Cluster>,
    pub(super) lists: Vec<Vec<u32>>,
    pub(super) homes: Vec<Home>,
}

/// Things in which nothing but the date may differ: kind, year, scope.
type Series = (Id, u16, Id);

/// Documents with each date that is given beside a name, by type and name.
pub(super) type Names = HashMap<(Id, Id), Vec<(u32, Id)>>;

impl<'a> Sorter<'a> {
    pub(super) fn new(labels: &'a Strings, things: &'a [Thing], has_record: &'a [bool]) -> Self {
        let homes = vec![Home::Apart(Reason::NoIdentity, 0); things.len()];
        Self { labels, things, has_record, clusters: Vec::new(), lists: vec![Vec::new()], homes }
    }

    pub(super) fn numbers(&mut self) {
        let mut blocks: HashMap<Id, Vec<u32>> = HashMap::new();
        for (thing, at) in self.things.iter().zip(0..) {
            if thing.number != NONE {
                blocks.entry(thing.number).or_default().push(at);
            }
        }
        for block in blocks.into_values() {
            self.block(&block);
        }
    }

    /// Things of one number.
    fn block(&mut self, block: &[u32]) {
        let first = self.clusters.len();
        let mut series: BTreeMap<Series, Vec<u32>> = BTreeMap::new();
        let mut rest = Vec::new();
        for &at in block {
            let t = self.things[at as usize];
            if t.year != 0 && t.scope != NONE && !t.loose && (t.typed || t.kind != NONE) {
                series.entry((if t.typed { NONE } else { t.kind }, t.year, t.scope)).or_default().push(at);
            } else {
                rest.push(at);
            }
        }
        for (series, members) in series {
            self.series(series, &members, Rule::Key, false);
        }
        let known = self.clusters.len();
        let mut by_year: HashMap<u16, Vec<u32>> = HashMap::new();
        let mut by_date: HashMap<(u16, Id), Vec<u32>> = HashMap::new();
        for at in first..known {
            let c = self.clusters[at];
            by_year.entry(c.year).or_default().push(at as u32);
            by_date.entry((c.year, c.date)).or_default().push(at as u32);
        }
        let every: Vec<u32> = (first as u32..known as u32).collect();
        // What is left may only join what stands now; what finds nothing makes documents of its own afterwards.
        let mut new: BTreeMap<Series, Vec<u32>> = BTreeMap::new();
        for &at in &rest {
            let t = self.things[at as usize];
            if t.year == 0 {
                let fits = self.fitting(&t, &every);
                self.homes[at as usize] = self.apart(Reason::NoDate, &fits);
                continue;
            }
            let fits = if t.date == NONE || t.own_year {
                self.fitting(&t, by_year.get(&t.year).map_or(&[], Vec::as_slice))
            } else {
                let dated = |date| self.fitting(&t, by_date.get(&(t.year, date)).map_or(&[], Vec::as_slice));
                [dated(t.date), dated(NONE)].concat()
            };
            // A serial and a year alone are those of a document in every place.
            let strong = t.date != NONE || t.own_year;
            let weak_place = t.scope == NONE || t.loose;
            let near: Vec<u32> = fits
                .iter()
                .copied()
                .filter(|c| t.scope != NONE || self.clusters[*c as usize].scope == t.implied)
                .collect();
            let rule = if t.scope == NONE { Rule::Context } else { Rule::NumberDate };
            self.homes[at as usize] = match &near[..] {
                _ if weak_place && !strong => self.apart(Reason::NoPlace, &fits),
                [only] => Home::In(*only, rule),
                [] if fits.is_empty() && (t.scope != NONE || t.implied != NONE) => {
                    let scope = if t.scope == NONE { t.implied } else { t.scope };
                    new.entry((if t.typed { NONE } else { t.kind }, t.year, scope)).or_default().push(at);
                    continue;
                }
                [] => self.apart(Reason::NoPlace, &fits),
                _ => self.apart(Reason::Several, &near),
            };
        }
        for (series, members) in new {
            let implied = members.iter().all(|at| self.things[*at as usize].scope == NONE);
            self.series(series, &members, if implied { Rule::Context } else { Rule::NumberDate }, true);
        }
    }

    /// Makes the documents of one series: one for each date, unless the number holds its year.
    fn series(&mut self, (kind, year, scope): Series, members: &[u32], rule: Rule, late: bool) {
        let Some(first) = members.first().map(|at| self.things[*at as usize]) else { return };
        // Where the number holds its year it is unique, and another date is a slip of who cites; records know theirs.
        let counts = |at: &u32| !first.own_year || self.has_record[*at as usize];
        let mut dates: Vec<Id> =
            members.iter().filter(|at| counts(at)).map(|at| self.things[*at as usize].date).collect();
        dates.retain(|date| *date != NONE);
        dates.sort_unstable_by_key(|date| self.labels.get(*date));
        dates.dedup();
        let start = self.clusters.len() as u32;
        let count = dates.len().max(1);
        let clusters = (0..count).map(|nth| Cluster {
            kind,
            year,
            date: dates.get(nth).copied().unwrap_or(NONE),
            scope,
            late,
            open: None,
        });
        self.clusters.extend(clusters);
        let all: Vec<u32> = (start..start + count as u32).collect();
        for at in members {
            let date = self.things[*at as usize].date;
            let place = dates.iter().position(|d| *d == date);
            self.homes[*at as usize] = match (place, &all[..]) {
                (Some(nth), _) => Home::In(start + nth as u32, rule),
                (None, [only]) => Home::In(*only, rule),
                (None, _) => self.apart(Reason::Several, &all),
            };
        }
    }

    /// The clusters that nothing said of a thing goes against; none where there are too many to look at.
    fn fitting(&self, t: &Thing, clusters: &[u32]) -> Vec<u32> {
        if clusters.len() > LOOKED_AT {
            return Vec::new();
        }
        let fits = |c: &Cluster| {
            let kind = t.typed || t.kind == NONE || c.kind == NONE || t.kind == c.kind;
            let scope = if t.loose {
                let name = self.labels.get(t.scope);
                self.labels.get(c.scope).strip_prefix(name).is_some_and(|rest| rest.starts_with('.'))
            } else {
                t.scope == NONE || t.scope == c.scope
            };
            kind && scope
        };
        clusters.iter().copied().filter(|c| fits(&self.clusters[*c as usize])).collect()
    }

    fn apart(&mut self, reason: Reason, clusters: &[u32]) -> Home {
        if clusters.is_empty() {
            return Home::Apart(reason, 0);
        }
        self.lists.push(clusters.to_vec());
        Home::Apart(reason, (self.lists.len() - 1) as u32)
    }

    /// The name by which a thing calls the document of a number.
    pub(super) fn name_of(&self, at: usize) -> Option<(Id, Id)> {
        let t = self.things.get(at)?;
        // No law has a code for its type in its number: "Luật Đo đạc số 5/2018/L-CTN" has that of the order by which the
        // law was made public.
        let own_number = t.number != NONE && !(t.typed && is_law(self.labels.get(t.kind)));
        (own_number && t.name != NONE).then_some((t.kind, t.name))
    }

    /// The documents of numbers that are called by a name.
    fn called(&self) -> Names {
        let mut called = Names::new();
        for (at, home) in self.homes.iter().enumerate() {
            if let (Home::In(cluster, _), Some(name)) = (home, self.name_of(at)) {
                called.entry(name).or_default().push((*cluster, self.things[at].date));
            }
        }
        called
    }

    /// Things with a name and no number, beside the documents that are called by it.
    pub(super) fn names(&mut self, mut called: Names) {
        let mut groups: HashMap<(Id, Id), Vec<u32>> = HashMap::new();
        for (t, at) in self.things.iter().zip(0..) {
            if t.number == NONE && t.name != NONE && !self.has_record[at as usize] {
                groups.entry((t.kind, t.name)).or_default().push(at);
            }
        }
        for (key, group) in groups {
            let mut numbered = called.remove(&key).unwrap_or_default();
            numbered.sort_unstable();
            numbered.dedup();
            self.group(&group, &numbered);
        }
    }

    /// Things of one type and name.
    fn group(&mut self, group: &[u32], numbered: &[(u32, Id)]) {
        let mut series: BTreeMap<Series, Vec<u32>> = BTreeMap::new();
        let mut open: BTreeMap<Id, Vec<u32>> = BTreeMap::new();
        for &at in group {
            let t = self.things[at as usize];
            if t.scope == NONE || t.loose {
                self.homes[at as usize] = self.apart(Reason::NoPlace, &[]);
            } else if t.year == 0 {
                open.entry(t.scope).or_default().push(at);
            } else {
                // Two laws of one name and year are told apart by their day. Another day is another law, unless nobody
                // gives a day to it.
                let of_year = || numbered.iter().filter(|(c, _)| self.clusters[*c as usize].year == t.year);
                let all = distinct(of_year().map(|(c, _)| *c).collect());
                let on = |c: u32, date: Id| of_year().any(|(other, d)| *other == c && *d == date);
                let same: Vec<u32> = all.iter().copied().filter(|c| on(*c, t.date)).collect();
                let undated = |c: &u32| of_year().all(|(other, d)| other != c || *d == NONE);
                let fits = match t.date {
                    NONE => all,
                    _ if !same.is_empty() => same,
                    _ => all.into_iter().filter(undated).collect(),
                };
                match &fits[..] {
                    [] => series.entry((t.kind, t.year, t.scope)).or_default().push(at),
                    [only] => self.homes[at as usize] = Home::In(*only, Rule::NameYear),
                    _ => self.homes[at as usize] = self.apart(Reason::Several, &fits),
                }
            }
        }
        let start = self.clusters.len() as u32;
        for (series, members) in series {
            self.series(series, &members, Rule::Name, false);
        }
        let mut known = distinct(numbered.iter().map(|(c, _)| *c).collect());
        known.extend(start..self.clusters.len() as u32);
        for (scope, members) in open {
            let t = self.things[members[0] as usize];
            let list = if known.is_empty() {
                0
            } else {
                self.lists.push(known.clone());
                (self.lists.len() - 1) as u32
            };
            let cluster = self.clusters.len() as u32;
            let date = NONE;
            self.clusters.push(Cluster { kind: t.kind, year: 0, date, scope, late: false, open: Some(list) });
            for at in members {
                self.homes[at as usize] = Home::In(cluster, Rule::Name);
            }
        }
    }
}

fn is_law(kind: &str) -> bool {
    matches!(kind, "luat" | "bo_luat" | "phap_lenh" | "hien_phap")
}

/// A name as compared: as in keys, spellings of a known name and texts with lost marks ("chính quyên", "sửa đôi, bô
/// sung") name the same law.
fn name_slug(kind: &str, name: &str) -> String {
    let name = if is_law(kind) { law_named(name).map_or(name, |row| row.name) } else { name };
    let slug = slug(&name_key(kind, name));
    if !slug.starts_with("sua-ddoi-") {
        return slug;
    }
    // The words that `name_key` leaves out of such names, without marks too.
    let words = slug.split('-').filter(|w| !matches!(*w, "mot" | "so" | "ddieu" | "cua" | "cac" | "ve" | "va"));
    words.collect::<Vec<_>>().join("-")
}

pub(super) fn distinct(mut list: Vec<u32>) -> Vec<u32> {
    list.sort_unstable();
    list.dedup();
    list
}
