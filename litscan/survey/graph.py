"""Graphs of papers as GraphML, which networkx, igraph, Gephi and others read, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

__all__ = ["Graph", "to_graphml", "to_node_link"]

Attributes = Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by their ids, and edges from one to another, each with attributes.

    All nodes have the same attributes, and so have all edges.
    """

    name: str
    directed: bool
    nodes: Mapping[str, Attributes]
    edges: tuple[tuple[str, str, Attributes], ...]


def to_node_link(graph: Graph) -> str:
    """Return a graph as the node-link JSON of networkx and d3.

    Examples
    --------
    >>> import json
    >>> made = Graph("g", directed=True, nodes={"a": {}, "b": {}}, edges=(("a", "b", {}),))
    >>> json.loads(to_node_link(made))["edges"]
    [{'source': 'a', 'target': 'b'}]
    """
    record: dict[str, Any] = {
        "directed": graph.directed,
        "multigraph": False,
        "graph": {"name": graph.name},
        "nodes": [{"id": key, **attributes} for key, attributes in sorted(graph.nodes.items())],
        "edges": [{"source": a, "target": b, **attributes} for a, b, attributes in graph.edges],
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def to_graphml(graph: Graph) -> str:
    """Return a graph as GraphML; characters that XML cannot hold become U+FFFD."""
    return "".join(_lines(graph))


def _lines(graph: Graph) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">\n'
    of_nodes = next(iter(graph.nodes.values()), {})
    of_edges = next((attributes for _, _, attributes in graph.edges), {})
    for owner, attributes in (("node", of_nodes), ("edge", of_edges)):
        for name, value in attributes.items():
            kind = "int" if isinstance(value, int) else "string"
            yield f' <key id="{owner}-{name}" for="{owner}"'
            yield f' attr.name="{name}" attr.type="{kind}"/>\n'
    way = "directed" if graph.directed else "undirected"
    yield f' <graph id="{graph.name}" edgedefault="{way}">\n'
    for key, attributes in sorted(graph.nodes.items()):
        yield f'  <node id="{_escaped(key)}">{_data("node", attributes)}</node>\n'
    for first, second, attributes in graph.edges:
        yield f'  <edge source="{_escaped(first)}" target="{_escaped(second)}">'
        yield f"{_data('edge', attributes)}</edge>\n"
    yield " </graph>\n</graphml>\n"


def _data(owner: str, attributes: Attributes) -> str:
    return "".join(
        f'<data key="{owner}-{name}">{_escaped(str(value))}</data>'
        for name, value in attributes.items()
    )


def _escaped(text: str) -> str:
    """Return text for XML, without the characters that XML cannot hold."""
    from xml.sax.saxutils import escape

    kept = (c if c in "\t\n\r" or " " <= c < "\ud800" or "\udfff" < c < "\ufffe" or c > "\uffff"
            else "\ufffd" for c in text)  # fmt: skip
    return escape("".join(kept), {'"': "&quot;"})
