from __future__ import annotations

import json
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus

PAPER = "# Pruning by size\n\n## Setup\n\nWe prune ResNet-50 five times on ImageNet.\n"


def litscan(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    code = leaving.value.code
    assert isinstance(code, int)
    return code


@pytest.fixture
def corpus_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "litscan.db"
    monkeypatch.setenv("LITSCAN_CORPUS", str(path))
    return path


def test_a_paper_is_stored_with_its_bytes_and_text(corpus_path: Path, tmp_path: Path) -> None:
    paper = tmp_path / "1608.08710v3.md"
    paper.write_text(PAPER)
    assert litscan("import", paper) == 0
    with Corpus.open(corpus_path, create=False) as corpus:
        record = corpus.paper("1608.08710")
        assert record is not None
        assert (record.title, record.version) == ("Pruning by size", 3)
        row = corpus.documents().iloc[0]
        assert corpus.raw_path(row["raw_sha256"]).read_text() == PAPER
        assert [hit.key for hit in corpus.search("ImageNet")] == ["1608.08710"]


def test_a_paper_without_arxiv_id_is_named_by_its_hash(corpus_path: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(PAPER)
    assert litscan("import", paper, paper) == 0
    with Corpus.open(corpus_path) as corpus:
        assert corpus.counts()["documents"] == 1
        assert corpus.documents()["key"][0].startswith("local/")


def test_an_eprint_folder_is_one_paper_and_other_folders_are_walked(
    corpus_path: Path, tmp_path: Path
) -> None:
    eprint = tmp_path / "papers" / "eprint"
    eprint.mkdir(parents=True)
    main_file = r"\documentclass{article}\title{One}\begin{document}\maketitle\input{part}" + (
        r"\end{document}"
    )
    (eprint / "main.tex").write_text(main_file)
    (eprint / "part.tex").write_text("We prune VGG-16.")
    (tmp_path / "papers" / "two.md").write_text(PAPER)
    (tmp_path / "papers" / "notes.xlsx").write_bytes(b"\x00")
    assert litscan("import", tmp_path / "papers") == 0
    with Corpus.open(corpus_path) as corpus:
        assert sorted(corpus.documents()["title"]) == ["One", "Pruning by size"]
        assert [hit.title for hit in corpus.search("VGG-16")] == ["One"]


def test_broken_lines_are_told_and_the_rest_is_kept(
    corpus_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text('{"id": "2001.00001"}\n{broken\n{"id": "2001.00002"}\n')
    assert litscan("import", dump, "--format", "json") == 2
    out, err = capsys.readouterr()
    answer = json.loads(out)
    assert answer["imported"][0]["added"] == 2
    assert err.splitlines() == [
        f"litscan: error: {dump}: line 2: not JSON"
        " (1 of 3 records skipped; the others were imported)"
    ]
    with Corpus.open(corpus_path) as corpus:
        assert corpus.counts()["papers"] == 2


def test_one_bad_path_does_not_stop_the_others(
    corpus_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "good.md").write_text(PAPER)
    (tmp_path / "empty.tex").touch()
    (tmp_path / "binary.tex").write_bytes(bytes(range(256)) * 20)
    (tmp_path / "table.csv").write_text("a,b\n1,2\n")
    (tmp_path / "nothing").mkdir()
    names = ("empty.tex", "binary.tex", "table.csv", "nothing", "missing.pdf", "good.md")
    assert litscan("import", *(tmp_path / name for name in names)) == 2
    out, err = capsys.readouterr()
    assert len(err.splitlines()) == 5
    assert "Traceback" not in err
    assert "1 added" in out


def test_a_file_that_is_no_corpus_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(PAPER)
    assert litscan("import", paper, "--corpus", paper) == 2
    assert "not a SQLite database" in capsys.readouterr().err
    assert paper.read_text() == PAPER


def test_monthly_totals_become_denominators(corpus_path: Path, tmp_path: Path) -> None:
    totals = tmp_path / "get_monthly_submissions.csv"
    totals.write_text("month,submissions,historical_delta\n1991-07,2,-2\n1991-08,28,-1\n")
    assert litscan("import", totals) == 0
    with Corpus.open(corpus_path) as corpus:
        assert list(corpus.monthly_totals()["submissions"]) == [2, 28]


def test_moving_a_paper_loses_none_of_its_facts(corpus_path: Path, tmp_path: Path) -> None:
    paper = tmp_path / "paper.md"
    paper.write_text(PAPER)
    assert litscan("import", paper) == 0
    assert litscan("extract") == 0
    with Corpus.open(corpus_path) as corpus:
        before = corpus.counts()
        assert before["facts"]
    (tmp_path / "elsewhere").mkdir()
    assert litscan("import", paper.rename(tmp_path / "elsewhere" / "renamed.md")) == 0
    with Corpus.open(corpus_path) as corpus:
        assert corpus.counts() == before
