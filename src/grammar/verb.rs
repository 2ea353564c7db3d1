//! Verbs of duty (động từ giao việc): what an item tells somebody to do.
//!
//! A closed list of the verbs, and of the adverbs that stand before them, with which items of plans and orders open
//! ("Tăng cường …", "Khẩn trương rà soát …"). Vietnamese words don't inflect, so a list by syllables is a grammar of
//! them; it is gathered from usage (DOMAIN.md h).

use crate::lexicon::fold::is_alphanumeric;
use crate::lexicon::words::{Lists, Words};
use crate::text::Starts;
use std::sync::LazyLock;

/// Verbs and adverbs of two syllables.
#[rustfmt::skip]
const PAIRS: &str = "\
    tăng cường|tập trung|đẩy mạnh|tiếp tục|tổ chức|triển khai|thực hiện|phát huy|nâng cao|xây dựng|rà soát|kiểm tra|\
    báo cáo|phối hợp|chỉ đạo|tuyên truyền|nghiên cứu|hoàn thiện|bố trí|ban hành|đôn đốc|quán triệt|lãnh đạo|chủ trì|\
    chủ động|tham mưu|hướng dẫn|theo dõi|giám sát|tổng hợp|đánh giá|đề xuất|kiến nghị|kịp thời|khẩn trương|\
    thường xuyên|định kỳ|phát động|bảo đảm|đảm bảo|chuẩn bị|cung cấp|cập nhật|công khai|công bố|niêm yết|vận động|\
    huy động|hỗ trợ|quản lý|sử dụng|khai thác|đầu tư|thẩm định|thẩm tra|phê duyệt|xử lý|giải quyết|tiếp nhận|lưu trữ|\
    thanh tra|xem xét|tích cực|nghiêm túc|quan tâm|chú trọng|ưu tiên|đổi mới|hoàn thành|củng cố|kiện toàn|mở rộng|\
    phát triển|khuyến khích|duy trì|thúc đẩy|tạo điều|tham gia|gắn kết|lồng ghép|rút kinh|sơ kết|tổng kết|\
    khen thưởng|biểu dương|nhân rộng|phổ biến|giáo dục|tập huấn|bồi dưỡng|đào tạo|ứng dụng|kết nối|chia sẻ|tích hợp|\
    vận hành|bàn giao|chuyển giao|thu hồi|cắt giảm|rút ngắn|đơn giản|thống kê|phân loại|phân công|phân cấp|phân quyền|phân bổ|\
    cân đối|thanh toán|quyết toán|mua sắm|trang bị|cải tạo|nâng cấp|sửa chữa|khắc phục|phòng ngừa|ngăn chặn|phát hiện|\
    đấu tranh|điều tra|truy tố|xét xử|tuần tra|kiểm soát|diễn tập|ứng phó|sơ tán|di dời|trực ban|nắm bắt|nắm chắc|\
    lắng nghe|ghi chép|giải thích|đối thoại|hòa giải|hoà giải|trả lời|thông báo|thông tin|tiếp thu|góp ý|soạn thảo|\
    biên soạn|xuất bản|phát hành|giới thiệu|quảng bá|thành lập|giải thể|sáp nhập|sắp xếp|bổ nhiệm|điều động|\
    luân chuyển|tuyển dụng|đăng ký|kê khai|khai báo|hạch toán|kiểm kê|kiểm định|đo đạc|khảo sát|điều chỉnh|bổ sung|\
    sửa đổi|thay thế|xác định|xác minh|làm rõ|quy định|quyết định|bám sát|siết chặt|giữ vững|giữ gìn|bảo vệ|chăm lo|\
    chăm sóc|thăm hỏi|đề cao|nêu cao|trực tiếp|phản ánh|thi hành|chấp hành|tuân thủ|cam kết|ký kết|liên hệ|đặt hàng|\
    đấu thầu|lựa chọn|khai trình|ghi nhận|tạo lập|thiết lập|hình thành|nhận diện|tận dụng|khơi thông|thu hút|hợp tác|\
    hội nhập|đàm phán|tham vấn|truyền thông|kiên quyết|quyết liệt|nhanh chóng|từng bước|tiến hành|đăng tải|\
    phát sóng|đưa tin|cụ thể|thể chế|số hóa|số hoá|thừa ủy|thừa uỷ|chấn chỉnh|xử phạt|truy cứu|tạm dừng|\
    đình chỉ|dừng hoạt|vinh danh|tôn vinh|nhân bản|sao gửi|lấy ý|tiếp công|tiếp dân|tư vấn|phục hồi|tái cơ|cơ cấu|\
    quy hoạch|bảo tồn|bảo quản|bảo trì|bảo dưỡng|vệ sinh|tiêu độc|khử trùng|tiêm phòng|cách ly|khoanh vùng|\
    hiệp đồng|điều phối|điều tiết|điều hành|tháo gỡ|gỡ bỏ|tháo dỡ|di chuyển|giải phóng|bồi thường|giải ngân|\
    chi trả|cấp phát|lập kế|lập danh|lập dự|lập hồ|lập phương|mở chuyên|làm việc|làm đầu|làm tốt|làm chủ|\
    thống nhất|trao đổi|thảo luận|ký ban|gửi báo|kết hợp|gửi kết|gửi văn|trình cấp|đề ra|vận dụng|tính toán|đối chiếu|\
    chuẩn hóa|chuẩn hoá|làm sạch|đồng bộ|liên thông|kiểm đếm|đo lường|nghiệm thu|tiếp cận|cải thiện|cải cách|\
    tinh gọn|tinh giản|chống lãng|tiết kiệm|hạn chế|giảm thiểu|loại bỏ|xóa bỏ|xoá bỏ|không để|không bố|không cho|\
    không ban|không thực|không xem|không tổ|nghiêm cấm|tuyệt đối|thu thập|phân tích|dự báo|cảnh báo|quan trắc|\
    lên phương|dự kiến|bắt giữ|truy quét|tấn công|trấn áp|răn đe|cảm hóa|động viên|cổ vũ|khích lệ|\
    sẵn sàng|tự kiểm|tự rà|tự theo|tự chịu|đồng chủ|giao nhiệm|cử cán|cử người|cử công|bám nắm|đưa vào|\
    cho phép|vay vốn|cho vay|ủy thác|uỷ thác|ủy quyền|uỷ quyền|tạo chuyển|tạo đột|tạo môi|tạo sự|phấn đấu|\
    tự tổ|tự giác|nêu gương|học tập|ghi hình|gắn trách|gắn việc|gắn với|rèn luyện|phát triển|phát thanh|\
    chịu trách|có trách|có nhiệm|có kế|có biện|có giải|có phương|có văn|có hình|có lộ|dành thời|dành nguồn|\
    nhắc nhở|lưu ý|quan hệ|tranh thủ|lập sổ|lập biên|xác nhận|chứng nhận|chứng thực|công nhận|thu gom|vận chuyển|\
    thẩm vấn|xét duyệt|bình xét|bình chọn|chấm điểm|xếp loại|thi đua|phát tờ|treo băng|in ấn|dán tem|đặt tên|\
    phổ cập|tích lũy|hiến kế|trồng cây|chăm bón|giữ rừng|gieo trồng|thu hoạch|chuyển đổi|chuyển đơn|chuyển ngay|chuyển hồ|chuyển đến|\
    chấp thuận|đối soát";

