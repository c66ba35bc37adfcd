"""What of a corpus growth counts: which papers, against which totals, with which caveats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from litscan.growth.counts import Period
from litscan.growth.measure import measure_growth
from litscan.growth.record import DataCoverage, Growth

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import Corpus

__all__ = ["CountedPapers", "counted_papers", "growth_of_corpus"]


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


def _totals(corpus: Corpus) -> dict[str, int]:
    """Return the monthly totals of the source that knows most months."""
    known = corpus.monthly_totals()
    if known.empty:
        return {}
    source = known.groupby("source").size().sort_values(kind="stable").index[-1]
    rows = known[known["source"] == source]
    return {str(month): int(n) for month, n in zip(rows["month"], rows["submissions"], strict=True)}


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
