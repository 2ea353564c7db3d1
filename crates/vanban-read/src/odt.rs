//! OpenDocument text: a zip file of XML parts, or all of it in one flat file (ISO 26300).

use crate::fonts::{self, Font};
use crate::numbering::{Counters, Form, Level, bullet};
use crate::sink::Sink;
use crate::xml::{attribute, entity, qualified};
use crate::zipped::{Zipped, xml_text};
use crate::{Document, Error, Format, Limits};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::HashMap;
use std::rc::Rc;
use vanban::Diagnostic;

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut body = Body { sink: Sink::new(limits), ..Body::new(limits) };
    if bytes.starts_with(b"PK") {
        let mut zip = Zipped::open(bytes, "odt", limits)?;
        let content = zip.text("content.xml")?.ok_or_else(|| Error::damaged("odt", "content.xml", "not there"))?;
        if zip.text("META-INF/manifest.xml")?.is_some_and(|m| m.contains("encryption-data")) {
            return Err(Error::Locked { format: "odt" });
        }
        if let Some(styles) = zip.text("styles.xml")? {
            body.part(&styles, "styles.xml", false)?;
        }
        body.part(&content, "content.xml", true)?;
    } else {
        body.part(&xml_text(bytes.to_vec()), "the file", true)?;
    }
    body.sink.fresh_line();
    for note in std::mem::take(&mut body.notes) {
        body.sink.place(note.1);
        body.sink.words(&note.0);
        body.sink.end_line();
    }
    body.sink.finish(Format::Odt)
}

/// What a style says.
#[derive(Clone, Debug, Default)]
struct Style {
    parent: Option<String>,
    font: Option<Rc<str>>,
    hidden: Option<bool>,
    capitals: Option<bool>,
    list: Option<String>,
    /// A page starts in front of it.
    breaks: bool,
}

/// Lists may be as deep.
const LEVELS: usize = 10;

type ListStyle = Vec<Level>;

/// A list that is open: which style it has, and which counters.
#[derive(Clone, Debug)]
struct List {
    style: Option<String>,
    id: usize,
}

#[derive(Default)]
struct Paragraph {
    number: usize,
    runs: usize,
    font: Option<Font>,
    hidden: bool,
    capitals: bool,
    label: Option<String>,
    /// Font, hidden and capitals of the spans that are open.
    spans: Vec<(Option<Font>, bool, bool)>,
}

impl Paragraph {
    fn run(&self) -> (Option<Font>, bool, bool) {
        self.spans.last().copied().unwrap_or((self.font, self.hidden, self.capitals))
    }
}

struct Body<'a> {
    sink: Sink<'a>,
    /// Font names by the name that styles use.
    faces: HashMap<String, Rc<str>>,
    styles: HashMap<String, Style>,
    lists: HashMap<String, ListStyle>,
    /// Forms of numbers of headings.
    outline: ListStyle,
    headings: Counters,
    open_lists: Vec<List>,
    /// Counters of each list, with the place of the last list of each style and name.
    counters: Vec<Counters>,
    last_of_style: HashMap<String, usize>,
    by_id: HashMap<String, usize>,
    /// The item that was opened and has had no paragraph yet: the number it sets, if any.
    item: Option<Option<u32>>,
    open: Vec<Paragraph>,
    paragraphs: usize,
    notes: Vec<(String, String)>,
}

impl<'a> Body<'a> {
    fn new(limits: &'a Limits) -> Self {
        Self {
            sink: Sink::new(limits),
            faces: HashMap::new(),
            styles: HashMap::new(),
            lists: HashMap::new(),
            outline: Vec::new(),
            headings: Counters::default(),
            open_lists: Vec::new(),
            counters: Vec::new(),
            last_of_style: HashMap::new(),
            by_id: HashMap::new(),
            item: None,
            open: Vec::new(),
            paragraphs: 0,
            notes: Vec::new(),
        }
    }

