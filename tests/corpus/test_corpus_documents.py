from __future__ import annotations

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.document_json import document_from_json, document_to_json, pack, unpack
from litscan.document import Document, read_text
from litscan.document.model import (
    Anchor,
    Caption,
    Cell,
    Citation,
    Coverage,
    CrossReference,
    Footnote,
    Paragraph,
    Reference,
    Section,
    Sentence,
    Source,
    SourceFile,
    Span,
    Table,
    TableNote,
)
from litscan.errors import CorpusError, MissingInputError
from litscan.extraction.records import (
    Comparison,
    Configuration,
    Entity,
    Extraction,
    Links,
    OperatingPoint,
    Result,
    Runs,
    Training,
    Uncertainty,
)
from litscan.ids import ArxivId

TEXT = "Pruning\nWe prune VGG-16 on CIFAR-10 five times.\nOurs | 93.4 ± 0.1\n\x00 é"

NOTE = TableNote(Span(8, 10), "*")


def make_document(text: str = TEXT, *, version: int | None = 3, format: str = "latex") -> Document:
    cells = (
        Cell(0, 0, "Ours", Span(48, 52), is_header=True, citations=("li",), marks=("*",)),
        Cell(0, 1, "93.4 ± 0.1", Span(55, 65), emphasis=frozenset({"bold", "italic"})),
    )
    return Document(
        text=text,
        source=Source("main.tex", format, f"{len(text):064x}"),  # type: ignore[arg-type]
        files=(SourceFile("main.tex", "\\section{Pruning}\n"),),
        anchors=(Anchor(0, 7, 0, 9, 16),),
        title=Span(0, 7),
        arxiv_id=ArxivId("1608.08710", version),
        layers={
            "sections": (Section(Span(0, 65), "Pruning", 1, "1", "method"),),
            "paragraphs": (Paragraph(Span(8, 47)),),
            "sentences": (Sentence(Span(8, 47)),),
            "tables": (Table(Span(48, 65), (cells,), "tab:x", caption=Span(0, 7), notes=(NOTE,)),),
            "captions": (Caption(Span(0, 7), "table", "1"),),
            "citations": (Citation(Span(8, 10), ("li", "han")),),
            "references": (Reference("li", "Filters", ("Li",), 2017, ArxivId("1608.08710")),),
            "footnotes": (Footnote(Span(8, 10), "1"),),
            "cross_references": (CrossReference(Span(8, 10), ("tab:x",)),),
        },
        coverage=Coverage(sections=1, sentences=1, tables_found=1, warnings=("one",)),
    )


def make_extraction(document: Document) -> Extraction:
    table = document.tables[0]
    said = (document.evidence(Span(8, 47)),)
    cell = (document.cell_evidence(table, table.rows[0][1]), *said)
    point = OperatingPoint("sparsity", 90.0, "percent")
    spread = Uncertainty(0.1, "std")
    result = Result("Ours", True, "VGG-16", "CIFAR-10", None, "top1_accuracy", 93.4, "percent",
                    spread, False, point, 0.8, cell)  # fmt: skip
    return Extraction(
        source=document.source,
        title="Pruning",
        arxiv_id="1608.08710",
        coverage=document.coverage,
        paper_type="method",
        pruning_kinds=("structured",),
        entities=(Entity("dataset", "CIFAR-10", ("CIFAR10",), "evaluated", 0.9, said),),
        configurations=(Configuration("CIFAR-10", "VGG-16", 0.9, said),),
        compares_to=(Comparison("L1", "li", "Pruning Filters", None, "table", 0.7, said),),
        results=(result, replace(result, uncertainty=None, operating_point=None, value=1.0)),
        runs=Runs(5, (1, 2), "std", said),
        training=Training("SGD", 0.1, epochs=160, evidence=said),
        links=Links(("https://example.org/code",), said),
    )


def make_audit(document: Document) -> dict[str, object]:
    finding = {
        "check": "V01",
        "name": "Number of runs stated",
        "group": "variance",
        "severity": "major",
        "outcome": "pass",
        "reason": "It says five times.",
        "evidence": [document.evidence(Span(8, 47)).to_json()],
        "numbers": {"runs": 5},
        "fix": "",
    }
    absent = {**finding, "check": "R01", "outcome": "fail", "evidence": [], "fix": "Share code."}
    return {
        "schema": "litscan.audit/1",
        "source": document.source.to_json(),
        "title": "Pruning",
        "findings": [finding, absent],
        "score": {"value": 0.5, "coverage": 1.0},
    }


