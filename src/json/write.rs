//! JSON of a record, written faster than by serde_json and byte for byte the same: keys need no escapes, strings are
//! looked through in blocks, numbers are whole.

use crate::text::lanes::{LANES, Marks, mark};
use serde::ser::{Error, Impossible, Serialize, SerializeSeq, SerializeStruct, SerializeTuple, Serializer};
use std::fmt::{self, Display};
use std::io;

/// Writes `value`, which is made of structs with names for keys, lists, strings, whole numbers, booleans, and enums
/// without data.
pub(super) fn write(value: &impl Serialize, out: &mut impl io::Write) -> io::Result<()> {
    value.serialize(Json(out)).map_err(|failed| failed.0)
}

/// Where a value is written to.
struct Json<'o, W>(&'o mut W);

/// What the writer gave, or that a value is none of those that records have.
#[derive(Debug)]
struct Failed(io::Error);

impl Display for Failed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Failed {}

impl Error for Failed {
    fn custom<T: Display>(message: T) -> Self {
        Self(io::Error::other(message.to_string()))
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Self(error)
    }
}

type Written = Result<(), Failed>;

/// A whole number.
fn number(number: u64, out: &mut impl io::Write) -> Written {
    // Offsets, as most are, have few digits and fit where dividing is cheap.
    match u32::try_from(number) {
        Ok(number) => {
            let mut digits = [b'0'; 10];
            let (mut rest, mut at) = (number, digits.len());
            while at > 0 {
                at -= 1;
                digits[at] += (rest % 10) as u8;
                rest /= 10;
                if rest == 0 {
                    break;
                }
            }
            Ok(out.write_all(&digits[at..])?)
        }
        Err(_) => Ok(out.write_all(number.to_string().as_bytes())?),
    }
}

/// A string in its quotes.
fn string(words: &str, out: &mut impl io::Write) -> Written {
    out.write_all(b"\"")?;
    let mut rest = words.as_bytes();
    while let Some(at) = escaped(rest) {
        let (plain, behind) = rest.split_at(at);
        out.write_all(plain)?;
        escape(behind[0], out)?;
        rest = &behind[1..];
    }
    out.write_all(rest)?;
    Ok(out.write_all(b"\"")?)
}

/// The first byte that does not stand for itself.
fn escaped(bytes: &[u8]) -> Option<usize> {
    let (blocks, last) = bytes.as_chunks();
    for (n, block) in blocks.iter().enumerate() {
        if let Some(found) = escapes(block).first() {
            return Some(n * LANES + found);
        }
    }
    let mut block = [b' '; LANES];
    block[..last.len()].copy_from_slice(last);
    escapes(&block).first().map(|found| blocks.len() * LANES + found)
}

#[inline]
fn escapes(block: &[u8; LANES]) -> Marks {
    let mut marks = [0; LANES];
    for i in 0..LANES {
        let b = block[i];
        marks[i] = mark((b < 0x20) | (b == b'"') | (b == b'\\'));
    }
    Marks::new(marks)
}

fn escape(byte: u8, out: &mut impl io::Write) -> Written {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        b'\t' => b't',
        b'\n' => b'n',
        0x0C => b'f',
        b'\r' => b'r',
        _ => {
            let [high, low] = [byte >> 4, byte & 15].map(|digit| HEX[usize::from(digit)]);
            return Ok(out.write_all(&[b'\\', b'u', b'0', b'0', high, low])?);
        }
    };
    Ok(out.write_all(&[b'\\', short])?)
}

/// Refuses what no record holds.
macro_rules! refuse {
    ($($method:ident($($argument:ty),*) -> $ok:ty;)*) => {
        $(fn $method(self, $(_: $argument),*) -> Result<$ok, Failed> {
            Err(Failed::custom("no value of a record"))
        })*
    };
}

impl<'o, W: io::Write> Serializer for Json<'o, W> {
    type Ok = ();
    type Error = Failed;
    type SerializeSeq = List<'o, W>;
    type SerializeTuple = List<'o, W>;
    type SerializeStruct = List<'o, W>;
    type SerializeTupleStruct = Impossible<(), Failed>;
    type SerializeTupleVariant = Impossible<(), Failed>;
    type SerializeMap = Impossible<(), Failed>;
    type SerializeStructVariant = Impossible<(), Failed>;

    fn serialize_bool(self, value: bool) -> Written {
        Ok(self.0.write_all(if value { b"true" } else { b"false" })?)
    }

