//! Tables that lost their columns: readers of PDF files put each line of each cell on a line of its own, cell behind
//! cell. The head names the columns in order, so that what stands below can be put back under them; the steps behind
//! then read it as any table.

use crate::grammar::bodies::{Marks, bodies};
use crate::grammar::deadline;
use crate::grammar::ws::roman;
use crate::lexicon::fold::lowered;
use crate::text::{Clean, Line, Span, Starts};
use std::borrow::Cow;
use std::ops::Range;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Column {
    Number,
    Work,
    Lead,
    Support,
    Product,
    Time,
    Note,
}

/// How the heads of columns begin, in small letters.
const NAMES: [(Column, &[&str]); 7] = [
    (Column::Number, &["số tt", "số thứ tự", "stt", "tt"]),
    (
        Column::Work,
        &[
            "nội dung, nhiệm vụ",
            "nội dung nhiệm vụ",
            "nội dung công việc",
            "nội dung",
            "tên nhiệm vụ",
            "tên công việc",
            "tên đề án",
            "nhóm nhiệm vụ",
            "nhiệm vụ, giải pháp",
            "nhiệm vụ/giải pháp",
            "nhiệm vụ",
            "công việc",
            "hoạt động",
        ],
    ),
    (
        Column::Lead,
        &[
            "cơ quan, đơn vị chủ trì",
            "cơ quan, đơn vị thực hiện",
            "cơ quan chủ trì",
            "cơ quan thực hiện",
            "đơn vị chủ trì",
            "đơn vị thực hiện",
            "chủ trì",
        ],
    ),
    (Column::Support, &["cơ quan, đơn vị phối hợp", "cơ quan phối hợp", "đơn vị phối hợp", "phối hợp"]),
    (Column::Product, &["kết quả", "sản phẩm", "dự kiến kết quả", "dự kiến sản phẩm", "cấp trình"]),
    (Column::Time, &["thời gian", "thời hạn", "tiến độ", "lộ trình", "hoàn thành"]),
    (Column::Note, &["ghi chú"]),
];

/// What may follow in the head of a column.
static TAILS: Starts = Starts::new(&[
    "thực hiện",
    "hoàn thành",
    "cụ thể",
    "soạn thảo",
    "đầu ra",
    "chủ yếu",
    "chính",
    "trình",
    "ban hành",
    "dự kiến",
    "triển khai",
    "tham mưu",
    "/đánh giá",
    "/sản phẩm",
]);

/// Puts the lines of tables that lost their columns into rows and columns.
pub(crate) fn restore(clean: &mut Clean) {
    let mut tables: Vec<Table> = Vec::new();
    let mut i = 0;
    while let Some(first) = (i..clean.lines.len()).find(|i| may_open(clean, *i)) {
        i = first + 1;
        if let Some(head) = Head::at(clean, first) {
            let table = Table::below(clean, first, &head);
            i = table.end();
            tables.extend(Some(table).filter(|t| t.rows > 1));
        }
    }
    if !tables.is_empty() {
        write(clean, &tables);
    }
}

/// Writes tables into the lines of a text. The number in front of the words of a line becomes a line of its own.
fn write(clean: &mut Clean, tables: &[Table]) {
    let mut text = std::mem::take(&mut clean.text).into_owned().into_bytes();
    let mut lines = Vec::with_capacity(clean.lines.len());
    let (mut added, mut row) = (0, 0);
    let mut from = 0;
    let keep = |line: &Line, added: u32| Line { row: if line.row > 0 { line.row + added } else { 0 }, ..*line };
    for table in tables {
        lines.extend(clean.lines[from..table.first].iter().map(|line| keep(line, added)));
        row = lines.iter().rev().map(|l| l.row).find(|row| *row > 0).unwrap_or(row);
        for (line, cell) in clean.lines[table.first..].iter().zip(&table.cells) {
            let line = Line { row: row + cell.row, column: cell.column, goes_on: cell.goes_on, ..*line };
            let end = line.span.start + cell.label as u32;
            let rest = &text[end as usize..line.span.end as usize];
            let blanks = rest.iter().take_while(|b| **b == b' ').count() as u32;
            if cell.label > 0 && blanks > 0 {
                text[end as usize] = b'\n';
                lines.push(Line { column: table.number, span: Span { end, ..line.span }, ..line });
                let span = Span { start: end + blanks, ..line.span };
                lines.push(Line { span, indent: 0, after_blank: false, after_page: false, ..line });
            } else {
                lines.push(if cell.label > 0 { Line { column: table.number, ..line } } else { line });
            }
        }
        added += table.rows;
        row += table.rows;
        from = table.end();
    }
    lines.extend(clean.lines[from..].iter().map(|line| keep(line, added)));
    clean.lines = lines;
    // A blank became a line end: the text is what it was.
    clean.text = Cow::Owned(String::from_utf8(text).unwrap_or_default());
}

