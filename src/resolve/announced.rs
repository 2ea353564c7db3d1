//! What a line says of the documents that are listed below it: "Căn cứ pháp lý", "Bãi bỏ các Quyết định sau:".
//!
//! A list of documents has its verb once, in the line that opens it. Each item that opens with a citation takes the
//! relation from there, as long as the item above did.

use crate::find::references::{Citation, is_basis_heading};
use crate::grammar::label::{LabelKind, label};
use crate::grammar::ws::strip_prefix;
use crate::lexicon::cues::{acting_cue_at, acts, cue_after, cue_opening_at};
use crate::lexicon::fold::{fold, is_alphanumeric};
use crate::lexicon::types::type_at;
use crate::record::{Cue, RelationType};
use crate::text::window::{clause_start, tail};
use crate::text::{Page, Span};

/// Bytes of the announcing line that are read from its end; more is a paragraph of its own.
const LONGEST: usize = 600;
/// Bytes of the longest label with a bullet in front of a citation; behind more a sentence has begun.
const ITEM: usize = 64;
/// Paragraphs between two items of one list: what an item says below its first line. More is another part of the text.
const BETWEEN: usize = 12;

/// The list that is being read.
#[derive(Default)]
pub(super) struct Announced {
    list: Option<List>,
}

/// A list whose items take their relation from the line that opens it.
struct List {
    /// The paragraph of the last item.
    last: usize,
    /// Its label.
    place: Option<Place>,
    /// Of a list that goes on in the line that opens it, where its last item ends: "Bãi bỏ các văn bản sau: a) …; b) …".
    inline: Option<u32>,
    kind: RelationType,
    cue: Cue,
}

/// Where an item stands in its list: the kind of its label and what that counts to.
type Place = (LabelKind, u32);

impl Announced {
    /// The relation that a list gives to a citation that opens an item of it.
    pub(super) fn relation(&mut self, page: &Page, c: &Citation) -> Option<(RelationType, Cue)> {
        let paragraph = page.paragraphs.get(c.paragraph)?.span;
        let start = c.pinpoint.as_ref().map_or(c.span.start, |p| p.span.start.min(c.span.start)).max(paragraph.start);
        let before = Span { start: paragraph.start, end: start };
        if !opens_item(page.words(before)) {
            return self.inline(page, c, before);
        }
        let above = c.paragraph.checked_sub(1)?;
        let place = place(page, c.paragraph);
        let held = self.list.take().filter(|list| list.holds(c.paragraph, above, place));
        let (kind, cue) = match held {
            Some(list) => (list.kind, list.cue),
            None => announcement(page, page.paragraphs.get(above)?.span)
                .or_else(|| announcement(page, page.paragraphs.get(head(page, c.paragraph, place?)?)?.span))?,
        };
        self.list = Some(List { last: c.paragraph, place, inline: None, kind, cue: cue.clone() });
        Some((kind, cue))
    }

    /// The relation of an item that stands in the line that opens its list, behind `before`.
    fn inline(&mut self, page: &Page, c: &Citation, before: Span) -> Option<(RelationType, Cue)> {
        let words = page.words(before);
        let near = tail(words, ITEM);
        let at = words.len() - near.len() + near.rfind([':', ';'])? + 1;
        if !opens_item(&words[at..]) {
            return None;
        }
        let end = Some(c.full.end.max(c.span.end));
        if words[..at].ends_with(';') {
            let list = self.list.as_mut().filter(|list| list.last == c.paragraph)?;
            let between = page.words(Span { start: list.inline?.min(before.end), end: before.end });
            if between.contains(". ") || between.contains(':') {
                self.list = None;
                return None;
            }
            list.inline = end;
            return Some((list.kind, list.cue.clone()));
        }
        let said = announcement(page, Span { start: before.start, end: before.start + at as u32 });
        self.list = said.map(|(kind, cue)| List { last: c.paragraph, place: None, inline: end, kind, cue });
        self.list.as_ref().map(|list| (list.kind, list.cue.clone()))
    }
}

