//! The pipeline on one screen: the only place that knows the order of the steps.

use crate::diagnostic::Diagnostic;
use crate::find::deadlines::{self, Context};
use crate::find::{header, references, tasks};
use crate::layout::outline::Outline;
use crate::layout::zones::{FootLines, Layout};
use crate::options::Options;
use crate::record::offsets;
use crate::record::{Record, SCHEMA};
use crate::resolve::{self, keys};
use crate::scan::Anchors;
use crate::text::Page;

/// Name and version that every record carries.
const GENERATOR: &str = concat!("vanban ", env!("CARGO_PKG_VERSION"));

pub(crate) fn run(text: &str, options: &Options, diagnostics: Vec<Diagnostic>) -> Record {
    let page = Page::read(text);
    let foot = FootLines { lines: Vec::new(), end: page.lines.len() };
    let layout = Layout::of(&page, &foot, options.genre);
    let anchors = Anchors::of_text(&page.text);

    let header = header::header(&page, &layout);
    let citations = references::citations(&page, &layout, &anchors);
    let references = resolve::references(&page, &layout, &header, &anchors, citations);

    let context = Context { issue_date: header::issue_date(&header) };
    let mut deadlines = deadlines::deadlines(&page, &layout, &context);

    let outline = Outline::of(&page, &layout);
    let kind = header.kind.as_ref().map(|k| k.code.as_str());
    let mut tasks = tasks::tasks(&page, &layout, &outline, kind);
    tasks.link(&mut deadlines, &references);

    let mut record = Record {
        schema: SCHEMA,
        generator: GENERATOR.to_owned(),
        genre: layout.genre,
        key: keys::own(&header),
        kind: header.kind,
        number: header.number,
        issuers: header.issuers,
        date: header.date,
        place: header.place,
        subject: header.subject,
        marks: header.marks,
        effective_date: header.effective_date,
        references,
        outline: outline.records(&page),
        tasks: tasks.tasks,
        deadlines,
        diagnostics: header.diagnostics,
        ..Record::default()
    };
    record.for_each_span(&mut |span| *span = page.map.source(*span));
    record.diagnostics.splice(0..0, diagnostics);
    record.offset_unit = options.offsets;
    offsets::convert(&mut record, text, options.offsets);
    if options.with_text {
        record.text = Some(text.to_owned());
    }
    record
}
