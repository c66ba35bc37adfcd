"""Numbers printed of other methods, against those of the methods' own papers.

A number may be copied from there, differ from it, come from the authors' own run of the method,
or it may not be possible to tell.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from litscan.document.model import Evidence
from litscan.extraction.costs import is_quality
from litscan.extraction.records import Comparison, OperatingPoint
from litscan.rigor.across.known import is_telling, printed_numbers, same_number
from litscan.rigor.base import Subject
from litscan.rigor.corpus_view import KnownPaper, KnownResult, own_dense, row_of
from litscan.rigor.rerun import rerun_evidence

__all__ = ["Compared", "Relation", "compared_numbers", "copied_rows"]

MOST = 400
FEWEST_COPIED = 2
POINT_TOLERANCE = 0.5
"""Points of a share within which two operating points are the same, rounded."""


class Relation(StrEnum):
    """How a printed number of another method relates to that of the method's own paper."""

    COPIED = "copied"
    CHANGED = "changed"
    RERUN = "re-run"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Compared:
    """A number printed of another method.

    Attributes
    ----------
    ours : KnownResult
        The number as the audited paper prints it.
    paper : str
        Key of the method's own paper.
    relation : Relation
        How the two relate.
    theirs : KnownResult or None
        The method's own number that it is equal to or differs from.
    told : Evidence or None
        What says that the method was run again.
    """

    ours: KnownResult
    paper: str
    relation: Relation
    theirs: KnownResult | None = None
    told: Evidence | None = None

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        ours, theirs = self.ours, self.theirs
        return {
            "method": ours.method,
            "paper": self.paper,
            "relation": str(self.relation),
            "dataset": ours.dataset,
            "architecture": ours.architecture,
            "metric": ours.metric,
            "unit": ours.unit,
            "is_dense_baseline": ours.is_dense,
            "operating_point": ours.point and ours.point.to_json(),
            "value": ours.value,
            "theirs": theirs and theirs.value,
            "evidence": [ours.evidence.to_json(), *([self.told.to_json()] if self.told else [])],
            "their_evidence": [theirs.evidence.to_json()] if theirs else [],
        }


def compared_numbers(subject: Subject) -> tuple[Compared, ...]:
    """Return the numbers printed of methods whose own papers are in the corpus, in their order."""
    if subject.corpus is None:
        return ()
    cited = {
        _plain(comparison.method): paper
        for comparison in subject.facts.compares_to
        if (paper := _cited(subject, comparison)) is not None
    }
    if not cited:
        return ()
    told = subject.once(rerun_evidence)
    found = [
        _relate(ours, cited[_plain(method)], told)
        for method, ours in _of_others(printed_numbers(subject))
        if _plain(method) in cited
    ]
    return tuple(found[:MOST])


def copied_rows(subject: Subject) -> Iterator[tuple[Compared, ...]]:
    """Yield the rows that were plainly copied from the method's own paper.

    Two or more of such a row's numbers, of enough digits not to be equal by chance, stand there,
    more than do not.
    """
    rows: dict[object, list[Compared]] = defaultdict(list)
    for item in subject.once(compared_numbers):
        rows[row_of(item.ours.evidence), item.paper].append(item)
    for row in rows.values():
        copied = [
            item
            for item in row
            if item.relation is Relation.COPIED and is_telling(item.ours.evidence.quote)
        ]
        changed = [item for item in row if item.relation is Relation.CHANGED]
        if len(copied) >= FEWEST_COPIED and len(changed) < len(copied):
            yield tuple(row)


def _cited(subject: Subject, comparison: Comparison) -> KnownPaper | None:
    return subject.corpus.cited(comparison) if subject.corpus else None


def _plain(method: str) -> str:
    return "".join(letter for letter in method.casefold() if letter.isalnum())


def _of_others(results: tuple[KnownResult, ...]) -> Iterator[tuple[str, KnownResult]]:
    """Yield other methods' numbers with the method; theirs, too, is the baseline in their row."""
    rows = {
        row_of(result.evidence): result.method
        for result in results
        if not result.own and not result.is_dense
    }
    for result in results:
        if result.own or not is_quality(result.metric) or result.place is None:
            continue
        if not result.is_dense:
            yield result.method, result
        elif row_of(result.evidence) in rows:
            yield rows[row_of(result.evidence)], result


def _relate(ours: KnownResult, paper: KnownPaper, told: Evidence | None) -> Compared:
    dense = {id(result) for result in own_dense(paper.results)}
    same = [
        theirs
        for theirs in paper.results
        if theirs.place == ours.place
        and theirs.unit == ours.unit
        and theirs.is_dense == ours.is_dense
        and (id(theirs) in dense if ours.is_dense else theirs.own)
    ]
    there = [(theirs, _same_point(ours, theirs)) for theirs in same]
    equal = [theirs for theirs, at in there if at is not False and same_number(ours, theirs)]
    if equal:
        return Compared(ours, paper.key, Relation.COPIED, equal[0])
    matched = [theirs for theirs, at in there if at]
    nearest = min(matched, key=lambda one: abs(one.value - ours.value), default=None)
    if told is not None:
        return Compared(ours, paper.key, Relation.RERUN, nearest, told)
    if nearest is not None:
        return Compared(ours, paper.key, Relation.CHANGED, nearest)
    return Compared(ours, paper.key, Relation.UNKNOWN)


def _same_point(ours: KnownResult, theirs: KnownResult) -> bool | None:
    """Whether two networks were pruned alike; None where it is not told of both in one measure."""
    if ours.is_dense:
        return True
    one, other = ours.point, theirs.point
    if one is None or other is None or _measure(one) != _measure(other):
        return None
    if one.share_removed is not None and other.share_removed is not None:
        return abs(one.share_removed - other.share_removed) <= POINT_TOLERANCE
    return one.unit == other.unit and one.value == other.value


def _measure(point: OperatingPoint) -> str:
    return point.kind.removesuffix("_removed").removesuffix("_kept") + (
        "" if point.share_removed is None else " share"
    )
