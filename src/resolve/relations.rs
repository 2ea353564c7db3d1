//! What the words around a mention say of the document (DOMAIN.md e), and at which document that relation starts.

use crate::find::header::Header;
use crate::find::references::{Citation, is_separator};
use crate::grammar::label::label;
use crate::grammar::pinpoint::pinpoint;
use crate::grammar::ws::{strip_last_word, strip_prefix};
use crate::layout::zones::Layout;
use crate::lexicon::cues::{self, CueMatch, acting_cue_at, acts, cue_after, cue_ending_at, cue_opening_at};
use crate::lexicon::fold::is_alphanumeric;
use crate::lexicon::fold::lowered;
use crate::lexicon::types::{is_law, type_at, type_ending};
use crate::record::{Cue, Genre, Pinpoint, Relation, RelationType};
use crate::resolve::announced::{Announced, ended};
use crate::resolve::consolidated::Consolidated;
use crate::text::window::{clause_start, head, last_stop, tail};
use crate::text::{Page, Span, ends_plain, letter, starts_plain};

/// Bytes in front of a mention in which its cue may stand.
const BEFORE: usize = 240;

/// The relations of each citation, the main one first.
pub(super) fn relations(
    page: &Page,
    layout: &Layout,
    header: &Header,
    citations: &[Citation],
    of: &[usize],
) -> Vec<Vec<Relation>> {
    let mut out: Vec<Vec<Relation>> = Vec::with_capacity(citations.len());
    let id = |i: usize| format!("r{}", of[i] + 1);
    // Citations that act on another, with that other and what they do.
    let mut acts: Vec<(usize, (usize, RelationType, Cue))> = Vec::new();
    let mut announced = Announced::default();
    let mut consolidated = Consolidated::default();
    let reported = (layout.genre == Genre::News).then(|| reported(page, citations)).flatten().map(|i| of[i]);
    for (i, c) in citations.iter().enumerate() {
        let own = header.kind.as_ref().map_or("", |k| k.name.as_str());
        let listed = if c.inside.is_none() { announced.relation(page, c) } else { None };
        let main = match main_relation(page, own, citations, i, &out, &id) {
            Found::Own(Relation { kind, from, .. })
                if listed.is_some() && matches!(kind, RelationType::Cites | RelationType::IssuedWith) =>
            {
                let (kind, cue) = listed.unwrap_or_default();
                Found::Own(Relation { kind, from, cue: Some(cue) })
            }
            found => found,
        };
        let main = match main {
            // "Tờ trình số … về việc bãi bỏ X": nothing is repealed yet.
            Found::Own(r) if cues::acts(r.kind) && c.inside.is_some_and(|o| is_proposal(&citations[o])) => {
                cites("self".to_owned())
            }
            main => main,
        };
        let mut list = match main {
            Found::Own(relation) => vec![relation],
            Found::Same(j) => {
                // "X được sửa đổi bởi Y và Z": both act on X; "; Chỉ thị Z" behind Nghị quyết Y goes on without X.
                let last = acts.last().filter(|(by, ..)| *by == j && !is_apart(page, &citations[j], c));
                if let Some((acted, kind, cue)) = last.map(|(_, x)| x.clone()) {
                    push_besides(&mut out, of, acted, i, Relation { kind, from: id(i), cue: Some(cue.clone()) });
                    acts.push((i, (acted, kind, cue)));
                }
                out[j].first().cloned().into_iter().collect()
            }
            // "X được sửa đổi, bổ sung bởi Y": Y has the relation of the sentence, and X is amended by Y besides.
            Found::Acts(j, kind, cue) => {
                push_besides(&mut out, of, j, i, Relation { kind, from: id(i), cue: Some(cue.clone()) });
                acts.push((i, (j, kind, cue)));
                out[j].first().cloned().into_iter().collect()
            }
        };
        if c.listed && list.first().is_some_and(|r| stands_behind(r, c)) {
            spread_left(citations, i, &list[0], &mut out);
        }
        let tells = reported == Some(of[i]) && c.inside.is_none() && !c.defines;
        if tells && list.first().is_some_and(|r| r.kind == RelationType::Cites) {
            list = vec![Relation { kind: RelationType::About, from: "self".to_owned(), cue: None }];
        }
        if layout.genre == Genre::News {
            report(citations, i, &id, &mut list);
        }
        consolidated.mend(page, layout, citations, i, &id, &mut list);
        out.push(list);
    }
    out
}

/// True for a member of a list that a semicolon parts from the one before, which is of another type.
fn is_apart(page: &Page, before: &Citation, c: &Citation) -> bool {
    before.code() != c.code() && after_tail(page, before, c).contains(';')
}

/// True when the cue of a relation stands behind its citation: "… hết hiệu lực".
fn stands_behind(relation: &Relation, c: &Citation) -> bool {
    relation.cue.as_ref().is_some_and(|cue| cue.span.start >= c.span.end)
}

/// "Nghị định A và Nghị định B hết hiệu lực": what stands behind the last of a list holds for its members before.
fn spread_left(citations: &[Citation], i: usize, relation: &Relation, out: &mut [Vec<Relation>]) {
    let mut listed = true;
    for j in earlier(citations, i).filter(|&j| citations[j].inside == citations[i].inside) {
        let own = out.get_mut(j).and_then(|list| list.first_mut());
        let Some(own) = own.filter(|r| listed && r.kind == RelationType::Cites && r.cue.is_none()) else { break };
        *own = Relation { from: own.from.clone(), ..relation.clone() };
        listed = citations[j].listed;
    }
}

