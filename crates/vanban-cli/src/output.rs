//! Where the records go: standard output, or a file that is put in place when it is whole.

use crate::pretty;
use anyhow::{Context, Result, bail};
use std::fs::{self, File, TryLockError};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// How records are set down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One record, indented.
    Single,
    /// A list of records, indented.
    List,
    /// A record a line.
    Lines,
    /// A page for people.
    Pretty { colour: bool },
}

/// Between two records of a list.
const COMMA: &[u8] = b",\n";

impl Layout {
    /// Adds a record to a batch that [`Sink::write`] takes.
    pub fn add(self, record: &vanban::Record, batch: &mut Vec<u8>) {
        match self {
            Self::Lines => {
                // Writing to a vector does not fail.
                let _ = record.write_json(&mut *batch);
                batch.push(b'\n');
            }
            Self::Single => batch.extend_from_slice(format!("{}\n", record.to_json_pretty()).as_bytes()),
            Self::Pretty { colour } => pretty::page(record, colour, batch),
            // Only the sink knows whether it is the first record of all: there it drops the comma.
            Self::List => {
                batch.extend_from_slice(COMMA);
                batch.extend_from_slice(record.to_json_pretty().as_bytes());
            }
        }
    }
}

/// Takes batches of records in order.
pub struct Sink {
    target: Target,
    layout: Layout,
    empty: bool,
}

impl Sink {
    /// Opens the output; `None` and `-` are standard output.
    pub fn open(path: Option<&Path>, layout: Layout) -> Result<Self> {
        // Lines that are whole are worth keeping: `--resume` goes on behind them.
        Ok(Self { target: Target::create_or_stdout(path, layout == Layout::Lines)?, layout, empty: true })
    }

    /// Writes what [`Layout::add`] has put together. Readers of a pipe get it at once.
    pub fn write(&mut self, batch: &[u8]) -> io::Result<()> {
        if batch.is_empty() {
            return Ok(());
        }
        let mut batch = batch;
        if self.layout == Layout::List && self.empty {
            batch = batch.strip_prefix(COMMA).unwrap_or(batch);
            self.target.write_all(b"[\n")?;
        }
        self.empty = false;
        self.target.write_all(batch)?;
        self.target.flush()
    }

    /// Ends the output and puts the file in place.
    pub fn finish(mut self) -> io::Result<()> {
        if self.layout == Layout::List {
            self.target.write_all(if self.empty { b"[]\n" } else { b"\n]\n" })?;
        }
        self.target.finish()
    }
}

/// Writes one thing to a file or to standard output, through a buffer; a reader that has gone away is no error.
pub fn write(path: Option<&Path>, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<()> {
    let mut writer = BufWriter::new(Target::open(path)?);
    let written =
        write(&mut writer).and_then(|()| writer.into_inner().map_err(io::IntoInnerError::into_error)?.finish());
    match written {
        Err(error) if error.kind() == ErrorKind::BrokenPipe => Ok(()),
        result => result.context("cannot write the output"),
    }
}

/// Standard output, or a file. Without a buffer: batches of records are large.
pub enum Target {
    /// Standard output, a device or a pipe.
    Stream(Box<dyn Write + Send>),
    /// A file that is still beside its place.
    Beside(Beside),
}

impl Target {
    /// Opens the output; `None` and `-` are standard output.
    pub fn open(path: Option<&Path>) -> Result<Self> {
        Self::create_or_stdout(path, false)
    }

    fn create_or_stdout(path: Option<&Path>, keep: bool) -> Result<Self> {
        match path {
            Some(path) if path != Path::new("-") => {
                Self::create(path, keep).with_context(|| format!("cannot write {}", path.display()))
            }
            _ => Ok(Self::Stream(Box::new(io::stdout()))),
        }
    }

    /// Puts a file in place.
    pub fn finish(mut self) -> io::Result<()> {
        self.flush()?;
        match self {
            Self::Stream(_) => Ok(()),
            Self::Beside(file) => file.put_in_place(),
        }
    }

    fn create(path: &Path, keep: bool) -> Result<Self> {
        match fs::metadata(path) {
            // A device or a pipe is written to, never replaced.
            Ok(there) if !there.is_file() && !there.is_dir() => {
                Ok(Self::Stream(Box::new(File::options().write(true).open(path)?)))
            }
            _ => Ok(Self::Beside(Beside::create(Place::of(path)?, keep)?)),
        }
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Stream(stream) => stream.write(bytes),
            Self::Beside(beside) => beside.file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Stream(stream) => stream.flush(),
            Self::Beside(beside) => beside.file.flush(),
        }
    }
}

