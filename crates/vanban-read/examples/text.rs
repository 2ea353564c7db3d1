//! Prints the text of files, archives member by member: `cargo run --example text -- FILE…`

use std::process::ExitCode;
use vanban_read::{Limits, members, read, sniff};

fn main() -> ExitCode {
    let limits = Limits::default();
    let show = |name: &str, bytes: &[u8]| match read(bytes, name, &limits) {
        Ok(document) => {
            println!("== {name} ({}, {:?})", document.format.name(), document.diagnostics);
            print!("{}", document.text);
            if std::env::var_os("MAP").is_some() {
                document.map.iter().for_each(|m| println!("{} {}", m.start, m.at));
            }
        }
        Err(error) => println!("== {name}: {error}"),
    };
    for path in std::env::args().skip(1) {
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("{path}: cannot be read");
            return ExitCode::FAILURE;
        };
        match sniff(&bytes, &path) {
            Ok(format) if format.is_archive() => match members(&bytes, &path, &limits) {
                Ok(members) => members.for_each(|m| match m.bytes {
                    Ok(bytes) => show(&m.name, &bytes),
                    Err(error) => println!("== {}: {error}", m.name),
                }),
                Err(error) => println!("== {path}: {error}"),
            },
            _ => show(&path, &bytes),
        }
    }
    ExitCode::SUCCESS
}
