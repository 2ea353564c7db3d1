//! Detection of encodings, measured: documents transcoded into each encoding, whole and in windows of 400 bytes.
//!
//! On the fixtures in every run; on a corpus with
//! `VANBAN_CORPUS=corpus.jsonl cargo test --release --test encodings -- --ignored --nocapture`.

use std::collections::HashMap;
use std::fs;
use std::path::Path;
use vanban::Encoding;
use vanban::text::decode::{decode, letters};

const SMALL: &str = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";

const ENCODINGS: [Encoding; 6] =
    [Encoding::Tcvn3, Encoding::Vni, Encoding::Viscii, Encoding::Vps, Encoding::Windows1258, Encoding::Viqr];

fn is_letter(c: char) -> bool {
    SMALL.contains(c) || SMALL.contains(c.to_lowercase().next().unwrap_or(c))
}

/// How an encoding writes each letter: the inverse of what `decode` reads.
fn writer(encoding: Encoding) -> HashMap<char, Vec<u8>> {
    let mut table = HashMap::new();
    if encoding == Encoding::Viqr {
        return table;
    }
    let all: Vec<char> = SMALL.chars().chain(SMALL.chars().flat_map(char::to_uppercase)).collect();
    let bases = b"aeiouydAEIOUYD".iter().copied().chain(0x80..=0xFF);
    let one = (1..=255u8).map(|b| vec![b]);
    let two = bases.flat_map(|b| (0xC0..=0xFFu8).map(move |m| vec![b, m]));
    for bytes in one.chain(two) {
        // A byte that is a mark behind a vowel writes no letter of its own.
        let mut out = "a".to_owned();
        letters(&bytes.iter().map(|&b| b as char).collect::<String>(), encoding, &mut out);
        let Some(out) = out.strip_prefix('a') else { continue };
        let mut chars = out.chars();
        if let (Some(c), None) = (chars.next(), chars.next())
            && (all.contains(&c) || "–—‘’“”…".contains(c))
        {
            table.entry(c).or_insert(bytes);
        }
    }
    table
}

fn encode(text: &str, encoding: Encoding, table: &HashMap<char, Vec<u8>>) -> Vec<u8> {
    if encoding == Encoding::Viqr {
        return viqr(text);
    }
    let mut out = Vec::with_capacity(text.len());
    for c in text.chars() {
        let small = || c.to_lowercase().next().and_then(|c| table.get(&c));
        match table.get(&c).or_else(small) {
            Some(bytes) if !c.is_ascii() => out.extend(bytes),
            _ if c.is_ascii() => out.push(c as u8),
            _ => out.push(b'?'),
        }
    }
    out
}

fn viqr(text: &str) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() * 2);
    let mut vowel = false;
    for c in text.chars() {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let Some(at) = SMALL.chars().position(|s| s == lower) else {
            if vowel && "^(+*'`?~.".contains(c) {
                out.push(b'\\');
            }
            vowel = "aeiouyAEIOUY".contains(c);
            out.push(if c.is_ascii() { c as u8 } else { b'-' });
            continue;
        };
        let upper = c.is_uppercase();
        let mut put = |b: u8| out.push(if upper { b.to_ascii_uppercase() } else { b });
        if lower == 'đ' {
            put(b'd');
            put(b'd');
            vowel = false;
            continue;
        }
        // The string lists each vowel with its tones in one order, bare shapes in front.
        const GROUPS: [(&str, &str); 12] = [
            ("a", "àảãáạ"),
            ("a(", "ăằẳẵắặ"),
            ("a^", "âầẩẫấậ"),
            ("e", "èẻẽéẹ"),
            ("e^", "êềểễếệ"),
            ("i", "ìỉĩíị"),
            ("o", "òỏõóọ"),
            ("o^", "ôồổỗốộ"),
            ("o+", "ơờởỡớợ"),
            ("u", "ùủũúụ"),
            ("u+", "ưừửữứự"),
            ("y", "ỳỷỹýỵ"),
        ];
        let (base, group) = GROUPS.iter().find(|g| g.1.contains(lower)).unwrap_or_else(|| panic!("{at}"));
        base.bytes().for_each(&mut put);
        let tone = group.chars().rev().position(|g| g == lower).unwrap();
        out.extend([b".", b"'", b"~", b"?", b"`"].get(tone).copied().into_iter().flatten());
        vowel = tone >= 5;
    }
    out
}

/// Right and all, whole and in windows.
#[derive(Default)]
struct Count {
    whole: (usize, usize),
    windows: (usize, usize),
    /// Documents whose text comes back letter for letter (case apart).
    same: usize,
}

