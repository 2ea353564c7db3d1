//! Word since 2007: a zip file of XML parts (ECMA-376).

use crate::fonts::{self, Font};
use crate::numbering::{Counters, Form, LEVELS, Level};
use crate::sink::Sink;
use crate::xml::{attribute, entity, local};
use crate::zipped::Zipped;
use crate::{Document, Error, Format, Limits};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use vanban::Diagnostic;

pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Error> {
    let mut zip = Zipped::open(bytes, "docx", limits)?;
    let styles = zip.text("word/styles.xml")?.map(|xml| Styles::parse(&xml)).unwrap_or_default();
    let numbering = zip.text("word/numbering.xml")?.map(|xml| Numbering::parse(&xml)).unwrap_or_default();
    let main = match zip.text("word/document.xml")? {
        Some(xml) => xml,
        None => {
            zip.text("word/document2.xml")?.ok_or_else(|| Error::damaged("docx", "word/document.xml", "not there"))?
        }
    };
    let mut body = Body::new(limits, &styles, &numbering);
    body.part(&main, "p", "word/document.xml")?;
    for (part, label) in [("word/footnotes.xml", "fn"), ("word/endnotes.xml", "en")] {
        if let Some(xml) = zip.text(part)? {
            body.sink.fresh_line();
            body.paragraphs = 0;
            body.part(&xml, label, part)?;
        }
    }
    body.sink.finish(Format::Docx)
}

/// Runs over the elements of a part. A part that breaks off in the middle ends the walk with what is wrong.
fn walk(xml: &str, mut see: impl FnMut(Event) -> Result<(), Error>) -> Result<Option<String>, Error> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    loop {
        match reader.read_event() {
            Ok(Event::Eof) => return Ok(None),
            Ok(event) => see(event)?,
            Err(e) => return Ok(Some(e.to_string())),
        }
    }
}

fn value(element: &BytesStart) -> Option<String> {
    attribute(element, "val")
}

fn number<T: std::str::FromStr>(element: &BytesStart) -> Option<T> {
    value(element)?.parse().ok()
}

/// A property that is on when its element stands there and does not say otherwise.
fn is_on(element: &BytesStart) -> bool {
    !matches!(value(element).as_deref(), Some("0" | "false" | "off" | "none"))
}

/// What a style says of runs and paragraphs.
#[derive(Clone, Debug, Default)]
struct Style {
    based_on: Option<String>,
    /// List and level.
    list: (Option<u32>, Option<usize>),
    run: Run,
}

/// What is said of a run.
#[derive(Clone, Debug, Default)]
struct Run {
    font: Option<Rc<str>>,
    hidden: Option<bool>,
    caps: Option<bool>,
    style: Option<String>,
}

impl Run {
    /// Takes over what `below` says and this does not.
    fn or(mut self, below: &Run) -> Self {
        self.font = self.font.or_else(|| below.font.clone());
        self.hidden = self.hidden.or(below.hidden);
        self.caps = self.caps.or(below.caps);
        self
    }

    fn property(&mut self, element: &BytesStart, name: &str) {
        match name {
            "rFonts" => {
                let font = attribute(element, "ascii").or_else(|| attribute(element, "hAnsi"));
                self.font = font.map(Rc::from).or(self.font.take());
            }
            "vanish" => self.hidden = Some(is_on(element)),
            "caps" => self.caps = Some(is_on(element)),
            "rStyle" => self.style = value(element),
            _ => {}
        }
    }
}

#[derive(Debug, Default)]
struct Styles {
    by_id: HashMap<String, Style>,
    default_paragraph: Option<String>,
    defaults: Run,
}

