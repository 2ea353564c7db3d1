//! urn:lex names (RFC 9676): `urn:lex:vn:chinh.phu:nghi.dinh:2020-03-05;30.2020.nd.cp`.
//!
//! Jurisdiction `vn`, the issuing body, the type of act, the date of issue and the number. Names are in ASCII, in lower
//! case, with dots between words; a name is given only when all four parts are known and the body cannot be mistaken
//! for its namesake in another place.

use crate::resolve::keys::Seat;
use crate::text::letter;
use unicode_normalization::char::decompose_canonical;

/// What a name is made of.
pub(crate) struct Parts<'a> {
    pub(crate) kind: &'a str,
    pub(crate) number: &'a str,
    pub(crate) seat: Seat,
    pub(crate) issuer: &'a str,
    /// Date of issue; a whole one is needed.
    pub(crate) date: &'a str,
}

/// The urn:lex name of a document; `None` when a part is missing or the body is not settled.
pub(crate) fn urn(p: &Parts) -> Option<String> {
    let whole = p.date.len() == 10 && p.number.starts_with(|c: char| c.is_ascii_digit());
    if !whole || matches!(p.seat, Seat::Unnamed) {
        return None;
    }
    let (issuer, kind, number) = (dotted(p.issuer), dotted(p.kind), dotted(p.number));
    if issuer.is_empty() || kind.is_empty() || number.is_empty() {
        return None;
    }
    Some(["urn:lex:vn:", &issuer, ":", &kind, ":", p.date, ";", &number].concat())
}

/// Lower-case ASCII with single dots between words; marks fall away, đ is d.
fn dotted(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut push = |c: char| match c {
        '\u{300}'..='\u{36f}' => {}
        _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
        _ if !out.is_empty() && !out.ends_with('.') => out.push('.'),
        _ => {}
    };
    for c in words.chars() {
        match letter(c) {
            Some(letter) => push(letter),
            None => decompose_canonical(c, &mut push),
        }
    }
    out.truncate(out.trim_end_matches('.').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, number: &str, body: &str, issuer: &str, date: &str, expected: Option<&str>) {
        let seat = Seat::of(&[body.to_owned()], Some(issuer));
        assert_eq!(urn(&Parts { kind, number, seat, issuer, date }).as_deref(), expected);
    }

    /// RFC 9676: `"urn:lex:" jurisdiction ":" authority ":" type ":" date ";" number`, each of lower-case letters, digits
    /// and single dots; no dot at an end, no hyphen outside of the date.
    fn is_in_the_grammar(urn: &str) -> bool {
        let is_name = |s: &str| {
            !s.is_empty()
                && s.split('.')
                    .all(|w| !w.is_empty() && w.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()))
        };
        let is_date = |s: &str| {
            let parts: Vec<&str> = s.split('-').collect();
            let digits = |s: &str, n: usize| s.len() == n && s.bytes().all(|b| b.is_ascii_digit());
            matches!(parts[..], [y, m, d] if digits(y, 4) && digits(m, 2) && digits(d, 2))
        };
        let Some(rest) = urn.strip_prefix("urn:lex:vn:") else { return false };
        let parts: Vec<&str> = rest.split(':').collect();
        let [authority, kind, details] = parts[..] else { return false };
        let Some((date, number)) = details.split_once(';') else { return false };
        is_name(authority) && is_name(kind) && is_date(date) && is_name(number)
    }

    proptest::proptest! {
        #[test]
        fn names_are_in_the_grammar(
            number in "[0-9]{1,4}[/ -][A-ZĐƯ0-9/& .-]{0,16}",
            issuer in "[A-Za-zĐđƯưỦủÂâ :;/.-]{0,24}",
            kind in "nghi_dinh|thong_tu_lien_tich|luat",
            date in "20[0-9]{2}-[01][0-9]-[0-3][0-9]|20[0-9]{2}",
        ) {
            let seat = Seat::Central;
            if let Some(urn) = urn(&Parts { kind: &kind, number: &number, seat, issuer: &issuer, date: &date }) {
                proptest::prop_assert!(is_in_the_grammar(&urn), "{urn}");
            }
        }
    }

    #[test]
    fn marks_of_other_languages_fall_away() {
        assert_eq!(dotted("Viện Curaçao ở Ḿalaga"), "vien.curacao.o.malaga");
    }

    #[test]
    fn the_grammar_refuses() {
        assert!(is_in_the_grammar("urn:lex:vn:chinh.phu:nghi.dinh:2020-03-05;30.2020.nd.cp"));
        for bad in [
            "urn:lex:vn:chinh-phu:nghi.dinh:2020-03-05;30.2020.nd.cp",
            "urn:lex:vn:chinh..phu:nghi.dinh:2020-03-05;30",
            "urn:lex:vn:chinh.phu:nghi.dinh:2020;30",
            "urn:lex:vn:chinh.phu:nghi.dinh:2020-03-05;",
        ] {
            assert!(!is_in_the_grammar(bad), "{bad}");
        }
    }

    /// Letters of other languages lose their marks as ours do.
    #[test]
    fn marks_fall_away() {
        assert_eq!(dotted("Hội Muối Đông Cataluña, Curaçao"), "hoi.muoi.dong.cataluna.curacao");
    }

    #[test]
    fn names_are_whole_or_absent() {
        let decree = "urn:lex:vn:chinh.phu:nghi.dinh:2020-03-05;30.2020.nd.cp";
        check("nghi_dinh", "30/2020/NĐ-CP", "CP", "Chính phủ", "2020-03-05", Some(decree));
        let plan = "urn:lex:vn:uy.ban.nhan.dan.tinh.kon.tum:ke.hoach:2023-02-08;322.kh.ubnd";
        check("ke_hoach", "322/KH-UBND", "UBND", "Ủy ban nhân dân tỉnh Kon Tum", "2023-02-08", Some(plan));
        check("ke_hoach", "322/KH-UBND", "UBND", "Ủy ban nhân dân tỉnh", "2023-02-08", None);
        check("nghi_dinh", "30/2020/NĐ-CP", "CP", "Chính phủ", "2020", None);
        check("ke_hoach", "/KH-UBND", "UBND", "Ủy ban nhân dân tỉnh Kon Tum", "2023-02-08", None);
    }
}
