"""Claims about what makes results of different papers hard to compare: baselines and ratios."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import Pair, ResultRow, merged_names
from litscan.claims.completion import COMPRESSION, SPEEDUP, completed
from litscan.claims.figures import Figure, bootstrap
from litscan.claims.verdict import Measurement

__all__ = [
    "blalock_baseline_spreads",
    "blalock_counting_of_flops",
    "blalock_flops_of_one_net",
    "blalock_ratio_agreement",
    "blalock_steadier_parameters",
    "counted_twice",
    "misplaced_errors",
    "spread",
    "spread_figure",
    "steadier_sizes",
    "values_by_paper",
]

_FLOPS, _PARAMETERS = "OrigGFLOPS", "OrigMParams"
_RESAMPLES = 1000
_ENOUGH_POINTS = 3


def values_by_paper(rows: Iterable[ResultRow], pair: Pair, column: str) -> dict[str, set[float]]:
    """Return the distinct numbers each paper gives in a column for one dataset and model.

    Examples
    --------
    >>> rows = [ResultRow("a", "MNIST", "fc3", "", {"OrigTop1": 98.0})]
    >>> values_by_paper(rows, ("MNIST", "fc3"), "OrigTop1")
    {'a': {98.0}}
    """
    values: dict[str, set[float]] = {}
    for row in rows:
        if row.pair == pair and column in row.numbers:
            values.setdefault(row.paper, set()).add(row.numbers[column])
    return values


def spread(values: Mapping[str, Iterable[float]], *, as_factor: bool) -> float | None:
    """Return the largest value over, or minus, the smallest one.

    None without two papers, and for a factor where the smallest is not above 0.

    Examples
    --------
    >>> spread({"a": [2.0], "b": [4.0]}, as_factor=True), spread({"a": [2.0]}, as_factor=True)
    (2.0, None)
    """
    numbers = [value for found in values.values() for value in found]
    if len(values) < 2:
        return None
    low, high = min(numbers), max(numbers)
    if as_factor and low <= 0:
        return None
    return high / low if as_factor else high - low


def spread_figure(
    name: str, values: Mapping[str, Iterable[float]], unit: str, filter_: str = ""
) -> Figure:
    """Return the spread as a figure: a ratio if the unit is ``"factor"``, else a difference."""
    return Figure(name, spread(values, as_factor=unit == "factor"), len(values), unit, filter_)


def blalock_flops_of_one_net(
    tables: BlalockTables, *, nets: Sequence[str], printed: Sequence[float]
) -> Measurement:
    """Return how far reported costs of one dense net differ, under one name and merged.

    The main figure is the ratio of those values that the source prints and the tables have; the
    whole range, and the ranges of the single names, are beside it.
    """
    merged = merged_names(tables.results)
    name = merged_names([ResultRow("", "ImageNet", nets[0])])[0].model
    every = values_by_paper(merged, ("ImageNet", name), _FLOPS)
    found = sorted({value for values in every.values() for value in values} & set(printed))
    if len(found) < 2:
        return Measurement(None, 0, note="fewer than two of the printed costs are in the tables")
    by_name = [
        spread_figure(net, values_by_paper(tables.results, ("ImageNet", net), _FLOPS), "factor")
        for net in nets
    ]
    widest = max(by_name, key=lambda figure: figure.value or 0.0)
    figures = (
        Figure(f"{name}, the printed extremes", found[-1] / found[0], len(every), "factor"),
        spread_figure(f"{name}, whole range", every, "factor"),
        *by_name,
    )
    single = "no name has two papers"
    if widest.value is not None:
        single = f"under one name the widest is x{widest.value:.2f}, of {widest.name}"
    note = f"only with {' and '.join(nets)} merged; {single}"
    return Measurement.of(*figures, note=note)


def blalock_counting_of_flops(
    tables: BlalockTables, *, nets: Sequence[str], low: float, high: float
) -> Measurement:
    """Return the ratio of reported costs of one dense net, its values in two groups."""
    rows = tables.results
    return counted_twice(
        {net: values_by_paper(rows, ("ImageNet", net), _FLOPS) for net in nets}, low, high
    )


def counted_twice(
    costs: Mapping[str, Mapping[str, Iterable[float]]], low: float, high: float
) -> Measurement:
    """Return the ratio of reported costs of one dense net, its values in two groups.

    Holds if for every net the ratio is about two: a multiply-add counted as one operation or two.

    Parameters
    ----------
    costs : mapping
        By net and by paper.
    low, high : float
        What is about two.
    """
    figures: list[Figure] = []
    ratios: list[float] = []
    for net, values in costs.items():
        numbers = sorted({value for found in values.values() for value in found})
        ratio = spread(values, as_factor=True)
        if ratio is None or len(numbers) < 2:
            return Measurement(None, 0, note=f"fewer than two costs of {net} above 0 are known")
        ratios.append(ratio)
        figures.append(spread_figure(net, values, "factor"))
        figures += _groups(net, numbers, len(values))
    told = ", ".join(f"{net} x{one:.2f}" for net, one in zip(costs, ratios, strict=True))
    found = Measurement.of(*figures, note=f"ratios {told}")
    return replace(found, holds=all(low <= ratio <= high for ratio in ratios))


def _groups(net: str, numbers: Sequence[float], n: int) -> list[Figure]:
    """Return the ends of the two groups on either side of the largest gap."""
    gaps = [after / before for before, after in pairwise(numbers)]
    cut = gaps.index(max(gaps)) + 1
    lower, upper = numbers[:cut], numbers[cut:]
    ends = (
        ("lower group, least", lower[0]),
        ("lower group, most", lower[-1]),
        ("upper group, least", upper[0]),
        ("upper group, most", upper[-1]),
    )
    return [Figure(f"{net}, {name}", value, n, "GFLOPs") for name, value in ends]


def blalock_steadier_parameters(tables: BlalockTables, *, nets: Sequence[str]) -> Measurement:
    """Return how far reported sizes of one dense net differ; holds if less than costs, for each."""
    rows = tables.results
    values = {
        net: tuple(
            values_by_paper(rows, ("ImageNet", net), column) for column in (_PARAMETERS, _FLOPS)
        )
        for net in nets
    }
    return steadier_sizes(values)


def steadier_sizes(
    values: Mapping[str, Sequence[Mapping[str, Iterable[float]]]],
) -> Measurement:
    """Return how far reported sizes of one dense net differ; holds if less than costs, for each.

    Parameters
    ----------
    values : mapping
        Sizes and costs of each net, by paper.
    """
    figures: list[Figure] = []
    steadier = []
    for net, of_net in values.items():
        size, cost = (
            spread_figure(f"{net}, {name}", found, "factor")
            for name, found in zip(("parameters", "FLOPs"), of_net, strict=True)
        )
        if size.value is None or cost.value is None:
            return Measurement(None, 0, note=f"too few sizes and costs of {net} are known")
        figures += [size, cost]
        steadier.append(size.value < cost.value)
    return replace(Measurement.of(*figures), holds=all(steadier))


def misplaced_errors(rows: Iterable[ResultRow], pair: Pair) -> list[ResultRow]:
    """Return rows whose original Top-5 accuracy must be an error rate (trap T3).

    That is one under half of the median that the rows of the pair have.

    Examples
    --------
    >>> tops = [90.0, 89.0, 88.5, 10.1]
    >>> rows = [ResultRow("a", "I", "V", "", {"OrigTop5": top}) for top in tops]
    >>> [row.numbers["OrigTop5"] for row in misplaced_errors(rows, ("I", "V"))]
    [10.1]
    """
    given = [row for row in rows if row.pair == pair and "OrigTop5" in row.numbers]
    if not given:
        return []
    middle = median(row.numbers["OrigTop5"] for row in given)
    return [row for row in given if row.numbers["OrigTop5"] < middle / 2]


def blalock_baseline_spreads(
    tables: BlalockTables, *, pairs: Sequence[Sequence[str]]
) -> Measurement:
    """Return how far original accuracies of one pair differ; the main figure is the first pair's.

    Top-5 of the first pair is beside it, error rates in the accuracy's column left out.
    """
    figures = []
    for dataset, model in pairs:
        values = values_by_paper(map(_baseline, tables.results), (dataset, model), "OrigTop1")
        figures.append(spread_figure(f"{dataset}/{model}", values, "points"))
    first = (pairs[0][0], pairs[0][1])
    wrong = misplaced_errors(tables.results, first)
    right = [row for row in tables.results if row not in wrong]
    top5 = values_by_paper(right, first, "OrigTop5")
    figures.append(spread_figure(f"{'/'.join(first)}, Top-5", top5, "points"))
    figures.append(
        Figure("original Top-5 that is an error rate", len(wrong), len(tables.results), "rows")
    )
    papers = ", ".join(sorted({row.paper for row in wrong}))
    note = f"an error rate stands as original Top-5 accuracy of {papers}" if wrong else ""
    if figures[0].value is None:
        return Measurement(None, 0, note="fewer than two papers give the first pair's baseline")
    return Measurement.of(*figures, note=note)


def _baseline(row: ResultRow) -> ResultRow:
    if "OrigTop1" in row.numbers or "OrigErr1" not in row.numbers:
        return row
    accuracy = 100.0 - row.numbers["OrigErr1"]
    return replace(row, numbers={**row.numbers, "OrigTop1": accuracy})


def blalock_ratio_agreement(tables: BlalockTables) -> Measurement:
    """Return the rank correlation of compression and speedup where a row gives both.

    Rows of one paper are not independent: the interval is a bootstrap over papers.
    """
    points: dict[str, list[tuple[float, float]]] = {}
    for row in map(completed, tables.results):
        if COMPRESSION in row.numbers and SPEEDUP in row.numbers:
            point = (row.numbers[COMPRESSION], row.numbers[SPEEDUP])
            points.setdefault(row.paper, []).append(point)
    papers = list(points.values())
    every = [point for found in papers for point in found]
    if len(every) < _ENOUGH_POINTS:
        return Measurement(None, 0, note="too few rows give both compression and speedup")
    rho = _spearman(every)
    if math.isnan(rho):
        return Measurement(None, 0, note="all rows have the same compression, or the same speedup")
    low, high = bootstrap(
        len(papers),
        lambda places: _spearman([point for at in places for point in papers[at]]),
        resamples=_RESAMPLES,
    )
    main = Figure("rank correlation", rho, len(every), "Spearman", "", low, high)
    return Measurement.of(main, *_quotients(every), Figure("papers", len(papers), len(papers)))


def _spearman(points: Sequence[tuple[float, float]]) -> float:
    import numpy as np
    from scipy import stats

    ranks = [stats.rankdata(column) for column in zip(*points, strict=True)]
    if min(float(np.ptp(rank)) for rank in ranks) == 0:
        return float("nan")
    return float(np.corrcoef(*ranks)[0, 1])


def _quotients(points: Sequence[tuple[float, float]]) -> list[Figure]:
    import numpy as np

    quotients = [compression / speedup for compression, speedup in points]
    percentiles = (("10th percentile", 10), ("median", 50), ("90th percentile", 90))
    named = [(name, float(np.percentile(quotients, at))) for name, at in percentiles]
    named += [("least", min(quotients)), ("most", max(quotients))]
    n = len(quotients)
    return [Figure(f"compression over speedup, {name}", one, n, "factor") for name, one in named]
