//! Laws that hold for any text: no panic, spans slice the source, the same record again, JSON reads back equal, and the
//! units of offsets agree.

mod support;

use proptest::prelude::*;
use proptest::sample::{Index, select};
use std::sync::LazyLock;
use support::{Variant, check_laws, documents};
use vanban::{Extractor, OffsetUnit, Record, Span};

static DOCUMENTS: LazyLock<Vec<String>> = LazyLock::new(|| documents().into_iter().map(|d| d.text).collect());
static LINES: LazyLock<Vec<String>> =
    LazyLock::new(|| DOCUMENTS.iter().flat_map(|text| text.split('\n')).map(|line| format!("{line}\n")).collect());

/// What the rules look for, and what stands around it: words, numbers, dates, labels, marks of markup, blanks.
const PIECES: &[&str] = &[
    "Căn cứ ",
    "Thực hiện ",
    "Quyết định ",
    "quyết định ",
    "Nghị quyết ",
    "Nghị định ",
    "Công văn ",
    "Luật ",
    "Bộ luật ",
    "Chỉ thị ",
    "Kế hoạch ",
    "QUYẾT ĐỊNH\n",
    "KẾ HOẠCH\n",
    "số ",
    "Số: ",
    "số: ",
    "ngày ",
    "tháng ",
    "năm ",
    "của ",
    "và ",
    "các ",
    "tại ",
    "về việc ",
    "V/v ",
    "sau đây gọi là ",
    "(sau đây gọi tắt là ",
    "gọi tắt là",
    "thay thế ",
    "bãi bỏ ",
    "sửa đổi, bổ sung ",
    "hết hiệu lực ",
    "12/QĐ-UBND",
    "214/NQ-CP",
    "34/2016/NĐ-CP",
    "45-KH/TU",
    "/KH-UBND",
    "1/1/2020",
    "08 tháng 4 năm 2019",
    "31/4",
    "15 ngày làm việc",
    "trước ngày ",
    "chậm nhất ",
    "hằng tháng",
    "quý II",
    "kể từ ngày ký",
    "khoản 2 ",
    "điểm a ",
    "Điều 5 ",
    "Điều 1. ",
    "\nĐiều 2. ",
    "\n1. ",
    "\na) ",
    "\n- ",
    "\n+ ",
    "\nI. ",
    "\nChương I\n",
    "\nPHỤ LỤC\n",
    "Kính gửi: ",
    "\nNơi nhận:\n",
    "\n- Như trên;",
    "\n- Lưu: VT, NC.",
    "TM. ỦY BAN NHÂN DÂN\n",
    "KT. CHỦ TỊCH\n",
    "PHÓ CHỦ TỊCH\n",
    "UBND tỉnh",
    "Sở Nội vụ",
    "Bộ Y tế",
    "Chính phủ",
    "Quốc hội",
    "ỦY BAN NHÂN DÂN\nTỈNH GIA LAI\n",
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n",
    "Độc lập - Tự do - Hạnh phúc\n",
    "Gia Lai, ngày ",
    "Số ký hiệu\t",
    "| a | b |\n",
    "|",
    "|---|---|\n",
    "**",
    "*",
    "_",
    "##",
    "[",
    "](http://a.vn)",
    "\\",
    "(",
    ")",
    "“",
    "”",
    "\"",
    ",",
    ";",
    ":",
    ".",
    "/",
    "-",
    "–",
    "…",
    " ",
    "    ",
    "\t",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "\u{A0}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{C}",
    "\u{2028}",
    "e\u{302}\u{301}",
    "\u{301}",
    "Ð",
    "Ế",
    "ẞ",
    "İ",
    "ﬁ",
    "𝟙",
    "٣",
    "1",
    "0",
    "99999999999999999999",
    "2025",
    "a",
    "đ",
    "Đ",
    "I",
    "x",
    "\0",
];

/// Byte order marks.
const MARKS: &[&[u8]] = &[b"", b"\xFF\xFE", b"\xFE\xFF", b"\xEF\xBB\xBF"];

fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        12 => select(PIECES).prop_map(str::to_owned),
        3 => any::<Index>().prop_map(|i| i.get(&LINES).clone()),
        1 => any::<char>().prop_map(String::from),
        1 => "[ -~àáảãạăâđêôơưỳ]{0,12}",
        1 => "[0-9]{1,4}[/.-][0-9]{1,4}",
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// What happens to a document on its way.
#[derive(Clone, Debug)]
enum Change {
    /// A stretch is lost.
    Cut(Index, usize),
    /// A stretch comes twice.
    Double(Index, usize),
    /// A line goes elsewhere.
    Move(Index, Index),
    /// Something gets in between.
    Insert(Index, &'static str),
    /// The document comes in another form.
    Form(Variant),
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (any::<Index>(), 1..200usize).prop_map(|(at, n)| Change::Cut(at, n)),
        (any::<Index>(), 1..200usize).prop_map(|(at, n)| Change::Double(at, n)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Change::Move(from, to)),
        (any::<Index>(), select(PIECES)).prop_map(|(at, piece)| Change::Insert(at, piece)),
        select(&Variant::ALL[..]).prop_map(Change::Form),
    ]
}

impl Change {
    fn of(&self, text: &str) -> String {
        let chars: Vec<char> = text.chars().collect();
        let stretch = |at: &Index, n: usize| {
            let from = at.index(chars.len() + 1);
            (from, (from + n).min(chars.len()))
        };
        let words = |range: &[char]| range.iter().collect::<String>();
        match self {
            Self::Cut(at, n) => {
                let (from, to) = stretch(at, *n);
                words(&chars[..from]) + &words(&chars[to..])
            }
            Self::Double(at, n) => {
                let (from, to) = stretch(at, *n);
                words(&chars[..to]) + &words(&chars[from..])
            }
            Self::Move(from, to) => {
                let mut lines: Vec<&str> = text.split('\n').collect();
                let line = lines.remove(from.index(lines.len()));
                lines.insert(to.index(lines.len() + 1), line);
                lines.join("\n")
            }
            Self::Insert(at, piece) => {
                let (from, _) = stretch(at, 0);
                words(&chars[..from]) + piece + &words(&chars[from..])
            }
            Self::Form(variant) => variant.of(text),
        }
    }
}

fn changed() -> impl Strategy<Value = String> {
    (any::<Index>(), prop::collection::vec(change(), 1..6))
        .prop_map(|(i, changes)| changes.iter().fold(i.get(&DOCUMENTS).clone(), |text, change| change.of(&text)))
}

/// Reads a text in each unit of offsets and checks all laws.
fn check(text: &str) -> Result<(), TestCaseError> {
    let extract = |unit| Extractor::builder().offsets(unit).explain(true).build().extract(text);
    let bytes = extract(OffsetUnit::Byte);
    check_laws(&bytes).map_err(TestCaseError::fail)?;
    prop_assert_eq!(&bytes, &extract(OffsetUnit::Byte), "the same text gives another record");
    for span in spans(&bytes) {
        prop_assert!(text.get(span.range()).is_some(), "{:?} does not slice the text", span);
    }
    let chars = |byte: u32| text[..byte as usize].chars().count() as u32;
    let utf16 = |byte: u32| text[..byte as usize].encode_utf16().count() as u32;
    agree(&bytes, &extract(OffsetUnit::Char), &chars)?;
    agree(&bytes, &extract(OffsetUnit::Utf16), &utf16)
}

fn spans(record: &Record) -> Vec<Span> {
    let mut spans = Vec::new();
    record.clone().for_each_span(&mut |span| spans.push(*span));
    spans
}

/// The record in bytes, its offsets counted anew by `count`, is the other record.
fn agree(bytes: &Record, other: &Record, count: &dyn Fn(u32) -> u32) -> Result<(), TestCaseError> {
    let mut counted = bytes.clone();
    counted.for_each_span(&mut |span| *span = Span { start: count(span.start), end: count(span.end) });
    counted.offset_unit = other.offset_unit;
    prop_assert_eq!(&counted, other, "offsets do not agree");
    Ok(())
}

fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 2000, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(cases(1500))]

    #[test]
    fn any_text_gives_a_sound_record(text in pieces()) {
        check(&text)?;
    }

    #[test]
    fn any_characters_give_a_sound_record(text in any::<String>()) {
        check(&text)?;
    }
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn changed_documents_give_sound_records(text in changed()) {
        check(&text)?;
    }

    /// Bytes that were flipped on the way: the text that was decoded is what the spans count.
    #[test]
    fn any_bytes_give_a_sound_record(
        document in any::<Index>(),
        flips in prop::collection::vec((any::<Index>(), any::<u8>()), 0..20),
        head in select(MARKS),
        cut in any::<Index>(),
    ) {
        let mut bytes = [head, document.get(&DOCUMENTS).as_bytes()].concat();
        bytes.truncate(cut.index(bytes.len() * 2).max(1));
        for (at, byte) in &flips {
            let at = at.index(bytes.len());
            bytes[at] = *byte;
        }
        let extractor = Extractor::builder().with_text(true).build();
        let record = extractor.extract_bytes(&bytes);
        check_laws(&record).map_err(TestCaseError::fail)?;
        prop_assert_eq!(&record, &extractor.extract_bytes(&bytes), "the same bytes give another record");
        let text = record.text.clone().unwrap();
        for span in spans(&record) {
            prop_assert!(text.get(span.range()).is_some(), "{:?} does not slice the text", span);
        }
    }
}

/// A text as a PDF's text layer may hold it: a blank beside letters with marks, inside words; symbols of numbers whole.
fn torn(text: &str, cuts: &[bool]) -> String {
    let mut cuts = cuts.iter().copied().cycle();
    let marked = |c: char| !c.is_ascii() && c.is_alphabetic();
    let mut out = String::new();
    for token in text.split_inclusive(char::is_whitespace) {
        let symbol = token.contains(|c: char| c == '/' || c == '-' || c.is_ascii_digit());
        let mut before = ' ';
        for c in token.chars() {
            let inside = before.is_alphabetic() && c.is_alphabetic() && !symbol;
            if inside && (marked(c) || marked(before)) && cuts.next() == Some(true) {
                out.push(' ');
            }
            out.push(c);
            before = c;
        }
    }
    out
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn torn_words_give_sound_records(
        document in any::<Index>(),
        cuts in prop::collection::vec(any::<bool>(), 1..40),
    ) {
        let text: &String = document.get(&DOCUMENTS);
        check(&torn(text, &cuts))?;
    }
}

/// Torn at every letter with a mark, or at every other one, documents have nearly all of their own values.
#[test]
fn torn_documents_are_read() {
    let (mut same, mut all, mut told) = (0, 0, 0);
    for text in DOCUMENTS.iter() {
        for cuts in [&[true][..], &[true, false]] {
            let (whole, pieces) = (vanban::extract(text), vanban::extract(&torn(text, cuts)));
            let values = |record: &Record| {
                let number = record.number.as_ref().map(|n| n.value.clone());
                let date = record.date.as_ref().map(|d| d.value.clone());
                (number, date, record.kind.as_ref().map(|k| k.code.clone()), record.references.len())
            };
            all += 1;
            same += usize::from(values(&whole) == values(&pieces));
            told += usize::from(pieces.diagnostics.iter().any(|d| d.code == "words-joined"));
            assert!(!whole.diagnostics.iter().any(|d| d.code == "words-joined"));
        }
    }
    println!("{same} of {all} torn documents have the values of the whole ones, {told} were told");
    assert!(told * 10 >= all * 8 && same * 10 >= all * 7, "{same} and {told} of {all}");
}

/// Each document cut off at each of its lines, and without each of its lines.
#[test]
fn parts_of_documents_give_sound_records() {
    let extractor = Extractor::new();
    let mut read = 0;
    for text in DOCUMENTS.iter() {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        for i in 0..lines.len() {
            for part in [lines[..i].concat(), [&lines[..i], &lines[i + 1..]].concat().concat()] {
                let record = extractor.extract(&part);
                check_laws(&record).unwrap_or_else(|e| panic!("{e} in\n{part}"));
                assert!(spans(&record).iter().all(|s| part.get(s.range()).is_some()), "a span does not slice\n{part}");
                read += 1;
            }
        }
    }
    assert!(read > 1000, "{read}");
}

/// Texts that once made a panic.
#[test]
fn old_panics_stay_away() {
    const TEXTS: [&str; 3] = [
        "về việc CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nGia Lai, ngày 12 tháng 8 năm 2025\n",
        "về việc\nGia Lai, ngày 12 tháng 8 năm 2025\n",
        "Điều 4. Sở Công Thương và các ông, bà có tên tại (Điều 1 chịu trách nhiệm thi hành.\n",
    ];
    for text in TEXTS {
        check_laws(&Extractor::new().extract(text)).unwrap();
    }
}
