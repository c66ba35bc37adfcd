"""Claims about tradeoff curves: who can be compared, how many points a curve has, gains."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace
from statistics import median

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import (
    Pair,
    ResultRow,
    columns,
    filtered,
    merged_names,
    named_configurations,
    table_settings,
)
from litscan.claims.completion import stated_change
from litscan.claims.drawable import drawable_rows
from litscan.claims.figures import Figure, share_within_units
from litscan.claims.fragmentation import NO_RESULTS
from litscan.claims.reporting import ACCURACY
from litscan.claims.verdict import Measurement
from litscan.claims.wins import comparable_papers

__all__ = [
    "blalock_gains",
    "blalock_papers_on_common_pairs",
    "blalock_points_a_curve",
    "curve_sizes",
    "share_of_gains",
    "sizes_of_curves",
]


def _on(rows: Iterable[ResultRow], pairs: Collection[Pair]) -> list[ResultRow]:
    return [row for row in rows if row.pair in pairs]


def _crossed(rows: Iterable[ResultRow], pairs: Collection[Pair]) -> list[ResultRow]:
    """Return rows whose dataset and whose model are in some pair, as the source's filter has it."""
    datasets, models = ({pair[at] for pair in pairs} for at in (0, 1))
    return [row for row in rows if row.dataset in datasets and row.model in models]


def _papers(rows: Iterable[ResultRow]) -> set[str]:
    return {row.paper for row in rows}


def blalock_papers_on_common_pairs(tables: BlalockTables) -> Measurement:
    """Return how many papers can be compared on a common pair, and what other readings give."""
    if not tables.results:
        return NO_RESULTS
    rows, n = drawable_rows(tables), len(tables.papers)
    six, four = (named_configurations(name) for name in ("six", "four"))
    drawn, on_four = _crossed(rows, six), _on(rows, four)
    one_method = table_settings()["undrawn"]["one_method"]
    methods = {(row.paper, "" if row.paper in one_method else row.method) for row in on_four}
    used = merged_names(filtered(tables.results, "A2"))
    compared = len(comparable_papers(rows, six))
    figures = (
        Figure("papers with a point that can be drawn, six configurations", len(_papers(drawn)), n),
        Figure(
            "papers with a point that can be drawn, four configurations", len(_papers(on_four)), n
        ),
        Figure("methods with such a point, four configurations", len(methods), n, "methods"),
        Figure("papers that use one of the four configurations", len(_papers(_on(used, four))), n),
    )
    main = Figure("papers compared with another on one of six configurations", compared, n)
    return Measurement.of(main, *figures)


def sizes_of_curves(rows: Iterable[ResultRow]) -> list[list[int]]:
    """Return, for each paper, how many rows each of its curves has: a dataset with a model.

    Examples
    --------
    >>> sizes_of_curves([ResultRow("a", "MNIST", "fc3"), ResultRow("a", "MNIST", "fc3")])
    [[2]]
    """
    papers: dict[str, Counter[Pair]] = {}
    for row in rows:
        papers.setdefault(row.paper, Counter())[row.pair] += 1
    return [list(curves.values()) for curves in papers.values()]


def curve_sizes(papers: Sequence[Sequence[int]], name: str) -> tuple[Figure, ...]:
    """Return the shares of curves with at most three points, with one, and with five or more.

    Parameters
    ----------
    papers : sequence of sequence of int
        The number of points of each paper's curves.
    name : str
        Which rows counted.
    """
    sizes = [size for curves in papers for size in curves]
    n = len(sizes)
    one, many = sum(size == 1 for size in sizes), sum(size >= 5 for size in sizes)

    def share(words: str, test: Callable[[int], bool]) -> Figure:
        return share_within_units(words, [list(map(test, curves)) for curves in papers], name)

    return (
        share("curves with at most three points", lambda size: size <= 3),
        share("curves with one point", lambda size: size == 1),
        share("curves with five points or more", lambda size: size >= 5),
        Figure("curves", n, n, "curves", name),
        Figure("curves of one point", one, n, "curves", name),
        Figure("curves of five points or more", many, n, "curves", name),
    )


def blalock_points_a_curve(tables: BlalockTables) -> Measurement:
    """Return how many points curves have, over the readings that the source's code allows."""
    rows = drawable_rows(tables)
    six, four = (named_configurations(name) for name in ("six", "four"))
    undrawn = table_settings()["undrawn"]["methods"]
    listed = [row for row in filtered(tables.results, "A2") if row.method not in undrawn]
    numbers = [row for row in tables.results if row.has(columns(*ACCURACY))]
    readings = (
        ("A2, six configurations, points that can be drawn", _crossed(rows, six)),
        ("A2, four configurations, points that can be drawn", _on(rows, four)),
        (
            "A2, the source's count of rows, AlexNet and CaffeNet left out",
            _on(listed, six),
        ),
        ("F0, all rows with an accuracy", numbers),
    )
    figures = [
        figure for name, chosen in readings for figure in curve_sizes(sizes_of_curves(chosen), name)
    ]
    return Measurement.of(*figures)


def blalock_gains(tables: BlalockTables) -> Measurement:
    """Return the share of rows with a Top-1 change in which the pruned net is better."""
    changes: dict[str, list[float]] = {}
    for row in tables.results:
        change = stated_change(row.numbers)
        if change is not None:
            changes.setdefault(row.paper, []).append(change)
    if not changes:
        return Measurement(None, 0, note="no row has a change of Top-1 accuracy")
    main, first, *others = share_of_gains(list(changes.values()))
    of_all = replace(first, n=len(tables.results))
    return Measurement.of(main, of_all, *others)


def share_of_gains(papers: Sequence[Sequence[float]]) -> tuple[Figure, ...]:
    """Return the share of changes above 0, and what else is to be said of them.

    Rows of one paper are not independent: the interval is a bootstrap over papers.

    Parameters
    ----------
    papers : sequence of sequence of float
        The changes of accuracy that each paper reports, in points; none is empty.
    """
    every = [change for found in papers for change in found]
    n = len(every)
    gains = sum(change > 0 for change in every)
    better = [[change > 0 for change in found] for found in papers]
    near = sum(abs(change) <= 0.5 for change in every)
    gaining = sum(max(found) > 0 for found in papers)
    return (
        share_within_units("rows with a gain, share", better),
        Figure("rows with a change of Top-1", n, n, "rows"),
        Figure("rows with a gain", gains, n, "rows"),
        Figure("papers with a gain", gaining, len(papers)),
        Figure("papers with a change of Top-1", len(papers), len(papers)),
        Figure("change, median", median(every), n, "points"),
        Figure("rows within half a point, share", near / n, n, "share"),
    )
