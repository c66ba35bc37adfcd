"""The text of TEI elements, each stretch with its place in the file.

XML parsers tell an element's line, not its offset, so every text node is looked up in the file's
own text from that line on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litscan.document.grid import Piece

__all__ = ["Passage", "SourceText", "local_name", "plain_text", "shown_text"]

_SPACED = frozenset(["s", "persName", "title", "idno", "date", "forename", "surname", "lb"])
_BROKEN = re.compile(r"\s*[\n\t]\s*")
_HARD = re.compile(r"([&<>'\"])")
_ENTITIES = {
    "&": ("&amp;", "&#38;"),
    "<": ("&lt;", "&#60;"),
    ">": (">", "&gt;", "&#62;"),
    "'": ("'", "&apos;", "&#39;"),
    '"': ('"', "&quot;", "&#34;"),
}
_FAR = 20_000
_DEEPEST = 60


def local_name(element: Any) -> str:
    """Return an element's name without its namespace; comments have none."""
    tag = getattr(element, "tag", None)
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def plain_text(element: Any | None) -> str:
    """Return all text inside an element on one line."""
    return "" if element is None else " ".join("".join(element.itertext()).split())


@dataclass(frozen=True, slots=True)
class Passage:
    """An element's text as pieces, and the ``<ref>`` elements with their ranges in it."""

    pieces: tuple[Piece, ...] = ()
    refs: tuple[tuple[int, int, Any], ...] = ()

    @property
    def text(self) -> str:
        """The pieces' text."""
        return "".join(piece.text for piece in self.pieces)

    def part(self, start: int, end: int) -> Passage:
        """Return the passage cut to a range of its text, without outer white space."""
        text = self.text
        end = start + len(text[start:end].rstrip())
        start = end - len(text[start:end].lstrip())
        kept: list[Piece] = []
        at = 0
        for piece in self.pieces:
            low, high = max(start - at, 0), min(end - at, len(piece.text))
            at += len(piece.text)
            if low < high:
                kept.append(_cut(piece, low, high))
        refs = tuple(
            (a - start, b - start, ref) for a, b, ref in self.refs if start <= a < b <= end
        )
        return Passage(tuple(kept), refs)


def _cut(piece: Piece, low: int, high: int) -> Piece:
    if len(piece.text) != piece.source_end - piece.source_start:
        return Piece(piece.text[low:high], piece.file, piece.source_start, piece.source_end)
    at = piece.source_start
    return Piece(piece.text[low:high], piece.file, at + low, at + high)


def shown_text(element: Any) -> str:
    """Return an element's text as `SourceText.passage` writes it."""
    text = "".join(_BROKEN.sub(" ", shown) for _, shown in _text_nodes(element))
    return text.strip()


class SourceText:
    """Looks text nodes up in the file they came from.

    Parameters
    ----------
    text : str
        The whole file, decoded.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = [0, *(match.end() for match in re.finditer("\n", text))]
        self.cursor = 0

    def passage(self, element: Any) -> Passage:
        """Return an element's text with its places."""
        line = min(max(element.sourceline or 1, 1), len(self.lines))
        start = max(self.lines[line - 1] - 1, 0)
        ahead = bisect_right(self.lines, self.cursor)
        self.cursor = self.cursor if ahead == line else start
        pieces: list[Piece] = []
        refs: list[tuple[int, int, Any]] = []
        length = 0
        for ref, shown in _text_nodes(element):
            begin = length
            for piece in self._place(shown, start):
                pieces.append(piece)
                length += len(piece.text)
            if ref is not None:
                refs.append((begin, length, ref))
        return Passage(tuple(pieces), tuple(refs)).part(0, length)

    def _place(self, shown: str, start: int) -> Iterator[Piece]:
        """Yield a text node as verbatim pieces, white space with line breaks as one space."""
        if not shown.strip():
            yield Piece(" ", 0, self.cursor, self.cursor)
            return
        for part in _HARD.split(shown):
            if not part:
                continue
            found, width = self._find(part, start)
            if found is None:
                yield Piece(_BROKEN.sub(" ", part), 0, self.cursor, self.cursor)
                continue
            self.cursor = found + width
            if width != len(part):
                yield Piece(part, 0, found, found + width)
                continue
            at = 0
            for broken in _BROKEN.finditer(part):
                if at < broken.start():
                    yield Piece(part[at : broken.start()], 0, found + at, found + broken.start())
                yield Piece(" ", 0, found + broken.start(), found + broken.end())
                at = broken.end()
            if at < len(part):
                yield Piece(part[at:], 0, found + at, found + len(part))

    def _find(self, part: str, start: int) -> tuple[int | None, int]:
        written = _ENTITIES.get(part, (part,))
        places = [
            (found, len(raw))
            for raw in written
            if (found := self.text.find(raw, self.cursor, self.cursor + len(raw) + _FAR)) >= 0
        ]
        if places:
            return min(places)
        if len(part) > 3 and start != self.cursor:
            found = self.text.find(part, start, start + len(part) + _FAR)
            return (found if found >= 0 else None), len(part)
        return None, 0


def _text_nodes(element: Any, depth: int = 0) -> list[tuple[Any | None, str]]:
    """Return an element's text in order, each node with the ``<ref>`` it stands in, if any."""
    found: list[tuple[Any | None, str]] = []
    if element.text:
        found.append((element if local_name(element) == "ref" else None, element.text))
    for child in element:
        name = local_name(child)
        if name and depth < _DEEPEST:
            found += _text_nodes(child, depth + 1)
        if name in _SPACED:
            found.append((None, " "))
        if child.tail:
            found.append((None, child.tail))
    return found
