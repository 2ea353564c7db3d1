//! Types of document (loại văn bản).
//!
//! Nghị định 30/2020/NĐ-CP, Điều 7 and Phụ lục III name the types of administrative documents and their symbols, Luật
//! Ban hành văn bản quy phạm pháp luật, Điều 4 the normative ones; Party types and the types and codes of earlier rules
//! stand beside them. A type has one code, whoever issues it.

use super::own::{longer, own};
use super::phrase::{Codes, Endings, Phrases};
use super::{rows, values};
use std::sync::LazyLock;

/// A type of document.
#[derive(Debug, PartialEq, Eq)]
pub struct DocTypeRow {
    /// Name in ASCII with `_`, as `ke_hoach`.
    pub code: &'static str,
    /// Name as printed, as `Kế hoạch`.
    pub name: &'static str,
    /// How it is cited.
    pub cited: Cited,
}

/// How a document of a type is cited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cited {
    /// By its number ("Kế hoạch số …").
    Numbered,
    /// By its number, or by name alone ("Luật Tiếp công dân").
    Named,
    /// Not at all: it is a part of another document (Phụ lục, Mẫu).
    Part,
}

/// Words that start like a type and are none: professions, bodies, "law" in general.
const NOT_TYPES: [&str; 12] = [
    "luật sư",
    "luật gia",
    "luật việt nam",
    "luật pháp",
    "luật lệ",
    "luật định",
    "luật học",
    "luật hóa",
    "báo cáo viên",
    "hướng dẫn viên",
    "kế hoạch và đầu tư",
    "kế hoạch hóa",
];

struct Tables {
    rows: Vec<DocTypeRow>,
    names: Phrases<Option<usize>>,
    endings: Endings<usize>,
    symbols: Codes<usize>,
    party_symbols: Codes<usize>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let table = || rows::<5>(include_str!("types.tsv")).enumerate();
    let types = table().map(|(_, [code, names, _, _, cited])| DocTypeRow {
        code,
        name: values(names).next().unwrap_or_default(),
        cited: match cited {
            "named" => Cited::Named,
            "part" => Cited::Part,
            _ => Cited::Numbered,
        },
    });
    let names = || table().flat_map(|(i, [_, names, ..])| values(names).map(move |name| (name, i)));
    Tables {
        rows: types.collect(),
        names: Phrases::new(names().map(|(name, i)| (name, Some(i))).chain(NOT_TYPES.map(|word| (word, None)))),
        endings: Endings::new(names().filter(|(name, _)| is_noun(name))),
        symbols: Codes::new(table().flat_map(|(i, [_, _, symbols, ..])| values(symbols).map(move |s| (s, i)))),
        party_symbols: Codes::new(table().flat_map(|(i, [_, _, _, symbols, _])| values(symbols).map(move |s| (s, i)))),
    }
});

/// The longest type word at the start of `text`, in any case and whole: its length and its type. "Văn bản" gives the
/// placeholder `van_ban`, whose real type the symbol tells. `None` for words such as "luật sư".
pub fn type_at(text: &str) -> Option<(usize, &'static DocTypeRow)> {
    let table = TABLES.names.longest_at(text).map(|(len, row)| (len, row.and_then(|row| TABLES.rows.get(row))));
    let own = own().and_then(|own| own.types.longest_at(text)).map(|(len, row)| (len, Some(*row)));
    let (len, row) = longer(own, table)?;
    Some((len, row?))
}

/// The longest type word of at most five words at the end of `text`: its start and its type.
pub fn type_ending(text: &str) -> Option<(usize, &'static DocTypeRow)> {
    let table = TABLES.endings.longest_at_end(text);
    let table = table.and_then(|(start, row)| Some((start, TABLES.rows.get(*row)?)));
    match own().and_then(|own| own.types_ending.longest_at_end(text)) {
        Some((start, row)) if table.is_none_or(|(at, _)| start <= at) => Some((start, row)),
        _ => table,
    }
}

/// True for the code of a law: `luat`, `bo_luat` or `phap_lenh`, which are passed, cited by a name and changed alike.
///
/// The constitution is none of them: it has no name but its year, no number, and no other law changes it.
pub(crate) fn is_law(code: &str) -> bool {
    matches!(code, "luat" | "bo_luat" | "phap_lenh")
}

/// True for the name of a type that is short enough to be the word for one document; longer ones ("văn bản quy phạm pháp
/// luật") name many.
pub(super) fn is_noun(name: &str) -> bool {
    name.split(' ').count() <= 5
}

/// The type that a symbol (ký hiệu) of a State number stands for: `KH` → `ke_hoach`. `None` for codes of bodies and for
/// symbols that stand for several things (`SL`, `HĐ`, `TC`). `CT` is Chỉ thị, though old dispatches of tax offices
/// (`CT-TTHT`) have it as the body.
pub fn type_of_symbol(symbol: &str) -> Option<&'static DocTypeRow> {
    let table = || TABLES.symbols.get(symbol).first().and_then(|row| TABLES.rows.get(*row));
    own_type_of_symbol(symbol).or_else(table)
}

