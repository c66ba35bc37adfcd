"""Growth of the parts of a corpus: by category, by kind of pruning, by type of venue."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from litscan.collect.kinds import kinds_of
from litscan.corpus.counting import DayCounts
from litscan.growth.counts import Period, submission_days
from litscan.growth.denominator import DenominatorChoice
from litscan.growth.of_corpus import CountedPapers, counted_papers, possible_days, topic_threshold
from litscan.growth.record import Growth
from litscan.growth.venues import venue_type

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = ["SPLITS", "Part", "SplitBy", "split_growth", "split_text"]

SplitBy = Literal["category", "kind", "venue"]
SPLITS: tuple[SplitBy, ...] = ("category", "kind", "venue")
NONE_TOLD = "none told"
NO_TEXT = "no title known"

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
    title, abstract = str(row["title"] or ""), str(row["abstract"] or "")
    if not title and not abstract:
        return (NO_TEXT,)
    return kinds_of(title, abstract) or (NONE_TOLD,)


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
    categories: Sequence[str] = (),
    denominator: DenominatorChoice = "auto",
) -> tuple[Part, ...]:
    """Return the growth of the twelve largest parts of a corpus, the largest first.

    Categories are arXiv's primary ones; a paper of several kinds of pruning, which are told from
    title and abstract, counts in each, and in ``none told`` where none is told. Each part
    is measured from its first paper to its last, or to the day to which the data are complete.

    Parameters
    ----------
    corpus : Corpus
    split : {"category", "kind", "venue"}
    by, since, until, categories, denominator
        As for `growth_of_corpus`.
    """
    counted = counted_papers(corpus, categories=categories, denominator=denominator)
    papers = corpus.counted_texts(relevance=topic_threshold(), categories=categories)
    papers = papers.astype(object).where(papers.notna(), None)
    members: dict[str, list[str | None]] = {}
    rows: Any = papers.to_dict("records")
    for row in rows:
        for name in _NAMED[split](row):
            members.setdefault(name, []).append(row["submitted"])
    sizes = Counter({name: len(stamps) for name, stamps in sorted(members.items())})
    return tuple(
        Part(name, _part(counted, members[name]).measure(by=by, since=since, until=until))
        for name, _ in sizes.most_common(_LARGEST)
    )


def _part(counted: CountedPapers, stamps: Sequence[str | None]) -> CountedPapers:
    """Return the papers of one part as they are counted."""
    import pandas as pd

    days = submission_days(pd.DataFrame({"submitted": stamps}))
    dated = DayCounts(Counter(days), {}, undated=len(stamps) - len(days))
    return replace(counted, counts=possible_days(dated))


def split_text(parts: tuple[Part, ...]) -> str:
    """Return the parts as a table in text; fits of fewer than 24 papers are not named."""
    lines = [
        f"{'':18} {'papers':>7} {'from':7} {'to':7} {'model':11} exponential doubling, months (95%)"
    ]
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
