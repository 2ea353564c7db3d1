//! How far a run has come, on a terminal.

use indicatif::{HumanBytes, ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::fmt::Display;
use std::io::{IsTerminal, stderr};
use std::thread;

/// A line on standard error that tells counts and rate; nothing where that is no terminal.
pub struct Progress(Option<ProgressBar>);

impl Progress {
    /// `wanted`: the run has several inputs and may talk. `total` counts the bytes of all inputs, on a thread of its own:
    /// from then on the line tells the time left.
    pub fn new(wanted: bool, total: impl FnOnce() -> Option<u64> + Send + 'static) -> Self {
        if !wanted || !stderr().is_terminal() {
            return Self(None);
        }
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
        let style = |bar: &ProgressBar, template: &str| {
            if let Ok(style) = ProgressStyle::with_template(template) {
                bar.set_style(style);
            }
        };
        style(&bar, "{spinner} {msg}, {binary_bytes_per_sec}, {elapsed}");
        let whole = bar.clone();
        thread::spawn(move || {
            if let Some(total) = total() {
                whole.set_length(total);
                style(&whole, "{spinner} {msg} of {binary_total_bytes}, {binary_bytes_per_sec}, {eta} left");
            }
        });
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
