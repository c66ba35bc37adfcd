"""What goes wrong when the ShrinkBench tables are re-run carelessly: on the tables themselves."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from litscan.claims import BlalockTables, read_blalock
from litscan.claims.blalock_rows import ResultRow, filtered, merged_names, pairs_by_paper
from litscan.claims.completion import completed
from litscan.claims.confounders import misplaced_errors
from litscan.claims.fragmentation import pair_use
from litscan.claims.papers import blalock_papers_a_year, blalock_sample_growth

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def tables(shared: Path) -> BlalockTables:
    return read_blalock(shared / "data" / "blalock2020")


def test_t1_filters_leave_what_they_say(tables: BlalockTables) -> None:
    sizes = {name: len(filtered(tables.results, name)) for name in ("F0", "F1", "F2")}
    papers = {row.paper for row in filtered(tables.results, "F2")}
    assert sizes == {"F0": 551, "F1": 538, "F2": 514}
    assert len(papers) == 79


def test_t2_an_original_accuracy_is_the_pruned_one_minus_the_change(tables: BlalockTables) -> None:
    filled = [
        (row, completed(row).numbers["OrigTop1"])
        for row in tables.results
        if not row.has(["OrigTop1", "OrigErr1"]) and "OrigTop1" in completed(row).numbers
    ]
    assert {row.paper for row, _ in filled} == {"pcas"}
    assert len(filled) == 6
    stated = [(row.numbers, value) for row, value in filled if row.numbers.get("Top1") == 93.58]
    assert [round(value, 2) for numbers, value in stated if numbers["dTop1"] == 0.54] == [93.04]


def test_t3_error_rates_among_accuracies_are_found(tables: BlalockTables) -> None:
    wrong = misplaced_errors(tables.results, ("ImageNet", "VGG-16"))
    assert [(row.paper, row.numbers["OrigTop5"]) for row in wrong] == [
        ("zhang-accel-very-deep", 10.1)
    ] * 3


def test_t4_completing_a_row_writes_through_to_nothing(tables: BlalockTables) -> None:
    """The source's code writes through chained assignment, which current pandas ignores."""
    row = next(row for row in tables.results if row.paper == "pcas" and row.numbers)
    before = dict(row.numbers)
    assert completed(row).numbers != before
    assert row.numbers == before


def test_t5_merging_two_models_counts_no_row_twice(tables: BlalockTables) -> None:
    merged = merged_names(tables.results)
    assert len(merged) == len(tables.results)
    models = {row.model for row in merged}
    assert "Alex/CaffeNet" in models
    assert not models & {"AlexNet", "CaffeNet"}


def test_t6_the_half_year_is_in_no_fit(tables: BlalockTables) -> None:
    assert blalock_sample_growth(tables, first=2014, last=2018).n == 5
    found = blalock_papers_a_year(tables, first=2014, last=2018)
    assert "2019 ends with month 6" in found.note


def test_t7_a_wrongly_described_net_keeps_its_name(tables: BlalockTables) -> None:
    use = pair_use(pairs_by_paper(filtered(tables.results, "F2")))
    assert ("MNIST", "LeNet-5-Caffe+800") in use
    assert use["MNIST", "LeNet-5-Caffe"] == 14


def consistent(rows: Iterable[ResultRow], names: tuple[str, str, str], slack: float) -> list[bool]:
    """Return for each row with an original, a new value and a change whether they agree."""
    return [
        math.isclose(row.numbers[new] - row.numbers[old], row.numbers[change], abs_tol=slack)
        for row in rows
        for old, new, change in (names,)
        if all(name in row.numbers for name in names)
    ]


def test_arithmetic_of_the_tables(tables: BlalockTables) -> None:
    rows = tables.results
    assert consistent(rows, ("OrigTop1", "Top1", "dTop1"), 0.05 + 1e-9) == [True] * 6
    assert sorted(consistent(rows, ("OrigTop5", "Top5", "dTop5"), 0.05 + 1e-9)) == [False, True]
    ratios = [
        row.numbers[name]
        for row in rows
        for name in ("old/new Nparam", "old/new FLOPS")
        if name in row.numbers
    ]
    assert min(ratios) >= 1


def test_shares_saved_and_ratios_follow_from_sizes_and_costs(tables: BlalockTables) -> None:
    def filled(*names: str) -> list[list[float]]:
        return [
            [row.numbers[name] for name in names]
            for row in tables.results
            if all(name in row.numbers for name in names)
        ]

    saved = filled("MParams", "OrigMParams", "savedParams")
    assert len(saved) == 3
    assert all(abs(100 * (1 - new / old) - share) <= 0.5 for new, old, share in saved)
    compressions = filled("MParams", "OrigMParams", "old/new Nparam")
    speedups = filled("GFLOPS", "OrigGFLOPS", "old/new FLOPS")
    assert (len(compressions), len(speedups)) == (2, 4)
    pairs = [*compressions, *speedups]
    assert all(old / new == pytest.approx(ratio, rel=0.02) for new, old, ratio in pairs)


def test_rows_that_repeat_their_numbers_hold_trials_only(tables: BlalockTables) -> None:
    rows = Counter((row.paper, frozenset(row.numbers.items())) for row in tables.results)
    repeated = [key for key, count in rows.items() if count > 1 and key[1]]
    assert len(repeated) == 3
    assert {name for _, numbers in repeated for name, _ in numbers} == {"NumTrials"}


def test_small_image_sets_give_no_power_at_two_decimals(tables: BlalockTables) -> None:
    accuracies = [
        row.numbers[name]
        for row in tables.results
        if row.dataset in ("MNIST", "CIFAR-10", "CIFAR-100")
        for name in ("Top1", "OrigTop1", "Err1", "OrigErr1")
        if name in row.numbers
    ]
    assert len(accuracies) == 106
    assert all(math.isclose(100 * one, round(100 * one), abs_tol=1e-6) for one in accuracies)
