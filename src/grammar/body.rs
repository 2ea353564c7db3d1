//! Names of bodies and offices in running text (tên cơ quan, chức danh): where they end.
//!
//! A body's name opens with a head ("Ủy ban nhân dân", "Sở", "Bộ trưởng") and runs on over capitalised words and the
//! small words of names, until a verb, a connecting word or a mark. Names that hold commas ("Văn hóa, Thể thao và Du
//! lịch") are known from the lexicon; no rule can tell them from lists.

use super::ws::strip_prefix;
use crate::grammar::verb::pair_at;
use crate::lexicon::bodies::body_by_name_at;
use crate::lexicon::fold::{is_alphabetic, is_alphanumeric};
use crate::lexicon::places::place_at;
use crate::lexicon::words::{Lists, Words};
use crate::text::window::tail;
use crate::text::{Starts, starts_plain};
use std::sync::LazyLock;

/// Words of the longest name; more is a sentence that was not cut.
const LONGEST: usize = 24;

/// Words that open the name of a body or an office, in lower case.
const HEADS: [&str; 88] = [
    "liên bộ",
    "liên sở",
    "ủy ban",
    "uỷ ban",
    "ubnd",
    "hội đồng",
    "hđnd",
    "chính phủ",
    "thủ tướng",
    "phó thủ tướng",
    "quốc hội",
    "chủ tịch",
    "phó chủ tịch",
    "bộ",
    "sở",
    "ban",
    "cục",
    "tổng cục",
    "vụ",
    "chi cục",
    "văn phòng",
    "thanh tra",
    "công an",
    "tòa án",
    "toà án",
    "viện",
    "trường",
    "đại học",
    "học viện",
    "trung tâm",
    "tỉnh ủy",
    "tỉnh uỷ",
    "thành ủy",
    "thành uỷ",
    "huyện ủy",
    "quận ủy",
    "đảng ủy",
    "đảng uỷ",
    "đảng bộ",
    "đảng",
    "mặt trận",
    "liên đoàn",
    "hội",
    "đoàn",
    "liên minh",
    "liên hiệp",
    "tập đoàn",
    "tổng công ty",
    "công ty",
    "ngân hàng",
    "kho bạc",
    "bảo hiểm",
    "kiểm toán",
    "giám đốc",
    "phó giám đốc",
    "bộ trưởng",
    "thứ trưởng",
    "trưởng",
    "phó trưởng",
    "chánh",
    "cục trưởng",
    "tổng cục trưởng",
    "vụ trưởng",
    "thống đốc",
    "tổng",
    "hiệu trưởng",
    "thủ trưởng",
    "bí thư",
    "thường trực",
    "ủy viên",
    "đài",
    "báo",
    "cơ quan",
    "đơn vị",
    "phòng",
    "tổ",
    "hạt",
    "xã",
    "phường",
    "chi nhánh",
    "chủ nhiệm",
    "phó chủ nhiệm",
    "thuế tỉnh",
    "thuế thành phố",
    "thuế cơ sở",
    "hải quan khu vực",
    "công đoàn",
    "hiệp hội",
];

