"""What papers are a share of: the corpus where it is known to be whole, else arXiv's totals."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from litscan.corpus import Corpus, PaperRecord
from litscan.errors import UsageError
from litscan.growth import growth_of_corpus, growth_text, plot_growth, split_growth
from litscan.growth.denominator import complete_categories

LAST = date(2018, 12, 31)
MONTHS = [(2014 + at // 12, at % 12 + 1) for at in range(60)]


def paper(year: int, month: int, number: int, *categories: str) -> PaperRecord:
    key = f"{year % 100:02d}{month:02d}.{number:05d}"
    submitted = f"{year}-{month:02d}-{number % 28 + 1:02d}"
    return PaperRecord(key, arxiv_id=key, submitted=submitted, categories=categories)


@pytest.fixture
def corpus(tmp_path: Path) -> Iterator[Corpus]:
    """Five years of cs.NE: two papers on topic of ten a month, but none of them in 2016."""
    records = [paper(*month, number, "cs.NE") for month in MONTHS for number in range(1, 11)]
    on_topic = {
        record.key: 0.9 if record.key[-2:] in ("01", "02") and record.key[:2] != "16" else 0.1
        for record in records
    }
    with Corpus.open(tmp_path / "corpus.db") as opened:
        opened.add_papers(records)
        opened.set_relevance(on_topic)
        yield opened


def publish(corpus: Corpus) -> None:
    totals = [(f"{year}-{month:02d}", 1000) for year, month in MONTHS]
    corpus.save_monthly_totals(totals, "published")


def test_in_a_complete_category_off_topic_papers_are_the_rest(corpus: Corpus) -> None:
    publish(corpus)
    corpus.state_complete("dump", {"cs.NE": LAST})
    growth = growth_of_corpus(corpus, categories=["cs.NE"])
    assert growth.denominator is not None
    assert growth.denominator.kind == "corpus"
    assert {(item.count, item.total) for item in growth.series} == {(2, 10), (0, 10)}
    assert len(growth.months) == 60, "no silence is a gap, and the last month is whole"
    assert growth.share_trend is not None
    assert growth.share_trend.share == pytest.approx(0.16)
    text = growth_text(growth)
    assert "Share of all cs.NE submissions: 16.000%" in text
    assert "cs.NE to 2018-12-31, as stated when dump was imported" in text
    assert "Counts of this corpus, not established to grow" in text
    assert "the field" not in text
    told = growth.to_json()["denominator"]
    assert (told["kind"], told["label"]) == ("corpus", "all cs.NE submissions")
    buffer = io.BytesIO()
    plot_growth(growth, buffer, "svg", view="share")
    assert buffer.getvalue()


def test_a_category_that_is_not_known_to_be_whole_is_no_denominator(corpus: Corpus) -> None:
    publish(corpus)
    growth = growth_of_corpus(corpus, categories=["cs.NE"])
    assert growth.denominator is not None
    assert growth.denominator.kind == "arxiv"
    assert {item.total for item in growth.series} == {1000}
    assert "Share of all arXiv submissions" in growth_text(growth)
    assert "published: every field of arXiv" in growth.denominator.caveat
    with pytest.raises(UsageError, match=r"not known to hold cs\.NE whole"):
        growth_of_corpus(corpus, categories=["cs.NE"], denominator="corpus")
    with pytest.raises(UsageError, match="not known to hold any category whole"):
        growth_of_corpus(corpus, denominator="corpus")


def test_papers_beside_the_complete_categories_make_arxivs_totals_the_denominator(
    corpus: Corpus,
) -> None:
    publish(corpus)
    corpus.state_complete("dump", {"cs": LAST})
    growth = growth_of_corpus(corpus)
    assert growth.denominator is not None
    assert growth.denominator.label == "all cs submissions"
    assert growth_of_corpus(corpus, denominator="arxiv").series[0].total == 1000
    corpus.add_papers([paper(2015, 3, 77, "stat.ML")])
    growth = growth_of_corpus(corpus)
    assert growth.denominator is not None
    assert growth.denominator.kind == "arxiv"
    assert any("1 papers are in no category" in caveat for caveat in growth.coverage.caveats)
    with pytest.raises(UsageError, match="1 counted papers are in none of the categories"):
        growth_of_corpus(corpus, denominator="corpus")


def test_months_after_the_last_complete_day_are_neither_counted_nor_a_total(
    corpus: Corpus,
) -> None:
    corpus.state_complete("dump", {"cs.NE": date(2018, 6, 15)})
    growth = growth_of_corpus(corpus, categories=["cs.NE"])
    assert growth.series[-1].period == "2018-06"
    assert not growth.series[-1].complete
    assert growth.series[-1].total is None
    assert growth.series[-2].total == 10
    assert any("12 papers submitted after 2018-06-15" in one for one in growth.coverage.caveats)


def test_a_month_without_submissions_in_a_complete_category_is_a_total_of_none(
    tmp_path: Path,
) -> None:
    months = [(year, month) for year in (2014, 2015, 2016) for month in (1, 3, 5, 7, 9, 11)]
    records = [paper(*month, number, "cs.NE") for month in months for number in (1, 2)]
    with Corpus.open(tmp_path / "sparse.db") as opened:
        opened.add_papers(records)
        opened.set_relevance({one.key: 0.9 if one.key.endswith("1") else 0.1 for one in records})
        opened.state_complete("dump", {"cs.NE": date(2016, 12, 31)})
        growth = growth_of_corpus(opened, categories=["cs.NE"], by="year")
    assert [(item.count, item.total) for item in growth.series] == [(6, 12)] * 3
    assert [month.total for month in growth.months[:4]] == [2, 0, 2, 0]


def test_a_category_without_papers_is_named_in_the_reason(corpus: Corpus) -> None:
    growth = growth_of_corpus(corpus, categories=["cs.ne", "stat.ML"])
    assert growth.reason == "no papers with a submission date, under cs.ne, stat.ML"


def test_without_any_total_there_is_no_share(corpus: Corpus) -> None:
    growth = growth_of_corpus(corpus)
    assert growth.denominator is None
    assert growth.share_trend is None
    assert growth.to_json()["denominator"] is None


def test_parts_are_counted_as_the_whole_is(corpus: Corpus) -> None:
    corpus.add_papers([paper(2015, 3, 77, "stat.ML"), paper(2015, 4, 78, "stat.ML", "cs.NE")])
    corpus.state_complete("dump", {"cs.NE": LAST})
    parts = split_growth(corpus, "kind", categories=["cs.NE"])
    assert [(part.name, part.growth.papers) for part in parts] == [("no title known", 97)]
    assert parts[0].growth.denominator is not None
    assert parts[0].growth.months[-1].period == "2018-12"


def test_a_paper_counts_once_in_each_of_its_kinds_and_parts_have_fits_of_their_own(
    tmp_path: Path,
) -> None:
    titles = {
        1: "Filter pruning and weight pruning at once",
        2: "The lottery ticket hypothesis",
        3: "Pruning",
        4: "Channel pruning of filters, channel by channel",
    }
    records = [
        replace(paper(*month, number, "cs.LG"), title=title)
        for month in MONTHS
        for number, title in titles.items()
    ]
    with Corpus.open(tmp_path / "kinds.db") as corpus:
        corpus.add_papers(records)
        corpus.set_relevance(dict.fromkeys((record.key for record in records), 0.9))
        parts = {part.name: part.growth for part in split_growth(corpus, "kind")}
    assert {name: growth.papers for name, growth in parts.items()} == {
        "unstructured": 120,
        "structured": 120,
        "lottery-ticket": 60,
        "none told": 60,
    }
    for growth in parts.values():
        assert growth.best is not None
        assert growth.doubling_time is not None


Run = tuple[dict[str, Any], str]
WHOLE: Run = ({"categories": ["cs.NE"], "from": None, "until": None}, "2020-01-20")
UPDATE: Run = ({"categories": ["cs.NE"], "update": True}, "2021-01-20")
LATE: Run = ({"categories": ["cs.NE"], "from": "2019-01-01", "until": None}, "2020-02-20")
BOUNDED: Run = ({"categories": ["cs.NE"], "from": None, "until": "2019-06-30"}, "2019-06-29")
FOLLOWING: Run = ({"categories": ["cs.NE"], "from": "2020-01-18", "until": None}, "2020-03-20")
BEYOND: Run = ({"categories": ["cs.NE"], "from": "2022-01-01", "until": None}, "2022-03-20")
STRANGE: Run = ({"categories": ["nonsense"], "from": None, "until": None}, "2022-03-20")


@pytest.mark.parametrize(
    ("runs", "through"),
    [
        ((WHOLE,), date(2020, 1, 13)),
        ((WHOLE, UPDATE), date(2021, 1, 13)),
        ((WHOLE, FOLLOWING), date(2020, 3, 13)),
        ((WHOLE, BEYOND), date(2020, 1, 13)),
        ((WHOLE, BOUNDED), date(2020, 1, 13)),
        ((LATE,), None),
        ((LATE, UPDATE), None),
        ((LATE, WHOLE, UPDATE), date(2021, 1, 13)),
        ((BOUNDED,), None),
        ((BOUNDED, UPDATE), date(2021, 1, 13)),
        ((STRANGE,), None),
    ],
)
def test_a_harvest_is_whole_if_it_began_at_the_beginning_and_every_update_followed(
    corpus: Corpus, runs: tuple[Run, ...], through: date | None
) -> None:
    for request, day in runs:
        run = corpus.begin_collection("arxiv-oai", request)
        corpus.save_progress(run.number, {"done": {"cs:cs:NE": day}})
        corpus.finish_collection(run.number, "done")
    found = {one.category: one.through for one in complete_categories(corpus)}
    assert found == ({"cs.NE": through} if through else {})


@pytest.mark.shared
def test_cs_ne_to_2019_is_a_series_with_all_of_cs_ne_as_its_denominator(
    shared: Path, tmp_path: Path
) -> None:
    from litscan.corpus.importer import import_path
    from litscan.pipeline import screen_papers

    dump = shared / "data/arxiv/metadata/ml_core_1991_2019.jsonl.gz"
    if not dump.exists():
        pytest.skip(f"{dump} is not there")
    with Corpus.open(tmp_path / "ne.db") as opened:
        import_path(opened, dump)
        screen_papers(opened)
        opened.state_complete(dump.name, {"cs.NE": date(2019, 12, 31)})
        growth = growth_of_corpus(opened, categories=["cs.NE"])
        papers = opened.papers()
    inside = papers[papers["categories"].str.split().map(lambda names: "cs.NE" in names)]
    begun = growth.series[0].period
    assert sum(item.total or 0 for item in growth.series) == int(
        (inside["submitted"] >= begun).sum()
    )
    assert growth.papers > 100
    assert growth.months[-1].period == "2019-12"
    assert growth.best is not None
    assert growth.share_trend is not None
    assert any("papers on pruning outside it" in one for one in growth.coverage.caveats)
    assert growth.coverage.partial


@pytest.mark.parametrize("day", ["9999-12-31", "2999-01-01", "1066-10-14", "0001-01-01"])
def test_a_day_on_which_arxiv_got_no_paper_is_left_out_and_named(corpus: Corpus, day: str) -> None:
    before = growth_of_corpus(corpus)
    odd = replace(paper(2015, 1, 99, "cs.LG"), submitted=f"{day}T12:00:00Z")
    corpus.add_papers([odd])

    growth = growth_of_corpus(corpus)

    assert growth.series == before.series
    assert growth.undated == before.undated + 1
    assert "1 papers bear a day before 1986 or in the future" in growth_text(growth)
    assert len(split_growth(corpus, "category")[0].growth.series) <= len(before.series)
