//! The outline of a document (bố cục): every labelled part of the body and of what is attached, as a flat list.
//!
//! The form of a label says little: "I." counts sections or letters, "1." starts again under each heading, and a
//! quantity or a torn line may look like one. The sequence decides (DOMAIN.md b.7): a label stands where it is the next
//! of an open list, or opens a list of its own; else it is text.

use crate::grammar::label::{Label, LabelKind, label};
use crate::layout::zones::{Layout, Zone, is_attachment_head};
use crate::lexicon::fold::is_alphanumeric;
use crate::lexicon::types::type_at;
use crate::record::{Genre, OutlineItem, PartKind};
use crate::text::window::head;
use crate::text::{Page, Span, Starts, is_shout};
use std::borrow::Cow;
use std::ops::Range;

/// The labelled parts of a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outline {
    /// In text order; a parent stands before its children.
    pub(crate) items: Vec<Item>,
    /// The document and what is attached to it, in text order.
    pub(crate) regions: Vec<Region>,
}

/// The document's own text, or something attached to it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Region {
    /// The words of its head, for what is attached; empty for the document itself.
    pub(crate) head: String,
    /// Its items, by index.
    pub(crate) items: Range<usize>,
    /// What belongs to no item: lead-in, prose, closing words; a span a paragraph.
    pub(crate) loose: Vec<Span>,
    /// The same by paragraph, until the end of the reading.
    unowned: Vec<usize>,
    /// Cells of its tables, by paragraph.
    pub(crate) cells: Vec<usize>,
}

/// A labelled part.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    /// The item that holds it.
    pub(crate) parent: Option<usize>,
    /// What kind of part it is.
    pub(crate) kind: PartKind,
    /// The label.
    pub(crate) label: Span,
    /// Labels from the top.
    pub(crate) path: Vec<String>,
    /// The heading, where it has one.
    pub(crate) title: Option<Span>,
    /// The text after the label, to before the first child.
    pub(crate) span: Span,
    /// From the label to the end of the last child.
    pub(crate) extent: Span,
    /// Its own texts up to the first child, a span a paragraph: first its heading or first sentence, without the label.
    pub(crate) texts: Vec<Span>,
    /// The same by paragraph: places in what the reading has kept.
    paragraphs: Range<usize>,
    /// True when another item stands below it.
    pub(crate) has_children: bool,
}

/// The words of a span on one line. A line end is as long as the blank that stands for it.
pub(crate) fn one_line<'p>(page: &'p Page, span: Span) -> Cow<'p, str> {
    let words = page.words(span);
    if memchr::memchr(b'\n', words.as_bytes()).is_some() {
        Cow::Owned(words.replace('\n', " "))
    } else {
        Cow::Borrowed(words)
    }
}

/// The id of an item by its place in the list: "o1" for the first.
pub(crate) fn item_id(index: usize) -> String {
    // A long document has thousands: without the detour of `format!`.
    let mut digits = [b'0'; 20];
    let (mut rest, mut at) = (index + 1, digits.len());
    while rest > 0 && at > 0 {
        at -= 1;
        digits[at] += (rest % 10) as u8;
        rest /= 10;
    }
    let mut id = String::with_capacity("o1234567".len());
    id.push('o');
    id.extend(digits[at..].iter().map(|digit| char::from(*digit)));
    id
}

impl Outline {
    /// Reads the outline of a page.
    pub(crate) fn of(page: &Page, layout: &Layout) -> Self {
        let mut builder = Builder {
            page,
            outline: Self::default(),
            open: Vec::new(),
            bullets: Vec::new(),
            owned: Vec::new(),
            numbered: 0,
        };
        builder.run(layout);
        builder.finish();
        builder.outline
    }

    /// The items as the record shows them.
    pub(crate) fn records(self, page: &Page) -> Vec<OutlineItem> {
        let record = |(i, item): (usize, Item)| OutlineItem {
            id: item_id(i),
            parent: item.parent.map(item_id),
            kind: item.kind,
            label: page.words(item.label).trim().to_owned(),
            path: item.path,
            title: item.title.map(|t| one_line(page, t).trim_end_matches([':', ' ', '.']).to_owned()),
            span: item.span,
            extent: item.extent,
        };
        self.items.into_iter().enumerate().map(record).collect()
    }
}

/// What a list of labels looks like: lists of one style count on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Style {
    kind: LabelKind,
    /// Last mark of an enumerating label (`.`, `)`, `-`), first character of a bullet.
    mark: char,
}

/// An open level: the last item of a list that may go on.
#[derive(Clone, Debug)]
struct Open {
    item: usize,
    style: Style,
    ordinal: u32,
    /// For `1.2`: the part before the last.
    prefix: String,
    /// Bullets right below it, by mark.
    bullets: Bullets,
}

