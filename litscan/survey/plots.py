"""Survey tables as figures: what papers report, and who compares to whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from litscan.drawing import new_figure
from litscan.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from litscan.survey.comparisons import ComparisonGraph
    from litscan.survey.table import SurveyTable

__all__ = ["draw_comparisons", "draw_reporting"]

_MOST_PAPERS = 60
_MOST_LETTERS = 44
_DECIDED = ("pass", "partial", "fail")
_WORDS = "share of the decided checks that pass; in each cell, passed / decided"


def draw_reporting(
    table: SurveyTable, *, names: Mapping[str, str] | None = None, title: str = ""
) -> Figure:
    """Return a heat map of the ``reporting`` table: groups of checks by papers.

    The darker a cell, the larger the share of its decided checks that pass. A paper to which no
    check of a group applies, or for which none could be decided, has an empty cell.

    Parameters
    ----------
    table : SurveyTable
        As ``SurveyBuilder.build("reporting")`` returns it.
    names : mapping of str to str, optional
        What to call the papers, by their keys in the corpus.
    title : str
        Above the figure; the table's caption by default.

    Raises
    ------
    UsageError
        If the table is another one, holds no paper, or more than fit a figure.
    """
    if table.kind != "reporting" or "outcomes" not in table.names:
        raise UsageError(f"no table of reporting: {table.kind}")
    cells = _cells(table)
    papers = sorted({paper for found in cells.values() for paper in found})
    if not 0 < len(papers) <= _MOST_PAPERS:
        raise UsageError(
            f"{len(papers)} papers to draw; a heat map holds 1 to {_MOST_PAPERS}",
            advice="choose papers by year or kind",
        )
    size = (max(5.0, 2.2 + 0.45 * len(papers)), 1.6 + 0.32 * len(cells))
    figure, axes = new_figure(*size, title=title or table.caption)
    _draw_cells(axes, cells, papers)
    known = names or {}
    axes.set_xticks(
        range(len(papers)),
        [known.get(paper, paper) for paper in papers],
        rotation=40,
        ha="right",
        fontsize=8,
        parse_math=False,
    )
    axes.set_yticks(range(len(cells)), list(cells), fontsize=8)
    axes.set_title(_WORDS, fontsize=8, loc="left")
    _bare(axes)
    return figure


def _cells(table: SurveyTable) -> dict[str, dict[str, Counter[str]]]:
    """Return the outcomes counted by group of checks and by paper."""
    cells: dict[str, dict[str, Counter[str]]] = {}
    for row in table.rows:
        group = cells.setdefault(str(row.record["group"]), {})
        for paper, outcome in row.record["outcomes"].items():
            group.setdefault(paper, Counter())[outcome] += 1
    return cells


def _draw_cells(
    axes: Any, cells: Mapping[str, Mapping[str, Counter[str]]], papers: Sequence[str]
) -> None:
    import numpy as np

    shares = np.full((len(cells), len(papers)), np.nan)
    for row, found in enumerate(cells.values()):
        for column, paper in enumerate(papers):
            outcomes = found.get(paper, Counter())
            decided = sum(outcomes[name] for name in _DECIDED)
            if decided:
                share = shares[row, column] = outcomes["pass"] / decided
                shade = "white" if share > 0.6 else "black"
                words = f"{outcomes['pass']}/{decided}"
                axes.text(column, row, words, ha="center", va="center", fontsize=7, color=shade)
    axes.imshow(shares, cmap="Greys", vmin=-0.1, vmax=1.15, aspect="auto")


def draw_comparisons(
    graph: ComparisonGraph,
    *,
    most: int = 15,
    names: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """Return a chart of who compares to whom: compared works by comparing papers.

    Works stand in the order of how many papers compare to them, the number behind the title.

    Parameters
    ----------
    graph : ComparisonGraph
        As ``SurveyBuilder.comparison_graph()`` returns it.
    most : int
        How many works are shown, the most compared to first.
    names : mapping of str to str, optional
        What to call the papers, by their keys in the corpus.
    title : str
        Above the figure.

    Raises
    ------
    UsageError
        If no paper compares to another work.
    """
    ranked = sorted(graph.compared_by, key=lambda work: (-graph.compared_by[work], work))
    shown = ranked[:most]
    papers = [paper for paper, works in sorted(graph.compares.items()) if set(works) & set(shown)]
    if not shown or not papers:
        raise UsageError("no comparisons to draw: no paper compares to another work")
    size = (max(5.0, 4.2 + 0.3 * len(papers)), 1.6 + 0.24 * len(shown))
    figure, axes = new_figure(*size, title=title)
    _draw_marks(axes, graph, papers, shown)
    known = names or {}
    axes.set_xticks(
        range(len(papers)),
        [known.get(one, one) for one in papers],
        rotation=40,
        ha="right",
        parse_math=False,
    )
    axes.set_yticks(range(len(shown)), [_work(graph, one) for one in shown], parse_math=False)
    left = len(ranked) - len(shown)
    more = f"; {left} more works are not shown" if left else ""
    words = f"in brackets: how many papers compare to the work{more}"
    axes.set_xlabel(words, fontsize=8, loc="right")
    return figure


def _draw_marks(
    axes: Any, graph: ComparisonGraph, papers: Sequence[str], shown: Sequence[str]
) -> None:
    places = [
        (column, row)
        for column, paper in enumerate(papers)
        for row, work in enumerate(shown)
        if work in graph.compares[paper]
    ]
    axes.plot(*zip(*places, strict=True), "s", color="0.15", markersize=6)
    axes.set_xlim(-0.6, len(papers) - 0.4)
    axes.set_ylim(len(shown) - 0.4, -0.6)
    axes.grid(color="0.9", linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(labelsize=8)
    _bare(axes)


def _work(graph: ComparisonGraph, work: str) -> str:
    title = shorten(graph.works[work].title, _MOST_LETTERS, placeholder=" ...")
    return f"{title} ({graph.compared_by[work]})"


def _bare(axes: Any) -> None:
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
