//! Memory is bounded by the text: what is held at most while a text is read, its record included, is a small multiple of
//! what goes in and comes out. A program of its own, since the allocator that counts is one for all.

#[path = "support/hostile.rs"]
mod hostile;
mod support;

use peak_alloc::PeakAlloc;
use std::io::{self, Write};

#[global_allocator]
static HELD: PeakAlloc = PeakAlloc;

/// Bytes held for each byte of text, for documents as they are.
const DOCUMENTS: usize = 12;
/// Bytes held for each byte of text and of the record's JSON, for texts in which everything is something: a million
/// bullets are a million parts of the outline, which take more than the two bytes of their text.
const HOSTILE: usize = 12;
/// Tables made once, and what does not grow.
const ELSE: usize = 1 << 20;
/// Bytes of each text.
const SIZE: usize = 400_000;

/// Texts that take more, with the cause and the most that they may take. One that keeps to [`HOSTILE`] must leave this list.
const KNOWN: &[(&str, usize)] = &[
    ("pipes in a line", 36), // each cell of three bytes is a line, a paragraph and a piece of the map
    ("portal rows", 40),     // each row is read as a citation before it is known that none of them counts
];

/// Most bytes held while the record of `text` is made, and the length of its JSON.
fn held(text: &str) -> (usize, usize) {
    let before = HELD.current_usage();
    HELD.reset_peak_usage();
    let record = vanban::extract(text);
    let held = HELD.peak_usage() - before.min(HELD.peak_usage());
    let mut json = Count(0);
    serde_json::to_writer(&mut json, &record).expect("a counter takes everything");
    (held, json.0)
}

/// Counts what is written.
struct Count(usize);

impl Write for Count {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// One test, so that nobody else allocates meanwhile.
#[test]
fn memory_is_bounded_by_the_text() {
    // Tables are made, those for texts without line ends too.
    held(&"Số: 1/QĐ-UBND Kính gửi: Ông A. Căn cứ Luật này; Nơi nhận: - A; ".repeat(99));
    let all: String = support::documents().iter().map(|document| document.text.as_str()).collect();
    let prose = "việc này được các cơ quan làm theo đúng quy trình đã nêu tại các văn bản của năm ngoái.\n".to_owned();
    let mut failures = Vec::new();
    let mut check = |name: &str, text: &str, each: usize, is_hostile: bool| {
        let (held, json) = held(text);
        let of = text.len() + if is_hostile { json } else { 0 };
        let (by_text, by_all) = (held as f64 / text.len() as f64, held as f64 / (text.len() + json) as f64);
        println!("{name:32} {by_text:6.1} times the text {by_all:6.1} times text and JSON");
        let known = KNOWN.iter().find(|known| known.0 == name);
        match (held > each * of + ELSE, known) {
            (true, None) => failures.push(format!("{name}: {held} bytes for {of}")),
            (true, Some((_, most))) if held > most * of => failures.push(format!("{name}: {held} bytes for {of}")),
            (false, Some(_)) => failures.push(format!("{name}: {held} bytes for {of}; take it out of KNOWN")),
            _ => {}
        }
    };
    for (name, words) in [("fixtures", all), ("prose", prose)] {
        check(name, &words.repeat(SIZE.div_ceil(words.len())), DOCUMENTS, false);
    }
    for (name, text) in hostile::texts() {
        check(name, &text(SIZE), HOSTILE, true);
    }
    assert!(failures.is_empty(), "more is held than {DOCUMENTS} times the text\n{}", failures.join("\n"));
}
