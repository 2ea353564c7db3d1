//! Lists of bodies (danh sách cơ quan): "Sở Nội vụ, Công an tỉnh và các cơ quan, đơn vị có liên quan".
//!
//! A comma or "và" stands as often inside a name as between two ("Sở Văn hóa, Thể thao và Du lịch", "UBND các huyện,
//! thị xã, thành phố", "các sở, ban, ngành"), so a list is never cut at its marks. Each name is read to its end: known
//! names whole, capitals, and the small words that names are made of; a verb or any other small word ends it. Only
//! then does a mark open the next name, and only if one stands there.

use super::verb::{modal_at, pair_at, verb_at};
use crate::lexicon::bodies::body_by_name_at;
use crate::lexicon::fold::is_alphanumeric;
use crate::lexicon::types::type_at;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// A body of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Name {
    /// Where it stands in the window.
    pub(crate) range: Range<usize>,
    /// Its name where that is not just those words: "Sở Y tế" from "các Sở: Tài chính, Y tế".
    pub(crate) composed: Option<String>,
    /// How sure it is that these words name somebody who can be told to do something.
    pub(crate) class: Class,
}

/// What kind of name it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    /// Anybody: "doanh nghiệp", "người dân", "Công ty".
    Anybody,
    /// Bodies by their kind: "các sở, ban, ngành", "Thủ trưởng các đơn vị".
    Kind,
    /// One body or office, or those of each place: "Sở Nội vụ", "UBND các xã".
    Body,
}

/// A list and what it takes of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bodies {
    /// Its names, in order; at least one.
    pub(crate) names: Vec<Name>,
    /// Where the list ends, with the brackets behind the last name.
    pub(crate) end: usize,
}

impl Name {
    /// The name in the words of `window`, the window it was found in.
    pub(crate) fn of(&self, window: &str) -> String {
        self.composed.clone().unwrap_or_else(|| window.get(self.range.clone()).unwrap_or_default().to_owned())
    }
}

/// Names of a longer list are no list of assignees any more.
const MOST: usize = 40;
/// Words of the longest name.
const LONGEST: usize = 32;
/// Bytes of the longest bracket behind a name.
const BRACKET: usize = 160;

/// Words before a name that say how many are meant.
const QUANTIFIERS: [&str; 20] = [
    "Các đồng chí ",
    "các đồng chí ",
    "Đồng chí ",
    "đồng chí ",
    "Tất cả các ",
    "tất cả các ",
    "Toàn thể các ",
    "toàn thể các ",
    "Một số ",
    "một số ",
    "Các ",
    "các ",
    "Mỗi ",
    "mỗi ",
    "từng ",
    "Từng ",
    "Toàn thể ",
    "toàn thể ",
    "Quý ",
    "quý ",
];

/// Forms of address before an office: no part of its name.
const ADDRESS: [&str; 8] =
    ["Các ông, bà ", "Các Ông, Bà ", "Các ông (bà) ", "Các Ông (Bà) ", "Các ông ", "Các Ông ", "các ông ", "Ông "];

/// Nouns by which bodies are named by their kind, and units of places.
#[rustfmt::skip]
const KINDS: &str = "\
    bộ|sở|ban|ngành|cơ quan|đơn vị|địa phương|đoàn thể|tổ chức|cấp|cấp ủy|cấp uỷ|huyện ủy|huyện uỷ|thị ủy|thị uỷ|\
    thành ủy|thành uỷ|quận ủy|tỉnh ủy|tỉnh uỷ|đảng ủy|đảng uỷ|đảng bộ|chi bộ|chi|cá nhân|cụm|khối|lực lượng|hội|\
    trường|phòng|tổ|viện|trung tâm|chi cục|cục|vụ|doanh nghiệp|hợp tác xã|phòng ban|ban ngành|ban đảng|vùng|hộ|\
    cơ sở|xí nghiệp|nhà máy|công ty|nông trường|lâm trường|quận|huyện|thị xã|thành phố|xã|phường|đặc khu|thị trấn|\
    tỉnh|thôn|bản|buôn|làng|ấp|khóm|khu phố|tổ dân phố|thành|thị|trạm|đồn|hạt|đội|đoàn|quỹ|ngân hàng|tập đoàn|\
    tổng công ty|chủ đầu tư|nhà đầu tư|nhà thầu|chính quyền|cơ quan báo chí|học viện|đại học|bệnh viện|tổng cục";

/// Units of places.
#[rustfmt::skip]
const PLACES: [&str; 20] = [
    "quận", "huyện", "thị xã", "thành phố", "xã", "phường", "đặc khu", "thị trấn", "tỉnh", "thôn", "bản", "buôn", "làng",
    "ấp", "khóm", "khu phố", "tổ dân phố", "thành", "thị", "vùng",
];

/// Words that open the name of one body or office; with a capital, or after a quantifier.
#[rustfmt::skip]
const HEADS: &str = "\
    ủy ban|uỷ ban|ubnd|hội đồng|hđnd|chính phủ|thủ tướng|phó thủ tướng|quốc hội|chủ tịch|phó chủ tịch|bộ|sở|ban|cục|\
    tổng cục|vụ|chi cục|văn phòng|thanh tra|công an|tòa án|toà án|viện|trường|đại học|học viện|trung tâm|tỉnh ủy|\
    tỉnh uỷ|thành ủy|thành uỷ|huyện ủy|huyện uỷ|quận ủy|thị ủy|đảng ủy|đảng uỷ|đảng bộ|đảng đoàn|mặt trận|liên đoàn|\
    hội|đoàn|liên minh|liên hiệp|tập đoàn|tổng công ty|ngân hàng|kho bạc|bảo hiểm|kiểm toán|giám đốc|phó giám đốc|\
    bộ trưởng|thứ trưởng|trưởng|phó trưởng|chánh|cục trưởng|tổng cục trưởng|vụ trưởng|thống đốc|tổng thanh tra|\
    tổng giám đốc|tổng kiểm toán|tổng biên tập|hiệu trưởng|thủ trưởng|bí thư|phó bí thư|thường trực|ủy viên|uỷ viên|\
    đài|báo|cơ quan|đơn vị|phòng|tổ|hạt|chi nhánh|thuế|bưu điện|điện lực|cảng vụ|tỉnh đoàn|thành đoàn|huyện đoàn|\
    ban quản lý|quỹ|cổng|tòa|viện trưởng|chánh án|chánh văn phòng|quân khu|bộ chỉ huy|bộ tư lệnh|tư lệnh|trạm|đồn|\
    bệnh viện|nhà xuất bản|thông tấn xã|tổ trưởng|đội|đội trưởng|lãnh đạo|người đứng đầu|ubmttq|ubmttqvn|btt|bhxh|\
    đại sứ quán|tổng lãnh|trung ương|tổng liên đoàn|liên hiệp|các ban|hiệp hội|ttxvn|vtv|vov|mttq|\
    cấp ủy|cấp uỷ|chi bộ|công đoàn|kế toán|chi cục trưởng|trưởng ban|trưởng phòng|trưởng công an|trưởng thôn|đại biểu|\
    tổ đại biểu|hội thẩm|tòa soạn|hải quan|viễn thông|kiểm lâm|quản lý thị trường|sở chỉ huy|tổ công tác|\
    thanh tra viên|ủy ban bầu cử|tiểu ban|đảng|khối|cụm|cơ sở|vpubnd|vpcp|bqlda|bql|viettel|vnpt|evn|pvn";

