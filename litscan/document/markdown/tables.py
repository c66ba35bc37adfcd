"""Tables inside Markdown as rows of raw cells: pipe tables, HTML tables, LaTeX tabulars.

`litscan.document.grid` makes the grid. Pipe tables know neither spans nor headers of several
rows; what converters print instead (empty cells beside a group's name, header rows in the body)
is understood here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from litscan.document.grid import Piece, RawCell
from litscan.document.limits import MAX_CELLS
from litscan.document.markdown.inline import emphasis_of, render_cell, render_formula
from litscan.document.markdown.tabular import LatexTable, read_tabulars

__all__ = ["RawTable", "is_pipe_row", "is_pipe_rule", "read_tables"]

_PIPE_RULE = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_UNESCAPED_PIPE = re.compile(r"(?<!\\)\|")
_HAS_DIGIT = re.compile(r"[^A-Za-z]*\d[^A-Za-z]*|-?\d[\d.,]*\s?[a-zA-Z%×]{1,3}")
_FORMULA = re.compile(r"\$+(?P<dollar>.{1,400}?)\$+|\\\((?P<paren>.{1,400}?)\\\)", re.DOTALL)
_SPLIT_DIGITS = re.compile(r"\d\s+[.\d]")
_MOST_HEADER_ROWS = 3


@dataclass(frozen=True, slots=True)
class RawTable:
    """Rows not yet laid out, what the source says of headers, and where the table stands."""

    rows: tuple[tuple[RawCell, ...], ...]
    header_rows: int | None
    start: int
    end: int
    spanned: Literal["omitted", "printed"] = "printed"
    oversized: bool = False


def is_pipe_rule(line: str) -> bool:
    """Return whether a line is the rule below a pipe table's head.

    Examples
    --------
    >>> is_pipe_rule("| --- | :-: |"), is_pipe_rule("----")
    (True, False)
    """
    return "|" in line and "-" in line and _PIPE_RULE.fullmatch(line) is not None


def is_pipe_row(line: str) -> bool:
    """Return whether a line is plainly a row of a pipe table: bars outside and between.

    Examples
    --------
    >>> is_pipe_row("| a | b |"), is_pipe_row("the norm | x | of x")
    (True, False)
    """
    plain = line.strip()
    return plain.startswith("|") and plain.endswith("|") and plain.count("|") > 2


def read_tables(
    text: str, kind: str, lines: Sequence[tuple[int, int]], start: int, end: int
) -> list[RawTable | None]:
    """Return the tables of a block in order; None for one that is cut off.

    Parameters
    ----------
    text : str
        The whole file.
    kind : {"pipe", "html", "latex"}
        How the block's tables are written.
    lines : sequence of (int, int)
        The offsets of a pipe table's lines.
    start, end : int
        The block's place.
    """
    if kind == "pipe":
        return [_pipe_table(text, lines)]
    if kind == "html":
        return _html_tables(text, start, end)
    return [_latex_table(table) for table in read_tabulars(text, start, end)]


def _latex_table(table: LatexTable | None) -> RawTable | None:
    if table is None:
        return None
    return RawTable(
        table.rows, table.header_rows, table.start, table.end, oversized=table.oversized
    )


def _pipe_table(text: str, lines: Sequence[tuple[int, int]]) -> RawTable:
    ruled = len(lines) > 1 and is_pipe_rule(text[slice(*lines[1])])
    kept = [
        (start, end)
        for start, end in lines
        if not is_pipe_rule(text[start:end]) or "-" not in text[start:end]
    ]
    rows: list[tuple[RawCell, ...]] = []
    cells = 0
    for start, end in kept:
        rows.append(tuple(_pipe_cells(text, start, end)))
        cells += len(rows[-1])
        if cells > MAX_CELLS:
            return RawTable((), None, lines[0][0], lines[-1][1], oversized=True)
    headed = ruled and bool(rows) and any(cell.text for cell in rows[0])
    while rows and not any(cell.text for cell in rows[0]):
        del rows[0]
    header_rows = _header_rows(rows) if headed else None
    if header_rows and header_rows > 1:
        rows = _with_spans(rows, header_rows)
    return RawTable(tuple(rows), header_rows, lines[0][0], lines[-1][1])


def _pipe_cells(text: str, start: int, end: int) -> Iterator[RawCell]:
    shown = text[start:end]
    left = start + len(shown) - len(shown.lstrip())
    right = start + len(shown.rstrip())
    left += text.startswith("|", left, right)
    if right > left and text[right - 1] == "|" and text[right - 2] != "\\":
        right -= 1
    at = left
    for match in _UNESCAPED_PIPE.finditer(text, left, right):
        yield _cell(text, at, match.start())
        at = match.end()
    yield _cell(text, at, right)


def _cell(text: str, start: int, end: int) -> RawCell:
    pieces, marks = render_cell(text, start, end)
    return RawCell(_squeezed(pieces), emphasis=emphasis_of(text[start:end]), marks=marks)


def _squeezed(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Drop white space after white space."""
    kept: list[Piece] = []
    for piece in pieces:
        shown, start = piece.text, piece.source_start
        if not kept or kept[-1].text[-1].isspace():
            shown = shown.lstrip()
            verbatim = len(piece.text) == piece.source_end - start
            start += len(piece.text) - len(shown) if verbatim else 0
        if shown:
            kept.append(Piece(shown, 0, start, piece.source_end))
    return tuple(kept)


