"""A paper among others: where its baselines fall, and what it prints of other methods."""

from __future__ import annotations

import json

import pytest

from litscan import audit, read_text
from litscan.extraction.records import OperatingPoint
from litscan.report import build_audit_page, render_audit_page
from litscan.rigor import Outcome
from litscan.rigor.across.made import made_result, papers_printing
from litscan.rigor.corpus_view import CorpusView, KnownPaper, KnownResult, Literature
from litscan.rigor.examples import paper

TOP1 = ("ImageNet", "ResNet-50", "top1_accuracy")
TITLE = "ThiNet: A Filter Level Pruning Method for Deep Neural Network Compression"
REFERENCES = f"\n## References\n\n[1] Jian-Hao Luo and Jianxin Wu. {TITLE}. In ICCV, 2017.\n"


def table(value: str, level: str = "36.8", label: str = "ThiNet [1]", more: str = "") -> str:
    return (
        paper(
            "Table 1: Pruning of ResNet-50 on ImageNet.\n\n"
            "| Method | Top-1 (%) | FLOPs removed (%) |\n| --- | --- | --- |\n"
            "| Baseline | 76.13 | 0 |\n"
            f"| {label} | {value} | {level} |\n"
            f"| Ours | 75.21 | 51.0 |\n\n{more}\n"
        )
        + REFERENCES
    )


def known(*results: KnownResult) -> CorpusView:
    return Literature.of([KnownPaper("thinet", TITLE, results=results)]).seen_by("other")


def their(value: float, removed: float = 36.8) -> KnownResult:
    point = OperatingPoint("flops_removed", removed, "percent")
    return made_result("thinet", TOP1, value, method="ThiNet", point=point)


@pytest.mark.parametrize(
    ("text", "theirs", "relation", "number"),
    [
        (table("72.04"), [their(72.04)], "copied", 72.04),
        (table("72.0"), [their(72.04)], "copied", 72.04),  # rounded when it was copied
        (table("27.96").replace("Top-1 (%)", "Top-1 error (%)"), [their(72.04)], "copied", 72.04),
        (table("71.04"), [their(72.04), their(70.1, 55.0)], "changed", 72.04),
        (table("71.04", "38.5"), [their(72.04)], "unknown", None),  # pruned otherwise
        (table("72.04", "38.5"), [their(72.04)], "unknown", None),  # equal by chance
        (table("71.04"), [], "unknown", None),
        (
            table("71.04", more="We re-implemented all compared methods in our framework."),
            [their(72.04)],
            "re-run",
            72.04,
        ),
    ],
)
def test_a_competitors_number_against_its_own_paper(
    text: str, theirs: list[KnownResult], relation: str, number: float | None
) -> None:
    document = read_text(text, format="markdown")
    found = audit(document, corpus=known(*theirs)).across
    assert found is not None
    (item,) = [one for one in found.competitors if not one.ours.is_dense]
    public = item.to_json()
    assert (public["relation"], public["paper"], public["theirs"]) == (relation, "thinet", number)
    for evidence in public["evidence"]:
        assert document.text[evidence["start"] : evidence["end"]] == evidence["quote"]
    assert bool(public["their_evidence"]) == (number is not None)
    assert found.to_json()["relations"][relation] == 1


def test_a_baseline_is_placed_among_those_of_other_papers() -> None:
    corpus = papers_printing(TOP1, 75.3, 76.0, 76.13, 77.0)
    found = audit(read_text(table("72.04"), format="markdown"), corpus=corpus).across
    assert found is not None
    (standing,) = found.baselines
    assert (standing.result.value, standing.papers) == (76.13, 4)
    assert (standing.lowest.value, standing.highest.value) == (75.3, 77.0)
    assert standing.percentile == 62.5


def test_a_paper_is_not_set_against_itself() -> None:
    own = KnownPaper(
        "own", "Own", pairs=frozenset({TOP1[:2]}), results=(made_result("own", TOP1, 60.0),)
    )
    view = Literature.of([own]).seen_by("own")
    assert (view.papers, view.users[TOP1[:2]]) == (0, 0)
    found = audit(read_text(table("72.04"), format="markdown"), corpus=view).across
    assert found is not None
    assert found.baselines == ()


def test_a_competitors_baseline_is_not_the_papers_own() -> None:
    text = table("72.88 | 72.04").replace("Top-1 (%)", "Original Top-1 (%) | Top-1 (%)")
    text = text.replace("| --- | --- | --- |", "| --- | --- | --- | --- |")
    text = text.replace("| Baseline | 76.13 | 0 |\n", "").replace("| 75.21", "| 76.13 | 75.21")
    corpus = papers_printing(TOP1, 75.3, 76.0)
    found = audit(read_text(text, format="markdown"), corpus=corpus).across
    assert found is not None
    assert [one.result.value for one in found.baselines] == [76.13]


def test_one_number_that_differs_accuses_nobody() -> None:
    found = audit(read_text(table("71.04"), format="markdown"), corpus=known(their(72.04)))
    outcomes = {finding.check: finding.outcome for finding in found.findings}
    assert outcomes["A17"] is not Outcome.FAIL


def test_the_page_shows_both_cells_and_takes_no_orders_from_them() -> None:
    hostile = "thinet<script>"
    results = (their(72.04),)
    corpus = Literature.of([KnownPaper(hostile, TITLE, results=results)]).seen_by(None)
    document = read_text(table("71.04"), format="markdown")
    public = audit(document, corpus=corpus).to_json()
    assert json.loads(json.dumps(public)) == public
    page = render_audit_page(build_audit_page(public, document))
    section = page[page.index('<section id="across">') :]
    section = section[: section.index("</section>")]
    assert "<td>71.04</td>" in section
    assert "<td>72.04</td>" in section
    assert "changed" in section
    assert "<script>" not in section
    assert "thinet&lt;script&gt;" in section
    alone = render_audit_page(build_audit_page(audit(document).to_json(), document))
    assert 'id="across"' not in alone
