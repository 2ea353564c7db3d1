//! How an extraction is set up: [`Extractor`] and its builder.

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::lexicon::own::{self, Own};
use crate::lexicon::rules::Rules;
use crate::record::{Genre, OffsetUnit, Record, Source};
use crate::text::decode::{self, Encoding};

/// Turns texts into records. Cheap to make, cheap to clone, and safe to share between threads.
///
/// ```
/// use vanban::{Extractor, OffsetUnit};
/// let extractor = Extractor::builder().offsets(OffsetUnit::Char).build();
/// let record = extractor.extract("Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH");
/// assert_eq!(record.number.unwrap().span.unwrap().start, 4);
/// ```
#[derive(Clone, Debug, Default)]
pub struct Extractor {
    options: Options,
}

/// What an [`Extractor`] was told; made by [`Extractor::builder`].
#[derive(Clone, Debug, Default)]
pub(crate) struct Options {
    pub(crate) offsets: OffsetUnit,
    pub(crate) genre: Option<Genre>,
    pub(crate) with_text: bool,
    pub(crate) encoding: Option<Encoding>,
    pub(crate) check: bool,
    pub(crate) explain: bool,
    pub(crate) own: Option<&'static Own>,
}

/// Sets up an [`Extractor`]; every setting has a default.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    options: Options,
}

impl Builder {
    /// Unit of the spans (default: bytes).
    pub fn offsets(mut self, unit: OffsetUnit) -> Self {
        self.options.offsets = unit;
        self
    }

    /// Says what kind of page the texts are, instead of working it out from each.
    pub fn genre(mut self, genre: Genre) -> Self {
        self.options.genre = Some(genre);
        self
    }

    /// Keeps the decoded text in the record (default: no).
    pub fn with_text(mut self, keep: bool) -> Self {
        self.options.with_text = keep;
        self
    }

    /// Checks the form of each document against the norm it falls under (Nghị định 30/2020/NĐ-CP, the Party's guides):
    /// diagnostics `form-…`, each with the place in the norm in `rule` (default: no).
    pub fn check(mut self, check: bool) -> Self {
        self.options.check = check;
        self
    }

    /// Tells of each mention which rule found it and what was inferred (default: no):
    /// [`Mention::explanation`](crate::record::Mention::explanation).
    pub fn explain(mut self, explain: bool) -> Self {
        self.options.explain = explain;
        self
    }

    /// Adds own bodies, types, laws, short names and cues to the tables of the library.
    ///
    /// Rules are made ready once and kept as long as the program runs; the same rules given again cost nothing more.
    ///
    /// # Errors
    ///
    /// [`Error::Rules`] names the entry that cannot be used and what to do about it.
    pub fn rules(mut self, rules: &Rules) -> Result<Self, Error> {
        self.options.own = Some(own::ready(rules)?);
        Ok(self)
    }

    /// Says how the bytes are encoded, instead of working it out (for [`Extractor::extract_bytes`]).
    pub fn encoding(mut self, encoding: Encoding) -> Self {
        self.options.encoding = Some(encoding);
        self
    }

    /// The extractor.
    pub fn build(self) -> Extractor {
        Extractor { options: self.options }
    }
}

impl Extractor {
    /// An extractor with the defaults.
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts to set up an extractor.
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The record of a text. Never fails: odd text gives null values and diagnostics.
    pub fn extract(&self, text: &str) -> Record {
        self.extract_from(text, Source::default(), Vec::new())
    }

    /// The record of a text that was read from a file: `source` says what is known of the file, with the byte offsets of
    /// `source.map` counting `text`; `diagnostics` says what its reader saw.
    pub fn extract_from(&self, text: &str, source: Source, diagnostics: Vec<Diagnostic>) -> Record {
        crate::extract::run(text, &self.options, source, diagnostics)
    }

    /// The record of a file's bytes, which are decoded first ([`decode::decode`]).
    ///
    /// `source.encoding` says how the bytes were read; broken sequences give the diagnostic `invalid-utf8`.
    /// Spans count the decoded text, which [`Builder::with_text`] keeps.
    pub fn extract_bytes(&self, bytes: &[u8]) -> Record {
        let decoded = decode::decode(bytes, self.options.encoding);
        let source = Source {
            encoding: Some(decoded.encoding.name().to_owned()),
            bytes: Some(bytes.len() as u64),
            ..Source::default()
        };
        self.extract_from(&decoded.text, source, decoded.diagnostics)
    }
}
