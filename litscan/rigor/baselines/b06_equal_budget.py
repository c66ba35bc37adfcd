"""B06: does training from scratch get the same budget?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.baselines.b05_from_scratch import FromScratch
from litscan.rigor.baselines.examples import SCRATCH
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_captions, find_in_sentences
from litscan.rigor.examples import paper

_BUDGET = re.compile(
    r"\bscratch-?B\b|\b(?:same|equal|identical|equivalent|matched)\s+(?:\w+\s+){0,2}(?:budget"
    r"|computation|compute|FLOPs"
    r"|(?:training )?(?:cost|time|epochs|iterations|steps))\b"
    r"|\bscratch\b[^.;]{0,80}\b\d+ epochs\b",
    re.IGNORECASE,
)
_FIX = "train from scratch for the total compute of pre-training, pruning and fine-tuning"


class EqualBudget(Check):
    """Training from scratch gets the compute that pruning and fine-tuning got.

    Rationale
    ---------
    A small network trained for the same epochs had less compute than one that was pre-trained,
    pruned and fine-tuned. Equal budgets make the comparison fair.

    Source
    ------
    Liu et al. 2019 (arXiv 1810.05270), Scratch-B; Wang et al. 2023 (arXiv 2301.05219).

    Applies when
    ------------
    Training from scratch is reported (B05 passes).

    Evidence
    --------
    Pass: the same budget, FLOPs or total epochs beside the words on training from scratch.
    """

    id: ClassVar[str] = "B06"
    name: ClassVar[str] = "From scratch at equal budget"
    group: ClassVar[Group] = Group.BASELINES
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(SCRATCH + "Both have the same training budget.\n"),
            Outcome.PASS,
            "same training budget",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(SCRATCH), Outcome.FAIL, "from scratch"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        control = subject.decision(FromScratch())
        if control.outcome is not Outcome.PASS:
            return not_applicable("no training from scratch is reported")
        found = (
            *find_in_captions(subject.document, _BUDGET),
            *find_in_sentences(subject.document, _BUDGET, EXPERIMENT_ROLES),
        )
        if found:
            return Decision(Outcome.PASS, "the budget of training from scratch is told", found[:3])
        return self.absent(
            subject, "the budget of training from scratch is not told", _FIX, control.evidence[:2]
        )