@pytest.fixture
def stored(corpus: Corpus) -> tuple[Corpus, int, Document]:
    document = make_document()
    corpus.add_papers([PaperRecord("1608.08710", arxiv_id="1608.08710", title="Pruning Filters")])
    return corpus, corpus.save_document("1608.08710", document), document


def test_a_document_stored_before_notes_had_marks_is_read() -> None:
    document = make_document()
    stored = document_to_json(document)
    assert stored["schema"] == "litscan.document/2"
    notes = [[note[0] for note in notes] for *_, notes in stored["layers"]["tables"]]
    older = [
        [*table[:-1], bare] for table, bare in zip(stored["layers"]["tables"], notes, strict=True)
    ]
    layers = {**stored["layers"], "tables": older}
    read = document_from_json({**stored, "schema": "litscan.document/1", "layers": layers})
    assert read.tables[0].notes == (TableNote(Span(8, 10), None),)


def test_a_document_survives_json_whole() -> None:
    document = make_document()
    assert document_from_json(document_to_json(document)) == document
    assert unpack(pack(document)) == document
    assert pack(document) == pack(make_document())


def test_a_document_that_was_read_survives_too() -> None:
    document = read_text(
        "# Pruning\n\nWe prune [1].\n\n| Net | Acc |\n|---|---|\n| VGG-16 | **93.4** |\n",
        format="markdown",
    )
    assert unpack(pack(document)) == document
    assert document.tables


def test_a_layer_the_model_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="'moods'"):
        document_to_json(replace(make_document(), layers={"moods": ()}))


def test_documents_extractions_and_audits_come_out_as_they_went_in(
    stored: tuple[Corpus, int, Document],
) -> None:
    corpus, number, document = stored
    extraction, audit = make_extraction(document), make_audit(document)
    assert corpus.save_extraction(number, extraction)
    assert corpus.save_audit(number, audit)
    assert corpus.load_document(number) == document
    assert corpus.load_extraction(number) == extraction
    assert corpus.audits() == [{**audit, "paper": "1608.08710"}]
    assert corpus.extracted() == [number]


def test_saving_again_changes_nothing(stored: tuple[Corpus, int, Document]) -> None:
    corpus, number, document = stored
    corpus.save_extraction(number, make_extraction(document))
    corpus.save_audit(number, make_audit(document))
    before = corpus.counts(), corpus.fingerprint(), list(corpus.facts()["id"])
    assert corpus.save_document("1608.08710", document) == number
    assert not corpus.save_extraction(number, make_extraction(document))
    assert not corpus.save_audit(number, make_audit(document))
    assert (corpus.counts(), corpus.fingerprint(), list(corpus.facts()["id"])) == before


def test_frames_carry_quote_and_place(stored: tuple[Corpus, int, Document]) -> None:
    corpus, number, document = stored
    corpus.save_extraction(number, make_extraction(document))
    corpus.save_audit(number, make_audit(document))
    result = corpus.results().iloc[0]
    assert (result["key"], result["quote"], result["point_value"]) == (
        "1608.08710",
        "93.4 ± 0.1",
        90.0,
    )
    assert (result["table_label"], result["table_row"], result["table_column"]) == ("tab:x", 0, 1)
    kinds = set(corpus.facts()["kind"])
    assert kinds == {"dataset", "configuration", "comparison", "runs", "training", "links"}
    assert list(corpus.facts("dataset")["name"]) == ["CIFAR-10"]
    findings = corpus.findings().set_index("check")
    assert findings.loc["V01", "numbers"] == {"runs": 5}
    assert findings.loc["R01", "quote"] is None


def test_a_comparison_finds_the_cited_paper(stored: tuple[Corpus, int, Document]) -> None:
    corpus, number, document = stored
    corpus.add_papers([PaperRecord("bib/me", title="Me")])
    corpus.save_extraction(number, make_extraction(document))
    row = corpus.comparisons().iloc[0]
    assert (row["key"], row["citation_key"], row["cited_key"]) == ("1608.08710", "li", "1608.08710")


def test_another_reading_of_the_same_bytes_voids_what_was_extracted(
    stored: tuple[Corpus, int, Document],
) -> None:
    corpus, number, document = stored
    corpus.save_extraction(number, make_extraction(document))
    corpus.record_stage("extract", "1", document=number)
    again = replace(document, coverage=Coverage(sections=9))
    newer = corpus.save_document("1608.08710", again)
    assert corpus.load_document(newer) == again
    assert corpus.counts()["documents"] == 1
    assert corpus.counts()["facts"] == 0
    assert corpus.pending("extract", "1") == [newer]
    with pytest.raises(CorpusError, match="was not extracted"):
        corpus.load_extraction(newer)


