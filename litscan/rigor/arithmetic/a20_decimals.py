"""A20: does the test set support the printed decimals?"""

from __future__ import annotations

from typing import ClassVar

from litscan.document.model import Evidence
from litscan.rigor.arithmetic.granularity import Score, read_scores, supported_decimals
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_USUAL = 2
"""Decimals that tables print throughout, whatever the set; nobody reads more into them."""
_MOST_SLIPS = 5


def _table(ours: str) -> str:
    return (
        "Table 1: Accuracy (%) of ResNet-56 on CIFAR-10.\n\n"
        "| Method | Accuracy (%) |\n"
        "| --- | --- |\n"
        "| Dense | 93.59 |\n"
        f"| Ours | {ours} |\n"
    )


class Decimals(Check):
    """Accuracies are printed with no more decimals than the test set supports.

    Rationale
    ---------
    One run on 10,000 images moves in steps of 0.01 points. A third decimal tells of means over
    runs that are not stated, or of digits that mean nothing.

    Source
    ------
    In the spirit of GRIM, Brown and Heathers 2017.

    Applies when
    ------------
    Tables print accuracies or errors on a test set of known size. Means with a spread are left
    out where the number of runs is not stated.

    Evidence
    --------
    The cells with more than two decimals of a percentage, beyond those that tell apart all scores
    of as many runs as are stated (one, where none is).
    """

    id: ClassVar[str] = "A20"
    name: ClassVar[str] = "Decimals the test set supports"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("93.05")), Outcome.PASS, "93.59"),
        Example(
            paper("We report means over ten runs.\n\n" + _table("93.053")), Outcome.PASS, "93.59"
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("93.053")), Outcome.FAIL, "93.053"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        runs = subject.facts.runs.count
        tally = Tally()
        for score in read_scores(subject):
            if score.dispersion is not None and runs is None:
                continue
            supported = max(_USUAL, supported_decimals(score.size, runs or 1))
            cells = cells_of(subject, score.table, score.value)
            if score.told_decimals <= supported:
                tally.held.append(cells)
            elif len(tally.slips) < _MOST_SLIPS:
                tally.slips.append(self._slip(score, cells, runs or 1))
        return tally.decide(
            subject,
            holds="scores are printed with decimals that the test set supports",
            fix="round to what the test set can tell apart, or state the runs averaged over",
            none="no accuracy is printed for a test set of known size",
        )

    @staticmethod
    def _slip(score: Score, cells: tuple[Evidence, ...], runs: int) -> Slip:
        value = score.value
        step = 100 / (score.size * runs)
        over = f"{runs} runs" if runs > 1 else "one run"
        reason = (
            f"{value.quantity.raw} on {value.dataset}: {over} on {score.size} items moves in steps "
            f"of {step:.2g} points"
        )
        numbers = {"dataset": value.dataset, "items": score.size, "runs": runs, "step": step}
        return Slip(reason, cells, numbers)
