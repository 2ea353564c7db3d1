//! Citations: every mention of another document, with its parts, before anything is said about identity.
//!
//! Two kinds of anchor start one: a number ("Quyết định số 12/QĐ-UBND") and the type word of a document that is cited
//! by name ("Luật Tiếp công dân năm 2013"). What stands behind the anchor (date, issuer, title) and in front of it
//! (type word, pinpoint, issuer of a list) is read inside the paragraph, never beyond the next citation.

use crate::diagnostic::Diagnostic;
use crate::grammar::body::{body, opens_title};
use crate::grammar::date::citation_date;
use crate::grammar::named::{self, Named};
use crate::grammar::number::{self, DocNumber, Family};
use crate::grammar::pinpoint::{pinpoint, pinpoint_ending};
use crate::grammar::verb::verb_at;
use crate::grammar::ws::{first_of, strip_last_word, strip_prefix};
use crate::layout::zones::{Layout, Zone};
use crate::lexicon::cues::cue_ending_at;
use crate::lexicon::fold::{fold, is_alphanumeric, lowered};
use crate::lexicon::laws::abbreviation_at;
use crate::lexicon::own::AliasRow;
use crate::lexicon::types::{self, DocTypeRow, is_law, type_at, type_by_code, type_of_party_symbol, type_of_symbol};
use crate::record::{Form, Genre, Pinpoint, PinpointTarget};
use crate::scan::{Anchors, Parts};
use crate::text::window::{ceil, clause_start, floor, head, tail};
use crate::text::{Page, Span, Starts, plain, starts_plain};

/// Bytes in front of a number in which its type word may stand.
const BEFORE: usize = 160;
/// Citations looked back at for the members of a list; the cap keeps one giant paragraph linear.
const NEAR: usize = 48;
/// Bytes in front of a citation in which its issuer may stand.
const BEFORE_ISSUER: usize = 400;
/// Bytes of a title that are kept apart from the next sentence; real titles are shorter.
const LONGEST_TITLE: usize = 1200;

/// Repaired numbers that are told of; a text with more of them is a bad scan all over.
const MOST_REPAIRS: usize = 64;

/// A mention of a document and what stands around it. Spans count the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Citation {
    pub(crate) paragraph: usize,
    pub(crate) span: Span,
    pub(crate) full: Span,
    pub(crate) kind: Option<&'static DocTypeRow>,
    pub(crate) type_span: Option<Span>,
    pub(crate) number: Option<DocNumber>,
    pub(crate) number_span: Option<Span>,
    /// Name without type word, for a document cited by name.
    pub(crate) name: Option<Span>,
    pub(crate) date: Option<(String, Option<Span>)>,
    pub(crate) issuer: Option<(String, Option<Span>)>,
    pub(crate) title: Option<Span>,
    pub(crate) pinpoint: Option<Pinpoint>,
    pub(crate) form: Form,
    /// The citation whose name or title holds this one.
    pub(crate) inside: Option<usize>,
    /// Part of a list with the citation before it: nothing but a comma, "và" or ";" stands between.
    pub(crate) listed: bool,
    /// What the citation is to be tied to: the target of an alias.
    pub(crate) target: Option<usize>,
    /// The short name of the own rules that it is.
    pub(crate) own: Option<&'static AliasRow>,
    /// Stands in the brackets that define a short name.
    pub(crate) defines: bool,
    /// Stands in an article of a portal around the document.
    pub(crate) around: bool,
    /// Name of the rule that found it, for `--explain`.
    pub(crate) rule: &'static str,
}

/// Every citation in the running text of a page, in text order.
pub(crate) fn citations(page: &Page, layout: &Layout, anchors: &Anchors) -> Vec<Citation> {
    let mut out: Vec<Citation> = Vec::new();
    let mut found: Vec<Citation> = Vec::new();
    let [mut names, mut numbers, mut short_numbers, mut letters] =
        [&anchors.names, &anchors.numbers, &anchors.short_numbers, &anchors.letters].map(|list| Parts(list));
    // A portal that tells a document in its own order lists the bases under a heading; where the document gives them
    // itself, that list only repeats them.
    let told = layout.genre == Genre::Portal && !gives_bases(page, layout);
    let mut under_basis = false;
    for (index, paragraph) in page.paragraphs.iter().enumerate() {
        let zone = layout.zones.get(index).copied().unwrap_or(Zone::Body);
        // A portal's menus and lists cite nothing; its articles around the document do, in sentences.
        let around_document = zone == Zone::Furniture && layout.genre == Genre::Portal;
        if !around_document && !matches!(zone, Zone::Body | Zone::Subject | Zone::Attachment) {
            continue;
        }
        let here = Here {
            paragraph: index,
            window: page.words(paragraph.span),
            base: paragraph.span.start,
            names: names.within(paragraph.span),
            numbers: numbers.within(paragraph.span),
            short_numbers: short_numbers.within(paragraph.span),
            letters: letters.within(paragraph.span),
        };
        let window = here.window;
        let first = out.len();
        if !here.is_empty() {
            here.citations(&mut found, &mut out);
        }
        let listed = around_document && under_basis;
        under_basis = told && around_document && (listed && out.len() > first || is_basis_heading(window));
        if out.len() > first {
            let own = &mut out[first..];
            around(window, own);
            if around_document {
                if page.lines[paragraph.lines.start].row != 0 || !listed && !speaks_of(window, &own[0]) {
                    out.truncate(first);
                    continue;
                }
                own.iter_mut().for_each(|c| c.around = true);
            }
            list_heads(window, own);
            lists(window, own);
            for c in own {
                c.shift(paragraph.span.start, first);
            }
        }
    }
    out
}

/// True when a paragraph of the document itself opens with "Căn cứ".
fn gives_bases(page: &Page, layout: &Layout) -> bool {
    let mut body = page.paragraphs.iter().zip(&layout.zones).filter(|(_, zone)| **zone == Zone::Body);
    body.any(|(p, _)| {
        starts_with_any(page.words(p.span).trim_start_matches(['-', '+', '*', ' ']), &["Căn cứ ", "CĂN CỨ "])
    })
}

/// "Căn cứ", "CĂN CỨ PHÁP LÝ", "Căn cứ pháp lý của thủ tục hành chính": a heading of the documents that what follows
/// rests on.
pub(crate) fn is_basis_heading(words: &str) -> bool {
    /// Bytes of the longest heading; more is a sentence.
    const LONGEST: usize = 120;
    const HEADINGS: [&str; 10] = [
        "căn cứ",
        "các căn cứ",
        "căn cứ pháp lý",
        "các căn cứ pháp lý",
        "căn cứ pháp luật",
        "căn cứ ban hành",
        "căn cứ xây dựng",
        "căn cứ thực hiện",
        "cơ sở pháp lý",
        "văn bản căn cứ",
    ];
    words.len() < LONGEST && {
        let folded = fold(words);
        HEADINGS.contains(&folded.split_once(" của ").map_or(&*folded, |(heading, _)| heading))
    }
}

/// True when words of a sentence lead to a citation: "theo Thông tư …", "khoản 2 Điều 5 Luật …".
///
/// Not where a portal speaks of itself, cuts a teaser short, or announces the document that stands below.
fn speaks_of(window: &str, c: &Citation) -> bool {
    const PORTAL: [&str; 4] = ["chúng tôi", "Chúng tôi", "Quý khách", "Quý Thành viên"];
    let before = window[..c.span.start as usize].trim_end();
    let spoken = c.pinpoint.is_some() || !before.ends_with("ban hành") && cue_ending_at(before).is_some();
    let cut = window.trim_end().ends_with(['…']) || window.trim_end().ends_with("...");
    let metadata = window.contains(": \"");
    spoken && !cut && !metadata && !PORTAL.iter().any(|w| window.contains(w))
}

/// A word on each number that was put right inside its token, the first time it is cited.
pub(crate) fn repairs(page: &Page, citations: &[Citation]) -> Vec<Diagnostic> {
    let mut out: Vec<Diagnostic> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for c in citations {
        let (Some(number), Some(span)) = (c.number.as_ref().filter(|n| n.repaired), c.number_span) else { continue };
        if !seen.contains(&number.value.as_str()) && seen.len() < MOST_REPAIRS {
            seen.push(&number.value);
            let message = format!("\"{}\" is read as {}", page.words(span), number.value);
            out.push(Diagnostic::new("number-repaired", message, Some(span)));
        }
    }
    out
}

impl Citation {
    /// Reads what stands in front of a citation that was found by its short name; its spans count the page.
    pub(crate) fn read_before(&mut self, page: &Page) {
        let Some(paragraph) = page.paragraphs.get(self.paragraph) else { return };
        let start = paragraph.span.start as usize;
        let Some(local) = (self.span.start as usize).checked_sub(start) else { return };
        let mut probe = Citation { span: Span::new(local, local + self.span.len()), ..Citation::default() };
        read_pinpoint(page.words(paragraph.span), &mut probe);
        self.pinpoint = probe.pinpoint.map(|p| Pinpoint { span: p.span.shifted(start), ..p });
    }

    /// From offsets of the paragraph to offsets of the page; from indices of the paragraph's citations to all.
    fn shift(&mut self, by: u32, first: usize) {
        let by = by as usize;
        self.span = self.span.shifted(by);
        self.full = self.full.shifted(by);
        for span in [&mut self.type_span, &mut self.number_span, &mut self.name, &mut self.title].into_iter().flatten()
        {
            *span = span.shifted(by);
        }
        for (_, span) in [&mut self.date, &mut self.issuer].into_iter().flatten() {
            *span = span.map(|s| s.shifted(by));
        }
        if let Some(p) = &mut self.pinpoint {
            p.span = p.span.shifted(by);
        }
        self.inside = self.inside.map(|i| i + first);
    }

    /// The type code, when the words or the number tell it.
    pub(crate) fn code(&self) -> Option<&'static str> {
        self.kind.map(|k| k.code)
    }
}

/// A paragraph and what may start in it, in offsets of the page.
struct Here<'a> {
    paragraph: usize,
    window: &'a str,
    base: u32,
    names: &'a [u32],
    numbers: &'a [u32],
    short_numbers: &'a [u32],
    letters: &'a [u32],
}

