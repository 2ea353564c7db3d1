//! What `graph`, `calendar`, `stats`, `diff` and the tables write is read by the tools that it is for. Where a tool is
//! not there its test says so and passes: `VANBAN_PYTHON` names a Python with networkx, gexfpy, duckdb, rdflib and
//! icalendar; `.ci/full` makes one.

use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder with the project's documents and their records.
fn desk() -> TempDir {
    let desk = TempDir::new().unwrap();
    let documents = desk.path().join("documents");
    fs::create_dir(&documents).unwrap();
    for entry in fs::read_dir(root().join("fixtures/documents")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "txt") {
            fs::copy(&path, documents.join(path.file_name().unwrap())).unwrap();
        }
    }
    // One that cites others, with all that quoting can go wrong with.
    let odd = "Số: 9/STC-KH\n\nCăn cứ Nghị định số 31/2021/NĐ-CP về \"a, b\" <c> & 'd'\\;\u{1};\n\
        Căn cứ khoản 2 Điều 5 Nghị định số 31/2021/NĐ-CP;\n";
    fs::write(documents.join("odd \"name\", & <tag>;.txt"), odd).unwrap();
    vanban(&desk, &["extract", "documents", "-q", "-o", "records.jsonl"]);
    desk
}

fn run(desk: &TempDir, args: &[&str]) -> (i32, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_vanban")).current_dir(desk.path()).args(args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

#[track_caller]
fn vanban(desk: &TempDir, args: &[&str]) -> String {
    let (status, out, err) = run(desk, args);
    assert_eq!(status, 0, "{args:?}: {err}");
    out
}

/// Runs Python with the modules, or says that there is none.
#[track_caller]
fn python(desk: &TempDir, modules: &[&str], script: &str) -> Option<String> {
    let program = std::env::var("VANBAN_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let imports = format!("import {}", modules.join(", "));
    let there = Command::new(&program).args(["-c", &imports]).stderr(Stdio::null()).status();
    if !there.is_ok_and(|status| status.success()) {
        eprintln!("left out: no Python with {}", modules.join(", "));
        return None;
    }
    let output = Command::new(&program).current_dir(desk.path()).args(["-c", script]).output().unwrap();
    let err = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{script}\n{err}");
    Some(String::from_utf8(output.stdout).unwrap().replace('\r', "").trim().to_owned())
}

/// Nodes and edges as the JSON has them.
fn counts(desk: &TempDir, level: &str) -> (usize, usize) {
    let json: Value = serde_json::from_str(&vanban(desk, &["graph", "records.jsonl", "-q", "--level", level])).unwrap();
    let count = |name: &str| json[name].as_array().unwrap().len();
    (count("nodes"), count("edges"))
}

const LEVELS: [&str; 3] = ["document", "mention", "article"];

#[test]
fn networkx_reads_graphml_gexf_and_json() {
    let desk = desk();
    for level in LEVELS {
        for form in ["graphml", "gexf", "json"] {
            let out = format!("graph.{form}");
            vanban(&desk, &["graph", "records.jsonl", "-q", "--to", form, "--level", level, "-o", &out]);
        }
        let script = "import networkx as nx, json\n\
            for g in (nx.read_graphml('graph.graphml', force_multigraph=True), nx.read_gexf('graph.gexf'),\n\
            \x20         nx.node_link_graph(json.load(open('graph.json')), edges='edges')):\n\
            \x20   print(g.number_of_nodes(), g.number_of_edges(), g.is_directed())";
        let Some(out) = python(&desk, &["networkx"], script) else { return };
        let (nodes, edges) = counts(&desk, level);
        assert!(nodes > 20 && edges > 20);
        assert_eq!(out, vec![format!("{nodes} {edges} True"); 3].join("\n"), "{level}");
    }
}

/// The classes of gexfpy are made from the schema of GEXF 1.2.
#[test]
fn gexf_is_that_of_its_schema() {
    let desk = desk();
    let mut script = "import gexfpy, warnings\n\
        from xsdata.formats.dataclass.parsers import XmlParser\n\
        from xsdata.formats.dataclass.parsers.config import ParserConfig\n\
        warnings.simplefilter('error')\n\
        strict = XmlParser(config=ParserConfig(fail_on_unknown_properties=True))\n"
        .to_owned();
    for level in LEVELS {
        vanban(&desk, &["graph", "records.jsonl", "-q", "--to", "gexf", "--level", level, "-o", level]);
        script.push_str(&format!(
            "g = strict.parse('{level}', gexfpy.Gexf).graph\n\
             print(sum(len(n.node) for n in g.nodes), sum(len(e.edge) for e in g.edges))\n"
        ));
    }
    let Some(out) = python(&desk, &["gexfpy"], &script) else { return };
    let expected = LEVELS.map(|level| {
        let (nodes, edges) = counts(&desk, level);
        format!("{nodes} {edges}")
    });
    assert_eq!(out, expected.join("\n"));
}

#[test]
fn duckdb_reads_the_tables() {
    let desk = desk();
    vanban(&desk, &["extract", "documents", "-q", "--to", "csv", "-o", "tables"]);
    let mut sql = String::new();
    for level in LEVELS {
        vanban(&desk, &["graph", "records.jsonl", "-q", "--to", "csv", "--level", level, "-o", level]);
        sql.push_str(&format!(
            "print(*duckdb.sql(\"SELECT (SELECT count(DISTINCT id) FROM '{level}/nodes.csv'), count(*) FROM \
             '{level}/edges.csv' e JOIN '{level}/nodes.csv' s ON s.id = e.src JOIN '{level}/nodes.csv' d ON d.id = \
             e.dst\").fetchall()[0])\n"
        ));
    }
    let tables = ["documents", "references", "mentions", "tasks", "deadlines", "recipients"];
    for table in tables {
        sql.push_str(&format!("print(*duckdb.sql(\"SELECT count(*) FROM 'tables/{table}.csv'\").fetchall()[0])\n"));
    }
    let Some(out) = python(&desk, &["duckdb"], &format!("import duckdb\n{sql}")) else { return };
    let mut expected: Vec<String> = LEVELS
        .iter()
        .map(|level| {
            let (nodes, edges) = counts(&desk, level);
            format!("{nodes} {edges}")
        })
        .collect();
    let mut rows = [0; 6];
    for line in fs::read_to_string(desk.path().join("records.jsonl")).unwrap().lines() {
        let record: Value = serde_json::from_str(line).unwrap();
        let len = |value: &Value| value.as_array().unwrap().len();
        rows[0] += 1;
        rows[1] += len(&record["references"]);
        rows[2] += record["references"].as_array().unwrap().iter().map(|r| len(&r["mentions"])).sum::<usize>();
        for (at, name) in [(3, "tasks"), (4, "deadlines"), (5, "recipients")] {
            rows[at] += len(&record[name]);
        }
    }
    expected.extend(rows.map(|n: usize| n.to_string()));
    assert_eq!(out, expected.join("\n"));
}

#[cfg(feature = "parquet")]
#[test]
fn duckdb_reads_parquet() {
    let desk = desk();
    vanban(&desk, &["extract", "documents", "-q", "--to", "parquet", "-o", "tables"]);
    let mut script = "import duckdb\n".to_owned();
    for level in LEVELS {
        vanban(&desk, &["graph", "records.jsonl", "-q", "--to", "parquet", "--level", level, "-o", level]);
        script.push_str(&format!(
            "print(*duckdb.sql(\"SELECT (SELECT count(DISTINCT id) FROM '{level}/nodes.parquet'), count(*) FROM \
             '{level}/edges.parquet' e JOIN '{level}/nodes.parquet' s ON s.id = e.src JOIN '{level}/nodes.parquet' d \
             ON d.id = e.dst\").fetchall()[0])\n"
        ));
    }
    script.push_str(
        "print(*duckdb.sql(\"SELECT count(*) FROM 'tables/mentions.parquet' m JOIN 'tables/references.parquet' r \
         USING (doc, reference)\").fetchall()[0])",
    );
    let Some(out) = python(&desk, &["duckdb"], &script) else { return };
    let lines: Vec<&str> = out.lines().collect();
    for (line, level) in lines.iter().zip(LEVELS) {
        let (nodes, edges) = counts(&desk, level);
        assert_eq!(*line, format!("{nodes} {edges}"), "{level}");
    }
    assert!(lines.len() == 4 && lines[3] != "0", "{out}");
}

#[test]
fn rdflib_reads_json_ld() {
    let desk = desk();
    vanban(&desk, &["graph", "records.jsonl", "-q", "--to", "jsonld", "-o", "graph.jsonld"]);
    let script = "import rdflib, re\n\
        g = rdflib.Graph().parse('graph.jsonld', format='json-ld')\n\
        vb = rdflib.Namespace('https://w3id.org/vanban#')\n\
        eli = rdflib.Namespace('http://data.europa.eu/eli/ontology#')\n\
        T = rdflib.RDF.type\n\
        print(len(set(g.subjects(T, eli.LegalResource))), len(set(g.subjects(T, vb.Relation))))\n\
        used = {str(p) for p in g.predicates()} | {str(o) for o in g.objects(None, T)}\n\
        said = {str(s) for s in g.subjects(rdflib.RDFS.comment)}\n\
        print([u for u in used if u.startswith(vb) and u not in said])\n\
        published = rdflib.Graph().parse('terms.ttl')\n\
        print(said == {str(s) for s in published.subjects(rdflib.RDFS.comment)})";
    fs::copy(root().join("docs/terms.ttl"), desk.path().join("terms.ttl")).unwrap();
    let Some(out) = python(&desk, &["rdflib"], script) else { return };
    let (nodes, edges) = counts(&desk, "document");
    assert_eq!(out, format!("{nodes} {edges}\n[]\nTrue"));
}

#[test]
fn graphviz_reads_dot() {
    let desk = desk();
    vanban(&desk, &["graph", "records.jsonl", "-q", "--to", "dot", "-o", "graph.dot"]);
    let counted = Command::new("gc").current_dir(desk.path()).args(["-n", "-e", "graph.dot"]).output();
    let Ok(counted) = counted else {
        eprintln!("left out: no Graphviz (gc)");
        return;
    };
    assert!(counted.status.success());
    let (nodes, edges) = counts(&desk, "document");
    let words: Vec<String> =
        String::from_utf8(counted.stdout).unwrap().split_whitespace().take(2).map(str::to_owned).collect();
    assert_eq!(words, [nodes.to_string(), edges.to_string()]);
    let around = vanban(&desk, &["graph", "records.jsonl", "-q", "--to", "dot", "--around", "31/2021/NĐ-CP"]);
    fs::write(desk.path().join("small.dot"), around).unwrap();
    let drawn = Command::new("dot").current_dir(desk.path()).args(["-Tsvg", "small.dot"]).output().unwrap();
    assert!(drawn.status.success() && drawn.stderr.is_empty(), "{}", String::from_utf8_lossy(&drawn.stderr));
}

#[test]
fn icalendar_reads_deadlines() {
    let desk = desk();
    let (_, _, err) = run(&desk, &["calendar", "records.jsonl", "-o", "deadlines.ics"]);
    let written: usize = err.split(' ').nth(1).unwrap().parse().unwrap();
    assert!(written > 5, "{err}");
    let script = "import icalendar, warnings\n\
        warnings.simplefilter('error')\n\
        c = icalendar.Calendar.from_ical(open('deadlines.ics', 'rb').read())\n\
        n = [x for x in c.walk() if x.name in ('VTODO', 'VEVENT')]\n\
        print(len(n), sum(len(x.errors) for x in c.walk()), len({str(x['UID']) for x in n}))\n\
        print(all('DUE' in x for x in n if x.name == 'VTODO'), all('RRULE' in x for x in n if x.name == 'VEVENT'))\n\
        from dateutil.rrule import rrulestr\n\
        from datetime import datetime, time\n\
        for x in n:\n\
        \x20   if x.name == 'VEVENT':\n\
        \x20       day = datetime.combine(x['DTSTART'].dt, time())\n\
        \x20       rule = x['RRULE'] if isinstance(x['RRULE'], list) else [x['RRULE']]\n\
        \x20       assert rrulestr(rule[0].to_ical().decode(), dtstart=day)[0] == day, x";
    let Some(out) = python(&desk, &["icalendar"], script) else { return };
    assert_eq!(out, format!("{written} 0 {written}\nTrue True"));
}

#[test]
fn neo4j_files_have_the_headers_of_the_importer() {
    let desk = desk();
    vanban(&desk, &["graph", "records.jsonl", "-q", "--to", "neo4j", "-o", "neo4j"]);
    let (nodes, edges) = counts(&desk, "document");
    for (name, rows, fields) in [
        ("nodes", nodes, &["id:ID", ":LABEL", "year:long", "candidates:string[]"][..]),
        ("edges", edges, &[":START_ID", ":END_ID", ":TYPE", "mentions:long"]),
    ] {
        let text = fs::read_to_string(desk.path().join(format!("neo4j/{name}.csv"))).unwrap();
        let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        for field in fields {
            assert_eq!(header.iter().filter(|h| *h == field).count(), 1, "{name}: {field}");
        }
        // No value of these documents has a line end in it.
        assert_eq!(text.lines().count(), rows + 1);
    }
}

/// urn:lex (RFC 9676) and the naming convention of Akoma Ntoso, as far as they are used here.
#[test]
fn names_follow_their_grammars() {
    let desk = desk();
    let json: Value =
        serde_json::from_str(&vanban(&desk, &["graph", "records.jsonl", "-q", "--level", "article"])).unwrap();
    let of = |list: &str, name: &str| -> Vec<String> {
        let values = json[list].as_array().unwrap().iter().filter_map(|o| o[name].as_str());
        values.map(str::to_owned).collect()
    };
    let word = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || more.contains(c))
    };
    let date = |text: &str| {
        let digits = |text: &str, len| text.len() == len && text.chars().all(|c| c.is_ascii_digit());
        let parts: Vec<&str> = text.split('-').collect();
        parts.iter().zip([4, 2, 2]).all(|(part, len)| digits(part, len)) && parts.len() <= 3
    };
    let urns = of("nodes", "urn");
    assert!(urns.len() > 10);
    for urn in urns {
        let parts: Vec<&str> = urn.strip_prefix("urn:lex:vn:").unwrap().split(':').collect();
        let [issuer, kind, rest] = parts[..] else { panic!("{urn}") };
        let (day, number) = rest.split_once(';').unwrap();
        assert!(word(issuer, ".") && word(kind, ".") && word(number, ".") && date(day) && day.len() == 10, "{urn}");
    }
    let works = of("nodes", "akn");
    assert!(works.len() > 10);
    for iri in works.iter().chain(&of("edges", "akn")) {
        let (work, fragment) = iri.split_once('#').unwrap_or((iri, "art_1"));
        let parts: Vec<&str> = work.strip_prefix("/akn/vn/").unwrap().split('/').collect();
        assert!(matches!(parts[0], "act" | "doc") && (4..=5).contains(&parts.len()), "{iri}");
        assert!(parts[1..].iter().all(|part| word(part, "-.")) && date(parts[parts.len() - 2]), "{iri}");
        for step in fragment.split("__") {
            let (name, label) = step.split_once('_').unwrap();
            assert!(matches!(name, "art" | "para" | "point") && word(label, ""), "{iri}");
        }
    }
    assert!(of("edges", "akn").iter().any(|iri| iri.contains('#')));
}

