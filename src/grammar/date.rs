//! Dates (ngày, tháng, năm) in all their written forms.

use super::ws::{lower, may_be_case_of};
use crate::text::letter;
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while, take_while_m_n, take_while1};
use nom::character::complete::{char, one_of};
use nom::combinator::{map, map_opt, not, opt, peek, recognize, value, verify};
use nom::error::{Error, ErrorKind};
use nom::sequence::{delimited, pair, preceded, terminated};
use nom::{IResult, Parser};
use std::fmt;
use std::ops::Range;
use unicode_normalization::char::decompose_canonical;

/// Result of a rule over clean text.
pub(crate) type Res<'a, T> = IResult<&'a str, T>;

/// A date as far as the words give it; any part may be blank or unreadable.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Date {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
}

impl Date {
    /// The date of these parts, possible or not.
    pub(crate) fn new(year: Option<i32>, month: Option<u8>, day: Option<u8>) -> Self {
        Self { year, month, day }
    }

    /// The full date, when it exists in the calendar.
    pub(crate) fn full(year: i32, month: u8, day: u8) -> Option<Self> {
        let date = Self::new(Some(year), Some(month), Some(day));
        date.valid().then_some(date)
    }

    /// The date of an ISO form `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
    pub(crate) fn from_iso(iso: &str) -> Option<Self> {
        let mut parts = iso.split('-');
        let year = parts.next()?.parse().ok()?;
        let month = parts.next().map(|m| m.parse().ok()).unwrap_or(Some(0))?;
        let day = parts.next().map(|d| d.parse().ok()).unwrap_or(Some(0))?;
        let date = Self::new(Some(year), (month > 0).then_some(month), (day > 0).then_some(day));
        (parts.next().is_none() && date.valid()).then_some(date)
    }

    /// Year, where it is written.
    pub(crate) fn year(self) -> Option<i32> {
        self.year
    }

    /// Month, where it is written.
    pub(crate) fn month(self) -> Option<u8> {
        self.month
    }

    /// Day of the month, where it is written.
    pub(crate) fn day(self) -> Option<u8> {
        self.day
    }

    /// False for a date that no calendar has (31/4, month 13), or of a year that no such document has.
    pub(crate) fn valid(self) -> bool {
        // A day and month without a year may be 29/02.
        let last = |month| last_day(self.year.unwrap_or(2000), month);
        self.year.is_none_or(|y| (1800..=2199).contains(&y))
            && self.month.is_none_or(|m| (1..=12).contains(&m))
            && self.day.is_none_or(|d| (1..=self.month.map_or(31, last)).contains(&d))
    }

    /// `YYYY-MM-DD`, `YYYY-MM` or `YYYY`, by what is known; `None` without a year and for an impossible date.
    pub(crate) fn iso(self) -> Option<String> {
        (self.year.is_some() && self.valid()).then(|| self.to_string())
    }

    /// Last calendar day of what is known: 2025-04 ends on 2025-04-30.
    pub(crate) fn last(self) -> Option<Self> {
        let (year, month) = (self.year?, self.month.unwrap_or(12));
        Self::full(year, month, self.month.and(self.day).unwrap_or_else(|| last_day(year, month)))
    }

    /// The date so many calendar days later, or earlier; `None` for a partial date and beyond any document's reach.
    pub(crate) fn plus_days(self, days: i64) -> Option<Self> {
        /// A century: longer terms are not deadlines.
        const MOST: i64 = 36_525;
        let start = self.day_number()?;
        (-MOST..=MOST).contains(&days).then(|| Self::of_day_number(start + days)).flatten()
    }

    /// The date so many days later that are no Saturday or Sunday.
    pub(crate) fn plus_working_days(self, days: i64) -> Option<Self> {
        /// Twenty years of working days: longer terms are not deadlines.
        const MOST: i64 = 5_200;
        let mut number = self.day_number()?;
        if !(0..=MOST).contains(&days) {
            return None;
        }
        let mut left = days;
        while left > 0 {
            number += 1;
            // Day 0 is 1970-01-01, a Thursday.
            left -= i64::from(!matches!((number + 4).rem_euclid(7), 0 | 6));
        }
        Self::of_day_number(number)
    }

