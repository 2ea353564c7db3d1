//! Rich Text Format: groups in braces, control words behind backslashes, letters in bytes of code pages or by number.

use crate::fonts::{self, Font};
use crate::numbering::bullet;
use crate::sink::Sink;
use crate::{Document, Error, Format, Limits};
use std::collections::HashMap;
use vanban::text::decode::{Encoding, letters};

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let start = bytes.windows(5).take(1024).position(|w| w == b"{\\rtf");
    let start = start.ok_or_else(|| Error::damaged("rtf", "start", "no {\\rtf"))?;
    let mut reader = Reader::new(&bytes[start..], limits);
    reader.run()?;
    reader.end_table();
    reader.sink.fresh_line();
    for (words, place) in std::mem::take(&mut reader.notes) {
        reader.sink.place(place);
        reader.sink.words(&words);
        reader.sink.end_line();
    }
    reader.sink.finish(Format::Rtf)
}

/// What a group is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum To {
    Text,
    /// A number that a list made.
    Label,
    Note,
    Fonts,
    Nowhere,
}

/// What braces save and restore.
#[derive(Clone, Copy, Debug)]
struct State {
    to: To,
    font: i32,
    hidden: bool,
    deleted: bool,
    caps: bool,
    /// Characters that stand behind `\u` for programs that do not know it.
    fallback: u8,
    in_table: bool,
}

/// A font of the table.
#[derive(Clone, Debug, Default)]
struct Face {
    name: String,
    legacy: Option<Font>,
    page: Option<&'static encoding_rs::Encoding>,
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    limits: &'a Limits,
    state: State,
    stack: Vec<State>,
    fonts: HashMap<i32, Face>,
    default_page: &'static encoding_rs::Encoding,
    /// Bytes that wait for their neighbours: letters may take several.
    waiting: Vec<u8>,
    /// Words of the font table, of a label or of a note.
    aside: String,
    notes: Vec<(String, String)>,
    skip: usize,
    sink: Sink<'a>,
    paragraph: usize,
    run: usize,
    table: bool,
    row: bool,
    cell: bool,
}

impl<'a> Reader<'a> {
    fn new(bytes: &'a [u8], limits: &'a Limits) -> Self {
        let state =
            State { to: To::Text, font: 0, hidden: false, deleted: false, caps: false, fallback: 1, in_table: false };
        Self {
            bytes,
            at: 0,
            limits,
            state,
            stack: Vec::new(),
            fonts: HashMap::new(),
            default_page: encoding_rs::WINDOWS_1252,
            waiting: Vec::new(),
            aside: String::new(),
            notes: Vec::new(),
            skip: 0,
            sink: Sink::new(limits),
            paragraph: 1,
            run: 0,
            table: false,
            row: false,
            cell: false,
        }
    }

    fn run(&mut self) -> Result<(), Error> {
        let deepest = self.limits.depth.saturating_mul(50);
        while let Some(&b) = self.bytes.get(self.at) {
            self.at += 1;
            match b {
                b'{' => {
                    self.flush();
                    self.skip = 0;
                    if self.stack.len() >= deepest {
                        return Err(Error::TooMany { what: "groups inside groups", limit: deepest });
                    }
                    self.run += 1;
                    self.stack.push(self.state);
                }
                b'}' => {
                    self.flush();
                    self.skip = 0;
                    let before = self.state;
                    let Some(state) = self.stack.pop() else { break };
                    self.state = state;
                    self.close(before);
                    if self.stack.is_empty() {
                        break; // what stands behind the last brace is no text
                    }
                }
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                _ if self.skip > 0 => self.skip -= 1,
                _ => self.waiting.push(b),
            }
            self.sink.check()?;
        }
        self.flush();
        Ok(())
    }

