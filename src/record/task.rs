//! Outline, tasks and deadlines.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A labelled part of the body.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct OutlineItem {
    /// `o1`, `o2` … in text order.
    pub id: String,
    /// Id of the part that holds this one.
    pub parent: Option<String>,
    /// What kind of part it is.
    pub kind: PartKind,
    /// The label as printed, as `III.` or `a)`.
    pub label: String,
    /// Labels from the top, without their punctuation; bullets are counted (`-1`).
    pub path: Vec<String>,
    /// The heading, where the part has one.
    pub title: Option<String>,
    /// The text after the label, to before the first child.
    pub span: Span,
    /// From the label to the end of the last child.
    pub extent: Span,
}

/// Kinds of labelled part.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PartKind {
    /// Phần.
    Part,
    /// Chương.
    Chapter,
    /// Mục.
    Section,
    /// Tiểu mục.
    Subsection,
    /// Điều.
    Article,
    /// Khoản: a number inside an article.
    Clause,
    /// Điểm: a letter inside a clause.
    Point,
    /// Any other label of a plan: `I.`, `1.`, `1.1.`, `a)`.
    #[default]
    Item,
    /// A dash, plus or dot.
    Bullet,
    /// Phụ lục.
    Appendix,
}

/// An item that tells somebody to do something (nhiệm vụ).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Task {
    /// `t1`, `t2` … in text order.
    pub id: String,
    /// Id of the outline item it is; `None` in prose.
    pub outline: Option<String>,
    /// Labels from the top; empty in prose.
    pub path: Vec<String>,
    /// The words on one line, normalised.
    pub text: String,
    /// From after the label to before the first child.
    pub span: Span,
    /// With its children.
    pub extent: Span,
    /// Bodies told to do it and their parts.
    pub assignees: Vec<Assignee>,
    /// Ids of its deadlines.
    pub deadlines: Vec<String>,
    /// Ids of the documents it cites.
    pub references: Vec<String>,
}

/// A body with a part in a task.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Assignee {
    /// Name as written.
    pub name: String,
    /// What part it has.
    pub role: Role,
    /// Where the name stands.
    pub span: Span,
}

/// Part of a body in a task.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Told to do it (chủ trì).
    #[default]
    Lead,
    /// To be worked with (phối hợp với).
    Support,
    /// Gets the report (báo cáo).
    ReportTo,
    /// Passes the report on (qua).
    Via,
}

/// A time by which, or a rhythm at which, something must be done (thời hạn).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Deadline {
    /// `d1`, `d2` … in text order.
    pub id: String,
    /// The words with their trigger, on one line.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// Id of the task it belongs to.
    pub task: Option<String>,
    /// How the time limits the task; `None` for a bare rhythm.
    pub bound: Option<Bound>,
    /// `YYYY-MM-DD`, `YYYY-MM`, `YYYY`, `YYYY-Qn`, `--MM-DD` (every year) or `A/B` for a span.
    pub due: Option<String>,
    /// First calendar day of `due`.
    pub start: Option<String>,
    /// Last calendar day of `due`.
    pub end: Option<String>,
    /// Time of day, `HH:MM`.
    pub time: Option<String>,
    /// ISO duration, as `P15D`.
    pub duration: Option<String>,
    /// True when the duration counts working days.
    pub working_days: bool,
    /// Whether the duration counts after or before the anchor.
    pub direction: Direction,
    /// From what the duration counts.
    pub anchor: Option<Anchor>,
    /// iCalendar recurrence rules, as `FREQ=YEARLY`.
    pub rrule: Vec<String>,
    /// The calendar date, when the anchor is this document's own date.
    pub computed: Option<Computed>,
}

/// How a time limits a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Bound {
    /// Trước.
    Before,
    /// Chậm nhất, đến hết.
    By,
    /// Trong.
    In,
    /// Within a duration.
    Within,
    /// Kể từ.
    From,
}

/// On which side of its anchor a duration lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// After the anchor (kể từ).
    #[default]
    After,
    /// Before the anchor (trước).
    Before,
}

/// The event from which a duration counts.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Anchor {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Option<Span>,
}

/// A date worked out from a duration.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Computed {
    /// ISO date.
    pub date: String,
    /// `calendar-days` or `weekends-skipped` (public holidays are not known).
    pub rule: String,
}