/// Adds what the citation `by` does to the citation `to`, unless both are one document.
fn push_besides(out: &mut [Vec<Relation>], of: &[usize], to: usize, by: usize, besides: Relation) {
    if of[to] != of[by]
        && let Some(list) = out.get_mut(to)
    {
        list.push(besides);
    }
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
    own: &str,
    citations: &[Citation],
    i: usize,
    done: &[Vec<Relation>],
    id: &dyn Fn(usize) -> String,
) -> Found {
    let c = &citations[i];
    if c.defines || is_repeated(page, citations, i) {
        return cites("self".to_owned());
    }
    let from = match c.inside.or_else(|| quoted_from(page, citations, i)) {
        Some(owner) => id(owner),
        None => "self".to_owned(),
    };
    // "Văn bản hợp nhất số 07/VBHN-VPQH Luật Ngân sách nhà nước".
    if let Some(j) = earlier(citations, i).next().filter(|&j| consolidates(page, &citations[j], c)) {
        return Found::Own(Relation { kind: RelationType::Consolidates, from: id(j), cue: None });
    }
    if c.rule == "amended-law" {
        return Found::Own(Relation { kind: RelationType::Amends, from, cue: None });
    }
    let paragraph = page.paragraphs.get(c.paragraph).map_or(Span::default(), |p| p.span);
    // What may hold the cue: from the owner's title, or the sibling before, or the paragraph's start.
    let sibling = earlier(citations, i).find(|&j| {
        let other = &citations[j];
        !other.defines
            && other.inside == c.inside
            && other.span.end <= c.span.start
            && !is_repeated(page, citations, j)
            && !ends_aside(page, other, c)
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
    let mut gap = tail(page.words(Span { start: floor, end: until }), BEFORE);
    let mut base = until as usize - gap.len();
    if floor == paragraph.start && gap.trim_matches(['“', '"', '*', ' ']).is_empty() {
        // "… ban hành Quyết định bãi bỏ" on one line, the citation on the next: the sentence goes on.
        let open = unfinished_before(page, citations, i);
        gap = tail(page.words(open), BEFORE);
        base = open.end as usize - gap.len();
    }
    let spoken = without_lead(gap);
    // "Trên cơ sở X, … quyết định": in front of a sentence it is what the decision rests on.
    if spoken == "Trên cơ sở" && c.inside.is_none() {
        let span = Span::new(base, base + spoken.len());
        let cue = Some(Cue { text: page.words(span).to_owned(), span });
        return Found::Own(Relation { kind: RelationType::BasedOn, from, cue });
    }
    // "hướng dan thi hành": the end of a cue that a scan has damaged in front.
    let cue = cue_ending_at(spoken);
    let cue = match cue {
        // Nothing starts in front of it.
        Some(CueMatch { start: 0, .. }) => cue,
        _ => misspelt(spoken).filter(|longer| cue.is_none_or(|cue| longer.start < cue.start)).or(cue),
    };
    // "Bổ sung Điều 3a vào sau Điều 3 X".
    if let Some(before) = placed(spoken)
        && c.pinpoint.is_some()
        && let Some((kind, at)) = acted_on(before)
        && !is_others(&before[..at.start], kind, c, own)
    {
        let span = Span::new(base + at.start, base + at.end);
        let from = sibling.filter(|&j| follows(page, &citations[j], span.start as usize)).map_or(from, id);
        return Found::Own(Relation { kind, from, cue: Some(Cue { text: page.words(span).to_owned(), span }) });
    }
    // "theo mẫu tại Phụ lục II ban hành kèm theo X": X carries the annex, unless something is done to that annex.
    if let Some(link) = carried(page, c)
        && !cue.as_ref().is_some_and(|cue| acts(cue.relation))
        && !sibling.is_some_and(|j| goes_on(page, &citations[j], c) && done[j].first().is_some_and(|r| acts(r.kind)))
        && opening(page, paragraph, c, RelationType::BasedOn).is_none()
    {
        let acted = acted_on(spoken).filter(|(kind, at)| !is_others(&spoken[..at.start], *kind, c, own));
        if let Some((kind, at)) = acted.filter(|(_, at)| is_ordered(spoken, at)) {
            let span = Span::new(base + at.start, base + at.end);
            return Found::Own(Relation { kind, from, cue: Some(Cue { text: page.words(span).to_owned(), span }) });
        }
        if let Some(after) = behind(page, c, paragraph).filter(|after| acts(after.kind)) {
            return Found::Own(Relation { from, ..after });
        }
        let cue = Some(Cue { text: page.words(link).to_owned(), span: link });
        return Found::Own(Relation { kind: RelationType::IssuedWith, from, cue });
    }
    if let Some(mut cue) = cue {
        if carries(spoken, &cue) {
            cue.relation = RelationType::IssuedWith;
        }
        // "Luật A được sửa đổi, bổ sung Luật số B": the agent's "bởi" was left out.
        let voice = spoken[..cue.start].trim_end();
        if let Some(told) = strip_last_word(voice, "được")
            && acts(cue.relation)
            && c.number.is_some()
            && spoken[cue.end..].trim().is_empty()
        {
            let told = strip_last_word(told.trim_end(), "đã").unwrap_or(told).trim_end();
            cue.passive = sibling.is_some_and(|j| follows(page, &citations[j], base + told.len()));
        }
        // "Các Nghị quyết sau đây hết hiệu lực kể từ ngày … có hiệu lực thi hành: số A; số B".
        if cue.relation == RelationType::Implements
            && let Some((kind, start, end)) =
                gap.trim_end().strip_suffix(':').and_then(|open| ended(open, clause_start(open)))
        {
            let span = Span::new(base + start, base + end);
            return Found::Own(Relation { kind, from, cue: Some(Cue { text: page.words(span).to_owned(), span }) });
        }
        let span = Span::new(base + cue.start, base + cue.end);
        let words = Cue { text: page.words(span).to_owned(), span };
        if cue.passive {
            // "… sửa đổi Thông tư B (được sửa đổi bởi Thông tư C)": brackets speak of the nearest of C's type, or of a law
            // that C can change.
            let aside = spoken[..cue.start].trim_end().trim_end_matches("đã").trim_end().ends_with('(');
            let about = |j: &usize| {
                let other = &citations[*j];
                !other.defines
                    && can_change(c, other)
                    && (other.inside == c.inside
                        || aside && (other.code() == c.code() || other.code().is_some_and(is_law)))
            };
            // "Nghị định A quy định chi tiết Luật B đã được sửa đổi theo Nghị định C": C changes A.
            let owner = c.inside.filter(|&o| can_change(c, &citations[o]));
            if let Some(j) = earlier(citations, i).find(about).or(owner) {
                return Found::Acts(j, cue.relation, words);
            }
        } else if let Some((acted, at)) = acted_through(&spoken[..cue.start], &cue, &words.text)
            && !is_others(&spoken[..at.start], acted, c, own)
        {
            // "bãi bỏ … Quy chế ban hành kèm theo X": what is done to the thing is done to the document that carries it.
            let span = Span::new(base + at.start, base + at.end);
            return Found::Own(Relation {
                kind: acted,
                from,
                cue: Some(Cue { text: page.words(span).to_owned(), span }),
            });
        } else if is_given(&cue, &words.text)
            && let Some(at) = carried_out(spoken)
        {
            let span = Span::new(base + at.start, base + at.end);
            let cue = Some(Cue { text: page.words(span).to_owned(), span });
            return Found::Own(Relation { kind: RelationType::Implements, from, cue });
        } else if cue.relation == RelationType::IssuedWith
            && let Some(after) = behind(page, c, paragraph).filter(|after| acts(after.kind))
        {
            // "Danh mục ban hành kèm theo X hết hiệu lực".
            return Found::Own(Relation { from, ..after });
        } else if cue.relation != RelationType::Cites && !is_others(&spoken[..cue.start], cue.relation, c, own) {
            if acts(cue.relation) && c.inside.is_none() && is_suggested(page, paragraph, c.paragraph) {
                return cites(from);
            }
            // "Quyết định A thay thế Quyết định B", "Nghị định A quy định chi tiết Luật B": the one before acts.
            let from = match sibling.filter(|_| cue.relation != RelationType::BasedOn) {
                Some(j) if follows(page, &citations[j], base + cue.start) => id(j),
                _ => from,
            };
            return Found::Own(Relation { kind: cue.relation, from, cue: Some(words) });
        } else if sibling.is_none()
            && let Some(opened) = opening(page, paragraph, c, RelationType::BasedOn)
        {
            return Found::Own(Relation { kind: RelationType::BasedOn, from, cue: Some(opened) });
        } else if let Some(after) = behind(page, c, paragraph) {
            return Found::Own(Relation { from, ..after });
        }
        return cites(from);
    }
    if let Some(after) = behind(page, c, paragraph) {
        return Found::Own(Relation { from, ..after });
    }
    // "Thay thế cụm từ … tại khoản 3 Điều 5 X", "thực hiện chỉ đạo của Thủ tướng Chính phủ tại X".
    if let Some(before) = strip_last_word(spoken, "tại").map(str::trim_end) {
        let acted = acted_on(before)
            .filter(|(kind, at)| is_ordered(before, at) && !is_others(&before[..at.start], *kind, c, own));
        let found = acted.or_else(|| carried_out(spoken).map(|at| (RelationType::Implements, at)));
        if let Some((kind, at)) = found {
            let span = Span::new(base + at.start, base + at.end);
            return Found::Own(Relation { kind, from, cue: Some(Cue { text: page.words(span).to_owned(), span }) });
        }
    }
    if let Some(j) = sibling.filter(|&j| goes_on(page, &citations[j], c)) {
        // Behind ";" a member of another sort goes back to the verb that opens the sentence.
        let apart = is_apart(page, &citations[j], c);
        let cites_only = done[j].first().is_some_and(|r| r.kind == RelationType::Cites);
        if apart
            && cites_only
            && let Some(cue) = opening(page, paragraph, c, RelationType::Implements)
        {
            return Found::Own(Relation { kind: RelationType::Implements, from, cue: Some(cue) });
        }
        // "Luật A sửa đổi Luật B, khoản 1 Điều 29 Nghị định C": a decree goes on with A, which changes laws alone.
        let actor = done[j].first().filter(|_| citations[j].inside.is_none());
        let laws = || citations[j].code().is_some_and(is_law);
        let actor = actor.filter(|_| citations[j].code() != c.code() && laws());
        let actor = actor.and_then(|r| earlier(citations, i).find(|&k| id(k) == r.from));
        return Found::Same(actor.unwrap_or(j));
    }
    // "… triển khai có hiệu quả các văn bản, nhất là: Luật X; Chỉ thị Y": the verb in front of the list.
    if let Some(cue) = enumerated(gap) {
        let span = Span::new(base + cue.start, base + cue.end);
        return Found::Own(Relation {
            kind: cue.relation,
            from,
            cue: Some(Cue { text: page.words(span).to_owned(), span }),
        });
    }
    // "Thực hiện Hướng dẫn bầu cử; Kế hoạch số …": the verb in front of a list whose first member has no number.
    let opens = [RelationType::BasedOn, RelationType::Implements];
    let opens = opens.iter().filter(|kind| **kind == RelationType::BasedOn || spoken.ends_with(';'));
    if c.inside.is_none()
        && let Some((kind, opened)) =
            opens.into_iter().find_map(|&kind| Some((kind, opening(page, paragraph, c, kind)?)))
    {
        return Found::Own(Relation { kind, from, cue: Some(opened) });
    }
    cites(from)
}

/// Cues as a scan prints them: "Căn cú", "hướng dan thi hành", "sửa đồi, bd sung". Of several the longest.
fn misspelt(spoken: &str) -> Option<CueMatch> {
    const LINKS: [&str; 3] = [" mot so dieu cua", " mot so dieu", " cua"];
    const AGENTS: [&str; 3] = [" theo", " tai", " boi"];
    const CUES: [(&str, RelationType); 11] = [
        ("quy dinh chi tiet va huong dan thi hanh", RelationType::Guides),
        ("quy dinh chi tiet thi hanh", RelationType::Guides),
        ("quy dinh chi tiet", RelationType::Guides),
        ("huong dan thi hanh", RelationType::Guides),
        ("huong dan thuc hien", RelationType::Guides),
        ("sua doi, bo sung", RelationType::Amends),
        ("sua doi bo sung", RelationType::Amends),
        ("trien khai thuc hien", RelationType::Implements),
        ("nhan duoc", RelationType::RepliesTo),
        ("tra loi", RelationType::RepliesTo),
        ("can cu", RelationType::BasedOn),
    ];
    let text = spoken.trim_end();
    let agent = AGENTS.iter().find_map(ending(text)).map(|at| &text[..at]);
    let text = agent.unwrap_or(text);
    let text = LINKS.iter().find_map(ending(text)).map_or(text, |at| &text[..at]);
    let ends = ending(text);
    let (start, relation) = CUES.iter().find_map(|(cue, relation)| Some((ends(cue)?, *relation)))?;
    let clause = text[..start].trim_end_matches([' ', '-', '*', '“', '"', '+']);
    let opens = clause.is_empty() || clause.ends_with([';', '.', ',', ':']);
    // "Can cứ" opens a clause; other words of that plain form stand in sentences.
    let sound = !text[..start].ends_with(is_alphanumeric) && (relation != RelationType::BasedOn || opens);
    // "đã được sua đổi, bố sung một số điều theo".
    let passive = acts(relation) && ends_plain(text[..start].trim_end(), "duoc").is_some();
    (sound && passive == agent.is_some()).then_some(CueMatch { start, end: text.len(), relation, passive })
}

/// [`ends_plain`] for several words at the end of one text, most of which differ in their last letter.
fn ending<'a>(text: &'a str) -> impl Fn(&&str) -> Option<usize> + use<'a> {
    let last = text.chars().next_back().and_then(letter).map(|c| c as u8);
    move |plain| if plain.as_bytes().last() == last.as_ref() { ends_plain(text, plain) } else { None }
}

