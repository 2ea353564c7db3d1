//! Who must do what by when: each deadline of a document, in order of its day, with the task that it limits.
//!
//! `cargo run -p vanban --example tasks [FILE]`

use vanban::record::{Deadline, Record, Role};

fn main() -> std::io::Result<()> {
    let path = std::env::args().nth(1).unwrap_or("fixtures/documents/dispatch-province.txt".to_owned());
    print!("{}", tasks(&std::fs::read_to_string(path)?));
    Ok(())
}

/// A line for each deadline: when, in which words, for whom.
pub fn tasks(text: &str) -> String {
    let record = vanban::extract(text);
    let mut deadlines: Vec<&Deadline> = record.deadlines.iter().collect();
    // Rhythms and durations have no day of their own and come last.
    deadlines.sort_by_key(|d| (d.end.is_none(), d.end.clone()));
    deadlines.iter().map(|d| format!("{:10}  {}  [{}]\n", when(d), d.text, leads(&record, d).join(", "))).collect()
}

/// The day, else the duration, else the rhythm; a day that the text leaves open has none of them.
fn when(deadline: &Deadline) -> &str {
    [&deadline.due, &deadline.duration].into_iter().flatten().chain(&deadline.rrule).next().map_or("?", String::as_str)
}

/// The bodies that are to do it.
fn leads<'a>(record: &'a Record, deadline: &Deadline) -> Vec<&'a str> {
    let task = record.tasks.iter().find(|t| t.deadlines.contains(&deadline.id));
    let assignees = task.into_iter().flat_map(|t| &t.assignees);
    assignees.filter(|a| a.role == Role::Lead).map(|a| a.name.as_str()).collect()
}
