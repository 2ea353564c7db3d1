"""Spark gives what one machine gives. Skipped where Java or pyspark is not there."""

import json
import os
import re
import shlex
import shutil
import sys
from collections import Counter

import pytest

pytest.importorskip("pyarrow")
if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
    pytest.skip("no Java", allow_module_level=True)
pytest.importorskip("pyspark")

import vanban
from conftest import DOCUMENTS, FILES, ROOT, read
from vanban import spark as vanban_spark


@pytest.fixture(scope="module")
def session():
    from pyspark.sql import SparkSession

    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master("local[2]").appName("vanban").config("spark.ui.enabled", "false")
    # For some documents it takes longer to compile a plan than to run it.
    builder = builder.config("spark.sql.shuffle.partitions", "3").config("spark.sql.codegen.wholeStage", "false")
    session = builder.config("spark.driver.bindAddress", "127.0.0.1").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


@pytest.fixture(scope="module")
def texts():
    return [(path.stem, read(path)) for path in DOCUMENTS]


@pytest.fixture(scope="module")
def frame(session, texts):
    return session.createDataFrame(texts, "id string, text string").repartition(3)


def test_records(frame, texts):
    rows = [row.asDict(recursive=True) for row in vanban_spark.extract_df(frame, id="id").collect()]
    expected = {r.source.path: r.to_dict() for r in vanban.extract_many(texts)}
    assert {row["source"]["path"]: row for row in rows} == expected


def test_tables(frame, texts):
    rows = vanban_spark.extract_table(frame, "references", id="id").select("doc", "reference", "key").collect()
    expected = {(r.source.path, x.id, x.key) for r in vanban.extract_many(texts) for x in r.references}
    assert {tuple(row) for row in rows} == expected
    with pytest.raises(ValueError, match="table is one of"):
        vanban_spark.extract_table(frame, "words")


