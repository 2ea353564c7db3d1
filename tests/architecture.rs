//! The walls of the house: who may use whom. Reads the paths in the sources of the library and fails when a wall is
//! crossed. Comments, strings and test code are left out.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms of the library from the bottom up. Each may use what stands before it; rooms on one line don't use each
/// other. A room is a file or folder of `src`, or a file of a folder where that has its own place (`text::span`).
const LEVELS: &[&[&str]] = &[
    &["text::span", "cases"],
    &["diagnostic", "error"],
    &["text"],
    &["record"],
    &["lexicon"],
    &["grammar"],
    &["scan"],
    &["layout"],
    &["find"],
    &["resolve"],
    &["extract", "options"],
    &["graph", "json"],
    &["bench"],
];

/// Rooms that stand on one line and need each other all the same: the builder of an extractor makes the options that
/// the pipeline takes, and its extractor calls the pipeline.
const PAIRS: &[(&str, &str)] = &[("options", "extract"), ("extract", "options")];

/// Names by which a room is known above its own path: what `text` hands on of `text::span`.
const ALIASES: &[(&str, &str)] = &[("text::Span", "text::span")];

/// Crates and parts of the standard library that only some rooms may use.
const KEPT: &[(&str, &[&str])] = &[
    ("nom", &["grammar"]),
    ("regex", &["scan", "layout"]),
    ("serde_json", &["json", "error"]),
    ("std::env", &[]),
    ("std::fs", &[]),
    ("std::net", &[]),
    ("std::process", &[]),
    ("std::thread", &[]),
    ("std::time", &[]),
];

/// Words that stand nowhere in the library: files, threads, clocks and printing are for the command.
const BANNED_WORDS: &[&str] = &["unsafe", "println", "eprintln", "print", "eprint", "dbg", "tag_no_case"];

/// What may be imported from nom. Its bare modules (`nom::bytes::tag`) wait for more input at the end of a window, and
/// `tag_no_case` (among the banned words) can panic where upper and lower case differ in length.
const NOM: &[&str] = &[
    "nom::bytes::complete",
    "nom::character::complete",
    "nom::number::complete",
    "nom::branch",
    "nom::combinator",
    "nom::error",
    "nom::multi",
    "nom::sequence",
    "nom::AsChar",
    "nom::Err",
    "nom::Finish",
    "nom::IResult",
    "nom::Input",
    "nom::Offset",
    "nom::Parser",
];

