//! Words that names of bodies are made of (tên cơ quan, tổ chức), gathered from usage.
//!
//! Each list is a bit; [`of`] tells the lists that the first syllables of a text stand in.

use super::phrase::Firsts;
use super::words::{Lists, Words};
use std::sync::LazyLock;

/// Nouns by which bodies are named by their kind, and units of places.
pub(crate) const KIND: u32 = 1 << 0;
/// Units of places.
pub(crate) const PLACE: u32 = 1 << 1;
/// Words that open the name of one body or office; with a capital, or after a quantifier.
pub(crate) const HEAD: u32 = 1 << 2;
/// Heads of bodies that need a name of their own.
pub(crate) const FIRM: u32 = 1 << 3;
/// Heads that stand in small letters inside a sentence.
pub(crate) const OFFICE: u32 = 1 << 4;
/// Kinds that name bodies in a list only: "các thành tựu", "các bản vẽ", "các vùng sâu" are other things.
pub(crate) const IN_LISTS: u32 = 1 << 5;
/// Nouns that begin like a head and name nobody.
pub(crate) const NOT_HEAD: u32 = 1 << 6;
/// Verbs that are heads of bodies too, when a name follows.
pub(crate) const VERB_HEAD: u32 = 1 << 7;
/// Words that open the name of anybody else who may be told to do something.
pub(crate) const ANYBODY: u32 = 1 << 8;
/// Small words that names are made of, by syllable.
pub(crate) const SYLLABLE: u32 = 1 << 9;
/// Verbs that are nouns right behind some heads: "Ban quản lý", "cơ quan điều tra", "đoàn kiểm tra".
pub(crate) const NOUN_VERB: u32 = 1 << 10;
/// Words that end a name although they are of the syllables.
pub(crate) const STOP: u32 = 1 << 11;
/// Verbs behind a name with a verb in it ("Ban Quản lý …") that are no object of that.
pub(crate) const ACT: u32 = 1 << 12;
/// First syllables of [`KIND`], [`HEAD`], [`FIRM`] and [`ANYBODY`].
pub(crate) const OPENS: u32 = 1 << 13;
/// Heads behind which a verb is a noun: "Ban quản lý", "cơ quan điều tra".
pub(crate) const TAKES_VERB: u32 = 1 << 14;

