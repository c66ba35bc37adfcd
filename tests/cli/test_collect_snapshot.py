from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus

RECORDS = [
    {"id": "2401.00001", "title": "Pruning nets", "categories": "cs.LG", "abstract": "We prune.",
     "authors_parsed": [["Li", "Hao", ""]], "update_date": "2024-01-09",
     "versions": [{"version": "v1", "created": "Mon, 1 Jan 2024 10:00:00 GMT"}]},
    {"id": "2402.00001", "title": "Fruit trees", "categories": "math.PR", "abstract": "Apples.",
     "authors_parsed": [["Doe", "Jane", ""]], "update_date": "2024-02-09",
     "versions": [{"version": "v1", "created": "Thu, 1 Feb 2024 10:00:00 GMT"}]},
]  # fmt: skip


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "archive.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("arxiv-metadata.json", "".join(json.dumps(r) + "\n" for r in RECORDS))
    return path


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as leaving:
        main(["collect", "--source", "snapshot", *map(str, arguments)])
    out, err = capsys.readouterr()
    return int(leaving.value.code or 0), out, err


def test_a_download_from_kaggle_is_read_as_it_comes(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "c.db"
    status, out, err = run(capsys, archive, "--corpus", database, "--category", "cs.LG")
    assert (status, err) == (0, "")
    assert out == (
        "2 records read: 1 new, 0 changed, 0 as they were;"
        " 1 left out, of other categories or days\n"
    )
    status, out, _ = run(
        capsys, archive, "--corpus", database, "--until", "2024-01-31", "--format", "json"
    )
    told = json.loads(out)
    assert (told["schema"], told["source"]) == ("litscan.collected/1", "snapshot")
    assert told["counts"] == {"added": 0, "updated": 0, "unchanged": 1}
    assert (told["received"], told["excluded"], told["files"][0]["run"]) == (2, 1, 2)
    with Corpus.open(database) as corpus:
        assert corpus.papers()["datestamp"].tolist() == ["2024-01-09"]


def test_a_plan_counts_bytes_and_makes_no_corpus(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = tmp_path / "c.db"
    status, out, _ = run(capsys, archive, "--corpus", database, "--plan")
    assert status == 0
    assert f"{archive.stat().st_size:,} bytes, zip, about 2 records" in out
    assert "nothing is asked of arXiv" in out
    status, out, _ = run(capsys, archive, "--corpus", database, "--plan", "--format", "json")
    assert json.loads(out)["total"] == 2
    assert not database.exists()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--query", "all:pruning"), "a snapshot is not searched"),
        (("--update",), "a snapshot has no news"),
        (("--from", "2024-02-01", "--until", "2024-01-01"), "is after until"),
        (("--from", "soon"), "is not a date"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    archive: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    message: str,
) -> None:
    status, out, err = run(capsys, archive, "--corpus", tmp_path / "c.db", *options)
    assert (status, out) == (2, "")
    assert message in err


def test_a_file_cut_in_mid_line_is_one_line_and_status_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "cut.json"
    path.write_text("".join(json.dumps(r) + "\n" for r in RECORDS)[:-30])
    status, out, err = run(capsys, path, "--corpus", tmp_path / "c.db")
    assert status == 2
    assert "1 records read: 1 new" in out
    assert len(err.strip().splitlines()) == 1
    assert "cut.json: breaks off in the middle of line 2" in err
