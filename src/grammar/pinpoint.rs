//! Places inside a document (viện dẫn đến điểm, khoản, điều): "điểm a khoản 2 Điều 5", "Mục III Phụ lục I".
//!
//! A pinpoint is a run of groups, each a unit word with its labels ("các khoản 1, 2 và 3"). The groups are read from
//! left to right and then put together: from the inside out as laws cite ("điểm a khoản 2 Điều 5"), or from the outside
//! in as courts and newspapers do ("Điều 5, khoản 2, điểm a"). Source: Nghị định 78/2025/NĐ-CP on citing parts of a
//! document; the lists and slips are from published texts.

use super::ws::{
    LETTERS, Res, article_word, end, letter_ordinal, lower, nothing, opt_blank, ordinal_word, roman, strip_last_word,
    strip_prefix, taken, word,
};
use crate::lexicon::fold::{is_alphabetic, is_alphanumeric};
use crate::lexicon::words::{Lists, Words};
use crate::record::PinpointTarget;
use crate::text::window::tail;
use nom::{
    Parser,
    branch::alt,
    bytes::complete::{tag, take_while_m_n},
    character::complete::{char, satisfy},
    combinator::{not, opt, recognize, value, verify},
    multi::{many0_count, many1_count},
    sequence::{preceded, terminated},
};
use std::sync::LazyLock;

/// Most places that one pinpoint names: an amending law lists some dozens; a longer run is a table.
const MAX_TARGETS: usize = 64;

/// Most places that a range is spelled out to ("từ Điều 10 đến Điều 15"); of a longer one only the ends are kept.
const MAX_RANGE: u32 = 40;

/// How far before a citation its pinpoint may begin, in bytes: the longest lists of articles seen take some 900.
const REACH: usize = 2048;

/// The pinpoint at the first byte of `window`: its length in bytes and the places it names.
///
/// Stops before "Điều này", "khoản này": those are places of the text that speaks. `None` for the sum, score or heading
/// that the same words name ("khoản 5 triệu đồng", "mục 3 tiêu chí").
// EBNF: pinpoint = group_list ;   "điểm a khoản 2 Điều 5"
pub(crate) fn pinpoint(window: &str) -> Option<(usize, Vec<PinpointTarget>)> {
    let (rest, groups) = group_list(window).ok()?;
    let is_lone = groups.iter().all(|g| g.level != Level::Article);
    if is_lone && !list_may_end_at(rest) {
        return None;
    }
    Some((window.len() - rest.len(), targets(&groups, false)?))
}

/// The pinpoint that ends where a citation begins: `text_before` ends before its type word. Gives the offsets at which
/// the pinpoint starts and ends and the places it names; "của", ",", "ban hành kèm theo" … between the two are no part of it.
pub(crate) fn pinpoint_ending(text_before: &str) -> Option<(usize, usize, Vec<PinpointTarget>)> {
    let text = without_link(text_before);
    if !ends_with_label(text) {
        return None;
    }
    let near = tail(text, REACH);
    let mut from = text.len() - near.len() + groups_start(near);
    // Groups read alike from whichever of them one begins, so the reading goes on where the last one stopped.
    while let Some(start) = next_word(text, from) {
        let window = &text[start..];
        match group_list(window) {
            Ok(("", groups)) => return targets(&groups, true).map(|targets| (start, text.len(), targets)),
            Ok((rest, _)) => from = text.len() - rest.len(),
            Err(_) => from = start + window.chars().next().map_or(1, char::len_utf8),
        }
    }
    None
}

