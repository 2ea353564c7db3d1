//! A record for people: a summary in colour, and diagnostics with the lines that they point at.

use ariadne::{CharSet, Config, IndexType, Label, Report, ReportKind, Source};
use std::env;
use std::fmt::Write as _;
use std::io::{self, IsTerminal};
use std::ops::Range;
use std::path::Path;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use vanban::record::{Deadline, RelationType, Role, Task};
use vanban::{Diagnostic, Record, Severity};

/// Whether the output takes colour: a terminal, and nobody has said no (no-color.org).
pub fn has_colour(output: Option<&Path>) -> bool {
    let stdout = output.is_none_or(|path| path == Path::new("-"));
    let refused = env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    stdout && !refused && !dumb && io::stdout().is_terminal()
}

/// `text` in just `width` places of the terminal: cut with `…`, or filled with blanks.
pub fn padded(text: &str, width: usize) -> String {
    let text = clean(text);
    let mut out = text.clone();
    if text.width() > width {
        out.clear();
        let mut used = 0;
        for c in text.chars() {
            used += c.width().unwrap_or(0);
            if used >= width {
                break;
            }
            out.push(c);
        }
        out.push('…');
    }
    let missing = width.saturating_sub(out.width());
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Signs that would steer a terminal are blanks of the same length in bytes, so that offsets hold.
fn clean(text: &str) -> String {
    let harmless = |c: char| match c {
        '\n' => '\n',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{2007}',
        c if !c.is_control() => c,
        c if c.len_utf8() == 1 => ' ',
        _ => '\u{a0}',
    };
    text.chars().map(harmless).collect()
}

/// Styles, or nothing where there is no colour.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        let text = clean(text);
        if self.0 && !text.is_empty() { format!("\x1b[{code}m{text}\x1b[0m") } else { text }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn dim(self, text: &str) -> String {
        self.with("2", text)
    }

    fn green(self, text: &str) -> String {
        self.with("32", text)
    }

    fn yellow(self, text: &str) -> String {
        self.with("33", text)
    }

    fn cyan(self, text: &str) -> String {
        self.with("36", text)
    }
}

/// Adds the page of a record. Its spans count bytes and its text is there.
pub fn page(record: &Record, colour: bool, out: &mut Vec<u8>) {
    let paint = Paint(colour);
    let mut page = String::new();
    // Writing to a string cannot fail.
    let _ = head(record, paint, &mut page);
    let _ = references(record, paint, &mut page);
    let _ = tasks(record, paint, &mut page);
    let _ = foot(record, paint, &mut page);
    out.extend_from_slice(page.as_bytes());
    for diagnostic in &record.diagnostics {
        report(record, diagnostic, colour, out);
    }
    out.push(b'\n');
}

type Done = std::fmt::Result;

fn head(record: &Record, paint: Paint, page: &mut String) -> Done {
    let kind = record.kind.as_ref().map_or("?", |k| k.name.as_str());
    let number = record.number.as_ref().map_or("", |n| n.value.as_str());
    write!(page, "{} {}", paint.bold(kind), paint.bold(number))?;
    if let Some(date) = &record.date {
        write!(page, "  {}", paint.green(&date.value))?;
    }
    writeln!(page, "  {}", paint.dim(record.source.path.as_deref().unwrap_or("")))?;
    let line = |page: &mut String, name: &str, value: &str| {
        if value.is_empty() { Ok(()) } else { writeln!(page, "  {} {}", paint.dim(&padded(name, 14)), clean(value)) }
    };
    if let Some(subject) = &record.subject {
        line(page, "trích yếu", &subject.value)?;
    }
    let names = |list: &mut dyn Iterator<Item = &str>| list.collect::<Vec<_>>().join("; ");
    line(page, "cơ quan", &names(&mut record.issuers.iter().map(|i| i.name.as_str())))?;
    line(page, "địa danh", record.place.as_ref().map_or("", |p| &p.value))?;
    line(page, "hiệu lực", record.effective_date.as_ref().map_or("", |d| &d.value))?;
    line(page, "kính gửi", &names(&mut record.addressees.iter().map(|a| a.name.as_str())))?;
    let marks = &record.marks;
    let marks = [marks.secrecy.as_deref(), marks.urgency.as_deref(), marks.draft.then_some("dự thảo")];
    line(page, "mức độ", &marks.into_iter().flatten().collect::<Vec<_>>().join(", "))?;
    for signer in &record.signers {
        let parts = [signer.position.as_deref(), signer.name.as_deref()];
        line(page, "ký", &parts.into_iter().flatten().collect::<Vec<_>>().join(": "))?;
    }
    line(page, "định danh", record.key.as_deref().unwrap_or(""))
}

