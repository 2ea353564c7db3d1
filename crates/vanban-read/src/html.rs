//! Web pages, and what word processors save as such.

use crate::fonts::{self, Font};
use crate::numbering::{Form, bullet};
use crate::sink::Sink;
use crate::{Document, Error, Format, Limits};
use ego_tree::iter::Edge;
use scraper::node::Element;
use scraper::{ElementRef, Html, Node};
use std::collections::HashMap;
use vanban::text::decode::{self, Encoding};

/// A page of this many bytes is no document; the tree of a page takes some twenty times its size.
const LONGEST: u64 = 64 << 20;

pub(crate) fn read(bytes: &[u8], given: Option<Encoding>, limits: &Limits) -> Result<Document, Error> {
    let most = LONGEST.min(limits.input);
    if bytes.len() as u64 > most {
        return Err(Error::too_large("the page", most));
    }
    let (source, encoding) = decode(bytes, given);
    check_nesting(&source, limits)?;
    let page = Html::parse_document(&source);
    let part = main_part(&page).unwrap_or(page.root_element());
    let mut walk =
        Walk { sink: Sink::new(limits), open: Vec::new(), blank: true, waiting: None, outside: outside(part) };
    walk.sink.encoding = encoding;
    walk.run(part)?;
    walk.sink.finish(Format::Html)
}

