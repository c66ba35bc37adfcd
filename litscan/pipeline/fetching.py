"""From arXiv into the corpus: full texts, paper by paper.

Each paper is stored before the next is asked for, so that whatever stops a run, what came stays.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from litscan.corpus.records import PaperRecord
from litscan.errors import ReadError

if TYPE_CHECKING:
    from litscan.collect.eprint import FetchedText
    from litscan.collect.session import PoliteSession
    from litscan.corpus import Corpus
    from litscan.ids import ArxivId

__all__ = ["FetchReport", "fetch_papers", "unread_papers"]

_MEDIA_TYPES = {
    "gzip": "application/gzip",
    "tar": "application/x-tar",
    "tex": "application/x-tex",
    "pdf": "application/pdf",
}


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What became of one paper: the outcome of `fetch_text`, ``stored`` or what went wrong."""

    arxiv_id: str
    outcome: str
    form: str
    note: str
    document: int | None = None


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
