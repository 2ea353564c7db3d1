//! The issuing body (cơ quan ban hành): from the letterhead's lines, or worked out from code and place.

use crate::grammar::authority::fold as ascii;
use crate::grammar::number::DocNumber;
use crate::layout::head::Head;
use crate::lexicon::bodies::{BodyRow, bodies_by_code, body_by_name_at, is_place_bound, name_for_code, opens_body};
use crate::lexicon::fold::fold;
use crate::lexicon::places::{find_place, find_plain_place, kind_on};
use crate::record::{Basis, Issuer};
use crate::text::window::{floor, head};
use crate::text::{Page, Span, is_shout, plain};

/// A line that cannot stand alone: the next one belongs to it whatever it starts with.
const OPEN: [&str; 12] = [
    "ban chấp hành",
    "văn phòng",
    "ủy ban thường vụ",
    "thủ tướng",
    "ban thường vụ",
    "thanh tra",
    "ban quản lý",
    "hội đồng bầu cử",
    "bộ chỉ huy",
    "tổng thư ký",
    "chủ nhiệm",
    "kiểm toán",
];

/// Organs that issue in the name of the body above them.
const ORGANS: [&str; 4] = ["ban thường trực", "ban thường vụ", "thường trực", "ban chấp hành"];

/// Unit words and the level they tell.
const UNITS: [(&str, &str); 9] = [
    ("thành phố", "province"),
    ("tỉnh", "province"),
    ("tp.", "province"),
    ("huyện", "district"),
    ("quận", "district"),
    ("thị xã", "district"),
    ("xã", "commune"),
    ("phường", "commune"),
    ("thị trấn", "commune"),
];

/// The unit word that opens the words, with its level; a blank follows it.
fn unit_at(words: &str) -> Option<&'static (&'static str, &'static str)> {
    /// Bytes of the longest unit word and of what tells it from others, with all their marks.
    const LONGEST: usize = 32;
    if !words.starts_with(['T', 't', 'H', 'h', 'Q', 'q', 'X', 'x', 'P', 'p']) {
        return None;
    }
    let folded = fold(head(words, LONGEST));
    let whole = |unit: &str| folded.strip_prefix(unit).is_some_and(|r| r.starts_with(' ') && !is_society(r));
    UNITS.iter().find(|(unit, _)| whole(unit))
}

