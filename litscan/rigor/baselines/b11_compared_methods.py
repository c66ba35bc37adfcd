"""B11: how many prior methods are compared?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import ACCURACY_TABLE, paper

_FIX = "compare to prior pruning methods at the same ratios, networks and data sets"


class ComparedMethods(Check):
    """The method is compared to at least two prior pruning methods.

    Rationale
    ---------
    Half of pruning papers compare to at most one other method, so that their rankings never
    join up.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 4.1 and figure 2.

    Applies when
    ------------
    The paper proposes a pruning method and measures it.

    Evidence
    --------
    Pass: two or more prior methods with numbers beside the own ones. Partial: one. Fail: none.
    """

    id: ClassVar[str] = "B11"
    name: ClassVar[str] = "Number of compared methods"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "| SFP [3] | 74.6 | 41.8 |\n| HRank [5] | 74.9 | 43.7 |\n"),
            Outcome.PASS,
            "SFP",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        compared = subject.facts.compares_to
        numbers = {"methods": len(compared)}
        quotes = tuple(item.evidence[0] for item in compared)[:4]
        if len(compared) > 1:
            return Decision(
                Outcome.PASS, f"{len(compared)} prior methods are compared", quotes, numbers
            )
        if compared and not subject.fully_read:
            reason = "one prior method was found, but not all of the text and tables could be read"
            return Decision(Outcome.UNDETERMINED, reason, (), numbers)
        if compared:
            return Decision(Outcome.PARTIAL, "one prior method is compared", quotes, numbers, _FIX)
        return self.absent(subject, "no prior pruning method is compared", _FIX, numbers=numbers)
