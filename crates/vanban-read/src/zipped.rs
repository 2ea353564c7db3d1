//! Parts of zip files, unpacked within limits.

use crate::{Error, Limits};
use std::borrow::Cow;
use std::io::{Cursor, Read};
use zip::ZipArchive;
use zip::result::ZipError;

/// A packed part smaller than this may grow as it likes.
pub(crate) const FREE: u64 = 1 << 20;

/// A zip file whose parts are read by name.
pub(crate) struct Zipped<'a> {
    archive: ZipArchive<Cursor<Cow<'a, [u8]>>>,
    format: &'static str,
    limits: Limits,
    /// Bytes that may still be unpacked.
    left: u64,
}

impl<'a> Zipped<'a> {
    pub(crate) fn open(bytes: impl Into<Cow<'a, [u8]>>, format: &'static str, limits: &Limits) -> Result<Self, Error> {
        let archive =
            ZipArchive::new(Cursor::new(bytes.into())).map_err(|e| Error::damaged(format, "zip directory", e))?;
        if archive.len() > limits.entries {
            return Err(Error::TooMany { what: "parts in a zip file", limit: limits.entries });
        }
        Ok(Self { archive, format, limits: limits.clone(), left: limits.unpacked })
    }

    pub(crate) fn len(&self) -> usize {
        self.archive.len()
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// A part by its name; `None` when there is none.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Vec<u8>>, Error> {
        match self.archive.index_for_name(name) {
            Some(index) => self.by_index(index).map(|(_, bytes)| Some(bytes)),
            None => Ok(None),
        }
    }

    /// A part that must be there, as text.
    pub(crate) fn text(&mut self, name: &str) -> Result<Option<String>, Error> {
        let Some(bytes) = self.part(name)? else { return Ok(None) };
        Ok(Some(xml_text(bytes)))
    }

    /// Name of a part, and whether it is a file.
    pub(crate) fn name(&mut self, index: usize) -> Option<(String, bool)> {
        let file = self.archive.by_index_raw(index).ok()?;
        let name = file.name().map(|n| n.to_string()).unwrap_or_default();
        Some((name, file.is_file()))
    }

    /// A part and its name by its place.
    pub(crate) fn by_index(&mut self, index: usize) -> Result<(String, Vec<u8>), Error> {
        let format = self.format;
        let file = match self.archive.by_index(index) {
            Ok(file) => file,
            Err(ZipError::UnsupportedArchive(m)) if m == ZipError::PASSWORD_REQUIRED => {
                return Err(Error::Locked { format });
            }
            Err(e) => return Err(Error::damaged(format, &format!("part {index}"), e)),
        };
        let name = file.name().map(|n| n.to_string()).unwrap_or_else(|_| format!("part {index}"));
        let most = self.left.min(FREE.max(file.compressed_size().saturating_mul(self.limits.ratio)));
        let mut bytes = Vec::new();
        let read = file.take(most + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > most {
            return Err(match most == self.left {
                true => Error::too_large("the unpacked file", self.limits.unpacked),
                false => Error::Bomb { part: name, ratio: self.limits.ratio },
            });
        }
        if let Err(e) = read {
            return Err(Error::damaged(format, &name, e));
        }
        self.left -= bytes.len() as u64;
        Ok((name, bytes))
    }
}

/// XML parts are UTF-8, seldom UTF-16.
pub(crate) fn xml_text(bytes: Vec<u8>) -> String {
    match bytes.as_slice() {
        [0xFF, 0xFE, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xFE, 0xFF, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8(bytes).unwrap_or_else(|e| String::from_utf8_lossy(e.as_bytes()).into_owned()),
    }
}
