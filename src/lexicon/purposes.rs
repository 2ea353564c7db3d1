//! What a recipient gets the document for: the words in brackets after the entries of "Nơi nhận".

use super::phrase::Phrases;
use super::rows;
use std::sync::LazyLock;

/// Word → whether it says a purpose alone. "(b/c)" does, "(TH)" is a division (Tổng hợp) unless "để" stands before it.
static WORDS: LazyLock<Phrases<bool>> =
    LazyLock::new(|| Phrases::new(rows(include_str!("purposes.tsv")).map(|[word, alone]| (word, alone == "yes"))));

/// "để", and how scans print it.
static OPENERS: LazyLock<Phrases<()>> =
    LazyLock::new(|| Phrases::new(["để", "đế", "đề", "dé", "dể"].map(|word| (word, ()))));

/// True when `text`, without its brackets, says what the document is sent for: "để báo cáo", "b/c", "thực hiện, theo
/// dõi", "để phối hợp chỉ đạo". After "để" the first word decides ("để đăng tải trên trang …"), else all words must be
/// such words. False for names of divisions and copies ("TH, KT", "2b").
pub fn is_purpose(text: &str) -> bool {
    let mut rest = text.trim();
    let opened = OPENERS.longest_at(rest);
    if let Some((len, ())) = opened {
        rest = rest.get(len..).unwrap_or_default().trim_start();
        return WORDS.longest_at(rest).is_some();
    }
    if rest.is_empty() {
        return false;
    }
    while !rest.is_empty() {
        match WORDS.longest_at(rest) {
            Some((len, true)) => rest = after_joint(rest.get(len..).unwrap_or_default()),
            _ => return false,
        }
    }
    true
}

/// What follows the comma, semicolon, dot or "và" between two purposes.
fn after_joint(text: &str) -> &str {
    let text = text.trim_start_matches([' ', ',', ';', '.']);
    text.strip_prefix("và ").unwrap_or(text)
}

#[cfg(test)]
mod tests {
    use super::is_purpose;

    #[test]
    fn purposes_and_others() {
        for text in [
            "để báo cáo",
            "để b/c",
            "b/c",
            "B/cáo",
            "báo cáo",
            "để biết",
            "th/h",
            "p/h",
            "để phối hợp chỉ đạo",
            "thực hiện, theo dõi",
            "theo dõi và tổng hợp",
            "để tổng hợp, theo dõi",
            "để đăng tải trên trang tin",
            "đăng Công báo",
            "dé b/c",
            "để TH",
            " để  b/c ",
        ] {
            assert!(is_purpose(text), "{text}");
        }
        for text in
            ["TH", "TH, KT", "2b", "CVP, các PCVP", "", "để", "báo cáo viên", "biết bao", "Vụ Pháp chế", "đề án"]
        {
            assert!(!is_purpose(text), "{text}");
        }
    }
}
