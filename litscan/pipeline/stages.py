"""One function a stage: what is pending is done and stored, item by item."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.extraction import Extraction
    from litscan.rigor import Audit

__all__ = ["audit_documents", "documents_of", "extract_documents", "screen_papers"]

SCREEN_BATCH = 2000


def documents_of(corpus: Corpus, key: str) -> list[int]:
    """Return the ids of a paper's documents in the corpus, oldest version first."""
    documents = corpus.documents()
    return [int(number) for number in documents.loc[documents["key"] == key, "id"]]


def screen_papers(corpus: Corpus) -> int:
    """Give every titled paper that has none its relevance; return how many were screened.

    Relevance is the probability that the paper is about pruning neural networks.
    """
    from litscan.collect.relevance import relevance_probabilities

    pending = corpus.unscreened()
    screened = 0
    while batch := list(islice(pending, SCREEN_BATCH)):
        found = relevance_probabilities([(title, abstract) for _, title, abstract in batch])
        corpus.set_relevance({key: p for (key, _, _), p in zip(batch, found, strict=True)})
        screened += len(batch)
    return screened


def extract_documents(corpus: Corpus) -> Iterator[tuple[int, Extraction]]:
    """Extract facts from every document not seen by this version of the extractor."""
    from litscan.extraction import EXTRACTOR_VERSION, extract

    for number in corpus.pending("extract", EXTRACTOR_VERSION):
        facts = extract(corpus.load_document(number))
        corpus.save_extraction(number, facts)
        corpus.record_stage("extract", EXTRACTOR_VERSION, document=number)
        yield number, facts


def audit_documents(corpus: Corpus, *, profile: str = "blalock") -> Iterator[tuple[str, Audit]]:
    """Audit every document of the corpus from its stored text and facts; store the findings.

    Yields the paper's key and its audit, also for documents whose findings were there already:
    an audit is cheap, and a profile may have changed.
    """
    from litscan.extraction import EXTRACTOR_VERSION
    from litscan.rigor import AUDIT_VERSION, audit

    documents = corpus.documents()
    for _ in extract_documents(corpus):
        pass
    current = documents[documents["current"]]
    for number, key in zip(current["id"].tolist(), current["key"].tolist(), strict=True):
        result = audit(
            corpus.load_document(number), corpus.load_extraction(number), profile=profile
        )
        corpus.save_audit(number, result.to_json())
        corpus.record_stage(
            "audit", f"{AUDIT_VERSION}/{EXTRACTOR_VERSION}/{profile}", document=number
        )
        yield key, result
