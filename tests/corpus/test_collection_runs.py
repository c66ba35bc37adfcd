"""Runs of collection in SQLite and PostgreSQL: taken up, added up, told."""

from __future__ import annotations

from litscan.corpus import Corpus
from litscan.corpus.records import Counts

REQUEST = {"query": "all:pruning", "categories": ["cs.LG"], "until": "2026-01-31"}


def test_a_run_that_did_not_finish_is_taken_up_where_it_stood(corpus: Corpus) -> None:
    run = corpus.begin_collection("arxiv-api", REQUEST)
    corpus.save_progress(
        run.number, {"low": "1"}, requests=2, promised=9, received=3, counts=Counts(added=3)
    )
    corpus.save_progress(run.number, {"low": "2"}, requests=1, received=2, counts=Counts(updated=2))
    again = corpus.begin_collection("arxiv-api", dict(reversed(REQUEST.items())))
    assert (again.number, again.position) == (run.number, {"low": "2"})
    assert (again.requests, again.promised, again.received) == (3, 9, 5)
    assert again.counts == Counts(3, 2, 0)


def test_a_run_that_failed_goes_on_and_one_that_is_done_does_not(corpus: Corpus) -> None:
    run = corpus.begin_collection("arxiv-api", REQUEST)
    corpus.finish_collection(run.number, "failed", "no answer")
    again = corpus.begin_collection("arxiv-api", REQUEST)
    assert (again.number, again.outcome, again.finished) == (run.number, "open", None)
    corpus.finish_collection(run.number, "done")
    assert corpus.begin_collection("arxiv-api", REQUEST).number != run.number


def test_another_request_or_source_is_another_run(corpus: Corpus) -> None:
    first = corpus.begin_collection("arxiv-api", REQUEST)
    assert corpus.begin_collection("arxiv-oai", REQUEST).number != first.number
    other = {**REQUEST, "until": "2026-02-28"}
    assert corpus.begin_collection("arxiv-api", other).number != first.number


def test_the_last_run_that_came_to_its_end_is_found_whatever_its_days(corpus: Corpus) -> None:
    assert corpus.last_collection("arxiv-api", REQUEST) is None
    run = corpus.begin_collection("arxiv-api", REQUEST)
    assert corpus.last_collection("arxiv-api", REQUEST) is None
    corpus.finish_collection(run.number, "done")
    later = {**REQUEST, "until": "2026-03-01"}
    assert corpus.last_collection("arxiv-api", later) is None
    found = corpus.last_collection("arxiv-api", later, ignoring=("until",))
    assert found is not None
    assert found.number == run.number


def test_all_runs_are_listed_oldest_first(corpus: Corpus) -> None:
    corpus.begin_collection("snapshot:dump", {"file": "dump.jsonl"})
    corpus.begin_collection("arxiv-api", REQUEST)
    runs = corpus.collection_runs()
    assert list(runs["source"]) == ["snapshot:dump", "arxiv-api"]
    assert runs["request"][1] == REQUEST
