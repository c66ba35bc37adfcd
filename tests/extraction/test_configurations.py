"""Which network runs on which data set: by cell, by caption, by heading, by grammar."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction import extract


def pairs(body: str, heading: str = "Experiments") -> set[tuple[str, str]]:
    paper = (
        f"# Lean: a pruner\n\n## Introduction\n\nNetworks are large.\n\n## {heading}\n\n{body}\n"
    )
    facts = extract(read_text(paper, format="markdown"))
    return {(found.dataset, found.architecture) for found in facts.configurations}


def test_a_caption_with_several_networks_is_for_all_columns_of_data_sets() -> None:
    body = """Table 1: Accuracy of pruned LLaMA-13B and OPT-30B.

| Method | BoolQ | PIQA |
| --- | --- | --- |
| Dense | 77.9 | 80.1 |
| Lean (ours) | 75.0 | 79.3 |
| Dense | 82.7 | 82.3 |
| Lean (ours) | 80.0 | 81.1 |
"""
    networks = ("LLaMA-13B", "OPT-30B")
    assert pairs(body) == {(data, net) for data in ("BoolQ", "PIQA") for net in networks}


def test_the_only_data_set_of_a_table_is_every_row_s() -> None:
    body = """We prune EfficientNet-B0 on ImageNet.

Table 1: Accuracy of pruned networks.

| Network | Accuracy | Speed |
| --- | --- | --- |
| EfficientNet-B0 | 77.3 | 1230 |
| EfficientNet-B1 | 79.2 | 784 |
"""
    assert pairs(body) == {("ImageNet", "EfficientNet-B0"), ("ImageNet", "EfficientNet-B1")}


def test_perplexity_without_a_data_set_is_on_the_text_it_is_said_to_be_read_on() -> None:
    body = """We evaluate perplexity on WikiText2 and accuracy on BoolQ, calibrated on C4.

Table 1: Pruned Vicuna-7B.

| Method | PPL | BoolQ | PIQA |
| --- | --- | --- | --- |
| Magnitude | 20.1 | 60.2 | 61.0 |
| Lean (ours) | 9.3 | 71.0 | 72.0 |
"""
    assert pairs(body) == {(name, "Vicuna-7B") for name in ("WikiText-2", "BoolQ", "PIQA")}


def test_networks_under_a_data_set_s_heading() -> None:
    body = "We prune ResNet-20.\n\n### SVHN\n\nWe evaluate VGG-16 with the same recipe."
    assert pairs(body) == {("SVHN", "VGG-16")}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "We train on CIFAR-10 w/ VGG-11, and on CIFAR-100 w/ WRN-34-2.",
            {("CIFAR-10", "VGG-11"), ("CIFAR-100", "WRN-34-2")},
        ),
        (
            "We train VGG-11 and ResNet-50 on CIFAR-10 and ImageNet, respectively.",
            {("CIFAR-10", "VGG-11"), ("ImageNet", "ResNet-50")},
        ),
        (
            "We train VGG-11 and ResNet-20 on CIFAR-10 and SVHN.",
            {(d, n) for d in ("CIFAR-10", "SVHN") for n in ("VGG-11", "ResNet-20")},
        ),
        ("We evaluate ResNet-50 on ImageNet and ResNet-50 on QQP.", {("ImageNet", "ResNet-50")}),
    ],
)
def test_grammar(sentence: str, expected: set[tuple[str, str]]) -> None:
    assert pairs(sentence) == expected