/// Where a file of output is put together, and where it goes.
pub struct Place {
    target: PathBuf,
}

impl Place {
    /// Through a link, the file that it names is replaced, not the link. Fails for a folder.
    pub fn of(path: &Path) -> Result<Self> {
        let target = match fs::metadata(path) {
            Ok(there) if there.is_dir() => bail!("it is a folder"),
            Ok(_) => fs::canonicalize(path)?,
            Err(_) => path.to_owned(),
        };
        target.file_name().context("it names no file")?;
        Ok(Self { target })
    }

    /// The file itself.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// What a run is writing, or was writing when it was killed.
    pub fn partial(&self) -> PathBuf {
        self.hidden("partial")
    }

    /// What killed runs have written before.
    pub fn earlier(&self) -> PathBuf {
        self.hidden("earlier")
    }

    /// A file beside it, hidden, so that a walk through the same folder passes it over.
    fn hidden(&self, ending: &str) -> PathBuf {
        let name = self.target.file_name().unwrap_or_default().to_string_lossy();
        self.target.with_file_name(format!(".{name}.{ending}"))
    }
}

/// Takes a file for this run alone, for as long as it is open.
pub fn lock(file: &File) -> io::Result<()> {
    match file.try_lock() {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => Err(io::Error::other("another run is writing it")),
        // Some file systems have no locks.
        Err(TryLockError::Error(_)) => Ok(()),
    }
}

/// A file beside the one it will replace.
pub struct Beside {
    file: File,
    place: Place,
    /// Whether what was written stays when the run fails.
    keep: bool,
    placed: bool,
}

impl Beside {
    fn create(place: Place, keep: bool) -> Result<Self> {
        let open = || {
            let file = File::options().write(true).create(true).truncate(false).open(place.partial())?;
            lock(&file)?;
            file.set_len(0)?;
            Ok(file)
        };
        let file = open().map_err(|error: io::Error| anyhow::anyhow!(crate::document::reason(&error)))?;
        Ok(Self { file, place, keep, placed: false })
    }

    fn put_in_place(mut self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(self.place.partial(), self.place.target())?;
        self.placed = true;
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Nothing more can be done where they cannot be removed; their names tell what they are.
        if !self.placed && !self.keep {
            let _ = fs::remove_file(self.place.partial());
        }
        if self.placed {
            let _ = fs::remove_file(self.place.earlier());
        }
    }
}

/// Files of one folder that belong together: all of them are put in place, or none.
pub struct Folder {
    path: PathBuf,
    files: Vec<Target>,
}

impl Folder {
    /// Makes the folder where it is not there.
    pub fn open(path: &Path) -> Result<Self> {
        fs::create_dir_all(path)
            .map_err(|error| anyhow::anyhow!(crate::document::reason(&error)))
            .with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self { path: path.to_owned(), files: Vec::new() })
    }

    /// A new file of the folder.
    pub fn file(&mut self, name: &str) -> Result<impl Write + Send + 'static> {
        let target = Target::open(Some(&self.path.join(name)))?;
        let Target::Beside(beside) = target else { bail!("cannot write {name}: it is no file") };
        let handle = beside.file.try_clone()?;
        self.files.push(Target::Beside(beside));
        Ok(io::BufWriter::new(handle))
    }

    /// Puts all files in place. Their writers must have been finished.
    pub fn finish(self) -> io::Result<()> {
        self.files.into_iter().try_for_each(Target::finish)
    }
}
