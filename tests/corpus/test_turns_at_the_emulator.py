"""Processes that share a corpus ask the loopback arXiv in bad weather, and some are killed.

``LITSCAN_TURNS=100`` lets each ask a hundred times.
"""

from __future__ import annotations

import json
import os
import random
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from asking_processes import asking

from benchmarks.loopback import loopback_arxiv
from litscan.corpus import Corpus

DELAY = 0.05
TIMES = int(os.environ.get("LITSCAN_TURNS", "5"))
FAULTS = "503:0.02,blank:0.03,truncate:0.05,reset:0.05"


@pytest.fixture
def emulator(shared: Path) -> Iterator[str]:
    """An arXiv of 200 records that refuses whoever comes too soon."""
    weather = ("--enforce-rate", str(DELAY), "--faults", FAULTS)
    with loopback_arxiv(shared, "--limit", "200", *weather) as address:
        yield address


@pytest.mark.shared
def test_arxiv_sees_one_client_whatever_the_weather_and_whoever_dies(
    corpus: Corpus, corpus_url: str, emulator: str
) -> None:
    url = f"{emulator}/api/query?search_query=all:prun*&max_results=50"
    lasting = [asking(corpus_url, url, DELAY, TIMES) for _ in range(2)]
    doomed = [asking(corpus_url, url, DELAY, 10_000) for _ in range(2)]
    for process in (*doomed, *lasting):
        process.go()
    for process in doomed:
        time.sleep(random.uniform(0.2, 1.0))
        process.kill()
    for process in lasting:
        assert not [line for line in process.told(TIMES * 20) if line.startswith("error")]
    with urllib.request.urlopen(f"{emulator}/__stats", timeout=10) as answer:
        stats = json.load(answer)
    assert stats["requests"] >= 2 * TIMES
    assert stats["max_concurrency"] == 1
    assert stats["too_fast"] == 0
    assert stats["min_gap_s"] >= DELAY
