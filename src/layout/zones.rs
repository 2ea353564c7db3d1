//! Which part of a page each paragraph belongs to, and what kind of page it is.
//!
//! Only running text is read for citations, tasks and deadlines: what stands before the head (menus, a portal's table)
//! and after the document (related documents, notices, counters) is furniture (DOMAIN.md b.12, k.2).

use crate::grammar::label::{LabelKind, label};
use crate::grammar::number::{self, DocNumber};
use crate::grammar::ws::strip_prefix;
use crate::layout::foot::Foot;
use crate::layout::head::{Head, head, is_rule};
use crate::lexicon::fold::is_alphabetic;
use crate::lexicon::types::type_at;
use crate::record::Genre;
use crate::text::Starts;
use crate::text::{Page, is_shout};
use std::ops::Range;

/// The part of a page that a paragraph belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    /// Menus, a portal's table, related documents, notices.
    Furniture,
    /// Letterhead, number line, place and date.
    Head,
    /// The document's subject.
    Subject,
    /// Addressees, legal basis and body.
    Body,
    /// Recipients and signature.
    Foot,
    /// What follows the document: regulation, appendix, form, another letter.
    Attachment,
}

/// What stands where on a page.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// What kind of page it is.
    pub(crate) genre: Genre,
    /// Head of the document; absent on news pages.
    pub(crate) head: Option<Head>,
    /// The part of each paragraph.
    pub(crate) zones: Vec<Zone>,
    /// Paragraphs of the first document's body.
    pub(crate) body: Range<usize>,
    /// Rows of a portal's own table: label and value, as line indices.
    pub(crate) portal: Vec<(PortalField, usize)>,
}

/// Fields of a portal's own table that the record can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PortalField {
    Number,
    Kind,
    Issuer,
    Signer,
    Position,
    Date,
    Subject,
}

/// Words of a line that opens a portal's or a news page's furniture behind the text.
static FURNITURE: Starts = Starts::new(&[
    "Tin liên quan",
    "Tin cùng chuyên mục",
    "Tin cùng loại",
    "Bài viết liên quan",
    "Bài viết khác",
    "Văn bản liên quan",
    "Văn bản mới",
    "Văn bản khác",
    "Văn bản này chưa cập nhật",
    "Các tin khác",
    "Tin khác",
    "Tin mới",
    "Tin đọc nhiều",
    "Xem thêm",
    "Ý kiến bạn đọc",
    "Bình luận",
    "Lượt xem",
    "lượt xem",
    "Đang truy cập",
    "Tổng số điểm của bài viết",
    "Chia sẻ",
    "Từ khóa",
    "Từ khoá",
    "Tags",
    "In trang",
    "In bài",
    "FILE ĐƯỢC ĐÍNH KÈM",
    "Nội dung bài viết",
    "Tác giả",
    "NỘI DUNG SỬA ĐỔI, HƯỚNG DẪN",
    "Văn bản bị thay thế",
    "Bạn đã không sử dụng",
    "Tôi đã đọc và đồng ý",
    "Lược đồ",
    "Số lượt truy cập",
    "Tải về",
    "Bản đồ site",
    "Sơ đồ cổng",
    "Các văn bản khác",
    "Những bài viết mới",
    "Những bài viết cũ",
    "Đánh giá bài viết",
    "Click để đánh giá",
    "Facebook",
]);

