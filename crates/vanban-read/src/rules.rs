//! Own rules from TOML (`docs/rules.md`).

use serde::Deserialize;
use serde::de::IgnoredAny;
use toml::Spanned;
use vanban::Builder;
use vanban::rules::Rules;

/// Adds the rules of a TOML text, or says what is wrong with them: where, by the name of the text and the line, and what
/// to do.
///
/// ```
/// use vanban::Extractor;
/// use vanban_read::rules;
///
/// let body = "[[bodies]]\ncode = \"BQLVB\"\nname = \"Ban Quản lý Vịnh Bắc\"";
/// assert!(rules::add(Extractor::builder(), body, "own.toml").is_ok());
/// let wrong = rules::add(Extractor::builder(), "\n[[bodies]]\ncode = \"BQLVB\"\nname = \"\"", "own.toml").unwrap_err();
/// assert!(wrong.starts_with("own.toml:2: [[bodies]] "));
/// ```
///
/// # Errors
///
/// The message, as a person should read it.
pub fn add(builder: Builder, text: &str, name: &str) -> Result<Builder, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let rules: Rules = toml::from_str(text).map_err(|error| {
        let line = error.span().map(|span| line(text, span.start));
        format!("{}: {}", place(name, line), error.message())
    })?;
    builder.rules(&rules).map_err(|error| match error {
        vanban::Error::Rules { table, index, reason } => {
            format!("{}: [[{table}]] {reason}", place(name, entry(text, table, index)))
        }
        other => format!("{name}: {other}"),
    })
}

fn place(name: &str, line: Option<usize>) -> String {
    line.map_or_else(|| name.to_owned(), |line| format!("{name}:{line}"))
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
