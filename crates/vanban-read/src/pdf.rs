//! Portable Document Format, through `pdftotext` where it is on the machine.

mod page;

use crate::sink::Sink;
use crate::{Document, Error, Format, Limits};
use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::{Duration, Instant};
use vanban::Diagnostic;

const PROGRAM: &str = "pdftotext";

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    match external(bytes, limits) {
        #[cfg(feature = "pdf-builtin")]
        Err(Error::Program { .. }) => pages(&builtin(bytes)?, limits),
        other => words(&other?, limits),
    }
}

/// What the program wrote to a document.
pub(crate) fn words(xml: &str, limits: &Limits) -> Result<Document, Error> {
    pages(&page::pages(xml), limits)
}

/// Pages to a document; each page is a place, and a page without words a scan.
fn pages(pages: &[String], limits: &Limits) -> Result<Document, Error> {
    /// A stamp or a number on a scanned page is no text layer.
    const ENOUGH: usize = 24;
    let mut sink = Sink::new(limits);
    let mut scans = Vec::new();
    for (i, page) in pages.iter().enumerate() {
        if i > 0 {
            sink.page_break();
        }
        if page.chars().filter(|c| c.is_alphanumeric()).count() < ENOUGH {
            scans.push(i + 1);
        }
        sink.place(format!("page {}", i + 1));
        for line in page.lines() {
            sink.words(line.trim_end());
            sink.end_line();
        }
    }
    let mut document = sink.finish(Format::Pdf)?;
    if !scans.is_empty() {
        let shown: Vec<String> = scans.iter().take(20).map(usize::to_string).collect();
        let more = if scans.len() > shown.len() { ", …" } else { "" };
        let message =
            format!("{} of {} pages have no text layer: {}{more}", scans.len(), pages.len(), shown.join(", "));
        document.diagnostics.push(Diagnostic::new("needs-ocr", message, None));
    }
    Ok(document)
}

fn failed(reason: impl Into<String>) -> Error {
    let advice = "install poppler-utils, which brings it, or turn the file into text by other means";
    Error::Program { program: PROGRAM, reason: reason.into(), advice }
}

/// A child that does not outlive us.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn external(bytes: &[u8], limits: &Limits) -> Result<String, Error> {
    let mut command = command(limits);
    command.args(["-enc", "UTF-8", "-bbox", "-", "-"]);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().map(Guard).map_err(|e| match e.kind() {
        std::io::ErrorKind::NotFound => failed("not on this machine"),
        _ => failed(e.to_string()),
    })?;
    let (Some(mut stdin), Some(stdout), Some(stderr)) =
        (child.0.stdin.take(), child.0.stdout.take(), child.0.stderr.take())
    else {
        return Err(failed("no pipes"));
    };
    // A word of some letters comes in a line of a hundred.
    let most = (limits.text as u64).saturating_mul(16) + 1;
    let deadline = Instant::now() + limits.time;
    // The pipes are served on threads, so that neither side waits for the other; they end when the child is killed.
    let outcome = thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(bytes));
        let told = scope.spawn(move || read_some(stderr, 4096));
        let (send, receive) = mpsc::channel();
        scope.spawn(move || send.send(read_some(stdout, most)));
        let text = match receive.recv_timeout(limits.time) {
            Ok(text) if text.len() as u64 == most => Err(Error::too_large("the text of the PDF", limits.text as u64)),
            Ok(text) => Ok(text),
            Err(_) => Err(failed(format!("took longer than {} s", limits.time.as_secs()))),
        };
        let status = match &text {
            Ok(_) => wait(&mut child.0, deadline),
            Err(_) => None,
        };
        let _ = child.0.kill();
        let told = told.join().unwrap_or_default();
        text.map(|text| (text, status, told))
    });
    let (text, status, told) = outcome?;
    let told = String::from_utf8_lossy(&told);
    match status {
        Some(0) => Ok(String::from_utf8_lossy(&text).into_owned()),
        _ if told.contains("Incorrect password") => Err(Error::Locked { format: "pdf" }),
        // Poppler tells of damage and still gives what it could read.
        _ if text.windows(6).any(|w| w == b"<page ") => Ok(String::from_utf8_lossy(&text).into_owned()),
        Some(3) => Err(Error::Locked { format: "pdf" }),
        Some(126 | 127) if told.contains("not found") => Err(failed("not on this machine")),
        _ => {
            let reason = told.lines().last().unwrap_or("no text").trim();
            Err(Error::damaged("pdf", "pages", if reason.is_empty() { "out of memory" } else { reason }))
        }
    }
}

