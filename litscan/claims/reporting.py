"""Claims about which metrics papers report, and whether they say how much results vary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import ResultRow, columns, numeric
from litscan.claims.figures import Figure, share_of
from litscan.claims.verdict import Measurement

__all__ = [
    "ACCURACY",
    "EFFICIENCY",
    "blalock_central_tendency",
    "blalock_metric_kinds",
    "blalock_metric_profiles",
    "blalock_size_and_cost",
    "blalock_stated_trials",
    "blalock_top1_and_top5",
    "kinds_by_paper",
    "kinds_of",
    "profiles",
    "share_with_both",
]

ACCURACY, EFFICIENCY = ("top1", "top5"), ("parameters", "flops")
_LABELS = {
    "top1": "Top-1",
    "top5": "Top-5",
    "parameters": "parameters",
    "flops": "FLOPs",
    "baseline": "baseline accuracy",
}
_NO_NUMBERS = Measurement(None, 0, note="no row with a number is there")


def kinds_of(row: ResultRow) -> set[str]:
    """Return which kinds of metric a row gives.

    Examples
    --------
    >>> sorted(kinds_of(ResultRow("a", "MNIST", "LeNet-5", "", {"Top1": 99.0, "MParams": 0.4})))
    ['parameters', 'top1']
    """
    return {kind for kind in (*ACCURACY, *EFFICIENCY) if row.has(columns(kind))}


def kinds_by_paper(rows: list[ResultRow]) -> dict[str, set[str]]:
    """Return which kinds of metric each paper gives in any row."""
    kinds: dict[str, set[str]] = {}
    for row in rows:
        kinds.setdefault(row.paper, set()).update(kinds_of(row))
    return kinds


def blalock_central_tendency(tables: BlalockTables) -> Measurement:
    """Return how many papers with numbers give a measure of spread for any accuracy."""
    rows = numeric(tables.results)
    spread = [row for row in rows if "stdTop1" in row.numbers]
    papers = sorted({row.paper for row in spread})
    n = len({row.paper for row in rows})
    if not n:
        return _NO_NUMBERS
    figures = (
        share_of("papers with a spread, share", len(papers), n),
        Figure("rows with a spread", len(spread), len(tables.results), "rows"),
        Figure("papers with numbers", n, len(tables.papers)),
        Figure("rows with numbers", len(rows), len(tables.results), "rows"),
        Figure(
            "rows without numbers", len(tables.results) - len(rows), len(tables.results), "rows"
        ),
    )
    return Measurement(len(papers), n, note=", ".join(papers), figures=figures)


def blalock_stated_trials(tables: BlalockTables) -> Measurement:
    """Return the share of papers with numbers that state how many trials they ran.

    The column was sparsely filled in, so that the share is a lower bound.
    """
    rows = numeric(tables.results)
    stated = [row for row in rows if "NumTrials" in row.numbers]
    papers = {row.paper for row in stated}
    n = len({row.paper for row in rows})
    values = ", ".join(f"{one:g}" for one in sorted({row.numbers["NumTrials"] for row in stated}))
    figures = (
        Figure("papers that state trials", len(papers), n),
        Figure("papers with numbers that state none", n - len(papers), n),
        Figure("rows that state trials", len(stated), len(tables.results), "rows"),
    )
    note = f"the column is sparsely filled in; numbers stated: {values or 'none'}"
    share = share_of("papers that state trials, share", len(papers), n)
    return Measurement.of(share, *figures, note=note, lower_bound=True)


def blalock_metric_kinds(tables: BlalockTables) -> Measurement:
    """Return the share of the most common kind of metric, and the shares of the others."""
    rows = numeric(tables.results)
    n = len({row.paper for row in rows})
    figures: list[Figure] = []
    for kind, label in _LABELS.items():
        hits = len({row.paper for row in rows if row.has(columns(kind))})
        figures += [share_of(f"{label}, share", hits, n), Figure(label, hits, n)]
    accuracy, cost = (
        [row for row in rows if row.has(columns(*kinds))] for kinds in (ACCURACY, EFFICIENCY)
    )
    both = [row for row in accuracy if row.has(columns(*EFFICIENCY))]
    for label, chosen in (("accuracy", accuracy), ("size or cost", cost), ("both", both)):
        figures.append(Figure(f"rows with {label}", len(chosen), len(tables.results), "rows"))
        figures.append(Figure(f"papers with {label}", len({row.paper for row in chosen}), n))
    return Measurement.of(*figures)


def share_with_both(kinds: Mapping[str, Set[str]], pair: tuple[str, str]) -> tuple[Figure, ...]:
    """Return the share of papers with either kind of metric that give both, and the counts.

    Examples
    --------
    >>> share_with_both({"a": {"top1"}, "b": {"top1", "top5"}}, ("top1", "top5"))[0].value
    0.5
    """
    one, other = pair
    either = [found for found in kinds.values() if found & {one, other}]
    both = sum({one, other} <= found for found in either)
    n = len(either)
    first, second = _LABELS[one], _LABELS[other]
    only = [sum(kind in found for found in either) - both for kind in pair]
    return (
        share_of(f"both {first} and {second}, share", both, n),
        Figure(f"either {first} or {second}", n, len(kinds)),
        Figure(f"both {first} and {second}", both, n),
        Figure(f"only {first}", only[0], n),
        Figure(f"only {second}", only[1], n),
    )


def blalock_size_and_cost(tables: BlalockTables) -> Measurement:
    """Return the share of papers with any efficiency metric that give both size and cost."""
    kinds = kinds_by_paper(numeric(tables.results))
    counts = [
        Figure(f"papers with {_LABELS[kind]}", sum(kind in k for k in kinds.values()), len(kinds))
        for kind in EFFICIENCY
    ]
    return Measurement.of(*share_with_both(kinds, EFFICIENCY), *counts)


def blalock_top1_and_top5(tables: BlalockTables, *, dataset: str) -> Measurement:
    """Return the share of papers with accuracies on a dataset that give both Top-1 and Top-5."""
    rows = [row for row in numeric(tables.results) if row.dataset == dataset]
    together = {row.paper for row in rows if kinds_of(row) >= set(ACCURACY)}
    shares = share_with_both(kinds_by_paper(rows), ACCURACY)
    point = Figure("both for one point", len(together), shares[0].n)
    return Measurement.of(*shares, point)


def profiles(rows: list[ResultRow]) -> Counter[frozenset[tuple[str, str]]]:
    """Return how many papers have each set of (accuracy kind, efficiency kind) pairs in a row."""
    found: dict[str, set[tuple[str, str]]] = {}
    for row in rows:
        kinds = kinds_of(row)
        pairs = {(a, e) for a in ACCURACY for e in EFFICIENCY if {a, e} <= kinds}
        if pairs:
            found.setdefault(row.paper, set()).update(pairs)
    return Counter(frozenset(pairs) for pairs in found.values())


def blalock_metric_profiles(tables: BlalockTables) -> Measurement:
    """Return the number of distinct sets of metrics, and how common the most common one is."""
    counts = profiles(list(tables.results))
    if not counts:
        return _NO_NUMBERS
    n, most = sum(counts.values()), max(counts.values())
    figures = (
        Figure("papers with both an accuracy and an efficiency metric", n, len(tables.papers)),
        Figure("papers with the most common set", most, n),
        share_of("papers with the most common set, share", most, n),
    )
    return Measurement.of(Figure("sets of metrics", len(counts), n, "sets"), *figures)
