//! Treaties cited by name (điều ước quốc tế: DOMAIN.md d.1; Luật Điều ước quốc tế, Điều 2): conventions, agreements,
//! protocols.
//!
//! The type words stand in running text more often for treaties in general than for one, so a name counts only when it
//! settles which treaty is meant: by its parties, by a year, by an abbreviation, or by what a convention is on.

use super::named::year;
use crate::lexicon::fold::is_alphanumeric;
use crate::text::window::head;

/// Words of the longest name.
const LONGEST: usize = 40;
/// Words between the type and "giữa".
const BEFORE_PARTIES: usize = 12;

/// Length of a treaty's name at the start of `rest`, which follows the type word and a blank; the year behind it is
/// left to the caller.
// EBNF: treaty = between | across_dash | on_subject | proper ;
//       "giữa Chính phủ … và Chính phủ … về vận tải biển", "EVFTA"
pub(crate) fn treaty(rest: &str, is_convention: bool) -> Option<usize> {
    between(rest)
        .or_else(|| across_dash(rest))
        .or_else(|| on_subject(rest).filter(|_| is_convention))
        .or_else(|| proper(rest))
}

/// The words of `text` with where they start, up to the first mark that ends a name.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    let mut over = false;
    text.split(' ').take(LONGEST).map_while(move |word| {
        if over || word.is_empty() || word.starts_with(['(', '“', '"', ',', ';', '.', ':']) {
            return None;
        }
        over = word.ends_with([',', ';', '.', ':', ')', '”', '"']);
        let bare = word.trim_end_matches(|c: char| !is_alphanumeric(c));
        (!bare.is_empty() || word == "-")
            .then_some((word.as_ptr() as usize - base, if word == "-" { word } else { bare }))
    })
}

