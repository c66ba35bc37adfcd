"""A01: is the printed drop the difference of the printed accuracies?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from litscan.document.model import Evidence, Table
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.rounding import agrees, allowance
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import paper
from litscan.rigor.stated import StatedDocument

_OTHER_REFERENCE = re.compile(
    r"\b(?:over|vs\.?|versus|than|against|sota|state[- ]of|previous|best|compared)\b", re.IGNORECASE
)


def _table(drop: str) -> str:
    return (
        "Table 1: Results on CIFAR-10.\n\n"
        "| Method | Baseline Acc. (%) | Pruned Acc. (%) | Acc. Drop (%) |\n"
        "| --- | --- | --- | --- |\n"
        f"| Ours | 93.59 | 93.05 | {drop} |\n"
    )


@dataclass(frozen=True, slots=True)
class Triple:
    """Original value, pruned value and printed change of one row, in percent."""

    original: ValueReading
    pruned: ValueReading
    change: ValueReading

    def readings(self) -> Iterator[ValueReading]:
        """Yield the three in printed order."""
        yield from (self.original, self.pruned, self.change)

    @property
    def holds(self) -> bool:
        """Whether any usual definition of the change fits.

        Absolute or relative, of either sign, and in percent where the values are fractions.
        """
        before, after, printed = (reading.quantity.value for reading in self.readings())
        spread = allowance(self.original.quantity, self.pruned.quantity)
        last = self.change.quantity.half_unit
        difference = abs(before - after)
        if agrees(difference, abs(printed), spread + last):
            return True
        fractions = max(abs(before), abs(after)) <= 1
        if fractions and agrees(100 * difference, abs(printed), 100 * spread + last):
            return True
        if before == 0:
            return False
        relative = 100 * difference / abs(before)
        return agrees(relative, abs(printed), 200 * spread / abs(before) + last)

    @property
    def turned(self) -> bool:
        """Whether the change has the sign opposite to what its heading defines."""
        before, after, printed = (reading.quantity.value for reading in self.readings())
        return (after - before) * self.change.change_sign * printed < 0

    def numbers(self) -> dict[str, Any]:
        """Return the figures of the decision."""
        before, after, printed = (reading.quantity.value for reading in self.readings())
        return {
            "original": before,
            "pruned": after,
            "printed_change": printed,
            "computed_change": round(before - after, 6),
            "allowance": allowance(*(reading.quantity for reading in self.readings())),
        }


def find_triples(table: Table, record: tuple[ValueReading, ...]) -> Iterator[Triple]:
    """Yield the complete triples of one row: same measure and dataset, each stage once.

    A row with two candidates for a stage is ambiguous and yields nothing.
    """
    keys = {(value.measure, value.dataset, value.architecture) for value in record}
    for measure, dataset, architecture in sorted(keys, key=str):
        if measure not in PERFORMANCE:
            continue
        stages: dict[str, list[ValueReading]] = {"original": [], "reported": [], "change": []}
        for value in record:
            if (value.measure, value.dataset, value.architecture) == (
                measure,
                dataset,
                architecture,
            ):
                stages[value.stage].append(value)
        if all(len(found) == 1 for found in stages.values()):
            if _OTHER_REFERENCE.search(header(table, stages["change"][0].cell)):
                continue  # a gain over another method, not the change this row's pruning made
            yield Triple(stages["original"][0], stages["reported"][0], stages["change"][0])


class AccuracyDrop(Check):
    """Printed drops are the difference of the accuracies printed beside them.

    Rationale
    ---------
    Readers and survey tables copy the drop. When it is not what the two accuracies give, one of
    three printed numbers is wrong.

    Source
    ------
    In the spirit of GRIM (Brown and Heathers 2017): abs((baseline - pruned) - drop) must not
    exceed the sum of half a unit in the last printed digit of each.

    Applies when
    ------------
    One row of a table prints an original accuracy or error, a pruned one, and the change.

    Evidence
    --------
    The three cells. Before it fires, the check tries the opposite sign, the relative
    drop, and fractions against percent. Gains over other methods are left alone. In a table of
    facts, whose changes are defined, the sign must be the defined one.
    """

    id: ClassVar[str] = "A01"
    name: ClassVar[str] = "Accuracy drop adds up"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("0.54")), Outcome.PASS, "0.54"),
        Example(paper(_table("-0.54")), Outcome.PASS, "-0.54"),
        Example(
            paper(_table("0.54").replace("93.59", "0.9359").replace("93.05", "0.9305")),
            Outcome.PASS,
            "0.9359",
        ),
    )
    failing: ClassVar[tuple[Example, ...]] = (Example(paper(_table("0.45")), Outcome.FAIL, "0.45"),)

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        document = subject.document
        signs_are_defined = isinstance(document, StatedDocument)
        held: list[tuple[Evidence, ...]] = []
        broken: list[tuple[tuple[Evidence, ...], dict[str, Any]]] = []
        for reading in subject.readings:
            for record in reading.records():
                for triple in find_triples(reading.table, record):
                    cells = tuple(
                        document.cell_evidence(reading.table, value.cell)
                        for value in triple.readings()
                    )
                    if triple.holds and not (signs_are_defined and triple.turned):
                        held.append(cells)
                    else:
                        broken.append((cells, triple.numbers()))
        if broken:
            return self._fires(held, broken)
        if held:
            numbers = {"rows_checked": len(held), "rows_wrong": 0}
            return Decision(Outcome.PASS, f"{len(held)} drops add up", held[0], numbers)
        if not subject.fully_read:
            return Decision(Outcome.UNDETERMINED, "not all tables could be read")
        return not_applicable("no row prints an original value, a pruned value and their change")

    def _fires(
        self,
        held: list[tuple[Evidence, ...]],
        broken: list[tuple[tuple[Evidence, ...], dict[str, Any]]],
    ) -> Decision:
        cells, first = broken[0]
        reason = (
            f"{len(broken)} of {len(held) + len(broken)} printed changes do not follow: "
            f"{first['original']:g} - {first['pruned']:g} is {first['computed_change']:g}, "
            f"printed {first['printed_change']:g}"
        )
        numbers = {
            "rows_checked": len(held) + len(broken),
            "rows_wrong": len(broken),
            "wrong": [found for _, found in broken],
        }
        quotes = tuple(evidence for found, _ in broken for evidence in found)
        place = f"{cells[0].file}:{cells[0].line}"
        return Decision(
            Outcome.FAIL,
            reason,
            quotes,
            numbers,
            f"correct the row at {place}, or say how the change is defined",
        )
