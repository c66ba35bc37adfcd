"""Metadata snapshots into SQLite and PostgreSQL: forms of file, filters, resuming, the log."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from benchmarks.ingest.synthetic import snapshot_records, write_snapshot
from litscan.corpus import Corpus, Counts
from litscan.corpus.ingest.jsonl import SnapshotReader
from litscan.corpus.ingest.snapshot_file import SnapshotFile
from litscan.errors import ReadError, UsageError
from litscan.pipeline.snapshots import Wanted, collect_snapshot, plan_snapshot

ALL = Wanted()


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    with Corpus.open(tmp_path / "litscan.db") as opened:
        yield opened


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nine thousand records without titles, so that screening them takes no time."""
    path = tmp_path_factory.mktemp("snapshot") / "arxiv-metadata.json"
    write_untitled(path, 9000)
    return path


def write_untitled(path: Path, count: int) -> None:
    records = ({**record, "title": None} for record in snapshot_records(count))
    path.write_text("".join(json.dumps(record) + "\n" for record in records))


def last_run(corpus: Corpus) -> dict[str, object]:
    return dict(corpus.collection_runs().to_dict("records")[-1])


def fingerprint(folder: Path, path: Path) -> str:
    with Corpus.open(folder / "whole.db") as corpus:
        collect_snapshot(corpus, SnapshotFile.at(path), ALL)
        return corpus.fingerprint()


def as_gzip(path: Path, folder: Path) -> Path:
    packed = folder / "arxiv-metadata.json.gz"
    packed.write_bytes(gzip.compress(path.read_bytes(), 1))
    return packed


def as_zip(path: Path, folder: Path) -> Path:
    packed = folder / "archive.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.write(path, path.name)
        archive.writestr("README.md", "What this is")
    return packed


@pytest.mark.parametrize("form", [as_gzip, as_zip])
def test_a_snapshot_is_the_same_plain_gzip_or_zip(
    form: Callable[[Path, Path], Path], tmp_path: Path, corpus: Corpus
) -> None:
    few = tmp_path / "arxiv-metadata.json"
    write_snapshot(few, 300)
    done = collect_snapshot(corpus, SnapshotFile.at(form(few, tmp_path)), ALL)
    assert done.counts == Counts(added=300)
    assert corpus.fingerprint() == fingerprint(tmp_path, few)
    record = corpus.paper(next(snapshot_records(300))["id"])
    assert record is not None
    assert record.source == "snapshot:arxiv-metadata"


class KilledError(Exception):
    pass


@pytest.mark.parametrize("form", [lambda path, _: path, as_gzip, as_zip])
def test_a_run_that_was_cut_short_goes_on_behind_the_last_batch(
    form: Callable[[Path, Path], Path], snapshot: Path, tmp_path: Path, corpus: Corpus
) -> None:
    file = SnapshotFile.at(form(snapshot, tmp_path))
    seen: list[int] = []

    def die(reader: SnapshotReader) -> None:
        seen.append(reader.line)
        if reader.line == 8500:
            raise KilledError

    with pytest.raises(KilledError):
        collect_snapshot(corpus, file, ALL, on_record=die)
    assert last_run(corpus)["outcome"] == "open"
    seen.clear()
    done = collect_snapshot(corpus, file, ALL, on_record=lambda reader: seen.append(reader.line))
    assert done.resumed == 8000
    assert seen[0] == 8001
    assert (done.counts, done.tally.received) == (Counts(added=9000), 9000)
    assert corpus.fingerprint() == fingerprint(tmp_path, snapshot)
    run = last_run(corpus)
    assert (run["number"], run["outcome"], run["received"], run["added"]) == (1, "done", 9000, 9000)