/// How many bullets of each mark stand below an item.
type Bullets = Vec<(char, u32)>;

struct Builder<'p, 'a> {
    page: &'p Page<'a>,
    outline: Outline,
    open: Vec<Open>,
    /// Bullets below no item.
    bullets: Bullets,
    /// The paragraphs of items, one item behind the other.
    owned: Vec<usize>,
    /// The last number right below a heading: in some texts the next heading's items count on from it.
    numbered: u32,
}

/// A label with the paragraph it stands in.
struct Labelled<'p> {
    paragraph: usize,
    label: Label<'p>,
}

/// Levels of the deepest outline; what goes deeper is broken, and paths must not grow with the text.
const DEEPEST: usize = 12;
/// Gaps in a count that lost or misread labels may leave; wider ones are other numbers.
const WIDEST_GAP: u32 = 3;

impl<'p> Builder<'p, '_> {
    fn run(&mut self, layout: &Layout) {
        let page = self.page;
        let mut paragraphs = Vec::with_capacity(layout.zones.len());
        let mut state = State { news: !layout.is_document() && layout.genre != Genre::Other, ..State::default() };
        let wide = wide_cells(page);
        for (i, zone) in layout.zones.iter().enumerate() {
            match zone {
                Zone::Body | Zone::Attachment => {
                    let step = state.step(page, i, *zone == Zone::Attachment, wide[i]);
                    if step != Step::Skip {
                        paragraphs.push((i, step));
                    }
                }
                Zone::Foot => state.foot = true,
                _ => {}
            }
        }
        let mut labels = labels(page, &paragraphs);
        self.outline.regions.push(Region::default());
        // One letter is a heading only where the next one follows: "A- A A+" stands in the tool bars of pages.
        let second = labels.iter().any(|l| l.label.kind == LabelKind::Upper && l.label.ordinal == Some(2));
        labels.retain(|l| second || l.label.kind != LabelKind::Upper);
        let mut labels = labels.into_iter().peekable();
        let quotes = Quotes::of(page, &paragraphs);
        let mut address = false;
        for (n, &(i, step)) in paragraphs.iter().enumerate() {
            let found = labels.next_if(|l| l.paragraph == i).map(|l| l.label);
            let words = page.words(page.paragraphs[i].span);
            match step {
                Step::Head => {
                    self.attach(words);
                    continue;
                }
                Step::Cell => {
                    self.region().cells.push(i);
                    continue;
                }
                _ => {}
            }
            let quoted = quotes.inside(n);
            let is_first = self.open.is_empty();
            if let Some(label) = found.filter(|_| !quoted)
                && !(is_first && (address || is_basis(&words[label.len..])) && is_bullet(label.kind))
                && self.place(i, label)
            {
                address = false;
                continue;
            }
            // A scan may have lost the bullet of the first one addressed.
            let listed = || words.contains(';') && !words.ends_with(['.', ':']);
            address = opens_address(words) || address && (listed() || label(words).is_some_and(|l| is_bullet(l.kind)));
            self.text(i);
        }
    }

    fn region(&mut self) -> &mut Region {
        if self.outline.regions.is_empty() {
            self.outline.regions.push(Region::default());
        }
        let last = self.outline.regions.len() - 1;
        &mut self.outline.regions[last]
    }

    /// Starts what a head opens, or adds a line to the head that was just read.
    fn attach(&mut self, words: &str) {
        let items = self.outline.items.len();
        let fresh = self.region();
        if !fresh.head.is_empty() && fresh.items.is_empty() && fresh.cells.is_empty() {
            fresh.head.push('\n');
            fresh.head.push_str(words);
            return;
        }
        self.open.clear();
        self.bullets.clear();
        self.numbered = 0;
        self.outline.regions.push(Region { head: words.to_owned(), items: items..items, ..Region::default() });
    }

    /// A paragraph without a label: it belongs to the item above it.
    fn text(&mut self, paragraph: usize) {
        match self.open.last() {
            Some(open) => {
                self.owned.push(paragraph);
                self.outline.items[open.item].paragraphs.end = self.owned.len();
            }
            None => self.region().unowned.push(paragraph),
        }
    }

    /// Takes a label as the next item, if the sequence allows it.
    fn place(&mut self, paragraph: usize, label: Label) -> bool {
        let Some((depth, style, ordinal)) = self.position(paragraph, &label) else { return false };
        if depth >= DEEPEST {
            return false;
        }
        let beside = self.open.get(depth).map(|o| o.style.kind);
        self.open.truncate(depth);
        let parent = self.open.last().map(|o| o.item);
        if beside == Some(LabelKind::Lower) && style.kind == LabelKind::Arabic && ordinal == 2 {
            self.restore_first(parent);
        }
        let index = self.outline.items.len();
        let kind = self.part_kind(parent, style.kind);
        let prefix = label.path.rsplit_once('.').map_or("", |(p, _)| p).to_owned();
        let path = self.path(parent, kind, style, label.path);
        if let Some(parent) = parent {
            self.outline.items[parent].has_children = true;
        }
        let start = self.page.paragraphs[paragraph].span.start as usize;
        let end = self.page.paragraphs[paragraph].span.end as usize;
        self.outline.items.push(Item {
            parent,
            kind,
            label: Span::new(start, start + label.text.len()),
            path,
            title: None,
            span: Span::new((start + label.len).min(end), end),
            extent: Span::new(start, end),
            texts: Vec::new(),
            paragraphs: self.owned.len()..self.owned.len() + 1,
            has_children: false,
        });
        self.owned.push(paragraph);
        self.region().items.end = index + 1;
        let above = self.open.last().map(|o| o.style.kind);
        if style.kind == LabelKind::Arabic && matches!(above, Some(LabelKind::Roman | LabelKind::Upper)) {
            self.numbered = ordinal;
        }
        self.open.push(Open { item: index, style, ordinal, prefix, bullets: Vec::new() });
        true
    }

    /// "b)", "c)" and then "2.": the letters stood below a "1." that was lost, and their paths show it.
    fn restore_first(&mut self, parent: Option<usize>) {
        let from = parent.map_or(self.region().items.start, |p| p + 1);
        let depth = parent.map_or(0, |p| self.outline.items[p].path.len());
        let list = &mut self.outline.items[from..];
        if list.iter().all(|item| item.parent != parent || matches!(item.kind, PartKind::Item | PartKind::Point)) {
            for item in list.iter_mut().filter(|item| item.path.len() > depth) {
                item.path.insert(depth, "1".to_owned());
            }
        }
    }

    /// The depth at which a label stands, with the style and ordinal that it has there; `None` for text.
    fn position(&self, paragraph: usize, label: &Label) -> Option<(usize, Style, u32)> {
        let style = Style { kind: label.kind, mark: mark(label) };
        if let Some(rank) = rank(label.kind) {
            let above = |o: &Open| super::outline::rank(o.style.kind).is_some_and(|r| r < rank);
            let depth = self.open.iter().rposition(above).map_or(0, |d| d + 1);
            return Some((depth, style, label.ordinal.unwrap_or(0)));
        }
        let floor = self.open.iter().rposition(|o| rank(o.style.kind).is_some()).map_or(0, |d| d + 1);
        if is_bullet(label.kind) {
            let same = (floor..self.open.len()).rev().find(|d| self.open[*d].style == style);
            return Some((same.unwrap_or(self.open.len()), style, 0));
        }
        if let LabelKind::Decimal(_) = label.kind {
            return self.decimal(floor, label, style);
        }
        let readings = readings(label);
        let levels = || (floor..self.open.len()).rev();
        let next = |exact: bool| {
            levels().find_map(|d| {
                let o = &self.open[d];
                let reading = readings.iter().flatten().find(|(kind, n)| {
                    o.style.kind == *kind && (!exact || o.style.mark == style.mark) && o.ordinal + 1 == *n
                })?;
                Some((d, Style { kind: reading.0, mark: o.style.mark }, reading.1))
            })
        };
        if let Some(found) = next(true).or_else(|| next(false)) {
            return Some(found);
        }
        let same_kind = |kind: LabelKind| levels().find(|d| self.open[*d].style.kind == kind);
        // The first of a list: again at a level that is open, or below what stands above it.
        if let Some((kind, n)) = readings.iter().flatten().find(|(_, n)| *n == 1) {
            let style = Style { kind: *kind, ..style };
            let again = levels().find(|d| self.open[*d].style == style);
            let opens = self.ends_in_colon(paragraph);
            if again.is_some() && self.breaks_sentence(paragraph) {
                return None; // "… ở cấp độ" and "1. …" on the next line
            }
            return Some(match again {
                Some(d) if !opens || d + 1 == self.open.len() => (d, style, *n),
                _ => (self.below(floor, opens), style, *n),
            });
        }
        // A label was lost or misread in between.
        for (kind, n) in readings.iter().flatten() {
            if let Some(d) = levels().find(|d| {
                let o = &self.open[*d];
                o.style.kind == *kind && *n > o.ordinal && *n - o.ordinal <= WIDEST_GAP
            }) {
                return Some((d, Style { kind: *kind, mark: self.open[d].style.mark }, *n));
            }
        }
        let (kind, n) = readings[0]?;
        if let Some(d) = same_kind(kind).filter(|d| self.open[*d].ordinal == n) {
            return Some((d, self.open[d].style, n)); // "3a." after "3.", or a number typed twice
        }
        // "II. …" and "7. …" behind "I. …" with its 1 to 6: the count goes on through the headings.
        let heading = |o: &Open| matches!(o.style.kind, LabelKind::Roman | LabelKind::Upper);
        if kind == LabelKind::Arabic
            && n == self.numbered + 1
            && same_kind(kind).is_none()
            && let Some(d) = levels().find(|d| heading(&self.open[*d]))
        {
            return Some((d + 1, style, n));
        }
        let lost_first = n <= WIDEST_GAP
            && same_kind(kind).is_none()
            && matches!(kind, LabelKind::Arabic | LabelKind::Lower | LabelKind::Roman);
        // Numbers stand above letters: those whose own number was lost do not hold the next one.
        let letters = || (floor..self.open.len()).find(|d| self.open[*d].style.kind == LabelKind::Lower);
        let depth = || match kind {
            LabelKind::Arabic => letters(),
            _ => None,
        };
        lost_first.then(|| {
            let depth = depth().unwrap_or_else(|| self.below(floor, self.ends_in_colon(paragraph)));
            (depth, Style { kind, ..style }, n)
        })
    }

    /// Below what a new list opens: below a bullet only when it calls for a list.
    fn below(&self, floor: usize, opens: bool) -> usize {
        let mut depth = self.open.len();
        while !opens && depth > floor && is_bullet(self.open[depth - 1].style.kind) {
            depth -= 1;
        }
        depth
    }

    /// `1.2` stands below `1.`, beside `1.1`.
    fn decimal(&self, floor: usize, label: &Label, style: Style) -> Option<(usize, Style, u32)> {
        let prefix = label.path.rsplit_once('.').map_or("", |(p, _)| p);
        let ordinal = label.ordinal.unwrap_or(0);
        let levels = || (floor..self.open.len()).rev();
        let sibling = levels().find(|d| self.open[*d].style.kind == style.kind && self.open[*d].prefix == prefix);
        if let Some(d) = sibling {
            return Some((d, style, ordinal));
        }
        let number: Option<u32> = prefix.parse().ok();
        let parent = levels().find(|d| {
            let o = &self.open[*d];
            let last = self.outline.items[o.item].path.last().map_or("", String::as_str);
            !is_bullet(o.style.kind)
                && (last == prefix || number == Some(o.ordinal) && !matches!(o.style.kind, LabelKind::Decimal(_)))
        });
        if let Some(d) = parent {
            return Some((d + 1, style, ordinal));
        }
        // Its parent was lost: beside decimals of its depth, else below the last heading.
        let beside = levels().find(|d| self.open[*d].style.kind == style.kind);
        let heading =
            |o: &Open| matches!(o.style.kind, LabelKind::Roman | LabelKind::Upper) || rank(o.style.kind).is_some();
        let depth = beside.or_else(|| self.open.iter().rposition(heading).map(|d| d + 1)).unwrap_or(floor);
        Some((depth, style, ordinal))
    }

    /// True when the text above a paragraph ends in a colon: a list may open below it.
    fn ends_in_colon(&self, paragraph: usize) -> bool {
        let Some(open) = self.open.last() else { return false };
        let last = self.owned[self.outline.items[open.item].paragraphs.clone()].last();
        last.is_some_and(|p| *p < paragraph && self.page.words(self.page.paragraphs[*p].span).ends_with(':'))
    }

    /// True when the paragraph above is a sentence that has not ended.
    fn breaks_sentence(&self, paragraph: usize) -> bool {
        let above = paragraph.checked_sub(1).and_then(|p| self.page.paragraphs.get(p));
        let Some(words) = above.map(|p| self.page.words(p.span)) else { return false };
        let blank = self.page.lines[self.page.paragraphs[paragraph].lines.start].after_blank;
        !blank && words.len() > 100 && words.ends_with(is_alphanumeric)
    }

    fn part_kind(&self, parent: Option<usize>, kind: LabelKind) -> PartKind {
        let above = parent.map(|p| self.outline.items[p].kind);
        match kind {
            LabelKind::Part => PartKind::Part,
            LabelKind::Chapter => PartKind::Chapter,
            LabelKind::Section => PartKind::Section,
            LabelKind::Subsection => PartKind::Subsection,
            LabelKind::Article => PartKind::Article,
            LabelKind::Appendix | LabelKind::Form => PartKind::Appendix,
            LabelKind::Arabic if above == Some(PartKind::Article) => PartKind::Clause,
            LabelKind::Lower if matches!(above, Some(PartKind::Article | PartKind::Clause)) => PartKind::Point,
            kind if is_bullet(kind) => PartKind::Bullet,
            _ => PartKind::Item,
        }
    }

    /// Labels from the top; a path starts at its Điều, and at the head of what is attached.
    fn path(&mut self, parent: Option<usize>, kind: PartKind, style: Style, label: String) -> Vec<String> {
        let own = if is_bullet(style.kind) {
            let bullets = self.open.last_mut().map_or(&mut self.bullets, |o| &mut o.bullets);
            let count = match bullets.iter_mut().find(|b| b.0 == style.mark) {
                Some(bullet) => {
                    bullet.1 += 1;
                    bullet.1
                }
                None => {
                    bullets.push((style.mark, 1));
                    1
                }
            };
            format!("{}{count}", style.mark)
        } else {
            label
        };
        let starts = matches!(kind, PartKind::Article | PartKind::Appendix);
        let above: &[String] = match parent.map(|p| &self.outline.items[p]) {
            Some(above) if !starts && above.kind != PartKind::Appendix => &above.path,
            _ => &[],
        };
        let mut path = Vec::with_capacity(above.len() + 1);
        path.extend_from_slice(above);
        path.push(own);
        path
    }

    /// Cuts closing words off the last items, then gives every item its texts, title and extent.
    fn finish(&mut self) {
        let page = self.page;
        for item in &mut self.outline.items {
            item.texts = texts(page, &self.owned[item.paragraphs.clone()], item.span.start);
        }
        for region in &mut self.outline.regions {
            region.loose = texts(page, &region.unowned, 0);
            let Some(last) = region.items.clone().next_back() else { continue };
            let item = &mut self.outline.items[last];
            let heads = item.texts.first().map_or("", |t| page.words(*t));
            let from = if is_heading(heads) { 2 } else { 1 };
            // With what follows: a sentence may still be broken.
            let closing = |n: &usize| {
                let next = item.texts.get(n + 1).copied().unwrap_or(item.texts[*n]);
                let rest = item.texts[*n].len() < 60 && page.words(item.texts[n - 1]).ends_with(is_alphanumeric);
                !rest && is_closing(&one_line(page, item.texts[*n].hull(next)))
            };
            if let Some(cut) = (from..item.texts.len()).find(closing) {
                region.loose.extend(item.texts.drain(cut..));
            }
        }
        for item in &mut self.outline.items {
            if let Some(last) = item.texts.last() {
                item.span.end = last.end;
            }
            item.title = title(page, item);
            item.extent.end = item.span.end;
        }
        for i in (0..self.outline.items.len()).rev() {
            let end = self.outline.items[i].extent.end;
            if let Some(parent) = self.outline.items[i].parent {
                let extent = &mut self.outline.items[parent].extent;
                extent.end = extent.end.max(end);
            }
        }
    }
}

