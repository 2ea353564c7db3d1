//! One document in each format gives the values of its plain text.

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use vanban::Extractor;
use vanban_read::{Error, Limits, read};

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