impl Here<'_> {
    fn is_empty(&self) -> bool {
        [self.names, self.numbers, self.short_numbers, self.letters].iter().all(|list| list.is_empty())
    }

    /// Some of its anchors, as offsets of the paragraph.
    fn local<'a>(&self, list: &'a [u32]) -> impl Iterator<Item = usize> + use<'a> {
        let base = self.base;
        list.iter().map(move |at| (at - base) as usize)
    }

    /// The citations of the paragraph, in text order; `found` is room to gather them in, empty before and after.
    fn citations(&self, found: &mut Vec<Citation>, out: &mut Vec<Citation>) {
        let &Here { window, paragraph, .. } = self;
        let first = out.len();
        let mut covered = 0usize;
        for at in self.local(self.names) {
            if at < covered || is_draft(&window[..at]) || is_no_law(window, at) {
                continue;
            }
            if let Some(named) = window.get(at..).and_then(named::named) {
                covered = at + named.len;
                if named.number.is_none() && has_blank_number(&window[covered..]) {
                    continue;
                }
                push_named(window, paragraph, at, named, found);
            } else if let Some(constitution) = bare_constitution(window, paragraph, at) {
                found.push(constitution);
            }
        }
        let named: Vec<Span> = found.iter().filter(|c| c.inside.is_none()).map(|c| c.span).collect();
        let mut next = 0;
        for at in self.local(self.numbers) {
            while named.get(next).is_some_and(|s| (s.end as usize) <= at) {
                next += 1;
            }
            if named.get(next).is_some_and(|s| s.start as usize <= at) {
                continue;
            }
            let Some(number) = window.get(at..).and_then(number::number) else { continue };
            let Some(citation) = numbered(window, paragraph, at, number) else { continue };
            push_shared(window, &citation, found);
            found.push(citation);
        }
        self.short_citations(&named, found);
        self.free_citations(found);
        if found.is_empty() {
            return;
        }
        found.sort_by_key(|c| (c.span.start, std::cmp::Reverse(c.span.end)));
        // The same place read twice ("Luật X số N" by name and by number) counts once; a law that another one amends
        // stands inside its name.
        let mut outer: Option<usize> = None;
        for c in found.drain(..) {
            match outer.filter(|&o| out[o].span.overlaps(c.span)) {
                Some(o) if c.inside.is_some() => out.push(Citation { inside: Some(o - first), ..c }),
                Some(_) => {}
                None => {
                    outer = Some(out.len());
                    out.push(Citation { inside: None, ..c });
                }
            }
        }
    }

    /// Numbers without their codes behind the type word of a normative document: "Nghị định 123/2020", "Thông tư 78/2021".
    fn short_citations(&self, named: &[Span], found: &mut Vec<Citation>) {
        let &Here { window, paragraph, .. } = self;
        const KINDS: [&str; 7] =
            ["nghi_dinh", "thong_tu", "thong_tu_lien_tich", "quyet_dinh", "nghi_quyet", "luat", "chi_thi"];
        for at in self.local(self.short_numbers) {
            let Some(number) = number::short_number(&window[at..]) else { continue };
            let before = tail(&window[..at], 64);
            let lead = lead(before, false);
            let (Some(kind), Some(type_len)) = (lead.kind.filter(|k| KINDS.contains(&k.code)), lead.type_len) else {
                continue;
            };
            let start = at - (before.len() - lead.start);
            let span = Span::new(start, at + number.len);
            // "quyết định 12/2020" may be the verb; behind "số" it is not.
            let sure = window[start..].starts_with(char::is_uppercase) || so_ending(before.trim_end()).is_some();
            if !sure || lead.name.is_some() || overlaps_one(named, span) {
                continue;
            }
            let type_span = Span::new(start, start + type_len);
            let rule = "short-number";
            found.push(Citation { kind: Some(kind), rule, ..typed(paragraph, type_span, at, number) });
        }
    }

    /// Numbers of letters that companies write as they like, behind "công văn số": "ADM2018/07-01", "15-2017/CV-VH".
    ///
    /// free = ( "công văn" | "văn bản" ) , "số" , token , ( "ngày" | "của" | "," | … ) ;
    fn free_citations(&self, found: &mut Vec<Citation>) {
        let &Here { window, paragraph, .. } = self;
        let mut sorted: Vec<Span> = Vec::new();
        for at in self.local(self.letters) {
            let Some(number) = window.get(at..).and_then(number::free_number) else { continue };
            let Some(so) = at.checked_sub("số ".len()) else { continue };
            let Some((start, len, kind)) = type_ending(tail(&window[..so], 64).trim_end()) else { continue };
            let start = so - tail(&window[..so], 64).len() + start;
            let span = Span::new(start, at + number.len);
            if sorted.is_empty() {
                sorted = found.iter().map(|c| c.span).collect();
                sorted.sort_by_key(|s| s.start);
            }
            if overlaps_one(&sorted, span) {
                // "27/CV/ABC": what was read of it is only its beginning.
                let begun = |c: &Citation| c.number_span.is_some_and(|n| n.start as usize == at && n.end < span.end);
                let Some(begun) = found.iter_mut().find(|c| begun(c)) else { continue };
                if window[begun.span.end as usize..].starts_with('/') {
                    begun.number_span = Some(Span::new(at, at + number.len));
                    (begun.number, begun.span, begun.full) = (Some(number), span, span);
                }
                continue;
            }
            let type_span = Span::new(start, start + len);
            let (kind, rule) = (type_of(Some(kind), &number), "free-number");
            found.push(Citation { kind, rule, ..typed(paragraph, type_span, at, number) });
        }
    }
}

/// A citation by a type word and the number that stands at `at` behind it.
fn typed(paragraph: usize, type_span: Span, at: usize, number: DocNumber) -> Citation {
    let number_span = Span::new(at, at + number.len);
    let span = type_span.hull(number_span);
    Citation {
        paragraph,
        span,
        full: span,
        type_span: Some(type_span),
        number_span: Some(number_span),
        number: Some(number),
        form: Form::Short,
        ..Citation::default()
    }
}

/// A bill or a draft is not a document yet.
fn is_draft(before: &str) -> bool {
    let near = tail(before, 24).trim_end();
    let near = strip_last_word(near, "các").map_or(near, str::trim_end);
    ["dự thảo", "dự án", "dự luật", "xây dựng"].iter().any(|w| strip_last_word(near, w).is_some())
}

/// "Công ty Luật TNHH …", "Trường Đại học Luật", "cử nhân Luật": the word names a firm, a school, a profession.
fn is_no_law(window: &str, at: usize) -> bool {
    const BEFORE: [&str; 12] = [
        "công ty",
        "đại học",
        "khoa",
        "cử nhân",
        "thạc sĩ",
        "tiến sĩ",
        "ngành",
        "trường",
        "văn phòng",
        "hãng",
        "công ty tnhh",
        "học viện",
    ];
    if abbreviation_at(&window[at..]).is_some() {
        return window[..at].ends_with(is_alphanumeric);
    }
    if !window[at..].starts_with("Luật ") {
        return false;
    }
    let near = tail(&window[..at], 24).trim_end();
    BEFORE.iter().any(|w| strip_last_word(near, w).is_some()) || window[at..].starts_with("Luật TNHH")
}

/// "Luật Thủy sản số ………": what a form leaves to be filled in.
fn has_blank_number(rest: &str) -> bool {
    let number = ["số", "Số", "SỐ"].iter().find_map(|so| rest.strip_prefix(' ')?.strip_prefix(so));
    number.is_some_and(|n| starts_with_any(n.trim_start_matches([':', ' ']), &["…", "..", "__"]))
}

/// "Điều 69 Hiến pháp": a place in it says that the constitution in force is meant.
fn bare_constitution(window: &str, paragraph: usize, at: usize) -> Option<Citation> {
    let (len, kind) = type_at(&window[at..]).filter(|(_, kind)| kind.code == "hien_phap")?;
    pinpoint_ending(&window[..at])?;
    let span = Span::new(at, at + len);
    Some(Citation {
        paragraph,
        span,
        full: span,
        kind: Some(kind),
        type_span: Some(span),
        form: Form::Named,
        rule: "constitution",
        ..Citation::default()
    })
}

fn push_named(window: &str, paragraph: usize, at: usize, named: Named, found: &mut Vec<Citation>) {
    let span = Span::new(at, at + named.len);
    // The name stands right behind the type word; a short form has none.
    let name_at = at + if named.type_len > 0 { named.type_len + 1 } else { 0 };
    let outer = Citation {
        paragraph,
        span,
        full: span,
        kind: match &named.number {
            _ if named.consolidated => type_by_code("van_ban_hop_nhat"),
            Some((_, number)) => type_of(Some(named.kind), number),
            None => Some(named.kind),
        },
        type_span: (named.type_len > 0).then(|| Span::new(at, at + named.type_len)),
        number_span: named.number.as_ref().map(|(n, d)| Span::new(at + n, at + n + d.len)),
        number: named.number.map(|(_, d)| d),
        name: (!named.name.is_empty()).then(|| Span::new(name_at, name_at + named.name.len())),
        date: named.year.map(|y| (y.to_owned(), None)),
        issuer: named.issuer.map(|i| (i.to_owned(), None)),
        form: Form::Named,
        rule: if named.amended.is_empty() { "name" } else { "amending-law" },
        ..Citation::default()
    };
    found.push(outer);
    for (start, end) in named.amended {
        let Some(inner) = window.get(at + start..).and_then(named::named) else { continue };
        let span = Span::new(at + start, at + end);
        let name_at = at + start + inner.type_len + 1;
        let number = inner.number.filter(|_| inner.len <= end - start);
        found.push(Citation {
            paragraph,
            span,
            full: span,
            kind: Some(inner.kind),
            type_span: Some(Span::new(at + start, at + start + inner.type_len)),
            name: Some(Span::new(name_at, (name_at + inner.name.len()).min(at + end))),
            date: inner.year.filter(|_| inner.len <= end - start).map(|y| (y.to_owned(), None)),
            number_span: number.as_ref().map(|(n, d)| Span::new(at + start + n, at + start + n + d.len)),
            number: number.map(|(_, d)| d),
            form: Form::Named,
            // Marked as held by the amending law; the true index is set when the list is sorted.
            inside: Some(0),
            rule: "amended-law",
            ..Citation::default()
        });
    }
}

/// A citation by number, unless the words around say that it is none.
fn numbered(window: &str, paragraph: usize, at: usize, number: DocNumber) -> Option<Citation> {
    let before = tail(&window[..at], BEFORE);
    let after = head(&window[at + number.len..], 40);
    let lead = lead(before, number.family == Family::Court);
    // What may stand behind a type word alone may stand behind its issuer too.
    let typed =
        lead.type_len.filter(|_| lead.issuer.is_some()).map(|len| [&before[..lead.start + len], " số "].concat());
    let before = typed.as_deref().unwrap_or(before);
    if number::is_false_number(before, &number, after) || matches!(number.family, Family::Standard) {
        return None;
    }
    let start = at - (tail(&window[..at], BEFORE).len() - lead.start);
    let kind = type_of(lead.kind, &number);
    let span = Span::new(start, at + number.len);
    // "Số: 41/SHS-NT" alone is the number line of a letter that stands below, or of a form.
    let line = ["Số", "SỐ"].iter().find_map(|so| span.of(window).strip_prefix(so));
    if line.is_some_and(|rest| rest.trim_start().starts_with(':')) {
        return None;
    }
    let number_span = Span::new(at, at + number.len);
    Some(Citation {
        paragraph,
        span,
        full: span,
        kind,
        type_span: lead.type_len.map(|n| Span::new(start, start + n)),
        number_span: Some(number_span),
        name: lead.name.map(|(a, b)| Span::new(start + a, start + b)),
        issuer: lead
            .issuer
            .map(|(a, b)| (window[start + a..start + b].to_owned(), Some(Span::new(start + a, start + b)))),
        number: Some(number),
        form: Form::Short,
        rule: if lead.kind.is_some() { "type-and-number" } else { "number" },
        ..Citation::default()
    })
}

/// Members of a list that leave the end of their number to the last: "Thông tư số 01, 02 và 03/2020/TT-BNV".
///
/// shared = type , "số" , serial , { "," , serial } , [ "," | "và" ] , number ;
fn push_shared(window: &str, last: &Citation, found: &mut Vec<Citation>) {
    /// Serials before the last; lists of more are tables.
    const MOST: usize = 12;
    let (Some(number), Some(span), None) = (&last.number, last.number_span, last.type_span) else { return };
    let mut serials: Vec<(usize, usize)> = Vec::new();
    let mut text = &window[..span.start as usize];
    while serials.len() < MOST {
        let Some(open) = ["và", "hoặc", ",", ", và"].iter().find_map(|w| text.trim_end().strip_suffix(w)) else {
            break;
        };
        let open = open.trim_end();
        let digits = open.len() - open.trim_end_matches(|c: char| c.is_ascii_digit()).len();
        if !(1..=5).contains(&digits) || !open[..open.len() - digits].ends_with([' ', ',']) {
            break;
        }
        serials.push((open.len() - digits, open.len()));
        text = &open[..open.len() - digits];
    }
    let Some(&(first, _)) = serials.last() else { return };
    let lead = lead(tail(&window[..first], BEFORE), false);
    let near = tail(&window[..first], BEFORE);
    // Only "số" behind a type word opens such a list; "khoản 1, 2 và …" is none.
    let (Some(kind), Some(type_len)) = (lead.kind, lead.type_len) else { return };
    if so_ending(near.trim_end()).is_none() {
        return;
    }
    let rest = number.value.get(number.serial().len()..).unwrap_or_default();
    for &(start, end) in serials.iter().rev() {
        let Some(mut read) = number::number(&format!("{}{rest}", &window[start..end])) else { continue };
        read.len = end - start;
        let number_span = Span::new(start, end);
        let opens = start == first;
        let from = if opens { first - (near.len() - lead.start) } else { start };
        found.push(Citation {
            paragraph: last.paragraph,
            span: Span::new(from, end),
            full: Span::new(from, end),
            kind: Some(kind),
            type_span: opens.then(|| Span::new(from, from + type_len)),
            number_span: Some(number_span),
            number: Some(read),
            form: Form::Short,
            rule: "shared-number",
            ..Citation::default()
        });
    }
}

/// True when one of the spans, which stand in order, overlaps another span: only the nearest can.
fn overlaps_one(sorted: &[Span], span: Span) -> bool {
    let to = sorted.partition_point(|s| s.start < span.end);
    sorted[to.saturating_sub(2)..to].iter().any(|s| s.overlaps(span))
}

