//! The citation graph: what is one document, what stays apart, and that neither order nor pieces matter.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use vanban::graph::pieces::{
    Called, Nameless, Piece, Said as Parts, block, first_id, name, settle_names, settle_numbers,
};
use vanban::graph::{Edge, Graph, Level, Network, Reason, Rule, Selection, State};
use vanban::record::{
    DateValue, DocType, Issuer, Mention, Number, Pinpoint, PinpointTarget, Reference, Relation, RelationType, Source,
};
use vanban::{Record, extract};

/// A citation in the order of a test line: type, number or "name:…", date, issuer; "" for what is not said.
type Said<'a> = (&'a str, &'a str, &'a str, &'a str);

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn slug(text: &str) -> String {
    text.to_lowercase().replace(['/', ' '], "-")
}

/// A record that says of itself what `own` says, and cites the others.
fn record(path: &str, own: Said, cited: &[Said]) -> Record {
    let (kind, number, date, issuer) = own;
    let references = cited.iter().zip(1..).map(|((kind, number, date, issuer), at)| {
        let name = number.strip_prefix("name:");
        let year = if date.is_empty() { "?" } else { &date[..4] };
        let relation = Relation { kind: RelationType::BasedOn, from: "self".to_owned(), cue: None };
        Reference {
            id: format!("r{at}"),
            key: format!("{kind}:{}:{year}:", slug(name.unwrap_or(number))),
            kind: some(kind),
            number: name.is_none().then(|| some(number)).flatten(),
            name: name.map(str::to_owned),
            date: some(date),
            issuer: some(issuer),
            mentions: vec![Mention { relations: vec![relation], ..Mention::default() }],
            ..Reference::default()
        }
    });
    let level = if issuer.contains("tỉnh ") { "province" } else { "commune" };
    let place = issuer.split("tỉnh ").nth(1);
    let serial = number.starts_with(|c: char| c.is_ascii_digit()).then(|| "1".to_owned());
    Record {
        source: Source { path: some(path), sha256: some(path), ..Source::default() },
        key: some(kind).map(|kind| format!("{kind}:{}:{}:", slug(number), date.get(..4).unwrap_or("?"))),
        kind: some(kind).map(|code| DocType { code, ..DocType::default() }),
        number: some(number).map(|value| Number { value, serial, ..Number::default() }),
        date: some(date).map(|value| DateValue { value, ..DateValue::default() }),
        issuers: some(issuer)
            .map(|name| Issuer { name, level: some(level), place: place.map(str::to_owned), ..Issuer::default() })
            .into_iter()
            .collect(),
        references: references.collect(),
        ..Record::default()
    }
}

fn graph(records: &[Record]) -> Graph {
    let mut graph = Graph::new();
    records.iter().for_each(|record| graph.add(record));
    graph
}

/// `path r1 → state id (rule; reason; candidates)` for each reference.
fn meanings(network: &Network) -> Vec<String> {
    let line = |r: vanban::graph::Resolution| {
        let node = network.node(r.target);
        let state = match node.state {
            State::Record => format!("record {}", node.paths.join("+")),
            State::Cited => "cited".to_owned(),
            State::Open => format!("open {}", node.reason.unwrap().as_str()),
        };
        let may_be: Vec<String> = node.candidates.iter().map(|at| network.node(*at).id.to_owned()).collect();
        let may_be = if may_be.is_empty() { String::new() } else { format!(" [{}]", may_be.join(" ")) };
        format!("{} {} {} {state}{may_be}", r.path.unwrap_or("?"), r.reference, r.rule.as_str())
    };
    network.resolutions().map(line).collect()
}

/// What the references of `citing` mean beside `others`.
#[track_caller]
fn check(others: &[Record], own: Said, cited: Said, expected: &str) {
    let mut records = vec![record("a", own, &[cited])];
    records.extend_from_slice(others);
    let graph = graph(&records);
    let network = graph.resolve();
    let found = meanings(&network);
    assert_eq!(found[0], format!("a r1 {expected}"), "{cited:?}");
}