impl Styles {
    fn parse(xml: &str) -> Self {
        let mut styles = Self::default();
        let mut open: Option<(String, Style)> = None;
        let mut in_defaults = false;
        let mut skip = 0usize;
        let _ = walk(xml, |event| {
            match event {
                Event::Start(_) if skip > 0 => skip += 1,
                Event::End(_) if skip > 0 => skip -= 1,
                Event::Start(e) => {
                    let name = e.name();
                    match local(name.as_ref()) {
                        "tblStylePr" | "pPrChange" | "rPrChange" => skip = 1,
                        "style" => {
                            let id = attribute(&e, "styleId").unwrap_or_default();
                            let default = attribute(&e, "default").is_some_and(|d| d == "1" || d == "true");
                            if default && attribute(&e, "type").as_deref() == Some("paragraph") {
                                styles.default_paragraph = Some(id.clone());
                            }
                            open = Some((id, Style::default()));
                        }
                        "rPrDefault" => in_defaults = true,
                        name => match &mut open {
                            Some((_, style)) => match name {
                                "basedOn" => style.based_on = value(&e),
                                "numId" => style.list.0 = number(&e),
                                "ilvl" => style.list.1 = number(&e),
                                _ => style.run.property(&e, name),
                            },
                            None if in_defaults => styles.defaults.property(&e, name),
                            None => {}
                        },
                    }
                }
                Event::End(e) => match local(e.name().as_ref()) {
                    "style" => {
                        if let Some((id, style)) = open.take() {
                            styles.by_id.insert(id, style);
                        }
                    }
                    "rPrDefault" => in_defaults = false,
                    _ => {}
                },
                _ => {}
            }
            Ok(())
        });
        styles.resolve();
        styles
    }

    /// Gives every style what the styles say that it is based on.
    fn resolve(&mut self) {
        /// Styles are based on few others; a circle of them ends here.
        const LONGEST: usize = 16;
        let flat: HashMap<String, Style> = self
            .by_id
            .iter()
            .map(|(id, own)| {
                let mut style = own.clone();
                let mut next = own.based_on.as_ref();
                for _ in 0..LONGEST {
                    let Some(below) = next.and_then(|id| self.by_id.get(id)) else { break };
                    style.run = style.run.or(&below.run);
                    style.list = (style.list.0.or(below.list.0), style.list.1.or(below.list.1));
                    next = below.based_on.as_ref();
                }
                (id.clone(), style)
            })
            .collect();
        self.by_id = flat;
    }

    fn get(&self, id: Option<&str>) -> Option<&Style> {
        self.by_id.get(id?)
    }
}

/// A level and the style that stands for it.
#[derive(Clone, Debug, Default)]
struct Rung {
    level: Level,
    style: Option<String>,
}

#[derive(Debug, Default)]
struct Abstract {
    rungs: [Rung; LEVELS],
    /// A style whose list this one is.
    link: Option<String>,
}

#[derive(Debug, Default)]
struct List {
    kind: u32,
    starts: Vec<(usize, u32)>,
    rungs: Vec<(usize, Rung)>,
}

#[derive(Debug, Default)]
struct Numbering {
    kinds: HashMap<u32, Abstract>,
    lists: HashMap<u32, List>,
}

impl Numbering {
    fn parse(xml: &str) -> Self {
        let mut numbering = Self::default();
        let mut kind: Option<(u32, Abstract)> = None;
        let mut list: Option<(u32, List)> = None;
        let mut rung: Option<(usize, Rung)> = None;
        let mut override_level = 0usize;
        let _ = walk(xml, |event| {
            match event {
                Event::Start(e) => {
                    let name = e.name();
                    let id = |name| attribute(&e, name).and_then(|v| v.parse::<u32>().ok());
                    match local(name.as_ref()) {
                        "abstractNum" => kind = id("abstractNumId").map(|id| (id, Abstract::default())),
                        "num" => list = id("numId").map(|id| (id, List::default())),
                        "abstractNumId" => {
                            if let Some((_, list)) = &mut list {
                                list.kind = number(&e).unwrap_or_default();
                            }
                        }
                        "numStyleLink" => {
                            if let Some((_, kind)) = &mut kind {
                                kind.link = value(&e);
                            }
                        }
                        "lvlOverride" => override_level = id("ilvl").unwrap_or_default() as usize,
                        "startOverride" => {
                            if let (Some((_, list)), Some(start)) = (&mut list, number(&e)) {
                                list.starts.push((override_level, start));
                            }
                        }
                        "lvl" => {
                            let level = Level { start: 1, ..Level::default() };
                            let new = Rung { level, style: None };
                            rung = Some((id("ilvl").unwrap_or_default() as usize, new));
                        }
                        other => {
                            let Some((_, rung)) = &mut rung else { return Ok(()) };
                            match other {
                                "start" => rung.level.start = number(&e).unwrap_or(1),
                                "numFmt" => rung.level.form = Form::of_ooxml(&value(&e).unwrap_or_default()),
                                "lvlText" => rung.level.text = value(&e).unwrap_or_default(),
                                "lvlRestart" => rung.level.restart = number(&e),
                                "isLgl" => rung.level.legal = is_on(&e),
                                "pStyle" => rung.style = value(&e),
                                _ => {}
                            }
                        }
                    }
                }
                Event::End(e) => match local(e.name().as_ref()) {
                    "lvl" => {
                        if let Some((at, rung)) = rung.take().filter(|r| r.0 < LEVELS) {
                            match (&mut kind, &mut list) {
                                (_, Some((_, list))) => list.rungs.push((at, rung)),
                                (Some((_, kind)), None) => kind.rungs[at] = rung,
                                _ => {}
                            }
                        }
                    }
                    "abstractNum" => numbering.kinds.extend(kind.take()),
                    "num" => numbering.lists.extend(list.take()),
                    _ => {}
                },
                _ => {}
            }
            Ok(())
        });
        numbering
    }

