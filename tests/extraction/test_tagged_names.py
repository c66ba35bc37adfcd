"""Names that only the tagger finds."""

from __future__ import annotations

import shutil

import pytest

from litscan import resources
from litscan.document import read_text
from litscan.errors import PackagedDataError
from litscan.extraction import extract
from litscan.extraction.learned.tagger import load_tagger

PAPER = """# Lean nets

## Abstract

We prune networks.

## Experiments

We evaluate our models on Quux-7 and ImageNet. {more}

## Related Work

Others evaluate their models on Zibble-3. They train on Zibble-3 and test on Zibble-3.
"""
TWICE = "We test on the Quux-7 corpora, and then train on Quux-7 corpora."


def named(text: str, **options: bool) -> dict[str, str]:
    facts = extract(read_text(text, format="markdown"), **options)
    return {entity.name: entity.role for entity in facts.entities if entity.kind == "dataset"}


def test_a_data_set_of_no_list_is_evaluated_where_the_experiments_test_on_it():
    assert named(PAPER.format(more=TWICE)) == {"ImageNet": "evaluated", "Quux-7": "evaluated"}


def test_one_place_is_not_enough():
    assert named(PAPER.format(more="")) == {"ImageNet": "evaluated"}


def test_a_benchmark_that_sums_up_others_is_mentioned():
    text = PAPER.format(more=TWICE).replace("Quux-7", "Quux-Bench")
    assert named(text).get("Quux-Bench", "mentioned") == "mentioned"


def test_quotes_hold_the_name_and_confidence_is_below_that_of_a_known_name():
    document = read_text(PAPER.format(more=TWICE), format="markdown")
    by_name = {entity.name: entity for entity in extract(document).entities}
    found, known = by_name["Quux-7"], by_name["ImageNet"]
    assert 0 < found.confidence < known.confidence
    for evidence in found.evidence:
        assert "Quux-7" in evidence.quote
        assert document.text[evidence.start : evidence.end] == evidence.quote


def test_the_same_paper_gives_the_same_facts():
    document = read_text(PAPER.format(more=TWICE), format="markdown")
    assert extract(document) == extract(document)


def test_rules_and_vocabulary_work_without_any_model(tmp_path, monkeypatch):
    for folder in ("vocabulary", "profiles", "reference"):
        shutil.copytree(resources.data_path(folder), tmp_path / folder)
    monkeypatch.setattr(resources, "_data_root", lambda: tmp_path)
    load_tagger.cache_clear()
    assert named(PAPER.format(more=TWICE), learned=False) == {"ImageNet": "evaluated"}
    with pytest.raises(PackagedDataError):
        named(PAPER.format(more=TWICE))


def test_a_very_long_paper_is_tagged_within_a_bound(monkeypatch):
    seen = []
    tagger = load_tagger()
    mark = type(tagger).mark

    def counted(self, sentences, heads=()):
        seen.append(sum(map(len, sentences)))
        return mark(self, sentences, heads)

    monkeypatch.setattr(type(tagger), "mark", counted)
    named(PAPER.format(more="We evaluate our models on Quux-7 and train them. " * 3000))
    assert seen and max(seen) < 6000


@pytest.mark.parametrize("text", ["# Only a title\n", "## Experiments\n\nWe evaluate on ( [ .\n"])
def test_little_text_has_no_names(text):
    assert named(text) == {}
