"""Claims about which papers a survey covers: how many, from when, and where published."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from litscan.claims.blalock import BlalockPaper, BlalockTables
from litscan.claims.blalock_rows import table_settings
from litscan.claims.figures import Figure, share_of
from litscan.claims.verdict import Measurement

__all__ = [
    "blalock_non_pruning",
    "blalock_paper_count",
    "blalock_papers_a_year",
    "blalock_papers_since",
    "blalock_peer_reviewed",
    "blalock_sample_growth",
    "blalock_venues",
    "is_peer_reviewed",
    "yearly_growth",
]


def blalock_paper_count(tables: BlalockTables) -> Measurement:
    """Return the number of distinct papers; an exact count without interval."""
    distinct = len({paper.key for paper in tables.papers})
    twice = len(tables.papers) - distinct
    return Measurement(distinct, distinct, note=f"{twice} rows repeat a key" if twice else "")


def blalock_papers_since(tables: BlalockTables, *, year: int) -> Measurement:
    """Return the papers dated in `year` or later, with those from before by name."""
    dated = [paper for paper in tables.papers if paper.year is not None]
    early = sorted((paper.year or 0, paper.key) for paper in dated if (paper.year or 0) < year)
    since = len(dated) - len(early)
    figures = (
        Figure(f"papers since {year}", since, len(dated)),
        Figure(f"papers before {year}", len(early), len(dated)),
    )
    note = ", ".join(f"{key} ({when})" for when, key in early)
    note = f"before {year}: {note}" if note else ""
    return Measurement(since, len(dated), note=note, figures=figures)


def blalock_papers_a_year(tables: BlalockTables, *, first: int, last: int) -> Measurement:
    """Return papers by year; holds if each year from `first` to `last` has more than the last."""
    counts, cut = _by_year(tables.papers)
    years = range(first, last + 1)
    rising = all(counts[year] < counts[year + 1] for year in years if year < last)
    n = sum(counts.values())
    figures = tuple(Figure(str(year), counts[year], n) for year in sorted(counts))
    note = f"{', '.join(f'{year}: {counts[year]}' for year in years)}; {cut}"
    return Measurement(counts[last], n, holds=rising if n else None, note=note, figures=figures)


def blalock_sample_growth(tables: BlalockTables, *, first: int, last: int) -> Measurement:
    """Return the growth factor a year, by least squares of log counts on the year.

    The last year of the tables is half a year (trap T6) and never part of the fit.
    """
    counts, cut = _by_year(tables.papers)
    found = yearly_growth({year: counts[year] for year in range(first, last + 1)})
    note = f"the papers are a hand-picked sample, not a census, and {cut}"
    return replace(found, note=note if found.value is not None else found.note)


def yearly_growth(counts: Mapping[int, int]) -> Measurement:
    """Return the growth factor of yearly counts with the t interval of the slope.

    Examples
    --------
    >>> round(yearly_growth({2014: 1, 2015: 2, 2016: 4, 2017: 8}).value, 3)
    2.0
    """
    if len(counts) < 3 or min(counts.values()) < 1:
        return Measurement(None, 0, note="fewer than three years with papers to fit")
    from scipy import stats

    years = sorted(counts)
    fit = stats.linregress(years, [math.log(counts[year]) for year in years])
    reach = float(stats.t.ppf(0.975, len(years) - 2) * fit.stderr)
    slope, low, high = float(fit.slope), fit.slope - reach, fit.slope + reach
    n = len(years)
    months = 12 * math.log(2) / slope if slope > 0 else None
    figures = (
        Figure("slope of log counts a year", slope, n, "1/year", "", low, high),
        Figure("growth factor a year", math.exp(slope), n, "factor"),
        Figure("doubling time", months, n, "months"),
    )
    ends = (math.exp(low), math.exp(high))
    return Measurement(math.exp(slope), n, *ends, figures=figures)


def blalock_venues(tables: BlalockTables) -> Measurement:
    """Return the number of venues and the papers of each."""
    counts = Counter(paper.venue for paper in tables.papers if paper.venue)
    n = sum(counts.values())
    figures = [Figure(name, count, n) for name, count in counts.most_common()]
    once = sum(count == 1 for count in counts.values())
    figures.append(Figure("venues with one paper", once, n, "venues"))
    return Measurement(len(counts), n, note="NeurIPS is spelt NIPS", figures=tuple(figures))


def is_peer_reviewed(paper: BlalockPaper) -> bool:
    """Return whether a paper's venue reviews what it prints, as the source counts it."""
    return paper.venue not in table_settings()["not_peer_reviewed"]


def blalock_peer_reviewed(tables: BlalockTables) -> Measurement:
    """Return the share of papers at a peer-reviewed venue."""
    reviewed = sum(map(is_peer_reviewed, tables.papers))
    n = len(tables.papers)
    share = share_of("peer-reviewed", reviewed, n)
    counts = (
        Figure("peer-reviewed papers", reviewed, n),
        Figure("other papers", n - reviewed, n),
    )
    return Measurement.of(share, *counts)


def blalock_non_pruning(tables: BlalockTables) -> Measurement:
    """Return how many papers of the tables are marked as no pruning papers."""
    marked = [paper.key for paper in tables.papers if not paper.pruning]
    note = f"marked: {', '.join(sorted(marked))}" if marked else ""
    return Measurement(len(marked), len(tables.papers), note=note)


def _by_year(papers: Iterable[BlalockPaper]) -> tuple[Counter[int], str]:
    dated: Sequence[tuple[int, int]] = [
        (paper.year, paper.month or 12) for paper in papers if paper.year is not None
    ]
    if not dated:
        return Counter(), "no paper has a date"
    year, month = max(dated)
    cut = f"{year} ends with month {month} in the tables" if month < 12 else f"{year} is whole"
    return Counter(year for year, _ in dated), cut
