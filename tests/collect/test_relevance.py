from __future__ import annotations

import json
import pickle
import time

import pytest

from litscan.collect.cues import cue_names, cue_values, find_cues
from litscan.collect.relevance import (
    load_relevance_model,
    relevance,
    relevance_probabilities,
)
from litscan.resources import data_path

ABOUT = [
    (
        "Removing Channels from Residual Networks by Gradient Signal",
        "Convolutional networks hold many redundant channels. We prune filters of ResNet-50 by a "
        "first-order criterion and fine-tune, halving the FLOPs at equal accuracy on ImageNet.",
    ),
    (
        "Training-Free 2:4 Sparsity for Language Models",
        "We prune the weights of LLaMA in one shot with a small calibration set and reach 50% "
        "sparsity in the 2:4 pattern without retraining.",
    ),
    (
        "Winning Tickets Late in Training",
        "We study the lottery ticket hypothesis with iterative magnitude pruning and find sparse "
        "subnetworks that train to full accuracy.",
    ),
]
NOT_ABOUT = [
    (
        "Choosing Visual Tokens for Fast Vision-Language Models",
        "Visual tokens are redundant. We propose a token pruning method that drops uninformative "
        "image tokens before the language model.",
    ),
    (
        "Pruning the Training Set",
        "Data pruning removes examples from a dataset. We score samples by early loss.",
    ),
    (
        "Faster Alpha-Beta Search for Draughts",
        "We improve pruning of the game tree by better move ordering in the search.",
    ),
    (
        "Synaptic Pruning in Adolescence",
        "We review synaptic pruning in the human cortex and its relation to schizophrenia.",
    ),
    (
        "Eviction Policies for the KV Cache",
        "We prune key-value cache entries during decoding of long contexts.",
    ),
]


@pytest.mark.parametrize(("title", "abstract"), ABOUT)
def test_papers_that_prune_networks_are_relevant(title: str, abstract: str) -> None:
    assert relevance(title, abstract).relevant


@pytest.mark.parametrize(("title", "abstract"), NOT_ABOUT)
def test_papers_that_prune_something_else_are_not(title: str, abstract: str) -> None:
    assert not relevance(title, abstract).relevant


@pytest.mark.parametrize("abstract", [None, "", "  "])
def test_a_title_alone_is_judged(abstract: str | None) -> None:
    assert relevance("Structured Pruning of Convolutional Neural Networks", abstract).relevant


@pytest.mark.parametrize("title", [None, "", "Oak forests of the Alps"])
def test_nothing_about_pruning_is_certainly_not_relevant(title: str | None) -> None:
    found = relevance(title, None)
    assert found.probability == 0.0
    assert found.kinds == ()
    assert found.reasons[0].startswith("- no ")


def test_kinds_follow_the_words() -> None:
    assert "structured" in relevance(*ABOUT[0]).kinds
    assert {"semi-structured", "post-training-llm"} <= set(relevance(*ABOUT[1]).kinds)
    assert "lottery-ticket" in relevance(*ABOUT[2]).kinds
    assert "structured" not in relevance("Unstructured pruning of neural networks", "").kinds


def test_reasons_quote_the_text_and_say_which_way_they_pull() -> None:
    against = relevance(*NOT_ABOUT[0]).reasons
    quoting = [reason for reason in against if "token" in reason]
    assert quoting
    assert all(reason.startswith("- ") for reason in quoting)


def test_many_at_once_are_the_same_as_one_by_one() -> None:
    papers = [*ABOUT, *NOT_ABOUT, (None, None)]
    each = [relevance(title, abstract).probability for title, abstract in papers]
    assert relevance_probabilities(papers) == pytest.approx(each)


def test_a_huge_abstract_takes_bounded_time() -> None:
    load_relevance_model()
    started = time.monotonic()
    found = relevance("Pruning", "we prune the a non- " * 100_000)
    assert 0.0 <= found.probability <= 1.0
    assert time.monotonic() - started < 5


def test_the_model_file_is_numbers_and_terms() -> None:
    path = data_path("models", "relevance.json")
    assert path.stat().st_size < 2_000_000
    stored = json.loads(path.read_text(encoding="utf-8"))
    assert len(stored["terms"]) == len(stored["idf"]) == len(stored["term_weights"])
    assert max(len(term.split()) for term in stored["terms"]) <= 2
    assert stored["cues"] == list(cue_names())


def test_cues_have_one_value_each() -> None:
    assert len(cue_values("Pruning", "")) == len(cue_names()) == len(set(cue_names()))


def test_the_object_of_pruning_is_told_apart() -> None:
    assert "network pruning" in find_cues("channel pruning")
    assert "network pruning" not in find_cues("token pruning")
    assert "prune network" in find_cues("we prune the least important filters")


def test_judgements_can_cross_processes() -> None:
    found = relevance(*ABOUT[0])
    assert pickle.loads(pickle.dumps(found)) == found
    assert load_relevance_model() is load_relevance_model()