    fn part(&mut self, xml: &str, part: &str, has_text: bool) -> Result<(), Error> {
        let mut reader = Reader::from_str(xml);
        reader.config_mut().expand_empty_elements = true;
        let mut skip = 0usize;
        let mut in_text = false;
        // The style or list style that is being defined.
        let mut style: Option<(String, Style)> = None;
        let mut list: Option<(Option<String>, ListStyle)> = None;
        // Notes: words of the note that is open, and where it hangs.
        let mut note: Option<(String, String)> = None;
        let mut in_note_body = false;
        let mut repeat: Vec<usize> = Vec::new();
        loop {
            let event = match reader.read_event() {
                Ok(Event::Eof) => break,
                Ok(event) => event,
                Err(e) => {
                    if has_text && self.paragraphs == 0 {
                        return Err(Error::damaged("odt", part, e));
                    }
                    let message = format!("{part} breaks off: {e}");
                    self.sink.diagnostics.push(Diagnostic::new("file-damaged", message, None));
                    break;
                }
            };
            match event {
                Event::Start(_) if skip > 0 => skip += 1,
                Event::End(_) if skip > 0 => skip -= 1,
                Event::Start(e) => {
                    let name = e.name();
                    let name = name.as_ref();
                    if !in_text {
                        match name {
                            "office:text" => in_text = has_text,
                            "style:font-face" => {
                                let family = attribute(&e, "font-family").unwrap_or_default();
                                let family = family.trim_matches(['\'', '"']).to_owned();
                                self.faces.insert(qualified(&e, "style:name").unwrap_or_default(), family.into());
                            }
                            "style:style" | "style:default-style" => {
                                let family = qualified(&e, "style:family").unwrap_or_default();
                                let id = qualified(&e, "style:name").unwrap_or_default();
                                let new = Style {
                                    parent: qualified(&e, "style:parent-style-name"),
                                    list: qualified(&e, "style:list-style-name"),
                                    ..Style::default()
                                };
                                style = Some((format!("{family}:{id}"), new));
                            }
                            "style:text-properties" => {
                                if let Some((_, style)) = &mut style {
                                    self.text_properties(style, &e);
                                }
                            }
                            "style:paragraph-properties" => {
                                if let Some((_, style)) = &mut style {
                                    style.breaks = qualified(&e, "fo:break-before").as_deref() == Some("page");
                                }
                            }
                            "text:list-style" => list = Some((qualified(&e, "style:name"), Vec::new())),
                            "text:outline-style" => list = Some((None, Vec::new())),
                            "text:list-level-style-number"
                            | "text:outline-level-style"
                            | "text:list-level-style-bullet"
                            | "text:list-level-style-image" => {
                                if let Some((_, levels)) = &mut list {
                                    add_level(levels, &e, name);
                                }
                            }
                            "office:master-styles" => skip = 1,
                            _ => {}
                        }
                        continue;
                    }
                    match name {
                        "text:tracked-changes"
                        | "text:note-citation"
                        | "office:annotation"
                        | "office:forms"
                        | "text:sequence-decls"
                        | "text:variable-decls"
                        | "text:user-field-decls"
                        | "office:annotation-end"
                        | "svg:title"
                        | "svg:desc"
                        | "text:ruby-text"
                        | "draw:object"
                        | "draw:object-ole"
                        | "text:hidden-paragraph"
                        | "text:hidden-text"
                        | "office:event-listeners" => skip = 1,
                        "text:note" => {
                            let place = self.open.last().map_or_else(String::new, |p| format!("p{}", p.number));
                            let kind = if qualified(&e, "text:note-class").as_deref() == Some("endnote") {
                                "en"
                            } else {
                                "fn"
                            };
                            note = Some((String::new(), format!("{place}/{kind}{}", self.notes.len() + 1)));
                        }
                        "text:note-body" => in_note_body = true,
                        "text:p" | "text:h" if in_note_body => {
                            if let Some((words, _)) = note.as_mut().filter(|n| !n.0.is_empty()) {
                                words.push('\n');
                            }
                        }
                        _ if in_note_body => {
                            if let Some((words, _)) = &mut note
                                && matches!(name, "text:s" | "text:tab" | "text:line-break")
                            {
                                words.push(' ');
                            }
                        }
                        "text:p" | "text:h" => self.open_paragraph(&e, name == "text:h"),
                        "text:span" => {
                            let id = qualified(&e, "text:style-name").unwrap_or_default();
                            let style = self.style("text", &id);
                            let Some(p) = self.open.last_mut() else { continue };
                            let (font, hidden, capitals) = p.run();
                            let own = style.font.as_deref().map(fonts::of_name);
                            p.runs += 1;
                            let hidden = style.hidden.unwrap_or(hidden);
                            p.spans.push((own.unwrap_or(font), hidden, style.capitals.unwrap_or(capitals)));
                        }
                        "text:s" => {
                            let n = attribute(&e, "c").and_then(|c| c.parse::<usize>().ok()).unwrap_or(1).min(1000);
                            self.words(&" ".repeat(n));
                        }
                        "text:tab" => self.words("\t"),
                        "text:line-break" => self.sink.end_line(),
                        "text:soft-page-break" => {}
                        "text:list" => self.open_list(&e),
                        "text:list-item" => {
                            self.item = Some(qualified(&e, "text:start-value").and_then(|v| v.parse().ok()));
                        }
                        "text:list-header" => self.item = None,
                        "table:table" => self.sink.open_table(),
                        "table:table-row" => self.sink.open_row(),
                        "table:table-cell" | "table:covered-table-cell" => {
                            self.sink.open_cell();
                            let n = attribute(&e, "number-columns-repeated").and_then(|n| n.parse::<usize>().ok());
                            repeat.push(n.unwrap_or(1).min(64));
                        }
                        "draw:text-box" => self.sink.open_aside(),
                        _ => {}
                    }
                }
                Event::End(e) if !in_text => match e.name().as_ref() {
                    "style:style" | "style:default-style" => self.styles.extend(style.take()),
                    "text:list-style" | "text:outline-style" => {
                        if let Some((id, levels)) = list.take() {
                            match id {
                                Some(id) => drop(self.lists.insert(id, levels)),
                                None => self.outline = levels,
                            }
                        }
                    }
                    _ => {}
                },
                Event::End(e) => match e.name().as_ref() {
                    "office:text" => in_text = false,
                    "text:note-body" => in_note_body = false,
                    "text:note" => self.notes.extend(note.take()),
                    _ if in_note_body => {}
                    "text:p" | "text:h" => {
                        let label = self.open.pop().and_then(|p| p.label.map(|l| (l, p.number)));
                        // A cell may hold its number alone.
                        if let Some((label, number)) = label.filter(|_| self.sink.in_table()) {
                            self.sink.place(format!("p{number}/n"));
                            self.sink.words(&label);
                        }
                        self.sink.end_line();
                    }
                    "text:span" => {
                        if let Some(p) = self.open.last_mut() {
                            p.spans.pop();
                            p.runs += 1;
                        }
                    }
                    "text:list" => drop(self.open_lists.pop()),
                    "table:table" => self.sink.close_table(),
                    "table:table-cell" | "table:covered-table-cell" => {
                        (1..repeat.pop().unwrap_or(1)).for_each(|_| self.sink.open_cell());
                    }
                    "draw:text-box" => self.sink.close_aside(),
                    _ => {}
                },
                Event::Text(text) if skip == 0 && in_text => self.piece(&text, &mut note, in_note_body),
                Event::CData(text) if skip == 0 && in_text => self.piece(&text, &mut note, in_note_body),
                Event::GeneralRef(reference) if skip == 0 && in_text => {
                    if let Some(c) = entity(&reference) {
                        self.piece(c.encode_utf8(&mut [0; 4]), &mut note, in_note_body);
                    }
                }
                _ => {}
            }
            self.sink.check()?;
        }
        Ok(())
    }

