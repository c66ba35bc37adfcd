"""Where a document names what the vocabulary knows, and in which part of the paper it does.

The whole text is searched once; everything after looks names up by place.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from litscan.document.model import Document, Evidence, EvidenceKind, Span
from litscan.extraction.zones import Zone, Zones
from litscan.vocabulary import Vocabulary
from litscan.vocabulary.names import Mention, Name, NameKind

__all__ = ["Place", "Sighting", "Sightings", "find_names", "quote_around"]

Place = Literal["title", "abstract", "text", "caption", "cell"]

_LONGEST_QUOTE = 400


@dataclass(frozen=True, slots=True)
class Sighting:
    """A name of the vocabulary at ``[start, end)`` of the document's text."""

    start: int
    end: int
    surface: str
    name: Name
    zone: Zone
    place: Place

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Sightings:
    """All sightings of a document, in reading order."""

    document: Document
    items: tuple[Sighting, ...]

    @cached_property
    def _starts(self) -> list[int]:
        return [item.start for item in self.items]

    def within(self, span: Span, *kinds: NameKind) -> tuple[Sighting, ...]:
        """Return the sightings inside a span, of the given kinds or of all."""
        first = bisect_left(self._starts, span.start)
        last = bisect_right(self._starts, span.end)
        return tuple(
            item
            for item in self.items[first:last]
            if item.end <= span.end and (not kinds or item.name.kind in kinds)
        )

    def of(self, kind: NameKind) -> Iterator[Sighting]:
        """Yield the sightings of one kind."""
        return (item for item in self.items if item.name.kind == kind)

    def evidence(self, sighting: Sighting) -> Evidence:
        """Return the sentence, caption or cell a sighting stands in as evidence."""
        return quote_around(self.document, sighting.span, sighting.place)


def quote_around(document: Document, span: Span, place: Place = "text") -> Evidence:
    """Return evidence for a span: its sentence where that is short, else a window around it."""
    kinds: dict[Place, EvidenceKind] = {
        "title": "title",
        "abstract": "abstract",
        "caption": "caption",
    }
    if place == "cell":
        for table in document.tables:
            if span.within(table.span):
                for cell in table.cells():
                    if cell.covered_by is None and cell.text and span.within(cell.span):
                        return document.cell_evidence(table, cell)
        return document.evidence(span, "table")
    kind = kinds.get(place, "text")
    sentence = document.sentence_at(span.start)
    if sentence is not None and span.end <= sentence.span.end:
        return document.evidence(_window(document, span, sentence.span), kind)
    return document.evidence(span, kind)


def _window(document: Document, span: Span, sentence: Span) -> Span:
    if len(sentence) <= _LONGEST_QUOTE:
        return sentence
    margin = max(_LONGEST_QUOTE - len(span), 0) // 2
    start, end = max(sentence.start, span.start - margin), min(sentence.end, span.end + margin)
    while start > sentence.start and not document.text[start - 1].isspace():
        start -= 1
    while end < sentence.end and not document.text[end].isspace():
        end += 1
    return Span(start, end)


def find_names(
    document: Document, vocabulary: Vocabulary, zones: Zones, mentions: Iterable[Mention]
) -> Sightings:
    """Return the sightings of the mentions that a vocabulary finds in a document's text."""
    places = _Places(document)
    found = [
        Sighting(
            mention.start,
            mention.end,
            mention.surface,
            mention.name,
            zones.at(mention.start),
            places.at(mention.start),
        )
        for mention in mentions
    ]
    found = _unambiguous(document, vocabulary, found)
    found.sort(key=lambda item: (item.start, -item.end, item.name.kind, item.name.name))
    return Sightings(document, tuple(found))


def _unambiguous(
    document: Document, vocabulary: Vocabulary, found: Sequence[Sighting]
) -> list[Sighting]:
    """Leave out names that are also common words, where nothing shows that the name is meant."""
    cited = [citation.span.start for citation in document.citations]

    def vouched(item: Sighting) -> bool:
        index = bisect_left(cited, item.end)
        return index < len(cited) and cited[index] <= item.end + 3

    doubtful = [
        vocabulary.is_ambiguous(Mention(item.start, item.end, item.surface, item.name))
        for item in found
    ]
    sure = {
        (item.surface, item.name.name)
        for item, doubt in zip(found, doubtful, strict=True)
        if doubt and vouched(item)
    }
    return [
        item
        for item, doubt in zip(found, doubtful, strict=True)
        if not doubt or item.place == "cell" or (item.surface, item.name.name) in sure
    ]


class _Places:
    """Whether an offset lies in the title, the abstract, a caption, a table or running text."""

    def __init__(self, document: Document) -> None:
        marked: list[tuple[int, int, Place]] = [
            (caption.span.start, caption.span.end, "caption") for caption in document.captions
        ]
        marked.extend((table.span.start, table.span.end, "cell") for table in document.tables)
        if document.title:
            marked.append((document.title.start, document.title.end, "title"))
        if document.abstract:
            marked.append((document.abstract.start, document.abstract.end, "abstract"))
        self._marked = sorted(marked)
        self._starts = [start for start, _, _ in self._marked]

    def at(self, offset: int) -> Place:
        index = bisect_right(self._starts, offset)
        for start, end, place in reversed(self._marked[max(index - 3, 0) : index]):
            if start <= offset < end:
                return place
        return "text"
