//! What the arguments name, as one stream of jobs in the order of the inputs.

use crate::args::{self, From};
use crate::document::{self, MAX_BYTES};
use crate::jsonl::{Broken, Chunk, Chunks};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Stdin};
use std::iter;
use std::path::{Path, PathBuf};
use vanban_read::{Format, Limits};
use walkdir::{DirEntry, WalkDir};

/// A piece of work.
pub enum Job {
    /// A file that is one document; still to be read. Its format, where it is given.
    File(PathBuf, Option<Format>),
    /// The bytes of standard input or of a member of an archive, or why they cannot be had.
    Bytes(String, Result<Vec<u8>, String>, Option<Format>),
    /// Lines that are a document each.
    Lines(Chunk),
    /// An input that cannot be read.
    Failed { path: String, line: Option<u64>, reason: String },
    /// A file of a folder that is no document.
    Skipped,
}

impl Job {
    /// About how many bytes of memory it will take.
    pub fn weight(&self) -> u64 {
        match self {
            Self::File(path, _) => fs::metadata(path).map_or(0, |data| data.len()),
            Self::Bytes(_, bytes, _) => bytes.as_ref().map_or(0, |bytes| bytes.len() as u64),
            Self::Lines(chunk) => chunk.bytes.len() as u64,
            Self::Failed { .. } | Self::Skipped => 0,
        }
    }
}

/// The jobs of all inputs; drawn one by one, so that memory does not grow with their number.
pub struct Inputs {
    /// False when there is one document and nothing else.
    pub several: bool,
    pub jobs: Jobs,
}

type Jobs = Box<dyn Iterator<Item = Job> + Send>;

/// Name of standard input, as argument and as `source.path`.
const STDIN: &str = "-";

impl Inputs {
    /// Looks at what each argument is. Standard input is looked into when `--from` leaves its format open.
    pub fn new(args: &args::Extract) -> Self {
        let inputs: Vec<Input> = args.inputs.iter().map(|path| Input::of(path, args.from)).collect();
        let several = !matches!(inputs[..], [Input::Document(..) | Input::Pipe(..) | Input::Piped(..)]);
        Self { several, jobs: Box::new(inputs.into_iter().flat_map(Input::jobs)) }
    }
}

enum Input {
    Document(PathBuf, Option<Format>),
    Archive(PathBuf, Option<Format>),
    Pipe(PathBuf, Option<Format>),
    Lines(PathBuf),
    Folder(PathBuf, From),
    Piped(BufReader<Stdin>, Option<Format>),
    PipedLines(BufReader<Stdin>),
}

impl Input {
    fn of(path: &Path, from: From) -> Self {
        if path == Path::new(STDIN) {
            let mut stdin = BufReader::new(io::stdin());
            return match from {
                From::Jsonl => Self::PipedLines(stdin),
                From::Auto if starts_with_brace(&mut stdin) => Self::PipedLines(stdin),
                from => Self::Piped(stdin, from.format()),
            };
        }
        if path.is_dir() { Self::Folder(path.to_owned(), from) } else { Self::file(path.to_owned(), from) }
    }

    fn file(path: PathBuf, from: From) -> Self {
        match from {
            From::Jsonl => Self::Lines(path),
            From::Auto if has_ending(&path, &["jsonl", "ndjson"]) => Self::Lines(path),
            from if is_pipe(&path) => Self::Pipe(path, from.format()),
            from if is_archive(&path) => Self::Archive(path, from.format()),
            from => Self::Document(path, from.format()),
        }
    }

    fn jobs(self) -> Jobs {
        match self {
            Self::Document(path, format) => Box::new(iter::once(Job::File(path, format))),
            Self::Archive(path, format) => members(&path.to_string_lossy(), document::read(&path, MAX_BYTES), format),
            Self::Pipe(path, format) => Box::new(
                iter::once_with(move || piped(&path.to_string_lossy(), document::read(&path, MAX_BYTES), format))
                    .flatten(),
            ),
            Self::Lines(path) => match File::open(&path) {
                Ok(file) => lines(&path.to_string_lossy(), file),
                Err(error) => failed(&path, document::reason(&error)),
            },
            Self::Folder(path, from) => Box::new(Members::new(path, from).flatten()),
            Self::Piped(stdin, format) => Box::new(
                iter::once_with(move || piped(STDIN, document::read_all(stdin, MAX_BYTES, 0), format)).flatten(),
            ),
            Self::PipedLines(stdin) => lines(STDIN, stdin),
        }
    }
}

