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
from litscan.extraction.records import OperatingPoint
from litscan.rigor.across.competitors import Compared, Relation, copied_rows
from litscan.rigor.across.known import is_telling
from litscan.rigor.across.made import made_result
from litscan.rigor.arithmetic.ragged import ragged_rows
from litscan.rigor.arithmetic.rounding import agrees, allowance
from litscan.rigor.arithmetic.tally import Slip, Tally, cells_of
from litscan.rigor.base import Check, CorpusView, Decision, Example, Group, Outcome, Subject
from litscan.rigor.corpus_view import KnownPaper, Literature
from litscan.rigor.examples import paper

_REPEATED = (PERFORMANCE | {"params", "flops"}) - {"average", "loss"}
_FEWEST_EQUAL = 4
_MOST_DIFFERENT = 0.2
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


def _copied(top5: str) -> str:
    table = (
        "Table 1: Pruning of ResNet-50 on ImageNet.\n\n"
        "| Method | Original Top-1 (%) | Top-1 (%) | Top-5 (%) | FLOPs removed (%) |\n"
        "| --- | --- | --- | --- | --- |\n"
        f"| ThiNet [1] | 72.88 | 72.04 | {top5} | 36.8 |\n"
        "| Ours | 76.13 | 75.21 | 92.61 | 51.0 |\n"
    )
    references = (
        "\n## References\n\n[1] Jian-Hao Luo, Jianxin Wu, and Weiyao Lin. ThiNet: A Filter Level "
        "Pruning Method for Deep Neural Network Compression. In ICCV, 2017.\n"
    )
    return paper(table) + references


def _corpus() -> CorpusView:
    key = "1707.06342"
    title = "ThiNet: A Filter Level Pruning Method for Deep Neural Network Compression"
    point = OperatingPoint("flops_removed", 36.8, "percent")
    places = [("ImageNet", "ResNet-50", f"top{k}_accuracy") for k in (1, 5)]
    results = (
        made_result(key, places[0], 72.88),
        made_result(key, places[0], 72.04, method="ThiNet", point=point),
        made_result(key, places[1], 90.67, method="ThiNet", point=point),
    )
    return Literature.of([KnownPaper(key, title, results=results)]).seen_by(None)


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
    same network at the same level. In a corpus also where a row prints a method's results whose
    own paper is there.

    Evidence
    --------
    Both cells. Tables of other settings repeat names with other numbers throughout. So at least
    four results of three or more digits must be equal, and at most one in five unequal, before an
    unequal one counts; one that agrees by rounding is equal. A row copied from the method's own
    paper fails where two or more of its numbers of three or more digits stand there, one does not,
    and nothing says that the method was run again.
    """

    id: ClassVar[str] = "A17"
    name: ClassVar[str] = "Same result, same number"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_tables("74.83")), Outcome.PASS, "72.04"),
        Example(paper(_tables("74.8")), Outcome.PASS, "72.04"),
        Example(_copied("90.67"), Outcome.PASS, "90.67", corpus=_corpus()),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_tables("74.38")), Outcome.FAIL, "74.38"),
        Example(_copied("90.76"), Outcome.FAIL, "90.76", corpus=_corpus()),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        tally = Tally()
        results = [Results(reading) for reading in subject.readings[:_MOST_TABLES]]
        for one, other in combinations(results, 2):
            self._compare(subject, tally, one, other)
        for row in copied_rows(subject):
            self._weigh(tally, row)
        return tally.decide(
            subject,
            holds="results that are printed twice are the same both times",
            fix="correct the number that is wrong, or say what differs between the settings",
            none="no two tables repeat enough results",
        )

    def _compare(self, subject: Subject, tally: Tally, one: Results, other: Results) -> None:
        pairs = [
            (value, other.by_key[key]) for key, value in one.by_key.items() if key in other.by_key
        ]
        equal = [pair for pair in pairs if _same(*pair)]
        telling = [pair for pair in equal if is_telling(pair[0].quantity.raw)]
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
    def _weigh(tally: Tally, row: tuple[Compared, ...]) -> None:
        """Weigh a row that was copied from the method's own paper."""
        tally.held.extend((item.ours.evidence,) for item in row if item.relation is Relation.COPIED)
        for item in row:
            ours, theirs = item.ours, item.theirs
            if item.relation is not Relation.CHANGED or theirs is None:
                continue
            reason = (
                f"{ours.metric} of {ours.method} on {ours.dataset} is {ours.evidence.quote} here "
                f"and {theirs.evidence.quote} in its own paper, {item.paper}, from which the "
                "rest of the row is"
            )
            numbers = {
                "method": ours.method,
                "measure": ours.metric,
                "printed": [ours.value, theirs.value],
                "paper": item.paper,
            }
            tally.slips.append(Slip(reason, (ours.evidence,), numbers))

    @staticmethod
    def _cells(
        subject: Subject, one: Results, first: ValueReading, other: Results, second: ValueReading
    ) -> tuple[Evidence, ...]:
        return (
            *cells_of(subject, one.reading.table, first),
            *cells_of(subject, other.reading.table, second),
        )
