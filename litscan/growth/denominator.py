"""All submissions that a share is of: those of complete categories in the corpus, or arXiv's own.

A corpus is a denominator only for categories that it holds whole. Two things tell so: a harvest of
whole categories that came to its end, and what a person stated at an import. In such a category the
papers that were judged off-topic are exactly the rest. Elsewhere the denominator is what arXiv
published: submissions of every field together. A part of a category is never one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from litscan.errors import UsageError
from litscan.growth.counts import Window, count_periods

if TYPE_CHECKING:
    from litscan.corpus import Corpus

__all__ = [
    "CompleteCategory",
    "Denominator",
    "DenominatorChoice",
    "complete_categories",
    "monthly_totals",
    "of_complete",
    "of_published",
]

DenominatorChoice = Literal["auto", "corpus", "arxiv"]

_HARVEST = "arxiv-oai"
_ANNOUNCED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class CompleteCategory:
    """A category of which a corpus holds every paper first submitted by a day.

    Parameters
    ----------
    category : str
        ``cs`` stands for all of ``cs.*`` too.
    through : date
        The last day.
    told : str
        What tells so, in words.
    """

    category: str
    through: date
    told: str

    def holds(self, category: str) -> bool:
        """Return whether another category is this one or below it.

        Examples
        --------
        >>> whole = CompleteCategory("cs", date(2019, 12, 31), "stated")
        >>> whole.holds("cs.NE"), whole.holds("csx")
        (True, False)
        """
        return category == self.category or category.startswith(f"{self.category}.")


@dataclass(frozen=True, slots=True)
class Denominator:
    """All submissions, by month, that papers are a share of.

    Parameters
    ----------
    kind : {"corpus", "arxiv"}
        Counted in the corpus, or published by arXiv.
    label : str
        What they are: ``all cs.NE submissions``.
    caveat : str
        What a reader of the share must know.
    totals : mapping of str to int
        By month (``"2019-01"``).
    """

    kind: Literal["corpus", "arxiv"]
    label: str
    caveat: str
    totals: Mapping[str, int] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """Return the public JSON form, without the totals, which are in the series."""
        return {"kind": self.kind, "label": self.label, "caveat": self.caveat}


def complete_categories(corpus: Corpus) -> tuple[CompleteCategory, ...]:
    """Return the categories that a corpus holds whole, each to its latest known day, by name."""
    found: dict[str, CompleteCategory] = {}
    for one in (*_harvested(corpus), *_stated(corpus)):
        known = found.get(one.category)
        if known is None or one.through > known.through:
            found[one.category] = one
    return tuple(found[name] for name in sorted(found))


def _stated(corpus: Corpus) -> list[CompleteCategory]:
    rows = corpus.stated_complete().itertuples()
    return [
        CompleteCategory(
            str(row.category),
            date.fromisoformat(str(row.through)),
            f"as stated when {row.source} was imported",
        )
        for row in rows
    ]


def _harvested(corpus: Corpus) -> list[CompleteCategory]:
    """Return what harvests brought whole: begun with no first day, and every update followed on.

    Papers are announced some days after they are submitted: those of the last week before the
    last known change may be missing.
    """
    runs = corpus.collection_runs()
    known: dict[str, _Known] = {}
    for run in runs[runs["source"] == _HARVEST].to_dict("records"):
        names = _by_set(run["request"].get("categories") or ())
        for spec, day in ((run["position"] or {}).get("done") or {}).items():
            if spec in names and day:
                name = names[spec]
                known[name] = _followed(known.get(name), run["request"], str(day))
    return [
        CompleteCategory(name, one.through - _ANNOUNCED_WITHIN, "harvested whole over OAI-PMH")
        for name, one in known.items()
        if one.whole and not one.bounded
    ]


@dataclass(frozen=True, slots=True)
class _Known:
    """How far a category was harvested, and whether from its beginning and to the day of it."""

    through: date
    whole: bool
    bounded: bool


def _followed(known: _Known | None, request: Mapping[str, Any], day: str) -> _Known:
    """Return what is known of a category after another harvest of it.

    One bounded to a last day lacks what was submitted before that day and revised after it, until
    a later one brings it.
    """
    last, bounded = date.fromisoformat(day), bool(request.get("until"))
    first = request.get("from") or ""
    if known is None:
        return _Known(last, not first, bounded)
    if not (request.get("update") or first <= known.through.isoformat()):
        return known
    if not first and not request.get("update"):
        known = replace(known, whole=True)
    if last < known.through:
        return known
    return _Known(last, known.whole, bounded)


def _by_set(categories: Sequence[str]) -> dict[str, str]:
    from litscan.collect.oai.sets import set_of

    named = {}
    for category in categories:
        try:
            named[set_of(category)] = category
        except UsageError:
            continue
    return named


def monthly_totals(corpus: Corpus) -> tuple[str, dict[str, int]]:
    """Return the monthly totals of the source that knows most months, and its name."""
    known = corpus.monthly_totals()
    if known.empty:
        return "", {}
    source = known.groupby("source").size().sort_values(kind="stable").index[-1]
    rows = known[known["source"] == source]
    pairs = zip(rows["month"], rows["submissions"], strict=True)
    return str(source), {str(month): int(number) for month, number in pairs}


def of_published(corpus: Corpus) -> Denominator | None:
    """Return arXiv's published totals as the denominator, None where the corpus has none."""
    source, totals = monthly_totals(corpus)
    if not totals:
        return None
    caveat = f"{source}: every field of arXiv, not only the categories of the counted papers"
    return Denominator("arxiv", "all arXiv submissions", caveat, totals)


def of_complete(corpus: Corpus, whole: Sequence[CompleteCategory]) -> Denominator:
    """Return the submissions of complete categories as the denominator.

    Months after the earliest of their last days, and the one that it cuts, have no total; one
    without a submission before them has 0.
    """
    through = min(one.through for one in whole)
    names = [one.category for one in whole]
    everything = corpus.count_submissions(categories=names)
    totals: Counter[str] = Counter()
    for day, number in everything.days.items():
        totals[f"{day:%Y-%m}"] += number
    first = min(min(everything.days, default=through).replace(day=1), through)
    ended = [item.period for item in count_periods([], Window(first, through)) if item.complete]
    known = {month: totals[month] for month in ended}
    parts = "; ".join(f"{one.category} to {one.through}, {one.told}" for one in whole)
    caveat = f"counted in this corpus, off-topic papers included: complete are {parts}"
    if everything.undated:
        caveat += f"; {everything.undated} papers without a submission date are not in it"
    return Denominator("corpus", f"all {' or '.join(names)} submissions", caveat, known)
