"""The ImageNet top-1 accuracy a paper reports for its own method, or none."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.boards import document_of
from benchmarks.gold import gold_records, score_predictions
from litscan.leaderboards import BoardList, Leaderboard, link

NEEDS = ("gold/imagenet_top1", "gold/score.py")
BOARDS = BoardList.of(
    [
        Leaderboard("Image Classification", "ImageNet", "Top 1 Accuracy"),
        Leaderboard("Image Classification", "ImageNet", "Top 5 Accuracy"),
    ]
)


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scores on the papers whose text is there; the others count in no figure."""
    predictions: list[dict[str, Any]] = []
    for record in gold_records(shared, "imagenet_top1", "test", split):
        document = document_of(record)
        if document is None:
            continue
        values = [
            result.value for result in link(document, BOARDS) if result.board == BOARDS.boards[0]
        ]
        predictions.append({"id": record["id"], "top1": values[0] if values else None})
    detail = score_predictions(shared, "imagenet_top1", predictions, split)["detail"]
    return {
        "n": len(predictions),
        "answered": sum(p["top1"] is not None for p in predictions),
        "with_text": detail.get("with_text_here"),
    }