/// The issuers of a document; empty when nothing settles them.
pub(crate) fn issuers(
    page: &Page,
    head: &Head,
    number: Option<&DocNumber>,
    place: Option<&str>,
    date: Option<&str>,
) -> Vec<Issuer> {
    let code = number.and_then(|n| n.bodies().next()).map(str::to_owned);
    let bodies = bodies(page, head, code.as_deref().map_or(&[], bodies_by_code));
    let Some(((name, spans), above)) = bodies.split_last() else {
        let enacted = || enacted(page, head);
        return under_title(page, head)
            .or_else(|| inferred(number, place, date))
            .or_else(enacted)
            .into_iter()
            .collect();
    };
    // A gazette prints the issuer above the document once more.
    let parent = above.last().map(|(n, _)| n.clone()).filter(|n| fold(n) != fold(name));
    let mut full = without_echo(name).to_owned();
    if let Some(parent) = &parent {
        // The Party's organs and every office are named with the body they serve.
        let organ = head.party && fold(parent).contains("ủy") || fold(name) == "văn phòng";
        if organ || ORGANS.contains(&fold(name).as_str()) {
            full = format!("{name} {parent}");
        } else if unit_of(&full).is_none()
            && let Some(unit) = unit_of(parent)
            && is_local(&full)
        {
            full = format!("{full} {unit}");
        }
    }
    if is_committee(&full)
        && unit_of(&full).is_none()
        && let Some(p) = place.and_then(find_place)
    {
        full = format!("{full} {} {}", kind_on(p, date), p.name);
    }
    let unit = unit_of(&full).map(str::to_owned);
    let own_level = level(&full);
    let damaged = if unit.is_none() || own_level.is_none() { damaged_unit(&full) } else { None };
    // A joint document's bodies stand on one line: "BỘ TÀI CHÍNH - BỘ Y TẾ".
    let joint: Vec<&str> = full.split(" - ").collect();
    // A parent stands in front of its own: "BỘ MẪU - CỤC THỬ".
    if let [parent, own] = joint[..]
        && ["bộ ", "tổng cục ", "ủy ban nhân dân "].iter().any(|head| fold(parent).starts_with(head))
        && ["cục ", "tổng cục ", "vụ ", "chi cục ", "sở ", "trường ", "viện ", "học viện "]
            .iter()
            .any(|head| fold(own).starts_with(head))
    {
        return vec![Issuer {
            name: own.to_owned(),
            parent: Some(parent.to_owned()),
            level: level(own).map(str::to_owned),
            place: unit_of(own).map(place_name),
            code: code.filter(|c| !bodies_by_code(c).is_empty() || c.chars().all(|c| c.is_uppercase())),
            span: spans.iter().copied().reduce(Span::hull),
            ..Issuer::default()
        }];
    }
    if joint.len() > 1 && joint.iter().all(|n| body_by_name_at(n).is_some_and(|(len, _)| len == n.len())) {
        let each = |n: &&str| Issuer {
            name: (*n).to_owned(),
            level: level(n).map(str::to_owned),
            span: spans.first().copied(),
            ..Issuer::default()
        };
        return joint.iter().map(each).collect();
    }
    let hull = spans.iter().copied().reduce(Span::hull);
    let together = spans.windows(2).all(|w| w[1].start <= w[0].end + 1);
    vec![Issuer {
        level: damaged.map(|_| "province").or(own_level).map(str::to_owned),
        place: damaged.map(str::to_owned).or_else(|| unit.as_deref().map(place_name)),
        name: full,
        parent,
        code: code.filter(|c| !bodies_by_code(c).is_empty() || c.chars().all(|c| c.is_uppercase())),
        span: hull,
        spans: if together { Vec::new() } else { spans.clone() },
        basis: Basis::Read,
    }]
}

/// A name without its last words where a scan printed them twice: "Thủ tướng Chính phủ Chính Phu".
fn without_echo(name: &str) -> &str {
    let Some((head, last)) = name.rsplit_once(' ') else { return name };
    let Some((head, first)) = head.rsplit_once(' ') else { return name };
    let echo = ascii(&format!("{first} {last}"));
    if ascii(head).strip_suffix(&echo).is_some_and(|before| before.ends_with(' ')) { head } else { name }
}

/// No letterhead: the body that stands alone in capitals between the subject and the legal basis.
fn under_title(page: &Page, head: &Head) -> Option<Issuer> {
    /// Rules and the subject's last line may stand in front of it.
    const NEAR: usize = 4;
    head.title?;
    (head.end.saturating_sub(1)..head.end + NEAR).find_map(|i| {
        let words = page.line(i).trim_end_matches(':');
        let (len, row) = body_by_name_at(words).filter(|_| is_shout(words))?;
        (len == words.len() && matches!(row.level, "central" | "ministry")).then(|| Issuer {
            name: row.name.to_owned(),
            level: Some(row.level.to_owned()),
            code: Some(row.code.to_owned()),
            span: page.lines.get(i).map(|l| l.span),
            basis: Basis::Read,
            ..Issuer::default()
        })
    })
}

