//! Lists of bodies (danh sách cơ quan): "Sở Nội vụ, Công an tỉnh và các cơ quan, đơn vị có liên quan".
//!
//! A comma or "và" stands as often inside a name as between two ("Sở Văn hóa, Thể thao và Du lịch", "UBND các huyện,
//! thị xã, thành phố", "các sở, ban, ngành"), so a list is never cut at its marks. Each name is read to its end: known
//! names whole, capitals, and the small words that names are made of; a verb or any other small word ends it. Only
//! then does a mark open the next name, and only if one stands there.

use super::verb::{is_pair, modal_at, pair_at, verb_at};
use super::ws::{first_of, lowered, strip_prefix};
use crate::lexicon::bodies::body_by_name_at;
use crate::lexicon::fold::{is_alphanumeric, lower};
use crate::lexicon::names;
use crate::lexicon::types::type_at;
use crate::lexicon::words::Words;
use crate::text::{Starts, window};
use std::ops::Range;

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

/// Words before a name that say how many are meant.
static QUANTIFIERS: Starts = Starts::new(&[
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
    "Hệ thống các ",
    "hệ thống các ",
]);

/// Words that cannot end a name.
const DANGLING: [&str; 5] = [" các", " của", " thuộc", " và", " cùng"];

/// Forms of address before an office: no part of its name.
static ADDRESS: Starts = Starts::new(&[
    "Các ông, bà: ",
    "Các Ông, Bà: ",
    "Các ông (bà): ",
    "Các Ông (Bà): ",
    "Các ông/bà: ",
    "Các Ông/Bà: ",
    "Các ông: ",
    "Các đồng chí: ",
    "các đồng chí: ",
    "Các ông, bà ",
    "Các ông bà ",
    "Các Ông, Bà ",
    "Các ông (bà) ",
    "Các Ông (Bà) ",
    "Các ông ",
    "Các Ông ",
    "các ông ",
    "Ông ",
    "Đồng chí ",
    "đồng chí ",
]);

/// Phrases that belong to the name before them.
#[rustfmt::skip]
static TAILS: Starts = Starts::new(&[
    "thuộc phạm vi quản lý", "thuộc thẩm quyền quản lý", "thuộc quyền quản lý", "thuộc lĩnh vực quản lý",
    "có liên quan", "liên quan", "có chức năng", "có thẩm quyền", "hữu quan", "trực thuộc", "thuộc, trực thuộc", "tư thục", "đại diện", "ngang bộ", "ngang Bộ",
    "nêu trên", "nói trên", "cùng cấp", "cấp trên", "cấp dưới", "chức năng", "chuyên môn", "trên địa bàn", "ở địa phương",
    "trong tỉnh", "trong huyện", "trong xã", "trong ngành", "trong cả nước", "trên cả nước", "phụ trách lĩnh vực",
    "thuộc diện hợp nhất, sáp nhập", "trong diện hợp nhất, sáp nhập", "thuộc", "ở cơ sở", "cơ sở", "quản lý nhà nước", "quản lý trực tiếp", "đóng trên",
    "thông tấn báo chí", "thông tấn, báo chí", "truyền thông, báo chí", "báo chí, truyền thông", "thông tin, báo chí",
    "tuyên truyền, báo chí", "vũ trang đóng quân", "vũ trang", "tại địa bàn",
    "thông tin đại chúng", "trong nước và ngoài nước", "trong nước và nước ngoài", "trong nước", "ở trung ương", "ở Trung ương", "tại địa phương", "có tên tại",
    "chính trị - xã hội", "chính trị-xã hội", "xã hội nghề nghiệp", "chủ quản",
]);

/// Verbs that are part of a name with their object: "Ban Quản lý rừng", "Công ty Khai thác công trình thủy lợi".
const TAKES: [&str; 9] =
    ["Quản lý", "Khai thác", "Kiểm soát", "Giám sát", "Bảo vệ", "Kiểm định", "Đăng ký", "Hỗ trợ", "Bảo tồn"];

/// Verbs that say what a "cơ sở" is for.
const SERVICES: [&str; 10] = [
    "giáo dục",
    "đào tạo",
    "bồi dưỡng",
    "kiểm định",
    "khai thác",
    "chăm sóc",
    "thu gom",
    "xử lý",
    "đăng ký",
    "cung cấp",
];

/// What an organisation does for others, behind its kind, and the service where that is a verb.
const SERVES: [&str; 3] = ["cung cấp dịch vụ", "cung ứng dịch vụ", "chi trả dịch vụ"];
const SERVED: [&str; 10] = [
    "chi trả",
    "thanh toán",
    "vận chuyển",
    "thu gom",
    "tư vấn",
    "lưu trữ",
    "kết nối",
    "đăng kiểm",
    "chứng thực",
    "truyền thông",
];

/// What may stand between the names of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Marks {
    /// ", ", "và", "cùng", "hoặc".
    Commas,
    /// These and ";".
    Semicolons,
    /// As [`Marks::Commas`], where common nouns in small letters name somebody too: "phối hợp với thành viên Hội đồng".
    Partners,
}

/// The list of bodies at the start of `window`; `None` where no name stands.
// EBNF: bodies = entry , { separator , entry } ;   "Sở Nội vụ, Công an tỉnh và các cơ quan, đơn vị có liên quan"
// EBNF: entry = [ ? a form of address ? ] , ( shared | shared_office | name ) , [ bracket ] ;
//       "đồng chí Giám đốc Sở Y tế"
pub(crate) fn bodies(window: &str, marks: Marks) -> Option<Bodies> {
    let mut names: Vec<Name> = Vec::new();
    let (mut at, mut end) = (0, 0);
    // Behind ", nhất là" one of those before is told more than the others; anybody there is an example.
    let mut aside = false;
    while names.len() < MOST {
        let rest = window.get(at..)?;
        let named = |skip: usize| {
            let rest = &rest[skip..];
            let common = || if marks == Marks::Partners { partner(rest) } else { None };
            Some((at + skip, name(rest, names.is_empty()).or_else(common)?))
        };
        let behind_address = ADDRESS.first_of(rest).and_then(|address| named(address.len()));
        let short = || abbreviation(rest).map(|len| (at, (len, Class::Body)));
        let found = behind_address.or_else(|| named(0));
        let Some((start, (len, class))) = found.or_else(|| if names.is_empty() { None } else { short() }) else {
            break;
        };
        if aside && class != Class::Body {
            break;
        }
        let rest = &window[start..];
        let mut next = start + len;
        if let Some(parts) = shared(rest, len).or_else(|| shared_office(rest, len)) {
            next = start + parts.end;
            names.extend(
                parts.names.into_iter().map(|n| Name { range: start + n.range.start..start + n.range.end, ..n }),
            );
        } else {
            names.push(Name { range: start..next, composed: None, class });
        }
        end = next + bracket(&window[next..]);
        let Some(skip) = separator(&window[end..], marks) else { break };
        aside = window[end..].starts_with(", nhất") || window[end..].starts_with(", đặc");
        at = end + skip;
    }
    (!names.is_empty()).then_some(Bodies { names, end })
}

