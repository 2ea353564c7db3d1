//! Why a file could not be read.

use thiserror::Error;

/// Why a file gave no text: what is wrong, where, and what to do.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The file is damaged beyond reading.
    #[error(
        "{format} file is damaged ({part}: {reason}); open and save it again in a word processor, or fetch it anew"
    )]
    Damaged {
        /// Format that the file has.
        format: &'static str,
        /// Part of the file.
        part: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A limit was passed.
    #[error("{what} is larger than the limit of {limit} bytes; raise the limit if the file is to be trusted")]
    TooLarge {
        /// What is too large.
        what: String,
        /// The limit.
        limit: u64,
    },
    /// Something is nested too deep, or there is too much of it.
    #[error("{what}: more than {limit}; no honest document has as many")]
    TooMany {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: usize,
    },
    /// A part unpacks to so many times its size that it must be a bomb.
    #[error("{part} unpacks to more than {ratio} times its size; taken for a bomb and left")]
    Bomb {
        /// Part of the file or member of the archive.
        part: String,
        /// The limit.
        ratio: u64,
    },
    /// The file is locked with a password.
    #[error("{format} file is locked with a password; save it without one")]
    Locked {
        /// Format that the file has.
        format: &'static str,
    },
    /// A format that is not read.
    #[error("{what}, which is not read; {advice}")]
    Unsupported {
        /// What the file is.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// Bytes that are no text in any encoding.
    #[error("binary data, not text (NUL byte at {at})")]
    Binary {
        /// Place of the first NUL byte.
        at: usize,
    },
    /// An archive was handed to [`crate::read`].
    #[error("an archive of files, not a document; its members are read one by one")]
    Archive,
    /// Reading needs a program that is not there or failed.
    #[error("{program}: {reason}; {advice}")]
    Program {
        /// The program.
        program: &'static str,
        /// What went wrong.
        reason: String,
        /// What to do.
        advice: &'static str,
    },
}

impl Error {
    pub(crate) fn damaged(format: &'static str, part: &str, reason: impl ToString) -> Self {
        Self::Damaged { format, part: part.to_owned(), reason: reason.to_string() }
    }

    pub(crate) fn too_large(what: &str, limit: u64) -> Self {
        Self::TooLarge { what: what.to_owned(), limit }
    }
}
