"""How long does growth take over a million papers once litscan has started?

The corpus is made of invented records in the form of arXiv's snapshot. What is timed is what
`litscan growth` does after its imports: looking for papers to screen, of which there are none, and
`growth_of_corpus`, in a process of its own, three times; the fastest counts. Once every paper is
on topic, then one in a hundred.
"""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from benchmarks.gold import ROOT
from benchmarks.ingest.synthetic import snapshot_records
from benchmarks.servers import NoServerError, postgresql
from litscan.corpus import Corpus, PaperRecord, schema
from litscan.corpus.ingest.jsonl import record_from_json

__all__ = ["speed"]

ROUNDS = 3
ON_TOPIC, OFF_TOPIC = 0.9, 0.0
ONE_IN = 100


def speed(records: int, *, server: bool) -> dict[str, Any]:
    """Return the seconds on SQLite, and on PostgreSQL if that is asked for."""
    figures: dict[str, Any] = {"bars": {"seconds": 1.0}}
    with tempfile.TemporaryDirectory() as folder:
        figures["sqlite"] = _measured(str(Path(folder, "million.db")), records)
    if server:
        try:
            with postgresql() as url:
                figures["postgresql"] = _measured(url, records)
        except NoServerError as error:
            figures["postgresql"] = {"skipped": str(error)}
    return figures


def _measured(place: str, records: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as files, Corpus.open(place, files=files) as corpus:
        began = time.monotonic()
        corpus.add_papers(_papers(records))
        made = round(time.monotonic() - began, 1)
        _settle(corpus)
        every = _timed(place)
        _leave_on_topic(corpus)
        _settle(corpus)
        return {
            "records": records,
            "made_in": made,
            "all_on_topic": every,
            "one_in_100": _timed(place),
        }


def _papers(records: int) -> Iterator[PaperRecord]:
    for value in snapshot_records(records):
        yield replace(record_from_json(value, "snapshot"), relevance=ON_TOPIC)


def _leave_on_topic(corpus: Corpus) -> None:
    table = schema.papers
    off = table.update().where(table.c.id % ONE_IN != 0).values(relevance=OFF_TOPIC)
    with corpus._database.writing() as connection:
        connection.execute(off)


def _settle(corpus: Corpus) -> None:
    """Let PostgreSQL do now what it does by itself within a minute."""
    if not corpus._database.is_sqlite:
        engine = corpus._database.engine.execution_options(isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(sa.text("VACUUM ANALYZE papers"))


def _timed(place: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benchmarks.growth.speed", place]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, cwd=ROOT)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def main(place: str) -> None:
    """Time growth on a corpus, and print what came."""
    from litscan.growth import growth_of_corpus, measure_totals
    from litscan.pipeline import screen_papers

    month = count()
    measure_totals({f"20{at // 12:02d}-{at % 12 + 1:02d}": 3 + next(month) for at in range(90)})
    with Corpus.open(place, create=False) as corpus:
        growth_of_corpus(corpus, categories=["none"])
        rounds = []
        for _ in range(ROUNDS):
            began, worked = time.perf_counter(), time.process_time()
            screen_papers(corpus)
            screened = time.perf_counter()
            growth = growth_of_corpus(corpus)
            ended = time.perf_counter()
            rounds.append(
                {
                    "seconds": round(ended - began, 3),
                    "of_these_screening": round(screened - began, 4),
                    "processor_seconds": round(time.process_time() - worked, 3),
                }
            )
    best = min(rounds, key=lambda one: one["seconds"])
    peak = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    load = round(os.getloadavg()[0], 1)
    print(json.dumps({"papers": growth.papers, **best, "peak_mib": peak, "load": load}))


if __name__ == "__main__":
    main(sys.argv[1])