/// The program, with a limit on its memory where a shell can set one.
fn command(limits: &Limits) -> Command {
    if cfg!(unix) {
        /// What poppler takes besides the text.
        const BASE: u64 = 1 << 30;
        let kib = (BASE + limits.unpacked) / 1024;
        let seconds = limits.time.as_secs().max(1);
        let mut command = Command::new("sh");
        // The shell becomes the program, so that ending it ends the program.
        command.args(["-c", &format!("ulimit -v {kib}; ulimit -t {seconds}; exec {PROGRAM} \"$@\""), PROGRAM]);
        command
    } else {
        Command::new(PROGRAM)
    }
}

fn read_some(from: impl Read, most: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    let _ = from.take(most).read_to_end(&mut bytes);
    bytes
}

/// Exit status of a child that has closed its output.
fn wait(child: &mut Child, deadline: Instant) -> Option<i32> {
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.code(),
            Ok(None) if Instant::now() < deadline => thread::sleep(Duration::from_millis(2)),
            _ => return None,
        }
    }
}

/// The reader in Rust; its text counts when its words look like words.
#[cfg(feature = "pdf-builtin")]
fn builtin(bytes: &[u8]) -> Result<Vec<String>, Error> {
    let read = std::panic::catch_unwind(|| pdf_extract::extract_text_from_mem_by_pages(bytes));
    let pages = match read {
        Ok(Ok(pages)) => pages,
        Ok(Err(e)) => return Err(Error::damaged("pdf", "pages", e)),
        Err(_) => return Err(Error::damaged("pdf", "pages", "the built-in reader failed on it")),
    };
    if looks_broken(&pages.join(" ")) {
        return Err(failed("not on this machine, and the built-in reader cannot read the fonts of this file"));
    }
    Ok(pages)
}

/// Letters torn off their words: too many lone accented letters, or words without a vowel.
#[cfg(any(test, feature = "pdf-builtin"))]
fn looks_broken(text: &str) -> bool {
    let vowel = |c: char| !c.is_ascii() || "aeiouyAEIOUY".contains(c);
    let (mut words, mut bad) = (0usize, 0usize);
    for word in text.split_whitespace().filter(|w| w.chars().all(char::is_alphabetic)) {
        words += 1;
        let lone = word.chars().count() == 1 && !word.is_ascii() && !"ởàáảãạởýỷựứờôươâÀÁẢÝỞỞÔ".contains(word);
        let shout = word.chars().all(char::is_uppercase);
        bad += usize::from(lone || !shout && word.len() > 1 && !word.contains(vowel));
    }
    words > 20 && bad * 12 > words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_places_and_scans_are_told() {
        let texts = ["ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ\nSố: 12/QĐ-UBND\n", "  \n", "Điều 2. Quyết định này có hiệu lực\n"];
        let document = pages(&texts.map(str::to_owned), &Limits::default()).unwrap();
        assert_eq!(document.map.iter().map(|m| m.at.as_str()).collect::<Vec<_>>(), ["page 1", "page 3"]);
        assert_eq!(document.diagnostics[0].code, "needs-ocr");
        assert_eq!(document.diagnostics[0].message, "1 of 3 pages have no text layer: 2");
    }

    #[test]
    fn torn_words_are_seen() {
        assert!(!looks_broken(&"Ủy ban nhân dân tỉnh quyết định ban hành kế hoạch này ".repeat(9)));
        assert!(looks_broken(&"Y BAN NHÂN DÂNỦ t nh quy t đ nh ỉ ế ị b n h nh ả à ".repeat(9)));
    }
}
