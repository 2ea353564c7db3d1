//! Addressees (Kính gửi).

use crate::layout::addressees::addressees as entries;
use crate::layout::foot::has_dots;
use crate::record::Addressee;
use crate::text::{Page, Span};
use std::ops::Range;

/// The addressees of the first document, which must stand above the line `before_line` (its foot), and the lines they
/// stand on.
pub(crate) fn addressees(page: &Page, before_line: usize) -> (Vec<Addressee>, Range<usize>) {
    let (entries, lines) = entries(page, before_line);
    let found = entries.iter().filter_map(|pieces| {
        let name = pieces.iter().map(|p| page.words(*p)).collect::<Vec<_>>().join(" ");
        let name = name.trim_matches(|c: char| c.is_whitespace() || matches!(c, ';' | '.' | ',' | ':' | '-'));
        let span = pieces.iter().copied().reduce(Span::hull)?;
        let blank = has_dots(name) || name.contains("…..");
        (!name.is_empty() && !blank).then(|| Addressee { name: name.to_owned(), span })
    });
    (found.collect(), lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(source: &str, expected: &[&str]) {
        let page = Page::read(source);
        let (found, lines) = addressees(&page, page.lines.len());
        let names: Vec<&str> = found.iter().map(|a| a.name.as_str()).collect();
        assert_eq!(names, expected);
        assert_eq!(lines.is_empty(), expected.is_empty());
    }

    #[test]
    fn lists() {
        check(
            "Kính gửi:\n\n- Chủ tịch UBND các tỉnh: Sao Biển,\n- Lâm Sơn và Mẫu;\n- Sở Muối.\n\nThực hiện Kế hoạch số 1/KH-UBND, đề nghị:",
            &["Chủ tịch UBND các tỉnh: Sao Biển, Lâm Sơn và Mẫu", "Sở Muối"],
        );
        check(
            "Kính gửi:\n\n- Thủ trưởng các sở, ban, ngành;\n- Chủ tịch UBND các xã.\n\nThực hiện Kế hoạch số 1/KH-UBND, đề nghị:",
            &["Thủ trưởng các sở, ban, ngành", "Chủ tịch UBND các xã"],
        );
        check("Kính gửi: Sở Y tế; Sở Nội vụ.\nNgày 01/02/2024, tỉnh có công văn.", &["Sở Y tế", "Sở Nội vụ"]);
        check(
            "Kính gửi: - Cục Thuế tỉnh Mẫu;\n- Công ty Thử.\n(Địa chỉ: số 1, đường Hai)\n\nCục nhận được văn bản.",
            &["Cục Thuế tỉnh Mẫu", "Công ty Thử"],
        );
        check(
            "THỦ TƯỚNG CHÍNH PHỦ điện:\n- Bộ trưởng các Bộ: Công an, Y tế;\n- Chủ tịch UBND tỉnh Mẫu.\nHôm qua có mưa.",
            &["Bộ trưởng các Bộ: Công an, Y tế", "Chủ tịch UBND tỉnh Mẫu"],
        );
    }

    #[test]
    fn wrapped_lines_and_addresses() {
        check("Kính\ngửi: Thuế tỉnh Hà\nThử.\nCục nhận được công văn số 1.", &["Thuế tỉnh Hà Thử"]);
        check(
            "Kính gửi: Công ty Mẫu\nMã số thuế: 01\nĐịa chỉ: số 1, phường Hai,\nthành phố Thử\n\nCục có ý kiến như sau:",
            &["Công ty Mẫu"],
        );
        check("Kính gửi: ..........\nCơ quan tôi đề nghị.", &[]);
    }
}
