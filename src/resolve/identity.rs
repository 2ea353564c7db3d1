//! Which mentions are one document: same number and nothing against it, or same name and year.

use crate::find::header::Header;
use crate::find::references::Citation;
use crate::grammar::number::{DocNumber, Family, number};
use crate::grammar::ws::strip_prefix;
use crate::lexicon::fold::fold;
use crate::lexicon::laws::law_named;
use crate::lexicon::own::AliasRow;
use crate::lexicon::types::is_law;
use crate::record::{Known, Reference};
use crate::resolve::keys::Seat;
use crate::resolve::relations::consolidates;
use crate::resolve::{keys, urn};
use crate::text::window::head;
use crate::text::{Page, Span, is_shout};
use std::collections::HashMap;

/// The documents of a page and to which each citation belongs.
pub(super) struct Groups {
    pub(super) documents: Vec<Document>,
    /// Index of the document of each citation.
    pub(super) of: Vec<usize>,
}

/// What all mentions of one document say of it together.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    kind: Option<&'static str>,
    number: Option<String>,
    number_key: Option<String>,
    year: Option<u16>,
    bodies: Vec<String>,
    name: Option<String>,
    date: Option<String>,
    /// The dates that its mentions give and how many give each.
    dates: Vec<(String, u32)>,
    issuer: Option<String>,
    title: Option<String>,
    /// The title comes from an article of a portal.
    title_around: bool,
    /// The title as it stands in the text.
    title_span: Option<Span>,
    /// The title may be what one place of the document says: "khoản 2 Điều 5 X quy định về …".
    title_at_place: bool,
    /// Two places say different things: neither is the title.
    title_contested: bool,
    /// The short name of the own rules by which it is cited.
    own: Option<&'static AliasRow>,
    index: usize,
}

/// A number as compared: without leading zeros of the serial, in capitals; "UB" is the older code of "UBND".
pub(crate) fn number_key(number: &str) -> String {
    let number = number.trim_start_matches('0');
    if let Some(rest) = number.strip_suffix("-UB") {
        return number_key(&format!("{rest}-UBND"));
    }
    let mut key = String::with_capacity(number.len());
    let mut rest = number;
    while let Some(at) = rest.bytes().position(|b| !b.is_ascii())
        && let Some(c) = rest[at..].chars().next()
    {
        key.push_str(&rest[..at]);
        match c {
            'Ư' | 'ư' => key.push('W'),
            'Đ' | 'đ' => key.push('Đ'),
            _ => key.extend(c.to_uppercase()),
        }
        rest = &rest[at + c.len_utf8()..];
    }
    key.push_str(rest);
    key.make_ascii_uppercase();
    key
}

/// True when [`number_key`] of a number is `key`; most differ in the serial.
pub(super) fn has_key(number: &str, key: &str) -> bool {
    serial(number).eq(serial(key)) && number_key(number) == key
}

/// The digits that a number starts with, leading zeros left out.
fn serial(number: &str) -> impl Iterator<Item = u8> + '_ {
    number.bytes().skip_while(|b| *b == b'0').take_while(u8::is_ascii_digit)
}

/// Serial and year of a number that goes on behind them: "123/2020" of "123/2020/NĐ-CP".
fn head_with_year(key: &str) -> Option<&str> {
    let serial = key.bytes().position(|b| b == b'/')?;
    let (year, behind) = key.as_bytes()[serial + 1..].split_first_chunk::<4>()?;
    (behind.first() == Some(&b'/') && year.iter().all(u8::is_ascii_digit)).then(|| &key[..serial + 1 + year.len()])
}

/// True when one number is the other, its head with the year, or the same without the type ("118/2018/BTC").
fn is_same_number(a: &str, b: &str) -> bool {
    let tails = |long: &str, short: &str| {
        let head = head_with_year(long);
        head == Some(short)
            || head.is_some() && head == head_with_year(short) && {
                let at = head.map_or(0, str::len) + 1;
                long[at..].split_once('-').is_some_and(|(_, bodies)| bodies == &short[at..])
            }
    };
    a == b || tails(a, b) || tails(b, a) || lost_end(a, b) || lost_end(b, a)
}

