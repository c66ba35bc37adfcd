"""Known processes that counts are drawn from: four shapes, or one rate that changes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from multiprocessing import get_context
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.stats import nbinom

from litscan.growth.counts import PeriodCount, Window, count_periods

__all__ = [
    "MONTHS",
    "SEED",
    "SHAPES",
    "Process",
    "counts_of",
    "draw_process",
    "in_parallel",
    "months_of",
    "share_of",
]

MONTHS = 120
SEED = 7
WORKERS = 2
SHAPES = ("exponential", "linear", "quadratic", "logistic")

Vector = NDArray[np.float64]
Task = TypeVar("Task")
Answer = TypeVar("Answer")


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


def months_of(counts: Sequence[int]) -> tuple[PeriodCount, ...]:
    """Return counts as complete months from January 2000 on."""
    last = date(2000 + len(counts) // 12, len(counts) % 12 + 1, 1) - timedelta(days=1)
    empty = count_periods([], Window(date(2000, 1, 1), last))
    days = {month.first: int(count) for month, count in zip(empty, counts, strict=True)}
    return count_periods(days, Window(date(2000, 1, 1), last))


def in_parallel(work: Callable[[Task], Answer], tasks: Sequence[Task]) -> list[Answer]:
    """Return what comes of each task, in their order; each process has one thread."""
    with _single_threads(), ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, tasks, chunksize=4))


@contextmanager
def _single_threads() -> Any:
    """Let the processes that are started meanwhile do their algebra in one thread each."""
    import os

    names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
    before = {name: os.environ.get(name) for name in names}
    os.environ.update(dict.fromkeys(names, "1"))
    try:
        yield
    finally:
        for name, value in before.items():
            os.environ.pop(name) if value is None else os.environ.update({name: value})


def share_of(hits: Sequence[bool]) -> dict[str, Any]:
    """Return n, share, and its 95% Wilson interval."""
    n, z = len(hits), 1.96
    if not n:
        return {"n": 0, "share": None, "interval": None}
    share = sum(hits) / n
    middle = (share + z * z / (2 * n)) / (1 + z * z / n)
    reach = z / (1 + z * z / n) * np.sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    ends = [round(float(middle + side * reach), 4) for side in (-1, 1)]
    return {"n": n, "share": round(share, 4), "interval": ends}
