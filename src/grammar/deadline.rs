//! Time limits and rhythms (thời hạn, định kỳ): what stands at a trigger word.

use super::bodies::{Marks, bodies};
use super::date::{
    Date, Res, blank, day_date, digits, last_day, month, named_month, not_number, number_word, numeric_date, word,
    year, year_behind,
};
use super::verb::verb_at;
use crate::record::{Bound, Direction};
use crate::text::window::head;
use nom::branch::alt;
use nom::bytes::complete::take_till;
use nom::character::complete::{char, one_of};
use nom::combinator::{eof, map, map_opt, not, opt, peek, value, verify};
use nom::error::{Error, ErrorKind};
use nom::multi::many0;
use nom::sequence::{delimited, preceded, terminated};
use nom::{Offset, Parser};

/// A stretch of the calendar, with or without its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Moment {
    /// The year, where the words have it.
    pub year: Option<i32>,
    /// Which stretch of that year.
    pub part: Part,
}

/// Stretches of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Ngày: day and month.
    Day(u8, u8),
    /// Ngày without its month, as in `trước ngày 25`.
    DayOnly(u8),
    /// Tháng.
    Month(u8),
    /// Quý.
    Quarter(u8),
    /// 6 tháng đầu năm (1), 6 tháng cuối năm (2).
    Half(u8),
    /// Năm: all of it.
    Year,
}

impl Part {
    /// First and last month of a month or quarter.
    fn months(self) -> Option<(u8, u8)> {
        match self {
            Part::Month(month) => Some((month, month)),
            Part::Quarter(quarter) => Some((quarter * 3 - 2, quarter * 3)),
            // A half has its year: nothing repeats it.
            Part::Half(_) | Part::Day(..) | Part::DayOnly(_) | Part::Year => None,
        }
    }
}

impl Moment {
    /// First calendar day; `None` without a year and for a day that does not exist.
    pub(crate) fn first(self) -> Option<Date> {
        let (month, day) = match self.part {
            Part::Day(day, month) => (month, day),
            Part::DayOnly(_) => return None,
            Part::Month(month) => (month, 1),
            Part::Quarter(quarter) => (quarter * 3 - 2, 1),
            Part::Half(half) => (half * 6 - 5, 1),
            Part::Year => (1, 1),
        };
        Date::full(self.year?, month, day)
    }

    /// Last calendar day; `None` as for [`Moment::first`].
    pub(crate) fn last(self) -> Option<Date> {
        let year = self.year?;
        let month = match self.part {
            Part::Day(..) => return self.first(),
            Part::DayOnly(_) => return None,
            Part::Month(month) => month,
            Part::Quarter(quarter) => quarter * 3,
            Part::Half(half) => half * 6,
            Part::Year => 12,
        };
        Date::full(year, month, last_day(year, month))
    }

    /// The short form of the record: `2025-06-15`, `2025-06`, `2025-Q2`, `2025`, `A/B` for a half.
    pub(crate) fn due(self) -> Option<String> {
        let first = self.first()?;
        match self.part {
            Part::Day(..) => first.iso(),
            Part::DayOnly(_) => None,
            Part::Month(month) => Date::new(self.year, Some(month), None).iso(),
            Part::Quarter(quarter) => Some(format!("{}-Q{quarter}", self.year?)),
            Part::Half(_) => Some(format!("{first}/{}", self.last()?)),
            Part::Year => Date::new(self.year, None, None).iso(),
        }
    }
}

/// The time that a limit names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum When {
    /// No date: a duration or a bare rhythm.
    #[default]
    Unset,
    /// One stretch.
    At(Moment),
    /// From the first through the last.
    Between(Moment, Moment),
    /// `năm 2025 và các năm tiếp theo`.
    Onward(Moment),
}

/// A length of time (`15 ngày làm việc`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Duration {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: Unit,
    /// True for working days.
    pub working: bool,
}

impl Duration {
    /// ISO 8601 form.
    pub(crate) fn iso(self) -> String {
        match self.unit {
            Unit::Hour => format!("PT{}H", self.count),
            Unit::Day => format!("P{}D", self.count),
            Unit::Week => format!("P{}W", self.count),
            Unit::Month => format!("P{}M", self.count),
            Unit::Quarter => format!("P{}M", u32::from(self.count) * 3),
            Unit::Year => format!("P{}Y", self.count),
        }
    }
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Giờ.
    Hour,
    /// Ngày.
    Day,
    /// Tuần.
    Week,
    /// Tháng.
    Month,
    /// Quý.
    Quarter,
    /// Năm.
    Year,
}

/// A rhythm: how often, and on which days of the period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rule {
    /// Period.
    pub unit: Unit,
    /// Every how many periods.
    pub count: u16,
    /// When in the period.
    pub on: On,
}

/// Place of a rhythm within its period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum On {
    /// Not said.
    Any,
    /// A day of the month; -1 is the last.
    MonthDay(i8),
    /// The last working day of the month.
    LastWorkday,
    /// A day of the week, as iCalendar writes it.
    Weekday(&'static str),
    /// The months of the year from the first through the last.
    Months(u8, u8),
    /// A day of the first month of each quarter; -1 is the last.
    QuarterStart(i8),
    /// A day of the last month of each quarter; -1 is the last.
    QuarterEnd(i8),
}

impl Rule {
    fn every(unit: Unit) -> Self {
        Self { unit, count: 1, on: On::Any }
    }

    fn on(unit: Unit, on: On) -> Self {
        Self { unit, count: 1, on }
    }

    /// iCalendar form; `None` for a rhythm of hours.
    pub(crate) fn text(self) -> Option<String> {
        let (frequency, interval) = match self.unit {
            Unit::Hour => return None,
            Unit::Day => ("DAILY", self.count),
            Unit::Week => ("WEEKLY", self.count),
            Unit::Month => ("MONTHLY", self.count),
            Unit::Quarter => ("MONTHLY", self.count.saturating_mul(3)),
            Unit::Year => ("YEARLY", self.count),
        };
        let mut text = format!("FREQ={frequency}");
        if interval != 1 {
            text += &format!(";INTERVAL={interval}");
        }
        text += &match self.on {
            On::Any => String::new(),
            On::MonthDay(day) => format!(";BYMONTHDAY={day}"),
            On::LastWorkday => ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1".to_owned(),
            On::Weekday(day) => format!(";BYDAY={day}"),
            On::Months(first, last) => {
                let months: Vec<String> = (first..=last).map(|month| month.to_string()).collect();
                format!(";BYMONTH={}", months.join(","))
            }
            On::QuarterStart(day) => format!(";BYMONTH=1,4,7,10;BYMONTHDAY={day}"),
            On::QuarterEnd(day) => format!(";BYMONTH=3,6,9,12;BYMONTHDAY={day}"),
        };
        Some(text)
    }
}

/// Which production a limit came from: how much the words around it must confirm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Cue {
    /// Trước.
    #[default]
    Before,
    /// Chậm nhất, muộn nhất.
    Latest,
    /// Đến hết, hết.
    Through,
    /// Trong, vào.
    In,
    /// Đến năm …: a year by which something is aimed at.
    Aim,
    /// Quý II/2026, tháng 4 năm 2026 without a word in front.
    Opening,
    /// Từ, kể từ a day on.
    From,
    /// Từ năm …, từ quý …: the stretch from which on something is done.
    Since,
    /// Từ … đến ….
    Range,
    /// Hoàn thành, xong with a time.
    Done,
    /// Trong thời hạn …, trong vòng …: a duration with its own words.
    Term,
    /// Không quá …: a length that only its anchor makes a limit.
    AtMost,
    /// Sau … kể từ ….
    Past,
    /// Định kỳ ….
    Rhythm,
    /// 01 lần/tháng, 3 tháng một lần.
    Rate,
    /// Hằng năm … alone.
    BareRhythm,
    /// Behind a label such as `Thời gian hoàn thành:`.
    Label,
}

/// What the words at a trigger say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Limit<'a> {
    /// Which production it is.
    pub cue: Cue,
    /// How the time limits.
    pub bound: Option<Bound>,
    /// The calendar time.
    pub when: When,
    /// Hour and minute.
    pub clock: Option<(u8, u8)>,
    /// The length of time.
    pub duration: Option<Duration>,
    /// On which side of the anchor.
    pub direction: Direction,
    /// The event that the duration counts from.
    pub anchor: Option<&'a str>,
    /// Rhythms.
    pub rules: Vec<Rule>,
}

/// Reads the limit at the start of a window: where its words start, where they end, and what they say.
pub(crate) fn limit(window: &str) -> Option<(usize, usize, Limit<'_>)> {
    let mut letters = window.chars().map(crate::lexicon::fold::lower);
    // The first letters of a trigger leave few rules to try.
    let read = match (letters.next()?, letters.next()?) {
        ('c', _) => latest(window),
        ('m', _) => alt((latest, rate, rhythm)).parse(window),
        ('t', 'r') => match letters.next()? {
            'ư' => before(window),
            'o' => alt((within, inside)).parse(window),
            _ => latest(window),
        },
        ('t', 'ừ') => alt((through, range_or_from)).parse(window),
        ('t', 'ớ') => aim(window),
        ('t' | 'í', 'ố' | 't') => alt((at_least, at_most, rate)).parse(window),
        ('t', 'ầ') => frequency(window),
        ('0'..='9', _) => rate(window),
        ('k', _) => alt((latest, at_most, range_or_from)).parse(window),
        ('đ', 'ế') => alt((through, aim)).parse(window),
        ('h', 'ế') => through(window),
        ('đ' | 'h', 'ị' | 'ằ' | 'à') => rhythm(window),
        ('v', _) => inside(window),
        ('t', 'h') => alt((allotted, opening)).parse(window),
        ('q', _) => opening(window),
        ('n', _) => same_day(window),
        ('x', _) => done(window),
        ('s', _) => past(window),
        ('h', _) => alt((done, rate)).parse(window),
        ('b', _) => rate(window),
        _ => Err(nom::Err::Error(Error::new(window, ErrorKind::Alt))),
    };
    let (rest, start, limit) = match read {
        Ok((rest, limit)) => (rest, window, limit),
        Err(_) if !may_be_label(window) => return None,
        Err(_) => label(window).map(|(rest, (start, limit))| (rest, start, limit)).ok()?,
    };
    Some((window.offset(start), window.len() - rest.len(), limit))
}

