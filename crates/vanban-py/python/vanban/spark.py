"""Records on a Spark cluster, by `mapInArrow`. Needs pyspark and pyarrow on the driver, vanban and pyarrow on the workers.

    from vanban.spark import extract_df, extract_table, graph_df

    records = extract_df(spark.read.format("binaryFile").load("van-ban/"), id="path", content="content")
    references = extract_table(texts, "references", id="id", text="text")
    nodes, edges = graph_df(texts, id="id", text="text")

`docs/spark.md` says how to ship the wheel, how large to make partitions, and what a cluster costs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, List, Optional, Tuple

import pyarrow

from . import Extractor, Graph
from .arrow import documents, plain_schema, record_schema, records_table, table_schemas, to_arrow
from .spark_graph import CITATIONS, Joined, cited, join

__all__ = ["Joined", "citations", "extract_df", "extract_table", "graph", "graph_df", "join"]

if TYPE_CHECKING:
    from pyspark.sql import DataFrame
    from pyspark.sql.types import StructType

# Records made into one batch: a batch of records with their text stays at some megabytes.
_CHUNK = 128

_Batches = Iterator[pyarrow.RecordBatch]


def _spark_schema(schema: pyarrow.Schema) -> "StructType":
    from pyspark.sql.pandas.types import from_arrow_schema

    return from_arrow_schema(plain_schema(schema))


def _chunks(records: Iterable[Any]) -> Iterator[List[Any]]:
    chunk: List[Any] = []
    for record in records:
        chunk.append(record)
        if len(chunk) == _CHUNK:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _selected(df: "DataFrame", text: Optional[str], content: Optional[str], id: Optional[str]) -> "DataFrame":
    """Only the columns that are looked at go to the workers."""
    column = content if content is not None else (text if text is not None else "text")
    return df.select(*([id] if id is not None else []), column)


def _mapped(
    df: "DataFrame",
    write: Callable[[Iterable[Any]], Iterator[pyarrow.Table]],
    schema: "StructType",
    text: Optional[str],
    content: Optional[str],
    id: Optional[str],
    extractor: Extractor,
) -> "DataFrame":
    # One thread a task: Spark already runs a task on each core.
    def run(batches: _Batches) -> _Batches:
        records = extractor.extract_many(documents(batches, text=text, content=content, id=id), 1)
        for table in write(records):
            yield from table.combine_chunks().to_batches()

    return _selected(df, text, content, id).mapInArrow(run, schema)


def extract_df(
    df: "DataFrame", *, text: Optional[str] = None, content: Optional[str] = None, id: Optional[str] = None, **options: Any
) -> "DataFrame":
    """A row for each document, with the keys of the record as columns.

    The documents stand in a column of texts (`text`, the default) or of files' bytes (`content`, as the source
    `binaryFile` gives them); the column `id` becomes `source.path`. `options` are those of `Extractor`. A document that
    cannot be read is a row with the diagnostic `input-failed`.
    """
    extractor = Extractor(**options)  # wrong options are told here, not by a task

    def write(records: Iterable[Any]) -> Iterator[pyarrow.Table]:
        return map(records_table, _chunks(records))

    return _mapped(df, write, _spark_schema(record_schema()), text, content, id, extractor)


def extract_table(
    df: "DataFrame",
    table: str,
    *,
    text: Optional[str] = None,
    content: Optional[str] = None,
    id: Optional[str] = None,
    **options: Any,
) -> "DataFrame":
    """One of the tables of `vanban.arrow`: documents, references, mentions, tasks, deadlines or recipients."""
    extractor = Extractor(**options)
    schemas = table_schemas()
    if table not in schemas:
        raise ValueError(f"table is one of {', '.join(schemas)}, not {table!r}")
    shape = _spark_schema(schemas[table])

    def write(records: Iterable[Any]) -> Iterator[pyarrow.Table]:
        for chunk in _chunks(records):
            made = to_arrow(chunk)[table]
            yield made.cast(plain_schema(made.schema))

    return _mapped(df, write, shape, text, content, id, extractor)


def graph(
    df: "DataFrame", *, text: Optional[str] = None, content: Optional[str] = None, id: Optional[str] = None, **options: Any
) -> Graph:
    """The citation graph of all documents: each partition makes the graph of its own, the driver merges them.

    It is the graph that one machine makes of the same documents, with all that `Graph` can do. The driver holds all of it
    (docs/spark.md has sizes); `graph_df` needs no machine that does.
    """
    extractor = Extractor(**options)

    def run(batches: _Batches) -> _Batches:
        part = Graph.of(extractor.extract_many(documents(batches, text=text, content=content, id=id), 1))
        yield pyarrow.record_batch({"part": pyarrow.array([part.to_bytes()], pyarrow.binary())})

    from pyspark import StorageLevel

    whole = Graph()
    # Made by all workers at once and kept on their disks: the driver draws them one by one, which by itself would also
    # make them one by one, and `collect` has a limit.
    parts = _selected(df, text, content, id).mapInArrow(run, "part binary").persist(StorageLevel.DISK_ONLY)
    try:
        parts.count()
        for row in parts.toLocalIterator():
            whole.merge_bytes(bytes(row["part"]))
    finally:
        parts.unpersist()
    return whole


def citations(
    df: "DataFrame", *, text: Optional[str] = None, content: Optional[str] = None, id: Optional[str] = None, **options: Any
) -> "DataFrame":
    """A row for each document, with what it says of others: what `join` makes the graph of.

    Written to Parquet, rows of new documents can be put beside those of old ones. A document of one id and the same
    bytes counts once; documents without an id are told apart by their place in `df`.
    """
    extractor = Extractor(**options)

    def run(batches: _Batches) -> _Batches:
        from pyspark import TaskContext

        task = TaskContext.get()
        part = task.partitionId() if task else 0
        records = extractor.extract_many(documents(batches, text=text, content=content, id=id), 1)
        for nth, chunk in enumerate(_chunks(records)):
            yield from cited(chunk, f"{part:06}.{nth:08}").combine_chunks().to_batches()

    return _selected(df, text, content, id).mapInArrow(run, _spark_schema(CITATIONS))


def graph_df(
    df: "DataFrame",
    *,
    text: Optional[str] = None,
    content: Optional[str] = None,
    id: Optional[str] = None,
    level: str = "document",
    **options: Any,
) -> "Tuple[DataFrame, DataFrame]":
    """Nodes and edges of the citation graph, named as GraphFrames wants them: `id`; `src`, `dst`, `relationship`.

    It is the graph that one machine makes of the same documents, but no machine holds it: `citations`, then `join`.
    """
    joined = join(citations(df, text=text, content=content, id=id, **options))
    return joined.nodes, joined.edges(level)