/// Heads of bodies that need a name of their own.
const FIRMS: [&str; 7] = ["công ty", "tập đoàn", "tổng công ty", "ngân hàng", "phòng", "trung tâm", "bệnh viện"];

/// Heads that stand in small letters inside a sentence.
const OFFICES: [&str; 4] = ["thủ trưởng", "người đứng đầu", "lãnh đạo", "đại biểu"];

/// Nouns that begin like a head and name nobody.
#[rustfmt::skip]
const NOT_HEADS: [&str; 60] = [
    "hội nghị", "hội thảo", "hội thi", "hội nhập", "hội họp", "ban hành", "báo cáo", "báo động", "bộ phận", "bộ máy",
    "bộ luật", "bộ tiêu", "ban đầu", "ban đêm", "đoàn kết", "tổ quốc", "tổ hợp", "cục bộ", "đội ngũ", "trường hợp",
    "phòng ngừa", "phòng chống", "phòng cháy", "trưởng thành", "thuế suất", "thuế giá", "thuế thu", "viện trợ", "cơ cấu",
    "khối lượng", "quỹ đất", "cơ sở", "chủ động", "chủ trương", "chủ trì", "chủ đề", "chủ quyền", "chủ yếu", "hộ tịch",
    "hộ khẩu", "hộ chiếu", "đảng viên", "cụm từ", "cụm công", "người nước", "đoàn thể", "báo chí", "đội hình",
    "nhân dân", "đại hội", "đơn giá", "đơn thư", "cấp giấy", "cấp phép", "cấp phát", "bản đồ", "bản sao", "vụ việc",
    "vụ án", "hội viên",
];

/// Verbs that are heads of bodies too, when a name follows.
const NAMED_BY_VERBS: [&str; 6] = ["thanh tra", "lãnh đạo", "tổ chức", "thông tin", "kiểm tra", "quản lý"];

/// Heads of more words for anybody.
const PERSONS: [&str; 12] = [
    "người sử dụng lao động",
    "người lao động",
    "người nộp thuế",
    "người khai hải quan",
    "người bán hàng",
    "người mua",
    "người vay",
    "người dân",
    "người bệnh",
    "người học",
    "người có đất",
    "chủ đầu tư",
];

/// Words that open the name of anybody else who may be told to do something.
#[rustfmt::skip]
const ANYBODY: &str = "\
    công ty|doanh nghiệp|người|hộ|chủ|cá nhân|tổ chức|hợp tác xã|nhà thầu|cơ sở|cán bộ|công chức|viên chức|nhà đầu tư|\
    chủ đầu tư|tập thể|học viên|học sinh|sinh viên|giáo viên|thí sinh|đảng viên|gia đình|cộng đồng|địa phương|đồng chí|\
    thành viên|chính quyền|lực lượng|nhân viên|hội viên|thuyền trưởng|chuyên viên|đại lý|nông dân|\
    quý|thương nhân|kế toán|bên";

/// Small words that names are made of, by syllable.
#[rustfmt::skip]
const SYLLABLES: &str = "\
    nhân|dân|tỉnh|thành|phố|thị|xã|huyện|quận|phường|trấn|đặc|khu|vực|thôn|bản|buôn|làng|ấp|khóm|tổ|các|cấp|trung|ương|\
    nước|nhà|tối|cao|quân|sự|huy|bộ|đội|biên|phòng|công|an|sở|ban|ngành|cơ|quan|đơn|vị|địa|phương|đoàn|thể|hội|liên|\
    hiệp|phụ|nữ|nông|cựu|chiến|binh|thanh|niên|đảng|ủy|uỷ|viên|chi|nhánh|cục|vụ|trưởng|phó|giám|đốc|chủ|tịch|bí|thư|\
    thường|trực|trách|chuyên|môn|nghiệp|chức|năng|tài|chính|kinh|tế|giáo|dục|đào|tạo|y|khoa|học|nghệ|tin|thông|truyền|\
    văn|hóa|hoá|thao|du|lịch|lao|động|thương|tư|pháp|nội|ngoại|kế|hoạch|đầu|tài|nguyên|môi|trường|vận|tải|xây|\
    dựng|thủy|thuỷ|lợi|hải|thuế|kho|bạc|ngân|hàng|bảo|hiểm|kiểm|toán|sát|án|tòa|toà|viện|lâm|khí|tượng|thiên|tai|báo|\
    chí|đài|phát|hình|điện|lực|nhà|máy|quốc|gia|phủ|đại|biểu|hành|dân|tộc|tôn|dược|thú|trồng|trọt|chăn|nuôi|bưu|viễn|\
    đất|đai|đường|bộ|sắt|thủy|không|lưu|trữ|thư|thủ|tục|khối|mặt|trận|tổ|chính|trị|thành|viên|trực|ngang|thuộc|dự|\
    chế|xuất|nghiệp|cao|đẳng|trung|tâm|tiểu|mầm|non|phổ|đô|thị|tầng|hạ|vùng|cụm|cảng|lãnh|sự|nội|hữu|quan|thẩm|\
    chuyên|trách|cửa|khẩu|chợ|trạm|đồn|hạt|tuyến|nghề|việc|làm|dịch|sinh|người|đứng|hộ|gia|đình|cá|doanh|công|ty|sử|\
    dụng|cổ|phần|mẹ|thầu|đối|tác|lượng|chủ|khác|này|kể|trên|mộ|kinh|tế|ven|biển|miền|núi|đảo|nghĩa|thông|tấn|đoàn|sông|giá|vật|\
    giáo|mỏ|hợp|bệnh|quỹ|bầu|cử|sĩ|quan|chiến|quyền|nông|thôn|đội|lập|hồ|chứa|đập|chủ|đặc|tỉnh|rừng|phòng|đăng|\
    ký|thi|hành|tập|thể|nhóm|cộng|đồng|nước|ngoài|nhiệm|kỳ|bên|đại|lý|bán|lẻ|tín|dụng|vay|vốn|mạng|xã|nhà|khoa|khoáng|sản|than|dầu|xăng|than|đảng|xe|ô|tô|đò|tàu|bến";

