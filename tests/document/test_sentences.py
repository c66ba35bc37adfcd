from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litscan.document.sentences import split_sentences

_TRAPS = (Path(__file__).parent / "sentence_traps.txt").read_text(encoding="utf-8").splitlines()


def sentences(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split_sentences(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Han et al. prune 89% of weights.",
        "See Fig. 3 and Eq. (5) for details.",
        "Accuracy drops by 0.5 points at 2:4 sparsity.",
        "Some methods, e.g. magnitude pruning, i.e. the simplest, win.",
        "We compare SNIP vs. GraSP w.r.t. FLOPs.",
        "J. Frankle and M. Carbin propose it.",
        "Code is at https://github.com/a/b.git and works.",
        "As in Sec. A of the appendix, we use ResNet-50.",
        "The result of Han et al. [12] is approx. 3.2 times faster.",
    ],
)
def test_abbreviations_and_numbers_do_not_end_a_sentence(text: str) -> None:
    assert sentences(text) == [text]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We prune 90%. It works.", ["We prune 90%.", "It works."]),
        ("Loss is 0.5%. The rest holds.", ["Loss is 0.5%.", "The rest holds."]),
        ("As shown in [12]. We extend it.", ["As shown in [12].", "We extend it."]),
        ("It was used by Han et al. We do so too.", ["It was used by Han et al.", "We do so too."]),
        ("Is it (really?) so? Yes!", ["Is it (really?) so?", "Yes!"]),
        ("He said “stop.” Then left.", ["He said “stop.”", "Then left."]),
        ("A.\n\nB.", ["A.", "B."]),
        ("We do:\n- prune it\n- tune it", ["We do:", "- prune it", "- tune it"]),
        ("1. First item here. 2:4 follows.", ["1. First item here.", "2:4 follows."]),
    ],
)
def test_sentences_end_where_they_do(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize("line", [line for line in _TRAPS if line and line[:2] != "# "])
def test_traps_of_scientific_prose(line: str) -> None:
    expected = line.split(" | ")
    assert sentences(" ".join(expected)) == expected


def test_the_traps_are_many_and_set_both_ways() -> None:
    lines = [line for line in _TRAPS if line and line[:2] != "# "]
    assert len(lines) >= 120
    assert sum(" | " in line for line in lines) >= 50
    assert sum(" | " not in line and ". " in line for line in lines) >= 30


def test_spans_are_trimmed() -> None:
    assert sentences("  One thing. \n Another thing.  ") == ["One thing.", "Another thing."]


@given(st.text(alphabet=st.sampled_from("aZ .!?()\"'\n[]1,%eg"), max_size=200))
def test_sentences_hold_every_character_that_is_not_white_space(text: str) -> None:
    spans = split_sentences(text)
    assert "".join("".join(text[s.start : s.end].split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert all(text[s.start : s.end] == text[s.start : s.end].strip() != "" for s in spans)


@pytest.mark.parametrize("unit", [". ", ").", "a.", "? ", "\n", "e.g. "])
def test_time_is_linear_in_the_text(unit: str) -> None:
    began = time.process_time()
    split_sentences(unit * 100_000)
    assert time.process_time() - began < 5
