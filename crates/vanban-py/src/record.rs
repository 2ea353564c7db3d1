//! `Record`: the record of the library, whose parts become Python objects when they are looked at.

use crate::errors::RecordError;
use crate::object::{Shape, to_python};
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyTuple, PyType};
use serde::Serialize;
use std::sync::Arc;

/// All that was found in one document.
///
/// Attributes are those of the JSON contract; absent values are None, absent lists are (). They are made when they are
/// first looked at and kept from then on.
///
/// >>> import vanban
/// >>> record = vanban.extract("Số: 7/TB-UBND\n\nTHÔNG BÁO\nLịch tiếp công dân")
/// >>> record
/// <Record Thông báo 7/TB-UBND: 2 diagnostics>
/// >>> record.number
/// Number(value='7/TB-UBND', family='admin', serial='7', symbols=('TB', 'UBND'), span=4:13, basis='read')
/// >>> record.to_dict()["subject"]["value"]
/// 'Lịch tiếp công dân'
/// >>> vanban.Record.from_json(record.to_json()) == record
/// True
#[pyclass(frozen, module = "vanban", name = "Record")]
pub struct Record {
    pub inner: Arc<vanban::Record>,
    parts: PyOnceLock<Py<PyDict>>,
}

impl Record {
    pub fn new(record: vanban::Record) -> Self {
        Self { inner: Arc::new(record), parts: PyOnceLock::new() }
    }

    /// A part, made once.
    fn part<'py, T: Serialize>(&self, py: Python<'py>, name: &str, value: &T) -> PyResult<Bound<'py, PyAny>> {
        let parts = self.parts.get_or_init(py, || PyDict::new(py).unbind()).bind(py);
        if let Some(part) = parts.get_item(name)? {
            return Ok(part);
        }
        let part = to_python(py, value, Shape::Typed)?;
        parts.set_item(name, &part)?;
        Ok(part)
    }
}

/// A count with its noun, where there is something to count.
fn count(n: usize, one: &str) -> Option<String> {
    match n {
        0 => None,
        1 => Some(format!("1 {one}")),
        n => Some(format!("{n} {one}s")),
    }
}

type Part<'py> = PyResult<Bound<'py, PyAny>>;

#[pymethods]
impl Record {
    /// Version of the contract.
    #[getter]
    fn schema(&self) -> u32 {
        self.inner.schema
    }

    /// Name and version of the program that made the record.
    #[getter]
    fn generator(&self) -> &str {
        &self.inner.generator
    }

