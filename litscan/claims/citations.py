"""Claims about which papers later papers compare to: the other direction of the same graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from litscan.claims.blalock import BlalockPaper, BlalockTables
from litscan.claims.figures import Figure, share_of, share_within_units
from litscan.claims.papers import is_peer_reviewed
from litscan.claims.verdict import Measurement

__all__ = [
    "blalock_early_methods",
    "blalock_most_compared",
    "blalock_never_compared",
    "compared_to_by",
    "most_compared",
]


def compared_to_by(graph: Mapping[str, Iterable[str]]) -> Counter[str]:
    """Return by how many papers of a graph each paper is compared to; absent ones by none.

    Examples
    --------
    >>> compared_to_by({"b": ["a"], "c": ["a", "b"], "a": []})["a"]
    2
    """
    return Counter(other for others in graph.values() for other in set(others))


def most_compared(
    graph: Mapping[str, Iterable[str]], top: int
) -> tuple[Figure, list[tuple[str, int]]]:
    """Return the share of comparisons that go to the `top` most compared-to papers, and those.

    Comparisons of one paper are not independent: the interval is a bootstrap over the papers that
    compare, the most compared-to ones staying the same.

    Examples
    --------
    >>> share, papers = most_compared({"b": ["a"], "c": ["a", "b"], "d": ["a"]}, 1)
    >>> share.value, papers
    (0.75, [('a', 3)])
    """
    counts = compared_to_by(graph)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:top]
    first = {key for key, _ in ranked}
    found = [[other in first for other in sorted(set(others))] for others in graph.values()]
    name = f"comparisons that go to the {top} most compared-to papers"
    return share_within_units(name, found), ranked


def blalock_never_compared(tables: BlalockTables) -> Measurement:
    """Return the papers that no other paper of the meta-analysis compares to, in its groups."""
    never = _never(tables)
    n = len(tables.papers)
    late = [paper for paper in tables.papers if (paper.year or 0) >= 2010]
    groups = (
        ("never compared to, dated 2010 or later", [p for p in never if p in late], len(late)),
        ("never compared to, peer-reviewed", [p for p in never if is_peer_reviewed(p)], n),
        ("never compared to, dated before 2019", [p for p in never if (p.year or 0) < 2019], n),
        ("never compared to, dated before 2018", [p for p in never if (p.year or 0) < 2018], n),
        ("never compared to, dated 2019", [p for p in never if p.year == 2019], n),
    )
    figures = [Figure(name, len(group), of) for name, group, of in groups]
    share = share_of("never compared to, share", len(never), n)
    recent = figures[-1].value
    note = f"{recent:g} of them are of 2019 and had little time to be compared to"
    return Measurement(len(never), n, note=note, figures=(share, *figures))


def blalock_most_compared(tables: BlalockTables, *, top: int) -> Measurement:
    """Return the share of all comparisons that go to the `top` most compared-to papers."""
    share, ranked = most_compared({paper.key: paper.compares_to for paper in tables.papers}, top)
    n = len(tables.papers)
    return Measurement.of(share, *(Figure(key, count, n) for key, count in ranked))


def blalock_early_methods(tables: BlalockTables, *, before: int) -> Measurement:
    """Return how many later papers compare to any paper from before a year."""
    counts = _counts(tables)
    early = {paper.key for paper in tables.papers if (paper.year or before) < before}
    late = [paper for paper in tables.papers if (paper.year or 0) >= before]
    comparing = sum(bool(paper.compares_to & early) for paper in late)
    share = share_of(f"compare to a paper from before {before}", comparing, len(late))
    number = Figure(f"papers that compare to one from before {before}", comparing, len(late))
    figures = [Figure(key, counts[key], len(tables.papers)) for key in sorted(early)]
    found = Measurement.of(share, number, *figures)
    return replace(found, note=f"from before {before}: {', '.join(sorted(early)) or 'none'}")


def _counts(tables: BlalockTables) -> Counter[str]:
    return compared_to_by({paper.key: paper.compares_to for paper in tables.papers})


def _never(tables: BlalockTables) -> list[BlalockPaper]:
    counts = _counts(tables)
    return [paper for paper in tables.papers if not counts[paper.key]]