/// True for a line that begins the head of a table.
fn may_open(clean: &Clean, i: usize) -> bool {
    let line = &clean.lines[i];
    let words = line.span.of(&clean.text).trim_end_matches('.');
    line.row == 0 && matches!(words, "TT" | "STT" | "Stt" | "Số TT")
}

/// The head of a table.
#[derive(Debug)]
struct Head {
    /// Its columns and the lines where they begin, from left to right.
    columns: Vec<(Column, usize)>,
    /// The line behind it.
    end: usize,
}

impl Head {
    /// The head whose first column begins at a line.
    // EBNF: head = column , column , { column } ;   column = ? how a head begins ? , { ? a tail ? | bracket } ;
    //       "TT / Nội dung nhiệm vụ / Cơ quan / chủ trì / Cơ quan / phối hợp / Thời gian / hoàn thành"
    fn at(clean: &Clean, first: usize) -> Option<Self> {
        /// Lines of the longest head.
        const LINES: usize = 24;
        let mut words = String::new();
        let mut starts = Vec::new();
        for (i, line) in clean.lines.iter().enumerate().skip(first).take(LINES).take_while(|(_, l)| l.row == 0) {
            starts.push((words.len(), i));
            words.push_str(&lowered(line.span.of(&clean.text)));
            words.push(' ');
        }
        let line_of = |at: usize| starts.iter().find(|(start, _)| *start == at).map(|(_, line)| *line);
        let mut columns: Vec<(Column, usize)> = Vec::new();
        let mut at = 0;
        while let Some(line) = line_of(at)
            && let Some((column, len)) = name_at(&words[at..])
            && columns.iter().all(|(known, _)| *known != column)
        {
            columns.push((column, line));
            at += len;
        }
        let end = line_of(at)?;
        let has = |column| columns.iter().any(|(known, _)| *known == column);
        (has(Column::Work) && has(Column::Lead)).then_some(Self { columns, end })
    }

    /// The columns behind that of the work.
    fn behind_work(&self) -> impl Iterator<Item = Column> + Clone + '_ {
        self.columns.iter().map(|(column, _)| *column).skip_while(|c| *c != Column::Work).skip(1)
    }

    fn place(&self, column: Column) -> u16 {
        self.columns.iter().position(|(known, _)| *known == column).map_or(0, |at| at as u16)
    }

    /// The cells of its lines.
    fn cells(&self) -> Vec<Cell> {
        let ends = self.columns.iter().skip(1).map(|(_, next)| *next).chain([self.end]);
        let mut cells = Vec::new();
        for (column, ((_, start), end)) in self.columns.iter().zip(ends).enumerate() {
            cells.extend((*start..end).map(|i| Cell { row: 1, column: column as u16, goes_on: i > *start, label: 0 }));
        }
        cells
    }

    fn is_like(&self, other: &Self) -> bool {
        self.columns.iter().map(|(c, _)| c).eq(other.columns.iter().map(|(c, _)| c))
    }
}

/// The column that words begin with, and the bytes up to what follows its name.
fn name_at(words: &str) -> Option<(Column, usize)> {
    let (column, name) =
        NAMES.iter().find_map(|(column, names)| Some((*column, *names.iter().find(|n| words.starts_with(**n))?)))?;
    let mut len = name.len();
    if words[len..].starts_with('.') {
        len += 1;
    }
    loop {
        let rest = &words[len..];
        let next = rest.strip_prefix(' ').unwrap_or(rest);
        if let Some(tail) = TAILS.first_of(next) {
            len = words.len() - next.len() + tail.len();
        } else if next.starts_with('(')
            && let Some(close) = next.find(')')
        {
            len = words.len() - next.len() + close + 1;
        } else {
            return rest.starts_with(' ').then_some((column, len + 1));
        }
    }
}

/// A table: where it begins and the cell of each of its lines.
struct Table {
    first: usize,
    cells: Vec<Cell>,
    /// How many, the head among them.
    rows: u32,
    /// The column of numbers.
    number: u16,
}

