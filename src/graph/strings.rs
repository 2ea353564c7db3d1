//! Each distinct string once, under a number.

use serde::de::{SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::HashMap;
use std::fmt;
use std::hash::{BuildHasher, RandomState};
use std::mem::size_of;

/// Number of a string; [`NONE`] stands for an absent one.
pub(super) type Id = u32;

/// The absent string.
pub(super) const NONE: Id = 0;

/// Strings one after the other, found again by their hash. A string costs its bytes and about 30 more.
///
/// Strings beyond four billion in number are read as absent, which no machine of today gets to see.
#[derive(Clone, Debug)]
pub(super) struct Strings {
    text: String,
    /// End of each string; the first is the empty one, at [`NONE`].
    ends: Vec<usize>,
    /// Last string of each hash. For look-ups only: the order of the map never shows.
    last: HashMap<u64, Id>,
    /// The string of the same hash before this one.
    before: Vec<Id>,
    hasher: RandomState,
}

impl Default for Strings {
    fn default() -> Self {
        let hasher = RandomState::new();
        Self { text: String::new(), ends: vec![0], last: HashMap::new(), before: vec![NONE], hasher }
    }
}

impl Strings {
    /// The number of `text`, which is kept when it is new. The empty string is [`NONE`].
    pub(super) fn id(&mut self, text: &str) -> Id {
        if text.is_empty() {
            return NONE;
        }
        let hash = self.hasher.hash_one(text);
        let first = self.last.get(&hash).copied().unwrap_or(NONE);
        let mut at = first;
        while at != NONE {
            if self.get(at) == text {
                return at;
            }
            at = self.before.get(at as usize).copied().unwrap_or(NONE);
        }
        let Ok(id) = Id::try_from(self.ends.len()) else { return NONE };
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.before.push(first);
        self.last.insert(hash, id);
        id
    }

    /// As [`id`](Self::id), for what may be absent.
    pub(super) fn opt(&mut self, text: Option<&str>) -> Id {
        text.map_or(NONE, |text| self.id(text))
    }

    /// The string of a number; empty for [`NONE`] and for numbers that were never given.
    pub(super) fn get(&self, id: Id) -> &str {
        let at = id as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.ends.get(at).and_then(|end| self.text.get(start..*end)).unwrap_or("")
    }

    /// As [`get`](Self::get); `None` for the absent string.
    pub(super) fn some(&self, id: Id) -> Option<&str> {
        Some(self.get(id)).filter(|text| !text.is_empty())
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn heap_bytes(&self) -> usize {
        // A map keeps an eighth of its places free, and a byte for each.
        let places = self.last.capacity() * 8 / 7;
        self.text.capacity()
            + self.ends.capacity() * size_of::<usize>()
            + self.before.capacity() * size_of::<Id>()
            + places * (size_of::<(u64, Id)>() + 1)
    }
}

impl Serialize for Strings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((1..self.len()).map(|id| self.get(id as Id)))
    }
}

impl<'de> Deserialize<'de> for Strings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Strings;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a list of strings")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Strings, A::Error> {
                let mut strings = Strings::default();
                while let Some(text) = list.next_element::<String>()? {
                    // A string that stands twice would move all numbers after it.
                    let expected = strings.len();
                    if strings.id(&text) as usize != expected {
                        return Err(serde::de::Error::custom("a string stands twice in the table"));
                    }
                }
                Ok(strings)
            }
        }
        deserializer.deserialize_seq(Each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_string_has_one_number() {
        let mut strings = Strings::default();
        let ids: Vec<Id> = ["", "một", "hai", "một", ""].iter().map(|s| strings.id(s)).collect();
        assert_eq!(ids, [NONE, 1, 2, 1, NONE]);
        assert_eq!((strings.get(1), strings.get(2), strings.get(NONE), strings.get(99)), ("một", "hai", "", ""));
        assert_eq!(strings.some(NONE), None);
    }
}
