"""Real papers, opened by a reader: no arithmetic accusation stands on them, nor a false absence."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan import audit, read_document

NOT_FAILING = {
    "labelled/2310.02448v1.tex": ("A07", "B09"),
    "labelled/2212.01076v1.tex": ("A07", "R01"),
    "labelled/1911.11134v2.tex": ("H01",),
    "labelled/openreview-lLztVBaBVU.mmd": ("A07",),
    "labelled/openreview-MxF0IKJtKW.mmd": ("A07", "B09"),
    "labelled/openreview-hkPn7M9k1W.mmd": ("B09", "H01"),
    "not_pruning/12A1RT1L87.mmd": ("A07", "B01", "B03", "B09"),
    "latex_intact/1706.03762": ("B01", "B03", "B09", "H01", "R01"),
    "latex_intact/2106.07704": ("A07", "B01", "B09", "H01"),
}


@pytest.mark.shared
@pytest.mark.parametrize("name", NOT_FAILING)
def test_a_reader_found_no_ground_for_these_failures(name: str, shared: Path) -> None:
    findings = audit(read_document(shared / "data" / "papers" / name)).findings
    failed = {finding.check for finding in findings if str(finding.outcome) == "fail"}
    assert failed.isdisjoint(NOT_FAILING[name])
