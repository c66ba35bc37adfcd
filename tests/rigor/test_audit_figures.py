"""One audit as a table and as a figure, and a paper's numbers as a table."""

from __future__ import annotations

from collections import Counter

import pytest

import litscan
from litscan.errors import UsageError
from litscan.extraction import Extraction, results_frame
from litscan.rigor import Audit, draw_audit, findings_frame


@pytest.fixture(scope="module")
def facts() -> Extraction:
    return litscan.extract(litscan.read_document(litscan.sample_paper("lean-masks")))


@pytest.fixture(scope="module")
def audited() -> Audit:
    return litscan.audit(litscan.read_document(litscan.sample_paper("lean-masks")))


def test_a_row_a_number_with_its_place(facts: Extraction) -> None:
    frame = results_frame(facts)
    assert frame["value"].tolist() == [one.value for one in facts.results]
    place = frame["place"].iloc[0]
    evidence = facts.results[0].evidence[0]
    assert place == f"{evidence.file}:{evidence.line}"
    dense = frame[frame["is_dense_baseline"]]
    assert len(dense) and dense["point_value"].isna().all()
    assert frame["point_value"].notna().any()


def test_a_paper_without_numbers_has_an_empty_table() -> None:
    facts = litscan.extract(litscan.read_text("# Nothing", format="markdown"))
    assert results_frame(facts).empty
    assert "place" in results_frame(facts)


def test_a_row_a_check_with_its_reason(audited: Audit) -> None:
    frame = findings_frame(audited)
    assert frame["outcome"].tolist() == [str(one.outcome) for one in audited.findings]
    assert frame["reason"].tolist() == [one.reason for one in audited.findings]
    silent = [one.check for one in audited.findings if not one.evidence]
    assert silent and (frame.loc[silent, ["quote", "place"]] == "").all(axis=None)


def test_bars_add_up_to_the_checks_that_apply(audited: Audit) -> None:
    figure = draw_audit(audited)
    axes = figure.axes[0]
    counts = Counter(str(one.outcome) for one in audited.findings)
    drawn = {
        bars.get_label(): sum(bar.get_width() for bar in bars.patches) for bars in axes.containers
    }
    assert drawn == {name: counts[name] for name in ("pass", "partial", "fail", "undetermined")}
    assert figure.get_suptitle() == audited.facts.title
    assert draw_audit(audited, title="Mine").get_suptitle() == "Mine"


def test_an_unknown_sample_paper_is_told_which_there_are() -> None:
    with pytest.raises(UsageError, match="no sample paper 'oak'") as caught:
        litscan.sample_paper("oak")
    assert "lean-masks" in str(caught.value.advice)
