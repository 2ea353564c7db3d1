//! How far a run has come, on a terminal.

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{IsTerminal, stderr};

/// A line on standard error that tells counts and rate; nothing where that is no terminal.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// `wanted`: the run has several inputs and may talk.
    pub fn new(wanted: bool) -> Self {
        if !wanted || !stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg}, {binary_bytes_per_sec}, {elapsed}") {
            bar.set_style(style);
        }
        Self(Some(bar))
    }

    /// Shows the counts, and that `bytes` of input are done.
    pub fn show(&self, counts: &impl Display, bytes: u64) {
        if let Some(bar) = &self.0 {
            bar.set_position(bytes);
            bar.set_message(format!("{counts}, {}", HumanBytes(bytes)));
        }
    }

    /// Prints something else above the line.
    pub fn aside(&self, print: impl FnOnce()) {
        match &self.0 {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    /// Takes the line away.
    pub fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
