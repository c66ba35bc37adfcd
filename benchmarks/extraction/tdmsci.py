"""TDMSci: tasks, data sets and metrics in single sentences of NLP papers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.tagged import compared, marks_of
from benchmarks.gold import gold_records

NEEDS = ("gold/score.py", "gold/tdmsci/train.jsonl.gz")
PUBLISHED = {
    "Flair-TDM with mask augmentation, 487 test sentences": {
        "ner_exact_micro_f1": 0.6205,
        "ner_partial_micro_f1": 0.7647,
    },
    "agreement of two annotators, 100 sentences": {"ner_exact_micro_f1": 0.743},
}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return exact and partial F1 beside the trivial and the published figures."""
    labels = {"TASK": "TASK", "DATASET": "DATASET", "METRIC": "METRIC"}
    predictions = [
        {"id": record["id"], "entities": marks_of(record, "tdmsci", labels)}
        for record in gold_records(shared, "tdmsci", "test", split)
    ]
    return {**compared(shared, "tdmsci", split, predictions), "published": PUBLISHED}