/// Verbs of one syllable.
#[rustfmt::skip]
const SINGLES: &str = "\
    nộp|mở|lập|gửi|cử|giúp|làm|trình|đưa|giữ|nắm|bám|gắn|lấy|giao|mua|thuê|trồng|treo|dán|đặt|tự|sớm|chuyển|đẩy|tăng|\
    giảm|dành|ký|dừng|ghi|trích|xét|họp";

/// Nouns that open with such a syllable.
#[rustfmt::skip]
const NOUNS: &str = "\
    họp báo|giao thông|giao dịch|cử tri|tăng trưởng|tự do|lập trường|giữ chức|đặt cọc|giao lưu|trình độ|trình tự|đặt vấn|xét thấy|xét đề|xét báo|xét tờ";

/// Words that oblige, between the one obliged and what is to be done.
static MODALS: Starts = Starts::new(&[
    "có trách nhiệm",
    "chịu trách nhiệm",
    "có nhiệm vụ",
    "có nghĩa vụ",
    "phải có trách nhiệm",
    "phải",
    "cần phải",
    "cần",
    "làm đầu mối",
    "là đầu mối",
    "là cơ quan đầu mối",
    "là cơ quan thường trực",
    "là cơ quan chủ trì",
    "là cơ quan tham mưu",
    "là cơ quan chịu trách nhiệm",
    "là đơn vị đầu mối",
    "là đơn vị chủ trì",
    "là cơ quan quản lý",
]);