/// `text` without the words that link a pinpoint to the document it is in, and without what stands in brackets between the
/// two: "khoản 3 Điều 5 (Nguyên tắc nuôi) của".
fn without_link(text: &str) -> &str {
    const LINKS: [&str; 11] =
        ["của", "ban hành", "được", "đính", "kèm", "kèm theo", "theo", "tại", "trong", "thuộc", "ở"];
    // "Điều 1 . Thông tư", "Điều 2 “Thông tư", "Điều 30'Nghị định": stains of a scan.
    let mut text = text.trim_end_matches([' ', '\'', '“', '‘', '`']);
    text = text.strip_suffix(" .").unwrap_or(text).trim_end();
    loop {
        // "Điều 21của Luật": the blank was lost.
        let glued = || text.strip_suffix("của").filter(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        let stripped = LINKS.iter().find_map(|link| strip_last_word(text, link)).or_else(glued);
        let stripped = stripped.or_else(|| without_aside(text));
        let shorter = stripped.unwrap_or(text).trim_end_matches([' ', ',', '(']);
        if shorter.len() == text.len() {
            return text;
        }
        text = shorter;
    }
}

/// `text` without the heading in brackets at its end.
// EBNF: aside = "(" , ? words without marks of another document ? , ")" ;   "Điều 5 (Nguyên tắc nuôi)"
fn without_aside(text: &str) -> Option<&str> {
    /// Bytes of the longest heading that stands so.
    const LONGEST: usize = 160;
    let words = text.strip_suffix(')')?;
    let near = words.len().saturating_sub(LONGEST);
    let open = near + words.as_bytes()[near..].iter().rposition(|b| *b == b'(')?;
    (!words[open..].contains(['/', ';', ')'])).then(|| words[..open].trim_end())
}

/// True when the last word of the text can be a label; spares the search in front of most citations.
fn ends_with_label(text: &str) -> bool {
    let last = &text[text.bytes().rposition(|b| b == b' ').map_or(0, |blank| blank + 1)..];
    last.bytes().any(|b| b.is_ascii_digit() || b == b'.')
        || roman(last).is_some()
        || last.len() <= 4 && last.chars().count() == 1 && last.chars().all(is_alphabetic)
        || ordinal_word(last).is_ok_and(|(rest, _)| rest.is_empty())
}

/// Where the words at the end of the text start that can all be of groups: no pinpoint that ends there begins in front
/// of another word, so that the sentence before is not read.
fn groups_start(text: &str) -> usize {
    let mut end = text.len();
    loop {
        let begins = text.as_bytes()[..end].iter().rposition(|b| *b == b' ').map_or(0, |blank| blank + 1);
        let token = &text[begins..end];
        let word = Words::of(token, 1);
        let is_label = token.bytes().any(|b| b.is_ascii_digit()) || !word.has_smalls(1);
        let is_letter = |word: &str| word.chars().nth(1).is_none();
        let is_of_group = || OF_GROUPS.of(&word, 1) != 0 || article_word(token).is_ok();
        if !is_label && word.first(1).is_some_and(|word| !is_letter(word)) && !is_of_group() {
            return begins;
        }
        let Some(before) = begins.checked_sub(1) else { return 0 };
        end = before;
    }
}

/// The words of groups and of what joins them; "Điều" is told by [`article_word`].
static OF_GROUPS: LazyLock<Lists> = LazyLock::new(|| {
    const WORDS: &str = "\
        điểm|khoản|tiết|bảng|biểu|mẫu|tiểu|mục|chương|phần|phụ|lục|số|các|từ|đến|hết|và|hoặc|của|thuộc|trong|tại|thứ|\
        nhất|hai|nhì|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười|một";
    Lists::new(WORDS.split('|').map(|word| (1, word)))
});

/// The next offset from `from` on at which a word with the first letters of a group begins.
fn next_word(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let opens = |&at: &usize| {
        let before = at.checked_sub(1).map_or(b' ', |before| bytes[before]);
        !before.is_ascii_alphanumeric()
            && is_first(&bytes[at..])
            && (before.is_ascii() || !text[..at].ends_with(is_alphanumeric))
            && may_open_group(&text[at..])
    };
    (from..bytes.len()).find(opens)
}

/// True for the first letters of unit words, of "các" and of "từ"; C4 90 is Đ, C4 91 đ.
fn is_first(bytes: &[u8]) -> bool {
    match bytes {
        [0xC4, 0x90 | 0x91, ..] => true,
        [byte, ..] => matches!(byte.to_ascii_lowercase(), b'd' | b'k' | b'm' | b't' | b'c' | b'p' | b'b'),
        [] => false,
    }
}

/// True when the first three letters of `i` are those of a unit word, of "các" or of "từ"; spares the reading of most
/// words.
fn may_open_group(i: &str) -> bool {
    let mut chars = i.chars().map(lower);
    let mut next = || chars.next().unwrap_or('\0');
    match (next(), next(), next()) {
        ('đ' | 'd', second, _) => matches!(second, 'i' | 'í' | 'ì' | 'ỉ' | 'ĩ' | 'ị'),
        ('k', 'h', third) => third == 'o',
        ('t', 'i', third) => matches!(third, 'ế' | 'ể'),
        ('t', 'ừ', _) | ('c', 'á', 'c') | ('b', 'ả', 'n') | ('b', 'i', 'ể') | ('m', 'ẫ', 'u') | ('m', 'ụ', 'c') => {
            true
        }
        ('c', 'h', third) => third == 'ư',
        ('p', 'h', third) => matches!(third, 'ầ' | 'ụ'),
        _ => false,
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Groups

/// Level of a unit; the lower are parts of the higher.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    /// Tiết: read and passed over, records have no place for it.
    SubPoint,
    /// Điểm.
    Point,
    /// Khoản.
    Clause,
    /// Điều.
    Article,
    /// Mục, Chương, Phụ lục …
    Part,
}

/// What stands between two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Joiner {
    Blank,
    Comma,
    And,
}

/// A unit word with its labels: "các khoản 1, 2 và 3".
#[derive(Clone, Debug)]
struct Group<'a> {
    joiner: Joiner,
    level: Level,
    /// Which parts hold which: a Mục is in a Chương.
    rank: u8,
    /// The unit word as printed, with "số".
    word: &'a str,
    labels: Vec<String>,
}

