"""R06: where does the dense network come from?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.reproducibility.training import PRACTICE_ROLES

_PRETRAINED = re.compile(
    r"\bpre-?\s?trained\s+(?:\w+[\s-]+){0,3}(?:networks?|models?|weights|checkpoints?|baselines?)\b"
    r"|\b(?:we|is|are|was|were|then)\b[^.;]{0,40}\bpre-?\s?train(?:ed)?\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"\btorchvision\b|\btimm\b|\bmodel zoo\b|\bhugging\s?face\b|\bpytorch hub\b"
    r"|\btransformers library\b"
    r"|\b(?:official|released|public(?:ly available)?|open-?source)\b[^.;]{0,40}?"
    r"\b(?:checkpoints?|weights|models?)\b|\bpre-?\s?trained[^.;]{0,60}\b(?:from|provided by|by)\b"
    r"|\b(?:LLaMA|OPT|Llama|BERT|Mistral|Vicuna|Qwen|GPT)-?\s?[\dv]",
    re.IGNORECASE,
)
_LENGTH = re.compile(
    r"\b(?:pre-?\s?)?train\w*[^.;]{0,80}\b\d+\s?k?\s+(?:epochs?|iterations|steps)\b"
    r"|\b\d+\s?k?\s+(?:epochs?|iterations|steps)\b[^.;]{0,60}\b(?:pre-?\s?)?train\w*",
    re.IGNORECASE,
)
_FIX = "name the checkpoint of the dense network, or its epochs, learning rate and accuracy"


class SourceOfDenseModel(Check):
    """The paper says where its dense network comes from, or how it was trained.

    Rationale
    ---------
    A pruned network inherits the accuracy of the dense one: ResNet-50 checkpoints differ by more
    than four points. Which one was pruned is part of the result.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B; Wang et al. 2023 (arXiv 2301.05219).

    Applies when
    ------------
    The paper proposes a pruning method, and prunes networks that were trained before.

    Evidence
    --------
    Pass: a model zoo, a named checkpoint or its origin, or the length of the training of the
    dense network. Fail: a pretrained network without either.
    """

    id: ClassVar[str] = "R06"
    name: ClassVar[str] = "Source of the dense model"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe prune the pretrained model of torchvision.\n"),
            Outcome.PASS,
            "torchvision",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nWe prune a pretrained network.\n"),
            Outcome.FAIL,
            "pretrained network",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        used = _found(subject, _PRETRAINED)
        if not used:
            return not_applicable("no pretrained network is spoken of")
        sources = (*_found(subject, _SOURCE), *_found(subject, _LENGTH))
        if sources:
            reason = "the dense network's origin or training is stated"
            return Decision(Outcome.PASS, reason, sources[:2])
        reason = "pretrained networks are pruned, but not said whose or how trained"
        return self.absent(subject, reason, _FIX, used[:2])


def _found(subject: Subject, pattern: re.Pattern[str]) -> tuple[Evidence, ...]:
    return find_told(subject.document, pattern, PRACTICE_ROLES)
