//! What both pages have in common: head, policy, buttons, help.

use super::html::{Html, fill, policy};
use super::words::Both;
use std::io::{self, Write};

/// A page without what is common: its own markup, with slots for the common parts, and what fills it.
pub(super) struct Page<'p> {
    pub(super) markup: &'static str,
    pub(super) style: &'static str,
    pub(super) script: &'static str,
    /// Already escaped.
    pub(super) title: &'p str,
    /// Keys, or other ways to do something, and what they do.
    pub(super) keys: &'static [(&'static str, Both)],
}

/// What every page has.
const KEYS: [(&str, Both); 1] = [("t", ("sáng, tối", "light, dark"))];

impl Page<'_> {
    /// Writes the page; `own` fills the slots that it has beside the common ones.
    pub(super) fn write(&self, own: &[(&str, &str)], mut writer: impl Write) -> io::Result<()> {
        let Self { markup, style, script, title, keys } = *self;
        let policy = policy(script, style);
        let head = fill(include_str!("head.html"), &[("policy", &policy), ("title", title), ("style", style)]);
        let end = fill(include_str!("end.html"), &[("keys", &help(keys)), ("script", script)]);
        let common = [("head", &*head), ("tools", include_str!("tools.html")), ("title", title), ("end", &*end)];
        writer.write_all(fill(markup, &[&common, own].concat()).as_bytes())?;
        writer.flush()
    }
}

fn help(keys: &[(&str, Both)]) -> String {
    let mut html = Html::default();
    for (names, about) in keys.iter().chain(&KEYS) {
        html.raw("<dt>");
        for name in names.split(' ') {
            html.raw("<kbd>").text(name).raw("</kbd> ");
        }
        html.raw("</dt><dd>").both(*about).raw("</dd>\n");
    }
    html.into_string()
}
