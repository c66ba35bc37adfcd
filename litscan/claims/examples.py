"""Made figures that decide a claim either way, for the pages of claims without examples of theirs.

They are derived from the pass rule, so that a page always shows where the rule turns.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from litscan.claims.figures import Figure, share_of
from litscan.claims.verdict import Measurement

if TYPE_CHECKING:
    from litscan.claims.registry import Claim

__all__ = ["example"]


def example(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    """Return made data in words, and what is measured on it."""
    rule = claim.rule
    if rule.kind == "holds":
        words = "data on which this is so" if supporting else "data on which it is not so"
        return words, Measurement(1.0, 100, holds=supporting, note=rule.condition)
    if rule.kind == "figures":
        return _recomputed(claim, supporting=supporting)
    if claim.unit == "share" and rule.kind in ("interval_contains", "within"):
        return _share(claim, supporting=supporting)
    value = _value(claim, supporting=supporting)
    n = max(100, rule.minimum)
    return f"data in which it is {value:.4g} exactly", Measurement(value, n, value, value)


def _recomputed(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    shift = 0 if supporting else 1
    figures = tuple(
        Figure(name, value + shift, 100, claim.unit) for name, value in claim.figures.items()
    )
    words = "data with the published figures" if supporting else "data with one more of each"
    return words, Measurement(figures[0].value, 100, figures=figures)


def _share(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    rule, n = claim.rule, max(400, claim.rule.minimum)
    if rule.kind == "interval_contains":
        middle, other = rule.value, 1 - rule.value if abs(rule.value - 0.5) > 0.1 else 0.9
    else:
        middle, other = _inside(rule.low, rule.high)
    hits = round(n * (middle if supporting else other))
    return f"{n} papers, {hits} of which are so", Measurement.of(share_of("", hits, n))


def _inside(low: float, high: float) -> tuple[float, float]:
    low, high = max(low, 0.0), min(high, 1.0)
    outside = low / 2 if low > 1 - high else (1 + high) / 2
    return (low + high) / 2, outside


def _value(claim: Claim, *, supporting: bool) -> float:
    rule = claim.rule
    if rule.kind in ("equals", "interval_contains"):
        return rule.value if supporting else rule.value - 1
    if rule.low > -math.inf:
        return rule.low + (0 if supporting else -1) * max(1.0, abs(rule.low))
    return rule.high + (0 if supporting else 1) * max(1.0, abs(rule.high))
