"""Building a document's text piece by piece while remembering where each piece came from."""

from __future__ import annotations

from litscan.document.model import Anchor, Span

__all__ = ["TextBuilder"]


class TextBuilder:
    """Grows the canonical text of a document together with its anchors.

    Examples
    --------
    >>> builder = TextBuilder()
    >>> span = builder.add("93.4%", file=0, source_start=120, source_end=126)
    >>> builder.text[span.start:span.end], builder.anchors[0].source_start
    ('93.4%', 120)
    """

    def __init__(self) -> None:
        self._pieces: list[str] = []
        # of each anchor: start, end, file, source start, source end
        self._anchors: list[tuple[int, int, int, int, int]] = []
        self._length = 0
        # file, source offset and text offset at which the last, verbatim anchor could go on
        self._continued_by: tuple[int, int, int] | None = None

    def __len__(self) -> int:
        return self._length

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self._pieces)

    def since(self, start: int) -> str:
        """Return the text from an offset on, at a cost that grows with that text only."""
        left, found = self._length - start, []
        for piece in reversed(self._pieces):
            if left <= 0:
                break
            found.append(piece[-left:])
            left -= len(piece)
        return "".join(reversed(found))

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """The anchors so far, neighbours that continue one another merged."""
        return tuple([Anchor(*anchor) for anchor in self._anchors])

    def ends_with(self, suffix: str) -> bool:
        """Return whether the last piece that was added ends with a suffix."""
        return bool(self._pieces) and self._pieces[-1].endswith(suffix)

    def add(self, text: str, *, file: int, source_start: int, source_end: int) -> Span:
        """Append text read from ``[source_start, source_end)`` of a file; return its span.

        Text as long as its source is taken to be verbatim, character by character.
        """
        start = self._length
        self.append(text, file, source_start, source_end)
        return Span(start, self._length)

    def append(self, text: str, file: int, source_start: int, source_end: int) -> None:
        """Append text as `add` does, where its span is not wanted."""
        if not text:
            return
        start = self._length
        end = self._length = start + len(text)
        self._pieces.append(text)
        verbatim = len(text) == source_end - source_start
        if verbatim and self._continued_by == (file, source_start, start):
            last = self._anchors[-1]
            self._anchors[-1] = (last[0], end, file, last[3], source_end)
        else:
            self._anchors.append((start, end, file, source_start, source_end))
        self._continued_by = (file, source_end, end) if verbatim else None

    def add_made(self, text: str) -> Span:
        """Append text that stands nowhere in the source, such as a line break between blocks.

        It has no anchor of its own: a span that begins in it is located at what came before.
        """
        start = self._length
        if text:
            self._pieces.append(text)
            self._length += len(text)
        return Span(start, self._length)
