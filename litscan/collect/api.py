"""arXiv's search API as a source of records: every hit once, whatever the weather.

The API pages by offset, sorts by one key without a tie-breaker, and fails past 10,000 results;
offsets therefore lose and repeat papers. litscan walks along the submission date instead: it asks
for the first page of what was submitted since the last minute it has seen, again and again. Each
page stands alone, only one minute overlaps, the window is never reached, and every page says how
many papers are left, so that what came can be reconciled with what was promised.

The ``arxiv`` package writes the search and parses the feed; the requests are litscan's own.
"""

from __future__ import annotations

import datetime as dt
import logging
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from litscan.collect.query import compose
from litscan.collect.records import MetadataRecord
from litscan.collect.session import PoliteSession, Reply
from litscan.errors import NetworkError, ReadError, UsageError
from litscan.ids import parse_arxiv_id

__all__ = ["ApiSource", "Page", "Plan"]

log = logging.getLogger(__name__)

PAGE_SIZE = 2000
WINDOW = 10_000
LOOKS = 4
"""How often an answer that contradicts itself (too few papers, suddenly none) is asked for."""

_ERROR_ENTRY = re.compile(rb"<id>[^<]*/api/errors\b")
_SUMMARY = re.compile(rb"<summary[^>]*>([^<]*)</summary>")


@dataclass(frozen=True, slots=True)
class Page:
    """Papers of one answer that were not seen before, and where the walk stands.

    `left` is how many papers arXiv counts from `reached` on, the minute the next page starts
    with; `total` how many it counted at the beginning.
    """

    records: tuple[MetadataRecord, ...]
    total: int
    seen: int
    reached: dt.datetime


@dataclass(frozen=True, slots=True)
class Plan:
    """What a collection would ask for: hits, requests, and the shortest time it takes."""

    query: str
    total: int
    requests: int
    seconds: float


@dataclass(frozen=True, slots=True)
class _Answer:
    total: int
    records: tuple[MetadataRecord, ...]


@dataclass(slots=True)
class ApiSource:
    """The search API at a base URL.

    Parameters
    ----------
    session : PoliteSession
        Through which all requests go.
    base_url : str
        Such as ``https://export.arxiv.org``; a mirror or a replay may stand in.
    """

    session: PoliteSession
    base_url: str
    page_size: int = PAGE_SIZE
    missing: int = field(default=0, init=False)

    def plan(self, query: str, categories: Sequence[str], first: dt.date, last: dt.date) -> Plan:
        """Return what collecting would take; asks once, for the number of hits."""
        text = compose(query, categories, *_minutes(first, last))
        total = self._settled(text, start=0, size=1, expected=None).total
        pages = max(1, math.ceil(total / max(1, self.page_size - 1)))
        return Plan(text, total, pages, pages * self.session.patience.delay)

    def pages(
        self, query: str, categories: Sequence[str], first: dt.date, last: dt.date
    ) -> Iterator[Page]:
        """Yield the papers submitted from one day to another, oldest first, each once.

        After the walk, `missing` tells how many papers arXiv counted but never gave.

        Raises
        ------
        NetworkError
            If arXiv cannot be reached or does not answer as it should; what was yielded is good.
        UsageError
            If arXiv refuses the query.
        """
        low, high = _minutes(first, last)
        seen: set[str] = set()
        total: int | None = None
        while True:
            expected = None if total is None else total - len(seen)
            answer = self._settled(
                compose(query, categories, low, high), start=0, size=self.page_size,
                expected=expected,
            )  # fmt: skip
            total = answer.total if total is None else total
            complete = len(answer.records) >= answer.total
            records = list(answer.records)
            reached = _minute(records[-1]) if records else high
            if not complete and reached <= low:
                records += self._rest_of_minute(query, categories, low)
                reached = low + dt.timedelta(minutes=1)
            fresh = _unseen(records, seen)
            low = max(low, reached)
            yield Page(fresh, total, len(seen), low)
            if complete or low > high:
                break
        self.missing = max(0, total - len(seen))
        if self.missing:
            log.warning("arXiv counts %d papers and gave %d", total, len(seen))

    def _rest_of_minute(
        self, query: str, categories: Sequence[str], minute: dt.datetime
    ) -> list[MetadataRecord]:
        """Return the papers of one minute that hold more than a page, by offset."""
        text = compose(query, categories, minute, minute)
        records: list[MetadataRecord] = []
        start, total = 0, 1
        while start < min(total, WINDOW - self.page_size + 1):
            answer = self._settled(text, start=start, size=self.page_size, expected=None)
            total, records = answer.total, [*records, *answer.records]
            start += max(1, len(answer.records))
        return records

    def _settled(self, text: str, *, start: int, size: int, expected: int | None) -> _Answer:
        """Return an answer that does not contradict itself, or the fullest after some looks.

        `expected` is how many papers must be left at least, where that is known.
        """
        best: _Answer | None = None
        for _ in range(LOOKS):
            answer = self._ask(text, start, size)
            if best is None or (answer.total, len(answer.records)) > (
                best.total,
                len(best.records),
            ):
                best = answer
            if answer.total < best.total or answer.total < (expected or 0):
                continue
            promised = min(size, answer.total - start)
            if answer.total and len(answer.records) >= promised:
                return answer
        assert best is not None
        if not best.records and (best.total > start or (expected or 0) > 0):
            raise NetworkError(
                f"{self.base_url}: an empty page where {expected or best.total} papers are due",
                advice="run the same command later",
            )
        return best

    def _ask(self, text: str, start: int, size: int) -> _Answer:
        import arxiv

        search = arxiv.Search(
            query=text,
            sort_by=arxiv.SortCriterion.SubmittedDate,
            sort_order=arxiv.SortOrder.Ascending,
        )
        reply = self.session.get(
            f"{self.base_url.rstrip('/')}/api/query",
            {
                "search_query": search.query,
                "sortBy": search.sort_by.value,
                "sortOrder": search.sort_order.value,
                "start": str(start),
                "max_results": str(size),
            },
            check=_feed_problem,
        )
        return _read_feed(reply)


