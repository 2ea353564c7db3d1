"""Records as Arrow tables, without a copy into pandas, Polars or DuckDB. Needs pyarrow.

>>> import pyarrow, vanban.arrow
>>> batch = pyarrow.table({"id": ["a"], "text": ["Số: 12/QĐ-UBND\\n\\nQUYẾT ĐỊNH\\n\\nCăn cứ Luật Lưu trữ năm 2024;"]})
>>> tables = vanban.arrow.extract_arrow(batch, id="id")
>>> tables["references"].select(["doc", "reference", "name"]).to_pylist()
[{'doc': 'a', 'reference': 'r1', 'name': 'Lưu trữ'}]
"""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, List, Optional, Tuple, Union

import pyarrow

from . import Extractor, Record, _native, schema

_WORD = pyarrow.dictionary(pyarrow.int32(), pyarrow.string())
_KINDS = {"text": pyarrow.string(), "word": pyarrow.string(), "int": pyarrow.int64(), "bool": pyarrow.bool_()}

# Tables grow to this many bytes before they become a batch: well below the 2 GiB of words that a column can hold.
_BATCH_BYTES = 64 << 20


def _schema(columns: List[Tuple[str, str, str]]) -> pyarrow.Schema:
    return pyarrow.schema(
        [
            pyarrow.field(name, _WORD if kind == "word" else _KINDS[kind], metadata={"description": about})
            for name, kind, about in columns
        ]
    )


def table_schemas() -> Dict[str, pyarrow.Schema]:
    """Schema of each table, as in the Parquet that the command writes; the metadata of a column says what it holds.

    >>> list(table_schemas())
    ['documents', 'references', 'mentions', 'tasks', 'deadlines', 'recipients']
    """
    return {table: _schema(columns) for table, columns in _native.Tables.layout()}


def graph_schemas() -> Dict[str, pyarrow.Schema]:
    """Schemas of the tables of `Graph.to_arrow`.

    >>> graph_schemas()["edges"].names[:4]
    ['id', 'src', 'dst', 'relation']
    """
    return {table: _schema(columns) for table, columns in _native.Graph.layout()}


def taken(schemas: Iterable[pyarrow.Schema], tables: Iterable[Any]) -> Iterator[pyarrow.Table]:
    """Tables around the buffers that the native half has filled."""
    for schema_, (rows, buffers) in zip(schemas, tables):
        arrays = []
        for field, (nulls, validity, offsets, values) in zip(schema_, buffers):
            word = pyarrow.types.is_dictionary(field.type)
            kind = field.type.value_type if word else field.type
            parts = [validity, offsets, values] if pyarrow.types.is_string(kind) else [validity, values]
            array = pyarrow.Array.from_buffers(kind, rows, [pyarrow.py_buffer(b) for b in parts], nulls)
            arrays.append(array.dictionary_encode() if word else array)
        yield pyarrow.Table.from_arrays(arrays, schema=schema_)


def plain_schema(schema_: pyarrow.Schema) -> pyarrow.Schema:
    """The schema without dictionaries, which not every reader knows."""
    return pyarrow.schema(
        [f.with_type(f.type.value_type) if pyarrow.types.is_dictionary(f.type) else f for f in schema_]
    )


def to_arrow(records: Iterable[Record]) -> Dict[str, pyarrow.Table]:
    """The tables of records: documents, references, mentions, tasks, deadlines, recipients."""
    rows, schemas = _native.Tables(), table_schemas()
    batches: List[Tuple[pyarrow.Table, ...]] = []
    for n, record in enumerate(records):
        rows.add(record)
        if n % 64 == 63 and rows.nbytes > _BATCH_BYTES:
            batches.append(tuple(taken(schemas.values(), rows.take())))
    batches.append(tuple(taken(schemas.values(), rows.take())))
    return {name: pyarrow.concat_tables(parts) for name, parts in zip(schemas, zip(*batches))}