/// The type that a citation has: the type word's, unless that says too little; else the number's.
pub(crate) fn type_of(word: Option<&'static DocTypeRow>, number: &DocNumber) -> Option<&'static DocTypeRow> {
    // "Luật Thuế giá trị gia tăng (hợp nhất) số 05/VBHN-VPQH" is the consolidation, not the law.
    let consolidated = number.family == Family::Consolidated;
    // "Thông tư số 23/2005/TTLT-BNV-BTC": the number says more than the word.
    if number.family == Family::Joint
        && let Some(row) = number.type_symbol().and_then(type_of_symbol)
        && word.is_some_and(|word| row.code.strip_suffix("_lien_tich") == Some(word.code))
    {
        return Some(row);
    }
    if let Some(row) = word.filter(|r| r.code != "van_ban" && !consolidated) {
        return Some(row);
    }
    let symbol = number.type_symbol();
    match number.family {
        Family::Party => symbol.and_then(type_of_party_symbol).or_else(|| symbol.and_then(type_of_symbol)),
        Family::Dispatch => type_by_code("cong_van"),
        // "21/2018/QĐST-HNGĐ"; without it the code names the case alone.
        Family::Court if number.symbols().any(|s| s.starts_with("QĐ")) => type_by_code("quyet_dinh"),
        // A blank serial hides nothing else: "/TCT-CS" is a dispatch, "/KH-UBND" a plan.
        Family::Blank => symbol.and_then(type_of_symbol).or_else(|| type_by_code("cong_van")),
        _ => symbol.and_then(type_of_symbol),
    }
}

/// What stands in front of a number and belongs to its mention.
#[derive(Default)]
struct Lead {
    /// Where the mention starts in the text before the number.
    start: usize,
    kind: Option<&'static DocTypeRow>,
    type_len: Option<usize>,
    /// Name between type word and number ("Luật Bưu chính số …"), from the mention's start.
    name: Option<(usize, usize)>,
    /// The issuing body there ("Nghị định của Chính phủ số …"), from the mention's start.
    issuer: Option<(usize, usize)>,
}

/// Reads what stands in front of a number, which is a court's or not.
fn lead(before: &str, court: bool) -> Lead {
    let trimmed = before.trim_end_matches([' ', ':', ',', '.', '[', '_']);
    let so = so_ending(trimmed);
    let (base, words) = match so {
        Some(at) => (at, before[..at].trim_end()),
        None => (before.len(), before.trim_end()),
    };
    // A mark between "số" and the type word ("các Tờ trình: số A") leaves the type outside the mention.
    if let Some((start, len, row)) = type_ending(words) {
        return Lead { start, kind: Some(row), type_len: Some(len), ..Lead::default() };
    }
    if so.is_some()
        && let Some((start, row)) = misspelt_type(words)
    {
        return Lead { start, kind: Some(row), type_len: Some(words.len() - start), ..Lead::default() };
    }
    if let Some((start, row)) = abbreviated_type(words) {
        return Lead { start, kind: Some(row), type_len: Some(words.len() - start), ..Lead::default() };
    }
    if so.is_some()
        && let Some((start, len, row)) = joint_circular(words)
    {
        return Lead { start, kind: Some(row), type_len: Some(len), ..Lead::default() };
    }
    if so.is_some()
        && let Some((start, len, row)) = qualified_type(words).or_else(|| if court { court_act(words) } else { None })
    {
        return Lead { start, kind: Some(row), type_len: Some(len), ..Lead::default() };
    }
    if so.is_some()
        && let Some((start, len, row, of)) = issued_type(words)
    {
        let issuer = Some((of - start, words.len() - start));
        return Lead { start, kind: Some(row), type_len: Some(len), issuer, ..Lead::default() };
    }
    let open = words.trim_end_matches([':', ' ']);
    if open.len() < words.len()
        && let Some((_, _, row)) = type_ending(open)
    {
        return Lead { start: base, kind: Some(row), ..Lead::default() };
    }
    // A law's name between its type word and "số", when no lexicon knows it.
    if so.is_some()
        && let Some((start, len, row)) = law_before(words)
    {
        return Lead {
            start,
            kind: Some(row),
            type_len: Some(len),
            name: Some((len + 1, words.len() - start)),
            ..Lead::default()
        };
    }
    Lead { start: base, ..Lead::default() }
}

/// Where "số" (or what a scan makes of it) starts, when it ends `text`.
fn so_ending(text: &str) -> Option<usize> {
    let at = text.rfind([' ', ',', ':', '(', '“', '"']).map_or(0, |i| i + 1);
    let word = text.get(at..)?;
    let mut chars = word.chars();
    let (s, o, none) = (chars.next()?, chars.next()?, chars.next());
    let so = matches!(s, 's' | 'S')
        && matches!(o, 'ố' | 'Ố' | 'ô' | 'Ô' | 'ó' | 'Ó' | 'é' | 'o' | 'O' | 'ồ' | 'ổ' | 'ỗ' | 'd' | 'đ' | '6' | '0');
    (so && none.is_none()).then_some(at)
}

/// The longest type word that ends `text`: start, length, row.
fn type_ending(text: &str) -> Option<(usize, usize, &'static DocTypeRow)> {
    /// Bytes that hold the longest type word.
    const LONGEST: usize = 64;
    let near = tail(text, LONGEST);
    let mark = |at: usize| match near.as_bytes()[at] {
        b'(' | b'"' | b':' | b';' | b',' | b'-' | b'/' => Some(at + 1),
        0xE2 => near[at..].starts_with('“').then_some(at + '“'.len_utf8()),
        _ => None,
    };
    let base = text.len() - near.len();
    if let Some((at, row)) = types::type_ending(near) {
        // Other marks that are glued to a word make another of it.
        let opens = at == 0 || near[..at].ends_with([' ', '(', '"', ':', ';', ',', '-', '/', '“']);
        return opens.then_some((base + at, near.len() - at, row));
    }
    let clause = (0..near.len()).rev().find_map(mark)?;
    let (at, row) = types::type_ending(&near[clause..]).filter(|(at, _)| *at == 0)?;
    Some((base + clause + at, near.len() - clause - at, row))
}

/// "NĐ số 02/CP", "QĐ 327/CT": the symbol of a type for its word.
fn abbreviated_type(text: &str) -> Option<(usize, &'static DocTypeRow)> {
    const WORDS: [&str; 9] = ["NĐ", "QĐ", "NQ", "TT", "TTLT", "CT", "CV", "KL", "PL"];
    let start = text.rfind([' ', '(', ',', ';', ':']).map_or(0, |i| i + 1);
    let word = text.get(start..).filter(|w| WORDS.contains(w))?;
    type_of_symbol(word).map(|row| (start, row))
}

/// "Nghị dịnh số", "cong văn số": a type word of two words as a scan prints it.
fn misspelt_type(text: &str) -> Option<(usize, &'static DocTypeRow)> {
    const WORDS: [(&str, &str); 10] = [
        ("nghi dinh", "nghi_dinh"),
        ("thong tu", "thong_tu"),
        ("quyet dinh", "quyet_dinh"),
        ("nghi quyet", "nghi_quyet"),
        ("chi thi", "chi_thi"),
        ("cong van", "cong_van"),
        ("van ban", "van_ban"),
        ("to trinh", "to_trinh"),
        ("ke hoach", "ke_hoach"),
        ("bao cao", "bao_cao"),
    ];
    let last = text.rfind(' ')?;
    let start = text[..last]
        .rfind([' ', '(', ',', ';', ':', '"', '“'])
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let word = text.get(start..)?;
    if word.len() < 7 || word.len() > 18 {
        return None;
    }
    let plain = plain(word);
    let (_, code) = WORDS.iter().find(|(w, _)| *w == plain)?;
    type_by_code(code).map(|row| (start, row))
}

/// "Thông tư liên Bộ Tài chính - Y tế số": the bodies stand between the type word and "số".
fn joint_circular(text: &str) -> Option<(usize, usize, &'static DocTypeRow)> {
    let start = ["Thông tư liên ", "Thông tư Liên ", "thông tư liên "].iter().filter_map(|w| text.rfind(w)).max()?;
    let (len, row) = type_at(&text[start..]).filter(|(_, row)| row.code != "thong_tu")?;
    let between = text.get(start + len..)?;
    let sound = !between.contains([';', ':', '(', '.', '/']) && between.split(' ').count() <= 24;
    sound.then_some((start, len, row))
}

/// "Nghị định của Chính phủ số", the order of older texts: where it starts, the length of the type word, the type, and where
/// the body starts.
fn issued_type(text: &str) -> Option<(usize, usize, &'static DocTypeRow, usize)> {
    const OF: &str = " của ";
    let at = text.rfind(OF)?;
    let of = at + OF.len();
    let (start, len, row) = type_ending(&text[..at]).filter(|(start, ..)| !text[..*start].ends_with("ác "))?;
    (body(&text[of..]) == Some(text.len() - of)).then_some((start, len, row, of))
}

/// "Báo cáo thẩm tra số", "Thông báo kết luận số": a type word with one or two small words behind it; reports say what
/// they do in more ("Báo cáo tiếp thu, giải trình số").
fn qualified_type(text: &str) -> Option<(usize, usize, &'static DocTypeRow)> {
    const MOST: usize = 6;
    let mut at = text.len();
    for words in 1..=MOST {
        let space = text[..at].rfind(' ')?;
        let word = &text[space + 1..at];
        let word = word.strip_suffix(',').filter(|_| words > 1).unwrap_or(word);
        const NO: [&str; 16] = [
            "về", "của", "đã", "có", "theo", "tại", "và", "các", "này", "là", "ban", "hành", "trên", "việc", "với",
            "do",
        ];
        if !word.starts_with(char::is_lowercase)
            || !word.chars().all(crate::lexicon::fold::is_alphabetic)
            || NO.contains(&word) && !(word == "hành" && text[at..].starts_with(" động"))
        {
            return None;
        }
        at = space;
        if words > 2 && !text[..at].ends_with(" cáo") && !text[..at].ends_with(" bản") {
            continue;
        }
        if let Some((start, len, row)) = type_ending(&text[..at])
            && text[start..].starts_with(char::is_uppercase)
            && row.code != "luat"
        {
            return Some((start, len, row));
        }
    }
    None
}

/// "Bản án hình sự sơ thẩm số", "Quyết định đưa vụ án ra xét xử số": between the type word and "số" the act of a court says
/// what it is (Bộ luật Tố tụng hình sự 2015, Điều 132, 255, 260).
fn court_act(text: &str) -> Option<(usize, usize, &'static DocTypeRow)> {
    /// "Quyết định công nhận thuận tình ly hôn và sự thỏa thuận của các đương sự số"
    const WORDS: usize = 16;
    let start = ["Bản án ", "bản án ", "Quyết định ", "quyết định "].iter().filter_map(|w| text.rfind(w)).max()?;
    let (len, row) = type_at(&text[start..])?;
    let between = text.get(start + len..)?;
    let marks = between.contains([';', ':', '(', '.', ',', '/']) || between.contains(|c: char| c.is_ascii_digit());
    // "Quyết định của Tòa án … hồ sơ vụ án số": another sentence; the case has the number.
    let other = [" của Tòa", " của Toà", " tại ", " đã "].iter().any(|w| between.contains(w))
        || ["vụ án", "vụ việc", "hồ sơ"].iter().any(|w| between.ends_with(w));
    (!marks && !other && between.split(' ').count() <= WORDS).then_some((start, len, row))
}

/// "Luật thuế giá trị gia tăng" in front of "số": the nearest "Luật" with no end of clause behind it.
fn law_before(text: &str) -> Option<(usize, usize, &'static DocTypeRow)> {
    let from = ["Bộ luật ", "Luật ", "Pháp lệnh ", "LUẬT ", "luật "].iter().filter_map(|w| text.rfind(w)).max()?;
    let from = if text[..from].ends_with("Bộ ") { from - "Bộ ".len() } else { from };
    let (len, row) = type_at(&text[from..])?;
    let name = text.get(from + len..)?;
    let sound = !name.contains([';', '.', ':', '(', '“'])
        && !name.contains(" số ")
        && (2..=16).contains(&name.split(' ').count());
    (sound && !text[..from].trim_end().to_lowercase().ends_with("pháp")).then_some((from, len, row))
}

/// Date, issuer, title and pinpoint of each citation of a paragraph.
fn around(window: &str, own: &mut [Citation]) {
    for i in 0..own.len() {
        // Laws inside an amending law's name have no surroundings of their own.
        if own[i].inside.is_some() {
            continue;
        }
        let end = own[i].span.end as usize;
        let limit =
            own[i + 1..].iter().find(|c| c.span.start as usize >= end).map_or(window.len(), |c| c.span.start as usize);
        let stop = sentence_end(window, end, limit);
        let mut at = end + footnote(&window[end..stop]);
        let c = &mut own[i];
        let behind = at;
        read_date(window, &mut at, stop, c);
        read_passing(window, &mut at, stop, c);
        read_issuer(window, &mut at, stop, c);
        if at > behind && c.date.as_ref().is_none_or(|(_, s)| s.is_none()) {
            read_date(window, &mut at, stop, c);
        }
        if c.form == Form::Short && (c.date.is_some() || c.issuer.is_some()) {
            c.form = Form::Full;
        }
        c.full.end = (at.max(end) as u32).max(c.span.end);
        read_pinpoint(window, c);
        read_title(window, at, c);
    }
    for i in 0..own.len() {
        issuer_before(window, own, i);
    }
    nest(window, own);
    for i in 1..own.len() {
        lift_date(own, i);
    }
}

/// "Luật số 26/2012/QH13 sửa đổi, bổ sung một số điều của Luật X ngày 22/11/2012 của Quốc hội": date and issuer are the
/// amending law's, whose number has the year.
fn lift_date(own: &mut [Citation], i: usize) {
    let Some(outer) = own[i].inside else { return };
    let (Some(year), None, None) = (own[outer].number.as_ref().and_then(|n| n.year), &own[outer].date, &own[i].number)
    else {
        return;
    };
    let amends = own[outer].title.is_some() && own[outer].code() == Some("luat") && own[i].name.is_some();
    let same_year =
        own[i].date.as_ref().is_some_and(|(d, span)| span.is_some() && d.get(..4) == Some(&*year.to_string()));
    if amends && same_year {
        own[outer].date = own[i].date.take();
        let end = own[i].span.end;
        if let Some(title) = own[outer].title.as_mut().filter(|t| t.end > end) {
            title.end = end;
        }
        if own[outer].issuer.is_none() {
            own[outer].issuer = own[i].issuer.take();
        }
    }
}

/// "(2)", "[1]" glued to a number.
fn footnote(rest: &str) -> usize {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(body) = rest.strip_prefix(open) {
            let digits = body.bytes().take_while(|b| b.is_ascii_digit() || *b == b'*').count();
            if (1..=3).contains(&digits) && body[digits..].starts_with(close) {
                return digits + 2;
            }
        }
    }
    0
}

