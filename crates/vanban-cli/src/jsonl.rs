//! JSONL in: one `{"id": …, "text": …}` a line, read in chunks of whole lines.

use crate::document::{self, MAX_BYTES};
use memchr::{memchr, memchr_iter, memchr2, memrchr};
use serde::Deserialize;
use serde_json::error::Category;
use std::borrow::Cow;
use std::io::{ErrorKind, Read};
use std::mem;
use std::sync::Arc;

/// What one read asks for: some ten documents, so that threads seldom wait, and little enough for the processor's
/// cache (1 MiB was slower on one thread). A pipe gives less, and what it gives is worked on at once: a reader of our
/// output sees the record of a line as soon as the line is there.
const CHUNK: usize = 1 << 17;

/// Whole lines of a file or stream.
pub struct Chunk {
    pub path: Arc<str>,
    /// Number of the first line, from 1.
    pub first_line: u64,
    pub bytes: Vec<u8>,
}

impl Chunk {
    /// The lines that are not blank, each with its number.
    pub fn lines(&self) -> impl Iterator<Item = (u64, &[u8])> {
        let mark: &[u8] = if self.first_line == 1 { b"\xEF\xBB\xBF" } else { b"" };
        let mut rest = self.bytes.strip_prefix(mark).unwrap_or(&self.bytes);
        let lines = std::iter::from_fn(move || {
            let end = memchr(b'\n', rest).map_or(rest.len(), |at| at + 1);
            let (line, after) = rest.split_at(end);
            rest = after;
            (!line.is_empty()).then_some(line)
        });
        (self.first_line..).zip(lines).filter(|(_, line)| !line.trim_ascii().is_empty())
    }
}

/// Cuts a stream into chunks. Memory is that of one chunk, or of the longest line.
pub struct Chunks<R> {
    path: Arc<str>,
    reader: R,
    buffer: Box<[u8]>,
    /// Start of a line whose end is still to come.
    rest: Vec<u8>,
    next_line: u64,
    ended: bool,
}

/// A stream that broke off, with the line where it did.
pub struct Broken {
    pub path: Arc<str>,
    pub line: u64,
    pub reason: String,
}

impl<R: Read> Chunks<R> {
    pub fn new(path: &str, reader: R) -> Self {
        let buffer = vec![0; CHUNK].into();
        Self { path: path.into(), reader, buffer, rest: Vec::new(), next_line: 1, ended: false }
    }

    fn chunk(&mut self, bytes: Vec<u8>) -> Chunk {
        let first_line = self.next_line;
        self.next_line += memchr_iter(b'\n', &bytes).count() as u64;
        Chunk { path: self.path.clone(), first_line, bytes }
    }

    /// The start of a line that stands before the break is lost with it.
    fn broken(&mut self, reason: String) -> Broken {
        self.ended = true;
        self.rest.clear();
        Broken { path: self.path.clone(), line: self.next_line, reason }
    }
}

impl<R: Read> Iterator for Chunks<R> {
    type Item = Result<Chunk, Broken>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.ended {
            let read = match self.reader.read(&mut self.buffer) {
                Ok(n) => &self.buffer[..n],
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Some(Err(self.broken(document::reason(&error)))),
            };
            if let Some(last) = memrchr(b'\n', read) {
                let (whole, start) = read.split_at(last + 1);
                self.rest.extend_from_slice(whole);
                let bytes = mem::replace(&mut self.rest, start.to_vec());
                return Some(Ok(self.chunk(bytes)));
            }
            self.ended = read.is_empty();
            self.rest.extend_from_slice(read);
            if self.rest.len() as u64 > MAX_BYTES {
                return Some(Err(self.broken("a line larger than 4 GiB".to_owned())));
            }
        }
        let bytes = mem::take(&mut self.rest);
        (!bytes.is_empty()).then(|| Ok(self.chunk(bytes)))
    }
}

/// A line of JSONL; further keys are passed over.
#[derive(Debug, Deserialize, PartialEq)]
pub struct Line<'a> {
    #[serde(borrow)]
    pub id: Cow<'a, str>,
    #[serde(borrow)]
    pub text: Cow<'a, str>,
}

