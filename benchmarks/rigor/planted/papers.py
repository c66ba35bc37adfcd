"""The papers that things are planted into, read once, with what each check says of them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal

from litscan import extract, read_document, read_text
from litscan.document.model import Document, Evidence, Table
from litscan.errors import LitscanError
from litscan.extraction.readings import ValueReading
from litscan.extraction.records import Extraction
from litscan.resources import data_path
from litscan.rigor import CHECKS, Outcome
from litscan.rigor.base import Decision, Subject

__all__ = [
    "KINDS",
    "Cell",
    "Kind",
    "Paper",
    "examples",
    "ordered",
    "places",
    "read_paper",
    "subject_of",
]

Kind = Literal["sample", "real", "example"]
KINDS: tuple[Kind, ...] = ("sample", "real", "example")
"""Papers that ship with litscan, published ones, and the short ones of the checks' own pages."""

SEED = 5
_FOLDERS = ("labelled", "unlabelled", "latex_intact", "reproscreener50", "not_pruning")

Place = tuple[str, int, int]
Cell = tuple[Evidence, ValueReading]


@dataclass(frozen=True)
class Paper:
    """A paper as it is, the facts extracted from it, and the decision of each check."""

    name: str
    kind: Kind
    document: Document
    facts: Extraction
    decisions: dict[str, Decision]

    @cached_property
    def subject(self) -> Subject:
        """What the checks read."""
        return Subject(self.document, self.facts)

    @cached_property
    def values(self) -> dict[Place, ValueReading]:
        """What the number in each cell means: by table, row and column."""
        return {
            (reading.table.label, value.cell.row, value.cell.column): value
            for reading in reversed(self.subject.readings)
            for value in reversed(reading.values)
        }

    def table_of(self, value: ValueReading) -> Table:
        """Return the table that a number stands in."""
        return next(one.table for one in self.subject.readings if value in one.values)

    def values_of_column(self, value: ValueReading) -> list[ValueReading]:
        """Return the other numbers of a number's column."""
        reading = next(one for one in self.subject.readings if value in one.values)
        column = value.cell.column
        return [one for one in reading.values if one.cell.column == column and one != value]

    def cells(self) -> Iterator[Cell]:
        """Yield every number of the tables with the quote of its cell."""
        for reading in self.subject.readings:
            for value in reading.values:
                yield self.document.cell_evidence(reading.table, value.cell), value

    def quoted(self, check: str) -> list[Cell]:
        """Return the numbers of tables that a check's decision quotes."""
        found = []
        for item in self.decisions[check].evidence:
            if item.table is not None:
                place = (item.table.label, item.table.row, item.table.column)
                if place in self.values:
                    found.append((item, self.values[place]))
        return found

    def is_decided(self, check: str, *outcomes: Outcome) -> bool:
        """Return whether a check's decision is one of some outcomes."""
        return check in self.decisions and self.decisions[check].outcome in outcomes


def subject_of(document: Document) -> Subject:
    """Return a document with the facts extracted from it anew."""
    return Subject(document, extract(document))


def places(shared: Path) -> Iterator[tuple[str, Kind, Path]]:
    """Yield name, kind and path of the sample papers, and of the real ones where there are any."""
    for path in sorted(data_path("sample", "papers").iterdir()):
        if path.is_dir():
            yield path.name, "sample", path
    for folder in _FOLDERS:
        if (shared / "data" / "papers" / folder).is_dir():
            for path in sorted((shared / "data" / "papers" / folder).iterdir()):
                if path.suffix != ".tsv":
                    yield f"{folder}/{path.name}", "real", path


def read_paper(place: tuple[str, Kind, Path]) -> Paper | None:
    """Return a paper with every check's decision, None if it cannot be read."""
    name, kind, path = place
    try:
        subject = subject_of(read_document(path))
    except LitscanError:
        return None
    decisions = {check.id: subject.decision(check) for check in CHECKS}
    return Paper(name, kind, subject.document, subject.facts, decisions)


def examples(checks: Iterable[str]) -> Iterator[Paper]:
    """Yield the short papers that the pages of some checks show as passing, each for its check."""
    for check in CHECKS:
        if check.id not in checks:
            continue
        for number, example in enumerate(check.passing, 1):
            subject = subject_of(read_text(example.text, format="markdown"))
            decisions = {check.id: check.decide(subject)}
            name = f"{check.id} example {number}"
            yield Paper(name, "example", subject.document, subject.facts, decisions)


def ordered(papers: Iterable[Paper], what: str) -> list[Paper]:
    """Return papers in an order that hangs on nothing but their names, `what` and `SEED`."""
    found = sorted(papers, key=lambda paper: paper.name)
    random.Random(f"{SEED} {what}").shuffle(found)
    return found