/// A further day of a list (`và ngày 25 tháng 11 hằng năm`): where its words start, where they end, the day and its rhythm.
pub(crate) fn next_day(window: &str) -> Option<(usize, usize, Moment, Option<Rule>)> {
    let (start, _) = list_joint(window).ok()?;
    let (rest, moment) = preceded(opt((word("trước"), blank)), alt((day, plain_day))).parse(start).ok()?;
    let (rest, rule) = if moment.year.is_none() { opt(yearly).parse(rest).ok()? } else { (rest, None) };
    Some((window.offset(start), window.len() - rest.len(), moment, rule))
}

/// A further month or quarter of a list (`và tháng 8 năm 2026`): where its words start, where they end, and what it is.
pub(crate) fn next_stretch(window: &str) -> Option<(usize, usize, Moment)> {
    let (start, _) = list_joint(window).ok()?;
    let (rest, moment) = alt((month_moment, quarter)).parse(start).ok()?;
    Some((window.offset(start), window.len() - rest.len(), moment))
}

/// A day or stretch with its repetition, without a trigger (`Ngày 25 hằng tháng`, `Quý I hằng năm`): its end and the limit.
pub(crate) fn repeated(window: &str) -> Option<(usize, Limit<'_>)> {
    let (rest, time) = time(window).ok()?;
    let limit = Limit { cue: Cue::BareRhythm, ..dated(Cue::BareRhythm, Bound::In, time) };
    (!limit.rules.is_empty()).then_some((window.len() - rest.len(), limit))
}

/// A table cell that holds nothing but a time (`Quý I/2026`, `Trước ngày 15/6/2026`).
pub(crate) fn cell(text: &str) -> Option<Limit<'_>> {
    let body = text.trim_end_matches([' ', '.', ';', ',']);
    let limits = alt((latest, before, through, within, inside, range_or_from, rhythm));
    let (rest, mut limit) = alt((limits, column_time, bare)).parse(body).ok()?;
    limit.cue = Cue::Label;
    rest.is_empty().then_some(limit)
}

// EBNF: column_time = column_edge , "-" , column_edge | digit4 , [ "-" , digit4 ] ;
//       "Quý IV/2030 - Quý II/2031", "2030 - 2035", "2031"
// EBNF: column_edge = month_moment | quarter | year_moment ;   "Quý IV/2030"
fn column_time(i: &str) -> Res<'_, Limit<'_>> {
    let edge = || verify(alt((month_moment, quarter, year_moment)), |m: &Moment| m.year.is_some());
    let year = || {
        let number = map_opt(terminated(digits(4, 4), not_number_end), |d: &str| d.parse::<i32>().ok());
        map(verify(number, |y| (1945..=2100).contains(y)), |y| Moment { year: Some(y), part: Part::Year })
    };
    let joint = || (blank, char('-'), blank);
    let between = |(first, _, last): (Moment, _, Moment)| {
        let days = first.first().zip(last.last());
        days.filter(|(a, b)| !b.before(*a)).map(|_| When::Between(first, last))
    };
    let spans = map_opt(alt(((edge(), joint(), edge()), (year(), joint(), year()))), between);
    let (i, when) = alt((spans, map(year(), When::At))).parse(i)?;
    Ok((i, dated(Cue::Label, Bound::In, Time { when, ..Time::default() })))
}

/// A length of time at the start of a cell: its end and the limit.
// EBNF: term = within | [ "không quá" | "tối đa" ] , duration , [ since ] ;
//       "03 ngày làm việc kể từ khi nhận đủ hồ sơ"
pub(crate) fn term(text: &str) -> Option<(usize, Limit<'_>)> {
    let most = opt(terminated(alt((word("không quá"), word("tối đa"))), blank));
    let counted = map(preceded(most, (duration, opt(since))), |(duration, side)| Limit {
        bound: Some(Bound::Within),
        duration: Some(duration),
        anchor: side.map(|(_, anchor)| anchor),
        ..Limit::default()
    });
    let (rest, limit) = alt((within, counted)).parse(text).ok()?;
    let ends = !rest.trim_start().starts_with(crate::lexicon::fold::is_alphanumeric);
    ends.then_some((text.len() - rest.len(), Limit { cue: Cue::Label, ..limit }))
}

fn dated<'a>(cue: Cue, bound: Bound, time: Time) -> Limit<'a> {
    let Time { clock, when, rules } = time;
    Limit { cue, bound: Some(bound), when, clock, rules, ..Limit::default() }
}

// EBNF: latest = latest_word , { filler } , ( before | nth_day | time | duration , [ since | until ] ) ;
//       "chậm nhất là ngày 20/12/2024", "chậm nhất 10 ngày sau khi kết thúc đợt kiểm tra"
// EBNF: latest_word = ( "chậm" | "muộn" | "trễ" ) , "nhất" | "không" , ( "muộn" | "chậm" | "trễ" ) , "hơn" ;
//       "chậm nhất"
// EBNF: filler = "là" | "vào" | "đến" | "hết" | "không quá" | "sau" | "trong" ;   "chậm nhất là"
fn latest(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = alt((
        word("chậm nhất"),
        word("muộn nhất"),
        word("trễ nhất"),
        word("không muộn hơn"),
        word("không chậm hơn"),
        word("không trễ hơn"),
    ))
    .parse(i)?;
    let (i, _) = blank(i)?;
    let filler =
        alt((word("là"), word("vào"), word("đến"), word("hết"), word("không quá"), word("sau"), word("trong")));
    let (i, _) = many0(terminated(filler, blank)).parse(i)?;
    if let Ok((i, mut limit)) = before(i) {
        limit.cue = Cue::Latest;
        return Ok((i, limit));
    }
    let counted = map((duration, opt(alt((since, until)))), |(duration, side)| {
        let (direction, anchor) = side.unzip();
        let direction = direction.unwrap_or_default();
        let bound = Some(if direction == Direction::Before { Bound::Before } else { Bound::By });
        Limit { cue: Cue::Latest, bound, duration: Some(duration), direction, anchor, ..Limit::default() }
    });
    alt((nth_day, map(time, |t| dated(Cue::Latest, Bound::By, t)), counted)).parse(i)
}

// EBNF: nth_day = "ngày" , [ "làm việc" ] , "thứ" , count , [ "(" , words , ")" ] , since ;
//       "ngày thứ 45 (bốn mươi lăm), kể từ ngày có quyết định"
fn nth_day(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (word("ngày"), blank).parse(i)?;
    let (i, working) = opt((word("làm việc"), blank)).parse(i)?;
    let (i, count) = preceded((word("thứ"), blank), verify(count, |&n| n > 0)).parse(i)?;
    let letters = |c: char| crate::lexicon::fold::is_alphabetic(c) || c == ' ';
    let (i, _) = opt((blank, char('('), nom::bytes::complete::take_while(letters), char(')'))).parse(i)?;
    let (i, (_, anchor)) = since(i)?;
    let duration = Some(Duration { count, unit: Unit::Day, working: working.is_some() });
    let bound = Some(Bound::By);
    Ok((i, Limit { cue: Cue::Latest, bound, duration, anchor: Some(anchor), ..Limit::default() }))
}

// EBNF: before = "trước" , [ "hết" ] ,
//                ( time | duration , [ ( "so với" | since_word ) , anchor ] | event_ahead ) ;
//       "trước 17 giờ 00 ngày 15/4/2019", "trước ngày bầu cử 10 ngày"
fn before(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (word("trước"), blank).parse(i)?;
    let (i, _) = opt(terminated(word("hết"), blank)).parse(i)?;
    let from = preceded((blank, alt((word("so với"), since_word)), blank), anchor);
    // "trước 10 giờ sáng" is a time of day.
    let days = |(d, anchor): &(Duration, Option<&str>)| {
        anchor.is_some() && d.unit != Unit::Year || matches!(d.unit, Unit::Day | Unit::Week)
    };
    let counted = verify((duration, opt(from)), days);
    let event = map(event_ahead, |(duration, anchor)| (duration, Some(anchor)));
    let back = map(alt((counted, event)), |(duration, anchor)| Limit {
        bound: Some(Bound::Before),
        duration: Some(duration),
        direction: Direction::Before,
        anchor,
        ..Limit::default()
    });
    alt((map(time, |t| dated(Cue::Before, Bound::Before, t)), back)).parse(i)
}

