"""What can be drawn of growth besides the counts: share, running sum, doubling time by window."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

from litscan.errors import UsageError
from litscan.growth.counts import PeriodCount, month_places
from litscan.growth.rates import poisson_interval
from litscan.growth.record import Growth
from litscan.growth.windows import WINDOW_MONTHS, doubling_by_window

__all__ = ["draw_cumulative", "draw_doubling", "draw_share"]

_YEAR = 12
_PER_CENT = 100.0


def draw_share(axes: Any, growth: Growth) -> None:
    """Draw each complete period's share of all submissions, and that of the twelve months before.

    Raises
    ------
    UsageError
        If no denominator is known.
    """
    known = [item for item in growth.series if item.complete and item.total]
    if not known:
        raise UsageError(
            "no share to plot: no totals are known for these months",
            advice="import arXiv's CSV of monthly submissions: litscan import FILE",
        )
    axes.plot(
        [item.first for item in known],
        [_PER_CENT * item.count / (item.total or 1) for item in known],
        "o",
        markersize=2.5,
        color="0.6",
        label=f"one {growth.by}",
    )
    _draw_yearly_share(axes, growth.months)
    axes.set_ylabel(f"share of {growth.share_of}, per cent")
    axes.set_ylim(bottom=0)


def _draw_yearly_share(axes: Any, months: Sequence[PeriodCount]) -> None:
    where, shares, lows, highs = [], [], [], []
    for end in range(_YEAR, len(months) + 1):
        inside = months[end - _YEAR : end]
        totals = [month.total for month in inside if month.total is not None]
        total = sum(totals)
        if month_places(inside)[-1] != _YEAR - 1 or len(totals) < _YEAR or not total:
            continue
        count = sum(month.count for month in inside)
        low, high = poisson_interval(count)
        where.append(inside[-1].first)
        shares.append(_PER_CENT * count / total)
        lows.append(_PER_CENT * low / total)
        highs.append(_PER_CENT * high / total)
    if where:
        axes.fill_between(
            where, lows, highs, color="0.85", linewidth=0, label="95% of twelve months, Poisson"
        )
        axes.plot(where, shares, color="0.1", linewidth=1.8, label="twelve months up to it")


def draw_cumulative(axes: Any, growth: Growth) -> None:
    """Draw how many papers there were by the end of each period, those of incomplete ones too."""
    sums = list(accumulate(item.count for item in growth.series))
    ends = [item.last for item in growth.series]
    axes.fill_between(ends, sums, color="0.9", linewidth=0)
    axes.plot(ends, sums, color="0.1", linewidth=1.8, label="papers so far")
    axes.set_ylabel("papers, running sum")
    axes.set_ylim(bottom=0)


def draw_doubling(axes: Any, growth: Growth) -> None:
    """Draw the doubling time of each five-year window with its 95% interval.

    Raises
    ------
    UsageError
        If no window has papers enough.
    """
    windows = doubling_by_window(growth.months)
    if not windows:
        raise UsageError(f"no doubling time to plot: no {WINDOW_MONTHS} months with 24 papers")
    known = [one for one in windows if one.doubling.value is not None]
    ends = [end for one in known for end in (one.doubling.value, one.doubling.low) if end]
    top = 3 * max(ends, default=12.0)
    axes.set_yscale("log")
    axes.set_ylim(min(ends, default=6.0) / 1.5, top)
    for one in known:
        found, at = one.doubling, one.last.first
        axes.plot([at, at], [found.low, found.high or top], color="0.55", linewidth=1.4)
        if found.high is None:
            axes.plot([at], [top / 1.08], "^", color="0.55", markersize=4)
    axes.plot(
        [one.last.first for one in known],
        [one.doubling.value for one in known],
        "o",
        color="0.1",
        markersize=5,
        label="doubling time and 95%, five years up to it",
    )
    still = [one.last.first for one in windows if one.doubling.value is None]
    if still:
        label = "no growth in these five years"
        axes.plot(still, [top / 1.2] * len(still), "x", color="0.1", markersize=5, label=label)
    _plain_ticks(axes)
    axes.set_ylabel("doubling time, months")


def _plain_ticks(axes: Any) -> None:
    from matplotlib.ticker import FixedLocator, NullFormatter, StrMethodFormatter

    low, high = axes.get_ylim()
    steps = [factor * 10**power for power in range(5) for factor in (1, 2, 5)]
    axes.yaxis.set_major_locator(FixedLocator([step for step in steps if low <= step <= high]))
    axes.yaxis.set_major_formatter(StrMethodFormatter("{x:g}"))
    axes.yaxis.set_minor_formatter(NullFormatter())
