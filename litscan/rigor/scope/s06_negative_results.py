"""S06: is any setting shown where the method does not win?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_sentences
from litscan.rigor.examples import paper
from litscan.rigor.scope.contests import find_contests
from litscan.rigor.scope.examples import CONTESTS

FEWEST = 3
_ADMITTED = re.compile(
    r"\b(?:our|the proposed) (?:method|approach|algorithm)\b[^.;]{0,60}\b(?:underperform\w*"
    r"|fails?|worse than|inferior to"
    r"|does not (?:outperform|improve|beat|work)|slightly (?:lower|worse))\b"
    r"|\bwe (?:underperform|fail to)\b",
    re.IGNORECASE,
)
_FIX = "show a network, data set or ratio at which the method does not win, and discuss it"


class NegativeResults(Check):
    """At least one setting is shown where the method does not win.

    Rationale
    ---------
    No method wins everywhere. A paper in which it does has shown a selection.

    Source
    ------
    Raff 2019 (arXiv 1909.06674); Blalock et al. 2020 (arXiv 2003.03033).

    Applies when
    ------------
    The paper proposes a pruning method and compares it with prior ones in at least three places
    of its tables (data set, network and measure).

    Evidence
    --------
    Pass: a place where a prior method is better, or a sentence of the experiments that says so.
    Fail: the own method is best in every one.
    """

    id: ClassVar[str] = "S06"
    name: ClassVar[str] = "A setting where it does not win"
    group: ClassVar[Group] = Group.SCOPE
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(CONTESTS.replace("93.9", "92.0")), Outcome.PASS, "92.0"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(CONTESTS), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        contests = find_contests(subject.facts.table_results)
        lost = [contest for contest in contests if not contest.won]
        numbers = {"contests": len(contests), "lost": len(lost)}
        if len(contests) < FEWEST:
            return not_applicable(f"fewer than {FEWEST} places of comparison could be read")
        if lost:
            reason = f"a prior method is better in {len(lost)} of {len(contests)} places"
            return Decision(Outcome.PASS, reason, lost[0].evidence, numbers)
        told = tuple(find_in_sentences(subject.document, _ADMITTED, EXPERIMENT_ROLES))
        if told:
            return Decision(Outcome.PASS, "a setting it does not win is told", told[:2], numbers)
        reason = f"the own method is best in all {len(contests)} places of comparison"
        return self.absent(subject, reason, _FIX, contests[0].evidence, numbers)
