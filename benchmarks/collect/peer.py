"""The ``arxiv`` package's own client, asked the same in the same weathers."""

from __future__ import annotations

from typing import Any

import arxiv

from benchmarks.collect.replay import PRUNING, Replays
from benchmarks.collect.weather import DELAY, told


def peer(replays: Replays, wanted: set[str], seeds: int) -> dict[str, Any]:
    """Return how many distinct papers the package's client got, or how it ended, seed by seed."""
    runs = list(told("peer", (_run(replays, seed) for seed in range(seeds))))
    return {
        "client": f"arxiv {arxiv.__version__}" if hasattr(arxiv, "__version__") else "arxiv",
        "n": len(runs),
        "hits": len(wanted),
        "exact": sum(run["distinct"] == len(wanted) and not run["died"] for run in runs),
        "died": sum(bool(run["died"]) for run in runs),
        "runs": runs,
    }


def _run(replays: Replays, seed: int) -> dict[str, Any]:
    client = arxiv.Client(delay_seconds=DELAY)
    search = arxiv.Search(
        PRUNING,
        max_results=None,
        sort_by=arxiv.SortCriterion.SubmittedDate,
        sort_order=arxiv.SortOrder.Ascending,
    )
    ids: list[str] = []
    died = ""
    with replays.serve(seed) as replay:
        client.query_url_format = replay.address + "/api/query?{}"
        try:
            ids.extend(
                result.get_short_id().rpartition("v")[0] for result in client.results(search)
            )
        except Exception as error:  # whatever ends it is the figure
            died = type(error).__name__
        requests_made = replay.stats()["requests"]
    return {"distinct": len(set(ids)), "given": len(ids), "died": died, "requests": requests_made}
