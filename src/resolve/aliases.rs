//! Short names that a text defines and uses (DOMAIN.md d.4): "(sau đây gọi là Chỉ thị 33)".

use crate::find::references::{Citation, type_of};
use crate::grammar::number::number;
use crate::layout::zones::{Layout, Zone};
use crate::lexicon::fold::{fold, is_alphanumeric, slug};
use crate::lexicon::laws::law_named;
use crate::lexicon::own::{AliasRow, alias_named};
use crate::lexicon::types::type_at;
use crate::record::Form;
use crate::resolve::identity::number_key;
use crate::scan::Anchors;
use crate::text::window::head;
use crate::text::{Page, Span};
use memchr::memmem;
use std::collections::BTreeMap;

/// Bytes of a defined name; longer ones are sentences.
const LONGEST: usize = 120;
/// Citations in front of a definition among which its document is looked for.
const NEAREST: usize = 64;
/// Short names looked for in one text, so that a hostile text of definitions stays linear.
const MOST: usize = 64;
/// Serials looked for as short forms, for the same reason.
const MOST_SERIALS: usize = 64;

/// The citations with every use of a defined short name added, in text order.
pub(super) fn resolve(page: &Page, layout: &Layout, anchors: &Anchors, mut citations: Vec<Citation>) -> Vec<Citation> {
    let mut added = Added::default();
    let mut names: Vec<(Span, usize)> = Vec::new();
    for anchor in &anchors.aliases {
        let paragraph = page.paragraph_at(anchor.start);
        if !is_running(layout, paragraph) || names.len() >= MOST {
            continue;
        }
        let Some((name, kind)) = defined(page, anchor.end as usize) else { continue };
        let Some(target) = bound(page, &citations, paragraph, name, kind) else { continue };
        let to = citations.partition_point(|c| c.span.start < name.end);
        match citations[to.saturating_sub(8)..to].iter_mut().find(|c| c.span.overlaps(name)) {
            Some(own) => {
                own.target = Some(target);
                own.defines = true;
            }
            None => added.push(alias(paragraph, name, target, true)),
        }
        // A defined name that is a full citation is found again by its number; only short ones are searched for.
        if !names.iter().any(|(n, _)| page.words(*n) == page.words(name)) {
            names.push((name, target));
        }
    }
    for (name, target) in names {
        let from = name.end as usize;
        let name = page.words(name);
        let rest = page.text.as_bytes().get(from..).unwrap_or_default();
        let found = memmem::find_iter(rest, name).map(|at| Span::new(from + at, from + at + name.len()));
        uses(page, layout, &citations, found, target, "alias", &mut added);
    }
    serials(page, layout, &citations, &mut added);
    if added.citations.is_empty() {
        return citations;
    }
    merge(citations, added.citations)
}

/// The citations with every use of a short name of the own rules added, in text order.
///
/// A short name and the first citation of its document by number or name are tied to each other; other citations of
/// that document find it as they find any.
pub(super) fn own(page: &Page, layout: &Layout, anchors: &Anchors, citations: Vec<Citation>) -> Vec<Citation> {
    let mut added: Vec<Citation> = Vec::new();
    for &span in &anchors.shorts {
        let paragraph = page.paragraph_at(span.start);
        if !is_running(layout, paragraph) || near(&citations, span).any(|c| c.span.overlaps(span)) {
            continue;
        }
        let Some(row) = alias_named(page.words(span)) else { continue };
        let of_number = || type_of(None, &number(row.number?)?);
        let mut used = Citation {
            kind: row.kind.or_else(of_number),
            own: Some(row),
            rule: "own-alias",
            target: None,
            ..alias(paragraph, span, 0, false)
        };
        used.read_before(page);
        added.push(used);
    }
    if added.is_empty() {
        return citations;
    }
    let mut citations = merge(citations, added);
    let mut first: Vec<(&AliasRow, Option<usize>)> = Vec::new();
    for i in 0..citations.len() {
        let Some(row) = citations[i].own else { continue };
        if let Some((_, target)) = first.iter().find(|(known, _)| *known == row) {
            citations[i].target = *target;
            continue;
        }
        let full = citations.iter().position(|c| c.target.is_none() && means(page, row, c));
        match full {
            Some(full) if full > i => citations[full].target = Some(i),
            full => citations[i].target = full,
        }
        first.push((row, full.map_or(Some(i), |full| Some(full.min(i)))));
    }
    citations
}

