from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from litscan.cli.cmd_extract import command
from litscan.errors import LitscanError
from litscan.resources import data_path

PAPER = "# A\n\n## Experiments\n\nWe train ResNet-56 on CIFAR-10.\n"


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "paper.md"
    path.write_text(PAPER, encoding="utf-8")
    return path


def _run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(command, [str(a) for a in arguments], standalone_mode=False)
    status = result.return_value if result.exception is None else 2
    return status, result.stdout, result.stderr


def test_one_path_gives_one_json_object(paper: Path) -> None:
    status, out, _ = _run(paper, "--format", "json")
    record = json.loads(out)
    assert status == 0
    assert record["schema"] == "litscan.extraction/1"
    assert record["configurations"][0]["architecture"] == "ResNet-56"


def test_several_paths_give_one_object_a_line(paper: Path) -> None:
    status, out, _ = _run(paper, paper, "--format", "json")
    assert status == 0
    assert [json.loads(line)["title"] for line in out.splitlines()] == ["A", "A"]


def test_an_eprint_folder_is_one_paper() -> None:
    status, out, _ = _run(data_path("sample", "papers", "loud-inputs"), "--format", "json")
    assert status == 0
    assert json.loads(out)["runs"]["count"] == 5


def test_a_bad_file_does_not_stop_the_others(paper: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.tex"
    status, out, err = _run(missing, paper, "--format", "jsonl")
    assert status == 2
    assert json.loads(out)["title"] == "A"
    assert err.count("litscan: error:") == 1
    assert "missing.tex" in err


def test_facts_below_the_confidence_asked_for_are_left_out(paper: Path) -> None:
    _, out, _ = _run(paper, "--format", "json", "--min-confidence", "0.99")
    assert json.loads(out)["entities"] == []


def test_text_names_what_was_found(paper: Path) -> None:
    status, out, _ = _run(paper)
    assert status == 0
    assert "ResNet-56 on CIFAR-10" in out


def test_a_folder_without_papers_is_an_error(tmp_path: Path) -> None:
    status, out, err = _run(tmp_path)
    assert (status, out) == (2, "")
    assert "no paper in this folder" in err


def test_without_a_path_the_corpus_is_extracted_once(paper: Path, tmp_path: Path) -> None:
    from litscan.corpus import Corpus, PaperRecord
    from litscan.document import read_document

    name = tmp_path / "litscan.db"
    with Corpus.open(name) as corpus:
        corpus.add_papers([PaperRecord("1608.08710", title="A")])
        number = corpus.save_document("1608.08710", read_document(paper))
    first = _run("--corpus", name, "--format", "json")
    again = _run("--corpus", name, "--format", "json")
    assert (first[0], json.loads(first[1])["extracted"]) == (0, 1)
    assert json.loads(again[1])["extracted"] == 0
    with Corpus.open(name) as corpus:
        assert corpus.load_extraction(number).configurations[0].dataset == "CIFAR-10"


def test_a_corpus_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    result = CliRunner().invoke(command, ["--corpus", str(tmp_path / "none.db")])
    assert isinstance(result.exception, LitscanError)
    assert not (tmp_path / "none.db").exists()
