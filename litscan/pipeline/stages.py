"""One function a stage: what is pending is done and stored, item by item."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from litscan.corpus import Corpus
    from litscan.document import Document
    from litscan.extraction import Extraction
    from litscan.rigor import Audit

__all__ = [
    "audit_documents",
    "audit_stated",
    "document_of",
    "extract_documents",
    "pending_note",
]

log = logging.getLogger(__name__)


def document_of(corpus: Corpus, key: str, version: int | None = None) -> int | None:
    """Return the id of the document of a paper: of the version named, else of the current one."""
    documents = corpus.documents()
    same = documents[documents["key"] == key]
    same = same[same["current"] if version is None else same["version"] == version]
    return int(same["id"].iloc[-1]) if len(same) else None


def pending_note(corpus: Corpus) -> str:
    """Return what to tell a reader of facts while documents wait for extraction, or nothing."""
    from litscan.extraction import EXTRACTOR_VERSION

    waiting = len(corpus.pending("extract", EXTRACTOR_VERSION))
    if not waiting:
        return ""
    return f"{waiting} documents have not been extracted yet; run litscan extract"


def extract_documents(corpus: Corpus, *, learned: bool = True) -> Iterator[tuple[int, Extraction]]:
    """Extract facts from every document not seen by this version of the extractor.

    A document that the extractor fails on is noted as failed, with the reason, and tried again
    in the next run; the others go on.
    """
    from litscan.extraction import EXTRACTOR_VERSION, extract

    for number in corpus.pending("extract", EXTRACTOR_VERSION):
        document = corpus.load_document(number)
        try:
            facts = extract(document, learned=learned)
        except Exception as error:
            _note_failure(corpus, "extract", EXTRACTOR_VERSION, number, document.source.path, error)
            continue
        corpus.save_extraction(number, facts)
        corpus.record_stage("extract", EXTRACTOR_VERSION, document=number)
        yield number, facts


def _note_failure(
    corpus: Corpus, stage: str, version: str, number: int, path: str, error: Exception
) -> None:
    reason = f"{type(error).__name__}: {error}"[:500]
    log.error("%s: %s failed: %s (the other documents go on)", path, stage, reason)
    log.debug("%s", path, exc_info=error)
    corpus.record_stage(stage, version, document=number, outcome="failed", message=reason)


def audit_documents(
    corpus: Corpus, *, profile: str = "blalock"
) -> Iterator[tuple[str, Document, Audit]]:
    """Audit every document of the corpus from its stored text and facts; store the findings.

    Yields the paper's key, its document and its audit, also for documents whose findings were
    there already: an audit is cheap, and a profile may have changed.
    """
    from litscan.extraction import EXTRACTOR_VERSION
    from litscan.rigor import AUDIT_VERSION, audit

    for _ in extract_documents(corpus):
        pass
    documents = corpus.documents()
    keys = dict(zip(documents["id"].tolist(), documents["key"].tolist(), strict=True))
    version = f"{AUDIT_VERSION}/{EXTRACTOR_VERSION}/{profile}"
    literature = corpus.literature()
    for number in corpus.extracted():
        document = corpus.load_document(number)
        try:
            facts = corpus.load_extraction(number, document)
            others = literature.seen_by(keys[number])
            result = audit(document, facts, profile=profile, corpus=others)
        except Exception as error:
            _note_failure(corpus, "audit", version, number, document.source.path, error)
            continue
        corpus.save_audit(number, result.to_json())
        corpus.record_stage("audit", version, document=number)
        yield keys[number], document, result


def audit_stated(
    corpus: Corpus, *, profile: str = "blalock"
) -> Iterator[tuple[str, Document, Audit]]:
    """Audit the papers of which the corpus has facts but no text, such as a meta-analysis's.

    Their numbers are checked. Nothing is stored.
    """
    from litscan.rigor import audit
    from litscan.rigor.stated import stated_document

    literature = corpus.literature()
    for key in corpus.stated_papers():
        document, facts = stated_document(corpus.load_paper_facts(key))
        others = literature.seen_by(key)
        yield key, document, audit(document, facts, profile=profile, corpus=others)
