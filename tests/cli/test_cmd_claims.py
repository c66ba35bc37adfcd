"""``litscan claims`` on made tables and on a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litscan.claims import load_claims
from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord

PAPERS = (
    "\ufeffName,Date,Venue,Compares To,Non-pruning\na-trim,2018-1,V,,\nb-trim,2019-1,V,a-trim,\n"
)


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return int(leaving.value.code or 0)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    (tmp_path / "Papers-Grid view.csv").write_text(PAPERS, encoding="utf-8")
    return tmp_path


def test_list_names_every_claim(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("claims", "list") == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert listed == [claim.id for claim in load_claims()]


def test_without_a_command_the_claims_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("claims", "list") == 0
    listed = capsys.readouterr().out
    assert run("claims") == 0
    assert capsys.readouterr().out == listed


def test_a_contradiction_asked_for_ends_with_status_one(
    tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ("--data", "blalock2020", tables)
    assert run("claims", "run", *data) == 0
    assert run("claims", "run", "BC10", *data, "--fail-on", "contradicted") == 0
    assert run("claims", "run", "BC01", *data, "--fail-on", "contradicted") == 1
    assert "recomputed 2, not 81" in capsys.readouterr().out


def test_unknown_claim_and_missing_tables_are_errors(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("claims", "run", "BC99") == 2
    assert "BC01, BC02, BC03" in capsys.readouterr().err
    assert run("claims", "run", "--data", "blalock2020", tmp_path / "none") == 2


def test_verdicts_on_a_corpus_are_printed_and_stored_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "corpus.db"
    with Corpus.open(path) as opened:
        opened.add_papers([PaperRecord("1901.00001", submitted="2019-01-02")])
    for _ in range(2):
        assert run("claims", "run", "--corpus", path, "--format", "json") == 0
        record = json.loads(capsys.readouterr().out)
    assert {claim["verdict"] for claim in record["claims"]} == {"not_testable"}
    with Corpus.open(path) as opened:
        assert record["corpus_fingerprint"] == opened.fingerprint()
        assert len(opened.claim_runs()) == len(record["claims"])
