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

_TOO_LIKELY = 1e-3
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
    others of its own row, so that a row of another protocol is left alone. It is right only where
    a wrong one in its place would have been told. With each wrong score stands how many of its
    data set are right.
    """
    items = list(judged)
    rows = _grouped(items, _row)
    right: list[Score] = []
    wrong: list[tuple[Score, int]] = []
    undecided: list[str] = []
    for dataset, group in _grouped(items, lambda item: str(item.score.value.dataset)).items():
        possible = [item for item in group if item.possible]
        told = [item for item in group if _is_told(item, group, rows[_row(item)])]
        right += [item.score for item in told if item.possible]
        wrong += [(item.score, len(possible)) for item in told if not item.possible]
        if not told:
            undecided.append(dataset)
    return Weighed(tuple(right), tuple(wrong), tuple(undecided))


def _is_told(item: Judged, group: list[Judged], row: list[Judged]) -> bool:
    """Whether a score's data set and row would tell that it cannot be, if it could not."""
    off = sum(not other.possible for other in group if other is not item) + 1
    if off > max(1, _MOST_OFF * len(group)):
        return False
    if chance_of_as_many((other.chance for other in group), len(group) - off) >= _TOO_LIKELY:
        return False
    beside = [other for other in row if other is not item]
    return len(beside) >= _FEWEST_BESIDE and all(other.possible for other in beside)


def _row(item: Judged) -> str:
    return f"{item.score.table.label}\n{item.score.value.record}"


def _grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> dict[str, list[Judged]]:
    groups: dict[str, list[Judged]] = defaultdict(list)
    for item in judged:
        groups[key(item)].append(item)
    return groups