/// The column of what stands in a row and is none of its cells.
const ASIDE: u16 = u16::MAX;

/// The cell of a line.
#[derive(Clone, Copy, Default)]
struct Cell {
    /// In the table, from 1.
    row: u32,
    column: u16,
    goes_on: bool,
    /// Bytes of the number of a row that the line begins with.
    label: usize,
}

impl Table {
    /// The rows below a head; the head alone where they do not count.
    fn below(clean: &Clean, first: usize, head: &Head) -> Self {
        let mut cells = head.cells();
        let mut rows = 1;
        let mut count = Count::default();
        let mut open: Option<Row> = None;
        let mut i = head.end;
        while let Some(line) = clean.lines.get(i).filter(|line| line.row == 0 && line.heading == 0) {
            let words = line.span.of(&clean.text);
            if may_open(clean, i) {
                let Some(again) = Head::at(clean, i).filter(|again| again.is_like(head)) else { break };
                if let Some(row) = &mut open {
                    row.breaks.push((row.lines.len(), again.end - i));
                }
                i = again.end;
                continue;
            }
            if is_behind(words) {
                break;
            }
            if let Some(label) = count.label(words) {
                if let Some(row) = open.replace(Row { lines: vec![words], label, breaks: Vec::new() }) {
                    row.write(rows, head, &mut cells);
                }
                rows += 1;
            } else {
                let Some(row) = &mut open else { break };
                row.lines.push(words);
            }
            i += 1;
        }
        if let Some(row) = open {
            row.write(rows, head, &mut cells);
        }
        Self { first, cells, rows, number: head.place(Column::Number) }
    }

    /// The line behind it.
    fn end(&self) -> usize {
        self.first + self.cells.len()
    }
}

/// A row.
struct Row<'a> {
    lines: Vec<&'a str>,
    /// Bytes of its number.
    label: usize,
    /// Heads that break it on another page: the lines before, and the lines of the head.
    breaks: Vec<(usize, usize)>,
}

impl Row<'_> {
    /// Adds the cells of its lines to those of the table, of which it is the row `number`.
    fn write(&self, number: u32, head: &Head, cells: &mut Vec<Cell>) {
        // Where a page breaks the row its columns stand in front of the break, and the work goes on behind it.
        let broken = self.breaks.first().map_or(self.lines.len(), |(before, _)| *before);
        let found = columns_of(&self.lines[..broken], self.label, head);
        let found = found.or_else(|| columns_of(&self.lines, self.label, head)).unwrap_or_default();
        let column = |i: usize| found.get(i).copied().unwrap_or(Column::Work);
        let alone = self.lines[0].len() == self.label;
        let mut breaks = self.breaks.iter().peekable();
        for (i, words) in self.lines.iter().enumerate() {
            // The head on another page stands behind the columns of the row.
            let mut before = 0;
            while let Some((_, lines)) = breaks.next_if(|(before, _)| *before == i) {
                before += lines;
            }
            cells.extend((0..before).map(|n| Cell { row: number, column: ASIDE, goes_on: n > 0, label: 0 }));
            let goes_on = i > usize::from(alone)
                && before == 0
                && column(i) == column(i - 1)
                && !words.starts_with(['-', '+', '•']);
            let label = if i == 0 { self.label } else { 0 };
            cells.push(Cell { row: number, column: head.place(column(i)), goes_on, label });
        }
        let behind: usize = breaks.map(|(_, lines)| lines).sum();
        cells.extend((0..behind).map(|n| Cell { row: number, column: ASIDE, goes_on: n > 0, label: 0 }));
    }
}

/// True for a line that stands behind a table.
fn is_behind(words: &str) -> bool {
    static BEHIND: Starts = Starts::new(&["Nơi nhận", "PHỤ LỤC", "Phụ lục", "TM.", "KT.", "TL.", "Ghi chú:"]);
    let is_article = || words.strip_prefix("Điều ").is_some_and(|n| n.starts_with(|c: char| c.is_ascii_digit()));
    BEHIND.any(words) || is_article()
}

/// The count of rows.
#[derive(Default)]
struct Count {
    section: u32,
    row: u32,
    /// True behind the head of a section, whose rows may begin at 1 again.
    fresh: bool,
}

