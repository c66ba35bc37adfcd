"""The last step of every reader: pieces become a `Document` with ordered layers and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

from litscan.document.build import TextBuilder
from litscan.document.gaps import absent_tables, missing_parts
from litscan.document.headings import Heading, make_sections
from litscan.document.limits import LONGEST_PARAGRAPH, MAX_PROSE
from litscan.document.model import (
    Caption,
    Citation,
    Coverage,
    CrossReference,
    Document,
    Footnote,
    Format,
    Paragraph,
    Reference,
    Section,
    Sentence,
    Source,
    SourceFile,
    Span,
    Table,
)
from litscan.document.sentences import sentence_bounds
from litscan.ids import ArxivId

__all__ = ["Draft", "assemble_document"]


@dataclass(eq=False)
class Draft:
    """What a reader has gathered so far; every reader's writer is one.

    Attributes
    ----------
    builder : TextBuilder
        The text and its anchors.
    tables_found : int
        Tables seen in the source, read or not; never counted below ``len(tables)``.
    warnings : list of str
        Sentences for a person; repeats are left out.
    """

    builder: TextBuilder = field(default_factory=TextBuilder)
    title: Span | None = None
    abstract: Span | None = None
    headings: list[Heading] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    captions: list[Caption] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    cross_references: list[CrossReference] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    tables_found: int = 0


def assemble_document(
    draft: Draft,
    *,
    source: Source,
    files: tuple[SourceFile, ...],
    arxiv_id: ArxivId | None,
    full_text: bool,
    sections: Sequence[Section] | None = None,
) -> Document:
    """Return the document made of a draft's text and layers.

    Paragraphs and captions are split into sentences, layers are put in reading order, empty
    paragraphs dropped, a table label used twice is made unique (``tab:x``, ``tab:x-2``), and
    coverage is counted: tables that a converted paper only mentions are found, not parsed.

    Parameters
    ----------
    draft : Draft
        What the reader gathered.
    full_text : bool
        False where only a part of the paper could be read.
    sections : sequence of Section, optional
        The sections; by default those that the draft's headings begin.

    Raises
    ------
    ValueError
        If a span lies outside the text: a reader's mistake, never the author's.
    """
    text, warnings = draft.builder.text, draft.warnings
    if sections is None:
        sections = make_sections(draft.headings, len(text))
    filled = [p for p in draft.paragraphs if text[p.span.start : p.span.end].strip()]
    kept = _ordered(part for paragraph in filled for part in _split_long(text, paragraph))
    if len(kept) > len(filled):
        warnings = [*warnings, f"paragraphs of over {LONGEST_PARAGRAPH} characters were split"]
    captions = _ordered(draft.captions)
    sentences = _sentences(text, (*kept, *captions))
    read = _within_bound(sentences)
    if len(read) < len(sentences):
        full_text = False
        warnings = [*warnings, f"prose beyond {MAX_PROSE} characters was not read as sentences"]
    layers: dict[str, tuple[Any, ...]] = {
        "sections": _ordered(sections),
        "paragraphs": kept,
        "sentences": read,
        "tables": _with_unique_labels(_ordered(draft.tables)),
        "captions": captions,
        "citations": _ordered(draft.citations),
        "references": tuple(draft.references),
        "footnotes": _ordered(draft.footnotes),
        "cross_references": _ordered(draft.cross_references),
    }
    _require_inside(layers, (draft.title, draft.abstract), len(text))
    return Document(
        text=text,
        source=source,
        files=files,
        anchors=draft.builder.anchors,
        title=draft.title,
        abstract=draft.abstract,
        arxiv_id=arxiv_id,
        layers=layers,
        coverage=_coverage(
            text,
            source.format,
            layers,
            full_text=full_text,
            tables_found=draft.tables_found,
            warnings=warnings,
        ),
    )


def _sentences(text: str, items: Sequence[Paragraph | Caption]) -> tuple[Sentence, ...]:
    return _ordered(
        Sentence(Span(item.span.start + start, item.span.start + stop))
        for item in items
        for start, stop in sentence_bounds(text[item.span.start : item.span.end])
    )


def _within_bound(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the first sentences that together have no more characters than are read."""
    lengths = accumulate(len(sentence.span) for sentence in sentences)
    return sentences[: sum(1 for length in lengths if length <= MAX_PROSE)]


def _coverage(
    text: str,
    format: Format,
    layers: dict[str, tuple[Any, ...]],
    *,
    full_text: bool,
    tables_found: int,
    warnings: Sequence[str],
) -> Coverage:
    """Return how much was read, with what the document itself shows to be missing."""
    parsed = len(layers["tables"])
    seen = max(tables_found, parsed)
    absent = absent_tables(
        text,
        format,
        paragraphs=layers["paragraphs"],
        captions=layers["captions"],
        tables=layers["tables"],
        tables_found=seen,
    )
    gaps = missing_parts(
        absent=absent,
        citations=len(layers["citations"]),
        references=len(layers["references"]),
        sections=len(layers["sections"]),
        sentences=len(layers["sentences"]),
        tables=seen,
        told=bool(warnings),
    )
    return Coverage(
        full_text=full_text,
        sections=len(layers["sections"]),
        sentences=len(layers["sentences"]),
        tables_found=seen + len(absent),
        tables_parsed=parsed,
        warnings=tuple(dict.fromkeys((*warnings, *gaps))),
    )


def _split_long(text: str, paragraph: Paragraph) -> Iterable[Paragraph]:
    """Cut a run-on paragraph at white space, after a sentence where there is one."""
    start, end = paragraph.span.start, paragraph.span.end
    while end - start > LONGEST_PARAGRAPH:
        stop = start + LONGEST_PARAGRAPH
        for mark in (". ", ".\n", " "):
            found = text.rfind(mark, start + LONGEST_PARAGRAPH // 2, stop)
            if found >= 0:
                stop = found + 1
                break
        yield Paragraph(Span(start, stop))
        start = stop
    yield Paragraph(Span(start, end)) if start > paragraph.span.start else paragraph


def _ordered(items: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(items, key=lambda item: (item.span.start, -item.span.end)))


def _with_unique_labels(tables: tuple[Table, ...]) -> tuple[Table, ...]:
    taken = {table.label for table in tables}
    seen: set[str] = set()
    unique: list[Table] = []
    for table in tables:
        label = table.label
        if label in seen:
            number = 2
            while f"{label}-{number}" in taken:
                number += 1
            label = f"{label}-{number}"
            taken.add(label)
        seen.add(label)
        unique.append(table if label == table.label else replace(table, label=label))
    return tuple(unique)


def _require_inside(
    layers: dict[str, tuple[Any, ...]], singles: tuple[Span | None, ...], length: int
) -> None:
    spans = [span for span in singles if span is not None]
    spans += [item.span for items in layers.values() for item in items if item.span is not None]
    for span in spans:
        if span.end > length:
            raise ValueError(f"[{span.start}, {span.end}) lies outside a text of {length}")
