"""C07: is it clear what each ratio is a ratio of?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from litscan.document.model import Cell, Evidence, Table
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.evidence import find_told
from litscan.rigor.examples import paper
from litscan.rigor.wording import count_of

_RATIOS = frozenset(
    {
        "sparsity", "params_removed", "params_kept", "flops_removed", "flops_kept",
        "compression_ratio", "speedup",
    }
)  # fmt: skip
_VAGUE = re.compile(
    r"\b(?:compression|compressed|comp\.?|compr\.?)\s*(?:rate|ratio|factor|level|\(?%)?|\bCR\b"
    r"|\b(?:FLOPs?|MACs?|params?|parameters?)\s*(?:rates?\b|ratios?\b|\(?%)",
    re.IGNORECASE,
)
_DIRECTED = re.compile(
    r"reduc|remov|prun|drop|sav|remain|kept|keep|retain|left|spars|densit|↓|↑|zero|speed|accel|[×✕]|-fold|\bx\b",
    re.IGNORECASE,
)
_DEFINED = re.compile(
    r"\b(?:compression|pruning|reduction|sparsity)\s+(?:rate|ratio|factor|level)s?\b[^.]{0,60}"
    r"(?:\bdefined?\b|\bdenot\w+|\brefers?\b|\bis the (?:ratio|fraction|percentage|share|number)"
    r"|\bmeans\b|\bi\.e\.|\bcomputed\b|\bcalculated\b|[=:]\s*\S)"
    r"|\b(?:defin|denot|calculat|comput)\w*\s+(?:the\s+|as\s+)?(?:\w+\s+){0,2}"
    r"(?:compression|pruning|reduction)\s+(?:rate|ratio|factor)"
    r"|\b(?:ratio|fraction|percentage|proportion)\s+of\s+(?:the\s+)?(?:\w+\s+){0,2}"
    r"(?:pruned|removed|remaining|kept|retained|zero\w*|non-?zero|original|uncompressed|total)\b",
    re.IGNORECASE,
)
_FIX = "define the ratio in a sentence: old size by new, share removed, or share kept"


def _table(header: str, ours: str, dense: str = "-") -> str:
    return (
        "Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.\n\n"
        f"| Method | Top-1 (%) | {header} |\n| --- | --- | --- |\n"
        f"| Baseline | 76.1 | {dense} |\n| Ours | 75.2 | {ours} |\n"
    )


@dataclass(frozen=True, slots=True)
class Heading:
    """The header of a column of ratios and whether it says which way the ratio goes."""

    clear: bool
    evidence: Evidence


class RatioDefinition(Check):
    """Each ratio says what it is a ratio of.

    Rationale
    ---------
    A "compression ratio of 0.3" has been printed for 30% removed, for 30% kept, and "4" for a
    quarter kept. Curves of papers that mean different things cannot be laid over one another.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 5.2.

    Applies when
    ------------
    A table of the paper has a column of ratios: sparsity, share removed or kept, compression
    ratio, speedup.

    Evidence
    --------
    Pass: each header names the direction ("FLOPs reduction", "sparsity", "remaining"), or its
    numbers do (4×), or a row of the unpruned network does (0% or 100%), or a sentence defines the
    ratio. Partial: some do. Fail: a "compression ratio" between 0 and 100% and nothing that says
    whether it was removed or kept.
    """

    id: ClassVar[str] = "C07"
    name: ClassVar[str] = "Ratio defined"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("FLOPs reduction (%)", "50.0")), Outcome.PASS, "FLOPs reduction"),
        Example(paper(_table("Compression ratio", "4.0x")), Outcome.PASS, "Compression ratio"),
        Example(
            paper(
                _table("Compression ratio (%)", "30.0")
                + "\nThe compression ratio is defined as the share of weights removed.\n"
            ),
            Outcome.PASS,
            "is defined as",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(
            paper(_table("Compression ratio (%)", "30.0")), Outcome.FAIL, "Compression ratio (%)"
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        headings = [item for reading in subject.readings for item in _headings(subject, reading)]
        if not headings:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "no column of ratios could be read")
            return not_applicable("no table has a column of ratios")
        clear = tuple(item.evidence for item in headings if item.clear)
        vague = tuple(item.evidence for item in headings if not item.clear)
        numbers = {"ratio_columns": len(headings), "clear": len(clear)}
        if not vague:
            reason = f"the direction is told by {count_of(len(headings), 'header')} of ratios"
            return Decision(Outcome.PASS, reason, clear[:3], numbers)
        defined = find_told(subject.document, _DEFINED)
        if defined:
            return Decision(Outcome.PASS, "a sentence defines the ratio", defined[:2], numbers)
        reason = f"{vague[0].quote!r} may be a share removed or kept, and no sentence says which"
        if not subject.fully_read:
            return Decision(Outcome.UNDETERMINED, reason, vague[:1], numbers)
        outcome = Outcome.PARTIAL if clear else Outcome.FAIL
        return Decision(outcome, reason, vague[:3], numbers, _FIX)


def _headings(subject: Subject, reading: TableReading) -> Iterator[Heading]:
    """Yield the header of each column of ratios of a table, once."""
    table = reading.table
    caption = subject.document.quote(table.caption) if table.caption else ""
    columns: dict[int, list[ValueReading]] = {}
    for value in reading.values:
        columns.setdefault(value.cell.column, []).append(value)
    for column, values in columns.items():
        words = " ".join(table.header_path(column))
        vague = bool(_VAGUE.search(words)) and not _DIRECTED.search(f"{words} {caption}")
        cell = _header_cell(table, column)
        if cell is not None and (vague or any(map(_is_ratio, values))):
            told = not vague or _numbers_tell(values)
            yield Heading(told, subject.document.cell_evidence(table, cell))


def _is_ratio(value: ValueReading) -> bool:
    return value.measure in _RATIOS and value.measure_from == "heading" and value.stage != "change"


def _header_cell(table: Table, column: int) -> Cell | None:
    """Return the header cell above a column that speaks of a ratio, else the lowest with text."""
    cells = [table.origin(row, column) for row in range(table.header_rows)]
    told = [cell for cell in cells if cell.text.strip()]
    ratios = [cell for cell in told if _VAGUE.search(cell.text) or _DIRECTED.search(cell.text)]
    return next(reversed(ratios or told), None)


def _numbers_tell(values: list[ValueReading]) -> bool:
    """Whether the numbers of a column say which way its ratio goes.

    Factors do, and numbers above 1 without a percent sign that no share can be; so do 0% or 100%
    for the unpruned network.
    """
    if any(value.quantity.unit == "factor" for value in values):
        return True
    if any(value.quantity.arrow for value in values):
        return True
    counts = [value for value in values if value.quantity.scale > 1]
    if counts:
        return True
    numbers = [value.quantity.value for value in values]
    if any(value.is_dense and value.quantity.value in (0, 1, 100) for value in values):
        return True
    if any(value.quantity.unit == "percent" for value in values):
        return False
    return any(number > 100 for number in numbers)
