"""What a document's tables were read to mean, as compressed JSON and back.

Tables and cells are stored by their place in the document, so that a reading is of use only with
the document it was made from.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from litscan.corpus.decode import decode, encode
from litscan.document.model import Cell, Document, Table
from litscan.extraction.operating_point import OperatingPoint
from litscan.extraction.readings import TableReading, ValueReading
from litscan.tables.numbers import Quantity

__all__ = ["pack_readings", "unpack_readings"]

_SCHEMA = 1
_NAMES = tuple(field.name for field in fields(ValueReading))


def pack_readings(readings: Sequence[TableReading]) -> bytes:
    """Return the readings of all tables of a document, in their order, as compressed JSON."""
    rows = [[one.kind, [_encode(value) for value in one.values]] for one in readings]
    text = json.dumps([_SCHEMA, list(_NAMES), rows], separators=(",", ":"))
    return zlib.compress(text.encode("ascii"), 6)


def _encode(value: ValueReading) -> list[Any]:
    stored = []
    for name in _NAMES:
        field = getattr(value, name)
        is_cell = isinstance(field, Cell)
        stored.append([field.row, field.column] if is_cell else encode(field))
    return stored


def unpack_readings(content: bytes, document: Document) -> tuple[TableReading, ...] | None:
    """Return the readings that `pack_readings` compressed; None if they are of another make."""
    schema, names, rows = json.loads(zlib.decompress(content))
    if schema != _SCHEMA or tuple(names) != _NAMES or len(rows) != len(document.tables):
        return None
    return tuple(
        TableReading(table, kind, tuple(_decode(table, value) for value in values))
        for table, (kind, values) in zip(document.tables, rows, strict=True)
    )


def _decode(table: Table, stored: list[Any]) -> ValueReading:
    given = dict(zip(_NAMES, stored, strict=True))
    row, column = given["cell"]
    given["cell"] = table.rows[row][column]
    given["quantity"] = decode(Quantity, given["quantity"])
    given["citation_keys"] = tuple(given["citation_keys"])
    if given["method_cell"] is not None:
        row, column = given["method_cell"]
        given["method_cell"] = table.rows[row][column]
    if given["operating_point"] is not None:
        given["operating_point"] = decode(OperatingPoint, given["operating_point"])
    return ValueReading(**given)
