//! Texts whose line ends were lost: [`page`] gives them back.
//!
//! Tables of texts (CSV, JSON lines) often hold a whole document on one line, every line end a blank. The forms of
//! documents (Decree 30/2020, annex I) say where a line must begin: at the state's title, a legal basis, an article, an
//! item behind the end of a sentence, the recipients, the signer's office. There the blank becomes a line end again,
//! which is as long, so that nothing else moves.

use crate::diagnostic::Diagnostic;
use crate::grammar::verb::pair_at;
use crate::layout::cells;
use crate::lexicon::fold::lowered;
use crate::text::window::{head, tail};
use crate::text::{Clean, LINE_ENDS, Page, Span, TYPES, letter, plain};
use regex::Regex;
use std::sync::LazyLock;

/// A shorter line is no document.
const SHORTEST: usize = 800;

/// Where a letterhead and a title stand, in bytes.
const HEAD: usize = 3000;

/// In a document without line ends, a cell or a stretch that is shorter stays as it is, but for a signature.
const SHORTEST_PART: usize = 60;

/// Place and date of a letterhead, in forms that a scan may have spoilt.
const DATE: &str =
    r"(?:\p{Lu}\p{Ll}[\p{L}.]*[ -]?){1,5}, ?ng[aàảâäåÀ]\p{L}?[^,;:]{0,16}?[0-9a-zá]ng? [^,;:]{1,8}? ?n[aă]m [0-9]{4}";

/// Offices of those who sign, but for those in two words of which each is one too.
const OFFICES: [&str; 11] = [
    "CHỦ TỊCH",
    "THỦ TƯỚNG",
    "BỘ TRƯỞNG",
    "GIÁM ĐỐC",
    "CỤC TRƯỞNG",
    "VỤ TRƯỞNG",
    "CHỦ NHIỆM",
    "TRƯỞNG BAN",
    "VIỆN TRƯỞNG",
    "BÍ THƯ",
    "VĂN PHÒNG",
];

/// In front of the office of whom somebody signs for (Decree 30/2020, annex I).
const ON_BEHALF: [&str; 5] = ["TM.", "KT.", "TL.", "TUQ.", "Q."];

/// Stands for a signature in copies.
const SIGNED: &str = r"\([Đđ]ã ký\)";
/// What an electronic signature says of its time.
const SIGNED_AT: &str = r"Th[ờo]i gian k[ýy] ?:";
/// The running head of the gazette.
const GAZETTE: &str = "CÔNG BÁO ?/ ?Số";
/// What programs that read scans put between pages.
const PAGE: &str = "--- PAGE [0-9]+ ---";
/// A rule below a name.
const RULE: &str = "[-_]{4,}";