    /// Days since 1970-01-01 in the Gregorian calendar.
    fn day_number(self) -> Option<i64> {
        let (year, month, day) = (i64::from(self.year?), i64::from(self.month?), i64::from(self.day?));
        if !self.valid() {
            return None;
        }
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468)
    }

    fn of_day_number(number: i64) -> Option<Self> {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
        let year = year_of_era + era * 400 + i64::from(month <= 2);
        Self::full(i32::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
    }

    /// Order of two dates; a part that is not known comes before every one that is.
    pub(crate) fn before(self, other: Self) -> bool {
        (self.year, self.month, self.day) < (other.year, other.month, other.day)
    }
}

/// ISO form of the known parts; `--MM-DD` without a year.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}")?,
            None => f.write_str("-")?,
        }
        let Some(month) = self.month else { return Ok(()) };
        write!(f, "-{month:02}")?;
        let Some(day) = self.day else { return Ok(()) };
        write!(f, "-{day:02}")
    }
}

/// Number of days of a month in the Gregorian calendar; 31 for a month that does not exist.
pub(crate) fn last_day(year: i32, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

/// The date at the start of a window, with the length of its words.
///
/// Blank parts are left out of the date; words without any known part, and lunar dates, are no date.
pub(crate) fn date(window: &str) -> Option<(usize, Date)> {
    let (rest, date) = any_date(window).ok()?;
    Some((window.len() - rest.len(), date))
}

/// The date of a citation, right behind its number: start of the date, its end, and the date.
///
/// The words from `ngày` on count; what stands between number and date (comma, bracket, `ký`) does not.
pub(crate) fn citation_date(window: &str) -> Option<(usize, usize, Date)> {
    // "ngày", "ký", "ban hành", "đề" or "dé", a digit, a note: behind most numbers stands something else.
    let first = window.bytes().find(|b| !matches!(b, b' ' | b',' | b'(' | b'_' | b'>' | b'~'))?;
    if !matches!(first, b'0'..=b'9' | b'n' | b'N' | b'k' | b'K' | b'b' | b'B' | b'd' | b'D' | b'g' | b'[' | 0x80..) {
        return None;
    }
    let (at, _) = citation_lead(window).ok()?;
    let (rest, date) = alt((day_date, numeric_date, scanned_date)).parse(at).ok()?;
    Some((window.len() - at.len(), window.len() - rest.len(), date))
}

/// Place and date of a letterhead's line (địa danh, ngày tháng năm).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceDate {
    /// The place (địa danh), before the comma; empty when the line has none.
    pub place: Range<usize>,
    /// The date, from `ngày` to its end.
    pub range: Range<usize>,
    /// The parts that can be read.
    pub date: Date,
    /// True when a part is blank or unreadable.
    pub blank: bool,
}

/// Reads the place line of a letterhead, possibly behind other cells of the same line.
///
/// `None` for a date within a sentence: a small letter follows it, or no place stands before it in the middle of a line.
pub(crate) fn place_date(line: &str) -> Option<PlaceDate> {
    // A letterhead's line has one such date; two tries tell it from the word `ngày` in a cell before it.
    const TRIES: usize = 2;
    let pairs = line.as_bytes().windows(2).enumerate().rev();
    let begins = pairs.filter(|(_, pair)| matches!(pair, [b'n' | b'N', b'g' | b'G'])).map(|(at, _)| at);
    let words = begins.filter(|&at| starts_word(line, at) && plain_word("ngay", &line[at..]).is_ok());
    let mut days = words.take(TRIES).peekable();
    let spoilt = if days.peek().is_none() { spoilt_day(line) } else { None };
    days.chain(spoilt).find_map(|at| {
        let (rest, date) = stamped_date(&line[at..]).ok().filter(|(_, d)| spoilt.is_none() || d.year.is_some())?;
        let end = line.len() - rest.len();
        let next = rest.trim_start_matches([' ', '.', ',', ';', ')', '|', '/']);
        if next.starts_with(char::is_lowercase) {
            return None;
        }
        let place = place_before(line.get(..at)?)?;
        let blank = date.year.is_none() || date.month.is_none() || date.day.is_none() || !date.valid();
        Some(PlaceDate { place, range: at..end, date, blank })
    })
}

