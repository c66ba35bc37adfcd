"""The main job: the sample from start to end, twice, and arXiv out of reach."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import pytest

from litscan.cli import _run
from litscan.corpus import Corpus


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    started = time.monotonic()
    assert _run(["run", "--sample", "--output", str(folder)]) == 0
    assert time.monotonic() - started < 120
    return folder


def test_the_sample_fills_every_table_that_a_stage_writes(sample: Path) -> None:
    with Corpus.open(sample / "sample.db", create=False) as corpus:
        counts = corpus.counts()
        assert counts["documents"] == 13
        assert min(counts.values()) > 0
        assert not corpus.pending("extract", _extractor_version())
        assert len(corpus.audits()) == 13
        assert len(corpus.claim_runs()) > 0
        assert corpus.search("lottery")


def _extractor_version() -> str:
    from litscan.extraction import EXTRACTOR_VERSION

    return EXTRACTOR_VERSION


def test_the_page_shows_growth_claims_findings_and_results(sample: Path) -> None:
    text = (sample / "index.html").read_text(encoding="utf-8")
    for wanted in ("<svg", "BC10", "S03", "ResNet-50", "fictional", "partial"):
        assert wanted in text
    assert text.count("<article") == 13


def test_a_report_of_the_sample_says_that_it_is_fictional_whoever_asks(
    sample: Path, tmp_path: Path
) -> None:
    assert _run(["report", "--corpus", str(sample / "sample.db"), "--output", str(tmp_path)]) == 0
    text = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "The papers read here are fictional" in text
    again = (sample / "index.html").read_text(encoding="utf-8")
    assert again.count("The papers read here are fictional") == 1


def test_running_again_changes_no_row(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def dump() -> list[str]:
        with sqlite3.connect(sample / "sample.db") as connection:
            return [line for line in connection.iterdump() if "run_at" not in line]

    before, page = dump(), (sample / "index.html").read_bytes()
    assert _run(["run", "--sample", "--output", str(sample)]) == 0
    assert len(capsys.readouterr().out.strip().splitlines()) == 5
    assert dump() == before
    assert (sample / "index.html").read_bytes() == page


def test_without_arxiv_the_job_says_so_and_keeps_what_it_has(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    away = ["run", "--base-url", "http://127.0.0.1:9", "--delay", "0"]
    paper = tmp_path / "paper.md"
    paper.write_text("# A Paper\n\n## 1 Experiments\n\nWe prune ResNet-50 on ImageNet.\n")
    assert _run(["import", str(paper)]) == 0
    capsys.readouterr()
    assert _run(away) == 2
    captured = capsys.readouterr()
    assert "127.0.0.1" in captured.err
    assert len(captured.err.strip().splitlines()) == 1
    assert len(captured.out.strip().splitlines()) == 5
    assert "A Paper" in (tmp_path / "litscan-report" / "index.html").read_text(encoding="utf-8")


def test_the_sample_corpus_is_ready_for_tables_and_made_once(tmp_path: Path) -> None:
    import litscan

    with litscan.sample_corpus(tmp_path / "sample.db") as corpus:
        counts = corpus.counts()
    assert counts["documents"] == 13
    assert counts["results"] and counts["findings"]
    with litscan.sample_corpus(tmp_path / "sample.db") as again:
        assert again.counts() == counts
