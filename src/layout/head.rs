//! The head of a document: letterhead, number line, place and date, title, subject (DOMAIN.md b.2 – b.4).
//!
//! The head is found by its fixed words. "Độc lập - Tự do - Hạnh phúc" or "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" on a
//! line of their own (Nghị định 30/2020/NĐ-CP, Phụ lục I) or the Party's title open it, a line "Số: …" confirms it,
//! and both are compared without marks, since scans lose marks first. Letterheads come as two cells, as two columns
//! merged line by line (one line then holds words of both), or as columns one after the other.

use crate::grammar::authority::is_capitals;
use crate::grammar::date::{PlaceDate, citation_date, place_date};
use crate::grammar::number::{self, DocNumber};
use crate::lexicon::bodies::{body_by_name_at, opens_body};
use crate::lexicon::fold::{fold, lowered};
use crate::lexicon::places::find_place;
use crate::lexicon::types::{Cited, DocTypeRow, type_at, type_by_code};
use crate::text::{Page, Span, Starts, ends_plain, is_shout, plain, starts_plain, unplain, window};
use memchr::memmem::Finder;
use std::ops::Range;
use std::sync::LazyLock;

/// Lines searched for a head: portals put menus of some hundred lines in front.
const SEARCH: usize = 600;
/// Lines of a letterhead on each side of the motto; more is another document.
const REACH: usize = 24;
/// Lines of a subject; longer ones are a lost body.
const SUBJECT_LINES: usize = 24;

/// What was found at the head of a document.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// First line of the head.
    pub(crate) start: usize,
    /// First line after the head: addressees, legal basis or body.
    pub(crate) end: usize,
    /// True when the Party's title stands in it.
    pub(crate) party: bool,
    /// True when the motto or the Party's title was found.
    pub(crate) motto: bool,
    /// Words of the issuer's side, one span a line, from the top.
    pub(crate) issuer: Vec<Span>,
    /// What follows "Số:".
    pub(crate) number: Option<Span>,
    /// Place and date of issue.
    pub(crate) place_date: Option<FoundPlaceDate>,
    /// The title word and its type.
    pub(crate) title: Option<(Span, &'static DocTypeRow)>,
    /// Lines of the subject, without "Về việc".
    pub(crate) subject: Vec<Span>,
    /// Lines that belong to the head.
    pub(crate) lines: Vec<usize>,
}

/// The place line, in offsets of the page.
#[derive(Clone, Debug)]
pub(crate) struct FoundPlaceDate {
    pub(crate) place: Span,
    pub(crate) date: Span,
    pub(crate) parsed: PlaceDate,
}

/// The head of the first document of a page; `None` when nothing of one stands there.
pub(crate) fn head(page: &Page) -> Option<Head> {
    let limit = page.lines.len().min(SEARCH);
    let motto = (0..limit).find_map(|i| motto(page, i));
    // A portal's table repeats the number in front of the letterhead.
    let numbered = |i: usize| {
        let span = if i < limit { number_line(page, i)? } else { return None };
        (!is_metadata(page, i, span)).then_some((i, span))
    };
    let number = match &motto {
        // The nearest; of two as near the upper.
        Some(m) => (0..=REACH).find_map(|far| {
            let below = || numbered(m.line + far);
            m.line.checked_sub(far).and_then(numbered).or_else(below)
        }),
        None => (0..limit).find_map(numbered),
    };
    let number = number.or_else(|| motto.as_ref().and_then(|m| lone_number(page, m.last)));
    if motto.is_none()
        && let Some(head) = gazette_title(page)
    {
        return Some(head);
    }
    if motto.is_none() && number.is_none() {
        return bare_title(page);
    }
    let mut head = Head { motto: motto.is_some(), party: motto.as_ref().is_some_and(|m| m.party), ..Head::default() };
    if let Some(m) = &motto {
        letterhead(page, m, number.map(|n| n.0), &mut head);
    }
    let first = [motto.as_ref().map(|m| m.line), number.map(|n| n.0), head.lines.iter().min().copied()];
    head.start = first.into_iter().flatten().min().unwrap_or(0);
    let fixed = [motto.as_ref().map(|m| m.last), number.map(|n| n.0), head.lines.iter().max().copied()];
    let last = fixed.into_iter().flatten().max().unwrap_or(head.start);
    if let Some((line, span)) = number {
        head.number = Some(span);
        head.lines.extend([line, page.line_at(span.start)]);
    }
    find_place_date(page, &mut head, last);
    title_and_subject(page, &mut head, last, number.map(|n| n.0));
    // Where the letterhead is a frame of its own, a text taken from a page of the gazette has it below the first page.
    let above = bare_title(page).filter(|bare| head.title.is_none() && bare.end < head.start);
    if let Some(bare) = above {
        head.lines.extend(bare.lines);
        head.lines.sort_unstable();
        head.lines.dedup();
        return Some(Head { start: bare.start, end: bare.end, title: bare.title, subject: bare.subject, ..head });
    }
    head.lines.sort_unstable();
    head.lines.dedup();
    head.end = head.end.max(head.lines.last().map_or(head.start, |l| l + 1));
    Some(head)
}

/// A number without "Số:" on a line of its own, close below the title of the State.
fn lone_number(page: &Page, last: usize) -> Option<(usize, Span)> {
    /// Lines of a letterhead between the motto and the number.
    const NEAR: usize = 4;
    (last + 1..(last + 1 + NEAR).min(page.lines.len())).find_map(|i| {
        let words = page.line(i).trim_end();
        let whole = number::number(words).is_some_and(|n| n.len == words.len() && n.symbols().next().is_some());
        whole.then(|| (i, page.lines[i].span))
    })
}

