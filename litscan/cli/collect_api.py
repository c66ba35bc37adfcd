"""``litscan collect`` with arXiv's search API: the plan, the collection, and how far it is."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from litscan.cli.options import (
    emit,
    emit_json,
    shows_bars,
    tell,
)
from litscan.errors import MissingInputError

if TYPE_CHECKING:
    from litscan.collect.api import ApiSource
    from litscan.collect.query import Search
    from litscan.collect.walk import Page, Place
    from litscan.config import Settings
    from litscan.pipeline.collecting import Collected

__all__ = ["account", "collect_api", "page_bar", "plan_api"]


def plan_api(
    settings: Settings,
    api: ApiSource,
    search: Search,
    format_: str,
    *,
    limit: int | None,
    update: bool,
) -> None:
    """Print what a collection would ask for, and how long that takes at least."""
    place, since = (None, None) if limit else _standing(settings, api, search, update=update)
    delay = api.session.patience.delay
    record = {"schema": "litscan.plan/1", "base_url": api.base_url, "since": since}
    if since:
        low, high = search.minutes()
        known = {"query": search.text(low, high), "total": None, "requests": 1, "seconds": delay}
        lines = [
            f"papers that are new or were revised since {since} at {api.base_url}: "
            f"1 request or more, {delay:g} s apart"
        ]
    else:
        plan = api.plan(search, place, limit)
        known = asdict(plan)
        most = f"{min(limit, plan.total)} of " if limit else ""
        lines = [
            f"{most}{plan.total} papers at {api.base_url}: {_requests(plan.requests)} x "
            f"{delay:g} s = at least {plan.seconds:.0f} s"
        ]
    if place:
        there = f"{place.before} of {place.promised} papers"
        lines.append(f"an earlier run has {there} and goes on at {place.minute:%Y-%m-%d %H:%M}")
    if format_ == "json":
        emit_json(record | known | {"place": place.to_json() if place else None})
        return
    emit("\n".join([str(known["query"]), "", *lines]))


def collect_api(
    settings: Settings,
    api: ApiSource,
    search: Search,
    format_: str,
    *,
    limit: int | None,
    update: bool,
) -> None:
    """Collect the papers of a search into the corpus, or what is new of them."""
    from litscan.corpus import Corpus
    from litscan.pipeline.collecting import collect_papers, unfinished_place, update_papers

    with Corpus.open(settings.corpus, files=settings.files) as corpus, page_bar(api) as on_page:
        api.session.share(corpus.gate(tell))
        if update:
            done = update_papers(corpus, api, search, on_page=on_page)
        else:
            place = None if limit else unfinished_place(corpus, api, search)
            if place:
                there = f"{place.before} of {place.promised} papers"
                tell(f"an earlier run has {there}; going on at {place.minute:%Y-%m-%d %H:%M}")
            done = collect_papers(corpus, api, search, limit=limit, on_page=on_page)
    if format_ == "json":
        emit_json({"schema": "litscan.collected/1", "corpus": settings.corpus, **asdict(done)})
    else:
        counts = done.counts
        emit(
            f"{account(done)}: {counts.added} new, {counts.updated} changed, "
            f"{counts.unchanged} as they were"
        )
    if done.missing:
        named = "; ".join(done.shortfalls)
        tell(
            f"arXiv counted {done.missing} papers that it did not give"
            + (f": {named}" * bool(named))
        )


def account(done: Collected) -> str:
    """Return what a collection got, in a few words."""
    if not done.asked:
        return (
            f"today already, {done.received} papers (run {done.run}): arXiv's answers change once "
            "a day, nothing was asked"
        )
    asked = _requests(done.requests)
    if done.since:
        return f"{done.received} papers new or revised since {done.since} in {asked}"
    return f"{done.received} of {done.promised} papers in {asked}"


@contextmanager
def page_bar(api: ApiSource) -> Iterator[Callable[[Page], None] | None]:
    """Show a bar with the requests left and the seconds they take; nothing in a pipe."""
    if not shows_bars():
        yield None
        return
    delay = api.session.patience.delay

    def arithmetic(left: int | None) -> str | None:
        return (
            None if left is None else f"{left} requests left x {delay:g} s = {left * delay:.0f} s"
        )

    with click.progressbar(
        length=1,
        label="collect",
        file=sys.stderr,
        show_eta=False,
        show_pos=True,
        item_show_func=arithmetic,
    ) as bar:

        def show(page: Page) -> None:
            left = api.requests_for(page.total - page.seen) if page.seen < page.total else 0
            bar.length = max(1, page.total)
            bar.update(page.seen - bar.pos, left)

        yield show


def _requests(number: int) -> str:
    return f"{number} request" + "s" * (number != 1)


def _standing(
    settings: Settings, api: ApiSource, search: Search, *, update: bool
) -> tuple[Place | None, str | None]:
    """Return where an unfinished run stands, or the day an update goes back to; makes no corpus."""
    from litscan.corpus import Corpus
    from litscan.pipeline.collecting import unfinished_place, update_since

    try:
        with Corpus.open(settings.corpus, files=settings.files, create=False) as corpus:
            since = update_since(corpus, api, search) if update else None
            return (
                (None, since.isoformat())
                if since
                else (unfinished_place(corpus, api, search), None)
            )
    except MissingInputError:
        return None, None
