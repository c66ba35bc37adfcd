"""Accuracy of ``litscan extract`` against hand-read pruning papers.

Run as ``python -m benchmarks.extraction``. The papers, their labels and the scorer lie in the
folder that ``LITSCAN_SHARED`` names (default ``../shared``); without it the benchmark says so and
ends. Prints one JSON object and appends it to ``benchmarks/history/extraction.jsonl``.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from litscan.document import read_document
from litscan.errors import LitscanError
from litscan.extraction import EXTRACTOR_VERSION, extract
from litscan.version import __version__

HISTORY = Path(__file__).parent / "history" / "extraction.jsonl"


def measure(shared: Path) -> dict[str, Any]:
    """Return the scores and times of extraction over the labelled papers."""
    papers = sorted(path for path in (shared / "data/papers/labelled").iterdir() if path.is_file())
    scorer = shared / "gold/pruning/score.py"
    seconds = []
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as facts:
        for paper in papers:
            begun = time.perf_counter()
            try:
                record = extract(read_document(paper)).to_json()
            except LitscanError as error:
                print(f"litscan: error: {error}", file=sys.stderr)
                continue
            seconds.append(time.perf_counter() - begun)
            facts.write(json.dumps(record, ensure_ascii=False) + "\n")
        facts.flush()
        done = subprocess.run(
            [sys.executable, str(scorer), "extract", facts.name],
            check=True,
            capture_output=True,
            text=True,
        )
    return {
        "benchmark": "extraction",
        "gold": "gold/pruning",
        "n": len(papers),
        "litscan_version": __version__,
        "extractor_version": EXTRACTOR_VERSION,
        "scores": json.loads(done.stdout),
        "seconds": {
            "median": round(sorted(seconds)[len(seconds) // 2], 3),
            "slowest": round(max(seconds), 3),
        },
    }


def main() -> None:
    """Print the measurement and add it to the history."""
    shared = Path(os.environ.get("LITSCAN_SHARED", "../shared"))
    if not (shared / "gold/pruning/score.py").is_file():
        print(f"skipped: no labelled papers under {shared} (set LITSCAN_SHARED)", file=sys.stderr)
        return
    record = measure(shared)
    HISTORY.parent.mkdir(exist_ok=True)
    with HISTORY.open("a", encoding="utf-8") as history:
        history.write(json.dumps({"when": time.strftime("%Y-%m-%d"), **record}) + "\n")
    print(json.dumps(record, indent=1))


if __name__ == "__main__":
    main()
