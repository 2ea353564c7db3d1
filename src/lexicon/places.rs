//! Provinces and cities under the centre (tỉnh, thành phố trực thuộc trung ương), those of today and those of earlier
//! divisions, and the words for units of every level.
//!
//! Nghị quyết 202/2025/QH15 made 34 of 63 on 2025-07-01; Huế became a city on 2025-01-01, three provinces became cities
//! in 2026. The same name can so mean different territories over time; the table says where a name went, not what its
//! borders were.

use super::phrase::Phrases;
use super::{not_after, rows, values};
use crate::text::plain;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A province or a city under the centre.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// Name without its kind, as `Quảng Ngãi`.
    pub name: &'static str,
    kind: &'static str,
    city_since: &'static str,
    /// Last day, or year, of the name as that of a province; empty for those of today.
    pub until: &'static str,
}

/// Word for a unit of the country's division.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitWord {
    /// Tỉnh.
    Province,
    /// Thành phố: under the centre, or under a province until 2025-06-30.
    City,
    /// Huyện, quận, thị xã.
    District,
    /// Xã, phường, thị trấn, đặc khu.
    Commune,
}

static PLACES: LazyLock<Vec<Place>> = LazyLock::new(|| {
    table().map(|[name, _, kind, city_since, until, _]| Place { name, kind, city_since, until }).collect()
});

static NAMES: LazyLock<Phrases<&'static Place>> = LazyLock::new(|| {
    Phrases::new(table().zip(PLACES.iter()).flat_map(|([name, variants, ..], place)| {
        std::iter::once(name).chain(values(variants)).map(move |name| (name, place))
    }))
});

static PLAIN: LazyLock<HashMap<String, &'static Place>> =
    LazyLock::new(|| PLACES.iter().map(|place| (plain(place.name), place)).collect());

static UNIT_WORDS: LazyLock<Phrases<UnitWord>> = LazyLock::new(|| {
    Phrases::new([
        ("tỉnh", UnitWord::Province),
        ("thành phố", UnitWord::City),
        ("tp", UnitWord::City),
        ("tp.", UnitWord::City),
        ("t.p", UnitWord::City),
        ("t.p.", UnitWord::City),
        ("huyện", UnitWord::District),
        ("quận", UnitWord::District),
        ("thị xã", UnitWord::District),
        ("tx.", UnitWord::District),
        ("xã", UnitWord::Commune),
        ("phường", UnitWord::Commune),
        ("thị trấn", UnitWord::Commune),
        ("đặc khu", UnitWord::Commune),
    ])
});

fn table() -> impl Iterator<Item = [&'static str; 6]> {
    rows(include_str!("places.tsv"))
}

/// The longest name of a province or city at the start of `text`, without a unit word before it ("Quảng Ngãi",
/// "TP.HCM", "Đắc Lắc"): its length and the place. Many names are those of the province's chief town too: see
/// [`province_at`].
pub fn place_at(text: &str) -> Option<(usize, &'static Place)> {
    NAMES.longest_at(text).map(|(len, place)| (len, *place))
}

/// The place whose name is the whole of `name`, with or without its unit word ("tỉnh Quảng Ngãi", "TP. Hà Nội").
pub fn find_place(name: &str) -> Option<&'static Place> {
    let name = name.trim();
    let (len, place) = place_at(name).or_else(|| {
        let after = after_unit_word(name)?;
        place_at(name.get(after..)?).map(|(len, place)| (after + len, place))
    })?;
    (len == name.len()).then_some(place)
}

/// The place whose name, without its marks, is the whole of `name`: what a scan leaves of it ("Quang Ngai").
pub(crate) fn find_plain_place(name: &str) -> Option<&'static Place> {
    // Two names that differ in their marks alone would be one here; the table has none, as a test holds.
    PLAIN.get(plain(name.trim()).as_str()).copied()
}

/// A province or city at the start of `text` with the unit word that it bore on `date`, or bare: length with the unit
/// word, and the place. "Thành phố Quảng Ngãi" is a town of the province of that name, so it is `None`.
pub fn province_at(text: &str, date: Option<&str>) -> Option<(usize, &'static Place)> {
    if let Some(bare) = place_at(text) {
        return Some(bare);
    }
    let (_, word) = unit_word_at(text)?;
    let after = after_unit_word(text)?;
    let (len, place) = place_at(text.get(after..)?)?;
    let fits = match word {
        // A city of today may have been a province once.
        UnitWord::Province => true,
        UnitWord::City => kind_on(place, date) == "thành phố",
        UnitWord::District | UnitWord::Commune => false,
    };
    fits.then_some((after + len, place))
}