#[test]
fn no_wall_is_crossed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let files = sources(&root);
    assert!(files.len() > 8, "only {} files under {}", files.len(), root.display());
    let mut report = String::new();
    for path in files {
        let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        for (line, what) in violations(&name, &fs::read_to_string(&path).unwrap()) {
            writeln!(report, "src/{name}:{line}: {what}").unwrap();
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Without this, a check that sees nothing would look like a house in order.
#[test]
fn planted_violations_are_seen() {
    let cases: &[(&str, &str, &str)] = &[
        ("text/mod.rs", "use crate::record::Record;", "text uses record"),
        ("record/header.rs", "fn f() { crate::lexicon::bodies() }", "record uses lexicon"),
        ("lexicon/mod.rs", "use crate::{text::Span, grammar::date};", "lexicon uses grammar"),
        ("diagnostic.rs", "use crate::error::Error;", "diagnostic uses error"),
        ("diagnostic.rs", "use crate::text::decode::decode;", "diagnostic uses text"),
        ("text/span.rs", "use crate::diagnostic::Diagnostic;", "text::span uses diagnostic"),
        ("text/span.rs", "use super::decode::decode;", "text::span uses text"),
        ("find/tasks.rs", "use super::super::resolve::keys;", "find uses resolve"),
        ("scan.rs", "use super::layout;", "scan uses layout"),
        ("resolve/mod.rs", "use crate::extract as pipeline;", "resolve uses extract"),
        ("json.rs", "use crate::graph::Graph;", "json uses graph"),
        ("record/mod.rs", "use crate::Span;", "name the room: crate::Span"),
        ("cellar.rs", "", "cellar is not in the table of rooms"),
        ("find/dates.rs", "use nom::Parser;", "nom is kept to grammar"),
        ("grammar/date.rs", "use nom::bytes::tag;", "not a complete module of nom: nom::bytes::tag"),
        ("grammar/date.rs", "use nom::{Parser, character::{char, complete::digit1}};", "nom::character::char"),
        ("grammar/date.rs", "use nom::*;", "not a complete module of nom: nom::*"),
        ("grammar/date.rs", "use nom::bytes::complete::tag_no_case;", "the word tag_no_case"),
        ("text/normalize.rs", "static R: regex::Regex = x;", "regex is kept to scan, layout"),
        ("record/mod.rs", "use serde_json as j;", "serde_json is kept to json, error"),
        ("extract.rs", "fn f() { ::std::thread::spawn(g); }", "std::thread is kept to nowhere"),
        ("extract.rs", "use std::{fmt, time::Instant};", "std::time is kept to nowhere"),
        ("extract.rs", "use std::fs;", "std::fs is kept to nowhere"),
        ("lib.rs", "fn f() { println!(\"\"); }", "the word println"),
        ("find/mod.rs", "let c = '\"'; unsafe { g() } // \"", "the word unsafe"),
        ("find/mod.rs", "#[cfg(test)]\nmod tests { fn f() {} }\nuse crate::json::schema;", "find uses json"),
    ];
    for (file, source, expected) in cases {
        let found = violations(file, source);
        assert!(found.iter().any(|(_, what)| what.contains(expected)), "{file}: {source}\n{expected}\n{found:?}");
    }
    let line = violations("text/mod.rs", "/* one\ntwo */\n\nuse crate::find;");
    assert_eq!(line, [(4, "text uses find".to_owned())]);
}

#[test]
fn what_is_allowed_is_let_through() {
    let cases: &[(&str, &str)] = &[
        ("diagnostic.rs", "use crate::text::Span;"),
        ("text/mod.rs", "mod span;\npub use span::Span;\nuse crate::diagnostic::Diagnostic;"),
        ("text/blocks.rs", "use super::map::Map;\nuse super::span::Span;"),
        ("options.rs", "fn f() { crate::extract::run() }"),
        ("json.rs", "use crate::{error::Error, record::{Record, SCHEMA}};\nfn f() { serde_json::to_string(1); }"),
        (
            "grammar/date.rs",
            "use nom::{IResult, Parser, bytes::complete::tag, combinator::{map, opt}};\nuse super::words;",
        ),
        ("layout/mod.rs", "use regex::Regex;"),
        ("lib.rs", "pub use json::schema;\n/// unsafe { println!() } crate::text\nfn f() {}"),
        (
            "record/mod.rs",
            "//! `crate::extract`\nlet s = \"crate::find::x \\\" unsafe\"; let r = r#\"use regex::R;\" \"#;",
        ),
        ("record/mod.rs", "let quote = '\"'; let line = '\\''; fn f<'a>(x: &'a str) {} /* a /* use nom::x; */ b */"),
        (
            "text/mod.rs",
            "#[cfg(test)]\nmod tests {\n  use super::*;\n  use crate::find::x;\n  fn f() { println!(\"}\"); }\n}",
        ),
        ("lexicon/mod.rs", "#[cfg(test)]\nuse regex::Regex;\n#[cfg(test)]\nfn table() { regex::Regex::new(\"\") }"),
        ("find/mod.rs", "let regex = 1; self.print(); let x = print_all(regex); let serde_json = x * 2;"),
    ];
    for (file, source) in cases {
        let found = violations(file, source);
        assert!(found.is_empty(), "{file}: {source}\n{found:?}");
    }
}

/// Every `.rs` file under a folder, sorted.
fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(sources(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The walls that a source crosses, with the lines where it does. `file` is its path under `src`.
fn violations(file: &str, source: &str) -> Vec<(usize, String)> {
    let module: Vec<&str> =
        file.trim_end_matches(".rs").split('/').filter(|part| !matches!(*part, "mod" | "lib")).collect();
    let room = if module.is_empty() { None } else { Some(room_of(&module)) };
    let mut found = Vec::new();
    if let Some(room) = &room
        && level(room).is_none()
    {
        found.push((1, format!("{room} is not in the table of rooms")));
    }
    let tokens = without_tests(tokens(source));
    for (i, token) in tokens.iter().enumerate() {
        let called = tokens.get(i + 1).is_some_and(|next| next.text == "!");
        let macros_only = token.text.ends_with("print") || token.text.ends_with("println") || token.text == "dbg";
        if BANNED_WORDS.contains(&token.text.as_str()) && (called || !macros_only) {
            found.push((token.line, format!("the word {}", token.text)));
        }
    }
    for (line, path) in paths(&tokens) {
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        if let Some(what) = crossed(&module, room.as_deref(), &path) {
            found.push((line, what));
        }
    }
    found.sort();
    found.dedup();
    found
}

/// What a path of a module crosses.
fn crossed(module: &[&str], room: Option<&str>, path: &[&str]) -> Option<String> {
    let full = path.join("::");
    let under = |name: &str| full == name || full.starts_with(&format!("{name}::"));
    for (name, rooms) in KEPT {
        if under(name) && !room.is_some_and(|room| rooms.contains(&room)) {
            let rooms = if rooms.is_empty() { "nowhere".to_owned() } else { rooms.join(", ") };
            return Some(format!("{name} is kept to {rooms}"));
        }
    }
    if under("nom") && !NOM.iter().any(|allowed| under(allowed)) {
        return Some(format!("not a complete module of nom: {full}"));
    }
    // The front door hands on what the rooms hold.
    let room = room?;
    let inside = match path[0] {
        "crate" => path[1..].to_vec(),
        "super" => {
            let ups = path.iter().take_while(|part| **part == "super").count();
            [&module[..module.len().checked_sub(ups)?], &path[ups..]].concat()
        }
        _ => return None,
    };
    if inside.is_empty() {
        return None; // `use super::*` of a file at the top: only tests write so
    }
    let other = room_of(&inside);
    if other == room || PAIRS.contains(&(room, &other)) {
        return None;
    }
    match (level(room), level(&other)) {
        (_, None) => Some(format!("name the room: crate::{}", inside.join("::"))),
        (Some(mine), Some(its)) if its < mine => None,
        _ => Some(format!("{room} uses {other}")),
    }
}

/// The room that a path inside the crate names.
fn room_of(path: &[&str]) -> String {
    let two = path.iter().take(2).copied().collect::<Vec<_>>().join("::");
    let two = ALIASES.iter().find(|(alias, _)| *alias == two).map_or(two.as_str(), |(_, room)| room);
    if level(two).is_some() { two.to_owned() } else { path[0].to_owned() }
}

fn level(room: &str) -> Option<usize> {
    LEVELS.iter().position(|rooms| rooms.contains(&room))
}

#[derive(Debug)]
struct Token {
    line: usize,
    /// A word, `::`, or a single sign. Strings and characters are the sign `"`.
    text: String,
}

/// The words and signs of a source, without comments and without what stands in strings.
fn tokens(source: &str) -> Vec<Token> {
    let chars: Vec<char> = source.chars().collect();
    let at = |i: usize| chars.get(i).copied().unwrap_or('\0');
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let mut tokens = Vec::new();
    let (mut i, mut line) = (0, 1);
    while i < chars.len() {
        let start = i;
        let text = match at(i) {
            c if c.is_whitespace() => {
                i += 1;
                String::new()
            }
            '/' if at(i + 1) == '/' => {
                i += chars[i..].iter().take_while(|c| **c != '\n').count();
                String::new()
            }
            '/' if at(i + 1) == '*' => {
                let mut depth = 0;
                loop {
                    match (at(i), at(i + 1)) {
                        ('/', '*') => (depth, i) = (depth + 1, i + 2),
                        ('*', '/') => (depth, i) = (depth - 1, i + 2),
                        _ => i += 1,
                    }
                    if depth == 0 || i >= chars.len() {
                        break String::new();
                    }
                }
            }
            // r"…", r#"…"#, br"…"
            'r' | 'b' if raw_hashes(&chars[i..]).is_some() => {
                let (prefix, hashes) = raw_hashes(&chars[i..]).unwrap();
                i += prefix;
                let end = |i: usize| at(i) == '"' && (1..=hashes).all(|n| at(i + n) == '#');
                while i < chars.len() && !end(i) {
                    i += 1;
                }
                i += 1 + hashes;
                "\"".to_owned()
            }
            '"' => {
                i += 1;
                while i < chars.len() && at(i) != '"' {
                    i += if at(i) == '\\' { 2 } else { 1 };
                }
                i += 1;
                "\"".to_owned()
            }
            // A character, or the mark of a lifetime.
            '\'' if at(i + 1) == '\\' || at(i + 2) == '\'' => {
                i += if at(i + 1) == '\\' { 3 } else { 2 };
                while i < chars.len() && at(i) != '\'' {
                    i += 1;
                }
                i += 1;
                "\"".to_owned()
            }
            ':' if at(i + 1) == ':' => {
                i += 2;
                "::".to_owned()
            }
            c if word(c) => {
                i += chars[i..].iter().take_while(|c| word(**c)).count();
                chars[start..i].iter().collect()
            }
            c => {
                i += 1;
                c.to_string()
            }
        };
        if !text.is_empty() {
            tokens.push(Token { line, text });
        }
        i = i.min(chars.len());
        line += chars[start..i].iter().filter(|c| **c == '\n').count();
    }
    tokens
}

/// Length of the opening of a raw string, and the number of its hashes.
fn raw_hashes(chars: &[char]) -> Option<(usize, usize)> {
    let prefix = if chars.starts_with(&['b', 'r']) { 2 } else { usize::from(chars.starts_with(&['r'])) };
    let hashes = chars[prefix..].iter().take_while(|c| **c == '#').count();
    (prefix > 0 && chars.get(prefix + hashes) == Some(&'"')).then_some((prefix + hashes + 1, hashes))
}

/// Leaves out each item behind `#[cfg(test)]`: to its `;`, or to the end of its first block.
fn without_tests(tokens: Vec<Token>) -> Vec<Token> {
    const MARK: [&str; 7] = ["#", "[", "cfg", "(", "test", ")", "]"];
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(token) = tokens.next() {
        kept.push(token);
        let tail = kept.len().saturating_sub(MARK.len());
        if kept[tail..].iter().map(|t| t.text.as_str()).eq(MARK) {
            kept.truncate(tail);
            let mut depth = 0;
            for token in tokens.by_ref() {
                depth += i32::from(token.text == "{") - i32::from(token.text == "}");
                if depth == 0 && matches!(token.text.as_str(), ";" | "}") {
                    break;
                }
            }
        }
    }
    kept
}

/// Every path of two or more parts, and every path of a `use`, groups written out.
fn paths(tokens: &[Token]) -> Vec<(usize, Vec<String>)> {
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        let start = i;
        let in_use = tokens[i].text == "use";
        if in_use || tokens[i].text == "::" {
            i += 1;
        }
        let mut here = Vec::new();
        i = tree(tokens, i, &[], &mut here);
        if in_use || here.iter().any(|(_, path)| path.len() > 1) {
            found.extend(here);
        }
        i = i.max(start + 1);
    }
    found
}

/// Reads a path, or a group of paths, from token `i` on; gives the token after it.
fn tree(tokens: &[Token], mut i: usize, before: &[String], found: &mut Vec<(usize, Vec<String>)>) -> usize {
    let at = |i: usize| tokens.get(i).map_or("", |t| t.text.as_str());
    let mut path = before.to_vec();
    let first = i;
    loop {
        match at(i) {
            "{" if !path.is_empty() || first > 0 && at(first - 1) == "use" => {
                i += 1;
                while !matches!(at(i), "}" | "") {
                    let next = tree(tokens, i, &path, found);
                    i = if next == i { i + 1 } else { next };
                }
                return i + 1;
            }
            "*" if !path.is_empty() => {
                path.push("*".to_owned());
                i += 1;
                break;
            }
            name if name.chars().all(|c| c.is_alphanumeric() || c == '_') && !name.is_empty() => {
                path.push(name.to_owned());
                i += 1;
            }
            _ => break,
        }
        if at(i) != "::" {
            break;
        }
        i += 1;
    }
    if path.len() > before.len() {
        found.push((tokens[first].line, path));
    }
    // `as` gives a name that walls do not care for.
    if at(i) == "as" { i + 2 } else { i }
}