/// The text of a page: by mark, where it is UTF-8 or UTF-16, else by the code page that it names. Letters of an encoding
/// that no page names come out as Latin-1, and are read again when the page's words stand together: pages hold letters
/// as entities too.
fn decode(bytes: &[u8], given: Option<Encoding>) -> (String, Option<Encoding>) {
    let marked = matches!(bytes, [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]);
    let wide =
        bytes.len() > 3 && bytes[..bytes.len().min(64)].iter().filter(|b| **b == 0).count() * 3 > 64.min(bytes.len());
    if given.is_some() || marked || wide {
        let decoded = decode::decode(bytes, given);
        return (decoded.text.into_owned(), Some(decoded.encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (text.to_owned(), Some(Encoding::Utf8));
    }
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let named = head.split_once("charset=").map(|(_, tail)| {
        tail.trim_start_matches(['"', '\'']).split(['"', '\'', ' ', '>', ';', '/']).next().unwrap_or_default()
    });
    let named = named.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    match named {
        // Broken UTF-8, or not UTF-8 at all, which its letters tell.
        Some(page) if page == encoding_rs::UTF_8 => {
            let decoded = decode::decode(bytes, None);
            (decoded.text.into_owned(), Some(decoded.encoding))
        }
        Some(page) if page != encoding_rs::WINDOWS_1258 => (page.decode(bytes).0.into_owned(), None),
        _ => (encoding_rs::WINDOWS_1252.decode(bytes).0.into_owned(), None),
    }
}

/// What an element holds.
#[derive(Clone, Copy, Default)]
struct Holds {
    /// Letters outside links.
    letters: usize,
    /// The words at the head of a document.
    head: bool,
}

/// The part of a portal's page that holds the document: the smallest with its letterhead and nearly all words that are no
/// links. A page without a letterhead is read as a whole.
fn main_part(page: &Html) -> Option<ElementRef<'_>> {
    let mut holds: HashMap<ego_tree::NodeId, Holds> = HashMap::new();
    let mut best: Option<(usize, ElementRef)> = None;
    let mut all = Holds::default();
    // First the sums of every element, then the choice: both without recursion.
    for choose in [false, true] {
        for edge in page.root_element().traverse() {
            let Edge::Close(node) = edge else { continue };
            if choose {
                let Some(element) = ElementRef::wrap(node) else { continue };
                let own = holds.get(&node.id()).copied().unwrap_or_default();
                let enough = own.letters * 4 >= all.letters * 3 && own.head;
                if enough && best.is_none_or(|(letters, _)| own.letters < letters) {
                    best = Some((own.letters, element));
                }
                continue;
            }
            let own = match node.value() {
                Node::Text(text) => Holds {
                    letters: text.split_whitespace().map(str::len).sum(),
                    head: ["CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "ĐẢNG CỘNG SẢN"].iter().any(|w| text.contains(w)),
                },
                Node::Element(e) if matches!(e.name(), "a" | "script" | "style" | "noscript" | "select") => {
                    Holds::default()
                }
                _ => holds.get(&node.id()).copied().unwrap_or_default(),
            };
            holds.insert(node.id(), own);
            if let Some(parent) = node.parent() {
                let sum = holds.entry(parent.id()).or_default();
                sum.letters += own.letters;
                sum.head |= own.head;
            }
            all = own;
        }
    }
    best.map(|(_, element)| element)
}

/// The elements around the part that is read, as the start of every path.
fn outside(part: ElementRef) -> String {
    let mut names: Vec<String> = Vec::new();
    for node in part.ancestors() {
        let Some(element) = node.value().as_element() else { continue };
        let same = |n: &ego_tree::NodeRef<Node>| n.value().as_element().is_some_and(|e| e.name() == element.name());
        names.push(numbered(element.name(), node.prev_siblings().filter(same).count() + 1));
    }
    names.reverse();
    names.iter().map(|name| format!("{name}/")).collect()
}

/// `p`, `p[2]`: an element among its like.
fn numbered(name: &str, number: usize) -> String {
    if number > 1 { format!("{name}[{number}]") } else { name.to_owned() }
}

/// An element that is open.
struct Open {
    /// Its name, with its number among its like.
    name: String,
    /// How many elements of each name it has had.
    counts: Vec<(String, usize)>,
    /// Where its list stands, and how it counts.
    list: Option<(u32, Form)>,
    font: Option<Font>,
    pre: bool,
    what: What,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Inline,
    Block,
    Table,
}

struct Walk<'a> {
    sink: Sink<'a>,
    open: Vec<Open>,
    /// The line ends with a blank or is empty: another blank says nothing.
    blank: bool,
    /// Number of an item that waits for its words, with its place.
    waiting: Option<(String, String)>,
    /// Path to the part that is read.
    outside: String,
}

enum Step<'a> {
    Enter(ego_tree::NodeRef<'a, Node>),
    Leave,
}

impl Walk<'_> {
    /// Goes over the tree without recursion: pages may be nested without end.
    fn run(&mut self, part: ElementRef) -> Result<(), Error> {
        let mut steps = vec![Step::Enter(*part)];
        while let Some(step) = steps.pop() {
            match step {
                Step::Leave => self.leave(),
                Step::Enter(node) => match node.value() {
                    Node::Text(text) => self.text(text),
                    Node::Element(element) if self.enter(element) => {
                        steps.push(Step::Leave);
                        steps.extend(node.children().rev().map(Step::Enter));
                    }
                    _ => {}
                },
            }
            self.sink.check()?;
        }
        Ok(())
    }

    /// True when the element's content counts.
    fn enter(&mut self, element: &Element) -> bool {
        let name = element.name();
        let number = self.count(name);
        let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
        let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
        if style.contains("display:none") || style.contains("mso-hide:all") || element.attr("hidden").is_some() {
            return false;
        }
        let before = self.open.last();
        let mut open = Open {
            name: numbered(name, number),
            counts: Vec::new(),
            list: None,
            font: before.and_then(|o| o.font),
            pre: before.is_some_and(|o| o.pre),
            what: What::Block,
        };
        match name {
            "script" | "style" | "noscript" | "template" | "head" | "svg" | "math" | "iframe" | "object" | "select"
            | "button" | "textarea" | "del" | "strike" | "canvas" | "audio" | "video" | "nav" => return false,
            "br" => {
                self.end_line();
                return false;
            }
            "hr" => {
                self.fresh_line();
                return false;
            }
            "table" => {
                self.sink.open_table();
                self.blank = true;
                open.what = What::Table;
            }
            "tr" => {
                self.sink.open_row();
                self.blank = true;
            }
            "td" | "th" => {
                self.sink.open_cell();
                self.blank = true;
            }
            // The sign of a note in the text or in front of the note.
            "a" if is_note_sign(element) => return false,
            "ol" | "ul" => {
                self.waiting = None;
                self.fresh_line();
                let form = match element.attr("type") {
                    _ if name == "ul" => Form::Bullet,
                    None => list_style(&style).unwrap_or(Form::Decimal),
                    Some(letter) => Form::of_letter(letter),
                };
                let start = element.attr("start").and_then(|s| s.parse().ok()).unwrap_or(1u32);
                open.list = Some((start, form));
            }
            "li" => {
                self.waiting = None;
                self.fresh_line();
                let place = format!("{}/{}", self.path(), open.name);
                self.label(element, place);
            }
            "pre" => {
                self.fresh_line();
                open.pre = true;
            }
            _ if is_block(name) => self.fresh_line(),
            _ => open.what = What::Inline,
        }
        let face = element.attr("face").map(str::to_owned).or_else(|| {
            let (_, family) = style.split_once("font-family:")?;
            Some(family.split([';', ',']).next().unwrap_or_default().trim_matches(['"', '\'']).to_owned())
        });
        if let Some(face) = face {
            // Style sheets were made lower case above, where the H of capitals is lost: the attribute still has it.
            let exact = element.attr("style").and_then(|s| find_ignoring_case(s, &face)).unwrap_or(&face);
            open.font = fonts::of_name(exact);
        }
        self.open.push(open);
        true
    }

    /// Counts an element among its like.
    fn count(&mut self, name: &str) -> usize {
        /// Elements have few kinds of children; a page of invented names is not counted.
        const KINDS: usize = 64;
        let Some(parent) = self.open.last_mut() else { return 1 };
        match parent.counts.iter_mut().find(|c| c.0 == name) {
            Some(count) => {
                count.1 += 1;
                count.1
            }
            None => {
                if parent.counts.len() < KINDS {
                    parent.counts.push((name.to_owned(), 1));
                }
                1
            }
        }
    }

    /// The place of the words to come: `html/body/div[2]/p`.
    fn path(&self) -> String {
        /// Deeper paths keep their inner end.
        const LONGEST: usize = 24;
        let from = self.open.len().saturating_sub(LONGEST);
        let mut path = if from == 0 { self.outside.clone() } else { "…/".to_owned() };
        for (i, open) in self.open[from..].iter().enumerate() {
            if i > 0 {
                path.push('/');
            }
            path.push_str(&open.name);
        }
        path
    }

    fn leave(&mut self) {
        match self.open.pop().map(|o| o.what) {
            Some(What::Table) => {
                self.sink.close_table();
                self.blank = true;
            }
            Some(What::Block) => self.fresh_line(),
            _ => {}
        }
    }

    fn fresh_line(&mut self) {
        self.sink.fresh_line();
        self.blank = true;
    }

    fn end_line(&mut self) {
        self.sink.end_line();
        self.blank = true;
    }

    /// The number of a list item.
    fn label(&mut self, element: &Element, place: String) {
        let Some((next, form)) = self.open.iter_mut().rev().find_map(|o| o.list.as_mut()) else { return };
        if let Some(value) = element.attr("value").and_then(|v| v.parse().ok()) {
            *next = value;
        }
        let label = match form {
            Form::Bullet => bullet("-"),
            Form::None => return,
            // A page has the number and not its form: documents write "a)" and "1.".
            form @ (Form::Lower | Form::Upper) => form.write(*next) + ")",
            form => form.write(*next) + ".",
        };
        *next = next.saturating_add(1);
        // An item of a menu, or one whose list shows no number.
        let bare = element.attr("style").is_some_and(|s| s.contains("list-style") && s.contains("none"));
        if !bare {
            // The first block of the item stands beside its number; an item without words has none.
            self.waiting = Some((label + " ", place));
        }
    }

    fn put_label(&mut self) {
        if let Some((label, place)) = self.waiting.take() {
            self.sink.place(place);
            self.sink.words(&label);
        }
    }

    fn text(&mut self, text: &str) {
        let (font, pre) = self.open.last().map_or((None, false), |o| (o.font, o.pre));
        if pre {
            self.put_label();
            let place = self.path();
            self.sink.place(place);
            for (i, line) in text.split('\n').enumerate() {
                if i > 0 {
                    self.sink.end_line();
                }
                fonts::write(&mut self.sink, line, font);
            }
            return;
        }
        let mut first = true;
        let mut words = String::with_capacity(text.len());
        for word in text.split([' ', '\t', '\n', '\r', '\u{C}']) {
            // Runs of blanks are one blank.
            if !first && !self.blank {
                words.push(' ');
                self.blank = true;
            }
            first = false;
            if !word.is_empty() {
                words.push_str(word);
                self.blank = false;
            }
        }
        // Blanks between the cells of a table are no words.
        if words.trim().is_empty() && (self.sink.in_table() || words.is_empty()) {
            if !words.is_empty() {
                self.sink.blank();
            }
            return;
        }
        self.put_label();
        let place = self.path();
        self.sink.place(place);
        fonts::write(&mut self.sink, &words, font);
    }
}

