//! What a user can type.

use crate::document::MAX_BYTES;
use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZero;
use std::path::PathBuf;
use std::str::FromStr;
use vanban::OffsetUnit;
use vanban::graph::{self, Selection};
use vanban::record::RelationType;
use vanban_read::Format;

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
    #[command(after_help = VIEW_EXAMPLES)]
    View(View),
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
    /// Files, folders (their documents and archives, by name), archives (zip, tar, tar.gz), or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// Format of the inputs; auto goes by what a file holds (.jsonl by its name, standard input by a `{` at its start)
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

    /// Check the form of each document (thể thức) against its norm: diagnostics form-… with the article in `rule`
    #[arg(long)]
    pub check: bool,

    /// Own bodies, types, law names, short names (aliases) and cues, in TOML (docs/rules.md)
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,

    /// Tell of each mention which rule found it and what was inferred, in its key `explanation`
    #[arg(long)]
    pub explain: bool,

    /// Encoding of text, Markdown and HTML; auto goes by the byte order mark, else by the letters (JSONL is always UTF-8)
    #[arg(long, value_name = "ENC", default_value = "auto")]
    pub encoding: Encoding,

    /// Threads [default: one for each core]; the output is the same whatever their number
    #[arg(short, long, value_name = "N")]
    pub jobs: Option<NonZero<usize>>,

    /// No closing line with counts on standard error
    #[arg(short, long)]
    pub quiet: bool,

    /// Take over records that an earlier run, finished or killed, has left in the output (only with -o and jsonl)
    ///
    /// A record is taken over when its input has the same path and content, and version and options are the same.
    #[arg(long, requires = "output")]
    pub resume: bool,

    /// Largest file that is read, in bytes or with k, M or G behind it; a larger one fails, the run goes on
    #[arg(long, value_name = "SIZE", default_value = "4G")]
    pub max_file_size: Size,

    /// Seconds that a program which reads for us (pdftotext) may take on one file
    #[arg(long, value_name = "SECONDS", default_value_t = TIMEOUT)]
    pub timeout: NonZero<u64>,

    /// Exit with status 1 when any record carries a diagnostic of severity error
    #[arg(long)]
    pub strict: bool,
}

/// Seconds that a program which reads for us may take on one file, where nothing else is said.
const TIMEOUT: NonZero<u64> = NonZero::new(60).unwrap();

/// A number of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size(pub u64);