/// The length of a body's short name in a list of names: "Tập đoàn X, | EVN | rà soát".
// EBNF: abbreviation = upper , upper , upper , { upper } ;   "EVN"
fn abbreviation(text: &str) -> Option<usize> {
    let letters = text.chars().take_while(|c| c.is_uppercase()).count();
    if !(3..=6).contains(&letters) {
        return None;
    }
    let word = Words::of(text, 1).first(1)?;
    let behind = &text[word.len()..];
    let next = behind.strip_prefix(' ').unwrap_or_default();
    let ends = || {
        behind.starts_with([',', ';', ':', '.'])
            || verb_at(next) && next.starts_with(char::is_lowercase)
            || modal_at(next).is_some()
            || ["để ", "và "].iter().any(|w| next.starts_with(w))
    };
    (word.chars().count() == letters && ends()).then_some(word.len())
}

/// The length of what explains a name behind it, and the blank before: a bracket, or a dash and what the body is besides.
// EBNF: bracket = "(" , words , ")" | "-" , ( "Cơ quan" | "Đơn vị" ) , name ;
//       "(cơ quan thường trực)", "- Cơ quan thường trực Ban Chỉ đạo"
fn bracket(rest: &str) -> usize {
    if let Some(besides) = rest.strip_prefix(DASH).filter(|r| ROLES.any(r)) {
        return name(besides, true).map_or(0, |(len, _)| DASH.len() + len);
    }
    let Some(inner) = rest.strip_prefix(" (") else { return 0 };
    inner.find(')').filter(|at| *at < BRACKET).map_or(0, |at| at + 3)
}

const DASH: &str = " - ";

/// What a body is besides, behind a dash.
static ROLES: Starts = Starts::new(&[
    "Cơ quan thường trực",
    "Cơ quan Thường trực",
    "cơ quan thường trực",
    "cơ quan Thường trực",
    "Cơ quan chủ trì",
    "cơ quan chủ trì",
    "Đơn vị chủ trì",
    "đơn vị chủ trì",
    "Cơ quan đầu mối",
    "cơ quan đầu mối",
]);

// EBNF: separator = [ ? a filler ? ] , ( "," | ";" | "và" | "hoặc" | "cùng" ) ;   ", ", " và "
fn separator(rest: &str, marks: Marks) -> Option<usize> {
    static WORDS: Starts = Starts::new(&[
        ", nhất là ",
        ", đặc biệt là ",
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
    ]);
    static FILLERS: Starts = Starts::new(&[
        " trong phạm vi chức năng, nhiệm vụ của mình",
        " theo chức năng, nhiệm vụ được giao",
        " theo chức năng, nhiệm vụ",
        " theo chức năng nhiệm vụ được giao",
        " trong phạm vi chức năng, nhiệm vụ được giao",
    ]);
    if !rest.starts_with([' ', ',', ';']) {
        return None;
    }
    let filler = FILLERS.first_of(rest).map_or(0, str::len);
    let after = &rest[filler..];
    let words = WORDS.first_of(after).map(str::len);
    let mark = || match after.as_bytes() {
        [b',', b' ', ..] => Some(2),
        [b';', b' ', ..] if marks == Marks::Semicolons => Some(2),
        _ => None,
    };
    words.or_else(mark).map(|n| filler + n)
}

/// The length of the name at the start of `text`, and its class. A name that is not the `first` of its list may be a
/// bare kind in small letters ("…, đơn vị liên quan").
// EBNF: name = [ quantifier ] , ( ? a known name ? | head ) ,
//              { capitalised | ? a small word of names ? | "của" , name } ;
//       "Ủy ban nhân dân tỉnh Gia Lai", "các cơ quan, đơn vị có liên quan"
// EBNF: quantifier = "các" | "những" | "mỗi" | … ;   "các"
pub(crate) fn name(text: &str, first: bool) -> Option<(usize, Class)> {
    if let Some(len) = person(text) {
        return Some((len, Class::Anybody));
    }
    if let Some(len) = listed_persons(text) {
        return Some((len, Class::Kind));
    }
    let quantifier = QUANTIFIERS.first_of(text).map_or(0, str::len);
    let counted = if quantifier > 0 { opening(&text[quantifier..], true) } else { None };
    let (start, (len, class)) = match counted {
        Some(found) => (quantifier, found),
        // "đồng chí" may be the head itself.
        None => (0, opening(text, false)?),
    };
    read(text, start, len, class, first)
}

/// A common noun in small letters that names those to work with, up to what is to be done with them: "thành viên Hội
/// đồng", "doanh nghiệp".
fn partner(text: &str) -> Option<(usize, Class)> {
    const ALONE: [&str; 4] = ["cơ quan", "đơn vị", "tổ chức", "lực lượng"];
    if !opens_common(text) {
        return None;
    }
    let (len, class) = opening(text, true)?;
    let (len, class) = read(text, 0, len, class, true)?;
    let rest = &text[len..];
    let next = rest.strip_prefix(' ').unwrap_or_default();
    // "doanh nghiệp được chỉ định"
    const CHOSEN: [&str; 4] = [" được chỉ định", " được giao", " được phân công", " được lựa chọn"];
    if let Some(chosen) = first_of(rest, &CHOSEN) {
        return Some((len + chosen.len(), class));
    }
    let ends = rest.is_empty()
        || rest.starts_with([',', '.', ';', ':', ')'])
        || verb_at(next)
        || Words::of(next, 1).first(1).is_some_and(|word| links(word) && word != "được");
    (ends && !ALONE.contains(&&text[..len])).then_some((len, class))
}

/// Reads on from a head of `len` bytes at `start`.
fn read(text: &str, start: usize, len: usize, class: Class, first: bool) -> Option<(usize, Class)> {
    let kinds = class == Class::Kind || start > 0 && kind_at(&text[start..]).is_some_and(|k| k.len() == len);
    let mut scan = Scan { text, at: start + len, kinds, words: 0 };
    scan.run(start);
    // "báo cáo Bộ Tài chính các thông tin": the plural opens something else.
    let dangling = |words: &'_ str| {
        let cut = DANGLING.iter().find_map(|w| words.strip_suffix(w))?;
        (!cut.ends_with("trực")).then_some(cut.len())
    };
    while let Some(cut) = dangling(&text[start + len..scan.at]) {
        scan.at = start + len + cut;
    }
    let words = text.get(..scan.at)?;
    // "cơ quan", "đơn vị" alone name nobody.
    let person = || PERSONS.iter().any(|p| strip_lower(words, p));
    if start == 0 && class != Class::Body && scan.at == len && !first && !person() {
        return None;
    }
    // A head alone, before words that no rule knows: "Ban lãnh đạo cơ quan", "Tổ kiểm phiếu".
    let next = text.get(scan.at..).and_then(|r| r.strip_prefix(' ')).unwrap_or_default();
    let alone = class == Class::Body && scan.at == start + len && !words[start..].contains(' ');
    if alone
        && next.starts_with(char::is_lowercase)
        && words[start..].contains(char::is_lowercase)
        && !verb_at(next)
        && !next.starts_with("căn cứ ")
        && modal_at(next).is_none()
    {
        return None;
    }
    // "người", "hộ", "cơ sở" alone name nobody.
    let participle = text[scan.at..].starts_with(" được ");
    let lone = class == Class::Anybody && !words[start..].contains(' ') && !participle;
    if scan.at == start + len && (lone || strip_prefix(&words[start..], "cơ sở").is_some()) {
        return None;
    }
    let class = if class == Class::Body && is_kind_of_bodies(words) { Class::Kind } else { class };
    Some((scan.at, class))
}