/// A text without its letterhead: its title alone on one of the first lines, with the legal basis close below.
fn bare_title(page: &Page) -> Option<Head> {
    /// Lines in front of the title, and between it and the basis.
    const NEAR: usize = 14;
    let first = |words: &str| title_type(words).is_some_and(|(len, row)| len == words.len() && is_title_type(row));
    let line = (0..page.lines.len().min(NEAR)).find(|&i| is_shout(page.line(i)) && first(page.line(i)))?;
    (line + 1..line + NEAR).find(|&i| page.line(i).starts_with("Căn cứ "))?;
    let mut head = Head { start: line, end: line + 1, ..Head::default() };
    title_and_subject(page, &mut head, line, None);
    head.lines.sort_unstable();
    head.end = head.end.max(head.lines.last().map_or(line, |l| l + 1));
    Some(head)
}

/// The head as the old gazette and the collections made from it print it, all in one title:
/// "NGHỊ ĐỊNH / CỦA CHÍNH PHỦ SỐ 43/CP NGÀY 22-6-1993 / QUY ĐỊNH …".
fn gazette_title(page: &Page) -> Option<Head> {
    /// Lines in front of the title, and lines of it up to the date.
    const NEAR: usize = 40;
    const LINES: usize = 8;
    /// Bytes of the longest name of an issuer.
    const ISSUER: usize = 160;
    const NUMBER: [&str; 3] = [" SỐ ", " SỐ: ", " SỐ:"];
    (0..page.lines.len().min(NEAR)).find_map(|line| {
        let (len, row) = Some(page.line(line)).filter(|words| is_shout(words)).and_then(title_type)?;
        // "SỐ 12/1999/CT-TTg NGÀY …" has a small letter.
        let loud = |words: &str| is_shout(words) || words.contains("SỐ ") && small_letters(words) <= 2;
        let shouts = (line..page.lines.len().min(line + LINES)).take_while(|i| loud(page.line(*i)));
        let start = page.lines[line].span.start;
        let whole = page.words(Span { start, end: page.lines[shouts.last()?].span.end }).replace('\n', " ");
        let span = |range: Range<usize>| Span::new(start as usize + range.start, start as usize + range.end);
        let issuer = whole.len() - whole.get(len..)?.trim_start().strip_prefix("CỦA ")?.len();
        let (so, at) = NUMBER.iter().find_map(|so| {
            let so_at = issuer + whole[issuer..].find(so)?;
            Some((so_at, so_at + so.len()))
        })?;
        let number = number::number(&whole[at..])?;
        if !is_title_type(row) || so - issuer > ISSUER || !opens_body(&fold(&whole[issuer..so])) {
            return None;
        }
        let mut head = Head { start: line, title: Some((span(0..len), row)), ..Head::default() };
        let end = at + number.len;
        head.number = Some(span(at..end));
        head.issuer.push(span(issuer..so));
        // Small letters of the language are as long as its capitals.
        let behind = lowered(&whole[end..]);
        let dated = citation_date(&behind).filter(|_| behind.len() == whole.len() - end);
        let from = dated.map_or(end, |(.., to, _)| end + to);
        if let Some((first, to, date)) = citation_date(&behind).filter(|_| dated.is_some()) {
            let parsed = PlaceDate { place: 0..0, range: first..to, date, blank: date.day().is_none() };
            let at = end + first;
            head.place_date = Some(FoundPlaceDate { place: span(at..at), date: span(at..end + to), parsed });
        }
        let from = whole.len() - whole[from..].trim_start_matches([' ', ',', '.']).len();
        let on = page.line_at(start + from as u32);
        head.lines.extend(line..=on);
        head.end = on + 1;
        if from < whole.len() {
            let first = Span { start: start + from as u32, end: page.lines[on].span.end };
            let label = about(page.words(first)).unwrap_or(0) as u32;
            subject_lines(page, &mut head, on, Span { start: first.start + label, ..first }, Kind::Title);
        }
        head.lines.sort_unstable();
        head.lines.dedup();
        Some(head)
    })
}

/// The motto's lines.
struct Motto {
    line: usize,
    last: usize,
    party: bool,
    /// Where the title starts in the lines from the first on.
    titles: [Option<usize>; MOTTO_LINES],
}

/// The State's title and its motto, each broken over two lines.
const MOTTO_LINES: usize = 4;

