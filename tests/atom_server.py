"""A small arXiv for the tests: an Atom feed written here, served on loopback."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import parse_qs
from xml.sax.saxutils import escape

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from litscan.collect.session import Patience, PoliteSession

FEED = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/"><id>https://arxiv.org/api/x</id>'
    "<title>a query</title><updated>2026-01-01T00:00:00Z</updated>"
    "<opensearch:totalResults>{total}</opensearch:totalResults>"
    "<opensearch:startIndex>{start}</opensearch:startIndex>"
    "<opensearch:itemsPerPage>{size}</opensearch:itemsPerPage>{entries}</feed>"
)
ERROR = (
    "<entry><id>https://arxiv.org/api/errors#malformed</id><title>Error</title>"
    "<updated>2026-01-01T00:00:00Z</updated><summary>malformed query</summary></entry>"
)


def entry(
    identifier: str, submitted: str, updated: str = "", title: str = "Pruning a network"
) -> str:
    """One paper as arXiv's feed writes it."""
    return (
        f"<entry><id>http://arxiv.org/abs/{identifier}</id><title>{escape(title)}</title>"
        f"<updated>{updated or submitted}</updated><published>{submitted}</published>"
        "<summary>  We prune\n filters. </summary><author><name>A. Author</name></author>"
        '<category term="cs.LG"/><category term="stat.ML"/>'
        "<arxiv:comment>10 pages</arxiv:comment>"
        '<arxiv:primary_category term="cs.LG"/></entry>'
    )


Fault = Callable[[str, Response], Response]


@dataclass
class SmallArxiv:
    """Papers as (id, submitted), answered as arXiv would, with faults in order of requests.

    `revised` has the date of the current version by id; papers that are `hidden` at a request are
    counted but not given; `before` is told of each request by number.
    """

    papers: list[tuple[str, str]]
    revised: dict[str, str] = field(default_factory=dict)
    hidden: Callable[[int], set[str]] = lambda number: set()
    before: Callable[[int], None] = lambda number: None
    faults: dict[int, Fault] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    shuffle: random.Random = field(default_factory=lambda: random.Random(5))

    def answer(self, request: Request) -> Response:
        """Answer one request."""
        query = {
            name: values[0] for name, values in parse_qs(request.query_string.decode()).items()
        }
        self.asked.append(query)
        self.before(len(self.asked))
        low, high = re.search(r"\[(\d{12}) TO (\d{12})\]", query["search_query"]).groups()  # type: ignore[union-attr]
        hits = [p for p in self.papers if low <= re.sub(r"\D", "", p[1])[:12] <= high]
        self.shuffle.shuffle(hits)  # papers of one instant come in any order
        by_update = query["sortBy"] == "lastUpdatedDate"
        hits.sort(
            key=lambda paper: self.revised.get(paper[0], paper[1]) if by_update else paper[1],
            reverse=query["sortOrder"] == "descending",
        )
        start, size = int(query["start"]), int(query["max_results"])
        given = [p for p in hits if p[0] not in self.hidden(len(self.asked))]
        chosen = "".join(
            entry(*paper, self.revised.get(paper[0], "")) for paper in given[start : start + size]
        )
        body = FEED.format(total=len(hits), start=start, size=size, entries=chosen)
        good = Response(body, content_type="application/atom+xml")
        fault = self.faults.get(len(self.asked))
        return fault(body, good) if fault else good


@pytest.fixture
def small_arxiv(httpserver: HTTPServer) -> SmallArxiv:
    """Twenty-five papers, several of them submitted in the same minute."""
    dates = [f"2024-01-{1 + i // 4:02d}T0{i % 2}:00:00Z" for i in range(25)]
    arxiv = SmallArxiv([(f"2401.{i:05d}v{1 + i % 3}", date) for i, date in enumerate(dates, 1)])
    httpserver.expect_request("/api/query").respond_with_handler(arxiv.answer)
    return arxiv


@pytest.fixture
def quick() -> PoliteSession:
    """A session that never really waits."""
    return PoliteSession(
        Patience(delay=0.0, connect_timeout=2, read_timeout=2),
        "me@example.org",
        sleep=lambda _: None,
    )
