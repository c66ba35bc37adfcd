"""The levels at which a paper shows its own method, and what stood in for them in figures."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from litscan.document.model import Evidence
from litscan.extraction.measures import LEVELS, PERFORMANCE
from litscan.extraction.readings import ValueReading
from litscan.extraction.records import OperatingPoint
from litscan.rigor.base import Subject

__all__ = ["Series", "longest_series", "own_series"]

MOST_APART, MOST_APART_KEPT = 0.01, 0.05
"""Relative differences of what is removed and of what is left up to which levels are one."""
_PERCENT = frozenset({"sparsity", "params_removed", "flops_removed", "units_removed", "pattern"})
_COUNTS = frozenset({"flops", "params"})
_SHARES = LEVELS - {"compression_ratio", "speedup"}


@dataclass(frozen=True, slots=True)
class Series:
    """The distinct levels of one kind of the paper's method on one data set and network."""

    kind: str
    levels: dict[float, Evidence]

    @property
    def distinct(self) -> int:
        """How many levels there are; variants that hit nearly the same one count once."""
        kept: list[float] = []
        for value in sorted(self.levels):
            if not kept or not self._alike(kept[-1], value):
                kept.append(value)
        return len(kept)

    def _alike(self, low: float, high: float) -> bool:
        rest = self.kind in _PERCENT and (100 - low) - (100 - high) > MOST_APART_KEPT * (100 - low)
        return high - low <= MOST_APART * high and not rest

    def factors(self) -> dict[float, Evidence]:
        """Return how many times smaller the network became at each level, where it says so."""
        unit = "factor" if self.kind in ("compression_ratio", "speedup") else "percent"
        found = {}
        for value, evidence in self.levels.items():
            share = OperatingPoint(self.kind, value, unit).share_removed
            if share is not None and 0 <= share < 100:
                found[100 / (100 - share)] = evidence
        return found


def own_series(subject: Subject) -> tuple[Series, ...]:
    """Return the levels of the paper's own method by data set, network and kind of level.

    A level that no method owns, in a row with numbers of the paper's own, is the whole row's.
    """
    points: dict[tuple[str | None, str | None, str], dict[float, Evidence]] = defaultdict(dict)
    for result in subject.facts.table_results:
        point = result.operating_point
        if result.own and point is not None and not result.is_dense_baseline:
            series = points[result.dataset, result.architecture, point.kind]
            series.setdefault(point.value, result.evidence[-1])
    for reading in subject.readings:
        if reading.kind != "results":
            continue
        own_rows = {value.cell.row for value in reading.values if value.own}
        for value in reading.values:
            shared = value.own is None and value.cell.row in own_rows
            if value.is_dense or not (shared or (value.own and value.method is not None)):
                continue
            evidence = subject.document.cell_evidence(reading.table, value.cell)
            if _is_level(value) and (value.method is None or not shared):
                series = points[value.dataset, value.architecture, str(value.measure)]
                series.setdefault(_level(value), evidence)
            point = value.operating_point
            if point is not None and value.own and value.measure in PERFORMANCE:
                series = points[value.dataset, value.architecture, point.kind]
                series.setdefault(point.value, evidence)
    return tuple(Series(kind, levels) for (_, _, kind), levels in points.items())


def longest_series(subject: Subject) -> Series:
    """Return the series with the most distinct levels, an empty one if there is none."""
    return max(own_series(subject), key=lambda series: series.distinct, default=Series("", {}))


def _is_level(value: ValueReading) -> bool:
    return (
        value.measure in LEVELS | _COUNTS
        and value.stage == "reported"
        and value.measure_from == "heading"
    )


def _level(value: ValueReading) -> float:
    number = value.quantity.value
    fraction = value.measure in _SHARES and value.quantity.unit != "percent" and 0 < number < 1
    return round(100 * number, 6) if fraction else number
