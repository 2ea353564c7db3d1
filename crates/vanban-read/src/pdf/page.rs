//! The words of a page, with the place of each, to lines of text: columns kept apart by blanks as a typewriter would, rows
//! of tables between pipes, the signs of footnotes left out.

use quick_xml::Reader;
use quick_xml::events::Event;

use crate::xml::{attribute, entity};

/// A word and its box, in points from the top left corner of the page.
#[derive(Clone, Debug)]
struct Word {
    left: f32,
    right: f32,
    top: f32,
    bottom: f32,
    text: String,
}

impl Word {
    fn height(&self) -> f32 {
        self.bottom - self.top
    }

    fn middle(&self) -> f32 {
        (self.top + self.bottom) / 2.0
    }
}

/// Words without a wide gap between them.
#[derive(Clone, Debug)]
struct Segment {
    left: f32,
    right: f32,
    text: String,
    /// Its words: from where to where, and their ends in the text.
    words: Vec<(f32, f32, usize)>,
}

impl Segment {
    fn new(word: &Word) -> Self {
        let words = vec![(word.left, word.right, word.text.len())];
        Self { left: word.left, right: word.right, text: word.text.clone(), words }
    }
}

/// What stands at one height of the page.
#[derive(Clone, Debug)]
struct Line {
    middle: f32,
    segments: Vec<Segment>,
}

