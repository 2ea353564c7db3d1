//! Keys that are the same in every file: `type:number:year:place`, `type:name:year:`.

use crate::find::header::Header;
use crate::lexicon::bodies::is_place_bound;
use crate::lexicon::fold::{fold, slug};
use crate::lexicon::laws::{law_named, laws_by_number, laws_named};
use crate::lexicon::places::{Place, place_at};
use crate::record::Known;
use crate::resolve::urn;

/// What a key is made of; a part that is not known becomes `?`.
pub(crate) struct Parts<'a> {
    pub(crate) kind: Option<&'a str>,
    pub(crate) number: Option<&'a str>,
    pub(crate) seat: Seat,
    pub(crate) name: Option<&'a str>,
    pub(crate) year: Option<&'a str>,
    pub(crate) issuer: Option<&'a str>,
    /// Place of the document that cites, which "tỉnh" alone means.
    pub(crate) own_place: Option<&'a str>,
    pub(crate) known: Option<&'a Known>,
}

/// Where the issuers of a document are, as far as its names need it.
#[derive(Clone, Copy)]
pub(crate) enum Seat {
    /// At the centre, or of a code that nothing is known of: no place tells it from a namesake.
    Central,
    /// In a place that the issuer's name holds.
    Named(&'static Place),
    /// In a place that is not said.
    Unnamed,
}

impl Seat {
    /// Of the issuers' codes in a number, without the type's, and the name of the issuer.
    pub(crate) fn of(bodies: &[String], issuer: Option<&str>) -> Self {
        if !bodies.iter().any(|code| is_place_bound(code)) {
            return Seat::Central;
        }
        let named = issuer.and_then(place_in);
        named.map_or(Seat::Unnamed, Seat::Named)
    }
}

/// The first place whose name stands in that of an issuer.
fn place_in(issuer: &str) -> Option<&'static Place> {
    let starts = memchr::memchr_iter(b' ', issuer.as_bytes()).map(|blank| blank + 1);
    std::iter::once(0).chain(starts).find_map(|at| place_at(&issuer[at..])).map(|(_, place)| place)
}

/// The key of a document.
pub(crate) fn key(p: &Parts) -> String {
    let kind = p.kind.unwrap_or("?");
    let year = p.year.or_else(|| p.known?.date.as_deref()?.get(..4));
    match (p.number.or_else(|| p.known?.number.as_deref()), p.name) {
        (Some(number), _) => [kind, ":", &slug(number), ":", year.unwrap_or("?"), ":", &place(p)].concat(),
        (None, Some(name)) => {
            // Short forms and spellings of one name give one key.
            let name = if kind == "nghi_quyet" { name } else { law_named(name).map_or(name, |row| row.name) };
            [kind, ":", &slug(name), ":", year.unwrap_or("?"), ":"].concat()
        }
        (None, None) => format!("{kind}:?:{}:?", year.unwrap_or("?")),
    }
}

/// The place of the issuer for codes that repeat from place to place; empty for central bodies; `?` when it is not said.
fn place(p: &Parts) -> String {
    match p.seat {
        Seat::Central => return String::new(),
        Seat::Named(place) => return slug(place.name),
        Seat::Unnamed => {}
    }
    // "UBND tỉnh", "Tỉnh ủy": the province of the document that cites.
    let here = p.issuer.is_some_and(|i| {
        let folded = fold(i);
        ["tỉnh", "thành phố", "tỉnh ủy", "thành ủy", "huyện", "xã", "phường"].iter().any(|w| folded.ends_with(w))
    });
    match p.own_place {
        Some(place) if here => slug(place),
        _ => "?".to_owned(),
    }
}

/// Facts of the lexicon on a law, when number, or name and year, settle which it is.
pub(crate) fn known(kind: Option<&str>, number: Option<&str>, name: Option<&str>, date: Option<&str>) -> Option<Known> {
    if !matches!(kind, Some("luat" | "bo_luat" | "phap_lenh" | "hien_phap")) {
        return None;
    }
    let rows = match (number, name) {
        (Some(n), _) => laws_by_number(n),
        (None, Some(n)) => laws_named(n)?,
        _ => return None,
    };
    let year = date.and_then(|d| d.get(..4));
    let mut fits = rows.iter().filter(|r| {
        r.fact && Some(r.kind) == kind && (number.is_some() || year.is_some_and(|y| r.date.starts_with(y)))
    });
    let row = fits.next()?;
    // Two laws of one name and year: the words settle nothing.
    if fits.next().is_some() {
        return None;
    }
    let some = |s: &str| (!s.is_empty()).then(|| s.to_owned());
    let issuer = if row.kind == "phap_lenh" { "Ủy ban Thường vụ Quốc hội" } else { "Quốc hội" };
    Some(Known { number: some(row.number), date: some(row.date), issuer: some(issuer) })
}

/// The key of the document itself; `None` when the text is none.
pub(crate) fn own(header: &Header) -> Option<String> {
    let kind = header.kind.as_ref()?;
    let number = header.number.as_ref();
    let year = number.and_then(|n| n.year).map(|y| y.to_string());
    let year = year.or_else(|| header.date.as_ref().and_then(|d| d.value.get(..4)).map(str::to_owned));
    let issuer = header.issuers.first();
    Some(key(&Parts {
        kind: Some(&kind.code),
        number: number.map(|n| n.value.as_str()),
        seat: Seat::of(&header.bodies, issuer.map(|i| i.name.as_str())),
        name: None,
        year: year.as_deref(),
        issuer: issuer.map(|i| i.name.as_str()),
        own_place: issuer.and_then(|i| i.place.as_deref()),
        known: None,
    }))
}

/// The urn:lex name of the document itself.
pub(crate) fn own_urn(header: &Header) -> Option<String> {
    let (number, issuer) = (header.number.as_ref()?, &header.issuers.first()?.name);
    urn::urn(&urn::Parts {
        kind: &header.kind.as_ref()?.code,
        number: &number.value,
        seat: Seat::of(&header.bodies, Some(issuer)),
        issuer,
        date: &header.date.as_ref()?.value,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// `fixtures/cases/keys.tsv`: type, number, codes of the issuers, issuer, name, year, place of the document, key.
    #[test]
    fn keys_of_documents() {
        cases::check(include_str!("../../fixtures/cases/keys.tsv"), 13, |row: [_; 7]| {
            let [kind, number, bodies, issuer, name, year, own_place] = row.map(cases::some);
            let bodies: Vec<String> = bodies.iter().map(|code| code.to_string()).collect();
            let seat = Seat::of(&bodies, issuer);
            key(&Parts { kind, number, seat, name, year, issuer, own_place, known: None })
        });
    }

    /// `fixtures/cases/known.tsv`: type, number, name, date, what the lexicon adds.
    #[test]
    fn facts_on_laws() {
        cases::check(include_str!("../../fixtures/cases/known.tsv"), 13, |row: [_; 4]| {
            let [kind, number, name, date] = row.map(cases::some);
            let facts = known(kind, number, name, date).map(|k| [k.number, k.date, k.issuer]);
            cases::or_none(facts.map(|facts| facts.map(Option::unwrap_or_default).join(", ")))
        });
    }
}
