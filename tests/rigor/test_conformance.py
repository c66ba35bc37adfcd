"""What every check must keep to, whatever it checks."""

from __future__ import annotations

import importlib
import json
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import litscan.rigor
from litscan import read_text
from litscan.extraction import extract
from litscan.rigor import CHECKS, Check
from litscan.rigor.base import Decision, Example, Outcome, Severity, Subject
from litscan.rigor.pages import HEADINGS, read_page, render_page
from litscan.rigor.profiles import load_profile, profile_names
from litscan.rigor.undecided import Undecided

PINNED_BY_GROUP = {
    "baselines": "B01 B02 B03 B04 B05 B06 B07 B08 B09 B10 B11 B12 B13 B14 B15 B16",
    "comparability": "C01 C02 C03 C04 C05 C06 C07 C08 C09 C10 C11 C12 C13 C14 C15 C16 C17",
    "variance": "V01 V02 V03 V04 V05 V06 V07 V08 V09",
    "operating points": "O01 O02 O03 O04 O05",
    "hardware": "H01 H02 H03 H04 H05 H06 H07 H08 H09 H10 H11",
    "reproducibility": "R01 R02 R03 R04 R05 R06 R07 R08 R09 R10 R11 R12 R13",
    "selection": "T01 T02 T03 T04 T05",
    "arithmetic": "A01 A02 A03 A04 A05 A06 A07 A08 A09 A10 A11 A12 A13 A14 A15 A16 A17 A18 A19 A20",
    "scope": "S01 S02 S03 S04 S05 S06 S07",
}
PINNED = tuple(" ".join(PINNED_BY_GROUP.values()).split())
by_id = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
EXAMPLES = [
    pytest.param(check, example, id=f"{check.id}-{kind}-{number}")
    for check in CHECKS
    for kind in ("passing", "failing")
    for number, example in enumerate(getattr(check, kind))
]


@cache
def subject_of(text: str) -> Subject:
    document = read_text(text, format="markdown")
    return Subject(document, extract(document))


def test_ids_are_pinned_and_none_is_used_twice() -> None:
    assert tuple(check.id for check in CHECKS) == PINNED


@by_id
def test_a_check_is_one_file_named_after_it_in_its_groups_folder(check: Check) -> None:
    module = importlib.import_module(type(check).__module__)
    path = Path(str(module.__file__))
    assert path.name.startswith(f"{check.id.lower()}_")
    assert path.parent.name == str(check.group).replace(" ", "_")


@by_id
def test_a_check_explains_itself(check: Check) -> None:
    page = read_page(check)
    assert page.summary.endswith(".")
    assert tuple(page.sections) == HEADINGS
    assert all(page.sections.values())
    assert bool(check.passing) is bool(check.failing) is not isinstance(check, Undecided)
    assert check.name in render_page(check)


@pytest.mark.parametrize(("check", "example"), EXAMPLES)
def test_examples_run_and_quote_what_they_say(check: Check, example: Example) -> None:
    subject = replace(subject_of(example.text), corpus=example.corpus)
    decision = check.decide(subject)
    assert decision.outcome is example.outcome, decision.reason
    if example.quote is not None:
        assert any(example.quote in evidence.quote for evidence in decision.evidence)
    for evidence in decision.evidence:
        assert subject.document.text[evidence.start : evidence.end] == evidence.quote
    assert check.decide(subject) == decision


@by_id
def test_failing_examples_do_not_pass_and_passing_ones_do(check: Check) -> None:
    assert all(example.outcome is Outcome.FAIL for example in check.failing)
    assert all(example.outcome is Outcome.PASS for example in check.passing[:1])
    assert all(e.outcome in (Outcome.PASS, Outcome.PARTIAL) for e in check.passing)


@by_id
def test_what_was_not_read_is_never_called_absent(check: Check) -> None:
    for example in check.failing:
        if example.quote is None:
            subject = subject_of(example.text + "\n\n[MISSING_PAGE_EMPTY:4]\n")
            assert not subject.fully_read
            decision: Decision = check.decide(subject)
            assert decision.outcome is not Outcome.FAIL


FRAGMENTS = """random pruning | --- | 93.4 ± 0.1 | faster ms five runs L1-norm Baseline
Drop (%) https://github.com/x/y 107.5% We propose Table 1: code 3 Experiments"""
WORDS = st.sampled_from([*FRAGMENTS.split(), "\n", "\n\n", "# "])


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(text=st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_no_text_makes_a_check_raise(text: str) -> None:
    subject = subject_of(f"# T\n\n{text}")
    for check in CHECKS:
        decision = check.decide(subject)
        assert decision.reason, check.id
        json.dumps(dict(decision.numbers), allow_nan=False)
        for evidence in decision.evidence:
            assert subject.document.text[evidence.start : evidence.end] == evidence.quote, check.id


@pytest.mark.parametrize("name", profile_names())
def test_profiles_name_every_check_and_no_other(name: str) -> None:
    profile = load_profile(name)
    assert set(profile.severities) == {check.id for check in CHECKS}
    assert profile.weight(Severity.CRITICAL) > profile.weight(Severity.MINOR) > 0


def test_nothing_but_the_registry_makes_a_check_exist() -> None:
    package = Path(litscan.rigor.__file__).parent
    files = sorted(path.stem[:3].upper() for path in package.glob("*/[a-z][0-9][0-9]_*.py"))
    assert files == sorted(PINNED)


def test_all_checks_of_the_catalogue_are_there() -> None:
    counts = {"B": 16, "C": 17, "V": 9, "O": 5, "H": 11, "R": 13, "T": 5, "A": 20, "S": 7}
    assert {letter: sum(c.id[0] == letter for c in CHECKS) for letter in counts} == counts


def test_what_cannot_be_decided_is_said_so_and_costs_nothing() -> None:
    subject = subject_of("# T\n\nOur code is at https://github.com/someone/code.")
    for check in CHECKS:
        if isinstance(check, Undecided):
            decision = check.decide(subject)
            assert decision.outcome in (Outcome.UNDETERMINED, Outcome.NOT_APPLICABLE)
            assert decision.reason
