//! What the bytes of each legacy encoding stand for, and the letters that they make.
//!
//! The tables are facts of the encodings: TCVN 5712:1993 (its lower-case half, as the ABC fonts use it), RFC 1456 (VISCII),
//! the fonts of VPS and VNI, and code page 1258.

use super::Encoding;
use std::sync::LazyLock;
use unicode_normalization::char::compose;

/// One letter a byte from 0x80 on, sixteen a line; `·` where the byte is no letter of the encoding.
struct Table {
    high: &'static str,
    /// Letters below 0x20.
    low: &'static [(u8, char)],
}

const NONE: char = '·';

const TCVN3: Table = Table {
    high: "················\
           ················\
           ·ĂÂÊÔƠƯĐăâêôơưđẰ\
           ·····àảãáạẲằẳẵắẴ\
           ẮẦẨẪẤỀặầẩẫấậèỂẻẽ\
           éẹềểễếệìỉỄẾỒĩíịò\
           Ổỏõóọồổỗốộờởỡớợù\
           ỖủũúụừửữứựỳỷỹýỵỐ",
    low: &[],
};

const VISCII: Table = Table {
    high: "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ\
           ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ\
           Õắằặấầẩậẽẹếềểễệố\
           ồổỗỠƠộờởịỰỨỪỬơớƯ\
           ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ\
           ĐứÒÓÔạỷừửÙÚỹỵÝỡư\
           àáâãảăữẫèéêẻìíĩỉ\
           đựòóôõỏọụùúũủýợỮ",
    low: &[(0x02, 'Ẳ'), (0x05, 'Ẵ'), (0x06, 'Ẫ'), (0x14, 'Ỷ'), (0x19, 'Ỹ'), (0x1E, 'Ỵ')],
};

const VPS: Table = Table {
    high: "ÀẢÃẤẦẨọỗĂếềểệẮẰẲ\
           Ế··ỀỂỄỐỒỔỖýỷỵỚỜỞ\
           ·ắằẳẵặỠớÙờởỡŨỨợỪ\
           ổỬỲỸÍÌộỈĨÓửữÒỎÕự\
           ầÁÂấẩẫậđẻÉÊẹỉễịỹ\
           ƯỦồốÔỏơÈừứÚũưÝẺ·\
           àáâãảạă·èéêẽìí·ĩ\
           ẴĐòóôõ·Ơụùúủ·ỶẼỳ",
    low: &[
        (0x02, 'Ạ'),
        (0x03, 'Ậ'),
        (0x04, 'Ặ'),
        (0x05, 'Ẹ'),
        (0x06, 'Ệ'),
        (0x10, 'Ị'),
        (0x11, 'Ọ'),
        (0x12, 'Ộ'),
        (0x13, 'Ợ'),
        (0x14, 'Ụ'),
        (0x15, 'Ự'),
        (0x19, 'Ỵ'),
        (0x1C, 'Ẫ'),
        (0x1D, 'Ữ'),
    ],
};

/// Where code page 1258 differs from Latin-1; the marks stand behind their letter.
const W1258: &[(u8, char)] = &[
    (0xC3, 'Ă'),
    (0xCC, '\u{300}'),
    (0xD0, 'Đ'),
    (0xD2, '\u{309}'),
    (0xD5, 'Ơ'),
    (0xDD, 'Ư'),
    (0xDE, '\u{303}'),
    (0xE3, 'ă'),
    (0xEC, '\u{301}'),
    (0xF0, 'đ'),
    (0xF2, '\u{323}'),
    (0xF5, 'ơ'),
    (0xFD, 'ư'),
    (0xFE, '₫'),
];

/// Bytes 0x80 to 0x9F as code page 1252 has them: the quotation marks and dashes of texts in any of the encodings that
/// have no letters there.
const W1252: &str = "€·‚ƒ„…†‡ˆ‰Š‹Œ·Ž··‘’“”•–—˜™š›œ·žŸ";

/// VNI: a mark behind its letter, as shape and tone; the lower-case byte, capitals are 0x20 below.
const VNI_MARKS: &[(u8, char, char)] = &[
    (0xF9, NONE, '\u{301}'),
    (0xF8, NONE, '\u{300}'),
    (0xFB, NONE, '\u{309}'),
    (0xF5, NONE, '\u{303}'),
    (0xEF, NONE, '\u{323}'),
    (0xE2, '\u{302}', NONE),
    (0xE1, '\u{302}', '\u{301}'),
    (0xE0, '\u{302}', '\u{300}'),
    (0xE5, '\u{302}', '\u{309}'),
    (0xE3, '\u{302}', '\u{303}'),
    (0xE4, '\u{302}', '\u{323}'),
    (0xEA, '\u{306}', NONE),
    (0xE9, '\u{306}', '\u{301}'),
    (0xE8, '\u{306}', '\u{300}'),
    (0xFA, '\u{306}', '\u{309}'),
    (0xFC, '\u{306}', '\u{303}'),
    (0xEB, '\u{306}', '\u{323}'),
];