/// True when a citation by number or name is of the document of a short name, and nothing that it says goes against it.
fn means(page: &Page, row: &AliasRow, c: &Citation) -> bool {
    let same_year = |year: &str| {
        let said = c.date.as_ref().map(|(date, _)| date.get(..4).unwrap_or(date).to_owned());
        let said = c.number.as_ref().and_then(|n| n.year).map(|y| y.to_string()).or(said);
        matches!(year, "" | "?") || said.is_none_or(|said| said == year)
    };
    if let Some(key) = row.key {
        let mut parts = key.split(':');
        let [kind, what, year, place] = std::array::from_fn(|_| parts.next().unwrap_or_default());
        let name = || c.name.map(|name| page.words(name)).map(|name| law_named(name).map_or(name, |row| row.name));
        let said = c.number.as_ref().map(|n| slug(&n.value)).or_else(|| name().map(slug));
        let elsewhere = |issuer: &str| !slug(issuer).contains(place);
        return c.own.is_none()
            && said.as_deref() == Some(what)
            && c.code().is_none_or(|code| code == kind)
            && same_year(year)
            && (matches!(place, "" | "?") || !c.issuer.as_ref().is_some_and(|(issuer, _)| elsewhere(issuer)));
    }
    let against = |ours: Option<&str>, said: Option<&str>, same: &dyn Fn(&str, &str) -> bool| matches!((ours, said), (Some(a), Some(b)) if !same(a, b));
    let value = |value: &Option<(String, Option<Span>)>| value.as_ref().map(|(value, _)| value.clone());
    c.own.is_none()
        && matches!((row.number, &c.number), (Some(a), Some(b)) if number_key(a) == number_key(&b.value))
        && !against(row.kind.map(|kind| kind.code), c.code(), &|a, b| a == b)
        && !against(row.date, value(&c.date).as_deref(), &|a, b| a.starts_with(b) || b.starts_with(a))
        && !against(row.issuer, value(&c.issuer).as_deref(), &|a, b| fold(a) == fold(b))
}

fn is_running(layout: &Layout, paragraph: usize) -> bool {
    matches!(layout.zones.get(paragraph), Some(Zone::Body | Zone::Subject | Zone::Attachment))
}

/// The name behind "… là", when it starts with a type of document.
fn defined(page: &Page, from: usize) -> Option<(Span, &'static str)> {
    let rest = head(page.text.get(from..)?, LONGEST + 40);
    let told = rest.trim_start_matches([' ', ':']);
    let is = ["chung là ", "tắt là ", "gọn là ", "chung là: ", "tắt là: ", "là ", "là: "];
    let body = is.iter().find_map(|word| told.strip_prefix(word)).unwrap_or(told);
    let body = body.trim_start_matches(['“', '"', '‘', ' ', '\'']);
    let start = rest.len() - body.len();
    let end = body.find([')', '”', '"', ';', '\n', '’']).unwrap_or(body.len().min(LONGEST));
    let name = head(body, end).trim_end_matches([' ', '.', ',', ':']);
    let (type_len, row) = type_at(name)?;
    // "là Quyết định" alone would claim every decision.
    let said = name.len() > type_len && name.contains([' ', '/']) && name.split(' ').count() <= 14;
    said.then(|| (Span::new(from + start, from + start + name.len()), row.code))
}

