//! Words that say how a document stands to one it cites.
//!
//! A cue stands directly before the mention ("căn cứ …", "bãi bỏ …"), a few stand after it ("… hết hiệu lực"). Cues
//! without a relation of their own (phê duyệt, gia hạn, kèm theo, sao gửi, theo) are `cites`: they are in the table so
//! that no shorter cue inside them is taken, and so that the record can show the words. Some are longer on purpose: "đề
//! nghị sửa đổi X" does not amend X, and "các văn bản hướng dẫn thi hành X" names no document that guides X.

use super::own::{longer, own};
use super::phrase::{Endings, Firsts, LastWord, Phrases};
use super::rows;
use crate::record::RelationType;
use crate::text::window::tail;
use std::sync::LazyLock;

/// A cue found before a mention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CueMatch {
    /// Where its words start.
    pub start: usize,
    /// Where they end; words such as "một số điều của" between cue and mention are not part of it.
    pub end: usize,
    /// What they say.
    pub relation: RelationType,
    /// True when the document that is mentioned acts on what stands before it ("được sửa đổi, bổ sung bởi …"), not this
    /// one on it.
    pub passive: bool,
}

/// Words that may stand between a cue and the mention: what part of the document is meant, and how well a thing is to
/// be done.
const LINKS: [&str; 50] = [
    "các",
    "điều",
    "những",
    "đối với",
    "toàn bộ",
    "một phần",
    "một số điều của",
    "một số điều",
    "một số điểm của",
    "một số khoản của",
    "một số điều, khoản của",
    "một số nội dung của",
    "một số nội dung tại",
    "một số nội dung",
    "một số quy định của",
    "một số quy định tại",
    "nội dung",
    "nội dung của",
    "nội dung tại",
    "các nội dung của",
    "các nội dung tại",
    "các nội dung quan trọng của",
    "những nội dung của",
    "các quy định của",
    "các quy định tại",
    "các nhiệm vụ tại",
    "các nhiệm vụ, giải pháp tại",
    "các nhiệm vụ, giải pháp của",
    "các mục tiêu của",
    "các mục tiêu",
    "các chỉ tiêu của",
    "các chỉ tiêu",
    "các mục tiêu, nhiệm vụ của",
    "các chủ trương của",
    "khẩn trương",
    "đồng bộ",
    "nghiêm",
    "nghiêm túc",
    "nghiêm túc, hiệu quả",
    "hiệu quả",
    "có hiệu quả",
    "tốt",
    "thắng lợi",
    "đúng",
    "đúng quy định",
    "đúng quy định của",
    "đầy đủ",
    "kịp thời",
    "theo tinh thần",
    "thống nhất",
];

/// Up to so many links follow each other ("thực hiện nghiêm túc · các nội dung của").
const MAX_LINKS: usize = 4;

/// Bytes before a mention in which a cue is looked for: more than the longest cue with its links takes (a test adds
/// them up), so that a text without blanks costs no more than another.
const MAX_CUE: usize = 400;

/// Words before the document that acts, in a passive.
const AGENTS: [&str; 4] = ["bởi", "theo", "tại", "bằng"];

struct Tables {
    before: Endings<RelationType>,
    opening: Phrases<RelationType>,
    /// The first letters of those that change or end a document.
    acting: Firsts,
    after: Phrases<RelationType>,
    links: Endings<()>,
    agents: Endings<bool>,
    voices: Endings<()>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let side = |wanted: &'static str| {
        rows::<3>(include_str!("cues.tsv"))
            .filter(move |row| row[1] == wanted)
            .map(|[phrase, _, name]| (phrase, relation(name).unwrap_or_default()))
    };
    Tables {
        before: Endings::new(side("before")),
        opening: Phrases::new(side("before")),
        acting: Firsts::new(side("before").filter(|(_, relation)| acts(*relation)).map(|(phrase, _)| phrase)),
        after: Phrases::new(side("after")),
        links: Endings::new(LINKS.map(|link| (link, ()))),
        agents: Endings::new(AGENTS.map(|agent| (agent, agent == "bởi"))),
        voices: Endings::new(["được", "đã được", "bị", "đã bị"].map(|voice| (voice, ()))),
    }
});

/// The relation of a name in the table, the same as in the JSON of a record.
fn relation(name: &str) -> Option<RelationType> {
    Some(match name {
        "based_on" => RelationType::BasedOn,
        "implements" => RelationType::Implements,
        "guides" => RelationType::Guides,
        "amends" => RelationType::Amends,
        "replaces" => RelationType::Replaces,
        "repeals" => RelationType::Repeals,
        "issued_with" => RelationType::IssuedWith,
        "consolidates" => RelationType::Consolidates,
        "corrects" => RelationType::Corrects,
        "suspends" => RelationType::Suspends,
        "replies_to" => RelationType::RepliesTo,
        "cites" => RelationType::Cites,
        _ => return None,
    })
}

