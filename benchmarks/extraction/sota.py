"""SOTA?: which papers report results on leaderboards, and which; no list of leaderboards given.

The leaderboards known are those that the train parts of ``axcell`` and ``nlp_tdms`` name.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.extraction.boards import named_boards, predict, predictions_of, summary
from benchmarks.gold import gold_records
from litscan.document.model import Document
from litscan.leaderboards import BoardList, link, reports_results

NEEDS = ("gold/sota", "gold/axcell", "gold/nlp_tdms", "gold/score.py")
LEAST = 0.05
MOST = 6
UNNAMED = {"task": "", "dataset": "", "metric": "", "score": ""}


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scores, and how well papers without results are told."""
    boards = BoardList.of(
        sorted(
            named_boards(gold_records(shared, "axcell", "train", split))
            | named_boards(gold_records(shared, "nlp_tdms", "train", split))
        )
    )

    def answer(document: Document) -> list[dict[str, str]]:
        if not reports_results(document):
            return []
        found = sorted(
            link(document, boards, min_confidence=LEAST), key=lambda result: -result.confidence
        )
        return predictions_of(found[:MOST]) or [UNNAMED]

    predictions, ceiling = predict(shared, "sota", split, answer)
    figures, detail = summary(shared, "sota", split, predictions)
    return {
        "n": len(predictions),
        "leaderboards_in_list": len(boards.boards),
        "ceiling": ceiling,
        **figures,
        "no_result": _no_result(shared, split, predictions),
        "one2one_score": detail["one2one_exact"]["Score"],
    }


def _no_result(shared: Path, split: str, predictions: list[dict[str, Any]]) -> dict[str, Any]:
    """Return how many of the papers given no result have none, and of those with none get none."""
    none = {r["id"] for r in gold_records(shared, "sota", "test", split) if not r["gold"]}
    said = {prediction["id"] for prediction in predictions if not prediction["tdms"]}
    right = len(none & said)
    return {
        "labelled": len(none),
        "said": len(said),
        "right": right,
        "precision": round(right / len(said), 4) if said else None,
        "recall": round(right / len(none), 4) if none else None,
    }
