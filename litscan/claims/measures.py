"""Every measure a claim's definition may name, by the data it is computed on."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from litscan.claims import comparisons, growth, papers
from litscan.claims.verdict import Measurement

__all__ = ["EXAMPLES", "MEASURES"]

MEASURES: Mapping[str, Callable[..., Measurement]] = {
    "blalock.paper_count": papers.blalock_paper_count,
    "blalock.share_comparing_to_at_most": comparisons.blalock_share_comparing,
    "corpus.exponential_growth": growth.corpus_exponential_growth,
    "corpus.papers_a_day": growth.corpus_papers_a_day,
    "corpus.share_comparing_to_at_most": comparisons.corpus_share_comparing,
}

EXAMPLES: Mapping[str, Callable[..., tuple[str, Measurement]]] = {
    "comparisons": comparisons.example,
    "growth": growth.example,
    "papers": papers.example,
}
