//! Which format bytes are in, by what they hold.

use crate::zipped::Zipped;
use crate::{Error, Limits};
use std::io::Cursor;

/// Formats of files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text in any encoding.
    Text,
    /// Markdown.
    Markdown,
    /// A web page.
    Html,
    /// Word since 2007.
    Docx,
    /// Word 97 to 2003.
    Doc,
    /// OpenDocument text, packed or flat.
    Odt,
    /// Rich Text Format.
    Rtf,
    /// Portable Document Format.
    Pdf,
    /// A zip archive of files.
    Zip,
    /// A tar archive of files.
    Tar,
    /// A file packed by gzip, often a tar archive.
    Gzip,
}

impl Format {
    /// All formats, by the names that records carry.
    const NAMES: [(Self, &'static str); 11] = [
        (Self::Text, "text"),
        (Self::Markdown, "markdown"),
        (Self::Html, "html"),
        (Self::Docx, "docx"),
        (Self::Doc, "doc"),
        (Self::Odt, "odt"),
        (Self::Rtf, "rtf"),
        (Self::Pdf, "pdf"),
        (Self::Zip, "zip"),
        (Self::Tar, "tar"),
        (Self::Gzip, "gzip"),
    ];

    /// The name as records carry it.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|n| n.0 == self).map_or("", |n| n.1)
    }

    /// The format of a name, as a user types it.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|n| n.1 == name).map(|n| n.0)
    }

    /// True for a file that holds files.
    pub fn is_archive(self) -> bool {
        matches!(self, Self::Zip | Self::Tar | Self::Gzip)
    }
}

/// The first bytes of formats that are not read, and what to do about them.
const FOREIGN: [(&[u8], &str, &str); 11] = [
    (b"\x89PNG", "a PNG image", OCR),
    (b"\xFF\xD8\xFF", "a JPEG image", OCR),
    (b"GIF8", "a GIF image", OCR),
    (b"II*\0", "a TIFF image", OCR),
    (b"MM\0*", "a TIFF image", OCR),
    (b"BM", "a bitmap image", OCR),
    (b"\x7FELF", "a program", "leave it out"),
    (b"MZ\x90", "a program", "leave it out"),
    (b"Rar!", "a RAR archive", UNPACK),
    (b"7z\xBC\xAF\x27\x1C", "a 7z archive", UNPACK),
    (b"\xFD7zXZ\0", "an xz archive", UNPACK),
];

const OCR: &str = "turn it into text by OCR first";
const UNPACK: &str = "unpack it first";
const SAVE: &str = "save it as docx, odt or text first";

/// The format of a file by its bytes. `name` only tells Markdown from plain text.
pub fn sniff(bytes: &[u8], name: &str) -> Result<Format, Error> {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return zip(bytes);
    }
    if bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return compound(bytes);
    }
    if bytes.starts_with(b"\x1F\x8B") {
        return Ok(Format::Gzip);
    }
    if bytes.get(257..262) == Some(b"ustar") {
        return Ok(Format::Tar);
    }
    let start = &bytes[..bytes.len().min(1024)];
    if start.windows(5).any(|w| w == b"%PDF-") {
        return Ok(Format::Pdf);
    }
    let foreign = FOREIGN.iter().find(|(mark, ..)| bytes.starts_with(mark));
    if let Some(&(mark, what, advice)) = foreign
        && (mark != b"BM" || start.contains(&0))
    {
        return Err(Error::Unsupported { what, advice });
    }
    if bytes.starts_with(b"\xDB\xA5") || bytes.starts_with(b"\x31\xBE\0\0") {
        return Err(Error::Unsupported { what: "a Word file from before 1997", advice: SAVE });
    }
    let start = printable(start);
    let start = start.trim_start();
    if start.starts_with("{\\rtf") {
        return Ok(Format::Rtf);
    }
    if start.starts_with('<') {
        return markup(start, bytes, name);
    }
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    if start.starts_with("mime-version:") && start.contains("multipart/related") {
        return Err(Error::Unsupported { what: "a web archive (MHTML)", advice: SAVE });
    }
    Ok(if matches!(ending.as_deref(), Some("md" | "markdown")) { Format::Markdown } else { Format::Text })
}

/// The start of a file in small letters of ASCII, whatever the width of its characters.
fn printable(start: &[u8]) -> String {
    start.iter().filter(|b| (9..0x80).contains(*b)).map(|b| b.to_ascii_lowercase() as char).collect()
}

fn markup(start: &str, bytes: &[u8], name: &str) -> Result<Format, Error> {
    if start.starts_with("<?xml") {
        if start.contains("office:document") {
            return Ok(Format::Odt);
        }
        if start.contains("progid=\"word.document\"")
            || start.contains("w:worddocument")
            || start.contains("pkg:package")
        {
            return Err(Error::Unsupported { what: "a Word file in one piece of XML", advice: SAVE });
        }
    }
    const TAGS: [&str; 20] = [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<meta",
        "<title",
        "<table",
        "<div",
        "<p>",
        "<p ",
        "<span",
        "<br",
        "<h1",
        "<h2",
        "<h3",
        "<center",
        "<font",
        "<ul",
        "<ol",
        "<article",
    ];
    let more = printable(&bytes[..bytes.len().min(8192)]);
    let ending = name.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
    let named = matches!(ending.as_deref(), Some("htm" | "html" | "xhtml" | "aspx"));
    let page = TAGS.iter().any(|tag| start.starts_with(tag))
        || named
        || ["<!doctype html", "<html", "<body"].iter().any(|tag| more.contains(tag));
    Ok(if page { Format::Html } else { Format::Text })
}

fn zip(bytes: &[u8]) -> Result<Format, Error> {
    let limits = Limits::default();
    let mut zip = Zipped::open(bytes, "zip", &limits)?;
    if zip.has("word/document.xml") || zip.has("word/document2.xml") {
        return Ok(Format::Docx);
    }
    for (part, what) in [
        ("xl/workbook.xml", "a workbook (xlsx)"),
        ("xl/workbook.bin", "a workbook (xlsb)"),
        ("ppt/presentation.xml", "slides (pptx)"),
    ] {
        if zip.has(part) {
            return Err(Error::Unsupported { what, advice: SAVE });
        }
    }
    if zip.has("mimetype") && zip.has("content.xml") {
        let kind = zip.part("mimetype")?.unwrap_or_default();
        return match kind.starts_with(b"application/vnd.oasis.opendocument.text")
            || kind.starts_with(b"application/vnd.sun.xml.writer")
        {
            true => Ok(Format::Odt),
            false => Err(Error::Unsupported { what: "an OpenDocument file that holds no text", advice: SAVE }),
        };
    }
    Ok(Format::Zip)
}

fn compound(bytes: &[u8]) -> Result<Format, Error> {
    let file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|e| Error::damaged("doc", "directory", e))?;
    if file.exists("/WordDocument") {
        Ok(Format::Doc)
    } else if file.exists("/EncryptedPackage") {
        Err(Error::Locked { format: "docx" })
    } else if file.exists("/Workbook") || file.exists("/Book") {
        Err(Error::Unsupported { what: "a workbook (xls)", advice: SAVE })
    } else if file.exists("/PowerPoint Document") {
        Err(Error::Unsupported { what: "slides (ppt)", advice: SAVE })
    } else {
        Err(Error::Unsupported { what: "a compound file without a Word document", advice: SAVE })
    }
}
