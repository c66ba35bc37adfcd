"""C12: are methods compared at the same degree of pruning?"""

from __future__ import annotations

from typing import Any, ClassVar

from litscan.document.model import Evidence
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.comparability.levels import MATCH, Block, Level, blocks_of, results_tables
from litscan.rigor.curves import find_curves
from litscan.rigor.examples import paper

_FIX = (
    "report the method at the ratios of the methods it is compared to, or draw accuracy over the "
    "ratio for all of them"
)


def _table(other: str) -> str:
    return (
        "Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.\n\n"
        "| Method | Top-1 (%) | FLOPs reduction (%) |\n| --- | --- | --- |\n"
        f"| Baseline | 76.1 | 0 |\n| SFP | 74.6 | {other} |\n| Ours | 75.2 | 50.0 |\n"
    )


class MatchedPoints(Check):
    """Methods are compared at the same degree of pruning.

    Rationale
    ---------
    A higher accuracy at a lower ratio is no better method. Without a shared ratio, or a curve,
    a table does not say which method wins.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 4.4; Wang et al. 2023 (arXiv 2301.05219).

    Applies when
    ------------
    A results table prints how far its own and another's method pruned one network.

    Evidence
    --------
    The levels (sparsity, parameters, FLOPs, speedup ...) of own and compared rows for one data set
    and network. A block is matched where some own and some compared level of a kind differ by at
    most 5%, of what is removed or of what is kept. Pass: all blocks are. Partial: some are, or the
    method prunes more than what it is compared to. Fail: none is. Unmatched levels are
    undetermined where a figure draws curves.
    """

    id: ClassVar[str] = "C12"
    name: ClassVar[str] = "Matched operating points"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("49.0")), Outcome.PASS, "49.0"),)
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("60.0")), Outcome.FAIL, "60.0"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        blocks = [
            block
            for reading in results_tables(subject)
            for block in blocks_of(reading).values()
            if block.closest() is not None
        ]
        if not blocks:
            if not subject.facts.compares_to and subject.fully_read:
                return not_applicable("no other pruning method is compared")
            reason = "no table prints levels of own and of compared methods that could be read"
            return Decision(Outcome.UNDETERMINED, reason)
        return self._weigh(subject, blocks)

    @staticmethod
    def _weigh(subject: Subject, blocks: list[Block]) -> Decision:
        matched = [block for block in blocks if block.matched]
        unmatched = [block for block in blocks if not block.matched]
        numbers: dict[str, Any] = {"blocks": len(blocks), "matched": len(matched)}
        if not unmatched:
            reason = f"methods are compared at the same level in {len(blocks)} blocks"
            return Decision(Outcome.PASS, reason, _closest(subject, matched[:2]), numbers)
        curve = next(find_curves(subject.document), None)
        if curve is not None and not matched:
            reason = "no levels in tables match; a figure draws curves, which cannot be read"
            return Decision(Outcome.UNDETERMINED, reason, (curve,), numbers)
        cells = _closest(subject, unmatched[:3])
        gap = f"no level of own and compared methods is within {100 * MATCH:g}%"
        if matched:
            reason = f"{gap} in {len(unmatched)} of {len(blocks)} blocks"
            return Decision(Outcome.PARTIAL, reason, cells, numbers, _FIX)
        if all(_gives_no_advantage(block) for block in unmatched):
            reason = f"{gap}, though the method prunes more than what it is compared to"
            return Decision(Outcome.PARTIAL, reason, cells, numbers, _FIX)
        return Decision(Outcome.FAIL, f"{gap} in any of {len(blocks)} blocks", cells, numbers, _FIX)


def _gives_no_advantage(block: Block) -> bool:
    """Whether the closest own level of a block leaves less of the network than the compared one."""
    pair = block.closest()
    return pair is not None and pair[0].prunes_more(pair[1])


def _closest(subject: Subject, blocks: list[Block]) -> tuple[Evidence, ...]:
    """Return the cells of the closest own and compared levels of each block."""
    levels: list[Level] = []
    for block in blocks:
        matching = [pair for pair in block.pairs() if pair[0].matches(pair[1])]
        levels.extend(matching[0] if matching else block.closest() or ())
    cells = [subject.document.cell_evidence(level.table, level.cell) for level in levels]
    return tuple(dict.fromkeys(cells))
