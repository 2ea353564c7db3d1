//! Each document of `fixtures/documents` gives the record beside it, in whatever form it comes.
//!
//! `VANBAN_BLESS=1` writes the expected records anew: read the diff. What is known to fail stands in `fixtures/gaps.txt`
//! (document, form, path in the record); a gap that no longer fails must leave that list.

mod support;

use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use support::{Chars, Document, Variant, differences, documents, fixtures, holds, normal, spans, values};
use vanban::record::{Basis, DateValue};
use vanban::{Extractor, OffsetUnit, Record, Span};

/// Documents whose columns depend on where lines end, so that wrapping makes another document of them.
const COLUMNS_BY_LINE: &[&str] = &[
    "layout-decision", // two columns side by side, parted by runs of blanks
    "scan-dispatch",   // two columns merged line by line
];

fn record(document: &Document, text: &str) -> Record {
    let extractor = Extractor::builder().offsets(OffsetUnit::Char).build();
    let mut record = extractor.extract_bytes(text.as_bytes());
    record.source.path = Some(format!("{}.txt", document.name));
    record.generator = "vanban".to_owned(); // the version is no part of what a document says
    record
}

fn json(record: &Record) -> Value {
    serde_json::from_str(&record.to_json()).unwrap()
}

/// What is known to fail, and what was seen to fail of it.
struct Gaps {
    listed: BTreeSet<(String, String, String)>,
    seen: BTreeSet<(String, String, String)>,
    failures: Vec<String>,
}

impl Gaps {
    /// The lines of `fixtures/gaps.txt` for some of the forms: `document form path`, with a comment behind `#`.
    fn read(forms: &[&str]) -> Self {
        let text = fs::read_to_string(fixtures().join("gaps.txt")).unwrap();
        let listed = text
            .lines()
            .map(|line| line.split('#').next().unwrap_or("").trim())
            .filter(|line| !line.is_empty())
            .map(|line| match line.split_whitespace().collect::<Vec<_>>()[..] {
                [document, form, path] => (document.to_owned(), form.to_owned(), path.to_owned()),
                _ => panic!("gaps.txt: three words expected: {line}"),
            })
            .filter(|(_, form, _)| forms.contains(&form.as_str()))
            .collect();
        Self { listed, seen: BTreeSet::new(), failures: Vec::new() }
    }

    fn fails(&mut self, document: &str, form: &str, path: &str, how: &str) {
        let gap = (document.to_owned(), form.to_owned(), path.to_owned());
        if !self.listed.contains(&gap) {
            self.failures.push(format!("{document} {form} {path}\n      {how}"));
        }
        self.seen.insert(gap);
    }

    #[track_caller]
    fn finish(mut self) {
        for (document, form, path) in self.listed.difference(&self.seen) {
            self.failures.push(format!("{document} {form} {path}\n      passes now: take it out of gaps.txt"));
        }
        assert!(self.failures.is_empty(), "{} failures\n{}", self.failures.len(), self.failures.join("\n"));
    }
}

