//! What a records officer would mark in the form of a document (thể thức), on request: parts that are missing or written
//! in another way than the norm says.
//!
//! State administrative documents follow Nghị định 30/2020/NĐ-CP (Điều 8: the parts; Phụ lục I, Phần I: how they are
//! written), those of the Party the guides of its Central Office. Older documents, norms (whose form other decrees set),
//! and pages that are no document are not checked.

use crate::diagnostic::Diagnostic;
use crate::grammar::date::Date;
use crate::layout::head::Head;
use crate::layout::zones::Layout;
use crate::lexicon::types;
use crate::record::{Basis, Record};
use crate::text::{Page, Span};

/// The norm that a document is held against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Norm {
    State,
    /// Hướng dẫn 36-HD/VPTW (2018-04-03).
    Party,
    /// Hướng dẫn 05-HD/VPTW (2026-05-27).
    PartyOf2026,
}

impl Norm {
    /// The norm in force for a document; `None` for those that no norm here covers.
    fn of(head: &Head, record: &Record) -> Option<Self> {
        let date = record.date.as_ref().and_then(|d| Date::from_iso(&d.value)).and_then(Date::last);
        let since = |year, month, day| {
            let first = Date::full(year, month, day);
            date.zip(first).is_none_or(|(date, first)| !date.before(first))
        };
        if head.party {
            let new = date.is_some() && since(2026, 5, 27);
            return if new { Some(Self::PartyOf2026) } else { since(2018, 4, 3).then_some(Self::Party) };
        }
        let administrative = match &record.number {
            Some(number) => matches!(number.family.as_str(), "admin" | "dispatch" | "blank"),
            None => !matches!(
                record.kind.as_ref().map(|k| k.code.as_str()),
                Some("luat" | "nghi_dinh" | "thong_tu" | "phap_lenh")
            ),
        };
        (administrative && since(2020, 3, 5)).then_some(Self::State)
    }

    /// Where the norm names a part: the point of Điều 8 and the section of Phụ lục I.
    fn rule(self, part: Part) -> String {
        match self {
            Self::Party => "Hướng dẫn 36-HD/VPTW".to_owned(),
            Self::PartyOf2026 => "Hướng dẫn 05-HD/VPTW".to_owned(),
            Self::State => {
                let (point, section) = part.place();
                format!("Nghị định 30/2020/NĐ-CP, Điều 8 khoản 2 điểm {point}; Phụ lục I, Phần I, Mục II.{section}")
            }
        }
    }
}

/// Parts of a document, as Điều 8 counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Motto,
    Issuer,
    Number,
    PlaceDate,
    Subject,
    Signature,
    Recipients,
}

impl Part {
    fn place(self) -> (&'static str, u8) {
        match self {
            Self::Motto => ("a", 1),
            Self::Issuer => ("b", 2),
            Self::Number => ("c", 3),
            Self::PlaceDate => ("d", 4),
            Self::Subject => ("đ", 5),
            Self::Signature => ("g", 7),
            Self::Recipients => ("i", 9),
        }
    }
}

/// Diagnostics for the form of a document whose record stands, with spans of the page.
pub(crate) fn check(page: &Page, layout: &Layout, record: &Record) -> Vec<Diagnostic> {
    let Some(head) = layout.head.as_ref().filter(|_| layout.is_document()) else { return Vec::new() };
    let Some(norm) = Norm::of(head, record) else { return Vec::new() };
    let mut form = Form { page, norm, found: Vec::new() };
    form.motto(head);
    form.issuer(record);
    form.number(record);
    form.place_date(head, record);
    form.subject(record);
    form.signature(record);
    form.recipients(record);
    form.found
}

struct Form<'a> {
    page: &'a Page<'a>,
    norm: Norm,
    found: Vec<Diagnostic>,
}

