"""Costs, reductions and losses that tables print are results too, kept apart from quality."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction import extract
from litscan.extraction.costs import ratio_of
from litscan.extraction.records import Extraction, Result

HEAD = "# Thin: pruning networks\n\nWe propose Thin, a pruning method.\n\n## Experiments\n\n"


def _facts(caption: str, rows: str) -> Extraction:
    text = f"{HEAD}Table 1: {caption}\n\n{rows}\n\nThin prunes well. Thin is fast. Thin wins.\n"
    return extract(read_text(text, format="markdown"), learned=False)


def _found(facts: Extraction) -> dict[tuple[str, str | None], Result]:
    return {(result.metric, result.raw): result for result in facts.results}


def test_costs_stand_beside_quality_with_their_definition_and_raw_cell() -> None:
    facts = _facts(
        "ResNet-56 on CIFAR-10.",
        "| Method | Top-1 (%) | Params | FLOPs reduction (%) | Speed-up | Acc. drop |\n"
        "|---|---|---|---|---|---|\n| Dense | 93.5 | 0.85M | 0 | 1.0x | - |\n"
        "| Thin (ours) | 93.1 | 0.40M | 50.0 | 1.6x | 0.4 |",
    )
    found = _found(facts)
    removed = found["flops_removed", "50.0"]
    assert removed.own
    assert removed.architecture == "ResNet-56"
    assert removed.ratio is not None
    assert (removed.ratio.definition, removed.ratio.factor) == ("share removed", 2.0)
    speed = found["speedup", "1.6x"].ratio
    assert speed is not None
    assert (speed.definition, speed.share_kept) == ("old/new", 62.5)
    assert (found["params", "0.40M"].value, found["params", "0.40M"].unit) == (0.4, "M")
    assert found["params", "0.85M"].is_dense_baseline
    assert found["accuracy_drop", "0.4"].value == 0.4
    assert {result.metric for result in facts.table_results} == {"top1_accuracy"}


def test_a_gain_is_a_negative_drop() -> None:
    facts = _facts(
        "ResNet-56 on CIFAR-10.",
        "| Method | Acc. | Δ Acc. |\n|---|---|---|\n| Dense | 93.5 | - |\n| Thin | 93.7 | +0.2 |",
    )
    assert _found(facts)["accuracy_drop", "+0.2"].value == -0.2


def test_tables_of_costs_alone_count_where_the_own_method_stands_in_them() -> None:
    rows = (
        "| Method | Latency (ms) | Memory |\n|---|---|---|\n"
        "| Dense | 12.1 | 98 MB |\n| Thin | 7.2 | 25 MB |"
    )
    found = _found(_facts("Cost of ResNet-50.", rows))
    assert (found["latency", "7.2"].unit, found["memory", "25 MB"].unit) == ("ms", "MB")
    assert found["latency", "12.1"].is_dense_baseline


def test_the_cost_of_pruning_itself_is_not_the_networks() -> None:
    rows = (
        "| Method | Acc. | Pruning time (s) |\n|---|---|---|\n"
        "| Dense | 93.5 | - |\n| Thin | 93.1 | 400 |"
    )
    assert "latency" not in {r.metric for r in _facts("ResNet-56 on CIFAR-10.", rows).results}


def test_megabytes_under_parameters_are_memory() -> None:
    rows = (
        "| Method | Error | Parameters |\n|---|---|---|\n"
        "| Dense | 1.6 | 1070 KB |\n| Thin | 1.6 | 27 KB |"
    )
    found = _found(_facts("LeNet-300-100 on MNIST.", rows))
    assert ("memory", "1070 KB") in found
    assert "params" not in {metric for metric, _ in found}


@pytest.mark.parametrize(
    ("metric", "value", "unit", "factor"),
    [
        ("params_kept", 0.2, "fraction", 5.0),
        ("sparsity", 90.0, "percent", 10.0),
        ("sparsity", 100.0, "percent", None),
        ("compression_ratio", 4.0, "factor", 4.0),
    ],
)
def test_every_way_to_state_a_reduction_has_its_factor(
    metric: str, value: float, unit: str, factor: float | None
) -> None:
    ratio = ratio_of(metric, value, unit)
    assert ratio is not None
    assert ratio.factor == factor


def test_what_is_no_reduction_has_no_ratio() -> None:
    assert ratio_of("flops", 4.1, "G") is None
    assert ratio_of("sparsity", 120.0, "percent") is None
    assert ratio_of("speedup", 0.0, "factor") is None
