r"""Laying raw table rows out as a rectangular grid, in the document's text.

Every reader meets tables in its own shape: LaTeX prints empty cells under a ``\multirow``, HTML
leaves them out, Markdown knows no spans. Readers hand over `RawCell` rows and say which habit
theirs is; `build_table` makes one grid of it, writes the grid's text into the `TextBuilder` (a
line a row, cells joined by ``" | "``), and decides which rows and columns are headers where the
source does not say (`litscan.document.headers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from litscan.document.build import TextBuilder
from litscan.document.headers import (
    Place,
    Placed,
    before_titles,
    count_header_columns,
    count_header_rows,
)
from litscan.document.limits import MAX_CELLS, MAX_COLUMNS
from litscan.document.model import Cell, Span, Table, TableNote

__all__ = ["GridError", "Piece", "RawCell", "build_table"]

Emphasis = Literal["bold", "italic", "underline", "color"]

_SEPARATOR = " | "


class GridError(ValueError):
    """The rows make no grid: there are none, or a span claims too many cells."""


class Piece(NamedTuple):
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
    rule : {"none", "part", "full"}
        What rule the source draws above the cell's row: none, one under some columns, or one
        across the table.

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
    rule: Literal["none", "part", "full"] = "none"

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
        Leading header rows and columns where the source says how many. None decides by cells
        marked `RawCell.is_header`, rules and numbers (`litscan.document.headers`).

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
    grid = _place(raw_rows, printed=spanned == "printed")
    if header_rows is None:
        header_rows = count_header_rows(grid)
    header_rows = before_titles(grid, min(header_rows, grid.height))
    if header_columns is None:
        header_columns = count_header_columns(grid, header_rows)
    start = len(builder)
    rows = tuple(_write_row(builder, r, grid, header_rows) for r in range(grid.height))
    return Table(
        span=Span(start, len(builder)),
        rows=rows,
        label=label,
        number=number,
        caption=caption,
        header_rows=header_rows,
        header_columns=min(header_columns, grid.width),
        notes=notes,
    )


def _place(raw_rows: Sequence[Sequence[RawCell]], *, printed: bool) -> Placed:
    """Place every cell; a row costs its width however many spans reach into it."""
    height = len(raw_rows)
    placed: dict[Place, RawCell] = {}
    covers: dict[Place, Place] = {}
    reaching: dict[int, tuple[Place, int]] = {}
    width = 0
    for r, row in enumerate(raw_rows):
        reaching = {c: (origin, end) for c, (origin, end) in reaching.items() if r < end}
        column = 0
        for cell in row:
            if not printed:
                while column in reaching:
                    column += 1
            elif column in reaching:
                if not cell.text:
                    column += min(max(cell.column_span, 1), MAX_COLUMNS)
                    continue
                _end_span_above(placed, reaching, column, r)
            column += _put(placed, covers, reaching, (r, column), cell, height)
        covers.update({(r, c): origin for c, (origin, _) in reaching.items() if origin[0] < r})
        width = max([width, column, *(c + 1 for c in reaching)])
        if width > MAX_COLUMNS or width * height > MAX_CELLS:
            raise GridError(f"{height} rows of {width} columns are too many")
    return Placed(placed, covers, height, width)


def _put(
    placed: dict[Place, RawCell],
    covers: dict[Place, Place],
    reaching: dict[int, tuple[Place, int]],
    at: Place,
    cell: RawCell,
    height: int,
) -> int:
    """Place a cell and what it covers; return how many columns it takes."""
    row, column = at
    wanted = min(max(cell.column_span, 1), MAX_COLUMNS)
    down = min(max(cell.row_span, 1), height - row)
    across = 1
    while across < wanted and column + across not in reaching:
        across += 1
    if (cell.row_span, cell.column_span) != (down, across):
        cell = replace(cell, row_span=down, column_span=across)
    placed[at] = cell
    covers.update({(row, column + c): at for c in range(1, across)})
    if down > 1:
        reaching.update({column + c: (at, row + down) for c in range(across)})
    return across


def _end_span_above(
    placed: dict[Place, RawCell], reaching: dict[int, tuple[Place, int]], column: int, row: int
) -> None:
    origin = reaching[column][0]
    for c in [c for c, (other, _) in reaching.items() if other == origin]:
        del reaching[c]
    placed[origin] = replace(placed[origin], row_span=row - origin[0])


def _write_row(builder: TextBuilder, r: int, grid: Placed, header_rows: int) -> tuple[Cell, ...]:
    if r:
        builder.add_made("\n")
    cells = []
    for c in range(grid.width):
        if c:
            builder.add_made(_SEPARATOR)
        raw = grid.cells.get((r, c))
        if raw is None:
            here = Span(len(builder), len(builder))
            cells.append(
                Cell(r, c, "", here, is_header=r < header_rows, covered_by=grid.covers.get((r, c)))
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
        builder.append(text, piece.file, source_start, source_end)
    return whole[left:right].replace("\n", " "), Span(start, len(builder))
