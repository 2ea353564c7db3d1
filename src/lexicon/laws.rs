//! Laws and other texts of the National Assembly and its Standing Committee: where their names end, and which document
//! a name or number means.

use super::fold::is_alphanumeric;
use super::own::{longer, of_code, own};
use super::phrase::{Codes, Phrases};
use super::{rows, values};
use crate::text::plain;
use std::cmp::Reverse;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A constitution, code, law, ordinance or resolution.
#[derive(Debug, PartialEq, Eq)]
pub struct LawRow {
    /// Type code, as `luat`.
    pub kind: &'static str,
    /// Name without its type word, as `Tiếp công dân`.
    pub name: &'static str,
    /// Date of passing as ISO: a day, or only the year where the day was not checked; empty when not known.
    pub date: &'static str,
    /// Number; empty when not known.
    pub number: &'static str,
    /// True when number and name were read in the text itself or in several citations: only then may they be given as
    /// known. Other rows serve to find where a name ends, and to see that a name is that of several laws.
    pub fact: bool,
}

/// A short form that holds type and name, as `BLDS`.
#[derive(Debug, PartialEq, Eq)]
pub struct Abbreviation {
    /// The short form.
    pub short: &'static str,
    /// Type code, as `bo_luat`.
    pub kind: &'static str,
    /// Name without its type word, as `Dân sự`.
    pub name: &'static str,
}

static LAWS: LazyLock<Vec<LawRow>> = LazyLock::new(|| {
    table()
        .map(|[kind, name, date, numbers, _, fact]| LawRow {
            kind,
            name,
            date,
            number: values(numbers).next().unwrap_or_default(),
            fact: fact == "yes",
        })
        .collect()
});

static NAMES: LazyLock<Phrases<Vec<&'static LawRow>>> = LazyLock::new(|| {
    let mut names: Vec<(String, &'static LawRow)> = Vec::new();
    for ([_, name, _, _, aliases, _], law) in table().zip(LAWS.iter()) {
        for spelling in std::iter::once(name).chain(values(aliases)) {
            let bare = spelling.replace(',', "");
            if bare != spelling {
                // Many texts leave the commas of a name out: "Luật Phòng chống tham nhũng".
                names.push((bare, law));
            }
            names.push((spelling.to_owned(), law));
        }
    }
    Phrases::grouped(names.iter().map(|(name, law)| (name.as_str(), *law)))
});

static NUMBERS: LazyLock<Codes<&'static LawRow>> = LazyLock::new(|| {
    Codes::new(
        table().zip(LAWS.iter()).flat_map(|([_, _, _, numbers, ..], law)| values(numbers).map(move |n| (n, law))),
    )
});

/// First words of a name of which one at least is without a slip where the name is alike: one more than may have slips.
const HEADS: usize = MISSPELT_WORDS / SLIPS + 1;
/// One word of so many may have a slip.
const SLIPS: usize = 3;

/// The first letters of a plain word as one number: words that are the same have the same.
fn head(word: &str) -> u64 {
    word.bytes().take(8).fold(0, |head, byte| head << 8 | u64::from(byte))
}

/// A name without its marks, word by word.
struct PlainName {
    words: Vec<String>,
    row: &'static LawRow,
}

impl PlainName {
    /// How many words may have a slip.
    fn allowed(&self) -> usize {
        self.words.len() / SLIPS
    }

    /// How many words of a text differ from those of the name by a slip; `None` where too many do, or by more.
    fn slips(&self, words: &[String]) -> Option<usize> {
        let mut slips = 0;
        let alike = self.words.iter().zip(words).all(|(a, b)| {
            a == b || {
                slips += 1;
                slips <= self.allowed() && is_one_slip(a, b)
            }
        });
        alike.then_some(slips)
    }
}

/// Names, in full and in short.
struct PlainNames {
    names: Vec<PlainName>,
    /// The places and heads of the first words of all names, in order, each with its name: as many of a name as hold
    /// one without a slip.
    by_word: Vec<((usize, u64), usize)>,
}

impl PlainNames {
    /// The names that a text may start with, and their places in the table: in no order, and some more than once.
    fn candidates(&self, heads: &[String]) -> impl Iterator<Item = (usize, &PlainName)> {
        let with = |(place, word): (usize, &String)| {
            let key = (place, head(word));
            let from = self.by_word.partition_point(|(known, _)| *known < key);
            self.by_word[from..].iter().take_while(move |(known, _)| *known == key).map(|(_, name)| name)
        };
        let all = heads.iter().take(HEADS).enumerate().flat_map(with);
        all.filter_map(|name| Some((*name, self.names.get(*name)?)))
    }
}

