"""S03: is a claim of no loss borne out by the tables?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import is_experimental
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import paper
from litscan.rigor.scope.examples import LOSSES, LOSSLESS, OWN_BASELINES
from litscan.rigor.scope.losses import find_losses
from litscan.rigor.voice import find_own_claims

_CLAIM = re.compile(
    r"\blossless(?:ly)?\b|\b(?:without|with no|no|zero)\s+(?:any\s+)?(?:\w+\s+)?(?:loss(?:es)?"
    r"|drops?|degradation|decrease|decline)"
    r"\s+(?:of|in|on)\s+(?:\w+[- ]){0,2}(?:accuracy|performance)\b|\b(?:without|with no|no"
    r"|zero)\s+(?:any\s+)?(?:\w+\s+)?"
    r"(?:accuracy|performance)\s+(?:loss(?:es)?|drops?|degradation|decrease|decline)\b"
    r"|\bwithout (?:losing|sacrificing|compromising|degrading"
    r"|hurting) (?:\w+[- ]){0,2}(?:accuracy|performance)\b",
    re.IGNORECASE,
)
_HEDGED = re.compile(
    r"\b(?:negligible|significant\w*|little|minimal|minor|noticeable|much|nearly|almost"
    r"|substantial\w*|obvious"
    r"|apparent|marginal\w*|severe|considerable|large|visible|major|serious|drastic\w*|notable)\b",
    re.IGNORECASE,
)
TOLERANCE = 0.3
"""Percentage points."""
_FIX = "say how much accuracy is lost, or show the setting in which none is"


class NoAccuracyLoss(Check):
    """Pruning said to be lossless shows no loss beyond noise.

    Rationale
    ---------
    A drop of half a point is often called no loss. Readers who copy the phrase copy a claim
    that the tables contradict.

    Source
    ------
    No published source; the tolerance of 0.3 points is two to three standard deviations of
    dense ResNet-50 on ImageNet over three runs.

    Applies when
    ------------
    The authors say of their own method that accuracy is not lost ("lossless", "without loss of
    accuracy"; not "negligible" or "little").

    Evidence
    --------
    Pass: a row of the own method with its dense network or its drop, at most 0.3 points below.
    Fail: rows of both exist and every own row loses more; the closest is quoted.
    """

    id: ClassVar[str] = "S03"
    name: ClassVar[str] = "A claim of no loss borne out"
    group: ClassVar[Group] = Group.SCOPE
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(LOSSES.replace("75.2", "76.0"), abstract=LOSSLESS), Outcome.PASS, "76.0"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(LOSSES, abstract=LOSSLESS), Outcome.FAIL, "75.2"),
        Example(paper(OWN_BASELINES, abstract=LOSSLESS), Outcome.FAIL, "93.20"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not is_experimental(subject):
            return not_applicable("the paper reports no experiments of its own")
        claims = tuple(
            item
            for item in find_own_claims(subject.document, _CLAIM)
            if not _HEDGED.search(item.quote)
        )
        if not claims:
            return not_applicable("no claim that nothing is lost")
        losses = find_losses(subject.facts.table_results)
        if not losses:
            return Decision(
                Outcome.UNDETERMINED, "no own row stands beside its dense network", claims[:1]
            )
        least = min(losses, key=lambda loss: loss.points)
        numbers = {"least_loss": round(least.points, 4), "rows": len(losses)}
        quotes = (*claims[:1], *least.evidence)
        if least.points <= TOLERANCE:
            moved = "gains" if least.points < 0 else "loses"
            reason = f"the closest row {moved} {abs(least.points):.2f} points"
            return Decision(Outcome.PASS, reason, quotes, numbers)
        reason = f"every own row loses more than {TOLERANCE} points, the closest {least.points:.2f}"
        return Decision(Outcome.FAIL, reason, quotes, numbers, _FIX)
