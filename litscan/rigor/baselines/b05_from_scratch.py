"""B05: is the pruned architecture trained from scratch?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.control import decide_control
from litscan.rigor.baselines.language_models import prunes_language_models
from litscan.rigor.examples import ACCURACY_TABLE, paper

_LABEL = re.compile(
    r"\b(?:train\w* )?from scratch\b|\bscratch(?:-?[EB])?\b|\bre-?init(?:iali[sz]ed)?\b",
    re.IGNORECASE,
)
_PRUNED = (
    r"\b(?:pruned|compressed|sparse|slimmed|resulting|found|final|same|sub-?"
    r"|small(?:er)?)\s+(?:\w+\s+)?"
    r"(?:networks?|models?|architectures?|structures?|sub-?networks?)\b"
)
_GAP = r"(?:(?!\b(?:costs?|expens|without|instead|rather|avoid))[^.;]){0,60}"
"""What may stand between the network and its training; costs and alternatives are not done."""
_SCRATCH = r"\bfrom scratch\b"
_PROSE = re.compile(
    rf"{_PRUNED}{_GAP}\b(?:train|learn)\w*\b[^.;]{{0,30}}{_SCRATCH}"
    rf"|(?<!\bof )(?<!\bwithout )(?<!\bthan )\btrain\w*\b[^.;]{{0,30}}{_PRUNED}"
    rf"[^.;]{{0,40}}{_SCRATCH}"
    rf"|\bpruned?\b[^.;]{{0,100}}\bthen train (?:it|them)\b[^.;]{{0,20}}{_SCRATCH}"
    r"|\bscratch-[EB]\b"
    r"|\bre-?initiali[sz]\w+\b[^.;]{0,40}\b(?:pruned|sub-?networks?|same mask)\b",
    re.IGNORECASE,
)
_FIX = "train the pruned architecture from random weights for the same budget and print it"


class FromScratch(Check):
    """The pruned architecture is also trained from random weights.

    Rationale
    ---------
    Structured pruning finds an architecture. Where training it from scratch does as well, the
    weights that were kept, and the pruning, gave nothing.

    Source
    ------
    Liu et al. 2019 (arXiv 1810.05270); Wang et al. 2023 (arXiv 2301.05219).

    Applies when
    ------------
    The paper proposes a method of structured pruning and measures it on networks that can be
    trained anew; large language models cannot as a control.

    Evidence
    --------
    Pass: a row or caption about training from scratch or re-initialised weights, or a sentence
    of the experiments that says that pruned networks were trained from scratch.
    """

    id: ClassVar[str] = "B05"
    name: ClassVar[str] = "Pruned network trained from scratch"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "3"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "| Ours, from scratch | 74.8 | 50.0 |\n"),
            Outcome.PASS,
            "from scratch",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE + "\nWe do not train the pruned network from scratch.\n"),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method and measure it")
        if "structured" not in subject.facts.pruning_kinds:
            return not_applicable("the pruning is not known to be structured")
        if prunes_language_models(subject):
            return not_applicable(
                "large language models are pruned; nobody trains one as a control"
            )
        return decide_control(
            self,
            subject,
            what="training from scratch",
            label=_LABEL,
            bare=_LABEL,
            prose=_PROSE,
            fix=_FIX,
        )
