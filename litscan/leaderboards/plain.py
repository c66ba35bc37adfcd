"""Tables whose cells hold more than one number, taken apart: ``33.63 / 0.918``, ``68.20 0.66``.

A cell of two measures is read once for each, with the matching part of its heading; a number
with its spread keeps the number. Where the cell's second number cannot be told from a spread it
counts as one, so that nothing is taken for a result that may not be.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from litscan.document.model import Cell, Table
from litscan.tables.numbers import parse_number

__all__ = ["plain_tables"]

_NUMBER = r"[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)?\.?\d+"
_PAIR = re.compile(rf"\s*\W?\s*({_NUMBER})\s?%?\s*[/|;,]\s*({_NUMBER})\s?%?\s*")
_SPREAD = re.compile(
    rf"\s*({_NUMBER})\s?%?\s*(?:±|\+/-|\+-|\s|\(|\[|\\pm)\s*({_NUMBER})\s?%?\s*[\])]?\s*\W?\s*"
)
_RUN_ON = re.compile(r"\s*(\d+\.(?:\d\d|\d\d\d))(0?\.\d{1,3}|\d\.\d{1,3})\s?%?\s*")
_HEADING_PARTS = re.compile(r"\s*[/|]\s*")
_LONGEST = 40
_FEWEST_PAIRS = 3


def plain_tables(table: Table) -> Iterator[Table]:
    """Yield the table with one number a cell: twice where many cells hold two measures.

    Cells keep their place and span, so that evidence still quotes them whole.
    """
    odd = [cell for cell in table.cells() if _is_odd(cell)]
    pairs = sum(_PAIR.fullmatch(cell.text) is not None for cell in odd)
    if not odd:
        yield table
        return
    for part in (0, 1) if pairs >= _FEWEST_PAIRS else (0,):
        rows = tuple(tuple(_plain(cell, part, pairs) for cell in row) for row in table.rows)
        yield replace(table, rows=rows)


def _is_odd(cell: Cell) -> bool:
    text = cell.text
    return (
        3 <= len(text) <= _LONGEST
        and any(letter.isdigit() for letter in text)
        and parse_number(text) is None
        and any(pattern.fullmatch(text) for pattern in (_PAIR, _SPREAD, _RUN_ON))
    )


def _plain(cell: Cell, part: int, pairs: int) -> Cell:
    if _is_odd(cell):
        pair = _PAIR.fullmatch(cell.text)
        if pair is not None:
            return replace(cell, text=pair[part + 1])
        found = _RUN_ON.fullmatch(cell.text) or _SPREAD.fullmatch(cell.text)
        if found is not None:
            return replace(cell, text=found[1])
    if pairs >= _FEWEST_PAIRS and len(cell.text) <= _LONGEST:
        parts = _HEADING_PARTS.split(cell.text)
        if len(parts) == 2 and all(any(c.isalpha() for c in word) for word in parts):
            return replace(cell, text=parts[part])
    return cell
