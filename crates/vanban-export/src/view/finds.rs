//! What is marked in the text: each value of the record with its places.

use std::collections::HashMap;
use vanban::record::{Issuer, Mention, OffsetUnit, OutlineItem, PartKind, Record, TextValue};
use vanban::text::Span;

/// What a find is of. Each has a colour of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Class {
    Header,
    Reference,
    Task,
    Deadline,
    Recipient,
    Structure,
    Diagnostic,
}

impl Class {
    pub(super) const ALL: [Self; 7] =
        [Self::Header, Self::Reference, Self::Task, Self::Deadline, Self::Recipient, Self::Structure, Self::Diagnostic];

    /// Name in the style sheet.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Header => "head",
            Self::Reference => "ref",
            Self::Task => "task",
            Self::Deadline => "dl",
            Self::Recipient => "to",
            Self::Structure => "out",
            Self::Diagnostic => "diag",
        }
    }
}

/// A value of the record, by its place in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Item {
    Type,
    Number,
    Issuer(usize),
    Date,
    Place,
    Subject,
    Effective,
    Copy,
    Signer(usize),
    Mention(usize, usize),
    Task(usize),
    Deadline(usize),
    Addressee(usize),
    Recipient(usize),
    Archive,
    Part(usize),
    Attachment(usize),
    Diagnostic(usize),
}

impl Item {
    pub(super) fn class(self) -> Class {
        match self {
            Self::Mention(..) => Class::Reference,
            Self::Task(_) => Class::Task,
            Self::Deadline(_) => Class::Deadline,
            Self::Addressee(_) | Self::Recipient(_) | Self::Archive => Class::Recipient,
            Self::Part(_) | Self::Attachment(_) => Class::Structure,
            Self::Diagnostic(_) => Class::Diagnostic,
            _ => Class::Header,
        }
    }
}

/// How much a place of a find is the find itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// The words of the value.
    Main,
    /// Words that go with it: date and title of a citation, the text of a task.
    Wide,
    /// Words that gave part of the reading, wherever they stand.
    Evidence,
}

impl Role {
    /// Letter behind the number of a find, where it is not the find itself.
    pub(super) fn letter(self) -> &'static str {
        match self {
            Self::Main => "",
            Self::Wide => "w",
            Self::Evidence => "v",
        }
    }

    /// Ending of the class in the style sheet.
    pub(super) fn ending(self) -> &'static str {
        match self {
            Self::Main => "",
            Self::Wide => "-w",
            Self::Evidence => "-v",
        }
    }
}

/// A value with its places in the text.
#[derive(Debug)]
pub(super) struct Find {
    pub(super) item: Item,
    /// Where a reader is led to.
    pub(super) target: Span,
    pub(super) places: Vec<(Span, Role)>,
}

/// All finds in the order of the text; a find is named by its number from 1.
pub(super) struct Finds {
    pub(super) list: Vec<Find>,
    numbers: HashMap<Item, usize>,
}

impl Finds {
    /// The finds of a record whose spans count bytes of `text`. Places that do not fit the text are left out.
    pub(super) fn of(record: &Record, text: &str) -> Self {
        let mut collector = Collector { text, list: Vec::new() };
        collector.header(record);
        collector.body(record);
        collector.rest(record);
        let mut list = collector.list;
        list.sort_by_key(|find| (find.target.start, u32::MAX - find.target.end, find.item));
        let numbers = list.iter().zip(1..).map(|(find, number)| (find.item, number)).collect();
        Self { list, numbers }
    }

    /// The number of a value that stands in the text.
    pub(super) fn number(&self, item: Item) -> Option<usize> {
        self.numbers.get(&item).copied()
    }

    /// How many there are of a class.
    pub(super) fn count(&self, class: Class) -> usize {
        self.list.iter().filter(|find| find.item.class() == class).count()
    }
}

struct Collector<'t> {
    text: &'t str,
    list: Vec<Find>,
}

