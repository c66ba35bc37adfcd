"""A17: is one result the same number wherever the paper prints it?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.arithmetic.ragged import ragged_rows
from litscan.rigor.arithmetic.rounding import agrees, allowance
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_REPEATED = (PERFORMANCE | {"params", "flops"}) - {"average", "loss"}
_FEWEST_EQUAL = 4
_MOST_DIFFERENT = 0.2
_TELLING_DIGITS = 3
_NO_NAME = re.compile(r"\[[^\]]*\]|\W")
_MOST_TABLES = 60

Key = tuple[object, ...]


def _tables(second: str) -> str:
    head = "| Method | Top-1 (%) | Top-5 (%) | FLOPs (G) |\n| --- | --- | --- | --- |\n"
    return (
        f"Table 1: Pruning of ResNet-50 on ImageNet.\n\n{head}"
        "| ThiNet | 72.04 | 90.67 | 2.44 |\n"
        "| FPGM | 74.83 | 92.32 | 1.92 |\n"
        "| Ours | 75.21 | 92.61 | 1.91 |\n\n"
        f"Table 2: Further comparison on ImageNet with ResNet-50.\n\n{head}"
        "| ThiNet | 72.04 | 90.67 | 2.44 |\n"
        f"| FPGM | {second} | 92.32 | 1.92 |\n"
        "| HRank | 74.98 | 92.33 | 2.30 |\n"
    )


@dataclass(frozen=True)
class Results:
    """The results of one table by what they are of; those that occur twice are left out."""

    reading: TableReading

    @cached_property
    def by_key(self) -> dict[Key, ValueReading]:
        """One number for each method, measure, data set, network and level."""
        found: dict[Key, ValueReading] = {}
        twice: set[Key] = set()
        ragged = ragged_rows(self.reading.table)
        for value in self.reading.values:
            name = _NO_NAME.sub("", (value.method or "").lower())
            told = value.measure in _REPEATED and value.measure_from != "other"
            if not name or not told or value.cell.row in ragged:
                continue
            key = (
                name,
                value.measure,
                value.stage,
                value.dataset,
                value.architecture,
                value.operating_point,
            )
            twice |= {key} & found.keys()
            found[key] = value
        return {key: value for key, value in found.items() if key not in twice}


def _same(one: ValueReading, other: ValueReading) -> bool:
    first, second = one.quantity, other.quantity
    if first.scale != second.scale:
        return agrees(
            first.absolute,
            second.absolute,
            first.half_unit * first.scale + second.half_unit * second.scale,
        )
    return agrees(first.value, second.value, allowance(first, second))


def _is_telling(value: ValueReading) -> bool:
    """Whether a number has digits enough that two of them are not equal by chance."""
    return len(re.sub(r"\D", "", value.quantity.raw).strip("0")) >= _TELLING_DIGITS


class SameNumber(Check):
    """A result that two tables print is the same number in both.

    Rationale
    ---------
    Tables repeat results, of competitors above all. Where two tables that otherwise agree print
    two numbers for one result, one of them was mistyped.

    Source
    ------
    New.

    Applies when
    ------------
    Two tables print results of the same methods: the same measure on the same data set with the
    same network at the same level.

    Evidence
    --------
    Both cells. Tables of other settings repeat names with other numbers throughout. So at least
    four results of three or more digits must be equal, and at most one in five unequal, before an
    unequal one counts; one that agrees by rounding is equal.
    """

    id: ClassVar[str] = "A17"
    name: ClassVar[str] = "Same result, same number"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_tables("74.83")), Outcome.PASS, "72.04"),
        Example(paper(_tables("74.8")), Outcome.PASS, "72.04"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_tables("74.38")), Outcome.FAIL, "74.38"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tally = Tally()
        results = [Results(reading) for reading in subject.readings[:_MOST_TABLES]]
        for one, other in combinations(results, 2):
            self._compare(subject, tally, one, other)
        return tally.decide(
            subject,
            holds="results that two tables print are the same in both",
            fix="correct the number that is wrong, or say what differs between the tables",
            none="no two tables repeat enough results",
        )

    def _compare(self, subject: Subject, tally: Tally, one: Results, other: Results) -> None:
        pairs = [
            (value, other.by_key[key]) for key, value in one.by_key.items() if key in other.by_key
        ]
        equal = [pair for pair in pairs if _same(*pair)]
        telling = [pair for pair in equal if _is_telling(pair[0])]
        unequal = [pair for pair in pairs if pair not in equal]
        if len(telling) < _FEWEST_EQUAL or len(unequal) > _MOST_DIFFERENT * len(pairs):
            if len(pairs) > _FEWEST_EQUAL:
                tally.doubts.append("tables repeat methods in settings that may differ")
            return
        if len(pairs) > _FEWEST_EQUAL:  # else one wrong number more would not have been told
            for first, second in telling:
                tally.held.append(self._cells(subject, one, first, other, second))
        for first, second in unequal:
            reason = (
                f"{first.measure} of {first.method} on {first.dataset or 'the same data'} is "
                f"{first.quantity.raw} in one table and {second.quantity.raw} in another"
            )
            numbers = {
                "method": first.method,
                "measure": first.measure,
                "printed": [first.quantity.value, second.quantity.value],
            }
            cells = self._cells(subject, one, first, other, second)
            tally.slips.append(Slip(reason, cells, numbers))

    @staticmethod
    def _cells(
        subject: Subject, one: Results, first: ValueReading, other: Results, second: ValueReading
    ) -> tuple[Evidence, ...]:
        return (
            *cells_of(subject, one.reading.table, first),
            *cells_of(subject, other.reading.table, second),
        )
