//! Who is told to do what (giao việc): the bodies of a task and their parts, from its words.
//!
//! Vietnamese orders have few shapes (DOMAIN.md h): an order verb before the body ("Giao Sở X …"), the body as subject
//! of a verb of duty ("Sở X chủ trì, phối hợp với Sở Y …"), either behind a phrase of ground or time ("Trên cơ sở …, Sở
//! X …"), and the body behind "do" ("do Sở X chủ trì …").

use super::bodies::{Bodies, Class, Marks, Name, acts_at, bodies, name, opens_common};
use super::verb::{modal_at, pair_at, verb_at};
use super::ws::{after_one, first_of, lower, strip_prefix};
use crate::lexicon::fold::is_alphanumeric;
use crate::lexicon::words::{Lists, Words};
use crate::text::window::head;
use crate::text::{Joint, Joints, Starts, ends_plain};
use std::cell::RefCell;
use std::ops::Range;
use std::sync::LazyLock;

/// A body with a part in a task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Party {
    /// Where its name stands in the text.
    pub(crate) range: Range<usize>,
    /// Name as written; with its shared head where that stands elsewhere.
    pub(crate) name: String,
    /// What kind of name it is.
    pub(crate) class: Class,
    /// True when an order verb stands before it ("Giao", "Đề nghị").
    pub(crate) ordered: bool,
}

/// The bodies of a text by their parts, each in order of mention.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Assignment {
    /// Told to do it.
    pub(crate) leads: Vec<Party>,
    /// To be worked with (phối hợp với).
    pub(crate) supports: Vec<Party>,
    /// Get the report (báo cáo).
    pub(crate) receivers: Vec<Party>,
    /// Pass the report on (qua).
    pub(crate) via: Vec<Party>,
}

impl Assignment {
    /// True when an order verb names a lead.
    pub(crate) fn is_ordered(&self) -> bool {
        self.leads.iter().any(|l| l.ordered)
    }

    /// True when the words tell bodies, not just anybody, to do something.
    pub(crate) fn is_sure(&self) -> bool {
        self.leads.iter().any(|l| l.ordered || l.class >= Class::Kind)
    }

    /// Adds what another text of the same task says, whose first byte is `at`.
    pub(crate) fn add(&mut self, other: Assignment, at: usize) {
        if other == Assignment::default() {
            return;
        }
        let sides = [
            (&mut self.leads, other.leads),
            (&mut self.supports, other.supports),
            (&mut self.receivers, other.receivers),
            (&mut self.via, other.via),
        ];
        for (mine, more) in sides {
            for mut party in more {
                party.range = party.range.start + at..party.range.end + at;
                push(mine, party);
            }
        }
        self.settle();
    }
}

impl Assignment {
    /// Anybody obliged beside a body is only what the body's work is about; who is to do it gets no report.
    fn settle(&mut self) {
        if self.leads.iter().any(|l| l.class >= Class::Kind) {
            self.leads.retain(|l| l.ordered || l.class >= Class::Kind);
        }
        let leads = &self.leads;
        self.receivers.retain(|r| !leads.iter().any(|l| l.name == r.name));
    }
}

/// One party a name: the first mention stays.
fn push(parties: &mut Vec<Party>, party: Party) {
    fn bare(mut name: &str) -> impl Iterator<Item = char> {
        while let Some(rest) = strip_prefix(name, "các ") {
            name = rest;
        }
        name.chars().map(lower)
    }
    if !parties.iter().any(|p| bare(&p.name).eq(bare(&party.name))) {
        parties.push(party);
    }
}

fn parties(text: &str, at: usize, list: &Bodies) -> Vec<Party> {
    let window = &text[at..];
    let party = |n: &Name| Party {
        range: at + n.range.start..at + n.range.end,
        name: n.of(window),
        class: n.class,
        ordered: false,
    };
    list.names.iter().map(party).collect()
}

/// Words in which something is ordered or asked.
const ORDERS: [&str; 18] = [
    "kính đề nghị",
    "đề nghị",
    "yêu cầu",
    // As scans spell them.
    "dé nghị",
    "dề nghị",
    "đê nghị",
    "yêu câu",
    "phân cấp cho",
    "phân cấp, ủy quyền cho",
    "phân công",
    "giao nhiệm vụ cho",
    "giao cho",
    "giao",
    "ủy quyền cho",
    "uỷ quyền cho",
    "ủy quyền",
    "kiến nghị",
    "chỉ định",
];

/// What a cue of a text is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cue {
    /// An order in the middle of a clause.
    Order,
    /// Those to work with.
    Support,
    /// The same behind "làm việc" and "thống nhất".
    With,
    /// The same behind "chủ trì cùng".
    Take,
    /// Those by whom it is done.
    By,
    /// Who gets the report.
    Report,
    /// Through whom.
    Through,
    /// What those who carry out a decision do.
    Execute,
    /// Behind these words nothing but a duty stands.
    Oblige,
    /// What somebody, or something, has to do or be.
    Must,
    /// The predicate of a clause.
    Predicate,
    /// What is to be reported by everybody.
    Trouble,
    /// What follows from a case.
    Then,
}

/// The words of each cue, all found in one pass.
pub(crate) const CUES: [(&str, Cue); 34] = [
    ("đề nghị ", Cue::Order),
    ("yêu cầu ", Cue::Order),
    ("giao ", Cue::Order),
    ("kiến nghị ", Cue::Order),
    // As scans spell the first.
    ("dé nghị ", Cue::Order),
    ("đê nghị ", Cue::Order),
    ("phối hợp", Cue::Support),
    ("Phối hợp", Cue::Support),
    ("làm việc ", Cue::With),
    ("thống nhất ", Cue::With),
    ("hủ trì cùng ", Cue::Take),
    ("hủ trì, cùng ", Cue::Take),
    (" do ", Cue::By),
    ("áo cáo ", Cue::Report),
    ("qua ", Cue::Through),
    ("chịu trách nhiệm thi hành", Cue::Execute),
    ("chịu trách nhiệm tổ chức thi hành", Cue::Execute),
    ("căn cứ Quyết định", Cue::Execute),
    ("có trách nhiệm thi hành", Cue::Execute),
    ("căn cứ Nghị quyết", Cue::Execute),
    ("chịu trách nhiệm tổ chức thực hiện Quyết định", Cue::Execute),
    (" có trách nhiệm", Cue::Oblige),
    (" chịu trách nhiệm", Cue::Oblige),
    (" có nhiệm vụ", Cue::Oblige),
    (" có nghĩa vụ", Cue::Oblige),
    (" phải ", Cue::Must),
    ("chủ trì", Cue::Predicate),
    ("phối hợp", Cue::Predicate),
    (" trình ", Cue::Predicate),
    (" gửi ", Cue::Predicate),
    ("tham mưu", Cue::Predicate),
    (" báo cáo", Cue::Predicate),
    ("vướng mắc", Cue::Trouble),
    (" thì ", Cue::Then),
];

static SEARCH: LazyLock<Joints<Cue>> = LazyLock::new(|| Joints::new(CUES));

/// A text with its cues, for all rules that ask for them.
pub(crate) struct Said<'t> {
    pub(crate) text: &'t str,
    /// In text order.
    cues: Vec<Joint<Cue>>,
    /// The last list that was asked for, by its place: most rules begin with the one at the start.
    list: RefCell<Option<(usize, Option<Bodies>)>>,
}

impl<'t> Said<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        let mut cues = Vec::new();
        SEARCH.each(text, |cue| cues.push(cue));
        cues.sort_by_key(|cue| cue.start);
        Self { text, cues, list: RefCell::default() }
    }

    /// A text whose cues are known, in text order.
    pub(crate) fn with(text: &'t str, cues: impl Iterator<Item = Joint<Cue>>) -> Self {
        Self { text, cues: cues.collect(), list: RefCell::default() }
    }

    /// The list of bodies at a place.
    fn list(&self, at: usize) -> Option<Bodies> {
        let mut last = self.list.borrow_mut();
        if last.as_ref().is_none_or(|(place, _)| *place != at) {
            *last = Some((at, bodies(&self.text[at..], Marks::Semicolons)));
        }
        last.as_ref().and_then(|(_, list)| list.clone())
    }

    /// The cues that are `wanted` and lie within a range, none inside another.
    fn within(&self, range: Range<usize>, wanted: impl Fn(Cue) -> bool) -> impl Iterator<Item = Joint<Cue>> {
        let mut free = range.start;
        let from = self.cues.partition_point(|cue| cue.start < range.start);
        let inside = self.cues[from..].iter().take_while(move |cue| cue.start < range.end);
        inside.copied().filter(move |cue| {
            let fits = wanted(cue.value) && cue.start >= free && cue.end <= range.end;
            free = if fits { cue.end } else { free };
            fits
        })
    }

    /// The first of those that oblige within a range.
    fn oblige(&self, range: Range<usize>) -> Option<Joint<Cue>> {
        self.within(range, |cue| cue == Cue::Oblige).next()
    }

    /// The words in front of the first "thì", and behind it.
    pub(crate) fn case(&self) -> Option<(&'t str, &'t str)> {
        let then = self.cues.iter().find(|cue| cue.value == Cue::Then)?;
        Some((&self.text[..then.start], &self.text[then.end..]))
    }

    /// The words behind the first trouble.
    pub(crate) fn behind_trouble(&self) -> Option<&'t str> {
        self.cues.iter().find(|cue| cue.value == Cue::Trouble).map(|cue| &self.text[cue.end..])
    }
}

