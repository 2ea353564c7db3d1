//! Whose document it is, as far as a number leaves that open: the unit of the country that an issuer belongs to.
//!
//! `12/QĐ-UBND` exists once a year in every province, district and commune. Its issuer's name says which: the unit word
//! and the name behind it ("Ủy ban nhân dân xã Lương Minh, tỉnh Quảng Ninh"), or the unit word alone ("UBND tỉnh"),
//! which means the citing document's own.

use crate::lexicon::bodies::body_by_name_at;
use crate::lexicon::fold::{fold, slug};
use crate::lexicon::places::{UnitWord, kind_on, place_at, province_at, unit_word_at};

/// A unit of the country; both parts absent when nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    /// Slug of the province or city under the centre, as `quang-ngai`.
    pub(super) province: Option<String>,
    /// Slug of a unit below it with its unit word, as `xa-luong-minh`.
    pub(super) local: Option<(Level, String)>,
}

/// Levels below the province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    /// Huyện, quận, thị xã, thành phố thuộc tỉnh.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}

/// What an issuer's name says of its unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// Nothing.
    Nothing,
    /// The body is one of the centre.
    Central,
    /// "UBND tỉnh", "Sở Nội vụ": that of whoever cites.
    Own(UnitWord),
    /// The unit by its name.
    Named(Scope),
}

impl Scope {
    /// `quang-ngai`, `xa-luong-minh.quang-ninh`, or `xa-luong-minh` where the province is not known; empty when nothing
    /// is known.
    pub(super) fn key(&self) -> String {
        match (&self.local, &self.province) {
            (Some((_, local)), Some(province)) => format!("{local}.{province}"),
            (Some((_, local)), None) => local.clone(),
            (None, Some(province)) => province.clone(),
            (None, None) => String::new(),
        }
    }

    /// True for a commune or district whose province is not known: many bear one name.
    pub(super) fn is_loose(&self) -> bool {
        self.local.is_some() && self.province.is_none()
    }

    /// The unit that "tỉnh", "huyện", "xã" without a name mean in a document of this one.
    pub(super) fn own(&self, word: UnitWord, date: Option<&str>) -> Option<Scope> {
        let province = || Some(Scope { province: Some(self.province.clone()?), local: None });
        let local = |wanted: Level| self.local.as_ref().filter(|(level, _)| *level == wanted).map(|_| self.clone());
        match word {
            UnitWord::Province => province(),
            UnitWord::City => {
                let name = self.province.as_deref()?.replace('-', " ");
                match &self.local {
                    Some((Level::District, name)) if name.starts_with("thanh-pho-") => Some(self.clone()),
                    None => province(),
                    // In a ward: a city under the centre, or one that the ward's name does not tell.
                    Some(_) => {
                        place_at(&name).filter(|(_, p)| kind_on(p, date) == "thành phố").and_then(|_| province())
                    }
                }
            }
            UnitWord::District => local(Level::District),
            UnitWord::Commune => local(Level::Commune),
        }
    }
}

/// Reads the unit out of the name of an issuer.
pub(super) fn said(issuer: &str, date: Option<&str>) -> Said {
    let mut scope = Scope::default();
    let mut own = None;
    let mut level = None;
    let mut at = 0;
    while let Some(rest) = issuer.get(at..).filter(|rest| !rest.is_empty()) {
        let mut step = 0;
        if let Some((len, word)) = unit_word_at(rest).filter(|(len, _)| !is_part_of_a_word(rest, *len)) {
            let (name, end) = name_after(rest, len);
            let place = province_at(rest, date);
            match (word, place) {
                (UnitWord::Province | UnitWord::City, Some((to, place))) => {
                    scope.province = Some(slug(place.name));
                    step = to;
                }
                (_, _) if name.is_empty() => own = own.or(Some(word)),
                (UnitWord::Province, None) => {}
                (_, _) if scope.local.is_none() => {
                    let level = if word == UnitWord::Commune { Level::Commune } else { Level::District };
                    let unit = if word == UnitWord::City { "thành phố" } else { rest.get(..len).unwrap_or("") };
                    scope.local = Some((level, slug(&format!("{unit} {name}"))));
                }
                _ => {}
            }
            step = step.max(end);
        } else if let Some((len, place)) = place_at(rest) {
            scope.province = scope.province.or_else(|| Some(slug(place.name)));
            step = len;
        } else if let Some((len, row)) = body_by_name_at(rest) {
            level = level.or(Some(row.level));
            step = len;
        }
        let rest = rest.get(step..).unwrap_or("");
        at = issuer.len() - rest.len() + rest.find(' ').map_or(rest.len(), |blank| blank + 1);
    }
    if scope != Scope::default() {
        return Said::Named(scope);
    }
    match (own, level) {
        _ if fold(issuer).contains("trung ương") => Said::Central,
        (Some(word), _) => Said::Own(word),
        (None, Some("central" | "ministry")) => Said::Central,
        (None, Some("province")) => Said::Own(UnitWord::Province),
        (None, Some("district")) => Said::Own(UnitWord::District),
        (None, Some("commune")) => Said::Own(UnitWord::Commune),
        _ => Said::Nothing,
    }
}

