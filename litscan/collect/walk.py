"""The walk along the submission date: slices of a page each, every one reconciled.

The API pages by offset, sorts by one key without a tie-breaker, and fails past 10,000 results;
offsets therefore lose and repeat papers. The walk asks for the first page of what was submitted
since the last minute it has seen, again and again. Each page is a slice of its own, cut at a
minute that the next one begins with: no offset is needed, the window is never reached, no request
is spent on counting, and the next page tells by how many papers are left whether the slice was
whole. If it was not, it is asked for by itself; what still lacks is reported by its minutes.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import cycle
from typing import Any, Protocol

from litscan.collect.feed import Answer
from litscan.collect.query import Search
from litscan.collect.records import MetadataRecord
from litscan.errors import NetworkError

__all__ = ["WINDOW", "Looker", "Page", "Place", "Shortfall", "Walk"]

log = logging.getLogger(__name__)

WINDOW = 10_000
"""Offset and page size together must not pass this."""
MINUTE_PASSES = 12
"""How often the papers of one minute that holds more than a page are gone through at most."""
IDLE_PASSES = 4
_MINUTE = dt.timedelta(minutes=1)


class Looker(Protocol):
    """What gives the pages: `litscan.collect.api.ApiSource`."""

    page_size: int

    def look(
        self,
        text: str,
        *,
        start: int = 0,
        size: int | None = None,
        due: int = 0,
        by: str = "SubmittedDate",
        order: str = "Ascending",
    ) -> Answer:
        """Return one page of a query."""
        ...


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Papers that arXiv counts between two minutes of submission but does not give.

    Examples
    --------
    >>> print(Shortfall(dt.datetime(2024, 1, 5, 10, 30), dt.datetime(2024, 1, 5, 10, 30), 3))
    3 papers submitted 2024-01-05 10:30 to 2024-01-05 10:30
    """

    first: dt.datetime
    last: dt.datetime
    papers: int

    def __str__(self) -> str:
        noun = "paper" if self.papers == 1 else "papers"
        return f"{self.papers} {noun} submitted {_shown(self.first)} to {_shown(self.last)}"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a walk stands; written down, it can be gone on with in another process.

    Attributes
    ----------
    minute : datetime
        The minute of submission that the next page begins with.
    before : int
        How many papers came that were submitted before it.
    promised : int
        How many there are in all, as last counted; 0 if that is not known.
    newest : str
        When the latest paper was submitted that came, ISO 8601; empty if none did.
    shortfalls : tuple of Shortfall
    """

    minute: dt.datetime
    before: int = 0
    promised: int = 0
    newest: str = ""
    shortfalls: tuple[Shortfall, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the place as plain values.

        Examples
        --------
        >>> Place(dt.datetime(2024, 1, 5, 10, 30), before=2000).to_json()["minute"]
        '2024-01-05 10:30'
        """
        short = [[_shown(one.first), _shown(one.last), one.papers] for one in self.shortfalls]
        return {
            "minute": _shown(self.minute),
            "before": self.before,
            "promised": self.promised,
            "newest": self.newest,
            "shortfalls": short,
        }

    @classmethod
    def from_json(cls, values: Mapping[str, Any]) -> Place:
        """Return the place that `to_json` wrote.

        Examples
        --------
        >>> place = Place(dt.datetime(2024, 1, 5, 10, 30), before=2000, promised=3000)
        >>> Place.from_json(place.to_json()) == place
        True
        """
        minute = dt.datetime.fromisoformat
        short = [Shortfall(minute(a), minute(b), n) for a, b, n in values["shortfalls"]]
        return cls(
            minute(values["minute"]),
            values["before"],
            values["promised"],
            values["newest"],
            tuple(short),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """Papers that this walk has not given before, and where it stands after them.

    `total` is how many papers arXiv counts in all, `seen` how many came, over all walks.
    """

    records: tuple[MetadataRecord, ...]
    total: int
    seen: int
    place: Place

    @property
    def missing(self) -> int:
        """How many papers arXiv counted but did not give."""
        return _missing(self.place)


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice that is behind: its first minute, and the papers that came of it."""

    low: dt.datetime
    ids: frozenset[str]


@dataclass(slots=True)
class Walk:
    """A walk through the papers of a search.

    Parameters
    ----------
    source : Looker
    search : Search
    start : Place, optional
        Where an earlier walk stood.
    """

    source: Looker
    search: Search
    start: Place | None = None
    _place: Place = field(init=False)
    _high: dt.datetime = field(init=False)
    _given: frozenset[str] = field(default=frozenset(), init=False)
    _last: _Slice | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        low, self._high = self.search.minutes()
        self._place = self.start or Place(low)

    def pages(self) -> Iterator[Page]:
        """Yield the papers page by page, each once; see `ApiSource.pages`."""
        while True:
            low, due = self._place.minute, self._due()
            answer = self.source.look(self.search.text(low, self._high), due=due)
            lost = self._lost_papers() if answer.total < due else []
            records = list(answer.records)
            complete = len(records) >= answer.total
            reached = _minute(records[-1]) if records else low
            if not complete and reached <= low:
                self._check_order(records, low)
                records = self._whole_minute(low, records)
                reached = low + _MINUTE
            yield self._step(lost, records, answer.total, reached)
            if complete or reached > self._high:
                return

    def _due(self) -> int:
        """Return how many papers are left by the last count."""
        place = self._place
        return max(0, place.promised - place.before - _missing(place))

    def _step(
        self,
        lost: list[MetadataRecord],
        records: list[MetadataRecord],
        total: int,
        reached: dt.datetime,
    ) -> Page:
        """Return what is new, and step on to the minute reached."""
        place = self._place
        found = {record.arxiv_id: record for record in records}
        passed = frozenset(key for key, record in found.items() if _minute(record) < reached)
        fresh = [record for key, record in found.items() if key not in self._given]
        seen = place.before + len(lost) + len(found)
        short_before = sum(s.papers for s in place.shortfalls if s.last < place.minute)
        self._last = _Slice(place.minute, passed)
        self._given = frozenset(found) - passed
        self._place = replace(
            place,
            minute=reached,
            before=seen - len(self._given),
            promised=place.before + len(lost) + total + short_before,
            newest=max([place.newest, *(record.submitted for record in records)]),
        )
        total = max(self._place.promised, seen + _missing(self._place))
        return Page((*lost, *fresh), total, seen, self._place)

    def _lost_papers(self) -> list[MetadataRecord]:
        """Return papers of the slice behind that did not come; asked when too few are left."""
        last = self._last
        if last is None:
            return []
        end = self._place.minute - _MINUTE
        whole = self.source.look(self.search.text(last.low, end), due=len(last.ids))
        came = {record.arxiv_id: record for record in whole.records}
        lost = [record for key, record in came.items() if key not in last.ids]
        log.info("%s to %s: looked at again, %d more papers", last.low, end, len(lost))
        self._note_shortfall(last.low, end, whole.total - len(last.ids) - len(lost))
        return lost

    def _whole_minute(
        self, minute: dt.datetime, records: Iterable[MetadataRecord]
    ) -> list[MetadataRecord]:
        """Return the papers of one minute that hold more than a page.

        All have the same place in the order, so that each look may give others; the minute is gone
        through from both ends until all came or nothing new does.
        """
        text, size = self.search.text(minute, minute), self.source.page_size
        found = {record.arxiv_id: record for record in records}
        total, idle = WINDOW, 0
        for _, order in zip(range(MINUTE_PASSES), cycle(("Ascending", "Descending")), strict=False):
            start, known = 0, len(found)
            while len(found) < total and start < min(total, WINDOW - size + 1):
                answer = self.source.look(text, start=start, order=order)
                total = answer.total
                found |= {record.arxiv_id: record for record in answer.records}
                start += max(1, len(answer.records))
            idle = idle + 1 if len(found) == known else 0
            if len(found) >= total or idle == IDLE_PASSES:
                break
        self._note_shortfall(minute, minute, total - len(found))
        return list(found.values())

    def _note_shortfall(self, first: dt.datetime, last: dt.datetime, papers: int) -> None:
        if papers > 0:
            short = Shortfall(first, last, papers)
            log.warning("arXiv counts but does not give %s", short)
            shortfalls = (*self._place.shortfalls, short)
            self._place = replace(self._place, shortfalls=shortfalls)

    def _check_order(self, records: Iterable[MetadataRecord], low: dt.datetime) -> None:
        """See that a page which did not get on holds papers of its first minute alone."""
        stray = next((one for one in records if _minute(one) != low), None)
        if stray is not None:
            raise NetworkError(
                f"papers do not come in the order of submission: {stray.arxiv_id}, submitted "
                f"{stray.submitted}, where {_shown(low)} was asked for",
                advice="run the same command later",
            )


def _missing(place: Place) -> int:
    return sum(one.papers for one in place.shortfalls)


def _minute(record: MetadataRecord) -> dt.datetime:
    return dt.datetime.fromisoformat(record.submitted[:16])


def _shown(minute: dt.datetime) -> str:
    return f"{minute:%Y-%m-%d %H:%M}"
