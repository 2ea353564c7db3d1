//! Bodies that issue and receive documents (cơ quan, tổ chức), with the codes that stand for them in numbers.
//!
//! Names and codes of the State follow Nghị định 30/2020/NĐ-CP and usage, those of the Party its own guides. Dates are
//! those of the reorganisations: the ministries of 2025-03-01 (Nghị quyết 176/2025/QH15), the end of the district level
//! on 2025-06-30. An absent date means: not known, or open.

use super::own::{longer, of_code, own};
use super::phrase::{Codes, Phrases};
use super::{not_after, rows, values};
use crate::text::Starts;
use std::sync::LazyLock;

/// A body, or a kind of body that repeats from place to place.
#[derive(Debug, PartialEq, Eq)]
pub struct BodyRow {
    /// First code, as `UBND`.
    pub code: &'static str,
    /// Full name without its place, as `Ủy ban nhân dân`.
    pub name: &'static str,
    /// `central`, `ministry` (and bodies of that rank), `province`, `district`, `commune`, or `local` for names that
    /// stand at several of the last three: the place tells.
    pub level: &'static str,
    /// `state`, `assembly` (elected bodies), `party`, `mass` (mass organisations), `armed`, `court`, `procuracy`,
    /// `other`.
    pub family: &'static str,
    /// First day, month or year, as ISO; empty when not known.
    pub valid_from: &'static str,
    /// Last day, month or year, as ISO; empty for bodies that stand.
    pub valid_to: &'static str,
    /// True for a kind of body that many places have.
    repeats: bool,
}

impl BodyRow {
    /// True when the body stood on `date` (ISO, may be partial), as far as its dates are known.
    pub fn valid_on(&self, date: &str) -> bool {
        not_after(self.valid_from, date) && (self.valid_to.is_empty() || not_after(date, self.valid_to))
    }

    /// The row of an own rule.
    pub(super) fn own(code: &'static str, name: &'static str, level: &'static str, repeats: bool) -> BodyRow {
        BodyRow { code, name, level, family: "other", valid_from: "", valid_to: "", repeats }
    }
}

static ROWS: LazyLock<Vec<BodyRow>> = LazyLock::new(|| {
    table()
        .map(|[codes, name, _, level, family, valid_from, valid_to, _]| BodyRow {
            code: values(codes).next().unwrap_or_default(),
            name,
            level,
            family,
            valid_from,
            valid_to,
            repeats: !matches!(level, "central" | "ministry"),
        })
        .collect()
});

static CODES: LazyLock<Codes<&'static BodyRow>> = LazyLock::new(|| {
    Codes::new(table().zip(ROWS.iter()).flat_map(|([codes, ..], row)| values(codes).map(move |code| (code, row))))
});

static NAMES: LazyLock<Phrases<&'static BodyRow>> = LazyLock::new(|| {
    Phrases::new(table().zip(ROWS.iter()).flat_map(|([_, name, aliases, ..], row)| {
        std::iter::once(name).chain(values(aliases)).map(move |name| (name, row))
    }))
});

fn table() -> impl Iterator<Item = [&'static str; 8]> {
    rows(include_str!("bodies.tsv"))
}

/// The bodies that a code stands for, in any case, with or without `&` and `-` (`BGD&ĐT`), and with `D` for `Đ` where
/// no code is written so. Empty when it is unknown.
pub fn bodies_by_code(code: &str) -> &'static [&'static BodyRow] {
    of_code(own().map(|own| &own.codes), &CODES, code)
}

/// True for the code of a body that own rules add.
pub fn is_own_code(code: &str) -> bool {
    own().is_some_and(|own| !own.codes.get(code).is_empty())
}

/// The longest name of a body at the start of `text`, without its place ("Sở Nội vụ", "Bộ GD&ĐT", "UBND"): its length
/// and the body.
pub fn body_by_name_at(text: &str) -> Option<(usize, &'static BodyRow)> {
    let row = |(len, row): (usize, &&'static BodyRow)| (len, *row);
    longer(own().and_then(|own| own.bodies.longest_at(text)), NAMES.longest_at(text)).map(row)
}

/// The name that a code stands for on `date` (ISO), or at all when only one is known. `None` when it is unknown or
/// stands for several bodies then, as `TW` and `TU` do: the text must tell.
pub fn name_for_code(code: &str, date: Option<&str>) -> Option<&'static str> {
    let bodies = bodies_by_code(code);
    let only = |on: &dyn Fn(&BodyRow) -> bool| {
        let mut names = bodies.iter().filter(|body| on(body)).map(|body| body.name);
        let first = names.next()?;
        names.all(|name| name == first).then_some(first)
    };
    only(&|_| true).or_else(|| only(&|body| date.is_some_and(|date| body.valid_on(date))))
}

