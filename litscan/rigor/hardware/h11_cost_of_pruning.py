"""H11: what does it cost to prune?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_sentences, find_shown
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.voice import asserted

_COST = re.compile(
    r"\b(?:GPU|TPU|CPU)[- ]?(?:hours?|days?|minutes?|hrs?)\b|\b(?:search|pruning|compression"
    r"|training|retraining"
    r"|calibration|fine-?tuning)[- ](?:cost|time|overhead|budget)s?\b|\b(?:prun\w+|search\w*"
    r"|calibrat\w+"
    r"|compress\w+|train\w*|fine-?tun\w+)\b[^.;]{0,60}?\b(?:takes?|took|requires?|within|in"
    r"|costs?|for)\b[^.;]{0,30}?"
    r"\b\d+(?:\.\d+)?\s?(?:hours?|hrs?|h|minutes?|mins?|seconds?|days?)\b",
    re.IGNORECASE,
)
_EPOCHS = re.compile(
    r"\b(?:prun|fine-?tun|retrain)\w*\b[^.;]{0,60}\b\d+\s?(?:epochs?|iterations|steps)\b"
    r"|\b\d+\s?(?:epochs?|iterations|steps)\b[^.;]{0,60}\b(?:prun|fine-?tun|retrain)\w*",
    re.IGNORECASE,
)
_FIX = "state the GPU hours (device named) that pruning and fine-tuning take"


class CostOfPruning(Check):
    """What the pruning itself costs is stated.

    Rationale
    ---------
    A search over masks, or many rounds of retraining, can cost more than training a small
    network. Readers choose between methods by it.

    Source
    ------
    Machine-learning reproducibility checklist (Pineau 2020); NeurIPS paper checklist, question
    8.

    Applies when
    ------------
    The paper proposes a pruning method and measures it.

    Evidence
    --------
    Pass: GPU hours, minutes or seconds of pruning, a search or training cost, in tables,
    captions or experiments. Partial: only the epochs of pruning and fine-tuning are given.
    """

    id: ClassVar[str] = "H11"
    name: ClassVar[str] = "Cost of pruning itself"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(ACCURACY_TABLE + "\nPruning takes 1.5 hours on one V100.\n"),
            Outcome.PASS,
            "1.5 hours",
        ),
        Example(
            paper(ACCURACY_TABLE + "\nWe fine-tune for 40 epochs after pruning.\n"),
            Outcome.PARTIAL,
            "40 epochs",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.FAIL),
        Example(
            paper(ACCURACY_TABLE + "\nThe pruning time is not reported.\n"),
            Outcome.FAIL,
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        document = subject.document
        found = tuple(asserted(find_shown(document, _COST, EXPERIMENT_ROLES), _COST))
        if found:
            return Decision(Outcome.PASS, "the cost of pruning is told", found[:3])
        epochs = tuple(find_in_sentences(document, _EPOCHS, EXPERIMENT_ROLES))
        if epochs:
            reason = "epochs are given, but no time or cost of pruning"
            return Decision(Outcome.PARTIAL, reason, epochs[:3], fix=_FIX)
        return self.absent(subject, "what pruning itself costs is not told", _FIX)
