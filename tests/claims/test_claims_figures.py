"""Claims as tables and figures: the numbers that the measures give, no others."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from litscan.claims import (
    BlalockTables,
    claims_frame,
    draw_comparisons,
    draw_fragmentation,
    draw_new_pairs,
    figures_frame,
    read_blalock,
    run_claims,
)
from litscan.claims.blalock import BlalockPaper
from litscan.claims.blalock_rows import ResultRow
from litscan.errors import UsageError


def paper(key: str, year: int | None, month: int | None, *others: str) -> BlalockPaper:
    return BlalockPaper(key, frozenset(others), year, month)


TABLES = BlalockTables(
    papers=(
        paper("oak", 2012, 3),
        paper("elm", 2016, 12, "oak"),
        paper("fir", 2017, 5, "oak"),
        paper("yew", 2017, 4, "oak", "elm", "fir"),
        paper("undated", None, None),
    ),
    fingerprint="made",
    results=(
        ResultRow("oak", "MNIST", "LeNet-5"),
        ResultRow("elm", "MNIST", "LeNet-5"),
        ResultRow("elm", "CIFAR-10", "$VGG"),
        ResultRow("fir", "ImageNet", "$VGG"),
        ResultRow("yew", "ImageNet", "???"),
        ResultRow("undated", "SVHN", "LeNet-5"),
    ),
)


def test_a_row_a_claim_has_what_the_record_has() -> None:
    results = run_claims(["BC10", "BC68", "S03"], blalock=TABLES)
    frame = claims_frame(results)
    assert frame.index.tolist() == ["BC10", "BC68", "S03"]
    record = results[0].to_json()
    row = frame.loc["BC10"]
    assert [row["low"], row["high"]] == record["interval"]
    assert row["recomputed"] == 2 / 5 and row["verdict"] == "inconclusive"
    assert frame["recomputed"].isna().tolist() == [False, True, True]
    assert frame.loc["S03", "verdict"] == "not_testable"


def test_a_row_a_figure_has_its_filter() -> None:
    frame = figures_frame(run_claims(["BC20", "BC22"], blalock=TABLES))
    found = frame.loc["BC20"].set_index("filter")["recomputed"].to_dict()
    assert found == {"F2": 4, "F0": 4, "F1": 4}
    assert frame.loc["BC22"].set_index("filter")["recomputed"].to_dict() == {
        "F2": 4,
        "F0": 5,
        "F1": 4,
    }


def test_no_claim_makes_an_empty_table() -> None:
    assert claims_frame([]).empty and figures_frame([]).empty


def test_without_a_time_a_run_is_of_now() -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    found = run_claims(["BC10"], blalock=TABLES)[0]
    assert before <= datetime.fromisoformat(found.run_at) <= datetime.now(UTC)


def test_bars_count_papers_and_the_line_is_the_share_so_far() -> None:
    figure = draw_comparisons(TABLES, title="Made")
    bars, shares = figure.axes
    assert [bar.get_height() for bar in bars.patches] == [2, 2, 0, 1]
    assert shares.lines[0].get_ydata().tolist() == [40, 80, 80, 100]
    assert figure.get_suptitle() == "Made"
    found = {
        number: run_claims([claim], blalock=TABLES)[0].found.value
        for claim, number in (("BC10", 0), ("BC12", 1), ("BC13", 3))
    }
    assert found == {0: 0.4, 1: 0.8, 3: 1.0}


def test_bars_are_pairs_and_the_grey_ones_are_used_once() -> None:
    figure = draw_fragmentation(TABLES, filter="F1")
    axes = figure.axes[0]
    assert [bar.get_height() for bar in axes.patches] == [2, 1, 1, 1]
    words = [text.get_text() for text in figure.legends[0].get_texts()]
    assert words == ["used by two papers or more: 1 pairs", "used by one paper only: 3 pairs"]
    assert "2  MNIST / LeNet-5" in axes.texts[0].get_text()
    assert "(filter F1)" in axes.get_xlabel()


def test_sums_begin_where_years_are_unbroken_and_say_when_the_last_ends() -> None:
    figure = draw_new_pairs(TABLES, filter="F1")
    axes = figure.axes[0]
    lines = {line.get_label(): list(line.get_ydata()) for line in axes.lines}
    assert lines == {
        "pairs": [2, 3],
        "architectures": [2, 2],
        "datasets": [2, 3],
        "papers": [2, 3],
    }
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2016", "2017\n(to May)"]
    assert "papers before 2016 (1) are counted in" in axes.get_xlabel()
    figure.savefig(io.BytesIO(), format="png")


def test_a_last_year_to_december_is_a_whole_one() -> None:
    papers = (paper("elm", 2016, 12), paper("undated", None, None))
    axes = draw_new_pairs(replace(TABLES, papers=papers)).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["2016"]


def test_nothing_to_draw_is_an_error_in_words() -> None:
    with pytest.raises(UsageError, match="no paper"):
        draw_comparisons(replace(TABLES, papers=()))
    with pytest.raises(UsageError, match="no row of results is left under F2"):
        draw_fragmentation(replace(TABLES, results=()))
    with pytest.raises(UsageError, match="no row of a paper with a year is left under F2"):
        draw_new_pairs(replace(TABLES, papers=(paper("oak", None, None),)))


@pytest.mark.shared
def test_the_figures_of_the_meta_analysis_end_at_its_published_counts(shared: Path) -> None:
    tables = read_blalock(shared / "data" / "blalock2020")
    lines = {one.get_label(): one.get_ydata()[-1] for one in draw_new_pairs(tables).axes[0].lines}
    assert lines == {"pairs": 195, "architectures": 132, "datasets": 49, "papers": 79}
    bars = [bar.get_height() for bar in draw_fragmentation(tables).axes[0].patches]
    assert (len(bars), bars.count(1), bars[0]) == (195, 152, 22)
    assert [bar.get_height() for bar in draw_comparisons(tables).axes[0].patches][:2] == [21, 22]
