from __future__ import annotations

import gzip
import json
import socket
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Response

from litscan.cli import main
from litscan.collect import session as session_module
from litscan.corpus import Corpus

ENTRY = (
    "<entry><id>http://arxiv.org/abs/{id}v1</id><title>{title}</title>"
    "<updated>{day}T00:00:00Z</updated><published>{day}T00:00:00Z</published>"
    "<summary>{abstract}</summary><author><name>A. Author</name></author>"
    '<category term="cs.LG"/><arxiv:primary_category term="cs.LG"/></entry>'
)
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom" '
    'xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
    "<opensearch:totalResults>{total}</opensearch:totalResults>{entries}</feed>"
)
PAPERS = (
    ("2401.00001", "2024-01-01", "Pruning convolutional networks", "We prune filters of CNNs."),
    ("2401.00002", "2024-01-02", "Pruning fruit trees by robot", "A robot prunes apple trees."),
    ("2401.00003", "2024-01-03", "Lottery tickets in BERT", "Sparse subnetworks by pruning."),
)


def feed(papers: tuple[tuple[str, str, str, str], ...], total: int | None = None) -> str:
    entries = "".join(
        ENTRY.format(id=i, day=day, title=title, abstract=abstract)
        for i, day, title, abstract in papers
    )
    return FEED.format(total=len(papers) if total is None else total, entries=entries)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(leaving.value.code or 0), out, err


@pytest.fixture
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let politeness wait for nothing."""
    made = session_module.PoliteSession.__init__

    def quick(self: object, *arguments: object, **named: object) -> None:
        made(self, *arguments, **{"sleep": lambda _: None, **named})  # type: ignore[arg-type]

    monkeypatch.setattr(session_module.PoliteSession, "__init__", quick)


@pytest.fixture
def arxiv(httpserver: HTTPServer, no_waiting: None) -> str:
    httpserver.expect_request("/api/query").respond_with_data(feed(PAPERS))
    return httpserver.url_for("")


def test_papers_come_into_the_corpus_with_their_relevance(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "c.db")
    status, out, _ = run(capsys, "collect", "--corpus", path, "--base-url", arxiv)
    assert status == 0
    assert "3 of 3 papers in 1 request: 3 new" in out
    with Corpus.open(path, create=False) as corpus:
        found = corpus.papers().set_index("key")
    assert list(found.index) == [p[0] for p in PAPERS]
    assert found.loc["2401.00001", "submitted"].startswith("2024-01-01")
    assert found.loc["2401.00002", "relevance"] < found.loc["2401.00001", "relevance"]


def test_collecting_twice_changes_nothing(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("collect", "--corpus", str(tmp_path / "c.db"), "--base-url", arxiv)
    run(capsys, *options)
    status, out, _ = run(capsys, *options, "--format", "json")
    assert status == 0
    assert json.loads(out)["counts"] == {"added": 0, "updated": 0, "unchanged": 3}


def test_a_plan_stores_nothing(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "c.db"
    options = ("--base-url", arxiv, "--delay", "0", "--from", "2024-01-01", "--format", "json")
    status, out, _ = run(capsys, "collect", "--plan", "--corpus", str(path), *options)
    assert status == 0
    plan = json.loads(out)
    assert (plan["total"], plan["requests"]) == (3, 1)
    assert "submittedDate:[202401010000 TO" in plan["query"]
    assert not path.exists()


def test_a_plan_of_some_papers_asks_for_no_more_than_they_take(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("--corpus", str(tmp_path / "c.db"), "--base-url", arxiv, "--delay", "3")
    status, out, _ = run(capsys, "collect", "--plan", "--limit", "2", *options)
    assert status == 0
    assert f"2 of 3 papers at {arxiv}: 1 request x 3 s = at least 3 s" in out


def test_a_password_in_the_address_is_neither_taken_nor_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The log of runs, messages and stored files have the address as it was given."""
    path = tmp_path / "c.db"
    options = ("--corpus", str(path), "--base-url", "http://ada:hush@127.0.0.1:9", "--delay", "0")
    status, out, err = run(capsys, "collect", *options)
    assert status == 2
    assert "127.0.0.1:9: a password is not to stand in it" in err
    assert "hush" not in out + err
    assert not path.exists()


