"""SciER: data sets, methods and tasks in full papers; the tagger has seen none of its labels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.tagged import compared, marks_of
from benchmarks.gold import gold_records

NEEDS = ("gold/score.py", "gold/scier/train.jsonl.gz")
PUBLISHED = {"best supervised model, official test part": {"ner_exact_micro_f1": 0.8685}}
LABELS = {"Material": "Dataset", "Method": "Method", "Task": "Task"}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return exact and partial F1 beside the trivial and the published figures."""
    predictions = [
        {"id": record["id"], "entities": marks_of(record, "scirex", LABELS)}
        for record in gold_records(shared, "scier", "test", split)
    ]
    return {
        **compared(shared, "scier", split, predictions),
        "labels": LABELS,
        "published": PUBLISHED,
        "note": "the trivial baseline has seen the set's own train part, the tagger has not",
    }
