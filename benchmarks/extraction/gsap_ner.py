"""GSAP-NER: models, data sets, methods, tasks; the tagger has not seen its labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.tagged import compared
from benchmarks.gold import gold_records
from litscan.extraction.learned.tagger import load_tagger

NEEDS = ("gold/score.py", "gold/gsap_ner/train.jsonl.gz")
PUBLISHED = {
    "SciDeBERTa-CS, ten folds, all types": {
        "ner_exact_micro_f1": 0.644,
        "ner_partial_micro_f1": 0.732,
    },
    "SciDeBERTa-CS by type, exact": {
        "Dataset": 0.817,
        "MLModel": 0.701,
        "ModelArchitecture": 0.339,
        "Method": 0.476,
        "Task": 0.553,
    },
}
LABELS = {"Material": "Dataset", "Method": "Method", "Task": "Task"}


def _name_like(text: str) -> bool:
    """Whether a method reads as a model's name: a capital inside a word, or a digit."""
    return any(
        any(letter.isupper() for letter in word[1:]) or any(c.isdigit() for c in word)
        for word in text.split()
    )


def _paragraphs(record: dict[str, Any]) -> list[dict[str, Any]]:
    import spacy

    nlp = spacy.blank("en")
    texts = [paragraph["text"] for paragraph in record["paragraphs"]]
    docs = [nlp(text) for text in texts]
    tagged: list[list[tuple[int, int, str]]] = [[] for _ in texts]
    tokens = [(place, token) for place, doc in enumerate(docs) for token in doc]
    marks = load_tagger().mark([[token.text for token in doc] for doc in docs], ["scirex"])
    for mark in marks["scirex"]:
        place, first = tokens[mark.start]
        last = tokens[mark.end - 1][1]
        start, end = first.idx, last.idx + len(last)
        label = LABELS.get(mark.label)
        if label == "Method" and _name_like(texts[place][start:end]):
            label = "MLModel"
        if label is not None:
            tagged[place].append((start, end, label))
    return [{"entities": entities} for entities in tagged]


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return exact and partial F1 beside the trivial and the published figures."""
    predictions = [
        {"id": record["id"], "paragraphs": _paragraphs(record)}
        for record in gold_records(shared, "gsap_ner", "test", split)
    ]
    return {
        **compared(shared, "gsap_ner", split, predictions),
        "labels": {**LABELS, "Method with a capital inside or a digit": "MLModel"},
        "published": PUBLISHED,
        "note": "of the ten types the tagger can find four; the trivial baseline has seen the "
        "set's own train part, the tagger has not",
    }
