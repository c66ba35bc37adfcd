"""arXiv's search API as a source of records: every hit once, whatever the weather.

The requests are litscan's own; the ``arxiv`` package names the criteria of the search and parses
the feed. `walk` and `changes` say in which order pages are asked for.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator
from dataclasses import dataclass

from litscan.collect.changes import UPDATE_PAGE, Changed, changed_papers
from litscan.collect.feed import Answer, feed_problem, read_feed
from litscan.collect.query import Search
from litscan.collect.session import PoliteSession
from litscan.collect.walk import Page, Place, Walk
from litscan.errors import NetworkError

__all__ = ["PAGE_SIZE", "ApiSource", "Plan"]

PAGE_SIZE = 2000
"""The most papers that arXiv gives in one answer."""
LOOKS = 4
"""How often an answer that contradicts itself (too few papers, suddenly none) is asked for."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a collection would ask for: hits, requests, and the shortest time it takes."""

    query: str
    total: int
    requests: int
    seconds: float


@dataclass(slots=True)
class ApiSource:
    """The search API at a base URL.

    Parameters
    ----------
    session : PoliteSession
        Through which all requests go.
    base_url : str
        Such as ``https://export.arxiv.org``; a mirror or a replay may stand in.
    page_size : int
        How many papers an answer may hold.
    """

    session: PoliteSession
    base_url: str
    page_size: int = PAGE_SIZE

    def plan(self, search: Search, place: Place | None = None, limit: int | None = None) -> Plan:
        """Return what collecting would take, from a place on, or of so many papers.

        Asks once, for the number of hits.
        """
        low, high = search.minutes()
        text = search.text(place.minute if place else low, high)
        total = self.look(text, size=1).total
        pages = self.requests_for(total if limit is None else min(limit, total))
        return Plan(text, total, pages, pages * self.session.patience.delay)

    def requests_for(self, papers: int) -> int:
        """Return how many requests so many papers take at least; pages overlap by a paper."""
        return max(1, math.ceil((papers - 1) / max(1, self.page_size - 1)))

    def pages(self, search: Search, place: Place | None = None) -> Iterator[Page]:
        """Yield the papers of a search by submission, oldest first, each once.

        Parameters
        ----------
        search : Search
        place : Place, optional
            Where an earlier walk stood, to go on from there.

        Raises
        ------
        NetworkError
            If arXiv cannot be reached or does not answer as it should; what was yielded is good.
        UsageError
            If arXiv refuses the query.
        """
        return Walk(self, search, place).pages()

    def changed(self, search: Search, since: dt.date, *, known: bool = False) -> Iterator[Changed]:
        """Yield the papers of a search that are new or were revised since a day, newest first.

        Parameters
        ----------
        search : Search
        since : date
        known : bool
            Whether the search is known to have papers: an answer of none is then no answer.
        """
        size = min(self.page_size, UPDATE_PAGE)
        return changed_papers(self, search, since, size=size, known=known)

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
        """Return an answer that does not contradict itself, or the fullest after some looks.

        Parameters
        ----------
        text : str
            Query in arXiv's grammar.
        start, size : int
            Offset, and the most papers to give; by default a page.
        due : int
            How many papers arXiv must count at least, where that is known.
        by, order : str
            Criterion and order, as the ``arxiv`` package names them.

        Raises
        ------
        NetworkError
            If papers are due and none come.
        """
        size = size or self.page_size
        best = Answer(-1, ())
        for _ in range(LOOKS):
            answer = self._ask(text, start, size, by, order)
            best = max(best, answer, key=lambda one: (one.total, len(one.records)))
            if answer.total < max(best.total, due) or not answer.total:
                continue
            if len(answer.records) >= min(size, answer.total - start):
                return answer
        if not best.records and (best.total > start or due > 0):
            raise NetworkError(
                f"{self.base_url}: an empty page where {max(due, best.total - start)} papers"
                " are due",
                advice="run the same command later",
            )
        return best

    def _ask(self, text: str, start: int, size: int, by: str, order: str) -> Answer:
        import arxiv

        search = arxiv.Search(
            query=text,
            sort_by=arxiv.SortCriterion[by],
            sort_order=arxiv.SortOrder[order],
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
            check=feed_problem,
        )
        return read_feed(reply)