/// A list that "nhất là:", "như:", "gồm:" opens is what the verb in front of it speaks of.
fn enumerated(gap: &str) -> Option<CueMatch> {
    let open = gap.trim_end().strip_suffix(':')?.trim_end();
    let lead = ["nhất là", "trọng tâm là", "như", "gồm", "bao gồm", "cụ thể là", "trong đó có"]
        .iter()
        .find_map(|w| open.strip_suffix(w))?;
    // The first verb of the clause that says more than "cites".
    let mut at = lead.rfind([';', '.']).unwrap_or(0);
    loop {
        if let Some((len, relation)) = cue_opening_at(&gap[at..]).filter(|(_, r)| *r != RelationType::Cites) {
            return Some(CueMatch { start: at, end: at + len, relation, passive: false });
        }
        at += lead.get(at..)?.find(' ')? + 1;
    }
}

/// True when nothing but date, issuer and a link stands between a consolidated text and what it consolidates.
pub(super) fn consolidates(page: &Page, a: &Citation, b: &Citation) -> bool {
    const LINKS: [&str; 8] = ["", "về", "hợp nhất", "của", "các", "-", ":", ","];
    let gap = || page.words(Span { start: a.full.end.max(a.span.end).min(b.span.start), end: b.span.start }).trim();
    a.code() == Some("van_ban_hop_nhat")
        && b.code() != Some("van_ban_hop_nhat")
        && a.number.is_some()
        // A blank alone parts the members of a list too.
        && (!b.listed || gap().is_empty())
        && LINKS.contains(&gap())
}

