//! Lines of a signature block (thẩm quyền ký, chức vụ, họ tên): Nghị định 30/2020/NĐ-CP, Phụ lục I, cells 7a and 7b;
//! the Party's forms with a slash after Hướng dẫn 36-HD/VPTW.
//!
//! Scans lose marks before they lose letters, so words are compared without marks and case ([`fold`]); what is kept
//! is always the words as printed.

use super::ws::{nothing, strip_prefix, taken};
use crate::text::{Starts, letter, window};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while_m_n};
use nom::character::complete::space0;
use nom::combinator::{recognize, value, verify};
use nom::sequence::terminated;
use nom::{IResult, Parser};
use unicode_normalization::char::decompose_canonical;

/// The words in small letters without marks, character for character.
pub(crate) fn fold(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    out.extend(words.chars().map(fold_char));
    out
}

fn fold_char(c: char) -> char {
    if let Some(letter) = letter(c) {
        return letter;
    }
    let mut base = None;
    decompose_canonical(c, |part| base = base.or(Some(part)));
    let base = base.unwrap_or(c);
    letter(base).unwrap_or_else(|| base.to_lowercase().next().unwrap_or(base))
}

/// The words after the first `count` characters: what a length in folded words is in the words themselves.
pub(crate) fn after_chars(words: &str, count: usize) -> &str {
    words.char_indices().nth(count).and_then(|(at, _)| words.get(at..)).unwrap_or("")
}

/// True when no letter is small and there is one.
pub(crate) fn is_capitals(words: &str) -> bool {
    let mut capital = false;
    for c in words.chars() {
        if c.is_lowercase() {
            return false;
        }
        capital |= c.is_uppercase();
    }
    capital
}

/// Words of up to eight letters as numbers, in order: one is found without a comparison of bytes.
struct ShortWords<const N: usize>([u64; N]);

impl<const N: usize> ShortWords<N> {
    const fn new(words: [&str; N]) -> Self {
        let mut numbers = [0; N];
        let mut n = 0;
        while n < N {
            let number = match number_of(words[n].as_bytes()) {
                Some(number) => number,
                None => panic!("a word has more than eight letters"),
            };
            let mut at = n;
            while at > 0 && numbers[at - 1] > number {
                numbers[at] = numbers[at - 1];
                at -= 1;
            }
            numbers[at] = number;
            n += 1;
        }
        Self(numbers)
    }

    fn contains(&self, word: &str) -> bool {
        number_of(word.as_bytes()).is_some_and(|number| self.0.binary_search(&number).is_ok())
    }
}

const fn number_of(word: &[u8]) -> Option<u64> {
    if word.len() > 8 {
        return None;
    }
    let mut number = 0;
    let mut at = 0;
    while at < word.len() {
        number = number << 8 | word[at] as u64;
        at += 1;
    }
    Some(number)
}

/// On whose behalf somebody signs, as a line says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Behalf<'a> {
    /// `TM.`, `KT.`, `TL.`, `TUQ.` or `Q.`.
    pub(crate) code: &'static str,
    /// The rest of the line.
    pub(crate) of: &'a str,
}

impl Behalf<'_> {
    /// True when the rest of the line is what such a code stands before, or nothing.
    pub(crate) fn is_sound(&self) -> bool {
        let folded = fold(self.of);
        let office = position(&folded).is_some();
        match self.code {
            "TM." => is_body(&folded) || office,
            // A line may end inside the office: `KT. TRƯỞNG` / `BAN PHÁP CHẾ`.
            "KT." | "Q." => office || is_cut_office(&folded),
            _ => office || is_cut_office(&folded) || is_body(&folded),
        }
    }
}

/// Nothing, or the first word or two of an office.
fn is_cut_office(folded: &str) -> bool {
    folded.is_empty() || OFFICE_ROWS.iter().any(|o| o.starts_with(folded) && o[folded.len()..].starts_with(' '))
}

