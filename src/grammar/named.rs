//! Documents cited by name (DOMAIN.md d.1): laws, codes, ordinances, the constitution, resolutions of congresses.

use crate::grammar::number::{self, DocNumber};
use crate::grammar::treaty::treaty;
use crate::lexicon::fold::is_alphanumeric;
use crate::lexicon::laws::{abbreviation_at, law_name_at, misspelt_at};
use crate::lexicon::types::{DocTypeRow, is_law, type_at, type_by_code};
use crate::text::plain;
use crate::text::window::head;

/// Words of the longest name that is not in the lexicon.
const LONGEST: usize = 28;

/// A named document at the start of a window.
#[derive(Clone, Debug)]
pub(crate) struct Named<'a> {
    /// Bytes of the whole mention: name, year, number.
    pub(crate) len: usize,
    /// Bytes of the type word.
    pub(crate) type_len: usize,
    /// Type of document.
    pub(crate) kind: &'static DocTypeRow,
    /// The name without its type word, year and number.
    pub(crate) name: &'a str,
    /// Year at the end of the name ("năm 2013", "2024").
    pub(crate) year: Option<&'a str>,
    /// Number after the name ("số 63/2025/QH15") and where it starts.
    pub(crate) number: Option<(usize, DocNumber)>,
    /// Laws that an amending law amends: where they stand in the window.
    pub(crate) amended: Vec<(usize, usize)>,
    /// Issuer that is part of the name, as the congress of "Nghị quyết Đại hội XIV Đảng bộ tỉnh".
    pub(crate) issuer: Option<&'a str>,
    /// "hợp nhất" stands behind the name: the consolidated text is meant, not the law.
    pub(crate) consolidated: bool,
}

impl<'a> Named<'a> {
    /// A name alone.
    fn of(kind: &'static DocTypeRow, type_len: usize, name: &'a str, len: usize) -> Self {
        Self {
            len,
            type_len,
            kind,
            name,
            year: None,
            number: None,
            amended: Vec::new(),
            issuer: None,
            consolidated: false,
        }
    }
}

/// The named document that stands at the start of `window`.
// EBNF: named = law | abbreviated | constitution | congress | ( "Hiệp định" | "Công ước" | … ) , treaty ;
//       "Luật Đất đai năm 2013"
pub(crate) fn named(window: &str) -> Option<Named<'_>> {
    if let Some(named) = abbreviated(window) {
        return Some(named);
    }
    let (type_len, kind) = type_at(window)?;
    let rest = window.get(type_len..)?.strip_prefix(' ')?;
    let at = type_len + 1;
    match kind.code {
        code if is_law(code) => law(window, at, kind, type_len, rest),
        "hien_phap" => constitution(window, at, kind, type_len, rest),
        "nghi_quyet" => congress(window, kind, rest),
        "dieu_uoc_quoc_te" => {
            let name_len = treaty(rest, window.starts_with("Công"))?;
            let mut named = Named::of(kind, type_len, rest.get(..name_len)?, at + name_len);
            tail(window, &mut named);
            Some(named)
        }
        _ => None,
    }
}

// EBNF: abbreviated = ( "BLDS" | "BLTTHS" | … ) , [ year ] ;   "BLTTHS năm 2003"
fn abbreviated(window: &str) -> Option<Named<'_>> {
    let (len, found) = abbreviation_at(window)?;
    let kind = type_by_code(found.kind)?;
    let name = window.get(..len)?;
    let mut named = Named::of(kind, 0, name, len);
    tail(window, &mut named);
    Some(named)
}

