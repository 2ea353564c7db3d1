//! Hostile texts: each repeats what a rule looks for, so that a rule that walks on to the end of a line, a paragraph or the
//! text from each of its anchors shows, in time and in memory.

/// A text of about so many bytes.
pub type Text = Box<dyn Fn(usize) -> String>;

/// Every hostile text by name.
pub fn texts() -> Vec<(&'static str, Text)> {
    let repeated = SEEDS.iter().map(|(name, seed)| {
        let text: Text = Box::new(move |size| seed.repeat(size.div_ceil(seed.len())));
        (*name, text)
    });
    let names: Vec<&str> = made(0).iter().map(|(name, _)| *name).collect();
    let changing = names.into_iter().enumerate().map(|(i, name)| {
        let text: Text = Box::new(move |size| made(size).swap_remove(i).1);
        (name, text)
    });
    repeated.chain(changing).collect()
}

const SEEDS: &[(&str, &str)] = &[
    ("short numbers", "Nghị định 12/2020, Thông tư 7/2021 và "),
    ("letters' numbers", "công văn số A-1/B ngày 1/2/2020 "),
    ("shared numbers", "Thông tư số 01, 02, 03, 04 và 05/2020/TT-BTC, "),
    ("unknown laws", "Luật Xuân hạ thu đông, "),
    ("laws by letters", "BLDS BLTTHS BLX "),
    ("broken years", "số 12/201 7/NĐ-CP, số 1 17/20 18/NĐ-CP "),
    ("ended lists", "Nghị định số 1/2020/NĐ-CP và Nghị định số 2/2020/NĐ-CP hết hiệu lực, "),
    ("announced lists", "Bãi bỏ các Quyết định sau:\n- Quyết định số 1/QĐ-UBND;\n"),
    ("heads of lists", "các Nghị định của Chính phủ: số 1/2020/NĐ-CP; "),
    ("quoted changes", "quy định:\n“Sửa đổi Nghị định số 1/2020/NĐ-CP, Nghị định số 2/2020/NĐ-CP, "),
    ("places of matters", "thực hiện chỉ đạo tại Nghị định số 1/2020/NĐ-CP; thay thế mẫu tại "),
    ("repeated in brackets", "Nghị định số 1/2020/NĐ-CP (Nghị định số 1/2020/NĐ-CP) "),
    ("short types", "Nghị định số 12/2020/NĐ-CP NĐ 12 "),
    ("passives in titles", "Nghị định số 1/2020/NĐ-CP về việc được sửa đổi, bổ sung "),
    ("documents without line ends", "Số: 1/QĐ-UB Kính gửi: Ông A. Căn cứ Luật này; Nơi nhận: - A; "),
    ("cells of a line", "| Sở Nội vụ lập danh sách các kho lưu trữ của tỉnh, Căn cứ Luật A; Căn cứ Luật B; "),
    (
        "attached titles on one line",
        "Số: 1/QĐ-UB Căn cứ Luật này; KẾ HOẠCH KIỂM KÊ KHO (Kèm theo Quyết định) KẾ HOẠCH A ",
    ),
    ("bullets on one line", "Số: 1/QĐ-UB Kính gửi: Ông A. 1. Kho - Xây dựng kho - Nâng cấp giá. - Rà soát sổ. "),
    ("heads of lost tables", "TT\nNhiệm vụ\nCơ quan chủ trì\n1\n"),
    ("rows of a lost table", "TT\nNhiệm vụ\nCơ quan chủ trì\nPhối hợp\nI\nKho\n1\nXây kho.\nSở Y tế\nCác sở\n"),
    ("a row of a lost table", "Sở Y tế\nCác sở\nNăm 2031\nKế hoạch\nTT\nNhiệm vụ\nCơ quan chủ trì\n1\n"),
    ("rates", "kiểm tra 01 lần trong hai năm một lần, mỗi quý 02 lần/tháng "),
    ("years aimed at", "phấn đấu đến năm 2035, từ năm 2032, Quý II/2031, "),
    ("syllables of a segmenter", "Nghị_định của Chính_phủ "),
    ("so", "số "),
    ("brackets", "(((([[[["),
    ("closed brackets", "([a])"),
    ("links", "[a](b [c]("),
    ("prose", "việc này được các cơ quan làm theo đúng quy trình đã nêu "),
    ("capitals", "ỦY BAN NHÂN DÂN "),
    ("capital lines", "ỦY BAN NHÂN DÂN\n"),
    ("bullets", "- a\n"),
    ("slashes", "1/2/3/"),
    ("number candidates", "12/QĐ "),
    ("articles", "Điều 1. "),
    ("article lines", "Điều 1. Việc\n"),
    ("pinpoints", "điểm a khoản 2 Điều 5 "),
    ("pinpoint lists", "khoản 1, khoản 2, "),
    ("letters in pieces", "e\u{302}\u{301}a\u{300}"),
    ("marks alone", "\u{301}"),
    ("open quotes", "“"),
    ("straight quotes", "\"a "),
    ("laws", "Luật "),
    ("law names", "Luật Đất đai và "),
    ("law with amended laws", "Luật sửa đổi, bổ sung một số điều của Luật Đất đai, Luật "),
    ("bases in one line", "Căn cứ "),
    ("bases", "Căn cứ Luật Đất đai;\n"),
    ("pipes", "|\n"),
    ("pipes in a line", "|a "),
    ("stars", "*a"),
    ("stars behind blanks", "* "),
    ("underscores", "_a "),
    ("blanks", "   "),
    ("blank lines", "\n \n"),
    ("aliases", "sau đây gọi là Quyết định 1 "),
    ("aliases in brackets", "Quyết định số 1/QĐ-UBND (sau đây gọi tắt là Quyết định 1) "),
    ("list in one paragraph", "Nghị định số 1/2020/NĐ-CP và "),
    ("list with dates", "Nghị định số 1/2020/NĐ-CP ngày 1/1/2020 của Chính phủ về việc này, "),
    ("list of bare numbers", "số 1/2020/NĐ-CP, "),
    ("dates", "ngày 1/1/2020 "),
    ("dates in words", "ngày 1 tháng 1 năm 2020 "),
    ("deadlines", "trước ngày 1/1/2020, "),
    ("durations", "trong thời hạn 15 ngày kể từ ngày "),
    ("rhythms", "hằng tháng, hằng quý, "),
    ("page breaks", "chữ thường dài hơn bốn mươi ký tự một chút thôi nhé\n\n"),
    ("page numbers", "\u{C}2\n"),
    ("mottos", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"),
    ("number lines", "Số: 12/QĐ-UBND\n"),
    ("titles", "QUYẾT ĐỊNH\n"),
    ("recipients", "Nơi nhận:\n- Như trên;\n- Lưu: VT.\n"),
    ("addressees", "Kính gửi: "),
    ("authorities", "KT. CHỦ TỊCH\n"),
    ("table rows", "| 1 | Việc | Sở Nội vụ | 30/9/2025 |\n"),
    ("portal rows", "Số ký hiệu\t12/QĐ-UBND\n"),
    ("decisions by name", "Quyết định này "),
    ("issuers", "của Bộ trưởng Bộ Tài chính "),
    ("bodies", "Sở Nội vụ, Sở Tài chính, "),
    ("cues", "thay thế "),
    ("quoted norms", "“Điều 5. Việc\n"),
    ("copies", "SAO Y\nSố: 12/SY-UBND\n"),
    ("hours of every day", "hằng ngày trước 16 giờ, "),
    ("counted days", "chậm nhất là ngày thứ 45 kể từ ngày "),
];

/// Where a document ends and a portal's page goes on.
const PORTAL: &str = "Số ký hiệu\t12/QĐ-UBND\nLoại văn bản\tQuyết định\nNgày ban hành\t01/01/2020\n\n\
    ỦY BAN NHÂN DÂN TỈNH MẪU\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n\
    Số: 12/QĐ-UBND\nMẫu, ngày 01 tháng 01 năm 2020\n\nQUYẾT ĐỊNH\nVề việc thử\n\nĐiều 1. Thử.\n\n\
    Nơi nhận:\n- Như trên;\n- Lưu: VT.\n\nCHỦ TỊCH\nNguyễn Văn A\n\n";

/// Texts that repeat something with a change, or within something.
fn made(size: usize) -> Vec<(&'static str, String)> {
    let fill = |each: &dyn Fn(usize) -> String| {
        let mut out = String::with_capacity(size + 64);
        let mut i = 0;
        while out.len() < size {
            out += &each(i);
            i += 1;
        }
        out
    };
    let quoted = format!("Quyết định số 1/QĐ-UBND về việc “{}”", fill(&|_| "phê duyệt ".to_owned()));
    let title = format!("Số: 1/QĐ-UBND\n\nQUYẾT ĐỊNH\n{}", fill(&|_| "Về việc phê duyệt ".to_owned()));
    vec![
        ("references", fill(&|i| format!("Quyết định số {i}/QĐ-UBND, "))),
        ("reference lines", fill(&|i| format!("Quyết định số {i}/QĐ-UBND,\n"))),
        ("reference paragraphs", fill(&|i| format!("Căn cứ Quyết định số {i}/QĐ-UBND ngày 1/1/2020 của UBND tỉnh;\n"))),
        (
            "aliases of many",
            fill(&|i| format!("Quyết định số {i}/QĐ-UBND (sau đây gọi là Quyết định {i}); Quyết định {i};\n")),
        ),
        ("laws of many names", fill(&|i| format!("Luật Việc {i} năm 2020; "))),
        ("items", fill(&|i| format!("{i}. Sở Nội vụ báo cáo trước ngày 1/1/2020;\n"))),
        ("nested items", fill(&|i| format!("{}. Việc\n", "1.".repeat(i % 40)))),
        ("quoted title", quoted),
        ("long subject", title),
        ("portal behind a document", format!("{PORTAL}{}", fill(&|_| "Một dòng của trang.\n\n".to_owned()))),
        (
            "effects",
            format!(
                "Số: 1/QĐ-UBND\n\nQUYẾT ĐỊNH\nVề việc thử\n\n{}",
                fill(&|_| "“Quyết định này có hiệu lực ".to_owned())
            ),
        ),
        (
            "uses of one short name",
            format!(
                "Quyết định số 1/QĐ-UBND (sau đây gọi tắt là Quyết định Một); {}",
                fill(&|_| "Quyết định Một; ".to_owned())
            ),
        ),
        ("amended by", fill(&|i| format!("Nghị định số {i}/2020/NĐ-CP được sửa đổi, bổ sung bởi "))),
    ]
}
