//! Values of the header: number, type, date, place, subject, issuer, marks, date of effect.

use crate::diagnostic::Diagnostic;
use crate::find::issuer;
use crate::grammar::date::{Date, date};
use crate::grammar::number::{self, DocNumber, Family};
use crate::layout::head::{
    FoundPlaceDate, Head, blank_serial, clean_serial, copy_number, found_place_date, number_line, slash_lost,
};
use crate::layout::zones::{Layout, PortalField, behind_type, is_addressed, page_title, portal_value};
use crate::lexicon::fold::lowered;
use crate::lexicon::fold::slug;
use crate::lexicon::types::{self, DocTypeRow};
use crate::record::{Basis, CopyMark, DateValue, DocType, Genre, Issuer, Marks, Number, TextValue};
use crate::text::{Page, Span, is_shout, plain, window};
use memchr::memmem;
use std::sync::LazyLock;

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
    let seal = if head.number.is_none() { seal(page, head) } else { None };
    let parsed = own_number(page, layout, seal.as_ref().map_or(head.number, |s| Some(s.number)), &mut out);
    out.bodies = parsed.iter().flat_map(|n| n.bodies()).map(str::to_owned).collect();
    out.kind = kind(page, head, parsed.as_ref()).or_else(|| {
        let (_, row) = portal(page, layout, PortalField::Kind).and_then(types::type_at)?;
        Some(doc_type(row, None, Basis::Portal))
    });
    dates(page, layout, head, seal.as_ref(), &mut out);
    out.subject = subject(page, head)
        .or_else(|| {
            let value = portal(page, layout, PortalField::Subject)?.trim_end_matches(['.', ';', ' ']).to_owned();
            Some(TextValue { value, basis: Basis::Portal, ..TextValue::default() })
        })
        .or_else(|| heading(page, head, parsed.as_ref()));
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
    out.marks.copy = copy(page, head);
    witness(page, layout, &mut out);
    out.effective_date = effective(page, layout, out.kind.as_ref(), out.date.as_ref());
    out
}

/// The value of a field of the portal's table.
fn portal<'a>(page: &'a Page, layout: &Layout, field: PortalField) -> Option<&'a str> {
    layout.portal.iter().find(|(f, _)| *f == field).map(|(_, line)| portal_value(page, *line)).filter(|v| !v.is_empty())
}

