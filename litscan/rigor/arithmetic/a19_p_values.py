"""A19: does the printed p-value follow from the printed test statistic?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from litscan.document.model import Evidence
from litscan.rigor.arithmetic.tally import Slip, Tally
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.evidence import find_in_captions, find_in_sentences
from litscan.rigor.examples import paper

_NUMBER = r"[-−–]?\d{0,6}\.?\d{1,6}"
_TEST = re.compile(
    rf"(?<![\w\\])(?P<test>[tFrzZ]|χ\s?\^?\s?2|χ²|\\?chi\s?\^?\s?\{{?2\}}?|chi-?squared?)"
    rf"\s?(?:_?\{{?\(\s?(?P<first>\d{{1,6}}(?:\.\d{{1,4}})?)"
    rf"(?:\s?,\s?(?:N\s?=\s?)?(?P<second>\d{{1,7}}(?:\.\d{{1,4}})?))?\s?\)\}}?)?"
    rf"\s?=\s?(?P<value>{_NUMBER})\s?[,;]\s?(?:\w{{0,20}} ?)?"
    rf"p(?:-?value)?\s?(?P<sign>[=<>≤≥])\s?(?P<p>0?\.\d{{1,12}}|[01]\.\d{{1,12}})(?!\d|\s?(?:[×x·]|\\times|e-?\d))"
)
_MAY_HOLD = re.compile(r"p(?:-?value)?\s?[=<>≤≥]\s?[01]?\.\d")
_SLACK = 1e-12


@dataclass(frozen=True, slots=True)
class Printed:
    """A test as printed: statistic with its bounds, degrees of freedom, and p with its bounds."""

    test: Literal["t", "F", "r", "z", "chi2"]
    low: float
    high: float
    first: float | None
    second: float | None
    sign: str
    p: float
    half: float

    def p_bounds(self, tails: float) -> tuple[float, float] | None:
        """Return the least and greatest p that the statistic allows, None if undefined."""
        ends = [self._p(self.low), self._p(self.high)]
        if any(end is None for end in ends):
            return None
        told = [tails * end for end in ends if end is not None]
        return min(told), max(told)

    def _p(self, value: float) -> float | None:
        """Return the p of a statistic, one-sided for those that have two sides."""
        from scipy import stats

        size = abs(value)
        if self.test == "z":
            return float(stats.norm.sf(size))
        if self.first is None or self.first <= 0:
            return None
        if self.test == "t":
            return float(stats.t.sf(size, self.first))
        if self.test == "chi2":
            return float(stats.chi2.sf(size, self.first))
        if self.test == "r":
            if size >= 1:
                return None
            return float(stats.t.sf(size * (self.first / (1 - size * size)) ** 0.5, self.first))
        if self.second is None or self.second <= 0:
            return None
        return float(stats.f.sf(size, self.first, self.second))

    @property
    def follows(self) -> bool | None:
        """Whether p can be that of the statistic, of one side or of both; None if undefined."""
        allowed = (1.0, 2.0) if self.test in ("t", "r", "z") else (1.0, 0.5)
        answers = []
        for tails in allowed:
            bounds = self.p_bounds(tails)
            if bounds is None:
                return None
            answers.append(self._agrees(*bounds))
        return any(answers)

    def _agrees(self, low: float, high: float) -> bool:
        if self.sign in "<≤":
            return low <= self.p + self.half + _SLACK
        if self.sign in ">≥":
            return high >= self.p - self.half - _SLACK
        return low <= self.p + self.half + _SLACK and high >= self.p - self.half - _SLACK


def read_tests(text: str) -> Iterator[Printed]:
    """Yield the tests printed in a text in the usual form.

    Examples
    --------
    >>> [(found.test, found.first, found.p) for found in read_tests("t(28) = 2.20, p = .036")]
    [('t', 28.0, 0.036)]
    """
    for match in _TEST.finditer(text):
        shown = match["test"]
        test: Literal["t", "F", "r", "z", "chi2"] = "chi2"
        if shown in ("t", "F", "r"):
            test = shown  # type: ignore[assignment]
        elif shown in "zZ":
            test = "z"
        raw = re.sub("[−–]", "-", match["value"])
        value, half = float(raw), _half_unit(raw)
        size = abs(value)
        yield Printed(
            test=test,
            low=max(0.0, size - half),
            high=size + half,
            first=float(match["first"]) if match["first"] else None,
            second=float(match["second"]) if match["second"] else None,
            sign=match["sign"],
            p=float(match["p"]),
            half=_half_unit(match["p"]),
        )


def _half_unit(raw: str) -> float:
    return 0.5 * 10.0 ** -len(raw.partition(".")[2])


class PValues(Check):
    """Printed p-values follow from the test statistics printed with them.

    Rationale
    ---------
    A test statistic and its degrees of freedom fix the p-value. Where the printed one is another,
    one of the three is wrong, and perhaps the conclusion.

    Source
    ------
    statcheck, Nuijten et al. 2016.

    Applies when
    ------------
    A sentence prints a t, F, r, z or chi-squared statistic with its p-value, as in
    ``t(28) = 2.20, p = .036``.

    Evidence
    --------
    The sentence. The statistic's rounding is carried through, one-sided and two-sided p are both
    tried, and so is p with its own rounding.
    """

    id: ClassVar[str] = "A19"
    name: ClassVar[str] = "p-values follow"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper("The gain is significant (t(28) = 2.20, p = .036)."), Outcome.PASS, "p = .036"
        ),
        Example(paper("Methods differ, F(2, 27) = 4.51, p < .05."), Outcome.PASS, "F(2, 27)"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper("The gain is significant (t(28) = 1.20, p = .036)."), Outcome.FAIL, "p = .036"
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        document = subject.document
        tally = Tally()
        if _MAY_HOLD.search(document.text):
            for evidence in find_in_sentences(document, _TEST):
                self._weigh(tally, evidence)
            for evidence in find_in_captions(document, _TEST):
                self._weigh(tally, evidence)
        return tally.decide(
            subject,
            holds="p-values follow from their statistics",
            fix="compute the p-value again, or correct the statistic or its degrees of freedom",
            none="no test statistic is printed with its p-value",
        )

    @staticmethod
    def _weigh(tally: Tally, evidence: Evidence) -> None:
        for found in read_tests(evidence.quote):
            follows = found.follows
            if follows is None:
                tally.doubts.append("degrees of freedom are missing beside a test statistic")
            elif follows:
                tally.held.append((evidence,))
            else:
                low, high = found.p_bounds(2.0 if found.test in ("t", "r", "z") else 1.0) or (0, 0)
                computed = f"{(low + high) / 2:.3g}"
                reason = (
                    f"{found.test} of {(found.low + found.high) / 2:.4g} gives p = {computed}, "
                    f"printed p {found.sign} {found.p:g}"
                )
                numbers = {"test": found.test, "printed_p": found.p, "p_least": low, "p_most": high}
                tally.slips.append(Slip(reason, (evidence,), numbers))
