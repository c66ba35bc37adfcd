"""One collection into a corpus, as a process that can be killed.

python -m benchmarks.collect.worker CORPUS BASE_URL QUERY PAGE_SIZE DELAY
"""

from __future__ import annotations

import sys

from litscan.collect.api import ApiSource
from litscan.collect.query import Search
from litscan.collect.session import Patience, PoliteSession
from litscan.corpus import Corpus
from litscan.pipeline.collecting import Collected, collect_papers


def patience(delay: float) -> Patience:
    """Return litscan's patience with short waits, for an arXiv on loopback."""
    return Patience(delay=delay, first_wait=0.05, longest_wait=1.0)


def collect(name: str, base_url: str, query: str, page_size: int, delay: float) -> Collected:
    """Collect the papers of a query into a corpus."""
    with (
        Corpus.open(name) as corpus,
        PoliteSession(patience(delay), gate=corpus.gate()) as session,
    ):
        source = ApiSource(session, base_url, page_size)
        return collect_papers(corpus, source, Search(query), screen=False)


if __name__ == "__main__":
    name, base_url, query, page_size, delay = sys.argv[1:]
    collect(name, base_url, query, int(page_size), float(delay))
