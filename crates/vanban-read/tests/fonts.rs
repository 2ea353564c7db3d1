//! Runs in old fonts, numbers made by lists, and revisions, as Word writes them.

use std::io::Write;
use vanban_read::{Limits, read};
use zip::write::SimpleFileOptions;

fn docx(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let main = format!(r#"<?xml version="1.0"?><w:document><w:body>{body}</w:body></w:document>"#);
    for (name, xml) in [("word/document.xml", main.as_str())].iter().chain(more) {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(xml.as_bytes()).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn text(body: &str, more: &[(&str, &str)]) -> String {
    read(&docx(body, more), "a.docx", &Limits::default()).unwrap().text
}

fn run(font: &str, words: &str) -> String {
    let words = words.replace('&', "&amp;");
    format!(
        r#"<w:r><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr><w:t xml:space="preserve">{words}</w:t></w:r>"#
    )
}

#[test]
fn runs_in_old_fonts_are_read_by_their_font() {
    let body = [
        run(".VnTimeH", "\u{F1}y ban nh\u{A9}n d\u{A9}n"),
        run(".VnTime", " x\u{B7} Hång"),
        run("Times New Roman", " và "),
        run("VNI-Times", "Uy\u{FB} ban nha"),
        run("VNI-Times", "\u{E2}n da\u{E2}n"),
    ];
    let text = text(&format!("<w:p>{}</w:p>", body.concat()), &[]);
    assert_eq!(text, "ỦY BAN NHÂN DÂN xã Hồng và Uỷ ban nhân dân\n");
}

#[test]
fn rtf_runs_too() {
    let rtf = r"{\rtf1\ansi{\fonttbl{\f0 .VnTime;}{\f1 .VnTimeH;}{\f2\fcharset163 Times New Roman;}{\f3 VNI-Times;}}
\pard\plain\f1 quy\'d5t \'ae\'denh\par
\f0 V\'d2 vi\'d6c\par
\f2 \'d0i\'ea\'ccu 5 \u7845? {\v hidden}{\deleted gone}\par
\f3 Ho\'e0 sô\'f4 \par}";
    let document = read(rtf.replace('ô', "o").as_bytes(), "a.rtf", &Limits::default()).unwrap();
    assert_eq!(document.text, "QUYẾT ĐỊNH\nVề việc\nĐiều 5 ấ\nHồ sơơ\n".replace("sơơ", "soơ"));
}

#[test]
fn numbers_of_lists_are_written() {
    let numbering = r#"<w:numbering>
        <w:abstractNum w:abstractNumId="0">
            <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Dieu"/><w:lvlText w:val="Điều %1."/></w:lvl>
            <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>
            <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%3)"/></w:lvl>
        </w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="1"><w:startOverride w:val="7"/></w:lvlOverride></w:num>
    </w:numbering>"#;
    let styles = r#"<w:styles>
        <w:style w:type="paragraph" w:styleId="Dieu"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
        <w:style w:type="paragraph" w:styleId="Dieu2"><w:basedOn w:val="Dieu"/></w:style>
    </w:styles>"#;
    let p = |style: &str, list: &str, words: &str| {
        format!(r#"<w:p><w:pPr><w:pStyle w:val="{style}"/>{list}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"#)
    };
    let list = |id: u32, level: u32| format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{id}"/></w:numPr>"#);
    let body = [
        p("Dieu", "", "một"),
        p("x", &list(1, 1), "khoản"),
        p("x", &list(1, 2), "điểm"),
        p("x", &list(1, 2), "điểm"),
        p("x", &list(1, 1), "khoản"),
        p("x", &list(1, 2), "điểm"),
        p("Dieu2", "", "hai"),
        p("x", &list(2, 1), "bảy"),
        p("Dieu", &list(0, 0), "không số"),
        p("Dieu", "", "ba"),
    ];
    let text = text(&body.concat(), &[("word/numbering.xml", numbering), ("word/styles.xml", styles)]);
    let expected =
        "Điều 1. một\n1. khoản\na) điểm\nb) điểm\n2. khoản\na) điểm\nĐiều 2. hai\n7. bảy\nkhông số\nĐiều 3. ba\n";
    assert_eq!(text, expected);
}

#[test]
fn revisions_fields_and_boxes() {
    let body = r#"
        <w:p><w:r><w:t>Số </w:t></w:r><w:del><w:r><w:delText>5</w:delText></w:r></w:del><w:ins><w:r><w:t>6</w:t></w:r></w:ins>
            <w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:noBreakHyphen/><w:t>KH</w:t></w:r></w:p>
        <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>DATE</w:t></w:r>
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12/5/2024</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>
        <w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>nối </w:t></w:r></w:p><w:p><w:r><w:t>liền</w:t></w:r></w:p>
        <w:p><w:r><w:t>trước</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></wps:txbx></mc:Choice>
            <mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>HỎA TỐC</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t> sau</w:t></w:r></w:p>
        <w:p><w:r><w:rPr><w:caps/></w:rPr><w:t>quyết định</w:t></w:r></w:p>"#;
    assert_eq!(text(body, &[]), "Số 6-KH\n12/5/2024\nnối liền\ntrước sau\nHỎA TỐC\nQUYẾT ĐỊNH\n");
}
