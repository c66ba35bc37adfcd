"""How much accuracy the own method loses against the dense network beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from litscan.document.model import Evidence
from litscan.extraction.records import Result
from litscan.vocabulary.directions import quality_directions

__all__ = ["Loss", "find_losses"]


LARGEST_GAIN = 3.0
"""Percentage points; a network that is pruned and gains more was not the one it is set against."""
ROUNDING = 0.15
"""Percentage points by which a printed loss may differ from its two numbers."""


@dataclass(frozen=True, slots=True)
class Loss:
    """Percentage points that one own row loses; negative where it gains."""

    points: float
    evidence: tuple[Evidence, ...]


def find_losses(results: Iterable[Result]) -> tuple[Loss, ...]:
    """Return the losses of own rows in percent: printed, or against the dense row of the table.

    A dense number in the row itself comes first, and outranks a printed loss that is not what the
    two give. Of several dense rows of one data set, network and measure the one that makes the
    loss smallest counts. What gains more than pruning ever does is set against a wrong row and
    left out.
    """
    directions = quality_directions()
    printed: list[tuple[Result, Loss]] = []
    losses: list[Loss] = []
    computed: dict[tuple[object, ...], float] = {}
    groups: dict[tuple[object, ...], list[Result]] = defaultdict(list)
    for result in results:
        place = result.evidence[0].table
        if result.own and result.metric.endswith("_drop") and result.unit == "pp":
            printed.append((result, Loss(result.value, result.evidence[:1])))
        elif place is not None and result.metric in directions and result.unit == "percent":
            key = (place.label, result.dataset, result.architecture, result.metric)
            groups[key].append(result)
    for (*_, metric), members in groups.items():
        sign = 1 if directions[str(metric)] == "higher" else -1
        dense = [item for item in members if item.is_dense_baseline]
        for item in members:
            if item.own and not item.is_dense_baseline and dense:
                own_dense = [one for one in dense if _row(one) == _row(item)]
                beside = min(own_dense or dense, key=lambda one: sign * one.value)
                points = sign * (beside.value - item.value)
                losses.append(Loss(points, (*item.evidence[:1], *beside.evidence[:1])))
                if own_dense:
                    computed[_place(item, str(metric))] = points
    for result, loss in printed:
        known = computed.get(_place(result, result.metric.removesuffix("_drop")), loss.points)
        if abs(known - loss.points) <= ROUNDING:
            losses.append(loss)
    return tuple(loss for loss in losses if loss.points >= -LARGEST_GAIN)


def _place(result: Result, metric: str) -> tuple[object, ...]:
    place = result.evidence[0].table
    label = place.label if place else None
    return label, _row(result), result.dataset, result.architecture, metric


def _row(result: Result) -> int | None:
    place = result.evidence[0].table
    return place.row if place else None
