"""S02: is the state of the art compared to?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.scope.contests import find_contests
from litscan.rigor.scope.examples import BEST, COMPARED
from litscan.rigor.voice import find_own_claims

_CLAIM = re.compile(
    r"\b(?:achiev|obtain|attain|reach|establish|set|yield|outperform|surpass|exceed|beat|deliver"
    r"|show)\w*"
    r"\b[^.;]{0,60}?\bstate[- ]of[- ]the[- ]arts?\b|\bnew (?:state[- ]of[- ]the[- ]art|SOTA)\b"
    r"|\b(?:outperform|surpass|exceed|beat)\w*\b[^.;]{0,60}?\bSOTA\b",
    re.IGNORECASE,
)
_FIX = "show the best prior methods at the same ratios in a table, or drop the claim"


class StateOfTheArt(Check):
    """A claim to the state of the art rests on compared methods.

    Rationale
    ---------
    Who sets a new state of the art must show the old one, at the same pruning ratio, and be
    better in more than one place.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 4.1.

    Applies when
    ------------
    Abstract, introduction, experiments or conclusion say that the own method reaches or beats
    the state of the art.

    Evidence
    --------
    Pass: for the data sets and networks where prior methods stand in a table, the own method
    has the best value in at least half. Partial: in fewer, or prior methods are compared
    outside of tables. Otherwise the claim is quoted.
    """

    id: ClassVar[str] = "S02"
    name: ClassVar[str] = "State of the art supported"
    group: ClassVar[Group] = Group.SCOPE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(COMPARED, abstract=BEST), Outcome.PASS, "state-of-the-art"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE, abstract=BEST), Outcome.FAIL, "state-of-the-art"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        claims = find_own_claims(subject.document, _CLAIM)
        if not claims:
            return not_applicable("no claim to the state of the art")
        contests = find_contests(subject.facts.table_results)
        won = sum(contest.won for contest in contests)
        numbers = {"contests": len(contests), "won": won}
        if contests and 2 * won >= len(contests):
            reason = f"best in {won} of {len(contests)} comparisons with prior methods"
            return Decision(Outcome.PASS, reason, claims[:2], numbers)
        if contests:
            reason = f"best in only {won} of {len(contests)} comparisons with prior methods"
            return Decision(Outcome.PARTIAL, reason, claims[:2], numbers, _FIX)
        if subject.facts.compares_to:
            reason = "prior methods are compared, but not in a table that could be read"
            return Decision(Outcome.PARTIAL, reason, claims[:2], numbers, _FIX)
        return self.absent(subject, "no prior method is compared to", _FIX, claims[:2], numbers)
