"""Collections in bad weather, whole and killed half-way: which ids came, and how politely."""

from __future__ import annotations

import math
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from benchmarks.collect.replay import PRUNING, Replay, Replays
from benchmarks.collect.worker import collect
from litscan.corpus import Corpus

DELAY = 0.02
MOMENT = 0.3
"""Seconds after a request within which a collection is killed: a page takes about as long."""
PAGES = (2000, 100)
"""Page sizes: what litscan asks for, and one that draws many more faults."""


def all_weathers(replays: Replays, wanted: set[str], seeds: int) -> dict[str, Any]:
    """Return what collections with faults of all kinds got, seed by seed."""
    runs = list(
        told("weather", (_run(replays, wanted, seed, n) for seed in range(seeds) for n in PAGES))
    )
    return _summary(runs) | {"hits": len(wanted), "page_sizes": list(PAGES)}


def killed(replays: Replays, wanted: set[str], kills: int) -> dict[str, Any]:
    """Return what collections got that were killed at a random moment and started again."""
    runs = list(told("kill", (_killed_run(replays, wanted, seed) for seed in range(kills))))
    return _summary(runs) | {
        "killed": sum(run["killed"] for run in runs),
        "stored_when_killed": sorted(run["stored_when_killed"] for run in runs),
        "fewest_requests": kills * _fewest(wanted),
    }


def told(label: str, runs: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Yield runs, each told on standard error: they take minutes."""
    for number, run in enumerate(runs, 1):
        sys.stderr.write(f"{label} {number}: {run}\n")
        yield run


def _fewest(wanted: set[str]) -> int:
    return math.ceil(len(wanted) / PAGES[-1])


def _run(replays: Replays, wanted: set[str], seed: int, size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, replays.serve(seed) as replay:
        name = str(Path(folder, "litscan.db"))
        collect(name, replay.address, PRUNING, size, DELAY)
        return _outcome(name, replay, wanted)


def _killed_run(replays: Replays, wanted: set[str], seed: int) -> dict[str, Any]:
    """Kill a collection a moment after one of its requests, each as likely; then start it again."""
    chance = random.Random(seed)
    after, pause = chance.randint(1, _fewest(wanted)), chance.uniform(0, MOMENT)
    with tempfile.TemporaryDirectory() as folder, replays.serve(seed) as replay:
        name = str(Path(folder, "litscan.db"))
        process = _start(name, replay)
        while process.poll() is None and replay.stats()["requests"] < after:
            time.sleep(0.005)
        time.sleep(pause)
        process.kill()
        ended = process.wait()
        with Corpus.open(name) as corpus:
            stored = len(corpus.papers())
        _start(name, replay).wait()
        kill = {"killed": ended == -signal.SIGKILL, "stored_when_killed": stored}
        return _outcome(name, replay, wanted) | kill


def _start(name: str, replay: Replay) -> subprocess.Popen[bytes]:
    values = [name, replay.address, PRUNING, str(PAGES[-1]), str(DELAY)]
    return subprocess.Popen([sys.executable, "-m", "benchmarks.collect.worker", *values])


def _outcome(name: str, replay: Replay, wanted: set[str]) -> dict[str, Any]:
    with Corpus.open(name, create=False) as corpus:
        ids = list(corpus.papers()["arxiv_id"])
        runs = corpus.collection_runs()
    stats = replay.stats()
    last = runs.iloc[-1]
    return {
        "missing": len(wanted - set(ids)),
        "strange": len(set(ids) - wanted),
        "duplicates": len(ids) - len(set(ids)),
        "runs": len(runs),
        "accounted": last["outcome"] == "done" and bool(last["received"] == len(wanted)),
        "requests": stats["requests"],
        "faults": sum(stats["faults"].values()),
        "max_concurrency": stats["max_concurrency"],
        "min_gap_s": stats["min_gap_s"],
    }


def _summary(runs: list[dict[str, Any]]) -> dict[str, Any]:
    wrong = [run for run in runs if run["missing"] or run["strange"] or run["duplicates"]]
    return {
        "n": len(runs),
        "exact": len(runs) - len(wrong),
        "wrong": wrong,
        "accounted": sum(run["accounted"] for run in runs),
        "runs_noted": max(run["runs"] for run in runs),
        "requests": sum(run["requests"] for run in runs),
        "faults": sum(run["faults"] for run in runs),
        "max_concurrency": max(run["max_concurrency"] for run in runs),
        "delay_s": DELAY,
        "min_gap_s": round(min(run["min_gap_s"] for run in runs if run["min_gap_s"]), 4),
    }
