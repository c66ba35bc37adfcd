"""A table's printed rows: chunks of words between the gaps and bars of a table region."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from litscan.document.pdf.ink import Box
from litscan.document.pdf.lines import Line, Word, join_words
from litscan.document.pdf.rulings import Region

__all__ = ["Chunk", "PrintedRow", "is_number", "print_rows"]

_CELL_GAP = 0.5
_DEVIATION_GAP = 0.9
_NUMBER = re.compile(r"[\s~<>≤≥≈+\-−–±↑↓*†‡(\[$]*\d.*", re.DOTALL)
_DASH = re.compile(r"[-–—−/.]{1,3}|N/?A|n/?a|[✓✗×xX]")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words of one printed row that no gap or bar divides."""

    words: tuple[Word, ...]
    text: str
    left: float
    right: float

    @property
    def middle(self) -> float:
        """Half-way between both ends."""
        return (self.left + self.right) / 2

    @property
    def marks(self) -> tuple[str, ...]:
        """Raised marks that `text` leaves out, as of notes below the table."""
        raised = (word.text for word in self.words[1:] if word.script == 1)
        return tuple(mark for mark in raised if mark not in self.text)

    @property
    def size(self) -> float:
        """Its largest type, in points."""
        return max(word.font.size for word in self.words)


@dataclass(frozen=True, slots=True)
class PrintedRow:
    """The chunks on one baseline, from left to right."""

    chunks: tuple[Chunk, ...]
    baseline: float
    size: float


def is_number(text: str) -> bool:
    """Return whether a cell holds a number, with whatever sign, unit or deviation, or a dash.

    Examples
    --------
    >>> [is_number(text) for text in ("93.4 ± 0.1", "-", "ResNet-50", "(2.1)")]
    [True, True, False, True]
    """
    return bool(_NUMBER.fullmatch(text) or _DASH.fullmatch(text))


def print_rows(region: Region, lines: Iterable[Line]) -> list[PrintedRow]:
    """Return the rows of chunks inside a table region, from top to bottom."""
    bars = _upright(region)
    found: list[tuple[float, Chunk]] = []
    for line in lines:
        if region.box.bottom <= line.baseline <= region.box.top:
            for words in _split(line.words, bars):
                middle = (words[0].left + words[-1].right) / 2
                if region.box.left - 2 <= middle <= region.box.right + 2:
                    found.append((line.baseline, _chunk(words)))
    found.sort(key=lambda item: (-item[0], item[1].left))
    rows: list[list[tuple[float, Chunk]]] = []
    for baseline, chunk in found:
        if rows and rows[-1][0][0] - baseline < 0.3 * chunk.size:
            rows[-1].append((baseline, chunk))
        else:
            rows.append([(baseline, chunk)])
    return [_row(row) for row in rows]


def _row(row: list[tuple[float, Chunk]]) -> PrintedRow:
    chunks = sorted((chunk for _, chunk in row), key=lambda chunk: chunk.left)
    return PrintedRow(tuple(chunks), row[0][0], max(chunk.size for chunk in chunks))


def _chunk(words: Sequence[Word]) -> Chunk:
    return Chunk(tuple(words), join_words(words), words[0].left, max(w.right for w in words))


def _upright(region: Region) -> list[Box]:
    return sorted(region.bars, key=lambda bar: bar.left)


def _split(words: Sequence[Word], bars: Sequence[Box]) -> list[list[Word]]:
    parts: list[list[Word]] = []
    for word in words:
        if parts:
            last = parts[-1][-1]
            size = max(last.font.size, word.font.size)
            barred = any(
                last.right - 1 < bar.left < word.left + 1
                and bar.bottom - 2 <= word.baseline <= bar.top
                for bar in bars
            )
            reach = _DEVIATION_GAP if _deviates(last, word) else _CELL_GAP
            if not barred and word.left - last.right < reach * size:
                parts[-1].append(word)
                continue
        parts.append([word])
    return parts


def _deviates(last: Word, word: Word) -> bool:
    """Return whether a word is the bracketed or signed deviation of the number before it."""
    return last.text[-1:].isdigit() and word.text[0] in "(±"
