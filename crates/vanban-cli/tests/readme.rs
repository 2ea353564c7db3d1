//! The command lines of the README run: the first one on its document, the others as far as their arguments go.

use std::path::Path;
use std::process::Command;

/// Lines of the README's shell blocks, without comments.
fn lines() -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```sh\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    blocks.flat_map(str::lines).map(|line| line.split('#').next().unwrap().trim().to_owned()).collect()
}

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn vanban() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vanban"));
    command.current_dir(root());
    command
}

#[test]
fn the_first_command_prints_a_record() {
    let lines = lines();
    let args = lines[0].strip_prefix("cargo run --release -- ").unwrap();
    let output = vanban().args(args.split(' ')).output().unwrap();
    assert!(output.status.success());
    let record = vanban::Record::from_json(std::str::from_utf8(&output.stdout).unwrap()).unwrap();
    assert_eq!(record.number.unwrap().value, "3187/UBND-KTN");
}

/// Inputs of the other lines are made up: they give status 1, a line that is wrong in itself gives 2.
#[test]
fn no_line_is_wrong_usage() {
    let lines = lines();
    let typed: Vec<_> =
        lines.iter().filter_map(|line| Some(&line[line.find("vanban ")? + "vanban ".len()..])).collect();
    assert!(typed.len() > 3, "{lines:?}");
    for line in typed {
        // Nothing may be written into the repository.
        let args = line.replace("-o records.jsonl", "-o /dev/null");
        let output = vanban().args(args.split(' ')).output().unwrap();
        assert_ne!(output.status.code(), Some(2), "{line}: {}", String::from_utf8_lossy(&output.stderr));
    }
}