/// Endings of files that may be documents or archives: what else lies in a folder or an archive is left out.
const DOCUMENTS: &[&str] =
    &["txt", "text", "md", "markdown", "htm", "html", "docx", "doc", "odt", "rtf", "pdf", "zip", "tar", "gz", "tgz"];

/// What came through a pipe, a document or an archive: only its bytes tell, and they can be read but once.
fn piped(name: &str, bytes: Result<Vec<u8>, String>, format: Option<Format>) -> Jobs {
    match bytes {
        Ok(bytes) if format.is_none() && vanban_read::sniff(&bytes, name).is_ok_and(Format::is_archive) => {
            members(name, Ok(bytes), format)
        }
        bytes => Box::new(iter::once(Job::Bytes(name.to_owned(), bytes, format))),
    }
}

/// Whether a file is an archive, by its first bytes. Documents that are zip files themselves are told by their endings
/// first, so that a folder of them is not opened twice.
fn is_archive(path: &Path) -> bool {
    /// Up to the mark of tar.
    const HEAD: u64 = 262;
    if has_ending(path, &["docx", "odt", "doc", "rtf", "pdf", "txt", "html", "htm"]) {
        return false;
    }
    // A pipe has its bytes only once.
    if !path.is_file() {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
    let marked = head.starts_with(b"PK\x03\x04") || head.starts_with(b"\x1F\x8B") || head.ends_with(b"ustar");
    let whole = || document::read(path, MAX_BYTES).ok().and_then(|bytes| vanban_read::sniff(&bytes, "").ok());
    read.is_ok() && marked && whole().is_some_and(Format::is_archive)
}

/// How many bytes the inputs have together; `None` where that cannot be known beforehand: pipes, archives.
pub fn total(paths: &[PathBuf], from: From) -> Option<u64> {
    const ARCHIVES: &[&str] = &["zip", "tar", "gz", "tgz"];
    let of_file = |path: &Path| {
        let data = fs::metadata(path).ok().filter(fs::Metadata::is_file).map(|data| data.len());
        data.filter(|_| !has_ending(path, ARCHIVES))
    };
    let of_folder = |folder: &Path| {
        let members = Members::new(folder.to_owned(), from);
        let endings = members.endings();
        let files = members.walk.flatten().filter(|e| e.file_type().is_file() && has_ending(e.path(), endings));
        files.map(|entry| of_file(entry.path())).sum()
    };
    paths.iter().map(|path| if path.is_dir() { of_folder(path) } else { of_file(path) }).sum()
}

/// A pipe with a name, as a shell's `<(…)`.
fn is_pipe(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir())
}

/// The documents of an archive, each under the archive's name and its own.
fn members(name: &str, bytes: Result<Vec<u8>, String>, format: Option<Format>) -> Jobs {
    let name = name.to_owned();
    let members = bytes
        .and_then(|bytes| vanban_read::members(bytes, &name, &Limits::default()).map_err(|error| error.to_string()));
    match members {
        Err(reason) => failed(Path::new(&name), reason),
        Ok(members) => {
            let mut fruitless = true;
            // Behind the last member it shows whether there was a document among them.
            Box::new(members.map(Some).chain(iter::once(None)).filter_map(move |member| {
                let Some(member) = member else {
                    let reason = "no documents in this archive".to_owned();
                    return fruitless.then(|| Job::Failed { path: name.clone(), line: None, reason });
                };
                let hidden = member.name.split('/').any(|part| part.starts_with('.'));
                if hidden || !has_ending(Path::new(&member.name), DOCUMENTS) && member.bytes.is_ok() {
                    return Some(Job::Skipped);
                }
                fruitless = false;
                let bytes = member.bytes.map_err(|error| error.to_string());
                Some(Job::Bytes(format!("{name}!/{}", member.name), bytes, format))
            }))
        }
    }
}