/// True for a member of a list that goes on behind the citation `before`.
fn goes_on(page: &Page, before: &Citation, c: &Citation) -> bool {
    c.listed || is_separator(after_tail(page, before, c))
}

/// The words between a citation's date, issuer and title and the next citation.
fn after_tail<'a>(page: &'a Page, a: &Citation, b: &Citation) -> &'a str {
    let start = a.full.end.max(a.span.end).min(b.span.start);
    let end = b.pinpoint.as_ref().map_or(b.span.start, |p| p.span.start.min(b.span.start)).max(start);
    page.words(Span { start, end })
}

/// "… (Thực hiện Luật A); Báo cáo số 12": what stands in brackets says nothing of what stands behind them.
fn ends_aside(page: &Page, before: &Citation, c: &Citation) -> bool {
    let gap = page.words(Span { start: before.span.end, end: c.span.start });
    let close = memchr::memchr2(b'(', b')', gap.as_bytes());
    close.is_some_and(|at| gap.as_bytes()[at] == b')')
}

/// Without the words that only lead to a pinpoint or a list: "quy định tại", "các", "văn bản:".
fn without_lead(gap: &str) -> &str {
    let text = gap.trim_end();
    // A quotation mark that opens at the citation.
    let mut text = text.strip_suffix(['“', '"', '‘']).filter(|t| t.ends_with(' ')).unwrap_or(text).trim_end();
    // "Thay thế Mẫu số 3 · Phụ lục X kèm theo": the form is in the place that the pinpoint names.
    if text.ends_with(|c: char| c.is_ascii_digit())
        && let Some(at) = ["Mẫu số ", "mẫu số ", "Mẫu "].iter().filter_map(|w| text.rfind(w)).min()
    {
        text = text[..at].trim_end();
    }
    // "… công bố tại các Quyết định của Chủ tịch UBND tỉnh về …: số A": the head of a list.
    if text.ends_with(':')
        && let Some(at) = text.rfind("các ")
        && type_at(&text[at + "các ".len()..]).is_some()
    {
        return text[..at].trim_end();
    }
    // "căn cứ Nghị quyết này và X": the document itself is the first of what is cited.
    if let Some(this) = text.strip_suffix(" này và").or_else(|| text.strip_suffix(" này,"))
        && let Some((at, _)) = type_ending(this)
        && this[..at].ends_with(' ')
    {
        return this[..at].trim_end();
    }
    for word in [":", " văn bản", " các văn bản"] {
        text = text.strip_suffix(word).unwrap_or(text).trim_end();
    }
    text
}

/// "… (Nghị định số 75/2021/NĐ-CP)" behind the citation of that document with date, issuer and title: its short name.
fn is_repeated(page: &Page, citations: &[Citation], i: usize) -> bool {
    let c = &citations[i];
    let alone =
        || page.text[..c.span.start as usize].ends_with('(') && page.text[c.span.end as usize..].starts_with(')');
    let number = |c: &Citation| c.number.as_ref().map(|n| n.value.clone());
    c.number.is_some() && alone() && earlier(citations, i).any(|j| number(&citations[j]) == number(c))
}

