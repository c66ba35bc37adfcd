"""What of a corpus growth counts: which papers, against which totals, with which caveats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from litscan.errors import CorpusError
from litscan.growth.counts import Period
from litscan.growth.measure import measure_growth, measure_totals
from litscan.growth.record import DataCoverage, Growth

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import Corpus

__all__ = ["CountedPapers", "counted_papers", "growth_of_corpus", "growth_of_totals"]


@dataclass(frozen=True, slots=True)
class CountedPapers:
    """The submissions of a corpus that growth is counted from.

    Parameters
    ----------
    submissions : DataFrame
        The arXiv papers not judged off-topic.
    totals : mapping of str to int
        All of arXiv's submissions by month, where the corpus holds them.
    coverage : DataCoverage
    """

    submissions: pd.DataFrame
    totals: Mapping[str, int]
    coverage: DataCoverage


def counted_papers(corpus: Corpus) -> CountedPapers:
    """Return the papers of a corpus that count: on arXiv, and not judged off-topic.

    A paper without a judgement, for want of a title, counts and is mentioned as a caveat. Papers
    that were imported without an arXiv id have no submission date and do not count.
    """
    from litscan.collect.relevance import load_relevance_model

    submissions = corpus.submissions()
    submissions = submissions[submissions["arxiv_id"].notna()]
    judged = submissions["relevance"].notna()
    threshold = load_relevance_model().threshold
    submissions = submissions[~judged | (submissions["relevance"].astype(float) >= threshold)]
    return CountedPapers(submissions, _totals(corpus), _coverage(corpus, submissions))


def growth_of_corpus(
    corpus: Corpus,
    *,
    by: Period = "month",
    since: date | None = None,
    until: date | None = None,
) -> Growth:
    """Return the growth of a corpus's pruning papers; see `litscan.growth.measure_growth`."""
    counted = counted_papers(corpus)
    return measure_growth(
        counted.submissions,
        by=by,
        since=since,
        until=until,
        totals=counted.totals,
        coverage=counted.coverage,
    )


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
    source, totals = _named_totals(corpus)
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


def _totals(corpus: Corpus) -> dict[str, int]:
    return _named_totals(corpus)[1]


def _named_totals(corpus: Corpus) -> tuple[str, dict[str, int]]:
    """Return the monthly totals of the source that knows most months, and its name."""
    known = corpus.monthly_totals()
    if known.empty:
        return "", {}
    source = known.groupby("source").size().sort_values(kind="stable").index[-1]
    rows = known[known["source"] == source]
    pairs = zip(rows["month"], rows["submissions"], strict=True)
    return str(source), {str(month): int(number) for month, number in pairs}


def _coverage(corpus: Corpus, submissions: pd.DataFrame) -> DataCoverage:
    """Return where papers came from; always partial.

    A query or a snapshot holds what it was asked for, and no source can yet show that it missed
    nothing, so that no corpus is taken for the field.
    """
    notes = corpus.coverage_notes()
    named = {
        name for joined in submissions["source"].dropna().unique() for name in joined.split(",")
    }
    caveats = [f"{row.source}: {row.text}" for row in notes.itertuples()]
    unjudged = int(submissions["relevance"].isna().sum())
    if unjudged:
        caveats.append(f"{unjudged} papers are counted as on-topic without having been judged")
    if not caveats:
        caveats.append("the sources do not say what they leave out")
    return DataCoverage(tuple(sorted(named | set(notes["source"]))), tuple(caveats), partial=True)
