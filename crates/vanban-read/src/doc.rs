//! Word 97 to 2003: streams of a compound file ([MS-DOC]).
//!
//! The text stands in pieces, eight or sixteen bits a character; what is known of runs and paragraphs stands in pages of 512
//! bytes, by the place of the characters in the file; lists, styles and fonts in tables of their own. Every number in
//! such a file is taken for a guess until it is looked up: what lies outside the file is left out.

use crate::fonts::{self, Font};
use crate::numbering::{Counters, Form, Level};
use crate::sink::Sink;
use crate::{Document, Error, Format, Limits};
use std::collections::{HashMap, HashSet};
use std::io::{Cursor, Read};
use std::ops::Range;

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let damaged = |part: &str, reason: &str| Error::damaged("doc", part, reason);
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| Error::damaged("doc", "directory", e))?;
    let mut stream = |name: &str| -> Result<Vec<u8>, Error> {
        let stream = file.open_stream(name).map_err(|e| Error::damaged("doc", name, e))?;
        let mut out = Vec::new();
        // No stream is longer than the file that it stands in.
        stream.take(bytes.len() as u64).read_to_end(&mut out).map_err(|e| Error::damaged("doc", name, e))?;
        Ok(out)
    };
    let main = stream("/WordDocument")?;
    let flags = u16_at(&main, 0x0A).ok_or_else(|| damaged("WordDocument", "no header"))?;
    if flags & 0x0100 != 0 {
        return Err(Error::Locked { format: "doc" });
    }
    if u16_at(&main, 2).unwrap_or(0) < 0xC1 {
        return old(&main, limits);
    }
    let table = stream(if flags & 0x0200 != 0 { "/1Table" } else { "/0Table" })?;
    let fib = Fib { main: &main, table: &table };
    let pieces = pieces(&fib).ok_or_else(|| damaged("piece table", "not there"))?;
    let mut body = Body::new(&fib, limits);
    let mut from = 0usize;
    // Text, notes, page heads, comments, end notes and text boxes stand one behind the other.
    for (at, label) in [(0x4C, "p"), (0x50, "fn"), (0x54, ""), (0x58, ""), (0x5C, ""), (0x60, "en"), (0x64, "box")] {
        let length = u32_at(&main, at).unwrap_or(0) as usize;
        if length == 0 {
            continue;
        }
        let range = from..from.saturating_add(length);
        from = range.end;
        if !label.is_empty() {
            body.part(&pieces, range, label)?;
        }
    }
    body.sink.finish(Format::Doc)
}

/// Word 6 and 95: one piece of text in eight bits.
fn old(main: &[u8], limits: &Limits) -> Result<Document, Error> {
    let start = u32_at(main, 0x18).unwrap_or(0) as usize;
    let length = u32_at(main, 0x34).unwrap_or(0) as usize;
    let text = main.get(start..start.saturating_add(length).min(main.len())).unwrap_or_default();
    let mut sink = Sink::new(limits);
    let mut fields = Vec::new();
    for paragraph in text.split(|b| matches!(b, 0x0D | 0x07 | 0x0C | 0x0B)) {
        for &b in paragraph {
            match b {
                0x13 if fields.len() < 64 => fields.push(false),
                0x14 => fields.iter_mut().rev().take(1).for_each(|f| *f = true),
                0x15 => drop(fields.pop()),
                _ if fields.iter().any(|f| !f) => {}
                b'\t' | 0x20.. => sink.words(wide(b).encode_utf8(&mut [0; 4])),
                _ => {}
            }
        }
        sink.end_line();
        sink.check()?;
    }
    sink.finish(Format::Doc)
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..at.checked_add(2)?).map(|b| u16::from_le_bytes([b[0], b[1]]))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..at.checked_add(4)?).map(|b| u32::from_le_bytes([b[0], b[1], b[2], b[3]]))
}

/// A character of eight bits, in code page 1252.
fn wide(byte: u8) -> char {
    match byte {
        0x80..=0x9F => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next().unwrap_or(' '),
        _ => byte as char,
    }
}

/// The file information block and the stream of tables that it points into.
struct Fib<'a> {
    main: &'a [u8],
    table: &'a [u8],
}