// EBNF: behalf = ( code | spelled ) , words ;   "KT. BỘ TRƯỞNG", "T/M BAN THƯỜNG VỤ", "TL TỔNG CỤC TRƯỞNG"
pub(crate) fn behalf(i: &str) -> IResult<&str, Behalf<'_>> {
    // The second byte tells nearly all other lines: a mark, or a letter of a code or of a word spelled out.
    let may_be = match i.as_bytes() {
        [b'T', second, ..] => matches!(second, b'U' | b'M' | b'L' | b'H' | b'.' | b'/' | 0xc6),
        [b'K', second, ..] => matches!(second, b'T' | b'.' | b'/' | 0xc3),
        [b'Q', second, ..] => !second.is_ascii_alphanumeric() || *second == b'U',
        _ => false,
    };
    if !may_be {
        return Err(nom::Err::Error(nom::error::Error::new(i, nom::error::ErrorKind::Tag)));
    }
    let (of, code) = terminated(alt((code, spelled)), space0).parse(i)?;
    Ok(("", Behalf { code, of: of.trim_end() }))
}

/// `Q` needs its mark: alone it is the start of a word.
// EBNF: code = ( "TUQ" | "T/UQ" | "TM" | "T/M" | "KT" | "K/T" | "TL" | "T.L" | … ) , ( mark | " " ) | "Q" , mark ;
//       "KT.", "T/M"
// EBNF: mark = "." | "/" | "," | ":" | ";" | "-" ;   "KT:"
fn code(i: &str) -> IResult<&str, &'static str> {
    let mark = |least| take_while_m_n(least, 2, |c| matches!(c, '.' | '/' | ',' | ':' | ';' | '-'));
    let bare =
        |i| recognize(verify(mark(0), |m: &str| !m.is_empty()).or(verify(space0, |b: &str| !b.is_empty()))).parse(i);
    alt((
        terminated(value("TUQ.", alt((tag("TUQ"), tag("T/UQ"), tag("T.U.Q"), tag("TƯQ")))), bare),
        terminated(value("TM.", alt((tag("TM"), tag("T/M"), tag("T.M")))), bare),
        terminated(value("KT.", alt((tag("KT"), tag("K/T"), tag("K.T")))), bare),
        terminated(value("TL.", alt((tag("TL"), tag("T/L"), tag("T.L")))), bare),
        terminated(value("Q.", tag("Q")), mark(1)),
    ))
    .parse(i)
}

/// What the codes stand for.
const SPELLED: [(&str, &str); 7] = [
    ("thay mặt", "TM."),
    ("ký thay", "KT."),
    ("kí thay", "KT."),
    ("thừa lệnh", "TL."),
    ("thừa ủy quyền", "TUQ."),
    ("thừa uỷ quyền", "TUQ."),
    ("quyền", "Q."),
];

// EBNF: spelled = ( "THAY MẶT" | "KÝ THAY" | "THỪA LỆNH" | "THỪA ỦY QUYỀN" | "QUYỀN" ) , " " ;   "THỪA LỆNH BỘ TRƯỞNG"
fn spelled(i: &str) -> IResult<&str, &'static str> {
    let capitals = |words: &str| strip_prefix(i, words).filter(|rest| is_capitals(taken(i, rest)));
    let found = SPELLED.iter().find_map(|(words, code)| Some((capitals(words)?.strip_prefix([' ', '\n'])?, *code)));
    found.map_or_else(|| nothing(i), Ok)
}

/// An office, and for whom it signs as the words behind it say: "Thứ trưởng Bộ Y tế ký thay Bộ trưởng".
pub(crate) fn in_stead_of(office: &str) -> Option<(&str, Behalf<'_>)> {
    // "quyền" is a word of names too.
    let spelled = SPELLED.iter().filter(|(_, code)| *code != "Q.").filter_map(|(words, code)| {
        let (own, of) = office.split_once(words)?;
        Some((own.strip_suffix(' ')?, Behalf { code, of: of.strip_prefix(' ')?.trim_end_matches(['.', ';', ' ']) }))
    });
    spelled.min_by_key(|(own, _)| own.len())
}

/// Over folded words; gives the length of what was recognised.
// EBNF: position = [ "quyen" | "q." ] , [ "pho" ] , office ;   "pho chanh van phong", "q. giam doc"
pub(crate) fn position(folded: &str) -> Option<usize> {
    const ACTING: [&str; 3] = ["quyen ", "q. ", "q."];
    let acting =
        if folded.starts_with('q') { ACTING.iter().find_map(|acting| folded.strip_prefix(acting)) } else { None };
    let own = acting.unwrap_or(folded);
    let office_at = own.strip_prefix("pho ").unwrap_or(own);
    Some(folded.len() - office_at.len() + office(office_at)?.len())
}

