"""Claims about how many other pruning methods a paper compares to."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from litscan.claims.blalock import BlalockTables
from litscan.claims.corpus_view import CorpusView
from litscan.claims.registry import Claim
from litscan.claims.verdict import Measurement, wilson_interval

__all__ = [
    "blalock_share_comparing",
    "corpus_share_comparing",
    "example",
    "share_comparing_to_at_most",
]


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
    if not compared:
        return Measurement(None, 0, note="no paper to count")
    hits = sum(number <= limit for number in compared)
    low, high = wilson_interval(hits, len(compared))
    return Measurement(hits / len(compared), len(compared), low, high)


def blalock_share_comparing(tables: BlalockTables, *, limit: int) -> Measurement:
    """Return the share in the meta-analysis, from its ``Compares To`` column."""
    return share_comparing_to_at_most([len(paper.compares_to) for paper in tables.papers], limit)


def corpus_share_comparing(corpus: CorpusView, *, limit: int) -> Measurement:
    """Return the share among the corpus's fully read papers with results of their own."""
    if not corpus.compared:
        return Measurement(
            None, 0, note="no paper with results of its own, all of it read, is in the corpus"
        )
    found = share_comparing_to_at_most(list(corpus.compared.values()), limit)
    return replace(found, note="the papers are this corpus's selection, later ones included")


def example(claim: Claim, *, supporting: bool) -> tuple[str, Measurement]:
    """Return made data in words, and what is measured on it."""
    limit = int(claim.runs[0].arguments["limit"])
    few = round(40 * claim.rule.value) if supporting else 38
    compared = [limit] * few + [limit + 3] * (40 - few)
    words = f"40 papers, {few} of which compare to {limit} methods and the others to {limit + 3}"
    return words, share_comparing_to_at_most(compared, limit)
