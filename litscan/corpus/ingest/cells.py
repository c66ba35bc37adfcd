"""CSV cells with their places, so that a cell can be evidence.

Python's ``csv`` tells no offsets. This reads RFC 4180 with quoted cells that hold line breaks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from litscan.document.model import Evidence, TablePlace

__all__ = ["CsvCell", "read_cells"]

_CELL = re.compile(r'"((?:[^"]|"")*)"([^,\r\n]*)|([^,\r\n]*)')


@dataclass(frozen=True, slots=True)
class CsvCell:
    """A cell: its value, and where it stands in the file; `raw` is what stands there."""

    value: str
    raw: str
    line: int
    start: int
    row: int
    column: int

    def evidence(self, file: str, section: str) -> Evidence:
        """Return the cell as evidence, trimmed of white space.

        Raises
        ------
        ValueError
            If the cell is empty.
        """
        quote = self.raw.strip()
        before = self.raw[: len(self.raw) - len(self.raw.lstrip())]
        start = self.start + len(before)
        return Evidence(
            quote=quote,
            kind="table",
            section=section,
            file=file,
            line=self.line + before.count("\n"),
            start=start,
            end=start + len(quote),
            table=TablePlace(file, self.row, self.column),
        )


def read_cells(text: str) -> Iterator[list[CsvCell]]:
    """Yield the rows of a CSV text, header included, as cells.

    Examples
    --------
    >>> [cell.value for row in read_cells('a,"b, c"') for cell in row]
    ['a', 'b, c']
    """
    position, line, number = 0, 1, 0
    row: list[CsvCell] = []
    while position < len(text):
        match = _CELL.match(text, position)
        assert match is not None  # the pattern matches the empty string
        quoted = match[1] is not None
        raw = match[1] if quoted else match[3]
        value = raw.replace('""', '"') + match[2] if quoted else raw
        row.append(CsvCell(value, raw, line, match.start(1 if quoted else 3), number, len(row)))
        line += match[0].count("\n")
        position = match.end()
        if text[position : position + 1] == ",":
            position += 1
            if position < len(text):
                continue
            row.append(CsvCell("", "", line, position, number, len(row)))
        yield row
        row, number = [], number + 1
        ending = re.compile(r"\r\n|\r|\n").match(text, position)
        line += 1
        position = ending.end() if ending else position + 1
