"""The meta-analysis's measures on what a corpus holds of its fully read papers."""

from __future__ import annotations

from datetime import UTC, datetime

import pandas as pd
import pytest

from litscan.claims import BlalockTables, ClaimResult, claims_text, run_claims
from litscan.claims.corpus_papers import ReadPaper
from litscan.claims.corpus_view import CorpusView, dense_numbers, pruning_papers
from litscan.claims.figures import wilson_interval
from litscan.claims.wider import WiderField
from litscan.corpus.view import DescribedPaper
from litscan.document.model import Evidence
from litscan.growth.trends import ShareTrend
from litscan.rigor.corpus_view import KnownPaper, KnownResult, Literature

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
    relevance = {"title": 1.0, "neither": 0.0, "included": None}
    screenings = pd.DataFrame({"key": ["excluded", "included"], "decision": ["exclude", "include"]})
    assert pruning_papers(described, relevance, screenings) == {"text", "title", "included"}


WHOLE = ("cs", "stat.ML")


@pytest.mark.parametrize(
    ("held", "low", "high", "verdict"),
    [
        (WHOLE, 0.1, 0.3, "supported"),
        (WHOLE, -0.3, -0.1, "contradicted"),
        (WHOLE, -0.1, 0.3, "inconclusive"),
        (("cs.LG", "cs.CV"), 0.1, 0.3, "inconclusive"),
        ((), 0.1, 0.3, "inconclusive"),
    ],
)
def test_a_share_is_decided_where_the_field_is_held_whole(
    held: tuple[str, ...], low: float, high: float, verdict: str
) -> None:
    field = WiderField("all made submissions", held, {}, ShareTrend(0.2, low, high, 0.01, 60))
    result = run("S04", CorpusView(wider=field))
    assert str(result.verdict) == verdict
    assert "the share of all made submissions changes by +20.0% a year" in result.judgement.reason
    assert ("does not hold" in result.judgement.reason) == (held != WHOLE)


def dense(**metrics: dict[str, list[float]]) -> CorpusView:
    """Return a view in which papers report numbers of unpruned networks on ImageNet."""
    return CorpusView(
        dense={
            ("ImageNet", net, metric): {f"p{at}": value for at, value in enumerate(values)}
            for metric, nets in metrics.items()
            for net, values in nets.items()
        }
    )


def test_baselines_of_the_most_reported_pair_are_compared() -> None:
    found = run("BC62", dense(top1_accuracy={"a": [70.0, 72.5, 71.0], "b": [60.0, 70.0]})).found
    told = [(figure.name, figure.value, figure.n) for figure in found.figures]
    assert told == [("ImageNet/a", 2.5, 3), ("ImageNet/b", 10, 2)]


def known(paper: str, value: float) -> KnownPaper:
    cell = Evidence("71.6", "table", "", "main.tex", 1, 0, 4, None)
    number = ("top1_accuracy", value, "percent", None, cell)
    return KnownPaper(
        paper,
        results=(KnownResult(paper, "", True, True, "ImageNet", "VGG-16", *number),),
    )


def test_a_meta_analysis_in_the_corpus_does_not_test_itself() -> None:
    literature = Literature.of([known("read", 71.6), known("shrinkbench/stated", 68.4)])
    place = ("ImageNet", "VGG-16", "top1_accuracy")
    assert dense_numbers(literature, {"read"}) == {place: {"read": 71.6}}
    assert dense_numbers(literature, set()) == {}


def test_costs_of_one_net_are_compared_and_decide_nothing() -> None:
    result = run("BC60", dense(flops={"a": [1.0, 2.0, 1.5], "b": [1.0, 4.0], "c": [3.0]}))
    told = [(figure.name, figure.value) for figure in result.found.figures]
    assert told == [("ImageNet/b", 4.0), ("ImageNet/a", 2.0)]
    assert str(result.verdict) == "inconclusive"


@pytest.mark.parametrize(
    ("costs", "verdict"),
    [
        ({"VGG-16": [15.5, 31.0], "ResNet-50": [4.1, 8.2, 4.1]}, "supported"),
        ({"VGG-16": [15.5, 31.0], "ResNet-50": [4.1, 4.2]}, "contradicted"),
        ({"VGG-16": [15.5, 31.0]}, "not_testable"),
        ({"VGG-16": [0.0, 31.0], "ResNet-50": [4.1, 8.2]}, "not_testable"),
    ],
)
def test_operations_counted_once_and_twice(costs: dict[str, list[float]], verdict: str) -> None:
    assert str(run("BC61", dense(flops=costs)).verdict) == verdict


def test_a_cost_of_nothing_makes_no_ratio() -> None:
    alone = run("BC60", dense(flops={"a": [0.0, 2.0]}))
    assert alone.judgement.reason == "no unpruned net has costs in two papers"
    result = run("BC60", dense(flops={"a": [0.0, 2.0], "b": [1.0, 4.0]}))
    assert [figure.name for figure in result.found.figures] == ["ImageNet/b"]


def test_sizes_are_steadier_than_costs() -> None:
    nets = ("VGG-16", "CaffeNet", "ResNet-50")
    sizes, costs = (dict.fromkeys(nets, values) for values in ([10.0, 11.0], [1.0, 2.0]))
    assert str(run("BC63", dense(params=sizes, flops=costs)).verdict) == "supported"
    assert str(run("BC63", dense(params=costs, flops=sizes)).verdict) == "contradicted"


