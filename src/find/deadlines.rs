//! Deadlines and rhythms (thời hạn, định kỳ) of a paragraph.
//!
//! A trigger word is read by the grammar; the words around it then decide whether it limits something to be done. A wrong
//! deadline is worse than none: dates of documents, effective dates, periods of plans, history and figures are left out.

use crate::find::cues::Cues;
use crate::find::header::{self, Header};
use crate::find::tasks::Tasks;
use crate::grammar::date::{Date, starts_word};
use crate::grammar::deadline::{self, Cue, Limit, Moment, On, Part, Rule, Unit, When};
use crate::grammar::verb::pair_at;
use crate::grammar::ws::after_one;
use crate::layout::zones::{Layout, Zone};
use crate::lexicon::fold::lowered;
use crate::record::{Anchor, Bound, Computed, Deadline, Direction};
use crate::text::window::{ceil, floor, head, opens_quotation};
use crate::text::{Joint, Page, Span};
use std::cell::OnceCell;
use std::ops::Range;

/// What the document gives for the reading of its deadlines.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Context {
    /// Date of issue of the document; a time before it is history, and a day without a year is of the year after it.
    pub issue_date: Option<Date>,
    /// True for norms: the new words of an article that they change set times, those that an answer quotes do not.
    pub norm: bool,
    /// True for those norms that rule every year alike: a day without a year in them comes each year.
    pub lasting: bool,
}

impl Context {
    /// What the header of a document says of it.
    pub(crate) fn of(header: &Header) -> Self {
        Self {
            issue_date: header::issue_date(header),
            norm: header::is_norm(header),
            lasting: header::is_lasting(header),
        }
    }
}

/// Every deadline in the body of a page, in text order. Spans count the page; ids and tasks are given later.
pub(crate) fn deadlines(page: &Page, layout: &Layout, cues: &Cues, tasks: &Tasks, context: &Context) -> Vec<Deadline> {
    let mut out = Vec::new();
    let mut times = TimeColumn::default();
    for (paragraph, zone) in page.paragraphs.iter().zip(&layout.zones) {
        if !matches!(zone, Zone::Body | Zone::Attachment) {
            continue;
        }
        let base = paragraph.span.start as usize;
        let words = page.words(paragraph.span);
        let mut keep = |found: Deadline| out.push(placed(found, base));
        let in_task = |at: &Range<usize>| tasks.task_at(Span::new(at.start, at.end).shifted(base)).is_some();
        // Rules that are attached, or quoted as the new words of a text, set times as the document itself does.
        if times.holds(page, paragraph.lines.start, words) {
            if let Some(found) = cell_deadline(words, context) {
                keep(until(found, times.ends));
                continue;
            }
            let mut found = if times.terms { terms(words, context) } else { Vec::new() };
            if found.is_empty() {
                // "Thường xuyên; báo cáo trước ngày 15/12": a sentence in a cell.
                found.extend(deadlines_at(cues.times(paragraph.span), words, &in_task, context));
            }
            found.into_iter().for_each(keep);
        } else if *zone == Zone::Attachment && times.goes_on(page, paragraph.lines.start) && opens_term(words) {
            terms(words, context).into_iter().for_each(keep);
        } else {
            deadlines_at(cues.times(paragraph.span), words, &in_task, context).for_each(keep);
        }
    }
    for (i, d) in out.iter_mut().enumerate() {
        d.id = format!("d{}", i + 1);
    }
    out
}

/// The column of a table whose cells hold nothing but times ("Thời gian hoàn thành").
#[derive(Default)]
struct TimeColumn {
    /// Row of the head and its column.
    head: Option<(u32, u16)>,
    /// True when the head names an end (`Thời gian hoàn thành`, `Thời hạn`): a day in the column is the last one.
    ends: bool,
    /// True when the head names how long procedures may take (`Thời hạn giải quyết`).
    terms: bool,
}

impl TimeColumn {
    /// True when the words of a line are a cell of the column; takes note of heads and of the end of the table.
    fn holds(&mut self, page: &Page, line: usize, words: &str) -> bool {
        const HEADS: [&str; 8] =
            ["Thời gian", "Thời hạn", "Tiến độ", "THỜI GIAN", "THỜI HẠN", "TIẾN ĐỘ", "Hoàn thành", "Lộ trình"];
        let Some(at) = page.lines.get(line) else { return false };
        if at.row == 0 {
            self.head = None;
            return false;
        }
        // "THỜI GIAN GIẢI QUYẾT (03 ngày làm việc)"
        let name = words.split('(').next().unwrap_or_default();
        if name.len() < 60 && HEADS.iter().any(|h| name.starts_with(h)) && !name.contains(char::is_numeric) {
            self.head = Some((at.row, at.column));
            let name = lowered(name);
            self.ends = ["hoàn thành", "thời hạn", "trình"].iter().any(|end| stands(&name, end));
            self.terms = ["giải quyết", "thời hạn"].iter().any(|term| stands(&name, term));
            return false;
        }
        self.head.is_some_and(|(row, column)| at.row > row && at.column == column)
    }

    /// True for the other cells of a table with a column of processing times: pages lose empty cells, so that columns
    /// do not lie below their heads.
    fn goes_on(&self, page: &Page, line: usize) -> bool {
        let row = page.lines.get(line).map_or(0, |at| at.row);
        self.terms && self.head.is_some_and(|(head, _)| row > head)
    }
}

/// A deadline whose spans count the paragraph, with spans that count the page on which the paragraph starts at `base`.
fn placed(found: Deadline, base: usize) -> Deadline {
    let anchor = found.anchor.map(|anchor| Anchor { span: anchor.span.map(|s| s.shifted(base)), ..anchor });
    Deadline { span: found.span.shifted(base), anchor, ..found }
}

/// The calendar date of a number of days that counts from this document's own date.
///
/// The first day does not count (Bộ luật Dân sự 2015, Điều 147); working days skip Saturdays and Sundays, since public
/// holidays are not known.
fn computed(found: &Deadline, context: &Context) -> Option<Computed> {
    let issued = context.issue_date?;
    let anchor = &found.anchor.as_ref()?.text;
    let own = ["ngày ký", "ngày ban hành", "ngày ký ban hành", "ngày ra"].iter().any(|w| anchor.starts_with(w));
    if !own || found.direction != Direction::After {
        return None;
    }
    let days: i64 = found.duration.as_deref()?.strip_prefix('P')?.strip_suffix('D')?.parse().ok()?;
    let (date, rule) = if found.working_days {
        (issued.plus_working_days(days)?, "weekends-skipped")
    } else {
        (issued.plus_days(days)?, "calendar-days")
    };
    Some(Computed { date: date.iso()?, rule: rule.to_owned() })
}

/// The deadline of a table cell that holds nothing but a time (`Quý I/2026`, in a column `Thời gian hoàn thành`).
pub(crate) fn cell_deadline(cell: &str, context: &Context) -> Option<Deadline> {
    let limit = deadline::cell(cell)?;
    let end = cell.trim_end_matches([' ', '.', ';', ',']).len();
    let candidate = Candidate { range: 0..end, limit, sentence: 0, open_year: false };
    Some(finish(cell, candidate, context)).filter(says_something)
}

/// The lengths of time in a cell that says how long a procedure may take: one at its start, more behind its marks where
/// they name their event.
fn terms(cell: &str, context: &Context) -> Vec<Deadline> {
    /// A cell that lists more cases than this is no list of times.
    const MOST: usize = 8;
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = cell.get(at..).filter(|_| out.len() < MOST) {
        let start = cell.len() - rest.trim_start_matches(['-', '+', ' ']).len();
        let found = deadline::term(&cell[start..]).filter(|(_, limit)| at == 0 || limit.anchor.is_some());
        let end = found.as_ref().map_or(start, |(len, _)| start + len);
        if let Some((len, limit)) = found {
            let candidate = Candidate { range: start..start + len, limit, sentence: 0, open_year: false };
            out.push(finish(cell, candidate, context));
        }
        let Some(mark) = memchr::memchr3(b',', b';', b':', &cell.as_bytes()[end..]) else { break };
        at = end + mark + 1;
    }
    out
}

