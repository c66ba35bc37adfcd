"""Doubling time by window: whether the pace held, five years at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from litscan.growth.counts import PeriodCount, month_places
from litscan.growth.rates import DoublingTime, doubling_time

__all__ = ["WINDOW_MONTHS", "WindowDoubling", "doubling_by_window"]

WINDOW_MONTHS = 60

_STEP = 12
_LEAST_PAPERS = 24


@dataclass(frozen=True, slots=True)
class WindowDoubling:
    """The doubling time of the months from first to last."""

    first: PeriodCount
    last: PeriodCount
    doubling: DoublingTime


def doubling_by_window(months: Sequence[PeriodCount]) -> tuple[WindowDoubling, ...]:
    """Return the doubling time of each window of 60 months, a year apart, the last one at the end.

    Windows that a gap cuts, or with fewer than 24 papers, are left out.

    Parameters
    ----------
    months : sequence of PeriodCount
        Complete months.
    """
    found = []
    for end in range(len(months), WINDOW_MONTHS - 1, -_STEP):
        inside = months[end - WINDOW_MONTHS : end]
        whole = month_places(inside)[-1] == WINDOW_MONTHS - 1
        counts = [month.count for month in inside]
        if whole and sum(counts) >= _LEAST_PAPERS:
            found.append(WindowDoubling(inside[0], inside[-1], doubling_time(counts)))
    return tuple(reversed(found))
