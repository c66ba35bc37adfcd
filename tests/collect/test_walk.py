"""The walk along the submission date: gone on with, reconciled, bounded."""

from __future__ import annotations

import datetime as dt
import json
from itertools import islice
from typing import TYPE_CHECKING

import pytest
from pytest_httpserver import HTTPServer

from litscan.collect import walk
from litscan.collect.api import LOOKS, ApiSource
from litscan.collect.query import Search
from litscan.collect.session import PoliteSession
from litscan.collect.walk import Page, Place
from litscan.errors import NetworkError

if TYPE_CHECKING:
    from atom_server import SmallArxiv

SEARCH = Search("all:pruning", (), dt.date(2023, 12, 1), dt.date(2024, 2, 28))


@pytest.fixture
def source(httpserver: HTTPServer, quick: PoliteSession) -> ApiSource:
    return ApiSource(quick, httpserver.url_for(""), 7)


def ids(pages: list[Page]) -> list[str]:
    return [record.arxiv_id for page in pages for record in page.records]


def expected(arxiv: SmallArxiv) -> list[str]:
    return sorted(identifier.partition("v")[0] for identifier, _ in arxiv.papers)


@pytest.mark.parametrize("stop", [1, 2, 3, 4])
def test_a_walk_goes_on_where_another_stood(
    small_arxiv: SmallArxiv, source: ApiSource, stop: int
) -> None:
    first = list(islice(source.pages(SEARCH), stop))
    place = Place.from_json(json.loads(json.dumps(first[-1].place.to_json())))
    asked = len(small_arxiv.asked)
    rest = list(source.pages(SEARCH, place))
    assert sorted({*ids(first), *ids(rest)}) == expected(small_arxiv)
    assert (rest[-1].seen, rest[-1].total, rest[-1].missing) == (25, 25, 0)
    assert len(small_arxiv.asked) - asked == max(1, 4 - stop)


def test_no_request_is_spent_on_counting(small_arxiv: SmallArxiv, source: ApiSource) -> None:
    small_arxiv.papers = [
        (f"2401.{i:05d}v1", f"2024-01-05T{i // 60:02d}:{i % 60:02d}:00Z") for i in range(61)
    ]
    assert len(ids(list(source.pages(SEARCH)))) == 61
    assert len(small_arxiv.asked) == source.requests_for(61) == 10


def test_papers_left_out_of_a_page_are_asked_for_by_themselves(
    small_arxiv: SmallArxiv, source: ApiSource
) -> None:
    small_arxiv.hidden = lambda number: {"2401.00003v1"} if number == 1 else set()
    pages = list(source.pages(SEARCH))
    assert sorted(ids(pages)) == expected(small_arxiv)
    assert (pages[-1].seen, pages[-1].missing) == (25, 0)
    assert len(small_arxiv.asked) < 6 + 2 * LOOKS


def test_a_paper_that_is_never_given_is_reported_by_its_slice(
    small_arxiv: SmallArxiv, source: ApiSource
) -> None:
    small_arxiv.hidden = lambda number: {"2401.00003v1"}
    pages = list(source.pages(SEARCH))
    assert sorted({*ids(pages), "2401.00003"}) == expected(small_arxiv)
    assert (pages[-1].seen, pages[-1].total, pages[-1].missing) == (24, 25, 1)
    (short,) = pages[-1].place.shortfalls
    assert str(short).startswith("1 paper submitted 2023-12-01 00:00 to 2024-01-02")
    again = list(source.pages(SEARCH, Place.from_json(pages[-2].place.to_json())))
    assert again[-1].missing == 1


def test_papers_that_arxiv_adds_meanwhile_are_met(
    small_arxiv: SmallArxiv, source: ApiSource
) -> None:
    def add(number: int) -> None:
        if number == 3:
            small_arxiv.papers.append(("2401.00099v1", "2024-01-20T00:00:00Z"))

    small_arxiv.before = add
    pages = list(source.pages(SEARCH))
    assert sorted(ids(pages)) == expected(small_arxiv)
    assert (pages[-1].seen, pages[-1].total, pages[-1].missing) == (26, 26, 0)


def test_a_paper_that_arxiv_takes_back_is_not_missing(
    small_arxiv: SmallArxiv, source: ApiSource
) -> None:
    def remove(number: int) -> None:
        if number == 3:
            small_arxiv.papers = [p for p in small_arxiv.papers if p[0] != "2401.00025v2"]

    small_arxiv.before = remove
    pages = list(source.pages(SEARCH))
    assert sorted(ids(pages)) == expected(small_arxiv)
    assert (pages[-1].seen, pages[-1].total, pages[-1].missing) == (24, 24, 0)


def test_none_where_an_earlier_run_found_some_is_an_error(
    small_arxiv: SmallArxiv, source: ApiSource
) -> None:
    small_arxiv.papers = []
    place = Place(SEARCH.minutes()[0], promised=25)
    with pytest.raises(NetworkError, match="25 papers are due"):
        next(source.pages(SEARCH, place))
    assert len(small_arxiv.asked) == LOOKS


@pytest.mark.parametrize("steady", [False, True])
def test_more_papers_in_one_minute_than_arxiv_shows_are_told(
    small_arxiv: SmallArxiv,
    source: ApiSource,
    monkeypatch: pytest.MonkeyPatch,
    *,
    steady: bool,
) -> None:
    """With ties in one order, the first and the last of them come; else about as many."""
    monkeypatch.setattr(walk, "WINDOW", 14)
    small_arxiv.papers = [(f"2401.{i:05d}v1", "2024-01-05T10:30:00Z") for i in range(1, 61)]
    small_arxiv.papers.append(("2401.00099v1", "2024-01-06T00:00:00Z"))
    if steady:
        small_arxiv.shuffle.shuffle = lambda items: None  # type: ignore[method-assign,misc]
    pages = list(source.pages(SEARCH))
    found = ids(pages)
    assert len(found) == len(set(found))
    assert "2401.00099" in found
    assert pages[-1].seen + pages[-1].missing == pages[-1].total == 61
    assert len(found) == pages[-1].seen
    if pages[-1].missing:
        (short,) = pages[-1].place.shortfalls
        assert "2024-01-05 10:30 to 2024-01-05 10:30" in str(short)
    assert len(small_arxiv.asked) <= 3 + 2 * walk.MINUTE_PASSES


def test_an_arxiv_that_ignores_dates_does_not_hold_the_walk_for_ever(
    small_arxiv: SmallArxiv, source: ApiSource
) -> None:
    late = Search("all:pruning", (), dt.date(2024, 1, 3), dt.date(2024, 2, 28))

    def forget_dates(_: int) -> None:
        query = small_arxiv.asked[-1]
        query["search_query"] = "submittedDate:[199101010000 TO 202612312359]"

    small_arxiv.before = forget_dates
    with pytest.raises(NetworkError, match="do not come in the order of submission"):
        list(source.pages(late))
    assert len(small_arxiv.asked) < 10
