"""A12: are the operations of one paper counted in one way?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.arithmetic.dense_sizes import DenseCost, dense_costs
from litscan.rigor.arithmetic.tally import Slip, Tally
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper


def _table(second: str, unit: str = "FLOPs (G)") -> str:
    return (
        "Table 1: Filter pruning on ImageNet.\n\n"
        f"| Network | Method | {unit} | Top-1 (%) |\n"
        "| --- | --- | --- | --- |\n"
        "| ResNet-50 | Dense | 4.1 | 76.1 |\n"
        "| ResNet-50 | Ours | 2.0 | 75.2 |\n"
        f"| ResNet-18 | Dense | {second} | 69.8 |\n"
        "| ResNet-18 | Ours | 1.0 | 68.9 |\n"
    )


class OperationCounts(Check):
    """The operations of unpruned networks are as known, and counted in one way throughout.

    Rationale
    ---------
    One multiply-accumulate is two floating-point operations, and papers print either as FLOPs.
    Where one paper mixes them, its reductions are off by two.

    Source
    ------
    Blalock et al. 2020, section 5.2; the test is new. Costs of published model definitions,
    `data/reference/architectures.toml`.

    Applies when
    ------------
    A table prints the operations of an unpruned network whose cost on its data set is known.

    Evidence
    --------
    The cells. A cost within 8% of the known multiply-accumulates was counted as such, one within
    8% of twice as many as FLOPs; any other is of an unknown form or resolution and decides
    nothing. It fails where the paper's networks were counted in both ways, or a column headed
    MACs holds twice as many.
    """

    id: ClassVar[str] = "A12"
    name: ClassVar[str] = "Operations counted in one way"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("1.8")), Outcome.PASS, "4.1"),
        Example(paper(_table("1.8", "MACs (G)")), Outcome.PASS, "4.1"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("3.6")), Outcome.FAIL, "3.6"),
        Example(paper(_table("3.6", "MACs (G)")), Outcome.FAIL, "3.6"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        costs, doubts = dense_costs(subject)
        decided = [cost for cost in costs if cost.value.dataset is not None]
        if len(decided) < len(costs):
            doubts.append("it is not told on what data a network of known cost was run")
        tally = Tally(doubts=doubts)
        counted = {cost.convention: cost for cost in reversed(decided)}
        for cost in decided:
            if cost.says_macs and cost.convention == "flops":
                tally.slips.append(self._slip(cost, "is headed MACs but twice as many"))
            else:
                tally.held.append(cost.evidence)
        if len(counted) > 1 and not tally.slips:
            tally.slips.append(self._mixed(counted["macs"], counted["flops"]))
        words = {"macs": "multiply-accumulates", "flops": "FLOPs, two for a multiply-accumulate"}
        how = " or ".join(words[convention] for convention in sorted(counted))
        return tally.decide(
            subject,
            holds=f"costs of unpruned networks were counted as {how}",
            fix="say whether a multiply-accumulate counts as one operation or two, and count alike",
            none="no table prints the operations of an unpruned network of known cost",
            numbers={"counted_as": sorted(counted)},
        )

    @staticmethod
    def _numbers(cost: DenseCost) -> dict[str, object]:
        value = cost.value
        return {
            "network": value.architecture,
            "dataset": value.dataset,
            "printed": value.quantity.raw,
            "counted_as": cost.convention,
        }

    def _slip(self, cost: DenseCost, what: str) -> Slip:
        reason = f"{cost.value.quantity.raw} for {cost.value.architecture} {what}"
        return Slip(reason, cost.evidence, self._numbers(cost))

    def _mixed(self, macs: DenseCost, flops: DenseCost) -> Slip:
        reason = (
            f"{macs.value.architecture} is printed with {macs.value.quantity.raw}, its "
            f"multiply-accumulates, and {flops.value.architecture} with "
            f"{flops.value.quantity.raw}, twice its multiply-accumulates"
        )
        numbers = {"macs": self._numbers(macs), "flops": self._numbers(flops)}
        return Slip(reason, (*macs.evidence, *flops.evidence), numbers)
