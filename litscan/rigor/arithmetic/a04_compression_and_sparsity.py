"""A04: does the compression ratio follow from the sparsity or the sizes beside it?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from litscan.rigor.arithmetic.factors import of_old_and_new, of_share
from litscan.rigor.arithmetic.pairing import Pairing
from litscan.rigor.arithmetic.relations import Relation, decide_relations
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_SHARES = frozenset({"sparsity", "params_removed", "params_kept"})


def _table(ratio: str) -> str:
    return (
        "Table 1: Pruning LeNet-300-100 on MNIST.\n\n"
        "| Method | Error (%) | Sparsity (%) | Compression ratio |\n"
        "| --- | --- | --- | --- |\n"
        "| Ours | 1.64 | 90.0 | 10.0x |\n"
        "| Ours | 1.70 | 95.0 | 20.0x |\n"
        "| Ours | 1.81 | 96.0 | 25.0x |\n"
        f"| Ours | 2.02 | 98.0 | {ratio} |\n"
    )


_SIZES = (
    "Table 1: Storage of compressed networks.\n\n"
    "| Method | Memory | Compression ratio |\n"
    "| --- | --- | --- |\n"
    "| Baseline | 240 MB | 1x |\n"
    "| Ours (pruned) | 26.7 MB | 9.0x |\n"
    "| Ours (coded) | 6.9 MB | 35x |\n"
)


class CompressionAndSparsity(Check):
    """Printed compression ratios follow from the sparsity or the sizes beside them.

    Rationale
    ---------
    A sparsity of 95% is a compression of 20x, and one of 98% of 50x: at high sparsity a slip of a
    point more than halves or doubles the ratio. Definitions of both are often confused.

    Source
    ------
    Blalock et al. 2020, section 5.2: original size over new size, CR = 1 / (1 - s).

    Applies when
    ------------
    Rows of a table print a compression ratio and the sparsity, the share of parameters removed or
    kept, or a size whose original is printed too; and at least two other rows follow the relation
    (one other where sizes are printed), so that the ratio is of nothing else.

    Evidence
    --------
    The cells. Before it fires, the check tries 1 / s, 1 / (1 - s), 1 - 1 / CR, fractions and
    percent, and digits cut off instead of rounded.
    """

    id: ClassVar[str] = "A04"
    name: ClassVar[str] = "Compression ratio fits sparsity"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("50.0x")), Outcome.PASS, "90.0"),
        Example(paper(_SIZES), Outcome.PASS, "240 MB"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("80.0x")), Outcome.FAIL, "80.0x"),
        Example(paper(_SIZES.replace("35x", "53x")), Outcome.FAIL, "53x"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_relations(
            subject,
            self._relations(subject),
            what="printed compression ratios",
            fix="correct the ratio, or say what it is a ratio of",
            none="no rows print a compression ratio and the sparsity or the sizes behind it",
        )

    @staticmethod
    def _relations(subject: Subject) -> Iterator[Relation]:
        for reading in subject.readings:
            pairing = Pairing(reading)
            yield from of_share(pairing, "compression_ratio", _SHARES, support=2)
            yield from of_old_and_new(pairing, "compression_ratio", ("params", "memory"), support=1)