    /// The kind of a list, and its number; a kind may only name a style whose list it is.
    fn kind<'a>(&'a self, list: &List, styles: &Styles) -> Option<(u32, &'a Abstract)> {
        let kind = self.kinds.get(&list.kind)?;
        let linked = kind.link.as_deref().and_then(|id| styles.get(Some(id))?.list.0);
        match linked.and_then(|id| self.lists.get(&id)) {
            Some(list) => Some((list.kind, self.kinds.get(&list.kind)?)),
            None => Some((list.kind, kind)),
        }
    }
}

/// What is left of a list when all overrides are settled.
struct Settled {
    kind: u32,
    levels: Vec<Level>,
    rungs: Vec<Rung>,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Paragraph {
    number: usize,
    runs: usize,
    style: Option<String>,
    list: (Option<u32>, Option<usize>),
    /// What its style says of its runs.
    run: Run,
    /// Label that is written in front of its first words.
    label: Option<String>,
    settled: bool,
    /// The mark at its end is deleted: the next paragraph goes on in its line.
    joined: bool,
}

struct Body<'a> {
    sink: Sink<'a>,
    styles: &'a Styles,
    numbering: &'a Numbering,
    counters: HashMap<u32, Counters>,
    /// Lists whose starts have been set.
    started: HashSet<u32>,
    settled: HashMap<u32, Option<Rc<Settled>>>,
    paragraphs: usize,
    open: Vec<Paragraph>,
    /// Fields that began: true once their result stands. They go on over the ends of paragraphs.
    fields: Vec<bool>,
    run: Run,
}

/// Elements whose content is no text of the document as it stands.
const LEFT_OUT: [&str; 17] = [
    "del",
    "moveFrom",
    "instrText",
    "delText",
    "delInstrText",
    "pPrChange",
    "rPrChange",
    "sectPrChange",
    "tblPrChange",
    "trPrChange",
    "tcPrChange",
    "tblPrExChange",
    "numberingChange",
    "sdtPr",
    "binData",
    "fldData",
    "ruby",
];

impl<'a> Body<'a> {
    fn new(limits: &'a Limits, styles: &'a Styles, numbering: &'a Numbering) -> Self {
        Self {
            sink: Sink::new(limits),
            styles,
            numbering,
            counters: HashMap::new(),
            started: HashSet::new(),
            settled: HashMap::new(),
            paragraphs: 0,
            open: Vec::new(),
            fields: Vec::new(),
            run: Run::default(),
        }
    }

