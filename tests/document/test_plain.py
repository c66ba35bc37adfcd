from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from litscan.document.model import Document, Source, Span
from litscan.document.plain import read_plain

SOURCE = Source("p.txt", "text", "")
PAPER = """On Pruning Networks

Abstract

We prune. It works.

1 Introduction

Prior work [1] prunes too.

2. First of a list that is no heading because it ends in a stop.

Experiments
===========

Table 1: Accuracy of all nets.

References

[1] S. Han and J. Pool. Learning both weights. NIPS, 2015.
[2] J. Frankle. The lottery ticket hypothesis. ICLR, 2019.
"""


def read(text: str) -> Document:
    return read_plain(text, source=SOURCE, name="p.txt")


def test_headings_are_taken_only_where_they_are_plain() -> None:
    document = read(PAPER)
    assert document.title_text == "On Pruning Networks"
    assert [section.heading for section in document.sections] == [
        "Abstract",
        "1 Introduction",
        "Experiments",
        "References",
    ]


def test_references_and_citations_are_tied() -> None:
    document = read(PAPER)
    assert [reference.title for reference in document.references] == [
        "Learning both weights",
        "The lottery ticket hypothesis",
    ]
    assert [citation.keys for citation in document.citations] == [("1",)]


def test_tables_named_in_the_text_are_counted_as_unread() -> None:
    coverage = read(PAPER).coverage
    assert (coverage.tables_found, coverage.tables_parsed) == (1, 0)
    assert not coverage.complete


def test_every_place_leads_back_to_its_line() -> None:
    document = read(PAPER)
    start = document.text.index("Prior work")
    assert document.locate(Span(start, start + 5)).line == 9


def test_words_divided_at_line_ends_are_joined() -> None:
    text = "A Title of Some Words\nWe study prun-\ning of deep net-\nworks and 2:4-\nSparsity.\n"
    document = read(text)
    assert "pruning of deep networks and 2:4-\nSparsity." in document.text
    start = document.text.index("networks")
    assert document.locate(Span(start, start + 8)).line == 3


def test_numbered_lines_out_of_order_are_no_headings() -> None:
    text = (
        "Some Title Here\n1 Introduction\nText goes on here.\n7 Rows of a Table\n2 Method\nMore.\n"
    )
    document = read(text)
    assert [section.number for section in document.sections] == ["1", "2"]


@settings(max_examples=100, deadline=None)
@given(
    parts=st.lists(
        st.sampled_from(
            ["1 Intro Here\n", "References\n", "[1] A. B. C d e.\n", "\n", "Table 1: x\n"]
        )
        | st.text(max_size=30),
        max_size=20,
    )
)
def test_any_text_is_read_and_every_span_lies_inside(parts: list[str]) -> None:
    document = read("".join(parts))
    for name in document.layers:
        for item in document.layer(name):
            assert item.span.end <= len(document.text)
            document.locate(item.span)
