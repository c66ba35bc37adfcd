"""Whether pruned networks run faster: speedups over the dense network from raw timings."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from litscan.claims.figures import Figure
from litscan.claims.trials import SPLIT_OVERLAP, SeedRows, over_seeds, seeds_note
from litscan.claims.verdict import Measurement
from litscan.errors import ReadError
from litscan.experiments.intervals import mean_interval

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["trial_speedups"]

_DENSE_OF = {"SciPy": "NumPy", "PyTorch sparse": "PyTorch"}
_ERROR_RATE = 0.05


@dataclass(frozen=True, slots=True)
class _Timed:
    """One pruned network in one library, timed against the dense one.

    Parameters
    ----------
    name, filter : str
        Its kind and library; its sparsity and the batch.
    candidate : bool
        Whether it is stored so that it could run faster: not with its zeros among dense weights.
    speedups : list of float
        Seconds of the dense network over its own, medians of the rounds, one a seed.
    theoretical : list of float
        Multiplications of the dense network over its own.
    """

    name: str
    filter: str
    candidate: bool
    speedups: list[float]
    theoretical: list[float]

    def figures(self) -> Iterator[Figure]:
        """Yield the speedup and, where it could run faster, its share of what the sizes promise."""
        n = len(self.speedups)
        yield over_seeds(self.name, _ratio(self.speedups), n, "times as fast", self.filter)
        if self.candidate:
            pairs = zip(self.speedups, self.theoretical, strict=True)
            reached = _ratio([measured / promised for measured, promised in pairs])
            name = f"{self.name}, measured over theoretical speedup"
            yield over_seeds(name, reached, n, "", self.filter)


def trial_speedups(runs: SeedRows) -> Measurement:
    """Return the smallest speedup of a pruned network stored to be fast.

    Each speedup has an interval at a level divided by the number of networks that could have been
    the slowest (Bonferroni), since the slowest is looked for; one whose interval lies below 1 is a
    slowdown.
    """
    rows = runs.rows("acceleration")
    timed = list(_timed(rows))
    candidates = [one for one in timed if one.candidate]
    level = 1 - _ERROR_RATE / len(candidates)
    intervals = [_ratio(one.speedups, level) for one in candidates]
    slower = sum(high < 1 for _, _, high in intervals)
    faster = sum(low > 1 for _, low, _ in intervals)
    slowest, one = min(zip(intervals, candidates, strict=True), key=lambda found: found[0][0])
    main = over_seeds(one.name, slowest, len(runs.seeds), "times as fast", one.filter)
    note = (
        f"of {len(candidates)} pruned networks stored to be fast {faster} are faster than the dense"
        f" one and {slower} slower; the slowest is {one.name} ({one.filter}); {seeds_note(runs)}"
    )
    return Measurement(
        main.value,
        main.n,
        main.low,
        main.high,
        holds=True if slower else False if faster == len(candidates) else None,
        note=note,
        figures=(*(figure for one in timed for figure in one.figures()), *_accuracies(rows)),
    )


def _timed(rows: pd.DataFrame) -> Iterator[_Timed]:
    keys = ["batch", "sparsity", "library", "kind"]
    by_seed: Any = rows.groupby([*keys, "seed"]).agg(
        seconds=("seconds", "median"), multiply_adds=("multiply_adds", "first")
    )
    for (batch, sparsity, library, kind), part in by_seed.groupby(level=keys):
        if kind == "dense":
            continue
        dense_key = (batch, 0.0, _DENSE_OF.get(library, library), "dense")
        if dense_key not in by_seed.index:
            raise ReadError(f"no times of the dense network beside {kind}, {library}")
        dense = by_seed.loc[dense_key]
        own = part.droplevel(keys)
        in_dense = kind == "unstructured" and library not in _DENSE_OF
        yield _Timed(
            f"{kind}, {library}{', zeros among dense weights' if in_dense else ''}",
            f"batch of {batch}, {sparsity:.0%} of the weights removed",
            not in_dense and kind != "smaller dense",
            (dense["seconds"] / own["seconds"]).tolist(),
            (dense["multiply_adds"] / own["multiply_adds"]).tolist(),
        )


def _ratio(values: list[float], level: float = 0.95) -> tuple[float, float, float]:
    """Return the geometric mean of ratios over seeds, with its interval."""
    mean, low, high = mean_interval([math.log(value) for value in values], level=level)
    return math.exp(mean), math.exp(low), _exp(high)


def _exp(value: float) -> float:
    """Return the exponential; infinite where it is too large for a number."""
    try:
        return math.exp(value)
    except OverflowError:
        return math.inf


def _accuracies(rows: pd.DataFrame) -> Iterator[Figure]:
    by_seed: Any = rows.groupby(["sparsity", "kind", "seed"])["accuracy"].first()
    for (sparsity, kind), part in by_seed.groupby(level=["sparsity", "kind"]):
        interval = mean_interval(part.tolist(), overlap=SPLIT_OVERLAP)
        name = f"{kind}, {sparsity:.0%} of the weights removed" if sparsity else str(kind)
        where = "accuracy on the test part"
        yield over_seeds(name, interval, len(part), "percent", where, possible=(0.0, 100.0))
