"""The tables of the meta-analysis give the numbers it prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan.corpus import Corpus
from litscan.corpus.importer import import_path
from litscan.survey import Choice, SurveyBuilder


@pytest.mark.shared
def test_configurations_and_comparisons_are_those_of_the_meta_analysis(
    shared: Path, tmp_path: Path
) -> None:
    with Corpus.open(tmp_path / "x.db") as corpus:
        import_path(corpus, shared / "data" / "blalock2020")
        builder = SurveyBuilder(corpus, Choice(fewest=4))
        pairs = builder.build("configurations")
        compared = builder.build("comparisons")
        graph = builder.comparison_graph()
    assert len(pairs.rows) == 14
    found = [row.record for row in pairs.rows]
    counts = {(row["dataset"], row["architecture"]): row["papers"] for row in found}
    assert counts["ImageNet", "VGG-16"] == 22
    assert counts["ImageNet", "ResNet-50"] == 15
    assert counts["CIFAR-10", "ResNet-56"] == counts["MNIST", "LeNet-5-Caffe"] == 14
    assert pairs.note.endswith(
        " Raw (filter F0): 52 datasets, 136 architectures, 208 pairs. Here, rows with placeholders"
        " left out (F1): 49 datasets, 132 architectures, 196 pairs. As Blalock et al. (2020)"
        " count, lempitsky-fast-convnets left out too (F2): 49 datasets, 132 architectures,"
        " 195 pairs."
    )
    noted = {
        row.record["architecture"]: note.text for row in pairs.rows for note in row.cells[2].notes
    }
    assert noted == {
        "LeNet-5": "11 under filter F2, as Blalock et al. (2020) count",
        "CaffeNet": "10 under filter F2, as Blalock et al. (2020) count",
    }
    here = [row.record for row in compared.rows if row.record["in_corpus"]]
    assert len(here) == 81
    assert sum(row["compares_to"] == 0 for row in here) == 21
    assert sum(row["compares_to"] <= 1 for row in here) == 43
    out = sum(len(works) for works in graph.compares.values())
    assert out == sum(graph.compared_by.values()) == sum(row["compares_to"] for row in here)