/// Two-word verbs and phrases at which a name ends.
const STOPS: [&str; 73] = [
    "chuyển đơn",
    "chuyển văn",
    "xác định",
    "cho phép",
    "trước đây",
    "hợp nhất",
    "phản ánh",
    "vướng mắc",
    "giải trình",
    "hiện hành",
    "nhận được",
    "ban hành",
    "quy định",
    "hướng dẫn",
    "sửa đổi",
    "bổ sung",
    "phê duyệt",
    "thông qua",
    "công bố",
    "triển khai",
    "thực hiện",
    "chỉ đạo",
    "chủ trì",
    "phối hợp",
    "báo cáo",
    "đề nghị",
    "yêu cầu",
    "kèm theo",
    "phát động",
    "kiến nghị",
    "trả lời",
    "xem xét",
    "gửi về",
    "điều chỉnh",
    "thành lập",
    "bãi bỏ",
    "thay thế",
    "đính chính",
    "tổng hợp",
    "theo dõi",
    "đôn đốc",
    "chịu trách",
    "căn cứ",
    "tham mưu",
    "xây dựng",
    "rà soát",
    "kiểm tra",
    "giao cho",
    "ủy quyền",
    "tiếp tục",
    "tăng cường",
    "nghiên cứu",
    "bố trí",
    "khẩn trương",
    "chủ động",
    "kịp thời",
    "thông báo",
    "ký ban",
    "có hiệu",
    "có trách",
    "nêu trên",
    "nói trên",
    "trên đây",
    "liên quan",
    "cụ thể",
    "như sau",
    "về việc",
    "thống nhất",
    "đồng ý",
    "kết luận",
    "quyết nghị",
    "kính trình",
    "cung cấp",
];

/// Single words at which a name ends.
const STOP_WORDS: [&str; 57] = [
    "hết", "còn", "dẫn", "tai", "viv", "hỏi", "hiện", "về", "đã", "được", "là", "để", "cho", "tại", "theo", "trong",
    "nhằm", "đến", "từ", "kể", "ngày", "số", "năm", "này", "khi", "nếu", "thì", "do", "trên", "với", "trình", "nêu",
    "bị", "phải", "sẽ", "có", "gồm", "hoặc", "đang", "vừa", "cần", "không", "giao", "qua", "bằng", "như", "sau", "đối",
    "đó", "mà", "nay", "thuộc", "bởi", "cùng", "đảm", "bảo", "kính",
];

/// The length of the body's or office's name at the start of `window`; `None` where none stands.
// EBNF: body = body_head , { capitalised | ? a small word of names ? } ;   "Bộ trưởng Bộ Kế hoạch và Đầu tư"
pub(crate) fn body(window: &str) -> Option<usize> {
    // Two offices of one person: "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ".
    if let Some(second) = window.strip_prefix("Bộ trưởng, ").filter(|second| second.starts_with("Chủ nhiệm "))
    {
        return body(second).map(|len| window.len() - second.len() + len);
    }
    let known = body_by_name_at(window).map_or(0, |(len, _)| len);
    if known == 0 && !has_head(window) {
        return None;
    }
    let mut end = 0;
    let mut words = 0;
    let mut at = 0;
    while words < LONGEST {
        let rest = &window[at..];
        // A known name inside, as the ministry of "Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch", is taken whole.
        if let Some((len, _)) = body_by_name_at(rest).filter(|(len, _)| rest[..*len].contains(' ')) {
            end = at + len;
            words += 1;
        } else {
            let len = rest.find(' ').unwrap_or(rest.len());
            // "Công ty A(sau đây gọi là …)": a bracket that a scan glued to the name.
            let len = rest[..len].find('(').unwrap_or(len);
            let word = &rest[..len];
            let bare = word.trim_end_matches(|c: char| !is_alphanumeric(c));
            if bare.is_empty() && word != "-" {
                break;
            }
            // "Chính phủ 01/7/2024": a date in the next column of a table.
            if stops(rest, word, &window[..at]) || is_date(word) {
                break;
            }
            if word != "-" {
                end = at + bare.len();
            }
            words += 1;
            // "Cục Thuế TP. Hà Nội": the stop of a short unit word ends nothing, nor does a dash ("Ban Kinh tế- Ngân sách").
            let short = matches!(word, "TP." | "Tp." | "TX." | "Q." | "H." | "P.") && rest[len..].starts_with(' ');
            if bare.len() < word.len() && !word.ends_with('-') && !short {
                break;
            }
        }
        let tail = &window[end.max(at)..];
        let tail =
            tail.strip_prefix('.').filter(|_| window[..end].ends_with(['P', 'p', 'X', 'Q', 'H'])).unwrap_or(tail);
        if end >= at && !tail.starts_with(' ') && word_of(tail) != "-" {
            break;
        }
        at = match window[at..].find(' ') {
            Some(n) if at + n >= end => at + n + 1,
            _ => end + 1,
        };
        if at >= window.len() {
            break;
        }
    }
    (end > 0).then_some(end)
}

