"""B13: where do the numbers of compared methods come from?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.examples import COMPARED
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_shown
from litscan.rigor.examples import paper

_SOURCE = re.compile(
    r"\b(?:taken|copied|quoted|cited|reported|borrowed|adopted|obtained|collected"
    r"|excerpted)\s+(?:\w+\s+)?(?:directly )?(?:from|in|by)\s+(?:the |their )?(?:original"
    r"|respective"
    r"|corresponding|official|literature|papers?|authors|previous)|\b(?:original|official"
    r"|public(?:ly available)?|released|authors'?) (?:code|implementation|paper|source|results"
    r"|repositor)\w*"
    r"|\bre-?implement\w*|\bour own implementation of\b|\bour re-?(?:run"
    r"|production)\b|\breproduc\w+ (?:by us|results|with|using|the results|from)\b"
    r"|\b(?:all|each|every) (?:\w+ ){0,3}(?:methods?|baselines?) "
    r"(?:is|are|were) (?:evaluated|trained|run)\b"
    r"|\bre-?r[au]n\b|\bwe (?:also )?(?:implement|reproduce|run|re-?train"
    r"|evaluate) (?:\w+ ){0,3}(?:baselines?|methods?|competitors?|approaches)\b"
    r"|\b(?:results|numbers|values|accurac\w+) (?:of|for) (?:\w+ ){0,4}(?:are|were) (?:taken"
    r"|copied|from|quoted|cited)\b|\bas reported in (?!table|fig|sec|appendix|the table)",
    re.IGNORECASE,
)
_FIX = "say of each compared number whether it was copied, re-run, or re-implemented"


class Provenance(Check):
    """It is said whether compared numbers were copied, re-run or re-implemented.

    Rationale
    ---------
    Copied numbers come with another baseline, other training and other code. Readers must know
    which numbers were.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B.

    Applies when
    ------------
    The paper proposes a pruning method, measures it, and compares prior methods (B11 finds one).

    Evidence
    --------
    Pass: words on numbers taken from papers, on re-running public code, or on own
    implementations, in captions, table notes or the experiments. Otherwise compared rows are
    quoted.
    """

    id: ClassVar[str] = "B13"
    name: ClassVar[str] = "Provenance of compared numbers"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(COMPARED + "Numbers of SFP are taken from the original paper.\n"),
            Outcome.PASS,
            "taken from the original",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(COMPARED), Outcome.FAIL, "SFP"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        compared = subject.facts.compares_to
        if not compared:
            return not_applicable("no prior pruning method is compared")
        found = find_shown(subject.document, _SOURCE, EXPERIMENT_ROLES)
        if found:
            return Decision(Outcome.PASS, "the source of compared numbers is told", found[:3])
        return self.absent(
            subject,
            "it is not said where compared numbers come from",
            _FIX,
            (compared[0].evidence[0],),
        )
