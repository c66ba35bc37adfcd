"""A10: can the stated number of runs give the printed means and deviations?"""

from __future__ import annotations

from typing import ClassVar

from litscan.rigor.arithmetic.granularity import (
    Score,
    chance_on_grid,
    deviation_chance,
    is_on_grid,
    nearest,
    read_scores,
)
from litscan.rigor.arithmetic.off_grid import Judged, weigh
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_MOST_CHANCE = 0.5
_MOST_RUNS = 20
_NORMAL_95 = 1.96


def _table(last: str) -> str:
    return (
        "We report the mean and standard deviation of three runs with different seeds.\n\n"
        "Table 1: Accuracy (%) of pruned BERT-base.\n\n"
        "| Method | RTE | OpenBookQA | WNLI |\n"
        "| --- | --- | --- | --- |\n"
        "| Dense | 66.43 ± 0.36 | 34.40 ± 0.20 | 56.34 ± 1.41 |\n"
        "| Magnitude | 54.99 ± 0.55 | 28.27 ± 0.12 | 52.11 ± 1.41 |\n"
        "| Wanda | 60.29 ± 0.36 | 30.60 ± 0.40 | 53.52 ± 2.82 |\n"
        "| SparseGPT | 61.01 ± 0.63 | 31.13 ± 0.23 | 53.99 ± 0.81 |\n"
        "| LLM-Pruner | 57.04 ± 0.36 | 29.33 ± 0.31 | 53.99 ± 1.63 |\n"
        f"| Ours | {last} | 31.20 ± 0.20 | 54.93 ± 1.41 |\n"
    )


class MeanGranularity(Check):
    """Means and deviations over the stated runs are possible.

    Rationale
    ---------
    The mean of n runs on N items moves in steps of 100 / (N n), and what the runs' deviation can
    be is bounded by the same steps. A pair that no n runs can give says that a figure or the
    number of runs is not what was reported.

    Source
    ------
    GRIM, Brown and Heathers 2017; GRIMMER, Anaya 2016.

    Applies when
    ------------
    The number of runs is stated and tables print means with a spread, on a test set so small
    that most numbers with as many decimals cannot occur.

    Evidence
    --------
    The cells. The spread may be a sample or population standard deviation, a standard error or,
    where it is unnamed, the half width of a 95% interval; the mean alone is judged where it is
    something else. As for one run, many possible scores of a data set must show that the usual
    split was used before one that is not possible fails.
    """

    id: ClassVar[str] = "A10"
    name: ClassVar[str] = "Granularity of means over runs"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("61.25 ± 0.55")), Outcome.PASS, "66.43"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("61.31 ± 0.36")), Outcome.FAIL, "61.31"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        runs = subject.facts.runs.count or 0
        tally = Tally()
        if 2 <= runs <= _MOST_RUNS:
            kind = subject.facts.runs.dispersion
            judged = [
                self._judge(score, runs, kind)
                for score in read_scores(subject)
                if score.dispersion is not None
            ]
            weighed = weigh([item for item in judged if item.chance <= _MOST_CHANCE])
            tally.held = [cells_of(subject, score.table, score.value) for score in weighed.right]
            tally.slips = [self._slip(subject, score, runs) for score, _ in weighed.wrong]
            tally.doubts = [
                f"the means on {dataset} do not show that the usual test set was used"
                for dataset in weighed.undecided
            ]
        return tally.decide(
            subject,
            holds=f"means are possible for {runs} runs on the usual test set",
            fix="correct the figures, or say how many runs each is a mean of",
            none="no mean over a stated number of runs is printed for a test set small enough",
            numbers={"runs": runs},
        )

    @staticmethod
    def _judge(score: Score, runs: int, kind: str) -> Judged:
        possible, chance = is_on_grid(score, runs), chance_on_grid(score, runs)
        if kind not in ("std", "sem", "unnamed", "none"):
            return Judged(score, possible, chance)
        factors = [runs - 1.0, float(runs), runs * (runs - 1.0)]
        if kind in ("unnamed", "none"):
            factors.append(runs * (runs - 1.0) / _NORMAL_95**2)
        spread_possible, spread_chance = deviation_chance(score, runs, factors)
        if not possible:
            return Judged(score, possible=False, chance=chance * spread_chance)
        return Judged(score, spread_possible, chance * spread_chance)

    @staticmethod
    def _slip(subject: Subject, score: Score, runs: int) -> Slip:
        value = score.value
        what = f"{value.quantity.raw} on {value.dataset}"
        if is_on_grid(score, runs):
            reason = f"{what}: no {runs} runs on {score.size} items with this mean deviate so"
        else:
            near = nearest(score, runs)
            reason = (
                f"{what} is no mean of {runs} runs on {score.size} items; the nearest is {near:.4g}"
            )
        numbers = {
            "dataset": value.dataset,
            "method": value.method,
            "items": score.size,
            "runs": runs,
            "printed": value.quantity.value,
            "spread": value.quantity.uncertainty,
        }
        return Slip(reason, cells_of(subject, score.table, value), numbers)
