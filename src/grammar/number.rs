//! Document numbers (số và ký hiệu): `30/2020/NĐ-CP`, `1639/UBND-NC`, `176-KH/TU`, `12/2020/HS-ST` …
//!
//! Each family of numbering has one production that recognises its form; [`number`] takes the longest of those that
//! can follow the first separator, since the older forms are prefixes of the newer (`33/CT` of `33/CT-TTg`). What was
//! recognised is read in one place, [`DocNumber::read`]: all families but the standards are a serial, perhaps a year,
//! and symbols. Sources: Nghị định 30/2020/NĐ-CP, Phụ lục III; Hướng dẫn 36-HD/VPTW; Nghị quyết 351/2017/UBTVQH14.

use super::ws::{Res, end, nothing, opt_blank, strip_last_word, strip_prefix, taken};
use crate::lexicon::bodies::is_own_code;
use crate::lexicon::fold::is_alphanumeric;
use crate::lexicon::types::own_type_of_symbol;
use crate::text::{ends_plain, starts_plain};
use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while_m_n},
    character::complete::{anychar, char, digit1},
    combinator::{opt, recognize, verify},
    multi::{many0_count, many1_count},
    sequence::preceded,
};
use std::borrow::Cow;
use std::ops::Range;

/// Family of numbering.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Family {
    /// Văn bản quy phạm pháp luật: `30/2020/NĐ-CP`.
    Normative,
    /// Quốc hội and its bodies: `45/2019/QH14`.
    NationalAssembly,
    /// Liên tịch: `01/2014/TTLT-BTC-BTP`.
    Joint,
    /// Văn bản hợp nhất: `12/VBHN-BTC`.
    Consolidated,
    /// Văn bản hành chính with a type code: `322/KH-UBND`.
    Admin,
    /// Công văn, which has no type code: `1639/UBND-NC`.
    Dispatch,
    /// Đảng, Đoàn: `176-KH/TU`.
    Party,
    /// Tòa án: `12/2020/HS-ST`.
    Court,
    /// Forms no longer in use: `53/HĐBT`, `52-L/CTN`.
    Legacy,
    /// Tiêu chuẩn, quy chuẩn: `TCVN 6909:2001`.
    Standard,
    /// A number whose serial is not filled in: `/KH-UBND`.
    Blank,
}

impl Family {
    /// The name that records carry.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Family::Normative => "normative",
            Family::NationalAssembly => "natassembly",
            Family::Joint => "joint",
            Family::Consolidated => "consolidated",
            Family::Admin => "admin",
            Family::Dispatch => "dispatch",
            Family::Party => "party",
            Family::Court => "court",
            Family::Legacy => "legacy",
            Family::Standard => "standard",
            Family::Blank => "blank",
        }
    }
}

/// A document number that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocNumber {
    /// Bytes that it takes from the start of the window.
    pub(crate) len: usize,
    /// Family of numbering.
    pub(crate) family: Family,
    /// The number without blanks; Đ, digits and the dash put right where the letters leave no doubt.
    pub(crate) value: String,
    /// Year inside the number (`12/98/QĐ-TTg`: 1998).
    pub(crate) year: Option<u16>,
    /// True when `value` has other letters than the text.
    pub(crate) repaired: bool,
    serial: Range<usize>,
    symbols: Range<usize>,
    /// Which of the symbols is the type.
    kind: Option<usize>,
    /// A blank stands beside the first separator, as after the label in "2/ BTC".
    loose: bool,
    /// A form that is a number's only behind a type word: "5-TBXH", "734QĐ-UBND".
    unsure: bool,
}

/// A production for what follows the head of a number: what it recognised, from the first byte.
type Rule = for<'a> fn(&'a str) -> Res<'a, &'a str>;

/// A family, how it goes on, and whether only a type word in front makes sure that it is a number.
type Production = (Family, Rule, bool);

// Where two families read the same letters, the first is meant.
const AFTER_YEAR: [Production; 7] = [
    (Family::Joint, joint, false),
    (Family::NationalAssembly, national_assembly, false),
    (Family::Court, court, false),
    (Family::Normative, normative, false),
    (Family::Consolidated, consolidated, false),
    (Family::Admin, admin, false),
    (Family::Dispatch, dispatch, false),
];
const AFTER_SLASH: [Production; 7] = [
    (Family::Joint, joint, false),
    (Family::Consolidated, consolidated, false),
    (Family::NationalAssembly, national_assembly, false),
    (Family::Legacy, legacy, false),
    (Family::Party, party_state_style, false),
    (Family::Admin, admin, false),
    (Family::Dispatch, dispatch, false),
];
const AFTER_DASH: [Production; 4] = [
    (Family::Legacy, legacy_dashed, false),
    (Family::Party, party, false),
    (Family::Dispatch, dispatch_dashed, false),
    (Family::Legacy, legacy_unknown, true),
];
const AFTER_BLANK: [Production; 2] =
    [(Family::Party, party_dash_lost, false), (Family::Legacy, legacy_dash_lost, true)];
const AFTER_DIGITS: [Production; 1] = [(Family::Admin, admin_slash_lost, true)];
const LETTERS_FIRST: [Production; 1] = [(Family::Standard, standard, false)];

/// The families that can follow what stands in front.
// EBNF: head = ( serial | broken_serial ) , ( slash , [ ( year | broken_year ) , slash | glued_year ] | dash | " " )
//            | digits ;
//       "30/2020/", "1639/", "176-", "734"
fn head(i: &str) -> Res<'_, &'static [Production]> {
    if let Some(plain) = plain_head(i) {
        return Ok(plain);
    }
    let Ok((rest, _)) = alt((broken_serial, serial)).parse(i) else {
        // "734QĐ-UBND": the slash is lost.
        return take_while_m_n(1, 5, is_digit).parse(i).map(|(rest, _)| (rest, &AFTER_DIGITS as &[_]));
    };
    if let Ok((rest, _)) = (slash, alt((broken_year, year)), slash).parse(rest) {
        return Ok((rest, &AFTER_YEAR));
    }
    if let Ok((rest, _)) = (slash, glued_year).parse(rest) {
        return Ok((rest, &AFTER_YEAR));
    }
    if let Ok((rest, _)) = slash(rest) {
        return Ok((rest, &AFTER_SLASH));
    }
    if let Ok((rest, _)) = dash(rest) {
        return Ok((rest, &AFTER_DASH));
    }
    char(' ').parse(rest).map(|(rest, _)| (rest, &AFTER_BLANK as &[_]))
}

/// [`head`] without blanks and slips, as most numbers have it.
fn plain_head(i: &str) -> Option<(&str, &'static [Production])> {
    let digits = i.bytes().take_while(u8::is_ascii_digit).count();
    let (separator, behind) = i.as_bytes().get(digits..)?.split_first()?;
    let next = *behind.first()?;
    if !(1..=8).contains(&digits) || matches!(next, b' ' | b'-' | b'O' | b'l' | b'I') {
        return None;
    }
    match separator {
        b'-' => Some((&i[digits + 1..], &AFTER_DASH)),
        b'/' if !next.is_ascii_digit() => Some((&i[digits + 1..], &AFTER_SLASH)),
        b'/' => {
            let [_, _, _, _, b'/', after, ..] = behind else { return None };
            let year = &i[digits + 1..][..4];
            let is_year = year.bytes().all(|b| b.is_ascii_digit()) && year_of(year).is_some();
            (is_year && *after != b' ').then(|| (&i[digits + 6..], &AFTER_YEAR as &[_]))
        }
        _ => None,
    }
}

/// The document number at the first byte of `window`; the longest where several families fit.
// EBNF: number = head , ( normative | joint | national_assembly | consolidated | court | admin | admin_slash_lost
//                       | dispatch | dispatch_dashed | party | party_dash_lost | party_state_style
//                       | legacy | legacy_dashed | legacy_unknown | legacy_dash_lost )
//              | standard ;
//       "30/2020/NĐ-CP", "1639/UBND-NC", "176-KH/TU"
pub(crate) fn number(window: &str) -> Option<DocNumber> {
    // A digit or what a scan makes of it, or the T or Q of a standard.
    if !window.starts_with(|c| is_digit_or_slip(c) || matches!(c, 'T' | 'Q')) {
        return None;
    }
    let (tail, rules) = head(window).unwrap_or((window, &LETTERS_FIRST));
    let mut longest: Option<(Family, &str, bool)> = None;
    for &(family, rule, unsure) in rules {
        let Ok((rest, _)) = rule(tail) else { continue };
        if longest.is_none_or(|(_, best, _)| rest.len() < best.len()) {
            longest = Some((family, rest, unsure));
        }
        if !may_go_on(rest) {
            break;
        }
    }
    let (family, rest, unsure) = longest?;
    // "30/2020/NĐ-CPx": a number that breaks off at a dash and what is no code was not read to its end.
    let is_cut = rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_alphanumeric));
    if is_cut { None } else { DocNumber::read(family, taken(window, rest)).map(|n| DocNumber { unsure, ..n }) }
}

/// True where another family could read further: at a separator, or at a blank that a code or a digit follows.
fn may_go_on(rest: &str) -> bool {
    let next = rest.trim_start().chars().next();
    next.is_some_and(|c| matches!(c, '-' | '/') || rest.starts_with(' ') && (is_capital(c) || is_digit(c)))
}

/// The number whose serial is not filled in (số để trống), at the first byte of `window`: what follows "Số:".
// EBNF: blank_number = { " " | "." | "…" | "_" } ,
//                      ( slash , [ year , slash ] , symbol , [ dash , symbol ] , more_units | dash , party ) ;
//       "/KH-UBND", "…../QĐ-UBND", "-NQ/ĐU"
pub(crate) fn blank_number(window: &str) -> Option<DocNumber> {
    let start = window.trim_start_matches([' ', '.', '…', '_']);
    let state = recognize((slash, opt((year, slash)), symbol, opt((dash, symbol)), more_units));
    let party = recognize((dash, party));
    let (rest, text): (&str, &str) = alt((party, state)).parse(start).ok()?;
    let mut number = DocNumber::read(Family::Blank, text)?;
    number.len = window.len() - rest.len();
    Some(number)
}