// EBNF: person = ( "ông" | "bà" | "đồng chí" ) , capitalised , capitalised , { capitalised } ;   "ông Nguyễn Văn A"
fn person(text: &str) -> Option<usize> {
    static FRONTS: Starts = Starts::new(&["ông ", "bà ", "Ông ", "Bà ", "đồng chí ", "Đồng chí "]);
    let front = FRONTS.first_of(text)?;
    let mut end = front.len();
    // "đồng chí Trưởng Ban Chỉ đạo": an office.
    if front.ends_with("chí ") && opening(&text[end..], false).is_some() {
        return None;
    }
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

// EBNF: listed_persons = "các" , ( "ông" , [ "," ] , "bà" | … ) , "có tên tại" , words ;
//       "các ông, bà có tên tại Điều 1"
fn listed_persons(text: &str) -> Option<usize> {
    const PERSONS: [&str; 6] = ["ông, bà ", "ông (bà) ", "ông/bà ", "cá nhân ", "thành viên ", "đồng chí "];
    let rest = text.strip_prefix(['c', 'C'])?.strip_prefix("ác ")?;
    let rest = PERSONS.iter().find_map(|p| rest.strip_prefix(p))?;
    let rest = rest.strip_prefix("có tên ")?;
    let rest = rest.strip_prefix("tại ").or_else(|| rest.strip_prefix("trong "))?;
    let head = strip_prefix(rest, "danh sách").map_or(word_len(rest), |after| rest.len() - after.len());
    let number = rest.get(head..).and_then(|r| r.strip_prefix(' ')).map_or(0, |r| {
        let n = r.bytes().take_while(u8::is_ascii_digit).count();
        if n > 0 { n + 1 } else { 0 }
    });
    (head > 0).then(|| text.len() - rest.len() + head + number)
}

/// Offices of bodies that are named by their kind only: "Thủ trưởng các đơn vị".
fn is_kind_of_bodies(words: &str) -> bool {
    words.starts_with("Thủ trưởng") || words.starts_with("thủ trưởng") || words.starts_with("người đứng đầu")
}

/// The head of a name: its length and class. `many` behind a quantifier.
// EBNF: head = ? the longest head of a name or a common noun: lexicon/names.rs ? ;   "Ủy ban nhân dân", "đơn vị"
fn opening(rest: &str, many: bool) -> Option<(usize, Class)> {
    let capital = rest.starts_with(char::is_uppercase);
    let known = || body_by_name_at(rest).filter(|(len, _)| capital || many || *len > 12);
    // Most words open no name: the first one decides that.
    let words = match names::opening_at(rest) {
        Some(words) => words,
        None => known().map(|_| Words::of(rest, 3))?,
    };
    if let Some(two) = words.first(2) {
        let lists = names::of(&words, 2);
        let named =
            || lists & names::VERB_HEAD != 0 && words.has_smalls(2) && rest.get(two.len()..).is_some_and(names_on);
        // "các đoàn thể", "Kiểm soát viên"
        let is_other = lists & names::NOT_HEAD != 0 && !(many && lists & names::KIND != 0);
        let is_verb = || is_pair(&words) && names::of(&words, 3) & (names::HEAD | names::ANYBODY) == 0;
        if is_other || is_ground(rest, two) || !many && is_verb() && !named() {
            return None;
        }
    }
    if let Some((len, _)) = known() {
        return Some((len, Class::Body));
    }
    static PERSON_HEADS: Starts = Starts::new(&["người", "Người", "chủ", "Chủ"]);
    if PERSON_HEADS.any(rest)
        && let Some(words) = PERSONS.iter().find(|p| strip_lower(rest, p))
    {
        return Some((words.len(), Class::Anybody));
    }
    // The longest head first: "tổ chức" before "tổ", "Chủ tịch" before "chủ".
    (1..=3).rev().find_map(|count| Some((words.first(count)?.len(), head(rest, &words, count, many)?)))
}

/// "cơ sở" of something: "cơ sở dữ liệu", "cơ sở pháp lý", "trên cơ sở đó".
fn is_ground(rest: &str, two: &str) -> bool {
    const OF: [&str; 10] = [
        "dữ liệu",
        "vật chất",
        "hạ tầng",
        "pháp lý",
        "khoa học",
        "thực tiễn",
        "lý luận",
        "chính trị",
        "đó",
        "quy định",
    ];
    let next = || rest[two.len()..].strip_prefix(' ');
    if strip_prefix(two, "đơn vị").is_some() && next().is_some_and(|next| next.starts_with("tính")) {
        return true;
    }
    strip_prefix(two, "cơ sở").is_some() && next().is_none_or(|next| OF.iter().any(|of| strip_lower(next, of)))
}

/// True at a verb that orders, and is part of no name.
pub(crate) fn acts_at(text: &str) -> bool {
    names::of_smalls(&Words::of(text, 2), 2) & names::ACT != 0
}

/// True where a common noun of those who may have a duty opens: "người phỏng vấn", "đơn vị vận hành", "Chủ sở hữu".
pub(crate) fn opens_common(text: &str) -> bool {
    let words = Words::of(text, 2);
    let common = |count: usize| names::of(&words, count) & (names::KIND | names::ANYBODY) != 0;
    let one = || words.first(1).is_some_and(|w| ["người", "chủ", "hộ", "bên"].iter().any(|o| strip_lower(w, o)));
    let other = names::of(&words, 2) & (names::NOT_HEAD | names::PLACE) != 0 || is_pair(&words);
    !other && words.first(2).is_some_and(|two| !is_ground(text, two)) && (common(2) || one())
}

/// What a head of `count` syllables names.
fn head(rest: &str, words: &Words, count: usize, many: bool) -> Option<Class> {
    let lists = names::of(words, count);
    if lists == 0 {
        return None;
    }
    let is = |list: u32| lists & list != 0;
    let head = words.first(count)?;
    let tail = rest.get(head.len() + 1..).filter(|_| rest[head.len()..].starts_with(' ')).unwrap_or_default();
    let proper = tail.starts_with(char::is_uppercase);
    let capital = rest.starts_with(char::is_uppercase);
    // "tỉnh Lâm Đồng", "Thành phố Huế" for those who govern it; "bản Mường" is none, "bản Kế hoạch" neither.
    if is(names::PLACE) && proper && !many && !matches!(head, "bản" | "Bản" | "BẢN") {
        return Some(Class::Kind);
    }
    // "Tỉnh căn cứ các quy định …": the one that the text is about.
    if head == "Thành phố" && acts_at(tail) {
        return Some(Class::Body);
    }
    if head == "Tỉnh" && (verb_at(tail) || tail.starts_with("căn cứ ")) {
        return Some(Class::Body);
    }
    if is(names::FIRM) && proper && capital {
        return Some(Class::Body);
    }
    if is(names::IN_LISTS) && !is(names::ANYBODY | names::HEAD) && !is_kind_list(rest, head.len()) {
        return None;
    }
    // "lực lượng Cảnh sát giao thông", "cơ quan Công an"
    if is(names::KIND) && !capital && proper && head.contains(' ') {
        return Some(Class::Body);
    }
    if is(names::KIND) && (many || !capital || is_kind_list(rest, head.len())) {
        // "cơ quan liên quan", "đơn vị chủ quản"; no "tổ chức thực hiện", "cấp giấy".
        const TAILS: [&str; 12] = [
            "thuộc Chính phủ",
            "trực thuộc Chính phủ",
            "ngang bộ",
            "ngang Bộ",
            "liên quan",
            "có liên quan",
            "chức năng",
            "chuyên môn",
            "thành viên",
            "thông tấn",
            "chính trị",
            "địa phương",
        ];
        if many || capital || first_of(tail, &TAILS).is_some() || is_kind_list(rest, head.len()) {
            return Some(Class::Kind);
        }
        return (is(names::FIRM) && proper).then_some(Class::Body);
    }
    if is(names::HEAD) && (capital || many || is(names::OFFICE)) {
        return Some(Class::Body);
    }
    (is(names::ANYBODY) && (capital || many || matches!(head, "người" | "cơ sở"))).then_some(Class::Anybody)
}

/// Length of the services behind "có chức năng": " đào tạo, bồi dưỡng".
// EBNF: services = service , { ( "," | "và" ) , service } ;   "đào tạo, bồi dưỡng"
// EBNF: service = ? one of SERVICES ? ;   "kiểm định"
fn services(text: &str) -> usize {
    let mut len = 0;
    for joint in [" ", ", ", " và ", ", ", " và "] {
        let next = text[len..].strip_prefix(joint).and_then(|rest| SERVICES.iter().find(|s| starts_words(rest, s)));
        len += next.map_or(0, |service| joint.len() + service.len());
        if len == 0 {
            break;
        }
    }
    len
}

/// True when `text` starts with `words`, with a small or a capital first letter.
fn strip_lower(text: &str, words: &str) -> bool {
    let mut chars = text.chars();
    let first = chars.next().map(lower);
    let mut expected = words.chars();
    first == expected.next() && starts_words(chars.as_str(), expected.as_str())
}

/// True when a name goes on: "Thanh tra tỉnh", "Lãnh đạo các sở", "Tổ chức, cá nhân".
fn names_on(rest: &str) -> bool {
    let Some(next) = rest.strip_prefix(' ') else { return rest.starts_with(", cá nhân") };
    let names =
        ["tỉnh", "huyện", "thành phố", "các ", "xã", "nhà nước", "sở", "bộ", "chính trị", "dịch vụ", "quốc gia"];
    // "Tổ chức Hội nghị …": the verb.
    let event = first_of(next, &["Hội nghị", "Hội thảo", "Hội thi", "Đại hội", "Lễ "]).is_some();
    next.starts_with(char::is_uppercase) && !event || names.iter().any(|n| next.starts_with(n))
}

/// True when a kind goes on as a list of kinds: "sở, ban, ngành", "Ủy ban nhân dân" is none.
fn is_kind_list(rest: &str, len: usize) -> bool {
    let after = rest.get(len..).unwrap_or_default();
    let Some(next) = after.strip_prefix(", ").or_else(|| after.strip_prefix(" và ")) else { return false };
    // "Cấp, cấp lại giấy phép": a verb said twice.
    kind_at(next).is_some_and(|kind| !strip_lower(rest, kind))
}

/// The kind in small letters at the start of `text`.
fn kind_at(text: &str) -> Option<&str> {
    let words = Words::of(text, 3);
    (1..=3).rev().find_map(|count| words.first(count).filter(|_| names::of_smalls(&words, count) & names::KIND != 0))
}

fn place_at(text: &str) -> bool {
    let words = Words::of(text, 3);
    (1..=3).any(|count| names::of(&words, count) & names::PLACE != 0)
}

/// The lists that the whole of a text stands in; with `f` [`names::of`] or [`names::of_smalls`].
fn lists_of(text: &str, f: fn(&Words, usize) -> u32) -> u32 {
    let words = Words::of(text, 3);
    (1..=3).find(|count| words.first(*count).is_some_and(|w| w.len() == text.len())).map_or(0, |n| f(&words, n))
}

/// "các Vụ, | Cục thuộc Bộ": the length of a kind with a capital that goes on with a list of such.
fn capital_kind(before: &str, next: &str) -> Option<usize> {
    if !next.starts_with(char::is_uppercase) {
        return None;
    }
    let kind = |words: &str| words.starts_with(char::is_uppercase) && lists_of(words, names::of) & names::KIND != 0;
    // "các Tập đoàn, Tổng Công ty": kinds of up to three syllables.
    let behind_plural = ["các ", "Các "].iter().filter_map(|w| before.rfind(w).map(|at| at + w.len())).max()?;
    let last = before[behind_plural..].rsplit(',').next().unwrap_or_default().trim_start();
    let words = Words::of(next, 3);
    let kind_words = (1..=3).rev().filter_map(|count| words.first(count)).find(|words| kind(words))?;
    let alone = !next[kind_words.len()..].strip_prefix(' ').is_some_and(|r| r.starts_with(char::is_uppercase));
    // "các Trưởng Vụ, Cục": whose kind ends the words before.
    let ends = kind(last) || last.split_once(' ').is_some_and(|(_, of)| kind(of));
    (ends && alone).then_some(kind_words.len())
}

/// "Viện Văn hóa, | Nghệ thuật, Thể thao và Du lịch", "Vụ Kế hoạch, | Tài chính": the length of one more of the things
/// that a body is for. What opens a name of its own is none, nor is a place or an abbreviation.
fn function_part(before: &str, next: &str) -> Option<usize> {
    const HEADS: [&str; 9] = ["Viện", "Vụ", "Cục", "Sở", "Bộ", "Phòng", "Ban", "Trung tâm", "Ủy ban"];
    if !next.starts_with(char::is_uppercase) {
        return None;
    }
    let words = Words::of(next, 2);
    let two = words.first(2)?;
    let small_second = two.split(' ').nth(1).is_some_and(|w| w.starts_with(char::is_lowercase));
    let after = next.get(two.len()..).filter(|_| small_second)?;
    let head = HEADS.iter().find(|h| before.rsplit_once(**h).is_some_and(|(_, rest)| rest.starts_with(' ')))?;
    let named = before.rsplit_once(*head)?.1.trim_start();
    // Only where the list of things ends: in "và" and a capital, or in a mark behind which no more of them stand.
    let goes_on = after.starts_with(" và ") && after[" và ".len()..].starts_with(char::is_uppercase)
        || after.starts_with(", ") && after[2..].starts_with(char::is_uppercase);
    let is_thing = || opening(next, false).is_none_or(|(_, class)| class == Class::Anybody) && !is_pair(&words);
    (named.starts_with(char::is_uppercase) && goes_on && is_thing()).then_some(two.len())
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
            let goes_on = after.starts_with(char::is_uppercase) && !ROLES.any(after) || after.starts_with("xã hội");
            goes_on.then_some(1)
        } else if next.starts_with(|c: char| c.is_ascii_digit()) {
            let numbered = [
                "khu vực",
                "số",
                "khu",
                "tổ",
                "Điều",
                "Quận",
                "quận",
                "thôn",
                "Khu",
                "Tổ",
                "cấp",
                "Ban Chỉ đạo",
                "Ban chỉ đạo",
            ];
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
        const PLACES: [&str; 8] = ["tỉnh", "thành phố", "huyện", "xã", "phường", "quận", "đặc khu", "địa phương"];
        let mut at = if rest.starts_with(": ") { 2 } else { usize::from(rest.starts_with(' ')) };
        let opens = rest.get(at..)?.starts_with(char::is_uppercase) && before.len() > head;
        if !opens || !PLACES.iter().any(|p| before.ends_with(p)) {
            return None;
        }
        if !before.contains("các ") && !before.starts_with("Các ") {
            return None;
        }
        let mut end = None;
        while at > 0 {
            let place = rest.get(at..)?;
            if !place.starts_with(char::is_uppercase)
                || place.starts_with("Căn cứ")
                || pair_at(place)
                || name(place, true).is_some_and(|(_, class)| class == Class::Body)
            {
                break;
            }
            let mut len = 0;
            loop {
                let word = word_len(&place[len..]);
                len += word;
                let more = place[len..].strip_prefix(" - ").or_else(|| place[len..].strip_prefix(' '));
                let Some(more) = more.filter(|more| word > 0 && more.starts_with(char::is_uppercase)) else { break };
                len = place.len() - more.len();
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
        let last = before.rsplit(' ').next().unwrap_or_default();
        let last_lists = lists_of(last, names::of);
        let last = &*lowered(last);
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
        let party = ["tỉnh ủy", "tỉnh uỷ"].iter().any(|w| before.ends_with(w));
        if let Some(city) = first_of(next, &["thành ủy", "thành uỷ"]).filter(|_| party) {
            self.at += 2 + city.len();
            return true;
        }
        if starts_words(next, "cấp") && before.contains("cấp ") && next.get(5..).is_some_and(place_or_level) {
            self.at += 2 + "cấp".len();
            return true;
        }
        if ["Khám", "khám", "khám bệnh"].iter().any(|k| before.ends_with(k)) && starts_words(next, "chữa bệnh")
        {
            self.at += 2 + "chữa bệnh".len();
            return true;
        }
        // "Văn phòng Cơ quan Cảnh sát điều tra, Bộ Công an": the ministry that an investigating agency is of.
        let investigates = ["ảnh sát điều tra", "n ninh điều tra"].iter().any(|w| before.ends_with(w));
        if let Some(ministry) = first_of(next, &["Bộ Công an", "Bộ Quốc phòng"]).filter(|_| investigates) {
            self.at += 2 + ministry.len();
            return true;
        }
        if let Some(len) = capital_kind(&self.text[..self.at], next).or_else(|| function_part(before, next)) {
            self.at += 2 + len;
            return true;
        }
        let Some(kind) = kind_at(next) else { return false };
        let kinds = self.kinds || before.contains("các ");
        let ends_in_kind = last_lists & names::KIND != 0
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
                    | "đình"
                    | "cư"
            );
        if !(kinds || before.contains(" cơ quan")) || !ends_in_kind {
            return false;
        }
        // "Bộ, cơ quan ngang Bộ, cơ quan thuộc Chính phủ": bodies of another kind, unless one head stands before both.
        let government = ["cơ quan thuộc Chính phủ", "cơ quan trực thuộc Chính phủ"];
        let goes_on = |rest: &str| rest.starts_with(", ") || rest.starts_with(" và ");
        if before.contains("cơ quan ngang")
            && !before.contains("rưởng")
            && government.iter().any(|g| next.strip_prefix(g).is_some_and(goes_on))
        {
            return false;
        }
        // ", tổ chức thực hiện" is a verb; ", tổ chức kịp thời phản ánh" has another.
        const OTHERS: [&str; 8] =
            ["phản ánh", "kịp thời", "gửi", "báo cáo", "liên hệ", "có trách nhiệm", "chịu trách nhiệm", "cung cấp"];
        let after = next.get(kind.len()..).unwrap_or_default().trim_start();
        if matches!(kind, "tổ chức") && pair_at(after) && first_of(after, &OTHERS).is_none() {
            return false;
        }
        self.kinds = true;
        self.at += 2 + kind.len();
        true
    }

    /// A capital word goes on, but for the first word of a title or of the next sentence.
    fn capital(&self, next: &str) -> Option<usize> {
        static TITLES: Starts = Starts::new(&[
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
        ]);
        if TITLES.any(next) {
            return None;
        }
        // A known name inside is taken whole: its commas are its own.
        if let Some((len, _)) = body_by_name_at(next).filter(|(len, _)| next[..*len].contains(' ')) {
            return Some(len);
        }
        // "Ban Chỉ đạo", "Cục Quản lý | đấu thầu": a verb is a noun here.
        let words = Words::of(next, 2);
        let small = |pair: &&str| pair.split(' ').nth(1).is_some_and(|word| word.starts_with(char::is_lowercase));
        if let Some(pair) = words.first(2).filter(|pair| is_pair(&words) && small(pair)) {
            return Some(pair.len());
        }
        Some(word_len(next)).filter(|n| *n > 0)
    }

    /// "và" goes on inside names ("Giáo dục và Đào tạo") and lists of kinds ("các bộ, ngành và địa phương").
    fn and(&self, after: &str, head: usize) -> Option<usize> {
        let before = &self.text[head.min(self.at)..self.at];
        // "Báo và Đài Phát thanh - Truyền hình": one house since 2025.
        if before == "Báo" {
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
        // "Ban Quản lý khu kinh tế và các khu công nghiệp", "… và các KCN"
        let zones = ["các Khu công nghiệp", "các khu công nghiệp"].iter().find(|z| after.starts_with(**z));
        if let Some(zones) = zones.filter(|_| before.contains("uản lý") && before.contains("hu kinh tế")) {
            return Some(zones.len());
        }
        let short = after.strip_prefix("các ").and_then(|rest| Some((rest, Words::of(rest, 1).first(1)?)));
        if let Some((_, word)) = short.filter(|(_, word)| word.chars().all(char::is_uppercase)) {
            return Some("các ".len() + word.len());
        }
        if ["các ", "những ", "người "].iter().any(|w| after.starts_with(w)) || is_office(after) {
            return None;
        }
        if let Some(kind) = kind_at(after) {
            let place = ends_in_place(before);
            let listed =
                (self.kinds || before.contains("các ")) && (!place || lists_of(kind, names::of) & names::PLACE != 0);
            let verb = kind == "tổ chức" && pair_at(after.get(kind.len()..).unwrap_or_default().trim_start());
            return (listed && !verb).then_some(kind.len());
        }
        let words = Words::of(after, 2);
        let goes_on = !self.kinds && !is_pair(&words) && names::of_smalls(&words, 1) & names::SYLLABLE != 0;
        goes_on.then(|| word_len(after))
    }

    /// A small word goes on when names are made of it.
    fn small(&mut self, next: &str, head: usize) -> Option<usize> {
        if let Some(tail) = TAILS.all(next).find(|t| starts_words(next, t)) {
            if tail == "thuộc" && next.get(tail.len()..).is_some_and(|r| r.starts_with(" thẩm quyền")) {
                return None;
            }
            // "các cơ quan có chức năng" are known by what they do; of one body with a name it is said.
            let said = ["có chức năng", "có thẩm quyền"].iter().any(|w| tail.starts_with(w));
            let before = self.text.get(head..self.at).unwrap_or_default();
            let own = || {
                !before.starts_with("Cơ quan")
                    && before.split(' ').skip(1).any(|word| word.starts_with(char::is_uppercase))
            };
            if said && !self.kinds && !before.contains("ác ") && own() {
                return None;
            }
            let what = if tail == "có chức năng" { services(&next[tail.len()..]) } else { 0 };
            return Some(tail.len() + what);
        }
        let words = Words::of(next, 2);
        let (two, lists) = (words.first(2).unwrap_or_default(), names::of_smalls(&words, 2));
        let before = &self.text[..self.at];
        // "hàng không", "Phòng không"; "Văn phòng Chính phủ không phải …" negates.
        if starts_words(next, "không") && !["àng", "Phòng", " phòng"].iter().any(|w| before.ends_with(w)) {
            return None;
        }
        if !two.is_empty()
            && lists & names::ACT == 0
            && !words.has_capitals(2)
            && TAKES.iter().any(|t| before.ends_with(t))
            && !starts_words(next, "và")
        {
            let one = two.split(' ').next().map_or(0, str::len);
            let acts = next.get(one..).is_some_and(|r| pair_at(r.trim_start()));
            return Some(if acts { one } else { two.len() });
        }
        if starts_words(next, "cử đại diện") {
            return None;
        }
        // "Cơ quan Cảnh sát điều tra", "Cơ quan An ninh điều tra"
        if starts_words(next, "điều tra") && ["ảnh sát", "n ninh"].iter().any(|w| before.ends_with(w)) {
            return Some("điều tra".len());
        }
        // "Trung tâm Thông tin điện tử", "Viện Nghiên cứu phát triển": what looks like a verb ends the name.
        // "các viện nghiên cứu, trường đại học": a kind of body, where "Viện A nghiên cứu" is told to do so.
        if two == "điện tử" && before.ends_with("hông tin")
            || two == "nghiên cứu" && ["các viện", ", viện", "với viện", "và viện"].iter().any(|w| before.ends_with(w))
            || two == "phát triển" && before.ends_with("Viện Nghiên cứu")
        {
            return Some(two.len());
        }
        if starts_words(next, "số") && before.ends_with("Chuyển đổi") {
            return Some("số".len());
        }
        if two == "kiểm soát" && before.ends_with("rưởng ban") {
            return Some(two.len());
        }
        if two == "cán bộ" && before.ends_with("Tổ chức") {
            return Some(two.len());
        }
        if two == "xây dựng" && before.ends_with("Đầu tư") || two == "phát triển" && before.ends_with("đầu tư")
        {
            return Some(two.len());
        }
        // "cơ sở khám bệnh", "cơ sở sản xuất": what it is for stands behind it.
        if self.at == head + "cơ sở".len()
            && ["cơ sở", "Cơ sở"].iter().any(|h| before.ends_with(h))
            && !two.is_empty()
            && !words.has_capitals(2)
            && !two.split(' ').any(links)
            && modal_at(next).is_none()
            && (!is_pair(&words) || SERVICES.contains(&two))
        {
            return Some(two.len());
        }
        if !self.kinds && SERVICES.contains(&two) && before.ends_with(" cơ sở") {
            return Some(two.len());
        }
        if two == "thông tin" && before.ends_with("công nghệ") {
            return Some(two.len());
        }
        if matches!(two, "giao thông" | "giao dịch" | "thế giới") {
            return Some(two.len());
        }
        if matches!(two, "vận hành" | "khai thác" | "sử dụng")
            && before.ends_with("quản lý")
            && self.verb_head(head).is_some()
        {
            return Some(two.len());
        }
        if let Some(len) = self.serving(next, head) {
            return Some(len);
        }
        // "các đơn vị tổ chức hội nghị", "các đơn vị tổ chức thực hiện": a verb with its object.
        let arranges = || {
            let object = Words::of(next.get(two.len() + 1..).unwrap_or_default(), 2);
            two == "tổ chức" && (is_pair(&object) || names::of(&object, 2) & names::NOT_HEAD != 0)
        };
        if lists & names::NOUN_VERB != 0 && self.verb_head(head).is_some_and(|len| self.at == head + len) && !arranges()
        {
            return Some(two.len());
        }
        // "Trung tâm thanh toán …", "Trung tâm hỗ trợ …": what it is for.
        const FOR: [&str; 12] = [
            "thanh toán",
            "phục vụ",
            "hỗ trợ",
            "phát triển",
            "điều phối",
            "bảo tồn",
            "bồi dưỡng",
            "ứng dụng",
            "khai thác",
            "chăm sóc",
            "cảnh báo",
            "tuyển dụng",
        ];
        if before.ends_with("Trung tâm") && FOR.contains(&two) {
            return Some(two.len());
        }
        // "Công an đơn vị, địa phương": what the ministry calls all of them.
        const UNITS: &str = "đơn vị, địa phương";
        if before.ends_with("Công an") && two == "đơn vị" && self.text[self.at..].trim_start().starts_with(UNITS) {
            return Some(UNITS.len());
        }
        // "chủ trì" as scans spell it.
        let slips = first_of(next, &["chủ tr", "chi trì"]).is_some();
        if slips || lists & names::STOP != 0 || modal_at(next).is_some() {
            return None;
        }
        if let Some(after) = next.strip_prefix("của ") {
            if let Some(person) = PERSONS.iter().find(|p| starts_words(after, p)) {
                return Some("của ".len() + person.len());
            }
            // "Cơ quan chuyên môn của ban, bộ, ngành"
            if kind_at(after).is_some_and(|kind| is_kind_list(after, kind.len())) {
                self.kinds = true;
                return Some("của".len());
            }
            let owned = after.starts_with(char::is_uppercase) && type_at(after).is_none()
                || ["tỉnh", "huyện", "xã", "thành phố", "các ", "bộ", "sở", "ngành"]
                    .iter()
                    .any(|w| starts_words(after, w.trim_end()));
            return owned.then_some("của".len());
        }
        if let Some(after) = next.strip_prefix("tại ") {
            let place = after.starts_with(char::is_uppercase)
                && type_at(after).is_none()
                && first_of(after, &["Điều", "Kỳ ", "Hội nghị", "Đại hội", "Phiên"]).is_none();
            return place.then_some("tại".len());
        }
        if let Some(after) = next.strip_prefix("từ ") {
            // "các tỉnh từ Hà Tĩnh đến Lâm Đồng"
            let reach = after.starts_with(char::is_uppercase).then(|| after.find(" đến "))??;
            let to = after.get(reach + " đến ".len()..)?;
            return (reach < 40 && to.starts_with(char::is_uppercase)).then_some("từ ".len() + reach + " đến".len());
        }
        if let Some((len, _)) = body_by_name_at(next).filter(|(len, _)| *len > 12 && !is_pair(&words)) {
            return Some(len);
        }
        if is_pair(&words) {
            return None;
        }
        if let Some(after) = next.strip_prefix("cấp ") {
            const LEVELS: [&str; 14] = [
                "tỉnh",
                "huyện",
                "xã",
                "trung ương",
                "Trung ương",
                "cơ sở",
                "quận",
                "phường",
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
        // "báo cáo UBND tỉnh các nội dung …": what is reported.
        if let Some(after) = next.strip_prefix("các ")
            && first_of(after, &["nội dung", "vấn đề", "biện pháp", "giải pháp", "nhiệm vụ", "khó khăn", "trường hợp"])
                .is_some()
        {
            return None;
        }
        let Some(word) = words.first(1) else { return kinds_with_slash(next) };
        let is_part = names::of_smalls(&words, 1) & names::SYLLABLE != 0;
        (is_part || self.ends_in_half(head) && !links(word) && !verb_at(next)).then_some(word.len())
    }

    /// The length of the service by which organisations are named: "các tổ chức | cung cấp dịch vụ chi trả".
    fn serving(&self, next: &str, head: usize) -> Option<usize> {
        const KINDS: [&str; 4] = ["tổ chức", "doanh nghiệp", "đơn vị", "công ty"];
        if !next.starts_with('c') || !KINDS.iter().any(|kind| self.text[head..self.at].ends_with(kind)) {
            return None;
        }
        let given = SERVES.iter().find(|s| starts_words(next, s))?.len();
        let rest = next[given..].strip_prefix(' ');
        let served = rest.and_then(|rest| SERVED.iter().find(|s| starts_words(rest, s)));
        Some(given + served.map_or(0, |s| 1 + s.len()))
    }

    /// True when the name ends in the first syllable of a word that says what the body does ("Cục An | toàn thông tin",
    /// "Vụ Chính | sách"): only names of places and persons, of more capitals, and abbreviations stand alone.
    fn ends_in_half(&self, head: usize) -> bool {
        let words = &self.text[head..self.at];
        let Some((before, last)) = words.rsplit_once(' ') else { return false };
        let before = before.rsplit(' ').next().unwrap_or_default();
        let is_first =
            before == "-" || before.starts_with(char::is_lowercase) || self.at - last.len() - 1 == self.head_end(head);
        last.starts_with(char::is_uppercase)
            && last.chars().nth(1).is_some_and(char::is_lowercase)
            && is_first
            && (lists_of(before, names::of) | lists_of(last, names::of)) & names::PLACE == 0
            && matches!(before.chars().next(), Some(c) if c.is_lowercase() || c == '-' || self.takes_function(head))
    }

    /// True for heads behind which stands what the body does, not what it is called after.
    fn takes_function(&self, head: usize) -> bool {
        const HEADS: [&str; 11] =
            ["Vụ", "Cục", "Phòng", "Ban", "Sở", "Bộ", "Viện", "Trung tâm", "Tổng cục", "Chi cục", "Quỹ"];
        HEADS.iter().any(|h| starts_words(&self.text[head..], h))
    }

    /// Where the head's own words end.
    fn head_end(&self, head: usize) -> usize {
        let rest = &self.text[head..];
        head + self.verb_head(head).or_else(|| Words::of(rest, 1).first(1).map(str::len)).unwrap_or(0)
    }

    /// The length of a head behind which a verb is a noun.
    fn verb_head(&self, head: usize) -> Option<usize> {
        let words = Words::of(&self.text[head..], 2);
        let takes = |count: &usize| names::of(&words, *count) & names::TAKES_VERB != 0;
        (1..=2).rev().find(takes).and_then(|count| words.first(count)).map(str::len)
    }
}

/// "xã/phường", "tỉnh/thành phố": kinds with a stroke between them; the length of the first two.
fn kinds_with_slash(text: &str) -> Option<usize> {
    let (first, rest) = text.split_once('/')?;
    kind_at(first).filter(|kind| kind.len() == first.len())?;
    kind_at(rest).map(|kind| first.len() + 1 + kind.len())
}

/// True for small words that link and belong to no name.
fn links(word: &str) -> bool {
    const LINKS: [&str; 41] = [
        "của", "và", "các", "những", "tại", "về", "với", "cho", "do", "trong", "ngoài", "trên", "dưới", "như", "này",
        "đó", "khi", "để", "vào", "từ", "đến", "nơi", "thì", "hoặc", "mà", "bằng", "là", "gồm", "có", "ở", "theo",
        "được", "bị", "đã", "sẽ", "đang", "phải", "cần", "không", "căn", "biết",
    ];
    LINKS.contains(&word)
}

/// True at an office in small letters.
fn is_office(text: &str) -> bool {
    let words = Words::of(text, 3);
    (2..=3).any(|count| names::of_smalls(&words, count) & names::OFFICE != 0)
}

/// True when a text ends in a unit of places in small letters.
fn ends_in_place(text: &str) -> bool {
    let starts = memchr::memrchr_iter(b' ', text.as_bytes()).take(2).map(|at| at + 1).chain([0]);
    starts.into_iter().any(|at| lists_of(&text[at..], names::of_smalls) & names::PLACE != 0)
}

/// True before "tỉnh", "huyện", "xã", "cơ sở".
fn place_or_level(text: &str) -> bool {
    let text = text.trim_start();
    ["tỉnh", "huyện", "xã", "cơ sở", "thành phố"].iter().any(|l| starts_words(text, l))
}

fn starts_words(text: &str, words: &str) -> bool {
    text.as_bytes().first() == words.as_bytes().first()
        && text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(is_alphanumeric))
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

/// Names that share their head. `len` is the length of the first name as read without them.
// EBNF: shared = [ words ] , "các" , head , [ ":" ] , part , { ( "," | ";" | "và" ) , part } ;
//       "các Sở: Tài chính, Y tế", "Bộ trưởng các Bộ: Công an, Quốc phòng"
fn shared(text: &str, len: usize) -> Option<Bodies> {
    const SHARED: [&str; 12] =
        ["Sở", "sở", "Bộ", "bộ", "Tập đoàn", "Vụ", "Cục", "Phòng", "phòng", "Tổng công ty", "Viện", "Ban"];
    let words = text.get(..len)?;
    let at = if words.starts_with("các ") || words.starts_with("Các ") { 0 } else { words.find(" các ")? + 1 };
    let head_at = at + "các ".len();
    let rest = text.get(head_at..)?;
    let head = SHARED.iter().find(|h| starts_words(rest, h))?;
    let mut after = head_at + head.len();
    // "Các Bộ, cơ quan: Tài chính, Xây dựng …"
    if let Some(also) = [", cơ quan", ", ngành", " và cơ quan", ", cơ quan ngang Bộ"]
        .iter()
        .find(|also| text[after..].starts_with(*also))
        && text[after + also.len()..].starts_with(": ")
    {
        after += also.len();
    }
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
        let after = text.get(end..)?;
        // "các Sở: Văn hóa, Thể thao và Du lịch; Nội vụ; Tài chính; Chủ tịch …"
        let listed = || {
            let next = after.strip_prefix("; ").filter(|_| colon)?;
            let known = body_by_name_at(&format!("{head} {}", Words::of(next, 2).first(2)?))?.0 > head.len() + 1;
            known.then_some(2)
        };
        let Some(skip) = separator(after, Marks::Commas).or_else(listed) else { break };
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

/// Names that share an office. `len` is the length of the office.
// EBNF: shared_office = head , ":" , name , { "," , name } ;   "Giám đốc: Sở Nội vụ, Sở Y tế"
fn shared_office(text: &str, len: usize) -> Option<Bodies> {
    const OFFICES: [&str; 6] = ["Giám đốc", "Thủ trưởng", "Chủ tịch", "Bộ trưởng", "Cục trưởng", "Vụ trưởng"];
    let office = text.get(..len).filter(|words| OFFICES.contains(words))?;
    text.get(len..)?.strip_prefix(": ")?;
    let mut from = len + ": ".len();
    let mut names: Vec<Name> = Vec::new();
    while names.len() < MOST {
        let rest = text.get(from..)?;
        let own = OFFICES.iter().any(|o| starts_words(rest, o)) || rest.starts_with("các ");
        let Some((n, _)) = name(rest, true).filter(|(_, class)| *class == Class::Body && !own) else { break };
        let composed = Some(format!("{office} {}", rest.get(..n)?));
        names.push(Name { range: from..from + n, composed, class: Class::Body });
        let Some(skip) = separator(text.get(from + n..)?, Marks::Commas) else { break };
        from += n + skip;
    }
    let end = names.last()?.range.end;
    Some(Bodies { names, end })
}

/// The length of a part of a shared name: what the head makes a known name of, else up to a mark.
// EBNF: part = ? what makes a known name with the head ? | capitalised , words ;   "Văn hóa, Thể thao và Du lịch"
fn part(head: &str, rest: &str) -> Option<usize> {
    /// Bytes of the longest known name behind its head.
    const WINDOW: usize = 96;
    let joined = format!("{head} {}", window::head(rest, WINDOW));
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
        } else if is_small_part(next) {
            at += 1;
        } else {
            return Some(at);
        }
    }
}

/// True at a small word that names are made of.
fn is_small_part(text: &str) -> bool {
    let words = Words::of(text, 2);
    !is_pair(&words) && names::of_smalls(&words, 1) & names::SYLLABLE != 0
}

/// True for "và X" where X ends a list of parts: what follows is no name word.
fn list_ends_here(next: &str) -> bool {
    let after = next.strip_prefix("và ").unwrap_or_default();
    opening(after, false).is_some_and(|(_, class)| class == Class::Body)
}

fn opens_own_name(rest: &str, head: &str) -> bool {
    let own = opening(rest, false).is_some_and(|(_, class)| class == Class::Body);
    // "Thanh tra Chính phủ" opens a name, "Công Thương" and "Công an" behind "các Bộ" don't.
    let known = format!("{head} {}", Words::of(rest, 2).first(2).unwrap_or_default());
    own && body_by_name_at(&known).is_none_or(|(len, _)| len <= head.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// The names with their class: `*` for bodies by their kind, `?` for anybody.
    fn told(names: &[Name], window: &str) -> String {
        let one = |name: &Name| {
            let class = match name.class {
                Class::Body => "",
                Class::Kind => "*",
                Class::Anybody => "?",
            };
            format!("{class}{}", name.of(window))
        };
        cases::list(names.iter().map(one), " | ")
    }

    /// `fixtures/cases/bodies.tsv`: marks, text with ‖ where the list ends, names.
    #[test]
    fn lists_are_read_to_their_end() {
        cases::check(include_str!("../../fixtures/cases/bodies.tsv"), 360, |[marks, text, names]| {
            let marks = match marks {
                "list" => Marks::Semicolons,
                "commas" => Marks::Commas,
                "partners" => Marks::Partners,
                _ => return format!("no such marks: {marks}"),
            };
            let window = text.replace('‖', "");
            let found = bodies(&window, marks);
            let got = found.as_ref().map_or_else(
                || (window.clone(), "-".to_owned()),
                |b| (format!("{}‖{}", &window[..b.end], &window[b.end..]), told(&b.names, &window)),
            );
            let mut wrong = Vec::new();
            if (&*got.0, &*got.1) != (text, names) {
                wrong.push(format!("{}\t{}", got.0, got.1));
            }
            for name in found.iter().flat_map(|b| &b.names) {
                let there = &window[name.range.clone()];
                if !name.of(&window).ends_with(there) {
                    wrong.push(format!("{} stands at {there:?}", name.of(&window)));
                }
            }
            wrong.join("\n  ")
        });
    }

    #[test]
    fn long_lists_and_brackets_have_an_end() {
        let names = |count: usize| bodies(&"Sở Muối, ".repeat(count), Marks::Commas).map(|list| list.names.len());
        assert_eq!([names(MOST), names(MOST + 1)], [Some(MOST); 2]);
        let end = |letters: usize| bodies(&format!("Sở Muối ({})", "a".repeat(letters)), Marks::Commas).map(|l| l.end);
        let name = "Sở Muối".len();
        assert_eq!(end(BRACKET - 1), Some(name + BRACKET + 2));
        assert_eq!(end(BRACKET), Some(name));
        let shared = |count: usize| format!("các Sở: {}Muối", "Cát, ".repeat(count));
        let names = |text: String| bodies(&text, Marks::Commas).map(|list| list.names.len());
        assert_eq!(names(shared(MOST - 1)), Some(MOST));
        assert_eq!(names(shared(MOST)), Some(MOST));
        let words = |count: usize| bodies(&format!("Sở {}", "Muối ".repeat(count)), Marks::Commas).map(|l| l.end);
        assert_eq!(words(LONGEST), Some("Sở".len() + LONGEST * " Muối".len()));
        assert_eq!(words(LONGEST + 1), words(LONGEST));
    }

    #[test]
    fn any_text_is_read() {
        for text in ["", " ", ",", "các", "Các ", "các Sở: ", "Giám đốc: ", "ông ", "các ông, bà có tên tại "]
        {
            for marks in [Marks::Semicolons, Marks::Commas, Marks::Partners] {
                bodies(text, marks);
            }
        }
    }
}