/// The citation that a definition is of: by type and serial in its paragraph, else the nearest of its type, else the nearest.
fn bound(page: &Page, citations: &[Citation], paragraph: usize, name: Span, kind: &str) -> Option<usize> {
    let words = page.words(name);
    let digits: String = words.chars().skip_while(|c| !c.is_ascii_digit()).take_while(|c| c.is_ascii_digit()).collect();
    let serial = digits.trim_start_matches('0').to_owned();
    let before = |c: &&(usize, &Citation)| c.1.paragraph == paragraph && c.1.span.end <= name.start;
    // A definition stands close behind what it defines; looking at the nearest keeps a text of definitions linear.
    let to = citations.partition_point(|c| c.span.start < name.start);
    let here: Vec<(usize, &Citation)> = citations[..to].iter().enumerate().skip(to.saturating_sub(NEAREST)).collect();
    let has_serial = |c: &Citation| {
        !serial.is_empty() && c.number.as_ref().is_some_and(|n| n.serial().trim_start_matches('0') == serial)
            || serial.len() == 4 && c.date.as_ref().is_some_and(|(d, _)| d.starts_with(&serial))
    };
    let by_serial = here.iter().rev().filter(before).find(|(_, c)| c.code() == Some(kind) && has_serial(c));
    // "Luật Muối số 25/2028/QH12 được sửa đổi bởi Luật số 51/2034/QH15 (sau đây gọi là Luật Muối)": its name says which.
    let whole = fold(words);
    let is_named = |c: &Citation| !c.defines && fold(page.words(c.span)).starts_with(&whole);
    let by_name = || here.iter().rev().filter(before).find(|(_, c)| c.code() == Some(kind) && is_named(c));
    let of_type = || here.iter().rev().filter(before).find(|(_, c)| c.code() == Some(kind) && c.inside.is_none());
    let of_type_anywhere = || here.iter().rev().filter(before).find(|(_, c)| c.code() == Some(kind));
    let found = by_serial
        .or_else(by_name)
        .or_else(|| if serial.is_empty() || serial.len() == 4 { of_type().or_else(of_type_anywhere) } else { None });
    found.map(|(i, _)| *i)
}

fn alias(paragraph: usize, span: Span, target: usize, defines: bool) -> Citation {
    Citation {
        paragraph,
        span,
        full: span,
        form: Form::Alias,
        target: Some(target),
        defines,
        rule: "alias",
        ..Citation::default()
    }
}

/// Of the places where a short name was found: those in running text that no citation covers yet.
fn uses(
    page: &Page,
    layout: &Layout,
    citations: &[Citation],
    found: impl Iterator<Item = Span>,
    target: usize,
    rule: &'static str,
    added: &mut Added,
) {
    for span in found {
        let after = page.text[span.end as usize..].chars().next();
        let before = page.text[..span.start as usize].chars().next_back();
        let whole = !after.is_some_and(|c| is_alphanumeric(c) || c == '/') && !before.is_some_and(is_alphanumeric);
        let paragraph = page.paragraph_at(span.start);
        let taken = |c: &Citation| c.span.overlaps(span);
        if whole && is_running(layout, paragraph) && !near(citations, span).any(taken) && !added.covers(span) {
            let mut used = Citation { rule, ..alias(paragraph, span, target, false) };
            used.read_before(page);
            added.push(used);
        }
    }
}

/// What was added so far, with the places it covers.
#[derive(Default)]
struct Added {
    citations: Vec<Citation>,
    /// Ends by starts: a text of short names asks for each whether it is covered.
    taken: BTreeMap<u32, u32>,
}

impl Added {
    fn push(&mut self, citation: Citation) {
        self.taken.insert(citation.span.start, citation.span.end);
        self.citations.push(citation);
    }

    /// True when something added overlaps a span: what was added does not overlap itself, so the nearest tells.
    fn covers(&self, span: Span) -> bool {
        self.taken.range(..span.end).next_back().is_some_and(|(_, end)| *end > span.start)
    }
}

