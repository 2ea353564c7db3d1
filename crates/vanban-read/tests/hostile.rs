//! No bytes make a panic, and no file takes more than the limits allow.

use proptest::prelude::*;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use vanban_read::{Error, Format, Limits, members, read, read_as, sniff};
use zip::write::SimpleFileOptions;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/files")
}

/// The files of the fixtures, without PDF, whose reader is a program of its own.
fn files() -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| ["docx", "doc", "odt", "rtf", "html"].iter().any(|x| e == *x)))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
        .collect();
    files.sort();
    files
}

fn limits() -> Limits {
    Limits { text: 8 << 20, unpacked: 64 << 20, time: Duration::from_secs(5), ..Limits::default() }
}

/// A zip file of parts.
fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut out = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        out.start_file(*name, SimpleFileOptions::default()).unwrap();
        out.write_all(bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn docx(body: &str) -> Vec<u8> {
    let xml = format!("<w:document><w:body>{body}</w:body></w:document>");
    zip(&[("word/document.xml", xml.as_bytes())])
}

fn quick(what: &str, run: impl FnOnce()) {
    let start = Instant::now();
    run();
    assert!(start.elapsed() < Duration::from_secs(10), "{what} took {:?}", start.elapsed());
}

/// Parts of a zip file, so that changes meet the reader and not the checksums.
fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    (0..archive.len())
        .map(|i| {
            let mut file = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            std::io::Read::read_to_end(&mut file, &mut bytes).unwrap();
            (file.name().unwrap().to_string(), bytes)
        })
        .collect()
}

