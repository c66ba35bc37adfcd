"""The calendar in the counts: the time of year, and the day of the week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from litscan.growth.counts import PeriodCount, month_places

__all__ = ["WEEKDAYS", "Season", "season", "weekly_profile"]

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

_LEAST_MONTHS = 36


@dataclass(frozen=True, slots=True)
class Season:
    """How the months of a year differ: ``log mean = a + b t + c t^2 + season``.

    Parameters
    ----------
    factors : mapping of str to float
        By month of the year, ``"01"`` to ``"12"``, what it has of a mean month (geometric mean 1).
    statistic : float
        Likelihood ratio against no season, chi-square with 11 degrees of freedom without one.
    p_value : float
    """

    factors: Mapping[str, float]
    statistic: float
    p_value: float

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "factors": dict(self.factors),
            "likelihood_ratio": self.statistic,
            "p_value": self.p_value,
        }


def season(months: Sequence[PeriodCount]) -> Season | None:
    """Return the seasonal term of monthly counts, or None where it cannot be fitted.

    It needs three years of complete months and a paper in each month of the year.

    Parameters
    ----------
    months : sequence of PeriodCount
        Complete months.
    """
    import numpy as np
    from scipy.stats import chi2

    from litscan.growth.likelihood import fit_log_linear

    totals: Counter[int] = Counter()
    for month in months:
        totals[month.first.month] += month.count
    if len(months) < _LEAST_MONTHS or any(not totals[number] for number in range(1, 13)):
        return None
    counts = np.array([month.count for month in months], dtype=float)
    time = np.array(month_places(months), dtype=float)
    time /= time[-1]
    trend = np.column_stack([np.ones_like(time), time, time**2])
    which = np.array([month.first.month for month in months])
    terms = np.array([[float(at == n) - float(at == 12) for n in range(1, 12)] for at in which])
    plain = fit_log_linear(counts, trend)
    full = fit_log_linear(counts, np.column_stack([trend, terms]))
    effects = [*full.parameters[3:], -sum(full.parameters[3:])]
    statistic = max(0.0, 2 * (plain.loss - full.loss))
    factors = {f"{at:02d}": float(np.exp(effect)) for at, effect in enumerate(effects, 1)}
    return Season(factors, statistic, float(chi2.sf(statistic, 11)))


def weekly_profile(days: Sequence[date] | Mapping[date, int]) -> dict[str, int]:
    """Return how many papers were submitted on each day of the week.

    Examples
    --------
    >>> weekly_profile([date(2019, 1, 1), date(2019, 1, 8), date(2019, 1, 12)])
    {'Mon': 0, 'Tue': 2, 'Wed': 0, 'Thu': 0, 'Fri': 0, 'Sat': 1, 'Sun': 0}
    """
    found: Counter[int] = Counter()
    for day, number in Counter(days).items():
        found[day.weekday()] += number
    return {name: found[at] for at, name in enumerate(WEEKDAYS)}
