"""Hand-read pruning papers: what `litscan.extract` says of them, scored by their own scorer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from benchmarks.gold import label_files, labelled_papers, score_records
from litscan.document import read_document
from litscan.extraction import EXTRACTOR_VERSION, extract

MOST_WORST = 20
KINDS = ("datasets", "architectures", "configurations", "compares_to")
NEEDS = ("gold/pruning/score.py", "data/papers/labelled")


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the scores of all labelled papers and by format, and seconds from file to facts."""
    records: dict[str, dict[str, Any]] = {}
    seconds = []
    for paper in labelled_papers(shared):
        begun = time.perf_counter()
        records[paper.stem] = extract(read_document(paper)).to_json()
        seconds.append(time.perf_counter() - begun)
    labels = label_files(shared / "gold/pruning", "labels", split)
    formats = sorted({record["source"]["format"] for record in records.values()})
    return {
        "n": len(records),
        "extractor_version": EXTRACTOR_VERSION,
        "scores": score_records(shared, "extract", records.values(), labels),
        "by_format": {
            name: score_records(
                shared,
                "extract",
                [r for r in records.values() if r["source"]["format"] == name],
                labels,
                only_predicted=True,
            )
            for name in formats
        },
        "worst": worst(shared, records.values(), labels),
        "seconds": {
            "median": round(statistics.median(seconds), 3),
            "slowest": round(max(seconds), 3),
        },
    }


def worst(
    shared: Path, records: Iterable[dict[str, Any]], labels: list[Path]
) -> list[dict[str, Any]]:
    """Return the papers with most errors: names said that no label has, and labels not found."""
    papers = []
    for record in records:
        scores = score_records(shared, "extract", [record], labels, only_predicted=True)
        if not scores["papers"]["labelled"]:
            continue
        errors = {kind: _errors(scores[kind]) for kind in KINDS}
        results = scores["results"]
        missed = round((1 - results["recall"]) * results["n"]) if results["n"] else 0
        total = missed + sum(sum(error.values()) for error in errors.values())
        papers.append(
            {
                "paper": Path(record["source"]["path"]).stem,
                "errors": total,
                **errors,
                "results_missed": missed,
                "results_labelled": results["n"],
                "full_text": record["coverage"]["full_text"],
            }
        )
    return sorted(papers, key=lambda paper: (-paper["errors"], paper["paper"]))[:MOST_WORST]


def _errors(scores: dict[str, Any]) -> dict[str, int]:
    return {
        "not_in_labels": round((1 - scores["precision"]) * scores["predicted"]),
        "missed": round((1 - scores["recall"]) * scores["core"]),
    }