// EBNF: law = ( "Luật" | "Bộ luật" | "Pháp lệnh" | … ) , ( law_name | amending ) , [ consolidated ] ,
//             [ year | so , number ] ;
//       "Luật Tiếp công dân năm 2013", "Luật Thủy sản (hợp nhất)"
fn law<'a>(window: &'a str, at: usize, kind: &'static DocTypeRow, type_len: usize, rest: &'a str) -> Option<Named<'a>> {
    let (name_len, amended) = match amending(rest) {
        Some((len, amended)) => (len, amended.iter().map(|(a, b)| (a + at, b + at)).collect()),
        None => (law_name(rest)?, Vec::new()),
    };
    // No law has the words in its name; a name that the lexicon does not have runs over them.
    let name_len = rest[..name_len].find(" hợp nhất").unwrap_or(name_len);
    let name = rest.get(..name_len)?;
    let len = at + name_len;
    let behind = if amended.is_empty() { consolidated(&rest[name_len..]) } else { None };
    let mut named = Named {
        year: behind.and_then(|(_, year)| year),
        amended,
        consolidated: behind.is_some(),
        ..Named::of(kind, type_len, name, len + behind.map_or(0, |(n, _)| n))
    };
    tail(window, &mut named);
    Some(named)
}

/// `None` for the verb: "hợp nhất các quy định", "hợp nhất với …", "hợp nhất Luật …". Gives the length and the year.
// EBNF: consolidated = "hợp nhất" | "(" , "hợp nhất" , [ year ] , ")" ;
//       "Luật Thủy sản hợp nhất quy định", "Luật Thủy sản (hợp nhất năm 2031)"
fn consolidated(rest: &str) -> Option<(usize, Option<&str>)> {
    const OBJECTS: [&str; 14] =
        ["các", "với", "vào", "từ", "những", "nhiều", "hai", "ba", "một", "thành", "toàn", "lại", "và", "nội"];
    if let Some(body) = rest.strip_prefix(" (").and_then(|r| r.strip_prefix("hợp nhất").or(r.strip_prefix("Hợp nhất")))
    {
        let (len, year) = year(body).map_or((0, None), |(len, year)| (len, Some(year)));
        let behind = body[len..].strip_prefix(')')?;
        return Some((rest.len() - behind.len(), year));
    }
    let behind = rest.strip_prefix(" hợp nhất").filter(|r| !r.starts_with(is_alphanumeric))?;
    let next = behind.strip_prefix(' ').unwrap_or_default();
    let word = next.split([' ', ',', ';', '.']).next().unwrap_or_default();
    let verb = OBJECTS.contains(&word) || next.starts_with(char::is_uppercase) && type_at(next).is_some();
    (!verb).then_some((rest.len() - behind.len(), None))
}

/// What follows a name and belongs to the mention: a year, a number.
fn tail<'a>(window: &'a str, named: &mut Named<'a>) {
    let rest = &window[named.len..];
    if let Some((len, year)) = year(rest) {
        named.year = Some(year);
        named.len += len;
        return;
    }
    if let Some(number) =
        rest.strip_prefix(' ').and_then(number::number).filter(|n| n.family == number::Family::NationalAssembly)
    {
        let start = named.len + 1;
        named.len = start + number.len;
        named.number = Some((start, number));
        return;
    }
    if let Some(body) = so(rest)
        && let Some(number) = number::number(&rest[body..])
    {
        let start = named.len + body;
        named.len = start + number.len;
        named.number = Some((start, number));
    }
}

/// " số ", " sô " and the like in front of a number: the length through the blank.
// EBNF: so = ( "số" | "sô" | … ) , " " ;   " số 5/2031/QH20"
pub(crate) fn so(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix(' ').unwrap_or(rest);
    let skipped = rest.len() - body.len();
    let mut chars = body.char_indices();
    let (_, s) = chars.next()?;
    let (_, o) = chars.next()?;
    let (end, _) = chars.next()?;
    if !matches!(s, 's' | 'S') || !matches!(o, 'ố' | 'Ố' | 'ô' | 'Ô' | 'é' | 'ó' | 'Ó' | 'o' | 'O') {
        return None;
    }
    let after = body[end..].trim_start_matches([':', ',', '.', ' ', '[']);
    let len = body.len() - after.len();
    Some(skipped + len)
}

