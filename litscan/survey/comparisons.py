"""Who compares to whom: a directed graph of papers, and its degrees as a table.

An edge leads from a paper to each work whose method it compares its own with. A compared work is
known by its key in the corpus; one that is not there by its arXiv id, its title, or the method's
name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from litscan.rigor.corpus_view import same_title
from litscan.survey.graph import Graph
from litscan.survey.table import Cell, Column, Row, SurveyTable

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["ComparisonGraph", "Work", "build_comparison_graph", "survey_comparisons"]


@dataclass(frozen=True, slots=True)
class Work:
    """A paper that compares or is compared to; `paper` is its key, None outside the corpus."""

    id: str
    title: str
    paper: str | None
    year: int | None = None


@dataclass(frozen=True)
class ComparisonGraph:
    """Works by id, and for each comparing paper the works that it compares to, by methods."""

    works: Mapping[str, Work]
    compares: Mapping[str, Mapping[str, tuple[str, ...]]]

    @cached_property
    def compared_by(self) -> Mapping[str, int]:
        """How many papers compare to each work."""
        found: dict[str, int] = defaultdict(int)
        for works in self.compares.values():
            for work in works:
                found[work] += 1
        return dict(found)

    def degrees(self, work: str) -> tuple[int, int]:
        """Return how many works one compares to, and how many papers compare to it."""
        return len(self.compares.get(work, ())), self.compared_by.get(work, 0)

    def to_graph(self) -> Graph:
        """Return the graph with titles, years and degrees, for GraphML or JSON."""
        return Graph(
            "comparisons",
            directed=True,
            nodes={
                key: {
                    "title": work.title,
                    "year": work.year or 0,
                    "in_corpus": int(work.paper is not None),
                    "compares_to": self.degrees(key)[0],
                    "compared_by": self.degrees(key)[1],
                }
                for key, work in self.works.items()
            },
            edges=tuple(
                (paper, work, {"methods": "; ".join(methods)})
                for paper, works in sorted(self.compares.items())
                for work, methods in sorted(works.items())
            ),
        )


def build_comparison_graph(
    comparisons: pd.DataFrame,
    titles: Mapping[str, str],
    years: Mapping[str, int | None] | None = None,
    *,
    reporting: Collection[str] = (),
    papers: Collection[str] | None = None,
) -> ComparisonGraph:
    """Return the graph of comparisons.

    Parameters
    ----------
    comparisons : DataFrame
        As `Corpus.comparisons` returns it.
    titles, years : mapping by key
        Of the corpus's papers.
    reporting : collection of str
        Papers that are nodes even if they compare to none: those with numbers of their own.
    papers : collection of str, optional
        Only comparisons that these make.
    """
    known = years or {}
    chosen = [key for key in sorted(reporting) if papers is None or key in papers]
    works = {key: Work(key, titles.get(key, key), key, known.get(key)) for key in chosen}
    compares: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for record in comparisons.to_dict("records"):
        paper = record["key"]
        if papers is not None and paper not in papers:
            continue
        work = _work(record, titles, known)
        works.setdefault(paper, Work(paper, titles.get(paper, paper), paper, known.get(paper)))
        if work.id != paper:
            works.setdefault(work.id, work)
            compares[paper][work.id].add(str(record["method"]))
    return ComparisonGraph(
        works,
        {
            paper: {work: tuple(sorted(methods)) for work, methods in found.items()}
            for paper, found in compares.items()
        },
    )


def _work(
    record: Mapping[Any, Any], titles: Mapping[str, str], years: Mapping[str, int | None]
) -> Work:
    key = record["cited_key"]
    if key:
        return Work(key, titles.get(key, key), key, years.get(key))
    title = record["cited_title"] or record["method"]
    if record["cited_arxiv_id"]:
        return Work(f"arxiv:{record['cited_arxiv_id']}", title, None)
    if record["cited_title"]:
        return Work(f"title:{same_title(title)}", title, None)
    return Work(f"method:{same_title(title) or title}", title, None)


_COLUMNS = (
    Column("Paper", "title"),
    Column("Year", "year", number=True),
    Column("Compares to", "compares_to", number=True),
    Column("Compared by", "compared_by", number=True),
    Column("Compares to these", "works"),
)
_NAMES = ("paper", "title", "year", "in_corpus", "compares_to", "compared_by", "works")


def survey_comparisons(graph: ComparisonGraph) -> SurveyTable:
    """Return the degrees as a survey table, the works that most papers compare to first."""
    order = sorted(
        graph.works, key=lambda one: (-graph.degrees(one)[1], -graph.degrees(one)[0], one)
    )
    edges = sum(map(len, graph.compares.values()))
    return SurveyTable(
        kind="comparisons",
        caption="Who compares to whom",
        columns=_COLUMNS,
        names=_NAMES,
        rows=tuple(_row(graph, graph.works[key]) for key in order),
        note=f"{edges} comparisons between {len(graph.works)} works; a work that is not in the"
        " corpus was not read, so that it compares to none here.",
    )


def _row(graph: ComparisonGraph, work: Work) -> Row:
    compares, compared = graph.degrees(work.id)
    targets = [graph.works[one] for one in sorted(graph.compares.get(work.id, ()))]
    record = {
        "paper": work.paper,
        "title": work.title,
        "year": work.year,
        "in_corpus": work.paper is not None,
        "compares_to": compares,
        "compared_by": compared,
        "works": tuple(one.paper or one.title for one in targets),
    }
    others = ", ".join(one.title for one in targets if one.paper is None)
    return Row(
        (
            Cell(work.title, cites=(work.paper,) if work.paper else ()),
            Cell("" if work.year is None else str(work.year)),
            Cell(str(compares) if work.paper else ""),
            Cell(str(compared)),
            Cell(others, cites=tuple(one.paper for one in targets if one.paper)),
        ),
        record,
    )
