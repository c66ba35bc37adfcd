"""Runs of collection: what was asked, what came, and where a run stands that did not finish.

A run writes its position after each page of papers is stored. One that is killed leaves its row
open; the next run of the same request takes it up from there, and what it asks for again is
merged with what is there.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from litscan.corpus import schema
from litscan.corpus.part import Part, frame, now
from litscan.corpus.records import CollectionRun, Counts

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["CollectionRuns"]

_TABLE = schema.collection_runs
_COUNTED = ("added", "updated", "unchanged")


class CollectionRuns(Part):
    """The part of the corpus that remembers what was asked of sources of papers."""

    def begin_collection(self, source: str, request: Mapping[str, Any]) -> CollectionRun:
        """Return a run to work on: the unfinished one of the same source and request, else a new.

        A run that failed or was killed is taken up with its position and counts.

        Examples
        --------
        >>> import tempfile
        >>> from litscan.corpus import Corpus
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     with Corpus.open(f"{folder}/litscan.db") as corpus:
        ...         run = corpus.begin_collection("arxiv-oai", {"set": "cs:cs:LG"})
        ...         corpus.save_progress(run.number, {"from": "2024-01-07"}, requests=3)
        ...         corpus.begin_collection("arxiv-oai", {"set": "cs:cs:LG"}).position
        {'from': '2024-01-07'}
        """
        with self._database.writing() as connection:
            same = sa.and_(_TABLE.c.source == source, _TABLE.c.outcome.in_(("open", "failed")))
            for row in connection.execute(_TABLE.select().where(same).order_by(_TABLE.c.id.desc())):
                if _canonical(row.request) == _canonical(request):
                    reopened = {"outcome": "open", "finished": None, "message": ""}
                    where = _TABLE.c.id == row.id
                    connection.execute(_TABLE.update().where(where).values(**reopened))
                    return _run({**row._mapping, **reopened})
            values = {
                "source": source,
                "request": json.loads(_canonical(request)),
                "started": now(),
                "outcome": "open",
            }
            insert = _TABLE.insert().values(**values).returning(*_TABLE.c)
            return _run(connection.execute(insert).one()._mapping)

    def save_progress(
        self,
        number: int,
        position: Mapping[str, Any] | None,
        *,
        requests: int = 0,
        promised: int | None = None,
        received: int = 0,
        counts: Counts | None = None,
    ) -> None:
        """Note where a run stands, once the papers before that place are stored.

        Parameters
        ----------
        number : int
            The run.
        position : mapping or None
            From where to go on.
        requests, received, counts
            What came since the last note; it is added up.
        promised : int, optional
            How many records there are in all, if that is known by now.
        """
        came = counts or Counts()
        values: dict[str, Any] = {
            "position": position,
            "requests": _TABLE.c.requests + requests,
            "received": _TABLE.c.received + received,
            **{name: _TABLE.c[name] + getattr(came, name) for name in _COUNTED},
        }
        if promised is not None:
            values["promised"] = promised
        with self._database.writing() as connection:
            connection.execute(_TABLE.update().where(_TABLE.c.id == number).values(**values))

    def finish_collection(self, number: int, outcome: str, message: str = "") -> None:
        """Note that a run ended: ``done``, ``stopped`` or ``failed``; only ``failed`` goes on."""
        values = {"outcome": outcome, "finished": now(), "message": message[:500]}
        with self._database.writing() as connection:
            connection.execute(_TABLE.update().where(_TABLE.c.id == number).values(**values))

    def last_collection(
        self, source: str, request: Mapping[str, Any], *, ignoring: tuple[str, ...] = ()
    ) -> CollectionRun | None:
        """Return the last run of a source and request that came to its end, or None.

        Parameters
        ----------
        ignoring : tuple of str
            Keys of the request that may differ, such as the days it was bounded to.
        """
        wanted = _canonical(request, ignoring)
        query = _TABLE.select().where(_TABLE.c.source == source, _TABLE.c.outcome == "done")
        with self._database.reading() as connection:
            for row in connection.execute(query.order_by(_TABLE.c.id.desc())):
                if _canonical(row.request, ignoring) == wanted:
                    return _run(row._mapping)
        return None

    def collection_runs(self) -> pd.DataFrame:
        """Return all runs, one a row, oldest first.

        Columns: ``number``, ``source``, ``request`` and ``position`` (dictionaries), ``started``,
        ``finished``, ``outcome``, ``message``, ``requests``, ``promised``, ``received``,
        ``added``, ``updated``, ``unchanged``.
        """
        names = [column.name for column in _TABLE.columns]
        with self._database.reading() as connection:
            rows = connection.execute(_TABLE.select().order_by(_TABLE.c.id))
            return frame(rows, ["number", *names[1:]])


def _canonical(request: Mapping[str, Any], ignoring: tuple[str, ...] = ()) -> str:
    kept = {name: value for name, value in request.items() if name not in ignoring}
    return json.dumps(kept, sort_keys=True)


def _run(row: Mapping[Any, Any]) -> CollectionRun:
    plain = ("source", "request", "started", "finished", "outcome", "position", "requests")
    return CollectionRun(
        number=row["id"],
        **{name: row[name] for name in (*plain, "promised", "received", "message")},
        counts=Counts(*(row[name] for name in _COUNTED)),
    )
