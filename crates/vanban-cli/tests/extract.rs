//! `vanban extract` as a user meets it: files, folders, pipes, failures, exit status.

use assert_cmd::Command;
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Output;
use tempfile::TempDir;

/// A folder with files, and the command run inside it.
struct Desk(TempDir);

impl Desk {
    fn with(files: &[(&str, &[u8])]) -> Self {
        let desk = Self(TempDir::new().unwrap());
        for (name, bytes) in files {
            let path = desk.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, bytes).unwrap();
        }
        desk
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Runs `vanban` with the words of `line`.
    fn run(&self, line: &str) -> Ran {
        self.pipe(line, "")
    }

    fn pipe(&self, line: &str, input: impl AsRef<[u8]>) -> Ran {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
        let output = command.current_dir(self.path()).args(line.split(' ')).write_stdin(input.as_ref()).output();
        Ran::of(output.unwrap())
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path()).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn of(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The records of a run that went well.
    fn records(&self) -> Vec<Value> {
        assert_eq!(self.status, 0, "{}", self.err);
        self.lines()
    }

    fn lines(&self) -> Vec<Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn paths(&self) -> Vec<String> {
        self.lines().iter().map(|r| r["source"]["path"].as_str().unwrap().to_owned()).collect()
    }

    /// What the only `input-failed` of a record says.
    fn reason(record: &Value) -> &str {
        assert_eq!(record["diagnostics"].as_array().unwrap().len(), 1);
        assert_eq!(record["diagnostics"][0]["code"], "input-failed");
        assert_eq!(record["diagnostics"][0]["severity"], "error");
        record["diagnostics"][0]["message"].as_str().unwrap()
    }
}

const LETTER: &str = "Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH\n";

#[test]
fn one_document_gives_one_indented_record() {
    let desk = Desk::with(&[("a.txt", LETTER.as_bytes())]);
    let ran = desk.run("extract a.txt");
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("{\n  \"schema\": 1,\n"), "{}", ran.out);
    assert!(ran.out.ends_with("\n}\n"));
    let record: Value = serde_json::from_str(&ran.out).unwrap();
    let source = json!({
        "path": "a.txt", "format": "text", "encoding": "utf-8", "bytes": LETTER.len(), "map": [], "options": null,
        "sha256": "6331e474533d66ae642dd6714c4223734e974fc66bc1c5efc77a2cdb6ca328db",
    });
    assert_eq!(record["source"], source);
    assert_eq!(record["offset_unit"], "char");
    assert_eq!(record["text"], Value::Null);
    vanban::Record::from_json(&ran.out).unwrap();
}

#[test]
fn several_documents_give_a_line_each_in_the_order_given() {
    let desk = Desk::with(&[("b.txt", b"mot"), ("a.md", b"hai"), ("c.xyz", b"ba")]);
    for jobs in [1, 2, 8] {
        let ran = desk.run(&format!("extract b.txt a.md c.xyz b.txt -j {jobs}"));
        assert_eq!(ran.records().len(), 4);
        assert_eq!(ran.paths(), ["b.txt", "a.md", "c.xyz", "b.txt"]);
        let formats: Vec<_> = ran.lines().iter().map(|r| r["source"]["format"].clone()).collect();
        assert_eq!(formats, ["text", "markdown", "text", "text"]);
        assert_eq!(ran.err, "vanban: read 4, written 4, skipped 0, failed 0\n");
    }
    assert_eq!(desk.run("extract b.txt a.md -q").err, "");
}

