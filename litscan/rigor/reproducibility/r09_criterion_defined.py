"""R09: is the criterion defined formally?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence, SectionRole, Span
from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_in_sentences, find_told, role_at
from litscan.rigor.examples import ACCURACY_TABLE, paper

_ALGORITHM = re.compile(r"\b(?:Algorithm|Alg\.?)\s*~?\d|\bpseudo-?\s?code\b|\bListing \d")
_PROCEDURE = re.compile(r"(?m)^\s*(?:Input|Require|Ensure|Output)\s?:")
_EQUATION = re.compile(r"\b(?:Eq(?:uation|n)?s?\.?)\s?~?\(?\d|\bequations?\s+\(?\d", re.IGNORECASE)
_DISPLAYED = re.compile(r"\$\$|\\begin\{(?:equation|align)|\\\[|\bargmin\b|\\arg\b|∑|∂|∥|‖|≤|∈")
_ROLES: frozenset[SectionRole] = frozenset(
    {"method", "other", "experiments", "appendix", "introduction", "results"}
)
_FIX = "define the criterion by an equation or in pseudo-code"


class CriterionDefined(Check):
    """The pruning criterion is defined by an equation or in pseudo-code.

    Rationale
    ---------
    Words such as "importance" or "saliency" leave open what is computed. Two people who read a
    formula compute the same.

    Source
    ------
    Gundersen and Kjensmo 2018; Raff 2019 (arXiv 1909.06674).

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    Pass: an algorithm or a numbered equation outside related work. Where formulas were lost in
    reading and no sentence refers to one, the check is undetermined.
    """

    id: ClassVar[str] = "R09"
    name: ClassVar[str] = "Criterion formally defined"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nAlgorithm 1 gives the steps.\n"), Outcome.PASS, "Algorithm 1"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        found = _formal(subject)
        if found:
            return Decision(Outcome.PASS, "an algorithm or equation defines it", found[:2])
        if subject.document.source.format in _FORMULAS_LOST:
            return Decision(Outcome.UNDETERMINED, "formulas of this format are not read")
        return self.absent(subject, "no equation or pseudo-code was found", _FIX)


_FORMULAS_LOST = frozenset({"pdf", "latex", "tei", "html", "jats", "plain"})
"""Formats whose displayed formulas do not reach the text, so that their absence says nothing."""


def _formal(subject: Subject) -> tuple[Evidence, ...]:
    document = subject.document
    told = (
        *find_told(document, _ALGORITHM, _ROLES),
        *find_in_sentences(document, _EQUATION, _ROLES),
    )
    if told:
        return told
    places = []
    for pattern in (_PROCEDURE, _DISPLAYED):
        match = pattern.search(document.text)
        if match and match[0].strip() and role_at(document, match.start()) in _ROLES:
            places.append(document.evidence(Span(match.start(), match.end())))
    return tuple(places)