/// Where the reading of a page stands between body, foot and what is attached.
#[derive(Default)]
struct State {
    news: bool,
    foot: bool,
    attached: bool,
    /// Paragraphs of a head that was just read may still come.
    heading: usize,
}

/// What a paragraph is to the outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Text,
    Cell,
    Head,
    Skip,
}

impl State {
    fn step(&mut self, page: &Page, paragraph: usize, attachment: bool, wide: bool) -> Step {
        /// Lines of a head: type, title, bracket.
        const HEAD: usize = 6;
        let p = &page.paragraphs[paragraph];
        let line = &page.lines[p.lines.start];
        let words = page.words(p.span);
        let cell = line.row != 0 && !wide;
        if (self.foot || attachment || self.attached) && !self.news && !cell && opens_attachment(words) {
            (self.foot, self.attached, self.heading) = (false, true, HEAD);
            return Step::Head;
        }
        if self.heading > 0 && !cell {
            self.heading -= 1;
            let shouts = words.split(' ').take(2).all(|w| w.len() > 1 && !w.contains(char::is_lowercase));
            let labelled = label(words).is_some();
            if words.starts_with('(') || shouts && !labelled {
                return Step::Head;
            }
            // "I. MỤC" and "ĐÍCH, YÊU CẦU" on the next line: behind a label no line of the head comes.
            if labelled {
                self.heading = 0;
            }
        }
        if !self.news && is_foot(words) {
            self.foot = true;
        }
        if self.foot {
            return Step::Skip;
        }
        if cell {
            return Step::Cell;
        }
        Step::Text
    }
}