/// Phrases that belong to the name before them.
#[rustfmt::skip]
const TAILS: [&str; 41] = [
    "có liên quan", "liên quan", "có chức năng", "có thẩm quyền", "hữu quan", "trực thuộc", "ngang bộ", "ngang Bộ",
    "nêu trên", "nói trên", "cùng cấp", "cấp trên", "cấp dưới", "chức năng", "chuyên môn", "trên địa bàn", "ở địa phương",
    "trong tỉnh", "trong huyện", "trong xã", "trong ngành", "trong cả nước", "trên cả nước", "phụ trách lĩnh vực",
    "thuộc diện hợp nhất, sáp nhập", "trong diện hợp nhất, sáp nhập", "thuộc", "ở cơ sở", "cơ sở", "quản lý nhà nước", "quản lý trực tiếp", "đóng trên",
    "thông tấn báo chí", "thông tấn, báo chí", "ở trung ương", "ở Trung ương", "tại địa phương", "có tên tại",
    "chính trị - xã hội", "xã hội nghề nghiệp", "chủ quản",
];

/// Verbs that are nouns right behind some heads: "Ban quản lý", "cơ quan điều tra", "đoàn kiểm tra".
#[rustfmt::skip]
const NOUN_VERBS: [&str; 27] = [
    "quản lý", "chỉ đạo", "kiểm tra", "thanh tra", "giám sát", "điều tra", "thẩm định", "chỉ huy", "thi hành", "tham mưu",
    "đầu tư", "vận động", "vận hành", "tổ chức", "tiếp công", "tuyên giáo", "tiếp dân", "xử lý", "truyền thông", "thông tin",
    "điều hành", "đăng ký", "đào tạo", "bảo vệ", "thông tấn", "cung cấp", "công tác",
];

/// Words that end a name although they are of the syllables.
#[rustfmt::skip]
const STOPS: [&str; 40] = [
    "tổ chức", "báo cáo", "chỉ đạo", "thành lập", "công bố", "công khai", "quản lý", "thông báo", "đảm bảo", "bảo đảm",
    "bảo vệ", "phát huy", "phát triển", "phát hiện", "truyền thông", "thông tin", "thông qua", "đầu tư", "đề nghị",
    "xây dựng", "lập kế", "lập danh", "đăng ký", "thi hành", "hành động", "tập trung", "trực tiếp", "giám sát",
    "động viên", "chủ trì", "chủ động", "kiểm tra", "kiểm soát", "phối hợp", "thường xuyên", "trách nhiệm", "làm việc",
    "giao cho", "thẩm định", "phát sinh",
];

fn set(list: &'static str) -> HashSet<&'static str> {
    list.split('|').collect()
}

static KIND_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set(KINDS));
static HEAD_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set(HEADS));
static ANYBODY_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set(ANYBODY));
/// First words of everything that `opening` looks for.
static FIRST_WORDS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let all = KIND_SET.iter().chain(HEAD_SET.iter()).chain(ANYBODY_SET.iter());
    all.filter_map(|words| words.split(' ').next()).collect()
});
static SYLLABLE_SET: LazyLock<HashSet<&'static str>> = LazyLock::new(|| set(SYLLABLES));

/// Verbs that are part of a name with their object: "Ban Quản lý rừng", "Công ty Khai thác công trình thủy lợi".
const TAKES: [&str; 9] =
    ["Quản lý", "Khai thác", "Kiểm soát", "Giám sát", "Bảo vệ", "Kiểm định", "Đăng ký", "Hỗ trợ", "Bảo tồn"];

/// Verbs behind such a name that are no object of it.
#[rustfmt::skip]
const ACTS: [&str; 22] = [
    "chủ trì", "phối hợp", "tổ chức", "thực hiện", "hướng dẫn", "theo dõi", "báo cáo", "rà soát", "kiểm tra", "tham mưu",
    "tăng cường", "tiếp tục", "khẩn trương", "chịu trách", "căn cứ", "xây dựng", "có trách", "chỉ đạo", "tổng hợp",
    "triển khai", "ban hành", "đề xuất",
];

/// What may stand between the names of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// ", ", "và", "cùng", "hoặc".
    Commas,
    /// These and ";".
    Semicolons,
}

/// The list of bodies at the start of `window`; `None` where no name stands.
///
/// ```text
/// bodies   = entry , { separator , entry } ;
/// entry    = [ address ] , ( shared | name ) , [ bracket ] ;
/// shared   = [ words ] , "các" , head , [ ":" ] , part , { ( "," | "và" ) , part } ;   Giám đốc các Sở: Y tế, Nội vụ
/// separator = "," | ";" | "và" | "hoặc" | "cùng" ;
/// ```
pub(crate) fn bodies(window: &str, marks: Marks) -> Option<Bodies> {
    let mut names: Vec<Name> = Vec::new();
    let (mut at, mut end) = (0, 0);
    while names.len() < MOST {
        let rest = window.get(at..)?;
        let address = ADDRESS.iter().find(|a| rest.starts_with(**a)).map_or(0, |a| a.len());
        let start = if name(&rest[address..], names.is_empty()).is_some() { at + address } else { at };
        let rest = &window[start..];
        let Some((len, class)) = name(rest, names.is_empty()) else { break };
        let mut next = start + len;
        if let Some(parts) = shared(rest, len) {
            next = start + parts.end;
            names.extend(
                parts.names.into_iter().map(|n| Name { range: start + n.range.start..start + n.range.end, ..n }),
            );
        } else {
            names.push(Name { range: start..next, composed: None, class });
        }
        end = next + bracket(&window[next..]);
        let Some(skip) = separator(&window[end..], marks) else { break };
        at = end + skip;
    }
    (!names.is_empty()).then_some(Bodies { names, end })
}

/// The length of a bracket and the blank before it: " (cơ quan thường trực …)".
fn bracket(rest: &str) -> usize {
    let Some(inner) = rest.strip_prefix(" (") else { return 0 };
    inner.find(')').filter(|at| *at < BRACKET).map_or(0, |at| at + 3)
}