impl<'a> Fib<'a> {
    /// Place and bytes of the table with this number.
    fn table(&self, number: usize) -> Option<(usize, &'a [u8])> {
        let start = u32_at(self.main, 154 + number * 8)? as usize;
        let length = u32_at(self.main, 158 + number * 8)? as usize;
        Some((start, self.table.get(start..start.checked_add(length)?)?))
    }
}

/// A stretch of text.
struct Piece {
    /// Its characters among all characters.
    cps: Range<usize>,
    /// Where it stands in the file.
    start: usize,
    /// Eight bits a character.
    narrow: bool,
}

fn pieces(fib: &Fib) -> Option<Vec<Piece>> {
    let (_, clx) = fib.table(33)?;
    let mut at = 0;
    while clx.get(at) == Some(&1) {
        at += 3 + u16_at(clx, at + 1)? as usize;
    }
    if clx.get(at) != Some(&2) {
        return None;
    }
    let plc = clx.get(at + 5..)?;
    let plc = &plc[..plc.len().min(u32_at(clx, at + 1)? as usize)];
    let count = plc.len().checked_sub(4)? / 12;
    let mut pieces = Vec::with_capacity(count);
    for i in 0..count {
        let cps = u32_at(plc, i * 4)? as usize..u32_at(plc, i * 4 + 4)? as usize;
        let place = u32_at(plc, (count + 1) * 4 + i * 8 + 2)?;
        let narrow = place & 0x4000_0000 != 0;
        let start = (place & 0x3FFF_FFFF) as usize;
        pieces.push(Piece { cps, start: if narrow { start / 2 } else { start }, narrow });
    }
    Some(pieces)
}

/// What is known of a run.
#[derive(Clone, Debug, Default)]
struct Run {
    font: Option<u16>,
    style: Option<u16>,
    deleted: bool,
    hidden: Option<bool>,
    caps: Option<bool>,
    /// The character is a sign of this font.
    symbol: Option<(u16, u16)>,
}

/// What is known of a paragraph.
#[derive(Clone, Debug, Default)]
struct Look {
    style: u16,
    in_table: bool,
    row_end: bool,
    level: Option<u8>,
    list: Option<u16>,
    inner_cell: bool,
    page_break: bool,
}

/// Goes over property modifiers: number and bytes of each.
fn modifiers(mut bytes: &[u8], mut see: impl FnMut(u16, &[u8])) {
    while let Some(code) = u16_at(bytes, 0) {
        let length = match code >> 13 {
            0 | 1 => 1,
            2 | 4 | 5 => 2,
            3 => 4,
            7 => 3,
            _ => match code {
                0xD608 => u16_at(bytes, 2).map_or(0, |n| n as usize + 1),
                _ => bytes.get(2).map_or(0, |n| *n as usize + 1),
            },
        };
        let Some(operand) = bytes.get(2..2 + length) else { return };
        see(code, operand);
        bytes = &bytes[2 + length..];
    }
}

impl Run {
    fn apply(&mut self, bytes: &[u8]) {
        let flag = |b: &[u8]| match b.first() {
            // 0x80 and 0x81: as the style says, or its contrary.
            Some(0) => Some(false),
            Some(1 | 0x81) => Some(true),
            _ => None,
        };
        modifiers(bytes, |code, operand| match code {
            0x0800 => self.deleted = operand.first() == Some(&1),
            0x083C => self.hidden = flag(operand),
            0x083B => self.caps = flag(operand),
            0x4A4F => self.font = u16_at(operand, 0),
            0x4A51 => self.font = self.font.or(u16_at(operand, 0)),
            0x4A30 => self.style = u16_at(operand, 0),
            0x6A09 => self.symbol = u16_at(operand, 0).zip(u16_at(operand, 2)),
            _ => {}
        });
    }

    fn or(mut self, below: &Run) -> Self {
        self.font = self.font.or(below.font);
        self.hidden = self.hidden.or(below.hidden);
        self.caps = self.caps.or(below.caps);
        self
    }
}

impl Look {
    fn apply(&mut self, bytes: &[u8]) {
        modifiers(bytes, |code, operand| {
            let on = operand.first() == Some(&1);
            match code {
                0x2416 => self.in_table = on,
                0x2417 => self.row_end = on,
                0x244B => self.inner_cell = on,
                0x2407 => self.page_break = on,
                0x260A => self.level = operand.first().copied(),
                0x460B => self.list = u16_at(operand, 0),
                _ => {}
            }
        });
    }
}

