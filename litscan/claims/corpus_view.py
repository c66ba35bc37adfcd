"""What claims read of a corpus: submission days, comparisons a paper makes, and the coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from litscan.claims.corpus_papers import ReadPaper, read_papers
from litscan.extraction.costs import is_quality
from litscan.growth.of_corpus import CountedPapers, counted_papers
from litscan.growth.record import DataCoverage
from litscan.growth.trends import ShareTrend

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import Corpus
    from litscan.corpus.view import DescribedPaper

__all__ = ["CorpusView", "methods_compared", "pruning_papers", "view_corpus"]


@dataclass(frozen=True, slots=True)
class CorpusView:
    """The part of a corpus that claims are decided by.

    Parameters
    ----------
    days : mapping of date to int
        How many of its papers on the topic were first submitted on each day, in order.
    unjudged : mapping of date to int
        How many of them are counted without having been judged on-topic.
    compared : mapping of str to int
        For each fully read paper on pruning with results of its own, the number of distinct
        pruning methods it compares to.
    read : tuple of ReadPaper
        What else is known of those papers.
    baselines : mapping of (str, str) to tuple of float
        Unpruned top-1 accuracies of each pair, one a paper.
    share_trend : ShareTrend or None
        How the share of all submissions changes; None where their number is not known.
    coverage : DataCoverage
    fingerprint : str
        The corpus's state.
    """

    days: Mapping[date, int] = field(default_factory=dict)
    unjudged: Mapping[date, int] = field(default_factory=dict)
    compared: Mapping[str, int] = field(default_factory=dict)
    read: tuple[ReadPaper, ...] = ()
    baselines: Mapping[tuple[str, str], tuple[float, ...]] = field(default_factory=dict)
    share_trend: ShareTrend | None = None
    coverage: DataCoverage = field(default_factory=DataCoverage)
    fingerprint: str = ""


def view_corpus(corpus: Corpus) -> CorpusView:
    """Return the view of a corpus."""
    counted = counted_papers(corpus)
    results = corpus.results()
    compared = methods_compared(corpus.documents(), results, corpus.facts("comparison"))
    judged = (corpus.submissions(), corpus.screenings())
    pruning = pruning_papers(corpus.described_papers(), *judged)
    compared = {key: number for key, number in compared.items() if key in pruning}
    return CorpusView(
        days=counted.counts.days,
        unjudged=counted.counts.unjudged,
        compared=compared,
        read=read_papers(corpus, compared, results),
        baselines=_baselines(corpus),
        share_trend=_share_trend(counted),
        coverage=counted.coverage,
        fingerprint=corpus.fingerprint(),
    )


def pruning_papers(
    described: Mapping[str, DescribedPaper], submissions: pd.DataFrame, screenings: pd.DataFrame
) -> set[str]:
    """Return the read papers that are about pruning.

    Either the text says so or title and abstract do; what a person decided outranks both.

    Parameters
    ----------
    described, submissions, screenings
        As `Corpus.described_papers`, `Corpus.submissions` and `Corpus.screenings` return them.
    """
    from litscan.collect.relevance import load_relevance_model

    threshold = load_relevance_model().threshold
    likely = set(submissions.loc[submissions["relevance"].astype(float) >= threshold, "key"])
    decided = {
        decision: set(screenings.loc[screenings["decision"] == decision, "key"])
        for decision in ("include", "exclude")
    }
    about = {key for key, paper in described.items() if paper.kinds or key in likely}
    return (about | (set(described) & decided["include"])) - decided["exclude"]


def _share_trend(counted: CountedPapers) -> ShareTrend | None:
    if not counted.totals:
        return None
    return counted.measure().share_trend


def _baselines(corpus: Corpus) -> dict[tuple[str, str], tuple[float, ...]]:
    return {
        (dataset, architecture): tuple(result.value for result in papers.values())
        for (dataset, architecture, metric), papers in corpus.literature().middles.items()
        if metric == "top1_accuracy"
    }


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