    /// What the end of a group does.
    fn close(&mut self, before: State) {
        if before.to == self.state.to {
            return;
        }
        match before.to {
            To::Label => {
                let label = std::mem::take(&mut self.aside);
                let label = label.trim();
                let sign = label.chars().next().filter(|c| !c.is_alphanumeric() && label.chars().count() == 1);
                let label = match sign {
                    Some(_) => bullet(label),
                    None => label.to_owned(),
                };
                if !label.is_empty() && self.shown() {
                    self.make_room();
                    self.sink.place(format!("p{}/n", self.paragraph));
                    self.sink.words(&label);
                    self.sink.words(" ");
                }
            }
            To::Note => {
                let place = format!("p{}/fn{}", self.paragraph, self.notes.len() + 1);
                self.notes.push((std::mem::take(&mut self.aside).trim().to_owned(), place));
            }
            _ => {}
        }
    }

    fn shown(&self) -> bool {
        !self.state.hidden && !self.state.deleted
    }

    /// Reads what stands behind a backslash.
    fn control(&mut self) {
        let Some(&b) = self.bytes.get(self.at) else { return };
        if !b.is_ascii_alphabetic() {
            self.at += 1;
            return self.sign(b);
        }
        let rest = &self.bytes[self.at..];
        let length = rest.iter().take(32).take_while(|b| b.is_ascii_alphabetic()).count();
        let word = std::str::from_utf8(&rest[..length]).unwrap_or_default();
        let tail = &rest[length..];
        let minus = usize::from(tail.first() == Some(&b'-'));
        let digits = tail[minus..].iter().take(10).take_while(|b| b.is_ascii_digit()).count();
        let number = std::str::from_utf8(&tail[..if digits > 0 { minus + digits } else { 0 }]).unwrap_or_default();
        let number = number.parse::<i64>().ok();
        self.at += length + if digits > 0 { minus + digits } else { 0 };
        // One blank behind a control word belongs to it.
        self.at += usize::from(self.bytes.get(self.at) == Some(&b' '));
        if word == "u" {
            self.skip = 0;
            self.flush();
            let code = number.unwrap_or(0).rem_euclid(65536) as u16;
            self.unicode(code);
            self.skip = self.state.fallback as usize;
            return;
        }
        if self.skip > 0 && word != "bin" {
            self.skip -= 1;
            return;
        }
        self.flush();
        self.word(word, number);
    }

