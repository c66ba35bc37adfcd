"""R10: is it said which layers are spared?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.reproducibility.training import PRACTICE_ROLES

_KINDS = (
    r"(?:first|last|final|input|output|initial|classif\w+|fully[- ]connected|fc|linear"
    r"|dense|conv\w{0,12}|embedding|batch[- ]?norm\w{0,10}|normali[sz]ation|shortcut|residual|skip"
    r"|down-?\s?sampl\w+|depth-?wise|point-?wise|(?:self-?|multi-?)?\s?heads?|attention|pooling"
    r"|feed-?\s?forward|FFN|MLP|intermediate)"
)
_PARTS = r"(?:layers?|parameters|weights|connections?|heads?|blocks?|modules?|components?|biases)"
_LAYERS = (
    rf"(?:{_KINDS}\b[^.;]{{0,30}}?{_PARTS}"
    r"|biases|bias terms|\blm[_ ]head|embeddings|\bbatch-?\s?norm\w*|\bBN\b)"
)
_TYPES = (
    r"(?:conv\w{0,12}|linear|fully[- ]connected|fc|dense|(?:self-?\s?)?attention|feed-?\s?forward"
    r"|FFN|MLP|MHA|projection)"
)
_PRUNES = r"(?:prun(?:e[sd]?|ing|able)|sparsif\w+|compress(?:e[sd]|ing)?|mask(?:ed|ing))"
_SPARED = (
    r"(?:not (?:\w+ )?(?:prun\w+|spars\w+|compress\w+|remov\w+)|(?:un-?pruned|untouched|intact)\b"
    r"|(?:kept|keep\w*|left|leav\w+|remain\w*|stay\w*|are|is)\s+(?:\w+\s+)?dense\b"
    r"|exclud\w+|except\b|excepting|skip(?:s|ped|ping)?\b|spared?\b|leav\w+ out|other than"
    r"|apart from|never prun\w+|(?:do|does|did) not (?:prune|sparsify))"
)
_SOME = r"(?:all|every|only|both)\s+(?!but\b)(?:the\s+)?"
_TOLD = re.compile(
    rf"\b{_LAYERS}[^.;]{{0,60}}?\b{_SPARED}|\b{_SPARED}[^.;]{{0,60}}?\b{_LAYERS}"
    r"|\bkeep\w*\s+(?:\w+\s+){1,4}layers?\s+(?:\w+\s+)?dense\b"
    rf"|\b{_SOME}(?:\w+[ -]){{0,3}}layers?\b[^.;]{{0,40}}?\b{_PRUNES}"
    rf"|\b(?:{_PRUNES}(?! (?:scores?|algorithms?))|uniform\w*)\b[^.;]{{0,40}}?\b{_SOME}"
    r"(?:\w+[ -]){0,6}(?:layers?|convolutions)\b"
    r"|\b(?:do|does|did) not (?:prune|sparsify|compress)\b[^.;]{0,30}\blayers?\b"
    r"|\bnever (?:prun|spars)\w+[^.;]{0,30}\blayers?\b|\bexclud\w+ (?:the )?bias\b"
    rf"|\bonly\s+(?:\w+\s+){{0,2}}{_PRUNES}\s+(?:\w+[ -]){{0,4}}(?:layers?|blocks?|modules?)\b"
    rf"|\b(?:apply|applied|applies|applying|perform\w*|insert\w*|add\w*)\b[^.;]{{0,30}}?\b{_PRUNES}"
    rf"[^.;]{{0,30}}?\b(?:to|on|after|in)\b[^.;]{{0,30}}?\b{_KINDS}\s+(?:\w+\s+)?{_PARTS}"
    rf"|\b{_PRUNES}\s+(?:layers?\s+)?(?:is|are|was|were)\s+(?:\w+\s+)?(?:applied|performed|done|added)"
    rf"\s+(?:to|on|in|after)\b[^.;]{{0,30}}?\b{_KINDS}\s+(?:\w+\s+)?{_PARTS}"
    rf"|\b(?:apply|applied|add\w*|insert\w*)\s+(?:\w+\s+){{0,3}}?{_PRUNES}\s+(?:\w+\s+){{0,3}}"
    r"(?:to|on|after|in)\s+(?:each|every|all)\s+(?:\w+\s+){0,3}(?:layers?|blocks?)\b"
    rf"|\b(?:{_PRUNES}|sparsity)\b[^.;]{{0,40}}?\b(?:for|to|in)\s+the\s+{_TYPES}\s+{_PARTS}"
    r"|\b(?:zeros?|zeroed|pruned|sparse|non-?zero)\s+(?:weights|parameters|entries)\s+(?:in|of)\s+"
    rf"(?:the\s+)?{_KINDS}\b"
    rf"|\b{_PRUNES}\s+(?:\w+\s+){{0,4}}heads?\b[^.;]{{0,60}}\b(?:FFN|MLP|feed-?\s?forward"
    r"|intermediate|fully[- ]connected|neurons|hidden)\b"
    rf"|\bour (?:[\w-]+ ){{1,4}}(?:targets|is applied to|focuses on)\b[^.;]{{0,20}}?\b{_TYPES}\s+"
    rf"{_PARTS}|\breplac\w+\s+(?:the\s+)?(?:\w+\s+)?{_TYPES}\s+layers\b[^.;]{{0,80}}?\bsparse\b"
    r"|\b(?:prunable|sparsifiable) (?:layers?|weights|parameters)\b",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\bprun|\bspars(?:e\b|ity|if)|\bcompress|\bremov|\bmask|\bdense\b|\bour\b", re.IGNORECASE
)
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