/// Where `ngày` stands behind the comma of a place though a scanner spoilt one of its letters: `Hà Nội, ngdy 5`.
fn spoilt_day(line: &str) -> Option<usize> {
    let at = memchr::memrchr_iter(b',', line.as_bytes()).find(|&at| line[at..].starts_with(", ng"))? + ", ".len();
    spoilt_word("ngay", &line[at..]).map(|_| at)
}

/// The capitalised words in front of the date: `TP. Hồ Chí Minh, `; nothing at all may stand there.
fn place_before(before: &str) -> Option<Range<usize>> {
    // The longest names (tỉnh Bà Rịa - Vũng Tàu, Thành phố Hồ Chí Minh) have six words.
    const MOST_WORDS: usize = 7;
    let comma = before.trim_end_matches([' ', ',', '.', ';']);
    let mut start = comma.len();
    let mut rest = comma;
    for _ in 0..MOST_WORDS {
        let word = rest.rsplit(' ').next().unwrap_or(rest);
        let from = rest.len() - word.len();
        // The end of a number (`/TCHQ - GSQL Hà Nội`) is in capitals, the place beside it is not.
        let code = is_capitals(word) && !is_capitals(&comma[start..]) && start < comma.len();
        if is_place_word(word) && !code {
            start = from;
        } else if word != "-" || start == comma.len() {
            break;
        }
        rest = rest[..from].trim_end_matches(' ');
        if rest.is_empty() {
            break;
        }
    }
    let place = start..comma.len();
    (!place.is_empty() || before.trim_matches([' ', ',', '.', '|']).is_empty()).then_some(place)
}

fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count() > 1
        && !text.contains(char::is_lowercase)
        && text != "TP."
}

fn is_place_word(word: &str) -> bool {
    const PARTICLES: [&str; 4] = ["thành", "phố", "tỉnh", "xã"];
    let name = word.strip_prefix("TP.").unwrap_or(word);
    let letters = name.trim_start_matches(['*', '(']).trim_end_matches('*');
    PARTICLES.contains(&word)
        || word == "TP."
        || letters.starts_with(char::is_uppercase)
            && letters.chars().all(|c| crate::lexicon::fold::is_alphabetic(c) || matches!(c, '-' | '\'' | '.'))
            && !matches!(letters, "Số" | "Số:")
            && !letters.contains("Đ-")
}

/// True when a word may start at this offset.
pub(crate) fn starts_word(text: &str, at: usize) -> bool {
    !text[..at].ends_with(|c: char| crate::lexicon::fold::is_alphanumeric(c) || c == '_')
}

// EBNF: any_date = day_date | numeric_date | month_date | year ;   "ngày 08 tháng 4 năm 2019"
fn any_date(i: &str) -> Res<'_, Date> {
    alt((day_date, numeric_date, month_date, map(year, |y| Date::new(Some(y), None, None)))).parse(i)
}

// EBNF: day_date = "ngày" , ( worded | short_year_numbers | short_numbers ) , not_lunar ;   "ngày 15 tháng 5/2020"
pub(crate) fn day_date(i: &str) -> Res<'_, Date> {
    let (i, _) = word("ngày").parse(i)?;
    let (i, _) = blank(i)?;
    terminated(alt((worded, short_year_numbers, short_numbers)), not_lunar).parse(i)
}

// EBNF: numeric_date = numbers_to , four_digits ;   "06.3.2019"
pub(crate) fn numeric_date(i: &str) -> Res<'_, Date> {
    verify(numbers_to(four_digits), |d: &Date| d.valid()).parse(i)
}

