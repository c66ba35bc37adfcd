"""The skeleton of a table: which columns label, which rows group, what path leads to a cell.

Printed tables mix bodies with banners (``ResNet-56`` across the full width), second header rows
in mid-table, and blank label cells that mean "as above". `Axes` resolves these by layout alone;
what the labels mean is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from litscan.document.model import Cell, Table
from litscan.extraction.labels import Column, column_kind
from litscan.extraction.measures import LEVELS, read_heading
from litscan.tables.numbers import Quantity, parse_number

__all__ = ["Axes", "Line", "is_blank", "lay_out"]

_BLANK = frozenset(
    {
        "",
        "-",
        "–",
        "—",
        "--",
        "---",
        "n/a",
        "na",
        "/",
        "\\",
        "✓",
        "✗",
        "×",
        "x",
        "✔",
        "✘",
        "…",
        "...",
    }
)

_MOST_HEADER_ROWS = 4


@dataclass(frozen=True, slots=True)
class Line:
    """One body row that holds numbers.

    `labels` maps label columns to the cells that label the row, blanks filled from above;
    `group` is the banner row it stands under; `headers` are mid-table header cells by column.
    """

    row: int
    labels: dict[int, Cell]
    group: Cell | None
    headers: dict[int, Cell]


@dataclass(frozen=True, slots=True)
class Axes:
    """A table's layout."""

    table: Table
    header_rows: int
    kinds: dict[int, Column]
    value_columns: tuple[int, ...]
    lines: tuple[Line, ...]
    numbers: dict[tuple[int, int], Quantity]

    def path_cells(self, line: Line, column: int) -> tuple[Cell, ...]:
        """Return the header cells above a value, outermost first, repeats left out."""
        cells: list[Cell] = []
        table = self.table
        for row in range(self.header_rows):
            cell = table.origin(row, column)
            if cell.text and (not cells or cells[-1] != cell):
                cells.append(cell)
        extra = line.headers.get(column)
        if extra is not None:
            cells.append(extra)
        return tuple(cells)

    def heading(self, column: int) -> str:
        """Return the header text above a column on one line."""
        return _heading(self.table, self.header_rows, column)


def _heading(table: Table, header_rows: int, column: int) -> str:
    texts = (table.origin(row, column).text for row in range(header_rows))
    return " ".join(dict.fromkeys(text for text in texts if text))


def is_blank(text: str) -> bool:
    """Return whether a cell says nothing: empty, a dash, a tick or "N/A"."""
    return text.strip().lower() in _BLANK


def _numbers(table: Table) -> dict[tuple[int, int], Quantity]:
    found = {}
    for cell in table.cells():
        if cell.covered_by is None and len(cell.text) < 80 and any(c.isdigit() for c in cell.text):
            quantity = parse_number(cell.text)
            if quantity is not None:
                found[cell.row, cell.column] = quantity
    return found


def _at(table: Table, row: int, column: int) -> tuple[int, int]:
    cell = table.origin(row, column)
    return cell.row, cell.column


def _header_rows(table: Table, numbers: dict[tuple[int, int], Quantity]) -> int:
    """Return the header rows marked, and those right below that hold words in half the columns."""
    rows = min(table.header_rows, len(table.rows))
    while 0 < rows < min(_MOST_HEADER_ROWS, len(table.rows) - 1):
        cells = {table.origin(rows, column) for column in range(table.width)}
        told = [cell for cell in cells if not is_blank(cell.text)]
        wide = sum(cell.column_span for cell in told)
        if len(told) < 2 or wide < table.width / 2:
            break
        if any((cell.row, cell.column) in numbers for cell in cells) and not _is_level_row(
            table, rows, numbers
        ):
            break
        rows += 1
    while rows > 1 and _is_banner(table, rows - 1):
        rows -= 1
    return rows


def _is_banner(table: Table, row: int) -> bool:
    """Whether a header row is but one wide cell that names no measure.

    Such a row below the headings of the columns names the first block of the body, not the
    columns: later blocks have banners of their own.
    """
    told = [cell for cell in table.rows[row] if cell.covered_by is None and cell.text.strip()]
    held = any(
        table.origin(row, column).row < row and not is_blank(table.origin(row, column).text)
        for column in range(table.width)
    )
    above = [cell for cell in table.rows[row - 1] if not is_blank(cell.text)]
    if held or len(told) != 1 or len(above) < 2:
        return False
    cell = told[0]
    wide = cell.column_span >= 3 and cell.column_span > table.width / 2
    return wide and read_heading((cell.text,)).measure is None