impl List {
    /// True when an item goes on with the list: right below its last item, or by its label the next but a few.
    fn holds(&self, paragraph: usize, above: usize, place: Option<Place>) -> bool {
        /// Items that open with something else than a citation.
        const LEFT_OUT: u32 = 3;
        let counts_on = || {
            let (Some((kind, at)), Some((same, next))) = (self.place, place) else { return false };
            kind == same && (at + 1..=at + 1 + LEFT_OUT).contains(&next)
        };
        self.inline.is_none() && (self.last == above || self.last == paragraph)
            || paragraph <= self.last + BETWEEN && counts_on()
    }
}

/// The place of an item that counts.
fn place(page: &Page, paragraph: usize) -> Option<Place> {
    let words = page.words(page.paragraphs.get(paragraph)?.span);
    let label = label(words)?;
    Some((label.kind, label.ordinal?))
}

/// The line above the first item of the list in which a later item stands, where the first cites nothing.
fn head(page: &Page, paragraph: usize, (kind, at): Place) -> Option<usize> {
    let mut next = at;
    let mut found = None;
    for p in (paragraph.saturating_sub(BETWEEN)..paragraph).rev() {
        if next == 1 {
            break;
        }
        if place(page, p) == Some((kind, next - 1)) {
            (next, found) = (next - 1, Some(p));
        }
    }
    found.filter(|_| next == 1)?.checked_sub(1)
}

/// True when nothing but a bullet, a label and words like "toàn bộ" stands in front of a citation.
///
/// item = [ bullet ] , [ label ] , [ "toàn bộ" | "một phần" | "các" ] , citation ;   "a) Toàn bộ Quyết định số …"
fn opens_item(before: &str) -> bool {
    let mut rest = before.trim_start_matches(['“', '"', '|', ' ']);
    // "- a)", "2. -": a bullet and a label.
    for _ in 0..2 {
        let Some(label) = label(rest) else { break };
        rest = rest[label.len..].trim_start();
    }
    let rest = rest.trim_matches([' ', '-', '+', '•', '*', '“', '"']);
    ["", "toàn bộ", "một phần", "các"].iter().any(|w| strip_prefix(rest, w) == Some(""))
}

/// What a line announces.
fn announcement(page: &Page, line: Span) -> Option<(RelationType, Cue)> {
    let words = tail(page.words(line), LONGEST).trim_end();
    let base = line.end as usize - tail(page.words(line), LONGEST).len();
    let cue = |start: usize, end: usize| {
        let span = Span::new(base + start, base + end);
        Cue { text: page.words(span).to_owned(), span }
    };
    let mut at = words.len() - words.trim_start_matches(['“', '"', '-', '+', '*', ' ']).len();
    if let Some(label) = label(&words[at..]) {
        at += label.len;
    }
    let open = words.trim_end_matches([':', ' ']);
    if is_basis_heading(open.get(at..)?) {
        return Some((RelationType::BasedOn, cue(at, open.len())));
    }
    // "Căn cứ Luật X;" and on the next line "Nghị định Y;" without the verb.
    if words.ends_with(';') {
        let (len, kind) = cue_opening_at(words.get(at..)?)?;
        return (kind == RelationType::BasedOn).then(|| (kind, cue(at, at + len)));
    }
    if open.len() == words.len() {
        return heading(words, at).map(|(kind, from, to)| (kind, cue(from, to)));
    }
    let clause = clause_start(open).max(at);
    ended(open, clause).or_else(|| acting(open, clause)).map(|(kind, from, to)| (kind, cue(from, to)))
}

/// ended = ( "các" | "những" ) , kinds , [ "sau" [ "đây" ] ] , cue , … , ":" ;   "các Nghị định sau đây hết hiệu lực:"
pub(super) fn ended(open: &str, clause: usize) -> Option<(RelationType, usize, usize)> {
    open[clause..].match_indices(' ').map(|(i, _)| clause + i).find_map(|at| {
        let (len, kind) = cue_after(&open[at..])?;
        let subject = open[clause..at].rsplit(',').next().unwrap_or_default();
        let subject = fold(subject.trim());
        let listed = subject.ends_with(" sau") || subject.ends_with(" sau đây") || subject.ends_with(" dưới đây");
        (listed || subject.starts_with("các ") || subject.starts_with("những ")).then_some((kind, at + 1, at + len))
    })
}