// EBNF: event_ahead = ( "ngày" | "khi" | "thời điểm" ) , words , duration ;   "khi diễn ra cuộc họp 03 ngày"
fn event_ahead(i: &str) -> Res<'_, (Duration, &str)> {
    // An event is named in a few words; a longer stretch is another phrase.
    const ROOM: usize = 80;
    peek(alt((word("ngày"), word("khi"), word("thời điểm")))).parse(i)?;
    for (at, c) in i.char_indices().take_while(|&(at, _)| at < ROOM) {
        if matches!(c, ',' | ';' | '.' | ':' | '(' | ')') {
            break;
        }
        if !c.is_ascii_digit() || !i[..at].ends_with(' ') {
            continue;
        }
        let least = ["ít nhất", "tối thiểu", "chậm nhất", "muộn nhất", "trước"];
        let anchor = i[..at].trim_end();
        let anchor = least.iter().find_map(|word| anchor.strip_suffix(word)).unwrap_or(anchor).trim_end();
        // "ngày 10 …" is a date, and a number in the event's name leaves doubt what is counted.
        if !anchor.ends_with("không quá")
            && let Ok((rest, duration)) = duration(&i[at..])
            && anchor.contains(' ')
            && !rest.trim_start().starts_with(crate::lexicon::fold::is_alphanumeric)
        {
            return Ok((rest, (duration, anchor)));
        }
        break;
    }
    Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)))
}

// EBNF: through = ( [ "đến" ] , "hết" | "từ nay đến" , [ "hết" | "cuối" ] | "đến cuối" ) , dated_moment | "đến" , day ;
//       "hết quý II năm 2026", "đến ngày 31/10/2025"
fn through(i: &str) -> Res<'_, Limit<'_>> {
    let lead = alt((
        word("từ nay đến hết"),
        word("từ nay đến cuối"),
        word("từ nay đến"),
        word("đến hết"),
        word("đến cuối"),
        word("hết"),
    ));
    let until = preceded((word("đến"), blank), verify(day, |m: &Moment| m.year.is_some()));
    map(alt((preceded((lead, blank), dated_moment), until)), |m| Limit {
        cue: Cue::Through,
        bound: Some(Bound::By),
        when: When::At(m),
        ..Limit::default()
    })
    .parse(i)
}

// EBNF: opening = month_moment | quarter ;   "Quý II/2026"
fn opening(i: &str) -> Res<'_, Limit<'_>> {
    let (i, moment) = verify(alt((month_moment, quarter)), |m: &Moment| m.year.is_some()).parse(i)?;
    Ok((i, Limit { cue: Cue::Opening, bound: Some(Bound::In), when: When::At(moment), ..Limit::default() }))
}

// EBNF: aim = ( "đến" | "tới" ) , year_moment ;   "đến năm 2030"
fn aim(i: &str) -> Res<'_, Limit<'_>> {
    let (i, moment) = preceded((alt((word("đến"), word("tới"))), blank), year_moment).parse(i)?;
    Ok((i, Limit { cue: Cue::Aim, bound: Some(Bound::By), when: When::At(moment), ..Limit::default() }))
}