/// `tỉnh` or `thành phố`: what the place was on `date` (ISO, may be partial); without a date, what it was before the
/// cities of 2026.
pub fn kind_on(place: &Place, date: Option<&str>) -> &'static str {
    let city = !place.city_since.is_empty() && date.is_some_and(|date| not_after(place.city_since, date));
    if city { "thành phố" } else { place.kind }
}

/// The word for a unit at the start of `text`, short or in full ("huyện", "TP."): its length and what it is.
pub fn unit_word_at(text: &str) -> Option<(usize, UnitWord)> {
    UNIT_WORDS.longest_at(text).map(|(len, word)| (len, *word))
}

fn after_unit_word(text: &str) -> Option<usize> {
    let (len, _) = unit_word_at(text)?;
    let rest = text.get(len..)?;
    Some(text.len() - rest.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_names_differ_in_marks_alone() {
        assert_eq!(PLAIN.len(), PLACES.len());
        assert_eq!(find_plain_place("QUANG NGAI").map(|p| p.name), Some("Quảng Ngãi"));
        assert_eq!(find_plain_place("Quang"), None);
    }

    #[test]
    fn longest_place_at_the_start() {
        let at = |text| place_at(text).map(|(len, place)| (len, place.name));
        assert_eq!(at("Hoà Bình, ngày 3"), Some(("Hoà Bình".len(), "Hòa Bình")));
        assert_eq!(at("QUẢNG NGÃI"), Some(("QUẢNG NGÃI".len(), "Quảng Ngãi")));
        assert_eq!(at("Quảng Nam - Đà Nẵng"), Some(("Quảng Nam - Đà Nẵng".len(), "Quảng Nam - Đà Nẵng")));
        assert_eq!(at("TP.HCM, ngày 1").unwrap().1, "Hồ Chí Minh");
        assert_eq!(at("Đắc Lắc").unwrap().1, "Đắk Lắk");
        assert_eq!(at("Hà Đông"), None);
    }

    #[test]
    fn unit_words_decide() {
        let at = |text, date| province_at(text, date).map(|(len, place)| (len, place.name));
        assert_eq!(at("tỉnh Quảng Ngãi;", None), Some(("tỉnh Quảng Ngãi".len(), "Quảng Ngãi")));
        assert_eq!(at("Thành phố Hà Nội", None), Some(("Thành phố Hà Nội".len(), "Hà Nội")));
        assert_eq!(at("TP.Đà Nẵng", None), Some(("TP.Đà Nẵng".len(), "Đà Nẵng")));
        assert_eq!(at("thành phố Quảng Ngãi", None), None);
        assert_eq!(at("thành phố Bắc Ninh", Some("2019-01-01")), None);
        assert_eq!(at("thành phố Bắc Ninh", Some("2026-12-01")).unwrap().1, "Bắc Ninh");
        assert_eq!(at("huyện Kon Tum", None), None);
        assert_eq!(find_place("TP. Hồ Chí Minh").unwrap().name, "Hồ Chí Minh");
        assert!(find_place("tỉnh").is_none());
        assert_eq!(unit_word_at("TX. Đức Phổ"), Some((3, UnitWord::District)));
        assert_eq!(unit_word_at("xã hội"), Some(("xã".len(), UnitWord::Commune)));
    }

    #[test]
    fn kinds_change() {
        let kind = |name, date| kind_on(find_place(name).unwrap(), date);
        assert_eq!(kind("Đồng Nai", Some("2025-12-31")), "tỉnh");
        assert_eq!(kind("Đồng Nai", Some("2026-05")), "thành phố");
        assert_eq!(kind("Đồng Nai", None), "tỉnh");
        assert_eq!(kind("Cần Thơ", None), "thành phố");
    }

    #[test]
    fn table_agrees_with_itself() {
        assert_eq!(PLACES.iter().filter(|place| place.until.is_empty()).count(), 34);
        assert_eq!(PLACES.iter().filter(|place| place.until.is_empty() || place.until >= "2024").count(), 64);
        for (place, [.., successors]) in PLACES.iter().zip(table()) {
            assert!(matches!(place.kind, "tỉnh" | "thành phố"), "{place:?}");
            assert_eq!(place.until.is_empty(), successors.is_empty(), "{place:?}");
            for successor in values(successors) {
                assert!(find_place(successor).is_some(), "{place:?}");
            }
        }
    }
}