/// The cue that ends where `text_before` ends (blanks aside), in any case: straight before the mention, with links
/// between ("thực hiện nghiêm các …"), or as a passive ("được sửa đổi, bổ sung một số điều bởi …"). Of several the one
/// that starts first. `None` when the words before the mention are no cue.
pub fn cue_ending_at(text_before: &str) -> Option<CueMatch> {
    let near = tail(text_before, MAX_CUE);
    let cut = text_before.len() - near.len();
    let text = near.trim_end();
    let last = LastWord::of(text);
    let link = link_ending(&last);
    let found = [direct(&last), across_links(text, link), passive(&last, link)];
    let cue = found.into_iter().flatten().min_by_key(|cue| cue.start)?;
    Some(CueMatch { start: cut + cue.start, end: cut + cue.end, ..cue })
}

/// A cue at the start of a sentence or clause ("Căn cứ …", "Trả lời …"): its length and relation.
pub fn cue_opening_at(text: &str) -> Option<(usize, RelationType)> {
    let own = own().and_then(|own| own.cues_opening.longest_at(text));
    longer(own, TABLES.opening.longest_at(text)).map(|(len, relation)| (len, *relation))
}

/// As [`cue_opening_at`], of those that change or end a document ("Sửa đổi", "Bãi bỏ").
pub(crate) fn acting_cue_at(text: &str) -> Option<(usize, RelationType)> {
    let may_be = TABLES.acting.may_be_at(text) || own().is_some();
    if may_be { cue_opening_at(text).filter(|(_, relation)| acts(*relation)) } else { None }
}

/// True for a relation that changes or ends another document.
pub(crate) fn acts(relation: RelationType) -> bool {
    matches!(
        relation,
        RelationType::Amends
            | RelationType::Replaces
            | RelationType::Repeals
            | RelationType::Corrects
            | RelationType::Suspends
    )
}

/// A cue right after a mention, its date, issuer and title ("… hết hiệu lực", "… bị bãi bỏ"): its length in
/// `text_after`, blanks before it included, and what happens to the document. Who acts on it stands elsewhere in the
/// sentence, or nowhere.
pub fn cue_after(text_after: &str) -> Option<(usize, RelationType)> {
    let text = text_after.trim_start();
    let own = own().and_then(|own| own.cues_after.longest_at(text));
    let (len, relation) = longer(own, TABLES.after.longest_at(text))?;
    Some((text_after.len() - text.len() + len, *relation))
}

fn direct(last: &LastWord) -> Option<CueMatch> {
    let table = TABLES.before.longest_with(last);
    // Of two cues that end here the longer starts first.
    let (start, relation) = match own().and_then(|own| own.cues_before.longest_with(last)) {
        Some(own) if table.is_none_or(|table| own.0 <= table.0) => own,
        _ => table?,
    };
    Some(CueMatch { start, end: last.text.len(), relation: *relation, passive: false })
}

/// `link` is where the link that ends `text` starts.
fn across_links(text: &str, mut link: Option<usize>) -> Option<CueMatch> {
    let mut text = text;
    let mut found: Option<CueMatch> = None;
    for _ in 0..MAX_LINKS {
        let Some(start) = link else { break };
        // "khẩn trương, kịp thời, đầy đủ": adverbs in a row.
        text = text.get(..start)?.trim_end().trim_end_matches(',');
        let last = LastWord::of(text);
        if let Some(cue) = direct(&last)
            && found.is_none_or(|earlier| cue.start < earlier.start)
        {
            found = Some(cue);
        }
        link = link_ending(&last);
    }
    found
}

fn link_ending(last: &LastWord) -> Option<usize> {
    TABLES.links.longest_with(last).map(|(start, ())| start)
}

