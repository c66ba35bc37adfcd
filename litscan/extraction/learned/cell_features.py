"""What is known of a table cell that holds words: its text, place, neighbours and mentions.

Everything is a feature with a name, so that what a model learned of it can be read: ``w=bleu`` is
a word of the cell, ``above=accuracy|head`` a word above a header cell, ``c=own`` what a rule says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice, pairwise

from litscan.document.headers import is_number
from litscan.document.model import Cell, Table
from litscan.extraction.axes import is_blank
from litscan.extraction.labels import column_kind, is_dense, is_own, read_label
from litscan.extraction.learned.cell_mentions import Mentions, cell_phrase, find_mentions
from litscan.extraction.measures import read_heading
from litscan.extraction.scan import Scan

__all__ = ["CellFacts", "TableFacts", "describe_cells", "holds_words"]

_WORDS = re.compile(r"(?:^\s*[a-zA-Z])|(?:[a-zA-Z]{2,})")
_TOKEN = re.compile(r"[a-z]+|\d+|[^\sa-z\d]")
_MOST_TOKENS = 30
MOST_CELLS = 6000
"""Cells described in one document; those after them are left without a role."""
_NO_MENTIONS = Mentions()
_PLACING = (
    "row is last", "row share", "column share", "numbers right", "numbers below", "header",
)  # fmt: skip
_PLAIN_CUES = (
    "own", "dense", "method", "architecture", "dataset", "measure", "cited", "et al", "plus",
    "bracket", "digit", "bold", "spans", "falls",
)  # fmt: skip


def holds_words(cell: Cell) -> bool:
    """Return whether a cell is shown, and holds letters: only such a cell has a role."""
    return cell.covered_by is None and bool(_WORDS.search(cell.text))


@lru_cache(maxsize=8192)
def _tokens(text: str) -> tuple[str, ...]:
    found = _TOKEN.findall(text.lower()[:300])[:_MOST_TOKENS]
    return tuple("#" if token.isdigit() else token for token in found)


@lru_cache(maxsize=8192)
def _grams(text: str) -> tuple[str, ...]:
    """Return the runs of 2 to 4 letters of each word, its ends marked."""
    found: dict[str, None] = {}
    for word in re.findall(r"[a-z#+@-]+", re.sub(r"\d", "#", text.lower()[:80])):
        marked = f"<{word}>"
        for size in (2, 3, 4):
            for start in range(len(marked) - size + 1):
                found[marked[start : start + size]] = None
    return tuple(found)


@dataclass(frozen=True)
class TableFacts:
    """A table as its cells see it."""

    scan: Scan
    table: Table
    mentions: Mapping[str, Mentions]

    @cached_property
    def height(self) -> int:
        """Number of rows."""
        return len(self.table.rows)

    @cached_property
    def caption(self) -> str:
        """The captions that speak of the table."""
        return " ".join(
            self.scan.document.quote(span) for span in self.scan.captions_of(self.table)
        )

    @cached_property
    def numeric(self) -> list[list[bool]]:
        """Which cells hold a number."""
        return [[is_number(cell.text) for cell in row] for row in self.table.rows]

    @cached_property
    def row_numbers(self) -> list[float]:
        """The share of each row's cells that hold numbers."""
        return [sum(row) / max(1, len(row)) for row in self.numeric]

    @cached_property
    def column_numbers(self) -> list[float]:
        """The share of each column's cells that hold numbers."""
        return [
            sum(row[column] for row in self.numeric) / max(1, self.height)
            for column in range(self.table.width)
        ]

    @cached_property
    def first_numeric_row(self) -> int:
        """The first row with two numbers, or one where the table is narrow."""
        need = 2 if self.table.width > 3 else 1
        return next((i for i, row in enumerate(self.numeric) if sum(row) >= need), self.height)

    @cached_property
    def first_numeric_column(self) -> int:
        """The first column of which a third are numbers."""
        return next(
            (i for i, share in enumerate(self.column_numbers) if share >= 1 / 3), self.table.width
        )

    def cells(self) -> Iterator[CellFacts]:
        """Yield the cells that hold words, row by row."""
        for row in self.table.rows:
            for cell in row:
                if holds_words(cell):
                    yield CellFacts(self, cell)