const PAIR: u32 = 1;
const SINGLE: u32 = 2;
const NOUN: u32 = 4;

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let lists = [(PAIR, PAIRS), (SINGLE, SINGLES), (NOUN, NOUNS)];
    Lists::new(lists.into_iter().flat_map(|(list, words)| words.split('|').map(move |words| (list, words))))
});

/// True when `text` starts with a verb of duty, with a small or a capital letter, after which a word ends.
// EBNF: verb = verb_pair | ? a verb of one syllable that opens no noun: SINGLES, NOUNS ? ;   "tổ chức", "Nộp"
pub(crate) fn verb_at(text: &str) -> bool {
    let words = Words::of(text, 2);
    is_pair(&words) || LISTS.of(&words, 1) & SINGLE != 0 && LISTS.of(&words, 2) & NOUN == 0
}

/// As [`verb_at`], of two syllables: the ones that are no common part of names.
pub(crate) fn pair_at(text: &str) -> bool {
    is_pair(&Words::of(text, 2))
}

/// True when a capital stands behind a small letter.
fn breaks(two: &str) -> bool {
    two.starts_with(char::is_lowercase)
        && two.split(' ').nth(1).is_some_and(|word| word.starts_with(char::is_uppercase))
}

/// True when the first two syllables are a verb of duty, and no noun with a capital begins inside ("Cơ quan Thường | trực
/// Ban Chỉ đạo").
// EBNF: verb_pair = ? a verb or adverb of two syllables: PAIRS ? | word , "hóa" ;   "Tăng cường", "số hóa"
pub(crate) fn is_pair(words: &Words) -> bool {
    LISTS.of(words, 2) & PAIR != 0 && !words.first(2).is_some_and(breaks) || words.first(2).is_some_and(makes)
}

/// `số hóa`, `chuẩn hóa`, `hiện đại hóa`: "-hóa" makes verbs, but for culture and goods.
fn makes(words: &str) -> bool {
    /// Without the first letter, which may be a capital.
    const NOUNS: [&str; 4] = ["ăn", "àng", "hanh", "hánh"];
    let Some(first) = words.strip_suffix(" hóa").or_else(|| words.strip_suffix(" hoá")) else { return false };
    !NOUNS.iter().any(|n| first.strip_suffix(n).is_some_and(|letter| letter.chars().count() == 1))
}

/// The length of a word that obliges at the start of `text`.
// EBNF: modal = [ "phải" ] , ( "có trách nhiệm" | "có nhiệm vụ" | … ) | "phải" | "cần" | "làm đầu mối"
//             | "là cơ quan chủ trì" | … ;
//       "có trách nhiệm", "phải"
pub(crate) fn modal_at(text: &str) -> Option<usize> {
    // All begin with one of these; most words do not.
    if !matches!(text.as_bytes().first(), Some(b'c' | b'p' | b'l')) {
        return None;
    }
    let ends = |rest: &str| !rest.starts_with(is_alphanumeric) && !rest.starts_with(" thiết");
    MODALS.all(text).find(|m| ends(&text[m.len()..])).map(str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases;

    /// `fixtures/cases/verbs.tsv`: text, verb, modal that stands at its start.
    #[test]
    fn verbs_are_whole_words() {
        cases::check(include_str!("../../fixtures/cases/verbs.tsv"), 55, |[text]| {
            let kind = match (verb_at(text), pair_at(text)) {
                (true, true) => "pair",
                (true, false) => "single",
                _ => "-",
            };
            format!("{kind}\t{}", cases::or_none(modal_at(text).map(|len| &text[..len])))
        });
        assert!(!verb_at("") && !verb_at(" ") && modal_at("").is_none());
    }
}
