"""The citation graph, and its exports."""

import csv
import io

import pytest

import vanban
from conftest import DOCUMENTS, ROOT

LEVELS = ("document", "article", "mention")


@pytest.fixture(scope="module")
def records():
    documents = ((str(path.relative_to(ROOT)), path.read_bytes()) for path in DOCUMENTS)
    return list(vanban.extract_many(documents))


@pytest.fixture(scope="module")
def graph(records):
    return vanban.Graph.of(records)


@pytest.fixture(scope="module")
def lines(records, tmp_path_factory):
    path = tmp_path_factory.mktemp("records") / "records.jsonl"
    path.write_text("".join(record.to_json() + "\n" for record in records), encoding="utf-8")
    return path


def test_parts_in_any_order(records, graph):
    left, right = (vanban.Graph.of(part) for part in (records[:9], records[9:]))
    right.merge(left)
    again = vanban.Graph.from_bytes(right.to_bytes())
    for level in LEVELS:
        assert again.resolve(level) == graph.resolve(level) == right.resolve(level)
    assert len(graph) == len(records) and graph.counts()["records"] == len(records)
    again.merge(again)
    assert again.counts() == graph.counts()
    with pytest.raises(ValueError, match="level"):
        graph.edges("word")
    with pytest.raises(vanban.RecordError, match="no graph"):
        vanban.Graph.from_bytes(b"{}")


PARTS = [{"level": level} for level in LEVELS] + [
    {"only": ["amends", "replaces"]},
    {"around": "3187/UBND-KTN", "depth": 2},
]


@pytest.mark.parametrize("part", PARTS, ids=str)
@pytest.mark.parametrize("to", ["json", "graphml", "gexf", "dot", "jsonld", "csv", "neo4j"])
def test_exports_are_those_of_the_command(graph, lines, command, tmp_path, to, part):
    options = [word for key, value in part.items() for word in (f"--{key}", value if key != "only" else ",".join(value))]
    ours, theirs = tmp_path / f"ours.{to}", tmp_path / f"theirs.{to}"
    graph.export(ours, to, **part)
    command("graph", lines, "--to", to, *options, "-q", "-o", theirs)
    files = sorted(path.name for path in theirs.iterdir()) if theirs.is_dir() else [""]
    for name in files:
        assert (ours / name).read_bytes() == (theirs / name).read_bytes(), name
    if ours.is_dir():
        assert sorted(path.name for path in ours.iterdir()) == files == ["edges.csv", "nodes.csv"]


def test_a_part_is_merged_by_the_command(graph, lines, command, tmp_path):
    graph.export(tmp_path / "graph.part", "part")
    assert command("graph", tmp_path / "graph.part", "--to", "json", "-q") == command("graph", lines, "--to", "json", "-q")


@pytest.mark.parametrize("part", PARTS, ids=str)
def test_arrow_and_parquet_hold_the_rows_of_csv(graph, tmp_path, part):
    pytest.importorskip("pyarrow")
    import pyarrow.parquet

    graph.export(tmp_path / "csv", "csv", **part)
    graph.export(tmp_path / "parquet", "parquet", **part)
    for name, table in graph.to_arrow(**part).items():
        table.validate(full=True)
        assert pyarrow.parquet.read_table(tmp_path / "parquet" / f"{name}.parquet") == table
        rows = list(csv.reader(io.StringIO((tmp_path / "csv" / f"{name}.csv").read_text(encoding="utf-8"))))
        assert rows[0] == table.column_names and len(rows) > 1
        assert rows[1:] == [["" if v is None else str(v) for v in row.values()] for row in table.to_pylist()]


def test_what_cannot_be_exported(graph, tmp_path):
    for match, path, options in [
        ("name it by `to`", "graph.txt", {}),
        ('no graph is written as "xml"', "graph", {"to": "xml"}),
        ("level", "graph.dot", {"level": "word"}),
        ("a relation is one of based_on", "graph.dot", {"only": ["likes"]}),
        ("no document 0/0 in these records", "graph.dot", {"around": "0/0"}),
    ]:
        with pytest.raises(ValueError, match=match):
            graph.export(tmp_path / path, **options)
    with pytest.raises(FileNotFoundError):
        graph.export(tmp_path / "absent" / "graph.dot")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("level", LEVELS)
def test_networkx(graph, level):
    networkx = pytest.importorskip("networkx")
    network = graph.to_networkx(level)
    assert isinstance(network, networkx.MultiDiGraph)
    assert network.number_of_nodes() == len(graph.nodes()) and network.number_of_edges() == len(graph.edges(level)) > 0
