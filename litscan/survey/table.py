"""A survey table before it takes a form: columns, rows of cells, footnotes, and whom it cites."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from string import ascii_lowercase
from typing import TYPE_CHECKING, Any

from litscan.errors import UsageError

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cell", "Column", "Footnote", "Row", "SurveyTable", "plain_number"]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, the field of the records it shows, and whether it holds numbers.

    A column on one paper cites it in its heading.
    """

    heading: str
    name: str = ""
    number: bool = False
    cites: tuple[str, ...] = ()

    @property
    def head(self) -> Cell:
        """The heading as a cell."""
        return Cell(self.heading, self.cites)


@dataclass(frozen=True, slots=True)
class Footnote:
    """A sentence under the table, and the papers it cites."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows: plain text, then papers by their keys in the corpus, then footnotes."""

    text: str = ""
    cites: tuple[str, ...] = ()
    notes: tuple[Footnote, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the cells a reader sees, and the record with every field."""

    cells: tuple[Cell, ...]
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SurveyTable:
    """A survey table of any kind.

    Parameters
    ----------
    kind : str
        Which one, as the JSON names it.
    caption : str
        What it shows, in a sentence.
    columns : tuple of Column
        Of the forms that people read.
    names : tuple of str
        The fields of the records, in the order of the forms that programs read.
    rows : tuple of Row
    note : str
        Sentences that hold for the whole table.
    group : str
        The field by which rows are shown in groups, or nothing.
    """

    kind: str
    caption: str
    columns: tuple[Column, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    note: str = ""
    group: str = ""

    def to_frame(self) -> pd.DataFrame:
        """Return every field of the records, a row a record, in the table's order."""
        import pandas as pd

        records = [dict(row.record) for row in self.rows]
        return pd.DataFrame.from_records(records, columns=list(self.names))

    def sorted_by(self, name: str, *, descending: bool = False) -> SurveyTable:
        """Return the table with its rows sorted by a field; missing values come last.

        Raises
        ------
        UsageError
            If there is no such field, or it holds no plain values.
        """
        self._require(name)

        def known(row: Row) -> bool:
            return row.record[name] not in (None, "")

        def place(row: Row) -> tuple[int, float, str]:
            value = row.record[name]
            if isinstance(value, (int, float)):
                return (0, float(value), "")
            return (1, 0.0, _words(value).casefold())

        there = sorted(filter(known, self.rows), key=place, reverse=descending)
        return replace(self, rows=(*there, *(row for row in self.rows if not known(row))))

    def grouped_by(self, name: str) -> SurveyTable:
        """Return the table with its rows in groups of one value of a field each.

        Groups come in the order of their first rows, rows in theirs; the field's own column goes.

        Raises
        ------
        UsageError
            If there is no such field.
        """
        self._require(name)
        kept = [place for place, column in enumerate(self.columns) if column.name != name]
        order: dict[str, int] = {}
        for row in self.rows:
            order.setdefault(_words(row.record[name]), len(order))
        rows = sorted(self.rows, key=lambda row: order[_words(row.record[name])])
        return replace(
            self,
            columns=tuple(self.columns[place] for place in kept),
            rows=tuple(
                replace(row, cells=tuple(row.cells[place] for place in kept)) for row in rows
            ),
            group=name,
        )

    def groups(self) -> Iterator[tuple[str, tuple[Row, ...]]]:
        """Yield the heading and the rows of each group; one without a heading where none is set."""
        if not self.group:
            yield "", self.rows
            return
        for value, rows in groupby(self.rows, key=lambda row: _words(row.record[self.group])):
            yield value or "not known", tuple(rows)

    def footnotes(self) -> dict[Footnote, str]:
        """Return the footnotes with their marks, a, b, c ..., in the order they are met."""
        found: dict[Footnote, str] = {}
        for row in self.rows:
            for cell in row.cells:
                for note in cell.notes:
                    found.setdefault(note, _mark(len(found)))
        return found

    def cited(self) -> tuple[str, ...]:
        """Return the keys of the papers it cites, in the order they are met."""
        cells = (cell for row in self.rows for cell in row.cells)
        notes = tuple(self.footnotes())
        keys = [key for column in self.columns for key in column.cites]
        keys += [key for cell in cells for key in cell.cites]
        return tuple(dict.fromkeys([*keys, *(key for note in notes for key in note.cites)]))

    def _require(self, name: str) -> None:
        if name not in self.names:
            raise UsageError(
                f"{self.kind} have no field {name!r}", advice=f"there are: {', '.join(self.names)}"
            )


def _words(value: Any) -> str:
    """Return a value of a field as text; several values stand beside each other."""
    if isinstance(value, (tuple, list)):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)


def _mark(number: int) -> str:
    """Return the mark of a footnote, counted from 0: a ... z, aa, ab ..."""
    first, last = divmod(number, len(ascii_lowercase))
    return (_mark(first - 1) if first else "") + ascii_lowercase[last]


def plain_number(value: float | None) -> str:
    """Return a number in decimal digits, nothing for None.

    Examples
    --------
    >>> plain_number(93.50), plain_number(None)
    ('93.5', '')
    """
    return "" if value is None else f"{value:.10g}"
