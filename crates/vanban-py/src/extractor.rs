//! `Extractor`: options, and the record of one document.

use crate::errors::{DefectError, ReadError};
use crate::many::Records;
use crate::record::Record;
use pyo3::IntoPyObjectExt;
use pyo3::exceptions::{PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::pybacked::{PyBackedBytes, PyBackedStr};
use pyo3::types::{IntoPyDict, PyBool, PyBytes, PyDict, PyString};
use sha2::{Digest, Sha256};
use std::fmt::Write;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::sync::Arc;
use vanban::{Diagnostic, Encoding, Genre, OffsetUnit};
use vanban_read::{Format, Limits};

/// How documents are read: made once, used from any thread, sent to other processes with its rules.
///
/// - offsets: unit of the spans, `char` (what Python slices with), `byte` or `utf16`.
/// - genre: what kind of page the texts are (`official`, `portal`, `news`, `other`), instead of working it out from each.
/// - with_text: keep the decoded text in the record.
/// - check: check the form of each document against the norms (diagnostics `form-…`).
/// - explain: tell of each mention which rule found it and what was inferred (`Mention.explanation`).
/// - encoding: of plain text and HTML, instead of working it out from the bytes.
/// - max_bytes: largest file that `extract_bytes` reads.
/// - rules: own bodies, types, laws, short names and cues: the path of a TOML file, or such a file opened.
///
/// >>> import io, vanban
/// >>> rules = io.StringIO("[[bodies]]\ncode = 'BQLVB'\nname = 'Ban Quản lý Vịnh Bắc'")
/// >>> extractor = vanban.Extractor(explain=True, rules=rules)
/// >>> extractor
/// Extractor(offsets='char', explain=True, rules=…)
/// >>> record = extractor.extract("Căn cứ Quyết định số 7/QĐ-BQLVB ngày 02/3/2031 của Ban Quản lý Vịnh Bắc;")
/// >>> record.references[0].issuer, record.references[0].mentions[0].explanation.rule
/// ('Ban Quản lý Vịnh Bắc', 'type-and-number')
#[pyclass(frozen, module = "vanban", name = "Extractor")]
pub struct Extractor {
    pub maker: Arc<Maker>,
    options: Options,
}

/// The arguments as given, to make the same extractor in another process.
#[derive(Clone)]
struct Options {
    offsets: String,
    genre: Option<String>,
    with_text: bool,
    check: bool,
    explain: bool,
    encoding: Option<String>,
    max_bytes: Option<u64>,
    rules: Option<Rules>,
}

/// Own rules: the words of a TOML file, and how messages call it.
#[derive(Clone)]
struct Rules {
    text: String,
    name: String,
}

impl Rules {
    /// From a path, or from an open file.
    fn read(given: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok(path) = given.extract::<PathBuf>() {
            let name = path.display().to_string();
            let text = String::from_utf8(fs::read(&path)?)
                .map_err(|_| PyValueError::new_err(format!("cannot read the rules {name}: they are not UTF-8")))?;
            return Ok(Self { text, name });
        }
        let read = given.call_method0("read")?;
        let text = match read.cast::<PyBytes>() {
            Ok(bytes) => String::from_utf8(bytes.as_bytes().to_vec())
                .map_err(|_| PyValueError::new_err("cannot read the rules: they are not UTF-8"))?,
            Err(_) => read.extract()?,
        };
        let name = given.getattr("name").and_then(|name| name.extract()).unwrap_or_else(|_| "rules".to_owned());
        Ok(Self { text, name })
    }
}

#[pymethods]
impl Extractor {
    #[new]
    #[pyo3(signature = (
        *, offsets = "char", genre = None, with_text = false, check = false, explain = false, encoding = None,
        max_bytes = None, rules = None
    ))]
    #[allow(clippy::too_many_arguments)] // they are keywords
    fn new(
        offsets: &str,
        genre: Option<String>,
        with_text: bool,
        check: bool,
        explain: bool,
        encoding: Option<String>,
        max_bytes: Option<u64>,
        rules: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<Self> {
        let rules = rules.map(Rules::read).transpose()?;
        let offsets = offsets.to_owned();
        let options = Options { offsets, genre, with_text, check, explain, encoding, max_bytes, rules };
        let maker = Arc::new(Maker::new(&options).map_err(PyValueError::new_err)?);
        Ok(Self { maker, options })
    }

    /// The record of a text. Never fails on what the text holds.
    #[pyo3(signature = (text, *, name = None))]
    fn extract(&self, py: Python<'_>, text: &Bound<'_, PyString>, name: Option<String>) -> PyResult<Record> {
        let input = Input { name, data: Data::Text(words(text)?) };
        self.run(py, input)
    }

    /// The record of a file's bytes: text in any encoding, docx, doc, odt, rtf, html, pdf.
    #[pyo3(signature = (data, name = None))]
    fn extract_bytes(&self, py: Python<'_>, data: PyBackedBytes, name: Option<String>) -> PyResult<Record> {
        self.run(py, Input { name, data: Data::Bytes(data) })
    }

    /// The records of many documents, in order, worked on by `jobs` threads while they are drawn.
    #[pyo3(signature = (documents, jobs = None, *, errors = "record"))]
    fn extract_many(&self, documents: &Bound<'_, PyAny>, jobs: Option<usize>, errors: &str) -> PyResult<Records> {
        let raise = match errors {
            "record" => false,
            "raise" => true,
            other => return Err(PyValueError::new_err(format!("errors is \"record\" or \"raise\", not {other:?}"))),
        };
        Records::new(self.maker.clone(), documents, jobs, raise)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut shown = Vec::new();
        for (name, value) in self.options(py)? {
            // Rules are many lines: that there are some is told.
            match name {
                _ if value.is_none() || value.is(PyBool::new(py, false)) => {}
                "rules" => shown.push("rules=…".to_owned()),
                name => shown.push(format!("{name}={}", value.repr()?)),
            }
        }
        Ok(format!("Extractor({})", shown.join(", ")))
    }

    /// The arguments by name; of `rules` the words.
    #[getter(options)]
    fn options_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        self.options(py)?.into_py_dict(py)
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, (Bound<'py, PyAny>,))> {
        Ok((py.import("vanban")?.getattr("_extractor")?, (self.options_dict(py)?.into_any(),)))
    }
}

