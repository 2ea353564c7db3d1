//! The page of a document: its text with every find marked, and the record beside it.

use super::finds::{self, Class, Finds};
use super::html::Html;
use super::page::Page;
use super::{record, segments, words};
use std::io::{self, Write};
use vanban::Record;

const STYLE: &str = concat!(include_str!("page.css"), include_str!("document.css"));
const SCRIPT: &str = concat!(include_str!("page.js"), include_str!("document.js"));
const KEYS: [(&str, words::Both); 6] = [
    ("n p", ("thông tin tiếp theo, trước đó", "next, previous find")),
    ("Enter", ("từ chữ sang bản ghi và ngược lại", "from the words to the record and back")),
    ("Esc", ("bỏ chọn", "let go")),
    ("1–7", ("hiện, ẩn một loại", "show or hide a kind")),
    ("/", ("lọc bản ghi", "search the record")),
    ("2×", ("nhấp lại chỗ chồng nhau: lần lượt từng thông tin", "click again where finds overlap: each in turn")),
];

/// Writes the page of a document. `text` is what the spans of the record count, in whatever unit; places that do not
/// fit it are left out. Explanations ([`Builder::explain`](vanban::Builder::explain)) are shown where the record has
/// them.
pub fn document(record: &Record, text: &str, writer: impl Write) -> io::Result<()> {
    let record = finds::in_bytes(record, text);
    let finds = Finds::of(&record, text);
    let (mut marked, mut beside, mut switches, mut title) =
        (Html::default(), Html::default(), Html::default(), Html::default());
    segments::write(text, &finds.list, &mut marked);
    record::write(&record, text, &finds, &mut beside);
    for class in Class::ALL {
        switch(class, finds.count(class), &mut switches);
    }
    title.text(&name(&record));
    let paper = if is_set_in_columns(text) { "columns" } else { "" };
    let page = Page {
        markup: include_str!("document.html"),
        style: STYLE,
        script: SCRIPT,
        title: &title.into_string(),
        keys: &KEYS,
    };
    let own = [
        ("switches", &*switches.into_string()),
        ("paper", paper),
        ("text", &marked.into_string()),
        ("record", &beside.into_string()),
    ];
    page.write(&own, writer)
}

/// What a person would call the document.
fn name(record: &Record) -> String {
    let kind = record.kind.as_ref().map_or("", |kind| &kind.name);
    let number = record.number.as_ref().map_or("", |number| &number.value);
    match format!("{kind} {number}").trim() {
        "" => record.source.path.clone().unwrap_or_else(|| "vanban".to_owned()),
        name => name.to_owned(),
    }
}

/// A switch that shows and hides the marks of a class; absent where there are none.
fn switch(class: Class, count: usize, html: &mut Html) {
    if count == 0 {
        return;
    }
    let name = class.name();
    // Labels of parts are a help to find one's way, not what a reader looks for.
    let pressed = if class == Class::Structure { "false" } else { "true" };
    html.raw("<button type=\"button\" class=\"switch ").raw(name).raw("\" data-class=\"").raw(name);
    html.raw("\" aria-pressed=\"").raw(pressed).raw("\">").both(words::short_class(class));
    html.raw(" <span class=\"count\">").raw(&count.to_string()).raw("</span></button>\n");
}

/// Whether blanks set the text in columns, so that it must be shown in letters of one width.
fn is_set_in_columns(text: &str) -> bool {
    /// Lines with a gap inside that tell it.
    const LINES: usize = 3;
    text.lines().filter(|line| line.trim().contains("      ")).take(LINES).count() == LINES
}
