"""Shares in all and by year: do papers compare more than they did, and do more link code?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from litscan.claims.blalock import BlalockPaper, BlalockTables
from litscan.claims.corpus_papers import ReadPaper
from litscan.claims.corpus_view import CorpusView
from litscan.claims.figures import Figure, share_of
from litscan.claims.on_corpus import CAVEAT, NOTHING_READ
from litscan.claims.verdict import Measurement

__all__ = [
    "blalock_comparing_by_year",
    "corpus_comparing_by_year",
    "corpus_open_code_by_year",
    "shares_by_year",
]


class Dated(Protocol):
    """A paper with a year, where one is known."""

    @property
    def year(self) -> int | None:
        """The year of the paper."""


Paper = TypeVar("Paper", bound=Dated)
Tests = Mapping[str, Callable[[Paper], bool]]


def shares_by_year(papers: Iterable[Paper], tests: Tests[Paper]) -> tuple[Figure, ...]:
    """Return the share of papers that pass each test, in all and then by year.

    Examples
    --------
    >>> from litscan.claims.corpus_papers import ReadPaper
    >>> papers = [ReadPaper("a", year=2019, code=True), ReadPaper("b", year=2020)]
    >>> found = shares_by_year(papers, {"link code": lambda paper: paper.code})
    >>> [(figure.name, figure.value) for figure in found]
    [('link code', 0.5), ('link code, 2019', 1.0), ('link code, 2020', 0.0)]
    """
    papers = list(papers)
    years = sorted({paper.year for paper in papers if paper.year is not None})
    figures = []
    for year in (None, *years):
        chosen = [paper for paper in papers if year in (None, paper.year)]
        suffix = "" if year is None else f", {year}"
        figures += [
            share_of(f"{name}{suffix}", sum(map(passes, chosen)), len(chosen))
            for name, passes in tests.items()
        ]
    return tuple(figures)


def _comparing(
    number_of: Callable[[Paper], int], limits: Sequence[int]
) -> dict[str, Callable[[Paper], bool]]:
    """Return the tests of BC12, whose limit is the first, and of BC10, BC11 and BC13."""

    def at_most(limit: int) -> Callable[[Paper], bool]:
        return lambda paper: number_of(paper) <= limit

    tests = {f"compare to at most {limit}": at_most(limit) for limit in limits}
    return {**tests, "compare to exactly 1": lambda paper: number_of(paper) == 1}


def blalock_comparing_by_year(tables: BlalockTables, *, limits: Sequence[int]) -> Measurement:
    """Return the shares of papers that compare to few others in the meta-analysis, by year."""

    def number_of(paper: BlalockPaper) -> int:
        return len(paper.compares_to)

    tests = _comparing(number_of, limits)
    return Measurement.of(*shares_by_year(tables.papers, tests))


def corpus_comparing_by_year(corpus: CorpusView, *, limits: Sequence[int]) -> Measurement:
    """Return the shares of read papers that compare to few other methods, by year."""

    def number_of(paper: ReadPaper) -> int:
        return corpus.compared.get(paper.key, 0)

    tests = _comparing(number_of, limits)
    return _noted(corpus, shares_by_year(corpus.read, tests))


def corpus_open_code_by_year(corpus: CorpusView) -> Measurement:
    """Return the share of papers whose text links code, by year; whether it works is not asked."""
    found = _noted(corpus, shares_by_year(corpus.read, {"link code": lambda paper: paper.code}))
    tried = f"{found.note}; links are counted, not tried"
    return replace(found, note=tried) if corpus.read else found


def _noted(corpus: CorpusView, figures: Sequence[Figure]) -> Measurement:
    undated = sum(paper.year is None for paper in corpus.read)
    without = f"; {undated} of the papers have no year" if undated else ""
    return Measurement.of(*figures, note=f"{CAVEAT}{without}" if corpus.read else NOTHING_READ)
