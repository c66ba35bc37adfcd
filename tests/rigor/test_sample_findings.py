"""The checks say of the sample papers what a careful reader says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from litscan import audit, read_document
from litscan.resources import data_path, load_toml
from litscan.rigor import Audit

PAPERS = [entry["slug"] for entry in load_toml("sample", "papers.toml")["papers"]]


@pytest.fixture(scope="module")
def audits() -> dict[str, Audit]:
    return {slug: audit(read_document(data_path("sample", "papers", slug))) for slug in PAPERS}


def expected(slug: str) -> dict[str, Any]:
    path = data_path("sample", "papers", f"{slug}.expected.json")
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return record


@pytest.mark.parametrize("slug", PAPERS)
def test_findings_are_as_expected(slug: str, audits: dict[str, Audit]) -> None:
    found = {finding.check: str(finding.outcome) for finding in audits[slug].findings}
    read = expected(slug)["findings"]
    assert {check: found[check] for check in read} == read


def test_the_sample_shows_each_check_that_was_read_passing_and_failing() -> None:
    outcomes: dict[str, set[str]] = {}
    for slug in PAPERS:
        for check, outcome in expected(slug)["findings"].items():
            outcomes.setdefault(check, set()).add(outcome)
    for check, seen in outcomes.items():
        assert {"pass", "fail", "not_applicable"} <= seen, check


@pytest.mark.parametrize("slug", PAPERS)
def test_every_quote_begins_at_its_line(slug: str, audits: dict[str, Audit]) -> None:
    """The first words of a quote stand in the line named, or in the next if a tag begins it.

    What the source writes with macros and mathematics reads otherwise, so one of the first three
    words is enough.
    """
    folder = data_path("sample", "papers", slug)
    for finding in audits[slug].findings:
        for evidence in finding.evidence:
            lines = (folder / evidence.file).read_text(encoding="utf-8").splitlines()
            assert 1 <= evidence.line <= len(lines), evidence
            near = " ".join(lines[evidence.line - 1 : evidence.line + 1])
            words = re.findall(r"[A-Za-z]{2,}|\d+(?:\.\d+)?", evidence.quote)[:3]
            macro = re.search(r"\\[a-z]+\{\}", near)
            assert macro or not words or any(word in near for word in words), evidence
