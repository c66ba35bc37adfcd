from __future__ import annotations

import itertools
import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litscan.corpus import Corpus, Counts, PaperRecord, PaperVersion
from litscan.corpus.merge import Merged, digest, merge
from litscan.errors import CorpusError

FULL = PaperRecord(
    key="1608.08710",
    arxiv_id="1608.08710",
    title="Pruning Filters",
    abstract="We prune filters — and “quotes” — of ConvNets.",
    authors=("Hao Li", "Asim Kadav", "Zoë Müller"),
    categories=("cs.CV", "cs.LG"),
    primary_category="cs.CV",
    submitted="2016-08-31T16:42:44Z",
    updated="2017-03-10T17:57:37Z",
    listed="2016-09-01",
    published="2017-04",
    version=3,
    versions=(PaperVersion(1, "2016-08-31T16:42:44Z"), PaperVersion(3, "2017-03-10T17:57:37Z")),
    comment="9 pages",
    doi="10.1000/x",
    venue="ICLR",
    source="api,snapshot",
    relevance=0.98,
    withdrawn=True,
    datestamp="2017-03-13",
)


def test_a_paper_comes_out_as_it_went_in(corpus: Corpus) -> None:
    corpus.add_papers([FULL])
    assert corpus.paper("1608.08710") == FULL
    assert list(corpus.paper_records()) == [FULL]


def test_adding_again_changes_nothing(corpus: Corpus) -> None:
    papers = [FULL, PaperRecord("bib/han2015", title="Learning both", authors=("Song Han",))]
    assert corpus.add_papers(papers) == Counts(added=2)
    before = corpus.fingerprint()
    assert corpus.add_papers(reversed(papers)) == Counts(unchanged=2)
    assert corpus.fingerprint() == before


def test_a_newer_record_wins_and_an_older_one_fills_gaps(corpus: Corpus) -> None:
    new = PaperRecord("1", title="New", updated="2020-01-01", version=2)
    old = PaperRecord("1", title="Old", comment="5 pages", authors=("A",), updated="2019-01-01")
    assert corpus.add_papers([new]) == Counts(added=1)
    assert corpus.add_papers([old]) == Counts(updated=1)
    merged = corpus.paper("1")
    assert merged is not None
    assert (merged.title, merged.comment, merged.authors, merged.updated) == (
        "New",
        "5 pages",
        ("A",),
        "2020-01-01",
    )
    assert corpus.add_papers([old, new]) == Counts(unchanged=2)


_dates = st.sampled_from([None, "2019-01-01", "2019-01-01T10:00:00Z", "2020-05-05", "2021-06-06"])
_texts = st.sampled_from([None, "a", "b", "longer"])
_records = st.builds(
    PaperRecord,
    key=st.just("1608.08710"),
    title=_texts,
    abstract=_texts,
    comment=_texts,
    authors=st.sampled_from([(), ("A",), ("B",), ("A", "B")]),
    categories=st.sampled_from([(), ("cs.LG",), ("cs.CV", "cs.LG")]),
    submitted=_dates,
    updated=_dates,
    version=st.sampled_from([None, 1, 2, 3]),
    versions=st.sampled_from([(), (PaperVersion(1, "2019-01-01"),), (PaperVersion(2, "2020-01"),)]),
    source=st.sampled_from([None, "api", "oai"]),
    withdrawn=st.booleans(),
)


