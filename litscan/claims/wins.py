"""Claims about who wins: each paper's points against those of the papers it says it compares to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from litscan.claims.blalock import BlalockTables
from litscan.claims.blalock_rows import Pair, ResultRow, named_configurations
from litscan.claims.drawable import CHANGES, RATIOS, drawable_rows
from litscan.claims.figures import Figure, share_within_units
from litscan.claims.frontier import (
    Place,
    concave_curve,
    not_dominated,
    place_on_curve,
    source_curve,
)
from litscan.claims.verdict import Measurement

__all__ = ["Contest", "blalock_declared_wins", "comparable_papers", "contests"]

Point = tuple[float, float]
Curve = Callable[[Iterable[Point]], list[Point]]

_LABELS = {
    Place.DOMINANT: "a point dominates",
    Place.DOMINATED: "a point is dominated",
    Place.ABOVE: "a point is above the curve",
    Place.BELOW: "a point is below the curve",
}


@dataclass(frozen=True, slots=True)
class Contest:
    """The points of one paper against the curve of another, on one pair and two metrics."""

    paper: str
    other: str
    places: tuple[Place, ...]


def contests(
    rows: Iterable[ResultRow], pairs: Collection[Pair], curve: Curve = concave_curve
) -> Iterator[Contest]:
    """Yield every ordered contest of two papers that give the same two metrics on the same pair."""
    rows = list(rows)
    for pair in sorted(pairs):
        for ratio in RATIOS:
            for change in CHANGES:
                points: dict[str, list[Point]] = {}
                for row in rows:
                    if row.pair == pair and ratio in row.numbers and change in row.numbers:
                        point = (row.numbers[ratio], row.numbers[change])
                        points.setdefault(row.paper, []).append(point)
                yield from _contests(points, curve)


def _contests(points: dict[str, list[Point]], curve: Curve) -> Iterator[Contest]:
    curves = {paper: curve(found) for paper, found in points.items()}
    for paper, found in sorted(points.items()):
        for other, line in sorted(curves.items()):
            if other != paper:
                places = tuple(place_on_curve(point, line) for point in not_dominated(found))
                yield Contest(paper, other, places)


def comparable_papers(rows: Iterable[ResultRow], pairs: Collection[Pair]) -> set[str]:
    """Return the papers with at least one other paper to compare with."""
    return {contest.paper for contest in contests(rows, pairs)}


def blalock_declared_wins(tables: BlalockTables) -> Measurement:
    """Return the share of declared comparisons in which a point of the paper dominates.

    The curves compared with are those of the source's code; those of an exact frontier are beside.
    """
    figures = [
        figure
        for name, curve in (("A2", source_curve), ("A2, exact concave frontier", concave_curve))
        for figure in _wins(tables, curve, name)
    ]
    return Measurement.of(*figures)


def _wins(tables: BlalockTables, curve: Curve, name: str) -> list[Figure]:
    declared = {(paper.key, other) for paper in tables.papers for other in paper.compares_to}
    found = [
        contest
        for contest in contests(drawable_rows(tables), named_configurations("six"), curve)
        if (contest.paper, contest.other) in declared
    ]
    n, unit = len(found), "comparisons"
    papers = sorted({contest.paper for contest in found})
    of_paper = [[one.places for one in found if one.paper == paper] for paper in papers]
    counts = {label: sum(at in one.places for one in found) for at, label in _LABELS.items()}
    return [
        *(
            share_within_units(
                f"{label}, share", [[at in places for places in of] for of in of_paper], name
            )
            for at, label in _LABELS.items()
        ),
        *(Figure(label, count, n, unit, name) for label, count in counts.items()),
        Figure("declared comparisons", n, n, unit, name),
    ]
