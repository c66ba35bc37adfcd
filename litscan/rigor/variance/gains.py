"""By how much the own method beats the best compared one, and how much of it may be noise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from litscan.extraction.records import Result
from litscan.vocabulary.directions import quality_directions

__all__ = ["Gain", "find_gains"]

MATCHED = 1.0
"""Percentage points of the share removed within which two networks count as pruned alike."""


@dataclass(frozen=True, slots=True)
class Gain:
    """An own result that is better than every compared one of its table at the same level.

    `spread` is the pooled standard deviation, of the own number alone where only it has one; None
    where neither does, or where what stands after ± is said to be no standard deviation.
    """

    own: Result
    other: Result
    size: float
    spread: float | None


def find_gains(results: Iterable[Result]) -> tuple[Gain, ...]:
    """Return the gains of a paper's tables at matched operating points, in printed order."""
    directions = quality_directions()
    groups: dict[tuple[object, ...], list[Result]] = defaultdict(list)
    for item in results:
        place = item.evidence[0].table
        if place is not None and item.metric in directions and not item.is_dense_baseline:
            key = (place.label, item.dataset, item.architecture, item.task, item.metric, item.unit)
            groups[key].append(item)
    found = []
    for (*_, metric, _unit), members in groups.items():
        sign = 1 if directions[str(metric)] == "higher" else -1
        for own in (item for item in members if item.own):
            rivals = [item for item in members if not item.own and _alike(own, item)]
            gain = _gain(own, rivals, sign)
            if gain is not None:
                found.append(gain)
    return tuple(found)


def _gain(own: Result, rivals: list[Result], sign: int) -> Gain | None:
    if not rivals:
        return None
    best = max(rivals, key=lambda item: sign * item.value)
    size = sign * (own.value - best.value)
    return Gain(own, best, round(size, 6), _pooled(own, best)) if size > 0 else None


def _alike(own: Result, other: Result) -> bool:
    mine, theirs = own.operating_point, other.operating_point
    if mine is None or theirs is None:
        return False
    one, two = mine.share_removed, theirs.share_removed
    if one is None or two is None:
        return mine == theirs
    return abs(one - two) <= MATCHED


def _pooled(own: Result, other: Result) -> float | None:
    spreads = [
        item.uncertainty.value
        for item in (own, other)
        if item.uncertainty is not None and item.uncertainty.kind in ("std", "unnamed")
    ]
    if own.uncertainty is None or not spreads:
        return None
    return sqrt(sum(value**2 for value in spreads) / len(spreads))