fn read_date(window: &str, at: &mut usize, stop: usize, c: &mut Citation) {
    let Some(rest) = window.get(*at..stop).filter(|rest| !rest.is_empty()) else { return };
    // "ngày ngày 01/4/2025": typed twice.
    let twice = rest.strip_prefix(" ngày").filter(|r| r.starts_with(" ngày ")).map_or(0, |r| rest.len() - r.len());
    let rest = &rest[twice..];
    *at += twice;
    let Some((start, end, date)) = citation_date(rest) else {
        *at -= twice;
        // "Kết luận 150-KL/TW năm 2025": the year alone.
        if let Some(year) = rest.strip_prefix(" năm ").and_then(|r| r.get(..4))
            && year.bytes().all(|b| b.is_ascii_digit())
            && c.number.is_some()
        {
            let start = *at + " năm ".len();
            c.date = Some((year.to_owned(), Some(Span::new(start, start + 4))));
            *at = start + 4;
        }
        return;
    };
    if let Some(iso) = date.iso().filter(|_| date.valid()) {
        c.date = Some((iso, Some(Span::new(*at + start, *at + end))));
    }
    *at += end;
}

/// passing = [ "đã" ] , "được" , body , … , "thông qua" , [ "tại" … ] , date ;   "được Quốc hội khóa XIII thông qua ngày …"
fn read_passing(window: &str, at: &mut usize, stop: usize, c: &mut Citation) {
    let Some(rest) = window.get(*at..stop) else { return };
    let trimmed = rest.trim_start_matches([' ', ',']);
    if !trimmed.starts_with('đ') {
        return;
    }
    let Some(body_at) =
        ["đã được ", "được "].iter().find_map(|w| trimmed.strip_prefix(w)).map(|b| rest.len() - b.len())
    else {
        return;
    };
    let Some(len) = body(&rest[body_at..]) else { return };
    let behind = head(&rest[body_at + len..], 120);
    let Some(passed) = behind.find("thông qua") else { return };
    if behind[..passed].contains(['.', ';']) || c.number.is_some() && c.date.is_some() {
        return;
    }
    let start = *at + body_at;
    c.issuer = Some((window[start..start + len].to_owned(), Some(Span::new(start, start + len))));
    *at = start + len + passed + "thông qua".len();
    // "thông qua tại kỳ họp thứ 8 ngày …": what stands between is no part of the date.
    let tail = head(&window[*at..stop], 80);
    if let Some(date_at) = tail.find(" ngày ") {
        *at += date_at;
        read_date(window, at, stop, c);
    }
}

/// issuer = [ sent_on ] , [ "," ] , ( "của" | "do" ) , body ;
fn read_issuer(window: &str, at: &mut usize, stop: usize, c: &mut Citation) {
    let rest = &window[*at..stop];
    let trimmed = rest[sent_on(rest)..].trim_start_matches([' ', ',']);
    let skipped = rest.len() - trimmed.len();
    let met = session(trimmed);
    let (skipped, trimmed) = (skipped + met, &trimmed[met..]);
    // "của của HĐND": typed twice.
    let word = ["của của ", "của quý ", "của ", "CỦA ", "do "].iter().find(|w| trimmed.starts_with(**w));
    // "ngày 13/8/2010 Chính phủ": without "của", right behind the date, where the sentence then ends or goes on.
    let alone = || {
        let dated = c.date.as_ref().is_some_and(|(_, s)| s.is_some_and(|s| s.end as usize == *at));
        let named = dated && skipped == 1 && trimmed.starts_with(char::is_uppercase) && title_opener(trimmed).is_none();
        let behind = if named { body(trimmed) } else { None };
        behind.is_some_and(|len| {
            let rest = &trimmed[len..];
            rest.is_empty()
                || rest.starts_with([';', ',', '.', ')'])
                || title_opener(rest.trim_start()).is_some_and(|(_, kept)| !kept)
        })
    };
    let Some(word) = word.copied().or((met > 0 || alone()).then_some("")) else { return };
    // A body's name may run over the start of the next citation's type word only by mistake: the limit holds.
    let Some(len) = body(&trimmed[word.len()..]) else { return };
    let start = *at + skipped + word.len();
    // Two or more codes in the number: the bodies of a joint document are one list.
    let mut len = len;
    let separators: &[&str] = match c.number.as_ref() {
        Some(n) if n.family == Family::Joint => &[", ", " và "],
        Some(n) if n.bodies().count() > 1 => &[" và "],
        _ => &[],
    };
    if !separators.is_empty() {
        let whole = &trimmed[word.len()..];
        while let Some(next) = separators.iter().find_map(|sep| {
            let rest = whole[len..].strip_prefix(sep)?;
            body(rest).map(|n| len + sep.len() + n)
        }) {
            len = next;
        }
    }
    // "của Bộ" where the paragraph breaks off: the rest of the name is lost.
    const CUT: [&str; 12] = [
        "Bộ",
        "Bộ trưởng",
        "Bộ trưởng Bộ",
        "Sở",
        "Ban",
        "Cục",
        "Ủy ban",
        "Ủy ban nhân",
        "Uỷ ban",
        "Uỷ ban nhân",
        "Hội đồng",
        "Tổng cục",
    ];
    if start + len == window.len() && CUT.contains(&&window[start..]) {
        return;
    }
    // "…, của Ban Bí thư tại văn bản số …" is the issuer of what follows.
    let behind = window[start + len..].trim_start();
    if let Some(place) = behind.strip_prefix("tại ")
        && (skipped > met + 1 || type_at(place).is_some())
    {
        return;
    }
    if word == "do " && !window[start + len..].trim_start().starts_with("ban hành") {
        return;
    }
    c.issuer = Some((window[start..start + len].to_owned(), Some(Span::new(start, start + len))));
    *at = start + len;
}

/// sent_on = "(" , ( "gửi" | "nhận" | "đến" | "nhận được" ) , "ngày" , … , ")" , before "của" ;   "(gửi ngày 18/10/2031)"
fn sent_on(rest: &str) -> usize {
    /// Bytes of the longest date in such brackets.
    const LONGEST: usize = 64;
    let Some(inner) = rest.trim_start().strip_prefix('(') else { return 0 };
    if !starts_with_any(inner, &["gửi ngày ", "nhận ngày ", "đến ngày ", "nhận được ngày "]) {
        return 0;
    }
    let close = head(inner, LONGEST).find(')').map(|at| rest.len() - inner.len() + at + 1);
    close.filter(|&at| rest[at..].trim_start().starts_with("của ")).unwrap_or(0)
}

/// session = [ "tại" | "của" ] , ( "Kỳ họp" | "Hội nghị" ) , … , "," | before "của" ;
///   "Kỳ họp thứ nhất, " of "Nghị quyết số … Kỳ họp thứ nhất, Quốc hội khóa XV": the body stands behind its session
fn session(text: &str) -> usize {
    let named = ["tại ", "của "].iter().find_map(|w| text.strip_prefix(w)).unwrap_or(text);
    if !starts_with_any(named, &["Kỳ họp thứ", "kỳ họp thứ", "Hội nghị lần thứ", "hội nghị lần thứ"])
    {
        return 0;
    }
    let near = head(text, 80);
    let own = near.len() - head(named, 80).len().min(near.len());
    let comma = near.find(", ").map(|i| i + ", ".len()).filter(|&i| body(&text[i..]).is_some());
    let of = near[own..].find(" của ").map(|i| own + i + 1).filter(|&i| body(&text[i + "của ".len()..]).is_some());
    comma.into_iter().chain(of).min().unwrap_or(0)
}

/// Where the sentence or the list item that holds `from` ends, at most at `limit`.
fn sentence_end(window: &str, from: usize, limit: usize) -> usize {
    let rest = &window[from..limit];
    let ends = |&i: &usize| {
        let after = &rest[i + 1..];
        // "Cục Thuế TP. Hà Nội": the stop of a unit word.
        if ["TP", "Tp", "TX"].iter().any(|w| ends_with_word(&rest[..i], w)) && rest[i..].starts_with('.') {
            return false;
        }
        rest[i..].starts_with(';')
            || after.is_empty()
            || after.starts_with(' ') && after[1..].starts_with(|c: char| c.is_uppercase() || c == '-')
            || after.starts_with('/')
    };
    memchr::memchr2_iter(b';', b'.', rest.as_bytes()).find(ends).map_or(limit, |i| from + i)
}

/// True when `text` ends with the word `w`, letter by letter.
fn ends_with_word(text: &str, w: &str) -> bool {
    text.strip_suffix(w).is_some_and(|rest| !rest.ends_with(is_alphanumeric))
}

/// Openings of a title behind number, date and issuer; the first that fits is meant.
static TITLE_OPENERS: Starts = Starts::new(&[
    "về việc ",
    "về ",
    "Về việc ",
    "VỀ VIỆC ",
    "VỀ ",
    "V/v ",
    "v/v ",
    "ban hành",
    "quy định",
    "QUY ĐỊNH",
    "sửa đổi",
    "Sửa đổi",
    "bổ sung",
    "hướng dẫn",
    "Hướng dẫn",
    "phê duyệt",
    "phát động",
    "triển khai",
    "điều chỉnh",
    "công bố",
    "bãi bỏ",
    "thành lập",
    "thực hiện",
    "tổ chức",
    "Quy định",
    "Ban hành",
    "Phê duyệt",
    "Về ",
    "giao ",
    "thông qua",
    "chống ",
    "phòng, chống",
]);
/// Those that are not part of the title, as verbs are.
const TITLE_LEADS: [&str; 7] = ["về việc ", "về ", "Về việc ", "VỀ VIỆC ", "VỀ ", "V/v ", "v/v "];

