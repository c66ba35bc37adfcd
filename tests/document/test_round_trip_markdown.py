"""A random table written in each style that Markdown papers use reads back to the same grid."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from random_grids import GridCell, RandomGrid, grids

from litscan.document.layers import Table
from litscan.document.markdown import read_markdown
from litscan.document.model import Source

_PIPE_MARKS = {"bold": ("**", "**"), "italic": ("*", "*"), "underline": ("<u>", "</u>")}
_HTML_MARKS = {"bold": "b", "italic": "i", "underline": "u"}
_LATEX_MARKS = {"italic": "\\textit", "underline": "\\underline"}


def as_pipes(grid: RandomGrid) -> str:
    """Write a grid without spans as a pipe table."""
    rows = ["| " + " | ".join(_pipe_cell(cell) for cell in row) + " |" for row in grid.rows]
    return "\n".join([rows[0], "| --- " * grid.width + "|", *rows[1:]])


def as_bare_pipes(grid: RandomGrid) -> str:
    """Write a pipe table without its outer bars, where the first and last cells allow it."""
    lines = as_pipes(grid).split("\n")
    return "\n".join(line.removeprefix("| ").removesuffix(" |") for line in lines)


def _pipe_cell(cell: GridCell) -> str:
    shown = re.sub(r"([\\|*_$#<>`\[\]])", r"\\\1", cell.text)
    for name in cell.emphasis:
        before, after = _PIPE_MARKS[name]
        shown = f"{before}{shown}{after}"
    return shown


def as_html(grid: RandomGrid) -> str:
    """Write a grid as the one-line HTML table that MinerU prints."""
    rows = "".join(f"<tr>{''.join(map(_html_cell, row))}</tr>" for row in grid.rows)
    return f"<html><body><table>{rows}</table></body></html>"


def _html_cell(cell: GridCell) -> str:
    shown = html.escape(cell.text).replace("$", "&#36;")
    for name in cell.emphasis:
        shown = f"<{_HTML_MARKS[name]}>{shown}</{_HTML_MARKS[name]}>"
    tag = "th" if cell.is_header else "td"
    down = f' rowspan="{cell.row_span}"' if cell.row_span > 1 else ""
    across = f' colspan="{cell.column_span}"' if cell.column_span > 1 else ""
    return f"<{tag}{down}{across}>{shown}</{tag}>"


def as_nougat(grid: RandomGrid) -> str:
    """Write a grid as the LaTeX tabular with Markdown marks that nougat prints."""
    lines = [" & ".join(_printed(row)) + r" \\" for row in _with_covered(grid)]
    lines.insert(grid.header_rows, r"\hline")
    body = " ".join(lines)
    columns = "l" * grid.width
    return (
        f"\\begin{{table}}\n\\begin{{tabular}}{{{columns}}} {body} \\end{{tabular}}\n\\end{{table}}"
    )


def _with_covered(grid: RandomGrid) -> list[list[GridCell]]:
    """Return rows with an empty cell for what a row span covers, as LaTeX prints them."""
    rows: list[list[GridCell]] = []
    above: dict[int, tuple[int, int]] = {}  # column: rows still covered, columns
    for cells in grid.rows:
        row: list[GridCell] = []
        column, left = 0, list(cells)
        while column < grid.width:
            rows_left, width = above.get(column, (0, 1))
            if rows_left:
                above[column] = (rows_left - 1, width)
                row.append(GridCell("", column_span=width))
                column += width
                continue
            cell = left.pop(0)
            above[column] = (cell.row_span - 1, cell.column_span)
            row.append(cell)
            column += cell.column_span
        rows.append(row)
    return rows


def _printed(row: list[GridCell]) -> list[str]:
    shown = []
    for cell in row:
        text = re.sub(r"([&%$#_])", r"\\\1", cell.text)
        text = text.replace("<", r"\(<\)").replace(">", r"\(>\)").replace("±", r"\(\pm\)")
        for name in cell.emphasis:
            text = f"**{text}**" if name == "bold" else f"{_LATEX_MARKS[name]}{{{text}}}"
        if cell.row_span > 1:
            text = f"\\multirow{{{cell.row_span}}}{{*}}{{{text}}}"
        if cell.column_span > 1:
            text = f"\\multicolumn{{{cell.column_span}}}{{c}}{{{text}}}"
        shown.append(text)
    return shown


def read_back(table: str) -> Table:
    """Return the one table of a paper that holds it with a caption."""
    text = f"# T\n\n## 1 Results\n\nTable 1: Accuracy.\n\n{table}\n\nText after it.\n"
    document = read_markdown(text, source=Source("a.md", "markdown", ""), name="a.md")
    assert document.coverage.warnings == ()
    (found,) = document.tables
    assert found.caption is not None and document.quote(found.caption) == "Accuracy."
    assert all(document.quote(cell.span) == cell.text for cell in found.cells())
    assert document.text.endswith("Text after it.")
    return found


def check(grid: RandomGrid, write: Callable[[RandomGrid], str]) -> None:
    """Fail unless a grid reads back with its texts, emphasis and spans."""
    table = read_back(write(grid))
    read = [[(cell.text, cell.emphasis) for cell in row] for row in table.rows]
    assert read == grid.expected()
    for r, row in enumerate(grid.positions()):
        for c, cell in enumerate(row):
            if cell is not None and cell.text:
                spans = (table.rows[r][c].row_span, table.rows[r][c].column_span)
                assert spans == (cell.row_span, cell.column_span)


@pytest.mark.parametrize("write", [as_pipes, as_bare_pipes])
@settings(max_examples=60, deadline=None)
@given(grid=grids(spans=False))
def test_a_pipe_table_reads_back(write: Callable[[RandomGrid], str], grid: RandomGrid) -> None:
    check(grid, write)


@settings(max_examples=60, deadline=None)
@given(grids())
def test_an_html_table_reads_back(grid: RandomGrid) -> None:
    check(grid, as_html)


@settings(max_examples=60, deadline=None)
@given(grids())
def test_a_latex_table_reads_back(grid: RandomGrid) -> None:
    check(grid, as_nougat)
