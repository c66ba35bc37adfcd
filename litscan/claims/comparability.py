"""Claims about which papers could be compared at all: the same pair, and metrics in common."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence, Set
from itertools import combinations

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import pairs_by_paper
from litscan.claims.figures import Figure, bootstrap, share_of
from litscan.claims.reporting import ACCURACY, EFFICIENCY, kinds_of
from litscan.claims.verdict import Measurement

__all__ = [
    "blalock_comparable_pairs",
    "blalock_recomputable_comparisons",
    "measured_configurations",
    "pairs_in_common",
]

_RESAMPLES = 500


def measured_configurations(tables: BlalockTables) -> dict[str, set[tuple[str, ...]]]:
    """Return each paper's (dataset, model, accuracy kind, efficiency kind) with both in one row."""
    found: dict[str, set[tuple[str, ...]]] = {paper.key: set() for paper in tables.papers}
    for row in tables.results:
        given = kinds_of(row)
        found.setdefault(row.paper, set()).update(
            (*row.pair, accuracy, efficiency)
            for accuracy in ACCURACY
            for efficiency in EFFICIENCY
            if {accuracy, efficiency} <= given
        )
    return found


def pairs_in_common(features: Mapping[str, Set[object]]) -> list[tuple[str, str]]:
    """Return the pairs of papers with a feature in common.

    Examples
    --------
    >>> pairs_in_common({"a": {1, 2}, "b": {2}, "c": {3}})
    [('a', 'b')]
    """
    return [
        (one, other)
        for one, other in combinations(sorted(features), 2)
        if features[one] & features[other]
    ]


def blalock_comparable_pairs(tables: BlalockTables) -> Measurement:
    """Return the share of pairs of papers that share a configuration and metrics with numbers.

    A paper is in many pairs, so the interval is a bootstrap over papers, pairs of a paper with
    itself left out.
    """
    keys = [paper.key for paper in tables.papers]
    if len(keys) < 2 or not tables.results:
        return Measurement(None, 0, note="there are no two papers with results to compare")
    used = {key: set[object]() for key in keys}
    used |= {key: set[object](pairs) for key, pairs in pairs_by_paper(tables.results).items()}
    elsewhere = {
        key: {p for p in pairs if "MNIST" not in _dataset(p)} for key, pairs in used.items()
    }
    measured: Mapping[str, Set[object]] = {
        key: set[object](found) for key, found in measured_configurations(tables).items()
    }
    n = len(keys) * (len(keys) - 1) // 2
    close = pairs_in_common(measured)
    low, high = _node_bootstrap(keys, close)
    main = Figure("share a pair and both metrics, share", len(close) / n, n, "share", "", low, high)
    figures = [
        Figure(name, len(found), n, "pairs of papers")
        for name, found in (
            ("share a pair and both metrics", close),
            ("share a pair", pairs_in_common(used)),
            ("share a pair that is not on MNIST", pairs_in_common(elsewhere)),
        )
    ]
    shares = [
        Figure(f"{figure.name}, share", (figure.value or 0) / n, n, "share")
        for figure in figures[1:]
    ]
    total = Figure("pairs of papers", n, len(keys), "pairs of papers")
    return Measurement.of(main, *figures, *shares, total)


def _dataset(pair: object) -> str:
    return str(pair[0]) if isinstance(pair, tuple) else ""


def _node_bootstrap(keys: Sequence[str], close: Collection[tuple[str, str]]) -> tuple[float, float]:
    import numpy as np

    place = {key: at for at, key in enumerate(keys)}
    near = np.zeros((len(keys), len(keys)))
    for one, other in close:
        near[place[one], place[other]] = near[place[other], place[one]] = 1.0

    def share(drawn: Sequence[int]) -> float:
        at = np.asarray(drawn)
        different = at[:, None] != at[None, :]
        pairs = float(different.sum())
        return float(near[np.ix_(at, at)].sum()) / pairs if pairs else float("nan")

    return bootstrap(len(keys), share, resamples=_RESAMPLES)


def blalock_recomputable_comparisons(tables: BlalockTables) -> Measurement:
    """Return the share of declared comparisons whose two papers have numbers in common."""
    pairs, measured = pairs_by_paper(tables.results), measured_configurations(tables)
    edges = [(paper.key, other) for paper in tables.papers for other in paper.compares_to]
    n = len(edges)
    with_pair = sum(bool(pairs.get(a, set()) & pairs.get(b, set())) for a, b in edges)
    numbers = sum(bool(measured.get(a, set()) & measured.get(b, set())) for a, b in edges)
    return Measurement.of(
        share_of("share a pair and metrics with numbers, share", numbers, n),
        share_of("share a pair, share", with_pair, n),
        Figure("share a pair and metrics with numbers", numbers, n, "comparisons"),
        Figure("share a pair", with_pair, n, "comparisons"),
        Figure("declared comparisons", n, len(tables.papers), "comparisons"),
    )
