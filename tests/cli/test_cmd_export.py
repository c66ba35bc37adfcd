from __future__ import annotations

import csv
import io
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord
from litscan.corpus.ingest import Problems
from litscan.corpus.ingest.bibtex import read_bibtex
from litscan.corpus.ingest.ris import read_ris

PAPERS = [
    PaperRecord(
        "1608.08710",
        arxiv_id="1608.08710",
        title="Pruning & Filters",
        authors=("Hao Li", "Zoë Müller"),
        categories=("cs.CV", "cs.LG"),
        submitted="2016-08-31T16:42:44Z",
        relevance=0.9,
    ),
    PaperRecord("bib/x", title="Unrelated, really", authors=("A B",), published="1999"),
]


def litscan(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    code = leaving.value.code
    assert isinstance(code, int)
    return code


@pytest.fixture
def filled(tmp_path: Path) -> Path:
    path = tmp_path / "litscan.db"
    with Corpus.open(path) as corpus:
        corpus.add_papers(PAPERS)
    return path


def exported(filled: Path, form: str, capsys: pytest.CaptureFixture[str], *more: object) -> str:
    assert litscan("export", "--format", form, "--corpus", filled, *more) == 0
    return capsys.readouterr().out


def test_text_formats_read_back(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    titles = [paper.title for paper in PAPERS]
    bib = list(read_bibtex(exported(filled, "bibtex", capsys), Problems("x.bib")))
    assert [record.title for record in bib] == titles
    ris = list(read_ris(exported(filled, "ris", capsys), Problems("x.ris")))
    assert [record.title for record in ris] == titles
    csl = json.loads(exported(filled, "csl", capsys))
    assert [item["id"] for item in csl] == ["li2016pruning", "b1999unrelated"]
    rows = list(csv.DictReader(io.StringIO(exported(filled, "csv", capsys))))
    assert [row["title"] for row in rows] == titles
    assert rows[0]["authors"] == "Hao Li; Zoë Müller"
    lines = exported(filled, "jsonl", capsys).splitlines()
    assert [json.loads(line)["key"] for line in lines] == ["1608.08710", "bib/x"]


def test_relevance_filters(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = exported(filled, "jsonl", capsys, "--min-relevance", 0.5).splitlines()
    assert [json.loads(line)["key"] for line in lines] == ["1608.08710"]


def test_a_file_is_written_and_standard_output_left_alone(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "pruning.bib"
    assert exported(filled, "bibtex", capsys, "--output", output) == ""
    assert output.read_text(encoding="utf-8").startswith("@misc{li2016pruning,")


def test_parquet_reads_back_or_names_the_extra(
    filled: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "papers.parquet"
    status = litscan("export", "--format", "parquet", "--corpus", filled, "-o", output)
    if find_spec("pyarrow") is None:
        assert status == 2
        assert "litscan[parquet]" in capsys.readouterr().err
    else:
        import pandas as pd

        assert list(pd.read_parquet(output)["key"]) == ["1608.08710", "bib/x"]


def test_parquet_is_not_printed(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert litscan("export", "--format", "parquet", "--corpus", filled) == 2
    assert "--output" in capsys.readouterr().err


def test_no_csv_cell_is_a_formula_and_numbers_stay(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "litscan.db"
    titles = ["=HYPERLINK(0)", "+1", "-2", "@SUM(A1)", "Plain - title"]
    with Corpus.open(path) as corpus:
        corpus.add_papers(
            PaperRecord(f"bib/{n}", title=title, version=3, relevance=0.5, authors=("=A B",))
            for n, title in enumerate(titles)
        )
    rows = list(csv.DictReader(io.StringIO(exported(path, "csv", capsys))))
    assert [row["title"] for row in rows] == [f"'{title}" for title in titles[:4]] + titles[4:]
    assert {(row["version"], row["relevance"], row["authors"]) for row in rows} == {
        ("3", "0.5", "'=A B")
    }
    assert json.loads(exported(path, "jsonl", capsys).splitlines()[0])["title"] == titles[0]
