"""Is the right shape chosen, and does the interval of the doubling time cover the truth?

A process counts as distinguishable where ``2 E[log L(true shape) - log L(wrong shape)]`` is 18 or
more for each wrong shape that does not contain the true one, the expectation taken over ten
quantiles of each month's own distribution in place of draws. The log-likelihood ratio is then about
normal with that mean and four times it as variance, and exceeds the 4 that choose a shape with one
parameter more (AIC and the margin of 2) 19 times in 20. The quadratic contains the linear shape,
the logistic has the exponential as its limit: there parsimony decides, and they are not asked.

Processes are drawn, 40 at a time, until 20 of the shape are distinguishable; each of those is
simulated 10 times, 200 series a shape, and so are the first 5 of the others.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np

from benchmarks.growth.processes import (
    MONTHS,
    SEED,
    SHAPES,
    counts_of,
    draw_process,
    in_parallel,
    share_of,
)
from litscan.growth.fits import GrowthModel, choose_model, fit_models
from litscan.growth.rates import doubling_time

__all__ = ["shapes"]

AT_A_TIME, AT_MOST = 40, 400
CLEAR, DOUBTFUL = 20, 5
REPEATS = 10
EXPECTED_RATIO = 18.0
QUANTILES = 10
CONTAINS = {("quadratic", "linear"), ("logistic", "exponential")}

Task = tuple[str, int]


def _log_likelihoods(models: tuple[GrowthModel, ...]) -> dict[str, float]:
    return {model.name: len(model.parameters) - model.aic / 2 for model in models}


def least_ratio(task: Task) -> float:
    """Return the least expected log-likelihood ratio against a shape without the true one in it."""
    process = draw_process(*task)
    middles = (np.arange(QUANTILES) + 0.5) / QUANTILES
    counts = np.concatenate([counts_of(process, middle) for middle in middles])
    places = np.tile(np.arange(MONTHS), QUANTILES)
    order = np.argsort(places, kind="stable")
    models = fit_models(counts[order].tolist(), places[order].tolist(), holdout=False)
    found = _log_likelihoods(models)
    return min(
        2 * (found[process.shape] - found[wrong]) / QUANTILES
        for wrong in SHAPES
        if wrong != process.shape and (wrong, process.shape) not in CONTAINS
    )


def try_process(task: Task) -> dict[str, Any]:
    """Simulate one process and return what was chosen each time, and whether intervals cover."""
    process = draw_process(*task)
    random = np.random.default_rng([SEED, 99, SHAPES.index(process.shape), process.number])
    chosen, covered = [], []
    for _ in range(REPEATS):
        counts = counts_of(process, random.uniform(size=MONTHS)).tolist()
        chosen.append(choose_model(fit_models(counts, holdout=False)).name)
        if process.doubling is not None:
            found = doubling_time(counts)
            low, high = found.low or float("inf"), found.high or float("inf")
            covered.append(low <= process.doubling <= high)
    return {"shape": process.shape, "chosen": chosen, "covered": covered}


def _told_apart(shape: str) -> tuple[list[Task], list[Task], int]:
    """Return the first processes of a shape that are distinguishable, that are not, and all."""
    clear: list[Task] = []
    doubtful: list[Task] = []
    drawn = found = 0
    while len(clear) < CLEAR and drawn < AT_MOST:
        tasks = [(shape, number) for number in range(drawn, drawn + AT_A_TIME)]
        drawn += AT_A_TIME
        for task, ratio in zip(tasks, in_parallel(least_ratio, tasks), strict=True):
            (clear if ratio >= EXPECTED_RATIO else doubtful).append(task)
        found = len(clear)
    return clear[:CLEAR], doubtful[:DOUBTFUL], round(100 * found / drawn)


def _choices(results: list[dict[str, Any]]) -> dict[str, Any]:
    table = {}
    for shape in SHAPES:
        chosen = Counter(
            name for item in results if item["shape"] == shape for name in item["chosen"]
        )
        n = chosen.total()
        table[shape] = {
            "n": n,
            "right": round(chosen[shape] / n, 4) if n else None,
            "chosen": {name: chosen[name] for name in SHAPES},
        }
    right = sum(line["chosen"][shape] for shape, line in table.items())
    n = sum(line["n"] for line in table.values())
    return {"n": n, "right": round(right / n, 4) if n else None, "by_true_shape": table}


def shapes() -> dict[str, Any]:
    """Return the confusion matrices, and the coverage of the doubling time's interval."""
    told = {shape: _told_apart(shape) for shape in SHAPES}
    clear = [task for shape in SHAPES for task in told[shape][0]]
    doubtful = [task for shape in SHAPES for task in told[shape][1]]
    results = in_parallel(try_process, [*clear, *doubtful])
    covered = [hit for item in results for hit in item["covered"]]
    return {
        "months": MONTHS,
        "expected_ratio_asked": EXPECTED_RATIO,
        "distinguishable_per_cent": {shape: told[shape][2] for shape in SHAPES},
        "distinguishable": _choices(results[: len(clear)]),
        "not_distinguishable": _choices(results[len(clear) :]),
        "doubling_time_covered": share_of(covered),
        "bars": {"right": 0.9, "covered": [0.9, 0.98]},
    }