/// What begins a line. Groups: `any` wherever it stands, `head` near the top, in forms that a scan may have spoilt, `end`
/// only behind the end of a sentence or an item. Inside them: `body` and `office` are names that are also parts of lines in
/// capitals, `point` is a label that is also named in sentences, and `subject`, `title` and `name` are blanks at which
/// another line begins.
///
/// No `\b`: where letters are not of ASCII it takes the search from its tables to one that is fifty times as slow, so the
/// end of a word is looked for in the code.
static OPENERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let types = types();
    // "TRƯỞNG" alone as it stands: with another mark it is a school or a name.
    let offices = loose(&OFFICES.join("|"));
    let office = format!("{}(?:{offices}|TRƯỞNG|TRUONG)", loose("(?:PHÓ |THỨ |TỔNG |CHÁNH )*"));
    let always = [
        // Letterhead: the state's title and motto, the symbol, the place and date, the addressee.
        loose("CỘNG HÒA XÃ HỘI CH"),
        loose("Độc lập *- *T"),
        "ĐẢNG CỘNG SẢN VIỆT NAM".to_owned(),
        r"Số ?: ?[0-9…./-]".to_owned(),
        r"[Vv]/v:? ".to_owned(),
        r"(?:\p{Lu}[\p{Ll}.]+[ -]?){1,4}, ngày [0-9… ]{1,3} ?tháng [0-9… ]{1,3} ?năm".to_owned(),
        loose("Kính gửi ?:"),
        // Title of the type, alone in capitals, and the enacting words.
        format!("(?:{types})(?: ?:|(?P<subject> )(?:Về việc|Về |V/v))"),
        // The body that issues, behind the subject; the office of the signer, before the name.
        r"(?P<body>ỦY BAN NHÂN DÂN|UỶ BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|THỦ TƯỚNG CHÍNH PHỦ|CHÍNH PHỦ|QUỐC HỘI)".to_owned(),
        format!(r"(?P<office>{office})(?:(?: \p{{Lu}}{{2,}}){{0,8}}(?P<name> )\p{{Lu}}\p{{Ll}}+(?: \p{{Lu}}\p{{Ll}}+){{1,4}})?"),
        // Parts.
        r"(?:Điều|ĐIỀU) [0-9]{1,3}[a-zđ]?\. ?\p{Lu}".to_owned(),
        r"(?:Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC) (?:[IVXL]{1,6}|[0-9]{1,2}|thứ \p{Ll}+)[.:]? \p{Lu}".to_owned(),
        "PHỤ LỤC".to_owned(),
        // Legal bases: inside a sentence these words are in small letters.
        r"Căn cứ (?:Hiến|Luật|Bộ luật|Pháp lệnh|Nghị|Quyết|Thông tư|Chỉ thị|Kết luận|Kế hoạch|Chương trình|Công văn|Văn bản|Biên bản)".to_owned(),
        r"Theo đề nghị của".to_owned(),
        r"Xét (?:đề nghị|Tờ trình|tờ trình) ".to_owned(),
        // Foot.
        loose("Nơi nhận ?:"),
        r"(?:- ?)?Lưu ?: ?VT".to_owned(),
        format!(r"(?:TM|KT|TL|TUQ|Q)\. ?(?:{office}|CHÍNH|ỦY|UỶ|HỘI|BAN|BỘ|CHỦ|GIÁM|THỦ|CHÁNH|TỔNG|CỤC|CHI|SỞ|QUỐC|THỐNG|VIỆN)"),
        SIGNED.to_owned(),
        // Items behind a heading, which has no mark at its end; inside a sentence a point goes on in small letters.
        r"(?P<point>[a-zđ]\) ?\p{Lu})".to_owned(),
        r"\+ ?\p{Lu}\p{Ll}".to_owned(),
        // Of the page: electronic signatures and the running head of the gazette.
        r"(?:Ký|Ky) b[ởoớ]i ?:".to_owned(),
        SIGNED_AT.to_owned(),
        format!("(?:[0-9]{{1,3}} )?{GAZETTE}"),
        PAGE.to_owned(),
        RULE.to_owned(),
    ];
    let head = [
        r"[.'‘’]?(?:S[ốôóòéẽẻo6Ố]|\$6|8é)[ .]*[:;][.:]? ?[^ ]".to_owned(),
        DATE.to_owned(),
        format!(r"(?:{types})(?P<title> )\p{{Lu}}\p{{Ll}}"),
        r"(?:Luật|Nghị quyết|Pháp lệnh) số ?:".to_owned(),
    ];
    let behind_end = [
        "Căn cứ ",
        r"[0-9]{1,2}(?:\.[0-9]{1,2})*[.)] ?\p{Lu}",
        r"[a-zđ]\) \p{Ll}",
        r"[IVX]{1,5}[.-] ?\p{Lu}",
        r"[-+•] ?\p{L}",
    ];
    let all =
        format!(" (?:(?P<any>{})|(?P<head>{})|(?P<end>{}))", always.join("|"), head.join("|"), behind_end.join("|"));
    Regex::new(&all).ok()
});

