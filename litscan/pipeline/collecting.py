"""From arXiv into the corpus: records, page by page.

Each page is stored before the next is asked for, so that whatever stops a run,
what came stays, and the same command takes up the work again.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from litscan.collect.changes import since_day
from litscan.collect.walk import Place
from litscan.corpus.records import Counts
from litscan.pipeline.collection_log import API_SOURCE, Collected, CollectionLog, paper_of
from litscan.pipeline.run_alone import run_alone

if TYPE_CHECKING:
    from litscan.collect.api import ApiSource
    from litscan.collect.query import Search
    from litscan.collect.walk import Page
    from litscan.corpus import Corpus
    from litscan.corpus.records import CollectionRun

__all__ = [
    "Collected",
    "bring_up_to_date",
    "collect_papers",
    "last_run",
    "paper_of",
    "unfinished_place",
    "update_papers",
    "update_since",
]


def collect_papers(
    corpus: Corpus,
    source: ApiSource,
    search: Search,
    *,
    limit: int | None = None,
    screen: bool = True,
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
    screen : bool
        Give new papers their relevance as they come; else `screen_papers` does so later.
    on_page : callable, optional
        Is told of every page once it is stored.

    Raises
    ------
    NetworkError
        If arXiv stops answering; the message says what was kept.
    """
    request = _request(source, search) | ({"limit": limit} if limit is not None else {})
    with run_alone(corpus, API_SOURCE, request) as run:
        log = CollectionLog(corpus, source.session, run, screen=screen)
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
    with run_alone(corpus, API_SOURCE, request) as run:
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
