//! Texts whose line ends were lost: [`page`] gives them back.
//!
//! Tables of texts (CSV, JSON lines) often hold a whole document on one line, every line end a blank. The forms of
//! documents (Decree 30/2020, annex I) say where a line must begin: at the state's title, a legal basis, an article, an
//! item behind the end of a sentence, the recipients, the signer's office. There the blank becomes a line end again,
//! which is as long, so that nothing else moves.

use crate::diagnostic::Diagnostic;
use crate::lexicon::fold::lowered;
use crate::text::window::{head, tail};
use crate::text::{Clean, Line, Page, Span};
use regex::Regex;
use std::sync::LazyLock;

/// A shorter line is no document.
const SHORTEST: usize = 800;

/// In a document without line ends, a cell or a stretch that is shorter stays as it is.
const SHORTEST_PART: usize = 60;

/// What begins a line wherever it stands. Groups: what only begins one behind the end of a sentence or an item.
///
/// No `\b`: where letters are not of ASCII it takes the search from its tables to one that is fifty times as slow, so the
/// end of a word is looked for in the code.
static OPENERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let always = [
        // Letterhead: the state's title and motto, the symbol, the place and date, the addressee.
        "CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA",
        "Độc lập *- *Tự do",
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        r"Số ?: ?[0-9…./-]",
        r"V/v ",
        r"(?:\p{Lu}[\p{Ll}.]+[ -]?){1,4}, ngày [0-9… ]{1,3} ?tháng [0-9… ]{1,3} ?năm",
        "Kính gửi ?:",
        // Title of the type, alone in capitals, and the enacting words.
        r"(?:QUYẾT ĐỊNH|NGHỊ QUYẾT|THÔNG TƯ(?: LIÊN TỊCH)?|NGHỊ ĐỊNH|CHỈ THỊ|KẾ HOẠCH|THÔNG BÁO|BÁO CÁO|TỜ TRÌNH|CHƯƠNG TRÌNH|CÔNG ĐIỆN|HƯỚNG DẪN|QUY CHẾ|QUY ĐỊNH|LUẬT|PHÁP LỆNH|QUYẾT NGHỊ)(?: ?:|(?P<subject> )(?:Về việc|Về |V/v))",
        // The body that issues, behind the subject; the office of the signer, before the name.
        r"(?P<body>ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|QUỐC HỘI)",
        r"(?P<office>(?:PHÓ |THỨ |TỔNG |CHÁNH )*(?:CHỦ TỊCH|THỦ TƯỚNG|BỘ TRƯỞNG|GIÁM ĐỐC|CỤC TRƯỞNG|VỤ TRƯỞNG|CHỦ NHIỆM|TRƯỞNG BAN|VIỆN TRƯỞNG|BÍ THƯ|TRƯỞNG|VĂN PHÒNG))(?:(?P<name> )\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+){1,4}(?: |$))?",
        // Parts.
        r"(?:Điều|ĐIỀU) [0-9]{1,3}[a-zđ]?\. ?\p{Lu}",
        r"(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC) (?:[IVXL]{1,6}|[0-9]{1,2}|thứ \p{Ll}+)[.:]? \p{Lu}",
        // Foot.
        "Nơi nhận ?:",
        "NƠI NHẬN ?:",
        r"(?:- ?)?Lưu ?: ?VT",
        r"(?:TM|KT|TL|TUQ|Q)\. ?(?:CHÍNH|ỦY|UỶ|HỘI|BAN|BỘ|CHỦ|GIÁM|THỦ|CHÁNH|TỔNG|CỤC|QUỐC|THỐNG|VIỆN)",
        r"\([ĐđÐ]ã ký\)",
    ];
    let behind_end = [
        "Căn cứ ",
        "Theo đề nghị ",
        "Xét (?:đề nghị|Tờ trình|tờ trình) ",
        r"[0-9]{1,2}(?:\.[0-9]{1,2})*[.)] ?\p{Lu}",
        r"[a-zđ]\) ",
        r"[IVX]{1,5}[.-] ?\p{Lu}",
        r"[-+•] ?\p{L}",
    ];
    Regex::new(&format!(" (?:(?P<any>{})|(?P<end>{}))", always.join("|"), behind_end.join("|"))).ok()
});

/// A title whose subject is in capitals, behind the date: "năm 2021 KẾ HOẠCH KIỂM KÊ KHO LƯU TRỮ Thực hiện …".
static CAPITALS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:^|năm [0-9]{4})[* -]*?(?P<title>^| )(?:QUYẾT ĐỊNH|NGHỊ QUYẾT(?: LIÊN TỊCH)?|CHỈ THỊ|KẾ HOẠCH|THÔNG BÁO|BÁO CÁO|TỜ TRÌNH|CHƯƠNG TRÌNH|HƯỚNG DẪN)",
        r#"(?P<subject> )[\p{Lu}0-9][\p{Lu}0-9 ,.;:“”"/&()-]+(?P<body> )\p{Lu}\p{Ll}"#,
    ))
    .ok()
});

