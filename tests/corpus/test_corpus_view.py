"""What audits know of a corpus: each paper's own numbers, of its current document."""

from __future__ import annotations

from litscan.corpus import Corpus, PaperRecord
from litscan.document import read_text
from litscan.document.model import Document, Evidence, TablePlace
from litscan.extraction.records import (
    Configuration,
    Extraction,
    OperatingPoint,
    PruningKind,
    Result,
)

POINT = OperatingPoint("flops_removed", 50.0, "percent")


def _document(key: str) -> Document:
    text = f"# {key}\n\nDense 76.1, ours 75.2, theirs 74.0 of 75.9.\n"
    return read_text(text, format="markdown", path=f"{key}.md")


def _result(document: Document, quote: str, row: int, method: str) -> Result:
    at = document.text.index(quote)
    cell = Evidence(quote, "table", "", "x.md", 3, at, at + 4, TablePlace("1", row, 1))
    return Result(
        method=method,
        own=method == "ours",
        architecture="ResNet-50",
        dataset="ImageNet",
        task=None,
        metric="accuracy",
        value=float(quote),
        unit="percent",
        uncertainty=None,
        is_dense_baseline=method == "dense",
        operating_point=None if method == "dense" else POINT,
        confidence=0.9,
        evidence=(cell,),
    )


def _save(corpus: Corpus, key: str, kinds: tuple[PruningKind, ...]) -> None:
    document = _document(key)
    corpus.add_papers([PaperRecord(key, title=f"Title of {key}", published="2019-05")])
    number = corpus.save_document(key, document)
    results = (
        _result(document, "76.1", 1, "dense"),
        _result(document, "75.2", 2, "ours"),
        _result(document, "75.9", 3, "dense"),  # the baseline column of another method's row
        _result(document, "74.0", 3, "theirs"),
    )
    pair = Configuration("ImageNet", "ResNet-50", 1.0, results[0].evidence)
    facts = Extraction(
        source=document.source,
        title=document.title_text,
        arxiv_id=None,
        coverage=document.coverage,
        pruning_kinds=kinds,
        configurations=(pair,),
        results=results,
    )
    corpus.save_extraction(number, facts)


def test_each_paper_is_known_by_its_own_numbers(corpus: Corpus) -> None:
    _save(corpus, "local/one", ("structured",))
    _save(corpus, "local/two", ())
    known = corpus.literature()
    one = known.papers["local/one"]
    assert (one.title, one.date) == ("Title of local/one", "2019-05")
    assert [(item.method, item.value, item.metric) for item in one.results] == [
        ("dense", 76.1, "top1_accuracy"),
        ("ours", 75.2, "top1_accuracy"),
    ]
    cell = one.results[1].evidence
    assert (cell.quote, cell.line, cell.table) == ("75.2", 3, TablePlace("1", 2, 1))
    assert one.measured == {
        ("ImageNet", "ResNet-50"): frozenset({("top1_accuracy", "flops_removed")})
    }
    assert known.users == {("ImageNet", "ResNet-50"): 1}, "the second prunes nothing"
    assert known.seen_by("local/one").papers == 0
    assert known.seen_by(None).papers == 1


def test_an_empty_corpus_knows_nothing(corpus: Corpus) -> None:
    known = corpus.literature()
    assert (known.papers, known.reporting) == ({}, 0)
    assert known.seen_by("1608.08710").papers == 0
