//! The README's samples of JSON are what the library emits, and its commands are ones that CI runs. (That its Rust runs
//! is seen to by the doctests, that its command lines run by the tests of the command.)

use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use vanban::{Extractor, OffsetUnit};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The README's code blocks of one language.
fn blocks(language: &str) -> Vec<String> {
    let readme = fs::read_to_string(root().join("README.md")).unwrap();
    let fence = format!("```{language}\n");
    let blocks = readme.split(&fence).skip(1);
    blocks.map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
}

/// Where `sample` says something that `whole` does not: a key must be there with its value, and each object of a list
/// must be part of some object of the other list.
fn missing(sample: &Value, whole: &Value, at: &str) -> Vec<String> {
    match (sample, whole) {
        (Value::Object(sample), Value::Object(whole)) => {
            let part = |(key, value): (&String, &Value)| match whole.get(key) {
                Some(other) => missing(value, other, &format!("{at}/{key}")),
                None => vec![format!("{at}/{key} is not there")],
            };
            sample.iter().flat_map(part).collect()
        }
        (Value::Array(sample), Value::Array(whole)) if sample.iter().any(Value::is_object) => {
            let part = |(i, value): (usize, &Value)| {
                let at = format!("{at}/{i}");
                if whole.iter().any(|other| missing(value, other, "").is_empty()) {
                    return Vec::new();
                }
                // The entry at the same place tells best what is wrong.
                vec![format!("{at} is nowhere: {:?}", whole.get(i).map(|other| missing(value, other, &at)))]
            };
            sample.iter().enumerate().flat_map(part).collect()
        }
        _ if sample == whole => Vec::new(),
        _ => vec![format!("{at} is {whole}, not {sample}")],
    }
}

#[test]
fn samples_are_what_the_library_emits() {
    let samples = blocks("json");
    assert!(!samples.is_empty());
    for sample in samples {
        let sample: Value = serde_json::from_str(&sample).unwrap();
        let path = sample["source"]["path"].as_str().unwrap();
        let bytes = fs::read(root().join(path)).unwrap();
        let extractor = Extractor::builder().offsets(OffsetUnit::Char).build();
        let mut record = extractor.extract_bytes(&bytes);
        record.source.path = Some(path.to_owned()); // which only the command knows
        let whole = serde_json::from_str(&record.to_json()).unwrap();
        let missing = missing(&sample, &whole, "");
        assert!(missing.is_empty(), "{path}:\n{}", missing.join("\n"));
    }
}

/// Without this, a comparison that sees nothing would look like a README that is true.
#[test]
fn what_is_wrong_is_seen() {
    let whole = serde_json::json!({"a": 1, "spans": [1, 2], "list": [{"b": "x", "c": null}, {"b": "y", "c": 2}]});
    let holds = |sample: Value| missing(&sample, &whole, "").is_empty();
    assert!(holds(serde_json::json!({"a": 1, "list": [{"b": "y"}]})));
    assert!(holds(serde_json::json!({"spans": [1, 2], "list": [{"c": null}]})));
    let wrong = [
        serde_json::json!({"a": 2}),
        serde_json::json!({"d": null}),
        serde_json::json!({"spans": [1]}),
        serde_json::json!({"list": [{"b": "x", "c": 2}]}),
    ];
    for sample in wrong {
        assert!(!holds(sample.clone()), "{sample}");
    }
}

#[test]
fn the_two_commands_are_the_first_two() {
    let commands = blocks("sh");
    let [run, test] = [&commands[0], &commands[1]].map(|block| block.trim());
    let path = run.strip_prefix("cargo run --release -- extract ").unwrap();
    assert!(root().join(path).is_file(), "{path}");
    assert!(blocks("json")[0].contains(path), "the sample is not of {path}");
    // What is published has no `.ci`.
    if let Ok(ci) = fs::read_to_string(root().join(".ci/run")) {
        assert!(ci.contains(test), "{test}");
    }
}