// EBNF: year = [ "năm" ] , digit4 ;   "năm 2013", "2024"
pub(crate) fn year(rest: &str) -> Option<(usize, &str)> {
    let mut at = 1;
    let body = rest.strip_prefix(' ')?;
    let body = match body.strip_prefix("năm ").or_else(|| body.strip_prefix("NĂM ")) {
        Some(b) => {
            at += "năm ".len();
            b
        }
        None => body,
    };
    let digits = body.get(..4)?;
    let sound = digits.bytes().all(|b| b.is_ascii_digit()) && (digits.starts_with("19") || digits.starts_with("20"));
    let ends = !body[4..].starts_with(|c: char| is_alphanumeric(c) || c == '/');
    (sound && ends).then_some((at + 4, digits))
}

// EBNF: amending = "sửa đổi" , [ [ "," ] , "bổ sung" ] , [ "một số điều" ] , [ "của" , [ "các" ] ] ,
//                  ( law , { ( "," | "và" ) , law } | digits , "luật" , words ) ;
//       "sửa đổi, bổ sung một số điều của Luật Thủy lợi và Luật Đê điều"
fn amending(rest: &str) -> Option<(usize, Vec<(usize, usize)>)> {
    // Most names open with another letter; only letters outside ASCII need the plain form to tell.
    if rest.bytes().next().is_none_or(|b| b.is_ascii() && !matches!(b, b's' | b'S')) {
        return None;
    }
    let opening: String = rest.chars().take(9).collect();
    if !plain(&opening).starts_with("sua doi") {
        return None;
    }
    let window = head(rest, 600);
    let of = ["của ", "CỦA "].iter().filter_map(|w| window.find(w).map(|i| i + w.len())).min();
    // "Luật sửa đổi, bổ sung Luật X": no "của" between.
    // "Luật sửa đổi, bổ sung một số điều Luật X": neither.
    let direct = ["bổ sung ", "sửa đổi ", "một số điều "]
        .iter()
        .filter_map(|w| window.find(w).map(|i| i + w.len()))
        .find(|&i| opens_law(&window[i..]) || counts_laws(&window[i..]));
    let of = direct.or(of)?;
    // "một số điều của" must stand close: anything longer is prose.
    if window[..of].split(' ').count() > 10 || window[..of].contains([';', '.', '(']) {
        return None;
    }
    let mut at = of;
    let mut amended = Vec::new();
    loop {
        let here = &window[at..];
        let skip = ["các ", "CÁC "].iter().find_map(|w| here.strip_prefix(w)).map_or(0, |r| here.len() - r.len());
        let start = at + skip;
        let Some((len, kind)) = type_at(&window[start..]).filter(|(_, kind)| is_law(kind.code)) else { break };
        let name_at = start + len + 1;
        let Some(name_len) = window.get(name_at..).and_then(law_name) else { break };
        let mut inner = Named::of(kind, len, "", name_at + name_len - start);
        // A year or a number after the last of the amended laws is that of the amending law, unless it is known to be its own.
        inner.len += own_year(&window[name_at..], start + inner.len - name_at).unwrap_or(0);
        inner.len += own_number(&window[name_at..], start + inner.len - name_at).unwrap_or(0);
        let end = start + inner.len;
        amended.push((start, end));
        at = end;
        let Some(sep) = [", và ", ", ", " và ", "; "].iter().find(|sep| window[end..].starts_with(**sep)) else {
            break;
        };
        at = end + sep.len();
    }
    if amended.is_empty() {
        // "của 11 Luật có liên quan đến quy hoạch", "của các luật về thuế": the name runs to the next stop.
        let tail = generic_name(&window[of..], true)?;
        return Some((of + tail, amended));
    }
    let end = amended.last().map_or(at, |(_, e)| *e);
    Some((end, amended))
}

/// "37 luật có liên quan đến quy hoạch": laws that are counted and not named.
fn counts_laws(words: &str) -> bool {
    let counted = words.trim_start_matches(|c: char| c.is_ascii_digit());
    [" luật ", " Luật "].iter().any(|law| counted.starts_with(law))
}

