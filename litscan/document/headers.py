"""Which leading rows and columns of a grid are headers.

A source that marks its header cells decides. Where none does, what a reader's eye goes by does:
rules across the table, where the numbers begin, cells that span. Rules mislead in two ways, which
the numbers settle: in a table with a rule under every row they part nothing, and some tables have
their first rule only after the first group of rows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litscan.document.grid import RawCell

__all__ = [
    "Place",
    "Placed",
    "before_titles",
    "count_header_columns",
    "count_header_rows",
    "is_number",
]

Place = tuple[int, int]

_STARTS_WITH_NUMBER = re.compile(r"[\s$~<>≤≥≈=+\-−–±↑↓*†‡(\[#]*\.?\d")
_WORD = re.compile(r"[^\W\d_]+")
_UNITS = frozenset(
    re.findall(
        r"\S+",
        "x e k m b g t s h d ms us µs ns min kb mb gb tb kib mib gib hz mhz ghz kw w j mj mw pp "
        "pts bn mm cm km px hrs hr sec fps a c n",
    )
)
_LONGEST_NUMBER = 60
_YEAR = re.compile(r"(?:19|20)\d\d")
_LEVEL = re.compile(
    r"[~<>≤≥≈=#(\s]*(?:\d{1,4}|\d{1,3}(?:,\d{3})+|0?\.\d{1,3}|\d+\.\d(?=\s*[KkMBG×x%]))"
    r"\s*(?:%|×|x|[KkMBG])?\)?"
)
_SAYS_NOTHING = re.compile(r"[\s\-–—−.…/✓✗×xX?]*|n/?a|no|yes", re.IGNORECASE)
_MOST_HEADER_ROWS = 5
_MOST_WORDED = 3
_MOST_HEADER_COLUMNS = 4
_RULED_THROUGHOUT = 0.7
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Placed:
    """Cells placed in a grid, and the places that spanning cells cover."""

    cells: dict[Place, RawCell]
    covers: dict[Place, Place]
    height: int
    width: int

    def row(self, row: int) -> list[RawCell]:
        """Return the cells that begin in a row, left to right."""
        return [self.cells[row, c] for c in range(self.width) if (row, c) in self.cells]

    def ruled(self, row: int) -> bool:
        """Return whether a rule across the whole table is drawn above a row."""
        return any(cell.rule == "full" for cell in self.row(row))


def is_number(text: str) -> bool:
    """Return whether a cell's text is a number, with unit or uncertainty, and no year.

    Examples
    --------
    >>> [is_number(text) for text in ("93.4 ± 0.1", "-0.3%", "2019", "ResNet-50", "50%")]
    [True, True, False, False, True]
    """
    if len(text) > _LONGEST_NUMBER or not _STARTS_WITH_NUMBER.match(text):
        return False
    if any(word.lower() not in _UNITS for word in _WORD.findall(text)):
        return False
    return not _YEAR.fullmatch(text)


def count_header_rows(grid: Placed) -> int:
    """Return how many leading rows are headers; 0 where the first row is already data."""
    if grid.height < 2:
        return 0
    marked = _marked_rows(grid)
    if marked:
        return marked
    data = _first_data_row(grid)
    rules = _parting_rules(grid)
    if not rules:
        rows = data if data is not None else max(_bold_rows(grid), 1)
        return min(rows, grid.height)
    rows = _below_groups(grid, _by_rule(grid, rules, data), data)
    return _past_spans(grid, rows, data)


def _marked_rows(grid: Placed) -> int:
    count = 0
    for r in range(grid.height):
        cells = grid.row(r)
        if not cells or not all(cell.is_header for cell in cells if cell.text):
            break
        count += 1
    return count if count < grid.height else 0


def _bold_rows(grid: Placed) -> int:
    """Count the leading rows set all in bold, none where the whole table is."""
    for r in range(grid.height):
        filled = [cell for cell in grid.row(r) if cell.text]
        if not all("bold" in cell.emphasis for cell in filled):
            return r if r <= _MOST_HEADER_ROWS else 0
    return 0


def _parting_rules(grid: Placed) -> list[int]:
    """Return the rows with a full rule above them, but not one that only sets the last row off."""
    last = grid.height - 1
    return [r for r in range(1, grid.height) if grid.ruled(r) and (r < last or grid.height <= 3)]


def _first_data_row(grid: Placed) -> int | None:
    """Return the first row in which a third of the cells after the first are numbers."""
    for r in range(grid.height):
        texts = [grid.cells[r, c].text for c in range(1, grid.width) if (r, c) in grid.cells]
        filled = [text for text in texts if text and not _SAYS_NOTHING.fullmatch(text)]
        numbers = sum(map(is_number, filled))
        if numbers and 3 * numbers >= len(filled):
            return r
    return None


def _by_rule(grid: Placed, rules: list[int], data: int | None) -> int:
    first = rules[0]
    throughout = len(rules) >= _RULED_THROUGHOUT * (grid.height - 1) and grid.height > 3
    if data is None:
        return first if first <= _MOST_WORDED else 1
    if data > first:
        return _further_rule(grid, rules, data, throughout=throughout)
    if data == first or first == 1:
        return first
    if first <= _MOST_HEADER_ROWS and all(_holds_levels(grid, r) for r in range(data, first)):
        return first
    return data


def _further_rule(grid: Placed, rules: list[int], data: int, *, throughout: bool) -> int:
    """Return the last rule above the data that only rows of several headings come before."""
    rows = rules[0]
    for rule in rules[1:]:
        if rule > data or rule > _MOST_HEADER_ROWS:
            break
        unnamed = not any(_names_first_column(grid, r) for r in range(rows))
        if not all(_is_heading(grid, r, may_lead=unnamed) for r in range(rows, rule)):
            break
        rows = rule
    if throughout and data <= 2 and all(_is_heading(grid, r) for r in range(rows, data)):
        rows = data
    return rows if rows <= _MOST_HEADER_ROWS else min(data, 1)


def _names_first_column(grid: Placed, row: int) -> bool:
    """Return whether a header row names the first column, and not it with others."""
    cell = grid.cells.get((row, 0))
    return cell is not None and bool(cell.text) and cell.column_span == 1


def _is_heading(grid: Placed, row: int, *, may_lead: bool = False) -> bool:
    """Return whether a row reads as a second line of headings, not as data or a group's title.

    Such a row names no line in its first cell, unless it `may_lead`: no row above names that
    column.
    """
    cells = [grid.cells[row, c] for c in range(1, grid.width) if (row, c) in grid.cells]
    told = [cell for cell in cells if cell.text and not _SAYS_NOTHING.fullmatch(cell.text)]
    led = (row, 0) in grid.cells and bool(grid.cells[row, 0].text)
    return len(told) >= 2 and (may_lead or not led)


def _holds_levels(grid: Placed, row: int) -> bool:
    """Return whether a row of numbers is a row of headings: levels under a name above them.

    Such a row names nothing in its first cell, unless that is the column's own name, which the
    row above, with a name over several columns, left out.
    """
    if row == 0:
        return False
    if any((row, c) in grid.covers and grid.covers[row, c][0] < row for c in range(grid.width)):
        return True
    first, above = grid.cells.get((row, 0)), grid.cells.get((row - 1, 0))
    named_above = above is None or bool(above.text)
    spanned = any(cell.column_span > 1 for cell in grid.row(row - 1))
    if first is not None and first.text and (named_above or not spanned):
        return False
    texts = [grid.cells[row, c].text for c in range(1, grid.width) if (row, c) in grid.cells]
    return all(_LEVEL.fullmatch(text) for text in texts if text and is_number(text))


def _below_groups(grid: Placed, rows: int, data: int | None) -> int:
    """Count in a row that names the columns under headings that span several."""
    if data is None or not 0 < rows < min(data, _MOST_HEADER_ROWS):
        return rows
    under = [
        c + offset
        for c in range(grid.width)
        if (rows - 1, c) in grid.cells and grid.cells[rows - 1, c].column_span > 1
        for offset in range(grid.cells[rows - 1, c].column_span)
    ]
    texts = [grid.cells[rows, c].text if (rows, c) in grid.cells else "" for c in under]
    return rows + bool(texts and not any(_SAYS_NOTHING.fullmatch(text) for text in texts))


def _past_spans(grid: Placed, rows: int, data: int | None) -> int:
    """Return the header rows with those that a header cell spans into."""
    reach = rows
    for r in range(rows):
        for cell in grid.row(r):
            reach = max(reach, r + cell.row_span)
    limit = min(_MOST_HEADER_ROWS, grid.height - 1, data if data is not None else grid.height)
    return reach if rows < reach <= limit else rows


def before_titles(grid: Placed, rows: int) -> int:
    """Leave the first group's title, a lone cell just above the data, to the body."""
    while rows > 1:
        row = rows - 1
        filled = [
            c for c in range(grid.width) if (row, c) in grid.cells and grid.cells[row, c].text
        ]
        covered = any(
            (row, c) in grid.covers and grid.covers[row, c][0] < row for c in range(grid.width)
        )
        if len(filled) != 1 or covered or not _is_title(grid, row, filled[0]):
            break
        rows -= 1
    return rows


