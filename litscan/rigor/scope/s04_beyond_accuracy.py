"""S04: is anything measured beyond accuracy?"""

from __future__ import annotations

import re
from typing import ClassVar

from litscan.rigor.applicability import proposes_method
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_shown
from litscan.rigor.examples import ACCURACY_TABLE, paper

_BEYOND = re.compile(
    r"\badversarial(?:ly)? (?:robust\w*|attacks?|accuracy|examples?|training)\b|\b(?:PGD|FGSM"
    r"|AutoAttack)\b"
    r"|\bImageNet-(?:C|A|R|P|O|V2|Sketch)\b|\bCIFAR-?(?:10|100)-C\b|\b(?:common )?corruptions?\b"
    r"|\bout[- ]of[- ](?:distribution|domain)\b|\bOOD\b|\b(?:distribution|domain"
    r"|covariate) shifts?\b"
    r"|\b(?:expected )?calibration error\b|\bECE\b|\b(?:sub-?group|per-class|worst-(?:group"
    r"|class))\b|\bfairness\b"
    r"|\btransfer(?:ability| learning| to downstream)\b|\bMMLU\b|\bhard examples\b"
    r"|\bnoisy labels?\b"
    r"|\brobustness (?:to|against|of|under|evaluation|accuracy)\b|\bmembership inference\b",
    re.IGNORECASE,
)
_FIX = "add a measure beyond accuracy, such as corrupted inputs, calibration or rare classes"


class BeyondAccuracy(Check):
    """Something beyond the usual accuracy is measured.

    Rationale
    ---------
    Networks of equal accuracy differ after pruning: on rare classes, corrupted inputs,
    calibration, or tasks that need knowledge.

    Source
    ------
    Hooker et al. 2019 (arXiv 1911.05248); Jaiswal et al. 2023 (arXiv 2310.01382).

    Applies when
    ------------
    The paper proposes a pruning method and measures it.

    Evidence
    --------
    Pass: robustness, calibration, fairness, subgroups, distribution shift, transfer or hard
    examples in tables, captions, headings or sentences of the experiments.
    """

    id: ClassVar[str] = "S04"
    name: ClassVar[str] = "More than top-line accuracy"
    group: ClassVar[Group] = Group.SCOPE
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + "\nWe test on ImageNet-C.\n"), Outcome.PASS, "ImageNet-C"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_method(subject):
            return not_applicable("the paper does not propose a pruning method")
        found = find_shown(subject.document, _BEYOND, EXPERIMENT_ROLES)
        if found:
            return Decision(Outcome.PASS, "more than accuracy is measured", found[:3])
        return self.absent(subject, "nothing beyond the usual measures is reported", _FIX)
