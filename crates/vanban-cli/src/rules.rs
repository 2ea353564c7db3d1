//! Own rules from a TOML file (`docs/rules.md`).

use crate::document;
use std::path::Path;
use vanban::Builder;

/// Adds the rules of a file, or says what is wrong with them: file, line, what to do.
pub fn add(builder: Builder, path: &Path) -> Result<Builder, String> {
    let at = path.display().to_string();
    let bytes =
        document::read(path, document::MAX_BYTES).map_err(|reason| format!("cannot read the rules {at}: {reason}"))?;
    let text = String::from_utf8(bytes).map_err(|_| format!("cannot read the rules {at}: they are not UTF-8"))?;
    vanban_read::rules::add(builder, &text, &at)
}
