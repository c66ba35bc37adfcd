"""Verdicts: what a measurement says about a claim, by a rule fixed beforehand.

A verdict is silent rather than wrong: with few papers, or counts that are only lower bounds, it is
``inconclusive`` and the reason says why.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Judgement", "Measurement", "Rule", "Verdict", "judge", "wilson_interval"]

_Z_95 = 1.959963984540054


class Verdict(StrEnum):
    """The four answers to a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    INCONCLUSIVE = "inconclusive"
    NOT_TESTABLE = "not_testable"


@dataclass(frozen=True, slots=True)
class Rule:
    """A claim's pass rule, as data.

    Parameters
    ----------
    kind : str
        ``equals`` (the figure is `value`), ``interval_contains`` (the 95% interval contains
        `value`, with at least `minimum` papers), ``within`` (the whole interval lies between `low`
        and `high`), or ``holds`` (a `condition` that the measure itself decides).
    """

    kind: str
    value: float = math.nan
    low: float = -math.inf
    high: float = math.inf
    minimum: int = 1
    condition: str = ""

    def describe(self) -> str:
        """Return the rule in words.

        Examples
        --------
        >>> Rule("interval_contains", value=0.5, minimum=30).describe()
        'the 95% interval contains 0.5, from at least 30 papers'
        """
        if self.kind == "equals":
            return f"the figure is {self.value:g}"
        if self.kind == "interval_contains":
            return f"the 95% interval contains {self.value:g}, from at least {self.minimum} papers"
        if self.kind == "within":
            return f"the 95% interval lies within {self.low:g} to {self.high:g}"
        return self.condition


@dataclass(frozen=True, slots=True)
class Measurement:
    """A recomputed figure.

    Parameters
    ----------
    value : float or None
        None where it could not be computed; `note` says why.
    n : int
        What it was computed from: papers, or months.
    low, high : float or None
        95% interval; None for an end without bound, or for a figure that is exact.
    lower_bound : bool
        Whether papers may be missing, so that the true figure may be larger.
    unjudged : int
        Counted papers that nobody judged to be on the topic: without them the figure is smaller.
    holds : bool or None
        For rules of kind ``holds``; None where the data cannot tell.
    note : str
        What a reader must know beside the number.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    lower_bound: bool = False
    unjudged: int = 0
    holds: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason in one sentence."""

    verdict: Verdict
    reason: str


def wilson_interval(hits: int, n: int) -> tuple[float, float]:
    """Return the 95% score interval of a share (Wilson 1927, JASA 22, 209-212).

    Parameters
    ----------
    hits, n : int
        `hits` of `n`, `n` at least 1.

    Examples
    --------
    >>> [round(end, 3) for end in wilson_interval(43, 81)]
    [0.423, 0.636]
    """
    if not 0 <= hits <= n or n < 1:
        raise ValueError(f"no share: {hits} of {n}")
    share, square = hits / n, _Z_95**2
    middle = (share + square / (2 * n)) / (1 + square / n)
    reach = _Z_95 / (1 + square / n) * math.sqrt(share * (1 - share) / n + square / (4 * n**2))
    return (0.0 if hits == 0 else middle - reach), (1.0 if hits == n else middle + reach)


def judge(rule: Rule, found: Measurement) -> Judgement:
    """Return the verdict of a rule on a measurement.

    Examples
    --------
    >>> rule = Rule("interval_contains", value=0.5, minimum=30)
    >>> judge(rule, Measurement(0.6, 5, 0.23, 0.88)).verdict.value
    'inconclusive'
    """
    if found.value is None and (rule.kind != "holds" or found.n == 0):
        return Judgement(Verdict.NOT_TESTABLE, found.note or "the figure could not be computed")
    if found.n < rule.minimum:
        reason = f"{found.n} papers are too few to decide; the rule asks for {rule.minimum}"
        return Judgement(Verdict.INCONCLUSIVE, _noted(reason, found))
    if rule.kind == "holds":
        return _by_condition(rule, found)
    if rule.kind == "equals":
        return _equality(rule, found)
    if rule.kind == "interval_contains":
        return _containment(rule, found)
    return _range(rule, found)


def _noted(reason: str, found: Measurement) -> str:
    return f"{reason}; {found.note}" if found.note else reason


def _by_condition(rule: Rule, found: Measurement) -> Judgement:
    if found.holds is None:
        return Judgement(Verdict.INCONCLUSIVE, found.note)
    verdict = Verdict.SUPPORTED if found.holds else Verdict.CONTRADICTED
    return Judgement(verdict, found.note or rule.condition)


def _equality(rule: Rule, found: Measurement) -> Judgement:
    same = found.value == rule.value
    reason = f"recomputed {found.value:g}, {'as' if same else 'not'} {rule.value:g}"
    return Judgement(Verdict.SUPPORTED if same else Verdict.CONTRADICTED, _noted(reason, found))


def _containment(rule: Rule, found: Measurement) -> Judgement:
    low, high = _ends(found)
    inside = low <= rule.value <= high
    word = "contains" if inside else "does not contain"
    reason = f"the interval {low:.3g} to {high:.3g} {word} {rule.value:g}"
    return Judgement(Verdict.SUPPORTED if inside else Verdict.CONTRADICTED, _noted(reason, found))


def _range(rule: Rule, found: Measurement) -> Judgement:
    """Judge where an interval lies, unless a flaw of the count could move it elsewhere."""
    low, high = _ends(found)
    if low > rule.high:
        verdict, place, rises, falls = Verdict.CONTRADICTED, "lies above", False, True
    elif high < rule.low:
        verdict, place, rises, falls = Verdict.CONTRADICTED, "lies below", True, False
    elif rule.low <= low and high <= rule.high:
        verdict, place = Verdict.SUPPORTED, "lies within"
        rises, falls = rule.high < math.inf, rule.low > -math.inf
    else:
        verdict, place, rises, falls = Verdict.INCONCLUSIVE, "overlaps an end of", False, False
    reason = f"the interval {low:.3g} to {high:.3g} {place} {rule.low:g} to {rule.high:g}"
    doubts = []
    if rises and found.lower_bound:
        doubts.append("papers may be missing from the count")
    if falls and found.unjudged:
        doubts.append(f"{found.unjudged} papers in the count have not been judged on-topic")
    if doubts:
        verdict, reason = Verdict.INCONCLUSIVE, f"{reason}, but {' and '.join(doubts)}"
    return Judgement(verdict, _noted(reason, found))


def _ends(found: Measurement) -> tuple[float, float]:
    low = -math.inf if found.low is None else found.low
    return low, math.inf if found.high is None else found.high
