//! Pages: what a document holds never becomes markup or script, every find is marked, and the policy names what the page
//! holds. `tests/view/run.mjs` opens pages in a browser.

use sha2::{Digest, Sha256};
use std::fs;
use std::path::Path;
use vanban::graph::{Graph, Selection};
use vanban::{Extractor, OffsetUnit, Record, Span};
use vanban_export::view;

/// What could break out of an element, an attribute, a script or a comment.
const HOSTILE: &[&str] = &[
    "<script>document.title='run'</script>",
    "</script><script>document.title='run'</script>",
    "</div></mark></main><img src=x onerror=\"document.title='run'\">",
    "\"><svg onload=alert(1)> ' onmouseover='alert(1)",
    "<!-- --><style>*{display:none}</style><base href=//x>",
    "{{script}} {{policy}} &lt;b&gt; &#x3c;script&#x3e; &",
    "javascript:alert(1) \u{202e}txt.exe\u{2066} \u{0}\u{1}\u{7f}\u{feff}\u{fffe}",
    "]]><?php echo 1 ?> \u{2028}\u{2029}`${document.title='run'}`",
];

fn hostile() -> String {
    let mut text = String::from(
        "ỦY BAN NHÂN DÂN\nTỈNH PHÚ THỌ\n\nSố: 12/QĐ-UBND\n\nPhú Thọ, ngày 03 tháng 02 năm 2025\n\nQUYẾT ĐỊNH\n",
    );
    for words in HOSTILE {
        text.push_str(&format!("Về việc {words}\n\nCăn cứ Nghị định số 31/2021/NĐ-CP về {words};\n"));
        text.push_str(&format!("1. Sở Tài chính {words} báo cáo trước ngày 30/6/2025 {words}.\n"));
    }
    text.push_str(&"x".repeat(100_000));
    text.push_str(&format!("\n{}\nNơi nhận:\n- Như trên;\n", "từ \" ' < ".repeat(20_000)));
    for words in HOSTILE {
        text.push_str(&format!("- Sở {words};\n"));
    }
    text.push_str("- Lưu: VT <b>.\n");
    text
}

fn extract(text: &str) -> Record {
    Extractor::builder().explain(true).check(true).build().extract(text)
}

fn page(record: &Record, text: &str) -> String {
    let mut page = Vec::new();
    view::document(record, text, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

fn graph_page(records: &[Record], centre: Option<&str>) -> String {
    let mut graph = Graph::new();
    records.iter().for_each(|record| graph.add(record));
    let network = graph.resolve();
    let around = centre.map(|what| (what.to_owned(), 1));
    let picture = network.picture(&Selection { around, ..Selection::default() }).unwrap();
    let mut page = Vec::new();
    view::graph(&picture, centre, 0, &mut page).unwrap();
    String::from_utf8(page).unwrap()
}

fn fixtures() -> Vec<(String, Record)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/documents");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(path).unwrap();
            let record = extract(&text);
            (text, record)
        })
        .collect()
}

/// Names of the elements of a page in order, with their attributes.
fn tags(page: &str) -> Vec<&str> {
    page.split('<').skip(1).map(|rest| rest.split_once('>').expect("a tag ends").0).collect()
}

/// Script and style of a page, and the page without them.
fn parts(page: &str) -> (String, String, String) {
    let take = |page: &str, open: &str, close: &str| {
        let (before, rest) = page.split_once(open).unwrap();
        let (inside, after) = rest.split_once(close).unwrap();
        (inside.to_owned(), format!("{before}{open}{close}{after}"))
    };
    let (style, page) = take(page, "<style>", "</style>");
    let (script, page) = take(&page, "<script>", "</script>");
    (script, style, page)
}

fn hash(source: &str) -> String {
    // Base64 the long way: bits in strings.
    let bits: String = Sha256::digest(source).iter().map(|byte| format!("{byte:08b}")).collect();
    let digits: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
    let padded = format!("{bits:0<258}");
    let sixes = (0..43).map(|nth| usize::from_str_radix(&padded[6 * nth..6 * nth + 6], 2).unwrap());
    format!("'sha256-{}='", sixes.map(|at| digits[at]).collect::<String>())
}