/// acting = verb , [ … ] , [ kinds , [ "sau" [ "đây" ] ] ] , ":" ;   "Nghị quyết này bãi bỏ các Nghị quyết:", "Thay thế:"
///
/// Verbs that change nothing speak of a list only where their object is documents: "Triển khai các văn bản sau:".
fn acting(open: &str, clause: usize) -> Option<(RelationType, usize, usize)> {
    const ENDS: [&str; 8] = ["sau", "sau đây", "dưới đây", "gồm", "bao gồm", "gồm có", "văn bản", "cụ thể"];
    /// Words in front of the verb: the document that acts ("Quyết định này", "Kể từ ngày …").
    const SUBJECT: usize = 12;
    let words = open[clause..].match_indices(|c: char| !is_alphanumeric(c)).map(|(i, c)| clause + i + c.len());
    let (at, len, kind) = std::iter::once(clause).chain(words).take(SUBJECT).find_map(|at| {
        let (len, kind) = cue_opening_at(&open[at..])?;
        let speaks = acts(kind) || matches!(kind, RelationType::BasedOn | RelationType::Implements);
        speaks.then_some((at, len, kind))
    })?;
    let rest = fold(open[at + len..].trim());
    let documents = of_documents(&rest);
    let ends = if !acts(kind) {
        documents && ENDS.iter().any(|w| rest.ends_with(w))
    } else {
        let named = ["văn bản", "nghị", "thông tư", "quyết định", "chỉ thị", "luật", "pháp lệnh", "quy"];
        rest.is_empty()
            || rest.ends_with("như sau") && documents
            || !rest.ends_with("như sau")
                && ENDS.iter().any(|w| rest.ends_with(w))
                && named.iter().any(|w| rest.contains(w))
            || rest.strip_prefix("các ").is_some_and(|r| type_at(r).is_some_and(|(n, _)| n == r.len()))
            // "Bãi bỏ các nội dung quy định về giá muối tại: a) Điều 8 của Luật …"
            || rest.ends_with(" tại") && ["quy định", "nội dung", "cụm từ"].iter().any(|w| rest.contains(w))
    };
    ends.then_some((kind, at, at + len))
}

/// heading = label , verb , documents , … ;   "Điều 1. Bãi bỏ toàn bộ một số văn bản quy phạm pháp luật của Bộ trưởng"
///
/// The clauses below are sentences of their own, so no colon announces them.
fn heading(words: &str, at: usize) -> Option<(RelationType, usize, usize)> {
    let line = words.trim_end_matches(['.', ' ']);
    let (len, kind) = acting_cue_at(line.get(at..)?)?;
    let rest = fold(line.get(at + len..)?.trim());
    // A number is that of a document, which the line itself acts on.
    let listed = at > 0 && of_documents(&rest) && !rest.contains('/');
    listed.then_some((kind, at, at + len))
}

/// documents = { "toàn bộ" | "một phần" | "một số" | number | "các" | "những" } , ( "văn bản" | type ) ;
///   "toàn bộ 12 quyết định quy phạm pháp luật", "các văn bản"
///
/// Of one document its parts are listed, not others: "sửa đổi, bổ sung Nghị định số 3/2031/NĐ-CP như sau".
fn of_documents(object: &str) -> bool {
    const MANY: [&str; 10] =
        ["toàn bộ", "một phần", "một số", "các", "những", "nghiêm túc", "nghiêm", "tốt", "hiệu quả", "nội dung"];
    let mut rest = object;
    let mut many = false;
    loop {
        rest = rest.trim_start();
        let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let next = MANY.iter().find_map(|w| rest.strip_prefix(w).filter(|r| r.starts_with(' ')));
        match next.or((digits > 0).then(|| &rest[digits..])) {
            Some(next) => (rest, many) = (next, true),
            None => break,
        }
    }
    many && type_at(rest).is_some_and(|(_, row)| row.code != "quy_dinh")
}