/// Citations that could overlap a span: those that start close to it.
fn near(citations: &[Citation], span: Span) -> impl Iterator<Item = &Citation> {
    let to = citations.partition_point(|c| c.span.start < span.end);
    citations[to.saturating_sub(8)..to].iter()
}

/// "Nghị quyết 57", "Nghị quyết số 57" after the text has cited "Nghị quyết số 57-NQ/TW".
fn serials(page: &Page, layout: &Layout, citations: &[Citation], added: &mut Added) {
    let mut seen: Vec<(&str, &str)> = Vec::new();
    // Where the name of each type stands, and where a serial may behind it: the text is searched once for a type, not for
    // each number.
    let mut names: Vec<(&str, Vec<(usize, usize)>)> = Vec::new();
    for (i, c) in citations.iter().enumerate() {
        let (Some(kind), Some(number)) = (c.kind, c.number.as_ref()) else { continue };
        let serial = number.serial();
        if serial.len() < 2 || kind.code == "cong_van" || seen.contains(&(serial, kind.code)) {
            continue;
        }
        if seen.len() >= MOST_SERIALS {
            break;
        }
        seen.push((serial, kind.code));
        for name in [Some(kind.name), short_type(kind.code)].into_iter().flatten() {
            let known = names.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
                // Citations stand in order: what is looked for stands behind the first of the type.
                names.push((name, places(page, citations, name, c.span.start as usize)));
                names.len() - 1
            });
            let places = &names[known].1;
            let later = &places[places.partition_point(|(at, _)| *at < c.span.end as usize)..];
            let found = later.iter().filter(|(_, behind)| page.text[*behind..].starts_with(serial));
            let found = found.map(|&(at, behind)| Span::new(at, behind + serial.len()));
            uses(page, layout, citations, found, i, "serial", added);
        }
    }
    added.citations.retain(|a| {
        let next = page.text[a.span.end as usize..].trim_start();
        a.defines || !next.starts_with(['/', '-']) || next.starts_with("- ")
    });
}

/// Where the name of a type stands behind `from`, outside of citations, with a blank or "số" behind it; and where that ends.
fn places(page: &Page, citations: &[Citation], name: &str, from: usize) -> Vec<(usize, usize)> {
    let text = page.text.get(from..).unwrap_or_default();
    let found = memmem::find_iter(text.as_bytes(), name).filter_map(|at| {
        // "NĐ" stands in every number.
        let behind = text.get(at + name.len()..)?.strip_prefix(' ')?;
        let behind = behind.strip_prefix("số ").unwrap_or(behind);
        let first = Span::new(from + at, from + at + 1);
        let cited = near(citations, first).any(|c| c.span.overlaps(first));
        (!cited).then(|| (from + at, page.text.len() - behind.len()))
    });
    found.collect()
}

/// "NĐ 91", "TT 200": how notes and articles write a type in front of a serial.
fn short_type(code: &str) -> Option<&'static str> {
    Some(match code {
        "nghi_dinh" => "NĐ",
        "thong_tu" => "TT",
        "nghi_quyet" => "NQ",
        _ => return None,
    })
}

/// Both lists in text order, with the indices of the first kept true.
fn merge(citations: Vec<Citation>, added: Vec<Citation>) -> Vec<Citation> {
    let mut all: Vec<(usize, Citation)> = citations.into_iter().chain(added).enumerate().collect();
    all.sort_by_key(|(i, c)| (c.span.start, std::cmp::Reverse(c.span.end), *i));
    let mut place = vec![0; all.len()];
    for (now, (was, _)) in all.iter().enumerate() {
        place[*was] = now;
    }
    all.into_iter()
        .map(|(_, mut c)| {
            c.inside = c.inside.map(|i| place[i]);
            c.target = c.target.map(|i| place[i]);
            c
        })
        .collect()
}