def test_only_the_latest_version_and_best_format_count(
    stored: tuple[Corpus, int, Document],
) -> None:
    corpus, number, document = stored
    corpus.save_extraction(number, make_extraction(document))
    corpus.save_document("1608.08710", make_document(TEXT + " pdf", format="pdf"))
    assert len(corpus.results()) == 2
    newer = corpus.save_document("1608.08710", make_document(TEXT + " v4", version=4))
    assert corpus.results().empty
    assert corpus.pending("extract", "1") == [newer]
    rows = corpus.documents().set_index("id")
    assert list(rows["current"]) == [False, False, True]


def test_a_stage_is_pending_until_it_was_done_in_this_version(
    stored: tuple[Corpus, int, Document],
) -> None:
    corpus, number, _ = stored
    assert corpus.pending("extract", "1") == [number]
    corpus.record_stage("extract", "1", document=number, outcome="failed", message="broken")
    assert corpus.pending("extract", "1") == [number]
    corpus.record_stage("extract", "1", document=number)
    corpus.record_stage("extract", "1", document=number)
    assert corpus.pending("extract", "1") == []
    assert corpus.pending("extract", "2") == [number]
    assert list(corpus.stage_runs()["outcome"]) == ["done"]


def test_raw_bytes_are_kept_once_by_their_hash(corpus: Corpus) -> None:
    sha = corpus.store_raw(b"paper", "text/plain", "a.txt")
    assert corpus.store_raw(b"paper", "text/plain", "b.txt") == sha
    assert corpus.raw_path(sha).read_bytes() == b"paper"
    assert len([path for path in corpus.files.rglob("*") if path.is_file()]) == 1
    with pytest.raises(MissingInputError):
        corpus.raw_path("0" * 64)
    with pytest.raises(CorpusError, match="not a SHA-256"):
        corpus.raw_path("../../etc/passwd")


def test_a_document_of_no_paper_is_refused(corpus: Corpus) -> None:
    with pytest.raises(CorpusError, match="no paper 'x'"):
        corpus.save_document("x", make_document())
    with pytest.raises(CorpusError, match="no document 7"):
        corpus.load_document(7)


def test_evidence_belongs_to_exactly_one_thing(tmp_path: Path) -> None:
    Corpus.open(tmp_path / "x.db").close()
    connection = sqlite3.connect(tmp_path / "x.db")
    with pytest.raises(sqlite3.IntegrityError, match="one_owner"):
        connection.execute(
            'INSERT INTO evidence (quote, kind, section, file, line, start, "end")'
            " VALUES ('q', 'text', '', 'f', 1, 0, 1)"
        )
    connection.close()


def test_totals_notes_and_verdicts_are_kept_once(corpus: Corpus) -> None:
    assert corpus.save_monthly_totals([("2019-01", 10), ("2019-02", 11)], "arxiv") == 2
    assert corpus.save_monthly_totals([("2019-01", 10), ("2019-02", 12)], "arxiv") == 1
    assert list(corpus.monthly_totals()["submissions"]) == [10, 12]
    for _ in range(2):
        corpus.add_coverage_note("dump", "cs.LG only to 2019")
    assert list(corpus.coverage_notes()["text"]) == ["cs.LG only to 2019"]
    claim = {"id": "BC01", "data": "corpus", "verdict": "supported", "recomputed": 81.0, "n": 81}
    assert corpus.save_claims([claim]) == 1
    assert corpus.save_claims([claim]) == 0
    corpus.add_papers([PaperRecord("bib/new")])
    assert corpus.save_claims([claim]) == 1
    assert list(corpus.claim_runs()["record"]) == [claim, claim]


def test_the_same_bytes_from_another_place_leave_everything(corpus: Corpus) -> None:
    corpus.add_papers([PaperRecord("1608.08710")])
    document = make_document()
    number = corpus.save_document("1608.08710", document)
    corpus.save_extraction(number, make_extraction(document))
    before = corpus.fingerprint()
    moved = replace(
        document,
        source=replace(document.source, path="/elsewhere/paper.tex"),
        files=tuple(replace(file, name="paper.tex") for file in document.files),
    )
    assert corpus.save_document("1608.08710", moved) == number
    assert corpus.load_extraction(number).results
    assert list(corpus.documents()["path"]) == ["main.tex"]
    assert corpus.fingerprint() == before
