//! Bytes to text: UTF-8 and UTF-16, with or without a byte order mark, and the encodings of Vietnamese before them.
//!
//! Which encoding it is, is told by the mark, by validity, and then by the letters: read rightly, they stand in pairs that
//! Vietnamese has (`detect`). A text that was read wrongly and saved so (UTF-8 or TCVN3 taken for Latin-1) is read again.

mod detect;
mod tables;
mod viqr;

use crate::diagnostic::Diagnostic;
use crate::text::Span;
use crate::text::window::floor;
use std::borrow::Cow;
use std::ops::Range;

/// Encodings that [`decode`] reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little endian.
    Utf16Le,
    /// UTF-16, big endian.
    Utf16Be,
    /// TCVN 5712:1993 as the ABC fonts (`.VnTime`) use it. It has no capitals with a tone beyond those of a few shapes: its
    /// texts write the small letter in a font of capitals, so that their case is a guess from the letters beside them.
    Tcvn3,
    /// VNI-Windows: marks in bytes of their own behind the letter.
    Vni,
    /// VISCII (RFC 1456).
    Viscii,
    /// The encoding of the VPS fonts.
    Vps,
    /// Windows code page 1258: tones in bytes of their own behind the letter, composed here.
    Windows1258,
    /// VIQR (RFC 1456): `Vie^.t Nam` in ASCII.
    Viqr,
}

impl Encoding {
    /// All encodings, by the names that records carry.
    const NAMES: [(Self, &'static str); 9] = [
        (Self::Utf8, "utf-8"),
        (Self::Utf16Le, "utf-16le"),
        (Self::Utf16Be, "utf-16be"),
        (Self::Tcvn3, "tcvn3"),
        (Self::Vni, "vni"),
        (Self::Viscii, "viscii"),
        (Self::Vps, "vps"),
        (Self::Windows1258, "windows-1258"),
        (Self::Viqr, "viqr"),
    ];

    /// The name as records carry it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|n| n.0 == self).map_or("", |n| n.1)
    }

    /// The encoding of a name, as a user types it.
    pub fn from_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let name = match name.as_str() {
            "utf8" => "utf-8",
            "utf-16" | "utf16" => "utf-16le",
            "tcvn" | "abc" => "tcvn3",
            "cp1258" => "windows-1258",
            other => other,
        };
        Self::NAMES.iter().find(|n| n.1 == name).map(|n| n.0)
    }

    fn is_wide(self) -> bool {
        matches!(self, Self::Utf16Le | Self::Utf16Be)
    }
}

/// Text that was read from bytes.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; borrowed when the bytes already are UTF-8.
    pub text: Cow<'a, str>,
    /// How the bytes were read. For a text that had been read wrongly before it was saved: the encoding that it was in.
    pub encoding: Encoding,
    /// How sure that is, from 0 to 1.
    pub confidence: f32,
    /// `invalid-utf8` where sequences were broken; `encoding-guessed`, `encoding-doubtful` for encodings that nothing but
    /// the letters tell; `mojibake` for a text that had been read wrongly before.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads bytes as text: by `given`, else by byte order mark, else by the zero bytes of UTF-16, else as UTF-8 where the
/// bytes are valid, else by their letters.
///
/// The mark of the other byte order wins over a `given` UTF-16.
///
/// ```
/// use vanban::text::decode::{Encoding, decode};
/// let decoded = decode(b"Uy\xFB ban nha\xE2n da\xE2n tha\xF8nh pho\xE1 Hue\xE1", None);
/// assert_eq!((decoded.text.as_ref(), decoded.encoding), ("Uỷ ban nhân dân thành phố Huế", Encoding::Vni));
/// ```
pub fn decode(bytes: &[u8], given: Option<Encoding>) -> Decoded<'_> {
    let (marked, body) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Some(Encoding::Utf8), rest),
        [0xFF, 0xFE, rest @ ..] => (Some(Encoding::Utf16Le), rest),
        [0xFE, 0xFF, rest @ ..] => (Some(Encoding::Utf16Be), rest),
        _ => (None, bytes),
    };
    let given = match (given, marked) {
        (Some(wide), Some(mark)) if wide.is_wide() && mark.is_wide() => Some(mark),
        (given, _) => given,
    };
    match given.or(marked).or_else(|| wide(body)) {
        Some(Encoding::Utf8) if given.is_none() => repaired(utf8(body)),
        Some(Encoding::Utf8) => utf8(body),
        Some(wide) if wide.is_wide() => utf16(body, wide),
        Some(legacy) if given.is_some() => {
            let body = if marked.is_some() { bytes } else { body };
            Decoded {
                text: Cow::Owned(of_bytes(body, legacy)),
                encoding: legacy,
                confidence: 1.0,
                diagnostics: Vec::new(),
            }
        }
        _ => unmarked(body),
    }
}