/// No letterhead and no number that settles it: who enacts the text behind its legal basis, as in `Bộ trưởng Bộ Y tế ban
/// hành Thông tư …`.
fn enacted(page: &Page, head: &Head) -> Option<Issuer> {
    /// Paragraphs of a legal basis.
    const REACH: usize = 40;
    /// Heads of bodies that enact in their names.
    const OFFICES: [&str; 6] =
        ["Bộ trưởng ", "Chủ nhiệm ", "Thống đốc ", "Tổng Kiểm toán nhà nước", "Tổng Thanh tra Chính phủ", "Chánh án "];
    head.title?;
    let first = page.lines.get(head.end).map(|l| page.paragraph_at(l.span.start))?;
    let body = page.paragraphs.get(first..)?.iter().take(REACH);
    body.take_while(|p| !page.words(p.span).starts_with("Điều 1")).find_map(|p| {
        let words = page.words(p.span);
        let rest = OFFICES.iter().find_map(|office| words.strip_prefix(office)).unwrap_or(words);
        let (len, row) = body_by_name_at(rest).filter(|(_, row)| matches!(row.level, "central" | "ministry"))?;
        let at = words.len() - rest.len();
        rest[len..].starts_with(" ban hành ").then(|| Issuer {
            name: row.name.to_owned(),
            level: Some(row.level.to_owned()),
            code: Some(row.code.to_owned()),
            span: Some(Span::new(at, at + len).shifted(p.span.start as usize)),
            basis: Basis::Read,
            ..Issuer::default()
        })
    })
}

/// The issuer that only a portal's table names; a bare locality ("Tỉnh Kon Tum") names none.
pub(crate) fn of_portal(name: &str) -> Option<Issuer> {
    let (len, row) = body_by_name_at(name)?;
    let whole = len == name.len() || name.get(len..).is_some_and(|r| r.starts_with(' '));
    whole.then(|| Issuer {
        name: name.to_owned(),
        level: (row.level != "local").then(|| row.level.to_owned()),
        code: Some(row.code.to_owned()),
        basis: Basis::Portal,
        ..Issuer::default()
    })
}

/// A letterhead's lines, joined into bodies, from the top.
///
/// A line whose letters a scan spoilt is the body that the code in the number stands for, where it is nearly its name.
fn bodies(page: &Page, head: &Head, coded: &[&BodyRow]) -> Vec<(String, Vec<Span>)> {
    let mut out: Vec<(String, Vec<Span>)> = Vec::new();
    for span in &head.issuer {
        let mut line = page
            .words(*span)
            .trim_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c) && c != ')' && c != '(')
            .to_owned();
        let folded = fold(&line);
        if folded.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count() < 2 {
            continue;
        }
        if is_placeholder(&folded) {
            continue;
        }
        let may_be = !out.is_empty() && !opens_body(&folded);
        let spoilt = coded.iter().map(|body| body.name).find(|name| may_be && is_nearly(&line, name));
        if let Some(name) = spoilt {
            name.clone_into(&mut line);
        }
        let opens = spoilt.is_some() || opens_body(&folded) || !out.is_empty() && opens_damaged(&line);
        match out.last_mut() {
            Some((name, spans)) if !opens || is_open(name) => {
                name.push(' ');
                name.push_str(&line);
                spans.push(*span);
            }
            _ => out.push((line, vec![*span])),
        }
    }
    for (name, _) in &mut out {
        *name = letter_case(name);
    }
    out
}

/// True when a line is a name but for its marks and at most two letters that a scan took for others: "TONG CYC THUE".
fn is_nearly(line: &str, name: &str) -> bool {
    /// A shorter name is too near to others.
    const SHORTEST: usize = 8;
    let (line, name) = (plain(line), plain(name));
    let other = || line.bytes().zip(name.bytes()).filter(|(a, b)| a != b).count();
    line.len() == name.len() && name.len() >= SHORTEST && other() <= 2
}

/// A line that opens the name of a body where a scan lost the marks ("TONG CUC THUE"); short words that are the end of other names are left out.
fn opens_damaged(line: &str) -> bool {
    const PLAIN: [&str; 22] = [
        "uy ban nhan",
        "hoi dong nhan",
        "so",
        "bo tai",
        "bo lao",
        "bo giao",
        "bo xay",
        "cuc",
        "tong cuc",
        "chi cuc",
        "van phong",
        "truong dai",
        "dai hoc",
        "cong ty",
        "tong cong ty",
        "cong an",
        "phong",
        "trung tam",
        "bao hiem xa",
        "kho bac",
        "ngan hang",
        "thanh tra",
    ];
    let flat = plain(line);
    PLAIN.iter().any(|h| flat.strip_prefix(h).is_some_and(|r| !r.starts_with(crate::lexicon::fold::is_alphanumeric)))
}

