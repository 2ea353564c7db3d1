//! One document in each format gives the values of its plain text.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use vanban::Extractor;
use vanban_read::{Error, Limits, read};
use zip::write::SimpleFileOptions;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/files").join(name)
}

/// The values of a record: everything but where they stand and what file they came from.
fn values(mut record: Value) -> Value {
    const PLACES: [&str; 9] =
        ["source", "span", "spans", "full_span", "extent", "parts", "text_span", "diagnostics", "generator"];
    fn strip(value: &mut Value) {
        match value {
            Value::Object(map) => {
                map.retain(|key, _| !PLACES.contains(&key.as_str()));
                map.values_mut().for_each(strip);
            }
            Value::Array(list) => list.iter_mut().for_each(strip),
            _ => {}
        }
    }
    strip(&mut record);
    record
}

fn record(name: &str) -> Option<Value> {
    let bytes = fs::read(file(name)).unwrap();
    match read(&bytes, name, &Limits::default()) {
        Ok(document) => Some(serde_json::from_str(&document.extract(&Extractor::new()).to_json()).unwrap()),
        Err(Error::Program { program, .. }) => {
            eprintln!("skipped {name}: no {program} on this machine");
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

/// Every value that differs, with its path.
fn differences(path: &str, a: &Value, b: &Value, out: &mut Vec<String>) {
    match (a, b) {
        (Value::Object(x), Value::Object(y)) => {
            for key in x.keys().chain(y.keys().filter(|k| !x.contains_key(*k))) {
                differences(&format!("{path}.{key}"), &x[key], y.get(key).unwrap_or(&Value::Null), out);
            }
        }
        (Value::Array(x), Value::Array(y)) if x.len() == y.len() => {
            for (i, (x, y)) in x.iter().zip(y).enumerate() {
                differences(&format!("{path}[{i}]"), x, y, out);
            }
        }
        _ if a == b => {}
        _ => out.push(format!("{path}: {a} is {b}")),
    }
}

#[test]
fn every_format_gives_the_values_of_the_text() {
    let expected = values(record("dispatch.txt").unwrap());
    assert_eq!(expected["number"]["value"], "4127/UBND-KTTH");
    assert_eq!(expected["tasks"].as_array().unwrap().len(), 10);
    let mut wrong = Vec::new();
    for name in ["dispatch.docx", "dispatch.odt", "dispatch.rtf", "dispatch.doc", "dispatch.html", "dispatch.pdf"] {
        if let Some(found) = record(name) {
            differences(name, &expected, &values(found), &mut wrong);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A docx of 200 pages is read in the same order of time as its text alone:
/// `cargo test --release -p vanban-read --test formats -- --nocapture time` prints the ratio.
#[test]
fn a_docx_takes_the_time_of_its_text() {
    /// A page of A4 in 14 points holds some 2,000 letters.
    const PAGES: usize = 200;
    const LETTERS: usize = 2000;
    let once = fs::read_to_string(file("dispatch.txt")).unwrap();
    let text = once.repeat(PAGES * LETTERS / once.chars().count() + 1);
    let paragraphs: String = text
        .lines()
        .map(|line| {
            // Word parts a paragraph into runs, with properties of each.
            let words: Vec<&str> = line.split(' ').collect();
            let run = |words: &[&str]| {
                let words = words.join(" ").replace('&', "&amp;").replace('<', "&lt;");
                let look = r#"<w:rPr><w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman"/><w:sz w:val="28"/></w:rPr>"#;
                format!(r#"<w:r>{look}<w:t xml:space="preserve">{words} </w:t></w:r>"#)
            };
            format!("<w:p><w:pPr><w:jc w:val=\"both\"/></w:pPr>{}</w:p>", words.chunks(8).map(run).collect::<String>())
        })
        .collect();
    let mut docx = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    docx.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    docx.write_all(format!("<w:document><w:body>{paragraphs}</w:body></w:document>").as_bytes()).unwrap();
    let docx = docx.finish().unwrap().into_inner();
    let extractor = Extractor::new();
    let best = |bytes: &[u8], name: &str| -> Duration {
        let once = || {
            let start = Instant::now();
            let record = read(bytes, name, &Limits::default()).unwrap().extract(&extractor);
            assert!(record.number.is_some() && !record.to_json().is_empty());
            start.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap_or_default()
    };
    let (packed, plain) = (best(&docx, "a.docx"), best(text.as_bytes(), "a.txt"));
    let ratio = packed.as_secs_f64() / plain.as_secs_f64();
    println!("{PAGES} pages: docx {packed:?}, text {plain:?}, ratio {ratio:.1}");
    assert!(ratio < 10.0, "{packed:?} and {plain:?}");
}
