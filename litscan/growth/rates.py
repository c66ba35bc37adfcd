"""How fast: doubling time, and papers a day."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litscan.growth.counts import Window

__all__ = [
    "DoublingTime",
    "RatePerDay",
    "doubling_time",
    "poisson_interval",
    "rate_per_day",
]

_LEAST_RATE = 1e-9  # a month; less is the rounding of a fit that stands still


@dataclass(frozen=True, slots=True)
class DoublingTime:
    """Months in which the exponential fit doubles.

    Parameters
    ----------
    value : float or None
        None where the fitted rate is zero or falls.
    low, high : float or None
        95% profile-likelihood interval. `high` is None where the data do not exclude that counts
        stand still; `low` too where they exclude growth.
    """

    value: float | None
    low: float | None
    high: float | None

    @property
    def bounded(self) -> bool:
        """Whether growth is established: both ends of the interval are finite."""
        return self.low is not None and self.high is not None

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {"value": self.value, "interval": [self.low, self.high]}


@dataclass(frozen=True, slots=True)
class RatePerDay:
    """Papers a day over a window, with the exact 95% interval of a Poisson count.

    Counts that scatter more than a Poisson process does, as monthly counts of papers do, would
    give a wider one.
    """

    value: float
    low: float
    high: float
    count: int
    window: Window

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "value": self.value,
            "interval": [self.low, self.high],
            "interval_kind": "poisson",
            "count": self.count,
            "window": [self.window.first.isoformat(), self.window.last.isoformat()],
        }


def _doubling(rate: float) -> float | None:
    return math.log(2) / rate if _LEAST_RATE < rate < math.inf else None


def doubling_time(counts: Sequence[int], places: Sequence[int] | None = None) -> DoublingTime:
    """Return the doubling time of monthly counts, from a log-linear NB2 fit.

    Months are taken as equally long.

    Parameters
    ----------
    counts : sequence of int
        Papers a month; not all zero.
    places : sequence of int, optional
        How many months each lies after the first; consecutive by default.

    Examples
    --------
    >>> found = doubling_time([round(5 * 2 ** (month / 12)) for month in range(60)])
    >>> round(found.value), found.low < 12 < found.high
    (12, True)
    """
    import numpy as np

    from litscan.growth.likelihood import fit_log_linear, profile_interval

    observed = np.asarray(counts, dtype=float)
    months = np.arange(len(observed), dtype=float) if places is None else np.array(places, float)
    design = np.column_stack([np.ones_like(months), months])
    fit = fit_log_linear(observed, design)
    slow, fast = profile_interval(observed, design, 1, fit)
    return DoublingTime(_doubling(fit.parameters[1]), _doubling(fast), _doubling(slow))


def poisson_interval(count: int, level: float = 0.95) -> tuple[float, float]:
    """Return the exact interval of a Poisson mean from one count (Garwood 1936).

    Examples
    --------
    >>> [round(end, 3) for end in poisson_interval(10)]
    [4.795, 18.39]
    """
    from scipy.stats import chi2

    tail = (1 - level) / 2
    low = float(chi2.ppf(tail, 2 * count)) / 2 if count else 0.0
    return low, float(chi2.ppf(1 - tail, 2 * count + 2)) / 2


def rate_per_day(count: int, window: Window) -> RatePerDay:
    """Return papers a day for a count over a window.

    Examples
    --------
    >>> from datetime import date
    >>> rate = rate_per_day(146, Window(date(2021, 1, 1), date(2021, 12, 31)))
    >>> round(rate.value, 2), round(rate.low, 2), round(rate.high, 2)
    (0.4, 0.34, 0.47)
    """
    low, high = poisson_interval(count)
    days = window.days
    return RatePerDay(count / days, low / days, high / days, count, window)