fn title(page: &mut String, paint: Paint, name: &str, count: usize) -> Done {
    writeln!(page, "\n{} {}", paint.bold(name), paint.dim(&format!("({count})")))
}

fn references(record: &Record, paint: Paint, page: &mut String) -> Done {
    if record.references.is_empty() {
        return Ok(());
    }
    title(page, paint, "Văn bản viện dẫn", record.references.len())?;
    for r in &record.references {
        let relation = r.mentions.first().and_then(|m| m.relations.first()).map_or(RelationType::Cites, |x| x.kind);
        let (relation, _) = vanban_export::view::relation(relation);
        let code = r.kind.as_deref().unwrap_or("");
        let kind = vanban::type_name(code).unwrap_or(code);
        let what = r.number.as_deref().or(r.name.as_deref()).unwrap_or("");
        let date = r.date.as_deref().unwrap_or("");
        let times = if r.mentions.len() > 1 { format!("×{}", r.mentions.len()) } else { String::new() };
        writeln!(
            page,
            "  {} {} {} {} {}",
            paint.dim(&padded(&r.id, 4)),
            paint.cyan(&padded(relation, 17)),
            padded(format!("{kind} {what}").trim(), 44),
            paint.green(&padded(date, 10)),
            paint.dim(times.trim())
        )?;
    }
    Ok(())
}

fn tasks(record: &Record, paint: Paint, page: &mut String) -> Done {
    if !record.tasks.is_empty() {
        title(page, paint, "Nhiệm vụ", record.tasks.len())?;
    }
    for task in &record.tasks {
        writeln!(page, "  {} {}", paint.dim(&padded(&task.path.join("."), 8)), padded(&task.text, 96).trim_end())?;
        let by = |role: Role| {
            let names = task.assignees.iter().filter(|a| a.role == role).map(|a| a.name.as_str());
            names.collect::<Vec<_>>().join(", ")
        };
        for (name, names) in [("chủ trì", by(Role::Lead)), ("phối hợp", by(Role::Support))] {
            if !names.is_empty() {
                writeln!(page, "           {} {}", paint.dim(name), paint.cyan(&names))?;
            }
        }
        for deadline in deadlines_of(record, task) {
            writeln!(page, "           {} {}", paint.dim("thời hạn"), time(deadline, paint))?;
        }
    }
    let free: Vec<&Deadline> = record.deadlines.iter().filter(|d| d.task.is_none()).collect();
    if !free.is_empty() {
        title(page, paint, "Thời hạn khác", free.len())?;
    }
    for deadline in free {
        writeln!(page, "  {}", time(deadline, paint))?;
    }
    Ok(())
}

fn deadlines_of<'r>(record: &'r Record, task: &'r Task) -> impl Iterator<Item = &'r Deadline> {
    record.deadlines.iter().filter(|d| task.deadlines.contains(&d.id))
}

fn time(d: &Deadline, paint: Paint) -> String {
    let read = [d.due.as_deref(), d.duration.as_deref(), d.rrule.first().map(String::as_str)];
    let read = read.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let computed = d.computed.as_ref().map_or(String::new(), |c| format!(" = {} ({})", c.date, c.rule));
    format!("{} {}", paint.yellow(&format!("{read}{computed}")), paint.dim(&d.text))
}

fn foot(record: &Record, paint: Paint, page: &mut String) -> Done {
    if !record.recipients.is_empty() {
        title(page, paint, "Nơi nhận", record.recipients.len())?;
        let names: Vec<&str> = record.recipients.iter().map(|r| r.name.as_str()).collect();
        writeln!(page, "  {}", clean(&names.join("; ")))?;
    }
    if !record.diagnostics.is_empty() {
        title(page, paint, "Lưu ý", record.diagnostics.len())?;
    }
    Ok(())
}

