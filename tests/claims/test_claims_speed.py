"""S05: who claims speed, who measured it on a named device, and what was realised."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pandas as pd
import pytest

from litscan import audit, read_text
from litscan.claims import ClaimResult, run_claims
from litscan.claims.corpus_papers import ReadPaper
from litscan.claims.corpus_view import CorpusView
from litscan.claims.speed_reports import SpeedReport, speed_reports
from litscan.rigor.examples import paper

NOW = datetime(2030, 1, 2, tzinfo=UTC)
CLAIMED = SpeedReport(claimed=True)
TIMED = replace(CLAIMED, timed=True)
ON_DEVICE = replace(TIMED, device=True)
REALISED = replace(ON_DEVICE, realised=(0.9, 0.4, 0.3))
SLOWER = replace(ON_DEVICE, realised=(1.2, 0.6), slower=1)
TABLE = (
    "Table 1: ResNet-50 on one CPU core.\n\n| Method | FLOPs (G) | Latency (ms) |\n"
    "| --- | --- | --- |\n| Baseline | 4.10 | 60.0 |\n| Ours | {flops} | {time} |\n"
)


def run(*groups: tuple[int, SpeedReport | None]) -> ClaimResult:
    reports = [report for count, report in groups for _ in range(count)]
    read = tuple(ReadPaper(f"p{at:02}", speed=report) for at, report in enumerate(reports))
    (result,) = run_claims(["S05"], corpus=CorpusView(read=read), now=NOW)
    return result


def figures(result: ClaimResult) -> dict[str, tuple[float | None, int]]:
    return {figure.name: (figure.value, figure.n) for figure in result.found.figures}


@pytest.mark.parametrize(
    ("groups", "verdict"),
    [
        ([(30, TIMED), (10, ON_DEVICE)], "supported"),
        ([(5, CLAIMED), (35, ON_DEVICE)], "contradicted"),
        ([(20, CLAIMED), (20, ON_DEVICE)], "inconclusive"),
        ([(20, CLAIMED), (5, ON_DEVICE)], "inconclusive"),
        ([(5, CLAIMED), (34, ON_DEVICE), (1, SLOWER)], "supported"),
        ([(3, SLOWER)], "supported"),
        ([(40, SpeedReport())], "not_testable"),
        ([(40, None)], "not_testable"),
    ],
)
def test_verdict(groups: list[tuple[int, SpeedReport | None]], verdict: str) -> None:
    assert str(run(*groups).verdict) == verdict


def test_figures_are_of_papers_that_claim_speed_and_name_the_device() -> None:
    found = figures(run((10, SpeedReport()), (16, CLAIMED), (8, TIMED), (12, ON_DEVICE)))
    assert found["measured time on a named device, share"] == (12 / 36, 36)
    assert found["measured time, on any device, share"] == (20 / 36, 36)
    assert found["papers that claim speed"] == (36, 46)


def test_the_realised_ratio_of_a_paper_is_the_median_of_its_rows() -> None:
    found = figures(run((3, REALISED), (1, SLOWER), (4, ON_DEVICE)))
    assert found["of these, measured over theoretical below 1, share"] == (1.0, 4)
    assert found["of these, measured over theoretical below 0.5, share"] == (0.75, 4)


@pytest.mark.parametrize(
    ("fast", "place"), [(4, "lies below 0.5"), (20, "contains 0.5"), (36, "lies above 0.5")]
)
def test_the_reason_tells_where_the_interval_lies(fast: int, place: str) -> None:
    reason = run((fast, ON_DEVICE), (40 - fast, CLAIMED)).judgement.reason
    assert f"no slowdown was measured, and the interval {place}" in reason


def test_slowdowns_and_missing_audits_are_told() -> None:
    reason = run((7, SLOWER), (2, None)).judgement.reason
    assert "fewer operations: p00, p01, p02, p03, p04 and 2 more" in reason
    assert "2 read papers have no audit that tells" in reason


def findings(key: str, **outcomes: str) -> list[dict[str, Any]]:
    return [
        {
            "key": key,
            "check": check,
            "outcome": outcome,
            "numbers": {"realised": [0.5], "slower": 2},
        }
        for check, outcome in outcomes.items()
    ]


def test_reports_come_from_three_findings_that_could_all_be_decided() -> None:
    rows = [
        *findings("whole", H01="pass", H03="pass", A14="fail", V01="fail"),
        *findings("kind", H01="pass", H03="partial", A14="not_applicable"),
        *findings("torn", H01="pass", H03="undetermined", A14="pass"),
        *findings("old", H01="pass", H03="pass"),
        *findings("other", H01="pass", H03="pass", A14="pass"),
    ]
    found = speed_reports(pd.DataFrame(rows), {"whole", "kind", "torn", "old"})
    assert set(found) == {"whole", "kind"}
    assert found["whole"] == SpeedReport(True, True, True, (0.5,), 2)
    assert not found["kind"].device


@pytest.mark.parametrize(
    ("flops", "time", "slower"),
    [
        ("2.05", "75.0", 1),
        ("2.05", "45.0", 0),
        ("2.05", "65.9", 0),
        ("2.05", "66.5", 1),
        ("4.10", "75.0", 0),
    ],
)
def test_a_slowdown_saves_operations_and_exceeds_a_tenth(
    flops: str, time: str, slower: int
) -> None:
    text = paper(TABLE.format(flops=flops, time=time))
    found = audit(read_text(text, format="markdown")).findings
    (numbers,) = [finding.numbers for finding in found if finding.check == "A14"]
    assert numbers["slower"] == slower
