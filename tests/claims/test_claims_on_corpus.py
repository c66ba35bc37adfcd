"""The meta-analysis's measures on what a corpus holds of its fully read papers."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from litscan.claims import ClaimResult, run_claims
from litscan.claims.corpus_papers import ReadPaper
from litscan.claims.corpus_view import CorpusView
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
        ("S05", 0.0),
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


def test_comparisons_are_shown_by_year() -> None:
    view = CorpusView(read=papers(40), compared={f"p{place:03}": place % 2 for place in range(40)})
    names = [figure.name for figure in run("S06", view).found.figures]
    assert names == [
        "compare to at most 1",
        "compare to at most 1, 2020",
        "compare to at most 1, 2021",
    ]


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