/// The bodies that a paragraph gives parts in a task.
pub(crate) fn assign(said: &Said) -> Assignment {
    let text = said.text;
    let mut found = Assignment::default();
    let read = executors(said, &mut found).unwrap_or_else(|| 0..told(said, &mut found));
    // Where a clause whose subject is told to do it ends: what that subject asks of others is its own act.
    let mut told = Vec::new();
    for clause in clauses(text) {
        if clause.start >= read.end || clause.end < read.start {
            let before = found.leads.len();
            subject(said, clause.clone(), &mut found);
            if found.leads[before..]
                .iter()
                .any(|l| !l.ordered && l.class >= Class::Kind && l.range.start == clause.start)
            {
                told.push(clause);
            }
        }
    }
    let of_parts =
        |cue| !matches!(cue, Cue::Execute | Cue::Oblige | Cue::Must | Cue::Predicate | Cue::Trouble | Cue::Then);
    for Joint { start, end, value } in said.within(0..text.len(), of_parts) {
        let before = &text[..start];
        match value {
            Cue::Order if !told.iter().any(|clause| clause.contains(&start)) => ordered(text, start, end, &mut found),
            Cue::Support => support(text, before, end, &mut found),
            Cue::With => with(text, end, &mut found),
            Cue::Take => take(text, end, &mut found.supports),
            Cue::By => by(text, end, &mut found),
            Cue::Report => receiver(text, before, end, &mut found),
            Cue::Through => through(text, before, end, &mut found),
            _ => {}
        }
    }
    found.leads.sort_by_key(|lead| lead.range.start);
    call_for_help(said, &mut found);
    // The rest of a list of partners behind a semicolon is no subject.
    let supports = &found.supports;
    found.leads.retain(|lead| !supports.iter().any(|support| support.range == lead.range));
    found.settle();
    found
}