/// The number without its codes at the first byte of `window`, as people shorten normative ones.
// EBNF: short_number = digits , "/" , year , ? no separator with a code or a digit after it ? ;   "123/2020"
pub(crate) fn short_number(window: &str) -> Option<DocNumber> {
    let mut head = (take_while_m_n(1, 4, is_digit), char('/'), year);
    let (rest, (serial, ..)): (&str, (&str, char, &str)) = head.parse(window).ok()?;
    let goes_on = rest.starts_with(['/', '-', '.', '%']) && rest[1..].starts_with(is_alphanumeric)
        || rest.trim_start().starts_with('/')
        || rest.starts_with(is_alphanumeric);
    let text = taken(window, rest);
    (!goes_on && text.len() > serial.len() + 4).then(|| DocNumber {
        len: text.len(),
        family: Family::Normative,
        value: text.to_owned(),
        year: year_of(&text[serial.len() + 1..]),
        repaired: false,
        serial: 0..serial.len(),
        symbols: text.len()..text.len(),
        kind: None,
        loose: false,
        unsure: false,
    })
}

/// The number of a letter as its writer made it, at the first byte of `window`, where only "công văn số" stands before.
// EBNF: free_number = ? a token with a digit, and a separator or a capital ? ,
//                     ? "ngày", "của", "v/v" or a mark follows ? ;
//       "ADM2018/07-01", "10/2016-HT", "L01-Q&A/SVN-2018"
pub(crate) fn free_number(window: &str) -> Option<DocNumber> {
    /// Longest token in bytes; real ones are shorter.
    const LONGEST: usize = 40;
    let end = window.find([' ', ',', ';', '(', ')', '“', '”', '"']).unwrap_or(window.len());
    let text = window.get(..end)?.trim_end_matches(['.', ':', '/', '-']);
    let is_part =
        |c: char| c.is_ascii_alphanumeric() || matches!(c, 'Đ' | 'đ' | 'Ư' | 'ư' | '/' | '-' | '.' | '&' | '_' | '+');
    let has = |is: fn(char) -> bool| text.contains(is);
    let sound = (3..=LONGEST).contains(&text.len())
        && text.starts_with(is_alphanumeric)
        && text.chars().all(is_part)
        && has(is_digit)
        && (has(|c| matches!(c, '/' | '-')) && has(is_capital)
            || text.len() >= 6 && text.bytes().all(|b| b.is_ascii_digit()));
    let rest = window[text.len()..].trim_start_matches([' ', ',']);
    let goes_on = ["ngày", "của", "đề", "ghi", "V/v", "v/v"].iter().any(|w| rest.starts_with(w))
        || ["ngay ", "de ngay "].iter().any(|w| starts_plain(rest, w));
    (sound && goes_on).then(|| DocNumber {
        len: text.len(),
        family: Family::Dispatch,
        value: text.to_owned(),
        year: None,
        repaired: false,
        serial: 0..text.find(['/', '-']).unwrap_or(text.len()),
        symbols: text.len()..text.len(),
        kind: None,
        loose: false,
        unsure: false,
    })
}

/// Offsets at which a document number may begin, each once, and those at which one without its codes may
/// ("123/2020"): both in order.
///
/// Numbers are found by their first separator: a `/` or `-` with a serial before it, and a capital after it or after
/// the year. Dates (`15/6/2020`), fractions and amounts pass by without a closer look.
pub(crate) fn candidates(text: &str) -> (Vec<u32>, Vec<u32>) {
    let bytes = text.as_bytes();
    let (mut numbers, mut short): (Vec<u32>, Vec<u32>) = (Vec::new(), Vec::new());
    for separator in memchr::memchr2_iter(b'/', b'-', bytes) {
        if !may_end_serial(&bytes[..separator]) {
            continue;
        }
        if bytes[separator] == b'/' {
            short.extend(short_before(bytes, separator).map(|at| at as u32));
        }
        if has_symbol_after(bytes, separator)
            && let Some(start) = serial_before(bytes, separator).map(|at| over_broken_serial(bytes, at))
            && is_number_start(text, start)
            && numbers.last() != Some(&(start as u32))
        {
            numbers.push(start as u32);
        }
    }
    (numbers, short)
}

/// True when the last letter in front of a separator can be that of a serial, or of the code behind one: in front of
/// most dashes of a text stands none.
fn may_end_serial(before: &[u8]) -> bool {
    let last = |before: &[u8]| before.last().copied().unwrap_or(b' ');
    let last = match last(before) {
        b' ' => last(&before[..before.len().saturating_sub(1)]),
        other => other,
    };
    // 90, 91: the second bytes of Đ and đ.
    last.is_ascii_alphanumeric() || matches!(last, b'.' | b' ' | 0x90 | 0x91)
}

/// Where the serial of a number without its codes begins, whose slash stands before a year.
fn short_before(bytes: &[u8], slash: usize) -> Option<usize> {
    let year = bytes.get(slash + 1..slash + 5)?;
    if !matches!(year, [b'1' | b'2', b'9' | b'0', c, d] if c.is_ascii_digit() && d.is_ascii_digit()) {
        return None;
    }
    let digits = bytes[..slash].iter().rev().take(4).take_while(|b| b.is_ascii_digit()).count();
    let start = slash - digits;
    bytes[..start].ends_with(b" ").then_some(start)
}

/// True when a capital follows the separator, or follows a year and a second slash.
fn has_symbol_after(bytes: &[u8], separator: usize) -> bool {
    let skip = |at: usize, is: fn(u8) -> bool| at + bytes[at..].iter().take_while(|b| is(**b)).count();
    let blank = |b| b == b' ';
    let mut at = skip(separator + 1, if bytes[separator] == b'-' { |b| matches!(b, b' ' | b'-') } else { blank });
    let digits = skip(at, |b| matches!(b, b'0'..=b'9' | b'O' | b'l' | b'I')) - at;
    let mut end = at + digits;
    if (1..4).contains(&digits) && bytes.get(end) == Some(&b' ') && skip(end + 1, |b| b.is_ascii_digit()) == at + 5 {
        end = at + 5; // The year of "87/201 7/NĐ-CP".
    }
    if digits == 2 || end - at >= 4 {
        let slash = skip(end, blank);
        if digits <= 4 && bytes.get(slash) == Some(&b'/') {
            at = skip(slash + 1, blank);
        }
    }
    if digits == 4
        && bytes[separator] == b'/'
        && bytes.get(at + 4).is_some_and(|b| b.is_ascii_uppercase() || *b == 0xC4)
    {
        at += 4; // "49/2025TT-BCT"
    }
    // C4: Đ, C6: Ư, D0: Cyrillic capitals.
    bytes.get(at).is_some_and(|b| b.is_ascii_uppercase() || matches!(b, 0xC4 | 0xC6 | 0xD0))
}

/// Longest serial in bytes: eight digits, a decimal part, a letter.
const SERIAL_BYTES: usize = 14;

/// Where the serial before a separator begins; over the type code where a blank stands for the dash ("84 QĐ/TWĐTN").
fn serial_before(bytes: &[u8], separator: usize) -> Option<usize> {
    let skip_back = |mut end: usize, is: fn(u8) -> bool| {
        let floor = end.saturating_sub(SERIAL_BYTES);
        while end > floor && is(bytes[end - 1]) {
            end -= 1;
        }
        end
    };
    let serial_at = |end: usize| {
        let end = skip_back(end, |b| b == b' ');
        // The letter of "12a": ASCII, or the two bytes of đ and Đ.
        let letter = match bytes.get(..end)? {
            [.., 0xC4, 0x90 | 0x91] => 2,
            [.., b] if b.is_ascii_alphabetic() && !matches!(b, b'O' | b'l' | b'I') => 1,
            _ => 0,
        };
        let is_serial = |b: u8| b.is_ascii_digit() || matches!(b, b'O' | b'l' | b'I' | b'.');
        let start = skip_back(end - letter, is_serial);
        let start = start + bytes[start..end].iter().take_while(|&&b| b == b'.').count();
        bytes[start..end].iter().any(u8::is_ascii_digit).then_some(start)
    };
    let over_type = |end: usize| {
        let start = skip_back(end, |b| b.is_ascii_alphabetic() || matches!(b, 0xC4 | 0x90));
        // Over a blank that stands for the dash, or over a slash that was lost ("734QĐ-UBND").
        let is_open =
            start > 0 && (bytes[start - 1] == b' ' || bytes[separator] == b'-' && bytes[start - 1].is_ascii_digit());
        (start < end && is_open).then(|| serial_at(start)).flatten()
    };
    serial_at(separator).or_else(|| over_type(separator))
}

/// Where the serial at `at` begins when a scan broke it in two: "số 1 17/2018/NĐ-CP", "số 65 19/BTC-TCHQ".
fn over_broken_serial(bytes: &[u8], at: usize) -> usize {
    let Some(before) = bytes[..at].strip_suffix(b" ") else { return at };
    let head = before.iter().rev().take(3).take_while(|b| b.is_ascii_digit()).count();
    let tail = bytes[at..].iter().take(4).take_while(|b| b.is_ascii_digit()).count();
    let lead = &before[..before.len() - head];
    let is_broken = (1..=2).contains(&head) && head + tail <= 4 && lead.ends_with("số ".as_bytes());
    if is_broken { at - 1 - head } else { at }
}

/// True when what stands before `at` lets a number begin there: no letter ("COVID-19/…"), no digit or separator of a
/// longer token, but "số31-QĐ/TW", where only the blank was lost.
fn is_number_start(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at) else { return false };
    let mut chars = before.chars().rev();
    match chars.next() {
        None => true,
        Some(' ') if is_broken_year(&before[..before.len() - 1], &text[at..]) => false,
        Some(' ') => chars.next() != Some('/') || !chars.find(|&c| c != ' ').is_some_and(is_digit),
        Some('/' | '\\' | '_' | '=' | '%' | '&' | '#' | '@' | '?' | '+') => false,
        Some('-') => !chars.next().is_some_and(is_alphanumeric),
        Some('.' | ',' | ':') => !chars.next().is_some_and(is_digit),
        Some(c) if is_alphanumeric(c) => strip_last_word(before, "số").is_some(),
        Some(_) => true,
    }
}

