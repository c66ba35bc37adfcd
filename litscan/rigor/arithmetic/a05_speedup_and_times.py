"""A05: is the printed speedup the ratio of the printed times?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.arithmetic.factors import of_old_and_new
from litscan.rigor.arithmetic.pairing import Pairing
from litscan.rigor.arithmetic.relations import decide_relations
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_TIMES = ("latency", "throughput", "duration")


def _table(speedup: str) -> str:
    return (
        "Table 1: Latency on one CPU core.\n\n"
        "| Method | Latency (ms) | Speedup |\n"
        "| --- | --- | --- |\n"
        "| Dense | 13.51 | 1.00x |\n"
        "| Ours (20%) | 11.89 | 1.14x |\n"
        f"| Ours (50%) | 9.21 | {speedup} |\n"
    )


class SpeedupAndTimes(Check):
    """Printed speedups are the ratio of the printed times or throughputs.

    Rationale
    ---------
    The speedup is what a reader takes away from a table of measured times. When the times give
    another, either the times or the speedup are not what was measured.

    Source
    ------
    In the spirit of GRIM (Brown and Heathers 2017): old time / new time within the rounding of
    the three numbers.

    Applies when
    ------------
    At least two rows of a table print a time or throughput and a speedup, and the original time
    stands in the row, in the row of the unpruned network, or in the row of speedup 1.

    Evidence
    --------
    The cells. Before it fires, the check tries new over old, the gain and the saving in percent,
    every row that may be the original, and digits cut off instead of rounded; and other rows of
    the block must follow.
    """

    id: ClassVar[str] = "A05"
    name: ClassVar[str] = "Speedup fits times"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("1.47x")), Outcome.PASS, "1.14x"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("1.74x")), Outcome.FAIL, "1.74x"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_relations(
            subject,
            (
                relation
                for reading in subject.readings
                for relation in of_old_and_new(Pairing(reading), "speedup", _TIMES, support=1)
            ),
            what="printed speedups",
            fix="correct the speedup or the times, or say which times it is a ratio of",
            none="no rows print a speedup, a time and the original time",
        )