/// VNI: letters of one byte.
const VNI_LETTERS: &[(u8, char)] = &[
    (0xED, 'í'),
    (0xEC, 'ì'),
    (0xE6, 'ỉ'),
    (0xF3, 'ĩ'),
    (0xF2, 'ị'),
    (0xEE, 'ỵ'),
    (0xF1, 'đ'),
    (0xF4, 'ơ'),
    (0xF6, 'ư'),
];

/// The letters of each encoding by byte; combining marks stand for themselves.
struct Tables {
    tcvn3: [char; 256],
    viscii: [char; 256],
    vps: [char; 256],
    w1258: [char; 256],
    vni: [char; 256],
    latin: [char; 256],
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let latin = latin();
    let mut w1258 = latin;
    W1258.iter().for_each(|&(b, c)| w1258[b as usize] = c);
    let mut vni = latin;
    for &(b, c) in VNI_LETTERS {
        vni[b as usize] = c;
        vni[b as usize - 0x20] = upper(c);
    }
    Tables { tcvn3: single(&TCVN3), viscii: single(&VISCII), vps: single(&VPS), w1258, vni, latin }
});

fn latin() -> [char; 256] {
    let mut table = [NONE; 256];
    for (byte, slot) in table.iter_mut().enumerate() {
        *slot = byte as u8 as char;
    }
    for (i, c) in W1252.chars().enumerate().filter(|&(_, c)| c != NONE) {
        table[0x80 + i] = c;
    }
    table
}

fn single(table: &Table) -> [char; 256] {
    let mut letters = latin();
    for (i, c) in table.high.chars().enumerate().filter(|&(_, c)| c != NONE) {
        letters[0x80 + i] = c;
    }
    table.low.iter().for_each(|&(b, c)| letters[b as usize] = c);
    letters
}

/// The capital of a letter of Vietnamese, which is one character.
pub(super) fn upper(c: char) -> char {
    c.to_uppercase().next().unwrap_or(c)
}

/// Writes what a byte stands for behind what `out` holds. True when it is a mark that its letter took in.
pub(super) fn push(out: &mut String, byte: u8, encoding: Encoding) {
    let tables = &*TABLES;
    let letter = match encoding {
        Encoding::Tcvn3 => tables.tcvn3[byte as usize],
        Encoding::Viscii => tables.viscii[byte as usize],
        Encoding::Vps => tables.vps[byte as usize],
        Encoding::Windows1258 => {
            let c = tables.w1258[byte as usize];
            if ('\u{300}'..='\u{36F}').contains(&c) && take_in(out, NONE, c) {
                return;
            }
            c
        }
        Encoding::Vni => {
            if byte >= 0xC0 {
                let small = byte | 0x20;
                let mark = VNI_MARKS.iter().find(|m| m.0 == small);
                if mark.is_some_and(|&(_, shape, tone)| take_in(out, shape, tone)) {
                    return;
                }
            }
            tables.vni[byte as usize]
        }
        _ => tables.latin[byte as usize],
    };
    out.push(letter);
}

/// Gives the last letter of `out` a shape and a tone, when it is one that can have them.
pub(super) fn take_in(out: &mut String, shape: char, tone: char) -> bool {
    let Some(base) = out.chars().next_back() else { return false };
    let bases = match shape {
        '\u{302}' => "aeoAEO",
        '\u{306}' => "aA",
        '\u{31B}' => "ouOU",
        _ => "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY",
    };
    if !bases.contains(base) {
        return false;
    }
    let put = |c: char, mark: char| if mark == NONE { Some(c) } else { compose(c, mark) };
    // The dot below stands before the other marks in composed letters: ậ is ạ with a circumflex.
    let (bare, own) = SHAPED.iter().find(|s| s.0 == base).map_or((base, shape), |s| (s.1, s.2));
    let shaped = put(bare, own).and_then(|c| put(c, tone));
    let toned = shaped.or_else(|| put(bare, tone).and_then(|c| put(c, own)));
    if let Some(letter) = toned {
        out.truncate(out.len() - base.len_utf8());
        out.push(letter);
    }
    toned.is_some()
}

/// Letters that already have a shape, as letter and shape.
const SHAPED: [(char, char, char); 12] = [
    ('â', 'a', '\u{302}'),
    ('ă', 'a', '\u{306}'),
    ('ê', 'e', '\u{302}'),
    ('ô', 'o', '\u{302}'),
    ('ơ', 'o', '\u{31B}'),
    ('ư', 'u', '\u{31B}'),
    ('Â', 'A', '\u{302}'),
    ('Ă', 'A', '\u{306}'),
    ('Ê', 'E', '\u{302}'),
    ('Ô', 'O', '\u{302}'),
    ('Ơ', 'O', '\u{31B}'),
    ('Ư', 'U', '\u{31B}'),
];

