"""What part a name plays: decided by place and words, not by being named."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction import extract
from litscan.extraction.records import EntityKind


def roles(body: str, kind: EntityKind) -> dict[str, str]:
    paper = (
        f"# Lean: a pruner\n\n## Introduction\n\nNetworks are large.\n\n## Experiments\n\n{body}\n"
    )
    found = extract(read_text(paper, format="markdown")).named(kind)
    return {entity.name: entity.role for entity in found}


@pytest.mark.parametrize(
    ("body", "name", "role"),
    [
        ("We evaluate perplexity on C4 for all models.", "C4", "evaluated"),
        ("We use 128 calibration samples from C4 and test on PTB.", "C4", "calibration"),
        ("We fine-tune the pruned model on Alpaca for two epochs.", "Alpaca", "mentioned"),
        ("We train a network pre-trained on ImageNet and test on SVHN.", "ImageNet", "mentioned"),
        ("We train a network pre-trained on ImageNet and test on SVHN.", "SVHN", "evaluated"),
        ("We evaluate on the GLUE tasks MNLI and SST-2.", "GLUE", "mentioned"),
        ("We evaluate on the GLUE benchmark.", "GLUE", "evaluated"),
    ],
)
def test_data_that_is_only_used_is_not_evaluated(body: str, name: str, role: str) -> None:
    assert roles(body, "dataset")[name] == role


@pytest.mark.parametrize(
    ("body", "name", "role"),
    [
        ("We prune ResNet-50, which then outperforms MobileNet-v2.", "MobileNet-v2", "compared"),
        ("We prune ResNet-50, which then outperforms MobileNet-v2.", "ResNet-50", "evaluated"),
        ("We prune every MLP layer of LLaMA-7B on WikiText-2.", "MLP", "mentioned"),
        ("We train an MLP on MNIST.", "MLP", "evaluated"),
        ("We evaluate on Vision Transformers such as DeiT-S.", "ViT", "mentioned"),
        ("We train ResNets, among them ResNet-20, on SVHN.", "ResNet", "mentioned"),
    ],
)
def test_networks_spoken_of_in_general_are_not_evaluated(body: str, name: str, role: str) -> None:
    assert roles(body, "architecture").get(name, "mentioned") == role


TABLE = """We prune LLaMA-7B and report HellaSwag and WinoGrande accuracy, and perplexity
 on WikiText2 (WT2).

Table 1: Accuracy of pruned LLaMA-7B.

| Method | HellaSway | WnoGrande |
| --- | --- | --- |
| Magnitude | 60.1 | 55.0 |
| Lean (ours) | 70.2 | 60.3 |

Table 2: Perplexity of pruned LLaMA-7B.

| Method | WT2 |
| --- | --- |
| Magnitude | 20.1 |
| Lean (ours) | 7.2 |
"""


def test_slips_of_text_recognition_and_abbreviations_lead_to_their_names() -> None:
    found = roles(TABLE, "dataset")
    assert found == dict.fromkeys(("HellaSwag", "WinoGrande", "WikiText-2"), "evaluated")


def test_a_bare_name_is_the_one_member_the_paper_names() -> None:
    body = "All VGG networks are VGG-16. We train VGG on CIFAR-10."
    assert roles(body, "architecture") == {"VGG-16": "evaluated"}
    both = "We know VGG-16 and VGG-19. We train VGG on CIFAR-10."
    assert roles(both, "architecture")["VGG"] == "mentioned"


def test_coined_networks_and_data_sets_named_only_by_a_table() -> None:
    body = """We train a small-MLP. The small-MLP has two layers. We prune the small-MLP on Gnorf.

Table 1: Test accuracy of each data set.

| Dataset | Accuracy |
| --- | --- |
| Gnorf | 81.0 |
| Average | 80.0 |
"""
    assert roles(body, "dataset") == {"Gnorf": "evaluated"}
    assert "small-MLP" in roles(body, "architecture")


def test_unlisted_language_models_are_known_by_their_size() -> None:
    body = "We prune Kolibri-2 7B. Kolibri-2 7B is dense. Section 4B and Over 7B say nothing."
    assert roles(body, "architecture") == {"Kolibri-2 7B": "evaluated"}


def test_appendices_headed_after_the_references_count() -> None:
    paper = """# Lean

## Method

We remove weights.

## Zero-shot performance

We evaluate OPT-125M on PTB.

## References

[1] A. B. ResNet-50 on ImageNet. 2016.

### More details

We prune OPT-1.3B and test it on BoolQ.
"""
    facts = extract(read_text(paper, format="markdown"))
    assert {e.name for e in facts.named("dataset", "evaluated")} == {"PTB", "BoolQ"}
    assert {e.name for e in facts.named("architecture", "evaluated")} == {"OPT-125M", "OPT-1.3B"}
