"""Claims about the wider field: when it took off, and whether pruning outgrows it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure
from litscan.claims.verdict import Measurement
from litscan.claims.wider import WiderField
from litscan.growth.measure import measure_totals

__all__ = ["corpus_share_of_field", "corpus_takeoff"]


def corpus_takeoff(
    corpus: CorpusView, *, first: int, last: int, low: int, high: int, categories: Sequence[str]
) -> Measurement:
    """Return the year in which the wider field's growth rate rises most.

    The field is all submissions to the categories that the corpus holds whole; their months must
    reach from `first` or earlier to `last` or later. Holds if the year is from `low` to `high`,
    and the field has all of some categories.
    """
    field = corpus.wider
    if not field.totals:
        note = "the corpus holds no category whole (litscan import --complete)"
        return Measurement(None, 0, note=note)
    reach = (min(field.totals), max(field.totals))
    if int(reach[0][:4]) > first or int(reach[1][:4]) < last:
        note = f"{field.label} reach from {reach[0]} to {reach[1]}, not {first} to {last}"
        return Measurement(None, 0, note=note)
    growth = measure_totals(field.totals)
    months = len(growth.months)
    if not growth.change_points:
        note = f"one rate of growth describes {field.label} as well as two"
        return Measurement(None, months, note=_narrow(field, categories, note))
    point = max(growth.change_points, key=lambda one: one.rate_after - one.rate_before)
    if point.rate_after <= point.rate_before:
        note = f"the growth of {field.label} only slows down"
        return Measurement(None, months, note=_narrow(field, categories, note))
    before, after = (math.expm1(12 * rate) for rate in (point.rate_before, point.rate_after))
    rates = f"{before:+.0%} a year before {point.period}, {after:+.0%} from it on"
    year = int(point.period[:4])
    return Measurement(
        year,
        months,
        holds=None if field.lacks(categories) else low <= year <= high,
        note=_narrow(field, categories, f"{field.label}: {rates}"),
    )


def corpus_share_of_field(corpus: CorpusView, *, categories: Sequence[str]) -> Measurement:
    """Return how the share of all submissions changes a year, where monthly totals are known.

    Holds if it rises, and the submissions are all those of some categories.
    """
    field, trend = corpus.wider, corpus.wider.share
    if trend is None:
        note = "fewer than 24 months with a known total of submissions are in the corpus"
        return Measurement(None, 0, note=note)
    figure = Figure("share of submissions", trend.share, trend.months, "share")
    rising = trend.low > 0 if trend.low > 0 or trend.high < 0 else None
    told = f"the share of {field.label} changes by {trend.change_per_year:+.1%} a year"
    return Measurement(
        trend.change_per_year,
        trend.months,
        trend.low,
        trend.high,
        holds=None if field.lacks(categories) else rising,
        note=_narrow(field, categories, told),
        figures=(figure,),
    )


def _narrow(field: WiderField, categories: Sequence[str], note: str) -> str:
    lacking = field.lacks(categories)
    return f"{note}; the corpus does not hold {', '.join(lacking)} whole" if lacking else note