/// Stands for no shape or no tone in [`take_in`].
pub(super) const BARE: char = NONE;

/// The byte that a character of a text stands for that was read as Latin-1 or code page 1252, or written in a font that
/// draws letters in place of others.
pub(super) fn byte_of(c: char) -> Option<u8> {
    match c {
        '\0'..='\u{FF}' => Some(c as u32 as u8),
        // Symbol fonts.
        '\u{F020}'..='\u{F0FF}' => Some((c as u32 & 0xFF) as u8),
        // Programs write the soft hyphen (ư in TCVN3) as what it looks like.
        '\u{2212}' => Some(0xAD),
        _ => W1252.chars().position(|w| w == c && w != NONE).map(|i| 0x80 + i as u8),
    }
}

/// In TCVN3 only the font makes capitals of letters with a tone. Where the letters beside it in its word are all
/// capitals, such a letter is one too; in a word without evidence the words beside it decide. A sentence starts with a
/// capital, and so does `Ủy ban`.
pub(super) fn capitals(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    // Whether the last word of the line was in capitals; a lone capital letter says nothing.
    let mut shouting = false;
    let mut rest = text;
    while !rest.is_empty() {
        let start = rest.find(char::is_alphabetic).unwrap_or(rest.len());
        let (gap, tail) = rest.split_at(start);
        let starts_sentence = closes(&out, gap);
        out.push_str(gap);
        if gap.contains(['\n', '\r']) {
            shouting = false;
        }
        let end = tail.find(|c: char| !c.is_alphabetic()).unwrap_or(tail.len());
        let (word, tail) = tail.split_at(end);
        rest = tail;
        let letters = word.chars().count();
        let sure = word.chars().filter(|c| !is_open(*c));
        let capitals = sure.clone().filter(|c| c.is_uppercase()).count();
        let small = sure.count() - capitals;
        let open = letters - capitals - small;
        let starts_open = word.chars().next().is_some_and(is_open);
        // "Hà" is a word with a capital, "HÀ" one of capitals: two capitals tell, or one that is not the first letter.
        let shouts = match (capitals, small) {
            (_, 1..) => false,
            (0, 0) => shouting && next_shouts(rest).unwrap_or(true),
            (1, 0) if open > 0 && !starts_open => next_shouts(rest).unwrap_or(shouting),
            (1, 0) if open == 0 => shouting,
            _ => true,
        };
        let body = word == "ủy" && rest.starts_with(" ban ");
        if shouts && open > 0 {
            out.extend(word.chars().map(upper));
        } else if starts_open && capitals == 0 && (body || starts_sentence) {
            let mut chars = word.chars();
            out.extend(chars.next().map(upper));
            out.push_str(chars.as_str());
        } else {
            out.push_str(word);
        }
        if letters > 0 && !(letters == 1 && open == 0) {
            shouting = shouts;
        }
    }
    out
}

/// A letter whose case the font alone makes.
fn is_open(c: char) -> bool {
    !c.is_ascii() && c.is_lowercase() && !"ăâêôơưđ".contains(c)
}

/// Whether a sentence ended between the words written and what comes next.
fn closes(before: &str, gap: &str) -> bool {
    match gap.trim_start_matches(['"', ')', '”', '…']).chars().next() {
        Some('.' | '!') => gap.contains([' ', '\n', '\r']),
        Some(';' | ':') => gap.contains(['\n', '\r']),
        // A blank line starts anew whatever stands in front of it.
        _ => gap.matches('\n').count() > 1 && !before.ends_with(','),
    }
}

/// Whether the next words of the line are in capitals; `None` where nothing more on the line tells.
fn next_shouts(rest: &str) -> Option<bool> {
    /// Words to look at: a run of words without evidence is short.
    const AHEAD: usize = 4;
    /// Signs between words, and the words themselves, so that a line of dots costs little.
    const PIECES: usize = 16;
    let pieces = rest.split(|c: char| !c.is_alphabetic() && !matches!(c, '\n' | '\r')).take(PIECES);
    for word in pieces.filter(|w| !w.is_empty()).take(AHEAD) {
        let (word, ends) = word.split_once(['\n', '\r']).map_or((word, false), |(word, _)| (word, true));
        if word.chars().any(|c| c.is_ascii_lowercase() || "ăâêôơưđ".contains(c)) {
            return Some(false);
        }
        if word.chars().filter(|c| c.is_uppercase()).count() >= 2 {
            return Some(true);
        }
        if ends {
            return None;
        }
    }
    None
}
