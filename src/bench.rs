//! The steps of the pipeline one by one, for `benches/extract.rs`. No part of the library's interface.
//!
//! Each function does one step and gives the number of things that it found, so that a bench can check the answer
//! before it times the step. What a step needs of those before it stands ready in [`Ready`] and is not timed. The order
//! of the steps is that of `extract.rs`, which remains the place that decides it.

use crate::find::cues::Cues;
use crate::find::deadlines::{self, Context};
use crate::find::header::{self, Header};
use crate::find::references::{self, Citation};
use crate::find::tasks::{self, Tasks};
use crate::find::{addressees, recipients, signers};
use crate::layout::foot::{Foot, foot};
use crate::layout::outline::Outline;
use crate::layout::zones::Layout;
use crate::resolve;
use crate::scan::Anchors;
use crate::text::Page;

/// What the steps hand on for one text.
pub struct Ready<'a> {
    page: Page<'a>,
    anchors: Anchors,
    foot: Option<Foot>,
    layout: Layout,
    header: Header,
    citations: Vec<Citation>,
    cues: Cues,
}

impl<'a> Ready<'a> {
    /// Does every step once.
    pub fn new(text: &'a str) -> Self {
        let page = Page::read(text);
        let anchors = Anchors::of_text(&page.text);
        let foot = foot(&page);
        let layout = Layout::of(&page, foot.as_ref(), None);
        let header = header::header(&page, &layout);
        let citations = references::citations(&page, &layout, &anchors);
        let cues = Cues::of(&page, &layout);
        Self { page, anchors, foot, layout, header, citations, cues }
    }

    /// Names of documents among the anchors of the clean text.
    pub fn anchors(&self) -> usize {
        Anchors::of_text(&self.page.text).names.len()
    }

    /// Recipients, addressees and signers, with the search for the foot.
    pub fn foot(&self) -> usize {
        let found = foot(&self.page);
        let before = found.as_ref().map_or(self.page.lines.len(), |f| f.lines.start);
        found.as_ref().map_or(0, |f| recipients::recipients(&self.page, f).len())
            + addressees::addressees(&self.page, before).0.len()
            + signers::of_page(&self.page, &self.layout, found.as_ref()).len()
    }

    /// Zones, letterhead and header values: 1 when the document has a number, else 0.
    pub fn header(&self) -> usize {
        let layout = Layout::of(&self.page, self.foot.as_ref(), None);
        usize::from(header::header(&self.page, &layout).number.is_some())
    }

    /// Citations in the running text.
    pub fn citations(&self) -> usize {
        references::citations(&self.page, &self.layout, &self.anchors).len()
    }

    /// Documents that the citations are of, with their relations. Copies the citations first, since the step takes them.
    pub fn documents(&self) -> usize {
        let citations = self.citations.clone();
        resolve::references(&self.page, &self.layout, &self.header, &self.anchors, citations, false).len()
    }

    /// Labelled parts and tasks of the body.
    pub fn tasks(&self) -> usize {
        let outline = Outline::of(&self.page, &self.layout);
        let kind = self.header.kind.as_ref().map(|k| k.code.as_str());
        let tasks = tasks::tasks(&self.page, &self.layout, &self.cues, &outline, kind).tasks.len();
        tasks + outline.records(&self.page).len()
    }

    /// Deadlines of the body, with the search for the cues that tasks have too.
    pub fn deadlines(&self) -> usize {
        let context = Context::of(&self.header);
        let cues = Cues::of(&self.page, &self.layout);
        deadlines::deadlines(&self.page, &self.layout, &cues, &Tasks::default(), &context).len()
    }
}

/// Paragraphs of the clean text.
pub fn clean(text: &str) -> usize {
    Page::read(text).paragraphs.len()
}