/// True before the last digits of a year that a scan broke in two: "87/201 7/NĐ-CP".
fn is_broken_year(before: &str, after: &str) -> bool {
    let head = before.bytes().rev().take(4).take_while(u8::is_ascii_digit).count();
    let tail = after.bytes().take(4).take_while(u8::is_ascii_digit).count();
    let is_century = matches!(before.as_bytes().get(before.len() - head), Some(b'1' | b'2'));
    (1..=3).contains(&head) && head + tail == 4 && is_century && {
        let lead = &before.as_bytes()[..before.len() - head];
        matches!(lead, [.., b'0'..=b'9', b'/'])
    }
}

/// True when the words around `number` make it something else: a form, a plot of land, an address, a road, a standard.
///
/// `before` is the text in front of the number (some 40 bytes are enough), `after` what follows it. The form `N/X`
/// without a dash is no number unless "số" or a type word announces it: `15/KPI`, `02/TNCN`.
pub(crate) fn is_false_number(before: &str, number: &DocNumber, after: &str) -> bool {
    let before = before.trim_end_matches([' ', ':', '(', '“', '"', '.', ',', ';']);
    let after_lead = ["số", "so", "sô", "số hiệu", "số ký hiệu"].iter().find_map(|lead| strip_last_word(before, lead));
    let noun = after_lead.unwrap_or(before).trim_end_matches([' ', ':', ',']);
    let is_noun_of = |words: &[&str]| words.iter().any(|word| strip_last_word(noun, word).is_some());
    // "đầu tư tuyến đường số 15/QĐ-UBND": a number that names a type or a year is one after any noun but a form's.
    let is_weak = number.kind.is_none() && number.year.is_none();
    let head = list_head(before);
    // "Mau so 02/KTT": as a scan prints it.
    let is_spoilt_form = || after_lead.is_some() && ends_plain(head, "mau").is_some();
    let is_form = FORMS.iter().any(|word| strip_last_word(head, word).is_some()) || is_spoilt_form();
    if is_form || is_weak && is_noun_of(&NOT_DOCUMENTS) || is_file_extension(after) {
        return true;
    }
    // "tờ khai quyết toán thuế số 03/ABC": a form is named by what it is for.
    if is_weak && after_lead.is_some() && names_form(noun) {
        return true;
    }
    if number.unsure {
        return !is_noun_of(&TYPE_WORDS);
    }
    let is_bare = matches!(number.family, Family::Dispatch | Family::Legacy) && number.symbols().nth(1).is_none()
        || number.family == Family::NationalAssembly && number.year.is_none() && number.kind.is_none();
    let may_be_label = number.loose && number.kind.is_none() && number.family == Family::Dispatch;
    (is_bare || may_be_label) && after_lead.is_none() && !is_noun_of(&TYPE_WORDS)
}

/// True when the noun phrase that ends `noun` opens with the word for a form.
fn names_form(noun: &str) -> bool {
    let phrase = noun.rfind([',', ';', '.', ':', '(', '–']).map_or(noun, |i| &noun[i..]);
    let form = ["tờ khai ", "mẫu ", "bảng kê "].iter().filter_map(|w| phrase.rfind(w)).max();
    form.is_some_and(|at| !phrase[at..].contains(" theo "))
}

/// What stands before a list that ends in `before`: "các mẫu" of "các mẫu số 05, 06, 07/HĐBC và".
fn list_head(before: &str) -> &str {
    let mut head = before;
    loop {
        head = head.trim_end_matches([' ', ',', ';', ':', '(']);
        let last = &head[head.bytes().rposition(|b| b == b' ').map_or(0, |blank| blank + 1)..];
        let is_link = ["và", "số", "so", "sô"].iter().any(|word| strip_last_word(last, word) == Some(""));
        if !is_link && !last.starts_with(is_digit) {
            return head;
        }
        head = &head[..head.len() - last.len()];
    }
}

/// True for ".pdf" and the like.
fn is_file_extension(after: &str) -> bool {
    after.strip_prefix('.').is_some_and(|t| t.starts_with(|c: char| c.is_ascii_lowercase()))
}

/// Forms, whose codes look like numbers: "Mẫu số 02/TB-ĐĐKD".
#[rustfmt::skip]
const FORMS: [&str; 10] = [
    "mẫu", "biểu", "biểu mẫu", "phụ lục", "phụ biểu", "bảng", "bảng kê", "tờ khai", "ký hiệu mẫu", "form",
];

/// Other nouns after which a number without type and year is not a document's: land, addresses and roads, telephones,
/// standards, gazettes, receipts, identity and bank numbers.
#[rustfmt::skip]
const NOT_DOCUMENTS: [&str; 52] = [
    "thửa", "thửa đất", "bản đồ", "lô", "ô", "hẻm", "ngõ", "ngách", "kiệt", "nhà", "căn hộ", "đường", "phố",
    "quốc lộ", "ql", "tỉnh lộ", "hương lộ", "đt", "km", "điện thoại", "đtdđ", "tel", "fax", "hotline", "tổng đài",
    "tcvn", "qcvn", "tcxdvn", "tcn", "iso", "iec", "công báo", "tạp chí", "hóa đơn", "hoá đơn", "biên lai",
    "biên nhận", "bks", "biển", "biển kiểm soát", "cccd", "cmnd", "hộ chiếu", "mst", "mã số thuế", "stk", "tài khoản",
    "tàu", "covid", "vận đơn", "sê-ri", "seri",
];

/// Words that announce a number without "số".
#[rustfmt::skip]
const TYPE_WORDS: [&str; 22] = [
    "nghị định", "nghị quyết", "quyết định", "chỉ thị", "thông tư", "công văn", "văn bản", "thông báo", "sắc lệnh",
    "kế hoạch", "báo cáo", "tờ trình", "hướng dẫn", "công điện", "quy định", "giấy phép", "giấy mời", "kết luận",
    "thông tri", "chương trình", "cv", "nđ",
];

// ---------------------------------------------------------------------------------------------------------------------
// Families

/// After a year.
// EBNF: normative = code , ( dash | slash | lost_dash ) , units | ? a code and a body glued ? ;
//       "30/2020/NĐ-CP", glued "99/2013/NĐCP", with a second slash "23/2004/TT/BTC"
fn normative(i: &str) -> Res<'_, &str> {
    let type_n = alt((code(&NORMATIVE_TYPES), recognize((tag("L"), end))));
    let spaced = recognize((type_n, alt((dash, lost_dash)), units));
    let slashed =
        recognize((code(&NORMATIVE_TYPES), slash, verify(units, |s: &str| s.split('-').next().is_some_and(is_body))));
    let glued = verify(symbol, |s: &str| split_glued(s).is_some());
    alt((spaced, slashed, glued)).parse(i)
}

// EBNF: joint = ( "TTLT" | "NQLT" | … ) , ( dash | slash ) , units ;   "403/2017/NQLT-UBTVQH14-CP-ĐCTUBTWMTTQVN"
fn joint(i: &str) -> Res<'_, &str> {
    // The third letter of their types, which no other type has there.
    let has_third = || i.char_indices().nth(2).is_some_and(|(at, _)| opens_with(&i[at..], "L"));
    if !opens_with(i, "TN") || !has_third() {
        return nothing(i);
    }
    recognize((code(&JOINT_TYPES), alt((dash, slash)), units)).parse(i)
}

// EBNF: national_assembly = [ symbol , dash ] , term_body , more_units | term_body , "/" , ? a year ? ;
//       "28/2005/PL-UBTVQH11", "55/NQ-UBTVQH15", "38/QH14/2019"
fn national_assembly(i: &str) -> Res<'_, &str> {
    // The year behind the body, as in "38/QH14/2019", is a slip that is often made.
    let swapped = (term_body, char('/'), alt((tag("19"), tag("20"))), take_while_m_n(2, 2, is_digit), end);
    if let Ok(read) = alt((recognize(swapped), recognize((term_body, more_units)))).parse(i) {
        return Ok(read);
    }
    let dash_at = i.bytes().take(2 * SYMBOL_CHARS).position(|b| b == b'-');
    if !dash_at.is_some_and(|at| may_be_term(i[at..].trim_start_matches(['-', ' ']))) {
        return nothing(i);
    }
    recognize((symbol, dash, term_body, more_units)).parse(i)
}

/// True for the first letters of the bodies that have terms.
fn may_be_term(i: &str) -> bool {
    let mut letters = i.chars().map(plain_letter);
    matches!((letters.next(), letters.next()), (Some('Q'), Some('H')) | (Some('U'), Some('B')) | (Some('H'), Some('D')))
}

/// `QH 14`, `QH-14` or `QH` alone where a line broke.
// EBNF: term_body = ( "QH" | "UBTVQH" | ? a committee ? ) , [ [ " " | "-" ] , digits ] ;   "QH14", "UBPL14"
fn term_body(i: &str) -> Res<'_, &str> {
    if !may_be_term(i) {
        return nothing(i);
    }
    let (rest, body) = symbol(i)?;
    if is_code(body, &["QH", "UBTVQH"]) {
        let term = (alt((char(' '), char('-'))), char('1'), take_while_m_n(1, 1, is_digit), end);
        let (rest, _) = opt(term).parse(rest)?;
        return Ok((rest, taken(i, rest)));
    }
    if term_of(body).is_some() { Ok((rest, body)) } else { nothing(i) }
}

// EBNF: consolidated = "VBHN" , dash , units ;   "67/VBHN-VPQH"
fn consolidated(i: &str) -> Res<'_, &str> {
    if !opens_with(i, "V") {
        return nothing(i);
    }
    recognize((code(&["VBHN"]), dash, units)).parse(i)
}

/// After a year.
// EBNF: court = court_code ;   "21/2018/QĐST-HNGĐ", "402/2017/HSST", "01/2016/AL"
fn court(i: &str) -> Res<'_, &str> {
    // No area opens with these, and no stage.
    if !opens_with(i, "ADGHKLPQSTV") || i.starts_with("TT") || i.starts_with("BC") {
        return nothing(i);
    }
    verify(units, is_court_code).parse(i)
}

