//! VIQR (RFC 1456): letters of ASCII with their marks behind them, `Vie^.t Nam`.

use super::tables::{BARE, take_in};

/// Text of VIQR with its letters composed, and how many marks of shape (`^ ( +`, `dd`) it holds.
pub(super) fn decode(text: &str) -> (String, usize) {
    let bytes = text.as_bytes();
    let mut out = String::with_capacity(text.len());
    let mut shapes = 0;
    // Of the current word: whether a tone stands in it, and its length in letters.
    let (mut toned, mut letters) = (false, 0);
    // The last character written may take a mark.
    let mut open = false;
    for (i, c) in text.char_indices() {
        let next = bytes.get(i + c.len_utf8()).copied().unwrap_or(b'\n');
        if c == '\\' && is_mark(next) {
            // A backslash in front of a sign says that it is no mark.
            open = false;
            continue;
        }
        let shape = match c {
            '^' => '\u{302}',
            '(' => '\u{306}',
            '+' | '*' => '\u{31B}',
            _ => BARE,
        };
        let tone = match c {
            '\'' => '\u{301}',
            '`' => '\u{300}',
            '?' => '\u{309}',
            '~' => '\u{303}',
            '.' => '\u{323}',
            _ => BARE,
        };
        let escaped = i > 0 && bytes[i - 1] == b'\\';
        if shape != BARE && open && !escaped && take_in(&mut out, shape, BARE) {
            shapes += 1;
            continue;
        }
        // A syllable has one tone; "a." at the start of a line is a label.
        let label = c == '.' && letters == 1 && next == b' ' && starts_line(bytes, i);
        if tone != BARE && open && !escaped && !toned && !label && take_in(&mut out, BARE, tone) {
            toned = true;
            open = false;
            continue;
        }
        // Of three the last two are one letter: GDĐT stands in every second symbol of schools. Of four all are: QLĐĐ.
        let behind = bytes[i..].iter().take(9).take_while(|b| **b | 0x20 == b'd').count();
        if matches!(c, 'd' | 'D') && out.ends_with(['d', 'D']) && bytes[i - 1] | 0x20 == b'd' && behind % 2 == 1 {
            let big = out.pop() == Some('D');
            out.push(if big { 'Đ' } else { 'đ' });
            shapes += 1;
            continue;
        }
        if c.is_ascii_alphabetic() {
            letters += 1;
            open = "aeiouyAEIOUY".contains(c);
        } else {
            (toned, letters, open) = (false, 0, false);
        }
        out.push(c);
    }
    (out, shapes)
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'^' | b'(' | b'+' | b'*' | b'\'' | b'`' | b'?' | b'~' | b'.' | b'd' | b'D' | b'\\')
}

/// True when only one letter stands between the start of the line and this place.
fn starts_line(bytes: &[u8], at: usize) -> bool {
    at == 1 || at >= 2 && matches!(bytes[at - 2], b'\n' | b'\r' | b'\t')
}
