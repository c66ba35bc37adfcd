"""``litscan fetch``: the full text of papers."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from itertools import islice

import click

from litscan.cli.options import (
    corpus_option,
    emit,
    emit_json,
    format_option,
    progress,
    tell,
    verbosity_options,
)
from litscan.errors import NetworkError

__all__ = ["command"]


@click.command("fetch", epilog="Examples: litscan fetch 1608.08710; litscan fetch --limit 50")
@click.argument("ids", metavar="[ID...]", nargs=-1)
@click.option("--base-url", help="A mirror or a replay in arXiv's place.")
@click.option("--delay", type=click.FloatRange(0, 3600), help="Seconds between requests.  [3]")
@click.option(
    "--limit",
    type=click.IntRange(1),
    default=200,
    show_default=True,
    help="Most papers in one run: arXiv is no place for bulk downloads.",
)
@corpus_option
@format_option("text", "json")
@verbosity_options
def command(
    ids: tuple[str, ...],
    base_url: str | None,
    delay: float | None,
    limit: int,
    corpus: str | None,
    format_: str,
) -> int:
    """Download the full text of papers: the source where there is one, else the PDF.

    Without an ID: the relevant papers of the corpus that have no text yet, newest first. Each
    paper gets an outcome: source, pdf, no_text (withdrawn, or none given), unsafe, unreadable.
    Ends with status 2 if a paper that was named has no text that can be read.
    """
    from litscan.collect.session import open_session
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.ids import parse_arxiv_id
    from litscan.pipeline.fetching import FetchReport, fetch_papers, unread_papers

    settings = load_settings(corpus=corpus, base_url=base_url)
    reports: list[FetchReport] = []
    named = [parse_arxiv_id(text) for text in ids]
    with (
        open_session(settings, delay) as session,
        Corpus.open(settings.corpus, files=settings.files, create=bool(ids)) as store,
    ):
        session.share(store.gate(tell))
        wanted = named or [parse_arxiv_id(name) for name in islice(unread_papers(store), limit)]
        stream = fetch_papers(store, session, settings.base_url, wanted)
        try:
            with progress(stream, "Fetching", length=len(wanted)) as watched:
                for report in watched:
                    reports.append(report)
                    if format_ == "text":
                        emit(f"{report.arxiv_id}\t{report.outcome}\t{report.note}")
        except NetworkError as error:
            raise NetworkError(
                f"{error.message}; {len(reports)} of {len(wanted)} papers were asked for and kept",
                advice="run the same command later to go on",
            ) from error
    outcomes = Counter(report.outcome for report in reports)
    if format_ == "json":
        papers = [asdict(report) for report in reports]
        emit_json({"schema": "litscan.fetched/1", "outcomes": dict(outcomes), "papers": papers})
    elif not reports:
        emit("every relevant paper of the corpus has its text")
    bad = any(report.outcome not in ("source", "pdf") for report in reports)
    return 2 if ids and bad else 0