// EBNF: admin = symbol , ( dash | lost_dash ) , symbol , more_units | code , "/" , symbol , more_units ;
//       "322/KH-UBND", "515/KH-BCA-BNN&MT", older "42/QĐ/UB"
fn admin(i: &str) -> Res<'_, &str> {
    let typed = verify((symbol, alt((dash, lost_dash)), symbol), |(kind, _, issuer): &(&str, &str, &str)| {
        is_type(kind, issuer)
    });
    let slashed = (code(&TYPES), char('/'), verify(symbol, is_body));
    alt((recognize((typed, more_units)), recognize((slashed, more_units)))).parse(i)
}

/// Straight after the serial.
// EBNF: admin_slash_lost = code , "-" , units ;   "734QĐ-UBND"
fn admin_slash_lost(i: &str) -> Res<'_, &str> {
    let kind = verify(symbol, |s: &str| is_code(s, &TYPES) && !is_code(s, &TYPE_OR_BODY));
    recognize((kind, char('-'), units)).parse(i)
}

// EBNF: dispatch = symbol , [ ( "-" , unit | dash , symbol ) , more_units ] ;   "1639/UBND-NC", "16838/SNNMT"
fn dispatch(i: &str) -> Res<'_, &str> {
    let first_unit = alt((preceded(char('-'), unit), preceded(dash, verify(symbol, is_unit_after_blank))));
    let (rest, text) = recognize((symbol, opt((first_unit, more_units)))).parse(i)?;
    // "23/2021/TT- ban hành": a type alone with the dash after it lost its issuer.
    let is_cut = rest.trim_start().starts_with('-') && is_code(text, &TYPES);
    if is_cut { nothing(i) } else { Ok((rest, text)) }
}

/// After a dash, as companies write.
// EBNF: dispatch_dashed = ? a symbol that begins with "CV" ? ;   "1025-CVHQ"
fn dispatch_dashed(i: &str) -> Res<'_, &str> {
    verify(symbol, |s: &str| s.starts_with("CV")).parse(i)
}

/// After a dash.
// EBNF: party = code , slash , units ;   "176-KH/TU", "367-QĐ/TWĐTN-VP"
fn party(i: &str) -> Res<'_, &str> {
    recognize((code(&PARTY_TYPES), slash, units)).parse(i)
}

/// After a blank.
// EBNF: party_dash_lost = code , slash , code , more_units ;   "84 QĐ/TWĐTN"
fn party_dash_lost(i: &str) -> Res<'_, &str> {
    recognize((code(&PARTY_TYPES), slash, code(&PARTY_BODIES), more_units)).parse(i)
}

/// As outsiders write Party numbers.
// EBNF: party_state_style = code , dash , code , more_units ;   "25/NQ-TW"
fn party_state_style(i: &str) -> Res<'_, &str> {
    recognize((code(&PARTY_TYPES), dash, code(&PARTY_BODIES), more_units)).parse(i)
}

// EBNF: legacy = symbol , dash , ( "QĐ" | "NQ" ) , more_units
//              | "TT" , ( dash | slash ) , "LB"
//              | "LB" , ( dash | slash ) , "TT"
//              | ? a body of old numbers ? ;
//       "797/BYT-QĐ", "12/UB-QĐ-NĐ", "07/TT-LB", "15/CP", "53/HĐBT"
fn legacy(i: &str) -> Res<'_, &str> {
    let (rest, first) = symbol(i)?;
    let between = || alt((dash, slash));
    let rest = if let Ok((after, (_, _, _))) = (dash, code(&["QĐ", "NQ"]), more_units).parse(rest)
        && !is_code(first, &TYPES)
    {
        after
    } else if let Ok((after, _)) = (between(), code(&["LB"])).parse(rest)
        && is_code(first, &["TT"])
    {
        after
    } else if let Ok((after, _)) = (between(), code(&["TT"])).parse(rest)
        && is_code(first, &["LB"])
    {
        after
    } else if is_code(first, &OLD_BODIES) {
        rest
    } else {
        return nothing(i);
    };
    Ok((rest, taken(i, rest)))
}

// EBNF: legacy_dashed = ( "L" | "LCT" | code ) , slash , ? an issuer of old numbers ?
//                     | "SL" , slash , "L" , ( "." | "-" ) , digits
//                     | ( "SL" | "SLt" ) , slash , year
//                     | ( "LB" | "TT" ) , ( "-" | "/" ) , ( "TT" | "LB" )
//                     | symbol , "/" , ( "QĐ" | "TT" | "CT" | "CV" ) , "/" , units
//                     | ? a body of old numbers ? ;
//       "52-L/CTN", "12-QĐ/BYT", "101-SL/L.003", "03-SL/76", "06-LB/TT", "1141-TC/QĐ/CĐKT", "64-CP"
fn legacy_dashed(i: &str) -> Res<'_, &str> {
    let law_type = alt((recognize((alt((tag("LCT"), tag("L"))), end)), code(&PARTY_TYPES)));
    let law = recognize((law_type, slash, verify(symbol, is_old_issuer)));
    let law_order = recognize((tag("SL"), slash, tag("L"), alt((char('.'), char('-'))), digit1, end));
    let dated = recognize((code(&["SL", "SLt"]), slash, year, end));
    let joint = recognize((code(&["LB", "TT"]), alt((char('-'), char('/'))), code(&["TT", "LB"])));
    let department = recognize((symbol, char('/'), code(&["QĐ", "TT", "CT", "CV"]), char('/'), units));
    alt((law_order, law, dated, joint, department, code(&OLD_BODIES))).parse(i)
}

/// After a dash and behind a type word.
// EBNF: legacy_unknown = symbol , [ "/" , units ] ;   "5-TBXH", "01-LĐ/TT"
fn legacy_unknown(i: &str) -> Res<'_, &str> {
    recognize((verify(symbol, |s: &str| s.chars().count() <= 8), opt((char('/'), units)))).parse(i)
}

/// After a blank and behind a type word.
// EBNF: legacy_dash_lost = ( "TC" | "LĐ" | "NV" | … ) , "/" , units ;   "46 TC/TCT", "1141 TC/QĐ-CĐKT"
fn legacy_dash_lost(i: &str) -> Res<'_, &str> {
    recognize((code(&["TC", "LĐ", "NV", "LB", "BYT", "TBXH", "GD", "UB", "NN", "XD", "TN"]), char('/'), units)).parse(i)
}

// EBNF: standard = ( "TCVN" | "QCVN" | … ) , " " , digits , { ( "-" | "." ) , digits } , ":" , year ,
//                  [ slash , symbol ] ;
//       "QCVN 01-1:2018/BYT"
fn standard(i: &str) -> Res<'_, &str> {
    let body = alt((tag("TCVN"), tag("QCVN"), tag("TCXDVN"), tag("TCN"), tag("ISO")));
    let parts = many0_count((alt((char('-'), char('.'))), digit1));
    recognize((body, char(' '), digit1, parts, char(':'), year, opt((slash, symbol)))).parse(i)
}

// ---------------------------------------------------------------------------------------------------------------------
// Lexical layer

/// Up to eight digits: companies write a date there (`20251022/CV-ABC`).
// EBNF: serial = digits , [ "." , digits ] , [ letter ] , end ;   "02", "66.3", "1234A", by a scan "34O"
fn serial(i: &str) -> Res<'_, &str> {
    let digits = verify(take_while_m_n(1, 8, is_digit_or_slip), |s: &str| s.contains(is_digit));
    let decimal = opt((char('.'), take_while_m_n(1, 3, is_digit)));
    let letter = opt(verify(anychar, |&c| c.is_ascii_alphabetic() || matches!(c, 'đ' | 'Đ')));
    let (rest, text) = recognize((digits, decimal, letter)).parse(i)?;
    end(rest).map(|_| (rest, text))
}

/// As a scan breaks it: four digits at most.
// EBNF: broken_serial = digits , " " , digits ;   "1 17/2018/NĐ-CP"
fn broken_serial(i: &str) -> Res<'_, &str> {
    let digits = || take_while_m_n(1, 3, is_digit);
    let (rest, text) = recognize((digits(), char(' '), digits())).parse(i)?;
    if text.len() <= 5 && rest.trim_start().starts_with(['/', '-']) { Ok((rest, text)) } else { nothing(i) }
}

/// As a scan breaks it.
// EBNF: broken_year = digits , " " , digits ;   "201 7"
fn broken_year(i: &str) -> Res<'_, &str> {
    let digits = || take_while_m_n(1, 3, is_digit);
    let (rest, text) = recognize((digits(), char(' '), digits())).parse(i)?;
    let is_year = text.len() == 5 && year_of(&text.replace(' ', "")).is_some() && end(rest).is_ok();
    if is_year { Ok((rest, text)) } else { nothing(i) }
}

/// Its second slash is lost.
// EBNF: glued_year = digit4 , ? a capital follows ? ;   "49/2025TT-BCT"
fn glued_year(i: &str) -> Res<'_, &str> {
    let (rest, text) = take_while_m_n(4, 4, is_digit).parse(i)?;
    if year_of(text).is_some() && rest.starts_with(is_capital) { Ok((rest, text)) } else { nothing(i) }
}

// EBNF: year = ( digit4 | digit , digit ) , end ;   "2020", "95"
fn year(i: &str) -> Res<'_, &str> {
    let (rest, text) = take_while_m_n(2, 4, is_digit_or_slip).parse(i)?;
    if year_of(text).is_some() && end(rest).is_ok() { Ok((rest, text)) } else { nothing(i) }
}

// EBNF: slash = [ " " ] , "/" , [ " " ] ;   "118 /2017/QĐST-HNGĐ"
fn slash(i: &str) -> Res<'_, &str> {
    recognize((opt_blank, char('/'), opt_blank)).parse(i)
}

/// Two where a hyphen broke the line.
// EBNF: dash = [ " " ] , "-" , { [ " " ] , "-" } , [ " " ] ;   "367 - QĐ", "CT- -TTg"
fn dash(i: &str) -> Res<'_, &str> {
    recognize((many1_count((opt_blank, char('-'))), opt_blank)).parse(i)
}

