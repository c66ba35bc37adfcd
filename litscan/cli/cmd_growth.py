"""``litscan growth``: counts over time, fits, and the plot."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from litscan.cli.options import corpus_option, emit, emit_json, format_option, verbosity_options

if TYPE_CHECKING:
    from litscan.growth.counts import Period

__all__ = ["command"]

_DAY = click.DateTime(["%Y-%m-%d"])


@click.command("growth", epilog="Example: litscan growth --by year --plot growth.svg")
@corpus_option
@click.option(
    "--by",
    type=click.Choice(["month", "quarter", "year"]),
    default="month",
    show_default=True,
    help="Length of a period; fits always use months.",
)
@click.option("--from", "since", type=_DAY, help="First day counted.")
@click.option("--until", type=_DAY, help="Last day counted.")
@click.option(
    "--plot",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Also write the plot, as .svg, .png or .pdf.",
)
@format_option("text", "json", "csv")
@verbosity_options
def command(
    corpus: str | None,
    by: Period,
    since: datetime | None,
    until: datetime | None,
    plot: Path | None,
    format_: str,
) -> None:
    """Count the corpus's papers by first submission and fit their growth.

    Exponential, linear, quadratic and logistic growth are fitted to the complete months under one
    likelihood. Doubling time, papers a day and the share of all submissions come with 95%
    intervals, and the caveats of the sources with all of them.
    """
    from litscan.config import load_settings
    from litscan.corpus import Corpus
    from litscan.errors import UsageError
    from litscan.growth import growth_csv, growth_of_corpus, growth_text, plot_growth
    from litscan.pipeline import screen_papers

    if since and until and since > until:
        raise UsageError(f"--from {since:%Y-%m-%d} is later than --until {until:%Y-%m-%d}")
    with Corpus.open(load_settings(corpus=corpus).corpus, create=False) as opened:
        screen_papers(opened)
        growth = growth_of_corpus(
            opened, by=by, since=since and since.date(), until=until and until.date()
        )
    if plot is not None:
        plot_growth(growth, plot)
    if format_ == "json":
        emit_json(growth.to_json())
    elif format_ == "csv":
        emit(growth_csv(growth))
    else:
        emit(growth_text(growth))
