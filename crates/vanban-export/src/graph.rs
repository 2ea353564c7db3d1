//! Pictures of a citation graph as tables, GraphML, GEXF, DOT, Neo4j import files and JSON.
//!
//! All of them hold the same nodes and edges under the same ids: a node's is that of the network, an edge's is `e1`,
//! `e2` … in the order of the picture.

use crate::akn;
use crate::rows::{Column, CsvRows, Kind, Rows, Table, Value};
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::borrow::Cow;
use std::io::{self, Write};
use vanban::graph::{Edge, Node, Picture, Place};

macro_rules! columns {
    ($($name:literal $kind:ident $about:literal)*) => {
        &[$(Column { name: $name, kind: Kind::$kind, about: $about }),*]
    };
}

/// Nodes: `id` as GraphFrames and Kuzu want it.
pub const NODES: Table = Table {
    name: "nodes",
    columns: columns! {
        "id" Text "names the node: the key, where no other node bears it"
        "label" Text "what a person would call it"
        "state" Word "record, cited (only cited), open (open which document it is)"
        "type" Word "code of the type"
        "number" Text "number without blanks"
        "name" Text "name of a named document"
        "date" Text "date of issue, ISO, may be partial"
        "year" Int "year of the date"
        "issuer" Text "issuing body"
        "place" Word "unit of the issuer, where the number does not tell the body"
        "title" Text "what it is about"
        "key" Text "identity"
        "urn" Text "urn:lex name"
        "akn" Text "Akoma Ntoso work IRI"
        "reason" Word "why it is open: no_date, no_place, no_year, no_identity, several"
        "candidates" Text "ids of nodes that it may be, joined by `; `"
        "paths" Text "records of the document, joined by `; `"
    },
};

/// Edges: `src` and `dst` as GraphFrames and Kuzu want them. Columns from `path` on are those of the level `mention`.
pub const EDGES: Table = Table {
    name: "edges",
    columns: columns! {
        "id" Text "e1, e2 …"
        "src" Text "node that says something"
        "dst" Text "node of which it is said"
        "relation" Word "what is said"
        "mentions" Int "how many mentions say so"
        "article" Word "Điều (levels article and mention)"
        "clause" Word "khoản"
        "point" Word "điểm"
        "part" Text "Chương, Phụ lục …"
        "akn" Text "Akoma Ntoso IRI of what is cited, with the place inside it"
        "path" Text "record in which the mention stands"
        "reference" Word "id of the reference there"
        "start" Int "where the words start"
        "end" Int "where they end"
        "form" Word "full, short, alias, named"
        "rule" Word "why the words mean that node: key, number_date, name_year, name, context, apart"
    },
};

fn number(value: Option<impl Into<i64>>) -> Value<'static> {
    value.map_or(Value::Null, |value| Value::Int(value.into()))
}

/// Akoma Ntoso IRI of a node.
pub(crate) fn node_akn(node: &Node) -> Option<String> {
    akn::iri(node.key?, node.date, node.place)
}

fn node_row<'n>(picture: &Picture<'n>, node: &'n Node<'n>) -> Vec<Value<'n>> {
    let candidates: Vec<&str> = node.candidates.iter().map(|at| picture.network.node(*at).id).collect();
    vec![
        node.id.into(),
        node.label().into(),
        node.state.as_str().into(),
        Value::opt(node.kind),
        Value::opt(node.number),
        Value::opt(node.name),
        Value::opt(node.date),
        number(node.year()),
        Value::opt(node.issuer),
        Value::opt(node.place),
        Value::opt(node.title),
        Value::opt(node.key),
        Value::opt(node.urn),
        node_akn(node).map_or(Value::Null, Value::from),
        Value::opt(node.reason.map(|r| r.as_str())),
        Value::list(&candidates),
        Value::list(&node.paths),
    ]
}

fn edge_row<'n>(picture: &Picture<'n>, nth: usize, edge: &Edge) -> Vec<Value<'n>> {
    let network = picture.network;
    let place = network.places(edge).into_iter().next().unwrap_or_default();
    let mention = network.mention(edge);
    let target = network.node(edge.target);
    let akn = node_akn(&target).map(|iri| with_place(iri, &place));
    vec![
        edge_id(nth).into(),
        network.node(edge.source).id.into(),
        target.id.into(),
        edge.relation.as_str().into(),
        edge.mentions.into(),
        Value::opt(place.article),
        Value::opt(place.clause),
        Value::opt(place.point),
        Value::opt(place.part),
        akn.map_or(Value::Null, Value::from),
        Value::opt(mention.and_then(|m| m.path)),
        Value::opt(mention.map(|m| m.reference)),
        number(mention.map(|m| m.span.start)),
        number(mention.map(|m| m.span.end)),
        mention.map_or(Value::Null, |m| format!("{:?}", m.form).to_lowercase().into()),
        Value::opt(mention.map(|m| m.rule.as_str())),
    ]
}