// EBNF: worded = [ day | gap ] , "tháng" , [ month | gap ] , [ year_behind ] ;   "ngày ... tháng 4 năm 2019"
fn worded(i: &str) -> Res<'_, Date> {
    let (i, day) = alt((map(terminated(day, blank), Some), value(None, gap))).parse(i)?;
    let (i, _) = word("tháng").parse(i)?;
    let (i, _) = blank(i)?;
    let (i, month) = alt((map(month, Some), value(None, gap))).parse(i)?;
    let (i, year) = opt(year_behind).parse(i)?;
    if day.is_none() && month.is_none() && year.is_none() {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    Ok((i, Date::new(year, month, day)))
}

// EBNF: short_year_numbers = numbers_to , ( four_digits | two_digits ) ;   "ngày 14/7/15"
fn short_year_numbers(i: &str) -> Res<'_, Date> {
    numbers_to(alt((four_digits, two_digits))).parse(i)
}

/// Up to the year, which the caller reads; the two marks are the same.
// EBNF: numbers_to = small , ( "/" | "-" | "." ) , ( parted_month | small ) , ( "/" | "-" | "." ) ;   "16/ 12/2021"
fn numbers_to<'a>(
    mut year: impl Parser<&'a str, Output = i32, Error = Error<&'a str>>,
) -> impl Parser<&'a str, Output = Date, Error = Error<&'a str>> {
    move |i: &'a str| {
        let (i, day) = small(i)?;
        let (i, sep) = delimited(blank, one_of("/-."), blank).parse(i)?;
        let (i, month) = parted_month(i, sep).or_else(|_| small(i))?;
        let (i, _) = delimited(blank, char(sep), blank).parse(i)?;
        let (i, year) = year.parse(i)?;
        let (i, _) = not_number(i)?;
        Ok((i, Date::new(Some(year), Some(month), Some(day))))
    }
}

/// The two digits of a month that a scan parted, in front of the mark `sep`.
// EBNF: parted_month = "1" , " " , ( "0" | "1" | "2" ) ;   "23/1 1/2031"
fn parted_month(i: &str, sep: char) -> Res<'_, u8> {
    let second = terminated(one_of("012"), peek(char(sep)));
    map_opt(preceded(tag("1 "), second), |c: char| Some(10 + u8::try_from(c.to_digit(10)?).ok()?)).parse(i)
}

// EBNF: short_numbers = small , "/" , small , not_number , [ year ] ;   "ngày 15/6"
fn short_numbers(i: &str) -> Res<'_, Date> {
    let (i, day) = small(i)?;
    let (i, _) = char('/').parse(i)?;
    let (i, month) = small(i)?;
    let (i, _) = not_number(i)?;
    let (i, year) = opt(preceded(blank, year)).parse(i)?;
    Ok((i, Date::new(year, Some(month), Some(day))))
}

// EBNF: month_date = named_month , year_behind ;   "tháng 8/2025"
pub(crate) fn month_date(i: &str) -> Res<'_, Date> {
    let (i, month) = named_month(i)?;
    let (i, year) = year_behind(i)?;
    Ok((i, Date::new(Some(year), Some(month), None)))
}

// EBNF: named_month = "tháng" , month ;   "tháng 02"
pub(crate) fn named_month(i: &str) -> Res<'_, u8> {
    preceded((word("tháng"), blank), month).parse(i)
}

// EBNF: year_behind = [ "," ] , year | ( "/" | "-" ) , four_digits , not_number ;   " năm 2019", "/2025"
pub(crate) fn year_behind(i: &str) -> Res<'_, i32> {
    let joined = terminated(preceded((blank, one_of("/-"), blank), four_digits), not_number);
    alt((preceded((blank, opt(char(',')), blank), year), joined)).parse(i)
}

// EBNF: year = "năm" , four_digits ;   "năm 2013"
pub(crate) fn year(i: &str) -> Res<'_, i32> {
    terminated(preceded((word("năm"), blank), four_digits), peek(not(digit))).parse(i)
}

// EBNF: gap = { " " | "." | "…" | "_" | "/" } ;   "ngày ...... tháng"
fn gap(i: &str) -> Res<'_, &str> {
    // More dots than fit on a line are no gap of a form.
    take_while_m_n(0, 60, |c| matches!(c, ' ' | '.' | '…' | '_' | '/')).parse(i)
}