/// True words of the state's or the Party's title at a line: where they start in it.
fn title_words(words: &str) -> Option<(usize, bool)> {
    if words.len() > 160 || words.len() < 12 || small_letters(words) > 40 || !may_be_title(words) {
        return None;
    }
    static TITLES: LazyLock<[Finder<'static>; 4]> =
        LazyLock::new(|| ["cong hoa xa", "chu nghia viet nam", "doc lap", "dang cong san viet nam"].map(Finder::new));
    let flat = plain(words);
    let [republic, socialist, independence, communist] = TITLES.each_ref().map(|title| title.find(flat.as_bytes()));
    // A narrow cell breaks the title over two lines anywhere.
    let state = republic.or(socialist);
    let motto = || independence.filter(|&at| flat[at..].contains("tu do") || flat[at..].contains("hanh phuc"));
    let party = communist;
    // What is left of the title's own words in front ("XÃ HỘI CHỦ NGHĨA …") belongs to it.
    let state = state.map(|at| match flat[..at].rfind("cong ") {
        _ if "cong hoa xa hoi ".ends_with(&flat[..at]) => 0,
        // "CONG E 1ÔI CHỦ NGHĨA VIỆT NAM": what a scan made of the first words.
        Some(start)
            if flat[start..].starts_with("cong ") && at - start < 18 && at > start && !is_word(&flat[start..at]) =>
        {
            start
        }
        _ => at,
    });
    let (at, party) = match (state.or_else(motto), party) {
        (Some(at), _) => (at, false),
        (None, Some(at)) => (at, true),
        _ => return None,
    };
    // In running text the words stand in a sentence: on a line of their own nothing but the other column is with them.
    let before = &flat[..at];
    // Both lines of the title on one, where a scan lost the line end between them.
    let most = if flat[at..].contains("doc lap") && flat[at..].contains("viet nam") { 120 } else { 75 };
    let alone = words.len() - unplain(words, at) < most
        && before.len() < 70
        && !before.trim_end_matches([' ', ',']).contains(',')
        && !flat.ends_with([';', ':']);
    let capitals = words[unplain(words, at)..]
        .chars()
        .find(|c| crate::lexicon::fold::is_alphabetic(*c))
        .is_some_and(char::is_uppercase);
    (alone && capitals).then(|| (unplain(words, at), party))
}

/// False where no word begins like one that all titles have: "Xã", "Việt Nam", "lập". Most lines are left here.
fn may_be_title(words: &str) -> bool {
    let begins = |at: usize, word: &str| words.get(at + 1..).is_some_and(|rest| starts_plain(rest, word));
    words.as_bytes().windows(2).enumerate().any(|(at, pair)| match pair {
        [b' ', b'X' | b'x'] => begins(at, "xa"),
        [b' ', b'L' | b'l'] => begins(at, "lap"),
        [b' ', b'V' | b'v'] => begins(at, "viet nam"),
        _ => false,
    })
}

/// Words between the first of the title and its end: those of a body ("CÔNG TY …") belong to the other column.
fn is_word(damaged: &str) -> bool {
    ["cong ty", "cong an", "cong thuong", "cong doan"].iter().any(|w| damaged.starts_with(w))
}

fn motto(page: &Page, line: usize) -> Option<Motto> {
    let (at, party) = title_words(page.line(line))?;
    let words = page.line(line);
    if party && (is_prose(words) || words[..at].contains(' ') && !is_shout(&words[..at])) {
        return None;
    }
    if !party && is_prose(&words[..at]) {
        return None;
    }
    let mut motto = Motto { line, last: line, party, titles: [Some(at), None, None, None] };
    for (far, title) in motto.titles.iter_mut().enumerate().skip(1) {
        let words = page.line(line + far);
        *title = title_words(words).map(|(at, _)| at);
        if title.is_some() || far == 1 && !party && spoilt_motto(words).is_some() {
            motto.last = line + far;
        }
    }
    Some(motto)
}

/// Small letters of the Latin alphabet without marks: a quick look that tells sentences from titles.
fn small_letters(words: &str) -> usize {
    words.bytes().filter(u8::is_ascii_lowercase).count()
}

fn is_prose(words: &str) -> bool {
    words.chars().filter(|c| c.is_lowercase()).count() > 24
}

/// `----`, `*`, `***`, `____`: a rule under a letterhead.
pub(crate) fn is_rule(words: &str) -> bool {
    words.chars().all(|c| !crate::lexicon::fold::is_alphanumeric(c))
}

/// A number line whose serial is blank, dotted or damaged: the symbol behind it.
pub(crate) fn blank_serial(words: &str) -> Option<(usize, DocNumber)> {
    /// A stamped or handwritten serial leaves no more debris than this.
    const DEBRIS: usize = 24;
    let signs = words.char_indices().take_while(|(i, _)| *i <= DEBRIS).filter(|(_, c)| matches!(c, '/' | '-'));
    signs.map(|(i, _)| i).find_map(|i| Some((i, number::blank_number(words.get(i..)?)?)))
}

/// A rule, or what a scan made of one and of the marks above capitals: hardly a letter in it.
fn is_debris(words: &str) -> bool {
    // A stray accent is a letter to Unicode, but has no case.
    let letters = words.chars().filter(|c| c.is_uppercase() || c.is_lowercase()).count();
    words.len() < 60 && letters < 3 && letters * 2 <= words.chars().filter(|c| *c != ' ').count()
}

/// What follows "Số:" (or the Party's bare "Số") when a line opens with it and a number or a blank follows.
pub(crate) fn number_line(page: &Page, line: usize) -> Option<Span> {
    let span = page.lines[line].span;
    let words = page.line(line);
    if words.len() > 220 {
        return None;
    }
    // Rules and specks of a scan in front of the label; a dash and a blank make an item.
    let bare = words.trim_start_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
    let debris = words.len() - bare.len();
    if debris > 0 && ["- ", "+ ", "* "].iter().any(|b| words.starts_with(b)) {
        return None;
    }
    let body = match number_label(bare) {
        Some(at) => debris + at,
        // The label is lost but for its colon, beside the place and date: ": 300 /TCHQ-GSQL Hà Nội, ngày …".
        None if words.starts_with(": ") && number::number(bare).is_some() && place_date(bare).is_some() => debris,
        // Label and serial run together: "865023 /TCHQ-GSQL Hà Nội, ngày …".
        None => debris + label_in_serial(bare).or_else(|| spoilt_label(bare))?,
    };
    if words[body..].trim().is_empty() {
        // The number stands on the next line of the cell.
        let next = page.lines.get(line + 1)?;
        let same = (next.row, next.column) == (page.lines[line].row, page.lines[line].column);
        let number = number::number(page.line(line + 1)).or_else(|| number::blank_number(page.line(line + 1)));
        return (same && number.is_some()).then_some(next.span);
    }
    let rest = &words[body..];
    let at = rest.len() - rest.trim_start().len() + body;
    let rest = &words[at..];
    let window = window::head(rest, 60);
    let has_sign = window.contains(['/', '-', '⁄']);
    // A word behind "Số" makes a sentence, unless a symbol follows what a scan made of the serial ("đŠ /QĐ-UBND").
    let word = rest.starts_with(|c: char| crate::lexicon::fold::is_alphabetic(c) && !c.is_ascii());
    (has_sign && !word || number::number(rest).is_some() || blank_serial(rest).is_some())
        .then(|| Span::new(span.start as usize + at, span.end as usize))
}

/// Digits, more than a serial has, then a symbol, place and date: a scan read "Số:" and the serial as one.
///
/// Gives where the symbol starts: the serial is lost.
fn label_in_serial(line: &str) -> Option<usize> {
    const LONGEST_SERIAL: usize = 5;
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    if digits <= LONGEST_SERIAL {
        return None;
    }
    let behind = line[digits..].trim_start();
    let named = number::blank_number(behind).is_some() && place_date(line).is_some();
    named.then_some(line.len() - behind.len())
}

/// The length of `Số:`, `Số :`, `So:`, `S6:`, `Luật số:`, `Nghị quyết số:` … at the start of a line.
fn number_label(words: &str) -> Option<usize> {
    let mut at = 0;
    let first = *words.as_bytes().first()?;
    if !matches!(first, b'S' | b's') {
        // Only a type word can stand in front, and "số" must then stand close behind it.
        let near = window::head(words, 60);
        if !near.contains(':') {
            return None;
        }
        at = type_at(words)?.0;
    }
    let rest = words[at..].trim_start();
    let at = words.len() - rest.len();
    let mut chars = rest.char_indices();
    let (_, s) = chars.next()?;
    let (_, o) = chars.next()?;
    if !matches!(s, 'S' | 's') || !matches!(plain(o.encode_utf8(&mut [0; 4])).as_str(), "o" | "6" | "0") {
        return None;
    }
    let (mut end, _) = chars.next()?;
    let after = &rest[end..];
    let trimmed = after.trim_start();
    if let Some(body) = trimmed.strip_prefix([':', '.', ';']) {
        end = rest.len() - body.len();
        return Some(at + end);
    }
    // The Party writes no colon (Hướng dẫn 36-HD/VPTW); then a number must follow and end the line or its cell.
    let blank = after.starts_with(' ');
    let number = number::number(trimmed).or_else(|| number::blank_number(trimmed))?;
    let tail = &trimmed[number.len..];
    let alone = tail.trim().is_empty() || place_date(tail).is_some();
    (blank && at == 0 && s == 'S' && alone).then_some(at + end)
}

/// The length of what a scan made of the label, where the number and place and date stand behind it: `Sá;`, `8é:`, `6:`
/// (of `$6:`), `Số` glued to a serial written by hand.
fn spoilt_label(words: &str) -> Option<usize> {
    /// Characters of a label.
    const LONGEST: usize = 3;
    if !words.starts_with(['S', 's', '8', '6', '5', '0', 'o', 'ó', 'ô', 'ố', 'é']) {
        return None;
    }
    let mark = words.char_indices().take(LONGEST + 1).find(|(at, c)| *at > 0 && matches!(c, ':' | ';'));
    let dot = || words.char_indices().nth(2).filter(|(_, c)| *c == '.' && words.starts_with(['S', 's']));
    let glued = || words.char_indices().nth(2).filter(|_| plain(words.get(..5).unwrap_or("")).starts_with("so"));
    let at = mark.or_else(dot).map(|(at, c)| at + c.len_utf8()).or_else(|| glued().map(|(at, _)| at))?;
    let rest = words[at..].trim_start_matches([' ', '.']);
    let numbered = number::number(rest).is_some() || blank_serial(rest).is_some() || slash_lost(rest).is_some();
    (numbered && place_date(words).is_some_and(|d| d.place.start > at)).then(|| words.len() - rest.len())
}

/// A number that a scan has without its slash, behind a serial that may be spoilt too: `899 _“SX-TK`, `04##'SX-TK`.
pub(crate) fn slash_lost(words: &str) -> Option<(Range<usize>, DocNumber)> {
    /// Serial and first code.
    const REACH: usize = 40;
    let is_code = |c: char| c.is_ascii_uppercase() || c == 'Đ';
    let dash = words.bytes().take(REACH).position(|b| b == b'-')?;
    let code = words[..dash].trim_end();
    let start = code.trim_end_matches(is_code).len();
    let mut end = words[dash..].find([' ', ',']).map_or(words.len(), |at| dash + at);
    // "3790 TCT- cs Hà Nội": the last code stands apart, in small letters.
    let apart = words[dash + 1..].strip_prefix(' ').and_then(|rest| rest.split(' ').next());
    let apart = apart.filter(|code| (2..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_lowercase()));
    let serial = clean_serial(&words[..start]);
    let before = words[..start].trim_end();
    if code.len() - start < 2 || before.ends_with('/') || !before.contains(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut whole = format!("{}/{}", serial.unwrap_or_default(), &words[start..end]);
    if let Some(code) = apart {
        whole.push_str(&code.to_uppercase());
        end += 1 + code.len();
    }
    let read = number::number(&whole).or_else(|| number::blank_number(&whole)).filter(|n| n.len == whole.len())?;
    let from = if serial.is_some() { 0 } else { start };
    Some((from..end, read))
}

/// The digits in front of a symbol when only blanks and stains of the line under them stand between: `40 _ `.
pub(crate) fn clean_serial(before: &str) -> Option<&str> {
    let end = before.find(|c: char| !c.is_ascii_digit()).unwrap_or(before.len());
    let stains = before[end..].chars().all(|c| matches!(c, ' ' | '_' | '“' | '”' | '"' | '\''));
    ((1..=5).contains(&end) && stains).then(|| &before[..end])
}

/// A row of a portal's metadata, a line of its menus, or the number of a certified copy.
fn is_metadata(page: &Page, line: usize, number: Span) -> bool {
    let words = page.line(line);
    if number_of_copy(page.words(number)).is_some() {
        return true;
    }
    words.starts_with("Số hiệu") || words.starts_with("Số công báo") || words.starts_with("Số ký hiệu")
}

/// The number of a certified copy on its own line: `Số: 24/SY-UBND`, `Số 24-BS/UBKTTU`.
pub(crate) fn copy_number(page: &Page, line: usize) -> Option<DocNumber> {
    number_of_copy(page.words(number_line(page, line)?))
}

fn number_of_copy(words: &str) -> Option<DocNumber> {
    const COPIES: [&str; 4] = ["SY", "SL", "TrS", "BS"];
    let may_be = |pair: &[u8]| matches!(pair, b"SY" | b"SL" | b"rS" | b"BS");
    if !words.as_bytes().windows(2).any(may_be) {
        return None;
    }
    number::number(words).filter(|n| n.type_symbol().is_some_and(|s| COPIES.contains(&s)))
}

/// Collects the issuer's side of the letterhead around the motto.
fn letterhead(page: &Page, motto: &Motto, number: Option<usize>, head: &mut Head) {
    if page.lines[motto.line].row != 0 {
        return letterhead_cells(page, motto, head);
    }
    // Words in front of the motto on its own lines: the other column, merged in.
    let mut merged = Vec::new();
    for i in motto.line..=motto.last {
        head.lines.push(i);
        let words = page.line(i);
        let title = motto.titles.get(i - motto.line).copied().flatten();
        match title.or_else(|| if i > motto.line { spoilt_motto(words) } else { None }) {
            Some(at) => {
                let left =
                    words[..at].trim_end_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c)).trim_start();
                if number_line(page, i).is_some() {
                    continue;
                }
                let letters = left.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count();
                let small = left.chars().filter(|c| c.is_lowercase()).count();
                // The stamp of an electronic signature has a time in it.
                let stamp = left.bytes().filter(u8::is_ascii_digit).count() > 3;
                if letters >= 3 && small * 2 <= letters && !stamp {
                    let start = page.lines[i].span.start as usize + (words.len() - words.trim_start().len());
                    merged.push(Span::new(start, start + left.len()));
                }
            }
            None if !is_rule(words) && is_shout(words) && !merged.is_empty() => merged.push(page.lines[i].span),
            None => {}
        }
    }
    // Lines above: the left cell, or the left column before the right one.
    let mut above: Vec<Span> = Vec::new();
    // The left column may stand whole before the right one: then the issuer stands above the number.
    let top = number.map_or(motto.line, |n| n.min(motto.line));
    let floor = top.saturating_sub(REACH);
    for i in (floor..top).rev() {
        let words = page.line(i);
        if Some(i) == number || number_label(words).is_some() || is_rule(words) {
            head.lines.push(i);
            continue;
        }
        if page.lines[i].heading != 0 && body_by_name_at(words).is_none_or(|(len, _)| len != words.len()) {
            break; // a page's own heading, unless it is a body's name
        }
        let cells = (page.lines[i].row, page.lines[motto.line].row);
        if !is_letterhead_line(words) || above.len() >= 6 || cells.1 != 0 && cells.0 != cells.1 {
            break;
        }
        // A letterhead merged line by line is complete; what stands above it is stamps.
        if !merged.is_empty() && page.lines[i + 1].after_blank {
            break;
        }
        // A gazette prints the issuer above the document once more, under the name of its part.
        if words.starts_with("PHẦN ") || is_whole(page, &above, words) {
            break;
        }
        head.lines.push(i);
        above.push(page.lines[i].span);
    }
    above.reverse();
    above.extend(merged);
    if above.is_empty() {
        // The right column came first: the issuer stands between the motto and the number line, right above the number
        // where stains follow the motto.
        let near = |n: usize| {
            (motto.last + 1..n).rev().take_while(|&i| {
                let words = page.line(i);
                is_rule(words) || is_letterhead_line(words) && !is_title(words)
            })
        };
        let first = number.filter(|n| *n > motto.last).and_then(|n| near(n).last()).unwrap_or(motto.last + 1);
        for i in first..(motto.last + 8).min(page.lines.len()) {
            let words = page.line(i);
            if is_rule(words) {
                head.lines.push(i);
                continue;
            }
            if !is_letterhead_line(words) || number.is_some_and(|n| i >= n) || is_title(words) {
                break;
            }
            head.lines.push(i);
            above.push(page.lines[i].span);
        }
    }
    head.issuer = above;
}