/// "Tại Điều 1 Thông tư A quy định: “Sửa đổi Điều 2 Thông tư B …”": what a quotation changes, the document changes that
/// is quoted, which the line above the quotation names last.
fn quoted_from(page: &Page, citations: &[Citation], i: usize) -> Option<usize> {
    let c = &citations[i];
    let paragraph = page.paragraphs.get(c.paragraph)?.span;
    let before =
        page.words(Span { start: paragraph.start, end: c.span.start }).trim_start_matches(['-', '+', ' ', '*']);
    let verb = before.strip_prefix(['“', '"'])?.trim_start();
    let verb = label(verb).map_or(verb, |label| verb.get(label.len..).unwrap_or_default().trim_start());
    acting_cue_at(verb)?;
    let above = page.paragraphs.get(c.paragraph.checked_sub(1)?)?;
    if earlier(citations, i).next().is_some() || !page.words(above.span).trim_end().ends_with(':') {
        return None;
    }
    let quoted = (0..i).next_back().filter(|&j| citations[j].paragraph + 1 == c.paragraph)?;
    let mut quoted = quoted;
    while let Some(owner) = citations[quoted].inside {
        quoted = owner;
    }
    Some(quoted)
}

/// True when nothing but a blank or an opening bracket stands between a citation with its date and issuer and the offset
/// `at`.
fn follows(page: &Page, c: &Citation, at: usize) -> bool {
    let from = c.full.end.max(c.span.end) as usize;
    c.number.is_some() && page.text.get(from..at).is_some_and(|between| matches!(between.trim(), "" | "("))
}

/// "2. Kiến nghị thực thi" above "- Sửa đổi điểm b khoản 1 Điều 4 X": what is only suggested changes nothing yet.
fn is_suggested(page: &Page, paragraph: Span, index: usize) -> bool {
    /// Bytes of the longest heading, and items between it and the suggestion.
    const LONGEST: usize = 200;
    const ITEMS: usize = 4;
    let opens = |span: Span, words: &[&str]| {
        let mut text = page.words(span).trim_start_matches(['-', '+', '*', ' ']);
        if let Some(label) = label(text) {
            text = text[label.len..].trim_start();
        }
        words.iter().any(|w| strip_prefix(text, w).is_some())
    };
    const VERBS: [&str; 4] = ["sửa đổi", "bãi bỏ", "bổ sung", "thay thế"];
    if !opens(paragraph, &VERBS) {
        return false;
    }
    let above = page.paragraphs[..index].iter().rev().take(ITEMS).map(|p| p.span);
    let heading = above.into_iter().find(|span| !opens(*span, &VERBS));
    heading.is_some_and(|span| span.len() < LONGEST && opens(span, &["kiến nghị", "đề xuất", "phương án đề xuất"]))
}

/// What asks for a change does not make it.
fn is_proposal(c: &Citation) -> bool {
    matches!(c.code(), Some("to_trinh" | "bao_cao" | "cong_van"))
}

/// Indices of the citations before one in its paragraph, the nearest first.
fn earlier(citations: &[Citation], i: usize) -> impl Iterator<Item = usize> + '_ {
    /// A list seldom has so many members between two of one level; the cap keeps one giant paragraph linear.
    const REACH: usize = 64;
    let paragraph = citations[i].paragraph;
    (0..i).rev().take(REACH).take_while(move |&j| citations[j].paragraph == paragraph)
}

/// The verb of which the document that carries a thing is the object, where a cue only says that it carries it: "bãi bỏ
/// … Quy chế ban hành kèm theo X", "thay thế Danh mục … được công bố tại X".
fn acted_through(before: &str, cue: &CueMatch, words: &str) -> Option<(RelationType, std::ops::Range<usize>)> {
    let words = words.trim_end();
    match cue.relation {
        RelationType::IssuedWith => acted_on(before),
        RelationType::Cites if words.ends_with(" tại") && !words.split(' ').any(|w| w == "theo") => {
            acted_on(before).filter(|(_, at)| is_ordered(before, at))
        }
        _ => None,
    }
}

/// What is put where, in front of the place that `spoken` ends before: "Bổ sung Điều 3a vào sau", "Bổ sung khoản 1a trước".
/// Alone "trước" and "sau" tell times too.
fn placed(spoken: &str) -> Option<&str> {
    const UNITS: [&str; 6] = ["khoản", "điểm", "điều", "mục", "chương", "tiết"];
    let into = ["vào sau", "vào trước", "vào"].iter().find_map(|w| strip_last_word(spoken, w));
    let beside = || {
        let before = ["trước", "sau"].iter().find_map(|w| strip_last_word(spoken, w))?;
        let unit = before.trim_end().rsplit(' ').nth(1)?;
        UNITS.iter().any(|w| strip_prefix(unit, w) == Some("")).then_some(before)
    };
    into.or_else(beside)
}

/// The verb that opens the clause, when it changes or ends what the clause speaks of.
fn acted_on(before: &str) -> Option<(RelationType, std::ops::Range<usize>)> {
    /// What is only followed, not changed: "Bổ sung cửa khẩu … theo mẫu ban hành kèm theo X".
    const FOLLOWED: [&str; 6] = ["mẫu", "Mẫu", "biểu", "danh mục", "phụ lục", "quy định"];
    let clause = clause_start(before);
    let mut at = clause;
    loop {
        at += before[at..].len() - before[at..].trim_start_matches(|c: char| !is_alphanumeric(c)).len();
        let rest = before.get(at..)?;
        if let Some((len, kind)) = acting_cue_at(rest) {
            let followed = rest.rfind(" theo ").map(|i| &rest[i + " theo ".len()..]);
            let follows = followed.is_some_and(|r| FOLLOWED.iter().any(|w| r.starts_with(w)));
            // "khai bổ sung (mẫu số 01 kèm theo X)": what stands in brackets is told beside.
            let aside = rest.rfind('(').map(|i| rest[i + 1..].trim());
            let beside = aside.is_some_and(|r| !r.is_empty() && !r.contains(')'));
            return (!follows && !beside).then_some((kind, at..at + len));
        }
        at += rest.find(' ')?;
    }
}

