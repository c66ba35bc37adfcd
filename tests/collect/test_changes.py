"""What is new or was revised since a day."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from pytest_httpserver import HTTPServer

from litscan.collect import changes
from litscan.collect.api import ApiSource
from litscan.collect.query import Search
from litscan.collect.session import PoliteSession
from litscan.errors import NetworkError

if TYPE_CHECKING:
    from atom_server import SmallArxiv

SEARCH = Search("all:pruning")


@pytest.fixture
def arxiv(small_arxiv: SmallArxiv) -> SmallArxiv:
    """Three hundred papers, ten a day, in three instants each; some revised long afterwards."""
    start = dt.datetime(2024, 1, 1)
    small_arxiv.papers = [
        (f"2401.{i:05d}v1", f"{start + dt.timedelta(i // 10, 3600 * (i % 3)):%Y-%m-%dT%H:%M:%SZ}")
        for i in range(300)
    ]
    small_arxiv.revised = {
        "2401.00007v1": "2024-01-26T12:00:00Z",
        "2401.00100v1": "2024-02-05T00:00:00Z",
    }
    return small_arxiv


def since(arxiv: SmallArxiv, day: str) -> set[str]:
    """The ids of papers whose current version is of a day or later."""
    return {i.partition("v")[0] for i, date in arxiv.papers if arxiv.revised.get(i, date) >= day}


@pytest.mark.parametrize("size", [5, 11, 48, 500])
@pytest.mark.parametrize("day", ["2024-01-26", "2024-01-20", "1999-01-01"])
def test_new_and_revised_papers_come_once(
    arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession, size: int, day: str
) -> None:
    source = ApiSource(quick, httpserver.url_for(""), size)
    pages = list(source.changed(SEARCH, dt.date.fromisoformat(day), known=True))
    found = [record.arxiv_id for page in pages for record in page.records]
    assert len(found) == len(set(found))
    assert set(found) == since(arxiv, day)
    assert pages[-1].reached


def test_few_changes_are_one_request(
    arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession
) -> None:
    source = ApiSource(quick, httpserver.url_for(""))
    list(source.changed(SEARCH, dt.date(2024, 1, 26), known=True))
    (asked,) = arxiv.asked
    assert (asked["sortBy"], asked["sortOrder"]) == ("lastUpdatedDate", "descending")


def test_more_changes_than_arxiv_shows_are_told(
    arxiv: SmallArxiv,
    httpserver: HTTPServer,
    quick: PoliteSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(changes, "WINDOW", 100)
    source = ApiSource(quick, httpserver.url_for(""), 40)
    pages = list(source.changed(SEARCH, dt.date(1999, 1, 1), known=True))
    assert [page.reached for page in pages][-1] is False
    assert len(pages) < 4


def test_a_whole_page_of_one_instant_is_not_stepped_over(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession
) -> None:
    small_arxiv.papers = [(f"2401.{i:05d}v1", "2024-01-05T10:30:00Z") for i in range(1, 31)]
    source = ApiSource(quick, httpserver.url_for(""), 8)
    (page,) = source.changed(SEARCH, dt.date(2024, 1, 1), known=True)
    assert not page.reached


@pytest.mark.parametrize("known", [False, True])
def test_no_papers_at_all(
    small_arxiv: SmallArxiv, httpserver: HTTPServer, quick: PoliteSession, *, known: bool
) -> None:
    small_arxiv.papers = []
    pages = ApiSource(quick, httpserver.url_for("")).changed(
        SEARCH, dt.date(2024, 1, 1), known=known
    )
    if known:
        with pytest.raises(NetworkError, match="papers are due"):
            list(pages)
    else:
        assert [(page.records, page.reached) for page in pages] == [((), True)]