/// True when the lines collected so far, from the lowest up, are these words once more.
fn is_whole(page: &Page, above: &[Span], words: &str) -> bool {
    let mut rest = words;
    !above.is_empty()
        && above.iter().rev().all(|line| match rest.strip_prefix(page.words(*line)) {
            Some(behind) => {
                rest = behind.trim_start();
                true
            }
            None => false,
        })
        && rest.is_empty()
}

/// Where the motto starts in a line right below the State's title that a scan spoilt: `Doc lọc Tự do`, `ộc lập - Tụ o`.
fn spoilt_motto(words: &str) -> Option<usize> {
    if words.len() > 160 {
        return None;
    }
    let flat = plain(words);
    let at = ["oc lap", "doc l", "tu do", "hanh phuc"].iter().filter_map(|part| flat.find(part)).min()?;
    let start = unplain(words, flat[..at].rfind(' ').map_or(0, |blank| blank + 1));
    // The other column is in capitals: the motto starts at the first small letter's word.
    let small = words[..start].find(char::is_lowercase);
    let word = small.map(|small| words[..small].rfind(' ').map_or(0, |blank| blank + 1));
    Some(word.filter(|word| is_capitals(&words[..*word])).unwrap_or(start))
}

/// A letterhead in a table: the motto's cell and the cell before it in its row.
fn letterhead_cells(page: &Page, motto: &Motto, head: &mut Head) {
    let at = &page.lines[motto.line];
    let ceiling = (motto.line + REACH).min(page.lines.len());
    let own_cell = |i: &usize| (page.lines[*i].row, page.lines[*i].column) == (at.row, at.column);
    head.lines.extend((motto.line..ceiling).take_while(own_cell));
    let floor = motto.line.saturating_sub(REACH);
    for i in (floor..motto.line).rev() {
        let line = &page.lines[i];
        let words = page.line(i);
        if line.row != at.row
            || !(is_rule(words)
                || is_letterhead_line(words)
                || words.len() < 12 && !words.chars().any(char::is_lowercase))
        {
            break; // what a portal glues in front of the cell's own words
        }
        head.lines.push(i);
        if line.column < at.column && !is_rule(words) && number_label(words).is_none() {
            head.issuer.push(line.span);
        }
    }
    head.issuer.reverse();
}

