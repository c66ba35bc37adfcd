"""LaTeX text that remembers, stretch by stretch, which file and offset it came from.

Flattening, taking comments out and expanding macros all rewrite the text before it is read. Each
rewrite is a new `MappedText` made of slices of the one before, so a place in the last of them
still leads to the character the author typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property

from litscan.document.grid import Piece
from litscan.document.latex.conditionals import Conditionals

__all__ = ["MappedBuilder", "MappedText"]

_BRACE = re.compile(r"[{}]")


def _escaped(text: str, at: int) -> bool:
    """Return whether the character at an offset is escaped: behind an odd run of backslashes."""
    start = at
    while start and text[start - 1] == "\\":
        start -= 1
    return (at - start) % 2 == 1


class MappedText:
    """A string cut into segments, each with its place in a source file.

    Segment ``i`` begins at ``starts[i]`` and was read from ``sources[i]`` of file ``files[i]``.
    Where ``widths[i]`` is None it is verbatim; otherwise all of it stands for that many source
    characters (a macro's expansion stands for the call).
    """

    __slots__ = ("__dict__", "files", "sources", "starts", "text", "widths")

    def __init__(
        self,
        text: str,
        starts: list[int],
        files: list[int],
        sources: list[int],
        widths: list[int | None],
    ) -> None:
        self.text = text
        self.starts = starts
        self.files = files
        self.sources = sources
        self.widths = widths

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def braces(self) -> dict[int, int]:
        """Offset of the closing brace of every opening brace that has one."""
        text = self.text
        pairs: dict[int, int] = {}
        stack: list[int] = []
        for match in _BRACE.finditer(text):
            at = match.start()
            if at and text[at - 1] == "\\" and _escaped(text, at):
                continue
            if text[at] == "{":
                stack.append(at)
            elif stack:
                pairs[stack.pop()] = at
        return pairs

    def nests_deeper(self, opening: int, levels: int) -> bool:
        """Return whether the group opened at an offset holds more levels of groups than that."""
        text = self.text
        depth = 0
        for match in _BRACE.finditer(text, opening, self.braces.get(opening, opening)):
            at = match.start()
            if at and text[at - 1] == "\\" and _escaped(text, at):
                continue
            depth += 1 if text[at] == "{" else -1
            if depth > levels + 1:
                return True
        return False

    @cached_property
    def conditionals(self) -> Conditionals:
        """Where the branches of conditionals end."""
        return Conditionals(self.text)

    def origin(self, offset: int) -> tuple[int, int, int]:
        """Return the file, source start and source end of the character at an offset."""
        if not self.starts:
            return 0, 0, 0
        index = bisect_right(self.starts, offset) - 1
        width = self.widths[index]
        source = self.sources[index]
        if width is None:
            source += offset - self.starts[index]
            return self.files[index], source, source + 1
        return self.files[index], source, source + width

    def is_verbatim(self, offset: int) -> bool:
        """Return whether the character at an offset is one that the author typed there."""
        index = max(bisect_right(self.starts, offset) - 1, 0)
        return bool(self.starts) and self.widths[index] is None

    def made(self, rendered: str, start: int, end: int) -> Piece:
        """Return text rendered from ``[start, end)``, anchored where that begins."""
        file, source_start, source_end = self.origin(start)
        if end > start:
            last_file, _, last_end = self.origin(end - 1)
            if last_file == file and last_end > source_start:
                source_end = last_end
        return Piece(rendered, file, source_start, source_end)

    def pieces(self, rendered: str, start: int, end: int) -> list[Piece]:
        """Return rendered text as pieces; text as long as its source is split by segments."""
        if len(rendered) != end - start:
            return [self.made(rendered, start, end)]
        starts = self.starts
        index = bisect_right(starts, start) - 1
        if starts and self.widths[index] is None and start < end:
            stop = starts[index + 1] if index + 1 < len(starts) else len(self.text)
            if end <= stop:
                source = self.sources[index] + start - starts[index]
                return [Piece(rendered, self.files[index], source, source + end - start)]
        found: list[Piece] = []
        at = start
        while at < end and self.starts:
            stop = self.starts[index + 1] if index + 1 < len(self.starts) else len(self.text)
            stop = min(max(stop, at + 1), end)
            file, source_start, source_end = self.origin(at)
            if self.widths[index] is None:
                source_end = source_start + stop - at
            found.append(Piece(rendered[at - start : stop - start], file, source_start, source_end))
            at = stop
            index += 1
        return found


class MappedBuilder:
    """Puts a `MappedText` together from slices of others.

    Examples
    --------
    >>> builder = MappedBuilder()
    >>> builder.add_source("a % note", file=0, start=0, end=2)
    >>> builder.add_made("VGG", file=0, source=20, width=4)
    >>> mapped = builder.build()
    >>> mapped.text, mapped.origin(1), mapped.origin(4)
    ('a VGG', (0, 1, 2), (0, 20, 24))
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._starts: list[int] = []
        self._files: list[int] = []
        self._sources: list[int] = []
        self._widths: list[int | None] = []
        self.length = 0
        self.tail = ""

    def _append(self, text: str, file: int, source: int, width: int | None) -> None:
        if not text:
            return
        self._parts.append(text)
        self._starts.append(self.length)
        self._files.append(file)
        self._sources.append(source)
        self._widths.append(width)
        self.length += len(text)
        self.tail = (self.tail + text)[-40:] if len(text) < 40 else text[-40:]

    def add_source(self, text: str, *, file: int, start: int, end: int) -> None:
        """Append ``text[start:end]`` of a source file."""
        self._append(text[start:end], file, start, None)

    def add_masked(self, text: str, *, file: int, start: int) -> None:
        """Append text that stands, character for character, for the source at `start`."""
        self._append(text, file, start, None)

    def add_made(self, text: str, *, file: int, source: int, width: int) -> None:
        """Append text that stands for `width` characters of a source file."""
        self._append(text, file, source, width)

    def add_slice(self, mapped: MappedText, start: int, end: int) -> None:
        """Append ``[start, end)`` of another mapped text with its origins."""
        if start >= end:
            return
        starts, text = mapped.starts, mapped.text
        index = bisect_right(starts, start) - 1
        at = start
        last = len(starts) - 1
        while at < end:
            stop = end if index == last or starts[index + 1] > end else starts[index + 1]
            width = mapped.widths[index]
            source = mapped.sources[index]
            if width is None:
                source += at - starts[index]
            self._append(text[at:stop], mapped.files[index], source, width)
            at = stop
            index += 1

    def parts(self) -> Iterator[str]:
        """Yield the text so far, slice by slice."""
        yield from self._parts

    def build(self) -> MappedText:
        """Return what was put together."""
        return MappedText(
            "".join(self._parts), self._starts, self._files, self._sources, self._widths
        )
