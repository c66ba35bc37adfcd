"""Agreement of the rigor checks with two readers of real pruning papers.

``python -m benchmarks.rigor [--record]``; see `benchmarks.gold` for where the papers lie.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from benchmarks.gold import labelled_papers, run_benchmark, score_records
from litscan import audit, read_document
from litscan.rigor import CHECKS


def measure(shared: Path) -> dict[str, Any]:
    """Return accuracy, F1 and kappa of each check that has labels, and their means."""
    records = [audit(read_document(paper)).to_json() for paper in labelled_papers(shared)]
    scores = score_records(shared, "audit", records)
    mine = {check.id for check in CHECKS}
    kept = {name: row for name, row in scores.items() if name in mine and row["n"]}
    mean = {
        figure: round(sum(row[figure] or 0 for row in kept.values()) / len(kept), 4)
        for figure in ("accuracy", "f1", "kappa")
    }
    return {"gold": "gold/pruning", "n": len(records), "checks": kept, "mean": mean}


if __name__ == "__main__":
    sys.exit(run_benchmark("rigor", "gold/pruning/score.py", measure))
