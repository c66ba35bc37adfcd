"""The benchmark of ingest: what it invents, and that its contenders do the same work."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.ingest.contenders import CONTENDERS
from benchmarks.ingest.synthetic import snapshot_records, write_snapshot


def test_invented_records_are_as_many_as_wanted_each_once_and_always_the_same(
    tmp_path: Path,
) -> None:
    records = list(snapshot_records(2000, seed=1))
    assert len({record["id"] for record in records}) == 2000
    paths = [tmp_path / "one.jsonl", tmp_path / "two.jsonl"]
    for path in paths:
        write_snapshot(path, 50, seed=1)
    assert paths[0].read_bytes() == paths[1].read_bytes()


@pytest.mark.parametrize("name", CONTENDERS)
def test_each_contender_takes_every_record(name: str, tmp_path: Path) -> None:
    snapshot = tmp_path / "snapshot.jsonl"
    write_snapshot(snapshot, 50)
    told = CONTENDERS[name](str(tmp_path / "x.db"), [str(snapshot)])
    assert told["records"] == 50
    assert told["seconds"] > 0
