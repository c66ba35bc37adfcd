"""Who of a corpus compares to whom of it, and whether their numbers allow it."""

from __future__ import annotations

from litscan.claims.citations import compared_to_by
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
    counts = compared_to_by({paper.key: paper.compares_to for paper in corpus.read})
    if not counts:
        return Measurement(None, 0, note=_NO_EDGE if corpus.read else NOTHING_READ)
    papers = {paper.key for paper in corpus.read} | set(counts)
    top = max(1, len(papers) // tenth)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]
    name = f"comparisons that go to the {top} most compared-to papers"
    share = share_of(name, sum(count for _, count in ranked), sum(counts.values()))
    figures = [Figure(key, count, len(papers)) for key, count in ranked[:8]]
    return Measurement.of(share, *figures, note=CAVEAT)


def corpus_recomputable_comparisons(corpus: CorpusView) -> Measurement:
    """Return the share of comparisons whose two papers were read and have numbers in common."""
    read = {paper.key: paper for paper in corpus.read}
    edges = [
        (paper, read[other])
        for paper in corpus.read
        for other in sorted(paper.compares_to)
        if other in read
    ]
    if not edges:
        return Measurement(None, 0, note=_NO_EDGE if corpus.read else NOTHING_READ)
    n = len(edges)
    return Measurement.of(
        share_of(
            "share a pair and metrics with numbers, share",
            sum(bool(one.measured & other.measured) for one, other in edges),
            n,
        ),
        share_of("share a pair, share", sum(bool(a.pairs & b.pairs) for a, b in edges), n),
        Figure("declared comparisons", n, len(read), "comparisons"),
        note=CAVEAT,
    )