/// aside = "(" , ( "sau đây" | "gọi" | "địa chỉ" | … ) , … , ")" ;   what stands between an issuer and a title and names the
/// issuer: "của Công ty cổ phần A (sau đây gọi là Công ty) về …"
fn aside(rest: &str) -> usize {
    const OPENERS: [&str; 10] = [
        "sau đây",
        "gọi",
        "viết tắt",
        "dưới đây",
        "địa chỉ",
        "Địa chỉ",
        "MST",
        "mã số thuế",
        "Mã số thuế",
        "trước đây",
    ];
    let trimmed = rest.trim_start();
    let Some(inner) = trimmed.strip_prefix('(').filter(|inner| starts_with_any(inner, &OPENERS)) else { return 0 };
    let Some(close) = head(inner, 200).find(')') else { return 0 };
    let end = rest.len() - inner.len() + close + 1;
    // The short name of the document itself is no part of the way to a title.
    let way = rest[end..].trim_start();
    let titled = starts_with_any(way, &["về ", "về việc", "V/v", "v/v", "đề nghị "]) || asking(way).is_some();
    if titled { end } else { 0 }
}

/// How a title opens, and whether the words belong to it; a verb also as a scan prints it ("hướng dan").
fn title_opener(text: &str) -> Option<(&str, bool)> {
    const MISSPELT: [&str; 5] = ["huong dan", "quy dinh", "sua doi", "ban hanh", "phe duyet"];
    let exact = TITLE_OPENERS.first_of(text).map(|opener| (opener, !TITLE_LEADS.contains(&opener)));
    exact.or_else(|| {
        // "viv", "v|v": what a scan makes of the stroke.
        let mut letters = text.chars();
        if matches!(letters.next(), Some('v' | 'V'))
            && matches!(letters.next(), Some('i' | 'í' | 'l' | '1' | '\\' | '|'))
            && letters.as_str().starts_with("v ")
        {
            return Some((&text[..text.len() - letters.as_str().len() + "v ".len()], false));
        }
        // "vé giao": a tone that a scan changed.
        if let Some(rest) = first_of(text, &["vé ", "vẻ ", "vế ", "vể "]).map(|w| &text[w.len()..])
            && !rest.starts_with("việc ")
        {
            return Some((&text[..text.len() - rest.len()], false));
        }
        // "vể việc".
        if text.starts_with(['v', 'V']) && starts_plain(text, "ve viec ") {
            let len = text.char_indices().nth("ve viec ".len()).map_or(text.len(), |(at, _)| at);
            return Some((&text[..len], false));
        }
        let plain = MISSPELT.iter().find(|o| starts_plain(text, o))?;
        let len = text.char_indices().nth(plain.len()).map_or(text.len(), |(at, _)| at);
        Some((&text[..len], true))
    })
}

/// sent = ( "gửi" | "trả lời" | "phúc đáp" ) , body , before "về" ;   "của Bộ A gửi Sở B về …": whom the letter is for stands
/// between its date and its title
fn sent(rest: &str) -> usize {
    /// Bytes of the longest short form in brackets.
    const LONGEST_SHORT: usize = 24;
    let trimmed = rest.trim_start();
    let Some(word) = first_of(trimmed, &["gửi ", "trả lời ", "phúc đáp "]) else { return 0 };
    let to = &trimmed[word.len()..];
    let Some(mut len) = body(to) else { return 0 };
    // "Bảo hiểm xã hội (BHXH) Việt Nam": a short form in brackets, behind which the name may go on.
    if let Some((short, behind)) = to[len..].strip_prefix(" (").and_then(|aside| aside.split_once(')'))
        && short.len() <= LONGEST_SHORT
        && behind.starts_with(' ')
    {
        let capitals = behind.split(' ').skip(1).take_while(|w| w.starts_with(char::is_uppercase));
        len = to.len() - behind.len() + capitals.map(|w| w.len() + 1).sum::<usize>();
    }
    if to[len..].starts_with(" về ") { rest.len() - to.len() + len } else { 0 }
}

/// title = ( "về" [ "việc" ] | quote | verb ) , words to the end of the clause ;
fn read_title(window: &str, at: usize, c: &mut Citation) {
    let at = at + aside(&window[at..]);
    let at = at + sent(&window[at..]);
    let rest = &window[at..];
    let trimmed = rest.trim_start_matches([' ', ',']);
    let start = at + rest.len() - trimmed.len();
    let comma = rest.starts_with(',') || rest.starts_with(" ,");
    // A straight quote glued to the words before closes what was opened there.
    let opens = start > at || !trimmed.starts_with('"');
    if let Some(body) = trimmed.strip_prefix(['“', '"']).filter(|_| opens) {
        let quote = trimmed.len() - body.len();
        if let Some(end) = head(body, LONGEST_TITLE).find(['”', '"']) {
            c.title = Some(Span::new(start + quote, start + quote + end));
            c.full.end = (start + quote + end + trimmed[quote + end..].chars().next().map_or(0, char::len_utf8)) as u32;
        }
        return;
    }
    let asked = if c.date.is_some() || c.issuer.is_some() { asking(trimmed) } else { None };
    let capital =
        || (c.issuer.is_some() && c.date.is_some() && !comma && is_capital_title(trimmed)).then(|| first_word(trimmed));
    let verb = || (!comma && is_basis_title(window, trimmed, c)).then(|| first_word(trimmed));
    let Some((opener, kept)) =
        asked.or_else(|| title_opener(trimmed)).or_else(|| Some((capital().or_else(verb)?, true)))
    else {
        return;
    };
    if kept
        && !opener.ends_with(' ')
        && !trimmed[opener.len()..].starts_with([' ', '“', '"'])
        && !trimmed[opener.len()..].starts_with(", bổ sung")
        && !starts_plain(&trimmed[opener.len()..], ", b")
    {
        return;
    }
    if comma
        && (asked.is_none() || !starts_with_any(trimmed, &["hỏi ", "đề nghị hướng dẫn "]))
        && !opener.trim_end().to_lowercase().starts_with("về")
        && !opener.starts_with("quy định")
        && !opener.starts_with("ban hành")
    {
        return;
    }
    // "Khoản 1 Điều 34 Nghị định … quy định …": the verb is the sentence's, not the title's.
    let of_title = ["ban hành", "hướng dẫn", "sửa đổi", "phê duyệt", "quy định chi tiết"];
    if kept
        && !(starts_with_any(trimmed, &of_title) && (c.date.is_some() || c.issuer.is_some()))
        && c.pinpoint.as_ref().is_some_and(|p| opens_sentence(&window[..p.span.start as usize]))
    {
        return;
    }
    if kept && is_said_at_place(window, start, c) {
        return;
    }
    // A number alone, without date and issuer, followed by a verb: the verb is the sentence's.
    if kept && c.date.is_none() && c.issuer.is_none() && c.name.is_none() {
        let certain =
            ["quy dinh", "ban hanh", "huong dan", "sua doi", "phe duyet"].iter().any(|o| starts_plain(opener, o));
        // "khoản 7 Điều 1 Luật số … sửa đổi, bổ sung một số điều của Luật …": what the whole law does.
        let whole = opener.starts_with("sửa đổi") && head(trimmed, 64).contains("một số điều")
            || ["huong dan thi hanh", "quy dinh chi tiet"].iter().any(|w| starts_plain(trimmed, w));
        if !certain || c.pinpoint.is_some() && !whole {
            return;
        }
    }
    // A named document's name is its title; a verb behind it is the sentence's, and so is "về" behind a law's number:
    // "quy định tại Luật Quản lý thuế số … về tiền chậm nộp".
    let law = || c.code().is_some_and(is_law);
    if c.name.is_some() && (c.number.is_none() || kept || law()) {
        return;
    }
    let mut from = start + if kept { 0 } else { opener.len() };
    let mut end = title_end(window, from);
    // "hướng dẫn thi hành Luật X và Nghị định số …": a circular guides a law together with its decree.
    if matches!(c.code(), Some("thong_tu" | "thong_tu_lien_tich"))
        && starts_plain(trimmed, "huong dan")
        && [" và Nghị định ", " và nghị định "].iter().any(|w| window[end..].starts_with(w))
    {
        end = title_end(window, end + " và Nghị định ".len());
    }
    if let Some(cut) = place_tells(window, start + opener.len(), end, c) {
        end = cut.max(from);
    }
    let inner = &window[from..end];
    let inner = if kept { inner.strip_prefix(opener.trim_end()).map_or(inner, str::trim_start) } else { inner };
    from = end - inner.len();
    let from_opener = if kept { start } else { from };
    if let Some(quoted) = inner.strip_prefix(['“', '"'])
        && let Some(close) = quoted.find(['”', '"'])
    {
        from += inner.len() - quoted.len();
        end = from + close;
    } else {
        from = from_opener;
    }
    // "công văn số … hướng dẫn Công ty": whom a letter tells is not what it is about.
    let object = window[start + opener.len()..end.max(start + opener.len())].trim();
    let told = kept && opener == "hướng dẫn" && c.code() == Some("cong_van") && body(object) == Some(object.len());
    if end > from && !told && !is_noise(&window[from..end]) {
        c.title = Some(Span::new(from, end));
        c.full.end = end as u32;
    }
}

/// "quy định ffềÑỹ?H68§äf%úi": what a scan made of a stamp or a hand.
fn is_noise(title: &str) -> bool {
    /// Signs that no title has, and how many of them may still be stains.
    const SIGNS: [char; 14] = ['?', '§', '%', '@', '{', '}', '|', '~', '^', '=', '<', '>', '#', '$'];
    const STAINS: usize = 3;
    /// Bytes of a title to a sign, in noise.
    const PART: usize = 16;
    let signs = title.chars().filter(|c| SIGNS.contains(c)).count();
    signs > STAINS && title.len() < signs * PART
}

/// "của Ủy ban nhân dân tỉnh Quảng Ngãi Cho phép thành lập …": where nothing stands between, the title opens with its
/// capital.
fn is_capital_title(text: &str) -> bool {
    const SENTENCES: [&str; 8] = ["Căn cứ ", "Theo ", "Tại ", "Đề nghị ", "Trong ", "Nay ", "Sau ", "Để "];
    opens_title(text) && !starts_with_any(text, &SENTENCES) && type_at(text).is_none()
}

/// "Căn cứ Nghị quyết số … của Chính phủ phân quyền, cắt giảm …;": a line of the bases says nothing but what each of them
/// is; a verb behind the issuer opens its title.
fn is_basis_title(window: &str, behind: &str, c: &Citation) -> bool {
    /// Bytes of "Căn cứ" with bullets in front.
    const OPENER: usize = 32;
    /// Verbs by which one thing is told of a basis, not what it is about.
    static TOLD: Starts = Starts::new(&["thay thế", "bãi bỏ", "áp dụng", "hợp nhất", "đính chính", "ban hành"]);
    let before = window[..c.span.start as usize].trim_end();
    c.number.is_some()
        && c.issuer.as_ref().is_some_and(|(_, span)| span.is_some_and(|s| s.start > c.span.end))
        && before.len() <= OPENER
        && before.trim_start_matches(['-', '+', '“', '"', '*', ' ']) == "Căn cứ"
        && verb_at(behind)
        && behind.starts_with(char::is_lowercase)
        && TOLD.first_of(behind).is_none()
        && behind.trim_end().ends_with(';')
}

fn first_word(text: &str) -> &str {
    &text[..text.find(' ').map_or(text.len(), |i| i + 1)]
}

