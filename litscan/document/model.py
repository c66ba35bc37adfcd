"""The document model: one immutable text, layers of spans, tables as grids.

Whatever format a paper came in, it becomes a `Document`: a string, and layers of frozen records
that point into it with half-open character spans. ``document.text[span.start:span.end]`` is the
quote, always, and `Document.locate` leads from any span back to the file and line it was read
from. Overlap and nesting are allowed; layers are plain tuples in reading order.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Any, Literal, TypeVar

from litscan.document.layers import (
    Caption,
    Cell,
    Citation,
    CrossReference,
    Footnote,
    Paragraph,
    Reference,
    Section,
    SectionRole,
    Sentence,
    Span,
    Table,
    TableNote,
)
from litscan.ids import ArxivId

__all__ = [
    "Anchor",
    "Caption",
    "Cell",
    "Citation",
    "Coverage",
    "CrossReference",
    "Document",
    "Evidence",
    "EvidenceKind",
    "Footnote",
    "Format",
    "Location",
    "Paragraph",
    "Reference",
    "Section",
    "SectionRole",
    "Sentence",
    "Source",
    "SourceFile",
    "Span",
    "Table",
    "TableNote",
    "TablePlace",
]

Answer = TypeVar("Answer")
Format = Literal["latex", "html", "tei", "jats", "markdown", "pdf", "text", "json"]
EvidenceKind = Literal["text", "table", "caption", "figure", "title", "abstract", "reader"]
"""What is quoted; ``reader`` is a person's own word, which stands in no document."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One file a document was read from: its path inside the source, and its decoded text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a stretch of the document's text came from.

    ``[start, end)`` of the text was read from ``[source_start, source_end)`` of file number
    `file`. When both have the same length the stretch is verbatim and offsets map one to one;
    otherwise it was rendered (a macro expanded, an accent composed) and maps to `source_start`.
    """

    start: int
    end: int
    file: int
    source_start: int
    source_end: int


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a source file; line and column count from 1."""

    file: str
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class TablePlace:
    """Row and column, from 0, of a cell in the grid of the table with this label."""

    label: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verbatim quote with its place; the only ground a fact or finding may stand on.

    `start` and `end` are character offsets into the document's text and `quote` is what stands
    there. `file` and `line` (from 1) are where a reader finds it in the source.

    Raises
    ------
    ValueError
        If the quote is empty or its length is not ``end - start``.
    """

    quote: str
    kind: EvidenceKind
    section: str
    file: str
    line: int
    start: int
    end: int
    table: TablePlace | None = None

    def __post_init__(self) -> None:
        if not self.quote.strip():
            raise ValueError("evidence needs a quote")
        if self.end - self.start != len(self.quote):
            raise ValueError(f"quote of {len(self.quote)} characters at [{self.start}, {self.end})")

    def to_json(self) -> dict[str, Any]:
        """Return the evidence in the form of the public JSON records."""
        place = self.table
        return {
            "quote": self.quote,
            "section": self.section,
            "kind": self.kind,
            "file": self.file,
            "line": self.line,
            "start": self.start,
            "end": self.end,
            "table": place and {"label": place.label, "row": place.row, "column": place.column},
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a document was read.

    `full_text` is False where only an abstract or a fragment could be read. `tables_found`
    counts tables seen, `tables_parsed` those that became grids. `warnings` are sentences for a
    person, in the order met.
    """

    full_text: bool = True
    sections: int = 0
    sentences: int = 0
    tables_found: int = 0
    tables_parsed: int = 0
    warnings: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether text and tables were all read, so that absence may be claimed."""
        return self.full_text and self.tables_parsed == self.tables_found

    def to_json(self) -> dict[str, Any]:
        """Return the coverage in the form of the public JSON records."""
        return {
            "full_text": self.full_text,
            "sections": self.sections,
            "sentences": self.sentences,
            "tables_found": self.tables_found,
            "tables_parsed": self.tables_parsed,
            "warnings": list(self.warnings),
        }


@dataclass(frozen=True, slots=True)
class Source:
    """What a document was read from: path as given, format, and SHA-256 of the bytes."""

    path: str
    format: Format
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """Return the source in the form of the public JSON records."""
        return {"path": self.path, "format": self.format, "sha256": self.sha256}


@dataclass(frozen=True)
class Document:
    """A paper's full text as litscan sees it.

    Attributes
    ----------
    text : str
        The one canonical string that all spans point into.
    source : Source
        Path, format and hash of what was read.
    files : tuple of SourceFile
        The source files, main file first.
    anchors : sequence of Anchor
        Map of the text back to the files, ordered by `Anchor.start`, without overlap.
    title : Span or None
        The title's place in the text.
    abstract : Span or None
        The abstract's place in the text.
    arxiv_id : ArxivId or None
        If the source tells it.
    layers : mapping of str to tuple
        ``sections``, ``paragraphs``, ``sentences``, ``tables``, ``captions``, ``citations``,
        ``references``, ``footnotes`` and ``cross_references``, each in reading order.
    coverage : Coverage
        How much of the source was read.
    """

    text: str
    source: Source
    files: tuple[SourceFile, ...]
    anchors: Sequence[Anchor] = ()
    title: Span | None = None
    abstract: Span | None = None
    arxiv_id: ArxivId | None = None
    layers: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    coverage: Coverage = field(default_factory=Coverage)

    @cached_property
    def _known(self) -> dict[object, Any]:
        return {}

    def once(self, question: Callable[[Document], Answer]) -> Answer:
        """Return a function's answer for this document, computed once for all that ask."""
        if question not in self._known:
            self._known[question] = question(self)
        answer: Answer = self._known[question]
        return answer

    def layer(self, name: str) -> tuple[Any, ...]:
        """Return a layer by name, empty if the document has none of that name."""
        return self.layers.get(name, ())

    @property
    def sections(self) -> tuple[Section, ...]:
        """Sections in reading order."""
        return self.layer("sections")

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Paragraphs in reading order."""
        return self.layer("paragraphs")

    @property
    def sentences(self) -> tuple[Sentence, ...]:
        """Sentences in reading order."""
        return self.layer("sentences")

    @property
    def tables(self) -> tuple[Table, ...]:
        """Tables in reading order."""
        return self.layer("tables")

    @property
    def captions(self) -> tuple[Caption, ...]:
        """Captions of tables, figures and algorithms in reading order."""
        return self.layer("captions")

    @property
    def citations(self) -> tuple[Citation, ...]:
        """Citations in reading order."""
        return self.layer("citations")

    @property
    def references(self) -> tuple[Reference, ...]:
        """Bibliography entries."""
        return self.layer("references")

    @property
    def footnotes(self) -> tuple[Footnote, ...]:
        """Footnotes in reading order; each is a paragraph too."""
        return self.layer("footnotes")

    @property
    def cross_references(self) -> tuple[CrossReference, ...]:
        """Pointers to tables, figures and sections, in reading order."""
        return self.layer("cross_references")

    @cached_property
    def lowered(self) -> str:
        """The text in lower case, every character at the offset it has in `text`."""
        lowered = self.text.lower()
        if len(lowered) == len(self.text):
            return lowered
        return "".join(low if len(low := c.lower()) == 1 else c for c in self.text)

    @cached_property
    def lowered_tables(self) -> tuple[str, ...]:
        """The words of each table's cells in lower case, one cell a line."""
        return tuple(
            "\n".join(cell.text for cell in table.cells()).lower() for table in self.tables
        )

    def sentences_with(self, words: Collection[str]) -> list[int]:
        """Return the numbers of the sentences that hold one of these lower-case strings.

        Numbers are in reading order and lead into `sentences`. A string that runs from one
        sentence into the next is found in the first.
        """
        found: set[int] = set()
        for word in words:
            if word not in self._sentences_by_word:
                self._sentences_by_word[word] = self._sentences_with(word)
            found |= self._sentences_by_word[word]
        return sorted(found)

    @cached_property
    def _sentences_by_word(self) -> dict[str, frozenset[int]]:
        return {}

    def _sentences_with(self, word: str) -> frozenset[int]:
        found = set()
        at = self.lowered.find(word)
        while at >= 0:
            index = bisect_right(self._sentence_starts, at) - 1
            end = self.sentences[index].span.end if index >= 0 else 0
            if at < end:
                found.add(index)
                at = self.lowered.find(word, end)
            else:
                at = self.lowered.find(word, at + 1)
        return frozenset(found)

    def quote(self, span: Span) -> str:
        """Return the text under a span."""
        return self.text[span.start : span.end]

    @property
    def title_text(self) -> str:
        """The title on one line, or an empty string."""
        return " ".join(self.quote(self.title).split()) if self.title else ""

    @cached_property
    def reference_by_key(self) -> dict[str, Reference]:
        """Bibliography entries by citation key."""
        return {reference.key: reference for reference in self.references}

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.span.start for section in self.sections]

    def section_at(self, offset: int) -> Section | None:
        """Return the innermost section that holds a character offset."""
        index = bisect_right(self._section_starts, offset) - 1
        return self.sections[index] if index >= 0 else None

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.span.start for sentence in self.sentences]

    def sentence_at(self, offset: int) -> Sentence | None:
        """Return the sentence that holds a character offset, or None between sentences."""
        index = bisect_right(self._sentence_starts, offset) - 1
        if index < 0:
            return None
        sentence = self.sentences[index]
        return sentence if offset < sentence.span.end else None

    @cached_property
    def _line_starts(self) -> tuple[Sequence[int], ...]:
        return tuple(
            tuple(
                accumulate((len(line) for line in file.text.splitlines(keepends=True)), initial=0)
            )
            for file in self.files
        )

    def locate(self, span: Span) -> Location:
        """Return the file, line and column in the source where a span begins.

        Leading white space of the span is skipped, since it may have been rendered from nothing.
        """
        start = span.start
        while start < span.end and self.text[start].isspace():
            start += 1
        index = bisect_right(self.anchors, start, key=attrgetter("start")) - 1
        if index < 0 or not self.files:
            return Location(self.files[0].name if self.files else self.source.path, 1, 1)
        anchor = self.anchors[index]
        width = anchor.source_end - anchor.source_start
        verbatim = anchor.end - anchor.start == width
        inside = min(start - anchor.start, width)
        offset = anchor.source_start + (inside if verbatim or start >= anchor.end else 0)
        starts = self._line_starts[anchor.file]
        line = max(bisect_right(starts, offset), 1)
        line = min(line, max(len(starts) - 1, 1))
        return Location(self.files[anchor.file].name, line, offset - starts[line - 1] + 1)

    def evidence(
        self, span: Span, kind: EvidenceKind = "text", table: TablePlace | None = None
    ) -> Evidence:
        """Return the evidence for a span, trimmed of white space at both ends.

        Raises
        ------
        ValueError
            If nothing but white space stands there.
        """
        quote = self.quote(span)
        start = span.start + len(quote) - len(quote.lstrip())
        quote = quote.strip()
        where = self.locate(Span(start, start + len(quote)))
        section = self.section_at(start)
        return Evidence(
            quote=quote,
            kind=kind,
            section=section.heading if section else "",
            file=where.file,
            line=where.line,
            start=start,
            end=start + len(quote),
            table=table,
        )

    def cell_evidence(self, table: Table, cell: Cell) -> Evidence:
        """Return the evidence for a table cell.

        Raises
        ------
        ValueError
            If the cell is empty.
        """
        return self.evidence(cell.span, "table", TablePlace(table.label, cell.row, cell.column))