/// Words of a blank form, and of a gazette's own headings, where the name of a body stands in a document.
fn is_placeholder(folded: &str) -> bool {
    const FORMS: [&str; 5] = ["tên cơ quan", "tên đơn vị", "tên cq", "cơ quan quản lý cấp trên", "cơ quan chủ quản"];
    FORMS.iter().any(|f| folded.starts_with(f))
        || folded.starts_with("văn bản hợp nhất")
        || folded.starts_with("văn bản pháp luật")
}

/// A name that the next line goes on with: it lacks its head ("VĂN | PHÒNG CHÍNH PHỦ") or its end.
fn is_open(name: &str) -> bool {
    let folded = fold(name);
    !(opens_body(&folded) || opens_damaged(name))
        || OPEN.contains(&folded.as_str())
        || folded == "ủy"
        || folded.ends_with("tịch ủy")
        || folded.ends_with([',', '-'])
        || folded.ends_with(" và")
        || folded.ends_with(" của")
}

/// Capitals of a letterhead as the name is written in running text.
pub(crate) fn letter_case(name: &str) -> String {
    if !is_shout(name) {
        return name.to_owned();
    }
    const SMALL: [&str; 12] = ["và", "của", "các", "nhân", "dân", "thuộc", "về", "cho", "với", "khu", "vực", "trực"];
    let mut out = String::with_capacity(name.len());
    let mut at = 0;
    // The word before, folded: it may make a term with the next.
    let mut last = String::new();
    while at < name.len() {
        let rest = &name[at..];
        if !out.is_empty() {
            out.push(' ');
        }
        let unit = unit_at(rest);
        // "CHI CỤC HẢI QUAN": the branch of a body that is known by its name.
        let branch =
            rest.strip_prefix("CHI ").and_then(body_by_name_at).filter(|(_, row)| row.name.starts_with("Cục "));
        if let Some((len, row)) = branch {
            out.push_str("Chi c");
            out.push_str(&row.name[1..]);
            at += "CHI ".len() + len;
            last.clear();
        } else if let Some((len, row)) = body_by_name_at(rest).filter(|(len, _)| rest[..*len].contains(' ') || at == 0)
        {
            out.push_str(row.name);
            at += len;
            last.clear();
        } else if out == "Thuế " && rest.starts_with("CƠ SỞ") {
            // "THUẾ CƠ SỞ 5 TỈNH …": the tax offices below those of provinces, since 2025.
            out.push_str("cơ sở");
            at += "CƠ SỞ".len();
            last.clear();
        } else if let Some((unit, _)) = unit {
            out.push_str(unit);
            let words = unit.split(' ').count();
            at += rest.match_indices(' ').nth(words - 1).map_or(rest.len(), |(i, _)| i);
            last.clear();
        } else {
            let len = rest.find(' ').unwrap_or(rest.len());
            let word = &rest[..len];
            let folded = fold(word);
            let term = !last.is_empty() && is_term(&last, folded.trim_end_matches([',', '.', ')']));
            if term || SMALL.contains(&folded.as_str()) && !out.is_empty() {
                out.push_str(&folded);
            } else if is_acronym(word) || last == "vực" && word.bytes().all(|b| b"IVX".contains(&b)) {
                out.push_str(word);
            } else {
                let parts: Vec<String> = folded.split('-').map(capitalised).collect();
                out.push_str(&parts.join("-"));
            }
            last = if term { String::new() } else { folded };
            at += len;
        }
        while name[at..].starts_with(' ') {
            at += 1;
        }
    }
    out
}

