//! Where all readers write to: words, paragraphs and tables become text in the form that the library reads best.
//!
//! A paragraph is a line, an empty one a blank line. A table that sets the page (letterhead, recipients beside the
//! signature) is written cell after cell, each in lines of its own; a table of data as rows of cells between pipes, where
//! a cell of several paragraphs has its pipe in a line of its own.

use crate::{Document, Error, Format, Limits};
use std::fmt::Write as _;
use vanban::Diagnostic;
use vanban::record::SourceMark;
use vanban::text::decode::Encoding;

/// Text with the places it came from.
#[derive(Debug, Default)]
struct Piece {
    text: String,
    marks: Vec<(usize, Box<str>)>,
}

impl Piece {
    /// Notes where the text from `at` on stood; a place that goes on is noted once.
    fn mark(&mut self, at: usize, place: Box<str>) {
        if self.marks.last().is_none_or(|last| last.1 != place) {
            self.marks.push((at, place));
        }
    }

    /// Appends `other`.
    fn append(&mut self, other: Piece) {
        let base = self.text.len();
        self.text.push_str(&other.text);
        self.marks.extend(other.marks.into_iter().map(|(at, place)| (base + at, place)));
    }

    /// Cuts the text off; what a place gave behind the cut goes on there.
    fn cut(&mut self, len: usize) {
        self.text.truncate(len);
        self.marks.iter_mut().rev().take_while(|mark| mark.0 > len).for_each(|mark| mark.0 = len);
    }

