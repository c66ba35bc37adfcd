"""A process of its own that fetches papers, so that it can be measured and killed.

``python fetching_process.py BASE_URL CORPUS DELAY ID...`` prints, as JSON lines, what became of
each paper and the most memory the process has held by then, in MiB.
"""

from __future__ import annotations

import json
import re
import resource
import sys
from pathlib import Path

from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus
from litscan.ids import parse_arxiv_id
from litscan.pipeline.fetching import fetch_papers

_PER_MIB = 1 << 20 if sys.platform == "darwin" else 1 << 10


def peak() -> float:
    """Return the most memory this process has held, in MiB."""
    status = Path("/proc/self/status")  # `getrusage` counts what the parent held before the start
    if status.exists() and (held := re.search(r"VmHWM:\s*(\d+) kB", status.read_text())):
        return int(held[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _PER_MIB


def main(base_url: str, path: str, delay: str, *names: str) -> None:
    """Fetch the papers."""
    patience = Patience(delay=float(delay), first_wait=0.01, longest_wait=0.02)
    ids = [parse_arxiv_id(name) for name in names]
    with PoliteSession(patience) as session, Corpus.open(path) as corpus:
        for report in fetch_papers(corpus, session, base_url, ids):
            paper = {"id": report.arxiv_id, "outcome": report.outcome, "note": report.note}
            print(json.dumps(paper | {"peak": peak(), "asked": report.asked}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