const DISPATCH: Said = ("cong_van", "77/STC-NS", "2024-06-01", "Sở Tài chính tỉnh Quảng Ngãi");

#[test]
fn same_key_same_document() {
    let decree = record("b", ("nghi_dinh", "31/2021/NĐ-CP", "2021-03-26", "Chính phủ"), &[]);
    let to_b = "key record b";
    for cited in [
        ("nghi_dinh", "31/2021/NĐ-CP", "2021-03-26", "Chính phủ"),
        ("nghi_dinh", "31/2021/NĐ-CP", "", ""),
        ("", "31/2021/NĐ-CP", "", ""),
        // The number holds its year: another day is a slip of who cites.
        ("nghi_dinh", "31/2021/NĐ-CP", "2021-03-25", "Chính phủ"),
    ] {
        check(std::slice::from_ref(&decree), DISPATCH, cited, to_b);
    }
    check(&[decree], DISPATCH, ("nghi_dinh", "31/2020/NĐ-CP", "", ""), "key cited");
}

#[test]
fn dates_that_disagree_keep_documents_apart() {
    let order = record("b", ("chi_thi", "13/CT-TTg", "2021-05-17", "Thủ tướng Chính phủ"), &[]);
    let other = record("c", ("chi_thi", "13/CT-TTg", "2021-05-18", "Thủ tướng Chính phủ"), &[]);
    let cited = |date| ("chi_thi", "13/CT-TTg", date, "Thủ tướng Chính phủ");
    check(std::slice::from_ref(&order), DISPATCH, cited("2021-05-17"), "key record b");
    check(std::slice::from_ref(&order), DISPATCH, cited("2021"), "key record b");
    check(std::slice::from_ref(&order), DISPATCH, cited("2021-05-19"), "key cited");
    check(std::slice::from_ref(&order), DISPATCH, cited("2020-05-17"), "key cited");
    let open = "apart open no_date [chi_thi:13-ct-ttg:2021:]";
    check(std::slice::from_ref(&order), DISPATCH, cited(""), open);
    let both = "apart open several [chi_thi:13-ct-ttg:2021:@2021-05-17 chi_thi:13-ct-ttg:2021:@2021-05-18]";
    check(&[order, other], DISPATCH, cited("2021"), both);
}

#[test]
fn numbers_that_repeat_need_their_place() {
    let number = "12/QĐ-UBND";
    let own = record("b", ("quyet_dinh", number, "2023-02-03", "Ủy ban nhân dân tỉnh Quảng Ngãi"), &[]);
    let other = record("c", ("quyet_dinh", number, "2023-02-03", "Ủy ban nhân dân tỉnh Kon Tum"), &[]);
    let district = record("d", ("quyet_dinh", number, "2023-02-03", "UBND huyện Bình Sơn, tỉnh Quảng Ngãi"), &[]);
    let all = [own, other, district];
    let cited = |issuer| ("quyet_dinh", number, "2023-02-03", issuer);
    check(&all, DISPATCH, cited("UBND tỉnh Quảng Ngãi"), "key record b");
    check(&all, DISPATCH, cited("UBND tỉnh"), "key record b");
    check(&all, DISPATCH, cited("Chủ tịch UBND tỉnh Kon Tum"), "key record c");
    check(&all, DISPATCH, cited("UBND huyện Bình Sơn"), "number_date record d");
    check(&all, DISPATCH, cited(""), "context record b");
    let places = ["huyen-binh-son.quang-ngai", "kon-tum", "quang-ngai"];
    let list = places.map(|place| format!("quyet_dinh:12-qđ-ubnd:2023:@{place}")).join(" ");
    check(&all, DISPATCH, ("quyet_dinh", number, "2023", ""), &format!("apart open no_place [{list}]"));
    // From elsewhere nothing settles it, however few there are.
    let central: Said = ("cong_van", "5/BTC-NS", "2024-06-01", "Công ty Hoa Mai");
    check(&all[..1], central, cited(""), "apart open no_place [quyet_dinh:12-qđ-ubnd:2023:]");
}