/// asking = "hỏi về" | ( "nêu" , "vướng mắc" | "phản ánh" | … ) , "về" , [ "việc" ] | ( "đề nghị" | "báo cáo" | … ) , … , "về" ;
///   "của Cục Thuế tỉnh A nêu vướng mắc về …": what a letter asks about stands behind the verb, "đề nghị hướng dẫn" is
///   what it is about itself
fn asking(text: &str) -> Option<(&str, bool)> {
    /// Words of verbs between an issuer and "về"; more are a sentence of their own.
    const MOST: usize = 12;
    const ASKS: [&str; 18] = [
        "hỏi", "nêu", "các", "một", "số", "nội", "dung", "khó", "khăn", "khăn,", "vướng", "mắc", "phản", "ánh", "và",
        "thắc", "trao", "đổi",
    ];
    const BEGS: [&str; 5] = ["đề nghị ", "báo cáo ", "kiến nghị ", "xin ý kiến ", "lấy ý kiến "];
    let begs = starts_with_any(text, &BEGS);
    if !begs && !starts_with_any(text, &["hỏi ", "nêu ", "vướng mắc ", "phản ánh ", "trao đổi ", "thắc mắc "])
    {
        return None;
    }
    // "đề nghị hướng dẫn chính sách thuế …": what the letter asks for, without "về".
    let direct = || text.starts_with("đề nghị hướng dẫn ").then_some(("đề nghị ", true));
    let mut at = 0;
    for word in text.split(' ').take(MOST) {
        if word == "về" {
            let about = &text[at..];
            let end = at + if about.starts_with("về việc ") { "về việc ".len() } else { "về ".len() };
            return if begs { Some((&text[..text.find(' ')? + 1], true)) } else { Some((text.get(..end)?, false)) };
        }
        let plain = word.starts_with(char::is_lowercase) && !word.ends_with([';', '.', ':']);
        if !plain || !begs && !ASKS.contains(&word) {
            return direct();
        }
        at += word.len() + 1;
    }
    direct()
}

/// "Tại khoản 2 Điều 5 Nghị định … quy định mức thu.": the place says it, not the whole document, unless another verb
/// of the sentence stands behind the title.
fn is_said_at_place(window: &str, from: usize, c: &Citation) -> bool {
    let Some(place) = &c.pinpoint else { return false };
    let before = window[..place.span.start as usize].trim_end();
    let opened = |words: &[&str]| words.iter().find_map(|w| before.strip_suffix(w)).is_some_and(opens_sentence);
    let end = title_end(window, from);
    let said = &window[from..end];
    // "Căn cứ khoản 1 Điều 2 X quy định mức thu như sau: …".
    let told = window[end..].starts_with(" như sau") && !said.starts_with("quy định về ");
    (opened(&["Tại", "tại"]) || told && opened(&["Căn cứ", "Theo"]))
        && said.starts_with("quy định ")
        && !starts_plain(said, "quy dinh chi tiet")
        && {
            // "theo quy định của", "quy định tại" tell of other places.
            const OTHERS: [&str; 6] = [" tại", " của", " này", " trên", " nêu", " pháp"];
            let mut verbs = said["quy định ".len()..].split("quy định").skip(1);
            !verbs.any(|behind| !starts_with_any(behind, &OTHERS))
        }
}

/// Where the title ends that stands in front of the verb of a sentence: "Tại Điều 5 Thông tư … hướng dẫn về thuế | quy định:
/// …", "Căn cứ khoản 2 Điều 6 Thông tư … , | quy định …". The verb of another title stands behind its body or date.
fn place_tells(window: &str, from: usize, end: usize, c: &Citation) -> Option<usize> {
    const OPENERS: [&str; 5] = ["Tại", "tại", "Căn cứ", "Căn cử", "Theo"];
    const VERB: &str = " quy định";
    let place = window[..c.pinpoint.as_ref()?.span.start as usize].trim_end();
    let place = OPENERS.iter().find_map(|w| place.strip_suffix(w)).unwrap_or(place);
    if !opens_sentence(place) {
        return None;
    }
    let title = window.get(from..end)?;
    title.match_indices(VERB).find_map(|(at, _)| {
        const NOUN: [&str; 8] = [" các", " những", " một số", " theo", " có", " được", " và", " mới"];
        const OTHERS: [&str; 7] = [" tại", " của", " này", " trên", " nêu", " pháp", " và"];
        let (before, behind) = (&title[..at], &title[at + VERB.len()..]);
        let noun = NOUN.iter().any(|w| before.ends_with(w)) || starts_with_any(behind, &OTHERS);
        let before = before.strip_suffix(" đã").unwrap_or(before);
        let another = before.is_empty()
            || before.ends_with(|c: char| c.is_ascii_digit())
            || before.ends_with("-CP")
            || type_ending(before).is_some()
            || body_ending(before).is_some();
        (!noun && !another).then(|| from + before.trim_end_matches([' ', ',']).len())
    })
}

fn opens_sentence(before: &str) -> bool {
    let before = before.trim_end_matches([' ', '-', '+', '“', '"', '*']);
    before.is_empty() || before.ends_with(['.', ';', ':'])
}

/// The blank, the marks and the first byte of the quotes at which a title may end.
static MAY_END_TITLE: [bool; 256] = among(&[b' ', b';', b':', b'.', b'(', b')', b',', 0xE2]);
/// The first bytes of the words and dates at which a title ends; C4 begins đ.
static BEGINS_END: [bool; 256] = among(b"thcvVng\xC40123456789");

const fn among(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut n = 0;
    while n < bytes.len() {
        table[bytes[n] as usize] = true;
        n += 1;
    }
    table
}

/// The end of the title that starts at `from`: a mark that ends the clause, or a comma behind which a new one starts.
fn title_end(window: &str, from: usize) -> usize {
    let limit = floor(window, from + LONGEST_TITLE);
    let mut quotes = 0i32;
    let mut brackets = 0u32;
    let mut last_close = None;
    let bytes = window.as_bytes();
    // All marks but the quotes are of one byte; the first byte of a quote is never inside a character.
    let mut next = from;
    while let Some(skipped) = bytes[next..limit].iter().position(|b| MAY_END_TITLE[usize::from(*b)]) {
        let at = next + skipped;
        next = at + 1;
        match bytes[at] {
            0xE2 if window[at..].starts_with('“') => {
                // One that a scan saw where none stands is never closed.
                let last = last_close.get_or_insert_with(|| window[from..limit].rfind(['”', '"']).unwrap_or(0) + from);
                quotes += i32::from(at < *last);
            }
            0xE2 if window[at..].starts_with('”') => quotes -= 1,
            _ if quotes > 0 => {}
            b';' | b':' => return at,
            b'.' => {
                let after = &window[at + 1..];
                if after.is_empty() || after.starts_with([' ', '/', '”', '"']) {
                    return at;
                }
            }
            b'(' => {
                static ASIDES: Starts = Starts::new(&[
                    "bản chụp",
                    "Bản chụp",
                    "bản sao",
                    "văn bản đính kèm",
                    "Văn bản đính kèm",
                    "văn bản kèm",
                    "đính kèm",
                    "gửi kèm",
                    "sao gửi",
                    "có văn bản",
                    "sau đây",
                    "gọi tắt",
                    "viết tắt",
                    "gọi là",
                    "kèm theo",
                    "có hiệu lực",
                    "đã được sửa đổi",
                    "được sửa đổi",
                    "sửa đổi, bổ sung bởi",
                    "sửa đổi bởi",
                ]);
                let aside = &window[at + 1..];
                let spoilt = || ["duoc sua doi", "da duoc sua doi"].iter().any(|w| starts_plain(aside, w));
                if ASIDES.any(aside) || next_member(aside) || aside.starts_with(['đ', 'd']) && spoilt() {
                    return from + window[from..at].trim_end().len();
                }
                brackets += 1;
            }
            // The bracket that holds the whole citation closes.
            b')' if brackets == 0 && (at + 1 == window.len() || window[at + 1..].starts_with([';', ',', '.'])) => {
                return at;
            }
            b')' => brackets = brackets.saturating_sub(1),
            b',' if new_clause(&window[at + 1..]) => return at,
            b' ' if bytes.get(next).is_some_and(|b| BEGINS_END[usize::from(*b)]) => {
                static ENDS: Starts = Starts::new(&[
                    "thì ",
                    "hết hiệu lực",
                    "chấm dứt hiệu lực",
                    "có hiệu lực",
                    "còn hiệu lực",
                    "vẫn còn hiệu lực",
                    "đã được sửa đổi",
                    "được tiếp tục",
                    "như sau",
                    "và các văn bản",
                    "và ",
                    "VÀ ",
                    "được sửa đổi",
                    "gửi ",
                ]);
                let rest = &window[at + 1..];
                let ends = match ENDS.first_of(rest) {
                    None => false,
                    Some("và " | "VÀ ") => next_member(rest),
                    Some("được sửa đổi") => is_amended(rest),
                    Some("gửi ") => is_sent(rest),
                    Some(_) => true,
                };
                if ends || rest.starts_with(|c: char| c.is_ascii_digit()) && is_column_date(&window[from..at], rest) {
                    return at;
                }
            }
            _ => {}
        }
    }
    limit
}

/// "… theo hợp đồng lao động 01/7/2024": a date on which no word leads stands in the next column of a table.
fn is_column_date(before: &str, rest: &str) -> bool {
    const LEADS: [&str; 12] = ["ngày", "từ", "đến", "trước", "sau", "hết", "năm", "tháng", "hôm", "sáng", "và", "-"];
    let word = rest.split(' ').next().unwrap_or_default();
    let mut parts = word.split('/').map(|part| part.bytes().all(|b| b.is_ascii_digit()).then_some(part.len()));
    let is_date = matches!(
        (parts.next(), parts.next(), parts.next(), parts.next()),
        (Some(Some(1 | 2)), Some(Some(1 | 2)), Some(Some(4)), None)
    );
    is_date && !before.ends_with(',') && !LEADS.iter().any(|w| strip_last_word(before, w).is_some())
}

/// "… gửi các sở, ngành": to whom a letter goes is no part of what it is about; "về việc gửi hồ sơ" is.
fn is_sent(rest: &str) -> bool {
    let Some(to) = rest.strip_prefix("gửi ") else { return false };
    to.starts_with("các ") || to.starts_with(char::is_uppercase) && body(to).is_some()
}

/// amended = "được sửa đổi" , { verb } , [ "một số điều" ] , ( "bởi" | "tại" | "theo" | … ) ;   "được sửa đổi, bổ sung bởi"
///
/// Without an agent the words belong to the title: "công bố thủ tục hành chính được sửa đổi, bổ sung trong lĩnh vực …".
fn is_amended(rest: &str) -> bool {
    const VERBS: [&str; 10] = [
        "bổ sung",
        "thay thế",
        "bãi bỏ",
        "một số điều",
        "một số nội dung",
        "nội dung",
        "hủy bỏ",
        "huỷ bỏ",
        "cập nhật",
        "lần cuối",
    ];
    let Some(mut rest) = rest.strip_prefix("được sửa đổi") else { return false };
    loop {
        rest = rest.trim_start_matches([' ', ',']);
        let Some(next) = VERBS.iter().chain(&["và "]).find_map(|w| rest.strip_prefix(w)) else { break };
        rest = next;
    }
    rest.is_empty() || rest.starts_with([';', '.', ')']) || {
        starts_with_any(rest, &["bởi ", "tại ", "theo ", "bằng ", "năm ", "ngày "])
    }
}

/// "Nghị quyết số …", with "và" in front or in brackets: the next citation.
fn next_member(rest: &str) -> bool {
    let rest = ["và ", "VÀ "].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    if let Some(serial) = rest.strip_prefix("số ") {
        return number::number(serial).is_some();
    }
    type_at(rest).is_some_and(|(len, _)| {
        let behind = &rest[len..];
        let serial = || behind.strip_prefix(' ').filter(|n| n.starts_with(|c: char| c.is_ascii_digit()));
        behind.starts_with(" số ")
            || behind.starts_with(" SỐ ")
            || serial().is_some_and(|n| number::number(n).is_some())
    })
}

/// True when the words behind a comma start a new clause or the next member of a list of citations.
fn new_clause(rest: &str) -> bool {
    let rest = rest.trim_start();
    if rest.starts_with("số ") || rest.starts_with("Số ") {
        return number::number(rest["số ".len()..].trim_start()).is_some();
    }
    if let Some((len, _)) = type_at(rest)
        && (rest[len..].starts_with(" số ") || rest[len..].starts_with(" này "))
    {
        return true;
    }
    if rest == "gồm" || rest.starts_with("gồm:") || rest.starts_with("bao gồm:") {
        return true;
    }
    const OPENERS: [&str; 14] = [
        "trong đó",
        "cụ thể",
        "đồng thời",
        "theo đó",
        "nhằm",
        "đề nghị",
        "yêu cầu",
        "được sửa đổi",
        "có hiệu lực",
        "sau khi",
        "căn cứ",
        "đảm bảo",
        "bảo đảm",
        "xét",
    ];
    if starts_with_any(rest, &OPENERS) {
        return true;
    }
    // "…, Ủy ban nhân dân tỉnh ban hành Kế hoạch": a body with a verb behind it.
    if rest.starts_with(char::is_uppercase)
        && let Some(len) = body(rest)
    {
        const VERBS: [&str; 20] = [
            "ban hành",
            "yêu cầu",
            "đề nghị",
            "có ý kiến",
            "báo cáo",
            "thông báo",
            "xây dựng",
            "triển khai",
            "hướng dẫn",
            "trả lời",
            "nhận được",
            "kính",
            "đã",
            "trình",
            "quyết định",
            "giao",
            "chỉ đạo",
            "tổ chức",
            "có công văn",
            "tiếp tục",
        ];
        let verb = rest[len..].trim_start_matches([' ', ',']);
        return starts_with_any(verb, &VERBS) || starts_plain(verb, "co y kien");
    }
    false
}

