"""Whose numbers a table's cells are: the methods its rows or columns name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from litscan.document.model import Cell
from litscan.extraction.axes import Line
from litscan.extraction.dense_rows import leaves_all_blank
from litscan.extraction.labels import Label, clean_method, is_dense, is_own
from litscan.extraction.measures import PERFORMANCE, read_heading
from litscan.extraction.table_view import TableView

__all__ = ["MethodLabel", "TableMethods"]

_REFERENCE = re.compile(r"\b(?:target|teacher|oracle|upper bound|reference)\b", re.I)
_WORD = re.compile(r"[A-Za-z]{2}")


@dataclass(frozen=True)
class MethodLabel:
    """A method's name as printed, without citation; the cell it stands in; what that names."""

    text: str
    cell: Cell
    label: Label

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys cited beside the name."""
        return self.cell.citations


class TableMethods:
    """The methods of one table, by row or by column."""

    def __init__(self, view: TableView) -> None:
        self.view = view

    @cached_property
    def in_columns(self) -> bool:
        """Whether the header names methods and the row labels do not."""
        view = self.view
        in_header = sum(view.names_method(text) for text in view.header_texts())
        if in_header < 2:
            return False
        rows = {cell.text for line in view.axes.lines for cell in line.labels.values()}
        in_rows = sum(view.names_method(text) for text in rows)
        return in_rows == 0 or (in_rows < in_header and "method" not in view.kinds.values())

    @cached_property
    def column(self) -> int | None:
        """The label column that names methods, or None."""
        if self.in_columns:
            return None
        kinds = self.view.kinds
        named = [column for column, kind in kinds.items() if kind == "method"]
        if named:
            return named[-1]
        best, most = None, 0
        for column, kind in kinds.items():
            score = sum(self._may_be_method(text) for text in set(self.view.texts_of(column)))
            if kind != "level" and score > most:
                best, most = column, score
        return best

    def _may_be_method(self, text: str) -> bool:
        if self.view.names_method(text):
            return True
        label = self.view.label(text)
        if label.datasets or read_heading((text,)).measure in PERFORMANCE:
            return False
        return bool(_WORD.search(clean_method(label.rest if label.rest else "")))

    @cached_property
    def has_method_rows(self) -> bool:
        """Whether the column of methods names methods beside networks."""
        if self.column is None:
            return False
        view, own = self.view, self.view.scan.own_names
        texts = view.texts_of(self.column)
        return any(
            view.names_method(text) and not view.label(text).architectures for text in texts
        ) or any(view.label(text).architectures and is_own(text, own) for text in texts)

    def of_row(self, line: Line) -> MethodLabel | None:
        """Return the method a row names, or None."""
        view = self.view
        cell = line.labels.get(self.column) if self.column is not None else None
        if cell is None:
            group = line.group
            if group is not None and view.names_method(group.text):
                return MethodLabel(clean_method(group.text), group, view.label(group.text))
            return None
        label = view.label(cell.text)
        if view.kinds.get(cell.column) == "dataset" or (
            label.datasets and not label.methods and not label.rest
        ):
            return None
        text = clean_method(label.rest, cell.citations) if label.architectures else ""
        if not _WORD.search(text):
            text = clean_method(cell.text, cell.citations)
        if not re.search(r"\w", text):
            return None
        return MethodLabel(text, cell, label)

    def of_path(self, path: Sequence[Cell]) -> MethodLabel | None:
        """Return the method the headers above a cell name, or None."""
        view = self.view
        for cell in reversed(path):
            if view.names_method(cell.text):
                text = clean_method(cell.text, cell.citations)
                return MethodLabel(text, cell, view.label(cell.text))
        for cell in reversed(path):
            label = view.label(cell.text)
            if (
                read_heading((cell.text,)).measure is None
                and not label.datasets
                and not label.architectures
                and _WORD.search(cell.text)
            ):
                return MethodLabel(clean_method(cell.text, cell.citations), cell, label)
        return None

    def is_own(self, cell: Cell) -> bool:
        """Return whether a label names the authors' own method."""
        return is_own(cell.text, self.view.scan.own_names)

    def owned(self, method: MethodLabel | None) -> bool | None:
        """Return whether a method is the authors' own; None where nothing tells."""
        if method is None:
            return None
        if is_own(method.cell.text, self.view.scan.own_names):
            return True
        if _REFERENCE.search(method.text):
            return False
        if method.keys or method.label.methods or is_dense(method.cell.text, method.label):
            return False
        return None

    def is_dense(self, method: MethodLabel | None, line: Line) -> bool:
        """Return whether a row, or the column of a method, is the unpruned network."""
        view = self.view
        if method is None:
            return not self.in_columns and leaves_all_blank(
                view.axes, line, self.column, view.level_columns
            )
        if is_own(method.cell.text, view.scan.own_names):
            return False
        if is_dense(method.cell.text, method.label):
            return True
        only_network = bool(method.label.architectures) and not clean_method(method.label.rest)
        return only_network and self.has_method_rows and not self.in_columns