// EBNF: within = "trong" , [ term_word ] ,
//                ( range_or_from | first_days
//                | [ most ] , duration , [ since | until | "(" , range_or_from , ")" ] ) ;
//       "trong thời hạn 15 ngày làm việc kể từ ngày nhận đủ hồ sơ"
// EBNF: term_word = "thời hạn" | "vòng" | "thời gian" | "khoảng" , [ "thời gian" ] ;   "trong vòng 10 ngày kể từ"
// EBNF: most = "không quá" | "tối đa" | "chậm nhất" | "là" ;   "trong thời hạn không quá 05 ngày"
fn within(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (word("trong"), blank).parse(i)?;
    let term = alt((word("thời hạn"), word("vòng"), word("khoảng thời gian"), word("thời gian"), word("khoảng")));
    let (i, term) = opt(terminated(term, blank)).parse(i)?;
    let mut span = verify(range_or_from, |limit: &Limit| matches!(limit.when, When::Between(..)));
    // "trong khoảng thời gian từ ngày 01/12 đến ngày 14/12/2025"
    if term.is_some_and(|t| t.ends_with("gian") || t.ends_with("khoảng"))
        && let Ok(read) = span.parse(i)
    {
        return Ok(read);
    }
    if let Ok(read) = first_days(i) {
        return Ok(read);
    }
    let most = alt((word("không quá"), word("tối đa"), word("chậm nhất"), word("là")));
    let (i, most) = opt(terminated(most, blank)).parse(i)?;
    let (i, duration) = duration(i)?;
    // "trong 10 ngày làm việc (từ ngày 20/11 đến ngày 03/12/2025)": the days themselves say more.
    if let Ok((i, limit)) = delimited((blank, char('('), blank), span, (blank, char(')'))).parse(i) {
        return Ok((i, Limit { cue: Cue::Term, ..limit }));
    }
    let (i, side) = opt(alt((since, until))).parse(i)?;
    // "trong 5 năm" and "trong 02 ngày 10 và 11/6" tell how long something went on; working days are a limit.
    if term.is_none() && most.is_none() && side.is_none() && !duration.working {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    let (direction, anchor) = side.unzip();
    let direction = direction.unwrap_or_default();
    let bound = Some(if direction == Direction::Before { Bound::Before } else { Bound::Within });
    Ok((i, Limit { cue: Cue::Term, bound, duration: Some(duration), direction, anchor, ..Limit::default() }))
}

// EBNF: first_days = count , "ngày" , [ "làm việc" ] , "đầu" , [ "của" | "tiên của" ] , every ;   "15 ngày đầu mỗi quý"
fn first_days(i: &str) -> Res<'_, Limit<'_>> {
    let (i, count) = terminated(verify(count, |&n| n > 0), (blank, word("ngày"), blank)).parse(i)?;
    let (start, working) = opt(terminated(word("làm việc"), blank)).parse(i)?;
    let of = opt(terminated(alt((word("tiên của"), word("của"))), blank));
    let (i, (rule, _)) = preceded((word("đầu"), blank, of), every).parse(start)?;
    let anchor = Some(&start[..start.offset(i)]);
    let duration = Some(Duration { count, unit: Unit::Day, working: working.is_some() });
    Ok((
        i,
        Limit { cue: Cue::Rhythm, bound: Some(Bound::Within), duration, anchor, rules: vec![rule], ..Limit::default() },
    ))
}

// EBNF: past = "sau" , duration , since ;   "Sau 03 ngày làm việc kể từ khi nhận được văn bản"
//
// What somebody has received or done starts it; "sau 30 ngày kể từ khởi công" is as often the earliest time.
fn past(i: &str) -> Res<'_, Limit<'_>> {
    let (i, duration) = preceded((word("sau"), blank), duration).parse(i)?;
    let short = matches!(duration.unit, Unit::Hour | Unit::Day);
    let event = |anchor: &str| short && (anchor.starts_with("khi ") || anchor.starts_with("ngày "));
    let since = preceded((blank, peek(since_word)), since);
    let (i, (_, anchor)) = verify(since, |(_, anchor): &(Direction, &str)| event(anchor)).parse(i)?;
    let duration = Some(duration);
    Ok((i, Limit { cue: Cue::Past, bound: Some(Bound::Within), duration, anchor: Some(anchor), ..Limit::default() }))
}

// EBNF: allotted = "thời hạn" , [ "là" | "không quá" | "tối đa" ] , duration , ( since | ":" | "," ) ;
//       "Thời hạn 03 ngày làm việc kể từ ngày nhận đơn", "Thời hạn 03 ngày làm việc: thẩm định đơn"
fn allotted(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (word("thời hạn"), blank).parse(i)?;
    let most = alt((word("là"), word("không quá"), word("tối đa")));
    let (i, duration) = preceded(opt(terminated(most, blank)), duration).parse(i)?;
    let (i, side) = alt((map(since, Some), value(None, peek((blank, one_of(":,")))))).parse(i)?;
    Ok((
        i,
        Limit {
            cue: Cue::Term,
            bound: Some(Bound::Within),
            duration: Some(duration),
            anchor: side.map(|(_, anchor)| anchor),
            ..Limit::default()
        },
    ))
}

// EBNF: same_day = "ngay trong ngày" , [ "làm việc" ] , ( event | ? end of the phrase ? ) ;
//       "ngay trong ngày nhận được đơn"
// EBNF: event = ( "nhận" | "tiếp nhận" ) , words ;   "nhận được đơn"
//
// The event is no part of the limit.
fn same_day(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = word("ngay trong ngày").parse(i)?;
    let (i, working) = opt((blank, word("làm việc"))).parse(i)?;
    let event = preceded((blank, peek(alt((word("nhận"), word("tiếp nhận"))))), anchor);
    let end = value((), alt((value((), one_of(",;.:)")), value((), eof))));
    let (_, anchor) = alt((map(event, Some), value(None, preceded(blank, end)))).parse(i)?;
    let duration = Duration { count: 1, unit: Unit::Day, working: working.is_some() };
    Ok((i, Limit { cue: Cue::Term, bound: Some(Bound::Within), duration: Some(duration), anchor, ..Limit::default() }))
}

// EBNF: at_most = most_word , duration , since ;   "không quá 03 ngày làm việc kể từ ngày nhận đơn"
// EBNF: most_word = ( "không quá" | "không vượt quá" | "tối đa" , [ "là" | "không quá" | "không vượt quá" ] ) ;
//       "tối đa không vượt quá"
fn at_most(i: &str) -> Res<'_, Limit<'_>> {
    let most = alt((
        word("không quá"),
        word("không vượt quá"),
        word("tối đa là"),
        word("tối đa không quá"),
        word("tối đa không vượt quá"),
        word("tối đa"),
    ));
    let (i, (duration, (_, anchor))) = preceded((most, blank), (duration, since)).parse(i)?;
    let limit = Limit { cue: Cue::AtMost, bound: Some(Bound::Within), duration: Some(duration), ..Limit::default() };
    Ok((i, Limit { anchor: Some(anchor), ..limit }))
}

// EBNF: at_least = ( "ít nhất" | "tối thiểu" ) , [ "là" ] , duration , until ;
//       "ít nhất 05 ngày làm việc trước ngày khai mạc"
fn at_least(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (alt((word("ít nhất"), word("tối thiểu"))), blank, opt((word("là"), blank))).parse(i)?;
    let (i, (duration, (direction, anchor))) = (duration, until).parse(i)?;
    Ok((
        i,
        Limit {
            cue: Cue::Term,
            bound: Some(Bound::Before),
            duration: Some(duration),
            direction,
            anchor: Some(anchor),
            ..Limit::default()
        },
    ))
}

// EBNF: inside = ( "trong" | "vào" ) , ( stretch | time ) ;   "trong quý III/2025", "vào ngày 20 hằng tháng"
fn inside(i: &str) -> Res<'_, Limit<'_>> {
    let lead = alt((word("trong"), word("vào")));
    let (i, t) = preceded((lead, blank), alt((stretch, time))).parse(i)?;
    Ok((i, dated(Cue::In, Bound::In, t)))
}

// EBNF: range_or_from = ( "kể từ" | "từ" ) , edge , [ ( "đến" , [ "hết" ] | "-" ) , [ clock ] , edge , [ every ]
//                                                   | "đến khi" , words
//                                                   | "trở đi" ] ;
//       "từ ngày 10/5/2026 đến hết ngày 14/5/2026"
// EBNF: edge = day | plain_day | day_only | month_moment | quarter | year_moment ;   "ngày 10/5/2026"
fn range_or_from(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (alt((word("kể từ"), word("từ"))), blank).parse(i)?;
    let (i, first) = alt((day, plain_day, day_only, month_moment, quarter, year_moment)).parse(i)?;
    let to = preceded(
        (blank, alt((word("đến hết"), word("đến"), word("-"))), blank, opt((clock, blank, opt(char(',')), blank))),
        alt((day, plain_day, month_moment, quarter, year_moment)),
    );
    let (i, last) = opt(to).parse(i)?;
    if let Some(last) = last {
        let Some(first) = inherit(first, last) else {
            return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
        };
        let (i, yearly) = opt(preceded(blank, every)).parse(i)?;
        let (when, rules) = match (yearly, last.year) {
            (Some((rule, _)), None) => {
                let months = first.part.months().zip(last.part.months()).filter(|((a, _), (_, b))| a <= b);
                let on = months.map_or(rule.on, |((a, _), (_, b))| On::Months(a, b));
                (When::Unset, vec![Rule { on, ..rule }])
            }
            _ => (When::Between(first, last), Vec::new()),
        };
        return Ok((i, Limit { cue: Cue::Range, bound: Some(Bound::In), when, rules, ..Limit::default() }));
    }
    // "từ tháng 10/2025 đến khi tổ chức Đại hội": up to an event that no calendar tells.
    let event = preceded((blank, word("đến khi"), blank), take_till(|c| matches!(c, ',' | '.' | ';' | ')')));
    if first.year.is_some()
        && let (i, Some(_)) = opt(event).parse(i)?
    {
        return Ok((i, Limit { cue: Cue::Label, bound: Some(Bound::From), when: When::At(first), ..Limit::default() }));
    }
    if first.year.is_none() {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    let (i, _) = opt((blank, word("trở đi"))).parse(i)?;
    let cue = if matches!(first.part, Part::Day(..)) { Cue::From } else { Cue::Since };
    Ok((i, Limit { cue, bound: Some(Bound::From), when: When::At(first), ..Limit::default() }))
}

/// The first end of a span takes month and year from the last: `từ 01 đến 15/6/2025`.
fn inherit(first: Moment, last: Moment) -> Option<Moment> {
    let year = first.year.or(last.year);
    let part = match (first.part, last.part) {
        (Part::DayOnly(day), Part::Day(_, month)) => Part::Day(day, month),
        (Part::DayOnly(_), _) => return None,
        (part, _) => part,
    };
    Some(Moment { year, part })
}

// EBNF: rhythm = "định kỳ" , ( "(" , ( inner | rule_list ) , ")" | inner | week_day | period_day | distant_rules )
//              | [ "định kỳ" ] , rule_list , [ joined ] ;
//       "định kỳ hằng tháng, quý, 6 tháng, năm", "Định kỳ hằng năm (trước ngày 30 tháng 10)"
// EBNF: inner = latest | before | inside ;   "trước ngày 30 tháng 10"
fn rhythm(i: &str) -> Res<'_, Limit<'_>> {
    let Ok((rest, _)) = (alt((word("định kỳ"), word("định kì"))), blank).parse(i) else {
        let (i, rules) = rule_list(false, i)?;
        let (i, limit) = joined(rules, i)?;
        return Ok((i, Limit { cue: Cue::BareRhythm, ..limit }));
    };
    if let Ok((rest, rules)) = rule_list(true, rest).or_else(|_| rule_list(false, rest.trim_start_matches([',', ' '])))
    {
        let (rest, limit) = joined(rules, rest)?;
        return Ok((rest, Limit { cue: Cue::Rhythm, ..limit }));
    }
    let mut named = delimited(char('('), |i| rule_list(false, i), char(')'));
    if let Ok((rest, rules)) = named.parse(rest) {
        return Ok((rest, Limit { cue: Cue::Rhythm, rules, ..Limit::default() }));
    }
    let inner = || alt((latest, before, inside));
    let bracketed = delimited(char('('), inner(), char(')'));
    if let Ok((rest, mut limit)) = alt((bracketed, inner())).parse(rest) {
        if limit.rules.is_empty() && matches!(limit.when, When::At(Moment { year: None, part: Part::Day(..) })) {
            limit.rules.push(Rule::every(Unit::Year));
        }
        return Ok((rest, Limit { cue: Cue::Rhythm, ..limit }));
    }
    let (rest, rules) =
        alt((map(week_day, |rule| vec![rule]), map(period_day, |rule| vec![rule]), distant_rules)).parse(rest)?;
    Ok((rest, Limit { cue: Cue::Rhythm, rules, ..Limit::default() }))
}

// EBNF: frequency = "tần suất" , [ ":" | "là" ] , rate ;   "tần suất 02 lần/tháng"
fn frequency(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (word("tần suất"), blank, opt(alt((value((), char(':')), value((), word("là"))))), blank).parse(i)?;
    map(rate, |limit| Limit { cue: Cue::Rhythm, ..limit }).parse(i)
}

// EBNF: rate = [ least ] , ( times , each , unit | "mỗi" , unit , [ least ] , times | count , unit , [ "/" ] , once ) ;
//       "01 lần/ngày", "ít nhất 3 tháng một lần", "mỗi quý một lần"
// EBNF: least = "ít nhất" | "tối thiểu" ;   "ít nhất"
// EBNF: times = count , "lần" ;   "02 lần"
// EBNF: each = "/" | "một" | "mỗi" | "trong" , [ "một" ] ;   "/"
//
// How often in the period is more than a rule without its days tells: the period is kept.
pub(crate) fn rate(i: &str) -> Res<'_, Limit<'_>> {
    let least = || opt(terminated(alt((word("ít nhất"), word("tối thiểu"))), blank));
    let times = || (verify(count, |&n| n > 0), blank, word("lần"));
    let each = alt((
        value((), char('/')),
        value((), (word("trong"), opt((blank, word("một"))))),
        value((), alt((word("một"), word("mỗi")))),
    ));
    let often = preceded((times(), blank, each, blank), map(unit, Rule::every));
    let mut every_one = delimited((least(), word("mỗi"), blank), map(unit, Rule::every), (blank, least(), times()));
    let spaced =
        map((verify(count, |&n| n > 0), blank, unit, blank, opt((char('/'), blank)), once), |(count, _, unit, ..)| {
            Rule { unit, count, on: On::Any }
        });
    let (i, rule) = match every_one.parse(i) {
        Ok(found) => found,
        Err(_) => preceded(least(), alt((often, spaced))).parse(i)?,
    };
    Ok((i, Limit { cue: Cue::Rate, rules: vec![rule], ..Limit::default() }))
}

/// The rhythm behind a few words of what is to be done.
// EBNF: distant_rules = ( "báo cáo" | "tổng hợp" | "rà soát" | … ) , words , periods ;
//       "báo cáo kết quả 06 tháng và hằng năm"
fn distant_rules(i: &str) -> Res<'_, Vec<Rule>> {
    // One short phrase; beyond it the rhythm belongs to other words.
    const ROOM: usize = 120;
    // "định kỳ" before any other word is an adjective: "báo cáo định kỳ về …".
    peek(alt((
        word("báo cáo"),
        word("tổng hợp"),
        word("rà soát"),
        word("đánh giá"),
        word("kiểm tra"),
        word("gửi"),
        word("sơ kết"),
        word("tổ chức"),
        word("thực hiện"),
        word("cập nhật"),
        word("thông báo"),
        word("cung cấp"),
    )))
    .parse(i)?;
    let starts = i.char_indices().take_while(|&(at, c)| at < ROOM && !matches!(c, '.' | ';' | ':' | '(' | ')'));
    for (at, c) in starts {
        // A limit in between has its own rhythm.
        if i[at..].starts_with("trước ") || i[at..].starts_with("chậm nhất") {
            break;
        }
        if !(matches!(c, 'h' | 'H') || c.is_ascii_digit()) || !i[..at].ends_with(' ') {
            continue;
        }
        if let Ok((rest, (rules, named))) = periods(i[at..].starts_with(['h', 'H']), &i[at..])
            && named
        {
            return Ok((rest, rules));
        }
    }
    Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)))
}

