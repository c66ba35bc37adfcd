"""Statements and rows taken out of the files of a paper: does a check that passed stop passing?

All that a check quotes goes: the whole sentence that holds the quote, the whole row of a table,
the whole section where its title is quoted. The paper is read anew, and what the check quotes then
goes too, until it passes no more or `MOST_ROUNDS` have been made.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from benchmarks.rigor.planted.papers import Paper, ordered, subject_of
from benchmarks.rigor.planted.source import Edit, read_with, removal, source_range, stretch_removed
from benchmarks.rigor.planted.tallies import Job, Result
from litscan.document.model import Document, Evidence, Table
from litscan.rigor import Outcome, find_check

__all__ = ["MOST", "OMITTED", "omission_jobs", "row_range", "without"]

OMITTED = (
    "B01", "B03", "B05", "B07", "V01", "V02", "V04", "V05", "H03", "H04", "H08",
    "R01", "R03", "R05", "R08", "R10", "R11", "R12", "S04", "S05",
)  # fmt: skip
"""Checks that pass because something is stated or a row is there."""

MOST_ROUNDS = 10
_ROUNDS_OF_ROWS = 3
MOST = {"sample": 25, "real": 5}
_ROW_END = re.compile(r"[^\\&]{0,80}\\\\(?:\[[^\]]{0,20}\])?")
_TITLE_ROOM = 30


def omission_jobs(papers: list[Paper]) -> Iterator[Job]:
    """Yield what to take out of papers that pass a check."""
    for check in OMITTED:
        passing = [
            paper
            for paper in papers
            if paper.is_decided(check, Outcome.PASS) and paper.decisions[check].evidence
        ]
        for kind, most in MOST.items():
            chosen = ordered((one for one in passing if one.kind == kind), check)
            for paper in islice(chosen, most):
                quotes = paper.decisions[check].evidence
                arguments = (paper.document, check, quotes)
                yield Job("omissions", paper.name, paper.kind, check, _omit, arguments)


def _omit(document: Document, check: str, evidence: tuple[Evidence, ...]) -> Result:
    """Return the outcome once all that a check quotes is gone."""
    for number in range(MOST_ROUNDS):
        left = without(document, evidence, whole_tables=number >= _ROUNDS_OF_ROWS)
        if left is None:
            return Result("quote", None)
        document = left
        decision = find_check(check).decide(subject_of(document))
        if decision.outcome is not Outcome.PASS or not decision.evidence:
            break
        evidence = decision.evidence
    seen = decision.outcome is not Outcome.PASS
    return Result(f"{number + 1} rounds", decision.outcome, seen, decision.reason)


def without(
    document: Document, evidence: Iterable[Evidence], *, whole_tables: bool = False
) -> Document | None:
    """Return a paper read anew without the sentences and rows that hold some evidence.

    None if none of them could be taken out.
    """
    edits = [
        edit for item in evidence for edit in _edits(document, item, whole_tables=whole_tables)
    ]
    return read_with(document, edits) if edits else None


def _edits(document: Document, item: Evidence, *, whole_tables: bool) -> Iterator[Edit]:
    table = _table_of(document, item)
    if table is not None and item.table is not None:
        rows = range(len(table.rows)) if whole_tables else [item.table.row]
        for row in rows:
            found = row_range(document, table, row)
            if found:
                yield stretch_removed(document, *found)
        return
    for start, end in _spans(document, item):
        edit = removal(document, start, end)
        if edit is not None:
            yield edit
            return


def _table_of(document: Document, item: Evidence) -> Table | None:
    label = item.table.label if item.table else None
    return next((table for table in document.tables if table.label == label), None)


def _spans(document: Document, item: Evidence) -> Iterator[tuple[int, int]]:
    """Yield what to take out for a quote, the largest first; the next if that cannot be."""
    section = document.section_at(item.start)
    if section is not None:
        in_title = item.start < section.span.start + len(section.heading) + _TITLE_ROOM
        if in_title and item.quote in section.heading:
            yield section.span.start, section.span.end
    first, last = document.sentence_at(item.start), document.sentence_at(item.end - 1)
    start = first.span.start if first else item.start
    yield min(start, item.start), max(last.span.end if last else item.end, item.end)
    yield item.start, item.end


def row_range(document: Document, table: Table, row: int) -> tuple[int, int, int] | None:
    """Return file, start and end in the source of a table's row, with what ends the row."""
    cells = [cell for cell in table.rows[row] if cell.covered_by is None and cell.text.strip()]
    found = [source_range(document, cell.span.start, cell.span.end) for cell in cells]
    known = [one for one in found if one is not None]
    if not known or len({one[0] for one in known}) != 1:
        return None
    file = known[0][0]
    start, end = min(one[1] for one in known), max(one[2] for one in known)
    text = document.files[file].text
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].lstrip().startswith("|"):
        stop = text.find("\n", end)
        return file, line, len(text) if stop < 0 else stop + 1
    closing = _ROW_END.match(text, end)
    return file, start, closing.end() if closing else end
