"""Points of one paper against the curve of another: who dominates whom.

Both coordinates are better when larger. A curve is the concave frontier of its points: those that
no other point dominates and that no chord between two others passes above.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from itertools import pairwise

__all__ = ["Place", "concave_curve", "not_dominated", "place_on_curve", "source_curve"]

Point = tuple[float, float]


class Place(StrEnum):
    """Where a point lies to a curve."""

    DOMINATED = "dominated"
    BELOW = "below"
    INCOMPARABLE = "incomparable"
    ABOVE = "above"
    DOMINANT = "dominant"


def _dominates(one: Point, other: Point) -> bool:
    return one != other and one[0] >= other[0] and one[1] >= other[1]


def not_dominated(points: Iterable[Point]) -> list[Point]:
    """Return the distinct points that no other dominates, in rising order.

    Examples
    --------
    >>> not_dominated([(1, 5), (2, 4), (1, 3)])
    [(1, 5), (2, 4)]
    """
    distinct = sorted(set(points))
    return [one for one in distinct if not any(_dominates(other, one) for other in distinct)]


def concave_curve(points: Iterable[Point]) -> list[Point]:
    """Return the vertices of the concave frontier of points, in rising order.

    Examples
    --------
    >>> concave_curve([(1, 5), (2, 1), (3, 0.5), (2, 0)])
    [(1, 5), (3, 0.5)]
    """
    curve: list[Point] = []
    for point in not_dominated(points):
        while len(curve) > 1 and _slope(curve[-1], point) > _slope(curve[-2], curve[-1]):
            curve.pop()
        curve.append(point)
    return curve


def source_curve(points: Iterable[Point]) -> list[Point]:
    """Return the vertices that the meta-analysis's own code leaves of the same frontier.

    It drops vertices one by one but goes on to take slopes from the points it began with, so that
    after one was dropped it may drop the wrong ones.

    Examples
    --------
    >>> source_curve([(1, 5), (2, 1), (3, 0.5), (2, 0)])
    [(1, 5), (3, 0.5)]
    """
    whole = not_dominated(points)
    curve = list(whole)
    sagging = [
        at
        for at in range(1, len(whole) - 1)
        if _slope(whole[at], whole[at + 1]) > _slope(whole[at - 1], whole[at])
    ]
    while len(curve) > 2:
        wrong = next((at for at in sagging if at < len(curve) - 1), None)
        if wrong is None:
            break
        del curve[wrong]
    return curve


def place_on_curve(point: Point, curve: Sequence[Point]) -> Place:
    """Return where a point lies to a curve of `concave_curve`.

    Examples
    --------
    >>> place_on_curve((2, 3), [(1, 5), (3, 4)]).value
    'dominated'
    >>> place_on_curve((2, 4.6), [(1, 5), (3, 4)]).value
    'above'
    """
    if any(_dominates(other, point) for other in curve):
        return Place.DOMINATED
    if any(_dominates(point, other) for other in curve):
        return Place.DOMINANT
    for left, right in pairwise(curve):
        if left[0] <= point[0] <= right[0] and left[0] < right[0]:
            height = left[1] + _slope(left, right) * (point[0] - left[0])
            if point[1] == height:
                return Place.INCOMPARABLE
            return Place.ABOVE if point[1] > height else Place.BELOW
    return Place.INCOMPARABLE


def _slope(left: Point, right: Point) -> float:
    return (right[1] - left[1]) / (right[0] - left[0])