/// A rhythm with the limit that follows it in brackets or behind a comma; several rhythms are not joined to one limit.
// EBNF: joined = "(" , ( latest | before ) , ")" | [ "," ] , ( latest | before ) | [ "," ] , "trước" , clock ;
//       " (chậm nhất ngày 20)", " trước 16 giờ"
fn joined(rules: Vec<Rule>, i: &str) -> Res<'_, Limit<'_>> {
    let plain = Limit { rules, ..Limit::default() };
    let [rule] = plain.rules[..] else { return Ok((i, plain)) };
    // "hằng ngày trước 16 giờ"
    let hour = preceded((blank, opt(char(',')), blank, word("trước"), blank), clock);
    if rule.unit == Unit::Day
        && let Ok((rest, clock)) = terminated(hour, peek(not((blank, word("ngày"))))).parse(i)
    {
        return Ok((rest, Limit { bound: Some(Bound::Before), clock: Some(clock), ..plain }));
    }
    let limit = || alt((latest, before));
    let bracketed = delimited((blank, char('(')), limit(), char(')'));
    let behind = preceded((blank, opt(char(',')), blank), limit());
    let Ok((rest, mut limit)) = alt((bracketed, behind)).parse(i) else { return Ok((i, plain)) };
    match limit.when {
        When::At(Moment { year: None, part: Part::DayOnly(day) }) if rule.unit == Unit::Month => {
            limit.when = When::Unset;
            limit.rules = vec![Rule { on: On::MonthDay(day as i8), ..rule }];
        }
        When::At(Moment { year: Some(_), .. }) => return Ok((i, plain)),
        _ if limit.rules.is_empty() => limit.rules = vec![rule],
        _ => {}
    }
    Ok((rest, limit))
}

// EBNF: rule_list = periods ;   "hằng tháng, quý, 6 tháng, năm"
fn rule_list(periodic: bool, i: &str) -> Res<'_, Vec<Rule>> {
    let (rest, (rules, named)) =
        periods(true, i).or_else(|error| if periodic { periods(false, i) } else { Err(error) })?;
    // Behind "định kỳ" the periods may stand alone; without it "6 tháng" is no rhythm.
    if named || periodic { Ok((rest, rules)) } else { Err(nom::Err::Error(Error::new(i, ErrorKind::Verify))) }
}

/// A list of periods, and whether one of them is named as repeated.
// EBNF: periods = ( every | period ) , { list_joint , ( every | period ) } ;   "hằng quý, 6 tháng một lần"
fn periods(every_first: bool, i: &str) -> Res<'_, (Vec<Rule>, bool)> {
    // More periods than there are units is a list of something else.
    const MOST: usize = 6;
    let mut rules = Vec::new();
    let mut named = false;
    let mut rest = i;
    while rules.len() < MOST {
        let from = if rules.is_empty() {
            rest
        } else {
            let Ok((from, ())) = list_joint(rest) else { break };
            from
        };
        let step = if rules.is_empty() && every_first { every(from) } else { alt((every, period)).parse(from) };
        let Ok((after, (rule, repeated))) = step else { break };
        named |= repeated;
        rules.push(rule);
        rest = after;
    }
    if rules.is_empty() { Err(nom::Err::Error(Error::new(i, ErrorKind::Verify))) } else { Ok((rest, (rules, named))) }
}

// EBNF: list_joint = "," , [ "và" ] | "và" | "hoặc" ;   ", ", " và "
fn list_joint(i: &str) -> Res<'_, ()> {
    let comma = value((), (blank, char(','), blank, opt((word("và"), blank))));
    alt((comma, value((), (blank, alt((word("và"), word("hoặc"))), blank)))).parse(i)
}

// EBNF: every = every_word , unit ;   "hằng quý"
fn every(i: &str) -> Res<'_, (Rule, bool)> {
    map(preceded((every_word, blank), unit), |u| (Rule::every(u), true)).parse(i)
}

// EBNF: every_word = "hằng" | "hàng" | "mỗi" | "hang" ;   "mỗi"
fn every_word(i: &str) -> Res<'_, &str> {
    // "hang" is what scanners leave of both spellings.
    alt((word("hằng"), word("hàng"), word("mỗi"), word("hang"))).parse(i)
}

// EBNF: period = count , unit , [ [ "/" ] , once ] | count , "lần" , "/" , unit | unit ;
//       "6 tháng một lần", "01 lần/quý"
fn period(i: &str) -> Res<'_, (Rule, bool)> {
    let once_behind = preceded((blank, opt((char('/'), blank))), once);
    let rate = map((verify(count, |&n| n == 1), blank, word("lần"), blank, char('/'), blank, unit), |(.., u)| {
        (Rule::every(u), true)
    });
    let counted = map_opt((count, blank, unit, opt(once_behind)), |(count, _, unit, once)| {
        // "06 tháng" and "01 năm" alone are kinds of report; days and weeks need the word.
        let alone = matches!(unit, Unit::Month | Unit::Quarter | Unit::Year);
        (count > 0 && (alone || once.is_some())).then_some((Rule { unit, count, on: On::Any }, once.is_some()))
    });
    let named = verify(unit, |u| !matches!(u, Unit::Day | Unit::Week));
    alt((rate, counted, map(named, |u| (Rule::every(u), false)))).parse(i)
}

// EBNF: once = [ "một" | "1" | "01" ] , "lần" ;   "một lần"
fn once(i: &str) -> Res<'_, &str> {
    alt((word("một lần"), word("1 lần"), word("01 lần"), word("lần"))).parse(i)
}

/// None in "tháng 6", "quý I", "năm học", "6 tháng đầu năm".
// EBNF: unit = "ngày" | "tuần" | "tháng" | "quý" | "năm" ;   "quý"
fn unit(i: &str) -> Res<'_, Unit> {
    let mut name = alt((
        value(Unit::Day, word("ngày")),
        value(Unit::Week, word("tuần")),
        value(Unit::Month, word("tháng")),
        value(Unit::Quarter, alt((word("quý"), word("quí"), word("qúy")))),
        value(Unit::Year, word("năm")),
    ));
    let (rest, unit) = name.parse(i)?;
    let next = rest.trim_start();
    // "6 tháng 01 lần"
    let counted = (digits(1, 2), blank, word("lần")).parse(next).is_ok();
    let narrowed = next.starts_with(|c: char| c.is_ascii_digit()) && !counted
        || ["đầu", "cuối", "học", "trước", "sau", "tài chính"].iter().any(|w| next.starts_with(w))
            && unit != Unit::Day
            && !next.starts_with("trước ngày")
        || unit == Unit::Quarter && next.starts_with(['I', 'V']);
    if narrowed { Err(nom::Err::Error(Error::new(i, ErrorKind::Verify))) } else { Ok((rest, unit)) }
}

// EBNF: done = ( "hoàn thành" | "xong" ) , dated_moment ;   "hoàn thành ngày 30/11/2025"
fn done(i: &str) -> Res<'_, Limit<'_>> {
    let (i, _) = (alt((word("hoàn thành"), word("xong"))), blank).parse(i)?;
    let (i, moment) = dated_moment(i)?;
    let bound = if matches!(moment.part, Part::Day(..)) { Bound::By } else { Bound::In };
    Ok((i, Limit { cue: Cue::Done, bound: Some(bound), when: When::At(moment), ..Limit::default() }))
}

/// True when nothing but words stands in front of a colon: most triggers are read by no rule, and no label either.
fn may_be_label(window: &str) -> bool {
    let mark = window.bytes().find(|byte| byte.is_ascii() && *byte != b' ' && !byte.is_ascii_alphabetic());
    mark == Some(b':')
}

