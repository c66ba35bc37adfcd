"""Planted errors, omissions and additions: does each check see what was done to a paper?

The sample papers that ship with litscan are taken, and real papers where the shared folder is
there; their figures stand apart. Three things are done to the files of a paper, always the same
ones, and the paper is read, its facts extracted and the check asked anew. An error is planted
where a check of arithmetic passed: it must fail. What a passing check quotes is taken out, whole
sentences and rows, until nothing is quoted: it must stop passing. A statement or row that would
satisfy a failing check is put in: it must stop failing. Every failure of arithmetic on an
untouched paper is listed with its cells for a reader to judge.

An error counts where by construction it lies beyond rounding and beyond every usual definition of
the number (``definitions.py``), and only if it shows once the paper is read anew. For checks of
arithmetic the short passing papers of their own pages are a third kind of paper. Of each check and
kind of paper so many are taken as `LIMITS` says, in an order drawn by `SEED` and the papers' names.
PDF files cannot be altered and are only read.
"""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.rigor.planted import additions, errors, omissions
from benchmarks.rigor.planted.additions import addition_jobs
from benchmarks.rigor.planted.errors import PLANTED, error_jobs
from benchmarks.rigor.planted.omissions import omission_jobs
from benchmarks.rigor.planted.papers import KINDS, SEED, examples, places, read_paper
from benchmarks.rigor.planted.tallies import done, summary
from benchmarks.rigor.planted.untouched import false_alarms

__all__ = ["LIMITS", "NEEDS", "measure"]

NEEDS: tuple[str, ...] = ()
LIMITS = {"errors": errors.MOST, "omissions": omissions.MOST, "additions": additions.MOST}
"""The most plants per check and kind of paper."""


def measure(shared: Path, split: str) -> dict[str, Any]:
    """Return planted and seen by check and kind of paper, and every failure on untouched papers."""
    del split  # nothing here is labelled
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        read = pool.map(read_paper, places(shared))
        papers = [paper for paper in read if paper is not None]
        short = list(examples(PLANTED))
        texts = [paper for paper in papers if paper.document.source.format != "pdf"]
        jobs = [*error_jobs(texts + short), *omission_jobs(texts), *addition_jobs(texts)]
        results = done(jobs, pool)
    ways = ("errors", "omissions", "additions")
    return {
        "seed": SEED,
        "most": LIMITS,
        "papers": {kind: sum(paper.kind == kind for paper in papers + short) for kind in KINDS},
        **{way: summary(pair for pair in results if pair[0].way == way) for way in ways},
        "untouched": false_alarms(papers),
    }