impl Collector<'_> {
    /// A find led to at the first of its places that fit.
    fn add(&mut self, item: Item, places: impl IntoIterator<Item = (Span, Role)>) {
        let fits = |span: Span| !span.is_empty() && self.text.get(span.range()).is_some();
        let places: Vec<_> = places.into_iter().filter(|(span, _)| fits(*span)).collect();
        if let Some((target, _)) = places.first() {
            self.list.push(Find { item, target: *target, places });
        }
    }

    fn one(&mut self, item: Item, span: Option<Span>) {
        self.add(item, span.map(|span| (span, Role::Main)));
    }

    /// The pieces where there are some: the hull may hold words that are not meant.
    fn pieces(&mut self, item: Item, span: Option<Span>, pieces: &[Span]) {
        if pieces.is_empty() {
            self.one(item, span);
        } else {
            self.add(item, pieces.iter().map(|span| (*span, Role::Main)));
        }
    }

    fn header(&mut self, record: &Record) {
        self.one(Item::Type, record.kind.as_ref().and_then(|kind| kind.span));
        self.one(Item::Number, record.number.as_ref().and_then(|number| number.span));
        for (at, Issuer { span, spans, .. }) in record.issuers.iter().enumerate() {
            self.pieces(Item::Issuer(at), *span, spans);
        }
        self.one(Item::Date, record.date.as_ref().and_then(|date| date.span));
        self.one(Item::Effective, record.effective_date.as_ref().and_then(|date| date.span));
        for (item, value) in [(Item::Place, &record.place), (Item::Subject, &record.subject)] {
            if let Some(TextValue { span, spans, .. }) = value {
                self.pieces(item, *span, spans);
            }
        }
        self.one(Item::Copy, record.marks.copy.as_ref().and_then(|copy| copy.span));
        for (at, signer) in record.signers.iter().enumerate() {
            self.one(Item::Signer(at), Some(signer.span));
        }
    }

    fn body(&mut self, record: &Record) {
        for (nth, reference) in record.references.iter().enumerate() {
            for (at, mention) in reference.mentions.iter().enumerate() {
                self.add(Item::Mention(nth, at), mention_places(mention));
            }
        }
        for (at, task) in record.tasks.iter().enumerate() {
            let assignees = task.assignees.iter().map(|a| (a.span, Role::Main));
            self.add(Item::Task(at), std::iter::once((task.span, Role::Wide)).chain(assignees));
        }
        for (at, deadline) in record.deadlines.iter().enumerate() {
            let anchor = deadline.anchor.as_ref().and_then(|anchor| anchor.span);
            let anchor = anchor.filter(|span| !deadline.span.contains(*span)).map(|span| (span, Role::Wide));
            self.add(Item::Deadline(at), std::iter::once((deadline.span, Role::Main)).chain(anchor));
        }
    }

    fn rest(&mut self, record: &Record) {
        for (at, addressee) in record.addressees.iter().enumerate() {
            self.one(Item::Addressee(at), Some(addressee.span));
        }
        for (at, recipient) in record.recipients.iter().enumerate() {
            self.one(Item::Recipient(at), Some(recipient.span));
        }
        self.one(Item::Archive, record.archive.as_ref().map(|archive| archive.span));
        for (at, part) in record.outline.iter().enumerate().filter(|(_, part)| is_named(part)) {
            // The label alone: the part itself is a stretch of the text.
            let label = Span::new(part.extent.start as usize, part.span.start as usize);
            let label = Span { end: label.start + label.of(self.text).trim_end().len() as u32, ..label };
            self.one(Item::Part(at), Some(label));
        }
        for (at, attachment) in record.attachments.iter().enumerate() {
            // Its first line, for the same reason.
            let words = attachment.span.of(self.text);
            let line = words.trim_start();
            let start = attachment.span.start as usize + (words.len() - line.len());
            let len = line.lines().next().map_or(0, |line| line.trim_end().len());
            self.one(Item::Attachment(at), Some(Span::new(start, start + len)));
        }
        for (at, diagnostic) in record.diagnostics.iter().enumerate() {
            self.one(Item::Diagnostic(at), diagnostic.span);
        }
    }
}

/// Whether a part has a label that says something: a bullet without a heading has none.
pub(super) fn is_named(part: &OutlineItem) -> bool {
    part.kind != PartKind::Bullet || part.title.is_some()
}

fn mention_places(mention: &Mention) -> impl Iterator<Item = (Span, Role)> + '_ {
    let parts = &mention.parts;
    let outside = |span: &Span| !mention.full_span.contains(*span);
    let wide = [parts.kind, parts.number, parts.date, parts.issuer, parts.title].into_iter().flatten().filter(outside);
    let pinpoint = mention.pinpoint.as_ref().map(|pinpoint| pinpoint.span);
    let cues = mention.relations.iter().filter_map(|relation| relation.cue.as_ref()).map(|cue| cue.span);
    let reasons = mention.explanation.iter().flat_map(|e| &e.reasons).filter_map(|reason| reason.span);
    let mut evidence: Vec<Span> = cues.chain(reasons).filter(outside).collect();
    evidence.sort_unstable();
    evidence.dedup();
    std::iter::once((mention.span, Role::Main))
        .chain(std::iter::once((mention.full_span, Role::Wide)))
        .chain(wide.map(|span| (span, Role::Wide)))
        .chain(pinpoint.map(|span| (span, Role::Wide)))
        .chain(evidence.into_iter().map(|span| (span, Role::Evidence)))
}

/// The record with spans that count bytes of `text`, whatever they counted before.
pub(super) fn in_bytes(record: &Record, text: &str) -> Record {
    let mut record = record.clone();
    if record.offset_unit == OffsetUnit::Byte {
        return record;
    }
    let mut places: Vec<u32> = Vec::new();
    record.for_each_span(&mut |span| places.extend([span.start, span.end]));
    places.sort_unstable();
    places.dedup();
    let utf16 = record.offset_unit == OffsetUnit::Utf16;
    // What lies behind the end, or inside a letter of two units, fits nothing.
    let mut values: Vec<u32> = Vec::with_capacity(places.len());
    let mut chars = text.char_indices();
    let (mut units, mut byte) = (0u32, Some(0u32));
    for place in &places {
        while units < *place && byte.is_some() {
            match chars.next() {
                Some((_, c)) => units += if utf16 { c.len_utf16() as u32 } else { 1 },
                None => byte = None,
            }
        }
        let at = text.len() - chars.as_str().len();
        values.push(byte.filter(|_| units == *place).map_or(u32::MAX, |_| at as u32));
    }
    record.for_each_span(&mut |span| {
        let value = |place: u32| places.binary_search(&place).map_or(u32::MAX, |at| values[at]);
        (span.start, span.end) = (value(span.start), value(span.end));
    });
    record.offset_unit = OffsetUnit::Byte;
    record
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_of_any_unit_come_back_to_bytes() {
        let text = "𝐀 Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\nCăn cứ Nghị định số 31/2021/NĐ-CP ngày 26/3/2021;";
        let of = |unit| vanban::Extractor::builder().offsets(unit).build().extract(text);
        let bytes = of(OffsetUnit::Byte);
        assert!(!bytes.references.is_empty());
        for unit in [OffsetUnit::Byte, OffsetUnit::Char, OffsetUnit::Utf16] {
            assert_eq!(in_bytes(&of(unit), text), bytes);
            // A text that is not its own: nothing fits, nothing breaks.
            assert!(Finds::of(&in_bytes(&of(unit), "ế"), "ế").list.is_empty());
        }
    }
}