@dataclass(frozen=True)
class CellFacts:
    """One cell, and what is known of it."""

    around: TableFacts
    cell: Cell

    @cached_property
    def place(self) -> str:
        """Where in the table's skeleton it stands: corner, head, stub, body, banner."""
        table, cell, facts = self.around.table, self.cell, self.around
        if cell.column_span >= max(3, table.width - 1) or (
            cell.row > 0 and self._alone and table.width > 2
        ):
            return "banner"
        head = cell.row < max(table.header_rows, 1) or cell.row < facts.first_numeric_row
        stub = (
            cell.column < max(table.header_columns, 1) or cell.column < facts.first_numeric_column
        )
        if facts.first_numeric_row == facts.height:
            head = cell.row < max(table.header_rows, 1)
        if facts.first_numeric_column == table.width:
            stub = cell.column < max(table.header_columns, 1)
        return ("corner" if stub else "head") if head else ("stub" if stub else "body")

    @cached_property
    def _alone(self) -> bool:
        row = self.around.table.rows[self.cell.row]
        return sum(1 for cell in row if cell.text.strip()) == 1

    def _texts_above(self) -> list[str]:
        table, cell = self.around.table, self.cell
        found: list[str] = []
        for row in range(min(cell.row, 4)):
            text = table.origin(row, cell.column).text
            if text and text not in found:
                found.append(text)
        return found

    def _texts_left(self) -> list[str]:
        table, cell = self.around.table, self.cell
        found: list[str] = []
        for column in range(min(cell.column, 3)):
            text = table.origin(cell.row, column).text
            if text and text not in found:
                found.append(text)
        return found

    def _next(self, down: int, right: int) -> str:
        row, column = self.cell.row + down, self.cell.column + right
        if 0 <= row < self.around.height and 0 <= column < self.around.table.width:
            return self.around.table.origin(row, column).text
        return ""

    @cached_property
    def cues(self) -> dict[str, float]:
        """What the rules say of the cell's text."""
        scan, text = self.around.scan, self.cell.text
        label = read_label(text, scan.vocabulary)
        measure = read_heading((text,)).measure
        found = {
            "own": is_own(text, scan.own_names),
            "dense": is_dense(text, label),
            "method": bool(label.methods),
            "architecture": bool(label.architectures),
            "dataset": bool(label.datasets),
            "measure": measure is not None,
            f"measure={measure}": measure is not None,
            f"kind={column_kind(text)}": True,
            "cited": bool(self.cell.citations),
            "et al": "et al" in text,
            "plus": text.lstrip().startswith("+"),
            "bracket": "(" in text,
            "digit": any(c.isdigit() for c in text),
            "upper": text.isupper(),
            "long": len(text) > 30,
            "short": len(text) < 4,
            "bold": "bold" in self.cell.emphasis,
            "italic": "italic" in self.cell.emphasis,
            "spans": self.cell.column_span > 1,
            "falls": self.cell.row_span > 1,
        }
        return {name: 1.0 for name, holds in found.items() if holds}

    @cached_property
    def seen(self) -> Mentions:
        """Its mentions in the running text."""
        phrase = cell_phrase(self.cell.text, self.cell.citations)
        return self.around.mentions.get(phrase, _NO_MENTIONS)

    @cached_property
    def layout(self) -> dict[str, float]:
        """Its place in the grid."""
        table, cell, facts = self.around.table, self.cell, self.around
        place = self.place
        return {
            f"place={place}": 1.0,
            f"row={min(cell.row, 4)}": 1.0,
            f"column={min(cell.column, 4)}": 1.0,
            "row is last": float(cell.row == facts.height - 1),
            "row share": cell.row / max(1, facts.height - 1),
            "column share": cell.column / max(1, table.width - 1),
            "numbers right": facts.row_numbers[cell.row],
            "numbers below": facts.column_numbers[cell.column],
            "header": float(cell.is_header),
        }

    def named(self) -> dict[str, float]:
        """Return its features by name."""
        place = self.place
        text = self.cell.text
        found = dict(self.layout)
        found["bias"] = 1.0
        tokens = _tokens(text)
        for token in tokens:
            found[f"w={token}"] = 1.0
            found[f"w={token}|{place}"] = 1.0
        for left, right in pairwise(tokens):
            found[f"b={left} {right}"] = 1.0
        whole = " ".join(tokens)
        found[f"t={whole}"] = 1.0
        found[f"t={whole}|{place}"] = 1.0
        for gram in _grams(text):
            found[f"g={gram}"] = 0.5
        for cue, value in self.cues.items():
            found[f"c={cue}"] = value
            found[f"c={cue}|{place}"] = value
        self._add_neighbours(found, place)
        self._add_mentions(found, place)
        return found

    def summary(self) -> dict[str, float]:
        """Return the few features that do not depend on words."""
        found = {f"place={self.place}": 1.0}
        for name in _PLACING:
            found[name] = self.layout[name]
        found["row"], found["column"] = float(self.cell.row), float(self.cell.column)
        for cue in _PLAIN_CUES:
            if cue in self.cues:
                found[cue] = 1.0
        found["seen"] = float(min(self.seen.count, 6))
        found["cited in text"] = float(self.seen.cited > 0)
        return found

    def _add_neighbours(self, found: dict[str, float], place: str) -> None:
        for side, texts in (
            ("above", self._texts_above()),
            ("left", self._texts_left()),
            ("up", [self._next(-1, 0)]),
            ("down", [self._next(1, 0)]),
            ("right", [self._next(0, 1)]),
            ("corner", [self.around.table.origin(0, 0).text]),
        ):
            if not any(texts):
                found[f"{side} is empty|{place}"] = 1.0
            for text in texts:
                for token in _tokens(text)[:8]:
                    found[f"{side}={token}|{place}"] = 0.5
                if text:
                    kind = "number" if is_number(text) else "blank" if is_blank(text) else "words"
                    found[f"{side} is {kind}|{place}"] = 1.0
        for token in dict.fromkeys(_tokens(self.around.caption)):
            found[f"caption={token}|{place}"] = 0.2

    def _add_mentions(self, found: dict[str, float], place: str) -> None:
        seen = self.seen
        found[f"seen={min(seen.count, 6)}"] = 1.0
        found[f"seen={min(seen.count, 6)}|{place}"] = 1.0
        if seen.cited:
            found["cited in text"] = 1.0
            found[f"cited in text|{place}"] = 1.0
        for role in sorted(seen.roles):
            found[f"seen in {role}"] = 1.0
        for word in sorted(seen.before):
            found[f"before={word}"] = 0.5
        for word in sorted(seen.after):
            found[f"after={word}"] = 0.5


def describe_cells(scan: Scan) -> list[list[CellFacts]]:
    """Return what is known of the cells that hold words, one list a table of the document."""
    tables = scan.document.tables
    phrases = (
        cell_phrase(cell.text, cell.citations)
        for table in tables
        for cell in table.cells()
        if holds_words(cell)
    )
    mentions = find_mentions(scan, phrases)
    found, left = [], MOST_CELLS
    for table in tables:
        cells = list(islice(TableFacts(scan, table, mentions).cells(), left))
        left -= len(cells)
        found.append(cells)
    return found
