"""What would decide a claim either way, for the pages of claims on which no measure can be shown.

It is derived from the pass rule, so that a page always shows where the rule turns.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from litscan.claims.verdict import Measurement

if TYPE_CHECKING:
    from litscan.claims.registry import Claim
    from litscan.claims.verdict import Rule

__all__ = ["example"]


def example(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    """Return made data in words, and what would be measured on it."""
    rule = claim.rule
    if rule.kind == "holds":
        words = "data on which this is so" if supporting else "data on which it is not so"
        return words, Measurement(1.0, max(100, rule.minimum), holds=supporting)
    value = _value(rule, supporting=supporting)
    words = f"data in which it is {value:.4g} exactly"
    return words, Measurement(value, max(100, rule.minimum), value, value)


def _value(rule: Rule, *, supporting: bool) -> float:
    inside, step = (rule.value, 1.0)
    if rule.kind in ("between", "within"):
        inside = rule.low if rule.low > -math.inf else rule.high
        step = max(1.0, abs(inside)) * (1 if rule.low > -math.inf else -1)
    return inside if supporting else inside - step
