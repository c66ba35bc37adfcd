"""Figures: a recomputed number with its filter, its n and, where it estimates, its interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = [
    "Figure",
    "bootstrap",
    "mean_of",
    "ratio_interval",
    "share_of",
    "share_within_units",
    "wilson_interval",
]

_Z_95 = 1.959963984540054
_SEED = 2020
_RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the figures behind a claim.

    Parameters
    ----------
    name : str
        What it counts, in words; published figures are matched to it.
    value : float or None
        None where the data have nothing to compute it from.
    n : int
        What it was computed from.
    unit : str
        For example ``"papers"`` or ``"share"``.
    filter : str
        Which rows counted.
    low, high : float or None
        95% interval of a share, mean or median; None for an exact count.
    """

    name: str
    value: float | None
    n: int
    unit: str = "papers"
    filter: str = ""
    low: float | None = None
    high: float | None = None


def wilson_interval(hits: int, n: int) -> tuple[float, float]:
    """Return the 95% score interval of a share (Wilson 1927, JASA 22, 209-212).

    Parameters
    ----------
    hits, n : int
        `hits` of `n`, `n` at least 1.

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(43, 81)]
    [0.423, 0.636]
    """
    if not 0 <= hits <= n or n < 1:
        raise ValueError(f"no share: {hits} of {n}")
    share, square = hits / n, _Z_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = _Z_95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n**2))
    return (0.0 if hits == 0 else middle - reach), (1.0 if hits == n else middle + reach)


def ratio_interval(hits: int, n: int, others: int, of: int) -> tuple[float, float]:
    """Return the 95% interval of one share over another of independent papers.

    By the logarithm (Katz et al. 1978, Biometrics 34, 469-474); where a count is 0, or a share 1,
    half a paper is added to each count (Walter 1975, Biometrika 62, 371-374).

    Parameters
    ----------
    hits, n : int
        `hits` of `n`, the share above.
    others, of : int
        `others` of `of`, the share below.

    Examples
    --------
    >>> [round(end, 2) for end in ratio_interval(30, 57, 13, 24)]
    [0.62, 1.51]
    """
    if not (0 <= hits <= n and 0 <= others <= of) or min(n, of) < 1:
        raise ValueError(f"no shares: {hits} of {n} and {others} of {of}")
    extra = 0.0 if 0 < hits < n and 0 < others < of else 0.5
    one, whole, other, rest = (count + extra for count in (hits, n, others, of))
    middle = math.log(one / whole) - math.log(other / rest)
    reach = _Z_95 * math.sqrt(1 / one - 1 / whole + 1 / other - 1 / rest)
    return math.exp(middle - reach), math.exp(middle + reach)


def share_of(name: str, hits: int, n: int, filter_: str = "") -> Figure:
    """Return `hits` of `n` as a share with Wilson's interval; without a value where `n` is 0.

    Examples
    --------
    >>> share_of("papers that share code", 3, 4).value
    0.75
    """
    if n == 0:
        return Figure(name, None, 0, "share", filter_)
    return Figure(name, hits / n, n, "share", filter_, *wilson_interval(hits, n))


def share_within_units(name: str, units: Sequence[Sequence[bool]], filter_: str = "") -> Figure:
    """Return the share of hits where what is counted comes in dependent bunches, one a unit.

    Two comparisons of one paper are not two independent looks at the field, so that Wilson's
    interval would be too narrow: this one is a bootstrap over the units.

    Parameters
    ----------
    name : str
    units : sequence of sequence of bool
        For each unit, for example a paper, which of its things are hits.
    filter_ : str

    Examples
    --------
    >>> share_within_units("rows with a gain", [[True, True], [False, True]]).value
    0.75
    """
    filled = [unit for unit in units if unit]
    if not filled:
        return Figure(name, None, 0, "share", filter_)
    counts = [(sum(unit), len(unit)) for unit in filled]

    def share(places: Sequence[int]) -> float:
        return sum(counts[at][0] for at in places) / sum(counts[at][1] for at in places)

    everything = range(len(counts))
    n = sum(size for _, size in counts)
    return Figure(name, share(everything), n, "share", filter_, *bootstrap(len(counts), share))


def mean_of(name: str, values: Sequence[float], unit: str, filter_: str = "") -> Figure:
    """Return the mean of values with a bootstrap interval; without a value where there are none.

    Examples
    --------
    >>> mean_of("runs", [3, 3, 3], "runs")
    Figure(name='runs', value=3.0, n=3, unit='runs', filter='', low=3.0, high=3.0)
    """
    if not values:
        return Figure(name, None, 0, unit, filter_)
    low, high = bootstrap(len(values), lambda places: _mean([values[at] for at in places]))
    return Figure(name, _mean(values), len(values), unit, filter_, low, high)


def bootstrap(
    n: int, statistic: Callable[[Sequence[int]], float], *, resamples: int = _RESAMPLES
) -> tuple[float, float]:
    """Return the 95% percentile bootstrap interval (Efron 1979, Ann. Stat. 7, 1-26), seeded.

    Parameters
    ----------
    n : int
        Number of independent units, for example papers.
    statistic : callable
        Computes the figure from the places of the units drawn, with repetitions.
    resamples : int

    Examples
    --------
    >>> bootstrap(5, lambda places: 1.0)
    (1.0, 1.0)
    """
    import numpy as np

    rng = np.random.default_rng(_SEED)
    drawn = [statistic(row) for row in rng.integers(0, n, size=(resamples, n)).tolist()]
    low, high = _finite_ends(drawn)
    return low, high


def _finite_ends(drawn: Sequence[float]) -> tuple[float, float]:
    import numpy as np

    finite: Any = np.asarray([value for value in drawn if math.isfinite(value)])
    low, high = np.percentile(finite, [2.5, 97.5])
    return float(low), float(high)


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)
