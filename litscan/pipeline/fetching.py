"""From arXiv into the corpus: full texts, paper by paper.

Each paper is stored, and what came of it remembered, before the next is asked for: whatever stops
a run, what came stays, and the same command takes up the work again.
"""

from __future__ import annotations

import logging
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from litscan.corpus.fetches import Fetch
from litscan.corpus.records import PaperRecord
from litscan.errors import NetworkError, ReadError

if TYPE_CHECKING:
    from litscan.collect.eprint import FetchedText
    from litscan.collect.session import PoliteSession
    from litscan.corpus import Corpus
    from litscan.document import Document
    from litscan.ids import ArxivId

__all__ = ["FetchReport", "fetch_papers"]

log = logging.getLogger(__name__)

_MEDIA_TYPES = {
    "gzip": "application/gzip",
    "tar": "application/x-tar",
    "tex": "application/x-tex",
    "html": "text/html",
    "pdf": "application/pdf",
}
_MOST_UNANSWERED = 3


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of one paper.

    Attributes
    ----------
    outcome : str
        As `litscan.collect.eprint.FetchedText` has it.
    document : int or None
        The number of its document, if it has a text that was read.
    asked : bool
        Whether arXiv was asked, or this is what the corpus remembers.
    """

    arxiv_id: str
    outcome: str
    form: str
    note: str
    document: int | None = None
    asked: bool = True


def fetch_papers(
    corpus: Corpus,
    session: PoliteSession,
    base_url: str,
    ids: Iterable[ArxivId],
    *,
    budget: int | None = None,
    again: bool = False,
) -> Iterator[FetchReport]:
    """Fetch, store and read the full text of papers, one after the other.

    A paper unknown to the corpus is entered with its identifier alone. Without a version, the
    one that the corpus knows as current is asked for. What cannot be read is kept as it came, so
    that a later reader can try, and the next address is asked.

    Several processes may work on one corpus: each takes the papers that no other has taken.

    Parameters
    ----------
    budget : int, optional
        Papers that this host is asked for in a day, over all runs; at its end the reports end.
    again : bool
        Ask also for what the corpus remembers.

    Raises
    ------
    NetworkError
        If arXiv stops answering; what was fetched before is stored.
    """
    from litscan.collect.gate import place_of

    host, unanswered = place_of(base_url), 0
    for asked_for in ids:
        arxiv_id = _with_version(corpus, asked_for)
        with corpus.asking_for(arxiv_id.base) as mine:
            known = None if again else _remembered(corpus, arxiv_id, named=asked_for)
            if known is None and not mine:
                note = "another process is asking for it"
                known = FetchReport(str(arxiv_id), "unanswered", "empty", note, asked=False)
            if known is None and not corpus.take_allowance(host, budget):
                return
            report = known or _fetch_one(corpus, session, base_url, arxiv_id)
        yield report
        if not report.asked:
            continue
        unanswered = unanswered + 1 if report.outcome == "unanswered" else 0
        if unanswered == _MOST_UNANSWERED:
            raise NetworkError(f"{_MOST_UNANSWERED} papers in a row: {report.note}")


def _with_version(corpus: Corpus, arxiv_id: ArxivId) -> ArxivId:
    if arxiv_id.version is not None:
        return arxiv_id
    paper = corpus.paper(arxiv_id.base)
    return replace(arxiv_id, version=paper.version if paper else None)


def _remembered(corpus: Corpus, arxiv_id: ArxivId, *, named: ArxivId) -> FetchReport | None:
    """Return what is known of a paper without asking, or None if it is to be asked for."""
    paper = corpus.paper(arxiv_id.base)
    if paper is None:
        return None
    fetch = corpus.last_fetch(arxiv_id.base, arxiv_id.version or 0)
    if fetch is None and paper.withdrawn and named.version is None:
        note = "withdrawn, as its record says; name a version to ask for it"
        return FetchReport(str(arxiv_id), "withdrawn", "empty", note, asked=False)
    if fetch is None or fetch.outcome == "unanswered":
        return None
    note = f"{fetch.note} ({fetch.tried[:10]}; not asked again)".lstrip()
    known = (fetch.outcome, fetch.form, note, fetch.document)
    return FetchReport(str(arxiv_id), *known, asked=False)


def _fetch_one(
    corpus: Corpus, session: PoliteSession, base_url: str, arxiv_id: ArxivId
) -> FetchReport:
    from litscan.collect.eprint import full_texts, worst_of

    refused: list[FetchedText] = []
    kept: dict[str, str] = {}
    with tempfile.TemporaryDirectory(prefix="litscan-") as folder:
        for found in full_texts(session, base_url, arxiv_id, Path(folder)):
            if found.path is None:
                refused.append(found)
                continue
            _enter(corpus, arxiv_id)
            media_type = _MEDIA_TYPES[found.form]
            sha = kept[found.url] = corpus.store_raw(found.content, media_type, found.url)
            document = _read(found.path, str(arxiv_id))
            if isinstance(document, str):
                refused.append(replace(found, outcome="unreadable", note=f"kept, but {document}"))
                continue
            source = replace(document.source, path=str(arxiv_id), sha256=sha)
            document = replace(document, source=source, arxiv_id=arxiv_id)
            number = corpus.save_document(arxiv_id.base, document, sha)
            return _remember(corpus, found, sha, number)
    worst = worst_of(refused)
    return _remember(corpus, worst, kept.get(worst.url))


def _enter(corpus: Corpus, arxiv_id: ArxivId) -> None:
    """Enter a paper that the corpus does not know, with its identifier alone."""
    key = arxiv_id.base
    if corpus.paper(key) is None:
        corpus.add_papers([PaperRecord(key=key, arxiv_id=key, source="arxiv-eprint")])


def _read(path: Path, name: str) -> Document | str:
    """Return the document, or in a few words why there is none."""
    from litscan.document import read_document

    try:
        return read_document(path)
    except ReadError as error:
        return error.message.replace(str(path), name)
    except Exception as error:  # a fault of the reader's is not to hold up the papers behind it
        log.warning("%s: the reader failed", name, exc_info=True)
        return f"the reader failed: {type(error).__name__}"


def _remember(
    corpus: Corpus, found: FetchedText, sha: str | None, number: int | None = None
) -> FetchReport:
    arxiv_id = found.arxiv_id
    if corpus.paper(arxiv_id.base) is not None:
        fetch = Fetch(arxiv_id.version or 0, found.outcome, found.form, found.note, sha)
        corpus.record_fetch(arxiv_id.base, fetch)
    return FetchReport(str(arxiv_id), found.outcome, found.form, found.note, number)