/// As [`position`], of words as printed: its length in characters. Most words are left at their first two letters.
pub(crate) fn position_at(words: &str) -> Option<usize> {
    /// Bytes of the longest office, of `quyen pho` in front of it and of the letter behind, with all their marks.
    const LONGEST: usize = 100;
    if opens_position(words) { position(&fold(window::head(words, LONGEST))) } else { None }
}

/// False where the first two letters show that no office stands there.
#[inline]
pub(crate) fn opens_position(words: &str) -> bool {
    /// Of each first letter, the second ones.
    static PAIRS: [u32; 26] = {
        let mut pairs = [0; 26];
        let mut n = 0;
        while n < OFFICE_ROWS.len() {
            let row = OFFICE_ROWS[n].as_bytes();
            pairs[(row[0] - b'a') as usize] |= 1 << (row[1] - b'a');
            n += 1;
        }
        pairs[(b'p' - b'a') as usize] |= 1 << (b'h' - b'a');
        // `quyen`, `q.`
        pairs[(b'q' - b'a') as usize] = u32::MAX;
        pairs
    };
    let mut chars = words.chars();
    let Some(first) = chars.next() else { return false };
    let Some(first) = letter(first) else { return true };
    let Some(seconds) = PAIRS.get((first as usize).wrapping_sub('a' as usize)) else { return false };
    match chars.next().map(letter) {
        Some(Some(second @ 'a'..='z')) => seconds & 1 << (second as usize - 'a' as usize) != 0,
        _ => first == 'q',
    }
}

static OFFICES: Starts = Starts::new(&OFFICE_ROWS);

/// The offices that sign (chức vụ), folded. A row holds with anything after it (`bo truong bo noi vu`).
static OFFICE_ROWS: [&str; 56] = [
    "bi thu",
    "bo truong",
    "chanh an",
    "chanh thanh tra",
    "chanh toa",
    "chanh van phong",
    "chi cuc truong",
    "chi huy truong",
    "chinh uy",
    "chu nhiem",
    "chu tich",
    "chu tri",
    "chu toa",
    "cuc truong",
    "dai su",
    "doi truong",
    "giam doc",
    "hat truong",
    "hieu truong",
    "ke toan truong",
    "kiem sat vien",
    "kiem toan truong",
    "tham muu truong",
    "tham phan",
    "thong doc",
    "thu ky",
    "thu truong",
    "thu tuong",
    "to truong",
    "tong bi thu",
    "tong bien tap",
    "tong cuc truong",
    "tong giam doc",
    "tong kiem toan",
    "tong tham muu truong",
    "tong thanh tra",
    "tong thu ky",
    "truong ban",
    "truong bo phan",
    "truong chi cuc",
    "truong cong an",
    "truong dai dien",
    "truong doan",
    "truong kho bac",
    "truong khoa",
    "truong phong",
    "truong thon",
    "truong thue",
    "truong tieu ban",
    "truong tram",
    "truong trung tam",
    "tu lenh",
    "uy vien",
    "vien pho",
    "vien truong",
    "vu truong",
];

// EBNF: office = ? a row of OFFICES ? , end ;   "bo truong"
fn office(folded: &str) -> Option<&'static str> {
    OFFICES.all(folded).find(|row| !folded[row.len()..].starts_with(crate::lexicon::fold::is_alphanumeric))
}

/// Over folded words: an office of which a scan lost the beginning.
// EBNF: cut_position = ? an office without its first letters ? | ( "o" | "ho" ) , office ;
//       "anh van phong", "o cuc truong"
pub(crate) fn cut_position(folded: &str) -> bool {
    /// Shorter ends are those of other words.
    const LEAST: usize = 7;
    /// Letters that a stamp covers.
    const LOST: usize = 3;
    let last = folded.as_bytes().last();
    let like = |office: &&&str| office.as_bytes().last() == last && office.len() <= folded.len() + LOST;
    folded.len() >= LEAST
        && OFFICE_ROWS.iter().filter(like).any(|office| match folded.strip_suffix(office) {
            Some(before) => matches!(before, "o " | "ho "),
            None => office.strip_suffix(folded).is_some_and(|lost| lost.len() <= LOST),
        })
}