    /// Text between tags: runs of blanks are one blank.
    fn piece(&mut self, text: &str, note: &mut Option<(String, String)>, in_note: bool) {
        let words: String = if text.contains(['\n', '\t', '\r']) || text.contains("  ") {
            let mut out = String::with_capacity(text.len());
            for c in text.chars() {
                let c = if matches!(c, '\n' | '\t' | '\r') { ' ' } else { c };
                if c != ' ' || !out.ends_with(' ') {
                    out.push(c);
                }
            }
            out
        } else {
            text.to_owned()
        };
        match note {
            Some((held, _)) if in_note => held.push_str(if held.is_empty() { words.trim_start() } else { &words }),
            Some(_) => {}
            None => self.words(&words),
        }
    }

    fn words(&mut self, words: &str) {
        let Some(p) = self.open.last_mut() else { return };
        let (font, hidden, capitals) = p.run();
        if hidden {
            return;
        }
        if let Some(label) = p.label.take() {
            self.sink.place(format!("p{}/n", p.number));
            self.sink.words(&label);
        }
        self.sink.place(format!("p{}/r{}", p.number, p.runs + 1));
        match font {
            None if capitals => self.sink.words(&words.to_uppercase()),
            font => fonts::write(&mut self.sink, words, font.map(|f| Font { capitals: f.capitals || capitals, ..f })),
        }
    }

