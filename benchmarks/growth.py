"""Growth models on simulated counts: is the right shape chosen, does the interval cover the truth.

Processes of each of the four shapes are drawn from a seed, 40 a shape, each with 120 months of
negative-binomial counts. One counts as distinguishable where ``2 E[log L(true shape) - log L(wrong
shape)]`` is 18 or more for each wrong shape that does not contain the true one, the expectation
taken over ten quantiles of each month's own distribution in place of draws. The log-likelihood
ratio is then about normal with that mean and four times it as variance, and exceeds the 4 that
choose a shape with one parameter more (AIC and the margin of 2) 19 times in 20. The quadratic
contains the linear shape, the logistic has the exponential as its limit: there parsimony decides,
and they are not asked. The first 20 distinguishable processes of a shape are simulated 10 times
each, and so are the first 5 of the others, whose confusion matrix is printed as well. The doubling
time's interval is tried on every exponential series, distinguishable or not.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom

from benchmarks.gold import run_benchmark
from litscan.growth.fits import GrowthModel, choose_model, fit_models
from litscan.growth.rates import doubling_time

MONTHS = 120
DRAWN = 40
CLEAR, DOUBTFUL = 20, 5
REPEATS = 10
SEED = 7
EXPECTED_RATIO = 18.0
QUANTILES = 10
WORKERS = 2
SHAPES = ("exponential", "linear", "quadratic", "logistic")
CONTAINS = {("quadratic", "linear"), ("logistic", "exponential")}

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Process:
    """A known process: its shape, the mean of each month, the dispersion of the counts."""

    shape: str
    number: int
    means: Vector
    dispersion: float
    doubling: float | None = None


def draw_process(shape: str, number: int) -> Process:
    """Return one process of a shape; the same number always gives the same."""
    random = np.random.default_rng([SEED, SHAPES.index(shape), number])
    month = np.linspace(0.0, 1.0, MONTHS)
    dispersion = float(random.uniform(0.005, 0.05))
    start = random.uniform(5, 30)
    if shape == "exponential":
        rate = np.log(random.uniform(4, 40))
        means = start * np.exp(rate * month)
        return Process(shape, number, means, dispersion, float(np.log(2) / rate * (MONTHS - 1)))
    if shape == "linear":
        means = start * (1 + random.uniform(3, 20) * month)
    elif shape == "quadratic" and number % 2:
        means = start * (1 + random.uniform(8, 40) * month * (random.uniform(0, 0.2) + month))
    elif shape == "quadratic":
        peak = random.uniform(0.5, 1.0)
        means = start * (1 + random.uniform(3, 20) * (1 - (month / peak - 1) ** 2))
        means = np.maximum(means, 0.5)
    else:
        middle, rate = random.uniform(0.3, 0.7), random.uniform(6, 14)
        means = 15 * start / (1 + np.exp(-rate * (month - middle)))
    return Process(shape, number, means, dispersion)


def counts_of(process: Process, quantile: Any) -> NDArray[np.int64]:
    """Return counts at given quantiles of each month's distribution."""
    size = 1 / process.dispersion
    spread = nbinom(size, 1 / (1 + process.dispersion * process.means))
    return np.asarray(spread.ppf(quantile), dtype=np.int64)


def _log_likelihoods(models: tuple[GrowthModel, ...]) -> dict[str, float]:
    return {model.name: len(model.parameters) - model.aic / 2 for model in models}


def least_ratio(task: tuple[str, int]) -> float:
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


def try_process(task: tuple[str, int]) -> dict[str, Any]:
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
    return {
        "shape": process.shape,
        "chosen": chosen,
        "covered": covered,
    }


def _first(
    told: Mapping[tuple[str, int], bool], shape: str, number: int, *, asked: bool
) -> list[tuple[str, int]]:
    """Return the first processes of a shape that are distinguishable, or that are not."""
    return [task for task, clear in told.items() if task[0] == shape and clear is asked][:number]


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


def measure(_: Path) -> dict[str, Any]:
    """Return the confusion matrices and the coverage of the doubling time's interval."""
    began = time.monotonic()
    for threads in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(threads, "1")
    drawn = [(shape, number) for shape in SHAPES for number in range(DRAWN)]
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        ratios = pool.map(least_ratio, drawn, chunksize=4)
        told = {task: ratio >= EXPECTED_RATIO for task, ratio in zip(drawn, ratios, strict=True)}
        clear = [task for shape in SHAPES for task in _first(told, shape, CLEAR, asked=True)]
        doubtful = [task for shape in SHAPES for task in _first(told, shape, DOUBTFUL, asked=False)]
        tasks = [*clear, *doubtful]
        results = list(pool.map(try_process, tasks))
    covered = [hit for item in results for hit in item["covered"]]
    return {
        "n": len(tasks) * REPEATS,
        "months": MONTHS,
        "expected_ratio_asked": EXPECTED_RATIO,
        "drawn_a_shape": DRAWN,
        "of_these_distinguishable": {
            shape: sum(told[shape, number] for number in range(DRAWN)) for shape in SHAPES
        },
        "distinguishable": _choices(results[: len(clear)]),
        "not_distinguishable": _choices(results[len(clear) :]),
        "doubling_time": {"n": len(covered), "covered": round(sum(covered) / len(covered), 4)},
        "bars": {"right": 0.9, "covered": [0.9, 0.98]},
        "seconds": round(time.monotonic() - began, 1),
    }


if __name__ == "__main__":
    raise SystemExit(run_benchmark("growth", None, measure))