/// For each paragraph, whether it stands in a cell that holds running text: pages put whole documents into one.
fn wide_cells(page: &Page) -> Vec<bool> {
    /// Paragraphs and bytes that no cell of a table of data has.
    const PARAGRAPHS: usize = 9;
    const BYTES: u32 = 3000;
    /// Paragraphs of a short letter, from those addressed on.
    const LETTER: usize = 3;
    let place = |i: usize| {
        let line = &page.lines[page.paragraphs[i].lines.start];
        (line.row, line.column)
    };
    let mut wide = vec![false; page.paragraphs.len()];
    let mut start = 0;
    while start < wide.len() {
        let mut end = start + 1;
        while end < wide.len() && place(end) == place(start) {
            end += 1;
        }
        let bytes = page.paragraphs[end - 1].span.end - page.paragraphs[start].span.start;
        let long = (end - start >= PARAGRAPHS || bytes >= BYTES) && bytes >= BYTES / 3;
        let any = |is: fn(&str) -> bool| (start..end).any(|i| is(page.words(page.paragraphs[i].span)));
        let letter = || end - start >= LETTER && any(|words| words.starts_with("Kính gửi"));
        if place(start).0 != 0 && (long || any(is_provision) || letter()) {
            wide[start..end].fill(true);
        }
        start = end;
    }
    wide
}

