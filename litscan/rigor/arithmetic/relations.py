"""Relations between printed numbers, and when one that does not hold is a slip.

A row of a table may be about something else than its neighbours: a competitor's numbers stand
beside the competitor's own baseline, a speedup may be measured or counted. So a relation that does
not hold is a slip only where other rows of its block show that the relation is the one meant;
where they do not, nothing is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from litscan.document.model import Table
from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Decision, Subject

__all__ = ["Relation", "decidable", "decide_relations"]


@dataclass(frozen=True, slots=True)
class Relation:
    """What some printed numbers must satisfy, and whether any reading of them does.

    Attributes
    ----------
    table : Table
        Where they stand.
    values : tuple of ValueReading
        The numbers.
    holds : bool
        Whether some definition and some values within rounding satisfy it.
    said : str
        The arithmetic as a reader would write it: ``12.8 of 25.6 is 50% removed, printed 46``.
    block : hashable
        Rows of one block have the same.
    support : int
        How many other rows of the block must hold before a row that does not is a slip.
    numbers : mapping
        The figures of the decision.
    """

    table: Table
    values: tuple[ValueReading, ...]
    holds: bool
    said: str
    block: Hashable
    support: int = 1
    numbers: Mapping[str, Any] = field(default_factory=dict)


def decidable(relations: Iterable[Relation]) -> Iterator[Relation]:
    """Yield the relations of blocks in which a slip would be seen.

    Slips must be fewer than what holds, unless the relation needs no support at all.
    """
    blocks: dict[tuple[int, Hashable], list[Relation]] = defaultdict(list)
    for relation in relations:
        blocks[id(relation.table), relation.block].append(relation)
    for block in blocks.values():
        held = sum(relation.holds for relation in block)
        wrong = len(block) - held
        needed = max(relation.support for relation in block)
        if needed == 0 or (held >= needed + (wrong == 0) and held >= wrong):
            yield from block


def decide_relations(
    subject: Subject, relations: Iterable[Relation], *, what: str, fix: str, none: str
) -> Decision:
    """Return the decision on all relations of one kind that a paper prints.

    Parameters
    ----------
    subject : Subject
        The paper.
    relations : iterable of Relation
        The relations found in its tables.
    what : str
        What is related, in the plural: ``printed drops``.
    fix : str
        What the authors could do about slips.
    none : str
        Why the check does not apply where there is nothing to check.
    """
    tally = Tally()
    for relation in decidable(relations):
        cells = cells_of(subject, relation.table, *relation.values)
        if relation.holds:
            tally.held.append(cells)
        else:
            tally.slips.append(Slip(relation.said, cells, relation.numbers))
    return tally.decide(
        subject,
        holds=f"{what} follow from the numbers beside them",
        fix=fix,
        none=none,
        wrong=f"{what} do not follow",
    )