def test_gains_of_papers_are_counted_by_row() -> None:
    read = tuple(ReadPaper(f"p{at}", changes=(0.5, -0.5)) for at in range(20))
    result = run("BC49", CorpusView(read=(*read, ReadPaper("none"))))
    assert (result.found.value, result.found.n) == (0.5, 40)
    assert str(result.verdict) == "supported"
    assert str(run("BC49", CorpusView(read=(ReadPaper("none"),))).verdict) == "not_testable"


def test_comparisons_gather_on_few_papers() -> None:
    read = tuple(
        ReadPaper(f"p{at:02}", compares_to=frozenset({"p00"} if at else ())) for at in range(40)
    )
    found = run("BC15", CorpusView(read=read))
    assert (found.found.value, found.found.n, str(found.verdict)) == (1.0, 39, "supported")
    assert found.found.figures[0].name == "comparisons that go to the 4 most compared-to papers"
    alone = run("BC15", CorpusView(read=(ReadPaper("a"),)))
    assert "no read paper compares to another" in alone.judgement.reason


def test_comparisons_can_be_recomputed_where_numbers_are_in_common() -> None:
    pair = frozenset({("MNIST", "fc3")})
    kinds = [MEASURED if at % 2 else frozenset() for at in range(40)]
    read = tuple(
        ReadPaper(f"p{at}", pair, measured, compares_to=frozenset({"p1", "unread"}))
        for at, measured in enumerate(kinds)
    )
    result = run("BC51", CorpusView(read=read))
    assert (result.found.value, result.found.n) == (0.5, 40)
    assert result.found.figures[1].value == 1.0


@pytest.mark.parametrize(("bend", "verdict"), [(2012, "supported"), (2015, "contradicted")])
def test_the_wider_field_takes_off_where_its_rate_changes(bend: int, verdict: str) -> None:
    totals = {}
    for at in range(144):
        year, month = 2007 + at // 12, at % 12 + 1
        rise = max(0, at - 12 * (bend - 2007))
        totals[f"{year}-{month:02}"] = round(200 * 1.005**at * 1.03**rise)
    result = run("S01", CorpusView(wider=WiderField("all made submissions", WHOLE, totals)))
    assert (result.found.value, str(result.verdict)) == (bend, verdict)
    assert result.judgement.reason.endswith(f"a year before {bend}-01, +51% from it on")


@pytest.mark.parametrize(
    ("rates", "year", "verdict"),
    [
        ({2006: 0.05, 2009: 0.15, 2012: 0.6, 2015: 0.1}, 2012, "supported"),
        ({2006: 0.05, 2009: 0.6, 2012: 0.05}, 2009, "contradicted"),
        ({2006: 0.6, 2012: 0.05}, None, "inconclusive"),
    ],
)
def test_the_take_off_is_the_largest_rise_whatever_else_changes(
    rates: dict[int, float], year: int | None, verdict: str
) -> None:
    size, totals = 1000.0, {}
    for at in range(12 * 13):
        totals[f"{2006 + at // 12}-{at % 12 + 1:02}"] = round(size)
        size *= (1 + rates[max(one for one in rates if one <= 2006 + at // 12)]) ** (1 / 12)
    result = run("S01", CorpusView(wider=WiderField("all made submissions", WHOLE, totals)))
    assert (result.found.value, str(result.verdict)) == (year, verdict)


def test_pairs_of_papers_are_judged_by_paper() -> None:
    found = run("BC50", CorpusView(read=papers(40))).found
    n = 40 * 39 // 2
    low, high = wilson_interval(round((found.value or 0) * n), n)
    assert found.n == n and found.low is not None and found.high is not None
    assert found.high - found.low > 2 * (high - low)


def test_a_part_of_the_field_decides_nothing_on_the_whole() -> None:
    totals = {
        f"{2007 + at // 12}-{at % 12 + 1:02}": 200 + max(0, at - 60) ** 2 for at in range(144)
    }
    result = run("S01", CorpusView(wider=WiderField("all cs.NE submissions", ("cs.NE",), totals)))
    assert result.found.value is not None
    assert str(result.verdict) == "inconclusive"
    assert result.judgement.reason.endswith("does not hold cs.LG, cs.CV, stat.ML whole")


def test_a_field_that_is_not_known_or_too_short_takes_off_nowhere() -> None:
    assert "holds no category whole" in run("S01", CorpusView()).judgement.reason
    totals = {f"2012-{month:02}": 10 for month in range(1, 13)}
    short = run("S01", CorpusView(wider=WiderField("all made submissions", WHOLE, totals)))
    assert "reach from 2012-01 to 2012-12, not 2008 to 2016" in short.judgement.reason


def test_why_a_corpus_cannot_decide_is_told_beside_the_tables() -> None:
    tables = BlalockTables((), "made")
    alone = {result.claim.id for result in run_claims(corpus=CorpusView(), now=NOW)}
    assert "BC65" not in alone
    both = run_claims(corpus=CorpusView(), blalock=tables, now=NOW)
    told = {(result.claim.id, result.data): result.judgement.reason for result in both}
    assert "many runs of one method" in told["BC65", "corpus"]
    assert {data for claim, data in told if claim == "BC68"} == {"blalock2020"}
