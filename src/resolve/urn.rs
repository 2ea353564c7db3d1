//! urn:lex names (RFC 9676): `urn:lex:vn:chinh.phu:nghi.dinh:2020-03-05;30.2020.nd.cp`.
//!
//! Jurisdiction `vn`, the issuing body, the type of act, the date of issue and the number. Names are in ASCII, in lower
//! case, with dots between words; a name is given only when all four parts are known and the body cannot be mistaken
//! for its namesake in another place.

use crate::lexicon::bodies::is_place_bound;
use crate::lexicon::places::place_at;
use unicode_normalization::char::decompose_canonical;

/// What a name is made of.
pub(crate) struct Parts<'a> {
    pub(crate) kind: &'a str,
    pub(crate) number: &'a str,
    /// Codes of the issuers in the number.
    pub(crate) bodies: &'a [String],
    pub(crate) issuer: &'a str,
    /// Date of issue; a whole one is needed.
    pub(crate) date: &'a str,
}

/// The urn:lex name of a document; `None` when a part is missing or the body is not settled.
pub(crate) fn urn(p: &Parts) -> Option<String> {
    let whole = p.date.len() == 10 && p.number.starts_with(|c: char| c.is_ascii_digit());
    let bound = p.bodies.iter().any(|b| is_place_bound(b));
    if !whole || bound && !names_place(p.issuer) {
        return None;
    }
    let (issuer, kind, number) = (dotted(p.issuer), dotted(p.kind), dotted(p.number));
    if issuer.is_empty() || kind.is_empty() || number.is_empty() {
        return None;
    }
    Some(format!("urn:lex:vn:{issuer}:{kind}:{};{number}", p.date))
}

/// True when a province stands in the name.
fn names_place(issuer: &str) -> bool {
    let starts = std::iter::once(0).chain(issuer.match_indices(' ').map(|(i, _)| i + 1));
    starts.into_iter().any(|at| issuer.get(at..).is_some_and(|rest| place_at(rest).is_some()))
}

/// Lower-case ASCII with single dots between words; marks fall away, đ is d.
fn dotted(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut push = |c: char| match c {
        '\u{300}'..='\u{36f}' => {}
        'đ' | 'Đ' => out.push('d'),
        _ if c.is_ascii_alphanumeric() => out.push(c.to_ascii_lowercase()),
        _ if !out.is_empty() && !out.ends_with('.') => out.push('.'),
        _ => {}
    };
    for c in words.chars() {
        if c.is_ascii() { push(c) } else { decompose_canonical(c, &mut push) }
    }
    out.truncate(out.trim_end_matches('.').len());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(kind: &str, number: &str, body: &str, issuer: &str, date: &str, expected: Option<&str>) {
        let bodies = [body.to_owned()];
        assert_eq!(urn(&Parts { kind, number, bodies: &bodies, issuer, date }).as_deref(), expected);
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