/// True for a verb that orders a change of a text: it opens the clause or has the document itself in front of it.
///
/// "Bổ sung", "điều chỉnh" and "thu hồi" alone are also done to money, posts and things.
fn is_ordered(before: &str, at: &std::ops::Range<usize>) -> bool {
    const OF_THINGS: [&str; 6] =
        ["bổ sung", "điều chỉnh", "điều chỉnh, bổ sung", "bổ sung, điều chỉnh", "thu hồi", "thay cho"];
    const FRONT: [&str; 9] = ["này", "và", "nay", "việc", "về", "nghị quyết", "nghị định", "thông tư", "quyết định"];
    let words = &before[at.clone()];
    if OF_THINGS.iter().any(|w| strip_prefix(words, w) == Some("")) {
        return false;
    }
    let clause = before[..at.start].rfind([';', ':', '.']).unwrap_or(0);
    let front = before[clause..at.start].trim_matches(|c: char| !is_alphanumeric(c));
    front.len() < 4 || FRONT.iter().any(|w| strip_last_word(front, w).is_some())
}

/// True unless the one is of the government or below and the other a law.
fn can_change(by: &Citation, other: &Citation) -> bool {
    let below = matches!(by.code(), Some("nghi_dinh" | "thong_tu" | "thong_tu_lien_tich" | "quyet_dinh"));
    !(below && other.code().is_some_and(is_law))
}

/// "mẫu số 01/KHBS kèm theo X", "một số điều của Quy định kèm theo X": X was issued with it, not sent along.
fn carries(spoken: &str, cue: &CueMatch) -> bool {
    const CARRIED: [&str; 10] =
        ["mẫu ", "Mẫu ", "Quy chế", "Quy định", "QUY CHẾ", "QUY ĐỊNH", "Điều lệ", "Danh mục", "danh mục", "Phụ lục"];
    let words = &spoken[cue.start..cue.end];
    let near = || {
        let before = tail(&spoken[..cue.start], 120);
        let clause = before.rfind([';', ':']).unwrap_or(0);
        CARRIED.iter().any(|w| before[clause..].contains(w))
    };
    (words.eq_ignore_ascii_case("kèm theo") || words == "KÈM THEO") && near()
}

/// True when a pinpoint names what is issued with a document as a whole: "Phụ lục II", "Mẫu số 03a Phụ lục III", but not
/// "mục 3 Phụ lục I".
pub(super) fn is_annex(place: &Pinpoint) -> bool {
    const ANNEXES: [&str; 6] = ["phụ lục", "phụ biểu", "mẫu", "biểu", "bảng", "biểu mẫu"];
    place.targets.iter().all(|t| {
        let whole = t.article.is_none() && t.clause.is_none() && t.point.is_none();
        whole && t.part.as_deref().is_some_and(|part| ANNEXES.iter().any(|w| strip_prefix(part, w).is_some()))
    })
}

/// The words between a part of a document and the document that it was issued with: "Phụ lục II | ban hành kèm theo | X".
fn carried(page: &Page, c: &Citation) -> Option<Span> {
    let part = c.pinpoint.as_ref().filter(|p| p.span.end <= c.span.start)?;
    let link = page.words(Span { start: part.span.end, end: c.span.start });
    let words = link.trim();
    let carries = ["kèm", "kèm theo"].iter().any(|w| strip_last_word(words, w).is_some());
    let sent = words.contains("gửi") || words.contains("đính");
    let start = part.span.end as usize + (link.len() - link.trim_start().len());
    (carries && !sent && part.targets.iter().all(|t| t.part.is_some())).then(|| Span::new(start, start + words.len()))
}

/// "được giao tại", "nêu tại": the document sets the task itself; what is "quy định" there may be anything.
fn is_given(cue: &CueMatch, words: &str) -> bool {
    cue.relation == RelationType::Cites && !words.contains("quy định")
}

/// The verb of "thực hiện [nghiêm] [các] (chỉ đạo | nhiệm vụ | …) … tại X": what X says is carried out.
///
/// carried = verb , { adverb } , [ "các" | "những" ] , matter , … , "tại" ;   "triển khai nghiêm các chỉ đạo của X tại"
fn carried_out(spoken: &str) -> Option<std::ops::Range<usize>> {
    /// Words between the verb and what is carried out: "khẩn trương, kịp thời, đầy đủ những".
    const ADVERBS: usize = 9;
    /// Bytes from the verb to "tại"; more is another clause.
    const LONGEST: usize = 220;
    const MATTERS: [&str; 16] = [
        "chỉ đạo",
        "ý kiến",
        "kết luận",
        "nhiệm vụ",
        "giải pháp",
        "nội dung",
        "yêu cầu",
        "đề xuất",
        "mục tiêu",
        "chủ trương",
        "kiến nghị",
        "đề nghị",
        "một số quy định",
        "các quy định",
        "chính sách",
        "định hướng",
    ];
    let words = tail(spoken.strip_suffix(" tại")?, LONGEST);
    let from = spoken.len() - " tại".len() - words.len();
    let clause = clause_start(words);
    let mut at = clause;
    loop {
        at += words[at..].len() - words[at..].trim_start_matches(|c: char| !is_alphanumeric(c)).len();
        let rest = words.get(at..)?;
        // "thực hiện theo chỉ đạo của X tại": what somebody said there is done, not as the document has it.
        let as_said = |rest: &str| rest.starts_with("chỉ đạo") || rest.starts_with("ý kiến chỉ đạo");
        let done = cue_opening_at(rest).and_then(|(len, kind)| match kind {
            RelationType::Implements => Some(len),
            _ if rest[..len].ends_with(" theo") && as_said(rest[len..].trim_start()) => Some(len),
            _ => None,
        });
        if let Some(len) = done {
            let mut object = rest[len..].trim_start();
            for _ in 0..ADVERBS {
                if MATTERS.iter().any(|w| object.starts_with(w)) {
                    // "các nhiệm vụ được giao tại X": what a document gave somebody to do. By the table of cues this
                    // implements X; gold made by hand has it cite X, and gold is followed.
                    let other = object.contains(" theo ") || object.ends_with("nhiệm vụ được giao");
                    return (!other).then_some(from + at..from + at + len);
                }
                let Some(next) = object.find(' ').filter(|n| !matches!(&object[..*n], "theo" | "tại" | "trong"))
                else {
                    break;
                };
                object = object[next..].trim_start();
            }
        }
        at += rest.find(' ')?;
    }
}