/// Lines of their own behind which a line begins too: the enacting words, and an office in capitals.
static CLOSERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ ĐỊNH|CHỈ THỊ|THÔNG TƯ)\s?:|Tự do *- *Hạnh phúc|\([ĐđÐ]ã ký\)").ok()
});

/// The page of a text; a document that stands on one line has its lines again. The diagnostics tell of them, and of words
/// that came in pieces.
pub(crate) fn page(source: &str) -> (Page<'_>, Vec<Diagnostic>) {
    let mut clean = Clean::of(source);
    let mut diagnostics = Vec::new();
    if let Some(joined) = clean.joined {
        let message = format!("{} words came in pieces and were joined, the first here", joined.words);
        diagnostics.push(Diagnostic::new("words-joined", message, Some(joined.first)));
    }
    let given = unflatten(&mut clean);
    if given > 0 {
        let message = format!("{given} line ends were worked out in a document without them");
        diagnostics.push(Diagnostic::new("lines-restored", message, None));
    }
    (Page::of(clean), diagnostics)
}

/// Gives a document that stands on one line its lines again, and tells how many; leaves other texts as they are.
fn unflatten(clean: &mut Clean) -> usize {
    let Some(longest) = clean.lines.iter().map(|line| line.span.len()).max().filter(|len| *len >= SHORTEST) else {
        return 0;
    };
    if longest * 2 < clean.text.len() {
        return 0;
    }
    let mut breaks: Vec<usize> = Vec::new();
    for line in &clean.lines {
        if line.span.len() >= SHORTEST_PART {
            breaks_of(line.span.of(&clean.text), line.span.start as usize, &mut breaks);
        }
    }
    if !is_document(&clean.text, &breaks) {
        return 0;
    }
    let mut bytes = std::mem::take(clean.text.to_mut()).into_bytes();
    for at in &breaks {
        bytes[*at] = b'\n';
    }
    // A line end for a blank, both of one byte, keeps the text well formed.
    clean.text = String::from_utf8(bytes).unwrap_or_default().into();
    let given = breaks.len();
    let mut breaks = breaks.into_iter().peekable();
    let mut lines = Vec::with_capacity(clean.lines.len() + breaks.len());
    for line in clean.lines.drain(..) {
        let mut rest = line;
        while let Some(at) = breaks.next_if(|at| *at < line.span.end as usize) {
            lines.push(Line { span: Span::new(rest.span.start as usize, at), ..rest });
            rest = Line { span: Span::new(at + 1, line.span.end as usize), after_blank: false, indent: 0, ..line };
        }
        lines.push(rest);
    }
    clean.lines = lines;
    given
}

/// The blanks of a line that were line ends, in order.
fn breaks_of(words: &str, base: usize, breaks: &mut Vec<usize>) {
    let (Some(openers), Some(closers)) = (OPENERS.as_ref(), CLOSERS.as_ref()) else { return };
    let first = breaks.len();
    let mut count = 0;
    for found in openers.captures_iter(words) {
        let Some(whole) = found.get(0) else { continue };
        let before = &words[..whole.start()];
        let ended = before.ends_with(['.', ';', ':', ',', ']', ')', '”', '/']) || ends_in_capitals(before);
        let is_whole = |part: regex::Match| !words[part.end()..].starts_with(char::is_alphanumeric);
        if !found.name("body").or(found.name("office")).is_none_or(is_whole) {
            continue;
        }
        // Inside a line in capitals a body or an office is a part of it, but for the signer's behind "TM.", "KT.".
        let signs = || found.name("name").is_some() || is_on_behalf(before);
        if ends_in_capitals(before) && (found.name("body").is_some() || found.name("office").is_some() && !signs()) {
            continue;
        }
        let label = &words[whole.start() + 1..];
        // Behind a heading no mark stands: there the count decides.
        let next = number(label);
        let counts_on = next > 0 && (next == 1 || next == count + 1) && !names_a_number(before);
        if found.name("any").is_some() || ended || counts_on {
            breaks.push(base + whole.start());
            let inside = ["subject", "name"].iter().filter_map(|part| found.name(part));
            breaks.extend(inside.map(|part| base + part.start()));
            if next > 0 {
                count = next;
            }
        }
    }
    if let Some(end) = salutation_end(words) {
        breaks.push(base + end);
    }
    let capitals = CAPITALS.as_ref().and_then(|capitals| capitals.captures(words));
    for part in ["title", "subject", "body"] {
        let starts = capitals.iter().filter_map(|found| found.name(part));
        breaks.extend(starts.filter(|part| !part.is_empty()).map(|part| base + part.start()));
    }
    for found in closers.find_iter(words) {
        if words[found.end()..].starts_with(' ') {
            breaks.push(base + found.end());
        }
    }
    breaks[first..].sort_unstable();
    breaks.dedup();
}

/// True when the last words say on whose behalf somebody signs.
fn is_on_behalf(before: &str) -> bool {
    /// The longest name of a body in a signature.
    const REACH: usize = 90;
    let near = tail(before, REACH);
    ["TM.", "KT.", "TL.", "TUQ.", "Q."].iter().any(|mark| near.contains(mark))
}

