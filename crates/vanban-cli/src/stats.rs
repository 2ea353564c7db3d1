//! `vanban stats`: what a collection of records holds.

use crate::args::{self, StatsTo};
use crate::pretty;
use crate::print;
use crate::records;
use anyhow::Result;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt::Write as _;
use std::process::ExitCode;
use vanban::Graph;
use vanban::graph::{Counts, Level, Network, State};

/// What is printed, as a table or as JSON.
#[derive(Serialize)]
struct Stats {
    /// Inputs that could not be read.
    failed: u64,
    counts: Counts,
    /// Share of references that mean a document with a record, and of those whose document is settled.
    share_to_records: Option<f64>,
    share_settled: Option<f64>,
    tasks: u64,
    deadlines: u64,
    by_genre: Vec<Row>,
    by_type: Vec<Row>,
    by_issuer: Vec<Row>,
    by_year: Vec<Row>,
    /// Relations of all mentions.
    by_relation: Vec<Row>,
    diagnostics: Vec<Row>,
    most_cited: Vec<Cited>,
    /// Documents that are cited and have no record, those that most records wait for first.
    unresolved: Vec<Cited>,
    /// Those cited or open for the longest time.
    longest_unresolved: Vec<Cited>,
    /// Why references are open.
    open: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    value: String,
    count: u64,
}

#[derive(Clone, Serialize)]
struct Cited {
    id: String,
    label: String,
    state: State,
    /// Documents that cite it.
    citing: u64,
    mentions: u64,
    /// Earliest date of a document that cites it.
    since: Option<String>,
}

