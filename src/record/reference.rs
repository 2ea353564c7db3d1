//! Documents that a document cites.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// A distinct document that the text cites, with every mention of it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// `r1`, `r2` … in order of first mention.
    pub id: String,
    /// Identity, as [`Record::key`](super::Record::key).
    pub key: String,
    /// urn:lex name when the words are enough for one.
    pub urn: Option<String>,
    /// Type code, as `ke_hoach`; `None` when the text does not tell.
    #[serde(rename = "type")]
    pub kind: Option<String>,
    /// Number without blanks.
    pub number: Option<String>,
    /// Name of a named document, without its type word.
    pub name: Option<String>,
    /// Date that the text gives it, as ISO (`YYYY` for a bare year).
    pub date: Option<String>,
    /// Issuing body as written after "của".
    pub issuer: Option<String>,
    /// What it is about, as the text says.
    pub title: Option<String>,
    /// Facts from the lexicon, when the words settle which document it is.
    pub known: Option<Known>,
    /// Every place where it is mentioned.
    pub mentions: Vec<Mention>,
}

/// What the lexicon knows of a named document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// Its number.
    pub number: Option<String>,
    /// Its date of passing, as ISO.
    pub date: Option<String>,
    /// Its issuer.
    pub issuer: Option<String>,
}

/// One mention of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Mention {
    /// From the type word (or "số") to the end of the number; the whole name where there is no number.
    pub span: Span,
    /// Through its date, issuer and title where they follow.
    pub full_span: Span,
    /// The parts, each where it stands.
    pub parts: Parts,
    /// How much of the document the mention spells out.
    pub form: Form,
    /// Article, clause or point that is meant.
    pub pinpoint: Option<Pinpoint>,
    /// What the words say of the document; the first is the main one.
    pub relations: Vec<Relation>,
}

/// Where the parts of a mention stand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Parts {
    /// The type word.
    #[serde(rename = "type")]
    pub kind: Option<Span>,
    /// The number, without "số".
    pub number: Option<Span>,
    /// The date.
    pub date: Option<Span>,
    /// The issuer, without "của".
    pub issuer: Option<Span>,
    /// The title.
    pub title: Option<Span>,
}

/// How much of the document a mention spells out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Form {
    /// Number with date or issuer.
    #[default]
    Full,
    /// Number without date and issuer.
    Short,
    /// A short name defined in this text.
    Alias,
    /// A name without a number.
    Named,
}

/// A place inside a cited document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Pinpoint {
    /// The words, as `điểm a khoản 2 Điều 5`.
    pub text: String,
    /// Each place meant.
    pub targets: Vec<PinpointTarget>,
    /// Where the words stand.
    pub span: Span,
}

/// One place inside a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PinpointTarget {
    /// Điều.
    pub article: Option<String>,
    /// Khoản.
    pub clause: Option<String>,
    /// Điểm.
    pub point: Option<String>,
    /// Chương, Mục, Phụ lục … with its label, where there is no article.
    pub part: Option<String>,
}

/// What a mention says of the document.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Relation {
    /// The kind of relation.
    #[serde(rename = "type")]
    pub kind: RelationType,
    /// `self` for this document, else the id of the cited document at which the relation starts.
    pub from: String,
    /// The words that gave it; `None` for `cites` without any.
    pub cue: Option<Cue>,
}

/// Words that gave a relation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cue {
    /// The words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
}

/// Relations between documents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RelationType {
    /// Căn cứ.
    BasedOn,
    /// Thực hiện, triển khai, thi hành.
    Implements,
    /// Hướng dẫn, quy định chi tiết.
    Guides,
    /// Sửa đổi, bổ sung.
    Amends,
    /// Thay thế.
    Replaces,
    /// Bãi bỏ, hủy bỏ, làm hết hiệu lực.
    Repeals,
    /// Ban hành kèm theo.
    IssuedWith,
    /// Hợp nhất.
    Consolidates,
    /// Đính chính.
    Corrects,
    /// Đình chỉ, ngưng hiệu lực.
    Suspends,
    /// Trả lời, phúc đáp.
    RepliesTo,
    /// The document that a news page reports on.
    About,
    /// Any other mention.
    #[default]
    Cites,
}

impl RelationType {
    /// Every kind, in the order of this list.
    pub const ALL: [Self; 13] = [
        Self::BasedOn,
        Self::Implements,
        Self::Guides,
        Self::Amends,
        Self::Replaces,
        Self::Repeals,
        Self::IssuedWith,
        Self::Consolidates,
        Self::Corrects,
        Self::Suspends,
        Self::RepliesTo,
        Self::About,
        Self::Cites,
    ];

    /// The name that stands in the JSON, as `based_on`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BasedOn => "based_on",
            Self::Implements => "implements",
            Self::Guides => "guides",
            Self::Amends => "amends",
            Self::Replaces => "replaces",
            Self::Repeals => "repeals",
            Self::IssuedWith => "issued_with",
            Self::Consolidates => "consolidates",
            Self::Corrects => "corrects",
            Self::Suspends => "suspends",
            Self::RepliesTo => "replies_to",
            Self::About => "about",
            Self::Cites => "cites",
        }
    }
}
