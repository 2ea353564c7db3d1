//! Lines that belong to the page and not to the text: page numbers, running heads, signature residue.

use super::Starts;

/// What was seen so far, for page numbers that count up.
#[derive(Debug, Default)]
pub(super) struct State {
    last_page: u32,
    after_furniture: bool,
    after_break: bool,
}

/// A page number set this far in is no item of a list.
const PAGE_NUMBER_INDENT: usize = 20;

/// Lines that start so are left by electronic signing or by a gazette's page head (DOMAIN.md b.12).
static RESIDUE: Starts = Starts::new(&[
    "Người ký:",
    "Ký bởi:",
    "Ký bởi ",
    "Thời gian ký:",
    "Ngày ký:",
    "Email:",
    "Cơ quan:",
    "Ký số bởi",
    "Signature Valid",
    "Digitally signed by",
    "CÔNG BÁO/Số",
    "CÔNG BÁO/ Số",
    "VGP",
    "CHINHPHU.VN",
]);

impl State {
    pub(super) fn page_break(&mut self) {
        self.after_break = true;
    }

    /// True when the line `words` belongs to the page.
    pub(super) fn is_furniture(&mut self, words: &str, indent: usize, after_blank: bool, in_table: bool) -> bool {
        let residue = !in_table && is_residue(words);
        let number = !in_table && self.is_page_number(words, indent, after_blank);
        self.after_furniture = residue || (number && self.after_furniture);
        self.after_break = false;
        residue || number
    }

    fn is_page_number(&mut self, words: &str, indent: usize, after_blank: bool) -> bool {
        if !words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | ' ')) {
            return false;
        }
        let bare = words.trim_matches(|c: char| c == '-' || c == ' ');
        if bare.is_empty() || bare.len() > 4 || !bare.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        let Ok(n) = bare.parse::<u32>() else { return false };
        let counts_up = after_blank && self.last_page > 0 && n == self.last_page + 1;
        let second = after_blank && self.last_page == 0 && n == 2;
        let is_number = self.after_break || self.after_furniture || indent >= PAGE_NUMBER_INDENT || counts_up || second;
        if is_number {
            self.last_page = n;
        }
        is_number
    }
}

fn is_residue(words: &str) -> bool {
    // What programs that read scans put between pages.
    static PAGES: Starts = Starts::new(&["--- PAGE", "--- Page", "```"]);
    if PAGES.any(words) {
        return words.len() < 40;
    }
    RESIDUE.any(words) && words.len() < 200 && !(words.starts_with("Cơ quan:") && words.contains(';'))
}

#[cfg(test)]
mod tests {
    use super::State;

    #[test]
    fn page_numbers_and_residue() {
        let mut state = State::default();
        assert!(state.is_furniture("CÔNG BÁO/Số 283/Ngày 25-05-2026", 0, true, false));
        assert!(state.is_furniture("110", 0, false, false));
        assert!(!state.is_furniture("Điều 1.", 0, true, false));
        assert!(state.is_furniture("111", 0, true, false));
        assert!(!state.is_furniture("2025", 0, false, false));
        assert!(!State::default().is_furniture("2", 0, false, false));
    }
}