/// True for a cell that is a length of time, or begins with one that names its event.
fn opens_term(cell: &str) -> bool {
    let whole = cell.trim_end_matches([' ', '.', ';', ',']).len();
    deadline::term(cell).is_some_and(|(len, limit)| limit.anchor.is_some() || len >= whole)
}

/// In a column of ends a bare day is the last one.
fn until(mut found: Deadline, ends: bool) -> Deadline {
    let day = found.due.as_ref().is_some_and(|due| due.len() == "2025-06-15".len());
    if ends && day && found.bound == Some(Bound::In) {
        found.bound = Some(Bound::By);
    }
    found
}

/// False for a stretch of time that stays unknown; a day is kept for its words.
fn says_something(found: &Deadline) -> bool {
    let value = found.due.is_some() || found.duration.is_some() || !found.rrule.is_empty();
    value || matches!(found.bound, Some(Bound::Before | Bound::By))
}

/// A limit that the words around it confirmed.
struct Candidate<'a> {
    range: Range<usize>,
    limit: Limit<'a>,
    /// Number of its sentence in the paragraph.
    sentence: usize,
    /// True when the year is that of something else (`ngày 01 tháng 02 của năm kế hoạch`).
    open_year: bool,
}

/// Words at which a limit may start, with the next word where that spares a try: longest match first.
#[rustfmt::skip]
const TRIGGERS: &[&str] = &[
    "trước ngày", "trước tháng", "trước quý", "trước năm", "trước khi", "trước hết", "trước thời điểm", "trước thứ",
    "trước cuối", "trước 0", "trước 1", "trước 2", "trước 3", "trước 4", "trước 5", "trước 6", "trước 7", "trước 8",
    "trước 9", "trong tháng", "trong quý", "trong năm", "trong các năm", "trong giai đoạn", "trong thời",
    "trong vòng", "trong khoảng", "trong ngày", "trong không quá", "trong tối đa", "trong cuối", "trong đầu",
    "trong 0", "trong 1", "trong 2", "trong 3", "trong 4", "trong 5", "trong 6", "trong 7", "trong 8", "trong 9",
    "trong một", "trong hai", "trong ba", "trong bốn", "trong sáu", "trong bảy", "trong tám", "trong chín", "trong mười",
    "vào ngày", "vào tháng", "vào quý", "vào năm", "vào thứ", "vào cuối", "vào đầu", "chậm nhất", "muộn nhất", "trễ nhất",
    "không muộn hơn", "không chậm hơn", "không trễ hơn", "không quá", "không vượt", "đến hết", "đến cuối", "đến ngày", "đến năm",
    "tới năm", "hết ngày", "hết tháng", "hết quý", "hết năm", "từ nay đến", "kể từ ngày", "từ ngày", "từ tháng", "từ quý", "từ năm", "hằng ngày",
    "hằng tuần", "hằng tháng", "hằng quý", "hằng năm", "hàng ngày", "hàng tuần", "hàng tháng", "hàng quý", "hàng năm",
    "mỗi ngày", "mỗi tuần", "mỗi tháng", "mỗi quý", "mỗi năm",
    "định kỳ", "định kì", "thời hạn", "thời gian", "thời điểm", "tiến độ", "hoàn thành ngày", "hoàn thành tháng",
    "hoàn thành quý", "hoàn thành năm", "hoàn thành:", "hoàn thành 0", "hoàn thành 1", "hoàn thành 2", "hoàn thành 3",
    "xong ngày", "xong tháng", "xong quý", "xong năm", "tần suất", "ít nhất", "tối thiểu", "tối đa", "lộ trình", "ngay trong ngày",
    "sau 0", "sau 1", "sau 2", "sau 3", "sau 4", "sau 5", "sau 6", "sau 7", "sau 8", "sau 9",
];

/// How often something is done in a period (`01 lần/tháng`), once in how many (`3 tháng một lần`), and stretches that open
/// a sentence (`Quý II/2026, …`): as written here, in no other case.
fn exact_words() -> impl Iterator<Item = String> {
    const COUNTS: [&str; 14] = ["01", "02", "03", "04", "05", "06", "08", "10", "12", "một", "hai", "ba", "bốn", "sáu"];
    // Up to "lần": what stands behind it may be a time of its own ("01 lần trong quý II").
    const BEHIND: [&str; 5] = ["lần", "ngày/lần", "tháng/lần", "quý/lần", "năm/lần"];
    const UNITS: [&str; 5] = ["ngày", "tuần", "tháng", "quý", "năm"];
    const ONCE: [&str; 4] = ["lần", "một lần", "1 lần", "01 lần"];
    let pairs = |firsts: &'static [&str], lasts: &'static [&str]| {
        firsts.iter().flat_map(move |first| lasts.iter().map(move |last| format!("{first} {last}")))
    };
    const QUARTERS: [&str; 8] = ["I/", "I ", "II", "IV", "1", "2", "3", "4"];
    const MONTHS: [&str; 10] = ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"];
    let opening = pairs(&["Quý"], &QUARTERS).chain(pairs(&["Tháng"], &MONTHS));
    pairs(&COUNTS, &BEHIND).chain(pairs(&UNITS, &ONCE)).chain(opening)
}

/// The triggers, with a small or a capital letter at their first and their last word.
pub(crate) fn trigger_words() -> impl Iterator<Item = String> {
    let forms = |phrase: &'static str| {
        let (first, last) = phrase.split_at(phrase.rfind(' ').map_or(0, |blank| blank + 1));
        [first.to_owned(), capital(first)].into_iter().flat_map(|first| [first.clone() + last, first + &capital(last)])
    };
    let mut all: Vec<String> = TRIGGERS.iter().copied().flat_map(forms).chain(exact_words()).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter()
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// The deadlines of a paragraph, in text order; `triggers` are all that stand in it. `đến năm 2030`, `từ năm
/// 2026`, `Quý II/2026` and days that have passed bind nobody, but for `in_task`, in the words of a task.
fn deadlines_at(
    triggers: impl Iterator<Item = Joint<()>>,
    paragraph: &str,
    in_task: &impl Fn(&Range<usize>) -> bool,
    context: &Context,
) -> impl Iterator<Item = Deadline> {
    let mut found: Vec<Candidate> = Vec::new();
    // Where the last trigger ends, and where reading goes on.
    let (mut free, mut at) = (0, 0);
    let mut sentences = Sentences { text: paragraph, at: 0, number: 0 };
    for Joint { start: hit, end, .. } in triggers {
        if hit < free || !starts_word(paragraph, hit) {
            continue;
        }
        free = end;
        if hit < at {
            continue;
        }
        let window = head(&paragraph[hit..], WINDOW);
        let Some((mut range, mut limit)) = deadline::limit(window)
            .map(|(from, to, limit)| (hit + from..hit + to, limit))
            .or_else(|| rate_before(paragraph, at, hit, end))
        else {
            continue;
        };
        if limit.cue == Cue::BareRhythm
            && let Some((start, end, dated)) = day_before(paragraph, at, hit)
        {
            (range, limit) = (start..end, dated);
        }
        let start = range.start.min(hit);
        at = range.end;
        if quoted(paragraph, start, context.norm) {
            continue;
        }
        let words = Around {
            sentence: Clause::of(lead(paragraph, start)),
            behind: OnceCell::new(),
            rest: &paragraph[range.end..],
            colon: paragraph[..start].trim_end().ends_with(':'),
        };
        words.repeat(&mut limit);
        if !words.is_deadline(&limit, &paragraph[start..], &paragraph[at..], context) {
            continue;
        }
        let open = matches!(limit.cue, Cue::Aim | Cue::Since | Cue::Opening) || is_past(&limit, context);
        if open && !in_task(&range) {
            continue;
        }
        let sentence = sentences.number_at(range.start);
        let open_year = words.is_open_year();
        at = push(&mut found, paragraph, Candidate { range, limit, sentence, open_year });
    }
    spread_yearly(&mut found);
    found.into_iter().map(|c| finish(paragraph, c, context)).filter(says_something)
}