def test_files_good_and_bad(session, tmp_path):
    for path in FILES:
        shutil.copy(path, tmp_path)
    (tmp_path / "x.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    frame = session.read.format("binaryFile").load(str(tmp_path))
    rows = vanban_spark.extract_df(frame, id="path", content="content").select("source.path", "diagnostics.code").collect()
    failed = {row["path"].rsplit("/", 1)[-1] for row in rows if "input-failed" in row["code"]}
    assert len(rows) == len(FILES) + 1 and "x.png" in failed and len(failed) <= 2


def said(rows):
    """Rows in no order; None and "" are one."""
    return sorted(tuple("" if value is None else str(value) for value in row) for row in rows)


def check_joined(joined, whole, levels):
    """The frames hold what a `Graph` holds, column by column."""
    for level in levels:
        tables = whole.to_arrow(level)
        edges = tables["edges"].drop_columns(["id"])
        made = joined.edges(level)
        assert made.columns == ["relationship" if name == "relation" else name for name in edges.column_names]
        assert said(made.collect()) == said(zip(*(column.to_pylist() for column in edges.columns)))
    nodes = tables["nodes"]
    assert joined.nodes.columns == nodes.column_names
    rows = joined.nodes.collect()
    assert said(rows) == said(zip(*(column.to_pylist() for column in nodes.columns)))
    states, counts = {row["id"]: row["state"] for row in rows}, whole.counts()
    meant = Counter(states[row["node"]] for row in joined.references.collect())
    assert {state: meant[state] for state in ("record", "cited", "open")} == {
        "record": counts["to_records"],
        "cited": counts["to_cited"],
        "open": counts["to_open"],
    }


# What settles slowly: numbers that repeat, names that several laws bear, records without a key or without an id, one id
# for two texts.
ODD = [
    (None, "Thông tin nội bộ\n\nCăn cứ Luật Đất đai;"),
    (None, "Thông tin nội bộ\n\nCăn cứ Luật Đất đai;"),
    ("x", "Căn cứ Quyết định số 12/QĐ-UBND của UBND tỉnh; Căn cứ Nghị định số 31/2021/NĐ-CP;"),
    ("x", "Căn cứ Quyết định số 12/QĐ-UBND của UBND tỉnh;"),
    ("y", "UBND TỈNH PHÚ THỌ\nSố: 12/QĐ-UBND\nPhú Thọ, ngày 3 tháng 2 năm 2023\n\nQUYẾT ĐỊNH\nVề Tổ công tác"),
    ("z", "UBND TỈNH SƠN LA\nSố: 12/QĐ-UBND\nSơn La, ngày 3 tháng 2 năm 2023\n\nQUYẾT ĐỊNH\nVề Tổ công tác"),
    ("w", "Theo Quyết định số 12/QĐ-UBND ngày 03/02/2023 và Luật Đất đai năm 2013, Luật Đất đai năm 2024, Luật Đất đai"),
]


def test_the_graph_is_that_of_one_machine(session, frame, texts, tmp_path):
    odd = session.createDataFrame(ODD, "id string, text string").repartition(2)
    vanban_spark.citations(frame, id="id").write.parquet(str(tmp_path / "citations"))
    # Some documents came before.
    again = vanban_spark.citations(frame.limit(3).union(odd), id="id")
    joined = vanban_spark.join(session.read.parquet(str(tmp_path / "citations")).union(again))
    whole = vanban.Graph.of(vanban.extract_many([*texts, *ODD]))
    check_joined(joined, whole, ["document", "article", "mention"])
    joined.release()


def test_no_documents_are_a_graph_without_nodes(frame):
    joined = vanban_spark.join(vanban_spark.citations(frame.limit(0), id="id"))
    assert joined.nodes.count() == joined.edges().count() == joined.references.count() == 0


def test_the_graph_on_the_driver(frame, texts):
    whole = vanban.Graph.of(vanban.extract_many(texts))
    assert vanban_spark.graph(frame, id="id").resolve("document") == whole.resolve("document")
    nodes, edges = vanban_spark.graph_df(frame, id="id", level="mention")
    assert nodes.columns[0] == "id" and edges.columns[:3] == ["src", "dst", "relationship"]
    with pytest.raises(ValueError, match="level is"):
        vanban_spark.graph_df(frame, id="id", level="word")


def test_the_graph_of_the_corpus(session, corpus):
    frame = session.createDataFrame(corpus, "id string, text string").repartition(4)
    joined = vanban_spark.join(vanban_spark.citations(frame, id="id"))
    check_joined(joined, vanban.Graph.of(vanban.extract_many(corpus, jobs=2)), ["document"])
    joined.release()


def test_pipe(session, texts, command):
    lines = [json.dumps({"id": name, "text": text}, ensure_ascii=False) for name, text in texts]
    piped = session.sparkContext.parallelize(lines, 3).pipe(
        shlex.join([command.path, "extract", "--from", "jsonl", "--to", "jsonl", "-q", "-"])
    )
    rows = {row["source"]["path"]: row for row in map(json.loads, piped.collect())}
    for name, text in texts:
        expected = vanban.Extractor().extract(text, name=name).to_dict()
        expected["source"]["format"] = "jsonl"
        assert rows[name] == expected


def test_the_guide_runs(session, frame, tmp_path):
    (tmp_path / "van-ban").mkdir()
    shutil.copy(FILES[0], tmp_path / "van-ban")
    page = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8").replace("s3://archive", str(tmp_path))
    names = {"spark": session, "texts": frame.limit(2)}
    for block in re.findall(r"```python\n(.*?)```", page, re.S):
        exec(block, names)
    assert names["graph"].edges("mention").columns and names["references"].columns


def test_the_example(session, tmp_path):
    import runpy

    source = tmp_path / "files"
    source.mkdir()
    for path in [*FILES, *DOCUMENTS[:3]]:
        shutil.copy(path, source)
    argv, sys.argv = sys.argv, ["with_spark.py", str(source), str(tmp_path / "out")]
    try:
        runpy.run_path(str(ROOT / "crates" / "vanban-py" / "examples" / "with_spark.py"))
    finally:
        sys.argv = argv
    assert session.read.parquet(str(tmp_path / "out" / "records")).count() == len(FILES) + 3
    assert session.read.parquet(str(tmp_path / "out" / "edges")).columns[:3] == ["src", "dst", "relationship"]
