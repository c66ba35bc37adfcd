"""Accuracy and speed of ``litscan extract`` on hand-read pruning papers.

``python -m benchmarks.extraction [--record]``; see `benchmarks.gold` for where the papers lie.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.gold import labelled_papers, run_benchmark, score_records
from litscan.document import read_document
from litscan.extraction import EXTRACTOR_VERSION, extract


def measure(shared: Path) -> dict[str, Any]:
    """Return the scores, and seconds a paper from file to facts."""
    records, seconds = [], []
    for paper in labelled_papers(shared):
        begun = time.perf_counter()
        records.append(extract(read_document(paper)).to_json())
        seconds.append(time.perf_counter() - begun)
    return {
        "gold": "gold/pruning",
        "n": len(records),
        "extractor_version": EXTRACTOR_VERSION,
        "scores": score_records(shared, "extract", records),
        "seconds": {
            "median": round(statistics.median(seconds), 3),
            "slowest": round(max(seconds), 3),
        },
    }


if __name__ == "__main__":
    sys.exit(run_benchmark("extraction", "gold/pruning/score.py", measure))
