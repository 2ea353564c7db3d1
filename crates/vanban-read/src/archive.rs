//! Archives read in place: zip, tar, and either packed by gzip.

use crate::zipped::{FREE, Zipped};
use crate::{Error, Format, Limits, sniff};
use flate2::read::MultiGzDecoder;
use std::borrow::Cow;
use std::io::Read;

/// Archives in archives that are opened.
const NESTED: usize = 3;

/// A file of an archive.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its path inside the archive; behind `!/` for archives in archives: `2009.zip!/01/qd.doc`.
    pub name: String,
    /// Its bytes, or why they cannot be had.
    pub bytes: Result<Vec<u8>, Error>,
}

/// The files of an archive, in its order; members that are archives are opened too. Made by [`members`].
pub struct Members<'a> {
    limits: Limits,
    open: Vec<Source<'a>>,
    /// Bytes that may still be unpacked, files that may still come.
    left: u64,
    entries: usize,
}

/// One archive that is open.
struct Source<'a> {
    prefix: String,
    kind: Kind<'a>,
}

enum Kind<'a> {
    Zip(Box<Zipped<'a>>, usize),
    Tar(Cow<'a, [u8]>, usize),
    One(Option<Member>),
}

/// Opens an archive, from bytes that are borrowed or owned. `name` is only for messages.
pub fn members<'a>(bytes: impl Into<Cow<'a, [u8]>>, name: &str, limits: &Limits) -> Result<Members<'a>, Error> {
    let bytes = bytes.into();
    let mut members =
        Members { limits: limits.clone(), open: Vec::new(), left: limits.unpacked, entries: limits.entries };
    let format = sniff(&bytes, name)?;
    members.push(bytes, format, String::new(), name)?;
    Ok(members)
}

impl<'a> Members<'a> {
    fn push(&mut self, bytes: Cow<'a, [u8]>, format: Format, prefix: String, name: &str) -> Result<(), Error> {
        let kind = match format {
            Format::Zip => Kind::Zip(Box::new(Zipped::open(bytes, "zip", &self.limits)?), 0),
            Format::Tar => Kind::Tar(bytes, 0),
            Format::Gzip => {
                let unpacked = self.gunzip(&bytes, name)?;
                let inner = name.strip_suffix(".gz").or(name.strip_suffix(".tgz")).unwrap_or(name);
                let inner = inner.rsplit(['/', '\\']).next().unwrap_or(inner);
                if unpacked.get(257..262) == Some(b"ustar") {
                    Kind::Tar(Cow::Owned(unpacked), 0)
                } else {
                    Kind::One(Some(Member { name: inner.to_owned(), bytes: Ok(unpacked) }))
                }
            }
            _ => return Err(Error::Unsupported { what: "no archive", advice: "read it as a document" }),
        };
        self.open.push(Source { prefix, kind });
        Ok(())
    }

    fn gunzip(&mut self, bytes: &[u8], name: &str) -> Result<Vec<u8>, Error> {
        let most = self.left.min(FREE.max((bytes.len() as u64).saturating_mul(self.limits.ratio)));
        let mut out = Vec::new();
        let read = MultiGzDecoder::new(bytes).take(most + 1).read_to_end(&mut out);
        if out.len() as u64 > most {
            return Err(match most == self.left {
                true => Error::too_large("the unpacked archive", self.limits.unpacked),
                false => Error::Bomb { part: name.to_owned(), ratio: self.limits.ratio },
            });
        }
        read.map_err(|e| Error::damaged("gzip", name, e))?;
        self.left -= out.len() as u64;
        Ok(out)
    }

    /// The next file of the innermost archive; `None` at its end.
    fn draw(&mut self) -> Option<Member> {
        let source = self.open.last_mut()?;
        match &mut source.kind {
            Kind::One(member) => member.take(),
            Kind::Tar(bytes, at) => tar(bytes, at),
            Kind::Zip(zip, next) => {
                while *next < zip.len() {
                    let index = *next;
                    *next += 1;
                    let Some((name, is_file)) = zip.name(index) else { continue };
                    if is_file {
                        return Some(Member { name, bytes: zip.by_index(index).map(|(_, bytes)| bytes) });
                    }
                }
                None
            }
        }
    }
}

