"""Growth of the parts of a corpus: by category, by kind of pruning, by type of venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from litscan.collect.kinds import kinds_of
from litscan.growth.counts import Period
from litscan.growth.measure import measure_growth
from litscan.growth.of_corpus import counted_papers
from litscan.growth.record import Growth
from litscan.growth.venues import venue_type

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = ["SPLITS", "Part", "SplitBy", "split_growth", "split_text"]

SplitBy = Literal["category", "kind", "venue"]
SPLITS: tuple[SplitBy, ...] = ("category", "kind", "venue")
NONE_TOLD = "none told"

_LARGEST = 12
_LEAST_PAPERS = 24


@dataclass(frozen=True, slots=True)
class Part:
    """The growth of one part of the papers, measured over that part's own months."""

    name: str
    growth: Growth

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form."""
        return {"name": self.name, "growth": self.growth.to_json()}


def _category(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (str(row["primary_category"] or NONE_TOLD),)


def _kinds(row: Mapping[str, Any]) -> tuple[str, ...]:
    return kinds_of(str(row["title"] or ""), str(row["abstract"] or "")) or (NONE_TOLD,)


def _venue(row: Mapping[str, Any]) -> tuple[str, ...]:
    return (venue_type(str(row["venue"] or ""), str(row["comment"] or "")),)


_NAMED: Mapping[SplitBy, Callable[[Mapping[str, Any]], tuple[str, ...]]] = {
    "category": _category,
    "kind": _kinds,
    "venue": _venue,
}


def split_growth(
    corpus: Corpus,
    split: SplitBy,
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
) -> tuple[Part, ...]:
    """Return the growth of the twelve largest parts of a corpus, the largest first.

    Categories are arXiv's primary ones; a paper of several kinds of pruning, which are told from
    title and abstract, counts in each. Each part is measured from its first paper to its last.

    Parameters
    ----------
    corpus : Corpus
    split : {"category", "kind", "venue"}
    by, since, until
        As for `growth_of_corpus`.
    """
    counted = counted_papers(corpus)
    papers = corpus.papers().set_index("key").loc[counted.submissions["key"]].reset_index()
    papers = papers.astype(object).where(papers.notna(), None)
    members: dict[str, list[int]] = {}
    rows: Any = papers.to_dict("records")
    for place, row in enumerate(rows):
        for name in _NAMED[split](row):
            members.setdefault(name, []).append(place)
    sizes = Counter({name: len(places) for name, places in sorted(members.items())})
    return tuple(
        Part(
            name,
            measure_growth(
                papers.iloc[members[name]],
                by=by,
                since=since,
                until=until,
                totals=counted.totals,
                coverage=counted.coverage,
            ),
        )
        for name, _ in sizes.most_common(_LARGEST)
    )


def split_text(parts: tuple[Part, ...]) -> str:
    """Return the parts as a table in text; fits of fewer than 24 papers are not named."""
    lines = [f"{'':18} {'papers':>7} {'from':7} {'to':7} {'model':11} doubling, months (95%)"]
    for part in parts:
        growth = part.growth
        if not growth.series:
            lines.append(f"{part.name:18} {0:7d} {growth.reason}")
            continue
        first, last = growth.series[0].period, growth.series[-1].period
        enough = growth.best is not None and growth.papers >= _LEAST_PAPERS
        told = f"{growth.best.name:11} {_doubling(growth)}" if enough and growth.best else "too few"
        lines.append(f"{part.name:18} {growth.papers:7d} {first:7} {last:7} {told}")
    return "\n".join(lines) + "\n"


def _doubling(growth: Growth) -> str:
    found = growth.doubling_time
    if found is None:
        return ""
    if found.value is None:
        return "none"
    low, high = (f"{end:.1f}" if end else "unbounded" for end in (found.low, found.high))
    return f"{found.value:.1f} ({low} to {high})"
