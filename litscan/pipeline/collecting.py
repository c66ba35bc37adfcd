"""From arXiv into the corpus: records page by page, full texts paper by paper.

Each page and each paper is stored before the next is asked for, so that whatever stops a run,
what came stays, and the same command takes up the work again.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litscan.collect.records import MetadataRecord
from litscan.corpus.records import Counts, PaperRecord
from litscan.corpus.withdrawn import is_withdrawn
from litscan.errors import NetworkError, ReadError
from litscan.pipeline.stages import screen_papers
from litscan.version import __version__

if TYPE_CHECKING:
    from litscan.collect.api import ApiSource, Page
    from litscan.collect.eprint import FetchedText
    from litscan.collect.session import PoliteSession
    from litscan.corpus import Corpus
    from litscan.ids import ArxivId

__all__ = [
    "Collected",
    "FetchReport",
    "collect_papers",
    "fetch_papers",
    "paper_of",
    "unread_papers",
]

API_SOURCE = "arxiv-api"
_MEDIA_TYPES = {
    "gzip": "application/gzip",
    "tar": "application/x-tar",
    "tex": "application/x-tex",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class Collected:
    """What a collection did: papers by what became of them, and what arXiv promised and kept."""

    counts: Counts
    promised: int
    received: int
    missing: int
    requests: int


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of one paper: the outcome of `fetch_text`, ``stored`` or what went wrong."""

    arxiv_id: str
    outcome: str
    form: str
    note: str
    document: int | None = None


def paper_of(record: MetadataRecord) -> PaperRecord:
    """Return the corpus's record of a paper that arXiv's API described."""
    return PaperRecord(
        key=record.arxiv_id,
        arxiv_id=record.arxiv_id,
        title=record.title or None,
        abstract=record.abstract or None,
        authors=record.authors,
        categories=record.categories,
        primary_category=record.primary or None,
        submitted=record.submitted or None,
        updated=record.updated or None,
        version=record.version,
        comment=record.comment,
        doi=record.doi,
        venue=record.journal_ref,
        source=API_SOURCE,
        withdrawn=is_withdrawn(record.comment),
    )


def collect_papers(
    corpus: Corpus,
    source: ApiSource,
    query: str,
    categories: Sequence[str],
    first: dt.date,
    last: dt.date,
    *,
    limit: int | None = None,
    on_page: Callable[[Page], None] | None = None,
) -> Collected:
    """Collect the papers of a query into the corpus, a page at a time.

    Raises
    ------
    NetworkError
        If arXiv stops answering; the message says what was kept.
    """
    counts, promised, received = Counts(), 0, 0
    try:
        for page in source.pages(query, categories, first, last):
            records = page.records if limit is None else page.records[: limit - received]
            counts += corpus.add_papers(paper_of(record) for record in records)
            screen_papers(corpus)
            promised, received = page.total, received + len(records)
            if on_page:
                on_page(page)
            if limit is not None and received >= limit:
                break
    except NetworkError as error:
        _note(corpus, "failed", error.message)
        kept = f"{received} papers of this run are in {corpus.name}" if received else "none came"
        raise NetworkError(
            f"{error.message}; {kept}, and what was there before is untouched",
            advice="run the same command later to go on",
        ) from error
    _note(corpus, "done", f"{received} of {promised} papers: {query}")
    missing = 0 if limit is not None else source.missing
    return Collected(counts, promised, received, missing, source.session.requests_made)


def _note(corpus: Corpus, outcome: str, message: str) -> None:
    corpus.record_stage("collect", __version__, outcome=outcome, message=message[:500])


def unread_papers(corpus: Corpus) -> list[str]:
    """Return the arXiv ids of relevant papers without a document, newest first.

    Papers of unknown relevance are left out; collecting and screening give every paper its own.
    """
    from litscan.collect.relevance import load_relevance_model

    papers = corpus.papers()
    read = set(corpus.documents()["key"])
    threshold = load_relevance_model().threshold
    wanted = papers[papers["arxiv_id"].notna() & ~papers["key"].isin(read)]
    wanted = wanted[wanted["relevance"].fillna(0.0).astype(float) >= threshold]
    ordered = wanted.sort_values(["submitted", "key"], ascending=False, na_position="last")
    return [str(name) for name in ordered["arxiv_id"]]


def fetch_papers(
    corpus: Corpus, session: PoliteSession, base_url: str, ids: Iterable[ArxivId]
) -> Iterator[FetchReport]:
    """Fetch, store and read the full text of papers, one after the other.

    A paper unknown to the corpus is entered with its identifier alone. What cannot be read is
    kept as it came, so that a later reader can try.

    Raises
    ------
    NetworkError
        If arXiv stops answering; what was fetched before is stored.
    """
    from litscan.collect.eprint import fetch_text

    for arxiv_id in ids:
        with tempfile.TemporaryDirectory(prefix="litscan-") as folder:
            fetched = fetch_text(session, base_url, arxiv_id, Path(folder) / "source")
            yield _store(corpus, fetched, Path(folder))


def _store(corpus: Corpus, fetched: FetchedText, folder: Path) -> FetchReport:
    from dataclasses import replace

    from litscan.document import read_document

    name = str(fetched.arxiv_id)
    if not fetched.content:
        return FetchReport(name, fetched.outcome, fetched.form, fetched.note)
    key = fetched.arxiv_id.base
    if corpus.paper(key) is None:
        corpus.add_papers([PaperRecord(key=key, arxiv_id=key, source="arxiv-eprint")])
    sha = corpus.store_raw(fetched.content, _MEDIA_TYPES[fetched.form], fetched.url)
    path = folder / "source"
    if fetched.outcome == "pdf":
        path = folder / "paper.pdf"
        path.write_bytes(fetched.content)
    try:
        document = read_document(path)
    except ReadError as error:
        reason = error.message.replace(str(folder), name)
        return FetchReport(name, "unreadable", fetched.form, f"kept, but {reason}")
    source = replace(document.source, path=name, sha256=sha)
    document = replace(document, source=source, arxiv_id=fetched.arxiv_id)
    number = corpus.save_document(key, document, sha)
    return FetchReport(name, fetched.outcome, fetched.form, fetched.note, number)