// EBNF: group_list = group , { joiner , group } ;   "khoản 1 Điều 3, Điều 4 và khoản 2 Điều 5"
fn group_list(i: &str) -> Res<'_, Vec<Group<'_>>> {
    let (mut rest, first) = group(i)?;
    let mut count = first.labels.len();
    let mut groups = vec![first];
    while count < MAX_TARGETS
        && let Ok((after, joiner)) = joiner(rest)
        && let Ok((after, next)) = group(after)
    {
        count += next.labels.len();
        groups.push(Group { joiner, ..next });
        rest = after;
    }
    Ok((rest, groups))
}

// EBNF: joiner = ( "," | ";" ) , [ "và" | "hoặc" ] | "và" | "hoặc" | "của" | "thuộc" | " " , [ "tại" ] ;   ", ", " và "
fn joiner(i: &str) -> Res<'_, Joiner> {
    if !i.starts_with([' ', ',', ';']) {
        return nothing(i);
    }
    let and = || value(Joiner::And, alt((word("và"), word("hoặc"), word("và/hoặc"), tag("&"))));
    let listed =
        preceded((opt_blank, alt((char(','), char(';'))), opt_blank), opt(and())).map(|j| j.unwrap_or(Joiner::Comma));
    let spelled = preceded(char(' '), and());
    let inside = value(Joiner::Blank, preceded(char(' '), opt(alt((word("của"), word("thuộc"), word("trong"))))));
    let (rest, joiner) = alt((listed, spelled, inside)).parse(i)?;
    let (rest, _) = opt_blank(rest)?;
    let (rest, _) = opt((word("tại"), opt_blank)).parse(rest)?;
    Ok((rest, joiner))
}

// EBNF: group = [ "các" | "từ" ] , unit_word , [ speck ] , [ "số" ] , label_list ;   "các Điều 5, 6 và 7", "Phụ lục số 21"
// EBNF: speck = ? behind "Điều" the full stop that a scan made of dirt ? ;   "Điều. 11"
fn group(i: &str) -> Res<'_, Group<'_>> {
    if !may_open_group(i) {
        return nothing(i);
    }
    let rest = match i.as_bytes().first() {
        Some(b'c' | b'C' | b't' | b'T') => opt((alt((word("các"), word("từ"))), opt_blank)).parse(i)?.0,
        _ => i,
    };
    let (after, (level, rank)) = unit_word(rest)?;
    // Behind a smaller unit a sentence may end: "từng mục. 3 Luật …".
    let speck = level == Level::Article
        && after.strip_prefix(". ").is_some_and(|label| label.starts_with(|c: char| c.is_ascii_digit()));
    let after = if speck { &after[1..] } else { after };
    let (after, _) = opt((opt_blank, word("số"))).parse(after)?;
    let word = taken(rest, after);
    let (after, _) = opt_blank(after)?;
    let (after, labels) = label_list(after, level)?;
    Ok((after, Group { joiner: Joiner::Blank, level, rank, word, labels }))
}

