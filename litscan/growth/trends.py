"""Trends beside the growth curve: the share of all submissions, and a break in the rate."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litscan.growth.counts import PeriodCount, month_places

__all__ = ["ChangePoint", "ShareTrend", "change_point", "share_trend"]

_EDGE_MONTHS = 12
# 5% point of the supremum of likelihood-ratio statistics for one changing parameter with 15% of
# the sample trimmed at each end: Andrews (1993), Econometrica 61, table I.
_SUP_LR_5PC = 8.85


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


@dataclass(frozen=True, slots=True)
class ChangePoint:
    """The month at which an exponential's rate changes most, and by how much.

    Parameters
    ----------
    period : str
        The first month of the new rate.
    rate_before, rate_after : float
        Growth rates per month, natural logarithm.
    statistic : float
        Likelihood ratio against one rate throughout, larger than its 5% critical value.
    """

    period: str
    rate_before: float
    rate_after: float
    statistic: float

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "period": self.period,
            "rate_before_per_month": self.rate_before,
            "rate_after_per_month": self.rate_after,
            "likelihood_ratio": self.statistic,
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


def change_point(months: Sequence[PeriodCount]) -> ChangePoint | None:
    """Return the month where an exponential bends, or None where one rate describes it as well.

    Two exponentials that meet are fitted at months at least a year and 15% of the series from
    either end, with the dispersion of the single-rate fit: first on a grid of some forty months,
    then at each month around the likeliest. It is reported if its likelihood ratio exceeds the 5%
    critical value for a searched break.

    Parameters
    ----------
    months : sequence of PeriodCount
        Complete months, not all zero.
    """
    import numpy as np

    from litscan.growth.likelihood import (
        fit_log_linear,
        log_linear_at,
        negative_log_likelihood,
    )

    counts = np.array([item.count for item in months], dtype=float)
    edge = max(_EDGE_MONTHS, round(0.15 * len(counts)))
    if len(counts) < 2 * edge + 2 or not counts.any():
        return None
    time = np.array(month_places(months), dtype=float)
    line = np.column_stack([np.ones_like(time), time])
    single = fit_log_linear(counts, line)

    def bent(knot: int) -> tuple[float, int, float, float]:
        design = np.column_stack([line, np.maximum(time - time[knot], 0)])
        (_, before, bend), means = log_linear_at(counts, design, single.dispersion)
        loss = negative_log_likelihood(counts, means, single.dispersion)
        return loss, knot, float(before), float(bend)

    last = len(counts) - edge
    stride = max(1, len(counts) // 40)
    rough = min(bent(knot) for knot in range(edge, last, stride))[1]
    near = range(max(edge, rough - stride + 1), min(last, rough + stride))
    loss, knot, before, bend = min(bent(knot) for knot in near)
    statistic = 2 * (single.loss - loss)
    if statistic <= _SUP_LR_5PC:
        return None
    return ChangePoint(months[knot].period, before, before + bend, statistic)