/// Bytes that the grammar sees from a trigger on: a limit with the anchor of its duration fits.
const WINDOW: usize = 480;

/// The day or stretch in front of a rhythm (`Ngày 25 hằng tháng`, `Quý I hằng năm`): where it starts and ends.
fn day_before(paragraph: &str, from: usize, at: usize) -> Option<(usize, usize, Limit<'_>)> {
    // Room for "ngày 25 tháng 12 của ".
    const ROOM: usize = 30;
    let from = floor(paragraph, at.saturating_sub(ROOM)).max(from);
    let starts =
        paragraph.get(from..at)?.char_indices().filter(|&(_, c)| matches!(c, 'n' | 'N' | 't' | 'T' | 'q' | 'Q'));
    starts.map(|(offset, _)| from + offset).filter(|&start| starts_word(paragraph, start)).find_map(|start| {
        let (len, limit) = deadline::repeated(head(&paragraph[start..], WINDOW))?;
        (start + len > at).then_some((start, start + len, limit))
    })
}

/// The rate that a unit of time ends (`06 tháng một lần`, read from its count on), and its place.
fn rate_before(paragraph: &str, from: usize, at: usize, end: usize) -> Option<(Range<usize>, Limit<'_>)> {
    // Room for "mười hai ".
    const ROOM: usize = 16;
    let before = paragraph[..at].trim_end();
    let from = floor(paragraph, at.saturating_sub(ROOM)).max(from);
    if !paragraph[at..end].ends_with("lần") || from >= before.len() {
        return None;
    }
    let starts = memchr::memrchr_iter(b' ', &before.as_bytes()[from..]).map(|blank| from + blank + 1);
    starts.chain([from]).filter(|&start| starts_word(paragraph, start)).find_map(|start| {
        let window = head(&paragraph[start..], WINDOW);
        let (rest, limit) = deadline::rate(window).ok()?;
        Some((start..start + window.len() - rest.len(), limit)).filter(|(range, _)| range.end >= end)
    })
}

/// Keeps a candidate and the further days of its list (`trước ngày 25 tháng 5 và 25 tháng 11`); where reading goes on.
fn push<'a>(found: &mut Vec<Candidate<'a>>, paragraph: &'a str, candidate: Candidate<'a>) -> usize {
    // A list of deadlines names a day for each half or quarter.
    const MOST: usize = 4;
    let first = found.len();
    let mut at = candidate.range.end;
    let (sentence, open_year) = (candidate.sentence, candidate.open_year);
    let template = candidate.limit.clone();
    found.push(candidate);
    let stretch = |when| matches!(when, When::At(Moment { part: Part::Month(_) | Part::Quarter(_), .. }));
    let months = template.cue == Cue::In && stretch(template.when);
    let days = template.cue != Cue::From && matches!(template.when, When::At(Moment { part: Part::Day(..), .. }));
    if !months && !days {
        return at;
    }
    for _ in 0..MOST {
        let window = head(&paragraph[at..], WINDOW);
        let next = if days {
            deadline::next_day(window)
        } else {
            deadline::next_stretch(window).map(|(from, to, stretch)| (from, to, stretch, None))
        };
        let Some((from, to, moment, rule)) = next else { break };
        let rules = rule.into_iter().collect();
        let limit = Limit { when: When::At(moment), rules, clock: None, ..template.clone() };
        found.push(Candidate { range: at + from..at + to, limit, sentence, open_year });
        at += to;
    }
    // The year of the last day holds for those before it.
    let year = found.last().and_then(|c| match c.limit.when {
        When::At(moment) => moment.year,
        _ => None,
    });
    for candidate in &mut found[first..] {
        if let When::At(moment) = &mut candidate.limit.when {
            moment.year = moment.year.or(year);
        }
    }
    at
}

/// Counts sentences from left to right, so that each byte is looked at once.
struct Sentences<'a> {
    text: &'a str,
    at: usize,
    number: usize,
}

impl Sentences<'_> {
    fn number_at(&mut self, offset: usize) -> usize {
        if let Some(between) = self.text.get(self.at..offset) {
            let stops = between.match_indices(". ").filter(|&(at, _)| ends_sentence(self.text, self.at + at));
            self.number += stops.count();
            self.at = offset;
        }
        self.number
    }
}

/// True for a full stop before anything but a small letter.
fn ends_sentence(text: &str, at: usize) -> bool {
    // Dots and blanks of a leader end no sentence; a few are looked at, so that long ones cost no more.
    const ROOM: usize = 6;
    let next = text[at..].chars().take(ROOM).find(|c| !matches!(c, '.' | ' '));
    next.is_none_or(|c| !c.is_lowercase())
}

/// Days without a year in a sentence that names a rhythm come every year (`trước ngày 15/6, … trước ngày 15/11 hằng năm`).
fn spread_yearly(found: &mut [Candidate]) {
    let mut from = 0;
    while from < found.len() {
        let sentence = found[from].sentence;
        let to = found[from..].iter().position(|c| c.sentence != sentence).map_or(found.len(), |n| from + n);
        let group = &mut found[from..to];
        let yearly = |rule: &Rule| {
            matches!(rule.unit, Unit::Year) && rule.on == On::Any || rule.unit == Unit::Month && rule.count > 1
        };
        if group.iter().any(|c| c.limit.rules.iter().any(yearly)) {
            for candidate in group {
                let dayless = matches!(candidate.limit.when, When::At(Moment { year: None, part: Part::Day(..) }));
                if dayless && candidate.limit.rules.is_empty() {
                    candidate.limit.rules.push(Rule { unit: Unit::Year, count: 1, on: On::Any });
                }
            }
        }
        from = to;
    }
}

/// Turns a candidate into a deadline whose spans count the paragraph.
fn finish(paragraph: &str, candidate: Candidate, context: &Context) -> Deadline {
    let Candidate { range, mut limit, open_year, .. } = candidate;
    let dayless = matches!(limit.when, When::At(Moment { year: None, part: Part::Day(..) }));
    if context.lasting && dayless && limit.rules.is_empty() && !open_year {
        limit.rules.push(Rule { unit: Unit::Year, count: 1, on: On::Any });
    }
    let mut out = Deadline {
        text: paragraph[range.clone()].to_owned(),
        span: Span::new(range.start, range.end),
        bound: limit.bound,
        direction: limit.direction,
        ..Deadline::default()
    };
    let own = context;
    let context = if open_year { &Context::default() } else { context };
    let yearly = limit.rules.iter().any(|rule| rule.unit == Unit::Year);
    let (first, last) = match limit.when {
        When::Unset => (None, None),
        When::At(Moment { year: None, part: Part::Day(day, month) }) if yearly => {
            out.due = Some(Date::new(None, Some(month), Some(day)).to_string());
            (None, None)
        }
        When::At(moment) => {
            let moment = Moment { year: year_of(moment, context), ..moment };
            // "đến hết quý II" ends with its last day; "trong quý II" is the quarter.
            out.due = match limit.bound {
                Some(Bound::By) if limit.cue != Cue::Aim => moment.last().and_then(Date::iso),
                _ => moment.due(),
            };
            (moment.first(), moment.last())
        }
        When::Between(a, b) => {
            let year = year_of(b, context);
            let days = (Moment { year: a.year.or(year), ..a }.first(), Moment { year, ..b }.last());
            if let (Some(a), Some(b)) = days
                && !b.before(a)
            {
                out.due = Some(format!("{a}/{b}"));
                (Some(a), Some(b))
            } else {
                (None, None)
            }
        }
        When::Onward(moment) => {
            out.due = moment.due();
            out.bound = Some(Bound::From);
            (moment.first(), moment.last())
        }
    };
    // What must be done by the end of a stretch is due on its last day.
    let first = if out.bound == Some(Bound::By) { last } else { first };
    out.start = first.and_then(Date::iso);
    out.end = last.and_then(Date::iso);
    out.time = limit.clock.map(|(hour, minute)| format!("{hour:02}:{minute:02}"));
    out.duration = limit.duration.map(|d| d.iso());
    out.working_days = limit.duration.is_some_and(|d| d.working);
    out.anchor = limit.anchor.map(|words| {
        let start = words.as_ptr() as usize - paragraph.as_ptr() as usize;
        Anchor { text: words.to_owned(), span: Some(Span::new(start, start + words.len())) }
    });
    out.rrule = limit.rules.iter().filter_map(|rule| rule.text()).collect();
    out.computed = computed(&out, own);
    out
}