/// The own number: from the number line, else from the portal's table.
fn own_number(page: &Page, layout: &Layout, line: Option<Span>, out: &mut Header) -> Option<DocNumber> {
    if let Some(span) = line {
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
        let blank = blank_serial(words);
        let stained = blank.as_ref().and_then(|(at, n)| {
            let whole = format!("{}{}", clean_serial(&words[..*at])?, &words[*at..at + n.len]);
            Some((0..at + n.len, number::number(&whole).filter(|read| read.len == whole.len())?))
        });
        if let Some((range, n)) = stained.or_else(|| slash_lost(words)) {
            let at = Span::new(start + range.start, start + range.end);
            let message = format!("\"{}\" read as {}", at.of(&page.text), n.value);
            out.diagnostics.push(Diagnostic::new("number-repaired", message, Some(at)));
            out.number = Some(value(&n, Some(at), Basis::Repaired));
            return Some(n);
        }
        if let Some((skipped, n)) = blank {
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
    let lost = layout.genre == Genre::Portal && layout.portal.is_empty();
    if let Some(n) = page_title(page).filter(|_| lost) {
        out.number = Some(value(&n, None, Basis::Portal));
        return Some(n);
    }
    let at = line.map(|s| Span { start: s.start, end: s.start });
    out.diagnostics.push(Diagnostic::new("missing-number", "the document has no number that can be read", at));
    None
}

/// Number and date of a consolidated text, which stand where the body certifies it, at its end.
struct Seal {
    number: Span,
    place_date: Option<FoundPlaceDate>,
}

/// The certification of a consolidated text ("XÁC THỰC VĂN BẢN HỢP NHẤT": Pháp lệnh 01/2012/UBTVQH13, Điều 4).
fn seal(page: &Page, head: &Head) -> Option<Seal> {
    /// Lines of the certification on each side of its number.
    const REACH: usize = 6;
    // Forward, as the search back is the slower by far.
    let found = memmem::find_iter(page.text.as_bytes(), "VBHN-").last()?;
    let line = page.line_at(found as u32);
    let span = number_line(page, line).filter(|_| line >= head.end)?;
    if !number::number(page.words(span)).is_some_and(|n| n.family == Family::Consolidated) {
        return None;
    }
    let near = line.saturating_sub(REACH)..(line + REACH).min(page.lines.len());
    let certified = |i: usize| plain(window::head(page.line(i), 60)).starts_with("xac thuc van ban");
    if !near.clone().any(certified) {
        return None;
    }
    let place_date = near.into_iter().find_map(|i| {
        let named = |f: &FoundPlaceDate| page.words(f.place).contains(char::is_lowercase);
        found_place_date(page, page.lines[i].span).filter(named)
    });
    Some(Seal { number: span, place_date })
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

fn doc_type(row: &'static DocTypeRow, span: Option<Span>, basis: Basis) -> DocType {
    DocType { code: row.code.to_owned(), name: row.name.to_owned(), span, basis }
}

/// The type: the title's, else what the number says, else what the form says.
fn kind(page: &Page, head: &Head, number: Option<&DocNumber>) -> Option<DocType> {
    if number.is_some_and(|n| n.family == Family::Consolidated) {
        return types::type_by_code("van_ban_hop_nhat").map(|r| doc_type(r, None, Basis::Inferred));
    }
    if let Some((span, found)) = head.title {
        return Some(doc_type(found, Some(span), Basis::Read));
    }
    match number {
        Some(number) => crate::find::references::type_of(None, number),
        None => types::type_by_code("cong_van").filter(|_| is_dispatch(page, head)),
    }
    .map(|r| doc_type(r, None, Basis::Inferred))
}

/// A letterhead with "V/v" and no title above "Kính gửi": of all types only a dispatch has no title, and its norm shortens
/// the label of its subject (Nghị định 30/2020/NĐ-CP, Phụ lục I). "Về việc", or a line in capitals between the date and
/// "V/v", may be below or be a title that a scan spoilt.
fn is_dispatch(page: &Page, head: &Head) -> bool {
    let Some(subject) = head.subject.first().filter(|_| head.motto) else { return false };
    let line = page.line_at(subject.start);
    let label = page.words(Span { start: page.lines[line].span.start, end: subject.start });
    let shortened = label.starts_with(['V', 'v']) && !plain(label).starts_with("ve");
    let title = line.checked_sub(1).is_some_and(|above| {
        let behind = head.place_date.as_ref().is_some_and(|p| p.date.end <= page.lines[above].span.start);
        behind && is_shout(page.line(above))
    });
    shortened && !title && is_addressed(page, line)
}

fn dates(page: &Page, layout: &Layout, head: &Head, seal: Option<&Seal>, out: &mut Header) {
    if let Some(found) = head.place_date.as_ref().or(seal.and_then(|s| s.place_date.as_ref())) {
        let place = page.words(found.place).split_ascii_whitespace().collect::<Vec<_>>().join(" ");
        if !place.is_empty() {
            out.place =
                Some(TextValue { value: place, span: Some(found.place), spans: Vec::new(), basis: Basis::Read });
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
    } else if seal.is_none() {
        out.date = adopted(page, layout, out.kind.as_ref());
    }
    let portal = layout.portal.iter().filter(|(f, _)| *f == PortalField::Date).find_map(|(_, line)| {
        let said = portal_value(page, *line);
        let d = Date::from_iso(said).or_else(|| date(said).map(|(_, d)| d))?;
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

/// The subject that only the heading of a page gives, behind type and number or below them: `Thông tư số 1/2020/TT-BYT
/// quy định …`.
fn heading(page: &Page, head: &Head, number: Option<&DocNumber>) -> Option<TextValue> {
    /// Words of a subject; fewer are another label.
    const LEAST: usize = 4;
    /// Lines of menus and of the page's own table in front of a document.
    const REACH: usize = 400;
    let number = number.filter(|n| !n.serial().is_empty())?;
    let long = |words: &str| words.split(' ').take(LEAST).count() == LEAST;
    (0..page.lines.len().min(head.end + 1).min(REACH)).rev().find_map(|i| {
        let words = page.line(i);
        let bare = words.strip_prefix("title:").unwrap_or(words).trim_start_matches([' ', '"']);
        let behind = match behind_type(bare)? {
            (Some(own), rest) if own.value == number.value => rest.trim_matches([' ', '-', ':', '|', '"', '.']),
            (None, "") if is_shout(bare) && i < head.start => "",
            _ => return None,
        };
        let below = || {
            let line = page.lines.get(i + 1).filter(|l| l.row == 0)?;
            let words = page.words(line.span);
            (!is_shout(words) && !words.contains([':', '|'])).then_some(words)
        };
        let value = if behind.is_empty() { below()? } else { behind };
        let at = (value.as_ptr() as usize).checked_sub(page.text.as_ptr() as usize)?;
        let span = Some(Span::new(at, at + value.len()));
        long(value).then(|| TextValue { value: value.to_owned(), span, spans: Vec::new(), basis: Basis::Portal })
    })
}

/// The subject on one line, without its label, quotes at the ends and end marks.
fn subject(page: &Page, head: &Head) -> Option<TextValue> {
    let mut spans = head.subject.clone();
    // "VỀ" / "VIỆC …": the label itself is broken over two lines.
    if let [first, second, ..] = spans[..]
        && plain(page.words(first)) == "ve"
        && plain(page.words(second).get(..8).unwrap_or("")).starts_with("viec ")
    {
        spans.remove(0);
        spans[0].start += "VIỆC ".len() as u32;
    }
    let words: Vec<&str> = spans.iter().map(|s| page.words(*s).trim()).filter(|w| !w.is_empty()).collect();
    let value = words.join(" ");
    let value = value
        .trim_start_matches([' ', '.', ',', ':', '_', '-'])
        .trim_end_matches(['.', ';', ':', ',', '*', '-', '_', ' ']);
    // The quotation mark that opens in front of the label closes here.
    let closes = value.matches('"').count() % 2 == 1 || value.ends_with('”') && !value.contains('“');
    let value = if closes { value.trim_end_matches(['"', '”']) } else { value }.to_owned();
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

/// The mark of a certified copy (SAO Y, SAO LỤC, TRÍCH SAO: Nghị định 30/2020/NĐ-CP, Điều 25), above the letterhead or
/// at the end of the text, with the copy's own number.
fn copy(page: &Page, head: &Head) -> Option<CopyMark> {
    /// Lines of a copy's block at the end.
    const BLOCK: usize = 40;
    /// Lines between the mark and its number.
    const NEAR: usize = 6;
    const KINDS: [(&str, &str); 4] =
        [("sao y", "sao_y"), ("saoy", "sao_y"), ("sao luc", "sao_luc"), ("trich sao", "trich_sao")];
    let lines = page.lines.len();
    let top = 0..(head.end + 1).min(lines);
    let end = lines.saturating_sub(BLOCK).max(top.end)..lines;
    top.chain(end).find_map(|i| {
        let words = page.line(i);
        if words.len() > 40 || !words.starts_with(['S', 'T', 'B', '(']) || !is_shout(words) {
            return None;
        }
        let flat = plain(words);
        let flat = flat.trim_start_matches('(');
        let flat = flat.strip_prefix("ban ").unwrap_or(flat);
        let whole = |rest: &str| !rest.starts_with(crate::lexicon::fold::is_alphanumeric);
        let (_, kind) = KINDS.iter().find(|(w, _)| flat.strip_prefix(w).is_some_and(whole))?;
        let near = i.saturating_sub(NEAR)..(i + NEAR).min(lines);
        let number = near.into_iter().find_map(|k| copy_number(page, k)).map(|n| n.value);
        Some(CopyMark { kind: (*kind).to_owned(), number, span: Some(page.lines[i].span) })
    })
}

/// Compares the portal's table with what the document itself says; the document's words stand.
fn witness(page: &Page, layout: &Layout, out: &mut Header) {
    let row = |field| layout.portal.iter().find(|(f, _)| *f == field).map(|(_, line)| *line);
    let mut disagree = |line: usize, says: &str, own: &str| {
        let message = format!("the portal says {says}, the document {own}");
        let span = page.lines.get(line).map(|l| l.span);
        out.diagnostics.push(Diagnostic::new("conflicting-values", message, span));
    };
    if let Some(own) = out.number.as_ref().filter(|n| n.basis != Basis::Portal && n.serial.is_some())
        && let Some(line) = row(PortalField::Number)
        && let Some(said) = number::number(portal_value(page, line))
        && slug(&said.value) != slug(&own.value)
    {
        disagree(line, &said.value, &own.value);
    }
    if let Some(own) = out.kind.as_ref().filter(|k| k.basis == Basis::Read)
        && let Some(line) = row(PortalField::Kind)
        && let Some((len, said)) = types::type_at(portal_value(page, line))
        && len == portal_value(page, line).trim_end().len()
        && said.code != own.code
    {
        disagree(line, said.name, &own.name);
    }
}

/// The day on which an assembly passed a text that has no place line: "Luật này được Quốc hội … thông qua ngày …".
fn adopted(page: &Page, layout: &Layout, kind: Option<&DocType>) -> Option<DateValue> {
    /// The note stands at the end; a few paragraphs of signature and notes follow it.
    const LAST: usize = 12;
    const CUE: &str = "thông qua ngày ";
    let kind = kind?;
    let paragraphs = &page.paragraphs[..layout.body.end.min(page.paragraphs.len())];
    paragraphs.iter().rev().take(LAST).find_map(|p| {
        let words = page.words(p.span);
        let subject = window::head(words, 60);
        if words.len() > 400 || !(subject.starts_with(kind.name.as_str()) && subject.contains(" này")) {
            return None;
        }
        let at = words.find(CUE)? + CUE.len() - "ngày ".len();
        let (len, d) = date(words.get(at..)?)?;
        let value = d.iso().filter(|_| d.valid() && d.day().is_some())?;
        let span = Span::new(at, at + len).shifted(p.span.start as usize);
        Some(DateValue { value, span: Some(span), basis: Basis::Read })
    })
}

/// "Quyết định này có hiệu lực (thi hành) kể từ ngày …", said of the document itself and not in a quotation.
fn effective(page: &Page, layout: &Layout, kind: Option<&DocType>, issued: Option<&DateValue>) -> Option<DateValue> {
    const CUE: &str = "có hiệu lực";
    static FINDER: LazyLock<memmem::Finder<'static>> = LazyLock::new(|| memmem::Finder::new(CUE));
    /// Bytes of the sentence that are looked at in front of the cue and behind it.
    const BEFORE: usize = 100;
    const BEHIND: usize = 160;
    let kind = lowered(&kind?.name);
    // "Thông tư liên tịch này" is "Thông tư này" too.
    let short = kind.match_indices(' ').nth(1).map_or(kind.as_str(), |(at, _)| &kind[..at]);
    let body = page.paragraphs.get(layout.body.clone())?;
    let (first, last) = (body.first()?, body.last()?);
    // The words stand in few paragraphs: those alone are looked at.
    let text = page.text.as_bytes().get(..last.span.end as usize)?;
    let mut from = first.span.start as usize;
    while let Some(found) = text.get(from..).and_then(|rest| FINDER.find(rest)) {
        let p = &page.paragraphs[page.paragraph_at((from + found) as u32)];
        from = p.span.end as usize;
        let words = page.words(p.span);
        // Where the quotation that opens the paragraph closes.
        let quoted = words.starts_with(['“', '"']).then(|| {
            words.char_indices().skip(1).find(|(_, c)| matches!(c, '”' | '"')).map_or(words.len(), |(i, _)| i)
        });
        for at in FINDER.find_iter(words.as_bytes()) {
            let from = window::ceil(words, at.saturating_sub(BEFORE));
            let before = words[from..at].rsplit(['.', ';', ':']).next().unwrap_or("");
            let own = before.rsplit_once(" này").is_some_and(|(subject, _)| {
                let subject = lowered(subject);
                let ahead = subject.strip_suffix(&kind).or_else(|| subject.strip_suffix(short));
                // "trước ngày Nghị định này có hiệu lực" names the day and does not set it.
                ahead.is_some_and(|ahead| !ahead.trim_end().ends_with("ngày") && !ahead.trim_end().ends_with("khi"))
            });
            if !own || quoted.is_some_and(|end| at < end) || window::opens_quotation(&words[from..at]) {
                continue;
            }
            let start = at + CUE.len();
            let behind = window::head(&words[start..], BEHIND);
            let clause = behind.split([';', '.']).next().unwrap_or("");
            let Some(here) = clause.find("từ ngày ").map(|i| start + i + "từ ".len()) else { continue };
            if let Some(mut value) = effective_from(words, start, here, issued) {
                value.span = value.span.map(|s| s.shifted(p.span.start as usize));
                return Some(value);
            }
        }
    }
    None
}

/// The day that `ngày …` at `here` names, counted on where the words between say so ("sau 15 ngày kể từ ngày ký").
fn effective_from(words: &str, cue: usize, here: usize, issued: Option<&DateValue>) -> Option<DateValue> {
    /// Names of the document's own day, longest first.
    const OWN: [&str; 4] = ["ngày ký ban hành", "ngày ký", "ngày ban hành", "ngày thông qua"];
    let later = words.get(cue..here)?.split_once("sau ").map(|(_, count)| {
        let digits = count.trim_start_matches("khi ").split(|c: char| !c.is_ascii_digit()).next().unwrap_or("");
        digits.parse::<i64>().ok().filter(|_| count.contains(" ngày"))
    });
    let rest = words.get(here..)?;
    if let Some(own) = OWN.iter().find(|own| rest.starts_with(**own)) {
        let issued = issued.filter(|d| d.value.len() == 10)?;
        return match later {
            None => {
                let span = Some(Span::new(here, here + own.len()));
                Some(DateValue { value: issued.value.clone(), span, basis: Basis::Read })
            }
            Some(days) => {
                let value = Date::from_iso(&issued.value)?.plus_days(days?)?.iso()?;
                Some(DateValue { value, span: None, basis: Basis::Inferred })
            }
        };
    }
    let (len, d) = date(rest).filter(|_| later.is_none())?;
    let value = d.iso().filter(|_| d.valid())?;
    Some(DateValue { value, span: Some(Span::new(here, here + len)), basis: Basis::Read })
}

/// The date of issue as a date, for what counts from it.
pub(crate) fn issue_date(header: &Header) -> Option<Date> {
    header.date.as_ref().and_then(|d| Date::from_iso(&d.value))
}

/// True for laws, decrees and circulars: what they order once is ordered for every year.
pub(crate) fn is_lasting(header: &Header) -> bool {
    const LASTING: [&str; 6] = ["luat", "bo_luat", "phap_lenh", "nghi_dinh", "thong_tu", "thong_tu_lien_tich"];
    header.kind.as_ref().is_some_and(|kind| LASTING.contains(&kind.code.as_str()))
}

/// True for a text of rules, which may change another by new words of its articles.
pub(crate) fn is_norm(header: &Header) -> bool {
    const NORMS: [&str; 9] = [
        "luat",
        "bo_luat",
        "phap_lenh",
        "nghi_quyet",
        "nghi_dinh",
        "quyet_dinh",
        "thong_tu",
        "thong_tu_lien_tich",
        "van_ban_hop_nhat",
    ];
    header.kind.as_ref().is_some_and(|kind| NORMS.contains(&kind.code.as_str()))
}

#[cfg(test)]
mod tests {
    use crate::record::{Basis, Record};

    fn read(text: &str) -> Record {
        crate::extract(text)
    }

    const STATE: &str = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n";

    fn decision(body: &str) -> Record {
        read(&format!(
            "ỦY BAN NHÂN DÂN\nTỈNH MẪU\n\n{STATE}\nSố: 12/QĐ-UBND\n\nMẫu, ngày 05 tháng 02 năm 2020\n\nQUYẾT ĐỊNH\nVề việc thử\n\n\
             Căn cứ Luật Thử;\n\n{body}\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\nNguyễn Văn A\n"
        ))
    }

    #[test]
    fn a_letterhead_without_its_line_ends_is_read() {
        let record = read(
            "BỘ NỘI VỤ_______ Số: 8/2025/TT-BNV | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAMĐộc lập – Tự do – Hạnh phúc_________ \
             Hà Nội, ngày 30 tháng 6 năm 2025 |\n\n**THÔNG TƯ**\n\n**Về việc thử**\n\n*Căn cứ Luật Thử;*\n\nĐiều 1. Thử.\n",
        );
        assert_eq!(record.number.unwrap().value, "8/2025/TT-BNV");
        assert_eq!(record.date.unwrap().value, "2025-06-30");
        assert_eq!(record.place.unwrap().value, "Hà Nội");
        assert_eq!(record.issuers[0].name, "Bộ Nội vụ");
    }

    #[test]
    fn the_form_of_a_dispatch_says_what_it_is() {
        let text = |label| {
            format!(
                "TONG CUC HAI SAM {STATE}sé/(ÖCr-TTHT Mẫu, ngày 05 tháng 02 năm 2020\n{label} nuôi hải sâm\n\nKính gửi: Trạm A\n\n\
                 Trạm A nuôi theo quy định.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\nLê Văn B\n"
            )
        };
        let kind = read(&text("V/v")).kind.unwrap();
        assert_eq!((kind.code.as_str(), kind.basis), ("cong_van", Basis::Inferred));
        // A submission has the long form, below a title that may be lost.
        assert!(read(&text("Về việc")).kind.is_none());
        assert!(read(&text("TỜ TRINHH\nV/v")).kind.is_none());
    }

    #[test]
    fn an_assembly_dates_its_texts_at_the_end() {
        let text = format!(
            "QUỐC HỘI\n{STATE}\nLuật số: 1/2024/QH15\n\nLUẬT\nTHỬ NGHIỆM\n\nCăn cứ Hiến pháp;\n\nĐiều 1. Thử.\n\n\
             Luật này được Quốc hội khóa XV, kỳ họp thứ 8 thông qua ngày 27 tháng 11 năm 2024.\n\nCHỦ TỊCH QUỐC HỘI\nLê Văn B\n"
        );
        let date = read(&text).date.unwrap();
        assert_eq!(date.value, "2024-11-27");
        assert_eq!(date.span.unwrap().of(&text), "ngày 27 tháng 11 năm 2024");
    }

    #[test]
    fn effect_is_the_documents_own() {
        let effect = |body: &str| decision(body).effective_date.map(|d| (d.value, d.basis));
        let read = |value: &str| Some((value.to_owned(), Basis::Read));
        assert_eq!(effect("Điều 2. Quyết định này có hiệu lực kể từ ngày ký."), read("2020-02-05"));
        assert_eq!(effect("Quyết định này áp dụng từ năm 2021 và có hiệu lực từ ngày 01/3/2020."), read("2020-03-01"));
        let later = effect("Quyết định này có hiệu lực sau 10 ngày kể từ ngày ký.");
        assert_eq!(later, Some(("2020-02-15".to_owned(), Basis::Inferred)));
        assert_eq!(effect("“1. Thông tư này có hiệu lực từ ngày 01/5/2017.”"), None);
        assert_eq!(effect("Hồ sơ nộp trước ngày Quyết định này có hiệu lực thì xử lý từ ngày 01/5/2020."), None);
    }

    #[test]
    fn a_consolidation_is_certified_at_its_end() {
        let text = format!(
            "VĂN BẢN HỢP NHẤT - BỘ TÀI CHÍNH\n{STATE}\nTHÔNG TƯ\nHướng dẫn việc thử\n\nCăn cứ Luật Thử;\n\nĐiều 1. Thử.\n\n\
             BỘ TÀI CHÍNH\nXÁC THỰC VĂN BẢN HỢP NHẤT\nSố: 12/VBHN-BTC\nHà Nội, ngày 05 tháng 3 năm 2024\n\nKT. BỘ TRƯỞNG\n\
             THỨ TRƯỞNG\nLê Văn B\n"
        );
        let record = read(&text);
        assert_eq!(record.number.unwrap().value, "12/VBHN-BTC");
        assert_eq!(record.kind.unwrap().code, "van_ban_hop_nhat");
        assert_eq!(record.date.unwrap().value, "2024-03-05");
    }

    #[test]
    fn what_a_scan_leaves_of_a_head() {
        let record = read(
            "TONG CUC THUE, CONG HOA XA HOI CHU NGHIA VIET NAM\nCUC THUE TINH QUANG NGAI Độc lập - Tự do - Hanh phúc\n\
             Số: đŠ /CT-TTHT Quảng Ngãi, ngày 23 tháng 04 năm 2019\nVw chính sách thử đối\nvới người mẫu\n\n\
             Kính gửi: Công ty Thử\n\nCục Thuế có ý kiến như sau:\n",
        );
        let issuer = &record.issuers[0];
        assert_eq!(
            (issuer.name.as_str(), issuer.parent.as_deref()),
            ("Cuc Thue Tinh Quang Ngai", Some("Tong Cuc Thue"))
        );
        assert_eq!(issuer.place.as_deref(), Some("Quảng Ngãi"));
        assert_eq!(record.number.unwrap().value, "/CT-TTHT");
        assert_eq!(record.subject.unwrap().value, "chính sách thử đối với người mẫu");
        let number = |line: &str| {
            let text = format!(
                "BỘ XÂY DỰNG\n{STATE}{line} Hà Nội, ngày 4 tháng 5 năm 2021\nV/v thử\n\nKính gửi: Sở Xây dựng\n\nBộ trả lời:\n"
            );
            read(&text).number.map(|n| n.value)
        };
        for (line, value) in [
            ("Số: 899 _“BXD-TK", "899/BXD-TK"),
            ("Số: 94469 BXD-TK", "94469/BXD-TK"),
            ("Số: 40 _ /BXD-TK", "40/BXD-TK"),
            ("số: SỒ2BXD-TK", "/BXD-TK"),
            ("Sá;04##'BXD-TK", "/BXD-TK"),
            ("8é:.2953 /BXD-TK", "2953/BXD-TK"),
            ("$6:2064/BXD-TK", "2064/BXD-TK"),
            ("Số4©96-/BXD-TK", "/BXD-TK"),
        ] {
            assert_eq!(number(line).as_deref(), Some(value), "{line}");
        }
        let title = read(&format!("BỘ Y TẾ\n{STATE}\nSố: 5/TB-BYT\n\nTHONG BAO\nVề việc thử\n\nBộ báo:\n"));
        assert_eq!(title.kind.unwrap().basis, Basis::Read);
    }

    #[test]
    fn narrow_cells_break_titles_anywhere() {
        let subject = |title: &str| {
            let text = format!(
                "THỦ TƯỚNG\nCHÍNH PHỦ\n{STATE}\nSố: 3/TB-TTg\n\nHà Nội, ngày 05 tháng 02 năm 2020\n\n{title}\n"
            );
            read(&text).subject.map(|s| s.value)
        };
        let some = |value: &str| Some(value.to_owned());
        let basis = "Căn cứ Luật Thử;";
        assert_eq!(
            subject(&format!("QUYẾT\nĐỊNH\nBÃI BỎ VĂN BẢN CỦA THỦ TƯỚNG CHÍNH\nPHỦ\n{basis}")),
            some("BÃI BỎ VĂN BẢN CỦA THỦ TƯỚNG CHÍNH PHỦ")
        );
        assert_eq!(
            subject("THÔNG BÁO\nKẾT\nLUẬN CỦA BAN THỬ\nTrong ngày 05, các bên đã họp tại trụ sở."),
            some("KẾT LUẬN CỦA BAN THỬ")
        );
        assert_eq!(
            subject(&format!("QUYẾT ĐỊNH\nLẬP BAN THỬ NĂM\n2021\nTHỦ\nTƯỚNG CHÍNH PHỦ\n{basis}")),
            some("LẬP BAN THỬ NĂM 2021")
        );
        let text = format!(
            "HỘI ĐỒNG NHÂN DÂN\nTỈNH MẪU\n{STATE}\nSố: 3/NQ-HĐND\n\nMẫu, ngày 05 tháng 02 năm 2020\n\nNGHỊ QUYẾT\n\
             QUY ĐỊNH MỨC THU TRÊN ĐỊA BÀN\nTỈNH MẪU NĂM 2021\nHỘI ĐỒNG NHÂN DÂN TỈNH MẪU\n{basis}\n"
        );
        assert_eq!(read(&text).subject.unwrap().value, "QUY ĐỊNH MỨC THU TRÊN ĐỊA BÀN TỈNH MẪU NĂM 2021");
        let text = format!(
            "QUỐC HỘI\n{STATE}\nLuật số: 3/2020/QH14\n\n\nLUẬT\n\n\nSỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA\n\n\n\
             LUẬT MẪU THỬ\n\n\n{basis}\n"
        );
        assert_eq!(read(&text).subject.unwrap().value, "SỬA ĐỔI, BỔ SUNG MỘT SỐ ĐIỀU CỦA LUẬT MẪU THỬ");
    }

    #[test]
    fn issuers_of_odd_letterheads() {
        let issuer = |text: &str| {
            let found = read(text).issuers;
            found.first().map(|i| format!("{} < {}", i.name, i.parent.as_deref().unwrap_or("-")))
        };
        let body =
            "\nSố: 12/QĐ-XYZ\n\nHà Nội, ngày 05 tháng 02 năm 2020\n\nQUYẾT ĐỊNH\nVề việc thử\n\nCăn cứ Luật Thử;\n";
        let some = |value: &str| Some(value.to_owned());
        assert_eq!(issuer(&format!("BỘ XÂY DỰNG - CỤC ĐO THỬ\n{STATE}{body}")), some("Cục Đo Thử < Bộ Xây dựng"));
        assert_eq!(
            issuer(&format!(
                "BỘ XÂY DỰNG CONG HOA XA HOI CHU NGHIA VIET NAM\nCỤC ĐO THỬ Dộc lọc - Tự do - Hạnh phúc\n{body}"
            )),
            some("Cục Đo Thử < Bộ Xây dựng")
        );
        assert_eq!(
            issuer(&format!(
                "BO TIME 9-07-2018 14:59 CONG HOA XA HOI CHU NGHIA VIET NAM\nCỤC ĐO THỬ Độc lập - Tự do - Hạnh phúc\n{body}"
            )),
            some("Cục Đo Thử < -")
        );
        let spoilt = format!(
            "BỘ TÀI CHÍNH\nTONG CYC THUE\n{STATE}\nSố: 12/TCT-KK\n\nHà Nội, ngày 05 tháng 02 năm 2020\n\nKính gửi: Cục Đo Thử.\n"
        );
        assert_eq!(issuer(&spoilt), some("Tổng cục Thuế < Bộ Tài chính"));
        assert_eq!(
            issuer(&format!("{STATE}EAC MB St CỤ ĐỤC vi ccc De uc\n\nBỘ XÂY DỰNG -\nCỤC ĐO THỬ\n{body}")),
            some("Cục Đo Thử < Bộ Xây dựng")
        );
        assert_eq!(
            issuer(
                "THÔNG TƯ\n\nBan hành quy chuẩn thử\n\nCăn cứ Luật Thử ngày 29 tháng 6 năm 2006;\n\nBộ trưởng Bộ Y tế ban hành Thông tư quy định việc thử.\n\nĐiều 1. Thử.\n"
            ),
            some("Bộ Y tế < -")
        );
    }

    #[test]
    fn what_only_the_page_says() {
        let page = |front: &str, heading: &str| {
            let text = format!(
                "---\nlayout: vanban\n{front}---\n\n{heading}\n\nBỘ Y TẾ\n\n{STATE}\nSố: 15/2020/TT-BYT\n\n\
                 Hà Nội, ngày 05 tháng 02 năm 2020\n\nCăn cứ Luật Thử;\n\nĐiều 1. Thử.\n"
            );
            read(&text)
        };
        let record = page(
            "so_hieu: \"15/2020/TT-BYT\"\nngay_ban_hanh: 2020-02-05\nnguoi_ky: \"Trần Văn Thử\"\n\
             chuc_danh: KT. Bộ trưởng - Thứ trưởng\ntrich_yeu: \"Quy định việc thử\"\n",
            "# Thông tư 15/2020/TT-BYT",
        );
        assert_eq!(record.subject.unwrap().value, "Quy định việc thử");
        let signer = &record.signers[0];
        assert_eq!((signer.name.as_deref(), signer.position.as_deref()), (Some("Trần Văn Thử"), Some("Thứ trưởng")));
        assert_eq!(signer.authority[0].code, "KT.");
        let heading = |words: &str| page("", words).subject.map(|s| s.value);
        let some = Some("Hướng dẫn việc thử mẫu".to_owned());
        assert_eq!(heading("# Thông tư số 15/2020/TT-BYT - Hướng dẫn việc thử mẫu"), some);
        assert_eq!(heading("# THÔNG TƯ\n\n## Hướng dẫn việc thử mẫu"), some);
        assert_eq!(heading("# Thông tư số 16/2020/TT-BYT - Hướng dẫn việc thử mẫu"), None);
        assert_eq!(heading("# Thông tư số 15/2020/TT-BYT\n\n## THÔNG TIN CHUNG CỦA VĂN BẢN"), None);
    }

    #[test]
    fn a_form_in_an_article_is_no_document() {
        let text = format!(
            "# Mẫu công văn thử\n\nNgười viết trình bày cách lập công văn thử gửi cơ quan quản lý, kèm theo các lưu ý về hồ sơ \
             và thời hạn nộp để người đọc có thể tự điền.\n\nCÔNG TY…………….\n\n{STATE}\nSố: …………\n\nHà Nội, ngày….tháng….năm….\n\n\
             CÔNG VĂN\n\nKính gửi: ……………………\n\nTên doanh nghiệp: …………\n"
        );
        assert!(!matches!(read(&text).genre, crate::record::Genre::Official | crate::record::Genre::Portal));
    }

    #[test]
    fn old_gazettes_say_all_in_the_title() {
        let told = |text: &str| {
            let r = read(text);
            let value = |v: Option<crate::record::TextValue>| v.map_or_else(String::new, |v| v.value);
            let issuers: Vec<_> = r.issuers.iter().map(|i| i.name.as_str()).collect();
            let number = r.number.as_ref().map_or("", |n| n.value.as_str());
            let date = r.date.as_ref().map_or("", |d| d.value.as_str());
            format!(
                "{} {number} {date} {}: {}",
                r.kind.map_or_else(String::new, |k| k.code),
                issuers.join(" + "),
                value(r.subject)
            )
        };
        let rest = "\n\nCHÍNH PHỦ\n\nCăn cứ Luật Muối;\n\nNGHỊ ĐỊNH:\n\nĐiều 1. Đo muối.\n";
        let decree = "NGHỊ ĐỊNH\nCỦA CHÍNH PHỦ SỐ 43/CP NGÀY 22 THÁNG 6 NĂM 1993 VỀ CHẾ ĐỘ\nMUỐI IỐT";
        assert_eq!(told(&[decree, rest].concat()), "nghi_dinh 43/CP 1993-06-22 Chính phủ: VỀ CHẾ ĐỘ MUỐI IỐT");
        let decision = "QUYẾT ĐỊNH\n\nCỦA BỘ TRƯỞNG BỘ TÀI CHÍNH SỐ 141-TC/QĐ/CĐKT NGÀY 14-3-1990\nBAN HÀNH SỔ KHO MUỐI\n\nBỘ TRƯỞNG BỘ TÀI CHÍNH\n\nĐiều 1.- Ghi sổ.\n";
        assert_eq!(told(decision), "quyet_dinh 141-TC/QĐ/CĐKT 1990-03-14 Bộ trưởng Bộ Tài chính: BAN HÀNH SỔ KHO MUỐI");
        let directive = "CHỈ THỊ\nCỦA THỦ TƯỚNG CHÍNH PHỦ\nSỐ 12/1999/CT-TTg NGÀY 3 THÁNG 4 NĂM 1999\nVỀ VIỆC QUẢN LÝ RUỘNG MUỐI\n\nThủ tướng Chính phủ chỉ thị:\n1. Các Bộ đo ruộng.\n";
        assert_eq!(told(directive), "chi_thi 12/1999/CT-TTg 1999-04-03 Thủ tướng Chính phủ: QUẢN LÝ RUỘNG MUỐI");
        // Another document's number in a subject.
        let plain = "NGHỊ QUYẾT\nSỬA ĐỔI QUY CHẾ CỦA CHÍNH PHỦ SỐ 43/CP\n\nCăn cứ Luật Muối;\n";
        assert!(!told(plain).contains("43/CP "));
    }

    #[test]
    fn a_copy_has_its_own_number() {
        let record = read(&format!(
            "BỘ Y TẾ\n{STATE}\nSố: 15/TB-BYT\n\nHà Nội, ngày 05 tháng 02 năm 2020\n\nTHÔNG BÁO\nVề việc thử\n\nBộ báo.\n\n\
             BỘ TRƯỞNG\nLê Văn B\n\nSỞ Y TẾ\nSố: 24/SY-SYT\nSAO Y\n"
        ));
        assert_eq!(record.number.unwrap().value, "15/TB-BYT");
        let copy = record.marks.copy.unwrap();
        assert_eq!((copy.kind.as_str(), copy.number.as_deref()), ("sao_y", Some("24/SY-SYT")));
    }

    #[test]
    fn the_portal_is_a_second_witness() {
        let record = read(&format!(
            "Số ký hiệu\t13/QĐ-UBND\nLoại văn bản\tQuyết định\nNgày ban hành\t05/02/2020\nNgười ký\tTrần Văn C\n\n\
             ỦY BAN NHÂN DÂN TỈNH MẪU\n{STATE}\nSố: 12/QĐ-UBND\n\nMẫu, ngày 05 tháng 02 năm 2020\n\nQUYẾT ĐỊNH\nVề việc thử\n\n\
             Điều 1. Thử.\n\nNơi nhận:\n- Lưu: VT.\n\nCHỦ TỊCH\nNguyễn Văn A\n"
        ));
        assert_eq!(record.number.unwrap().value, "12/QĐ-UBND");
        assert_eq!(record.diagnostics.iter().filter(|d| d.code == "conflicting-values").count(), 2);
    }
}
