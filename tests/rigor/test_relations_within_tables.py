"""A number that does not follow is a slip where its neighbours do, and silence where not."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litscan import audit, read_text
from litscan.rigor.arithmetic.rounding import Interval
from litscan.rigor.examples import paper
from litscan.tables.numbers import parse_number

NUMBERS = st.floats(min_value=-1e6, max_value=1e6)


def outcome(table: str, check: str) -> str:
    findings = audit(read_text(paper(table), format="markdown")).findings
    return next(str(finding.outcome) for finding in findings if finding.check == check)


@given(a=NUMBERS, b=NUMBERS, wide=st.floats(min_value=0, max_value=10))
def test_intervals_hold_what_they_are_of(a: float, b: float, wide: float) -> None:
    first, second = Interval(a - wide, a + wide), Interval(b - wide, b + wide)
    assert (first + second).meets(Interval(a + b, a + b))
    assert (first - second).meets(Interval(a - b, a - b))
    assert (first * second).meets(Interval(a * b, a * b))
    if abs(b) > 1e-3 and math.isfinite(a / b):
        assert (first / second).meets(Interval(a / b, a / b))


def test_a_cut_result_is_let_pass_and_a_printed_input_is_not() -> None:
    quantity = parse_number("65.75")
    assert quantity is not None
    true = Interval(65.757, 65.757)
    assert Interval.of_result(quantity).meets(true)
    assert not Interval.of(quantity).meets(true)


MEASURED = (
    "Table 1: Speed.\n\n| Method | FLOPs (G) | Speedup |\n| --- | --- | --- |\n"
    "| Baseline | 4.10 | 1.00x |\n| Ours (a) | 3.00 | 1.11x |\n| Ours (b) | 2.05 | 1.42x |\n"
    "| Ours (c) | 1.64 | 1.64x |\n| Ours (d) | 1.03 | 2.19x |\n"
)
WEIGHTED = (
    "Table 1: Accuracy (%).\n\n| Method | A | B | C | Mean |\n| --- | --- | --- | --- | --- |\n"
    "| Dense | 90.11 | 80.22 | 70.33 | 81.90 |\n| Random | 80.11 | 70.22 | 60.33 | 71.95 |\n"
    "| Magnitude | 85.11 | 75.22 | 65.33 | 76.80 |\n| Ours | 88.11 | 78.22 | 68.33 | 79.97 |\n"
)
COPIED = (
    "Table 1: ResNet-50 on ImageNet.\n\n"
    "| Method | FLOPs (G) | FLOPs reduction (%) |\n| --- | --- | --- |\n"
    "| Baseline | 4.10 | 0 |\n| SFP [3] | 2.10 | 46.0 |\n| Ours | 2.05 | 50.0 |\n"
    "| Ours | 1.64 | 60.0 |\n"
)


@pytest.mark.parametrize(
    ("table", "check", "expected"),
    [
        (MEASURED, "A06", "not_applicable"),
        (WEIGHTED, "A15", "not_applicable"),
        (COPIED, "A03", "pass"),
    ],
)
def test_what_has_another_meaning_is_left_alone(table: str, check: str, expected: str) -> None:
    assert outcome(table, check) == expected


@pytest.mark.parametrize(("drop", "expected"), [("0.60", "pass"), ("0.10", "fail")])
def test_a_drop_under_a_heading_of_one_word_is_checked(drop: str, expected: str) -> None:
    table = (
        "Table 1: Results on CIFAR-10. Acc. is top-1 accuracy (%).\n\n"
        "| Method | Baseline Acc. | Pruned Acc. | Drop |\n| --- | --- | --- | --- |\n"
        f"| Ours (a) | 93.80 | 93.20 | {drop} |\n| Ours (b) | 93.80 | 92.01 | 1.79 |\n"
    )
    assert outcome(table, "A01") == expected
