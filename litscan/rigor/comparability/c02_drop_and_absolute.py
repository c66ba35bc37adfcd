"""C02: can both the accuracy and what pruning cost of it be read?"""

from __future__ import annotations

from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.comparability.levels import results_tables
from litscan.rigor.examples import ACCURACY_TABLE, paper

_FIX = (
    "print the accuracy of the pruned network beside that of the unpruned one, or beside the drop"
)


def _table(header: str, other: str, ours: str) -> str:
    return (
        "Table 1: ResNet-50 on ImageNet.\n\n"
        f"| Method | {header} | FLOPs reduction (%) |\n| --- | --- | --- |\n"
        f"| SFP | {other} | 41.8 |\n| Ours | {ours} | 50.0 |\n"
    )


class DropAndAbsolute(Check):
    """Both the accuracy of pruned networks and the change by pruning can be read.

    Rationale
    ---------
    A drop alone hides which accuracy a method started from, an accuracy alone what pruning cost.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 7.

    Applies when
    ------------
    A results table prints accuracies, errors or their changes of the paper's own pruned networks.

    Evidence
    --------
    Two of three for each such table: the pruned value, the unpruned value (a column, or a row of
    the unpruned network; in another table, for the same data set and network), the change. Pass:
    all tables; partial: some; fail: none.
    """

    id: ClassVar[str] = "C02"
    name: ClassVar[str] = "Drop and absolute value both given"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.PASS, "75.2"),)
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("Top-1 Acc. Drop (%)", "1.54", "0.90")), Outcome.FAIL, "0.90"),
        Example(paper(_table("Top-1 Acc. (%)", "74.6", "75.2")), Outcome.FAIL, "75.2"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        tables = [(reading, own) for reading in results_tables(subject) if (own := _own(reading))]
        if not tables:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "no results table could be read")
            return not_applicable("no table reports the quality of the paper's pruned networks")
        originals = {
            (value.dataset, value.architecture)
            for reading in subject.readings
            for value in reading.values
            if _is_original(value)
        } - {(None, None)}
        told: list[Evidence] = []
        untold: list[Evidence] = []
        for reading, own in tables:
            shown = subject.document.cell_evidence(reading.table, own[0].cell)
            (told if _tells_both(reading, own, originals) else untold).append(shown)
        return self._weigh(subject, told, untold)

    def _weigh(self, subject: Subject, told: list[Evidence], untold: list[Evidence]) -> Decision:
        numbers = {"tables": len(told) + len(untold), "with_both": len(told)}
        if not untold:
            reason = "accuracy and change can be read from every results table"
            return Decision(Outcome.PASS, reason, tuple(told[:3]), numbers)
        reason = f"{len(untold)} of {numbers['tables']} tables print only the value or the change"
        if told:
            return Decision(Outcome.PARTIAL, reason, tuple(untold[:3]), numbers, _FIX)
        return self.absent(subject, reason, _FIX, tuple(untold[:3]), numbers)


def _own(reading: TableReading) -> list[ValueReading]:
    return [
        value
        for value in reading.values
        if value.own and not value.is_dense and value.measure in PERFORMANCE
    ]


def _is_original(value: ValueReading) -> bool:
    return value.measure in PERFORMANCE and (value.is_dense or value.stage == "original")


def _tells_both(
    reading: TableReading,
    own: list[ValueReading],
    originals: set[tuple[str | None, str | None]],
) -> bool:
    stages = {value.stage for value in own}
    if any(_is_original(value) for value in reading.values):
        stages.add("original")
    if {(value.dataset, value.architecture) for value in own} <= originals:
        stages.add("original")
    return len(stages) >= 2