// EBNF: unit_word = "điểm" | "khoản" | article_word | "tiết" | "Mục" | "Chương" | "Phần" | "Phụ lục" | … ;   "khoản"
fn unit_word(i: &str) -> Res<'_, (Level, u8)> {
    const UNITS: [(&str, Level, u8); 13] = [
        ("điểm", Level::Point, 0),
        ("khoản", Level::Clause, 0),
        ("tiết", Level::SubPoint, 0),
        ("bảng", Level::Part, 1),
        ("biểu", Level::Part, 1),
        ("biểu mẫu", Level::Part, 1),
        ("mẫu", Level::Part, 1),
        ("tiểu mục", Level::Part, 2),
        ("mục", Level::Part, 3),
        ("chương", Level::Part, 4),
        ("phần", Level::Part, 5),
        ("phụ lục", Level::Part, 6),
        ("phụ biểu", Level::Part, 6),
    ];
    if !may_open_group(i) {
        return nothing(i);
    }
    if let Ok((rest, _)) = article_word(i) {
        return Ok((rest, (Level::Article, 0)));
    }
    UNITS
        .iter()
        .filter_map(|&(w, level, rank)| {
            strip_prefix(i, w).filter(|rest| end(rest).is_ok()).map(|rest| (rest, (level, rank)))
        })
        .min_by_key(|(rest, _)| rest.len())
        .map_or_else(|| nothing(i), Ok)
}

// EBNF: label_list = label , { next_label } , [ range_end ] ;   "1, 2 và 3", "10 đến Điều 15"
fn label_list(i: &str, level: Level) -> Res<'_, Vec<String>> {
    let (mut rest, first) = label(i, level)?;
    let mut labels = vec![first.to_owned()];
    while labels.len() < MAX_TARGETS {
        if let Ok((after, to)) = range_end(rest, level) {
            let from = labels.pop().unwrap_or_default();
            labels.extend(range(&from, to));
            rest = after;
        } else if let Ok((after, next)) = next_label(rest, level) {
            labels.push(next.to_owned());
            rest = after;
        } else {
            break;
        }
    }
    Ok((rest, labels))
}

/// Where what follows lets the list go on: in "khoản 2, 15 ngày" the 15 is no khoản.
// EBNF: next_label = joiner , label ;   ", 2", " và 3"
fn next_label(i: &str, level: Level) -> Res<'_, &str> {
    if !matches!(after_blanks(i), Some(b',' | b';' | b'v' | b'V' | b'h' | b'H' | b'&')) {
        return nothing(i);
    }
    let sep =
        |i| joiner(i).and_then(|(rest, joiner)| if joiner == Joiner::Blank { nothing(i) } else { Ok((rest, ())) });
    let (rest, text) = preceded(sep, |i| label(i, level)).parse(i)?;
    if list_may_end_at(rest) { Ok((rest, text)) } else { nothing(i) }
}

// EBNF: range_end = ( "đến" , [ unit_word ] | "-" ) , label ;   " đến Điều 15", "-7"
fn range_end(i: &str, level: Level) -> Res<'_, &str> {
    // C4 begins đ.
    if !matches!(after_blanks(i), Some(b'-' | 0xC4)) {
        return nothing(i);
    }
    let same_unit = |i| unit_word(i).and_then(|(rest, (l, _))| if l == level { Ok((rest, ())) } else { nothing(i) });
    let spelled = (opt_blank, word("đến"), opt((opt_blank, word("hết"))), opt((opt_blank, same_unit)), opt_blank);
    let dashed = (opt_blank, char('-'), opt_blank);
    let (rest, text) = preceded(alt((value((), spelled), value((), dashed))), |i| label(i, level)).parse(i)?;
    if list_may_end_at(rest) { Ok((rest, text)) } else { nothing(i) }
}

