//! From mentions to documents: short names, identity, relations, keys.

mod aliases;
mod announced;
mod consolidated;
mod explain;
pub(crate) mod identity;
pub(crate) mod keys;
mod relations;
pub(crate) mod urn;

use self::explain::Explainer;
use self::identity::has_key;
use crate::find::header::Header;
use crate::find::references::Citation;
use crate::layout::zones::Layout;
use crate::lexicon::types::is_law;
use crate::record::{Explanation, Mention, Parts, Reference, Relation, RelationType};
use crate::scan::Anchors;
use crate::text::window::tail;
use crate::text::{Page, Span};

/// The documents that a page cites, in order of first mention.
pub(crate) fn references(
    page: &Page,
    layout: &Layout,
    header: &Header,
    anchors: &Anchors,
    citations: Vec<Citation>,
    explain: bool,
) -> Vec<Reference> {
    let citations = without_self(page, citations, header);
    let citations = aliases::resolve(page, layout, anchors, citations);
    let citations = aliases::own(page, layout, anchors, citations);
    let groups = identity::group(page, &citations);
    let relations = relations::relations(page, layout, header, &citations, &groups.of);
    let mut references: Vec<Reference> = groups.documents.iter().map(|d| d.reference(page, header)).collect();
    let explainer = explain.then(|| Explainer::new(page, &citations, &groups.of));
    for ((i, c), relations) in citations.iter().enumerate().zip(relations) {
        let Some(reference) = references.get_mut(groups.of[i]) else { continue };
        let explanation = explainer.as_ref().map(|e| e.mention(i, &relations));
        reference.mentions.push(mention(c, relations, explanation));
    }
    references
}

fn mention(c: &Citation, relations: Vec<Relation>, explanation: Option<Explanation>) -> Mention {
    let placed = |value: &Option<(String, Option<Span>)>| value.as_ref().and_then(|(_, s)| *s);
    Mention {
        span: c.span,
        full_span: c.full,
        parts: Parts {
            kind: c.type_span,
            number: c.number_span,
            date: placed(&c.date),
            issuer: placed(&c.issuer),
            title: c.title,
        },
        form: c.form,
        // "Phụ lục II ban hành kèm theo X": the annex is what X carries, no place that X itself is cited for.
        pinpoint: c.pinpoint.clone().filter(|place| {
            !(relations.first().is_some_and(|r| r.kind == RelationType::IssuedWith) && relations::is_annex(place))
        }),
        relations,
        explanation,
    }
}