/// A pattern for the names of types, the longer of two that begin alike before the other.
fn types() -> String {
    let mut names = TYPES;
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    loose(&names.join("|"))
}

/// A pattern for `words` that takes each letter in its case with any mark: scans lose and change marks.
fn loose(words: &str) -> String {
    let mut out = String::new();
    for c in words.chars() {
        let (capital, small) = match letter(c) {
            Some('a') => ("AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬ", "aàáảãạăằắẳẵặâầấẩẫậ"),
            Some('d') => ("DĐ", "dđ"),
            Some('e') => ("EÈÉẺẼẸÊỀẾỂỄỆ", "eèéẻẽẹêềếểễệ"),
            Some('i') => ("IÌÍỈĨỊ", "iìíỉĩị"),
            Some('o') => ("OÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢ", "oòóỏõọôồốổỗộơờớởỡợ"),
            Some('u') => ("UÙÚỦŨỤƯỪỨỬỮỰ", "uùúủũụưừứửữự"),
            Some('y') => ("YỲÝỶỸỴ", "yỳýỷỹỵ"),
            _ => {
                out.push(c);
                continue;
            }
        };
        out.push('[');
        out += if c.is_uppercase() { capital } else { small };
        out.push(']');
    }
    out
}

/// A title whose subject is in capitals, behind the date: "năm 2021 KẾ HOẠCH KIỂM KÊ KHO LƯU TRỮ Thực hiện …", and who
/// issues, in capitals too, behind it: "… TÀI LIỆU BỘ TRƯỞNG BỘ NỘI VỤ Căn cứ …".
static CAPITALS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let types = types();
    let subject = r#"[\p{Lu}0-9][\p{Lu}0-9 ,.;:“”"/&()-]+?"#;
    let named = loose("(?:BỘ TRƯỞNG BỘ|CHỦ TỊCH ỦY BAN|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN) ");
    let issuer = format!(r"{named}[\p{{Lu}} ,-]{{2,60}}?|CHÍNH PHỦ|QUỐC HỘI");
    let title = format!(r"(?:^|năm [0-9]{{4}}|QH[0-9]{{1,2}})[* -]*?(?P<title>^| )(?:{types})");
    let all = format!(r"{title}(?P<subject> ){subject}(?:(?P<issuer> )(?:{issuer}))?(?P<body> )\p{{Lu}}\p{{Ll}}");
    Regex::new(&all).ok()
});

/// The title of what is attached, in capitals up to the note that says what it came with: "KẾ HOẠCH KIỂM KÊ KHO LƯU TRỮ (Kèm
/// theo Quyết định số …".
static ATTACHED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let subject = r#"[\p{Lu}0-9][\p{Lu}0-9 ,.;:“”"/&-]+?"#;
    let note = r"(?P<note> )\((?:Ban hành )?[Kk]èm theo ";
    let all = format!(r"(?P<title>^| )(?:{})(?P<subject> ){subject}{note}", types());
    Regex::new(&all).ok()
});

/// What ends a line: the enacting words, the state's title and motto, what an electronic signature and the running head of
/// the gazette say, and near the top (`head`) the date. Behind the running head may stand the title of a `section`.
static CLOSERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let all = [
        format!("(?:{}) ?:", loose("QUYẾT ĐỊNH|QUYẾT NGHỊ|NGHỊ ĐỊNH|CHỈ THỊ|THÔNG TƯ")),
        loose("HỘI CHỦ NGHĨA VIỆT NAM"),
        loose("Tự ?do *- *Hạnh phúc"),
        SIGNED.to_owned(),
        format!(r"{SIGNED_AT} ?[0-9./-]{{6,10}}(?: [0-9:]+)*(?: ?\+0?7:00)?"),
        format!(
            "{GAZETTE} [0-9 +]+/ ?Ngày [0-9-]+(?: [0-9]{{1,3}})?(?P<section> VĂN BẢN (?:QUY PHẠM PHÁP LUẬT|KHÁC))?"
        ),
        PAGE.to_owned(),
        RULE.to_owned(),
        format!("(?P<head>{DATE})"),
    ];
    Regex::new(&format!("(?:{})", all.join("|"))).ok()
});

