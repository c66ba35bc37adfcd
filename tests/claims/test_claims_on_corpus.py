"""The meta-analysis's measures on what a corpus holds of its fully read papers."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from litscan.claims import ClaimResult, claims_text, run_claims
from litscan.claims.corpus_papers import ReadPaper
from litscan.claims.corpus_view import CorpusView, pruning_papers
from litscan.corpus.view import DescribedPaper
from litscan.growth import DataCoverage
from litscan.growth.trends import ShareTrend

NOW = datetime(2030, 1, 2, tzinfo=UTC)
MEASURED = frozenset({("MNIST", "fc3", "top1_accuracy", "parameters")})


def papers(n: int) -> tuple[ReadPaper, ...]:
    """Return papers; every second has code, a spread, a pair of its own, and cites the first."""
    return tuple(
        ReadPaper(
            key=f"p{place:03}",
            pairs=frozenset({("MNIST", "fc3"), *([("own", f"net{place}")] if place % 2 else [])}),
            measured=MEASURED if place % 2 else frozenset(),
            accuracies=frozenset({("ImageNet", "top1")}),
            curves=(1, 5),
            compares_to=frozenset({"p000"} if place % 2 else ()),
            year=2020 + place % 2,
            costs=True,
            spread=bool(place % 2),
            runs=bool(place % 2),
            code=bool(place % 2),
        )
        for place in range(n)
    )


def run(claim: str, view: CorpusView) -> ClaimResult:
    (result,) = run_claims([claim], corpus=view, now=NOW)
    return result


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("BC14", 39),
        ("BC20", 2),
        ("BC21", 21),
        ("BC22", 21),
        ("BC23", 40),
        ("BC24", 1),
        ("BC27", 20 / 21),
        ("BC28", 1.0),
        ("BC29", 1.0),
        ("BC41", 20),
        ("BC42", 0.5),
        ("BC43", 1.0),
        ("BC44", 0.0),
        ("BC45", 0.0),
        ("BC46", 1),
        ("BC47", 0.5),
        ("BC50", 190 / 780),
        ("S07", 0.5),
        ("S08", 0.5),
    ],
)
def test_figure(claim: str, value: float) -> None:
    result = run(claim, CorpusView(read=papers(40)))
    assert result.found.value == pytest.approx(value)
    assert "this corpus's selection" in result.found.note


def test_counts_that_grow_with_the_corpus_decide_nothing() -> None:
    result = run("BC22", CorpusView(read=papers(40)))
    assert str(result.verdict) == "inconclusive"
    assert "no test of the meta-analysis's own count" in result.judgement.reason


def test_comparisons_are_shown_by_year_beside_those_of_the_tables() -> None:
    view = CorpusView(read=papers(40), compared={f"p{place:03}": place % 2 for place in range(40)})
    result = run("S06", view)
    found = {figure.name: (figure.value, figure.n) for figure in result.found.figures}
    assert len(found) == 12
    assert found["compare to at most 0"] == (0.5, 40)
    assert found["compare to at most 0, 2020"] == (1.0, 20)
    assert found["compare to at most 0, 2021"] == (0.0, 20)
    assert found["compare to exactly 1, 2021"] == (1.0, 20)
    assert found["compare to at most 3, 2021"] == (1.0, 20)
    told = {one["name"]: one["yardstick"] for one in result.to_json()["figures"]}
    assert told["compare to at most 0"]["value"] == 0.259
    assert told["compare to at most 0, 2020"] is None


def test_links_to_code_are_shown_by_year_with_intervals() -> None:
    found = {
        figure.name: figure for figure in run("S08", CorpusView(read=papers(40))).found.figures
    }
    assert [found[f"link code, {year}"].value for year in (2020, 2021)] == [0.0, 1.0]
    assert found["link code, 2021"].low == pytest.approx(0.8389, abs=1e-4)
    assert found["link code, 2021"].n == 20


def test_papers_without_a_year_are_told() -> None:
    result = run("S08", CorpusView(read=(*papers(40), ReadPaper("undated"))))
    assert "1 of the papers have no year" in result.judgement.reason


def test_a_year_is_compared_with_the_figure_of_other_work() -> None:
    view = CorpusView(read=tuple(ReadPaper(f"p{at}", year=2014, code=at < 8) for at in range(40)))
    text = " ".join(claims_text([run("S08", view)]).split())
    assert "link code, 2014: 20.0% (95%: 10.5% to 34.8%), n = 40; compare 11.0%, arXiv" in text


def test_only_papers_on_pruning_are_counted() -> None:
    said = ("structured",)
    kinds = {"text": said, "title": (), "neither": (), "excluded": said, "included": ()}
    described = {key: DescribedPaper("method", told) for key, told in kinds.items()}
    submissions = pd.DataFrame({"key": ["text", "title", "neither"], "relevance": [0.0, 1.0, None]})
    screenings = pd.DataFrame({"key": ["excluded", "included"], "decision": ["exclude", "include"]})
    assert pruning_papers(described, submissions, screenings) == {"text", "title", "included"}


@pytest.mark.parametrize(("partial", "verdict"), [(False, "supported"), (True, "inconclusive")])
def test_a_share_of_partial_sources_decides_nothing(partial: bool, verdict: str) -> None:
    view = CorpusView(
        share_trend=ShareTrend(0.2, 0.1, 0.3, 0.01, 60),
        coverage=DataCoverage(("made",), (), partial=partial),
    )
    assert str(run("S04", view).verdict) == verdict


def test_baselines_of_the_most_reported_pair_are_compared() -> None:
    view = CorpusView(baselines={("I", "a"): (70.0, 72.5, 71.0), ("I", "b"): (60.0, 70.0)})
    found = run("BC62", view).found
    assert [(figure.name, figure.value) for figure in found.figures] == [("I/a", 2.5), ("I/b", 10)]