/// The first byte that is no blank: spares the reading of what cannot go on with a list.
fn after_blanks(i: &str) -> Option<u8> {
    i.bytes().find(|b| *b != b' ')
}

/// True when a list of labels may end here: before a mark, a capital, a unit word or a word that links.
fn list_may_end_at(rest: &str) -> bool {
    const LINKS: [&str; 36] = [
        "và", "hoặc", "của", "tại", "thuộc", "trong", "đến", "này", "nêu", "nói", "trên", "ban", "được", "đã", "kèm",
        "theo", "là", "về", "có", "quy", "sửa", "bãi", "thay", "như", "thì", "do", "đối", "để", "với", "các", "cụ",
        "bằng", "đính", "hướng", "dẫn", "ở",
    ];
    let Some(next) = rest.strip_prefix(' ') else { return true };
    next.chars().next().is_none_or(|c| c.is_uppercase() || !is_alphanumeric(c))
        || LINKS.iter().any(|w| word(w).parse(next).is_ok())
        || unit_word(next).is_ok()
}

// EBNF: label = ( digits , [ letter ] | letter , [ digits ]
//             | label_part , { "." , label_part }
//             | roman , [ "-" , upper ]
//             | "thứ" , ordinal_word ) , no_dotted ;
//       "5", "5a", "đ", "a1", "2.c", "B.III", "I-A", "thứ hai"
// EBNF: label_part = digits | letter | roman ;   "2"
fn label(i: &str, level: Level) -> Res<'_, &str> {
    let suffix = || preceded(not(tag("của ")), satisfy(is_list_letter));
    let digits = || (take_while_m_n(1, 3, |c: char| c.is_ascii_digit()), opt(suffix()));
    let letter = || (satisfy(is_list_letter), opt(take_while_m_n(1, 2, |c: char| c.is_ascii_digit())));
    let capital = || satisfy(|c| c.is_ascii_uppercase() || c == 'Đ');
    let numeral = || recognize(many1_count(satisfy(|c| "IVXL".contains(c))));
    let atom = || alt((recognize(digits()), numeral(), recognize(letter()), recognize(capital())));
    let mut dotted = recognize((atom(), many0_count(preceded(char('.'), terminated(atom(), end)))));
    let ordinal = recognize((word("thứ"), char(' '), ordinal_word));
    let roman_label = recognize((verify(numeral(), |s: &str| roman(s).is_some()), opt((char('-'), capital()))));
    let (rest, text) = match level {
        Level::Article => recognize(digits()).parse(i)?,
        Level::Clause => {
            verify(dotted, |s: &str| s.contains('.') || s.starts_with(|c: char| c.is_ascii_digit())).parse(i)?
        }
        Level::Point | Level::SubPoint => dotted.parse(i)?,
        Level::Part => alt((
            ordinal,
            terminated(roman_label, (end, no_dotted)),
            verify(dotted, |s: &str| s.contains('.') || !s.starts_with(is_list_letter)),
        ))
        .parse(i)?,
    };
    // "Điều 3/2019", "khoản 5%", "mục 1.250": what goes on is no label.
    let goes_on = rest.starts_with(['/', '%']) || no_dotted(rest).is_err();
    // "Điều 21của Luật": the blank was lost.
    let ends = rest.starts_with("của ") || end(rest).is_ok();
    if ends && !goes_on { Ok((rest, text)) } else { nothing(i) }
}

// EBNF: no_dotted = ? no "." with a digit after it follows ? ;   "5." of "khoản 5. Điều 3"
fn no_dotted(i: &str) -> Res<'_, ()> {
    let mut chars = i.chars();
    let goes_on = matches!(chars.next(), Some('.')) && chars.next().is_some_and(|c| c.is_ascii_digit());
    if goes_on { nothing(i) } else { Ok((i, ())) }
}

