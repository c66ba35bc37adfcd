"""How fast do records of arXiv's metadata go into a corpus, and in how much memory?

``python -m benchmarks.ingest`` prints JSON: records a second from a file of invented records in the
form of arXiv's snapshot into SQLite, full-text index included, and into PostgreSQL; in the same
run, bare ``sqlite3.executemany`` of the same papers into one table, without and with the same
full-text index; the peak memory of each process. Real metadata is measured beside it where
``LITSCAN_SHARED`` is there. Each contender runs once a round, one after the other, and its fastest
round counts.

``--records 2700000 --rounds 1 --only litscan`` is a whole snapshot. ``--record`` keeps the figures
in the history.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any

from benchmarks.gold import HISTORY, ROOT, shared_folder
from benchmarks.ingest.synthetic import write_snapshot
from benchmarks.servers import NoServerError, postgresql
from litscan.version import __version__

RECORDS, ROUNDS = 100_000, 3
REAL = ("ml_core_1991_2019.jsonl.gz", "pruning_records.jsonl.gz")
NAMES = ("bare", "bare_indexed", "only_read", "litscan", "postgresql")


def main(arguments: Sequence[str]) -> int:
    """Measure and print."""
    options = _parser().parse_args(arguments)
    names = [name for name in NAMES if name in options.only.split(",")]
    with tempfile.TemporaryDirectory(dir=options.folder) as scratch:
        snapshot = Path(scratch, "snapshot.jsonl")
        print(f"writing {options.records:,} records", file=sys.stderr)
        size = write_snapshot(snapshot, options.records)
        figures: dict[str, Any] = {
            "date": datetime.now(UTC).date().isoformat(),
            "benchmark": "ingest",
            "litscan": __version__,
            "processors": os.cpu_count(),
            "load": round(os.getloadavg()[0], 1),
            "rounds": options.rounds,
            "invented": {
                "bytes_a_record": round(size / options.records),
                **measure(names, [snapshot], Path(scratch), options.rounds),
            },
        }
        real = [shared_folder() / "data/arxiv/metadata" / name for name in REAL]
        if options.real and all(path.exists() for path in real):
            figures["real"] = measure(names, real, Path(scratch), options.rounds)
    print(json.dumps(figures, indent=1))
    if options.record:
        with (HISTORY / "ingest.jsonl").open("a", encoding="utf-8") as history:
            history.write(json.dumps(figures) + "\n")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ingest", description=__doc__)
    parser.add_argument("--records", type=int, default=RECORDS, help="how many are invented")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="the fastest of them counts")
    parser.add_argument("--only", default=",".join(NAMES), help="comma-separated contenders")
    parser.add_argument("--folder", help="where the files are made; room for 5 KB a record")
    parser.add_argument("--no-real", dest="real", action="store_false", help="invented ones only")
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    return parser


def measure(
    names: Sequence[str], files: Sequence[Path], scratch: Path, rounds: int
) -> dict[str, Any]:
    """Return the figures of the contenders on the same files, and the ratios between them."""
    runs: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for _ in range(rounds):
        for name in names:
            print(f"measuring {name}", file=sys.stderr)
            runs[name].append(_run(name, files, scratch))
    found = {name: _best(some) for name, some in runs.items()}
    return {**found, "ratios": _ratios(found)}


def _run(name: str, files: Sequence[Path], scratch: Path) -> dict[str, Any]:
    contender = "litscan" if name == "postgresql" else name
    try:
        with _place(name, scratch) as place:
            command = [sys.executable, "-m", "benchmarks.ingest.contenders", contender, place]
            done = subprocess.run(
                [*command, *map(str, files)], check=True, stdout=subprocess.PIPE, cwd=ROOT
            )
    except NoServerError as error:
        return {"skipped": str(error)}
    told: dict[str, Any] = json.loads(done.stdout)
    return told


_NUMBERS = count()


@contextmanager
def _place(name: str, scratch: Path) -> Iterator[str]:
    """Yield where an empty database may be made; it is gone afterwards."""
    if name == "postgresql":
        with postgresql() as url:
            yield url
        return
    with tempfile.TemporaryDirectory(dir=scratch) as folder:
        yield str(Path(folder, f"{next(_NUMBERS)}.db"))


def _best(runs: Sequence[dict[str, Any]]) -> dict[str, Any]:
    if any("skipped" in run for run in runs):
        return runs[0]
    best = dict(min(runs, key=lambda run: run["seconds"]))
    best["cpu"] = min(run["cpu"] for run in runs)
    best["records_a_second"] = round(best["records"] / best["seconds"])
    best["peak_mib"] = max(run["peak_mib"] for run in runs)
    return best


def _ratios(found: dict[str, dict[str, Any]]) -> dict[str, float]:
    """Return how many times as long litscan takes as what it is compared with."""
    pairs = {
        "over_bare": ("litscan", "seconds", "bare", "seconds"),
        "over_bare_cpu": ("litscan", "cpu", "bare", "cpu"),
        "over_bare_insert_alone": ("litscan", "seconds", "bare", "insert_seconds"),
        "over_bare_indexed": ("litscan", "seconds", "bare_indexed", "seconds"),
        "over_bare_indexed_cpu": ("litscan", "cpu", "bare_indexed", "cpu"),
        "postgresql_over_sqlite": ("postgresql", "seconds", "litscan", "seconds"),
    }
    return {
        name: round(found[one][first] / found[other][second], 2)
        for name, (one, first, other, second) in pairs.items()
        if first in found.get(one, {}) and second in found.get(other, {})
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