pub fn run(args: &args::Stats) -> Result<ExitCode> {
    let mut graph = Graph::new();
    let mut tally = Tally::default();
    let read = records::read_records(&args.inputs, |record| {
        if tally.add(&record) {
            graph.add(&record);
        }
    });
    let network = graph.resolve();
    let stats = tally.stats(&network, args.top);
    let page = match args.to {
        StatsTo::Json => format!("{}\n", serde_json::to_string_pretty(&stats)?),
        StatsTo::Table => table(&stats),
    };
    print(page.as_bytes())?;
    Ok(if read { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

#[derive(Default)]
struct Tally {
    failed: u64,
    tasks: u64,
    deadlines: u64,
    genre: HashMap<String, u64>,
    kind: HashMap<String, u64>,
    issuer: HashMap<String, u64>,
    year: HashMap<String, u64>,
    diagnostics: HashMap<String, u64>,
}

/// How what is not known is called.
const UNKNOWN: &str = "?";

impl Tally {
    /// False for a record of an input that could not be read.
    fn add(&mut self, record: &vanban::Record) -> bool {
        let count = |map: &mut HashMap<String, u64>, value: Option<&str>| {
            *map.entry(value.unwrap_or(UNKNOWN).to_owned()).or_default() += 1;
        };
        for diagnostic in &record.diagnostics {
            count(&mut self.diagnostics, Some(&diagnostic.code));
        }
        if record.diagnostics.iter().any(|d| d.code == "input-failed") {
            self.failed += 1;
            return false;
        }
        self.tasks += record.tasks.len() as u64;
        self.deadlines += record.deadlines.len() as u64;
        count(&mut self.genre, Some(&format!("{:?}", record.genre).to_lowercase()));
        count(&mut self.kind, record.kind.as_ref().map(|k| k.code.as_str()));
        count(&mut self.issuer, record.issuers.first().map(|i| i.name.as_str()));
        count(&mut self.year, record.date.as_ref().and_then(|d| d.value.get(..4)));
        true
    }

    fn stats(self, network: &Network, top: usize) -> Stats {
        let counts = network.counts();
        let share = |part: u64| (counts.references > 0).then(|| part as f64 / counts.references as f64);
        let mut relations: HashMap<String, u64> = HashMap::new();
        let mut cited: HashMap<u32, (HashSet<u32>, u64)> = HashMap::new();
        for edge in network.edges(Level::Document) {
            *relations.entry(edge.relation.as_str().to_owned()).or_default() += u64::from(edge.mentions);
            let (citing, mentions) = cited.entry(edge.target).or_default();
            citing.insert(edge.source);
            *mentions += u64::from(edge.mentions);
        }
        let mut open: HashMap<String, u64> = HashMap::new();
        for resolution in network.resolutions() {
            if let Some(reason) = network.node(resolution.target).reason {
                *open.entry(reason.as_str().to_owned()).or_default() += 1;
            }
        }
        let mut cited: Vec<Cited> = cited
            .into_iter()
            .map(|(at, (citing, mentions))| {
                let node = network.node(at);
                let dates = citing.iter().filter_map(|from| network.node(*from).date.map(str::to_owned));
                let since = dates.min();
                let (id, label) = (node.id.to_owned(), node.label());
                Cited { id, label, state: node.state, citing: citing.len() as u64, mentions, since }
            })
            .collect();
        cited.sort_by(|a, b| (b.citing, b.mentions, &a.id).cmp(&(a.citing, a.mentions, &b.id)));
        let first = |list: &[Cited], wanted: fn(&Cited) -> bool| -> Vec<Cited> {
            list.iter().filter(|c| wanted(c)).take(top).cloned().collect()
        };
        let most_cited = first(&cited, |_| true);
        let unresolved = first(&cited, |c| c.state == State::Cited);
        // Stable: those of one day keep their order.
        cited.sort_by(|a, b| a.since.cmp(&b.since));
        let longest_unresolved = first(&cited, |c| c.state != State::Record && c.since.is_some());
        Stats {
            failed: self.failed,
            counts,
            share_to_records: share(counts.to_records),
            share_settled: share(counts.to_records + counts.to_cited),
            tasks: self.tasks,
            deadlines: self.deadlines,
            by_genre: rows(self.genre, usize::MAX),
            by_type: rows(self.kind, usize::MAX),
            by_issuer: rows(self.issuer, top),
            by_year: {
                let by_year: BTreeMap<String, u64> = self.year.into_iter().collect();
                by_year.into_iter().map(|(value, count)| Row { value, count }).collect()
            },
            by_relation: rows(relations, usize::MAX),
            diagnostics: rows(self.diagnostics, usize::MAX),
            most_cited,
            unresolved,
            longest_unresolved,
            open: rows(open, usize::MAX),
        }
    }
}

/// The most frequent first, equals in the order of letters.
fn rows(map: HashMap<String, u64>, top: usize) -> Vec<Row> {
    let mut rows: Vec<Row> = map.into_iter().map(|(value, count)| Row { value, count }).collect();
    rows.sort_by(|a, b| (b.count, &a.value).cmp(&(a.count, &b.value)));
    rows.truncate(top);
    rows
}

/// Width of the words of a row, in places of the terminal.
const WIDTH: usize = 60;

fn table(stats: &Stats) -> String {
    let mut page = String::new();
    let c = &stats.counts;
    let percent = |share: Option<f64>| share.map_or("-".to_owned(), |share| format!("{:.1} %", share * 100.0));
    let totals = [
        ("records", c.records.to_string()),
        ("documents with a record", c.documents.to_string()),
        ("documents only cited", c.cited.to_string()),
        ("open", c.open.to_string()),
        ("references", c.references.to_string()),
        ("  to a record", format!("{} ({})", c.to_records, percent(stats.share_to_records))),
        ("  to a document only cited", c.to_cited.to_string()),
        ("  open", format!("{} ({} with candidates)", c.to_open, c.ambiguous)),
        ("  settled", percent(stats.share_settled)),
        ("mentions", c.mentions.to_string()),
        ("tasks", stats.tasks.to_string()),
        ("deadlines", stats.deadlines.to_string()),
        ("inputs that failed", stats.failed.to_string()),
    ];
    // Writing to a string cannot fail.
    for (name, value) in totals {
        let _ = writeln!(page, "{name:28} {value}");
    }
    let lists = [
        ("Genre", &stats.by_genre),
        ("Type", &stats.by_type),
        ("Issuer", &stats.by_issuer),
        ("Year", &stats.by_year),
        ("Relations", &stats.by_relation),
        ("Open references", &stats.open),
        ("Diagnostics", &stats.diagnostics),
    ];
    for (name, rows) in lists {
        if !rows.is_empty() {
            let _ = writeln!(page, "\n{name}");
        }
        for row in rows {
            let _ = writeln!(page, "  {} {:>8}", pretty::padded(&row.value, WIDTH), row.count);
        }
    }
    let lists = [
        ("Most cited", &stats.most_cited),
        ("Cited most without a record", &stats.unresolved),
        ("Cited longest without a record", &stats.longest_unresolved),
    ];
    for (name, list) in lists {
        if !list.is_empty() {
            let _ = writeln!(page, "\n{name} {:>w$} {:>8}  since", "citing", "mentions", w = WIDTH + 10 - name.len());
        }
        for cited in list {
            let (label, since) = (pretty::padded(&cited.label, WIDTH), cited.since.as_deref().unwrap_or("-"));
            let _ = writeln!(page, "  {label} {:>8} {:>8}  {since}", cited.citing, cited.mentions);
        }
    }
    page
}