#[test]
fn laws_are_known_by_name_and_year() {
    let numbered: Said = ("luat", "42/2013/QH13", "2013-11-25", "Quốc hội");
    let mut law = record("b", numbered, &[]);
    law.subject = Some(vanban::record::TextValue { value: "TIẾP CÔNG DÂN".into(), ..Default::default() });
    let named = |date| ("luat", "name:Tiếp công dân", date, "");
    let all = [law];
    check(&all, DISPATCH, named("2013-11-25"), "name_year record b");
    check(&all, DISPATCH, named("2013"), "name_year record b");
    check(&all, DISPATCH, named("2020"), "name cited");
    check(&all, DISPATCH, named(""), "name open no_year [luat:42-2013-qh13:2013:]");
    // Two laws of one name and year are told apart by their day.
    let mut twins = [("b", "61/2013/QH13", "2013-05-06"), ("c", "42/2013/QH13", "2013-11-25")]
        .map(|(path, number, date)| record(path, ("luat", number, date, "Quốc hội"), &[]));
    for twin in &mut twins {
        twin.subject = Some(vanban::record::TextValue { value: "Tiếp công dân".into(), ..Default::default() });
    }
    check(&twins, DISPATCH, named("2013-11-25"), "name_year record c");
    check(&twins, DISPATCH, named("2013-02-01"), "name cited");
    check(&twins, DISPATCH, named("2013"), "apart open several [luat:42-2013-qh13:2013: luat:61-2013-qh13:2013:]");
    // One law for all who leave the year out, since they say the same.
    let two = [record("b", DISPATCH, &[named("")]), record("c", DISPATCH, &[named("")])];
    let graph = graph(&two);
    let network = graph.resolve();
    assert_eq!(network.nodes().filter(|n| n.state == State::Open).count(), 1);
}

#[test]
fn lost_marks_do_not_part_a_law() {
    let named = |name: &'static str| ("luat", name, "2019-11-20", "Quốc hội");
    let whole = record("b", DISPATCH, &[named("name:sửa đổi, bổ sung một số điều của Luật Tiếp công dân")]);
    let mut law = record("c", ("luat", "47/2019/QH14", "2019-11-20", "Quốc hội"), &[]);
    law.subject = Some(vanban::record::TextValue {
        value: "Sửa đổi, bổ sung một số điều của Luật Tiếp công dân".into(),
        ..Default::default()
    });
    for name in ["name:sửa đôi, bô sung một sô điều của Luật Tiêp công dân", "name:sửa đồi, bổ sung Luật Tiếp công dân"]
    {
        check(std::slice::from_ref(&law), DISPATCH, named(name), "name_year record c");
        let graph = graph(&[whole.clone(), record("a", DISPATCH, &[named(name)])]);
        let targets: Vec<u32> = graph.resolve().resolutions().map(|r| r.target).collect();
        assert_eq!(targets[0], targets[1], "{name}");
    }
}

#[test]
fn the_order_that_makes_a_law_public_is_no_other_law_of_its_name() {
    let mut cited = record(
        "b",
        DISPATCH,
        &[("luat", "58/2021/QH15", "2021-11-19", ""), ("luat", "7/2021/L-CTN", "2021-11-19", "")],
    );
    for reference in &mut cited.references {
        reference.name = Some("Lưu trữ".into());
    }
    check(&[cited], DISPATCH, ("luat", "name:Lưu trữ", "2021-11-19", ""), "name_year cited");
}

#[test]
fn an_id_says_its_place_once() {
    let cited = |date| ("quyet_dinh", "12/QĐ-UBND", date, "UBND tỉnh Sơn La");
    let mut one = record("a", DISPATCH, &[cited("2023-02-03"), cited("2023-03-03")]);
    for reference in &mut one.references {
        reference.key = "quyet_dinh:12-qdd-ubnd:2023:son-la".into();
    }
    let graph = graph(&[one]);
    let network = graph.resolve();
    let ids: Vec<&str> = network.nodes().map(|n| n.id).filter(|id| id.starts_with("quyet")).collect();
    assert_eq!(ids, ["2023-02-03", "2023-03-03"].map(|date| format!("quyet_dinh:12-qdd-ubnd:2023:son-la@{date}")));
}

