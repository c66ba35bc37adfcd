"""R13: is the calibration set described?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper

_CALIBRATION = re.compile(r"\bcalibrat(?:ion|ed|e)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"\b\d[\d,]*k?\s+(?:\w+[\s-]+){0,4}(?:samples?|sequences?|segments?|examples?|images?|sentences"
    r"|tokens?|data points|batches)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\bC4\b|\bwiki-?\s?text\b|\bPTB\b|\bPile\b|\bRedPajama\b|\bSlimPajama\b|\bAlpaca\b|\bImageNet\b"
    r"|\bbook-?\s?corpus\b|\bCIFAR\b|\bFineWeb\b|\btraining (?:data(?:set)?|set|split)\b|\bCOCO\b"
    r"|\bGLUE\b|\bSQuAD\b",
    re.IGNORECASE,
)
_FIX = "state source, number, length and seed of the calibration samples"
_LLM = "We prune a language model after training, without retraining, with a calibration set{}."


class CalibrationSet(Check):
    """The calibration set of post-training pruning is described.

    Rationale
    ---------
    Post-training pruning sees nothing but its calibration samples. Another source or number of
    them moves perplexity by more than many methods differ.

    Source
    ------
    Frantar and Alistarh 2023 (SparseGPT, arXiv 2301.00774).

    Applies when
    ------------
    The paper proposes a pruning method that uses calibration data.

    Evidence
    --------
    Pass: number and source of the samples. Partial: one of the two.
    """

    id: ClassVar[str] = "R13"
    name: ClassVar[str] = "Calibration set"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + f"\n{_LLM.format(' of 128 sequences of C4')}\n"),
            Outcome.PASS,
            "128 sequences of C4",
        ),
        Example(
            paper(ACCURACY_TABLE + f"\n{_LLM.format(' drawn from C4')}\n"), Outcome.PARTIAL, "C4"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + f"\n{_LLM.format('')}\n"), Outcome.FAIL),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        spoken = _spoken(subject)
        if "post-training" not in subject.facts.pruning_kinds or not spoken:
            return not_applicable("no post-training pruning with calibration data")
        counts = tuple(item for item in spoken if _COUNT.search(item.quote))
        sources = tuple(item for item in spoken if _SOURCE.search(item.quote))
        evidence = tuple(dict.fromkeys((*counts[:2], *sources[:2])))
        if counts and sources:
            reason = "number and source of the calibration samples are stated"
            return Decision(Outcome.PASS, reason, evidence)
        if evidence:
            lacking = "source" if counts else "number"
            reason = f"the {lacking} of the calibration samples is not stated"
            return Decision(Outcome.PARTIAL, reason, evidence, fix=_FIX)
        return self.absent(subject, "the calibration samples are not described", _FIX, spoken[:2])


def _spoken(subject: Subject) -> tuple[Evidence, ...]:
    document = subject.document
    return find_told(document, _CALIBRATION)