/// The anchors that word processors make of the signs of notes.
fn is_note_sign(element: &Element) -> bool {
    let class = element.attr("class").unwrap_or_default();
    let target = element.attr("href").unwrap_or_default();
    class.starts_with("sdfootnote")
        || class.starts_with("sdendnote")
        || target.starts_with("#_ftn")
        || target.starts_with("#_edn")
}

fn find_ignoring_case<'a>(text: &'a str, part: &str) -> Option<&'a str> {
    let at = text.to_ascii_lowercase().find(part)?;
    text.get(at..at + part.len())
}

/// How a list counts by its style sheet.
fn list_style(style: &str) -> Option<Form> {
    let (_, kind) = style.split_once("list-style-type:").or_else(|| style.split_once("list-style:"))?;
    Some(match kind.split([';', '!']).next()? {
        "lower-alpha" | "lower-latin" => Form::Lower,
        "upper-alpha" | "upper-latin" => Form::Upper,
        "lower-roman" => Form::LowerRoman,
        "upper-roman" => Form::UpperRoman,
        "decimal-leading-zero" => Form::Padded,
        "none" => Form::None,
        "disc" | "circle" | "square" => Form::Bullet,
        _ => Form::Decimal,
    })
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "address"
            | "blockquote"
            | "center"
            | "dd"
            | "dl"
            | "dt"
            | "fieldset"
            | "figure"
            | "figcaption"
            | "form"
            | "html"
            | "body"
            | "thead"
            | "tbody"
            | "tfoot"
            | "caption"
            | "title"
            | "details"
            | "summary"
            | "dir"
            | "menu"
            | "legend"
            | "option"
    )
}

