//! What only consolidated texts have (văn bản hợp nhất): the note above the text that says of what it is made, and
//! footnotes that give the bases of the documents that changed it.

use crate::find::references::Citation;
use crate::grammar::label::label;
use crate::layout::zones::{Layout, Zone};
use crate::lexicon::cues::{acts, cue_opening_at};
use crate::record::{Relation, RelationType};
use crate::text::window::{head, tail};
use crate::text::{Page, Paragraph, Span};

/// The note or the footnote that is being read.
#[derive(Default)]
pub(super) struct Consolidated {
    open: Option<Open>,
    /// Bases that ended without a closing quote: a page may have parted them.
    broken: Option<Open>,
}

/// What the paragraphs below a line belong to.
struct Open {
    /// The paragraph of the last citation of it.
    last: usize,
    part: Part,
}

enum Part {
    /// "Thông tư số … , được sửa đổi, bổ sung bởi:" and the documents that changed it, one a paragraph.
    Note,
    /// "Thông tư số … có căn cứ ban hành như sau:" and the bases of that citation; where those words end.
    Bases(usize, u32),
}

/// Paragraphs between two of one part: the foot and the head of a page.
const BETWEEN: usize = 6;
/// What stands behind the last base, before the sentence that enacts.
const PROPOSED: [&str; 3] = ["Theo đề nghị", "Xét đề nghị", "Theo Tờ trình"];
/// Paragraphs between two of one quotation: a footnote goes on below the text of the next page.
const PAGE: usize = 60;

impl Consolidated {
    /// Puts right what the words alone say of a citation: which texts are consolidated, and whose bases are quoted.
    pub(super) fn mend(
        &mut self,
        page: &Page,
        layout: &Layout,
        citations: &[Citation],
        i: usize,
        id: &dyn Fn(usize) -> String,
        list: &mut [Relation],
    ) {
        /// Bytes of a title between a document's number and what a footnote says of it.
        const LONGEST: usize = 1200;
        let c = &citations[i];
        let (None, Some(relation)) = (c.inside, list.first_mut()) else { return };
        let Some(paragraph) = page.paragraphs.get(c.paragraph).map(|p| p.span) else { return };
        let before = Span { start: paragraph.start, end: c.span.start };
        let ended;
        (self.open, ended) = match self.open.take() {
            Some(open) if open.holds(page, c.paragraph, before) => (Some(open), None),
            open => (None, open),
        };
        self.broken = ended.filter(Open::is_bases).or_else(|| self.broken.take());
        if self.open.is_none() && self.broken.as_ref().is_some_and(|b| b.resumes(page, c.paragraph, before)) {
            self.open = self.broken.take();
        }
        if let Some(open) = &mut self.open {
            let again = open.last == c.paragraph;
            open.last = c.paragraph;
            match open.part {
                Part::Note if !again => consolidate(relation),
                Part::Bases(owner, _) if is_quoted(relation.kind) && relation.from == "self" => {
                    relation.from = id(owner);
                }
                _ => {}
            }
            return;
        }
        let behind = page.words(Span { start: c.span.end, end: paragraph.end.max(c.span.end) });
        // The subject of a consolidated text names what the text changes.
        let above = |c: &Citation| c.around || layout.zones.get(c.paragraph) == Some(&Zone::Subject);
        if before.is_empty() && is_note(behind) && citations[..i].iter().all(above) {
            consolidate(relation);
            self.open = Some(Open { last: c.paragraph, part: Part::Note });
        } else if let Some(end) = bases_end(head(behind, LONGEST)) {
            let part = Part::Bases(i, c.span.end + end as u32);
            self.open = Some(Open { last: c.paragraph, part });
        }
    }
}

fn consolidate(relation: &mut Relation) {
    *relation = Relation { kind: RelationType::Consolidates, from: "self".to_owned(), cue: None };
}

/// Where the words end that a footnote says in front of the bases of a document.
fn bases_end(words: &str) -> Option<usize> {
    memchr::memchr_iter(b':', words.as_bytes())
        .find(|at| words[..*at].ends_with("căn cứ ban hành như sau"))
        .map(|at| at + 1)
}

/// "…, có hiệu lực kể từ ngày 01 tháng 7 năm 2032, được sửa đổi, bổ sung bởi:" at the end of the first paragraph.
fn is_note(words: &str) -> bool {
    let open = words.trim_end().strip_suffix(':').map(str::trim_end);
    let passive = open.and_then(|w| w.strip_suffix("bởi").or_else(|| w.strip_suffix("theo")));
    passive.is_some_and(|w| {
        let clause = tail(w, 80);
        clause.contains("được sửa đổi") || clause.contains("được bổ sung")
    })
}

impl Open {
    fn is_bases(&self) -> bool {
        matches!(self.part, Part::Bases(..))
    }

    /// True for a base of a quotation that the end of a page broke: it goes on below the text of the next page.
    fn resumes(&self, page: &Page, paragraph: usize, before: Span) -> bool {
        let words = |p: usize| page.paragraphs.get(p).map_or("", |p| page.words(p.span).trim_end());
        let ended = (1..=BETWEEN).any(|n| PROPOSED.iter().any(|w| words(self.last + n).starts_with(w)));
        !ended
            && paragraph <= self.last + PAGE
            && opens_basis(own(page, before))
            && words(paragraph).ends_with(';')
            && words(self.last).ends_with(';')
    }

    /// True when a citation with these words before it in its paragraph belongs to the part.
    fn holds(&self, page: &Page, paragraph: usize, before: Span) -> bool {
        if paragraph > self.last + BETWEEN {
            return false;
        }
        let words = own(page, before);
        match self.part {
            Part::Note => {
                paragraph == self.last || words.is_empty() || label(words).is_some_and(|l| l.len >= words.len())
            }
            Part::Bases(_, told) if paragraph == self.last => {
                (before.start..=before.end).contains(&told) || opens_basis(words)
            }
            Part::Bases(..) => {
                let between = page.paragraphs.get(self.last + 1..paragraph).unwrap_or_default();
                let closed = |p: &Paragraph| {
                    let words = page.words(p.span).trim_start_matches(['“', '"', '*', '-', ' ']);
                    PROPOSED.iter().any(|w| words.starts_with(w))
                };
                let quoted =
                    page.paragraphs.get(self.last).is_some_and(|p| page.words(p.span).trim_end().ends_with('”'));
                let listed = words.is_empty() && between.is_empty();
                !quoted && (words.contains("ban hành") || (opens_basis(words) || listed) && !between.iter().any(closed))
            }
        }
    }
}

/// Words in front of a citation, without the marks in front of them.
fn own<'a>(page: &'a Page, before: Span) -> &'a str {
    page.words(before).trim_matches(['“', '"', '*', '-', '+', ' '])
}

/// What a footnote of bases says of other documents: its bases, and in its last sentence what it changes.
fn is_quoted(kind: RelationType) -> bool {
    kind == RelationType::BasedOn || acts(kind)
}

fn opens_basis(words: &str) -> bool {
    cue_opening_at(words).is_some_and(|(_, kind)| kind == RelationType::BasedOn)
}