impl Count {
    /// The bytes of a number that a row begins with, where the count goes on with it.
    fn label(&mut self, words: &str) -> Option<usize> {
        let len = words.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (number, rest) = words.split_at(len);
        let dotted = rest.strip_prefix('.');
        let behind = dotted.unwrap_or(rest);
        let opens =
            |rest: &str| rest.is_empty() || rest.trim_start().starts_with(|c: char| c.is_uppercase() || c == '“');
        if !opens(behind) || !behind.is_empty() && !behind.starts_with(' ') {
            return None;
        }
        let label = len + usize::from(dotted.is_some());
        if let Some(section) = roman(number).filter(|n| *n == self.section + 1) {
            (self.section, self.fresh) = (section, true);
            return Some(label);
        }
        let row: u32 = number.parse().ok().filter(|_| number.len() <= 3)?;
        (row == self.row + 1 || row == 1 && self.fresh).then(|| {
            (self.row, self.fresh) = (row, false);
            label
        })
    }
}

/// The column of each line of a row; `None` where the lines do not fall into the columns of the head.
fn columns_of(lines: &[&str], label: usize, head: &Head) -> Option<Vec<Column>> {
    /// Lines of the longest row.
    const LINES: usize = 120;
    let first = lines.first()?.get(label..)?.trim_start();
    let from = usize::from(first.is_empty());
    if lines.len() > LINES || lines.len() < from + 2 {
        return None;
    }
    let mut cells: Vec<(Range<usize>, String)> = Vec::new();
    for (i, line) in lines.iter().enumerate().skip(from) {
        let words = if i == 0 { first } else { line };
        match cells.last_mut() {
            Some((range, cell)) if !begins(cell, words) => {
                range.end = i + 1;
                cell.push(' ');
                cell.push_str(words);
            }
            _ => cells.push((i..i + 1, words.to_owned())),
        }
    }
    let behind = head.behind_work();
    let (first, found) = (1..cells.len()).find_map(|k| {
        let found = fit(&cells[k..], behind.clone())?;
        // "Ủy ban nhân dân tỉnh trình" in front of them: the columns begin there, whatever it says.
        if k > 1 && opens_list(&cells[k - 1].1) {
            return None;
        }
        let closed = cells[k - 1].1.ends_with(['.', ';', ')', ':']);
        let full = behind.clone().all(|c| matches!(c, Column::Note | Column::Product) || found.contains(&c));
        (closed || full).then_some((k, found))
    })?;
    let mut columns = vec![Column::Work; cells[first].0.start];
    for ((lines, _), column) in cells[first..].iter().zip(found) {
        columns.extend(lines.clone().map(|_| column));
    }
    Some(columns)
}

/// True when a line does not go on with the words of a cell.
fn begins(cell: &str, line: &str) -> bool {
    const OPEN: &[&str] = &[
        " và",
        " của",
        " các",
        " với",
        " về",
        " Bộ",
        " Sở",
        " Ban",
        " Ủy ban",
        " Uỷ ban",
        " Hội",
        " Cục",
        " Ngân hàng",
        " Tổng",
        "Ban Chỉ huy",
        "Ban Chỉ đạo",
        "Ủy ban",
        "Uỷ ban",
        "Hội đồng",
        "Tập đoàn",
        "Tổng công ty",
    ];
    const TIMES: [&str; 9] = ["Năm", "năm", "Quý", "quý", "Tháng", "tháng", "đoạn", "đến", "ngày"];
    if cell.ends_with([',', '-', '–', '/', '(']) || OPEN.iter().any(|w| cell.ends_with(w)) {
        return false;
    }
    let last = cell.rsplit(' ').next().unwrap_or_default();
    match line.chars().next() {
        Some('0'..='9') => !TIMES.contains(&last),
        Some(c) if c.is_uppercase() => {
            if PRODUCTS.any(cell) {
                return OPENS_TIME.any(line) || PRODUCTS.any(line);
            }
            if OPENS_TIME.any(line) || PRODUCTS.any(line) || cell.ends_with("liên quan") || cell.ends_with("địa phương")
            {
                return true;
            }
            // "Bộ Công / Thương" is one name, "Bộ Công Thương / Các bộ" are two.
            let word = line.split([' ', ',']).next().unwrap_or_default();
            if is_list(cell) && (HEADS.contains(&word) || opens_list(line)) {
                return true;
            }
            let whole = format!("{cell} {line}");
            let name = bodies(&whole, Marks::Semicolons).and_then(|list| list.names.last().map(|n| n.range.clone()));
            !name.is_some_and(|name| name.start < cell.len() && name.end > cell.len() + 1)
        }
        _ => false,
    }
}