/// The page of a text; a document that stands on one line has its lines again. The diagnostics tell of them, and of words
/// that came in pieces.
pub(crate) fn page(source: &str) -> (Page<'_>, Vec<Diagnostic>) {
    let mut clean = Clean::of(source);
    let mut diagnostics = Vec::new();
    if let Some((text, given)) = unflatten(source, &clean) {
        clean = Clean::of(&text).into_owned();
        let message = format!("{given} line ends were worked out in a document without them");
        diagnostics.push(Diagnostic::new("lines-restored", message, None));
    } else {
        cells::restore(&mut clean);
    }
    if let Some(joined) = clean.joined {
        let message = format!("{} words came in pieces and were joined, the first here", joined.words);
        diagnostics.insert(0, Diagnostic::new("words-joined", message, Some(joined.first)));
    }
    (Page::of(clean), diagnostics)
}

/// True for a text most of which stands on one line.
fn is_flat(source: &str) -> bool {
    let is_long = |longest: usize| longest >= SHORTEST && longest * 2 >= source.len();
    // A line that is half of the text holds its middle, or ends or starts there.
    let (before, behind) = source.as_bytes().split_at(source.len() / 2);
    let start = memchr::memrchr(b'\n', before).map_or(0, |at| at + 1);
    let end = before.len() + memchr::memchr(b'\n', behind).unwrap_or(behind.len());
    // Other line ends are rare, and dearer to look for.
    is_long(end - start) && is_long(source.split(LINE_ENDS).map(str::len).max().unwrap_or(0))
}