// EBNF: label = [ label_noun ] , [ "thực hiện" | "hoàn thành" | … ] , ":" , label_limit ;
//       "Thời gian thực hiện: Năm 2025 và các năm tiếp theo"
// EBNF: label_noun = "thời gian" | "thời hạn" | "thời điểm" | "tiến độ" | "lộ trình" ;   "Tiến độ"
// EBNF: label_limit = latest | before | through | within | inside | range_or_from | rhythm | bare
//                   | duration , [ since ] ;
//       "Hoàn thành: Quý IV năm 2025"
fn label(i: &str) -> Res<'_, (&str, Limit<'_>)> {
    let noun = alt((word("thời gian"), word("thời hạn"), word("thời điểm"), word("tiến độ"), word("lộ trình")));
    let (i, named) = opt(terminated(noun, blank)).parse(i)?;
    let what = alt((
        word("triển khai thực hiện"),
        word("thực hiện hoàn thành"),
        word("thực hiện"),
        word("hoàn thành"),
        word("báo cáo"),
        word("triển khai"),
        word("giải quyết"),
        word("trình"),
        word("xong"),
    ));
    let (i, what) = opt(terminated(what, blank)).parse(i)?;
    if named.is_none() && what.is_none_or(|w| !w.to_lowercase().ends_with("hoàn thành")) {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    let (i, _) = (char(':'), blank).parse(i)?;
    let around = (opt((word("trong"), blank)), opt((word("khoảng"), blank)), word("thời gian"), blank);
    let (i, _) = opt(terminated(around, peek(word("từ")))).parse(i)?;
    let limits = alt((latest, before, through, within, inside, range_or_from, rhythm));
    // Without its event a length is how long a step of a procedure takes.
    let counted = map((duration, since), |(duration, (_, anchor))| Limit {
        bound: Some(Bound::Within),
        duration: Some(duration),
        anchor: Some(anchor),
        ..Limit::default()
    });
    // "Thời hạn giải quyết: 03 ngày làm việc": the time that a procedure may take.
    let procedure = map(verify(duration, |_| what.is_some_and(|w| w.to_lowercase() == "giải quyết")), |duration| {
        Limit { bound: Some(Bound::Within), duration: Some(duration), ..Limit::default() }
    });
    let (rest, limit) = alt((limits, bare, counted, procedure)).parse(i)?;
    let term = named.is_some_and(|n| n.to_lowercase() == "thời hạn");
    // "Thời gian: 8 giờ ngày …" is when a meeting takes place.
    let event = what.is_none()
        && !term
        && (limit.clock.is_some() || matches!(limit.when, When::At(Moment { part: Part::Day(..), .. })));
    if event && limit.bound == Some(Bound::In) {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    let by_day = term || what.is_some_and(|w| w.to_lowercase().ends_with("hoàn thành"));
    let bound = match limit.when {
        When::At(Moment { part: Part::Day(..), .. }) if by_day && limit.bound == Some(Bound::In) => Some(Bound::By),
        _ => limit.bound,
    };
    Ok((rest, (i, Limit { cue: Cue::Label, bound, ..limit })))
}

// EBNF: bare = stretch | time ;   "Quý IV năm 2025 và các năm tiếp theo"
fn bare(i: &str) -> Res<'_, Limit<'_>> {
    let (i, t) = alt((stretch, time)).parse(i)?;
    let bound = if matches!(t.when, When::Onward(_)) { Bound::From } else { Bound::In };
    Ok((i, dated(Cue::Label, bound, t)))
}

/// A calendar time with its hour and its repetition.
#[derive(Debug, Default)]
struct Time {
    clock: Option<(u8, u8)>,
    when: When,
    rules: Vec<Rule>,
}

// EBNF: time = [ clock ] , ( period_day | week_day | every_word , "ngày" | [ weekday ] , moment , [ yearly ] ) ;
//       "17 giờ 00 ngày 15/4/2019", "ngày 25 hằng tháng"
fn time(i: &str) -> Res<'_, Time> {
    let (i, clock) = opt(terminated(clock, (blank, opt(one_of(",-")), blank))).parse(i)?;
    if let Ok((i, rule)) = alt((period_day, week_day)).parse(i) {
        return Ok((i, Time { clock, rules: vec![rule], ..Time::default() }));
    }
    let mut daily = (every_word, blank, word("ngày"));
    if clock.is_some()
        && let Ok((i, _)) = daily.parse(i)
    {
        return Ok((i, Time { clock, rules: vec![Rule::every(Unit::Day)], ..Time::default() }));
    }
    let (i, _) = opt((weekday, blank, opt(char(',')), blank)).parse(i)?;
    let (i, moment) = moment(i)?;
    let (i, rule) = match moment.year {
        None => opt(yearly).parse(i)?,
        Some(_) => (i, None),
    };
    let time = match (rule, moment.part) {
        (Some(rule), part) if rule.unit == Unit::Year && part.months().is_some() => {
            let on = part.months().map_or(On::Any, |(first, last)| On::Months(first, last));
            Time { rules: vec![Rule { on, ..rule }], ..Time::default() }
        }
        (Some(rule), _) => Time { clock, when: When::At(moment), rules: vec![rule] },
        (None, _) => Time { clock, when: When::At(moment), rules: Vec::new() },
    };
    Ok((i, time))
}

// EBNF: yearly = [ "của" ] , ( every | "năm" , ( "tiếp theo" | "kế tiếp" | "liền kề" | "sau" ) ) ;
//       "hằng năm", "của năm tiếp theo"
fn yearly(i: &str) -> Res<'_, Rule> {
    // "01 tháng 3 của năm tiếp theo" comes every year as "hằng năm" does.
    let next_year = (word("năm"), blank, alt((word("tiếp theo"), word("kế tiếp"), word("liền kề"), word("sau"))));
    let each = alt((map(every, |(rule, _)| rule), value(Rule::every(Unit::Year), next_year)));
    preceded((blank, opt((word("của"), blank))), each).parse(i)
}

// EBNF: stretch = ( year_moment | month_moment | quarter ) , onward | years | months ;   "Tháng 3-4/2026"
// EBNF: onward = "và" , ( "các" | "những" ) , ( "năm" | "quý" | "tháng" ) , ( "tiếp theo" | "sau" ) | "và hằng năm"
//              | "trở đi" ;
//       "Năm 2025 và các năm tiếp theo"
fn stretch(i: &str) -> Res<'_, Time> {
    let onward = (
        blank,
        opt((char(','), blank)),
        alt((
            word("và các năm tiếp theo"),
            word("và những năm tiếp theo"),
            word("và các năm sau"),
            word("và hằng năm"),
            word("và hàng năm"),
            word("và các quý tiếp theo"),
            word("và các tháng tiếp theo"),
            word("trở đi"),
        )),
    );
    let open = map(terminated(alt((year_moment, month_moment, quarter)), onward), When::Onward);
    map(alt((open, years, months)), |when| Time { when, ..Time::default() }).parse(i)
}

// EBNF: years = ( "giai đoạn" | "thời kỳ" | "các năm" | "năm" ) , digit4 , ( "đến năm" | span_joint ) , digit4 ;
//       "giai đoạn 2024 - 2025"
fn years(i: &str) -> Res<'_, When> {
    let (i, _) = alt((word("giai đoạn"), word("thời kỳ"), word("các năm"), word("năm"))).parse(i)?;
    let number = || map_opt(terminated(digits(4, 4), not_number_end), |d: &str| d.parse::<i32>().ok());
    let first = map_opt(digits(4, 4), |d: &str| d.parse::<i32>().ok());
    let joint =
        alt((value((), one_of("-,")), value((), word("đến năm")), value((), word("đến")), value((), word("và"))));
    let (i, (_, first, _, _, _, last)) = (blank, first, blank, joint, blank, number()).parse(i)?;
    if first >= last {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    let year = |year| Moment { year: Some(year), part: Part::Year };
    Ok((i, When::Between(year(first), year(last))))
}

// EBNF: months = named_month , span_joint , [ "tháng" ] , month , year_behind
//              | word_quarter , quarter_number , span_joint , [ word_quarter ] , quarter_number , year_behind ;
//       "Quý I-II/2026"
// EBNF: span_joint = "-" | "," | "và" | "đến" ;   "Tháng 3-4/2026"
fn months(i: &str) -> Res<'_, When> {
    let joint = || {
        let through = value(false, alt((value((), char('-')), value((), word("đến")))));
        delimited(blank, alt((through, value(true, alt((value((), char(',')), value((), word("và"))))))), blank)
    };
    // "tháng 4 và tháng 8 năm 2026" are two months, no span.
    let spans = |listed: bool, a: u8, b: u8| !listed || b == a + 1;
    let by_month = (named_month, joint(), opt((word("tháng"), blank)), month, year_behind);
    let by_month =
        map_opt(by_month, |(a, listed, _, b, y)| spans(listed, a, b).then_some((Part::Month(a), Part::Month(b), y)));
    let by_quarter =
        (word_quarter, blank, quarter_number, joint(), opt((word_quarter, blank)), quarter_number, year_behind);
    let by_quarter = map_opt(by_quarter, |(_, _, a, listed, _, b, y)| {
        spans(listed, a, b).then_some((Part::Quarter(a), Part::Quarter(b), y))
    });
    let (i, (first, last, year)) = alt((by_month, by_quarter)).parse(i)?;
    let at = |part| Moment { year: Some(year), part };
    Ok((i, When::Between(at(first), at(last))))
}

// EBNF: not_number_end = ? no digit and no "/" follows ? ;   "2025/NĐ-CP" is no year
fn not_number_end(i: &str) -> Res<'_, ()> {
    value((), peek(not(one_of("0123456789/")))).parse(i)
}

// EBNF: clock = digits , ( ":" , digits | ( "giờ" | "h" | "g" ) , [ digits , [ "phút" ] ] ) , [ "sáng" | "chiều" ] ;
//       "17 giờ 00"
fn clock(i: &str) -> Res<'_, (u8, u8)> {
    let number = || map_opt(digits(1, 2), |d: &str| d.parse::<u8>().ok());
    let (i, hour) = number().parse(i)?;
    let colon = preceded(char(':'), number());
    let worded = preceded(
        (blank, alt((value((), word("giờ")), value((), one_of("hHgG"))))),
        map(opt(terminated(preceded(blank, number()), (blank, opt(word("phút")), opt(one_of("'’"))))), |m| {
            m.unwrap_or(0)
        }),
    );
    let (i, minute) = alt((colon, worded)).parse(i)?;
    let (i, _) = opt((blank, opt(one_of("'’")), alt((word("sáng"), word("chiều"))))).parse(i)?;
    if hour > 24 || minute > 59 {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    Ok((i, (hour, minute)))
}

