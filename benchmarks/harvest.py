"""Does a harvest over OAI-PMH get every paper, whatever happens, and at what cost?

``python -m benchmarks.harvest`` prints JSON. It starts the loopback arXiv of ``LITSCAN_SHARED`` as
a process and runs ``litscan collect --source oai`` against it as another. ``--only`` takes
sections:

``faults``   every fault of the server and tokens that live a second, a seed a run
``kills``    the same, and the process is killed at a random moment (SIGKILL) and run again
``cost``     requests without faults, beside the fewest that can do
``update``   the server comes back with new and revised records; what is asked, what is found
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.gold import ROOT, run_benchmark
from benchmarks.loopback import PRUNING_RECORDS, loopback_arxiv

MORE_METADATA = "data/arxiv/metadata/ml_core_1991_2019.jsonl.gz"
CATEGORIES = ("cs.LG", "cs.CV", "cs.CL")
DELAY = 0.02
TOKEN_LIFE = 1.0
REVISED = 50
"""Number of the version that a revised paper has: more than any has before."""
Record = dict[str, Any]


def main(arguments: list[str]) -> int:
    """Run the sections that were asked for."""
    options = _parser().parse_args(arguments)
    return run_benchmark(
        "harvest", PRUNING_RECORDS, lambda shared: measure(shared, options), record=options.record
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.harvest", description=__doc__)
    parser.add_argument("--record", action="store_true", help="add the figures to the history")
    parser.add_argument("--only", default="faults,kills,cost,update", help="sections")
    parser.add_argument("--seeds", type=int, default=20, help="runs of faults and of kills")
    parser.add_argument("--page", type=int, default=100, help="records a page of the server")
    parser.add_argument("--limit", type=int, default=None, help="only the first records")
    parser.add_argument("--large", action="store_true", help="37,116 records instead of 4,203")
    return parser


def measure(shared: Path, options: argparse.Namespace) -> dict[str, Any]:
    """Return the figures of the sections."""
    files = [shared / PRUNING_RECORDS]
    if options.large:
        files.insert(0, shared / MORE_METADATA)
    records = _records(files, options.limit)
    sections: dict[str, Callable[[Bench], Any]] = {
        "faults": lambda bench: _seeds(bench, options.seeds, _under_faults),
        "kills": lambda bench: _seeds(bench, options.seeds, _killed),
        "cost": _cost,
        "update": _update,
    }
    with tempfile.TemporaryDirectory(prefix="litscan-harvest-") as folder:
        bench = Bench(shared, Path(folder), records, options.page)
        figures = {name: sections[name](bench) for name in options.only.split(",")}
    return {"records": len(records), "wanted": len(bench.wanted), **figures}


def _records(files: list[Path], limit: int | None) -> list[Record]:
    """Return the records that the server will have, each once, as it dates them."""
    found: dict[str, Record] = {}
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                found.setdefault(record["id"], record)
                if limit and len(found) == limit:
                    return list(found.values())
    return list(found.values())


class Bench:
    """Records, a server for them, and litscan as a process."""

    def __init__(self, shared: Path, folder: Path, records: list[Record], page: int) -> None:
        self.shared, self.folder, self.page = shared, folder, page
        self.records = records
        self.wanted = {r["id"] for r in records if set(_categories(r)) & set(CATEGORIES)}

    def fewest(self) -> int:
        """Return the fewest requests that can fetch all sets."""
        sizes = Counter(c for r in self.records for c in _categories(r) if c in CATEGORIES)
        return sum(math.ceil(size / self.page) for size in sizes.values())

    @contextmanager
    def server(self, *options: str, records: list[Record] | None = None) -> Iterator[str]:
        """Run the loopback arXiv; yield its address."""
        data = self.folder / "records.jsonl"
        lines = (json.dumps(record) for record in records or self.records)
        data.write_text("\n".join(lines), encoding="utf-8")
        page = ("--oai-page", str(self.page))
        with loopback_arxiv(self.shared, *page, *options, metadata=data) as address:
            yield address

    def start(self, url: str, corpus: Path, *options: str) -> subprocess.Popen[str]:
        """Start a harvest of the categories into a corpus."""
        chosen = options or tuple(o for name in CATEGORIES for o in ("--category", name))
        command = [sys.executable, "-m", "litscan", "collect", "--source", "oai", *chosen]
        command += ["--base-url", url, "--delay", str(DELAY), "--corpus", str(corpus)]
        return subprocess.Popen(
            [*command, "--format", "json"],
            cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def harvest(self, url: str, corpus: Path, *options: str) -> dict[str, Any]:
        """Harvest to the end, and return what litscan says."""
        out, err = (process := self.start(url, corpus, *options)).communicate()
        if process.returncode:
            raise RuntimeError(f"litscan ended with status {process.returncode}: {err}")
        return dict(json.loads(out))

    def verdict(self, url: str, corpus: Path) -> dict[str, Any]:
        """Return whether exactly the papers that were wanted are there, and how it was asked."""
        from litscan.corpus import Corpus

        with Corpus.open(corpus, create=False) as opened:
            papers = opened.papers()
        found, keys = set(papers["key"]), list(papers["key"])
        stats = statistics(url)
        return {
            "exact": found == self.wanted,
            "duplicates": len(keys) - len(found),
            "unscreened": int(papers["relevance"].isna().sum()),
            "requests": stats["requests"],
            "faults": sum(stats["faults"].values()),
            "max_concurrency": stats["max_concurrency"],
            "min_gap_s": round(stats["min_gap_s"], 4),
        }


def statistics(url: str) -> dict[str, Any]:
    """Return what the server counted."""
    with urllib.request.urlopen(f"{url}/__stats") as answer:
        return dict(json.load(answer))


def _categories(record: Record) -> list[str]:
    return record.get("categories") or [record.get("primary") or "cs.LG"]


def _corpus(bench: Bench, name: str) -> Path:
    return bench.folder / f"{name}.db"


def _under_faults(bench: Bench, seed: int) -> dict[str, Any]:
    corpus = _corpus(bench, f"faults{seed}")
    with bench.server(*_weather(seed)) as url:
        bench.harvest(url, corpus)
        return bench.verdict(url, corpus)


def _weather(seed: int) -> tuple[str, ...]:
    return ("--faults", "all", "--seed", str(seed), "--token-ttl", str(TOKEN_LIFE))


def _killed(bench: Bench, seed: int) -> dict[str, Any]:
    """Kill a harvest once at some moment, then run it again to its end."""
    corpus, moment = _corpus(bench, f"killed{seed}"), random.Random(seed).uniform(2, 40)
    with bench.server(*_weather(seed)) as url:
        process = bench.start(url, corpus)
        try:
            process.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        killed = process.returncode < 0
        before = statistics(url)["requests"]
        bench.harvest(url, corpus)
        verdict = bench.verdict(url, corpus)
    return {**verdict, "killed": killed, "killed_after_requests": before}


def _seeds(bench: Bench, seeds: int, run: Callable[[Bench, int], dict[str, Any]]) -> dict[str, Any]:
    """Run with each seed, and sum up."""
    runs = []
    for seed in range(seeds):
        runs.append(run(bench, seed))
        print(f"seed {seed}: {runs[-1]}", file=sys.stderr, flush=True)
    return {
        "n": len(runs),
        "exact": sum(run["exact"] for run in runs),
        "duplicates": sum(run["duplicates"] for run in runs),
        "unscreened": sum(run["unscreened"] for run in runs),
        "killed": sum(run.get("killed", False) for run in runs),
        "max_concurrency": max(run["max_concurrency"] for run in runs),
        "min_gap_s": min(run["min_gap_s"] for run in runs),
        "requests": [run["requests"] for run in runs],
        "faults": [run["faults"] for run in runs],
        "fewest": bench.fewest(),
    }


def _cost(bench: Bench) -> dict[str, Any]:
    """Return the requests of a harvest without faults, with tokens that live and that do not."""
    figures = {}
    for name, options in (("tokens_live", ()), ("tokens_expire", ("--token-ttl", "0.2"))):
        corpus = _corpus(bench, name)
        started = time.monotonic()
        with bench.server(*options) as url:
            bench.harvest(url, corpus)
            found = bench.verdict(url, corpus)
        found["seconds"] = round(time.monotonic() - started, 1)
        found["over_fewest"] = round(found["requests"] / bench.fewest() - 1, 4)
        figures[name] = found
    return {"fewest": bench.fewest(), **figures}


def _update(bench: Bench) -> dict[str, Any]:
    """Harvest, add and revise records, and harvest what is new; return what was asked and found."""
    corpus, seed = _corpus(bench, "update"), random.Random(7)
    known = [r for r in bench.records if r["id"] in bench.wanted]
    held_back = set(seed.sample([r["id"] for r in known], 60))
    before = [r for r in bench.records if r["id"] not in held_back]
    revised = set(seed.sample([r["id"] for r in known if r["id"] not in held_back], 60))
    today = datetime.now(UTC)
    after = [_dated(r, revised, held_back, today, seed) for r in bench.records]
    with bench.server(*_weather(1), records=before) as url:
        bench.harvest(url, corpus)
    with bench.server(*_weather(2), records=after) as url:
        done = bench.harvest(url, corpus, "--update")
        found = bench.verdict(url, corpus)
    changed = _revised_rows(corpus, revised)
    overlap = len({r["id"] for r in known} & _recent(before))
    return {
        "new": len(held_back), "revised": len(revised), "records_in_overlap": overlap,
        "all_there": found["exact"], "revised_found": changed, "received": done["received"],
        "added": done["counts"]["added"], "updated": done["counts"]["updated"],
        "requests": done["requests"], "through": done["through"],
    }  # fmt: skip


def _dated(
    record: Record, revised: set[str], added: set[str], today: datetime, seed: random.Random
) -> Record:
    if record["id"] not in revised | added:
        return record
    when = (today - timedelta(days=seed.randrange(20))).strftime("%Y-%m-%dT%H:%M:%SZ")
    if record["id"] in added:
        return {**record, "published": when, "updated": when}
    title = f"{record['title']} (revised)"
    return {**record, "title": title, "updated": when, "version": REVISED}


def _recent(records: list[Record]) -> set[str]:
    """Return the records of the last three days that there are: the last known and the overlap."""
    days = {r["id"]: (r.get("updated") or r.get("published") or "")[:10] for r in records}
    last = datetime.fromisoformat(max(days.values())) - timedelta(days=2)
    return {name for name, day in days.items() if day >= last.strftime("%Y-%m-%d")}


def _revised_rows(corpus: Path, revised: set[str]) -> int:
    from litscan.corpus import Corpus

    with Corpus.open(corpus, create=False) as opened:
        papers = opened.papers().set_index("key").loc[sorted(revised)]
    return int((papers["title"].str.endswith("(revised)") & (papers["version"] == REVISED)).sum())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
