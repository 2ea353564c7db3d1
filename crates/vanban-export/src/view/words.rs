//! What the page says of values, in Vietnamese and in English.

use super::finds::Class;
use vanban::Severity;
use vanban::record::{Basis, Bound, Deadline, Direction, Form, Genre, RelationType, Role};

/// The same in both languages, Vietnamese first.
pub type Both = (&'static str, &'static str);

pub(super) fn class(class: Class) -> Both {
    match class {
        Class::Header => ("Thông tin văn bản", "Header"),
        Class::Reference => ("Văn bản viện dẫn", "References"),
        Class::Task => ("Nhiệm vụ", "Tasks"),
        Class::Deadline => ("Thời hạn", "Deadlines"),
        Class::Recipient => ("Nơi nhận", "Recipients"),
        Class::Structure => ("Bố cục", "Outline"),
        Class::Diagnostic => ("Lưu ý", "Diagnostics"),
    }
}

/// For the switches at the top, where room is short.
pub(super) fn short_class(of: Class) -> Both {
    match of {
        Class::Header => ("Thông tin", "Header"),
        Class::Reference => ("Viện dẫn", "References"),
        other => class(other),
    }
}

pub(super) fn basis(basis: Basis) -> Option<Both> {
    match basis {
        Basis::Read => None,
        Basis::Repaired => Some(("đọc sau khi sửa lỗi chữ", "read after a repair")),
        Basis::Inferred => Some(("suy ra từ phần khác của văn bản", "inferred from other parts")),
        Basis::Portal => Some(("theo bảng thuộc tính của cổng", "from the portal's own table")),
    }
}

pub(super) fn genre(genre: Genre) -> Both {
    match genre {
        Genre::Official => ("văn bản", "document"),
        Genre::Portal => ("trang cổng thông tin có văn bản", "portal page with a document"),
        Genre::News => ("trang tin", "news page"),
        Genre::Other => ("loại trang khác", "another kind of page"),
    }
}

/// What a relation is called, in Vietnamese and in English.
///
/// ```
/// use vanban::record::RelationType;
///
/// assert_eq!(vanban_export::view::relation(RelationType::BasedOn), ("căn cứ", "based on"));
/// ```
pub fn relation(relation: RelationType) -> Both {
    match relation {
        RelationType::BasedOn => ("căn cứ", "based on"),
        RelationType::Implements => ("thực hiện", "implements"),
        RelationType::Guides => ("hướng dẫn", "guides"),
        RelationType::Amends => ("sửa đổi, bổ sung", "amends"),
        RelationType::Replaces => ("thay thế", "replaces"),
        RelationType::Repeals => ("bãi bỏ", "repeals"),
        RelationType::IssuedWith => ("ban hành kèm theo", "issued with"),
        RelationType::Consolidates => ("hợp nhất", "consolidates"),
        RelationType::Corrects => ("đính chính", "corrects"),
        RelationType::Suspends => ("đình chỉ", "suspends"),
        RelationType::RepliesTo => ("trả lời", "replies to"),
        RelationType::About => ("đưa tin về", "is about"),
        RelationType::Cites => ("nhắc đến", "cites"),
    }
}

pub(super) fn form(form: Form) -> Both {
    match form {
        Form::Full => ("viện dẫn đầy đủ", "in full"),
        Form::Short => ("chỉ có số", "number alone"),
        Form::Alias => ("tên gọi tắt", "short name"),
        Form::Named => ("theo tên", "by name"),
    }
}

pub(super) fn role(role: Role) -> Both {
    match role {
        Role::Lead => ("chủ trì", "lead"),
        Role::Support => ("phối hợp", "support"),
        Role::ReportTo => ("báo cáo", "report to"),
        Role::Via => ("qua", "via"),
    }
}

pub(super) fn severity(severity: Severity) -> Both {
    match severity {
        Severity::Info => ("để biết", "info"),
        Severity::Warning => ("cảnh báo", "warning"),
        Severity::Error => ("lỗi", "error"),
    }
}

/// The value of which a reason is.
pub(super) fn reason_of(of: &str) -> Both {
    match of {
        "type" => ("loại", "type"),
        "number" => ("số", "number"),
        "date" => ("ngày", "date"),
        "issuer" => ("cơ quan", "issuer"),
        "document" => ("văn bản", "document"),
        "relation" => ("quan hệ", "relation"),
        _ => ("lý do", "reason"),
    }
}