/// The cost of a page grows with the square of its depth: a page of elements that never end is no document.
fn check_nesting(page: &str, limits: &Limits) -> Result<(), Error> {
    // Elements that end by themselves.
    const LOOSE: [&str; 28] = [
        "p", "li", "td", "th", "tr", "dt", "dd", "option", "tbody", "thead", "tfoot", "colgroup", "col", "br", "hr",
        "img", "meta", "link", "input", "base", "area", "embed", "source", "track", "wbr", "param", "frame", "o:p",
    ];
    // Elements that are opened anew in each block until they end.
    const INLINE: [&str; 14] =
        ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
    let (mut depth, mut inline) = (0usize, 0usize);
    let (deepest, most) = (limits.depth.saturating_mul(5), limits.depth);
    for (at, _) in page.match_indices('<') {
        let rest = &page[at + 1..];
        let (closes, rest) = rest.strip_prefix('/').map_or((false, rest), |r| (true, r));
        let name = rest.split(|c: char| !(c.is_ascii_alphanumeric() || c == ':')).next().unwrap_or_default();
        if name.is_empty() || LOOSE.iter().any(|l| l.eq_ignore_ascii_case(name)) {
            continue;
        }
        let count = if INLINE.iter().any(|l| l.eq_ignore_ascii_case(name)) { &mut inline } else { &mut depth };
        *count = if closes { count.saturating_sub(1) } else { *count + 1 };
        if depth > deepest || inline > most {
            return Err(Error::TooMany {
                what: "elements inside elements",
                limit: if depth > deepest { deepest } else { most },
            });
        }
    }
    Ok(())
}
