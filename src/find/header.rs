//! Values of the header: number, type, date, place, subject, issuer, marks, date of effect.

use crate::diagnostic::Diagnostic;
use crate::find::issuer;
use crate::grammar::date::{Date, date};
use crate::grammar::number::{self, DocNumber, Family};
use crate::layout::head::Head;
use crate::layout::zones::{Layout, PortalField, portal_value};
use crate::lexicon::types::{self, DocTypeRow};
use crate::record::{Basis, DateValue, DocType, Issuer, Marks, Number, TextValue};
use crate::text::{Page, Span, is_shout, plain};

/// What the head and the portal's table say. Spans count the page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Header {
    pub(crate) kind: Option<DocType>,
    pub(crate) number: Option<Number>,
    /// Codes of the issuers in the number, without the type's.
    pub(crate) bodies: Vec<String>,
    pub(crate) issuers: Vec<Issuer>,
    pub(crate) date: Option<DateValue>,
    pub(crate) place: Option<TextValue>,
    pub(crate) subject: Option<TextValue>,
    pub(crate) marks: Marks,
    pub(crate) effective_date: Option<DateValue>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

/// Reads the header of a document; everything is absent on pages that are none.
pub(crate) fn header(page: &Page, layout: &Layout) -> Header {
    let mut out = Header::default();
    let Some(head) = layout.head.as_ref().filter(|_| layout.is_document()) else { return out };
    let parsed = own_number(page, layout, head, &mut out);
    out.bodies = parsed.iter().flat_map(|n| n.bodies()).map(str::to_owned).collect();
    out.kind = kind(head, parsed.as_ref()).or_else(|| {
        let (_, row) = portal(page, layout, PortalField::Kind).and_then(types::type_at)?;
        Some(DocType { code: row.code.to_owned(), name: row.name.to_owned(), span: None, basis: Basis::Portal })
    });
    dates(page, layout, head, &mut out);
    out.subject = subject(page, head).or_else(|| {
        let value = portal(page, layout, PortalField::Subject)?.trim_end_matches(['.', ';', ' ']).to_owned();
        Some(TextValue { value, basis: Basis::Portal, ..TextValue::default() })
    });
    let date = out.date.as_ref().map(|d| d.value.clone());
    let place = out.place.as_ref().map(|p| p.value.clone());
    out.issuers = issuer::issuers(page, head, parsed.as_ref(), place.as_deref(), date.as_deref());
    if out.issuers.is_empty() {
        out.issuers.extend(portal(page, layout, PortalField::Issuer).and_then(issuer::of_portal));
    }
    if out.issuers.is_empty() {
        out.diagnostics.push(Diagnostic::new(
            "missing-issuer",
            "no issuing body in the letterhead, and the number does not settle it",
            None,
        ));
    }
    out.marks = marks(page, head);
    out.effective_date = effective(page, layout, out.date.as_ref());
    out
}

/// The value of a field of the portal's table.
fn portal<'a>(page: &'a Page, layout: &Layout, field: PortalField) -> Option<&'a str> {
    layout.portal.iter().find(|(f, _)| *f == field).map(|(_, line)| portal_value(page, *line)).filter(|v| !v.is_empty())
}

/// The own number: from the number line, else from the portal's table.
fn own_number(page: &Page, layout: &Layout, head: &Head, out: &mut Header) -> Option<DocNumber> {
    if let Some(span) = head.number {
        let words = page.words(span);
        let start = span.start as usize;
        if let Some(n) = number::number(words) {
            let at = Span::new(start, start + n.len);
            if n.repaired {
                let message = format!("\"{}\" read as {}", at.of(&page.text), n.value);
                out.diagnostics.push(Diagnostic::new("number-repaired", message, Some(at)));
            }
            out.number = Some(value(&n, Some(at), if n.repaired { Basis::Repaired } else { Basis::Read }));
            return Some(n);
        }
        if let Some((skipped, n)) = blank_serial(words) {
            let at = Span::new(start + skipped, start + skipped + n.len);
            let message = format!("no serial can be read in \"{}\"", words.get(..skipped + n.len).unwrap_or(words));
            out.diagnostics.push(Diagnostic::new("blank-serial", message, Some(at)));
            out.number = Some(value(&n, Some(at), Basis::Read));
            return Some(n);
        }
    }
    if let Some(n) = portal(page, layout, PortalField::Number).and_then(number::number) {
        out.number = Some(value(&n, None, Basis::Portal));
        return Some(n);
    }
    let at = head.number.map(|s| Span { start: s.start, end: s.start });
    out.diagnostics.push(Diagnostic::new("missing-number", "the document has no number that can be read", at));
    None
}

/// A number line whose serial is blank, dotted or damaged: the symbol behind it.
fn blank_serial(words: &str) -> Option<(usize, DocNumber)> {
    /// A stamped or handwritten serial leaves no more debris than this.
    const DEBRIS: usize = 24;
    let signs = words.char_indices().take_while(|(i, _)| *i <= DEBRIS).filter(|(_, c)| matches!(c, '/' | '-'));
    signs.map(|(i, _)| i).find_map(|i| Some((i, number::blank_number(words.get(i..)?)?)))
}

fn value(n: &DocNumber, span: Option<Span>, basis: Basis) -> Number {
    let serial = n.serial();
    Number {
        value: n.value.clone(),
        family: n.family.as_str().to_owned(),
        serial: (!serial.is_empty()).then(|| serial.to_owned()),
        year: n.year,
        symbols: n.symbols().map(str::to_owned).collect(),
        span,
        basis,
    }
}