    /// Ends the current line; blanks at its end go.
    fn end_line(&mut self) {
        let kept = self.text.trim_end_matches([' ', '\t', '\u{A0}']).len();
        self.cut(kept);
        // One blank line says all that several do.
        if !self.text.ends_with("\n\n") && !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<Vec<Piece>>,
}

impl Table {
    fn last_cell(&mut self) -> &mut Piece {
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        let last = self.rows.len() - 1;
        let row = &mut self.rows[last];
        if row.is_empty() {
            row.push(Piece::default());
        }
        let last = row.len() - 1;
        &mut row[last]
    }
}

/// What stands inside the text and not in its line.
#[derive(Debug)]
enum Frame {
    /// A table; words go to its last cell.
    Table(Table),
    /// A text box or a note: waits until the line that it hangs on has ended.
    Aside(Piece),
}

/// Collects what a reader finds.
pub(crate) struct Sink<'a> {
    limits: &'a Limits,
    /// The text outside tables.
    body: Piece,
    /// Open frames, the innermost last; words go there.
    frames: Vec<Frame>,
    /// Asides that wait for the end of the line, with the number of frames around that line.
    waiting: Vec<(usize, Piece)>,
    /// Place of the words to come, until they come.
    place: Option<Box<str>>,
    written: usize,
    failed: Option<Error>,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) diagnostics: Vec<Diagnostic>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            body: Piece::default(),
            frames: Vec::new(),
            waiting: Vec::new(),
            place: None,
            written: 0,
            failed: None,
            encoding: None,
            diagnostics: Vec::new(),
        }
    }

    fn here(&mut self) -> &mut Piece {
        match self.frames.last_mut() {
            Some(Frame::Aside(piece)) => piece,
            // Words between the rows of a table stand in its last cell.
            Some(Frame::Table(table)) => table.last_cell(),
            None => &mut self.body,
        }
    }

    /// An error when a limit was passed; readers ask after each part of the file.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.failed.clone().map_or(Ok(()), Err)
    }

    /// Names the place in the file that the words to come stand at.
    pub(crate) fn place(&mut self, place: String) {
        self.place = Some(place.into_boxed_str());
    }

    /// Writes words; line ends among them are kept.
    pub(crate) fn words(&mut self, words: &str) {
        if words.is_empty() || !self.has_room(words.len()) {
            return;
        }
        let place = self.place.take();
        let here = self.here();
        if let Some(place) = place {
            here.mark(here.text.len(), place);
        }
        here.text.push_str(words);
    }

    /// Lets a function write at the end of the text, where it may change the last letter.
    pub(crate) fn with(&mut self, longest: usize, write: impl FnOnce(&mut String)) {
        if !self.has_room(longest) {
            return;
        }
        let place = self.place.take();
        let here = self.here();
        let at = here.text.len();
        write(&mut here.text);
        if let Some(place) = place {
            // The last letter may have changed its length.
            let at = (0..=at).rev().find(|at| here.text.is_char_boundary(*at)).unwrap_or(0);
            here.mark(at, place);
        }
    }

    fn has_room(&mut self, more: usize) -> bool {
        self.written += more;
        if self.written > self.limits.text && self.failed.is_none() {
            self.failed = Some(Error::too_large("the text", self.limits.text as u64));
        }
        self.failed.is_none()
    }

    /// The end of a paragraph, or of a line inside one.
    pub(crate) fn end_line(&mut self) {
        if !self.has_room(1) {
            return;
        }
        let depth = self.frames.len();
        let first = self.waiting.iter().position(|w| w.0 >= depth).unwrap_or(self.waiting.len());
        let asides = self.waiting.split_off(first);
        let here = self.here();
        here.end_line();
        for (_, aside) in asides {
            here.append(aside);
            if !here.text.ends_with('\n') {
                here.text.push('\n');
            }
        }
    }

    /// A blank between two words, where a line is open.
    pub(crate) fn blank(&mut self) {
        let here = self.here();
        if !here.text.is_empty() && !here.text.ends_with([' ', '\n']) {
            here.text.push(' ');
        }
    }

    /// Ends the paragraph when one is open.
    pub(crate) fn fresh_line(&mut self) {
        let here = self.here();
        if !here.text.is_empty() && !here.text.ends_with('\n') {
            self.end_line();
        }
    }

    /// A page ends here.
    pub(crate) fn page_break(&mut self) {
        self.fresh_line();
        if self.frames.is_empty() && !self.body.text.is_empty() && !self.body.text.ends_with('\u{C}') {
            self.place = None; // the break stands nowhere
            self.words("\u{C}");
        }
    }

    /// A table starts.
    pub(crate) fn open_table(&mut self) {
        self.fresh_line();
        self.open(Frame::Table(Table::default()));
    }

    fn open(&mut self, frame: Frame) {
        if self.frames.len() >= self.limits.depth {
            self.failed.get_or_insert(Error::TooMany { what: "tables inside tables", limit: self.limits.depth });
            return;
        }
        self.frames.push(frame);
    }

    /// A text box starts, or what else hangs on the line and stands outside it.
    pub(crate) fn open_aside(&mut self) {
        self.open(Frame::Aside(Piece::default()));
    }

    /// The text box ends.
    pub(crate) fn close_aside(&mut self) {
        while self.frames.len() > 1 && matches!(self.frames.last(), Some(Frame::Table(_))) {
            self.close_table();
        }
        if let Some(Frame::Aside(_)) = self.frames.last()
            && let Some(Frame::Aside(piece)) = self.frames.pop()
            && !piece.text.trim().is_empty()
        {
            self.waiting.push((self.frames.len(), piece));
        }
    }

    /// True inside a table.
    pub(crate) fn in_table(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Table(_)))
    }

    /// A row starts.
    pub(crate) fn open_row(&mut self) {
        if let Some(Frame::Table(table)) = self.frames.last_mut() {
            table.rows.push(Vec::new());
        }
    }

    /// A cell starts.
    pub(crate) fn open_cell(&mut self) {
        if self.has_room(1)
            && let Some(Frame::Table(table)) = self.frames.last_mut()
        {
            if table.rows.is_empty() {
                table.rows.push(Vec::new());
            }
            if let Some(row) = table.rows.last_mut() {
                row.push(Piece::default());
            }
        }
    }

    /// The table ends and takes its place in the text.
    pub(crate) fn close_table(&mut self) {
        self.fresh_line();
        if !self.in_table() {
            return;
        }
        let Some(Frame::Table(mut table)) = self.frames.pop() else { return };
        table.rows.retain(|row| row.iter().any(|cell| !cell.text.trim().is_empty()));
        let layout = is_layout(&table);
        let here = self.here();
        if !here.text.is_empty() && !here.text.ends_with("\n\n") {
            here.text.push('\n');
        }
        for row in table.rows {
            if layout { write_cells(here, row) } else { write_row(here, row) }
        }
        if !here.text.is_empty() && !here.text.ends_with("\n\n") {
            here.text.push('\n');
        }
    }

    /// The text and its map. Text that is no Vietnamese as it stands, but is when its letters are taken for bytes, is
    /// read so.
    pub(crate) fn finish(mut self, format: Format) -> Result<Document, Error> {
        while !self.frames.is_empty() {
            if self.in_table() { self.close_table() } else { self.close_aside() }
        }
        self.end_line();
        self.check()?;
        let Piece { mut text, mut marks } = self.body;
        text.truncate(text.trim_end().len());
        if !text.is_empty() {
            text.push('\n');
        }
        marks.retain(|m| m.0 < text.len());
        let mut encoding = self.encoding;
        let mut diagnostics = self.diagnostics;
        if let Some(decoded) = vanban::text::decode::repair(&text) {
            // Letters join in a few encodings, so that places move; lines do not.
            marks = by_line(marks, &text, &decoded.text);
            text = decoded.text.into_owned();
            encoding = Some(decoded.encoding);
            diagnostics.extend(decoded.diagnostics);
        }
        let map = marks.into_iter().map(|(at, place)| SourceMark { start: at as u32, at: place.into() }).collect();
        Ok(Document { text, format, encoding, map, diagnostics })
    }
}

