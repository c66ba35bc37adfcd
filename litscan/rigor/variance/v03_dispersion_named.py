"""V03: is it said which statistic the spread is?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import paper
from litscan.rigor.variance.examples import spread_table

_FIX = "say whether the spread is a standard deviation, a standard error or an interval"
_NAMES = {
    "std": "a standard deviation",
    "sem": "a standard error",
    "ci": "a confidence interval",
    "range": "a range",
}


class DispersionNamed(Check):
    """The paper says which statistic its spread is.

    Rationale
    ---------
    A standard error over five runs is less than half the standard deviation. A reader who does
    not know which stands after ± cannot tell a difference from noise.

    Source
    ------
    NeurIPS paper checklist, question 7; Blalock et al. 2020 (arXiv 2003.03033), appendix B.

    Applies when
    ------------
    The paper gives a spread of its results (V02).

    Evidence
    --------
    Pass: the words standard deviation, standard error, confidence interval or range, said of the
    results. Fail: a ± or error bars without a name.
    """

    id: ClassVar[str] = "V03"
    name: ClassVar[str] = "Dispersion named"
    group: ClassVar[Group] = Group.VARIANCE
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(spread_table("75.2 ± 0.1", "74.6 ± 0.2")), Outcome.PASS, "standard deviation"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(spread_table("75.2 ± 0.1", "74.6 ± 0.2", spread="spread")), Outcome.FAIL, "0.2"
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        runs = subject.facts.runs
        if not is_experimental(subject) or runs.dispersion == "none":
            return not_applicable("no spread of results is given")
        evidence = runs.dispersion_evidence or runs.evidence
        if runs.dispersion in _NAMES:
            reason = f"the spread is {_NAMES[runs.dispersion]}"
            return Decision(Outcome.PASS, reason, evidence[:2])
        return self.absent(
            subject, "a spread is given, but not which statistic it is", _FIX, evidence[:2]
        )