/// Labels of a portal's own table (DOMAIN.md b.12), and of the keys in front of a page that a program made.
const LABELS: [(&str, Option<PortalField>); 40] = [
    ("Số hiệu", Some(PortalField::Number)),
    ("Số ký hiệu", Some(PortalField::Number)),
    ("Số/Ký hiệu", Some(PortalField::Number)),
    ("Số văn bản", Some(PortalField::Number)),
    ("Loại văn bản", Some(PortalField::Kind)),
    ("Cơ quan ban hành", Some(PortalField::Issuer)),
    ("Nơi ban hành", Some(PortalField::Issuer)),
    ("Người ký", Some(PortalField::Signer)),
    ("Ngày ban hành", Some(PortalField::Date)),
    ("Ngày hiệu lực", None),
    ("Ngày có hiệu lực", None),
    ("Ngày công báo", None),
    ("Số công báo", None),
    ("Tình trạng", None),
    ("Trạng thái", None),
    ("Lĩnh vực", None),
    ("Ngành", None),
    ("Phạm vi", None),
    ("Chức danh", Some(PortalField::Position)),
    ("Chức vụ người ký", Some(PortalField::Position)),
    ("Nguồn thu thập", None),
    ("Trích yếu", Some(PortalField::Subject)),
    ("TRÍCH YẾU", Some(PortalField::Subject)),
    ("Ngày hết hiệu lực", None),
    ("Ngày đăng", None),
    ("so_hieu", Some(PortalField::Number)),
    ("sohieu", Some(PortalField::Number)),
    ("loai_van_ban", Some(PortalField::Kind)),
    ("loaivanban", Some(PortalField::Kind)),
    ("co_quan_ban_hanh", Some(PortalField::Issuer)),
    ("coquanbanhanh", Some(PortalField::Issuer)),
    ("nguoi_ky", Some(PortalField::Signer)),
    ("nguoiky", Some(PortalField::Signer)),
    ("chuc_danh_nguoi_ky", Some(PortalField::Position)),
    ("chuc_vu_nguoi_ky", Some(PortalField::Position)),
    ("chuc_danh", Some(PortalField::Position)),
    ("ngay_ban_hanh", Some(PortalField::Date)),
    ("ngaybanhanh", Some(PortalField::Date)),
    ("trich_yeu", Some(PortalField::Subject)),
    ("trichyeu", Some(PortalField::Subject)),
];

/// The words of [`LABELS`].
static LABELLED: Starts = {
    static WORDS: [&str; LABELS.len()] = {
        let mut words = [""; LABELS.len()];
        let mut n = 0;
        while n < words.len() {
            words[n] = LABELS[n].0;
            n += 1;
        }
        words
    };
    Starts::new(&WORDS)
};

/// The label of a portal's own table at the start of a line.
fn portal_label(words: &str) -> Option<(&'static str, Option<PortalField>)> {
    let label = LABELLED.first_of(words)?;
    LABELS.into_iter().find(|(words, _)| *words == label)
}

/// Rows that make a portal's table; fewer are a document's own words.
const TABLE_ROWS: usize = 3;
/// A paragraph of at least this many bytes in front of a head is a page's own text, not debris of a scan.
const PROSE: usize = 120;

impl Layout {
    /// Reads the layout of a page whose recipients and signature are known.
    pub(crate) fn of(page: &Page, foot: Option<&Foot>, genre: Option<Genre>) -> Self {
        let mut head = head(page);
        let portal = portal_rows(page);
        let mut end_line = furniture_from(page, head.as_ref());
        let found = genre.unwrap_or_else(|| genre_of(page, head.as_ref(), &portal, end_line, foot));
        if matches!(found, Genre::News | Genre::Other) {
            head = None;
            end_line = furniture_from(page, None);
        }
        if head.is_none() && found == Genre::Portal {
            // The page gives the header only in its own table; what follows the table is the document.
            let start = portal.iter().map(|(_, line)| line + 1).max().unwrap_or(0);
            head = Some(Head { start, end: start, ..Head::default() });
            end_line = furniture_from(page, head.as_ref());
        }
        // Looked for once, behind the document: each paragraph there asks whether it stands above.
        let behind = foot.filter(|_| found == Genre::Portal).map(|f| f.lines.end);
        let attached = behind.and_then(|end| (end..page.lines.len()).find(|&i| is_attachment_head(page.line(i))));
        let notes = behind.map_or(0..0, |end| notes(page, end..end_line));
        let subject: Vec<usize> = head.iter().flat_map(|h| &h.subject).map(|span| page.line_at(span.start)).collect();
        let last = head.iter().flat_map(|h| &h.lines).chain(&subject).copied().max();
        let parts =
            Parts { head: head.as_ref(), subject, last, foot, attached, notes, furniture: end_line, genre: found };
        let zones: Vec<Zone> = page.paragraphs.iter().map(|p| parts.zone(page, p.lines.clone())).collect();
        let first = zones.iter().position(|z| *z == Zone::Body).unwrap_or(zones.len());
        let last = zones.iter().rposition(|z| *z == Zone::Body).map_or(first, |i| i + 1);
        Self { genre: found, head, zones, body: first..last.max(first), portal }
    }

    /// True when the page is a document, with or without a portal around it.
    pub(crate) fn is_document(&self) -> bool {
        matches!(self.genre, Genre::Official | Genre::Portal)
    }
}