/// True when the verb of a cue is somebody else's: a draft, a proposal, or documents without a name.
fn is_others(before: &str, relation: RelationType, c: &Citation, own: &str) -> bool {
    use RelationType::{Amends, Guides, Repeals, Replaces};
    if !matches!(relation, Amends | Replaces | Repeals | Guides) {
        return false;
    }
    let clause = clause_start(before);
    let clause = lowered(&before[clause..]);
    if enacts(&clause, own) || is_own_draft(&clause, own) {
        return false;
    }
    match relation {
        // "dự thảo Nghị quyết sửa đổi, bổ sung X", "tham mưu UBND tỉnh thay thế X": nothing is amended yet.
        Amends | Replaces | Repeals => {
            const PLANS: [&str; 10] = [
                "dự thảo",
                "tham mưu",
                "đề nghị",
                "đề xuất",
                "kiến nghị",
                "trình ",
                "nghiên cứu",
                "xây dựng",
                "rà soát",
                "dự án",
            ];
            PLANS.iter().any(|w| clause.contains(w))
        }
        // "các văn bản quy định chi tiết thi hành X", "trình Chính phủ ban hành Nghị định quy định chi tiết X".
        Guides => {
            const OTHERS: [&str; 7] =
                ["văn bản", "quy phạm pháp luật", "nghị định", "thông tư", "quyết định", "trong việc", "đề nghị"];
            let bare = clause.trim_end();
            // "Căn cứ các Nghị định của Chính phủ hướng dẫn Luật X: số A": they are named behind.
            let lists = bare.ends_with("các nghị định của chính phủ");
            // "Nghị định quy định chi tiết Điều 3 X": the sentence opens with the document itself.
            let itself = bare.trim_start_matches(|c: char| !is_alphanumeric(c)) == own.to_lowercase();
            // A letter that asks for guidance gives none.
            bare.ends_with("đề nghị")
                || c.inside.is_none()
                    && !itself
                    && (OTHERS.iter().any(|w| bare.ends_with(w)) || bare.ends_with("nghị định của chính phủ") && !lists)
        }
        _ => false,
    }
}

/// "Chính phủ ban hành Nghị định quy định chi tiết X": the sentence in which a document of the type `own` enacts itself.
fn enacts(clause: &str, own: &str) -> bool {
    let Some(subject) = clause.trim_end().strip_suffix(&*own.to_lowercase()).map(str::trim_end) else { return false };
    let Some(subject) = subject.strip_suffix("ban hành") else { return false };
    !own.is_empty()
        && subject.len() < 160
        && !["trình ", "dự thảo", "tham mưu", "kiến nghị", "sẽ", "chỉ đạo"].iter().any(|w| subject.contains(w))
}

/// "Xét Tờ trình … về dự thảo Nghị quyết sửa đổi …" in a resolution: the draft of what is read.
fn is_own_draft(clause: &str, own: &str) -> bool {
    !own.is_empty()
        && clause.trim_end().strip_suffix(&*own.to_lowercase()).is_some_and(|c| c.trim_end().ends_with("dự thảo"))
}

/// The words in front of a citation's paragraph, where the paragraph before ends in the middle of a sentence.
fn unfinished_before(page: &Page, citations: &[Citation], i: usize) -> Span {
    let c = &citations[i];
    let Some(before) = c.paragraph.checked_sub(1).and_then(|p| page.paragraphs.get(p)) else { return Span::default() };
    let last = page.words(before.span).trim_end().chars().next_back();
    if !last.is_some_and(|l| is_alphanumeric(l) || l == ',') {
        return Span::default();
    }
    let floor = i.checked_sub(1).map_or(0, |j| citations[j].full.end).max(before.span.start).min(before.span.end);
    Span { start: floor, end: before.span.end }
}

/// "Căn cứ quy định tại X": what opens the sentence holds for the citations in it that no verb of their own has.
fn opening(page: &Page, paragraph: Span, c: &Citation, wanted: RelationType) -> Option<Cue> {
    /// Bytes from the start of a sentence to a member of its list of bases.
    const LONGEST: usize = 4800;
    let words = page.words(Span { start: paragraph.start, end: c.span.start });
    let words = tail(words, LONGEST);
    let base = c.span.start as usize - words.len();
    let skipped = words.len() - words.trim_start_matches(['-', '+', ' ', '*']).len();
    let sentence = last_stop(words).map_or(skipped, |i| i + 2);
    if base != paragraph.start as usize && sentence == skipped {
        return None;
    }
    let read = words.get(sentence..)?;
    // "Căn cử", "Can cứ": as a scan prints it.
    let spoilt = || {
        read.strip_prefix('C').filter(|rest| starts_plain(rest, "an cu "))?;
        Some((read.char_indices().nth("can cu".len())?.0, RelationType::BasedOn))
    };
    let (len, _) = cue_opening_at(read).or_else(spoilt).filter(|(_, kind)| *kind == wanted)?;
    // "Căn cứ X, Sở có ý kiến; giao Sở Y rà soát … tại Z": behind ";" the basis is told.
    if !c.listed && words[sentence..].rfind(';').is_some_and(|i| is_told(&words[sentence + i + 1..])) {
        return None;
    }
    // "Căn cứ quy định trên, …": the basis is what stands above, not what follows.
    let behind = &words[sentence + len..];
    if [" trên,", " trên thì "].iter().filter_map(|w| behind.find(w)).any(|at| at < 80) {
        return None;
    }
    if !c.listed && is_about_things(head(behind, behind.len().saturating_sub(place(c)))) {
        return None;
    }
    let start = base + sentence;
    let span = Span::new(start, start + len);
    Some(Cue { text: page.words(span).to_owned(), span })
}