#[test]
fn the_policy_names_the_script_and_the_style_of_the_page() {
    let text = hostile();
    let record = extract(&text);
    for page in [page(&record, &text), graph_page(&[record], None)] {
        let (script, style, _) = parts(&page);
        let policy = page.split("Content-Security-Policy\" content=\"").nth(1).unwrap().split('"').next().unwrap();
        assert!(policy.starts_with("default-src 'none'; "), "{policy}");
        assert!(policy.contains(&format!("script-src {};", hash(&script))), "{policy}");
        assert!(policy.contains(&format!("style-src {};", hash(&style))), "{policy}");
        assert!(!policy.contains("unsafe") && !policy.contains('*') && !policy.contains("http"), "{policy}");
    }
}

#[test]
fn no_words_of_a_document_become_markup() {
    let text = hostile();
    let record = extract(&text);
    assert!(record.references.len() + record.tasks.len() + record.recipients.len() > 10, "it is read");
    let harmless = fixtures().into_iter().find(|(_, record)| !record.references.is_empty()).unwrap();
    let kinds = |page: &str| {
        let (_, _, rest) = parts(page);
        let mut names: Vec<String> =
            tags(&rest).iter().map(|tag| tag.split([' ', '/']).next().unwrap().to_owned()).collect();
        names.sort();
        names.dedup();
        assert_eq!(rest.matches("<script").count() - rest.matches("type=\"application/json\"").count(), 1);
        assert_eq!(rest.matches("<style").count(), 1);
        for tag in tags(&rest) {
            let attributes = tag.split_once(' ').map_or("", |(_, attributes)| attributes);
            for piece in attributes.split('"').step_by(2) {
                let name = piece.trim().trim_end_matches('=');
                assert!(!name.starts_with("on") && name != "style" && name != "src", "{tag}");
                assert!(name.bytes().all(|b| b.is_ascii_lowercase() || b"- =".contains(&b)), "{tag}");
            }
            assert!(!attributes.contains("javascript:") || attributes.contains("content=\""), "{tag}");
        }
        names
    };
    let hostile_page = page(&record, &text);
    let all = [
        "!doctype", "a", "article", "aside", "b", "body", "button", "code", "dd", "dialog", "div", "dl", "dt",
        "footer", "form", "h1", "h2", "h3", "head", "header", "html", "input", "kbd", "li", "main", "mark", "meta",
        "nav", "ol", "output", "p", "q", "script", "section", "small", "span", "style", "title", "ul",
    ];
    for page in [hostile_page, page(&harmless.1, &harmless.0)] {
        for name in kinds(&page) {
            assert!(name.is_empty() || all.contains(&&*name), "<{name}>");
        }
        assert!(!page.contains('\u{202e}') && !page.contains('\0'));
    }
    let mut named = record.clone();
    named.source.path = Some(HOSTILE[2].to_owned());
    let graph = graph_page(&[named], None);
    let (_, data) = graph.split_once("<script type=\"application/json\"").unwrap();
    let (data, _) = data.split_once('>').unwrap().1.split_once("</script>").unwrap();
    assert!(!data.contains(['<', '>', '&']));
    let json: serde_json::Value = serde_json::from_str(data).unwrap();
    assert!(json.to_string().contains("onerror"), "the words are there, as data");
    kinds(&graph);
}

/// Marks of a page: their finds, and the words of the page with the tags taken away.
fn marks(page: &str) -> (Vec<(Vec<usize>, String)>, String) {
    let (_, rest) = page.split_once("<div id=\"text\"").unwrap();
    let (text, _) = rest.split_once('>').unwrap().1.split_once("</div>\n<aside").unwrap();
    let decode = |html: &str| {
        html.replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    };
    let found = text.split("<mark").skip(1).map(|mark| {
        let (attributes, rest) = mark.split_once('>').unwrap();
        let numbers = attributes.split("data-f=\"").nth(1).unwrap().split('"').next().unwrap();
        let numbers = numbers.split(' ').map(|token| token.trim_end_matches(['w', 'v']).parse().unwrap()).collect();
        (numbers, decode(rest.split_once("</mark>").unwrap().0))
    });
    let words: String = text.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, words)| words)).collect();
    (found.collect(), decode(&words))
}

