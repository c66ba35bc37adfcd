"""The trend beside the growth curve: how the share of all submissions changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litscan.growth.counts import PeriodCount

__all__ = ["ShareTrend", "share_trend"]


@dataclass(frozen=True, slots=True)
class ShareTrend:
    """How the share of all submissions changes: ``log(mean / total) = a + b t``.

    Parameters
    ----------
    change_per_year : float
        Relative change a year: 0.2 is a share growing by a fifth each year.
    low, high : float
        Its 95% profile-likelihood interval; infinite where the data set no bound.
    share : float
        Share over all months used.
    months : int
        Complete months with a known total.
    """

    change_per_year: float
    low: float
    high: float
    share: float
    months: int

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form; an unbounded end is null."""
        ends = [end if abs(end) < float("inf") else None for end in (self.low, self.high)]
        return {
            "change_per_year": self.change_per_year,
            "interval": ends,
            "share": self.share,
            "months": self.months,
        }


def share_trend(months: Sequence[PeriodCount]) -> ShareTrend | None:
    """Return the trend of the share in all submissions, or None where it cannot be fitted.

    It needs 24 complete months with a total, and one paper at least.

    Parameters
    ----------
    months : sequence of PeriodCount
        Consecutive months with totals.
    """
    import numpy as np

    from litscan.growth.likelihood import fit_log_linear, profile_interval

    known = [(place, item) for place, item in enumerate(months) if item.complete and item.total]
    counts = np.array([item.count for _, item in known], dtype=float)
    if len(known) < 24 or not counts.any():
        return None
    totals = np.array([item.total for _, item in known], dtype=float)
    years = np.array([place for place, _ in known], dtype=float) / 12
    design, offset = np.column_stack([np.ones_like(years), years]), np.log(totals)
    fit = fit_log_linear(counts, design, offset)
    low, high = profile_interval(counts, design, 1, fit, offset)
    with np.errstate(over="ignore"):
        slope, low, high = (float(np.expm1(end)) for end in (fit.parameters[1], low, high))
    return ShareTrend(slope, low, high, float(counts.sum() / totals.sum()), len(known))
