//! Bytes to text: UTF-8 and UTF-16, with or without a byte order mark.

use crate::diagnostic::Diagnostic;
use crate::text::Span;
use std::borrow::Cow;

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
}

impl Encoding {
    /// The name as records carry it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }

    /// The encoding of a name, as a user types it.
    pub fn from_name(name: &str) -> Option<Self> {
        match name.to_ascii_lowercase().as_str() {
            "utf-8" | "utf8" => Some(Self::Utf8),
            "utf-16" | "utf16" | "utf-16le" => Some(Self::Utf16Le),
            "utf-16be" => Some(Self::Utf16Be),
            _ => None,
        }
    }
}

/// Text that was read from bytes.
#[derive(Clone, Debug)]
pub struct Decoded<'a> {
    /// The text, without a byte order mark; borrowed when the bytes already are UTF-8.
    pub text: Cow<'a, str>,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// `invalid-utf8` where sequences were broken.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads bytes as text: by `given`, else by byte order mark, else by the zero bytes of UTF-16, else as UTF-8.
pub fn decode(bytes: &[u8], given: Option<Encoding>) -> Decoded<'_> {
    let (encoding, body) = match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => (Encoding::Utf8, rest),
        [0xFF, 0xFE, rest @ ..] => (Encoding::Utf16Le, rest),
        [0xFE, 0xFF, rest @ ..] => (Encoding::Utf16Be, rest),
        _ => (guess(bytes), bytes),
    };
    match given.unwrap_or(encoding) {
        Encoding::Utf8 => utf8(body),
        wide => utf16(body, wide),
    }
}

/// UTF-16 without a mark shows itself by zero bytes on one side of most pairs.
fn guess(bytes: &[u8]) -> Encoding {
    /// Enough to tell; a longer look would only cost time.
    const SAMPLE: usize = 512;
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let pairs = sample.len() / 2;
    let low = sample.chunks_exact(2).filter(|p| p[0] == 0).count();
    let high = sample.chunks_exact(2).filter(|p| p[1] == 0).count();
    if pairs >= 4 && high * 2 > pairs && low * 10 < pairs {
        Encoding::Utf16Le
    } else if pairs >= 4 && low * 2 > pairs && high * 10 < pairs {
        Encoding::Utf16Be
    } else {
        Encoding::Utf8
    }
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    if let Ok(text) = simdutf8::basic::from_utf8(bytes) {
        return Decoded { text: Cow::Borrowed(text), encoding: Encoding::Utf8, diagnostics: Vec::new() };
    }
    let text = String::from_utf8_lossy(bytes);
    let broken = text.matches('\u{FFFD}').count();
    let at = text.find('\u{FFFD}').unwrap_or(0);
    let diagnostic = Diagnostic::new(
        "invalid-utf8",
        format!("{broken} broken sequences read as U+FFFD, the first here"),
        Some(Span::new(at, at + 3)),
    );
    Decoded { text, encoding: Encoding::Utf8, diagnostics: vec![diagnostic] }
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
    Decoded { text: Cow::Owned(text), encoding, diagnostics }
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
}