/// The source of a document that stands on one line with its lines again, as long as before so that nothing moves, and how
/// many lines were found; `None` for other texts. Pipes of long lines become line ends too: there a table has no rows.
fn unflatten(source: &str, clean: &Clean) -> Option<(String, usize)> {
    if !is_flat(source) {
        return None;
    }
    let mut breaks: Vec<usize> = Vec::new();
    for line in &clean.lines {
        if line.span.len() >= SHORTEST_PART || ON_BEHALF.iter().any(|mark| line.span.of(&clean.text).starts_with(mark))
        {
            breaks_of(line.span.of(&clean.text), line.span.start as usize, &mut breaks);
        }
    }
    breaks.dedup();
    if !is_document(&clean.text, &breaks) {
        return None;
    }
    let inside: Vec<usize> = columns(&clean.text).collect();
    breaks.retain(|at| !inside.contains(at));
    let mut bytes = source.as_bytes().to_vec();
    for at in &breaks {
        let blank = clean.map.source(Span::new(*at, at + 1)).range();
        // A blank may have more bytes, or be a run of blanks.
        let blank = bytes.get_mut(blank)?;
        blank.fill(b' ');
        *blank.first_mut()? = b'\n';
    }
    if clean.lines.iter().any(|line| line.row > 0) {
        let mut start = 0;
        for line in source.split(LINE_ENDS) {
            let pipes = memchr::memchr_iter(b'|', line.as_bytes()).filter(|at| !line[..*at].ends_with('\\'));
            pipes.filter(|_| line.len() >= SHORTEST).for_each(|at| bytes[start + at] = b'\n');
            start += line.len();
            start += source[start..].chars().next().map_or(0, char::len_utf8);
        }
    }
    Some((String::from_utf8(bytes).ok()?, breaks.len()))
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
        if found.name("head").is_some() && base + whole.start() > HEAD {
            continue;
        }
        let is_whole = |part: regex::Match| !words[part.end()..].starts_with(char::is_alphanumeric);
        if !found.name("body").or(found.name("office")).is_none_or(is_whole) {
            continue;
        }
        // A cell that opens with "KT." stands on one line with the office, with "TM." on one with the body.
        if found.name("office").or(found.name("body")).is_some() && ON_BEHALF.contains(&before) {
            breaks.extend(found.name("name").map(|name| base + name.start()));
            continue;
        }
        // Inside a line in capitals a body or an office is a part of it, but for the signer's behind "TM.", "KT.".
        let signs = || found.name("name").is_some() || is_on_behalf(before);
        if ends_in_capitals(before) && (found.name("body").is_some() || found.name("office").is_some() && !signs()) {
            continue;
        }
        let label = &words[whole.start() + 1..];
        if found.name("point").is_some() && names_a_number(before) {
            continue;
        }
        // Behind a heading no mark stands: there the count decides.
        let next = number(label);
        let counts_on = next > 0 && (next == 1 || next == count + 1) && !names_a_number(before);
        if found.name("end").is_none() || ended || counts_on {
            breaks.push(base + whole.start());
            let inside = ["subject", "title", "name"].iter().filter_map(|part| found.name(part));
            breaks.extend(inside.map(|part| base + part.start()));
            // The number in front of the gazette's running head is that of a page.
            if next > 0 && found.name("end").is_some() {
                count = next;
            }
        }
    }
    if let Some(end) = salutation_end(words) {
        breaks.push(base + end);
    }
    let capitals = CAPITALS.as_ref().and_then(|capitals| capitals.captures(words));
    for part in ["title", "subject", "issuer", "body"] {
        let starts = capitals.iter().filter_map(|found| found.name(part));
        breaks.extend(starts.filter(|part| !part.is_empty()).map(|part| base + part.start()));
    }
    for found in ATTACHED.as_ref().into_iter().flat_map(|attached| attached.captures_iter(words)) {
        // "MẪU BÁO CÁO …" is a form, and the label of an annex stands on the line of its name.
        let title = found.name("title").map_or(0, |title| title.end());
        if ends_in_capitals(words[..title].trim_end()) || words[title..].starts_with("PHỤ LỤC") {
            continue;
        }
        let parts = ["title", "subject", "note"].iter().filter_map(|part| found.name(part));
        breaks.extend(parts.filter(|part| !part.is_empty()).map(|part| base + part.start()));
    }
    for found in closers.captures_iter(words) {
        let Some(whole) = found.get(0) else { continue };
        let counts = found.name("head").is_none() || base + whole.start() <= HEAD;
        if counts && words[whole.end()..].starts_with(' ') {
            breaks.push(base + whole.end());
            breaks.extend(found.name("section").map(|section| base + section.start()));
        }
    }
    breaks[first..].sort_unstable();
    let bullets = first_bullets(words, base, &breaks[first..]);
    breaks.extend(bullets);
    breaks[first..].sort_unstable();
}

/// The first bullets below numbered headings, before which no mark stands: "2. Hạ tầng kho - Xây dựng kho lạnh. - Nâng cấp …",
/// known by the bullet that follows.
fn first_bullets(words: &str, base: usize, breaks: &[usize]) -> Vec<usize> {
    /// A heading is no longer.
    const HEADING: usize = 160;
    /// Bodies whose names may be joined by a dash.
    const BODIES: [&str; 9] = ["Sở ", "Phòng ", "Ban ", "Vụ ", "Cục ", "Văn phòng ", "Trung tâm ", "Viện ", "Khoa "];
    /// Verbs that are no part of such names.
    const DUTIES: [&str; 8] =
        ["chủ trì", "phối hợp", "tham mưu", "hướng dẫn", "rà soát", "báo cáo", "thực hiện", "chịu trách nhiệm"];
    let line = |at: usize| words.get(at - base + 1..).unwrap_or_default();
    let pairs = breaks.iter().zip(breaks.iter().skip(1));
    let below = pairs.filter(|&(at, next)| number(line(*at)) > 0 && line(*next).starts_with("- "));
    let first = |(at, next): (&usize, &usize)| {
        let heading = words.get(at - base + 1..next - base)?;
        // "Sở Quy hoạch - Kiến trúc", "Phòng Hành chính - Tổng hợp" are names; what is told to do begins with a verb.
        let dash = heading.match_indices(" - ").map(|(dash, _)| dash).take_while(|dash| *dash < HEADING);
        let name = heading.split_once(' ').map_or("", |(_, name)| name);
        let body = BODIES.iter().any(|body| name.starts_with(body));
        let mut dash = dash.filter(|dash| {
            let behind = lowered(head(&heading[dash + 3..], HEADING));
            pair_at(&behind) && (!body || DUTIES.iter().any(|duty| behind.starts_with(duty)))
        });
        dash.next().filter(|dash| heading[..*dash].matches(". ").count() < 2).map(|dash| at + 1 + dash)
    };
    below.filter_map(first).collect()
}