/// `Điều 2. …`, or a number with a long text: no cell of a table of data begins so.
fn is_provision(words: &str) -> bool {
    if !words.starts_with(['Đ', 'D']) && (words.len() <= 160 || !words.starts_with(|c: char| c.is_ascii_digit())) {
        return false;
    }
    let kind = label(words).map(|l| l.kind);
    kind == Some(LabelKind::Article) || kind == Some(LabelKind::Arabic) && words.len() > 160
}

/// `PHỤ LỤC`, `KẾ HOẠCH`, `(Ban hành kèm theo …)`.
fn opens_attachment(words: &str) -> bool {
    is_attachment_head(words) && !words.ends_with(';')
}

/// `Nơi nhận:`, or an authority above a signature where that was lost.
fn is_foot(words: &str) -> bool {
    static RECIPIENTS: Starts = Starts::new(&["Nơi nhận", "NƠI NHẬN"]);
    static AUTHORITIES: Starts = Starts::new(&["TM. ", "KT. ", "TL. ", "TUQ. ", "T/M ", "K/T ", "TM.", "KT.", "T.M "]);
    RECIPIENTS.any(words) || words.len() < 120 && AUTHORITIES.any(words) && is_shout(words)
}

/// Labels of paragraphs outside tables, with those that OCR damaged and the sequence leaves no doubt of.
fn labels<'p>(page: &'p Page, paragraphs: &[(usize, Step)]) -> Vec<Labelled<'p>> {
    let mut out: Vec<Labelled> = Vec::new();
    // Damaged labels since the last number, and that number.
    let mut damaged: Vec<(usize, usize)> = Vec::new();
    let mut last = 0;
    for &(i, step) in paragraphs {
        if step != Step::Text {
            continue;
        }
        let words = page.words(page.paragraphs[i].span);
        let Some(label) = label(words) else {
            if let Some(len) = damaged_label(words) {
                damaged.push((i, len));
            }
            continue;
        };
        if label.kind == LabelKind::Arabic {
            let n = label.ordinal.unwrap_or(0);
            let gap = n == last + 2 || n == 2 && last != 1;
            if let [(at, len)] = damaged[..]
                && gap
            {
                let text = page.words(page.paragraphs[at].span);
                let repaired = Label {
                    len,
                    text: text[..len].trim_end(),
                    kind: LabelKind::Arabic,
                    ordinal: Some(n - 1),
                    alternative: None,
                    path: (n - 1).to_string(),
                };
                let place = out.partition_point(|l| l.paragraph < at);
                out.insert(place, Labelled { paragraph: at, label: repaired });
            }
            damaged.clear();
            last = n;
        } else if matches!(label.kind, LabelKind::Roman | LabelKind::Article | LabelKind::Upper) {
            damaged.clear();
            last = 0;
        }
        out.push(Labelled { paragraph: i, label });
    }
    out
}

