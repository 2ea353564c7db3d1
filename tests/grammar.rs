//! GRAMMAR.md is what the sources say: the `// EBNF:` lines above the functions of `src/grammar`, in their order.
//!
//! `VANBAN_BLESS=1 cargo test -p vanban --test grammar` writes the file anew. A production is EBNF up to its `;`, with
//! real forms in quotes behind it; lines that go on stand under the first, without `EBNF:`.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// What opens the first line of a production, and each of the lines that go on with it.
const FIRST: &str = "// EBNF: ";
const GOES_ON: &str = "//       ";

/// Functions of nom's type that are tools of the others, and read nothing of their own.
const TOOLS: [&str; 1] = ["nothing"];

const HEAD: &str = r#"# Grammar

What vanban reads at an anchor of a text, production by production. The file is made from the comments in `src/grammar`
by `VANBAN_BLESS=1 cargo test -p vanban --test grammar`; a test fails when it is not what they say.

The form is ISO 14977: `,` joins, `|` parts choices, `[ ]` may be left out, `{ }` comes any number of times, `( )` groups,
`? ?` says in words what no production can, and `(* *)` holds real forms: the whole of what is read, or what it stands in.
`…` goes on with more of the kind; the lists are in the sources. Words in quotes, but not codes, are read in either case, and
blanks between words are not written. A name means the production of its own section, else the one of another.
"#;

struct Production {
    name: String,
    line: usize,
    /// The lines without their comment marks; the forms are set apart as EBNF has it.
    text: String,
    /// From the name to the `;`.
    rule: String,
}

struct Section {
    name: String,
    summary: String,
    productions: Vec<Production>,
    /// Functions of nom's type without a production, with their lines.
    bare: Vec<(usize, String)>,
}

#[test]
fn grammar_md_is_what_the_sources_say() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = root.join("GRAMMAR.md");
    let made = page(&sections(root));
    if std::env::var_os("VANBAN_BLESS").is_some() {
        fs::write(&path, made).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let first = made.lines().zip(kept.lines()).position(|(a, b)| a != b);
    let line = first.unwrap_or_else(|| made.lines().count().min(kept.lines().count())) + 1;
    assert!(kept == made, "GRAMMAR.md:{line} is not what the sources say; VANBAN_BLESS=1 writes it anew");
}

