"""Errors planted where a check of arithmetic passed: is each of them found?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice

from benchmarks.rigor.planted import alone, related, said
from benchmarks.rigor.planted.numbers import Plant, sown
from benchmarks.rigor.planted.papers import KINDS, Kind, Paper, ordered, subject_of
from benchmarks.rigor.planted.tallies import Job, Result
from litscan.document.model import Document
from litscan.rigor import Outcome, find_check

__all__ = ["MOST", "PLANTED", "error_jobs"]

PLANTED: dict[str, Callable[[Paper, str], Iterator[Plant | None]]] = {
    "A01": related.drops,
    "A02": related.ratios,
    "A03": related.ratios,
    "A04": related.ratios,
    "A05": related.ratios,
    "A06": related.ratios,
    "A07": alone.impossible,
    "A08": related.orders,
    "A09": alone.off_grid,
    "A10": alone.off_grid,
    "A11": alone.counts,
    "A12": alone.doubled,
    "A13": said.patterns,
    "A14": related.measured,
    "A15": related.averages,
    "A16": said.headlines,
    "A17": related.repeated,
    "A18": said.marks,
    "A19": said.p_values,
    "A20": alone.decimals,
}
"""What makes the errors of each check of arithmetic."""

MOST = dict.fromkeys(KINDS, 25)


def error_jobs(papers: list[Paper]) -> Iterator[Job]:
    """Yield the errors to plant into the papers that a check passed."""
    for check, make in PLANTED.items():
        passing = [paper for paper in papers if paper.is_decided(check, Outcome.PASS)]
        for kind in KINDS:
            yield from islice(_of_kind(check, make, kind, passing), MOST[kind])


def _of_kind(
    check: str,
    make: Callable[[Paper, str], Iterator[Plant | None]],
    kind: Kind,
    passing: list[Paper],
) -> Iterator[Job]:
    for paper in ordered((one for one in passing if one.kind == kind), check):
        for plant in make(paper, check):
            if plant is not None:
                yield Job("errors", paper.name, kind, check, _plant, (paper.document, plant))


def _plant(document: Document, plant: Plant) -> Result:
    planted = sown(document, plant)
    if planted is None:
        return Result(plant.kind, None)
    decision = find_check(plant.check).decide(subject_of(planted))
    return Result(plant.kind, decision.outcome, decision.outcome is Outcome.FAIL, decision.reason)