/// The year of a moment, carried from the date of issue where that leaves no doubt: the next such day, within half a year.
fn year_of(moment: Moment, context: &Context) -> Option<i32> {
    moment.year.or_else(|| {
        let issued = context.issue_date?;
        let (year, month) = (issued.year()?, issued.month()?);
        let last = Moment { year: Some(year), ..moment }.last()?;
        if !last.before(issued) {
            return Some(year);
        }
        let next = Moment { year: Some(year + 1), ..moment }.last()?;
        let months = i32::from(next.month()?) + 12 - i32::from(month);
        (months <= 6).then_some(year + 1)
    })
}

/// Words of a sentence that are looked at on each side of a limit, in bytes: a long clause, and no more than a cost.
const CLAUSE: usize = 240;

/// The words on both sides of a limit, in small letters.
struct Around<'a> {
    /// Its sentence up to the limit.
    sentence: Clause,
    /// The rest of the paragraph.
    rest: &'a str,
    /// That of its sentence, once it was asked for.
    behind: OnceCell<Clause>,
    /// True when a colon stands right before the limit.
    colon: bool,
}

impl Around<'_> {
    fn sentence(&self) -> Words<'_> {
        self.sentence.words()
    }

    fn behind(&self) -> Words<'_> {
        self.behind.get_or_init(|| Clause::of(behind(self.rest))).words()
    }

    /// The words from the last comma or bracket on.
    fn phrase(&self) -> Words<'_> {
        let sentence = self.sentence();
        sentence.part(sentence.text.rsplit([',', '(']).next().unwrap_or(""))
    }

    /// True when the words make the limit a time for something to be done; `printed` and `rest` are the words as they
    /// stand from the trigger on and behind the limit.
    fn is_deadline(&self, limit: &Limit, printed: &str, rest: &str, context: &Context) -> bool {
        if self.is_figure(limit.duration.is_some()) || is_past(limit, context) && !self.is_overdue(limit, context) {
            return false;
        }
        match limit.cue {
            Cue::Label => true,
            Cue::Latest => !self.is_done(),
            Cue::Done => {
                !self.is_history() && !ends(self.phrase().text.trim_end(), &["kế hoạch", "thời hạn", "mục tiêu"])
            }
            Cue::Before => self.is_before(limit, context),
            Cue::Through => self.is_through() && (!printed.starts_with("đến ngày") || self.is_held()),
            Cue::In => self.is_inside(limit, printed, context),
            Cue::From => printed.starts_with(['t', 'T']) && self.is_from(rest),
            Cue::Aim => self.is_aim(rest),
            Cue::Opening => self.opens_ahead(context),
            Cue::Since => self.is_since(rest),
            Cue::Range => self.is_range() || self.is_action(limit, context) || self.is_stage(limit),
            // "hết thời hạn 30 ngày kể từ …" is a condition: without "trong" the term opens its sentence.
            Cue::Term if printed.starts_with(['T', 't']) && after_one(printed, &["thời hạn"], |_| true).is_some() => {
                is_label(self.sentence().text) && self.is_term(limit)
            }
            Cue::Term => self.is_term(limit),
            Cue::AtMost => self.is_term(limit),
            Cue::Past => self.is_past_term(),
            Cue::Rhythm => self.is_periodic(),
            Cue::Rate => self.is_periodic() && self.is_rate(),
            // "Mỗi năm" counts in most sentences ("mỗi năm có ba cơn bão").
            Cue::BareRhythm if printed.starts_with(['M', 'm']) => self.opens_duty(),
            Cue::BareRhythm => self.is_rhythm(limit),
        }
    }

    /// `báo cáo Phó Thủ tướng trước ngày 15/11` in a notice of the 20th: minutes are issued after the day that the meeting set.
    fn is_overdue(&self, limit: &Limit, context: &Context) -> bool {
        /// Notices of conclusions are issued days, seldom weeks, after the meeting.
        const DAYS: i64 = 31;
        let When::At(moment @ Moment { part: Part::Day(..), .. }) = limit.when else { return false };
        let earliest = context.issue_date.and_then(|issued| issued.plus_days(-DAYS));
        let near = moment.last().zip(earliest).is_some_and(|(day, earliest)| !day.before(earliest));
        near && matches!(limit.cue, Cue::Before | Cue::Latest)
            && has(self.phrase(), ENDS)
            && !has(self.phrase(), &["đã", "chưa", "về việc", "theo yêu cầu"])
            && !self.is_history()
    }

    /// A figure as of a day, or the effect of a norm: neither is something to be done.
    fn is_figure(&self, counted: bool) -> bool {
        // What stands in brackets or in front of a comma is not what the time is said of: `(kèm số liệu) … trước ngày`.
        let words = if counted { self.phrase() } else { self.sentence() };
        let effect = has(words, EFFECT) && !has(self.phrase(), &["bảo đảm", "đảm bảo"]);
        effect || has(self.phrase(), FIGURES)
    }

    /// `định kỳ báo cáo … trước ngày 20/11` comes every year, `hằng tháng … trước ngày 25` every month.
    fn repeat(&self, limit: &mut Limit) {
        if !limit.rules.is_empty() || !matches!(limit.cue, Cue::Before | Cue::Latest) {
            return;
        }
        let When::At(Moment { year: None, part }) = limit.when else { return };
        match part {
            Part::Day(..) if has(self.sentence(), &["định kỳ"]) => {
                limit.rules.push(Rule { unit: Unit::Year, count: 1, on: On::Any })
            }
            Part::DayOnly(day) if has(self.sentence(), &["hằng tháng", "hàng tháng"]) => {
                limit.when = When::Unset;
                limit.rules.push(Rule { unit: Unit::Month, count: 1, on: On::MonthDay(day as i8) });
            }
            _ => {}
        }
    }

    /// The year is that of something else: `ngày 01 tháng 02 của năm kế hoạch`, `ngày 20 của tháng quy định`.
    fn is_open_year(&self) -> bool {
        let of = |word: &str| {
            self.behind()
                .text
                .trim_start()
                .strip_prefix(word)
                .is_some_and(|rest| rest.starts_with(crate::lexicon::fold::is_alphabetic))
        };
        ["của ", "năm ", "tháng "].into_iter().any(of)
    }

    /// What has been done, or goes on by itself: `đã báo cáo trước ngày …`, `hành vi xảy ra trước ngày …`.
    fn is_history(&self) -> bool {
        let phrase = self.phrase();
        // "phải được hoàn thành" is an order, "được giao trong năm" is not.
        let passive = has(phrase, &["được"]) && !has(phrase, &["phải được", "cần được"]) && !has(phrase, ENDS);
        self.is_done() || passive || has(phrase, HISTORY) || starts(self.behind().text, BEHIND_HISTORY)
    }

    /// `đã` without an order behind it.
    fn is_done(&self) -> bool {
        self.sentence().text.rsplit_once(" đã ").is_some_and(|(_, since)| !has(self.sentence().part(since), DUTIES))
    }

    fn is_before(&self, limit: &Limit, context: &Context) -> bool {
        let phrase = self.phrase();
        let phrase = phrase.part(phrase.text.trim_end());
        let far = matches!(limit.when, When::At(Moment { part: Part::Year, .. }));
        let bare_day = limit.rules.is_empty() && matches!(limit.when, When::At(Moment { part: Part::DayOnly(_), .. }));
        let anywhere = has(self.sentence(), DUTIES) || has(self.behind(), DUTIES);
        if !limit.rules.is_empty() || limit.duration.is_some() {
            return (anywhere || limit.anchor.is_some()) && !self.is_done();
        }
        // Without the document's date a time may be history, and only the words in front can tell.
        let ordered = match context.issue_date {
            Some(_) => {
                // "; trước ngày 31/12/2025 thống nhất với Bộ X …": a clause that opens with the time and goes on with a verb.
                let opens = || is_label(self.sentence().text) && pair_at(self.behind().text.trim_start());
                anywhere || opens() || has(self.sentence(), ORDERS) || has(self.behind(), ORDERS)
            }
            None => has(phrase, DUTIES) && !has(phrase, &["đang", "người"]) || is_label(phrase.text) && anywhere,
        };
        ordered && !bare_day && !self.is_history() && !ends(phrase.text, STATE_VERBS) && (!far || has(phrase, ENDS))
    }

    fn is_through(&self) -> bool {
        let ordered = [DUTIES, ORDERS].iter().any(|words| has(self.sentence(), words) || has(self.behind(), words));
        // "thì tiếp tục duy trì thực hiện đến hết ngày …": what is kept up by order has its end there.
        let lasting = has(self.phrase(), LASTING) && !has(self.phrase(), &["tiếp tục duy trì"]);
        ordered && !self.is_history() && !lasting && !starts(self.behind().text, AIMS)
    }

    /// `niêm yết … đến ngày …`: something is kept up to a day; a day behind `từ`, `tính` is the end of a stretch.
    fn is_held(&self) -> bool {
        !has(self.sentence(), &["từ", "tính", "đã", "cộng dồn"]) && has(self.phrase(), HELD)
    }

    fn is_inside(&self, limit: &Limit, printed: &str, context: &Context) -> bool {
        let phrase = self.phrase();
        // A whole year behind "vào" is history or a plan's year unless something is to be finished in it.
        let whole = matches!(limit.when, When::At(Moment { part: Part::Year, .. }));
        if whole && printed.starts_with(['v', 'V']) && !has(phrase, FINISHED) {
            return false;
        }
        if !whole && self.is_named_time() {
            return true;
        }
        let first = is_label(self.sentence().text) && has(self.behind(), &["phải", "khẩn trương"])
            || !whole && self.opens_ahead(context);
        let ordered = has(self.sentence(), DUTIES) || has(self.sentence(), ORDERS) || first;
        let state = has(phrase, STATES) && !has(phrase, &["hoàn thành mục tiêu"]);
        ordered && !self.is_scope() && !self.is_history() && !state
    }

    /// `tổ chức hội thi từ ngày … đến ngày …`: an order for days that are still to come.
    fn is_action(&self, limit: &Limit, context: &Context) -> bool {
        let When::Between(first @ Moment { part: Part::Day(..), .. }, last) = limit.when else { return false };
        let Some(issued) = context.issue_date else { return false };
        let phrase = self.phrase();
        let first = Moment { year: first.year.or(last.year), ..first }.first();
        let ahead = first.is_some_and(|first| !first.before(issued));
        let lasting = has(phrase, LASTING) || has(phrase, STATES) || has(phrase, LENGTHS) || has(phrase, SPANS);
        // "Hội nghị lần thứ nhất được tổ chức từ ngày … đến ngày …": the passive sets the days.
        let history = self.is_history() && (self.is_done() || !ends(phrase.text.trim_end(), &["được tổ chức"]));
        ahead && has(phrase, DUTIES) && !lasting && !self.is_scope() && !history
    }

    /// The phrase names what a rule holds for: `đối với các nhiệm vụ triển khai trong năm 2025`.
    fn is_scope(&self) -> bool {
        let phrase = unlabelled(self.phrase().text);
        let last = phrase.rsplit(" và ").next().unwrap_or(phrase);
        let given = ends(phrase.trim_end(), &["được giao", "kế hoạch", "nhiệm vụ", "còn lại"]);
        given || starts(phrase, SCOPES) || starts(last, &["các nhiệm vụ", "những nhiệm vụ"])
    }

    /// `Từ ngày …, Ủy ban … thực hiện`, or a duty that ends with `từ ngày …`; not the effect of a norm.
    fn is_from(&self, printed: &str) -> bool {
        if has(self.behind(), FIGURES) || has(self.behind(), EFFECT) {
            return false;
        }
        if is_label(self.sentence().text) {
            let subject = printed.trim_start_matches([',', ' ']);
            return starts(self.behind().text, SUBJECTS) || subject.starts_with(char::is_uppercase);
        }
        let phrase = self.phrase();
        // "Các cơ quan khẩn trương chuẩn bị, bảo đảm để các xã chính thức hoạt động từ ngày …": what is to be brought about.
        let ordered = || has(self.sentence(), ORDERS) || has(phrase, &["bảo đảm", "đảm bảo"]);
        if self.closes() && ends(phrase.text.trim_end(), BEGINNINGS) && ordered() {
            return true;
        }
        self.closes()
            && has(self.sentence(), &["phải", "thực hiện", "sử dụng", "triển khai", "vận hành"])
            && !self.is_history()
            && !has(phrase, &["để", "bảo đảm", "đảm bảo", "áp dụng", "hưởng", "nghỉ", "không", "quy định", "mức"])
    }

    /// `Trong tháng 4/2025, Sở A trình đề án`: a stretch still to come, which is known where the document has its date.
    fn opens_ahead(&self, context: &Context) -> bool {
        context.issue_date.is_some() && self.opens_duty()
    }

    /// True where the limit and a mark open a sentence that says what is to be done.
    fn opens_duty(&self) -> bool {
        let Some(rest) = self.rest.trim_start().strip_prefix([',', ':']) else { return false };
        if !is_label(self.sentence().text) {
            return false;
        }
        let behind = Clause::of(behind(rest));
        has(behind.words(), DUTIES) && !has(behind.words(), &["đã"]) && !has(behind.words(), HISTORY)
    }

    /// `Đến năm 2030, …` at the start of a sentence, `phấn đấu đến năm 2030 …`.
    fn is_aim(&self, rest: &str) -> bool {
        let first = is_label(self.sentence().text) && rest.trim_start().starts_with(',');
        first || ends(self.phrase().text.trim_end(), &["phấn đấu", "đạt mục tiêu", "bảo đảm", "đảm bảo"])
    }

    /// `Từ năm 2026, …` at the start of a sentence; not the effect of a norm.
    fn is_since(&self, rest: &str) -> bool {
        let first = is_label(self.sentence().text) && rest.trim_start().starts_with(',');
        first && !has(self.behind(), FIGURES) && !has(self.behind(), EFFECT)
    }

    /// True when the clause ends with the limit.
    fn closes(&self) -> bool {
        self.behind().text.is_empty() || self.behind().text.trim_start().starts_with([',', '.', ')', '/'])
    }

    /// `Đợt 1: Trong khoảng thời gian từ ngày … đến ngày ….`: days that a head names and nothing follows.
    fn is_stage(&self, limit: &Limit) -> bool {
        let days =
            matches!(limit.when, When::Between(Moment { part: Part::Day(..), .. }, Moment { year: Some(_), .. }));
        days && self.colon
            && (self.closes() || self.behind().text.starts_with(['(', ' ']) && self.behind().text.trim() == "")
    }

    /// `thời gian quan trắc từ tháng 3 …`: the words name the time of something to be done.
    fn is_named_time(&self) -> bool {
        let phrase = self.phrase();
        unlabelled(phrase.text).trim().strip_prefix("thời gian ").is_some_and(|what| {
            what.split(' ').count() == 2
                && pair_at(what)
                && !has(phrase.part(what), &["làm việc", "sử dụng", "thực hiện"])
        })
    }

    fn is_range(&self) -> bool {
        if self.is_named_time() {
            return true;
        }
        let phrase = self.phrase();
        let named = ends(phrase.text.trim_end(), &["thời gian", "thực hiện", "triển khai", "hoàn thành", "tổ chức"]);
        named && !has(phrase, &["trong thời gian", "khoảng thời gian"]) && !self.is_scope() && !self.is_history()
    }

    /// A term binds somebody; the length of a punishment, an exemption or a state does not.
    fn is_term(&self, limit: &Limit) -> bool {
        let long = match limit.duration.map(|d| d.unit) {
            // Years are how long something lasts, but for those from the day on which a norm takes effect.
            Some(Unit::Year) => !limit.anchor.is_some_and(|anchor| anchor.contains("có hiệu lực")),
            // Months without an event to count from are how long something lasts.
            Some(Unit::Month) => limit.anchor.is_none(),
            _ => false,
        };
        // "người chấp hành án phạt nộp tiền trong thời hạn 15 ngày kể từ ngày …": whose the task is.
        let short = limit.duration.is_some_and(|d| matches!(d.unit, Unit::Day | Unit::Hour));
        let counted = limit.anchor.is_some() && short;
        // What somebody has received is to be worked on, whatever it is about.
        let received =
            limit.anchor.is_some_and(|anchor| ["ngày nhận", "khi nhận"].iter().any(|got| anchor.starts_with(got)));
        let bound = received || has(self.phrase(), &["phải được"]);
        let lengths = if counted && bound {
            &[]
        } else if counted {
            &LENGTHS[1..]
        } else {
            LENGTHS
        };
        !long
            && !has(self.sentence(), lengths)
            && !has(self.phrase(), &["không thể"])
            && !starts(self.behind().text, CONDITIONS)
    }

    /// `Sau 03 ngày làm việc kể từ khi nhận được văn bản, Sở A xác minh`; not a condition (`… mà không có ý kiến`).
    fn is_past_term(&self) -> bool {
        let opens = is_label(self.sentence().text) && self.rest.trim_start().starts_with(',');
        let Some(next) = self.rest.trim_start().strip_prefix(',').filter(|_| opens) else { return false };
        let next = Clause::of(behind(next));
        !has(next.words(), &["mà", "nếu", "thì"]) && !has(self.behind(), EFFECT)
    }

    /// `Định kỳ hằng quý báo cáo …`; not `ngoài báo cáo định kỳ hằng năm của …`.
    fn is_periodic(&self) -> bool {
        !starts(self.behind().text, &["của", "tính"]) && !has(self.phrase(), &["ngoài", "nhận"])
    }

    /// `kiểm tra ít nhất 3 tháng một lần`; not what may be had or was done so often.
    fn is_rate(&self) -> bool {
        let first = is_label(self.sentence().text);
        let words = if first { self.behind() } else { self.sentence() };
        [DUTIES, REVIEWS, ORDERS].iter().any(|list| has(words, list))
            && !has(self.phrase(), &["được", "đã", "bị", "không", "bình quân", "trung bình", "tối đa"])
            && !starts(self.behind().text, BEHIND_HISTORY)
    }

    /// `Hằng năm, tổ chức …` and `báo cáo kết quả … hằng năm`; not `ngân sách hằng năm`.
    fn is_rhythm(&self, limit: &Limit) -> bool {
        let phrase = self.phrase();
        let limited = matches!(limit.bound, Some(Bound::Before | Bound::By));
        let timed = limited
            && (limit.clock.is_some()
                || limit.when != When::Unset
                || limit.rules.iter().any(|rule| rule.on != On::Any));
        let daily = limit.rules.iter().any(|rule| rule.unit == Unit::Day);
        let first = is_label(self.sentence().text) && !starts(self.behind().text, SUMS);
        let verb = is_label(phrase.text) && (starts(self.behind().text, DUTIES) || starts(self.behind().text, REVIEWS));
        let report =
            has(phrase, &["báo cáo", "tổng hợp", "đánh giá", "sơ kết"]) && has(phrase, &["kết quả", "tình hình"]);
        let last =
            report && (self.closes() || starts(self.behind().text, &["theo quy định"])) && !has(phrase, &["được"]);
        // "Phương thức chi trả: Hằng tháng." describes; a label for times has been read with its rhythm.
        let described = self.sentence().text.trim_end().ends_with("..") || self.colon && self.closes();
        let made = ends(phrase.text.trim_end(), &["báo cáo"]) && has(phrase, &["xây dựng", "lập", "gửi", "thực hiện"]);
        let list = limit.rules.len() > 1 && has(phrase, &["báo cáo"]) && !starts(self.behind().text, &["được"]);
        // "… (Báo cáo hàng tuần)"
        let made = made || phrase.text.trim() == "báo cáo" && self.behind().text.starts_with(')');
        // "hằng ngày" is an adjective but behind a report.
        let reported = daily && ends(phrase.text.trim_end(), &["báo cáo", "cập nhật", "tổng hợp", "thống kê"]);
        // "báo cáo Thủ tướng Chính phủ hằng tuần về tiến độ"
        let to = phrase.text.rsplit_once("báo cáo ").map_or("", |(_, to)| to);
        let about = self.closes() || starts(self.behind().text, &["về", "kết quả", "tình hình", "theo quy định"]);
        let reported = reported || RECEIVERS.iter().any(|who| to.starts_with(who)) && about;
        timed || reported || !daily && !described && (first || verb || last || list || made) && !has(phrase, &["đã"])
    }
}

