//! What a user can type.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZero;
use std::path::PathBuf;
use vanban::OffsetUnit;

/// Reads Vietnamese administrative documents (văn bản) and gives back what is in them as JSON records
#[derive(Debug, Parser)]
#[command(name = "vanban", version, arg_required_else_help = true, after_help = MAIN_EXAMPLES)]
pub struct Cli {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    #[command(after_help = EXTRACT_EXAMPLES)]
    Extract(Extract),
    #[command(after_help = GRAPH_EXAMPLES)]
    Graph(Graph),
    #[command(after_help = STATS_EXAMPLES)]
    Stats(Stats),
    #[command(after_help = CALENDAR_EXAMPLES)]
    Calendar(Calendar),
    #[command(after_help = DIFF_EXAMPLES)]
    Diff(Diff),
    /// Print the JSON Schema of the record
    #[command(after_help = SCHEMA_EXAMPLES)]
    Schema,
    /// Tell what a diagnostic means and what to do about it
    #[command(after_help = EXPLAIN_EXAMPLES)]
    Explain {
        /// Code as it stands in a record's diagnostics; all codes when absent
        #[arg(value_parser = codes(), hide_possible_values = true)]
        code: Option<String>,
    },
    /// Print a script that completes the command in a shell
    #[command(after_help = COMPLETIONS_EXAMPLES)]
    Completions {
        /// Shell to complete for
        shell: clap_complete::Shell,
    },
}

/// Make records from documents: header (số, ngày, cơ quan), references (căn cứ), tasks (nhiệm vụ), deadlines (thời hạn)
///
/// There is one record for each input, in the order of the inputs. An input that cannot be read gives a record with
/// the diagnostic `input-failed` and a line on standard error; the rest goes on and the exit status is 1.
#[derive(Debug, Args)]
pub struct Extract {
    /// Files, folders (their .txt, .text, .md and .markdown, by name), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// Format of the inputs; auto goes by the file's ending, and for standard input by a `{` at its start
    #[arg(long, value_name = "FMT", default_value = "auto")]
    pub from: From,

    /// Form of the output: json (indented) for one document, jsonl (a record a line) for several
    ///
    /// Default: json when the input is one document, jsonl when there are several inputs, a folder or JSONL. With json
    /// and several documents the output is one list. csv and parquet write one table for documents, references,
    /// mentions, tasks, deadlines and recipients each into the folder that -o names; pretty is for people to read.
    #[arg(long, value_name = "FMT")]
    pub to: Option<To>,

    /// File to write to, instead of standard output; put in place when it is whole (a folder for csv and parquet)
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Unit of the spans: Unicode code points (Python), bytes of UTF-8 (Rust) or UTF-16 code units (JavaScript, Java)
    #[arg(long, value_name = "UNIT", default_value = "char")]
    pub offsets: Offsets,

    /// Keep the decoded text in the record
    #[arg(long)]
    pub with_text: bool,

    /// Encoding of text and Markdown; auto goes by byte order mark and zero bytes (JSONL is always UTF-8)
    #[arg(long, value_name = "ENC", default_value = "auto")]
    pub encoding: Encoding,

    /// Threads [default: one for each core]; the output is the same whatever their number
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZero<usize>>,

    /// No closing line with counts on standard error
    #[arg(short, long)]
    pub quiet: bool,

    /// Exit with status 1 when any record carries a diagnostic of severity error
    #[arg(long)]
    pub strict: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    Auto,
    Text,
    Markdown,
    /// One {"id": …, "text": …} a line; the id, a string, becomes source.path
    Jsonl,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum To {
    Json,
    Jsonl,
    /// One table for each kind of thing, in a folder
    Csv,
    /// The same as Parquet
    #[cfg(feature = "parquet")]
    Parquet,
    /// A summary for the terminal, in colour where NO_COLOR is not set
    Pretty,
}

/// Make the graph of who cites whom from many records
///
/// Nodes are documents: those of the records, and those that are only cited. References of different records meet in
/// one node when key, number and date, or name and year are the same; what stays open is kept apart, with what it may
/// be. The output does not depend on the order of the records.
#[derive(Debug, Args)]
pub struct Graph {
    /// Records as JSON or JSONL, parts made with --to part, or - for standard input
    #[arg(required = true, value_name = "RECORDS")]
    pub inputs: Vec<PathBuf>,

    /// Form of the output; csv, neo4j and parquet write nodes and edges into the folder that -o names
    #[arg(long, value_name = "FMT", default_value = "json")]
    pub to: GraphTo,

    /// What an edge stands for
    #[arg(long, value_name = "LEVEL", default_value = "document")]
    pub level: Level,

    /// Keep these relations, as amends,replaces
    #[arg(long, value_name = "REL,…", value_delimiter = ',', value_parser = relations())]
    pub only: Vec<String>,

    /// Keep what lies around a document, named by its id, key or number
    #[arg(long, value_name = "KEY")]
    pub around: Option<String>,

    /// How many edges away from that document
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    pub depth: usize,