/// Before a body that closes the number.
// EBNF: lost_dash = " " ;   "595/QĐ BHXH"
fn lost_dash(i: &str) -> Res<'_, &str> {
    let (rest, text) = tag(" ").parse(i)?;
    match symbol(rest) {
        Ok((_, body)) if BODIES.contains(&body) => Ok((rest, text)),
        _ => nothing(i),
    }
}

// EBNF: units = symbol , more_units ;   "UBND-NC"
fn units(i: &str) -> Res<'_, &str> {
    recognize((symbol, more_units)).parse(i)
}

/// Commas stand in the names of some offices.
///
/// The number is whole before these. With a blank on both sides a dash opens prose ("12/KH-UBND - Văn phòng"), and with
/// one it may: only codes that can close a number are taken.
// EBNF: more_units = { "-" , unit | "," , upper , upper , [ upper ] , end | ( "- " | " -" ) , symbol } ;
//       "-BNN&MT", "-HCQT,TV,AC"
fn more_units(i: &str) -> Res<'_, &str> {
    if !i.starts_with(['-', ',', ' ']) {
        return Ok((i, ""));
    }
    let half_blank = alt((tag("- "), tag(" -")));
    let after_blank = preceded(half_blank, verify(symbol, is_unit_after_blank));
    let office = |i| {
        let (rest, text) = recognize((char(','), take_while_m_n(2, 3, is_capital), end)).parse(i)?;
        if rest.starts_with(['-', '/']) { nothing(i) } else { Ok((rest, text)) }
    };
    recognize(many0_count(alt((preceded(char('-'), unit), office, after_blank)))).parse(i)
}

// EBNF: unit = symbol | upper , end ;   "V14", "VP", the single letter of "QĐ-X"
fn unit(i: &str) -> Res<'_, &str> {
    alt((symbol, recognize((take_while_m_n(1, 1, is_capital), end)))).parse(i)
}

/// A footnote's mark glued to a body that has no number (`QĐ-TTg2`) is left out; a word of prose ("Văn", "VỀ") is none,
/// since its letters are not those of codes.
// EBNF: symbol = upper , { upper | lower | digit | "&" , [ " " ] , upper | "." , { upper } } , end ;
//       "UBND", "TTg", "QH15", "C06", "BNN&MT", "V.I"
fn symbol(i: &str) -> Res<'_, &str> {
    let Some(text) = symbol_shape(i) else { return nothing(i) };
    let head = text.trim_end_matches(is_digit);
    let is_footnote = text.len() > head.len() && is_code(head, &BODIES);
    let text = if is_footnote && !i[text.len()..].starts_with(['-', '/']) { head } else { text };
    Ok((&i[text.len()..], text))
}

/// Longest symbol in chars: twice ĐCTUBTWMTTQVN, so that a window of capitals is not read over and over.
const SYMBOL_CHARS: usize = 32;

fn symbol_shape(i: &str) -> Option<&str> {
    if !i.starts_with(is_capital) {
        return None;
    }
    let (mut capitals, mut small, mut digits) = (0, 0, 0);
    let mut len = 0;
    for (at, c) in i.char_indices().take(SYMBOL_CHARS) {
        let after = || &i[at + c.len_utf8()..];
        match c {
            _ if is_capital(c) => capitals += 1,
            '0'..='9' => digits += 1,
            'a'..='z' | 'đ' | 'ư' => small += 1,
            '&' if after().strip_prefix(' ').unwrap_or(after()).starts_with(is_capital) => {}
            ' ' if i[..at].ends_with('&') => {}
            '.' if !is_code(&i[..at], &BODIES) && is_dotted_tail(after()) => {}
            _ => break,
        }
        len = at + c.len_utf8();
    }
    let (text, rest) = i.split_at(len);
    let is_code_shaped = capitals + digits >= 2 && (small <= capitals || text.eq_ignore_ascii_case("TTg"));
    if matches!(text, "TTg" | "TTr" | "CTr") && end(rest).is_ok() {
        return Some(text);
    }
    if let Some(body) = without_glued_word(i, text) {
        return Some(body);
    }
    // "NĐ-CPx": a body that small letters are glued to is a slip that nothing here can put right.
    let stem = text.trim_end_matches(|c: char| c.is_ascii_lowercase());
    let is_glued = stem.len() < text.len() && is_code(stem, &BODIES);
    (is_code_shaped && !is_glued && end(rest).is_ok()).then_some(text)
}

/// The body at the start of `i` where only the blank after it was lost: "TT-BTCngày", "TT-BTCQuy định".
fn without_glued_word<'a>(i: &str, text: &'a str) -> Option<&'a str> {
    const WORDS: [&str; 8] = ["ngày", "của", "về", "ban", "và", "được", "quy", "hướng"];
    if !text.ends_with(|c: char| c.is_lowercase()) && end(&i[text.len()..]).is_ok() {
        return None;
    }
    let body = text.trim_end_matches(|c: char| c.is_ascii_lowercase() || c == 'đ');
    let last_capital = body.char_indices().next_back().map_or(0, |(at, _)| at);
    [body, &body[..last_capital]].into_iter().filter(|body| is_code(body, &BODIES)).find(|body| {
        let word = &i[body.len()..];
        WORDS.iter().any(|w| strip_prefix(word, w).is_some_and(|rest| end(rest).is_ok()))
    })
}

/// True for the `I` of `V.I`, the `HUE` of `PC.HUE`: not for a sentence that begins after a full stop.
fn is_dotted_tail(i: &str) -> bool {
    let tail = i.split(|c: char| !is_alphanumeric(c)).next().unwrap_or_default();
    !tail.is_empty() && tail.len() <= 4 && tail.bytes().all(|b| b.is_ascii_uppercase())
}

// EBNF: code = ? a symbol of the table, whatever its case, Đ or D ? ;   "NĐ", "ND", "Qđ"
fn code<'a>(
    table: &'static [&'static str],
) -> impl Parser<&'a str, Output = &'a str, Error = nom::error::Error<&'a str>> {
    verify(symbol, move |s: &str| is_code(s, table))
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit()
}

/// Letters that scans print for 0 and 1.
fn is_digit_or_slip(c: char) -> bool {
    matches!(c, '0'..='9' | 'O' | 'l' | 'I')
}

fn is_capital(c: char) -> bool {
    c.is_ascii_uppercase() || matches!(c, 'Đ' | 'Ư') || latin_of(c) != c
}