/// Reads a line, or says what is wrong with it.
pub fn parse(line: &[u8]) -> Result<Line<'_>, String> {
    // Checked here and at once: serde_json would check each string by itself, and slower.
    let line = simdutf8::basic::from_utf8(line).map_err(|_| "not UTF-8".to_owned())?;
    if let Some(line) = plain(line) {
        return Ok(line);
    }
    if !line.trim_start().starts_with('{') {
        return Err("not a JSON object".to_owned());
    }
    serde_json::from_str(line).map_err(|error| match error.classify() {
        Category::Eof => "the JSON ends early".to_owned(),
        Category::Data => {
            let message = error.to_string();
            format!("not {{\"id\", \"text\"}}: {}", message.split(" at line ").next().unwrap_or(&message))
        }
        Category::Syntax | Category::Io => format!("not JSON (column {})", error.column()),
    })
}

/// A line as nearly all are: its two keys and no other. Texts have an escape at each line end, where this takes half of the
/// time; for any other line, right or wrong, serde_json has the word.
fn plain(line: &str) -> Option<Line<'_>> {
    let line = line.trim_matches([' ', '\t', '\r', '\n']);
    // Control characters are wrong in a string, and rare between them.
    if line.bytes().fold(false, |any, b| any | (b < b' ')) {
        return None;
    }
    let mut rest = Rest(line);
    let (mut id, mut text) = (None, None);
    rest.mark('{')?;
    loop {
        let value = match rest.string()?.as_ref() {
            "id" => &mut id,
            "text" => &mut text,
            _ => return None,
        };
        rest.mark(':')?;
        if value.replace(rest.string()?).is_some() {
            return None;
        }
        if rest.mark(',').is_none() {
            break;
        }
    }
    rest.mark('}')?;
    rest.0.is_empty().then_some(Line { id: id?, text: text? })
}

/// What is left of a line of JSON without control characters.
struct Rest<'a>(&'a str);

impl<'a> Rest<'a> {
    /// Passes a mark, and blanks in front of it.
    fn mark(&mut self, mark: char) -> Option<()> {
        self.0 = self.0.trim_start_matches(' ').strip_prefix(mark)?;
        Some(())
    }

    /// Passes a string.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        self.mark('"')?;
        let mut words = Cow::Borrowed("");
        loop {
            let (run, behind) = self.0.split_at(memchr2(b'"', b'\\', self.0.as_bytes())?);
            match &mut words {
                Cow::Borrowed(words) => *words = run,
                Cow::Owned(words) => words.push_str(run),
            }
            let Some(escape) = behind.strip_prefix('\\') else {
                self.0 = &behind[1..];
                return Some(words);
            };
            if let Cow::Borrowed(run) = words {
                let mut owned = String::with_capacity(self.0.len());
                owned.push_str(run);
                words = Cow::Owned(owned);
            }
            let (escaped, width) = unescape(escape)?;
            words.to_mut().push(escaped);
            self.0 = &escape[width..];
        }
    }
}

/// The character that stands behind a backslash, and its length there.
fn unescape(escape: &str) -> Option<(char, usize)> {
    let short = match *escape.as_bytes().first()? {
        mark @ (b'"' | b'\\' | b'/') => mark,
        b'n' => b'\n',
        b't' => b'\t',
        b'r' => b'\r',
        b'b' => 0x08,
        b'f' => 0x0C,
        b'u' => {
            let unit = |from: usize| {
                let digits =
                    escape.get(from..from + 4).filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
                u16::from_str_radix(digits, 16).ok()
            };
            let first = unit(1)?;
            if let Some(c) = char::from_u32(first.into()) {
                return Some((c, 5));
            }
            let second = escape.get(5..7).filter(|mark| *mark == "\\u").and_then(|_| unit(7))?;
            let c = char::decode_utf16([first, second]).next()?.ok()?;
            return Some((c, 11));
        }
        _ => return None,
    };
    Some((short.into(), 1))
}