/// Words by list, parted by `|`.
#[rustfmt::skip]
const WORDS: [(u32, &str); 14] = [
(
    TAKES_VERB,
    "hội đồng|tổng cục|lực lượng|trung tâm|quỹ|ban|đoàn|tổ|cơ quan|chi cục|cục|phòng|đơn vị|viện|cơ sở",
),
(
    KIND,
    "\
    bộ|sở|ban|ngành|chi nhánh|hộ gia đình|cộng đồng dân|cơ quan|đơn vị|địa phương|đoàn thể|tổ chức|cấp|cấp ủy|cấp uỷ|huyện ủy|huyện uỷ|thị ủy|thị uỷ|\
    thành ủy|thành uỷ|quận ủy|tỉnh ủy|tỉnh uỷ|đảng ủy|đảng uỷ|đảng bộ|chi bộ|chi|cá nhân|cụm|khối|lực lượng|hội|\
    trường|phòng|tổ|viện|trung tâm|chi cục|cục|vụ|doanh nghiệp|hợp tác xã|phòng ban|ban ngành|ban đảng|vùng|hộ|cơ sở|\
    xí nghiệp|nhà máy|công ty|nông trường|lâm trường|quận|huyện|thị xã|thành phố|xã|phường|đặc khu|thị trấn|tỉnh|\
    thôn|bản|buôn|làng|ấp|khóm|khu phố|tổ dân phố|thành|thị|trạm|đồn|hạt|đội|đoàn|quỹ|ngân hàng|tập đoàn|\
    tổng công ty|chủ đầu tư|nhà đầu tư|nhà thầu|chính quyền|cơ quan báo chí|học viện|đại học|bệnh viện|tổng cục",
),
(
    PLACE,
    "\
    quận|huyện|thị xã|thành phố|xã|phường|đặc khu|thị trấn|tỉnh|thôn|bản|buôn|làng|ấp|khóm|khu phố|tổ dân phố|thành|\
    thị|vùng",
),
(
    HEAD,
    "\
    ủy ban|uỷ ban|ubnd|hội đồng|hđnd|chính phủ|thủ tướng|phó thủ tướng|quốc hội|chủ tịch|phó chủ tịch|bộ|sở|ban|cục|\
    tổng cục|vụ|chi cục|văn phòng|thanh tra|công an|tòa án|toà án|viện|trường|đại học|học viện|trung tâm|tỉnh ủy|\
    tỉnh uỷ|thành ủy|thành uỷ|huyện ủy|huyện uỷ|quận ủy|thị ủy|đảng ủy|đảng uỷ|đảng bộ|đảng đoàn|mặt trận|liên đoàn|\
    hội|đoàn|liên minh|liên hiệp|liên doanh|tập đoàn|tổng công ty|ngân hàng|kho bạc|bảo hiểm|kiểm toán|giám đốc|phó giám đốc|\
    bộ trưởng|thứ trưởng|trưởng|phó trưởng|chánh|cục trưởng|tổng cục trưởng|vụ trưởng|thống đốc|tổng thanh tra|\
    tổng giám đốc|tổng kiểm toán|tổng biên tập|hiệu trưởng|thủ trưởng|bí thư|phó bí thư|thường trực|ủy viên|uỷ viên|\
    đài|báo|cơ quan|đơn vị|phòng|tổ|hạt|chi nhánh|thuế|bưu điện|điện lực|cảng vụ|tỉnh đoàn|thành đoàn|huyện đoàn|\
    ban quản lý|quỹ|cổng|tòa|viện trưởng|chánh án|chánh văn phòng|quân khu|bộ chỉ huy|bộ tư lệnh|tư lệnh|trạm|đồn|\
    bệnh viện|nhà xuất bản|thông tấn xã|tổ trưởng|đội|đội trưởng|lãnh đạo|người đứng đầu|ubmttq|ubmttqvn|btt|bhxh|\
    đại sứ quán|tổng lãnh|trung ương|tổng liên đoàn|các ban|hiệp hội|ttxvn|vtv|vov|mttq|cấp ủy|cấp uỷ|chi bộ|\
    công đoàn|kế toán|chi cục trưởng|trưởng ban|trưởng phòng|trưởng công an|trưởng thôn|đại biểu|tổ đại biểu|\
    hội thẩm|tòa soạn|hải quan|viễn thông|kiểm lâm|quản lý thị trường|sở chỉ huy|tổ công tác|thanh tra viên|kiểm soát viên|tổ giúp việc|nhà trường|tổ kiểm phiếu|ban giám hiệu|ban giám đốc|\
    ủy ban bầu cử|tiểu ban|đảng|khối|cụm|cơ sở|vpubnd|vpcp|bqlda|bql|viettel|vnpt|evn|pvn",
),
(
    FIRM,
    "\
    công ty|tập đoàn|tổng công ty|ngân hàng|phòng|trung tâm|bệnh viện|khu|học viện|tạp chí|nhà máy|xí nghiệp|hợp tác xã",
),
(
    OFFICE,
    "\
    thủ trưởng|người đứng đầu|lãnh đạo|đại biểu|chủ tịch|giám đốc|tổng giám đốc",
),
(
    IN_LISTS,
    "\
    thành|thị|chi|bản|vùng|cấp|cụm|làng|đội|hộ|hội",
),
(
    NOT_HEAD,
    "\
    hội nghị|hội thảo|hội thi|hội nhập|hội họp|ban hành|báo cáo|báo động|bộ phận|bộ máy|bộ luật|bộ tiêu|ban đầu|\
    ban đêm|đoàn kết|tổ quốc|tổ hợp|cục bộ|đội ngũ|trường hợp|phòng ngừa|phòng chống|phòng cháy|trưởng thành|\
    thuế suất|thuế giá|thuế thu|viện trợ|cơ cấu|khối lượng|quỹ đất|chủ động|chủ trương|chủ trì|chủ đề|\
    chủ quyền|chủ yếu|hộ tịch|hộ khẩu|hộ chiếu|đảng viên|cụm từ|cụm công|người nước|đoàn thể|báo chí|đội hình|\
    nhân dân|đại hội|đơn giá|đơn thư|cấp giấy|cấp phép|cấp phát|bản đồ|bản sao|vụ việc|vụ kiện|trường dữ|trường thông|trường hop|trường họp|trường hơp|vụ án|hội viên",
),
(
    VERB_HEAD,
    "\
    thanh tra|lãnh đạo|tổ chức|thông tin|kiểm tra|quản lý",
),
(
    ANYBODY,
    "\
    công ty|doanh nghiệp|người|hộ|chủ|cá nhân|tổ chức|hợp tác xã|nhà thầu|cơ sở|cán bộ|công chức|viên chức|\
    nhà đầu tư|chủ đầu tư|tập thể|học viên|học sinh|sinh viên|giáo viên|thí sinh|đảng viên|gia đình|cộng đồng|\
    địa phương|đồng chí|thành viên|chính quyền|lực lượng|nhân viên|hội viên|thuyền trưởng|chuyên viên|đại lý|\
    nông dân|quý|hành khách|nhà giáo|nhà báo|giám định viên|công chứng viên|thuyền viên|thương nhân|kế toán|bên|luật sư|công dân|phóng viên|phạm nhân",
),
(
    SYLLABLE,
    "\
    nhân|dân|cư|tỉnh|thành|phố|thị|xã|huyện|quận|phường|trấn|đặc|khu|vực|thôn|bản|buôn|làng|ấp|khóm|tổ|các|cấp|trung|\
    ương|nước|nhà|tối|cao|quân|sự|huy|bộ|đội|biên|phòng|công|an|sở|ban|ngành|cơ|quan|đơn|vị|địa|phương|đoàn|thể|hội|\
    liên|hiệp|phụ|nữ|nông|cựu|chiến|binh|thanh|niên|đảng|ủy|uỷ|viên|chi|nhánh|cục|vụ|trưởng|phó|giám|đốc|chủ|tịch|bí|\
    thư|thường|trực|trách|chuyên|môn|nghiệp|chức|năng|tài|chính|kinh|tế|giáo|dục|đào|tạo|y|khoa|học|nghệ|tin|thông|\
    truyền|văn|hóa|hoá|thao|du|lịch|lao|động|thương|tư|pháp|nội|ngoại|kế|hoạch|đầu|nguyên|môi|trường|vận|tải|xây|\
    dựng|thủy|thuỷ|lợi|hải|thuế|kho|bạc|ngân|hàng|bảo|hiểm|kiểm|toán|sát|án|tòa|toà|viện|lâm|khí|tượng|thiên|tai|báo|\
    chí|đài|phát|hình|điện|lực|máy|quốc|gia|phủ|đại|biểu|hành|tộc|tôn|dược|thú|trồng|trọt|chăn|nuôi|bưu|viễn|đất|đai|\
    đường|sắt|không|lưu|trữ|thủ|tục|khối|mặt|trận|trị|ngang|thuộc|dự|chế|xuất|đẳng|tâm|tiểu|mầm|non|phổ|đô|tầng|hạ|\
    vùng|cụm|cảng|lãnh|hữu|thẩm|cửa|khẩu|chợ|trạm|đồn|hạt|tuyến|nghề|việc|làm|dịch|sinh|người|đứng|hộ|đình|cá|doanh|\
    ty|sử|dụng|cổ|phần|mẹ|thầu|đối|tác|lượng|khác|này|kể|trên|mộ|ven|biển|miền|núi|đảo|nghĩa|tấn|sông|giá|vật|mỏ|hợp|\
    bệnh|quỹ|bầu|cử|sĩ|quyền|lập|hồ|chứa|đập|rừng|đăng|ký|thi|tập|nhóm|cộng|đồng|ngoài|nhiệm|kỳ|bên|lý|bán|lẻ|tín|\
    vay|vốn|mạng|mại|cảnh|nhập|khoáng|sản|than|dầu|xăng|xe|ô|tô|đò|tàu|bến",
),
(
    NOUN_VERB,
    "\
    quản lý|chỉ đạo|kiểm tra|thanh tra|giám sát|điều tra|thẩm định|chỉ huy|thi hành|tham mưu|đầu tư|vận động|\
    vận hành|tổ chức|tiếp công|tuyên giáo|tiếp dân|xử lý|truyền thông|thông tin|điều hành|đăng ký|đào tạo|bảo vệ|\
    thông tấn|lãnh đạo|cung cấp|công tác|giám định|xét nghiệm|kiểm nghiệm|thử nghiệm|tư vấn|thi công|vận chuyển|\
    cung ứng|phân phối|điều trị|kiểm định|nghiên cứu|chi trả|thi đua|kỷ luật",
),
(
    STOP,
    "\
    tổ chức|báo cáo|chỉ đạo|thành lập|công bố|công khai|quản lý|thông báo|đảm bảo|bảo đảm|bảo vệ|phát huy|phát triển|\
    phát hiện|truyền thông|thông tin|thông qua|đầu tư|đề nghị|xây dựng|lập kế|lập danh|đăng ký|thi hành|hành động|\
    tập trung|trực tiếp|giám sát|động viên|chủ trì|chủ động|kiểm tra|kiểm soát|phối hợp|thường xuyên|trách nhiệm|\
    làm việc|giao cho|thẩm định|phát sinh|đồng ý",
),
(
    ACT,
    "\
    chủ trì|phối hợp|tổ chức|thực hiện|hướng dẫn|theo dõi|báo cáo|rà soát|kiểm tra|tham mưu|tăng cường|tiếp tục|\
    khẩn trương|chịu trách|căn cứ|xây dựng|có trách|chỉ đạo|tổng hợp|triển khai|ban hành|đề xuất",
),
];

