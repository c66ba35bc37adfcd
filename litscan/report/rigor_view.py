"""The outcomes of the checks over the audited papers, group by group, as the report shows them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from litscan.report.view import MARKS, AuditedPaper, OutcomeCell, outcome_cell
from litscan.rigor.base import Outcome

if TYPE_CHECKING:
    from litscan.rigor.base import Check

__all__ = ["CheckView", "GroupView", "PaperRow", "PaperSummary", "Part", "RigorView", "rigor_view"]

COUNTED = tuple(outcome for outcome in MARKS if outcome is not Outcome.NOT_APPLICABLE)
Outcomes = Sequence[tuple[OutcomeCell, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """How often an outcome came up; `percent` is its share of the bar."""

    cell: OutcomeCell
    number: int
    percent: str


@dataclass(frozen=True, slots=True)
class CheckView:
    """A check with its outcomes; the bar is as long as the share of papers that it applies to."""

    id: str
    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper's outcomes of one group's checks."""

    anchor: str
    title: str
    cells: tuple[OutcomeCell, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """A group of checks; papers that none of them applies to are left out of `rows`."""

    name: str
    anchor: str
    checks: tuple[CheckView, ...]
    parts: tuple[Part, ...]
    rows: tuple[PaperRow, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class PaperSummary:
    """A paper with the outcomes of each group counted."""

    anchor: str
    title: str
    score: str
    coverage: str
    groups: tuple[tuple[Part, ...], ...]


@dataclass(frozen=True, slots=True)
class RigorView:
    """The checks by group, and the papers by group."""

    groups: tuple[GroupView, ...] = ()
    papers: tuple[PaperSummary, ...] = ()


def rigor_view(
    checks: Sequence[Check], papers: Sequence[AuditedPaper], outcomes: Outcomes
) -> RigorView:
    """Return what the report shows of the outcomes.

    Parameters
    ----------
    checks : sequence of Check
        In the order of their groups.
    papers : sequence of AuditedPaper
        From top to bottom.
    outcomes : sequence of tuple of OutcomeCell
        For each paper, one for each check.
    """
    if not papers:
        return RigorView()
    groups: list[GroupView] = []
    counted: list[list[tuple[Part, ...]]] = [[] for _ in papers]
    start = 0
    for name, members in groupby(checks, key=lambda check: str(check.group)):
        inside = tuple(members)
        cells = [row[start : start + len(inside)] for row in outcomes]
        start += len(inside)
        groups.append(_group(name, inside, papers, cells))
        for paper, row in zip(counted, cells, strict=True):
            paper.append(_parts(row))
    return RigorView(
        groups=tuple(groups),
        papers=tuple(
            PaperSummary(one.anchor, one.title, one.score, one.coverage, tuple(parts))
            for one, parts in zip(papers, counted, strict=True)
        ),
    )


def _group(
    name: str, checks: Sequence[Check], papers: Sequence[AuditedPaper], outcomes: Outcomes
) -> GroupView:
    rows = tuple(
        PaperRow(paper.anchor, paper.title, cells)
        for paper, cells in zip(papers, outcomes, strict=True)
        if any(cell.outcome != Outcome.NOT_APPLICABLE for cell in cells)
    )
    return GroupView(
        name=name,
        anchor=f"rigor-{name.replace(' ', '-')}",
        checks=tuple(
            CheckView(check.id, check.name, _parts(column, whole=len(papers)))
            for check, column in zip(checks, zip(*outcomes, strict=True), strict=True)
        ),
        parts=_parts(cell for cells in outcomes for cell in cells),
        rows=rows,
        left_out=len(papers) - len(rows),
    )


def _parts(cells: Iterable[OutcomeCell], *, whole: int | None = None) -> tuple[Part, ...]:
    """Count outcomes; a bar's whole is what applies, if nothing else is given."""
    counts = Counter(cell.outcome for cell in cells)
    whole = whole or sum(counts[str(outcome)] for outcome in COUNTED)
    return tuple(
        Part(outcome_cell(outcome), number, f"{100 * number / whole:.2f}%")
        for outcome in COUNTED
        if (number := counts[str(outcome)])
    )