/// The length of what may be a number that OCR damaged: `Š. Sở Y tế`, `l. Tăng cường`.
fn damaged_label(words: &str) -> Option<usize> {
    let (token, rest) = words.split_once(' ')?;
    let body = token.strip_suffix('.')?;
    let short = (1..=2).contains(&body.chars().count());
    (short && rest.starts_with(char::is_uppercase)).then_some(token.len() + 1)
}

/// Blocks of quoted text: a paragraph that opens a quotation at its start, to the one that closes it.
struct Quotes {
    inside: Vec<bool>,
}

impl Quotes {
    fn of(page: &Page, paragraphs: &[(usize, Step)]) -> Self {
        let words = |n: usize| page.words(page.paragraphs[paragraphs[n].0].span);
        let closes = |w: &str| {
            let w = w.trim_end_matches(['.', ';', ',', ' ']);
            w.ends_with('”') || w.ends_with('"')
        };
        // Few documents quote.
        if !(0..paragraphs.len()).any(|n| opens_quote(words(n))) {
            return Self { inside: Vec::new() };
        }
        // The next closing paragraph from each one on, so that one that never closes is not opened.
        let mut next_close = vec![usize::MAX; paragraphs.len() + 1];
        for n in (0..paragraphs.len()).rev() {
            next_close[n] = if closes(words(n)) { n } else { next_close[n + 1] };
        }
        let mut inside = vec![false; paragraphs.len()];
        let mut n = 0;
        while n < paragraphs.len() {
            let w = words(n);
            let opens = opens_quote(w);
            if opens && next_close[n] != usize::MAX {
                inside[n..=next_close[n]].fill(true);
                n = next_close[n];
            }
            n += 1;
        }
        Self { inside }
    }