static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::new(words().chain(opens().map(|word| (OPENS, word)))));

static FIRSTS: LazyLock<Firsts> = LazyLock::new(|| Firsts::new(opens()));

fn words() -> impl Iterator<Item = (u32, &'static str)> {
    WORDS.iter().flat_map(|(list, words)| words.split('|').map(move |words| (*list, words)))
}

/// The words of [`OPENS`].
fn opens() -> impl Iterator<Item = &'static str> {
    let heads = words().filter(|(list, _)| list & (KIND | HEAD | FIRM | ANYBODY) != 0);
    heads.map(|(_, words)| words.split_once(' ').map_or(words, |(first, _)| first))
}

/// The first syllables of a text where the first is one of [`OPENS`].
pub(crate) fn opening_at(text: &str) -> Option<Words<'_>> {
    FIRSTS.may_be_at(text).then(|| Words::of(text, 3)).filter(|words| of(words, 1) & OPENS != 0)
}

/// The lists that the first `count` syllables stand in, whatever their case.
pub(crate) fn of(words: &Words, count: usize) -> u32 {
    LISTS.of(words, count)
}

/// As [`of`], of small letters only.
pub(crate) fn of_smalls(words: &Words, count: usize) -> u32 {
    LISTS.of_smalls(words, count)
}
