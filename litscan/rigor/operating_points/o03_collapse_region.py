"""O03: is the method pruned until its accuracy falls?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import proposes_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.curves import find_curves
from litscan.rigor.examples import ACCURACY_TABLE, paper

CLEAR_FALL = 5.0
_ACCURACIES = frozenset({"accuracy", "top1_accuracy", "top5_accuracy"})
_ERRORS = frozenset({"error", "top1_error", "top5_error"})
_FIX = "add ratios at which the accuracy has fallen by more than five points"


class CollapseRegion(Check):
    """The method is shown up to a ratio at which its accuracy clearly falls.

    Rationale
    ---------
    Where every point is within noise of the unpruned network, all methods look alike; what sets
    them apart is when they break.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), appendix B.

    Applies when
    ------------
    The paper proposes a pruning method, and a table shows accuracies or errors of its own networks
    with that of the unpruned one or with the change.

    Evidence
    --------
    Pass: an own network more than five points worse than the unpruned one of the same table, data
    set and network. Fail: none is; undetermined where a figure draws a curve.
    """

    id: ClassVar[str] = "O03"
    name: ClassVar[str] = "Includes the collapse region"
    group: ClassVar[Group] = Group.OPERATING_POINTS
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + "| Ours | 68.0 | 90.0 |\n"), Outcome.PASS, "68.0"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.FAIL, "75.2"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not proposes_pruning(subject):
            return not_applicable("the paper does not propose a pruning method")
        falls = [fall for reading in subject.readings for fall in _falls(subject, reading)]
        if not falls:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "no fall in accuracy could be read")
            return not_applicable("no table shows how far the method's accuracy fell")
        largest, cells = max(falls, key=lambda fall: fall[0])
        numbers = {"networks": len(falls), "largest_fall": round(largest, 4)}
        reason = f"the largest fall in accuracy is {largest:.3g} points"
        if largest > CLEAR_FALL:
            return Decision(Outcome.PASS, reason, cells, numbers)
        curve = next(find_curves(subject.document), None)
        if curve is not None or not subject.fully_read:
            reason = f"{reason} in the tables that could be read; there may be more"
            return Decision(Outcome.UNDETERMINED, reason, (curve,) if curve else cells, numbers)
        return Decision(Outcome.FAIL, reason, cells, numbers, _FIX)


def _falls(subject: Subject, reading: TableReading) -> Iterator[tuple[float, tuple[Evidence, ...]]]:
    """Yield how many points each own network of a table fell below the unpruned one."""
    dense = _unpruned(reading)
    for value in reading.values:
        if not value.own or value.is_dense or value.measure not in _ACCURACIES | _ERRORS:
            continue
        cell = subject.document.cell_evidence(reading.table, value.cell)
        if value.stage == "change":
            change = value.quantity.value
            yield -change if value.change_sign > 0 else abs(change), (cell,)
        original = dense.get((value.measure, value.dataset, value.architecture))
        if value.stage == "reported" and original is not None:
            scale = 100 if max(original.quantity.value, value.quantity.value) <= 1 else 1
            fall = scale * (original.quantity.value - value.quantity.value)
            fall = -fall if value.measure in _ERRORS else fall
            yield fall, (cell, subject.document.cell_evidence(reading.table, original.cell))


def _unpruned(
    reading: TableReading,
) -> dict[tuple[str | None, str | None, str | None], ValueReading]:
    """Return the unpruned values of a table by measure, data set and network: the first of each."""
    found: dict[tuple[str | None, str | None, str | None], ValueReading] = {}
    for value in reading.values:
        if value.stage == "original" or (value.is_dense and value.stage == "reported"):
            found.setdefault((value.measure, value.dataset, value.architecture), value)
    return found