/// The Latin capital for a Cyrillic one of the same look, which typists' keyboards and scans mix in.
fn latin_of(c: char) -> char {
    if !('А'..='Х').contains(&c) {
        return c;
    }
    match c {
        'А' => 'A',
        'В' => 'B',
        'Е' => 'E',
        'К' => 'K',
        'М' => 'M',
        'Н' => 'H',
        'О' => 'O',
        'Р' => 'P',
        'С' => 'C',
        'Т' => 'T',
        'Х' => 'X',
        _ => c,
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// What the codes mean

/// Types of văn bản quy phạm with more than one letter (lệnh is L); CT stands in older texts.
const NORMATIVE_TYPES: [&str; 5] = ["NĐ", "QĐ", "NQ", "TT", "CT"];

/// Types of văn bản liên tịch.
const JOINT_TYPES: [&str; 3] = ["TTLT", "NQLT", "TTLB"];

/// Type codes of Nghị định 30/2020/NĐ-CP, Phụ lục III, and those that sector rules and habit add.
#[rustfmt::skip]
const TYPES: [&str; 62] = [
    "NQ", "QĐ", "CT", "QC", "QyĐ", "QĐi", "TB", "HD", "CTr", "KH", "PA", "ĐA", "BC", "BB", "TTr", "HĐ", "CĐ", "BGN",
    "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB", "SY", "TrS", "SL", "KL", "GP", "GCN", "NĐ", "TT", "TBKL",
    "KLTT", "PLYK", "PTr", "GXN", "QTr", "ĐL", "KHPH", "CTPH", "QCPH", "QCLT", "KHLT", "CTLT", "HDLN", "TTLN", "HDLT",
    "KHHĐ", "CTHĐ", "KHLN", "QĐĐ", "LKG", "KN", "CTĐT", "BCTĐ", "QCLN", "TBPC", "TBTL", "BBH",
];

/// Types that are also bodies: Cục Thuế, Công đoàn, Thanh tra or Trung tâm, Phòng cháy, Ban Thường trực. They are the
/// type when a body follows (`33/CT-TTg`), the body when a unit does (`4512/CT-TTHT`).
const TYPE_OR_BODY: [&str; 5] = ["CT", "CĐ", "TT", "PC", "BTT"];

/// Types of Quy định 66-QĐ/TW and 399-QĐ/TW, and of the Youth Union.
#[rustfmt::skip]
const PARTY_TYPES: [&str; 33] = [
    "NQ", "QĐ", "QĐi", "QyĐ", "QyC", "CT", "KL", "QC", "TT", "HD", "TB", "BC", "KH", "QH", "CTr", "ĐA", "PA", "TTr",
    "CV", "BB", "BS", "TC", "QTr", "ĐL", "KHHĐ", "CTHĐ", "LKG", "TBKL", "GM", "GGT", "GCN", "PC", "CL",
];

/// Party bodies that no state body shares a code with.
#[rustfmt::skip]
const PARTY_BODIES: [&str; 28] = [
    "TW", "TƯ", "TU", "HU", "QU", "ĐU", "ThU", "VPTW", "VPTU", "BTCTW", "BTCTU", "BTGTW", "BTGTU", "BDVTW", "BDVTU",
    "BTGDVTW", "BTGDVTU", "UBKTTW", "UBKTTU", "BNCTW", "BNCTU", "BKTTW", "VPĐU", "BXDĐ", "UBKTĐU", "TWĐTN", "ĐTN",
    "QUTW",
];

/// Bodies that stand alone after the serial in texts of before about 2000.
const OLD_BODIES: [&str; 9] = ["CP", "HĐBT", "TTg", "CT", "SL", "LB", "TC", "HĐCP", "TTLB"];

/// Bodies whose code takes no number and settles that what stands before it is a type.
#[rustfmt::skip]
const BODIES: [&str; 96] = [
    "TTg", "CP", "CTN", "UBND", "UB", "CTUBND", "VPUBND", "HĐND", "HĐTP", "HĐBT", "HĐBCQG", "HĐTV", "HĐQT", "BQP",
    "BCA", "BNG", "BNV", "BTP", "BTC", "BCT", "BNNMT", "BNN&MT", "BXD", "BVHTTDL", "BVHTT&DL", "BKHCN", "BGDĐT",
    "BGD&ĐT", "BYT", "BDTTG", "NHNN", "TTCP", "VPCP", "BKHĐT", "BGTVT", "BTTTT", "BTNMT", "BNNPTNT", "BNN", "BLĐTBXH",
    "LĐTBXH", "UBDT", "UBQLV", "BTM", "BCN", "BTS", "BBCVT", "BVHTT", "BKHCNMT", "BCNN", "KTNN", "VPQH", "VPCTN",
    "TANDTC", "VKSNDTC", "VKSTC", "TAND", "VKSND", "VKS", "BHXH", "TCT", "TCHQ", "CHQ", "TCTK", "KBNN", "TL", "CĐBVN",
    "MTTQ", "MTTW", "TLĐ", "LĐLĐ", "TU", "TW", "ĐU", "HU", "QU", "SNV", "STC", "SXD", "SGTVT", "SNNPTNT", "STNMT",
    "SNNMT", "SKHCN", "STTTT", "SLĐTBXH", "SYT", "SGDĐT", "STP", "SCT", "SVHTTDL", "SVHTT", "SNgV", "SDTTG", "SKHĐT",
    "HND",
];

/// Codes that open a new phrase where a blank stands before them: never the unit at the end of a number.
const NOT_UNITS: [&str; 9] = ["UBND", "HĐND", "UB", "TP", "TX", "TT", "TCVN", "QCVN", "CHXHCN"];

/// The letter by which codes are compared: case, Đ or D and Cyrillic look-alikes apart.
fn plain_letter(c: char) -> char {
    match latin_of(c) {
        'Đ' | 'đ' => 'D',
        c => c.to_ascii_uppercase(),
    }
}

/// True for the code of a body, with or without the unit behind it.
fn is_body(text: &str) -> bool {
    is_code(text, &BODIES) || is_own_code(text)
}

/// True for two spellings of one code.
fn is_same_code(a: &str, b: &str) -> bool {
    a.chars().map(plain_letter).eq(b.chars().map(plain_letter))
}

/// True when the first letter of `i` is one of `letters`: spares the reading of what cannot be a code of a family.
fn opens_with(i: &str, letters: &str) -> bool {
    let first = i.chars().next().map_or('\0', plain_letter);
    first.is_ascii() && letters.bytes().any(|b| char::from(b) == first)
}

fn is_code(text: &str, table: &[&str]) -> bool {
    // Most rows differ in the first letter, so that is looked at first, and in bytes: C4 begins Đ.
    let first = text.chars().next().map_or('\0', plain_letter);
    let may_be =
        |code: &str| code.as_bytes().first().is_some_and(|&b| char::from(if b == 0xC4 { b'D' } else { b }) == first);
    table.iter().any(|code| may_be(code) && is_same_code(text, code))
}

/// True when `kind` is a type code before `issuer`; an unknown code before a body that never is a unit counts as one.
fn is_type(kind: &str, issuer: &str) -> bool {
    if is_code(kind, &TYPE_OR_BODY) || !is_code(kind, &TYPES) {
        let is_own = own_type_of_symbol(kind).is_some();
        return is_own || is_body(issuer) && !is_body(kind) && !is_code(kind, &["CV", "VP"]);
    }
    true
}

/// True for a code that can follow a blank at the end of a number that may already be whole.
fn is_unit_after_blank(text: &str) -> bool {
    text.len() <= 8 && text.chars().all(|c| is_capital(c) || is_digit(c)) && !is_code(text, &NOT_UNITS)
}

/// True for CTN, HĐNN with its term, LB, and for state bodies of the time when types stood before the slash.
fn is_old_issuer(text: &str) -> bool {
    let body = text.trim_end_matches(is_digit);
    is_code(body, &["CTN", "HĐNN", "LB", "HĐCP"])
        || is_code(text, &BODIES)
            && !is_code(text, &PARTY_BODIES)
            && !is_code(text, &["HND", "LĐLĐ", "TLĐ", "MTTQ", "MTTW"])
}

/// The body and the number of a term (khóa): `QH15`, `UBPL14`; `QHI3` by a scan.
fn term_of(text: &str) -> Option<(&str, u8)> {
    const TERM_BODIES: [&str; 4] = ["QH", "UBTVQH", "HĐDT", "UBTVQHK"];
    let body = match text.rfind(|c| !is_digit_or_slip(c)) {
        Some(at) => &text[..at + text[at..].chars().next()?.len_utf8()],
        None => return None,
    };
    let is_committee = body.starts_with("UB") && !is_code(body, &BODIES);
    if !is_code(body, &TERM_BODIES) && !is_committee {
        return None;
    }
    // A slip beside two whole digits is a speck: "QHI15".
    let digits = &text[body.len()..];
    let digits = digits.strip_prefix(['O', 'l', 'I']).filter(|d| d.len() == 2).unwrap_or(digits);
    let term = digits_of(digits).parse().ok()?;
    // Term 1 sat in 1946; two letters more than a hundred years of five-year terms would be no term.
    (1..=40).contains(&term).then_some((body, term))
}

/// A type and a body with the dash between them lost: `NĐCP`, `TTBLĐTBXH`.
fn split_glued(text: &str) -> Option<(&str, &str)> {
    let split = |kind: &str| {
        let at = text.char_indices().nth(kind.chars().count())?.0;
        let (head, body) = text.split_at(at);
        (is_same_code(head, kind) && is_code(body, &BODIES)).then_some((head, body))
    };
    ["NĐ", "QĐ", "NQ", "TT"].into_iter().find_map(split)
}

/// With an area and a stage or QĐ, or "AL" (án lệ) alone.
// EBNF: court_code = court_part , { [ dash ] , court_part } ;   "QĐST-HNGĐ", "HSST"
// EBNF: court_part = ? an area, a stage or "QĐ" ? ;   "HNGĐ", "ST"
fn is_court_code(text: &str) -> bool {
    const AREAS: [&str; 11] = ["HNGĐ", "KDTM", "SHTT", "VDS", "HS", "DS", "HC", "LĐ", "KT", "PS", "HN"];
    // XX: the trial is opened, HPT: it is put off.
    const STAGES: [&str; 9] = ["HPT", "GĐT", "ST", "PT", "TT", "QĐ", "TL", "TB", "XX"];
    if is_same_code(text, "AL") {
        return true;
    }
    // TT is thông tư unless an area stands before it.
    if text.starts_with("TT") {
        return false;
    }
    let (mut has_area, mut has_stage) = (false, false);
    for part in text.split('-') {
        let mut rest = part.trim();
        while !rest.is_empty() {
            let atom = |atom: &&str| {
                let len = rest.char_indices().nth(atom.chars().count()).map_or(rest.len(), |(at, _)| at);
                is_same_code(&rest[..len], atom).then_some(len)
            };
            let (len, is_area) = match (AREAS.iter().find_map(&atom), STAGES.iter().find_map(&atom)) {
                (Some(len), _) => (len, true),
                (None, Some(len)) => (len, false),
                (None, None) => return false,
            };
            has_area |= is_area;
            has_stage |= !is_area;
            rest = &rest[len..];
        }
    }
    has_stage && (has_area || text.contains("ST") || text.contains("PT"))
}

// ---------------------------------------------------------------------------------------------------------------------
// From the recognised text to its parts

impl DocNumber {
    /// Serial as printed, repaired digits apart: `02`, `66.3`, `1234A`; empty when it is blank.
    pub(crate) fn serial(&self) -> &str {
        self.value.get(self.serial.clone()).unwrap_or_default()
    }

    /// Type, issuer and units in order, as many as there are.
    pub(crate) fn symbols(&self) -> impl Iterator<Item = &str> {
        let text = self.value.get(self.symbols.clone()).unwrap_or_default();
        text.split(['/', '-']).filter(|s| !s.is_empty())
    }

    /// The symbol that names the type; `None` for a dispatch, a law (`45/2019/QH14`) or a court's code.
    pub(crate) fn type_symbol(&self) -> Option<&str> {
        self.symbols().nth(self.kind?)
    }

    /// The symbols after the type: issuers and units.
    pub(crate) fn bodies(&self) -> impl Iterator<Item = &str> {
        let kind = self.kind;
        self.symbols().enumerate().filter(move |&(at, _)| Some(at) != kind).map(|(_, symbol)| symbol)
    }

    fn read(family: Family, text: &str) -> Option<DocNumber> {
        if family == Family::Standard {
            return Some(DocNumber::standard(text));
        }
        let mut number = DocNumber {
            len: text.len(),
            family,
            value: String::with_capacity(text.len() + 2),
            year: None,
            repaired: false,
            serial: 0..0,
            symbols: 0..0,
            kind: None,
            loose: is_loose(text.as_bytes()),
            unsure: false,
        };
        let mut pieces = Pieces { rest: text, separator: None };
        if family != Family::Blank {
            number.push_serial(pieces.next()?.1);
        }
        let mut from = number.serial.end;
        // "49/2025TT-BCT": the year ends where the type begins.
        if family == Family::Normative
            && let Some((year, kind)) = pieces.rest.split_at_checked(4)
            && kind.starts_with(is_capital)
            && let Some(n) = year_of(year)
        {
            number.year = Some(n);
            number.push_repaired('/', year, year);
            number.repaired = true;
            from = number.value.len();
            pieces = Pieces { rest: kind, separator: Some('/') };
        }
        let mut after_year = pieces;
        if let Some((Some('/'), piece)) = after_year.next()
            && let Some(year) = year_of(&without_blanks(piece))
            && !after_year.rest.is_empty()
        {
            number.year = Some(year);
            number.push_repaired('/', &digits_of(&without_blanks(piece)), piece);
            from = number.value.len();
            pieces = after_year;
        }
        // "38/QH14/2019": the year behind the body.
        let last_year = pieces.rest.rsplit_once('/').filter(|_| family == Family::NationalAssembly);
        let last_year = last_year.and_then(|(body, year)| Some((body, year, year_of(year)?)));
        if let Some((body, _, year)) = last_year {
            number.year = Some(year);
            pieces.rest = body;
        }
        // An O or l for a digit is put right only in a number whose letters are known ones.
        let has_slip = number.repaired;
        number.push_symbols(pieces);
        number.symbols = from..number.value.len();
        if let Some((_, year, _)) = last_year {
            number.value.extend(["/", year]);
        }
        number.kind = number.find_type();
        let is_known = |s: &str| is_code(s, &BODIES) || term_of(s).is_some();
        (!has_slip || number.kind.is_some() || number.symbols().any(is_known)).then_some(number)
    }

    /// The serial, and the type after it where a blank stands for the dash ("84 QĐ/TWĐTN").
    fn push_serial(&mut self, piece: &str) {
        let broken = without_blanks(piece);
        if broken.len() < piece.len() && broken.bytes().all(|b| b.is_ascii_digit()) {
            self.repaired = true; // "1 17"
            self.value.push_str(&broken);
            self.serial = 0..self.value.len();
            return;
        }
        // "734QĐ": the type is glued to the serial.
        let glued = piece.trim_start_matches(is_digit);
        if glued.chars().count() > 1 && !piece.contains(' ') && !glued.starts_with(['O', 'l', 'I', '.']) {
            self.repaired = true;
            self.value.push_str(&piece[..piece.len() - glued.len()]);
            self.serial = 0..self.value.len();
            self.push_repaired('/', &repaired_symbol(glued, true, None), glued);
            return;
        }
        let (serial, kind) = piece.split_once(' ').unwrap_or((piece, ""));
        let digits = digits_of(serial);
        self.repaired |= digits != serial || !kind.is_empty();
        self.value.push_str(&digits);
        self.serial = 0..self.value.len();
        if !kind.is_empty() {
            self.push_repaired('-', &repaired_symbol(kind, true, None), kind);
        }
    }

    fn push_symbols(&mut self, mut pieces: Pieces<'_>) {
        let mut is_first = true;
        let mut following = self.next_symbol(&mut pieces);
        while let Some((separator, piece)) = following {
            let separator = separator.unwrap_or('-');
            following = self.next_symbol(&mut pieces);
            let next = following.map(|(_, next)| next);
            let blank = piece.bytes().position(|b| b == b' ');
            if self.value.ends_with("QH") && piece.bytes().all(|b| b.is_ascii_digit()) {
                self.repaired = true; // The term of "QH-14".
                self.value.push_str(piece);
            } else if blank.is_some() && piece.contains("& ") {
                self.push_repaired(separator, &piece.replace("& ", "&"), &piece.replace("& ", "&"));
            } else if let Some((body, term)) = blank.map(|at| (&piece[..at], &piece[at + 1..]))
                && term.starts_with(is_digit)
            {
                self.value.extend([separator.encode_utf8(&mut [0; 4]) as &str, body, term]); // "QH 14"
            } else if let Some((kind, body)) = blank.map(|at| (&piece[..at], &piece[at + 1..])) {
                self.repaired = true; // "QĐ BHXH"
                self.push_repaired(separator, &repaired_symbol(kind, is_first, Some(body)), kind);
                self.push_repaired('-', &repaired_symbol(body, false, None), body);
            } else if self.family == Family::Normative
                && is_first
                && next.is_none()
                && let Some((kind, body)) = split_glued(piece)
            {
                self.repaired = true;
                self.push_repaired(separator, &repaired_symbol(kind, true, Some(body)), kind);
                self.push_repaired('-', &repaired_symbol(body, false, None), body);
            } else {
                // Since 1992 decrees are the Government's alone: "NĐ-CY" is a scan's.
                let decree = self.value.ends_with("/NĐ") && self.year.is_some();
                let slip = decree && next.is_none() && piece.chars().count() == 2 && piece.starts_with('C');
                let repaired = if slip { Cow::Borrowed("CP") } else { repaired_symbol(piece, is_first, next) };
                self.push_repaired(separator, &repaired, piece);
            }
            is_first = false;
        }
    }

    /// The next piece with letters in it; between the two dashes of "CT- -TTg" stands none.
    fn next_symbol<'a>(&mut self, pieces: &mut Pieces<'a>) -> Option<(Option<char>, &'a str)> {
        loop {
            match pieces.next()? {
                (_, "") => self.repaired = true,
                piece => return Some(piece),
            }
        }
    }

    fn push_repaired(&mut self, separator: char, piece: &str, printed: &str) {
        self.repaired |= piece != printed;
        self.value.push(separator);
        self.value.push_str(piece);
    }

    fn find_type(&self) -> Option<usize> {
        let mut symbols = self.symbols();
        let first = symbols.next()?;
        let second = symbols.next();
        match self.family {
            Family::Normative | Family::Joint | Family::Consolidated | Family::Admin | Family::Party => Some(0),
            Family::Dispatch => (first == "CV" && second.is_some()).then_some(0),
            Family::NationalAssembly => (term_of(first).is_none() && second.is_some()).then_some(0),
            Family::Legacy if second.is_some_and(|s| is_code(s, &["QĐ", "NQ", "TT"])) => Some(1),
            Family::Legacy => second.map(|_| 0).or((first == "SL").then_some(0)),
            Family::Blank if self.value.starts_with('-') => Some(0),
            Family::Blank => second.is_some_and(|s| is_type(first, s)).then_some(0),
            Family::Court | Family::Standard => None,
        }
    }

    fn standard(text: &str) -> DocNumber {
        let body = text.find(' ').unwrap_or(text.len());
        let colon = text.find(':').unwrap_or(text.len());
        let year = text.get(colon + 1..).and_then(|t| year_of(t.split([' ', '/']).next().unwrap_or_default()));
        DocNumber {
            len: text.len(),
            family: Family::Standard,
            value: text.to_owned(),
            year,
            repaired: false,
            serial: (body + 1).min(colon)..colon,
            symbols: 0..body,
            kind: None,
            loose: false,
            unsure: false,
        }
    }
}

/// True where a blank stands beside the first separator.
fn is_loose(text: &[u8]) -> bool {
    let separator = text.iter().position(|b| matches!(b, b'/' | b'-'));
    separator.is_some_and(|at| text[..at].last() == Some(&b' ') || text.get(at + 1) == Some(&b' '))
}

/// The pieces between the separators of a number, each with the separator before it.
#[derive(Clone, Copy)]
struct Pieces<'a> {
    rest: &'a str,
    separator: Option<char>,
}

