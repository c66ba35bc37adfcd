"""A control that is added to a paper or taken out of it changes what its check says."""

from __future__ import annotations

import pytest

from litscan import extract, read_text
from litscan.rigor.base import Outcome, Subject
from litscan.rigor.baselines import CHECKS
from litscan.rigor.examples import ACCURACY_TABLE, paper

ROWS = {
    "B01": "Random pruning",
    "B03": "Magnitude pruning",
    "B05": "Ours, trained from scratch",
    "B07": "Small-Dense",
    "B09": "Dense",
}
SENTENCES = {
    "B01": "Random pruning at the same ratio reaches 60.1.",
    "B03": "Global magnitude pruning reaches 61.2 at this ratio.",
    "B05": "We also train the pruned network from scratch, which reaches 60.3.",
    "B07": "A smaller dense network reaches 60.2 accuracy.",
    "B09": "The unpruned network has an accuracy of 65.2.",
}
BARE = ACCURACY_TABLE.replace("| Baseline | 76.1 | 0 |\n", "").replace("Ours", "Ours (50%)")
TOKENS = "# Token Pruning for Vision\n\n"


def said(check: str, text: str) -> Outcome:
    document = read_text(text, format="markdown")
    chosen = next(item for item in CHECKS if item.id == check)
    return chosen.decide(Subject(document, extract(document))).outcome


@pytest.mark.parametrize("check", ROWS)
def test_without_its_control_a_paper_fails(check: str) -> None:
    assert said(check, paper(BARE)) is Outcome.FAIL


@pytest.mark.parametrize(("check", "label"), ROWS.items())
def test_a_planted_row_passes(check: str, label: str) -> None:
    assert said(check, paper(BARE + f"| {label} | 60.3 | 50.0 |\n")) is Outcome.PASS


@pytest.mark.parametrize(("check", "sentence"), SENTENCES.items())
def test_a_planted_sentence_is_partial(check: str, sentence: str) -> None:
    assert said(check, paper(f"{BARE}\n{sentence}\n")) is Outcome.PARTIAL


@pytest.mark.parametrize(("check", "sentence"), SENTENCES.items())
def test_related_work_is_no_control(check: str, sentence: str) -> None:
    assert said(check, paper(BARE, related=sentence)) is Outcome.FAIL


@pytest.mark.parametrize("check", [item.id for item in CHECKS if item.id != "B09"])
def test_papers_that_prune_no_network_are_not_asked(check: str) -> None:
    text = paper(ACCURACY_TABLE, abstract="We propose a method for pruning tokens of networks.")
    assert said(check, TOKENS + text.split("\n", 1)[1]) is Outcome.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("check", "sentence"),
    [
        ("B05", "Small models are costly because of training a pruned network from scratch."),
        ("B07", "Dense networks were trained for the same number of epochs."),
    ],
)
def test_words_on_something_else_are_no_control(check: str, sentence: str) -> None:
    assert said(check, paper(f"{BARE}\n{sentence}\n")) is Outcome.FAIL
