//! `docs/columns.md` says what the tables hold. `VANBAN_BLESS=1` writes it anew.

use std::fmt::Write as _;
use std::path::Path;
use vanban_export::graph::{EDGES, NODES};
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
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/columns.md");
    if std::env::var_os("VANBAN_BLESS").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&path).unwrap_or_default(), page, "VANBAN_BLESS=1 writes {}", path.display());
}