/// True when the last words say on whose behalf somebody signs.
fn is_on_behalf(before: &str) -> bool {
    /// The longest name of a body in a signature.
    const REACH: usize = 90;
    let near = tail(before, REACH);
    ON_BEHALF.iter().any(|mark| near.contains(mark))
}

/// True when the last word is a long one in capitals, as at the end of a heading.
fn ends_in_capitals(before: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    last.chars().count() >= 2 && last.chars().all(char::is_uppercase)
}

/// Where the addressees end: at their address, or where the text begins: "Kính gửi: Sở Nội vụ. Thực hiện Kế hoạch …",
/// "Kính gửi: Công ty A (Địa chỉ: …) Cục Thuế tỉnh B nhận được …".
fn salutation_end(words: &str) -> Option<usize> {
    /// Addressees take less.
    const REACH: usize = 700;
    static ENDS: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let all = [
            "Thực hiện ",
            "Căn cứ ",
            "Triển khai ",
            "Trả lời ",
            "Tiếp theo ",
            "Theo đề nghị ",
            "Nhằm ",
            "Ngày ",
            "Trên cơ sở ",
            "Sau khi ",
            "Phúc đáp ",
            "Vừa qua",
            "\\(?(?:Địa chỉ|Đ/c|MST|Mã số thuế|Số điện thoại|Điện thoại)[ :]",
        ];
        // Short words are others with other marks ("Đê", "Quá").
        let all = all.map(loose).join("|");
        Regex::new(&format!("[Kk][^ ]nh g[^ ]{{1,4}} ?:|(?P<end> (?:Để |Qua |{all}))")).ok()
    });
    /// What the writer says of himself when he begins: his name stands before it.
    const BEGINS: [&str; 3] = [" nhận được ", " có nhận được ", " đã nhận được "];
    const BODIES: [&str; 12] = [
        " Tổng cục ",
        " Cục ",
        " Chi cục ",
        " Bộ ",
        " Sở ",
        " Ủy ban ",
        " UBND ",
        " Văn phòng ",
        " Ban ",
        " Bảo hiểm ",
        " Thuế ",
        " Kho bạc ",
    ];
    let start = ENDS.as_ref()?.find_iter(words).find(|found| !found.as_str().starts_with(' '))?.end();
    let near = head(&words[start..], REACH);
    let named = ENDS.as_ref()?.captures_iter(near).find_map(|found| found.name("end")).map(|end| end.start());
    let begins = BEGINS.iter().filter_map(|begin| near.find(begin)).min();
    let body = begins.and_then(|at| BODIES.iter().filter_map(|body| near[..at].rfind(body)).max());
    let sentence = near.match_indices(". ").find_map(|(at, _)| {
        let word = near[..at].rsplit(' ').next().unwrap_or_default();
        (word.chars().count() > 2 && !word.contains('.') && near[at + 2..].starts_with(char::is_uppercase))
            .then_some(at + 1)
    });
    [named, body, sentence].into_iter().flatten().min().map(|at| start + at)
}