/// Terms of two syllables in names of bodies: only the first takes a capital (Nghị định 30/2020/NĐ-CP, Phụ lục II).
fn is_term(first: &str, second: &str) -> bool {
    const TERMS: [&str; 89] = [
        "ban hành",
        "bảo hiểm",
        "bảo vệ",
        "bầu cử",
        "bệnh viện",
        "biên phòng",
        "bộ trưởng",
        "cán bộ",
        "cảnh sát",
        "cao đẳng",
        "chấp hành",
        "chi cục",
        "chi nhánh",
        "chỉ đạo",
        "chỉ huy",
        "chính sách",
        "chủ tịch",
        "công dân",
        "công nghệ",
        "công nghiệp",
        "công tác",
        "cổ phần",
        "cơ sở",
        "cục trưởng",
        "dạy nghề",
        "dân số",
        "dân tộc",
        "dịch vụ",
        "du lịch",
        "dự án",
        "đa khoa",
        "đào tạo",
        "đại học",
        "đầu tư",
        "điện lực",
        "điều tra",
        "giám đốc",
        "giám định",
        "giáo dục",
        "giao thông",
        "hải quan",
        "hành chính",
        "hiệu trưởng",
        "học viện",
        "hỗ trợ",
        "hữu hạn",
        "kế hoạch",
        "khánh tiết",
        "khen thưởng",
        "khoa học",
        "kiểm sát",
        "kiểm tra",
        "kinh doanh",
        "kinh tế",
        "lao động",
        "mầm non",
        "môi trường",
        "ngân hàng",
        "nghiên cứu",
        "nhà nước",
        "nông nghiệp",
        "nông thôn",
        "phát triển",
        "phổ thông",
        "phục vụ",
        "quản lý",
        "quân sự",
        "quốc gia",
        "thành viên",
        "thanh niên",
        "thể thao",
        "thi đua",
        "thống đốc",
        "thông tin",
        "thương mại",
        "thường trực",
        "tiểu ban",
        "tiểu học",
        "tổ chức",
        "tôn giáo",
        "tổng hợp",
        "trách nhiệm",
        "trung học",
        "trung tâm",
        "trung ương",
        "truyền thông",
        "tuyên truyền",
        "viện trưởng",
        "vụ trưởng",
    ];
    let length = first.len() + 1 + second.len();
    TERMS.iter().any(|term| {
        term.len() == length
            && term.as_bytes()[first.len()] == b' '
            && term.starts_with(first)
            && term.ends_with(second)
    })
}

/// No vowel, or a known run of initials: THPT, UBND, MTTQ, TNHH.
fn is_acronym(word: &str) -> bool {
    let letters: Vec<char> = word.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).collect();
    let vowels = letters.iter().filter(|c| "AEIOUYĂÂÊÔƠƯ".contains(**c) || !c.is_ascii() && **c != 'Đ').count();
    letters.len() >= 2 && vowels == 0 || letters.len() > 3 && vowels <= 1 && !bodies_by_code(word).is_empty()
}

fn capitalised(folded: &str) -> String {
    let mut chars = folded.chars();
    chars.next().map(|c| c.to_uppercase().collect::<String>() + chars.as_str()).unwrap_or_default()
}

/// The unit at the end of a name: "tỉnh Kon Tum", "xã Lương Minh".
fn unit_of(name: &str) -> Option<&str> {
    /// A blank, and more than a letter.
    const LEAST: usize = 3;
    let mut words = name.match_indices(' ').map(|(blank, _)| &name[blank + 1..]);
    let of_unit = |words: &&str| unit_at(words).is_some_and(|(unit, _)| words.len() >= unit.len() + LEAST);
    words.find(of_unit)
}

/// "xã hội" is no commune, with or without its mark.
fn is_society(rest: &str) -> bool {
    rest.starts_with(" h") && plain(rest).starts_with(" hoi")
}

