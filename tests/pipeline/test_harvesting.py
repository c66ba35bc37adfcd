"""Harvests over a small OAI-PMH server: what is stored, resumed, updated."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from oai_server import Paper, SmallOai, thirteen_papers
from pytest_httpserver import HTTPServer
from werkzeug import Response

from litscan.collect.oai import OaiSource, Window, oai_address
from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.ingest.jsonl import record_from_json
from litscan.errors import NetworkError, UsageError
from litscan.pipeline.harvesting import (
    Harvest,
    Harvested,
    harvest_papers,
    paper_of_record,
    planned_windows,
)
from litscan.pipeline.updating import harvested_through, last_source

LG = Harvest(("cs.LG",))
BROKEN = Response("overload", 503)


@pytest.fixture
def server(httpserver: HTTPServer) -> SmallOai:
    small = SmallOai(thirteen_papers())
    httpserver.expect_request("/oai").respond_with_handler(small.answer)
    return small


@pytest.fixture
def source(httpserver: HTTPServer, server: SmallOai) -> OaiSource:
    session = PoliteSession(Patience(delay=0.0, attempts=3), sleep=lambda _: None)
    return OaiSource(session, oai_address(httpserver.url_for("")))


@pytest.fixture
def stored(tmp_path: Path) -> Corpus:
    return Corpus.open(tmp_path / "c.db")


def keys(corpus: Corpus) -> list[str]:
    return [key[-2:] for key in corpus.papers()["key"]]


def test_a_category_comes_whole_and_screened(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    server.papers[4] = replace(server.papers[4], title="On alpha-beta search in chess")
    done = harvest_papers(stored, source, LG)
    assert (done.counts.added, done.received, done.requests) == (13, 13, 4)
    papers = stored.papers()
    assert papers["relevance"].notna().all()
    assert set(papers["source"]) == {"arxiv-oai"}
    run = stored.collection_runs().iloc[0]
    assert (run["outcome"], run["requests"], run["received"], run["added"]) == ("done", 4, 13, 13)
    assert run["request"] == {"categories": ["cs.LG"], "from": None, "until": None}
    assert last_source(stored) == "arxiv-oai"


def test_dates_are_kept_apart(source: OaiSource, stored: Corpus, server: SmallOai) -> None:
    dates = ("Fri, 01 Jan 1999 10:00:00 GMT", "Mon, 05 Jan 2026 17:48:55 GMT")
    server.papers = [Paper("hep-th/9901001", "2026-01-07", versions=dates)]
    harvest_papers(stored, source, LG)
    paper = stored.paper("hep-th/9901001")
    assert paper is not None
    assert (paper.submitted, paper.updated) == ("1999-01-01T10:00:00Z", "2026-01-05T17:48:55Z")
    assert (paper.datestamp, paper.version, len(paper.versions)) == ("2026-01-07", 2, 2)


def test_sets_come_one_after_another_and_no_paper_twice(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    for number in (2, 3, 4):
        both = ("cs:cs:LG", "stat:stat:ML")
        server.papers[number] = replace(server.papers[number], sets=both)
    done = harvest_papers(stored, source, Harvest(("stat.ML", "cs.LG")))
    assert (done.counts.added, done.counts.unchanged, len(keys(stored))) == (13, 3, 13)
    assert [a["set"] for a in server.asked if "set" in a] == ["stat:stat:ML", "cs:cs:LG"]
    assert done.through == {"stat:stat:ML": "2026-01-02", "cs:cs:LG": "2026-01-05"}


def test_deleted_and_withdrawn_papers_are_flagged(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    harvest_papers(stored, source, LG)
    server.papers[0] = replace(server.papers[0], changed="2026-01-08", deleted=True)
    server.papers[1] = replace(server.papers[1], changed="2026-01-08", source_type="I")
    comment = "This paper has been withdrawn by the authors"
    server.papers[2] = replace(server.papers[2], changed="2026-01-08", comment=comment)
    server.papers.append(Paper("2401.00099", "2026-01-08", deleted=True))
    done = harvest_papers(stored, source, Harvest(("cs.LG",), update=True))
    assert done.deleted == 2
    withdrawn = stored.papers().set_index("key")["withdrawn"]
    assert list(withdrawn[withdrawn].index.str[-2:]) == ["01", "02", "03", "99"]
    first = stored.paper("2401.00001")
    assert first is not None
    assert first.title == "Pruning a network"


def test_a_run_that_fails_is_taken_up_where_it_stood(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    server.faults = {3: lambda _: BROKEN, 4: lambda _: BROKEN, 5: lambda _: BROKEN}
    with pytest.raises(NetworkError, match="8 records of this run are in"):
        harvest_papers(stored, source, LG)
    server.faults.clear()
    assert planned_windows(stored, LG) == {"cs:cs:LG": Window("2026-01-03")}
    assert keys(stored) == [f"{i:02d}" for i in range(1, 9)]
    assert stored.collection_runs()["outcome"].tolist() == ["failed"]
    server.asked.clear()
    harvest_papers(stored, source, LG)
    assert server.asked[0]["from"] == "2026-01-03"
    assert len(keys(stored)) == 13
    assert stored.collection_runs()["outcome"].tolist() == ["done"]


def test_sets_that_are_done_are_not_asked_again_by_the_same_run(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    server.papers.append(Paper("2401.00050", "2026-01-02", sets=("stat:stat:ML",)))
    server.faults = {i: lambda _: BROKEN for i in (5, 6, 7)}
    both = Harvest(("cs.LG", "stat.ML"))
    with pytest.raises(NetworkError):
        harvest_papers(stored, source, both)
    server.asked.clear()
    server.faults.clear()
    harvest_papers(stored, source, both)
    assert [asked["set"] for asked in server.asked] == ["stat:stat:ML"]
    assert list(planned_windows(stored, both)) == ["cs:cs:LG", "stat:stat:ML"]
    assert len(keys(stored)) == 14


def test_an_update_asks_for_new_days_and_the_overlap(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    harvest_papers(stored, source, LG)
    server.asked.clear()
    server.today = "2026-01-13"
    server.papers[0] = replace(server.papers[0], changed="2026-01-11", title="Pruning, revised")
    server.papers.append(Paper("2401.00020", "2026-01-12"))
    update = Harvest(("cs.LG",), update=True)
    done = harvest_papers(stored, source, update)
    assert server.asked[0]["from"] == "2026-01-03"  # the last known change was on the 5th
    assert "until" not in server.asked[0]
    assert (done.counts.added, done.counts.updated) == (1, 1)
    revised = stored.paper("2401.00001")
    assert revised is not None
    assert (revised.title, revised.datestamp) == ("Pruning, revised", "2026-01-11")
    harvest_papers(stored, source, update)
    assert server.asked[-1]["from"] == "2026-01-10"


def test_an_update_is_dated_by_the_server_and_finds_nothing_calmly(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    server.today = "2026-01-04"  # its own day; the records of the 5th are ahead of it
    harvest_papers(stored, source, LG)
    assert harvested_through(stored) == {"cs:cs:LG": "2026-01-04"}
    server.papers = []
    done = harvest_papers(stored, source, Harvest(("cs.LG",), update=True))
    assert (done.received, done.requests) == (0, 1)
    assert harvested_through(stored) == {"cs:cs:LG": "2026-01-04"}


def test_an_update_that_fails_goes_on_from_where_it_stood(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    harvest_papers(stored, source, LG)
    server.today = "2026-01-20"
    server.papers += [Paper(f"2402.{i:05d}", f"2026-01-{i // 2:02d}") for i in range(20, 30)]
    server.asked.clear()
    server.faults = {i: lambda _: BROKEN for i in (3, 4, 5)}
    update = Harvest(("cs.LG",), update=True)
    with pytest.raises(NetworkError):
        harvest_papers(stored, source, update)
    server.asked.clear()
    server.faults.clear()
    harvest_papers(stored, source, update)
    assert server.asked[0]["from"] > "2026-01-03"
    assert len(keys(stored)) == 23


def test_a_set_never_harvested_is_updated_whole(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    assert harvest_papers(stored, source, Harvest(("cs.LG",), update=True)).counts.added == 13
    assert "from" not in server.asked[0]


def test_a_window_and_a_limit_bound_a_harvest(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    window = Window("2026-01-02", "2026-01-03")
    assert harvest_papers(stored, source, Harvest(("cs.LG",), window)).counts.added == 6
    done = harvest_papers(stored, source, LG, limit=5)
    assert done.received == 5
    assert stored.collection_runs()["outcome"].tolist() == ["done", "stopped"]
    assert harvested_through(stored) == {"cs:cs:LG": "2026-01-03"}


def test_what_is_no_category_asks_nothing(
    source: OaiSource, stored: Corpus, server: SmallOai
) -> None:
    with pytest.raises(UsageError, match="no such archive"):
        harvest_papers(stored, source, Harvest(("cs.LG", "biology")))
    assert server.asked == []
    assert len(stored.collection_runs()) == 0


def test_the_order_of_sources_makes_no_difference(
    source: OaiSource, server: SmallOai, tmp_path: Path
) -> None:
    """The same paper by the API, over OAI-PMH and from a snapshot, in every order."""
    dates = ("Mon, 01 Jan 2024 10:00:00 GMT", "Thu, 01 Feb 2024 11:00:00 GMT")
    server.papers = [Paper("2401.00001", "2024-02-02", versions=dates)]
    (page,) = source.pages("cs:cs:LG", Window())
    api = PaperRecord(
        "2401.00001", arxiv_id="2401.00001", title="Pruning a network",
        abstract="We prune filters.", authors=("A. Author", "B. C. Writer", "D. Poet"),
        categories=("cs.LG", "stat.ML"), primary_category="cs.LG", version=2,
        submitted="2024-01-01T10:00:00Z", updated="2024-02-01T11:00:00Z", comment="10 pages",
        doi="10.1/x", source="arxiv-api",
    )  # fmt: skip
    snapshot = record_from_json(
        {
            "id": "2401.00001", "title": "Pruning a\n  network", "abstract": "We prune filters.",
            "authors_parsed": [["Author", "A.", ""], ["Writer", "B. C.", ""], ["Poet", "D.", ""]],
            "categories": "cs.LG stat.ML", "update_date": "2024-02-02", "comments": "10 pages",
            "versions": [{"version": f"v{i}", "created": date} for i, date in enumerate(dates, 1)],
        },
        "snapshot:arxiv",
    )  # fmt: skip
    rows = set()
    for number, order in enumerate(permutations((api, paper_of_record(page.records[0]), snapshot))):
        with Corpus.open(tmp_path / f"{number}.db") as corpus:
            for record in order:
                corpus.add_papers([record])
            assert len(corpus.papers()) == 1
            rows.add(corpus.paper("2401.00001"))
    assert len(rows) == 1
    (row,) = rows
    assert row is not None
    assert row.datestamp == "2024-02-02"
    assert row.source == "arxiv-api,arxiv-oai,snapshot:arxiv"


def test_nothing_is_harvested_by_nobody(source: OaiSource, stored: Corpus) -> None:
    done = harvest_papers(stored, source, Harvest(()))
    assert isinstance(done, Harvested)
    assert done.received == 0
