//! Own rules made ready for look-ups, beside the built-in tables.
//!
//! The functions of this room ask the built-in table and, where an extraction runs with own rules, those too. They are
//! asked from most productions of the grammar and from every room above, so the rules in force are not handed from call
//! to call: [`in_force`] sets them for the thread while one text is read, and without rules a look-up costs one test.
//!
//! Rows are `'static`, as those of the tables are: a set of rules is made ready once and kept, and the same set given
//! again is the same one.

use super::bodies::BodyRow;
use super::fold::{fold, is_alphanumeric};
use super::laws::{Abbreviation, LawRow, laws_named};
use super::phrase::{Codes, Endings, Phrases};
use super::rules::{Rules, Side};
use super::types::{Cited, DocTypeRow, is_noun, type_by_code};
use crate::error::Error;
use crate::record::RelationType;
use crate::text::Page;
use aho_corasick::{AhoCorasick, MatchKind};
use std::cell::Cell;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Mutex, PoisonError};

/// Bytes of the words of a cue: with links and a passive around them they fit the window in which cues are looked for.
pub(super) const LONGEST_CUE: usize = 160;
/// Words of a cue; endings are looked for in so many words.
const MOST_CUE_WORDS: usize = 20;

/// Own rules, ready.
pub(crate) struct Own {
    rules: Rules,
    pub(super) type_rows: Vec<&'static DocTypeRow>,
    pub(super) types: Phrases<&'static DocTypeRow>,
    pub(super) types_ending: Endings<&'static DocTypeRow>,
    pub(super) symbols: Codes<&'static DocTypeRow>,
    pub(super) codes: Codes<&'static BodyRow>,
    pub(super) bodies: Phrases<&'static BodyRow>,
    pub(super) laws: Phrases<Vec<&'static LawRow>>,
    pub(super) numbers: Codes<&'static LawRow>,
    pub(super) abbreviations: Phrases<Abbreviation>,
    aliases: Phrases<&'static AliasRow>,
    pub(super) cues_before: Endings<RelationType>,
    pub(super) cues_opening: Phrases<RelationType>,
    pub(super) cues_after: Phrases<RelationType>,
    /// Abbreviations and short names, which stand in a text without any other sign.
    shorts: Option<AhoCorasick>,
}

impl fmt::Debug for Own {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.rules.fmt(f)
    }
}

/// A short name of the own rules.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AliasRow {
    /// The short name.
    pub(crate) name: &'static str,
    /// Key of the document, where that is given instead of a number.
    pub(crate) key: Option<&'static str>,
    /// Its number.
    pub(crate) number: Option<&'static str>,
    /// Its type, as far as the rules tell.
    pub(crate) kind: Option<&'static DocTypeRow>,
    /// Its date, as ISO.
    pub(crate) date: Option<&'static str>,
    /// Its issuer.
    pub(crate) issuer: Option<&'static str>,
}

thread_local! {
    static IN_FORCE: Cell<Option<&'static Own>> = const { Cell::new(None) };
}

/// The own rules of the extraction that runs.
#[inline]
pub(super) fn own() -> Option<&'static Own> {
    IN_FORCE.get()
}

/// Puts own rules in force until the guard is dropped.
pub(crate) fn in_force(own: Option<&'static Own>) -> Guard {
    Guard { before: IN_FORCE.replace(own) }
}

/// Ends the force of own rules.
#[must_use]
pub(crate) struct Guard {
    before: Option<&'static Own>,
}

impl Drop for Guard {
    fn drop(&mut self) {
        IN_FORCE.set(self.before);
    }
}

