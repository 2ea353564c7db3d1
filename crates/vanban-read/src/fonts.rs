//! Fonts that draw Vietnamese letters in the places of others: their name tells how the run is to be read.

use crate::sink::Sink;
use vanban::text::decode::{Encoding, letters};

/// How the characters of a run are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Font {
    /// Encoding whose letters the font draws.
    pub(crate) encoding: Encoding,
    /// The font draws capitals in the places of small letters (`.VnTimeH`).
    pub(crate) capitals: bool,
}

/// What the name of a font tells; `None` for a font of Unicode.
pub(crate) fn of_name(name: &str) -> Option<Font> {
    let name = name.trim().trim_matches('"');
    let starts = |head: &str| name.get(..head.len()).is_some_and(|n| n.eq_ignore_ascii_case(head));
    let encoding = if starts(".Vn") {
        Encoding::Tcvn3
    } else if starts("VNI") {
        Encoding::Vni
    } else if starts("VPS ") {
        Encoding::Vps
    } else {
        return None;
    };
    // ".VnTimeH", ".VnArialH": a small letter stands in front of the H; ".VnBlackH" is such a font too.
    let capitals = encoding == Encoding::Tcvn3 && name.ends_with('H') && !name.ends_with("GH");
    Some(Font { encoding, capitals })
}

/// Symbol fonts, whose characters are pictures.
pub(crate) fn is_symbol(name: &str) -> bool {
    ["Symbol", "Wingdings", "Webdings", "OpenSymbol", "StarSymbol"].iter().any(|s| name.starts_with(s))
}

/// Writes the words of a run. A run in an old font that holds letters which only Unicode has was typed anew.
pub(crate) fn write(sink: &mut Sink, words: &str, font: Option<Font>) {
    let unicode = |c: char| matches!(c, '\u{1EA0}'..='\u{1EF9}' | 'ơ' | 'Ơ' | 'ư' | 'Ư' | 'đ' | 'Đ' | 'ă' | 'Ă');
    let Some(font) = font.filter(|_| !words.contains(unicode)) else { return sink.words(words) };
    if !words.is_ascii() {
        sink.encoding.get_or_insert(font.encoding);
    }
    if words.is_ascii() && !font.capitals {
        return sink.words(words);
    }
    sink.with(words.len() * 2, |out| {
        if font.capitals {
            let mut run = String::new();
            letters(words, font.encoding, &mut run);
            out.extend(run.chars().flat_map(char::to_uppercase));
        } else {
            letters(words, font.encoding, out);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell() {
        let tcvn3 = |capitals| Some(Font { encoding: Encoding::Tcvn3, capitals });
        assert_eq!(of_name(".VnTime"), tcvn3(false));
        assert_eq!(of_name(".VnTimeH"), tcvn3(true));
        assert_eq!(of_name(".vntime"), tcvn3(false));
        assert_eq!(of_name("VNI-Times"), Some(Font { encoding: Encoding::Vni, capitals: false }));
        assert_eq!(of_name("Times New Roman"), None);
    }
}