#[test]
fn every_find_is_marked_with_its_words() {
    for (text, record) in fixtures() {
        let page = page(&record, &text);
        let (marks, words) = marks(&page);
        assert_eq!(
            words.trim_end(),
            text.trim_start_matches('\u{feff}').replace('\r', "").trim_end(),
            "the text is whole"
        );
        let squeezed = |words: &str| words.split_whitespace().collect::<String>();
        let of = |number: usize| {
            let own = marks.iter().filter(|(numbers, _)| numbers.contains(&number));
            squeezed(&own.map(|(_, words)| words.as_str()).collect::<String>())
        };
        let has = |span: Span| {
            let wanted = squeezed(span.of(&text));
            let at = (1..).take_while(|number| page.contains(&format!("data-f=\"{number}\"><a")));
            assert!(wanted.is_empty() || at.map(of).any(|words| words.contains(&wanted)), "{}", span.of(&text));
        };
        for reference in &record.references {
            reference.mentions.iter().for_each(|mention| has(mention.full_span));
        }
        record.tasks.iter().for_each(|task| has(task.span));
        record.deadlines.iter().for_each(|deadline| has(deadline.span));
        record.addressees.iter().for_each(|addressee| has(addressee.span));
        record.recipients.iter().for_each(|recipient| has(recipient.span));
        record.signers.iter().for_each(|signer| has(signer.span));
        record.number.iter().filter_map(|number| number.span).for_each(has);
        record.date.iter().filter_map(|date| date.span).for_each(has);
        record.diagnostics.iter().filter_map(|diagnostic| diagnostic.span).for_each(has);
        // Each entry leads to a place.
        for number in 1.. {
            if !page.contains(&format!("href=\"#f{number}\"")) {
                break;
            }
            assert_eq!(page.matches(&format!(" id=\"f{number}\"")).count(), 1, "{number}");
        }
    }
}

#[test]
fn the_page_is_the_same_for_every_unit_of_offsets() {
    let text = format!("{}𝐀", fixtures().remove(0).0);
    let of = |unit| page(&Extractor::builder().explain(true).offsets(unit).build().extract(&text), &text);
    assert_eq!(of(OffsetUnit::Byte), of(OffsetUnit::Char));
    assert_eq!(of(OffsetUnit::Byte), of(OffsetUnit::Utf16));
}

#[test]
fn a_record_of_another_text_breaks_nothing() {
    let (text, record) = fixtures().remove(0);
    for other in ["", "ế", "\n\n", &text[..text.char_indices().nth(500).unwrap().0], &hostile()] {
        page(&record, other);
    }
    page(&Record::default(), &text);
}

#[test]
fn a_picture_keeps_its_most_connected_nodes() {
    let records: Vec<Record> = fixtures().into_iter().map(|(_, record)| record).collect();
    let mut graph = Graph::new();
    records.iter().for_each(|record| graph.add(record));
    let network = graph.resolve();
    let mut picture = network.picture(&Selection::default()).unwrap();
    let before = picture.nodes.len();
    let leaf = network.node(picture.edges[0].target).id;
    assert_eq!(view::most_connected(&mut picture, 5, Some(leaf)), before - 5);
    assert!(picture.nodes.iter().any(|at| network.node(*at).id == leaf));
    assert_eq!(picture.nodes.len(), 5);
    assert!(picture.edges.iter().all(|e| picture.nodes.contains(&e.source) && picture.nodes.contains(&e.target)));
    assert_eq!(view::most_connected(&mut picture, 5, None), 0);
}