@given(st.lists(_records, min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_merging_depends_neither_on_order_nor_on_repetition(
    records: list[PaperRecord], shuffler: random.Random
) -> None:
    def together(items: list[PaperRecord]) -> Merged:
        return list(itertools.accumulate((Merged.of(item) for item in items), merge))[-1]

    shuffled = records + records[:2]
    shuffler.shuffle(shuffled)
    one, other = together(records), together(shuffled)
    assert digest(one) == digest(other)
    assert one.record == other.record


def test_sources_in_any_order_give_the_same_corpus(tmp_path: Path) -> None:
    sources = [
        [PaperRecord("1", title="Old", updated="2019-01-01", comment="c1", source="oai")],
        [PaperRecord("1", title="New", updated="2021-01-01", source="api")],
        [PaperRecord("1", title="Mid", updated="2020-01-01", comment="c2", source="dump")],
    ]
    prints, records = set(), set()
    for number, order in enumerate(itertools.permutations(sources)):
        with Corpus.open(tmp_path / f"{number}.db") as corpus:
            for source in order:
                corpus.add_papers(source)
            prints.add(corpus.fingerprint())
            records.add(corpus.paper("1"))
    assert len(prints) == 1
    (record,) = records
    assert record is not None
    assert (record.title, record.comment, record.source) == ("New", "c2", "api,dump,oai")


def test_importing_twice_leaves_the_database_file_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "litscan.db"
    papers = [
        PaperRecord(f"bib/{n}", title=f"Paper {n}", authors=(f"Author {n % 7}",), source="x")
        for n in range(9000)
    ]
    with Corpus.open(path) as corpus:
        corpus.add_papers(papers)
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = path.read_bytes()
    with Corpus.open(path) as corpus:
        assert corpus.add_papers(papers) == Counts(unchanged=9000)
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert path.read_bytes() == before


def test_the_fingerprint_is_the_same_on_every_database(corpus: Corpus, tmp_path: Path) -> None:
    corpus.add_papers([FULL])
    corpus.save_monthly_totals([("2019-01", 11_000)], "arxiv.org")
    with Corpus.open(tmp_path / "other.db") as other:
        other.save_monthly_totals([("2019-01", 11_000)], "arxiv.org")
        other.add_papers([FULL])
        assert other.fingerprint() == corpus.fingerprint()
        other.set_relevance({"1608.08710": 0.5})
        assert other.fingerprint() != corpus.fingerprint()


def test_relevance_is_kept_when_metadata_comes_again(corpus: Corpus) -> None:
    corpus.add_papers([PaperRecord("1", title="T")])
    corpus.set_relevance({"1": 0.75, "not there": 0.1})
    corpus.add_papers([PaperRecord("1", title="T", updated="2020-01-01")])
    record = corpus.paper("1")
    assert record is not None
    assert record.relevance == 0.75
    with pytest.raises(CorpusError, match="no probability"):
        corpus.set_relevance({"1": 1.5})


def test_submissions_have_what_growth_needs(corpus: Corpus) -> None:
    corpus.add_papers([FULL, PaperRecord("bib/x", title="No date")])
    rows = corpus.submissions().set_index("key")
    assert rows.loc["1608.08710", "submitted"] == "2016-08-31T16:42:44Z"
    assert rows.loc["1608.08710", "categories"] == "cs.CV cs.LG"
    assert rows.loc["bib/x", "submitted"] is None
    assert list(corpus.papers()["key"]) == ["1608.08710", "bib/x"]


def test_the_key_of_an_arxiv_paper_is_its_id() -> None:
    with pytest.raises(ValueError, match="the key of arXiv"):
        PaperRecord("bib/x", arxiv_id="1608.08710")


def test_another_title_or_abstract_is_screened_again(corpus: Corpus) -> None:
    corpus.add_papers([PaperRecord("1", title="Fruit trees", updated="2019-01-01")])
    corpus.set_relevance({"1": 0.01})
    corpus.add_papers([PaperRecord("1", title="Fruit trees", comment="5 pages")])
    assert list(corpus.unscreened()) == []
    corpus.add_papers([PaperRecord("1", title="Pruning nets", updated="2020-01-01")])
    assert list(corpus.unscreened()) == [("1", "Pruning nets", None)]
    corpus.set_relevance({"1": 0.99})
    corpus.add_papers([PaperRecord("1", abstract="Of fruit.", updated="2018-01-01")])
    assert list(corpus.unscreened()) == [("1", "Pruning nets", "Of fruit.")]


def test_an_older_record_that_changes_no_text_leaves_the_relevance(corpus: Corpus) -> None:
    corpus.add_papers([PaperRecord("1", title="New", updated="2020-01-01")])
    corpus.set_relevance({"1": 0.9})
    corpus.add_papers([PaperRecord("1", title="Old", comment="x", updated="2019-01-01")])
    assert corpus.paper("1") == PaperRecord(
        "1", title="New", comment="x", updated="2020-01-01", relevance=0.9
    )


@pytest.mark.postgres
def test_what_the_server_refuses_is_one_line(postgresql_url: str, tmp_path: Path) -> None:
    with Corpus.open(postgresql_url, files=tmp_path) as corpus:
        with pytest.raises(CorpusError) as refused:
            corpus.add_papers([PaperRecord("1", title="A"), PaperRecord("2", title="B\0C")])
        assert len(str(refused.value).splitlines()) == 1
        assert corpus.paper("1") is None
        assert corpus.add_papers([PaperRecord("1", title="A")]) == Counts(added=1)


def test_many_changed_papers_are_found_by_their_new_words(corpus: Corpus) -> None:
    """Half of them get another title, the other half only a comment."""
    old = [PaperRecord(str(n), title=f"Old {n}", authors=("A",)) for n in range(40)]
    assert corpus.add_papers(old) == Counts(added=40)
    new = [
        PaperRecord(str(n), title="Sparse" if n % 2 else f"Old {n}", comment="c", version=2)
        for n in range(40)
    ]
    assert corpus.add_papers(new) == Counts(updated=40)
    assert {hit.key for hit in corpus.search("sparse", limit=100)} == {
        str(n) for n in range(1, 40, 2)
    }
    assert len(corpus.search("old", limit=100)) == 20
    assert all(r.comment == "c" and r.authors == ("A",) for r in corpus.paper_records())


def test_a_paper_replaced_after_a_withdrawal_is_withdrawn_no_more(corpus: Corpus) -> None:
    def paper(day: str, version: int, **more: Any) -> PaperRecord:
        return PaperRecord(
            "2401.00001", arxiv_id="2401.00001", title="T", updated=day, version=version, **more
        )

    corpus.add_papers([paper("2024-02-01", 2, withdrawn=True), paper("2024-01-01", 1)])
    assert list(corpus.papers()["withdrawn"]) == [True]
    corpus.add_papers([paper("2024-03-01", 3)])
    assert list(corpus.papers()["withdrawn"]) == [False]


def test_a_deleted_record_flags_the_paper_and_leaves_what_was_known(corpus: Corpus) -> None:
    known = PaperRecord("2401.00001", arxiv_id="2401.00001", title="T", updated="2024-01-01")
    gone = PaperRecord("2401.00001", arxiv_id="2401.00001", datestamp="2024-02-01", withdrawn=True)
    corpus.add_papers([known])
    corpus.add_papers([gone])
    assert corpus.papers()[["title", "withdrawn"]].to_numpy().tolist() == [["T", True]]