impl Iterator for Members<'_> {
    type Item = Member;

    fn next(&mut self) -> Option<Member> {
        while !self.open.is_empty() {
            let Some(mut member) = self.draw() else {
                self.open.pop();
                continue;
            };
            let prefix = self.open.last().map(|s| s.prefix.clone()).unwrap_or_default();
            member.name = format!("{prefix}{}", member.name);
            if self.entries == 0 {
                self.open.clear();
                member.bytes = Err(Error::TooMany { what: "files in an archive", limit: self.limits.entries });
                return Some(member);
            }
            self.entries -= 1;
            let Ok(bytes) = &member.bytes else { return Some(member) };
            if bytes.len() as u64 > self.left {
                self.open.clear();
                member.bytes = Err(Error::too_large("the unpacked archive", self.limits.unpacked));
                return Some(member);
            }
            self.left -= bytes.len() as u64;
            let format = sniff(bytes, &member.name).ok().filter(|f| f.is_archive());
            let Some(format) = format else { return Some(member) };
            if self.open.len() > NESTED {
                member.bytes = Err(Error::TooMany { what: "archives inside archives", limit: NESTED });
                return Some(member);
            }
            let bytes = std::mem::replace(&mut member.bytes, Ok(Vec::new())).unwrap_or_default();
            let prefix = format!("{}!/", member.name);
            let pushed = self.push(Cow::Owned(bytes), format, prefix, &member.name);
            if let Err(error) = pushed {
                member.bytes = Err(error);
                return Some(member);
            }
        }
        None
    }
}

/// The next file of a tar archive from `at` on.
fn tar(bytes: &[u8], at: &mut usize) -> Option<Member> {
    const BLOCK: usize = 512;
    // A name too long for the header, from the entry before.
    let mut long: Option<String> = None;
    loop {
        let header = bytes.get(*at..at.checked_add(BLOCK)?)?;
        if header.iter().all(|b| *b == 0) {
            return None;
        }
        let field = |from: usize, len: usize| {
            let bytes = &header[from..from + len];
            &bytes[..bytes.iter().position(|b| *b == 0).unwrap_or(len)]
        };
        let text = |from, len| String::from_utf8_lossy(field(from, len)).into_owned();
        let size = size(&header[124..136]);
        let start = *at + BLOCK;
        let end = size.and_then(|size| start.checked_add(size)).filter(|end| *end <= bytes.len());
        let name = match long.take() {
            Some(name) => name,
            None if header[345] != 0 && &header[257..263] == b"ustar\0" => {
                format!("{}/{}", text(345, 155), text(0, 100))
            }
            None => text(0, 100),
        };
        let Some(end) = end else {
            *at = bytes.len();
            return Some(Member { bytes: Err(Error::damaged("tar", &name, "the archive breaks off")), name });
        };
        *at = end.div_ceil(BLOCK).saturating_mul(BLOCK);
        let data = &bytes[start..end];
        match header[156] {
            b'L' => long = Some(String::from_utf8_lossy(data).trim_end_matches('\0').to_owned()),
            b'x' => long = pax_path(data),
            0 | b'0' | b'7' => return Some(Member { name, bytes: Ok(data.to_vec()) }),
            // Folders, links, devices.
            _ => {}
        }
    }
}

/// A size in octal digits, or in base 256 for large files.
fn size(field: &[u8]) -> Option<usize> {
    if field[0] & 0x80 != 0 {
        return field[1..].iter().try_fold(0usize, |n, b| n.checked_mul(256)?.checked_add(*b as usize));
    }
    let digits = field.iter().filter(|b| b.is_ascii_digit());
    digits.copied().try_fold(0usize, |n, b| n.checked_mul(8)?.checked_add((b - b'0') as usize))
}

/// `27 path=a/long/name` among the lines of an extended header.
fn pax_path(data: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(data);
    text.lines().find_map(|line| line.split_once(" path=").map(|(_, path)| path.to_owned()))
}