/// The type: the title's, else what the number says; a dispatch has no title (Nghị định 30/2020/NĐ-CP, Phụ lục I).
fn kind(head: &Head, number: Option<&DocNumber>) -> Option<DocType> {
    let row = |row: &'static DocTypeRow, span: Option<Span>, basis| DocType {
        code: row.code.to_owned(),
        name: row.name.to_owned(),
        span,
        basis,
    };
    if number.is_some_and(|n| n.family == Family::Consolidated) {
        return types::type_by_code("van_ban_hop_nhat").map(|r| row(r, None, Basis::Inferred));
    }
    if let Some((span, found)) = head.title {
        return Some(row(found, Some(span), Basis::Read));
    }
    let number = number?;
    crate::find::references::type_of(None, number).map(|r| row(r, None, Basis::Inferred))
}

fn dates(page: &Page, layout: &Layout, head: &Head, out: &mut Header) {
    if let Some(found) = &head.place_date {
        let place = page.words(found.place).trim();
        if !place.is_empty() {
            out.place = Some(TextValue {
                value: place.to_owned(),
                span: Some(found.place),
                spans: Vec::new(),
                basis: Basis::Read,
            });
        }
        let date = found.parsed.date;
        let iso = date.iso().filter(|_| date.valid());
        if date.day().is_none() || iso.is_none() {
            out.diagnostics.push(Diagnostic::new(
                "blank-date",
                format!("\"{}\" is not a whole date", page.words(found.date)),
                Some(found.date),
            ));
        }
        out.date = iso.map(|value| DateValue { value, span: Some(found.date), basis: Basis::Read });
    }
    let portal = layout.portal.iter().filter(|(f, _)| *f == PortalField::Date).find_map(|(_, line)| {
        let (_, d) = date(portal_value(page, *line))?;
        Some((d.iso().filter(|_| d.valid())?, page.lines.get(*line)?.span))
    });
    match (&out.date, portal) {
        (None, Some((value, _))) => out.date = Some(DateValue { value, span: None, basis: Basis::Portal }),
        (Some(own), Some((value, span))) if own.value != value && own.value.len() == 10 => {
            let message = format!("the portal says {value}, the document {}", own.value);
            out.diagnostics.push(Diagnostic::new("conflicting-values", message, Some(span)));
        }
        (None, None) => out.diagnostics.push(Diagnostic::new("missing-date", "no line gives place and date", None)),
        _ => {}
    }
}

/// The subject on one line, without its label, quotes at the ends and end marks.
fn subject(page: &Page, head: &Head) -> Option<TextValue> {
    let mut spans = head.subject.clone();
    let words: Vec<&str> = spans.iter().map(|s| page.words(*s).trim()).filter(|w| !w.is_empty()).collect();
    let value = words.join(" ");
    let value = value.trim().trim_end_matches(['.', ';', ':', ',', '*', '-', '_', ' ']).to_owned();
    if value.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count() < 3 {
        return None;
    }
    let hull = spans.iter().copied().reduce(Span::hull)?;
    let together = spans.windows(2).all(|w| w[1].start == w[0].end + 1);
    if together {
        spans.clear();
    }
    Some(TextValue { value, span: Some(hull), spans, basis: Basis::Read })
}

/// Marks of secrecy, urgency and draft stand on lines of their own in the head (DOMAIN.md b.11).
fn marks(page: &Page, head: &Head) -> Marks {
    let mut marks = Marks::default();
    let from = head.start.saturating_sub(6);
    for i in from..(head.end + 3).min(page.lines.len()) {
        let words = page.line(i).trim_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
        if words.len() > 40 || !is_shout(words) && !words.starts_with("Dự thảo") {
            continue;
        }
        let flat = plain(words);
        match flat.as_str() {
            "mat" => marks.secrecy = Some("mat".to_owned()),
            "toi mat" => marks.secrecy = Some("toi_mat".to_owned()),
            "tuyet mat" => marks.secrecy = Some("tuyet_mat".to_owned()),
            "khan" => marks.urgency = Some("khan".to_owned()),
            "thuong khan" => marks.urgency = Some("thuong_khan".to_owned()),
            "hoa toc" => marks.urgency = Some("hoa_toc".to_owned()),
            "hoa toc hen gio" | "hen gio" => marks.urgency = Some("hen_gio".to_owned()),
            _ if flat.starts_with("du thao") && flat.len() < 20 || flat == "ban du thao" => marks.draft = true,
            _ => {}
        }
    }
    marks
}

/// "Quyết định này có hiệu lực (thi hành) kể từ ngày …".
fn effective(page: &Page, layout: &Layout, issued: Option<&DateValue>) -> Option<DateValue> {
    for p in page.paragraphs.get(layout.body.clone())? {
        let words = page.words(p.span);
        for (at, cue) in words.match_indices("này có hiệu lực") {
            let base = at + cue.len();
            let rest = words.get(base..)?;
            let clause = rest.split([';', '.']).next().unwrap_or("");
            let Some(from) = clause.find("từ ngày ") else { continue };
            let start = base + from + "từ ".len();
            let here = words.get(start..)?;
            if here.starts_with("ngày ký") {
                let span = Span::new(start, start + "ngày ký".len()).shifted(p.span.start as usize);
                return issued.filter(|d| d.value.len() == 10).map(|d| DateValue {
                    value: d.value.clone(),
                    span: Some(span),
                    basis: Basis::Read,
                });
            }
            if let Some((len, d)) = date(here)
                && let Some(value) = d.iso().filter(|_| d.valid())
            {
                let span = Span::new(start, start + len).shifted(p.span.start as usize);
                return Some(DateValue { value, span: Some(span), basis: Basis::Read });
            }
        }
    }
    None
}

/// The date of issue as a date, for what counts from it.
pub(crate) fn issue_date(header: &Header) -> Option<Date> {
    header.date.as_ref().and_then(|d| Date::from_iso(&d.value))
}