    fn inside(&self, n: usize) -> bool {
        self.inside.get(n).copied().unwrap_or(false)
    }
}

/// Rank of headings that name their unit; the others stand below them by sequence.
fn rank(kind: LabelKind) -> Option<u8> {
    Some(match kind {
        LabelKind::Appendix | LabelKind::Form => 0,
        LabelKind::Part => 1,
        LabelKind::Chapter => 2,
        LabelKind::Section => 3,
        LabelKind::Subsection => 4,
        LabelKind::Article => 5,
        _ => return None,
    })
}

fn is_bullet(kind: LabelKind) -> bool {
    matches!(kind, LabelKind::Dash | LabelKind::Plus | LabelKind::Star | LabelKind::Dot | LabelKind::Other)
}

fn mark(label: &Label) -> char {
    if is_bullet(label.kind) {
        label.path.chars().next().unwrap_or('-')
    } else {
        label.text.trim_end().chars().next_back().filter(|c| !is_alphanumeric(*c)).unwrap_or(' ')
    }
}

/// What a label may count: letters or Roman numerals.
fn readings(label: &Label) -> [Option<(LabelKind, u32)>; 2] {
    let other = match label.kind {
        LabelKind::Lower => LabelKind::LowerRoman,
        LabelKind::Roman => LabelKind::Upper,
        kind => kind,
    };
    let first = label.ordinal.or(label.alternative).map(|n| (label.kind, n));
    [first, label.alternative.map(|n| (other, n))]
}

/// `Kính gửi:`, `THỦ TƯỚNG CHÍNH PHỦ điện:`: the list below it names those addressed.
fn opens_address(words: &str) -> bool {
    static OPENINGS: Starts = Starts::new(&["Kính gửi", "KÍNH GỬI", "Đồng kính gửi", "Kính trình"]);
    OPENINGS.any(words)
        || words.len() < 120 && words.ends_with(':') && (words.ends_with("điện:") || words.ends_with("gửi:"))
}

/// `- Căn cứ …`: legal basis with bullets.
fn is_basis(words: &str) -> bool {
    static GROUNDS: Starts = Starts::new(&["Căn cứ", "Theo ", "Xét ", "Thực hiện ", "Trên cơ sở", "Sau khi"]);
    GROUNDS.any(words)
}

/// Words that heading lines don't have: a text of one line without a full stop.
pub(crate) fn is_heading(words: &str) -> bool {
    /// Longest heading, in bytes of mostly two-byte letters.
    const LONGEST: usize = 320;
    !words.is_empty() && words.len() <= LONGEST && !words.ends_with(['.', ';', ','])
}

/// Paragraphs as texts from `start` on: sentences and headings that a badly read page broke are put together again.
fn texts(page: &Page, paragraphs: &[usize], start: u32) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::with_capacity(paragraphs.len());
    let mut before: Option<usize> = None;
    for &p in paragraphs {
        let mut span = page.paragraphs[p].span;
        span.start = span.start.max(start).min(span.end);
        if page.words(span).trim().is_empty() {
            continue; // A label alone on its line.
        }
        match (out.last_mut(), before) {
            (Some(last), Some(b)) if goes_on(page, b, p) => last.end = span.end,
            _ => out.push(span),
        }
        before = Some(p);
    }
    out
}