// EBNF: day = [ "mồng" | "mùng" ] , ( small | number_word ) ;   "mồng 2"
fn day(i: &str) -> Res<'_, u8> {
    let (i, _) = opt(terminated(alt((word("mồng"), word("mùng"))), blank)).parse(i)?;
    alt((small, number_word)).parse(i)
}

// EBNF: month = small | "Giêng" | "Chạp" | number_word ;   "tháng Chạp"
pub(crate) fn month(i: &str) -> Res<'_, u8> {
    let named = alt((value(1, word("giêng")), value(12, word("chạp"))));
    // "tháng năm" and "tháng năm 2019" are blank months of a form, "tháng năm năm 2019" is May.
    let may = value(5, terminated(word("năm"), peek((blank, year))));
    let counted = preceded(not(word("năm")), verify(number_word, |&m| m <= 12));
    alt((small, named, may, counted)).parse(i)
}

// EBNF: citation_lead = [ ( "(" | "[" ) , digits , ( ")" | "]" ) ] , [ "," ] , [ "(" ] , stains ,
//                       [ ( "ký" | "ban hành" | dated ) , stains ] , [ "gày" | "ày" ] ;
//       ", ngày 05 tháng 9", "(2) ban hành ngày", "ày 10/10/2031"
fn citation_lead(i: &str) -> Res<'_, ()> {
    let note = alt((delimited(char('('), digits(1, 2), char(')')), delimited(char('['), digits(1, 2), char(']'))));
    let signed = alt((value((), alt((word("ký"), word("ban hành")))), dated));
    let cut = terminated(alt((tag("gày"), tag("ày"))), peek((char(' '), digit)));
    let lead =
        (opt(note), blank, opt(char(',')), blank, opt(char('(')), stains, opt((signed, stains)), opt((cut, blank)));
    value((), lead).parse(i)
}

/// Four at most: more are a blank to fill in.
// EBNF: stains = { " " | "_" | ">" | "~" } ;   what a scan sets between a number and its date: "đề > ngày 11/10/2031"
fn stains(i: &str) -> Res<'_, &str> {
    take_while_m_n(0, 4, |c| matches!(c, ' ' | '_' | '>' | '~')).parse(i)
}

// EBNF: dated = "đề" | ? "đề" as a scan prints it: "dé", "dê" ? ;   "đề ngày 05/9/2019"
fn dated(i: &str) -> Res<'_, ()> {
    if let Ok((rest, _)) = word("đề").parse(i) {
        return Ok((rest, ()));
    }
    let (rest, ()) = plain_word("de", i)?;
    value((), peek(char(' '))).parse(rest).map(|_: (&str, ())| (rest, ()))
}

// EBNF: not_lunar = ? no "âm lịch" behind the date ? ;   "ngày 10 tháng 3 âm lịch"
fn not_lunar(i: &str) -> Res<'_, ()> {
    value((), peek(not((blank, opt(char('(')), word("âm lịch"))))).parse(i)
}

// EBNF: scanned_date = plain_word ,
//                      ( numbers_to , four_digits | slips , plain_word , slips , plain_word , four_digits ) ;
//       "ngay 06 thang 8 năm 2014", "ngày 17 tháng I1 năm 2013"
// EBNF: slips = ? one or two of the digits and of l, I and O ? ;   "I1"
fn scanned_date(i: &str) -> Res<'_, Date> {
    let slips = |i| take_while_m_n(1, 2, |c: char| c.is_ascii_digit() || matches!(c, 'l' | 'I' | 'O')).parse(i);
    let read = |text: &str| text.replace(['l', 'I'], "1").replace('O', "0").parse::<u8>().ok();
    let (i, _) = plain_word("ngay", i)?;
    let (i, _) = blank(i)?;
    if let Ok((rest, date)) = numbers_to(four_digits).parse(i) {
        return Ok((rest, date));
    }
    let (i, day): (&str, &str) = slips(i)?;
    let (i, _) = plain_word("thang", i.trim_start())?;
    let (i, month): (&str, &str) = slips(i.trim_start())?;
    let (i, _) = plain_word("nam", i.trim_start())?;
    let (i, year) = terminated(four_digits, peek(not(digit))).parse(i.trim_start())?;
    let date = Date::new(Some(year), read(month), read(day));
    if date.valid() { Ok((i, date)) } else { Err(nom::Err::Error(Error::new(i, ErrorKind::Verify))) }
}