/// Over folded words: what a scan left of the line of a deputy who signs for `of`.
// EBNF: spoilt_deputy = word , office | "pho" , words ;
//       "pha vu truong" for "vu truong", "pho cuct truong" for "cuc truong"
pub(crate) fn spoilt_deputy(folded: &str, of: &str) -> bool {
    let Some((first, rest)) = folded.split_once(' ') else { return false };
    let last = |words: &str| words.rsplit(' ').next().map(str::len).unwrap_or(0);
    let same = rest.ends_with(&of[of.len() - last(of)..]);
    let head = first.len() <= 4 && first.starts_with('p') && !first.ends_with(|c: char| !c.is_ascii_alphabetic());
    head && (position(rest) == Some(rest.len()) || first == "pho" && same && rest.len() < 30)
}

/// True for bodies that somebody signs for (after `TM.`), folded: `uy ban nhan dan`, `chinh phu`, `ban thuong vu`.
pub(crate) fn is_body(folded: &str) -> bool {
    static BODIES: Starts = Starts::new(&[
        "ban ",
        "bch",
        "btv",
        "bo chinh tri",
        "bo tu lenh",
        "chi bo",
        "chi uy",
        "chinh phu",
        "co quan",
        "cong doan",
        "cum ",
        "dang ",
        "doan ",
        "hdnd",
        "hdtv",
        "hoi ",
        "huyen uy",
        "lanh dao",
        "lien ",
        "mat tran",
        "nhom ",
        "quan uy",
        "quoc hoi",
        "tap the",
        "thanh uy",
        "thuong truc",
        "tieu ban",
        "tinh uy",
        "to ",
        "toa an",
        "ub",
        "uy ban",
        "thuong vu",
    ]);
    BODIES.any(folded)
}

// EBNF: signed = { mark } , ( "da ky" | "daky" | "ky ten" | … ) , [ words ] ;   "(Đã ký)", "[daky]", "Đã ký:", "Ký tên"
pub(crate) fn is_signed(words: &str) -> bool {
    /// Letters of such words, and their bytes.
    const LONGEST: usize = 40;
    const BYTES: usize = 4 * LONGEST;
    const HEADS: [&str; 7] = ["da ky", "daky", "da ki", "ky ten", "ky, ghi", "ky, dong dau", "chu ky"];
    let bare = words.trim_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
    bare.starts_with(['Đ', 'đ', 'D', 'd', 'K', 'k', 'C', 'c']) && bare.len() < BYTES && {
        let folded = fold(bare);
        folded.len() < LONGEST && HEADS.iter().any(|h| folded.starts_with(h))
    }
}

/// A person's name and what speaks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Person<'a> {
    pub(crate) name: &'a str,
    /// Starts with a family name of the table.
    pub(crate) known: bool,
    /// All in capitals.
    pub(crate) capitals: bool,
}

/// A name (họ và tên) that fills the words, without titles and ranks in front: `PGS.TS. Trần Văn A` gives
/// `Trần Văn A`.
// EBNF: person = { ? a title or a rank ? } , capitalised , capitalised , { capitalised } ;   "PGS.TS. Trần Văn A"
pub(crate) fn person(words: &str) -> Option<Person<'_>> {
    /// Names of officials have two to six words.
    const WORDS: std::ops::RangeInclusive<usize> = 2..=6;
    /// Words of titles and ranks in front.
    const TITLES: usize = 6;
    let bare = words.trim_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
    // Prose is out before its letters are compared: it ends in small letters, has figures or too many words.
    let last = memchr::memrchr(b' ', bare.as_bytes()).map_or(bare, |at| &bare[at + 1..]);
    if last.starts_with(char::is_lowercase)
        || bare.bytes().any(|b| b.is_ascii_digit())
        || bare.bytes().filter(|b| *b == b' ').count() >= WORDS.end() + TITLES
    {
        return None;
    }
    let name = without_titles(bare);
    let (mut count, mut letters, mut initials) = (0, 0, 0);
    let (mut capitals, mut code) = (true, false);
    for word in name.split(' ') {
        let word = NameWord::of(word)?;
        count += 1;
        letters += word.letters;
        initials += usize::from(word.alone);
        capitals &= word.capitals;
        code |= word.capitals && word.letters > 1;
    }
    if !WORDS.contains(&count) || letters < 5 || initials > 1 {
        return None;
    }
    // `Vụ PCTT` is a body; long lines in capitals go on with a position.
    if capitals && count > 4 || !capitals && code {
        return None;
    }
    let folded = fold(name);
    let known = is_surname(&folded);
    let body = || is_body(&folded) && (capitals || !known);
    if capitals && !known || position(&folded).is_some() || body() || is_no_name(&folded) {
        return None;
    }
    Some(Person { name, known, capitals })
}