/// What bounds the zones of a page.
struct Parts<'a> {
    head: Option<&'a Head>,
    /// Lines of the subject.
    subject: Vec<usize>,
    /// The last line of the head or the subject.
    last: Option<usize>,
    foot: Option<&'a Foot>,
    /// First line behind the foot that is the head of an attachment, on a portal's page.
    attached: Option<usize>,
    /// Lines of the notes behind the foot.
    notes: Range<usize>,
    /// First line of the furniture behind the text.
    furniture: usize,
    genre: Genre,
}

impl Parts<'_> {
    fn zone(&self, page: &Page, lines: Range<usize>) -> Zone {
        let at = lines.start;
        if at >= self.furniture {
            return Zone::Furniture;
        }
        /// What holds more is the text itself, on one line.
        const LONGEST_MENU: usize = 600;
        let Some(head) = self.head else {
            let words = page.line(at);
            let menu = lines.len() == 1 && at < 3 && words.len() < LONGEST_MENU && words.contains(" | ")
                || page.lines[at].row != 0 && words.len() < 40;
            return if menu { Zone::Furniture } else { Zone::Body };
        };
        if self.last.is_some_and(|last| at <= last) {
            if lines.clone().any(|i| self.subject.contains(&i)) {
                return Zone::Subject;
            }
            if lines.clone().any(|i| head.lines.contains(&i)) {
                return Zone::Head;
            }
        }
        if at < head.start {
            return Zone::Furniture;
        }
        if at < head.end {
            return Zone::Head;
        }
        let Some(foot) = self.foot else { return Zone::Body };
        if foot.lines.contains(&at) {
            return Zone::Foot;
        }
        if at >= foot.lines.end {
            let attached = self.genre != Genre::Portal
                || self.attached.is_some_and(|first| first <= at)
                || self.notes.contains(&at);
            return if attached { Zone::Attachment } else { Zone::Furniture };
        }
        Zone::Body
    }
}

/// The lines behind a foot that hold the document's own notes: from `[1]` to the last line that a number in brackets opens.
fn notes(page: &Page, behind: Range<usize>) -> Range<usize> {
    let opens = |i: &usize| {
        let number = page.line(*i).strip_prefix('[').and_then(|rest| rest.split_once(']')).map(|(number, _)| number);
        number.is_some_and(|n| (1..=3).contains(&n.len()) && n.bytes().all(|b| b.is_ascii_digit()))
    };
    let first = behind.clone().find(|i| page.line(*i).starts_with("[1]"));
    let last = first.and_then(|first| (first..behind.end).rev().find(opens));
    first.zip(last).map_or(0..0, |(first, last)| first..last + 1)
}

/// `PHỤ LỤC`, `QUY CHẾ`, `Mẫu số 01`, `(Ban hành kèm theo …)`.
pub(crate) fn is_attachment_head(words: &str) -> bool {
    static HEADS: Starts = Starts::new(&[
        "CHƯƠNG TRÌNH HÀNH ĐỘNG",
        "KẾ HOẠCH HÀNH ĐỘNG",
        "DỰ THẢO ",
        "PHỤ LỤC",
        "Phụ lục",
        "DANH MỤC",
        "DANH SÁCH",
        "BIỂU",
        "MẪU",
        "Mẫu số",
        "(Ban hành kèm theo",
        "(Kèm theo",
        "(ban hành kèm theo",
        "(kèm theo",
        "Biểu số",
    ]);
    HEADS.any(words)
        || words.starts_with(is_alphabetic) && is_shout(words) && type_at(words).is_some_and(|(n, _)| words.len() == n)
}

/// The first line of the furniture behind the text; the number of lines when there is none.
fn furniture_from(page: &Page, head: Option<&Head>) -> usize {
    let from = head.map_or(3, |h| h.end + 1);
    (from..page.lines.len())
        .find(|&i| {
            let words = page.line(i);
            words.len() < 90
                && (FURNITURE.any(words) || page.lines[i].heading != 0 && is_sources(words))
                && !words.ends_with(';')
        })
        .unwrap_or(page.lines.len())
}

/// The heading of the links from which whoever set the page took it.
fn is_sources(words: &str) -> bool {
    matches!(words.trim_end_matches(':'), "Tham khảo" | "Nguồn tham khảo" | "NGUỒN THAM KHẢO")
}