#[test]
fn records_are_as_expected() {
    let bless = std::env::var_os("VANBAN_BLESS").is_some();
    let mut failures = Vec::new();
    for document in documents() {
        let path = fixtures().join(format!("documents/{}.record.json", document.name));
        let found = record(&document, &document.text).to_json_pretty() + "\n";
        if bless {
            fs::write(&path, found).unwrap();
            continue;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected == found {
            continue;
        }
        let read = |json: &str| serde_json::from_str::<Value>(json).unwrap_or_default();
        for (at, how) in differences(&read(&expected), &read(&found)) {
            failures.push(format!("{} {at}\n      {how}", document.name));
        }
    }
    assert!(failures.is_empty(), "VANBAN_BLESS=1 takes these over:\n{}", failures.join("\n"));
}

/// The same values in each form, and spans at the same words.
#[test]
fn forms_give_the_same_record() {
    let mut gaps = Gaps::read(&Variant::ALL.map(Variant::name));
    for document in documents() {
        let plain = record(&document, &document.text);
        let plain_json = json(&plain);
        let plain_text = Chars::new(&document.text);
        for form in Variant::ALL {
            if form == Variant::Wrapped && COLUMNS_BY_LINE.contains(&document.name.as_str()) {
                continue;
            }
            let text = form.of(&document.text);
            let found = record(&document, &text);
            let found_json = json(&found);
            let apart = differences(&values(&plain_json), &values(&found_json));
            for (path, how) in &apart {
                gaps.fails(&document.name, form.name(), path, how);
            }
            let text = Chars::new(&text);
            // Where values differ, spans do too; that is said already.
            let (here, there) = (spans(&plain_json), spans(&found_json));
            for (path, span) in here {
                if apart
                    .iter()
                    .any(|(p, _)| path.starts_with(p.rsplit_once('.').map_or(p.as_str(), |(owner, _)| owner)))
                {
                    continue;
                }
                let Some((_, other)) = there.iter().find(|(p, _)| *p == path) else { continue };
                let words = |text: &Chars, span| text.slice(span).map(|w| normal(&w)).unwrap_or_default();
                let (a, b) = (words(&plain_text, span), words(&text, *other));
                if a != b {
                    gaps.fails(
                        &document.name,
                        form.name(),
                        &path,
                        &format!("words expected {a:?}\n      words found    {b:?}"),
                    );
                }
            }
            for (path, how) in unheld(&found, &text) {
                gaps.fails(&document.name, form.name(), &path, &how);
            }
        }
    }
    gaps.finish();
}

/// The laws of every record, and spans at the words that the values came from.
#[test]
fn records_keep_to_the_laws() {
    let mut gaps = Gaps::read(&["asis"]);
    for document in documents() {
        let found = record(&document, &document.text);
        if let Err(how) = support::check_laws(&found) {
            gaps.fails(&document.name, "asis", "record", &how);
        }
        let text = Chars::new(&document.text);
        for (path, span) in spans(&json(&found)) {
            if text.slice(span).is_none() {
                gaps.fails(&document.name, "asis", &path, &format!("{span:?} is outside the text"));
            }
        }
        for (path, how) in unheld(&found, &text) {
            gaps.fails(&document.name, "asis", &path, &how);
        }
    }
    gaps.finish();
}

/// Values whose words do not stand where their spans say.
fn unheld(record: &Record, text: &Chars) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut check = |path: String, value: &str, pieces: &[Span]| {
        let slice = pieces.iter().map(|s| text.slice(*s).unwrap_or_default()).collect::<Vec<_>>().join(" ");
        if !holds(&slice, value) {
            out.push((path, format!("{value:?} does not stand in {slice:?}")));
        }
    };
    let read = |basis: Basis| basis == Basis::Read;
    if let Some(n) = record.number.as_ref().filter(|n| read(n.basis)) {
        check("number".to_owned(), &n.value, n.span.as_slice());
    }
    for (path, date) in [("date", &record.date), ("effective_date", &record.effective_date)] {
        // "kể từ ngày ký": the words stand for the date of issue.
        let spelled =
            |d: &&DateValue| text.slice(d.span.unwrap_or_default()).is_some_and(|w| w.contains(char::is_numeric));
        if let Some(d) = date.as_ref().filter(|d| read(d.basis)).filter(|d| path == "date" || spelled(d)) {
            check(path.to_owned(), d.value.get(..4).unwrap_or(&d.value), d.span.as_slice());
        }
    }
    for (path, value) in [("place", &record.place), ("subject", &record.subject)] {
        if let Some(v) = value.as_ref().filter(|v| read(v.basis)) {
            check(path.to_owned(), &v.value, if v.spans.is_empty() { v.span.as_slice() } else { &v.spans });
        }
    }
    for (i, s) in record.signers.iter().enumerate() {
        check(format!("signers[{i}]"), s.name.as_deref().unwrap_or(""), &[s.span]);
    }
    for (i, a) in record.addressees.iter().enumerate() {
        // "các Sở: A, B" is written out: the head word stands before the list.
        let last = a.name.rsplit(' ').next().unwrap_or("");
        check(format!("addressees[{i}]"), last, &[a.span]);
    }
    for (i, r) in record.recipients.iter().enumerate() {
        check(format!("recipients[{i}]"), r.name.rsplit(' ').next().unwrap_or(""), &[r.span]);
    }
    if let Some(a) = &record.archive {
        check("archive".to_owned(), &a.text, &[a.span]);
    }
    for (i, r) in record.references.iter().enumerate() {
        for (j, m) in r.mentions.iter().enumerate() {
            let path = format!("references[{i}].mentions[{j}]");
            if let Some(p) = &m.pinpoint {
                check(format!("{path}.pinpoint"), &p.text, &[p.span]);
            }
            for cue in m.relations.iter().filter_map(|r| r.cue.as_ref()) {
                check(format!("{path}.relations"), &cue.text, &[cue.span]);
            }
        }
    }
    for (i, o) in record.outline.iter().enumerate() {
        check(format!("outline[{i}]"), &format!("{} {}", o.label, o.title.as_deref().unwrap_or("")), &[o.extent]);
    }
    for (i, t) in record.tasks.iter().enumerate() {
        check(format!("tasks[{i}]"), &t.text, &[t.span]);
        for a in &t.assignees {
            check(format!("tasks[{i}].assignees"), a.name.rsplit(' ').next().unwrap_or(""), &[a.span]);
        }
    }
    for (i, d) in record.deadlines.iter().enumerate() {
        check(format!("deadlines[{i}]"), &d.text, &[d.span]);
        if let Some(a) = &d.anchor {
            check(format!("deadlines[{i}].anchor"), &a.text, a.span.as_slice());
        }
    }
    for (i, a) in record.attachments.iter().enumerate() {
        check(format!("attachments[{i}]"), a.title.as_deref().unwrap_or(""), &[a.span]);
    }
    // What a mention is made of lies inside it, and the mention inside its full span.
    for (i, r) in record.references.iter().enumerate() {
        for (j, m) in r.mentions.iter().enumerate() {
            for inner in [m.parts.kind, m.parts.number].into_iter().flatten() {
                if !m.span.contains(inner) {
                    out.push((
                        format!("references[{i}].mentions[{j}].parts"),
                        format!("{inner:?} is not in {:?}", m.span),
                    ));
                }
            }
            if !m.full_span.contains(m.span) {
                let how = format!("{:?} does not hold {:?}", m.full_span, m.span);
                out.push((format!("references[{i}].mentions[{j}].full_span"), how));
            }
        }
    }
    out
}
