"""What a collection costs: requests beside the fewest possible, seconds by a simulated clock."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass
from typing import Any

from benchmarks.collect.replay import EVERYTHING, PRUNING, Replays
from litscan.collect.api import PAGE_SIZE, ApiSource
from litscan.collect.query import Search
from litscan.collect.session import Patience, PoliteSession

DELAY = 3.0
QUERIES = {"pruning": PRUNING, "cs.NE": "cat:cs.NE", "cs.LG": "cat:cs.LG", "all": EVERYTHING}


@dataclass
class Clock:
    """Real seconds, and those that were slept through without sleeping."""

    slept: float = 0.0

    def now(self) -> float:
        """Return the time."""
        return time.monotonic() + self.slept

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept += seconds


def costs(replays: Replays) -> dict[str, Any]:
    """Return the cost of some collections, without faults and, of all records, with them."""
    found = {name: _cost(replays, query, "") for name, query in QUERIES.items()}
    return found | {"all, with faults": _cost(replays, EVERYTHING, "all")}


def _cost(replays: Replays, query: str, faults: str) -> dict[str, Any]:
    clock = Clock()
    with replays.serve(faults=faults) as replay:
        session = PoliteSession(Patience(delay=DELAY), clock=clock.now, sleep=clock.sleep)
        started = clock.now()
        pages = list(ApiSource(session, replay.address).pages(Search(query)))
        seconds, stats = clock.now() - started, replay.stats()
    ids = [record.arxiv_id for page in pages for record in page.records]
    fewest = math.ceil(pages[-1].total / PAGE_SIZE)
    needed = stats["requests"]
    return {
        "hits": pages[-1].total,
        "distinct": len(set(ids)),
        "given": len(ids),
        "requests": needed,
        "fewest": fewest,
        "requests_over_fewest": round(needed / fewest, 3),
        "seconds": round(seconds, 1),
        "requests_x_delay": needed * DELAY,
        "seconds_over_that": round(seconds / (needed * DELAY), 3),
        "faults": sum(stats["faults"].values()),
    }
