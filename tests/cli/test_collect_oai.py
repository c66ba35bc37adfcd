from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from oai_server import Paper, SmallOai, thirteen_papers
from pytest_httpserver import HTTPServer

from litscan.cli import main
from litscan.corpus import Corpus


@pytest.fixture
def server(httpserver: HTTPServer) -> SmallOai:
    small = SmallOai(thirteen_papers())
    httpserver.expect_request("/oai").respond_with_handler(small.answer)
    return small


@pytest.fixture
def options(httpserver: HTTPServer, server: SmallOai, tmp_path: Path) -> list[str]:
    base = httpserver.url_for("").rstrip("/")
    return ["--base-url", base, "--corpus", str(tmp_path / "c.db"), "--delay", "0"]


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as leaving:
        main(["collect", *arguments])
    out, err = capsys.readouterr()
    return int(leaving.value.code or 0), out, err


def test_a_category_and_then_what_is_new(
    options: list[str], server: SmallOai, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(capsys, "--source", "oai", "--category", "cs.LG", *options)
    assert status == 0
    assert "13 records in 4 requests: 13 new papers, 0 changed" in out
    server.asked.clear()
    server.papers[0] = replace(server.papers[0], changed="2026-01-09", deleted=True)
    server.papers.append(Paper("2401.00020", "2026-01-09"))
    status, out, _ = run(capsys, "--update", *options)
    assert status == 0
    assert "1 new papers, 1 changed" in out
    assert "1 were deleted at arXiv" in out
    assert {asked.get("from") for asked in server.asked if "set" in asked} == {"2026-01-03"}


def test_json_says_what_was_done(options: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(
        capsys, "--source", "oai", "--category", "cs.LG", "--from", "2026-01-03",
        "--until", "2026-01-04", "--format", "json", *options
    )  # fmt: skip
    assert status == 0
    record = json.loads(out)
    assert record["schema"] == "litscan.collected/1"
    assert (record["source"], record["received"], record["promised"]) == ("oai", 6, None)
    assert record["through"] == {"cs:cs:LG": "2026-01-04"}


def test_a_plan_asks_nothing_and_says_that_sizes_are_not_known(
    options: list[str], server: SmallOai, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ("--source", "oai", "--category", "cs.LG", "--category", "hep-th")
    status, out, _ = run(capsys, "--plan", *chosen, *options)
    assert status == 0
    assert "physics:hep-th: changed at any time" in out
    assert "arXiv does not tell" in out
    assert "at least 2 requests" in out
    assert not Path(options[3]).exists()
    run(capsys, *chosen[:4], *options)
    server.asked.clear()
    status, out, _ = run(capsys, "--plan", "--update", *options, "--format", "json")
    assert json.loads(out)["windows"] == [
        {"set": "cs:cs:LG", "from": "2026-01-03", "until": None}
    ]  # fmt: skip
    assert json.loads(out)["total"] is None
    assert server.asked == []


def test_an_update_without_a_run_before_is_a_whole_harvest(
    options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ("--source", "oai", "--update", "--category", "cs.LG")
    status, out, _ = run(capsys, *chosen, *options)
    assert (status, "13 new papers" in out) == (0, True)
    with Corpus.open(options[3], create=False) as corpus:
        assert corpus.papers()["relevance"].notna().all()


def test_the_server_learns_who_asks(
    options: list[str],
    httpserver: HTTPServer,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LITSCAN_ARXIV_AUTH", "Bearer KEY")
    monkeypatch.setenv("LITSCAN_CONTACT", "me@example.org")
    run(capsys, "--source", "oai", "--category", "cs.LG", *options)
    request, _ = httpserver.log[0]
    assert request.headers["Authorization"] == "Bearer KEY"
    assert "me@example.org" in request.headers["User-Agent"]


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        (("--query", "ti:x"), "OAI-PMH gives whole categories"),
        (("--category", "biology"), "no such archive"),
        (("--update", "--from", "2026-01-01"), "--update finds its days itself"),
        (("--from", "soon"), "--from: 'soon' is not a date"),
        (("--from", "2026-02-01", "--until", "2026-01-01"), "is after until"),
        (("file.jsonl",), "no file is expected"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    options: list[str],
    server: SmallOai,
    capsys: pytest.CaptureFixture[str],
    chosen: tuple[str, ...],
    message: str,
) -> None:
    status, out, err = run(capsys, "--source", "oai", *chosen, *options)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err
    assert server.asked == []


def test_a_refusal_is_one_line_and_status_2(
    options: list[str], server: SmallOai, capsys: pytest.CaptureFixture[str]
) -> None:
    server.faults = {1: lambda _: server.error("badArgument")}
    status, out, err = run(capsys, "--source", "oai", "--category", "cs.LG", *options)
    assert (status, out) == (2, "")
    assert "badArgument: so it is; none came" in err