/// Those to whom a report goes, in small letters.
const RECEIVERS: &[&str] = &[
    "các cấp",
    "cấp trên",
    "cấp có thẩm quyền",
    "thủ tướng",
    "phó thủ tướng",
    "chính phủ",
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "chủ tịch",
    "lãnh đạo",
    "bộ ",
    "sở ",
    "ban ",
    "thường trực",
];

/// Verbs of what is ordered.
#[rustfmt::skip]
const DUTIES: &[&str] = &[
    "hoàn thành", "báo cáo", "gửi", "trình", "nộp", "tổng hợp", "ban hành", "xây dựng", "tổ chức", "triển khai",
    "thực hiện", "rà soát", "phê duyệt", "thông báo", "công bố", "công khai", "bàn giao", "cung cấp", "cập nhật",
    "đăng ký", "xem xét", "quyết định", "tham mưu", "hướng dẫn", "kiểm tra", "đôn đốc", "sơ kết", "tổng kết",
    "đánh giá", "xong", "cấp kinh phí", "phân bổ", "lập danh sách", "lập dự toán", "lập kế hoạch", "lập hồ sơ",
    "kết thúc hoạt động", "chấm dứt", "biên soạn", "thẩm định", "thẩm tra", "nghiệm thu", "khởi công", "niêm yết", "khắc phục", "chuẩn bị", "gia hạn",
];