impl<'a> Iterator for Pieces<'a> {
    type Item = (Option<char>, &'a str);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            let at = self.rest.bytes().position(|b| matches!(b, b'/' | b'-')).unwrap_or(self.rest.len());
            let (piece, rest) = self.rest.split_at(at);
            let piece = if piece.starts_with(' ') || piece.ends_with(' ') { piece.trim() } else { piece };
            let before = self.separator;
            self.separator = rest.bytes().next().map(char::from);
            self.rest = rest.get(1..).unwrap_or_default();
            // A blank serial has nothing before its first separator.
            if before.is_some() || !piece.is_empty() {
                return Some((before, piece));
            }
        }
    }
}

/// Digits that a scan parted ("201 7") in one.
fn without_blanks(text: &str) -> Cow<'_, str> {
    if text.as_bytes().contains(&b' ') { Cow::Owned(text.replace(' ', "")) } else { Cow::Borrowed(text) }
}

/// Digits with the slips of scans put right: O → 0, l and I → 1. A letter at the end of a serial stays.
fn digits_of(text: &str) -> Cow<'_, str> {
    let digit = |c| match c {
        'O' => '0',
        'l' | 'I' => '1',
        c => c,
    };
    if text.bytes().any(|b| matches!(b, b'O' | b'l' | b'I')) {
        text.chars().map(digit).collect()
    } else {
        Cow::Borrowed(text)
    }
}

/// The year that two or four digits name; `None` outside of 1945 … 2099.
fn year_of(text: &str) -> Option<u16> {
    if !text.bytes().all(|b| is_digit_or_slip(char::from(b))) {
        return None;
    }
    let n: u16 = digits_of(text).parse().ok()?;
    match text.len() {
        4 => (1945..=2099).contains(&n).then_some(n),
        2 => Some(if n >= 45 { 1900 + n } else { 2000 + n }),
        _ => None,
    }
}

/// Spellings with D that no other code shares, and slips of scans, with the code meant.
const REPAIRS: [(&str, &str); 35] = [
    ("OĐ", "QĐ"),
    ("TTTLT", "TTLT"),
    ("TTLTT", "TTLT"),
    ("UBTVOH", "UBTVQH"),
    ("HÐND", "HĐND"),
    ("TTgg", "TTg"),
    ("QD", "QĐ"),
    ("QĐĐ", "QĐ"),
    ("QDi", "QĐi"),
    ("QyD", "QyĐ"),
    ("NDCP", "NĐCP"),
    ("HDND", "HĐND"),
    ("HĐĐND", "HĐND"),
    ("HĐĐĐND", "HĐND"),
    ("UBNĐ", "UBND"),
    ("HDBT", "HĐBT"),
    ("HDTP", "HĐTP"),
    ("HDNN", "HĐNN"),
    ("BLDTBXH", "BLĐTBXH"),
    ("SLDTBXH", "SLĐTBXH"),
    ("LDTBXH", "LĐTBXH"),
    ("BGDDT", "BGDĐT"),
    ("BGD&DT", "BGD&ĐT"),
    ("SGDDT", "SGDĐT"),
    ("BKHDT", "BKHĐT"),
    ("SKHDT", "SKHĐT"),
    ("TLD", "TLĐ"),
    ("LDLD", "LĐLĐ"),
    ("TWDTN", "TWĐTN"),
    ("HNGD", "HNGĐ"),
    ("QDST", "QĐST"),
    ("QDPT", "QĐPT"),
    ("GDT", "GĐT"),
    ("TT9", "TTg"),
    ("DU", "ĐU"),
];

