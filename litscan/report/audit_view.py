"""One paper's audit as its page shows it: findings by group, quotes in context, flagged tables.

Made from the public ``litscan.audit/1`` object, so that a stored audit and a fresh one look the
same, and from the document it speaks of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from litscan.document.model import Cell, Document, Span, Table
from litscan.report.across_view import AcrossView, across_view
from litscan.report.view import OutcomeCell, outcome_cell
from litscan.rigor.base import Outcome
from litscan.rigor.render.shorten import on_one_line

__all__ = [
    "AuditPage", "CellView", "FindingView", "QuoteView", "TableView", "build_audit_page",
]  # fmt: skip

CONTEXT = 240
"""Characters of text shown before and after a quote, at most."""
LONGEST_QUOTE = 1200
LONGEST_CELL = 200
MOST_QUOTES = 12
MOST_TABLES = 40
MOST_ROWS, MOST_COLUMNS = 120, 40
Flags = Mapping[tuple[str, int, int], Sequence[str]]


@dataclass(frozen=True, slots=True)
class QuoteView:
    """A quote with the words around it and its place."""

    before: str
    quote: str
    after: str
    place: str
    section: str
    table: str | None


@dataclass(frozen=True, slots=True)
class FindingView:
    """One check's outcome; `ignored` is the authors' reason for setting it aside."""

    check: str
    name: str
    severity: str
    reason: str
    fix: str
    outcome: OutcomeCell
    quotes: tuple[QuoteView, ...]
    more_quotes: int
    ignored: str | None


@dataclass(frozen=True, slots=True)
class CellView:
    """A cell as drawn; `flags` are the failed checks that quote it."""

    text: str
    header: bool
    rows: int
    columns: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TableView:
    """A table as drawn; `cut` tells that it is larger than what is shown."""

    anchor: str
    label: str
    caption: str
    place: str
    rows: tuple[tuple[CellView, ...], ...]
    flags: int
    cut: bool


@dataclass(frozen=True, slots=True)
class AuditPage:
    """Everything the page of one paper shows, in reading order."""

    title: str
    path: str
    paper_type: str
    kinds: str
    score: str
    coverage: str
    warnings: tuple[str, ...]
    counts: tuple[tuple[OutcomeCell, int], ...]
    groups: tuple[tuple[str, tuple[FindingView, ...]], ...]
    not_applicable: tuple[FindingView, ...]
    tables: tuple[TableView, ...]
    across: AcrossView | None = None
    set_aside: int = 0


def build_audit_page(audit: Mapping[str, Any], document: Document) -> AuditPage:
    """Return the page of a paper.

    Parameters
    ----------
    audit : mapping
        A public ``litscan.audit/1`` object.
    document : Document
        The paper it speaks of; where its text is empty, quotes stand without context.
    """
    ignored = {item["check"]: item["reason"] for item in audit.get("ignored", ())}
    findings = [_finding(item, document, ignored.get(item["check"])) for item in audit["findings"]]
    applying = [one for one in findings if one.outcome.outcome != Outcome.NOT_APPLICABLE]
    group_of = {item["check"]: item["group"] for item in audit["findings"]}
    counts = [
        (outcome_cell(outcome), sum(one.outcome.outcome == outcome for one in findings))
        for outcome in Outcome
    ]
    score = audit["score"]
    value = score["value"]
    return AuditPage(
        title=audit["title"] or audit["source"]["path"],
        path=audit["source"]["path"],
        paper_type=audit["paper_type"],
        kinds=", ".join(audit["pruning_kinds"]),
        score="not given (too little could be decided)" if value is None else f"{value:.2f}",
        coverage=f"{score['coverage']:.0%}",
        warnings=tuple(audit["coverage"]["warnings"]),
        counts=tuple((cell, number) for cell, number in counts if number),
        groups=tuple(
            (name, tuple(members))
            for name, members in groupby(applying, key=lambda one: group_of[one.check])
        ),
        not_applicable=tuple(
            one for one in findings if one.outcome.outcome == Outcome.NOT_APPLICABLE
        ),
        tables=tuple(_tables(document, _flags(audit["findings"]))),
        across=across_view(audit["across"]) if audit.get("across") else None,
        set_aside=sum(one.ignored is not None for one in findings),
    )


def _finding(item: Mapping[str, Any], document: Document, ignored: str | None) -> FindingView:
    outcome = Outcome(item["outcome"])
    shown = item["evidence"][:MOST_QUOTES]
    return FindingView(
        check=item["check"],
        name=item["name"],
        severity=item["severity"],
        reason=on_one_line(item["reason"], LONGEST_QUOTE),
        fix=item["fix"],
        outcome=outcome_cell(outcome, item["name"]),
        quotes=tuple(_quote(evidence, document) for evidence in shown),
        more_quotes=len(item["evidence"]) - len(shown),
        ignored=ignored,
    )


def _quote(evidence: Mapping[str, Any], document: Document) -> QuoteView:
    start, end = evidence["start"], evidence["end"]
    before = after = ""
    place = evidence["table"]
    if place is None and document.text[start:end] == evidence["quote"]:
        before, after = _around(document.text, start, end)
    return QuoteView(
        before=f"{' '.join(before.split())} " if before.strip() else "",
        quote=on_one_line(evidence["quote"], LONGEST_QUOTE),
        after=f" {' '.join(after.split())}" if after.strip() else "",
        place=f"{evidence['file']}:{evidence['line']}",
        section=evidence["section"],
        table=place and place["label"],
    )


def _around(text: str, start: int, end: int) -> tuple[str, str]:
    """Return the words of the same paragraph before and after a quote, cut between words."""
    before = text[max(0, start - CONTEXT) : start]
    if start > CONTEXT:
        before = before.partition(" ")[2]
    after = text[end : end + CONTEXT]
    if end + CONTEXT < len(text):
        after = after.rpartition(" ")[0]
    return before.rpartition("\n\n")[2], after.partition("\n\n")[0]


def _flags(findings: Sequence[Mapping[str, Any]]) -> Flags:
    """Return the failed checks by the table cell they quote."""
    found: dict[tuple[str, int, int], list[str]] = defaultdict(list)
    for item in findings:
        if item["outcome"] != Outcome.FAIL:
            continue
        for evidence in item["evidence"]:
            place = evidence["table"]
            if place and item["check"] not in found[key := _key(place)]:
                found[key].append(item["check"])
    return found


def _key(place: Mapping[str, Any]) -> tuple[str, int, int]:
    return place["label"], place["row"], place["column"]


def _tables(document: Document, flags: Flags) -> Iterator[TableView]:
    """Yield the tables with a flagged cell first, then the others, in reading order each."""
    flagged = {label for label, _, _ in flags}
    tables = sorted(document.tables, key=lambda table: table.label not in flagged)
    for number, table in enumerate(tables[:MOST_TABLES]):
        yield _table(document, table, flags, f"table-{number + 1}")


def _table(document: Document, table: Table, flags: Flags, anchor: str) -> TableView:
    rows = [
        tuple(_cell(table, cell, flags) for cell in row[:MOST_COLUMNS] if cell.covered_by is None)
        for row in table.rows[:MOST_ROWS]
    ]
    where = document.locate(table.span)
    return TableView(
        anchor=anchor,
        label=f"Table {table.number}" if table.number else table.label,
        caption=on_one_line(document.quote(table.caption or Span(0, 0)), LONGEST_QUOTE),
        place=f"{where.file}:{where.line}",
        rows=tuple(rows),
        flags=sum(bool(cell.flags) for row in rows for cell in row),
        cut=len(table.rows) > MOST_ROWS or table.width > MOST_COLUMNS,
    )


def _cell(table: Table, cell: Cell, flags: Flags) -> CellView:
    return CellView(
        text=on_one_line(cell.text, LONGEST_CELL),
        header=cell.row < table.header_rows or cell.column < table.header_columns,
        rows=min(cell.row_span, MOST_ROWS - cell.row),
        columns=min(cell.column_span, MOST_COLUMNS - cell.column),
        flags=tuple(flags.get((table.label, cell.row, cell.column), ())),
    )