def test_kill_minus_nine_loses_nothing(tmp_path: Path) -> None:
    snapshot = tmp_path / "arxiv-metadata.json"
    write_untitled(snapshot, 16_000)
    path = str(tmp_path / "litscan.db")
    command = [sys.executable, "-m", "litscan", "collect", "--source", "snapshot", str(snapshot)]
    process = subprocess.Popen([*command, "--corpus", path], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and not _received(path):
        time.sleep(0.05)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    assert 0 < _received(path) < 16_000
    subprocess.run([*command, "--corpus", path], check=True, stdout=subprocess.DEVNULL)
    with Corpus.open(path) as corpus:
        assert corpus.fingerprint() == fingerprint(tmp_path, snapshot)
        assert list(corpus.collection_runs()["outcome"]) == ["done"]


def _received(path: str) -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return int(database.execute("SELECT sum(received) FROM collection_runs").fetchone()[0])
    except (sqlite3.OperationalError, TypeError):  # no file, no table, no run yet
        return 0


def test_a_snapshot_cut_in_mid_line_says_so_and_keeps_what_came_before(
    snapshot: Path, tmp_path: Path, corpus: Corpus
) -> None:
    cut = tmp_path / "cut.json"
    lines = snapshot.open("rb").readlines()[:50]
    cut.write_bytes(b"".join(lines)[:-100])
    for _ in range(2):
        done = collect_snapshot(corpus, SnapshotFile.at(cut), ALL)
        assert "breaks off in the middle of line 50" in done.problems.sentence()
        assert (done.counts, done.tally.received) == (Counts(added=49), 49)
    run = last_run(corpus)
    assert (run["number"], run["outcome"]) == (1, "failed")
    cut.write_bytes(b"".join(lines))
    assert collect_snapshot(corpus, SnapshotFile.at(cut), ALL).counts == Counts(1, 0, 49)


def test_categories_and_days_leave_papers_out_and_the_log_says_how_many(
    tmp_path: Path, corpus: Corpus
) -> None:
    papers = [
        ("2401.00001", ["cs.LG"], "2024-01-01T10:00:00Z"),
        ("2401.00002", ["math.PR", "cs.CV"], "2024-01-31"),
        ("2401.00003", ["math.PR"], "2024-01-05"),
        ("2401.00004", ["cs.LG"], "2024-02-01T00:00:00Z"),
        ("2401.00005", ["cs.LG"], None),
        ("2401.00006", ["cs.LG"], "2023-12-31T23:59:59Z"),
    ]
    lines = [json.dumps({"id": i, "categories": c, "published": d}) for i, c, d in papers]
    path = tmp_path / "few.jsonl"
    path.write_text("\n".join([*lines, "no record"]) + "\n")
    wanted = Wanted(("cs",), dt.date(2024, 1, 1), dt.date(2024, 1, 31))
    done = collect_snapshot(corpus, SnapshotFile.at(path), wanted)
    assert list(corpus.papers()["key"]) == ["2401.00001", "2401.00002"]
    tally = done.tally
    assert (tally.received, tally.excluded, tally.undated, tally.skipped) == (7, 4, 1, 1)
    run = last_run(corpus)
    assert run["source"] == "snapshot:few"
    assert run["message"] == ("7 records read; 4 of other categories or days; 1 could not be read")
    with pytest.raises(UsageError, match="after until"):
        Wanted((), dt.date(2024, 1, 2), dt.date(2024, 1, 1))


def test_a_limit_stops_and_another_snapshot_is_another_run(
    snapshot: Path, tmp_path: Path, corpus: Corpus
) -> None:
    file = SnapshotFile.at(snapshot)
    assert collect_snapshot(corpus, file, ALL, limit=10).counts == Counts(added=10)
    assert last_run(corpus)["outcome"] == "stopped"
    assert collect_snapshot(corpus, file, ALL, limit=20).counts == Counts(added=10, unchanged=10)
    assert len(corpus.collection_runs()) == 2


@pytest.mark.parametrize("form", [lambda path, _: path, as_gzip, as_zip])
def test_a_plan_estimates_the_records(
    form: Callable[[Path, Path], Path], snapshot: Path, tmp_path: Path
) -> None:
    plan = plan_snapshot(None, SnapshotFile.at(form(snapshot, tmp_path)), ALL)
    assert plan.records == pytest.approx(9000, rel=0.1)
    assert plan.resumes_after == 0


def test_what_is_no_snapshot_is_refused_in_one_line(tmp_path: Path) -> None:
    empty, two, cut = (tmp_path / name for name in ("empty.json", "two.zip", "cut.zip"))
    empty.touch()
    with zipfile.ZipFile(two, "w") as archive:
        archive.writestr("a.json", "{}\n")
        archive.writestr("b.json", "{}\n")
    cut.write_bytes(two.read_bytes()[:-20])
    for path, message in (
        (empty, "the file is empty"),
        (two, "2 files of metadata"),
        (cut, "damaged or breaks off"),
        (tmp_path / "none", "no such file"),
    ):
        with pytest.raises(ReadError, match=message):
            SnapshotFile.at(path)


@pytest.mark.parametrize("form", ["zip", "gzip"])
def test_a_bomb_is_read_no_further_than_a_hundred_times_its_size(
    form: str, tmp_path: Path, corpus: Corpus
) -> None:
    record = json.dumps({"id": "2401.00001"}).encode() + b"\n"
    path = tmp_path / f"bomb.{form}"
    zeros = b"\0" * (1 << 20)
    if form == "zip":
        archive = zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1)
        with archive, archive.open("a.json", "w") as stream:
            stream.write(record)
            for _ in range(400):
                stream.write(zeros)
    else:
        with gzip.open(path, "wb", compresslevel=1) as packed:
            packed.write(record)
            for _ in range(400):
                packed.write(zeros)
    file = SnapshotFile.at(path)
    done = collect_snapshot(corpus, file, ALL)
    assert done.counts == Counts(added=1)
    assert "over 100 times its size" in done.problems.sentence()
