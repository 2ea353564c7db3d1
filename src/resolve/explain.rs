//! Why a mention was read as it was, on request.
//!
//! Nothing is recorded while a text is read: what a value is from shows in the finished citation. A value with a span
//! was read at that place and needs no reason; one without was shared, spelled out by a symbol, or inferred.

use crate::find::references::{Citation, type_of};
use crate::lexicon::types::type_at;
use crate::record::{Explanation, Reason, Relation, RelationType};
use crate::text::{Page, Span};
use std::collections::HashMap;

/// Citations looked at on each side for the one that a value is shared with; as far as lists are read.
const NEAR: usize = 48;

/// The citations of a page, ready to be explained.
pub(super) struct Explainer<'a> {
    page: &'a Page<'a>,
    citations: &'a [Citation],
    /// The document of each citation.
    of: &'a [usize],
    /// The first citation of each document.
    first: Vec<usize>,
    /// Where each short name is defined.
    defined: HashMap<&'a str, Span>,
}

impl<'a> Explainer<'a> {
    pub(super) fn new(page: &'a Page<'a>, citations: &'a [Citation], of: &'a [usize]) -> Self {
        let mut first = Vec::new();
        for (i, document) in of.iter().enumerate() {
            if *document == first.len() {
                first.push(i); // documents are numbered by their first mention
            }
        }
        let definitions = citations.iter().filter(|c| c.defines).map(|c| (page.words(c.span), c.span));
        Self { page, citations, of, first, defined: definitions.collect() }
    }

    /// Why the citation `i` was read as it was; its relations are given.
    pub(super) fn mention(&self, i: usize, relations: &[Relation]) -> Explanation {
        let around = Around { all: self, i };
        let mut reasons: Vec<Reason> = Vec::new();
        reasons.extend(around.kind());
        reasons.extend(around.number());
        reasons.extend(around.date());
        reasons.extend(around.issuer());
        reasons.extend(around.document());
        reasons.extend(relations.iter().enumerate().map(|(nth, relation)| around.relation(nth, relation)));
        Explanation { rule: self.citations[i].rule.to_owned(), reasons }
    }
}

/// A citation among the others.
struct Around<'a> {
    all: &'a Explainer<'a>,
    i: usize,
}

fn reason(of: &str, rule: &str, text: impl Into<String>, span: Option<Span>) -> Reason {
    Reason { of: of.to_owned(), rule: rule.to_owned(), text: text.into(), span }
}

