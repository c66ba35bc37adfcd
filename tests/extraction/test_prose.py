"""Results that stand in sentences: what is taken, of what, and what is left alone."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction import Extraction, extract, prose

PAPER = """# Shears: Cutting Networks Down

## Abstract

We propose Shears, a pruning method. Shears is simple. Shears is fast.

## Related Work

Clipper [3] reduces FLOPs by 61% with a 0.7% drop in accuracy on ImageNet with ResNet-50.

## Experiments

{text}

## References

[3] A. Body. Clipper. 2019.
"""


def told(text: str) -> Extraction:
    return extract(read_text(PAPER.format(text=text), format="markdown"))


def rows(text: str) -> set[tuple[object, ...]]:
    return {(r.metric, r.value, r.dataset, r.architecture, r.own) for r in told(text).results}


def test_a_drop_carries_its_operating_point_and_place() -> None:
    (result,) = told(
        "Shears reduces FLOPs of ResNet-50 by 53% with a 0.3% accuracy drop on ImageNet."
    ).results
    assert (result.metric, result.value, result.own) == ("accuracy_drop", 0.3, True)
    assert (result.dataset, result.architecture) == ("ImageNet", "ResNet-50")
    assert result.operating_point is not None
    assert (result.operating_point.kind, result.operating_point.value) == ("flops_removed", 53.0)
    assert result.confidence <= 0.6
    assert not result.in_table
    assert result.evidence[0].kind == "text"


def test_before_and_after_are_the_dense_and_the_own_number() -> None:
    text = "Pruned with Shears, the accuracy of VGG-16 on CIFAR-10 drops from 93.5% to 93.2%."
    found = {(r.value, r.own, r.is_dense_baseline) for r in told(text).results}
    assert found == {(93.5, False, True), (93.2, True, False)}


def test_respectively_pairs_numbers_and_names() -> None:
    text = (
        "Our method reaches 93.1% and 71.4% accuracy with VGG-16 on CIFAR-10 and CIFAR-100, "
        "respectively."
    )
    assert rows(text) == {
        ("accuracy", 93.1, "CIFAR-10", "VGG-16", True),
        ("accuracy", 71.4, "CIFAR-100", "VGG-16", True),
    }


@pytest.mark.parametrize(
    "text",
    [
        "Clipper [3] achieves 74.1% top-1 accuracy with ResNet-50 on ImageNet.",
        "Shears improves the accuracy of ResNet-50 on ImageNet by 1.3%.",
        "Shears reaches up to 76.1% top-1 accuracy with ResNet-50 on ImageNet.",
        "Shears loses less than 0.5% accuracy with ResNet-50 on ImageNet.",
        "We stop when the accuracy of ResNet-50 on ImageNet is 70.0%.",
        "We would expect an accuracy of 76.1% with ResNet-50 on ImageNet.",
        "Without the mask, Shears achieves 70.2% top-1 accuracy with ResNet-50 on ImageNet.",
        "Our curve for ResNet-50 on ImageNet is close to Clipper's accuracy of 74.1%.",
        "Shears achieves 93.1% and 76.1% accuracy on CIFAR-10 and ImageNet and CIFAR-100.",
        "Shears never reaches 76.1% accuracy on ImageNet with ResNet-50.",
        "We first train ResNet-50 on ImageNet and it reaches 76.1% top-1 accuracy.",
        "When we double the learning rate, the accuracy of ResNet-50 on ImageNet drops by 1.2%.",
        "Shears removes 90% of the parameters of the first layer of LeNet-5 on MNIST.",
        "Shears reduces the parameters of LeNet-5 on MNIST by 95% compared to Clipper.",
        "The accuracy of Shears on ImageNet decreases by 2.9% with respect to ResNet-50.",
        "Our baseline achieves 94.1% accuracy with VGG-16 on CIFAR-10.",
        "In five runs Shears reaches 93.1%, 93.2% and 93.5% accuracy with VGG-16 on CIFAR-10.",
        "For comparison, we achieved 84.2% accuracy with VGG-16 on CIFAR-10.",
        "On MNIST, we see a relative 60.8% and 34.6% error rate reduction with LeNet-5.",
        "Shears does not reach 76.1% accuracy on ImageNet with ResNet-50.",
        "Our method cannot exceed 76.1% accuracy on ImageNet with ResNet-50.",
        "We hope that Shears will reach 76.1% accuracy on ImageNet with ResNet-50.",
        "We aim to reach 76.1% accuracy on ImageNet with ResNet-50.",
        "Can Shears reach 76.1% accuracy on ImageNet with ResNet-50?",
        "We reimplement Clipper, which reaches 75.2% top-1 accuracy on ImageNet with ResNet-50.",
        "Before pruning, our ResNet-50 has 76.1% accuracy on ImageNet.",
    ],
)  # fmt: skip
def test_what_is_unclear_or_others_is_left_alone(text: str) -> None:
    assert told(text).results == ()


def test_a_baseline_called_dense_is_the_dense_one() -> None:
    (result,) = told("Our dense baseline achieves 94.1% accuracy with VGG-16 on CIFAR-10.").results
    assert (result.value, result.own, result.is_dense_baseline) == (94.1, False, True)


def test_a_list_ends_where_another_measure_is_named() -> None:
    text = "Shears reaches 83.0% F1 and 73.5% EM with BERT-base on SQuAD v1.1."
    assert rows(text) == {("f1", 83.0, "SQuAD v1.1", "BERT-base", True)}


def test_a_contrast_keeps_its_data_set_to_itself() -> None:
    text = (
        "On easy tasks (SVHN), Shears removed 73.4% of the parameters, while on others (CIFAR-10) "
        "only a few were removed."
    )
    assert {row[2] for row in rows(text)} == {"SVHN"}


def test_what_a_network_was_pre_trained_on_is_not_what_it_is_measured_on() -> None:
    text = "Pre-trained on ImageNet, our pruned ResNet-50 attains 85.1% accuracy on CIFAR-10."
    assert {row[2] for row in rows(text)} == {"CIFAR-10"}


def test_layers_of_a_kind_are_no_network() -> None:
    text = "With Network in Network layers, we obtain a test error of 6.28% on CIFAR-10."
    assert {row[3] for row in rows(text)} == {None}


def test_a_number_that_a_table_prints_is_the_tables() -> None:
    facts = told(
        "Shears achieves 93.1% accuracy with VGG-16 on CIFAR-10.\n\n"
        "Table 1: Accuracy (%) of VGG-16 on CIFAR-10.\n\n"
        "| Method | Accuracy |\n| --- | --- |\n| Dense | 93.5 |\n| Shears | 93.1 |\n"
    )
    assert [r.in_table for r in facts.results if r.value == 93.1] == [True]
    assert len(facts.table_results) == len(facts.results)


def test_a_mean_over_tasks_is_not_the_accuracy_on_the_text_named_beside_it() -> None:
    text = "Shears brings LLaMA-7B on WikiText-2 to 9.3, and keeps an accuracy of 55.9%."
    assert told(text).results == ()


def test_no_more_sentences_are_parsed_than_papers_have(monkeypatch: pytest.MonkeyPatch) -> None:
    parsed = []
    monkeypatch.setattr(prose, "_MOST_READ", 20)
    monkeypatch.setattr(prose, "find_figures", lambda text: parsed.append(text) or ())
    told("\n\n".join(f"Shears reaches {n}.5% accuracy on CIFAR-10." for n in range(20, 60)))
    assert len(parsed) == 20
