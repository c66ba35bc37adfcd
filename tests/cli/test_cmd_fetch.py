from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord

TEX = rb"""\documentclass{article}
\title{Pruning a Network}
\begin{document}
\maketitle
\section{Experiments}
We prune filters of ResNet-50 on ImageNet and fine-tune for 90 epochs.
\end{document}
"""
GONE = b"<!DOCTYPE html><html><body>No source was provided</body></html>"


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as leaving:
        main(list(arguments))
    out, err = capsys.readouterr()
    return int(leaving.value.code or 0), out, err


@pytest.fixture
def arxiv(httpserver: HTTPServer) -> str:
    httpserver.expect_request("/e-print/2401.00001").respond_with_data(gzip.compress(TEX))
    httpserver.expect_request("/e-print/2401.00002").respond_with_data(GONE, 404)
    httpserver.expect_request("/html/2401.00002").respond_with_data(GONE, 404)
    httpserver.expect_request("/pdf/2401.00002").respond_with_data(GONE, 404)
    return httpserver.url_for("")


def test_a_source_is_stored_and_read(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "c.db")
    status, out, _ = run(capsys, "fetch", "2401.00001", "--base-url", arxiv, "--corpus", path)
    assert status == 0
    assert out.startswith("2401.00001\tsource\t")
    with Corpus.open(path, create=False) as corpus:
        documents = corpus.documents()
        document = corpus.load_document(int(documents["id"].iloc[0]))
        assert corpus.raw_path(document.source.sha256).read_bytes() == gzip.compress(TEX) or (
            gzip.decompress(corpus.raw_path(document.source.sha256).read_bytes()) == TEX
        )
    assert list(documents["key"]) == ["2401.00001"]
    assert "prune filters of ResNet-50" in document.text
    assert document.source.path == "2401.00001"


def test_a_named_paper_without_text_is_status_2_and_the_others_are_fetched(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, out, _ = run(
        capsys,
        "fetch", "2401.00002", "2401.00001",
        "--base-url", arxiv, "--corpus", str(tmp_path / "c.db"), "--format", "json",
    )  # fmt: skip
    assert status == 2
    result = json.loads(out)
    assert result["outcomes"] == {"no_text": 1, "source": 1}
    assert [paper["outcome"] for paper in result["papers"]] == ["no_text", "source"]


def test_without_an_id_the_relevant_papers_without_text_are_fetched(
    arxiv: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "c.db")
    with Corpus.open(path) as corpus:
        corpus.add_papers(
            PaperRecord(key, arxiv_id=key, title="A title", submitted="2024-01-01")
            for key in ("2401.00001", "2401.00003")
        )
        corpus.set_relevance({"2401.00001": 0.9, "2401.00003": 0.01})
    options = ("fetch", "--base-url", arxiv, "--corpus", path)
    status, out, _ = run(capsys, *options)
    assert status == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == ["2401.00001"]
    status, out, _ = run(capsys, *options)
    assert (status, out) == (0, "every relevant paper of the corpus has its text\n")


def test_an_id_that_is_none_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "fetch", "resnet", "--corpus", str(tmp_path / "c.db"))
    assert (status, out) == (2, "")
    assert "'resnet' is not an arXiv identifier" in err
    assert not (tmp_path / "c.db").exists()