/// Properties by places in the file, from the pages of table `number`: stretches in order, each with its bytes.
fn stretches<'a>(fib: &Fib<'a>, number: usize, paragraphs: bool) -> Vec<(Range<u32>, &'a [u8])> {
    const PAGE: usize = 512;
    let Some((_, plc)) = fib.table(number) else { return Vec::new() };
    let count = plc.len().saturating_sub(4) / 8;
    let mut out = Vec::new();
    for i in 0..count {
        let Some(page) = u32_at(plc, (count + 1) * 4 + i * 4) else { break };
        let start = (page & 0x3F_FFFF) as usize * PAGE;
        let Some(page) = fib.main.get(start..start + PAGE) else { continue };
        let runs = page[PAGE - 1] as usize;
        for run in 0..runs {
            let (Some(from), Some(to)) = (u32_at(page, run * 4), u32_at(page, run * 4 + 4)) else { break };
            let slot = (runs + 1) * 4 + run * if paragraphs { 13 } else { 1 };
            let Some(&word) = page.get(slot).filter(|_| slot < PAGE - 1) else { break };
            let at = word as usize * 2;
            let properties = match (word, paragraphs) {
                (0, _) => &[][..],
                (_, false) => page.get(at + 1..at + 1 + page[at] as usize).unwrap_or_default(),
                (_, true) => match page[at] {
                    0 => {
                        let length = page.get(at + 1).map_or(0, |n| *n as usize * 2);
                        page.get(at + 2..at + 2 + length).unwrap_or_default()
                    }
                    n => page.get(at + 1..at + n as usize * 2).unwrap_or_default(),
                },
            };
            if from < to {
                out.push((from..to, properties));
            }
        }
    }
    out.sort_by_key(|s| s.0.start);
    out
}

/// The stretch that holds a place.
fn at_place<T>(stretches: &[(Range<u32>, T)], place: u32) -> Option<(usize, &T)> {
    let index = stretches.partition_point(|s| s.0.start <= place).checked_sub(1)?;
    let (range, value) = &stretches[index];
    range.contains(&place).then_some((index, value))
}

#[derive(Clone, Debug, Default)]
struct Style {
    based_on: u16,
    run: Run,
    look: Look,
}

/// The style sheet, each style with what those say that it is based on.
fn styles(fib: &Fib) -> Vec<Style> {
    /// Styles are based on few others; a circle of them ends here.
    const LONGEST: usize = 16;
    let own = own_styles(fib).unwrap_or_default();
    (0..own.len())
        .map(|i| {
            let mut style = own[i].clone();
            let mut next = style.based_on as usize;
            for _ in 0..LONGEST {
                let Some(below) = own.get(next) else { break };
                style.run = style.run.or(&below.run);
                style.look.list = style.look.list.or(below.look.list);
                style.look.level = style.look.level.or(below.look.level);
                style.look.in_table |= below.look.in_table;
                next = below.based_on as usize;
            }
            style
        })
        .collect()
}

fn own_styles(fib: &Fib) -> Option<Vec<Style>> {
    let (_, sheet) = fib.table(1)?;
    let head = u16_at(sheet, 0)? as usize;
    let count = u16_at(sheet, 2)?;
    let base = u16_at(sheet, 4)? as usize;
    let default_font = u16_at(sheet, 14);
    let mut at = 2 + head;
    let mut out = Vec::new();
    for _ in 0..count {
        let Some(length) = u16_at(sheet, at) else { break };
        let std = sheet.get(at + 2..at + 2 + length as usize).unwrap_or_default();
        at += 2 + length as usize;
        let mut style = Style { based_on: 0xFFF, ..Style::default() };
        if let Some(second) = u16_at(std, 2) {
            style.based_on = second >> 4;
            let kind = second & 15;
            let name = u16_at(std, base).unwrap_or(0) as usize;
            let mut upx = base + 2 + name * 2 + 2;
            let mut part = |std: &[u8]| -> Vec<u8> {
                upx += upx % 2;
                let length = u16_at(std, upx).unwrap_or(0) as usize;
                let bytes = std.get(upx + 2..upx + 2 + length).unwrap_or_default().to_vec();
                upx += 2 + length;
                bytes
            };
            if kind == 1 {
                style.look.apply(part(std).get(2..).unwrap_or_default());
            }
            if kind <= 2 {
                style.run.apply(&part(std));
            }
            if kind == 1 && style.based_on == 0xFFF {
                style.run.font = style.run.font.or(default_font);
            }
        }
        out.push(style);
    }
    Some(out)
}