/// Starts of codes that repeat from place to place, where the table does not have the code itself (`UBNDTP`, `VPUBND`,
/// `ĐUX`).
const LOCAL_STARTS: [&str; 10] = ["UBND", "HĐND", "UBBC", "UBMT", "MTTQ", "BCĐ", "BQL", "ĐU", "VPUB", "VPĐ"];
/// Ends of such codes: Party bodies name the committee they belong to (`BTCHU`, `VPThU`), offices the People's
/// Committee.
const LOCAL_ENDS: [&str; 7] = ["TU", "HU", "QU", "ĐU", "THU", "UBND", "HĐND"];
/// Ends of codes that name a central body.
const CENTRAL_ENDS: [&str; 3] = ["TW", "TƯ", "QG"];
/// Codes that look like those of a department (Sở …) and belong to a central body: Cục Sở hữu trí tuệ, and the symbols
/// of two types.
const NOT_DEPARTMENTS: [&str; 3] = ["SHTT", "SL", "SY"];

/// Words that open the name of a body in a letterhead, folded; any other line goes on with the body above it.
static OPENERS: Starts = Starts::new(&[
    "ủy ban",
    "ubnd",
    "hội đồng",
    "hđnd",
    "sở",
    "bộ",
    "cục",
    "tổng cục",
    "chi cục",
    "văn phòng",
    "ban",
    "trường",
    "đại học",
    "học viện",
    "viện",
    "công ty",
    "tổng công ty",
    "tập đoàn",
    "tòa án",
    "công an",
    "phòng",
    "trung tâm",
    "đảng bộ",
    "đảng ủy",
    "tỉnh ủy",
    "thành ủy",
    "huyện ủy",
    "quận ủy",
    "thị ủy",
    "chính phủ",
    "thủ tướng",
    "quốc hội",
    "kiểm toán",
    "ngân hàng",
    "bảo hiểm",
    "kho bạc",
    "thanh tra",
    "hội",
    "liên đoàn",
    "đoàn",
    "bệnh viện",
    "tiểu ban",
    "tổ",
    "hạt",
    "chi nhánh",
    "bch",
    "bộ tư lệnh",
    "quân khu",
    "chủ tịch",
    "ubmttq",
    "mặt trận",
    "đài",
    "báo",
    "thông tấn",
    "liên minh",
    "vụ",
    "thường trực",
    "tổng liên đoàn",
    "xí nghiệp",
    "nhà xuất bản",
    "ủy viên",
    "chi bộ",
    "thuế tỉnh",
    "thuế thành phố",
    "thuế cơ sở",
]);

/// True for folded words of a letterhead that open the name of a body.
pub(crate) fn opens_body(folded: &str) -> bool {
    OPENERS.all(folded).any(|opener| !folded[opener.len()..].starts_with(super::fold::is_alphanumeric))
}