    fn serialize_u8(self, value: u8) -> Written {
        number(value.into(), self.0)
    }

    fn serialize_u16(self, value: u16) -> Written {
        number(value.into(), self.0)
    }

    fn serialize_u32(self, value: u32) -> Written {
        number(value.into(), self.0)
    }

    fn serialize_u64(self, value: u64) -> Written {
        number(value, self.0)
    }

    fn serialize_str(self, value: &str) -> Written {
        string(value, self.0)
    }

    fn serialize_none(self) -> Written {
        Ok(self.0.write_all(b"null")?)
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Written {
        string(variant, self.0)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<List<'o, W>, Failed> {
        List::open(b"[", self)
    }

    fn serialize_tuple(self, _: usize) -> Result<List<'o, W>, Failed> {
        List::open(b"[", self)
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<List<'o, W>, Failed> {
        List::open(b"{", self)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(Failed::custom("no value of a record"))
    }

    refuse! {
        serialize_i8(i8) -> ();
        serialize_i16(i16) -> ();
        serialize_i32(i32) -> ();
        serialize_i64(i64) -> ();
        serialize_f32(f32) -> ();
        serialize_f64(f64) -> ();
        serialize_char(char) -> ();
        serialize_bytes(&[u8]) -> ();
        serialize_unit() -> ();
        serialize_unit_struct(&'static str) -> ();
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }
}

/// An open list or object.
struct List<'o, W> {
    out: &'o mut W,
    /// Nothing stands in it yet.
    empty: bool,
}

impl<'o, W: io::Write> List<'o, W> {
    fn open(bracket: &[u8; 1], json: Json<'o, W>) -> Result<Self, Failed> {
        json.0.write_all(bracket)?;
        Ok(Self { out: json.0, empty: true })
    }

    fn push<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        if !std::mem::take(&mut self.empty) {
            self.out.write_all(b",")?;
        }
        value.serialize(Json(&mut *self.out))
    }

    fn close(self, bracket: &[u8; 1]) -> Written {
        Ok(self.out.write_all(bracket)?)
    }
}

impl<W: io::Write> SerializeSeq for List<'_, W> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        self.push(value)
    }

    fn end(self) -> Written {
        self.close(b"]")
    }
}

impl<W: io::Write> SerializeTuple for List<'_, W> {
    type Ok = ();
    type Error = Failed;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Written {
        self.push(value)
    }

    fn end(self) -> Written {
        self.close(b"]")
    }
}

impl<W: io::Write> SerializeStruct for List<'_, W> {
    type Ok = ();
    type Error = Failed;

    fn serialize_field<T: ?Sized + Serialize>(&mut self, key: &'static str, value: &T) -> Written {
        self.out.write_all(if std::mem::take(&mut self.empty) { b"\"" } else { b",\"" })?;
        self.out.write_all(key.as_bytes())?;
        self.out.write_all(b"\":")?;
        value.serialize(Json(&mut *self.out))
    }

    fn end(self) -> Written {
        self.close(b"}")
    }
}

#[cfg(test)]
mod tests {
    use super::write;
    use crate::diagnostic::Diagnostic;
    use crate::record::Record;
    use crate::text::Span;

    #[track_caller]
    fn check(record: &Record) {
        let mut written = Vec::new();
        write(record, &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), serde_json::to_string(record).unwrap());
    }

    #[test]
    fn every_character_is_written_as_serde_json_does() {
        let all: String = ('\0'..='\u{ff}').chain(['ế', '\u{2028}', '\u{FFFF}', '🙂']).collect();
        for from in all.char_indices().map(|(at, _)| at) {
            check(&Record { text: Some(all[from..].to_owned()), ..Record::default() });
        }
        for length in 0..40 {
            let words = "a".repeat(length);
            check(&Record { text: Some(format!("{words}\"{words}\n")), key: Some(words), ..Record::default() });
        }
    }

    #[test]
    fn numbers_and_parts_are_written_as_serde_json_does() {
        for n in [0, 9, 10, 99, 100, 65_535, u32::MAX] {
            let mut record = crate::extract("QUYẾT ĐỊNH số 12/QĐ-UBND ngày 02/3/2020\nĐiều 1. Giao Sở Y tế báo cáo.");
            record.source.bytes = Some(u64::from(n) << 32);
            record.diagnostics = vec![Diagnostic::new("no-text", "", Some(Span { start: n / 2, end: n })); 2];
            check(&record);
        }
        let mut record = Record::default();
        record.source.bytes = Some(u64::MAX);
        check(&record);
    }
}