/// The code that a symbol means where its letters leave no doubt; else the symbol itself.
fn repaired_symbol<'a>(text: &'a str, is_first: bool, next: Option<&str>) -> Cow<'a, str> {
    // D0 begins the Cyrillic capitals.
    let text: Cow<'a, str> = match text.as_bytes().contains(&0xD0) {
        true => Cow::Owned(text.chars().map(latin_of).collect()),
        false => Cow::Borrowed(text),
    };
    if is_first && matches!(&*text, "ND" | "NB" | "NP" | "MĐ") && next.is_some_and(|next| is_same_code(next, "CP")) {
        return Cow::Borrowed("NĐ");
    }
    if is_first && text == "CD" && next.is_some_and(|next| is_code(next, &BODIES)) {
        return Cow::Borrowed("CĐ");
    }
    if is_first && text == "T1" && next.is_some_and(|next| is_code(next, &BODIES)) {
        return Cow::Borrowed("TT");
    }
    // "106/2016/OH13": the National Assembly's code alone has a term.
    if let Some(term) = text.strip_prefix("OH").filter(|t| t.parse::<u8>().is_ok()) {
        return Cow::Owned(format!("QH{term}"));
    }
    if let Some(code) = repaired_code(&text) {
        return Cow::Borrowed(code);
    }
    if !text.bytes().any(|b| matches!(b, b'l' | b'I' | b'O')) {
        return text;
    }
    // "BNl": among capitals a small l is an I.
    let mut small = text.chars().filter(|c| c.is_lowercase());
    if (small.next(), small.next()) == (Some('l'), None) {
        return Cow::Owned(text.replace('l', "I"));
    }
    // "QHI3": a slip among the digits of a term.
    if let Some((body, term)) = term_of(&text)
        && !text[body.len()..].chars().all(is_digit)
    {
        return Cow::Owned(format!("{body}{term}"));
    }
    text
}

/// The code that a slip of [`REPAIRS`] means; most rows differ in length or first letter.
fn repaired_code(text: &str) -> Option<&'static str> {
    let first = text.as_bytes().first();
    let may_be = |slip: &str| slip.len() == text.len() && slip.as_bytes().first() == first;
    REPAIRS.iter().find(|(slip, _)| may_be(slip) && *slip == text).map(|(_, code)| *code)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use proptest::prelude::*;

    const NUMBERS: &str = include_str!("../../fixtures/cases/numbers.tsv");

    /// The values that running text gives, as the finder of references reads it.
    fn in_running_text(text: &str) -> Vec<String> {
        let read = |at: usize| {
            let number = number(&text[at..])?;
            (!is_false_number(&text[..at], &number, &text[at + number.len..])).then_some(number.value)
        };
        candidates(text).0.into_iter().map(|at| at as usize).filter_map(read).collect()
    }

    /// `fixtures/cases/numbers.tsv`: window, what of it is the number, value, family.
    #[test]
    fn reads_every_form() {
        cases::check(NUMBERS, 240, |[window]| {
            let got = number(window);
            got.map_or("\t\t".to_owned(), |n| format!("{}\t{}\t{}", &window[..n.len], n.value, n.family.as_str()))
        });
    }

    #[test]
    fn finds_every_form_in_running_text() {
        cases::check(NUMBERS, 240, |[window, _taken, value, family]| {
            let text = format!("Thực hiện Văn bản số {window} của cấp trên");
            let got = in_running_text(&text);
            // Standards begin with letters: they are not looked for.
            let fits = value.is_empty() || family == "standard" || got.first().is_some_and(|first| first == value);
            if fits { String::new() } else { format!("{got:?} in running text") }
        });
    }

    /// `fixtures/cases/numbers-negative.tsv`: text alone.
    #[test]
    fn finds_none_where_none_stands() {
        cases::check(include_str!("../../fixtures/cases/numbers-negative.tsv"), 25, |[text]| {
            in_running_text(text).join("; ")
        });
    }

    /// `fixtures/cases/numbers-running.tsv`: text, all the numbers in it.
    #[test]
    fn finds_them_all_in_running_text() {
        cases::check(include_str!("../../fixtures/cases/numbers-running.tsv"), 14, |[text]| {
            cases::list(in_running_text(text), "; ")
        });
    }

    /// `fixtures/cases/numbers-short.tsv`: rule, text, number.
    #[test]
    fn reads_short_and_free_numbers() {
        cases::check(include_str!("../../fixtures/cases/numbers-short.tsv"), 27, |[rule, text]| {
            let got = match rule {
                "short" => short_number(text),
                "free" => free_number(text),
                _ => return format!("no such rule: {rule}"),
            };
            let year = text.split(['/', ' ', '.', ',']).nth(1).and_then(|year| year.parse().ok());
            match got {
                Some(n) if rule == "short" && (n.year != year || n.serial() != &text[..3]) => format!("{n:?}"),
                got => cases::or_none(got.map(|n| n.value)),
            }
        });
    }

    #[test]
    fn names_the_parts() {
        let n = number("66.3/2025/NQ-CP ngày").unwrap();
        assert_eq!((n.serial(), n.year, n.type_symbol()), ("66.3", Some(2025), Some("NQ")));
        assert_eq!(n.symbols().collect::<Vec<_>>(), ["NQ", "CP"]);
        let n = number("1234A/BTC-TCT").unwrap();
        assert_eq!((n.serial(), n.year, n.type_symbol()), ("1234A", None, None));
        assert_eq!(n.bodies().collect::<Vec<_>>(), ["BTC", "TCT"]);
        let n = number("84 QĐ/TWĐTN").unwrap();
        assert_eq!((n.value.as_str(), n.type_symbol(), n.repaired), ("84-QĐ/TWĐTN", Some("QĐ"), true));
        assert_eq!(n.symbols().collect::<Vec<_>>(), ["QĐ", "TWĐTN"]);
        let n = number("12/98/QĐ-TTg").unwrap();
        assert_eq!((n.year, n.value.as_str(), n.repaired), (Some(1998), "12/98/QĐ-TTg", false));
        let n = number("36-LCT/HĐNN8").unwrap();
        assert_eq!(n.bodies().collect::<Vec<_>>(), ["HĐNN8"]);
        let n = number("QCVN 01-1:2018/BYT").unwrap();
        assert_eq!((n.serial(), n.year), ("01-1", Some(2018)));
        let n = number("1206 /QĐ-HVTC").unwrap();
        assert_eq!((n.value.as_str(), n.repaired), ("1206/QĐ-HVTC", false));
        assert!(number("88/QD-UBND").unwrap().repaired);
        assert!(number("88/QD-UBNĐ").unwrap().repaired);
        assert_eq!(number("12/15/QĐ-TTg").unwrap().year, Some(2015));
        for (text, kind) in [
            ("55/NQ-UBTVQH15", Some("NQ")),
            ("45/2019/QH14", None),
            ("797/BYT-QĐ", Some("QĐ")),
            ("03-SL/76", Some("SL")),
            ("15/CP", None),
            ("25/CV-HQ", Some("CV")),
            ("25/SNV-TC", None),
            ("1234/UBPL14-TH", None),
        ] {
            assert_eq!(number(text).unwrap().type_symbol(), kind, "{text}");
        }
    }

    #[test]
    fn reads_blank_serials() {
        for (window, len, value) in [
            ("/KH-UBND ngày", 8, "/KH-UBND"),
            (" /QĐ-UBND", 10, "/QĐ-UBND"),
            ("…../TB-UBND", 13, "/TB-UBND"),
            (" -NQ/ĐU", 8, "-NQ/ĐU"),
            ("/2024/NQ-HĐND", 14, "/2024/NQ-HĐND"),
            ("/SNV", 4, "/SNV"),
        ] {
            let n = blank_number(window).unwrap();
            assert_eq!((n.len, n.value.as_str(), n.serial()), (len, value, ""), "{window}");
        }
        assert_eq!(blank_number(" ngày 5/6"), None);
        assert_eq!(blank_number(" - Như trên"), None);
        assert_eq!(blank_number("/KH-UBND").unwrap().type_symbol(), Some("KH"));
        assert_eq!(blank_number("-NQ/ĐU").unwrap().type_symbol(), Some("NQ"));
        assert_eq!(blank_number("-CV/TU").unwrap().type_symbol(), Some("CV"));
        assert_eq!(blank_number("/SNV").unwrap().type_symbol(), None);
    }

    #[test]
    fn context_decides_where_the_form_does_not() {
        let text = |text: &str| in_running_text(text);
        assert_eq!(text("theo số31-QĐ/TW"), ["31-QĐ/TW"]);
        assert_eq!(text("Công văn số 16838/SNNMT ngày"), ["16838/SNNMT"]);
        assert_eq!(text("Nghị định 15/CP ngày"), ["15/CP"]);
        assert_eq!(text("đạt 16838/SNNMT"), Vec::<String>::new());
        assert_eq!(text("đầu tư tuyến đường số 15/QĐ-UBND"), ["15/QĐ-UBND"]);
        assert_eq!(
            text("các Quyết định số 15/QĐ-UBND, 16/QĐ-UBND và 84 QĐ/TWĐTN"),
            ["15/QĐ-UBND", "16/QĐ-UBND", "84-QĐ/TWĐTN"]
        );
        assert_eq!(text("Mẫu số 12/TB-CT"), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "[0-9OlI/. \\-A-ZĐa-zđưộ&…(]{0,60}") {
            for at in candidates(&text).0.into_iter().map(|at| at as usize) {
                if let Some(n) = number(&text[at..]) {
                    prop_assert!(text.is_char_boundary(at + n.len));
                    prop_assert!(!n.serial().is_empty());
                    is_false_number(&text[..at], &n, &text[at + n.len..]);
                }
            }
            for (at, _) in text.char_indices() {
                number(&text[at..]);
                blank_number(&text[at..]);
            }
        }
    }
}
