//! The text cut where finds start and end. Finds overlap and lie in one another as they like; a segment carries all of
//! those that hold it.

use super::finds::{Class, Find, Role};
use super::html::Html;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Finds that one segment names, the innermost first. No document nests so deep; a record made by hand may, and would
/// make a page that grows with the square of its finds.
const MOST: usize = 24;

/// Lines of one block. A browser lays out only the blocks that are in sight; for a text of a hundred pages that is the
/// difference between two seconds and none.
const BLOCK: usize = 40;

/// A place that is open: inner ones first, and the words of a value before what merely goes with another.
type Open = (Role, u32, usize, u32);

/// Writes the text in lines with its marks. `data-f` names the finds of a mark by their numbers, the innermost first; `w`
/// and `v` behind a number say that the words go with it or gave part of its reading. A find's first mark bears its id,
/// `f` and its number.
pub(super) fn write(text: &str, finds: &[Find], html: &mut Html) {
    let places = || {
        let numbered = finds.iter().zip(1..);
        numbered.flat_map(|(find, number): (_, usize)| find.places.iter().map(move |place| (place, number)))
    };
    let open_of = |(span, role): &(vanban::Span, Role), number| (*role, span.len() as u32, number, span.start);
    let mut starts: Vec<(u32, Open)> = places().map(|(place, n)| (place.0.start, open_of(place, n))).collect();
    let mut ends: Vec<(u32, Open)> = places().map(|(place, n)| (place.0.end, open_of(place, n))).collect();
    starts.sort_unstable();
    ends.sort_unstable();
    let (mut starts, mut ends) = (starts.into_iter().peekable(), ends.into_iter().peekable());
    let mut targets = finds.iter().zip(1usize..).peekable();
    let mut open: BTreeSet<Open> = BTreeSet::new();
    let mut at = 0;
    let mut lines = 0;
    html.raw("<div class=\"block\"><div class=\"ln\">");
    while at < text.len() {
        while let Some((_, place)) = ends.next_if(|(end, _)| *end as usize <= at) {
            open.remove(&place);
        }
        while let Some((_, place)) = starts.next_if(|(start, _)| *start as usize <= at) {
            open.insert(place);
        }
        let mut ids = Vec::new();
        while let Some((_, number)) = targets.next_if(|(find, _)| find.target.start as usize <= at) {
            ids.push(number);
        }
        let next = |edge: Option<&(u32, Open)>| edge.map_or(text.len(), |(edge, _)| *edge as usize);
        let end = next(starts.peek()).min(next(ends.peek())).min(text.len());
        segment(&text[at..end], &open, ids, finds, &mut lines, html);
        at = end;
    }
    html.raw("</div></div>");
}

fn segment(
    words: &str,
    open: &BTreeSet<Open>,
    mut ids: Vec<usize>,
    finds: &[Find],
    lines: &mut usize,
    html: &mut Html,
) {
    let mark = Mark::of(open, finds);
    for (nth, line) in words.split('\n').enumerate() {
        if nth > 0 {
            *lines += 1;
            let starts = lines.is_multiple_of(BLOCK);
            html.raw(if starts {
                "</div></div>\n<div class=\"block\"><div class=\"ln\">"
            } else {
                "</div>\n<div class=\"ln\">"
            });
        }
        if line.is_empty() {
            continue;
        }
        let Some(mark) = &mark else {
            html.text(line);
            continue;
        };
        // A line that goes on is not marked on its margin.
        let margin = if nth > 0 { line.len() - line.trim_start().len() } else { 0 };
        let (margin, line) = line.split_at(margin);
        html.text(margin);
        if line.is_empty() {
            continue;
        }
        // One id fits on the mark; the others stand in front of it.
        let own = ids.iter().position(|number| *number == mark.first).map(|at| ids.remove(at));
        for number in ids.drain(..) {
            html.raw(&format!("<span id=\"f{number}\"></span>"));
        }
        let id = own.map(|number| format!(" id=\"f{number}\"")).unwrap_or_default();
        html.raw(&format!("<mark{id} class=\"{}\" data-f=\"{}\">", mark.classes, mark.numbers)).text(line);
        html.raw("</mark>");
    }
    // Blanks alone bear no mark; one is led to them all the same.
    for number in ids {
        html.raw(&format!("<span id=\"f{number}\"></span>"));
    }
}