/// A word of a name: a capital, and letters, strokes and apostrophes behind it.
struct NameWord {
    letters: usize,
    /// One character.
    alone: bool,
    /// No small letter stands in it.
    capitals: bool,
}

impl NameWord {
    fn of(word: &str) -> Option<Self> {
        let mut chars = word.chars();
        chars.next().filter(|c| c.is_uppercase())?;
        let mut found = Self { letters: 1, alone: chars.as_str().is_empty(), capitals: true };
        let (mut joined, mut another) = (false, false);
        for c in chars {
            if matches!(c, '\'' | '’' | '-') {
                joined = true;
            } else if crate::lexicon::fold::is_alphabetic(c) {
                found.letters += 1;
                found.capitals &= !c.is_lowercase();
                another |= c.is_uppercase();
            } else {
                return None;
            }
        }
        (found.capitals || joined || !another).then_some(found)
    }
}

/// A name (họ và tên) at the end of a line whose family name or surroundings a stamp spoilt. Marks over its letters
/// tell it from debris; the family name is as printed.
// EBNF: spoilt_person = { ? a stain ? } , word , capitalised , { capitalised } ;   "rần Văn Thử", "“.c1 Lê Thị Thử"
pub(crate) fn spoilt_person(words: &str) -> Option<&str> {
    /// Bytes of debris in front of a name.
    const DEBRIS: usize = 10;
    let bare = words.trim_end_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
    if words.ends_with([';', ':', ',']) {
        return None;
    }
    let is_name = |word: &str| {
        let mut chars = word.chars();
        let letters = word.chars().count();
        (2..=7).contains(&letters) && chars.next().is_some_and(char::is_uppercase) && chars.all(char::is_lowercase)
    };
    let mut start = bare.len();
    let mut names = 0;
    for word in bare.rsplit(' ') {
        let from = start - word.len() - usize::from(start < bare.len());
        if names == 4 || !is_name(word) {
            break;
        }
        (start, names) = (from, names + 1);
    }
    let given = bare.get(start..)?;
    let before = bare[..start].trim_end();
    let family = before.rsplit(' ').next().unwrap_or("").trim_start_matches(|c: char| !c.is_alphabetic());
    let spoilt = (2..=7).contains(&family.chars().count()) && family.chars().all(char::is_alphabetic);
    let name = if (2..4).contains(&names) && spoilt && !is_capitals(family) {
        &bare[before.len() - family.len()..]
    } else if names >= 3 {
        given
    } else {
        return None;
    };
    let folded = fold(name);
    let marked = given.split(' ').filter(|word| !word.is_ascii()).count();
    let debris = bare.len() - name.len();
    let sound = marked > 0 && debris <= DEBRIS && !before.starts_with(char::is_uppercase) || debris == 0 && marked > 0;
    (sound && !is_no_name(&folded) && position(&folded).is_none() && !is_body(&folded)).then_some(name)
}

/// The rank of the armed forces that opens a line with the name behind it, as printed: `Thượng tướng Lê Văn A`.
pub(crate) fn ranked<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    const FORCES: [&str; 4] = ["tuong", "do doc", "ta", "uy"];
    let at = line.find(name)?;
    let rank = line[..at].trim_end();
    let folded = fold(rank);
    let sound = is_title(rank) && !folded.contains('.');
    let forces =
        FORCES.iter().any(|f| folded.strip_suffix(f).is_some_and(|before| before.is_empty() || before.ends_with(' ')));
    (sound && forces).then(|| &line[..at + name.len()])
}

