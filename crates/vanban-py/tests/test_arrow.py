"""Records as Arrow tables."""

import pytest

pa = pytest.importorskip("pyarrow")

import vanban
import vanban.arrow
from conftest import DOCUMENTS, FILES, read


@pytest.fixture(scope="module")
def table():
    return pa.table({"id": [p.stem for p in DOCUMENTS], "text": [read(p) for p in DOCUMENTS]})


@pytest.fixture(scope="module")
def records(table):
    return list(vanban.extract_many(zip(table["id"].to_pylist(), table["text"].to_pylist())))


def test_tables_hold_the_records(table, records):
    tables = vanban.arrow.extract_arrow(table, id="id", jobs=2)
    assert list(tables) == ["documents", "references", "mentions", "tasks", "deadlines", "recipients"]
    for name, made in tables.items():
        made.validate(full=True)
        assert made.schema == vanban.arrow.table_schemas()[name]
    documents = tables["documents"].to_pylist()
    assert [d["doc"] for d in documents] == table["id"].to_pylist()
    assert [d["number"] for d in documents] == [r.number and r.number.value for r in records]
    assert [d["draft"] for d in documents] == [r.marks.draft for r in records]
    assert [d["task_count"] for d in documents] == [len(r.tasks) for r in records]
    expected = [(r.source.path, x.id, x.title) for r in records for x in r.references]
    assert [tuple(x[k] for k in ("doc", "reference", "title")) for x in tables["references"].to_pylist()] == expected
    expected = [(r.source.path, d.id, d.text, d.due) for r in records for d in r.deadlines]
    assert [tuple(x[k] for k in ("doc", "deadline", "text", "due")) for x in tables["deadlines"].to_pylist()] == expected
    expected = [(r.source.path, m.span.start, m.span.end) for r in records for x in r.references for m in x.mentions]
    assert [tuple(x[k] for k in ("doc", "start", "end")) for x in tables["mentions"].to_pylist()] == expected


def test_batches_and_streams(table):
    whole = vanban.arrow.extract_arrow(table, id="id")
    assert vanban.arrow.extract_arrow(iter(table.to_batches(max_chunksize=3)), id="id") == whole
    assert vanban.arrow.extract_arrow(table.to_batches()[0], id="id") == whole


def test_nulls_and_nothing():
    tables = vanban.arrow.extract_arrow(pa.table({"text": pa.array([None, "Số: 12/QĐ-UBND\n\nQUYẾT ĐỊNH"])}))
    assert tables["documents"]["number"].to_pylist() == [None, "12/QĐ-UBND"]
    empty = vanban.arrow.extract_arrow(pa.table({"text": pa.array([], pa.string())}))
    assert all(t.num_rows == 0 for t in empty.values())


def test_contents_of_files():
    files = [*(p.read_bytes() for p in FILES), b"\x89PNG\r\n\x1a\n\0\0"]
    table = pa.table({"path": [*(p.name for p in FILES), "x.png"], "content": pa.array(files, pa.binary())})
    documents = vanban.arrow.extract_arrow(table, content="content", id="path")["documents"].to_pylist()
    assert [d["doc"] for d in documents] == table["path"].to_pylist()
    assert documents[-1]["diagnostic_count"] == 1 and documents[-1]["number"] is None


def test_whole_records_as_nested_columns(records):
    table = vanban.arrow.records_table(records)
    assert table.to_pylist() == [r.to_dict() for r in records]
    assert vanban.arrow.records_table([]).schema == table.schema
