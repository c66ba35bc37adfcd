from __future__ import annotations

import datetime as dt
import time
from typing import TYPE_CHECKING

import pytest
from atom_server import ERROR, FEED
from pytest_httpserver import HTTPServer
from werkzeug import Response

from litscan.collect.api import ApiSource
from litscan.collect.query import Search
from litscan.collect.records import MetadataRecord
from litscan.collect.session import Patience, PoliteSession
from litscan.errors import NetworkError, UsageError

if TYPE_CHECKING:
    from atom_server import SmallArxiv

SEARCH = Search("all:pruning", ("cs.LG",), dt.date(2023, 12, 1), dt.date(2024, 2, 28))


def collect(source: ApiSource) -> list[MetadataRecord]:
    return [record for page in source.pages(SEARCH) for record in page.records]


def expected(arxiv: SmallArxiv) -> set[str]:
    return {identifier.partition("v")[0] for identifier, _ in arxiv.papers}


def blank(_: str, __: Response) -> Response:
    return Response("")


def half(body: str, _: Response) -> Response:
    return Response(body[: len(body) // 2])


def html(_: str, __: Response) -> Response:
    return Response("<html><body>We are sorry</body></html>")


def none_at_all(body: str, _: Response) -> Response:
    head, _, rest = body.partition("<entry>")
    tail = "</feed>" if rest else ""
    total = head.index("<opensearch:totalResults>")
    end = head.index("</opensearch:totalResults>")
    return Response(head[:total] + "<opensearch:totalResults>0" + head[end:] + tail)


def without_papers(body: str, _: Response) -> Response:
    head, _, rest = body.partition("<entry>")
    return Response(head + ("</feed>" if rest else ""))


def last_paper_lost(body: str, _: Response) -> Response:
    return Response(body[: body.rindex("<entry>")] + "</feed>")


@pytest.mark.parametrize("page_size", [3, 7, 24, 25, 26, 2000])
def test_every_paper_comes_once_whatever_the_page_size(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession, page_size: int
) -> None:
    source = ApiSource(quick, httpserver.url_for(""), page_size)
    pages = list(source.pages(SEARCH))
    found = [record.arxiv_id for page in pages for record in page.records]
    assert len(found) == len(set(found))
    assert set(found) == expected(small_arxiv)
    assert (pages[-1].seen, pages[-1].total, pages[-1].missing) == (25, 25, 0)


@pytest.mark.parametrize("fault", [blank, half, html, none_at_all, without_papers, last_paper_lost])
@pytest.mark.parametrize("at", [1, 2, 3])
def test_no_fault_loses_a_paper(
    small_arxiv: SmallArxiv,
    httpserver: HTTPServer,
    quick: PoliteSession,
    fault: object,
    at: int,
) -> None:
    small_arxiv.faults = {at: fault, at + 1: fault}  # type: ignore[dict-item]
    source = ApiSource(quick, httpserver.url_for(""), 10)
    assert {record.arxiv_id for record in collect(source)} == expected(small_arxiv)


def test_more_papers_in_one_minute_than_on_a_page(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession
) -> None:
    small_arxiv.papers = [(f"2401.{i:05d}v1", "2024-01-05T10:30:00Z") for i in range(1, 31)]
    small_arxiv.papers.append(("2401.00040v1", "2024-01-06T00:00:00Z"))
    found = [r.arxiv_id for r in collect(ApiSource(quick, httpserver.url_for(""), 8))]
    assert sorted(found) == sorted(expected(small_arxiv))


def test_a_record_carries_what_the_feed_says(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession
) -> None:
    small_arxiv.papers = [("2401.00001v3", "2024-01-05T10:30:01Z")]
    (record,) = collect(ApiSource(quick, httpserver.url_for("")))
    assert record == MetadataRecord(
        arxiv_id="2401.00001",
        version=3,
        title="Pruning a network",
        abstract="We prune filters.",
        authors=("A. Author",),
        categories=("cs.LG", "stat.ML"),
        primary="cs.LG",
        submitted="2024-01-05T10:30:01Z",
        updated="2024-01-05T10:30:01Z",
        comment="10 pages",
    )


def test_the_query_is_sorted_by_submission_and_bounded(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession
) -> None:
    collect(ApiSource(quick, httpserver.url_for("")))
    asked = small_arxiv.asked[0]
    assert (asked["sortBy"], asked["sortOrder"]) == ("submittedDate", "ascending")
    assert asked["search_query"] == (
        "(all:pruning) AND (cat:cs.LG) AND submittedDate:[202312010000 TO 202402282359]"
    )


@pytest.mark.parametrize("status", [200, 400])
def test_an_error_entry_is_no_paper(
    httpserver: HTTPServer, quick: PoliteSession, status: int
) -> None:
    body = FEED.format(total=1, start=0, size=1, entries=ERROR)
    httpserver.expect_request("/api/query").respond_with_data(body, status)
    with pytest.raises(UsageError, match="malformed query"):
        collect(ApiSource(quick, httpserver.url_for("")))


def test_a_query_without_hits_is_looked_at_twice_and_ends(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession
) -> None:
    small_arxiv.papers = []
    assert collect(ApiSource(quick, httpserver.url_for(""))) == []
    assert len(small_arxiv.asked) > 1


def test_pages_that_stay_empty_are_an_error_not_an_end(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession
) -> None:
    small_arxiv.faults = dict.fromkeys(range(2, 60), without_papers)
    source = ApiSource(quick, httpserver.url_for(""), 10)
    pages = source.pages(SEARCH)
    assert len(next(pages).records) == 10
    with pytest.raises(NetworkError, match="an empty page"):
        next(pages)


def test_a_plan_asks_for_the_number_of_hits_only(
    small_arxiv: SmallArxiv, httpserver: HTTPServer
) -> None:
    session = PoliteSession(Patience(delay=3.0), sleep=lambda _: None)
    plan = ApiSource(session, httpserver.url_for(""), 10).plan(SEARCH)
    assert (plan.total, plan.requests, plan.seconds) == (25, 3, 9.0)
    assert len(small_arxiv.asked) == 1


def test_a_refusal_is_read_in_bounded_time_and_told_in_bounds(
    quick: PoliteSession, httpserver: HTTPServer
) -> None:
    entry = ERROR.replace("malformed query", "malformed " * 50_000)
    body = FEED.format(total=1, start=0, size=1, entries="<summary" * 40_000 + entry)
    httpserver.expect_request("/api/query").respond_with_data(body, 400)
    started = time.monotonic()
    with pytest.raises(UsageError, match="malformed") as refused:
        ApiSource(quick, httpserver.url_for("")).plan(SEARCH)
    assert time.monotonic() - started < 5
    assert len(str(refused.value)) < 3000