/// The id of a line that is otherwise not as it should be.
pub fn id(line: &[u8]) -> Option<String> {
    #[derive(Deserialize)]
    struct Id {
        id: String,
    }
    serde_json::from_slice::<Id>(line).ok().map(|line| line.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes in pieces of one size.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let n = self.1.min(self.0.len()).min(buffer.len());
            buffer[..n].copy_from_slice(&self.0[..n]);
            self.0 = &self.0[n..];
            Ok(n)
        }
    }

    #[test]
    fn lines_and_their_numbers_do_not_depend_on_the_pieces() {
        let text = "\u{FEFF}một\n\n  \r\nhai\r\nba bốn\nnăm".as_bytes();
        let expected = [(1, "một"), (4, "hai"), (5, "ba bốn"), (6, "năm")];
        for size in 1..=text.len() {
            let chunks: Vec<_> = Chunks::new("a", Pieces(text, size)).map(|c| c.ok().unwrap()).collect();
            let lines: Vec<_> = chunks.iter().flat_map(Chunk::lines).collect();
            let lines: Vec<_> = lines.iter().map(|(n, l)| (*n, std::str::from_utf8(l).unwrap().trim())).collect();
            assert_eq!(lines, expected, "pieces of {size}");
        }
    }

    #[test]
    fn a_break_is_told_with_its_line() {
        struct Breaks(bool);
        impl Read for Breaks {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                if std::mem::replace(&mut self.0, true) {
                    return Err(std::io::Error::other("the disk is gone"));
                }
                buffer[..4].copy_from_slice(b"a\nb\n");
                Ok(4)
            }
        }
        let seen: Vec<_> = Chunks::new("a", Breaks(false)).collect();
        assert!(matches!(&seen[..], [Ok(_), Err(Broken { line: 3, reason, .. })] if reason == "the disk is gone"));
    }

    #[test]
    fn plain_lines_are_read_as_serde_json_reads_them() {
        let lines = [
            r#"{"id":"a","text":"Số\n12\t\u1ea5\ud83d\ude42\"\\\/\b\f\r"}"#,
            r#" { "text" : "" , "id" : "\u0000" } "#,
            r#"{"id":"a","text":"\ud83d"}"#,
            r#"{"id":"a","text":"\ud83d\u0041"}"#,
            r#"{"id":"a","text":"\udc00"}"#,
            r#"{"id":"a","text":"\u+041"}"#,
            r#"{"id":"a","text":"\x"}"#,
            r#"{"id":"a","text":"b"}}"#,
            r#"{"id":"a","text":"b",}"#,
            r#"{"id":"a","id":"a","text":"b"}"#,
            r#"{"id":"a","text":null}"#,
            r#"{"i\u0064":"a","text":"b"}"#,
            r#"{"id":"a","text":"b","more":1}"#,
            "{\"id\":\"a\",\t\"text\":\"b\"}",
            "{\"id\":\"a\",\"text\":\"\t\"}",
            "{\"id\":\"a\",\"text\":\"b\"}\u{A0}",
            "{\"id\":\"a\",\"text\":\"b\"}\r\n",
        ];
        for line in lines {
            let read = serde_json::from_str::<Line>(line).ok();
            assert!(plain(line).is_none_or(|line| Some(line) == read), "{line}");
            for end in (0..line.len()).filter(|end| line.is_char_boundary(*end)) {
                let cut = &line[..end];
                assert!(plain(cut).is_none() || serde_json::from_str::<Line>(cut).is_ok(), "{cut}");
            }
        }
        assert_eq!(lines.map(|line| plain(line).is_some()).iter().filter(|plain| **plain).count(), 4);
    }

    #[test]
    fn lines_are_read_or_named() {
        let line = parse(r#"{"text": "Số\n12", "id": "a/b", "more": [1]}"#.as_bytes());
        assert_eq!(line, Ok(Line { id: "a/b".into(), text: "Số\n12".into() }));
        let cases: [(&[u8], &str); 6] = [
            (br#"{"id": "a"}"#, "not {\"id\", \"text\"}: missing field `text`"),
            (br#"{"id": 7, "text": ""}"#, "not {\"id\", \"text\"}: invalid type: integer `7`, expected a string"),
            (br#"{"id": "a", "te"#, "the JSON ends early"),
            (br#"{"id": "a", text: 1}"#, "not JSON (column 13)"),
            (br#"["a", "b"]"#, "not a JSON object"),
            (b"{\"id\": \"\xE1\"}", "not UTF-8"),
        ];
        for (line, reason) in cases {
            assert_eq!(parse(line), Err(reason.to_owned()));
        }
        assert_eq!(id(br#"{"id": "a", "text": null}"#).as_deref(), Some("a"));
        assert_eq!(id(br#"{"id": "a", "#), None);
    }
}