fn measure(documents: &[String]) -> (HashMap<&'static str, Count>, Vec<String>) {
    /// As the requirement says.
    const WINDOW: usize = 400;
    const LETTERS: usize = 12;
    let mut counts: HashMap<&str, Count> = HashMap::new();
    let mut wrong = Vec::new();
    for encoding in ENCODINGS {
        let table = writer(encoding);
        let count = counts.entry(encoding.name()).or_default();
        for (i, text) in documents.iter().enumerate() {
            if text.chars().filter(|&c| is_letter(c)).count() < LETTERS {
                continue;
            }
            let bytes = encode(text, encoding, &table);
            let decoded = decode(&bytes, None);
            count.whole.1 += 1;
            if decoded.encoding == encoding {
                count.whole.0 += 1;
            } else {
                wrong.push(format!("document {i} in {}: read as {}", encoding.name(), decoded.encoding.name()));
            }
            let again = encode(&decoded.text.to_lowercase(), encoding, &table);
            count.same += usize::from(again == encode(&text.to_lowercase(), encoding, &table));
            for window in bytes.chunks(WINDOW) {
                let right = decode(window, Some(encoding));
                if right.text.chars().filter(|&c| is_letter(c)).count() < LETTERS {
                    continue;
                }
                let decoded = decode(window, None);
                count.windows.1 += 1;
                if decoded.encoding == encoding {
                    count.windows.0 += 1;
                } else if wrong.len() < 400 {
                    let words: String = right.text.chars().take(160).collect();
                    wrong.push(format!(
                        "window in {}: read as {}: {words:?}",
                        encoding.name(),
                        decoded.encoding.name()
                    ));
                }
            }
        }
    }
    (counts, wrong)
}

fn check(documents: &[String]) {
    for (i, text) in documents.iter().enumerate() {
        let decoded = decode(text.as_bytes(), None);
        assert_eq!(decoded.text, text.strip_prefix('\u{FEFF}').unwrap_or(text), "false alarm on document {i}");
        assert_eq!(decoded.encoding, Encoding::Utf8, "false alarm on document {i}");
    }
    let (counts, wrong) = measure(documents);
    for line in &wrong {
        println!("{line}");
    }
    for encoding in ENCODINGS {
        let Count { whole, windows, same } = &counts[encoding.name()];
        println!(
            "{:12} whole {}/{}  windows {}/{}  same {same}",
            encoding.name(),
            whole.0,
            whole.1,
            windows.0,
            windows.1
        );
    }
    for encoding in ENCODINGS {
        let count = &counts[encoding.name()];
        let share = |(right, all): (usize, usize)| right as f64 / all as f64;
        assert!(share(count.whole) >= 0.99, "{}: documents", encoding.name());
        let floor = if encoding == Encoding::Viqr { 0.97 } else { 0.98 };
        assert!(share(count.windows) >= floor, "{}: windows", encoding.name());
    }
}

fn fixtures() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/documents");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let documents: Vec<String> = paths.iter().map(|p| fs::read_to_string(p).unwrap()).collect();
    assert!(documents.len() > 10);
    documents
}

#[test]
fn fixtures_in_each_encoding() {
    check(&fixtures());
}

/// The values of a record: everything but where they stand and how the bytes were read, without case.
fn values(record: &vanban::Record) -> serde_json::Value {
    const PLACES: [&str; 8] = ["source", "span", "spans", "full_span", "extent", "parts", "diagnostics", "key"];
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Object(map) => {
                map.retain(|key, _| !PLACES.contains(&key.as_str()));
                map.values_mut().for_each(strip);
            }
            serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
            serde_json::Value::String(words) => *words = words.to_lowercase(),
            _ => {}
        }
    }
    let mut value = serde_json::from_str(&record.to_json()).unwrap();
    strip(&mut value);
    value
}

/// Documents in each encoding give the values that they give in UTF-8, where the encoding has all their characters.
fn same_values(documents: &[String]) -> HashMap<&'static str, (usize, usize)> {
    let extractor = vanban::Extractor::new();
    let mut counts: HashMap<&str, (usize, usize)> = HashMap::new();
    for encoding in ENCODINGS {
        let table = writer(encoding);
        for (i, text) in documents.iter().enumerate() {
            // Signs that the encoding lacks are no part of the question.
            let text: String = text
                .chars()
                .map(|c| match c {
                    '“' | '”' => '"',
                    '‘' | '’' => '\'',
                    '–' | '—' => '-',
                    c if c.is_ascii() || is_letter(c) => c,
                    _ => ' ',
                })
                .collect();
            let bytes = encode(&text, encoding, &table);
            let (expected, found) = (values(&extractor.extract(&text)), values(&extractor.extract_bytes(&bytes)));
            let count = counts.entry(encoding.name()).or_default();
            count.1 += 1;
            count.0 += usize::from(expected == found);
            if expected != found {
                for (key, value) in expected.as_object().unwrap() {
                    if *value != found[key] {
                        println!("document {i} in {}: {key}", encoding.name());
                    }
                }
            }
        }
    }
    counts
}

#[test]
fn fixtures_have_the_same_values_in_each_encoding() {
    let counts = same_values(&fixtures());
    for (name, (same, all)) in counts {
        println!("{name:12} same values {same}/{all}");
        assert_eq!(same, all, "{name}");
    }
}

#[test]
#[ignore = "needs VANBAN_CORPUS, a JSONL file of texts"]
fn corpus_in_each_encoding() {
    let path = std::env::var("VANBAN_CORPUS").expect("VANBAN_CORPUS");
    let lines = fs::read_to_string(path).unwrap();
    let documents: Vec<String> = lines
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap()["text"].as_str().unwrap().to_owned())
        .collect();
    check(&documents);
}
