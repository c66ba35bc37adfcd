from __future__ import annotations

from typing import Any

import pytest

from litscan.document.assemble import Draft, assemble_document
from litscan.document.model import Caption, Document, Paragraph, Source, SourceFile, Span, Table

TEXT = "Second one. Third one.\nFirst caption."


def assembled(**gathered: Any) -> Document:
    draft = Draft(**gathered)
    draft.builder.add(TEXT, file=0, source_start=0, source_end=len(TEXT))
    return assemble_document(
        draft,
        source=Source("a.txt", "text", ""),
        files=(SourceFile("a.txt", TEXT),),
        arxiv_id=None,
        full_text=True,
    )


def test_paragraphs_and_captions_are_split_into_sentences_in_reading_order() -> None:
    document = assembled(
        captions=[Caption(Span(23, 37), "figure")],
        paragraphs=[Paragraph(Span(12, 22)), Paragraph(Span(0, 11))],
    )
    shown = [document.quote(sentence.span) for sentence in document.sentences]
    assert shown == ["Second one.", "Third one.", "First caption."]
    assert document.coverage.sentences == 3


def test_labels_used_twice_are_made_unique() -> None:
    tables = [Table(Span(i, i + 1), (), "tab:x") for i in range(3)]
    assert [t.label for t in assembled(tables=tables).tables] == ["tab:x", "tab:x-2", "tab:x-3"]


def test_tables_seen_but_not_read_leave_the_coverage_incomplete() -> None:
    document = assembled(tables_found=2, tables=[Table(Span(0, 1), (), "a")])
    assert (document.coverage.tables_found, document.coverage.tables_parsed) == (2, 1)
    assert not document.coverage.complete


def test_repeated_warnings_are_given_once() -> None:
    assert assembled(warnings=["a", "b", "a"]).coverage.warnings == ("a", "b")


def test_a_span_outside_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="outside a text of 37"):
        assembled(paragraphs=[Paragraph(Span(30, 99))])
