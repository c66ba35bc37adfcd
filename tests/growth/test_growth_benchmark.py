"""The benchmark of growth: what it draws is known, and what it says has its n."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.growth.changes import draw, found
from benchmarks.growth.passing import try_process
from benchmarks.growth.processes import SHAPES, draw_process, months_of, share_of
from benchmarks.growth.speed import speed


def test_processes_are_the_same_each_time_and_their_months_complete() -> None:
    for shape in SHAPES:
        one, two = draw_process(shape, 3), draw_process(shape, 3)
        assert np.array_equal(one.means, two.means)
        assert one.means.min() > 0
    months = months_of([3, 0, 2] * 5)
    assert [month.count for month in months] == [3, 0, 2] * 5
    assert all(month.complete for month in months)


def test_a_share_has_its_wilson_interval() -> None:
    assert share_of([True] * 8 + [False] * 2) == {
        "n": 10,
        "share": 0.8,
        "interval": [0.4902, 0.9433],
    }
    assert share_of([])["share"] is None


@pytest.mark.parametrize(
    ("kind", "changes"), [("no_change", 0), ("one_change", 1), ("two_changes", 2)]
)
def test_drawn_series_have_the_changes_they_are_said_to_have(kind: str, changes: int) -> None:
    counts, knots = draw(kind, 0)
    assert len(knots) == changes
    assert len(counts) in (60, 120, 240)
    assert np.array_equal(draw(kind, 0)[0], counts)
    number, near = found((kind, 0))
    assert number <= 3
    assert not near or number == changes


def test_an_interval_is_tried_only_where_the_rate_is_passed_within_the_series() -> None:
    tried = try_process(("exponential", 1))
    assert tried
    for every, alone, counted, width in tried:
        assert {type(every), type(alone), type(counted)} == {bool}
        assert width >= 0


def test_growth_of_a_made_corpus_is_timed_in_a_process_of_its_own() -> None:
    told = speed(900, server=False)["sqlite"]
    assert told["records"] == 900
    assert told["all_on_topic"]["papers"] == 900
    assert told["one_in_100"]["papers"] == 9
    assert told["all_on_topic"]["seconds"] > told["all_on_topic"]["of_these_screening"] > 0
    assert told["all_on_topic"]["peak_mib"] > 50
