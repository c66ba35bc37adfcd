"""The last step of every reader: pieces become a `Document` with ordered layers and coverage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from litscan.document.build import TextBuilder
from litscan.document.gaps import absent_tables, missing_parts
from litscan.document.limits import LONGEST_PARAGRAPH
from litscan.document.model import (
    Caption,
    Citation,
    Coverage,
    CrossReference,
    Document,
    Footnote,
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

__all__ = ["assemble_document"]


def assemble_document(
    builder: TextBuilder,
    *,
    source: Source,
    files: tuple[SourceFile, ...],
    title: Span | None,
    abstract: Span | None,
    arxiv_id: ArxivId | None,
    sections: Sequence[Section],
    paragraphs: Sequence[Paragraph],
    tables: Sequence[Table],
    captions: Sequence[Caption] = (),
    citations: Sequence[Citation] = (),
    references: Sequence[Reference] = (),
    footnotes: Sequence[Footnote] = (),
    cross_references: Sequence[CrossReference] = (),
    tables_found: int,
    full_text: bool,
    warnings: Sequence[str] = (),
) -> Document:
    """Return the document made of a builder's text and the layers a reader found.

    Paragraphs and captions are split into sentences, layers are put in reading order, empty
    paragraphs dropped, a table label used twice is made unique (``tab:x``, ``tab:x-2``), and
    coverage is counted: tables that a converted paper only mentions are found, not parsed.

    Parameters
    ----------
    builder : TextBuilder
        Holds the text and its anchors.
    tables_found : int
        Tables seen in the source, read or not; never counted below ``len(tables)``.
    full_text : bool
        False where only a part of the paper could be read.
    warnings : sequence of str
        Sentences for a person; repeats are left out.

    Raises
    ------
    ValueError
        If a span lies outside the text: a reader's mistake, never the author's.
    """
    text = builder.text
    filled = [p for p in paragraphs if text[p.span.start : p.span.end].strip()]
    kept = _ordered(part for paragraph in filled for part in _split_long(text, paragraph))
    if len(kept) > len(filled):
        warnings = [*warnings, f"paragraphs of over {LONGEST_PARAGRAPH} characters were split"]
    shown = _ordered(captions)
    sentences = _ordered(
        Sentence(Span(item.span.start + start, item.span.start + stop))
        for item in (*kept, *shown)
        for start, stop in sentence_bounds(text[item.span.start : item.span.end])
    )
    layers: dict[str, tuple[Any, ...]] = {
        "sections": _ordered(sections),
        "paragraphs": kept,
        "sentences": sentences,
        "tables": _with_unique_labels(_ordered(tables)),
        "captions": shown,
        "citations": _ordered(citations),
        "references": tuple(references),
        "footnotes": _ordered(footnotes),
        "cross_references": _ordered(cross_references),
    }
    _require_inside(layers, (title, abstract), len(text))
    seen = max(tables_found, len(tables))
    absent = absent_tables(
        text, source.format, paragraphs=kept, captions=shown, tables=tables, tables_found=seen
    )
    gaps = missing_parts(
        absent=absent,
        citations=len(citations),
        references=len(references),
        sections=len(sections),
        sentences=len(sentences),
        tables=seen,
        told=bool(warnings),
    )
    return Document(
        text=text,
        source=source,
        files=files,
        anchors=builder.anchors,
        title=title,
        abstract=abstract,
        arxiv_id=arxiv_id,
        layers=layers,
        coverage=Coverage(
            full_text=full_text,
            sections=len(sections),
            sentences=len(sentences),
            tables_found=seen + len(absent),
            tables_parsed=len(tables),
            warnings=tuple(dict.fromkeys((*warnings, *gaps))),
        ),
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