/// "Bảo hiểm xã hội Việt Nam" names no commune, "xã Hội Sơn" does.
fn is_part_of_a_word(rest: &str, len: usize) -> bool {
    let after = rest.get(len..).unwrap_or("").trim_start();
    let folded = fold(after);
    let society = folded == "hội" || ["hội việt nam", "hội chủ nghĩa"].iter().any(|words| folded.starts_with(words));
    society || after.starts_with("hội ")
}

/// The capitalised words after a unit word, and where they end.
fn name_after(rest: &str, len: usize) -> (&str, usize) {
    let blanks = rest.get(len..).map_or(0, |after| after.len() - after.trim_start().len());
    let start = len + blanks;
    let mut end = start;
    for word in rest.get(start..).unwrap_or("").split_inclusive(' ') {
        let bare = word.trim_end();
        let next_unit = end > start && rest.get(end..).is_some_and(|next| unit_word_at(next).is_some());
        if next_unit || !bare.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
            break;
        }
        end += word.len();
        if bare.ends_with([',', ';', '.', ')']) {
            break;
        }
    }
    let name = rest.get(start..end).unwrap_or("").trim_end_matches([' ', ',', ';', '.', ')']);
    (name, start + name.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(issuer: &str, expected: &str) {
        let found = match said(issuer, Some("2023-05-01")) {
            Said::Nothing => "-".to_owned(),
            Said::Central => "central".to_owned(),
            Said::Own(word) => format!("own {word:?}"),
            Said::Named(scope) => scope.key(),
        };
        assert_eq!(found, expected, "{issuer}");
    }

    #[test]
    fn issuers_name_their_unit() {
        check("Ủy ban nhân dân tỉnh Quảng Ngãi", "quang-ngai");
        check("HỘI ĐỒNG NHÂN DÂN TỈNH THỪA THIÊN HUẾ", "thua-thien-hue");
        check("UBND thành phố Hội An", "thanh-pho-hoi-an");
        check("Ủy ban nhân dân thành phố Hà Nội", "ha-noi");
        check("Ủy ban nhân dân xã Lương Minh, tỉnh Quảng Ninh", "xa-luong-minh.quang-ninh");
        check("UBND huyện Bình Sơn", "huyen-binh-son");
        check("Ban Thường vụ Tỉnh uỷ Quảng Ninh", "quang-ninh");
        check("Cục Thuế Nghệ An", "nghe-an");
        check("UBND tỉnh", "own Province");
        check("Ủy ban nhân dân Thành phố", "own City");
        check("Giám đốc Sở Tài chính", "own Province");
        check("Đảng ủy xã", "own Commune");
        check("Bộ Tài chính", "central");
        check("Thủ tướng Chính phủ", "central");
        check("Bộ Lao động - Thương binh và Xã hội", "central");
        check("BẢO HIỂM XÃ HỘI VIỆT NAM", "central");
        check("UBND xã Hội Sơn", "xa-hoi-son");
        check("Công ty cổ phần Hoa Mai", "-");
        check("", "-");
    }

    #[test]
    fn own_units_are_those_of_the_citing_document() {
        let commune = Scope { province: Some("quang-ninh".into()), local: Some((Level::Commune, "xa-an-binh".into())) };
        let key = |scope: &Scope, word| scope.own(word, None).map(|s| s.key());
        assert_eq!(key(&commune, UnitWord::Province).as_deref(), Some("quang-ninh"));
        assert_eq!(key(&commune, UnitWord::Commune).as_deref(), Some("xa-an-binh.quang-ninh"));
        assert_eq!(key(&commune, UnitWord::District), None);
        assert_eq!(key(&commune, UnitWord::City), None);
        assert_eq!(key(&Scope::default(), UnitWord::Province), None);
    }
}