/// "01/7/2024".
fn is_date(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
        && word.bytes().filter(|b| *b == b'/').count() == 2
        && word.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'/' | b',' | b';' | b'.'))
}

fn word_of(text: &str) -> &str {
    text.split(' ').next().unwrap_or("")
}

// EBNF: body_head = ? a word that opens the name of a body or an office: HEADS ? ;   "Ủy ban", "Bộ trưởng", "Sở"
fn has_head(window: &str) -> bool {
    let first = Words::of(window, 1);
    // A mark inside the first word hides where it ends.
    let may_be = first.first(1).is_none() || FIRSTS.of(&first, 1) != 0;
    may_be && HEADS.iter().any(|h| strip_prefix(window, h).is_some_and(|rest| !rest.starts_with(is_alphanumeric)))
        || is_misspelt_head(window)
}

/// The first words of [`HEADS`].
static FIRSTS: LazyLock<Lists> =
    LazyLock::new(|| Lists::new(HEADS.iter().map(|head| (1, head.split(' ').next().unwrap_or(head)))));

/// "Chính phú", "Thu tướng", "Tông cục": the bodies that are cited most, as a scan prints them.
fn is_misspelt_head(window: &str) -> bool {
    const HEADS: [&str; 8] =
        ["chinh phu", "thu tuong", "quoc hoi", "bo tai chinh", "bo truong", "tong cuc", "cuc thue", "uy ban"];
    let ends = |len: usize| window.chars().nth(len).is_none_or(|c| !is_alphanumeric(c));
    window.starts_with(char::is_uppercase) && HEADS.iter().any(|h| starts_plain(window, h) && ends(h.len()))
}

/// "hướng dan", "quy dinh": the verbs that open most titles, as a scan prints them.
fn is_misspelt_stop(two: &str) -> bool {
    const VERBS: [&str; 7] = ["huong dan", "quy dinh", "sua doi", "ban hanh", "phe duyet", "ve viec", "chuyen cong"];
    VERBS.iter().any(|verb| starts_plain(two, verb) && two.chars().count() == verb.len())
}