/// `separator = [ filler ] , ( ", " | "; " | "và" | "hoặc" | "cùng" ) ;`
fn separator(rest: &str, marks: Marks) -> Option<usize> {
    const WORDS: [&str; 12] = [
        ", và ",
        " và ",
        " cùng với ",
        " cùng ",
        " hoặc ",
        ", cùng ",
        " và của ",
        " & ",
        " hoặc là ",
        ", hoặc ",
        "; và ",
        " - ",
    ];
    const FILLERS: [&str; 5] = [
        " trong phạm vi chức năng, nhiệm vụ của mình",
        " theo chức năng, nhiệm vụ được giao",
        " theo chức năng, nhiệm vụ",
        " theo chức năng nhiệm vụ được giao",
        " trong phạm vi chức năng, nhiệm vụ được giao",
    ];
    let filler = FILLERS.iter().find(|f| rest.starts_with(**f)).map_or(0, |f| f.len());
    let after = &rest[filler..];
    let words = WORDS[..11].iter().find(|w| after.starts_with(**w)).map(|w| w.len());
    let mark = || match after.as_bytes() {
        [b',', b' ', ..] => Some(2),
        [b';', b' ', ..] if marks == Marks::Semicolons => Some(2),
        _ => None,
    };
    words.or_else(mark).map(|n| filler + n)
}

/// The length of the name at the start of `text`, and its class. A name that is not the `first` of its list may be a
/// bare kind in small letters ("…, đơn vị liên quan").
///
/// ```text
/// name = [ quantifier ] , ( ? known name ? | head ) , { capital | small word of names | tail | "của" , name } ;
/// ```
pub(crate) fn name(text: &str, first: bool) -> Option<(usize, Class)> {
    if let Some(len) = person(text) {
        return Some((len, Class::Anybody));
    }
    if let Some(len) = listed_persons(text) {
        return Some((len, Class::Kind));
    }
    let quantifier = QUANTIFIERS.iter().find(|q| text.starts_with(**q)).map_or("", |q| *q);
    let counted = text.get(quantifier.len()..).and_then(|rest| opening(rest, quantifier));
    let (start, (len, class)) = match counted {
        Some(found) => (quantifier.len(), found),
        // "đồng chí" may be the head itself.
        None => (0, opening(text, "")?),
    };
    let kinds = class == Class::Kind || start > 0 && kind_at(&text[start..]).is_some_and(|k| k.len() == len);
    let mut scan = Scan { text, at: start + len, kinds, words: 0 };
    scan.run(start);
    let words = text.get(..scan.at)?;
    // "cơ quan", "đơn vị" alone name nobody.
    if start == 0 && class != Class::Body && scan.at == start + len && !first {
        return None;
    }
    // A head alone, before words that no rule knows: "Ban lãnh đạo cơ quan", "Tổ kiểm phiếu".
    let next = text.get(scan.at..).and_then(|r| r.strip_prefix(' ')).unwrap_or_default();
    let alone = class == Class::Body && scan.at == start + len && len < 9 && !words[start..].contains(' ');
    if alone
        && next.starts_with(char::is_lowercase)
        && words[start..].contains(char::is_lowercase)
        && !verb_at(next)
        && modal_at(next).is_none()
    {
        return None;
    }
    // "người", "hộ" alone name nobody.
    if class == Class::Anybody && scan.at == start + len && len < 8 {
        return None;
    }
    let class = if class == Class::Body && is_kind_of_bodies(words) { Class::Kind } else { class };
    Some((scan.at, class))
}

/// "ông Nguyễn Văn A": a person by name.
fn person(text: &str) -> Option<usize> {
    let rest = ["ông ", "bà ", "Ông ", "Bà "].iter().find_map(|p| text.strip_prefix(p))?;
    let mut end = text.len() - rest.len();
    let mut words = 0;
    loop {
        let word = &text[end..];
        let n = word_len(word);
        if n == 0 || !word.starts_with(char::is_uppercase) {
            break;
        }
        (end, words) = (end + n, words + 1);
        if !text[end..].starts_with(' ') || !text[end + 1..].starts_with(char::is_uppercase) {
            break;
        }
        end += 1;
    }
    (2..=6).contains(&words).then_some(end)
}

/// "các ông, bà có tên tại Điều 1"
fn listed_persons(text: &str) -> Option<usize> {
    const PERSONS: [&str; 6] = ["ông, bà ", "ông (bà) ", "ông/bà ", "cá nhân ", "thành viên ", "đồng chí "];
    let rest = text.strip_prefix("các ").or_else(|| text.strip_prefix("Các "))?;
    let rest = PERSONS.iter().find_map(|p| rest.strip_prefix(p))?;
    let rest = rest.strip_prefix("có tên ")?;
    let rest = rest.strip_prefix("tại ").or_else(|| rest.strip_prefix("trong "))?;
    let head = rest.split(' ').next().unwrap_or_default();
    let number = rest.get(head.len()..).and_then(|r| r.strip_prefix(' ')).map_or(0, |r| {
        let n = r.bytes().take_while(u8::is_ascii_digit).count();
        if n > 0 { n + 1 } else { 0 }
    });
    Some(text.len() - rest.len() + word_len(rest) + number)
}

/// Offices of bodies that are named by their kind only: "Thủ trưởng các đơn vị".
fn is_kind_of_bodies(words: &str) -> bool {
    words.starts_with("Thủ trưởng") || words.starts_with("thủ trưởng") || words.starts_with("người đứng đầu")
}