/// The type that own rules give to a symbol.
pub fn own_type_of_symbol(symbol: &str) -> Option<&'static DocTypeRow> {
    own()?.symbols.get(symbol).first().copied()
}

/// The type that a symbol of a Party number (`12-TT/TU`) stands for: `TT` is Thông tri there, the rest as in
/// [`type_of_symbol`]. `QĐ` is Quyết định, though Party rules (Quy định) bear it too.
pub fn type_of_party_symbol(symbol: &str) -> Option<&'static DocTypeRow> {
    let party = TABLES.party_symbols.get(symbol).first().and_then(|row| TABLES.rows.get(*row));
    own_type_of_symbol(symbol).or(party).or_else(|| type_of_symbol(symbol))
}

/// The type with this code.
pub fn type_by_code(code: &str) -> Option<&'static DocTypeRow> {
    // The table is sorted by code, a test holds it to that.
    let row = TABLES.rows.binary_search_by(|row| row.code.cmp(code)).ok();
    let own = || own()?.type_rows.iter().copied().find(|row| row.code == code);
    row.and_then(|row| TABLES.rows.get(row)).or_else(own)
}

/// What a type of document is called, by its code: `nghi_dinh` is "Nghị định".
///
/// ```
/// assert_eq!(vanban::type_name("thong_tu_lien_tich"), Some("Thông tư liên tịch"));
/// ```
pub fn type_name(code: &str) -> Option<&'static str> {
    type_by_code(code).map(|row| row.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Option<(&str, &str)> {
        type_at(text).map(|(len, row)| (&text[..len], row.code))
    }

    #[test]
    fn longest_type_word_at_the_start() {
        assert_eq!(at("Thông tư liên tịch số 01"), Some(("Thông tư liên tịch", "thong_tu_lien_tich")));
        assert_eq!(at("THÔNG TƯ"), Some(("THÔNG TƯ", "thong_tu")));
        assert_eq!(at("nghị quyết liên tịch"), Some(("nghị quyết liên tịch", "nghi_quyet_lien_tich")));
        assert_eq!(at("Bộ luật Dân sự"), Some(("Bộ luật", "bo_luat")));
        assert_eq!(at("văn bản số 7"), Some(("văn bản", "van_ban")));
        assert_eq!(at("Văn bản hợp nhất số 7"), Some(("Văn bản hợp nhất", "van_ban_hop_nhat")));
        assert_eq!(at("Giấy uỷ quyền"), Some(("Giấy uỷ quyền", "giay_uy_quyen")));
        assert_eq!(at("Công điện khẩn số 3"), Some(("Công điện khẩn", "cong_dien")));
        assert_eq!(at("Nghị định thư"), Some(("Nghị định thư", "dieu_uoc_quoc_te")));
        assert_eq!(at("Luật sư Nguyễn"), None);
        assert_eq!(at("Sở Nội vụ"), None);
        assert_eq!(at("Kế hoạch và Đầu tư"), None);
    }

    #[test]
    fn symbols_tell_types() {
        let code = |symbol| type_of_symbol(symbol).map(|row| row.code);
        for (symbol, expected) in [
            ("KH", "ke_hoach"),
            ("CTr", "chuong_trinh"),
            ("TTR", "to_trinh"),
            ("QĐ", "quyet_dinh"),
            ("QD", "quyet_dinh"),
            ("ND", "nghi_dinh"),
            ("HD", "huong_dan"),
            ("CĐ", "cong_dien"),
            ("TT", "thong_tu"),
            ("TTLT", "thong_tu_lien_tich"),
            ("VBHN", "van_ban_hop_nhat"),
            ("QyĐ", "quy_dinh"),
        ] {
            assert_eq!(code(symbol), Some(expected), "{symbol}");
        }
        for symbol in ["UBND", "SL", "", "SNV"] {
            assert_eq!(code(symbol), None, "{symbol}");
        }
        assert_eq!(type_of_party_symbol("TT").unwrap().code, "thong_tri");
        assert_eq!(type_of_party_symbol("CV").unwrap().code, "cong_van");
    }

    #[test]
    fn codes_and_names_are_unique_and_found() {
        let mut names: Vec<&str> = rows::<5>(include_str!("types.tsv")).flat_map(|row| values(row[1])).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
        for pair in TABLES.rows.windows(2) {
            assert!(pair[0].code < pair[1].code, "{}", pair[1].code);
        }
        let mut symbols: Vec<&str> = rows::<5>(include_str!("types.tsv")).flat_map(|row| values(row[2])).collect();
        let count = symbols.len();
        symbols.sort_unstable();
        symbols.dedup();
        assert_eq!(symbols.len(), count);
        assert_eq!(type_by_code("ke_hoach").unwrap().name, "Kế hoạch");
        assert_eq!(type_by_code("luat").unwrap().cited, Cited::Named);
        assert_eq!(type_by_code("phu_luc").unwrap().cited, Cited::Part);
        assert_eq!(type_by_code("x"), None);
    }
}
