//! What users hold: [`Record`] and its parts, the types behind the JSON contract (schema 1).
//!
//! Every key of the JSON is a field here under the same name (`type` is `kind`). Nothing in this module knows of
//! parsing. Absent values are `None`, absent lists are empty.

mod header;
pub(crate) mod offsets;
mod reference;
mod task;

pub use header::{
    Addressee, Archive, Attachment, Authority, Basis, CopyMark, DateValue, DocType, Genre, Issuer, Marks, Number,
    Recipient, Signer, Source, SourceMark, TextValue,
};
pub use reference::{
    Cue, Explanation, Form, Known, Mention, Parts, Pinpoint, PinpointTarget, Reason, Reference, Relation, RelationType,
};
pub use task::{Anchor, Assignee, Bound, Computed, Deadline, Direction, OutlineItem, PartKind, Role, Task};

use crate::diagnostic::Diagnostic;
use crate::text::Span;
use serde::{Deserialize, Serialize};

/// The version of the JSON contract that this library writes.
pub const SCHEMA: u32 = 1;

/// The unit in which a record counts the offsets of its spans.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OffsetUnit {
    /// UTF-8 bytes of the decoded text: what Rust slices with.
    #[default]
    Byte,
    /// Unicode code points: what Python slices with.
    Char,
    /// UTF-16 code units: what JavaScript and Java slice with.
    Utf16,
}

/// All that was found in one document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of the contract: [`SCHEMA`].
    pub schema: u32,
    /// Name and version of the program that made the record.
    pub generator: String,
    /// Unit of every span below.
    pub offset_unit: OffsetUnit,
    /// Where the text came from.
    pub source: Source,
    /// The decoded text itself, when it was asked for.
    pub text: Option<String>,
    /// What kind of page the text is.
    pub genre: Genre,
    /// Identity of the document, `type:number:year:place`; `None` when the text is not itself a document.
    pub key: Option<String>,
    /// urn:lex name (RFC 9676) when type, number or name, date and issuer are enough for one.
    pub urn: Option<String>,
    /// Type of document (loại văn bản).
    #[serde(rename = "type")]
    pub kind: Option<DocType>,
    /// Document number (số, ký hiệu).
    pub number: Option<Number>,
    /// Issuing bodies (cơ quan ban hành); the first is the main one.
    pub issuers: Vec<Issuer>,
    /// Date of issue (ngày ban hành).
    pub date: Option<DateValue>,
    /// Place of issue (địa danh).
    pub place: Option<TextValue>,
    /// Subject (trích yếu).
    pub subject: Option<TextValue>,
    /// Marks of secrecy, urgency, draft and copy.
    pub marks: Marks,
    /// Date on which the document takes effect (ngày có hiệu lực), where it says so.
    pub effective_date: Option<DateValue>,
    /// Signers (người ký).
    pub signers: Vec<Signer>,
    /// Addressees (Kính gửi).
    pub addressees: Vec<Addressee>,
    /// Documents cited, one entry for each distinct document, in order of first mention.
    pub references: Vec<Reference>,
    /// Labelled parts of the body in text order.
    pub outline: Vec<OutlineItem>,
    /// Items that tell somebody to do something (nhiệm vụ).
    pub tasks: Vec<Task>,
    /// Times by which, or rhythms at which, something must be done (thời hạn).
    pub deadlines: Vec<Deadline>,
    /// Recipients (Nơi nhận), without the archive line.
    pub recipients: Vec<Recipient>,
    /// The archive line (Lưu).
    pub archive: Option<Archive>,
    /// What follows the document in the same text: regulation, appendix, form.
    pub attachments: Vec<Attachment>,
    /// What could not be read, or was read with a repair.
    pub diagnostics: Vec<Diagnostic>,
}

impl Record {
    /// Calls `f` on every span of the record, in no promised order.
    pub fn for_each_span(&mut self, f: &mut dyn FnMut(&mut Span)) {
        for mark in &mut self.source.map {
            let mut span = Span { start: mark.start, end: mark.start };
            f(&mut span);
            mark.start = span.start;
        }
        visit(self.kind.as_mut().and_then(|x| x.span.as_mut()), f);
        visit(self.number.as_mut().and_then(|x| x.span.as_mut()), f);
        for issuer in &mut self.issuers {
            visit(issuer.span.as_mut(), f);
            issuer.spans.iter_mut().for_each(&mut *f);
        }
        for date in [&mut self.date, &mut self.effective_date] {
            visit(date.as_mut().and_then(|x| x.span.as_mut()), f);
        }
        for value in [&mut self.place, &mut self.subject].into_iter().flatten() {
            visit(value.span.as_mut(), f);
            value.spans.iter_mut().for_each(&mut *f);
        }
        visit(self.marks.copy.as_mut().and_then(|x| x.span.as_mut()), f);
        visit_all(self.signers.iter_mut().map(|x| &mut x.span), f);
        visit_all(self.addressees.iter_mut().map(|x| &mut x.span), f);
        for mention in self.references.iter_mut().flat_map(|r| &mut r.mentions) {
            f(&mut mention.span);
            f(&mut mention.full_span);
            let p = &mut mention.parts;
            for part in [&mut p.kind, &mut p.number, &mut p.date, &mut p.issuer, &mut p.title].into_iter().flatten() {
                f(part);
            }
            visit(mention.pinpoint.as_mut().map(|x| &mut x.span), f);
            visit_all(mention.relations.iter_mut().filter_map(|r| r.cue.as_mut()).map(|c| &mut c.span), f);
            let reasons = mention.explanation.iter_mut().flat_map(|e| &mut e.reasons);
            visit_all(reasons.filter_map(|r| r.span.as_mut()), f);
        }
        for item in &mut self.outline {
            f(&mut item.span);
            f(&mut item.extent);
        }
        for task in &mut self.tasks {
            f(&mut task.span);
            f(&mut task.extent);
            visit_all(task.assignees.iter_mut().map(|x| &mut x.span), f);
        }
        for deadline in &mut self.deadlines {
            f(&mut deadline.span);
            visit(deadline.anchor.as_mut().and_then(|a| a.span.as_mut()), f);
        }
        visit_all(self.recipients.iter_mut().map(|x| &mut x.span), f);
        visit(self.archive.as_mut().map(|x| &mut x.span), f);
        visit_all(self.attachments.iter_mut().map(|x| &mut x.span), f);
        for diagnostic in &mut self.diagnostics {
            visit(diagnostic.span.as_mut(), f);
        }
    }
}

fn visit(span: Option<&mut Span>, f: &mut dyn FnMut(&mut Span)) {
    if let Some(span) = span {
        f(span);
    }
}

fn visit_all<'a>(spans: impl Iterator<Item = &'a mut Span>, f: &mut dyn FnMut(&mut Span)) {
    for span in spans {
        f(span);
    }
}
