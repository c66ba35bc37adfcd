"""``litscan collect``: papers from arXiv into the corpus."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litscan.cli.options import (
    corpus_option,
    emit,
    emit_json,
    format_option,
    verbosity_options,
)
from litscan.collect.session import open_session
from litscan.errors import MissingInputError, UsageError

if TYPE_CHECKING:
    from litscan.collect.api import ApiSource, Page
    from litscan.config import Settings

__all__ = ["command"]


@click.command(
    "collect",
    epilog="Examples: litscan collect --plan; litscan collect --from 2024-01-01 --category cs.LG;"
    " litscan collect --query 'ti:\"lottery ticket\"'",
)
@click.option("--query", help="Query in arXiv's grammar.  [default: pruning and sparsity, broadly]")
@click.option("--category", "categories", multiple=True, help="Only this category; repeatable.")
@click.option("--from", "first", metavar="DATE", help="First day of submission.")
@click.option("--until", "last", metavar="DATE", help="Last day of submission.  [default: today]")
@click.option(
    "--source",
    type=click.Choice(["api", "snapshot"]),
    default="api",
    show_default=True,
    help="arXiv's search API, or metadata files named as SNAPSHOT.",
)
@click.argument("snapshot", nargs=-1, type=click.Path(path_type=Path))
@click.option("--base-url", help="A mirror or a replay in arXiv's place.")
@click.option("--delay", type=click.FloatRange(0, 3600), help="Seconds between requests.  [3]")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many papers.")
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be asked, and stop.")
@corpus_option
@format_option("text", "json")
@verbosity_options
def command(
    query: str | None,
    categories: tuple[str, ...],
    first: str | None,
    last: str | None,
    source: str,
    snapshot: tuple[Path, ...],
    base_url: str | None,
    delay: float | None,
    limit: int | None,
    only_plan: bool,  # noqa: FBT001 (click passes it by name)
    corpus: str | None,
    format_: str,
) -> int:
    """Gather pruning papers from arXiv into the corpus.

    Papers are stored as they come; a run that is stopped, or that arXiv stops, loses nothing, and
    the same command goes on. With --source snapshot, metadata is read from JSON Lines files
    (plain or gzip) instead, and nothing is asked of arXiv.
    """
    from litscan.collect.query import EARLIEST, default_query, parse_day
    from litscan.config import load_settings

    settings = load_settings(corpus=corpus, base_url=base_url)
    if source == "snapshot":
        return _from_snapshot(settings, snapshot, format_)
    if snapshot:
        raise UsageError(f"{snapshot[0]}: no file is expected", advice="--source snapshot FILE...")
    text, names = default_query(query, categories)
    start = parse_day(first, "--from") if first else EARLIEST
    end = parse_day(last, "--until") if last else dt.datetime.now(dt.UTC).date()
    with open_session(settings, delay) as session:
        from litscan.collect.api import PAGE_SIZE, ApiSource

        api = ApiSource(session, settings.base_url, min(limit or PAGE_SIZE, PAGE_SIZE))
        if only_plan:
            _print_plan(api, text, names, start, end, format_)
        else:
            _collect(settings, api, text, names, start, end, limit, format_)
    return 0


def _print_plan(
    api: ApiSource,
    query: str,
    categories: tuple[str, ...],
    first: dt.date,
    last: dt.date,
    format_: str,
) -> None:
    plan = api.plan(query, categories, first, last)
    if format_ == "json":
        emit_json({"schema": "litscan.plan/1", "base_url": api.base_url, **asdict(plan)})
        return
    emit(
        f"{plan.query}\n\n{plan.total} papers at {api.base_url}: {plan.requests} requests, "
        f"{api.session.patience.delay:g} s apart, at least {plan.seconds:.0f} s"
    )


def _collect(
    settings: Settings,
    api: ApiSource,
    query: str,
    categories: tuple[str, ...],
    first: dt.date,
    last: dt.date,
    limit: int | None,
    format_: str,
) -> None:
    from litscan.corpus import Corpus
    from litscan.pipeline.collecting import collect_papers

    with Corpus.open(settings.corpus, files=settings.files) as corpus:
        done = collect_papers(
            corpus, api, query, categories, first, last, limit=limit, on_page=_progress(api)
        )
    if format_ == "json":
        emit_json({"schema": "litscan.collected/1", "corpus": settings.corpus, **asdict(done)})
        return
    counts = done.counts
    emit(
        f"{done.received} of {done.promised} papers in {done.requests} requests: "
        f"{counts.added} new, {counts.updated} changed, {counts.unchanged} as they were"
    )
    if done.missing:
        click.echo(f"litscan: arXiv counted {done.missing} papers that it did not give", err=True)


def _progress(api: ApiSource) -> Callable[[Page], None] | None:
    """Return what shows, on a terminal only, how far the walk is and how long it must take."""
    if not sys.stderr.isatty() or click.get_current_context().meta.get("litscan.quiet"):
        return None

    def show(page: Page) -> None:
        left = -(-(page.total - page.seen) // api.page_size)
        wait = left * api.session.patience.delay
        end = "\n" if page.seen >= page.total else ""
        click.echo(
            f"\rlitscan: {page.seen} of {page.total} papers, {left} requests left, "
            f"at least {wait:.0f} s   {end}",
            err=True,
            nl=False,
        )

    return show


def _from_snapshot(settings: Settings, paths: tuple[Path, ...], format_: str) -> int:
    from litscan.corpus import Corpus, Counts
    from litscan.corpus.ingest import Problems
    from litscan.corpus.ingest.jsonl import read_jsonl
    from litscan.pipeline import screen_papers

    if not paths:
        raise UsageError("--source snapshot: no file named", advice="name JSON Lines files")
    missing = next((path for path in paths if not path.is_file()), None)
    if missing:
        raise MissingInputError(f"{missing}: there is no such file")
    counts, broken = Counts(), False
    with Corpus.open(settings.corpus, files=settings.files) as corpus:
        for path in paths:
            problems = Problems(str(path))
            counts += corpus.add_papers(read_jsonl(path, problems))
            if problems:
                click.echo(f"litscan: error: {problems.sentence()}", err=True)
                broken = True
        screened = screen_papers(corpus)
    if format_ == "json":
        record = {"corpus": settings.corpus, "counts": asdict(counts), "screened": screened}
        emit_json({"schema": "litscan.collected/1", **record})
    else:
        emit(f"{counts.added} new, {counts.updated} changed, {counts.unchanged} as they were")
    return 2 if broken else 0
