//! Parts of a record as Python objects, by way of serde: no type of the record is written down a second time here.

use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::{PyDict, PyList, PyString, PyTuple};
use serde::ser::{self, Impossible, Serialize};
use std::collections::HashMap;
use std::fmt;

/// What structs and lists become.
#[derive(Clone, Copy)]
pub enum Shape {
    /// The classes of `vanban.record`, tuples, and `Span`.
    Typed,
    /// Dicts and lists, as `json.loads` gives them.
    Plain,
}

/// A value as a Python object.
pub fn to_python<'py, T: Serialize + ?Sized>(py: Python<'py>, value: &T, shape: Shape) -> PyResult<Bound<'py, PyAny>> {
    value.serialize(Writer { py, shape }).map_err(|error| error.0)
}

/// What is looked up in Python once, since a record has thousands of parts.
struct Classes {
    /// Classes of `vanban.record` by the name of their struct.
    parts: HashMap<String, Class>,
    span: Py<PyAny>,
    /// `tuple.__new__`, `object.__new__` and `object.__setattr__`: past the constructors of named tuples and of frozen
    /// dataclasses, which are Python code.
    new_tuple: Py<PyAny>,
    new_object: Py<PyAny>,
    set: Py<PyAny>,
}

struct Class {
    class: Py<PyAny>,
    keys: Vec<Key>,
}

/// A key of a struct, in its place.
struct Key {
    name: String,
    plain: Py<PyString>,
    attribute: Py<PyString>,
}

impl Classes {
    fn of(py: Python<'_>) -> PyResult<&Self> {
        static CLASSES: PyOnceLock<Classes> = PyOnceLock::new();
        CLASSES.get_or_try_init(py, || Self::load(py))
    }

    fn load(py: Python<'_>) -> PyResult<Self> {
        let named = py.import("vanban.record")?.getattr("CLASSES")?.cast_into::<PyDict>()?;
        let mut span = py.None();
        let mut parts = HashMap::new();
        for (name, class) in named {
            let name: String = name.extract()?;
            if name == "Span" {
                span = class.unbind();
                continue;
            }
            let mut keys = Vec::new();
            for field in class.getattr("__dataclass_fields__")?.try_iter()? {
                let attribute: String = field?.extract()?;
                // `from` is a word of the language: its attribute is `from_`.
                let name = attribute.trim_end_matches('_').to_owned();
                let word = |word: &str| PyString::intern(py, word).unbind();
                keys.push(Key { plain: word(&name), attribute: word(&attribute), name });
            }
            parts.insert(name, Class { class: class.unbind(), keys });
        }
        let builtins = py.import("builtins")?;
        let method = |class: &str, name: &str| Ok::<_, PyErr>(builtins.getattr(class)?.getattr(name)?.unbind());
        Ok(Self {
            parts,
            span,
            new_tuple: method("tuple", "__new__")?,
            new_object: method("object", "__new__")?,
            set: method("object", "__setattr__")?,
        })
    }
}

#[derive(Debug)]
struct Error(PyErr);

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Error {}

impl From<PyErr> for Error {
    fn from(error: PyErr) -> Self {
        Self(error)
    }
}

impl ser::Error for Error {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(pyo3::exceptions::PyValueError::new_err(message.to_string()))
    }
}

#[derive(Clone, Copy)]
struct Writer<'py> {
    py: Python<'py>,
    shape: Shape,
}

type Made<'py> = Result<Bound<'py, PyAny>, Error>;

macro_rules! scalars {
    ($($method:ident $type:ty)*) => {
        $(fn $method(self, value: $type) -> Made<'py> {
            match value.into_pyobject(self.py) {
                Ok(object) => Ok(object.to_owned().into_any()),
                Err(never) => match never {},
            }
        })*
    };
}

/// Shapes that no part of a record has.
macro_rules! never {
    ($($method:ident($($arg:ty),*) -> $made:ty;)*) => {
        $(fn $method(self, $(_: $arg),*) -> Result<$made, Error> {
            Err(ser::Error::custom("records hold no such value"))
        })*
    };
}