/// Words of an order.
const ORDERS: &[&str] = &["phải", "đề nghị", "yêu cầu", "khẩn trương", "cần", "ngay", "đầu tư", "giao"];

/// The beginning of work: until then somebody has to prepare it.
const BEGINNINGS: &[&str] = &["chính thức hoạt động", "đi vào hoạt động", "chính thức vận hành"];

/// Verbs that end a task: what they stand behind is still to be done.
const ENDS: &[&str] = &["hoàn thành", "báo cáo", "gửi", "trình", "xong", "nộp"];

/// Words of figures in the phrase of a limit.
const FIGURES: &[&str] = &["số liệu", "lũy kế", "luỹ kế", "tính đến"];

/// Verbs of what is kept up to a day.
const HELD: &[&str] = &["gia hạn", "niêm yết", "tiếp nhận", "nhận hồ sơ", "nhận đăng ký", "lấy ý kiến", "duy trì"];

/// Words of norms' effect in the sentence.
const EFFECT: &[&str] = &["hiệu lực", "tính đến"];

/// Verbs of what has an end in a year.
#[rustfmt::skip]
const FINISHED: &[&str] = &[
    "hoàn thành", "xong", "đưa vào sử dụng", "đưa vào vận hành", "đưa vào khai thác", "trình", "tổng kết", "sơ kết",
];