/// A letterhead of two columns that was read line by line: "BỘ A CỘNG HÒA … VIỆT NAM CỤC B Độc lập - … Số: … Hà Nội, ngày …".
/// Words of the left column stand between the state's title and its motto: so the title, the motto and the date end lines
/// that they do not begin.
fn columns(words: &str) -> impl Iterator<Item = usize> {
    static TITLE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        let title = loose(" CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM");
        let motto = loose("Độc lập *- *T");
        let left = r"[\p{Lu} .,-]{6,120}";
        Regex::new(&format!(r"(?P<title>{title}) {left}(?P<motto> ){motto}(?:[^;]{{0,160}}?(?P<date> ){DATE})?")).ok()
    });
    let found = TITLE.as_ref().and_then(|title| title.captures(head(words, HEAD)));
    ["title", "motto", "date"].into_iter().filter_map(move |part| Some(found.as_ref()?.name(part)?.start()))
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
    /// Without marks, as scans lose them.
    const HEADS: [&str; 12] = [
        "cong h",
        "doc lap",
        "so:",
        "can cu ",
        "kinh gui",
        "noi nhan",
        "tm.",
        "kt.",
        "tl.",
        "quyet dinh",
        "chuong ",
        "v/v",
    ];
    const OPENING: usize = 20;
    let mut kinds = 0u16;
    let (mut articles, mut items) = (0, 0);
    for at in breaks {
        let words = &text[at + 1..];
        let opening = plain(head(words, OPENING)).replacen(" :", ":", 1);
        kinds |= HEADS.iter().position(|head| opening.starts_with(head)).map_or(0, |n| 1 << n);
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

    /// The lines that a text on one line gets.
    fn lines(text: &str) -> Vec<String> {
        let page = page(text).0;
        page.lines.iter().for_each(|line| assert_eq!(page.map.source(line.span).of(text), line.span.of(&page.text)));
        (0..page.lines.len()).map(|i| page.line(i).to_owned()).collect()
    }

    #[track_caller]
    fn has_lines(text: &str, expected: &[&str]) {
        let found = lines(text);
        for line in expected {
            assert!(found.iter().any(|found| found == line), "{line}: {found:#?}");
        }
    }

    #[test]
    fn columns_stay_side_by_side_and_spoilt_letterheads_are_known() {
        let body =
            "Về việc này, Cục Kho quỹ có ý kiến như sau: 1. Đơn vị lập sổ theo mẫu. 2. Đơn vị gửi báo cáo. ".repeat(9);
        let text = format!(
            "BỘ LƯU TRỮ CONG HOA XÃ HOI CHỦ NGHĨA VIET NAM CUC KHO QUỸ Độc lập - Tự do - Hanh phúc Sô: 812 /CKQ-NV Hưng An, \
            ngày 5 thang 3 năm 2021 V/v lập sổ kho Kinh gửi: Công ty TNHH Mẫu Thử (Địa chỉ: số 5 phố Kho, TP. Hưng An) Cục \
            Kho quỹ nhận được công văn số 7/CV-MT ngày 01/02/2021 của Công ty. {body}Nơi nhận: - Như trên; - Lưu: VT. TL. \
            TỔNG CỤC TRƯỞNG VỤ TRƯỞNG VỤ KHO QUỸ Lê Văn Thử"
        );
        has_lines(
            &text,
            &[
                "BỘ LƯU TRỮ CONG HOA XÃ HOI CHỦ NGHĨA VIET NAM",
                "CUC KHO QUỸ Độc lập - Tự do - Hanh phúc",
                "Sô: 812 /CKQ-NV Hưng An, ngày 5 thang 3 năm 2021",
                "V/v lập sổ kho",
                "Kinh gửi: Công ty TNHH Mẫu Thử",
                "TL. TỔNG CỤC TRƯỞNG",
                "VỤ TRƯỞNG VỤ KHO QUỸ",
                "Lê Văn Thử",
            ],
        );
    }

    #[test]
    fn titles_in_capitals_and_points_behind_headings_begin_lines() {
        let body = "Sở Kho bạc a) Chủ trì rà soát sổ kho theo điểm a) Khoản 2 Điều này; + Lập danh sách. ".repeat(9);
        let text = format!(
            "Ký bởi: Sở Kho bạc Thời gian ký: 05/03/2021 10:11:12 +07:00 ỦY BAN NHÂN DÂN TỈNH HƯNG AN ------- CỘNG HÒA XÃ \
            HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc ------- Số: 5/2021/QĐ-UBND Hưng An, ngày 05 tháng 3 năm 2021 \
            QUYẾT ĐỊNH BAN HÀNH QUY TRÌNH RÀ SOÁT KHO ỦY BAN NHÂN DÂN TỈNH HƯNG AN Căn cứ Luật Lưu trữ; Căn cứ Luật Kho \
            quỹ Điều 1. Ban hành quy trình. Điều 2. {body}"
        );
        has_lines(
            &text,
            &[
                "ỦY BAN NHÂN DÂN TỈNH HƯNG AN",
                "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
                "QUYẾT ĐỊNH",
                "BAN HÀNH QUY TRÌNH RÀ SOÁT KHO",
                "Căn cứ Luật Kho quỹ",
                "a) Chủ trì rà soát sổ kho theo điểm a) Khoản 2 Điều này;",
            ],
        );
        let signature = |line: &&String| line.starts_with("Ký bởi") || line.starts_with("Thời gian");
        assert_eq!(lines(&text).iter().find(signature), None);
    }

    #[test]
    fn attached_titles_signatures_in_cells_and_first_bullets_begin_lines() {
        let text = [
            "| ỦY BAN NHÂN DÂN TỈNH LÂM SƠN Số: 61/QĐ-UBND Lâm Sơn, ngày 06 tháng 5 năm 2031",
            "QUYẾT ĐỊNH Về việc ban hành Kế hoạch kiểm kê kho sách Điều 1. Ban hành kèm theo Quyết định này Kế hoạch kiểm kê.",
            "Điều 2. Sở Thư tịch chịu trách nhiệm thi hành. Nơi nhận: - Như Điều 2; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
            "Lê Văn Tư | KẾ HOẠCH KIỂM KÊ KHO SÁCH (Kèm theo Quyết định số 61/QĐ-UBND) I. NỘI DUNG THỰC HIỆN",
            "1. Hạ tầng kho - Xây dựng phòng đọc mới. - Nâng cấp giá sách. 2. Sở Thư tịch - Bảo tàng - Chủ trì kiểm kê;",
            "- Phối hợp với các huyện. 3. Kinh phí do ngân sách tỉnh bảo đảm theo kế hoạch hằng năm của các cơ quan. |",
        ];
        let text = text.join(" ").replace("Điều 1. ", &format!("Điều 1. {}", "Nội dung của điều này. ".repeat(20)));
        has_lines(
            &text,
            &[
                "KT. CHỦ TỊCH PHÓ CHỦ TỊCH",
                "Lê Văn Tư",
                "KẾ HOẠCH",
                "KIỂM KÊ KHO SÁCH",
                "(Kèm theo Quyết định số 61/QĐ-UBND)",
                "- Xây dựng phòng đọc mới.",
                "2. Sở Thư tịch - Bảo tàng",
                "- Chủ trì kiểm kê;",
            ],
        );
    }

    #[test]
    fn long_prose_stays_on_its_line() {
        let text = "Theo Căn cứ Luật Lưu trữ, cơ quan đã báo cáo Điều 5. Nội dung ".repeat(40);
        assert_eq!(page(&text).0.lines.len(), 1);
    }
}