/// True for codes that repeat from place to place (UBND, HĐND, TU, ĐU, MTTQ, those of Sở, district and commune bodies):
/// a key needs the place beside them. False for central bodies and for codes that nothing is known of.
pub fn is_place_bound(code: &str) -> bool {
    let known = bodies_by_code(code);
    if !known.is_empty() {
        return known.iter().any(|body| body.repeats);
    }
    let code = code.to_uppercase();
    if CENTRAL_ENDS.iter().any(|end| code.ends_with(end)) {
        return false;
    }
    let department = code.starts_with('S') && code.chars().count() > 2 && code.chars().all(char::is_alphabetic);
    LOCAL_STARTS.iter().any(|start| code.starts_with(start))
        || LOCAL_ENDS.iter().any(|end| code.ends_with(end))
        || (department && !NOT_DEPARTMENTS.contains(&code.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::fold::fold;

    #[test]
    fn codes_give_bodies() {
        assert_eq!(bodies_by_code("ubnd")[0].name, "Ủy ban nhân dân");
        assert_eq!(bodies_by_code("BGD&ĐT")[0].name, "Bộ Giáo dục và Đào tạo");
        assert_eq!(bodies_by_code("BLDTBXH")[0].code, "BLĐTBXH");
        assert_eq!(bodies_by_code("BLĐ-TBXH")[0].code, "BLĐTBXH");
        assert_eq!(bodies_by_code("TTG")[0].name, "Thủ tướng Chính phủ");
        assert_eq!(bodies_by_code("BNN")[0].code, "BNNPTNT");
        assert!(bodies_by_code("TW").len() > 1);
        assert!(bodies_by_code("").is_empty());
    }

    #[test]
    fn longest_name_at_the_start() {
        let at = |text| body_by_name_at(text).map(|(len, row)| (len, row.code, row.level));
        let text = "Uỷ ban nhân dân huyện Bình Sơn";
        assert_eq!(at(text), Some(("Uỷ ban nhân dân".len(), "UBND", "local")));
        assert_eq!(at("Sở Văn hoá, Thể thao và Du lịch; Sở Y tế").unwrap().1, "SVHTTDL");
        assert_eq!(at("SỞ NN&PTNT tỉnh").unwrap().1, "SNNPTNT");
        assert_eq!(at("Bộ Lao động - Thương binh và Xã hội").unwrap().1, "BLĐTBXH");
        assert_eq!(at("Thường trực HĐND tỉnh").unwrap().1, "HĐND");
        assert_eq!(at("Văn phòng Chính phủ").unwrap().1, "VPCP");
        assert_eq!(at("Ban Bí thư").unwrap().1, "TW");
        assert_eq!(at("Bộ phận một cửa"), None);
    }

    #[test]
    fn names_by_code_and_date() {
        assert_eq!(name_for_code("BTC", None), Some("Bộ Tài chính"));
        assert_eq!(name_for_code("CT", Some("1985-05-01")), Some("Chủ tịch Hội đồng Bộ trưởng"));
        assert_eq!(name_for_code("CT", Some("2025-08-01")), Some("Cục Thuế"));
        assert_eq!(name_for_code("CT", None), None);
        assert_eq!(name_for_code("TW", Some("2020-01-01")), None);
        assert_eq!(name_for_code("BKHĐT", Some("2030-01-01")), Some("Bộ Kế hoạch và Đầu tư"));
        assert_eq!(name_for_code("XYZ", None), None);
    }

    #[test]
    fn place_bound_codes() {
        for code in
            ["UBND", "HĐND", "TU", "ĐU", "MTTQ", "SNV", "SGDĐT", "SABCD", "UBNDTP", "BTCHU", "UBBC", "BCĐ", "UBKTTU"]
        {
            assert!(is_place_bound(code), "{code}");
        }
        for code in ["TTg", "CP", "BTC", "TW", "VPTW", "BCĐTW", "QH", "TANDTC", "SHTT", "", "NC", "TCHQ"] {
            assert!(!is_place_bound(code), "{code}");
        }
    }

    #[test]
    fn table_agrees_with_itself() {
        const LEVELS: [&str; 6] = ["central", "ministry", "province", "district", "commune", "local"];
        const FAMILIES: [&str; 8] = ["state", "assembly", "party", "mass", "armed", "court", "procuracy", "other"];
        let date = |text: &str| matches!(text.len(), 0 | 4 | 7 | 10);
        for (row, [.., successors]) in ROWS.iter().zip(table()) {
            assert!(LEVELS.contains(&row.level) && FAMILIES.contains(&row.family), "{row:?}");
            assert!(date(row.valid_from) && date(row.valid_to), "{row:?}");
            for successor in values(successors) {
                assert!(!bodies_by_code(successor).is_empty(), "{row:?}");
            }
        }
        // A name stands for one code.
        let mut names: Vec<(String, &str)> = table()
            .zip(ROWS.iter())
            .flat_map(|([_, name, aliases, ..], row)| {
                std::iter::once(name).chain(values(aliases)).map(move |name| (fold(name), row.code))
            })
            .collect();
        names.sort_unstable();
        names.dedup();
        for pair in names.windows(2) {
            assert_ne!(pair[0].0, pair[1].0, "{pair:?}");
        }
    }
}
