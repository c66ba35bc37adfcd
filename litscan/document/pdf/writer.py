"""Writing lines into the extracted pages and, at the same time, into the document's text.

Each page is a source file of its own, named as a link into the PDF would be (``paper.pdf#page=3``,
RFC 8118), with a line for every line read there; so a place is a page and a line on it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from litscan.document.build import TextBuilder
from litscan.document.grid import Emphasis, Piece, RawCell
from litscan.document.model import SourceFile, Span
from litscan.document.pdf.cells import Chunk, PrintedRow
from litscan.document.pdf.grids import Grid, GridCell
from litscan.document.pdf.lines import Line

__all__ = ["Writer"]

_LAST_PART = re.compile(r"[\w'’-]*$")
_FIRST_PART = re.compile(r"[\w'’]*")
_BETWEEN_CELLS = "  "


class Writer:
    """Holds the pages' extracted text and the document's.

    Parameters
    ----------
    pages : int
        How many there are.
    words : frozenset of str
        Lower-case words of the paper, to tell ``prun-|ing`` from ``two-|stage``.
    """

    def __init__(self, pages: int, words: frozenset[str]) -> None:
        self.builder = TextBuilder()
        self._pages: list[list[str]] = [[] for _ in range(pages)]
        self._lengths = [0] * pages
        self._words = words

    def files(self, name: str) -> tuple[SourceFile, ...]:
        """Return the pages as source files."""
        return tuple(
            SourceFile(f"{name}#page={number}", "".join(lines))
            for number, lines in enumerate(self._pages, 1)
        )

    def place(self, page: int, line: Line) -> Piece:
        """Write a line into the extracted text of a page, counted from 0."""
        return self._put(page, line.text)

    def _put(self, page: int, text: str, end: str = "\n") -> Piece:
        start = self._lengths[page]
        self._pages[page].append(text + end)
        self._lengths[page] += len(text) + len(end)
        return Piece(text, page, start, start + len(text))

    def gap(self) -> None:
        """Leave a blank line in the document's text, unless it is empty."""
        if len(self.builder):
            self.builder.add_made("\n\n")

    def write(self, pieces: Sequence[Piece]) -> Span:
        """Write lines into the document's text, words divided at their ends joined."""
        begin = len(self.builder)
        for index, piece in enumerate(pieces):
            following = pieces[index + 1].text if index + 1 < len(pieces) else ""
            keep, apart = self._seam(piece.text, following)
            text = piece.text[:keep]
            self.builder.add(
                text,
                file=piece.file,
                source_start=piece.source_start,
                source_end=piece.source_start + len(text),
            )
            if following and apart:
                self.builder.add_made("\n")
        return Span(begin, len(self.builder))

    def _seam(self, text: str, following: str) -> tuple[int, bool]:
        """Return how much of a line to keep, and whether white space comes after it."""
        if not (len(text) > 1 and text[-1] == "-" and text[-2].isalpha() and following):
            return len(text), True
        if not following[0].islower():
            return len(text), not following[0].isalnum()
        left = _LAST_PART.search(text, max(len(text) - 60, 0), len(text) - 1)
        right = _FIRST_PART.match(following)
        first = left[0].lower() if left else ""
        second = right[0].lower() if right else ""
        if first + second in self._words:
            return len(text) - 1, False
        compound = f"{first}-{second}" in self._words or "-" in first
        return len(text) - (not compound), False

    def printed_rows(self, page: int, rows: Sequence[PrintedRow]) -> dict[int, Piece]:
        """Write a table's rows into a page; return the piece of each chunk by its identity."""
        pieces: dict[int, Piece] = {}
        for row in rows:
            for index, chunk in enumerate(row.chunks):
                last = index + 1 == len(row.chunks)
                pieces[id(chunk)] = self._put(page, chunk.text, "\n" if last else _BETWEEN_CELLS)
        return pieces

    def write_rows(self, rows: Sequence[Sequence[Piece]]) -> None:
        """Write an unread table's rows into the document's text, a line each."""
        for row in rows:
            for piece in row:
                self.builder.add(
                    piece.text,
                    file=piece.file,
                    source_start=piece.source_start,
                    source_end=piece.source_end,
                )
                self.builder.add_made("\n" if piece is row[-1] else _BETWEEN_CELLS)

    def raw_rows(self, grid: Grid, pieces: dict[int, Piece]) -> list[list[RawCell]]:
        """Return a grid as raw rows, empty places filled."""
        plain_bold = _mostly_bold(grid)
        covered: set[tuple[int, int]] = set()
        rows: list[list[RawCell]] = []
        for r, row in enumerate(grid.rows):
            out: list[RawCell] = []
            column = 0
            for cell in row:
                while column < cell.column:
                    if (r, column) not in covered:
                        out.append(RawCell())
                    column += 1
                out.append(_raw(cell, pieces, plain_bold=plain_bold))
                column += cell.column_span
                for below in range(r + 1, r + cell.row_span):
                    covered |= {(below, cell.column + i) for i in range(cell.column_span)}
            out += [RawCell() for c in range(column, grid.width) if (r, c) not in covered]
            rows.append(out)
        return rows


def _mostly_bold(grid: Grid) -> bool:
    words = [w for row in grid.rows for cell in row for chunk in cell.chunks for w in chunk.words]
    return sum(word.font.bold for word in words) > 0.6 * len(words)


def _raw(cell: GridCell, pieces: dict[int, Piece], *, plain_bold: bool) -> RawCell:
    found: list[Piece] = []
    for chunk in cell.chunks:
        piece = pieces[id(chunk)]
        if found:
            found.append(Piece(" ", piece.file, piece.source_start, piece.source_start))
        found.append(piece)
    return RawCell(
        tuple(found),
        cell.row_span,
        cell.column_span,
        emphasis=_emphasis(cell.chunks, plain_bold=plain_bold),
        marks=tuple(mark for chunk in cell.chunks for mark in chunk.marks),
    )


def _emphasis(chunks: Sequence[Chunk], *, plain_bold: bool) -> frozenset[Emphasis]:
    words = [word for chunk in chunks for word in chunk.words]
    shown: set[Emphasis] = set()
    if not plain_bold and all(word.font.bold for word in words):
        shown.add("bold")
    if all(word.font.italic for word in words):
        shown.add("italic")
    return frozenset(shown)