/// What the marks of a segment say.
struct Mark {
    first: usize,
    classes: String,
    numbers: String,
}

impl Mark {
    fn of(open: &BTreeSet<Open>, finds: &[Find]) -> Option<Self> {
        let mut seen: Vec<(usize, Role)> = Vec::new();
        let mut roles: [Option<Role>; Class::ALL.len()] = [None; Class::ALL.len()];
        let mut twice = false;
        for (role, _, number, _) in open.iter().take(MOST) {
            if seen.iter().any(|(other, _)| other == number) {
                continue;
            }
            seen.push((*number, *role));
            let kept = &mut roles[finds[number - 1].item.class() as usize];
            twice |= kept.is_some() && *role != Role::Evidence;
            *kept = Some(kept.map_or(*role, |kept| kept.min(*role)));
        }
        let first = seen.first()?.0;
        let (mut classes, mut numbers) = (String::new(), String::new());
        for (class, role) in Class::ALL.iter().zip(roles) {
            if let Some(role) = role {
                // Writing to a string cannot fail.
                let _ = write!(classes, "{}{} ", class.name(), role.ending());
            }
        }
        if twice {
            classes.push_str("twice");
        }
        for (number, role) in seen {
            let _ = write!(numbers, "{number}{} ", role.letter());
        }
        let cut = |list: String| list.trim_end().to_owned();
        Some(Self { first, classes: cut(classes), numbers: cut(numbers) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::finds::Item;
    use vanban::Span;

    fn find(item: Item, places: &[(usize, usize, Role)]) -> Find {
        let places: Vec<_> = places.iter().map(|(start, end, role)| (Span::new(*start, *end), *role)).collect();
        Find { item, target: places[0].0, places }
    }

    fn written(text: &str, finds: &[Find]) -> String {
        let mut html = Html::default();
        write(text, finds, &mut html);
        html.into_string()
    }

    #[test]
    fn overlapping_finds_are_cut_at_every_edge() {
        let finds = [
            find(Item::Task(0), &[(0, 6, Role::Wide)]),
            find(Item::Mention(0, 0), &[(2, 4, Role::Main)]),
            find(Item::Deadline(0), &[(3, 8, Role::Main)]),
        ];
        assert_eq!(
            written("abcdefghi", &finds),
            "<div class=\"block\"><div class=\"ln\"><mark id=\"f1\" class=\"task-w\" data-f=\"1w\">ab</mark>\
             <mark id=\"f2\" class=\"ref task-w\" data-f=\"2 1w\">c</mark>\
             <span id=\"f3\"></span><mark class=\"ref task-w dl\" data-f=\"2 3 1w\">d</mark>\
             <mark class=\"task-w dl\" data-f=\"3 1w\">ef</mark>\
             <mark class=\"dl\" data-f=\"3\">gh</mark>i</div></div>"
        );
    }

    #[test]
    fn marks_end_with_their_line() {
        let finds = [find(Item::Task(0), &[(1, 9, Role::Wide)])];
        assert_eq!(
            written("a<b\n  \n cd", &finds),
            "<div class=\"block\"><div class=\"ln\">a<mark id=\"f1\" class=\"task-w\" data-f=\"1w\">&lt;b</mark></div>\n\
             <div class=\"ln\">  </div>\n<div class=\"ln\"> <mark class=\"task-w\" data-f=\"1w\">c</mark>d</div></div>"
        );
    }

    #[test]
    fn no_page_grows_with_the_square_of_its_finds() {
        let text = "a".repeat(4000);
        let finds: Vec<_> = (0..2000).map(|n| find(Item::Task(n), &[(n, 4000 - n, Role::Wide)])).collect();
        let page = written(&text, &finds);
        assert!(page.len() < 4000 * (MOST * 5 + 100), "{}", page.len());
        for number in 1..=2000 {
            assert!(page.contains(&format!(" id=\"f{number}\"")), "{number}");
        }
    }
}
