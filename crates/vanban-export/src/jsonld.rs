//! A picture of a citation graph as JSON-LD (1.1), with the terms of ELI and schema.org where one fits.
//!
//! Each document is an `eli:LegalResource` and a `schema:Legislation`; each edge is a triple between them and, so that
//! its mentions and places are kept, a `vb:Relation` of its own. Terms of this project have their definitions in the
//! file itself.

use crate::graph::{edge_id, node_akn};
use serde_json::{Map, Value, json};
use std::io::{self, Write};
use vanban::graph::{Node, Picture};
use vanban::record::RelationType;

/// Where terms and documents of this project are named.
pub const NAMESPACE: &str = "https://w3id.org/vanban#";
/// Start of the IRIs of documents, before the id of the node.
pub const DOCUMENTS: &str = "https://w3id.org/vanban/doc/";

/// The property for a relation: ELI where it has one.
pub fn property(relation: RelationType) -> &'static str {
    match relation {
        RelationType::BasedOn => "eli:based_on",
        RelationType::Implements => "eli:ensures_implementation_of",
        RelationType::Guides => "vb:guides",
        RelationType::Amends => "eli:amends",
        RelationType::Replaces => "vb:replaces",
        RelationType::Repeals => "eli:repeals",
        RelationType::IssuedWith => "vb:issuedWith",
        RelationType::Consolidates => "eli:consolidates",
        RelationType::Corrects => "eli:corrects",
        RelationType::Suspends => "vb:suspends",
        RelationType::RepliesTo => "vb:repliesTo",
        RelationType::About => "schema:about",
        RelationType::Cites => "eli:cites",
    }
}

/// Own terms with what they mean.
pub const TERMS: [(&str, &str); 13] = [
    ("vb:guides", "The document gives guidance on, or details, another one (hướng dẫn, quy định chi tiết)."),
    ("vb:replaces", "The document takes the place of another one (thay thế)."),
    ("vb:issuedWith", "The document is issued together with another one (ban hành kèm theo)."),
    ("vb:suspends", "The document suspends the effect of another one (đình chỉ, ngưng hiệu lực)."),
    ("vb:repliesTo", "The document answers another one (trả lời, phúc đáp)."),
    ("vb:state", "record, cited or open: whether the document was read, is only cited, or is not settled."),
    ("vb:reason", "Why it is not settled which document is meant."),
    ("vb:mayBe", "A document that an unsettled one may be."),
    ("vb:path", "Path of a record of the document."),
    ("vb:Relation", "What one document says of another, with the number of mentions that say so."),
    ("vb:property", "The property that a relation states."),
    ("vb:mentions", "The number of mentions that say so."),
    ("vb:place", "Article, clause or point of the document that is meant, as a fragment of Akoma Ntoso."),
];

/// The IRI of a node.
pub fn iri(id: &str) -> String {
    let mut iri = DOCUMENTS.to_owned();
    for byte in id.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b':' | b'@' => {
                iri.push(char::from(byte));
            }
            _ => iri.push_str(&format!("%{byte:02X}")),
        }
    }
    iri
}

/// Writes the picture.
pub fn jsonld(picture: &Picture, mut writer: impl Write) -> io::Result<()> {
    let id = json!({"@type": "@id"});
    let context = json!({
        "@version": 1.1,
        "eli": "http://data.europa.eu/eli/ontology#",
        "schema": "http://schema.org/",
        "owl": "http://www.w3.org/2002/07/owl#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "vb": NAMESPACE,
        "eli:date_document": {"@type": "xsd:date"},
        "schema:legislationDate": {"@type": "xsd:date"},
        "eli:title": {"@language": "vi"},
        "schema:name": {"@language": "vi"},
        "owl:sameAs": id,
        "vb:mayBe": id,
        "vb:property": id,
    });
    write!(writer, "{{\"@context\":{context},\n\"@graph\":[")?;
    let mut first = true;
    let mut add = |writer: &mut dyn Write, value: &Value| {
        writer.write_all(if std::mem::take(&mut first) { b"\n" } else { b",\n" })?;
        serde_json::to_writer(writer, value).map_err(io::Error::from)
    };
    for (term, about) in TERMS {
        let kind = if term == "vb:Relation" { "rdfs:Class" } else { "rdf:Property" };
        add(&mut writer, &json!({"@id": term, "@type": kind, "rdfs:comment": {"@value": about, "@language": "en"}}))?;
    }
    let mut edges = picture.edges.iter().enumerate().peekable();
    for at in &picture.nodes {
        let node = picture.network.node(*at);
        let mut object = document(picture, &node);
        let mut relations = Vec::new();
        // Edges stand in the order of their sources.
        while let Some((nth, edge)) = edges.next_if(|(_, edge)| edge.source == *at) {
            let target = iri(picture.network.node(edge.target).id);
            let property = property(edge.relation);
            let list = object.entry(property).or_insert_with(|| json!([]));
            if let (Value::Array(list), value) = (list, json!({"@id": target}))
                && !list.contains(&value)
            {
                list.push(value);
            }
            let places: Vec<String> = picture
                .network
                .places(edge)
                .iter()
                .map(crate::akn::fragment)
                .filter(|place| !place.is_empty())
                .collect();
            let mut relation = json!({
                "@id": format!("{}#{}", iri(node.id), edge_id(nth)),
                "@type": "vb:Relation",
                "rdf:subject": {"@id": iri(node.id)},
                "rdf:object": {"@id": target},
                "vb:property": property,
                "vb:mentions": edge.mentions,
            });
            if !places.is_empty() {
                relation["vb:place"] = places.into();
            }
            relations.push(relation);
        }
        add(&mut writer, &Value::Object(object))?;
        for relation in relations {
            add(&mut writer, &relation)?;
        }
    }
    writeln!(writer, "\n]}}")?;
    writer.flush()
}

fn document(picture: &Picture, node: &Node) -> Map<String, Value> {
    let mut object = Map::new();
    let mut set = |name: &str, value: Option<Value>| {
        if let Some(value) = value {
            object.insert(name.to_owned(), value);
        }
    };
    let text = |text: Option<&str>| text.map(Value::from);
    set("@id", Some(iri(node.id).into()));
    set("@type", Some(json!(["eli:LegalResource", "schema:Legislation"])));
    set("schema:name", Some(node.label().into()));
    set("schema:legislationIdentifier", text(node.number));
    set("schema:legislationType", text(node.kind));
    set("schema:legislationPassedBy", text(node.issuer));
    set("schema:legislationJurisdiction", Some("VN".into()));
    set("eli:id_local", text(node.number));
    set("eli:title", text(node.title));
    let whole = node.date.filter(|date| date.len() == 10);
    set("eli:date_document", text(whole));
    set("schema:legislationDate", text(whole));
    // Names under other rules; absent rather than guessed.
    set("owl:sameAs", text(node.urn));
    set("schema:identifier", node_akn(node).map(Value::from));
    set("vb:state", Some(node.state.as_str().into()));
    set("vb:reason", text(node.reason.map(|r| r.as_str())));
    let may_be: Vec<String> = node.candidates.iter().map(|at| iri(picture.network.node(*at).id)).collect();
    set("vb:mayBe", (!may_be.is_empty()).then(|| may_be.into()));
    set("vb:path", (!node.paths.is_empty()).then(|| json!(node.paths)));
    object
}