/// The pages of what `pdftotext -bbox` writes, as text.
pub(super) fn pages(xml: &str) -> Vec<String> {
    let mut reader = Reader::from_str(xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    let mut pages = Vec::new();
    let mut words: Vec<Word> = Vec::new();
    let mut open: Option<Word> = None;
    loop {
        match reader.read_event() {
            Ok(Event::Start(e)) if e.name().as_ref() == "word" => {
                let at = |name| attribute(&e, name).and_then(|v| v.parse::<f32>().ok()).filter(|v| v.is_finite());
                let word = (at("xMin"), at("xMax"), at("yMin"), at("yMax"));
                if let (Some(left), Some(right), Some(top), Some(bottom)) = word {
                    open = Some(Word { left, right, top, bottom, text: String::new() });
                }
            }
            Ok(Event::Text(text)) => {
                if let Some(word) = &mut open {
                    word.text.push_str(&text);
                }
            }
            Ok(Event::GeneralRef(reference)) => {
                if let (Some(word), Some(c)) = (&mut open, entity(&reference)) {
                    word.text.push(c);
                }
            }
            Ok(Event::End(e)) => match e.name().as_ref() {
                "word" => words.extend(open.take().filter(|w| !w.text.trim().is_empty())),
                "page" => pages.push(text(std::mem::take(&mut words))),
                _ => {}
            },
            // An empty page has no end tag of its own.
            Ok(Event::Empty(e)) if e.name().as_ref() == "page" => pages.push(String::new()),
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(_) => break,
        }
    }
    pages
}

fn median(mut values: Vec<f32>) -> Option<f32> {
    values.sort_by(f32::total_cmp);
    values.get(values.len() / 2).copied().filter(|v| *v > 0.1)
}

/// The text of one page.
fn text(words: Vec<Word>) -> String {
    let height = median(words.iter().map(Word::height).collect()).unwrap_or(12.0);
    let width =
        median(words.iter().map(|w| (w.right - w.left) / w.text.chars().count() as f32).collect()).unwrap_or(5.0);
    let margin = words.iter().map(|w| w.left).min_by(f32::total_cmp).unwrap_or(0.0);
    let lines = lines(words, height);
    let mut out = String::new();
    let mut at = 0;
    let mut before: Option<f32> = None;
    while at < lines.len() {
        if before.is_some_and(|b| lines[at].middle - b > height * 1.9) {
            out.push('\n');
        }
        let end = table(&lines, at, height);
        if end > at {
            write_table(&mut out, &lines[at..end], height);
            at = end;
        } else {
            write_line(&mut out, &lines[at], margin, width);
            at += 1;
        }
        before = Some(lines[at - 1].middle);
    }
    out
}

/// Words at one height, from left to right, parted at wide gaps.
fn lines(mut words: Vec<Word>, height: f32) -> Vec<Line> {
    words.sort_by(|a, b| a.middle().total_cmp(&b.middle()));
    let mut rows: Vec<Vec<Word>> = Vec::new();
    for word in words {
        match rows.last_mut() {
            Some(row) if fits(row, &word) => row.push(word),
            _ => rows.push(vec![word]),
        }
    }
    rows.into_iter()
        .map(|mut row| {
            row.sort_by(|a, b| a.left.total_cmp(&b.left));
            let tall = row.iter().map(Word::height).max_by(f32::total_cmp).unwrap_or(height);
            let middle = row.iter().map(Word::middle).sum::<f32>() / row.len() as f32;
            let mut segments: Vec<Segment> = Vec::new();
            for (i, word) in row.iter().enumerate() {
                if is_note_sign(&row, i, tall) {
                    continue;
                }
                match segments.last_mut() {
                    Some(last) if word.left - last.right < height => {
                        // Pieces of one word, in two fonts, touch.
                        if word.left - last.right > height * 0.06 {
                            last.text.push(' ');
                        }
                        last.text.push_str(&word.text);
                        last.right = last.right.max(word.right);
                        last.words.push((word.left, word.right, last.text.len()));
                    }
                    _ => segments.push(Segment::new(word)),
                }
            }
            Line { middle, segments }
        })
        .filter(|line| !line.segments.is_empty())
        .collect()
}

/// Whether a word stands in the line of the words before it: its nearest neighbour tells. In a letterhead of two columns
/// the lines of one often stand half a line below those of the other, so that words of the next line of a column share
/// as much with the other column as their own line does.
fn fits(row: &[Word], word: &Word) -> bool {
    /// More words than a line of print has.
    const LOOK: usize = 40;
    let away = |other: &Word| (word.left - other.right).max(other.left - word.right).max(0.0);
    let shared = |other: &Word| other.bottom.min(word.bottom) - other.top.max(word.top);
    let near = row.iter().rev().take(LOOK).min_by(|a, b| {
        // Of two words above and below each other the one that stands less beside it tells.
        away(a).total_cmp(&away(b)).then_with(|| shared(a).total_cmp(&shared(b)))
    });
    near.is_some_and(|near| shared(near) > near.height().min(word.height()) * 0.5)
}

/// A small number behind a word, or in front of the note itself.
fn is_note_sign(row: &[Word], at: usize, tall: f32) -> bool {
    let word = &row[at];
    let bare = word.text.trim_matches(['(', ')', '[', ']']);
    if word.height() > tall * 0.8 || bare.is_empty() || bare.len() > 3 || !bare.bytes().all(|b| b.is_ascii_digit()) {
        return false;
    }
    match at.checked_sub(1).map(|i| row[i].text.as_str()) {
        // Square metres.
        Some(before) => {
            !matches!(before.trim_start_matches(|c: char| !c.is_alphabetic()), "m" | "km" | "cm" | "dm" | "mm")
        }
        None => row.len() > 1,
    }
}

fn write_line(out: &mut String, line: &Line, margin: f32, width: f32) {
    /// Fewer blanks are no gap to the reader of the text; more than a page is wide are a slip of the file.
    const GAP: usize = 4;
    const WIDEST: usize = 200;
    let mut column = 0;
    for (i, segment) in line.segments.iter().enumerate() {
        let wanted = (((segment.left - margin) / width).round().max(0.0) as usize).min(WIDEST);
        let blanks = wanted.saturating_sub(column).max(if i > 0 { GAP } else { 0 });
        out.extend(std::iter::repeat_n(' ', blanks));
        out.push_str(&segment.text);
        column += blanks + segment.text.chars().count();
    }
    out.push('\n');
}

/// Stretches of the page that hold words, with white between them that is wider than the blank between two words.
fn columns(mut spans: Vec<(f32, f32)>, height: f32) -> Vec<(f32, f32)> {
    const BLANK: f32 = 0.35;
    spans.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut out: Vec<(f32, f32)> = Vec::new();
    for span in spans {
        match out.last_mut() {
            Some(last) if span.0 < last.1 + height * BLANK => last.1 = last.1.max(span.1),
            _ => out.push(span),
        }
    }
    out
}

/// Where the words of a line stand.
fn spans(line: &Line) -> impl Iterator<Item = (f32, f32)> {
    line.segments.iter().flat_map(|s| s.words.iter().map(|w| (w.0, w.1)))
}

/// The end of the table that starts at a line; the line itself where none does. A table has three columns or more, with
/// white between them that none of its lines crosses.
fn table(lines: &[Line], start: usize, height: f32) -> usize {
    if lines[start].segments.len() < 3 {
        return start;
    }
    let mut all = columns(lines[start].segments.iter().map(|s| (s.left, s.right)).collect(), height);
    let mut end = start + 1;
    let mut full = 1;
    while let Some(line) = lines.get(end) {
        let gap = line.middle - lines[end - 1].middle;
        let most = if line.segments.len() == 1 { 1.6 } else { 3.5 };
        let merged = columns(all.iter().copied().chain(spans(line)).collect(), height);
        if gap > height * most || merged.len() < 3 || merged.len() + 1 < all.len() {
            break;
        }
        full += usize::from(line.segments.len() >= 3);
        all = merged;
        end += 1;
    }
    if full >= 2 { end } else { start }
}

/// A number of a row, or the head of their column.
fn is_label(text: &str) -> bool {
    let bare = text.trim_end_matches(['.', ')']);
    let number = !bare.is_empty() && bare.len() <= 4 && bare.bytes().all(|b| b.is_ascii_digit() || b"IVX".contains(&b));
    number || matches!(bare, "STT" | "TT" | "Số TT")
}

fn write_table(out: &mut String, lines: &[Line], height: f32) {
    let first = lines[0].segments.iter().map(|s| (s.left, s.right));
    let columns = columns(first.chain(lines.iter().flat_map(spans)).collect(), height);
    let column = |left: f32| columns.iter().position(|c| left < c.1).unwrap_or(columns.len() - 1);
    let label = |line: &Line| {
        line.segments
            .first()
            .is_some_and(|s| column(s.left) == 0 && is_label(s.text.split(' ').next().unwrap_or_default()))
    };
    // Where rows start: at wide gaps, when they part the numbers of the rows; else at the numbers; else at each line.
    let gaps: Vec<f32> = lines.windows(2).map(|p| p[1].middle - p[0].middle).collect();
    let pitch = gaps.iter().copied().filter(|g| *g > height * 0.5).min_by(f32::total_cmp).unwrap_or(height);
    let by_gap: Vec<bool> = (0..lines.len()).map(|i| i == 0 || gaps[i - 1] > pitch * 1.2).collect();
    let labels: Vec<bool> = lines.iter().map(label).collect();
    let numbered = labels.iter().filter(|l| **l).count();
    let parts_numbers = {
        let (mut good, mut seen) = (by_gap.iter().filter(|b| **b).count() > 1, 0);
        for (starts, labelled) in by_gap.iter().zip(&labels) {
            seen = if *starts { 0 } else { seen } + usize::from(*labelled);
            good &= seen < 2;
        }
        good
    };
    let starts = |i: usize| {
        if i == 0 {
            true
        } else if parts_numbers {
            by_gap[i]
        } else if numbered >= 2 {
            labels[i]
        } else {
            lines[i].segments.first().is_some_and(|s| column(s.left) == 0)
        }
    };
    let mut cells = vec![String::new(); columns.len()];
    if !out.is_empty() && !out.ends_with("\n\n") {
        out.push('\n');
    }
    for (i, line) in lines.iter().enumerate() {
        if starts(i) && i > 0 {
            write_row(out, &mut cells);
        }
        for segment in &line.segments {
            let mut from = 0;
            for &(left, _, to) in &segment.words {
                let cell = &mut cells[column(left)];
                let word = &segment.text[from..to];
                // A new piece of the cell, or the same word in another font.
                if !cell.is_empty() && (from == 0 || word.starts_with(' ')) {
                    cell.push(' ');
                }
                cell.push_str(&word.trim_start().replace('|', "\\|"));
                from = to;
            }
        }
    }
    write_row(out, &mut cells);
    out.push('\n');
}

fn write_row(out: &mut String, cells: &mut [String]) {
    for cell in cells {
        out.push_str("| ");
        out.push_str(cell);
        out.push_str(if cell.is_empty() { "" } else { " " });
        cell.clear();
    }
    out.push_str("|\n");
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fmt::Write as _;

    use proptest::prelude::*;

    proptest! {
        /// Boxes may lie anywhere, be of any size or upside down: no panic, and no word is lost but signs of notes.
        #[test]
        fn any_boxes_give_their_words(
            boxes in prop::collection::vec((prop::num::f32::ANY, -500f32..900.0, -500f32..900.0, 0f32..90.0, 0u8..40), 0..40),
        ) {
            let mut xml = String::from("<doc><page>");
            for (i, (odd, left, top, size, step)) in boxes.iter().enumerate() {
                let left = if *step == 0 { *odd } else { (left / size).round() * size };
                let _ = write!(
                    xml,
                    r#"<word xMin="{left}" xMax="{}" yMin="{top}" yMax="{}">w{i}&amp;|</word>"#,
                    left + size * 2.0,
                    top + size
                );
            }
            let pages = pages(&(xml + "</page>"));
            prop_assert_eq!(pages.len(), 1);
            for (i, (odd, left, _, size, step)) in boxes.iter().enumerate() {
                let left = if *step == 0 { *odd } else { (left / size).round() * size };
                let word = format!("w{i}&");
                prop_assert!(!(left + size * 2.0).is_finite() || pages[0].contains(&word), "{} is lost", word);
            }
        }
    }

    fn word(left: f32, top: f32, text: &str) -> Word {
        Word { left, right: left + 6.0 * text.chars().count() as f32, top, bottom: top + 12.0, text: text.to_owned() }
    }

    #[test]
    fn columns_keep_their_distance_and_notes_their_signs() {
        let mut words = vec![word(0.0, 0.0, "UBND"), word(300.0, 0.0, "CỘNG"), word(327.0, 0.0, "HÒA")];
        let mut sign = word(351.0, 0.0, "1");
        sign.bottom = 7.0;
        words.push(sign);
        assert_eq!(text(words), format!("UBND{}CỘNG HÒA\n", " ".repeat(46)));
    }

    /// The right column half a line below the left one.
    #[test]
    fn lines_of_columns_do_not_run_into_each_other() {
        let mut words = Vec::new();
        for (i, (left, right)) in
            [("UBND TỈNH", "CỘNG HÒA"), ("SỞ Y TẾ", "Độc lập"), ("Số: 5", "Mẫu, ngày")].iter().enumerate()
        {
            for (column, line, down) in [(0.0, left, 0.0), (300.0, right, 5.0)] {
                let mut at = column;
                for text in line.split(' ') {
                    words.push(word(at, i as f32 * 10.0 + down, text));
                    at += 6.0 * (text.chars().count() + 1) as f32;
                }
            }
        }
        let lines: Vec<String> =
            text(words).lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(lines, ["UBND TỈNH CỘNG HÒA", "SỞ Y TẾ Độc lập", "Số: 5 Mẫu, ngày"]);
    }

    #[test]
    fn rows_of_a_table_stand_between_pipes() {
        let mut words = Vec::new();
        for (i, row) in [["STT", "Việc", "Hạn"], ["1", "Rà", "5/6"], ["2", "Lập", "7/6"]].iter().enumerate() {
            for (j, cell) in row.iter().enumerate() {
                words.push(word(j as f32 * 100.0, i as f32 * 40.0, cell));
            }
        }
        words.push(word(100.0, 53.0, "soát"));
        assert_eq!(text(words), "| STT | Việc | Hạn |\n| 1 | Rà soát | 5/6 |\n| 2 | Lập | 7/6 |\n\n");
    }
}
