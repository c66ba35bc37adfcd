"""A table with its layout, its names, and the questions asked of it as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from litscan.document.model import Cell, Table
from litscan.extraction.axes import Axes, Line
from litscan.extraction.bare_changes import name_bare_changes, name_pruned_values
from litscan.extraction.labels import Column, Label, is_dense, is_own
from litscan.extraction.levels import level_kind, read_level
from litscan.extraction.measures import (
    HYPERPARAMETERS,
    LEVELS,
    PERFORMANCE,
    Heading,
    caption_measure,
    read_heading,
    settle,
)
from litscan.extraction.scan import Scan
from litscan.extraction.table_names import TableNames
from litscan.tables.numbers import Quantity

__all__ = ["TableView"]


class TableView:
    """A table as its readers see it: layout, names, headings, and what its label columns hold."""

    def __init__(self, scan: Scan, table: Table) -> None:
        self.scan = scan
        self.table = table
        self.axes: Axes = scan.axes(table)
        self.names = TableNames(scan, table)
        self.caption = self.names.caption

    def label(self, text: str) -> Label:
        """Return the reading of a label."""
        return self.scan.label(text)

    def names_method(self, text: str) -> bool:
        """Return whether a label names a known method, the authors' own, or the dense network."""
        label = self.label(text)
        return bool(label.methods) or is_own(text, self.scan.own_names) or is_dense(text)

    @cached_property
    def corner(self) -> str:
        """The headings above the label columns."""
        return " ".join(self.axes.heading(column) for column in self.axes.kinds)

    @cached_property
    def corner_measure(self) -> str | None:
        """The performance measure the headings above the label columns name."""
        corner = read_heading((self.corner,)).measure
        return corner if corner in PERFORMANCE else None

    @cached_property
    def caption_measure(self) -> str | None:
        """The one performance measure that a caption of the table names."""
        return next(filter(None, map(caption_measure, self.names.captions)), None)

    @cached_property
    def level_kind(self) -> str | None:
        """What bare percentages in labels of this table are levels of."""
        return level_kind(self.corner) or level_kind(self.caption)

    def texts_of(self, column: int) -> list[str]:
        """Return the labels of a label column, one a line."""
        lines = self.axes.lines
        return [line.labels[column].text for line in lines if column in line.labels]

    @cached_property
    def kinds(self) -> dict[int, Column]:
        """What each label column holds, where its labels bear out its heading.

        A corner such as "Dataset" or "Sparsity" may name what stands to its right instead.
        """
        kinds = dict(self.axes.kinds)
        for column, kind in kinds.items():
            if kind in ("method", "other"):
                continue
            texts = set(self.texts_of(column))
            borne = sum(self.bears_out(text, kind) for text in texts)
            methods = sum(self.names_method(text) for text in texts)
            if methods > borne and "method" not in kinds.values():
                kinds[column] = "other"
        return kinds

    def bears_out(self, text: str, kind: Column) -> bool:
        """Return whether a label is of the kind its column's heading announces."""
        label = self.label(text)
        if kind == "dataset":
            return bool(label.datasets)
        if kind == "architecture":
            return bool(label.architectures)
        return read_level(text, self.level_kind) is not None

    @cached_property
    def headings(self) -> dict[tuple[int, int], Heading]:
        """Settled headings by column and by the mid-table header that applies."""
        under: dict[tuple[int, int], list[Line]] = {}
        for line in self.axes.lines:
            for column in self.axes.value_columns:
                under.setdefault(self._heading_key(line, column), []).append(line)
        numbers = {key: self._quantities(key[0], lines) for key, lines in under.items()}
        settled = {key: self._settled(key[0], under[key][0], numbers[key]) for key in under}
        return name_bare_changes(name_pruned_values(settled, self.caption_measure), numbers)

    def _quantities(self, column: int, lines: Sequence[Line]) -> list[Quantity]:
        cells = (self.table.origin(line.row, column) for line in lines)
        found = (self.axes.numbers.get((cell.row, cell.column)) for cell in cells)
        return [quantity for quantity in found if quantity is not None]

    def _settled(self, column: int, line: Line, quantities: Sequence[Quantity]) -> Heading:
        path = [cell.text for cell in self.axes.path_cells(line, column)]
        return settle(read_heading(path), quantities)

    @staticmethod
    def _heading_key(line: Line, column: int) -> tuple[int, int]:
        header = line.headers.get(column)
        return column, header.row if header is not None else -1

    def heading(self, line: Line, column: int) -> Heading:
        """Return the meaning of the headers above a cell."""
        return self.headings[self._heading_key(line, column)]

    @cached_property
    def level_columns(self) -> tuple[int, ...]:
        """The columns, of labels or of numbers, that say how much was removed."""
        labels = [column for column, kind in self.kinds.items() if kind == "level"]
        numbers = [key[0] for key, head in self.headings.items() if head.measure in LEVELS]
        return tuple(dict.fromkeys((*labels, *numbers)))

    @cached_property
    def has_levels(self) -> bool:
        """Whether some column of numbers says how much was removed."""
        return any(heading.measure in LEVELS for heading in self.headings.values())

    @cached_property
    def no_column_measures(self) -> bool:
        """Whether no header names a measure."""
        return all(
            heading.measure is None or heading.measure in HYPERPARAMETERS
            for heading in self.headings.values()
        )

    def row_texts(self, line: Line) -> tuple[str, ...]:
        """Return the labels of a row and the banner it stands under."""
        texts = [cell.text for cell in line.labels.values()]
        return (*texts, line.group.text) if line.group is not None else tuple(texts)

    def header_texts(self) -> set[str]:
        """Return the texts of the headers above the columns of numbers."""
        cells: set[Cell] = set()
        for line in self.axes.lines[:1]:
            for column in self.axes.value_columns:
                cells.update(self.axes.path_cells(line, column))
        return {cell.text for cell in cells}
