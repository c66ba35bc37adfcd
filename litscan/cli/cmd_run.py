"""``litscan run``: the main job."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from litscan.cli.options import corpus_option, emit, progress, tell, tell_error, verbosity_options

if TYPE_CHECKING:
    from litscan.config import Settings
    from litscan.corpus import Corpus

__all__ = ["command"]


@click.command(
    "run",
    epilog="Examples: litscan run --sample; litscan run --from 2024-01-01 --fetch-limit 50",
)
@click.option("--sample", is_flag=True, help="Use the sample corpus that ships with litscan.")
@corpus_option
@click.option(
    "--output",
    type=click.Path(file_okay=False),
    default="litscan-report",
    show_default=True,
    help="Folder for the report, and with --sample for its corpus.",
)
@click.option("--from", "since", metavar="DATE", help="First day of submission to collect.")
@click.option("--until", metavar="DATE", help="Last day of submission to collect.")
@click.option(
    "--fetch-limit",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="Most full texts to download in this run, newest first.",
)
@click.option("--base-url", metavar="URL", help="A mirror or a replay in arXiv's place.")
@click.option("--delay", type=click.FloatRange(0), help="Seconds between requests.")
@click.option(
    "--profile",
    metavar="NAME_OR_FILE",
    help="Severities and weights of the checks: a name or a TOML file.",
)
@verbosity_options
def command(
    sample: bool,  # noqa: FBT001 (click passes it by name)
    corpus: str | None,
    output: str,
    since: str | None,
    until: str | None,
    fetch_limit: int,
    base_url: str | None,
    delay: float | None,
    profile: str | None,
) -> int:
    """Do everything: collect, fetch, read, extract, audit, count, tabulate, report.

    With --sample nothing is asked of the network, and the corpus is made beside the report.
    Without it papers come from arXiv; if that cannot be reached the job works with what the
    corpus has, says so, and ends with status 2. Run it again to go on.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.errors import UsageError
    from litscan.pipeline.main_job import finish_job
    from litscan.report import make_folder
    from litscan.rigor.profiles import load_profile

    if sample and (since or until or base_url or delay is not None):
        raise UsageError("--sample asks nothing of arXiv", advice="leave out --from, --until ...")
    if sample:
        make_folder(output)
        corpus = corpus or str(Path(output) / "sample.db")
    settings = load_settings(corpus=corpus, base_url=base_url, profile=profile)
    load_profile(settings.profile)
    status = 0
    with Corpus.open(settings.corpus, files=settings.files) as opened:
        if sample:
            title = _load_sample(opened)
        else:
            status = _from_arxiv(opened, settings, since, until, fetch_limit, delay)
            title = None
            if status and not opened.counts()["papers"]:
                return status
        summary = finish_job(opened, output, profile=settings.profile, title=title, watch=_shown)
        emit("\n".join(summary.lines))
    return status


def _shown(items: Iterable[Any], label: str, length: int | None) -> Iterable[Any]:
    with progress(items, label, length) as shown:
        yield from shown


def _load_sample(corpus: Corpus) -> str:
    from litscan.pipeline.sample import TITLE, load_sample

    for _ in _shown(load_sample(corpus), "read", None):
        pass
    return TITLE


def _from_arxiv(
    corpus: Corpus,
    settings: Settings,
    since: str | None,
    until: str | None,
    fetch_limit: int,
    delay: float | None,
) -> int:
    """Collect and fetch; return 2 if arXiv could not be reached, having kept what came."""
    from litscan.cli.collect_api import account, page_bar
    from litscan.collect.api import ApiSource
    from litscan.collect.query import EARLIEST, Search, default_query, parse_day
    from litscan.collect.session import open_session
    from litscan.errors import NetworkError
    from litscan.pipeline.collecting import bring_up_to_date
    from litscan.pipeline.fetch_queue import daily_budget, fetch_queue, spent_note
    from litscan.pipeline.fetching import fetch_papers

    first = parse_day(since, "--from") if since else EARLIEST
    search = Search(*default_query(None, ()), first, parse_day(until, "--until") if until else None)
    with open_session(settings, delay, gate=corpus.gate(tell)) as session:
        try:
            source = ApiSource(session, settings.base_url)
            with page_bar(source) as on_page:
                done = bring_up_to_date(corpus, source, search, on_page=on_page)
            click.echo(f"litscan: collected {account(done)}", err=True)
            wanted, budget = fetch_queue(corpus).wanted[:fetch_limit], daily_budget(settings)
            fetched = fetch_papers(corpus, session, settings.base_url, wanted, budget=budget)
            left = len(wanted)
            for report in _shown(fetched, "fetch", len(wanted)):
                left -= 1
                if report.document is None:
                    click.echo(
                        f"litscan: {report.arxiv_id}: {report.outcome}: {report.note}", err=True
                    )
            tell(spent_note(budget, left))
        except NetworkError as error:
            tell_error(error)
            return 2
    return 0