    fn text_properties(&self, style: &mut Style, e: &BytesStart) {
        let face = qualified(e, "style:font-name").and_then(|n| self.faces.get(&n).cloned());
        let family = || qualified(e, "fo:font-family").map(|f| Rc::from(f.trim_matches(['\'', '"'])));
        style.font = face.or_else(family).or(style.font.take());
        if let Some(display) = qualified(e, "text:display") {
            style.hidden = Some(display == "none");
        }
        if let Some(transform) = qualified(e, "fo:text-transform") {
            style.capitals = Some(transform == "uppercase");
        }
    }

    /// A style with what its parents say.
    fn style(&self, family: &str, id: &str) -> Style {
        /// Styles have few parents; a circle of them ends here.
        const LONGEST: usize = 16;
        let mut out = Style::default();
        let mut next = Some(id.to_owned());
        for step in 0..LONGEST {
            let Some(style) = next.and_then(|id| self.styles.get(&format!("{family}:{id}"))) else { break };
            out.font = out.font.or_else(|| style.font.clone());
            out.hidden = out.hidden.or(style.hidden);
            out.capitals = out.capitals.or(style.capitals);
            out.list = out.list.or_else(|| style.list.clone());
            out.breaks |= step == 0 && style.breaks;
            next = style.parent.clone();
        }
        out
    }

    fn open_paragraph(&mut self, e: &BytesStart, heading: bool) {
        self.paragraphs += 1;
        let style = self.style("paragraph", &qualified(e, "text:style-name").unwrap_or_default());
        if style.breaks {
            self.sink.page_break();
        }
        let label = match self.item.take() {
            Some(start) => self.label(start, style.list.as_deref()),
            None if heading && self.open_lists.is_empty() => {
                let level = qualified(e, "text:outline-level").and_then(|l| l.parse::<usize>().ok()).unwrap_or(1);
                self.headings.label(level.saturating_sub(1), &self.outline)
            }
            None => String::new(),
        };
        let label = Some(label).filter(|l| !l.is_empty()).map(|l| l + " ");
        self.open.push(Paragraph {
            number: self.paragraphs,
            runs: 0,
            font: style.font.as_deref().and_then(fonts::of_name),
            hidden: style.hidden.unwrap_or(false),
            capitals: style.capitals.unwrap_or(false),
            label,
            spans: Vec::new(),
        });
    }

