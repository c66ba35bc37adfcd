"""A09: can one run on the test set give the printed accuracies?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.arithmetic.granularity import (
    Score,
    chance_on_grid,
    is_on_grid,
    nearest,
    read_scores,
)
from litscan.rigor.arithmetic.off_grid import Judged, weigh
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_MOST_CHANCE = 0.5
"""Where more than half of all printable numbers are possible, the test has no power."""


def _table(last: str) -> str:
    return (
        "Table 1: Zero-shot accuracy (%) of pruned LLaMA-7B.\n\n"
        "| Method | RTE | WinoGrande | ARC-c | OpenBookQA |\n"
        "| --- | --- | --- | --- | --- |\n"
        "| Dense | 66.43 | 69.93 | 41.89 | 34.40 |\n"
        "| Magnitude | 54.87 | 59.43 | 33.53 | 28.20 |\n"
        "| Wanda | 60.65 | 66.06 | 37.80 | 30.60 |\n"
        "| SparseGPT | 61.01 | 65.98 | 38.05 | 31.20 |\n"
        "| LLM-Pruner | 57.40 | 61.09 | 35.92 | 29.40 |\n"
        f"| Ours | {last} | 67.09 | 38.23 | 31.20 |\n"
    )


class Granularity(Check):
    """Accuracies of one run are whole numbers of right answers.

    Rationale
    ---------
    On 277 questions an accuracy moves in steps of 0.36 points. A printed value between two steps
    was not measured there.

    Source
    ------
    GRIM, Brown and Heathers 2017. Sizes of the usual test sets, `data/reference/datasets.toml`.

    Applies when
    ------------
    Tables print accuracies or errors on a test set small enough that most numbers with as many
    decimals cannot occur: never so for CIFAR or ImageNet at two decimals. F1, correlations,
    perplexity, average precision, averages and means with a spread are left out.

    Evidence
    --------
    The cells. The scores of one data set decide together: if more of them are possible than
    chance explains, the paper used the usual split, and one that is not possible fails, provided
    that the others of its row are possible. Otherwise the split is another, and nothing is
    decided. A number may have been rounded, cut off, or rounded twice, and be a mean over as many
    runs as the paper states.
    """

    id: ClassVar[str] = "A09"
    name: ClassVar[str] = "Granularity of one run"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("61.37")), Outcome.PASS, "66.43"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("61.55")), Outcome.FAIL, "61.55"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        runs = subject.facts.runs.count or 1
        judged = [
            Judged(score, is_on_grid(score, runs), chance_on_grid(score, runs))
            for score in read_scores(subject)
            if score.dispersion is None and chance_on_grid(score, runs) <= _MOST_CHANCE
        ]
        weighed = weigh(judged)
        tally = Tally()
        tally.held = [cells_of(subject, score.table, score.value) for score in weighed.right]
        tally.slips = [self._slip(subject, score, many) for score, many in weighed.wrong]
        tally.doubts = [
            f"the scores on {dataset} do not show that the usual test set was used"
            for dataset in weighed.undecided
        ]
        return tally.decide(
            subject,
            holds="scores are possible for one run on the usual test set",
            fix="correct the number, or say on how many items and runs it was measured",
            none="no accuracy is printed for a test set so small that granularity could tell",
        )

    @staticmethod
    def _slip(subject: Subject, score: Score, many: int) -> Slip:
        value = score.value
        near = nearest(score)
        reason = (
            f"{value.quantity.raw} on {value.dataset} is no score on its {score.size} items, as "
            f"{many} others are; the nearest is {near:.4g}"
        )
        numbers = {
            "dataset": value.dataset,
            "method": value.method,
            "items": score.size,
            "printed": value.quantity.value,
            "nearest": round(near, 4),
        }
        return Slip(reason, cells_of(subject, score.table, value), numbers)
