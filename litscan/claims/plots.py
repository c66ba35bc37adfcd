"""Figures of the ShrinkBench meta-analysis, each drawn from what the claims' own measures compute.

`draw_comparisons` stands behind BC10 to BC13, `draw_fragmentation` behind BC20 to BC27, and
`draw_new_pairs` shows when the names of BC20 to BC22 came up.
"""

from __future__ import annotations

from calendar import month_abbr
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from litscan.claims.blalock_rows import filtered, pairs_by_paper
from litscan.claims.comparisons import share_comparing_to_at_most
from litscan.claims.fragmentation import distinct, pair_use
from litscan.drawing import new_figure
from litscan.errors import UsageError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from litscan.claims.blalock import BlalockTables
    from litscan.claims.fragmentation import Pairs

__all__ = ["draw_comparisons", "draw_fragmentation", "draw_new_pairs"]

_PER_CENT = 100.0
_NAMED = 6
_DECEMBER = 12
_STYLES = (("pairs", "0.1", "-"), ("architectures", "0.35", "--"), ("datasets", "0.55", ":"))


def draw_comparisons(tables: BlalockTables, *, title: str = "") -> Figure:
    """Return how many papers compare to how many others, with the share that compares to no more.

    Shares have Wilson's 95% interval.

    Parameters
    ----------
    tables : BlalockTables
        From `read_blalock`.
    title : str
        Above the figure.

    Raises
    ------
    UsageError
        If the tables hold no paper.
    """
    compared = [len(paper.compares_to) for paper in tables.papers]
    if not compared:
        raise UsageError("nothing to draw: the tables hold no paper")
    figure, axes = new_figure(title=title)
    numbers, papers = range(max(compared) + 1), Counter(compared)
    bars = axes.bar(numbers, [papers[number] for number in numbers], color="0.75", label="papers")
    axes.bar_label(bars, fontsize=8)
    axes.set_xticks(numbers)
    axes.set_xlabel("pruning methods that a paper compares to")
    axes.set_ylabel(f"papers (of {len(compared)})")
    _draw_shares(axes.twinx(), compared, numbers)
    figure.legend(frameon=False, fontsize=8, loc="outside lower center", ncols=2)
    return figure


def _draw_shares(axes: Any, compared: Sequence[int], numbers: Sequence[int]) -> None:
    found = [share_comparing_to_at_most(compared, number) for number in numbers]
    shares = [_PER_CENT * (one.value or 0.0) for one in found]
    below = [share - _PER_CENT * (one.low or 0.0) for share, one in zip(shares, found, strict=True)]
    above = [
        _PER_CENT * (one.high or 0.0) - share for share, one in zip(shares, found, strict=True)
    ]
    axes.errorbar(
        numbers,
        shares,
        yerr=(below, above),
        color="0.1",
        marker="o",
        markersize=4,
        linewidth=1,
        capsize=2,
        label="share that compares to no more than so many, 95%",
    )
    axes.set_ylim(0, 102)
    axes.set_ylabel("share of papers, per cent")
    axes.spines["top"].set_visible(False)


def draw_fragmentation(tables: BlalockTables, *, filter: str = "F2", title: str = "") -> Figure:
    """Return how many papers use each pair of dataset and architecture, the most used first.

    Parameters
    ----------
    tables : BlalockTables
        From `read_blalock`, with its Results table.
    filter : str
        The named filter of rows; `filter_words` says what each leaves out.
    title : str
        Above the figure.

    Raises
    ------
    UsageError
        If no row is left.
    """
    use = pair_use(pairs_by_paper(filtered(tables.results, filter)))
    if not use:
        raise UsageError(f"nothing to draw: no row of results is left under {filter}")
    ranked = sorted(use.items(), key=lambda item: (-item[1], item[0]))
    counts = [count for _, count in ranked]
    once = counts.count(1)
    figure, axes = new_figure(title=title)
    places = range(1, len(counts) + 1)
    several = len(counts) - once
    for start, end, shade, words in (
        (0, several, "0.25", f"used by two papers or more: {several} pairs"),
        (several, len(counts), "0.7", f"used by one paper only: {once} pairs"),
    ):
        axes.bar(places[start:end], counts[start:end], width=1.0, color=shade, label=words)
    _name_most_used(axes, ranked)
    axes.set_xlabel(f"pairs of dataset and architecture, most used first (filter {filter})")
    axes.set_ylabel("papers that use the pair")
    figure.legend(frameon=False, fontsize=8, loc="outside lower center", ncols=2)
    return figure


