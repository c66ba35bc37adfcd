"""What claims read of a corpus: submission days, comparisons a paper makes, and the coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from litscan.extraction.costs import is_quality
from litscan.growth.counts import submission_days
from litscan.growth.of_corpus import counted_papers
from litscan.growth.record import DataCoverage

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import Corpus

__all__ = ["CorpusView", "methods_compared", "view_corpus"]


@dataclass(frozen=True, slots=True)
class CorpusView:
    """The part of a corpus that claims are decided by.

    Parameters
    ----------
    days : tuple of date
        First-submission days of its papers on the topic, sorted.
    unjudged : tuple of date
        Those of `days` whose papers are counted without having been judged on-topic.
    compared : mapping of str to int
        For each fully read paper with results of its own, the number of distinct pruning methods
        it compares to.
    coverage : DataCoverage
    fingerprint : str
        The corpus's state.
    """

    days: tuple[date, ...] = ()
    unjudged: tuple[date, ...] = ()
    compared: Mapping[str, int] = field(default_factory=dict)
    coverage: DataCoverage = field(default_factory=DataCoverage)
    fingerprint: str = ""


def view_corpus(corpus: Corpus) -> CorpusView:
    """Return the view of a corpus."""
    counted = counted_papers(corpus)
    compared = methods_compared(corpus.documents(), corpus.results(), corpus.facts("comparison"))
    unjudged = counted.submissions[counted.submissions["relevance"].isna()]
    return CorpusView(
        days=tuple(submission_days(counted.submissions)),
        unjudged=tuple(submission_days(unjudged)),
        compared=compared,
        coverage=counted.coverage,
        fingerprint=corpus.fingerprint(),
    )


def methods_compared(
    documents: pd.DataFrame, results: pd.DataFrame, comparisons: pd.DataFrame
) -> dict[str, int]:
    """Return how many distinct methods each countable paper compares to.

    Only papers whose text and tables were all read, and in which results of their own were found,
    are countable: elsewhere a missing comparison may be a failure to read.

    Parameters
    ----------
    documents, results, comparisons : DataFrame
        As `Corpus.documents`, `Corpus.results` and `Corpus.facts` return them.
    """
    read = {
        (row["key"], row["id"])
        for row in documents[["key", "id", "current", "coverage"]].to_dict("records")
        if row["current"] and _complete(row["coverage"])
    }
    tabled = (results["evidence_kind"] == "table") & results["metric"].map(is_quality).astype(bool)
    own = results[results["own"] & ~results["is_dense_baseline"] & tabled]
    papers = {
        key
        for key, number in zip(own["key"], own["document"], strict=True)
        if (key, number) in read
    }
    methods: dict[str, set[str]] = {key: set() for key in papers}
    columns = (comparisons["key"], comparisons["document"], comparisons["name"])
    for key, number, name in zip(*columns, strict=True):
        if (key, number) in read and key in methods:
            methods[key].add(str(name).casefold())
    return {key: len(found) for key, found in sorted(methods.items())}


def _complete(coverage: Mapping[str, Any]) -> bool:
    return bool(coverage["full_text"]) and coverage["tables_parsed"] == coverage["tables_found"]
