r"""One tabular environment as rows of raw cells, read in isolation from the rest of the paper.

First the environment is cut into rows and cells (`split_tabular`), which tells what is a table
and what only arranges things on the page; then cells are read (`raw_cells`), and what belongs
together in the grid is put together: spans, numbers set in several columns, rows without text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from litscan.document.grid import RawCell
from litscan.document.latex.cells import CellRead, read_cell
from litscan.document.latex.columns import ColumnTypes, read_columns
from litscan.document.latex.joins import join_split_numbers
from litscan.document.latex.origin import MappedText
from litscan.document.latex.scan import Environment
from litscan.document.latex.splitting import TABULARS, RawTabular, split_tabular
from litscan.document.latex.text import Renderer, Run

__all__ = ["TABULARS", "RawTabular", "is_layout", "raw_cells", "split_tabular"]

_NESTED = re.compile(r"\\begin\s*\{(?:tabular|tabularx|tabular\*|longtable)\}")


def is_layout(mapped: MappedText, raw: RawTabular, environments: dict[int, Environment]) -> bool:
    """Return whether a tabular only arranges things on the page: no grid of its own.

    It is one that never uses ``&``, holds pictures, or holds whole tables as cells.
    """
    if raw.width < 2:
        return True
    filled = pictures = 0
    for row in raw.rows:
        for cell in row:
            text = "".join(mapped.text[a:b] for a, b in cell)
            filled += not text.isspace() and bool(text)
            pictures += "\\includegraphics" in text or "tikzpicture" in text
    if 3 * pictures >= max(filled, 1):
        return True
    return any(
        _holds_table(mapped, start, end, environments)
        for row in raw.rows
        for cell in row
        for start, end in cell
    )


def _holds_table(
    mapped: MappedText, start: int, end: int, environments: dict[int, Environment]
) -> bool:
    for match in _NESTED.finditer(mapped.text, start, end):
        inner = environments.get(match.start())
        if inner is not None:
            nested = split_tabular(mapped, inner)
            if nested.width >= 2 and len(nested.rows) >= 3:
                return True
    return False


def raw_cells(
    renderer: Renderer, raw: RawTabular
) -> tuple[list[list[tuple[RawCell, Run]]], int | None]:
    """Return a tabular's cells with their runs, and the header rows if the source says how many.

    Rows without text and cells that only stand under a span are left out, and numbers set in
    several columns are joined; `raw.rows` is brought in line, so that its cells and the returned
    ones correspond.
    """
    mapped = renderer.mapped
    columns = (
        read_columns(mapped, raw.columns, ColumnTypes(mapped)) if raw.columns is not None else ()
    )
    rows: list[list[CellRead]] = []
    for index, cells in enumerate(raw.rows):
        font = raw.row_fonts.get(index, frozenset())
        row: list[CellRead] = []
        at = 0
        for ranges in cells:
            column = columns[at] if at < len(columns) else None
            read = read_cell(renderer, ranges, column, font, math=raw.math)
            size = raw.spans.get((raw.lines[index], at))
            if size is not None:
                read.cell = replace(read.cell, row_span=size[0], column_span=size[1])
                read.prints_covered = True
            at += 1 if read.prints_covered else read.cell.column_span
            row.append(read)
        rows.append(_without_covered(row))
    _raise_upward_spans(raw, rows)
    kept = _without_blank_rows(raw, rows)
    _mark_rules(raw, rows, kept)
    head = sum(index < raw.head_rows for index in kept) if raw.head_rows else 0
    rows, _ = join_split_numbers([rows[index] for index in kept], columns)
    raw.rows = [[read.ranges for read in row] for row in rows]
    raw.lines = list(range(len(rows)))
    return (
        [[(read.cell, read.run) for read in row] for row in rows],
        head if 0 < head < len(rows) else None,
    )


def _without_covered(row: list[CellRead]) -> list[CellRead]:
    """Leave out the empty cells printed to the right of a cell that spans them."""
    if not any(read.prints_covered for read in row):
        return row
    kept: list[CellRead] = []
    index = 0
    while index < len(row):
        read = row[index]
        kept.append(read)
        index += 1
        if not read.prints_covered:
            continue
        covered = 1
        while covered < read.cell.column_span and index < len(row) and not row[index].text:
            covered += 1
            index += 1
        read.cell = replace(read.cell, column_span=covered)
    return kept


def _without_blank_rows(raw: RawTabular, rows: list[list[CellRead]]) -> list[int]:
    """Return the rows that hold text, and shorten the spans that reach over the others."""
    kept = [index for index, row in enumerate(rows) if any(read.text for read in row)]
    lines = [raw.lines[index] for index in kept]
    if lines and lines[-1] - lines[0] + 1 == len(lines):
        return kept
    for index in kept:
        first = raw.lines[index]
        for read in rows[index]:
            span = read.cell.row_span
            if span > 1:
                reached = sum(first <= line < first + span for line in lines)
                read.cell = replace(read.cell, row_span=max(reached, 1))
    return kept


def _mark_rules(raw: RawTabular, rows: list[list[CellRead]], kept: list[int]) -> None:
    """Tell the cells of each row which rule was drawn between it and the row before."""
    before = -1
    width = max((sum(read.cell.column_span for read in row) for row in rows), default=0)
    for index in kept:
        between = range(before + 1, index + 1)
        under: set[int] = set().union(*(raw.part_rules.get(row, ()) for row in between))
        full = any(row in raw.full_rules for row in between)
        full = full or (1 in under and len(under) >= max(width - 1, 2))
        if full or under:
            for read in rows[index]:
                read.cell = replace(read.cell, rule="full" if full else "part")
        before = index


def _raise_upward_spans(raw: RawTabular, rows: list[list[CellRead]]) -> None:
    """Move a cell of negative row span to the top of what it spans."""
    for r, row in enumerate(rows):
        for c, read in enumerate(row):
            if read.cell.row_span >= 1:
                continue
            line = raw.lines[r] + min(read.cell.row_span, -1) + 1
            top = next(index for index in range(r + 1) if raw.lines[index] >= line)
            column = sum(other.cell.column_span for other in row[:c])
            at = _starting_at(rows[top], column)
            if top < r and at is not None and not rows[top][at].text:
                read.cell = replace(read.cell, row_span=raw.lines[r] - raw.lines[top] + 1)
                rows[top][at], row[c] = read, rows[top][at]
            else:
                read.cell = replace(read.cell, row_span=1)


def _starting_at(row: list[CellRead], column: int) -> int | None:
    at = 0
    for index, read in enumerate(row):
        if at == column:
            return index
        at += read.cell.column_span
    return None
