"""How long an audit takes: of papers stored with their facts, and from a file to findings.

Papers are stored in a SQLite corpus with the facts that the rules extract. Then the stage that
audits the corpus runs as ``litscan audit`` runs it, loading and storing included; it is told a
second time, too, since findings that are there already are not written again. One core does it.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks.documents.sources import SINGLE_FILES, Paper, chosen, latex_papers
from litscan import audit, extract, read_document
from litscan.corpus import Corpus, PaperRecord
from litscan.errors import LitscanError
from litscan.extraction import EXTRACTOR_VERSION
from litscan.pipeline import audit_documents

NEEDS = (SINGLE_FILES, "data/papers/latex_intact")

STORED = 1000
FROM_FILE = 140


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return the seconds for all stored papers, and from one LaTeX file to its audit."""
    del split  # nothing here is labelled
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    with tempfile.TemporaryDirectory() as scratch:
        papers, _ = latex_papers(shared, Path(scratch, "papers"))
        papers = chosen(papers, STORED)
        with Corpus.open(Path(scratch, "corpus.db")) as corpus:
            stored = sum(_store(corpus, papers))
            first, again = (_seconds_of(audit_documents(corpus)) for _ in range(2))
        waits = list(_from_files(papers[:FROM_FILE]))
    return {
        "n": stored,
        "stored_seconds": round(first, 2),
        "stored_again_seconds": round(again, 2),
        "seconds_per_1000": round(1000 * first / stored, 2),
        "from_file": {"n": len(waits), "median_seconds": round(statistics.median(waits), 4)},
    }


def _store(corpus: Corpus, papers: Sequence[Paper]) -> Iterator[bool]:
    """Store papers and what the rules extract from them; yield whether each could be read."""
    for paper in papers:
        try:
            document = read_document(paper.path)
        except LitscanError:
            yield False
            continue
        key = f"local/{paper.id.replace('/', '_')}"
        corpus.add_papers([PaperRecord(key, title=document.title_text or paper.id)])
        number = corpus.save_document(key, document)
        corpus.save_extraction(number, extract(document, learned=False))
        corpus.record_stage("extract", EXTRACTOR_VERSION, document=number)
        yield True


def _seconds_of(steps: Iterable[Any]) -> float:
    begun = time.perf_counter()
    for _ in steps:
        pass
    return time.perf_counter() - begun


def _from_files(papers: Sequence[Paper]) -> Iterator[float]:
    """Yield the seconds from each file to its audit, after a first that starts everything."""
    for number, paper in enumerate([papers[0], *papers]):
        begun = time.perf_counter()
        try:
            audit(read_document(paper.path)).to_json()
        except LitscanError:
            continue
        if number:
            yield time.perf_counter() - begun