def _header_rows(rows: Sequence[Sequence[RawCell]]) -> int:
    """Count the header rows: the head, and rows below it that name columns of its groups."""
    count = 1
    while count < min(len(rows) - 1, _MOST_HEADER_ROWS):
        above, row = rows[count - 1], rows[count]
        texts = [cell.text for cell in row]
        grouped = _repeats_or_gaps([cell.text for cell in above])
        below_head = not texts[0] or texts[0] == above[0].text
        if not grouped or not below_head or any(map(_HAS_DIGIT.fullmatch, texts[1:])):
            break
        if not any(
            _HAS_DIGIT.fullmatch(cell.text) for later in rows[count + 1 :] for cell in later
        ):
            break
        count += 1
    return count


def _repeats_or_gaps(texts: Sequence[str]) -> bool:
    """Return whether a row prints a spanning name: again and again, or once beside gaps."""
    return "" in texts[1:] or any(left == right for left, right in pairwise(texts[1:]))


def _with_spans(rows: Sequence[tuple[RawCell, ...]], header_rows: int) -> list[tuple[RawCell, ...]]:
    """Widen a group's name over the gaps or repeats beside it, where names stand below them."""
    widened: list[tuple[RawCell, ...]] = []
    for r, row in enumerate(rows):
        if r >= header_rows - 1:
            widened.append(row)
            continue
        below = rows[r + 1]
        kept = [row[0]]
        for c, cell in enumerate(row[1:], 1):
            last = kept[-1]
            covered = cell.text in ("", last.text) and c < len(below) and below[c].text
            if covered and len(kept) > 1 and last.text:
                kept[-1] = replace(last, column_span=last.column_span + 1)
            else:
                kept.append(cell)
        widened.append(tuple(kept))
    return widened


def _html_tables(text: str, start: int, end: int) -> list[RawTable | None]:
    from litscan.document.html.tables import read_html_tables

    return [
        RawTable(
            tuple(tuple(_respaced(text, cell) for cell in row) for row in table.rows),
            table.header_rows,
            table.start,
            table.end,
            "omitted",
            table.oversized,
        )
        for table in read_html_tables(text, start, end)
    ]


def _respaced(text: str, cell: RawCell) -> RawCell:
    """Join the digits of formulas whose every token a model set apart."""
    if _SPLIT_DIGITS.search(cell.text) is None:
        return cell
    pieces = []
    for piece in cell.pieces:
        source = _FORMULA.fullmatch(text, piece.source_start, piece.source_end)
        if source is None or len(piece.text) == len(source[0]):
            pieces.append(piece)
            continue
        shown = render_formula(source["dollar"] or source["paren"])
        pieces.append(Piece(shown, piece.file, piece.source_start, piece.source_end))
    return replace(cell, pieces=tuple(pieces))
