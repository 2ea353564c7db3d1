"""The citation graph worked out on a Spark cluster, by joins: no machine holds all of it.

`citations` is the first step, partition by partition: a row for each document, with what it says of others. `join` is the
second: descriptions of one number meet on one worker, then those of one name, and edges are joined with the nodes. Each
worker calls the library for what meets there, so that the graph is that of `vanban.Graph`; `vanban::graph::pieces` says
why. Both are reached by `vanban.spark`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Callable, Iterable, Iterator, List, Optional, Sequence

import pyarrow

from . import Graph, _native
from .arrow import json_table

if TYPE_CHECKING:
    from pyspark.sql import Column, DataFrame

# Between the parts of the strings by which rows are brought together: `pieces::SEPARATOR`.
_SEP = "\x1f"
_SAID = ["key", "urn", "type", "number", "name", "date", "known_date", "issuer", "title"]
_TOLD = [name for name in _SAID if name != "known_date"]
# Candidates that a node names, as everywhere.
_CANDIDATES = 8
LEVELS = ("document", "article", "mention")


def _strings(*names: str) -> List[pyarrow.Field]:
    return [pyarrow.field(name, pyarrow.string()) for name in names]


def _list(*fields: pyarrow.Field) -> pyarrow.DataType:
    return pyarrow.list_(pyarrow.struct(fields))


_PLACE = ["article", "clause", "point", "part", "fragment"]
# Columns of edges that only mentions have.
_OF_MENTION = ["path", "reference", "start", "end", "form", "rule"]
_CITES = _list(*_strings("id", "thing", "apart", *_SAID))
_SAYS = _list(
    pyarrow.field("from", pyarrow.int64()),
    pyarrow.field("to", pyarrow.int64()),
    *_strings("relation"),
    pyarrow.field("start", pyarrow.int64()),
    pyarrow.field("end", pyarrow.int64()),
    *_strings("form"),
    pyarrow.field("places", _list(*_strings(*_PLACE))),
)
CITATIONS = pyarrow.schema(
    [
        *_strings("doc", "path", "thing", *_SAID),
        pyarrow.field("references", _CITES),
        pyarrow.field("relations", _SAYS),
    ]
)


def cited(records: Sequence[_native.Record], mark: str) -> pyarrow.Table:
    """Rows of records; `mark` tells apart those without an id from all others."""
    table = json_table(_native.pieces_json(Graph.of(records)), CITATIONS)
    docs = table["doc"].to_pylist()
    for at, path in enumerate(table["path"].to_pylist()):
        if path is None or docs[at].endswith(_SEP):
            docs[at] += f"{_SEP}{mark}.{at:04}"
    return table.set_column(0, "doc", pyarrow.array(docs, pyarrow.string()))


_Batches = Iterator[pyarrow.RecordBatch]


def _together(df: "DataFrame", by: str, work: Callable[[pyarrow.Table], Iterable[pyarrow.Table]], shape: str) -> "DataFrame":
    """What `work` makes of tables in which all rows of one value of `by` stand together."""

    def run(batches: _Batches) -> _Batches:
        rows = list(batches)
        if rows:
            for table in work(pyarrow.Table.from_batches(rows)):
                yield from table.combine_chunks().to_batches()

    return df.repartition(by).mapInArrow(run, shape)


_SETTLED = pyarrow.schema(
    [
        *_strings("thing", "document", "scope", "rule", "reason", "list", "block"),
        pyarrow.field("year", pyarrow.int32()),
        *_strings("date"),
        pyarrow.field("members", pyarrow.list_(pyarrow.string())),
    ]
)
_SETTLED_SQL = (
    "thing string, document string, scope string, rule string, reason string, list string, block string, year int, "
    "date string, members array<string>"
)


def _settle(table: pyarrow.Table) -> Iterator[pyarrow.Table]:
    """Homes of things and, behind them, the lists that they name; rows without a thing are documents called by a name."""
    rows = list(zip(*(table[name].to_pylist() for name in ("thing", "record"))))
    things = [row for row in rows if row[0] is not None]
    called = None
    if "document" in table.column_names:
        names = zip(*(table[name].to_pylist() for name in ("block", "document", "year", "date")))
        called = [name for name in names if name[1] is not None]
    homes, lists = _native.settle(things, called)
    columns: List[Any] = [list(column) for column in zip(*homes)] or [[] for _ in range(9)]
    for at, column in enumerate(columns):
        column.extend([None] * len(lists) if at != 5 else [name for name, _ in lists])
    columns.append([None] * len(homes) + [members for _, members in lists])
    yield pyarrow.table([pyarrow.array(c, f.type) for c, f in zip(columns, _SETTLED)], schema=_SETTLED)


def _described(table: pyarrow.Table) -> Iterator[pyarrow.Table]:
    """What most texts say of each node, beside what all of its rows share."""
    columns = [table[name].to_pylist() for name in ("token", "times", *_SAID)]
    tokens, told = _native.most_said(columns[0], columns[1], columns[2:])
    shared = table.group_by("token").aggregate([("scope", "max"), ("reason", "max"), ("list", "max"), ("first", "min")])
    shared = shared.sort_by("token").rename_columns(
        {"scope_max": "scope", "reason_max": "reason", "list_max": "list", "first_min": "order"}
    )
    for name, column in zip(_TOLD, told):
        shared = shared.append_column(name, pyarrow.array(column, pyarrow.string()))
    assert shared["token"].to_pylist() == tokens
    yield shared.select(["token", "order", *_TOLD, "scope", "reason", "list"])


_IDS = "id string, label string, akn string"


def _named(table: pyarrow.Table) -> Iterator[pyarrow.Table]:
    """Nodes with their ids."""
    cited = pyarrow.array([not record for record in table["record"].to_pylist()])
    table = table.append_column("cited", cited).sort_by([("cited", "ascending"), ("order", "ascending")])
    parts = ("start", "key", "type", "number", "name", "date", "scope", "path")
    rows = _native.named([table[name].to_pylist() for name in parts], table["record"].to_pylist())
    for name, column in zip(("id", "label", "akn"), zip(*rows)):
        table = table.append_column(name, pyarrow.array(column, pyarrow.string()))
    yield table.drop_columns(["cited", "start", "order"])


class Joined:
    """The citation graph as DataFrames, with the columns of `Graph.to_arrow`, named as GraphFrames wants them.

    `nodes` has a row a document, under its `id`. `references` tells of each reference which node it means: `doc`,
    `reference`, `node`, `rule`. What stands between the steps is kept on the workers' disks; `release` gives it up.
    """

    def __init__(self, nodes: "DataFrame", references: "DataFrame", edges: "DataFrame", kept: "List[DataFrame]") -> None:
        self.nodes, self.references = nodes, references
        self._edges, self._kept = edges, kept

    def edges(self, level: str = "document") -> "DataFrame":
        """What documents say of each other (`src`, `dst`, `relationship`, `mentions` …), by document, by `article` of the
        document cited, or by single `mention`. No `id`, which would need an order over all of them."""
        from pyspark.sql import functions as F

        if level not in LEVELS:
            raise ValueError(f'level is "document", "mention" or "article", not {level!r}')
        edges, ends = self._edges, ["src", "dst", "relationship"]
        if level == "mention":
            return edges.select(*ends, F.lit(1).cast("bigint").alias("mentions"), "first.*", *_OF_MENTION)
        if level == "article":
            edges = edges.select(*ends, "work", F.explode_outer("places").alias("place")).select(*ends, "work", "place.*")
        else:
            edges = edges.select(*ends, "work", *(F.lit(None).cast("string").alias(name) for name in _PLACE))
        edges = edges.groupBy(*ends, "work", *_PLACE).agg(F.count("*").alias("mentions"))
        kinds = ["bigint" if name in ("start", "end") else "string" for name in _OF_MENTION]
        absent = [F.lit(None).cast(kind).alias(name) for name, kind in zip(_OF_MENTION, kinds)]
        return edges.select(*ends, "mentions", *_PLACE[:-1], _akn(F.col("fragment")), *absent)

    def release(self) -> None:
        """Frees the disks. The frames can still be used, but are worked out anew."""
        for frame in self._kept:
            frame.unpersist()


def _akn(fragment: "Column") -> "Column":
    """The IRI of a place inside a document, from the IRI of the document, `work`."""
    from pyspark.sql import functions as F

    inside = F.when(fragment != "", F.concat(F.lit("#"), fragment))
    return F.concat("work", F.coalesce(inside, F.lit(""))).alias("akn")


class _Join:
    """The steps of `join`, and the frames that more than one of them looks at."""

    def __init__(self) -> None:
        self.kept: List["DataFrame"] = []

    def keep(self, df: "DataFrame") -> "DataFrame":
        from pyspark import StorageLevel

        self.kept.append(df.persist(StorageLevel.DISK_ONLY))
        return self.kept[-1]

    def settled(self, pieces: "DataFrame") -> "DataFrame":
        """Where things belong (rows with a `thing`), and the lists of documents that they may be (rows without)."""
        from pyspark.sql import functions as F

        own = pieces.select("thing", F.lit(True).alias("record"))
        others = pieces.select(F.explode("references.thing").alias("thing"), F.lit(False).alias("record"))
        # As `pieces::block`: a number, or nothing, type and name.
        number, name = F.substring_index("thing", _SEP, 1), F.substring_index("thing", _SEP, 3)
        block = F.when(number != "", number).otherwise(name).alias("block")
        things = own.union(others).groupBy("thing").agg(F.max("record").alias("record"))
        things = self.keep(things.select(block, "thing", "record"))
        is_name = F.col("block").startswith(_SEP)
        numbers = self.keep(_together(things.filter(~is_name), "block", _settle, _SETTLED_SQL))
        # Those of one name meet the numbered documents that are called by it. Without a name they stand for themselves.
        called = numbers.filter("block is not null").select("block", "document", "year", "date").distinct()
        names = things.filter(is_name & ~F.col("block").endswith(_SEP)).unionByName(called, allowMissingColumns=True)
        return self.keep(numbers.union(_together(names, "block", _settle, _SETTLED_SQL)))

    def references(self, pieces: "DataFrame", homes: "DataFrame") -> "DataFrame":
        """References with the document that each means: its `token`, which is its own where that is open."""
        from pyspark.sql import functions as F

        said = [f"cited.{column}" for column in ("id", "thing", "apart", *_SAID)]
        rows = pieces.select("doc", "path", F.posexplode("references").alias("at", "cited"))
        rows = rows.select("path", _alone(F.col("at")).alias("alone"), *said).join(homes, "thing", "left")
        rows = rows.withColumn("token", F.coalesce("document", "alone")).withColumn("rule", F.coalesce("rule", F.lit("apart")))
        return self.keep(rows)

    def nodes(self, pieces: "DataFrame", references: "DataFrame", homes: "DataFrame") -> "DataFrame":
        """Documents with what is known of them and their ids, under their tokens."""
        from pyspark.sql import functions as F

        # Those with records: what the first of them says of itself.
        known = ["doc", "path", *_TOLD, "scope"]
        own = pieces.select("doc", "path", "thing", *_TOLD).join(homes, "thing", "left")
        own = own.withColumn("token", F.coalesce("document", "doc")).withColumn("scope", F.coalesce("scope", F.lit("")))
        first = F.min(F.struct(*known)).alias("first")
        paths = F.array_sort(F.collect_list(F.struct("doc", "path")))["path"].alias("paths")
        records = self.keep(own.groupBy("token").agg(first, paths).select("token", "first.*", "paths"))

        # Those that are only cited: what most texts say.
        shared = [F.max(column).alias(column) for column in ("scope", "reason", "list")]
        counted = references.filter("document is not null").groupBy("token", *_SAID)
        told = counted.agg(F.count("*").alias("times"), F.min("alone").alias("first"), *shared)
        told = told.join(records.select("token"), "token", "left_anti")
        columns = ["token", "order", *_TOLD, "scope", "reason", "list"]
        cited = _together(told, "token", _described, ", ".join(f"`{column}` string" for column in columns))

        # References that stand for themselves.
        date = F.when(F.length("known_date") > F.length("date"), F.col("known_date")).otherwise(F.col("date"))
        reason = F.coalesce("reason", F.lit("no_identity"))
        apart = references.filter("document is null").withColumn("date", date).withColumn("reason", reason)
        apart = apart.withColumn("scope", F.lit("")).withColumnRenamed("alone", "order").withColumnRenamed("apart", "start")

        records = records.withColumnRenamed("doc", "order").withColumn("record", F.lit(True))
        nodes = records.unionByName(cited, allowMissingColumns=True)
        nodes = nodes.unionByName(apart.select(*columns, "start"), allowMissingColumns=True)
        # As `pieces::first_id`.
        no_key, path = _native.first_id("", ""), F.concat(F.lit(_native.first_id("", "") + "~"), _text("path"))
        nodes = nodes.withColumn("start", F.coalesce("start", _text("key"), path, F.lit(no_key)))
        nodes = nodes.fillna(False, ["record"]).fillna("", ["path"])
        columns = ["token", *_TOLD, "scope", "reason", "list", "path"]
        shape = ", ".join(f"`{column}` string" for column in columns)
        rows = nodes.select(*columns, "paths", "record", "start", "order")
        return self.keep(_together(rows, "start", _named, f"{shape}, paths array<string>, record boolean, {_IDS}"))

    def shown(self, nodes: "DataFrame", lists: "DataFrame") -> "DataFrame":
        """Nodes with the columns that people see."""
        from pyspark.sql import functions as F

        some = F.slice(F.array_sort(F.collect_set("id")), 1, _CANDIDATES)
        candidates = lists.join(nodes.select("token", "id"), "token").groupBy("list")
        state = F.when(F.col("record"), "record").when(F.col("reason").isNotNull(), "open").otherwise("cited")
        nodes = nodes.join(candidates.agg(F.array_join(some, "; ").alias("candidates")), "list", "left")
        return nodes.select(
            "id",
            "label",
            state.alias("state"),
            *(_text(column).alias(column) for column in ("type", "number", "name", "date")),
            F.expr("try_cast(substring(date, 1, 4) as bigint)").alias("year"),
            _text("issuer").alias("issuer"),
            # A scope that is none of a unit opens with a mark.
            F.when(~F.col("scope").rlike("^[*@]"), _text("scope")).alias("place"),
            *(_text(column).alias(column) for column in ("title", "key", "urn")),
            "akn",
            "reason",
            "candidates",
            F.when(F.size("paths") > 0, F.array_join("paths", "; ")).alias("paths"),
        )

    def edges(self, pieces: "DataFrame", homes: "DataFrame", nodes: "DataFrame") -> "DataFrame":
        """What mentions say, from node to node."""
        from pyspark.sql import functions as F

        def end(at: "Column", name: str) -> "List[Column]":
            thing = F.when(at.isNull(), F.col("thing")).otherwise(F.get(F.col("references.thing"), at))
            token = F.when(at.isNull(), F.col("doc")).otherwise(_alone(at))
            return [thing.alias("thing"), token.alias(name)]

        def edge(e: "Column") -> "Column":
            ends = [F.struct(*end(e["from"], "src")).alias("a"), F.struct(*end(e["to"], "dst")).alias("b")]
            said = [e[name].alias(name) for name in ("places", "start", "end", "form")]
            reference = F.get(F.col("references.id"), e["to"]).alias("reference")
            return F.struct(*ends, *said, e["relation"].alias("relationship"), reference)

        edges = pieces.select("path", F.explode(F.transform("relations", edge)).alias("edge")).select("path", "edge.*")
        edges = edges.select("*", F.col("a.thing").alias("src_thing"), F.col("b.thing").alias("dst_thing"), "a.src", "b.dst")
        meant = homes.filter("document is not null")
        from_ = meant.select(F.col("thing").alias("src_thing"), F.col("document").alias("src_document"))
        to = meant.select(F.col("thing").alias("dst_thing"), F.col("document").alias("dst_document"), "rule")
        edges = edges.join(from_, "src_thing", "left").join(to, "dst_thing", "left")
        edges = edges.withColumn("src", F.coalesce("src_document", "src")).withColumn("dst", F.coalesce("dst_document", "dst"))
        # What a document says of itself is left out.
        edges = edges.filter("src != dst").fillna("apart", ["rule"])
        edges = edges.join(nodes.select(F.col("token").alias("src"), F.col("id").alias("src_id")), "src")
        works = nodes.select(F.col("token").alias("dst"), F.col("id").alias("dst_id"), F.col("akn").alias("work"))
        edges = edges.join(works, "dst")
        place = F.get(F.col("places"), F.lit(0))
        first = F.struct(*(place[name].alias(name) for name in _PLACE[:-1]), _akn(place["fragment"])).alias("first")
        ends = [F.col("src_id").alias("src"), F.col("dst_id").alias("dst")]
        return edges.select(*ends, "relationship", "work", "places", first, *_OF_MENTION)


def _alone(at: "Column") -> "Column":
    """The token of a reference that stands for itself, by its place in the record; in the order of the records."""
    from pyspark.sql import functions as F

    return F.concat(F.col("doc"), F.lit(_SEP), F.lpad(at.cast("string"), 8, "0"))


def _text(name: str) -> "Column":
    """A column in which no words are null."""
    from pyspark.sql import functions as F

    return F.when(F.col(name) != "", F.col(name))


def join(citations: "DataFrame") -> Joined:
    """The citation graph of the rows of `citations`, whatever partitions or files they stand in."""
    from pyspark.sql import functions as F

    steps = _Join()
    pieces = steps.keep(citations.dropDuplicates(["doc"]))
    settled = steps.settled(pieces)
    homes = settled.filter("thing is not null").select("thing", "document", "scope", "rule", "reason", "list")
    lists = settled.filter("thing is null").select("list", F.explode("members").alias("token"))
    references = steps.references(pieces, homes)
    nodes = steps.nodes(pieces, references, homes)
    meanings = references.withColumnRenamed("id", "reference").join(nodes.select("token", "id"), "token")
    meanings = meanings.select(F.col("path").alias("doc"), "reference", F.col("id").alias("node"), "rule")
    return Joined(steps.shown(nodes, lists), meanings, steps.edges(pieces, homes, nodes), steps.kept)