/// The length of the year behind the name of an amended law ("Luật Đất đai năm 2013") that is its own: known to be, or
/// followed by the next of the amended laws or by a number or date of the other.
fn own_year(name: &str, end: usize) -> Option<usize> {
    let rest = &name[end..];
    let (len, digits) = year(rest)?;
    let known = || law_name_at(name).is_some_and(|(_, laws)| laws.iter().any(|law| law.date.starts_with(digits)));
    let listed = || [", ", " và "].iter().any(|sep| rest[len..].strip_prefix(sep).is_some_and(opens_law));
    let dated = || so(&rest[len..]).is_some() || rest[len..].starts_with(" ngày") || year(&rest[len..]).is_some();
    (known() || listed() || dated()).then_some(len)
}

/// The length of the number behind the name of an amended law ("Luật Luật sư số 65/2006/QH11") that is its own: known to
/// be, or followed by the next of the amended laws.
fn own_number(name: &str, end: usize) -> Option<usize> {
    let rest = &name[end..];
    let at = so(rest)?;
    let number = number::number(&rest[at..])?;
    let len = at + number.len;
    let known = || law_name_at(name).is_some_and(|(_, laws)| laws.iter().any(|law| law.number == number.value));
    let listed = || [", ", " và "].iter().any(|sep| rest[len..].strip_prefix(sep).is_some_and(opens_law));
    (known() || listed()).then_some(len)
}

/// The name of a law: the longest one of the lexicon, one that a scan misspelt, else capitalised words up to a stop.
// EBNF: law_name = ? a name of the lexicon, or nearly so ? | capitalised , words ;   "Tiếp công dân"
fn law_name(rest: &str) -> Option<usize> {
    // A known name that goes on in capitals is another law ("Giáo dục" in "Giáo dục nghề nghiệp và …").
    if let Some((len, _)) = law_name_at(rest) {
        return Some(len);
    }
    let Some(generic) = generic_name(rest, false) else { return misspelt_at(rest).map(|(len, _)| len) };
    let misspelt = misspelt_at(rest).map(|(len, _)| len);
    Some(misspelt.unwrap_or_else(|| across_commas(rest, generic)))
}

/// "Bảo tồn rừng, biển và đảo năm 2031": where a year, a number or a date closes the words behind a comma, they belong
/// to the name.
fn across_commas(rest: &str, end: usize) -> usize {
    /// Words behind the comma; more are a clause of their own.
    const MOST: usize = 12;
    let Some(tail) = rest[end..].strip_prefix(", ") else { return end };
    if !tail.starts_with(char::is_lowercase) {
        return end;
    }
    let mut at = end + ", ".len();
    let mut last = end;
    let mut words = tail.split(' ').take(MOST + 1).peekable();
    while let Some(word) = words.next() {
        let digit = words.peek().is_some_and(|next| next.starts_with(|c: char| c.is_ascii_digit()));
        match word {
            "năm" | "số" | "ngày" if digit => return last,
            _ => {}
        }
        let bare = word.trim_end_matches(',');
        let is_name = !bare.is_empty() && bare.chars().all(crate::lexicon::fold::is_alphabetic);
        if !is_name || STOPS.contains(&bare) && bare != "và" || type_at(&rest[at..]).is_some() {
            return end;
        }
        last = at + bare.len();
        at += word.len() + 1;
    }
    end
}

/// Words at which a name that the lexicon does not have ends.
const STOPS: [&str; 44] = [
    "năm", "số", "ngày", "này", "nhằm", "quy", "được", "đã", "và", "theo", "tại", "về", "có", "là", "để", "cho", "của",
    "do", "hoặc", "thì", "khi", "trong", "trên", "nêu", "nói", "đến", "với", "từ", "như", "ban", "gồm", "sửa", "bổ",
    "hiện", "đang", "không", "phải", "hết", "đối", "bằng", "cũng", "hay", "kèm", "mới",
];

