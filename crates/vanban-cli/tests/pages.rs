//! The commands that print: schema, explain, completions, help.

use assert_cmd::Command;

fn run(args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vanban")).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[test]
fn schema_is_that_of_the_library() {
    assert_eq!(run(&["schema"]), (0, vanban::schema().to_owned(), String::new()));
}

#[test]
fn explain_tells_one_code_or_lists_all() {
    let (status, list, _) = run(&["explain"]);
    assert_eq!(status, 0);
    assert_eq!(list.lines().count(), vanban::diagnostic::CATALOGUE.len());
    for e in vanban::diagnostic::CATALOGUE {
        assert!(list.lines().any(|line| line.starts_with(e.code) && line.ends_with(e.meaning)), "{}", e.code);
        let (status, page, _) = run(&["explain", e.code]);
        assert_eq!(status, 0);
        assert!(page.starts_with(e.code) && page.contains(e.meaning) && page.contains(e.advice), "{page}");
    }
    assert!(run(&["explain", "blank-serial"]).1.starts_with("blank-serial (warning)\n"));
}

#[test]
fn an_unknown_code_is_wrong_usage_with_near_names() {
    let (status, out, err) = run(&["explain", "blank-serail"]);
    assert_eq!((status, out.as_str()), (2, ""));
    assert!(err.contains("'blank-serail'") && err.contains("a similar value exists: 'blank-serial'"), "{err}");
}

#[test]
fn completions_are_made_for_each_shell() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (status, script, _) = run(&["completions", shell]);
        assert_eq!(status, 0);
        for word in ["extract", "explain", "with-text"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(run(&["completions", "dos"]).0, 2);
}

#[test]
fn help_and_version_go_to_standard_output() {
    for args in [&["--help"][..], &["extract", "--help"], &["extract", "-h"], &["--version"]] {
        let (status, out, err) = run(args);
        assert_eq!((status, err.as_str()), (0, ""), "{args:?}");
        assert!(out.contains("vanban"));
    }
    assert_eq!(run(&[]).0, 2);
}