/// First words of names of bodies that no name goes on with.
const HEADS: [&str; 14] =
    ["Các", "Bộ", "Sở", "Ủy", "Uỷ", "UBND", "Ban", "Hội", "Cơ", "Thanh", "Mặt", "Đài", "Viện", "Cục"];

/// How a cell of a column of products begins.
static PRODUCTS: Starts = Starts::new(&[
    "Nghị quyết",
    "Quyết định",
    "Nghị định",
    "Thông tư",
    "Chỉ thị",
    "Kế hoạch",
    "Chương trình",
    "Đề án",
    "Báo cáo",
    "Luật",
    "Văn bản",
    "Hội nghị",
    "Hội thảo",
    "Tờ trình",
    "Công văn",
    "Tài liệu",
    "Bộ tiêu chí",
    "Bộ chỉ số",
    "Bộ tài liệu",
    "Các hoạt động",
    "Các kế hoạch",
    "Các văn bản",
    "Các chương trình",
    "Dự án",
    "Dự thảo",
    "Hệ thống",
    "Cơ sở dữ liệu",
    "Đề xuất",
    "Quy chế",
    "Quy định",
    "Hướng dẫn",
    "Danh mục",
    "Hồ sơ",
    "Kết quả",
]);

/// The columns of cells, where they fill columns from the left to the right; only the lead must be there.
fn fit(cells: &[(Range<usize>, String)], columns: impl Iterator<Item = Column>) -> Option<Vec<Column>> {
    let mut found = Vec::new();
    let cell = |at: usize| cells.get(at).map(|(_, words)| words.as_str());
    for column in columns {
        match column {
            Column::Lead => {
                cell(found.len()).filter(|words| is_list(words))?;
                found.push(column);
            }
            Column::Support if cell(found.len()).is_some_and(|words| !PRODUCTS.any(words) && opens_list(words)) => {
                found.push(column);
            }
            Column::Time if cell(found.len()).is_some_and(is_time) => found.push(column),
            Column::Product | Column::Note => {
                while cell(found.len())
                    .is_some_and(|words| !is_time(words) && (PRODUCTS.any(words) || !opens_list(words)))
                {
                    found.push(column);
                }
            }
            _ => {}
        }
    }
    (found.len() == cells.len()).then_some(found)
}

fn is_list(words: &str) -> bool {
    let words = words.trim_end_matches([',', ';', '.', ' ']);
    bodies(words, Marks::Semicolons).is_some_and(|list| list.end == words.len())
}

fn opens_list(words: &str) -> bool {
    bodies(words, Marks::Semicolons).is_some()
}

/// True for the words of a cell in a column of times.
fn is_time(words: &str) -> bool {
    /// Bytes of the longest one.
    const LONGEST: usize = 100;
    words.len() <= LONGEST && (OPENS_TIME.any(words) || deadline::cell(words).is_some())
}

