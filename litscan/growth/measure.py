"""From submissions to a growth record: count, fit what can be fitted, say why where nothing can."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from litscan.growth.calendar import season, weekly_profile
from litscan.growth.changes import change_points
from litscan.growth.counts import (
    Period,
    PeriodCount,
    Window,
    count_periods,
    find_gaps,
    gather_months,
    month_places,
    observed_window,
    submission_days,
)
from litscan.growth.first_month import first_month_at_rate, passing_month
from litscan.growth.fits import MINIMUM_MONTHS, choose_model, fit_models
from litscan.growth.rates import RatePerDay, doubling_time, rate_per_day
from litscan.growth.record import DataCoverage, Growth
from litscan.growth.trends import share_trend

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["measure_days", "measure_growth", "measure_totals"]

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
    days: Sequence[date] | Mapping[date, int],
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
    totals: Mapping[str, int] | None = None,
    coverage: DataCoverage | None = None,
    undated: int = 0,
    through: date | None = None,
) -> Growth:
    """Return the growth record of submission days; see `measure_growth`.

    Parameters
    ----------
    days : sequence of date, or mapping of date to int
        One a paper, or how many papers each has; sorted.
    undated : int
        Papers beside them whose day is not known.
    through : date, optional
        The last day to which the papers are complete; then no silence is taken for a gap.
    """
    coverage = coverage or DataCoverage()
    window = observed_window(days, since, until, through=through)
    if window is None:
        return _empty(by, undated, coverage, since, until)
    tally = Counter(days)
    found = () if through else find_gaps(tally)
    gaps = tuple(gap for gap in found if gap.meets(window.first, window.last))
    months = count_periods(tally, window, by="month", totals=totals, gaps=gaps)
    series = (
        months if by == "month" else count_periods(tally, window, by=by, totals=totals, gaps=gaps)
    )
    growth = _analysed(by, series, months, _with_gaps(coverage, gaps), undated)
    inside = {day: papers for day, papers in tally.items() if window.first <= day <= window.last}
    return replace(growth, weekly_profile=weekly_profile(inside))


def measure_totals(
    totals: Mapping[str, int],
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
    coverage: DataCoverage | None = None,
) -> Growth:
    """Return the growth record of published monthly totals.

    The first and the last month count as incomplete: an archive opens and a table is taken within
    a month, and nothing says on which day.

    Parameters
    ----------
    totals : mapping of str to int
        Submissions by month (``"2019-01"``).
    by, since, until, coverage
        As for `measure_growth`; a month that `since` or `until` cuts is incomplete.

    Examples
    --------
    >>> totals = {f"201{at // 12}-{at % 12 + 1:02d}": 100 + 5 * at for at in range(60)}
    >>> growth = measure_totals(totals)
    >>> growth.best.name, growth.months[0].period, growth.papers
    ('linear', '2010-02', 14850)
    """
    coverage = coverage or DataCoverage()
    known = sorted(date.fromisoformat(f"{month}-01") for month in totals)
    if not known:
        return _empty(by, 0, coverage, since, until)
    first, last = known[0] + timedelta(days=1), known[-1]
    first, last = max(first, since or first), min(last, until or last)
    if first > last:
        return _empty(by, 0, coverage, since, until)
    window = Window(first, last)
    silent = [day for day in _months_between(known[0], known[-1]) if f"{day:%Y-%m}" not in totals]
    counted = count_periods([], window, gaps=[Window(day, day) for day in silent])
    months = tuple(replace(item, count=totals.get(item.period, 0)) for item in counted)
    series = months if by == "month" else gather_months(months, by)
    return _analysed(by, series, months, coverage, 0)


def _months_between(first: date, last: date) -> list[date]:
    return [item.first for item in count_periods([], Window(first, last))]


def _one_thread() -> AbstractContextManager[object]:
    """Keep matrix algebra to one thread: at a few hundred months more of them only wait."""
    from threadpoolctl import threadpool_limits

    limits: AbstractContextManager[object] = threadpool_limits(1, user_api="blas")
    return limits


def _analysed(
    by: Period,
    series: tuple[PeriodCount, ...],
    months: tuple[PeriodCount, ...],
    coverage: DataCoverage,
    undated: int,
) -> Growth:
    """Return the record of counted months: all that can be told from counts alone."""
    complete = tuple(item for item in months if item.complete)
    counts, places = [item.count for item in complete], month_places(complete)
    reason = _why_not(complete)
    with _one_thread():
        models = () if reason else fit_models(counts, places)
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
            share_trend=share_trend(months),
            change_points=() if reason else change_points(complete),
            coverage=coverage,
            reason=reason,
            passing_month=passing_month(complete, models, _HALF_A_DAY) if models else None,
            season=season(complete) if models else None,
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
