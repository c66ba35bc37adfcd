"""Claims about how often papers appear and how their number grows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure
from litscan.claims.registry import Claim
from litscan.claims.verdict import Measurement
from litscan.growth.counts import Window, find_gaps
from litscan.growth.measure import measure_days
from litscan.growth.rates import rate_per_day
from litscan.growth.record import DataCoverage, Growth

__all__ = ["corpus_exponential_growth", "corpus_papers_a_day", "example", "first_year_past"]

_CLEAR_AIC = 2.0


def corpus_papers_a_day(
    corpus: CorpusView, *, first: str, last: str, passing: float
) -> Measurement:
    """Return papers a day between two dates, with the exact interval of a Poisson count.

    The first whole year with at least `passing` papers a day is beside it.
    """
    window = Window(date.fromisoformat(first), date.fromisoformat(last))
    found = _papers_a_day(corpus.days, window, corpus.coverage)
    if found.value is None:
        return found
    year = first_year_past(corpus.days, passing)
    figures = (
        Figure("papers a day", found.value, found.n, "papers a day", "", found.low, found.high),
        Figure(f"first whole year with {passing:g} papers a day", year, found.n, "(year)"),
    )
    return replace(found, unjudged=_inside(corpus.unjudged, window), figures=figures)


def first_year_past(days: Mapping[date, int], rate: float) -> int | None:
    """Return the first whole year with so many papers a day, None if there is none.

    Examples
    --------
    >>> days = {date(2015, 6, 1): 1, date(2017, 1, 1): 200, date(2018, 2, 1): 1}
    >>> first_year_past(days, 0.5)
    2017
    """
    for year in range(min(days).year, max(days).year + 1):
        whole = Window(date(year, 1, 1), date(year, 12, 31))
        reached = min(days) <= whole.first and whole.last <= max(days)
        if reached and _inside(days, whole) >= rate * whole.days:
            return year
    return None


def corpus_exponential_growth(corpus: CorpusView) -> Measurement:
    """Return the doubling time, and whether exponential growth beats the other shapes."""
    return _exponential(measure_days(corpus.days, coverage=corpus.coverage))


def _inside(days: Mapping[date, int], window: Window) -> int:
    return sum(number for day, number in days.items() if window.first <= day <= window.last)


def _papers_a_day(days: Mapping[date, int], window: Window, coverage: DataCoverage) -> Measurement:
    if not days:
        return Measurement(None, 0, note="no paper with a submission date is in the corpus")
    first, last = next(iter(days)), max(days)
    if first > window.first or last < window.last:
        note = (
            f"submissions in the corpus reach from {first} to {last}, which does not cover"
            f" {window.first} to {window.last}"
        )
        return Measurement(None, 0, note=note)
    for gap in find_gaps(days):
        if gap.meets(window.first, window.last):
            note = f"the corpus has no paper from {gap.first} to {gap.last}, a gap in its data"
            return Measurement(None, 0, note=note)
    count = _inside(days, window)
    rate = rate_per_day(count, window)
    note = _caveat(coverage)
    return Measurement(rate.value, count, rate.low, rate.high, coverage.partial, note=note)


def _caveat(coverage: DataCoverage) -> str:
    if not coverage.partial:
        return ""
    if not coverage.caveats:
        return "coverage is partial: no source states that it is complete"
    if len(coverage.caveats) == 1:
        return f"coverage is partial: {coverage.caveats[0]}"
    return f"coverage is partial ({len(coverage.caveats)} caveats, listed by litscan growth)"


def _exponential(growth: Growth) -> Measurement:
    doubling, holdout = growth.doubling_time, growth.best_by_holdout
    months = len(growth.months)
    if growth.best is None or doubling is None:
        return Measurement(None, 0, note=growth.reason)
    if holdout is None:
        note = f"{months} complete months leave too few to predict the last 24 from"
        return Measurement(doubling.value, months, doubling.low, doubling.high, note=note)
    lowest = min(growth.models, key=lambda model: model.aic)
    found = f"{lowest.name} has the lowest AIC, {holdout.name} predicts the last 24 months best"
    if growth.coverage.partial:
        return Measurement(
            doubling.value,
            months,
            doubling.low,
            doubling.high,
            lower_bound=True,
            note=f"{found}, but these are counts of this corpus: {_caveat(growth.coverage)}",
        )
    return Measurement(
        doubling.value,
        months,
        doubling.low,
        doubling.high,
        holds=_holds(growth),
        note=f"{found}; the doubling time is {'' if doubling.bounded else 'not '}bounded",
    )


def _holds(growth: Growth) -> bool | None:
    """Return whether the exponential wins on both counts; None where neither side is clear."""
    holdout, exponential = growth.best_by_holdout, growth.model("exponential")
    doubling = growth.doubling_time
    if holdout is None or exponential is None or doubling is None:
        return None
    lowest = min(model.aic for model in growth.models)
    if exponential.aic == lowest and holdout.name == "exponential" and doubling.bounded:
        return True
    beaten = exponential.aic > lowest + _CLEAR_AIC and holdout.name != "exponential"
    return False if beaten or doubling.value is None else None


def example(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    """Return made data in words, and what is measured on it."""
    whole = DataCoverage(("made",), (), partial=False)
    if claim.rule.kind == "within":
        window = Window(date(2021, 1, 1), date(2021, 12, 31))
        gap = 2 if supporting else 10
        days = [window.first + timedelta(days=at) for at in range(-gap, 365 + gap, gap)]
        words = f"one paper every {gap} days, from a source that misses none"
        return words, _papers_a_day(Counter(days), window, whole)
    counts = [round(2 * 1.05**month) if supporting else 4 + 2 * month for month in range(72)]
    shape = "5% more papers each month" if supporting else "2 more papers each month"
    months = [date(2014 + at // 12, at % 12 + 1, 1) for at in range(72)]
    days = [day for day, count in zip(months, counts, strict=True) for _ in range(count)]
    growth = measure_days([*days, date(2020, 1, 1)], coverage=whole)
    return f"six years with {shape}, from a source that misses none", _exponential(growth)
