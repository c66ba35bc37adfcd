"""Which network on which data set a cell's number is of."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from litscan.document.model import Cell
from litscan.extraction.axes import Line
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.table_methods import TableMethods
from litscan.extraction.table_view import TableView
from litscan.extraction.told import Told

__all__ = ["TableSubjects"]


class TableSubjects:
    """The networks and data sets of one table's cells."""

    def __init__(self, view: TableView, methods: TableMethods) -> None:
        self.view = view
        self.methods = methods

    def dataset(self, path: Sequence[Cell], row_texts: Sequence[str]) -> str | None:
        """Return the data set that headers, labels or the table's surroundings name."""
        for text in self._nearest_first(path, row_texts):
            found = self.view.label(text).datasets
            if len(found) == 1:
                return found[0]
        return self.view.names.default_dataset

    def architecture(
        self, path: Sequence[Cell], row_texts: Sequence[str], line: Line
    ) -> str | None:
        """Return the network that headers, labels, rows above or the surroundings name."""
        for text in self._nearest_first(path, row_texts):
            found = self.view.label(text).architectures
            if len(found) == 1:
                return found[0]
        composed = self.view.names.composed(path, row_texts)
        if composed is not None:
            return composed
        carried = self._networks_above.get(line.row) if self.methods.has_method_rows else None
        return carried or self.view.names.default_architecture

    @staticmethod
    def _nearest_first(path: Sequence[Cell], row_texts: Sequence[str]) -> tuple[str, ...]:
        return (*(cell.text for cell in reversed(path)), *row_texts)

    def tied_dataset(self, architecture: str | None, told: Told) -> str | None:
        """Return the one data set the text ties a network to, for a performance number."""
        if told.measure not in PERFORMANCE - {"average"}:
            return None
        return self.view.names.dataset_of(architecture, told.measure)

    @cached_property
    def _networks_above(self) -> dict[int, str]:
        """For each row, the network named alone in the method column above it, if any."""
        column = self.methods.column
        above: dict[int, str] = {}
        current: str | None = None
        group: Cell | None = None
        for line in self.view.axes.lines:
            if line.group is not group:
                group, current = line.group, None
            cell = line.labels.get(column) if column is not None else None
            if cell is not None:
                label = self.view.label(cell.text)
                if len(label.architectures) == 1:
                    current = label.architectures[0]
            if current is not None:
                above[line.row] = current
        return above
