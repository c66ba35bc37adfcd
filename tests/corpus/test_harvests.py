"""A harvest over OAI-PMH into both databases: taken up, updated, remembered."""

from __future__ import annotations

import pytest
from oai_server import Paper, SmallOai, thirteen_papers
from pytest_httpserver import HTTPServer
from werkzeug import Response

from litscan.collect.oai import OaiSource, oai_address
from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus
from litscan.errors import CorpusError, NetworkError
from litscan.pipeline.harvesting import Harvest, harvest_papers
from litscan.pipeline.run_alone import run_alone
from litscan.pipeline.updating import harvested_through


def test_a_harvest_is_taken_up_and_updated(corpus: Corpus, httpserver: HTTPServer) -> None:
    server = SmallOai(thirteen_papers())
    httpserver.expect_request("/oai").respond_with_handler(server.answer)
    session = PoliteSession(Patience(delay=0.0, attempts=2), sleep=lambda _: None)
    source = OaiSource(session, oai_address(httpserver.url_for("")))
    server.faults = {3: lambda _: Response("", 502), 4: lambda _: Response("", 502)}
    with pytest.raises(NetworkError):
        harvest_papers(corpus, source, Harvest(("cs.LG",)))
    harvest_papers(corpus, source, Harvest(("cs.LG",)))
    assert harvested_through(corpus) == {"cs:cs:LG": "2026-01-05"}
    server.papers.append(Paper("hep-th/9901001", "2026-01-06", deleted=True))
    done = harvest_papers(corpus, source, Harvest(("cs.LG",), update=True))
    assert (done.counts.added, done.deleted) == (1, 1)
    assert len(corpus.papers()) == 14
    assert corpus.collection_runs()["outcome"].tolist() == ["done", "done"]


def test_a_gap_between_two_harvests_is_not_taken_for_harvested(corpus: Corpus) -> None:
    def done(first: str | None, last: str | None, day: str) -> None:
        request = {"categories": ["cs.LG"], "from": first, "until": last}
        run = corpus.begin_collection("arxiv-oai", request)
        corpus.save_progress(run.number, {"done": {"cs:cs:LG": day}})
        corpus.finish_collection(run.number, "done")

    done(None, "2020-12-31", "2020-12-30")
    done("2024-01-01", None, "2026-01-05")
    assert harvested_through(corpus) == {"cs:cs:LG": "2020-12-30"}
    done("2020-12-29", None, "2026-01-06")
    assert harvested_through(corpus) == {"cs:cs:LG": "2026-01-06"}


def test_one_process_at_a_time_works_on_a_source(corpus: Corpus) -> None:
    with run_alone(corpus, "arxiv-oai", {"set": "cs"}) as run:
        assert run.outcome == "open"
        with (
            pytest.raises(CorpusError, match="another litscan is collecting from arxiv-oai"),
            run_alone(corpus, "arxiv-oai", {"set": "cs"}),
        ):
            pass
        with run_alone(corpus, "arxiv-api", {"query": "all:pruning"}) as other:
            assert other.number != run.number
    with run_alone(corpus, "arxiv-oai", {"set": "cs"}) as again:
        assert again.number == run.number