#[test]
fn a_term_that_is_left_out_is_found() {
    let law = record("b", ("luat", "72/2025/QH15", "2025-06-16", "Quốc hội"), &[]);
    check(std::slice::from_ref(&law), DISPATCH, ("luat", "72/2025/QH", "2025-06-16", ""), "number_date record b");
    check(std::slice::from_ref(&law), DISPATCH, ("luat", "72/2025/QH14", "", ""), "key cited");
    check(&[], DISPATCH, ("luat", "72/2025/QH", "", ""), "number_date cited");
}

#[test]
fn resolutions_of_congresses_are_those_of_the_province() {
    let named: Said = ("nghi_quyet", "name:Đại hội đại biểu Đảng bộ tỉnh lần thứ XX", "2020", "");
    let a = record("a", DISPATCH, &[named]);
    let b = record("b", ("cong_van", "8/SNV-TC", "2024-01-02", "Sở Nội vụ tỉnh Kon Tum"), &[named]);
    let c = record("c", ("cong_van", "9/SNV-TC", "2024-01-02", "Sở Nội vụ tỉnh Quảng Ngãi"), &[named]);
    let graph = graph(&[a, b, c]);
    let targets: Vec<u32> = graph.resolve().resolutions().map(|r| r.target).collect();
    assert!(targets[0] != targets[1] && targets[0] == targets[2], "{targets:?}");
}

#[test]
fn a_stub_becomes_a_record_when_its_record_comes() {
    let mut graph = graph(&[record("a", DISPATCH, &[("nghi_dinh", "31/2021/NĐ-CP", "", "")])]);
    let before = graph.resolve().counts();
    assert_eq!((before.documents, before.cited, before.to_cited, before.to_records), (1, 1, 1, 0));
    graph.add(&record("b", ("nghi_dinh", "31/2021/NĐ-CP", "2021-03-26", "Chính phủ"), &[]));
    let after = graph.resolve().counts();
    assert_eq!((after.documents, after.cited, after.to_cited, after.to_records), (2, 0, 0, 1));
    assert_eq!((after.mentions, after.edges), (1, 1));
}

#[test]
fn the_same_file_counts_once() {
    let one = record("a", DISPATCH, &[("nghi_dinh", "31/2021/NĐ-CP", "", "")]);
    let once = graph(std::slice::from_ref(&one));
    let twice = graph(&[one.clone(), one]);
    assert_eq!(once.resolve().counts(), twice.resolve().counts());
    assert_eq!(shape(&once), shape(&twice));
}