/// Reads bytes without a mark that are not UTF-16.
fn unmarked(bytes: &[u8]) -> Decoded<'_> {
    if simdutf8::basic::from_utf8(bytes).is_ok() || mostly_utf8(bytes) {
        return repaired(utf8(bytes));
    }
    match detect::legacy(sample(bytes)) {
        Some(guess) => guessed(of_bytes(bytes, guess.encoding), guess, None),
        None => utf8(bytes),
    }
}

/// The text read again where it had been read wrongly before it was saved, or is VIQR.
fn repaired(decoded: Decoded<'_>) -> Decoded<'_> {
    match repair(&decoded.text) {
        Some(repaired) => repaired,
        None => decoded,
    }
}

/// Reads a text again that was read wrongly before it was saved: UTF-8, TCVN3 or VNI taken for Latin-1, or VIQR left as it
/// was. `None` for a text that is right as it stands, or that no other reading makes Vietnamese.
///
/// ```
/// let repaired = vanban::text::decode::repair("Sá»‘ 12 cá»§a Sá»Ÿ Ná»™i vá»¥").unwrap();
/// assert_eq!(repaired.text, "Số 12 của Sở Nội vụ");
/// ```
pub fn repair(text: &str) -> Option<Decoded<'static>> {
    let sample = str_sample(text);
    if sample.is_ascii() {
        let guess = detect::is_viqr(sample)?;
        return Some(guessed(viqr::decode(text).0, guess, None));
    }
    // Letters that only Vietnamese text in Unicode has: nearly every text ends here.
    if sample
        .chars()
        .any(|c| matches!(c, '\u{1EA0}'..='\u{1EF9}' | '\u{300}'..='\u{36F}' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'đ' | 'Đ'))
    {
        return None;
    }
    let bytes: Vec<u8> = sample.chars().filter_map(tables::byte_of).collect();
    let what = "the text had been read as Latin-1 before it was saved";
    if mostly_utf8(&bytes) {
        let again: Vec<u8> = text.chars().filter_map(tables::byte_of).collect();
        let text = String::from_utf8_lossy(&again).into_owned();
        let diagnostics = vec![Diagnostic::new("mojibake", what, None)];
        return Some(Decoded { text: Cow::Owned(text), encoding: Encoding::Utf8, confidence: 1.0, diagnostics });
    }
    if detect::reads_well(sample) {
        return None;
    }
    let guess = detect::legacy(&bytes)?;
    let mut again = String::with_capacity(text.len());
    letters(text, guess.encoding, &mut again);
    Some(guessed(finished(again, guess.encoding), guess, Some(what)))
}

fn guessed(text: String, guess: detect::Guess, mojibake: Option<&str>) -> Decoded<'static> {
    /// Below this the next best reading is nearly as good.
    const SURE: f32 = 0.9;
    let detect::Guess { encoding, confidence } = guess;
    let code = if confidence < SURE { "encoding-doubtful" } else { "encoding-guessed" };
    let message = format!("read as {}, confidence {confidence:.2}", encoding.name());
    let mut diagnostics = vec![Diagnostic::new(code, message, None)];
    diagnostics.extend(mojibake.map(|what| Diagnostic::new("mojibake", what, None)));
    Decoded { text: Cow::Owned(text), encoding, confidence, diagnostics }
}

/// Text of bytes in a legacy encoding.
fn of_bytes(bytes: &[u8], encoding: Encoding) -> String {
    if encoding == Encoding::Viqr {
        return viqr::decode(&String::from_utf8_lossy(bytes)).0;
    }
    let mut out = String::with_capacity(bytes.len() + bytes.len() / 4);
    for &byte in bytes {
        tables::push(&mut out, byte, encoding);
    }
    finished(out, encoding)
}