/// The longer of two finds; of equal ones the own.
#[inline]
pub(super) fn longer<T>(own: Option<(usize, T)>, table: Option<(usize, T)>) -> Option<(usize, T)> {
    match (own, table) {
        (Some(a), Some(b)) => Some(if a.0 >= b.0 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// The values of a code: the own ones, else the table's, else the own ones with `D` for `Đ`.
pub(super) fn of_code<T: Copy>(own: Option<&'static Codes<T>>, table: &'static Codes<T>, code: &str) -> &'static [T] {
    let Some(own) = own else { return table.get(code) };
    [own.written(code), table.get(code), own.get(code)].into_iter().find(|found| !found.is_empty()).unwrap_or(&[])
}

/// A short form of the own rules that stands in a text by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Short {
    /// Type and name of a law in one.
    Abbreviation,
    /// A document.
    Alias,
}

/// Where short forms of the own rules stand in a clean text, whole and in order; nothing without such rules.
pub(crate) fn shorts(text: &str) -> Vec<(Short, usize, usize)> {
    let Some((own, automaton)) = own().and_then(|own| Some((own, own.shorts.as_ref()?))) else { return Vec::new() };
    let whole = |start: usize, end: usize| {
        !text[..start].ends_with(is_alphanumeric) && !text[end..].starts_with(is_alphanumeric)
    };
    let places = automaton.find_iter(text).map(|m| (m.start(), m.end())).filter(|(start, end)| whole(*start, *end));
    places
        .map(|(start, end)| {
            let is_alias = own.aliases.exact(&text[start..end]).is_some();
            (if is_alias { Short::Alias } else { Short::Abbreviation }, start, end)
        })
        .collect()
}

/// The own short name that is the whole of `words`.
pub(crate) fn alias_named(words: &str) -> Option<&'static AliasRow> {
    own()?.aliases.exact(words).copied()
}

/// Makes rules ready; the same rules give the same again.
pub(crate) fn ready(rules: &Rules) -> Result<&'static Own, Error> {
    static READY: Mutex<Vec<&'static Own>> = Mutex::new(Vec::new());
    let known = |all: &[&'static Own]| all.iter().copied().find(|own| own.rules == *rules);
    if let Some(own) = known(&READY.lock().unwrap_or_else(PoisonError::into_inner)) {
        return Ok(own);
    }
    let own = keep(Own::new(rules)?);
    READY.lock().unwrap_or_else(PoisonError::into_inner).push(own);
    Ok(own)
}

fn keep<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

fn keep_words(words: String) -> &'static str {
    Box::leak(words.into_boxed_str())
}

/// One entry of the rules while it is made ready: where it stands, for what is wrong with it.
#[derive(Clone, Copy)]
struct Entry {
    table: &'static str,
    index: usize,
}

impl Entry {
    fn wrong<T>(self, reason: impl Into<String>) -> Result<T, Error> {
        Err(Error::Rules { table: self.table, index: self.index, reason: reason.into() })
    }

    /// Words in the form that texts are read in: NFC, one blank, one kind of dash.
    fn words(self, key: &str, words: &str) -> Result<&'static str, Error> {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let clean = Page::read(&line).text.trim().to_owned();
        if !clean.contains(is_alphanumeric) {
            return self.wrong(format!("`{key}` is empty: write its words or take the line out"));
        }
        Ok(keep_words(clean))
    }

    fn all_words(self, key: &str, all: &[String]) -> Result<Vec<&'static str>, Error> {
        all.iter().map(|words| self.words(key, words)).collect()
    }

    /// A code or number: words without blanks.
    fn code(self, key: &str, code: &str) -> Result<&'static str, Error> {
        let code = self.words(key, code)?;
        if code.contains(' ') {
            return self.wrong(format!("`{key}` has a blank in it: \"{code}\""));
        }
        Ok(code)
    }

    fn date(self, date: Option<&String>) -> Result<Option<&'static str>, Error> {
        let Some(date) = date else { return Ok(None) };
        let parts: Vec<&str> = date.split('-').collect();
        let number = |part: &str, digits: usize, most: u16| {
            part.len() == digits && part.parse::<u16>().is_ok_and(|n| (1..=most).contains(&n))
        };
        let sound = match parts[..] {
            [year] => number(year, 4, 9999),
            [year, month] => number(year, 4, 9999) && number(month, 2, 12),
            [year, month, day] => number(year, 4, 9999) && number(month, 2, 12) && number(day, 2, 31),
            _ => false,
        };
        if !sound {
            return self.wrong(format!("`date` is \"{date}\": write YYYY-MM-DD or YYYY"));
        }
        Ok(Some(keep_words(date.clone())))
    }
}

