from __future__ import annotations

import pytest

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.fetches import Fetch
from litscan.errors import CorpusError


@pytest.fixture
def paper(corpus: Corpus) -> str:
    corpus.add_papers([PaperRecord("2401.00001", arxiv_id="2401.00001", version=2)])
    return "2401.00001"


def test_the_last_outcome_of_a_version_counts(corpus: Corpus, paper: str) -> None:
    sha = corpus.store_raw(b"source", "application/gzip", "http://localhost/e-print/2401.00001v2")
    corpus.record_fetch(paper, Fetch(1, "no_text", "html", "HTTP 404"))
    corpus.record_fetch(paper, Fetch(2, "unanswered", "unknown", "HTTP 500"))
    corpus.record_fetch(paper, Fetch(2, "source", "gzip", "one file", sha))
    rows = corpus.fetches()
    assert list(rows["key"]) == [paper, paper]
    assert list(rows["version"]) == [1, 2]
    assert list(rows["outcome"]) == ["no_text", "source"]
    assert list(rows["raw_sha256"]) == [None, sha]
    last = corpus.last_fetch(paper, 2)
    assert last is not None
    assert (last.outcome, last.note, last.raw_sha256) == ("source", "one file", sha)
    assert last.tried.endswith("Z")
    assert corpus.last_fetch(paper, 3) is None


def test_notes_hold_what_no_database_takes(corpus: Corpus, paper: str) -> None:
    corpus.record_fetch(paper, Fetch(0, "unsafe", "gzip", "a\0b\udce9" + "x" * 9000))
    last = corpus.last_fetch(paper, 0)
    assert last is not None
    assert last.note.startswith("a\ufffdb?x")
    assert len(last.note) == 500


def test_only_papers_of_the_corpus_are_remembered(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="no paper"):
        corpus.record_fetch("2401.00009", Fetch(1, "no_text", "html"))


def test_a_days_allowance_is_shared_and_counts_per_host(corpus: Corpus) -> None:
    assert [corpus.take_allowance("arxiv.org", 2) for _ in range(3)] == [True, True, False]
    assert corpus.taken_today("arxiv.org") == 2
    assert corpus.take_allowance("arxiv.org", 3)
    assert corpus.take_allowance("127.0.0.1:80", None)
    assert not corpus.take_allowance("mirror.example", 0)
    assert (corpus.taken_today("127.0.0.1:80"), corpus.taken_today("mirror.example")) == (1, 0)


def test_an_allowance_begins_anew_each_day_and_leaves_turns_alone(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = corpus.gate()
    gate.cool_down("arxiv.org", 600, "HTTP 429", refusals=2)
    monkeypatch.setattr("litscan.corpus.allowance.now", lambda: "2024-01-01T23:59:59Z")
    assert corpus.take_allowance("arxiv.org", 1)
    assert not corpus.take_allowance("arxiv.org", 1)
    monkeypatch.setattr("litscan.corpus.allowance.now", lambda: "2024-01-02T00:00:00Z")
    assert corpus.taken_today("arxiv.org") == 0
    assert corpus.take_allowance("arxiv.org", 1)
    assert gate.cooling("arxiv.org").refusals == 2
    gate.cool_down("arxiv.org", 0, "")
    assert corpus.taken_today("arxiv.org") == 1


def test_a_paper_is_asked_for_by_one_process_at_a_time(corpus: Corpus, corpus_url: str) -> None:
    with (
        Corpus.open(corpus_url, files=corpus.files) as other,
        corpus.asking_for("2401.00001") as mine,
    ):
        assert mine
        with other.asking_for("2401.00001") as theirs, other.asking_for("2401.00002") as free:
            assert (theirs, free) == (False, True)
    with corpus.asking_for("2401.00001") as mine:
        assert mine
