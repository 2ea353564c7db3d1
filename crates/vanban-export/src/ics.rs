//! Deadlines as iCalendar (RFC 5545): a day is a `VTODO`, a rhythm a `VEVENT` with its `RRULE`.
//!
//! Only what stands on the calendar is written. A duration whose start is not known ("trong 15 ngày kể từ ngày nhận
//! được") and a rhythm of a document without a date have no day, and are counted.

use std::fmt::Write as _;
use std::io::{self, Write};
use vanban::Record;
use vanban::record::{Bound, Deadline, Role, Task};

/// A calendar, record by record.
pub struct Calendar<W: Write> {
    writer: W,
    /// Entries written.
    pub written: u64,
    /// Deadlines without a day of the calendar.
    pub without_day: u64,
}

/// Longest line in bytes, without its end (RFC 5545, 3.1).
const LINE: usize = 75;

impl<W: Write> Calendar<W> {
    /// Starts the calendar.
    pub fn new(mut writer: W) -> io::Result<Self> {
        line(&mut writer, "BEGIN", "VCALENDAR")?;
        line(&mut writer, "VERSION", "2.0")?;
        line(&mut writer, "PRODID", "-//vanban//deadlines//EN")?;
        line(&mut writer, "CALSCALE", "GREGORIAN")?;
        Ok(Self { writer, written: 0, without_day: 0 })
    }

    /// Adds the deadlines of a record.
    pub fn add(&mut self, record: &Record) -> io::Result<()> {
        for deadline in &record.deadlines {
            match entry(record, deadline) {
                Some(lines) => {
                    for (name, value) in lines {
                        line(&mut self.writer, &name, &value)?;
                    }
                    self.written += 1;
                }
                None => self.without_day += 1,
            }
        }
        Ok(())
    }

    /// Ends the calendar.
    pub fn finish(mut self) -> io::Result<W> {
        line(&mut self.writer, "END", "VCALENDAR")?;
        self.writer.flush()?;
        Ok(self.writer)
    }
}

/// A line of content, folded so that no piece is longer than [`LINE`] and no character is cut.
fn line(writer: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    let text = format!("{name}:{value}");
    let mut rest = text.as_str();
    let mut room = LINE;
    while rest.len() > room {
        let cut = (0..=room).rev().find(|at| rest.is_char_boundary(*at)).unwrap_or(0);
        let (piece, after) = rest.split_at(cut);
        write!(writer, "{piece}\r\n ")?;
        // The blank at the start of a piece counts.
        (rest, room) = (after, LINE - 1);
    }
    write!(writer, "{rest}\r\n")
}

/// A value of type TEXT.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

type Lines = Vec<(String, String)>;

fn entry(record: &Record, deadline: &Deadline) -> Option<Lines> {
    let own = record.date.as_ref().and_then(|d| Day::read(&d.value));
    let computed = deadline.computed.as_ref().and_then(|c| Day::read(&c.date));
    let first = deadline.start.as_deref().and_then(Day::read);
    let last = deadline.end.as_deref().and_then(Day::read).or(computed);
    let rule = deadline.rrule.first().filter(|rule| rule.starts_with("FREQ="));
    let mut lines = Lines::new();
    let mut add = |name: &str, value: String| lines.push((name.to_owned(), value));
    let kind = if rule.is_some() { "VEVENT" } else { "VTODO" };
    add("BEGIN", kind.to_owned());
    add("UID", uid(record, deadline));
    // No clock: the stamp is the day of the document, or that of the epoch.
    let stamp = own.unwrap_or(Day { year: 1970, month: 1, day: 1 });
    add("DTSTAMP", format!("{}T000000Z", stamp.basic()));
    if let Some(rule) = rule {
        let due = deadline.due.as_deref().and_then(|due| due.strip_prefix("--"));
        let start = match (due, last) {
            (Some(month_day), _) => {
                let year = own?.year;
                let day = |year: u16| Day::read(&format!("{year}-{month_day}"));
                day(year).filter(|day| Some(*day) >= own).or_else(|| day(year + 1))?
            }
            (None, Some(day)) => day,
            (None, None) => own?,
        };
        let start = first_of(rule, start)?;
        add("DTSTART;VALUE=DATE", start.basic());
        // One day long.
        add("DURATION", "P1D".to_owned());
        for rule in &deadline.rrule {
            add("RRULE", rule.clone());
        }
        add("TRANSP", "TRANSPARENT".to_owned());
    } else {
        let last = last?;
        match deadline.time.as_deref().and_then(clock) {
            Some(time) => add("DUE", format!("{}T{time}00", last.basic())),
            None => {
                if let Some(first) = first.filter(|first| *first < last) {
                    add("DTSTART;VALUE=DATE", first.basic());
                }
                add("DUE;VALUE=DATE", last.basic());
            }
        }
        add("STATUS", "NEEDS-ACTION".to_owned());
    }
    let task = deadline.task.as_ref().and_then(|id| record.tasks.iter().find(|task| task.id == *id));
    add("SUMMARY", escaped(&summary(record, deadline, task)));
    add("DESCRIPTION", escaped(&description(record, deadline, task)));
    add("CATEGORIES", "vanban".to_owned());
    if let Some(key) = &record.key {
        add("X-VANBAN-KEY", escaped(key));
    }
    if let Some(path) = &record.source.path {
        add("X-VANBAN-SOURCE", escaped(path));
    }
    add("X-VANBAN-WORDS", escaped(&deadline.text));
    add("END", kind.to_owned());
    Some(lines)
}

