"""A document as the JSON record that ``litscan read --format json`` prints."""

from __future__ import annotations

from typing import Any

from litscan.cli.draw_roles import roles_record
from litscan.document.model import Cell, Document, Span, Table

__all__ = ["PARTS", "document_record", "table_record"]

PARTS = (
    "sections",
    "sentences",
    "tables",
    "captions",
    "footnotes",
    "citations",
    "cross_references",
    "references",
    "text",
)
"""The keys that hold a layer of the document each; the others are always there. ``roles``, what
the cells of tables name, is a judgement of a learned model and is given only where asked for."""


def document_record(document: Document, parts: tuple[str, ...] = PARTS) -> dict[str, Any]:
    """Return what a document holds, each piece with its characters and its place in the source.

    Parameters
    ----------
    document : Document
        The document.
    parts : tuple of str
        Which of `PARTS` to give, or ``roles``.
    """
    record: dict[str, Any] = {
        "schema": "litscan.document/2",
        "source": document.source.to_json(),
        "title": document.title_text,
        "abstract": document.quote(document.abstract) if document.abstract else None,
        "arxiv_id": str(document.arxiv_id) if document.arxiv_id else None,
        "coverage": document.coverage.to_json(),
    }
    for part in parts:
        record[part] = document.text if part == "text" else _LAYERS[part](document)
    return record


def table_record(document: Document, table: Table) -> dict[str, Any]:
    """Return a table: its texts as `rows`, and what is known of each cell as `cells`."""
    return {
        "label": table.label,
        "number": table.number,
        "caption": document.quote(table.caption) if table.caption else None,
        **_place(document, table.span),
        "header_rows": table.header_rows,
        "header_columns": table.header_columns,
        "rows": [[cell.text for cell in row] for row in table.rows],
        "cells": [_cell(document, cell) for cell in table.cells() if cell.covered_by is None],
        "notes": [
            {"mark": note.mark, "text": document.quote(note.span), **_place(document, note.span)}
            for note in table.notes
        ],
    }


def _place(document: Document, span: Span) -> dict[str, Any]:
    where = document.locate(span)
    return {"file": where.file, "line": where.line, "start": span.start, "end": span.end}


def _cell(document: Document, cell: Cell) -> dict[str, Any]:
    return {
        "row": cell.row,
        "column": cell.column,
        "row_span": cell.row_span,
        "column_span": cell.column_span,
        "text": cell.text,
        "is_header": cell.is_header,
        "emphasis": sorted(cell.emphasis),
        "marks": list(cell.marks),
        "citations": list(cell.citations),
        **_place(document, cell.span),
    }


def _sections(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "number": section.number,
            "title": section.title,
            "level": section.level,
            "role": section.role,
            **_place(document, section.span),
        }
        for section in document.sections
    ]


def _sentences(document: Document) -> list[dict[str, Any]]:
    return [
        {"text": document.quote(sentence.span), **_place(document, sentence.span)}
        for sentence in document.sentences
    ]


def _tables(document: Document) -> list[dict[str, Any]]:
    return [table_record(document, table) for table in document.tables]


def _captions(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "kind": caption.kind,
            "number": caption.number,
            "label": caption.label,
            "text": document.quote(caption.span),
            **_place(document, caption.span),
        }
        for caption in document.captions
    ]


def _footnotes(document: Document) -> list[dict[str, Any]]:
    return [
        {"mark": note.mark, "text": document.quote(note.span), **_place(document, note.span)}
        for note in document.footnotes
    ]


def _citations(document: Document) -> list[dict[str, Any]]:
    return [
        {"keys": list(citation.keys), **_place(document, citation.span)}
        for citation in document.citations
    ]


def _cross_references(document: Document) -> list[dict[str, Any]]:
    return [
        {"labels": list(found.labels), **_place(document, found.span)}
        for found in document.cross_references
    ]


def _references(document: Document) -> list[dict[str, Any]]:
    return [
        {
            "key": reference.key,
            "title": reference.title,
            "authors": list(reference.authors),
            "year": reference.year,
            "arxiv_id": str(reference.arxiv_id) if reference.arxiv_id else None,
        }
        for reference in document.references
    ]


_LAYERS = {
    "sections": _sections,
    "sentences": _sentences,
    "tables": _tables,
    "roles": roles_record,
    "captions": _captions,
    "footnotes": _footnotes,
    "citations": _citations,
    "cross_references": _cross_references,
    "references": _references,
}
