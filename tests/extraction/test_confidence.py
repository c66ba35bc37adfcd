"""Confidence is looked up by what a fact was found from, and its fit counts judged facts."""

from __future__ import annotations

import importlib.util
import tomllib
from dataclasses import replace

import pytest

from benchmarks.extraction.calibration import left_out, reliability
from benchmarks.extraction.judged import Judged
from litscan.document import read_text
from litscan.extraction import extract
from litscan.extraction.confidence import confidence_of, shrunken
from litscan.resources import data_path, load_toml

PAPER = """# Lean nets

## Experiments

We train ResNet-56 on CIFAR-10 and prune VGG-16 on CIFAR-100.

| Method | Top-1 accuracy (%) |
| --- | --- |
| Dense | 93.1 |
| Ours | 92.8 |

Table 1: ResNet-56 on CIFAR-10.
"""


def _table():
    return load_toml("models", "confidence.toml")


def test_every_fact_has_the_confidence_of_its_signal():
    facts = extract(read_text(PAPER, format="markdown"))
    found = [*facts.entities, *facts.configurations, *facts.compares_to, *facts.results]
    assert {fact.signal.partition("/")[0] for fact in found} >= {"dataset", "configuration"}
    for fact in found:
        assert fact.confidence == confidence_of(fact.signal)


def test_a_table_outranks_a_sentence():
    facts = extract(read_text(PAPER, format="markdown"))
    signals = {entity.name: entity.signal for entity in facts.entities}
    assert signals["CIFAR-10"] == "dataset/table"
    assert signals["CIFAR-100"] == "dataset/sentence"


def test_a_result_without_data_set_is_less_sure_than_one_with_all():
    whole = extract(read_text(PAPER, format="markdown")).results
    bare = extract(
        read_text(PAPER.replace(" on CIFAR-100", "").replace(" on CIFAR-10", ""), format="markdown")
    ).results
    assert min(item.confidence for item in whole) > max(item.confidence for item in bare)


def test_shipped_probabilities_follow_from_shipped_counts():
    table = _table()
    for places in table["signals"].values():
        for entry in places.values():
            wanted = shrunken(entry["right"], entry["n"], entry["prior"], table["weight"])
            assert entry["probability"] == pytest.approx(wanted, abs=6e-4)


@pytest.fixture
def fit_confidence():
    path = data_path("models", "fit_confidence.py")
    spec = importlib.util.spec_from_file_location("fit_confidence", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_fitting_counts_right_and_wrong_by_signal(fit_confidence):
    table = {"weight": 2, "signals": {"dataset": {"table": {"prior": 0.5}}}}
    facts = [Judged("a", "dataset/table", 0.5, right) for right in (True, True, False)]
    entry = tomllib.loads(fit_confidence.fit(table, facts))["signals"]["dataset"]["table"]
    assert entry == {"prior": 0.5, "n": 3, "right": 2, "probability": 0.6}


def test_no_paper_vouches_for_its_own_facts():
    prior = _table()["signals"]["dataset"]["table"]["prior"]
    fact = Judged("a", "dataset/table", 0.5, right=False)
    assert left_out([fact, fact])[0].confidence == pytest.approx(prior)
    both = left_out([fact, replace(fact, paper="b")])
    assert all(item.confidence < prior for item in both)


def test_reliability_counts_each_fact_once():
    sure = [Judged("a", "dataset/table", 0.95, right) for right in (True, True, True, False)]
    table = reliability([*sure, Judged("a", "dataset/sentence", 0.6, right=False)])
    assert [row["n"] for row in table["bins"]] == [1, 4]
    assert table["precision_at"] == {
        "0.9": {"n": 4, "precision": 0.75},
        "0.5": {"n": 5, "precision": 0.6},
    }
    assert table["expected_calibration_error"] == pytest.approx(0.8 * 0.2 + 0.2 * 0.6)
