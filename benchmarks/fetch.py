"""Do full texts arrive whole, whatever happens on the way?

``python -m benchmarks.fetch`` prints JSON. It starts the loopback arXiv of ``LITSCAN_SHARED`` over
whole e-prints as a process and runs ``litscan fetch`` against it as another. ``--only`` takes
sections:

``weather``  every fault of the server, a seed a run: every paper's document beside what
             `read_document` makes of the same source folder
``kills``    no faults, and the process is killed at random moments (SIGKILL) and run again: papers
             lost, and papers asked for more than once
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.gold import ROOT, run_benchmark
from benchmarks.loopback import loopback_arxiv

if TYPE_CHECKING:
    from litscan.document import Document

EPRINTS = "data/papers/reproscreener50"
DELAY = 0.02


def main(arguments: list[str]) -> int:
    """Run the sections that were asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.fetch", description=__doc__)
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    parser.add_argument("--only", default="weather,kills", help="sections")
    parser.add_argument("--seeds", type=int, default=5, help="runs under faults")
    parser.add_argument("--kills", type=int, default=20, help="times the process is killed")
    options = parser.parse_args(arguments)
    return run_benchmark(
        "fetch", EPRINTS, lambda shared: measure(shared, options), record=options.record
    )


def measure(shared: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of the sections."""
    from litscan.document import read_document

    folders = sorted((shared / EPRINTS).glob("*/source"))
    with tempfile.TemporaryDirectory(prefix="litscan-fetch-") as folder:
        bench = Bench(shared, Path(folder), {f.parent.name: read_document(f) for f in folders})
        sections: dict[str, Callable[[], Any]] = {
            "weather": lambda: [_weather(bench, seed) for seed in range(options.seeds)],
            "kills": lambda: _kills(bench, options.kills),
        }
        figures = {name: sections[name]() for name in options.only.split(",")}
    return {"papers": len(folders), **figures}


class Bench:
    """Papers as their folders read, a server for them, and litscan as a process."""

    def __init__(self, shared: Path, folder: Path, documents: dict[str, Document]) -> None:
        self.shared, self.folder, self.documents = shared, folder, documents

    def server(self, *options: str) -> AbstractContextManager[str]:
        """Run the loopback arXiv; yield its address."""
        eprints = ("--eprints", str(self.shared / EPRINTS))
        return loopback_arxiv(self.shared, "--limit", "5", *eprints, *options)

    def start(self, url: str, corpus: Path) -> subprocess.Popen[str]:
        """Start to fetch all papers into a corpus."""
        command = [sys.executable, "-m", "litscan", "fetch", *self.documents, "--corpus"]
        command += [str(corpus), "--base-url", url, "--delay", str(DELAY), "--format", "json"]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=ROOT, text=True, stdout=pipe, stderr=pipe)

    def verdict(self, corpus: Path) -> dict[str, Any]:
        """Return how many papers are there, and how many are as their folders read."""
        from litscan.corpus import Corpus

        with Corpus.open(corpus, create=False) as opened:
            rows = opened.documents()
            found = {
                key: opened.load_document(int(number))
                for key, number in zip(rows["key"], rows["id"], strict=True)
            }
        equal = sum(
            _same(found[key], there) for key, there in self.documents.items() if key in found
        )
        return {"documents": len(rows), "there": len(found), "equal": equal}


def _same(found: Document, there: Document) -> bool:
    """Whether two documents differ at most in where they were read from."""
    return found == replace(there, source=found.source, arxiv_id=found.arxiv_id)


def _statistics(url: str) -> dict[str, Any]:
    with urllib.request.urlopen(f"{url}/__stats") as answer:
        return dict(json.load(answer))


def _weather(bench: Bench, seed: int) -> dict[str, Any]:
    corpus = bench.folder / f"weather{seed}.db"
    with bench.server("--faults", "all", "--seed", str(seed), "--slow-s", "0.2") as url:
        started = time.monotonic()
        process = bench.start(url, corpus)
        _, err = process.communicate()
        seconds = round(time.monotonic() - started, 1)
        stats = _statistics(url)
    if process.returncode:
        raise RuntimeError(f"litscan ended with status {process.returncode}: {err}")
    counted = {name: stats[name] for name in ("requests", "faults", "max_concurrency")}
    return {"seed": seed, **bench.verdict(corpus), **counted, "seconds": seconds}


def _kills(bench: Bench, kills: int) -> dict[str, Any]:
    """Kill fetching again and again at random moments, then let it come to its end."""
    corpus, chance, killed = bench.folder / "kills.db", random.Random(3), 0
    with bench.server() as url:
        for _ in range(kills):
            process = bench.start(url, corpus)
            try:
                process.wait(timeout=chance.uniform(1.5, 6))
            except subprocess.TimeoutExpired:
                process.kill()
            process.communicate()
            killed += process.returncode < 0
        process = bench.start(url, corpus)
        _, err = process.communicate()
        asked = _statistics(url)["by_path"].get("/e-print", 0)
    if process.returncode:
        raise RuntimeError(f"litscan ended with status {process.returncode}: {err}")
    again = asked - len(bench.documents)
    return {"killed": killed, **bench.verdict(corpus), "asked": asked, "asked_again": again}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
