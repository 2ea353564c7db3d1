"""The citation graph over many records."""

from __future__ import annotations

from os import PathLike, fspath, makedirs
from os.path import join, splitext
from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Optional, Sequence, Type, TypeVar, Union

from . import _native

if TYPE_CHECKING:
    import networkx
    import pyarrow

_G = TypeVar("_G", bound="Graph")


class Graph(_native.Graph):
    """What many records say of each other: take them one by one with `add`, look at the whole with `nodes` and `edges`.

    Which words mean which document is worked out from all records at once, so that their order does not matter, and
    graphs of parts put together with `merge` are the graph of the whole.

    >>> import vanban
    >>> graph = Graph()
    >>> head = "BỘ TÀI CHÍNH\\nSố: {}\\nHà Nội, ngày {} năm 2025\\n\\n{}\\n\\n{}"
    >>> graph.add(vanban.extract(head.format("15/CT-BTC", "03 tháng 02", "CHỈ THỊ\\nVề kiểm kê", "1. Các đơn vị kiểm kê.")))
    >>> plan = "Thực hiện Chỉ thị số 15/CT-BTC ngày 03/02/2025 của Bộ Tài chính."
    >>> graph.add(vanban.extract(head.format("20/KH-BTC", "10 tháng 3", "KẾ HOẠCH\\nVề kiểm kê", plan)))
    >>> [(edge["relation"], edge["target"]) for edge in graph.edges()]
    [('implements', 'chi_thi:15-ct-btc:2025:')]
    """

    @classmethod
    def of(cls: Type[_G], records: Iterable[_native.Record]) -> _G:
        """The graph of records."""
        graph = cls()
        for record in records:
            graph.add(record)
        return graph

    @classmethod
    def from_bytes(cls: Type[_G], data: bytes) -> _G:
        """A graph that `to_bytes` wrote."""
        graph = cls()
        graph.merge_bytes(data)
        return graph

    def nodes(self) -> List[Dict[str, Any]]:
        """Documents, with or without a record: `state` is `record`, `cited` or `open`."""
        nodes: List[Dict[str, Any]] = self.resolve("document")["nodes"]
        return nodes

    def edges(self, level: str = "document") -> List[Dict[str, Any]]:
        """What documents say of each other, by document, by `article` of the document cited, or by single `mention`."""
        edges: List[Dict[str, Any]] = self.resolve(level)["edges"]
        return edges

    def counts(self) -> Dict[str, int]:
        """What the graph holds, in numbers: how many references lead to records, to cited documents, to none."""
        counts: Dict[str, int] = self.resolve("document")["counts"]
        return counts

    def to_networkx(self, level: str = "document") -> "networkx.MultiDiGraph[str]":
        """The graph for NetworkX: nodes by id with their values, edges with `relation` as key."""
        import networkx

        whole = self.resolve(level)
        result: "networkx.MultiDiGraph[str]" = networkx.MultiDiGraph()
        for node in whole["nodes"]:
            result.add_node(node.pop("id"), **node)
        for edge in whole["edges"]:
            source, target = edge.pop("source"), edge.pop("target")
            result.add_edge(source, target, edge["relation"] if level == "document" else None, **edge)
        return result

    def to_arrow(
        self, level: str = "document", *, only: Sequence[str] = (), around: Optional[str] = None, depth: int = 1
    ) -> "Dict[str, pyarrow.Table]":
        """Tables `nodes` and `edges`, with the columns of the command's Parquet."""
        from .arrow import graph_schemas, taken

        schemas = graph_schemas()
        return dict(zip(schemas, taken(schemas.values(), self.tables((level, only, around, depth)))))

    def export(
        self,
        path: "Union[str, PathLike[str]]",
        to: Optional[str] = None,
        *,
        level: str = "document",
        only: Sequence[str] = (),
        around: Optional[str] = None,
        depth: int = 1,
    ) -> None:
        """Writes the graph as `vanban graph --to` does: what it holds, or a part of it.

        `to` is `json`, `graphml`, `gexf`, `dot`, `jsonld` or `part` for a file (the ending of `path` tells which), `csv`,
        `neo4j` or `parquet` for a folder with a file of nodes and one of edges. `only` keeps these relations, `around`
        what lies at most `depth` edges away from a document, which its id, key or number names.

        >>> import pathlib, tempfile, vanban
        >>> graph = Graph.of([vanban.extract("Số: 12/QĐ-UBND\\n\\nQUYẾT ĐỊNH\\n\\nCăn cứ Luật Lưu trữ năm 2024;")])
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     graph.export(f"{folder}/graph.dot", only=["based_on"])
        ...     pathlib.Path(folder, "graph.dot").read_text(encoding="utf-8").startswith("digraph")
        True
        """
        path = fspath(path)
        if to is None:
            to = splitext(path)[1][1:]
            if to not in ("json", "graphml", "gexf", "dot", "jsonld"):
                raise ValueError(f"the ending of {path!r} does not tell a form; name it by `to`")
        if to == "part":
            with open(path, "wb") as file:
                file.write(self.to_bytes())
        elif to == "parquet":
            import pyarrow.parquet

            makedirs(path, exist_ok=True)
            for name, table in self.to_arrow(level, only=only, around=around, depth=depth).items():
                pyarrow.parquet.write_table(table, join(path, f"{name}.parquet"))
        else:
            self.write(path, to, (level, only, around, depth))
