from __future__ import annotations

import gzip
import json
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