/// The head of a name: its length and class.
fn opening(rest: &str, quantifier: &str) -> Option<(usize, Class)> {
    let capital = rest.starts_with(char::is_uppercase);
    let many = !quantifier.is_empty();
    let mut buffer = String::new();
    if let Some(two) = leading(rest, 2) {
        let shouts = !two.contains(char::is_lowercase);
        let two = lower(two, &mut buffer);
        let named = !shouts && NAMED_BY_VERBS.contains(&two) && rest.get(two.len()..).is_some_and(names_on);
        if NOT_HEADS.contains(&two) || !many && pair_at(rest) && !named {
            return None;
        }
    }
    if let Some((len, _)) = body_by_name_at(rest)
        && (capital || many || len > 12)
    {
        return Some((len, Class::Body));
    }
    // Most words open no name: the first word decides that before the longer ones are put together.
    let first_word = rest.find(|c| !is_alphanumeric(c)).map_or(rest, |at| &rest[..at]);
    if first_word.is_empty() || !FIRST_WORDS.contains(lower(first_word, &mut buffer)) {
        return None;
    }
    if let Some(words) = PERSONS.iter().find(|p| strip_lower(rest, p)) {
        return Some((words.len(), Class::Anybody));
    }
    // The longest head first: "tổ chức" before "tổ", "Chủ tịch" before "chủ".
    for count in (1..=3).rev() {
        let Some(words) = leading(rest, count) else { continue };
        let words_lower = lower(words, &mut buffer);
        let proper = rest
            .get(words.len()..)
            .and_then(|r| r.strip_prefix(' '))
            .is_some_and(|r| r.starts_with(char::is_uppercase));
        // "tỉnh Lâm Đồng", "Thành phố Huế" for those who govern it.
        if PLACES.contains(&words_lower) && words_lower != "bản" && proper && !many {
            return Some((words.len(), Class::Kind));
        }
        if FIRMS.contains(&words_lower) && proper && capital {
            return Some((words.len(), Class::Body));
        }
        // "các thành tựu", "các bản vẽ", "các vùng sâu": in a list only.
        let short = ["thành", "thị", "chi", "bản", "vùng", "cấp", "cụm", "làng", "đội", "hộ", "hội"];
        if short.contains(&words_lower)
            && !is_kind_list(rest, words.len())
            && !ANYBODY_SET.contains(words_lower)
            && !HEAD_SET.contains(words_lower)
        {
            continue;
        }
        if KIND_SET.contains(words_lower) && (many || !capital || is_kind_list(rest, words.len())) {
            if !many && !capital && !is_kind_list(rest, words.len()) {
                // "cơ quan liên quan", "đơn vị chủ quản"; no "tổ chức thực hiện", "cấp giấy".
                let tail = rest.get(words.len() + 1..).unwrap_or_default();
                let tails = [
                    "liên quan",
                    "có liên quan",
                    "chức năng",
                    "chuyên môn",
                    "thành viên",
                    "thông tấn",
                    "chính trị",
                    "địa phương",
                ];
                if !tails.iter().any(|t| tail.starts_with(t)) {
                    if FIRMS.contains(&words_lower) && tail.starts_with(char::is_uppercase) {
                        return Some((words.len(), Class::Body));
                    }
                    continue;
                }
            }
            return Some((words.len(), Class::Kind));
        }
        let office = OFFICES.contains(&words_lower);
        if HEAD_SET.contains(words_lower) && (capital || many || office) {
            return Some((words.len(), Class::Body));
        }
        if ANYBODY_SET.contains(words_lower) && (capital || many || words_lower == "người") {
            return Some((words.len(), Class::Anybody));
        }
    }
    None
}

/// True when `text` starts with `words`, with a small or a capital first letter.
fn strip_lower(text: &str, words: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().and_then(|c| c.to_lowercase().next());
    let mut expected = words.chars();
    first == expected.next() && starts_words(chars.as_str(), expected.as_str())
}

/// True when a name goes on: "Thanh tra tỉnh", "Lãnh đạo các sở", "Tổ chức, cá nhân".
fn names_on(rest: &str) -> bool {
    let Some(next) = rest.strip_prefix(' ') else { return rest.starts_with(", cá nhân") };
    let names =
        ["tỉnh", "huyện", "thành phố", "các ", "xã", "nhà nước", "sở", "bộ", "chính trị", "dịch vụ", "quốc gia"];
    next.starts_with(char::is_uppercase) || names.iter().any(|n| next.starts_with(n))
}

/// True when a kind goes on as a list of kinds: "sở, ban, ngành", "Ủy ban nhân dân" is none.
fn is_kind_list(rest: &str, len: usize) -> bool {
    let after = rest.get(len..).unwrap_or_default();
    let Some(next) = after.strip_prefix(", ").or_else(|| after.strip_prefix(" và ")) else { return false };
    kind_at(next).is_some()
}

/// The kind in small letters at the start of `text`.
fn kind_at(text: &str) -> Option<&str> {
    if !text.starts_with(char::is_lowercase) {
        return None;
    }
    (1..=3).rev().find_map(|count| leading(text, count).filter(|words| KIND_SET.contains(words)))
}

fn place_at(text: &str) -> bool {
    let mut buffer = String::new();
    (1..=3).rev().any(|count| leading(text, count).is_some_and(|w| PLACES.contains(&lower(w, &mut buffer))))
}

/// The first `count` words, without the mark behind them; `None` when a mark stands inside.
fn leading(text: &str, count: usize) -> Option<&str> {
    let end = text.match_indices(' ').nth(count - 1).map_or(text.len(), |(at, _)| at);
    let words = text.get(..end)?;
    let words = words.trim_end_matches(|c: char| !is_alphanumeric(c));
    let whole = !words.is_empty() && words.chars().all(|c| is_alphanumeric(c) || c == ' ');
    (whole && words.split(' ').count() == count).then_some(words)
}

fn lower<'a>(words: &'a str, buffer: &'a mut String) -> &'a str {
    if !words.contains(char::is_uppercase) {
        return words;
    }
    buffer.clear();
    buffer.extend(words.chars().flat_map(char::to_lowercase));
    buffer
}

/// Reads on through a name from behind its head.
struct Scan<'a> {
    text: &'a str,
    /// Where the name ends so far.
    at: usize,
    /// True while the name is a list of kinds, so that a comma may stand inside it.
    kinds: bool,
    words: usize,
}