/// Capitals, short, no sentence: a line of a letterhead.
fn is_letterhead_line(words: &str) -> bool {
    let letters = words.chars().filter(|c| crate::lexicon::fold::is_alphabetic(*c)).count();
    let small = words.chars().filter(|c| c.is_lowercase()).count();
    letters >= 3 && small * 4 <= letters && words.len() < 140 && !words.ends_with(['.', ';', ':'])
}

/// A title that a narrow cell breaks inside its type word: `QUYẾT` / `ĐỊNH`.
fn broken_title(page: &Page, line: usize) -> Option<&'static DocTypeRow> {
    /// The first word of a type.
    const LONGEST: usize = 14;
    let (words, next) = (page.line(line), page.lines.get(line + 1)?);
    if words.len() > LONGEST || words.contains(' ') || !is_capitals(words) || next.after_blank {
        return None;
    }
    let rest = page.line(line + 1);
    if rest.len() > LONGEST || rest.contains(' ') || !is_capitals(rest) {
        return None;
    }
    let whole = format!("{words} {rest}");
    title_type(&whole).filter(|(len, _)| *len == whole.len()).map(|(_, row)| row)
}

/// A line that is a type word in capitals, perhaps with more words of the title.
fn is_title(words: &str) -> bool {
    is_shout(words) && title_type(words).is_some()
}