#[test]
fn levels_and_selections() {
    let target = |article: &str| PinpointTarget { article: some(article), ..PinpointTarget::default() };
    let mut one = record("a", DISPATCH, &[("nghi_dinh", "31/2021/NĐ-CP", "", ""), ("luat", "61/2020/QH14", "", "")]);
    let mention = one.references[0].mentions[0].clone();
    let pinpoint = Pinpoint { targets: vec![target("5"), target("7")], ..Pinpoint::default() };
    one.references[0].mentions.push(Mention { pinpoint: Some(pinpoint), ..mention });
    one.references[1].mentions[0].relations =
        vec![Relation { kind: RelationType::Amends, from: "r1".into(), cue: None }];
    let graph = graph(&[one]);
    let network = graph.resolve();
    let count = |level| network.edges(level).iter().map(|e| e.mentions).collect::<Vec<_>>();
    assert_eq!(count(Level::Document), [2, 1]);
    assert_eq!(count(Level::Mention), [1, 1, 1]);
    assert_eq!(count(Level::Article), [1, 1, 1, 1]);
    let places: Vec<Option<String>> = network
        .edges(Level::Article)
        .iter()
        .map(|e| network.places(e).first().and_then(|p| p.article).map(str::to_owned))
        .collect();
    assert_eq!(places, [None, Some("5".into()), Some("7".into()), None]);

    let picture = |only: &[RelationType], around: Option<(&str, usize)>| {
        let around = around.map(|(what, depth)| (what.to_owned(), depth));
        let picture = network.picture(&Selection { only: only.to_vec(), around, ..Selection::default() })?;
        Some((picture.nodes.len(), picture.edges.len()))
    };
    assert_eq!(picture(&[], None), Some((3, 2)));
    assert_eq!(picture(&[RelationType::Amends], None), Some((2, 1)));
    assert_eq!(picture(&[], Some(("61/2020/QH14", 0))), Some((1, 0)));
    assert_eq!(picture(&[], Some(("61/2020/QH14", 1))), Some((2, 1)));
    assert_eq!(picture(&[], Some(("cong_van:77-stc-ns:2024:", 2))), Some((3, 2)));
    assert_eq!(picture(&[], Some(("1/1999/TT-BTC", 2))), None);
}

#[test]
fn tables_that_do_not_fit_are_refused() {
    let graph = graph(&[record("a", DISPATCH, &[("nghi_dinh", "31/2021/NĐ-CP", "", "")])]);
    let json = serde_json::to_string(&graph).unwrap();
    let back: Graph = serde_json::from_str(&json).unwrap();
    assert_eq!(shape(&back), shape(&graph));
    for (from, to) in
        [("\"cited\":0", "\"cited\":9"), ("\"to\":0", "\"to\":4"), ("\"references\":1", "\"references\":0")]
    {
        assert!(json.contains(from), "{json}");
        assert!(serde_json::from_str::<Graph>(&json.replacen(from, to, 1)).is_err(), "{from}");
    }
}

/// Everything that can be seen of a graph.
fn shape(graph: &Graph) -> (Vec<String>, Vec<Vec<String>>) {
    let network = graph.resolve();
    let nodes = network.nodes().map(|n| format!("{n:?}")).collect();
    let edges = [Level::Document, Level::Mention, Level::Article].map(|level| {
        let line = |e: &Edge| {
            let (source, target) = (network.node(e.source).id, network.node(e.target).id);
            let (relation, places, mention) = (e.relation.as_str(), network.places(e), network.mention(e));
            format!("{source} {relation} {target} {} {places:?} {mention:?}", e.mentions)
        };
        network.edges(level).iter().map(line).collect()
    });
    (nodes, edges.into_iter().chain([meanings(&network)]).collect())
}

/// Nodes, edges of documents and meanings of references, in no order.
type Joined = [BTreeSet<String>; 3];

fn line(parts: &[&str]) -> String {
    parts.join(" | ")
}

/// What a network shows of what pieces give.
fn joined_shape(graph: &Graph) -> Joined {
    let network = graph.resolve();
    let id = |at: &u32| network.node(*at).id.to_owned();
    let nodes = network.nodes().map(|n| {
        let said = [n.key, n.urn, n.kind, n.number, n.name, n.date, n.issuer, n.title, n.place];
        let said = said.map(Option::unwrap_or_default).join(" | ");
        let candidates: Vec<String> = n.candidates.iter().map(id).collect();
        let reason = n.reason.map_or("", Reason::as_str);
        line(&[n.id, &said, n.state.as_str(), reason, &n.paths.join("; "), &candidates.join("; ")])
    });
    let edges = network
        .edges(Level::Document)
        .into_iter()
        .map(|e| line(&[&id(&e.source), &id(&e.target), e.relation.as_str(), &e.mentions.to_string()]));
    let meanings =
        network.resolutions().map(|r| line(&[r.path.unwrap_or(""), r.reference, &id(&r.target), r.rule.as_str()]));
    [nodes.collect(), edges.collect(), meanings.collect()]
}

