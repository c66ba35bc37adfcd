"""``litscan report``: the HTML report of the corpus as it is."""

from __future__ import annotations

import click

from litscan.cli.options import corpus_option, emit, tell, verbosity_options

__all__ = ["command"]


@click.command("report", epilog="Example: litscan report --output litscan-report")
@corpus_option
@click.option(
    "--output",
    type=click.Path(file_okay=False),
    default="litscan-report",
    show_default=True,
    help="Folder for index.html.",
)
@verbosity_options
def command(corpus: str | None, output: str) -> None:
    """Write the self-contained HTML report of the corpus as it is."""
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.pipeline import pending_note, report_corpus

    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        tell(pending_note(opened))
        emit(str(report_corpus(opened, output).path))