impl Scan<'_> {
    fn run(&mut self, head: usize) {
        while self.words < LONGEST && self.step(head) {
            self.words += 1;
        }
    }

    /// Takes the next word or phrase; false at the end of the name.
    fn step(&mut self, head: usize) -> bool {
        let rest = &self.text[self.at..];
        if let Some(end) = self.places(rest, head) {
            self.at += end;
            return true;
        }
        if let Some(next) = rest.strip_prefix(", ") {
            return self.comma(next, head);
        }
        let Some(next) = rest.strip_prefix(' ') else { return false };
        let took = if next.starts_with(char::is_uppercase) {
            self.capital(next)
        } else if let Some(after) = next.strip_prefix("và ") {
            self.and(after, head).map(|n| n + 4)
        } else if let Some(after) = next.strip_prefix("- ") {
            let goes_on = after.starts_with(char::is_uppercase) || after.starts_with("xã hội");
            goes_on.then_some(1)
        } else if next.starts_with(|c: char| c.is_ascii_digit()) {
            let numbered = ["khu vực", "số", "khu", "tổ", "Điều", "Quận", "quận", "thôn", "Khu", "Tổ", "cấp"];
            let before = &self.text[..self.at];
            numbered.iter().any(|n| before.ends_with(n)).then(|| word_len(next))
        } else {
            self.small(next, head)
        };
        let Some(len) = took else { return false };
        self.at += 1 + len;
        true
    }

    /// The places of a plural: "các tỉnh: Lào Cai, Sơn La và Lai Châu", "các huyện A, B".
    fn places(&self, rest: &str, head: usize) -> Option<usize> {
        let before = &self.text[..self.at];
        let plural = before.contains("các ") || before.starts_with("Các ");
        let open = |p: &str| before.len() > head && before.ends_with(p);
        if !plural
            || !["tỉnh", "thành phố", "huyện", "xã", "phường", "quận", "đặc khu", "địa phương"].iter().any(|p| open(p))
        {
            return None;
        }
        let mut at = if rest.starts_with(": ") { 2 } else { usize::from(rest.starts_with(' ')) };
        let mut end = None;
        while at > 0 {
            let place = rest.get(at..)?;
            if !place.starts_with(char::is_uppercase)
                || name(place, true).is_some_and(|(_, class)| class == Class::Body)
            {
                break;
            }
            let mut len = 0;
            loop {
                let word = &place[len..];
                len += word_len(word);
                let more = place[len..].strip_prefix(' ').or_else(|| place[len..].strip_prefix(" - "));
                if word_len(word) == 0 || !more.is_some_and(|m| m.starts_with(char::is_uppercase)) {
                    break;
                }
                len += place[len..].len() - more.map_or(0, str::len);
            }
            if len == 0 {
                break;
            }
            end = Some(at + len);
            let after = &rest[at + len..];
            at = [", ", " và "].iter().find(|s| after.starts_with(**s)).map_or(0, |s| at + len + s.len());
        }
        end
    }

    /// A comma goes on in a list of kinds ("các sở, ban, ngành") or of places ("UBND xã, phường").
    fn comma(&mut self, next: &str, head: usize) -> bool {
        let before = &self.text[head.min(self.at)..self.at];
        if before.ends_with("học sinh") && next.starts_with("sinh viên") {
            self.at += 2 + "sinh viên".len();
            return true;
        }
        let mut buffer = String::new();
        let last = before.rsplit(' ').next().unwrap_or_default();
        let last = lower(last, &mut buffer);
        let is_place = |w: &str| {
            matches!(
                w,
                "quận"
                    | "huyện"
                    | "xã"
                    | "phố"
                    | "phường"
                    | "khu"
                    | "trấn"
                    | "thành"
                    | "thị"
                    | "thôn"
                    | "bản"
                    | "tỉnh"
            )
        };
        if place_at(next)
            && is_place(last)
            && (next.starts_with(char::is_lowercase) || self.text[..self.at].ends_with("Quận"))
        {
            self.at += 2 + next.find([' ', ',', ';', '.', ':', ')']).unwrap_or(next.len());
            // The second syllable of "thị xã", "thành phố", "đặc khu" is one of the small words.
            return true;
        }
        if starts_words(next, "cấp") && before.contains("cấp ") && next.get(5..).is_some_and(place_or_level) {
            self.at += 2 + "cấp".len();
            return true;
        }
        let Some(kind) = kind_at(next) else { return false };
        let kinds = self.kinds || before.contains("các ");
        let ends_in_kind = KIND_SET.contains(last)
            || matches!(
                last,
                "quan"
                    | "vị"
                    | "phương"
                    | "thể"
                    | "nhân"
                    | "chức"
                    | "ủy"
                    | "uỷ"
                    | "bộ"
                    | "lượng"
                    | "nghiệp"
                    | "cấp"
                    | "tập"
            );
        if !(kinds || before.contains("cơ quan ngang") || before.contains(" cơ quan")) || !ends_in_kind {
            return false;
        }
        // ", tổ chức thực hiện" is a verb.
        let after = next.get(kind.len()..).unwrap_or_default();
        if matches!(kind, "tổ chức") && pair_at(after.trim_start()) {
            return false;
        }
        self.kinds = true;
        self.at += 2 + kind.len();
        true
    }

    /// A capital word goes on, but for the first word of a title or of the next sentence.
    fn capital(&self, next: &str) -> Option<usize> {
        const TITLES: [&str; 10] = [
            "Sửa đổi",
            "Ban hành",
            "Quy định",
            "Phê duyệt",
            "Về việc",
            "Hướng dẫn",
            "Bãi bỏ",
            "Điều chỉnh",
            "Công bố",
            "Thành lập",
        ];
        if TITLES.iter().any(|t| next.starts_with(t)) {
            return None;
        }
        // A known name inside is taken whole: its commas are its own.
        if let Some((len, _)) = body_by_name_at(next).filter(|(len, _)| next[..*len].contains(' ')) {
            return Some(len);
        }
        // "Ban Chỉ đạo", "Cục Quản lý đấu thầu", "Công ty Khai thác công trình …": a verb is a noun here, with its object.
        if let Some(pair) = leading(next, 2)
            .filter(|p| pair_at(next) && p.split(' ').nth(1).is_some_and(|w| w.starts_with(char::is_lowercase)))
        {
            let object = next.get(pair.len()..).and_then(|r| r.strip_prefix(' ')).and_then(|r| leading(r, 2));
            return Some(match object {
                Some(o) if TAKES.contains(&pair) && !ACTS.contains(&o) && o.chars().all(|c| !c.is_uppercase()) => {
                    let one = o.split(' ').next().map_or(0, str::len);
                    let acts = next.get(pair.len() + 1 + one..).is_some_and(|r| pair_at(r.trim_start()));
                    pair.len() + 1 + if acts { one } else { o.len() }
                }
                _ => pair.len(),
            });
        }
        Some(word_len(next)).filter(|n| *n > 0)
    }

    /// "và" goes on inside names ("Giáo dục và Đào tạo") and lists of kinds ("các bộ, ngành và địa phương").
    fn and(&self, after: &str, head: usize) -> Option<usize> {
        let before = &self.text[head.min(self.at)..self.at];
        if before == "Báo" && after.starts_with("Phát thanh") {
            let joined = after.find("ruyền hình").map_or(word_len(after), |at| at + "ruyền hình".len());
            return Some(if joined < 40 { joined } else { word_len(after) });
        }
        if before.contains("ăn phòng") && !before.contains(", ") {
            let chamber = ["HĐND", "Hội đồng nhân dân", "ĐĐBQH", "ĐBQH", "Quốc hội", "Hội đồng Nhân dân"];
            let mates = ["HĐND", "Hội đồng", "UBND", "Ủy ban", "Uỷ ban", "ủy ban", "hội đồng"];
            if chamber.iter().any(|c| before.ends_with(c)) && mates.iter().any(|m| after.starts_with(m)) {
                return Some(body_by_name_at(after).map_or(word_len(after), |(len, _)| len));
            }
        }
        if after.starts_with(char::is_uppercase) {
            let starts_name = name(after, true).is_some_and(|(_, class)| class != Class::Anybody);
            let is_name = !starts_name && !self.kinds && type_at(after).is_none();
            return is_name.then(|| word_len(after));
        }
        if after.starts_with("các ") || after.starts_with("những ") || OFFICES.iter().any(|o| starts_words(after, o))
        {
            return None;
        }
        if let Some(kind) = kind_at(after) {
            let place = PLACES.iter().any(|p| before.ends_with(p));
            let listed = (self.kinds || before.contains("các ")) && (!place || PLACES.contains(&kind));
            let verb = kind == "tổ chức" && pair_at(after.get(kind.len()..).unwrap_or_default().trim_start());
            return (listed && !verb).then_some(kind.len());
        }
        let goes_on = !self.kinds && !pair_at(after) && SYLLABLE_SET.contains(leading(after, 1)?);
        goes_on.then(|| word_len(after))
    }

    /// A small word goes on when names are made of it.
    fn small(&mut self, next: &str, head: usize) -> Option<usize> {
        if let Some(tail) = TAILS.iter().find(|t| starts_words(next, t)) {
            if *tail == "thuộc" && next.get(tail.len()..).is_some_and(|r| r.starts_with(" thẩm quyền")) {
                return None;
            }
            return Some(tail.len());
        }
        let two = leading(next, 2).unwrap_or_default();
        let before = &self.text[..self.at];
        if TAKES.iter().any(|t| before.ends_with(t))
            && !two.is_empty()
            && !ACTS.contains(&two)
            && !two.contains(char::is_uppercase)
            && !starts_words(next, "và")
        {
            let one = two.split(' ').next().map_or(0, str::len);
            let acts = next.get(one..).is_some_and(|r| pair_at(r.trim_start()));
            return Some(if acts { one } else { two.len() });
        }
        if before.ends_with("Chuyển đổi") && starts_words(next, "số") {
            return Some("số".len());
        }
        if before.ends_with("Đầu tư") && two == "xây dựng" || before.ends_with("đầu tư") && two == "phát triển"
        {
            return Some(two.len());
        }
        if NOUN_VERBS.contains(&two) && self.at == self.head_end(head) && self.takes_verb(head) {
            return Some(two.len());
        }
        if STOPS.contains(&two) || modal_at(next).is_some() {
            return None;
        }
        if let Some(after) = next.strip_prefix("của ") {
            let owned = after.starts_with(char::is_uppercase) && type_at(after).is_none()
                || ["tỉnh", "huyện", "xã", "thành phố", "các ", "bộ", "sở", "ngành"]
                    .iter()
                    .any(|w| starts_words(after, w.trim_end()));
            return owned.then_some("của".len());
        }
        if let Some(after) = next.strip_prefix("tại ") {
            let place = after.starts_with(char::is_uppercase) && type_at(after).is_none() && !after.starts_with("Điều");
            return place.then_some("tại".len());
        }
        if let Some(after) = next.strip_prefix("từ ") {
            // "các tỉnh từ Hà Tĩnh đến Lâm Đồng"
            let reach = after.starts_with(char::is_uppercase).then(|| after.find(" đến "))??;
            let to = after.get(reach + " đến ".len()..)?;
            return (reach < 40 && to.starts_with(char::is_uppercase)).then_some("từ ".len() + reach + " đến".len());
        }
        if let Some((len, _)) = body_by_name_at(next).filter(|(len, _)| *len > 12 && !pair_at(next)) {
            return Some(len);
        }
        if pair_at(next) {
            return None;
        }
        if let Some(after) = next.strip_prefix("cấp ") {
            const LEVELS: [&str; 12] = [
                "tỉnh",
                "huyện",
                "xã",
                "trung ương",
                "Trung ương",
                "cơ sở",
                "trên",
                "dưới",
                "thành phố",
                "bộ",
                "cao",
                "có",
            ];
            let each = self.text[..self.at].ends_with("các");
            return (each || LEVELS.iter().any(|l| starts_words(after, l))).then_some("cấp".len());
        }
        let word = leading(next, 1)?;
        SYLLABLE_SET.contains(word).then_some(word.len())
    }

    /// Where the head's own words end.
    fn head_end(&self, head: usize) -> usize {
        let rest = &self.text[head..];
        let words = if rest.starts_with("cơ quan")
            || rest.starts_with("Cơ quan")
            || rest.starts_with("đơn vị")
            || rest.starts_with("Đơn vị")
            || rest.starts_with("Chi cục")
            || rest.starts_with("chi cục")
        {
            2
        } else {
            1
        };
        head + leading(rest, words).map_or(0, str::len)
    }

    fn takes_verb(&self, head: usize) -> bool {
        const HEADS: [&str; 19] = [
            "Quỹ",
            "quỹ",
            "Ban",
            "ban",
            "Đoàn",
            "đoàn",
            "Tổ",
            "tổ",
            "Cơ quan",
            "cơ quan",
            "Chi cục",
            "Cục",
            "cục",
            "Phòng",
            "phòng",
            "Đơn vị",
            "đơn vị",
            "Viện",
            "Tổ công tác",
        ];
        let rest = &self.text[head..];
        HEADS.iter().any(|h| starts_words(rest, h))
    }
}