/// The pinpoint in front of a citation of a paragraph.
pub(crate) fn read_pinpoint(window: &str, c: &mut Citation) {
    let before = &window[..c.span.start as usize];
    let mut near = tail(before, 400);
    let base = before.len() - near.len();
    // "khoản 2 Điều 6 Quy chế … ban hành kèm theo Quyết định số …": the place is in what the decision carries.
    let carried = near.trim_end();
    let mut found = pinpoint_ending(near);
    if found.is_none() && (carried.ends_with("kèm theo") || carried.ends_with("ban hành theo")) {
        static CARRIED: Starts = Starts::new(&[
            "Biểu mức ",
            "Biểu khung ",
            "Quy chế ",
            "Quy định ",
            "Điều lệ ",
            "Danh mục ",
            "Chương trình ",
            "Kế hoạch ",
            "Đề án ",
            "Quy trình ",
        ]);
        let clause = near.rfind(';').map_or(0, |i| i + 1);
        let mut blanks = memchr::memrchr_iter(b' ', &near.as_bytes()[clause..]).map(|at| clause + at);
        if let Some(at) = blanks.find(|at| CARRIED.any(&near[at + 1..])) {
            near = &near[..at];
            found = pinpoint_ending(near);
        }
    }
    if let Some((mut start, end, mut targets)) = found {
        // A form that hangs on a document is no place inside it; the annex that holds the form is.
        if starts_with_any(&near[start..], &["mẫu", "biểu", "Mẫu", "Biểu"]) {
            let places = ["Phụ lục", "phụ lục", "Điều"].iter().filter_map(|w| near[start..end].find(w)).min();
            let Some(at) = places.map(|i| start + i) else { return };
            let Some((_, found)) = pinpoint(&near[at..end]).filter(|(len, _)| at + len == end) else { return };
            (start, targets) = (at, found);
        }
        let mut text = near[start..end].replace("iều. ", "iều ");
        let spoilt = spoilt_clause(&near[..start], &targets).map(|at| (at, "1", at + 1));
        if let Some((at, digit, behind)) = spoilt.or_else(|| stained_clause(&near[..start], &targets)) {
            let repaired = format!("{}{digit}{}", &near[..at], &near[behind..]);
            if let Some((from, end, found)) = pinpoint_ending(&repaired).filter(|(from, ..)| *from < at) {
                (start, targets) = (from, found);
                text = repaired[from..end].to_owned();
            }
        }
        let span = Span::new(base + start, base + end);
        c.pinpoint = Some(Pinpoint { text, targets, span });
    }
}

/// "khoản l, khoản 2 Điều 5", "điểm a Khoản | Điều 5": before khoản 2 and before an article a scan's "l", "I" or "|" is a 1.
/// Where it stands.
fn spoilt_clause(before: &str, targets: &[PinpointTarget]) -> Option<usize> {
    let next = targets.first().filter(|t| t.point.is_none() && t.article.is_some())?;
    let open = before.trim_end();
    let open = match next.clause.as_deref() {
        None => open,
        Some("2") => open.strip_suffix([',']).or_else(|| open.strip_suffix(" và"))?.trim_end(),
        Some(_) => return None,
    };
    let unit = open.strip_suffix(['l', 'I', '|', '!'])?;
    (unit.ends_with("khoản ") || unit.ends_with("Khoản ")).then_some(unit.len())
}

/// "khoản 5Š Điều 31": a capital that a scan set behind the number of a clause, and that letters no clause, as A to Đ do.
/// Where it stands and ends.
fn stained_clause(before: &str, targets: &[PinpointTarget]) -> Option<(usize, &'static str, usize)> {
    targets.first().filter(|t| t.clause.is_none() && t.article.is_some())?;
    let open = before.trim_end();
    let stain = open.chars().next_back().filter(|c| c.is_uppercase() && !c.is_ascii() && *c != 'Đ')?;
    let at = open.len() - stain.len_utf8();
    let unit = open[..at].trim_end_matches(|c: char| c.is_ascii_digit());
    let counted = (1..=2).contains(&(at - unit.len()));
    (counted && (unit.ends_with("khoản ") || unit.ends_with("Khoản "))).then_some((at, "", open.len()))
}

/// True when one of `words` opens `text`.
#[inline]
fn starts_with_any(text: &str, words: &[&str]) -> bool {
    first_of(text, words).is_some()
}

/// The issuer that stands in front of a citation: "theo đề nghị của X tại Tờ trình số …", "X ban hành Quyết định số …".
fn issuer_before(window: &str, own: &mut [Citation], i: usize) {
    if own[i].issuer.is_some() || own[i].inside.is_some() {
        return;
    }
    let start = own[i].span.start as usize;
    let from = own[..i]
        .iter()
        .rev()
        .take(NEAR)
        .filter(|c| c.inside.is_none())
        .map(|c| c.full.end as usize)
        .filter(|e| *e <= start)
        .max()
        .unwrap_or(start.saturating_sub(BEFORE_ISSUER));
    let from = ceil(window, from);
    let mut before = window[from..start].trim_end();
    // Type words of a list stand outside its members: "tại các Tờ trình: số …".
    if let Some(open) = before.strip_suffix(':')
        && let Some((at, _, _)) = type_ending(open.trim_end())
    {
        before = open[..at].trim_end();
    }
    let before = before.trim_end_matches(" các").trim_end();
    let before = before.strip_suffix(" nội dung").filter(|b| b.ends_with(" tại")).unwrap_or(before);
    let found = if let Some(words) = before.strip_suffix(" tại").or_else(|| before.strip_suffix(" bằng")) {
        words
            .rfind("của ")
            .map(|at| at + "của ".len())
            .map(|at| words.len() - untitled(&words[at..]).len())
            .filter(|&at| body(&words[at..]) == Some(words.len() - at))
            .map(|at| (at, words.len()))
            .or_else(|| next_of_list(words))
            .or_else(|| acted_by(words))
            .or_else(|| subject_of(words))
    } else {
        const ISSUED: [&str; 12] = [
            " phê duyệt",
            " đã ban hành",
            " ban hành",
            " có",
            " đã có",
            " vừa ban hành",
            " vừa có",
            " đã ký ban hành",
            " ký ban hành",
            " gửi",
            " đã gửi",
            " mới ban hành",
        ];
        // A law is passed, and a law is cited by name: only this verb tells of one.
        const PASSED: [&str; 2] = [" thông qua", " đã thông qua"];
        let verbs: &[&str] = if own[i].name.is_some() || own[i].code() == Some("luat") { &PASSED } else { &ISSUED };
        let last = before.as_bytes().last();
        let ends = |verb: &&&str| verb.as_bytes().last() == last;
        let subject = verbs.iter().filter(ends).filter_map(|v| before.strip_suffix(v)).min_by_key(|b| b.len());
        // "Quốc hội …, kỳ họp thứ 8 đã thông qua".
        let subject = subject.map(|s| {
            s.rfind(", kỳ họp").or_else(|| s.rfind(", tại kỳ họp")).filter(|i| s.len() - i < 60).map_or(s, |i| &s[..i])
        });
        subject.and_then(body_ending)
    };
    if let Some((a, b)) = found.filter(|&(a, b)| !is_of_office(&own[i], &window[from + a..from + b])) {
        let span = Span::new(from + a, from + b);
        own[i].issuer = Some((window[from + a..from + b].to_owned(), Some(span)));
        own[i].form = Form::Full;
        if own[i].date.is_none()
            && let Some((start, end, iso)) = date_ending(&window[..from + a])
        {
            own[i].date = Some((iso, Some(Span::new(start, end))));
        }
    }
}

/// "chỉ đạo của Thủ tướng Chính phủ tại Thông báo số 34/TB-VPCP": an office tells what its head said; it signs.
fn is_of_office(c: &Citation, name: &str) -> bool {
    let office = c.number.as_ref().is_some_and(|n| n.bodies().next().is_some_and(|code| code.starts_with("VP")));
    office && !name.starts_with("Văn phòng") && !name.starts_with("Chánh")
}

/// Without the address in front of an office: "của ông Chủ tịch Ủy ban nhân dân thị xã".
fn untitled(words: &str) -> &str {
    ["ông ", "bà ", "đồng chí ", "các "].iter().find_map(|w| words.strip_prefix(w)).unwrap_or(words)
}

/// "… và Giám đốc Sở Nội vụ tại Tờ trình số …": the next of those who proposed, right behind the citation before.
fn next_of_list(words: &str) -> Option<(usize, usize)> {
    let trimmed = words.trim_start_matches([' ', ',', ';']);
    let of = ["và của ", "và ", "của "].iter().find_map(|w| trimmed.strip_prefix(w)).unwrap_or(trimmed);
    let at = words.len() - untitled(of).len();
    // "Bộ Lao động - Thương binh" may end the name before: what is left of it is too short for a body of its own.
    let whole = words[at..].split(' ').count() >= 3;
    (at > 0 && whole && body(&words[at..]) == Some(words.len() - at)).then_some((at, words.len()))
}

/// "được Thủ tướng Chính phủ phê duyệt tại Quyết định số …": who did it issued the document by which it was done.
fn acted_by(words: &str) -> Option<(usize, usize)> {
    const VERBS: [&str; 9] = [
        " phê duyệt",
        " ban hành",
        " công bố",
        " thông qua",
        " giao",
        " quy định",
        " quyết định",
        " thành lập",
        " phê chuẩn",
    ];
    let subject = VERBS.iter().find_map(|v| words.strip_suffix(v))?;
    let subject = subject.strip_suffix(" đã").unwrap_or(subject);
    body_ending(subject)
}

/// "Sở Tư pháp thẩm định tại Báo cáo số …": the body that opens the clause, with a verb of few words behind it.
fn subject_of(words: &str) -> Option<(usize, usize)> {
    let clause = clause_start(words);
    let at = clause + (words[clause..].len() - words[clause..].trim_start().len());
    let len = body(&words[at..])?;
    let verb = words[at + len..].trim();
    let short = (1..=4).contains(&verb.split(' ').count())
        && verb.starts_with(char::is_lowercase)
        && !verb.contains([',', '(']);
    (short && words[at..].starts_with(char::is_uppercase)).then_some((at, at + len))
}

/// "Ngày 17/01/2024, " in front of the body that issued: the date of the document that the sentence tells of.
fn date_ending(before: &str) -> Option<(usize, usize, String)> {
    let near = tail(before, 48);
    let at = near.rfind("gày ").and_then(|i| near[..i].char_indices().next_back())?.0;
    let (start, end, date) = citation_date(&near[at..])?;
    let rest = near[at + end..].trim_matches([' ', ',']);
    let base = before.len() - near.len() + at;
    (rest.is_empty() && date.valid()).then(|| date.iso()).flatten().map(|iso| (base + start, base + end, iso))
}

/// The longest name of a body that ends `text`, within its last clause.
fn body_ending(text: &str) -> Option<(usize, usize)> {
    let clause = text
        .rfind([';', ':', '(', ')', '“', '”'])
        .map_or(0, |i| i + text[i..].chars().next().map_or(1, char::len_utf8));
    let mut starts: Vec<usize> = vec![clause + (text[clause..].len() - text[clause..].trim_start().len())];
    starts.extend(text[clause..].match_indices(' ').map(|(i, _)| clause + i + 1));
    // Sixteen words hold every name of a body that stands in front of a verb.
    let keep = starts.len().saturating_sub(16);
    starts[keep..]
        .iter()
        .copied()
        .find(|&at| text[at..].starts_with(char::is_uppercase) && body(&text[at..]) == Some(text.len() - at))
        .map(|at| (at, text.len()))
}