/// What is left to do when the letters stand.
fn finished(text: String, encoding: Encoding) -> String {
    if encoding == Encoding::Tcvn3 { tables::capitals(&text) } else { text }
}

/// Writes the letters that `text` shows in a font of a legacy encoding: its characters are bytes taken for Latin-1, as
/// the runs in `.VnTime` or `VNI-Times` of a word processor's file. Marks join the letter at the end of `out`; characters
/// that stand for no byte stay. The letters of a font of capitals (`.VnTimeH`) are for the caller.
///
/// ```
/// use vanban::text::decode::{Encoding, letters};
/// let mut out = String::new();
/// letters("Sè 12 cña Së", Encoding::Tcvn3, &mut out);
/// assert_eq!(out, "Số 12 của Sở");
/// ```
pub fn letters(text: &str, encoding: Encoding, out: &mut String) {
    for c in text.chars() {
        match tables::byte_of(c) {
            Some(byte) => tables::push(out, byte, encoding),
            None => out.push(c),
        }
    }
}

/// A stretch of the bytes that holds letters beyond ASCII, where there are any.
fn sample(bytes: &[u8]) -> &[u8] {
    &bytes[sample_range(bytes)]
}

fn sample_range(bytes: &[u8]) -> Range<usize> {
    /// What stands before the first such letter tells too.
    const BEFORE: usize = 64;
    let first = bytes.iter().position(|b| *b >= 0x80).unwrap_or(0).saturating_sub(BEFORE);
    first..bytes.len().min(first + detect::SAMPLE)
}

/// The same of a text, cut between characters.
fn str_sample(text: &str) -> &str {
    let range = sample_range(text.as_bytes());
    &text[floor(text, range.start)..floor(text, range.end)]
}

/// True when most of the bytes beyond ASCII stand in valid sequences of UTF-8: a text with some broken bytes, or cut in
/// the middle of a letter.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in sample(bytes).utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += chunk.invalid().len();
    }
    good >= bad * 2 && good > 0
}

/// UTF-16 without a mark shows itself by zero bytes on one side of most pairs.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    /// Enough to tell; a longer look would only cost time.
    const SAMPLE: usize = 512;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    let low = sample.chunks_exact(2).filter(|p| p[0] == 0).count();
    let high = sample.chunks_exact(2).filter(|p| p[1] == 0).count();
    if pairs >= 4 && high * 2 > pairs && low * 10 < pairs {
        Some(Encoding::Utf16Le)
    } else if pairs >= 4 && low * 2 > pairs && high * 10 < pairs {
        Some(Encoding::Utf16Be)
    } else {
        None
    }
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Decoded {
            text: Cow::Borrowed(text),
            encoding: Encoding::Utf8,
            confidence: 1.0,
            diagnostics: Vec::new(),
        };
    }
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{FFFD}').count();
    let at = text.find('\u{FFFD}').unwrap_or(0);
    let diagnostic = Diagnostic::new(
        "invalid-utf8",
        format!("{broken} broken sequences read as U+FFFD, the first here"),
        Some(Span::new(at, at + 3)),
    );
    Decoded { text, encoding: Encoding::Utf8, confidence: 0.5, diagnostics: vec![diagnostic] }
}