/// Words of a stretch that is not worked through: a term of office, leave, an exhibition's opening hours.
#[rustfmt::skip]
const SPANS: &[&str] = &[
    "trong thời gian", "khoảng thời gian", "giai đoạn", "nghỉ", "diễn ra", "kéo dài", "tính từ", "phát sinh", "sản xuất",
    "số liệu", "hiệu lực",
];

/// Words of what happens or merely is, in the phrase of the limit.
#[rustfmt::skip]
const HISTORY: &[&str] = &[
    "xảy ra", "phát sinh", "nghỉ hưu", "từ trần", "diễn ra", "sinh", "dự kiến", "ký kết", "thành lập",
];

/// Words behind a limit that make it a condition or history.
#[rustfmt::skip]
const BEHIND_HISTORY: &[&str] = &[
    "thì", "mà", "nhưng", "chưa", "được", "đã", "đạt", "chỉ còn", "còn", "dương lịch", "là", "không", "vẫn", "thuộc",
];

/// Verbs of states and of past events, right before a limit: `giấy phép cấp trước ngày …`, `từ ngày … đến trước ngày …`.
#[rustfmt::skip]
const STATE_VERBS: &[&str] = &[
    "có", "hình thành", "cấp", "ký", "sinh", "làm việc", "công tác", "tham gia", "nghỉ", "mua", "tồn tại", "thuê",
    "phát hành", "đến",
];

/// Words of what goes on up to a day.
const LASTING: &[&str] = &["tiếp tục", "áp dụng", "mục tiêu", "cho phép"];

/// First words of an aim rather than a task.
const AIMS: &[&str] = &["cả nước", "có", "tỷ lệ", "toàn", "tối thiểu", "ít nhất", "trên", "khoảng", "100", "100%"];

/// First words of a figure behind a rhythm.
#[rustfmt::skip]
const SUMS: &[&str] = &[
    "của", "số", "tỷ lệ", "tỉ lệ", "giảm", "tăng", "vốn", "được", "nguồn", "ngân sách", "kinh phí", "đạt", "mức",
];

/// Verbs of what is done again and again.
#[rustfmt::skip]
const REVIEWS: &[&str] = &[
    "đánh giá", "kiểm tra", "bố trí", "lập", "sơ kết", "tổng kết", "phối hợp", "chủ trì", "theo dõi", "thống kê",
    "giám sát", "kiểm kê",
];

/// Words of a state that lasts through a period.
#[rustfmt::skip]
const STATES: &[&str] = &[
    "thuộc", "áp dụng", "tiếp tục sử dụng", "nhiệm kỳ", "vừa qua", "mục tiêu", "bắt đầu", "kết thúc",
];

/// Words of penalties, exemptions and other lengths of time.
#[rustfmt::skip]
const LENGTHS: &[&str] = &[
    "phạt", "tước", "đình chỉ", "đang", "miễn thuế", "miễn tiền", "được miễn", "miễn phí", "giảm", "hưởng", "bảo hành", "lưu trữ", "lưu giữ",
];

/// First words behind a term that make it a condition or a stretch of the past.
const CONDITIONS: &[&str] = &["gần nhất", "tính đến", "liên tục", "liền kề", "qua", "mà", "trở về trước"];

/// First words of what a rule holds for.
const SCOPES: &[&str] = &["đối với", "căn cứ", "trên cơ sở", "trường hợp", "kết quả", "ngoài"];

/// First words of those who are told to do something.
#[rustfmt::skip]
const SUBJECTS: &[&str] = &[
    "cơ quan", "các", "đơn vị", "doanh nghiệp", "người", "tổ chức", "chi cục", "cục", "sở", "bộ", "thương nhân", "cá nhân",
    "cơ sở", "chủ", "hộ",
];

/// A clause in small letters, with what its words begin with: lists of phrases are looked for in it, and few of them have
/// a word's beginning in common with it.
struct Clause {
    text: String,
    begins: Begins,
}

impl Clause {
    fn of(text: String) -> Self {
        Self { begins: Begins::of(text.as_bytes()), text }
    }

    fn words(&self) -> Words<'_> {
        Words { text: &self.text, begins: &self.begins }
    }
}

/// A part of a clause, from the beginning of a word on.
#[derive(Clone, Copy)]
struct Words<'a> {
    text: &'a str,
    begins: &'a Begins,
}

impl<'a> Words<'a> {
    fn part(self, text: &'a str) -> Self {
        Self { text, ..self }
    }
}

/// The first bytes of the words of a text, each as one of 256 bits.
struct Begins([u64; 4]);

impl Begins {
    /// Bytes that count: no phrase has less.
    const WIDTH: usize = 3;

    fn of(text: &[u8]) -> Self {
        let mut begins = Self([0; 4]);
        let mut at = 0;
        begins.mark(text);
        while let Some(&byte) = text.get(at) {
            // Behind anything but the letters of Vietnamese a word may begin; that letters of others count too does no harm.
            let (len, is_letter) = match byte {
                0..=0x7f => (1, byte.is_ascii_alphanumeric()),
                0xc3..=0xc6 => (2, !matches!(text.get(at + 1), Some(0x97 | 0xb7))),
                0xe1 => (3, matches!(text.get(at + 1), Some(0xb8..=0xbb))),
                0xe0..=0xef => (3, false),
                0xf0.. => (4, false),
                _ => (2, false),
            };
            at += len;
            if !is_letter {
                begins.mark(text.get(at..).unwrap_or_default());
            }
        }
        begins
    }

    fn mark(&mut self, word: &[u8]) {
        let bit = Self::bit(word);
        self.0[bit / 64] |= 1 << (bit % 64);
    }

    #[inline]
    fn may_hold(&self, phrase: &str) -> bool {
        let bit = Self::bit(phrase.as_bytes());
        self.0[bit / 64] & 1 << (bit % 64) != 0
    }

    #[inline]
    fn bit(word: &[u8]) -> usize {
        let [a, b, c] = *word.first_chunk::<{ Self::WIDTH }>().unwrap_or(&[0; Self::WIDTH]);
        (u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9e37_79b1) >> 24) as usize
    }
}

/// True when one of the phrases stands in the words, whole.
fn has(words: Words, phrases: &[&str]) -> bool {
    phrases.iter().any(|phrase| words.begins.may_hold(phrase) && stands(words.text, phrase))
}

/// True when a phrase stands in a text as whole words; the text is in small letters.
fn stands(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        starts_word(text, at) && !text[at + phrase.len()..].starts_with(crate::lexicon::fold::is_alphanumeric)
    })
}

/// Words without the label in front of them: `c) Căn cứ …`.
fn unlabelled(text: &str) -> &str {
    match text.trim_start().split_once(' ') {
        Some((label, rest)) if label.len() <= 6 && label.ends_with([')', '.', '-']) => rest,
        _ => text,
    }
}

/// True when nothing but a label or a mark stands there: `b) `, `1.2. `, `- `.
fn is_label(text: &str) -> bool {
    // The longest labels (`điều 12.`, `1.2.3. `) are shorter than any clause.
    text.len() <= 16
        && text.split(' ').all(|word| {
            word.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count() <= 1 || word.ends_with([')', '.'])
        })
}

/// True when the text ends with one of these words.
fn ends(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.strip_suffix(word).is_some_and(|before| starts_word(before, before.len())))
}

fn starts(text: &str, words: &[&str]) -> bool {
    let text = text.trim_start_matches([' ', ',']);
    words.iter().any(|word| {
        text.strip_prefix(word).is_some_and(|rest| !rest.starts_with(crate::lexicon::fold::is_alphanumeric))
    })
}