/// True before "tỉnh", "huyện", "xã", "cơ sở".
fn place_or_level(text: &str) -> bool {
    let text = text.trim_start();
    ["tỉnh", "huyện", "xã", "cơ sở", "thành phố"].iter().any(|l| starts_words(text, l))
}

fn starts_words(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(is_alphanumeric))
}

/// The length of the first word without the mark behind it; a dash inside stays.
fn word_len(text: &str) -> usize {
    let word = text.split(' ').next().unwrap_or_default();
    let end = word.find([',', ';', ':', '.', ')', '(', '”', '“', '"']).unwrap_or(word.len());
    // "TP. Hồ Chí Minh"
    if word.get(end..).is_some_and(|r| r == ".")
        && end <= 3
        && text.get(word.len() + 1..).is_some_and(|r| r.starts_with(char::is_uppercase))
        && word.chars().all(|c| !c.is_lowercase())
    {
        return word.len();
    }
    end
}

/// Names that share their head: "các Sở: Tài chính, Y tế", "Bộ trưởng các Bộ: Công an, Quốc phòng", "các Tập đoàn: …".
/// `len` is the length of the first name as read without them.
fn shared(text: &str, len: usize) -> Option<Bodies> {
    const SHARED: [&str; 12] =
        ["Sở", "sở", "Bộ", "bộ", "Tập đoàn", "Vụ", "Cục", "Phòng", "phòng", "Tổng công ty", "Viện", "Ban"];
    let words = text.get(..len)?;
    let at = if words.starts_with("các ") || words.starts_with("Các ") { 0 } else { words.find(" các ")? + 1 };
    let head_at = at + "các ".len();
    let rest = text.get(head_at..)?;
    let head = SHARED.iter().find(|h| starts_words(rest, h))?;
    let after = head_at + head.len();
    let (first, colon) = match text.get(after..)? {
        r if r.starts_with(": ") => (after + 2, true),
        r if r.starts_with(" ") => (after + 1, false),
        _ => return None,
    };
    if !text.get(first..)?.starts_with(char::is_uppercase) {
        return None;
    }
    let lead = text.get(..at)?.trim_end();
    let mut names = Vec::new();
    let mut from = first;
    loop {
        let rest = text.get(from..)?;
        // A part that opens a name of its own ends the sharing: "các Sở: Y tế, Nội vụ, Công an tỉnh".
        if !names.is_empty() && (!rest.starts_with(char::is_uppercase) || opens_own_name(rest, head)) {
            break;
        }
        let n = part(head, rest)?;
        let composed =
            [lead, head, rest.get(..n)?].iter().filter(|s| !s.is_empty()).copied().collect::<Vec<_>>().join(" ");
        names.push(Name { range: from..from + n, composed: Some(composed), class: Class::Body });
        let end = from + n;
        let Some(skip) = separator(text.get(end..)?, Marks::Commas) else { break };
        from = end + skip;
        if names.len() >= MOST {
            break;
        }
    }
    if names.len() < 2 && !colon {
        return None;
    }
    let end = names.last()?.range.end;
    Some(Bodies { names, end })
}

