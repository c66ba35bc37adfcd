"""The public record of a growth analysis: ``litscan.growth/1``, and the same in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from litscan.growth.calendar import Season
from litscan.growth.changes import ChangePoint
from litscan.growth.counts import Period, PeriodCount
from litscan.growth.denominator import Denominator
from litscan.growth.first_month import PassingMonth
from litscan.growth.fits import GrowthModel
from litscan.growth.rates import DoublingTime, RatePerDay
from litscan.growth.thinning import Thinned
from litscan.growth.trends import ShareTrend

__all__ = ["DataCoverage", "Growth", "growth_csv", "growth_lines", "growth_text"]

SCHEMA = "litscan.growth/1"

_SIGNIFICANT = 0.05
_LONG_SILENCE = 4


@dataclass(frozen=True, slots=True)
class DataCoverage:
    """Where the counted papers come from, and what that leaves out.

    Parameters
    ----------
    sources : tuple of str
        What was collected or imported.
    caveats : tuple of str
        What a reader must know before reading the counts as the field's.
    partial : bool
        Whether any source is known, or not known not, to leave papers out.
    subject : str
        Whose growth it is where nothing is left out.
    """

    sources: tuple[str, ...] = ()
    caveats: tuple[str, ...] = ()
    partial: bool = True
    subject: str = "the field"

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {
            "sources": list(self.sources),
            "caveats": list(self.caveats),
            "partial": self.partial,
        }


@dataclass(frozen=True, slots=True)
class Growth:
    """Counts over time and what was fitted to them.

    Parameters
    ----------
    by : {"month", "quarter", "year"}
        Length of the periods in `series`.
    series : tuple of PeriodCount
        Consecutive periods, the incomplete ones marked.
    months : tuple of PeriodCount
        The complete months that the fits use; not consecutive where the data have a gap.
    undated : int
        Papers left out because their submission date is not known.
    models : tuple of GrowthModel
        Empty where nothing could be fitted; `reason` says why.
    first_month_over_half_a_day : str or None
        The first of three months in a row that have one paper in two days or more, as counted.
    passing_month : PassingMonth or None
        When the mean of the counts passes that rate, as the fitted models tell.
    season : Season or None
        How the months of a year differ.
    weekly_profile : mapping of str to int
        Papers by day of the week; empty where only monthly counts are known.
    what_if : tuple of Thinned
        Verdicts on thinned data, where asked for.
    denominator : Denominator or None
        What the totals of the series are; None where that was not said.
    """

    by: Period
    series: tuple[PeriodCount, ...]
    months: tuple[PeriodCount, ...]
    undated: int
    models: tuple[GrowthModel, ...]
    best: GrowthModel | None
    doubling_time: DoublingTime | None
    rate_per_day: RatePerDay | None
    first_month_over_half_a_day: str | None
    share_trend: ShareTrend | None
    change_points: tuple[ChangePoint, ...]
    coverage: DataCoverage
    reason: str = ""
    passing_month: PassingMonth | None = None
    season: Season | None = None
    weekly_profile: Mapping[str, int] = field(default_factory=dict)
    what_if: tuple[Thinned, ...] = ()
    denominator: Denominator | None = None

    @property
    def papers(self) -> int:
        """Papers counted, those of incomplete periods included."""
        return sum(item.count for item in self.series)

    @property
    def share_of(self) -> str:
        """What the share is of, in words."""
        return self.denominator.label if self.denominator else "all submissions"

    @property
    def best_by_holdout(self) -> GrowthModel | None:
        """The model that predicts the held-out months best, where that was tried."""
        tried = [model for model in self.models if model.holdout_rmse is not None]
        return min(tried, key=lambda model: model.holdout_rmse or 0.0, default=None)

    def model(self, name: str) -> GrowthModel | None:
        """Return a model by name, None where it was not fitted."""
        return next((model for model in self.models if model.name == name), None)

    def to_json(self) -> dict[str, Any]:
        """Return the public ``litscan.growth/1`` object."""
        holdout = self.best_by_holdout
        return {
            "schema": SCHEMA,
            "by": self.by,
            "papers": self.papers,
            "undated": self.undated,
            "series": [item.to_json() for item in self.series],
            "models": [model.to_json() for model in self.models],
            "best": self.best and self.best.name,
            "best_by_holdout": holdout and holdout.name,
            "fit_months": [self.months[0].period, self.months[-1].period] if self.models else None,
            "doubling_time_months": self.doubling_time and self.doubling_time.to_json(),
            "rate_per_day": self.rate_per_day and self.rate_per_day.to_json(),
            "first_month_over_half_a_day": self.first_month_over_half_a_day,
            "first_month_expected": self.passing_month and self.passing_month.period,
            "first_month_interval": self.passing_month
            and [self.passing_month.low, self.passing_month.high],
            "denominator": self.denominator and self.denominator.to_json(),
            "share_trend": self.share_trend and self.share_trend.to_json(),
            "change_points": [point.to_json() for point in self.change_points],
            "season": self.season and self.season.to_json(),
            "weekly_profile": dict(self.weekly_profile),
            "what_if": [one.to_json() for one in self.what_if],
            "coverage": self.coverage.to_json(),
            "reason": self.reason,
        }


def growth_csv(growth: Growth) -> str:
    r"""Return the series as CSV: period, count, total, share, complete.

    Examples
    --------
    >>> from litscan.growth.measure import measure_days
    >>> growth_csv(measure_days([]))
    'period,count,total,share,complete\n'
    """
    lines = ["period,count,total,share,complete"]
    for item in growth.series:
        total = "" if item.total is None else str(item.total)
        share = f"{item.count / item.total:.6g}" if item.total else ""
        lines.append(f"{item.period},{item.count},{total},{share},{str(item.complete).lower()}")
    return "\n".join(lines) + "\n"


def growth_text(growth: Growth) -> str:
    """Return the analysis as a page of text.

    Counts from partial sources are named the corpus's, never the field's.
    """
    return "\n".join([*growth_lines(growth), "", *_table(growth)]) + "\n"


def growth_lines(growth: Growth) -> list[str]:
    """Return the analysis in sentences, without the series."""
    return [*_headline(growth), *_fit_lines(growth)]


def _headline(growth: Growth) -> list[str]:
    if not growth.series:
        return [growth.reason]
    first, last = growth.series[0].period, growth.series[-1].period
    noun = "paper" if growth.papers == 1 else "papers"
    lines = [f"{growth.papers} {noun} submitted from {first} to {last}"]
    if growth.undated:
        lines.append(f"{growth.undated} more have no submission date and are left out")
    if growth.coverage.partial:
        why = growth.coverage.caveats or ("no source states that it is complete",)
        lines.append("These are counts of this corpus; coverage is partial:")
        lines.extend(f"  - {caveat}" for caveat in why)
    elif growth.coverage.caveats:
        lines.extend(f"Note: {caveat}" for caveat in growth.coverage.caveats)
    return lines


def _fit_lines(growth: Growth) -> list[str]:
    if not growth.series:
        return []
    lines = []
    if growth.best is None:
        lines.append(f"No growth model fitted: {growth.reason}")
    else:
        subject = "this corpus" if growth.coverage.partial else growth.coverage.subject
        ranked = sorted(growth.models, key=lambda model: model.aic)
        scores = ", ".join(f"{model.name} {model.aic:.1f}" for model in ranked)
        name = f"best described as {growth.best.name} (AIC: {scores})"
        grows = growth.doubling_time is not None and growth.doubling_time.bounded
        told = f"Growth of {subject} is {name}"
        lines.append(told if grows else f"Counts of {subject}, not established to grow, are {name}")
        holdout = growth.best_by_holdout
        if holdout is not None:
            lines.append(
                f"Last 24 months are predicted best by the {holdout.name} model"
                f" (RMSE {holdout.holdout_rmse:.1f} papers a month)"
            )
    lines += _doubling_lines(growth)
    lines += _rate_lines(growth)
    return lines


def _doubling_lines(growth: Growth) -> list[str]:
    doubling = growth.doubling_time
    if doubling is None:
        return []
    if doubling.value is None:
        return ["Doubling time: none, the exponential fit does not grow"]
    low, high = (
        f"{end:.1f}" if end is not None else "unbounded" for end in (doubling.low, doubling.high)
    )
    told = (
        f"Doubling time of the exponential fit: {doubling.value:.1f} months (95%: {low} to {high})"
    )
    if growth.best is not None and growth.best.name != "exponential":
        better = f"{growth.best.name} growth, which describes the counts better"
        told += f"; {better}, has no constant one"
    return [told]


def _rate_lines(growth: Growth) -> list[str]:
    lines = []
    rate = growth.rate_per_day
    if rate is not None:
        lines.append(
            f"Papers a day, {rate.window.first} to {rate.window.last}: {rate.value:.2f}"
            f" (Poisson 95%: {rate.low:.2f} to {rate.high:.2f})"
        )
        lines.append(_first_month_line(growth))
    if growth.share_trend is not None:
        trend = growth.share_trend
        high = f"{trend.high:+.1%}" if trend.high < float("inf") else "unbounded"
        lines.append(
            f"Share of {growth.share_of}: {trend.share:.3%},"
            f" changing by {trend.change_per_year:+.1%} a year"
            f" (95%: {trend.low:+.1%} to {high}; {trend.months} months)"
        )
        if growth.denominator is not None:
            lines.append(f"  - {growth.denominator.caveat}")
    lines.extend(
        f"The rate changes at {point.period}: from {point.rate_before:+.3f}"
        f" to {point.rate_after:+.3f} a month (log; p = {point.p_value:.2g})"
        for point in growth.change_points
    )
    if growth.season is not None and growth.season.p_value < _SIGNIFICANT:
        factors = growth.season.factors
        low, high = min(factors, key=factors.__getitem__), max(factors, key=factors.__getitem__)
        lines.append(
            f"Time of year: month {high} has {factors[high]:.2f} of a mean month, month {low}"
            f" {factors[low]:.2f} (p = {growth.season.p_value:.1g})"
        )
    if sum(growth.weekly_profile.values()):
        days = ", ".join(f"{day} {number}" for day, number in growth.weekly_profile.items())
        lines.append(f"By day of the week: {days}")
    return lines + [_what_if_line(one) for one in growth.what_if]


def _first_month_line(growth: Growth) -> str:
    if growth.months and growth.first_month_over_half_a_day == growth.months[0].period:
        return (
            f"One paper in two days or more from the first month counted, {growth.months[0].period}"
        )
    reached = growth.first_month_over_half_a_day or "not yet"
    line = f"First month of three in a row with one paper in two days: {reached}"
    passing = growth.passing_month
    if passing is None or passing.low is None:
        return line
    middle, high = (end or "no month of the data" for end in (passing.period, passing.high))
    return f"{line}; by the models their mean passes it in {middle} (95%: {passing.low} to {high})"


def _what_if_line(one: Thinned) -> str:
    where = {"even": "", "early": " of the earliest", "late": " of the latest"}[one.manner]
    chosen = ", ".join(f"{name} {number}" for name, number in one.chosen.items())
    low, middle, high = (
        "never" if value is None else f"{value:.1f}" for value in one.doubling_time
    )
    doubling = "no doubling" if middle == "never" else f"doubling in {middle} months"
    return (
        f"What if {100 * one.share:g}%{where} papers were missing: {chosen} (of {one.repeats}),"
        f" {doubling} ({low} to {high})"
    )


def _table(growth: Growth) -> list[str]:
    if not growth.series:
        return []
    widest = max((item.count for item in growth.series), default=0) or 1
    lines: list[str] = []
    for empty, run in groupby(growth.series, key=lambda item: (item.count == 0, item.complete)):
        items = list(run)
        mark = "" if empty[1] else " (incomplete)"
        if empty[0] and len(items) >= _LONG_SILENCE:
            lines.append(f"{items[0].period} to {items[-1].period}: none{mark}")
            continue
        for item in items:
            bar = "#" * round(40 * item.count / widest)
            lines.append(f"{item.period:8} {item.count:6d} {bar}{mark}".rstrip())
    return lines