impl Around<'_> {
    fn own(&self) -> &Citation {
        &self.all.citations[self.i]
    }

    fn before(&self) -> impl Iterator<Item = &Citation> {
        let paragraph = self.own().paragraph;
        let before = self.all.citations[..self.i].iter().rev().take(NEAR);
        before.take_while(move |c| c.paragraph == paragraph)
    }

    fn after(&self) -> impl Iterator<Item = &Citation> {
        let paragraph = self.own().paragraph;
        let after = self.all.citations[self.i + 1..].iter().take(NEAR);
        after.take_while(move |c| c.paragraph == paragraph)
    }

    fn kind(&self) -> Option<Reason> {
        let c = self.own();
        let kind = c.kind?;
        let symbol = c.number.as_ref().and_then(|n| n.type_symbol());
        let by_number = c.number.as_ref().and_then(|n| type_of(None, n)) == Some(kind);
        if c.rule == "own-alias" {
            return Some(reason("type", "own-rules", format!("{} by the own rules", kind.name), None));
        }
        if let Some(span) = c.type_span {
            // "Văn bản số 12/QĐ-UBND": the word says less than the number.
            let said = type_at(self.all.page.words(span)).map(|(_, row)| row);
            return (by_number && said.is_some_and(|said| said != kind)).then(|| self.of_symbol(kind.name, symbol));
        }
        if c.number.is_none() {
            let text = format!("{} by the abbreviation \"{}\"", kind.name, self.all.page.words(c.span));
            return Some(reason("type", "abbreviation", text, Some(c.span)));
        }
        let head = self.before().find(|other| other.kind == Some(kind) && other.type_span.is_some());
        match head {
            Some(head) if !by_number || c.listed => {
                let text = format!("{} by the type word that heads the list", kind.name);
                Some(reason("type", "list-head", text, head.type_span))
            }
            _ if by_number => Some(self.of_symbol(kind.name, symbol)),
            _ => {
                let text = format!("{} by the type word in front of the list", kind.name);
                Some(reason("type", "list-head", text, None))
            }
        }
    }

    fn of_symbol(&self, name: &str, symbol: Option<&str>) -> Reason {
        let span = self.own().number_span;
        match symbol {
            Some(symbol) => reason("type", "symbol", format!("{name} by the symbol {symbol} of the number"), span),
            None => reason("type", "no-symbol", format!("{name}, since the number has no symbol of a type"), span),
        }
    }

    fn number(&self) -> Option<Reason> {
        let c = self.own();
        let (number, span) = (c.number.as_ref()?, c.number_span?);
        if c.rule == "shared-number" {
            let text = format!("{} with the end of the last number of the list", number.value);
            let last = self.after().find(|other| other.rule != "shared-number");
            return Some(reason("number", "list-end", text, last.and_then(|other| other.number_span)));
        }
        let text = || format!("\"{}\" read as {}", self.all.page.words(span), number.value);
        number.repaired.then(|| reason("number", "repair", text(), Some(span)))
    }

    fn date(&self) -> Option<Reason> {
        let (date, span) = self.own().date.as_ref()?;
        if span.is_some() {
            return None;
        }
        if self.own().name.is_some() {
            return Some(reason(
                "date",
                "name",
                format!("{date} by the year at the end of the name"),
                Some(self.own().span),
            ));
        }
        let from = self.after().find_map(|c| c.date.as_ref().filter(|(other, s)| other == date && s.is_some()));
        let text = format!("{date}, written once behind the list");
        Some(reason("date", "list-right", text, from.and_then(|(_, span)| *span)))
    }

    fn issuer(&self) -> Option<Reason> {
        let c = self.own();
        let (issuer, span) = c.issuer.as_ref()?;
        if let Some(span) = span {
            let text = || format!("{issuer}, which stands in front of the mention");
            return (span.end <= c.span.start).then(|| reason("issuer", "in-front", text(), Some(*span)));
        }
        let placed =
            |c: &Citation| c.issuer.as_ref().filter(|(other, s)| other == issuer && s.is_some()).and_then(|x| x.1);
        if c.number.is_none() {
            return Some(reason("issuer", "name", format!("{issuer}, which is part of the name"), Some(c.span)));
        }
        if let Some(span) = self.after().find_map(placed) {
            let text = format!("{issuer}, written once behind the list");
            return Some(reason("issuer", "list-right", text, Some(span)));
        }
        let text = format!("{issuer}, written once in front of the list");
        Some(reason("issuer", "list-left", text, self.before().find_map(placed)))
    }

    /// Which document it is, where the mention alone does not tell.
    fn document(&self) -> Option<Reason> {
        let c = self.own();
        if let Some(own) = c.own {
            let which = own.number.or(own.key).unwrap_or_default();
            return Some(reason("document", "own-alias", format!("{} means {which} by the own rules", own.name), None));
        }
        if c.rule == "alias" {
            let words = self.all.page.words(c.span);
            if c.defines {
                return Some(reason("document", "definition", format!("\"{words}\" is defined here"), Some(c.span)));
            }
            let text = format!("\"{words}\" is defined for it");
            return Some(reason("document", "alias", text, self.all.defined.get(words).copied()));
        }
        let first = self.all.first.get(self.all.of[self.i]).filter(|first| **first < self.i)?;
        let first = &self.all.citations[*first];
        let text = format!("the same as \"{}\"", self.all.page.words(first.span));
        let rule = match (c.rule, &c.number) {
            ("serial", _) => "serial",
            (_, Some(_)) => "same-number",
            (_, None) => "same-name",
        };
        Some(reason("document", rule, text, Some(first.span)))
    }

    fn relation(&self, nth: usize, relation: &Relation) -> Reason {
        let c = self.own();
        let name = relation.kind.as_str();
        let from = match relation.from.as_str() {
            "self" => String::new(),
            other => format!(" from {other}"),
        };
        let Some(cue) = &relation.cue else {
            let (rule, why) = match relation.kind {
                RelationType::About => ("news", "the news page reports on it"),
                RelationType::Amends => ("amending-name", "it stands in the name of a law that amends it"),
                RelationType::Consolidates => ("consolidation", "it stands behind a consolidated text"),
                _ => ("no-cue", "no words say more"),
            };
            return reason("relation", rule, format!("{name}{from}: {why}"), None);
        };
        let is_member = |other: &Citation| other.span.start >= cue.span.end && other.inside == c.inside;
        let (rule, place) = if nth > 0 {
            ("cue-besides", "between the two")
        } else if cue.span.start >= c.span.end {
            if self.after().any(|other| other.span.end <= cue.span.start && other.inside == c.inside) {
                ("cue-behind-list", "behind its list")
            } else {
                ("cue-behind", "behind it")
            }
        } else if self.before().any(is_member) {
            ("cue-of-list", "in front of its list")
        } else {
            ("cue", "in front of it")
        };
        reason("relation", rule, format!("{name}{from}: \"{}\" {place}", cue.text), Some(cue.span))
    }
}

#[cfg(test)]
mod tests {
    use crate::{Extractor, cases};

    /// `fixtures/cases/reasons.tsv`: text, mention, reasons.
    #[test]
    fn reasons_of_mentions() {
        let extractor = Extractor::builder().explain(true).build();
        cases::check(include_str!("../../fixtures/cases/reasons.tsv"), 20, |[text, mention]| {
            let text = text.replace('¶', "\n\n");
            let record = extractor.extract(&text);
            let words = |span: crate::text::Span| &text[span.start as usize..span.end as usize];
            let mut mentions: Vec<_> = record.references.iter().flat_map(|r| &r.mentions).collect();
            mentions.sort_by_key(|m| m.span.start);
            let found = mentions.iter().rev().find(|m| words(m.span) == mention);
            let Some(explanation) = found.and_then(|m| m.explanation.as_ref()) else {
                return "no such mention".to_owned();
            };
            let reasons = explanation.reasons.iter().map(|r| {
                let at = r.span.map_or(String::new(), |span| format!(" [{}]", words(span)));
                format!("{} {}: {}{at}", r.of, r.rule, r.text)
            });
            reasons.collect::<Vec<_>>().join(" | ")
        });
    }
}
