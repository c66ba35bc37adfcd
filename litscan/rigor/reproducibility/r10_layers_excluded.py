"""R10: is it said which layers are spared?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.reproducibility.training import PRACTICE_ROLES

_LAYERS = (
    r"(?:(?:first|last|final|input|output|initial|classif\w+|fully[- ]connected|fc|linear"
    r"|dense|conv\w{0,12}|embedding|batch[- ]?norm\w{0,10}|normali[sz]ation|shortcut|residual|skip"
    r"|down-?\s?sampl\w+|depth-?wise|attention|head|pooling)\b[^.;]{0,30}?(?:layers?|parameters|weights|connections?|heads?|blocks?)"
    r"|biases|bias terms|\blm[_ ]head|embeddings)"
)
_SPARED = (
    r"(?:not (?:\w+ )?(?:prun\w+|spars\w+|compress\w+|remov\w+)|(?:un-?pruned|dense|untouched"
    r"|intact)\b"
    r"|exclud\w+|except\b|excepting|skip(?:ped|ping)?\b|spared?\b|leav\w+ out|other than|apart from"
    r"|never prun\w+|(?:do|does|did) not (?:prune|sparsify))"
)
_TOLD = re.compile(
    rf"\b{_LAYERS}[^.;]{{0,60}}?\b{_SPARED}|\b{_SPARED}[^.;]{{0,60}}?\b{_LAYERS}"
    r"|\b(?:all|every|only)\s+(?:the\s+)?(?:\w+[ -]){0,3}layers?\b[^.;]{0,40}?\b(?:prun|spars)\w+"
    r"|\b(?:prun|spars)\w+[^.;]{0,40}?\b(?:all|every|only)\s+(?:the\s+)?(?:\w+[ -]){0,3}layers?\b"
    r"|\b(?:prunable|sparsifiable) (?:layers?|weights|parameters)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"\bprun|\bspars|\bcompress|\bdense\b|\bremov", re.IGNORECASE)
_FIX = "say which layers are pruned, and whether the first, the last and normalisation are spared"


class LayersExcluded(Check):
    """The paper says which layers are pruned and which are spared.

    Rationale
    ---------
    To keep the first and the last layer dense saves accuracy at little cost in sparsity. Without
    it two networks of "90% sparsity" are not pruned alike.

    Source
    ------
    Gale et al. 2019 (arXiv 1902.09574).

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    Pass: a sentence or caption that spares layers, or says that all or only some are pruned.
    """

    id: ClassVar[str] = "R10"
    name: ClassVar[str] = "Layers excluded from pruning"
    group: ClassVar[Group] = Group.REPRODUCIBILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nThe first convolutional layer is not pruned.\n"),
            Outcome.PASS,
            "not pruned",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        document = subject.document
        told = tuple(
            item for item in find_told(document, _TOLD, PRACTICE_ROLES) if _ABOUT.search(item.quote)
        )
        if told:
            return Decision(Outcome.PASS, "which layers are pruned is stated", told[:2])
        return self.absent(subject, "which layers are pruned or spared is not stated", _FIX)