/// The province at the end of a name whose marks a scan lost ("… TINH QUANG NGAI", "… TP HÒ CHÍ MINH").
fn damaged_unit(name: &str) -> Option<&'static str> {
    // "tinh Thua Thien Hue": a unit word and at most four words.
    const MOST: usize = 5;
    let mut at = name.len();
    for _ in 0..MOST {
        let space = name.get(..at)?.rfind(' ')?;
        let word = plain(name[..space].rsplit(' ').next().unwrap_or(""));
        if matches!(word.as_str(), "tinh" | "pho" | "tp" | "tp.") {
            return find_plain_place(&name[space + 1..]).map(|p| p.name);
        }
        at = space;
    }
    None
}

/// The place of a unit: the province's own name where a scan spoilt it, else as printed.
fn place_name(unit: &str) -> String {
    let name = without_unit(unit);
    let damaged = find_place(name).is_none().then(|| find_plain_place(name)).flatten();
    damaged.map_or(name, |p| p.name).to_owned()
}

fn without_unit(unit: &str) -> &str {
    let folded = fold(unit);
    UNITS.iter().find(|(u, _)| folded.starts_with(u)).map(|(u, _)| &unit[floor(unit, u.len())..]).unwrap_or(unit).trim()
}

fn is_committee(name: &str) -> bool {
    let folded = fold(name);
    ["ủy ban nhân dân", "hội đồng nhân dân", "ubnd", "hđnd", "chủ tịch ủy ban nhân dân"].contains(&folded.as_str())
}

/// Bodies that exist in every province or district and are told apart by its name.
fn is_local(name: &str) -> bool {
    let folded = fold(name);
    [
        "sở",
        "phòng",
        "ban",
        "thanh tra",
        "văn phòng",
        "chi cục",
        "trung tâm",
        "công an",
        "ủy ban",
        "hội đồng",
        "tỉnh ủy",
        "đoàn",
        "hội",
    ]
    .iter()
    .any(|h| folded.strip_prefix(h).is_some_and(|r| r.is_empty() || r.starts_with(' ')))
}

fn level(name: &str) -> Option<&'static str> {
    if let Some((len, row)) = body_by_name_at(name)
        && len == name.len()
        && !row.level.is_empty()
    {
        return Some(row.level);
    }
    let unit = unit_of(name)?;
    let folded = fold(unit);
    let found = UNITS.iter().find(|(u, _)| folded.starts_with(u))?.1;
    // A city under a province has the province's unit word: the list of provinces tells.
    let known = || find_place(without_unit(unit)).is_some() || find_plain_place(without_unit(unit)).is_some();
    if found == "province" && !known() { Some("district") } else { Some(found) }
}

/// No letterhead: the number's code and the place line settle the body, or nothing does.
fn inferred(number: Option<&DocNumber>, place: Option<&str>, date: Option<&str>) -> Option<Issuer> {
    let number = number?;
    let code = number.bodies().next()?;
    let name = name_for_code(code, date)?;
    let mut full = name.to_owned();
    let mut at = None;
    if is_place_bound(code) {
        // A code that repeats from place to place needs the place, and only a province's name tells its level.
        let p = place.and_then(find_place)?;
        full = format!("{name} {} {}", kind_on(p, date), p.name);
        at = Some(p.name.to_owned());
    }
    Some(Issuer {
        level: level(&full).map(str::to_owned),
        name: full,
        parent: None,
        place: at,
        code: Some(code.to_owned()),
        span: None,
        spans: Vec::new(),
        basis: Basis::Inferred,
    })
}

#[cfg(test)]
mod tests {
    use super::letter_case;
    use crate::lexicon::bodies::opens_body;

    #[test]
    fn branches_keep_their_letters() {
        assert_eq!(letter_case("CHI CỤC HẢI QUAN KHU VỰC II"), "Chi cục Hải quan khu vực II");
        assert_eq!(letter_case("THUẾ TỈNH HÒA LAM"), "Thuế tỉnh Hòa Lam");
        assert_eq!(letter_case("THUẾ CƠ SỞ 5 TỈNH HÒA LAM"), "Thuế cơ sở 5 tỉnh Hòa Lam");
        assert!(opens_body("thuế cơ sở 5 tỉnh hòa lam"));
    }
}