/// The words of the sentence that goes on at the start of a text, in small letters.
fn behind(rest: &str) -> String {
    let words = head(rest, CLAUSE);
    let stop = memchr::memchr2(b';', b':', words.as_bytes()).unwrap_or(words.len());
    let full = memchr::memchr_iter(b'.', &words.as_bytes()[..stop])
        .find(|&at| words[at..].starts_with(". ") && ends_sentence(words, at));
    lowered(&words[..full.unwrap_or(stop)])
}

/// The words of the sentence before an offset, in small letters.
fn lead(paragraph: &str, at: usize) -> String {
    let from = ceil(paragraph, at.saturating_sub(CLAUSE));
    let words = &paragraph[from..at];
    let stop = memchr::memrchr2(b';', b':', words.as_bytes()).map_or(0, |at| at + 1);
    let full = memchr::memrchr_iter(b'.', &words.as_bytes()[stop..])
        .map(|at| stop + at)
        .find(|&at| words[at..].starts_with(". ") && ends_sentence(paragraph, from + at));
    lowered(&words[full.map_or(stop, |at| at + 2)..])
}

/// True within typographic quotation marks: words of another document.
fn quoted(paragraph: &str, at: usize, norm: bool) -> bool {
    let from = ceil(paragraph, at.saturating_sub(4 * CLAUSE));
    let before = &paragraph[from..at];
    // "“3. Trong thời hạn …": new words open with their label.
    let label = |open: usize| {
        let words = &before[open + '“'.len_utf8()..];
        let mark = words.find(['.', ')']).unwrap_or(words.len());
        mark < 4 && mark > 0 && words.len() > mark
    };
    if norm && from == 0 && before.starts_with('“') && label(0) && before.rfind('“') == Some(0) {
        return false;
    }
    opens_quotation(before)
}

/// True when the time lies before the document's own date.
fn is_past(limit: &Limit, context: &Context) -> bool {
    let Some(issued) = context.issue_date else { return false };
    let last = match limit.when {
        When::At(moment) | When::Between(_, moment) => moment.last(),
        _ => None,
    };
    last.is_some_and(|last| last.before(issued))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use crate::text::Joints;
    use std::sync::LazyLock;

    /// The deadlines of a paragraph.
    fn deadlines_in(paragraph: &str, context: &Context) -> Vec<Deadline> {
        static SEARCH: LazyLock<Joints<()>> = LazyLock::new(|| Joints::new(trigger_words().map(|words| (words, ()))));
        let mut triggers = Vec::new();
        SEARCH.each(paragraph, |joint| triggers.push(joint));
        deadlines_at(triggers.into_iter(), paragraph, &|_| true, context).collect()
    }

    /// The deadlines of a text in one line: words, value, time and anchor of each.
    fn show(found: &[Deadline], text: &str) -> String {
        let one = |d: &Deadline| {
            let sign = match d.bound {
                Some(Bound::Before) => "<",
                Some(Bound::By) => "<=",
                Some(Bound::From) => ">=",
                _ => "",
            };
            let mut parts = vec![format!("{} =>", d.text)];
            parts.extend(d.due.iter().map(|due| format!("{sign}{due}")));
            parts.extend(d.duration.clone());
            parts.extend(d.working_days.then(|| "business".to_owned()));
            parts.extend((d.direction == Direction::Before).then(|| "ahead".to_owned()));
            parts.extend(d.rrule.iter().map(|rule| format!("RRULE:{rule}")));
            parts.extend(d.time.iter().map(|time| format!("@{time}")));
            for (words, span) in d.anchor.iter().filter_map(|a| Some((&a.text, a.span?))).chain([(&d.text, d.span)]) {
                assert_eq!(span.of(text), words);
            }
            parts.extend(d.anchor.iter().map(|anchor| format!("{{{}}}", anchor.text)));
            parts.join(" ")
        };
        cases::list(found.iter().map(one), " | ")
    }

    /// `fixtures/cases/deadlines.tsv`: date of issue, paragraph, its deadlines.
    #[test]
    fn deadlines_of_the_cases() {
        cases::check(include_str!("../../fixtures/cases/deadlines.tsv"), 140, |[issued, text]| {
            let (place, issued) = issued.split_once(' ').unwrap_or(("", issued));
            let context = Context { issue_date: Date::from_iso(issued), norm: place == "norm", lasting: false };
            let found = match place {
                "cell" => cell_deadline(text, &context).into_iter().collect(),
                "term" => terms(text, &context),
                _ => deadlines_in(text, &context),
            };
            show(&found, text)
        });
    }

    /// What binds in the words of a task alone.
    #[test]
    fn days_of_a_law_come_each_year() {
        let issue_date = Date::from_iso("2025-09-15");
        let text = "Chậm nhất ngày 31 tháng 12 phải thực hiện xong việc chuyển kinh phí của năm đó.";
        for (lasting, due, rules) in [(true, "--12-31", 1), (false, "2025-12-31", 0)] {
            let found = deadlines_in(text, &Context { issue_date, norm: true, lasting });
            assert_eq!((found[0].due.as_deref(), found[0].rrule.len()), (Some(due), rules));
        }
    }

    #[test]
    fn goals_are_no_deadlines() {
        let context = Context { issue_date: Date::from_iso("2031-03-05"), norm: false, lasting: false };
        for text in [
            "Đến năm 2035, mọi cột đèn dùng điện mặt trời.",
            "Từ năm 2032, Phòng Kho lạnh bố trí xe kéo.",
            "Quý II/2031, Trạm Hải đăng tổ chức thi tay nghề.",
            "Trạm Hải đăng báo cáo Giám đốc trước ngày 01 tháng 3 năm 2031.",
        ] {
            let mut triggers = Vec::new();
            Joints::new(trigger_words().map(|words| (words, ()))).each(text, |joint| triggers.push(joint));
            let found = |task: bool| deadlines_at(triggers.iter().copied(), text, &|_| task, &context).count();
            assert_eq!((found(true), found(false)), (1, 0), "{text}");
        }
    }

    #[test]
    fn start_and_end_are_the_calendar_days() {
        let context = Context { issue_date: Date::from_iso("2025-03-03"), norm: false, lasting: false };
        let days = |text: &str| {
            let found = deadlines_in(text, &context).into_iter().next().unwrap();
            (found.start.unwrap_or_default(), found.end.unwrap_or_default())
        };
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(days("Sở A hoàn thành trong quý II/2025."), pair("2025-04-01", "2025-06-30"));
        assert_eq!(days("Sở A hoàn thành trong giai đoạn 2025 - 2027."), pair("2025-01-01", "2027-12-31"));
        assert_eq!(days("Sở A báo cáo trước ngày 05/4/2025."), pair("2025-04-05", "2025-04-05"));
        assert_eq!(days("Sở A báo cáo trước ngày 05/4 hằng năm."), pair("", ""));
    }

    #[test]
    fn no_panic_on_broken_text() {
        let seeds = [
            "trước ngày",
            "định kỳ báo cáo 6",
            "trong thời hạn 15 (",
            "từ ngày 1/1/2025 đến ",
            "Thời gian:",
            "hằng",
            "ẞ“chậm nhất",
        ];
        for seed in seeds {
            for tail in ["", " ", "ế", " 99", " ngày 31/02/2025", "”", "\u{301}"] {
                let text = format!("{seed}{tail}");
                for found in deadlines_in(&text, &Context::default()) {
                    assert_eq!(found.span.of(&text), found.text);
                }
                cell_deadline(&text, &Context::default());
            }
        }
    }

    #[test]
    fn cost_grows_with_the_length() {
        // Counts of what is found, not seconds: each limit is read once, whatever stands around it.
        let seed = "Sở A báo cáo trước ngày 05/4/2025, định kỳ báo cáo 1 lần, trong thời hạn chậm nhất là đến; ";
        let found = |n: usize| deadlines_in(&seed.repeat(n), &Context::default()).len();
        assert_eq!(found(400), 4 * found(100));
    }
}
