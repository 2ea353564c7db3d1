//! One linear pass over the clean text that finds where something may start: [`Anchors`].

use crate::lexicon::own::{Short, shorts};
use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// What may start at an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A document cited by name: "Luật", "Hiến pháp", "Nghị quyết Đại hội" …
    Name,
    /// Words that define a short name: "sau đây gọi là" …
    Alias,
    /// A short name of the own rules.
    Short,
    /// Common words that hold an anchor word and start nothing.
    Other,
}

/// A place where something may start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub(crate) kind: Kind,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

/// Every anchor of a text, in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    all: Vec<Anchor>,
}

/// Anchor words. Case is spelled out: folding the whole text would cost more than the pass itself.
const WORDS: [(&str, Kind); 37] = [
    ("Luật ", Kind::Name),
    ("luật ", Kind::Name),
    ("LUẬT ", Kind::Name),
    ("Bộ luật ", Kind::Name),
    ("Bộ Luật ", Kind::Name),
    ("BỘ LUẬT ", Kind::Name),
    ("bộ luật ", Kind::Name),
    ("Pháp lệnh ", Kind::Name),
    ("PHÁP LỆNH ", Kind::Name),
    ("Hiến pháp", Kind::Name),
    ("HIẾN PHÁP ", Kind::Name),
    ("Nghị quyết Đại hội ", Kind::Name),
    ("Nghị quyết đại hội ", Kind::Name),
    ("NGHỊ QUYẾT ĐẠI HỘI ", Kind::Name),
    ("Nghị quyết Hội nghị ", Kind::Name),
    ("Nghị quyết hội nghị ", Kind::Name),
    ("Nghị quyết Trung ương ", Kind::Name),
    ("Nghị quyết TW ", Kind::Name),
    ("Nghị quyết của Đại hội ", Kind::Name),
    ("Nghị quyết của đại hội ", Kind::Name),
    ("Công ước ", Kind::Name),
    ("Hiệp định ", Kind::Name),
    ("Hiệp ước ", Kind::Name),
    ("Nghị định thư ", Kind::Name),
    // "BLDS", "BLTTHS" and their like; the grammar knows which.
    ("BL", Kind::Name),
    // Taken by the longer match, so that the "luật" in them starts nothing.
    ("pháp luật ", Kind::Other),
    ("Pháp luật ", Kind::Other),
    ("kỷ luật ", Kind::Other),
    ("Kỷ luật ", Kind::Other),
    ("PHÁP LUẬT ", Kind::Other),
    ("sau đây gọi", Kind::Alias),
    ("sau đây viết", Kind::Alias),
    ("gọi tắt là", Kind::Alias),
    ("viết tắt là", Kind::Alias),
    ("viết tắt:", Kind::Alias),
    ("từ đây gọi", Kind::Alias),
    ("dưới đây gọi", Kind::Alias),
];

static AUTOMATON: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    // Leftmost-longest lets the packed prefilter work: four times as fast as the default kind.
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(WORDS.map(|(w, _)| w)).ok()
});

impl Anchors {
    /// The anchors of a clean text.
    pub(crate) fn of_text(text: &str) -> Self {
        let Some(automaton) = AUTOMATON.as_ref() else { return Self::default() };
        let mut all: Vec<Anchor> = automaton
            .find_iter(text)
            .map(|m| Anchor { kind: WORDS[m.pattern().as_usize()].1, start: m.start() as u32, end: m.end() as u32 })
            .collect();
        let own = shorts(text);
        if !own.is_empty() {
            all.extend(own.into_iter().map(|(short, start, end)| Anchor {
                kind: if short == Short::Alias { Kind::Short } else { Kind::Name },
                start: start as u32,
                end: end as u32,
            }));
            all.sort_by_key(|anchor| anchor.start);
        }
        Self { all }
    }

    /// The anchors of one kind, in order.
    pub(crate) fn of(&self, kind: Kind) -> impl Iterator<Item = Anchor> + '_ {
        self.all.iter().copied().filter(move |a| a.kind == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_stand_in_order() {
        let text = "theo pháp luật về Luật Đất đai (sau đây gọi là Luật)";
        let anchors = Anchors::of_text(text);
        let names: Vec<_> = anchors.of(Kind::Name).map(|a| a.start as usize).collect();
        assert_eq!(names, [text.find("Luật").unwrap()]);
    }
}
