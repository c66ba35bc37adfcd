"""Is a change of the growth rate found where there is one, and none where there is none?

Series of 60, 120 or 240 months, dispersion 0.005 to 0.1: of one rate; of one that changes by 0.01
to 0.04 a month somewhere in the middle half; of one that changes by 0.02 to 0.05 and half as far
again back. A change counts as found where the number of changes is right and each lies within a
year of its month.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from benchmarks.growth.processes import SEED, Vector, in_parallel, months_of, share_of
from litscan.growth.changes import change_points

__all__ = ["changes"]

SERIES = {"no_change": 1000, "one_change": 400, "two_changes": 400}
LENGTHS = (60, 120, 240)
NEAR_MONTHS = 12
LEAST, MOST = 0.5, 2000.0


def draw(kind: str, number: int) -> tuple[Vector, tuple[int, ...]]:
    """Return the counts of a series, and the months of its changes."""
    random = np.random.default_rng([SEED, sorted(SERIES).index(kind), number])
    while True:
        length = int(random.choice(LENGTHS))
        month, start = np.arange(length), random.uniform(4, 30)
        log_mean = np.log(start) + np.log(random.uniform(1, 40)) / length * month
        turn, sign = random.uniform(0.02, 0.05), random.choice([-1, 1])
        if kind == "no_change":
            knots: tuple[int, ...] = ()
        elif kind == "one_change":
            knots = (int(length * random.uniform(0.25, 0.75)),)
            bend = sign * random.uniform(0.01, 0.04)
            log_mean = log_mean + bend * np.maximum(month - knots[0], 0)
        else:
            knots = tuple(int(length * random.uniform(*at)) for at in ((0.2, 0.4), (0.6, 0.8)))
            first, second = (np.maximum(month - knot, 0) for knot in knots)
            log_mean = log_mean + sign * turn * (first - 1.5 * second)
        means = np.exp(log_mean)
        if means.min() >= LEAST and means.max() <= MOST:
            alpha = random.uniform(0.005, 0.1)
            return random.negative_binomial(1 / alpha, 1 / (1 + alpha * means)), knots


def found(task: tuple[str, int]) -> tuple[int, bool]:
    """Return how many changes are found in a series, and whether they are the true ones."""
    counts, knots = draw(*task)
    months = months_of(counts.tolist())
    where = [month.period for month in months]
    told = [where.index(point.period) for point in change_points(months)]
    near = len(told) == len(knots) and all(
        abs(one - knot) <= NEAR_MONTHS for one, knot in zip(told, knots, strict=True)
    )
    return len(told), near


def changes() -> dict[str, Any]:
    """Return how often changes are found, by how many there are."""
    figures: dict[str, Any] = {"lengths": LENGTHS, "bars": {"false_alarms": 0.05}}
    for kind, number in SERIES.items():
        answers = in_parallel(found, [(kind, at) for at in range(number)])
        truth = list(SERIES).index(kind)
        figures[kind] = {
            "any": share_of([many > 0 for many, _ in answers]),
            "right_number": share_of([many == truth for many, _ in answers]),
            "found": share_of([near for _, near in answers]),
        }
    return figures
