"""B10: are recent methods compared?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.cited_years import compared_years, year_of_paper
from litscan.rigor.baselines.examples import dated

WINDOW = 3
"""Years before the paper in which a method counts as recent (36 months, by the cited year)."""
_FIX = "compare to pruning methods of the last three years"


class RecentMethods(Check):
    """At least two pruning methods of the last three years are compared.

    Rationale
    ---------
    Half of pruning papers compare to old methods only, so that nobody knows which of the recent
    ones is better.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 4.1.

    Applies when
    ------------
    The paper proposes a pruning method, its year is known from its arXiv id or its newest
    reference, and it compares to prior methods.

    Evidence
    --------
    Pass: two compared methods whose cited year is at most three before that of the paper.
    Partial: one. Fail: none, where the year of every compared method is known.
    """

    id: ClassVar[str] = "B10"
    name: ClassVar[str] = "Recent methods compared"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (Example(dated("2019", "2020"), Outcome.PASS, "SFP"),)
    failing: ClassVar[tuple[Example, ...]] = (Example(dated("2009", "2010"), Outcome.FAIL, "SFP"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        year = year_of_paper(subject)
        if not subject.facts.compares_to:
            return not_applicable("no prior method is compared to (B11)")
        if year is None:
            return Decision(Outcome.UNDETERMINED, "the paper's own year is not known")
        dated = compared_years(subject)
        recent = [item for item, cited in dated if cited is not None and cited >= year - WINDOW]
        quotes = tuple(item.evidence[0] for item, _ in dated)[:3]
        numbers = {"year": year, "cited": sorted(cited for _, cited in dated if cited is not None)}
        if len(recent) > 1:
            told = tuple(item.evidence[0] for item in recent)[:3]
            return Decision(
                Outcome.PASS, f"{len(recent)} recent methods are compared", told, numbers
            )
        if any(cited is None for _, cited in dated):
            return Decision(
                Outcome.UNDETERMINED, "the year of some methods is not known", (), numbers
            )
        if not subject.fully_read:
            reason = "few recent methods, but not all of the text and tables could be read"
            return Decision(Outcome.UNDETERMINED, reason, (), numbers)
        if recent:
            return Decision(Outcome.PARTIAL, "one recent method is compared", quotes, numbers, _FIX)
        return Decision(Outcome.FAIL, "no compared method is recent", quotes, numbers, _FIX)