/// The same deadline of the same document keeps its name, so that a second import changes what is there.
fn uid(record: &Record, deadline: &Deadline) -> String {
    let source = &record.source;
    let document = record.key.as_deref().filter(|key| !key.contains('?'));
    let document = document.or(source.path.as_deref()).or(source.sha256.as_deref()).unwrap_or("");
    // FNV-1a, 64 bits.
    let hash =
        document.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |h, b| (h ^ u64::from(b)).wrapping_mul(0x100_0000_01b3));
    format!("{}-{hash:016x}@vanban", deadline.id)
}

/// Characters of a task that fit into a line of a calendar.
const SUMMARY: usize = 100;

fn summary(record: &Record, deadline: &Deadline, task: Option<&Task>) -> String {
    let text = task.map_or(deadline.text.as_str(), |task| task.text.as_str());
    let mut short: String = text.chars().take(SUMMARY).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    match record.number.as_ref() {
        Some(number) => format!("{}: {short}", number.value),
        None => short,
    }
}

fn description(record: &Record, deadline: &Deadline, task: Option<&Task>) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(text, "Thời hạn: {}", deadline.text);
    if let Some(task) = task {
        let _ = writeln!(text, "Nhiệm vụ: {}", task.text);
        let lead: Vec<&str> = task.assignees.iter().filter(|a| a.role == Role::Lead).map(|a| a.name.as_str()).collect();
        if !lead.is_empty() {
            let _ = writeln!(text, "Thực hiện: {}", lead.join(", "));
        }
    }
    if deadline.bound == Some(Bound::Before) {
        let _ = writeln!(text, "\"Trước ngày\": hiểu chặt chẽ thì đến ngày đó là đã quá hạn.");
    }
    if deadline.working_days {
        let _ = writeln!(text, "Ngày làm việc: đã trừ thứ Bảy, Chủ nhật; chưa trừ ngày lễ, tết.");
    } else if deadline.computed.is_some() {
        let _ = writeln!(text, "Tính theo lịch từ ngày của văn bản.");
    }
    let number = record.number.as_ref().map(|n| n.value.as_str());
    let issuer = record.issuers.first().map(|i| i.name.as_str());
    let date = record.date.as_ref().map(|d| d.value.as_str());
    let document: Vec<&str> = [number, date, issuer].into_iter().flatten().collect();
    if !document.is_empty() {
        let _ = writeln!(text, "Văn bản: {}", document.join(", "));
    }
    if let Some(path) = &record.source.path {
        let _ = writeln!(text, "{path} [{}, {})", deadline.span.start, deadline.span.end);
    }
    text.trim_end().to_owned()
}

/// `HHMM` of `HH:MM`.
fn clock(time: &str) -> Option<String> {
    let (hour, minute) = time.split_once(':')?;
    let fits = |text: &str, below: u8| text.len() == 2 && text.parse::<u8>().is_ok_and(|n| n < below);
    (fits(hour, 24) && fits(minute, 60)).then(|| format!("{hour}{minute}"))
}

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// From `YYYY-MM-DD`; `None` for a day that there is not.
    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(3, '-');
        let year = parts.next()?.parse().ok().filter(|year| (1900..3000).contains(year))?;
        let (month, day) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        let found = Self { year, month, day };
        ((1..=12).contains(&month) && (1..=found.month_days()).contains(&day)).then_some(found)
    }

    fn month_days(self) -> u8 {
        let leap = self.year.is_multiple_of(4) && !self.year.is_multiple_of(100) || self.year.is_multiple_of(400);
        match self.month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 31,
        }
    }

    fn next(self) -> Self {
        if self.day < self.month_days() {
            return Self { day: self.day + 1, ..self };
        }
        if self.month < 12 {
            return Self { month: self.month + 1, day: 1, ..self };
        }
        Self { year: self.year + 1, month: 1, day: 1 }
    }

    /// `YYYYMMDD`.
    fn basic(self) -> String {
        format!("{:04}{:02}{:02}", self.year, self.month, self.day)
    }

    /// `MO` … `SU` (Zeller, with March as first month).
    fn weekday(self) -> &'static str {
        const NAMES: [&str; 7] = ["SA", "SU", "MO", "TU", "WE", "TH", "FR"];
        let (month, year) = if self.month < 3 { (self.month + 12, self.year - 1) } else { (self.month, self.year) };
        let (month, year, day) = (u32::from(month), u32::from(year), u32::from(self.day));
        NAMES[((day + 13 * (month + 1) / 5 + year + year / 4 - year / 100 + year / 400) % 7) as usize]
    }
}