    fn sign(&mut self, b: u8) {
        match b {
            b'\'' => {
                let digit = |b: Option<&u8>| b.and_then(|b| (*b as char).to_digit(16));
                let pair = (digit(self.bytes.get(self.at)), digit(self.bytes.get(self.at + 1)));
                let (Some(high), Some(low)) = pair else { return };
                self.at += 2;
                match self.skip {
                    0 => self.waiting.push((high * 16 + low) as u8),
                    _ => self.skip -= 1,
                }
            }
            _ if self.skip > 0 => self.skip -= 1,
            b'{' | b'}' | b'\\' => self.waiting.push(b),
            b'~' => self.put("\u{A0}"),
            b'_' => self.put("-"),
            b'\r' | b'\n' => self.end_paragraph(),
            b'*' => {
                // A destination that may be left out by those who do not know it.
                let rest = &self.bytes[self.at..];
                let rest = rest.trim_ascii_start();
                let known = [&b"\\shpinst"[..], b"\\shptxt", b"\\footnote"];
                let is_known = known
                    .iter()
                    .any(|k| rest.starts_with(k) && !rest.get(k.len()).is_some_and(u8::is_ascii_alphabetic));
                if !is_known {
                    self.state.to = To::Nowhere;
                }
            }
            _ => {}
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let on = number != Some(0);
        match word {
            "par" | "sect" => self.end_paragraph(),
            "line" | "softline" | "lbr" => self.end_line(),
            "page" | "pagebb" if self.state.to == To::Text => {
                self.make_room();
                self.sink.page_break();
            }
            "tab" => self.put("\t"),
            "cell" if self.state.to == To::Text => self.end_cell(),
            "row" if self.state.to == To::Text => {
                self.row = false;
                self.cell = false;
            }
            "nestcell" | "nestrow" if self.state.to == To::Text => self.sink.fresh_line(),
            "intbl" => self.state.in_table = true,
            "pard" => self.state.in_table = false,
            "plain" => {
                self.state.hidden = false;
                self.state.deleted = false;
                self.state.caps = false;
                self.run += 1;
            }
            "v" => self.state.hidden = on,
            "deleted" => self.state.deleted = on,
            "caps" => self.state.caps = on,
            "uc" => self.state.fallback = number.unwrap_or(1).clamp(0, 16) as u8,
            "f" => {
                self.state.font = number.unwrap_or(0) as i32;
                self.run += 1;
            }
            "deff" => self.state.font = number.unwrap_or(0) as i32,
            "ansicpg" => self.default_page = page(number.unwrap_or(1252)).unwrap_or(encoding_rs::WINDOWS_1252),
            "fcharset" if self.state.to == To::Fonts => {
                self.fonts.entry(self.state.font).or_default().page = charset(number.unwrap_or(0));
            }
            "bin" => self.at = self.bytes.len().min(self.at.saturating_add(number.unwrap_or(0).max(0) as usize)),
            "emdash" => self.put("—"),
            "endash" => self.put("–"),
            "lquote" => self.put("‘"),
            "rquote" => self.put("’"),
            "ldblquote" => self.put("“"),
            "rdblquote" => self.put("”"),
            "bullet" => self.put("•"),
            "emspace" | "enspace" | "qmspace" => self.put(" "),
            "fonttbl" => self.state.to = To::Fonts,
            "listtext" | "pntext" => self.aside_to(To::Label),
            "footnote" => self.aside_to(To::Note),
            "colortbl" | "stylesheet" | "info" | "pict" | "header" | "headerl" | "headerr" | "headerf" | "footer"
            | "footerl" | "footerr" | "footerf" | "fldinst" | "listtable" | "listoverridetable" | "revtbl"
            | "rsidtbl" | "generator" | "themedata" | "object" | "sp" | "shprslt" | "nonshppict" | "xe" | "tc"
            | "rxe" | "bkmkstart" | "bkmkend" | "atnid" | "atnauthor" | "annotation" | "filetbl" | "pn"
            | "nonesttables" | "private" | "mmathPr" => {
                self.state.to = To::Nowhere;
            }
            _ => {}
        }
    }

    fn aside_to(&mut self, to: To) {
        if self.state.to == To::Text {
            self.state.to = to;
            self.aside.clear();
        }
    }

    /// Letters by their number; halves of a pair wait for each other.
    fn unicode(&mut self, code: u16) {
        let mut code = u32::from(code);
        if (0xDC00..0xE000).contains(&code) || (0xD800..0xDC00).contains(&code) {
            code = 0xFFFD; // no letter of our texts lies so high
        }
        let c = char::from_u32(code).unwrap_or('\u{FFFD}');
        let symbol = self.fonts.get(&self.state.font).is_some_and(|f| fonts::is_symbol(&f.name));
        if symbol && self.state.to == To::Text {
            return;
        }
        self.put(c.encode_utf8(&mut [0; 4]));
    }

    /// Writes the bytes that wait.
    fn flush(&mut self) {
        if self.waiting.is_empty() {
            return;
        }
        let bytes = std::mem::take(&mut self.waiting);
        if self.state.to == To::Nowhere {
            return;
        }
        if self.state.to == To::Fonts {
            return self.font_name(&bytes);
        }
        let face = self.fonts.get(&self.state.font);
        if bytes.is_ascii() || face.is_some_and(|f| f.legacy.is_some()) {
            let words: String = bytes.iter().map(|&b| b as char).collect();
            return self.put(&words);
        }
        let page = face.and_then(|f| f.page).unwrap_or(self.default_page);
        if page == encoding_rs::WINDOWS_1258 {
            let taken: String = bytes.iter().map(|&b| b as char).collect();
            let mut words = String::new();
            letters(&taken, Encoding::Windows1258, &mut words);
            // A mark alone stands in a group of its own, behind its letter.
            return self.put(&words);
        }
        let words = page.decode_without_bom_handling(&bytes).0.into_owned();
        self.put(&words);
    }

    /// A name in the font table ends with a semicolon.
    fn font_name(&mut self, bytes: &[u8]) {
        let name: String = bytes.iter().map(|&b| b as char).collect();
        let face = self.fonts.entry(self.state.font).or_default();
        face.name.push_str(name.trim_end_matches(';'));
        face.legacy = fonts::of_name(&face.name);
        if fonts::is_symbol(&face.name) {
            face.page = None;
        }
    }

    fn put(&mut self, words: &str) {
        match self.state.to {
            To::Label | To::Note => {
                let legacy = self.fonts.get(&self.state.font).and_then(|f| f.legacy);
                match legacy {
                    Some(font) if self.aside.len() < self.limits.text => letters(words, font.encoding, &mut self.aside),
                    _ if self.aside.len() < self.limits.text => self.aside.push_str(words),
                    _ => {}
                }
            }
            To::Text if self.shown() => {
                self.make_room();
                self.sink.place(format!("p{}/r{}", self.paragraph, self.run.max(1)));
                let legacy = self.fonts.get(&self.state.font).and_then(|f| f.legacy);
                match legacy {
                    None if self.state.caps => self.sink.words(&words.to_uppercase()),
                    font => {
                        let font = font.map(|f| Font { capitals: f.capitals || self.state.caps, ..f });
                        fonts::write(&mut self.sink, words, font);
                    }
                }
            }
            _ => {}
        }
    }

    /// Opens or leaves the table, as the paragraph says.
    fn make_room(&mut self) {
        if !self.state.in_table {
            return self.end_table();
        }
        if !self.table {
            self.sink.open_table();
            self.table = true;
            self.row = false;
        }
        if !self.row {
            self.sink.open_row();
            self.row = true;
            self.cell = false;
        }
        if !self.cell {
            self.sink.open_cell();
            self.cell = true;
        }
    }

    fn end_table(&mut self) {
        if self.table {
            self.sink.close_table();
            (self.table, self.row, self.cell) = (false, false, false);
        }
    }

    fn end_cell(&mut self) {
        self.state.in_table = true;
        self.make_room();
        self.sink.fresh_line();
        self.cell = false;
        self.next_paragraph();
    }

    fn end_line(&mut self) {
        match self.state.to {
            To::Text if self.shown() => {
                self.make_room();
                self.sink.end_line();
            }
            To::Note | To::Label => self.aside.push(' '),
            _ => {}
        }
    }

    fn end_paragraph(&mut self) {
        // The mark of a deleted paragraph is deleted with it.
        if self.state.to == To::Text && !self.state.deleted {
            self.make_room();
            self.sink.end_line();
            self.next_paragraph();
        } else {
            self.end_line();
        }
    }

    fn next_paragraph(&mut self) {
        self.paragraph += 1;
        self.run = 0;
    }
}

/// Code page by its number.
fn page(number: i64) -> Option<&'static encoding_rs::Encoding> {
    Some(match number {
        932 => encoding_rs::SHIFT_JIS,
        936 => encoding_rs::GBK,
        949 => encoding_rs::EUC_KR,
        950 => encoding_rs::BIG5,
        1250 => encoding_rs::WINDOWS_1250,
        1251 => encoding_rs::WINDOWS_1251,
        1252 => encoding_rs::WINDOWS_1252,
        1253 => encoding_rs::WINDOWS_1253,
        1254 => encoding_rs::WINDOWS_1254,
        1257 => encoding_rs::WINDOWS_1257,
        1258 => encoding_rs::WINDOWS_1258,
        65001 => encoding_rs::UTF_8,
        _ => return None,
    })
}

/// Code page of a character set of Windows.
fn charset(number: i64) -> Option<&'static encoding_rs::Encoding> {
    page(match number {
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        186 => 1257,
        204 => 1251,
        238 => 1250,
        0 => 1252,
        _ => return None,
    })
}