/// What can befall bytes.
fn damage(bytes: &mut Vec<u8>, changes: &[(u8, usize, u8)]) {
    for &(kind, at, value) in changes {
        if bytes.is_empty() {
            return;
        }
        let at = at % bytes.len();
        match kind % 5 {
            0 => bytes[at] = value,
            1 => bytes[at] ^= 1 << (value % 8),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..(at + value as usize).min(bytes.len()))),
            _ => {
                let part = bytes[at..(at + value as usize).min(bytes.len())].to_vec();
                bytes.splice(at..at, part);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_make_no_panic(which in 0usize..5, changes in prop::collection::vec((0u8..5, any::<usize>(), any::<u8>()), 1..24)) {
        let files = files();
        let (name, bytes) = &files[which % files.len()];
        let mut damaged = bytes.clone();
        damage(&mut damaged, &changes);
        let _ = read(&damaged, name, &limits());
        if bytes.starts_with(b"PK") {
            let mut parts = unpacked(bytes);
            for (name, part) in &mut parts {
                if name.ends_with(".xml") {
                    damage(part, &changes);
                }
            }
            let parts: Vec<(&str, &[u8])> = parts.iter().map(|(n, b)| (n.as_str(), b.as_slice())).collect();
            let _ = read(&zip(&parts), name, &limits());
        }
    }

    #[test]
    fn any_bytes_in_any_format(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let formats = [Format::Text, Format::Html, Format::Docx, Format::Odt, Format::Rtf, Format::Doc];
        for format in formats {
            let _ = read_as(&bytes, format, None, &limits());
        }
        if let Ok(members) = members(&bytes, "x", &limits()) {
            members.for_each(drop);
        }
    }

    #[test]
    fn maps_stand_in_order_at_letters(which in 0usize..5) {
        let files = files();
        let (name, bytes) = &files[which % files.len()];
        let document = read(bytes, name, &limits()).unwrap();
        prop_assert!(!document.map.is_empty());
        prop_assert!(document.map.windows(2).all(|w| w[0].start <= w[1].start));
        prop_assert!(document.map.iter().all(|m| document.text.is_char_boundary(m.start as usize)));
    }
}

#[test]
fn bombs_are_left() {
    let zeros = vec![b' '; 48 << 20];
    let bomb = docx(&String::from_utf8(zeros).unwrap());
    assert!(bomb.len() < 100_000);
    assert!(matches!(read(&bomb, "a.docx", &limits()), Err(Error::Bomb { .. })));
    let archive = zip(&[("a.txt", &vec![b'a'; 30 << 20])]);
    let found: Vec<_> = members(&archive, "a.zip", &limits()).unwrap().collect();
    assert!(matches!(found[0].bytes, Err(Error::Bomb { .. })));
    let nested = (0..6).fold(b"hello".to_vec(), |inner, _| zip(&[("a.zip", &inner)]));
    let found: Vec<_> = members(&nested, "a.zip", &limits()).unwrap().collect();
    assert!(matches!(found.last().unwrap().bytes, Err(Error::TooMany { .. })));
    let few = Limits { entries: 3, ..limits() };
    let many = zip(&[("1", b"1"), ("2", b"2"), ("3", b"3"), ("4", b"4")]);
    assert!(matches!(members(&many, "a.zip", &few), Err(Error::TooMany { .. })));
}

#[test]
fn entities_of_the_document_stand_for_nothing() {
    let xml = r#"<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>
        <w:document><w:body><w:p><w:r><w:t>x&b;&c;y &amp; &#7845;</w:t></w:r></w:p></w:body></w:document>"#;
    let document = read(&zip(&[("word/document.xml", xml.as_bytes())]), "a.docx", &limits()).unwrap();
    assert_eq!(document.text, "xy & ấ\n");
}

#[test]
fn depth_costs_no_stack() {
    const DEEP: usize = 100_000;
    quick("docx elements", || {
        let deep =
            docx(&format!("{}<w:p><w:r><w:t>x</w:t></w:r></w:p>{}", "<w:sdt>".repeat(DEEP), "</w:sdt>".repeat(DEEP)));
        assert_eq!(read(&deep, "a.docx", &limits()).unwrap().text, "x\n");
    });
    quick("docx tables", || {
        let table = docx(&"<w:tbl><w:tr><w:tc>".repeat(DEEP));
        assert!(matches!(read(&table, "a.docx", &limits()), Err(Error::TooMany { .. })));
        let boxes = docx(&"<w:p><w:r><w:txbxContent>".repeat(DEEP));
        let free = Limits { ratio: 10_000, ..limits() };
        assert!(matches!(read(&boxes, "a.docx", &free), Err(Error::TooMany { .. })));
    });
    quick("rtf groups", || {
        let rtf = format!("{{\\rtf1 {}x", "{".repeat(1 << 20));
        assert!(matches!(read(rtf.as_bytes(), "a.rtf", &limits()), Err(Error::TooMany { .. })));
    });
    quick("html elements", || {
        for tag in ["<div>", "<table><tr><td>", "<b>", "<a href=x>", "<ol><li>"] {
            let page = format!("<html>{}x", tag.repeat(DEEP));
            assert!(matches!(read(page.as_bytes(), "a.html", &limits()), Err(Error::TooMany { .. })), "{tag}");
        }
        let page = format!("<html>{}x", "<p>".repeat(DEEP));
        assert_eq!(read(page.as_bytes(), "a.html", &limits()).unwrap().text, "x\n");
        let page = format!("<html><table>{}</table>", "<td>x".repeat(DEEP));
        assert!(read(page.as_bytes(), "a.html", &limits()).is_ok());
    });
}

#[test]
fn big_tables_and_long_lines_are_read_in_time() {
    quick("rows", || {
        let rows = "<w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr>".repeat(20_000);
        let document = read(&docx(&format!("<w:tbl>{rows}</w:tbl>")), "a.docx", &Limits { ratio: 10_000, ..limits() });
        assert_eq!(document.unwrap().text.lines().count(), 20_000);
    });
    quick("columns", || {
        let cells = "<w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc>".repeat(50_000);
        let all = format!("<w:tbl><w:tr>{cells}</w:tr></w:tbl>");
        assert!(read(&docx(&all), "a.docx", &Limits { ratio: 10_000, ..limits() }).is_ok());
    });
    quick("one line of rtf", || {
        let rtf = format!("{{\\rtf1 {}}}", "\\'e1 {\\b x}".repeat(200_000));
        assert!(read(rtf.as_bytes(), "a.rtf", &limits()).is_ok());
    });
}

#[test]
fn circles_end() {
    let styles = br#"<w:styles><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/></w:style>
        <w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>"#;
    let numbering = br#"<w:numbering><w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="a"/></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num></w:numbering>"#;
    let xml = br#"<w:document><w:p><w:pPr><w:pStyle w:val="a"/><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>x</w:t></w:r></w:p></w:document>"#;
    let file = zip(&[("word/document.xml", xml), ("word/styles.xml", styles), ("word/numbering.xml", numbering)]);
    assert_eq!(read(&file, "a.docx", &limits()).unwrap().text, "x\n");
}

#[test]
fn errors_say_what_and_what_to_do() {
    let cases: [(&[u8], &str); 6] = [
        (b"PK\x03\x04 truncated", "zip file is damaged (zip directory: "),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 truncated", "doc file is damaged (directory: "),
        (b"\x89PNG\r\n", "a PNG image, which is not read; turn it into text by OCR first"),
        (b"Rar!\x1A\x07", "a RAR archive, which is not read; unpack it first"),
        (b"mot\0hai", "binary data, not text (NUL byte at 3)"),
        (b"\x1F\x8B\x08", "an archive of files, not a document; its members are read one by one"),
    ];
    for (bytes, message) in cases {
        let error = read(bytes, "x", &limits()).unwrap_err().to_string();
        assert!(error.starts_with(message), "{error}");
    }
    assert!(matches!(sniff(&zip(&[("xl/workbook.xml", b"")]), "a"), Err(Error::Unsupported { .. })));
    let mut damaged = docx("<w:p><w:r><w:t>Số 5</w:t></w:r></w:p>");
    assert!(read(&damaged, "a", &limits()).is_ok());
    damaged.truncate(damaged.len() / 2);
    assert!(matches!(read(&damaged, "a", &limits()), Err(Error::Damaged { .. })));
    // A part that breaks off gives what stands in front of the break.
    let broken =
        zip(&[("word/document.xml", b"<w:document><w:p><w:r><w:t>S\xE1\xBB\x91 5</w:t></w:r></w:p><w:p><w:r></w:q>")]);
    let document = read(&broken, "a", &limits()).unwrap();
    assert_eq!((document.text.as_str(), document.diagnostics[0].code.as_str()), ("Số 5\n", "file-damaged"));
}

#[test]
fn archives_are_read_in_place() {
    let inner = zip(&[("in/b.txt", b"hai")]);
    let archive = zip(&[("a.txt", b"mot"), ("d/", b""), ("c.zip", &inner)]);
    let names = |bytes: &[u8]| -> Vec<(String, Vec<u8>)> {
        members(bytes, "x.tar.gz", &limits()).unwrap().map(|m| (m.name, m.bytes.unwrap())).collect()
    };
    let expected = vec![("a.txt".to_owned(), b"mot".to_vec()), ("c.zip!/in/b.txt".to_owned(), b"hai".to_vec())];
    assert_eq!(names(&archive), expected);
    let mut tar = Vec::new();
    for (name, bytes) in [("a.txt", b"mot".to_vec()), ("c.zip", inner)] {
        let mut header = [0u8; 512];
        header[..name.len()].copy_from_slice(name.as_bytes());
        header[124..135].copy_from_slice(format!("{:011o}", bytes.len()).as_bytes());
        header[156] = b'0';
        header[257..263].copy_from_slice(b"ustar\0");
        tar.extend(header);
        tar.extend(&bytes);
        tar.resize(tar.len().div_ceil(512) * 512, 0);
    }
    let whole = [tar.as_slice(), &[0; 1024]].concat();
    assert_eq!(names(&whole), expected);
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packed.write_all(&whole).unwrap();
    assert_eq!(names(&packed.finish().unwrap()), expected);
    let cut: Vec<_> = members(&tar[..700], "x.tar", &limits()).unwrap().collect();
    assert!(cut.last().unwrap().name == "a.txt");
}
