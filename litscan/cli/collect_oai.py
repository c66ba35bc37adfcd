"""``litscan collect --source oai``: whole categories, and what changed in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from litscan.cli.options import (
    emit,
    emit_json,
    shows_bars,
    tell,
)
from litscan.collect.credentials import read_auth
from litscan.collect.oai import OaiPage, OaiSource, Window, oai_address, set_of
from litscan.collect.oai.source import OAI_READ_TIMEOUT
from litscan.collect.query import CATEGORIES, parse_day
from litscan.collect.session import open_session
from litscan.errors import UsageError
from litscan.pipeline.harvesting import Harvest, harvest_papers, planned_windows
from litscan.pipeline.updating import (
    OAI_SOURCE,
    OVERLAP,
    harvested_through,
    last_source,
)

if TYPE_CHECKING:
    from litscan.collect.session import PoliteSession
    from litscan.config import Settings
    from litscan.corpus import Corpus

__all__ = ["collect_oai", "harvest_asked_for", "over_oai", "plan_oai", "source_of_last_run"]

Found = TypeVar("Found")


def harvest_asked_for(
    query: str | None,
    categories: tuple[str, ...],
    first: str | None,
    last: str | None,
    *,
    update: bool,
) -> Harvest:
    """Return the harvest that the options of the command line ask for.

    Raises
    ------
    UsageError
        If they do not fit together, or arXiv has no such category.
    """
    if query is not None:
        raise UsageError("--query: OAI-PMH gives whole categories", advice="--category NAME")
    for name in categories:
        set_of(name)
    if update and (first or last):
        raise UsageError("--update finds its days itself", advice="leave out --from and --until")
    days = [parse_day(text, name).isoformat() if text else None
            for text, name in ((first, "--from"), (last, "--until"))]  # fmt: skip
    if days[0] and days[1] and days[0] > days[1]:
        raise UsageError(f"from {days[0]} is after until {days[1]}")
    return Harvest(tuple(dict.fromkeys(categories)), Window(*days), update)


def over_oai(
    settings: Settings,
    harvest: Harvest,
    delay: float | None,
    limit: int | None,
    format_: str,
    *,
    only_plan: bool,
) -> None:
    """Harvest, or say what that would take."""
    from litscan.corpus import Corpus

    with open_session(settings, delay) as session:
        if only_plan:
            plan_oai(settings, session, harvest, format_)
            return
        with Corpus.open(settings.corpus, files=settings.files) as corpus:
            session.share(corpus.gate(tell))
            collect_oai(corpus, settings, session, harvest, limit, format_)


def collect_oai(
    corpus: Corpus,
    settings: Settings,
    session: PoliteSession,
    harvest: Harvest,
    limit: int | None,
    format_: str,
) -> None:
    """Harvest, and print what came."""
    source = _source(settings, session)
    harvest = _with_categories(harvest, harvested_through(corpus))
    done = harvest_papers(corpus, source, harvest, limit=limit, on_page=_progress())
    if done.unread:
        tell(f"{done.unread} records could not be read; their identifiers are in the corpus")
    if format_ == "json":
        record = {"source": "oai", "corpus": settings.corpus, "promised": None, "missing": 0}
        emit_json({"schema": "litscan.collected/1", **record, **asdict(done)})
        return
    counts = done.counts
    emit(
        f"{done.received} records in {done.requests} requests: {counts.added} new papers, "
        f"{counts.updated} changed, {counts.unchanged} as they were"
        + (f"; {done.deleted} were deleted at arXiv" if done.deleted else "")
    )


def plan_oai(settings: Settings, session: PoliteSession, harvest: Harvest, format_: str) -> None:
    """Print what a harvest would ask for; OAI-PMH tells no sizes, and nothing is asked."""
    source = _source(settings, session)
    harvest = _with_categories(harvest, _stored(settings.corpus, harvested_through) or {})
    planned = _stored(settings.corpus, lambda corpus: planned_windows(corpus, harvest))
    if planned is None:
        planned = {set_of(name): harvest.window for name in harvest.categories}
    windows: list[dict[str, str | None]] = [
        {"set": spec, "from": days.first, "until": days.last} for spec, days in planned.items()
    ]
    least = len(windows)
    seconds = least * session.patience.delay
    if format_ == "json":
        known = {"source": "oai", "base_url": source.url, "total": None, "requests": least}
        emit_json({"schema": "litscan.plan/1", **known, "seconds": seconds, "windows": windows})
        return
    lines = [
        f"{window['set']}: changed {_days(window['from'], window['until'])}" for window in windows
    ]
    emit(
        "\n".join(lines)
        + f"\n\nHow many records these are, arXiv does not tell over OAI-PMH. At {source.url}: at "
        f"least {least} requests, one a set and one more for each page but the first, "
        f"{session.patience.delay:g} s apart, at least {seconds:.0f} s"
        + (f"; the overlap of an update is {OVERLAP.days} days" if harvest.update else "")
    )


def source_of_last_run(path_or_url: str) -> str:
    """Return which source, of those that have news, a corpus was gathered from last."""
    return "oai" if _stored(path_or_url, last_source) == OAI_SOURCE else "api"


def _stored(path_or_url: str, question: Callable[[Corpus], Found]) -> Found | None:
    """Return what a corpus answers; None of one that is not there, and none is made."""
    from litscan.corpus import Corpus

    if "://" not in path_or_url and not Path(path_or_url).exists():
        return None
    with Corpus.open(path_or_url, create=False) as corpus:
        return question(corpus)


def _days(first: str | None, last: str | None) -> str:
    if first and last:
        return f"from {first} to {last}"
    return f"since {first}" if first else f"until {last}" if last else "at any time"


def _source(settings: Settings, session: PoliteSession) -> OaiSource:
    """Return the server, and let the session wait for its pages and tell it who asks."""
    url = oai_address(settings.base_url)
    session.patience = replace(session.patience, read_timeout=OAI_READ_TIMEOUT)
    session.auth = read_auth(settings.arxiv_auth, url)
    return OaiSource(session, url)


def _with_categories(harvest: Harvest, through: dict[str, str]) -> Harvest:
    """Return the harvest with categories: those named, else for an update those there are."""
    if harvest.categories:
        return harvest
    known = tuple(_category_of(spec) for spec in through) if harvest.update else ()
    return replace(harvest, categories=known or CATEGORIES)


def _category_of(spec: str) -> str:
    """Return the category or archive that a set is of.

    Examples
    --------
    >>> _category_of("cs:cs:LG"), _category_of("physics:hep-th")
    ('cs.LG', 'hep-th')
    """
    return ".".join(spec.split(":")[1:])


def _progress() -> Callable[[str, OaiPage, int], None] | None:
    """Return what shows, on a terminal only, how far the list is; its end is not known."""
    if not shows_bars():
        return None

    def show(spec: str, page: OaiPage, received: int) -> None:
        reached = page.reached or "its start"
        end = "\n" if page.complete else ""
        click.echo(
            f"\rlitscan: {received} records, {spec} up to changes of {reached}   {end}",
            err=True,
            nl=False,
        )

    return show
