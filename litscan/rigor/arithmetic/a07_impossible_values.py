"""A07: can the printed numbers exist?"""

from __future__ import annotations

import re
from typing import Any, ClassVar

from litscan.document.model import Evidence, Table
from litscan.extraction.readings import ValueReading
from litscan.rigor.across.baselines import papers_showing_error_rate
from litscan.rigor.across.made import papers_printing
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.rounding import agrees, allowance
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
POSITIVE = frozenset({"latency", "throughput", "memory", "params", "flops", "speedup"})
OWN_HEADINGS = frozenset({"heading", "row"})
_NO_SHARE = re.compile(
    r"#|\b(?:relative|normali[sz]ed|number|no\.|counts?|ratio|per|change|gain|improvement|factor)\b",
    re.IGNORECASE,
)
_CORPUS = papers_printing(("ImageNet", "ResNet-50", "top1_accuracy"), 75.3, 76.1, 76.2)
PAIRS = (("params_removed", "params_kept"), ("flops_removed", "flops_kept"))


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
    signed = quantity.sign_explicit or quantity.arrow is not None
    if value.measure in SHARES | POSITIVE and quantity.value < 0 and not signed:
        return f"{value.measure} of {quantity.raw} is negative"
    if value.measure == "sparsity" and quantity.value == 100 and "spars" in words.lower():
        return f"sparsity of {quantity.raw} leaves no network"
    if value.measure == "perplexity" and 0 <= quantity.value + quantity.half_unit < 1:
        return f"perplexity of {quantity.raw} is under 1"
    return None


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
    The cells whose own headings name the measure and that cannot be right: shares outside 0 to
    100%, a sparsity of 100%, perplexity under 1, negative times and sizes, and removed and kept
    shares of one row that do not add to 100%. In a corpus also an accuracy of an unpruned network
    that is 20 points or more from what three or more other papers print for it, and the error rate
    that belongs to theirs.
    """

    id: ClassVar[str] = "A07"
    name: ClassVar[str] = "No impossible values"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "3"
    passing: ClassVar[tuple[Example, ...]] = (Example(paper(ACCURACY_TABLE), Outcome.PASS),)
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(ACCURACY_TABLE + "| Ours (large) | 107.5 | 50.0 |\n"), Outcome.FAIL, "107.5"),
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
                found.extend(self._of_record(subject, reading.table, record))
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
        subject: Subject, table: Table, record: tuple[ValueReading, ...]
    ) -> list[tuple[str, tuple[Evidence, ...]]]:
        def cells(*values: ValueReading) -> tuple[Evidence, ...]:
            return tuple(subject.document.cell_evidence(table, value.cell) for value in values)

        found = []
        for value in record:
            what = _impossible(table, value) or _error_rate(subject, value)
            if what:
                found.append((what, cells(value)))
        for removed, kept, total in _unbalanced(record):
            found.append((f"removed and kept make {total:g}%, not 100%", cells(removed, kept)))
        return found
