"""All numbers that a paper's tables print, and what follows from two of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from litscan.document.model import Cell, Document, Table
from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.headlines import numbers_of_body
from litscan.rigor.arithmetic.rounding import SLACK, agrees, allowance
from litscan.rigor.base import Subject
from litscan.tables.numbers import Quantity, find_numbers

__all__ = ["Printed", "PrintedNumbers", "changes", "gives"]

_LONGEST_LINE = 80
"""Numbers of one row or column that are compared with each other."""
_MOST_CELLS = 20000
_LONGEST_CELL = 200
_PERCENT_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Printed:
    """A number in a table's cell."""

    table: Table
    cell: Cell
    quantity: Quantity


def _may_print(cell: Cell) -> bool:
    return len(cell.text) <= _LONGEST_CELL and any(map(str.isdigit, cell.text))


def _is_hollow(table: Table) -> bool:
    """Whether a headed column is empty throughout, as where mathematics was stripped."""
    body = table.rows[table.header_rows :]
    for column in range(table.header_columns, table.width):
        headed = any(row[column].text.strip() for row in table.rows[: table.header_rows])
        cells = [row[column] for row in body]
        if headed and all(cell.covered_by is None and not cell.text.strip() for cell in cells):
            return True
    return False


class PrintedNumbers:
    r"""The numbers of a document's tables, looked up by value.

    Examples
    --------
    >>> from litscan import read_text
    >>> text = "# T\n\n| a | b |\n| --- | --- |\n| x | 93.4 |\n| y | 91.9 |\n"
    >>> numbers = PrintedNumbers(read_text(text, format="markdown"))
    >>> [found.cell.text for found in numbers.equal_to(93.4, 1, as_error=False)]
    ['93.4']
    >>> [found.cell.text for found in numbers.giving(1.5, 0.05)]
    ['93.4', '91.9']
    """

    def __init__(self, document: Document) -> None:
        self._document = document

    @cached_property
    def all(self) -> tuple[Printed, ...]:
        """Every number of every table, in reading order."""
        return tuple(self._read())

    def _read(self) -> Iterator[Printed]:
        left = _MOST_CELLS
        for table in self._document.tables:
            for cell in table.cells():
                if left <= 0:
                    return
                if cell.covered_by is None and _may_print(cell):
                    left -= 1
                    for _, _, quantity in find_numbers(cell.text):
                        yield Printed(table, cell, quantity)

    @cached_property
    def _lines(self) -> tuple[tuple[Printed, ...], ...]:
        """The numbers of each row and of each column."""
        lines: dict[tuple[int, str, int], list[Printed]] = {}
        for item in self.all:
            lines.setdefault((item.table.span.start, "row", item.cell.row), []).append(item)
            lines.setdefault((item.table.span.start, "column", item.cell.column), []).append(item)
        return tuple(tuple(line[:_LONGEST_LINE]) for line in lines.values())

    def equal_to(self, size: float, decimals: int, *, as_error: bool) -> Iterator[Printed]:
        """Yield the numbers that a size, printed with so many decimals, was rounded from.

        As printed, as a fraction for a percentage, and, where either is an error, as the share
        left over. A number printed with fewer decimals confirms nothing.
        """
        half = 0.5 * 10.0**-decimals
        for item in self.all:
            value, more = abs(item.quantity.value), item.quantity.decimals - decimals
            if more < 0:
                continue
            if abs(size - value) <= half + SLACK:
                yield item
            elif value <= 1 and more >= _PERCENT_DIGITS:
                if abs(size - 100 * value) <= half + SLACK:
                    yield item
            elif abs(size - (100 - value)) <= half + SLACK and (as_error or self._is_error(item)):
                yield item

    def near(self, size: float, distance: float) -> bool:
        """Return whether a number with decimals, or a fraction of one, stands near a size."""
        return any(
            min(abs(size - value), abs(size - 100 * value), abs(size - (100 - value))) <= distance
            for item in self.all
            if item.quantity.decimals and (value := abs(item.quantity.value))
        )

    @cached_property
    def in_body(self) -> frozenset[float]:
        """The sizes of the numbers that sentences and captions of the body state."""
        return numbers_of_body(self._document)

    @cached_property
    def are_hollow(self) -> bool:
        """Whether a table has lost its numbers."""
        return any(_is_hollow(table) for table in self._document.tables)

    def _is_error(self, item: Printed) -> bool:
        caption = item.table.caption
        told = header(item.table, item.cell)
        told += f" {self._document.quote(caption)}" if caption else ""
        return "err" in told.lower()

    def giving(self, size: float, half_unit: float) -> tuple[Printed, ...]:
        """Return two numbers of one row or column whose difference or ratio is a size.

        The difference, the relative difference in percent, the ratio, and the ratio in percent
        are tried, with the rounding of both numbers and of the size carried through.
        """
        import numpy as np

        for line in self._lines:
            values = np.array([abs(item.quantity.value) for item in line])
            halves = np.array([item.quantity.half_unit for item in line])
            first, second = values[:, None], values[None, :]
            with np.errstate(divide="ignore", invalid="ignore"):
                ratio = first / second
                spread = halves[:, None] / second + first * halves[None, :] / second**2
                allowed = 2 * half_unit + SLACK
                hits = np.abs(size - np.abs(first - second)) <= (
                    allowed + halves[:, None] + halves[None, :]
                )
                hits |= np.abs(size - ratio) <= allowed + spread
                for share in (ratio, np.abs(1 - ratio)):
                    hits |= np.abs(size - 100 * share) <= allowed + 100 * spread
            hits &= (first > 0) & (second > 0) & ~np.eye(len(line), dtype=bool)
            if hits.any():
                one, other = np.argwhere(hits)[0]
                return line[one], line[other]
        return ()


def changes(subject: Subject) -> Iterator[tuple[Table, ValueReading, ValueReading]]:
    """Yield what the unpruned network and the paper's own method reach in one measure.

    Both stand in one table and are of one data set and network.
    """
    for reading in subject.readings:
        dense = [v for v in reading.values if v.is_dense or v.stage == "original"]
        own = [v for v in reading.values if v.own and v.stage == "reported" and not v.is_dense]
        for before in dense:
            for after in own:
                if before.measure is not None and _of_one_thing(before, after):
                    yield reading.table, before, after


def _of_one_thing(before: ValueReading, after: ValueReading) -> bool:
    return (before.measure, before.dataset, before.architecture) == (
        after.measure,
        after.dataset,
        after.architecture,
    )


def gives(before: Quantity, after: Quantity, change: Quantity) -> bool:
    """Return whether a change is the difference, relative difference or ratio of two numbers.

    Examples
    --------
    >>> from litscan.tables.numbers import parse_number
    >>> before, after, change = (parse_number(text) for text in ("76.1", "75.2", "0.9"))
    >>> gives(before, after, change), gives(before, after, parse_number("1.2%"))
    (True, True)
    """
    first, second, size = abs(before.value), abs(after.value), abs(change.value)
    spread = allowance(before, after)
    if agrees(abs(first - second), size, spread + change.half_unit):
        return True
    if not first or not second:
        return False
    wide = spread / min(first, second) * max(1.0, max(first, second) / min(first, second))
    return any(
        agrees(share, size, factor * wide + change.half_unit)
        for share, factor in (
            (100 * abs(1 - second / first), 100),
            (100 * second / first, 100),
            (first / second, 1),
            (second / first, 1),
        )
    )
