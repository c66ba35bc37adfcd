"""A15: is the printed average the mean of the numbers beside it?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.arithmetic.averages import averages
from litscan.rigor.arithmetic.pairing import Pairing
from litscan.rigor.arithmetic.relations import decide_relations
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper


def _table(average: str) -> str:
    return (
        "Table 1: Zero-shot accuracy (%) of LLaMA-7B at 50% sparsity.\n\n"
        "| Method | BoolQ | RTE | WinoGrande | ARC-e | Avg. |\n"
        "| --- | --- | --- | --- | --- | --- |\n"
        "| Dense | 75.05 | 66.43 | 69.93 | 75.34 | 71.69 |\n"
        "| Magnitude | 54.59 | 54.51 | 59.19 | 58.84 | 56.78 |\n"
        "| Random | 51.20 | 50.90 | 50.75 | 30.10 | 45.74 |\n"
        f"| Ours | 71.22 | 55.60 | 66.06 | 69.11 | {average} |\n"
    )


class AverageColumn(Check):
    """Printed averages are the mean of the numbers beside them.

    Rationale
    ---------
    Methods are ranked by their average over tasks. A wrong one is a wrong ranking, or a sign that
    one of the scores was copied wrongly.

    Source
    ------
    In the spirit of GRIM (Brown and Heathers 2017): the mean of the printed numbers, each within
    half a unit of its last digit.

    Applies when
    ------------
    A column (a row, in a turned table) is headed average or mean, and the mean of some numbers
    beside it is what is printed in at least three rows and in most.

    Evidence
    --------
    The average and its terms. Before it fires, the check tries every set of neighbouring columns,
    without one of them, under one heading or of one measure, and digits cut off or padded with
    a zero. Where many rows differ, the average is taken to be weighted, and nothing is said.
    """

    id: ClassVar[str] = "A15"
    name: ClassVar[str] = "Average column adds up"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("65.50")), Outcome.PASS, "71.69"),
        Example(paper(_table("65.49")), Outcome.PASS, "71.69"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("66.50")), Outcome.FAIL, "66.50"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_relations(
            subject,
            (relation for reading in subject.readings for relation in averages(Pairing(reading))),
            what="printed averages",
            fix="correct the average or its terms, or say how it is weighted",
            none="no table prints an average of the numbers beside it",
        )