/// What a rule of an explanation means, in words (docs/rules.md names them all); the name alone for one to come.
pub(super) fn rule(of: &str, rule: &str) -> Option<Both> {
    Some(match (of, rule) {
        ("", "type-and-number") => ("từ chỉ loại đứng trước số", "a type word in front of a number"),
        ("", "number") => ("một số văn bản", "a number"),
        ("", "shared-number") => ("các số thứ tự chung một ký hiệu", "serials that share one symbol"),
        ("", "short-number") => ("số không có ký hiệu cơ quan", "a number without the issuer's symbol"),
        ("", "free-number") => ("số chỉ gồm chữ sau “công văn số”", "a number of letters behind “công văn số”"),
        ("", "name") => ("tên của văn bản", "the name of a document"),
        ("", "amending-law") => ("tên của luật sửa đổi luật khác", "the name of a law that amends others"),
        ("", "amended-law") => {
            ("luật được sửa đổi, trong tên luật khác", "a law inside the name of one that amends it")
        }
        ("", "constitution") => ("Hiến pháp", "the constitution"),
        ("", "alias") => ("tên gọi tắt mà văn bản này đặt ra", "a short name that this text defines"),
        ("", "serial") => ("tên gọi tắt theo số thứ tự", "a short name made of type and serial"),
        ("", "own-alias") => ("tên gọi tắt trong quy tắc riêng", "a short name of the own rules"),
        ("type", "symbol") => ("theo ký hiệu loại trong số", "by the symbol of the number"),
        ("type", "no-symbol") => ("số không có ký hiệu loại nên là công văn", "no symbol of a type: a dispatch"),
        ("type", "list-head") => ("theo từ chỉ loại ở đầu danh sách", "by the type word that heads the list"),
        ("type", "abbreviation") => ("theo chữ viết tắt", "by its abbreviation"),
        ("type", "own-rules") => ("theo quy tắc riêng", "by the own rules"),
        ("number", "list-end") => ("phần cuối lấy từ số đứng cuối danh sách", "with the end of the last number"),
        ("number", "repair") => ("đọc sau khi sửa lỗi chữ", "read after a repair"),
        (_, "list-right") => ("viết một lần ở cuối danh sách", "written once behind the list"),
        (_, "list-left") => ("viết một lần ở đầu danh sách", "written once in front of the list"),
        (_, "name") => ("là một phần của tên", "part of the name"),
        (_, "in-front") => ("đứng trước phần viện dẫn", "stands in front of the mention"),
        (_, "same-number") => ("trùng số với lần nhắc trước", "the same number as before"),
        (_, "same-name") => ("trùng tên với lần nhắc trước", "the same name as before"),
        (_, "serial") => ("trùng loại và số thứ tự với lần nhắc trước", "the same type and serial as before"),
        (_, "definition") => ("tên gọi tắt được đặt ra ở đây", "the short name is defined here"),
        (_, "alias") => ("theo tên gọi tắt đã đặt ra", "by the short name that was defined"),
        (_, "own-alias") => ("theo quy tắc riêng", "by the own rules"),
        (_, "cue") => ("theo từ đứng ngay trước", "by the words in front of it"),
        (_, "cue-of-list") => ("theo từ đứng trước danh sách", "by the words in front of its list"),
        (_, "cue-behind") => ("theo từ đứng ngay sau", "by the words behind it"),
        (_, "cue-behind-list") => ("theo từ đứng sau danh sách", "by the words behind its list"),
        (_, "cue-besides") => ("theo từ đứng giữa hai văn bản", "by the words between the two"),
        (_, "amending-name") => ("đứng trong tên của luật sửa đổi nó", "it stands in the name of a law that amends it"),
        (_, "consolidation") => ("đứng sau một văn bản hợp nhất", "it stands behind a consolidated text"),
        (_, "news") => ("trang tin viết về văn bản này", "the news page reports on it"),
        (_, "no-cue") => ("không có từ nào nói thêm", "no words say more"),
        _ => return None,
    })
}

pub(super) fn level(level: &str) -> Both {
    match level {
        "central" => ("trung ương", "central"),
        "ministry" => ("bộ, ngành", "ministry"),
        "province" => ("cấp tỉnh", "province"),
        "district" => ("cấp huyện", "district"),
        "commune" => ("cấp xã", "commune"),
        _ => ("", ""),
    }
}

