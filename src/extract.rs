//! The pipeline on one screen: the only place that knows the order of the steps.

use crate::diagnostic::Diagnostic;
use crate::find::cues::Cues;
use crate::find::deadlines::{self, Context};
use crate::find::{addressees, attachments, form, header, recipients, references, signers, tasks};
use crate::layout::flat;
use crate::layout::foot::foot;
use crate::layout::outline::Outline;
use crate::layout::zones::Layout;
use crate::lexicon::own;
use crate::options::Options;
use crate::record::offsets;
use crate::record::{Record, SCHEMA, Source};
use crate::resolve::{self, keys};
use crate::scan::Anchors;

/// Name and version that every record carries.
const GENERATOR: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"));

pub(crate) fn run(text: &str, options: &Options, source: Source, diagnostics: Vec<Diagnostic>) -> Record {
    let _own = own::in_force(options.own);
    let (page, restored) = flat::page(text);
    let foot = foot(&page);
    let layout = Layout::of(&page, foot.as_ref(), options.genre);
    let foot = foot.filter(|_| layout.is_document());
    let anchors = Anchors::of_text(&page.text);

    let mut header = header::header(&page, &layout);
    let citations = references::citations(&page, &layout, &anchors);
    let repairs = references::repairs(&page, &citations);
    let references = resolve::references(&page, &layout, &header, &anchors, citations, options.explain);

    let cues = Cues::of(&page, &layout);
    let outline = Outline::of(&page, &layout);
    let kind = header.kind.as_ref().map(|k| k.code.as_str());
    let mut tasks = tasks::tasks(&page, &layout, &cues, &outline, kind);
    let context = Context::of(&header);
    let mut deadlines = deadlines::deadlines(&page, &layout, &cues, &tasks, &context);
    tasks.link(&mut deadlines, &references);

    let before = foot.as_ref().map_or(page.lines.len(), |f| f.lines.start);
    let addressees = if layout.is_document() { addressees::addressees(&page, before).0 } else { Vec::new() };
    let signers = signers::of_page(&page, &layout, foot.as_ref());
    header.diagnostics.extend(signers::conflict(&page, &layout, &signers));

    let mut record = Record {
        schema: SCHEMA,
        generator: GENERATOR.to_owned(),
        genre: layout.genre,
        key: keys::own(&header),
        urn: keys::own_urn(&header),
        kind: header.kind,
        number: header.number,
        issuers: header.issuers,
        date: header.date,
        place: header.place,
        subject: header.subject,
        marks: header.marks,
        effective_date: header.effective_date,
        signers,
        addressees,
        references,
        recipients: foot.as_ref().map_or_else(Vec::new, |f| recipients::recipients(&page, f)),
        archive: foot.as_ref().and_then(|f| recipients::archive(&page, f)),
        outline: outline.records(&page),
        tasks: tasks.tasks,
        deadlines,
        attachments: attachments::attachments(&page, &layout, foot.as_ref()),
        diagnostics: header.diagnostics,
        ..Record::default()
    };
    record.diagnostics.extend(restored);
    record.diagnostics.extend(repairs);
    if options.check {
        let marks = form::check(&page, &layout, &record);
        record.diagnostics.extend(marks);
    }
    let mut places = page.map.reader();
    record.for_each_span(&mut |span| *span = places.source(*span));
    record.source = source;
    record.diagnostics.splice(0..0, diagnostics);
    record.offset_unit = options.offsets;
    offsets::convert(&mut record, text, options.offsets);
    if options.with_text {
        record.text = Some(text.to_owned());
    }
    record
}
