"""Measures on small made tables in the meta-analysis's layout: figures that can be counted."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from litscan.claims import BlalockTables, ClaimResult, claims_json, read_blalock, run_claims
from litscan.claims.blalock import BlalockPaper
from litscan.claims.blalock_rows import ResultRow, filtered
from litscan.claims.completion import completed
from litscan.claims.confounders import misplaced_errors
from litscan.claims.figures import Figure, ratio_interval, share_of, share_within_units
from litscan.claims.frontier import concave_curve, source_curve
from litscan.claims.points import curve_sizes
from litscan.claims.verdict import Measurement
from litscan.errors import ReadError

NOW = datetime(2030, 1, 2, tzinfo=UTC)

PAPERS = """\ufeffName,Date,AuthorName,Venue,Compares To,Non-pruning
oak-trim,2017-1,Alder,ICLR,,
elm-cut,2018-5,Birch,arXiv,oak-trim,checked
fir-shave,2019-2,Cedar,NIPS,"oak-trim,elm-cut",
"""
COLUMNS = (
    "\ufeffName,Paper,Dataset,Model,Method,NumTrials,Top1,stdTop1,dTop1,OrigTop1,OrigTop5,"
    "savedParams,old/new FLOPS,OrigGFLOPS"
)
RESULTS = f"""{COLUMNS}
1,oak-trim,ImageNet,VGG-16,,,70.00%,,,71.00%,90.00%,50.00%,,15.5
2,oak-trim,MNIST,LeNet-5,,,,,,,,,,
3,elm-cut,ImageNet,VGG-16,Spec-GAP,3,72.00%,0.10%,,,,75.00%,,30.9
4,elm-cut,ImageNet,VGG-16,,,71.50%,,0.50%,,10.00%,60.00%,2.0,
5,elm-cut,???,VGG-16,,,,,,,,,,
6,fir-shave,ImageNet,CaffeNet,,,,,-1.00%,,90.50%,50.00%,,
7,fir-shave,ImageNet,VGG-16,,,69.00%,,,70.00%,89.00%,40.00%,,
"""


@pytest.fixture
def tables(tmp_path: Path) -> BlalockTables:
    (tmp_path / "Papers-Grid view.csv").write_text(PAPERS, encoding="utf-8")
    (tmp_path / "Results-Grid view.csv").write_text(RESULTS, encoding="utf-8")
    return read_blalock(tmp_path)


@pytest.fixture
def results(tables: BlalockTables) -> dict[str, ClaimResult]:
    return {result.claim.id: result for result in run_claims(blalock=tables, now=NOW)}


def test_every_claim_runs_and_says_why(results: dict[str, ClaimResult]) -> None:
    assert all(result.judgement.reason for result in results.values())
    assert str(results["BC66"].verdict) == "not_testable"
    assert "not in the folder" in results["BC66"].judgement.reason


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("BC02", 3),
        ("BC06", 2 / 3),
        ("BC07", 1),
        ("BC11", 1 / 3),
        ("BC14", 1),
        ("BC18", 1.0),
        ("BC20", 2),
        ("BC22", 3),
        ("BC23", 3),
        ("BC27", 2 / 3),
        ("BC41", 1),
        ("BC42", 1 / 3),
        ("BC46", 2),
        ("BC50", 1.0),
        ("BC51", 1.0),
    ],
)
def test_figure(results: dict[str, ClaimResult], claim: str, value: float) -> None:
    assert results[claim].found.value == pytest.approx(value)


def test_filters_are_named_in_the_record(results: dict[str, ClaimResult]) -> None:
    record = claims_json(results.values(), run_at=NOW)
    (pairs,) = [claim for claim in record["claims"] if claim["id"] == "BC22"]
    counts = {figure["filter"]: figure["recomputed"] for figure in pairs["figures"]}
    assert counts == {"F0": 4, "F1": 3, "F2": 3}
    assert {figure["published"] for figure in pairs["figures"]} == {195}
    assert set(counts) <= set(record["filters"])


def test_named_filters_drop_placeholders_and_methods(tables: BlalockTables) -> None:
    sizes = {name: len(filtered(tables.results, name)) for name in ("F0", "F1", "F2", "A2")}
    assert sizes == {"F0": 7, "F1": 6, "F2": 5, "A2": 6}


def test_an_original_accuracy_is_the_pruned_one_minus_the_change(tables: BlalockTables) -> None:
    row = tables.results[3]
    assert completed(row).numbers["OrigTop1"] == pytest.approx(71.0)
    assert "OrigTop1" not in row.numbers


def test_an_error_rate_among_accuracies_is_found(tables: BlalockTables) -> None:
    wrong = misplaced_errors(tables.results, ("ImageNet", "VGG-16"))
    assert [row.paper for row in wrong] == ["elm-cut"]


def test_ratios_follow_from_what_was_saved() -> None:
    row = completed(ResultRow("a", "I", "V", "", {"savedParams": 75.0, "MParams": 2.0}))
    assert row.numbers["old/new Nparam"] == pytest.approx(4.0)
    assert row.numbers["OrigMParams"] == pytest.approx(8.0)


def test_the_source_drops_a_vertex_too_many() -> None:
    points = [(1.0, 10.0), (2.0, 5.0), (3.0, 4.5), (4.0, 4.2), (5.0, 0.0)]
    assert concave_curve(points) == [(1.0, 10.0), (4.0, 4.2), (5.0, 0.0)]
    assert source_curve(points) != concave_curve(points)


def test_a_word_among_numbers_is_named(tmp_path: Path) -> None:
    (tmp_path / "Papers.csv").write_text(PAPERS, encoding="utf-8")
    wrong = RESULTS.replace("70.00%", "seventy", 1)
    (tmp_path / "Results.csv").write_text(wrong, encoding="utf-8")
    with pytest.raises(ReadError, match=r"row 2: 'seventy' under 'Top1' is no number"):
        read_blalock(tmp_path)


def test_empty_tables_decide_nothing_and_break_nothing(tmp_path: Path) -> None:
    (tmp_path / "Papers.csv").write_text(PAPERS.splitlines()[0] + "\n", encoding="utf-8")
    (tmp_path / "Results.csv").write_text(COLUMNS + "\n", encoding="utf-8")
    results = run_claims(blalock=read_blalock(tmp_path), now=NOW)
    assert "supported" not in {str(result.verdict) for result in results}


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("15.5", "0", "row 2: '0' under 'OrigGFLOPS' is not above 0"),
        ("1,oak-trim", "1,ash-bend", "no paper 'ash-bend', of which there are results"),
    ],
)
def test_what_no_table_can_mean_is_named(
    tmp_path: Path, before: str, after: str, message: str
) -> None:
    (tmp_path / "Papers.csv").write_text(PAPERS, encoding="utf-8")
    (tmp_path / "Results.csv").write_text(RESULTS.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_blalock(tmp_path)


@pytest.mark.parametrize("cell", ["nan", "inf", "", "much"])
def test_a_run_without_a_number_is_named(tmp_path: Path, cell: str) -> None:
    (tmp_path / "Papers.csv").write_text(PAPERS, encoding="utf-8")
    runs = tmp_path / "state-of-sparsity-resnet50"
    runs.mkdir()
    text = f"Sparsity,accuracy\n0.5,0.7\n0.9,{cell}\n"
    (runs / "rn50_magnitude_pruning.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=f"row 3: '{cell}' under 'accuracy' is no number"):
        read_blalock(tmp_path)


@pytest.mark.parametrize("results", ["", COLUMNS + "\n"])
def test_papers_without_results_decide_nothing_on_results(tmp_path: Path, results: str) -> None:
    (tmp_path / "Papers.csv").write_text(PAPERS, encoding="utf-8")
    if results:
        (tmp_path / "Results.csv").write_text(results, encoding="utf-8")
    verdicts = {
        result.claim.id: str(result.verdict)
        for result in run_claims(blalock=read_blalock(tmp_path), now=NOW)
    }
    on_results = {verdict for claim, verdict in verdicts.items() if "BC20" <= claim < "BC65"}
    assert on_results == {"not_testable"}


def test_one_ratio_for_all_rows_has_no_rank_correlation(tmp_path: Path) -> None:
    (tmp_path / "Papers.csv").write_text(PAPERS, encoding="utf-8")
    rows = "".join(f"{at},oak-trim,MNIST,fc3,,,,,,,,50.00%,2.0,\n" for at in range(40))
    (tmp_path / "Results.csv").write_text(f"{COLUMNS}\n{rows}", encoding="utf-8")
    (result,) = run_claims(["BC64"], blalock=read_blalock(tmp_path), now=NOW)
    assert str(result.verdict) == "not_testable"
    assert "the same compression" in result.judgement.reason


def test_intervals_know_that_comparisons_of_one_paper_are_not_independent() -> None:
    lone = share_within_units("hits", [[at < 20] for at in range(40)])
    bunched = share_within_units("hits", [[at < 2] * 10 for at in range(4)])
    assert lone.value == bunched.value == 0.5
    assert (lone.n, bunched.n) == (40, 40)
    assert width(bunched) > 2 * width(lone)
    assert width(lone) == pytest.approx(width(share_of("hits", 20, 40)), abs=0.03)


def test_recomputable_comparisons_are_judged_by_paper(tables: BlalockTables) -> None:
    crowd = tuple(
        BlalockPaper(f"p{at:02}", frozenset(f"q{at % 2}{other}" for other in range(8)))
        for at in range(8)
    )
    targets = tuple(
        BlalockPaper(f"q{side}{other}", frozenset()) for side in range(2) for other in range(8)
    )
    numbers = {"Top1": 70.0, "savedFLOPS": 40.0}
    rows = tuple(
        ResultRow(paper.key, "ImageNet", "VGG-16", "", numbers)
        for paper in (*crowd, *targets)
        if not paper.key.startswith("q1")
    )
    (found,) = run_claims(["BC51"], blalock=BlalockTables((*crowd, *targets), "made", rows))
    assert (found.found.value, found.found.n) == (0.5, 64)
    assert width(found.found) > 1.5 * width(share_of("hits", 32, 64))


def width(found: Figure | Measurement) -> float:
    assert found.low is not None and found.high is not None
    return found.high - found.low


@pytest.mark.parametrize(
    ("others", "verdict"),
    [((20, 40), "supported"), ((2, 3), "inconclusive"), ((40, 40), "inconclusive")],
)
def test_peer_review_is_judged_by_the_ratio_of_shares(
    others: tuple[int, int], verdict: str
) -> None:
    """That two wide intervals overlap says nothing: three other papers decide nothing."""
    few, n = others
    tables = BlalockTables((*reviewed("ICLR", 20, 40), *reviewed("arXiv", few, n)), "made")
    (result,) = run_claims(["BC17"], blalock=tables)
    assert str(result.verdict) == verdict
    (ratio,) = (one for one in result.found.figures if one.unit == "factor")
    assert ratio.value == pytest.approx(0.5 / (few / n))
    assert (ratio.low, ratio.high) == pytest.approx(ratio_interval(20, 40, few, n))


def reviewed(venue: str, few: int, n: int) -> list[BlalockPaper]:
    many = frozenset({"a", "b", "c"})
    return [
        BlalockPaper(f"{venue}{at}", many if at >= few else frozenset(), venue=venue)
        for at in range(n)
    ]


def test_curves_are_judged_by_paper() -> None:
    """Ten curves of one paper are no ten looks at the field."""
    lone, bunched = [[1], [5]] * 20, [[1] * 10, [5] * 10] * 2
    one, other = (curve_sizes(papers, "")[0] for papers in (lone, bunched))
    assert (one.value, one.n, other.value, other.n) == (0.5, 40, 0.5, 40)
    assert width(other) > 2 * width(one)


def test_wins_are_judged_by_paper() -> None:
    """A strong paper that beats ten and a weak one that loses to ten leave much open."""
    others = [f"old{at}" for at in range(10)]
    tops = {"strong": 75.0, "weak": 65.0, **dict.fromkeys(others, 70.0)}
    papers = tuple(
        BlalockPaper(key, frozenset(others) if key in ("strong", "weak") else frozenset())
        for key in tops
    )
    rows = tuple(
        ResultRow(
            key, "ImageNet", "VGG-16", "m", {"Top1": top, "OrigTop1": 76.0, "savedFLOPS": 50.0}
        )
        for key, top in tops.items()
    )
    (result,) = run_claims(["BC48"], blalock=BlalockTables(papers, "made", rows))
    assert (result.found.value, result.found.n) == (0.5, 20)
    assert (result.found.low, result.found.high) == (0.0, 1.0)
