"""Verdict rules: each verdict is reached, and silence is kept where data cannot carry one."""

from __future__ import annotations

import pytest

from litscan.claims.verdict import Measurement, Rule, Verdict, judge, wilson_interval

CONTAINS = Rule("interval_contains", value=0.5, minimum=30)
WITHIN = Rule("within", low=0.33, high=1.0)
AT_LEAST = Rule("within", low=0.33)


@pytest.mark.parametrize(
    ("rule", "found", "verdict"),
    [
        (Rule("equals", value=81), Measurement(81, 81), "supported"),
        (Rule("equals", value=81), Measurement(80, 80), "contradicted"),
        (CONTAINS, Measurement(0.53, 81, 0.42, 0.64), "supported"),
        (CONTAINS, Measurement(0.9, 81, 0.8, 0.95), "contradicted"),
        (CONTAINS, Measurement(0.9, 29, 0.8, 0.95), "inconclusive"),
        (CONTAINS, Measurement(None, 0, note="no paper"), "not_testable"),
        (WITHIN, Measurement(0.5, 180, 0.43, 0.58), "supported"),
        (WITHIN, Measurement(0.34, 120, 0.28, 0.4), "inconclusive"),
        (WITHIN, Measurement(0.1, 40, 0.07, 0.14), "contradicted"),
        (WITHIN, Measurement(0.1, 40, 0.07, 0.14, lower_bound=True), "inconclusive"),
        (WITHIN, Measurement(0.5, 180, 0.43, 0.58, lower_bound=True), "inconclusive"),
        (WITHIN, Measurement(0.5, 180, 0.43, 0.58, unjudged=1), "inconclusive"),
        (AT_LEAST, Measurement(0.5, 180, 0.43, 0.58, lower_bound=True), "supported"),
        (AT_LEAST, Measurement(0.5, 180, 0.43, 0.58, unjudged=1), "inconclusive"),
        (WITHIN, Measurement(2.0, 700, 1.8, 2.2, lower_bound=True), "contradicted"),
        (WITHIN, Measurement(2.0, 700, 1.8, 2.2, unjudged=1), "inconclusive"),
        (WITHIN, Measurement(0.1, 40, 0.07, 0.14, unjudged=1), "contradicted"),
        (Rule("holds"), Measurement(12.0, 60, holds=True), "supported"),
        (Rule("holds"), Measurement(12.0, 60, holds=False), "contradicted"),
        (Rule("holds"), Measurement(12.0, 60, holds=None), "inconclusive"),
        (Rule("holds"), Measurement(None, 0, note="no months"), "not_testable"),
    ],
)
def test_verdict(rule: Rule, found: Measurement, verdict: str) -> None:
    assert judge(rule, found).verdict == Verdict(verdict)


@pytest.mark.parametrize(
    ("holds", "reason"), [(True, "it rises"), (False, "it is not so that it rises")]
)
def test_a_condition_that_fails_is_told_as_failing(holds: bool, reason: str) -> None:
    rule = Rule("holds", condition="it rises")
    assert judge(rule, Measurement(1.0, 60, holds=holds)).reason == reason


def test_reason_names_what_could_move_the_figure() -> None:
    found = Measurement(0.5, 180, 0.43, 0.58, lower_bound=True, unjudged=7)
    assert judge(WITHIN, found).reason == (
        "the interval 0.43 to 0.58 lies within 0.33 to 1, but papers may be missing from the count"
        " and 7 papers in the count have not been judged on-topic"
    )


@pytest.mark.parametrize("hits", [0, 1, 40, 80, 81])
def test_wilson_interval_holds_the_share_and_agrees_with_statsmodels(hits: int) -> None:
    from statsmodels.stats.proportion import proportion_confint

    low, high = wilson_interval(hits, 81)
    assert 0 <= low <= hits / 81 <= high <= 1
    assert (low, high) == pytest.approx(proportion_confint(hits, 81, method="wilson"), abs=1e-12)


@pytest.mark.parametrize(("hits", "n"), [(1, 0), (-1, 4), (5, 4)])
def test_wilson_interval_refuses_what_is_no_share(hits: int, n: int) -> None:
    with pytest.raises(ValueError, match="no share"):
        wilson_interval(hits, n)
