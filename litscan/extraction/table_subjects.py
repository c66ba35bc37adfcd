"""Which network on which data set a cell's number is of.

The header above and the row's labels speak first, nearest first; then rows above; then the
table's surroundings, whose answers must fit what the labels name and what is measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

from litscan.document.model import Cell
from litscan.extraction.axes import Line
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.networks import contained_network, sized_network
from litscan.extraction.table_methods import TableMethods
from litscan.extraction.table_names import UNNAMED, Named
from litscan.extraction.table_view import TableView

__all__ = ["TableSubjects"]

_APART = frozenset({"vision", "nlp"})
_INHERITED = frozenset({"caption", "talk", "grid", "section", "paper", "text"})


class TableSubjects:
    """The networks and data sets of one table's cells."""

    def __init__(self, view: TableView, methods: TableMethods) -> None:
        self.view = view
        self.methods = methods

    def dataset(self, path: Sequence[Cell], row_texts: Sequence[str]) -> Named:
        """Return the data set that headers, labels or the table's surroundings name."""
        for cell in reversed(path):
            found = self.view.label(cell.text).datasets
            if len(found) == 1:
                return Named(found[0], "heading")
        for text in row_texts:
            found = self.view.label(text).datasets
            if len(found) == 1:
                return Named(found[0], "label")
        return self.view.names.default_dataset

    def architecture(self, path: Sequence[Cell], row_texts: Sequence[str], line: Line) -> Named:
        """Return the network that headers, labels, rows above or the surroundings name."""
        named = self._labelled_network(path, row_texts)
        if named is None or self.view.names.is_family(named.name):
            composed = self.view.names.composed(path, row_texts)
            if composed is not None:
                return Named(composed, "label")
        if named is not None:
            return named
        if self.methods.has_method_rows and line.row in self._networks_above:
            name = self._networks_above[line.row]
            return Named(name, "above") if name else UNNAMED
        return self.view.names.default_architecture

    def settled(
        self, dataset: Named, architecture: Named, measure: str | None
    ) -> tuple[Named, Named]:
        """Return data set and network with what was inherited checked against all else known."""
        names = self.view.names
        if dataset.source in _INHERITED and not names.measured_by(dataset.name, measure):
            dataset = UNNAMED
        if dataset.name is None and measure in PERFORMANCE - {"average"}:
            dataset = names.dataset_of(architecture.name, measure)
        if {names.domain(dataset.name), names.domain(architecture.name)} == _APART:
            if architecture.source in _INHERITED:
                architecture = UNNAMED
            elif dataset.source in _INHERITED:
                dataset = UNNAMED
        return (
            replace(dataset, name=names.member(dataset.name, "dataset")),
            replace(architecture, name=names.member(architecture.name, "architecture")),
        )

    def _labelled_network(self, path: Sequence[Cell], row_texts: Sequence[str]) -> Named | None:
        for cell in reversed(path):
            found = self.view.label(cell.text).architectures
            if len(found) == 1:
                return Named(found[0], "heading")
        for text in row_texts:
            found = self.view.label(text).architectures
            if len(found) == 1:
                return Named(found[0], "label")
        return None

    @cached_property
    def _networks_above(self) -> dict[int, str | None]:
        """For each row, the network named alone in the method column above it, if any."""
        column = self.methods.column
        above: dict[int, str | None] = {}
        current: str | None = None
        told = False
        group: Cell | None = None
        for line in self.view.axes.lines:
            if line.group is not group:
                group, current, told = line.group, None, False
            cell = line.labels.get(column) if column is not None else None
            if cell is not None:
                named = self._network_in(cell)
                if named is not None:
                    current, told = named.name, True
            if told:
                above[line.row] = current
        return above

    def _network_in(self, cell: Cell) -> Named | None:
        """Return the network a label of the method column names, known to the vocabulary or not."""
        label = self.view.label(cell.text)
        if len(label.architectures) == 1:
            return Named(label.architectures[0], "label")
        if label.methods or label.datasets:
            return None
        inside = contained_network(cell.text, self.view.scan)
        if inside is not None:
            return Named(inside, "label")
        if self.methods.is_own(cell):
            return None
        return sized_network(cell.text, self.view.scan)
