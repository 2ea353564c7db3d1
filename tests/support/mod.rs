//! The documents of `fixtures/documents`, the forms in which a document may come, and ways to look into a record.
#![allow(dead_code)] // each test program uses its own part of this

use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use unicode_normalization::UnicodeNormalization;
use vanban::{Record, Span};

/// A document of `fixtures/documents`.
pub struct Document {
    /// File name without its ending.
    pub name: String,
    pub text: String,
}

pub fn fixtures() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures")
}

/// Every document, by name.
pub fn documents() -> Vec<Document> {
    let folder = fixtures().join("documents");
    let mut documents: Vec<Document> = fs::read_dir(&folder)
        .unwrap_or_else(|e| panic!("{}: {e}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "txt"))
        .map(|path| Document {
            name: path.file_stem().unwrap().to_str().unwrap().to_owned(),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    assert!(!documents.is_empty(), "no documents in {}", folder.display());
    documents.sort_by(|a, b| a.name.cmp(&b.name));
    documents
}

/// A form in which the same document may come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Variant {
    /// Lines end with CRLF.
    Crlf,
    /// Letters in pieces.
    Nfd,
    /// U+00A0 for each single space between words.
    Nbsp,
    /// Lines of at most [`COLUMNS`] characters.
    Wrapped,
}

/// Width of a hard-wrapped text.
pub const COLUMNS: usize = 40;

impl Variant {
    pub const ALL: [Self; 4] = [Self::Crlf, Self::Nfd, Self::Nbsp, Self::Wrapped];

    pub fn name(self) -> &'static str {
        match self {
            Self::Crlf => "crlf",
            Self::Nfd => "nfd",
            Self::Nbsp => "nbsp",
            Self::Wrapped => "wrapped",
        }
    }

    pub fn of(self, text: &str) -> String {
        match self {
            Self::Crlf => text.replace('\n', "\r\n"),
            Self::Nfd => text.nfd().collect(),
            Self::Nbsp => no_break(text),
            Self::Wrapped => text.split('\n').map(wrap).collect::<Vec<_>>().join("\n"),
        }
    }
}

/// Wider runs of blanks part columns and stay, and so do blanks at the ends of a line.
fn no_break(text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |i: Option<usize>| i.and_then(|i| chars.get(i)).copied().unwrap_or('\n');
    let between = |i: usize| !at(i.checked_sub(1)).is_whitespace() && !at(Some(i + 1)).is_whitespace();
    let mark = |i: usize| matches!(at(i.checked_sub(1)), '#' | '>' | '*' | '|') || matches!(at(Some(i + 1)), '|');
    (0..chars.len()).map(|i| if chars[i] == ' ' && between(i) && !mark(i) { '\u{A0}' } else { chars[i] }).collect()
}

/// Breaks a line at its spaces, as a printer does. Rows of a table and headings of markdown cannot be broken.
fn wrap(line: &str) -> String {
    if line.starts_with(['|', '#']) {
        return line.to_owned();
    }
    let mut out = String::with_capacity(line.len() + 8);
    let mut width = 0;
    for word in line.split(' ') {
        let length = word.chars().count();
        if !out.is_empty() {
            let fits = width + 1 + length <= COLUMNS;
            out.push(if fits { ' ' } else { '\n' });
            width = if fits { width + 1 } else { 0 };
        }
        out.push_str(word);
        width += length;
    }
    out
}

/// Words as a reader sees them: composed letters, one blank between words, no marks of markdown, one kind of dash.
pub fn normal(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut blank = false;
    for c in words.nfc() {
        let c = match c {
            '*' | '_' | '|' | '\\' | '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{FEFF}' => continue,
            '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
            '\u{D0}' | '\u{189}' => 'Đ',
            c => c,
        };
        if c.is_whitespace() || c.is_control() {
            blank = !out.is_empty();
        } else {
            if std::mem::take(&mut blank) {
                out.push(' ');
            }
            out.push(c);
        }
    }
    out
}

/// True when the words of `value` stand in `slice` in their order. More may stand between them: what belongs to the page
/// and not to the text (running heads, residue of signing).
pub fn holds(slice: &str, value: &str) -> bool {
    let slice = normal(slice).to_lowercase();
    let mut rest = slice.as_str();
    normal(value).to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).all(|word| {
        let found = rest.find(word);
        rest = found.map_or("", |at| &rest[at + word.len()..]);
        found.is_some()
    })
}

/// A text that is sliced by code points.
pub struct Chars(Vec<char>);

impl Chars {
    pub fn new(text: &str) -> Self {
        Self(text.chars().collect())
    }

    /// The words of a span; `None` outside the text.
    pub fn slice(&self, span: Span) -> Option<String> {
        self.0.get(span.range()).map(|chars| chars.iter().collect())
    }
}

/// Every span of a record with the path to it.
pub fn spans(record: &Value) -> Vec<(String, Span)> {
    fn walk(value: &Value, path: &str, out: &mut Vec<(String, Span)>) {
        match value {
            Value::Array(items) => {
                if let [Value::Number(start), Value::Number(end)] = items.as_slice() {
                    let number = |n: &serde_json::Number| n.as_u64().unwrap() as usize;
                    out.push((path.to_owned(), Span::new(number(start), number(end))));
                    return;
                }
                items.iter().enumerate().for_each(|(i, v)| walk(v, &format!("{path}[{i}]"), out));
            }
            Value::Object(keys) => keys.iter().for_each(|(k, v)| walk(v, &join(path, k), out)),
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(record, "", &mut out);
    out
}

/// The record without anything that counts or measures the text.
pub fn values(record: &Value) -> Value {
    match record {
        Value::Array(items) => Value::Array(items.iter().map(values).collect()),
        Value::Object(keys) => Value::Object(
            keys.iter()
                .filter(|(k, _)| {
                    !matches!(k.as_str(), "span" | "spans" | "full_span" | "extent" | "source" | "text_map")
                })
                .map(|(k, v)| (k.clone(), if k == "parts" { present(v) } else { values(v) }))
                .collect(),
        ),
        other => other.clone(),
    }
}

/// Which parts of a mention are there.
fn present(parts: &Value) -> Value {
    match parts {
        Value::Object(keys) => keys.iter().map(|(k, v)| (k.clone(), Value::Bool(!v.is_null()))).collect(),
        other => other.clone(),
    }
}

/// The paths at which two values differ, each with both sides.
pub fn differences(expected: &Value, found: &Value) -> Vec<(String, String)> {
    fn walk(a: &Value, b: &Value, path: &str, out: &mut Vec<(String, String)>) {
        match (a, b) {
            (Value::Object(x), Value::Object(y)) => {
                for key in x.keys().chain(y.keys().filter(|k| !x.contains_key(*k))) {
                    let none = Value::Null;
                    walk(x.get(key).unwrap_or(&none), y.get(key).unwrap_or(&none), &join(path, key), out);
                }
            }
            (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
                x.iter().zip(y).enumerate().for_each(|(i, (x, y))| walk(x, y, &format!("{path}[{i}]"), out));
            }
            (Value::Array(x), Value::Array(y)) => {
                let only = |from: &[Value], other: &[Value]| {
                    from.iter().filter(|v| !other.contains(v)).map(|v| format!("\n        {v}")).collect::<String>()
                };
                out.push((
                    path.to_owned(),
                    format!(
                        "{} expected, {} found; missing:{}\n      added:{}",
                        x.len(),
                        y.len(),
                        only(x, y),
                        only(y, x)
                    ),
                ));
            }
            _ if a != b => out.push((path.to_owned(), format!("expected {a}\n      found    {b}"))),
            _ => {}
        }
    }
    let mut out = Vec::new();
    walk(expected, found, "", &mut out);
    out
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// What every record keeps to, whatever the text: ids are unique, ids referred to exist, JSON reads back equal.
pub fn check_laws(record: &Record) -> Result<(), String> {
    fn ids<'a>(what: &str, all: impl Iterator<Item = &'a str>) -> Result<Vec<&'a str>, String> {
        let mut ids: Vec<&str> = all.collect();
        ids.sort_unstable();
        match ids.windows(2).find(|w| w[0] == w[1]) {
            Some(twice) => Err(format!("two {what} with id {}", twice[0])),
            None => Ok(ids),
        }
    }
    let references = ids("references", record.references.iter().map(|r| r.id.as_str()))?;
    let outline = ids("outline items", record.outline.iter().map(|o| o.id.as_str()))?;
    let tasks = ids("tasks", record.tasks.iter().map(|t| t.id.as_str()))?;
    let deadlines = ids("deadlines", record.deadlines.iter().map(|d| d.id.as_str()))?;
    let known = |ids: &[&str], id: &str, by: &str| match ids.binary_search(&id) {
        Ok(_) => Ok(()),
        Err(_) => Err(format!("{by} refers to {id}, which does not exist")),
    };
    for reference in &record.references {
        if reference.mentions.is_empty() {
            return Err(format!("{} has no mention", reference.id));
        }
        for relation in reference.mentions.iter().flat_map(|m| &m.relations).filter(|r| r.from != "self") {
            known(&references, &relation.from, &reference.id)?;
        }
    }
    for item in &record.outline {
        item.parent.iter().try_for_each(|id| known(&outline, id, &item.id))?;
    }
    for task in &record.tasks {
        task.outline.iter().try_for_each(|id| known(&outline, id, &task.id))?;
        task.deadlines.iter().try_for_each(|id| known(&deadlines, id, &task.id))?;
        task.references.iter().try_for_each(|id| known(&references, id, &task.id))?;
    }
    for deadline in &record.deadlines {
        deadline.task.iter().try_for_each(|id| known(&tasks, id, &deadline.id))?;
    }
    match Record::from_json(&record.to_json()) {
        Ok(back) if back == *record => Ok(()),
        Ok(_) => Err("JSON reads back as another record".to_owned()),
        Err(error) => Err(format!("JSON does not read back: {error}")),
    }
}
