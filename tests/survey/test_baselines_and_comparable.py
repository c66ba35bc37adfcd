"""Tables that set papers against each other: spread of baselines, and who is comparable."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

from litscan.cli import main
from litscan.corpus import Corpus
from litscan.corpus.importer import import_path
from litscan.extraction.records import OperatingPoint
from litscan.rigor.across.made import made_result
from litscan.rigor.corpus_view import KnownPaper, Literature
from litscan.survey import (
    build_baselines_table,
    build_comparability_graph,
    render_baselines,
    render_comparable,
)

PLACE = ("ImageNet", "ResNet-50", "top1_accuracy")
PAIR = PLACE[:2]
HOSTILE = 'A & B < C "quoted" \x00 \ud7ff ]]>'
Render = Callable[[str], str]


def literature() -> Literature:
    half = OperatingPoint("flops_removed", 50.0, "percent")
    return Literature.of(
        [
            KnownPaper(
                "one",
                HOSTILE,
                results=(
                    made_result("one", PLACE, 76.1),
                    made_result("one", PLACE, 76.3),
                    made_result("one", PLACE, 75.0, method="Ours", point=half),
                ),
                measured={PAIR: frozenset({("top1_accuracy", "flops_removed")})},
            ),
            KnownPaper(
                "two",
                results=(made_result("two", PLACE, 77.0),),
                measured={
                    PAIR: frozenset({("top1_accuracy", "speedup"), ("top1_accuracy", "params")})
                },
            ),
            KnownPaper(
                "three", measured={("???", "???"): frozenset({("top1_accuracy", "params")})}
            ),
            KnownPaper("four", measured={("???", "???"): frozenset({("top1_accuracy", "params")})}),
        ]
    )


def test_a_spread_is_over_all_numbers_and_its_median_over_papers() -> None:
    (row,) = build_baselines_table(literature()).rows
    assert (row.papers, row.lowest, row.highest, row.spread) == (2, 76.1, 77.0, 0.9)
    assert row.median == 76.55  # of 76.1, the lower of the first paper's two, and 77.0
    assert (row.lowest_paper, row.lowest_quote, row.highest_paper) == ("one", "76.1", "two")
    assert row.factor is None
    assert build_baselines_table(literature(), fewest=3).rows == ()


def test_papers_are_comparable_on_a_shared_configuration_only() -> None:
    graph = build_comparability_graph(literature())
    (edge,) = graph.edges
    assert (edge.first, edge.second) == ("one", "two")
    assert [str(one) for one in edge.shared] == [
        "ImageNet / ResNet-50 / top1_accuracy / operations"
    ]
    assert graph.pairs == 6
    assert graph.select(dataset="imagenet").edges == graph.edges
    assert graph.select(dataset="CIFAR-10").edges == ()


def test_the_graph_is_graphml_whatever_titles_hold() -> None:
    text = build_comparability_graph(literature()).to_graphml()
    root = ElementTree.fromstring(text)
    space = "{http://graphml.graphdrawing.org/xmlns}"
    nodes = {node.get("id"): node for node in root.iter(f"{space}node")}
    assert set(nodes) == {"one", "two", "three", "four"}
    assert nodes["one"].findtext(f"{space}data") == HOSTILE.replace("\x00", "\ufffd")
    (edge,) = root.iter(f"{space}edge")
    assert (edge.get("source"), edge.get("target")) == ("one", "two")


@pytest.mark.parametrize(
    "render",
    [
        lambda form: render_baselines(build_baselines_table(literature()), form),
        lambda form: render_comparable(build_comparability_graph(literature()), form),
    ],
)
def test_every_form_is_the_same_each_time(render: Render) -> None:
    for form in ("latex", "markdown", "csv", "html", "json"):
        assert render(form) == render(form)
        assert "ImageNet" in render(form)
    json.loads(render("json"))


def test_a_graph_is_made_of_comparable_papers_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.db"
    Corpus.open(path).close()
    for arguments in (["results", "--format", "graphml"], ["baselines", "--own"]):
        with pytest.raises(SystemExit) as leaving:
            main(["table", *arguments, "--corpus", str(path)])
        assert leaving.value.code == 2
        assert len(capsys.readouterr().err.strip().splitlines()) == 1


@pytest.mark.shared
def test_the_real_tables_give_the_known_spreads_and_pairs(shared: Path, tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "x.db") as corpus:
        import_path(corpus, shared / "data" / "blalock2020")
        known = corpus.literature()
    rows = {(r.architecture, r.metric): r for r in build_baselines_table(known).rows}
    spreads = {
        "AlexNet": (4, 5.6), "VGG-16": (11, 5.03), "ResNet-50": (12, 3.81), "CaffeNet": (7, 2.12),
        "ResNet-18": (5, 2.08), "ResNet-56": (10, 1.24), "ResNet-34": (4, 0.69),
        "ResNet-110": (4, 0.54),
    }  # fmt: skip
    for name, (papers, spread) in spreads.items():
        row = rows[name, "top1_accuracy"]
        assert (row.papers, row.spread) == (papers, spread)
    assert round(rows["AlexNet", "flops"].factor or 0, 2) == 2.19
    assert round(rows["VGG-16", "params"].factor or 0, 3) == 1.002
    assert round(rows["ResNet-50", "params"].factor or 0, 2) == 1.42
    graph = build_comparability_graph(known)
    assert (graph.pairs, len(graph.edges)) == (3240, 262)