fn font_names(fib: &Fib) -> Vec<String> {
    let Some((_, table)) = fib.table(15) else { return Vec::new() };
    let mut at = 4;
    let mut out = Vec::new();
    while let Some(&length) = table.get(at) {
        let entry = table.get(at + 1..at + 1 + length as usize).unwrap_or_default();
        let units = entry.get(39..).unwrap_or_default().chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]]));
        out.push(char::decode_utf16(units.take_while(|u| *u != 0)).filter_map(Result::ok).collect());
        at += 1 + length as usize;
    }
    out
}

/// A list by its own number.
#[derive(Debug, Default)]
struct Kind {
    id: u32,
    levels: Vec<Level>,
    /// Style that stands for each level.
    styles: Vec<u16>,
}

/// A list as paragraphs name it, with what it sets otherwise.
#[derive(Debug, Default)]
struct List {
    kind: u32,
    starts: Vec<(usize, u32)>,
    levels: Vec<(usize, Level)>,
}

/// Reads a level; the place behind it.
fn level(bytes: &[u8], at: usize) -> Option<(Level, usize)> {
    let head = bytes.get(at..at.checked_add(28)?)?;
    let start = u32_at(head, 0)?;
    let flags = head[5];
    let text_at = at + 28 + head[24] as usize + head[25] as usize;
    let length = u16_at(bytes, text_at)? as usize;
    let units = bytes.get(text_at + 2..text_at + 2 + length * 2)?;
    let mut text = String::new();
    for unit in units.chunks_exact(2).map(|p| u16::from_le_bytes([p[0], p[1]])) {
        match unit {
            0..=8 => text.push_str(&format!("%{}", unit + 1)),
            _ => text.push(char::from_u32(unit.into()).unwrap_or(' ')),
        }
    }
    let restart = (flags & 8 != 0).then_some(head[26] as u32);
    let level = Level { form: Form::of_nfc(head[4]), start, text, restart, legal: flags & 4 != 0 };
    Some((level, text_at + 2 + length * 2))
}

fn kinds(fib: &Fib) -> Vec<Kind> {
    let Some((start, table)) = fib.table(73) else { return Vec::new() };
    let count = u16_at(table, 0).unwrap_or(0) as usize;
    // The levels stand behind the table, outside its length.
    let mut at = start + 2 + count * 28;
    let mut out = Vec::new();
    for i in 0..count {
        let Some(head) = table.get(2 + i * 28..2 + (i + 1) * 28) else { break };
        let mut kind = Kind { id: u32_at(head, 0).unwrap_or(0), ..Kind::default() };
        kind.styles = (0..9).filter_map(|l| u16_at(head, 8 + l * 2)).collect();
        for _ in 0..if head[26] & 1 != 0 { 1 } else { 9 } {
            let Some((level, next)) = level(fib.table, at) else { return out };
            kind.levels.push(level);
            at = next;
        }
        out.push(kind);
    }
    out
}

fn lists(fib: &Fib) -> Vec<List> {
    let Some((_, table)) = fib.table(74) else { return Vec::new() };
    let count = u32_at(table, 0).unwrap_or(0) as usize;
    let mut at = 4 + count.saturating_mul(16);
    let mut out = Vec::new();
    for i in 0..count {
        let Some(head) = table.get(4 + i * 16..4 + (i + 1) * 16) else { break };
        let mut list = List { kind: u32_at(head, 0).unwrap_or(0), ..List::default() };
        at += 4;
        for _ in 0..head[12] {
            let (Some(start), Some(flags)) = (u32_at(table, at), u32_at(table, at + 4)) else { break };
            at += 8;
            let number = (flags & 15) as usize;
            if flags & 0x20 != 0 {
                let Some((level, next)) = level(table, at) else { break };
                list.levels.push((number, level));
                at = next;
            } else if flags & 0x10 != 0 {
                list.starts.push((number, start));
            }
        }
        out.push(list);
    }
    out
}

struct Body<'a> {
    main: &'a [u8],
    runs: Vec<(Range<u32>, Run)>,
    looks: Vec<(Range<u32>, &'a [u8])>,
    styles: Vec<Style>,
    fonts: Vec<String>,
    kinds: HashMap<u32, Kind>,
    lists: Vec<List>,
    counters: HashMap<u32, Counters>,
    started: HashSet<u16>,
    sink: Sink<'a>,
    fields: Vec<bool>,
    row_open: bool,
    table_open: bool,
    cell_open: bool,
}

