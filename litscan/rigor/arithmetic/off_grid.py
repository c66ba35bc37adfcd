"""Telling scores that cannot be from papers that used another split.

The scores of one paper on one data set are weighed together. Where so many of them are possible
that chance does not explain it, the paper used the usual split, and the few that are not possible
are slips; where it does explain it, nothing is known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from litscan.rigor.arithmetic.granularity import Score, chance_of_as_many

__all__ = ["Judged", "Weighed", "weigh"]

_TOO_LIKELY = 1e-2
_TOO_LIKELY_TO_ACCUSE = 1e-3
_MOST_OFF = 0.2
_FEWEST_BESIDE = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """A score, whether it is possible, and the chance that any printed number would be."""

    score: Score
    possible: bool
    chance: float


@dataclass(frozen=True, slots=True)
class Weighed:
    """The scores that are right, those that cannot be, and the data sets that decide nothing."""

    right: tuple[Score, ...]
    wrong: tuple[tuple[Score, int], ...]
    undecided: tuple[str, ...]


def weigh(judged: Iterable[Judged]) -> Weighed:
    """Return what the scores of one paper say.

    A score is wrong only if the others of its data set are on the grid and so are at least two
    others of its own row, so that a row of another protocol is left alone. With each wrong score
    stands how many of its data set are right.
    """
    by_dataset = _grouped(judged, lambda item: str(item.score.value.dataset))
    right: list[Score] = []
    off: list[tuple[Score, int]] = []
    undecided: list[str] = []
    for dataset, items in by_dataset.items():
        possible = [item for item in items if item.possible]
        chance = chance_of_as_many((item.chance for item in items), len(possible))
        clean = len(possible) == len(items)
        few = len(items) - len(possible) <= _MOST_OFF * len(items)
        if chance < (_TOO_LIKELY if clean else _TOO_LIKELY_TO_ACCUSE) and few:
            right += [item.score for item in possible]
            off += [(item.score, len(possible)) for item in items if not item.possible]
        else:
            undecided.append(dataset)
    rows = _grouped(judged, _row)
    wrong = tuple((score, many) for score, many in off if _stands_alone(score, rows))
    return Weighed(tuple(right), wrong, tuple(undecided))


def _row(item: Judged) -> str:
    return f"{item.score.table.label}\n{item.score.value.record}"


def _grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        groups[key(item)].append(item)
    return groups


def _stands_alone(score: Score, rows: dict[str, list[Judged]]) -> bool:
    row = rows[_row(Judged(score, possible=False, chance=0))]
    possible = sum(item.possible for item in row)
    return possible >= _FEWEST_BESIDE and len(row) - possible == 1
