"""A02: is the printed share of parameters removed what the printed sizes give?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.arithmetic.reductions import reductions
from litscan.rigor.arithmetic.relations import decide_relations
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper


def _table(share: str, heading: str = "Params reduction (%)") -> str:
    return (
        "Table 1: Pruning VGG-16 on CIFAR-10.\n\n"
        f"| Method | Acc. (%) | Params (M) | {heading} |\n"
        "| --- | --- | --- | --- |\n"
        "| Baseline | 93.6 | 14.98 | 0 |\n"
        f"| Ours | 93.5 | 5.40 | {share} |\n"
        "| Ours | 93.1 | 2.64 | 82.4 |\n"
    )


class ParameterReduction(Check):
    """Printed shares of parameters removed are what the printed sizes give.

    Rationale
    ---------
    The share removed is the number that abstracts and survey tables repeat. When the sizes beside
    it give another, one of the three is wrong.

    Source
    ------
    In the spirit of GRIM (Brown and Heathers 2017): 100 (1 - new / old) within the rounding of
    old, new and share.

    Applies when
    ------------
    Rows of a table print a number of parameters and the share removed or kept, and the original
    number stands in the row, in the row of the unpruned network, or is implied alike by at least
    two other rows of the same method.

    Evidence
    --------
    The cells. Before it fires, the check tries removed and kept, of the old and of the new size,
    percent and fraction, other units, and digits cut off instead of rounded, with every row of the
    unpruned network that may be meant; and other rows of the block must follow. Rows of other
    papers' methods are left alone, as their baseline may be another.
    """

    id: ClassVar[str] = "A02"
    name: ClassVar[str] = "Parameter reduction adds up"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("63.9")), Outcome.PASS, "63.9"),
        Example(
            paper(
                _table("36.0", "Params kept (%)").replace("82.4", "17.6").replace("| 0 ", "| 100 ")
            ),
            Outcome.PASS,
            "36.0",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("69.3")), Outcome.FAIL, "69.3"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_relations(
            subject,
            (found for reading in subject.readings for found in reductions(reading, "params")),
            what="printed shares of parameters",
            fix="correct the share or the sizes, or say what the share is of",
            none="no rows print a number of parameters, its original and the share removed",
        )
