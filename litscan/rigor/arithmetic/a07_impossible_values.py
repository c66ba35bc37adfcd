"""A07: can the printed numbers exist?"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from litscan.document.model import Evidence, Table
from litscan.extraction.readings import TableReading, ValueReading
from litscan.rigor.across.baselines import papers_showing_error_rate
from litscan.rigor.across.made import papers_printing
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.rounding import agrees, allowance
from litscan.rigor.arithmetic.tally import cells_of
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject, not_applicable
from litscan.rigor.examples import ACCURACY_TABLE, paper
from litscan.tables.numbers import Quantity

SHARES = frozenset(
    {
        "accuracy", "top1_accuracy", "top5_accuracy", "error", "top1_error", "top5_error",
        "sparsity", "params_removed", "params_kept", "flops_removed", "flops_kept",
    }
)  # fmt: skip
ACCURACIES = {
    "accuracy": "top1_accuracy", "top1_accuracy": "top1_accuracy", "top5_accuracy": "top5_accuracy",
}  # fmt: skip
POSITIVE = frozenset({"latency", "throughput", "memory", "params", "flops"})
OWN_HEADINGS = frozenset({"heading", "row"})
_NO_SHARE = re.compile(
    r"#|\b(?:relative|normali[sz]ed|number|no\.|counts?|ratio|per|change|gain|improvement|factor)\b",
    re.IGNORECASE,
)
_OF_A_UNIT = re.compile(
    r"\((?:[KMGT]|[KMG]?i?B|million|billion|[KMGT]?(?:FLOPs|MACs)|[munµ]?s|sec\w*|min|h|fps"
    r"|images?/s|tokens?/s)\)|\b(?:ms|[KMG]FLOPs|[KMG]MACs|[KMG]i?B)\b",
    re.IGNORECASE,
)
_FEWEST_POSITIVE = 2
_CORPUS = papers_printing(("ImageNet", "ResNet-50", "top1_accuracy"), 75.3, 76.1, 76.2)
PAIRS = (("params_removed", "params_kept"), ("flops_removed", "flops_kept"))

_LATENCIES = (
    "Table 1: ResNet-50 on one CPU core.\n\n"
    "| Method | Top-1 (%) | Latency (ms) |\n"
    "| --- | --- | --- |\n"
    "| Baseline | 76.1 | 13.5 |\n"
    "| Ours (20%) | 75.9 | 11.9 |\n"
    "| Ours (50%) | 75.2 | {} |\n"
)


def _impossible(table: Table, value: ValueReading) -> str | None:
    """Return what is impossible about a value, or None.

    Changes may be of any size and sign, and so may what is relative to something else or counted.
    A measure that the cell's own headings do not name is a guess, and no ground to accuse on.
    """
    quantity = value.quantity
    if value.stage == "change" or value.measure is None or value.measure_from not in OWN_HEADINGS:
        return None
    words = header(table, value.cell)
    if _NO_SHARE.search(words):
        return None
    percent = quantity.unit == "percent" or "%" in words or value.measure != "sparsity"
    if value.measure in SHARES and percent and _is_share(quantity) and quantity.value > 100:
        return f"{value.measure} of {quantity.raw} is over 100%"
    if value.measure == "sparsity" and quantity.value == 100 and "spars" in words.lower():
        return f"sparsity of {quantity.raw} leaves no network"
    if value.measure == "perplexity" and 0 <= quantity.value + quantity.half_unit < 1:
        return f"perplexity of {quantity.raw} is under 1"
    return None


def _negative(reading: TableReading, value: ValueReading) -> str | None:
    """Return that a time or size is negative, if its column is one of times or sizes.

    Changes often stand under the name of what changed. So the heading must print a unit, and every
    other number of the column must be positive.
    """
    if value.measure not in POSITIVE or value.quantity.value >= 0 or value.stage == "change":
        return None
    words = " ".join(reading.table.header_path(value.cell.column))
    told = value.measure_from == "heading" and _OF_A_UNIT.search(words)
    relative = "%" in words or value.quantity.unit in ("percent", "factor") or value.quantity.arrow
    if not told or relative or _NO_SHARE.search(words):
        return None
    others = [
        other.quantity.value
        for other in reading.values
        if other.cell.column == value.cell.column and other.cell != value.cell
    ]
    if len(others) < _FEWEST_POSITIVE or min(others) <= 0:
        return None
    return f"{value.measure} of {value.quantity.raw} is negative"


def _is_share(quantity: Quantity) -> bool:
    return quantity.unit in ("", "percent") and quantity.scale == 1


def _error_rate(subject: Subject, value: ValueReading) -> str | None:
    """Return what tells that an unpruned accuracy is an error rate, by what other papers print."""
    dense = value.is_dense or value.stage == "original"
    named = value.dataset is not None and value.architecture is not None
    if subject.corpus is None or not dense or not named or value.stage == "change":
        return None
    if value.measure_from not in OWN_HEADINGS or value.measure not in ACCURACIES:
        return None
    place = (str(value.dataset), str(value.architecture), ACCURACIES[value.measure])
    others = papers_showing_error_rate(subject.corpus, place, value.quantity.value)
    if not others:
        return None
    low, high = min(one.value for one in others), max(one.value for one in others)
    return (
        f"{value.measure} of {value.quantity.raw} for unpruned {value.architecture} is an error "
        f"rate: {len(others)} other papers print accuracies of {low:g} to {high:g}"
    )


def _unbalanced(
    record: tuple[ValueReading, ...],
) -> list[tuple[ValueReading, ValueReading, float]]:
    """Return the pairs of one row where the removed and the kept share do not make 100%."""
    found = []
    for removed_name, kept_name in PAIRS:
        removed = [value for value in record if value.measure == removed_name]
        kept = [value for value in record if value.measure == kept_name]
        if len(removed) == len(kept) == 1:
            total = removed[0].quantity.value + kept[0].quantity.value
            allowed = allowance(removed[0].quantity, kept[0].quantity)
            fractions = total <= 1 + allowed
            if not fractions and not agrees(total, 100, allowed):
                found.append((removed[0], kept[0], total))
    return found


class ImpossibleValues(Check):
    """Every printed number can exist.

    Rationale
    ---------
    An accuracy of 103%, a sparsity that leaves no weight, or shares removed and kept that do not
    make a whole are slips that no experiment can have produced.

    Source
    ------
    In the spirit of GRIM (Brown and Heathers 2017).

    Applies when
    ------------
    A table prints an accuracy, error, share, perplexity, time or size.

    Evidence
    --------
    The cells whose own headings name the measure and that cannot be right: shares over
    100%, a sparsity of 100%, perplexity under 1, a negative time or size in a column of positive
    ones whose heading prints the unit, and removed and kept shares of one row that do not add to
    100%. In a corpus also an accuracy of an unpruned network
    that is 20 points or more from what three or more other papers print for it, and the error rate
    that belongs to theirs.
    """

    id: ClassVar[str] = "A07"
    name: ClassVar[str] = "No impossible values"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "4"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE), Outcome.PASS),
        Example(paper(_LATENCIES.format("9.2")), Outcome.PASS),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + "| Ours (large) | 107.5 | 50.0 |\n"), Outcome.FAIL, "107.5"),
        Example(paper(_LATENCIES.format("-9.2")), Outcome.FAIL, "-9.2"),
        Example(
            paper(ACCURACY_TABLE.replace("76.1", "23.9")), Outcome.FAIL, "23.9", corpus=_CORPUS
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        checked = 0
        found: list[tuple[str, tuple[Evidence, ...]]] = []
        for reading in subject.readings:
            for record in reading.records():
                checked += sum(value.measure is not None for value in record)
                found.extend(self._of_record(subject, reading, record))
        if found:
            numbers: dict[str, Any] = {
                "values_checked": checked,
                "impossible": [what for what, _ in found],
            }
            quotes = tuple(evidence for _, cells in found for evidence in cells)
            reason = "; ".join(what for what, _ in found[:3])
            return Decision(Outcome.FAIL, reason, quotes, numbers, "correct these cells")
        if checked:
            reason = f"{checked} printed values are possible"
            return Decision(Outcome.PASS, reason, (), {"values_checked": checked})
        if not subject.fully_read:
            return Decision(Outcome.UNDETERMINED, "not all tables could be read")
        return not_applicable("no table prints a value whose bounds are known")

    @staticmethod
    def _of_record(
        subject: Subject, reading: TableReading, record: tuple[ValueReading, ...]
    ) -> list[tuple[str, tuple[Evidence, ...]]]:
        def cells(*values: ValueReading) -> tuple[Evidence, ...]:
            return cells_of(subject, reading.table, *values)

        found = []
        for value in record:
            what = (
                _impossible(reading.table, value)
                or _negative(reading, value)
                or _error_rate(subject, value)
            )
            if what:
                found.append((what, cells(value)))
        for removed, kept, total in _unbalanced(record):
            found.append((f"removed and kept make {total:g}%, not 100%", cells(removed, kept)))
        return found
