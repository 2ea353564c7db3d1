//! The cues of duties and of times: where in the text of a page a task or a deadline may be told, found in one pass.

use crate::find::deadlines;
use crate::grammar::assign::{self, Cue};
use crate::layout::zones::{Layout, Zone};
use crate::text::{Joint, Joints, Page, Span};
use std::sync::LazyLock;

/// What a phrase is a cue of.
#[derive(Clone, Copy)]
enum Of {
    Duty(Cue),
    Time,
}

static SEARCH: LazyLock<Joints<Of>> = LazyLock::new(|| {
    let duties = assign::CUES.iter().map(|(words, cue)| ((*words).to_owned(), Of::Duty(*cue)));
    Joints::new(duties.chain(deadlines::trigger_words().map(|words| (words, Of::Time))))
});

/// The cues of a page, outside its head and foot, each kind in text order.
#[derive(Default)]
pub(crate) struct Cues {
    duties: Vec<Joint<Cue>>,
    times: Vec<Joint<()>>,
}

impl Cues {
    /// Finds them in the paragraphs that tasks and deadlines are read from.
    pub(crate) fn of(page: &Page, layout: &Layout) -> Self {
        let mut cues = Self::default();
        let told = |zone: &&Zone| matches!(zone, Zone::Body | Zone::Attachment);
        let mut first = 0;
        for zones in layout.zones.chunk_by(|a, b| told(&a) == told(&b)) {
            let paragraphs = page.paragraphs.get(first..first + zones.len()).unwrap_or_default();
            first += zones.len();
            if let (Some(from), Some(to)) = (paragraphs.first(), paragraphs.last())
                && zones.first().is_some_and(|zone| told(&zone))
            {
                cues.read(page, from.span.hull(to.span));
            }
        }
        cues.duties.sort_by_key(|cue| cue.start);
        cues
    }

    fn read(&mut self, page: &Page, span: Span) {
        let base = span.start as usize;
        SEARCH.each(page.words(span), |Joint { start, end, value }| {
            let (start, end) = (start + base, end + base);
            match value {
                Of::Duty(value) => self.duties.push(Joint { start, end, value }),
                Of::Time => self.times.push(Joint { start, end, value: () }),
            }
        });
    }

    /// The cues of duties in a span, counted from its start.
    pub(crate) fn duties(&self, span: Span) -> impl Iterator<Item = Joint<Cue>> {
        within(&self.duties, span)
    }

    /// The cues of times in a span, counted from its start.
    pub(crate) fn times(&self, span: Span) -> impl Iterator<Item = Joint<()>> {
        within(&self.times, span)
    }
}

fn within<T: Copy>(cues: &[Joint<T>], span: Span) -> impl Iterator<Item = Joint<T>> {
    let (from, to) = (span.start as usize, span.end as usize);
    let inside = &cues[cues.partition_point(|cue| cue.start < from)..];
    let inside = inside.iter().take_while(move |cue| cue.start < to).filter(move |cue| cue.end <= to);
    inside.map(move |cue| Joint { start: cue.start - from, end: cue.end - from, value: cue.value })
}