    /// File or folder to write to, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// No closing line with counts on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum GraphTo {
    /// Node-link form, as NetworkX and D3 read it
    Json,
    Csv,
    /// CSV for neo4j-admin database import
    Neo4j,
    Graphml,
    Gexf,
    /// For Graphviz
    Dot,
    #[cfg(feature = "parquet")]
    Parquet,
    /// With the terms of ELI and schema.org
    Jsonld,
    /// A part, to be merged with others by a later call
    Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// All that one document says of another
    Document,
    /// Each mention
    Mention,
    /// Each article, clause or point of which something is said
    Article,
}

/// Tell what a collection holds: documents by type, issuer and year; most cited; references resolved; diagnostics
#[derive(Debug, Args)]
pub struct Stats {
    /// Records as JSON or JSONL, or - for standard input
    #[arg(required = true, value_name = "RECORDS")]
    pub inputs: Vec<PathBuf>,

    /// Form of the output
    #[arg(long, value_name = "FMT", default_value = "table")]
    pub to: StatsTo,

    /// Rows of each list
    #[arg(long, value_name = "N", default_value_t = 20)]
    pub top: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum StatsTo {
    Table,
    Json,
}

/// Put deadlines (thời hạn) on a calendar: iCalendar with the words and their document
///
/// A day becomes a VTODO, a rhythm a VEVENT with its RRULE. Deadlines without a day of the calendar are left out and
/// counted on standard error.
#[derive(Debug, Args)]
pub struct Calendar {
    /// Records as JSON or JSONL, or - for standard input
    #[arg(required = true, value_name = "RECORDS")]
    pub inputs: Vec<PathBuf>,

    /// File to write to, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// No closing line with counts on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

/// Tell what two runs found differently: header values, mentions, tasks and deadlines gained, lost and changed
///
/// Records are matched by their source path, else by their key.
#[derive(Debug, Args)]
pub struct Diff {
    /// Records of the older run, as JSON or JSONL
    pub old: PathBuf,

    /// Records of the newer run
    pub new: PathBuf,

    /// Form of the output: lines for people, or a JSON object a line
    #[arg(long, value_name = "FMT", default_value = "text")]
    pub to: DiffTo,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum DiffTo {
    Text,
    Jsonl,
}

/// Relations as closed list of values.
fn relations() -> PossibleValuesParser {
    PossibleValuesParser::new(vanban::record::RelationType::ALL.map(vanban::record::RelationType::as_str))
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Offsets {
    Char,
    Byte,
    Utf16,
}

impl Offsets {
    pub fn unit(self) -> OffsetUnit {
        match self {
            Self::Char => OffsetUnit::Char,
            Self::Byte => OffsetUnit::Byte,
            Self::Utf16 => OffsetUnit::Utf16,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Encoding {
    Auto,
    #[value(name = "utf-8")]
    Utf8,
    /// Either byte order, by its mark; little endian without one
    #[value(name = "utf-16")]
    Utf16,
}

/// The catalogue as closed list of values: completion, and near names after a slip, come from clap.
fn codes() -> PossibleValuesParser {
    PossibleValuesParser::new(vanban::diagnostic::CATALOGUE.iter().map(|e| e.code))
}

const MAIN_EXAMPLES: &str = "\
Examples:
  vanban extract quyet-dinh.txt
  vanban extract van-ban/ -o records.jsonl";

const EXTRACT_EXAMPLES: &str = "\
Examples:
  vanban extract cong-van.txt --with-text
  vanban extract corpus.jsonl --jobs 4 --output records.jsonl";

const GRAPH_EXAMPLES: &str = "\
Examples:
  vanban graph records.jsonl --to graphml -o graph.graphml
  vanban graph records.jsonl --only amends,replaces --around 30/2020/NĐ-CP --depth 2 --to dot";

const STATS_EXAMPLES: &str = "\
Examples:
  vanban stats records.jsonl
  vanban stats a.jsonl b.jsonl --to json";

const CALENDAR_EXAMPLES: &str = "\
Examples:
  vanban calendar records.jsonl -o deadlines.ics
  vanban calendar record.json";

const DIFF_EXAMPLES: &str = "\
Examples:
  vanban diff old.jsonl new.jsonl
  vanban diff old.jsonl new.jsonl --to jsonl";

const SCHEMA_EXAMPLES: &str = "\
Examples:
  vanban schema
  vanban schema > record.schema.json";

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  vanban explain
  vanban explain blank-serial";

const COMPLETIONS_EXAMPLES: &str = "\
Examples:
  vanban completions bash > ~/.local/share/bash-completion/completions/vanban
  vanban completions zsh > ~/.zfunc/_vanban";

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn definitions_hold_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_help_ends_with_two_examples_that_work() {
        let mut main = Cli::command();
        main.build();
        let with_help = std::iter::once(&main).chain(main.get_subcommands().filter(|c| c.get_name() != "help"));
        for command in with_help {
            let help = command.clone().render_long_help().to_string();
            let (_, examples) = help.split_once("Examples:\n").unwrap_or_else(|| panic!("{}", command.get_name()));
            let lines: Vec<_> = examples.trim_end().lines().map(str::trim).collect();
            assert_eq!(lines.len(), 2, "{examples}");
            for line in lines {
                let typed = line.split(" > ").next().unwrap_or(line);
                let parsed = Cli::try_parse_from(typed.split(' '));
                assert!(parsed.is_ok(), "{line}: {parsed:?}");
                if command.get_name() != "vanban" {
                    assert_eq!(typed.split(' ').nth(1), Some(command.get_name()));
                }
            }
        }
    }
}
