r"""Laying raw table rows out as a rectangular grid, in the document's text.

Every reader meets tables in its own shape: LaTeX prints empty cells under a ``\multirow``, HTML
leaves them out, Markdown knows no spans. Readers hand over `RawCell` rows and say which habit
theirs is; `build_table` makes one grid of it, writes the grid's text into the `TextBuilder` (a
line a row, cells joined by ``" | "``), and decides which rows and columns are headers where the
source does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from litscan.document.build import TextBuilder
from litscan.document.limits import MAX_CELLS, MAX_COLUMNS
from litscan.document.model import Cell, Span, Table, TableNote

__all__ = ["GridError", "Piece", "RawCell", "build_table"]

Emphasis = Literal["bold", "italic", "underline", "color"]
Place = tuple[int, int]

_SEPARATOR = " | "
_NUMBER_CELL = re.compile(
    r"[\s$~<>≤≥≈+\-−–±↑↓*†‡(\[]*\d[\d.,\s]*"
    r"(?:\s*(?:[%×x*†‡§KMBGTkm)\]]|±|\(|pp|ms|s\b|h\b|e-?\d|×?10\^).*)?\s*",
    re.DOTALL,
)
_YEAR_OR_SIZE = re.compile(r"(?:19|20)\d\d")


class GridError(ValueError):
    """The rows make no grid: there are none, or a span claims too many cells."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of rendered text and the stretch of a source file it was read from."""

    text: str
    file: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell as its format prints it, not yet placed.

    Attributes
    ----------
    pieces : tuple of Piece
        The cell's text in order; line breaks count as spaces, outer white space is dropped.
    row_span, column_span : int
        How many rows and columns it covers, itself included; cut to fit the table.
    is_header : bool
        Marked as a header by the source (``<th>``, a head row above a rule).
    emphasis, citations, marks
        As in `litscan.document.model.Cell`.

    Examples
    --------
    >>> RawCell.plain("93.4", file=0, source_start=10, source_end=14).text
    '93.4'
    """

    pieces: tuple[Piece, ...] = ()
    row_span: int = 1
    column_span: int = 1
    is_header: bool = False
    emphasis: frozenset[Emphasis] = frozenset()
    citations: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()

    @classmethod
    def plain(cls, text: str, *, file: int, source_start: int, source_end: int) -> RawCell:
        """Return an unspanned cell holding one piece of text."""
        return cls((Piece(text, file, source_start, source_end),))

    @property
    def text(self) -> str:
        """The cell's text on one line, outer white space dropped."""
        return "".join(piece.text for piece in self.pieces).replace("\n", " ").strip()


def build_table(
    builder: TextBuilder,
    raw_rows: Sequence[Sequence[RawCell]],
    *,
    label: str,
    spanned: Literal["omitted", "printed"] = "omitted",
    number: str | None = None,
    caption: Span | None = None,
    header_rows: int | None = None,
    header_columns: int | None = None,
    notes: tuple[TableNote, ...] = (),
) -> Table:
    r"""Write a table's grid into the text and return the table.

    Parameters
    ----------
    builder : TextBuilder
        The text is appended here; no line break is added before or after the grid.
    raw_rows : sequence of sequence of RawCell
        Rows as printed. Short rows are padded with empty cells.
    label, number, caption, notes
        As in `litscan.document.model.Table`.
    spanned : {"omitted", "printed"}
        Whether the cells that a row span covers are left out of the following rows (HTML), or
        are there and empty (LaTeX). With ``"printed"`` a filled cell ends the span above it, so
        that no text is lost.
    header_rows, header_columns : int, optional
        Leading header rows and columns where the source marks them. None decides by cells
        marked `RawCell.is_header`, else by where the numbers begin.

    Raises
    ------
    GridError
        If there are no rows, no text at all, or over `MAX_CELLS` cells.

    Examples
    --------
    >>> builder = TextBuilder()
    >>> def cell(text: str) -> RawCell:
    ...     return RawCell.plain(text, file=0, source_start=0, source_end=len(text))
    >>> table = build_table(
    ...     builder, [[cell("Method"), cell("Top-1")], [cell("L1"), cell("93.4")]], label="t"
    ... )
    >>> builder.text
    'Method | Top-1\nL1 | 93.4'
    >>> table.header_rows, table.header_columns, table.rows[1][1].text
    (1, 1, '93.4')
    """
    if not any(cell.text for row in raw_rows for cell in row):
        raise GridError("no cell holds text")
    printed = spanned == "printed"
    placed, covers, width = _place(raw_rows, printed=printed)
    height = len(raw_rows)
    if header_rows is None:
        header_rows = _marked_rows(placed, height, width) or _rows_above_numbers(
            placed, height, width
        )
    header_rows = _without_group_titles(placed, covers, min(header_rows, height), width)
    if header_columns is None:
        header_columns = _leading_columns(placed, header_rows, height, width)
    start = len(builder)
    rows = tuple(_write_row(builder, r, width, placed, covers, header_rows) for r in range(height))
    return Table(
        span=Span(start, len(builder)),
        rows=rows,
        label=label,
        number=number,
        caption=caption,
        header_rows=header_rows,
        header_columns=min(header_columns, width),
        notes=notes,
    )