impl Extractor {
    fn options<'py>(&self, py: Python<'py>) -> PyResult<[(&'static str, Bound<'py, PyAny>); 8]> {
        let o = &self.options;
        let rules = o.rules.as_ref().map(|rules| &rules.text);
        Ok([
            ("offsets", (&o.offsets).into_bound_py_any(py)?),
            ("genre", (&o.genre).into_bound_py_any(py)?),
            ("with_text", o.with_text.into_bound_py_any(py)?),
            ("check", o.check.into_bound_py_any(py)?),
            ("explain", o.explain.into_bound_py_any(py)?),
            ("encoding", (&o.encoding).into_bound_py_any(py)?),
            ("max_bytes", o.max_bytes.into_bound_py_any(py)?),
            ("rules", rules.into_bound_py_any(py)?),
        ])
    }

    fn run(&self, py: Python<'_>, input: Input) -> PyResult<Record> {
        let made = py.detach(|| self.maker.record(&input));
        made.map(Record::new).map_err(Failure::into_exception)
    }
}

/// A document that waits for its record. Shared with threads; holds no Python object that they would need.
pub struct Input {
    pub name: Option<String>,
    pub data: Data,
}

pub enum Data {
    Text(Text),
    Bytes(PyBackedBytes),
}

/// The UTF-8 of a Python string.
pub enum Text {
    Python(PyBackedStr),
    /// A string with surrogates that stand alone, each replaced.
    Repaired(String),
}

impl Text {
    fn as_str(&self) -> &str {
        match self {
            Self::Python(text) => text,
            Self::Repaired(text) => text,
        }
    }
}

/// The words of a string. Surrogates alone, which `errors="surrogateescape"` leaves behind, have no UTF-8: each is read
/// as U+FFFD, which is one code point too, so that spans stay true.
fn words(text: &Bound<'_, PyString>) -> PyResult<Text> {
    match text.extract::<PyBackedStr>() {
        Ok(text) => Ok(Text::Python(text)),
        Err(_) => {
            let bytes = text.call_method1("encode", ("utf-8", "surrogatepass"))?.extract::<PyBackedBytes>()?;
            let mut bytes = bytes.to_vec();
            for at in 0..bytes.len().saturating_sub(2) {
                if bytes[at] == 0xED && bytes[at + 1] >= 0xA0 {
                    bytes[at..at + 3].copy_from_slice("\u{FFFD}".as_bytes());
                }
            }
            Ok(Text::Repaired(String::from_utf8_lossy(&bytes).into_owned()))
        }
    }
}

impl Input {
    /// A text, bytes, or a pair of a name and one of both.
    pub fn from_python(item: &Bound<'_, PyAny>) -> PyResult<Self> {
        if let Ok((name, data)) = item.extract::<(Option<String>, Bound<'_, PyAny>)>() {
            return Ok(Self { name, data: Self::data(&data)? });
        }
        Ok(Self { name: None, data: Self::data(item)? })
    }

    fn data(item: &Bound<'_, PyAny>) -> PyResult<Data> {
        if let Ok(text) = item.cast::<PyString>() {
            return Ok(Data::Text(words(text)?));
        }
        if item.cast::<PyBytes>().is_ok() {
            return Ok(Data::Bytes(item.extract()?));
        }
        let found = item.get_type().name()?;
        Err(PyTypeError::new_err(format!("a document is str, bytes, or a pair (name, str or bytes), not {found}")))
    }
}

/// Why there is no record.
pub enum Failure {
    Read(String),
    Defect,
}

impl Failure {
    pub fn into_exception(self) -> PyErr {
        match self {
            Self::Read(reason) => ReadError::new_err(reason),
            Self::Defect => DefectError::new_err(Self::DEFECT),
        }
    }

    pub fn reason(&self) -> &str {
        match self {
            Self::Read(reason) => reason,
            Self::Defect => Self::DEFECT,
        }
    }