def _is_level_row(table: Table, row: int, numbers: dict[tuple[int, int], Quantity]) -> bool:
    """Whether a row right below the header only says at which levels numbers were taken."""
    cells = [cell for cell in table.rows[row] if cell.covered_by is None and cell.text.strip()]
    quantities = [
        numbers[cell.row, cell.column] for cell in cells if (cell.row, cell.column) in numbers
    ]
    labels = [cell.text for cell in cells if (cell.row, cell.column) not in numbers]
    first = table.origin(row, 0).text.strip()
    if len(quantities) < 2 or any(column_kind(text) != "level" for text in labels):
        return False
    if first and column_kind(first) != "level":
        return False
    values = [quantity.value for quantity in quantities]
    steps = len(set(values)) > 1 and all(q.uncertainty is None for q in quantities)
    percent = all(quantity.unit == "percent" for quantity in quantities)
    return steps and (percent or all(0 < value < 1 for value in values))


def _share_numeric(
    table: Table, header_rows: int, column: int, numbers: dict[tuple[int, int], Quantity]
) -> float:
    filled = numeric = 0
    for row in range(header_rows, len(table.rows)):
        cell = table.origin(row, column)
        if cell.column != column or is_blank(cell.text):
            continue
        filled += 1
        numeric += (cell.row, cell.column) in numbers
    return numeric / filled if filled else 0.0


def _label_columns(
    table: Table, header_rows: int, numbers: dict[tuple[int, int], Quantity]
) -> tuple[dict[int, Column], tuple[int, ...]]:
    kinds: dict[int, Column] = {}
    values: list[int] = []
    for column in range(table.width):
        heading = _heading(table, header_rows, column)
        kind = column_kind(heading)
        measure = read_heading((heading,)).measure
        share = _share_numeric(table, header_rows, column, numbers)
        leading = not values
        named = kind in ("method", "architecture", "dataset") and measure is None
        if column == 0 and share >= 0.5 and kind == "level" and table.width > 1:
            kinds[column] = "level"
        elif leading and (share < 0.5 or named):
            kinds[column] = "level" if measure in LEVELS and kind != "method" else kind or "other"
        elif share > 0:
            values.append(column)
        elif kind in ("method", "architecture", "dataset", "level") and measure not in LEVELS:
            kinds[column] = kind
    if not kinds and table.width > 1 and table.header_columns:
        kinds[0] = column_kind(_heading(table, header_rows, 0)) or "other"
        values = [column for column in values if column != 0]
    return kinds, tuple(values)


def lay_out(table: Table) -> Axes:
    """Return the layout of a table."""
    numbers = _numbers(table)
    header_rows = _header_rows(table, numbers)
    kinds, values = _label_columns(table, header_rows, numbers)
    lines: list[Line] = []
    group: Cell | None = None
    headers: dict[int, Cell] = {}
    last: dict[int, Cell] = {}
    for row in range(header_rows, len(table.rows)):
        shown = [cell for cell in table.rows[row] if cell.covered_by is None and cell.text.strip()]
        numeric = [c for c in values if _at(table, row, c) in numbers]
        if not numeric:
            told = [cell for cell in shown if not is_blank(cell.text)]
            if len(told) == 1 and len(shown) == 1:
                group, headers, last = told[0], {}, {}
            elif sum(cell.column_span for cell in told if cell.column in values) >= max(
                2, len(values) / 2
            ):
                headers = {
                    column: table.origin(row, column)
                    for column in values
                    if not is_blank(table.origin(row, column).text)
                }
                last = {}
            continue
        labels: dict[int, Cell] = {}
        for column in kinds:
            cell = table.origin(row, column)
            if cell.text.strip() and cell.column == column:
                labels[column] = cell
                last[column] = cell
            elif column in last and not cell.text.strip():
                labels[column] = last[column]
        lines.append(Line(row, labels, group, headers))
    return Axes(table, header_rows, kinds, values, tuple(lines), numbers)