/// What a scanner made of the words and of numbers written or stamped in by hand.
// EBNF: stamped_date = plain_word , ( short_year_numbers | mark_before , mark_before , [ gap , four_digits ] ) ;
//       "ngày/4} tháng 9 năm 2024"
fn stamped_date(i: &str) -> Res<'_, Date> {
    let (i, _) = plain_word("ngay", i).or_else(|e| spoilt_word("ngay", i).map(|rest| (rest, ())).ok_or(e))?;
    let (i, _) = blank(i)?;
    if let Ok((rest, date)) = short_year_numbers(i) {
        return Ok((rest, date));
    }
    let (i, day) = mark_before("thang", i)?;
    let (i, month) = mark_before("nam", i)?;
    let (i, year) = opt(preceded(gap, terminated(four_digits, peek(not(digit))))).parse(i)?;
    let (day, month) = (day.filter(|d| (1..=31).contains(d)), month.filter(|m| (1..=12).contains(m)));
    if day.is_none() && month.is_none() && year.is_none() {
        return Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)));
    }
    Ok((i, Date::new(year, month, day)))
}

/// The number stamped in before a word that is compared without its marks; `None` when it is no clean number.
// EBNF: mark_before = ? up to some letters of stamped or written numbers ? , plain_word ;   "/4} tháng"
fn mark_before<'a>(word: &str, i: &'a str) -> Res<'a, Option<u8>> {
    // Room for two digits as a scanner may break them up.
    const ROOM: usize = 12;
    let places = || i.char_indices().take(ROOM).map(|(at, _)| at);
    let exact = places().find_map(|at| Some((at, plain_word(word, &i[at..]).ok()?.0)));
    let found = exact.or_else(|| places().find_map(|at| Some((at, spoilt_word(word, &i[at..])?))));
    if let Some((at, rest)) = found {
        let stamp = i[..at].trim_matches(' ');
        let clean = stamp.len() <= 2 && !stamp.is_empty() && stamp.bytes().all(|b| b.is_ascii_digit());
        let (rest, _) = blank(rest)?;
        return Ok((rest, if clean { stamp.parse().ok() } else { None }));
    }
    Err(nom::Err::Error(Error::new(i, ErrorKind::Verify)))
}

/// A word of which a scanner spoilt one letter (`kháng 2` for `tháng 2`), or lost the first in front of a year (`ăm 2024`).
fn spoilt_word<'a>(expected: &str, i: &'a str) -> Option<&'a str> {
    let mut rest = i.chars();
    let same = expected.chars().filter(|&letter| rest.next().map(base) == Some(letter)).count();
    if same >= 3 && same + 1 == expected.len() {
        return Some(rest.as_str());
    }
    let (tail, _) = plain_word(expected.get(1..).filter(|tail| tail.len() == 2)?, i).ok()?;
    tail.trim_start().starts_with("20").then_some(tail)
}

/// A word compared by its letters without tone and vowel marks: scanners lose and swap them.
// EBNF: plain_word = ? "ngày", "tháng" or "năm" without marks ? ;   "ngay", "thảng"
fn plain_word<'a>(expected: &str, i: &'a str) -> Res<'a, ()> {
    let mut rest = i.chars();
    for letter in expected.chars() {
        if rest.next().map(base) != Some(letter) {
            return Err(nom::Err::Error(Error::new(i, ErrorKind::Tag)));
        }
    }
    Ok((rest.as_str(), ()))
}