def _place(
    raw_rows: Sequence[Sequence[RawCell]], *, printed: bool
) -> tuple[dict[Place, RawCell], dict[Place, Place], int]:
    placed: dict[Place, RawCell] = {}
    covers: dict[Place, Place] = {}
    width = 0
    for r, row in enumerate(raw_rows):
        column = 0
        for cell in row:
            if not printed:
                while (r, column) in covers:
                    column += 1
            elif (r, column) in covers:
                if not cell.text:
                    column += min(max(cell.column_span, 1), MAX_COLUMNS)
                    continue
                _end_span_above(placed, covers, covers[r, column], r)
            column += _put(placed, covers, (r, column), cell, len(raw_rows))
        width = max(width, column)
    width = max([width, *(c + 1 for _, c in covers)])
    if width > MAX_COLUMNS or width * len(raw_rows) > MAX_CELLS:
        raise GridError(f"{len(raw_rows)} rows of {width} columns are too many")
    return placed, covers, width


def _put(
    placed: dict[Place, RawCell],
    covers: dict[Place, Place],
    at: Place,
    cell: RawCell,
    height: int,
) -> int:
    """Place a cell and what it covers; return how many columns it takes."""
    row, column = at
    across = min(max(cell.column_span, 1), MAX_COLUMNS)
    down = min(max(cell.row_span, 1), height - row)
    if len(placed) + len(covers) + across * down > 2 * MAX_CELLS:
        raise GridError("spans claim too many cells")
    free = 1
    while free < across and (row, column + free) not in covers:
        free += 1
    across = free
    placed[at] = RawCell(
        cell.pieces, down, across, cell.is_header, cell.emphasis, cell.citations, cell.marks
    )
    for r in range(row, row + down):
        for c in range(column, column + across):
            if (r, c) != at:
                covers[r, c] = at
    return across


def _end_span_above(
    placed: dict[Place, RawCell], covers: dict[Place, Place], origin: Place, row: int
) -> None:
    cell = placed[origin]
    last, across = origin[0] + cell.row_span, cell.column_span
    for r in range(row, last):
        for c in range(origin[1], origin[1] + across):
            if covers.get((r, c)) == origin:
                del covers[r, c]
    placed[origin] = RawCell(
        cell.pieces,
        row - origin[0],
        cell.column_span,
        cell.is_header,
        cell.emphasis,
        cell.citations,
        cell.marks,
    )


def _marked_rows(placed: dict[Place, RawCell], height: int, width: int) -> int:
    count = 0
    for r in range(height):
        cells = [placed[r, c] for c in range(width) if (r, c) in placed]
        if not all(cell.is_header for cell in cells if cell.text) or not cells:
            break
        count += 1
    return count if count < height else 0


