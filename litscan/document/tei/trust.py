"""Which of GROBID's tables are tables.

GROBID takes columns of prose, formulas and plots for tables, and joins the cells of narrow columns
into one. Numbers read from such a grid stand under the wrong head or beside the wrong name; a
table that shows it is better counted as found and left unread.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from litscan.document.grid import RawCell

__all__ = ["doubt"]

_NUMBER = r"[-+−–]?\(?\d[\d.,]*[%)]?(?:[/±][-+]?\d[\d.,]*%?)?"
_NUMBERS = re.compile(rf"{_NUMBER}(?:\s+{_NUMBER})+")
_DEVIATION = re.compile(rf"{_NUMBER}\s+\([^()\s]*\)")
_GROUPED = re.compile(r"\d{1,3}(?: \d{3})+")
_NAME_AND_NUMBER = re.compile(r"[^\W\d_]{2}.*\s\d[\d.,]*(?:\s.*|[/%]\S*)?", re.DOTALL)
_PROSE_WORDS = 14
_LONGEST_CELL = 40
_LONGEST_HEAD = 4


def doubt(rows: Sequence[Sequence[RawCell]]) -> str | None:
    """Return why a table is not to be trusted, or None.

    Examples
    --------
    >>> glued = RawCell.plain("91.2 88.0", file=0, source_start=0, source_end=9)
    >>> doubt([[RawCell(), glued]])
    'two numbers stand in one cell'
    """
    cells = [cell for row in rows for cell in row]
    filled = [cell for cell in cells if cell.text.strip()]
    if not filled:
        return None
    words = [len(cell.text.split()) for cell in filled]
    long = sum(1 for count in words if count > _PROSE_WORDS)
    if max(words) > _LONGEST_CELL or 3 * long > len(filled):
        return "its cells hold running text"
    if all(len(row) <= 1 for row in rows):
        return "it has one column"
    if any(_holds_two(cell.text.strip()) for cell in filled):
        return "two numbers stand in one cell"
    joined = [c for c in filled if c.column_span > 1 and _NAME_AND_NUMBER.fullmatch(c.text)]
    if len(joined) > 1 or any("." in cell.text.split()[-1] for cell in joined):
        return "a name and a number stand in one cell"
    heads = [cell.text for cell in rows[0] if cell.text]
    widest = max(sum(1 for cell in row if cell.text) for row in rows)
    if 2 * len(heads) < widest and any(len(head.split()) > _LONGEST_HEAD for head in heads):
        return "the heads of several columns stand in one cell"
    return None


def _holds_two(text: str) -> bool:
    if _DEVIATION.fullmatch(text) or _GROUPED.fullmatch(text):
        return False
    return _NUMBERS.fullmatch(text) is not None
