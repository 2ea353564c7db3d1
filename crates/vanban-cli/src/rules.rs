//! Own rules from a TOML file (`docs/rules.md`).

use crate::document;
use serde::Deserialize;
use serde::de::IgnoredAny;
use std::path::Path;
use toml::Spanned;
use vanban::Builder;
use vanban::rules::Rules;

/// Adds the rules of a file, or says what is wrong with them: file, line, what to do.
pub fn add(builder: Builder, path: &Path) -> Result<Builder, String> {
    let at = path.display();
    let bytes =
        document::read(path, document::MAX_BYTES).map_err(|reason| format!("cannot read the rules {at}: {reason}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("cannot read the rules {at}: they are not UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let rules: Rules = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line(text, span.start));
        format!("{}: {}", place(path, line), error.message())
    })?;
    builder.rules(&rules).map_err(|error| match error {
        vanban::Error::Rules { table, index, reason } => {
            format!("{}: [[{table}]] {reason}", place(path, entry(text, table, index)))
        }
        other => format!("{at}: {other}"),
    })
}

fn place(path: &Path, line: Option<usize>) -> String {
    line.map_or_else(|| path.display().to_string(), |line| format!("{}:{line}", path.display()))
}

/// The number of the line that holds a byte.
fn line(text: &str, at: usize) -> usize {
    1 + text.bytes().take(at).filter(|byte| *byte == b'\n').count()
}

/// The line on which an entry of a table starts.
fn entry(text: &str, table: &str, index: usize) -> Option<usize> {
    /// The entries of each table, for their places alone.
    type Places = std::collections::BTreeMap<String, Vec<Spanned<IgnoredAny>>>;
    let places = Places::deserialize(toml::Deserializer::parse(text).ok()?).ok()?;
    Some(line(text, places.get(table)?.get(index)?.span().start))
}