/// The length of a part of a shared name: what the head makes a known name of, else up to a mark.
fn part(head: &str, rest: &str) -> Option<usize> {
    /// Bytes of the longest known name behind its head.
    const WINDOW: usize = 96;
    let mut cut = rest.len().min(WINDOW);
    while !rest.is_char_boundary(cut) {
        cut -= 1;
    }
    let joined = format!("{head} {}", &rest[..cut]);
    if let Some((len, _)) = body_by_name_at(&joined).filter(|(len, _)| *len > head.len() + 1) {
        return Some(len - head.len() - 1);
    }
    let mut at = 0;
    loop {
        let word = &rest[at..];
        let n = word_len(word);
        if n == 0 {
            return (at > 0).then_some(at.saturating_sub(1));
        }
        at += n;
        let after = &rest[at..];
        let Some(next) = after.strip_prefix(' ') else { return Some(at) };
        let dash = next.starts_with("- ");
        let joins = next.strip_prefix("và ").is_some_and(|r| {
            r.starts_with(char::is_uppercase)
                && !rest[..at].contains(" - ")
                && !opens_own_name(r, head)
                && !rest[..at].contains(" và ")
        }) && !list_ends_here(next);
        if dash {
            at += 3;
        } else if next.starts_with(char::is_uppercase) {
            at += 1;
        } else if joins {
            at += 1 + "và ".len();
        } else if !pair_at(next) && leading(next, 1).is_some_and(|w| SYLLABLE_SET.contains(w)) {
            at += 1;
        } else {
            return Some(at);
        }
    }
}

/// True for "và X" where X ends a list of parts: what follows is no name word.
fn list_ends_here(next: &str) -> bool {
    let after = next.strip_prefix("và ").unwrap_or_default();
    opening(after, "").is_some_and(|(_, class)| class == Class::Body)
}

fn opens_own_name(rest: &str, head: &str) -> bool {
    let own = opening(rest, "").is_some_and(|(_, class)| class == Class::Body);
    // "Thanh tra Chính phủ" opens a name, "Công Thương" and "Công an" behind "các Bộ" don't.
    let known = format!("{head} {}", leading(rest, 2).unwrap_or_default());
    own && body_by_name_at(&known).is_none_or(|(len, _)| len <= head.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(window: &str, expected: &[&str], rest: &str) {
        let found = bodies(window, Marks::Semicolons);
        let names: Vec<String> = found.iter().flat_map(|b| &b.names).map(|n| n.of(window)).collect();
        assert_eq!(names, expected, "{window}");
        assert_eq!(found.map_or(window, |b| &window[b.end..]), rest, "{window}");
    }

    #[test]
    fn names_with_commas_stay_whole() {
        check("Sở Nội vụ chủ trì", &["Sở Nội vụ"], " chủ trì");
        check(
            "Sở Văn hóa, Thể thao và Du lịch, Sở Y tế và UBND huyện Mai Sơn rà soát",
            &["Sở Văn hóa, Thể thao và Du lịch", "Sở Y tế", "UBND huyện Mai Sơn"],
            " rà soát",
        );
        check(
            "Ủy ban nhân dân các huyện, thị xã, thành phố tổ chức",
            &["Ủy ban nhân dân các huyện, thị xã, thành phố"],
            " tổ chức",
        );
        check(
            "các sở, ban, ngành, đoàn thể cấp tỉnh và UBND các xã, phường, đặc khu xây dựng",
            &["các sở, ban, ngành, đoàn thể cấp tỉnh", "UBND các xã, phường, đặc khu"],
            " xây dựng",
        );
        check("các cơ quan, đơn vị có liên quan tham mưu", &["các cơ quan, đơn vị có liên quan"], " tham mưu");
        check(
            "Công an tỉnh, các cơ quan, tổ chức, cá nhân có liên quan chịu",
            &["Công an tỉnh", "các cơ quan, tổ chức, cá nhân có liên quan"],
            " chịu",
        );
        check("Sở Tài chính, tổ chức thực hiện", &["Sở Tài chính"], ", tổ chức thực hiện");
        check("Văn phòng HĐND và UBND xã niêm yết", &["Văn phòng HĐND và UBND xã"], " niêm yết");
        check(
            "Thủ trưởng các ngành, cơ quan cấp tỉnh, Chủ tịch UBND các xã, phường căn cứ",
            &["Thủ trưởng các ngành, cơ quan cấp tỉnh", "Chủ tịch UBND các xã, phường"],
            " căn cứ",
        );
    }

    #[test]
    fn a_head_is_shared() {
        check(
            "Giám đốc các Sở: Tài chính, Kế hoạch và Đầu tư; Chủ tịch UBND các huyện chịu trách nhiệm",
            &["Giám đốc Sở Tài chính", "Giám đốc Sở Kế hoạch và Đầu tư", "Chủ tịch UBND các huyện"],
            " chịu trách nhiệm",
        );
        check(
            "các Tập đoàn: Điện Gió Việt Nam, Than - Khoáng sản Miền Tây tổ chức",
            &["Tập đoàn Điện Gió Việt Nam", "Tập đoàn Than - Khoáng sản Miền Tây"],
            " tổ chức",
        );
        check(
            "Bộ trưởng các Bộ: Công an, Quốc phòng, Y tế chỉ đạo",
            &["Bộ trưởng Bộ Công an", "Bộ trưởng Bộ Quốc phòng", "Bộ trưởng Bộ Y tế"],
            " chỉ đạo",
        );
    }

    #[test]
    fn other_words_are_no_bodies() {
        for text in [
            "",
            "kinh phí thực hiện",
            "Việc sắp xếp",
            "tổ chức thực hiện",
            "Căn cứ",
            "báo cáo UBND tỉnh",
            "cấp giấy phép",
        ] {
            check(text, &[], text);
        }
    }
}
