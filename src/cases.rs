//! Tables of cases (`fixtures/cases/*.tsv`), as the tests of all rooms read them.
//!
//! A row holds what a rule is given, then what it must give, with tabs between. Lines that begin with `#` and empty ones
//! are no rows.

use std::fmt::Display;

/// Holds the rows of a table against what `read` gives of the first `GIVEN` cells of each: the other cells, as the table
/// writes them; where all cells are given, nothing, or what is wrong with them. Tells of every row that fails.
///
/// A table of fewer than `least` rows fails too: it was cut.
#[track_caller]
pub(crate) fn check<const GIVEN: usize>(
    table: &'static str,
    least: usize,
    mut read: impl FnMut([&'static str; GIVEN]) -> String,
) {
    let (mut seen, mut failures) = (0, Vec::new());
    for row in table.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let mut cells = row.splitn(GIVEN + 1, '\t');
        let given = std::array::from_fn(|_| cells.next().unwrap_or_else(|| panic!("{GIVEN} cells and more: {row:?}")));
        let got = read(given);
        if got != cells.next().unwrap_or_default() {
            failures.push(format!("{row}\n  got\t{got}"));
        }
        seen += 1;
    }
    assert!(failures.is_empty(), "{} of {seen} rows:\n{}", failures.len(), failures.join("\n"));
    assert!(seen >= least, "{seen} rows, not {least}: the table was cut");
}

/// A value as the tables write it; `-` for none.
pub(crate) fn or_none(value: Option<impl Display>) -> String {
    value.map_or("-".to_owned(), |value| value.to_string())
}

/// What [`or_none`] wrote.
pub(crate) fn some(cell: &str) -> Option<&str> {
    (cell != "-").then_some(cell)
}

/// Several values in one cell; `-` for none.
pub(crate) fn list(values: impl IntoIterator<Item = impl Display>, between: &str) -> String {
    let values: Vec<String> = values.into_iter().map(|value| value.to_string()).collect();
    or_none((!values.is_empty()).then(|| values.join(between)))
}

/// An answer as the tables write it.
pub(crate) fn yes(answer: bool) -> String {
    if answer { "yes" } else { "no" }.to_owned()
}

#[test]
fn rows_that_fail_are_told_together() {
    let told = std::panic::catch_unwind(|| check("# a table\n\nb\tB\nc\tX\nd\tY\n", 1, |[word]| word.to_uppercase()));
    let told = *told.unwrap_err().downcast::<String>().unwrap();
    assert_eq!(told, "2 of 3 rows:\nc\tX\n  got\tC\nd\tY\n  got\tD");
    check("b\tB\n", 1, |[word]| word.to_uppercase());
    for table in ["# b\tB\n", "b\n"] {
        assert!(std::panic::catch_unwind(|| check(table, 1, |[one, _other]| one.to_owned())).is_err(), "{table}");
    }
}
