"""``litscan growth`` on a real database."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from litscan.cli import main
from litscan.corpus import Corpus, PaperRecord


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "corpus.db"
    records = [
        PaperRecord(
            f"{14 + at // 12:02d}{at % 12 + 1:02d}.{number:05d}",
            arxiv_id=f"{14 + at // 12:02d}{at % 12 + 1:02d}.{number:05d}",
            submitted=f"20{14 + at // 12:02d}-{at % 12 + 1:02d}-{number % 28 + 1:02d}",
            source="made",
        )
        for at in range(60)
        for number in range(1, round(2 * 1.03**at) + 1)
    ]
    with Corpus.open(path) as opened:
        opened.add_papers([*records, PaperRecord("local/abc", title="No date, not on arXiv")])
        opened.set_relevance({records[0].key: 0.01})
        opened.add_coverage_note("made", "thin in places")
    return path


def run(*arguments: object) -> int:
    with pytest.raises(SystemExit) as leaving:
        main([str(argument) for argument in arguments])
    return int(leaving.value.code or 0)


def test_json_counts_what_is_on_topic_and_on_arxiv(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("growth", "--corpus", corpus, "--by", "year", "--format", "json") == 0
    record = json.loads(capsys.readouterr().out)
    expected = sum(round(2 * 1.03**at) for at in range(60)) - 1
    assert record["papers"] == expected
    assert record["undated"] == 0
    assert [item["period"] for item in record["series"]] == ["2014", "2015", "2016", "2017", "2018"]
    assert record["coverage"]["sources"] == ["made"]
    assert record["coverage"]["caveats"][0] == "made: thin in places"


def test_text_states_the_caveats(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("growth", "--corpus", corpus) == 0
    out = capsys.readouterr().out
    assert "coverage is partial:\n  - made: thin in places" in out


def test_csv_and_plot_within_limits(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plot = tmp_path / "growth.svg"
    limits = ("--from", "2015-01-01", "--until", "2015-12-31")
    assert run("growth", "--corpus", corpus, *limits, "--format", "csv", "--plot", plot) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("2015-01,")
    assert len(lines) == 13
    assert b"<svg" in plot.read_bytes()


@pytest.mark.parametrize(
    "arguments",
    [
        ("--from", "2019-01-01", "--until", "2018-01-01"),
        ("--from", "yesterday"),
        ("--plot", "growth.gif"),
    ],
)
def test_bad_arguments_end_with_status_two(
    corpus: Path, arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("growth", "--corpus", corpus, *arguments) == 2
    assert capsys.readouterr().out == ""


def test_a_missing_corpus_is_not_made(tmp_path: Path) -> None:
    assert run("growth", "--corpus", tmp_path / "none.db") == 2
    assert not (tmp_path / "none.db").exists()


def test_totals_splits_and_thinning_are_told(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("growth", "--corpus", corpus, "--totals") == 2
    assert "no monthly totals" in capsys.readouterr().err
    for split in ("category", "kind", "venue"):
        assert run("growth", "--corpus", corpus, "--split", split, "--format", "json") == 0
        told = json.loads(capsys.readouterr().out)
        assert told["split"]["by"] == split
        assert sum(part["growth"]["papers"] for part in told["split"]["parts"]) == told["papers"]
    assert run("growth", "--corpus", corpus, "--thin", "0.3", "--split", "venue") == 0
    out = capsys.readouterr().out
    assert "What if 30% of the earliest papers were missing" in out
    assert "By venue:" in out
    table = tmp_path / "totals.csv"
    rows = [f"20{10 + at // 12}-{at % 12 + 1:02d},{100 + at}" for at in range(48)]
    table.write_text("\n".join(["month,submissions", *rows]))
    assert run("import", "--corpus", corpus, table) == 0
    capsys.readouterr()
    plot = tmp_path / "totals.pdf"
    arguments = ("--totals", "--view", "cumulative", "--plot", plot)
    assert run("growth", "--corpus", corpus, *arguments) == 0
    assert "Growth of all submissions is best described as linear" in capsys.readouterr().out
    assert plot.read_bytes().startswith(b"%PDF")
    assert run("growth", "--corpus", corpus, "--totals", "--split", "kind") == 2


@pytest.mark.shared
def test_arxivs_own_totals_are_read_fitted_and_drawn(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = shared / "data/arxiv/monthly/get_monthly_submissions.csv"
    if not table.exists():
        pytest.skip(f"{table} is not there")
    corpus, plot = tmp_path / "totals.db", tmp_path / "totals.png"
    assert run("import", "--corpus", corpus, table) == 0
    capsys.readouterr()
    arguments = ("--totals", "--format", "json", "--plot", plot)
    assert run("growth", "--corpus", corpus, *arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert len(told["series"]) == 413
    assert told["fit_months"] == ["1991-08", "2025-10"]
    assert told["coverage"]["partial"] is False
    assert plot.read_bytes().startswith(b"\x89PNG")


def test_a_file_stated_to_be_complete_is_the_denominator_of_its_category(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dump, corpus = tmp_path / "dump.jsonl", tmp_path / "whole.db"
    records = [
        {
            "id": f"{14 + at // 12:02d}{at % 12 + 1:02d}.{number:05d}",
            "title": "Pruning filters of neural networks" if number < 3 else "Fruit of all trees",
            "categories": ["cs.NE"],
            "published": f"20{14 + at // 12:02d}-{at % 12 + 1:02d}-{number:02d}",
        }
        for at in range(36)
        for number in range(1, 7)
    ]
    dump.write_text("\n".join(json.dumps(record) for record in records))
    assert run("import", "--corpus", corpus, dump, "--complete", "cs.NE=2016-12-31") == 0
    asked = ("--category", "cs.NE", "--denominator", "corpus", "--format", "json")
    capsys.readouterr()
    assert run("growth", "--corpus", corpus, *asked, "--split", "kind") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["denominator"]["kind"] == "corpus"
    assert {(item["count"], item["total"]) for item in told["series"]} == {(2, 6)}
    assert told["split"]["parts"][0]["growth"]["denominator"] == told["denominator"]
    assert run("growth", "--corpus", corpus, *asked[2:]) == 0
    assert run("growth", "--corpus", corpus, "--category", "cs.LG", *asked[2:]) == 2
    assert "not known to hold cs.LG whole" in capsys.readouterr().err
    assert run("growth", "--corpus", corpus, "--totals", "--category", "cs.NE") == 2


@pytest.mark.parametrize("stated", ["cs.NE", "cs.NE=2019", "=2019-12-31", "cs.NE=2019-02-31"])
def test_what_states_no_category_and_day_is_refused(
    tmp_path: Path, stated: str, capsys: pytest.CaptureFixture[str]
) -> None:
    dump = tmp_path / "dump.jsonl"
    dump.write_text('{"id": "1608.08710"}\n')
    arguments = ("--corpus", tmp_path / "a.db", dump, "--complete", stated)
    assert run("import", *arguments) == 2
    assert "no category and day" in capsys.readouterr().err
    assert not (tmp_path / "a.db").exists()


def test_what_could_not_all_be_read_is_not_taken_for_complete(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    dump, corpus = tmp_path / "dump.jsonl", tmp_path / "a.db"
    dump.write_text('{"id": "1608.08710"}\n{"id": "broken"\n')
    assert run("import", "--corpus", corpus, dump, "--complete", "cs.NE=2019-12-31") == 2
    assert "--complete is not kept: not all of it could be read" in capsys.readouterr().err
    with Corpus.open(corpus) as opened:
        assert opened.stated_complete().empty
