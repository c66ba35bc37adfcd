"""Texts that report nothing of their own yield no results, methods or configurations."""

from __future__ import annotations

import pytest

from litscan.document import read_text
from litscan.extraction import Extraction, extract


def facts_of(text: str) -> Extraction:
    return extract(read_text(text, format="markdown"))


SURVEY = """# A Survey of Network Pruning

## Abstract

This survey reviews pruning methods for deep networks and compares what their authors report.

## Unstructured pruning

Clipper [1] achieves 74.1% top-1 accuracy with ResNet-50 on ImageNet. Snipper [2] loses 0.5%
accuracy on CIFAR-10 with VGG-16 and prunes 90% of the weights.

Table 1: Top-1 accuracy (%) on ImageNet as reported by the authors.

| Method | ResNet-50 |
| --- | --- |
| Clipper [1] | 74.1 |
| Snipper [2] | 75.0 |

## References

[1] A. Body. Clipper. 2019.

[2] B. Body. Snipper. 2020.
"""

NOTHING = {
    "only a title": "# Pruning Without Regret\n",
    "one line": "We prune networks.",
    "withdrawn": "# Pruning\n\nThis paper has been withdrawn by the author due to an error in "
    "Theorem 3, which claimed 93.2% accuracy.\n",
    "position": "# Position: Stop Pruning\n\n## Introduction\n\nThe field should ask whether a "
    "90% sparse ResNet-50 with 76% accuracy on ImageNet would help anyone.\n",
    "table of words": "# Pruning\n\n## Experiments\n\nTable 1: Properties of methods.\n\n"
    "| Method | Structured | Data free |\n| --- | --- | --- |\n| Clipper | yes | no |\n"
    "| Snipper | no | yes |\n",
    "set-up table": "# Pruning\n\n## Experiments\n\nTable 1: Training settings on CIFAR-10.\n\n"
    "| Setting | VGG-16 | ResNet-56 |\n| --- | --- | --- |\n| Learning rate | 0.1 | 0.05 |\n"
    "| Batch size | 128 | 256 |\n| Epochs | 160 | 200 |\n",
    "data set table": "# Pruning\n\n## Experiments\n\nTable 1: Statistics of the data sets.\n\n"
    "| Dataset | Classes | Images |\n| --- | --- | --- |\n| CIFAR-10 | 10 | 60000 |\n"
    "| ImageNet | 1000 | 1281167 |\n",
    "other language": "# Élagage\n\n## Résumé\n\nNous élaguons un réseau convolutif ; la "
    "précision des autres méthodes est de 93,2 % selon leurs auteurs.\n",
    "characters": "# 剪枝\n\n## 摘要\n\n本文研究神经网络剪枝。其他方法的准确率为93.2%。\n",
    "figures only": "# Pruning\n\n## Experiments\n\nFigure 1: Accuracy against sparsity.\n\n"
    "The curves cross near the middle.\n",
}


@pytest.mark.parametrize("text", NOTHING.values(), ids=NOTHING)
def test_a_text_without_results_yields_none(text: str) -> None:
    facts = facts_of(text)
    assert facts.results == ()
    assert facts.compares_to == ()
    assert facts.runs.count is None


def test_a_survey_has_no_results_of_its_own() -> None:
    facts = facts_of(SURVEY)
    assert facts.paper_type == "survey"
    assert [r for r in facts.results if r.own] == []


def test_a_paper_about_something_else_has_no_pruning_kind() -> None:
    facts = facts_of(
        "# Trimming Apple Trees\n\n## Experiments\n\nWe cut 40% of the branches of each tree. "
        "The yield reached 93.2% of the year before.\n"
    )
    assert (facts.pruning_kinds, facts.results, facts.compares_to) == ((), (), ())


def test_pruning_data_or_tokens_is_no_pruning_of_networks() -> None:
    facts = facts_of(
        "# Data Pruning for Faster Training\n\n## Abstract\n\nWe prune training data once.\n\n"
        "## Experiments\n\nTable 1: Accuracy (%) of ResNet-18 on CIFAR-10 with 50% data pruned "
        "during training.\n\n| Method | Accuracy |\n| --- | --- |\n| Random | 90.1 |\n"
        "| GraNd [1] | 91.0 |\n| Ours | 92.0 |\n\n## References\n\n[1] M. Body. GraNd. 2021.\n"
    )
    assert (facts.pruning_kinds, facts.compares_to) == ((), ())
