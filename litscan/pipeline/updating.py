"""What is new since the last run: how far a set was harvested, and from which day to ask again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from litscan.collect.oai.source import Window

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = [
    "OAI_SOURCE",
    "OVERLAP",
    "harvested_through",
    "last_source",
    "unfinished_position",
    "update_window",
]

OAI_SOURCE = "arxiv-oai"
OVERLAP = dt.timedelta(days=2)
"""How many days before the last known change an update begins.

arXiv dates changes by whole days in UTC and tells of them in the evening of its own: the last day
that a harvest saw may get more, and so may the one before it.
"""


def harvested_through(corpus: Corpus) -> dict[str, str]:
    """Return the sets that were harvested to their end, each with the last day known of it.

    That is the day of the latest change which the server told of, never a day of the local clock.
    A run whose window begins after what was known by then leaves days between them unasked; it
    does not count.
    """
    through: dict[str, str] = {}
    runs = corpus.collection_runs()
    runs = runs[runs["source"] == OAI_SOURCE]
    for request, position in zip(runs["request"], runs["position"], strict=True):
        first = request.get("from") or ""
        for spec, day in ((position or {}).get("done") or {}).items():
            known = through.get(spec, day)
            through[spec] = max(day, known) if first <= known else known
    return through


def unfinished_position(corpus: Corpus, request: Mapping[str, Any]) -> dict[str, Any]:
    """Return where the newest harvest of a request stands that did not come to its end.

    Empty if there is none, or if it has not got anywhere.
    """
    runs = corpus.collection_runs()
    for run in reversed(runs[runs["source"] == OAI_SOURCE].to_dict("records")):
        if run["request"] == request and run["outcome"] in ("open", "failed"):
            return dict(run["position"] or {})
    return {}


def update_window(through: str | None) -> Window:
    """Return the days to ask for: those since the last known one and the overlap, with no end.

    A set that was never harvested is asked for whole.

    Examples
    --------
    >>> update_window("2026-11-28"), update_window(None)
    (Window(first='2026-11-26', last=None), Window(first=None, last=None))
    """
    if not through:
        return Window()
    return Window(first=(dt.date.fromisoformat(through) - OVERLAP).isoformat())


def last_source(corpus: Corpus) -> str | None:
    """Return the source of the newest run that came to its end, or None."""
    runs = corpus.collection_runs()
    done = runs.loc[runs["outcome"] == "done", "source"]
    return str(done.iloc[-1]) if len(done) else None
