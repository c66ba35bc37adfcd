"""Every figure that was recomputed from the ShrinkBench tables, equal to its last printed digit."""

from __future__ import annotations

import time
import tomllib
from datetime import UTC, datetime
from pathlib import Path

import pytest

from litscan.claims import BlalockTables, ClaimResult, read_blalock, run_claims

pytestmark = pytest.mark.shared
NOW = datetime(2030, 1, 2, tzinfo=UTC)

RECOMPUTED = tomllib.loads(Path(__file__).with_name("recomputed.toml").read_text("utf-8"))
OTHER_VERDICTS = {
    "BC02": "contradicted",
    "BC04": "inconclusive",
    "BC13": "contradicted",
    "BC28": "inconclusive",
    "BC42": "inconclusive",
    "BC67": "inconclusive",
    "BC68": "not_testable",
    "S06": "inconclusive",
}


@pytest.fixture(scope="module")
def tables(shared: Path) -> BlalockTables:
    return read_blalock(shared / "data" / "blalock2020")


@pytest.fixture(scope="module")
def results(tables: BlalockTables) -> dict[str, ClaimResult]:
    return {result.claim.id: result for result in run_claims(blalock=tables, now=NOW)}


def printed_as(value: float | None, printed: str) -> bool:
    """Return whether a value rounds to a printed one."""
    digits, percent = printed.rstrip("%"), printed.endswith("%")
    assert value is not None
    number = 100 * value if percent else value
    return abs(number - float(digits)) <= 0.5 * 10 ** -len(digits.partition(".")[2]) + 1e-9


@pytest.mark.parametrize("claim", RECOMPUTED)
def test_figures(results: dict[str, ClaimResult], claim: str) -> None:
    found = results[claim].found
    for name, printed in RECOMPUTED[claim].items():
        if name == "n":
            continue
        wanted, _, under = name.partition(" @ ")
        values = [found.value] if name == "figure" else []
        values += [
            figure.value
            for figure in found.figures
            if figure.name == wanted and under in ("", figure.filter)
        ]
        assert values, f"no figure {name}"
        assert printed_as(values[0], printed), f"{name} is {values[0]}, not {printed}"


@pytest.mark.parametrize("claim", [claim for claim in RECOMPUTED if "n" in RECOMPUTED[claim]])
def test_what_figures_were_computed_from(results: dict[str, ClaimResult], claim: str) -> None:
    found = {figure.name: figure.n for figure in results[claim].found.figures}
    wanted = RECOMPUTED[claim]["n"]
    assert {name: found[name] for name in wanted} == wanted


def test_verdicts(results: dict[str, ClaimResult]) -> None:
    found = {claim: str(result.verdict) for claim, result in results.items()}
    assert found == {claim: OTHER_VERDICTS.get(claim, "supported") for claim in results}


def test_named_filters_explain_the_published_counts(results: dict[str, ClaimResult]) -> None:
    """T1: naive counts are not the published ones; the main figure is under the named filter."""
    for claim in ("BC20", "BC21", "BC22"):
        assert results[claim].filter.startswith("F2: ")
        assert results[claim].found.value == results[claim].claim.published
    assert "F0 208, F1 196, F2 195" in results["BC22"].judgement.reason


def test_all_claims_take_seconds(tables: BlalockTables) -> None:
    started = time.process_time()
    run_claims(blalock=tables, now=NOW)
    assert time.process_time() - started < 10
