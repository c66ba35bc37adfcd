"""A03: is the printed share of operations removed what the printed costs give?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.arithmetic.reductions import reductions
from litscan.rigor.arithmetic.relations import decide_relations
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper


def _table(share: str) -> str:
    return (
        "Table 1: Pruning ResNet-50 on ImageNet.\n\n"
        "| Method | Top-1 (%) | FLOPs (G) | FLOPs reduction (%) |\n"
        "| --- | --- | --- | --- |\n"
        "| Baseline | 76.1 | 4.09 | 0 |\n"
        f"| Ours | 75.8 | 2.21 | {share} |\n"
        "| Ours | 75.0 | 1.76 | 57.0 |\n"
    )


class FlopsReduction(Check):
    """Printed shares of operations removed are what the printed costs give.

    Rationale
    ---------
    Savings are compared across papers by the share of operations removed. When the costs beside
    it give another share, one of the three is wrong.

    Source
    ------
    In the spirit of GRIM (Brown and Heathers 2017): 100 (1 - new / old) within the rounding of
    old, new and share.

    Applies when
    ------------
    Rows of a table print operations (FLOPs or multiply-adds) and the share removed or kept, and
    the original number stands in the row, in the row of the unpruned network, or is implied alike
    by at least two other rows of the same method.

    Evidence
    --------
    The cells. Before it fires, the check tries removed and kept, of the old and of the new cost,
    percent and fraction, operations against multiply-adds and other units, and digits cut off
    instead of rounded, with every row of the unpruned network that may be meant; and other rows
    of the block must follow. Rows of other papers' methods are left alone, as their baseline may
    be another.
    """

    id: ClassVar[str] = "A03"
    name: ClassVar[str] = "FLOPs reduction adds up"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("46.0")), Outcome.PASS, "46.0"),
        Example(paper(_table("45.9")), Outcome.PASS, "45.9"),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("49.0")), Outcome.FAIL, "49.0"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_relations(
            subject,
            (found for reading in subject.readings for found in reductions(reading, "flops")),
            what="printed shares of operations",
            fix="correct the share or the costs, or say what the share is of",
            none="no rows print operations, their original and the share removed",
        )