def test_without_an_id_and_without_a_corpus_nothing_is_made(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, _, err = run(capsys, "fetch", "--corpus", str(tmp_path / "none.db"))
    assert status == 2
    assert "there is no corpus" in err
    assert not (tmp_path / "none.db").exists()


PAGE = b"""<!DOCTYPE html><html><head><title>Pruning</title></head><body>
<article class="ltx_document"><h1 class="ltx_title ltx_title_document">Pruning a Network</h1>
<section class="ltx_section"><h2 class="ltx_title ltx_title_section">1 Experiments</h2>
<div class="ltx_para"><p class="ltx_p">We prune filters of VGG-16 on CIFAR-10.</p></div>
</section></article></body></html>"""


def corpus_of(path: str, *papers: PaperRecord) -> None:
    with Corpus.open(path) as corpus:
        corpus.add_papers(papers)
        corpus.set_relevance({paper.key: 0.9 for paper in papers})


def paper(number: int, version: int | None = None, *, withdrawn: bool = False) -> PaperRecord:
    key = f"2401.{number:05d}"
    return PaperRecord(
        key, key, title="A", submitted=f"2024-01-{number:02d}", version=version, withdrawn=withdrawn
    )


def asked(httpserver: HTTPServer) -> list[str]:
    return [request.path for request, _ in httpserver.log]


def test_html_is_read_where_there_is_no_source(
    httpserver: HTTPServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    httpserver.expect_request("/e-print/2401.00003").respond_with_data(GONE, 404)
    httpserver.expect_request("/html/2401.00003").respond_with_data(PAGE)
    path = str(tmp_path / "c.db")
    status, out, _ = run(
        capsys, "fetch", "2401.00003", "--base-url", httpserver.url_for(""), "--corpus", path
    )
    assert (status, out) == (0, "2401.00003\thtml\tHTML\n")
    with Corpus.open(path, create=False) as corpus:
        document = corpus.load_document(int(corpus.documents()["id"].iloc[0]))
    assert document.source.format == "html"
    assert "We prune filters of VGG-16" in document.text
    assert asked(httpserver) == ["/e-print/2401.00003", "/html/2401.00003"]


def test_what_is_asked_for_is_the_version_that_is_named_or_current(
    httpserver: HTTPServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, url = str(tmp_path / "c.db"), httpserver.url_for("")
    for version in (b"1", b"2", b"3"):
        text = gzip.compress(TEX.replace(b"90 epochs", version * 2 + b" epochs"))
        httpserver.expect_request(f"/e-print/2401.00001v{version.decode()}").respond_with_data(text)
    corpus_of(path, paper(1, 2))
    options = ("--base-url", url, "--corpus", path)
    assert run(capsys, "fetch", "2401.00001v1", *options)[1].startswith("2401.00001v1\tsource")
    assert run(capsys, "fetch", *options)[1].startswith("every relevant paper")
    assert run(capsys, "fetch", "--revised", *options)[1].startswith("2401.00001v2\tsource")
    with Corpus.open(path) as corpus:
        corpus.add_papers([PaperRecord("2401.00001", "2401.00001", version=3, updated="2025")])
        current = corpus.documents().query("current")
        assert list(current["version"]) == [2]
        assert "22 epochs" in corpus.load_document(int(current["id"].iloc[0])).text
    assert run(capsys, "fetch", "2401.00001", *options)[1].startswith("2401.00001v3\tsource")
    assert len(asked(httpserver)) == 3
    status, out, _ = run(capsys, "fetch", "2401.00001", *options)
    assert status == 0
    assert "not asked again" in out
    assert len(asked(httpserver)) == 3


def test_what_has_no_text_is_not_asked_for_again_until_a_new_version(
    arxiv: str, httpserver: HTTPServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "c.db")
    corpus_of(path, paper(2), paper(4, 2, withdrawn=True))
    options = ("--base-url", arxiv, "--corpus", path)
    assert run(capsys, "fetch", *options)[1] == "2401.00002\tno_text\tHTTP 404\n"
    assert len(asked(httpserver)) == 3
    words = "(1 withdrawn, 1 without a text at arXiv: not asked for)"
    assert run(capsys, "fetch", *options)[1].endswith(f"has its text {words}\n")
    status, out, _ = run(capsys, "fetch", "2401.00002", "2401.00004", *options)
    assert status == 2
    assert [line.split("\t")[1] for line in out.splitlines()] == ["no_text", "withdrawn"]
    assert len(asked(httpserver)) == 3
    run(capsys, "fetch", "--again", *options)
    assert len(asked(httpserver)) == 6
    httpserver.expect_request("/e-print/2401.00002v2").respond_with_data(gzip.compress(TEX))
    corpus_of(path, paper(2, 2))
    assert run(capsys, "fetch", *options)[1].startswith("2401.00002v2\tsource")


def test_a_days_budget_ends_a_run_and_the_plan_knows(
    httpserver: HTTPServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, url = str(tmp_path / "c.db"), httpserver.url_for("")
    for number in range(1, 6):
        text = gzip.compress(TEX.replace(b"90", b"%d" % number))
        httpserver.expect_request(f"/e-print/2401.0000{number}").respond_with_data(text)
    corpus_of(path, *(paper(number) for number in range(1, 6)))
    options = ("--base-url", url, "--corpus", path, "--budget", "2")
    _, out, _ = run(capsys, "fetch", "--plan", "--delay", "3", *options)
    assert out.splitlines() == [
        f"5 papers without a text at {url}",
        "this run: 2 papers, 2 requests or more x 3 s = at least 6 s",
        "budget: 2 papers a day, 0 used today; 3 days for all",
    ]
    assert asked(httpserver) == []
    status, out, err = run(capsys, "fetch", *options)
    assert status == 0
    assert [line.split("\t")[0] for line in out.splitlines()] == ["2401.00005", "2401.00004"]
    assert "today's 2 papers were asked for; 3 are left: go on from 20" in err
    status, out, _ = run(capsys, "fetch", "2401.00003", "--format", "json", *options)
    record = json.loads(out)
    assert (status, record["left"], record["papers"]) == (2, 1, [])
    assert record["go_on"].endswith("T00:00Z")
    plan = json.loads(run(capsys, "fetch", "--plan", "--format", "json", *options)[1])
    assert (plan["papers"], plan["used"], plan["now"], plan["days"]) == (3, 2, 0, 2)
    assert len(asked(httpserver)) == 2


def test_options_for_the_whole_corpus_do_not_go_with_ids(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "c.db")
    status, _, err = run(capsys, "fetch", "2401.00001", "--plan", "--corpus", path)
    assert status == 2
    assert "are for all papers of the corpus" in err


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_a_terminal_shows_the_papers_left_and_the_time_they_take(
    httpserver: HTTPServer, tmp_path: Path
) -> None:
    import pty

    for number in (1, 2):
        text = gzip.compress(TEX.replace(b"90", b"%d" % number))
        httpserver.expect_request(f"/e-print/2401.0000{number}").respond_with_data(text)
    command = [sys.executable, "-m", "litscan", "fetch", "2401.00001", "2401.00002"]
    command += ["--base-url", httpserver.url_for(""), "--delay", "0.2"]
    leader, follower = pty.openpty()
    done = subprocess.run(
        [*command, "--corpus", str(tmp_path / "c.db")],
        stdout=subprocess.PIPE, stderr=follower, text=True, timeout=60,
    )  # fmt: skip
    os.close(follower)
    shown = os.read(leader, 65536).decode()
    os.close(leader)
    assert done.stdout == "2401.00001\tsource\tone file\n2401.00002\tsource\tone file\n"
    assert "1/2  1 paper left x 0.2 s = at least 1 s" in shown