    fn part(&mut self, xml: &str, label: &str, part: &str) -> Result<(), Error> {
        // Inside an element that is left out: how deep.
        let mut skip = 0usize;
        // Inside w:t; in the properties of a run, of a paragraph's mark.
        let (mut in_text, mut in_run, mut in_mark) = (false, false, false);
        // For each AlternateContent around: whether a choice was taken.
        let mut chosen: Vec<bool> = Vec::new();
        // Grid columns of the current cell.
        let mut span = 1usize;
        let broken = walk(xml, |event| {
            match event {
                Event::Start(_) if skip > 0 => skip += 1,
                Event::End(_) if skip > 0 => skip -= 1,
                Event::Start(e) => {
                    let name = e.name();
                    let name = name.as_ref();
                    match local(name) {
                        "del" if in_mark => {
                            if let Some(p) = self.open.last_mut() {
                                p.joined = true;
                            }
                        }
                        n if LEFT_OUT.contains(&n) && !in_mark => skip = 1,
                        "AlternateContent" => chosen.push(false),
                        "Choice" if chosen.last() == Some(&true) => skip = 1,
                        "Choice" => chosen.iter_mut().rev().take(1).for_each(|c| *c = true),
                        "Fallback" if chosen.last() == Some(&true) => skip = 1,
                        "footnote" | "endnote" if attribute(&e, "type").is_some_and(|t| t != "normal") => skip = 1,
                        "txbxContent" => self.sink.open_aside(),
                        "p" if !name.starts_with("a:") => self.open_paragraph(),
                        "r" if !name.starts_with("a:") => {
                            in_run = true;
                            self.run = Run::default();
                            if let Some(p) = self.open.last_mut() {
                                p.runs += 1;
                            }
                        }
                        "t" if !name.starts_with("a:") => in_text = true,
                        "tbl" => self.sink.open_table(),
                        "tr" => self.sink.open_row(),
                        "tc" => {
                            self.sink.open_cell();
                            span = 1;
                        }
                        "gridSpan" => span = number(&e).unwrap_or(1),
                        "pPr" => in_mark = true,
                        "pStyle" if in_mark => {
                            if let Some(p) = self.open.last_mut() {
                                p.style = value(&e);
                            }
                        }
                        "numId" if in_mark => {
                            if let Some(p) = self.open.last_mut() {
                                p.list.0 = number(&e);
                            }
                        }
                        "ilvl" if in_mark => {
                            if let Some(p) = self.open.last_mut() {
                                p.list.1 = number(&e);
                            }
                        }
                        "pageBreakBefore" if in_mark && is_on(&e) => self.sink.page_break(),
                        "fldChar" => match attribute(&e, "fldCharType").as_deref() {
                            // Deeper fields are nonsense.
                            Some("begin") if self.fields.len() < 64 => self.fields.push(false),
                            Some("separate") => self.fields.iter_mut().rev().take(1).for_each(|f| *f = true),
                            Some("end") => {
                                self.fields.pop();
                            }
                            _ => {}
                        },
                        n if in_run && !in_mark => match n {
                            "tab" | "ptab" => self.words("\t", label),
                            "br" | "cr" => match attribute(&e, "type").as_deref() {
                                Some("page") => self.sink.page_break(),
                                _ => self.line_break(),
                            },
                            "noBreakHyphen" => self.words("-", label),
                            "sym" => self.symbol(&e, label),
                            _ => self.run.property(&e, n),
                        },
                        _ => {}
                    }
                }
                Event::End(e) => match local(e.name().as_ref()) {
                    "AlternateContent" => {
                        chosen.pop();
                    }
                    "txbxContent" => self.sink.close_aside(),
                    "p" => self.close_paragraph(label),
                    "r" => in_run = false,
                    "t" => in_text = false,
                    "pPr" => {
                        in_mark = false;
                        self.settle();
                    }
                    "tbl" => self.sink.close_table(),
                    "tc" => (1..span.min(64)).for_each(|_| self.sink.open_cell()),
                    _ => {}
                },
                Event::Text(text) if skip == 0 && in_text => self.words(&text, label),
                Event::CData(text) if skip == 0 && in_text => self.words(&text, label),
                Event::GeneralRef(reference) if skip == 0 && in_text => {
                    if let Some(c) = entity(&reference) {
                        self.words(c.encode_utf8(&mut [0; 4]), label);
                    }
                }
                _ => {}
            }
            self.sink.check()
        })?;
        while !self.open.is_empty() {
            self.close_paragraph(label);
        }
        if let Some(reason) = broken {
            if self.paragraphs == 0 && label == "p" {
                return Err(Error::damaged("docx", part, reason));
            }
            let message = format!("{part} breaks off: {reason}");
            self.sink.diagnostics.push(Diagnostic::new("file-damaged", message, None));
        }
        Ok(())
    }

    fn open_paragraph(&mut self) {
        self.paragraphs += 1;
        let run = self.styles.get(self.styles.default_paragraph.as_deref()).map(|s| s.run.clone()).unwrap_or_default();
        self.open.push(Paragraph { number: self.paragraphs, run, ..Paragraph::default() });
    }

