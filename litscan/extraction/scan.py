"""What every extractor needs to know of a document, computed once."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from litscan.document.model import Caption, Document, Reference, Span, Table
from litscan.extraction.asides import named_aside
from litscan.extraction.axes import Axes, lay_out
from litscan.extraction.labels import Label, read_label
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

_PERPLEXITY = re.compile(r"perplexit|\bppl\b|language model\w* (?:performance|task|abilit)", re.I)
_PART_NUMBER = re.compile(r"(.*\d)\s?\(?[a-z]\)?")


_REACH = 3  # characters between a name and the citation that belongs to it
_LONGEST_WORD = 64


def _is_part_of_word(letter: str) -> bool:
    return letter.isalnum() or letter in ("-", "_")


def _last_word(text: str, end: int) -> str:
    """Return the letters and digits right before an offset; what stands there if it is neither."""
    start = end
    while start > 0 and end - start < _LONGEST_WORD and text[start - 1].isalnum():
        start -= 1
    return text[start:end] or text[end - 1 : end]


@dataclass(frozen=True)
class Scan:
    """A document, its zones, the names in it, and what its authors call their own method."""

    document: Document
    vocabulary: Vocabulary
    zones: Zones
    sightings: Sightings
    own: tuple[OwnName, ...]
    _labels: dict[str, Label] = field(default_factory=dict, repr=False, compare=False)
    _axes: dict[int, Axes] = field(default_factory=dict, repr=False, compare=False)

    def label(self, text: str) -> Label:
        """Return what a label names, remembered."""
        if text not in self._labels:
            self._labels[text] = read_label(text, self.vocabulary)
        return self._labels[text]

    def axes(self, table: Table) -> Axes:
        """Return the layout of one of the document's tables, remembered."""
        found = self._axes.get(table.span.start)
        if found is None or found.table is not table:
            found = self._axes[table.span.start] = lay_out(table)
        return found

    @cached_property
    def own_names(self) -> tuple[str, ...]:
        """The names of the authors' own method."""
        return tuple(own.name for own in self.own)

    @cached_property
    def datasets_of_networks(self) -> dict[str, frozenset[str]]:
        """The data sets that the text ties to each network."""
        return datasets_of_networks(self.document, self.vocabulary, self.sightings, self.zones)

    @cached_property
    def perplexity_datasets(self) -> frozenset[str]:
        """The corpora that captions, or else sentences, say perplexity is measured on."""
        captions = [caption.span for caption in self.document.captions]
        sentences = [sentence.span for sentence in self.document.sentences]
        for spans in (captions, sentences):
            found = frozenset(name for span in spans for name in self._measured_in(span))
            if found:
                return found
        return frozenset()

    def _measured_in(self, span: Span) -> Iterator[str]:
        text = self.document.text
        if self.zones.at(span.start) != "evidence" or not _PERPLEXITY.search(
            text, span.start, span.end
        ):
            return
        for item in self.sightings.within(span, "dataset"):
            modelled = item.name.attributes.get("task") == "language modelling"
            if modelled and not named_aside(text, item.start):
                yield item.name.name

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

    def keys_after(self, end: int, *, reach: int = _REACH) -> tuple[str, ...]:
        """Return the keys of a citation that begins within `reach` characters after an offset."""
        index = bisect_left(self._citation_starts, end)
        if index < len(self._citation_starts) and self._citation_starts[index] <= end + reach:
            keys: tuple[str, ...] = self.document.citations[index].keys
            return keys
        return ()

    def keys_beside(self, name: str) -> tuple[str, ...]:
        """Return the keys of the first citation beside a name, however the text prints it."""
        text = self.document.text
        for end, keys in self._cited_words.get(_last_word(name, len(name)), ()):
            start = end - len(name)
            apart = start == 0 or not _is_part_of_word(text[start - 1])
            if apart and text.startswith(name, start):
                return keys
        return ()

    @cached_property
    def _cited_words(self) -> dict[str, list[tuple[int, tuple[str, ...]]]]:
        """Where words that stand beside a citation end, and its keys, by word."""
        text, last = self.document.text, -1
        found: dict[str, list[tuple[int, tuple[str, ...]]]] = {}
        for citation in self.document.citations:
            start = citation.span.start
            for end in range(max(start - _REACH, last + 1), start + 1 if citation.keys else 0):
                if not _is_part_of_word(text[end : end + 1]):
                    found.setdefault(_last_word(text, end), []).append((end, citation.keys))
            last = start
        return found

    def reference(self, key: str | None) -> Reference | None:
        """Return a bibliography entry by its key, or None."""
        return self.document.reference_by_key.get(key) if key else None


def scan_document(document: Document) -> Scan:
    """Return the scan of a document."""
    shipped = load_vocabulary()
    zones = document.once(Zones.of)
    mentions = shipped.find(document.text)
    vocabulary = learn_names(document, shipped, mentions, zones)
    return Scan(
        document,
        vocabulary,
        zones,
        find_names(document, vocabulary, zones, vocabulary.adapt(document.text, mentions)),
        find_own_names(document, zones),
    )
