"""What is timed, each in a process of its own: litscan, and bare ``executemany`` beside it.

``python -m benchmarks.ingest.contenders NAME PLACE FILE...`` prints one line of JSON.
"""

from __future__ import annotations

import gzip
import json
import resource
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

__all__ = ["CONTENDERS"]

_BATCH = 4000
_FIELDS = (
    "id", "title", "abstract", "authors", "categories", "primary", "published", "updated", "listed",
    "version", "versions", "comment", "comments", "doi", "journal-ref", "update_date", "src",
)  # fmt: skip
_INDEX = (
    "CREATE VIRTUAL TABLE search USING fts5(title, abstract, content='bare', content_rowid='rowid',"
    " tokenize='porter unicode61 remove_diacritics 2')"
)


def into_corpus(place: str, files: Sequence[str]) -> dict[str, Any]:
    """Read the files with litscan into a corpus: a SQLite path or a PostgreSQL URL."""
    from litscan.corpus import Corpus
    from litscan.corpus.ingest import Problems
    from litscan.corpus.ingest.jsonl import read_jsonl

    with Corpus.open(place) as corpus:
        clock = _Clock()
        total = 0
        for file in files:
            problems = Problems(file)
            total += corpus.add_papers(read_jsonl(Path(file), problems)).total
            if problems:
                print(problems.sentence(), file=sys.stderr)
        return {"records": total, **clock.figures()}


def bare(place: str, files: Sequence[str], *, indexed: bool = False) -> dict[str, Any]:
    """Decode the lines and insert them into one table of SQLite: nothing else, in batches.

    ``insert_seconds`` and ``insert_cpu`` are those of `executemany` and commit alone, with the rows
    ready in memory, and of the full-text index of title and abstract if one is wanted.
    """
    with sqlite3.connect(place, isolation_level=None) as database:
        database.execute("PRAGMA journal_mode = WAL")
        names = ", ".join(f'"{name}"' for name in _FIELDS)
        database.execute(f"CREATE TABLE bare ({names})")
        if indexed:
            database.execute(_INDEX)
        insert = f"INSERT INTO bare VALUES ({', '.join('?' * len(_FIELDS))})"
        clock, inserting = _Clock(), _Clock(running=False)
        total, rows = 0, _rows(files)
        while batch := list(islice(rows, _BATCH)):
            with inserting:
                database.execute("BEGIN")
                database.executemany(insert, batch)
                if indexed:
                    database.execute(
                        "INSERT INTO search (rowid, title, abstract)"
                        " SELECT rowid, title, abstract FROM bare WHERE rowid > ?",
                        (total,),
                    )
                database.execute("COMMIT")
            total += len(batch)
        alone = {f"insert_{name}": value for name, value in inserting.figures().items()}
        return {"records": total, **clock.figures(), **alone}


def bare_indexed(place: str, files: Sequence[str]) -> dict[str, Any]:
    """Do as `bare` does, with the same full-text index as litscan has."""
    return bare(place, files, indexed=True)


def only_read(_: str, files: Sequence[str]) -> dict[str, Any]:
    """Read the files with litscan and store nothing."""
    from litscan.corpus.ingest import Problems
    from litscan.corpus.ingest.jsonl import read_jsonl

    clock = _Clock()
    total = sum(1 for file in files for _ in read_jsonl(Path(file), Problems(file)))
    return {"records": total, **clock.figures()}


CONTENDERS = {
    "litscan": into_corpus,
    "bare": bare,
    "bare_indexed": bare_indexed,
    "only_read": only_read,
}


def _rows(files: Sequence[str]) -> Iterator[tuple[Any, ...]]:
    for file in files:
        opened = gzip.open if file.endswith(".gz") else open
        with opened(file, "rb") as lines:
            for line in lines:
                record = json.loads(line)
                yield tuple(_plain(record.get(name)) for name in _FIELDS)


def _plain(value: Any) -> Any:
    return json.dumps(value) if isinstance(value, (list, dict)) else value


class _Clock:
    """Seconds by the wall and of the processor, all the time or in ``with`` statements only."""

    def __init__(self, *, running: bool = True) -> None:
        self._running = running
        self._seconds = self._cpu = 0.0
        self.__enter__()

    def __enter__(self) -> None:
        self._began = time.perf_counter(), time.process_time()

    def __exit__(self, *_: object) -> None:
        self._seconds += time.perf_counter() - self._began[0]
        self._cpu += time.process_time() - self._began[1]

    def figures(self) -> dict[str, float]:
        """Return the seconds so far."""
        if self._running:
            self.__exit__()
        return {"seconds": round(self._seconds, 3), "cpu": round(self._cpu, 3)}


def _peak_mib() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1 << 20 if sys.platform == "darwin" else 1 << 10)


if __name__ == "__main__":
    _name, _target, *_files = sys.argv[1:]
    _told = CONTENDERS[_name](_target, _files)
    print(json.dumps({**_told, "peak_mib": round(_peak_mib(), 1)}))
