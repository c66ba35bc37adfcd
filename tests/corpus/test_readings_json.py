"""What tables were read to mean survives storage, and old corpora do without it."""

from __future__ import annotations

import sqlalchemy as sa

from litscan import extract, read_text
from litscan.corpus import Corpus, PaperRecord, schema
from litscan.corpus.readings_json import pack_readings, unpack_readings
from litscan.extraction.read_tables import read_tables
from litscan.rigor import audit
from litscan.rigor.base import Subject

PAPER = """# Trim

## 1 Experiments

We propose Trim and prune ResNet-50 on ImageNet.

Table 1: Top-1 accuracy (%) of ResNet-50 on ImageNet.

| Method | Top-1 (%) | FLOPs reduction (%) |
| --- | --- | --- |
| Baseline | 76.1 ± 0.1 | 0 |
| SFP [3] | 74.6 | 41.8 |
| Ours | **75.2** | 50.0 |
"""


def test_readings_come_back_as_they_were() -> None:
    document = read_text(PAPER, format="markdown")
    readings = read_tables(document)
    assert {value.measure for value in readings[0].values} == {"top1_accuracy", "flops_removed"}
    assert any(value.method_cell for value in readings[0].values)
    assert unpack_readings(pack_readings(readings), document) == readings


def test_readings_of_another_document_are_refused() -> None:
    document = read_text(PAPER, format="markdown")
    other = read_text("# Other\n\nNo tables.", format="markdown")
    assert unpack_readings(pack_readings(read_tables(document)), other) is None


def test_a_stored_paper_is_audited_without_reading_its_tables_again(
    corpus_url: str, monkeypatch
) -> None:
    document = read_text(PAPER, format="markdown")
    facts = extract(document)
    with Corpus.open(corpus_url) as corpus:
        corpus.add_papers([PaperRecord("local/trim", title="Trim")])
        number = corpus.save_document("local/trim", document)
        corpus.save_extraction(number, facts)
        stored = corpus.load_document(number)
        loaded = corpus.load_extraction(number, stored)
        assert loaded.readings == facts.readings
        fresh = audit(document, facts).to_json()
        monkeypatch.setattr("litscan.rigor.base.read_tables", None)
        assert audit(stored, loaded).to_json() == fresh


def test_a_corpus_without_readings_reads_the_tables_itself(corpus_url: str) -> None:
    document = read_text(PAPER, format="markdown")
    with Corpus.open(corpus_url) as corpus:
        corpus.add_papers([PaperRecord("local/trim", title="Trim")])
        number = corpus.save_document("local/trim", document)
        corpus.save_extraction(number, extract(document))
        with corpus._database.writing() as connection:
            connection.execute(sa.update(schema.extractions).values(readings=None))
        loaded = corpus.load_extraction(number, document)
    assert loaded.readings is None
    assert Subject(document, loaded).readings == read_tables(document)
