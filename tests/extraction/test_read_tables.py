from __future__ import annotations

from litscan.document import read_text
from litscan.extraction.read_tables import read_tables
from litscan.extraction.readings import TableReading


def _read(table: str, caption: str = "", before: str = "") -> TableReading:
    text = f"# Thin Nets\n\n## Experiments\n\n{before}\n\nTable 1: {caption}\n\n{table}\n"
    (reading,) = read_tables(read_text(text, format="markdown"))
    return reading


DROP = """
| Network | Method | Baseline Acc. (%) | Pruned Acc. (%) | Acc. Drop (%) | FLOPs ↓ (%) |
| --- | --- | --- | --- | --- | --- |
| ResNet-56 | SNIP | 93.26 | 92.10 | 1.16 | 52.6 |
| ResNet-56 | Trimmer (ours) | 93.26 | 93.10 | 0.16 | 52.9 |
"""


def test_stage_columns_are_told_apart() -> None:
    record = _read(DROP, "Results on CIFAR-10.").records()[1]
    assert [(value.measure, value.stage) for value in record] == [
        ("accuracy", "original"),
        ("accuracy", "reported"),
        ("accuracy", "change"),
        ("flops_removed", "reported"),
    ]
    assert record[2].change_sign == -1


def test_own_and_compared_rows_are_told_apart() -> None:
    snip, own = _read(DROP, "Results on CIFAR-10.").records()
    assert (snip[0].own, own[0].own) == (False, True)
    assert {value.architecture for value in (*snip, *own)} == {"ResNet-56"}


def test_caption_gives_the_data_set_and_the_measure() -> None:
    table = """
| Method | 50% | 90% |
| --- | --- | --- |
| Dense | 76.1 | 76.1 |
| Magnitude | 75.0 | 70.2 |
"""
    reading = _read(table, "Top-1 accuracy of ResNet-50 on ImageNet by sparsity.")
    last = reading.records()[1][1]
    assert (last.measure, last.dataset, last.architecture) == (
        "top1_accuracy",
        "ImageNet",
        "ResNet-50",
    )
    assert last.operating_point is not None
    assert (last.operating_point.kind, last.operating_point.value) == ("sparsity", 90.0)
    assert reading.records()[0][0].is_dense


def test_methods_in_columns_make_a_column_a_record() -> None:
    table = """
| Dataset | Dense | Magnitude | SNIP |
| --- | --- | --- | --- |
| CIFAR-10 | 93.5 | 92.0 | 91.8 |
| CIFAR-100 | 71.2 | 69.9 | 69.0 |
"""
    records = _read(table, "Test accuracy (%) of ResNet-56.").records()
    assert [record[0].method for record in records] == ["Dense", "Magnitude", "SNIP"]
    assert [value.dataset for value in records[2]] == ["CIFAR-10", "CIFAR-100"]
    assert records[0][0].is_dense


def test_a_banner_row_names_the_network_of_the_rows_below() -> None:
    table = """
| Method | Top-1 | Top-5 |
| --- | --- | --- |
| ResNet-18 | | |
| SNIP | 68.1 | 88.0 |
| ResNet-34 | | |
| SNIP | 71.0 | 90.1 |
"""
    reading = _read(table, "Results on ImageNet.")
    assert [value.architecture for value in reading.values] == [
        "ResNet-18",
        "ResNet-18",
        "ResNet-34",
        "ResNet-34",
    ]


def test_data_sets_as_columns_of_a_language_model_table_are_accuracies() -> None:
    table = """
| Method | BoolQ | PIQA | Avg. |
| --- | --- | --- | --- |
| Wanda | 71.0 | 77.2 | 74.1 |
"""
    values = _read(table, "Zero-shot accuracy of LLaMA-7B.").values
    assert [(value.measure, value.dataset) for value in values[:2]] == [
        ("accuracy", "BoolQ"),
        ("accuracy", "PIQA"),
    ]
    assert values[2].measure == "average"


def test_a_table_of_settings_reports_no_results() -> None:
    table = """
| Setting | Value |
| --- | --- |
| Epochs | 160 |
| Batch size | 128 |
"""
    assert _read(table, "Hyperparameters.").kind in ("setup", "other")


def test_an_unknown_header_is_left_undecided() -> None:
    table = """
| Method | Frobs | Top-1 |
| --- | --- | --- |
| SNIP | 12 | 68.1 |
"""
    assert _read(table, "Results on ImageNet.").values[0].measure is None