def _is_title(grid: Placed, row: int, column: int) -> bool:
    cell = grid.cells[row, column]
    if cell.row_span > 1:
        return False
    return (column == 0 and grid.width > 2) or cell.column_span >= max(grid.width - 1, 2)


def count_header_columns(grid: Placed, header_rows: int) -> int:
    """Return how many leading columns name the rows: at least the first one.

    A further column belongs to them if it holds words and either cells of the column before it
    span rows, or numbers stand right of it.
    """
    columns = 1
    numeric = [_share_of_numbers(grid, header_rows, c) for c in range(grid.width)]
    while columns < min(grid.width - 1, _MOST_HEADER_COLUMNS):
        spans = any(
            grid.cells[r, columns - 1].row_span > 1
            for r in range(header_rows, grid.height)
            if (r, columns - 1) in grid.cells
        )
        led_to_numbers = any(share >= 0.5 for share in numeric[columns + 1 :])
        names = _names_rows(grid, header_rows, columns)
        if numeric[columns] > 0 or not (spans or (names and led_to_numbers)):
            break
        columns += 1
    return min(columns, grid.width)


def _body_texts(grid: Placed, header_rows: int, column: int) -> list[str]:
    return [
        grid.cells[r, column].text
        for r in range(header_rows, grid.height)
        if (r, column) in grid.cells
    ]


def _share_of_numbers(grid: Placed, header_rows: int, column: int) -> float:
    filled = [text for text in _body_texts(grid, header_rows, column) if text]
    return sum(map(is_number, filled)) / len(filled) if filled else 0.0


def _names_rows(grid: Placed, header_rows: int, column: int) -> bool:
    texts = _body_texts(grid, header_rows, column)
    told = [text for text in texts if text and not _SAYS_NOTHING.fullmatch(text)]
    return bool(texts) and len(told) >= _MOSTLY * len(texts)
