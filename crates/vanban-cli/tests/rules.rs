//! `--rules` and `--explain`: what own rules change in a record, and what is said of rules that cannot be used.

use assert_cmd::Command;
use serde_json::Value;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn fixture(name: &str) -> String {
    fs::read_to_string(root().join("fixtures/rules").join(name)).unwrap()
}

/// Status, standard output and standard error of a run beside the fixture.
fn run(args: &[&str]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    let output = command.current_dir(root().join("fixtures/rules")).arg("extract").args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn record(args: &[&str]) -> Value {
    let (status, out, err) = run(&[&["phieu-giao-viec.txt"], args].concat());
    assert_eq!((status, err.as_str()), (0, ""));
    serde_json::from_str(&out).unwrap()
}

/// A mention by its words, with its document.
fn mention<'a>(record: &'a Value, text: &str, words: &str) -> Option<(&'a Value, &'a Value)> {
    let text: Vec<char> = text.chars().collect();
    let at = |m: &Value| {
        let span = |i: usize| m["span"][i].as_u64().unwrap() as usize;
        text[span(0)..span(1)].iter().collect::<String>()
    };
    let documents = record["references"].as_array().unwrap().iter();
    documents.flat_map(|d| d["mentions"].as_array().unwrap().iter().map(move |m| (d, m))).find(|(_, m)| at(m) == words)
}

/// The value at a place of `changes.tsv`: a pointer into the record, or the words of a mention and a pointer into its
/// document (`relation`: the type of its main one); `-` for none, and for a citation that cites and no more.
fn value(record: &Value, text: &str, place: &str) -> String {
    let found = if place.starts_with('/') {
        record.pointer(place)
    } else {
        let pointer = ["/key", "/known/number", "/relation", "/type"].into_iter().find(|p| place.ends_with(p)).unwrap();
        let found = mention(record, text, place.strip_suffix(pointer).unwrap());
        found.and_then(|(document, mention)| match pointer {
            "/relation" => mention.pointer("/relations/0/type").filter(|kind| *kind != "cites"),
            pointer => document.pointer(pointer),
        })
    };
    found.and_then(Value::as_str).unwrap_or("-").to_owned()
}

#[test]
fn own_rules_change_the_record_as_the_fixture_says() {
    let text = fixture("phieu-giao-viec.txt");
    let (without, with) = (record(&[]), record(&["--rules", "rules.toml"]));
    let mut failures = Vec::new();
    for line in fixture("changes.tsv").lines().skip(1) {
        let [place, before, after] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        for (record, expected, name) in [(&without, before, "without"), (&with, after, "with")] {
            let found = value(record, &text, place);
            if found != expected {
                failures.push(format!("{place} {name}: {found}, not {expected}"));
            }
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn the_page_shows_the_rules_of_the_fixture() {
    let page = fs::read_to_string(root().join("docs/rules.md")).unwrap();
    let shown = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next());
    assert_eq!(shown, Some(fixture("rules.toml").as_str()));
}

#[test]
fn rules_that_cannot_be_used_end_the_command_with_their_place() {
    let cue = "[[cues]]\nwords = \"dựa vào\"\nrelation = \"cites\"\n\n";
    let cases = [
        ("[[cues]]\nwords = \" \"\nrelation = \"cites\"\n", ":1: [[cues]] `words` is empty"),
        (
            "[[cues]]\nwords = \"a\"\n\nrelation = \"implement\"\n",
            ":4: unknown variant `implement`, expected one of `based_on`",
        ),
        ("\n[[bodies]]\ncode = \"X\"\nnam = \"Ban\"\n", ":4: unknown field `nam`, expected one of `code`, `name`"),
        ("[[bodies]]\ncode = \"X\"\n", ":1: missing field `name`"),
        ("[[bodies]\n", ":1: "),
        (&cue.repeat(2), ":5: [[cues]] \"dựa vào\" is given twice"),
        ("[[types]]\ncode = \"Phiếu\"\nname = \"Phiếu\"\n", ":1: [[types]] `code` is \"Phiếu\": small letters"),
        ("[[laws]]\nname = \"Vịnh\"\ndate = \"20/6/2031\"\n", ":1: [[laws]] `date` is \"20/6/2031\": write YYYY-MM-DD"),
        ("[[aliases]]\nname = \"A\"\n", ":1: [[aliases]] gives no document"),
        ("[[aliases]]\nname = \"A\"\nkey = \"x\"\n", ":1: [[aliases]] `key` is \"x\": write type:number:year:place"),
        ("[[aliases]]\nname = \"A\"\nnumber = \"1/QĐ-X\"\ntype = \"x\"\n", ":1: [[aliases]] \"x\" is no type"),
    ];
    let desk = TempDir::new().unwrap();
    let path = desk.path().join("own.toml");
    for (rules, expected) in cases {
        fs::write(&path, rules).unwrap();
        let (status, out, err) = run(&["phieu-giao-viec.txt", "--rules", path.to_str().unwrap()]);
        assert_eq!((status, out.as_str()), (2, ""), "{rules}");
        assert!(err.contains(&format!("own.toml{expected}")), "{rules}\n{err}");
    }
    let (status, _, err) = run(&["phieu-giao-viec.txt", "--rules", "gone.toml"]);
    assert!(status == 2 && err.contains("cannot read the rules gone.toml: no such file"), "{err}");
}

#[test]
fn explanations_stand_only_where_they_are_asked_for() {
    let (plain, mut explained) = (record(&[]), record(&["--explain"]));
    let mentions = |record: &mut Value, f: &mut dyn FnMut(&mut Value)| {
        let documents = record["references"].as_array_mut().unwrap().iter_mut();
        documents.flat_map(|d| d["mentions"].as_array_mut().unwrap()).for_each(f);
    };
    let mut count = 0;
    mentions(&mut explained, &mut |mention| {
        assert!(mention["explanation"]["rule"].is_string());
        assert!(!mention["explanation"]["reasons"].as_array().unwrap().is_empty());
        mention["explanation"] = Value::Null;
        count += 1;
    });
    assert!(count > 3);
    assert_eq!(explained["source"]["options"].take(), "explain");
    assert_eq!(explained, plain);
}
