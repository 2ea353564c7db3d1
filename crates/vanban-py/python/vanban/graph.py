"""The citation graph over many records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Dict, Iterable, List, Type, TypeVar

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

    def to_arrow(self, level: str = "document") -> "Dict[str, pyarrow.Table]":
        """Tables `nodes` and `edges`."""
        import pyarrow

        whole = self.resolve(level)
        words = pyarrow.list_(pyarrow.string())
        names = "id label state key urn type number name date issuer title place reason".split()
        nodes = pyarrow.schema(
            [(name, pyarrow.string()) for name in names]
            + [("year", pyarrow.int32()), ("paths", words), ("candidates", words)]
        )
        columns = [("source", pyarrow.string()), ("target", pyarrow.string()), ("relation", pyarrow.string())]
        columns.append(("mentions", pyarrow.int64()))
        if level != "document":
            place = pyarrow.struct([(name, pyarrow.string()) for name in ("article", "clause", "point", "part")])
            columns.append(("places", pyarrow.list_(place)))
        if level == "mention":
            columns += [(name, pyarrow.string()) for name in ("path", "reference", "rule")]
            columns.append(("span", pyarrow.list_(pyarrow.int64())))
        return {
            "nodes": pyarrow.Table.from_pylist(whole["nodes"], schema=nodes),
            "edges": pyarrow.Table.from_pylist(whole["edges"], schema=pyarrow.schema(columns)),
        }