// EBNF: period_day = [ "ngày" ] , [ "làm việc" ] , "cuối cùng" , [ "của" ] , [ every_word ] , "tháng"
//                  | [ "ngày" ] , ( small | "cuối cùng" ) , [ "của" ] , ( every_word , "tháng" | "tháng" , next
//                  | ( "tháng đầu" | "tháng cuối" ) , [ "của" ] , [ every_word ] , word_quarter , { next } ) ;
//       "ngày 15 của tháng đầu quý sau", "ngày làm việc cuối cùng của tháng"
// EBNF: next = [ "kế" ] , "tiếp theo" | "kế tiếp" | "liền kề" | "sau" ;   "tháng sau"
fn period_day(i: &str) -> Res<'_, Rule> {
    let (i, _) = opt((word("ngày"), blank)).parse(i)?;
    let last = (
        opt((word("làm việc"), blank)),
        word("cuối cùng"),
        blank,
        opt((word("của"), blank)),
        opt((every_word, blank)),
        word("tháng"),
    );
    // "của tháng sau", "của tháng đầu quý" are other months.
    let other = alt((
        word("tiếp theo"),
        word("sau"),
        word("liền kề"),
        word("đầu tiên"),
        word("đầu"),
        word("cuối cùng"),
        word("cuối"),
    ));
    let mut last = terminated(last, peek(not((blank, other))));
    if let Ok((i, (working, ..))) = last.parse(i) {
        return Ok((i, Rule::on(Unit::Month, if working.is_some() { On::LastWorkday } else { On::MonthDay(-1) })));
    }
    let numbered = map(verify(super::date::small, |d| (1..=31).contains(d)), |day| day as i8);
    let (i, day) = alt((numbered, value(-1, word("cuối cùng")))).parse(i)?;
    let (i, _) = (blank, opt((word("của"), blank))).parse(i)?;
    let next = || alt((word("kế tiếp theo"), word("tiếp theo"), word("kế tiếp"), word("liền kề"), word("sau")));
    let quarter = || (blank, opt((word("của"), blank)), opt((every_word, blank)), word_quarter, many0((blank, next())));
    let monthly = alt((
        value((), (every_word, blank, word("tháng"))),
        value((), (word("tháng"), blank, next(), many0((blank, next())))),
    ));
    alt((
        value(Rule::on(Unit::Month, On::MonthDay(day)), monthly),
        value(
            Rule::on(Unit::Year, On::QuarterStart(day)),
            (alt((word("tháng đầu tiên"), word("tháng đầu"))), quarter()),
        ),
        value(
            Rule::on(Unit::Year, On::QuarterEnd(day)),
            (alt((word("tháng cuối cùng"), word("tháng cuối"))), quarter()),
        ),
    ))
    .parse(i)
}

// EBNF: week_day = [ "ngày" ] , weekday , [ "của" ] , every_word , "tuần" ;   "thứ Năm hằng tuần"
fn week_day(i: &str) -> Res<'_, Rule> {
    let week = (blank, opt((word("của"), blank)), every_word, blank, word("tuần"));
    map((opt((word("ngày"), blank)), weekday, week), |(_, day, _)| Rule::on(Unit::Week, On::Weekday(day))).parse(i)
}

// EBNF: weekday = "thứ" , ( "Hai" | "Ba" | "Tư" | "Năm" | "Sáu" | "Bảy" | "2" … "7" ) | "Chủ nhật" ;   "thứ Sáu"
fn weekday(i: &str) -> Res<'_, &'static str> {
    let name = alt((
        value("MO", alt((word("hai"), word("2")))),
        value("TU", alt((word("ba"), word("3")))),
        value("WE", alt((word("tư"), word("4")))),
        value("TH", alt((word("năm"), word("5")))),
        value("FR", alt((word("sáu"), word("6")))),
        value("SA", alt((word("bảy"), word("bẩy"), word("7")))),
    ));
    alt((preceded((word("thứ"), blank), name), value("SU", word("chủ nhật")))).parse(i)
}

// EBNF: moment = day | plain_day | stretch_moment | day_only ;   "cuối quý II năm 2026"
fn moment(i: &str) -> Res<'_, Moment> {
    alt((day, plain_day, stretch_moment, day_only)).parse(i)
}

// EBNF: dated_moment = ? a moment with its year, or a day and month ? ;   "quý II năm 2026"
fn dated_moment(i: &str) -> Res<'_, Moment> {
    let known = |m: &Moment| m.year.is_some() || matches!(m.part, Part::Day(..));
    verify(alt((day, plain_day, stretch_moment)), known).parse(i)
}

// EBNF: stretch_moment = [ "đầu" | "giữa" | "cuối" ] , ( month_moment | quarter | half | year_moment ) ;
//       "cuối năm 2026"
fn stretch_moment(i: &str) -> Res<'_, Moment> {
    let edge = terminated(alt((word("đầu"), word("giữa"), word("cuối"))), blank);
    preceded(opt(edge), alt((month_moment, quarter, half, year_moment))).parse(i)
}

// EBNF: day = day_date | "ngày" , small , "-" , small ;   "ngày 30 tháng 11 năm 2023", "ngày 31-7"
fn day(i: &str) -> Res<'_, Moment> {
    // With the smaller number first the dash may join two days of a month.
    let dashed = preceded(
        (word("ngày"), blank),
        terminated(
            (super::date::small, char('-'), super::date::small),
            (not_number, peek(not(one_of("/-"))), peek(not((char('.'), one_of("0123456789"))))),
        ),
    );
    let dashed = map_opt(dashed, |(d, _, m)| (d > m).then(|| Date::new(None, Some(m), Some(d))));
    map_opt(alt((day_date, dashed)), day_moment).parse(i)
}

// EBNF: plain_day = numeric_date | small , named_month , [ year_behind ] | small , "/" , small , not_number ;
//       "trước 15/01/2015"
fn plain_day(i: &str) -> Res<'_, Moment> {
    let worded =
        map((super::date::small, blank, named_month, opt(year_behind)), |(d, _, m, y)| Date::new(y, Some(m), Some(d)));
    let short = map((super::date::small, char('/'), super::date::small, not_number), |(d, _, m, _)| {
        Date::new(None, Some(m), Some(d))
    });
    map_opt(alt((numeric_date, worded, short)), day_moment).parse(i)
}

fn day_moment(date: Date) -> Option<Moment> {
    let part = Part::Day(date.day()?, date.month()?);
    date.valid().then_some(Moment { year: date.year(), part })
}

// EBNF: day_only = "ngày" , small , not_number ;   "trước ngày 25"
fn day_only(i: &str) -> Res<'_, Moment> {
    let (i, day) = preceded((word("ngày"), blank), verify(super::date::small, |d| (1..=31).contains(d))).parse(i)?;
    let (i, _) = not_number(i)?;
    let (i, _) = peek(not((blank, alt((word("tháng"), word("-"), word("và")))))).parse(i)?;
    Ok((i, Moment { year: None, part: Part::DayOnly(day) }))
}

// EBNF: month_moment = named_month , [ year_behind ] ;   "tháng 12/2025"
fn month_moment(i: &str) -> Res<'_, Moment> {
    let number = verify(named_month, |m| (1..=12).contains(m));
    map((number, opt(year_behind)), |(month, year)| Moment { year, part: Part::Month(month) }).parse(i)
}

// EBNF: quarter = word_quarter , quarter_number , [ year_behind ] ;   "Quý I năm 2026"
fn quarter(i: &str) -> Res<'_, Moment> {
    map((word_quarter, blank, quarter_number, opt(year_behind)), |(_, _, quarter, year)| Moment {
        year,
        part: Part::Quarter(quarter),
    })
    .parse(i)
}

// EBNF: word_quarter = "quý" | "quí" | "qúy" ;   "Quý"
fn word_quarter(i: &str) -> Res<'_, &str> {
    alt((word("quý"), word("quí"), word("qúy"))).parse(i)
}

// EBNF: quarter_number = "I" | "II" | "III" | "IV" | "1" … "4" ;   "quý IV"
fn quarter_number(i: &str) -> Res<'_, u8> {
    let first = alt((value(1, word("1")), value(2, word("2")), value(3, word("3")), value(4, word("4"))));
    alt((
        value(3, word("iii")),
        value(2, word("ii")),
        value(4, word("iv")),
        value(1, word("i")),
        terminated(first, peek(not(one_of("0123456789")))),
    ))
    .parse(i)
}

// EBNF: half = count , "tháng" , ( "đầu" | "cuối" ) , year ;   "6 tháng cuối năm 2025"
fn half(i: &str) -> Res<'_, Moment> {
    let six = verify(count, |&n| n == 6);
    let side = alt((value(1, word("đầu")), value(2, word("cuối"))));
    map((six, blank, word("tháng"), blank, side, blank, year), |(.., half, _, year)| Moment {
        year: Some(year),
        part: Part::Half(half),
    })
    .parse(i)
}

// EBNF: year_moment = year ;   "năm 2026"
fn year_moment(i: &str) -> Res<'_, Moment> {
    map(terminated(year, peek(not((blank, char('-'), blank, digits(4, 4))))), |year| Moment {
        year: Some(year),
        part: Part::Year,
    })
    .parse(i)
}

// EBNF: duration = count , [ "(" , words , ")" ] , duration_unit , [ first ] , [ [ "(" ] , "làm việc" , [ ")" ] ] ,
//                  [ unbroken ] ;
//       "15 (mười lăm) ngày làm việc", "Mười (10) ngày"
// EBNF: first = "đầu" , ? with "kể từ" or "tính từ" behind it ? ;   "24 giờ đầu kể từ khi"
// EBNF: unbroken = "liên tục" , ? with "kể từ" or "tính từ" behind it ? ;   "12 tháng liên tục kể từ khi"
// EBNF: duration_unit = "giờ" | "tiếng" | "ngày" | "tuần" | "tháng" | "năm" ;   "24 giờ"
fn duration(i: &str) -> Res<'_, Duration> {
    let (i, count) = verify(count, |&n| n > 0).parse(i)?;
    let (i, _) = blank(i)?;
    let spelled = (
        char('('),
        nom::bytes::complete::take_while(|c: char| crate::lexicon::fold::is_alphanumeric(c) || c == ' '),
        char(')'),
        blank,
    );
    let (i, _) = opt(spelled).parse(i)?;
    let (i, unit) = alt((
        value(Unit::Hour, alt((word("giờ"), word("tiếng")))),
        value(Unit::Day, word("ngày")),
        value(Unit::Week, word("tuần")),
        value(Unit::Month, word("tháng")),
        value(Unit::Year, word("năm")),
    ))
    .parse(i)?;
    // "24 giờ đầu kể từ khi …": the first of the time that goes on.
    let counts = || peek((blank, since_word));
    let (i, _) = opt((blank, word("đầu"), counts())).parse(i)?;
    // "02 ngày 10 và 11/6" and "6 tháng đầu năm" are dates.
    peek(not((blank, alt((value((), digits(1, 4)), value((), alt((word("đầu"), word("cuối"))))))))).parse(i)?;
    let (i, working) = opt((blank, opt(char('(')), word("làm việc"), opt(char(')')))).parse(i)?;
    let (i, _) = opt((blank, word("liên tục"), counts())).parse(i)?;
    Ok((i, Duration { count, unit, working: working.is_some() }))
}