/// The same from pieces, put together as a cluster does it: `buckets` stand for machines.
fn joined(pieces: &[Piece], buckets: usize) -> Joined {
    let bucket = |value: &str| value.bytes().map(usize::from).sum::<usize>() % buckets;
    let mut things: BTreeMap<&str, bool> = BTreeMap::new();
    for piece in pieces {
        things.insert(&piece.thing, true);
    }
    for cited in pieces.iter().flat_map(|piece| &piece.references) {
        things.entry(&cited.thing).or_insert(false);
    }
    let mut homes = BTreeMap::new();
    let mut lists = BTreeMap::new();
    let of = |numbers: bool, at: usize| -> Vec<(&str, bool)> {
        let here = |thing: &str| block(thing).starts_with('\u{1f}') != numbers && bucket(block(thing)) == at;
        things.iter().map(|(thing, record)| (*thing, *record)).filter(|(thing, _)| here(thing)).collect()
    };
    for at in 0..buckets {
        let settled = settle_numbers(&of(true, at));
        homes.extend(settled.homes.into_iter().map(|home| (home.thing, home)));
        lists.extend(settled.lists);
    }
    let called: BTreeSet<Called> = homes.values().filter_map(|home| home.called.clone()).collect();
    for at in 0..buckets {
        let called: Vec<Called> = called.iter().filter(|one| bucket(&one.block) == at).cloned().collect();
        let settled = settle_names(&of(false, at), &called);
        homes.extend(settled.homes.into_iter().map(|home| (home.thing, home)));
        lists.extend(settled.lists);
    }
    // What is a node: a document that was settled, or who stands for itself.
    struct Token<'p> {
        records: Vec<&'p Piece<'p>>,
        said: Vec<(Parts<'p>, u64)>,
        thing: Option<&'p str>,
        first: String,
        apart: String,
    }
    let mut tokens: BTreeMap<String, Token> = BTreeMap::new();
    let new = |thing| Token { records: vec![], said: vec![], thing, first: "~".into(), apart: String::new() };
    let document = |piece: &Piece| homes[&*piece.thing].document.clone().unwrap_or_else(|| piece.doc.clone());
    let reference = |piece: &Piece, at: usize| {
        let alone = || format!("{}\u{1f}{at:08}", piece.doc);
        homes[&*piece.references[at].thing].document.clone().unwrap_or_else(alone)
    };
    let mut meanings = Vec::new();
    let mut pieces: Vec<&Piece> = pieces.iter().collect();
    pieces.sort_by(|a, b| a.doc.cmp(&b.doc));
    for piece in &pieces {
        let settled = homes[&*piece.thing].document.is_some().then_some(&*piece.thing);
        tokens.entry(document(piece)).or_insert_with(|| new(settled)).records.push(piece);
        for (at, cited) in piece.references.iter().enumerate() {
            let token = reference(piece, at);
            let entry = tokens.entry(token.clone()).or_insert_with(|| new(Some(&cited.thing)));
            entry.said.push((cited.said, 1));
            entry.first = entry.first.clone().min(format!("{}\u{1f}{at:08}", piece.doc));
            if homes[&*cited.thing].document.is_none() {
                entry.apart = cited.apart.clone();
            }
            meanings.push((piece.path.unwrap_or(""), cited.id, token, homes[&*cited.thing].rule));
        }
    }
    struct Node<'p> {
        token: &'p str,
        said: Parts<'p>,
        paths: Vec<&'p str>,
        start: String,
        order: (bool, String),
    }
    let mut nodes: Vec<Node> = tokens
        .iter()
        .map(|(token, t)| {
            let own = t.records.first();
            let said = own.map_or_else(|| Parts::most(&t.said), |piece| piece.said);
            let paths: Vec<&str> = t.records.iter().filter_map(|piece| piece.path).collect();
            let path = own.and_then(|piece| piece.path).unwrap_or("");
            let start = if t.apart.is_empty() { first_id(said.key, path) } else { t.apart.clone() };
            let order = (own.is_none(), own.map_or_else(|| t.first.clone(), |piece| piece.doc.clone()));
            Node { token, said, paths, start, order }
        })
        .collect();
    nodes.sort_by(|a, b| a.order.cmp(&b.order));
    let mut ids: BTreeMap<&str, String> = BTreeMap::new();
    let starts: BTreeSet<&str> = nodes.iter().map(|n| &*n.start).collect();
    for start in starts {
        let group: Vec<&Node> = nodes.iter().filter(|n| n.start == start).collect();
        let mut nameless: Vec<Nameless> = group
            .iter()
            .map(|n| Nameless {
                id: n.start.clone(),
                key: n.said.key,
                scope: tokens[n.token].thing.map_or("", |thing| &homes[thing].scope),
                date: n.said.date,
                path: tokens[n.token].records.first().and_then(|piece| piece.path).unwrap_or(""),
                is_record: !n.order.0,
            })
            .collect();
        name(&mut nameless);
        ids.extend(group.iter().zip(nameless).map(|(n, named)| (n.token, named.id)));
    }
    let shown = nodes.iter().map(|n| {
        let home = tokens[n.token].thing.map(|thing| &homes[thing]);
        let p = n.said;
        let place = home.map_or("", |home| &home.scope);
        let place = if place.starts_with(['*', '@']) { "" } else { place };
        let said = [p.key, p.urn, p.kind, p.number, p.name, p.date, p.issuer, p.title, place].join(" | ");
        let is_record = !n.order.0;
        let reason = home.and_then(|home| home.reason).filter(|_| !is_record);
        let state = if is_record { "record" } else { reason.map_or("cited", |_| "open") };
        let list = home.and_then(|home| home.list).filter(|_| !is_record);
        let mut candidates: Vec<&str> =
            list.iter().flat_map(|list| &lists[list]).map(|token| &*ids[&**token]).collect();
        candidates.sort_unstable();
        candidates.truncate(8);
        let reason = reason.map_or("", Reason::as_str);
        line(&[&ids[n.token], &said, state, reason, &n.paths.join("; "), &candidates.join("; ")])
    });
    let mut edges: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for piece in &pieces {
        for says in &piece.relations {
            let token = says.from.map_or_else(|| document(piece), |from| reference(piece, from as usize));
            let (source, target) = (&*ids[&*token], &*ids[&*reference(piece, says.to as usize)]);
            if source != target {
                *edges.entry((source, target, says.relation.as_str())).or_default() += 1;
            }
        }
    }
    let edges = edges.iter().map(|((source, target, relation), n)| line(&[source, target, relation, &n.to_string()]));
    let meanings = meanings.iter().map(|(path, id, token, rule)| line(&[path, id, &ids[&**token], rule.as_str()]));
    [shown.collect(), edges.collect(), meanings.collect()]
}