/// A mark of secrecy, urgency or copy, by its code.
pub(super) fn mark(code: &str) -> Option<Both> {
    Some(match code {
        "mat" => ("Mật", "secret"),
        "toi_mat" => ("Tối mật", "top secret"),
        "tuyet_mat" => ("Tuyệt mật", "of the highest secrecy"),
        "khan" => ("Khẩn", "urgent"),
        "thuong_khan" => ("Thượng khẩn", "very urgent"),
        "hoa_toc" => ("Hỏa tốc", "express"),
        "hen_gio" => ("Hỏa tốc hẹn giờ", "express, at an hour"),
        "sao_y" => ("Sao y", "true copy"),
        "sao_luc" => ("Sao lục", "copy of a copy"),
        "trich_sao" => ("Trích sao", "copy of a part"),
        _ => return None,
    })
}

/// A date as ISO, in Vietnamese: `2023-10-02` → `02/10/2023`, `2023-11` → `tháng 11/2023`, `2024-Q3` → `quý 3/2024`,
/// `--12-10` → `ngày 10/12 hằng năm`, `A/B` → `từ A đến B`. Anything else stays as it is.
pub(super) fn date(iso: &str) -> String {
    if let Some((from, to)) = iso.split_once('/') {
        return format!("từ {} đến {}", date(from), date(to));
    }
    let parts: Vec<&str> = iso.split('-').collect();
    match parts[..] {
        ["", "", month, day] => format!("ngày {day}/{month} hằng năm"),
        [year] if year.len() == 4 => format!("năm {year}"),
        [year, quarter] if quarter.starts_with('Q') => format!("quý {}/{year}", &quarter[1..]),
        [year, month] => format!("tháng {month}/{year}"),
        [year, month, day] => format!("{day}/{month}/{year}"),
        _ => iso.to_owned(),
    }
}

/// An ISO duration of one unit in words: `P5D` → `5 ngày làm việc`.
fn duration(iso: &str, working: bool) -> Option<(String, String)> {
    let time = iso.starts_with("PT");
    let body = iso.strip_prefix("PT").or_else(|| iso.strip_prefix('P'))?;
    let unit = body.chars().last()?;
    let count = &body[..body.len() - unit.len_utf8()];
    if count.is_empty() || !count.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (vi, en) = match (unit, time) {
        ('D', false) => ("ngày", "day"),
        ('W', false) => ("tuần", "week"),
        ('M', false) => ("tháng", "month"),
        ('Y', false) => ("năm", "year"),
        ('H', true) => ("giờ", "hour"),
        ('M', true) => ("phút", "minute"),
        _ => return None,
    };
    let plural = if count == "1" { "" } else { "s" };
    let (vi_kind, en_kind) = if working { (" làm việc", "working ") } else { ("", "") };
    Some((format!("{count} {vi}{vi_kind}"), format!("{count} {en_kind}{en}{plural}")))
}

/// How often, by a calendar rule of the common kinds.
fn rhythm(rule: &str) -> Option<(String, String)> {
    let (mut frequency, mut interval, mut months, mut day) = ("", "1", "", "");
    for part in rule.split(';') {
        match part.split_once('=')? {
            ("FREQ", value) => frequency = value,
            ("INTERVAL", value) => interval = value,
            ("BYMONTH", value) => months = value,
            ("BYMONTHDAY", value) => day = value,
            _ => return None,
        }
    }
    let (unit_vi, unit_en) = match frequency {
        "DAILY" => ("ngày", "day"),
        "WEEKLY" => ("tuần", "week"),
        "MONTHLY" => ("tháng", "month"),
        "YEARLY" => ("năm", "year"),
        _ => return None,
    };
    let (vi, en) = match (frequency, interval) {
        (_, "1") => (format!("hằng {unit_vi}"), format!("every {unit_en}")),
        ("MONTHLY", "3") => ("hằng quý".to_owned(), "every quarter".to_owned()),
        _ => (format!("{interval} {unit_vi} một lần"), format!("every {interval} {unit_en}s")),
    };
    let months = months.replace(',', ", ");
    let (day_vi, day_en) = match day {
        "" => (String::new(), String::new()),
        "-1" => ("ngày cuối ".to_owned(), "last day ".to_owned()),
        day => (format!("ngày {day} "), format!("day {day} ")),
    };
    let (months_vi, months_en) = match (&*months, day) {
        ("", "") => (String::new(), String::new()),
        ("", _) if frequency == "MONTHLY" => (String::new(), "of ".to_owned()),
        ("", _) => return None,
        (months, "") => (format!("tháng {months} "), format!("months {months} of ")),
        (months, _) => (format!("tháng {months} "), format!("of months {months}, ")),
    };
    Some((format!("{day_vi}{months_vi}{vi}"), format!("{day_en}{months_en}{en}")))
}