/// Whether an input of a command that takes documents and records holds records: by its name, else by its first byte.
/// Nothing of standard input is used up.
pub fn holds_records(path: &Path) -> bool {
    if path == Path::new(STDIN) {
        return starts_with_brace(&mut io::stdin().lock());
    }
    has_ending(path, &["jsonl", "ndjson", "json"])
        || File::open(path).is_ok_and(|file| starts_with_brace(&mut BufReader::new(file)))
}

/// Every line of JSONL starts with a brace, and of the documents RTF alone, with a backslash behind it.
fn starts_with_brace(input: &mut impl BufRead) -> bool {
    let start = input.fill_buf().unwrap_or_default();
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let start = start.trim_ascii_start();
    start.starts_with(b"{") && !start.starts_with(b"{\\")
}

fn has_ending(path: &Path, endings: &[&str]) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    ending.is_some_and(|ending| endings.contains(&ending.as_str()))
}

fn lines(path: &str, reader: impl Read + Send + 'static) -> Jobs {
    Box::new(Chunks::new(path, reader).map(|chunk| match chunk {
        Ok(chunk) => Job::Lines(chunk),
        Err(Broken { path, line, reason }) => Job::Failed { path: path.to_string(), line: Some(line), reason },
    }))
}

fn failed(path: &Path, reason: String) -> Jobs {
    Box::new(iter::once(Job::Failed { path: path.to_string_lossy().into_owned(), line: None, reason }))
}

/// The files of a folder and of those inside it, by name; hidden ones left out, links not followed.
struct Members {
    folder: PathBuf,
    from: From,
    walk: Box<dyn Iterator<Item = walkdir::Result<DirEntry>> + Send>,
    /// Whether anything has come of the folder: an empty one is told.
    fruitless: bool,
}

impl Members {
    fn new(folder: PathBuf, from: From) -> Self {
        let hidden = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
        let walk = WalkDir::new(&folder).sort_by_file_name().into_iter();
        let walk = Box::new(walk.filter_entry(move |entry| entry.depth() == 0 || !hidden(entry)));
        Self { folder, from, walk, fruitless: true }
    }

    fn endings(&self) -> &'static [&'static str] {
        match self.from {
            From::Jsonl => &["jsonl", "ndjson"],
            _ => DOCUMENTS,
        }
    }
}

impl Iterator for Members {
    type Item = Jobs;

    fn next(&mut self) -> Option<Jobs> {
        for entry in &mut self.walk {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.fruitless = false;
                    let reason = error.io_error().map_or_else(|| error.to_string(), document::reason);
                    return Some(failed(error.path().unwrap_or(&self.folder), reason));
                }
            };
            if entry.file_type().is_dir() {
                continue;
            }
            if entry.file_type().is_file() && has_ending(entry.path(), self.endings()) {
                self.fruitless = false;
                return Some(Input::file(entry.into_path(), self.from).jobs());
            }
            return Some(Box::new(iter::once(Job::Skipped)));
        }
        std::mem::take(&mut self.fruitless)
            .then(|| failed(&self.folder, format!("no documents in this folder (.{})", self.endings().join(", ."))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_is_that_of_the_documents() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, words: &str| fs::write(folder.path().join(name), words).unwrap();
        file("a.txt", "123");
        file("b.png", "12345");
        let paths = |names: &[&str]| names.iter().map(|name| folder.path().join(name)).collect::<Vec<_>>();
        assert_eq!(total(&paths(&["", "a.txt"]), From::Auto), Some(6));
        assert_eq!(total(&paths(&["a.txt", "gone.txt"]), From::Auto), None);
        file("c.zip", "");
        assert_eq!(total(&paths(&[""]), From::Auto), None);
    }
}