Batches = Union[pyarrow.Table, pyarrow.RecordBatch, Iterable[pyarrow.RecordBatch]]


def documents(
    data: Batches, *, text: Optional[str] = None, content: Optional[str] = None, id: Optional[str] = None
) -> Iterator[Tuple[Optional[str], Union[str, bytes]]]:
    """The documents of a table, a batch or an iterable of batches, each with its id."""
    if text is not None and content is not None:
        raise ValueError("name the column of texts or that of contents, not both")
    column = content if content is not None else (text if text is not None else "text")
    if hasattr(data, "__arrow_c_stream__") and not isinstance(data, pyarrow.Table):
        data = pyarrow.table(data)
    if isinstance(data, pyarrow.Table):
        batches: Iterable[pyarrow.RecordBatch] = data.to_batches(max_chunksize=256)
    elif isinstance(data, pyarrow.RecordBatch):
        batches = [data]
    else:
        batches = data
    for batch in batches:
        names = batch.column(id) if id is not None else None
        for n, value in enumerate(batch.column(column)):
            name = None if names is None else names[n].as_py()
            # A null is a document without words.
            yield (None if name is None else str(name)), (value.as_py() or ("" if content is None else b""))


def extract_arrow(
    data: Batches,
    *,
    text: Optional[str] = None,
    content: Optional[str] = None,
    id: Optional[str] = None,
    jobs: Optional[int] = None,
    extractor: Optional[Extractor] = None,
) -> Dict[str, pyarrow.Table]:
    """The tables of the documents in a column of texts (`text`, the default) or of files' bytes (`content`).

    `data` is a table or a batch of pyarrow, an iterable of batches, or anything with the Arrow C stream interface, as a
    Polars frame or a DuckDB result. `id` names the column that becomes `doc`.
    """
    extractor = extractor if extractor is not None else Extractor()
    return to_arrow(extractor.extract_many(documents(data, text=text, content=content, id=id), jobs))


def record_type() -> pyarrow.DataType:
    """The whole record as a nested type, worked out from the JSON Schema; spans are lists of two integers.

    >>> record_type().field("number").type.field("symbols").type
    ListType(list<item: string>)
    """
    whole = schema()

    def made(node: Dict[str, Any]) -> pyarrow.DataType:
        if "$ref" in node:
            name = node["$ref"].rsplit("/", 1)[-1]
            return pyarrow.list_(pyarrow.int64()) if name == "Span" else made(whole["$defs"][name])
        if "anyOf" in node:
            return made(next(option for option in node["anyOf"] if option.get("type") != "null"))
        if "const" in node:
            return pyarrow.int64()
        kinds = node["type"] if isinstance(node["type"], list) else [node["type"]]
        kind = next(kind for kind in kinds if kind != "null")
        if kind == "object":
            return pyarrow.struct([(name, made(part)) for name, part in node["properties"].items()])
        if kind == "array":
            return pyarrow.list_(made(node["items"]))
        return {"string": pyarrow.string(), "integer": pyarrow.int64(), "boolean": pyarrow.bool_()}[kind]

    return made(whole)


def record_schema() -> pyarrow.Schema:
    """The keys of the record as columns."""
    return pyarrow.schema(list(record_type()))


def json_table(lines: bytes, shape: pyarrow.Schema) -> pyarrow.Table:
    """Lines of JSON as a table of a schema."""
    import pyarrow.json

    if not lines:
        return shape.empty_table()
    options = pyarrow.json.ParseOptions(explicit_schema=shape, unexpected_field_behavior="ignore")
    # A block holds whole lines only.
    block = pyarrow.json.ReadOptions(use_threads=False, block_size=max(1 << 20, len(lines) + 1))
    return pyarrow.json.read_json(pyarrow.BufferReader(lines), read_options=block, parse_options=options)


def records_table(records: Iterable[Record]) -> pyarrow.Table:
    """Whole records as one table of nested columns."""
    return json_table(b"\n".join(record.to_json().encode() for record in records), record_schema())
