"""Which numbers of a table belong together: beside one another, and to one original.

Two numbers belong together if they stand in one record and are of the same data set and network;
where a row repeats its columns (``CPU: time, speedup; GPU: time, speedup``), those under the same
outer heading do. Whatever is ambiguous belongs to nothing.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator
from functools import cached_property

from litscan.document.model import Cell
from litscan.extraction.axes import is_blank
from litscan.extraction.readings import TableReading, ValueReading
from litscan.tables.numbers import Quantity, parse_numbers

__all__ = ["Pairing", "alike", "is_copied", "second_number"]


class Pairing:
    """The numbers of one table, and which of them belong together."""

    def __init__(self, reading: TableReading) -> None:
        self.reading = reading
        self.table = reading.table

    @cached_property
    def records(self) -> tuple[tuple[ValueReading, ...], ...]:
        """The values that are of one network: of one row, or of one column of a turned table.

        Where the rows' labels name the measures, what stands in one column belongs together.
        """
        groups: dict[Hashable, list[ValueReading]] = {}
        for value in self.reading.values:
            key = ("column", value.cell.column) if _is_turned(value) else ("row", value.record)
            groups.setdefault(key, []).append(value)
        return tuple(tuple(group) for group in groups.values())

    def members(self, *measures: str) -> Iterator[tuple[ValueReading, tuple[ValueReading, ...]]]:
        """Yield the reported values of some measures, each with its whole record.

        Left out are the unpruned network's, approximate ones, and those of another paper's method.
        """
        for record in self.records:
            for value in record:
                if (
                    value.measure in measures
                    and value.stage == "reported"
                    and not value.is_dense
                    and not value.quantity.approximate
                    and not is_copied(value)
                ):
                    yield value, record

    def beside(
        self,
        record: Collection[ValueReading],
        value: ValueReading,
        measures: Collection[str],
        stage: str = "reported",
    ) -> ValueReading | None:
        """Return the one number of these measures that belongs to a value of its record.

        None where there is none, or more than one that fits as well.
        """
        found = self.all_beside(record, value, measures, stage)
        return found[0] if len(found) == 1 else None

    def all_beside(
        self,
        record: Collection[ValueReading],
        value: ValueReading,
        measures: Collection[str],
        stage: str = "reported",
    ) -> tuple[ValueReading, ...]:
        """Return the numbers of these measures that belong to a value of its record.

        Where there are many, those under its outer heading.
        """
        found = tuple(
            other
            for other in record
            if other.measure in measures
            and other.stage == stage
            and other.cell != value.cell
            and not other.quantity.approximate
            and alike(other, value)
        )
        if len(found) > 1:
            outer = self._outer(value.cell)
            same = tuple(other for other in found if self._outer(other.cell) == outer)
            return same or found
        return found

    def _outer(self, cell: Cell) -> tuple[str, ...]:
        return self.table.header_path(cell.column)[:-1]

    def originals(
        self, value: ValueReading, record: Collection[ValueReading] = ()
    ) -> tuple[ValueReading, ...]:
        """Return the numbers of the unpruned network that a value may be compared with.

        The one in the row itself, if there is a column of them; else those of the rows of the
        unpruned network: of the same measure and in the same column (the same row, where networks
        stand in columns), and nothing says that they are of another network or data set.
        """
        own = self.beside(record, value, {str(value.measure)}, "original")
        if own is not None:
            return (own,)
        return tuple(
            other
            for other in self._dense
            if other.record != value.record
            and other.measure == value.measure
            and (other.cell.column == value.cell.column or other.cell.row == value.cell.row)
            and alike(other, value)
        )

    @cached_property
    def _dense(self) -> tuple[ValueReading, ...]:
        return tuple(
            value for value in self.reading.values if value.is_dense and value.stage != "change"
        )

    def series(self, value: ValueReading) -> Hashable:
        """Return what the numbers of one measure and one block have in common."""
        across = _is_turned(value) or value.record == value.cell.column != value.cell.row
        return (self.block(value), value.cell.row if across else value.cell.column)

    def block(self, value: ValueReading) -> Hashable:
        """Return what rows of one block have in common: banner, spanning label, and names."""
        first = self.table.origin(value.cell.row, 0)
        label = (first.row, first.column) if first.row_span > 1 else None
        return (self._banners[value.cell.row], label, value.architecture, value.dataset)

    @cached_property
    def _banners(self) -> tuple[int, ...]:
        """For each row, the row of the banner it stands under, -1 where there is none."""
        banners: list[int] = []
        last = -1
        for number, row in enumerate(self.table.rows):
            told = [c for c in row if c.covered_by is None and not is_blank(c.text)]
            if len(told) == 1 and len(row) > 1 and number >= self.table.header_rows:
                last = number
            banners.append(last)
        return tuple(banners)


def _is_turned(value: ValueReading) -> bool:
    return value.measure_from == "row"


def alike(first: ValueReading, second: ValueReading) -> bool:
    """Return whether nothing says that two numbers are of different data sets or networks."""
    pairs = ((first.dataset, second.dataset), (first.architecture, second.architecture))
    return all(a is None or b is None or a == b for a, b in pairs)


def is_copied(value: ValueReading) -> bool:
    """Return whether a number stands in the row of another paper's method.

    Such numbers are copied, and may be relative to that paper's own baseline.
    """
    return value.own is not True and bool(value.citation_keys or value.own is False)


def second_number(value: ValueReading) -> Quantity | None:
    """Return the number printed in parentheses or after a blank in the same cell, if only one is.

    Examples
    --------
    ``2.05G (50.2%)`` holds one; ``93.4 / 99.1 / 76`` holds none.
    """
    numbers = parse_numbers(value.cell.text)
    return numbers[1] if len(numbers) == 2 and numbers[0].value == value.quantity.value else None