/// Few values, so that they meet in all ways.
fn said() -> impl Strategy<Value = (String, String, String, String)> {
    use proptest::sample::select;
    (
        select(vec!["", "quyet_dinh", "luat", "nghi_dinh", "nghi_quyet"]),
        select(vec![
            "1/QĐ-UBND",
            "01/QĐ-UBND",
            "1/2023/QĐ-UBND",
            "5/2023/QH15",
            "5/NQ-CP",
            "9/2023/NĐ-CP",
            "3/CV",
            "name:Thủ đô",
            "name:Đại hội Đảng bộ tỉnh",
            "",
        ]),
        select(vec!["", "2023", "2023-01-02", "2023-01-03", "2022-01-02"]),
        select(vec![
            "",
            "UBND tỉnh",
            "UBND xã",
            "UBND tỉnh Kon Tum",
            "UBND tỉnh Phú Thọ",
            "UBND xã An Bình, tỉnh Kon Tum",
            "UBND xã An Bình",
            "Chính phủ",
        ]),
    )
        .prop_map(|(a, b, c, d)| (a.to_owned(), b.to_owned(), c.to_owned(), d.to_owned()))
}

fn records() -> impl Strategy<Value = Vec<Record>> {
    let one = (said(), prop::collection::vec(said(), 0..5), any::<bool>());
    prop::collection::vec(one, 0..12).prop_map(|list| {
        let borrow = |s: &(String, String, String, String)| (s.0.clone(), s.1.clone(), s.2.clone(), s.3.clone());
        list.iter()
            .enumerate()
            .map(|(at, (own, cited, with_path))| {
                let own = borrow(own);
                let cited: Vec<_> = cited.iter().map(borrow).collect();
                let cited: Vec<Said> = cited.iter().map(|(a, b, c, d)| (&**a, &**b, &**c, &**d)).collect();
                let path = if *with_path { format!("p{at}") } else { String::new() };
                let number = own.1.strip_prefix("name:").map_or(&*own.1, |_| "");
                record(&path, (&own.0, number, &own.2, &own.3), &cited)
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// Neither the order of the records nor the pieces in which they are put together show.
    #[test]
    fn merged_parts_are_the_whole(records in records(), cuts in prop::collection::vec(0usize..4, 12), turn in 0usize..12) {
        let whole = shape(&graph(&records));
        let mut parts = vec![Graph::new(), Graph::new(), Graph::new(), Graph::new()];
        for (at, record) in records.iter().enumerate().rev() {
            parts[cuts[at]].add(record);
        }
        parts.rotate_left(turn % 4);
        let mut merged = Graph::new();
        for part in &parts {
            // As it would come from another machine.
            let json = serde_json::to_string(part).unwrap();
            merged.merge(&serde_json::from_str(&json).unwrap());
        }
        prop_assert_eq!(shape(&merged), whole);
    }

    /// Pieces that are brought together by their values alone give what the whole gives.
    #[test]
    fn joined_pieces_are_the_whole(mut records in records(), buckets in 1usize..4, cut in 0usize..12) {
        // Records without a path are in an order of their own, see `Piece::doc`.
        for (at, record) in records.iter_mut().enumerate() {
            record.source.path = record.source.path.take().or_else(|| Some(format!("q{at}")));
            record.source.sha256 = record.source.path.clone();
        }
        let whole = joined_shape(&graph(&records));
        let (left, right) = records.split_at(cut.min(records.len()));
        let parts = [graph(left), graph(right)];
        let pieces: Vec<Piece> = parts.iter().flat_map(|part| part.pieces()).collect();
        prop_assert_eq!(joined(&pieces, buckets), whole);
    }

    /// Each node has an id of its own, and is found by it.
    #[test]
    fn ids_are_unique(records in records()) {
        let graph = graph(&records);
        let network = graph.resolve();
        let ids: Vec<&str> = (0..network.len() as u32).map(|at| network.node(at).id).collect();
        prop_assert!(ids.windows(2).all(|w| w[0] < w[1]), "{:?}", ids);
        for (id, at) in ids.iter().zip(0..) {
            prop_assert_eq!(network.find(id), vec![at]);
        }
    }
}

#[test]
fn extracted_records_meet() {
    let order =
        "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ\nSố: 15/KH-UBND\nPhú Thọ, ngày 03 tháng 02 năm 2025\n\nKẾ HOẠCH\nKiểm tra";
    let reply = "ỦY BAN NHÂN DÂN TỈNH PHÚ THỌ\nSố: 80/UBND-NC\nPhú Thọ, ngày 09 tháng 02 năm 2025\n\n\
        Thực hiện Kế hoạch số 15/KH-UBND ngày 03/02/2025 của UBND tỉnh;";
    let graph = graph(&[extract(reply), extract(order)]);
    let network = graph.resolve();
    let edges = network.edges(Level::Document);
    assert_eq!(edges.len(), 1);
    assert_eq!(edges[0].relation, RelationType::Implements);
    assert_eq!(network.node(edges[0].target).state, State::Record);
    assert_eq!(network.resolutions().next().unwrap().rule, Rule::Key);
    assert!(network.nodes().all(|n| n.reason != Some(Reason::NoPlace)));
}
