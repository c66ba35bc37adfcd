"""Verdicts: what a measurement says about a claim, by a rule fixed beforehand.

A verdict is silent rather than wrong: with few papers, or counts that are only lower bounds, it is
``inconclusive`` and the reason says why.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from litscan.claims.figures import Figure, wilson_interval

__all__ = ["Judgement", "Measurement", "Rule", "Verdict", "judge", "wilson_interval"]


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
        and `high`), ``between`` (the exact figure does), ``figures`` (every published figure is
        recomputed), or ``holds`` (a `condition` that the measure itself decides).
    decimals : int
        Decimals to which figures are compared by ``equals`` and ``figures``.
    of : str
        What `minimum` counts.
    set_on : str
        ISO date on which the rule was set.
    known : tuple of str
        Data whose recomputed figures were known by then: on these the rule is no test.
    """

    kind: str
    value: float = math.nan
    low: float = -math.inf
    high: float = math.inf
    minimum: int = 1
    condition: str = ""
    decimals: int = 6
    of: str = "papers"
    set_on: str = ""
    known: tuple[str, ...] = ()

    def describe(self) -> str:
        """Return the rule in words.

        Examples
        --------
        >>> Rule("interval_contains", value=0.5, minimum=30).describe()
        'the 95% interval contains 0.5, from at least 30 papers'
        """
        enough = f", from at least {self.minimum} {self.of}" if self.minimum > 1 else ""
        if self.kind == "equals":
            decimals = "" if self.decimals >= 6 else f", to {self.decimals} decimals"
            return f"the figure is {self.value:g}{decimals}{enough}"
        if self.kind == "interval_contains":
            return f"the 95% interval contains {self.value:g}{enough}"
        if self.kind == "figures":
            return "every published figure is recomputed to its last printed digit"
        if self.kind in ("within", "between"):
            what = "the 95% interval lies" if self.kind == "within" else "the figure is"
            return f"{what} {self.span()}{enough}"
        return f"{self.condition}{enough}"

    @property
    def one_sided(self) -> bool:
        """Whether the range has one finite end."""
        return math.isinf(self.low) != math.isinf(self.high)

    def ends(self, end: float) -> str:
        """Return both ends of the range in words, or the only finite one, which is `end`."""
        return f"{end:g}" if self.one_sided else f"{self.low:g} to {self.high:g}"

    def span(self) -> str:
        """Return the range in words.

        Examples
        --------
        >>> Rule("between", low=24).span()
        'at or above 24'
        """
        if self.high == math.inf:
            return f"at or above {self.low:g}"
        if self.low == -math.inf:
            return f"at or below {self.high:g}"
        return f"within {self.low:g} to {self.high:g}"


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
    figures : tuple of Figure
        All figures behind the claim, the first one's value being `value` or not.
    """

    value: float | None
    n: int
    low: float | None = None
    high: float | None = None
    lower_bound: bool = False
    unjudged: int = 0
    holds: bool | None = None
    note: str = ""
    figures: tuple[Figure, ...] = ()

    @classmethod
    def of(
        cls, main: Figure, *others: Figure, note: str = "", lower_bound: bool = False
    ) -> Measurement:
        """Return the measurement whose figure is `main`, shown with the others.

        Examples
        --------
        >>> Measurement.of(Figure("pairs", 195, 79)).value
        195
        """
        if main.value is None:
            return cls(None, main.n, note=note or "there is nothing to count")
        return cls(
            main.value,
            main.n,
            main.low,
            main.high,
            lower_bound=lower_bound,
            note=note,
            figures=(main, *others),
        )


@dataclass(frozen=True, slots=True)
class Judgement:
    """A verdict with its reason in one sentence."""

    verdict: Verdict
    reason: str


def judge(
    rule: Rule, found: Measurement, published: Mapping[str, float] | None = None
) -> Judgement:
    """Return the verdict of a rule on a measurement; `published` are figures by name.

    Examples
    --------
    >>> rule = Rule("interval_contains", value=0.5, minimum=30)
    >>> judge(rule, Measurement(0.6, 5, 0.23, 0.88)).verdict.value
    'inconclusive'
    """
    if found.value is None and (rule.kind != "holds" or found.n == 0):
        return Judgement(Verdict.NOT_TESTABLE, found.note or "the figure could not be computed")
    if found.n < rule.minimum:
        reason = f"{found.n} {rule.of} are too few to decide; the rule asks for {rule.minimum}"
        return Judgement(Verdict.INCONCLUSIVE, _noted(reason, found))
    if rule.kind == "holds":
        return _by_condition(rule, found)
    if rule.kind == "equals":
        return _equality(rule, found)
    if rule.kind == "figures":
        return _figures(rule, found, published or {})
    if rule.kind == "between":
        return _between(rule, found)
    if rule.kind == "interval_contains":
        return _containment(rule, found)
    return _range(rule, found)


def _noted(reason: str, found: Measurement) -> str:
    return f"{reason}; {found.note}" if found.note else reason


def _by_condition(rule: Rule, found: Measurement) -> Judgement:
    if found.holds is None:
        return Judgement(Verdict.INCONCLUSIVE, found.note)
    if found.holds:
        return Judgement(Verdict.SUPPORTED, found.note or rule.condition)
    reason = found.note or f"it is not so that {rule.condition}"
    return Judgement(Verdict.CONTRADICTED, reason)


def _equality(rule: Rule, found: Measurement) -> Judgement:
    same = found.value is not None and _same(found.value, rule.value, rule.decimals)
    reason = f"recomputed {found.value:g}, {'as' if same else 'not'} {rule.value:g}"
    return Judgement(Verdict.SUPPORTED if same else Verdict.CONTRADICTED, _noted(reason, found))


def _same(one: float, other: float, decimals: int) -> bool:
    """Return whether two numbers are the same as printed; a half may round either way."""
    return abs(one - other) <= 0.5 * 10.0**-decimals * (1 + 1e-9)


def _figures(rule: Rule, found: Measurement, published: Mapping[str, float]) -> Judgement:
    values: dict[str, list[float]] = {}
    for figure in found.figures:
        if figure.value is not None:
            values.setdefault(figure.name, []).append(figure.value)
    missed = [
        f"{name}: {values.get(name, ['none'])[0]}, not {value:g}"
        for name, value in published.items()
        if not any(_same(one, value, rule.decimals) for one in values.get(name, ()))
    ]
    if missed:
        return Judgement(Verdict.CONTRADICTED, _noted("; ".join(missed), found))
    reason = f"all {len(published)} published figures are recomputed"
    return Judgement(Verdict.SUPPORTED, _noted(reason, found))


def _between(rule: Rule, found: Measurement) -> Judgement:
    value = math.nan if found.value is None else found.value
    inside = rule.low <= value <= rule.high
    reason = f"recomputed {value:.4g}, {'' if inside else 'not '}{rule.span()}"
    if (found.lower_bound and rule.high < math.inf and value <= rule.high) or (
        found.lower_bound and value < rule.low
    ):
        doubt = f"{reason}, but papers may be missing from the count"
        return Judgement(Verdict.INCONCLUSIVE, _noted(doubt, found))
    return Judgement(Verdict.SUPPORTED if inside else Verdict.CONTRADICTED, _noted(reason, found))


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
        verdict, rises, falls = Verdict.CONTRADICTED, False, True
        place = f"lies above {rule.ends(rule.high)}"
    elif high < rule.low:
        verdict, rises, falls = Verdict.CONTRADICTED, True, False
        place = f"lies below {rule.ends(rule.low)}"
    elif rule.low <= low and high <= rule.high:
        verdict, place = Verdict.SUPPORTED, f"lies {rule.span()}"
        rises, falls = rule.high < math.inf, rule.low > -math.inf
    else:
        verdict, rises, falls = Verdict.INCONCLUSIVE, False, False
        place = f"overlaps an end of {rule.ends(rule.low)}"
        if rule.one_sided:
            place = f"contains {min(rule.low, rule.high, key=abs):g}"
    reason = f"the interval {low:.3g} to {high:.3g} {place}"
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
