"""How far the methods of one block of a table were pruned.

A block is the part of a table about one network on one data set. What is compared are levels of
one kind, such as sparsity with sparsity and FLOPs with FLOPs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from litscan.document.model import Cell, Table
from litscan.extraction.measures import LEVELS
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.base import Subject

__all__ = ["MATCH", "Block", "Level", "blocks_of", "results_tables"]

MATCH = 0.05
"""Relative difference up to which two levels count as the same."""
_COUNTS = frozenset({"flops", "params"})
_SHARES = LEVELS - {"compression_ratio", "speedup"}


@dataclass(frozen=True, slots=True)
class Level:
    """One printed level of one method and the cell that shows it."""

    kind: str
    value: float
    percent: bool
    table: Table
    cell: Cell

    def matches(self, other: Level) -> bool:
        """Return whether two levels of a kind are the same to within `MATCH`.

        Of shares it is enough that what is removed or what is kept is nearly the same.
        """
        pairs = [(self.value, other.value)]
        if self.percent and other.percent:
            pairs.append((100 - self.value, 100 - other.value))
        return any(abs(a - b) <= MATCH * max(abs(a), abs(b)) for a, b in pairs)

    def prunes_more(self, other: Level) -> bool:
        """Return whether this level, of the same kind, leaves less than the other."""
        return self.value < other.value if self.counts_what_is_left else self.value > other.value

    @property
    def counts_what_is_left(self) -> bool:
        """Whether a smaller number means a smaller network."""
        return self.kind.endswith(("_kept", "flops", "params"))

    @property
    def removes_nothing(self) -> bool:
        """Whether it is the level of an unpruned network."""
        nothing = 100.0 if self.kind.endswith("_kept") else 0.0 if self.percent else 1.0
        return not self.kind.endswith(("flops", "params")) and self.value == nothing

    def distance(self, other: Level) -> float:
        """Return the relative difference of two levels."""
        return abs(self.value - other.value) / (max(abs(self.value), abs(other.value)) or 1.0)


@dataclass(slots=True)
class Block:
    """The levels of the paper's own and of the compared methods, of one network and data set."""

    own: list[Level] = field(default_factory=list)
    compared: list[Level] = field(default_factory=list)

    def pairs(self) -> Iterator[tuple[Level, Level]]:
        """Yield each own level with each compared one of its kind."""
        by_kind: dict[str, list[Level]] = defaultdict(list)
        for level in self.compared:
            by_kind[level.kind].append(level)
        for level in self.own:
            for other in by_kind[level.kind]:
                yield level, other

    def closest(self) -> tuple[Level, Level] | None:
        """Return the closest own and compared levels of one kind, None where there are none."""
        return min(self.pairs(), key=lambda pair: pair[0].distance(pair[1]), default=None)

    @property
    def matched(self) -> bool:
        """Whether some own level is the same as a compared one."""
        return any(own.matches(other) for own, other in self.pairs())


def results_tables(subject: Subject) -> tuple[TableReading, ...]:
    """Return the tables that report results; ablations and set-ups are left out."""
    return tuple(reading for reading in subject.readings if reading.kind == "results")


def _level(reading: TableReading, value: ValueReading) -> Iterator[Level]:
    quantity = value.quantity
    if value.measure in LEVELS | _COUNTS and value.stage == "reported":
        share = value.measure in _SHARES
        fraction = share and quantity.unit != "percent" and 0 < quantity.value < 1
        number = 100 * quantity.value if fraction else quantity.absolute
        yield Level(value.measure or "", number, share, reading.table, value.cell)
    point = value.operating_point
    if point is not None:
        yield Level(
            f"at {point.kind}", point.value, point.unit == "percent", reading.table, value.cell
        )


def blocks_of(reading: TableReading) -> dict[tuple[str | None, str | None], Block]:
    """Return the blocks of a results table by data set and network.

    Rows of which it is not known whose they are take no part, nor do unpruned networks. A level
    of no method, in a row with numbers of own and compared methods, is that of all of them.
    """
    blocks: dict[tuple[str | None, str | None], Block] = defaultdict(Block)
    rows: dict[int, set[bool | None]] = defaultdict(set)
    for value in reading.values:
        rows[value.cell.row].add(value.own)
    for value in reading.values:
        if value.is_dense:
            continue
        levels = [item for item in _level(reading, value) if not item.removes_nothing]
        block = blocks[value.dataset, value.architecture]
        if value.own is not None and value.method is not None:
            (block.own if value.own else block.compared).extend(levels)
        elif value.method is None and {True, False} <= rows[value.cell.row]:
            block.own.extend(levels)
            block.compared.extend(levels)
    return dict(blocks)
