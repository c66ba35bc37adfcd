"""What is new or was revised since a day: pages by the date of the current version, newest first.

A search cannot be bounded by that date, only sorted by it, so pages are asked for by offset. Each
one begins where the last one's oldest day or second began: papers of one instant come in any
order, but all of them come with the page that begins before them. What arXiv adds meanwhile
moves the others down, never up.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from litscan.collect.query import Search
from litscan.collect.records import MetadataRecord
from litscan.collect.walk import WINDOW, Looker

__all__ = ["OVERLAP", "UPDATE_PAGE", "Changed", "changed_papers", "since_day"]

OVERLAP = dt.timedelta(days=7)
"""By how much an update looks further back than where the last run ended: papers appear days after
their submission, and after an outage later than that."""
UPDATE_PAGE = 500
"""Papers to a page; few are new."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Papers of one page, and whether the day asked for was reached with it.

    On the last page `reached` is False where more changed than arXiv shows.
    """

    records: tuple[MetadataRecord, ...]
    reached: bool


def since_day(*ends: str) -> dt.date:
    """Return the day that an update goes back to, from where earlier runs ended (ISO dates).

    Examples
    --------
    >>> since_day("2024-03-10T08:00:00Z", "2024-03-08")
    datetime.date(2024, 3, 1)
    """
    return min(dt.date.fromisoformat(end[:10]) for end in ends) - OVERLAP


def changed_papers(
    source: Looker, search: Search, since: dt.date, *, size: int, known: bool = False
) -> Iterator[Changed]:
    """Yield papers whose current version is of a day or later; see `ApiSource.changed`."""
    text = search.text(*search.minutes())
    start, given = 0, set[str]()
    while True:
        answer = source.look(
            text, start=start, size=size, due=int(known), by="LastUpdatedDate", order="Descending"
        )
        records = answer.records
        recent = [one for one in records if one.updated[:10] >= since.isoformat()]
        reached = len(recent) < len(records) or start + len(records) >= answer.total
        yield Changed(tuple(one for one in recent if one.arxiv_id not in given), reached)
        given |= {one.arxiv_id for one in recent}
        step = 0 if reached else _before_last_instant(records)
        if not step or start + step + size > WINDOW:
            return
        start += step


def _before_last_instant(records: tuple[MetadataRecord, ...]) -> int:
    """Return how many papers come before those of the page's last instant."""
    last = records[-1].updated
    return next(i for i, record in enumerate(records) if record.updated == last)