#[test]
fn parts_give_the_graph_of_the_whole() {
    let desk = desk();
    let lines = fs::read_to_string(desk.path().join("records.jsonl")).unwrap();
    let lines: Vec<&str> = lines.lines().collect();
    let mut parts = Vec::new();
    for (nth, chunk) in lines.chunks(lines.len().div_ceil(10)).enumerate() {
        let (records, part) = (format!("{nth}.jsonl"), format!("{nth}.part"));
        fs::write(desk.path().join(&records), chunk.join("\n")).unwrap();
        vanban(&desk, &["graph", &records, "-q", "--to", "part", "-o", &part]);
        parts.push(part);
    }
    for form in ["json", "graphml", "dot", "jsonld"] {
        let args = ["graph", "-q", "--to", form, "--level", "mention"];
        let whole = vanban(&desk, &[&args[..], &["records.jsonl"]].concat());
        let mut mixed: Vec<&str> = parts.iter().map(String::as_str).rev().collect();
        mixed.rotate_left(3);
        assert_eq!(vanban(&desk, &[&args[..], &mixed[..]].concat()), whole, "{form}");
    }
}

#[test]
fn stats_and_the_graph_agree() {
    let desk = desk();
    let stats: Value = serde_json::from_str(&vanban(&desk, &["stats", "records.jsonl", "--to", "json"])).unwrap();
    let (nodes, edges) = counts(&desk, "document");
    let counts = &stats["counts"];
    let sum = |names: &[&str]| names.iter().map(|name| counts[name].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum(&["documents", "cited", "open"]), nodes as u64);
    assert_eq!(sum(&["to_records", "to_cited", "to_open"]), sum(&["references"]));
    assert_eq!(counts["edges"], json!(edges));
    let by_type: u64 = stats["by_type"].as_array().unwrap().iter().map(|row| row["count"].as_u64().unwrap()).sum();
    assert_eq!(by_type, sum(&["records"]));
    let table = vanban(&desk, &["stats", "records.jsonl"]);
    for name in ["Type", "Issuer", "Year", "Most cited", "Cited longest", "Diagnostics"] {
        assert!(table.lines().any(|line| line.starts_with(name)), "{name}\n{table}");
    }
}