/// "…; trường hợp vướng mắc, đề nghị Công ty liên hệ …": whoever meets with trouble is told where to ask, beside those who
/// have something to do.
fn call_for_help(said: &Said, found: &mut Assignment) {
    let Some(behind) = said.behind_trouble() else { return };
    let trouble = said.text.len() - behind.len();
    let asks = |lead: &Party| {
        let at_trouble = trouble < lead.range.start && !said.text[trouble..lead.range.start].contains(['.', ';']);
        at_trouble && said.text[lead.range.end..].trim_start().starts_with("liên hệ")
    };
    if found.leads.iter().any(|lead| lead.range.end < trouble) {
        found.leads.retain(|lead| !asks(lead));
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Subjects

/// The clauses of a text, each from its first word to its mark: cut at `.`, `;` and `:`.
fn clauses(text: &str) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let mut out = Vec::new();
    let mut start = 0;
    for at in memchr::memchr3_iter(b'.', b';', b':', bytes) {
        // "TP. Hồ Chí Minh", "Ông Nguyễn V. An"
        if bytes.get(at + 1) != Some(&b' ') || bytes[at] == b'.' && abbreviated(&text[start..at]) {
            continue;
        }
        out.push(start..at);
        start = at + 2;
    }
    out.push(start..text.len());
    out
}

fn abbreviated(before: &str) -> bool {
    let word = before.rsplit(' ').next().unwrap_or_default();
    word.len() <= 3 && !word.is_empty() && word.chars().all(char::is_uppercase)
}

/// Words that may stand before the subject of a clause.
const OPENERS: [&str; 30] = [
    "đồng thời, ",
    "đồng thời ",
    "riêng ",
    "trong đó, ",
    "trong đó ",
    "và ",
    "theo đó, ",
    "bên cạnh đó, ",
    "ngoài ra, ",
    "cùng với đó, ",
    "mặt khác, ",
    "hằng năm, ",
    "hàng năm, ",
    "hằng quý, ",
    "hàng quý, ",
    "hằng tháng, ",
    "hàng tháng, ",
    "nay ",
    "trước mắt, ",
    "cụ thể, ",
    "trên cơ sở đó, ",
    "tiếp đó, ",
    "sau đó, ",
    "do đó, ",
    "vì vậy, ",
    "(i) ",
    "(ii) ",
    "(iii) ",
    "(iv) ",
    "lưu ý, ",
];

/// Words that open a phrase of ground, time or matter before the subject.
const GROUNDS: [&str; 43] = [
    "trên cơ sở",
    "căn cứ",
    "đối với",
    "trong",
    "sau",
    "khi",
    "để",
    "định kỳ",
    "hằng",
    "hàng",
    "với",
    "theo",
    "qua",
    "từ",
    "nhằm",
    "nếu",
    "trường hợp",
    "tùy",
    "trước",
    "ngay",
    "riêng",
    "về",
    "chậm nhất",
    "ngoài",
    "thông qua",
    "bên cạnh",
    "cùng với",
    "tại",
    "quá trình",
    "nhân",
    "chiều",
    "ngày",
    "kể từ",
    "thực hiện",
    "kết thúc",
    "hết",
    "đến ngày",
    "đến hết",
    "đến cuối",
    "đến trước",
    "đến năm",
    "cuối",
    "vào",
];

const OPENER: u32 = 1;
const ORDER: u32 = 2;
const GROUND: u32 = 4;

/// First syllables of what may stand at the front of a clause: most clauses begin with none of them.
static FRONTS: LazyLock<Lists> = LazyLock::new(|| {
    let all = [(OPENER, &OPENERS[..]), (ORDER, &ORDERS), (GROUND, &GROUNDS)];
    let first = |words: &'static str| words.split([' ', ',']).next().unwrap_or_default();
    Lists::new(all.into_iter().flat_map(|(list, words)| words.iter().map(move |words| (list, first(words)))))
});

/// Which fronts a text may begin with.
struct Fronts(u32);

impl Fronts {
    fn at(text: &str) -> Self {
        // "(i)" is no syllable.
        Self(if text.starts_with('(') { OPENER } else { FRONTS.of(&Words::of(text, 1), 1) })
    }

    fn may_be(&self, front: u32) -> bool {
        self.0 & front != 0
    }
}

/// The clause behind an opener at its front.
// EBNF: opener = "(" , ? a digit but 0 ? , ") " | ? one of OPENERS ? ;   "(2) ", "Đồng thời, "
fn behind_opener(clause: &str) -> Option<&str> {
    match clause.as_bytes() {
        [b'(', b'1'..=b'9', b')', b' ', ..] => clause.get("(1) ".len()..),
        _ => after_one(clause, &OPENERS, any),
    }
}

/// Any text may follow.
fn any(_: &str) -> bool {
    true
}

/// A word ends here.
fn ends_word(rest: &str) -> bool {
    !rest.starts_with(is_alphanumeric)
}

fn starts_word(text: &str, words: &str) -> bool {
    strip_prefix(text, words).is_some_and(ends_word)
}

/// The lead of a clause, as object of an order at its start or as its subject.
fn subject(said: &Said, clause: Range<usize>, found: &mut Assignment) {
    let text = said.text;
    let mut at = clause.start;
    let mut fronts = Fronts::at(&text[at..clause.end]);
    while fronts.may_be(OPENER)
        && let Some(rest) = behind_opener(&text[at..clause.end])
    {
        at = clause.end - rest.len();
        fronts = Fronts::at(rest);
    }
    let words = &text[at..clause.end];
    if fronts.may_be(ORDER)
        && let Some(rest) = after_one(words, &ORDERS, |r| r.starts_with([' ', ':']))
    {
        // "Phân công đồng chí Phó Giám đốc …" is what a body is to do inside itself.
        if starts_word(words, "phân công") && rest.trim_start().starts_with("đồng chí") {
            return;
        }
        let from = clause.end - rest.len();
        order(said, from, found);
        return;
    }
    if let Some(list) = said.list(at) {
        let end = at + list.end;
        let sure = list.names.iter().any(|n| n.class >= Class::Kind);
        match duty(text, end, sure) {
            Some(to) if sure => lead(text, at, &list, to, found),
            None if purpose(text, end).is_some() => {
                let before = found.leads.len();
                lead(text, at, &list, end, found);
                if let Some(last) = found.leads[before..].last_mut() {
                    last.range.end = purpose(text, end).unwrap_or(end);
                    last.name = text[last.range.clone()].to_owned();
                }
            }
            other => {
                let before = found.leads.len();
                obliged(text, at..clause.end, found);
                let negated = |modal: usize| is_negated(&words[..modal]);
                let condition =
                    || modal_in(words, 0).is_some_and(|modal| is_condition(&words[modal..]) || negated(modal));
                if let Some(to) = other.filter(|_| found.leads.len() == before && !condition()) {
                    lead(text, at, &list, to, found);
                }
            }
        }
        return;
    }
    if fronts.may_be(GROUND) && after_one(words, &GROUNDS, ends_word).is_some() {
        behind_ground(said, at..clause.end, found);
    } else {
        obliged(text, at..clause.end, found);
    }
}

/// Where a name ends whose purpose is said behind "về", up to the verb: "Ban Chỉ đạo quốc gia về tìm kiếm liệt sĩ | chỉ
/// đạo …". What somebody reports about is none.
fn purpose(text: &str, end: usize) -> Option<usize> {
    /// The longest purpose.
    const REACH: usize = 100;
    const MATTERS: [&str; 12] = [
        "việc",
        "tình hình",
        "kết quả",
        "công tác",
        "nội dung",
        "các",
        "những",
        "một số",
        "vấn đề",
        "tiến độ",
        "kế hoạch",
        "chủ trương",
    ];
    let words = head(text.get(end..)?.strip_prefix(" về ")?, REACH);
    let words = &words[..words.find([',', '.', ';', ':', '(']).unwrap_or(words.len())];
    let from = end + " về ".len();
    let is_name = words.starts_with(char::is_lowercase) && first_of(words, &MATTERS).is_none();
    // "chất lượng công trình xây dựng | tổ chức …": a noun in front of the verb.
    let noun = |next: &str| next.strip_prefix("xây dựng ").is_some_and(acts_at);
    let verb = |at: &usize| {
        let next = &words[at + 1..];
        acts_at(next) && !noun(next) || modal_at(next).is_some()
    };
    let blanks = memchr::memchr_iter(b' ', words.as_bytes()).skip(1);
    blanks.take_while(|_| is_name).find(verb).map(|at| from + at)
}

/// Adds a list as leads. What names bodies by a participle only ("các cơ quan được giao chủ trì") is taken up to the
/// verb at `to`.
fn lead(text: &str, at: usize, list: &Bodies, to: usize, found: &mut Assignment) {
    let mut parties = parties(text, at, list);
    let end = at + list.end;
    let participle = text.get(end..to).unwrap_or_default();
    if let [only] = &mut parties[..]
        && (participle.starts_with(" được ") || participle.starts_with(" không "))
        && (only.name.contains("cơ quan") || only.name.starts_with("Cơ quan") || only.class == Class::Anybody)
    {
        let words = text.get(end..to).unwrap_or_default().trim_end();
        only.range.end = end + words.len();
        only.name = text[only.range.clone()].to_owned();
    }
    if let [only] = &mut parties[..]
        && !participle.trim().is_empty()
        && participle.starts_with(' ')
        && !participle.contains([',', '(', ';'])
        && ["Công ty", "Tổng công ty", "Tập đoàn", "Quỹ", "Trung tâm", "Ban "].iter().any(|f| only.name.starts_with(f))
        && !super::verb::verb_at(participle.trim_start())
        // "Công ty X theo quy định của pháp luật rà soát …": a phrase in front of the verb is none of the name.
        && fillers(text, end) == end
        && participle.len() < 48
    {
        only.range.end = end + participle.trim_end().len();
        only.name = text[only.range.clone()].to_owned();
    }
    // Anybody in one list with a body is told as surely.
    let surest = parties.iter().map(|party| party.class).max();
    for mut party in parties {
        if let Some(class) = surest.filter(|_| party.range.start > at) {
            party.class = party.class.max(class.min(Class::Kind));
        }
        // "từng bộ, ngành" are those named before.
        if !party.name.starts_with("từng ") && !party.name.starts_with("mỗi ") {
            push(&mut found.leads, party);
        }
    }
}

/// "Tổ chức thực hiện Chánh Văn phòng Ủy ban nhân dân": what follows the title of an article on its line.
fn after_title(text: &str) -> &str {
    const TITLES: [&str; 6] = [
        "Tổ chức thực hiện ",
        "Tổ chức thi hành ",
        "Trách nhiệm thi hành ",
        "Trách nhiệm tổ chức thực hiện ",
        "Điều khoản thi hành ",
        "Hiệu lực thi hành ",
    ];
    let behind = TITLES.iter().find_map(|title| text.strip_prefix(title));
    behind.filter(|rest| rest.starts_with(char::is_uppercase)).unwrap_or(text)
}

/// Those who carry out a decision: everybody before "chịu trách nhiệm thi hành", known names or not. Answers where
/// their sentence starts and its subject ends; `None` for other texts.
// EBNF: executors = holder , { ( "," | ";" | "và" ) , holder } , ( "chịu trách nhiệm" | … ) , "thi hành" ;
//       "Chánh Văn phòng, Thủ trưởng các đơn vị và các cá nhân chịu trách nhiệm thi hành"
fn executors(said: &Said, found: &mut Assignment) -> Option<Range<usize>> {
    /// The longest list of executors.
    const REACH: usize = 2400;
    let text = said.text;
    let end = said.within(0..REACH, |cue| cue == Cue::Execute).next()?.start;
    let subject = text[..end].trim_end_matches([' ', ',']);
    // "Quyết định này có hiệu lực kể từ ngày ký. Chánh Văn phòng …": the last sentence.
    let stop = subject.len();
    let sentence = subject.rmatch_indices(". ").find(|(at, _)| !abbreviated(&subject[..*at]));
    let start = sentence.map_or(0, |(at, _)| at + 2);
    let start = stop - after_title(&subject[start..]).len();
    let subject = &subject[start..];
    let ordered = after_one(subject, &ORDERS, ends_word).is_some();
    if ordered || !subject.starts_with(char::is_uppercase) || subject.contains(" đã ") {
        return None;
    }
    let mut at = start;
    while at < stop {
        let rest = &text[at..stop];
        let list = bodies(rest, Marks::Semicolons);
        let known = list.as_ref().map_or(0, |list| list.end);
        let after = &rest[known..];
        let filler = [" theo ", " trong phạm vi "].iter().any(|f| after.starts_with(f));
        let end = if filler { known } else { known + to_next_executor(after, known > 0) };
        // "… (bao gồm …)" behind a name is none of it; "Giám đốc (Thủ trưởng) các sở" goes on.
        let aside = |from: usize| {
            let open = rest[from..end].find(" (").map(|n| from + n);
            open.filter(|n| rest[*n..end].find(')').is_none_or(|close| close > 20)).unwrap_or(end)
        };
        let mut names = list.map_or_else(Vec::new, |list| parties(text, at, &list));
        match names.last_mut() {
            // "Cục trưởng Cục Hạ tầng và Thiết bị y tế": the end of a name that no rule knows.
            Some(last) if end > known && last.name == text[last.range.clone()] => {
                last.range.end = at + aside(last.range.end - at);
                last.name = text[last.range.clone()].trim_end().to_owned();
            }
            Some(_) => {}
            None => {
                let name = rest[..aside(0)].trim();
                let range = at..at + name.len();
                if (13..240).contains(&name.len()) {
                    names.push(Party { range, name: name.to_owned(), class: Class::Kind, ordered: false });
                }
            }
        }
        for party in names {
            push(&mut found.leads, Party { class: party.class.max(Class::Kind), ..party });
        }
        at += end;
        let rest = &text[at..stop];
        let skip = ["; ", ", và ", ", ", " và "].iter().find(|m| rest.starts_with(**m)).map_or(rest.len(), |m| m.len());
        at += skip;
    }
    Some(start..end)
}

/// The bytes up to the next mark behind which one more of those who carry out a decision opens; else all of them. Behind
/// the `known` start of a name "và" and a capital may go on with it.
fn to_next_executor(rest: &str, known: bool) -> usize {
    let opens = |(at, mark): &(usize, &str)| {
        let next = &rest[at + mark.len()..];
        let capital = next.starts_with(char::is_uppercase);
        let persons = ["các ", "ông ", "ông, ", "bà ", "thủ trưởng "].iter().any(|o| next.starts_with(o))
            || known && next.starts_with("cán bộ, ");
        persons || capital && (!known || *mark != " và " || name(next, false).is_some())
    };
    list_marks(rest, &["; ", ", ", " và "]).find(opens).map_or(rest.len(), |(at, _)| at)
}

/// The marks of a list in `text`: where each stands, and the first of `marks` that fits there. Each opens with a blank or
/// a semicolon, or with a comma in front of a blank.
fn list_marks<'m>(text: &str, marks: &'m [&'m str]) -> impl Iterator<Item = (usize, &'m str)> {
    memchr::memchr2_iter(b' ', b';', text.as_bytes()).filter_map(move |n| {
        let at = if text[..n].ends_with(',') { n - 1 } else { n };
        first_of(&text[at..], marks).map(|mark| (at, mark))
    })
}

/// Those whom the words of an item set to what stands below it: "Tổng cục X chỉ đạo Cục Y:", "Sở X chỉ đạo Chi cục Y thực
/// hiện các nội dung sau:".
pub(crate) fn directed(text: &str) -> Vec<Party> {
    let Some(words) = text.strip_suffix(':') else { return Vec::new() };
    let Some(list) = bodies(words, Marks::Semicolons) else { return Vec::new() };
    let Some(rest) = words[list.end..].strip_prefix(" chỉ đạo ") else { return Vec::new() };
    let at = words.len() - rest.len();
    // "… thực hiện các nội dung sau:"
    let leads_in = |words: &str| {
        let acts = first_of(words, &[" thực hiện", " triển khai", " tổ chức thực hiện", " tập trung"]).is_some();
        words.is_empty() || words.len() < 80 && acts && [" sau", " sau đây"].iter().any(|end| words.ends_with(end))
    };
    // "… chỉ đạo các cơ quan chức năng:" leaves open who.
    let one =
        |list: &Bodies| list.names.len() == 1 && list.names[0].class == Class::Body && leads_in(&rest[list.end..]);
    bodies(rest, Marks::Semicolons).filter(one).map_or_else(Vec::new, |list| parties(words, at, &list))
}

/// True for words that tell of a body and give it nothing to do: "Thành viên Hội đồng được sử dụng con dấu …".
pub(crate) fn describes(text: &str) -> bool {
    const PREDICATES: [&str; 9] =
        ["được ", "bị ", "đã ", "là ", "có quyền", "có thẩm quyền", "hoạt động theo ", "làm việc theo ", "không phải "];
    let behind = |list: Bodies| {
        text[list.end..].strip_prefix(' ').is_some_and(|rest| {
            let told = ["được giao", "được phân công", "được chỉ định", "được ủy quyền"];
            first_of(rest, &PREDICATES).is_some()
                && first_of(rest, &told).is_none()
                && modal_at(rest).is_none()
                && assign(&Said::new(text)).leads.is_empty()
        })
    };
    bodies(text, Marks::Commas).is_some_and(behind)
}

/// Those whom the last words of an answer ask to pass it on. Who only gets to know it is asked for nothing.
// EBNF: informed = ( "trả lời" | "thông báo" | … ) , "để" , bodies , [ "được" ] , "biết" , words , "hướng dẫn" ;
//       "trả lời để Chi cục B được biết và hướng dẫn doanh nghiệp"
pub(crate) fn informed(text: &str) -> Vec<Party> {
    const SAYS: [&str; 5] = ["trả lời", "hướng dẫn", "thông báo", "có ý kiến", "thông tin"];
    let says = |at: &usize| SAYS.iter().any(|s| text[..*at].trim_end().ends_with(s));
    let Some(at) = memchr::memmem::find_iter(text.as_bytes(), " để ").take(4).find(says) else { return Vec::new() };
    let from = at + " để ".len();
    let Some(list) = bodies(&text[from..], Marks::Commas) else { return Vec::new() };
    // The rest of a name that no rule knows may stand in front of "biết".
    let rest = &text[from + list.end..];
    let knows = rest.find("biết").filter(|n| *n < 60 && !rest[..*n].contains(['.', ';', ':']));
    let passes = knows.is_some_and(|n| {
        let behind = rest[n..].split(['.', ';']).next().unwrap_or_default();
        ["hướng dẫn", "chỉ đạo", "phổ biến"].iter().any(|verb| behind.contains(verb))
    });
    let mut parties = parties(text, from, &list);
    let end = from + list.end + knows.unwrap_or(0);
    if let Some(last) = parties.last_mut().filter(|_| passes) {
        let name = text[last.range.start..end].trim_end().trim_end_matches(" được").trim_end_matches(',');
        last.range.end = last.range.start + name.len();
        last.name = name.to_owned();
    }
    parties.iter_mut().for_each(|party| party.ordered = true);
    if passes { parties } else { Vec::new() }
}

/// Those who have a duty by the words of a text's first clause, known names or not. Answers where they end; 0 where a
/// list of known words reads them all, or where no subject stands.
// EBNF: told = holders , ( "có trách nhiệm" | "chịu trách nhiệm" | "có nhiệm vụ" | "có nghĩa vụ" ) ;
//       "Cơ sở khám bệnh, chữa bệnh có trách nhiệm cập nhật …"
fn told(said: &Said, found: &mut Assignment) -> usize {
    let text = said.text;
    if let Some((end, parties)) = responsible(text) {
        parties
            .into_iter()
            .for_each(|party| push(&mut found.leads, Party { class: party.class.max(Class::Kind), ..party }));
        return end;
    }
    let Some(end) = obliges(said).map(|modal| modal.start) else { return 0 };
    let read = said.list(0).map_or(0, |list| list.end);
    if read >= end || fillers(text, read) > end {
        return 0;
    }
    let subject = &text[..end];
    // "Sở X tiếp nhận hồ sơ, có trách nhiệm …": another predicate; "tự chịu trách nhiệm": no one's duty.
    if named(subject).len() == subject.len() && subject.ends_with([',', ';'])
        || subject.ends_with("ự")
        || subject.ends_with(" và")
    {
        return 0;
    }
    let Some(parties) = holders(subject, 0).filter(|all| read > 0 || all.len() == 1 || opens_common(text)) else {
        return 0;
    };
    for party in parties {
        push(&mut found.leads, Party { class: party.class.max(Class::Kind), ..party });
    }
    end
}

/// `Trách nhiệm của Văn phòng Bộ: chủ trì, phối hợp với …`: whose duty it is, and where the name ends.
fn responsible(text: &str) -> Option<(usize, Vec<Party>)> {
    /// The longest names.
    const REACH: usize = 200;
    let rest = after_one(text, &["trách nhiệm của ", "nhiệm vụ của "], any)?;
    let at = text.len() - rest.len();
    let colon = head(rest, REACH).find(':')?;
    let says = !rest[colon + 1..].trim().is_empty() && !rest[..colon].contains(". ");
    Some((at + colon, holders(&rest[..colon], at).filter(|_| says)?))
}

/// The words that oblige behind a subject at the start of a text.
fn obliges(said: &Said) -> Option<Joint<Cue>> {
    /// The longest subject.
    const REACH: usize = 360;
    /// What stands in clauses and not in names.
    const CLAUSES: [&str; 15] = [
        " chỉ đạo ",
        ". ",
        ": ",
        " đã ",
        " này ",
        " là ",
        " được ",
        " thì ",
        " mà ",
        " do ",
        " phải ",
        " không ",
        " sẽ ",
        " giao ",
        " có quyền ",
    ];
    let modal = said.oblige(0..REACH)?;
    let subject = &said.text[..modal.start];
    if !subject.starts_with(char::is_uppercase) || starts_word(subject, "không") {
        return None;
    }
    let fronts = Fronts::at(subject);
    let other = fronts.may_be(OPENER) && behind_opener(subject).is_some()
        || fronts.may_be(ORDER) && after_one(subject, &ORDERS, ends_word).is_some()
        || fronts.may_be(GROUND) && after_one(subject, &GROUNDS, ends_word).is_some();
    (!other && !CLAUSES.iter().any(|c| subject.contains(c))).then_some(modal)
}

/// All of some words as names: a list of known words as far as it reads, the rest up to the next mark behind which a
/// name opens. `None` for words that are too long for a name or begin with a verb.
// EBNF: holders = holder , { ( "," | ";" | "và" ) , holder } , [ ? a phrase between the names and the verb ? ] ;
//       "Chủ đầu tư, đơn vị quản lý vận hành nhà ở xã hội"
// EBNF: holder = name | ? words up to a mark behind which a name opens ? ;   "Chủ đầu tư"
fn holders(words: &str, start: usize) -> Option<Vec<Party>> {
    /// The longest name.
    const LONGEST: usize = 200;
    let words = named(words).trim_end_matches([' ', ':', '.', ';', ',']);
    let words = [" phải", " cần", " đều", " cũng"].iter().find_map(|w| words.strip_suffix(w)).unwrap_or(words);
    let mut out: Vec<Party> = Vec::new();
    let mut at = 0;
    while let Some(rest) = words.get(at..).filter(|rest| !rest.is_empty()) {
        let list = bodies(rest, Marks::Semicolons);
        let known = list.as_ref().map_or(0, |list| list.end);
        if known == 0 && start == 0 && verb_at(rest) {
            return None;
        }
        let (more, mark) = to_next_name(rest, known, start > 0);
        let end = known + more;
        let unknown = || Party { range: 0..0, name: String::new(), class: Class::Anybody, ordered: false };
        let mut names = list.map_or_else(|| vec![unknown()], |list| parties(rest, 0, &list));
        // Brackets are no part of a name.
        let open = rest[known..end].find(" (").map_or(end, |n| known + n);
        if let Some(last) = names.last_mut().filter(|_| open > known) {
            last.range.end = open;
            last.name = rest[last.range.clone()].trim_end().to_owned();
        }
        let shifted = |p: Party| Party { range: start + at + p.range.start..start + at + p.range.end, ..p };
        out.extend(names.into_iter().map(shifted));
        at += end + mark;
    }
    let fits = !out.is_empty() && out.iter().all(|p| (4..LONGEST).contains(&p.name.len()));
    fits.then_some(out)
}

/// Words without the phrase that stands between a subject and its verb, or behind the names of a heading.
fn named(words: &str) -> &str {
    const PHRASES: [&str; 18] = [
        ", trong ",
        ", theo ",
        ", căn cứ ",
        ", ngoài ",
        ", với ",
        " căn cứ ",
        " trong phạm vi",
        " trong việc ",
        " trong công tác ",
        " trong thời ",
        " trong vòng ",
        " theo chức năng",
        " theo thẩm quyền",
        " khi ",
        " nếu ",
        " đối với việc ",
        " định kỳ",
        " chậm nhất ",
    ];
    PHRASES.iter().filter_map(|p| words.find(p)).min().map_or(words, |cut| &words[..cut])
}

/// Behind the first `known` bytes, those up to the next mark of a list behind which a name opens, and those of the mark;
/// else all of them. "Tổ chức, cá nhân sản xuất …" are one.
fn to_next_name(words: &str, known: usize, heading: bool) -> (usize, usize) {
    const KINDS: [&str; 10] =
        ["tổ chức", "cơ quan", "đơn vị", "cá nhân", "Tổ chức", "Cơ quan", "Đơn vị", " ban", " bộ", " ngành"];
    let rest = &words[known..];
    // "…, tổ chức mua bán nợ": the noun, no verb.
    let firm = |next: &str| heading && next.strip_prefix("tổ chức ").is_some_and(|rest| !pair_at(rest));
    let opens =
        |next: &str| next.starts_with("các ") || name(next, false).is_some() || opens_common(next) || firm(next);
    let bare = |before: &str| before.len() < 48 && KINDS.iter().any(|k| before.ends_with(k));
    list_marks(rest, &[", và ", ", ", "; ", " và ", " hoặc "])
        .map(|(at, mark)| (at, mark.len()))
        .find(|(at, len)| !bare(&words[..known + at]) && opens(&rest[at + len..]))
        .unwrap_or((rest.len(), 0))
}

/// Whom an order verb that ends at `from` tells to do it.
fn order(said: &Said, from: usize, found: &mut Assignment) {
    let text = said.text;
    let rest = text[from..].trim_start_matches([' ', ':', '-']);
    let at = text.len() - rest.len();
    if let Some(list) = said.list(at) {
        let participle = rest.get(list.end..).is_some_and(|r| r.starts_with(" được "));
        let to = if participle { duty(text, at + list.end, false).unwrap_or(at + list.end) } else { at + list.end };
        let before = found.leads.len();
        lead(text, at, &list, to, found);
        found.leads[before..].iter_mut().for_each(|l| l.ordered = true);
    } else if let Some(next) = rest.strip_prefix("đơn vị ")
        && ends_plain(text[..from].trim_end(), "nghi").is_some()
        && (verb_at(next) || ["căn cứ ", "nghiên cứu ", "đối chiếu "].iter().any(|w| next.starts_with(w)))
        && !next.starts_with("chủ ")
    {
        // "Đề nghị đơn vị nghiên cứu …": a letter calls whom it answers by the kind of body.
        let name = "đơn vị".to_owned();
        push(&mut found.leads, Party { range: at..at + name.len(), name, class: Class::Kind, ordered: true });
    }
}

/// Words that show that a subject orders or reports, and is not told to do anything.
static NOT_TOLD: Starts = Starts::new(&[
    "yêu cầu",
    "đề nghị",
    "giao ",
    "thống nhất giao",
    "thống nhất với",
    "đồng ý",
    "kết luận",
    "nhấn mạnh",
    "trả lời",
    "nhận được",
    "có ý kiến",
    "cho biết",
    "cho rằng",
    "đánh giá cao",
    "ghi nhận",
    "biểu dương",
    "hoan nghênh",
    "nhận thấy",
    "đã ",
    "vừa ",
    "đang ",
    "sẽ ",
    "trân trọng",
    "thông báo để",
    "xin ",
    "kính ",
    "quyết nghị",
    "có công văn",
    "có văn bản số",
    "tổ chức Hội nghị ",
    "được ",
    "bị ",
    "có quyền",
    "có tư cách ",
    "thống nhất về",
    "chỉ thị",
    "báo cáo như sau",
    "thông báo như sau",
    "có Công văn",
    "tự giải thể",
    "hoạt động theo ",
    "làm việc theo ",
    "không phải ",
    "không bắt buộc ",
    "phải là ",
    "phải đủ ",
    "phải đạt ",
    "phải thuộc ",
    "phải đáp ứng ",
]);

/// What a body does that speaks itself: "Ủy ban Thường vụ Quốc hội quyết định sắp xếp … như sau:".
static ACTS_ITSELF: Starts = Starts::new(&[
    "quyết định ",
    "quyết nghị ",
    "thống nhất ",
    "công bố ",
    "ban hành ",
    "phê duyệt ",
    "thông qua ",
    "quy định ",
]);

/// True at what somebody has to be or to have, which is no duty to do something: "phải có lý lịch rõ ràng".
fn is_condition(words: &str) -> bool {
    const DEEDS: [&str; 10] = [
        "trách nhiệm",
        "nghĩa vụ",
        "biện pháp",
        "kế hoạch",
        "văn bản",
        "phương án",
        "giải pháp",
        "ý kiến",
        "báo cáo",
        "thông báo",
    ];
    words.strip_prefix("phải có ").is_some_and(|rest| first_of(rest, &DEEDS).is_none())
}

/// "không phải", "không bắt buộc phải": in front of the modal.
fn is_negated(before: &str) -> bool {
    let before = before.trim_end();
    before.strip_suffix(" bắt buộc").unwrap_or(before).ends_with(" không")
}

/// Small words that are no verb.
const NO_VERBS: [&str; 46] = [
    "của", "tại", "về", "và", "với", "cho", "do", "trong", "số", "như", "này", "khi", "để", "vào", "từ", "trên", "nơi",
    "thì", "hoặc", "mà", "bằng", "là", "gồm", "bao", "đó", "nêu", "nói", "năm", "ngày", "tháng", "có", "đến", "tới",
    "ở", "khóa", "nhiệm", "lần", "các", "những", "việc", "bởi", "quản", "dưới", "nếu", "cũ)", "rất",
];

/// Where the verb stands that makes the bodies before `end` the ones told to do it; `sure` when they are bodies by name
/// or kind. `None` when they are not told to do anything.
fn duty(text: &str, end: usize, sure: bool) -> Option<usize> {
    let rest = text.get(end..)?;
    if let Some(after) = rest.strip_prefix(':') {
        // "Sở Tài chính: Trên cơ sở đề xuất …"
        return (sure && !after.trim().is_empty()).then_some(end);
    }
    let at = fillers(text, end);
    let words = text.get(at..)?.trim_start();
    let at = text.len() - words.len();
    if let Some(participle) = ["được giao", "được phân công", "được chỉ định"].iter().find(|p| words.starts_with(**p))
    {
        let reach = head(words, 220);
        let cut = reach.find(['.', ';', ':']).unwrap_or(reach.len());
        return modal_in(&reach[..cut], participle.len()).map(|n| at + n);
    }
    // "… tổ chức Hội nghị tiếp xúc cử tri cần …": which body is meant.
    let held = words.starts_with("tổ chức Hội nghị ")
        && modal_in(head(words, 160).split([',', '.', ';']).next()?, 0).is_some();
    if !held && NOT_TOLD.any(words) || ACTS_ITSELF.any(words) && text.trim_end().ends_with("như sau:") {
        return None;
    }
    if is_condition(words) {
        return None;
    }
    if modal_at(words).is_some() || ["căn cứ ", "không ", "có chức năng"].iter().any(|w| words.starts_with(w)) {
        return Some(at);
    }
    // "Người lao động thuộc đối tượng thực hiện chế độ …": who is meant, and no duty yet.
    let meant = !sure && ["thuộc đối tượng", "thuộc trường hợp"].iter().any(|w| text[..end].ends_with(w));
    if meant && !words.starts_with("quy định tại ") {
        return None;
    }
    if verb_at(words) && words.starts_with(char::is_lowercase) {
        return Some(at);
    }
    let word = words.split([' ', ',', '.', ';', ':']).next().unwrap_or_default();
    let unknown = sure && rest.starts_with(' ') && word.starts_with(char::is_lowercase) && !NO_VERBS.contains(&word);
    // "Công ty Công viên cây xanh chịu trách nhiệm": the rest of a name that no rule knows.
    let near = head(words, 48);
    let near = &near[..near.find([',', '.', ';', ':', '(']).unwrap_or(near.len())];
    // "Trung tâm thanh toán bù trừ được tổ chức theo …": told of the body.
    let told_of = || {
        let next = memchr::memchr_iter(b' ', near.as_bytes()).take(3).map(|n| &near[n + 1..]);
        let mut next = next.take_while(|words| !verb_at(words));
        next.any(|words| first_of(words, &["được ", "là ", "bị ", "có quyền", "có tư cách "]).is_some())
    };
    unknown.then(|| modal_in(near, 0)).and_then(|modal| match modal {
        None if told_of() => None,
        modal => Some(at + modal.unwrap_or(0)),
    })
}

/// Where the words of a text start, but for the first. They are so short that a search for each blank costs more.
fn words_from(text: &str) -> impl Iterator<Item = usize> {
    text.bytes().zip(1..).filter(|(byte, _)| *byte == b' ').map(|(_, at)| at)
}

/// The place of the first modal in `text` from `from` on, at a word.
fn modal_in(text: &str, from: usize) -> Option<usize> {
    words_from(&text[from..]).map(|at| from + at).find(|at| modal_at(&text[*at..]).is_some())
}

/// Behind the phrases that stand between a subject and its verb.
fn fillers(text: &str, mut at: usize) -> usize {
    const PHRASES: [&str; 16] = [
        "theo chức năng",
        "theo nhiệm vụ",
        "theo thẩm quyền",
        "theo phạm vi",
        "căn cứ chức năng",
        "căn cứ nhiệm vụ",
        "trong phạm vi",
        "trên cơ sở",
        "với chức năng",
        "với vai trò",
        "theo phân công",
        "theo lĩnh vực",
        "căn cứ tình hình",
        "theo quy định",
        "căn cứ vào",
        "căn cứ nội dung",
    ];
    /// Words after which the verb comes without a comma.
    const ENDS: [&str; 10] = [
        "được giao ",
        "phụ trách ",
        "của mình ",
        "được phân công ",
        "quản lý ",
        "thẩm quyền ",
        "nhiệm vụ ",
        "thực tế ",
        "pháp luật ",
        "địa phương ",
    ];
    for _ in 0..3 {
        let rest = text[at..].trim_start_matches([' ', ',']);
        let start = text.len() - rest.len();
        if first_of(rest, &PHRASES).is_none() {
            return at;
        }
        let reach = head(rest, 260);
        let clause = &reach[..reach.find(['.', ';', ':']).unwrap_or(reach.len())];
        // The first comma or end word behind which a verb stands.
        let comma = clause.match_indices(", ").map(|(n, _)| n + 2);
        let ends = ENDS.iter().flat_map(|e| clause.match_indices(e).map(|(n, m)| n + m.len()));
        let verb = |n: &usize| {
            let next = &clause[*n..];
            (verb_at(next) || modal_at(next).is_some()) && !next.starts_with("nhiệm vụ")
        };
        let Some(n) = comma.chain(ends).filter(verb).min() else { return at };
        at = start + n;
    }
    at
}

/// The subject behind a phrase of ground or time: at a comma, else where a body and its verb stand next to each other.
fn behind_ground(said: &Said, clause: Range<usize>, found: &mut Assignment) {
    /// A phrase of ground is no longer than this.
    const REACH: usize = 900;
    let text = said.text;
    let words = head(&text[clause.clone()], REACH);
    let range = clause.start..clause.start + words.len();
    // Once its predicate has begun, a clause has no subject to come.
    let own = |found: &Joint<Cue>| {
        let noun = ["quá", "Quá", "lộ", "Lộ", "công", "chương", "quy", "Tờ", "tờ"]
            .iter()
            .any(|w| text[range.start..found.start].ends_with(w));
        !noun && !text[found.end..range.end].trim_start().starts_with("của ")
    };
    // "Khi chủ trì cuộc họp, Sở X …": what the phrase itself says, up to its comma.
    let while_doing = after_one(words, &["trong quá trình", "khi", "sau khi"], ends_word).is_some();
    let from = if while_doing { words.find(", ").unwrap_or(0) } else { 0 };
    let behind = range.start + from..range.end;
    let predicate = said.within(behind, |cue| cue == Cue::Predicate).find(own);
    let end = predicate.map_or(words.len(), |found| found.start - range.start);
    for n in words_from(words).take_while(|n| *n <= end) {
        if opens_subject(&words[..n], &words[n..]) && confirmed(text, clause.start + n, found) {
            return;
        }
    }
    // "Khi nhận được văn bản, đơn vị hoặc cá nhân có trách nhiệm …"
    let modal = said.oblige(range.clone()).map(|modal| &text[range.start..modal.start]);
    // What an answer quotes of the law tells nobody here.
    let quoted = text.starts_with(['“', '"']);
    let must = || said.within(range.clone(), |cue| cue == Cue::Must).next();
    let musts = || must().filter(|_| !quoted).and_then(|_| musts(words));
    let last = modal.or_else(musts).and_then(|before| {
        let comma = before.rfind(", ")?;
        let from = before[comma..].rfind(" thì ").map_or(comma + 2, |then| comma + then + " thì ".len());
        let clause = &before[from..];
        // Behind a kind the last of a list stands, which is not all of the subject.
        let list = ["tổ chức", "cơ quan", "đơn vị", "cá nhân", "ngành"].iter().any(|k| before[..comma].ends_with(k));
        let says = [" không ", " được ", " phải "].iter().any(|w| clause.contains(w))
            || clause.ends_with(" và")
            || is_negated(clause);
        // In front of "phải" alone a verb may stand that is the subject's own.
        let acts = modal.is_none() && memchr::memchr_iter(b' ', clause.as_bytes()).any(|n| pair_at(&clause[n + 1..]));
        (opens_common(clause) && !list && !says && !acts).then_some((from, before))
    });
    if let Some((from, before)) = last {
        let parties = holders(&before[from..], clause.start + from).unwrap_or_default();
        parties.into_iter().for_each(|party| push(&mut found.leads, party));
    }
}

/// The words in front of the first "phải" that says what somebody has to do.
fn musts(words: &str) -> Option<&str> {
    let at = modal_in(words, 0).filter(|at| words[*at..].starts_with("phải ") && !is_condition(&words[*at..]))?;
    Some(words[..at].trim_end())
}

/// True where a subject may open behind a phrase of ground: behind a comma; without one, behind a date or a bracket, or
/// where a plural opens.
fn opens_subject(before: &str, next: &str) -> bool {
    const BOUND: [&str; 16] = [
        "của", "do", "với", "đạo", "bởi", "tại", "về", "giao", "nghị", "cầu", "cáo", "cho", "và", "gửi", "trong", "từ",
    ];
    let plural = next.starts_with("các ");
    // Most words end in a letter, and no plural follows.
    if !plural && matches!(before.as_bytes(), [.., letter, b' '] if letter.is_ascii_alphabetic()) {
        return false;
    }
    let before = before.trim_end();
    match before.bytes().next_back() {
        Some(b',') => true,
        Some(b')' | b'0'..=b'9') => next.starts_with(char::is_uppercase),
        Some(b':') | None => false,
        _ if before.ends_with(" thì") => true,
        _ => plural && !BOUND.contains(&before.rsplit(' ').next().unwrap_or_default()),
    }
}

/// Adds the list at `at` as leads when a modal or a known verb follows.
fn confirmed(text: &str, at: usize, found: &mut Assignment) -> bool {
    let rest = &text[at..];
    // "…, nếu phát sinh vướng mắc, cơ quan, tổ chức, cá nhân kịp thời phản ánh về Bộ X"
    let anybody =
        || ["cơ quan, ", "tổ chức, "].iter().any(|o| rest.starts_with(o)) && text[..at].contains("vướng mắc, ");
    let opens = ["các ", "Các ", "người ", "thủ trưởng "].iter().any(|o| rest.starts_with(o))
        || rest.starts_with(char::is_uppercase)
        || anybody();
    if !opens {
        return false;
    }
    let Some(list) = bodies(rest, Marks::Commas) else { return false };
    // "…, Thành phố bố trí ngân sách": a rule of what the place does.
    if list.names.len() == 1 && list.names[0].of(rest) == "Thành phố" {
        return false;
    }
    let sure = list.names.iter().any(|n| n.class >= Class::Kind);
    let Some(to) = duty(text, at + list.end, sure) else { return false };
    let verb = &text[to..];
    if !sure && modal_at(verb).is_none() || !(modal_at(verb).is_some() || verb_at(verb) || verb.starts_with("căn cứ"))
    {
        return false;
    }
    lead(text, at, &list, to, found);
    true
}

/// Whoever a modal obliges, where no list of known words reads the name: "Người lao động không trúng tuyển … phải".
fn obliged(text: &str, clause: Range<usize>, found: &mut Assignment) {
    /// The longest subject.
    const REACH: usize = 320;
    static HEADS: Starts = Starts::new(&HEAD_WORDS);
    const HEAD_WORDS: [&str; 18] = [
        "Người ",
        "Khách hàng",
        "Các ",
        "Tổ chức",
        "Cơ quan",
        "Đơn vị",
        "Doanh nghiệp",
        "Chủ ",
        "Hộ ",
        "Nhà ",
        "Cá nhân",
        "Công ty",
        "Cơ sở ",
        "người ",
        "các ",
        "Hợp tác xã",
        "Thủ trưởng",
        "Quỹ ",
    ];
    let words = head(&text[clause.clone()], REACH);
    // "Chủ động …" is what somebody is to do.
    if !HEADS.any(words) || starts_word(words, "chủ động") || starts_word(words, "chủ trì") {
        return;
    }
    let Some(modal) = modal_in(words, 0) else { return };
    let name = words[..modal].trim_end();
    if is_negated(name) || name.ends_with(" chưa") || is_condition(&words[modal..]) {
        return;
    }
    // "Các đối tượng quy định tại khoản 2 Điều này phải …"
    let own = name.split(" quy định tại ").next().unwrap_or(name);
    let own = if own.len() < name.len() { own } else { &words[..modal] };
    let history = [" đã ", " là ", "có quyền", " được quy định", " này ", ", "];
    if name.len() > 240 || history.iter().any(|h| own.contains(h)) {
        return;
    }
    // "Người nộp thuế tự xác định và chịu trách nhiệm …": its own verb ends the name.
    let name = [" có nhu cầu", " khi ", " nếu ", " trên ", " thì", " tự "]
        .iter()
        .find_map(|cut| name.split_once(cut))
        .map_or(name, |(n, _)| n);
    // "Tổ chức thực hiện và chịu trách nhiệm …" has no subject.
    if name.ends_with(" và") {
        return;
    }
    let mut from = clause.start;
    let opens = |part: &str| HEAD_WORDS.iter().any(|h| strip_prefix(part, &h.to_lowercase()).is_some());
    if !name.split(" hoặc ").all(opens) {
        push(
            &mut found.leads,
            Party { range: from..from + name.len(), name: name.to_owned(), class: Class::Anybody, ordered: false },
        );
        return;
    }
    for part in name.split(" hoặc ") {
        push(
            &mut found.leads,
            Party { range: from..from + part.len(), name: part.to_owned(), class: Class::Anybody, ordered: false },
        );
        from += part.len() + " hoặc ".len();
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Cues inside a clause

/// An order in the middle of a clause: "…, UBND tỉnh yêu cầu Sở X kiểm tra".
fn ordered(text: &str, start: usize, end: usize, found: &mut Assignment) {
    const NOUNS: [&str; 41] = [
        "để", "theo", "xét", "được", "các", "những", "số", "bản", "về", "bàn", "chuyển", "đã", "của", "đáp", "ứng",
        "có", "văn", "khai", "đơn", "Đơn", "phiếu", "Phiếu", "thư", "từng", "mọi", "khi", "nhiều", "Theo", "Xét", "Về",
        "bị", "tiếp", "sở", "một", "trình", "phản", "hồ", "tham", "nêu", "mưu", "không",
    ];
    let before = text[..start].trim_end();
    if before.is_empty() || before.ends_with(['.', ';', ':']) {
        return; // At the start of a clause: read there.
    }
    let last = before.rsplit([' ', ',']).next().unwrap_or_default();
    if NOUNS.contains(&last) || !text[..start].ends_with([' ', '(']) {
        return;
    }
    let rest = text[end..].trim_start_matches("cho ");
    let at = text.len() - rest.len();
    let Some(list) = bodies(rest, Marks::Semicolons) else { return };
    let sure = list.names.iter().any(|n| n.class >= Class::Kind);
    if let Some(to) = duty(text, at + list.end, sure) {
        let before = found.leads.len();
        lead(text, at, &list, to, found);
        found.leads[before..].iter_mut().for_each(|l| l.ordered = true);
    }
}

// EBNF: support = "phối hợp" , { ? a manner ? } , [ "với" | "cùng" ] , bodies ;   "phối hợp chặt chẽ với Sở Y tế"
fn support(text: &str, before: &str, end: usize, found: &mut Assignment) {
    const NOUNS: [&str; 12] = [
        "quy chế",
        "chương trình",
        "cơ chế",
        "công tác",
        "sự",
        "cơ quan",
        "đơn vị",
        "kế hoạch",
        "việc",
        "hội nghị",
        "mối quan hệ",
        "nội dung",
    ];
    const MANNERS: [&str; 27] = [
        "cộng tác",
        "chặt chẽ",
        "thường xuyên",
        "kịp thời",
        "đồng bộ",
        "có hiệu quả",
        "hiệu quả",
        "nhịp nhàng",
        "tích cực",
        "tốt",
        "và",
        ",",
        "hỗ trợ",
        "hướng dẫn",
        "trao đổi",
        "thống nhất",
        "trực tiếp",
        "chủ động",
        "làm việc",
        "đôn đốc",
        "liên hệ",
        "toàn diện",
        "tổ chức",
        "hiệp đồng",
        "tăng cường",
        "theo dõi",
        "thực hiện",
    ];
    let before = before.trim_end();
    if NOUNS.iter().any(|n| before.ends_with(n)) {
        return;
    }
    let mut rest = text[end..].trim_start();
    for _ in 0..6 {
        if let Some(with) = ["cùng với ", "với ", "cùng "].iter().find_map(|w| rest.strip_prefix(w)) {
            return take(text, text.len() - with.len(), &mut found.supports);
        }
        match MANNERS.iter().find_map(|m| rest.strip_prefix(m)) {
            // "phối hợp tổ chức chính trị - xã hội": a name.
            Some(_) if rest.starts_with("tổ chức ") && name(rest, true).is_some() => break,
            Some(after) => rest = after.trim_start(),
            None => break,
        }
    }
    if text[end..].starts_with([' ', ',']) {
        let at = text.len() - rest.len();
        // Without "với" only bodies by name or kind: "phối hợp Báo X".
        if bodies(rest, Marks::Commas).is_some_and(|l| l.names.iter().all(|n| n.class >= Class::Kind)) {
            take(text, at, &mut found.supports);
        }
    }
}

/// `( "làm việc" , [ "cụ thể" | "trực tiếp" ] | "thống nhất" ) , "với" , bodies`
fn with(text: &str, end: usize, found: &mut Assignment) {
    // "liên hệ làm việc trực tiếp với Cục Thuế": whom to ask, not whom to work with.
    if text[..end].trim_end().ends_with("iên hệ làm việc") {
        return;
    }
    // "Sau khi thống nhất với Sở Y tế, …": a ground.
    let verb = text[..end].trim_end();
    if verb.strip_suffix("thống nhất").is_some_and(|before| before.ends_with("khi ") || before.ends_with("sở ")) {
        return;
    }
    let rest = text[end..].trim_start();
    let rest = ["cụ thể ", "trực tiếp "].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    if let Some(after) = rest.strip_prefix("với ") {
        let at = text.len() - after.len();
        if bodies(after, Marks::Commas).is_some_and(|l| l.names.iter().all(|n| n.class >= Class::Kind)) {
            take(text, at, &mut found.supports);
        }
    }
}

fn take(text: &str, at: usize, side: &mut Vec<Party>) {
    let Some(list) = bodies(&text[at..], Marks::Partners) else {
        // "phối hợp với Thành phố": those who govern the place that the text is about.
        let place = ["Thành phố", "Tỉnh"].into_iter().find(|p| text[at..].strip_prefix(p).is_some_and(ends_word));
        if let Some(name) = place {
            let range = at..at + name.len();
            push(side, Party { range, name: name.to_owned(), class: Class::Body, ordered: false });
        }
        return;
    };
    for party in parties(text, at, &list) {
        push(side, party);
    }
    // "phối hợp các sở, ban, ngành; Ủy ban nhân dân các xã thực hiện …": no verb yet, the list goes on.
    let end = at + list.end;
    if let Some(more) = text[end..].strip_prefix("; ").and_then(|rest| bodies(rest, Marks::Partners)) {
        for party in parties(text, end + 2, &more) {
            push(side, party);
        }
    }
}

/// `"do" , bodies , ( "chủ trì" | "chịu trách nhiệm" | … )`
fn by(text: &str, end: usize, found: &mut Assignment) {
    const VERBS: [&str; 8] = [
        "chủ trì",
        "triệu tập",
        "chịu trách nhiệm",
        "quyết định và chịu",
        "tổ chức thực hiện",
        "đảm nhiệm",
        "đảm nhận",
        "làm đầu mối",
    ];
    let Some(list) = bodies(&text[end..], Marks::Commas) else { return };
    let rest = text[end + list.end..].trim_start();
    if VERBS.iter().any(|v| rest.starts_with(v)) && list.names.iter().all(|n| n.class >= Class::Kind) {
        lead(text, end, &list, end + list.end, found);
    }
}

/// `"báo cáo" , [ words ] , [ "về" | "lên" | "với" | "cho" | "gửi" ] , bodies`
fn receiver(text: &str, before: &str, end: usize, found: &mut Assignment) {
    /// What may stand between the verb and the receiver: "báo cáo kết quả thực hiện về …".
    const REACH: usize = 90;
    if !before.ends_with(['b', 'B']) {
        return;
    }
    let reach = head(&text[end..], REACH);
    let cut = &reach[..reach.find(['.', ';', ':', ',', '(']).unwrap_or(reach.len())];
    let mut places = vec![0];
    for word in ["về ", "lên ", "với ", "cho ", "gửi ", "gửi về "] {
        places.extend(cut.match_indices(word).map(|(n, w)| n + w.len()));
    }
    places.sort_unstable();
    for n in places {
        if let Some(list) = bodies(&text[end + n..], Marks::Commas).filter(|l| l.names[0].class == Class::Body) {
            for party in parties(text, end + n, &list) {
                push(&mut found.receivers, party);
            }
            return;
        }
    }
}

/// `( "qua" | "thông qua" ) , bodies` behind a receiver: "báo cáo UBND tỉnh (qua Sở Nội vụ)".
fn through(text: &str, before: &str, end: usize, found: &mut Assignment) {
    let opens = before.ends_with(['(', ' ']);
    if !opens || found.receivers.is_empty() && !before.ends_with('(') {
        return;
    }
    let Some(list) = bodies(&text[end..], Marks::Commas).filter(|l| l.names[0].class == Class::Body) else { return };
    for party in parties(text, end, &list) {
        push(&mut found.via, party);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Items that only name bodies

/// The bodies of an item that is nothing but their names.
// EBNF: name_only = [ order | "Đối với" | "Trách nhiệm của" | "Nhiệm vụ của" ] , bodies , [ modal ] , [ aside ] ,
//                   [ ":" | "." ] ;
//       "Giao Sở Y tế", "Đối với Cục Thuế:", "UBND các xã có trách nhiệm:"
// EBNF: order = "Giao" | "Đề nghị" | "Yêu cầu" | … ;   "Giao"
// EBNF: aside = "," , words ;   ", theo chức năng"
pub(crate) fn name_only(said: &Said) -> Option<Vec<Party>> {
    /// A longer text says more than a name.
    const LONGEST: usize = 700;
    const FRONTS: [&str; 16] = [
        "đề nghị: ",
        "yêu cầu: ",
        "giao: ",
        "kính đề nghị ",
        "đề nghị ",
        "yêu cầu ",
        "phân công ",
        "giao cho ",
        "giao ",
        "đối với ",
        "trách nhiệm của ",
        "nhiệm vụ của ",
        "về phía ",
        "trách nhiệm ",
        "nhiệm vụ, quyền hạn của ",
        "nhiệm vụ và quyền hạn của ",
    ];
    const BACKS: [&str; 14] = [
        "có trách nhiệm",
        "chịu trách nhiệm",
        "có nhiệm vụ",
        "thực hiện",
        "chủ trì",
        "các nhiệm vụ",
        "các nội dung",
        "nhiệm vụ",
        "sau",
        "như",
        "đây",
        "thực hiện các nhiệm vụ sau",
        "phụ trách",
        "thực hiện nhiệm vụ",
    ];
    let text = said.text;
    if text.len() > LONGEST {
        return None;
    }
    let front = after_one(text, &FRONTS, any).or_else(|| delegated(said)).unwrap_or(text);
    let at = text.len() - front.len();
    // "Điều 4. Tổ chức Mạng" is a heading of a matter.
    if at == 0 && text.starts_with("Tổ chức ") && !text.ends_with(':') {
        return None;
    }
    let list = match said.list(at) {
        Some(list) => list,
        None => return alternatives(text, at).or_else(|| held(said, at)),
    };
    let mut rest = front.get(list.end..)?.trim_start();
    // "…, trong đó trọng tâm là các tỉnh: A, B:"
    if rest.starts_with(", trong đó") && rest.ends_with(':') {
        rest = "";
    }
    // "Giao Sở X căn cứ Danh mục … có trách nhiệm:": a ground on which nothing is done yet.
    if let Some(ground) = rest.strip_prefix("căn cứ ")
        && let Some((_, after)) = ground.rsplit_once(" có trách nhiệm")
        && after.ends_with(':')
    {
        rest = after;
    }
    while let Some(after) = BACKS.iter().find_map(|b| rest.strip_prefix(b)) {
        rest = after.trim_start();
    }
    let whole = rest.trim_matches([' ', ':', '.', ';', ',', '-']).is_empty();
    if !whole {
        return alternatives(text, at).or_else(|| held(said, at));
    }
    Some(parties(text, at, &list))
}

/// Those who lead and who help in all that stands below an item that says no more.
// EBNF: roles = [ order ] , bodies , [ "theo chức năng" , words ] , [ modal ] , "chủ trì" , [ "," ] , "phối hợp" ,
//               [ "chặt chẽ" ] , [ "với" ] , bodies , ":" ;
//       "Bộ Tài chính chủ trì, phối hợp với các cơ quan liên quan:"
pub(crate) fn roles_only(said: &Said) -> Option<(Vec<Party>, Vec<Party>)> {
    const LEADS: [&str; 6] = [
        "chủ trì, phối hợp chặt chẽ với ",
        "chủ trì phối hợp chặt chẽ với ",
        "chủ trì, phối hợp với ",
        "chủ trì phối hợp với ",
        "chủ trì, phối hợp ",
        "chủ trì phối hợp ",
    ];
    const ORDERED: [&str; 3] = ["giao ", "đề nghị ", "yêu cầu "];
    let text = said.text.strip_suffix(':')?.trim_end();
    let at = text.len() - after_one(text, &ORDERED, any).unwrap_or(text).len();
    let list = said.list(at)?;
    let rest = text.get(at + list.end..)?.trim_start();
    let (own, partners) = LEADS.iter().find_map(|words| rest.split_once(words))?;
    let own = own.trim_end_matches([',', ' ']);
    if !own.is_empty()
        && !own.starts_with("theo chức năng")
        && !own.starts_with("trong phạm vi")
        && modal_at(own).is_none()
    {
        return None;
    }
    let from = text.len() - partners.len();
    let helpers = bodies(partners, Marks::Partners).filter(|helpers| helpers.end == partners.len())?;
    Some((parties(text, at, &list), parties(text, from, &helpers)))
}

/// "Ủy ban nhân dân tỉnh ủy quyền cho Giám đốc Sở Nội vụ:": the text from those on who get the power.
fn delegated<'t>(said: &Said<'t>) -> Option<&'t str> {
    const GIVES: [&str; 6] =
        ["ủy quyền cho ", "uỷ quyền cho ", "phân cấp cho ", "giao cho ", "phân cấp, ủy quyền cho ", "ủy quyền "];
    let text = said.text;
    let words = text.strip_suffix(':')?;
    said.list(0)?;
    let giver = bodies(words, Marks::Commas).map_or(0, |list| list.end);
    let given = after_one(words[giver..].trim_start(), &GIVES, any).filter(|_| giver > 0)?;
    text.get(words.len() - given.len()..)
}

/// Those whose duties stand below a heading, with the words that tell of rights beside them.
// EBNF: duties = kind , { ( "," | "và" ) , kind } , [ words ] , "của" , holders ,
//                [ ( "với" | "trong" | "đối với" ) , words ]
//              | "quan hệ công tác giữa" , holders , "với" , words ;
//       "Trách nhiệm phối hợp của Tổ thư ký với các thành viên", "Quyền và nghĩa vụ của bên thuê"
// EBNF: kind = "trách nhiệm" | "nhiệm vụ" | "nghĩa vụ" | "quyền hạn" | "quyền" | "thẩm quyền" ;   "Quyền"
pub(crate) fn duty_heading(text: &str) -> Option<Duties> {
    /// The longest words between the kind and "của".
    const BETWEEN: usize = 100;
    const RIGHTS: [&str; 5] = ["quyền hạn", "quyền lợi", "quyền", "thẩm quyền", "chức năng"];
    const DUTIES: [&str; 3] = ["trách nhiệm", "nhiệm vụ", "nghĩa vụ"];
    // Most headings open with another letter.
    if !text.starts_with(['Q', 'q', 'M', 'm', 'T', 't', 'C', 'c', 'N', 'n']) {
        return None;
    }
    let (mut rights, mut duties) = (false, false);
    // "Quan hệ công tác giữa Hội đồng với các bộ": what the first does.
    let relations = ["quan hệ công tác", "mối quan hệ công tác", "quan hệ phối hợp", "mối quan hệ"];
    if let Some(names) = after_one(text, &relations, ends_word).and_then(|rest| rest.strip_prefix(" giữa ")) {
        let start = text.len() - names.len();
        let names = &names[..[" với ", " và "].iter().filter_map(|w| names.find(w)).min()?];
        return Some(Duties { holders: holders(names, start)?, rights: true });
    }
    let mut rest = text;
    loop {
        let (after, is_right) = match after_one(rest, &RIGHTS, ends_word) {
            Some(after) => (after, true),
            None => (after_one(rest, &DUTIES, ends_word)?, false),
        };
        rights |= is_right;
        duties |= !is_right;
        let Some(next) = [", ", " và "].iter().find_map(|mark| after.strip_prefix(mark)) else {
            rest = after;
            break;
        };
        rest = next;
    }
    let of = " của ";
    let at = head(rest, BETWEEN).find(of).filter(|at| duties && !rest[..*at].contains([':', ';']))?;
    let names = &rest[at + of.len()..];
    let start = text.len() - names.len();
    let cut = [" với ", " trong ", " đối với ", " khi ", " về việc "].iter().filter_map(|w| names.find(w)).min();
    let names = names[..cut.unwrap_or(names.len())].trim_end_matches([' ', ':', '.', ',']);
    Some(Duties { holders: holders(names, start)?, rights })
}

/// True for a heading or lead-in of rights alone: "Quyền của bên thuê", "Người gửi có các quyền sau đây:".
pub(crate) fn grants_rights(text: &str) -> bool {
    let words = text.trim_end_matches([':', '.', ' ']);
    let words = [" sau đây", " như sau", " sau"].iter().find_map(|end| words.strip_suffix(end)).unwrap_or(words);
    let heading = words == "Quyền" || words.starts_with("Quyền của ") || words.starts_with("Quyền lợi của ");
    let given = || ["có quyền", "có các quyền", "có những quyền"].iter().any(|end| words.ends_with(end));
    heading || text.ends_with(':') && given()
}

/// What a heading of duties says.
pub(crate) struct Duties {
    /// Those who have them.
    pub(crate) holders: Vec<Party>,
    /// True when rights stand among them.
    pub(crate) rights: bool,
}

/// The same of names that no rule knows, by the words around them: "Trách nhiệm của tổ chức sản xuất vật liệu:", "Cơ sở
/// khám bệnh, chữa bệnh có trách nhiệm:".
fn held(said: &Said, at: usize) -> Option<Vec<Party>> {
    let text = said.text;
    let front = text.get(at..)?;
    if text[..at].ends_with("của ") && ![". ", ": "].iter().any(|m| front.contains(m)) {
        return holders(front.split(" đối với ").next()?, at);
    }
    if at > 0 || !text.trim_end().ends_with(':') {
        return None;
    }
    let modal = obliges(said)?;
    let rest = &text[modal.end..];
    let rest = [" thực hiện", " sau đây", " sau", " như sau"].iter().find_map(|w| rest.strip_prefix(w)).unwrap_or(rest);
    if rest.trim_end() == ":" { holders(&text[..modal.start], 0) } else { None }
}

/// The names that a heading of a section of duties consists of, known or not: "5. Chủ đầu tư, đơn vị quản lý vận hành nhà
/// ở xã hội (Bên cho thuê):".
pub(crate) fn holder_heading(text: &str) -> Option<Vec<Party>> {
    let words = text.strip_suffix(':').unwrap_or(text);
    // "Ủy ban nhân dân tỉnh có quyền hạn và trách nhiệm:"
    const HAS: [&str; 4] = [
        " có quyền hạn và trách nhiệm",
        " có nhiệm vụ, quyền hạn",
        " có nhiệm vụ và quyền hạn",
        " có quyền và nghĩa vụ",
    ];
    let words = HAS.iter().find_map(|has| words.strip_suffix(has)).unwrap_or(words);
    let read = bodies(words, Marks::Semicolons).map_or(0, |list| list.end);
    if read == 0 && !opens_common(words) {
        return None;
    }
    let more = &words[read..];
    let acts = || memchr::memchr_iter(b' ', more.as_bytes()).any(|at| acts_at(&more[at + 1..]));
    let says = [": ", " để ", " nhằm ", " căn cứ ", "cụ thể"].iter().any(|w| more.contains(w))
        || modal_in(words, 0).is_some()
        || acts();
    if says { None } else { holders(words, 0) }
}

/// "Đối với X hoặc Y hoặc Z:" of anybody.
fn alternatives(text: &str, at: usize) -> Option<Vec<Party>> {
    const HEADS: [&str; 8] = ["người ", "tổ chức ", "doanh nghiệp ", "cơ quan ", "cơ sở ", "hộ ", "chủ ", "cá nhân "];
    let words = text.get(at..)?.strip_suffix(':')?;
    if at == 0 || words.contains([',', '.', ';']) || words.len() > 200 {
        return None;
    }
    let mut out = Vec::new();
    let mut from = at;
    for part in words.split(" hoặc ") {
        HEADS.iter().find(|h| strip_prefix(part, h).is_some())?;
        out.push(Party {
            range: from..from + part.len(),
            name: part.to_owned(),
            class: Class::Anybody,
            ordered: false,
        });
        from += part.len() + " hoặc ".len();
    }
    Some(out)
}

/// The bodies of a line that describes a task ("Cơ quan chủ trì: …"): each clause's list, whether a verb follows or not.
pub(crate) fn described(text: &str) -> Vec<Party> {
    let mut out = Vec::new();
    let mut at = 0;
    // At each clause a list may stand; "; " inside one is a separator of it.
    while let Some(list) = text.get(at..).and_then(|t| bodies(t, Marks::Semicolons)) {
        for party in parties(text, at, &list) {
            push(&mut out, party);
        }
        let end = at + list.end;
        let Some(next) = text[end..].find("; ") else { break };
        at = end + next + 2;
    }
    out
}

/// True when words order or ask something of those who read on: the lead-in of a list of tasks.
pub(crate) fn orders(text: &str) -> bool {
    const CUES: [&str; 18] = [
        "yêu cầu",
        "đề nghị",
        "yêu câu",
        "dé nghị",
        "chỉ đạo như sau",
        "ý kiến chỉ đạo",
        "kết luận như sau",
        "kết luận:",
        "giao nhiệm vụ",
        "Giao ",
        "giao ",
        "nhiệm vụ sau",
        "nhiệm vụ trọng tâm",
        "các nội dung sau",
        "nội dung sau",
        "nhiệm vụ, giải pháp",
        "công việc sau",
        "kết luận, chỉ đạo",
    ];
    let tail = text.rsplit_once(". ").map_or(text, |(_, t)| t);
    CUES.iter().any(|c| tail.contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// The names with what they are: `!` for those ordered, `*` for bodies by their kind, `?` for anybody; `-` for none.
    fn told(parties: &[Party]) -> String {
        let one = |party: &Party| {
            let class = match party.class {
                Class::Body => "",
                Class::Kind => "*",
                Class::Anybody => "?",
            };
            format!("{}{class}{}", if party.ordered { "!" } else { "" }, party.name)
        };
        cases::list(parties.iter().map(one), " | ")
    }

    /// What is wrong with the places of names: where one was not put together, it is what stands there.
    fn misplaced<'p>(text: &str, parties: impl IntoIterator<Item = &'p Party>) -> String {
        let mut wrong = String::new();
        for party in parties {
            let there = &text[party.range.clone()];
            if there.is_empty() || !there.contains(&*party.name) && !party.name.ends_with(there) {
                wrong += &format!("\n  {} stands at {there:?}", party.name);
            }
        }
        wrong
    }

    /// `fixtures/cases/tasks.tsv`: text, leads, supports, receivers, via; none at the end of a row is left out.
    #[test]
    fn everybody_gets_their_part() {
        cases::check(include_str!("../../fixtures/cases/tasks.tsv"), 250, |[text]| {
            let found = assign(&Said::new(text));
            let sides = [&found.leads, &found.supports, &found.receivers, &found.via];
            let mut got = sides.map(|side| told(side)).to_vec();
            while got.len() > 1 && got.last().is_some_and(|side| side == "-") {
                got.pop();
            }
            got.join("\t") + &misplaced(text, sides.into_iter().flatten())
        });
    }

    /// `fixtures/cases/duties.tsv`: rule, text, what it gives.
    #[test]
    fn headings_and_items_name_their_bodies() {
        cases::check(include_str!("../../fixtures/cases/duties.tsv"), 100, |[rule, text]| {
            let mut rights = "";
            let parties = match rule {
                "only" => name_only(&Said::new(text)).unwrap_or_default(),
                "duties" => duty_heading(text).map_or_else(Vec::new, |duties| {
                    rights = if duties.rights { " + rights" } else { "" };
                    duties.holders
                }),
                "heading" => holder_heading(text).unwrap_or_default(),
                "directed" => directed(text),
                "informed" => informed(text),
                "described" => described(text),
                "describes" => return cases::yes(describes(text)),
                "rights" => return cases::yes(grants_rights(text)),
                "orders" => return cases::yes(orders(text)),
                _ => return format!("no such rule: {rule}"),
            };
            told(&parties) + rights + &misplaced(text, &parties)
        });
    }

    #[test]
    fn a_text_knows_its_case_and_its_trouble() {
        let text = "Nếu vướng mắc về bến thì báo Trạm Muối, thì thôi";
        assert_eq!(Said::new(text).case(), Some(("Nếu vướng mắc về bến", "báo Trạm Muối, thì thôi")));
        assert_eq!(Said::new(text).behind_trouble(), Some(" về bến thì báo Trạm Muối, thì thôi"));
        let other = Said::new("Sở Y tế đo mưa");
        assert!(other.case().is_none() && other.behind_trouble().is_none());
    }

    #[test]
    fn what_two_texts_say_is_one_task() {
        let mut task = assign(&Said::new("Sở Y tế rà soát."));
        assert!(task.is_sure() && !task.is_ordered());
        task.add(assign(&Said::new("Giao các Sở Y tế báo cáo Sở Nội vụ (qua Trạm Muối).")), 20);
        let names = |side: &[Party]| side.iter().map(|p| (p.name.clone(), p.range.start)).collect::<Vec<_>>();
        assert_eq!(names(&task.leads), [("Sở Y tế".to_owned(), 0)]);
        assert_eq!(names(&task.receivers), [("Sở Nội vụ".to_owned(), 20 + "Giao các Sở Y tế báo cáo ".len())]);
        // Who is to do it gets no report of it.
        task.add(assign(&Said::new("Giao Sở Nội vụ rà soát.")), 90);
        assert!(task.receivers.is_empty() && task.is_ordered());
        let person = assign(&Said::new("Người gác đèn phải ghi sổ."));
        assert!(!person.is_sure() && !person.is_ordered() && !person.leads.is_empty());
    }

    #[test]
    fn a_long_item_is_no_name() {
        let names = |count: usize| {
            let text = format!("Giao {}:", ["Ủy ban nhân dân xã Muối"; 40][..count].join(", "));
            name_only(&Said::new(&text)).is_some()
        };
        assert!(names(20) && !names(24));
    }

    #[test]
    fn any_text_is_read() {
        for text in [
            "",
            " ",
            "Giao",
            "giao ",
            "phối hợp",
            "do ",
            "báo cáo ",
            "; ; .",
            "(qua ",
            "Các ",
            "các",
            "Các ông ",
            "Đối với",
        ] {
            assign(&Said::new(text));
            name_only(&Said::new(text));
            described(text);
            holder_heading(text);
        }
    }
}
