"""A01: is the printed drop the difference of the printed accuracies?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import ClassVar

from litscan.extraction.measures import PERFORMANCE
from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.pairing import Pairing, is_copied
from litscan.rigor.arithmetic.relations import Relation, decide_relations
from litscan.rigor.arithmetic.rounding import Interval
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
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


_BARE_HEADS = (
    "Table 1: Accuracy on CIFAR-10.\n\n| Method | Baseline (%) | Pruned (%) | Drop (%) |\n"
    "| --- | --- | --- | --- |\n| Ours | 93.59 | 93.05 | 0.45 |\n| L1 | 93.59 | 93.02 | 0.57 |\n"
)
_FROM_DENSE_ROW = (
    "Table 1: Results on CIFAR-10.\n\n"
    "| Method | Acc. (%) | Acc. drop (%) |\n"
    "| --- | --- | --- |\n"
    "| Baseline | 93.59 | - |\n"
    "| Ours (30%) | 93.40 | 0.19 |\n"
    "| Ours (50%) | 93.05 | 0.54 |\n"
)


def _drops(pairing: Pairing, *, signs_are_defined: bool) -> Iterator[Relation]:
    """Yield the changes of a table that stand beside the value they end at.

    The original stands in the row, or in the row of the unpruned network; then another row of
    the block must follow, and rows of other papers' methods are left alone.
    """
    for record in pairing.records:
        for change in record:
            if change.stage != "change" or change.measure not in PERFORMANCE:
                continue
            if _OTHER_REFERENCE.search(header(pairing.table, change.cell)):
                continue  # a gain over another method, not the change this row's pruning made
            pruned = _alone(record, change, "reported")
            if pruned is None or change.is_dense:
                continue
            original = _alone(record, change, "original")
            if original is not None:
                turned = signs_are_defined and _is_turned(original, pruned, change)
                relation = _relation(pairing, (original,), pruned, change, support=0)
                yield replace(relation, holds=relation.holds and not turned)
                continue
            originals = pairing.originals(pruned)
            if originals and not is_copied(pruned):
                yield _relation(pairing, originals, pruned, change, support=1)


def _is_turned(original: ValueReading, pruned: ValueReading, change: ValueReading) -> bool:
    """Whether a change has the sign opposite to what its heading defines."""
    gained = pruned.quantity.value - original.quantity.value
    return gained * change.change_sign * change.quantity.value < 0


def _alone(
    record: tuple[ValueReading, ...], change: ValueReading, stage: str
) -> ValueReading | None:
    """Return the one value of a stage of the change's measure, data set and network."""
    found = [
        value
        for value in record
        if value.stage == stage
        and (value.measure, value.dataset, value.architecture)
        == (change.measure, change.dataset, change.architecture)
    ]
    changes = [
        value
        for value in record
        if value.stage == "change"
        and (value.measure, value.dataset, value.architecture)
        == (change.measure, change.dataset, change.architecture)
    ]
    return found[0] if len(found) == len(changes) == 1 else None


def _relation(
    pairing: Pairing,
    originals: tuple[ValueReading, ...],
    pruned: ValueReading,
    change: ValueReading,
    support: int,
) -> Relation:
    original = originals[-1]
    before, after = original.quantity, pruned.quantity
    difference = Interval.of(before) - Interval.of(after)
    return Relation(
        pairing.table,
        (original, pruned, change),
        any(_follows(value, pruned, change) for value in originals),
        f"{before.value:g} - {after.value:g} is {before.value - after.value:.6g}, "
        f"printed {change.quantity.value:g}",
        ("drop", pairing.series(change)) if support else "drop",
        support,
        {
            "original": before.value,
            "pruned": after.value,
            "printed_change": change.quantity.value,
            "computed_change": [round(difference.low, 6), round(difference.high, 6)],
        },
    )


def _follows(original: ValueReading, pruned: ValueReading, change: ValueReading) -> bool:
    """Whether any usual definition of the change fits.

    Absolute or relative, of either sign, and in percent where the values are fractions.
    """
    before, after = Interval.of(original.quantity), Interval.of(pruned.quantity)
    printed = abs(Interval.of_result(change.quantity))
    forms = [abs(before - after), abs(before - after) / abs(before) * 100]
    if max(abs(original.quantity.value), abs(pruned.quantity.value)) <= 1:
        forms.append(abs(before - after) * 100)
    return any(form.meets(printed) for form in forms)


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
    One row of a table prints an original accuracy or error, a pruned one, and the change; or the
    original stands in the row of the unpruned network and another row of the block follows.

    Evidence
    --------
    The three cells. Before it fires, the check tries the opposite sign, the relative
    drop, fractions against percent, digits cut off instead of rounded, and every row of the
    unpruned network that may be meant. Gains over other methods are left alone. In a table of
    facts, whose changes are defined, the sign must be the defined one.
    """

    id: ClassVar[str] = "A01"
    name: ClassVar[str] = "Accuracy drop adds up"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.1"
    version: ClassVar[str] = "4"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("0.54")), Outcome.PASS, "0.54"),
        Example(paper(_table("-0.54")), Outcome.PASS, "-0.54"),
        Example(
            paper(_table("0.54").replace("93.59", "0.9359").replace("93.05", "0.9305")),
            Outcome.PASS,
            "0.9359",
        ),
        Example(paper(_FROM_DENSE_ROW), Outcome.PASS, "93.59"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("0.45")), Outcome.FAIL, "0.45"),
        Example(paper(_FROM_DENSE_ROW.replace("0.54", "0.45")), Outcome.FAIL, "0.45"),
        Example(paper(_BARE_HEADS), Outcome.FAIL, "0.45"),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        defined = isinstance(subject.document, StatedDocument)
        return decide_relations(
            subject,
            (
                found
                for reading in subject.readings
                for found in _drops(Pairing(reading), signs_are_defined=defined)
            ),
            what="printed changes",
            fix="correct the row, or say how the change is defined",
            none="no row prints an original value, a pruned value and their change",
        )