static PLAIN: LazyLock<PlainNames> = LazyLock::new(|| {
    let mut seen = HashSet::new();
    let words = |name: &str| name.replace(',', "").split(' ').map(plain).collect::<Vec<_>>();
    let names: Vec<PlainName> = table()
        .zip(LAWS.iter())
        .filter(|(_, law)| law.kind != "nghi_quyet")
        .flat_map(|([_, name, _, _, aliases, _], law)| {
            std::iter::once(name).chain(values(aliases)).map(move |n| (n, law))
        })
        .filter(|(name, _)| seen.insert(*name))
        .map(|(name, row)| PlainName { words: words(name), row })
        // One word says too little.
        .filter(|name| name.words.len() >= 2)
        .collect();
    let heads = |(at, name): (usize, &PlainName)| {
        let heads: Vec<u64> = name.words.iter().take(name.allowed() + 1).map(|word| head(word)).collect();
        heads.into_iter().enumerate().map(move |key| (key, at))
    };
    let mut by_word: Vec<((usize, u64), usize)> = names.iter().enumerate().flat_map(heads).collect();
    by_word.sort_unstable();
    PlainNames { names, by_word }
});

static ABBREVIATIONS: LazyLock<Phrases<Abbreviation>> = LazyLock::new(|| {
    Phrases::new(
        rows(include_str!("abbreviations.tsv"))
            .map(|[short, kind, name]: [&'static str; 3]| (short, Abbreviation { short, kind, name })),
    )
});

fn table() -> impl Iterator<Item = [&'static str; 6]> {
    rows(include_str!("laws.tsv"))
}

/// The longest name of a law at the start of `text`, without a type word, in full or short ("Tiếp công dân", "Phòng
/// chống tham nhũng", "BHXH"): its length and all laws that bore it. To be asked after a type word only: names are
/// common words, short forms stand for the body too.
pub fn law_name_at(text: &str) -> Option<(usize, &'static [&'static LawRow])> {
    let laws = |(len, laws): (usize, &'static Vec<_>)| (len, laws.as_slice());
    longer(own().and_then(|own| own.laws.longest_at(text)), NAMES.longest_at(text)).map(laws)
}

/// All laws whose name, in full, in short or as an abbreviation, is the whole of `name`.
pub fn laws_named(name: &str) -> Option<&'static [&'static LawRow]> {
    let name = abbreviation_at(name).filter(|(len, _)| *len == name.len()).map_or(name, |(_, found)| found.name);
    law_name_at(name).filter(|(len, _)| *len == name.len()).map(|(_, rows)| rows)
}

/// The row of a law whose name is the whole of `name`: in full, in short ("BHXH"), as an abbreviation with its type
/// ("BLDS"), or as a scan spells it ("Quan lý thuế").
pub fn law_named(name: &str) -> Option<&'static LawRow> {
    let exact = laws_named(name).and_then(|rows| rows.first().copied());
    exact.or_else(|| misspelt_at(name).filter(|(len, _)| *len == name.len()).map(|(_, row)| row))
}

/// Most words of a name that are looked at for one misspelt by a scan; names of more are told by these.
const MISSPELT_WORDS: usize = 24;

/// The longest name at the start of `text` whose letters differ from those of a law by marks, or by a letter in one
/// word of three: what scans make of names ("Luật Quan lý thuế", "Luật Thué giá tri gia tăng"). The whole table is gone
/// through, so it is to be asked only behind a type word that no known name follows.
pub fn misspelt_at(text: &str) -> Option<(usize, &'static LawRow)> {
    let mut words = Vec::with_capacity(MISSPELT_WORDS);
    let mut at = 0;
    for word in text.split(' ').take(MISSPELT_WORDS) {
        let bare = word.trim_end_matches(|c: char| !is_alphanumeric(c));
        words.push((bare, at + bare.len()));
        at += word.len() + 1;
        if bare.len() < word.len() && !word[bare.len()..].starts_with(',') || bare.is_empty() {
            break;
        }
    }
    let plain: Vec<String> = words.iter().map(|(word, _)| plain(word)).collect();
    let names = PLAIN.candidates(&plain).filter(|(_, name)| name.words.len() <= words.len());
    let alike = names.filter_map(|(place, name)| Some((name, name.slips(&plain)?, place)));
    // A shorter name is taken from a longer one only by mistake.
    let (name, ..) = alike.min_by_key(|(name, slips, place)| (Reverse(name.words.len()), *slips, *place))?;
    Some((words.get(name.words.len() - 1)?.1, name.row))
}

