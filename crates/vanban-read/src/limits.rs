//! How much one file may take.

use std::time::Duration;

/// Bounds on what reading one file may take. The defaults hold every honest document and stop every bomb.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub input: u64,
    /// Bytes of the text that comes out.
    pub text: usize,
    /// Bytes that one packed part or all members of an archive unpack to.
    pub unpacked: u64,
    /// Times that a packed part may grow, once it is larger than a mebibyte: documents grow tenfold, bombs a thousandfold.
    pub ratio: u64,
    /// Members of an archive.
    pub entries: usize,
    /// Tables in tables, lists in lists, elements in elements, archives in archives (of those at most 3).
    pub depth: usize,
    /// Time for a program that reads for us (`pdftotext`).
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input: 1 << 30,
            text: 256 << 20,
            unpacked: 1 << 30,
            ratio: 200,
            entries: 1_000_000,
            depth: 200,
            time: Duration::from_secs(60),
        }
    }
}
