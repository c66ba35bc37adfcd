"""A06: is the printed theoretical speedup the ratio of the printed operations?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from litscan.rigor.arithmetic.factors import of_old_and_new, of_share
from litscan.rigor.arithmetic.pairing import Pairing
from litscan.rigor.arithmetic.relations import Relation, decide_relations
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_SHARES = frozenset({"flops_removed", "flops_kept"})


def _table(speedup: str) -> str:
    return (
        "Table 1: Pruning ResNet-50 on ImageNet.\n\n"
        "| Method | Top-1 (%) | FLOPs (G) | Speedup |\n"
        "| --- | --- | --- | --- |\n"
        "| Baseline | 76.1 | 4.10 | 1.00x |\n"
        "| Ours | 75.9 | 3.00 | 1.37x |\n"
        "| Ours | 75.6 | 2.05 | 2.00x |\n"
        "| Ours | 75.0 | 1.64 | 2.50x |\n"
        f"| Ours | 73.8 | 1.02 | {speedup} |\n"
    )


class SpeedupAndFlops(Check):
    """Printed theoretical speedups are the ratio of the printed operations.

    Rationale
    ---------
    A speedup that is counted and not measured is old operations over new ones. When the printed
    operations give another, one of the numbers is wrong.

    Source
    ------
    Blalock et al. 2020, section 6: theoretical speedup is original operations over new ones.

    Applies when
    ------------
    At least three rows of a table print a speedup and operations (with their original) or the
    share of operations removed, and most of them follow, so that the speedup is the theoretical
    one. Measured speedups do not follow and are left alone.

    Evidence
    --------
    The cells. Before it fires, the check tries new over old, the gain and the saving in percent,
    operations against multiply-adds, and digits cut off instead of rounded.
    """

    id: ClassVar[str] = "A06"
    name: ClassVar[str] = "Speedup fits FLOPs"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("4.02x")), Outcome.PASS, "1.37x"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("4.72x")), Outcome.FAIL, "4.72x"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_relations(
            subject,
            self._relations(subject),
            what="printed theoretical speedups",
            fix="correct the speedup or the operations, or say how the speedup was obtained",
            none="no rows print a theoretical speedup and the operations behind it",
        )

    @staticmethod
    def _relations(subject: Subject) -> Iterator[Relation]:
        for reading in subject.readings:
            pairing = Pairing(reading)
            yield from of_share(pairing, "speedup", _SHARES, support=2)
            yield from of_old_and_new(pairing, "speedup", ("flops",), support=2)