/// True when one letter was changed, lost or added.
fn is_one_slip(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if short.len() < 2 || long.len() - short.len() > 1 {
        return false;
    }
    let head = long.iter().zip(short).take_while(|(x, y)| x == y).count();
    let (rest, skip) = (&short[head..], usize::from(long.len() == short.len()));
    rest.get(skip..).is_some_and(|rest| long[head + 1..] == *rest)
}

/// The laws of a number, in any case, with or without leading zeros and with `D` for `Đ`. Empty when it is unknown.
pub fn laws_by_number(number: &str) -> &'static [&'static LawRow] {
    of_code(own().map(|own| &own.numbers), &NUMBERS, number)
}

/// A short form of type and name at the start of `text`, in capitals ("BLDS 2015"): its length and what it stands for.
pub fn abbreviation_at(text: &str) -> Option<(usize, &'static Abbreviation)> {
    let own = own().and_then(|own| own.abbreviations.longest_at(text));
    let (len, found) = longer(own, ABBREVIATIONS.longest_at(text))?;
    text.starts_with(found.short).then_some((len, found))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::types::type_by_code;

    fn at(text: &str) -> Option<(&str, usize)> {
        law_name_at(text).map(|(len, laws)| (&text[..len], laws.len()))
    }

    #[test]
    fn longest_name_at_the_start() {
        assert_eq!(at("Tiếp công dân năm 2013").unwrap().0, "Tiếp công dân");
        assert_eq!(at("phòng chống tham nhũng và").unwrap().0, "phòng chống tham nhũng");
        assert_eq!(at("Phòng, chống tham nhũng và").unwrap().0, "Phòng, chống tham nhũng");
        assert_eq!(at("TỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG ngày").unwrap().0, "TỔ CHỨC CHÍNH QUYỀN ĐỊA PHƯƠNG");
        assert_eq!(at("Đầu tư công 2024").unwrap().0, "Đầu tư công");
        assert_eq!(at("Hoà giải ở cơ sở").unwrap().0, "Hoà giải ở cơ sở");
        assert_eq!(at("Giáo dục nghề nghiệp").unwrap().0, "Giáo dục nghề nghiệp");
        assert_eq!(at("BHXH năm 2024").unwrap().0, "BHXH");
        assert!(at("Đất đai").unwrap().1 >= 4);
        assert_eq!(at("này"), None);
        assert_eq!(at("số 12/2020/QH14"), None);
    }

    #[test]
    fn numbers_give_laws() {
        let law = laws_by_number("42/2013/QH13")[0];
        assert_eq!((law.kind, law.name, law.fact), ("luat", "Tiếp công dân", true));
        assert_eq!(laws_by_number("2/2011/qh13")[0].name, "Khiếu nại");
        assert!(laws_by_number("999/2013/QH13").is_empty());
        assert!(laws_by_number("").is_empty());
    }

    #[test]
    fn abbreviations_stand_in_capitals() {
        let (len, found) = abbreviation_at("BLHS năm 2015").unwrap();
        assert_eq!((len, found.kind, found.name), (4, "bo_luat", "Hình sự"));
        assert!(abbreviation_at("blhs").is_none());
        assert!(abbreviation_at("BLHSX").is_none());
        for row in ABBREVIATIONS_FOR_TEST {
            assert!(abbreviation_at(row).is_some_and(|(_, found)| law_name_at(found.name).is_some()), "{row}");
        }
    }

    const ABBREVIATIONS_FOR_TEST: [&str; 6] = ["BLDS", "BLHS", "BLLĐ", "BLTTDS", "BLTTHS", "BLHH"];

    #[test]
    fn table_agrees_with_itself() {
        for law in LAWS.iter() {
            assert!(type_by_code(law.kind).is_some(), "{law:?}");
            assert!(matches!(law.date.len(), 0 | 4 | 10), "{law:?}");
            assert!(!law.fact || !law.number.is_empty() || !law.date.is_empty(), "{law:?}");
        }
    }
}