#[cfg(test)]
mod tests {
    use super::{announcement, opens_item};
    use crate::record::RelationType;
    use crate::text::{Page, Span};

    #[track_caller]
    fn check(line: &str, expected: Option<(RelationType, &str)>) {
        let page = Page::read(line);
        let found = announcement(&page, Span::new(0, page.text.len()));
        assert_eq!(found.as_ref().map(|(kind, cue)| (*kind, cue.text.as_str())), expected, "{line}");
    }

    #[test]
    fn lines_that_open_a_list() {
        use RelationType::*;
        check("CĂN CỨ PHÁP LÝ", Some((BasedOn, "CĂN CỨ PHÁP LÝ")));
        check("I. Căn cứ pháp lý:", Some((BasedOn, "Căn cứ pháp lý")));
        check("l) Căn cứ pháp lý của thủ tục nuôi", Some((BasedOn, "Căn cứ pháp lý của thủ tục nuôi")));
        check("Căn cứ:", Some((BasedOn, "Căn cứ")));
        check("Căn cứ Luật Hải sâm ngày 3/2/2031;", Some((BasedOn, "Căn cứ")));
        check("Căn cứ Luật Hải sâm ngày 3/2/2031.", None);
        check("2. Bãi bỏ các Quyết định sau đây:", Some((Repeals, "Bãi bỏ")));
        check("Thông tư này thay thế:", Some((Replaces, "này thay thế")));
        check("Nghị quyết này bãi bỏ các Nghị quyết:", Some((Repeals, "bãi bỏ")));
        check(
            "Kể từ ngày Nghị định này có hiệu lực, các Nghị định sau đây hết hiệu lực thi hành:",
            Some((Repeals, "hết hiệu lực thi hành")),
        );
        check("1. Sửa đổi, bổ sung Điều 3 như sau:", None);
        check("Các văn bản hết hiệu lực kể từ ngày Nghị định này có hiệu lực:", Some((Repeals, "hết hiệu lực")));
        check("Khi giấy phép hết hiệu lực, cơ quan cấp giấy thực hiện:", None);
        check("Bãi bỏ các thủ tục rườm rà trong các lĩnh vực sau:", None);
        check("Điều 2. Bãi bỏ các văn bản về nghề muối của tỉnh, cụ thể như sau:", Some((Repeals, "Bãi bỏ")));
        check("Bãi bỏ toàn bộ 12 quyết định do Ủy ban nhân dân huyện ban hành như sau:", Some((Repeals, "Bãi bỏ")));
        check("Sửa đổi, bổ sung Nghị định số 3/2031/NĐ-CP như sau:", None);
        check("Sửa đổi các quy định về ao nuôi như sau:", None);
        check("1. Triển khai thực hiện các văn bản sau đây:", Some((Implements, "Triển khai thực hiện")));
        check("Thực hiện các nhiệm vụ sau:", None);
        check("Điều 1. Bãi bỏ toàn bộ một số văn bản quy phạm pháp luật của Bộ trưởng", Some((Repeals, "Bãi bỏ")));
        check("Bãi bỏ toàn bộ một số văn bản quy phạm pháp luật của Bộ trưởng", None);
        check("Điều 2. Bãi bỏ một phần nội dung một số Thông tư về nghề muối", Some((Repeals, "Bãi bỏ")));
        check("Điều 1. Bãi bỏ các Quyết định số 7/2031/QĐ-UBND và số 8/2031/QĐ-UBND.", None);
        check("Điều 3. Sửa đổi, bổ sung một số điều của các Thông tư về nghề muối", None);
    }

    #[test]
    fn what_may_stand_before_an_item() {
        for before in ["", "- ", "a) ", "1. ", "2.1. ", "a) Toàn bộ ", "- Các "] {
            assert!(opens_item(before), "{before:?}");
        }
        for before in ["- Thực hiện ", "Theo ", "Điều 3. Bãi bỏ "] {
            assert!(!opens_item(before), "{before:?}");
        }
    }
}
