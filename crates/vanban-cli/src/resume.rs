//! `--resume`: records of an earlier run over the same inputs are taken over instead of being made again.
//!
//! While a run writes `out.jsonl`, its lines stand in `.out.jsonl.partial` beside it. A run that was killed leaves that
//! file: whole lines, and at most one torn at the end. The next run with `--resume` moves it aside, to
//! `.out.jsonl.earlier`, and takes a record from there, or from an `out.jsonl` that was finished before, when input,
//! content, version and options are the same. It may be killed at any moment in its turn.

use crate::document::Origin;
use crate::output::{self, Place};
use anyhow::{Context, Result};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// Records of earlier runs, each a line of a file.
#[derive(Default)]
pub struct Earlier {
    files: Vec<Mutex<File>>,
    lines: HashMap<u128, Line>,
}

#[derive(Clone, Copy)]
struct Line {
    file: usize,
    start: u64,
    len: usize,
}

/// What of a record tells whether it can be taken over. `source.options` is null for the defaults.
#[derive(Deserialize)]
struct Head<'a> {
    #[serde(borrow)]
    generator: Cow<'a, str>,
    #[serde(borrow)]
    source: Source<'a>,
}

#[derive(Deserialize)]
struct Source<'a> {
    #[serde(borrow)]
    path: Option<Cow<'a, str>>,
    #[serde(borrow)]
    sha256: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    options: Option<Cow<'a, str>>,
}

impl Earlier {
    /// Looks for records that a run with the same generator and options has left at `path` or beside it.
    pub fn open(path: &Path, origin: &Origin) -> Result<Self> {
        let place = Place::of(path).with_context(|| format!("cannot write {}", path.display()))?;
        let mut earlier = Self::default();
        let told = || format!("cannot go on with the run that was writing {}", path.display());
        set_aside(&place).with_context(told)?;
        for file in [place.target(), &place.earlier()] {
            match File::open(file) {
                Ok(file) if file.metadata().is_ok_and(|data| data.is_file()) => {
                    earlier.add(file, origin).with_context(told)?;
                }
                _ => {}
            }
        }
        Ok(earlier)
    }

    /// Notes where the lines of a file stand; a torn line, or one that is no record of ours, is passed over.
    fn add(&mut self, file: File, origin: &Origin) -> io::Result<()> {
        let mut reader = BufReader::with_capacity(1 << 20, file);
        let (mut line, mut start) = (Vec::new(), 0);
        loop {
            line.clear();
            let len = reader.read_until(b'\n', &mut line)?;
            if !line.ends_with(b"\n") {
                break;
            }
            if let Ok(head) = serde_json::from_slice::<Head>(&line)
                && head.generator == origin.generator
                && head.source.options.as_deref() == origin.options.as_deref()
                && let (Some(path), Some(sha256)) = (head.source.path, head.source.sha256)
            {
                self.lines.insert(key(&path, &sha256), Line { file: self.files.len(), start, len });
            }
            start += len as u64;
        }
        self.files.push(Mutex::new(reader.into_inner()));
        Ok(())
    }

    /// The line of the record of an input, with its line end. `None` when there is none, or it cannot be read any more.
    pub fn get(&self, path: &str, sha256: &str) -> Option<Vec<u8>> {
        let line = self.lines.get(&key(path, sha256))?;
        let mut file = self.files.get(line.file)?.lock().unwrap_or_else(PoisonError::into_inner);
        let mut bytes = vec![0; line.len];
        file.seek(SeekFrom::Start(line.start)).and_then(|_| file.read_exact(&mut bytes)).ok()?;
        bytes.ends_with(b"\n").then_some(bytes)
    }
}

/// Moves what a killed run has written to the file of earlier records. Where that exists (a resumed run was killed), its
/// whole lines are added: should this be cut short too, some lines only stand twice.
fn set_aside(place: &Place) -> io::Result<()> {
    let Ok(mut partial) = File::open(place.partial()) else { return Ok(()) };
    output::lock(&partial)?;
    if !place.earlier().exists() {
        return fs::rename(place.partial(), place.earlier());
    }
    let mut earlier = File::options().read(true).append(true).open(place.earlier())?;
    // A torn line at its end must not swallow the next one.
    let len = earlier.seek(SeekFrom::End(0))?;
    let mut last = [b'\n'];
    if len > 0 {
        earlier.seek(SeekFrom::End(-1))?;
        earlier.read_exact(&mut last)?;
    }
    if last != [b'\n'] {
        earlier.write_all(b"\n")?;
    }
    io::copy(&mut partial, &mut earlier)?;
    earlier.sync_all()?;
    fs::remove_file(place.partial())
}

/// Path and content in 128 bits: a million records take some 50 MB.
fn key(path: &str, sha256: &str) -> u128 {
    let digest = Sha256::new().chain_update(path).chain_update([0]).chain_update(sha256).finalize();
    digest.iter().take(16).fold(0, |key, byte| key << 8 | u128::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_the_same_run_are_found() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("out.jsonl");
        let line = |path: &str, options: &str| {
            format!(r#"{{"schema":1,"generator":"vanban 9","source":{{"path":"{path}","sha256":"aa"{options}}}}}"#)
                + "\n"
        };
        let partial = folder.path().join(".out.jsonl.partial");
        fs::write(&partial, line("a", "") + &line("b", r#","options":"check""#) + r#"{"schema":1,"gen"#).unwrap();
        let origin = Origin { generator: "vanban 9".to_owned(), options: None };
        let earlier = Earlier::open(&target, &origin).unwrap();
        assert_eq!(earlier.get("a", "aa"), Some(line("a", "").into_bytes()));
        assert_eq!((earlier.get("b", "aa"), earlier.get("a", "bb")), (None, None));
        assert!(!partial.exists());
        // Killed again: lines of both runs are found, the torn one in between is not.
        fs::write(&partial, line("c", "")).unwrap();
        let earlier = Earlier::open(&target, &origin).unwrap();
        assert!(earlier.get("a", "aa").is_some() && earlier.get("c", "aa").is_some());
        let other = Origin { generator: "vanban 10".to_owned(), options: None };
        assert_eq!(Earlier::open(&target, &other).unwrap().get("a", "aa"), None);
    }
}
