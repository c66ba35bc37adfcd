"""The words that stand above and beside a cell."""

from __future__ import annotations

from litscan.document.model import Cell, Table

__all__ = ["header"]


def header(table: Table, cell: Cell) -> str:
    """Return the header path above a cell and the labels of its row, outermost first."""
    return " ".join((*table.header_path(cell.column), *table.row_path(cell.row)))
