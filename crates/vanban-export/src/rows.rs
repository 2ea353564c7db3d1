//! Tables row by row: [`Rows`] as CSV and, with the feature `parquet`, as Parquet.

use std::borrow::Cow;
use std::io::{self, Write};

/// A table: its name, that of its file, and its columns.
#[derive(Debug, PartialEq, Eq)]
pub struct Table {
    /// As `references`.
    pub name: &'static str,
    /// In order.
    pub columns: &'static [Column],
}

/// A column of a table.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// As `reference`.
    pub name: &'static str,
    /// What its values are.
    pub kind: Kind,
    /// What it says.
    pub about: &'static str,
}

/// What the values of a column are; any of them may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// Words of which there are few: kept as a dictionary in Parquet.
    Word,
    /// A whole number.
    Int,
    /// `true` or `false`.
    Bool,
}

/// A value of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'v> {
    /// Absent: an empty field of CSV, a null of Parquet.
    Null,
    /// For [`Kind::Text`] and [`Kind::Word`].
    Text(Cow<'v, str>),
    /// For [`Kind::Int`].
    Int(i64),
    /// For [`Kind::Bool`].
    Bool(bool),
}

impl<'v> Value<'v> {
    /// Words that may be absent.
    pub fn opt(text: Option<&'v str>) -> Self {
        text.map_or(Self::Null, |text| Self::Text(text.into()))
    }

    /// Words, in a list of one field.
    pub fn list(words: &[&str]) -> Self {
        if words.is_empty() { Self::Null } else { Self::Text(words.join("; ").into()) }
    }
}

