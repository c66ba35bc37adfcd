"""Claims about how many other pruning methods a paper compares to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from statistics import median

from litscan.claims.blalock import BlalockTables
from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure, mean_of, ratio_interval, share_of
from litscan.claims.papers import is_peer_reviewed
from litscan.claims.verdict import Measurement

__all__ = [
    "blalock_share_by_review",
    "blalock_share_comparing",
    "blalock_share_comparing_to",
    "blalock_share_without_non_pruning",
    "corpus_share_comparing",
    "share_comparing_to_at_most",
]

_CURED = 0.5


def share_comparing_to_at_most(compared: Collection[int], limit: int) -> Measurement:
    """Return the share of papers that compare to at most `limit` methods, with Wilson's interval.

    Parameters
    ----------
    compared : collection of int
        For each paper, how many distinct methods it compares to.
    limit : int

    Examples
    --------
    >>> share_comparing_to_at_most([0, 0, 1, 3], limit=1).value
    0.75
    """
    hits = sum(number <= limit for number in compared)
    share = share_of(f"compare to at most {limit}", hits, len(compared))
    counts = Figure(f"papers that compare to at most {limit}", hits, len(compared))
    if share.value is None:
        return Measurement(None, 0, note="no paper to count")
    return Measurement.of(share, counts)


def blalock_share_comparing(tables: BlalockTables, *, limit: int) -> Measurement:
    """Return the share in the meta-analysis, from its ``Compares To`` column."""
    compared = _compared(tables)
    found = share_comparing_to_at_most(compared, limit)
    if not compared:
        return found
    figures = (
        Figure("comparisons in all", sum(compared), len(compared), "comparisons"),
        mean_of("comparisons a paper, mean", compared, "comparisons"),
        Figure("comparisons a paper, median", median(compared), len(compared), ""),
        Figure("comparisons a paper, most", max(compared), len(compared), ""),
        Figure("papers that compare to 5 or more", sum(n >= 5 for n in compared), len(compared)),
    )
    return replace(found, figures=(*found.figures, *figures))


def blalock_share_comparing_to(tables: BlalockTables, *, number: int) -> Measurement:
    """Return the share that compares to exactly `number` others."""
    compared = _compared(tables)
    hits = compared.count(number)
    share = share_of(f"compare to exactly {number}", hits, len(compared))
    return Measurement.of(share, Figure(f"papers that compare to {number}", hits, len(compared)))


def blalock_share_by_review(tables: BlalockTables) -> Measurement:
    """Return the share of peer-reviewed papers that compare to none, beside that of the others.

    A cure would halve the share of papers that compare to at most one other. Holds if the whole
    interval of the ratio of the two shares is above a half, and not if it is below.
    """
    shares, counts = [], []
    for words, reviewed in (("peer-reviewed", True), ("other", False)):
        papers = [paper for paper in tables.papers if is_peer_reviewed(paper) is reviewed]
        for limit, what in ((0, "compare to none"), (1, "compare to at most one")):
            hits = sum(len(paper.compares_to) <= limit for paper in papers)
            counts.append((hits, len(papers)))
            shares.append(share_of(f"{words}: {what}", hits, len(papers)))
    if any(share.value is None for share in shares):
        return Measurement(None, 0, note="one of the two groups has no paper")
    none, one, _, other = shares
    low, high = ratio_interval(*counts[1], *counts[3])
    holds = True if low > _CURED else False if high < _CURED else None
    ratio = None if not other.value or one.value is None else one.value / other.value
    note = (
        f"at most one: {one.value:.1%} of peer-reviewed papers and {other.value:.1%} of the others;"
        f" none: {none.value:.1%} and {shares[2].value:.1%}; the interval of the ratio of those at"
        f" most one is {low:.2f} to {high:.2f}"
    )
    name = "ratio of the shares that compare to at most one"
    quotient = Figure(name, ratio, sum(n for _, n in counts[1::2]), "factor", "", low, high)
    found = Measurement.of(none, *shares[1:], quotient, note=note)
    return replace(found, holds=holds)


def blalock_share_without_non_pruning(tables: BlalockTables) -> Measurement:
    """Return BC10's and BC12's shares with papers marked non-pruning out of both sides."""
    kept = {paper.key for paper in tables.papers if paper.pruning}
    compared = [len(paper.compares_to & kept) for paper in tables.papers if paper.pruning]
    n = len(compared)
    shares = [
        share_of(name, sum(number <= limit for number in compared), n)
        for limit, name in ((0, "compare to none"), (1, "compare to at most one"))
    ]
    counts = [
        Figure(f"papers that {name}", sum(number <= limit for number in compared), n)
        for limit, name in ((0, "compare to none"), (1, "compare to at most one"))
    ]
    return Measurement.of(shares[1], shares[0], *counts)


def _compared(tables: BlalockTables) -> list[int]:
    return [len(paper.compares_to) for paper in tables.papers]


def corpus_share_comparing(corpus: CorpusView, *, limit: int) -> Measurement:
    """Return the share among the corpus's fully read papers with results of their own."""
    if not corpus.compared:
        return Measurement(
            None,
            0,
            note="no paper on pruning with results of its own, all of it read, is in the corpus",
        )
    found = share_comparing_to_at_most(list(corpus.compared.values()), limit)
    return replace(found, note="the papers are this corpus's selection, later ones included")
