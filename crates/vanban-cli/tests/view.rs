//! `vanban view` as it is typed: which page comes of which input, and what is said when none can.

use assert_cmd::Command;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn document(name: &str) -> String {
    root().join("fixtures/documents").join(name).to_string_lossy().into_owned()
}

fn run(args: &[&str], stdin: &[u8]) -> (i32, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    let output = command.args(args).write_stdin(stdin.to_vec()).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn is_document(page: &str) -> bool {
    page.starts_with("<!doctype html>") && page.contains("<div id=\"text\"")
}

fn is_graph(page: &str) -> bool {
    page.starts_with("<!doctype html>") && page.contains("<canvas id=\"canvas\"")
}

#[test]
fn a_document_in_any_format_and_its_record_give_a_page() {
    let path = document("dispatch-province.txt");
    let (status, page, err) = run(&["view", &path], b"");
    assert_eq!((status, err.as_str()), (0, ""));
    assert!(is_document(&page) && page.contains("type-and-number"), "with explanations");
    for name in ["dispatch.docx", "dispatch.rtf", "dispatch.html"] {
        let file = root().join("fixtures/files").join(name);
        assert!(is_document(&run(&["view", &file.to_string_lossy()], b"").1), "{name}");
        // An RTF file starts with a brace, as JSON does.
        assert!(is_document(&run(&["view", "-"], &fs::read(&file).unwrap()).1), "{name}");
    }
    for unit in ["byte", "char", "utf16"] {
        let record = run(&["extract", &path, "--with-text", "--explain", "--offsets", unit], b"").1;
        let of_record = run(&["view", "-"], record.as_bytes()).1;
        let without_options = |page: &str| page.lines().filter(|line| !line.contains("source")).count();
        assert!(is_document(&of_record));
        assert_eq!(without_options(&of_record), without_options(&page));
    }
}

#[test]
fn several_records_give_a_graph() {
    let desk = TempDir::new().unwrap();
    let records = desk.path().join("records.jsonl").to_string_lossy().into_owned();
    let out = desk.path().join("page.html");
    let inputs = [document("dispatch-province.txt"), document("plan-province.txt")];
    run(&["extract", &inputs[0], &inputs[1], "-q", "-o", &records], b"");
    let (status, page, err) = run(&["view", &records], b"");
    assert!(status == 0 && is_graph(&page) && err.contains(" nodes, "), "{err}");
    assert!(is_graph(&run(&["view", &inputs[0], &inputs[1], "-q"], b"").1));
    assert!(is_graph(&run(&["view", &inputs[0], "--to", "graph", "-q"], b"").1));
    let args = ["view", &records, "--around", "3187/UBND-KTN", "--most", "3", "-o", &out.to_string_lossy()];
    let (status, page, err) = run(&args, b"");
    assert_eq!((status, page.as_str()), (0, ""));
    assert!(err.contains("3 nodes, ") && err.contains("left out"), "{err}");
    let page = fs::read_to_string(out).unwrap();
    assert!(is_graph(&page) && page.contains("data-centre=\"cong_van:3187-ubnd-ktn:2023:phu-tho\""));
    let part = run(&["graph", &records, "--to", "part", "-q"], b"").1;
    assert!(is_graph(&run(&["view", "-", "-q"], part.as_bytes()).1));
}

#[test]
fn what_gives_no_page_is_told() {
    let record = document("dispatch-province.record.json");
    let folder = root().join("fixtures/documents").to_string_lossy().into_owned();
    for (args, reason) in [
        (vec!["view", &record], "--with-text"),
        (vec!["view", "not there.txt"], "no such file"),
        (vec!["view", &folder], "vanban extract"),
        (vec!["view", &record, &record, "--to", "document"], "one document"),
        (vec!["view", &record, "--around", "9999/X"], "no document 9999/X"),
    ] {
        let (status, page, err) = run(&args, b"");
        assert_eq!((status, page.as_str()), (1, ""), "{args:?}");
        assert!(err.contains(reason), "{err}");
    }
    assert_eq!(run(&["view"], b"").0, 2);
    assert_eq!(run(&["view", "-", "--only", "nothing"], b"").0, 2);
}
