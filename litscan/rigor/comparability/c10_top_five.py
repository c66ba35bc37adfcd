"""C10: are top-1 and top-5 accuracy both given on sets of many classes?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.comparability.benchmarks import has_many_classes
from litscan.rigor.evidence import EXPERIMENT_ROLES, find_in_sentences
from litscan.rigor.examples import ACCURACY_TABLE, paper

_TOP_ONE = frozenset({"top1_accuracy", "top1_error", "accuracy", "error"})
_TOP_FIVE = frozenset({"top5_accuracy", "top5_error"})
_TOLD = {
    5: re.compile(
        r"\btop[- ]?5\b[^.]{0,60}\d{1,2}\.\d|\d{1,2}\.\d+\s?%[^.]{0,30}\btop[- ]?5\b", re.I
    ),
    1: re.compile(
        r"\btop[- ]?1\b[^.]{0,60}\d{1,2}\.\d|\d{1,2}\.\d+\s?%[^.]{0,30}\btop[- ]?1\b", re.I
    ),
}
_BOTH = """\
Table 1: Accuracy of ResNet-50 on ImageNet.

| Method | Top-1 (%) | Top-5 (%) |
| --- | --- | --- |
| Baseline | 76.1 | 92.9 |
| Ours | 75.2 | 92.4 |
"""


class TopOneAndFive(Check):
    """Top-1 and top-5 accuracy are both given on data sets of many classes.

    Rationale
    ---------
    Papers that print only one of the two cannot be compared with those that print only the other:
    of 39 papers on ImageNet, 11 gave only top-1 and 9 only top-5.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    A table gives accuracies of the paper's own networks on ImageNet, Places or iNaturalist.

    Evidence
    --------
    Pass: cells of both. Partial: the second only in a sentence of the experiments. Fail: one.
    """

    id: ClassVar[str] = "C10"
    name: ClassVar[str] = "Top-1 and top-5"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_BOTH), Outcome.PASS, "92.4"),
        Example(
            paper(ACCURACY_TABLE + "\nOur top-5 accuracy is 92.4%.\n"), Outcome.PARTIAL, "92.4%"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL, "75.2"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        one = next(_cells(subject, _TOP_ONE), None)
        five = next(_cells(subject, _TOP_FIVE), None)
        if one and five:
            return Decision(Outcome.PASS, "top-1 and top-5 are both given", (one, five))
        shown = one or five
        if shown is None:
            return not_applicable("no table gives own accuracies on a set of many classes")
        other = 5 if one else 1
        told = next(find_in_sentences(subject.document, _TOLD[other], EXPERIMENT_ROLES), None)
        fix = f"add a column of top-{other} accuracy"
        if told is not None:
            reason = f"top-{other} is given in a sentence only"
            return Decision(Outcome.PARTIAL, reason, (shown, told), fix=fix)
        return self.absent(subject, f"top-{other} is not given", fix, (shown,))


def _cells(subject: Subject, measures: frozenset[str]) -> Iterator[Evidence]:
    for reading in subject.readings:
        for value in reading.values:
            known = value.dataset is not None and has_many_classes(value.dataset)
            if known and value.measure in measures and value.own and not value.is_dense:
                yield subject.document.cell_evidence(reading.table, value.cell)