/// Days in which each rule comes round once.
const ROUND: usize = 8 * 366;

/// The first day from `start` on that the rule allows: the standard wants the start to be one of its days.
fn first_of(rule: &str, start: Day) -> Option<Day> {
    let part = |name: &str| -> Vec<&str> {
        let value = rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
        value.map_or(Vec::new(), |value| value.split(',').collect())
    };
    let (months, days, weekdays) = (part("BYMONTH"), part("BYMONTHDAY"), part("BYDAY"));
    let allows = |day: &Day| {
        let from_end = i32::from(day.day) - i32::from(day.month_days()) - 1;
        let is = |list: &[&str], values: &[i32]| {
            list.is_empty() || list.iter().any(|one| one.parse::<i32>().is_ok_and(|n| values.contains(&n)))
        };
        is(&months, &[day.month.into()])
            && is(&days, &[day.day.into(), from_end])
            && (weekdays.is_empty() || weekdays.iter().any(|name| name.ends_with(day.weekday())))
    };
    // Of the days that a month allows one alone: the first, the last …
    let position = part("BYSETPOS").first().and_then(|n| n.parse::<i32>().ok());
    let is_the_one = |day: &Day| {
        let Some(position) = position else { return true };
        let days = (1..=day.month_days()).map(|nth| Day { day: nth, ..*day });
        let (before, behind): (Vec<Day>, Vec<Day>) = days.filter(&allows).partition(|other| other <= day);
        position == before.len() as i32 || position == -(behind.len() as i32) - 1
    };
    let days = std::iter::successors(Some(start), |day| Some(day.next()));
    days.take(ROUND).find(|day| allows(day) && is_the_one(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::read(text).unwrap()
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(Day::read("2023-02-29"), None);
        assert_eq!(day("2024-02-28").next().basic(), "20240229");
        assert_eq!(day("2023-12-31").next().basic(), "20240101");
        assert_eq!(day("2026-11-22").weekday(), "SU");
        assert_eq!(day("2024-02-29").weekday(), "TH");
    }

    #[test]
    fn rules_start_on_one_of_their_days() {
        let first = |rule, start| first_of(rule, day(start)).map(Day::basic);
        assert_eq!(first("FREQ=MONTHLY;BYMONTHDAY=25", "2025-02-26").as_deref(), Some("20250325"));
        assert_eq!(first("FREQ=MONTHLY;BYMONTHDAY=-1", "2025-02-03").as_deref(), Some("20250228"));
        assert_eq!(first("FREQ=WEEKLY;BYDAY=FR", "2025-02-03").as_deref(), Some("20250207"));
        assert_eq!(first("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2025-02-03"), None);
        assert_eq!(first("FREQ=YEARLY", "2025-02-03").as_deref(), Some("20250203"));
        let last_workday = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1";
        assert_eq!(first(last_workday, "2026-05-15").as_deref(), Some("20260529"));
        assert_eq!(first(last_workday, "2026-05-30").as_deref(), Some("20260630"));
    }

    #[test]
    fn lines_are_folded_between_characters() {
        let mut out = Vec::new();
        line(&mut out, "SUMMARY", &"ữ".repeat(60)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().all(|line| line.len() <= LINE));
        assert_eq!(text.replace("\r\n ", ""), format!("SUMMARY:{}\r\n", "ữ".repeat(60)));
    }

    #[test]
    fn a_calendar_holds_what_has_a_day() {
        let text = "UBND TỈNH PHÚ THỌ\nSố: 15/UBND-NC\nPhú Thọ, ngày 03 tháng 02 năm 2025\n\n\
            1. Sở Nội vụ báo cáo kết quả trước ngày 30/6/2025.\n2. Sở Tài chính báo cáo trong thời hạn 15 ngày kể từ \
            ngày nhận được hồ sơ.\n";
        let mut calendar = Calendar::new(Vec::new()).unwrap();
        calendar.add(&vanban::extract(text)).unwrap();
        assert_eq!((calendar.written, calendar.without_day), (1, 1));
        let text = String::from_utf8(calendar.finish().unwrap()).unwrap();
        assert!(text.contains("\r\nDUE;VALUE=DATE:20250630\r\n"), "{text}");
        assert!(text.ends_with("END:VTODO\r\nEND:VCALENDAR\r\n"));
    }
}
