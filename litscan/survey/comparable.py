"""Which papers can be compared: those that measure the same things on the same networks.

Two papers are comparable where they share a configuration: data set, network, measure of quality
and measure of efficiency. The graph has a node for each paper and an edge for each comparable
pair.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any, Literal

from litscan.extraction.costs import is_quality
from litscan.rigor.corpus_view import KnownPaper, Literature
from litscan.survey.citing import Citations
from litscan.survey.graph import Graph, to_graphml
from litscan.survey.render import TableFormat, render_table
from litscan.survey.table import Cell, Column, Row, SurveyTable

__all__ = [
    "ComparabilityGraph",
    "Configuration",
    "Edge",
    "GraphFormat",
    "build_comparability_graph",
    "render_comparable",
    "survey_comparable",
]

GraphFormat = Literal["graphml"]
SCHEMA = "litscan.comparability/1"
_EFFICIENCY = {
    "params": "size",
    "params_removed": "size",
    "params_kept": "size",
    "compression_ratio": "size",
    "sparsity": "size",
    "pattern": "size",
    "flops": "operations",
    "flops_removed": "operations",
    "flops_kept": "operations",
    "speedup": "operations",
}
"""Measures that can be turned into one another; speedups count as Blalock et al. count them."""


@dataclass(frozen=True, slots=True, order=True)
class Configuration:
    """What two papers share: data set, network, measure of quality and of efficiency."""

    dataset: str
    architecture: str
    metric: str
    efficiency: str

    def __str__(self) -> str:
        return f"{self.dataset} / {self.architecture} / {self.metric} / {self.efficiency}"


@dataclass(frozen=True, slots=True)
class Edge:
    """Two papers and the configurations they share."""

    first: str
    second: str
    shared: tuple[Configuration, ...]

    def to_json(self) -> dict[str, Any]:
        """Return the edge as a JSON object."""
        return {
            "first": self.first,
            "second": self.second,
            "shared": [
                {name: getattr(one, name) for name in Configuration.__slots__}
                for one in self.shared
            ],
        }


@dataclass(frozen=True)
class ComparabilityGraph:
    """Papers with numbers, by key with title, and the configurations each reports on."""

    titles: dict[str, str]
    configurations: dict[str, frozenset[Configuration]]

    @cached_property
    def edges(self) -> tuple[Edge, ...]:
        """The comparable pairs, in the order of their keys."""
        users: dict[Configuration, list[str]] = defaultdict(list)
        for key in sorted(self.configurations):
            for one in self.configurations[key]:
                users[one].append(key)
        shared: dict[tuple[str, str], list[Configuration]] = defaultdict(list)
        for one in sorted(users):
            for pair in combinations(users[one], 2):
                shared[pair].append(one)
        return tuple(Edge(*pair, tuple(shared[pair])) for pair in sorted(shared))

    @property
    def pairs(self) -> int:
        """How many pairs of papers there are, comparable or not."""
        return len(self.titles) * (len(self.titles) - 1) // 2

    def select(
        self, *, dataset: str | None = None, architecture: str | None = None
    ) -> ComparabilityGraph:
        """Return the graph over the configurations of a data set or network only."""
        return ComparabilityGraph(
            self.titles,
            {
                key: frozenset(
                    one
                    for one in found
                    if (dataset is None or one.dataset.casefold() == dataset.casefold())
                    and (
                        architecture is None
                        or one.architecture.casefold() == architecture.casefold()
                    )
                )
                for key, found in self.configurations.items()
            },
        )

    def to_json(self) -> dict[str, Any]:
        """Return the graph as a JSON object of nodes and edges."""
        return {
            "schema": SCHEMA,
            "papers": len(self.titles),
            "pairs": self.pairs,
            "comparable": len(self.edges),
            "nodes": [{"key": key, "title": title} for key, title in sorted(self.titles.items())],
            "edges": [edge.to_json() for edge in self.edges],
        }

    def to_graph(self) -> Graph:
        """Return the graph with titles and shared configurations, for GraphML or JSON."""
        return _as_graph(self)

    def to_graphml(self) -> str:
        """Return the graph as GraphML, which networkx, igraph, Gephi and others read."""
        return to_graphml(self.to_graph())


def build_comparability_graph(literature: Literature) -> ComparabilityGraph:
    """Return the graph over the papers of a corpus.

    Parameters
    ----------
    literature : Literature
        As `Corpus.literature` returns it.
    """
    papers = literature.papers
    return ComparabilityGraph(
        {key: paper.title for key, paper in papers.items()},
        {key: _configurations(paper) for key, paper in papers.items()},
    )


def _configurations(paper: KnownPaper) -> frozenset[Configuration]:
    return frozenset(
        Configuration(dataset, architecture, metric, _EFFICIENCY[point])
        for (dataset, architecture), found in paper.measured.items()
        if _is_named(dataset) and _is_named(architecture)
        for metric, point in found
        if is_quality(metric) and point in _EFFICIENCY
    )


def _is_named(name: str) -> bool:
    """Whether it is a name, not a placeholder such as ``???``."""
    return any(letter.isalnum() for letter in name)


def survey_comparable(graph: ComparabilityGraph) -> SurveyTable:
    """Return the comparable pairs as a survey table."""
    rows = []
    for edge in graph.edges:
        shared = "; ".join(map(str, edge.shared))
        record = {
            "first": edge.first,
            "second": edge.second,
            "configurations": len(edge.shared),
            "shared": shared,
        }
        pair = (Cell(cites=(edge.first,)), Cell(cites=(edge.second,)))
        rows.append(Row((*pair, Cell(str(len(edge.shared))), Cell(shared)), record))
    return SurveyTable(
        kind="comparable",
        caption="Papers that measure the same things on the same networks",
        columns=(
            Column("Paper", "first"),
            Column("Paper", "second"),
            Column("Shared", "configurations", number=True),
            Column("What", "shared"),
        ),
        names=("first", "second", "configurations", "shared"),
        rows=tuple(rows),
        note=f"{len(graph.edges)} of {graph.pairs} pairs of papers are comparable.",
    )


def render_comparable(
    graph: ComparabilityGraph,
    format_: TableFormat | GraphFormat,
    citations: Citations | None = None,
) -> str:
    """Return the graph as a table of its edges, or in a format for graphs.

    JSON and GraphML hold the papers too.
    """
    if format_ == "graphml":
        return graph.to_graphml()
    if format_ == "json":
        return json.dumps(graph.to_json(), ensure_ascii=False, indent=1) + "\n"
    return render_table(survey_comparable(graph), format_, citations)


def _as_graph(graph: ComparabilityGraph) -> Graph:
    return Graph(
        "comparability",
        directed=False,
        nodes={key: {"title": title} for key, title in graph.titles.items()},
        edges=tuple(
            (
                edge.first,
                edge.second,
                {
                    "weight": len(edge.shared),
                    "shared": json.dumps([str(one) for one in edge.shared], ensure_ascii=False),
                },
            )
            for edge in graph.edges
        ),
    )
