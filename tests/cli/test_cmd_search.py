from __future__ import annotations

import json
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord


def litscan(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    code = leaving.value.code
    assert isinstance(code, int)
    return code


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "litscan.db"
    with Corpus.open(path) as corpus:
        corpus.add_papers(
            [
                PaperRecord("bib/a", title="Lottery tickets", abstract="Winning tickets."),
                PaperRecord("bib/b", title="Token pruning"),
            ]
        )
    return path


def test_hits_are_printed_with_marks(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert litscan("search", "lottery", "--corpus", filled) == 0
    out, err = capsys.readouterr()
    assert "bib/a  Lottery tickets" in out
    assert "[Lottery]" in out
    assert err == ""


def test_json_has_the_hits_and_nothing_else(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert litscan("search", "pruning", "--corpus", filled, "--format", "json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert [hit["key"] for hit in answer["hits"]] == ["bib/b"]


def test_nothing_found_is_said_on_standard_error(
    filled: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert litscan("search", "wombat", "--corpus", filled) == 0
    assert capsys.readouterr() == ("", "litscan: no paper has all these words\n")


def test_a_missing_corpus_and_an_empty_query_are_errors(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert litscan("search", "x", "--corpus", tmp_path / "none.db") == 2
    assert litscan("search", "!!", "--corpus", filled) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2