#[test]
fn the_form_can_be_named() {
    let desk = Desk::with(&[("a.txt", b"mot"), ("b.txt", b"hai"), ("e.jsonl", b"\n")]);
    let one = desk.run("extract a.txt --to jsonl");
    assert_eq!((one.records().len(), one.paths()), (1, vec!["a.txt".to_owned()]));
    let list = desk.run("extract a.txt b.txt --to json");
    let list: Vec<Value> = serde_json::from_str(&list.out).unwrap();
    assert_eq!(list.iter().map(|r| r["source"]["path"].as_str().unwrap()).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    assert_eq!(desk.run("extract e.jsonl --to json").out, "[]\n");
    let markdown = desk.run("extract a.txt --from markdown --to jsonl").records();
    assert_eq!(markdown[0]["source"]["format"], "markdown");
}

#[test]
fn jsonl_gives_a_record_a_line_under_its_id() {
    let lines: String = (0..500)
        .map(|n| {
            let line =
                json!({"id": format!("kho/{n}"), "text": format!("Văn bản {n}\n{}", "chữ ".repeat(n)), "more": n});
            format!("{line}\n{}", if n % 7 == 0 { "\r\n" } else { "" })
        })
        .collect();
    let desk = Desk::with(&[("a.jsonl", lines.as_bytes())]);
    let expected: Vec<_> = (0..500).map(|n| format!("kho/{n}")).collect();
    let plain = desk.run("extract a.jsonl -j 1");
    assert_eq!(plain.records().len(), 500);
    assert_eq!(plain.paths(), expected);
    assert_eq!(plain.err, "vanban: read 500, written 500, skipped 0, failed 0\n");
    let source = json!({
        "path": "kho/0", "format": "jsonl", "encoding": "utf-8", "bytes": "Văn bản 0\n".len(), "map": [],
        "options": null, "sha256": "c93d4cf152a52498fa505e6e9d252e036539b5133484b05b83eca190ea58a2c2",
    });
    assert_eq!(plain.lines()[0]["source"], source);
    for other in [desk.run("extract a.jsonl -j 5"), desk.pipe("extract - -j 3", &lines)] {
        assert_eq!(other.out, plain.out);
    }
}

#[test]
fn standard_input_is_a_document_or_lines() {
    let desk = Desk::with(&[]);
    let ran = desk.pipe("extract -", LETTER);
    let record: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((&record["source"]["path"], &record["source"]["format"]), (&json!("-"), &json!("text")));
    let line = r#"{"id": "x", "text": "mot"}"#;
    for (options, format, path) in [
        ("--to jsonl", "jsonl", "x"),
        ("--from jsonl", "jsonl", "x"),
        ("--from text --to jsonl", "text", "-"),
        ("--from markdown --to jsonl", "markdown", "-"),
    ] {
        let records = desk.pipe(&format!("extract - {options}"), line).records();
        assert_eq!((&records[0]["source"]["format"], &records[0]["source"]["path"]), (&json!(format), &json!(path)));
    }
    assert_eq!(desk.pipe("extract - -", "").status, 2);
}

#[test]
fn folders_are_walked_by_name() {
    let desk = Desk::with(&[
        ("d/b.TXT", b"b"),
        ("d/a/z.markdown", b"z"),
        ("d/a/y.text", b"y"),
        ("d/c.md", b"c"),
        ("d/.hidden/a.txt", b"no"),
        ("d/.h.txt", b"no"),
        ("d/table.csv", b"no"),
        ("d/a/scan.png", b"no"),
        ("d/lines.jsonl", br#"{"id": "1", "text": "mot"}"#),
    ]);
    let ran = desk.run("extract d -j 2");
    assert_eq!(ran.records().len(), 4);
    assert_eq!(ran.paths(), ["d/a/y.text", "d/a/z.markdown", "d/b.TXT", "d/c.md"]);
    assert_eq!(ran.err, "vanban: read 4, written 4, skipped 3, failed 0\n");
    assert_eq!(desk.run("extract d/ --to jsonl").paths(), ran.paths());
    assert_eq!(desk.run("extract d --from jsonl").paths(), ["1"]);
}

#[cfg(unix)]
#[test]
fn links_inside_folders_are_not_followed() {
    let desk = Desk::with(&[("d/a.txt", b"a"), ("out/b.txt", b"b")]);
    std::os::unix::fs::symlink("../out", desk.path().join("d/folder")).unwrap();
    std::os::unix::fs::symlink("../out/b.txt", desk.path().join("d/file.txt")).unwrap();
    let ran = desk.run("extract d");
    assert_eq!(ran.paths(), ["d/a.txt"]);
    assert_eq!(ran.err, "vanban: read 1, written 1, skipped 2, failed 0\n");
    assert_eq!(desk.run("extract d/folder").paths(), ["d/folder/b.txt"]);
}

#[test]
fn a_bad_input_costs_that_input_alone() {
    let desk = Desk::with(&[
        ("a.txt", b"mot"),
        ("nul.txt", b"mot\0hai"),
        ("scan.png", b"\x89PNG\r\n"),
        ("empty/x.csv", b""),
        ("z.txt", b"hai"),
    ]);
    let cases = [
        ("gone.txt", "no such file or folder"),
        ("gone.jsonl", "no such file or folder"),
        ("nul.txt", "binary data, not text (NUL byte at 3)"),
        ("scan.png", "a PNG image, which is not read; turn it into text by OCR first"),
        (
            "empty",
            "no documents in this folder (.txt, .text, .md, .markdown, .htm, .html, .docx, .doc, .odt, .rtf, .pdf, .zip, .tar, .gz, .tgz)",
        ),
    ];
    for (path, reason) in cases {
        for jobs in [1, 3] {
            let ran = desk.run(&format!("extract a.txt {path} z.txt -j {jobs}"));
            assert_eq!(ran.status, 1);
            assert_eq!(ran.paths(), ["a.txt", path, "z.txt"]);
            assert_eq!(Ran::reason(&ran.lines()[1]), reason);
            let skipped = usize::from(path == "empty");
            let told = format!("vanban: {path}: {reason}\nvanban: read 2, written 3, skipped {skipped}, failed 1\n");
            assert_eq!(ran.err, told);
            vanban::Record::from_json(ran.out.lines().nth(1).unwrap()).unwrap();
        }
    }
    let alone = desk.run("extract gone.txt --with-text");
    assert_eq!((alone.status, alone.err.as_str()), (1, "vanban: gone.txt: no such file or folder\n"));
    let record: Value = serde_json::from_str(&alone.out).unwrap();
    assert_eq!((Ran::reason(&record), &record["text"]), ("no such file or folder", &Value::Null));
    assert_eq!(record["offset_unit"], "char");
}

#[cfg(unix)]
#[test]
fn what_cannot_be_opened_is_told() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::with(&[("a.txt", b"mot"), ("d/b.txt", b"hai"), ("d/x/c.txt", b"ba")]);
    for name in ["a.txt", "d/x"] {
        fs::set_permissions(desk.path().join(name), fs::Permissions::from_mode(0o000)).unwrap();
    }
    if fs::File::open(desk.path().join("a.txt")).is_ok() {
        return; // the superuser may open everything
    }
    let ran = desk.run("extract a.txt d");
    assert_eq!((ran.status, ran.paths()), (1, ["a.txt", "d/b.txt", "d/x"].map(str::to_owned).to_vec()));
    assert!(ran.err.starts_with("vanban: a.txt: no permission\nvanban: d/x: no permission\n"), "{}", ran.err);
    fs::set_permissions(desk.path().join("d/x"), fs::Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_bad_line_costs_that_line_alone() {
    let lines: &[&[u8]] = &[
        br#"{"id": "a", "text": "mot"}"#,
        b"",
        br#"{"id": "b"}"#,
        br#"{"id": 3, "text": "ba"}"#,
        br#"{"id": "c", "text": "#,
        b"Kinh gui",
        b"{\"id\": \"\xE1\", \"text\": \"\"}",
        br#"{"id": "d", "text": "bon"}"#,
    ];
    let desk = Desk::with(&[("a.jsonl", &lines.join(&b'\n'))]);
    for (ran, name) in [
        (desk.run("extract a.jsonl -j 1"), "a.jsonl"),
        (desk.run("extract a.jsonl -j 2"), "a.jsonl"),
        (desk.pipe("extract - --from jsonl", lines.join(&b'\n')), "-"),
    ] {
        assert_eq!(ran.status, 1);
        let at = |line: u64| format!("{name}:{line}");
        assert_eq!(ran.paths(), ["a".into(), "b".into(), at(4), at(5), at(6), at(7), "d".into()]);
        let told = [
            "3: not {\"id\", \"text\"}: missing field `text`",
            "4: not {\"id\", \"text\"}: invalid type: integer `3`, expected a string",
            "5: the JSON ends early",
            "6: not a JSON object",
            "7: not UTF-8",
        ];
        let told: String = told.iter().map(|line| format!("vanban: {name}:{line}\n")).collect();
        assert_eq!(ran.err, format!("{told}vanban: read 2, written 7, skipped 0, failed 5\n"));
        assert_eq!(Ran::reason(&ran.lines()[3]), "the JSON ends early");
    }
}

#[test]
fn output_is_put_in_place_when_whole() {
    let desk = Desk::with(&[("a.txt", b"mot"), ("b.txt", b"hai"), ("out.jsonl", b"old\n"), ("folder/x.txt", b"")]);
    let ran = desk.run("extract a.txt gone.txt b.txt -o out.jsonl");
    assert_eq!((ran.status, ran.out.as_str()), (1, ""));
    assert_eq!(desk.read("out.jsonl"), desk.run("extract a.txt gone.txt b.txt").out);
    desk.run("extract a.txt --output new.json");
    assert_eq!(desk.read("new.json"), desk.run("extract a.txt").out);
    assert_eq!(desk.run("extract a.txt -o -").out, desk.read("new.json"));
    // Nothing is left beside them.
    assert_eq!(desk.names(), ["a.txt", "b.txt", "folder", "new.json", "out.jsonl"]);

    for (target, reason) in [("no/such/folder/x", "no such file or folder"), ("folder", "it is a folder")] {
        let ran = desk.run(&format!("extract a.txt -o {target}"));
        assert_eq!((ran.status, ran.out.as_str()), (1, ""));
        assert_eq!(ran.err, format!("vanban: cannot write {target}: {reason}\n"));
    }
}

#[cfg(unix)]
#[test]
fn output_through_a_link_or_into_a_device_leaves_both_in_place() {
    let desk = Desk::with(&[("a.txt", b"mot"), ("real.json", b"old\n")]);
    std::os::unix::fs::symlink("real.json", desk.path().join("link.json")).unwrap();
    std::os::unix::fs::symlink("/dev/null", desk.path().join("null")).unwrap();
    assert_eq!(desk.run("extract a.txt -o link.json").status, 0);
    assert_eq!(desk.run("extract a.txt -o null").status, 0);
    assert_eq!(desk.read("real.json"), desk.run("extract a.txt").out);
    assert!(fs::symlink_metadata(desk.path().join("link.json")).unwrap().is_symlink());
    assert!(!fs::metadata(desk.path().join("null")).unwrap().is_file());
}

/// The old file stands until the new one is whole, also when the input is the output.
#[test]
fn a_file_can_be_rewritten_from_itself() {
    let desk = Desk::with(&[("a.jsonl", br#"{"id": "1", "text": "mot"}"#)]);
    assert_eq!(desk.run("extract a.jsonl -o a.jsonl").status, 0);
    assert!(desk.read("a.jsonl").starts_with(r#"{"schema":1,"#));
}

#[test]
fn spans_count_in_the_unit_asked_for() {
    // The broken byte is the only thing that surely has a span, behind letters and a sign of several units.
    let desk = Desk::with(&[("a.txt", b"\xF0\x9F\x98\x80 S\xE1\xBB\x91\xE1")]);
    for (unit, span) in [("byte", [9, 12]), ("char", [4, 5]), ("utf16", [5, 6])] {
        let record = &desk.run(&format!("extract a.txt --to jsonl --offsets {unit}")).records()[0];
        assert_eq!(record["offset_unit"], unit);
        let diagnostics = record["diagnostics"].as_array().unwrap();
        let broken = diagnostics.iter().find(|d| d["code"] == "invalid-utf8").unwrap();
        assert_eq!(broken["span"], json!(span), "{unit}");
    }
}

#[test]
fn the_text_is_kept_when_asked_for_in_any_encoding() {
    let words = "Số: 12/QĐ-UBND";
    let wide =
        |f: fn(u16) -> [u8; 2], mark: &[u8]| [mark, &words.encode_utf16().flat_map(f).collect::<Vec<_>>()].concat();
    let desk = Desk::with(&[
        ("utf8.txt", words.as_bytes()),
        ("mark.txt", &[b"\xEF\xBB\xBF", words.as_bytes()].concat()),
        ("le.txt", &wide(u16::to_le_bytes, b"")),
        ("le-mark.txt", &wide(u16::to_le_bytes, b"\xFF\xFE")),
        ("be-mark.txt", &wide(u16::to_be_bytes, b"\xFE\xFF")),
    ]);
    let cases = [
        ("utf8.txt", "auto", "utf-8"),
        ("utf8.txt", "utf-8", "utf-8"),
        ("mark.txt", "auto", "utf-8"),
        ("le.txt", "auto", "utf-16le"),
        ("le.txt", "utf-16", "utf-16le"),
        ("le-mark.txt", "utf-16", "utf-16le"),
        ("be-mark.txt", "auto", "utf-16be"),
        ("be-mark.txt", "utf-16", "utf-16be"),
    ];
    for (name, given, found) in cases {
        let record = &desk.run(&format!("extract {name} --to jsonl --with-text --encoding {given}")).records()[0];
        assert_eq!((&record["text"], &record["source"]["encoding"]), (&json!(words), &json!(found)), "{name} {given}");
        assert_eq!(record["source"]["bytes"], fs::metadata(desk.path().join(name)).unwrap().len());
    }
    assert_eq!(desk.run("extract le.txt --encoding utf-8").status, 1);
}

#[test]
fn a_closed_pipe_ends_quietly() {
    use std::io::Read;
    use std::process::{Command, Stdio};
    let line = format!("{}\n", json!({"id": "a", "text": "chữ ".repeat(1000)}));
    let desk = Desk::with(&[("a.jsonl", line.repeat(2000).as_bytes())]);
    for jobs in ["1", "3"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vanban"))
            .current_dir(desk.path())
            .args(["extract", "a.jsonl", "--with-text", "-j", jobs])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdout.take().unwrap().read_exact(&mut [0; 100]).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
    }
}

/// Whoever writes a line may wait for its record before the next.
#[test]
fn a_line_is_answered_before_the_next_one_comes() {
    use std::io::{BufRead, BufReader, Write};
    use std::process::{Command, Stdio};
    for jobs in ["1", "2"] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_vanban"))
            .args(["extract", "-", "--from", "jsonl", "-q", "-j", jobs])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut to = child.stdin.take().unwrap();
        let mut from = BufReader::new(child.stdout.take().unwrap());
        for n in 0..3 {
            writeln!(to, "{}", json!({"id": n.to_string(), "text": ""})).unwrap();
            let mut line = String::new();
            from.read_line(&mut line).unwrap();
            assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["source"]["path"], n.to_string());
        }
        drop(to);
        assert!(child.wait().unwrap().success());
    }
}

#[test]
fn wrong_usage_is_status_two() {
    let desk = Desk::with(&[("a.txt", b"mot")]);
    for line in
        ["extract", "extract a.txt --offsets words", "extract a.txt -j 0", "extract a.txt --to csv", "read a.txt"]
    {
        let ran = desk.run(line);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{line}");
        assert!(!ran.err.is_empty());
    }
    assert_eq!(desk.run("extract a.txt --strict").status, 0);
}

#[test]
fn form_is_checked_on_request() {
    let text = "ỦY BAN NHÂN DÂN\nTỈNH MẪU\n\nSố: 2/KH-UBND\n\nMẫu, ngày 05 tháng 02 năm 2024\n\nKẾ HOẠCH\nViệc thử\n";
    let desk = Desk::with(&[("a.txt", text.as_bytes())]);
    assert!(!desk.run("extract a.txt").out.contains("\"form-"));
    let checked = desk.run("extract a.txt --check");
    assert!(checked.out.contains("\"form-motto\"") && checked.out.contains("Nghị định 30/2020/NĐ-CP, Điều 8"));
    assert_eq!(checked.status, 0);
}

#[test]
fn a_run_that_was_killed_is_gone_on_with() {
    let desk = Desk::with(&[("a.txt", b"mot"), ("b.txt", b"hai"), ("c.txt", b"hai")]);
    let whole = desk.run("extract a.txt b.txt c.txt").out;
    let first = whole.lines().next().unwrap();
    fs::write(desk.path().join(".out.jsonl.partial"), format!("{first}\n{{\"schema\":1,\"gen")).unwrap();
    let ran = desk.run("extract a.txt b.txt c.txt -o out.jsonl --resume");
    assert_eq!((ran.status, desk.read("out.jsonl")), (0, whole.clone()));
    assert_eq!(ran.err, "vanban: read 2, written 3, skipped 0, failed 0, taken over 1\n");
    assert_eq!(desk.names(), ["a.txt", "b.txt", "c.txt", "out.jsonl"]);

    // What has changed since is read again, also the options.
    fs::write(desk.path().join("b.txt"), "ba").unwrap();
    let ran = desk.run("extract a.txt b.txt c.txt -o out.jsonl --resume");
    assert_eq!(ran.err, "vanban: read 1, written 3, skipped 0, failed 0, taken over 2\n");
    let ran = desk.run("extract a.txt b.txt c.txt -o out.jsonl --resume --offsets byte");
    assert_eq!(ran.err, "vanban: read 3, written 3, skipped 0, failed 0\n");
    assert_eq!(desk.run("extract a.txt b.txt --resume").status, 2);
    assert_eq!(desk.run("extract a.txt --resume -o one.json").status, 2);
}

#[test]
fn a_file_beyond_the_limit_costs_itself_alone() {
    let desk = Desk::with(&[("a.txt", b"mot"), ("b.txt", b"hai ba")]);
    let ran = desk.run("extract b.txt a.txt --max-file-size 5 -q");
    assert_eq!((ran.status, ran.err.as_str()), (1, "vanban: b.txt: larger than 5 bytes (--max-file-size)\n"));
    assert_eq!(ran.paths(), ["b.txt", "a.txt"]);
}

/// `vanban` with its words under a shell, for what a shell can do to it.
#[cfg(unix)]
fn shell(desk: &Desk, line: &str) -> Ran {
    let mut command = Command::new("sh");
    let line = line.replace("vanban", concat!("'", env!("CARGO_BIN_EXE_vanban"), "'"));
    Ran::of(command.current_dir(desk.path()).args(["-c", &line]).output().unwrap())
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let line = format!("{}\n", json!({"id": "a", "text": "chữ ".repeat(100)}));
    let desk = Desk::with(&[("a.txt", LETTER.as_bytes()), ("a.jsonl", line.repeat(400).as_bytes())]);
    let told = "vanban: cannot write the records: No space left on device (os error 28)\n";
    for line in ["vanban extract a.txt -o /dev/full", "vanban extract a.jsonl -q -j2 > /dev/full"] {
        let ran = shell(&desk, line);
        assert_eq!((ran.status, ran.err.as_str()), (1, told), "{line}");
    }
    let told = "vanban: cannot write the output: No space left on device (os error 28)\n";
    let ran = shell(&desk, "vanban extract a.txt --to jsonl -q | vanban graph - -o /dev/full");
    assert_eq!((ran.status, ran.err.as_str()), (1, told));
}

/// A disk that is full in the middle: what stood there before still stands, and once there is room the run goes on
/// behind the lines that are whole.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_fills_up_leaves_the_old_file_and_what_is_whole() {
    let names: Vec<String> = (0..60).map(|n| format!("d/{n:02}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), LETTER.as_bytes())).collect();
    let desk = Desk::with(&files);
    fs::write(desk.path().join("out.jsonl"), "old\n").unwrap();
    fs::write(desk.path().join("out.json"), "old\n").unwrap();
    // At most 64 blocks of 512 or 1024 bytes a file.
    let small = |line: &str| shell(&desk, &format!("trap '' XFSZ; ulimit -f 64; {line}"));
    let told = "vanban: cannot write the records: File too large (os error 27)\n";
    for line in ["vanban extract d -q --to json -o out.json", "vanban extract d -q -o out.jsonl"] {
        let ran = small(line);
        assert_eq!((ran.status, ran.err.as_str()), (1, told), "{line}");
    }
    assert_eq!((desk.read("out.jsonl").as_str(), desk.read("out.json").as_str()), ("old\n", "old\n"));
    assert_eq!(desk.names(), [".out.jsonl.partial", "d", "out.json", "out.jsonl"]);
    let ran = desk.run("extract d -o out.jsonl --resume");
    assert_eq!(ran.status, 0);
    let words = ran.err.strip_prefix("vanban: read ").and_then(|rest| rest.split(", written 60,").next()).unwrap();
    assert!(words.parse::<u32>().unwrap() < 60, "{}", ran.err);
    assert_eq!(desk.read("out.jsonl"), desk.run("extract d").out);
}

#[cfg(target_os = "linux")]
#[test]
fn names_of_odd_bytes_are_read_and_told() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let desk = Desk::with(&[("d/b.txt", LETTER.as_bytes())]);
    let odd = [&b"d/a\xE1\xFF.txt"[..], b"d/c \n\t\"x\".txt", b"d/-q.txt", b"d/\xF0\x9F\x98\x80.txt"];
    for name in odd {
        fs::write(desk.path().join(OsStr::from_bytes(name)), LETTER).unwrap();
    }
    let ran = desk.run("extract d -j 2");
    assert_eq!(ran.status, 0, "{}", ran.err);
    let expected = ["d/-q.txt", "d/a\u{FFFD}\u{FFFD}.txt", "d/b.txt", "d/c \n\t\"x\".txt", "d/😀.txt"];
    assert_eq!(ran.paths(), expected);
    assert!(ran.records().iter().all(|record| record["number"]["value"] == "12/QĐ-UBND"));
    // Named, and gone.
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    let gone = command.current_dir(desk.path()).arg("extract").arg(OsStr::from_bytes(b"\xFF.txt")).output().unwrap();
    let gone = Ran::of(gone);
    assert_eq!((gone.status, gone.err.as_str()), (1, "vanban: \u{FFFD}.txt: no such file or folder\n"));
}

#[cfg(unix)]
#[test]
fn links_in_circles_end() {
    use std::os::unix::fs::symlink;
    let desk = Desk::with(&[("d/a.txt", b"a")]);
    let at = |name: &str| desk.path().join(name);
    symlink(".", at("d/self")).unwrap();
    symlink("..", at("d/up")).unwrap();
    symlink("two.txt", at("one.txt")).unwrap();
    symlink("one.txt", at("two.txt")).unwrap();
    symlink("gone", at("d/dangling.txt")).unwrap();
    let ran = desk.run("extract d");
    assert_eq!((ran.records().len(), ran.err.as_str()), (1, "vanban: read 1, written 1, skipped 3, failed 0\n"));
    let ran = desk.run("extract d/self/self/up/d one.txt d/dangling.txt -q");
    assert_eq!(
        (ran.status, ran.paths()),
        (1, ["d/self/self/up/d/a.txt", "one.txt", "d/dangling.txt"].map(String::from).to_vec())
    );
    assert!(Ran::reason(&ran.lines()[1]).starts_with("Too many levels of symbolic links"), "{}", ran.err);
    assert_eq!(Ran::reason(&ran.lines()[2]), "no such file or folder");
    assert_ne!(desk.run("extract d -o one.txt").status, 2);
}

#[cfg(unix)]
#[test]
fn devices_are_refused_and_pipes_are_read_whole() {
    let desk = Desk::with(&[("d/a.txt", LETTER.as_bytes()), ("a.txt", LETTER.repeat(40).as_bytes())]);
    for device in ["/dev/zero", "/dev/null"] {
        let ran = desk.run(&format!("extract {device} a.txt"));
        assert_eq!((ran.status, ran.paths()), (1, vec![device.to_owned(), "a.txt".to_owned()]));
        assert_eq!(Ran::reason(&ran.lines()[0]), "a device, not a document");
    }
    // Inside a folder a pipe is left: it may never end.
    let ran = shell(&desk, "mkfifo d/p.txt pipe && vanban extract d");
    assert_eq!((ran.status, ran.err.as_str()), (0, "vanban: read 1, written 1, skipped 1, failed 0\n"));
    let whole = desk.run("extract a.txt --with-text");
    let ran = shell(&desk, "cat a.txt > pipe & vanban extract pipe --with-text");
    assert_eq!((ran.status, ran.out.replace("\"pipe\"", "\"a.txt\"")), (0, whole.out));
}

/// A zip archive of files that are not packed.
fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let crc = |bytes: &[u8]| {
        !bytes.iter().fold(!0u32, |crc, b| {
            (0..8).fold(crc ^ u32::from(*b), |crc, _| (crc >> 1) ^ (0xEDB8_8320 & (crc & 1).wrapping_neg()))
        })
    };
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = out.len() as u32;
        let head = [20u16, 0, 0, 0, 0].map(u16::to_le_bytes).concat();
        let sizes = [crc(bytes), bytes.len() as u32, bytes.len() as u32].map(u32::to_le_bytes).concat();
        let lengths = [name.len() as u16, 0].map(u16::to_le_bytes).concat();
        out.extend([b"PK\x03\x04", &head[..], &sizes, &lengths, name.as_bytes(), bytes].concat());
        let place = [&[0; 10][..], &at.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\0", &head[..], &sizes, &lengths, &place, name.as_bytes()].concat());
    }
    let count = (files.len() as u16).to_le_bytes();
    let place = [directory.len() as u32, out.len() as u32].map(u32::to_le_bytes).concat();
    out.extend([&directory[..], b"PK\x05\x06\0\0\0\0", &count, &count, &place, &[0, 0]].concat());
    out
}

#[test]
fn archives_inside_archives_are_read_in_place() {
    let inner = zip(&[("x/b.txt", LETTER.as_bytes()), ("x/c.csv", b"no"), (".hidden.txt", b"no")]);
    let outer = zip(&[("a.txt", b"mot"), ("in.zip", &inner), ("z.txt", b"hai")]);
    let deep = (0..9).fold(inner.clone(), |inner, _| zip(&[("in.zip", &inner)]));
    let desk = Desk::with(&[
        ("d/1.zip", &outer),
        ("d/2.zip", &outer[..outer.len() / 2]),
        ("d/3.zip", &deep),
        ("d/4.zip", &zip(&[("a.csv", b"")])),
    ]);
    let inside = ["a.txt", "in.zip!/x/b.txt", "z.txt"];
    for jobs in [1, 2] {
        let ran = desk.run(&format!("extract d -j {jobs}"));
        assert_eq!(ran.status, 1);
        let lines = ran.lines();
        assert_eq!(ran.paths()[..3], inside.map(|name| format!("d/1.zip!/{name}")));
        assert_eq!(lines[1]["number"]["value"], "12/QĐ-UBND");
        assert_eq!(lines.len(), 6);
        assert!(Ran::reason(&lines[3]).starts_with("zip file is damaged (zip directory: "));
        assert_eq!(Ran::reason(&lines[4]), "archives inside archives: more than 3; no honest document has as many");
        assert_eq!(Ran::reason(&lines[5]), "no documents in this archive");
        assert!(ran.err.ends_with("vanban: read 3, written 6, skipped 3, failed 3\n"), "{}", ran.err);
    }
    // A pipe may hold one too.
    let ran = desk.pipe("extract - --to jsonl", &outer);
    assert_eq!((ran.status, ran.paths()), (0, inside.map(|name| format!("-!/{name}")).to_vec()));
}
