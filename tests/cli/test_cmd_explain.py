"""``litscan explain``: pages of checks and of claims, and of ids that both have."""

from __future__ import annotations

import json

import pytest

from litscan.cli import main


def run(*arguments: str) -> int:
    with pytest.raises(SystemExit) as leaving:
        main(["explain", *arguments])
    return int(leaving.value.code or 0)


def test_an_id_of_a_check_and_a_claim_shows_both(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("s05") == 0
    text = capsys.readouterr().out
    assert text.startswith("S05  Limitations discussed\n")
    assert "\n\nS05  Not all pruning accelerates networks.\n" in text
    assert run("S05", "--format", "json") == 0
    record = json.loads(capsys.readouterr().out)
    assert record["name"] == "Limitations discussed"
    assert record["claim"]["statement"] == "Not all pruning accelerates networks."


def test_a_claim_alone_is_its_definition(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("BC12", "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["id"] == "BC12"
    assert run("BC12") == 0
    assert capsys.readouterr().out.startswith("BC12  Half of pruning papers")


def test_what_is_neither_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("BC99") == 2
    assert "no check or claim 'BC99'" in capsys.readouterr().err