/// True when the words are only a rank or degree (`Thượng tướng`, `PGS.TS.`).
pub(crate) fn is_title(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
    !bare.is_empty() && without_titles(bare).is_empty()
}

/// The words after the titles and ranks (học hàm, học vị, quân hàm) that open them.
fn without_titles(words: &str) -> &str {
    /// Bytes of the longest rank, with all its marks and the letter behind it.
    const LONGEST: usize = 64;
    static RANKS: Starts = Starts::new(&[
        "dai tuong",
        "thuong tuong",
        "trung tuong",
        "thieu tuong",
        "chuan do doc",
        "pho do doc",
        "do doc",
        "dai ta",
        "thuong ta",
        "trung ta",
        "thieu ta",
        "dai uy",
        "thuong uy",
        "trung uy",
        "thieu uy",
        "giao su",
        "pho giao su",
        "tien si",
        "thac si",
        "bac si",
        "ky su",
        "luat su",
        "duoc si",
        "dong chi",
        "ong",
        "ba",
        "nha giao uu tu",
        "thay thuoc uu tu",
    ]);
    static DEGREES: ShortWords<14> = ShortWords::new([
        "gs", "pgs", "ts", "tskh", "ths", "bs", "bscki", "bsckii", "ckii", "cki", "ks", "ls", "ds", "ttut",
    ]);
    let mut left = words;
    loop {
        // The first letters of all of them.
        if !left.starts_with(|c| matches!(letter(c), Some('b' | 'c' | 'd' | 'g' | 'k' | 'l' | 'n' | 'o' | 'p' | 't'))) {
            return left;
        }
        let folded = fold(window::head(left, LONGEST));
        let token = folded.split([' ', '.', ',']).next().unwrap_or("");
        let is_rank = |rank: &&str| {
            let rest = &folded[rank.len()..];
            rest.is_empty() || rest.starts_with([' ', '.', ':', ','])
        };
        let length = if DEGREES.contains(token) && !left.starts_with(char::is_lowercase) {
            token.len()
        } else if let Some(rank) = RANKS.all(&folded).find(is_rank) {
            rank.len()
        } else {
            return left;
        };
        left = after_chars(left, length).trim_start_matches(|c: char| !crate::lexicon::fold::is_alphanumeric(c));
    }
}

/// Family names (họ) of officials, folded; a hint, never a condition alone.
fn is_surname(folded: &str) -> bool {
    static SURNAMES: ShortWords<106> = ShortWords::new([
        "an", "au", "bach", "ban", "be", "bui", "cam", "can", "cao", "chau", "chu", "cong", "cu", "cung", "dam",
        "dang", "danh", "dao", "dau", "diep", "dieu", "dinh", "do", "doan", "dong", "duong", "giang", "gian", "ha",
        "han", "hau", "ho", "hoa", "hoang", "hua", "huynh", "kha", "khong", "khuat", "kieu", "kim", "ksor", "la",
        "lai", "lam", "lan", "lang", "le", "lo", "loc", "loi", "lu", "luc", "luong", "luu", "ly", "ma", "mac", "mach",
        "mai", "man", "mau", "ngan", "nghiem", "ngo", "nguy", "nguyen", "nham", "nhu", "ninh", "nong", "ong", "pham",
        "phan", "phi", "phung", "quach", "quan", "quang", "sung", "ta", "tang", "than", "thach", "thai", "thao", "thi",
        "thieu", "tieu", "to", "ton", "tong", "tran", "trang", "trieu", "trinh", "truong", "tu", "ung", "vang", "van",
        "vi", "vo", "vu", "vuong", "y",
    ]);
    SURNAMES.contains(folded.split([' ', '\'', '’', '-']).next().unwrap_or(""))
}

