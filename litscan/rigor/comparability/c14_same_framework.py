"""C14: were methods run again in one framework?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.rerun import rerun_evidence
from litscan.vocabulary import load_vocabulary

_ONE = re.compile(
    r"\b(?:same|single|one|common|unified|shared|identical)\s+(?:\w+\s+){0,2}"
    r"(?:code-?\s?base|frameworks?|code|pipelines?|environments?|implementations?|librar\w+"
    r"|repositor\w+|data ?loader\w*|toolkit)\b"
    r"|\b(?:in|with|using|within)\s+our\s+(?:own\s+)?(?:code(?:-?\s?base)?|training pipelines?)\b"
    r"|\b(?:all|every|each|other|these)\s+(?:of\s+)?(?:the\s+)?(?:\w+\s+){0,2}"
    r"(?:methods?|baselines?|experiments?|algorithms?|models?|approaches)\b[^.]{0,40}"
    r"\bimplement\w*\s+(?:in|with|using|on|by|based|under)\b"
    r"|\bimplement\w*\s+(?:all|both|every|each)\s+(?:\w+\s+){0,3}(?:methods?|baselines?|algorithms?"
    r"|approaches)",
    re.IGNORECASE,
)
_FIX = "run all methods in one code base, or say which ones were run in which"
_RERUN = "\nWe re-implemented SFP.\n"


class SameFramework(Check):
    """Methods that the authors ran again were run in one framework.

    Rationale
    ---------
    Data loading, defaults of layers and optimisers differ between libraries by tenths of a
    point, as much as methods differ.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    The paper proposes a method and says that it ran methods of others itself.

    Evidence
    --------
    Pass: a sentence says that all were implemented in one code base or framework. Partial: the
    framework of the paper's own experiments is named. Fail: neither.
    """

    id: ClassVar[str] = "C14"
    name: ClassVar[str] = "Same framework"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + _RERUN + "\nAll methods share the same code base.\n"),
            Outcome.PASS,
            "same code base",
        ),
        Example(
            paper(ACCURACY_TABLE + _RERUN + "\nOur experiments use PyTorch.\n"),
            Outcome.PARTIAL,
            "PyTorch",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + _RERUN), Outcome.FAIL, "re-implemented"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        rerun = subject.once(rerun_evidence)
        if rerun is None:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "not all of the paper could be read")
            return not_applicable("the paper does not say that it ran methods of others")
        document = subject.document
        said = find_told(document, _ONE)
        if said:
            return Decision(Outcome.PASS, "methods were run in one code base", said[:2])
        used = [entity for entity in subject.facts.named("software") if _is_framework(entity.name)]
        if used:
            reason = f"{used[0].name} is named, but not that other methods were run in it"
            return Decision(Outcome.PARTIAL, reason, used[0].evidence[:1], fix=_FIX)
        reason = "methods of others were run again, and no framework is named"
        return self.absent(subject, reason, _FIX, (rerun,))


def _is_framework(name: str) -> bool:
    known = load_vocabulary().lookup(name, "software")
    return known is not None and known.attributes.get("type") == "framework"
