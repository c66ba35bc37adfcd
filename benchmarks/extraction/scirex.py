"""SciREX: tasks, methods, materials and metrics in full papers, and the names a paper uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.material_names import ceiling, labelled_where_printed, normal_of, worst
from benchmarks.extraction.tagged import compared, marks_of
from benchmarks.gold import gold_records

NEEDS = ("gold/score.py", "gold/scirex/train.jsonl.gz")
LABELS = {kind: kind for kind in ("Material", "Method", "Metric", "Task")}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return F1 of mentions, exact and partial, F1 of each paper's names, and what is wrong."""
    records = gold_records(shared, "scirex", "test", split)
    predictions = [
        {"id": record["id"], "entities": marks_of(record, "scirex", LABELS)} for record in records
    ]
    normal = normal_of(shared)
    train = gold_records(shared, "scirex", "train", split)
    return {
        **compared(shared, "scirex", split, predictions),
        "published": "no figure on these documents: the official test part is not stored, "
        "and what is scored here is the official development part",
        "ceiling": {
            **ceiling(records, normal),
            "train_part_names_labelled_where_printed": labelled_where_printed(train),
        },
        "worst": worst(records, predictions, normal),
    }
