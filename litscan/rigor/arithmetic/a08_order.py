"""A08: do printed numbers keep the order they must have?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

from litscan.extraction.readings import ValueReading
from litscan.rigor.arithmetic.headers import header
from litscan.rigor.arithmetic.pairing import Pairing
from litscan.rigor.arithmetic.relations import Relation, decide_relations
from litscan.rigor.arithmetic.rounding import Interval
from litscan.rigor.base import Check, Decision, Example, Group, Outcome, Subject
from litscan.rigor.examples import paper

_TOP = re.compile(r"\btop[\s-]*[15]\b", re.IGNORECASE)
_ERROR = re.compile(r"\berr", re.IGNORECASE)
_OTHER_RANKING = re.compile(
    r"\b(?:prec|precision|recall|ndcg|map|f1|hits?|mrr|drop|gain|rank)\b|Δ|↓", re.IGNORECASE
)
_PAIRS = (("top1_accuracy", "top5_accuracy"), ("top5_error", "top1_error"))
_WHOLES = (
    ("accuracy", "error"),
    ("top1_accuracy", "top1_error"),
    ("top5_accuracy", "top5_error"),
)
_STATISTICS = {
    "min": re.compile(r"\W*min(?:imum)?\W*", re.IGNORECASE),
    "mean": re.compile(r"\W*(?:mean|avg|average|median)\W*", re.IGNORECASE),
    "max": re.compile(r"\W*max(?:imum)?\W*", re.IGNORECASE),
    "deviation": re.compile(
        r"\W*(?:std|sd|s\.d\.|stdev|std\.? ?dev\.?|standard deviation)\W*", re.IGNORECASE
    ),
}


def _table(top5: str) -> str:
    return (
        "Table 1: Pruning ResNet-50 on ImageNet.\n\n"
        "| Method | Top-1 acc. (%) | Top-5 acc. (%) |\n"
        "| --- | --- | --- |\n"
        "| Baseline | 76.15 | 92.87 |\n"
        f"| Ours | 75.44 | {top5} |\n"
    )


class Order(Check):
    """Printed numbers keep the order they must have.

    Rationale
    ---------
    A top-5 accuracy below the top-1 accuracy, an error that does not complement its accuracy, a
    negative standard deviation or a mean outside its minimum and maximum cannot have been
    measured: columns were swapped or digits mistyped.

    Source
    ------
    In the spirit of GRIM (Brown and Heathers 2017).

    Applies when
    ------------
    Rows print top-1 and top-5, or an accuracy and its error, or a standard deviation, or a mean
    with its minimum and maximum, and the headings say so.

    Evidence
    --------
    The two cells. Precision, recall and other rankings "at 5" have no such order and are left
    alone. Of top-1 and top-5, and of accuracy and error, other rows must show the order or the
    sum of 100%, as a column of errors may be headed "top-1".
    """

    id: ClassVar[str] = "A08"
    name: ClassVar[str] = "Order constraints hold"
    group: ClassVar[Group] = Group.ARITHMETIC
    since: ClassVar[str] = "0.2"
    passing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("92.59")), Outcome.PASS, "92.87"),
    )
    failing: ClassVar[tuple[Example, ...]] = (
        Example(paper(_table("72.59")), Outcome.FAIL, "72.59"),
        Example(
            paper(
                "Table 1: Accuracy (%) over five seeds.\n\n"
                "| Method | Min | Mean | Max |\n| --- | --- | --- | --- |\n"
                "| Ours | 93.1 | 93.9 | 93.6 |\n"
            ),
            Outcome.FAIL,
            "93.9",
        ),
    )

    def decide(self, subject: Subject) -> Decision:
        """Return the decision on a paper."""
        return decide_relations(
            subject,
            self._relations(subject),
            what="pairs of numbers",
            fix="correct these cells, or the headings above them",
            none="no row prints two numbers of which one cannot exceed the other",
        )

    @staticmethod
    def _relations(subject: Subject) -> Iterator[Relation]:
        for reading in subject.readings:
            pairing = Pairing(reading)
            for record in pairing.records:
                yield from _of_rankings(pairing, record)
                yield from _of_wholes(pairing, record)
                yield from _of_statistics(pairing, record)


def _of_rankings(pairing: Pairing, record: tuple[ValueReading, ...]) -> Iterator[Relation]:
    for small, large in _PAIRS:
        for value in record:
            if value.measure != small or value.stage != "reported":
                continue
            other = pairing.beside(record, value, {large})
            if other and _rank_alike(pairing, value, other):
                yield _in_order(pairing, value, other, support=1)


def _rank_alike(pairing: Pairing, first: ValueReading, second: ValueReading) -> bool:
    """Whether the headings of two numbers say the same but for top-1 and top-5."""
    words = [header(pairing.table, value.cell) for value in (first, second)]
    if any(_OTHER_RANKING.search(said) or not _TOP.search(said) for said in words):
        return False
    mistaken = str(first.measure).endswith("accuracy") and _ERROR.search(words[0])
    return not mistaken and _TOP.sub("top", words[0]) == _TOP.sub("top", words[1])


def _in_order(
    pairing: Pairing, small: ValueReading, large: ValueReading, support: int = 0
) -> Relation:
    low, high = Interval.of(small.quantity), Interval.of(large.quantity)
    labels = [header(pairing.table, value.cell) for value in (small, large)]
    return Relation(
        pairing.table,
        (small, large),
        low.low <= high.high,
        f"{small.quantity.raw} ({labels[0]}) exceeds {large.quantity.raw} ({labels[1]})",
        ("order", small.measure),
        support,
        {"smaller": small.quantity.value, "larger": large.quantity.value},
    )


def _of_wholes(pairing: Pairing, record: tuple[ValueReading, ...]) -> Iterator[Relation]:
    for part, rest in _WHOLES:
        for value in record:
            if value.measure != part or value.stage != "reported":
                continue
            other = pairing.beside(record, value, {rest})
            if other is None or not _headed(value, other):
                continue
            total = Interval.of_result(value.quantity) + Interval.of_result(other.quantity)
            holds = any(total.meets(Interval(whole, whole)) for whole in (1.0, 100.0))
            yield Relation(
                pairing.table,
                (value, other),
                holds,
                f"{part} {value.quantity.raw} and {rest} {other.quantity.raw} make "
                f"{total.middle:g}, not 100%",
                ("whole", part),
                2,
                {"accuracy": value.quantity.value, "error": other.quantity.value},
            )


def _headed(*values: ValueReading) -> bool:
    return all(value.measure_from in ("heading", "row") for value in values)


def _of_statistics(pairing: Pairing, record: tuple[ValueReading, ...]) -> Iterator[Relation]:
    """Yield minimum, mean and maximum under one heading, and standard deviations by themselves."""
    groups: dict[tuple[str, ...], dict[str, ValueReading]] = {}
    for value in record:
        path = pairing.table.header_path(value.cell.column)
        name = next((n for n, p in _STATISTICS.items() if path and p.fullmatch(path[-1])), None)
        if name == "deviation":
            yield _not_negative(pairing, value)
        elif name is not None:
            groups.setdefault(path[:-1], {}).setdefault(name, value)
    for found in groups.values():
        if len(found) == 3:  # alone, "mean" and "max" may be names of methods
            yield _in_order(pairing, found["min"], found["mean"])
            yield _in_order(pairing, found["mean"], found["max"])


def _not_negative(pairing: Pairing, value: ValueReading) -> Relation:
    return Relation(
        pairing.table,
        (value,),
        value.quantity.value >= 0,
        f"a standard deviation of {value.quantity.raw} is negative",
        "deviation",
        0,
        {"deviation": value.quantity.value},
    )
