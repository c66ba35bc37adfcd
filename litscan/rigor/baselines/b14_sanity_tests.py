"""B14: are masks shuffled or weights re-initialised as a test?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.examples import TICKETS
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_shown
from litscan.rigor.examples import ACCURACY_TABLE, paper

_TICKETS = re.compile(r"\b(?:lottery|winning) tickets?\b", re.IGNORECASE)
_TESTED = re.compile(
    r"\bshuffl\w+ (?:\w+ ){0,2}(?:masks?|weights?|layers?|tickets?)\b|\blayer-?wise shuffl\w+"
    r"|\b(?:masks?|weights|positions|scores) (?:are|is|were|was) (?:\w+ )?shuffled\b"
    r"|\bre-?init(?:iali[sz]\w+)?\b|\brandom(?:ly)? (?:re-?initiali[sz]\w+|tickets?"
    r"|masks|re-?init)\b"
    r"|\binvert(?:ed|ing) (?:the )?(?:scores?|criterion|mask)"
    r"|\brandom(?:ly)? initiali[sz]\w+ (?:sub-?networks?|tickets?)",
    re.IGNORECASE,
)
_FIX = "test the mask with shuffled positions in each layer and with re-initialised weights"


class SanityTests(Check):
    """Masks of early pruning or of tickets are tested by shuffling or re-initialising.

    Rationale
    ---------
    Many criteria at initialisation do as well with shuffled masks, so that only the ratio of
    each layer matters.

    Source
    ------
    Frankle and Carbin 2019 (arXiv 1803.03635); Frankle et al. 2021 (arXiv 2009.08576).

    Applies when
    ------------
    The paper proposes pruning at initialisation, or its title or abstract speak of lottery
    tickets.

    Evidence
    --------
    Pass: shuffled masks, re-initialised weights, inverted scores or random tickets in tables,
    captions or the experiments.
    """

    id: ClassVar[str] = "B14"
    name: ClassVar[str] = "Shuffled or re-initialised masks"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "| Shuffled mask | 73.0 | 50.0 |\n", abstract=TICKETS),
            Outcome.PASS,
            "Shuffled mask",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE, abstract=TICKETS), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        spans = (subject.document.title, subject.document.abstract)
        tickets = any(span and _TICKETS.search(subject.document.quote(span)) for span in spans)
        if not tickets and "at-init" not in subject.facts.pruning_kinds:
            return not_applicable("neither pruning at initialisation nor lottery tickets")
        found = find_shown(subject.document, _TESTED, EXPERIMENT_ROLES)
        if found:
            return Decision(Outcome.PASS, "masks or weights are randomised as a test", found[:3])
        return self.absent(subject, "neither shuffled masks nor re-initialised weights", _FIX)
