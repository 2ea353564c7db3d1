//! Facts about documents, bodies, places and laws, and the words that point to them.
//!
//! Each `.tsv` stands beside the code that reads it. The form of every table: UTF-8 in NFC, a header line, tab between
//! columns, `|` between several values of one cell, lines in strictly rising byte order. A test holds the tables to
//! that.
//!
//! Look-ups take clean text (NFC, one blank between words) and hold in any case and with either placement of the tone
//! mark (hoà and hòa). Own rules of a user ([`rules`]) take part in each of them ([`own`]).

pub(crate) mod bodies;
pub(crate) mod cues;
pub(crate) mod fold;
pub(crate) mod laws;
pub(crate) mod names;
pub(crate) mod own;
mod phrase;
pub(crate) mod places;
pub mod rules;
pub(crate) mod types;
pub(crate) mod words;

/// The rows of a table, without its header, each cut into `N` cells. A line with another number of cells is left out (a
/// test sees to it that there is none).
fn rows<const N: usize>(tsv: &'static str) -> impl Iterator<Item = [&'static str; N]> {
    tsv.lines().skip(1).filter_map(|line| {
        let mut cells = line.split('\t');
        let mut row = [""; N];
        for cell in &mut row {
            *cell = cells.next()?;
        }
        cells.next().is_none().then_some(row)
    })
}

/// The values of a cell: none when it is empty.
fn values(cell: &'static str) -> impl Iterator<Item = &'static str> {
    cell.split('|').filter(|value| !value.is_empty())
}

/// True when the partial ISO date `a` (`2025`, `2025-02`, `2025-02-28`) is not after `b`, as far as both say.
fn not_after(a: &str, b: &str) -> bool {
    let shared = a.len().min(b.len());
    a.as_bytes().get(..shared) <= b.as_bytes().get(..shared)
}

#[cfg(test)]
mod tests {
    use super::rows;
    use unicode_normalization::is_nfc;

    /// Every table keeps its form: NFC, as many cells in each line as in the header, no blank at the edge of a value,
    /// lines strictly rising (so sorted and unique).
    #[test]
    fn tables_keep_their_form() {
        let tables = [
            ("types", include_str!("types.tsv")),
            ("bodies", include_str!("bodies.tsv")),
            ("places", include_str!("places.tsv")),
            ("laws", include_str!("laws.tsv")),
            ("abbreviations", include_str!("abbreviations.tsv")),
            ("cues", include_str!("cues.tsv")),
        ];
        for (name, table) in tables {
            assert!(is_nfc(table), "{name} is not NFC");
            assert!(table.ends_with('\n') && !table.contains('\r'), "{name} has odd line ends");
            let lines: Vec<&str> = table.lines().collect();
            let columns = lines[0].split('\t').count();
            assert!(lines.len() > 2, "{name} is empty");
            for line in &lines {
                assert_eq!(line.split('\t').count(), columns, "{name}: {line}");
                for value in line.split(['\t', '|']) {
                    assert_eq!(value.trim(), value, "{name}: {line}");
                }
            }
            for pair in lines[1..].windows(2) {
                assert!(pair[0] < pair[1], "{name}: {:?} stands before {:?}", pair[0], pair[1]);
            }
        }
    }

    #[test]
    fn rows_of_another_width_are_left_out() {
        let seen: Vec<[&str; 2]> = rows("a\tb\n1\t2\n3\n4\t5\t6\n7\t\n").collect();
        assert_eq!(seen, [["1", "2"], ["7", ""]]);
    }

    proptest::proptest! {
        /// Look-ups take any text, and give lengths that cut it at character boundaries.
        #[test]
        fn any_text_will_do(text in "(\\PC|[ ohuạàýq.]|Căn cứ |Uỷ ban |luật |tỉnh |bởi |được ){0,12}") {
            let lens = [
                super::types::type_at(&text).map(|(len, _)| len),
                super::bodies::body_by_name_at(&text).map(|(len, _)| len),
                super::places::province_at(&text, None).map(|(len, _)| len),
                super::laws::law_name_at(&text).map(|(len, _)| len),
                super::cues::cue_ending_at(&text).map(|cue| cue.start),
                super::cues::cue_ending_at(&text).map(|cue| cue.end),
                super::cues::cue_after(&text).map(|(len, _)| len),
            ];
            for len in lens.into_iter().flatten() {
                assert!(text.is_char_boundary(len));
            }
            assert_eq!(super::fold::fold(&super::fold::fold(&text)), super::fold::fold(&text));
            assert!(super::fold::slug(&text).chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '.'));
            super::bodies::is_place_bound(&text);
            super::types::type_of_symbol(&text);
        }
    }
}
