"""Which accuracies a test set of known size can give (GRIM, GRIMMER).

One run on *N* items scores k / N with a whole k, the mean of *n* runs k / (N n). A printed figure
is possible if such a number lies within one unit of the last digit from it: rounded, cut off,
or rounded twice. Whether a paper used the usual split is not known beforehand: many figures on
the grid show that it did, and only then is one that lies off it worth a word.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from litscan.document.model import Table
from litscan.extraction.readings import ValueReading
from litscan.resources import load_toml
from litscan.rigor.arithmetic.ragged import ragged_rows
from litscan.rigor.base import Subject

__all__ = [
    "Score",
    "chance_of_as_many",
    "chance_on_grid",
    "deviation_chance",
    "is_on_grid",
    "nearest",
    "read_scores",
    "set_size",
    "supported_decimals",
]

_PROPORTIONS = frozenset(
    {"accuracy", "top1_accuracy", "top5_accuracy", "error", "top1_error", "top5_error"}
)
_SLACK = 1e-9
_WINDOW = 2.0
"""Width, in last units, of what may have become one printed number by rounding or cutting off."""
_PADDED = 0.1
"""Share of printed numbers that end in a zero."""
_MOST_SUMS = 4000


@cache
def _sizes() -> dict[str, int]:
    return {
        entry["dataset"]: entry["size"] for entry in load_toml("reference", "datasets.toml")["set"]
    }


def set_size(dataset: str | None) -> int | None:
    """Return how many items the usual test set holds, or None.

    Examples
    --------
    >>> set_size("RTE"), set_size("a set of our own")
    (277, None)
    """
    return _sizes().get(dataset or "")


@dataclass(frozen=True, slots=True)
class Score:
    """A share of right answers on a test set of known size, in percent.

    `shown` is the printed number, `unit` one unit of its last digit.
    """

    table: Table
    value: ValueReading
    size: int
    shown: float
    unit: float

    @property
    def low(self) -> float:
        """The least that may have become the printed number."""
        return self.shown - self.unit

    @property
    def high(self) -> float:
        """The most that may have become the printed number."""
        return self.shown + self.unit

    @property
    def told_unit(self) -> float:
        """One unit of the last digit but final zeros, which may pad a number copied shorter."""
        return 10.0**-self.told_decimals

    @property
    def told_decimals(self) -> int:
        """Printed decimals of the percentage but final zeros."""
        decimals = max(self.decimals, 0)
        shown = f"{self.shown:.{decimals}f}"
        return decimals - (len(shown) - len(shown.rstrip("0")) if decimals else 0)

    @property
    def decimals(self) -> int:
        """Printed decimals of the percentage."""
        return round(-math.log10(self.unit))

    @property
    def dispersion(self) -> tuple[float, float] | None:
        """Bounds of the printed spread in percent, None where none is printed."""
        quantity = self.value.quantity
        if quantity.uncertainty is None or quantity.uncertainty_decimals is None:
            return None
        factor = self.unit * 10**quantity.decimals
        half = 0.5 * 10.0**-quantity.uncertainty_decimals
        spread = quantity.uncertainty
        return factor * max(0.0, spread - half), factor * (spread + half)


def read_scores(subject: Subject) -> Iterator[Score]:
    """Yield the accuracies and errors that tables print for test sets of known size.

    F1, correlations, perplexity, average precision and averages are no shares of a count.
    """
    for reading in subject.readings:
        if reading.kind not in ("results", "ablation"):
            continue
        ragged = ragged_rows(reading.table)
        scores = [v for v in reading.values if v.cell.row not in ragged and _is_score(v)]
        fractions = bool(scores) and all(abs(value.quantity.value) <= 1 for value in scores)
        for value in scores:
            size = set_size(value.dataset)
            if size is not None and (fractions or value.quantity.value > 1):
                score = _score(reading.table, value, size, factor=100 if fractions else 1)
                if score.high > 0 and score.low < 100:
                    yield score


def _is_score(value: ValueReading) -> bool:
    quantity = value.quantity
    return (
        value.measure in _PROPORTIONS
        and value.stage != "change"
        and value.dataset_from in ("heading", "label", "above", "caption")
        and not quantity.sign_explicit
        and quantity.arrow is None
        and not quantity.approximate
        and quantity.unit in ("", "percent")
        and quantity.scale == 1
        and quantity.value > 0
    )


def _score(table: Table, value: ValueReading, size: int, *, factor: int) -> Score:
    quantity = value.quantity
    return Score(table, value, size, factor * quantity.value, factor * 10.0**-quantity.decimals)


def is_on_grid(score: Score, runs: int = 1) -> bool:
    """Return whether some whole number of right answers over all runs gives the score."""
    items = score.size * runs / 100
    units = [score.unit] if score.told_decimals == score.decimals else [score.unit, score.told_unit]
    return any(
        math.ceil((score.shown - unit) * items - _SLACK)
        <= math.floor((score.shown + unit) * items + _SLACK)
        for unit in units
    )


def nearest(score: Score, runs: int = 1) -> float:
    """Return the possible score that lies nearest, in percent."""
    items = score.size * runs / 100
    return round(score.shown * items) / items


def chance_on_grid(score: Score, runs: int = 1) -> float:
    """Return the share of printable numbers that are possible: 1 where the test has no power."""
    steps = _WINDOW * score.unit * score.size * runs / 100
    return (1 - _PADDED) * min(1.0, steps) + _PADDED * min(1.0, 10 * steps)


def chance_of_as_many(chances: Iterable[float], found: int) -> float:
    """Return how likely at least `found` of independent events with these chances happen.

    Examples
    --------
    >>> chance_of_as_many([0.5, 0.5], 2)
    0.25
    """
    distribution = [1.0]
    for chance in chances:
        shifted = [0.0, *(chance * mass for mass in distribution)]
        stayed = [*((1 - chance) * mass for mass in distribution), 0.0]
        distribution = [one + other for one, other in zip(shifted, stayed, strict=True)]
    return min(1.0, sum(distribution[found:]))


def supported_decimals(size: int, runs: int = 1) -> int:
    """Return the decimals of a percentage that tell all possible scores apart.

    Examples
    --------
    >>> supported_decimals(10000), supported_decimals(277), supported_decimals(50000)
    (2, 1, 3)
    """
    return max(0, math.ceil(math.log10(size * runs / 100) - _SLACK))


def deviation_chance(score: Score, runs: int, factors: Iterable[float]) -> tuple[bool, float]:
    """Return whether a printed spread is possible beside its mean, and by what chance it would be.

    The sum of squares of whole numbers is whole, and even where their sum is (GRIMMER).

    Parameters
    ----------
    score : Score
        With its `Score.dispersion`.
    runs : int
        How many runs the mean was taken over.
    factors : iterable of float
        What the squared spread is to be multiplied by to give the sum of squared deviations, one
        for each statistic that the spread may be.
    """
    spread = score.dispersion
    items = score.size / 100
    first = math.ceil(score.low * items * runs - _SLACK)
    last = math.floor(score.high * items * runs + _SLACK)
    if spread is None or last - first > _MOST_SUMS:
        return True, 1.0
    chance, possible = 0.0, False
    for factor in factors:
        low, high = (factor * (bound * items) ** 2 for bound in spread)
        chance += (high - low) / 2 * (last - first + 1)
        for total in range(first, last + 1):
            least = math.ceil(total * total / runs + low - _SLACK)
            least += (least - total) % 2
            possible = possible or least <= total * total / runs + high + _SLACK
    return possible, min(1.0, chance)