/// "26/2036/TT-BLĐTBX" for "26/2036/TT-BLĐTBXH": serial, year and type are the same, and the last letter of a code of
/// several is lost.
fn lost_end(long: &str, short: &str) -> bool {
    /// Letters of the shortest code that loses one and is still told from others.
    const LEAST: usize = 3;
    let code = |key: &str| key.rsplit(['-', '/']).next().map_or(0, |code| code.chars().count());
    let lost = long.strip_suffix(|c: char| c.is_alphabetic());
    lost == Some(short)
        && code(short) >= LEAST
        && head_with_year(short).is_some_and(|head| short[head.len()..].contains('-'))
}

/// The words that tell a title apart, folded; slips and cuts stand further back.
fn opening(title: &str) -> String {
    /// Words that are kept.
    const WORDS: usize = 6;
    /// Bytes that hold them.
    const LONGEST: usize = 120;
    let folded = fold(head(title, LONGEST));
    let mut out = String::with_capacity(folded.len());
    for word in folded.split(' ').filter(|w| *w != "việc").take(WORDS) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// True when of the openings of two titles one goes on as the other does.
fn opens_alike(a: &str, b: &str) -> bool {
    let (a, b) = (&*opening(a), &*opening(b));
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let rest = long.strip_prefix(short);
    short.contains(' ') && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// A name as compared: folded, ordinals of congresses in one place.
pub(crate) fn name_key(kind: &str, name: &str) -> String {
    if kind != "nghi_quyet" {
        // Short forms and spellings of a known name are one name ("thuế TNCN", "thuế thu nhập cá nhân").
        if strip_prefix(name, "sửa đổi").is_some() {
            // Texts shorten these names as they like: "một số điều của các Luật về thuế", "các Luật thuế".
            let folded = fold(name);
            let words =
                folded.split(' ').filter(|w| !matches!(*w, "một" | "số" | "điều" | "của" | "các" | "về" | "và"));
            return words.collect::<Vec<_>>().join(" ");
        }
        return fold(law_named(name).map_or(name, |row| row.name));
    }
    let folded = fold(name);
    // "Đại hội Đảng bộ tỉnh lần thứ XIV", "Đại hội XIV Đảng bộ tỉnh", "Đại hội đại biểu Đảng bộ tỉnh khóa XIV".
    let mut words: Vec<&str> = folded
        .split(' ')
        .filter(|w| !matches!(*w, "lần" | "thứ" | "khóa" | "đại" | "biểu" | "của" | "toàn" | "quốc" | "hội"))
        .collect();
    words.sort_unstable();
    words.join(" ")
}

pub(super) fn group(page: &Page, citations: &[Citation]) -> Groups {
    let mut documents: Vec<Document> = Vec::new();
    let mut of: Vec<usize> = Vec::with_capacity(citations.len());
    let mut by_number: HashMap<String, Vec<usize>> = HashMap::new();
    // Of each name the documents that bear it, each with its type.
    let mut by_name: HashMap<String, Vec<(&'static str, usize)>> = HashMap::new();
    let consolidated = consolidations(page, citations);
    for c in citations {
        let number = c.number.as_ref().map(|n| number_key(&n.value)).or_else(|| {
            let name = c.name.filter(|_| c.code() == Some("van_ban_hop_nhat"))?;
            consolidated.get(&name_key("luat", page.words(name))).cloned().flatten()
        });
        // "Pháp lệnh số 26/2005/PL-UBTVQH11 về ưu đãi …" and "Luật số 31/2013/QH13 sửa đổi, bổ sung …" are later called by
        // their titles.
        let titled = || c.title.filter(|_| c.code().is_some_and(is_law));
        let name = c.name.or_else(titled).map(|s| name_key(c.code().unwrap_or(""), page.words(s)));
        // Constitutions are told apart by their years alone.
        let name = if c.code() == Some("hien_phap") { Some(String::new()) } else { name };
        let title = c.title.map(|t| page.words(t));
        let target = c.target.and_then(|t| of.get(t).copied());
        let found = target.or_else(|| {
            // "Nghị định 123/2020" and "Nghị định số 123/2020/NĐ-CP" are one: the longer is found by its head.
            let head = number.as_deref().and_then(head_with_year);
            let numbered = number.as_ref().and_then(|n| by_number.get(n)).or_else(|| by_number.get(head?));
            let fits = |d: &usize| documents[*d].fits(page, c, number.as_deref(), title);
            let named = || {
                let same = by_name.get(name.as_ref()?)?.iter().rev().filter(|(code, _)| Some(*code) == c.code());
                same.map(|(_, document)| *document).find(fits)
            };
            numbered.and_then(|list| list.iter().rev().copied().find(fits)).or_else(named)
        });
        let at = found.unwrap_or_else(|| {
            documents.push(Document { index: documents.len(), ..Document::default() });
            documents.len() - 1
        });
        documents[at].add(page, c, number.as_deref());
        of.push(at);
        let list = |map: &mut Vec<usize>| {
            if !map.contains(&at) {
                map.push(at);
            }
        };
        if let Some(n) = number {
            if found.is_none()
                && let Some(head) = head_with_year(&n)
            {
                list(by_number.entry(head.to_owned()).or_default());
            }
            list(by_number.entry(n).or_default());
        }
        if let (Some(n), Some(code)) = (name, c.code()) {
            let named = by_name.entry(n).or_default();
            if !named.contains(&(code, at)) {
                named.push((code, at));
            }
        }
    }
    Groups { documents, of }
}

/// The number of the text that consolidates each law, by the name of the law: "văn bản số 5/VBHN-VPQH xác thực Luật hợp
/// nhất Luật X" is what "Luật X hợp nhất" is called by. `None` where a page knows two for one law.
fn consolidations(page: &Page, citations: &[Citation]) -> HashMap<String, Option<String>> {
    let mut out: HashMap<String, Option<String>> = HashMap::new();
    for (i, a) in citations.iter().enumerate() {
        let Some(number) = a.number.as_ref().filter(|n| n.family == Family::Consolidated) else { continue };
        // What it consolidates is the first that its title names, or stands right behind it.
        let Some(law) = citations.get(i + 1).filter(|b| b.inside == Some(i) || consolidates(page, a, b)) else {
            continue;
        };
        let Some(name) = law.name else { continue };
        let number = number_key(&number.value);
        out.entry(name_key("luat", page.words(name)))
            .and_modify(|known| {
                if known.as_ref() != Some(&number) {
                    *known = None;
                }
            })
            .or_insert(Some(number));
    }
    out
}

impl Document {
    /// True when nothing that the citation says goes against this document.
    fn fits(&self, page: &Page, c: &Citation, number: Option<&str>, title: Option<&str>) -> bool {
        if let (Some(a), Some(b)) = (&self.number_key, number)
            && !is_same_number(a, b)
        {
            return false;
        }
        // A slip in a date parts no document whose number has the year, or whose title is the same.
        let told = || {
            let year = |key: &str| head_with_year(key).is_some();
            let others = |a: &str, b: &str| {
                let (a, b) = (fold(a), fold(b));
                !a.starts_with(&b) && !b.starts_with(&a)
            };
            let other = matches!((&self.issuer, &c.issuer), (Some(a), Some((b, _))) if others(a, b));
            self.number_key.is_some() && number.is_some_and(year) && !other
                || matches!((self.title_span, title), (Some(a), Some(b)) if opens_alike(page.words(a), b))
        };
        if let (Some(a), Some((b, _))) = (&self.date, &c.date)
            && !(a.starts_with(b.as_str()) || b.starts_with(a.as_str()))
            && !told()
        {
            return false;
        }
        // The same number with another type word is another document, unless one of them gives none; what has its type
        // in its number ("Công văn số 12/HD-BSM") is called a dispatch by many.
        let typed = || c.number.as_ref().is_some_and(|n| n.type_symbol().is_some());
        match (self.kind, c.code()) {
            (Some(a), Some(b)) => a == b || c.type_span.is_none() || (a == "cong_van" || b == "cong_van") && typed(),
            _ => true,
        }
    }

    /// Takes what a citation says; `key` is that of its number.
    fn add(&mut self, page: &Page, c: &Citation, key: Option<&str>) {
        self.kind = self.kind.or(c.code());
        self.own = self.own.or(c.own);
        // "118/2018/BTC" says less than "118/2018/TT-BTC".
        let bare = |s: &str| s.trim_start_matches('0').len();
        let says_more = |n: &DocNumber| {
            self.number.as_deref().is_none_or(|old| {
                let same = || self.number_key.as_deref() == key;
                n.family == Family::Normative && bare(old) < bare(&n.value) && !same()
            })
        };
        if let Some(n) = c.number.as_ref().filter(|n| says_more(n)) {
            self.number = Some(n.value.clone());
            self.number_key = key.map(str::to_owned);
            self.year = n.year;
            self.bodies = n.bodies().map(str::to_owned).collect();
        }
        // Words in capitals say the same less well: headings shout.
        let better = |old: &Option<String>, new: &str| {
            old.as_deref().is_none_or(|old| is_shout(old) && !is_shout(new) && old.len() == new.len())
        };
        if let Some(name) = c.name.map(|n| page.words(n)).filter(|n| better(&self.name, n)) {
            self.name = Some(name.to_owned());
        }
        if let Some((d, _)) = &c.date {
            self.count_date(d);
        }
        if let Some((i, _)) = &c.issuer
            && better(&self.issuer, i)
        {
            self.issuer = Some(i.clone());
        }
        // An article around the document says in its own words what another is about; headings shout.
        let speaks_up = |old: &Option<String>, new: &str| {
            old.as_deref().is_none_or(|old| self.title_around && !c.around || is_shout(old) && !is_shout(new))
        };
        let Some(t) = c.title.filter(|t| !t.is_empty()) else { return };
        let words = page.words(t);
        let at_place = c.pinpoint.is_some() && words.starts_with("quy định ");
        if at_place && (self.title_contested || self.title.is_some() && !self.title_at_place) {
            return;
        }
        if at_place && self.title_span.is_some_and(|old| !opens_alike(page.words(old), words)) {
            (self.title, self.title_span, self.title_contested) = (None, None, true);
        } else if speaks_up(&self.title, words) || self.title_at_place && !at_place {
            self.title_around = c.around;
            self.title_at_place = at_place;
            self.title = Some(clean(page, t));
            self.title_span = Some(t);
        }
    }

    /// The date of a document is the fullest that agrees with the year of its number, of those the one given most often.
    fn count_date(&mut self, date: &str) {
        /// Slips of one date; more are of no use.
        const MOST: usize = 8;
        match self.dates.iter().position(|(d, _)| d == date) {
            Some(known) => self.dates[known].1 += 1,
            None if self.dates.len() < MOST => self.dates.push((date.to_owned(), 1)),
            None => {}
        }
        let year = self.year.map(|y| y.to_string());
        let rank = |(date, count): &(String, u32)| {
            (year.as_ref().is_some_and(|y| date.starts_with(y.as_str())), date.len(), *count)
        };
        let best = self.dates.iter().rev().max_by_key(|d| rank(d));
        self.date = best.map(|(date, _)| date.clone());
    }

    fn urn(&self, seat: Seat) -> Option<String> {
        let (number, issuer, date) = (self.number.as_deref()?, self.issuer.as_deref()?, self.date.as_deref()?);
        urn::urn(&urn::Parts { kind: self.kind?, number, seat, issuer, date })
    }

    pub(super) fn reference(&self, _page: &Page, header: &Header) -> Reference {
        // A numbered law's title is its name.
        let title = match (&self.number, &self.name) {
            (Some(_), Some(name)) if self.title.is_none() => Some(name.clone()),
            _ => self.title.clone(),
        };
        let lexicon = keys::known(self.kind, self.number.as_deref(), self.name.as_deref(), self.date.as_deref());
        let known = lexicon.or_else(|| self.own.map(ruled));
        // Year and bodies of a number that only the own rules give.
        let given = self.own.filter(|_| self.number.is_none()).and_then(|own| number(own.number?));
        let given_bodies: Vec<String> = given.iter().flat_map(|n| n.bodies()).map(str::to_owned).collect();
        let year = self.year.or_else(|| given.as_ref()?.year).map(|y| y.to_string());
        let year = year.or_else(|| self.date.as_ref().and_then(|d| d.get(..4)).map(str::to_owned));
        let issuer = self.issuer.as_deref().or_else(|| self.own?.issuer);
        let seat = Seat::of(if given.is_some() { &given_bodies } else { &self.bodies }, issuer);
        let key = self.own.and_then(|own| own.key).map(str::to_owned).unwrap_or_else(|| {
            keys::key(&keys::Parts {
                kind: self.kind,
                number: self.number.as_deref(),
                seat,
                name: self.name.as_deref(),
                year: year.as_deref(),
                issuer,
                own_place: header.issuers.first().and_then(|i| i.place.as_deref()),
                known: known.as_ref(),
            })
        });
        let short = || self.own.filter(|_| self.number.is_none()).map(|own| own.name.to_owned());
        Reference {
            id: format!("r{}", self.index + 1),
            key,
            urn: self.urn(seat),
            kind: self.kind.map(str::to_owned),
            number: self.number.clone(),
            name: self.name.clone().or_else(short),
            date: self.date.clone(),
            issuer: self.issuer.clone(),
            title,
            known: known.filter(|k| *k != Known::default()),
            mentions: Vec::new(),
        }
    }
}

/// What the own rules say of the document of a short name.
fn ruled(own: &AliasRow) -> Known {
    let owned = |value: Option<&str>| value.map(str::to_owned);
    Known { number: owned(own.number), date: owned(own.date), issuer: owned(own.issuer) }
}

/// The words of a span without marks at their ends.
fn clean(page: &Page, span: Span) -> String {
    page.words(span).trim_matches([' ', ',', ';', '.', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// What the places of one document say together: the number that says most, words as they are written when nobody
    /// shouts.
    #[test]
    fn the_fullest_is_kept() {
        let first = |text: &str| crate::extract(text).references.swap_remove(0);
        for (text, number) in [
            ("Theo Nghị định 123/2032.\n\nNghị định số 123/2032/NĐ-CP đã rõ.", "123/2032/NĐ-CP"),
            ("Theo Nghị định số 123/2032/NĐ-CP.\n\nNghị định 123/2032 đã rõ.", "123/2032/NĐ-CP"),
            ("Theo Thông tư số 118/2032/BHS.\n\nThông tư số 118/2032/TT-BHS đã rõ.", "118/2032/TT-BHS"),
            ("Theo Thông tư số 118/2032/TT-BHS.\n\nThông tư số 118/2032/BHS đã rõ.", "118/2032/TT-BHS"),
            ("Theo Thông tư số 26/2036/TT-BHSX.\n\nThông tư số 26/2036/TT-BHSXH đã rõ.", "26/2036/TT-BHSXH"),
            ("Theo Quyết định số 12/2003/QĐ-UB.\n\nQuyết định số 12/2003/QĐ-UBND đã rõ.", "12/2003/QĐ-UB"),
            ("Theo Quyết định số 5/QĐ-TTg.\n\nQuyết định số 05/QĐ-TTg đã rõ.", "5/QĐ-TTg"),
        ] {
            let found = first(text);
            assert_eq!((found.number.as_deref(), found.mentions.len()), (Some(number), 2), "{text}");
        }
        for text in ["Theo Luật HẢI SÂM năm 2031.\n\nLuật Hải sâm đã rõ.", "Luật Hải sâm đã rõ.\n\nTheo Luật HẢI SÂM."]
        {
            let found = first(text);
            assert_eq!((found.name.as_deref(), found.mentions.len()), (Some("Hải sâm"), 2), "{text}");
        }
    }

    /// `fixtures/cases/identity.tsv`: rule, type, one, other, yes or no.
    #[test]
    fn what_is_one_document() {
        cases::check(include_str!("../../fixtures/cases/identity.tsv"), 40, |[rule, kind, one, other]| {
            cases::yes(match rule {
                "key" => number_key(one) == other,
                "same" => is_same_number(one, other),
                "has" => has_key(one, other),
                "title" => opens_alike(one, other),
                "name" => name_key(kind, one) == name_key(kind, other),
                _ => return format!("no such rule: {rule}"),
            })
        });
    }
}