/// A name that the lexicon does not have: opens with a capital, ends at a mark or a verb (DOMAIN.md d.1).
fn generic_name(rest: &str, anyhow: bool) -> Option<usize> {
    if !anyhow && !rest.starts_with(char::is_uppercase) {
        return None;
    }
    // "Luật Số 74/2014/QH13", "Luật Năm 2026", "luật Luật Xử lý …": no name opens so.
    let first = rest.split(' ').next().unwrap_or("").to_lowercase();
    if !anyhow && (matches!(first.as_str(), "số" | "năm" | "này" | "ngày") || opens_law(rest)) {
        return None;
    }
    let mut end = 0;
    let mut at = 0;
    for (i, word) in rest.split(' ').enumerate().take(LONGEST) {
        let bare = word.trim_end_matches(|c: char| !is_alphanumeric(c));
        // "Luật Thủy sản số………", a form's blank; "Luật Thủy sản số: 7".
        let stop = STOPS.contains(&bare.to_lowercase().as_str())
            && !(word == "và" && and_goes_on(rest, at))
            && !(anyhow && matches!(word, "có" | "về" | "đến"))
            && !(anyhow && word == "quy" && !rest[at..].starts_with("quy định"));
        if bare.is_empty()
            || i > 0 && stop
            || word.starts_with(['(', '“', '"'])
            || bare.starts_with(|c: char| c.is_ascii_digit()) && !anyhow
        {
            break;
        }
        end = at + bare.len();
        at += word.len() + 1;
        if bare.len() < word.len() {
            break;
        }
    }
    // "37 luật có liên quan đến | quy định": what the last word opens is no part of the name.
    let name = rest.get(..end)?;
    let end = [" đến", " về", " có"].iter().find_map(|w| name.strip_suffix(w)).map_or(end, str::len);
    (end > 1).then_some(end)
}

/// True for the type word of a law.
fn opens_law(rest: &str) -> bool {
    type_at(rest).is_some_and(|(_, kind)| is_law(kind.code))
}

/// "Luật Hôn nhân và gia đình": after "và" a name goes on unless a new citation or clause starts.
fn and_goes_on(rest: &str, at: usize) -> bool {
    let next = rest.get(at + "và ".len()..).unwrap_or("");
    type_at(next).is_none() && next.starts_with(char::is_uppercase)
}

// EBNF: constitution = "Hiến pháp" , [ "nước Cộng hòa xã hội chủ nghĩa Việt Nam" ] , [ year ] ;   "Hiến pháp năm 2013"
fn constitution<'a>(
    window: &'a str,
    at: usize,
    kind: &'static DocTypeRow,
    type_len: usize,
    rest: &'a str,
) -> Option<Named<'a>> {
    let nation = [
        "nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "nước Cộng hoà xã hội chủ nghĩa Việt Nam",
        "nước CHXHCN Việt Nam",
        "nước Việt Nam Dân chủ Cộng hòa",
        "nước Việt Nam Dân chủ Cộng hoà",
        "nước Việt Nam dân chủ cộng hòa",
        "nước Việt Nam dân chủ cộng hoà",
    ]
    .iter()
    .find(|n| rest.starts_with(**n))
    .map_or(0, |n| n.len());
    let (len, name) = if nation > 0 { (at + nation, &rest[..nation]) } else { (type_len, "") };
    let mut named = Named::of(kind, type_len, name, len);
    if let Some((n, y)) = year(&window[len..]) {
        named.len += n;
        named.year = Some(y);
    }
    // "sống và làm việc theo Hiến pháp và pháp luật" names no document.
    (nation > 0 || named.year.is_some()).then_some(named)
}

