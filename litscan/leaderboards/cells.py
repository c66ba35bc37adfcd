"""The numbers of a paper's tables, each with the texts that say what it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from litscan.document.model import Cell, Document, Span, Table
from litscan.extraction.axes import Axes, Line, lay_out
from litscan.extraction.labels import clean_method, is_own
from litscan.leaderboards.plain import plain_tables
from litscan.tables.numbers import Quantity

__all__ = ["ResultTable", "ValueCell", "result_tables"]

_TABLE_NUMBER = re.compile(r"\bTab(?:le|\.)s?\s*~?\s*(\d+|[IVX]+)\b")
_ABLATION = re.compile(
    r"ablat|effect of|impact of|influence|hyper-?param|different (?:number|value)"
)
_MOST_MENTIONS = 6
_MOST_LINES = 400


@dataclass(frozen=True, slots=True)
class ValueCell:
    """One number of a table with its line and the header cells above it."""

    cell: Cell
    quantity: Quantity
    line: Line
    column: int
    headers: tuple[Cell, ...]

    @property
    def row_text(self) -> str:
        """What labels the row, the banner it stands under included."""
        group = self.line.group.text if self.line.group else ""
        return " | ".join([group, *(cell.text for cell in self.line.labels.values())])

    @property
    def column_text(self) -> str:
        """What stands above the number."""
        return " | ".join(cell.text for cell in self.headers)


@dataclass(frozen=True)
class ResultTable:
    """A table that holds numbers, with the texts around it and the standing of its lines."""

    table: Table
    index: int
    axes: Axes
    cells: tuple[ValueCell, ...]
    caption: str
    mentions: str
    section: str
    own: tuple[str, ...]

    @property
    def ablation(self) -> bool:
        """Whether the caption speaks of an ablation or of settings."""
        return bool(_ABLATION.search(self.caption.lower()))

    @cached_property
    def own_rows(self) -> dict[int, bool]:
        """Whether each row's label names the authors' own method."""
        return {c.line.row: is_own(c.row_text, self.own) for c in self.cells}

    @cached_property
    def own_columns(self) -> dict[int, bool]:
        """Whether each column's header names the authors' own method."""
        return {c.column: is_own(c.column_text, self.own) for c in self.cells}

    @cached_property
    def cited_rows(self) -> dict[int, bool]:
        """Whether a citation stands in each row's label."""
        return {
            c.line.row: any(cell.citations for cell in c.line.labels.values()) for c in self.cells
        }

    @cached_property
    def cited_columns(self) -> dict[int, bool]:
        """Whether a citation stands in each column's header."""
        return {c.column: any(cell.citations for cell in c.headers) for c in self.cells}

    @cached_property
    def by_column(self) -> dict[int, list[ValueCell]]:
        """The numbers of each column, top to bottom."""
        return _grouped(self.cells, "column")

    @cached_property
    def by_row(self) -> dict[int, list[ValueCell]]:
        """The numbers of each row, left to right."""
        found: dict[int, list[ValueCell]] = {}
        for value in self.cells:
            found.setdefault(value.line.row, []).append(value)
        return found

    def method(self, value: ValueCell) -> str:
        """Return the label of the method a number belongs to."""
        labels = list(value.line.labels.values())
        named = self.own_columns[value.column] and not self.own_rows[value.line.row]
        if named and value.headers:
            return clean_method(value.headers[-1].text)
        kinds = self.axes.kinds
        methods = [cell for column, cell in value.line.labels.items() if kinds[column] == "method"]
        chosen = methods or labels
        return clean_method(chosen[0].text) if chosen else ""


def _grouped(cells: Iterable[ValueCell], by: str) -> dict[int, list[ValueCell]]:
    found: dict[int, list[ValueCell]] = {}
    for value in cells:
        found.setdefault(getattr(value, by), []).append(value)
    return found


def result_tables(document: Document, own: tuple[str, ...]) -> tuple[ResultTable, ...]:
    """Return the tables of a document that hold numbers, in reading order."""
    talk = _talk(document)
    made = []
    for index, table in enumerate(document.tables):
        section = document.section_at(table.span.start)
        for plain in plain_tables(table):
            axes = lay_out(plain)
            cells = tuple(_value_cells(axes))
            if not cells:
                continue
            made.append(
                ResultTable(
                    table,
                    index,
                    axes,
                    cells,
                    _flat(document, [table.caption] if table.caption else []),
                    _flat(document, talk.get(table.number or "", [])[:_MOST_MENTIONS]),
                    section.heading if section else "",
                    own,
                )
            )
    return tuple(made)


def _flat(document: Document, spans: Iterable[Span]) -> str:
    return " ".join(" ".join(document.quote(span).split()) for span in spans)


def _talk(document: Document) -> dict[str, list[Span]]:
    talk: dict[str, list[Span]] = {}
    for sentence in document.sentences:
        quote = document.quote(sentence.span)
        if "Tab" in quote:
            for match in _TABLE_NUMBER.finditer(quote):
                talk.setdefault(match[1], []).append(sentence.span)
    return talk


def _value_cells(axes: Axes) -> Iterator[ValueCell]:
    table = axes.table
    for line in axes.lines[:_MOST_LINES]:
        for column in axes.value_columns:
            cell = table.origin(line.row, column)
            quantity = axes.numbers.get((cell.row, cell.column))
            if quantity is None or cell.row != line.row or cell.column != column:
                continue
            yield ValueCell(cell, quantity, line, column, axes.path_cells(line, column))