impl<'py> ser::Serializer for Writer<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Error;
    type SerializeSeq = Items<'py>;
    type SerializeTuple = Items<'py>;
    type SerializeTupleStruct = Impossible<Self::Ok, Error>;
    type SerializeTupleVariant = Impossible<Self::Ok, Error>;
    type SerializeMap = Impossible<Self::Ok, Error>;
    type SerializeStruct = Fields<'py>;
    type SerializeStructVariant = Impossible<Self::Ok, Error>;

    scalars! {
        serialize_bool bool
        serialize_i8 i8
        serialize_i16 i16
        serialize_i32 i32
        serialize_i64 i64
        serialize_u8 u8
        serialize_u16 u16
        serialize_u32 u32
        serialize_u64 u64
        serialize_f32 f32
        serialize_f64 f64
        serialize_str &str
    }
    never! {
        serialize_char(char) -> Self::Ok;
        serialize_bytes(&[u8]) -> Self::Ok;
        serialize_unit_struct(&'static str) -> Self::Ok;
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct;
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant;
        serialize_map(Option<usize>) -> Self::SerializeMap;
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant;
    }

    fn serialize_none(self) -> Made<'py> {
        Ok(self.py.None().into_bound(self.py))
    }

    fn serialize_unit(self) -> Made<'py> {
        self.serialize_none()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    /// Closed lists of values: their names, each one object for the life of the process.
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Made<'py> {
        Ok(PyString::intern(self.py, variant).into_any())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Made<'py> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Made<'py> {
        Err(ser::Error::custom("records hold no such value"))
    }

    fn serialize_seq(self, len: Option<usize>) -> Result<Items<'py>, Error> {
        Ok(Items { writer: self, items: Vec::with_capacity(len.unwrap_or(0)), span: false })
    }

    /// The only tuples of a record are its spans.
    fn serialize_tuple(self, len: usize) -> Result<Items<'py>, Error> {
        Ok(Items { writer: self, items: Vec::with_capacity(len), span: true })
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Fields<'py>, Error> {
        let class = Classes::of(self.py)?.parts.get(name);
        if class.is_none() && matches!(self.shape, Shape::Typed) {
            return Err(ser::Error::custom(format_args!("vanban.record has no class {name}")));
        }
        Ok(Fields { writer: self, class, at: 0, fields: PyDict::new(self.py) })
    }
}

struct Items<'py> {
    writer: Writer<'py>,
    items: Vec<Bound<'py, PyAny>>,
    span: bool,
}

impl<'py> Items<'py> {
    fn done(self) -> Made<'py> {
        let py = self.writer.py;
        Ok(match (self.writer.shape, self.span) {
            (Shape::Plain, _) => PyList::new(py, self.items)?.into_any(),
            (Shape::Typed, false) => PyTuple::new(py, self.items)?.into_any(),
            (Shape::Typed, true) => {
                let Classes { new_tuple, span, .. } = Classes::of(py)?;
                new_tuple.bind(py).call1((span, PyTuple::new(py, self.items)?))?
            }
        })
    }
}

/// What lists and spans are told apart by is `Items::span` alone.
macro_rules! items {
    ($($kind:ident)*) => {
        $(impl<'py> ser::$kind for Items<'py> {
            type Ok = Bound<'py, PyAny>;
            type Error = Error;

            fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.items.push(value.serialize(self.writer)?);
                Ok(())
            }

            fn end(self) -> Made<'py> {
                self.done()
            }
        })*
    };
}

items! { SerializeSeq SerializeTuple }

struct Fields<'py> {
    writer: Writer<'py>,
    /// `None` for the record as a whole, which is no class of Python.
    class: Option<&'py Class>,
    at: usize,
    fields: Bound<'py, PyDict>,
}

impl<'py> ser::SerializeStruct for Fields<'py> {
    type Ok = Bound<'py, PyAny>;
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Error> {
        let Writer { py, shape } = self.writer;
        let value = value.serialize(self.writer)?;
        // Keys come in the order of the class; the name is looked at all the same.
        let known = self.class.and_then(|class| class.keys.get(self.at)).filter(|known| known.name == key);
        self.at += 1;
        match (known, shape) {
            (Some(known), Shape::Typed) => self.fields.set_item(&known.attribute, value)?,
            (Some(known), Shape::Plain) => self.fields.set_item(&known.plain, value)?,
            (None, _) => self.fields.set_item(PyString::intern(py, key), value)?,
        }
        Ok(())
    }

    fn end(self) -> Made<'py> {
        let py = self.writer.py;
        let Some(Class { class, .. }) = self.class.filter(|_| matches!(self.writer.shape, Shape::Typed)) else {
            return Ok(self.fields.into_any());
        };
        let Classes { new_object, set, .. } = Classes::of(py)?;
        let object = new_object.bind(py).call1((class,))?;
        set.bind(py).call1((&object, pyo3::intern!(py, "__dict__"), self.fields))?;
        Ok(object)
    }
}