/// The type word that opens a title in capitals, also where a scan lost its marks ("QUYÉT ĐỊNH", "THONG BAO").
fn title_type(words: &str) -> Option<(usize, &'static DocTypeRow)> {
    /// Titles of documents without their marks, with the codes of their types; none is the start of another word.
    const TITLES: [(&str, &str); 14] = [
        ("quyet dinh", "quyet_dinh"),
        ("nghi quyet", "nghi_quyet"),
        ("nghi dinh", "nghi_dinh"),
        ("thong bao", "thong_bao"),
        ("thong tu", "thong_tu"),
        ("ke hoach", "ke_hoach"),
        ("chi thi", "chi_thi"),
        ("bao cao", "bao_cao"),
        ("to trinh", "to_trinh"),
        ("cong dien", "cong_dien"),
        ("huong dan", "huong_dan"),
        ("ket luan", "ket_luan"),
        ("chuong trinh", "chuong_trinh"),
        ("giay moi", "giay_moi"),
    ];
    if let Some(found) = type_at(words) {
        return Some(found);
    }
    // Words in capitals start with one of these letters, whatever marks they lost.
    if !words.starts_with(['Q', 'N', 'T', 'K', 'C', 'B', 'H', 'G']) || words.len() > 200 {
        return None;
    }
    let flat = plain(words);
    let whole = |rest: &str| !rest.starts_with(crate::lexicon::fold::is_alphanumeric);
    let (name, code) = TITLES.iter().find(|(name, _)| flat.strip_prefix(name).is_some_and(whole))?;
    Some((unplain(words, name.len()), type_by_code(code)?))
}

/// Place and date stand after the number's line or beside it, before the title or the addressees.
fn find_place_date(page: &Page, head: &mut Head, last: usize) {
    /// Bytes of a line that the place may share with other cells.
    const LONGEST: usize = 260;
    let from = head.start;
    let until = (last + 10).min(page.lines.len());
    let read = |span: Span| if span.len() <= LONGEST { found_place_date(page, span) } else { None };
    let mut i = from;
    while i < until {
        let p = page.paragraph_at(page.lines[i].span.start);
        let paragraph = &page.paragraphs[p];
        let end = paragraph.lines.end.max(i + 1);
        // The line alone, as a merged number line and place line are one line; with the lines that a narrow cell made of
        // it when the line alone gives no whole date.
        let line = page.lines[i].span;
        let joined = Span { start: line.start, end: paragraph.span.end };
        let whole = |found: &FoundPlaceDate| !found.parsed.blank;
        let alone = read(line);
        let found = match alone {
            Some(found) if whole(&found) => Some(found),
            _ if joined == line => alone,
            _ => {
                let wide = read(joined);
                if wide.as_ref().is_some_and(whole) { wide } else { alone.or(wide) }
            }
        };
        if let Some(mut found) = found {
            whole_place(page, i, &mut found);
            head.lines.extend(page.line_at(found.place.start)..=page.line_at(found.date.end.saturating_sub(1)));
            head.place_date = Some(found);
            return;
        }
        let words = page.line(i);
        if i > last && (words.starts_with("Kính gửi") || words.starts_with("Căn cứ")) {
            return;
        }
        i = if i < paragraph.lines.start { i + 1 } else { (i + 1).min(end) };
    }
}

/// The place and date that stand in a span.
pub(crate) fn found_place_date(page: &Page, span: Span) -> Option<FoundPlaceDate> {
    let parsed = place_date(page.words(span))?;
    let base = span.start as usize;
    let place = Span::new(base + parsed.place.start, base + parsed.place.end);
    let date = Span::new(base + parsed.range.start, base + parsed.range.end);
    Some(FoundPlaceDate { place, date, parsed })
}

