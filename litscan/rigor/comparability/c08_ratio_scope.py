"""C08: is it said which layers a sparsity counts?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import paper

_RATIOS = frozenset({"sparsity", "params_removed", "params_kept", "compression_ratio", "pattern"})
_PART = (
    r"(?:first|last|final|input|output|embedding\w*|classif\w+|head|bias\w*|batch[- ]?norm\w*"
    r"|norm\w*|fully[- ]connected|\bfc\b|shortcut\w*|down-?sampl\w+|depth-?wise|LM head|lm_head)"
)
_SCOPE = re.compile(
    rf"\b(?:exclud\w+|except\w*|omit\w*|skip\w*|without|not)\b[^.]{{0,50}}\b{_PART}"
    rf"|\b{_PART}\b[^.]{{0,60}}\b(?:exclud\w+|(?:not|never)\s+(?:be\s+)?(?:prun|spars)\w+|unpruned"
    r"|kept dense|remains? dense|left (?:dense|intact|unpruned))\b"
    r"|\b(?:keep|leave)\w*[^.]{0,60}\b(?:dense|unpruned|intact)\b|\bprunable\b"
    r"|\b(?:all|every|each|only)\s+(?:\w+\s+){0,3}(?:linear|conv\w*|fully[- ]connected|dense|FC"
    r"|attention|MLP|FFN|feed-?forward|weight|decoder|encoder|transformer|hidden)\s+"
    r"(?:layers?|matrices|weights|blocks?|modules?|parameters)\b"
    r"|\b(?:total|all|entire|whole|overall)\s+(?:\w+\s+){0,3}(?:parameters|weights|network|model)\b"
    r"|\b(?:overall|global|total|network|model)\s+(?:\w+\s+)?spars\w+"
    r"|\bsparsity of the (?:\w+ )?(?:network|model)"
    r"|\b(?:linear|conv\w*|decoder|transformer|attention)\s+(?:layers?|blocks?)\b[^.]{0,60}"
    r"\b(?:prun|spars)\w+"
    r"|\bprun\w+[^.]{0,60}\b(?:linear|conv\w*|decoder|transformer|attention)\s+(?:layers?|blocks?)\b"
    r"|\bglobal(?:ly)? (?:\w+ )?prun\w+",
    re.IGNORECASE,
)
_FIX = "say which layers the sparsity is a share of (all weights, without embeddings and head ...)"
_TABLE = """\
Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.

| Method | Sparsity (%) | Top-1 (%) |
| --- | --- | --- |
| Baseline | 0 | 76.1 |
| Ours | 80 | 75.2 |
"""


class RatioScope(Check):
    """It is said which part of the network a sparsity is a share of.

    Rationale
    ---------
    90% of the convolutions' weights may be 60% of all weights. First layers, heads, embeddings
    and normalisation are left out by some papers and counted by others.

    Source
    ------
    Gale et al. 2019 (arXiv 1902.09574); Hoefler et al. 2021 (arXiv 2102.00554).

    Applies when
    ------------
    A table reports results at a sparsity, a share of parameters or a compression ratio.

    Evidence
    --------
    Pass: a sentence or caption that says what is left dense, which layers are pruned, or that
    the ratio is of the whole network. Fail: nothing does.
    """

    id: ClassVar[str] = "C08"
    name: ClassVar[str] = "Scope of the ratio"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_TABLE + "\nWe sparsify all layers except the first and the last.\n"),
            Outcome.PASS,
            "except the first",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_TABLE), Outcome.FAIL, "80"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        ratio = _ratio(subject)
        if ratio is None:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "no sparsity could be read from a table")
            return not_applicable("no table reports a sparsity or a share of parameters")
        document = subject.document
        told = find_told(document, _SCOPE)
        if told:
            return Decision(Outcome.PASS, "it is told what the ratio is of", told[:2])
        return self.absent(
            subject, "it is not told which layers the sparsity counts", _FIX, (ratio,)
        )


def _ratio(subject: Subject) -> Evidence | None:
    """Return a cell of the paper's own networks that is at, or is, such a ratio."""
    for reading in subject.readings:
        for value in reading.values:
            point = value.operating_point
            kinds = {value.measure, point.kind if point else None}
            if value.own and not value.is_dense and kinds & _RATIOS:
                return subject.document.cell_evidence(reading.table, value.cell)
    return None
