"""Hand-read pruning papers: what `litscan.extract` says of them, scored by their own scorer."""

from __future__ import annotations

import statistics
import time
from pathlib import Path
from typing import Any

from benchmarks.gold import label_files, labelled_papers, score_records
from litscan.document import read_document
from litscan.extraction import EXTRACTOR_VERSION, extract

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
        "seconds": {
            "median": round(statistics.median(seconds), 3),
            "slowest": round(max(seconds), 3),
        },
    }
