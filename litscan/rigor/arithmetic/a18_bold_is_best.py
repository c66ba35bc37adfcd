"""A18: is the number in bold type the best of its block?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.arithmetic.bold_blocks import BoldBlock, bold_blocks
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_FEWEST = 5
_MOST_BROKEN = 0.2
"""Where more blocks are broken, the bold type means something else in this table."""


def _table(wanda: str) -> str:
    return (
        "Table 1: Accuracy (%) of pruned networks.\n\n"
        "| Method | CIFAR-10 acc. | CIFAR-100 acc. | SVHN acc. | STL-10 acc. | ImageNet acc. |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| L1-norm | 92.1 | 70.2 | 95.0 | 80.1 | 74.2 |\n"
        f"| Wanda | {wanda} | 70.9 | **96.1** | 80.9 | 74.9 |\n"
        "| Ours | **93.4** | **71.5** | 95.9 | **81.2** | **75.3** |\n"
    )


class BoldIsBest(Check):
    """Where bold type marks the best number, it marks the best number.

    Rationale
    ---------
    Readers look at the bold numbers. Where a better one stands beside it in plain type, the table
    gives a wrong impression of who wins.

    Source
    ------
    New.

    Applies when
    ------------
    A table's markup is available, and in it bold type marks the best number of a block (or
    underlining the second best) often enough to be a rule.

    Evidence
    --------
    The marked cell and the better one beside it. Numbers compete within one column and banner, on
    one data set and network and at one level; the unpruned network and other references do not.
    The measure's direction must be told by the headings. Where bold type does not follow the rule
    in four of five blocks, it means something else, and nothing is said.
    """

    id: ClassVar[str] = "A18"
    name: ClassVar[str] = "Bold is best"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("93.1")), Outcome.PASS, "93.4"),)
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("93.6")), Outcome.FAIL, "93.6"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tally = Tally()
        for reading in subject.readings:
            found = list(bold_blocks(reading))
            self._weigh(
                subject, tally, reading, found, lambda c: c.marked, lambda c: c.better, "bold"
            )
            ranked = [block for block in found if block.second]
            self._weigh(
                subject,
                tally,
                reading,
                ranked,
                lambda c: c.second,
                lambda c: c.better_than_second,
                "underlined",
            )
        return tally.decide(
            subject,
            holds="marked numbers are the best of their block",
            fix="mark the best number, or say what the mark means",
            none="no table marks the best of enough blocks to tell what its marks mean",
        )

    @staticmethod
    def _weigh(
        subject: Subject,
        tally: Tally,
        reading: TableReading,
        found: Sequence[BoldBlock],
        marked: Callable[[BoldBlock], tuple[ValueReading, ...]],
        better: Callable[[BoldBlock], tuple[ValueReading, ...]],
        mark: str,
    ) -> None:
        broken = [block for block in found if better(block)]
        if len(found) < _FEWEST or len(broken) > _MOST_BROKEN * len(found):
            return
        for block in found:
            shown = marked(block)
            passed_over = better(block)
            if not passed_over:
                tally.held.append(cells_of(subject, reading.table, shown[0]))
                continue
            best = max(passed_over, key=lambda value: block.sign * value.quantity.value)
            kind = "higher" if block.sign > 0 else "lower"
            reason = (
                f"{shown[0].quantity.raw} is {mark}, while {best.quantity.raw} of "
                f"{best.method or 'another row'} beside it is {kind}"
            )
            numbers = {
                "mark": mark,
                "marked": shown[0].quantity.value,
                "better": best.quantity.value,
                "measure": best.measure,
            }
            cells = cells_of(subject, reading.table, shown[0], best)
            tally.slips.append(Slip(reason, cells, numbers))