    /// A list opens: it counts on where an earlier one stopped when it says so, and with the list around it.
    fn open_list(&mut self, e: &BytesStart) {
        let own = qualified(e, "text:style-name");
        let around = self.open_lists.last().cloned();
        let list = match around {
            Some(around) => List { style: own.or(around.style), id: around.id },
            None => {
                let on = qualified(e, "text:continue-numbering").as_deref() == Some("true");
                let named = qualified(e, "text:continue-list").and_then(|id| self.by_id.get(&id).copied());
                let before = own.as_ref().and_then(|s| self.last_of_style.get(s).copied()).filter(|_| on);
                let id = named.or(before).unwrap_or_else(|| {
                    self.counters.push(Counters::default());
                    self.counters.len() - 1
                });
                if let Some(style) = &own {
                    self.last_of_style.insert(style.clone(), id);
                }
                if let Some(name) = qualified(e, "xml:id") {
                    self.by_id.insert(name, id);
                }
                List { style: own, id }
            }
        };
        self.open_lists.push(list);
    }

    fn label(&mut self, start: Option<u32>, of_paragraph: Option<&str>) -> String {
        let Some(list) = self.open_lists.last() else { return String::new() };
        let level = self.open_lists.len() - 1;
        let style = list.style.as_deref().or(of_paragraph).and_then(|s| self.lists.get(s));
        let (Some(levels), Some(counters)) = (style, self.counters.get_mut(list.id)) else { return String::new() };
        if let Some(start) = start {
            counters.set(level, start);
        }
        counters.label(level, levels)
    }
}

/// A level of a list, from its own element; `style:num-*` and `text:display-levels` become the form of a label.
fn add_level(levels: &mut ListStyle, e: &BytesStart, name: &str) {
    let at = attribute(e, "level").and_then(|l| l.parse::<usize>().ok()).unwrap_or(1).saturating_sub(1);
    if at >= LEVELS {
        return;
    }
    if levels.len() <= at {
        levels.resize(at + 1, Level { form: Form::None, start: 1, ..Level::default() });
    }
    if !name.ends_with("number") && !name.ends_with("level-style") {
        let sign = bullet(&attribute(e, "bullet-char").unwrap_or_default());
        levels[at] = Level { form: Form::Bullet, start: 1, text: sign, ..Level::default() };
        return;
    }
    let form = Form::of_letter(&qualified(e, "style:num-format").unwrap_or_default());
    let shown = qualified(e, "text:display-levels").and_then(|l| l.parse::<usize>().ok()).unwrap_or(1).clamp(1, at + 1);
    let prefix = qualified(e, "style:num-prefix").unwrap_or_default();
    let suffix = qualified(e, "style:num-suffix").unwrap_or_default();
    let numbers: Vec<String> = (at + 2 - shown..=at + 1).map(|l| format!("%{l}")).collect();
    let text = match (qualified(e, "loext:num-list-format"), form) {
        (Some(format), _) if format.contains('%') => of_loext(&format),
        (_, Form::None) => format!("{prefix}{suffix}"),
        _ => format!("{prefix}{}{suffix}", numbers.join(".")),
    };
    let start = qualified(e, "text:start-value").and_then(|v| v.parse().ok()).unwrap_or(1);
    levels[at] = Level { form, start, text, ..Level::default() };
}

/// LibreOffice writes `%1%.%2%.` for "1.2.".
fn of_loext(format: &str) -> String {
    let mut out = String::with_capacity(format.len());
    let mut rest = format;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let tail = &rest[at + 1..];
        let digits = tail.bytes().take_while(u8::is_ascii_digit).count();
        if digits > 0 && tail[digits..].starts_with('%') {
            out.push('%');
            out.push_str(&tail[..digits]);
            rest = &tail[digits + 1..];
        } else {
            out.push('%');
            rest = tail;
        }
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_libreoffice() {
        assert_eq!(of_loext("Điều %1%."), "Điều %1.");
        assert_eq!(of_loext("%1%.%2%."), "%1.%2.");
        assert_eq!(of_loext("100%"), "100%");
    }
}
