"""Spark gives what one machine gives. Skipped where Java or pyspark is not there."""

import json
import os
import shlex
import shutil

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
    builder = SparkSession.builder.master("local[2]").appName("vanban").config("spark.ui.enabled", "false")
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


def test_the_graph_is_that_of_one_machine(frame, texts):
    whole = vanban.Graph.of(vanban.extract_many(texts))
    assert vanban_spark.graph(frame, id="id").resolve("document") == whole.resolve("document")
    nodes, edges = vanban_spark.graph_df(frame, id="id")
    assert {row["id"] for row in nodes.collect()} == {node["id"] for node in whole.nodes()}
    said = {(row["src"], row["relationship"], row["dst"]) for row in edges.collect()}
    assert said == {(edge["source"], edge["relation"], edge["target"]) for edge in whole.edges()}


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


def test_the_example(session, tmp_path):
    import runpy
    import sys

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
    assert session.read.parquet(str(tmp_path / "out" / "edges")).columns[:4] == ["id", "src", "dst", "relationship"]
