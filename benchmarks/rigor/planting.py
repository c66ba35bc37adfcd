"""Papers with something planted into them: a number altered, a statement taken out, one put in.

Numbers are altered in what the tables were read to mean. Statements are taken out and put in
where the document's text stands, so that everything is extracted anew from what is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from litscan import extract, read_text
from litscan.document.model import Cell, Document, Section, Table
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.base import Subject
from litscan.tables.numbers import Quantity

__all__ = ["altered", "subject_of", "with_sentence", "without"]

GONE = "."
"""What stands where something was taken out; blanks would be no evidence of anything."""

Place = tuple[str, int, int]


def altered(subject: Subject, place: Place, factor: float) -> Subject:
    """Return a paper whose number in one table cell is another by a factor.

    The new number has as many decimals as the old one.
    """
    readings = tuple(_altered(reading, place, factor) for reading in subject.readings)
    return Subject(subject.document, replace(subject.facts, readings=readings))


def _altered(reading: TableReading, place: Place, factor: float) -> TableReading:
    label, row, column = place
    if reading.table.label != label:
        return reading
    return replace(
        reading,
        values=tuple(
            _with_value(value, factor)
            if (value.cell.row, value.cell.column) == (row, column)
            else value
            for value in reading.values
        ),
    )


def _with_value(value: ValueReading, factor: float) -> ValueReading:
    old: Quantity = value.quantity
    number = round(old.value * factor, old.decimals)
    return replace(value, quantity=replace(old, value=number, raw=f"{number:.{old.decimals}f}"))


def without(document: Document, evidence: Iterable[Any]) -> Document:
    """Return a document with dots where some evidence stood, in text and in table cells."""
    text = list(document.text)
    for item in evidence:
        text[item.start : item.end] = GONE * (item.end - item.start)
    blanked = "".join(text)
    layers = {
        **document.layers,
        "tables": tuple(_blanked(table, blanked) for table in document.tables),
        "sections": tuple(_untitled(section, blanked) for section in document.sections),
    }
    return replace(document, text=blanked, layers=layers)


def _untitled(section: Section, text: str) -> Section:
    """Return a section, without title and role where its title was taken out."""
    there = section.title in text[section.span.start : section.span.end]
    return section if there else replace(section, title="", role="other")


def _blanked(table: Table, text: str) -> Table:
    def cell(old: Cell) -> Cell:
        gone = old.text.strip() and not text[old.span.start : old.span.end].strip(GONE)
        return replace(old, text="", citations=(), marks=()) if gone else old

    return replace(table, rows=tuple(tuple(cell(old) for old in row) for row in table.rows))


def with_sentence(document: Document, sentence: str) -> Document | None:
    """Return a paper read anew with a paragraph more in its experiments; None if it has none.

    The paragraph goes behind the heading of the first section of experiments or results.
    """
    sections = [one for one in document.sections if one.role in ("experiments", "results")]
    if not sections or len(document.files) != 1:
        return None
    start = sections[0].span.start
    end = start + max(document.text[start:].find("\n"), 0)
    line = document.locate(replace(sections[0].span, end=max(end, start + 1))).line
    lines: Sequence[str] = document.files[0].text.splitlines()
    planted = [*lines[:line], "", sentence, "", *lines[line:]]
    again = read_text("\n".join(planted), format=document.source.format)
    return again if sentence[:30] in again.text else None


def subject_of(document: Document) -> Subject:
    """Return a document with the facts extracted from it anew."""
    return Subject(document, extract(document))
