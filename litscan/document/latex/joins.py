r"""Numbers that a table sets in two or three columns to align them, put together again.

``r@{.}l``, ``r@{ $\pm$ }l`` and ``r@{}c@{}l`` with a column of ± in the middle print one number
across columns; in a grid it has to be one cell.
"""

from __future__ import annotations

import re
from dataclasses import replace

from litscan.document.headers import is_number
from litscan.document.latex.cells import CellRead
from litscan.document.latex.columns import Column
from litscan.document.latex.text import Bit, Run
from litscan.document.limits import MAX_COLUMNS

__all__ = ["join_split_numbers"]

_JOINERS = frozenset([".", ",", "±", "+/-", "+-", "×", ":"])
_CONTINUES = re.compile(r"(?:±|\+/-|\+-).*", re.DOTALL)
_FRACTION = re.compile(r"\.\d.*|\(\d[\d.]*\)", re.DOTALL)
_GOES_ON = re.compile(r"[±.(]|\+/?-")
_MIDDLE = re.compile(r"\s*(?:±|\+/-)\s*")


def join_split_numbers(
    rows: list[list[CellRead]], columns: tuple[Column, ...]
) -> tuple[list[list[CellRead]], tuple[Column, ...]]:
    """Return rows and columns with the columns that hold one number between them joined."""
    for column in sorted(_candidates(rows, columns), reverse=True):
        gap = columns[column].gap if column < len(columns) else None
        joint = _joint(rows, column, gap)
        if joint is None:
            continue
        rows = [_joined(row, column, joint) for row in rows]
        columns = columns[: column + 1] + columns[column + 2 :]
    return rows, columns


def _candidates(rows: list[list[CellRead]], columns: tuple[Column, ...]) -> set[int]:
    """Return the columns that something says may go on in the next one."""
    found = {index for index, column in enumerate(columns) if (column.gap or "").strip()}
    for row in rows:
        at = 0
        for read in row:
            if _GOES_ON.match(read.text):
                found.update((at - 1, at))
            at += read.cell.column_span
    width = min(max((_width(row) for row in rows), default=0), MAX_COLUMNS)
    return {column for column in found if 0 <= column < width - 1}


def _width(row: list[CellRead]) -> int:
    return sum(read.cell.column_span for read in row)


def _pairs(rows: list[list[CellRead]], column: int) -> list[tuple[str, str]]:
    """Return the texts at two neighbouring columns, of rows where they are two single cells."""
    found = []
    for row in rows:
        left, right = _at(row, column), _at(row, column + 1)
        if left is not None and right is not None and left != right:
            found.append((row[left].text, row[right].text))
    return found


def _at(row: list[CellRead], column: int) -> int | None:
    at = 0
    for index, read in enumerate(row):
        at += read.cell.column_span
        if column < at:
            return index
    return None


def _joint(rows: list[list[CellRead]], column: int, gap: str | None) -> str | None:
    """Return what to print between two columns, None where they are two columns indeed."""
    if gap is not None and gap.strip() in _JOINERS:
        pairs = _pairs(rows, column)
        wanted = gap.strip() != "." or any(right[:1].isdigit() for _, right in pairs)
        return gap if pairs and wanted else None
    pairs = [(left, right) for left, right in _pairs(rows, column) if right]
    if not pairs:
        return None
    if all(_CONTINUES.fullmatch(right) for _, right in pairs) and any(
        is_number(left) or _MIDDLE.fullmatch(right) for left, right in pairs
    ):
        return " "
    if all(_MIDDLE.fullmatch(left) for left, _ in pairs):
        return " "
    if gap is not None and all(
        _FRACTION.fullmatch(right) and is_number(left) for left, right in pairs
    ):
        return "" if pairs[0][1].startswith(".") else " "
    return None


def _joined(row: list[CellRead], column: int, joint: str) -> list[CellRead]:
    left, right = _at(row, column), _at(row, column + 1)
    if left is None or right is None:
        return row
    first = row[left]
    cell = first.cell
    if left == right:
        first.cell = replace(cell, column_span=cell.column_span - 1)
        return row
    second = row[right]
    other = second.cell
    joined = replace(
        cell,
        row_span=max(cell.row_span, other.row_span),
        column_span=cell.column_span + other.column_span - 1,
        emphasis=cell.emphasis | other.emphasis,
        citations=tuple(dict.fromkeys((*cell.citations, *other.citations))),
        marks=tuple(dict.fromkeys((*cell.marks, *other.marks))),
    )
    run = _concatenated(first.run, second.run, joint)
    read = CellRead(joined, run, [*first.ranges, *second.ranges])
    return [*row[:left], read, *row[right + 1 :]]


def _concatenated(run: Run, rest: Run, joint: str) -> Run:
    if not rest.text.strip():
        return run
    if not run.text.strip():
        return rest
    while run.bits and not run.bits[-1].text.strip():
        run.bits.pop()
    last = run.bits[-1]
    if last.text != last.text.rstrip():
        text = last.text.rstrip()
        end = last.end
        if len(last.text) == last.end - last.start:
            end = last.start + len(text)
        run.bits[-1] = Bit(text, last.start, end, last.cites, last.refers, last.command)
    run.ends_with_space = False
    at = run.bits[-1].end
    run.add(joint, at, at)
    for bit in rest.bits:
        if bit.cites or bit.refers:
            run.add_bit(bit)
        else:
            run.add(bit.text, bit.start, bit.end)
    return run
