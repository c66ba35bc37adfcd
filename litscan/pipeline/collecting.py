"""From arXiv into the corpus: records page by page, full texts paper by paper.

Each page and each paper is stored before the next is asked for, so that whatever stops a run,
what came stays, and the same command takes up the work again.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from litscan.collect.changes import since_day
from litscan.collect.walk import Place
from litscan.corpus.records import Counts, PaperRecord
from litscan.errors import ReadError
from litscan.pipeline.collection_log import API_SOURCE, Collected, CollectionLog, paper_of

if TYPE_CHECKING:
    from litscan.collect.api import ApiSource
    from litscan.collect.eprint import FetchedText
    from litscan.collect.query import Search
    from litscan.collect.session import PoliteSession
    from litscan.collect.walk import Page
    from litscan.corpus import Corpus
    from litscan.corpus.records import CollectionRun
    from litscan.ids import ArxivId

__all__ = [
    "Collected",
    "FetchReport",
    "bring_up_to_date",
    "collect_papers",
    "fetch_papers",
    "last_run",
    "paper_of",
    "unfinished_place",
    "unread_papers",
    "update_papers",
    "update_since",
]

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


def collect_papers(
    corpus: Corpus,
    source: ApiSource,
    search: Search,
    *,
    limit: int | None = None,
    on_page: Callable[[Page], None] | None = None,
) -> Collected:
    """Collect the papers of a search into the corpus, a page at a time.

    After each page the corpus knows where the walk stands; the same call goes on from there after
    whatever stopped it.

    Parameters
    ----------
    corpus : Corpus
    source : ApiSource
    search : Search
    limit : int, optional
        Stop after so many papers.
    on_page : callable, optional
        Is told of every page once it is stored.

    Raises
    ------
    NetworkError
        If arXiv stops answering; the message says what was kept.
    """
    request = _request(source, search) | ({"limit": limit} if limit is not None else {})
    run = corpus.begin_collection(API_SOURCE, request)
    log = CollectionLog(corpus, source.session, run)
    with log:
        for page in source.pages(search, _start(corpus, search, run, request)):
            records = page.records if limit is None else page.records[: limit - log.received]
            log.store(records, page)
            if on_page:
                on_page(page)
            if limit is not None and log.received >= limit:
                return log.finish("stopped")
    return log.finish("done")


def update_papers(
    corpus: Corpus,
    source: ApiSource,
    search: Search,
    *,
    on_page: Callable[[Page], None] | None = None,
) -> Collected:
    """Collect what is new or was revised since the last run of a search, with an overlap of days.

    Where there was none, or it was so long ago that arXiv does not show all that changed since,
    everything is collected.

    Raises
    ------
    NetworkError
        If arXiv stops answering; what came is kept.
    """
    last, since = last_run(corpus, source, search), update_since(corpus, source, search)
    if last is None or since is None:
        return collect_papers(corpus, source, search, on_page=on_page)
    newest = _newest(last)
    request = _request(source, search) | {"since": since.isoformat()}
    run = corpus.begin_collection(API_SOURCE, request)
    log = CollectionLog(corpus, source.session, run, since.isoformat())
    with log:
        reached = True
        for changed in source.changed(search, since, known=last.received > 0):
            newest = max([newest, *(record.submitted for record in changed.records)])
            log.store_changed(changed.records)
            reached = changed.reached
    log.save_position({"newest": newest})
    if reached:
        return log.finish("done")
    log.finish("stopped", "more changed than arXiv shows; everything is collected")
    return collect_papers(corpus, source, search, on_page=on_page)


def bring_up_to_date(
    corpus: Corpus,
    source: ApiSource,
    search: Search,
    *,
    on_page: Callable[[Page], None] | None = None,
) -> Collected:
    """Collect what the corpus lacks of a search: all, what is new, or nothing.

    arXiv's answers change once a day, so nothing is asked where the same was done today.

    Raises
    ------
    NetworkError
        If arXiv stops answering; what came is kept.
    """
    last = last_run(corpus, source, search)
    if last is None or last.started[:10] != dt.datetime.now(dt.UTC).date().isoformat():
        return update_papers(corpus, source, search, on_page=on_page)
    promised = last.received if last.promised is None else last.promised
    missing = promised - last.received
    return Collected(last.number, Counts(), promised, last.received, missing, 0, asked=False)


def last_run(corpus: Corpus, source: ApiSource, search: Search) -> CollectionRun | None:
    """Return the last run of a search that came to its end, up to whatever day, or None."""
    ignoring = ("until", "base_url", "since")
    return corpus.last_collection(API_SOURCE, _request(source, search), ignoring=ignoring)


def update_since(corpus: Corpus, source: ApiSource, search: Search) -> dt.date | None:
    """Return the day that an update goes back to, a week before the last run's end, or None.

    A run ends with its last day, with the day it was made, or with the newest paper it saw: where
    arXiv or a mirror stood still, what it had not shown yet comes with the next update.
    """
    last = last_run(corpus, source, search)
    if last is None:
        return None
    return since_day(_newest(last), last.started, last.request["until"] or last.started)


def unfinished_place(corpus: Corpus, source: ApiSource, search: Search) -> Place | None:
    """Return where a run of a search stands that did not come to its end, or None."""
    runs = corpus.collection_runs()
    for run in reversed(runs.to_dict("records")):
        same = run["source"] == API_SOURCE and run["request"] == _request(source, search)
        if same and run["outcome"] in ("open", "failed") and run["position"]:
            return Place.from_json(run["position"])
    return None


def _newest(run: CollectionRun) -> str:
    """Return when the newest paper that a run saw was submitted."""
    return str((run.position or {}).get("newest") or run.started)


def _request(source: ApiSource, search: Search) -> dict[str, Any]:
    return {
        "query": search.query,
        "categories": list(search.categories),
        "from": search.first.isoformat(),
        "until": search.last.isoformat() if search.last else None,
        "base_url": source.base_url,
    }


def _start(
    corpus: Corpus, search: Search, run: CollectionRun, request: Mapping[str, Any]
) -> Place | None:
    """Return where to begin: where the run stands, else at its first day.

    How many papers an earlier run got is what this one expects, so that an answer of none is
    known to be wrong.
    """
    if run.position:
        return Place.from_json(run.position)
    earlier = corpus.last_collection(API_SOURCE, request)
    return Place(search.minutes()[0], promised=earlier.received) if earlier else None


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
