"""The ImageNet top-1 accuracy a paper reports for its own method, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.boards import document_of
from benchmarks.gold import gold_records, score_predictions
from litscan.document.model import Document
from litscan.extraction import extract

NEEDS = ("gold/imagenet_top1", "gold/score.py")


def top1_of(document: Document) -> float | None:
    """Return the best own top-1 accuracy on ImageNet, in percent, or None."""
    values = [
        100 - result.value if result.metric == "top1_error" else result.value
        for result in extract(document).results
        if result.own
        and result.dataset == "ImageNet"
        and result.metric in ("top1_accuracy", "top1_error")
        and result.unit == "percent"
    ]
    return round(max(values), 4) if values else None


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scores on the papers whose text is there; the others count in no figure."""
    records = gold_records(shared, "imagenet_top1", "test", split)
    documents = {record["id"]: document_of(record) for record in records}
    predictions: list[dict[str, Any]] = [
        {"id": name, "top1": top1_of(document)}
        for name, document in documents.items()
        if document is not None
    ]
    detail = score_predictions(shared, "imagenet_top1", predictions, split)["detail"]
    reported = sum(r["gold"] is not None for r in records if documents[r["id"]] is not None)
    return {
        "n": len(predictions),
        "answered": sum(p["top1"] is not None for p in predictions),
        "with_text": detail.get("with_text_here"),
        "always_none": {"acc": round(1 - reported / len(predictions), 4) if predictions else None},
    }