/// True when paragraph `p` goes on with the text of paragraph `before`.
fn goes_on(page: &Page, before: usize, p: usize) -> bool {
    /// A line of a cell that is as long as this was full.
    const FULL: usize = 88;
    let line = &page.lines[page.paragraphs[p].lines.start];
    if line.after_blank || p != before + 1 {
        return false;
    }
    let (last, next) = (page.words(page.paragraphs[before].span), page.words(page.paragraphs[p].span));
    if last.ends_with(['.', ';', ':', '!', '?', '…']) {
        let places = || ["tỉnh:", "thành phố:", "địa phương:", "Bộ:", "Sở:"].iter().any(|p| last.ends_with(p));
        return next.len() < 160 && next.ends_with(':') && last.ends_with(':') && places();
    }
    // "… chủ trì, phối hợp" and "Bộ X …" on the next line: the words in front call for what follows.
    const CALLS: [&str; 10] = ["với", "và", "của", "cho", "tại", "theo", "các", "về", "cùng", "thuộc"];
    let calls = last
        .rsplit_once(' ')
        .is_some_and(|(before, word)| CALLS.contains(&word) || word == "hợp" && before.ends_with(" phối"));
    if calls || last.ends_with(',') {
        return true;
    }
    let full = page.line(page.paragraphs[before].lines.end - 1).len() > FULL;
    is_shout(last) && is_shout(next) || next.starts_with(char::is_lowercase) || line.row != 0 && full
}

fn title(page: &Page, item: &Item) -> Option<Span> {
    let first = *item.texts.first()?;
    let words = page.words(first);
    let named = rank_of(item.kind);
    let more = item.has_children || item.texts.len() > 1;
    (is_heading(words) && (is_shout(words) || named || more && !words.contains(". "))).then_some(first)
}

fn rank_of(kind: PartKind) -> bool {
    matches!(kind, PartKind::Part | PartKind::Chapter | PartKind::Section | PartKind::Subsection | PartKind::Appendix)
}

/// Words of a paragraph that closes a document and belongs to none of its items.
pub(crate) fn is_closing(words: &str) -> bool {
    static OPENINGS: Starts = Starts::new(&[
        "Nếu còn ",
        "Nếu vướng mắc",
        "Nếu phát sinh vướng mắc",
        "Trường hợp vướng mắc",
        "Trường hợp còn vướng mắc",
        "Trường hợp phát sinh vướng mắc",
        "Yêu cầu ",
        "Đề nghị ",
        "Trên đây là",
        "Trong quá trình",
        "Quá trình ",
        "Nhận được ",
        "Mọi ",
        "Công văn này",
        "Chỉ thị này",
        "Kế hoạch này",
        "Quyết định này",
        "Thông báo này",
        "Nghị quyết này",
        "Nghị quyết đã",
        "Hướng dẫn này",
        "Chương trình này",
        "Công điện này",
        "Văn phòng",
        "Kính ",
        "Trân trọng",
        "Xin ",
        "Nếu có",
        "Trong tổ chức",
        "Luật này",
        "Nghị định này",
        "Thông tư này",
        "Nội dung trả lời",
        "Kinh phí thực hiện:",
        "Trường hợp có khó khăn",
        "Rất mong",
        "Căn cứ Kế hoạch này",
        "Căn cứ nội dung Kế hoạch",
        "Pháp lệnh này",
        "Bộ luật này",
        "Quy định này",
        "Kết luận này",
    ]);
    if OPENINGS.any(words) {
        return true;
    }
    // "Ủy ban nhân dân tỉnh yêu cầu …", "Cục Thuế trả lời để …": whoever issues the document speaks again.
    static HEADS: Starts = Starts::new(&[
        "Ủy ban",
        "Uỷ ban",
        "UBND",
        "Chủ tịch",
        "Thủ tướng",
        "Bộ ",
        "Tổng cục",
        "Cục ",
        "Sở ",
        "Ban ",
        "Chính phủ",
        "Thường trực",
        "Tổng Cục",
    ]);
    const SAYS: [&str; 9] = [
        "hướng dẫn để ",
        "yêu cầu ",
        "đề nghị ",
        "thông báo ",
        "trả lời ",
        "trân trọng ",
        "báo cáo ",
        " giao ",
        " xin ",
    ];
    let near = head(words, 120);
    HEADS.any(words) && SAYS.iter().any(|s| near.contains(s))
}

/// The code of the type of document that the head of a region names.
pub(crate) fn region_type(region: &Region) -> Option<&'static str> {
    region.head.lines().find_map(|line| type_at(line).map(|(_, row)| row.code))
}

/// True for a paragraph that starts with a quotation mark and does not close it.
fn opens_quote(words: &str) -> bool {
    if !matches!(words.as_bytes(), [b'"' | 0xE2, ..]) {
        return false;
    }
    match words.strip_prefix('“') {
        Some(rest) => !rest.contains('”'),
        None => words.strip_prefix('"').is_some_and(|rest| !rest.contains('"')),
    }
}
