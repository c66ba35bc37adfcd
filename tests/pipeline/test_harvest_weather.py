"""Harvests in bad weather: faults of every kind over real records, and sudden death."""

from __future__ import annotations

import gzip
import itertools
import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from oai_server import Paper, SmallOai
from pytest_httpserver import HTTPServer

from benchmarks.loopback import loopback_arxiv
from litscan.collect.oai import OaiSource, oai_address
from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus
from litscan.pipeline.harvesting import Harvest, harvest_papers

CATEGORIES = ("cs.CV", "cs.LG", "cs.AI")
RECORDS = 800


@pytest.mark.shared
@pytest.mark.parametrize("seed", [0, 1, 2])
def test_real_records_come_once_in_all_weathers(shared: Path, tmp_path: Path, seed: int) -> None:
    metadata = shared / "data" / "arxiv" / "metadata" / "pruning_records.jsonl.gz"
    with gzip.open(metadata, "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in itertools.islice(lines, RECORDS)]
    every = {r["id"] for r in records if set(CATEGORIES) & set(r["categories"])}
    weather = ("--faults", "all", "--seed", str(seed), "--slow-s", "0.05", "--token-ttl", "0.5")
    patience = Patience(delay=0.02, attempts=12)
    session = PoliteSession(patience, sleep=lambda seconds: time.sleep(min(seconds, 0.02)))
    with loopback_arxiv(shared, "--limit", str(RECORDS), *weather, "--oai-page", "15") as address:
        with Corpus.open(tmp_path / "c.db") as corpus:
            source = OaiSource(session, oai_address(address))
            done = harvest_papers(corpus, source, Harvest(CATEGORIES))
            papers = corpus.papers()
        stats = json.loads(session.get(f"{address}/__stats").content)
    assert sorted(papers["key"]) == sorted(every)
    assert done.counts.added == len(every)
    assert papers["relevance"].notna().all()
    assert papers["submitted"].str.len().eq(20).all()
    assert stats["max_concurrency"] == 1
    assert stats["faults"]


def test_a_harvest_that_is_killed_goes_on(httpserver: HTTPServer, tmp_path: Path) -> None:
    """It is killed at a random request, twice, and gets every paper when it is let be."""
    server = SmallOai([Paper(f"2401.{i:05d}", f"2026-01-{1 + i // 5:02d}") for i in range(1, 61)])
    httpserver.expect_request("/oai").respond_with_handler(server.answer)
    corpus = tmp_path / "c.db"
    command = [sys.executable, "-m", "litscan", "collect", "--source", "oai", "--category", "cs.LG"]
    command += ["--base-url", httpserver.url_for("").rstrip("/"), "--corpus", str(corpus)]
    environment = {**os.environ, "LITSCAN_DELAY": "0.05"}
    for reached in (3, 9):
        server.asked.clear()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
        while len(server.asked) < reached and process.poll() is None:
            time.sleep(0.01)
        time.sleep(random.uniform(0, 0.1))
        process.kill()
        assert process.wait(10) < 0
    server.asked.clear()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert server.asked[0]["from"] > "2026-01-02"
    with Corpus.open(corpus, create=False) as opened:
        assert sorted(opened.papers()["key"]) == [paper.id for paper in server.papers]
        assert opened.collection_runs()["outcome"].tolist() == ["done"]