/// Id of the nth edge of a picture, from 0.
pub(crate) fn edge_id(nth: usize) -> String {
    format!("e{}", nth + 1)
}

fn with_place(iri: String, place: &Place) -> String {
    match akn::fragment(place) {
        fragment if fragment.is_empty() => iri,
        fragment => format!("{iri}#{fragment}"),
    }
}

/// Writes the nodes to a table of [`NODES`].
pub fn nodes(picture: &Picture, rows: &mut dyn Rows) -> io::Result<()> {
    picture.nodes.iter().try_for_each(|at| rows.row(&node_row(picture, &picture.network.node(*at))))
}

/// Writes the edges to a table of [`EDGES`].
pub fn edges(picture: &Picture, rows: &mut dyn Rows) -> io::Result<()> {
    picture.edges.iter().enumerate().try_for_each(|(nth, edge)| rows.row(&edge_row(picture, nth, edge)))
}

/// Names of columns as `neo4j-admin database import` wants them.
fn neo4j_name(column: &Column) -> String {
    match (column.name, column.kind) {
        ("id", _) => "id:ID".to_owned(),
        ("src", _) => ":START_ID".to_owned(),
        ("dst", _) => ":END_ID".to_owned(),
        ("relation", _) => ":TYPE".to_owned(),
        ("state", _) => ":LABEL".to_owned(),
        ("candidates" | "paths", _) => format!("{}:string[]", column.name),
        (name, Kind::Int) => format!("{name}:long"),
        (name, Kind::Bool) => format!("{name}:boolean"),
        (name, _) => name.to_owned(),
    }
}

/// Nodes for `neo4j-admin database import full --nodes`: labels `Document` and `Record`, `Cited` or `Open`; lists with
/// `;` between their values.
pub fn neo4j_nodes(picture: &Picture, writer: impl Write) -> io::Result<()> {
    let names: Vec<String> = NODES.columns.iter().map(neo4j_name).collect();
    let mut rows = CsvRows::with_names(names.iter().map(String::as_str), writer)?;
    for at in &picture.nodes {
        let node = picture.network.node(*at);
        let mut row = node_row(picture, &node);
        for (value, column) in row.iter_mut().zip(NODES.columns) {
            match (&*value, column.name) {
                (Value::Text(state), "state") => *value = format!("Document;{}", capitalised(state)).into(),
                (Value::Text(list), "candidates" | "paths") => *value = list.replace("; ", ";").into(),
                _ => {}
            }
        }
        rows.row(&row)?;
    }
    Box::new(rows).finish()
}

/// Edges for `neo4j-admin database import full --relationships`: the type is the relation in capitals.
pub fn neo4j_edges(picture: &Picture, writer: impl Write) -> io::Result<()> {
    let names: Vec<String> =
        EDGES.columns.iter().map(|c| if c.name == "id" { "edge".to_owned() } else { neo4j_name(c) }).collect();
    let mut rows = CsvRows::with_names(names.iter().map(String::as_str), writer)?;
    for (nth, edge) in picture.edges.iter().enumerate() {
        let mut row = edge_row(picture, nth, edge);
        row[3] = edge.relation.as_str().to_uppercase().into();
        rows.row(&row)?;
    }
    Box::new(rows).finish()
}

fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

/// What a value is in GraphML and GEXF.
fn xml_kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::Word => "string",
        Kind::Int => "long",
        Kind::Bool => "boolean",
    }
}

/// A value as the text of an element; `None` when it is absent. XML 1.0 has no control characters: they fall away.
fn xml_text<'v>(value: &'v Value) -> Option<Cow<'v, str>> {
    match value {
        Value::Null => None,
        Value::Text(text) => Some(xml_clean(text)),
        Value::Int(number) => Some(number.to_string().into()),
        Value::Bool(yes) => Some(yes.to_string().into()),
    }
}

fn xml_clean(text: &str) -> Cow<'_, str> {
    let allowed =
        |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    if text.chars().all(allowed) {
        text.into()
    } else {
        text.chars().filter(|c| allowed(*c)).collect::<String>().into()
    }
}

/// Elements of XML, one inside the other.
struct Xml<W: Write>(Writer<W>);

impl<W: Write> Xml<W> {
    fn new(writer: W) -> io::Result<Self> {
        let mut xml = Writer::new_with_indent(writer, b' ', 1);
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        Ok(Self(xml))
    }

