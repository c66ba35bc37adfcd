"""B12: are the classic methods acknowledged?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.examples import NEW, OLD
from litscan.rigor.examples import ACCURACY_TABLE, paper

_CLASSIC = re.compile(
    r"\bprun\w*|brain (?:damage|surgeon)|skeletoni[sz]ation|\btrimming\b|relevance assessment"
    r"|weight[- ]elimination"
    r"|minimi[sz]ing network|\bsensitivity\b[^.;]{0,40}\bnetworks?",
    re.IGNORECASE,
)
BEFORE = 2010
_FIX = "credit the early work, for example Optimal Brain Damage (1990)"


class ClassicMethods(Check):
    """Work on pruning from before 2010 is compared or credited.

    Rationale
    ---------
    Most ideas of present criteria stood in papers of around 1990. Not citing them lets them be
    invented again.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 4.1.

    Applies when
    ------------
    The paper proposes a pruning method and has a bibliography that could be read.

    Evidence
    --------
    Pass: a reference of before 2010 whose title speaks of pruning, brain damage or surgeon,
    skeletonisation or trimming of networks.
    """

    id: ClassVar[str] = "B12"
    name: ClassVar[str] = "Classic methods acknowledged"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE) + OLD, Outcome.PASS, "Optimal brain damage"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE) + NEW, Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        references = subject.document.references
        dated = [item for item in references if item.year is not None]
        if not dated:
            return Decision(Outcome.UNDETERMINED, "no bibliography with years could be read")
        for item in dated:
            if (item.year or BEFORE) < BEFORE and _CLASSIC.search(item.title or ""):
                quotes = (subject.document.evidence(item.span),) if item.span else ()
                return Decision(Outcome.PASS, f"{item.title} ({item.year}) is cited", quotes)
        return self.absent(subject, f"no reference on pruning from before {BEFORE}", _FIX)