fn utf16(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let units = bytes.chunks_exact(2).map(|p| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes([p[0], p[1]]),
        _ => u16::from_le_bytes([p[0], p[1]]),
    });
    let mut diagnostics = Vec::new();
    let mut text = String::with_capacity(bytes.len());
    let mut broken = 0;
    for unit in char::decode_utf16(units) {
        text.push(unit.unwrap_or_else(|_| {
            broken += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    if bytes.len() % 2 == 1 {
        broken += 1;
        text.push(char::REPLACEMENT_CHARACTER);
    }
    if broken > 0 {
        let at = text.find('\u{FFFD}').unwrap_or(0);
        let message = format!("{broken} broken UTF-16 units read as U+FFFD, the first here");
        diagnostics.push(Diagnostic::new("invalid-utf8", message, Some(Span::new(at, at + 3))));
    }
    Decoded { text: Cow::Owned(text), encoding, confidence: 1.0, diagnostics }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_form_of_the_same_words() {
        let words = "Số: 12/QĐ-UBND";
        let wide = |f: fn(u16) -> [u8; 2]| words.encode_utf16().flat_map(f).collect::<Vec<u8>>();
        let marked = [&[0xEF, 0xBB, 0xBF], words.as_bytes()].concat();
        let cases: [(Vec<u8>, Encoding); 5] = [
            (words.as_bytes().to_vec(), Encoding::Utf8),
            (marked, Encoding::Utf8),
            (wide(u16::to_le_bytes), Encoding::Utf16Le),
            (wide(u16::to_be_bytes), Encoding::Utf16Be),
            ([&[0xFF, 0xFE][..], &wide(u16::to_le_bytes)].concat(), Encoding::Utf16Le),
        ];
        for (bytes, encoding) in cases {
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (words, encoding));
            assert!(decoded.diagnostics.is_empty());
        }
    }

    #[test]
    fn broken_bytes_are_kept_and_named() {
        let decoded = decode(b"S\xE1 12", None);
        assert_eq!(decoded.text, "S\u{FFFD} 12");
        assert_eq!(decoded.diagnostics[0].code, "invalid-utf8");
        assert_eq!(decoded.diagnostics[0].span, Some(Span::new(1, 4)));
    }

    /// The 134 letters of Vietnamese beyond ASCII.
    fn accented() -> Vec<char> {
        let small = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ";
        small.chars().chain(small.chars().map(tables::upper)).collect()
    }

    /// A letter as its encoding writes it, found by trying all bytes and pairs of a letter and a byte.
    fn encode(c: char, encoding: Encoding) -> Option<Vec<u8>> {
        let bases = b"aeiouydAEIOUYD".iter().copied().chain(0x80..=0xFF);
        let one = (1..=255u8).map(|b| vec![b]);
        let two = bases.flat_map(|b| (0xC0..=0xFFu8).map(move |m| vec![b, m]));
        one.chain(two).find(|bytes| of_bytes(bytes, encoding) == c.to_string())
    }

    #[test]
    fn every_letter_makes_the_round_trip() {
        let letters = accented();
        assert_eq!(letters.len(), 134);
        for encoding in [Encoding::Vni, Encoding::Viscii, Encoding::Vps, Encoding::Windows1258] {
            let missing: String = letters.iter().filter(|&&c| encode(c, encoding).is_none()).collect();
            assert_eq!(missing, "", "{encoding:?}");
        }
        let missing: String = letters.iter().filter(|&&c| encode(c, Encoding::Tcvn3).is_none()).collect();
        assert!(missing.chars().all(char::is_uppercase), "{missing}");
    }

    #[test]
    fn viqr_reads_and_leaves() {
        let cases = [
            ("U?y ban nha^n da^n thi. xa~ Ho`a Bi`nh.", "Ủy ban nhân dân thị xã Hòa Bình."),
            ("DDie^`u 5. DDe^? lu+u to+\\. a. No^.i dung", "Điều 5. Để lưu tơ. ạ Nội dung"),
            ("a. No^.i dung", "a. Nội dung"),
            ("Quye^'t ddi.nh so^' 12/QDD-UBND", "Quyết định số 12/QĐ-UBND"),
        ];
        for (typed, words) in cases {
            assert_eq!(viqr::decode(typed).0, words);
        }
        for plain in ["Uy ban nhan dan tinh. Dia chi: so 5 (cu)? 'abc' ~ x^2", "let x = a+b*c; // it's (a+e)^2 ~ o.k.?"]
        {
            assert!(repair(&plain.repeat(8)).is_none());
        }
    }

    #[test]
    fn capitals_of_tcvn3_come_from_the_word() {
        let cases = [
            ("\u{F1}Y BAN NH\u{A2}N D\u{A2}N T\u{D8}NH H\u{B5} GIANG", "ỦY BAN NHÂN DÂN TỈNH HÀ GIANG"),
            ("QUY\u{D5}T \u{A7}\u{DE}NH\nV\u{D2} vi\u{D6}c", "QUYẾT ĐỊNH\nVề việc"),
            ("H\u{B5} N\u{E9}i, s\u{E8} 5", "Hà Nội, số 5"),
            ("C\u{A4}NG B\u{B8}O/S\u{E8} 411 ra ng\u{B5}y 5", "CÔNG BÁO/Số 411 ra ngày 5"),
            ("theo \u{F1}y ban; \u{EB} x\u{B7}. \u{EB} th\u{AB}n", "theo ủy ban; ở xã. Ở thôn"),
            ("c\u{F1}a \u{F1}y ban nh\u{A9}n d\u{A9}n", "của Ủy ban nhân dân"),
        ];
        for (typed, words) in cases {
            let mut out = String::new();
            letters(typed, Encoding::Tcvn3, &mut out);
            assert_eq!(tables::capitals(&out), words);
        }
    }

    #[test]
    fn each_encoding_is_found() {
        let words = "Ủy ban nhân dân tỉnh yêu cầu các sở, ngành báo cáo kết quả thực hiện trước ngày 30 tháng 6 năm 1998 để tổng hợp";
        for encoding in [Encoding::Tcvn3, Encoding::Vni, Encoding::Viscii, Encoding::Vps, Encoding::Windows1258] {
            // The capital of the first word is not in the bytes of TCVN3.
            let typed = if encoding == Encoding::Tcvn3 { words.replace('Ủ', "ủ") } else { words.to_owned() };
            let bytes: Vec<u8> = typed
                .chars()
                .flat_map(|c| if c.is_ascii() { vec![c as u8] } else { encode(c, encoding).unwrap() })
                .collect();
            let decoded = decode(&bytes, None);
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (words, encoding));
            assert!(decoded.confidence > 0.9);
            assert_eq!(decode(&bytes, Some(encoding)).text, words);
            // The same bytes, taken for Latin-1 and saved as UTF-8.
            let taken: String = bytes.iter().map(|&b| b as char).collect();
            let decoded = decode(taken.as_bytes(), None);
            assert_eq!((decoded.text.as_ref(), decoded.encoding), (words, encoding));
            assert!(decoded.diagnostics.iter().any(|d| d.code == "mojibake"));
        }
    }

    #[test]
    fn the_mark_wins() {
        let wide: Vec<u8> = "\u{FEFF}Số 5".encode_utf16().flat_map(u16::to_be_bytes).collect();
        let decoded = decode(&wide, Some(Encoding::Utf16Le));
        assert_eq!((decoded.text.as_ref(), decoded.encoding), ("Số 5", Encoding::Utf16Be));
    }

    #[test]
    fn right_text_is_left() {
        for text in
            ["Số 12 của Sở Nội vụ", "Les élèves déjà fâchés à Noël", "Xã Hà Lâm", "plain", "", "S. Müller GmbH – 5 €"]
        {
            assert!(repair(text).is_none(), "{text}");
        }
    }

    /// glibc knows three of the encodings; what it says of each byte is what the tables say.
    #[test]
    fn tables_agree_with_iconv() {
        for (encoding, name) in
            [(Encoding::Viscii, "VISCII"), (Encoding::Tcvn3, "TCVN"), (Encoding::Windows1258, "CP1258")]
        {
            let mut bytes: Vec<u8> = Vec::new();
            for byte in 0xA1..=0xFFu8 {
                bytes.extend([byte, b'\n']);
            }
            let Some(text) = iconv(name, &bytes) else {
                eprintln!("skipped: no iconv with {name} on this machine");
                continue;
            };
            for (line, byte) in text.lines().zip(0xA1..=0xFFu8) {
                let mut own = String::new();
                tables::push(&mut own, byte, encoding);
                let accented = accented().contains(&line.chars().next().unwrap_or(' '));
                assert!(!accented || own == line, "{name} {byte:X}: {own} is {line}");
            }
        }
    }

    #[allow(clippy::disallowed_methods)]
    fn iconv(name: &str, bytes: &[u8]) -> Option<String> {
        use std::io::Write;
        use std::process::{Command, Stdio};
        let mut command = Command::new("iconv");
        command.args(["-f", name, "-t", "UTF-8"]).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        child.stdin.take()?.write_all(bytes).ok()?;
        let output = child.wait_with_output().ok()?;
        output.status.success().then(|| String::from_utf8(output.stdout).ok()).flatten()
    }
}
