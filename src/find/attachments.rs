//! What follows a document in the same text (văn bản kèm theo, phụ lục, mẫu): type, title and place.

use crate::layout::foot::Foot;
use crate::layout::zones::{Layout, Zone, is_attachment_head};
use crate::lexicon::types::type_at;
use crate::record::Attachment;
use crate::text::{Page, Span, is_shout};

/// Lines of a title; more is a body without a heading.
const TITLE_LINES: usize = 6;

/// The attachments of a document, in text order; none when nothing follows it.
pub(crate) fn attachments(page: &Page, layout: &Layout, foot: Option<&Foot>) -> Vec<Attachment> {
    let Some(foot) = foot else { return Vec::new() };
    let mut out: Vec<Attachment> = Vec::new();
    let mut end = foot.lines.end;
    let mut paragraph = page.lines.get(end).map_or(0, |line| page.paragraph_at(line.span.start));
    for i in foot.lines.end..page.lines.len() {
        while page.paragraphs.get(paragraph).is_some_and(|p| p.lines.end <= i) {
            paragraph += 1;
        }
        if layout.zones.get(paragraph) != Some(&Zone::Attachment) {
            // A portal's own lines may stand between the document and what is attached.
            if out.is_empty() {
                continue;
            }
            break;
        }
        end = i + 1;
        let words = page.line(i);
        let Some(kind) = kind(words) else { continue };
        // A head that stands under another is its title ("PHỤ LỤC I / (Kèm theo …) / DANH MỤC …").
        if i > foot.lines.end && out.last().is_some_and(|last| is_title_of(page, last, kind, i)) {
            continue;
        }
        let start = page.lines[i].span.start;
        if let Some(last) = out.last_mut() {
            last.span.end = page.lines[i - 1].span.end;
        }
        out.push(Attachment { kind: kind.to_owned(), title: title(page, i), span: Span { start, end: start } });
    }
    if let (Some(last), Some(line)) = (out.last_mut(), page.lines.get(end.wrapping_sub(1))) {
        last.span.end = line.span.end;
    }
    out
}

/// The type of a head; `None` for a line that is none.
fn kind(words: &str) -> Option<&'static str> {
    if words.starts_with('(') || !is_attachment_head(words) || words.len() > 160 {
        return None;
    }
    if let Some(draft) = words.strip_prefix("DỰ THẢO ") {
        return type_at(draft).filter(|(len, _)| is_shout(&draft[..*len])).map(|(_, row)| row.code);
    }
    let (len, row) = type_at(words)?;
    // "Phụ lục I", "Mẫu số 01": a label or nothing behind the word, no sentence.
    let rest = words[len..].trim_start_matches([' ', ':', '.']);
    let label = rest.is_empty() || is_shout(words) || rest.len() < 24 && !rest.ends_with([';', ',']);
    label.then_some(row.code)
}

/// True when a head at `line` stands within the title of the attachment before it.
fn is_title_of(page: &Page, last: &Attachment, kind: &str, line: usize) -> bool {
    let first = page.line_at(last.span.start);
    let label = matches!(last.kind.as_str(), "phu_luc" | "bieu");
    let near = line - first <= TITLE_LINES;
    let between = (first + 1..line).all(|i| is_title_line(page.line(i)) || is_reference(page.line(i)));
    // Forms and further appendices open on their own.
    near && between
        && (!page.lines[line].after_blank && line == first + 1 || label && !matches!(kind, "mau" | "phu_luc"))
}

/// A line of a title: capitals or "Về …"; no rule, no form's own letterhead.
fn is_title_line(words: &str) -> bool {
    let about = words.starts_with("Về ") || words.starts_with("về ");
    (is_shout(words) || about)
        && words.chars().any(crate::lexicon::fold::is_alphabetic)
        && !words.starts_with("TÊN ")
        && !words.contains("CỘNG HÒA")
        && !words.contains("CỘNG HOÀ")
}

/// "(Kèm theo Quyết định số …)", and rules.
fn is_reference(words: &str) -> bool {
    words.starts_with('(')
        || words.ends_with(')') && !is_shout(words)
        || words.chars().all(|c| !crate::lexicon::fold::is_alphanumeric(c))
}

/// The words of the head behind its type and label, with the capitals under it.
fn title(page: &Page, line: usize) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for i in line + 1..(line + 1 + TITLE_LINES).min(page.lines.len()) {
        let words = page.line(i);
        if parts.is_empty() && is_reference(words) {
            continue;
        }
        if !is_title_line(words) {
            break;
        }
        parts.push(words);
    }
    (!parts.is_empty()).then(|| parts.join(" "))
}
