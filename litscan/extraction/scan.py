"""What every extractor needs to know of a document, computed once."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

from litscan.document.model import Caption, Document, Reference, Span, Table
from litscan.extraction.mentions import Sightings, find_names
from litscan.extraction.own import OwnName, find_own_names
from litscan.extraction.paper_names import learn_names
from litscan.extraction.ties import datasets_of_networks
from litscan.extraction.zones import Zones
from litscan.vocabulary import Vocabulary, load_vocabulary

__all__ = ["Scan", "scan_document"]

_TABLE_NUMBER = re.compile(
    r"\bTab(?:le|\.)s?\s*~?\s*(?:S|A)?\.?(\d+|[IVX]+)(?:\b|\s?\(?([a-z])\)?(?![a-z]))"
)

_PART_NUMBER = re.compile(r"(.*\d)\s?\(?[a-z]\)?")


@dataclass(frozen=True)
class Scan:
    """A document, its zones, the names in it, and what its authors call their own method."""

    document: Document
    vocabulary: Vocabulary
    zones: Zones
    sightings: Sightings
    own: tuple[OwnName, ...]

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The names of the authors' own method."""
        return tuple(own.name for own in self.own)

    @cached_property
    def datasets_of_networks(self) -> dict[str, frozenset[str]]:
        """The data sets that the text ties to each network."""
        return datasets_of_networks(self.document, self.vocabulary, self.sightings, self.zones)

    @cached_property
    def captions_by_number(self) -> dict[tuple[str, str], Caption]:
        """Captions by kind and printed number."""
        return {
            (caption.kind, caption.number): caption
            for caption in self.document.captions
            if caption.number
        }

    @cached_property
    def _table_talk(self) -> dict[str, list[Span]]:
        talk: dict[str, list[Span]] = {}
        for sentence in self.document.sentences:
            quote = self.document.quote(sentence.span)
            if "Tab" not in quote:
                continue
            for match in _TABLE_NUMBER.finditer(quote):
                number = match[1] + (match[2] or "")
                talk.setdefault(number, []).append(sentence.span)
        return talk

    def sentences_about(self, table: Table) -> tuple[Span, ...]:
        """Return the sentences that name a table, or the table it is a part of, by its number."""
        numbers = dict.fromkeys((table.number or "", self._whole(table)))
        return tuple(span for number in numbers for span in self._table_talk.get(number, ()))

    def captions_of(self, table: Table) -> tuple[Span, ...]:
        """Return a table's own caption and, for ``3a``, that of the whole table ``3``."""
        spans = [table.caption] if table.caption else []
        whole = self.captions_by_number.get(("table", self._whole(table)))
        if whole is not None and whole.span not in spans:
            spans.append(whole.span)
        return tuple(spans)

    @staticmethod
    def _whole(table: Table) -> str:
        part = _PART_NUMBER.fullmatch(table.number or "")
        return part[1] if part else ""

    @cached_property
    def _citation_starts(self) -> list[int]:
        return [citation.span.start for citation in self.document.citations]

    def keys_after(self, end: int, *, reach: int = 3) -> tuple[str, ...]:
        """Return the keys of a citation that begins within `reach` characters after an offset."""
        index = bisect_left(self._citation_starts, end)
        if index < len(self._citation_starts) and self._citation_starts[index] <= end + reach:
            keys: tuple[str, ...] = self.document.citations[index].keys
            return keys
        return ()

    def reference(self, key: str | None) -> Reference | None:
        """Return a bibliography entry by its key, or None."""
        return self.document.reference_by_key.get(key) if key else None


def scan_document(document: Document) -> Scan:
    """Return the scan of a document."""
    shipped = load_vocabulary()
    zones = Zones.of(document)
    mentions = shipped.find(document.text)
    vocabulary = learn_names(document, shipped, mentions, zones)
    return Scan(
        document,
        vocabulary,
        zones,
        find_names(document, vocabulary, zones, vocabulary.adapt(document.text, mentions)),
        find_own_names(document, zones),
    )
