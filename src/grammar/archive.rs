//! The archive line (Lưu) under the recipients: Nghị định 30/2020/NĐ-CP, Phụ lục I, cell 9b ("Lưu" with the clerk's
//! office, the drafting unit and the number of copies) and 12 (signs of the drafter).

use super::authority::fold;
use nom::bytes::complete::{tag, take_till, take_while, take_while1};
use nom::character::complete::{char, one_of, space0};
use nom::combinator::{all_consuming, opt, recognize};
use nom::multi::separated_list1;
use nom::sequence::{delimited, preceded, terminated};
use nom::{IResult, Parser};

/// What an archive line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Parts<'a> {
    /// Units that keep a copy, in order.
    pub(crate) units: Vec<&'a str>,
    /// Initials or name of the drafter.
    pub(crate) drafter: Option<&'a str>,
    /// Number of copies.
    pub(crate) copies: Option<u32>,
    /// A number glued to the drafter or to the unit: a running number, or a count of copies.
    pub(crate) counter: Option<u32>,
}

/// One part of the line between commas.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Item<'a> {
    head: &'a str,
    inner: Option<&'a str>,
    tail: &'a str,
}

impl Item<'_> {
    /// "11" among the units.
    fn is_bare_number(&self) -> bool {
        matches!(self.head.len(), 1..=2) && self.head.bytes().all(|b| b.is_ascii_digit()) && self.is_alone()
    }

    /// "VP10": a code of capitals and the number of an office.
    fn is_numbered(&self) -> bool {
        let code = self.head.trim_end_matches(|c: char| c.is_ascii_digit());
        (1..=2).contains(&(self.head.len() - code.len()))
            && code.len() >= 2
            && code.chars().all(char::is_uppercase)
            && self.is_alone()
    }

    fn is_alone(&self) -> bool {
        self.inner.is_none() && self.tail.is_empty()
    }
}

/// The parts of what stands after "Lưu:".
// EBNF: archive = item , { ( "," | ";" ) , item } ;   "VT, KTTHhs602", "Văn thư, NN (2) Khôi"
pub(crate) fn archive(line: &str) -> Parts<'_> {
    let mut parts = Parts::default();
    let mut rule = separated_list1((one_of(",;"), space0), item);
    let Ok((_, items)) = rule.parse(line.trim_end_matches(['.', ' ', ';', ','])) else { return parts };
    let mut n = 0;
    let mut items = items.into_iter().peekable();
    while let Some(mut item) = items.next() {
        while let Some(next) = items.next_if(|next| line.contains(';') && goes_on(&item, next)) {
            let start = (item.head.as_ptr() as usize).saturating_sub(line.as_ptr() as usize);
            let end = (next.head.as_ptr() as usize).saturating_sub(line.as_ptr() as usize) + next.head.len();
            item = Item { head: line.get(start..end).unwrap_or(next.head), ..next };
        }
        // "VP10, 11": the offices 10 and 11, no counters.
        if item.is_numbered() && items.peek().is_some_and(Item::is_bare_number) {
            parts.units.push(item.head);
            while let Some(next) = items.next_if(Item::is_bare_number) {
                parts.units.push(next.head);
            }
        } else {
            parts.add(n, &item);
        }
        n += 1;
    }
    parts
}

/// True when a comma stands inside the name of a unit, on a line that parts units by semicolons: `VT; Phòng Quản lý, Tổ
/// chức đo thử`.
fn goes_on(item: &Item, next: &Item) -> bool {
    let mut words = next.head.split(' ');
    let name =
        words.next().is_some_and(|w| w.chars().skip(1).all(char::is_lowercase) && w.starts_with(char::is_uppercase));
    let small = words.filter(|w| w.starts_with(char::is_lowercase)).count() >= 2;
    item.inner.is_none()
        && item.tail.is_empty()
        && is_named(&fold(item.head))
        && name
        && small
        && !is_named(&fold(next.head))
}

