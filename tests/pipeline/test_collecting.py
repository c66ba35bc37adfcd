"""Collections into a corpus: what a run notes, how it goes on, what an update asks for."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from atom_server import SmallArxiv
from pytest_httpserver import HTTPServer
from werkzeug import Response

from litscan.collect import changes
from litscan.collect.api import ApiSource
from litscan.collect.query import Search
from litscan.collect.session import Patience, PoliteSession
from litscan.collect.walk import Page
from litscan.corpus import Corpus
from litscan.errors import NetworkError
from litscan.pipeline import screen_papers
from litscan.pipeline.collecting import (
    bring_up_to_date,
    collect_papers,
    unfinished_place,
    update_papers,
    update_since,
)

SEARCH = Search("all:pruning", ("cs.LG",))


@pytest.fixture
def source(small_arxiv: SmallArxiv, httpserver: HTTPServer) -> ApiSource:
    """Seven papers a page, so that the 25 take four requests."""
    session = PoliteSession(Patience(delay=0.0, attempts=2), sleep=lambda _: None)
    return ApiSource(session, httpserver.url_for(""), 7)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    return Corpus.open(tmp_path / "c.db")


def overload(_: str, __: Response) -> Response:
    return Response("first byte timeout", 503)


def keys(corpus: Corpus) -> list[str]:
    return sorted(corpus.papers()["key"])


def expected(arxiv: SmallArxiv) -> list[str]:
    return sorted(identifier.partition("v")[0] for identifier, _ in arxiv.papers)


def test_a_run_notes_what_it_asked_and_got(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv
) -> None:
    done = collect_papers(corpus, source, SEARCH)
    assert (done.received, done.promised, done.missing, done.requests) == (25, 25, 0, 4)
    assert keys(corpus) == expected(small_arxiv)
    run = corpus.collection_runs().iloc[0]
    assert (run["source"], run["outcome"], run["requests"]) == ("arxiv-api", "done", 4)
    assert (run["promised"], run["received"], run["added"], run["unchanged"]) == (25, 25, 25, 0)
    assert run["request"]["query"] == "all:pruning"
    assert run["request"]["until"] is None


def test_a_run_that_arxiv_stopped_goes_on_at_its_page(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv
) -> None:
    small_arxiv.faults = {3: overload, 4: overload}
    with pytest.raises(NetworkError, match="13 papers of this run are in"):
        collect_papers(corpus, source, SEARCH)
    run = corpus.collection_runs().iloc[0]
    assert (run["outcome"], run["requests"], run["received"]) == ("failed", 4, 13)
    place = unfinished_place(corpus, source, SEARCH)
    assert place is not None
    assert (place.promised, f"{place.minute:%d %H:%M}") == (25, "04 00:00")
    done = collect_papers(corpus, source, SEARCH)
    assert (done.received, done.promised, done.requests) == (25, 25, 6)
    assert (done.counts.added, done.counts.unchanged) == (25, 0)
    assert keys(corpus) == expected(small_arxiv)
    assert len(corpus.collection_runs()) == 1
    assert unfinished_place(corpus, source, SEARCH) is None


@pytest.mark.parametrize("stop", [1, 2, 3, 4])
def test_a_run_that_was_broken_off_goes_on_at_its_page(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv, stop: int
) -> None:
    shown: list[Page] = []

    def break_off(page: Page) -> None:
        shown.append(page)
        if len(shown) == stop:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        collect_papers(corpus, source, SEARCH, on_page=break_off)
    done = collect_papers(corpus, source, SEARCH)
    assert (done.received, done.promised, done.missing) == (25, 25, 0)
    assert done.counts.total == 25
    assert done.requests <= 5
    assert keys(corpus) == expected(small_arxiv)


def test_a_limit_ends_a_run_for_good(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv
) -> None:
    assert collect_papers(corpus, source, SEARCH, limit=9).received == 9
    assert len(keys(corpus)) == 9
    assert corpus.collection_runs().iloc[0]["outcome"] == "stopped"
    assert collect_papers(corpus, source, SEARCH).received == 25


def test_an_update_asks_for_the_new_days_and_finds_new_and_revised_papers(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv
) -> None:
    collect_papers(corpus, source, SEARCH)
    assert update_since(corpus, source, SEARCH) == dt.date(2023, 12, 31)
    small_arxiv.papers += [
        (f"2403.{i:05d}v1", f"2024-03-{i // 9 + 1:02d}T00:00:00Z") for i in range(45)
    ]
    collect_papers(corpus, source, SEARCH)
    small_arxiv.papers.append(("2403.00100v1", "2024-03-07T00:00:00Z"))
    small_arxiv.papers[2] = ("2401.00003v2", small_arxiv.papers[2][1])
    small_arxiv.revised["2401.00003v2"] = "2024-03-06T00:00:00Z"
    asked = len(small_arxiv.asked)
    source.page_size = 2000
    done = update_papers(corpus, source, SEARCH)
    assert len(small_arxiv.asked) - asked == done.requests == 1
    assert (done.since, done.received) == ("2024-02-27", 47)
    assert (done.counts.added, done.counts.updated) == (1, 1)
    assert keys(corpus) == expected(small_arxiv)
    assert corpus.paper("2401.00003").version == 2  # type: ignore[union-attr]
    assert update_since(corpus, source, SEARCH) == dt.date(2024, 2, 29)


def test_an_update_without_an_earlier_run_collects_everything(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv
) -> None:
    done = update_papers(corpus, source, SEARCH)
    assert (done.received, done.since) == (25, None)


def test_an_update_that_arxiv_does_not_show_whole_collects_everything(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv, monkeypatch: pytest.MonkeyPatch
) -> None:
    collect_papers(corpus, source, SEARCH)
    monkeypatch.setattr(changes, "WINDOW", 14)
    done = update_papers(corpus, source, SEARCH)
    assert (done.received, done.since) == (25, None)
    assert list(corpus.collection_runs()["outcome"]) == ["done", "stopped", "done"]


def test_an_update_that_fails_is_repeated(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv
) -> None:
    collect_papers(corpus, source, SEARCH)
    small_arxiv.faults = dict.fromkeys((6, 7), overload)
    with pytest.raises(NetworkError):
        update_papers(corpus, source, SEARCH)
    done = update_papers(corpus, source, SEARCH)
    assert (done.received, done.promised, done.since) == (25, 25, "2023-12-31")
    assert list(corpus.collection_runs()["received"]) == [25, 25]


def test_what_was_collected_today_is_not_asked_for_again(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv, tmp_path: Path
) -> None:
    assert bring_up_to_date(corpus, source, SEARCH).requests == 4
    again = bring_up_to_date(corpus, source, SEARCH)
    assert (again.asked, again.requests, again.received) == (False, 0, 25)
    assert len(small_arxiv.asked) == 4
    with sqlite3.connect(tmp_path / "c.db") as connection:
        connection.execute("UPDATE collection_runs SET started = '2024-01-30T00:00:00Z'")
    assert bring_up_to_date(corpus, source, SEARCH).since == "2023-12-31"


def test_papers_that_are_never_given_are_named_in_the_log(
    corpus: Corpus, source: ApiSource, small_arxiv: SmallArxiv
) -> None:
    small_arxiv.hidden = lambda number: {"2401.00003v1"}
    done = collect_papers(corpus, source, SEARCH)
    assert (done.received, done.promised, done.missing) == (24, 25, 1)
    assert done.shortfalls[0].startswith("1 paper submitted 1991-07-01 00:00 to 2024-01-02")
    assert "24 of 25 papers; 1 paper submitted" in corpus.collection_runs().iloc[0]["message"]


def test_papers_can_be_screened_later(corpus: Corpus, source: ApiSource) -> None:
    collect_papers(corpus, source, SEARCH, screen=False)
    assert corpus.papers()["relevance"].isna().all()
    assert screen_papers(corpus) == 25
