//! Own rules: bodies, types, laws, short names and cues that a user adds to the tables of the library.
//!
//! [`Rules`] is plain data for serde (the command reads it from TOML, `docs/rules.md`); an extractor that is built with
//! it asks it in the same look-ups as the built-in tables. Where both know something, the own rule holds.
//!
//! ```
//! use vanban::Extractor;
//! use vanban::rules::{Body, Level, Rules};
//!
//! let rules = Rules {
//!     bodies: vec![Body {
//!         code: "BQLVB".to_owned(),
//!         name: "Ban Quản lý Vịnh Bắc".to_owned(),
//!         level: Level::Province,
//!         ..Body::default()
//!     }],
//!     ..Rules::default()
//! };
//! let extractor = Extractor::builder().rules(&rules)?.build();
//! let record = extractor.extract("Căn cứ Quyết định số 7/QĐ-BQLVB ngày 02/3/2031 của Ban Quản lý Vịnh Bắc;");
//! assert_eq!(record.references[0].issuer.as_deref(), Some("Ban Quản lý Vịnh Bắc"));
//! # Ok::<(), vanban::Error>(())
//! ```

use crate::record::RelationType;
use serde::{Deserialize, Serialize};

/// Everything that a user adds to the tables. Words may stand in any Unicode form and with any blanks; no name is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Rules {
    /// Bodies that issue documents, with their codes.
    pub bodies: Vec<Body>,
    /// Types of document.
    pub types: Vec<Type>,
    /// Laws, codes and ordinances by name.
    pub laws: Vec<Law>,
    /// Short names of single documents.
    pub aliases: Vec<Alias>,
    /// Words that say how a document stands to one it cites.
    pub cues: Vec<Cue>,
}

/// A body (cơ quan, tổ chức), or a kind of body that repeats from place to place.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// Code as in numbers, `BQLVB`.
    pub code: String,
    /// Full name, without its place where it repeats.
    pub name: String,
    /// Other names that stand for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Where in the State it stands.
    #[serde(default)]
    pub level: Level,
    /// True for a kind of body that many places have, as a Sở: the place then belongs to its name and its keys.
    #[serde(default)]
    pub repeats: bool,
}

/// Where a body stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Above the ministries.
    Central,
    /// A ministry, or of that rank.
    Ministry,
    /// A province.
    Province,
    /// A district.
    District,
    /// A commune.
    Commune,
    /// Not told, or any of the last three: the place beside the name tells.
    #[default]
    Local,
}

impl Level {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Central => "central",
            Self::Ministry => "ministry",
            Self::Province => "province",
            Self::District => "district",
            Self::Commune => "commune",
            Self::Local => "local",
        }
    }
}

/// A type of document (loại văn bản).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Type {
    /// Code of small letters, digits and `_`, as `phieu_giao_viec`. The code of a built-in type adds names to that type.
    pub code: String,
    /// Name as printed, `Phiếu giao việc`.
    pub name: String,
    /// Other words for it.
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Symbols that stand for it in numbers, `PGV`.
    #[serde(default)]
    pub symbols: Vec<String>,
}

/// A law, code or ordinance.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Law {
    /// Its type.
    #[serde(rename = "type", default)]
    pub kind: LawType,
    /// Name without its type word, `Phát triển vịnh`.
    pub name: String,
    /// Number, `12/2031/QH17`.
    #[serde(default)]
    pub number: Option<String>,
    /// Date of passing as ISO: a day, or a year.
    #[serde(default)]
    pub date: Option<String>,
    /// Other names behind the type word: `Vịnh` in "Luật Vịnh".
    #[serde(default)]
    pub aliases: Vec<String>,
    /// Short forms that hold the type too and stand alone: `LPTV`.
    #[serde(default)]
    pub abbreviations: Vec<String>,
}

/// Type of a document that is cited by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LawType {
    /// Luật.
    #[default]
    Luat,
    /// Bộ luật.
    BoLuat,
    /// Pháp lệnh.
    PhapLenh,
}

impl LawType {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Luat => "luat",
            Self::BoLuat => "bo_luat",
            Self::PhapLenh => "phap_lenh",
        }
    }
}

/// A short name that means one document wherever it stands ("Đề án 06"): by its key, or by its number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Alias {
    /// The short name.
    pub name: String,
    /// Key of the document, as in records; not beside `number`.
    #[serde(default)]
    pub key: Option<String>,
    /// Number of the document; not beside `key`.
    #[serde(default)]
    pub number: Option<String>,
    /// Code of its type, where the number does not tell it.
    #[serde(rename = "type", default)]
    pub kind: Option<String>,
    /// Date of issue as ISO: a day, or a year.
    #[serde(default)]
    pub date: Option<String>,
    /// Issuing body.
    #[serde(default)]
    pub issuer: Option<String>,
}

/// Words that say how a document stands to one it cites.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cue {
    /// The words, `dựa vào tinh thần`.
    pub words: String,
    /// What they say.
    pub relation: RelationType,
    /// On which side of the mention they stand.
    #[serde(default)]
    pub side: Side,
}

/// A side of a mention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// In front of it, as "căn cứ".
    #[default]
    Before,
    /// Behind it, as "hết hiệu lực".
    After,
}