    const DEFECT: &str = "a defect of vanban: please report this input";
}

impl Options {
    /// Those that change the record, as the command writes them; `None` for the defaults.
    fn written(&self, encoding: Option<Encoding>) -> Option<String> {
        let named = |name, value: Option<&str>| value.map(|value| format!("{name}={value}"));
        let rules = self.rules.as_ref().map(|rules| hex(&Sha256::digest(&rules.text)));
        let options = [
            (self.offsets != "char").then(|| format!("offsets={}", self.offsets)),
            named("genre", self.genre.as_deref()),
            self.with_text.then(|| "with-text".to_owned()),
            self.check.then(|| "check".to_owned()),
            self.explain.then(|| "explain".to_owned()),
            named("rules", rules.as_deref()),
            named("encoding", encoding.map(Encoding::name)),
        ];
        let options: Vec<String> = options.into_iter().flatten().collect();
        (!options.is_empty()).then(|| options.join(" ").to_lowercase())
    }
}

/// Makes records as the command does.
pub struct Maker {
    extractor: vanban::Extractor,
    options: Option<String>,
    encoding: Option<Encoding>,
    limits: Limits,
}

impl Maker {
    fn new(options: &Options) -> Result<Self, String> {
        let offsets = match options.offsets.as_str() {
            "char" => OffsetUnit::Char,
            "byte" => OffsetUnit::Byte,
            "utf16" => OffsetUnit::Utf16,
            other => return Err(format!("offsets is \"char\", \"byte\" or \"utf16\", not {other:?}")),
        };
        let encoding = match options.encoding.as_deref() {
            None | Some("auto") => None,
            Some(name) => Some(Encoding::from_name(name).ok_or_else(|| format!("no encoding of the name {name:?}"))?),
        };
        let mut builder = vanban::Extractor::builder()
            .offsets(offsets)
            .with_text(options.with_text)
            .check(options.check)
            .explain(options.explain);
        if let Some(rules) = &options.rules {
            builder = vanban_read::rules::add(builder, &rules.text, &rules.name)?;
        }
        if let Some(genre) = options.genre.as_deref() {
            builder = builder.genre(match genre {
                "official" => Genre::Official,
                "portal" => Genre::Portal,
                "news" => Genre::News,
                "other" => Genre::Other,
                other => {
                    return Err(format!("genre is \"official\", \"portal\", \"news\" or \"other\", not {other:?}"));
                }
            });
        }
        let mut limits = Limits::default();
        if let Some(bytes) = options.max_bytes {
            limits.input = bytes;
            limits.text = limits.text.min(usize::try_from(bytes).unwrap_or(usize::MAX));
        }
        Ok(Self { extractor: builder.build(), options: options.written(encoding), encoding, limits })
    }

    /// The record of a document.
    pub fn record(&self, input: &Input) -> Result<vanban::Record, Failure> {
        // A defect of the library costs the document that shows it, not the process.
        let made = panic::catch_unwind(AssertUnwindSafe(|| match &input.data {
            Data::Text(text) => Ok(self.of_text(input.name.as_deref(), text.as_str())),
            Data::Bytes(bytes) => self.of_bytes(input.name.as_deref(), bytes),
        }));
        match made {
            Ok(made) => made.map_err(|error| Failure::Read(error.to_string())),
            Err(_) => Err(Failure::Defect),
        }
    }

    fn of_text(&self, name: Option<&str>, text: &str) -> vanban::Record {
        let mut record = self.extractor.extract(text);
        record.source.options.clone_from(&self.options);
        // As the command does for a line of JSONL. A text without a name is nobody's file.
        if let Some(name) = name {
            record.source.encoding = Some(Encoding::Utf8.name().to_owned());
            describe(&mut record, Some(name), Format::Text, text.as_bytes());
        }
        record
    }

    fn of_bytes(&self, name: Option<&str>, bytes: &[u8]) -> Result<vanban::Record, vanban_read::Error> {
        let path = name.unwrap_or("");
        let format: Format = vanban_read::sniff(bytes, path)?;
        let document = vanban_read::read_as(bytes, format, self.encoding, &self.limits)?;
        let mut record = document.extract(&self.extractor);
        record.source.options.clone_from(&self.options);
        describe(&mut record, name, format, bytes);
        Ok(record)
    }

    /// The record of a document that could not be read: all null, with the reason.
    pub fn failed(&self, name: Option<&str>, reason: &str) -> vanban::Record {
        let mut record = self.extractor.extract("");
        record.source.path = name.map(str::to_owned);
        record.text = None;
        record.diagnostics = vec![Diagnostic::new("input-failed", reason, None)];
        record
    }
}

fn describe(record: &mut vanban::Record, name: Option<&str>, format: Format, bytes: &[u8]) {
    let source = &mut record.source;
    source.path = name.map(str::to_owned);
    source.format = Some(format.name().to_owned());
    source.bytes = Some(bytes.len() as u64);
    source.sha256 = Some(hex(&Sha256::digest(bytes)));
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut hex, byte| {
        // Writing to a string cannot fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}
