//! `docs/columns.md` says what the tables hold, `docs/terms.ttl` what the own terms of JSON-LD mean. `VANBAN_BLESS=1`
//! writes them anew.

use std::fmt::Write as _;
use std::path::Path;
use vanban_export::graph::{EDGES, NODES};
use vanban_export::jsonld::{NAMESPACE, TERMS};
use vanban_export::rows::Table;
use vanban_export::tables::TABLES;

#[test]
fn every_column_is_documented() {
    let mut page = "# Columns\n\nMade from the sources of `vanban-export` by its test `columns`.\n".to_owned();
    let mut add = |title: &str, tables: &[&Table]| {
        writeln!(page, "\n# {title}").unwrap();
        for table in tables {
            writeln!(page, "\n## {}\n\n| Column | Kind | What it says |\n|---|---|---|", table.name).unwrap();
            for column in table.columns {
                writeln!(
                    page,
                    "| `{}` | {} | {} |",
                    column.name,
                    format!("{:?}", column.kind).to_lowercase(),
                    column.about
                )
                .unwrap();
            }
        }
    };
    add("Records (`vanban extract --to csv`)", &TABLES.iter().collect::<Vec<_>>());
    add("Graph (`vanban graph --to csv`)", &[&NODES, &EDGES]);
    check("columns.md", &page);
}

#[test]
fn own_terms_are_published() {
    let mut page = format!(
        "# Made from the sources of `vanban-export` by its test `columns`.\n\
         @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n\
         @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n\
         @prefix vb: <{NAMESPACE}> .\n"
    );
    for (term, about) in TERMS {
        let kind = if term == "vb:Relation" { "rdfs:Class" } else { "rdf:Property" };
        writeln!(page, "\n{term} a {kind} ;\n    rdfs:comment \"{about}\"@en .").unwrap();
    }
    check("terms.ttl", &page);
}

/// Holds a page of `docs/` against what it should be.
fn check(name: &str, page: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs").join(name);
    if std::env::var_os("VANBAN_BLESS").is_some() {
        std::fs::write(&path, page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "VANBAN_BLESS=1 writes {}", path.display());
}
