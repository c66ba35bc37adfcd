"""``litscan collect``: papers from arXiv into the corpus."""

from __future__ import annotations

from pathlib import Path

import click

from litscan.cli.options import (
    corpus_option,
    format_option,
    verbosity_options,
)
from litscan.collect.session import open_session
from litscan.errors import UsageError

__all__ = ["command"]


@click.command(
    "collect",
    epilog="Examples: litscan collect --plan; litscan collect --from 2024-01-01 --category cs.LG;"
    " litscan collect --query 'ti:\"lottery ticket\"'",
)
@click.option("--query", help="Query in arXiv's grammar.  [default: pruning and sparsity, broadly]")
@click.option("--category", "categories", multiple=True, help="Only this category; repeatable.")
@click.option(
    "--from", "first", metavar="DATE", help="First day of submission; with oai, of the last change."
)
@click.option(
    "--until", "last", metavar="DATE", help="Last day of submission or change.  [default: today]"
)
@click.option(
    "--source",
    type=click.Choice(["api", "oai", "snapshot"]),
    help="arXiv's search API, its OAI-PMH interface for whole categories, or metadata files named "
    "as SNAPSHOT.  [default: api; with --update that of the last run]",
)
@click.argument("snapshot", nargs=-1, type=click.Path(path_type=Path))
@click.option("--base-url", help="A mirror or a replay in arXiv's place.")
@click.option("--delay", type=click.FloatRange(0, 3600), help="Seconds between requests.  [3]")
@click.option("--limit", type=click.IntRange(1), help="Stop after so many papers.")
@click.option("--update", is_flag=True, help="Only what is new or revised since the last run.")
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be asked, and stop.")
@corpus_option
@format_option("text", "json")
@verbosity_options
def command(
    query: str | None,
    categories: tuple[str, ...],
    first: str | None,
    last: str | None,
    source: str | None,
    snapshot: tuple[Path, ...],
    base_url: str | None,
    delay: float | None,
    limit: int | None,
    update: bool,  # noqa: FBT001 (click passes it by name)
    only_plan: bool,  # noqa: FBT001 (click passes it by name)
    corpus: str | None,
    format_: str,
) -> int:
    """Gather pruning papers from arXiv into the corpus.

    Papers are stored as they come; a run that is stopped, or that arXiv stops, loses nothing, and
    the same command goes on from where it stood. With --update only papers are asked for whose
    current version is of the days since the last run, or of the week before.

    With --source oai, whole categories are gathered, relevant or not, as arXiv lists them by the
    day of the last change; --update then asks for what changed since the last one known, or two
    days before.

    With --source snapshot, metadata is read from files instead, and nothing is asked of arXiv:
    JSON Lines, plain, gzip or in a zip archive, as arXiv's snapshot comes from Kaggle. All of it is
    taken but what --category, --from and --until leave out.
    """
    from litscan.cli.collect_api import collect_api, plan_api
    from litscan.cli.collect_oai import harvest_asked_for, over_oai, source_of_last_run
    from litscan.cli.collect_snapshot import from_snapshots, papers_asked_for, plan_snapshots
    from litscan.cli.turns import turns_of_corpus
    from litscan.collect.query import EARLIEST, Search, default_query, parse_day
    from litscan.config import load_settings

    settings = load_settings(corpus=corpus, base_url=base_url)
    source = source or (source_of_last_run(settings.corpus) if update else "api")
    if source == "snapshot":
        wanted = papers_asked_for(query, categories, first, last, update=update)
        if only_plan:
            plan_snapshots(settings, snapshot, wanted, format_)
            return 0
        return from_snapshots(settings, snapshot, wanted, limit, format_)
    if snapshot:
        raise UsageError(f"{snapshot[0]}: no file is expected", advice="--source snapshot FILE...")
    if update and limit:
        raise UsageError("--update takes all that is new", advice="leave out --limit")
    if source == "oai":
        harvest = harvest_asked_for(query, categories, first, last, update=update)
        over_oai(settings, harvest, delay, limit, format_, only_plan=only_plan)
        return 0
    text, names = default_query(query, categories)
    start = parse_day(first, "--from") if first else EARLIEST
    end = parse_day(last, "--until") if last else None
    search = Search(text, names, start, end)
    with open_session(settings, delay) as session:
        from litscan.collect.api import PAGE_SIZE, ApiSource

        api = ApiSource(session, settings.base_url, min(limit or PAGE_SIZE, PAGE_SIZE))
        if only_plan:
            with turns_of_corpus(session, settings):
                plan_api(settings, api, search, format_, limit=limit, update=update)
        else:
            collect_api(settings, api, search, format_, limit=limit, update=update)
    return 0