/// A unit written out, folded: `vu phap che`, `phong to chuc`.
fn is_named(folded: &str) -> bool {
    const HEADS: [&str; 12] =
        ["vu ", "cuc ", "phong ", "ban ", "van ", "so ", "to ", "ho so", "chi ", "dang ", "trung tam ", "don vi"];
    HEADS.iter().any(|head| folded.starts_with(head)) && !folded.starts_with("to chuc")
}

// EBNF: item = [ words ] , [ "(" , balanced , [ ")" ] ] , [ words ] ;   "TCT (VT, CS (2b))", "QHĐP(2b)VQT", "(ĐT/VMN)"
fn item(i: &str) -> IResult<&str, Item<'_>> {
    let (i, head) = take_till(|c| matches!(c, ',' | ';' | '(')).parse(i)?;
    let (i, inner) = opt(preceded(char('('), balanced)).parse(i)?;
    let (i, _) = opt(char(')')).parse(i)?;
    let (i, tail) = take_till(|c| matches!(c, ',' | ';')).parse(i)?;
    Ok((i, Item { head: head.trim(), inner: inner.map(str::trim), tail: tail.trim() }))
}

/// Up to the bracket that closes the one before `i`; one that nothing closes goes to the end.
// EBNF: balanced = { ? all but brackets ? | "(" , balanced , ")" } ;   "VT, CS (2b)"
fn balanced(i: &str) -> IResult<&str, &str> {
    let mut depth = 1;
    let end = i.find(|c| {
        depth += match c {
            '(' => 1,
            ')' => -1,
            _ => 0,
        };
        depth == 0
    });
    take_while(|_| true)
        .parse(i.get(..end.unwrap_or(i.len())).unwrap_or(i))
        .map(|(_, inner)| (&i[inner.len()..], inner))
}

// EBNF: copies = digits , [ "bản" | "b" ] ;   "2b", "03 bản", "47"
fn copies(i: &str) -> Option<u32> {
    let mut rule =
        all_consuming(terminated(digits, (space0, opt(tag("bản").or(tag("ban")).or(tag("b")).or(tag("B"))))));
    rule.parse(i).ok().and_then(|(_, n)| number(n)).filter(|n| *n > 0)
}

// EBNF: digits = digit , { digit } ;   "602"
fn digits(i: &str) -> IResult<&str, &str> {
    take_while1(|c: char| c.is_ascii_digit()).parse(i)
}

fn number(digits: &str) -> Option<u32> {
    /// Longer numbers are stains of a stamp.
    const DIGITS: usize = 5;
    (digits.len() <= DIGITS).then(|| digits.parse().ok()).flatten()
}

/// A letter of a code or a name; `¡` is how scans read an i.
fn is_letter(c: char) -> bool {
    crate::lexicon::fold::is_alphabetic(c) || c == '¡'
}

// EBNF: drafter = letter , { letter } , { "." , letter , { letter } } , [ digits ] , [ "." ] ;
//       "Vi201", "Vũ 56", "MT.Tấn"
fn drafter(i: &str) -> Option<(&str, Option<u32>)> {
    /// Longer words are not signs of a drafter.
    const LONGEST: usize = 9;
    let name = recognize(separated_list1(char('.'), take_while1(is_letter)));
    let mut rule = all_consuming((name, delimited(space0, opt(digits), opt(char('.')))));
    let (_, (name, count)): (&str, (&str, Option<&str>)) = rule.parse(i).ok()?;
    (name.chars().count() <= LONGEST).then(|| (name, count.and_then(number)))
}

/// A code with what is glued to it.
// EBNF: glued = [ "P." ] , code , { lower } , [ digits , [ "b" ] ] ;   "KTTHhs602", "P.KTTHTien502", "TH-TĐ10b"
// EBNF: code = upper , { upper | "-" | "&" | "/" | "." } ;   "KTTH", "TH-TĐ"
fn glued(i: &str) -> Option<Glued<'_>> {
    let code = take_while1(|c: char| c.is_uppercase() || matches!(c, '-' | '&' | '/' | '.'));
    let small = take_while(|c: char| c.is_lowercase() || c == '¡');
    let code = recognize((opt(tag("P.")), code));
    let rule = (code, small, opt(digits), opt(char('b'))).map(|(code, small, count, b)| Glued {
        code,
        small,
        count,
        is_copies: b.is_some(),
    });
    all_consuming(rule).parse(i).ok().map(|(_, glued): (&str, Glued)| glued)
}