/// The document's own number names the document itself, unless another date or another type stands with it.
///
/// So does the name of a law in the sentence that enacts it: "Quốc hội ban hành Luật Quảng cáo".
fn without_self(page: &Page, citations: Vec<Citation>, header: &Header) -> Vec<Citation> {
    let own = header.number.as_ref().map(|n| identity::number_key(&n.value));
    let own_law = header.kind.as_ref().map(|k| k.code.as_str()).filter(|k| is_law(k));
    if own.is_none() && own_law.is_none() {
        return citations;
    }
    let enacted = |c: &Citation| {
        let before = || tail(&page.text[..c.span.start as usize], 32).trim_end();
        own_law.is_some_and(|own| {
            c.code() == Some(own) && c.name.is_some() && c.inside.is_none() && before().ends_with("Quốc hội ban hành")
        })
    };
    let date = header.date.as_ref().map(|d| d.value.as_str());
    let is_self = |c: &Citation| {
        let same = own.as_deref().is_some_and(|own| c.number.as_ref().is_some_and(|n| has_key(&n.value, own)));
        let other_date = matches!((&c.date, date), (Some((a, _)), Some(b)) if a.len() == 10 && b.len() == 10 && a != b);
        let other_type =
            matches!((c.kind, &header.kind), (Some(a), Some(b)) if a.code != b.code && c.type_span.is_some());
        same && !other_date && !other_type
    };
    let keep: Vec<bool> = citations.iter().map(|c| !is_self(c) && !enacted(c)).collect();
    // Indices into the list shift down over what is left out; what a self mention held stands free.
    let moved: Vec<Option<usize>> = keep
        .iter()
        .scan(0usize, |n, k| {
            let at = k.then_some(*n);
            *n += usize::from(*k);
            Some(at)
        })
        .collect();
    let mut out: Vec<Citation> = Vec::with_capacity(citations.len());
    for (c, k) in citations.into_iter().zip(&keep) {
        if *k {
            out.push(Citation { inside: c.inside.and_then(|i| moved.get(i).copied().flatten()), ..c });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::rules::{Alias, Rules};
    use crate::record::Form;
    use crate::{Extractor, cases};

    fn name_of(kind: RelationType) -> String {
        serde_json::to_value(kind).unwrap().as_str().unwrap().to_owned()
    }

    /// A short name of the own rules, as the table writes it: "Đề án Biển = 5/QĐ-TTg, 2031, Chính phủ" or "… = key".
    fn alias(words: &str) -> Alias {
        let (name, told) = words.split_once(" = ").unwrap();
        let mut told = told.split(", ").map(str::to_owned);
        let document = told.next();
        let (key, number) =
            if document.as_ref().is_some_and(|d| d.contains(':')) { (document, None) } else { (None, document) };
        Alias {
            name: name.to_owned(),
            key,
            number,
            date: told.next().filter(|d| d != "?"),
            issuer: told.next(),
            kind: told.next(),
        }
    }

    /// `fixtures/cases/documents.tsv`: short names of the own rules, text, mentions of each document.
    #[test]
    fn mentions_of_one_document_are_together() {
        cases::check(include_str!("../../fixtures/cases/documents.tsv"), 40, |[shorts, text]| {
            let text = text.replace('¶', "\n\n");
            let aliases = shorts.split("; ").filter(|s| *s != "-").map(alias).collect();
            let rules = Rules { aliases, ..Rules::default() };
            let record = Extractor::builder().rules(&rules).unwrap().build().extract(&text);
            let words = |m: &Mention| {
                let mark = if m.form == Form::Alias { "~" } else { "" };
                format!("{mark}{}", &text[m.span.start as usize..m.span.end as usize])
            };
            let one = |r: &Reference| r.mentions.iter().map(words).collect::<Vec<_>>().join(" & ");
            record.references.iter().map(one).collect::<Vec<_>>().join(" | ")
        });
    }

    /// "Phụ lục II ban hành kèm theo X" is what X carries; "mục 3 Phụ lục I ban hành kèm theo X" is a place.
    #[test]
    fn an_annex_is_no_place() {
        for (words, place) in [
            ("Phụ lục II ban hành kèm theo", None),
            ("Mẫu số 03 ban hành kèm theo", None),
            ("Mẫu số 03 Phụ lục I ban hành kèm theo", None),
            ("mục 3 Phụ lục I ban hành kèm theo", Some("mục 3 Phụ lục I")),
            ("khoản 2 Phụ lục I ban hành kèm theo", Some("khoản 2 Phụ lục I")),
            ("điểm a Phụ lục I ban hành kèm theo", Some("điểm a Phụ lục I")),
            ("Phần II ban hành kèm theo", Some("Phần II")),
            ("Phụ lục II", Some("Phụ lục II")),
            ("Điều 5", Some("Điều 5")),
        ] {
            let record = crate::extract(&format!("Trạm ghi sổ theo {words} Nghị định số 12/2032/NĐ-CP."));
            let found = record.references[0].mentions[0].pinpoint.as_ref().map(|p| p.text.as_str());
            assert_eq!(found, place, "{words}");
        }
    }

    /// What the own rules say of a document stays apart from what the text says.
    #[test]
    fn own_rules_tell_what_is_known() {
        let rules = Rules {
            aliases: vec![alias("Đề án Biển = 5/QĐ-TTg, 2031-04-04, Thủ tướng Chính phủ")],
            ..Rules::default()
        };
        let extractor = Extractor::builder().rules(&rules).unwrap().build();
        let record = extractor.extract("Thực hiện Đề án Biển.");
        let found = &record.references[0];
        assert_eq!((found.number.as_deref(), found.name.as_deref()), (None, Some("Đề án Biển")));
        let known = found.known.as_ref().unwrap();
        assert_eq!(known.number.as_deref(), Some("5/QĐ-TTg"));
        assert_eq!(known.date.as_deref(), Some("2031-04-04"));
        assert_eq!(known.issuer.as_deref(), Some("Thủ tướng Chính phủ"));
    }

    /// Text that lost its line ends is one paragraph: what opens a sentence far into it holds there too.
    #[test]
    fn the_last_sentence_of_a_long_paragraph_opens_with_its_basis() {
        let basis = "Căn cứ Hiệp định về muối và Nghị định số 9/2033/NĐ-CP, Sở đo lại ao.";
        let record = crate::extract(&format!("{}{basis}", "Các xã đo ao và ghi sổ. ".repeat(220)));
        assert_eq!(record.references[0].mentions[0].relations[0].kind, RelationType::BasedOn);
    }

    /// "X được sửa đổi bởi Y (sau đây gọi là X)": the short name is that of the law which is called so.
    #[test]
    fn a_short_name_is_of_the_law_that_has_it() {
        let record = crate::extract(
            "Căn cứ Luật Muối số 25/2028/QH12 được sửa đổi, bổ sung bởi Luật số 51/2034/QH15 (sau đây viết gọn là Luật Muối);\n\n\
             Theo Điều 5 Luật Muối, các xã đo muối.\n",
        );
        let law = |number: &str| {
            record.references.iter().find(|r| r.number.as_deref() == Some(number)).map_or(0, |r| r.mentions.len())
        };
        assert_eq!((law("25/2028/QH12"), law("51/2034/QH15")), (3, 1));
    }

    /// `fixtures/cases/references.tsv`: text, mention, relation, where it starts, date, issuer, title.
    #[test]
    fn mentions_say_what_they_say() {
        cases::check(include_str!("../../fixtures/cases/references.tsv"), 200, |row: [_; 7]| {
            let [text, mention, relation, from, date, issuer, title] = row;
            let text = text.replace('¶', "\n\n");
            let record = Extractor::new().extract(&text);
            let all = record.references.iter().flat_map(|r| r.mentions.iter().map(move |m| (r, m)));
            let words = |m: &Mention| &text[m.span.start as usize..m.span.end as usize];
            let Some((r, m)) = all.clone().find(|(_, m)| words(m) == mention) else {
                return "no such mention".to_owned();
            };
            // "cites + amends": every relation of the mention; a single one is the first.
            let several = relation.contains(" + ");
            let told = &m.relations[..if several { m.relations.len() } else { 1 }];
            // "repeals (bãi bỏ)": with the words that say it.
            let cue = |r: &Relation| match &r.cue {
                Some(cue) if relation.contains(" (") => format!(" ({})", cue.text),
                _ => String::new(),
            };
            let kinds: Vec<String> = told.iter().map(|r| name_of(r.kind) + &cue(r)).collect();
            let owner = |from: &str| all.clone().find(|(r, _)| r.id == from).map_or("self", |(_, m)| words(m));
            let owners: Vec<&str> = told.iter().map(|r| owner(&r.from)).collect();
            let got = [
                (relation, Some(&*kinds.join(" + "))),
                (from, Some(&*owners.join(" + "))),
                (date, r.date.as_deref()),
                (issuer, r.issuer.as_deref()),
                (title, r.title.as_deref()),
            ];
            let wrong = got.iter().filter(|(want, got)| *want != "?" && got.unwrap_or("-") != *want);
            wrong.map(|(want, got)| format!("{got:?}, not {want:?}")).collect::<Vec<_>>().join("; ")
        });
    }
}