/// A deadline as it was read.
pub(super) fn deadline(d: &Deadline) -> (String, String) {
    let (mut vi, mut en): (Vec<String>, Vec<String>) = (Vec::new(), Vec::new());
    let bound = match d.bound {
        Some(Bound::Before) => ("trước", "before"),
        Some(Bound::By) => ("chậm nhất", "by"),
        Some(Bound::In) => ("trong", "in"),
        Some(Bound::Within) => ("trong vòng", "within"),
        Some(Bound::From) => ("kể từ", "from"),
        None => ("", ""),
    };
    let both = |(left, right): Both, vi: &mut Vec<String>, en: &mut Vec<String>| {
        vi.push(left.to_owned());
        en.push(right.to_owned());
    };
    both(bound, &mut vi, &mut en);
    if let Some(time) = &d.time {
        vi.push(time.clone());
        en.push(time.clone());
    }
    if let Some(due) = &d.due {
        vi.push(date(due));
        en.push(due.strip_prefix("--").map_or_else(|| due.replace('/', " to "), |day| format!("{day} of every year")));
    }
    if let Some(iso) = &d.duration {
        let (left, right) = duration(iso, d.working_days).unwrap_or_else(|| (iso.clone(), iso.clone()));
        vi.push(left);
        en.push(right);
    }
    if let Some(anchor) = &d.anchor {
        both(
            match d.direction {
                Direction::After => ("kể từ", "from"),
                Direction::Before => ("trước", "before"),
            },
            &mut vi,
            &mut en,
        );
        vi.push(format!("“{}”", anchor.text));
        en.push(format!("“{}”", anchor.text));
    }
    // A day of every year says its rhythm itself.
    if !d.due.as_deref().is_some_and(|due| due.starts_with("--")) {
        for rule in &d.rrule {
            let (left, right) = rhythm(rule).unwrap_or_else(|| (rule.clone(), rule.clone()));
            vi.push(left);
            en.push(right);
        }
    }
    let line = |words: Vec<String>| words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ");
    (line(vi), line(en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_said_in_words() {
        for (iso, words) in [
            ("2023-10-02", "02/10/2023"),
            ("2023-11", "tháng 11/2023"),
            ("2023", "năm 2023"),
            ("2024-Q3", "quý 3/2024"),
            ("--12-10", "ngày 10/12 hằng năm"),
            ("2021/2025", "từ năm 2021 đến năm 2025"),
            ("?", "?"),
        ] {
            assert_eq!(date(iso), words);
        }
        let (vi, en) = duration("P5D", true).unwrap();
        assert_eq!((&*vi, &*en), ("5 ngày làm việc", "5 working days"));
        assert_eq!(duration("PT1H", false).unwrap().1, "1 hour");
        assert_eq!(duration("P1Y6M", false), None);
        assert_eq!(duration("", false), None);
        for (rule, vi, en) in [
            ("FREQ=MONTHLY;INTERVAL=3", "hằng quý", "every quarter"),
            ("FREQ=MONTHLY;BYMONTHDAY=25", "ngày 25 hằng tháng", "day 25 of every month"),
            (
                "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=20",
                "ngày 20 tháng 3, 6, 9, 12 hằng năm",
                "day 20 of months 3, 6, 9, 12, every year",
            ),
        ] {
            assert_eq!(rhythm(rule), Some((vi.to_owned(), en.to_owned())));
        }
        assert_eq!(rhythm("FREQ=MONTHLY;BYDAY=FR"), None);
    }

    #[test]
    fn every_rule_of_the_guide_has_words() {
        let guide = include_str!("../../../../docs/rules.md");
        let (_, tables) = guide.split_once("| Found by |").unwrap();
        for line in tables.lines().filter(|line| line.starts_with("| `")) {
            let mut cells = line.split('|').map(str::trim).filter(|cell| !cell.is_empty());
            let (first, second) = (cells.next().unwrap(), cells.next().unwrap());
            let names = |cell: &'static str| cell.split('`').skip(1).step_by(2);
            let values: Vec<&str> = names(first).collect();
            let is_value = ["type", "date", "document", "relation"].contains(&values[0]);
            let is_number = values[0] == "number" && second.starts_with('`');
            if is_value || is_number {
                for of in values {
                    for name in names(second) {
                        assert!(rule(of, name).is_some(), "{of}: {name}");
                    }
                }
            } else {
                for name in values {
                    assert!(rule("", name).is_some(), "{name}");
                }
            }
        }
    }
}