/// Words with capitals that are no name, though some of them open with a family name.
fn is_no_name(folded: &str) -> bool {
    static HEADS: Starts = Starts::new(&[
        "bo truong",
        "can cu",
        "chinh phu",
        "chu nghia",
        "cong an ",
        "cong bao",
        "cong hoa",
        "cong ty",
        "danh muc",
        "danh sach",
        "dai hoc",
        "doc lap",
        "ho chi minh",
        "hoi dong",
        "huong dan",
        "ke hoach",
        "kinh gui",
        "nhan dan",
        "noi nhan",
        "phu luc",
        "quang ninh",
        "quoc hoi",
        "quy che",
        "quy dinh",
        "thanh pho",
        "toa an",
        "tong cong ty",
        "tong cuc",
        "uy ban",
        "van ban",
        "van phong",
    ]);
    static PLACES: Starts = Starts::new(&[
        "an giang",
        "can tho",
        "cao bang",
        "da nang",
        "dong nai",
        "dong thap",
        "ha giang",
        "ha nam",
        "ha noi",
        "ha tinh",
        "hai phong",
        "hoa binh",
        "khanh hoa",
        "lai chau",
        "lam dong",
        "lang son",
        "lao cai",
        "quang binh",
        "quang nam",
        "quang ngai",
        "quang tri",
        "tay ninh",
        "thai binh",
        "thai nguyen",
        "thanh hoa",
        "viet nam",
    ]);
    static WORDS: ShortWords<18> = ShortWords::new([
        "bang", "bieu", "bo", "chuong", "cuc", "dieu", "huyen", "mau", "muc", "nhu", "phan", "phuong", "quan", "quyet",
        "so", "tinh", "vu", "xa",
    ]);
    let mut words = folded.split(' ');
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let label = !second.is_empty() && second.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')) && second != "vi";
    // `Phan`, `Vũ`, `Điêu` are family names too: only with a numeral after them are they labels.
    HEADS.any(folded)
        || PLACES.all(folded).any(|place| place.len() == folded.len())
        || WORDS.contains(first) && (label || !is_surname(folded))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// `fixtures/cases/signatures.tsv`: rule, line, what it gives.
    #[test]
    fn lines_of_signature_blocks() {
        cases::check(include_str!("../../fixtures/cases/signatures.tsv"), 160, |[rule, text]| match rule {
            "behalf" => cases::or_none(
                behalf(text)
                    .ok()
                    .map(|(_, b)| format!("{} | {}{}", b.code, b.of, if b.is_sound() { "" } else { " (unsound)" })),
            ),
            "stead" => cases::or_none(in_stead_of(text).map(|(own, b)| format!("{own} | {} | {}", b.code, b.of))),
            "position" => {
                let len = position(&fold(text)).unwrap_or(0);
                assert!(len == 0 || opens_position(text), "{text}");
                assert_eq!(position_at(text).unwrap_or(0), len, "{text}");
                cases::or_none((len > 0).then(|| text.chars().take(len).collect::<String>()))
            }
            "cut" => cases::yes(cut_position(&fold(text))),
            "deputy" => {
                let (line, of) = text.split_once(" < ").expect("a line < the office above it");
                cases::yes(spoilt_deputy(&fold(line), &fold(of)))
            }
            "signed" => cases::yes(is_signed(text)),
            "title" => cases::yes(is_title(text)),
            "person" => cases::or_none(person(text).map(|p| {
                let known = if p.known { "" } else { " (unknown)" };
                format!("{}{}{known}", p.name, if p.capitals { " (capitals)" } else { "" })
            })),
            "spoilt" => cases::or_none(spoilt_person(text)),
            "ranked" => cases::or_none(ranked(text, person(text).expect("a name").name)),
            _ => format!("no such rule: {rule}"),
        });
    }

    #[test]
    fn characters_and_capitals() {
        assert_eq!(after_chars("Đỗ Lê", 3), "Lê");
        assert_eq!(after_chars("Đỗ", 5), "");
        assert_eq!(fold("Đặng ỦY Û"), "dang uy u");
        assert!(is_capitals("SỞ Y TẾ 5") && !is_capitals("5") && !is_capitals("SỞ y"));
        let words = ShortWords::new(["ha", "abcdefgh", "b"]);
        assert!(["ha", "abcdefgh", "b"].iter().all(|w| words.contains(w)));
        assert!(!["h", "a", "abcdefghi", "bb", ""].iter().any(|w| words.contains(w)));
    }
}
