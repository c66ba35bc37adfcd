"""``litscan search``: full-text search of the corpus."""

from __future__ import annotations

import sys
from dataclasses import asdict

import click

from litscan.cli.options import corpus_option, emit, emit_json, format_option, verbosity_options

__all__ = ["command"]

_BOLD = ("\x1b[1m", "\x1b[0m")


@click.command("search", epilog="Example:  litscan search '\"lottery ticket\" prun* -token'")
@click.argument("query", nargs=-1, required=True)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=20, show_default=True, help="Papers at most."
)
@corpus_option
@format_option("text", "json")
@verbosity_options
def command(query: tuple[str, ...], limit: int, corpus: str | None, format_: str) -> int:
    """Find papers by title, abstract and full text, best first, with the matching words marked.

    QUERY is words that must all occur, in any order: "phrases in quotes", prefix*, and words
    after -- with a minus sign to exclude them.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus

    settings = load_settings(corpus=corpus)
    colored = format_ == "text" and sys.stdout.isatty()
    with Corpus.open(settings.corpus, create=False, files=settings.files) as opened:
        hits = opened.search(" ".join(query), limit, marks=_BOLD if colored else ("[", "]"))
    if format_ == "json":
        emit_json({"query": " ".join(query), "hits": [asdict(hit) for hit in hits]})
        return 0
    if not hits:
        click.echo("litscan: no paper has all these words", err=True)
    for hit in hits:
        emit(f"{hit.rank:3}. {hit.key}  {hit.title}\n     {hit.snippet}")
    return 0
