"""What holds of every document, whatever it was read from.

A reader may refuse an input with a `LitscanError`; if it gives a document, then every layer lies
within the text, every table's rows have one width, every span leads to a line that is there, and
reading again gives the same.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from litscan import read_document
from litscan.document.model import Document, Span, Table
from litscan.errors import LitscanError

__all__ = ["broken_rules", "check_path"]

_MOST_PLACES = 3_000


def check_path(path: Path) -> str | None:
    """Read a file or folder twice; return what rule is broken, or None.

    A `LitscanError` is an answer. Any other error is left to the caller.
    """
    try:
        document = read_document(path)
    except LitscanError as refusal:
        return None if _refuses_again(path, str(refusal)) else "refused once, then not"
    broken = broken_rules(document)
    if broken is None and read_document(path) != document:
        broken = "reading again gives another document"
    return broken


def _refuses_again(path: Path, said: str) -> bool:
    try:
        read_document(path)
    except LitscanError as refusal:
        return str(refusal) == said
    return False


def broken_rules(document: Document) -> str | None:
    """Return the first rule that a document breaks, or None."""
    return next(_broken(document), None)


def _broken(document: Document) -> Iterator[str]:
    length = len(document.text)
    whole = Span(0, length)
    lines = {file.name: len(file.text.splitlines()) or 1 for file in document.files}
    places = list(_places(document))
    for name, span in places:
        if not span.within(whole):
            yield f"{name}: {span} is outside the text of {length} characters"
            return
    for name, span in places[:: max(1, len(places) // _MOST_PLACES)]:
        where = document.locate(span)
        if document.files and where.file not in lines:
            yield f"{name}: {span} is in file {where.file!r}, which is not the document's"
        elif not 1 <= where.line <= lines.get(where.file, where.line):
            yield f"{name}: {span} is in line {where.line} of {lines[where.file]}"
        elif where.column < 1:
            yield f"{name}: {span} is in column {where.column}"
        if document.quote(span).strip():
            evidence = document.evidence(span)
            if document.text[evidence.start : evidence.end] != evidence.quote:
                yield f"{name}: {span} is quoted as {evidence.quote!r}"
    for table in document.tables:
        yield from _table_rules(document, table)
    yield from _anchor_rules(document)
    if document.coverage.tables_parsed > document.coverage.tables_found:
        yield "more tables read than found"


def _places(document: Document) -> Iterator[tuple[str, Span]]:
    for name in ("title", "abstract"):
        span = getattr(document, name)
        if span is not None:
            yield name, span
    for name, layer in document.layers.items():
        for record in layer:
            yield from ((name, span) for span in _spans(record))


def _spans(record: Any) -> Iterator[Span]:
    """Yield the spans of a record and of what it holds."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from _spans(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from _spans(getattr(record, field.name))


def _table_rules(document: Document, table: Table) -> Iterator[str]:
    if len({len(row) for row in table.rows}) > 1:
        yield f"{table.label}: rows of different widths"
    for r, row in enumerate(table.rows):
        for c, cell in enumerate(row):
            if (cell.row, cell.column) != (r, c):
                yield f"{table.label}: the cell at {r}, {c} says {cell.row}, {cell.column}"
            if document.quote(cell.span) != cell.text:
                yield f"{table.label}: cell {r}, {c} is {cell.text!r}, its span says otherwise"
            if cell.covered_by is not None:
                yield from _cover_rules(table, r, c, cell.covered_by)


def _cover_rules(table: Table, r: int, c: int, origin: tuple[int, int]) -> Iterator[str]:
    row, column = origin
    if not (row < len(table.rows) and column < table.width):
        yield f"{table.label}: cell {r}, {c} is covered from outside the table"
        return
    over = table.rows[row][column]
    if not (row <= r < row + over.row_span and column <= c < column + over.column_span):
        yield f"{table.label}: cell {r}, {c} is covered by one that does not reach it"


def _anchor_rules(document: Document) -> Iterator[str]:
    end = 0
    for anchor in document.anchors:
        if anchor.start < end or anchor.end < anchor.start or anchor.end > len(document.text):
            yield f"anchors overlap or leave the text at {anchor.start}"
            return
        file = document.files[anchor.file]
        if not 0 <= anchor.source_start <= anchor.source_end <= len(file.text):
            yield f"an anchor leaves file {file.name}"
            return
        end = anchor.end