    /// Unit of every span: `char`, `byte` or `utf16`.
    #[getter]
    fn offset_unit<'py>(&self, py: Python<'py>) -> Part<'py> {
        to_python(py, &self.inner.offset_unit, Shape::Typed)
    }

    /// Where the text came from.
    #[getter]
    fn source<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "source", &self.inner.source)
    }

    /// The decoded text itself, when it was asked for.
    #[getter]
    fn text<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "text", &self.inner.text)
    }

    /// What kind of page the text is: `official`, `portal`, `news` or `other`.
    #[getter]
    fn genre<'py>(&self, py: Python<'py>) -> Part<'py> {
        to_python(py, &self.inner.genre, Shape::Typed)
    }

    /// Identity of the document, `type:number:year:place`.
    #[getter]
    fn key(&self) -> Option<&str> {
        self.inner.key.as_deref()
    }

    /// urn:lex name (RFC 9676), when the words are enough for one.
    #[getter]
    fn urn(&self) -> Option<&str> {
        self.inner.urn.as_deref()
    }

    /// Type of document (loại văn bản).
    #[getter]
    fn r#type<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "type", &self.inner.kind)
    }

    /// Document number (số, ký hiệu).
    #[getter]
    fn number<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "number", &self.inner.number)
    }

    /// Issuing bodies (cơ quan ban hành); the first is the main one.
    #[getter]
    fn issuers<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "issuers", &self.inner.issuers)
    }

    /// Date of issue (ngày ban hành).
    #[getter]
    fn date<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "date", &self.inner.date)
    }

    /// Place of issue (địa danh).
    #[getter]
    fn place<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "place", &self.inner.place)
    }

    /// Subject (trích yếu).
    #[getter]
    fn subject<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "subject", &self.inner.subject)
    }

    /// Marks of secrecy, urgency, draft and copy.
    #[getter]
    fn marks<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "marks", &self.inner.marks)
    }

    /// Date on which the document takes effect, where it says so.
    #[getter]
    fn effective_date<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "effective_date", &self.inner.effective_date)
    }

    /// Signers (người ký).
    #[getter]
    fn signers<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "signers", &self.inner.signers)
    }

    /// Addressees (Kính gửi).
    #[getter]
    fn addressees<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "addressees", &self.inner.addressees)
    }

    /// Documents cited, one for each distinct document, in order of first mention.
    #[getter]
    fn references<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "references", &self.inner.references)
    }

    /// Labelled parts of the body in text order.
    #[getter]
    fn outline<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "outline", &self.inner.outline)
    }

    /// Items that tell somebody to do something (nhiệm vụ).
    #[getter]
    fn tasks<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "tasks", &self.inner.tasks)
    }

    /// Times by which, or rhythms at which, something must be done (thời hạn).
    #[getter]
    fn deadlines<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "deadlines", &self.inner.deadlines)
    }

    /// Recipients (Nơi nhận), without the archive line.
    #[getter]
    fn recipients<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "recipients", &self.inner.recipients)
    }

    /// The archive line (Lưu).
    #[getter]
    fn archive<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "archive", &self.inner.archive)
    }

    /// What follows the document in the same text: regulation, appendix, form.
    #[getter]
    fn attachments<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "attachments", &self.inner.attachments)
    }

    /// What could not be read, or was read with a repair.
    #[getter]
    fn diagnostics<'py>(&self, py: Python<'py>) -> Part<'py> {
        self.part(py, "diagnostics", &self.inner.diagnostics)
    }

    /// The record as dicts and lists: what `json.loads(record.to_json())` gives.
    fn to_dict<'py>(&self, py: Python<'py>) -> Part<'py> {
        to_python(py, &*self.inner, Shape::Plain)
    }

    /// The record as JSON: on one line, or indented by two blanks.
    #[pyo3(signature = (*, pretty = false))]
    fn to_json(&self, py: Python<'_>, pretty: bool) -> String {
        py.detach(|| if pretty { self.inner.to_json_pretty() } else { self.inner.to_json() })
    }

    /// A record from its JSON. JSON of another schema, or that is no record, is a RecordError.
    #[classmethod]
    fn from_json(_class: &Bound<'_, PyType>, json: &str) -> PyResult<Self> {
        vanban::Record::from_json(json).map(Self::new).map_err(|error| RecordError::new_err(error.to_string()))
    }

    fn __repr__(&self) -> String {
        let r = &*self.inner;
        let kind = r.kind.as_ref().map_or("document", |kind| &kind.name);
        let number = r.number.as_ref().map(|n| format!(" {}", n.value)).unwrap_or_default();
        let date = r.date.as_ref().map(|d| format!(" of {}", d.value)).unwrap_or_default();
        let issuer = r.issuers.first().map(|i| format!(", {}", i.name)).unwrap_or_default();
        let counts = [
            count(r.references.len(), "reference"),
            count(r.tasks.len(), "task"),
            count(r.deadlines.len(), "deadline"),
            count(r.diagnostics.len(), "diagnostic"),
        ];
        let counts: Vec<String> = counts.into_iter().flatten().collect();
        let counts = if counts.is_empty() { String::new() } else { format!(": {}", counts.join(", ")) };
        format!("<Record {kind}{number}{date}{issuer}{counts}>")
    }

    fn __eq__(&self, other: &Self) -> bool {
        self.inner == other.inner
    }

    /// Records go between processes as their JSON.
    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<(Bound<'py, PyAny>, Bound<'py, PyTuple>)> {
        let make = py.get_type::<Self>().getattr("from_json")?;
        Ok((make, PyTuple::new(py, [self.inner.to_json()])?))
    }
}
