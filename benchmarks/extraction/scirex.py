"""SciREX: tasks, methods, materials and metrics in full papers, and the names a paper uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.tagged import compared, marks_of
from benchmarks.gold import gold_records

NEEDS = ("gold/score.py", "gold/scirex/train.jsonl.gz")
LABELS = {kind: kind for kind in ("Material", "Method", "Metric", "Task")}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return exact and partial F1 of mentions, and F1 of the names of each paper."""
    predictions = [
        {"id": record["id"], "entities": marks_of(record, "scirex", LABELS)}
        for record in gold_records(shared, "scirex", "test", split)
    ]
    return {
        **compared(shared, "scirex", split, predictions),
        "published": "no figure on these documents: the official test part is not stored, "
        "and what is scored here is the official development part",
    }
