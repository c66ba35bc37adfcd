"""Agreement of the checks with two readers of real pruning papers.

The labels' own scorer counts ``pass`` and ``partial`` as yes, everything else that applies as no.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.gold import label_files, labelled_papers, read_lines, score_records
from benchmarks.rigor.disagreements import disagreement, says_yes
from litscan import audit, read_document
from litscan.rigor import CHECKS

NEEDS = ("gold/pruning/score.py", "data/papers/labelled")
KEYWORDS = "one regular expression a check: mean accuracy 0.80, mean kappa 0.45 (dev half)"
BAR = ("V01", "V02", "R01", "H01", "H03", "R05", "R08", "S05")
"""The checks whose mean the bar of accuracy 0.90 and kappa 0.70 is set for."""


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return accuracy, F1 and kappa of each check that has labels, and their means."""
    paths = label_files(shared / "gold/pruning", "labels", split)
    labels = {label["id"]: label for path in paths for label in read_lines(path)}
    papers = [paper for paper in labelled_papers(shared) if paper.stem in labels]
    records = [audit(read_document(paper)).to_json() for paper in papers]
    scores = score_records(shared, "audit", records, paths)
    mine = {check.id for check in CHECKS}
    kept = {name: row for name, row in scores.items() if name in mine and row["n"]}
    return {
        "gold": "gold/pruning",
        "n": len(records),
        "checks": kept,
        "mean": _mean(list(kept.values())),
        "mean_of_bar": _mean([kept[name] for name in BAR if name in kept]),
        "baseline": KEYWORDS,
        "disagreements": [
            row for record in records for row in _disagreements(record, labels, kept)
        ],
    }


def _mean(rows: list[dict[str, Any]]) -> dict[str, float]:
    return {
        figure: round(sum(row[figure] or 0 for row in rows) / max(len(rows), 1), 4)
        for figure in ("accuracy", "f1", "kappa")
    }


def _disagreements(
    record: dict[str, Any], labels: dict[str, Any], kept: dict[str, Any]
) -> list[dict[str, Any]]:
    paper = Path(record["source"]["path"]).stem
    controls = labels[paper]["controls"]
    rows = []
    for finding in record["findings"]:
        label = controls.get(kept.get(finding["check"], {}).get("what"))
        applies = finding["outcome"] != "not_applicable"
        if applies and label is not None and label != says_yes(finding):
            rows.append(disagreement(paper, finding, labelled=label))
    return rows