/// True when the last word is a long one in capitals, as at the end of a heading.
fn ends_in_capitals(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    last.chars().count() >= 2 && last.chars().all(char::is_uppercase)
}

/// Where the addressees end and the text begins: "Kính gửi: Sở Nội vụ. Thực hiện Kế hoạch …".
fn salutation_end(words: &str) -> Option<usize> {
    /// Addressees take less.
    const REACH: usize = 700;
    const BEGINS: [&str; 14] = [
        " Thực hiện ",
        " Căn cứ ",
        " Triển khai ",
        " Trả lời ",
        " Tiếp theo ",
        " Theo đề nghị ",
        " Để ",
        " Nhằm ",
        " Ngày ",
        " Qua ",
        " Trên cơ sở ",
        " Sau khi ",
        " Phúc đáp ",
        " Vừa qua",
    ];
    let start = words.find("Kính gửi")?;
    let near = head(&words[start..], REACH);
    BEGINS.iter().filter_map(|begin| near.find(begin)).min().map(|at| start + at)
}

/// True when a number behind these words belongs to them: "khoản 2. Trong …", "năm 2020. Từ …".
fn names_a_number(before: &str) -> bool {
    static NAMES: [&str; 18] = [
        "khoản", "điểm", "điều", "mục", "số", "bảng", "phần", "chương", "tháng", "năm", "quý", "ngày", "lớp", "cấp",
        "loại", "nhóm", "lục", "hình",
    ];
    let last = lowered(before.rsplit(' ').next().unwrap_or_default());
    NAMES.contains(&last.as_str()) || last.ends_with(|c: char| c.is_ascii_digit() || c == ',')
}

/// True when the words behind the breaks are those of a document: parts of its letterhead and foot, or articles or
/// items that count up.
fn is_document(text: &str, breaks: &[usize]) -> bool {
    /// Marks of a form, and members of one count, that no paragraph of prose has.
    const KINDS: u32 = 3;
    const COUNTED: u32 = 4;
    let mut kinds = 0u16;
    let (mut articles, mut items) = (0, 0);
    for at in breaks {
        let words = &text[at + 1..];
        let heads =
            ["CỘNG H", "Độc lập", "Số", "Căn cứ ", "Kính gửi", "Nơi nhận", "TM.", "KT.", "QUYẾT ĐỊNH", "Chương "];
        kinds |= heads.iter().position(|head| words.starts_with(head)).map_or(0, |n| 1 << n);
        match words.strip_prefix("Điều ") {
            Some(label) => articles += u32::from(number(label) == articles + 1),
            None => items += u32::from(number(words) == items + 1),
        }
    }
    kinds.count_ones() >= KINDS || articles >= COUNTED || items >= COUNTED || kinds > 0 && articles >= 2
}

/// The number at the start of a label; 0 for none.
fn number(words: &str) -> u32 {
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    words[..digits].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::page;

    #[test]
    fn a_document_on_one_line_gets_its_lines_again() {
        let text = "ỦY BAN NHÂN DÂN TỈNH HƯNG AN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc \
            Số: 77/QĐ-UBND Hưng An, ngày 05 tháng 3 năm 2021 QUYẾT ĐỊNH Về việc lập Tổ rà soát kho lưu trữ ỦY BAN NHÂN \
            DÂN TỈNH HƯNG AN Căn cứ Luật Lưu trữ ngày 11 tháng 11 năm 2011; Căn cứ Nghị định số 01/2013/NĐ-CP ngày 03 \
            tháng 01 năm 2013 của Chính phủ; Theo đề nghị của Giám đốc Sở Nội vụ, QUYẾT ĐỊNH: Điều 1. Lập Tổ rà soát \
            kho lưu trữ của tỉnh. Điều 2. Giao Sở Nội vụ báo cáo trước ngày 30 tháng 6 năm 2021. Điều 3. Chánh Văn \
            phòng chịu trách nhiệm thi hành Quyết định này./. Nơi nhận: - Như Điều 3; - Lưu: VT. TM. ỦY BAN NHÂN DÂN \
            CHỦ TỊCH (Đã ký) Lê Văn Thử";
        let (page, told) = page(text);
        let lines: Vec<&str> = (0..page.lines.len()).map(|i| page.line(i)).collect();
        for start in
            ["Độc lập", "Số: 77", "Hưng An, ngày", "Căn cứ Nghị", "QUYẾT ĐỊNH:", "Điều 2.", "Nơi nhận:", "- Lưu", "TM."]
        {
            assert!(lines.iter().any(|line| line.starts_with(start)), "{start}: {lines:#?}");
        }
        assert_eq!(page.text.len(), text.len());
        assert!(matches!(&told[..], [told] if told.code == "lines-restored"));
    }

    #[test]
    fn long_prose_stays_on_its_line() {
        let text = "Theo Căn cứ Luật Lưu trữ, cơ quan đã báo cáo Điều 5. Nội dung ".repeat(40);
        assert_eq!(page(&text).0.lines.len(), 1);
    }
}
