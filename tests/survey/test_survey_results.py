"""The results table: which baseline belongs to a number, drops, filters, order."""

from __future__ import annotations

import pandas as pd
import pytest

from litscan.survey import ResultsTable, build_results_table

DIRECTIONS = {"accuracy": "higher", "error": "lower"}


def number(value: float, **given: object) -> dict[str, object]:
    record: dict[str, object] = {
        "key": "p1",
        "document": 1,
        "method": "Pruner",
        "own": True,
        "architecture": "ResNet-56",
        "dataset": "CIFAR-10",
        "task": None,
        "metric": "accuracy",
        "value": value,
        "unit": "percent",
        "uncertainty": float("nan"),
        "uncertainty_kind": None,
        "is_dense_baseline": False,
        "point_kind": "sparsity",
        "point_value": 50.0,
        "point_unit": "percent",
        "confidence": 0.9,
        "quote": str(value),
        "file": "main.tex",
        "line": 7,
        "table_label": "tab:one",
        "table_row": 2,
    }
    return {**record, **given}


def dense(value: float, **given: object) -> dict[str, object]:
    return number(value, **{"method": "Dense", "own": False, "is_dense_baseline": True, **given})


def table_of(*records: dict[str, object], costs: bool = False) -> ResultsTable:
    papers = pd.DataFrame(
        {
            "key": ["p1", "p2"],
            "title": ["One", None],
            "submitted": ["2019-03-01", None],
            "published": [None, "2021"],
        }
    )
    frame = pd.DataFrame(list(records))
    return build_results_table(frame, papers, directions=DIRECTIONS, costs=costs)


def test_drop_is_the_exact_decimal_difference_to_the_papers_dense_number() -> None:
    (row,) = table_of(dense(93.5, table_row=1), number(93.2)).rows
    assert (row.dense, row.value, row.drop) == (93.5, 93.2, 0.3)


def test_a_higher_error_is_a_positive_drop() -> None:
    rows = table_of(dense(6.5, metric="error", table_row=1), number(7.0, metric="error")).rows
    assert rows[0].drop == 0.5


@pytest.mark.parametrize(
    "other",
    [
        {"key": "p2"},
        {"dataset": "CIFAR-100"},
        {"architecture": "VGG-16"},
        {"metric": "error"},
        {"unit": "fraction"},
    ],
)
def test_no_drop_against_a_baseline_of_something_else(other: dict[str, object]) -> None:
    (row,) = table_of(dense(93.5, **other), number(93.2)).rows
    assert row.dense is None
    assert row.drop is None


def test_no_drop_where_dataset_or_architecture_is_unknown() -> None:
    rows = table_of(dense(93.5, dataset=None), number(93.2, dataset=None)).rows
    assert [row.drop for row in rows] == [None]


def test_no_drop_for_a_metric_without_a_better_side() -> None:
    rows = table_of(dense(25.6, metric="params"), number(12.0, metric="params"), costs=True).rows
    assert [row.drop for row in rows] == [None]


def test_costs_are_left_out_unless_asked_for() -> None:
    records = [number(93.2), number(12.0, metric="params"), number(0.3, metric="accuracy_drop")]
    assert [row.value for row in table_of(*records).rows] == [93.2]
    assert len(table_of(*records, costs=True).rows) == 3


def test_baseline_in_the_same_row_wins_over_others_in_the_table() -> None:
    rows = table_of(
        dense(93.5, table_row=1), dense(92.8, table_row=2), number(92.0, table_row=2)
    ).rows
    assert [row.drop for row in rows] == [0.8]


def test_several_baselines_that_could_belong_give_no_drop() -> None:
    rows = table_of(
        dense(93.5, table_row=1), dense(92.8, table_row=5), number(92.0, table_row=9)
    ).rows
    assert [row.dense for row in rows] == [None]


def test_baseline_of_the_same_table_wins_over_another_table() -> None:
    rows = table_of(
        dense(93.5, table_row=1), dense(94.5, table_label="tab:two", table_row=1), number(93.0)
    ).rows
    assert [row.drop for row in rows] == [0.5]


def test_selection_by_name_year_and_own_method() -> None:
    table = table_of(
        number(93.0),
        number(92.0, method="Other", own=False),
        number(91.0, key="p2", dataset="CIFAR-100", architecture="VGG-16"),
    )
    assert len(table.select(dataset="cifar-10").rows) == 2
    assert [row.value for row in table.select(architecture="vgg-16").rows] == [91.0]
    assert [row.value for row in table.select(year=2021).rows] == [91.0]
    assert [row.value for row in table.select(dataset="CIFAR-10", own=True).rows] == [93.0]


def test_sorting_by_drop_puts_unknown_drops_last() -> None:
    table = table_of(
        dense(94.0, table_row=1), number(90.0), number(93.0), number(80.0, dataset="ImageNet")
    )
    assert [row.value for row in table.sorted_by("drop").rows] == [93.0, 90.0, 80.0]


def test_year_is_that_of_publication_before_that_of_submission() -> None:
    papers = pd.DataFrame(
        {
            "key": ["p1", "p2", "p3"],
            "title": ["One", "Two", "Three"],
            "submitted": ["2019-12-01", "2018-01-01", None],
            "published": ["2020", None, None],
            "listed": [None, None, "2017-05"],
        }
    )
    records = [number(90.0, key=key) for key in ("p1", "p2", "p3")]
    rows = build_results_table(pd.DataFrame(records), papers, directions=DIRECTIONS).rows
    assert {row.paper: row.year for row in rows} == {"p1": 2020, "p2": 2018, "p3": 2017}


def test_sorting_by_year_puts_the_latest_first() -> None:
    table = table_of(number(93.0), number(91.0, key="p2"))
    assert [row.year for row in table.sorted_by("year").rows] == [2021, 2019]


def test_quality_metrics_of_the_vocabulary_have_a_direction_and_costs_have_none() -> None:
    papers = pd.DataFrame(columns=["key", "title", "submitted", "published"])
    records = [
        dense(70.0, metric="top1_accuracy", table_row=1),
        number(69.0, metric="top1_accuracy"),
        dense(4.1, metric="flops", table_row=1),
        number(2.0, metric="flops"),
    ]
    rows = build_results_table(pd.DataFrame(records), papers, costs=True).rows
    assert {row.metric: row.drop for row in rows} == {"top1_accuracy": 1.0, "flops": None}


def test_an_empty_corpus_gives_an_empty_table() -> None:
    empty = pd.DataFrame([number(1.0)]).iloc[:0]
    papers = pd.DataFrame(columns=["key", "title", "submitted", "published"])
    assert build_results_table(empty, papers).rows == ()


def test_numbers_told_in_sentences_are_listed_on_demand_only() -> None:
    told = number(92.0, evidence_kind="text", table_label=None, table_row=None)
    records = pd.DataFrame([number(93.1, evidence_kind="table"), told])
    papers = pd.DataFrame({"key": ["p1"], "title": ["One"], "submitted": ["2019"]})
    assert [row.value for row in build_results_table(records, papers).rows] == [93.1]
    both = build_results_table(records, papers, prose=True)
    assert [row.value for row in both.rows] == [92.0, 93.1]