/// A narrow cell breaks the place's own name over two lines: `Hà` / `Nội, ngày …`.
fn whole_place(page: &Page, line: usize, found: &mut FoundPlaceDate) {
    let Some(above) = line.checked_sub(1).and_then(|i| page.lines.get(i)) else { return };
    let here = &page.lines[line];
    let words = page.words(above.span);
    let joined = above.span.start as usize..found.place.end as usize;
    if found.place.start == here.span.start
        && !here.after_blank
        && (above.row, above.column) == (here.row, here.column)
        && words.len() < 30
        && page.text.get(joined).is_some_and(|name| find_place(&name.replace('\n', " ")).is_some())
    {
        found.place.start = above.span.start;
    }
}

/// The title word in capitals and the subject under it; for a dispatch the subject after "V/v".
fn title_and_subject(page: &Page, head: &mut Head, last: usize, number: Option<usize>) {
    let from = number.unwrap_or(last).min(last);
    let mut i = from;
    let until = (last + 16).min(page.lines.len());
    while i < until {
        let words = page.line(i);
        if head.lines.contains(&i) {
            // The subject may stand in front of place and date, in the other column.
            let Span { start, end } = page.lines[i].span;
            if let Some(found) = &head.place_date
                && (start + 1..end).contains(&found.place.start)
                && let Some(at) = about(words).or_else(|| damaged_about(words))
                && start as usize + at < found.place.start as usize
                && number.is_none_or(|n| n != i)
            {
                let until = (found.place.start - start) as usize;
                let first = words[at..until].trim_end();
                let at = start as usize + at;
                subject_lines(page, head, i, Span::new(at, at + first.len()), Kind::About);
                return;
            }
            i += 1;
            continue;
        }
        let damaged = number.is_some_and(|n| i == n + 1) && head.title.is_none();
        let bare = number.is_some_and(|n| i == n + 1) && words.starts_with("Về ");
        if let Some(at) =
            about(words).or(bare.then_some("Về ".len())).or_else(|| damaged.then(|| damaged_about(words)).flatten())
        {
            let span = page.lines[i].span;
            subject_lines(page, head, i, Span::new(span.start as usize + at, span.end as usize), Kind::About);
            return;
        }
        // Specks of a scan in front of the title.
        let specks = words.len() - words.trim_start_matches(['_', '.', '\'', ' ', '`']).len();
        let broken = broken_title(page, i);
        let titled = || if is_shout(words) { title_type(&words[specks..]) } else { None };
        let whole = || titled().map(|(len, row)| (specks + len, row));
        if let Some((len, row)) = broken
            .map(|row| (words.len(), row))
            .or_else(whole)
            .filter(|(_, row)| is_title_type(row) && !head.issuer.iter().any(|s| s.overlaps(page.lines[i].span)))
        {
            let span = page.lines[i].span;
            head.title = Some((Span::new(span.start as usize, span.start as usize + len), row));
            head.lines.push(i);
            if let (Some(_), Some(end)) = (broken, page.lines.get(i + 1)) {
                head.title = Some((span.hull(end.span), row));
                i += 1;
                head.lines.push(i);
            }
            let rest = words[len..].trim_matches(|c: char| c == ' ' || c == ':');
            // "QUYẾT ĐỊNH CỦA ỦY BAN NHÂN DÂN TỈNH": old titles name the issuer again.
            let issuer = rest.starts_with("CỦA ");
            if !rest.is_empty() && !issuer {
                let at = span.start as usize + len + words[len..].find(rest).unwrap_or(0);
                subject_lines(page, head, i, Span::new(at, span.end as usize), Kind::Title);
            } else if i + 1 < page.lines.len() {
                let mut next = i + 1;
                while next < page.lines.len() && is_debris(page.line(next)) {
                    head.lines.push(next);
                    next += 1;
                }
                if next < page.lines.len() && !stops_subject(page.line(next)) && !is_authority(page, head, next) {
                    let words = page.line(next);
                    let span = page.lines[next].span;
                    let at = about(words).unwrap_or(0);
                    subject_lines(
                        page,
                        head,
                        next,
                        Span::new(span.start as usize + at, span.end as usize),
                        Kind::Title,
                    );
                } else {
                    head.end = next;
                }
            }
            return;
        }
        if i > last && (stops_subject(words) || is_prose(words) && page.lines[i].span.len() > 120) {
            head.end = i;
            return;
        }
        i += 1;
    }
}

/// Types that can be a document's title: no "văn bản" of any kind, no appendix or form.
fn is_title_type(row: &DocTypeRow) -> bool {
    row.code != "van_ban" && row.cited != Cited::Part
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// After "V/v": goes on until a blank line or fixed words.
    About,
    /// Under a title word.
    Title,
}

/// Collects the lines of a subject from `line` on, whose words start at `first`.
fn subject_lines(page: &Page, head: &mut Head, line: usize, first: Span, kind: Kind) {
    head.subject.push(first);
    head.lines.push(line);
    let cell = (page.lines[line].row, page.lines[line].column);
    // A narrow cell leaves one short word on the first line or the last ("KẾT" / "LUẬN CỦA …").
    let shouts = is_capitals(page.words(first));
    let mut i = line + 1;
    while i < page.lines.len() && head.subject.len() < SUBJECT_LINES {
        let words = page.line(i);
        let at = &page.lines[i];
        // "… THUỘC PHẠM VI QUẢN LÝ CỦA" / "BỘ Y TẾ": the name ends the subject.
        let bound = head.subject.last().is_some_and(|s| is_open(page.words(*s)));
        if stops_subject(words)
            || is_rule(words)
            || words.contains("---")
            || (at.row, at.column) != cell
            || !bound && is_authority(page, head, i)
        {
            break;
        }
        if at.after_blank {
            // A subject set with blank lines inside goes on in the same dress.
            let goes_on = kind == Kind::About && starts_low(words) && words.len() < 90 && !words.contains("Kính ")
                || kind == Kind::Title
                    && (shouts && is_shout(words) && (bound || !is_title(words)) && words.len() > 8
                        || !shouts && (starts_low(words) || bound && !is_shout(words) && !is_prose_line(words)));
            if !goes_on {
                break;
            }
        } else if kind == Kind::Title && shouts && words.contains(char::is_lowercase) {
            break;
        }
        head.subject.push(at.span);
        head.lines.push(i);
        i += 1;
    }
    head.end = i;
}

