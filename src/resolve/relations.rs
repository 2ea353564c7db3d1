//! What the words around a mention say of the document (DOMAIN.md e), and at which document that relation starts.

use crate::find::references::{Citation, is_separator, tail};
use crate::layout::zones::Layout;
use crate::lexicon::cues::{cue_after, cue_ending_at, cue_opening_at};
use crate::record::{Cue, Genre, Relation, RelationType};
use crate::text::{Page, Span};

/// Bytes in front of a mention in which its cue may stand.
const BEFORE: usize = 240;

/// The relations of each citation, the main one first.
pub(super) fn relations(page: &Page, layout: &Layout, citations: &[Citation], of: &[usize]) -> Vec<Vec<Relation>> {
    let mut out: Vec<Vec<Relation>> = Vec::with_capacity(citations.len());
    let id = |i: usize| format!("r{}", of[i] + 1);
    let mut reported: Option<usize> = None;
    for (i, c) in citations.iter().enumerate() {
        let main = main_relation(page, citations, i, &out, &id);
        let mut list = match main {
            Found::Own(relation) => vec![relation],
            Found::Same(j) => out[j].first().cloned().into_iter().collect(),
            // "X được sửa đổi, bổ sung bởi Y": Y has the relation of the sentence, and X is amended by Y besides.
            Found::Acts(j, kind, cue) => {
                if of[j] != of[i] {
                    let besides = Relation { kind, from: id(i), cue: Some(cue) };
                    out[j].push(besides);
                }
                out[j].first().cloned().into_iter().collect()
            }
        };
        if layout.genre == Genre::News && c.inside.is_none() && !c.defines {
            let is_reported = reported.is_none() && c.rule != "name" && reports(page, c);
            if is_reported {
                reported = Some(of[i]);
            }
            if reported == Some(of[i]) && list.first().is_some_and(|r| r.kind == RelationType::Cites) && is_reported {
                list = vec![Relation { kind: RelationType::About, from: "self".to_owned(), cue: None }];
            }
        }
        out.push(list);
    }
    out
}

enum Found {
    /// The words say it.
    Own(Relation),
    /// A member of a list: as the citation with this index.
    Same(usize),
    /// A passive: this document acts on the citation with this index.
    Acts(usize, RelationType, Cue),
}

fn cites(from: String) -> Found {
    Found::Own(Relation { kind: RelationType::Cites, from, cue: None })
}

fn main_relation(
    page: &Page,
    citations: &[Citation],
    i: usize,
    done: &[Vec<Relation>],
    id: &dyn Fn(usize) -> String,
) -> Found {
    let c = &citations[i];
    let this = "self".to_owned();
    if c.defines {
        return cites(this);
    }
    let from = match c.inside {
        Some(owner) if !citations[owner].defines => id(owner),
        _ => this.clone(),
    };
    if c.rule == "amended-law" {
        return Found::Own(Relation { kind: RelationType::Amends, from, cue: None });
    }
    let paragraph = page.paragraphs.get(c.paragraph).map_or(Span::default(), |p| p.span);
    // What may hold the cue: from the owner's title, or the sibling before, or the paragraph's start.
    let sibling = (0..i).rev().find(|&j| {
        citations[j].inside == c.inside
            && citations[j].paragraph == c.paragraph
            && citations[j].span.end <= c.span.start
    });
    let floor = [
        Some(paragraph.start),
        c.inside.and_then(|o| citations[o].title).map(|t| t.start),
        sibling.map(|j| citations[j].span.end),
    ]
    .into_iter()
    .flatten()
    .max()
    .unwrap_or(paragraph.start);
    let until = c.pinpoint.as_ref().map_or(c.span.start, |p| p.span.start.min(c.span.start)).max(floor);
    let gap = tail(page.words(Span { start: floor, end: until }), BEFORE);
    let base = until as usize - gap.len();
    let spoken = without_lead(gap);
    if let Some(cue) = cue_ending_at(spoken) {
        let span = Span::new(base + cue.start, base + cue.end);
        let words = Cue { text: page.words(span).to_owned(), span };
        if cue.passive {
            if let Some(j) =
                (0..i).rev().find(|&j| citations[j].paragraph == c.paragraph && citations[j].inside == c.inside)
            {
                return Found::Acts(j, cue.relation, words);
            }
        } else if cue.relation != RelationType::Cites {
            return Found::Own(Relation { kind: cue.relation, from, cue: Some(words) });
        } else if let Some(opened) = opening(page, paragraph, floor, c, RelationType::BasedOn) {
            return Found::Own(Relation { kind: RelationType::BasedOn, from, cue: Some(opened) });
        } else if let Some(after) = behind(page, c, paragraph) {
            return Found::Own(Relation { from, ..after });
        }
        return cites(from);
    }
    if let Some(after) = behind(page, c, paragraph) {
        return Found::Own(Relation { from, ..after });
    }
    let listed = c.listed || sibling.is_some_and(|j| is_separator(after_tail(page, &citations[j], c)));
    if listed && let Some(j) = sibling {
        let _ = done;
        return Found::Same(j);
    }
    if let Some(opened) = opening(page, paragraph, floor, c, RelationType::BasedOn) {
        return Found::Own(Relation { kind: RelationType::BasedOn, from, cue: Some(opened) });
    }
    cites(from)
}

