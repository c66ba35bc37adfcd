"""People's decisions on relevance, in SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from litscan.corpus import Corpus, PaperRecord
from litscan.errors import CorpusError

KEY = "2301.00774"


@pytest.fixture
def paper(corpus: Corpus) -> Corpus:
    corpus.add_papers([PaperRecord(KEY, arxiv_id=KEY, title="SparseGPT")])
    corpus.set_relevance({KEY: 0.4})
    return corpus


def relevance(corpus: Corpus) -> float:
    found = corpus.paper(KEY)
    assert found is not None
    assert found.relevance is not None
    return found.relevance


def test_relevance_follows_the_latest_decision(paper: Corpus) -> None:
    paper.save_screening(KEY, "exclude", reason="tokens", reader="A")
    assert relevance(paper) == 0
    paper.save_screening(KEY, "include", chosen="uncertain", reader="B")
    assert relevance(paper) == 1
    (row,) = paper.screenings().to_dict("records")
    assert (row["key"], row["decision"], row["reader"]) == (KEY, "include", "B")
    assert (row["chosen"], row["probability"]) == ("uncertain", 0.4)


def test_undoing_gives_the_model_s_probability_back(paper: Corpus) -> None:
    paper.save_screening(KEY, "exclude")
    paper.save_screening(KEY, "undo")
    assert relevance(paper) == 0.4
    assert paper.screenings().empty


def test_there_must_be_a_paper_a_known_decision_and_something_to_undo(paper: Corpus) -> None:
    with pytest.raises(CorpusError, match=r"no paper '2401\.00001'"):
        paper.save_screening("2401.00001", "include")
    with pytest.raises(CorpusError, match="'maybe' is no decision"):
        paper.save_screening(KEY, "maybe")  # type: ignore[arg-type]
    with pytest.raises(CorpusError, match="no decision to undo"):
        paper.save_screening(KEY, "undo")


def test_without_a_name_the_user_decided(paper: Corpus) -> None:
    paper.save_screening(KEY, "include")
    assert paper.screenings()["reader"][0]
