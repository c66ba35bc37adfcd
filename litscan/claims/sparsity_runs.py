"""Claims about schedules, random pruning and seeds, from the runs of ResNet-50 by Gale et al.

T. Gale, E. Elsen, S. Hooker, "The State of Sparsity in Deep Neural Networks", 2019, arXiv
1902.09574: many schedules of one method at fixed sparsities, and three dense baselines.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import fmean, stdev

from litscan.claims.blalock import BlalockTables
from litscan.claims.figures import Figure
from litscan.claims.verdict import Measurement

__all__ = ["blalock_dense_seed_noise", "blalock_magnitude_over_random", "blalock_schedule_spread"]

_NO_RUNS = Measurement(
    None, 0, note="the runs of Gale et al. (state-of-sparsity-resnet50) are not in the folder"
)


def _accuracies(tables: BlalockTables, method: str) -> dict[float, list[float]]:
    found: dict[float, list[float]] = {}
    for run in tables.runs:
        if run.method == method:
            found.setdefault(run.sparsity, []).append(run.accuracy)
    return found


def blalock_schedule_spread(
    tables: BlalockTables, *, sparsities: Sequence[float], main: float
) -> Measurement:
    """Return best minus worst accuracy of one method at one sparsity, over its schedules."""
    runs = _accuracies(tables, "magnitude")
    if not all(sparsity in runs for sparsity in sparsities):
        return _NO_RUNS
    figures = {
        sparsity: Figure(
            f"best minus worst at {sparsity:.0%}",
            max(runs[sparsity]) - min(runs[sparsity]),
            len(runs[sparsity]),
            "points",
        )
        for sparsity in sparsities
    }
    others = [figure for sparsity, figure in figures.items() if sparsity != main]
    return Measurement.of(figures[main], *others)


def blalock_magnitude_over_random(
    tables: BlalockTables, *, sparsities: Sequence[float], enough: int
) -> Measurement:
    """Return how much better the best magnitude run is than the best random one.

    Holds if it is better at each sparsity with enough runs, and the gap at the highest of them is
    the largest. The main figure is that gap.
    """
    magnitude, random = (_accuracies(tables, method) for method in ("magnitude", "random"))
    if not all(sparsity in magnitude and sparsity in random for sparsity in sparsities):
        return _NO_RUNS
    figures: list[Figure] = []
    gaps: dict[float, Figure] = {}
    for sparsity in sparsities:
        best = {
            name: found[sparsity] for name, found in (("magnitude", magnitude), ("random", random))
        }
        figures += [
            Figure(f"best {name} at {sparsity:.0%}", max(found), len(found), "percent")
            for name, found in best.items()
        ]
        n = min(map(len, best.values()))
        gap = max(best["magnitude"]) - max(best["random"])
        gaps[sparsity] = Figure(f"gap at {sparsity:.0%}", gap, n, "points")
    judged = [gap for gap in gaps.values() if gap.n >= enough and gap.value is not None]
    if not judged:
        return Measurement(None, 0, note=f"no sparsity has {enough} runs of either method")
    values = [gap.value or 0.0 for gap in judged]
    left = [f"{sparsity:.0%}" for sparsity, gap in gaps.items() if gap.n < enough]
    note = f"fewer than {enough} runs at {', '.join(left)}, shown but not judged" if left else ""
    others = [gap for gap in gaps.values() if gap is not judged[-1]]
    found = Measurement.of(judged[-1], *others, *figures, note=note)
    return replace(found, holds=min(values) > 0 and max(values) == values[-1])


def blalock_dense_seed_noise(tables: BlalockTables) -> Measurement:
    """Return the standard deviation of dense baselines that differ in their seed only."""
    dense = _accuracies(tables, "dense").get(0.0, [])
    if len(dense) < 2:
        return _NO_RUNS
    n = len(dense)
    return Measurement.of(
        Figure("standard deviation", stdev(dense), n, "points"),
        Figure("mean", fmean(dense), n, "percent"),
        Figure("least", min(dense), n, "percent"),
        Figure("most", max(dense), n, "percent"),
    )
