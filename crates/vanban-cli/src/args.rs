//! What a user can type.

use clap::builder::PossibleValuesParser;
use clap::{Args, Parser, Subcommand, ValueEnum};
use std::num::NonZero;
use std::path::PathBuf;
use vanban::OffsetUnit;
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
    /// and several documents the output is one list.
    #[arg(long, value_name = "FMT")]
    pub to: Option<To>,

    /// File to write to, instead of standard output; put in place when it is whole
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

    /// Exit with status 1 when any record carries a diagnostic of severity error
    #[arg(long)]
    pub strict: bool,
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