/// A code and what is glued to it.
struct Glued<'a> {
    code: &'a str,
    small: &'a str,
    count: Option<&'a str>,
    is_copies: bool,
}

/// Drafting units of provincial and central offices, and the clerk's office.
const UNITS: [&str; 56] = [
    "BTCD", "CCHC", "CN", "CS", "CST", "CT", "CTTĐT", "CĐS", "GT", "GTXD", "HC", "HCC", "HCTC", "KGVX", "KH", "KSTT",
    "KSTTHC", "KT", "KTN", "KTNN", "KTTH", "NC", "NCPC", "NL", "NN", "NNMT", "NNTN", "NV", "PC", "PL", "QHQT", "QHĐP",
    "QLĐT", "TC", "TCCB", "TCCV", "TCD", "TD", "TH", "THKT", "TKBT", "TM", "TN", "TNMT", "TP", "TTHC", "TTPVHCC",
    "VHXH", "VP", "VT", "VX", "XD", "XDCB", "ĐMDN", "ĐT", "ĐTXD",
];

fn is_unit(code: &str) -> bool {
    UNITS.contains(&code)
}

/// Mixed letters, as in `Tm`, `Bảo`, `hs`: a name and no code.
fn is_mixed(words: &str) -> bool {
    words.chars().any(char::is_lowercase)
}

/// What a stain leaves of a code.
fn clean(head: &str) -> &str {
    let is_code = |c: char| is_letter(c) || matches!(c, '&' | '-' | '.' | '/' | ' ' | ',');
    let end = head.find(|c: char| !is_code(c)).unwrap_or(head.len());
    let code = head[..end].trim_end_matches(['.', '-', '/', ' ', '&']);
    match code.rsplit_once([' ', '.']) {
        Some((code, stain)) if stain.chars().count() < 2 && code.chars().count() > 2 => {
            code.trim_end_matches(['.', ' ', '-'])
        }
        _ => code,
    }
}

impl<'a> Parts<'a> {
    fn add(&mut self, n: usize, item: &Item<'a>) {
        let head = item.head.trim_end_matches('.');
        if !head.is_empty() {
            self.head(n, head);
        }
        if let Some(inner) = item.inner {
            self.inner(head.is_empty(), inner);
        }
        self.tail(item.tail);
    }

    fn sign(&mut self, drafter: &'a str, counter: Option<u32>) {
        if self.drafter.is_none() {
            self.drafter = Some(drafter);
            self.counter = self.counter.or(counter);
        }
    }

