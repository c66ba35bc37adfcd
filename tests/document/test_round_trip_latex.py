r"""A random grid written as LaTeX, in any of the ways authors write tables, reads back the same."""

from __future__ import annotations

import random
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_grids import GridCell, RandomGrid, grids

from litscan.document import read_text
from litscan.document.model import Table

_ESCAPES = {
    **{c: f"\\{c}" for c in "&%_#$"},
    "<": "$<$",
    ">": "$>$",
    "|": "\\textbar{}",
    "±": "$\\pm$",
}
_EMPHASES = {
    "bold": (r"\textbf{%s}", r"{\bf %s}", r"{\bfseries %s}", r"\best{%s}"),
    "italic": (r"\textit{%s}", r"\emph{%s}", r"{\it %s}", r"{\itshape %s}"),
    "underline": (r"\underline{%s}", r"\uline{%s}", r"\ul{%s}"),
}
_PREAMBLE = r"""\documentclass{article}
\newcommand{\best}[1]{\textbf{#1}}
\newcommand{\spread}[2]{#1\,$\pm$\,#2}
\newcolumntype{C}[1]{>{\centering\arraybackslash}p{#1}}
"""
_SPREAD = re.compile(r"([\d.]+) ± ([\d.]+)")


class Writer:
    """One author's habits, drawn at random."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.name = self.random.choice(
            ["tabular", "tabular*", "tabularx", "tabulary", "longtable", "tblr", "NiceTabular"]
        )
        self.rules = self.random.choice(["booktabs", "hlines", "none"])

    def one_of(self, *choices: str) -> str:
        return self.random.choice(choices)

    def document(self, grid: RandomGrid) -> str:
        """Return a paper that holds the grid as its one table."""
        letters = [self.letter() for _ in range(grid.width)]
        bar = self.one_of("", "|", " ", "@{}", "@{\\hskip 4pt}", "!{\\vrule}")
        columns = bar.join(letters)
        if self.name == "tblr":
            columns = self.one_of("l" * grid.width, f"colspec={{{'c' * grid.width}}}, hlines")
            letters = ["l"] * grid.width
        elif self.random.random() < 0.2:
            columns, letters = f"*{{{grid.width}}}{{c}}", ["c"] * grid.width
        across = r"{\textwidth}" if self.name[-1] in "*xy" else ""
        begin = f"\\begin{{{self.name}}}{across}{{{columns}}}"
        body = self.body(grid, letters)
        table = f"{begin}\n{body}\\end{{{self.name}}}"
        if self.name != "longtable":
            boxed = f"\\resizebox{{\\linewidth}}{{!}}{{{table}}}"
            table = f"\\begin{{table}}\n{self.one_of(table, boxed)}\n\\end{{table}}"
        return f"{_PREAMBLE}\\begin{{document}}\nBefore.\n\n{table}\n\\end{{document}}"

    def letter(self) -> str:
        return self.one_of("l", "c", "r", "p{2cm}", "C{2cm}", ">{\\small}c", "S[table-format=2.1]")

    def body(self, grid: RandomGrid, letters: list[str]) -> str:
        lines = {
            "booktabs": ("\\toprule", "\\midrule", "\\bottomrule"),
            "hlines": ("\\hline", "\\hline", "\\hline\\hline"),
            "none": ("", "", ""),
        }[self.rules]
        rows = self.raised([list(row) for row in grid.positions()], grid.width)
        text = lines[0] + "\n"
        for index, row in enumerate(rows):
            text += self.row(row, grid, index, letters)
            if index == grid.header_rows - 1:
                text += lines[1]
                text += self.one_of("", "\\endhead") if self.name == "longtable" else ""
            elif self.rules == "hlines":
                text += self.one_of("\\hline", "")
            text += self.one_of("", " % the next row & more") + "\n"
        return text + lines[2] + "\n"

    def raised(
        self, rows: list[list[GridCell | None]], width: int
    ) -> list[list[GridCell | tuple[int, GridCell] | None]]:
        """Write some row spans in their last row, with a negative count."""
        written: list[list[GridCell | tuple[int, GridCell] | None]] = [list(row) for row in rows]
        for r, row in enumerate(rows):
            cell = row[0]
            upward = self.name not in ("tblr", "NiceTabular") and self.random.random() < 0.3
            others = any(other and other.text for other in row[1:])
            if upward and cell and cell.row_span > 1 and others:
                written[r][0] = None
                written[r + cell.row_span - 1][0] = (-cell.row_span, cell)
        return written

    def row(
        self,
        row: list[GridCell | tuple[int, GridCell] | None],
        grid: RandomGrid,
        index: int,
        letters: list[str],
    ) -> str:
        cells: list[str] = []
        column = 0
        while column < grid.width:
            cell = row[column]
            if cell is None:
                cells.append("")
                column += 1
                continue
            rows, cell = cell if isinstance(cell, tuple) else (cell.row_span, cell)
            cells.append(self.cell(cell, rows, letters[column]))
            if self.name in ("tblr", "NiceTabular"):
                cells += [""] * (cell.column_span - 1)
            column += cell.column_span
        end = self.one_of(" \\\\", " \\\\[2pt]", " \\\\*", " \\tabularnewline", "\\\\ [1ex]")
        return self.one_of(" & ", "&", "\n & ").join(cells) + end + " "

    def cell(self, cell: GridCell, rows: int, letter: str) -> str:
        text = self.text(cell, letter)
        across = cell.column_span
        if rows == 1 and across == 1:
            return text
        if self.name == "tblr":
            return f"\\SetCell[r={rows},c={across}]{{c}} {text}"
        if self.name == "NiceTabular":
            return f"\\Block{{{rows}-{across}}}{{{text}}}"
        if rows != 1:
            place = self.one_of("", "[t]")
            shift = self.one_of("", "[-2pt]")
            width = self.one_of("{*}", "*", "{2cm}", "{=}")
            text = f"\\multirow{place}{{{rows}}}{width}{shift}{{{text}}}"
        if across > 1:
            text = f"\\multicolumn{{{across}}}{{{self.one_of('c', 'c|', '@{}l')}}}{{{text}}}"
        return text

    def text(self, cell: GridCell, letter: str) -> str:
        spread = _SPREAD.fullmatch(cell.text)
        siunitx = letter[0] == "S" and cell.column_span == 1 and not cell.emphasis
        if spread and siunitx:
            return f"{spread[1]} +- {spread[2]}"
        if spread:
            value, error = spread.groups()
            text = self.one_of(
                f"{value} $\\pm$ {error}",
                f"${value} \\pm {error}$",
                f"\\spread{{{value}}}{{{error}}}",
            )
        else:
            text = "".join(_ESCAPES.get(c, c) for c in cell.text)
        for kind in cell.emphasis:
            text = self.one_of(*_EMPHASES[kind]) % text
        if letter[0] == "S" and not re.fullmatch(r"[\d.]*", cell.text):
            text = f"{{{text}}}"
        return text


def shown(table: Table) -> list[list[tuple[str, frozenset[str]]]]:
    return [[(cell.text, frozenset(cell.emphasis)) for cell in row] for row in table.rows]


def spans(grid: RandomGrid) -> list[list[tuple[int, int] | None]]:
    return [
        [(cell.row_span, cell.column_span) if cell else None for cell in row]
        for row in grid.positions()
    ]


@settings(
    max_examples=200,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(grid=grids(), seed=st.integers(0, 2**32))
def test_a_grid_written_as_latex_reads_back_to_itself(grid: RandomGrid, seed: int) -> None:
    writer = Writer(seed)
    source = writer.document(grid)
    document = read_text(source, format="latex")
    assert len(document.tables) == 1, source
    (table,) = document.tables
    assert shown(table) == grid.expected(), source
    assert spans(grid) == [
        [None if c.covered_by else (c.row_span, c.column_span) for c in row] for row in table.rows
    ], source
    if writer.rules == "booktabs":
        assert table.header_rows == grid.header_rows, source
