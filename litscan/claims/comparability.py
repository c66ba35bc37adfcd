"""Claims about which papers could be compared at all: the same pair, and metrics in common."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from itertools import combinations

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import pairs_by_paper
from litscan.claims.figures import Figure, bootstrap, share_within_units
from litscan.claims.fragmentation import NO_RESULTS
from litscan.claims.reporting import ACCURACY, EFFICIENCY, kinds_of
from litscan.claims.verdict import Measurement

__all__ = [
    "blalock_comparable_pairs",
    "blalock_recomputable_comparisons",
    "measured_configurations",
    "pairs_in_common",
    "recomputable",
    "share_of_pairs",
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

    Results of papers that the Papers table does not have are not counted.
    """
    keys = [paper.key for paper in tables.papers]
    if len(keys) < 2 or not tables.results:
        return Measurement(None, 0, note="there are no two papers with results to compare")
    pairs_of, found = pairs_by_paper(tables.results), measured_configurations(tables)
    used = {key: set[object](pairs_of.get(key, ())) for key in keys}
    elsewhere = {
        key: {p for p in pairs if "MNIST" not in _dataset(p)} for key, pairs in used.items()
    }
    measured: Mapping[str, Set[object]] = {key: set[object](found[key]) for key in keys}
    main = share_of_pairs("share a pair and both metrics, share", measured)
    n, close = main.n, pairs_in_common(measured)
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


def share_of_pairs(name: str, features: Mapping[str, Set[object]]) -> Figure:
    """Return the share of pairs of papers with a feature in common.

    A paper is in many pairs, so the interval is a bootstrap over papers, pairs of a paper with
    itself left out.

    Examples
    --------
    >>> share_of_pairs("share a metric", {"a": {1, 2}, "b": {2}, "c": {3}}).n
    3
    """
    n = len(features) * (len(features) - 1) // 2
    if not n:
        return Figure(name, None, 0, "share")
    close = pairs_in_common(features)
    ends = _node_bootstrap(list(features), close)
    return Figure(name, len(close) / n, n, "share", "", *ends)


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
    if not tables.results:
        return NO_RESULTS
    declared = {paper.key: paper.compares_to for paper in tables.papers}
    figures = recomputable(
        declared, measured_configurations(tables), pairs_by_paper(tables.results)
    )
    numbers, with_pair = (round((figure.value or 0) * figure.n) for figure in figures)
    n = figures[0].n
    return Measurement.of(
        *figures,
        Figure("share a pair and metrics with numbers", numbers, n, "comparisons"),
        Figure("share a pair", with_pair, n, "comparisons"),
        Figure("declared comparisons", n, len(tables.papers), "comparisons"),
    )


def recomputable(
    declared: Mapping[str, Iterable[str]],
    measured: Mapping[str, Set[object]],
    pairs: Mapping[str, Set[object]],
) -> tuple[Figure, Figure]:
    """Return the shares of comparisons whose papers have numbers, and a pair, in common.

    Comparisons of one paper are not independent: intervals are bootstraps over the papers that
    compare.

    Parameters
    ----------
    declared : mapping
        Which papers each paper compares to.
    measured, pairs : mapping
        What each paper has numbers for, and what it reports on at all.
    """

    def share(name: str, of: Mapping[str, Set[object]]) -> Figure:
        found = [
            [bool(of.get(key, set()) & of.get(other, set())) for other in sorted(others)]
            for key, others in sorted(declared.items())
        ]
        return share_within_units(name, found)

    return (
        share("share a pair and metrics with numbers, share", measured),
        share("share a pair, share", pairs),
    )
