"""O04: is a trade-off curve drawn, with competitors?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.curves import find_curves
from litscan.rigor.evidence import find_in_captions
from litscan.rigor.examples import ACCURACY_TABLE, paper

_SEVERAL = re.compile(
    r"\bcompar\w+|\bmethods\b|\bbaselines?\b|\bcompetitors?\b|\bstate[- ]of[- ]the[- ]art\b|"
    r"\bSOTA\b"
    r"|\b(?:different|various|other|several|existing|prior)\s+(?:\w+\s+){0,2}"
    r"(?:criteria|approaches|algorithms|pruners|techniques|strategies)\b|\boutperform\w*|\bours\b",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"\b(?:accurac\w+|error|perplexity|performance|mAP|loss)\b[^.]{0,200}"
    r"\b(?:sparsit\w+|FLOPs?|MACs?|ratios?|param\w*|compress\w*|speed-?ups?|latency|densit\w+)\b"
    r"|\b(?:sparsit\w+|FLOPs?|MACs?|ratios?|param\w*|compress\w*|speed-?ups?|latency|densit\w+)\b"
    r"[^.]{0,200}\b(?:accurac\w+|error|perplexity|performance|mAP|loss)\b",
    re.IGNORECASE,
)
_FIX = "draw accuracy over size or cost for the method and those it is compared to"


def _figure(caption: str) -> str:
    return f"{ACCURACY_TABLE}\nFigure 1: {caption}\n"


class TradeOffCurve(Check):
    """A figure draws quality over size or cost, for the method and for others.

    Rationale
    ---------
    A curve shows at once where each method breaks and whether one dominates; a table of few
    points cannot.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    The paper proposes a pruning method.

    Evidence
    --------
    Pass: the caption of such a figure names a compared method or speaks of several. Undetermined:
    it names none; what is drawn in a figure cannot be read. Fail: no such figure.
    """

    id: ClassVar[str] = "O04"
    name: ClassVar[str] = "Trade-off curve with competitors"
    group: ClassVar[Group] = Group.OPERATING_POINTS
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_figure("Accuracy versus sparsity of all methods.")),
            Outcome.PASS,
            "versus sparsity",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        document = subject.document
        curves = list(find_curves(document))
        shared = tuple(curve for curve in curves if _names_others(subject, curve))
        if shared:
            return Decision(Outcome.PASS, "a figure draws curves of several methods", shared[:2])
        drawn = curves or [e for e in find_in_captions(document, _DRAWN) if e.kind == "figure"]
        if drawn:
            reason = "a figure may draw such a curve; which methods are in it cannot be read"
            return Decision(Outcome.UNDETERMINED, reason, tuple(drawn[:1]))
        return self.absent(subject, "no figure draws quality over size or cost", _FIX)


def _names_others(subject: Subject, caption: Evidence) -> bool:
    text = caption.quote.lower()
    named = (comparison.method.lower() for comparison in subject.facts.compares_to)
    return bool(_SEVERAL.search(caption.quote)) or any(
        len(name) > 2 and re.search(rf"\b{re.escape(name)}\b", text) for name in named
    )