    fn head(&mut self, n: usize, head: &'a str) {
        // `VP. 20b`: a unit and its copies.
        if let Some((unit, last)) = head.rsplit_once(' ')
            && let Some(count) = copies(last).filter(|_| last.ends_with(['b', 'B', 'n']))
        {
            self.head(n, unit.trim_end_matches('.').trim_end());
            self.copies = self.copies.or(Some(count));
            return;
        }
        let folded = fold(head);
        if n == 0
            && let Some((unit, rest)) = head.split_once(". ").or_else(|| Some(("VT", head.strip_prefix("VT.")?)))
        {
            self.units.push(unit);
            return self.head(1, rest);
        }
        if n == 0 || is_named(&folded) {
            // A code with what is glued to it may stand alone on the line.
            if is_mixed(head) && !head.contains(' ') && self.glued(head) {
                return;
            }
            let unit = clean(head);
            if !unit.is_empty() {
                self.units.push(unit);
            }
            return;
        }
        // `N.Đ.Minh`: initials and a name.
        if head.rsplit('.').next().is_some_and(|w| w.chars().skip(1).all(char::is_lowercase))
            && head.contains('.')
            && head.split('.').rev().skip(1).all(|w| w.chars().count() == 1)
            && let Some((name, count)) = drafter(head).filter(|d| is_mixed(d.0))
        {
            return self.sign(name, count);
        }
        // `KSTTHCT.Phương`: the initial is glued to the unit.
        if let Some((code, given)) = head.split_once('.')
            && let Some((at, _)) = code.char_indices().next_back()
            && !is_unit(code)
            && is_unit(&code[..at])
            && let Some((name, count)) = drafter(&head[at..]).filter(|_| is_mixed(given))
        {
            self.units.push(&head[..at]);
            return self.sign(name, count);
        }
        // `NN Khôi`, `TXNK-H.Linh`, `KTN.Bảo`: a unit and a name.
        for mark in [' ', '-', '.'] {
            let at = if mark == '.' { head.rfind(mark) } else { head.find(mark) };
            let Some((unit, name)) = at.map(|at| (clean(&head[..at]), head[at + 1..].trim())) else { continue };
            let unit_is_code = unit.chars().filter(|c| c.is_uppercase()).count() >= 2 && !is_mixed(unit);
            if unit_is_code
                && let Some((name, count)) = drafter(name)
                && (is_mixed(name) || mark == ' ' || head.contains(". ") || mark == '.' && is_unit(unit))
                && (name.chars().count() > 1 || count.is_some())
            {
                self.units.push(unit);
                return self.sign(name, count);
            }
        }
        if self.copies.is_some()
            && let Some((name, count)) = drafter(head)
        {
            return self.sign(name, count);
        }
        // `VT, NN, QT`: two capitals that are no unit, behind one.
        let initials = head.chars().count() == 2 && head.chars().all(char::is_uppercase);
        if n >= 2 && initials && !is_unit(head) && self.units.last().is_some_and(|u| *u != "VT" && is_unit(u)) {
            return self.sign(head, None);
        }
        if self.glued(head) {
            return;
        }
        if let Some((name, count)) = drafter(head).filter(|d| is_mixed(d.0) && head.chars().count() > 1) {
            return self.sign(name, count);
        }
        // Units of the army are numbered: `C87`.
        let numbered = head.len() >= 3
            && head
                .strip_prefix(|c: char| c.is_ascii_uppercase())
                .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()));
        let code = if numbered { head } else { clean(head) };
        if numbered || code.split(' ').any(|w| w.chars().filter(|c| is_letter(*c)).count() >= 2) {
            self.units.push(code);
        }
    }

    /// Takes a code apart from the drafter and the number glued to it.
    fn glued(&mut self, head: &'a str) -> bool {
        let Some(Glued { code, small, count, is_copies }) = glued(head) else { return false };
        let bare = code.strip_prefix("P.").unwrap_or(code);
        let number = count.and_then(number);
        let last = code.char_indices().next_back().map_or(0, |(at, _)| at);
        let shorter = &code[..last];
        let bare_shorter = shorter.strip_prefix("P.").unwrap_or(shorter);
        // `HDiem` is a name; one small letter without a number belongs to the code: `HTr`.
        if bare.chars().count() == 2 && small.chars().count() > 1 && !is_unit(bare) {
            return false;
        }
        if small.chars().count() == 1 && count.is_none() && bare.chars().count() > 1 && !is_unit(bare_shorter) {
            self.units.push(head);
            return true;
        }
        if small.is_empty() {
            if bare.chars().filter(|c| c.is_uppercase()).count() < 2 {
                return false;
            }
            self.units.push(code.trim_end_matches(['.', '-', '/']));
            match is_copies {
                true => self.copies = self.copies.or(number),
                false => self.counter = self.counter.or(number),
            }
            return true;
        }
        let whole = &head[..code.len() + small.len()];
        if bare.chars().count() == 1 {
            // `Vx3` is the unit VX, `Vi201` somebody.
            if !is_unit(&whole.to_uppercase()) {
                return false;
            }
            self.units.push(whole);
            self.counter = self.counter.or(number);
            return true;
        }
        let name = small.chars().count() >= 2 && fold(small).contains(['a', 'e', 'i', 'o', 'u', 'y', '¡']);
        let cut = match (is_unit(bare), is_unit(bare_shorter)) {
            (true, _) => code.len(),
            (false, true) => last,
            _ if name && bare_shorter.chars().count() >= 2 => last,
            _ => code.len(),
        };
        self.units.push(head[..cut].trim_end_matches(['-', '.', '/']));
        self.sign(&whole[cut..], number);
        true
    }

    /// What stands in brackets: copies, or the drafter.
    fn inner(&mut self, alone: bool, inner: &'a str) {
        // `QLTS(P4)`: a division of the unit.
        if inner.strip_prefix('P').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit())) {
            return;
        }
        if let Some(count) = copies(inner) {
            self.copies = self.copies.or(Some(count));
            return;
        }
        if let Some((_, nested)) = inner.split_once('(') {
            self.copies = self.copies.or_else(|| copies(nested.trim_end_matches([')', ' '])));
            return;
        }
        let mut tokens = inner.split([',', ';', '/']).map(str::trim).filter(|t| !t.is_empty());
        let (first, last) = (tokens.next().unwrap_or(""), tokens.next_back());
        if let Some(count) = last.and_then(copies) {
            self.copies = self.copies.or(Some(count));
            // `(Mai, 03b)`
            if let Some((name, _)) = drafter(first).filter(|d| !alone && is_mixed(d.0)) {
                self.sign(name, None);
            }
            return;
        }
        // `V-10b`, `cn 02b`: a drafter and copies.
        let name = inner.trim_end_matches(|c: char| c.is_ascii_digit() || c == 'b');
        if inner.ends_with('b')
            && !name.is_empty()
            && let Some(count) = copies(&inner[name.len()..])
        {
            self.copies = self.copies.or(Some(count));
            if let Some((name, _)) = drafter(name.trim_end_matches(['-', ' ', '.', '_'])) {
                self.sign(name, None);
            }
            return;
        }
        let slash = inner.contains('/');
        if alone && (slash || last.is_none() && !is_mixed(first)) {
            self.units.push(first);
        }
        let token = match last {
            Some(token) if slash || is_mixed(token) => token,
            None if !alone && (is_mixed(first) || first.chars().count() <= 3) => first,
            // `NC(V¡16)`: letters and a number.
            None if !alone && first.contains('¡') => first,
            None if alone && is_mixed(first) => first,
            _ => return,
        };
        if let Some((name, count)) = drafter(token)
            && count != Some(0)
            && !matches!(name, "b" | "bản")
        {
            self.sign(name, count);
        }
    }

    /// What follows the brackets: the drafter.
    fn tail(&mut self, tail: &'a str) {
        let mut tail = tail.trim_start_matches(['.', ' ', '-', '/']).trim_end_matches(['.', ' ']);
        // `Nam 15b`
        if let Some((name, last)) = tail.rsplit_once(' ')
            && let Some(count) = copies(last).filter(|_| last.ends_with('b'))
        {
            self.copies = self.copies.or(Some(count));
            tail = name;
        }
        if let Some((name, count)) = drafter(tail) {
            let letters = name.chars().count();
            // Two letters that are not both capitals are a scan's stain more often than a drafter.
            if letters >= 3 || letters == 2 && !is_mixed(name) {
                self.sign(name, count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::archive;
    use crate::cases;

    /// `fixtures/cases/archive.tsv`: line, units, drafter, copies, counter.
    #[test]
    fn lines_of_the_cases() {
        cases::check(include_str!("../../fixtures/cases/archive.tsv"), 60, |[line]| {
            let parts = archive(line);
            let units = parts.units.join("; ");
            [units, cases::or_none(parts.drafter), cases::or_none(parts.copies), cases::or_none(parts.counter)]
                .join("\t")
        });
    }
}