/// True when the words at the start of `rest` cannot belong to a name any more.
fn stops(rest: &str, word: &str, before: &str) -> bool {
    static ONE: Starts = Starts::new(&STOP_WORDS);
    static TWO: Starts = Starts::new(&STOPS);
    let lower = word.chars().next().is_some_and(char::is_lowercase);
    // "tỉnh Quảng Ngãi Cho phép thành lập …": behind its place a name is whole, the capital opens a title.
    if !lower && opens_title(rest) && ends_with_province(before) {
        return true;
    }
    let bare = word.trim_end_matches([',', ';', '.', ':', ')']);
    let second = rest.get(word.len() + 1..).and_then(|next| next.find(' '));
    let two = second.map_or(rest, |len| &rest[..word.len() + 1 + len]);
    let two = two.trim_end_matches([',', ';', '.', ':', ')']);
    if lower {
        if bare == "và" {
            // "Bộ Giáo dục và Đào tạo", but "Sở Y tế và Quyết định số …", "Sở Y tế và các cơ quan".
            let next = rest.get(word.len() + 1..).unwrap_or("");
            return !next.starts_with(char::is_uppercase)
                || has_head(next)
                || crate::lexicon::types::type_at(next).is_some();
        }
        // "Chính phủ phân quyền, cắt giảm …": the name has no verb in it, nor the "về" of a scan.
        let whole = matches!(before.trim_end(), "Chính phủ" | "Thủ tướng Chính phủ");
        if whole && (pair_at(rest) || matches!(bare, "vé" | "chống")) {
            return true;
        }
        // "Công ty chuyển giao công nghệ": the second word of a noun.
        let is_noun = bare == "giao" && before.ends_with("chuyển ");
        return ONE.is(bare) && !is_noun || TWO.is(two) || is_misspelt_stop(two);
    }
    // A capital in mid-sentence that opens a title: "của Ủy ban nhân dân tỉnh Sửa đổi, bổ sung …".
    const CAPITALS: [&str; 13] = [
        "Thông báo",
        "Sửa đổi",
        "Ban hành",
        "Quy định",
        "Phê duyệt",
        "Về việc",
        "Về",
        "Hướng dẫn",
        "Bãi bỏ",
        "Điều chỉnh",
        "Công bố",
        "Thành lập",
        "Kèm theo",
    ];
    if bare == "VÀ" {
        let next = rest.get(word.len() + 1..).unwrap_or("");
        return next.is_empty() || has_head(next) || crate::lexicon::types::type_at(next).is_some();
    }
    let shout = word.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).all(char::is_uppercase);
    if shout && (ONE.is(&bare.to_lowercase()) || TWO.is(&two.to_lowercase())) {
        return true;
    }
    CAPITALS.contains(&two) || matches!(bare, "Về" | "V/v") || word.starts_with(['“', '"', '(', '‘'])
}

/// True behind "tỉnh" or "thành phố" and the name of a province, which nothing of a body's name follows.
fn ends_with_province(before: &str) -> bool {
    /// Bytes from the unit word to the end of the longest name of a place.
    const NEAR: usize = 48;
    let near = before.trim_end();
    let near = tail(near, NEAR);
    let place = ["tỉnh ", "thành phố ", "Thành phố "].iter().filter_map(|w| near.rfind(w).map(|i| i + w.len())).max();
    place.is_some_and(|at| place_at(&near[at..]).is_some_and(|(len, _)| at + len == near.len()))
}

/// "Cho phép", "Không thu": a capital and a small word. "Hồ Chí Minh Nguyễn Văn A" is no title.
pub(crate) fn opens_title(text: &str) -> bool {
    let mut words = text.split(' ');
    let (Some(first), Some(second)) = (words.next(), words.next()) else { return false };
    let letters = |word: &str| !word.is_empty() && word.chars().all(is_alphabetic);
    let capital = first.starts_with(char::is_uppercase) && first.chars().skip(1).all(char::is_lowercase);
    capital && letters(first) && letters(second) && second.chars().all(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// `fixtures/cases/issuers.tsv`: ‖ stands where the name at the start ends.
    #[test]
    fn names_end_where_they_should() {
        cases::check(include_str!("../../fixtures/cases/issuers.tsv"), 70, |[text]| {
            let window = text.replace('‖', "");
            let got = body(&window).map_or(window.clone(), |len| format!("{}‖{}", &window[..len], &window[len..]));
            if got == text { String::new() } else { got }
        });
    }

    #[test]
    fn a_long_name_has_an_end() {
        let len = |words: usize| body(&format!("Cục{}", " Muối".repeat(words)));
        assert_eq!(len(LONGEST - 1), Some("Cục".len() + (LONGEST - 1) * " Muối".len()));
        assert_eq!(len(LONGEST), len(LONGEST - 1));
        assert_eq!(body(""), None);
    }

    #[test]
    fn titles_open_with_a_capital_and_a_small_word() {
        for text in ["Cho phép mở bến", "Không thu phí"] {
            assert!(opens_title(text), "{text}");
        }
        for text in ["", "Cho", "Cho ", "Hồ Chí Minh", "cho phép", "CHO phép", "Cho 5 bến", "Cho, phép", "5 phép"]
        {
            assert!(!opens_title(text), "{text}");
        }
    }
}