/// The words between a citation's date, issuer and title and the next citation.
fn after_tail<'a>(page: &'a Page, a: &Citation, b: &Citation) -> &'a str {
    let start = a.full.end.max(a.span.end).min(b.span.start);
    let end = b.pinpoint.as_ref().map_or(b.span.start, |p| p.span.start.min(b.span.start)).max(start);
    page.words(Span { start, end })
}

/// Without the words that only lead to a pinpoint or a list: "quy định tại", "các", "văn bản:".
fn without_lead(gap: &str) -> &str {
    let mut text = gap.trim_end();
    for word in [":", " văn bản", " các văn bản"] {
        text = text.strip_suffix(word).unwrap_or(text).trim_end();
    }
    text
}

/// "Căn cứ quy định tại X": the opening of the sentence says it for its first citation.
fn opening(page: &Page, paragraph: Span, floor: u32, c: &Citation, wanted: RelationType) -> Option<Cue> {
    if floor != paragraph.start {
        return None;
    }
    let words = page.words(Span { start: paragraph.start, end: c.span.start });
    let skipped = words.len() - words.trim_start_matches(['-', '+', ' ', '*']).len();
    let sentence = words.rfind(". ").map_or(skipped, |i| i + 2);
    let (len, kind) = cue_opening_at(words.get(sentence..)?)?;
    let start = paragraph.start as usize + sentence;
    let span = Span::new(start, start + len);
    (kind == wanted).then(|| Cue { text: page.words(span).to_owned(), span })
}

/// "X … hết hiệu lực kể từ ngày …", "X được thay thế bằng …".
fn behind(page: &Page, c: &Citation, paragraph: Span) -> Option<Relation> {
    let end = c.full.end.max(c.span.end).min(paragraph.end);
    let rest = page.words(Span { start: end, end: paragraph.end });
    let (len, kind) = cue_after(rest.strip_prefix(',').unwrap_or(rest))?;
    let skipped = rest.len() - rest.strip_prefix(',').unwrap_or(rest).len();
    let at = end as usize + skipped;
    let blank = page.text.get(at..at + len).map_or(0, |w| w.len() - w.trim_start().len());
    let span = Span::new(at + blank, at + len);
    Some(Relation { kind, from: String::new(), cue: Some(Cue { text: page.words(span).to_owned(), span }) })
}

/// A news page reports on the document that somebody "ban hành", "có" or "gửi".
fn reports(page: &Page, c: &Citation) -> bool {
    let paragraph = page.paragraphs.get(c.paragraph).map_or(Span::default(), |p| p.span);
    let before = page.words(Span { start: paragraph.start, end: c.span.start }).trim_end();
    ["ban hành", " có", " gửi", "ký", "công bố", "phát hành", "ra"].iter().any(|v| before.ends_with(v))
        || before.is_empty()
}