#[test]
fn productions_are_sound() {
    let sections = sections(Path::new(env!("CARGO_MANIFEST_DIR")));
    let everywhere: BTreeSet<&str> =
        sections.iter().flat_map(|s| &s.productions).map(|production| production.name.as_str()).collect();
    let mut report = String::new();
    for section in &sections {
        let mut seen = BTreeSet::new();
        for Production { name, line, text, rule } in &section.productions {
            let mut say =
                |what: &str| writeln!(report, "src/grammar/{}.rs:{line}: {name}: {what}", section.name).unwrap();
            if !seen.insert(name) {
                say("there are two of the name");
            }
            if !text.split_once("(* ").is_some_and(|(_, forms)| forms.contains('"')) {
                say("no real form behind the `;`");
            }
            match names(rule) {
                Ok(used) => used
                    .iter()
                    .filter(|used| !everywhere.contains(used.as_str()))
                    .for_each(|used| say(&format!("`{used}` has no production"))),
                Err(what) => say(&what),
            }
        }
        for (line, name) in &section.bare {
            writeln!(report, "src/grammar/{}.rs:{line}: fn {name} has no production", section.name).unwrap();
        }
    }
    let count = sections.iter().map(|s| s.productions.len()).sum::<usize>();
    assert!(count > 150, "only {count} productions");
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn what_is_no_ebnf_is_told() {
    let names = |rule: &str| names(rule).map(|names| names.into_iter().collect::<Vec<_>>().join(" "));
    assert_eq!(names(r#"a = b , [ "c; d" | { e } ] , ? f or g ? | … ;"#).unwrap(), "b e");
    assert_eq!(names(r#"a = "1" … "9" , '"' ;"#).unwrap(), "");
    for wrong in ["a b ;", "a = b c ;", "a = ( b ;", "a = ;", "a = b | ;", "a = b", r#"a = "b ;"#, "a = b ; c"] {
        assert!(names(wrong).is_err(), "{wrong}");
    }
}

/// The files of the grammar by name, the shared ones last.
fn sections(root: &Path) -> Vec<Section> {
    let folder = root.join("src/grammar");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort_by_key(|path| (path.ends_with("ws.rs"), path.clone()));
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let sections = files.iter().map(|path| section(name(path), &fs::read_to_string(path).unwrap()));
    sections.filter(|section| section.name != "mod").collect()
}

fn section(name: String, source: &str) -> Section {
    let lines: Vec<&str> = source.lines().take_while(|line| *line != "#[cfg(test)]").collect();
    let docs: Vec<&str> = lines.iter().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let docs = docs.split(|line| line.is_empty()).next().unwrap().join(" ");
    let summary = docs.split_inclusive(". ").next().unwrap().trim_end().to_owned();
    let mut productions = Vec::new();
    let mut bare = Vec::new();
    // Whether the function that comes next has a production above it.
    let mut told = false;
    for (at, line) in lines.iter().enumerate() {
        if let Some(first) = line.strip_prefix(FIRST) {
            let more = lines[at + 1..].iter().map_while(|line| line.strip_prefix(GOES_ON));
            productions.push(production(at + 1, &std::iter::once(first).chain(more).collect::<Vec<_>>()));
            told = true;
        } else if let Some(function) = line.strip_prefix("pub(crate) ").unwrap_or(line).strip_prefix("fn ") {
            let function = function.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap();
            let head = lines[at..].iter().map_while(|l| (*l != "{").then_some(*l));
            let is_nom = head
                .take(4)
                .find_map(|l| l.split_once("-> "))
                .is_some_and(|(_, gives)| ["Res<", "IResult<"].iter().any(|nom| gives.starts_with(nom)));
            if is_nom && !told && !TOOLS.contains(&function) {
                bare.push((at + 1, function.to_owned()));
            }
            told = false;
        } else if line.is_empty() {
            told = false;
        }
    }
    Section { name, summary, productions, bare }
}

/// Takes the lines apart at the `;` and sets the forms behind it apart as EBNF's comments.
fn production(line: usize, lines: &[&str]) -> Production {
    let mut text = String::new();
    let mut rule = String::new();
    let mut is_over = false;
    for line in lines {
        let (of_rule, forms) = if is_over { ("", line.trim()) } else { at_end(line) };
        is_over |= of_rule.ends_with(';');
        rule.push_str(of_rule);
        rule.push('\n');
        text.push_str(of_rule);
        if !forms.is_empty() {
            text.push_str(if of_rule.is_empty() { "      " } else { "   " });
            write!(text, "(* {forms} *)").unwrap();
        }
        text.push('\n');
    }
    let name = rule.split_once('=').map_or("", |(name, _)| name).trim().to_owned();
    Production { name, line, text, rule: rule.trim().to_owned() }
}

/// A line up to its `;` outside of quotes and of `? ?`, and what stands behind it.
fn at_end(line: &str) -> (&str, &str) {
    let mut within = None;
    for (at, c) in line.char_indices() {
        match within {
            Some(mark) => within = Some(mark).filter(|mark| *mark != c),
            None if c == ';' => return (&line[..=at], line[at + 1..].trim()),
            None => within = Some(c).filter(|c| matches!(c, '"' | '\'' | '?')),
        }
    }
    (line.trim_end(), "")
}

/// The names on the right side of a rule, or what is wrong with it.
fn names(rule: &str) -> Result<BTreeSet<String>, String> {
    let mut tokens = tokens(rule)?.into_iter().peekable();
    match (tokens.next(), tokens.next()) {
        (Some(Token::Name(_)), Some(Token::Mark('='))) => {}
        _ => return Err("does not begin with a name and `=`".to_owned()),
    }
    let mut names = BTreeSet::new();
    choices(&mut tokens, &mut names)?;
    match (tokens.next(), tokens.next()) {
        (Some(Token::Mark(';')), None) => Ok(names),
        (token, _) => Err(format!("{token:?} where `;` should end it")),
    }
}

#[derive(Debug, PartialEq)]
enum Token {
    Name(String),
    /// A terminal or `? ?`.
    Words,
    /// `…`
    More,
    Mark(char),
}

fn tokens(rule: &str) -> Result<Vec<Token>, String> {
    let mut tokens = Vec::new();
    let mut rest = rule;
    while let Some(c) = rest.chars().next() {
        let len = match c {
            '"' | '\'' | '?' => rest[1..].find(c).map(|at| at + 2).ok_or(format!("nothing closes {c}"))?,
            'a'..='z' => rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len()),
            _ => c.len_utf8(),
        };
        match c {
            '"' | '\'' | '?' => tokens.push(Token::Words),
            'a'..='z' => tokens.push(Token::Name(rest[..len].to_owned())),
            '…' => tokens.push(Token::More),
            ' ' | '\n' => {}
            _ => tokens.push(Token::Mark(c)),
        }
        rest = &rest[len..];
    }
    Ok(tokens)
}

type Tokens = std::iter::Peekable<std::vec::IntoIter<Token>>;

/// choices = row , { "|" , row } ; row = part , { "," , part } ;
fn choices(tokens: &mut Tokens, names: &mut BTreeSet<String>) -> Result<(), String> {
    loop {
        part(tokens, names)?;
        if tokens.next_if(|token| matches!(token, Token::Mark('|' | ','))).is_none() {
            return Ok(());
        }
    }
}

/// part = name | words , [ "…" , words ] | "…" | "(" , choices , ")" | "[" , choices , "]" | "{" , choices , "}" ;
fn part(tokens: &mut Tokens, names: &mut BTreeSet<String>) -> Result<(), String> {
    let close = match tokens.next() {
        Some(Token::Name(name)) => {
            names.insert(name);
            return Ok(());
        }
        Some(Token::Words) => {
            let goes_to = tokens.next_if_eq(&Token::More).is_some();
            return if goes_to && tokens.next() != Some(Token::Words) {
                Err("… to nothing".to_owned())
            } else {
                Ok(())
            };
        }
        Some(Token::More) => return Ok(()),
        Some(Token::Mark('(')) => ')',
        Some(Token::Mark('[')) => ']',
        Some(Token::Mark('{')) => '}',
        other => return Err(format!("{other:?} where a name, words or a bracket should stand")),
    };
    choices(tokens, names)?;
    match tokens.next() {
        Some(Token::Mark(mark)) if mark == close => Ok(()),
        other => Err(format!("{other:?} where `{close}` should stand")),
    }
}

fn page(sections: &[Section]) -> String {
    let mut page = HEAD.to_owned();
    for Section { name, summary, productions, .. } in sections {
        write!(page, "\n## [{name}](src/grammar/{name}.rs)\n\n{summary}\n\n```ebnf\n").unwrap();
        productions.iter().for_each(|production| page.push_str(&production.text));
        page.push_str("```\n");
    }
    page
}
