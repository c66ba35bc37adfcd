"""Who of a corpus compares to whom of it, and whether their numbers allow it."""

from __future__ import annotations

from litscan.claims.citations import compared_to_by, most_compared
from litscan.claims.comparability import recomputable
from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure, share_of
from litscan.claims.on_corpus import CAVEAT, NOTHING_READ
from litscan.claims.verdict import Measurement

__all__ = ["corpus_most_compared", "corpus_never_compared", "corpus_recomputable_comparisons"]

_NO_EDGE = "no read paper compares to another paper of the corpus"


def corpus_never_compared(corpus: CorpusView) -> Measurement:
    """Return the read papers that no other read paper compares to."""
    counts = compared_to_by({paper.key: paper.compares_to for paper in corpus.read})
    never, n = sum(not counts[paper.key] for paper in corpus.read), len(corpus.read)
    if not n:
        return Measurement(None, 0, note=NOTHING_READ)
    figures = (Figure("never compared to", never, n), share_of("share", never, n))
    return Measurement.of(*figures, note=CAVEAT)


def corpus_most_compared(corpus: CorpusView, *, tenth: int) -> Measurement:
    """Return the share of comparisons that go to the most compared-to papers.

    Those are one in `tenth` of the papers that compare or are compared to, at least one.
    """
    graph = {paper.key: paper.compares_to for paper in corpus.read}
    counts = compared_to_by(graph)
    if not counts:
        return Measurement(None, 0, note=_NO_EDGE if corpus.read else NOTHING_READ)
    papers = {paper.key for paper in corpus.read} | set(counts)
    top = max(1, len(papers) // tenth)
    share, ranked = most_compared(graph, top)
    figures = [Figure(key, count, len(papers)) for key, count in ranked[:8]]
    return Measurement.of(share, *figures, note=CAVEAT)


def corpus_recomputable_comparisons(corpus: CorpusView) -> Measurement:
    """Return the share of comparisons whose two papers were read and have numbers in common."""
    read = {paper.key: paper for paper in corpus.read}
    figures = recomputable(
        {key: paper.compares_to & set(read) for key, paper in read.items()},
        {key: set[object](paper.measured) for key, paper in read.items()},
        {key: set[object](paper.pairs) for key, paper in read.items()},
    )
    n = figures[0].n
    if not n:
        return Measurement(None, 0, note=_NO_EDGE if corpus.read else NOTHING_READ)
    total = Figure("declared comparisons", n, len(read), "comparisons")
    return Measurement.of(*figures, total, note=CAVEAT)
