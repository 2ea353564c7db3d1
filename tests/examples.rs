//! The programs of `examples/` run on their documents and say what is in them.

use std::fs;
use std::path::Path;
use vanban::{OffsetUnit, Record};

#[allow(dead_code)] // `main` is for who runs them
#[path = "../examples/citations.rs"]
mod citations;
#[allow(dead_code)]
#[path = "../examples/json.rs"]
mod json;
#[allow(dead_code)]
#[path = "../examples/tasks.rs"]
mod tasks;

fn path(name: &str) -> String {
    format!("{}/fixtures/documents/{name}.txt", env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

#[test]
fn citations_are_listed_with_their_words() {
    let page = citations::citations(&text("dispatch-province"));
    let lines = [
        "r1 ke_hoach:412-kh-tu:2023:phu-tho (2023-10-02)",
        "   Implements from self: Kế hoạch số 412-KH/TU ",
        "   Implements from r1: Kết luận số 208-KL/TW ",
        "   Replaces from self: Công văn số 2044/UBND-KTN ",
    ];
    for line in lines {
        assert!(page.lines().any(|l| l == line), "{line}\n{page}");
    }
}

#[test]
fn deadlines_come_in_order_of_their_days() {
    let page = tasks::tasks(&text("dispatch-province"));
    let first = [
        "2023-11-15  trước ngày 15/11/2023  [Sở Tài nguyên và Môi trường]",
        "2023-11-30  chậm nhất ngày 30/11/2023  [Sở Tài chính]",
    ];
    assert!(page.lines().take(2).eq(first), "{page}");
    assert!(page.contains("\nP5D         Trong thời hạn 05 ngày làm việc"), "{page}");
}

#[test]
fn a_record_a_line() {
    let paths = [path("notice-commune"), path("dispatch-province")];
    let mut out = Vec::new();
    json::lines(&paths, &mut out).unwrap();
    let records: Vec<_> = std::str::from_utf8(&out).unwrap().lines().map(|l| Record::from_json(l).unwrap()).collect();
    assert_eq!(records.len(), 2);
    assert_eq!(records[1].source.path.as_deref(), Some(paths[1].as_str()));
    assert!(records.iter().all(|r| r.offset_unit == OffsetUnit::Char && r.number.is_some()));
}

#[test]
fn examples_stay_short_and_are_all_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(include_str!("examples.rs").contains(&format!("mod {name};")), "{name} is not run");
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 40, "{name} has {lines} lines");
    }
}