/// A line of a title that the next must go on with: it ends in a word that binds.
fn is_open(words: &str) -> bool {
    const ENDS: [&str; 11] = [" của", " và", " về", " cho", " tại", " với", " CỦA", " VÀ", " VỀ", " VỚI", ","];
    ENDS.iter().any(|end| words.ends_with(end))
}

/// A line as long as those of running text.
fn is_prose_line(words: &str) -> bool {
    words.chars().count() > 120
}

fn starts_low(words: &str) -> bool {
    words.chars().next().is_some_and(char::is_lowercase)
}

/// The issuer's name again under the subject of a decision ("CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH X").
fn is_authority(page: &Page, head: &Head, line: usize) -> bool {
    /// A first line this short may be the first words of a name broken over two lines: `THỦ` / `TƯỚNG CHÍNH PHỦ`.
    const BROKEN: usize = 30;
    let words = page.line(line);
    if !is_capitals(words) || head.issuer.is_empty() {
        return false;
    }
    let next = page.lines.get(line + 1).filter(|l| words.len() < BROKEN && !l.after_blank).map(|l| page.words(l.span));
    let flat = match next.filter(|next| is_capitals(next.trim_end_matches("điện:"))) {
        Some(next) => plain(&format!("{words} {next}")),
        None => plain(words),
    };
    // A parent stands above the name, and a narrow cell breaks both anywhere.
    let issuer = head.issuer.iter().map(|s| plain(page.words(*s))).collect::<Vec<_>>();
    let names = |from: usize| {
        let whole = issuer[from..].join(" ");
        let starts = |name: &str| name.len() > 5 && flat.starts_with(name);
        (from == 0 || opens_body(&fold(page.words(head.issuer[from]))))
            && (starts(&issuer[from]) || starts(&whole) || flat.len() > 5 && whole.starts_with(&flat))
    };
    let office = [
        "chu tich",
        "bo truong",
        "giam doc",
        "cuc truong",
        "tong cuc truong",
        "hieu truong",
        "chanh an",
        "vien truong",
        "thong doc",
        "thu tuong",
        "tong kiem toan",
        "truong ban",
    ]
    .iter()
    .any(|o| flat.starts_with(o));
    // "THỐNG ĐỐC …", "BỘ TRƯỞNG …" stand before the legal basis.
    let next = page.lines.get(line + 1).map_or("", |l| page.words(l.span));
    (0..issuer.len()).any(names) && flat.len() < 90 || office && (next.starts_with("Căn cứ") || flat.len() < 70)
}

/// The words after `V/v`, `Về việc` and what scans make of them.
fn about(words: &str) -> Option<usize> {
    // Specks of a scan in front of the label.
    let bare = words.trim_start_matches(['\'', '‘', '’', '"', '“', '`', '.', '_']);
    if !bare.starts_with(['V', 'v']) {
        return None;
    }
    let labels = ["v/v", "viv ", "viv:", "v/l ", "v/y ", "ve viec", "vlv ", "vlv:", "v iv "];
    let label = labels.iter().find(|label| starts_plain(bare, label))?;
    let rest = bare[unplain(bare, label.len())..].trim_start_matches([' ', ':', '.']);
    Some(words.len() - rest.len())
}

/// What else scans make of `V/v` right under the number: `Vw `, `VA `, `Vív: `; words of the language are none.
fn damaged_about(words: &str) -> Option<usize> {
    const WORDS: [&str; 8] = ["ve", "vu", "van", "viec", "voi", "vao", "vi", "vung"];
    let (label, rest) = words.trim_start_matches(['\'', '‘', '’', '"', '“', '`', '.', '_']).split_once(' ')?;
    let letters = label.trim_end_matches([':', '.', ',', '/', '%']);
    let damaged = letters.starts_with(['V', 'v', 'W'])
        && (2..=4).contains(&label.chars().count())
        && !label.contains(|c: char| c.is_ascii_digit())
        && !WORDS.contains(&plain(letters).as_str())
        && rest.split(' ').count() >= 2;
    let rest = rest.trim_start_matches([' ', ':', '.']);
    damaged.then(|| words.len() - rest.len())
}

/// Words at which a subject ends (DOMAIN.md b.4).
fn stops_subject(words: &str) -> bool {
    static STOPS: Starts = Starts::new(&[
        "kinh gui",
        "can cu",
        "dieu 1",
        "chuong i",
        "chuong 1",
        "so:",
        "so :",
        "thuc hien",
        "theo de nghi",
        "phan thu nhat",
        "noi nhan",
        "hoa toc",
        "thuong khan",
        "xet de nghi",
        "xet to trinh",
        "trien khai thuc hien",
        "dien:",
        "i. ",
        "1. ",
    ]);
    /// Bytes of the longest of these words with all their marks.
    const LONGEST: usize = 64;
    let flat = plain(window::head(words, LONGEST));
    if matches!(flat.as_str(), "mat" | "khan" | "hoa toc" | "thuong khan" | "toi mat") {
        return true;
    }
    // A subject may start with the very verb that opens a body, in small letters (Hướng dẫn 36-HD/VPTW).
    if starts_low(words) && (flat.starts_with("thuc hien") || flat.starts_with("trien khai")) {
        return false;
    }
    STOPS.all(&flat).any(|s| {
        let whatever = || ["kinh", "so", "dieu", "chuong"].iter().any(|head| s.starts_with(head));
        whatever() || !is_shout(words)
    }) || ends_plain(window::head(words, 200).trim_end(), "dien:").is_some()
        || title_words(words).is_some()
        || words.len() < 90 && place_date(words).is_some_and(|p| p.place.start == 0)
}
