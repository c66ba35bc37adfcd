from __future__ import annotations

import json

import pytest

from litscan.document import read_text
from litscan.extraction import Extraction, extract

PAPER = """# Trimmer: Pruning Filters by Regret

## Abstract

We propose Trimmer, a filter pruning method. Our code is available at https://github.com/x/trimmer.

## 1 Introduction

SNIP [1] prunes at initialization. Others evaluated on Places365 and with Inception-v3.

## 2 Related Work

Wanda prunes LLaMA-7B on WikiText-2. Their code is available at https://github.com/other/wanda.

## 3 Experiments

We train VGG-16 on CIFAR-10 and ResNet-50 on ImageNet with SGD, momentum 0.9, weight decay 5e-4,
batch size 128 and an initial learning rate of 0.1 for 160 epochs, and fine-tune for 40 epochs.
Trimmer is compared with SNIP [1]. All numbers are the mean and standard deviation of three runs.

Table 1: Test accuracy (%) of VGG-16 on CIFAR-10.

| Method | Accuracy | FLOPs reduction (%) |
| --- | --- | --- |
| Dense | 93.5 ± 0.1 | 0 |
| Random | 91.0 ± 0.3 | 50 |
| SNIP [1] | 92.0 ± 0.2 | 50 |
| Trimmer (ours) | 93.1 ± 0.1 | 51 |

## References

[1] N. Lee. SNIP: single-shot network pruning. arXiv:1810.02340, 2019.
"""


@pytest.fixture(scope="module")
def facts() -> Extraction:
    return extract(read_text(PAPER, format="markdown"))


def test_related_work_is_no_evidence_of_evaluation(facts: Extraction) -> None:
    assert {e.name for e in facts.named("dataset", "evaluated")} == {"CIFAR-10", "ImageNet"}
    assert {e.name for e in facts.named("architecture", "evaluated")} == {"VGG-16", "ResNet-50"}


def test_grammar_ties_networks_to_their_data_sets(facts: Extraction) -> None:
    assert {(c.dataset, c.architecture) for c in facts.configurations} == {
        ("CIFAR-10", "VGG-16"),
        ("ImageNet", "ResNet-50"),
    }


def test_own_method_is_proposed_and_not_compared(facts: Extraction) -> None:
    assert [e.name for e in facts.named("method", "proposed")] == ["Trimmer"]
    assert {c.method for c in facts.compares_to} == {"Random", "SNIP"}


def test_a_citation_resolves_to_its_paper(facts: Extraction) -> None:
    snip = next(c for c in facts.compares_to if c.method == "SNIP")
    assert snip.cited_arxiv_id == "1810.02340"


def test_results_carry_operating_point_uncertainty_and_place(facts: Extraction) -> None:
    own = next(r for r in facts.results if r.own)
    assert (own.method, own.value, own.dataset, own.architecture) == (
        "Trimmer",
        93.1,
        "CIFAR-10",
        "VGG-16",
    )
    assert own.operating_point is not None
    assert (own.operating_point.kind, own.operating_point.value) == ("flops_removed", 51)
    assert own.uncertainty is not None
    assert (own.uncertainty.value, own.uncertainty.kind) == (0.1, "std")
    assert own.evidence[0].quote.startswith("93.1")
    assert [r.value for r in facts.table_results if r.is_dense_baseline] == [93.5]


def test_runs_training_and_link_are_read(facts: Extraction) -> None:
    assert (facts.runs.count, facts.runs.dispersion) == (3, "std")
    assert facts.training.stated() == {
        "optimizer": "SGD",
        "learning_rate": 0.1,
        "batch_size": 128,
        "epochs": 160,
        "fine_tune_epochs": 40,
        "weight_decay": 0.0005,
        "momentum": 0.9,
    }
    assert facts.links.code == ("https://github.com/x/trimmer",)


def test_the_same_document_gives_the_same_bytes(facts: Extraction) -> None:
    again = extract(read_text(PAPER, format="markdown"))
    assert json.dumps(again.to_json()) == json.dumps(facts.to_json())


@pytest.mark.parametrize(
    "text",
    ["# Notes\n\nNothing here.\n", "# Withdrawn\n\n## Abstract\n\nThis paper was withdrawn.\n"],
)
def test_a_paper_that_reports_nothing_gets_no_facts(text: str) -> None:
    facts = extract(read_text(text, format="markdown"))
    assert not facts.results
    assert not facts.configurations
    assert facts.runs.to_json() == {
        "count": None,
        "seeds": [],
        "dispersion": "none",
        "evidence": [],
    }


def test_a_calibration_set_is_only_mentioned() -> None:
    text = (
        "# P\n\n## Experiments\n\nCalibration data are 128 samples of C4. "
        "We evaluate perplexity on WikiText-2 with LLaMA-7B.\n"
    )
    facts = extract(read_text(text, format="markdown"))
    assert [e.name for e in facts.named("dataset", "evaluated")] == ["WikiText-2"]