/// The entries of a table, each with its place in it.
fn entries<'a, T>(table: &'static str, rows: &'a [T]) -> impl Iterator<Item = (Entry, &'a T)> {
    rows.iter().enumerate().map(move |(index, row)| (Entry { table, index }, row))
}

/// Sees to it that no two entries of a table claim the same words.
#[derive(Default)]
struct Claims(HashSet<String>);

impl Claims {
    fn claim(&mut self, entry: Entry, words: &str) -> Result<(), Error> {
        if self.0.insert(fold(words)) { Ok(()) } else { entry.wrong(format!("\"{words}\" is given twice")) }
    }
}

impl Own {
    fn new(rules: &Rules) -> Result<Own, Error> {
        let mut shorts: Vec<String> = Vec::new();

        let mut claims = Claims::default();
        let mut codes: Vec<(&'static str, &'static BodyRow)> = Vec::new();
        let mut bodies: Vec<(&'static str, &'static BodyRow)> = Vec::new();
        for (entry, body) in entries("bodies", &rules.bodies) {
            let row = keep(BodyRow::own(
                entry.code("code", &body.code)?,
                entry.words("name", &body.name)?,
                body.level.as_str(),
                body.repeats,
            ));
            codes.push((row.code, row));
            for name in std::iter::once(row.name).chain(entry.all_words("aliases", &body.aliases)?) {
                claims.claim(entry, name)?;
                bodies.push((name, row));
            }
        }

        let mut claims = Claims::default();
        let mut type_rows: Vec<&'static DocTypeRow> = Vec::new();
        let mut types: Vec<(&'static str, &'static DocTypeRow)> = Vec::new();
        let mut symbols: Vec<(&'static str, &'static DocTypeRow)> = Vec::new();
        for (entry, given) in entries("types", &rules.types) {
            let is_code = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            if given.code.is_empty() || !given.code.chars().all(is_code) {
                let code = &given.code;
                return entry.wrong(format!("`code` is \"{code}\": small letters a to z, digits and _, as ke_hoach"));
            }
            let name = entry.words("name", &given.name)?;
            let known = type_by_code(&given.code).or_else(|| type_rows.iter().copied().find(|t| t.code == given.code));
            let row = known.unwrap_or_else(|| {
                keep(DocTypeRow { code: keep_words(given.code.clone()), name, cited: Cited::Numbered })
            });
            type_rows.push(row);
            for name in std::iter::once(name).chain(entry.all_words("aliases", &given.aliases)?) {
                claims.claim(entry, name)?;
                types.push((name, row));
            }
            for symbol in &given.symbols {
                symbols.push((entry.code("symbols", symbol)?, row));
            }
        }

        let mut claims = Claims::default();
        let mut laws: Vec<(String, &'static LawRow)> = Vec::new();
        let mut numbers: Vec<(&'static str, &'static LawRow)> = Vec::new();
        let mut abbreviations: Vec<(&'static str, Abbreviation)> = Vec::new();
        for (entry, law) in entries("laws", &rules.laws) {
            let kind = law.kind.as_str();
            let name = entry.words("name", &law.name)?;
            let number = law.number.as_ref().map(|n| entry.code("number", n)).transpose()?;
            let date = entry.date(law.date.as_ref())?.unwrap_or_default();
            let row = keep(LawRow { kind, name, date, number: number.unwrap_or_default(), fact: true });
            for name in std::iter::once(name).chain(entry.all_words("aliases", &law.aliases)?) {
                let bare = name.replace(',', "");
                if bare != name {
                    laws.push((bare, row));
                }
                laws.push((name.to_owned(), row));
            }
            numbers.extend(number.map(|number| (number, row)));
            for given in &law.abbreviations {
                let short = entry.code("abbreviations", given)?;
                claims.claim(entry, short)?;
                abbreviations.push((short, Abbreviation { short, kind, name }));
                shorts.push(short.to_owned());
            }
        }
        // A name that the table has too is that of its laws besides.
        let mut seen = HashSet::new();
        let named: Vec<String> = laws.iter().map(|(name, _)| name.clone()).collect();
        for name in named.into_iter().filter(|name| seen.insert(fold(name))) {
            let others = laws_named(&name).unwrap_or_default();
            let others = others.iter().filter(|law| !numbers.iter().any(|(number, _)| *number == law.number));
            laws.extend(others.map(|law| (name.clone(), *law)).collect::<Vec<_>>());
        }

        let mut aliases: Vec<(&'static str, &'static AliasRow)> = Vec::new();
        for (entry, alias) in entries("aliases", &rules.aliases) {
            let name = entry.words("name", &alias.name)?;
            claims.claim(entry, name)?;
            let of_type =
                |code: &str| type_by_code(code).or_else(|| type_rows.iter().copied().find(|t| t.code == code));
            let key = alias.key.as_ref().map(|key| keep_words(key.trim().to_owned()));
            let kind = match (key, &alias.number, &alias.kind) {
                (Some(_), Some(_), _) => return entry.wrong("`key` and `number` stand beside each other: give one"),
                (None, None, _) => return entry.wrong("gives no document: write `number = \"…\"` or `key = \"…\"`"),
                (Some(_), None, Some(_)) => {
                    return entry.wrong("`type` stands beside `key`, which holds it: take it out");
                }
                (Some(key), None, None) if key.split(':').count() != 4 => {
                    return entry.wrong(format!("`key` is \"{key}\": write type:number:year:place, as in records"));
                }
                (Some(key), None, None) => key.split(':').next(),
                (None, Some(_), kind) => kind.as_deref(),
            };
            let row = match kind.map(|code| (code, of_type(code))) {
                Some((code, None)) if code != "?" => {
                    return entry
                        .wrong(format!("\"{code}\" is no type: use a code of the records, or add it in [[types]]"));
                }
                found => found.and_then(|(_, row)| row),
            };
            let number = alias.number.as_ref().map(|n| entry.code("number", n)).transpose()?;
            let issuer = alias.issuer.as_ref().map(|i| entry.words("issuer", i)).transpose()?;
            let date = entry.date(alias.date.as_ref())?;
            aliases.push((name, keep(AliasRow { name, key, number, kind: row, date, issuer })));
            let shout = name.to_uppercase();
            shorts.extend((shout != name).then_some(shout));
            shorts.push(name.to_owned());
        }

        let mut claims = [Claims::default(), Claims::default()];
        let mut before: Vec<(&'static str, RelationType)> = Vec::new();
        let mut after: Vec<(&'static str, RelationType)> = Vec::new();
        for (entry, cue) in entries("cues", &rules.cues) {
            let words = entry.words("words", &cue.words)?;
            if words.len() > LONGEST_CUE || words.split(' ').count() > MOST_CUE_WORDS {
                return entry.wrong(format!("`words` is longer than {MOST_CUE_WORDS} words: a part of it will do"));
            }
            claims[cue.side as usize].claim(entry, words)?;
            match cue.side {
                Side::Before => before.push((words, cue.relation)),
                Side::After => after.push((words, cue.relation)),
            }
        }

        let shorts = if shorts.is_empty() {
            None
        } else {
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&shorts).ok()
        };
        Ok(Own {
            rules: rules.clone(),
            type_rows,
            types_ending: Endings::new(types.iter().copied().filter(|(name, _)| is_noun(name))),
            types: Phrases::new(types),
            symbols: Codes::new(symbols),
            codes: Codes::new(codes),
            bodies: Phrases::new(bodies),
            laws: Phrases::grouped(laws.iter().map(|(name, law)| (name.as_str(), *law))),
            numbers: Codes::new(numbers),
            abbreviations: Phrases::new(abbreviations),
            aliases: Phrases::new(aliases),
            cues_before: Endings::new(before.iter().copied()),
            cues_opening: Phrases::new(before),
            cues_after: Phrases::new(after),
            shorts,
        })
    }
}