/// The small letter below all marks; the stroke of đ is none.
fn base(c: char) -> char {
    if let Some(letter) = letter(c).filter(|_| !matches!(c, 'đ' | 'Đ')) {
        return letter;
    }
    let mut first = None;
    decompose_canonical(c, |part| {
        first.get_or_insert(part);
    });
    first.unwrap_or(c).to_ascii_lowercase()
}

/// A word or phrase in any case, ending where a word may end.
///
/// nom's `tag_no_case` panics on letters whose other case has another length; this compares letter by letter.
pub(crate) fn word<'a>(expected: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = Error<&'a str>> {
    move |i: &'a str| {
        let first = |text: &str| text.as_bytes().first().copied().unwrap_or_default();
        if !may_be_case_of(first(i), first(expected)) {
            return Err(nom::Err::Error(Error::new(i, ErrorKind::Tag)));
        }
        let mut rest = i.chars();
        for letter in expected.chars() {
            if rest.next().map(lower) != Some(letter) {
                return Err(nom::Err::Error(Error::new(i, ErrorKind::Tag)));
            }
        }
        let rest = rest.as_str();
        if rest.starts_with(crate::lexicon::fold::is_alphabetic) {
            return Err(nom::Err::Error(Error::new(i, ErrorKind::Tag)));
        }
        Ok((rest, &i[..i.len() - rest.len()]))
    }
}

// EBNF: blank = { " " } ;   " "
pub(crate) fn blank(i: &str) -> Res<'_, &str> {
    take_while(|c| c == ' ').parse(i)
}

// EBNF: small = digit , [ digit ] ;   "08"
pub(crate) fn small(i: &str) -> Res<'_, u8> {
    map_opt(terminated(digits(1, 2), peek(not(digit))), |d: &str| d.parse().ok()).parse(i)
}

// EBNF: four_digits = digit , digit , digit , digit ;   "2019"
fn four_digits(i: &str) -> Res<'_, i32> {
    map_opt(digits(4, 4), |d: &str| d.parse().ok()).parse(i)
}

/// Two digits of a year: up to 50 of this century, else of the last.
// EBNF: two_digits = digit , digit ;   "15"
fn two_digits(i: &str) -> Res<'_, i32> {
    map_opt(digits(2, 2), |d: &str| d.parse().ok().map(|y: i32| if y <= 50 { 2000 + y } else { 1900 + y })).parse(i)
}

/// Between `least` and `most` ASCII digits.
pub(crate) fn digits<'a>(least: usize, most: usize) -> impl Parser<&'a str, Output = &'a str, Error = Error<&'a str>> {
    take_while_m_n(least, most, |c: char| c.is_ascii_digit())
}

// EBNF: digit = "0" … "9" ;   "7"
fn digit(i: &str) -> Res<'_, char> {
    nom::character::complete::satisfy(|c| c.is_ascii_digit())(i)
}

/// Behind a date stands no further part of a number.
// EBNF: not_number = ? no digit, and no "/" or "-" with a letter or a digit behind it ? ;   "15/6/2019/QĐ" is none
pub(crate) fn not_number(i: &str) -> Res<'_, ()> {
    let more = recognize(pair(one_of("/-"), take_while1(crate::lexicon::fold::is_alphanumeric)));
    value((), peek(not(alt((recognize(digit), more))))).parse(i)
}

// EBNF: number_word = unit | "mười" , [ unit ] | unit , "mươi" , [ unit ] ;   "hai mươi mốt"
pub(crate) fn number_word(i: &str) -> Res<'_, u8> {
    let twenties = map((unit, blank, word("mươi"), opt(preceded(blank, unit))), |(tens, _, _, ones)| {
        tens.saturating_mul(10) + ones.unwrap_or(0)
    });
    let tens = map(preceded(word("mười"), opt(preceded(blank, unit))), |ones| 10 + ones.unwrap_or(0));
    alt((twenties, tens, unit)).parse(i)
}