/// The rows of a portal's own table, each with the line that holds its value.
fn portal_rows(page: &Page) -> Vec<(PortalField, usize)> {
    /// A portal's table stands at the top, behind its menus.
    const TOP: usize = 400;
    let mut rows = Vec::new();
    let mut labels = 0;
    for i in 0..page.lines.len().min(TOP) {
        let words = page.line(i);
        let Some((label, field)) = portal_label(words) else { continue };
        let rest = words[label.len()..].trim_start_matches([':', ' ']);
        // Pages turned to text glue label and value ("Số hiệu03/VBHN-BNV"): a capital or a digit starts the value.
        let glued = |c: char| matches!(c, ':' | ' ' | '-') || c.is_uppercase() || c.is_ascii_digit();
        let row = page.lines[i].row != 0 || words[label.len()..].starts_with(glued) || rest.is_empty();
        if !row || words.len() > 120 && field != Some(PortalField::Subject) {
            continue;
        }
        labels += 1;
        if let Some(field) = field {
            rows.push((field, if rest.is_empty() { i + 1 } else { i }));
        }
    }
    if labels < TABLE_ROWS {
        rows.clear();
    }
    rows
}

/// The value of a row: the words behind the label.
pub(crate) fn portal_value<'a>(page: &'a Page, line: usize) -> &'a str {
    let words = page.line(line);
    let body = LABELLED.first_of(words).map_or(words, |label| &words[label.len()..]);
    body.trim_start_matches([':', ' ']).trim_matches(['"', ' '])
}

/// Lines from the letterhead on among which a dispatch names whom it is for.
const ADDRESSED: usize = 30;

/// True when a line behind `from` says for whom the document is ("Kính gửi").
pub(crate) fn is_addressed(page: &Page, from: usize) -> bool {
    (from..page.lines.len()).take(ADDRESSED).any(|i| page.line(i).starts_with("Kính gửi"))
}

/// The number in the title of a page that shows a dispatch without its letterhead: "Công văn 12/TCT-CS về …" (mailing
/// lists, help desks).
pub(crate) fn page_title(page: &Page) -> Option<DocNumber> {
    let title = (0..page.lines.len()).map(|i| page.line(i)).find(|words| !words.is_empty())?;
    behind_type(title)?.0
}

/// The number right behind the type that opens a title (`Công văn 12/SXD-KT …`), where one stands there, and the words left.
pub(crate) fn behind_type(title: &str) -> Option<(Option<DocNumber>, &str)> {
    let (len, _) = type_at(title)?;
    let rest = title[len..].trim_start();
    let rest = strip_prefix(rest, "số").map_or(rest, str::trim_start);
    let number = number::number(rest);
    let len = number.as_ref().map_or(0, |n| n.len);
    Some((number, &rest[len..]))
}

/// A form to fill in under a head of its own (`Kính gửi: …………`), as articles offer for download.
fn is_form(page: &Page, head: &Head) -> bool {
    (head.start..page.lines.len()).take(ADDRESSED).any(|i| {
        let words = page.line(i);
        words.strip_prefix("Kính gửi").is_some_and(|rest| {
            let rest = rest.trim_start_matches([':', ' ', '(', '1', ')']);
            rest.starts_with("…") || rest.starts_with("...")
        })
    })
}

/// True for text that reads like an article: a title and more than one paragraph, one of them long. A sentence or an
/// excerpt of an act, as data sets hold them by the million, reports on nothing.
fn is_article(page: &Page) -> bool {
    /// A title and two paragraphs.
    const LEAST: usize = 3;
    /// Bytes of a paragraph that tells something.
    const LONG: usize = 200;
    let part = page.paragraphs.first().and_then(|p| label(page.words(p.span))).is_some_and(|l| is_part_of_act(l.kind));
    page.paragraphs.len() >= LEAST && !part && page.paragraphs.iter().any(|p| p.span.len() > LONG)
}

fn is_part_of_act(kind: LabelKind) -> bool {
    use LabelKind::{Arabic, Article, Chapter, Lower, Part, Section, Subsection};
    matches!(kind, Part | Chapter | Section | Subsection | Article | Arabic | Lower)
}

