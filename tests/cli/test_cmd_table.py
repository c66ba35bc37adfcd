"""``litscan table`` on a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord
from litscan.document import read_text
from litscan.document.model import Evidence, TablePlace
from litscan.extraction.records import Extraction, Result


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return int(leaving.value.code or 0)


def result(value: float, evidence: Evidence, *, dense: bool = False, dataset: str) -> Result:
    return Result(
        method="Dense" if dense else "Trim & Co",
        own=not dense,
        architecture="ResNet-56",
        dataset=dataset,
        task=None,
        metric="top1_accuracy",
        value=value,
        unit="percent",
        uncertainty=None,
        is_dense_baseline=dense,
        operating_point=None,
        confidence=0.9,
        evidence=(evidence,),
    )


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.db"
    document = read_text("# Trim\n\nDense 93.5, pruned 93.2.\n", format="markdown")
    at = document.text.index("93.5")
    quote = Evidence(
        document.text[at : at + 4], "table", "", "<text>", 3, at, at + 4, TablePlace("1", 1, 1)
    )
    facts = Extraction(
        source=document.source,
        title="Trim",
        arxiv_id=None,
        coverage=document.coverage,
        results=(
            result(93.5, quote, dense=True, dataset="CIFAR-10"),
            result(93.2, quote, dataset="CIFAR-10"),
            result(70.1, quote, dataset="CIFAR-100"),
        ),
    )
    with Corpus.open(path) as opened:
        opened.add_papers([PaperRecord("1901.00001", title="Trim", submitted="2019-01-02")])
        opened.save_extraction(opened.save_document("1901.00001", document), facts)
    return path


def test_markdown_shows_the_drop(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "results", "--corpus", corpus, "--dataset", "cifar-10") == 0
    out = capsys.readouterr().out
    assert "| 93.5 | 93.2 | 0.3 | [@2019trim] |" in out
    assert "CIFAR-100" not in out


def test_json_is_only_json(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "results", "--corpus", corpus, "--format", "json", "--own") == 0
    record = json.loads(capsys.readouterr().out)
    assert [(row["dataset"], row["drop"]) for row in record["rows"]] == [
        ("CIFAR-10", 0.3),
        ("CIFAR-100", None),
    ]


def test_output_goes_to_the_file(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "results.tex"
    assert run("table", "results", "--corpus", corpus, "--format", "latex", "--output", path) == 0
    assert capsys.readouterr().out == ""
    assert r"Trim \& Co" in path.read_text(encoding="utf-8")


def test_an_unknown_kind_is_an_error(corpus: Path) -> None:
    assert run("table", "nothing", "--corpus", corpus) == 2


def test_latex_and_markdown_get_a_bibliography_beside_them(corpus: Path, tmp_path: Path) -> None:
    for name, form in (("a.tex", "latex"), ("b.md", "markdown")):
        path = tmp_path / name
        assert run("table", "papers", "--corpus", corpus, "--format", form, "--output", path) == 0
        entries = path.with_suffix(".bib").read_text(encoding="utf-8")
        assert entries.startswith("@misc{2019trim,")
        assert "2019trim" in path.read_text(encoding="utf-8")


def test_rows_are_grouped_and_sorted(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "results", "--corpus", corpus, "--group", "dataset", "--sort=-value") == 0
    out = capsys.readouterr().out
    assert out.index("### CIFAR-10\n") < out.index("### CIFAR-100\n")
    assert "| Dataset |" not in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["papers", "--own"],
        ["reporting", "--dataset", "CIFAR-10"],
        ["papers", "--min-papers", "2"],
        ["papers", "--format", "graphml"],
        ["papers", "--document"],
        ["papers", "--year", "last"],
        ["papers", "--year", "2019-2018"],
        ["papers", "--kind", "brutal"],
        ["papers", "--sort", "colour"],
        ["papers", "--group", "colour"],
        ["papers", "--sort", "-"],
    ],
)
def test_what_a_table_cannot_do_is_an_error_of_one_line(
    corpus: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("table", *arguments, "--corpus", corpus, "--quiet") == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1


def test_years_and_kinds_choose_papers(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("table", "papers", "--corpus", corpus, "--year", "2018-2019") == 0
    assert "Trim" in capsys.readouterr().out
    assert run("table", "papers", "--corpus", corpus, "--year", "2020") == 0
    assert capsys.readouterr().out == "No papers.\n"
    assert run("table", "papers", "--corpus", corpus, "--kind", "structured") == 0
    assert capsys.readouterr().out == "No papers.\n"


@pytest.mark.parametrize(
    ("name", "starts"),
    [
        ("x.tex", "% "), ("x.csv", "key,"), ("x.html", "<!doctype"), ("x.json", "{"),
        ("x.md", "| "), ("x.txt", "| "),
    ],
)  # fmt: skip
def test_the_name_of_the_output_tells_the_form(
    corpus: Path, tmp_path: Path, name: str, starts: str
) -> None:
    output = tmp_path / name
    assert run("table", "papers", "--corpus", corpus, "-o", output) == 0
    assert output.read_text(encoding="utf-8").startswith(starts)
    assert run("table", "papers", "--corpus", corpus, "-o", output, "--format", "json") == 0
    assert output.read_text(encoding="utf-8").startswith("{")


def test_a_graph_and_a_document_go_by_the_name_of_the_output(corpus: Path, tmp_path: Path) -> None:
    graph, document = tmp_path / "x.graphml", tmp_path / "x.tex"
    assert run("table", "comparisons", "--corpus", corpus, "-o", graph) == 0
    assert "<graphml" in graph.read_text(encoding="utf-8")
    assert run("table", "papers", "--corpus", corpus, "-o", document, "--document") == 0
    assert "\\documentclass" in document.read_text(encoding="utf-8")