impl FromStr for Size {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let unit = match text[digits.len()..].to_ascii_lowercase().as_str() {
            "" | "b" => 1,
            "k" | "kb" => 1 << 10,
            "m" | "mb" => 1 << 20,
            "g" | "gb" => 1 << 30,
            _ => return Err("the unit is k, M or G"),
        };
        let number: u64 = digits.parse().map_err(|_| "a number of bytes, as 500000, 64k or 20M")?;
        number.checked_mul(unit).filter(|size| *size > 0).map(Self).ok_or("between 1 byte and 2^64 bytes")
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum From {
    Auto,
    Text,
    Markdown,
    Html,
    Docx,
    Doc,
    Odt,
    Rtf,
    Pdf,
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

    #[command(flatten)]
    pub part: Part,

    /// File or folder to write to, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// No closing line with counts on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

/// Which part of a graph, and how much of it.
#[derive(Debug, Args)]
pub struct Part {
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
}

impl Part {
    pub fn selection(&self) -> Selection {
        let wanted = |relation: &RelationType| self.only.iter().any(|name| name == relation.as_str());
        Selection {
            level: match self.level {
                Level::Document => graph::Level::Document,
                Level::Mention => graph::Level::Mention,
                Level::Article => graph::Level::Article,
            },
            only: RelationType::ALL.into_iter().filter(wanted).collect(),
            around: self.around.clone().map(|what| (what, self.depth)),
        }
    }
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

/// Make a page to look at (HTML): a document with everything that was found in it, or the graph of many records
///
/// One file that loads nothing and in which nothing of the document can run: open it in a browser, send it, print it.
/// A document, or one record made with --with-text, becomes its text with every find marked and the record beside it;
/// several records become a picture of who cites whom.
#[derive(Debug, Args)]
pub struct View {
    /// A document, records as JSON or JSONL, parts of a graph, or - for standard input
    #[arg(required = true, value_name = "INPUT")]
    pub inputs: Vec<PathBuf>,

    /// Which page [default: document for one document or record, graph for several]
    #[arg(long, value_name = "PAGE")]
    pub to: Option<ViewTo>,

    #[command(flatten)]
    pub part: Part,

    /// Most nodes of the picture; those with the most edges are kept
    #[arg(long, value_name = "N", default_value = "2000")]
    pub most: NonZero<usize>,

    /// Format of a document; auto goes by what the file holds
    #[arg(long, value_name = "FMT", default_value = "auto")]
    pub from: From,

    /// Encoding of text, Markdown and HTML; auto goes by the byte order mark, else by the letters
    #[arg(long, value_name = "ENC", default_value = "auto")]
    pub encoding: Encoding,

    /// Check the form of a document (thể thức) against its norm
    #[arg(long)]
    pub check: bool,

    /// Own bodies, types, law names, short names (aliases) and cues, in TOML (docs/rules.md)
    #[arg(long, value_name = "FILE")]
    pub rules: Option<PathBuf>,

    /// File to write to, instead of standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// No closing line with counts on standard error
    #[arg(short, long)]
    pub quiet: bool,
}

impl View {
    /// How a document is read for the page: with its text and with explanations, in the unit that Rust slices with.
    pub fn extract(&self) -> Extract {
        Extract {
            inputs: Vec::new(),
            from: self.from,
            to: None,
            output: None,
            offsets: Offsets::Byte,
            with_text: true,
            check: self.check,
            rules: self.rules.clone(),
            explain: true,
            encoding: self.encoding,
            jobs: None,
            quiet: true,
            resume: false,
            max_file_size: Size(MAX_BYTES),
            timeout: TIMEOUT,
            strict: false,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ViewTo {
    Document,
    Graph,
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
    PossibleValuesParser::new(RelationType::ALL.map(RelationType::as_str))
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
    /// TCVN 5712, the ABC fonts
    Tcvn3,
    Vni,
    Viscii,
    Vps,
    #[value(name = "windows-1258")]
    Windows1258,
    Viqr,
}

impl Encoding {
    /// `None`: to be found out.
    pub fn named(self) -> Option<vanban::Encoding> {
        Some(match self {
            Self::Auto => return None,
            Self::Utf8 => vanban::Encoding::Utf8,
            Self::Utf16 => vanban::Encoding::Utf16Le,
            Self::Tcvn3 => vanban::Encoding::Tcvn3,
            Self::Vni => vanban::Encoding::Vni,
            Self::Viscii => vanban::Encoding::Viscii,
            Self::Vps => vanban::Encoding::Vps,
            Self::Windows1258 => vanban::Encoding::Windows1258,
            Self::Viqr => vanban::Encoding::Viqr,
        })
    }
}

impl From {
    /// The format of files that are one document each; `None`: to be found out, or lines of JSON.
    pub fn format(self) -> Option<Format> {
        Some(match self {
            Self::Auto | Self::Jsonl => return None,
            Self::Text => Format::Text,
            Self::Markdown => Format::Markdown,
            Self::Html => Format::Html,
            Self::Docx => Format::Docx,
            Self::Doc => Format::Doc,
            Self::Odt => Format::Odt,
            Self::Rtf => Format::Rtf,
            Self::Pdf => Format::Pdf,
        })
    }
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

const VIEW_EXAMPLES: &str = "\
Examples:
  vanban view quyet-dinh.docx -o quyet-dinh.html
  vanban view records.jsonl --around 30/2020/NĐ-CP --depth 2 -o graph.html";

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
    fn sizes_have_units() {
        for (text, bytes) in [("7", 7), ("64k", 65_536), ("20M", 20 << 20), ("4G", 4 << 30), ("1GB", 1 << 30)] {
            assert_eq!(text.parse(), Ok(Size(bytes)));
        }
        for text in ["", "k", "0", "12x", "-1", "99999999999G"] {
            assert!(text.parse::<Size>().is_err(), "{text}");
        }
    }

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
