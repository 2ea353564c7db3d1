//! `vanban diff`: what two runs over the same documents found differently.

use crate::args::{self, DiffTo};
use crate::print;
use crate::records;
use anyhow::Result;
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::process::ExitCode;
use std::slice;
use vanban::{Record, Span};

/// One thing that differs.
#[derive(Debug, PartialEq, Serialize)]
struct Difference {
    record: String,
    change: Change,
    /// `record`, the name of a header value, `mention`, `task` or `deadline`.
    what: &'static str,
    /// Where it stands, for finds with a place.
    span: Option<Span>,
    old: Option<Value>,
    new: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Change {
    Gained,
    Lost,
    Changed,
}

pub fn run(args: &args::Diff) -> Result<ExitCode> {
    let mut old: HashMap<String, (usize, Box<Record>)> = HashMap::new();
    let read_old = records::read_records(slice::from_ref(&args.old), |record| {
        let at = old.len();
        old.insert(name(&record), (at, Box::new(record)));
    });
    let mut found = Vec::new();
    let mut compared = 0;
    let read_new = records::read_records(slice::from_ref(&args.new), |record| {
        let name = name(&record);
        match old.remove(&name) {
            Some((_, before)) => {
                compared += 1;
                compare(&name, &before, &record, &mut found);
            }
            None => found.push(Difference::record(name, Change::Gained)),
        }
    });
    let mut lost: Vec<(usize, String)> = old.into_iter().map(|(name, (at, _))| (at, name)).collect();
    lost.sort_unstable();
    found.extend(lost.into_iter().map(|(_, name)| Difference::record(name, Change::Lost)));
    let page = match args.to {
        DiffTo::Jsonl => lines(&found)?,
        DiffTo::Text => text(&found, compared),
    };
    print(page.as_bytes())?;
    Ok(if read_old && read_new { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn name(record: &Record) -> String {
    record.source.path.clone().or_else(|| record.key.clone()).unwrap_or_default()
}

fn lines(found: &[Difference]) -> Result<String> {
    let mut page = String::new();
    for difference in found {
        page.push_str(&serde_json::to_string(difference)?);
        page.push('\n');
    }
    Ok(page)
}

fn text(found: &[Difference], compared: usize) -> String {
    let mut counts: BTreeMap<&str, [u64; 3]> = BTreeMap::new();
    let mut page = String::new();
    for difference in found {
        counts.entry(difference.what).or_default()[difference.change as usize] += 1;
        page.push_str(&format!("{difference}\n"));
    }
    page.push_str(&format!("{compared} records compared\n"));
    for (what, [gained, lost, changed]) in counts {
        page.push_str(&format!("{what:16} gained {gained:5}   lost {lost:5}   changed {changed:5}\n"));
    }
    page
}

impl Difference {
    fn record(record: String, change: Change) -> Self {
        Self { record, change, what: "record", span: None, old: None, new: None }
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = match self.change {
            Change::Gained => '+',
            Change::Lost => '-',
            Change::Changed => '~',
        };
        write!(f, "{sign} {}: {}", self.record, self.what)?;
        if let Some(span) = self.span {
            write!(f, " [{}, {})", span.start, span.end)?;
        }
        match (&self.old, &self.new) {
            (Some(old), Some(new)) => write!(f, " {old} -> {new}"),
            (Some(value), None) | (None, Some(value)) => write!(f, " {value}"),
            (None, None) => Ok(()),
        }
    }
}

fn compare(name: &str, old: &Record, new: &Record, found: &mut Vec<Difference>) {
    for ((what, a), (_, b)) in header(old).into_iter().zip(header(new)) {
        if a == b {
            continue;
        }
        let value = |v: Value| (!v.is_null() && v != json!([])).then_some(v);
        let (old, new) = (value(a), value(b));
        let change = match (&old, &new) {
            (None, _) => Change::Gained,
            (_, None) => Change::Lost,
            _ => Change::Changed,
        };
        found.push(Difference { record: name.to_owned(), change, what, span: None, old, new });
    }
    finds(name, "mention", mentions(old), mentions(new), found);
    finds(name, "task", tasks(old), tasks(new), found);
    finds(name, "deadline", deadlines(old), deadlines(new), found);
}

/// Values without their spans: where words stand is no value.
fn header(r: &Record) -> [(&'static str, Value); 11] {
    [
        ("genre", json!(r.genre)),
        ("key", json!(r.key)),
        ("type", json!(r.kind.as_ref().map(|k| &k.code))),
        ("number", json!(r.number.as_ref().map(|n| &n.value))),
        ("date", json!(r.date.as_ref().map(|d| &d.value))),
        ("issuers", json!(r.issuers.iter().map(|i| &i.name).collect::<Vec<_>>())),
        ("place", json!(r.place.as_ref().map(|p| &p.value))),
        ("subject", json!(r.subject.as_ref().map(|s| &s.value))),
        ("effective_date", json!(r.effective_date.as_ref().map(|d| &d.value))),
        ("signers", json!(r.signers.iter().map(|s| &s.name).collect::<Vec<_>>())),
        ("recipients", json!(r.recipients.iter().map(|x| &x.name).collect::<Vec<_>>())),
    ]
}

/// Finds by their place; those of one place one after the other.
type Finds = BTreeMap<(Span, usize), Value>;

fn by_place(list: impl Iterator<Item = (Span, Value)>) -> Finds {
    let mut finds = Finds::new();
    for (span, value) in list {
        let nth = finds.range((span, 0)..=(span, usize::MAX)).count();
        finds.insert((span, nth), value);
    }
    finds
}

fn mentions(record: &Record) -> Finds {
    by_place(record.references.iter().flat_map(|r| {
        r.mentions.iter().map(move |m| {
            let relations: Vec<_> = m.relations.iter().map(|x| x.kind.as_str()).collect();
            let pinpoint = m.pinpoint.as_ref().map(|p| &p.text);
            (m.span, json!({"key": r.key, "date": r.date, "relations": relations, "pinpoint": pinpoint}))
        })
    }))
}

fn tasks(record: &Record) -> Finds {
    by_place(record.tasks.iter().map(|t| {
        let assignees: Vec<_> = t.assignees.iter().map(|a| json!([a.role, a.name])).collect();
        (t.span, json!({"text": t.text, "assignees": assignees}))
    }))
}

fn deadlines(record: &Record) -> Finds {
    by_place(record.deadlines.iter().map(|d| {
        let value = json!({"text": d.text, "bound": d.bound, "due": d.due, "duration": d.duration, "rrule": d.rrule});
        (d.span, value)
    }))
}

fn finds(name: &str, what: &'static str, old: Finds, mut new: Finds, found: &mut Vec<Difference>) {
    let mut here = Vec::new();
    for (place, a) in old {
        match new.remove(&place) {
            Some(b) if a == b => {}
            Some(b) => here.push((place, Change::Changed, Some(a), Some(b))),
            None => here.push((place, Change::Lost, Some(a), None)),
        }
    }
    here.extend(new.into_iter().map(|(place, b)| (place, Change::Gained, None, Some(b))));
    here.sort_by_key(|(place, ..)| *place);
    found.extend(here.into_iter().map(|((span, _), change, old, new)| Difference {
        record: name.to_owned(),
        change,
        what,
        span: Some(span),
        old,
        new,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(text: &str) -> Record {
        let mut record = vanban::extract(text);
        record.source.path = Some("a".to_owned());
        record
    }

    #[test]
    fn differences_are_told_by_place() {
        const HEAD: &str = "\nQuảng Ngãi, ngày 03 tháng 02 năm 2025\n\nKẾ HOẠCH\nKiểm kê\n\n";
        let record = |number: &str, body: &str| record(&format!("UBND TỈNH QUẢNG NGÃI\nSố: {number}{HEAD}{body}"));
        let old = record("12/KH-UBND", "Thực hiện Nghị định số 31/2021/NĐ-CP ngày 26/3/2021 của Chính phủ.");
        let new = record("13/KH-UBND", "Thực hiện Nghị định số 31/2021/NĐ-CP ngày 27/3/2021 của Chính phủ.");
        let mut found = Vec::new();
        compare("a", &old, &old, &mut found);
        assert_eq!(found, []);
        compare("a", &old, &new, &mut found);
        let seen: Vec<_> = found.iter().map(|d| (d.what, d.change)).collect();
        assert!(seen.contains(&("number", Change::Changed)), "{found:?}");
        assert!(seen.contains(&("mention", Change::Changed)), "{found:?}");
        let mut found = Vec::new();
        compare("a", &old, &record("12/KH-UBND", ""), &mut found);
        assert!(found.iter().any(|d| d.what == "mention" && d.change == Change::Lost));
    }
}