/// A diagnostic with its line.
fn report(record: &Record, diagnostic: &Diagnostic, colour: bool, out: &mut Vec<u8>) {
    let name = record.source.path.as_deref().unwrap_or("-");
    let (kind, hue) = match diagnostic.severity {
        Severity::Error => (ReportKind::Error, ariadne::Color::Red),
        Severity::Warning => (ReportKind::Warning, ariadne::Color::Yellow),
        Severity::Info => (ReportKind::Advice, ariadne::Color::Cyan),
    };
    let text = record.text.as_deref().unwrap_or("");
    let range = diagnostic.span.map(|span| span.range()).filter(|range| text.get(range.clone()).is_some());
    let Some(range) = range else {
        // Without a place there is no line to show.
        let severity = format!("{:?}", diagnostic.severity);
        let line = format!("[{}] {severity}: {}\n", diagnostic.code, diagnostic.message);
        out.extend_from_slice(clean(&line).as_bytes());
        return;
    };
    // Only the lines around it: reports number every line of what they are given.
    let (lines, before, range) = around(text, range);
    // Blank lines stand for those before, so that the numbers beside the lines are those of the document.
    let shown = "\n".repeat(before) + &clean(lines);
    let range = range.start + before..range.end + before;
    let config = Config::default().with_color(colour).with_index_type(IndexType::Byte).with_char_set(CharSet::Unicode);
    let label = Label::new((name, range.clone())).with_color(hue);
    let built = Report::build(kind, (name, range))
        .with_config(config)
        .with_code(&diagnostic.code)
        .with_message(clean(&diagnostic.message))
        .with_label(label.with_message(clean(&diagnostic.code)))
        .finish();
    // Writing to a vector does not fail.
    let _ = built.write((name, Source::from(shown)), out);
}

/// Longest piece of text around a diagnostic that a report is made of.
const AROUND: usize = 4096;

/// The lines that hold `range`, the number of lines before them, and the range inside them.
fn around(text: &str, range: Range<usize>) -> (&str, usize, Range<usize>) {
    let floor = |mut at: usize| {
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let line = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let start = floor(line.max(range.start.saturating_sub(AROUND)));
    let end = text[range.end..].find('\n').map_or(text.len(), |at| range.end + at);
    let end = floor(end.min(range.end + AROUND));
    let before = text[..start].matches('\n').count();
    (&text[start..end], before, range.start - start..range.end - start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_of_the_screen() {
        // The second is decomposed: more characters, the same width.
        for text in ["Quyết định", "Quye\u{302}\u{301}t đi\u{323}nh"] {
            assert_eq!(padded(text, 12).width(), 12);
            assert_eq!(padded(text, 12).trim_end().width(), 10);
        }
        assert_eq!(padded("Quyết định", 6), "Quyết…");
        assert_eq!(padded("a\x1b[31mb\u{202e}", 10), "a [31mb\u{2007}  ");
    }

    #[test]
    fn a_page_tells_the_record_and_shows_the_lines() {
        let text = "Số: /QĐ-UBND\nPhú Thọ, ngày 31 tháng 02 năm 2025\n\nQUYẾT ĐỊNH\nVề việc\x1b[31m kiểm kê\n\n\
            Căn cứ Nghị định số 31/2021/NĐ-CP ngày 26/3/2021 của Chính phủ;";
        let record = vanban::Extractor::builder().with_text(true).build().extract(text);
        let mut out = Vec::new();
        page(&record, false, &mut out);
        let plain = String::from_utf8(out).unwrap();
        assert!(!plain.contains('\x1b'), "{plain}");
        for words in ["Quyết định /QĐ-UBND", "căn cứ", "Nghị định 31/2021/NĐ-CP", "blank-serial"] {
            assert!(plain.contains(words), "{words}\n{plain}");
        }
        let mut out = Vec::new();
        page(&record, true, &mut out);
        assert!(String::from_utf8(out).unwrap().contains("\x1b[1m"));
    }
}