    fn close_paragraph(&mut self, part: &str) {
        self.settle();
        let Some(mut p) = self.open.pop() else { return };
        // A cell may hold its number alone.
        if let Some(label) = p.label.take().filter(|_| self.sink.in_table()) {
            self.sink.place(format!("{part}{}/n", p.number));
            self.sink.words(&label);
        }
        if !p.joined {
            self.sink.end_line();
        }
    }

    fn line_break(&mut self) {
        if self.shown() {
            self.sink.end_line();
        }
    }

    /// Settles the label of the paragraph, once its properties are known.
    fn settle(&mut self) {
        let Some(p) = self.open.last_mut().filter(|p| !p.settled) else { return };
        p.settled = true;
        let styles = self.styles;
        let id = p.style.clone().or_else(|| styles.default_paragraph.clone());
        let style = styles.get(id.as_deref());
        if let Some(style) = style {
            p.run = style.run.clone();
        }
        let from_style = style.map_or((None, None), |s| s.list);
        let Some(list) = p.list.0.or(from_style.0).filter(|&n| n != 0) else { return };
        let own_level = p.list.1;
        let Some(settled) = self.list(list) else { return };
        let by_style = || settled.rungs.iter().position(|r| r.style.is_some() && r.style == id);
        let level = own_level.or_else(by_style).or(from_style.1).unwrap_or(0).min(LEVELS - 1);
        let counters = self.counters.entry(settled.kind).or_default();
        if self.started.insert(list)
            && let Some(own) = self.numbering.lists.get(&list)
        {
            own.starts.iter().for_each(|&(level, start)| counters.set(level, start));
        }
        let mut label = counters.label(level, &settled.levels);
        if !label.is_empty() {
            label.push(' ');
            if let Some(p) = self.open.last_mut() {
                p.label = Some(label);
            }
        }
    }

    fn list(&mut self, id: u32) -> Option<Rc<Settled>> {
        if let Some(known) = self.settled.get(&id) {
            return known.clone();
        }
        let found = self.numbering.lists.get(&id).and_then(|list| {
            let (kind, of) = self.numbering.kind(list, self.styles)?;
            let mut rungs = of.rungs.to_vec();
            list.rungs.iter().for_each(|(at, rung)| rungs[*at] = rung.clone());
            Some(Rc::new(Settled { kind, levels: rungs.iter().map(|r| r.level.clone()).collect(), rungs }))
        });
        self.settled.insert(id, found.clone());
        found
    }

    fn shown(&self) -> bool {
        self.fields.iter().all(|result| *result)
    }

    fn words(&mut self, words: &str, part: &str) {
        if !self.shown() {
            return;
        }
        self.settle();
        let Some(p) = self.open.last_mut() else { return };
        let char_style = self.styles.get(self.run.style.as_deref()).map(|s| &s.run);
        let mut run = self.run.clone();
        if let Some(style) = char_style {
            run = run.or(style);
        }
        let run = run.or(&p.run).or(&self.styles.defaults);
        if run.hidden == Some(true) {
            return;
        }
        if let Some(label) = p.label.take() {
            self.sink.place(format!("{part}{}/n", p.number));
            self.sink.words(&label);
        }
        if p.runs > 0 {
            self.sink.place(format!("{part}{}/r{}", p.number, p.runs));
        }
        let font: Option<Font> = run.font.as_deref().and_then(fonts::of_name);
        if run.caps == Some(true) && font.is_none() {
            self.sink.words(&words.to_uppercase());
        } else {
            let font = font.map(|f| Font { capitals: f.capitals || run.caps == Some(true), ..f });
            fonts::write(&mut self.sink, words, font);
        }
    }

    fn symbol(&mut self, element: &BytesStart, label: &str) {
        let font = attribute(element, "font").unwrap_or_default();
        let code = attribute(element, "char").and_then(|c| u32::from_str_radix(&c, 16).ok()).and_then(char::from_u32);
        let Some(c) = code.filter(|_| !fonts::is_symbol(&font)) else { return };
        if fonts::of_name(&font).is_some() {
            let before = self.run.font.replace(Rc::from(font));
            self.words(c.encode_utf8(&mut [0; 4]), label);
            self.run.font = before;
        }
    }
}