impl<'a> Body<'a> {
    fn new(fib: &Fib<'a>, limits: &'a Limits) -> Self {
        let runs = stretches(fib, 12, false)
            .into_iter()
            .map(|(range, bytes)| {
                let mut run = Run::default();
                run.apply(bytes);
                (range, run)
            })
            .collect();
        Self {
            main: fib.main,
            runs,
            looks: stretches(fib, 13, true),
            styles: styles(fib),
            fonts: font_names(fib),
            kinds: kinds(fib).into_iter().map(|k| (k.id, k)).collect(),
            lists: lists(fib),
            counters: HashMap::new(),
            started: HashSet::new(),
            sink: Sink::new(limits),
            fields: Vec::new(),
            row_open: false,
            table_open: false,
            cell_open: false,
        }
    }

    /// Reads the characters of one part of the document.
    fn part(&mut self, pieces: &[Piece], cps: Range<usize>, label: &str) -> Result<(), Error> {
        self.sink.fresh_line();
        self.fields.clear();
        let mut paragraph: Vec<(char, u32)> = Vec::new();
        let mut number = 1usize;
        for piece in pieces {
            let from = piece.cps.start.max(cps.start);
            let to = piece.cps.end.min(cps.end);
            let width = if piece.narrow { 1 } else { 2 };
            for cp in from..to {
                let place = piece.start + (cp - piece.cps.start) * width;
                let c = match piece.narrow {
                    true => self.main.get(place).map(|b| wide(*b)),
                    false => u16_at(self.main, place).and_then(|u| char::from_u32(u.into())).or(Some('\u{FFFD}')),
                };
                // Behind the end of the file there are no more characters.
                let Some(c) = c.filter(|_| place < self.main.len()) else { break };
                paragraph.push((c, place as u32));
                if matches!(c, '\r' | '\u{7}' | '\u{C}') {
                    self.paragraph(&paragraph, label, number);
                    paragraph.clear();
                    number += 1;
                    self.sink.check()?;
                }
            }
        }
        self.paragraph(&paragraph, label, number);
        self.end_table();
        self.sink.fresh_line();
        self.sink.check()
    }

    fn look(&self, place: u32) -> Look {
        let bytes = at_place(&self.looks, place).map_or(&[][..], |(_, b)| b);
        let style = u16_at(bytes, 0).unwrap_or(0);
        let mut look = self.styles.get(style as usize).map(|s| s.look.clone()).unwrap_or_default();
        look.style = style;
        look.apply(bytes.get(2..).unwrap_or_default());
        look
    }