def _name_most_used(axes: Any, ranked: Sequence[tuple[tuple[str, str], int]]) -> None:
    most = "\n".join(f"{count}  {' / '.join(pair)}" for pair, count in ranked[:_NAMED])
    axes.text(
        0.5,
        0.95,
        f"most used, papers\n{most}",
        transform=axes.transAxes,
        fontsize=8,
        verticalalignment="top",
        linespacing=1.5,
        parse_math=False,
    )


def draw_new_pairs(tables: BlalockTables, *, filter: str = "F2", title: str = "") -> Figure:
    """Return how many distinct datasets, architectures and pairs there were by the end of a year.

    The figure begins where every year has a paper; earlier papers are counted in. Papers without a
    year are left out.

    Parameters
    ----------
    tables, filter, title
        As for `draw_fragmentation`.

    Raises
    ------
    UsageError
        If no row of a paper with a year is left.
    """
    dated = {paper.key: paper.year for paper in tables.papers if paper.year is not None}
    pairs = pairs_by_paper(filtered(tables.results, filter))
    years = {key: dated[key] for key in pairs if key in dated}
    ends = _unbroken(set(years.values()))
    if not ends:
        raise UsageError(f"nothing to draw: no row of a paper with a year is left under {filter}")
    figure, axes = new_figure(title=title)
    for what, shade, dash in _STYLES:
        sums = [distinct(_until(end, pairs, years), what, filter).value for end in ends]
        _draw_sums(axes, ends, sums, color=shade, linestyle=dash, marker="o", label=what)
    papers = [float(len(_until(end, pairs, years))) for end in ends]
    _draw_sums(axes, ends, papers, color="0.1", linestyle=" ", marker="x", label="papers")
    axes.set_xticks(ends, [_year_words(tables, end) for end in ends])
    axes.set_ylabel(f"distinct names so far (filter {filter})")
    earlier = len(_until(ends[0] - 1, pairs, years))
    axes.set_xlabel(f"end of the year; papers before {ends[0]} ({earlier}) are counted in")
    axes.set_ylim(bottom=0)
    figure.legend(frameon=False, fontsize=8, loc="outside lower center", ncols=4)
    return figure


def _until(end: int, pairs: Pairs, years: Mapping[str, int]) -> Pairs:
    """Return the pairs of the papers up to a year."""
    return {key: pairs[key] for key, year in years.items() if year <= end}


def _unbroken(years: Collection[int]) -> list[int]:
    """Return the years at the end of which none is missing."""
    found: list[int] = []
    year = max(years, default=0)
    while year in years:
        found.insert(0, year)
        year -= 1
    return found


def _draw_sums(axes: Any, ends: Sequence[int], sums: Sequence[float | None], **style: Any) -> None:
    axes.plot(ends, sums, markersize=4, linewidth=1.6, **style)
    axes.annotate(
        f"{sums[-1]:g}",
        (ends[-1], sums[-1]),
        xytext=(7, 0),
        textcoords="offset points",
        fontsize=8,
        verticalalignment="center",
    )


def _year_words(tables: BlalockTables, year: int) -> str:
    """Return a year, with the last month that has a paper where that is not December."""
    months = [paper.month for paper in tables.papers if paper.year == year and paper.month]
    last = year == max(paper.year or 0 for paper in tables.papers)
    cut = last and months and max(months) < _DECEMBER
    return f"{year}\n(to {month_abbr[max(months)]})" if cut else str(year)
