"""A table drawn with monospaced characters, so that its grid can be checked against the paper.

Nothing is rearranged: each row of the grid is a line. A cell over several columns is ruled across
all of them, a cell over several rows is pointed at from below with ``↑``, and emphasis is written
round the text, since in results tables it carries meaning.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from litscan.document.model import Cell, Table

__all__ = ["cell_text", "draw_table"]

_GAP = "  "
_WIDEST_CELL = 40
_ELLIPSIS = "…"
_COVERED = "↑"
_EMPHASIS = {"bold": "*", "underline": "_", "italic": "/"}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The text of one grid position and the number of columns it is drawn over."""

    text: str
    across: int


def cell_text(cell: Cell) -> str:
    """Return a cell's text with its emphasis round it and its footnote marks behind it.

    Examples
    --------
    >>> from litscan.document.model import Span
    >>> cell = Cell(0, 0, "93.4", Span(0, 4), emphasis=frozenset({"bold"}), marks=("†",))
    >>> cell_text(cell)
    '*93.4* [†]'
    """
    text = " ".join(cell.text.split())
    if text:
        for kind, sign in _EMPHASIS.items():
            if kind in cell.emphasis:
                text = f"{sign}{text}{sign}"
    return " ".join([text, *(f"[{mark}]" for mark in cell.marks)]).strip()


def draw_table(table: Table, *, width: int | None = None) -> str:
    r"""Return a table drawn as text, a rule below its header.

    Parameters
    ----------
    table : Table
        The table.
    width : int, optional
        Columns of the screen. A wider table is drawn in parts, one below the other, its header
        columns repeated, and long cells are cut with an ellipsis. None draws everything.

    Examples
    --------
    >>> from litscan import read_text
    >>> rows = r"\multicolumn{2}{c}{Acc.} & T \\ \midrule 1.0 & \textbf{2.0} & 3"
    >>> latex = rf"\begin{{tabular}}{{ccc}} {rows} \\ \end{{tabular}}"
    >>> print(draw_table(read_text(latex, format="latex").tables[0]))
    ── Acc. ──  T
    ---  -----  -
    1.0  *2.0*  3
    """
    if not table.rows or not table.width:
        return "(empty)"
    cells = [[_drawn(table, cell, width) for cell in row] for row in table.rows]
    widths = _column_widths(cells, table.width)
    parts = list(_parts(widths, table.header_columns, width))
    drawings = []
    for columns in parts:
        lines = [_line(row, columns, widths) for row in cells]
        if 0 < table.header_rows < len(lines):
            rule = _GAP.join("-" * widths[c] for c in columns)
            lines.insert(table.header_rows, rule)
        if len(parts) > 1:
            lines.insert(0, f"columns {_ranges(columns)} of {table.width}")
        drawings.append("\n".join(lines))
    return "\n\n".join(drawings)


def _drawn(table: Table, cell: Cell, width: int | None) -> _Drawn:
    if cell.covered_by is not None:
        row, column = cell.covered_by
        below = row < cell.row and column == cell.column
        across = table.rows[row][column].column_span if below else 0
        return _Drawn(_COVERED if below else "", across)
    text = cell_text(cell)
    if width is not None:
        text = _cut(text, _WIDEST_CELL)
    return _Drawn(text, cell.column_span)


def _screen_width(text: str) -> int:
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )


def _cut(text: str, most: int) -> str:
    if _screen_width(text) <= most:
        return text
    kept = text[: most - 1]
    while _screen_width(kept) > most - 1:
        kept = kept[:-1]
    return kept + _ELLIPSIS


def _column_widths(cells: list[list[_Drawn]], count: int) -> list[int]:
    """Return widths that hold every cell; a spanning cell widens the last of its columns.

    One that reaches the right edge may stand out over it.
    """
    widths = [1] * count
    for row in cells:
        for c, drawn in enumerate(row):
            if drawn.across <= 1:
                widths[c] = max(widths[c], _screen_width(drawn.text))
    for row in cells:
        for c, drawn in enumerate(row):
            last = c + drawn.across - 1
            if drawn.across > 1 and last < count - 1:
                room = _extent(widths, range(c, last + 1))
                widths[last] += max(0, _screen_width(drawn.text) - room)
    return widths


def _extent(widths: list[int], columns: range | list[int]) -> int:
    return sum(widths[c] for c in columns) + len(_GAP) * (len(columns) - 1)


def _parts(widths: list[int], header_columns: int, width: int | None) -> Iterator[list[int]]:
    """Yield the columns of each part of a table that is too wide for the screen."""
    count = len(widths)
    if width is None or _extent(widths, range(count)) <= width:
        yield list(range(count))
        return
    leading = list(range(min(header_columns, count - 1)))
    if _extent(widths, leading) > width // 2:
        leading = leading[:1] if leading and widths[0] <= width // 2 else []
    part: list[int] = []
    for c in range(len(leading), count):
        if part and _extent(widths, [*leading, *part, c]) > width:
            yield [*leading, *part]
            part = []
        part.append(c)
    yield [*leading, *part]


def _ranges(columns: list[int]) -> str:
    """Return column numbers from 1, runs shortened: ``1, 5-8``."""
    runs: list[list[int]] = []
    for c in columns:
        if runs and c == runs[-1][1] + 1:
            runs[-1][1] = c
        else:
            runs.append([c, c])
    return ", ".join(f"{a + 1}" if a == b else f"{a + 1}-{b + 1}" for a, b in runs)


def _line(row: list[_Drawn], columns: list[int], widths: list[int]) -> str:
    pieces: list[str] = []
    at = 0
    while at < len(columns):
        c = columns[at]
        start = _start_of_span(row, c)
        end = start + max(row[start].across, 1)
        shown = [k for k in columns[at:] if k < end]
        room = _extent(widths, shown)
        at += len(shown)
        text = row[start].text
        whole = at == len(columns) and start == c
        pieces.append(_filled(text if whole else _cut(text, room), room, len(shown)))
    return _GAP.join(pieces).rstrip()


def _start_of_span(row: list[_Drawn], column: int) -> int:
    """Return the column in which the cell shown at a column begins."""
    for c in range(column, -1, -1):
        if row[c].across and c + row[c].across > column:
            return c
    return column


def _filled(text: str, room: int, columns: int) -> str:
    spare = max(0, room - _screen_width(text))
    if columns > 1 and text and text != _COVERED and spare >= 4:
        left = (spare - 2) // 2
        return f"{'─' * left} {text} {'─' * (spare - 2 - left)}"
    return text + " " * spare