/// Moves marks from lines of `old` to the same lines of `new`; marks inside a line go to its start, one for each line.
fn by_line(marks: Vec<(usize, Box<str>)>, old: &str, new: &str) -> Vec<(usize, Box<str>)> {
    let starts =
        |text: &str| -> Vec<usize> { std::iter::once(0).chain(text.match_indices('\n').map(|(i, _)| i + 1)).collect() };
    let (from, to) = (starts(old), starts(new));
    let mut out: Vec<(usize, Box<str>)> = Vec::with_capacity(marks.len());
    for (at, place) in marks {
        let line = from.partition_point(|s| *s <= at).saturating_sub(1);
        let at = to.get(line).copied().unwrap_or(new.len());
        if out.last().is_none_or(|last| last.0 != at) {
            out.push((at, place));
        }
    }
    out
}

/// Words of a letterhead and of a foot: a table with one of them sets the page.
const PAGE_WORDS: [&str; 7] =
    ["CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN VIỆT NAM", "ĐỘC LẬP", "NƠI NHẬN", "TM. ", "KT. "];

/// Whether a table only sets the page.
fn is_layout(table: &Table) -> bool {
    /// A letterhead or a foot has at most so many rows.
    const ROWS: usize = 8;
    /// Longer cells hold text.
    const LONGEST: usize = 4000;
    let columns = table.rows.iter().map(|r| r.iter().filter(|c| !c.text.trim().is_empty()).count()).max().unwrap_or(0);
    if columns <= 1 {
        return true;
    }
    if columns > 3 || table.rows.len() > ROWS {
        return false;
    }
    let cells = || table.rows.iter().flatten();
    let page_words = cells().filter(|c| c.text.len() < LONGEST).any(|c| {
        let upper = c.text.to_uppercase();
        PAGE_WORDS.iter().any(|w| upper.contains(w))
    });
    // Two cells of several lines side by side, as signatures are.
    let several = |c: &&Piece| c.text.trim().matches('\n').count() >= 2;
    page_words || table.rows.len() == 1 && cells().filter(several).count() >= 1
}

/// Cell after cell in lines of their own, a blank line behind each.
fn write_cells(out: &mut Piece, row: Vec<Piece>) {
    for mut cell in row.into_iter().filter(|c| !c.text.trim().is_empty()) {
        cell.cut(cell.text.trim_end().len());
        if !out.text.is_empty() && !out.text.ends_with('\n') {
            out.text.push('\n');
        }
        out.append(cell);
        out.text.push_str("\n\n");
    }
}

