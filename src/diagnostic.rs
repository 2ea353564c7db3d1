//! What could not be read, or was read with a repair: [`Diagnostic`] and the catalogue of codes.

use crate::text::Span;
use serde::{Deserialize, Serialize};

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// A value is missing or doubtful.
    #[default]
    Warning,
    /// The input could not be read as it should.
    Error,
}

/// One thing seen in a text that its reader should know of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Stable code, as `blank-serial`; `vanban explain CODE` tells what it means.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// What was seen and what was assumed.
    pub message: String,
    /// Where it was seen.
    pub span: Option<Span>,
    /// Article of the norm, for checks of form.
    pub rule: Option<String>,
}

impl Diagnostic {
    /// A diagnostic with one of the codes of [`CATALOGUE`], whose severity it takes.
    pub fn new(code: &str, message: impl Into<String>, span: Option<Span>) -> Self {
        let severity = CATALOGUE.iter().find(|e| e.code == code).map_or(Severity::Warning, |e| e.severity);
        Self { code: code.to_owned(), severity, message: message.into(), span, rule: None }
    }
}

/// What a code means and what to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The code.
    pub code: &'static str,
    /// Severity that diagnostics with this code carry.
    pub severity: Severity,
    /// What was seen.
    pub meaning: &'static str,
    /// What a user can do.
    pub advice: &'static str,
}

macro_rules! catalogue {
    ($($code:literal $severity:ident $meaning:literal $advice:literal)*) => {
        /// Every code that the library emits, in alphabetical order.
        pub const CATALOGUE: &[Explanation] = &[
            $(Explanation { code: $code, severity: Severity::$severity, meaning: $meaning, advice: $advice },)*
        ];
    };
}

catalogue! {
    "blank-date" Warning
        "The place and date line is there, but the day, the month or the year is blank or cannot be read."
        "The value keeps the parts that are printed (YYYY-MM or YYYY). Blank dates are usual in e-documents, where the date is stamped as an image when the document is signed."
    "blank-serial" Warning
        "The document's own number has a symbol but no serial, or a serial that cannot be read."
        "The value keeps the symbol (\"/KH-UBND\"). Look at the signed original for the serial; a blank serial does not mean a draft."
    "conflicting-values" Warning
        "A portal's table and the document's own header disagree."
        "The record keeps the document's own words. Compare the two spans."
    "encoding-doubtful" Warning
        "The encoding was told by the letters, and another one reads nearly as well."
        "Look at the text (--with-text); name the encoding with --encoding when it is wrong."
    "encoding-guessed" Info
        "The text is in an encoding from before Unicode, which its letters tell: nothing in the file names it."
        "Nothing to do when the text reads well; --encoding names another one. Capitals with a tone in TCVN3 are worked out from the letters beside them."
    "file-damaged" Warning
        "The file breaks off or is damaged in a part; what could be read was read."
        "Open and save it again in a word processor, or fetch it anew; the record may lack its end."
    "form-addressee" Info
        "A dispatch (công văn) names no addressee."
        "Only with --check. \"Kính gửi\" and the addressees stand between the subject and the text."
    "form-issuer" Info
        "The letterhead names no issuing body."
        "Only with --check. The body above it and the issuing body stand at the top left; `rule` says where the norm asks for it."
    "form-motto" Info
        "Quốc hiệu or Tiêu ngữ is missing or written in another way."
        "Only with --check. The wording is fixed: \"CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\" and \"Độc lập - Tự do - Hạnh phúc\"."
    "form-number" Info
        "The number and symbol are missing, have no serial, or are written in another way than the norm says."
        "Only with --check. \"Số:\" (the Party: \"Số\"), a zero in front of numbers below 10, no blanks between the groups."
    "form-place-date" Info
        "Place and date are missing, not whole, or written in another way than the norm says."
        "Only with --check. \"<place>, ngày … tháng … năm …\", with a zero in front of days below 10 and of months 1 and 2."
    "form-recipients" Info
        "\"Nơi nhận\" is missing, or does not end with \"Lưu\"."
        "Only with --check. The list closes with the archive line."
    "form-signature" Info
        "The position or the name of the signer is missing."
        "Only with --check. Scans lose names under stamps: look at the original."
    "form-subject" Info
        "The title or the subject (trích yếu) is missing, or a dispatch's subject lacks its \"V/v\"."
        "Only with --check. The title names the type in capitals, the subject stands under it; a dispatch has a subject alone."
    "form-type-symbol" Info
        "The number has the symbol of another type than the title names."
        "Only with --check. Phụ lục III of Nghị định 30/2020/NĐ-CP lists the symbols; copies of older forms often leave a wrong one."
    "impossible-date" Warning
        "A date that the calendar does not have, as 31/4."
        "The value is null; the words stand at the span."
    "input-failed" Error
        "The input could not be read: the message says why."
        "See the message; the rest of the batch went on."
    "invalid-utf8" Warning
        "The bytes are not valid UTF-8; broken sequences were read as U+FFFD."
        "Name the encoding with --encoding when you know it. Offsets count the decoded text, with U+FFFD in place."
    "lines-restored" Info
        "The document stood on one line; its line ends were worked out from the forms of documents."
        "Nothing to do when the record is right. The text with its own line ends gives more: items without a mark in front and subjects in capitals end in doubt without them."
    "missing-date" Warning
        "The text is a document but its date was not found."
        "The value is null."
    "missing-issuer" Warning
        "No issuing body stands in the letterhead, and nothing else settles it."
        "The list of issuers is empty. Give the letterhead's words, or own rules for the body's code."
    "missing-number" Warning
        "The text is a document but its number was not found."
        "The value is null. Header-less copies lose it; the file name may still carry it."
    "mojibake" Info
        "The text had been read in a wrong encoding before it was saved, and was read again."
        "Nothing to do when the text reads well. Offsets count the text as it was read again."
    "needs-ocr" Warning
        "Pages of the file hold no text layer: they are scans."
        "Run OCR over the file first; the message names the pages. The record holds what the other pages give."
    "no-text" Warning
        "There are no words in the text."
        "The record is empty. A scan without a text layer needs OCR first."
    "number-repaired" Info
        "A document number was repaired inside its token, as D for Đ or a letter O for a zero."
        "The value is the repaired number; the span shows what is printed."
    "text-cut" Error
        "The text is longer than 4 GiB; the rest was not read."
        "Split the input."
    "type-number-mismatch" Info
        "The type word in front of a number and the number's own type code disagree."
        "The type word is kept: copies of older forms often leave a wrong code."
    "words-joined" Info
        "Words came in pieces, as the text layers of some PDF files hold them (\"NGH Ị ĐỊ NH\"), and were joined."
        "Nothing to do when the record is right. Words whose pieces all are words stay apart: the file as a word processor wrote it gives more."
}

/// What a code means; `None` for a code that the library does not emit.
pub fn explain(code: &str) -> Option<&'static Explanation> {
    CATALOGUE.iter().find(|e| e.code == code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn catalogue_is_sorted_and_unique() {
        assert!(CATALOGUE.windows(2).all(|w| w[0].code < w[1].code));
        let mut codes: Vec<_> = CATALOGUE.iter().map(|e| e.code).collect();
        codes.sort_unstable();
        codes.dedup();
        assert_eq!(codes.len(), CATALOGUE.len());
    }
}