    fn paragraph(&mut self, characters: &[(char, u32)], part: &str, number: usize) {
        let Some(&(end, place)) = characters.last() else { return };
        let look = self.look(place);
        if look.row_end && end == '\u{7}' {
            self.row_open = false;
            self.cell_open = false;
            return;
        }
        if look.page_break {
            self.sink.page_break();
        }
        if look.in_table || end == '\u{7}' {
            self.open_cell();
        } else {
            self.end_table();
        }
        let mut label = self.label(&look);
        let of_style = self.styles.get(look.style as usize).map(|s| s.run.clone()).unwrap_or_default();
        let mut words = String::new();
        let mut current: Option<usize> = None;
        let mut shown = Shown::default();
        let mut count = 0usize;
        let mut joined = false;
        for &(c, place) in characters {
            let index = at_place(&self.runs, place).map(|(i, _)| i);
            if index != current || words.is_empty() {
                self.write(&mut words, &shown, &mut label, part, number, count);
                if index != current {
                    count += 1;
                }
                current = index;
                let mut run = index.map(|i| self.runs[i].1.clone()).unwrap_or_default();
                let style = run.style.and_then(|s| self.styles.get(s as usize));
                if let Some(style) = style {
                    run = run.or(&style.run);
                }
                let run = run.or(&of_style);
                let name = |font: u16| self.fonts.get(font as usize).map_or("", String::as_str);
                shown = Shown {
                    hidden: run.deleted || run.hidden == Some(true),
                    deleted: run.deleted,
                    caps: run.caps == Some(true),
                    font: run.font.and_then(|f| fonts::of_name(name(f))),
                    symbol: run.symbol.filter(|(f, _)| !fonts::is_symbol(name(*f))).map(|(_, c)| c),
                };
            }
            match c {
                '\u{13}' if self.fields.len() < 64 => {
                    self.write(&mut words, &shown, &mut label, part, number, count);
                    self.fields.push(false);
                }
                '\u{14}' => {
                    words.clear();
                    self.fields.iter_mut().rev().take(1).for_each(|f| *f = true);
                }
                '\u{15}' => {
                    self.write(&mut words, &shown, &mut label, part, number, count);
                    self.fields.pop();
                }
                '\u{B}' | '\u{E}' => {
                    self.write(&mut words, &shown, &mut label, part, number, count);
                    if !shown.hidden {
                        self.sink.end_line();
                    }
                }
                '\u{C}' => {
                    self.write(&mut words, &shown, &mut label, part, number, count);
                    self.sink.page_break();
                }
                '\r' | '\u{7}' => joined = shown.deleted && c == '\r',
                '\u{1E}' => words.push('-'),
                '\u{28}' if shown.symbol.is_some() => {
                    words.extend(shown.symbol.and_then(|c| char::from_u32(c.into())));
                }
                '\t' => words.push('\t'),
                c if (c as u32) < 0x20 => {}
                c => words.push(c),
            }
        }
        self.write(&mut words, &shown, &mut label, part, number, count);
        // A cell may hold its number alone.
        if let Some(label) = label.filter(|_| self.cell_open) {
            self.sink.place(format!("{part}{number}/n"));
            self.sink.words(&label);
        }
        match end {
            '\u{7}' => {
                self.sink.fresh_line();
                self.cell_open = false;
            }
            '\u{C}' => {}
            _ if joined => {}
            _ => self.sink.end_line(),
        }
    }

    fn write(
        &mut self,
        words: &mut String,
        shown: &Shown,
        label: &mut Option<String>,
        part: &str,
        number: usize,
        run: usize,
    ) {
        if words.is_empty() {
            return;
        }
        if !shown.hidden && self.fields.iter().all(|result| *result) {
            if let Some(label) = label.take() {
                self.sink.place(format!("{part}{number}/n"));
                self.sink.words(&label);
            }
            self.sink.place(format!("{part}{number}/r{}", run.max(1)));
            match shown.font {
                None if shown.caps => self.sink.words(&words.to_uppercase()),
                font => {
                    let font = font.map(|f| Font { capitals: f.capitals || shown.caps, ..f });
                    fonts::write(&mut self.sink, words, font);
                }
            }
        }
        words.clear();
    }

    /// The number of a paragraph of a list, with a blank behind it.
    fn label(&mut self, look: &Look) -> Option<String> {
        // Lists count from 1; 0 takes a paragraph out of the list of its style.
        let index = look.list.filter(|&n| n != 0 && n != 0xF801)?;
        let list = self.lists.get(index as usize - 1)?;
        let kind = self.kinds.get(&list.kind)?;
        let by_style = kind.styles.iter().position(|&s| s == look.style && s != 0xFFF);
        let level = look.level.map(usize::from).or(by_style).unwrap_or(0).min(8);
        let mut levels = kind.levels.clone();
        for (at, own) in &list.levels {
            if let Some(slot) = levels.get_mut(*at) {
                *slot = own.clone();
            }
        }
        let counters = self.counters.entry(list.kind).or_default();
        if self.started.insert(index) {
            list.starts.iter().for_each(|&(level, start)| counters.set(level, start));
        }
        Some(counters.label(level, &levels)).filter(|l| !l.is_empty()).map(|l| l + " ")
    }

    fn open_cell(&mut self) {
        if !self.table_open {
            self.sink.open_table();
            self.table_open = true;
            self.row_open = false;
        }
        if !self.row_open {
            self.sink.open_row();
            self.row_open = true;
            self.cell_open = false;
        }
        if !self.cell_open {
            self.sink.open_cell();
            self.cell_open = true;
        }
    }

    fn end_table(&mut self) {
        if self.table_open {
            self.sink.close_table();
            (self.table_open, self.row_open, self.cell_open) = (false, false, false);
        }
    }
}

/// How the characters of a run come out.
#[derive(Default)]
struct Shown {
    hidden: bool,
    deleted: bool,
    caps: bool,
    font: Option<Font>,
    symbol: Option<u16>,
}
