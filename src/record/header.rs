//! Parts of the record that stand at the head and the foot of a document.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How a value was come by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Basis {
    /// These words stand in the text.
    #[default]
    Read,
    /// These words stand in the text after a repair, as D for Đ.
    Repaired,
    /// Worked out from other parts of the document; there is no span.
    Inferred,
    /// Only a portal's own table gives it.
    Portal,
}

/// What kind of page a text is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Genre {
    /// The document itself.
    Official,
    /// The document with a portal's own metadata or menus around it.
    Portal,
    /// An article that reports on a document or an event.
    News,
    /// Anything else.
    #[default]
    Other,
}

/// What the text was read from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// Path of the file, or the id of the line for JSONL input.
    pub path: Option<String>,
    /// Format that was read: `text`, `markdown`, `jsonl` …
    pub format: Option<String>,
    /// Encoding of the bytes, as `utf-8`.
    pub encoding: Option<String>,
    /// Number of bytes read.
    pub bytes: Option<u64>,
    /// SHA-256 of the bytes read, in hexadecimal.
    pub sha256: Option<String>,
    /// Options that change the record, as `check with-text`; absent for the defaults.
    #[serde(default)]
    pub options: Option<String>,
    /// Places of the file where parts of the text stood.
    pub map: Vec<SourceMark>,
}

/// From `start` on, the text stood at the place `at` of the file, until the next mark.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SourceMark {
    /// Offset into the text.
    pub start: u32,
    /// Paragraph and run, node path or page, as `p3/r2`.
    pub at: String,
}

/// Type of document (loại văn bản).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DocType {
    /// Code of the type, as `cong_van`.
    pub code: String,
    /// Name of the type, as `Công văn`.
    pub name: String,
    /// The title word, where one stands.
    pub span: Option<Span>,
    /// How the type was come by.
    pub basis: Basis,
}

/// Document number (số và ký hiệu).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Number {
    /// The whole number without blanks, as `1639/UBND-NC`; a blank serial leaves `/KH-UBND`.
    pub value: String,
    /// Family of numbering: `normative`, `admin`, `dispatch`, `party` …
    pub family: String,
    /// Serial as printed, as `02` or `66.3`; `None` when it is blank.
    pub serial: Option<String>,
    /// Year inside the number.
    pub year: Option<u16>,
    /// Codes of type, issuer and unit, in order.
    pub symbols: Vec<String>,
    /// Where the number stands, without "Số:".
    pub span: Option<Span>,
    /// How it was come by.
    pub basis: Basis,
}

/// An issuing body (cơ quan ban hành).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Issuer {
    /// Full name with its place, as `Ủy ban nhân dân tỉnh Quảng Ngãi`.
    pub name: String,
    /// The body above it, as the letterhead prints it.
    pub parent: Option<String>,
    /// `central`, `ministry`, `province`, `district`, `commune` …
    pub level: Option<String>,
    /// Province, district or commune.
    pub place: Option<String>,
    /// Code of the body, as `UBND`.
    pub code: Option<String>,
    /// Where the name stands; the hull when it is in pieces.
    pub span: Option<Span>,
    /// The pieces, when the words are not contiguous; else empty.
    pub spans: Vec<Span>,
    /// How it was come by.
    pub basis: Basis,
}

/// A date of the header.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct DateValue {
    /// ISO form: `YYYY-MM-DD`, or `YYYY-MM` / `YYYY` when partly blank.
    pub value: String,
    /// Where it stands.
    pub span: Option<Span>,
    /// How it was come by.
    pub basis: Basis,
}

/// A value that is words of the text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TextValue {
    /// The words on one line, normalised.
    pub value: String,
    /// Where they stand; the hull when they are in pieces.
    pub span: Option<Span>,
    /// The pieces, when the words are not contiguous; else empty.
    pub spans: Vec<Span>,
    /// How it was come by.
    pub basis: Basis,
}

/// Marks on the head of a document.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Marks {
    /// `mat`, `toi_mat` or `tuyet_mat` (Luật Bảo vệ bí mật nhà nước).
    pub secrecy: Option<String>,
    /// `khan`, `thuong_khan`, `hoa_toc` or `hen_gio` (Nghị định 30/2020/NĐ-CP, Điều 8).
    pub urgency: Option<String>,
    /// True when the text is marked as a draft (DỰ THẢO).
    pub draft: bool,
    /// Mark of a certified copy.
    pub copy: Option<CopyMark>,
}

/// A certified copy (bản sao) of the document, with a number of its own.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct CopyMark {
    /// `sao_y`, `sao_luc` or `trich_sao`.
    pub kind: String,
    /// The copy's own number.
    pub number: Option<String>,
    /// Where the mark stands.
    pub span: Option<Span>,
}

/// A signer (người ký).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Signer {
    /// Name as printed; `None` when it cannot be read.
    pub name: Option<String>,
    /// Position as printed.
    pub position: Option<String>,
    /// On whose behalf, from the top of the stack to the line nearest to the signer.
    pub authority: Vec<Authority>,
    /// The whole block.
    pub span: Span,
}

/// One line of authority above a signature.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Authority {
    /// `TM.`, `KT.`, `TL.`, `TUQ.` or `Q.`.
    pub code: String,
    /// The body or office signed for, as printed.
    pub of: Option<String>,
}

/// An addressee (Kính gửi).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Addressee {
    /// Name as printed.
    pub name: String,
    /// Where it stands.
    pub span: Span,
}

/// A recipient (Nơi nhận).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Recipient {
    /// Name as printed.
    pub name: String,
    /// What stands in brackets or after a colon and qualifies it.
    pub note: Option<String>,
    /// Where the entry stands, without its bullet.
    pub span: Span,
}

/// The archive line (Lưu).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Archive {
    /// The line after "Lưu:".
    pub text: String,
    /// Units that keep a copy.
    pub units: Vec<String>,
    /// Initials of the drafter.
    pub drafter: Option<String>,
    /// Number of copies.
    pub copies: Option<u32>,
    /// A number glued to the drafter.
    pub counter: Option<u32>,
    /// Where the line stands.
    pub span: Span,
}

/// A further document that follows the first in the same text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Attachment {
    /// Type code, as `quy_che`, `phu_luc`, `mau`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Title as printed.
    pub title: Option<String>,
    /// From its title to its end.
    pub span: Span,
}
