"""What claims read of a corpus: submission days, comparisons a paper makes, and the coverage."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from litscan.claims.corpus_papers import ReadPaper, read_papers
from litscan.claims.wider import WiderField, wider_field
from litscan.extraction.costs import is_quality
from litscan.growth.of_corpus import counted_papers, topic_threshold
from litscan.growth.record import DataCoverage

if TYPE_CHECKING:
    import pandas as pd

    from litscan.corpus import Corpus
    from litscan.corpus.view import DescribedPaper
    from litscan.rigor.corpus_view import Literature

__all__ = ["CorpusView", "dense_numbers", "methods_compared", "pruning_papers", "view_corpus"]


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
    dense : mapping of (str, str, str) to mapping of str to float
        Numbers of unpruned networks by dataset, architecture and metric: one a read paper, by its
        key.
    wider : WiderField
        All submissions that the papers on the topic are a share of.
    coverage : DataCoverage
    fingerprint : str
        The corpus's state.
    """

    days: Mapping[date, int] = field(default_factory=dict)
    unjudged: Mapping[date, int] = field(default_factory=dict)
    compared: Mapping[str, int] = field(default_factory=dict)
    read: tuple[ReadPaper, ...] = ()
    dense: Mapping[tuple[str, str, str], Mapping[str, float]] = field(default_factory=dict)
    wider: WiderField = field(default_factory=WiderField)
    coverage: DataCoverage = field(default_factory=DataCoverage)
    fingerprint: str = ""


def view_corpus(corpus: Corpus) -> CorpusView:
    """Return the view of a corpus."""
    counted = counted_papers(corpus)
    results = corpus.results()
    documents, literature = corpus.documents(), corpus.literature()
    compared = methods_compared(documents, results, corpus.facts("comparison"))
    pruning = _pruning_papers(corpus, compared)
    compared = {key: number for key, number in compared.items() if key in pruning}
    return CorpusView(
        days=counted.counts.days,
        unjudged=counted.counts.unjudged,
        compared=compared,
        read=read_papers(corpus, compared, results, literature),
        dense=dense_numbers(literature, set(documents["key"])),
        wider=wider_field(corpus, counted),
        coverage=counted.coverage,
        fingerprint=corpus.fingerprint(),
    )


def _pruning_papers(corpus: Corpus, keys: Iterable[str]) -> set[str]:
    described = corpus.described_papers()
    known = {key: described[key] for key in keys if key in described}
    records = [corpus.paper(key) for key, paper in known.items() if not paper.kinds]
    relevance = {record.key: record.relevance for record in records if record is not None}
    return pruning_papers(known, relevance, corpus.screenings())


def pruning_papers(
    described: Mapping[str, DescribedPaper],
    relevance: Mapping[str, float | None],
    screenings: pd.DataFrame,
) -> set[str]:
    """Return the read papers that are about pruning.

    Either the text says so or title and abstract do; what a person decided outranks both.

    Parameters
    ----------
    described
        As `Corpus.described_papers` returns it.
    relevance : mapping of str to float or None
        That of the papers whose text does not say so.
    screenings : DataFrame
        As `Corpus.screenings` returns it.
    """
    threshold = topic_threshold()
    likely = {key for key, value in relevance.items() if value is not None and value >= threshold}
    decided = {
        decision: set(screenings.loc[screenings["decision"] == decision, "key"])
        for decision in ("include", "exclude")
    }
    about = {key for key, paper in described.items() if paper.kinds or key in likely}
    return (about | (set(described) & decided["include"])) - decided["exclude"]


def dense_numbers(
    literature: Literature, read: Collection[str]
) -> dict[tuple[str, str, str], dict[str, float]]:
    """Return the numbers of unpruned networks that papers whose text was read print.

    What a meta-analysis in the corpus states of papers is left out: a claim on its own tables would
    be tested by them.
    """
    found = {
        place: {paper: result.value for paper, result in papers.items() if paper in read}
        for place, papers in literature.middles.items()
    }
    return {place: values for place, values in found.items() if values}


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
