"""T04: were compared methods tuned as much?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.rigor.rerun import rerun_evidence
from litscan.rigor.selection.tuning import find_tuning

_OTHERS = (
    r"(?:baselines?|competitors?|(?:all|each|every|both|other|compared|competing|these)\s+"
    r"(?:\w+\s+)?(?:methods?|algorithms?|approaches|techniques?|models)(?!\s+param))"
)
_TUNE = r"(?<!fine-)(?<!fine )(?<!fine)tun(?:e[sd]?|ing)"
_TUNED = re.compile(
    rf"\b(?:{_TUNE}|grid[- ]search\w*|search(?:ed)? (?:for|over)|swe(?:ep|pt))"
    rf"\b[^.;]{{0,80}}?\b{_OTHERS}\b"
    rf"|\b{_OTHERS}\b[^.;]{{0,60}}?\b(?:{_TUNE}|searched|swept|grid[- ]search\w*)\b"
    r"|\b(?:same|identical|repeat\w*)\s+(?:the\s+)?(?:\w+\s+)?hyper-?\s?param\w*\s+"
    r"(?:search|sweep|tuning|selection|optimi[sz]ation)\w*\b"
    rf"|\bhyper-?\s?param\w*\s+(?:search|optimi[sz]ation|selection)\b[^.;]{{0,60}}?\b{_OTHERS}\b",
    re.IGNORECASE,
)
_DEFAULTS = re.compile(
    r"(?<!our )\b(?:default|recommended|suggested|original|reported|official|provided|their)\s+"
    r"(?:\w+\s+)?(?:hyper-?\s?param\w*|settings?|configurations?)\b|\bdefault values\b"
    r"|\bsame\s+(?:\w+\s+){0,3}(?:hyper-?\s?param\w*|settings?|learning rates?)\b",
    re.IGNORECASE,
)
_OF_OTHERS = re.compile(
    rf"\b{_OTHERS}\b|\b(?:respective|authors|competing)\b"
    r"|\boriginal (?:papers?|works?|implementations?|code)\b|\b(?:released|official|their) code\b"
)
_NAMED = re.compile(
    r"\b[A-Z][\w-]*[A-Z]\w*\b[^.;]{0,30}\b(?:its|their)\s+(?:default|recommended|suggested|original)"
)
_NOT_DONE = re.compile(r"\b(?:could|might|would|should|not|none|possible)\b", re.IGNORECASE)
_FIX = "give compared methods the same number of trials, or say which settings they had and why"
_RERUN = ACCURACY_TABLE + "\nWe re-implemented SFP. Hyperparameters are tuned by grid search{}.\n"


class EqualTuning(Check):
    """Methods that the authors ran again were tuned as much as their own.

    Rationale
    ---------
    A method tuned on the task beats one with settings made for another. What wins then is the
    tuning.

    Source
    ------
    Dodge et al. 2019 (arXiv 1909.03004); Bouthillier et al. 2021 (arXiv 2103.03098); Wang et al.
    2023 (arXiv 2301.05219).

    Applies when
    ------------
    The authors ran methods of others themselves, and say that they tuned hyper-parameters.

    Evidence
    --------
    Pass: compared methods are said to be tuned. Partial: they have default or equal settings.
    Fail: nothing is said.
    """

    id: ClassVar[str] = "T04"
    name: ClassVar[str] = "Equal tuning effort"
    group: ClassVar[Group] = Group.SELECTION
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_RERUN.format(" for all methods")), Outcome.PASS, "for all methods"),
        Example(
            paper(_RERUN.format("") + "\nSFP has its default settings.\n"),
            Outcome.PARTIAL,
            "default settings",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_RERUN.format("")), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        tuning = tuple(find_tuning(subject))
        rerun = rerun_evidence(subject)
        if rerun is None or not tuning:
            return not_applicable("no methods of others are run again beside own tuning")
        document = subject.document
        tuned = tuple(
            item for item in find_told(document, _TUNED) if not _NOT_DONE.search(item.quote)
        )
        defaults = tuple(item for item in find_told(document, _DEFAULTS) if _of_others(item.quote))
        if tuned:
            return Decision(Outcome.PASS, "compared methods are tuned as well", tuned[:2])
        if defaults:
            reason = "compared methods have default or equal settings"
            return Decision(Outcome.PARTIAL, reason, defaults[:2], fix=_FIX)
        reason = "own hyper-parameters are tuned; of compared methods nothing is said"
        return self.absent(subject, reason, _FIX, (tuning[0], rerun))


def _of_others(sentence: str) -> bool:
    """Return whether the settings that a sentence speaks of are those of compared methods."""
    if _NOT_DONE.search(sentence):
        return False
    return bool(_OF_OTHERS.search(sentence) or _NAMED.search(sentence))