/// Puts citations inside the titles that hold them, and marks lists.
fn nest(window: &str, own: &mut [Citation]) {
    for i in 1..own.len() {
        if own[i].inside.is_some() {
            continue;
        }
        let start = own[i].span.start;
        let listed_to = (0..i)
            .rev()
            .take(NEAR)
            .find(|&j| own[j].span.end <= start && own[j].inside.is_none_or(|o| own[o].span.end <= start));
        let Some(prev) = listed_to else { continue };
        // What stands between: a separator alone makes a list.
        let gap_from = own[prev].full.end.min(start).max(own[prev].span.end) as usize;
        let gap_from =
            if own[prev].title.is_some_and(|t| t.end > start) { own[prev].span.end as usize } else { gap_from };
        let gap = &window[gap_from..start as usize];
        own[i].listed = is_separator(gap) || goes_on(gap, &own[prev]);
        if own[i].listed {
            // A member of the list stands where the member before it stands, if they are of a kind.
            let mut level = prev;
            // The laws that an amending law names end with its name.
            if own[prev].rule == "amended-law"
                && let Some(outer) = own[prev].inside
            {
                level = outer;
            }
            while own[level].inside.is_some() && !alike(&own[level], &own[i]) {
                match own[level].inside {
                    Some(outer) if alike(&own[outer], &own[i]) || own[outer].inside.is_some() => level = outer,
                    _ => break,
                }
            }
            // "… hướng dẫn thi hành Luật X; Nghị quyết số …": behind ";" a number does not go on a list of names, and in
            // "A sửa đổi B quy định chi tiết Luật X; C" it goes on with A.
            if gap.contains(';')
                && own[i].number.is_some()
                && own[i].type_span.is_some()
                && (!alike(&own[level], &own[i]) || level != prev && own[prev].number.is_none())
            {
                while let Some(outer) = own[level].inside {
                    level = outer;
                }
            }
            own[i].inside = own[level].inside;
            if own[i].inside.is_none() {
                // The title of the member before ends at the separator.
                if let Some(t) = own[prev].title.as_mut().filter(|t| t.end > start) {
                    t.end = window[..start as usize].trim_end_matches([' ', ',', ';']).len() as u32;
                }
            }
            continue;
        }
        own[i].inside =
            (0..i).rev().take(NEAR).find(|&j| own[j].title.is_some_and(|t| t.start <= start && start < t.end));
    }
}

/// "… về tăng cường quản lý, bảo đảm an toàn; Chỉ thị số …": the end of a title that was cut at a comma, and ";".
fn goes_on(gap: &str, prev: &Citation) -> bool {
    /// Bytes of the longest end of a title.
    const LONGEST: usize = 160;
    let open = gap.trim_end();
    let words = open.strip_suffix("và").map_or(open, str::trim_end).strip_suffix(';');
    prev.title.is_some()
        && words.is_some_and(|w| w.starts_with(", ") && w.len() < LONGEST && !w.contains([';', '.', ':', '“']))
}

/// Members of one list are of one sort: both named laws, or both numbered.
fn alike(a: &Citation, b: &Citation) -> bool {
    a.number.is_some() == b.number.is_some()
        && a.type_span.is_some() == b.type_span.is_some()
        && (a.number.is_none() || a.code() == b.code() || b.type_span.is_none())
}

/// ",", "và", ";", "&", "hoặc" and nothing else.
pub(crate) fn is_separator(gap: &str) -> bool {
    const WORDS: [&str; 8] = ["và", "và các", "các", "hoặc", "&", "cùng", "và của", "với"];
    if gap.is_empty() || gap.len() > 200 {
        return false;
    }
    let mut bare = gap.trim();
    // The brackets that define a short name part nothing.
    if let Some(inside) = bare.strip_prefix('(')
        && let Some((words, rest)) = inside.split_once(')')
        && let words = lowered(words)
        && ["gọi", "viết tắt", "viết gọn"].iter().any(|w| words.contains(w))
    {
        bare = rest.trim();
    }
    let bare = bare.trim_start_matches(['”', '"', ')', ' ', '‘', '’']).trim_matches([',', ';', ' ']);
    bare.is_empty() || WORDS.iter().any(|w| strip_prefix(bare, w) == Some(""))
}

/// Dates, issuers and types that are written once for several members of a list.
fn lists(window: &str, own: &mut [Citation]) {
    // Leftwards: "số A và số B ngày … của …", the members left of a full one with nothing between.
    for i in (1..own.len()).rev() {
        if !own[i].listed || own[i].inside != own[i - 1].inside && own[i].inside.is_some() {
            continue;
        }
        let Some(prev) = (0..i).rev().take(NEAR).find(|&j| own[j].inside == own[i].inside) else { continue };
        let bare = own[prev].title.is_none() && own[prev].number.is_some() && own[i].number.is_some();
        let gap = &window[own[prev].span.end.min(own[i].span.start) as usize..own[i].span.start as usize];
        if bare
            && own[prev].date.is_none()
            && is_separator(gap)
            && !gap.contains(';')
            && own[i].date.is_some()
            && of_a_kind(&own[prev], &own[i])
            && may_be_of(&own[prev], &own[i])
        {
            own[prev].date = own[i].date.clone().map(|(d, _)| (d, None));
        }
        let dated = own[prev].date.as_ref().and_then(|(_, s)| *s).map_or(own[prev].span.end, |s| s.end);
        let gap = &window[dated.min(own[i].span.start) as usize..own[i].span.start as usize];
        // "Thông tư A (sửa đổi tại Thông tư B) và Thông tư C của Bộ D": what stands in brackets is told beside.
        let aside = gap.contains(')') && !gap.contains('(');
        // "Các Công điện: số A ngày …; số B ngày … của Ủy ban nhân dân tỉnh về …": "số" alone goes on with one list.
        let bare_list = own[i].type_span.is_none()
            && own[prev].type_span.is_none()
            && window[..own[prev].span.start as usize].trim_end().ends_with([':', 'à', ',', ';']);
        let one_breath = is_separator(gap) && (bare_list || !gap.contains(';')) && !aside;
        if bare && own[prev].issuer.is_none() && one_breath && own[i].issuer.is_some() && of_a_kind(&own[prev], &own[i])
        {
            own[prev].issuer = own[i].issuer.clone().map(|(d, _)| (d, None));
            // "Nghị định A ngày … và Nghị định B ngày … của Chính phủ về …": what the issuer holds for, the title does,
            // unless the later one changes the earlier.
            let changes = |t: Span| starts_with_any(t.of(window), &["sửa đổi", "Sửa đổi", "bổ sung", "thay thế"]);
            if own[prev].code() == own[i].code() && own[i].title.is_some_and(|t| !changes(t)) {
                own[prev].title = own[i].title;
            }
        }
        // "số A ngày … và số B ngày … về …": one type word, one title, unless it tells of the earlier one.
        let tells = |t: Span| own[prev].number.as_ref().is_some_and(|n| t.of(window).contains(n.value.as_str()));
        if bare
            && one_breath
            && own[i].type_span.is_none()
            && own[i].inside == own[prev].inside
            && !own[i].title.is_some_and(tells)
        {
            own[prev].title = own[i].title;
        }
    }
    // Rightwards: the type word and the issuer in front of a list hold for all its members.
    for i in 1..own.len() {
        if !own[i].listed && !is_list_gap(own, i, window) {
            continue;
        }
        let Some(prev) = (0..i).rev().take(NEAR).find(|&j| own[j].inside == own[i].inside) else { continue };
        if own[i].number.is_none() {
            continue;
        }
        if own[i].type_span.is_none() && own[i].kind.is_none()
            || own[i].type_span.is_none() && own[i].number.as_ref().is_some_and(|n| n.type_symbol().is_none())
        {
            own[i].kind = own[prev].kind.or(own[i].kind);
        }
        let before = own[prev].issuer.as_ref().is_some_and(|(_, s)| s.is_none_or(|s| s.end <= own[prev].span.start));
        if own[i].issuer.is_none() && before && of_a_kind(&own[prev], &own[i]) {
            own[i].issuer = own[prev].issuer.clone().map(|(d, _)| (d, None));
        }
    }
}

/// True unless the year in the number of `a` goes against the date of `b`.
fn may_be_of(a: &Citation, b: &Citation) -> bool {
    let year = a.number.as_ref().and_then(|n| n.year).map(|y| y.to_string());
    let date = b.date.as_ref().map(|(d, _)| d.as_str());
    !matches!((year, date), (Some(year), Some(date)) if date.get(..4).is_some_and(|d| d != year))
}

/// What stands once in front of a list whose members open with "số" or with the type word of its head: their issuer and
/// their title.
///
/// head = "các" , type , [ "của" , body ] , [ "về" , title ] , ":" ;   "các Nghị định của Chính phủ: số A …; số B …"
fn list_heads(window: &str, own: &mut [Citation]) {
    let mut held: Option<(usize, String, Span, Option<Span>)> = None;
    let mut kind = None;
    for i in 0..own.len() {
        if own[i].inside.is_some() || own[i].number.is_none() {
            continue;
        }
        let start = own[i].span.start as usize;
        let opened = window[..start].trim_end().strip_suffix([':', '(']).and_then(list_head);
        if let Some((issuer, title, code)) = opened {
            kind = Some(code);
            held = Some((i, window[issuer.start as usize..issuer.end as usize].to_owned(), issuer, title));
        } else if !held.as_ref().is_some_and(|(last, ..)| (*last + 1..i).all(|j| own[j].inside.is_some()))
            || !own[i].listed && !is_list_gap(own, i, window)
        {
            held = None;
        }
        // "các Quyết định của Thủ tướng Chính phủ: Quyết định số A …; Quyết định số B …": members of the type of the head.
        if own[i].type_span.is_some() && own[i].code() != kind {
            held = None;
        }
        let Some((last, issuer, span, title)) = &mut held else { continue };
        *last = i;
        if own[i].issuer.is_none() {
            own[i].issuer = Some((issuer.clone(), Some(*span)));
            own[i].form = Form::Full;
        }
        if own[i].title.is_none() {
            own[i].title = *title;
        }
    }
}

/// The issuer and the title in the head of a list, which ends where `open` ends, and its type.
fn list_head(open: &str) -> Option<(Span, Option<Span>, &'static str)> {
    /// Words "các" that a title may hold behind the one of the head.
    const MOST: usize = 4;
    /// "… về ao nuôi, nhất là:": words that lead over to the members.
    const OVER: [&str; 7] = [" nhất là", " trọng tâm là", " như", " bao gồm", " gồm", " cụ thể là", " trong đó có"];
    let open = open.trim_end();
    let open = OVER.iter().find_map(|w| open.strip_suffix(w)).unwrap_or(open).trim_end_matches([' ', ',']);
    let near = tail(open, BEFORE_ISSUER);
    let base = open.len() - near.len();
    near.rmatch_indices("ác ").take(MOST).find_map(|(at, ac)| {
        let at = at + ac.len();
        if !near[..at - ac.len()].ends_with(['c', 'C']) {
            return None;
        }
        let (len, row) = type_at(&near[at..])?;
        let of = near[at + len..].strip_prefix(" của ")?;
        let from = near.len() - of.len();
        let issuer = from..from + body(of)?;
        let rest = near[issuer.end..].trim_start_matches([' ', ',']);
        let title = title_opener(rest).map(|(opener, kept)| if kept { rest } else { &rest[opener.len()..] });
        if title.is_none() && !rest.is_empty() || title.is_some_and(|t| t.contains([';', ':'])) {
            return None;
        }
        let title = title.map(|t| Span::new(open.len() - t.len(), open.len()));
        Some((Span::new(base + issuer.start, base + issuer.end), title, row.code))
    })
}

/// A member that starts at "số" behind the title of the member before it is in the same list.
fn is_list_gap(own: &[Citation], i: usize, window: &str) -> bool {
    let start = own[i].span.start as usize;
    let before = window[..start].trim_end();
    own[i].type_span.is_none() && (before.ends_with([',', ';']) || before.ends_with(" và"))
}

/// Two numbers that one issuer can have given: the same type, or the same last code.
fn of_a_kind(a: &Citation, b: &Citation) -> bool {
    let code = |c: &Citation| c.number.as_ref().and_then(|n| n.symbols().last().map(str::to_uppercase));
    let body = |c: &Citation| c.number.as_ref().and_then(|n| n.bodies().next().map(str::to_uppercase));
    code(a) == code(b) || body(a).is_some() && body(a) == body(b)
}