/// A row between pipes.
fn write_row(out: &mut Piece, row: Vec<Piece>) {
    if !out.text.is_empty() && !out.text.ends_with('\n') {
        out.text.push('\n');
    }
    out.text.push('|');
    for mut cell in row {
        cell.cut(cell.text.trim_end().len());
        let lines = cell.text.contains('\n');
        out.text.push(if lines { '\n' } else { ' ' });
        if !cell.text.is_empty() {
            out.append(escaped(cell));
            out.text.push(if lines { '\n' } else { ' ' });
        }
        out.text.push('|');
    }
    out.text.push('\n');
}

/// Pipes inside a cell are no ends of it, blank lines in it no end of the table.
fn escaped(cell: Piece) -> Piece {
    if !cell.text.contains('|') && !cell.text.contains("\n\n") {
        return cell;
    }
    let mut out =
        Piece { text: String::with_capacity(cell.text.len() + 8), marks: Vec::with_capacity(cell.marks.len()) };
    let mut marks = cell.marks.into_iter().peekable();
    // A table inside the cell has its own pipes, which count.
    let nested = cell.text.starts_with('|') || cell.text.contains("\n|");
    for (at, c) in cell.text.char_indices() {
        while let Some((_, place)) = marks.next_if(|m| m.0 <= at) {
            out.marks.push((out.text.len(), place));
        }
        if c == '\n' && out.text.ends_with('\n') {
            continue;
        }
        if c == '|' && !nested {
            let _ = write!(out.text, "\\");
        }
        out.text.push(if c == '|' && nested { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(sink: &mut Sink, rows: &[&[&str]]) {
        sink.open_table();
        for row in rows {
            sink.open_row();
            for cell in *row {
                sink.open_cell();
                for line in cell.lines() {
                    sink.words(line);
                    sink.end_line();
                }
            }
        }
        sink.close_table();
    }

    #[test]
    fn tables_of_data_have_pipes_and_others_lines() {
        let limits = Limits::default();
        let mut sink = Sink::new(&limits);
        table(&mut sink, &[&["UBND TỈNH\nSố: 5/QĐ-UBND", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]]);
        sink.words("1. Việc:");
        sink.end_line();
        table(&mut sink, &[&["STT", "Việc"], &["1", "Rà soát\na | b"], &["", "Tổng"]]);
        sink.words("Hết");
        let text = sink.finish(Format::Docx).unwrap().text;
        assert_eq!(
            text,
            "UBND TỈNH\nSố: 5/QĐ-UBND\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n\n1. Việc:\n\n\
             | STT | Việc |\n| 1 |\nRà soát\na \\| b\n|\n| | Tổng |\n\nHết\n"
        );
    }

    #[test]
    fn places_stay_in_order_when_blanks_go() {
        let limits = Limits::default();
        let mut sink = Sink::new(&limits);
        for (place, words) in [("a", "Việc"), ("b", "   "), ("c", " \u{A0} "), ("d", "1")] {
            sink.place(place.to_owned());
            sink.words(words);
            if place == "c" {
                sink.end_line();
            }
        }
        let document = sink.finish(Format::Rtf).unwrap();
        let places: Vec<_> = document.map.iter().map(|mark| (mark.start as usize, &*mark.at)).collect();
        assert_eq!(document.text, "Việc\n1\n");
        assert_eq!(places, [(0, "a"), ("Việc".len(), "b"), ("Việc".len(), "c"), ("Việc\n".len(), "d")]);
    }

    #[test]
    fn limits_hold() {
        let limits = Limits { text: 10, depth: 2, ..Limits::default() };
        let mut sink = Sink::new(&limits);
        sink.words("12345");
        assert!(sink.check().is_ok());
        sink.words("678901");
        assert!(matches!(sink.finish(Format::Docx), Err(Error::TooLarge { .. })));
        let mut sink = Sink::new(&limits);
        (0..3).for_each(|_| sink.open_table());
        assert!(matches!(sink.finish(Format::Docx), Err(Error::TooMany { .. })));
    }
}
