from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction import extract
from litscan.extraction.read_tables import read_tables
from litscan.extraction.readings import TableReading, ValueReading


def _read(table: str, caption: str) -> TableReading:
    text = f"# Thin Nets\n\n## Experiments\n\nTable 1: {caption}\n\n{table}\n"
    (reading,) = read_tables(read_text(text, format="markdown"))
    return reading


def _told(reading: TableReading) -> list[tuple[str | None, str]]:
    return [(value.measure, value.measure_from) for value in reading.values]


def _shown(reading: TableReading, raw: str) -> ValueReading:
    return next(value for value in reading.values if value.quantity.raw == raw)


def test_a_header_a_row_label_and_a_caption_are_told_apart() -> None:
    headed = "| Method | Accuracy (%) |\n| --- | --- |\n| SNIP | 91.0 |"
    labelled = "| | SNIP | Wanda |\n| --- | --- | --- |\n| Accuracy (%) | 91.0 | 92.0 |"
    bare = "| Method | 50% | 90% |\n| --- | --- | --- |\n| SNIP | 91.0 | 88.0 |"
    assert _told(_read(headed, "Results.")) == [("accuracy", "heading")]
    assert _told(_read(labelled, "Results.")) == [("accuracy", "row")] * 2
    caption = "Test accuracy of VGG-16 by sparsity."
    assert _told(_read(bare, caption)) == [("accuracy", "caption")] * 2


@pytest.mark.parametrize(
    ("label", "printed"),
    [
        ("Epochs", "160"),
        ("Batch size", "256"),
        ("Learning rate", "0.1"),
        ("β", "0.5"),
        ("Storage (MB)", "57.1"),
        ("Comm. (Gbit)", "0.18"),
        ("GPU hours", "25"),
        ("Time (s)", "12.5"),
    ],
)
def test_settings_and_costs_do_not_inherit_the_captions_accuracy(label: str, printed: str) -> None:
    rows = f"| Dataset | CIFAR-10 | ImageNet |\n| --- | --- | --- |\n| {label} | {printed} | 99 |"
    columns = f"| Method | CIFAR-10 | {label} |\n| --- | --- | --- |\n| SNIP | 91.2 | {printed} |"
    for table in (rows, columns):
        value = _shown(_read(table, "Test accuracy of VGG-16."), printed)
        assert value.measure != "accuracy"


def test_numbers_with_a_unit_of_time_do_not_inherit_perplexity() -> None:
    table = "| Method | LLaMA-7B |\n| --- | --- |\n| SparseGPT | 176.5s |\n| Wanda | 5.6s |"
    assert _told(_read(table, "Perplexity on WikiText-2."))[0] == (None, "other")


def test_a_columns_data_set_outranks_a_caption_of_another_task() -> None:
    table = "| Method | WikiText-2 | BoolQ | PIQA |\n| --- | --- | --- | --- |\n"
    table += "| Wanda | 7.2 | 71.0 | 77.2 |"
    assert _told(_read(table, "Perplexity of LLaMA-7B and zero-shot tasks.")) == [
        ("perplexity", "caption"),
        ("accuracy", "dataset"),
        ("accuracy", "dataset"),
    ]


def test_a_caption_that_fits_the_data_sets_keeps_its_measure() -> None:
    table = "| Method | CIFAR-10 | CIFAR-100 |\n| --- | --- | --- |\n| SNIP | 7.0 | 29.0 |"
    assert _told(_read(table, "Test error (%) of VGG-16.")) == [("error", "caption")] * 2


def test_a_row_without_method_and_level_is_the_unpruned_network() -> None:
    table = """
| Ratio | Method | PPL |
| --- | --- | --- |
| - | -* | 12.63 |
| 20% | LLM-Pruner | 17.58 |
| 20% | - | 17.10 |
"""
    reading = _read(table, "LLaMA-7B on WikiText-2.")
    assert [value.is_dense for value in reading.values] == [True, False, False]


def test_an_unnamed_unpruned_row_is_not_given_the_own_methods_name() -> None:
    text = "# Trimmer: Thin Nets\n\n## Experiments\n\nTable 1: LLaMA-7B on WikiText-2.\n\n"
    text += "| Ratio | Method | PPL |\n| --- | --- | --- |\n| - | - | 12.6 |\n"
    text += "| 20% | Trimmer (ours) | 17.5 |\n"
    results = extract(read_text(text, format="markdown")).results
    assert [(result.method, result.own) for result in results] == [
        ("dense", False),
        ("Trimmer", True),
    ]


def test_a_number_in_a_banner_is_the_unpruned_value_of_its_block() -> None:
    table = """
| Method | 50% | 90% |
| --- | --- | --- |
| ResNet-20 (1.096M Params): 73.59 ± 0.44 | | |
| SNIP | 71.0 | 66.0 |
| ResNet-34 | | |
| SNIP | 75.0 | 70.0 |
"""
    reading = _read(table, "Top-1 accuracy on CIFAR-100 by sparsity.")
    dense = [value for value in reading.values if value.is_dense]
    assert [(v.quantity.value, v.measure, v.architecture) for v in dense] == [
        (73.59, "top1_accuracy", "ResNet-20")
    ]
    assert dense[0].cell.text.startswith("ResNet-20")


def test_perplexity_beside_a_question_set_is_not_read_on_it():
    text = (
        "# Thin\n\n## Experiments\n\nWe prune LLaMA-7B and evaluate on BoolQ.\n\n"
        "| Method | PPL | BoolQ |\n| --- | --- | --- |\n| Dense | 5.68 | 76.5 |\n"
        "| Ours | 7.21 | 70.1 |\n\nTable 1: LLaMA-7B pruned, zero-shot on BoolQ.\n"
    )
    found = extract(read_text(text, format="markdown")).results
    assert [(item.metric, item.dataset) for item in found if not item.own] == [
        ("perplexity", None),
        ("accuracy", "BoolQ"),
    ]


@pytest.mark.parametrize(
    ("headers", "measure"),
    [
        ("Baseline Acc. | Pruned Acc. | Drop", "accuracy"),
        ("Baseline Acc. | Pruned Acc. | Drop (%)", "accuracy"),
        ("Baseline Top-1 | Pruned Top-1 | ↓", "top1_accuracy"),
        ("Baseline Acc. | Pruned Acc. | Δ", "accuracy"),
        ("Match Acc. | Score Acc. | Δ", None),
        ("Pruned Acc. | FLOPs (M) | Drop", None),
    ],
)
def test_a_bare_drop_is_one_of_the_quality_before_it(headers: str, measure: str | None) -> None:
    table = f"| Method | {headers} |\n| --- | --- | --- | --- |\n| SNIP | 93.8 | 93.2 | 0.6 |"
    value = _shown(_read(table, "Results on CIFAR-10."), "0.6")
    assert value.measure == measure
    assert value.stage == "change"


def test_a_bare_drop_too_large_for_accuracy_is_not_taken_as_one() -> None:
    table = "| Method | Acc. (%) | Drop (%) |\n| --- | --- | --- |\n| SNIP | 93.2 | 60.1 |"
    assert _shown(_read(table, "Results on CIFAR-10."), "60.1").measure is None
