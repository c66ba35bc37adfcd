"""Papers counted by day in both databases, and what is stated to be complete."""

from __future__ import annotations

from datetime import date

import pytest
import sqlalchemy as sa

from litscan.corpus import Corpus, PaperRecord

DAY = date(2019, 2, 1)


def paper(
    number: int, submitted: str | None, *categories: str, source: str = "dump"
) -> PaperRecord:
    key = f"1902.{number:05d}"
    return PaperRecord(
        key,
        arxiv_id=key,
        title=f"Title {number}",
        submitted=submitted,
        categories=categories,
        source=source,
    )


@pytest.fixture
def filled(corpus: Corpus) -> Corpus:
    corpus.add_papers(
        [
            paper(1, "2019-02-01T09:00:00Z", "cs.NE", "cs.LG"),
            paper(2, "2019-02-01T23:59:59Z", "cs.LG", source="dump,list"),
            paper(3, "2019-02-02", "csx.NE"),
            paper(4, None, "cs.NE"),
            paper(5, "2019-02-31", "cs.NE"),
            paper(6, "2019-02-03T00:00:00Z", "stat.ML", "cs.NE"),
            PaperRecord("bib/x", title="Not on arXiv", submitted="2019-02-01", source="bib"),
        ]
    )
    corpus.set_relevance({"1902.00001": 0.9, "1902.00002": 0.5, "1902.00003": 0.1})
    return corpus


def test_papers_are_counted_by_the_day_of_their_first_version(filled: Corpus) -> None:
    counted = filled.count_submissions()
    assert counted.days == {DAY: 2, date(2019, 2, 2): 1, date(2019, 2, 3): 1}
    assert list(counted.days) == sorted(counted.days)
    assert counted.unjudged == {date(2019, 2, 3): 1}
    assert (counted.undated, counted.undated_unjudged, counted.papers) == (2, 2, 6)
    assert counted.sources == ("dump", "list")


def test_off_topic_papers_are_left_out_and_unjudged_ones_are_not(filled: Corpus) -> None:
    counted = filled.count_submissions(relevance=0.6)
    assert counted.days == {DAY: 1, date(2019, 2, 3): 1}
    assert counted.sources == ("dump",)
    texts = filled.counted_texts(relevance=0.6)
    assert texts["key"].tolist() == [f"1902.0000{number}" for number in (1, 4, 5, 6)]


@pytest.mark.parametrize(
    ("categories", "papers"),
    [
        (("cs.NE",), 4),
        (("cs.LG",), 2),
        (("cs",), 5),
        (("stat", "cs.LG"), 3),
        (("cs.NE", "cs.LG"), 5),
        (("hep-th",), 0),
        (("c_.NE",), 0),
        (("%",), 0),
    ],
)
def test_a_category_holds_what_is_listed_under_it_and_counts_no_paper_twice(
    filled: Corpus, categories: tuple[str, ...], papers: int
) -> None:
    assert filled.count_submissions(categories=categories).papers == papers
    assert len(filled.counted_texts(categories=categories)) == papers


@pytest.mark.parametrize("strange", ["2019-02-02zzz", "2019-02", "2019-02-02é", "soon", ""])
def test_a_time_that_is_none_changes_no_other_days_count(corpus: Corpus, strange: str) -> None:
    times = ("2019-02-01T10:00:00Z", strange, "2019-02-02T00:00:00Z", "2019-03-01")
    corpus.add_papers([paper(number, time) for number, time in enumerate(times, start=1)])
    counted = corpus.count_submissions()
    assert counted.papers == 4
    assert counted.days[DAY] == 1
    assert counted.days[date(2019, 3, 1)] == 1
    assert list(counted.days) == sorted(counted.days)


def test_an_empty_corpus_counts_nothing(corpus: Corpus) -> None:
    counted = corpus.count_submissions()
    assert (counted.days, counted.papers, counted.sources) == ({}, 0, ())


def test_what_is_stated_to_be_complete_is_kept_and_part_of_the_state(filled: Corpus) -> None:
    before = filled.fingerprint()
    filled.state_complete("dump", {"cs.NE": date(2019, 12, 31)})
    assert filled.fingerprint() != before
    filled.state_complete("dump", {"cs.NE": date(2020, 1, 31), "cs.LG": DAY})
    filled.state_complete("other", {"cs.NE": DAY})
    assert filled.stated_complete().values.tolist() == [
        ["dump", "cs.LG", "2019-02-01"],
        ["dump", "cs.NE", "2020-01-31"],
        ["other", "cs.NE", "2019-02-01"],
    ]


def plans(corpus: Corpus, statements: list[str]) -> str:
    """What SQLite says of how it would answer."""
    with corpus._database.reading() as connection:
        rows = [
            row[-1]
            for statement in statements
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}")
        ]
    return "\n".join(rows)


def test_neither_counting_nor_looking_for_unscreened_papers_reads_the_papers(
    filled: Corpus,
) -> None:
    if not filled._database.is_sqlite:
        pytest.skip("PostgreSQL plans by the size of the tables")
    seen: list[str] = []

    def note(_: object, __: object, statement: str, parameters: object, *___: object) -> None:
        for value in parameters or ():  # type: ignore[attr-defined]
            statement = statement.replace("?", repr(value), 1)
        seen.append(statement)

    engine = filled._database.engine
    sa.event.listen(engine, "before_cursor_execute", note)
    filled.count_submissions(relevance=0.5, categories=("cs.NE",))
    list(filled.unscreened())
    sa.event.remove(engine, "before_cursor_execute", note)
    told = plans(filled, [one for one in seen if one.startswith("SELECT")])
    of_papers = [line for line in told.splitlines() if " papers" in line]
    assert len(of_papers) >= 3
    for line in of_papers:
        assert "COVERING INDEX ix_papers_counted" in line or "ix_papers_unscreened" in line