#[test]
fn diff_tells_what_changed() {
    let desk = desk();
    let same = vanban(&desk, &["diff", "records.jsonl", "records.jsonl", "--to", "jsonl"]);
    assert_eq!(same, "");
    let lines = fs::read_to_string(desk.path().join("records.jsonl")).unwrap();
    let mut lines: Vec<String> = lines.lines().map(str::to_owned).collect();
    lines.remove(0);
    lines[0] = lines[0].replacen("\"date\":{\"value\":\"", "\"date\":{\"value\":\"1", 1);
    fs::write(desk.path().join("new.jsonl"), lines.join("\n")).unwrap();
    let out = vanban(&desk, &["diff", "records.jsonl", "new.jsonl", "--to", "jsonl"]);
    let changes: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let seen: Vec<_> = changes.iter().map(|c| (c["what"].as_str().unwrap(), c["change"].as_str().unwrap())).collect();
    assert_eq!(seen, [("date", "changed"), ("record", "lost")]);
}

#[test]
fn wrong_inputs_are_told() {
    let desk = desk();
    let (status, _, err) = run(&desk, &["graph", "documents/odd \"name\", & <tag>;.txt", "-q"]);
    assert_eq!(status, 1);
    assert!(err.contains("make records with `vanban extract` first"), "{err}");
    assert_eq!(run(&desk, &["graph", "records.jsonl", "--to", "csv"]).0, 2);
    assert_eq!(run(&desk, &["graph", "records.jsonl", "--around", "99/1999/TT-BTC"]).0, 1);
    assert_eq!(run(&desk, &["stats", "absent.jsonl"]).0, 1);
}

#[test]
fn pretty_has_no_colour_in_a_pipe() {
    let desk = desk();
    let page = vanban(&desk, &["extract", "documents/scan-dispatch.txt", "--to", "pretty"]);
    assert!(page.contains("blank-serial") && !page.contains('\x1b'), "{page}");
}

/// Every block of the page runs, in its order.
#[test]
fn the_guide_runs() {
    let desk = desk();
    let guide = fs::read_to_string(root().join("docs/graph.md")).unwrap();
    let mut blocks = 0;
    for block in guide.split("```").skip(1).step_by(2) {
        if let Some(lines) = block.strip_prefix("sh\n") {
            for line in lines.lines() {
                let args: Vec<&str> = line.strip_prefix("vanban ").unwrap().split(' ').collect();
                vanban(&desk, &args);
            }
            blocks += 1;
        } else if let Some(script) = block.strip_prefix("python\n") {
            let modules = ["networkx", "duckdb", "rdflib"].into_iter().filter(|m| script.contains(m));
            python(&desk, &modules.collect::<Vec<_>>(), script);
            blocks += 1;
        }
    }
    assert!(blocks > 5, "{blocks}");
}