// EBNF: count = digit , [ digit ] , [ digit ] | number_word | ? "năm" before a unit with since_word behind it ? ;
//       "05", "mười lăm", "năm năm kể từ khi"
fn count(i: &str) -> Res<'_, u16> {
    // "1.500" and "2,5" are no counts; a mark of the sentence may follow one.
    let digit = || one_of("0123456789");
    let more = alt((value((), digit()), value((), char('/')), value((), (one_of(".,"), digit()))));
    let number = map_opt(terminated(digits(1, 3), peek(not(more))), |d: &str| d.parse().ok());
    // "năm" is mostly a year; before a unit from which on something counts it is five.
    let unit = alt((word("ngày"), word("tháng"), word("năm")));
    let working = opt((word("làm việc"), blank));
    let counted = (blank, unit, blank, working, opt(char(',')), blank, since_word);
    let five = value(5, (word("năm"), peek(counted)));
    alt((number, five, preceded(not(word("năm")), map(number_word, u16::from)))).parse(i)
}

// EBNF: since = [ "," ] , ( since_word | "từ" | "sau" ) , anchor ;   ", kể từ ngày nhận đủ hồ sơ"
fn since(i: &str) -> Res<'_, (Direction, &str)> {
    let (i, _) = (blank, opt(char(',')), blank).parse(i)?;
    let lead = alt((since_word, word("từ"), word("sau")));
    map(preceded((lead, blank), anchor), |a| (Direction::After, a)).parse(i)
}

// EBNF: since_word = "kể từ" | "tính từ" ;   "kể từ" (as scans read it too: "kế từ", "kê từ")
fn since_word(i: &str) -> Res<'_, &str> {
    alt((word("kể từ"), word("tính từ"), word("kế từ"), word("ké từ"), word("kê từ"))).parse(i)
}

// EBNF: until = [ "," ] , "trước" , anchor ;   "trước ngày nhận hồ sơ"
fn until(i: &str) -> Res<'_, (Direction, &str)> {
    let (i, _) = (blank, opt(char(',')), blank).parse(i)?;
    map(preceded((word("trước"), blank), anchor), |a| (Direction::Before, a)).parse(i)
}

/// `ngày cơ quan, | đơn vị chủ trì nhận được đơn`, `ngày nhận đủ thông tin, | tài liệu`: a comma between kinds of bodies
/// or of papers ends no event, nor does one behind bodies that have done nothing yet (`ngày Bộ trưởng Bộ A, | …`).
fn goes_on(before: &str, behind: &str) -> bool {
    const BODIES: [&str; 7] = ["cơ quan", "đơn vị", "tổ chức", "cá nhân", "doanh nghiệp", "bộ", "Ủy ban nhân dân"];
    const PAPERS: [&str; 7] = ["thông tin", "tài liệu", "hồ sơ", "văn bản", "giấy tờ", "quyết định", "bản án"];
    let next = behind.strip_prefix(' ').unwrap_or_default();
    let list = |kinds: &[&str]| {
        kinds.iter().any(|kind| before.ends_with(kind)) && kinds.iter().any(|kind| next.starts_with(kind))
    };
    let named = || {
        let who = ["ngày ", "khi "].iter().find_map(|time| before.strip_prefix(time));
        who.is_some_and(|who| bodies(who, Marks::Commas).is_some_and(|list| list.end == who.len()))
    };
    list(&BODIES) || list(&PAPERS) || named()
}

// EBNF: anchor = words ;   "ngày nhận được hồ sơ hợp lệ"
fn anchor(i: &str) -> Res<'_, &str> {
    // Anchors are one phrase; a longer one has run into the rest of its sentence.
    const ROOM: usize = 200;
    const STOPS: [&str; 11] = [
        " thì ",
        " kèm theo ",
        " phải ",
        " có trách nhiệm",
        " để ",
        " mà ",
        " nếu ",
        " trừ ",
        " như sau",
        " theo quy định",
        " hoặc chậm nhất",
    ];
    let words = head(i, ROOM);
    let digit_at = |at: usize| words.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    let stop = words.char_indices().find(|&(at, c)| match c {
        ';' | ':' | '(' | ')' | '"' | '”' | '|' => true,
        ',' => !digit_at(at + 1) && !goes_on(&words[..at], &words[at + 1..]),
        '.' => words[at + 1..].is_empty() || words[at + 1..].starts_with([' ', '/', '”', '"']),
        '/' => words[at + 1..].starts_with('.'),
        _ => false,
    });
    let mut end = stop.map_or(words.len(), |(at, _)| at);
    for stop in STOPS {
        end = words[..end].find(stop).unwrap_or(end);
    }
    // "ngày nhận được hồ sơ | Sở Xây dựng kiểm tra …": a body without a word in front of it opens the next clause.
    let opens = |from: &usize| {
        let next = &words[*from..end];
        next.starts_with(char::is_uppercase)
            && bodies(next, Marks::Commas).is_some_and(|list| verb_at(next[list.end..].trim_start()))
    };
    end = ["hồ sơ ", "hợp lệ "]
        .iter()
        .flat_map(|thing| words[..end].match_indices(thing).map(|(at, thing)| at + thing.len()))
        .filter(opens)
        .min()
        .unwrap_or(end);
    let anchor = words[..end].trim_end();
    if anchor.is_empty() || !anchor.starts_with(crate::lexicon::fold::is_alphabetic) {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    Ok((&i[anchor.len()..], anchor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// A stretch as the table writes it: `2025-06-15`, `--06-15` without its year, `---25` without its month.
    fn stretch_words(moment: Moment) -> String {
        let Moment { year, part } = moment;
        let known = year.map_or("-".to_owned(), |y| y.to_string());
        match part {
            Part::Day(day, month) => format!("{known}-{month:02}-{day:02}"),
            Part::DayOnly(day) => format!("---{day:02}"),
            Part::Month(month) => format!("{known}-{month:02}"),
            Part::Quarter(quarter) => format!("{known}-Q{quarter}"),
            Part::Half(half) => format!("{known}-H{half}"),
            Part::Year => known,
        }
    }

    /// What a limit says, as the table writes it.
    fn show(limit: &Limit) -> String {
        let sign = match limit.bound {
            Some(Bound::Before) => "<",
            Some(Bound::By) => "<=",
            Some(Bound::From) => ">=",
            Some(Bound::Within) => "within",
            Some(Bound::In) => "in",
            None => "",
        };
        let mut parts = vec![sign.to_owned()];
        match limit.when {
            When::Unset => {}
            When::At(moment) => parts.push(stretch_words(moment)),
            When::Between(first, last) => parts.push(format!("{}/{}", stretch_words(first), stretch_words(last))),
            When::Onward(first) => parts.push(format!("{}/", stretch_words(first))),
        }
        parts.extend(limit.duration.map(Duration::iso));
        parts.extend(limit.duration.filter(|d| d.working).map(|_| "business".to_owned()));
        parts.extend((limit.direction == Direction::Before).then(|| "ahead".to_owned()));
        parts.extend(limit.rules.iter().map(|rule| rule.text().unwrap_or("-".to_owned())));
        parts.extend(limit.clock.map(|(hour, minute)| format!("@{hour:02}:{minute:02}")));
        parts.extend(limit.anchor.map(|anchor| format!("{{{anchor}}}")));
        parts.retain(|part| !part.is_empty());
        parts.join(" ")
    }

    /// `fixtures/cases/limits.tsv`: rule, text, what it gives.
    #[test]
    fn limits_of_the_cases() {
        const CUES: [&str; 17] = [
            "Aim",
            "Opening",
            "Rate",
            "Since",
            "Through",
            "AtMost",
            "BareRhythm",
            "Before",
            "Done",
            "From",
            "In",
            "Label",
            "Latest",
            "Range",
            "Past",
            "Rhythm",
            "Term",
        ];
        cases::check(include_str!("../../fixtures/cases/limits.tsv"), 350, |[rule, text]| {
            let said = |range: std::ops::Range<usize>, told: String| format!("{} => {told}", &text[range]);
            let read = match rule {
                "cell" => cell(text).map(|limit| show(&limit)),
                "term" => term(text).map(|(end, limit)| said(0..end, show(&limit))),
                "repeated" => repeated(text).map(|(end, limit)| said(0..end, show(&limit))),
                "day" => next_day(text).map(|(start, end, moment, rule)| {
                    let rule = rule.and_then(Rule::text).map_or(String::new(), |rule| format!(" {rule}"));
                    said(start..end, stretch_words(moment) + &rule)
                }),
                "stretch" => next_stretch(text).map(|(start, end, moment)| said(start..end, stretch_words(moment))),
                cue if CUES.contains(&cue) => limit(text).map(|(start, end, limit)| {
                    let other = if format!("{:?}", limit.cue) == cue { "" } else { &format!(" ({:?})", limit.cue) };
                    said(start..end, show(&limit)) + other
                }),
                _ => return format!("no such rule: {rule}"),
            };
            cases::or_none(read)
        });
    }
}
