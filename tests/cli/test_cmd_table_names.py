"""A filter is found in any usual spelling; one that nothing has is refused with what there is."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan.cli import _run


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("table")
    paper = folder / "paper.md"
    paper.write_text(
        "# Cutting: A Method\n\n###### Abstract\n\nWe propose a method for pruning networks.\n\n"
        "## 1 Experiments\n\nTable 1: Accuracy (%) of ResNet-56 on CIFAR-10.\n\n"
        "| Method | Accuracy (%) | Sparsity (%) |\n| --- | --- | --- |\n"
        "| Baseline | 93.1 | 0 |\n| Ours | 92.9 | 50 |\n| Ours | 107.5 | 90 |\n"
    )
    name = str(folder / "litscan.db")
    assert _run(["import", str(paper), "--corpus", name]) == 0
    return name


def test_what_has_not_been_extracted_is_said(
    corpus: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["table", "results", "--corpus", corpus]) == 0
    assert "1 documents have not been extracted yet" in capsys.readouterr().err
    assert _run(["extract", "--corpus", corpus]) == 0
    assert _run(["table", "results", "--corpus", corpus]) == 0
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("spelling", ["CIFAR-10", "cifar10", "Cifar 10"])
def test_usual_spellings_find_the_dataset(
    spelling: str, corpus: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["extract", "--corpus", corpus]) == 0
    capsys.readouterr()
    assert _run(["table", "results", "--corpus", corpus, "--dataset", spelling]) == 0
    assert "92.9" in capsys.readouterr().out


def test_an_unknown_name_is_refused_with_the_names_there_are(
    corpus: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["extract", "--corpus", corpus]) == 0
    assert _run(["table", "results", "--corpus", corpus, "--dataset", "ImagNet"]) == 2
    assert "there are: CIFAR-10" in capsys.readouterr().err


def test_an_impossible_value_is_marked_and_no_drop_computed_from_it(
    corpus: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(["extract", "--corpus", corpus]) == 0
    capsys.readouterr()
    assert _run(["table", "results", "--corpus", corpus]) == 0
    row = next(line for line in capsys.readouterr().out.splitlines() if "107.5" in line)
    assert "impossible as printed" in row
    assert "-14.4" not in row


def test_audit_of_a_folder_of_papers_audits_each(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("one.md", "two.md"):
        (tmp_path / name).write_text("# T\n\n## 1 Experiments\n\nWe prune ResNet-50.\n")
    assert _run(["audit", str(tmp_path), "--format", "json"]) == 0
    assert len(capsys.readouterr().out.strip().splitlines()) == 2