def _without_group_titles(
    placed: dict[Place, RawCell], covers: dict[Place, Place], header_rows: int, width: int
) -> int:
    """Leave the first group's title, a lone cell just above the head rule, to the body."""
    while header_rows > 1:
        row = header_rows - 1
        filled = [c for c in range(width) if (row, c) in placed and placed[row, c].text]
        covered = any((row, c) in covers and covers[row, c][0] < row for c in range(width))
        if filled != [0] or covered or not _is_title(placed[row, 0], width):
            break
        header_rows -= 1
    return header_rows


def _is_title(cell: RawCell, width: int) -> bool:
    return cell.row_span == 1 and (cell.column_span > 1 or width > 2)


def _is_number(text: str) -> bool:
    return bool(_NUMBER_CELL.fullmatch(text)) and not _YEAR_OR_SIZE.fullmatch(text)


def _rows_above_numbers(placed: dict[Place, RawCell], height: int, width: int) -> int:
    """Count the leading rows before the first one in which a third of the cells are numbers."""
    for r in range(height):
        texts = [placed[r, c].text for c in range(1, width) if (r, c) in placed]
        filled = [text for text in texts if text]
        numbers = sum(map(_is_number, filled))
        if numbers and 3 * numbers >= len(filled):
            return _skip_back_over_titles(placed, r, width)
    return 1 if height > 1 else 0


def _skip_back_over_titles(placed: dict[Place, RawCell], row: int, width: int) -> int:
    """Leave a one-cell row just above the numbers to the body: it is a group title."""
    while row > 1:
        filled = [c for c in range(width) if (row - 1, c) in placed and placed[row - 1, c].text]
        if len(filled) != 1:
            break
        row -= 1
    return row


def _leading_columns(
    placed: dict[Place, RawCell],
    header_rows: int,
    height: int,
    width: int,
) -> int:
    """Count one leading column, and each further one left of which cells span several rows."""
    columns = 1
    while columns < width - 1:
        spans = any(
            placed[r, columns - 1].row_span > 1
            for r in range(header_rows, height)
            if (r, columns - 1) in placed
        )
        texts = [
            placed[r, columns].text for r in range(header_rows, height) if (r, columns) in placed
        ]
        if not spans or any(_is_number(text) for text in texts):
            break
        columns += 1
    return min(columns, width)


def _write_row(
    builder: TextBuilder,
    r: int,
    width: int,
    placed: dict[Place, RawCell],
    covers: dict[Place, Place],
    header_rows: int,
) -> tuple[Cell, ...]:
    if r:
        builder.add_made("\n")
    cells = []
    for c in range(width):
        if c:
            builder.add_made(_SEPARATOR)
        raw = placed.get((r, c))
        if raw is None:
            here = Span(len(builder), len(builder))
            cells.append(
                Cell(r, c, "", here, is_header=r < header_rows, covered_by=covers.get((r, c)))
            )
            continue
        text, span = _write_cell(builder, raw)
        cells.append(
            Cell(
                row=r,
                column=c,
                text=text,
                span=span,
                row_span=raw.row_span,
                column_span=raw.column_span,
                is_header=raw.is_header or r < header_rows,
                emphasis=raw.emphasis,
                citations=raw.citations,
                marks=raw.marks,
            )
        )
    return tuple(cells)


def _write_cell(builder: TextBuilder, raw: RawCell) -> tuple[str, Span]:
    whole = "".join(piece.text for piece in raw.pieces)
    left = len(whole) - len(whole.lstrip())
    right = len(whole.rstrip())
    start = len(builder)
    offset = 0
    for piece in raw.pieces:
        low, high = max(left - offset, 0), min(right - offset, len(piece.text))
        offset += len(piece.text)
        if low >= high:
            continue
        text = piece.text[low:high].replace("\n", " ")
        source_start, source_end = piece.source_start, piece.source_end
        if len(piece.text) == source_end - source_start:
            source_start, source_end = source_start + low, source_start + high
        builder.add(text, file=piece.file, source_start=source_start, source_end=source_end)
    return whole[left:right].replace("\n", " "), Span(start, len(builder))
