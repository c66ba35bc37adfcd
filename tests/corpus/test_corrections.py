"""Corrections outrank the extractor, on both databases, now and after another extraction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.corrections.record import Change
from litscan.corpus.schema import metadata
from litscan.document import Document, read_text
from litscan.document.model import Evidence, Span
from litscan.errors import CorpusError, LitscanError
from litscan.extraction.records import Configuration, Entity, Extraction, Result, Runs

KEY = "1608.08710"
TEXT = """# Trim

We prune VGG-16 on CIFAR-10, averaged over three runs, and reach 93.4 percent.

LeNet on MNIST reaches 99.1 percent. We also cite ImageNet.
"""


def said(document: Document, words: str) -> tuple[Evidence, ...]:
    at = document.text.index(words)
    return (document.evidence(Span(at, at + len(words))),)


def extraction(document: Document, **changed: object) -> Extraction:
    number = said(document, "93.4")
    first = Result("Trim", True, "VGG-16", "CIFAR-100", None, "top1_accuracy", 93.4, "percent",
                   None, False, None, 0.8, number)  # fmt: skip
    facts = Extraction(
        source=document.source,
        title="Trim",
        arxiv_id=KEY,
        coverage=document.coverage,
        paper_type="method",
        entities=(
            Entity("dataset", "CIFAR-10", ("CIFAR-10",), "evaluated", 0.9, number),
            Entity("dataset", "ImageNet", ("ImageNet",), "evaluated", 0.6, number),
        ),
        configurations=(Configuration("CIFAR-10", "VGG-16", 0.9, number),),
        results=(first,),
    )
    return replace(facts, **changed)  # type: ignore[arg-type]


@pytest.fixture
def document() -> Document:
    return read_text(TEXT, format="markdown")


@pytest.fixture
def number(corpus: Corpus, document: Document) -> int:
    corpus.add_papers([PaperRecord(KEY, arxiv_id=KEY, title="Trim")])
    stored = corpus.save_document(KEY, document)
    corpus.save_extraction(stored, extraction(document))
    return stored


def address(corpus: Corpus, kind: str, place: int = 0) -> str:
    return [where for one, where, _ in corpus.facts_of(KEY) if one == kind][place]


def test_a_corrected_result_is_seen_by_all_that_read_results(corpus: Corpus, number: int) -> None:
    before = corpus.fingerprint()
    fact = address(corpus, "results")
    made = corpus.correct(KEY, fact[:6], {"dataset": "CIFAR-10"}, note="Table 1", by="Ada")
    assert [(one.before, one.after) for one in made] == [
        ({"dataset": "CIFAR-100"}, {"dataset": "CIFAR-10"})
    ]
    row = corpus.results().iloc[0]
    assert (row["dataset"], row["corrected"], row["confidence"]) == ("CIFAR-10", True, 1.0)
    assert row["address"] == fact
    public = corpus.load_extraction(number).to_json()["results"][0]
    assert public["corrected"] is True
    assert public["correction"]["by"] == "Ada"
    assert public["correction"]["note"] == "Table 1"
    assert corpus.fingerprint() != before
    corpus.undo_correction(made[0].id)
    assert corpus.fingerprint() == before
    assert corpus.load_extraction(number).results[0].dataset == "CIFAR-100"


def test_a_correction_survives_another_extraction(
    corpus: Corpus, document: Document, number: int
) -> None:
    fact = address(corpus, "results")
    corpus.correct(KEY, fact, {"dataset": "CIFAR-10"}, by="Ada")
    plain = extraction(document)
    other = replace(plain.results[0], architecture="VGG", metric="accuracy")
    assert corpus.save_extraction(number, replace(plain, results=(other,), version="9"))
    row = corpus.results().iloc[0]
    assert (row["dataset"], row["architecture"], row["metric"], row["address"]) == (
        "CIFAR-10",
        "VGG",
        "accuracy",
        fact,
    )
    assert list(corpus.corrections()["status"]) == ["applied"]


def test_the_status_says_what_became_of_a_correction(
    corpus: Corpus, document: Document, number: int
) -> None:
    plain = extraction(document)
    corpus.correct(KEY, address(corpus, "results"), {"dataset": "CIFAR-10"}, by="Ada")
    right = replace(plain.results[0], dataset="CIFAR-10")
    corpus.save_extraction(number, replace(plain, results=(right,)))
    assert list(corpus.corrections()["status"]) == ["agrees"]
    corpus.save_extraction(number, replace(plain, results=()))
    assert list(corpus.corrections()["status"]) == ["orphaned"]
    assert list(corpus.results()["dataset"]) == ["CIFAR-10"]
    without = read_text("# Trim\n\nAnother text.\n", format="markdown")
    newer = corpus.save_document(KEY, replace(without, source=document.source))
    corpus.save_extraction(newer, replace(plain, results=(), entities=(), configurations=()))
    assert list(corpus.corrections()["status"]) == ["unquoted"]
    assert corpus.results().empty
    back = corpus.save_document(KEY, document)
    corpus.save_extraction(back, plain)
    assert list(corpus.corrections()["status"]) == ["applied"]


def test_a_correction_is_not_guessed_onto_another_fact(
    corpus: Corpus, document: Document, number: int
) -> None:
    plain = extraction(document)
    corpus.correct(KEY, address(corpus, "entities"), {"role": "mentioned"}, by="Ada")
    other = Entity("dataset", "SVHN", ("SVHN",), "evaluated", 0.9, said(document, "93.4"))
    corpus.save_extraction(number, replace(plain, entities=(other,)))
    roles = dict(zip(corpus.facts("dataset")["name"], corpus.facts("dataset")["role"], strict=True))
    assert roles == {"SVHN": "evaluated", "CIFAR-10": "mentioned"}
    assert list(corpus.corrections()["status"]) == ["orphaned"]


def test_the_same_number_in_another_table_is_another_fact(
    corpus: Corpus, document: Document, number: int
) -> None:
    corpus.correct(KEY, address(corpus, "results"), {"dataset": "CIFAR-10"}, by="Ada")
    plain = extraction(document)
    words = plain.results[0].evidence[0]
    elsewhere = replace(words, file="appendix.tex", line=90, start=5, end=9)
    other = replace(plain.results[0], dataset="SVHN", evidence=(elsewhere,))
    corpus.save_extraction(number, replace(plain, results=(other,)))
    assert list(corpus.results()["dataset"]) == ["SVHN", "CIFAR-10"]
    assert list(corpus.corrections()["status"]) == ["orphaned"]


def test_no_correction_takes_the_fact_of_another(
    corpus: Corpus, document: Document, number: int
) -> None:
    plain = extraction(document)
    second = replace(plain.results[0], metric="top5_accuracy", method="Cut")
    corpus.save_extraction(number, replace(plain, results=(plain.results[0], second)))
    corpus.correct(KEY, address(corpus, "results", 0), {"dataset": "SVHN"}, by="Ada")
    corpus.remove_fact(KEY, address(corpus, "results", 1), by="Ada")
    corpus.save_extraction(number, replace(plain, results=(second,)))
    assert list(corpus.corrections()["status"]) == ["orphaned", "applied"]
    assert list(corpus.results()["dataset"]) == ["SVHN"]


def test_a_removed_fact_stays_away(corpus: Corpus, document: Document, number: int) -> None:
    corpus.remove_fact(KEY, address(corpus, "entities", 1), note="only cited", by="Ada")
    assert list(corpus.facts("dataset")["name"]) == ["CIFAR-10"]
    corpus.save_extraction(number, replace(extraction(document), version="9"))
    assert list(corpus.facts("dataset")["name"]) == ["CIFAR-10"]
    corpus.save_extraction(number, extraction(document, entities=()))
    assert list(corpus.corrections()["status"]) == ["agrees"]


def test_an_added_fact_stands_on_its_quote(corpus: Corpus, document: Document, number: int) -> None:
    pair = {"dataset": "MNIST", "architecture": "LeNet"}
    quote = "LeNet  on MNIST\nreaches"
    corpus.add_fact(KEY, "configurations", pair, quote=quote, by="Ada")
    added = corpus.load_extraction(number).configurations[1]
    evidence = added.evidence[0]
    assert (
        document.text[evidence.start : evidence.end] == evidence.quote == "LeNet on MNIST reaches"
    )
    assert evidence.line == 5
    assert corpus.add_fact(KEY, "configurations", pair, quote=quote, by="Ada") == []
    again = Configuration("MNIST", "LeNet", 0.5, said(document, "LeNet on MNIST"))
    corpus.save_extraction(number, extraction(document, configurations=(again,)))
    assert len(corpus.load_extraction(number).configurations) == 1
    assert list(corpus.corrections()["status"]) == ["agrees"]


def test_without_a_quote_a_fact_stands_on_the_readers_word_or_not_at_all(
    corpus: Corpus, number: int
) -> None:
    pair = {"dataset": "MNIST", "architecture": "LeNet"}
    with pytest.raises(LitscanError, match="without evidence"):
        corpus.add_fact(KEY, "configurations", pair)
    with pytest.raises(LitscanError, match="does not say"):
        corpus.add_fact(KEY, "configurations", pair, quote="we prune LeNet")
    corpus.add_fact(KEY, "configurations", pair, note="read off Figure 2", by="Ada")
    evidence = corpus.load_extraction(number).configurations[1].evidence[0]
    assert (evidence.kind, evidence.quote, evidence.file) == (
        "reader",
        "read off Figure 2",
        "reader: Ada",
    )


def test_what_a_paper_has_one_of_is_named_by_its_word(corpus: Corpus, number: int) -> None:
    with pytest.raises(LitscanError, match="without evidence"):
        corpus.correct(KEY, "runs", {"count": 3})
    corpus.correct(KEY, "runs", {"count": 3}, quote="averaged over three runs", by="Ada")
    corpus.correct(KEY, "paper_type", {"paper_type": "study"}, by="Ada")
    corpus.correct(KEY, "pruning_kinds", {"pruning_kinds": ["structured"]}, by="Ada")
    facts = corpus.load_extraction(number)
    assert (facts.runs.count, facts.paper_type) == (3, "study")
    assert facts.pruning_kinds == ("structured",)
    assert [one.fields for one in facts.corrections] == [("paper_type",), ("pruning_kinds",)]
    corpus.remove_fact(KEY, "runs", by="Ada")
    assert corpus.load_extraction(number).runs == Runs()


def test_the_later_correction_of_a_field_wins(corpus: Corpus, number: int) -> None:
    fact = address(corpus, "results")
    corpus.correct(KEY, fact, {"value": 93.5}, by="Ada")
    corpus.correct(KEY, fact, {"value": 93.6, "own": False}, by="Bob")
    assert list(corpus.results()["value"]) == [93.6]
    assert list(corpus.corrections()["status"]) == ["superseded", "applied"]
    assert corpus.correct(KEY, fact, {"value": 93.6}) == []


def test_of_several_corrections_all_are_made_or_none(corpus: Corpus, number: int) -> None:
    fact = address(corpus, "results")
    good = Change(KEY, "set", fact=fact, values={"dataset": "CIFAR-10"}, where="a.csv:2")
    bad = Change(KEY, "set", fact=fact, values={"value": "many"}, where="a.csv:3")
    with pytest.raises(LitscanError, match=r"a\.csv:3: value: 'many' is not allowed"):
        corpus.make_corrections([good, bad])
    assert corpus.corrections().empty
    assert list(corpus.results()["dataset"]) == ["CIFAR-100"]
    assert len(corpus.make_corrections([good], dry_run=True)) == 1
    assert corpus.corrections().empty


@pytest.mark.parametrize(
    ("fact", "values", "message"),
    [
        ("f", {"value": 1}, "no fact"),
        ("fffffffffff", {"value": 1}, "no fact"),
        ("runs", {"counts": 1}, "no field 'counts'"),
        ("runs", {"count": "1e400"}, "a whole number"),
        ("runs", {"dispersion": "sdt"}, "one of std, sem"),
        ("training", {"optimizer": "x" * 1_000_000}, "1,000,000 characters"),
        ("training", {"optimizer": "a\0b"}, "NUL"),
    ],
)
def test_a_wrong_correction_is_refused_with_what_is_allowed(
    corpus: Corpus, number: int, fact: str, values: dict[str, object], message: str
) -> None:
    with pytest.raises(LitscanError, match=message):
        corpus.correct(KEY, fact, values, note="why")
    assert corpus.corrections().empty


def test_a_correction_makes_the_audit_stale(corpus: Corpus, number: int) -> None:
    audit = {"schema": "litscan.audit/1", "findings": [], "score": {"value": None}}
    corpus.save_audit(number, audit)
    corpus.record_stage("audit", "1", document=number)
    assert corpus.stale_audits() == corpus.pending("audit", "1") == []
    corpus.correct(KEY, address(corpus, "results"), {"dataset": "CIFAR-10"})
    assert corpus.stale_audits() == corpus.pending("audit", "1") == [number]
    corpus.save_audit(number, audit)
    assert corpus.stale_audits() == []


def test_an_addition_that_others_build_on_is_not_undone(corpus: Corpus, number: int) -> None:
    pair = {"dataset": "MNIST", "architecture": "LeNet"}
    added = corpus.add_fact(KEY, "configurations", pair, note="Figure 2", by="Ada")[0]
    later = corpus.correct(KEY, added.fact, {"architecture": "LeNet-5"}, by="Ada")[0]
    with pytest.raises(CorpusError, match=later.id):
        corpus.undo_correction(added.id)
    corpus.undo_correction(later.id)
    corpus.undo_correction(added.id)
    assert len(corpus.facts("configuration")) == 1


def test_corrections_move_to_another_corpus(
    corpus: Corpus, document: Document, number: int, tmp_path: Path
) -> None:
    corpus.correct(KEY, address(corpus, "results"), {"dataset": "CIFAR-10"}, by="Ada")
    records = corpus.correction_records()
    with Corpus.open(tmp_path / "other.db") as other:
        other.add_papers([PaperRecord(KEY, arxiv_id=KEY)])
        other.save_extraction(other.save_document(KEY, document), extraction(document))
        assert other.adopt_corrections(records) == records
        assert other.adopt_corrections(records) == []
        assert list(other.results()["dataset"]) == ["CIFAR-10"]


def test_a_corpus_from_before_corrections_takes_them(corpus_url: str, document: Document) -> None:
    with Corpus.open(corpus_url) as corpus:
        corpus.add_papers([PaperRecord(KEY, arxiv_id=KEY)])
        corpus.save_extraction(corpus.save_document(KEY, document), extraction(document))
        with corpus._database.writing() as connection:
            for index in ("corrections_token", "papers_counted", "papers_unscreened"):
                connection.execute(sa.text(f"DROP INDEX ix_{index}"))
            connection.execute(sa.text("CREATE INDEX ix_papers_submitted ON papers (submitted)"))
            newer = ("collection_runs", "hosts", "screenings", "fetches", "complete_categories")
            for table in newer:
                connection.execute(sa.text(f"DROP TABLE {table}"))
            for table in ("extractions", "facts", "results", "audits", "corrections"):
                added = {
                    "original",
                    "corrected",
                    "address",
                    "correction",
                    "facts_digest",
                    "readings",
                }
                added |= {"token", "action", "target", "fact", "evidence", "status"}
                for column in metadata.tables[table].columns:
                    if column.name in added:
                        drop = f'ALTER TABLE {table} DROP COLUMN "{column.name}"'
                        connection.execute(sa.text(drop))
            connection.execute(sa.text("UPDATE alembic_version SET version_num = '0001'"))
    with Corpus.open(corpus_url) as corpus:
        assert corpus.results()["address"].isna().all()
        corpus.correct(KEY, address(corpus, "results"), {"dataset": "CIFAR-10"})
        assert list(corpus.results()["dataset"]) == ["CIFAR-10"]