/// How a cell of a column of times begins.
static OPENS_TIME: Starts = Starts::new(&[
    "Thường xuyên",
    "Thực hiện thường xuyên",
    "Hằng ",
    "Hàng năm",
    "Hàng quý",
    "Hàng tháng",
    "Năm",
    "Quý",
    "Tháng",
    "Giai đoạn",
    "Từ năm",
    "Từ quý",
    "Từ tháng",
    "Trong năm",
    "Trong quý",
    "Trong tháng",
    "Trước ngày",
    "Theo kế hoạch",
    "Theo tiến độ",
    "Sau khi",
    "Đã hoàn thành",
]);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Page;

    /// The cells of a table: row, column, words.
    fn cells(source: &str) -> Vec<String> {
        let mut clean = Clean::of(source);
        restore(&mut clean);
        let page = Page::of(clean);
        let show = |p: &crate::text::Paragraph| {
            let line = page.lines[p.lines.start];
            format!("{}.{} {}", line.row, line.column, page.words(p.span))
        };
        page.paragraphs.iter().map(show).collect()
    }

    const HEAD: &str = "TT\nNội dung, nhiệm vụ\nCơ quan chủ\ntrì thực hiện\nCơ quan\nphối hợp\nKết quả\nThời gian\n";
    const HEAD_CELLS: [&str; 6] = [
        "1.0 TT",
        "1.1 Nội dung, nhiệm vụ",
        "1.2 Cơ quan chủ trì thực hiện",
        "1.3 Cơ quan phối hợp",
        "1.4 Kết quả",
        "1.5 Thời gian",
    ];

    /// The cells of rows below [`HEAD`].
    fn below_head(rows: &str) -> Vec<String> {
        let found = cells(&format!("{HEAD}{rows}"));
        assert_eq!(found[..6], HEAD_CELLS);
        found[6..].to_vec()
    }

    #[test]
    fn lines_fall_into_columns() {
        let rows = "I\nHoàn thiện các kênh dẫn\nmuối\n1\nRà soát các kênh dẫn,\nbến đò.\nBộ NN&MT,\nBộ Quốc phòng\nCác bộ,\n\
                    cơ quan,\nđịa phương\nNghị quyết của\nChính phủ\nNăm\n2026 - 2027\n2.  Đo mưa.\nBộ Công\nThương\nCác\nBộ,\nngành\nQuý I/2027\n\
                    Nơi nhận:\n";
        let expected = [
            "2.0 I",
            "2.1 Hoàn thiện các kênh dẫn muối",
            "3.0 1",
            "3.1 Rà soát các kênh dẫn, bến đò.",
            "3.2 Bộ NN&MT, Bộ Quốc phòng",
            "3.3 Các bộ, cơ quan, địa phương",
            "3.4 Nghị quyết của Chính phủ",
            "3.5 Năm 2026 - 2027",
            "4.0 2.",
            "4.1 Đo mưa.",
            "4.2 Bộ Công Thương",
            "4.3 Các Bộ, ngành",
            "4.5 Quý I/2027",
            "0.0 Nơi nhận:",
        ];
        assert_eq!(below_head(rows), expected);
    }

    #[test]
    fn what_does_not_fit_stays_with_the_work() {
        // Who leads stands in the line of the work; the columns begin with a verb.
        let rows = "1\nXây kho theo đề nghị của Sở Y tế\nSở Muối\n2\nCấp tiền\nSở Muối trình\nHội đồng\nnhân dân\nCác sở\nQuý I/2027\n";
        let expected = [
            "2.0 1",
            "2.1 Xây kho theo đề nghị của Sở Y tế Sở Muối",
            "3.0 2",
            "3.1 Cấp tiền Sở Muối trình Hội đồng nhân dân Các sở Quý I/2027",
        ];
        assert_eq!(below_head(rows), expected);
    }

    #[test]
    fn a_page_breaks_a_row_and_its_head_comes_again() {
        let rows = format!(
            "1\nĐo mưa ở bến,\nở trạm\nSở Muối\nCác sở\nHằng năm\n{HEAD}gần kho.\n2\nXây kho.\nSở Muối\nCác xã\nQuý I/2027\n"
        );
        let found = below_head(&rows);
        assert_eq!(found[..4], ["2.0 1", "2.1 Đo mưa ở bến, ở trạm", "2.2 Sở Muối", "2.3 Các sở"]);
        assert_eq!(
            found[4..7],
            ["2.5 Hằng năm", &format!("2.65535 {}", HEAD.replace('\n', " ").trim()), "2.1 gần kho."]
        );
        assert_eq!(found[7..], ["3.0 2", "3.1 Xây kho.", "3.2 Sở Muối", "3.3 Các xã", "3.5 Quý I/2027"]);
    }

    #[test]
    fn other_lines_stay_as_they_are() {
        // No rows that count, no column of who leads, a table with strokes.
        for source in [
            "TT\nNội dung\nCơ quan chủ trì\nXây kho.\nSở Muối\n",
            "TT\nNội dung\nThời gian\n1\nXây kho.\nQuý I/2027\n2\nĐo mưa.\nQuý II/2027\n",
            "Điều 1\n1\nXây kho.\n",
        ] {
            assert!(cells(source).iter().all(|cell| cell.starts_with("0.0 ")), "{source}");
        }
        let strokes = "| TT | Nội dung | Cơ quan chủ trì |\n| 1 | Xây kho. | Sở Muối |\n";
        assert_eq!(cells(strokes)[3..], ["2.0 1", "2.1 Xây kho.", "2.2 Sở Muối"]);
    }

    #[test]
    fn rows_behind_a_table_count_on() {
        let found = cells(&format!("| A |\n\n{HEAD}1\nXây kho.\nSở Muối\n2\nĐo mưa.\nSở Y tế\n\nNơi nhận:\n\n| B |\n"));
        assert_eq!(found[0], "1.0 A");
        assert_eq!(found[1], "2.0 TT");
        assert!(found.ends_with(&["0.0 Nơi nhận:".to_owned(), "5.0 B".to_owned()]), "{found:?}");
    }
}
