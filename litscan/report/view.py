"""What the report shows: plain values, ready for the template, in reading order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from litscan.rigor.base import Outcome

if TYPE_CHECKING:
    from litscan.report.rigor_view import RigorView

__all__ = [
    "MARKS",
    "AuditedPaper",
    "ClaimRow",
    "CorrectionRow",
    "OutcomeCell",
    "Report",
    "ResultCell",
    "outcome_cell",
]

MARKS: dict[Outcome, str] = {
    Outcome.PASS: "✓",
    Outcome.PARTIAL: "~",
    Outcome.FAIL: "✗",
    Outcome.NOT_APPLICABLE: "·",
    Outcome.UNDETERMINED: "?",
}


@dataclass(frozen=True, slots=True)
class OutcomeCell:
    """An outcome as a mark with its words; `name` is the check's."""

    outcome: str
    mark: str
    label: str
    name: str = ""


def outcome_cell(outcome: Outcome, name: str = "") -> OutcomeCell:
    """Return how an outcome is shown.

    Examples
    --------
    >>> outcome_cell(Outcome.NOT_APPLICABLE).label
    'not applicable'
    """
    return OutcomeCell(str(outcome), MARKS[outcome], str(outcome).replace("_", " "), name)


@dataclass(frozen=True, slots=True)
class AuditedPaper:
    """One paper with the findings that did not pass.

    `page` is the address of its own page, relative to the report.
    """

    anchor: str
    page: str
    key: str
    title: str
    paper_type: str
    kinds: str
    score: str
    coverage: str
    findings: tuple[dict[str, Any], ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim with its figures as text."""

    id: str
    statement: str
    source: str
    published: str
    recomputed: str
    interval: str
    n: str
    verdict: str
    reason: str


@dataclass(frozen=True, slots=True)
class CorrectionRow:
    """A reader's correction: what of which paper, and what became of it."""

    paper: str
    fact: str
    change: str
    by: str
    made: str
    note: str
    status: str


@dataclass(frozen=True, slots=True)
class ResultCell:
    """A cell of the results table; numbers are set flush right."""

    text: str
    number: bool = False


_DECIDED = ("supported", "contradicted")


@dataclass(frozen=True, slots=True)
class Report:
    """All that the page shows. Counts are of papers, stored documents, results and findings."""

    title: str
    version: str
    fingerprint: str
    papers: int
    documents: int
    results: int
    findings_decided: int
    notices: tuple[str, ...] = ()
    growth_svg: str = ""
    growth_caption: str = ""
    growth_lines: tuple[str, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    rigor: RigorView | None = None
    audited: tuple[AuditedPaper, ...] = ()
    legend: tuple[OutcomeCell, ...] = field(
        default_factory=lambda: tuple(outcome_cell(outcome) for outcome in Outcome)
    )
    results_columns: tuple[str, ...] = ()
    results_rows: tuple[tuple[ResultCell, ...], ...] = ()
    results_note: str = ""
    corrections: tuple[CorrectionRow, ...] = ()
    sources: tuple[str, ...] = ()

    @property
    def decided_claims(self) -> tuple[ClaimRow, ...]:
        """The claims that the corpus supports or contradicts."""
        return tuple(claim for claim in self.claims if claim.verdict in _DECIDED)

    @property
    def undecided_claims(self) -> tuple[ClaimRow, ...]:
        """The claims that the corpus cannot decide."""
        return tuple(claim for claim in self.claims if claim.verdict not in _DECIDED)
