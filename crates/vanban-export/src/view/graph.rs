//! The picture of a citation graph, to be walked through with mouse or keyboard.

use super::html::Html;
use super::page::Page;
use super::words::Both;
use crate::graph::json;
use std::io::{self, Write};
use vanban::graph::Picture;

const STYLE: &str = concat!(include_str!("page.css"), include_str!("graph.css"));

/// The layout is that of d3-force with the three small modules it needs; their licence goes with them.
const SCRIPT: &str = concat!(
    "/*\nd3-dispatch, d3-quadtree, d3-timer, d3-force\n",
    include_str!("vendor/LICENSE-d3"),
    "*/\n",
    include_str!("vendor/d3-dispatch.min.js"),
    "\n",
    include_str!("vendor/d3-quadtree.min.js"),
    "\n",
    include_str!("vendor/d3-timer.min.js"),
    "\n",
    include_str!("vendor/d3-force.min.js"),
    "\n",
    include_str!("page.js"),
    include_str!("graph.js"),
);

const KEYS: [(&str, Both); 7] = [
    ("n p", ("văn bản tiếp theo, trước đó trong danh sách", "next, previous document of the list")),
    ("f", ("chỉ xem quanh văn bản đã chọn", "only what lies around the chosen one")),
    ("Esc", ("trở lại, bỏ chọn", "back, let go")),
    ("/", ("tìm văn bản", "find a document")),
    ("y", ("xếp theo năm ban hành", "set out by year")),
    ("+ - 0", ("gần, xa, toàn cảnh", "closer, farther, all")),
    ("← → ↑ ↓", ("dịch hình", "move the picture")),
];

/// Leaves the `most` nodes of a picture that have the most edges, among them the one named `centre` by id, key or number,
/// and the edges between them. Returns how many nodes fell away. A page draws some thousands of nodes well.
pub fn most_connected(picture: &mut Picture, most: usize, centre: Option<&str>) -> usize {
    let before = picture.nodes.len();
    if before <= most {
        return 0;
    }
    let mut degrees = vec![0u32; picture.network.len()];
    for edge in &picture.edges {
        degrees[edge.source as usize] += 1;
        degrees[edge.target as usize] += 1;
    }
    let centre = centre.map_or_else(Vec::new, |what| picture.network.find(what));
    let mut nodes = picture.nodes.clone();
    nodes.sort_by_key(|at| (!centre.contains(at), u32::MAX - degrees[*at as usize], *at));
    nodes.truncate(most);
    nodes.sort_unstable();
    picture.edges.retain(|e| nodes.binary_search(&e.source).is_ok() && nodes.binary_search(&e.target).is_ok());
    picture.nodes = nodes;
    before - most
}

/// Writes the page of a picture. `centre` names the document in its middle by id, key or number; `left_out` is the
/// number of nodes that [`most_connected`] took away, which the page tells.
pub fn graph(picture: &Picture, centre: Option<&str>, left_out: usize, writer: impl Write) -> io::Result<()> {
    let mut data = Vec::new();
    json(picture, &mut data)?;
    let data = inert(&String::from_utf8_lossy(&data));
    let centre = centre.and_then(|what| picture.network.find(what).into_iter().next());
    let (mut title, mut id) = (Html::default(), Html::default());
    if let Some(at) = centre {
        let node = picture.network.node(at);
        title.text(&node.label());
        id.text(node.id);
    } else {
        title.text("Mạng lưới viện dẫn");
    }
    let page = Page {
        markup: include_str!("graph.html"),
        style: STYLE,
        script: SCRIPT,
        title: &title.into_string(),
        keys: &KEYS,
    };
    page.write(&[("centre", &id.into_string()), ("left-out", &left_out.to_string()), ("data", &data)], writer)
}

/// JSON that no reader of HTML takes for markup. Signs that stand only in its strings are written by their numbers.
fn inert(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(c)));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_are_no_markup() {
        assert_eq!(inert("[\"</script><!--&\"]"), "[\"\\u003c/script\\u003e\\u003c!--\\u0026\"]");
    }

    #[test]
    fn scripts_end_where_they_should() {
        for source in [SCRIPT, STYLE, include_str!("document.js"), include_str!("document.css")] {
            let lower = source.to_lowercase();
            assert!(!lower.contains("</s") && !lower.contains("<!--") && !lower.contains("{{"));
        }
    }
}
