"""Random tables for round-trip tests: written in some format, each must read back to itself.

A grid has one or two header rows, a leading column of names whose groups may span rows, and a
body of names, numbers and special characters. Writers escape what their format needs escaped.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

__all__ = ["GridCell", "RandomGrid", "grids"]

_NAMES = (
    "Method", "Magnitude", "SNIP", "L1-norm", "ResNet-50", "VGG-16 (ours)", "Lottery ticket",
    "GraSP [3]", "Top-1", "2:4 sparsity", "CIFAR-10", "dense", "w/o mask",
)  # fmt: skip
_SPECIAL = ("A&B", "top_1", "# runs", "$5", "p < 0.05", "> 90", "a|b", "C++", "R&D_#2", "10% of a")
_EMPHASES = ("bold", "italic", "underline")


@dataclass(frozen=True)
class GridCell:
    """A cell as printed: its plain text, what it spans and how it is set."""

    text: str
    row_span: int = 1
    column_span: int = 1
    emphasis: frozenset[str] = frozenset()
    is_header: bool = False


@dataclass(frozen=True)
class RandomGrid:
    """Rows as printed, with the positions that spans cover left out."""

    rows: tuple[tuple[GridCell, ...], ...]
    width: int
    header_rows: int

    def positions(self) -> list[list[GridCell | None]]:
        """Return the grid, rectangular; None where a spanning cell covers a position."""
        grid: list[list[GridCell | None]] = [[None] * self.width for _ in self.rows]
        taken: set[tuple[int, int]] = set()
        for r, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while (r, column) in taken:
                    column += 1
                grid[r][column] = cell
                taken |= {
                    (r + down, column + across)
                    for down in range(cell.row_span)
                    for across in range(cell.column_span)
                }
        return grid

    def expected(self) -> list[list[tuple[str, frozenset[str]]]]:
        """Return text and emphasis of every position; covered ones are empty."""
        return [
            [(cell.text, cell.emphasis) if cell else ("", frozenset()) for cell in row]
            for row in self.positions()
        ]


def _decimal() -> st.SearchStrategy[str]:
    return st.integers(0, 9999).map(lambda n: f"{n / 10:.1f}")


def _names() -> st.SearchStrategy[str]:
    return st.sampled_from(_NAMES)


def _values() -> st.SearchStrategy[str]:
    return st.one_of(
        _decimal(),
        st.tuples(_decimal(), st.integers(1, 99)).map(lambda v: f"{v[0]} ± {v[1] / 10:.1f}"),
        _decimal().map(lambda text: f"{text}%"),
        st.integers(0, 99_999).map(str),
        st.just(""),
        st.just("-"),
        st.sampled_from(_SPECIAL),
        _names(),
    )


@st.composite
def grids(
    draw: st.DrawFn, *, spans: bool = True, emphasis: bool = True, most_rows: int = 6
) -> RandomGrid:
    """Return grids of 2 to 6 columns with 1 or 2 header rows and at least one body row.

    Every row prints at least one cell with text. Without `spans` no cell covers another; without
    `emphasis` all cells are set plainly.
    """
    width = draw(st.integers(2, 6))
    rows = _header(draw, width) if spans else [_flat_header(draw, width)]
    header_rows = len(rows)
    height = draw(st.integers(1, most_rows))
    while height:
        group = draw(st.integers(1, min(height, 3))) if spans else 1
        rows += _group(draw, width, group, spans=spans)
        height -= group
    if emphasis:
        rows = [[_emphasised(draw, cell) for cell in row] for row in rows]
    return RandomGrid(tuple(map(tuple, rows)), width, header_rows)


def _flat_header(draw: st.DrawFn, width: int) -> list[GridCell]:
    return [GridCell(draw(_names()), is_header=True) for _ in range(width)]


def _header(draw: st.DrawFn, width: int) -> list[list[GridCell]]:
    """Return one flat header row, or groups of columns above their names."""
    if width < 3 or not draw(st.booleans()):
        return [_flat_header(draw, width)]
    above = [GridCell(draw(_names()), row_span=2, is_header=True)]
    below: list[GridCell] = []
    left = width - 1
    while left:
        across = draw(st.integers(1, left)) if below else draw(st.integers(2, left))
        above.append(GridCell(draw(_names()), column_span=across, is_header=True))
        below += _flat_header(draw, across)
        left -= across
    return [above, below]


def _group(draw: st.DrawFn, width: int, height: int, *, spans: bool) -> list[list[GridCell]]:
    """Return rows that share one name in the leading column."""
    rows: list[list[GridCell]] = [[] for _ in range(height)]
    rows[0].append(GridCell(draw(_names()), row_span=height))
    for row in rows:
        left = width - 1
        while left:
            wide = spans and left > 1 and draw(st.integers(0, 7)) == 0
            across = draw(st.integers(2, left)) if wide else 1
            row.append(GridCell(draw(_values()), column_span=across))
            left -= across
        if not any(cell.text for cell in row):
            row[-1] = replace(row[-1], text=draw(_decimal()))
    return rows


def _emphasised(draw: st.DrawFn, cell: GridCell) -> GridCell:
    if not cell.text or draw(st.integers(0, 3)):
        return cell
    return replace(cell, emphasis=frozenset({draw(st.sampled_from(_EMPHASES))}))