def _feed_problem(reply: Reply) -> str | None:
    """Return why a body is no whole Atom feed, or None."""
    if b"<feed" not in reply.content[:2000]:
        return "an answer that is no feed"
    if not reply.content.rstrip().endswith(b"</feed>"):
        return "a feed that breaks off"
    return None


def _read_feed(reply: Reply) -> _Answer:
    """Return the papers of a feed; an error entry is raised, never taken for one."""
    from arxiv import _feed  # the package's parser has no public name

    if _ERROR_ENTRY.search(reply.content):
        summary = _SUMMARY.search(reply.content)
        said = summary[1].decode("utf-8", "replace") if summary else "no reason given"
        raise UsageError(f"arXiv refuses the query: {said}")
    if reply.status != 200:
        raise NetworkError(f"{reply.url}: HTTP {reply.status}")
    parsed = _feed.parse(reply.content)
    return _Answer(parsed.header.total_results, tuple(_records(parsed.results)))


def _records(results: Sequence[Any]) -> Iterator[MetadataRecord]:
    for result in results:
        try:
            identifier = parse_arxiv_id(result.entry_id)
        except ReadError:
            log.warning("an entry with id %r is no paper", result.entry_id)
            continue
        yield MetadataRecord(
            arxiv_id=identifier.base,
            version=identifier.version,
            title=" ".join(result.title.split()),
            abstract=" ".join(result.summary.split()),
            authors=tuple(" ".join(author.name.split()) for author in result.authors),
            categories=tuple(result.categories),
            primary=result.primary_category,
            submitted=f"{result.published:%Y-%m-%dT%H:%M:%SZ}",
            updated=f"{result.updated:%Y-%m-%dT%H:%M:%SZ}",
            comment=result.comment or None,
            doi=result.doi or None,
            journal_ref=result.journal_ref or None,
        )


def _unseen(records: Sequence[MetadataRecord], seen: set[str]) -> tuple[MetadataRecord, ...]:
    fresh = []
    for record in records:
        if record.arxiv_id not in seen:
            seen.add(record.arxiv_id)
            fresh.append(record)
    return tuple(fresh)


def _minute(record: MetadataRecord) -> dt.datetime:
    return dt.datetime.fromisoformat(record.submitted[:16])


def _minutes(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    if first > last:
        raise UsageError(f"from {first} is after until {last}")
    return dt.datetime.combine(first, dt.time()), dt.datetime.combine(last, dt.time(23, 59))
