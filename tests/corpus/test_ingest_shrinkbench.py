from __future__ import annotations

from pathlib import Path

import pytest

from litscan.corpus import Corpus
from litscan.corpus.importer import import_path
from litscan.corpus.ingest.cells import read_cells
from litscan.corpus.ingest.shrinkbench import PAPERS, RESULTS, read_shrinkbench
from litscan.errors import ReadError

_PAPERS = (
    "\ufeffName,Date,AuthorName,Venue,BibTeX,Notes,Compares To"
    ",Models,Datasets,Non-pruning,Results\n"
    'one,2019-6,Doe,ICML,"@article{doe,\n  title={On ""Pruning""},\n  author={Doe, Jane}}",,,,,,\n'
    'two,1990-1,Roe,NIPS,,,"one, three",,,,\n'
    "three,2015-3,Poe,arXiv,,,,,,,\n"
)
_RESULTS = (
    "\ufeffName,Paper,Dataset,Model,Method,NumTrials,Top1,stdTop1,savedParams,OrigTop1\n"
    "1,two,CIFAR-10,VGG-16,Ours,3,93.55%,0.10%,60.00%,93.53%\n"
    "2,two,???,VGG-16,,,,,,\n"
)


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    folder = tmp_path / "tables"
    folder.mkdir()
    (folder / PAPERS).write_text(_PAPERS, encoding="utf-8")
    (folder / RESULTS).write_text(_RESULTS, encoding="utf-8")
    return folder


def test_every_fact_quotes_its_cell(tables: Path) -> None:
    papers = {paper.record.key: paper for paper in read_shrinkbench(tables)}
    assert papers["shrinkbench/one"].record.title == 'On "Pruning"'
    assert papers["shrinkbench/one"].record.published == "2019-06"
    facts = papers["shrinkbench/two"].facts
    assert [one.citation_key for one in facts.compares_to] == ["one", "three"]
    assert [(one.dataset, one.architecture) for one in facts.configurations] == [
        ("CIFAR-10", "VGG-16"),
        ("???", "VGG-16"),
    ]
    own, dense = facts.results
    assert (own.value, own.own, own.metric) == (93.55, True, "top1_accuracy")
    assert own.uncertainty is not None and own.uncertainty.value == 0.1
    assert own.operating_point is not None and own.operating_point.kind == "params_removed"
    assert (dense.value, dense.is_dense_baseline, dense.own) == (93.53, True, False)
    assert (facts.runs.count, facts.runs.dispersion) == (3, "std")
    texts = {name: (tables / name).read_text(encoding="utf-8") for name in (PAPERS, RESULTS)}
    for fact in (*facts.compares_to, *facts.configurations, *facts.results, facts.runs):
        for item in fact.evidence:
            assert texts[item.file][item.start : item.end] == item.quote
            assert texts[item.file].count("\n", 0, item.start) + 1 == item.line


def test_facts_reach_the_corpus_once(tables: Path, corpus: Corpus) -> None:
    assert import_path(corpus, tables).counts.added == 3
    before = corpus.counts(), corpus.fingerprint(), list(corpus.results()["id"])
    assert import_path(corpus, tables).counts.unchanged == 3
    assert (corpus.counts(), corpus.fingerprint(), list(corpus.results()["id"])) == before
    pairs = corpus.comparisons()[["key", "cited_key"]].to_records(index=False).tolist()
    assert pairs == [
        ("shrinkbench/two", "shrinkbench/one"),
        ("shrinkbench/two", "shrinkbench/three"),
    ]
    assert set(corpus.facts()["extractor"]) == {"shrinkbench"}


def test_a_missing_table_or_column_is_named(tables: Path) -> None:
    (tables / RESULTS).write_text("Name,Paper\n1,one\n", encoding="utf-8")
    with pytest.raises(ReadError, match=r"Results-Grid view\.csv: no column 'Dataset'"):
        list(read_shrinkbench(tables))
    (tables / RESULTS).unlink()
    with pytest.raises(ReadError, match="cannot be read"):
        list(read_shrinkbench(tables))


@pytest.mark.parametrize(
    "text", ["", "a", "a,\n", 'a,"b\nc",d\r\ne,f,g', '"unclosed, x\n1,2', ",,\n"]
)
def test_cells_stand_where_they_say(text: str) -> None:
    for row in read_cells(text):
        for cell in row:
            assert text[cell.start : cell.start + len(cell.raw)] == cell.raw
            assert cell.line >= text.count("\n", 0, cell.start)


@pytest.mark.shared
def test_the_real_tables_have_81_papers_and_173_comparisons(shared: Path, tmp_path: Path) -> None:
    with Corpus.open(tmp_path / "x.db") as corpus:
        import_path(corpus, shared / "data" / "blalock2020")
        comparisons = corpus.comparisons()
        assert corpus.counts()["papers"] == 81
    assert len(comparisons) == 173
    assert comparisons["cited_key"].notna().all()
    cited = comparisons["cited_key"].value_counts()
    assert cited["shrinkbench/pruning-filters"] == 20
    assert 81 - comparisons["key"].nunique() == 21, "papers that compare to none"
