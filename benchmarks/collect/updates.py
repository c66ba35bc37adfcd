"""Updates: the records as they stood on a day are collected, then brought up to date."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from benchmarks.collect.replay import PRUNING, Replays
from benchmarks.collect.weather import DELAY, told
from benchmarks.collect.worker import patience
from litscan.collect.api import ApiSource
from litscan.collect.query import Search
from litscan.collect.session import PoliteSession
from litscan.corpus import Corpus
from litscan.pipeline.collecting import collect_papers, update_papers

DAYS = ("2026-06-20", "2026-06-01", "2026-03-01", "2024-01-01")
"""Days on which the first collection is made; the records end in June 2026."""
_LATER = "CREATE TABLE later AS SELECT * FROM r WHERE pub >= :day"
_NEW = "DELETE FROM r WHERE pub >= :day"
_BACK = "INSERT INTO r SELECT * FROM later"
_OLDER = "pub < :day AND n % 20 = 0"
"""The records have no revisions: of those that are older, every twentieth gets one."""
_REVISE = f"UPDATE r SET upd = date(:day, (n % 7) || ' days') || 'T12:00:00Z' WHERE {_OLDER}"


def updates(replays: Replays, wanted: set[str], seeds: int) -> dict[str, Any]:
    """Return what updates asked for and found, for each day and, with faults, each seed."""
    found = {day: _update(replays, wanted, day, 0, "") for day in DAYS}
    storms = (_update(replays, wanted, DAYS[2], seed, "all") for seed in range(seeds))
    stormy = list(told("update", storms))
    return found | {
        "with faults": {
            "n": len(stormy),
            "exact": sum(run["missing"] == run["outdated"] == 0 for run in stormy),
            "requests": sum(run["requests"] for run in stormy),
        }
    }


def _update(replays: Replays, wanted: set[str], day: str, seed: int, faults: str) -> dict[str, Any]:
    search = Search(PRUNING)
    with (
        tempfile.TemporaryDirectory() as folder,
        replays.serve(seed, faults) as replay,
        Corpus.open(Path(folder, "litscan.db")) as corpus,
        PoliteSession(patience(DELAY), gate=corpus.gate()) as session,
    ):
        source = ApiSource(session, replay.address)
        with _without(replays, day):
            first = collect_papers(corpus, source, search, screen=False)
        with _revised(replays, day):
            done = update_papers(corpus, source, search)
            true = dict(replays.store.db().execute("SELECT id, upd FROM r"))
        papers = corpus.papers().set_index("arxiv_id")["updated"].to_dict()
    changed = {key for key in wanted if true[key] >= day}
    return {
        "collected_before": first.received,
        "new": len(wanted) - first.received,
        "revised": len(changed) - (len(wanted) - first.received),
        "since": done.since,
        "requests": done.requests,
        "given": done.received,
        "missing": len(wanted - set(papers)),
        "outdated": sum(papers.get(key) != true[key] for key in wanted),
    }


@contextmanager
def _without(replays: Replays, day: str) -> Iterator[None]:
    """Let the store lack the papers of a day and later."""
    with closing(sqlite3.connect(replays.store.path)) as connection:
        for statement in (_LATER, _NEW):
            connection.execute(statement, {"day": day})
        connection.commit()
        try:
            yield
        finally:
            connection.execute(_BACK)
            connection.execute("DROP TABLE later")
            connection.commit()


@contextmanager
def _revised(replays: Replays, day: str) -> Iterator[None]:
    """Let some older papers have been revised in the week from a day on."""
    with closing(sqlite3.connect(replays.store.path)) as connection:
        rows = connection.execute(f"SELECT upd, n FROM r WHERE {_OLDER}", {"day": day})
        before = rows.fetchall()
        connection.execute(_REVISE, {"day": day})
        connection.commit()
        try:
            yield
        finally:
            connection.executemany("UPDATE r SET upd = ? WHERE n = ?", before)
            connection.commit()
