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
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [claim.id for claim in load_claims()]
    flagged = [line.split()[0] for line in lines if "[rule set knowing" in line]
    assert {"BC13", "BC44", "BC45", "BC46"} <= set(flagged)
    assert not {"BC12", "BC22", "BC68", "S02"} & set(flagged)


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


def test_tables_and_a_named_corpus_stand_side_by_side(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "corpus.db"
    with Corpus.open(path) as opened:
        opened.add_papers([PaperRecord("1901.00001", submitted="2019-01-02")])
    both = ("claims", "run", "BC12", "BC01", "--data", "blalock2020", tables, "--corpus", path)
    assert run(*both, "--format", "json") == 0
    record = json.loads(capsys.readouterr().out)
    ran = [(claim["id"], claim["data"], claim["verdict"]) for claim in record["claims"]]
    assert ran == [
        ("BC12", "blalock2020", "inconclusive"),
        ("BC12", "corpus", "not_testable"),
        ("BC01", "blalock2020", "contradicted"),
        ("BC01", "corpus", "not_testable"),
    ]
    marks = {claim["data"]: claim["data_fingerprint"] for claim in record["claims"]}
    assert record["corpus_fingerprint"] == marks["corpus"]
    assert marks["blalock2020"].startswith("sha256:")
    assert run(*both) == 0
    text = capsys.readouterr().out
    assert text.startswith("BC12: inconclusive on blalock2020, not_testable on corpus\n")
    assert "published  blalock2020                      corpus\n" in text
    assert (
        "  recomputed             50.0%      100.0% (34.2% to 100.0%), n = 2  none, n = 0\n" in text
    )
    assert max(map(len, text.splitlines())) <= 100


def test_tables_alone_leave_the_default_corpus_alone(
    tables: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    with Corpus.open("litscan.db"):
        pass
    assert run("claims", "run", "BC12", "--data", "blalock2020", tables, "--format", "json") == 0
    record = json.loads(capsys.readouterr().out)
    assert [claim["data"] for claim in record["claims"]] == ["blalock2020"]
    with Corpus.open("litscan.db") as opened:
        assert opened.claim_runs().empty


def test_a_later_state_of_the_tables_is_compared_with_the_earlier_one(
    tables: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "corpus.db"
    with Corpus.open(path) as opened:
        opened.add_papers([PaperRecord("1901.00001", submitted="2019-01-02")])
    rerun = ("claims", "run", "BC01", "--data", "blalock2020", tables, "--corpus", path)
    assert run(*rerun) == 0
    (tables / "Papers-Grid view.csv").write_text(f"{PAPERS}c-trim,2019-2,V,,\n", encoding="utf-8")
    assert run(*rerun) == 0
    capsys.readouterr()
    assert run("claims", "compare", "--corpus", path) == 0
    told = capsys.readouterr().out
    assert "BC01 on blalock2020: contradicted, 2 papers, n = 2 -> contradicted, 3 papers" in told