// EBNF: unit = "một" | "mốt" | "hai" | "ba" | "bốn" | "tư" | "năm" | "lăm" | … | "chín" ;   "mốt"
fn unit(i: &str) -> Res<'_, u8> {
    alt((
        value(1, alt((word("một"), word("mốt")))),
        value(2, word("hai")),
        value(3, word("ba")),
        value(4, alt((word("bốn"), word("tư")))),
        value(5, alt((word("năm"), word("lăm"), word("nhăm")))),
        value(6, word("sáu")),
        value(7, alt((word("bảy"), word("bẩy")))),
        value(8, word("tám")),
        value(9, word("chín")),
    ))
    .parse(i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    #[test]
    fn days_are_counted_over_months_and_weekends() {
        let at = |iso: &str| Date::from_iso(iso).expect("a date");
        let plus = |iso: &str, n| at(iso).plus_days(n).and_then(Date::iso);
        assert_eq!(plus("2024-02-28", 2).as_deref(), Some("2024-03-01"));
        assert_eq!(plus("2023-12-31", 45).as_deref(), Some("2024-02-14"));
        // 2024-03-01 is a Friday.
        assert_eq!(at("2024-03-01").plus_working_days(5).and_then(Date::iso).as_deref(), Some("2024-03-08"));
        assert_eq!(at("2024-03").plus_days(1), None);
    }

    /// `fixtures/cases/days.tsv`: rule, date, number, what it gives.
    #[test]
    fn days_of_the_calendar() {
        cases::check(include_str!("../../fixtures/cases/days.tsv"), 39, |[rule, text, number]| {
            let at = Date::from_iso(text).unwrap_or_else(|| panic!("a date: {text}"));
            let days = || number.parse().unwrap_or_else(|_| panic!("a number: {number}"));
            let iso = |date: Option<Date>| cases::or_none(date.and_then(Date::iso));
            match rule {
                "plus" => iso(at.plus_days(days())),
                "work" => iso(at.plus_working_days(days())),
                "month" => last_day(at.year.unwrap_or(0), at.month.unwrap_or(0)).to_string(),
                "before" => cases::or_none(Date::from_iso(number).map(|b| cases::yes(at.before(b)))),
                _ => format!("no such rule: {rule}"),
            }
        });
    }

    fn show(date: Date) -> String {
        if date.valid() { date.to_string() } else { format!("!{date}") }
    }

    /// `fixtures/cases/dates.tsv`: rule, text, what it gives.
    #[test]
    fn dates_of_all_forms() {
        cases::check(include_str!("../../fixtures/cases/dates.tsv"), 96, |[rule, text]| match rule {
            "date" => {
                let shown = cases::or_none(date(text).map(|(len, d)| format!("{}|{}", show(d), &text[len..])));
                let has_iso = date(text).is_some_and(|(_, d)| d.iso().is_some());
                assert_eq!(has_iso, shown.starts_with(|c: char| c.is_ascii_digit()), "{text}");
                shown
            }
            "citation" => cases::or_none(citation_date(text).map(|(a, b, d)| format!("{}|{}", show(d), &text[a..b]))),
            "place" => cases::or_none(place_date(text).map(|p| {
                let (place, iso) = (&text[p.place.clone()], p.date.iso().unwrap_or("?".into()));
                format!("{place}|{iso}|{}{}", &text[p.range.clone()], if p.blank { "|blank" } else { "" })
            })),
            _ => format!("no such rule: {rule}"),
        });
    }

    #[test]
    fn words_start_behind_what_is_no_word() {
        let at = |text: &str| starts_word(text, text.find("ng").unwrap());
        assert!(at("ngày 5") && at("(ngày 5") && at("sau ngày 5"));
        assert!(!at("hàng") && !at("1ngày") && !at("mau_ngay"));
    }

    #[test]
    fn iso_reads_back() {
        for iso in ["2024", "2024-02", "2024-02-29"] {
            assert_eq!(Date::from_iso(iso).and_then(Date::iso).as_deref(), Some(iso));
        }
        for iso in ["", "2023-02-29", "2024-13", "2024-01-01-01", "x"] {
            assert_eq!(Date::from_iso(iso), None);
        }
        assert_eq!(Date::from_iso("2024-02").and_then(Date::last), Date::full(2024, 2, 29));
    }
}
