"""Dense networks of the pruned one's family that stand in the same table."""

from __future__ import annotations

from litscan.document.model import Evidence
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.base import Subject
from litscan.vocabulary import load_vocabulary

__all__ = ["find_dense_relatives"]


def find_dense_relatives(subject: Subject) -> tuple[Evidence, ...]:
    """Return the cells that name a smaller dense member of a pruned network's family.

    A record is such a member if it is dense, is of the family of a network that the own method
    prunes in the same results table, and has fewer layers than it.
    """
    found = []
    for reading in subject.readings:
        if reading.kind == "results":
            found += _relatives(subject, reading)
    return tuple(found)


def _relatives(subject: Subject, reading: TableReading) -> list[Evidence]:
    pruned = {value.architecture for value in reading.values if value.own and not value.is_dense}
    families = [_family(name) for name in pruned if name]
    cells = {}
    for value in reading.values:
        if value.is_dense and _is_smaller(value, families):
            cell = value.method_cell or value.cell
            cells[cell.row, cell.column] = cell
    return [subject.document.cell_evidence(reading.table, cell) for cell in cells.values()]


def _family(name: str) -> tuple[str, int]:
    """Return a network's family and depth; depth 0 where none is known."""
    known = load_vocabulary().lookup(name, "architecture")
    if known is None:
        return name, 0
    attributes = known.attributes
    return str(attributes.get("family", name)), int(attributes.get("depth", 0) or 0)


def _is_smaller(value: ValueReading, pruned: list[tuple[str, int]]) -> bool:
    family, depth = _family(value.architecture or "")
    return depth > 0 and any(family == other and depth < size for other, size in pruned)
