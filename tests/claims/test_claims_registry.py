"""The registry: complete definitions, and pages whose examples decide either way."""

from __future__ import annotations

import pytest

from litscan.claims import Claim, claim_page, find_claim, load_claims
from litscan.claims.made import made_examples
from litscan.claims.measures import MEASURES
from litscan.claims.page import claim_example
from litscan.claims.verdict import Verdict, judge
from litscan.errors import UsageError

NUMBERS = (
    *range(1, 8),
    *range(10, 19),
    *range(20, 32),
    *range(40, 52),
    *range(60, 69),
)
TRIALS = ["BC66-exp", "S05-exp", "S09-exp", "S10-exp"]
IDS = [*(f"BC{number:02}" for number in NUMBERS), *(f"S{number:02}" for number in range(1, 9))]


def test_ids_are_pinned() -> None:
    assert [claim.id for claim in load_claims()] == sorted([*IDS, *TRIALS])


@pytest.mark.parametrize("claim", load_claims(), ids=lambda claim: claim.id)
def test_claim_is_complete_and_its_measures_exist(claim: Claim) -> None:
    assert all((claim.statement, claim.source, claim.definition, claim.unit, claim.runs))
    assert all(run.filter for run in claim.runs)
    assert all(run.measure in MEASURES for run in claim.runs if not run.not_testable)


@pytest.mark.parametrize("claim", load_claims(), ids=lambda claim: claim.id)
def test_rule_says_when_it_was_set_and_what_was_known(claim: Claim) -> None:
    assert claim.rule.set_on in ("2026-11-22", "2026-11-28")
    assert set(claim.rule.known) <= {"experiment" if claim.id in TRIALS else "blalock2020"}
    told = {run.data: claim.rule_set(run.data) for run in claim.runs}
    if claim.rule.kind in ("equals", "figures"):
        assert set(told.values()) == {"published"}
    elif (
        claim.id.startswith("BC") and claim.id not in TRIALS and claim.rule.value != claim.published
    ):
        measured = any(run.measure for run in claim.runs if run.data == "blalock2020")
        assert told["blalock2020"] == ("after" if measured else "before")
    assert told.get("corpus") != "after"


def test_rules_set_with_figures_known_are_flagged_on_the_page_and_in_json() -> None:
    for name in ("BC44", "BC45", "BC46"):
        claim = find_claim(name)
        page = " ".join(claim_page(claim).split())
        assert "known: no test of them" in page
        assert "before figures on corpus were known" in page
        told = {"on": "2026-11-28", "blalock2020": "after", "corpus": "before"}
        assert claim.to_json()["rule_set"] == told


@pytest.mark.parametrize("claim", load_claims(), ids=lambda claim: claim.id)
def test_examples_support_and_contradict_the_claim(claim: Claim) -> None:
    verdicts = [
        judge(claim.rule, claim_example(claim, supporting=side)[1], claim.figures).verdict
        for side in (True, False)
    ]
    assert verdicts == [Verdict.SUPPORTED, Verdict.CONTRADICTED]


def test_measures_run_on_made_data_for_all_but_a_few() -> None:
    """BC68 has no measure; S02 and S03 make their own days."""
    made = {claim for claim, _ in made_examples()}
    assert {claim.id for claim in load_claims()} - made == {"BC68", "S02", "S03"}
    assert all((claim, side) in made_examples() for claim in made for side in (True, False))


def test_page_shows_the_made_rows_that_the_measure_ran_on() -> None:
    page = " ".join(claim_page(find_claim("BC20")).split())
    rows = "49 papers, each with a row on data #/VGG-16 and a row on ???/VGG-16"
    assert (
        f"{rows} (# the paper): 49 datasets, supported (recomputed 49, as 49; F0 50, F1 49, F2 49)"
        in page
    )


def test_made_papers_that_compare_to_none_are_said_to() -> None:
    assert "10 papers comparing to none; 10 papers" in " ".join(
        claim_page(find_claim("BC10")).split()
    )


def test_page_names_source_rule_and_both_examples() -> None:
    page = claim_page(find_claim("bc12"))
    assert "Blalock et al. 2020" in page
    assert "the 95% interval contains 0.5" in page
    assert ", supported (" in " ".join(page.split())
    assert ", contradicted (" in " ".join(page.split())


def test_an_unknown_id_lists_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"no claim 'BC99'.*BC01, BC02.*BC68, S01.*S08"):
        find_claim("BC99")