// EBNF: congress = "Nghị quyết" , ( "Đại hội" | "Hội nghị" | "Trung ương" ) ,
//                  { ? a word of such names ? | roman | digits } ;
//       "Nghị quyết Đại hội đại biểu toàn quốc lần thứ XIII của Đảng", "Nghị quyết Trung ương 4 khóa XII"
fn congress<'a>(window: &'a str, kind: &'static DocTypeRow, rest: &'a str) -> Option<Named<'a>> {
    const WORDS: [&str; 44] = [
        "đại",
        "hội",
        "biểu",
        "toàn",
        "quốc",
        "lần",
        "thứ",
        "của",
        "đảng",
        "bộ",
        "đảng,",
        "tỉnh",
        "thành",
        "phố",
        "huyện",
        "khóa",
        "khoá",
        "nghị",
        "trung",
        "ương",
        "ban",
        "chấp",
        "hành",
        "nhiệm",
        "kỳ",
        "xã",
        "phường",
        "quận",
        "khối",
        "công",
        "an",
        "quân",
        "nhất",
        "hai",
        "ba",
        "tư",
        "năm",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "mười",
        "thị",
        "viên",
    ];
    let rest = rest.strip_prefix("của ").unwrap_or(rest);
    let type_len = window.len() - rest.len() - 1;
    let opens = ["Đại hội", "đại hội", "Hội nghị", "hội nghị", "Trung ương", "ĐẠI HỘI", "TW"]
        .iter()
        .any(|w| rest.starts_with(w));
    if !opens {
        return None;
    }
    let mut end = 0;
    let mut at = 0;
    let mut ordinal = false;
    let mut party = rest.starts_with("Trung ương") || rest.starts_with("TW");
    for (i, word) in rest.split(' ').enumerate().take(LONGEST) {
        let bare = word.trim_end_matches([',', ';', '.', ':', ')', '”']);
        let lower = bare.to_lowercase();
        let counts = !bare.is_empty()
            && (bare.bytes().all(|b| b.is_ascii_digit()) && bare.len() <= 2
                || bare.bytes().all(|b| matches!(b, b'I' | b'V' | b'X')));
        let name = i > 0 && bare.starts_with(char::is_uppercase) && !counts;
        if !(counts || WORDS.contains(&lower.as_str()) || name) {
            break;
        }
        if lower == "của" && !rest[at + word.len()..].trim_start().starts_with("Đảng") {
            break;
        }
        ordinal |=
            counts || matches!(lower.as_str(), "nhất" | "hai" | "ba" | "tư" | "sáu" | "bảy" | "tám" | "chín" | "mười");
        party |= lower.starts_with("đảng");
        if lower != "của" {
            end = at + bare.len();
        }
        at += word.len() + 1;
        if bare.len() < word.len() {
            break;
        }
    }
    if !ordinal || !party && !rest.starts_with("Đại hội") {
        return None;
    }
    let name = rest.get(..end)?;
    let issuer = if name.ends_with("của Đảng") { name.get(name.len() - "Đảng".len()..) } else { Some(name) };
    Some(Named {
        issuer: issuer.filter(|_| end <= window.len()),
        ..Named::of(kind, type_len, name, type_len + 1 + end)
    })
}

#[cfg(test)]
mod tests {
    use super::{Named, named};
    use crate::cases;

    /// What a name says beside its words, as the table writes it.
    fn said(n: &Named, window: &str) -> String {
        let mut parts: Vec<String> = n.amended.iter().map(|(a, b)| format!("amends {}", &window[*a..*b])).collect();
        parts.extend(n.consolidated.then(|| "consolidated".to_owned()));
        parts.extend(n.year.map(|year| format!("year {year}")));
        parts.extend(n.number.as_ref().map(|(at, number)| {
            assert_eq!(window[*at..*at + number.len], number.value);
            format!("number {}", number.value)
        }));
        parts.extend(n.issuer.map(|issuer| format!("issuer {issuer}")));
        parts.join("; ")
    }

    /// `fixtures/cases/names.tsv`: text, words of the mention, what it says.
    #[test]
    fn names_of_the_cases() {
        cases::check(include_str!("../../fixtures/cases/names.tsv"), 80, |[window]| {
            let found = named(window);
            let told = found.as_ref().map_or(String::new(), |n| said(n, window));
            format!("{}\t{told}", cases::or_none(found.map(|n| &window[..n.len])))
        });
    }
}
