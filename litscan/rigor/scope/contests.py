"""Where a table sets the own method against prior ones, and who is better there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from litscan.document.model import Evidence
from litscan.extraction.records import Result
from litscan.vocabulary.directions import quality_directions

__all__ = ["Contest", "find_contests"]

MATCHED = 5.0
"""Percentage points of the share removed within which two networks count as pruned alike."""


@dataclass(frozen=True, slots=True)
class Contest:
    """One data set, network and measure of one table that holds own and prior results.

    `won` is False where a prior method is better than every own row and pruned at least as far.
    `evidence` is the prior method's cell and the best own one.
    """

    won: bool
    evidence: tuple[Evidence, ...]


def find_contests(results: Iterable[Result]) -> tuple[Contest, ...]:
    """Return the contests of a paper's tables, in the order of the tables.

    Measures of which the vocabulary does not know which way is better are left out.
    """
    directions = quality_directions()
    groups: dict[tuple[object, ...], list[Result]] = defaultdict(list)
    for result in results:
        place = result.evidence[0].table
        if place is not None and result.metric in directions and not result.is_dense_baseline:
            key = (place.label, result.dataset, result.architecture, result.metric)
            groups[key].append(result)
    found = []
    for (*_, metric), members in groups.items():
        own = [item for item in members if item.own]
        prior = [item for item in members if not item.own]
        if own and prior:
            found.append(_contest(own, prior, 1 if directions[str(metric)] == "higher" else -1))
    return tuple(found)


def _contest(own: list[Result], prior: list[Result], sign: int) -> Contest:
    best = max(own, key=lambda item: sign * item.value)
    for other in prior:
        rivals = [item for item in own if not _pruned_further(item, other)]
        beaten = all(sign * other.value > sign * item.value for item in rivals)
        if beaten and len(rivals) == len(own):
            return Contest(won=False, evidence=(*other.evidence[:1], *best.evidence[:1]))
    return Contest(won=True, evidence=best.evidence[:1])


def _pruned_further(one: Result, other: Result) -> bool:
    """Return whether one network is known to be pruned further than the other."""
    mine, theirs = (
        None if item.operating_point is None else item.operating_point.share_removed
        for item in (one, other)
    )
    return mine is not None and theirs is not None and mine > theirs + MATCHED
