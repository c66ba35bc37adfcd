"""Stages store what they do item by item, and one bad item stops no other."""

from __future__ import annotations

from pathlib import Path

import pytest

from litscan import extraction, read_text
from litscan.corpus import Corpus, PaperRecord
from litscan.document.model import Document
from litscan.extraction import EXTRACTOR_VERSION, Extraction
from litscan.ids import ArxivId
from litscan.pipeline import audit_documents, document_of, extract_documents, screen_papers


def paper(name: str) -> Document:
    text = f"# {name}\n\n## 1 Experiments\n\nWe prune ResNet-50 on ImageNet.\n"
    return read_text(text, format="markdown", path=f"{name}.md")


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    opened = Corpus.open(tmp_path / "litscan.db")
    for name in ("first", "second", "third"):
        opened.add_papers([PaperRecord(f"local/{name}", title=name)])
        opened.save_document(f"local/{name}", paper(name))
    return opened


def test_a_document_that_fails_is_noted_and_the_others_go_on(
    corpus: Corpus, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    working = extraction.extract

    def fails_on_second(document: Document, *, learned: bool) -> Extraction:
        if document.title_text == "second":
            raise ZeroDivisionError("made up")
        return working(document, learned=learned)

    monkeypatch.setattr(extraction, "extract", fails_on_second)
    assert len(list(extract_documents(corpus))) == 2
    assert "second.md" in caplog.text
    runs = corpus.stage_runs()
    failed = runs[runs["outcome"] == "failed"]
    assert failed["message"].tolist() == ["ZeroDivisionError: made up"]
    assert len(list(audit_documents(corpus))) == 2
    monkeypatch.undo()
    assert len(list(extract_documents(corpus))) == 1
    assert corpus.pending("extract", EXTRACTOR_VERSION) == []


def test_stages_do_only_what_is_new(corpus: Corpus) -> None:
    assert len(list(extract_documents(corpus))) == 3
    assert list(extract_documents(corpus)) == []


def test_a_version_that_is_named_is_the_one_given(tmp_path: Path) -> None:
    from dataclasses import replace

    with Corpus.open(tmp_path / "versions.db") as corpus:
        corpus.add_papers([PaperRecord("1608.08710", arxiv_id="1608.08710", title="A Paper")])
        for version in (3, 1):
            document = replace(paper(f"v{version}"), arxiv_id=ArxivId("1608.08710", version))
            corpus.save_document("1608.08710", document)
        found = {version: document_of(corpus, "1608.08710", version) for version in (None, 1, 3)}
        assert found[None] == found[3] != found[1]
        assert document_of(corpus, "1608.08710", 2) is None


def test_screening_gives_every_titled_paper_its_relevance_once(tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "screen.db") as corpus:
        corpus.add_papers(
            [
                PaperRecord("a", title="Filter Pruning for Convolutional Neural Networks",
                            abstract="We prune filters of deep neural networks."),
                PaperRecord("b", title="Alpha-Beta Pruning of Chess Trees",
                            abstract="We speed up the search of game trees."),
                PaperRecord("c"),
            ]
        )  # fmt: skip
        assert screen_papers(corpus) == 2
        assert screen_papers(corpus) == 0
        relevance = corpus.papers().set_index("key")["relevance"]
        assert relevance["a"] > 0.5 > relevance["b"]
        assert relevance.isna()["c"]
