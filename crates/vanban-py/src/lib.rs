//! The native half of the Python package `vanban`; `python/vanban` is the half that people import.
//!
//! | Module | What it holds |
//! |---|---|
//! | `object` | any part of a record to Python: typed objects or plain dicts |
//! | `record` | `Record`: holds the record of the library, makes Python objects of a part when it is first looked at |
//! | `extractor` | `Extractor`: options, one document |
//! | `many` | many documents on threads, in order |
//! | `graph` | `Graph`: the citation graph |
//! | `pieces` | the steps of a graph that a cluster works out |
//! | `tables` | columns of tables as the buffers that Arrow lays out |

mod extractor;
mod graph;
mod many;
mod object;
mod pieces;
mod record;
mod tables;

use pyo3::prelude::*;

mod errors {
    //! The exceptions, which `python/vanban/errors.py` defines: there they have docstrings and several bases.
    #![allow(missing_docs)]
    pyo3::import_exception!(vanban.errors, ReadError);
    pyo3::import_exception!(vanban.errors, RecordError);
    pyo3::import_exception!(vanban.errors, DefectError);
}

/// The JSON Schema of the record, as text.
#[pyfunction]
fn schema_json() -> &'static str {
    vanban::schema()
}

/// Code, severity, meaning and advice of every diagnostic.
#[pyfunction]
fn catalogue() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let severity = |s| format!("{s:?}").to_lowercase();
    vanban::diagnostic::CATALOGUE.iter().map(|e| (e.code, severity(e.severity), e.meaning, e.advice)).collect()
}

#[pymodule]
fn _native(module: &Bound<'_, PyModule>) -> PyResult<()> {
    module.add("__version__", env!("CARGO_PKG_VERSION"))?;
    module.add_class::<record::Record>()?;
    module.add_class::<extractor::Extractor>()?;
    module.add_class::<many::Records>()?;
    module.add_class::<graph::Graph>()?;
    module.add_class::<tables::Tables>()?;
    module.add_function(wrap_pyfunction!(pieces::pieces_json, module)?)?;
    module.add_function(wrap_pyfunction!(pieces::settle, module)?)?;
    module.add_function(wrap_pyfunction!(pieces::most_said, module)?)?;
    module.add_function(wrap_pyfunction!(pieces::named, module)?)?;
    module.add_function(wrap_pyfunction!(pieces::first_id, module)?)?;
    module.add_function(wrap_pyfunction!(schema_json, module)?)?;
    module.add_function(wrap_pyfunction!(catalogue, module)?)
}
