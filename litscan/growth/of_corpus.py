"""What of a corpus growth counts: which papers, against which totals, with which caveats."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from litscan.errors import CorpusError, UsageError
from litscan.growth.counts import Period
from litscan.growth.denominator import (
    CompleteCategory,
    Denominator,
    DenominatorChoice,
    complete_categories,
    monthly_totals,
    of_complete,
    of_published,
)
from litscan.growth.measure import measure_days, measure_totals
from litscan.growth.record import DataCoverage, Growth

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.corpus.counting import DayCounts

__all__ = [
    "CountedPapers",
    "counted_papers",
    "growth_of_corpus",
    "growth_of_totals",
    "possible_days",
    "topic_threshold",
]


@dataclass(frozen=True, slots=True)
class CountedPapers:
    """The submissions of a corpus that growth is counted from.

    Parameters
    ----------
    counts : DayCounts
        The arXiv papers not judged off-topic, by day.
    denominator : Denominator or None
        All submissions that they are a share of, where known.
    coverage : DataCoverage
    categories : tuple of str
        The only categories counted; empty if all are.
    through : date or None
        The last day to which those categories are complete in the corpus; None where they are not.
    """

    counts: DayCounts
    denominator: Denominator | None
    coverage: DataCoverage
    categories: tuple[str, ...] = ()
    through: date | None = None

    @property
    def totals(self) -> Mapping[str, int]:
        """All submissions by month; empty where not known."""
        return self.denominator.totals if self.denominator else {}

    def measure(
        self, *, by: Period = "month", since: date | None = None, until: date | None = None
    ) -> Growth:
        """Return the growth of these papers."""
        growth = measure_days(
            self.counts.days,
            by=by,
            since=since,
            until=until,
            totals=self.totals,
            coverage=self.coverage,
            undated=self.counts.undated,
            through=self.through,
        )
        if not growth.series and self.categories:
            reason = f"{growth.reason}, under {', '.join(self.categories)}"
            growth = replace(growth, reason=reason)
        return replace(growth, denominator=self.denominator)


def topic_threshold() -> float:
    """Return the relevance from which a paper counts as one on pruning."""
    from litscan.collect.relevance import load_relevance_model

    return load_relevance_model().threshold


def counted_papers(
    corpus: Corpus,
    *,
    categories: Sequence[str] = (),
    denominator: DenominatorChoice = "auto",
) -> CountedPapers:
    """Return the papers of a corpus that count: on arXiv, and not judged off-topic.

    They are counted in the database. A paper without a judgement, for want of a title, counts and
    is mentioned as a caveat. Papers that were imported without an arXiv id have no submission date
    and do not count.

    Parameters
    ----------
    corpus : Corpus
    categories : sequence of str
        Count only papers listed under one of them, as the primary category or another; ``cs``
        stands for all of ``cs.*`` too.
    denominator : {"auto", "corpus", "arxiv"}
        What the share is of: all submissions of the same categories, as the corpus holds them, or
        arXiv's published totals. ``auto`` is the corpus where it is known to hold whole
        categories that all counted papers are of, else arXiv's.

    Raises
    ------
    UsageError
        If the corpus is asked for and does not hold these categories whole.
    """
    wanted = tuple(dict.fromkeys(categories))
    told = corpus.count_submissions(relevance=topic_threshold(), categories=wanted)
    counts = possible_days(told)
    known = complete_categories(corpus)
    whole = _held(wanted, known) if wanted else known
    beside = 0 if wanted or not whole else _beside(corpus, counts, whole)
    usable = bool(whole) and not beside
    if denominator == "corpus" and not usable:
        raise UsageError(_why_no_denominator(wanted, known, beside), advice=_STATE)
    chosen = of_complete(corpus, whole) if usable and denominator != "arxiv" else None
    coverage = _coverage(corpus, counts, wanted, whole if usable else (), beside)
    if counts is not told:
        impossible = f"{counts.undated - told.undated} papers {_IMPOSSIBLE}"
        coverage = replace(coverage, caveats=(*coverage.caveats, impossible))
    return CountedPapers(
        counts,
        chosen or of_published(corpus),
        coverage,
        wanted,
        _through(whole) if usable else None,
    )


_STATE = (
    "harvest them whole (litscan collect --source oai), or state it (litscan import --complete)"
)


_OLDEST = date(1986, 1, 1)  # arXiv opened in 1991, and dates a few papers back to 1986
_IMPOSSIBLE = "bear a day before 1986 or in the future, and are left out as undated"


def possible_days(counts: DayCounts) -> DayCounts:
    """Return the counts without days on which arXiv got no paper; the same object if it has none.

    One such day would stretch the series over centuries.
    """
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    days = {day: number for day, number in counts.days.items() if _OLDEST <= day <= tomorrow}
    if len(days) == len(counts.days):
        return counts
    unjudged = {day: number for day, number in counts.unjudged.items() if day in days}
    lost = sum(counts.days.values()) - sum(days.values())
    unknown = sum(counts.unjudged.values()) - sum(unjudged.values())
    return replace(
        counts,
        days=days,
        unjudged=unjudged,
        undated=counts.undated + lost,
        undated_unjudged=counts.undated_unjudged + unknown,
    )


def _through(whole: Sequence[CompleteCategory]) -> date:
    return min(one.through for one in whole)


def _held(wanted: Sequence[str], known: Sequence[CompleteCategory]) -> tuple[CompleteCategory, ...]:
    """Return each of the wanted categories as the corpus holds it whole; nothing if one is not."""
    found = []
    for name in wanted:
        holding = [one for one in known if one.holds(name)]
        if not holding:
            return ()
        latest = max(holding, key=lambda one: one.through)
        found.append(replace(latest, category=name))
    return tuple(found)


def _beside(corpus: Corpus, counts: DayCounts, whole: Sequence[CompleteCategory]) -> int:
    """Return how many of the counted papers are in none of the complete categories."""
    names = [one.category for one in whole]
    inside = corpus.count_submissions(relevance=topic_threshold(), categories=names)
    return counts.papers - inside.papers


def _why_no_denominator(
    wanted: Sequence[str], known: Sequence[CompleteCategory], beside: int
) -> str:
    if beside:
        names = ", ".join(one.category for one in known)
        return f"{beside} counted papers are in none of the categories held whole ({names})"
    missing = [name for name in wanted if not any(one.holds(name) for one in known)]
    return f"the corpus is not known to hold {', '.join(missing) or 'any category'} whole"


def growth_of_corpus(
    corpus: Corpus,
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
    categories: Sequence[str] = (),
    denominator: DenominatorChoice = "auto",
) -> Growth:
    """Return the growth of a corpus's pruning papers.

    Parameters
    ----------
    corpus : Corpus
    by, since, until
        As for `litscan.growth.measure_growth`.
    categories, denominator
        As for `counted_papers`.
    """
    counted = counted_papers(corpus, categories=categories, denominator=denominator)
    return counted.measure(by=by, since=since, until=until)


def growth_of_totals(
    corpus: Corpus,
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
) -> Growth:
    """Return the growth of the monthly totals that a corpus holds, arXiv's own for example.

    Raises
    ------
    CorpusError
        If the corpus holds none.
    """
    source, totals = monthly_totals(corpus)
    if not totals:
        raise CorpusError(
            f"{corpus.name}: no monthly totals",
            advice="import arXiv's CSV of monthly submissions: litscan import FILE",
        )
    notes = corpus.coverage_notes()
    about = [f"{source}: {text}" for text in notes[notes["source"] == source]["text"]]
    about.append("all submissions of every field; the first and the last month are left out")
    coverage = DataCoverage((source,), tuple(about), partial=False, subject="all submissions")
    return measure_totals(totals, by=by, since=since, until=until, coverage=coverage)


def _coverage(
    corpus: Corpus,
    counts: DayCounts,
    wanted: Sequence[str],
    whole: Sequence[CompleteCategory],
    beside: int,
) -> DataCoverage:
    """Return where papers came from; always partial.

    A query or a snapshot holds what it was asked for, and a category is not the field, so that no
    corpus is taken for the field.
    """
    notes = corpus.coverage_notes()
    caveats = [f"{row.source}: {row.text}" for row in notes.itertuples()]
    if wanted:
        names = ", ".join(wanted)
        caveats.append(f"only papers listed under {names}, as primary category or another")
    caveats += [
        f"{one.category} is complete to {one.through}, {one.told}; papers on pruning outside it"
        " are not counted"
        for one in whole
    ]
    late = sum(number for day, number in counts.days.items() if whole and day > _through(whole))
    if late:
        caveats.append(f"{late} papers submitted after {_through(whole)} are left out")
    if beside:
        caveats.append(
            f"{beside} papers are in no category that the corpus holds whole, so that the corpus"
            " is no denominator; --category names categories that are"
        )
    unjudged = sum(counts.unjudged.values()) + counts.undated_unjudged
    if unjudged:
        caveats.append(f"{unjudged} papers are counted as on-topic without having been judged")
    if not caveats:
        caveats.append("the sources do not say what they leave out")
    sources = tuple(sorted({*counts.sources, *notes["source"]}))
    return DataCoverage(sources, tuple(caveats), partial=True)
