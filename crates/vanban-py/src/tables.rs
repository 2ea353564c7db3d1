//! `Tables`: records as the tables of `vanban-export`, in the buffers that Arrow lays out.
//!
//! Python gets bytes (validity, offsets, values) and wraps them by `pyarrow.Array.from_buffers`: no object for each value,
//! and no Arrow in this build.

use crate::record::Record;
use pyo3::exceptions::{PyOSError, PyOverflowError};
use pyo3::prelude::*;
use pyo3::types::PyBytes;
use std::io;
use std::sync::{Mutex, PoisonError};
use vanban_export::rows::{Kind, Rows, Table, Value};
use vanban_export::tables::{self, TABLES};

/// Rows of the six tables, until they are taken.
#[pyclass(frozen, module = "vanban._native", name = "Tables")]
pub struct Tables {
    tables: Mutex<[Buffers; 6]>,
}

/// The columns of one table.
pub struct Buffers {
    rows: usize,
    columns: Vec<Column>,
}

struct Column {
    kind: Kind,
    nulls: usize,
    validity: Vec<u8>,
    /// Of words: where each ends in `values`, after a zero.
    offsets: Vec<u8>,
    values: Vec<u8>,
}

/// Puts a bit at place `at`, which is the next one.
fn push_bit(bits: &mut Vec<u8>, at: usize, bit: bool) {
    if at.is_multiple_of(8) {
        bits.push(0);
    }
    if let Some(last) = bits.last_mut() {
        *last |= u8::from(bit) << (at % 8);
    }
}

impl Column {
    fn new(kind: Kind) -> Self {
        let offsets = match kind {
            Kind::Text | Kind::Word => vec![0; 4],
            Kind::Int | Kind::Bool => Vec::new(),
        };
        Self { kind, nulls: 0, validity: Vec::new(), offsets, values: Vec::new() }
    }

    fn push(&mut self, at: usize, value: &Value) -> io::Result<()> {
        let valid = match (self.kind, value) {
            (Kind::Text | Kind::Word, Value::Text(text)) => {
                self.values.extend_from_slice(text.as_bytes());
                true
            }
            (Kind::Int, Value::Int(number)) => {
                self.values.extend_from_slice(&number.to_le_bytes());
                true
            }
            (Kind::Bool, Value::Bool(yes)) => {
                push_bit(&mut self.values, at, *yes);
                true
            }
            (Kind::Int, _) => {
                self.values.extend_from_slice(&[0; 8]);
                false
            }
            (Kind::Bool, _) => {
                push_bit(&mut self.values, at, false);
                false
            }
            (Kind::Text | Kind::Word, _) => false,
        };
        if matches!(self.kind, Kind::Text | Kind::Word) {
            let end = i32::try_from(self.values.len()).map_err(|_| io::ErrorKind::FileTooLarge)?;
            self.offsets.extend_from_slice(&end.to_le_bytes());
        }
        push_bit(&mut self.validity, at, valid);
        self.nulls += usize::from(!valid);
        Ok(())
    }
}

impl Buffers {
    pub fn new(table: &Table) -> Self {
        Self { rows: 0, columns: table.columns.iter().map(|c| Column::new(c.kind)).collect() }
    }

    /// Number of rows, and the buffers of each column.
    pub fn taken<'py>(&self, py: Python<'py>) -> Taken<'py> {
        let bytes = |b: &Vec<u8>| PyBytes::new(py, b);
        let column = |c: &Column| (c.nulls, bytes(&c.validity), bytes(&c.offsets), bytes(&c.values));
        (self.rows, self.columns.iter().map(column).collect())
    }
}

impl Rows for &mut Buffers {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        // A row that is too short is filled with nulls: columns stay of one length.
        let values = row.iter().chain(std::iter::repeat(&Value::Null));
        let at = self.rows;
        for (column, value) in self.columns.iter_mut().zip(values) {
            column.push(at, value)?;
        }
        self.rows += 1;
        Ok(())
    }

    fn finish(self: Box<Self>) -> io::Result<()> {
        Ok(())
    }
}

fn empty() -> [Buffers; 6] {
    TABLES.map(|table| Buffers::new(&table))
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Word => "word",
        Kind::Int => "int",
        Kind::Bool => "bool",
    }
}

/// Rows, and of each column the number of nulls, validity, offsets and values.
pub type Taken<'py> = (usize, Vec<(usize, Bound<'py, PyBytes>, Bound<'py, PyBytes>, Bound<'py, PyBytes>)>);

/// Name of a table, with name, kind and meaning of each of its columns.
pub type Layout = (&'static str, Vec<(&'static str, &'static str, &'static str)>);

pub fn layout(table: &Table) -> Layout {
    (table.name, table.columns.iter().map(|c| (c.name, kind_name(c.kind), c.about)).collect())
}

/// What went wrong with rows that were put into buffers.
pub fn full(error: io::Error) -> PyErr {
    match error.kind() {
        io::ErrorKind::FileTooLarge => PyOverflowError::new_err("more than 2 GiB of words in one column"),
        _ => PyOSError::new_err(error.to_string()),
    }
}

#[pymethods]
impl Tables {
    #[new]
    fn new() -> Self {
        Self { tables: Mutex::new(empty()) }
    }

    /// The layout of each table.
    #[staticmethod]
    fn layout() -> Vec<Layout> {
        TABLES.iter().map(layout).collect()
    }

    /// Adds the rows of a record.
    fn add(&self, py: Python<'_>, record: &Record) -> PyResult<()> {
        let record = record.inner.clone();
        py.detach(|| {
            let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
            let mut rows = tables.each_mut().map(|t| Box::new(t) as Box<dyn Rows + '_>);
            tables::write(&record, &mut rows)
        })
        .map_err(full)
    }

    /// Bytes that wait to be taken.
    #[getter]
    fn nbytes(&self, py: Python<'_>) -> usize {
        py.detach(|| {
            let tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
            tables.iter().flat_map(|t| &t.columns).map(|c| c.values.len() + c.offsets.len() + c.validity.len()).sum()
        })
    }

    /// Takes the rows of each table.
    fn take<'py>(&self, py: Python<'py>) -> Vec<Taken<'py>> {
        let tables =
            py.detach(|| std::mem::replace(&mut *self.tables.lock().unwrap_or_else(PoisonError::into_inner), empty()));
        tables.iter().map(|table| table.taken(py)).collect()
    }
}
