"""Rows that lost a cell, so that their numbers stand under the wrong headings."""

from __future__ import annotations

from litscan.document.model import Table

__all__ = ["ragged_rows"]


def ragged_rows(table: Table) -> frozenset[int]:
    """Return the rows whose last cell is empty where most rows fill it.

    Text recognition drops a dash and moves the rest of the row to the left; a wide row that ends
    early is read the same.
    """
    last = table.width - 1
    body = range(table.header_rows, len(table.rows))
    empty = frozenset(row for row in body if not table.origin(row, last).text.strip())
    return empty if 2 * len(empty) < len(body) else frozenset()
