"""Counts of submissions by month, quarter or year, and which of those periods are complete.

A period that began before the first known submission or ended after the last one is counted but
marked incomplete: its count is a lower bound and would bend every fit. The same holds for a long
silence in a series that had come to steady counts: there the data have a gap, not the field.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Period",
    "PeriodCount",
    "Window",
    "count_periods",
    "find_gaps",
    "gather_months",
    "month_places",
    "observed_window",
    "submission_days",
]

Period = Literal["month", "quarter", "year"]

_MONTHS: Mapping[Period, int] = {"month": 1, "quarter": 3, "year": 12}
_GAP_MONTHS = 12
_STEADY_MONTHS = 12
_STEADY_PAPERS = 12


@dataclass(frozen=True, slots=True)
class Window:
    """The days the data are known to cover, both ends included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    def meets(self, first: date, last: date) -> bool:
        """Return whether it shares a day with the days from first to last."""
        return self.first <= last and first <= self.last


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """Submissions in one period.

    Parameters
    ----------
    period : str
        ``"2019-01"``, ``"2019-Q1"`` or ``"2019"``.
    first, last : date
        Its first and last day.
    count : int
        Papers first submitted in it.
    total : int or None
        All submissions of the same period, where a denominator is known for each of its months.
    complete : bool
        Whether the data cover every day of it.
    """

    period: str
    first: date
    last: date
    count: int
    total: int | None
    complete: bool

    @property
    def days(self) -> int:
        """Number of days in the period."""
        return (self.last - self.first).days + 1

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "period": self.period,
            "count": self.count,
            "total": self.total,
            "complete": self.complete,
        }


def submission_days(submissions: pd.DataFrame) -> list[date]:
    """Return the first-submission day of each paper, sorted; papers without a date are left out.

    Parameters
    ----------
    submissions : DataFrame
        One row a paper, with a column ``submitted`` of dates, timestamps or ISO strings.

    Examples
    --------
    >>> import pandas as pd
    >>> submission_days(pd.DataFrame({"submitted": ["2019-02-03", None, "2019-01-31T23:59:00Z"]}))
    [datetime.date(2019, 1, 31), datetime.date(2019, 2, 3)]
    """
    import pandas as pd

    if submissions.empty:
        return []
    stamps = pd.to_datetime(submissions["submitted"], errors="coerce", utc=True, format="ISO8601")
    days: list[date] = stamps.dropna().dt.tz_localize(None).sort_values().dt.date.tolist()
    return days


def observed_window(
    days: Sequence[date] | Mapping[date, int],
    since: date | None = None,
    until: date | None = None,
    *,
    through: date | None = None,
) -> Window | None:
    """Return the days that both the data and the asked-for limits cover; None if they share none.

    The data cover the days from the first to the last submission and no others: nothing says
    whether a collection looked earlier or later. Where they are known to be complete through a
    day, they cover all days from the beginning of the first submission's month to that day.

    Parameters
    ----------
    days : sequence of date, or mapping of date to int
        Sorted.
    since, until : date, optional
        What is asked for.
    through : date, optional
        The last day to which the data are complete.

    Examples
    --------
    >>> window = observed_window([date(2018, 3, 7), date(2019, 9, 2)], since=date(2019, 1, 1))
    >>> window.first.isoformat(), window.last.isoformat()
    ('2019-01-01', '2019-09-02')
    """
    if not days:
        return None
    begun = next(iter(days))
    known = Window(begun.replace(day=1), through) if through else Window(begun, max(days))
    first = max(known.first, since) if since else known.first
    last = min(known.last, until) if until else known.last
    return Window(first, last) if first <= last else None


