"""Are the extracted facts right? Every figure against labels made by others, with its n.

``python -m benchmarks.extraction`` prints JSON, a section a set of labels. ``--only pruning,cells``
runs some sections; ``--split`` chooses among the halves of a test set that are there;
``--record`` keeps the figures in the history.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.gold import SPLITS, run_benchmark

SECTIONS = {
    "pruning": "hand-read pruning papers: entities, configurations, comparisons, runs, results",
    "calibration": "whether confidence is the share of facts that are right",
    "blalock": "papers that a meta-analysis read: data sets, architectures, comparisons",
    "cells": "what the cells of tables name, cross-validated by paper",
    "scirex": "tasks, methods, materials and metrics marked in full papers",
    "tdmsci": "tasks, data sets and metrics marked in sentences",
    "scier": "data sets, methods and tasks in papers of other labels than the tagger saw",
    "gsap_ner": "models, data sets, methods and tasks, likewise",
    "axcell": "PWC Leaderboards: (task, dataset, metric, score), closed list of leaderboards",
    "sota": "which papers report leaderboard results, and which",
    "nlp_tdms": "leaderboards of NLP papers, from tables as GROBID read them",
    "imagenet_top1": "the ImageNet top-1 accuracy of a paper's own method, or none",
    "hyperpie": "hyper-parameters and their values marked in paragraphs",
}


def main(arguments: list[str]) -> int:
    """Run the sections asked for."""
    options = _parser().parse_args(arguments)
    chosen = options.only.split(",") if options.only else list(SECTIONS)
    unknown = [name for name in chosen if name not in SECTIONS]
    if unknown:
        print(f"no section {unknown[0]!r}; there are {', '.join(SECTIONS)}", file=sys.stderr)
        return 2

    def measure(shared: Path) -> dict[str, Any]:
        return {name: _section(name, shared, options.split) for name in chosen}

    return run_benchmark("extraction", "gold", measure, record=options.record)


def _parser() -> argparse.ArgumentParser:
    sections = "\n".join(f"  {name:<13} {about}" for name, about in SECTIONS.items())
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.extraction",
        description=f"{__doc__}\nsections:\n{sections}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--only", metavar="SECTION,...", help="run these sections")
    parser.add_argument(
        "--split", choices=SPLITS, default="dev", help="which half of the labels (default: dev)"
    )
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    return parser


def _section(name: str, shared: Path, split: str) -> dict[str, Any]:
    print(f"measuring {name}", file=sys.stderr)
    module = importlib.import_module(f"benchmarks.extraction.{name}")
    missing = [needed for needed in module.NEEDS if not (shared / needed).exists()]
    if missing:
        return {"skipped": f"{shared / missing[0]} is not there (set LITSCAN_SHARED)"}
    begun = time.perf_counter()
    figures: dict[str, Any] = module.measure(shared, split)
    return {**figures, "wall_seconds": round(time.perf_counter() - begun, 1)}


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