fn genre_of(
    page: &Page,
    head: Option<&Head>,
    portal: &[(PortalField, usize)],
    end: usize,
    foot: Option<&Foot>,
) -> Genre {
    let loose = if is_article(page) { Genre::News } else { Genre::Other };
    let Some(head) = head else {
        if !portal.is_empty() {
            return Genre::Portal;
        }
        // An appendix or a book without the document it belongs to.
        let part = (0..page.lines.len().min(3)).any(|i| is_attachment_head(page.line(i)) && is_shout(page.line(i)));
        let book = (0..page.lines.len().min(60)).any(|i| page.line(i) == "MỤC LỤC");
        if part || book {
            return Genre::Other;
        }
        return match foot {
            None => loose,
            Some(_) if page_title(page).is_some() && is_addressed(page, 0) => Genre::Portal,
            Some(_) => Genre::Other,
        };
    };
    // A number line alone, far from everything else a document has, is a list entry on a page.
    let confirmed = head.motto
        || head.place_date.is_some()
        || head.title.is_some()
        || foot.is_some()
        || is_addressed(page, head.start);
    if !confirmed {
        return loose;
    }
    let before = (0..head.start).any(|i| {
        let line = &page.lines[i];
        let words = page.line(i);
        line.heading != 0 || words.len() > PROSE && !is_rule(words) || words.starts_with("title:")
    });
    if before
        && head.number.is_none_or(|n| !page.words(n).starts_with(|c: char| c.is_ascii_digit()))
        && is_form(page, head)
    {
        return if foot.is_none() { loose } else { Genre::Other };
    }
    if !portal.is_empty() || before || end < page.lines.len() { Genre::Portal } else { Genre::Official }
}

#[cfg(test)]
mod tests {
    use crate::Genre;

    #[test]
    fn an_excerpt_is_no_article() {
        let long = "Sở Nội vụ cho biết các đơn vị đã nộp đủ báo cáo về sắp xếp kho lưu trữ. ".repeat(4);
        let genre = |text: &str| crate::extract(text).genre;
        assert_eq!(genre(&format!("Nhiều kho lưu trữ được sắp xếp lại\n\n{long}\n\nViệc này tiếp tục.")), Genre::News);
        assert_eq!(genre(&long), Genre::Other);
        assert_eq!(genre(&format!("Điều 4. Kho lưu trữ\n\n1. {long}\n\n2. {long}\n\n3. {long}")), Genre::Other);
    }

    #[test]
    fn a_letter_without_its_letterhead_is_a_document_of_the_page() {
        let text = "Công văn số 308/SHS-NV về bảo quản hải sâm khô\nCập nhật: 4 Aug\n\nKính gửi:\nPhòng Hải sâm xã A;\nTrạm Thủy sản B.\n\nSở Hải sâm nhận được câu hỏi về kho lạnh và trả lời như sau: giữ kho ở nhiệt độ cũ.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nTrần Thị B";
        let record = crate::extract(text);
        assert_eq!(record.genre, Genre::Portal);
        assert_eq!(record.number.unwrap().value, "308/SHS-NV");
        assert_eq!(record.kind.unwrap().code, "cong_van");
        assert_eq!(record.subject.unwrap().value, "về bảo quản hải sâm khô");
        assert_eq!((record.addressees.len(), record.recipients.len(), record.signers.len()), (2, 1, 1));
        assert!(record.references.is_empty());
    }

    #[test]
    fn the_notes_of_a_document_on_a_portal_are_its_own() {
        let text = "Số hiệu: 41/CĐ-SHS\nLoại văn bản: Công điện\nNgày ban hành: 03/2/2031\nNgười ký: Trần Thị B\n\nSỞ HẢI SÂM\n-------\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n---------------\n\nSố: 41/CĐ-SHS\n\nHà Nội, ngày 03 tháng 02 năm 2031\n\nCÔNG ĐIỆN\nVề việc bảo vệ ao nuôi\n\nCác đơn vị khẩn trương gia cố bờ ao theo chỉ đạo[1].\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\nGIÁM ĐỐC\nTrần Thị B\n\n[1] Công điện số 40/CĐ-SHS ngày 01/2/2031.\n\nCông điện số 42/CĐ-SHS ngày 05/2/2031\n\nVăn bản liên quan\nQuyết định số 12/QĐ-SHS";
        let record = crate::extract(text);
        let numbers: Vec<&str> = record.references.iter().filter_map(|r| r.number.as_deref()).collect();
        assert_eq!((record.genre, &*numbers), (Genre::Portal, &["40/CĐ-SHS"][..]));
    }
}
