"""Claims tested by small real runs: what the raw rows of an experiment say, seed by seed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

from litscan.claims.figures import Figure
from litscan.claims.verdict import Measurement
from litscan.experiments import find_experiment
from litscan.experiments.bundled import TEST_SHARE
from litscan.experiments.intervals import mean_interval

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

__all__ = [
    "SPLIT_OVERLAP",
    "SeedRows",
    "over_seeds",
    "seeds_note",
    "trial_convergence",
    "trial_criteria",
    "trial_scratch",
]

SPLIT_OVERLAP = TEST_SHARE / (1 - TEST_SHARE)
"""Rows of the test over rows of the training, see `mean_interval`."""

_RANDOM = ("random, layers as magnitude", "random")
_FINE_TUNED = "fine-tuned"
_FROM_NEW = ("scratch, equal epochs", "scratch, equal compute", "rewound")


class SeedRows(Protocol):
    """Raw rows of experiments, such as `litscan.experiments.ExperimentRuns`."""

    @property
    def seeds(self) -> range:
        """The seeds of the runs."""

    @property
    def folder(self) -> Path:
        """Where the rows are kept."""

    def rows(self, name: str) -> pd.DataFrame:
        """Return the rows of an experiment for all seeds."""


def trial_criteria(runs: SeedRows, *, data: str, sparsity: float) -> Measurement:
    """Return by how many points magnitude pruning is ahead of random pruning.

    Parameters
    ----------
    runs : SeedRows
    data, sparsity
        The data set and the sparsity of the figure that is judged: against random pruning with as
        many weights in each layer as magnitude leaves.
    """
    rows = runs.rows("criteria")
    figures = []
    parts: Any = rows.groupby(["data", "sparsity"])
    for (name, level), part in parts:
        by_criterion = part.pivot_table(index="seed", columns="criterion", values="accuracy")
        for random in _RANDOM:
            gaps = by_criterion["magnitude"] - by_criterion[random]
            figures.append(_points(f"magnitude minus {random}", gaps, _sparse(name, level)))
    return _headed(_sparse(data, sparsity), figures, seeds_note(runs))


def trial_scratch(runs: SeedRows, *, data: str, sparsity: float, structure: str) -> Measurement:
    """Return by how many points fine-tuning is ahead of training from new weights.

    Parameters
    ----------
    runs : SeedRows
    data, sparsity, structure
        Which figure is judged: that against new weights trained for as many epochs.
    """
    rows = runs.rows("scratch")
    figures = []
    parts: Any = rows.groupby(["data", "structure", "sparsity"])
    for (name, kind, level), part in parts:
        by_way = part.pivot_table(index="seed", columns="way", values="accuracy")
        for way in _FROM_NEW:
            if way in by_way:
                gaps = by_way[_FINE_TUNED] - by_way[way]
                where = _sparse(name, level, kind)
                figures.append(_points(f"fine-tuned minus {way}", gaps, where))
    return _headed(_sparse(data, sparsity, structure), figures, seeds_note(runs))


def trial_convergence(runs: SeedRows, *, data: str) -> Measurement:
    """Return the exponent of epochs to the target loss in the width of the network.

    Epochs go as the width to this power: -1 is half the epochs at twice the width. For each seed a
    line is fitted to the logarithms, every width at the learning rate that suits it best. A width
    that never reaches the loss counts with the epochs it was given, fewer than it needs: where it
    is the narrow ones, the exponent is closer to 0 than it would be, and its size depends on how
    many epochs were given. Beside it stands the exponent among the widths that always arrive.
    """
    rows = runs.rows("convergence")
    rows = rows[rows["data"] == data]
    given = float(find_experiment("convergence").settings["epochs"])
    best = rows.assign(epochs=rows["epochs"].fillna(given)).groupby(["seed", "width"])["epochs"]
    table = best.min().unstack("width")
    main = _exponent("exponent of epochs in width, each width at its best rate", table)
    others = []
    for rate, part in rows.groupby("rate", sort=True):
        fixed = part.assign(epochs=part["epochs"].fillna(given))
        wide = fixed.pivot_table(index="seed", columns="width", values="epochs")
        others.append(_exponent(f"exponent at a learning rate of {rate:g}", wide))
    reached = rows.groupby(["seed", "width"])["reached"].any().unstack("width")
    widths = [int(str(width)) for width in table.columns]
    whole = [width for width in widths if reached[width].all()]
    if 1 < len(whole) < len(widths):
        words = f"exponent among the widths that always arrive, {whole[0]} to {whole[-1]}"
        others.append(_exponent(words, table[whole]))
    others += [_epochs_at(width, table[width].tolist(), arrives=width in whole) for width in widths]
    short = [str(width) for width in widths if width not in whole]
    note = f"{_short_note(short, given)}; {seeds_note(runs)}" if short else seeds_note(runs)
    return Measurement.of(main, *others, note=note)


def _epochs_at(width: int, epochs: list[float], *, arrives: bool) -> Figure:
    """Return the mean epochs of a width; a lower bound, without interval, if some never arrive."""
    mean, low, high = mean_interval(epochs)
    if not arrives:
        return Figure(f"at least at width {width}", mean, len(epochs), "epochs")
    return over_seeds(f"at width {width}", (mean, low, high), len(epochs), "epochs")


def _short_note(short: Sequence[str], given: float) -> str:
    return (
        f"width {' and '.join(short)} does not always arrive and then counts with the {given:g}"
        " epochs given, on which the size of the exponent depends"
    )


def _exponent(name: str, table: pd.DataFrame) -> Figure:
    import numpy as np

    widths = np.log(np.array(table.columns, dtype=float))
    slopes = [float(np.polyfit(widths, np.log(row), 1)[0]) for row in table.to_numpy(float)]
    return over_seeds(name, mean_interval(slopes), len(slopes), "exponent")


def seeds_note(runs: SeedRows) -> str:
    """Return which seeds the figures rest on, and where their rows are."""
    last = runs.seeds[-1]
    seeds = f"seed {last}" if len(runs.seeds) == 1 else f"seeds {runs.seeds[0]} to {last}"
    return f"{seeds}; raw rows in {runs.folder}"


def _sparse(data: str, sparsity: float, structure: str = "weights") -> str:
    by = "" if structure == "weights" else f" by {structure}"
    return f"{data}, {sparsity:.0%} of the weights removed{by}"


def _headed(chosen: str, figures: Sequence[Figure], note: str) -> Measurement:
    """Return the measurement of the first figure under the chosen filter, shown before the rest."""
    first = [figure for figure in figures if figure.filter == chosen]
    if not first:
        return Measurement(None, 0, note=f"no rows of {chosen}")
    return Measurement.of(*first, *(one for one in figures if one not in first), note=note)


def _points(name: str, gaps: pd.Series[float], filter_: str) -> Figure:
    """Return a mean difference of accuracies, in percentage points, over seeds that split anew."""
    mean, low, high = mean_interval(gaps.tolist(), overlap=SPLIT_OVERLAP)
    interval = (_clean(mean), _clean(low), _clean(high))
    return over_seeds(name, interval, len(gaps), "points", filter_, possible=(-100.0, 100.0))


def _clean(value: float) -> float:
    """Return a difference of percents without its dust, and 0 without a sign."""
    return round(value, 9) + 0.0


def over_seeds(
    name: str,
    interval: tuple[float, float, float],
    n: int,
    unit: str,
    filter_: str = "",
    *,
    possible: tuple[float, float] = (-math.inf, math.inf),
) -> Figure:
    """Return a mean over seeds as a figure, with the ends of its interval that are finite.

    Parameters
    ----------
    name, n, unit, filter_
        See `Figure`.
    interval : tuple of float
        Mean, low and high end.
    possible : tuple of float
        Lowest and highest value that the figure can have; the interval ends there.
    """
    mean, low, high = interval
    lowest, highest = possible
    ends = (min(max(end, lowest), highest) if math.isfinite(end) else None for end in (low, high))
    return Figure(name, mean, n, unit, filter_, *ends)
