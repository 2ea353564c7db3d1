//! One linear pass over the clean text that finds where something may start: [`Anchors`].

use crate::grammar::number;
use crate::lexicon::own::{Short, shorts};
use crate::text::Span;
use aho_corasick::{AhoCorasick, MatchKind};
use memchr::memmem::Finder;
use std::sync::LazyLock;

/// What starts behind the words of an anchor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A document cited by name: "Luật", "Hiến pháp", "Nghị quyết Đại hội" …
    Name,
    /// A short name is defined: "sau đây gọi là" …
    Alias,
    /// A number that its writer may have made: "công văn số", "văn bản số".
    Letter,
}

/// Where something may start in a text, each list in order.
#[derive(Clone, Debug, Default)]
pub(crate) struct Anchors {
    /// Documents cited by name.
    pub(crate) names: Vec<u32>,
    /// Document numbers with their codes.
    pub(crate) numbers: Vec<u32>,
    /// Document numbers without their codes.
    pub(crate) short_numbers: Vec<u32>,
    /// Numbers of letters, straight behind "số".
    pub(crate) letters: Vec<u32>,
    /// Words that define a short name.
    pub(crate) aliases: Vec<Span>,
    /// Short names of the own rules.
    pub(crate) shorts: Vec<Span>,
}

/// Anchor words. Case is spelled out: folding the whole text would cost more than the pass itself. The longer the
/// shortest of them, the fewer places the pass looks at twice.
const WORDS: [(&str, Kind); 28] = [
    ("Luật ", Kind::Name),
    ("luật ", Kind::Name),
    ("LUẬT ", Kind::Name),
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
    ("sau đây gọi", Kind::Alias),
    ("sau đây viết", Kind::Alias),
    ("gọi tắt là", Kind::Alias),
    ("viết tắt là", Kind::Alias),
    ("viết tắt:", Kind::Alias),
    ("từ đây gọi", Kind::Alias),
    ("dưới đây gọi", Kind::Alias),
    ("n số ", Kind::Letter),
];

/// What opens "BLDS", "BLTTHS" and their like; the grammar knows which are some. Looked for by itself, since a word of
/// two letters would make the pass for the others slow.
const CODE: &str = "BL";

static AUTOMATON: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    // Leftmost-longest lets the packed prefilter work: four times as fast as the default kind.
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(WORDS.map(|(w, _)| w)).ok()
});

static CODES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(CODE));

impl Anchors {
    /// The anchors of a clean text.
    pub(crate) fn of_text(text: &str) -> Self {
        let Some(automaton) = AUTOMATON.as_ref() else { return Self::default() };
        let mut anchors = Self::default();
        let mut read = 0;
        for found in automaton.find_iter(text) {
            let before = &text[read..found.start()];
            let (start, end) = (found.start() as u32, found.end() as u32);
            match WORDS[found.pattern().as_usize()].1 {
                Kind::Name => anchors.names.extend(lead(before, &text[found.range()]).map(|lead| start - lead as u32)),
                Kind::Alias => anchors.aliases.push(Span { start, end }),
                Kind::Letter if before.ends_with("ông vă") || before.ends_with("ăn bả") => {
                    anchors.letters.push(end)
                }
                Kind::Letter => {}
            }
            read = found.end();
        }
        let codes = CODES.find_iter(text.as_bytes()).map(|at| at as u32);
        let own = shorts(text);
        let own = |short: Short| own.iter().filter(move |s| s.0 == short).map(|&(_, start, end)| Span::new(start, end));
        let named = anchors.names.len();
        anchors.names.extend(codes.chain(own(Short::Abbreviation).map(|span| span.start)));
        if anchors.names.len() > named {
            anchors.names.sort_unstable();
        }
        anchors.shorts = own(Short::Alias).collect();
        (anchors.numbers, anchors.short_numbers) = number::candidates(text);
        anchors
    }
}

/// How long the words in front of an anchor word are that belong to it: "Bộ" of "Bộ luật". `None` where they make
/// another word of it, as "pháp" does.
fn lead(before: &str, word: &str) -> Option<usize> {
    const CODES: [(&str, &str); 4] = [("Bộ ", "luật "), ("Bộ ", "Luật "), ("BỘ ", "LUẬT "), ("bộ ", "luật ")];
    const COMMON: [(&str, &str); 5] =
        [("pháp ", "luật "), ("Pháp ", "luật "), ("kỷ ", "luật "), ("Kỷ ", "luật "), ("PHÁP ", "LUẬT ")];
    let stands = |(lead, of): &&(&str, &str)| *of == word && before.ends_with(lead);
    if COMMON.iter().any(|common| stands(&common)) {
        return None;
    }
    Some(CODES.iter().find(stands).map_or(0, |(lead, _)| lead.len()))
}

/// Offsets in order, handed out paragraph by paragraph.
pub(crate) struct Parts<'a>(pub(crate) &'a [u32]);

impl<'a> Parts<'a> {
    /// Those of a paragraph; what stands before it is passed over.
    #[inline]
    pub(crate) fn within(&mut self, paragraph: Span) -> &'a [u32] {
        // Most paragraphs have none.
        if self.0.first().is_none_or(|at| *at >= paragraph.end) { &[] } else { self.cut(paragraph) }
    }

    fn cut(&mut self, paragraph: Span) -> &'a [u32] {
        let before = |list: &[u32], end: u32| list.iter().take_while(|at| **at < end).count();
        let rest = &self.0[before(self.0, paragraph.start)..];
        let (here, rest) = rest.split_at(before(rest, paragraph.end));
        self.0 = rest;
        here
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn anchors_stand_in_order() {
        let text = "theo pháp luật về Luật Đất đai (sau đây gọi là Luật), BLHS và Bộ luật Dân sự, công văn số 5-KL";
        let anchors = Anchors::of_text(text);
        let at = |word: &str| text.find(word).unwrap() as u32;
        assert_eq!(anchors.names, [at("Luật"), at("BLHS"), at("Bộ luật")]);
        assert_eq!(anchors.aliases, [Span { start: at("sau đây"), end: at(" là Luật") }]);
        assert_eq!((anchors.letters, anchors.numbers), (vec![at("5-KL")], vec![at("5-KL")]));
    }
}