impl Form<'_> {
    fn mark(&mut self, code: &str, part: Part, message: impl Into<String>, span: Option<Span>) {
        let rule = Some(self.norm.rule(part));
        self.found.push(Diagnostic { rule, ..Diagnostic::new(code, message, span) });
    }

    fn motto(&mut self, head: &Head) {
        if self.norm != Norm::State {
            return;
        }
        if !head.motto {
            return self.mark("form-motto", Part::Motto, "no Quốc hiệu and Tiêu ngữ", None);
        }
        for &line in &head.lines {
            let words = self.page.line(line);
            let Some(at) = words.find("ộc lập").or_else(|| words.find("ỘC LẬP")).map(|at| at.saturating_sub("Đ".len()))
            else {
                continue;
            };
            let motto = words.get(at..).unwrap_or(words);
            if !motto.starts_with("Độc lập - Tự do - Hạnh phúc") {
                let message = format!("\"{motto}\" for \"Độc lập - Tự do - Hạnh phúc\"");
                self.mark("form-motto", Part::Motto, message, Some(self.page.lines[line].span));
            }
        }
    }

    fn issuer(&mut self, record: &Record) {
        if !record.issuers.iter().any(|i| i.basis == Basis::Read) {
            self.mark("form-issuer", Part::Issuer, "no issuing body above the number", None);
        }
    }

    fn number(&mut self, record: &Record) {
        let Some(number) = record.number.as_ref().filter(|n| n.basis != Basis::Portal) else {
            return self.mark("form-number", Part::Number, "no number and symbol", None);
        };
        let Some(span) = number.span else { return };
        let printed = self.page.words(span);
        let Some(serial) = &number.serial else {
            return self.mark("form-number", Part::Number, format!("\"{printed}\" has no serial"), Some(span));
        };
        if printed.contains(' ') {
            let message = format!("\"{printed}\" has blanks between its groups");
            self.mark("form-number", Part::Number, message, Some(span));
        }
        if serial.len() == 1 {
            let message = format!("a number below 10 has a zero in front: \"0{serial}\"");
            self.mark("form-number", Part::Number, message, Some(span));
        }
        let before = &self.page.text[..span.start as usize];
        let colon = before.trim_end().ends_with(':');
        let label = before.trim_end().trim_end_matches(':').trim_end().ends_with('ố');
        match self.norm {
            Norm::State if label && !colon => {
                self.mark("form-number", Part::Number, "a colon follows \"Số\"", Some(span));
            }
            Norm::Party | Norm::PartyOf2026 if colon => {
                self.mark("form-number", Part::Number, "the Party writes \"Số\" without a colon", Some(span));
            }
            _ => {}
        }
        self.symbol(record, span);
    }

    /// The symbol of the type in the number and the title say the same.
    fn symbol(&mut self, record: &Record, span: Span) {
        let (Some(number), Some(kind)) = (&record.number, &record.kind) else { return };
        let of = if self.norm == Norm::State { types::type_of_symbol } else { types::type_of_party_symbol };
        let Some(said) = number.symbols.first().and_then(|s| of(s)) else { return };
        // A dispatch's first symbol is its issuer's, and may look like that of a type.
        let titled = kind.basis == Basis::Read && number.family != "dispatch";
        if titled && said.code != kind.code {
            let message = format!("the symbol is that of {}, the title is {}", said.name, kind.name);
            self.mark("form-type-symbol", Part::Number, message, Some(span));
        }
    }

    fn place_date(&mut self, head: &Head, record: &Record) {
        let Some(found) = &head.place_date else {
            return self.mark("form-place-date", Part::PlaceDate, "no place and date", None);
        };
        let printed = self.page.words(found.date);
        if record.place.is_none() {
            self.mark("form-place-date", Part::PlaceDate, "no place in front of the date", Some(found.date));
        }
        let (Some(day), Some(month), Some(_)) =
            (found.parsed.date.day(), found.parsed.date.month(), found.parsed.date.year())
        else {
            let message = format!("\"{printed}\" is not a whole date");
            return self.mark("form-place-date", Part::PlaceDate, message, Some(found.date));
        };
        let Some((days, rest)) = printed.split_once("tháng") else {
            let message = format!("\"{printed}\" is not written with ngày, tháng and năm");
            return self.mark("form-place-date", Part::PlaceDate, message, Some(found.date));
        };
        let zero = |words: &str, number: u8| words.contains(&format!("0{number}"));
        // Months below 3 have the zero; the Party's guides say the same.
        if day < 10 && !zero(days, day) || month < 3 && !zero(rest, month) {
            let message = format!("\"{printed}\": days below 10 and months 1 and 2 have a zero in front");
            self.mark("form-place-date", Part::PlaceDate, message, Some(found.date));
        }
    }

    fn subject(&mut self, record: &Record) {
        let dispatch = record.kind.as_ref().is_some_and(|k| k.code == "cong_van");
        if !dispatch && !record.kind.as_ref().is_some_and(|k| k.basis == Basis::Read) {
            self.mark("form-subject", Part::Subject, "no title that names the type", None);
        }
        match record.subject.as_ref().filter(|s| s.basis == Basis::Read) {
            None => self.mark("form-subject", Part::Subject, "no subject (trích yếu)", None),
            Some(subject) if dispatch && self.norm == Norm::State => {
                let before = subject.span.map_or("", |s| self.page.text.get(..s.start as usize).unwrap_or(""));
                let label = before.trim_end_matches([' ', ':', '.']).to_lowercase().ends_with("v/v");
                if !label {
                    self.mark("form-subject", Part::Subject, "a dispatch's subject opens with \"V/v\"", subject.span);
                }
            }
            Some(_) => {}
        }
        if dispatch && record.addressees.is_empty() {
            self.mark("form-addressee", Part::Recipients, "a dispatch has \"Kính gửi\" and its addressees", None);
        }
    }

    fn signature(&mut self, record: &Record) {
        let Some(signer) = record.signers.last() else {
            return self.mark("form-signature", Part::Signature, "no position and name of a signer", None);
        };
        if signer.name.is_none() {
            self.mark("form-signature", Part::Signature, "no name of a signer", Some(signer.span));
        }
        if signer.position.is_none() && self.norm == Norm::State {
            self.mark("form-signature", Part::Signature, "no position of the signer", Some(signer.span));
        }
    }

    fn recipients(&mut self, record: &Record) {
        if record.recipients.is_empty() && record.archive.is_none() {
            self.mark("form-recipients", Part::Recipients, "no \"Nơi nhận\"", None);
        } else if record.archive.is_none() {
            let last = record.recipients.last().map(|r| r.span);
            self.mark("form-recipients", Part::Recipients, "\"Nơi nhận\" does not end with \"Lưu\"", last);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::Extractor;

    /// Codes of the checks of a text, in order.
    fn codes(text: &str) -> Vec<String> {
        let record = Extractor::builder().check(true).build().extract(text);
        let form = record.diagnostics.iter().filter(|d| d.code.starts_with("form-"));
        form.map(|d| d.code.clone()).collect()
    }

    fn plan(number: &str, date: &str, foot: &str) -> String {
        format!(
            "ỦY BAN NHÂN DÂN\nXÃ MẪU\n\nSố: {number}\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\n\
             Mẫu, {date}\n\nKẾ HOẠCH\nKiểm kê sổ sách năm 2024\n\nCăn cứ Kế hoạch số 1/KH-UBND, xã làm như sau:\n\n{foot}"
        )
    }

    const FOOT: &str = "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\n\nNguyễn Văn A\n";

    #[test]
    fn a_document_in_form_has_no_marks() {
        assert!(codes(&plan("12/KH-UBND", "ngày 05 tháng 02 năm 2024", FOOT)).is_empty());
    }

    #[test]
    fn what_a_records_officer_marks() {
        let marks = |number: &str, date: &str, foot: &str| codes(&plan(number, date, foot)).join(" ");
        assert_eq!(marks("2/KH-UBND", "ngày 5 tháng 2 năm 2024", FOOT), "form-number form-place-date");
        assert_eq!(marks("/KH-UBND", "ngày    tháng 02 năm 2024", FOOT), "form-number form-place-date");
        assert_eq!(marks("12/BC-UBND", "ngày 05 tháng 02 năm 2024", FOOT), "form-type-symbol");
        assert_eq!(marks("12/KH-UBND", "ngày 05 tháng 02 năm 2024", "Hết."), "form-signature form-recipients");
    }

    #[test]
    fn older_documents_and_norms_are_not_held_to_it() {
        assert!(codes(&plan("2/KH-UBND", "ngày 5 tháng 2 năm 2012", FOOT)).is_empty());
        assert!(codes(&plan("2/2024/QĐ-UBND", "ngày 5 tháng 2 năm 2024", FOOT)).is_empty());
        assert!(codes("Chiều nay có mưa.").is_empty());
    }
}
