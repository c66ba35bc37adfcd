"""Does the interval of the month in which the mean passes half a paper a day hold that month?

Processes of all four shapes, thinned so that they pass the rate within the series; the chosen model
is not told which made the counts. Beside the coverage stands how wide the interval is, and the
coverage of the best model's alone, which knows no doubt about the model.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from benchmarks.growth.processes import (
    SEED,
    SHAPES,
    counts_of,
    draw_process,
    in_parallel,
    months_of,
    share_of,
)
from litscan.growth.counts import PeriodCount
from litscan.growth.first_month import PassingMonth, first_month_at_rate, passing_month
from litscan.growth.fits import choose_model, fit_models

__all__ = ["passing"]

RATE = 0.5
THINNED = (0.5, 0.25)
PROCESSES, REPEATS = 60, 2

Tried = tuple[bool, bool, bool, int]


def try_process(task: tuple[str, int]) -> list[Tried]:
    """Return for each series whether each interval holds the month, and how wide the first is.

    The third is whether the month as counted is the true one.
    """
    shape, number = task
    process = draw_process(shape, number)
    process = replace(process, means=process.means * THINNED[number % 2])
    random = np.random.default_rng([SEED, 5, SHAPES.index(shape), number])
    tried = []
    for _ in range(REPEATS):
        months = months_of(counts_of(process, random.uniform(size=len(process.means))).tolist())
        certain = [replace(one, count=mean) for one, mean in zip(months, process.means)]  # noqa: B905
        truth = first_month_at_rate(certain, RATE)
        if truth is None or truth == months[0].period or not any(one.count for one in months):
            continue
        models = fit_models([one.count for one in months], holdout=False)
        every = passing_month(months, models, RATE)
        alone = passing_month(months, [choose_model(models)], RATE)
        width = _place(months, every.high) - _place(months, every.low)
        counted = first_month_at_rate(months, RATE) == truth
        tried.append((_holds(every, truth), _holds(alone, truth), counted, width))
    return tried


def _place(months: tuple[PeriodCount, ...], period: str | None) -> int:
    return next((at for at, one in enumerate(months) if one.period == period), len(months))


def _holds(passing: PassingMonth, truth: str) -> bool:
    return (passing.low or "9999") <= truth <= (passing.high or "9999")


def passing() -> dict[str, Any]:
    """Return the coverage of the interval, by shape."""
    figures: dict[str, Any] = {"bars": {"covered": 0.9}}
    for shape in SHAPES:
        answers = in_parallel(try_process, [(shape, number) for number in range(PROCESSES)])
        tried = [one for some in answers for one in some]
        figures[shape] = {
            "covered": share_of([one[0] for one in tried]),
            "covered_by_best_model_alone": share_of([one[1] for one in tried]),
            "counted_month_is_the_true_one": share_of([one[2] for one in tried]),
            "median_width_months": float(np.median([one[3] for one in tried])),
        }
    return figures
