"""B07: is a smaller dense network compared?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.control import decide_control
from litscan.rigor.baselines.dense_relatives import find_dense_relatives
from litscan.rigor.examples import ACCURACY_TABLE, paper

_LABEL = re.compile(
    r"\bsmall(?:er)?[- ]dense\b|\bdense[- ]small(?:er)?\b|^\W*0?\.\d+\s?[x×]\W*\S+"
    r"|\bwidth[- ]multiplier\b"
    r"|\b(?:MobileNet|ResNet|VGG|ShuffleNet)\S*\W{0,3}(?:\(?0?\.\d+\s?[x×]?\)?)\W*$"
    r"|\bthin (?:network|model|baseline)\b",
    re.IGNORECASE,
)
_DISTILLED = (
    r"(?:Distil(?:BERT|RoBERTa|GPT-?2)|TinyBERT|MobileBERT|MiniLM|BERT[-_ ]?(?:small|tiny|mini))"
)
_BARE = re.compile(
    rf"^\W*0\.\d+\s?[x×]?\s*(?:MobileNet|ResNet|VGG|width)|^\W*{_DISTILLED}", re.IGNORECASE
)
_EFFICIENCY = re.compile(
    r"\b(?:efficien|accelerat|speed|fast|compress|compact|costs?\b|memory|FLOP|latenc|sizes?\b"
    r"|resource|light-?weight|storage|deploy|smaller|computation|fewer|reduc|parameters\b)",
    re.IGNORECASE,
)
_PROSE = re.compile(
    r"\b(?:small(?:er)?|thin(?:ner)?|narrow(?:er)?|shallow(?:er)?|compact) (?:dense|unpruned)\b"
    r"|\b(?:dense|unpruned|small(?:er)? (?:networks?|models?))\b[^.;]{0,40}"
    r"\b(?:same|equivalent|equal|close|similar|matching|comparable) (?:model |network )?"
    r"(?:(?:number|amount) of (?:\w+ )?(?:parameter|weight|FLOP)|size|parameter|FLOPs)"
    r"|\b(?:compared? (?:to|with)|outperform\w*)\b[^.;]{0,40}\bsmaller"
    r" (?:\w+ )?(?:dense |unpruned |original )(?:networks?|models?)"
    rf"|\b(?:compar\w+|outperform\w*|match\w*|surpass\w*)\b[^.;]{{0,80}}\b{_DISTILLED}",
    re.IGNORECASE,
)
SHORTEST_ABSTRACT = 300
"""Characters; a shorter one need not say what pruning is for."""
_FIX = "add a dense network of the pruned one's size or cost, trained with the same recipe"


class SmallerDense(Check):
    """A naturally small dense network stands beside the pruned one.

    Rationale
    ---------
    A pruned large network is of use only if it is better than a small dense one of the same
    size or cost.

    Source
    ------
    Zhu and Gupta 2017 (arXiv 1710.01878); Blalock et al. 2020 (arXiv 2003.03033), section 3.3.

    Applies when
    ------------
    The paper proposes a pruning method and measures it, and title or abstract speak of size, cost
    or speed.

    Evidence
    --------
    Pass: a row that names a small dense network or a width multiplier, a dense network of the
    family of the pruned one in the same table, or a caption or sentence of the experiments
    about small dense networks.
    """

    id: ClassVar[str] = "B07"
    name: ClassVar[str] = "Smaller dense network"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "3"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "| Small-Dense | 74.0 | 50.0 |\n"), Outcome.PASS, "Small-Dense"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE + "\nWe do not compare to smaller dense networks.\n"), Outcome.FAIL
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        if not _claims_efficiency(subject):
            return not_applicable("title and abstract speak of no size, cost or speed")
        relatives = find_dense_relatives(subject)
        if relatives:
            reason = "a smaller dense network of the same family stands in the table"
            return Decision(Outcome.PASS, reason, relatives[:2])
        return decide_control(
            self,
            subject,
            what="smaller dense network",
            label=_LABEL,
            bare=_BARE,
            prose=_PROSE,
            fix=_FIX,
        )


def _claims_efficiency(subject: Subject) -> bool:
    """Return whether title or abstract speak of size, cost or speed; True if it is too short."""
    document = subject.document
    abstract = document.abstract
    if abstract is None or abstract.end - abstract.start < SHORTEST_ABSTRACT:
        return True
    told = f"{document.title_text}\n{document.quote(abstract)}"
    return bool(_EFFICIENCY.search(told))
