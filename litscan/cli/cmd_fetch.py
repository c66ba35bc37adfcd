"""``litscan fetch``: the full text of papers."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from litscan.cli.options import (
    corpus_option,
    emit,
    emit_json,
    format_option,
    shows_bars,
    tell,
    verbosity_options,
)
from litscan.errors import NetworkError, UsageError

if TYPE_CHECKING:
    from litscan.collect.session import PoliteSession
    from litscan.config import Settings
    from litscan.corpus import Corpus
    from litscan.ids import ArxivId
    from litscan.pipeline.fetch_queue import FetchQueue
    from litscan.pipeline.fetching import FetchReport

__all__ = ["command"]

_ERASE = "\r\x1b[2K"


@click.command(
    "fetch", epilog="Examples: litscan fetch 1608.08710; litscan fetch --plan; litscan fetch"
)
@click.argument("ids", metavar="[ID...]", nargs=-1)
@click.option("--base-url", help="A mirror or a replay in arXiv's place.")
@click.option("--delay", type=click.FloatRange(0, 3600), help="Seconds between requests.  [3]")
@click.option("--limit", type=click.IntRange(1), help="Most papers in this run.")
@click.option(
    "--budget",
    type=click.IntRange(0, 1_000_000),
    help="Most papers in one day: arXiv is no place for bulk downloads.  [400]",
)
@click.option("--again", is_flag=True, help="Ask also for papers that had no text last time.")
@click.option(
    "--revised", is_flag=True, help="Ask also for later versions than there are texts of."
)
@click.option("--plan", "only_plan", is_flag=True, help="Say what would be asked for, and stop.")
@corpus_option
@format_option("text", "json")
@verbosity_options
def command(
    ids: tuple[str, ...],
    base_url: str | None,
    delay: float | None,
    limit: int | None,
    budget: int | None,
    again: bool,  # noqa: FBT001 (click passes it by name)
    revised: bool,  # noqa: FBT001
    only_plan: bool,  # noqa: FBT001
    corpus: str | None,
    format_: str,
) -> int:
    """Download the full text of papers: the source, else arXiv's HTML, else the PDF.

    Without an ID: the relevant papers of the corpus that have no text yet, newest first. Each
    paper gets an outcome: source, html or pdf; or withdrawn, no_text, unsafe, too_large,
    unreadable, which are remembered until a new version appears; or unanswered. A paper is stored
    before the next is asked for, and the same command goes on where it was stopped. Ends with
    status 2 if a paper that was named has no text that can be read.
    """
    from litscan.collect.session import open_session
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.ids import parse_arxiv_id
    from litscan.pipeline.fetch_queue import fetch_queue

    if ids and (revised or only_plan or limit):
        raise UsageError("--limit, --revised and --plan are for all papers of the corpus")
    settings = load_settings(corpus=corpus, base_url=base_url, budget=budget)
    named = [parse_arxiv_id(text) for text in ids]
    with (
        open_session(settings, delay) as session,
        Corpus.open(settings.corpus, files=settings.files, create=bool(ids)) as store,
    ):
        if named:
            reports = _fetch(store, session, settings, named, format_, again=again)
            bad = any(report.document is None for report in reports) or len(reports) < len(named)
            return 2 if bad else 0
        queue = fetch_queue(store, again=again, revised=revised)
        if only_plan:
            _print_plan(store, session, settings, queue, limit, format_)
        elif not queue.wanted and format_ == "text":
            emit(f"every relevant paper of the corpus has its text{_set_aside(queue)}")
        else:
            _fetch(store, session, settings, queue.wanted[:limit], format_, again=again)
    return 0


def _fetch(
    corpus: Corpus,
    session: PoliteSession,
    settings: Settings,
    wanted: Sequence[ArxivId],
    format_: str,
    *,
    again: bool,
) -> list[FetchReport]:
    """Fetch papers, print what became of each, and say when to go on if the budget is spent."""
    from litscan.pipeline.fetch_queue import daily_budget, spent_note
    from litscan.pipeline.fetching import fetch_papers

    session.share(corpus.gate(tell))
    budget = daily_budget(settings)
    reports: list[FetchReport] = []
    url = settings.base_url
    stream = fetch_papers(corpus, session, url, wanted, budget=budget, again=again)
    try:
        with _paper_bar(len(wanted), session.patience.delay) as show:
            for report in stream:
                reports.append(report)
                line = f"{report.arxiv_id}\t{report.outcome}\t{report.note}"
                show(len(reports), line if format_ == "text" else "")
    except NetworkError as error:
        raise NetworkError(
            f"{error.message}; {len(reports)} of {len(wanted)} papers were asked for and kept",
            advice="run the same command later to go on",
        ) from error
    left = len(wanted) - len(reports)
    if format_ == "json":
        _print_json(reports, left)
    tell(spent_note(budget, left))
    return reports


def _print_json(reports: list[FetchReport], left: int) -> None:
    from litscan.pipeline.fetch_queue import next_day

    outcomes = Counter(report.outcome for report in reports)
    emit_json(
        {
            "schema": "litscan.fetched/1",
            "outcomes": dict(outcomes),
            "papers": [asdict(report) for report in reports],
            "left": left,
            "go_on": next_day().strftime("%Y-%m-%dT%H:%MZ") if left else None,
        }
    )


def _print_plan(
    corpus: Corpus,
    session: PoliteSession,
    settings: Settings,
    queue: FetchQueue,
    limit: int | None,
    format_: str,
) -> None:
    from litscan.collect.gate import duration
    from litscan.pipeline.fetch_queue import daily_budget, fetch_plan

    url, budget = settings.base_url, daily_budget(settings)
    plan = fetch_plan(corpus, session, url, queue, limit=limit, budget=budget)
    if format_ == "json":
        emit_json({"schema": "litscan.fetch_plan/1", "base_url": url, **asdict(plan)})
        return
    delay = session.patience.delay
    lines = [
        f"{plan.papers} papers without a text at {url}{_set_aside(queue)}",
        f"this run: {plan.now} papers, {plan.requests} requests or more x {delay:g} s = at least"
        f" {duration(plan.seconds)}",
    ]
    if budget is not None:
        days = "1 day" if plan.days == 1 else f"{plan.days} days"
        lines.append(f"budget: {budget} papers a day, {plan.used} used today; {days} for all")
    emit("\n".join(lines))


def _set_aside(queue: FetchQueue) -> str:
    """Return which papers without a text are not asked for, or nothing."""
    counted = ((queue.withdrawn, "withdrawn"), (queue.without_text, "without a text at arXiv"))
    words = [f"{count} {what}" for count, what in counted if count]
    return f" ({', '.join(words)}: not asked for)" if words else ""


@contextmanager
def _paper_bar(length: int, delay: float) -> Iterator[Callable[[int, str], None]]:
    """Yield what prints a line and shows a bar, in a pipe the line alone.

    The bar has the papers left and the time they take at least.
    """
    from litscan.collect.gate import duration

    if not shows_bars():
        yield lambda _, line: emit(line) if line else None
        return

    def arithmetic(left: int | None) -> str | None:
        if left is None:
            return None
        papers = "1 paper" if left == 1 else f"{left} papers"
        return f"{papers} left x {delay:g} s = at least {duration(left * delay)}"

    with click.progressbar(
        length=max(1, length),
        label="fetch",
        file=sys.stderr,
        show_eta=False,
        show_pos=True,
        item_show_func=arithmetic,
    ) as bar:

        def show(done: int, line: str) -> None:
            if line:
                click.echo(_ERASE, err=True, nl=False)
                emit(line)
            bar.update(done - bar.pos, length - done)

        yield show