fn is_list_letter(c: char) -> bool {
    c == 'đ' || c.is_ascii_lowercase()
}

/// The labels from one to the other, both included; the two alone where they do not count alike.
fn range(from: &str, to: &str) -> Vec<String> {
    let ends = || vec![from.to_owned(), to.to_owned()];
    if let (Ok(a), Ok(b)) = (from.parse::<u32>(), to.parse::<u32>()) {
        return if a <= b && b - a < MAX_RANGE { (a..=b).map(|n| n.to_string()).collect() } else { ends() };
    }
    let place = |s: &str| letter_ordinal(s.chars().next()?).filter(|_| s.chars().count() == 1);
    match (place(from), place(to)) {
        (Some(a), Some(b)) if a <= b => {
            LETTERS.chars().skip(a as usize - 1).take((b - a + 1) as usize).map(String::from).collect()
        }
        _ => ends(),
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// From groups to places

/// A place while it is put together.
#[derive(Clone, Debug, Default)]
struct Draft {
    target: PinpointTarget,
    /// Rank of its outermost part.
    rank: u8,
    /// Index of the group that touched it last.
    group: usize,
}

impl Draft {
    /// The highest level that is known of it.
    fn top(&self) -> Level {
        let t = &self.target;
        match (&t.part, &t.article, &t.clause) {
            (Some(_), ..) => Level::Part,
            (_, Some(_), _) => Level::Article,
            (_, _, Some(_)) => Level::Clause,
            _ if t.point.is_some() => Level::Point,
            _ => Level::SubPoint,
        }
    }

    fn set(&mut self, group: &Group<'_>, at: usize, label: &str) {
        let t = &mut self.target;
        self.group = at;
        match group.level {
            Level::SubPoint => {}
            Level::Point => t.point = Some(label.to_owned()),
            // "khoản 2.c" is điểm c of khoản 2.
            Level::Clause => match label.split_once('.') {
                Some((clause, point)) if t.point.is_none() && is_clause_and_point(clause, point) => {
                    t.clause = Some(clause.to_owned());
                    t.point = Some(point.to_owned());
                }
                _ => t.clause = Some(label.to_owned()),
            },
            Level::Article => t.article = Some(label.to_owned()),
            Level::Part => {
                let part = format!("{} {label}", group.word);
                t.part = Some(match t.part.take() {
                    Some(inner) => format!("{inner} {part}"),
                    None => part,
                });
                self.rank = group.rank;
            }
        }
    }
}

fn is_clause_and_point(clause: &str, point: &str) -> bool {
    clause.chars().all(|c| c.is_ascii_digit()) && point.starts_with(is_list_letter) && !point.contains('.')
}

/// The places that groups name; `None` when what they name is no place of a document, as a lone "điểm a".
fn targets(groups: &[Group<'_>], before_citation: bool) -> Option<Vec<PinpointTarget>> {
    let mut drafts: Vec<Draft> = Vec::new();
    for (at, group) in groups.iter().enumerate() {
        let touched = match at.checked_sub(1) {
            None => Vec::new(),
            Some(last) => touched_by(&drafts, group, groups, at, last),
        };
        if touched.is_empty() {
            let is_dropped = group.joiner == Joiner::Blank && at > 0;
            let news = group.labels.iter().filter(|_| !is_dropped).map(|label| {
                let mut draft = Draft::default();
                draft.set(group, at, label);
                draft
            });
            drafts.extend(news);
            continue;
        }
        // "khoản 1 các Điều 3, 4": each of the places takes each of the labels.
        for (n, label) in group.labels.iter().enumerate() {
            for &draft in &touched {
                if n == 0 {
                    continue;
                }
                let mut copy = drafts[draft].clone();
                copy.set(group, at, label);
                drafts.push(copy);
            }
        }
        for &draft in &touched {
            drafts[draft].set(group, at, &group.labels[0]);
        }
        if drafts.len() > MAX_TARGETS {
            return None;
        }
    }
    let is_place = |t: &PinpointTarget| {
        let has_digit = t.point.as_deref().is_some_and(|p| p.starts_with(|c: char| c.is_ascii_digit()));
        t.clause.is_some() || t.article.is_some() || t.part.is_some() || before_citation && has_digit
    };
    let targets: Vec<_> = drafts.into_iter().map(|d| d.target).collect();
    (!targets.is_empty() && targets.iter().all(is_place)).then_some(targets)
}

/// The drafts that the group at `at` completes; none when it begins a place of its own.
fn touched_by(drafts: &[Draft], group: &Group<'_>, groups: &[Group<'_>], at: usize, last: usize) -> Vec<usize> {
    let previous = &groups[last];
    let having = |is: &dyn Fn(&Draft) -> bool| {
        drafts.iter().enumerate().filter(|(_, d)| is(d)).map(|(n, _)| n).collect::<Vec<_>>()
    };
    let of_last = |d: &Draft| d.group == last;
    if group.level == Level::Part && previous.level == Level::Part {
        // "Mục III Phụ lục I", "Mục III, Phụ lục I"; but "Phụ lục I, Phụ lục II" are two.
        let nests = group.joiner == Joiner::Blank || group.joiner == Joiner::Comma && group.rank > previous.rank;
        return if nests { having(&of_last) } else { Vec::new() };
    }
    if group.level > previous.level {
        // "điểm a khoản 2", and all before it that still lack one: "khoản 1, khoản 2 Điều 11".
        if group.joiner == Joiner::And {
            return Vec::new();
        }
        return having(&|d| d.top() < group.level.min(Level::Article));
    }
    if group.level < previous.level {
        // "Điều 5 khoản 2", "Điều 5, khoản 2" unless a Điều of its own follows: "Điều 4, khoản 2 Điều 5".
        let closes_later =
            groups[at + 1..].iter().find(|g| g.level >= previous.level).is_some_and(|g| g.joiner == Joiner::Blank);
        let outside_in = group.joiner == Joiner::Blank || group.joiner == Joiner::Comma && !closes_later;
        return if outside_in { having(&of_last) } else { Vec::new() };
    }
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;
    use proptest::prelude::*;

    /// `5.2.a` for điểm a khoản 2 Điều 5, `_` for what is not named; a part after `@`.
    fn short(targets: &[PinpointTarget]) -> String {
        let one = |t: &PinpointTarget| {
            let part = t.part.as_deref().map(|p| format!("@{p}")).unwrap_or_default();
            let levels = [&t.article, &t.clause, &t.point].map(|x| x.as_deref().unwrap_or("_"));
            format!("{}{part}", levels.join("."))
        };
        targets.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    /// `fixtures/cases/pinpoints.tsv`: side, text, words taken, places.
    #[test]
    fn reads_every_form() {
        cases::check(include_str!("../../fixtures/cases/pinpoints.tsv"), 80, |[side, text]| {
            let got = match side {
                "start" => pinpoint(text).map(|(len, t)| (&text[..len], short(&t))),
                "end" => pinpoint_ending(text).map(|(at, end, t)| (&text[at..end], short(&t))),
                _ => return format!("start or end: {side}"),
            };
            let (taken, places) = got.unwrap_or_default();
            format!("{taken}\t{places}")
        });
    }

    #[test]
    fn a_long_run_of_groups_is_read_in_linear_time() {
        let text = "khoản 1 Điều 2, ".repeat(2_000);
        assert!(pinpoint_ending(&text).is_none_or(|(_, _, t)| t.len() <= MAX_TARGETS));
        assert!(pinpoint_ending(&"điểm ".repeat(5_000)).is_none());
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in "(điểm |khoản |Điều |Mục |phụ lục |số |và |đến |, |[0-9a-zđIVX.]{1,4} |ban hành ){0,20}") {
            if let Some((len, _)) = pinpoint(&text) {
                prop_assert!(text.is_char_boundary(len));
            }
            if let Some((at, _, targets)) = pinpoint_ending(&text) {
                prop_assert!(text.is_char_boundary(at));
                prop_assert!(!targets.is_empty());
            }
        }
    }
}