    fn open(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Start(start(name, attributes)))
    }

    fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
        self.0.write_event(Event::Empty(start(name, attributes)))
    }

    fn text(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) -> io::Result<()> {
        self.open(name, attributes)?;
        self.0.write_event(Event::Text(BytesText::new(text)))?;
        self.close(name)
    }

    fn close(&mut self, name: &str) -> io::Result<()> {
        self.0.write_event(Event::End(BytesEnd::new(name)))
    }

    fn end(self) -> io::Result<()> {
        let mut writer = self.0.into_inner();
        writer.write_all(b"\n")?;
        writer.flush()
    }
}

fn start<'x>(name: &'x str, attributes: &[(&str, &str)]) -> BytesStart<'x> {
    let mut element = BytesStart::new(name);
    for (key, value) in attributes {
        element.push_attribute((*key, xml_clean(value).as_ref()));
    }
    element
}

/// Columns whose values stand in the elements themselves.
const STRUCTURE: [&str; 3] = ["id", "src", "dst"];

/// The picture as GraphML (graphml.graphdrawing.org).
pub fn graphml(picture: &Picture, writer: impl Write) -> io::Result<()> {
    let mut xml = Xml::new(writer)?;
    xml.open(
        "graphml",
        &[
            ("xmlns", "http://graphml.graphdrawing.org/xmlns"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            (
                "xsi:schemaLocation",
                "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd",
            ),
        ],
    )?;
    let data = |table: &'static Table| table.columns.iter().filter(|c| !STRUCTURE.contains(&c.name));
    for (table, of) in [(&NODES, "node"), (&EDGES, "edge")] {
        for column in data(table) {
            let id = format!("{of}_{}", column.name);
            let kind = xml_kind(column.kind);
            xml.empty("key", &[("id", &id), ("for", of), ("attr.name", column.name), ("attr.type", kind)])?;
        }
    }
    xml.open("graph", &[("id", "vanban"), ("edgedefault", "directed")])?;
    let values = |xml: &mut Xml<_>, of: &str, table: &Table, row: &[Value]| {
        for (column, value) in table.columns.iter().zip(row) {
            if let Some(text) = xml_text(value).filter(|_| !STRUCTURE.contains(&column.name)) {
                xml.text("data", &[("key", &format!("{of}_{}", column.name))], &text)?;
            }
        }
        io::Result::Ok(())
    };
    for at in &picture.nodes {
        let node = picture.network.node(*at);
        xml.open("node", &[("id", node.id)])?;
        values(&mut xml, "node", &NODES, &node_row(picture, &node))?;
        xml.close("node")?;
    }
    for (nth, edge) in picture.edges.iter().enumerate() {
        let (source, target) = (picture.network.node(edge.source), picture.network.node(edge.target));
        xml.open("edge", &[("id", &edge_id(nth)), ("source", source.id), ("target", target.id)])?;
        values(&mut xml, "edge", &EDGES, &edge_row(picture, nth, edge))?;
        xml.close("edge")?;
    }
    xml.close("graph")?;
    xml.close("graphml")?;
    xml.end()
}

/// The picture as GEXF 1.2 (gexf.net), the version that Gephi and NetworkX both read by default.
pub fn gexf(picture: &Picture, writer: impl Write) -> io::Result<()> {
    let mut xml = Xml::new(writer)?;
    xml.open(
        "gexf",
        &[
            ("xmlns", "http://www.gexf.net/1.2draft"),
            ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
            ("xsi:schemaLocation", "http://www.gexf.net/1.2draft http://www.gexf.net/1.2draft/gexf.xsd"),
            ("version", "1.2"),
        ],
    )?;
    xml.open("graph", &[("defaultedgetype", "directed"), ("mode", "static")])?;
    // What has a place of its own in GEXF is no attribute.
    let own = |name: &str| STRUCTURE.contains(&name) || matches!(name, "label" | "mentions");
    for (table, class) in [(&NODES, "node"), (&EDGES, "edge")] {
        xml.open("attributes", &[("class", class), ("mode", "static")])?;
        for (column, at) in table.columns.iter().zip(0..) {
            if !own(column.name) {
                let (id, kind) = (format!("{at}"), xml_kind(column.kind));
                xml.empty("attribute", &[("id", &id), ("title", column.name), ("type", kind)])?;
            }
        }
        xml.close("attributes")?;
    }
    let values = |xml: &mut Xml<_>, table: &Table, row: &[Value]| {
        xml.open("attvalues", &[])?;
        for ((column, value), at) in table.columns.iter().zip(row).zip(0..) {
            if let Some(text) = xml_text(value).filter(|_| !own(column.name)) {
                xml.empty("attvalue", &[("for", &format!("{at}")), ("value", &text)])?;
            }
        }
        xml.close("attvalues")
    };
    xml.open("nodes", &[])?;
    for at in &picture.nodes {
        let node = picture.network.node(*at);
        xml.open("node", &[("id", node.id), ("label", &node.label())])?;
        values(&mut xml, &NODES, &node_row(picture, &node))?;
        xml.close("node")?;
    }
    xml.close("nodes")?;
    xml.open("edges", &[])?;
    for (nth, edge) in picture.edges.iter().enumerate() {
        let (source, target) = (picture.network.node(edge.source), picture.network.node(edge.target));
        let (id, weight) = (edge_id(nth), edge.mentions.to_string());
        let ends = [("id", &*id), ("source", source.id), ("target", target.id)];
        xml.open("edge", &[&ends[..], &[("label", edge.relation.as_str()), ("weight", &weight)]].concat())?;
        values(&mut xml, &EDGES, &edge_row(picture, nth, edge))?;
        xml.close("edge")?;
    }
    xml.close("edges")?;
    xml.close("graph")?;
    xml.close("gexf")?;
    xml.end()
}

/// The picture in the language of Graphviz: records as boxes, what is only cited as ellipses, what is open dashed.
pub fn dot(picture: &Picture, mut writer: impl Write) -> io::Result<()> {
    writeln!(writer, "digraph vanban {{\n  rankdir=LR;\n  node [shape=ellipse];")?;
    for at in &picture.nodes {
        let node = picture.network.node(*at);
        let style = match node.state {
            vanban::graph::State::Record => ", shape=box",
            vanban::graph::State::Cited => "",
            vanban::graph::State::Open => ", style=dashed",
        };
        writeln!(writer, "  {} [label={}{style}];", quoted(node.id), quoted(&node.label()))?;
    }
    for (nth, edge) in picture.edges.iter().enumerate() {
        let (source, target) = (picture.network.node(edge.source), picture.network.node(edge.target));
        let place = picture.network.places(edge).first().map(akn::fragment).filter(|place| !place.is_empty());
        let label = match place {
            Some(place) => format!("{} {place}", edge.relation.as_str()),
            None => edge.relation.as_str().to_owned(),
        };
        let (id, ends) = (edge_id(nth), format!("{} -> {}", quoted(source.id), quoted(target.id)));
        writeln!(writer, "  {ends} [id={}, label={}, weight={}];", quoted(&id), quoted(&label), edge.mentions)?;
    }
    writeln!(writer, "}}")?;
    writer.flush()
}

/// A string of DOT: only quotes and backslashes mean anything in it; line ends and what cannot be seen are blanks.
fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The picture as JSON: `{"level", "nodes": [{"id", …}], "edges": [{"id", "source", "target", …}]}`, the node-link form
/// that NetworkX and D3 read. Absent values are left out.
pub fn json(picture: &Picture, mut writer: impl Write) -> io::Result<()> {
    let level = serde_json::to_string(&picture.level)?;
    write!(writer, "{{\"directed\":true,\"multigraph\":true,\"level\":{level},\"nodes\":[")?;
    let list = |writer: &mut dyn Write, nth: usize, table: &Table, row: &[Value]| {
        writer.write_all(if nth == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(writer, &object(table, row)).map_err(io::Error::from)
    };
    for (nth, at) in picture.nodes.iter().enumerate() {
        list(&mut writer, nth, &NODES, &node_row(picture, &picture.network.node(*at)))?;
    }
    write!(writer, "\n],\"edges\":[")?;
    for (nth, edge) in picture.edges.iter().enumerate() {
        list(&mut writer, nth, &EDGES, &edge_row(picture, nth, edge))?;
    }
    writeln!(writer, "\n]}}")?;
    writer.flush()
}

fn object(table: &Table, row: &[Value]) -> serde_json::Value {
    let name = |name: &str| match name {
        "src" => "source".to_owned(),
        "dst" => "target".to_owned(),
        name => name.to_owned(),
    };
    let value = |value: &Value| match value {
        Value::Null => None,
        Value::Text(text) => Some(serde_json::Value::from(&**text)),
        Value::Int(number) => Some((*number).into()),
        Value::Bool(yes) => Some((*yes).into()),
    };
    let pairs = table.columns.iter().zip(row).filter_map(|(column, v)| Some((name(column.name), value(v)?)));
    serde_json::Value::Object(pairs.collect())
}