/// `passive = [ "đã" ] ( "được" | "bị" ) verb [ part ] agent`, where "bởi" does without "được".
fn passive(last: &LastWord, link: Option<usize>) -> Option<CueMatch> {
    let (text, end) = (last.text, last.text.len());
    let (agent, sure) = match link {
        Some(link) => TABLES.agents.longest_at_end(text.get(..link)?.trim_end())?,
        None => TABLES.agents.longest_with(last)?,
    };
    let text = text.get(..agent)?.trim_end();
    let last = LastWord::of(text);
    let verb = direct(&last).or_else(|| across_links(text, link_ending(&last)))?;
    let acts = match verb.relation {
        RelationType::Amends
        | RelationType::Replaces
        | RelationType::Repeals
        | RelationType::Corrects
        | RelationType::Consolidates
        | RelationType::Suspends => true,
        RelationType::Guides => *sure,
        _ => false,
    };
    let voice = TABLES.voices.longest_at_end(text.get(..verb.start)?.trim_end()).map(|(start, ())| start);
    if !acts || (voice.is_none() && !sure) {
        return None;
    }
    Some(CueMatch { start: voice.unwrap_or(verb.start), end, relation: verb.relation, passive: true })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lexicon::fold::fold;

    fn at(text: &str) -> Option<(&str, RelationType, bool)> {
        cue_ending_at(text).map(|cue| (&text[cue.start..cue.end], cue.relation, cue.passive))
    }

    #[test]
    fn cues_straight_before_the_mention() {
        use RelationType::*;
        for (text, cue, relation) in [
            ("Căn cứ ", "Căn cứ", BasedOn),
            ("; CĂN CỨ ", "CĂN CỨ", BasedOn),
            ("về việc triển khai thực hiện ", "triển khai thực hiện", Implements),
            ("Thông tư này sửa đổi, bổ sung ", "sửa đổi, bổ sung", Amends),
            ("Quyết định này thay thế ", "này thay thế", Replaces),
            ("huỷ bỏ ", "huỷ bỏ", Repeals),
            ("Quy chế (ban hành kèm theo ", "ban hành kèm theo", IssuedWith),
            ("Sở X nhận được ", "nhận được", RepliesTo),
            ("Trả lời", "Trả lời", RepliesTo),
            ("Tạm ngưng hiệu lực thi hành ", "Tạm ngưng hiệu lực thi hành", Suspends),
            ("quy định chi tiết và hướng dẫn thi hành ", "quy định chi tiết và hướng dẫn thi hành", Guides),
            ("chấm dứt hiệu lực thi hành của ", "chấm dứt hiệu lực thi hành của", Repeals),
            ("đính chính lỗi kỹ thuật tại ", "đính chính lỗi kỹ thuật tại", Corrects),
            ("theo quy định tại ", "theo quy định tại", Cites),
            ("thực hiện theo ", "thực hiện theo", Cites),
            ("tham mưu sửa đổi, bổ sung ", "tham mưu sửa đổi, bổ sung", Cites),
            ("các văn bản hướng dẫn thi hành ", "các văn bản hướng dẫn thi hành", Cites),
        ] {
            assert_eq!(at(text), Some((cue, relation, false)), "{text}");
        }
        for text in
            ["", " ", "của Bộ trưởng tại ", "nội dung của ", "nội dung sửa đổi của ", "cạnh cáccăn cứ", "điểm a"]
        {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn links_may_stand_between() {
        use RelationType::*;
        for (text, cue, relation) in [
            ("Sửa đổi, bổ sung một số điều của ", "Sửa đổi, bổ sung", Amends),
            ("quy định chi tiết một số điều của ", "quy định chi tiết", Guides),
            ("Bãi bỏ toàn bộ ", "Bãi bỏ", Repeals),
            ("Bãi bỏ toàn bộ các ", "Bãi bỏ", Repeals),
            ("tổ chức thực hiện nghiêm túc các nội dung của ", "tổ chức thực hiện", Implements),
            ("Căn cứ các ", "Căn cứ", BasedOn),
        ] {
            assert_eq!(at(text), Some((cue, relation, false)), "{text}");
        }
    }

    #[test]
    fn passives_turn_the_relation_round() {
        use RelationType::*;
        for (text, cue, relation) in [
            ("Luật Y được sửa đổi, bổ sung bởi ", "được sửa đổi, bổ sung bởi", Amends),
            ("đã được sửa đổi, bổ sung một số điều theo ", "đã được sửa đổi, bổ sung một số điều theo", Amends),
            ("được sửa đổi, bổ sung một số điều tại các ", "được sửa đổi, bổ sung một số điều tại các", Amends),
            ("(sửa đổi bổ sung bởi ", "sửa đổi bổ sung bởi", Amends),
            ("bị thay thế bởi ", "bị thay thế bởi", Replaces),
            ("được bãi bỏ tại ", "được bãi bỏ tại", Repeals),
            ("được đính chính tại ", "được đính chính tại", Corrects),
        ] {
            assert_eq!(at(text), Some((cue, relation, true)), "{text}");
        }
        assert_eq!(at("việc sửa đổi theo "), Some(("theo", Cites, false)));
    }

    #[test]
    fn cues_at_other_places() {
        assert_eq!(cue_opening_at("Căn cứ vào Luật"), Some(("Căn cứ vào".len(), RelationType::BasedOn)));
        assert_eq!(cue_opening_at("Xây dựng"), None);
        assert_eq!(cue_after(" hết hiệu lực thi hành kể từ ngày"), Some((29, RelationType::Repeals)));
        assert_eq!(cue_after(" bị bãi bỏ").unwrap().1, RelationType::Repeals);
        assert_eq!(cue_after(", bị bãi bỏ"), None);
    }

    #[test]
    fn table_agrees_with_itself() {
        for [phrase, side, name] in rows(include_str!("cues.tsv")) {
            assert!(matches!(side, "before" | "after") && relation(name).is_some(), "{phrase}");
            assert_eq!(fold(phrase), phrase);
        }
        let longest_link = LINKS.iter().map(|link| link.len()).max().unwrap();
        let longest = rows::<3>(include_str!("cues.tsv"))
            .map(|[phrase, ..]| phrase.len())
            .max()
            .unwrap()
            .max(super::super::own::LONGEST_CUE);
        assert!(longest + (MAX_LINKS + 1) * (longest_link + 1) + " đã được bởi".len() < MAX_CUE);
    }
}