fn is_capital(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// Where a party's name at the start of `text` ends: capitals and the small words of the names of states.
// EBNF: party = capitalised , { capitalised | "nước" | "nhân" | "dân" | … } ;   "Cộng hòa nhân dân Trung Hoa"
fn party(text: &str) -> Option<usize> {
    const SMALL: [&str; 15] = [
        "nước", "phủ", "xã", "hội", "chủ", "nghĩa", "dân", "nhân", "hòa", "hoà", "quốc", "hợp", "bang", "vương",
        "thống",
    ];
    let (mut end, mut named) = (None, false);
    for (at, word) in words(text) {
        if is_capital(word) {
            end = Some(at + word.len());
            named |= word != "Chính";
        } else if SMALL.contains(&word) {
            end = end.map(|_| at + word.len());
        } else if word != "-" {
            break;
        }
    }
    // "Chính phủ nước ngoài" is no party of one treaty.
    end.filter(|_| named)
}

/// What a treaty is on: "về" and the words to the next mark or clause.
// EBNF: subject = "về" , [ "việc" ] , word , words ;   "về quyền trẻ em"
fn subject(text: &str) -> Option<usize> {
    const STOPS: [&str; 21] = [
        "ký", "kí", "ngày", "năm", "có", "được", "đã", "thì", "theo", "mà", "là", "này", "số", "do", "để", "nêu",
        "không", "phải", "quy", "nhằm", "kèm",
    ];
    let body = text.strip_prefix("về ")?;
    let body = body.strip_prefix("việc ").unwrap_or(body);
    let base = text.len() - body.len();
    let end = words(body).take_while(|(_, word)| !STOPS.contains(word)).last().map(|(at, word)| at + word.len())?;
    // One syllable is no subject: "Công ước về nó".
    body[..end].contains(' ').then_some(base + end)
}

/// The subject behind `end`, if one stands there.
fn with_subject(rest: &str, end: usize) -> usize {
    rest[end..].strip_prefix(' ').and_then(subject).map_or(end, |len| end + 1 + len)
}

// EBNF: between = [ words ] , "giữa" , party , ( "và" | "với" | "-" ) , party , [ subject ] ;
//       "giữa Việt Nam và Na Uy"
fn between(rest: &str) -> Option<usize> {
    let (at, _) = words(rest).take(BEFORE_PARTIES).find(|(_, word)| *word == "giữa")?;
    // "Hiệp định này giữa", "Hiệp định đã ký giữa": a treaty that was named before, or any.
    if rest.starts_with("này") || rest.starts_with("đã ") || rest.starts_with("được ") {
        return None;
    }
    let first = at + "giữa ".len();
    let mut end = first + party(rest.get(first..)?)?;
    for joint in [" và ", " với ", " - "] {
        if let Some(other) = rest[end..].strip_prefix(joint).and_then(party) {
            end += joint.len() + other;
            return Some(with_subject(rest, end));
        }
    }
    // "giữa Việt Nam - Singapore" is read as one party.
    rest[first..end].contains(" - ").then(|| with_subject(rest, end))
}

// EBNF: across_dash = [ "thuế" | "thương mại" , [ "tự do" ] ] , party , "-" , party , [ subject ] ;
//       "thuế Việt Nam - Lào"
fn across_dash(rest: &str) -> Option<usize> {
    const KINDS: [&str; 3] = ["thuế ", "thương mại tự do ", "thương mại "];
    let from = KINDS.iter().find(|kind| rest.starts_with(**kind)).map_or(0, |kind| kind.len());
    let end = from + party(&rest[from..])?;
    rest[from..end].contains(" - ").then(|| with_subject(rest, end))
}

// EBNF: on_subject = [ "của" , party , [ year ] | "quốc tế" | "Liên hợp quốc" ] , subject ;
//       "của Liên hợp quốc về Luật Biển"
fn on_subject(rest: &str) -> Option<usize> {
    let mut from = 0;
    if let Some(of) = rest.strip_prefix("của ") {
        let name = party(of)?;
        from = rest.len() - of.len() + name + 1;
        from += year(rest.get(from - 1..)?).map_or(0, |(len, _)| len);
    } else if let Some(behind) =
        ["quốc tế ", "Quốc tế ", "Liên hợp quốc ", "LHQ "].iter().find_map(|w| rest.strip_prefix(w))
    {
        from = rest.len() - behind.len();
    }
    subject(rest.get(from..)?).map(|len| from + len)
}

/// A name in capitals that an abbreviation or a year makes a treaty's.
// EBNF: proper = capitalised , { capitalised | words } , ? an abbreviation in it or behind it, or a year ? ;
//       "CPTPP", "Viên 1980"
fn proper(rest: &str) -> Option<usize> {
    /// Small words in a row inside a name ("Lao động hàng hải").
    const SMALL: usize = 4;
    /// Bytes of an abbreviation in brackets.
    const ASIDE: usize = 12;
    const STOPS: [&str; 12] = ["và", "thì", "của", "có", "theo", "được", "đã", "không", "tại", "để", "cho", "với"];
    if !is_capital(rest) {
        return None;
    }
    let abbreviation = |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_uppercase());
    // Where the last capitalised word and the last word of all end.
    let (mut end, mut last) = (0, 0);
    let (mut small, mut short) = (0, false);
    let mut read = words(rest).peekable();
    while let Some((at, word)) = read.next() {
        let mut goes_on =
            || rest[at + word.len()..].starts_with(' ') && read.peek().is_some_and(|(_, next)| is_capital(next));
        if is_capital(word) {
            end = at + word.len();
            small = 0;
            short |= abbreviation(word);
        } else if word.starts_with(|c: char| c.is_ascii_digit())
            || STOPS.contains(&word) && !(word == "và" && goes_on())
        {
            break;
        } else {
            small += 1;
            if small > SMALL {
                break;
            }
            if year(&rest[at + word.len()..]).is_some() {
                return Some(at + word.len());
            }
        }
        last = at + word.len();
    }
    if end == 0 {
        return None;
    }
    let aside = rest[last..].strip_prefix(" (").and_then(|aside| head(aside, ASIDE).split_once(')'));
    if aside.is_some_and(|(words, _)| abbreviation(words)) {
        return Some(last);
    }
    (short || year(&rest[end..]).is_some()).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_settle_a_treaty() {
        let of = |text: &'static str| treaty(text, true).map(|len| &text[..len]);
        assert_eq!(
            of(
                "giữa Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam và Chính phủ Cộng hòa Áo về vận tải biển ký ngày 2"
            ),
            Some("giữa Chính phủ nước Cộng hòa xã hội chủ nghĩa Việt Nam và Chính phủ Cộng hòa Áo về vận tải biển"),
        );
        assert_eq!(
            of("tránh đánh thuế hai lần giữa Việt Nam và Na Uy, bên"),
            Some("tránh đánh thuế hai lần giữa Việt Nam và Na Uy")
        );
        assert_eq!(of("thuế Việt Nam - Na Uy có"), Some("thuế Việt Nam - Na Uy"));
        assert_eq!(
            of("của Liên hợp quốc về quyền của người lao động; các"),
            Some("của Liên hợp quốc về quyền của người lao động")
        );
        assert_eq!(of("Lao động nông nghiệp năm 2031 về"), Some("Lao động nông nghiệp"));
        assert_eq!(of("XYZA thì"), Some("XYZA"));
        assert_eq!(of("XYZA ABCD thì"), Some("XYZA ABCD"));
        assert_eq!(of("Đối tác Vận tải biển (ĐTVT)"), None);
        assert_eq!(of("Đối tác Vận tải biển (DTVT)"), Some("Đối tác Vận tải biển"));
        assert_eq!(of("Viên 1980"), Some("Viên"));
        assert_eq!(
            of("của Liên hợp quốc năm 1982 về quyền của người lao động; các"),
            Some("của Liên hợp quốc năm 1982 về quyền của người lao động")
        );
        assert_eq!(of("quốc tế về vận tải biển; các"), Some("quốc tế về vận tải biển"));
        assert_eq!(of("Đối tác Vận tải và Kho bãi (DTVT)"), Some("Đối tác Vận tải và Kho bãi"));
        assert_eq!(of("Đối tác Vận tải và kho bãi (DTVT)"), None);
        assert_eq!(of("Lao động hải đảo ven năm 2031"), Some("Lao động hải đảo ven"));
        assert_eq!(of("Lao động hải đảo ven bờ năm 2031"), None);
    }

    #[test]
    fn treaties_in_general_are_none() {
        for text in [
            "này có hiệu lực",
            "giữa hai quốc gia",
            "của Chính phủ và người đi làm",
            "không quy định thì",
            "Chính phủ, kể cả người",
            "tránh đánh thuế hai lần thì",
            "đã ký giữa Việt Nam và Lào",
            "giữa Chính phủ Việt Nam với Chính phủ nước ngoài",
            "",
            "quốc tế và các văn bản",
        ] {
            assert_eq!(treaty(text, true), None, "{text}");
        }
    }
}
