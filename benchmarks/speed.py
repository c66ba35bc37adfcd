"""How long does a LaTeX paper take from file to facts, on one core, and in how much memory?

``python -m benchmarks.speed`` prints JSON: seconds per paper, reading included, with the rules and
vocabulary alone (``core``) and with the learned parts; the time to start; the peak memory of the
process; and pandoc's plain conversion of the same files in the same run. ``--papers N`` chooses how
many single files by the hash of their names, to which all whole LaTeX folders are added;
``--record`` keeps the figures in the history.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.documents.processes import run
from benchmarks.documents.sources import SINGLE_FILES, Paper, chosen, latex_papers
from benchmarks.gold import ROOT, run_benchmark

PAPERS = 120
TIME_OUT = 60.0
_PANDOC = ["pandoc", "-f", "latex", "-t", "plain"]
_FOLDERS = ("latex_intact/", "reproscreener50/")
_THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")
_FIRST = "# Pruned\n\n## Experiments\n\nWe prune ResNet-56 on CIFAR-10 for 90 epochs.\n"


def main(arguments: list[str]) -> int:
    """Measure, or be the process that is measured."""
    options = _parser().parse_args(arguments)
    if options.extract is not None:
        json.dump(_extract_all(options.extract, learned=options.learned), sys.stdout)
        return 0
    return run_benchmark(
        "speed", SINGLE_FILES, lambda shared: measure(shared, options.papers), record=options.record
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed", description=__doc__)
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    parser.add_argument("--papers", type=int, default=PAPERS, help="how many single files")
    parser.add_argument("--extract", metavar="LIST", help=argparse.SUPPRESS)
    parser.add_argument("--learned", action="store_true", help=argparse.SUPPRESS)
    return parser


def measure(shared: Path, count: int) -> dict[str, Any]:
    """Return the figures of litscan and of pandoc on the same papers, one core for all.

    Parameters
    ----------
    shared : Path
        The folder of real papers.
    count : int
        How many papers that are a single file; whole folders are added to them.
    """
    core = _stay_on_one_core()
    with tempfile.TemporaryDirectory() as scratch:
        papers, _ = latex_papers(shared, Path(scratch, "papers"))
        single = [paper for paper in papers if not paper.id.startswith(_FOLDERS)]
        papers = chosen(single, count) + [p for p in papers if p.id.startswith(_FOLDERS[0])]
        figures = {
            "n": len(papers),
            "one_core": core,
            "core": _measure_litscan(papers, Path(scratch), learned=False),
            "learned": _measure_litscan(papers, Path(scratch), learned=True),
            "pandoc": _measure_pandoc(papers),
        }
    for name in ("core", "learned"):
        _compare(figures[name], figures["pandoc"])
    return figures


def _stay_on_one_core() -> bool:
    """Bind this process and all it starts to one processor; return whether that was possible."""
    os.environ.update(dict.fromkeys(_THREADS, "1"))
    if not hasattr(os, "sched_setaffinity"):
        return False
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    return True


def _measure_litscan(papers: Sequence[Paper], scratch: Path, *, learned: bool) -> dict[str, Any]:
    """Extract all papers in a process of its own."""
    print(f"measuring {'learned' if learned else 'core'}", file=sys.stderr)
    listing = scratch / "papers.txt"
    listing.write_text("\n".join(str(paper.path) for paper in papers), encoding="utf-8")
    command = [sys.executable, "-m", "benchmarks.speed", "--extract", str(listing)]
    done = subprocess.run(
        [*command, "--learned"] if learned else command,
        check=True,
        capture_output=True,
        cwd=ROOT,
    )
    told: dict[str, Any] = json.loads(done.stdout)
    wall = [read + extract for read, extract in zip(told["read"], told["extract"], strict=True)]
    return {
        **_spread("wall", wall),
        **_spread("cpu", told["cpu"]),
        "papers_per_second": round(1 / statistics.median(wall), 1),
        "reading_median": round(statistics.median(told["read"]), 4),
        "extracting_median": round(statistics.median(told["extract"]), 4),
        "start_seconds": round(told["start"], 2),
        "peak_mib": round(told["peak_mib"]),
        "refused": told["refused"],
        "slowest": papers[max(range(len(wall)), key=wall.__getitem__)].id,
    }


def _extract_all(listing: str, *, learned: bool) -> dict[str, Any]:
    """Read and extract every file of a list in this process, and return the seconds of each."""
    paths = Path(listing).read_text(encoding="utf-8").splitlines()
    started = time.perf_counter()
    read, extract = _begin(learned=learned)
    start = time.perf_counter() - started
    seconds: dict[str, list[float]] = {"read": [], "extract": [], "cpu": []}
    refused = 0
    for path in paths:
        cpu, begun = time.process_time(), time.perf_counter()
        between = begun
        try:
            document = read(path)
            between = time.perf_counter()
            extract(document).to_json()
        except ValueError as error:  # counted, with its seconds
            refused += 1
            print(f"{path}: {error}", file=sys.stderr)
        ended = time.perf_counter()
        seconds["read"].append(between - begun)
        seconds["extract"].append(ended - between)
        seconds["cpu"].append(time.process_time() - cpu)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    peak_mib = peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)
    return {**seconds, "start": start, "peak_mib": peak_mib, "refused": refused}


def _begin(*, learned: bool) -> tuple[Callable[[str], Any], Callable[[Any], Any]]:
    """Import litscan and load vocabulary and models: what is done once a process."""
    from litscan import extract, read_document
    from litscan.document import read_text

    def facts(document: Any) -> Any:
        return extract(document, learned=learned)

    facts(read_text(_FIRST, format="markdown"))
    return read_document, facts


def _measure_pandoc(papers: Sequence[Paper]) -> dict[str, Any]:
    """Convert all papers to plain text with pandoc, a process a paper."""
    if shutil.which("pandoc") is None:
        return {"skipped": "pandoc: not installed"}
    print("measuring pandoc", file=sys.stderr)
    runs = [run([*_PANDOC, paper.main.name], paper.main.parent, TIME_OUT) for paper in papers]
    return {
        **_spread("wall", [done.wall for done in runs]),
        **_spread("cpu", [done.cpu for done in runs]),
        "failed": sum(done.code != 0 for done in runs),
    }


def _spread(name: str, seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(seconds)
    return {
        f"{name}_median": round(statistics.median(ordered), 4),
        f"{name}_p90": round(ordered[math.ceil(0.9 * len(ordered)) - 1], 4),
        f"{name}_slowest": round(ordered[-1], 3),
    }


def _compare(ours: dict[str, Any], theirs: dict[str, Any]) -> None:
    """Add how many times pandoc's median the median of litscan is."""
    if "wall_median" in ours and "wall_median" in theirs:
        ours["median_over_pandoc_median"] = round(ours["wall_median"] / theirs["wall_median"], 2)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