/// Bytes from the pinpoint of a citation to its mention.
fn place(c: &Citation) -> usize {
    c.pinpoint.as_ref().map_or(0, |p| c.span.start.saturating_sub(p.span.start) as usize)
}

/// "Căn cứ tiêu chuẩn đại biểu quy định tại Điều 5 | Luật X": the basis is the thing, which the document only sets.
fn is_about_things(behind: &str) -> bool {
    /// What a document itself says, or what it gives a body: no thing apart from it.
    const SAID: [&str; 14] = [
        "quy định",
        "các quy định",
        "nội dung",
        "hướng dẫn",
        "ý kiến",
        "chỉ đạo",
        "kết luận",
        "chức năng",
        "nhiệm vụ",
        "thẩm quyền",
        "đề nghị",
        "yêu cầu",
        "kế hoạch",
        "tinh thần",
    ];
    const SETS: [&str; 6] = ["quy định tại", "quy định của", "quy định trong", "theo", "hướng dẫn tại", "quy định"];
    /// Words of the longest member of a list of things.
    const LONGEST_MEMBER: usize = 8;
    let behind = behind.trim();
    let thing = SETS
        .iter()
        .find_map(|w| strip_last_word(behind, w))
        .map(|thing| thing.trim_start_matches("vào ").trim_start_matches("các "));
    thing.is_some_and(|thing| {
        let words = thing.split(' ').take_while(|w| !matches!(*w, "được" | "theo")).count();
        // "Căn cứ đề nghị của các sở, bố trí kinh phí theo quy định của Luật X": behind the basis the sentence goes on.
        let clause = thing.rfind(", ").map(|at| thing[at..].split(' ').count() > LONGEST_MEMBER);
        let goes_on = clause.unwrap_or(false) && thing.trim_end().ends_with(" theo");
        let said = || SAID.iter().any(|w| strip_prefix(thing, w).is_some());
        words >= 2 && !thing.contains([';', '.', ':']) && (goes_on || !said())
    })
}

/// True for a clause of its own in front of a citation: more than "và", the head of a list, or a place in the document.
fn is_told(clause: &str) -> bool {
    /// "Các Công điện của Ủy ban:" and the like.
    const LONGEST_HEAD: usize = 4;
    let clause = clause.trim_start_matches([' ', '“', '"', '-']);
    // "Căn cứ X; ý kiến chỉ đạo của Thủ tướng Chính phủ tại": a member of the list that tells who said it.
    const SAID: [&str; 5] = ["ý kiến ", "chỉ đạo của ", "kết luận của ", "đề nghị của ", "thông báo kết luận"];
    if clause.trim_end().ends_with(" tại") && SAID.iter().any(|w| clause.starts_with(w)) && !clause.contains(',') {
        return false;
    }
    let head = ["các ", "Các ", "và "].iter().find_map(|w| clause.strip_prefix(w)).unwrap_or(clause);
    type_at(head).is_none() && pinpoint(head).is_none() && clause.split_whitespace().count() > LONGEST_HEAD
}

/// "X … hết hiệu lực kể từ ngày …", "X được thay thế bằng …".
fn behind(page: &Page, c: &Citation, paragraph: Span) -> Option<Relation> {
    let end = c.full.end.max(c.span.end).min(paragraph.end);
    let rest = page.words(Span { start: end, end: paragraph.end });
    let told = rest.strip_prefix(',').unwrap_or(rest);
    let (told, (len, kind)) = match cue_after(told) {
        Some(found) => (told, found),
        None => past_aside(rest).and_then(|told| Some((told, cue_after(told)?)))?,
    };
    let skipped = rest.len() - told.len();
    let at = end as usize + skipped;
    let blank = page.text.get(at..at + len).map_or(0, |w| w.len() - w.trim_start().len());
    let span = Span::new(at + blank, at + len);
    Some(Relation { kind, from: String::new(), cue: Some(Cue { text: page.words(span).to_owned(), span }) })
}

/// What stands behind an aside on a citation: "X (được sửa đổi bởi Y) | hết hiệu lực", "X - về ao nuôi - | hết hiệu lực".
fn past_aside(rest: &str) -> Option<&str> {
    /// Bytes of the longest aside.
    const LONGEST: usize = 240;
    let (open, close) = [(" (", ")"), (" - ", " - ")].into_iter().find(|(open, _)| rest.starts_with(open))?;
    let end = head(&rest[open.len()..], LONGEST).find(close)?;
    rest.get(open.len() + end + close.len()..)
}

/// "Thông tư A hướng dẫn …, thông tư này thay thế B": in a report "này" is the document that the sentence tells of.
fn report(citations: &[Citation], i: usize, id: &dyn Fn(usize) -> String, list: &mut [Relation]) {
    let Some(relation) = list.first_mut() else { return };
    let told = relation.cue.as_ref().filter(|cue| strip_prefix(&cue.text, "này").is_some());
    let Some(at) = told.map(|cue| cue.span.start) else { return };
    let teller = earlier(citations, i).find(|&j| {
        let other = &citations[j];
        other.inside.is_none() && other.number.is_some() && other.full.end <= at && other.code() != Some("luat")
    });
    if let Some(j) = teller {
        relation.from = id(j);
    }
}

/// The document that a news page reports on: the first that somebody "ban hành", "có" or "gửi" near the top, or that
/// the headline names.
fn reported(page: &Page, citations: &[Citation]) -> Option<usize> {
    /// What a page reports on is named in its headline or its first paragraphs.
    const TOP: u32 = 2400;
    const VERBS: [&str; 8] = ["ban hành", " có", " gửi", " ký", "công bố", "phát hành", " ra", "ban hành các"];
    citations.iter().position(|c| {
        let paragraph = page.paragraphs.get(c.paragraph).map_or(Span::default(), |p| p.span);
        let before = page.words(Span { start: paragraph.start, end: c.span.start }).trim_end();
        c.span.start < TOP && (VERBS.iter().any(|v| before.ends_with(v)) || before.is_empty())
    })
}
