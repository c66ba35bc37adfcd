"""What the checks of comparability and operating points take for equal, mixed or matched."""

from __future__ import annotations

import pytest

from litscan import audit, read_text
from litscan.extraction import extract
from litscan.rigor import find_check
from litscan.rigor.base import CorpusView, Decision, Outcome, Subject
from litscan.rigor.examples import ACCURACY_TABLE, paper


def decide(check: str, text: str, corpus: CorpusView | None = None) -> Decision:
    document = read_text(text, format="markdown")
    return find_check(check).decide(Subject(document, extract(document), corpus))


def baselines(dataset: str, other: str) -> str:
    return paper(
        f"Table 1: ResNet-50 on {dataset}.\n\n"
        "| Method | Baseline Acc. (%) | Pruned Acc. (%) | FLOPs reduction (%) |\n"
        "| --- | --- | --- | --- |\n"
        f"| SFP | {other} | 74.60 | 41.8 |\n| Ours | 76.15 | 75.20 | 42.0 |\n"
    )


@pytest.mark.parametrize(
    ("dataset", "other", "outcome"),
    [
        ("ImageNet", "75.90", Outcome.FAIL),
        ("CIFAR-10", "75.90", Outcome.PASS),
        ("CIFAR-10", "75.80", Outcome.FAIL),
        ("ImageNet", "76", Outcome.PASS),  # 76 may stand for 76.4
        ("ImageNet", "-0.54", Outcome.UNDETERMINED),  # a number of another column
        ("ImageNet", "46.15", Outcome.UNDETERMINED),  # of another network, or misread
    ],
)
def test_baselines_are_equal_up_to_the_tolerance_and_rounding(
    dataset: str, other: str, outcome: Outcome
) -> None:
    assert decide("C01", baselines(dataset, other)).outcome is outcome


def test_unequal_baselines_are_quoted_with_both_cells() -> None:
    decision = decide("C01", baselines("ImageNet", "72.88"))
    assert [evidence.quote for evidence in decision.evidence] == ["76.15", "72.88"]
    assert decision.numbers["largest_difference"] == pytest.approx(3.27)


def levels(other: str, more: str = "") -> str:
    return paper(
        "Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.\n\n"
        "| Method | Top-1 (%) | Sparsity (%) |\n| --- | --- | --- |\n"
        f"| Baseline | 76.1 | 0 |\n| SFP | 74.6 | {other} |\n| Ours | 75.2 | 80 |\n{more}"
    )


@pytest.mark.parametrize(
    ("other", "outcome"),
    [("80", Outcome.PASS), ("79", Outcome.PASS), ("60", Outcome.PARTIAL), ("95", Outcome.FAIL)],
)
def test_pruning_less_than_what_is_compared_is_no_match(other: str, outcome: Outcome) -> None:
    assert decide("C12", levels(other)).outcome is outcome


def test_levels_that_a_figure_may_match_are_undetermined() -> None:
    curve = "\nFigure 1: Accuracy versus sparsity of all methods.\n"
    assert decide("C12", levels("95", curve)).outcome is Outcome.UNDETERMINED


def test_operations_counted_in_both_conventions_are_found() -> None:
    mixed = paper(
        "Table 1: VGG-16 on ImageNet.\n\n| Method | Top-1 (%) | FLOPs |\n| --- | --- | --- |\n"
        "| Baseline | 71.6 | 15.5B |\n| Dense | 71.5 | 30.9B |\n| Ours | 70.9 | 7.5B |\n"
    )
    decision = decide("C06", mixed)
    assert decision.outcome is Outcome.FAIL
    assert [evidence.quote for evidence in decision.evidence] == ["15.5B", "30.9B"]


def test_an_error_among_accuracies_is_found() -> None:
    slip = paper(
        "Table 1: Top-5 accuracy (%) of VGG-16 on ImageNet.\n\n"
        "| Method | Baseline Top-5 (%) | Top-5 (%) |\n| --- | --- | --- |\n"
        "| SFP | 89.90 | 89.10 |\n| Ours | 10.10 | 89.60 |\n"
    )
    decision = decide("C11", slip)
    assert decision.outcome is Outcome.FAIL
    assert {evidence.quote for evidence in decision.evidence} == {"89.90", "10.10"}


def test_the_corpus_decides_what_is_common() -> None:
    text = paper(ACCURACY_TABLE)
    users = {("ImageNet", "ResNet-50"): 2}
    assert decide("C17", text).outcome is Outcome.UNDETERMINED
    assert decide("C17", text, CorpusView(5, users)).outcome is Outcome.UNDETERMINED
    assert decide("C17", text, CorpusView(30, users)).outcome is Outcome.PASS
    assert decide("C17", text, CorpusView(100, users)).outcome is Outcome.FAIL
    document = read_text(text, format="markdown")
    findings = audit(document, corpus=CorpusView(30, users)).findings
    assert [f.outcome for f in findings if f.check == "C17"] == [Outcome.PASS]


def test_variants_at_nearly_one_ratio_are_one_operating_point() -> None:
    rows = "".join(f"| Ours | 75.{i} | 8{i / 10:.1f} |\n" for i in range(6))
    decision = decide("O01", levels("80", rows).replace("| Ours | 75.2 | 80 |\n", ""))
    assert decision.outcome is not Outcome.PASS
