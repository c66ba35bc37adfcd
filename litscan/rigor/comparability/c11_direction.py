"""C11: do changes say which way they go, and accuracies that they are no errors?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from litscan.document.model import Evidence
from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.applicability import reports_pruning
from litscan.rigor.arithmetic.rounding import agrees, allowance
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.comparability.levels import results_tables
from litscan.rigor.examples import ACCURACY_TABLE, paper

WHOLE, ALIKE, APART = 100.0, 3.0, 40.0
"""An accuracy and an error of like networks add up to 100 within `ALIKE` and lie `APART`."""
LARGEST_CHANGE = 40.0
"""Larger numbers under a heading of changes are rather the accuracies themselves."""
_ACCURACIES = frozenset({"accuracy", "top1_accuracy", "top5_accuracy"})


def _changes(header: str, first: str, second: str) -> str:
    return (
        "Table 1: Results on CIFAR-10.\n\n"
        f"| Method | Baseline Acc. (%) | Pruned Acc. (%) | {header} |\n| --- | --- | --- | --- |\n"
        f"| Ours (small) | 93.59 | 93.05 | {first} |\n| Ours (large) | 93.59 | 93.99 | {second} |\n"
    )


@dataclass(frozen=True, slots=True)
class Change:
    """A printed change, and whether a positive number means a rise (+1) or a fall (-1)."""

    column: tuple[int, int]
    sense: int
    value: ValueReading
    cells: tuple[Evidence, ...]


class DirectionNamed(Check):
    """Changes keep one sign convention, and no error stands where accuracies do.

    Rationale
    ---------
    "-0.54" is a gain where the column is headed "drop" and a loss where it is headed "change". A
    re-analysis of published results found gains stored as losses, and a top-5 error of 10.1%
    stored as an accuracy.

    Source
    ------
    Blalock et al. 2020 (arXiv 2003.03033), section 5.2.

    Applies when
    ------------
    A results table reports accuracies, errors or other measures of quality.

    Evidence
    --------
    Fail: in one column of changes a positive number is a rise in one row and a fall in another,
    by the values printed beside it; or an accuracy of an unpruned network is 100 minus that of the
    same network elsewhere. Partial: a column of changes that says by no word, sign or arrow which
    way they go. Else pass.
    """

    id: ClassVar[str] = "C11"
    name: ClassVar[str] = "Metric named with direction"
    group: ClassVar[Group] = Group.COMPARABILITY
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_changes("Acc. Drop (%)", "0.54", "-0.40")), Outcome.PASS, "93.05"),
        Example(paper(_changes("Δ Acc. (%)", "0.54", "0.40")), Outcome.PARTIAL, "0.54"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_changes("Acc. Drop (%)", "0.54", "0.40")), Outcome.FAIL, "0.40"),
        Example(
            paper(ACCURACY_TABLE + "| Dense | 23.9 | 0 |\n"),
            Outcome.FAIL,
            "23.9",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        if not reports_pruning(subject):
            return not_applicable("the paper is no report of pruning experiments")
        tables = results_tables(subject)
        named = tuple(
            subject.document.cell_evidence(reading.table, value.cell)
            for reading in tables
            for value in reading.values
            if value.measure in PERFORMANCE and value.own and not value.is_dense
        )
        if not named:
            if not subject.fully_read:
                return Decision(Outcome.UNDETERMINED, "no results table could be read")
            return not_applicable("no table reports the quality of the paper's networks")
        mixed = _error_as_accuracy(subject)
        if mixed:
            reason = f"{mixed[0].quote} and {mixed[1].quote}: one is an error among accuracies"
            return Decision(Outcome.FAIL, reason, mixed, fix="print both as accuracy or as error")
        undirected = tuple(_undirected(subject, tables))
        slips = _sign_slips(subject, tables, {item.start for item in undirected})
        if slips:
            reason = "in one column a positive change is a rise in one row and a fall in another"
            return Decision(Outcome.FAIL, reason, slips, fix="keep one sign convention")
        if undirected:
            reason = f"{undirected[0].quote} does not say whether it is a gain or a loss"
            fix = "head the column 'drop' or 'gain', or print signs"
            return Decision(Outcome.PARTIAL, reason, undirected[:2], fix=fix)
        return Decision(Outcome.PASS, "measures and changes say which way they go", named[:2])


def _undirected(subject: Subject, tables: tuple[TableReading, ...]) -> Iterator[Evidence]:
    """Yield a cell of each column of changes that nothing gives a direction."""
    for reading in tables:
        columns: dict[int, list[ValueReading]] = defaultdict(list)
        for value in reading.values:
            if value.stage == "change" and value.measure in PERFORMANCE:
                columns[value.cell.column].append(value)
        for values in columns.values():
            told = any(
                value.change_sign or value.quantity.sign_explicit or value.quantity.arrow
                for value in values
            )
            sizes = [abs(value.quantity.value) for value in values]
            if not told and 0 < max(sizes) <= LARGEST_CHANGE:
                yield subject.document.cell_evidence(reading.table, values[0].cell)


def _readings_of_changes(subject: Subject, tables: tuple[TableReading, ...]) -> Iterator[Change]:
    """Yield the changes whose sense the original and pruned values of their row show."""
    for number, reading in enumerate(tables):
        for record in reading.records():
            stages: dict[str, list[ValueReading]] = defaultdict(list)
            for value in record:
                if value.measure in PERFORMANCE:
                    stages[value.stage].append(value)
            if any(len(stages[stage]) != 1 for stage in ("original", "reported", "change")):
                continue
            original, pruned, change = (
                stages[stage][0] for stage in ("original", "reported", "change")
            )
            if {original.measure, pruned.measure} != {change.measure}:
                continue
            difference = pruned.quantity.value - original.quantity.value
            spread = allowance(original.quantity, pruned.quantity, change.quantity)
            printed = change.quantity.value
            if change.quantity.arrow or abs(difference) <= spread or not printed:
                continue
            if agrees(abs(difference), abs(printed), spread):
                cells = tuple(
                    subject.document.cell_evidence(reading.table, value.cell)
                    for value in (original, pruned, change)
                )
                sense = 1 if (printed > 0) == (difference > 0) else -1
                yield Change((number, change.cell.column), sense, change, cells)


def _sign_slips(
    subject: Subject, tables: tuple[TableReading, ...], unsigned: set[int]
) -> tuple[Evidence, ...]:
    """Return two rows of one column whose changes go by opposite conventions.

    A column without any sign prints sizes of changes and has no convention to break, unless its
    header says which way they go.
    """
    columns: dict[tuple[int, int], dict[int, Change]] = defaultdict(dict)
    for change in _readings_of_changes(subject, tables):
        columns[change.column].setdefault(change.sense, change)
    for senses in columns.values():
        both = list(senses.values())
        directed = any(
            change.value.change_sign or change.value.quantity.sign_explicit for change in both
        )
        if len(both) == 2 and directed:
            return (*both[0].cells, *both[1].cells)
    return ()


def _error_as_accuracy(subject: Subject) -> tuple[Evidence, Evidence] | None:
    """Return two unpruned accuracies of one network that are each other's error."""
    seen: dict[tuple[str, str, str], list[tuple[float, Evidence]]] = defaultdict(list)
    for reading in results_tables(subject):
        for value in reading.values:
            dense = value.stage == "original" or (value.is_dense and value.stage == "reported")
            known = value.dataset is not None and value.architecture is not None
            if dense and known and value.measure in _ACCURACIES and value.measure_from == "heading":
                key = (str(value.dataset), str(value.architecture), str(value.measure))
                evidence = subject.document.cell_evidence(reading.table, value.cell)
                seen[key].append((value.quantity.value, evidence))
    for values in seen.values():
        low, high = min(values, key=lambda item: item[0]), max(values, key=lambda item: item[0])
        if high[0] - low[0] > APART and abs(high[0] + low[0] - WHOLE) <= ALIKE:
            return low[1], high[1]
    return None
