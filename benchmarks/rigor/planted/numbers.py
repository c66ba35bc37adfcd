"""Another number where one is printed, in the file that it is printed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from benchmarks.rigor.planted.papers import Paper, Place
from benchmarks.rigor.planted.source import Edit, read_with, verbatim
from litscan.document.model import Document, Evidence
from litscan.extraction.readings import ValueReading
from litscan.tables.numbers import find_numbers

__all__ = ["Plant", "in_cell", "in_text", "printed", "sown", "transposed"]

_DIGITS = re.compile(r"\d[\d,]*(?:\.\d+)?|\.\d+")
_BEFORE = 12


@dataclass(frozen=True, slots=True)
class Plant:
    """An error to plant: its check, what kind of slip it is, the edits, and what they must show.

    `shown` holds the number that must stand in a cell (or, without a cell, in the text) once the
    paper is read anew: what does not show was not planted.
    """

    check: str
    kind: str
    edits: tuple[Edit, ...]
    shown: tuple[tuple[Place | None, str], ...]

    def __add__(self, other: Plant) -> Plant:
        """Return both changes as one plant."""
        return Plant(self.check, self.kind, self.edits + other.edits, self.shown + other.shown)


def printed(value: float, decimals: int) -> str:
    """Return a number with so many decimals."""
    return f"{abs(value):.{max(decimals, 0)}f}"


def transposed(digits: str) -> Iterator[str]:
    """Yield a number with two neighbouring digits exchanged, the first places first.

    Examples
    --------
    >>> list(transposed("93.05"))
    ['39.05', '90.35', '93.50']
    """
    at = [place for place, sign in enumerate(digits) if sign.isdigit()]
    for one, other in pairwise(at):
        if digits[one] != digits[other]:
            signs = list(digits)
            signs[one], signs[other] = signs[other], signs[one]
            yield "".join(signs)


def in_cell(
    paper: Paper, check: str, kind: str, cell: tuple[Evidence, ValueReading], new: str
) -> Plant | None:
    """Return the plant that prints another number in a cell, sign and unit left as they are."""
    evidence, value = cell
    place = evidence.table
    found = _digits(evidence.quote, value.quantity.value)
    if found is None or place is None or new == evidence.quote[slice(*found)]:
        return None
    start, end = (evidence.start + offset for offset in found)
    edit = verbatim(paper.document, start, end, new)
    where = (place.label, place.row, place.column)
    return Plant(check, kind, (edit,), ((where, new),)) if edit else None


def in_text(paper: Paper, check: str, kind: str, at: tuple[int, int], new: str) -> Plant | None:
    """Return the plant that puts another text where characters of the document stand."""
    edit = verbatim(paper.document, *at, new)
    before = paper.document.text[max(0, at[0] - _BEFORE) : at[0]]
    return Plant(check, kind, (edit,), ((None, before + new),)) if edit else None


def _digits(text: str, value: float) -> tuple[int, int] | None:
    """Return where the digits of a number stand in a text."""
    for start, end, quantity in find_numbers(text):
        digits = _DIGITS.search(text, start, end)
        if quantity.value == value and digits:
            return digits.span()
    return None


def sown(document: Document, plant: Plant) -> Document | None:
    """Return a paper read anew with a plant in it, None if the plant does not show."""
    planted = read_with(document, plant.edits)
    shows = all(_shows(planted, place, text) for place, text in plant.shown)
    return planted if shows else None


def _shows(document: Document, place: Place | None, text: str) -> bool:
    if place is None:
        return text in document.text
    label, row, column = place
    for table in document.tables:
        if table.label == label:
            return row < len(table.rows) and text in table.rows[row][column].text
    return False
