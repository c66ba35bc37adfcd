"""Papers are ordered by errors in their names of materials; a ceiling counts candidates."""

from __future__ import annotations

from benchmarks.extraction.material_names import (
    candidates,
    ceiling,
    labelled_where_printed,
    worst,
)

TEXT = "We evaluate on the Foobar - 20 K dataset . On Foobar - 20 K , accuracy falls ."
WORDS = TEXT.split()
PAPER = {
    "id": "foobar",
    "tokens": WORDS,
    "sentences": [[0, 10], [10, len(WORDS)]],
    "entities": [(4, 9, "Material"), (16, 17, "Metric")],
}


def normal(text: str) -> str:
    return text.replace(" ", "").lower()


def test_papers_with_most_errors_come_first_with_the_names():
    right = {"id": "right", "entities": PAPER["entities"]}
    papers = worst([{**PAPER, "id": "right"}, PAPER], [right], normal)
    assert [paper["paper"] for paper in papers] == ["foobar", "right"]
    assert papers[0]["missed"] == ["Foobar - 20 K dataset"] and not papers[0]["extra"]
    assert not papers[1]["missed"]


def test_only_materials_count():
    metric = {"id": "foobar", "entities": [(16, 17, "Metric")]}
    (paper,) = worst([PAPER], [metric], normal)
    assert (paper["labelled"], paper["extra"]) == (1, [])


def test_the_best_choice_takes_what_is_labelled_among_the_candidates():
    names = candidates(PAPER, normal)
    assert any("foobar-20k" in name for name in names)
    labelled = {**PAPER, "entities": [(4, 9, "Material")]}
    found = ceiling([labelled], normal)
    assert found["candidates"] == len(names)
    assert found["labelled_among_candidates"] == ("foobar-20kdataset" in names)


def test_names_in_small_letters_or_of_few_papers_are_not_asked_for():
    words = {"tokens": ["images", "COCO"], "entities": [(0, 1, "Material"), (1, 2, "Material")]}
    assert labelled_where_printed([words] * 2)["names"] == 0
    assert labelled_where_printed([words] * 3)["names"] == 1
