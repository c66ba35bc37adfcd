"""The score weighs decided checks only, and is silent when too little was decided."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litscan.rigor.base import Finding, Group, Outcome, Severity
from litscan.rigor.profiles import load_profile
from litscan.rigor.score import compute_score

PROFILE = load_profile("blalock")


def finding(outcome: Outcome, severity: Severity = Severity.CRITICAL) -> Finding:
    return Finding("V01", "x", Group.VARIANCE, severity, outcome, "because", (), {}, "")


def test_partial_earns_half_and_inapplicable_does_not_count() -> None:
    score = compute_score(
        [
            finding(Outcome.PASS),
            finding(Outcome.PARTIAL, Severity.MAJOR),
            finding(Outcome.FAIL, Severity.MINOR),
            finding(Outcome.NOT_APPLICABLE),
        ],
        PROFILE,
    )
    assert (score.earned, score.applicable) == (5, 7)
    assert score.value == pytest.approx(5 / 7, abs=1e-4)
    assert score.coverage == 1


def test_under_half_coverage_there_is_no_score() -> None:
    findings = [finding(Outcome.PASS), finding(Outcome.UNDETERMINED)]
    assert compute_score(findings, PROFILE).value == 1
    findings.append(finding(Outcome.UNDETERMINED))
    score = compute_score(findings, PROFILE)
    assert score.value is None
    assert score.coverage == pytest.approx(1 / 3, abs=1e-4)


@given(st.lists(st.builds(finding, st.sampled_from(Outcome), st.sampled_from(Severity))))
def test_a_score_lies_between_nothing_and_everything(findings: list[Finding]) -> None:
    score = compute_score(findings, PROFILE)
    assert 0 <= score.earned <= score.applicable
    assert score.value is None or 0 <= score.value <= 1
    assert 0 <= score.coverage <= 1
