//! Places in a text: [`Span`].

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A half-open range `[start, end)` of a text, as offsets in one unit (bytes inside the library; see
/// [`OffsetUnit`](crate::OffsetUnit) for what a finished record holds). In JSON: `[start, end]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// Where the words start.
    pub start: u32,
    /// Where they end (exclusive).
    pub end: u32,
}

impl Span {
    /// The span from `start` to `end`; an end before the start gives the empty span at `start`.
    pub fn new(start: usize, end: usize) -> Self {
        let cap = u32::MAX as usize;
        Self { start: start.min(cap) as u32, end: end.max(start).min(cap) as u32 }
    }

    /// Length in the unit of the offsets.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// True for a span without words.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as used for slicing.
    #[inline]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of a byte span; empty when the span does not fit `text`.
    #[inline]
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// The smallest span that holds both.
    pub fn hull(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// True when `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// True when the two share at least one unit.
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The span moved by `by` to the right.
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

impl Serialize for Span {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.start, self.end).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (start, end) = <(u32, u32)>::deserialize(deserializer)?;
        if start > end {
            return Err(serde::de::Error::custom("span ends before it starts"));
        }
        Ok(Self { start, end })
    }
}
