"""From submissions to a growth record: count, fit what can be fitted, say why where nothing can."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from litscan.growth.counts import (
    Period,
    PeriodCount,
    Window,
    count_periods,
    find_gaps,
    month_places,
    observed_window,
    submission_days,
)
from litscan.growth.fits import MINIMUM_MONTHS, choose_model, fit_models
from litscan.growth.rates import RatePerDay, doubling_time, first_month_at_rate, rate_per_day
from litscan.growth.record import DataCoverage, Growth
from litscan.growth.trends import change_point, share_trend

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["measure_days", "measure_growth"]

_RATE_MONTHS = 12
_HALF_A_DAY = 0.5


def measure_growth(
    submissions: pd.DataFrame,
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
    totals: Mapping[str, int] | None = None,
    coverage: DataCoverage | None = None,
) -> Growth:
    """Return counts, fits and rates of papers over time.

    Parameters
    ----------
    submissions : DataFrame
        One row a paper with its first version's date in a column ``submitted``.
    by : {"month", "quarter", "year"}
        Length of a period in the series; fits always use complete months.
    since, until : date, optional
        First and last day counted.
    totals : mapping of str to int, optional
        All submissions by month (``"2019-01"``), for the share.
    coverage : DataCoverage, optional
        Where the papers come from; partial unless stated otherwise.

    Returns
    -------
    Growth
        With ``reason`` set, and no models, where there is too little to fit.

    Examples
    --------
    >>> import pandas as pd
    >>> few = pd.DataFrame({"submitted": ["2019-01-01", "2019-03-05"]})
    >>> measure_growth(few).reason
    '2 complete months; a fit needs 24'
    """
    days = submission_days(submissions)
    return measure_days(
        days,
        by=by,
        since=since,
        until=until,
        totals=totals,
        coverage=coverage,
        undated=len(submissions) - len(days),
    )


def measure_days(
    days: Sequence[date],
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
    totals: Mapping[str, int] | None = None,
    coverage: DataCoverage | None = None,
    undated: int = 0,
) -> Growth:
    """Return the growth record of sorted submission days; see `measure_growth`."""
    coverage, window = coverage or DataCoverage(), observed_window(days, since, until)
    if window is None:
        return _empty(by, undated, coverage, since, until)
    gaps = tuple(gap for gap in find_gaps(days) if gap.meets(window.first, window.last))
    months = count_periods(days, window, by="month", totals=totals, gaps=gaps)
    series = (
        months if by == "month" else count_periods(days, window, by=by, totals=totals, gaps=gaps)
    )
    complete = tuple(item for item in months if item.complete)
    counts, places = [item.count for item in complete], month_places(complete)
    reason = _why_not(complete)
    models = () if reason else fit_models(counts, places)
    bend = None if reason else change_point(complete)
    return Growth(
        by=by,
        series=series,
        months=complete,
        undated=undated,
        models=models,
        best=choose_model(models) if models else None,
        doubling_time=doubling_time(counts, places) if models else None,
        rate_per_day=_recent_rate(complete),
        first_month_over_half_a_day=first_month_at_rate(months, _HALF_A_DAY),
        share_trend=share_trend(months) if totals else None,
        change_points=(bend,) if bend else (),
        coverage=_with_gaps(coverage, gaps),
        reason=reason,
    )


def _with_gaps(coverage: DataCoverage, gaps: Sequence[Window]) -> DataCoverage:
    """Name gaps among the caveats; a source with one is not complete, whatever it states."""
    if not gaps:
        return coverage
    named = (
        f"no paper from {gap.first} to {gap.last}: taken for a gap in the data, not for months"
        " without papers, and left out of every fit"
        for gap in gaps
    )
    return replace(coverage, caveats=(*coverage.caveats, *named), partial=True)


def _why_not(complete: Sequence[PeriodCount]) -> str:
    if len(complete) < MINIMUM_MONTHS:
        return f"{len(complete)} complete months; a fit needs {MINIMUM_MONTHS}"
    if not any(item.count for item in complete):
        return f"no paper in {len(complete)} complete months"
    return ""


def _recent_rate(complete: Sequence[PeriodCount]) -> RatePerDay | None:
    """Return the rate of the last twelve complete months, fewer where a gap comes before."""
    recent = complete[-_RATE_MONTHS:]
    if not recent:
        return None
    places = month_places(recent)
    steps = [later - earlier for earlier, later in pairwise(places)]
    recent = recent[max((at + 1 for at, step in enumerate(steps) if step > 1), default=0) :]
    window = Window(recent[0].first, recent[-1].last)
    return rate_per_day(sum(item.count for item in recent), window)


def _empty(
    by: Period, undated: int, coverage: DataCoverage, since: date | None, until: date | None
) -> Growth:
    limits = [f"from {since}" if since else "", f"until {until}" if until else ""]
    where = " ".join(limit for limit in limits if limit)
    return Growth(
        by=by,
        series=(),
        months=(),
        undated=undated,
        models=(),
        best=None,
        doubling_time=None,
        rate_per_day=None,
        first_month_over_half_a_day=None,
        share_trend=None,
        change_points=(),
        coverage=coverage,
        reason=" ".join(f"no papers with a submission date {where}".split()),
    )