def _start(day: date, months: int) -> date:
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def _next(start: date, months: int) -> date:
    ahead = start.month - 1 + months
    return date(start.year + ahead // 12, ahead % 12 + 1, 1)


def _label(start: date, by: Period) -> str:
    if by == "year":
        return f"{start.year:04d}"
    if by == "quarter":
        return f"{start.year:04d}-Q{(start.month + 2) // 3}"
    return f"{start.year:04d}-{start.month:02d}"


def _total(start: date, months: int, totals: Mapping[str, int]) -> int | None:
    parts = []
    for _ in range(months):
        parts.append(totals.get(_label(start, "month")))
        start = _next(start, 1)
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == months else None


def count_periods(
    days: Iterable[date] | Mapping[date, int],
    window: Window,
    *,
    by: Period = "month",
    totals: Mapping[str, int] | None = None,
    gaps: Sequence[Window] = (),
) -> tuple[PeriodCount, ...]:
    """Return the count of every period that a window touches, empty ones included, in order.

    Parameters
    ----------
    days : iterable of date, or mapping of date to int
        First-submission days, or how many papers each has; none outside the window counts.
    window : Window
        The days the data cover; periods it cuts are marked incomplete.
    by : {"month", "quarter", "year"}
        Length of a period.
    totals : mapping of str to int, optional
        All submissions by month (``"2019-01"``), the denominator.
    gaps : sequence of Window, optional
        Days inside the window that the data do not cover, as `find_gaps` returns them.

    Examples
    --------
    >>> days = [date(2019, 1, 1), date(2019, 1, 20), date(2019, 3, 4)]
    >>> counted = count_periods(days, Window(days[0], days[-1]))
    >>> [(item.period, item.count, item.complete) for item in counted]
    [('2019-01', 2, True), ('2019-02', 0, True), ('2019-03', 1, False)]
    """
    months = _MONTHS[by]
    found: Counter[date] = Counter()
    for day, number in Counter(days).items():
        if window.first <= day <= window.last:
            found[_start(day, months)] += number
    start, counted = _start(window.first, months), []
    while start <= window.last:
        following = _next(start, months)
        last = following - timedelta(days=1)
        counted.append(
            PeriodCount(
                period=_label(start, by),
                first=start,
                last=last,
                count=found[start],
                total=_total(start, months, totals) if totals else None,
                complete=window.first <= start
                and last <= window.last
                and not any(gap.meets(start, last) for gap in gaps),
            )
        )
        start = following
    return tuple(counted)


def find_gaps(days: Sequence[date] | Mapping[date, int]) -> tuple[Window, ...]:
    """Return the stretches between submissions that the data seem not to cover.

    A gap is a run of twelve empty months or more that comes after the papers of some twelve months
    averaged one a month or more; at that rate chance leaves twelve months empty once in 160,000
    times. Sparse years at the start of a field are no gap. It reaches from the day after the last
    submission before it to the day before the next, so that the months it cuts are incomplete too.

    Parameters
    ----------
    days : sequence of date, or mapping of date to int
        First-submission days, or how many papers each has, sorted.

    Examples
    --------
    >>> days = [date(2015, month, 1) for month in range(1, 13)] + [date(2019, 6, 9)]
    >>> gap, = find_gaps(days)
    >>> gap.first.isoformat(), gap.last.isoformat()
    ('2015-12-02', '2019-06-08')
    """
    tally = list(Counter(days).items())
    months = [day.year * 12 + day.month for day, _ in tally]
    gaps, steady, oldest, papers = [], False, 0, 0
    for place, (day, number) in enumerate(tally[:-1]):
        papers += number
        while months[place] - months[oldest] >= _STEADY_MONTHS:
            papers -= tally[oldest][1]
            oldest += 1
        steady = steady or papers >= _STEADY_PAPERS
        if steady and months[place + 1] - months[place] > _GAP_MONTHS:
            one = timedelta(days=1)
            gaps.append(Window(day + one, tally[place + 1][0] - one))
    return tuple(gaps)


def month_places(months: Sequence[PeriodCount]) -> list[int]:
    """Return how many months each month lies after the first, gaps counted.

    Examples
    --------
    >>> counted = count_periods([], Window(date(2018, 11, 1), date(2019, 2, 28)))
    >>> month_places([counted[0], counted[3]])
    [0, 3]
    """
    places = [month.first.year * 12 + month.first.month for month in months]
    return [place - places[0] for place in places]


def gather_months(months: Sequence[PeriodCount], by: Period) -> tuple[PeriodCount, ...]:
    """Return consecutive months summed to quarters or years, complete if all their months are.

    Examples
    --------
    >>> months = count_periods([date(2019, 2, 3)], Window(date(2019, 1, 1), date(2019, 5, 31)))
    >>> [(item.period, item.count, item.complete) for item in gather_months(months, "quarter")]
    [('2019-Q1', 1, True), ('2019-Q2', 0, False)]
    """
    length = _MONTHS[by]
    grouped: dict[date, list[PeriodCount]] = {}
    for month in months:
        grouped.setdefault(_start(month.first, length), []).append(month)
    return tuple(
        PeriodCount(
            period=_label(start, by),
            first=start,
            last=_next(start, length) - timedelta(days=1),
            count=sum(month.count for month in inside),
            total=None,
            complete=len(inside) == length and all(month.complete for month in inside),
        )
        for start, inside in grouped.items()
    )