impl<'v> From<&'v str> for Value<'v> {
    fn from(text: &'v str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<usize> for Value<'_> {
    fn from(number: usize) -> Self {
        Self::Int(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Value<'_> {
    fn from(number: u32) -> Self {
        Self::Int(number.into())
    }
}

impl From<bool> for Value<'_> {
    fn from(yes: bool) -> Self {
        Self::Bool(yes)
    }
}

/// Takes the rows of one table.
pub trait Rows {
    /// Takes a row with a value for each column.
    fn row(&mut self, row: &[Value]) -> io::Result<()>;

    /// Ends the table.
    fn finish(self: Box<Self>) -> io::Result<()>;
}

/// A table as CSV (RFC 4180 with line feeds): UTF-8, a line of names first, fields quoted where they must be.
pub struct CsvRows<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> CsvRows<W> {
    /// Writes the names of the columns.
    pub fn new(table: &Table, writer: W) -> io::Result<Self> {
        Self::with_names(table.columns.iter().map(|c| c.name), writer)
    }

    pub(crate) fn with_names<'n>(names: impl Iterator<Item = &'n str>, writer: W) -> io::Result<Self> {
        let mut writer = csv::Writer::from_writer(writer);
        writer.write_record(names)?;
        Ok(Self { writer })
    }
}

impl<W: Write> Rows for CsvRows<W> {
    fn row(&mut self, row: &[Value]) -> io::Result<()> {
        for value in row {
            match value {
                Value::Null => self.writer.write_field("")?,
                Value::Text(text) => self.writer.write_field(text.as_bytes())?,
                Value::Int(number) => self.writer.write_field(number.to_string())?,
                Value::Bool(yes) => self.writer.write_field(if *yes { "true" } else { "false" })?,
            }
        }
        Ok(self.writer.write_record(None::<&[u8]>)?)
    }

    fn finish(mut self: Box<Self>) -> io::Result<()> {
        self.writer.flush()
    }
}

#[cfg(feature = "parquet")]
pub use with_arrow::ParquetRows;

#[cfg(feature = "parquet")]
mod with_arrow {
    use super::{Kind, Rows, Table, Value};
    use arrow_array::builder::{BooleanBuilder, Int64Builder, StringBuilder, StringDictionaryBuilder};
    use arrow_array::types::Int32Type;
    use arrow_array::{ArrayRef, RecordBatch};
    use arrow_schema::{DataType, Field, Schema};
    use parquet::arrow::ArrowWriter;
    use parquet::basic::Compression;
    use parquet::file::properties::WriterProperties;
    use std::io::{self, Write};
    use std::sync::Arc;

    /// Rows put together before they are written: some megabytes of a usual table.
    const BATCH: usize = 16_384;

    enum Builder {
        Text(StringBuilder),
        Word(StringDictionaryBuilder<Int32Type>),
        Int(Int64Builder),
        Bool(BooleanBuilder),
    }

    /// A table as Parquet, compressed with Snappy; columns of few words are dictionaries.
    pub struct ParquetRows<W: Write + Send> {
        schema: Arc<Schema>,
        builders: Vec<Builder>,
        rows: usize,
        writer: ArrowWriter<W>,
    }

    impl<W: Write + Send> ParquetRows<W> {
        /// Starts the table; all its columns may hold nulls.
        pub fn new(table: &Table, writer: W) -> io::Result<Self> {
            let field = |column: &super::Column| {
                let kind = match column.kind {
                    Kind::Text => DataType::Utf8,
                    Kind::Word => DataType::Dictionary(Box::new(DataType::Int32), Box::new(DataType::Utf8)),
                    Kind::Int => DataType::Int64,
                    Kind::Bool => DataType::Boolean,
                };
                Field::new(column.name, kind, true)
            };
            let schema = Arc::new(Schema::new(table.columns.iter().map(field).collect::<Vec<_>>()));
            let builder = |column: &super::Column| match column.kind {
                Kind::Text => Builder::Text(StringBuilder::new()),
                Kind::Word => Builder::Word(StringDictionaryBuilder::new()),
                Kind::Int => Builder::Int(Int64Builder::new()),
                Kind::Bool => Builder::Bool(BooleanBuilder::new()),
            };
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let writer = ArrowWriter::try_new(writer, schema.clone(), Some(properties)).map_err(io::Error::other)?;
            Ok(Self { schema, builders: table.columns.iter().map(builder).collect(), rows: 0, writer })
        }

        fn write(&mut self) -> io::Result<()> {
            let finish = |builder: &mut Builder| -> ArrayRef {
                match builder {
                    Builder::Text(b) => Arc::new(b.finish()),
                    Builder::Word(b) => Arc::new(b.finish()),
                    Builder::Int(b) => Arc::new(b.finish()),
                    Builder::Bool(b) => Arc::new(b.finish()),
                }
            };
            let columns = self.builders.iter_mut().map(finish).collect();
            let batch = RecordBatch::try_new(self.schema.clone(), columns).map_err(io::Error::other)?;
            self.rows = 0;
            self.writer.write(&batch).map_err(io::Error::other)
        }
    }

    impl<W: Write + Send> Rows for ParquetRows<W> {
        fn row(&mut self, row: &[Value]) -> io::Result<()> {
            // A row that is too short is filled with nulls: columns stay of one length.
            let values = row.iter().chain(std::iter::repeat(&Value::Null));
            for (builder, value) in self.builders.iter_mut().zip(values) {
                match (builder, value) {
                    (Builder::Text(b), Value::Text(text)) => b.append_value(text),
                    (Builder::Word(b), Value::Text(text)) => b.append_value(text),
                    (Builder::Int(b), Value::Int(number)) => b.append_value(*number),
                    (Builder::Bool(b), Value::Bool(yes)) => b.append_value(*yes),
                    (Builder::Text(b), _) => b.append_null(),
                    (Builder::Word(b), _) => b.append_null(),
                    (Builder::Int(b), _) => b.append_null(),
                    (Builder::Bool(b), _) => b.append_null(),
                }
            }
            self.rows += 1;
            if self.rows == BATCH { self.write() } else { Ok(()) }
        }

        fn finish(mut self: Box<Self>) -> io::Result<()> {
            if self.rows > 0 {
                self.write()?;
            }
            self.writer.close().map(|_| ()).map_err(io::Error::other)
        }
    }
}
