"""The tagger of tasks, methods, materials and metrics."""

from __future__ import annotations

import numpy as np
import pytest

from litscan.extraction.learned.network import Network
from litscan.extraction.learned.tagger import FACTORY, Tagger, load_tagger, register
from litscan.extraction.learned.tags import best_tags, spans_of

SENTENCES = [
    sentence.split()
    for sentence in (
        "We study pruning of networks for image classification .",
        "We evaluate on the Foobar - 20 K dataset .",
        "On Foobar - 20 K , accuracy falls by two points .",
    )
]


def named(head: str) -> set[tuple[str, str]]:
    words = [word for sentence in SENTENCES for word in sentence]
    marks = load_tagger().mark(SENTENCES, [head])[head]
    return {(mark.label, " ".join(words[mark.start : mark.end])) for mark in marks}


def test_a_data_set_that_no_list_names_is_found():
    assert any(label == "DATASET" and "Foobar" in name for label, name in named("tdmsci"))
    assert any(label == "Material" and "Foobar" in name for label, name in named("scirex"))


def test_tasks_and_metrics_are_found():
    assert {("TASK", "image classification"), ("METRIC", "accuracy")} <= named("tdmsci")


def test_the_same_text_gives_the_same_marks():
    assert load_tagger().mark(SENTENCES) == load_tagger().mark(SENTENCES)


def test_marks_stay_inside_their_sentence():
    bounds = np.cumsum([0, *(len(sentence) for sentence in SENTENCES)])
    for marks in load_tagger().mark(SENTENCES).values():
        for mark in marks:
            first = int(np.searchsorted(bounds, mark.start, side="right"))
            assert mark.start < mark.end <= bounds[first]
            assert 0 < mark.score <= 1


@pytest.mark.parametrize("sentences", [[], [[]], [["x"]], [["", "\u4e2d" * 400, "1" * 50]]])
def test_odd_texts_are_read(sentences):
    assert set(load_tagger().mark(sentences)) == {"scirex", "tdmsci"}


def test_a_sentence_without_an_end_is_read_in_pieces():
    marks = load_tagger().mark([["ImageNet", "and"] * 1000], ["scirex"])["scirex"]
    assert marks and all(mark.end - mark.start <= 200 for mark in marks)
    assert len({mark.start // 200 for mark in marks}) == 10


def test_the_component_comes_back_from_disk(tmp_path):
    import spacy

    register()
    nlp = spacy.blank("en")
    nlp.add_pipe(FACTORY)
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    doc = again("We evaluate on the Foobar-20K dataset.")
    assert [span.label_ for span in doc.spans["tdmsci"]] == ["DATASET"]
    assert "Foobar" in doc.spans["tdmsci"][0].text
    assert len(doc.spans["tdmsci"].attrs["scores"]) == 1
    assert (tmp_path / "pipeline" / FACTORY / "weights.npz").stat().st_size < 12_000_000


def test_weights_written_are_the_weights_read(tmp_path):
    tagger = load_tagger()
    tagger.to_disk(tmp_path)
    again = Tagger(Network.read(tmp_path))
    assert again.mark(SENTENCES) == tagger.mark(SENTENCES)


def test_an_entity_goes_on_in_its_own_type_to_its_end():
    scores = np.full((3, 9), -9.0, dtype=np.float32)
    scores[0, 1] = scores[1, 6] = scores[2, 3] = 0  # begin A, inside B, end A
    tags = best_tags(scores, [3]).tolist()
    spans = spans_of(tags)
    assert all(tag in (0, 4, 8) or spans for tag in tags)
    assert tags[0] != 1 or tags[1] in (2, 3)
