"""Full texts in bad weather: faults of every kind over real e-prints, and sudden death."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hostile_arxiv import TEX, answer, hostile_arxiv

from benchmarks.loopback import loopback_arxiv
from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus
from litscan.document import read_document
from litscan.ids import parse_arxiv_id
from litscan.pipeline.fetching import fetch_papers

EPRINTS = "data/papers/reproscreener50"
SCRIPT = Path(__file__).with_name("fetching_process.py")


def small_sources(folder: Path, count: int) -> list[Path]:
    """The sources that take least time to read."""

    def size(source: Path) -> int:
        return sum(path.stat().st_size for path in source.rglob("*.tex"))

    return sorted(folder.glob("*/source"), key=size)[:count]


@pytest.mark.shared
@pytest.mark.parametrize("seed", [1])
def test_every_paper_comes_as_its_source_folder_reads(
    shared: Path, tmp_path: Path, seed: int
) -> None:
    sources = {path.parent.name: path for path in small_sources(shared / EPRINTS, 6)}
    weather = ("--faults", "all", "--seed", str(seed), "--slow-s", "0.05")
    session = PoliteSession(
        Patience(delay=0.01, first_wait=0.01), sleep=lambda s: time.sleep(min(s, 0.02))
    )
    with (
        loopback_arxiv(shared, "--limit", "5", *weather, "--eprints", str(shared / EPRINTS)) as url,
        Corpus.open(tmp_path / "c.db") as corpus,
    ):
        ids = [parse_arxiv_id(name) for name in sources]
        reports = list(fetch_papers(corpus, session, url, ids))
        assert {report.arxiv_id: report.outcome for report in reports} == dict.fromkeys(
            sources, "source"
        )
        for report in reports:
            assert report.document is not None
            found = corpus.load_document(report.document)
            there = read_document(sources[report.arxiv_id])
            # The same but for where it was read from
            assert found == replace(there, source=found.source, arxiv_id=found.arxiv_id)
            assert found.source.format == there.source.format


def test_a_run_that_is_killed_goes_on_and_asks_for_one_paper_again_at_most(tmp_path: Path) -> None:
    names = [f"2401.{number:05d}" for number in range(1, 13)]
    texts = {name: TEX.replace(b"ResNet-50", name.encode()) for name in names}
    answers = {f"/e-print/{name}": answer(gzip.compress(text)) for name, text in texts.items()}
    chance, kills = random.Random(7), 0
    with hostile_arxiv(answers) as arxiv:
        command = [sys.executable, str(SCRIPT), arxiv.url, str(tmp_path / "c.db"), "0.08", *names]
        for _ in range(2):
            process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
            assert process.stdout is not None
            for _ in range(chance.randint(1, 4)):
                process.stdout.readline()
            time.sleep(chance.uniform(0, 0.2))
            process.kill()
            process.communicate()
            kills += process.returncode < 0
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
        asked = Counter(arxiv.asked)
    assert done.returncode == 0, done.stderr[-2000:]
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["id"] for line in lines] == names
    assert {line["outcome"] for line in lines} == {"source"}
    assert kills
    assert set(asked) == set(answers)
    assert sum(asked.values()) <= len(names) + kills
    with Corpus.open(tmp_path / "c.db") as corpus:
        documents = corpus.documents()
        assert sorted(documents["key"]) == names
        for number, key in zip(documents["id"], documents["key"], strict=True):
            assert key in corpus.load_document(int(number)).text


def test_two_processes_share_the_papers(tmp_path: Path) -> None:
    names = [f"2401.{number:05d}" for number in range(1, 13)]
    texts = {name: TEX.replace(b"ResNet-50", name.encode()) for name in names}
    answers = {f"/e-print/{name}": answer(gzip.compress(text)) for name, text in texts.items()}
    with Corpus.open(tmp_path / "c.db") as corpus, hostile_arxiv(answers) as arxiv:
        command = [sys.executable, str(SCRIPT), arxiv.url, str(tmp_path / "c.db"), "0.05", *names]
        processes = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(2)]
        outputs = [process.communicate(timeout=60)[0] for process in processes]
        assert [process.returncode for process in processes] == [0, 0]
        assert sorted(arxiv.asked) == sorted(answers)
        assert sorted(corpus.documents()["key"]) == names
    assert all(len(output.splitlines()) == len(names) for output in outputs)