def test_what_came_before_arxiv_fails_is_kept(
    httpserver: HTTPServer, no_waiting: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The first page brings two of four papers; then every answer is an overload."""
    page = feed(PAPERS[:2], total=4)
    for _ in range(4):  # it is asked again, since it holds fewer papers than it should
        httpserver.expect_ordered_request("/api/query").respond_with_data(page)
    httpserver.expect_request("/api/query").respond_with_response(Response("", 503))
    path = str(tmp_path / "c.db")
    status, out, err = run(
        capsys, "collect", "--corpus", path, "--base-url", httpserver.url_for("")
    )
    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "2 papers of this run are in" in err
    with Corpus.open(path, create=False) as corpus:
        assert list(corpus.papers()["key"]) == ["2401.00001", "2401.00002"]


def test_a_plan_says_where_an_unfinished_run_stands(
    httpserver: HTTPServer, no_waiting: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    httpserver.expect_ordered_request("/api/query").respond_with_data(feed(PAPERS[:2], total=4))
    for _ in range(3):
        httpserver.expect_ordered_request("/api/query").respond_with_data(feed(PAPERS[:2], total=4))
    for _ in range(8):
        httpserver.expect_ordered_request("/api/query").respond_with_response(Response("", 503))
    for _ in range(2):
        httpserver.expect_ordered_request("/api/query").respond_with_data(feed(PAPERS[1:], total=3))
    options = ("collect", "--corpus", str(tmp_path / "c.db"), "--base-url", httpserver.url_for(""))
    assert run(capsys, *options)[0] == 2
    _, out, _ = run(capsys, *options, "--plan", "--delay", "3", "--format", "json")
    plan = json.loads(out)
    assert (plan["total"], plan["requests"], plan["seconds"]) == (3, 1, 3.0)
    assert plan["place"]["minute"] == "2024-01-02 00:00"
    _, out, _ = run(capsys, *options, "--plan", "--delay", "3")
    assert "3 papers" in out and "1 request x 3 s = at least 3 s" in out
    assert "an earlier run has 1 of 4 papers and goes on at 2024-01-02 00:00" in out


def test_an_update_asks_only_for_what_is_new(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ("collect", "--corpus", str(tmp_path / "c.db"), "--base-url", arxiv)
    run(capsys, *options)
    _, out, _ = run(capsys, *options, "--update", "--plan")
    assert "new or were revised since 2023-12-27" in out
    _, out, _ = run(capsys, *options, "--update")
    assert "3 papers new or revised since 2023-12-27 in 1 request: 0 new" in out
    _, out, _ = run(capsys, *options, "--update", "--format", "json")
    assert json.loads(out)["since"] == "2023-12-27"


def test_the_bar_has_the_arithmetic_of_the_rate_limit(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ("collect", "--corpus", str(tmp_path / "c.db"), "--base-url", arxiv)
    _, _, err = run(capsys, *options)
    assert err == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    _, _, err = run(capsys, *options, "--delay", "3")
    assert "3/3" in err
    assert "0 requests left x 3 s = 0 s" in err


def test_no_network_is_one_line_and_status_2(
    no_waiting: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    status, out, err = run(
        capsys, "collect", "--corpus", str(tmp_path / "c.db"), "--base-url", address
    )
    assert (status, out) == (2, "")
    assert len(err.strip().splitlines()) == 1
    assert "connection refused" in err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--from", "soon"), "--from: 'soon' is not a date"),
        (("--from", "2024-02-01", "--until", "2024-01-01"), "is after until"),
        (("--query", " "), "the query is empty"),
        (("--base-url", "arxiv"), "is no address"),
        (("--base-url", "https://export.arxiv.org", "--delay", "1"), "arXiv asks for 3 s"),
        (("--source", "snapshot"), "no file named"),
        (("--source", "snapshot", "none.jsonl"), "there is no such file"),
        (("file.jsonl",), "no file is expected"),
        (("--update", "--limit", "3"), "leave out --limit"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    message: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    base = () if "--base-url" in options else ("--base-url", "http://127.0.0.1:9")
    status, out, err = run(capsys, "collect", *base, *options)
    assert (status, out) == (2, "")
    assert message in err
    assert "Traceback" not in err


def test_a_snapshot_needs_no_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        json.dumps({"id": i, "title": title, "abstract": abstract, "categories": ["cs.LG"]})
        for i, _, title, abstract in PAPERS
    ]
    lines.insert(1, '{"id": broken')
    path = tmp_path / "metadata.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    database = str(tmp_path / "c.db")
    status, out, err = run(
        capsys, "collect", "--source", "snapshot", str(path), "--corpus", database
    )
    assert status == 2
    assert "3 new" in out
    assert "line 2" in err
    with Corpus.open(database, create=False) as corpus:
        assert corpus.papers()["relevance"].notna().all()


def test_a_later_run_heeds_the_pause_an_earlier_one_was_asked_for(
    httpserver: HTTPServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    overload = Response("Rate exceeded.", 429, {"Retry-After": "7200"})
    httpserver.expect_request("/api/query").respond_with_response(overload)
    options = ("--corpus", str(tmp_path / "c.db"), "--base-url", httpserver.url_for(""))
    for command in (("collect",), ("collect", "--plan"), ("fetch", "2401.00001")):
        status, out, err = run(capsys, *command, *options)
        assert (status, out) == (2, "")
        assert len(err.strip().splitlines()) == 1
        assert "asked to be left alone (HTTP 429), for another 2 h" in err
    assert len(httpserver.log) == 1
