//! What readers of XML share.

use quick_xml::events::{BytesRef, BytesStart};

/// The name of an element without its prefix.
pub(crate) fn local(name: &str) -> &str {
    name.rsplit_once(':').map_or(name, |(_, local)| local)
}

/// The value of an attribute, named without its prefix.
pub(crate) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    element
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|a| local(a.key.as_ref()) == name)
        .map(|a| unescape(&a.value))
}

/// The value of an attribute with its prefix.
pub(crate) fn qualified(element: &BytesStart, name: &str) -> Option<String> {
    element.attributes().with_checks(false).flatten().find(|a| a.key.as_ref() == name).map(|a| unescape(&a.value))
}

/// The five entities of XML and numbers of characters; others stay as they are.
fn unescape(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), |v| v.into_owned())
}

/// What an entity stands for; entities that the document declares itself stand for nothing.
pub(crate) fn entity(reference: &BytesRef) -> Option<char> {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return Some(c);
    }
    match &**reference {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => None,
    }
}
