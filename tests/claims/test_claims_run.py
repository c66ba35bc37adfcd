"""Running claims on tables in ShrinkBench's layout and on what a corpus holds."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pandas as pd
import pytest

from litscan.claims import ClaimResult, claims_json, claims_text, read_blalock, run_claims
from litscan.claims.corpus_view import CorpusView, methods_compared
from litscan.errors import MissingInputError, ReadError
from litscan.growth import DataCoverage

NOW = datetime(2030, 1, 2, 3, 4, 5, tzinfo=UTC)
WHOLE = DataCoverage(("made",), (), partial=False)

PAPERS = """\ufeffName,Date,AuthorName,Venue,BibTeX,Notes,Compares To,Models,Datasets,Non-pruning
oak-trim,2018-1,Alder,MADE,"@article{a,
  title={On, commas}
}",,,,,
elm-cut,2018-5,Birch,MADE,,,oak-trim,,,checked
fir-shave,2019-2,Cedar,MADE,,,"oak-trim, elm-cut,oak-trim",,,
"""


def write_tables(folder: Path, text: str = PAPERS) -> Path:
    (folder / "Papers-Grid view.csv").write_text(text, encoding="utf-8")
    return folder


def only(results: list[ClaimResult]) -> ClaimResult:
    (result,) = results
    return result


def every(days: int, first: date, last: date) -> tuple[date, ...]:
    return tuple(first + timedelta(days=at) for at in range(0, (last - first).days + 1, days))


def test_tables_are_read_with_mark_quotes_and_repeated_keys(tmp_path: Path) -> None:
    tables = read_blalock(write_tables(tmp_path))
    assert [(paper.key, len(paper.compares_to)) for paper in tables.papers] == [
        ("oak-trim", 0),
        ("elm-cut", 1),
        ("fir-shave", 2),
    ]
    assert tables.fingerprint.startswith("sha256:")


def test_small_tables_leave_shares_undecided_and_counts_decided(tmp_path: Path) -> None:
    results = run_claims(blalock=read_blalock(write_tables(tmp_path)), now=NOW)
    found = {
        result.claim.id: (result.found.value, str(result.verdict))
        for result in results
        if result.claim.id in ("BC01", "BC10", "BC12")
    }
    assert found == {
        "BC01": (3, "contradicted"),
        "BC10": (pytest.approx(1 / 3), "inconclusive"),
        "BC12": (pytest.approx(2 / 3), "inconclusive"),
    }


def test_missing_folder_table_column_and_text_are_named(tmp_path: Path) -> None:
    with pytest.raises(MissingInputError, match="no such folder"):
        read_blalock(tmp_path / "none")
    with pytest.raises(MissingInputError, match=r"no Papers\*\.csv"):
        read_blalock(tmp_path)
    with pytest.raises(ReadError, match="no column 'Compares To'"):
        read_blalock(write_tables(tmp_path, "Name,Date,Venue\na,2018,b\n"))
    (tmp_path / "Papers-Grid view.csv").write_bytes(b"Name,\xff\xfe\x00")
    with pytest.raises(ReadError, match="not UTF-8"):
        read_blalock(tmp_path)


def test_a_claim_asked_for_by_id_on_data_without_a_measure_is_not_testable(tmp_path: Path) -> None:
    result = only(run_claims(["s02"], blalock=read_blalock(write_tables(tmp_path)), now=NOW))
    assert str(result.verdict) == "not_testable"
    assert "no measure on blalock2020" in result.judgement.reason


@pytest.mark.parametrize(
    ("gap", "coverage", "verdict"),
    [
        (2, WHOLE, "supported"),
        (2, DataCoverage(), "inconclusive"),
        (9, WHOLE, "contradicted"),
        (9, DataCoverage(), "inconclusive"),
    ],
)
def test_papers_a_day_by_coverage(gap: int, coverage: DataCoverage, verdict: str) -> None:
    view = CorpusView(
        days=Counter(every(gap, date(2020, 6, 1), date(2022, 6, 1))), coverage=coverage
    )
    assert str(only(run_claims(["S02"], corpus=view, now=NOW)).verdict) == verdict


def test_the_first_year_past_a_paper_in_two_days_is_told() -> None:
    days = (
        *every(3, date(2017, 6, 1), date(2019, 12, 31)),
        *every(1, date(2020, 1, 1), NOW.date()),
    )
    (result,) = run_claims(["S02"], corpus=CorpusView(days=Counter(days), coverage=WHOLE), now=NOW)
    told = {figure.name: figure.value for figure in result.found.figures}
    assert told == {"papers a day": 1.0, "first whole year with 0.5 papers a day": 2020}


def test_papers_that_nobody_judged_leave_a_high_rate_undecided() -> None:
    days = tuple(day for day in every(1, date(2020, 6, 1), date(2022, 6, 1)) for _ in range(3))
    judged = CorpusView(days=Counter(days), coverage=WHOLE, unjudged={date(2020, 7, 1): 1})
    assert str(only(run_claims(["S02"], corpus=judged, now=NOW)).verdict) == "contradicted"
    open_ = CorpusView(days=Counter(days), coverage=WHOLE, unjudged={date(2021, 7, 1): 1})
    result = only(run_claims(["S02"], corpus=open_, now=NOW))
    assert str(result.verdict) == "inconclusive"
    assert "1 papers in the count have not been judged" in result.judgement.reason


def test_papers_a_day_are_not_counted_in_a_gap_of_the_data() -> None:
    days = (*every(2, date(2012, 1, 1), date(2018, 1, 1)), date(2024, 1, 1))
    result = only(
        run_claims(["S02"], corpus=CorpusView(days=Counter(days), coverage=WHOLE), now=NOW)
    )
    assert str(result.verdict) == "not_testable"
    assert "no paper from 2018-01-02 to 2023-12-31" in result.judgement.reason


def test_papers_marked_non_pruning_are_kept_and_the_filter_says_so(tmp_path: Path) -> None:
    result = only(run_claims(["BC10"], blalock=read_blalock(write_tables(tmp_path)), now=NOW))
    assert result.found.n == 3
    assert "marked non-pruning kept" in result.filter


def test_papers_a_day_needs_the_whole_window() -> None:
    view = CorpusView(days=Counter(every(2, date(2021, 3, 1), date(2022, 6, 1))), coverage=WHOLE)
    result = only(run_claims(["S02"], corpus=view, now=NOW))
    assert str(result.verdict) == "not_testable"
    assert "2021-03-01" in result.judgement.reason


def growing_days() -> tuple[date, ...]:
    months = [date(2010 + at // 12, at % 12 + 1, 1) for at in range(84)]
    days = [day for at, day in enumerate(months) for _ in range(round(3 * 1.04**at))]
    return (*days, date(2017, 1, 1))


def test_exponential_growth_is_not_concluded_from_partial_sources() -> None:
    whole = CorpusView(days=Counter(growing_days()), coverage=WHOLE)
    partial = CorpusView(
        days=Counter(growing_days()), coverage=DataCoverage(caveats=("thin before 2015",))
    )
    assert str(only(run_claims(["S03"], corpus=whole, now=NOW)).verdict) == "supported"
    result = only(run_claims(["S03"], corpus=partial, now=NOW))
    assert str(result.verdict) == "inconclusive"
    assert "thin before 2015" in result.judgement.reason


def test_a_gap_keeps_even_a_whole_source_from_a_verdict_on_growth() -> None:
    days = (*growing_days(), date(2023, 1, 1))
    result = only(
        run_claims(["S03"], corpus=CorpusView(days=Counter(days), coverage=WHOLE), now=NOW)
    )
    assert str(result.verdict) == "inconclusive"
    assert "no paper from 2017-01-02 to 2022-12-31" in result.judgement.reason


def test_an_empty_corpus_makes_every_claim_not_testable() -> None:
    results = run_claims(corpus=CorpusView(), now=NOW)
    assert {str(result.verdict) for result in results} == {"not_testable"}
    assert claims_text(results)


def test_only_fully_read_papers_with_own_results_are_counted() -> None:
    read = {"full_text": True, "tables_found": 2, "tables_parsed": 2}
    documents = pd.DataFrame(
        {
            "key": ["whole", "torn", "silent", "whole", "costs"],
            "id": [1, 2, 3, 4, 5],
            "current": [True, True, True, False, True],
            "coverage": [read, {**read, "tables_parsed": 1}, read, read, read],
        }
    )
    results = pd.DataFrame(
        {
            "key": ["whole", "torn", "silent", "costs"],
            "document": [1, 2, 3, 5],
            "metric": ["accuracy", "accuracy", "accuracy", "flops"],
            "own": [True, True, False, True],
            "is_dense_baseline": [False, False, False, False],
            "evidence_kind": ["table", "table", "table", "table"],
        }
    )
    comparisons = pd.DataFrame(
        {
            "key": ["whole", "whole", "whole", "torn"],
            "document": [1, 1, 4, 2],
            "name": ["ThiNet", "thinet", "Old", "FPGM"],
        }
    )
    assert methods_compared(documents, results, comparisons) == {"whole": 1}


def test_share_on_a_corpus_of_enough_papers_is_decided() -> None:
    view = CorpusView(compared={f"p{place}": place % 2 * 3 for place in range(60)})
    assert str(only(run_claims(["BC12"], corpus=view, now=NOW)).verdict) == "supported"
    assert str(only(run_claims(["BC10"], corpus=view, now=NOW)).verdict) == "contradicted"


def test_public_record_has_the_promised_keys(tmp_path: Path) -> None:
    results = run_claims(["BC10"], blalock=read_blalock(write_tables(tmp_path)), now=NOW)
    record = claims_json(results, run_at=NOW)
    assert record["schema"] == "litscan.claims/1"
    assert record["run_at"] == "2030-01-02T03:04:05+00:00"
    assert record["corpus_fingerprint"].startswith("sha256:")
    assert {
        "id",
        "statement",
        "source",
        "definition",
        "filter",
        "published",
        "recomputed",
        "unit",
        "n",
        "interval",
        "verdict",
        "reason",
        "data",
    } <= set(record["claims"][0])
