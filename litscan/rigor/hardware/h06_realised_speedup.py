"""H06: how much of the theoretical gain is realised?"""

from __future__ import annotations

from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.hardware.examples import COST_TABLE, timed_paper
from litscan.rigor.hardware.timing import TIMED_MEASURES

OPERATIONS = frozenset({"flops", "flops_removed", "flops_kept"})
APART = """\
Table 2: Operations of ResNet-50.

| Method | FLOPs (G) |
| --- | --- |
| Ours | 2.0 |

Table 3: Speed of ResNet-50.

| Method | Latency (ms) |
| --- | --- |
| Ours | 4.4 |
"""
_FIX = "print time and operations of each network in one row"


class RealisedSpeedup(Check):
    """The time saved and the operations saved stand side by side.

    Rationale
    ---------
    The share of the theoretical gain that a device realises is what a reader can carry over to
    another network. It needs both numbers for the same network.

    Source
    ------
    No published source; follows from Blalock et al. 2020 (arXiv 2003.03033), section 6.

    Applies when
    ------------
    Tables print measured times or speedups, and somewhere operations too.

    Evidence
    --------
    Pass: one row of a table has both.
    """

    id: ClassVar[str] = "H06"
    name: ClassVar[str] = "Measured against theoretical speedup"
    group: ClassVar[Group] = Group.HARDWARE
    since: ClassVar[str] = "0.1"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(timed_paper(COST_TABLE), Outcome.PASS, "5.0"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            timed_paper(APART),
            Outcome.FAIL,
            "4.4",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        document = subject.document
        timed: list[Evidence] = []
        counted = False
        for reading in subject.readings:
            for record in reading.records():
                times = [value for value in record if value.measure in TIMED_MEASURES]
                operations = [value for value in record if value.measure in OPERATIONS]
                counted |= bool(operations)
                quotes = tuple(
                    document.cell_evidence(reading.table, value.cell)
                    for value in (*times, *operations)
                )
                if times and operations:
                    return Decision(Outcome.PASS, "a row has time and operations", quotes[:4])
                timed += quotes[: len(times)]
        if not timed or not counted:
            return not_applicable("tables do not print both times and operations")
        return self.absent(subject, "no row has both time and operations", _FIX, tuple(timed[:3]))
