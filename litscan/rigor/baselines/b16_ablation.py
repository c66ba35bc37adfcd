"""B16: are the components tested one by one?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import SectionRole, Span
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_captions, find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper

_ABLATION = re.compile(
    r"\babla(?:tion|te|ting)\w*|\beffect(?:iveness)? of (?:each|the|different|our)\b"
    r"|\b(?:impact|influence|contribution) of (?:each|the|different)\b",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"\b(?:two|three|four|five|several) (?:\w+ ){0,2}(?:components|parts|modules|stages|phases)\b",
    re.IGNORECASE,
)
_ABLATED = re.compile(r"\babla(?:tion|te|ting)\w*", re.IGNORECASE)
_WITHOUT = re.compile(
    r"\b(?:without|w/o|removing|disabling|dropping)\b[^.;]{0,40}\b(?:component|module|term"
    r"|regulari[sz]\w+|step|stage|part)\b",
    re.IGNORECASE,
)
_OF_THE_METHOD: frozenset[SectionRole] = frozenset({"abstract", "introduction", "method"})
_FIX = "add a table in which each new part of the method is left out"

_OF_TWO = "We propose a method of two components for pruning filters of networks."


class Ablation(Check):
    """The parts of the method are tested one by one.

    Rationale
    ---------
    A method of several parts may owe its gain to one of them, or to none.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020); NeurIPS paper checklist.

    Applies when
    ------------
    The paper proposes a pruning method and measures it, and says that the method has several
    parts, or reports an ablation.

    Evidence
    --------
    Pass: a table, figure or heading on ablation. Partial: only a sentence on a part left out.
    """

    id: ClassVar[str] = "B16"
    name: ClassVar[str] = "Ablation of the components"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\n### 3.2 Ablation study\n\nEach part helps.\n"),
            Outcome.PASS,
            "Ablation",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE, abstract=_OF_TWO), Outcome.FAIL, "two components"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        document = subject.document
        headings = tuple(
            document.evidence(Span(start, start + len(section.title)))
            for section in document.sections
            if _ABLATION.search(section.title)
            and section.role not in ("related_work", "references", "checklist")
            and (start := document.text.find(section.title, section.span.start, section.span.end))
            >= 0
        )
        shown = (*find_in_captions(document, _ABLATION), *headings)
        if shown:
            return Decision(Outcome.PASS, "an ablation is reported", shown[:3])
        told = (
            *find_in_sentences(document, _ABLATED, EXPERIMENT_ROLES),
            *find_in_sentences(document, _WITHOUT, EXPERIMENT_ROLES),
        )
        if told:
            return Decision(
                Outcome.PARTIAL, "an ablation is told of, not shown", told[:3], fix=_FIX
            )
        parts = tuple(find_in_sentences(document, _PARTS, _OF_THE_METHOD))
        if not parts:
            return not_applicable("the method is not said to have several parts")
        return self.absent(subject, "no part of the method is tested on its own", _FIX, parts[:1])
